"""A form as a browser sends it, `multipart/form-data` (RFC 7578), read strictly: it comes from outside."""

from __future__ import annotations

import re
from typing import Final

from liagen.browser.app.exchange import Posted, UploadedFile

MAX_PARTS: Final = 5000
"""How many values and files a form may have."""

_MAX_HEADERS: Final = 4000
_KIND: Final = re.compile(r'multipart/form-data;\s*boundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))\s*', re.IGNORECASE)
_DISPOSITION: Final = re.compile(
    r'^content-disposition:[ ]*form-data; name="([^"\r\n]*)"(?:; filename="([^"\r\n]*)")?[ ]*$',
    re.IGNORECASE | re.MULTILINE,
)
_ESCAPES: Final = {"%22": '"', "%0D": "\r", "%0A": "\n"}


class FormDataError(ValueError):
    """What was sent is no form; its text says why, for a developer."""


def read_form(kind: str, body: bytes) -> Posted:
    """Return a form; ``kind`` is its Content-Type. A line ends in one line feed, as in a page without a server.

    A file that was not chosen is left out. Raises ``FormDataError`` when anything is not as a browser sends it.
    """
    found = _KIND.fullmatch(kind)
    if not found:
        raise FormDataError("no multipart/form-data with a boundary")
    # Sent as Latin-1 by http.client's reading of headers; a boundary is ASCII.
    boundary = (found[1] or found[2]).encode("latin-1", "replace")
    first, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary, MAX_PARTS + 2)
    if first or not parts or parts.pop() not in (b"--", b"--\r\n"):
        raise FormDataError("not between its boundaries")
    if len(parts) > MAX_PARTS:
        raise FormDataError("more parts than a form may have")
    fields: list[tuple[str, str]] = []
    files: list[UploadedFile] = []
    for part in parts:
        name, file_name, data = _read_part(part)
        if file_name is None:
            fields.append((name, _decode(data).replace("\r\n", "\n")))
        elif file_name:
            files.append(UploadedFile(re.split(r"[/\\]", file_name)[-1], data))
    return Posted(tuple(fields), tuple(files))


def _read_part(part: bytes) -> tuple[str, str | None, bytes]:
    """Return the name of a part, the name of its file (None when it is no file), and its bytes."""
    head, blank, data = part.partition(b"\r\n\r\n")
    if not blank or not head.startswith(b"\r\n") or len(head) > _MAX_HEADERS:
        raise FormDataError("a part without proper headers")
    found = _DISPOSITION.findall(_decode(head).replace("\r\n", "\n"))
    if len(found) != 1:
        raise FormDataError("a part without a name")
    name, file_name = found[0]
    is_file = b"filename=" in head
    return _unescape(name), _unescape(file_name) if is_file else None, data


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormDataError("not in UTF-8") from error


def _unescape(name: str) -> str:
    """Return a name without the three escapes that browsers put into one."""
    return re.sub("%(?:22|0D|0A)", lambda found: _ESCAPES[found[0]], name)
