"""The chapter as a value: blocks with stable ids, made of spans. No Word, no Markdown, no profile.

Every block, list item, row and cell carries an ``id`` (from card, part, goal key or column, and number: untouched by
order, other cards or wording) and ``origins``: where it comes from. Nobody takes an id apart to know that. ``sources``
are the sections of the report or keys of other sources that a text rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, overload

Edition = Literal["concept", "schoon"]
"""To go on working in, or to hand out: without remarks, controls and hidden data."""

FillKind = Literal["tekst", "keuze", "datum", "getal"]
Role = Literal[
    "tekst", "kader", "inleiding", "bijschrift", "titel", "ondertitel", "titelgegevens", "ondertekening",
]  # fmt: skip
OriginKind = Literal[
    "hoofdstuk", "werkblad", "stuk", "voortgang", "vragenlijst", "titelpagina", "onderdeel", "tekst", "thema", "optie",
    "doel", "risico", "rol", "aanname", "bron", "toelichting", "eigen", "pakket", "gegeven", "uitkomst", "test",
    "keuze", "niet_gekozen", "planning", "uitvoering", "open", "bijgewerkt",
    "lijst", "tabel", "geen",
]  # fmt: skip
"""What there is to come from; then the rows that tell of it once more; then the words around rows and items."""


@dataclass(frozen=True)
class Origin:
    """Where a text comes from: of which kind of thing, which one, and which ``part`` of it, if it has any."""

    kind: OriginKind
    key: str
    part: str = ""

    @cached_property
    def name(self) -> str:
        """Return the origin in one word, as consultants see it and ids begin with: ``optie.intranet.voorstel``."""
        return f"{self.kind}.{self.key}.{self.part}" if self.part else f"{self.kind}.{self.key}"


Origins = tuple[Origin, ...]
"""Of one text. The first is the one it is told under; the others are what it joins."""


@dataclass(frozen=True)
class Text:
    """Running text; ``bold`` and ``italic`` as the author marked it."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Fill:
    """A visible fill-in: a blank ``[invullen: title]`` or a proposal ``[voorzet: proposal]``.

    ``field`` is the profile field that holds its answer, or empty when none is named; ``title`` says what is asked and
    ``choices`` are the allowed answers when ``kind`` is ``keuze``. The words of a proposal read on without its mark;
    those of a blank are empty.
    """

    field: str
    title: str
    kind: FillKind = "tekst"
    choices: tuple[str, ...] = ()
    proposal: str = ""
    begins_sentence: bool = False

    @property
    def mark(self) -> str:
        """Return the word that marks it."""
        if not self.proposal:
            return "invullen"
        return "Voorzet" if self.begins_sentence else "voorzet"

    @property
    def words(self) -> str:
        """Return what stands behind the mark."""
        return self.proposal or self.title

    @property
    def text(self) -> str:
        """Return the text a reader sees."""
        return f"[{self.mark}: {self.words}]"


@dataclass(frozen=True)
class Link:
    """A link: ``target`` is an https address, or ``#`` and the id of a block in the same chapter."""

    text: str
    target: str


@dataclass(frozen=True)
class Picture:
    """A picture: ``text`` tells what is on it, for who does not see it, and stands in its place where none can be.

    ``data`` is a PNG or a JPEG, as ``kind`` says, of so many dots; empty for a picture of which only the name is known.
    """

    text: str
    name: str
    data: bytes = b""
    kind: str = ""
    width: int = 0
    height: int = 0


Span = Text | Fill | Link | Picture


