"""A document under construction: blocks with ids of their own, worded by `templates/oefenset`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from liagen.chapter.editions import proposals_as_text
from liagen.chapter.markdown import plain_text, to_spans
from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    span_text,
)
from liagen.library.dutch import escape
from liagen.library.model import Library
from liagen.training.rules import OptionRules, option_rules
from liagen.training.texts import ExerciseTexts

Content = str | tuple[Span, ...]
"""Markdown, or spans that are ready."""


@dataclass
class SheetBuilder:
    """Collects the blocks of one document; ``name`` begins every id."""

    name: str
    texts: ExerciseTexts
    library: Library
    blocks: list[Block] = field(default_factory=list)

    @property
    def rules(self) -> Mapping[str, OptionRules]:
        """Return the printed rules of every option by its key."""
        return option_rules(self.library, self.texts)

    def _id(self) -> str:
        return f"{self.name}.{len(self.blocks) + 1}"

    def heading(self, markdown: str, level: int = 2, starts_page: bool = False) -> None:
        """Add a heading; Markdown."""
        self.blocks.append(Heading(self._id(), level, to_spans(markdown), starts_page=starts_page))

    def title(self, key: str, starts_page: bool = False, **values: str) -> None:
        """Add a heading from the words."""
        self.heading(self.texts.word(key, **values), starts_page=starts_page)

    def text(self, key: str, role: Role = "tekst", **values: str) -> None:
        """Add a paragraph from the words."""
        self.paragraph(self.texts.word(key, **values), role)

    def paragraph(self, content: Content, role: Role = "tekst") -> None:
        """Add a paragraph."""
        self.blocks.append(Paragraph(self._id(), _spans(content), role))

    def items(self, contents: Iterable[Content], ordered: bool = False) -> None:
        """Add a list, when there is something to list."""
        ident = self._id()
        items = tuple(Item(f"{ident}.{number}", _spans(content)) for number, content in enumerate(contents, 1))
        if items:
            self.blocks.append(ListBlock(ident, ordered, items))

    def table(
        self,
        caption: str,
        columns: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[Content]],
        room: int = 0,
        marked: Collection[int] = (),
        **values: str,
    ) -> None:
        """Add a table; ``caption`` and the names in ``columns`` are words, the numbers are shares of the width.

        ``room`` is how many lines there are in each row to write on by hand; ``marked`` are the rows that are lifted
        out, counted from 0.
        """
        heads = [(self.texts.word(f"kop_{name}"), width) for name, width in columns]
        self.headed_table(caption, heads, rows, room, marked, **values)

    def headed_table(
        self,
        caption: str,
        heads: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[Content]],
        room: int = 0,
        marked: Collection[int] = (),
        **values: str,
    ) -> None:
        """Add a table as ``table`` does, with heads that are ready (Markdown)."""
        ident = self._id()
        body = tuple(
            Row(
                f"{ident}.{number}",
                tuple(
                    Cell(f"{ident}.{number}.{place}", _spans(cell), mark=number - 1 in marked)
                    for place, cell in enumerate(row)
                ),
                room=room,
            )
            for number, row in enumerate(rows, 1)
        )
        # An empty table says nothing to who hears it read out.
        if not body:
            self.text("niets")
            return
        header = tuple(Cell(f"{ident}.kop.{place}", to_spans(head)) for place, (head, _) in enumerate(heads))
        title = Paragraph(f"{ident}.bijschrift", to_spans(self.texts.word(caption, **values)), "bijschrift")
        self.blocks.append(Table(ident, title, header, body, tuple(width for _, width in heads)))

    def chapter(self, title: str, date: dt.date, contents: bool = False) -> Chapter:
        """Return the document; ``title`` is Markdown and stands above it."""
        plain = plain_text(title)
        head = Heading(f"{self.name}.titel", 1, to_spans(title))
        return Chapter(
            title=plain,
            subject=self.texts.word("onderwerp"),
            running=plain,
            date=date.isoformat(),
            blocks=(head, *self.blocks),
            open_points=0,
            page_word=self.library.word("pagina"),
            page_of=self.library.word("pagina_van"),
            contents_title=self.library.word("inhoud") if contents else "",
        )


def _spans(content: Content) -> tuple[Span, ...]:
    # What liagen proposes reads on, as it does in the chapter of the participants.
    return proposals_as_text(to_spans(content)) if isinstance(content, str) else content


def read_on(markdown: str) -> str:
    """Return plain text in which what liagen proposes reads on."""
    return span_text(_spans(markdown))


def fill_in(title: str, choices: tuple[str, ...] = ()) -> tuple[Span, ...]:
    """Return a place for a participant to fill in."""
    return (Fill("", title, "keuze" if choices else "tekst", choices),)


def sources_in_words(sources: Iterable[str], library: Library) -> str:
    """Return sources as Markdown: sections of the report as they are, others by their title."""
    titles = {key: source.titel for key, source in library.sources.items()}
    return escape("; ".join(titles.get(source, source) for source in sources))


def title_of(key: str, library: Library) -> str:
    """Return the title of an option (Markdown)."""
    return escape(plain_text(library.cards[key].titel.source))
