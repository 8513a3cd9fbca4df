"""Files for her in a folder of her own, instead of among what a browser downloads."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final
from xml.etree.ElementTree import Element

from liagen.browser.app.exchange import Download, Reply
from liagen.errors import OutputError
from liagen.files.paths import exists, is_link
from liagen.files.save import write_files
from liagen.web.elements import add, add_text, to_html

_ZIP: Final = "application/zip"
_WRITTEN: Final = "Bewaard in {folder}"
_NOT_WRITTEN: Final = "Er is niets bewaard"


def put_in_folder(reply: Reply, folder: Path) -> Reply:
    """Return a reply whose download was written into a folder, never over what stands there; it says where, or why not.

    Several files in one archive are written one by one. A reply without a download stays as it is.
    """
    if not reply.download:
        return reply
    files = _with_free_names(_files_in(reply.download), folder)
    try:
        write_files(files, overwrite=False)
    except OutputError as error:
        title, rows, kind = _NOT_WRITTEN, [str(each) for each in error.problems], "error"
    else:
        title, rows, kind = _WRITTEN.format(folder=folder), [path.name for path in files], "ok"
    regions = {**reply.regions, "melding": _message(title, rows, kind)}
    # What could not be written is as unsaved as it was; who asked for the file can ask again.
    return replace(reply, regions=regions, download=None, said="", unsaved=reply.unsaved or kind == "error")


def _files_in(download: Download) -> Mapping[str, bytes]:
    """Return the files in a download by name."""
    if download.kind != _ZIP:
        return {download.name: download.data}
    with zipfile.ZipFile(io.BytesIO(download.data)) as archive:
        return {PurePosixPath(name).name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def _with_free_names(files: Mapping[str, bytes], folder: Path) -> dict[Path, bytes]:
    """Return the files by path, all with the same number behind their names when one of the names is taken."""
    for number in itertools.count(1):
        paths = [folder / _numbered(name, number) for name in files]
        if not _any_taken(paths):
            break
    return dict(zip(paths, files.values(), strict=True))


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return name if number == 1 else f"{path.stem}-{number}{path.suffix}"


def _any_taken(paths: Iterable[Path]) -> bool:
    return any(exists(path) or is_link(path) for path in paths)


def _message(title: str, rows: Iterable[str], kind: str) -> str:
    """Return the region with messages, with this one in it."""
    region = Element("div", {"id": "melding", "role": "alert"})
    alert = add(region, "div", {"class": f"utrecht-alert utrecht-alert--{kind}"})
    content = add(alert, "div", {"class": "utrecht-alert__content"})
    add_text(content, "h2", title, {"class": "utrecht-heading-2"})
    listed = add(content, "ul", {"class": "utrecht-unordered-list"})
    for row in rows:
        add_text(listed, "li", row)
    return to_html(region)
