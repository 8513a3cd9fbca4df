"""A folder as a zip file that is the same for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_READABLE: Final = 0o644 << 16
_UNIX: Final = 3


def pack_folder(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return a zip file with one folder in it and these files in that, sorted and without times."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(_entry(f"{folder}/{name}"), data, zipfile.ZIP_DEFLATED, 9)
    return whole.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr, entry.create_system = _READABLE, _UNIX
    return entry
