"""Someone else's XML, judged by its bytes before a tree is made of it: what it is written in, and how large it is."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

MAX_NODES: Final = 2_000_000
"""The most elements and attributes in one Word file: twice those of the largest that we have met, at most 700 MB."""

MAX_DEPTH: Final = 200
"""The most elements within each other; libxml2 reads 255."""

_BOM: Final = b"\xef\xbb\xbf"
_ENCODINGS: Final = re.compile(rb"utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
# Never trying again what it has passed: a row of remarks would take for ever.
_BEFORE_ROOT: Final = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)


def is_plain_xml(data: bytes) -> bool:
    """Say whether a part is XML in UTF-8, as Word writes it, so that what is looked for in its bytes is found."""
    # In another encoding (UTF-16, UTF-7) the words that are looked for would be hidden.
    start = data.removeprefix(_BOM).lstrip()
    declared = _DECLARED.match(start)
    return start[:1] == b"<" and b"\0" not in data and (not declared or declared[1].lower() in (b"utf-8", b"us-ascii"))


def has_grammar(data: bytes) -> bool:
    """Say whether plain XML has a grammar of its own, which can make a small part swell without end."""
    return b"<!DOCTYPE" in data or b"<!ENTITY" in data


def has_doctype(data: bytes) -> bool:
    """Say whether XML in whatever encoding begins with a grammar; one that is quoted within it does not count."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]
    if not wide and b"<!DOCTYPE" not in data:
        return False
    return _BEFORE_ROOT.match(data.decode("utf-16" if wide else "utf-8-sig", "replace")) is not None


def is_known_encoding(data: bytes) -> bool:
    """Say whether a part is in an encoding in which every tag has a byte for its «<»."""
    declared = _DECLARED.match(data.removeprefix(_BOM).lstrip())
    return declared is None or _ENCODINGS.fullmatch(declared[1]) is not None


def count_nodes(data: bytes) -> int:
    """Return how many elements and attributes a part has at most; counted and not parsed, so that it costs nothing."""
    return data.count(b"<") - data.count(b"</") + data.count(b"=")


def is_well_formed(data: bytes) -> bool:
    """Say whether a part is well-formed XML that is not too deep."""
    depth = _Depth()
    parser = ParserCreate()
    parser.StartElementHandler = depth.begin
    parser.EndElementHandler = depth.end
    try:
        parser.Parse(data, True)
    except (ExpatError, LookupError, ValueError, _TooDeep):  # the middle two for encodings that it does not know
        return False
    return True


class _TooDeep(Exception):  # noqa: N818  (leaves the parser; no error of ours)
    pass


class _Depth:
    """How deep the parser is."""

    def __init__(self) -> None:
        self._depth = 0

    def begin(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeep

    def end(self, _name: str) -> None:
        self._depth -= 1
