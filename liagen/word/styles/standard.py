"""What our own style file gives, read beforehand: a draft in our style is written without reading a Word file.

The data stands here and not beside the style file: it is made by us, of a file that anyone may copy and change, and it
holds for whoever has that file unchanged. ``make style-data`` renews it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from liagen.word.styles.roles import StyleRole
from liagen.word.styles.sheet import FixedPart, KnownPart, Numbering, OpenPart, Relation, Stationery

DATA: Final = Path(__file__).with_name("standard.json")
_ENCODING: Final = ("utf-8", "surrogateescape")  # any bytes come back the same, and XML is readable


def standard_stationery(style_file: Path) -> Stationery | None:
    """Return what the style file gives, or None when it is not the one that was read beforehand."""
    known = _own_prepared()
    try:
        # The size first: it is asked for nothing, and reading another file to refuse it is not.
        is_known = style_file.stat().st_size == known.size and _digest(style_file.read_bytes()) == known.sha256
    except (OSError, ValueError):
        return None
    return known.stationery if is_known else None


def own_stationery() -> Stationery:
    """Return what our own style file gives, whatever style file is used."""
    return _own_prepared().stationery


@dataclass(frozen=True, eq=False)
class Prepared:
    """What a style file gives, and what tells the file from others."""

    size: int
    sha256: str
    stationery: Stationery


def write_prepared(style_file: bytes, stationery: Stationery) -> str:
    """Return the data to keep of a style file and what reading it gives; the same arguments give the same text."""
    return json.dumps(_plain(Prepared(len(style_file), _digest(style_file), stationery)), indent=1) + "\n"


def parse_prepared(text: str) -> Prepared:
    """Return what ``write_prepared`` kept."""
    data = json.loads(text)
    return Prepared(data["size"], data["sha256"], _stationery(data["stationery"]))


@lru_cache(maxsize=1)
def _own_prepared() -> Prepared:
    """Return what our own style file gives."""
    return parse_prepared(DATA.read_text(encoding="utf-8"))


def _digest(data: bytes) -> str:
    """Return what tells one style file from all others."""
    return hashlib.sha256(data).hexdigest()


def _plain(value: object) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, StyleRole):
        return value.name
    if isinstance(value, bytes):
        return value.decode(*_ENCODING)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _stationery(plain: dict[str, Any]) -> Stationery:
    """Return what a style file gives, from JSON."""
    # JSON has no enums, tuples, bytes or classes: each field that has one is made again by hand, the rest is as it was.
    parsed = {
        "styles": {StyleRole[name]: style for name, style in plain["styles"].items()},
        "added": tuple(StyleRole[name] for name in plain["added"]),
        "relations": tuple(Relation(**each) for each in plain["relations"]),
        "known": tuple(KnownPart(**each) for each in plain["known"]),
        "fixed": tuple(FixedPart(**_with_bytes(each)) for each in plain["fixed"]),
        "numbering": Numbering(**_with_bytes(plain["numbering"])),
        "headers": tuple(OpenPart(**_with_bytes(each)) for each in plain["headers"]),
    }
    documents = {name: plain[name].encode(*_ENCODING) for name in ("document", "titled_document")}
    return Stationery(**plain | parsed | documents)


def _with_bytes(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part whose data is bytes again."""
    return part | {"data": part["data"].encode(*_ENCODING)}
