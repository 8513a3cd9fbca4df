"""What the sections of a chapter are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

from liagen.chapter.choose import Choice, Chosen
from liagen.chapter.facts import Fact, Facts, fact_of
from liagen.chapter.markdown import TextBlock, to_blocks, to_spans
from liagen.chapter.plan import Plan
from liagen.chapter.what_if import Trials
from liagen.document.blocks import (
    Block,
    Cell,
    Item,
    ListBlock,
    Origin,
    OriginKind,
    Paragraph,
    Picture,
    Row,
    Span,
    Table,
    Text,
)
from liagen.document.walk import with_spans
from liagen.library.cards import LENGTHS, Card, LibraryText
from liagen.library.conditions import holds
from liagen.library.model import Library
from liagen.library.tables import ContentRow, Section
from liagen.library.wording import SOURCE, Wording

Sources = tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """Everything the sections are made from."""

    library: Library
    facts: Facts
    choice: Choice
    plan: Plan

    def word(self, key: str, **values: str) -> str:
        """Return fixed words with their values in place (Markdown)."""
        return self.library.word(key, **values) if values else self.library.words[key]

    def render(self, wording: Wording) -> str:
        """Return what a card says of this municipality (Markdown)."""
        return wording.render(self.facts)

    @cached_property
    def option_order(self) -> Mapping[str, int]:
        """Return the place of every option in the library."""
        return {key: place for place, key in enumerate(self.library.cards)}

    @cached_property
    def placed(self) -> frozenset[str]:
        """Return the options that a text of this chapter names with `kaart()`, whatever it then says of them."""
        texts = [self.library.texts[row.name] for row in included_rows(self) if row.kind == "tekst"]
        return frozenset().union(*(text.parts[name].cards for text in texts for name in _printed_parts(text, self)))

    @cached_property
    def not_chosen(self) -> Mapping[str, tuple[Chosen, ...]]:
        """Return, for each theme, the options that were not chosen."""
        found: dict[str, tuple[Chosen, ...]] = {}
        for card, chosen in cards_with_verdict(self):
            if chosen.verdict == "niet_nu":
                found[card.theme] = (*found.get(card.theme, ()), chosen)
        return found

    @cached_property
    def told(self) -> dict[tuple[str, str], list[Block]]:
        """Return the running text made so far, by kind and name of its row: two ask for it, and it is made once."""
        return {}

    def trials(self, card: Card) -> Trials:
        """Return what tries out other facts on an option; what was tried once is known."""
        if card.key not in self._trials:
            self._trials[card.key] = Trials(card, self.facts.lookup)
        return self._trials[card.key]

    @cached_property
    def _trials(self) -> dict[str, Trials]:
        return {}

    @cached_property
    def municipality_fact(self) -> Fact:
        """Return the fact that is always known, for an option of which no other is."""
        return fact_of("gemeente.naam", self.facts.lookup)

    @property
    def length(self) -> str:
        """Return how long the chapter is to be."""
        return self.facts.profile.stijl.lengte


@lru_cache(maxsize=4096)
def origin_of(kind: OriginKind, key: str, part: str = "") -> Origin:
    """Return where a text comes from, as one value that all chapters share."""
    return Origin(kind, key, part)


def is_included(part: Section | ContentRow, material: Material) -> bool:
    """Return whether a row of the outline stands in this chapter: long enough, and its condition, if any, is ja."""
    order: tuple[str, ...] = LENGTHS
    long_enough = order.index(part.vanaf) <= order.index(material.length)
    return long_enough and holds(part.als, material.facts.lookup)


def included_rows(material: Material) -> tuple[ContentRow, ...]:
    """Return the rows of the outline that stand in this chapter."""
    sections = [section for section in material.library.outline if is_included(section, material)]
    rows = [*material.library.preamble, *(row for section in sections for row in section.inhoud)]
    return tuple(row for row in rows if is_included(row, material))


def _printed_parts(text: LibraryText, material: Material) -> list[str]:
    """Return the parts of a text that stand in a chapter of this length, in order."""
    short = material.length == "kort" and "kort" in text.parts
    names = ["kort" if short else "tekst", *(["meer"] if material.length == "uitgebreid" else [])]
    return [name for name in names if name in text.parts]


def part_blocks(
    kind: OriginKind, key: str, names: list[str], parts: Mapping[str, Wording], sources: Sources, material: Material
) -> list[Block]:
    """Return the blocks of those parts that a card has, in the order of ``names``."""
    found: list[Block] = []
    for name in names:
        if name in parts:
            blocks = to_blocks(material.render(parts[name]), origin_of(kind, key, name), sources)
            told = parts[name].cards or parts[name].facts or parts[name].loops
            found += [_with_own_sources(block, material) for block in blocks] if told else blocks
    if any(isinstance(block, Paragraph) and _shows_picture(block) for block in found):
        return [with_spans(block, partial(_with_pictures, material=material)) for block in found]
    return found


def text_blocks(text: LibraryText, material: Material) -> list[Block]:
    """Return the parts of a text that stand in a chapter of this length."""
    return part_blocks("tekst", text.key, _printed_parts(text, material), text.parts, text.bronnen, material)


def _with_own_sources(block: TextBlock, material: Material) -> TextBlock:
    """Return running text that rests also on the sources of the cards and the dated facts in it."""
    if isinstance(block, Table):
        return replace(block, rows=tuple(_row_with_sources(row, material) for row in block.rows))
    if isinstance(block, ListBlock):
        return replace(block, items=tuple(replace(item, sources=_all_sources(item, material)) for item in block.items))
    return replace(block, sources=_all_sources(block, material))


def _shows_picture(block: Paragraph) -> bool:
    return any(isinstance(span, Picture) for span in block.spans)


def _with_pictures(spans: tuple[Span, ...], material: Material) -> tuple[Span, ...]:
    """Return spans in which the pictures have their data."""

    def whole(span: Span) -> Span:
        if not isinstance(span, Picture) or span.name not in material.library.pictures:
            return span
        file = material.library.pictures[span.name]
        return replace(span, data=file.data, kind=file.kind, width=file.width, height=file.height)

    return tuple(map(whole, spans))


def _row_with_sources(row: Row, material: Material) -> Row:
    return replace(row, cells=tuple(replace(cell, sources=_all_sources(cell, material)) for cell in row.cells))


def _all_sources(line: Paragraph | Item | Cell, material: Material) -> Sources:
    cards = [material.library.cards[each.key] for each in line.origins if each.kind == "optie"]
    dated = [each.key for each in line.origins if each.kind == SOURCE]
    return tuple(dict.fromkeys([*line.sources, *(source for card in cards for source in card.bronnen), *dated]))


def empty_notice(name: str, material: Material) -> list[Block]:
    """Return a paragraph that says that a table or list would be empty."""
    origin = origin_of("geen", name)
    return [Paragraph(origin.name, to_spans(material.word(f"geen_{name}")), origins=(origin,))]


def cards_with_verdict(material: Material) -> Iterator[tuple[Card, Chosen]]:
    """Yield every card with its verdict."""
    for key, chosen in material.choice.options.items():
        yield material.library.cards[key], chosen


def spans_with_outer_spaces(text: str) -> tuple[Span, ...]:
    """Return the spans of part of a sentence, keeping the spaces at its ends."""
    spans = to_spans(text)
    # Markdown drops the spaces at both ends of a paragraph; in the middle of a sentence they stand between two words.
    if text.startswith(" "):
        spans = (Text(" "), *spans)
    return (*spans, Text(" ")) if text.endswith(" ") and text.strip() else spans
