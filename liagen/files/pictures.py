"""Pictures of others: PNG and JPEG by what is in them, walked to their end, without what they say of who made them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_BYTES: Final = 2_000_000
LARGE_PICTURE: Final = f"dit beeld is groter dan {MAX_BYTES // 1_000_000} MB; maak het kleiner"
MAX_SIDE: Final = 6_000
MAX_PIXELS: Final = 24_000_000
ENDINGS: Final = (".png", ".jpg", ".jpeg")

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_KEPT_CHUNKS: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP pHYs sBIT".split())
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the markers of a JPEG that tell its size
_BARE: Final = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without anything behind them
_SCAN, _ADOBE, _FIRST_APP, _COMMENT = 0xDA, 0xEE, 0xE0, 0xFE


class PictureError(ValueError):
    """A picture that is refused; the message says why (Dutch)."""


@dataclass(frozen=True)
class PictureFile:
    """A picture that was judged: its bytes, ``png`` or ``jpeg``, and its size in dots."""

    data: bytes
    kind: str
    width: int
    height: int


def parse_picture(data: bytes) -> PictureFile:
    """Return a picture without the remarks in it. Raises PictureError for no whole PNG or JPEG, or a large one."""
    if len(data) > MAX_BYTES:
        raise PictureError(LARGE_PICTURE)
    try:
        found = _png(data) if data.startswith(_PNG) else _jpeg(data) if data.startswith(_JPEG) else None
    except (struct.error, IndexError):
        raise PictureError(_BROKEN) from None
    if found is None:
        raise PictureError("dit is geen PNG of JPEG; bewaar het beeld als een van die twee")
    if not (0 < found.width <= MAX_SIDE and 0 < found.height <= MAX_SIDE and found.width * found.height <= MAX_PIXELS):
        raise PictureError(f"dit beeld heeft te veel beeldpunten; maak het hoogstens {MAX_SIDE} breed en hoog")
    return found


_BROKEN: Final = "dit beeld is beschadigd of niet compleet; bewaar het opnieuw"


def _png(data: bytes) -> PictureFile:
    kept = [_PNG]
    names: list[bytes] = []
    for name, chunk in _chunks(data):
        names.append(name)
        if name in _KEPT_CHUNKS:
            kept.append(chunk)
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise PictureError(_BROKEN)
    width, height = struct.unpack(">II", data[16:24])
    return PictureFile(b"".join(kept), "png", width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place < len(data):
        size, name = struct.unpack(">I4s", data[place : place + 8])
        end = place + 12 + size
        (check,) = struct.unpack(">I", data[end - 4 : end])
        if zlib.crc32(data[place + 4 : end - 4]) != check:
            raise PictureError(_BROKEN)
        yield name, data[place:end]
        place = end
        if name == b"IEND":
            return  # what stands behind the end is no part of the picture


def _jpeg(data: bytes) -> PictureFile:
    kept = [data[:2]]
    size = (0, 0)
    place = 2
    while True:
        if data[place] != 0xFF:
            raise PictureError(_BROKEN)
        marker = data[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker in _BARE:
            place += 2
            continue
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise PictureError(_BROKEN)
        if marker in _SIZES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            size = (width, height)
        if marker == _SCAN:
            last = data.rfind(b"\xff\xd9", end)
            if last < 0:
                raise PictureError(_BROKEN)
            kept.append(data[place : last + 2])
            return PictureFile(b"".join(kept), "jpeg", *size)
        if not (_FIRST_APP < marker < _ADOBE or marker in (_ADOBE + 1, _COMMENT)):
            kept.append(data[place:end])
        place = end