@dataclass(frozen=True)
class Note:
    """A remark in the margin for the officer: why this text is here. Worded in the library."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the chapter title, 2 a section, 3 an option or sub-section.

    One that ``starts_page`` stands at the top of a page: what follows can be signed apart.
    """

    id: str
    level: int
    spans: tuple[Span, ...]
    note: Note | None = None
    sources: tuple[str, ...] = ()
    origins: Origins = ()
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in one of the roles that every style file knows."""

    id: str
    spans: tuple[Span, ...]
    role: Role = "tekst"
    note: Note | None = None
    sources: tuple[str, ...] = ()
    origins: Origins = ()


@dataclass(frozen=True)
class Item:
    """One list item."""

    id: str
    spans: tuple[Span, ...]
    sources: tuple[str, ...] = ()
    note: Note | None = None
    origins: Origins = ()


@dataclass(frozen=True)
class ListBlock:
    """A bulleted or, when ``ordered``, a numbered list; its first item has the number ``first``."""

    id: str
    ordered: bool
    items: tuple[Item, ...]
    origins: Origins = ()
    first: int = 1


@dataclass(frozen=True)
class Cell:
    """One table cell; ``mark`` lifts it out, in addition to what its text says, and may do so without text."""

    id: str
    spans: tuple[Span, ...]
    sources: tuple[str, ...] = ()
    mark: bool = False
    origins: Origins = ()


@dataclass(frozen=True)
class Row:
    """One table row; as many cells as the table has columns.

    ``room`` is how many lines there are to write on by hand, on paper: then its empty cells stay empty.
    """

    id: str
    cells: tuple[Cell, ...]
    origins: Origins = ()
    room: int = 0


@dataclass(frozen=True)
class Table:
    """A data table with a caption and a header row; ``widths`` are shares of the text width, summing to 100."""

    id: str
    caption: Paragraph
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    origins: Origins = ()

    def __post_init__(self) -> None:
        """Refuse a table whose rows do not fit its header."""
        sizes = {len(row.cells) for row in self.rows} | {len(self.header), len(self.widths)}
        if sizes != {len(self.header)}:
            raise ValueError(f"table {self.id}: rows of {sorted(sizes)} cells")


Block = Heading | Paragraph | ListBlock | Table


@dataclass(frozen=True)
class PlacedFill:
    """A fill-in and the title of the section where it stands, which is empty before the first."""

    section: str
    fill: Fill


@dataclass(frozen=True)
class Chapter:
    """The whole chapter: what stands in it, in order, and what the document is called.

    ``title`` and ``subject`` are plain text for the document properties; ``running`` is the short text of the page
    header; ``open_points`` counts what the officer still has to fill in or find out. ``contents_title`` stands above
    the table of contents; a chapter without it has none. ``title_page`` is what stands on a page of its own before the
    chapter, if anything. ``fills`` are its fill-ins in order of reading; in an end product also the proposals that
    became plain text. A document that ``is_brief`` has one or two pages: there is less white above its headings.
    """

    title: str
    subject: str
    running: str
    date: str
    blocks: tuple[Block, ...]
    open_points: int
    page_word: str = "Pagina"
    page_of: str = "van"
    keywords: tuple[str, ...] = field(default=())
    contents_title: str = ""
    title_page: tuple[Paragraph, ...] = ()
    fills: tuple[PlacedFill, ...] = ()
    is_brief: bool = False

    @property
    def blanks(self) -> int:
        """Return how many fill-ins are blanks."""
        return len(self.fills) - self.proposals

    @property
    def proposals(self) -> int:
        """Return how many fill-ins are proposals."""
        return sum(bool(each.fill.proposal) for each in self.fills)


def span_text(spans: tuple[Span, ...]) -> str:
    """Return the plain text of a run of spans."""
    return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])


@overload
def joined(spans: Iterable[Text]) -> tuple[Text, ...]: ...
@overload
def joined(spans: Iterable[Span]) -> tuple[Span, ...]: ...
def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in which neighbouring texts of the same look are one, so that words are found across them."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if isinstance(span, Text) and isinstance(last, Text) and _looks(span) == _looks(last):
            found[-1] = replace(last, text=last.text + span.text)
        else:
            found.append(span)
    return tuple(found)


def _looks(text: Text) -> tuple[bool, bool]:
    return text.bold, text.italic
