"""A document of the texts of a package as a value: to be edited in Word, with what is no text locked in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from liagen.document.blocks import Link, Text

LineKind = Literal["alinea", "opsomming", "nummering", "kader"]
"""What a paragraph is: running text, an item of a list, a notice."""

PieceLook = Literal["sturing", "gegeven", "invulplek", "voorzet"]
"""What a locked piece is: a condition or loop, what liagen puts in, a blank, a proposal."""


@dataclass(frozen=True)
class Piece:
    """What stands for a piece of a template: the ``text`` that is shown, and what it is.

    No two pieces of one document that mean something else show the same text: by it a piece is known again.
    """

    text: str
    look: PieceLook


@dataclass(frozen=True)
class Locked:
    """A piece within a text, by its number in the document."""

    number: int
    bold: bool = False
    italic: bool = False


LineSpan = Text | Link | Locked


@dataclass(frozen=True)
class TextLine:
    """One paragraph of a text."""

    kind: LineKind
    spans: tuple[LineSpan, ...]


@dataclass(frozen=True)
class EditableText:
    """A text that may be edited.

    ``label`` says which it is and ``about`` when it is used, empty when that is always; ``source`` and ``shown`` are
    digests of how it stands in the package and of how it is shown; ``pieces`` are the numbers of what is locked in it,
    as they follow each other.
    """

    id: str
    label: str
    about: str
    lines: tuple[TextLine, ...]
    source: str
    shown: str
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class TextGroup:
    """A heading (level 2 or 3), what is said below it, and texts that belong together; none for a heading alone."""

    level: int
    title: str
    about: tuple[str, ...]
    texts: tuple[EditableText, ...]


@dataclass(frozen=True)
class TextsMade:
    """Of what a document of texts was made: the package by name, version and place, and the version of liagen."""

    package: str
    version: str
    place: str
    liagen: str


@dataclass(frozen=True)
class TextDocument:
    """All of it: what stands above, the texts by group, and the pieces that are locked in them by number.

    ``columns`` are the headings of the two columns, ``locked`` what Word says a locked label is.
    """

    title: str
    running: str
    date: str
    intro: tuple[TextLine, ...]
    columns: tuple[str, str]
    piece_names: dict[PieceLook, str]
    locked: str
    groups: tuple[TextGroup, ...]
    pieces: tuple[Piece, ...]
    made: TextsMade


@dataclass(frozen=True)
class CarriedText:
    """What is kept of one text of such a document; see ``EditableText``."""

    id: str
    source: str
    shown: str
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class ReadText:
    """A text as it stands in the document now; ``broken`` are locked pieces in it that were changed."""

    carried: CarriedText
    lines: tuple[TextLine, ...]
    broken: tuple[str, ...] = ()


RemarkKind = Literal[
    "opmerking", "beeld", "opmaak", "tabel", "noot", "kop", "teken", "lijst", "buiten", "wijzigingen", "veld", "link",
]  # fmt: skip
"""What is in the document and cannot come along."""


@dataclass(frozen=True)
class TextRemark:
    """Something that does not come along: what, in which text (an id, or empty), and the words it is about."""

    kind: RemarkKind
    id: str
    words: str


@dataclass(frozen=True)
class ReadTexts:
    """A document of texts read back: of what it was made, its texts in order, which are gone, and what stays behind."""

    made: TextsMade
    pieces: tuple[Piece, ...]
    texts: tuple[ReadText, ...]
    gone: tuple[str, ...]
    remarks: tuple[TextRemark, ...]
