"""What a style file holds that travels along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from liagen.word.styles.roles import StyleRole


@dataclass(frozen=True)
class Relation:
    """One relationship of the document part."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class XmlPart:
    """A part that is written anew for each chapter; ``root`` is copied, never changed."""

    name: str
    root: etree._Element


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


@dataclass(frozen=True, eq=False)
class Stationery:
    """What a style file gives; one reading of a style file is equal to itself only.

    ``relations`` are those of the document part, ``package_relations`` those of the package. ``fixed`` are the parts
    that are the same in every chapter; ``known`` names these and all that are written anew.
    """

    styles: Mapping[StyleRole, str]
    added: tuple[StyleRole, ...]
    text_width: int
    cell_padding: int
    cell_size: int
    cell_font: str
    abstract_number: str
    document_name: str
    relations_name: str
    relations: tuple[Relation, ...]
    package_relations: tuple[Relation, ...]
    known: tuple[KnownPart, ...]
    fixed: tuple[FixedPart, ...]
    section: etree._Element
    numbering: XmlPart
    margins: tuple[XmlPart, ...]
