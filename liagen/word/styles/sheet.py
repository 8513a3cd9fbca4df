"""What a style file gives, ready to write a chapter with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from liagen.word.styles.roles import HouseStyle, StyleRole


class Slot(Enum):
    """A place in a part of a style file for what a chapter says, as it stands in its XML."""

    TEXT = b"<?liagen text?>"
    LISTS = b"<?liagen lists?>"
    RUNNING = b"<?liagen running?>"
    PAGE = b"<?liagen page?>"


@dataclass(frozen=True)
class Relation:
    """One relationship of the document part."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class KnownPart:
    """The name and content type of a part."""

    name: str
    kind: str


@dataclass(frozen=True)
class FixedPart:
    """A part that is the same in every chapter."""

    name: str
    data: bytes


@dataclass(frozen=True)
class OpenPart:
    """A part that is written anew for each chapter: ``data`` has slots, and knows the prefix ``w``."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Numbering(OpenPart):
    """The lists of a style file, with a slot after the last; the numbers above ``last`` are free."""

    last: int


@dataclass(frozen=True, eq=False)
class Stationery:
    """What a style file gives; one reading of a style file is equal to itself only.

    ``document`` has the properties of the page and a slot for the text, ``titled_document`` too, for a chapter with a
    title page. ``relations`` are those of the document part. ``fixed`` are the parts that are the same in every
    chapter; ``known`` names these and all that are written anew. ``headers`` are the headers and footers that ask for
    the texts of the chapter. Lengths are in twentieths of a point.
    """

    styles: Mapping[StyleRole, str]
    added: tuple[StyleRole, ...]
    text_width: int
    page_height: int
    cell_padding: int
    cell_size: int
    cell_font: str
    abstract_number: str
    document_name: str
    relations_name: str
    relations: tuple[Relation, ...]
    known: tuple[KnownPart, ...]
    fixed: tuple[FixedPart, ...]
    document: bytes
    titled_document: bytes
    numbering: Numbering
    headers: tuple[OpenPart, ...]


House = HouseStyle | Stationery
"""A municipality's own house style: its Word file, still to be read, or what that gives, read beforehand."""
