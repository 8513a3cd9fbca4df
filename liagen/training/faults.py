"""Mistakes sown into a chapter, sentences that only look like one, and where they stand (§11.4 of the fact base)."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from liagen.chapter.markdown import plain_text, to_spans
from liagen.document.blocks import Block, Chapter, ListBlock, Paragraph, Span, Table, Text, joined, span_text
from liagen.document.walk import by_section
from liagen.library.conditions import Lookup
from liagen.library.dutch import dutch_number, escape, kept_together
from liagen.training.texts import ExerciseTexts, FaultModel, RangeModel, fill

_UNKNOWN: Final = "onbekend"
_END: Final = (".", "!", "?")
_MOST_DECOYS: Final = 3
_IN_A_PARAGRAPH: Final = 2  # in different sentences; a point or cell holds one

Spans = tuple[Span, ...]


@dataclass(frozen=True)
class InsertedFault:
    """One sown sentence or cell: what it is, under which heading it stands, and what stands there (plain text).

    ``row`` tells of a cell in which row it stands, by what that row is about; empty when the cell itself tells that.
    """

    fault: FaultModel
    heading: str
    text: str
    row: str = ""


@dataclass(frozen=True)
class FaultyChapter:
    """A chapter with mistakes and with decoys, each in the order in which a reader meets them."""

    chapter: Chapter
    inserted: tuple[InsertedFault, ...]
    decoys: tuple[InsertedFault, ...] = ()


def insert_faults(
    chapter: Chapter, wanted: RangeModel, lookup: Lookup, texts: ExerciseTexts, seed: str
) -> FaultyChapter:
    """Sow as many mistakes as chance says within ``wanted``, or as many as fit, and a few decoys in other sections.

    No sentence, point or cell holds two of them. ``lookup`` gives the facts on which some depend.
    """
    chance = random.Random(f"{seed}.fouten")
    count = chance.randint(wanted.van, max(wanted.van, wanted.tot))
    sower = _Sower(chapter, lookup, texts, chance)
    decoys = sower.sow(texts.decoys, chance.randint(1, _MOST_DECOYS))
    # A decoy beside a mistake could contradict it, and so give it away.
    with_decoy = {one.fault.onderdeel for one in decoys}
    inserted = sower.sow(tuple(kind for kind in texts.faults if kind.onderdeel not in with_decoy), count)
    found = _with_warning(sower.chapter, texts) if inserted or decoys else sower.chapter
    return FaultyChapter(found, _in_order(inserted, found), _in_order(decoys, found))


def _in_order(found: list[InsertedFault], chapter: Chapter) -> tuple[InsertedFault, ...]:
    places = {title: number for number, (_, title, _) in enumerate(by_section(chapter))}
    return tuple(sorted(found, key=lambda one: places[one.heading]))


def _with_warning(chapter: Chapter, texts: ExerciseTexts) -> Chapter:
    """Say below the title that there are mistakes in it, so that nobody takes it for an example."""
    warning = Paragraph("fout.waarschuwing", to_spans(texts.word("waarschuwing")), "kader")
    return replace(chapter, blocks=(chapter.blocks[0], warning, *chapter.blocks[1:]))


# ------------------------------------------------------------ sowing


@dataclass
class _Sower:
    """Sows one after the other; ``told`` holds every sentence or cell that was sown."""

    chapter: Chapter
    lookup: Lookup
    texts: ExerciseTexts
    chance: random.Random
    told: list[str] = field(default_factory=list)

    def sow(self, kinds: tuple[FaultModel, ...], count: int) -> list[InsertedFault]:
        """Sow ``count`` of these kinds, each once at most, or as many as fit; chance picks which.

        A section gets its second when every other that can hold one has its first: else a short chapter has them all in
        one table.
        """
        left = list(kinds)
        self.chance.shuffle(left)
        found: list[InsertedFault] = []
        used: Counter[str] = Counter()
        while left and len(found) < count:
            kind = min(left, key=lambda one: used[one.onderdeel])  # of those as good as each other the first
            left.remove(kind)
            if self._applies(kind) and (one := self._insert(kind)):
                found.append(one)
                used[kind.onderdeel] += 1
        return found

    def _applies(self, kind: FaultModel) -> bool:
        values = {path: self.lookup(path) for path in kind.als}
        return all((_UNKNOWN if values[path] is None else values[path]) in kind.als[path] for path in kind.als)

    def _insert(self, kind: FaultModel) -> InsertedFault | None:
        """Sow one mistake in a line where it fits; None when there is none in this chapter."""
        for change in self._changes(kind):
            fitting = [(place, changed) for place in _places(self.chapter, kind) if (changed := change(place.spans))]
            free = [(place, changed) for place, changed in fitting if self._is_free(place, changed)]
            if free:
                place, changed = self.chance.choice(free)
                self.chapter = place.put(changed.spans)
                self.told.append(changed.told)
                return InsertedFault(kind, place.heading, changed.told, place.row)
        return None

    def _is_free(self, place: _FaultPlace, changed: _Changed) -> bool:
        """Say whether a line has room for one more, and would still tell what was sown in it before."""
        before = [told for told in self.told if told in span_text(place.spans)]
        return len(before) < place.room and all(told in span_text(changed.spans) for told in before)

    def _changes(self, kind: FaultModel) -> Iterator[Callable[[Spans], _Changed | None]]:
        """Give what makes a line wrong: other words in the place of right ones, or a sentence behind the others."""
        if kind.zet:
            yield partial(_added, sentence=self._wording(kind, kind.zet))
        for swap in kind.vervang:
            wrong = self._wording(kind, swap.door)
            if kind.kolom:
                yield partial(_other_cell, patterns=[_pattern(text) for text in swap.van], wrong=wrong)
            else:
                yield partial(_swapped, patterns=[_sentence_pattern(text) for text in swap.van], wrong=wrong)

    def _wording(self, kind: FaultModel, wordings: tuple[str, ...]) -> str:
        amount = self.texts.word("bedrag", getal=dutch_number(self.chance.choice(kind.bedragen or (0,))))
        return kept_together(plain_text(fill(self.chance.choice(wordings), bedrag=escape(amount))))


# ------------------------------------------------------------ where


@dataclass(frozen=True)
class _FaultPlace:
    """One line of a chapter: its heading and row, its spans, how many it may hold and what puts other spans there."""

    heading: str
    row: str
    spans: Spans
    room: int
    put: Callable[[Spans], Chapter]


def _places(chapter: Chapter, kind: FaultModel) -> Iterator[_FaultPlace]:
    """Give the lines of the section where a kind can stand: cells of its column, or paragraphs and points."""
    for number, (key, heading, block) in enumerate(by_section(chapter)):
        if key == kind.onderdeel:
            yield from (_place(chapter, number, heading, line) for line in _lines(block, kind))


def _place(chapter: Chapter, number: int, heading: str, line: _Line) -> _FaultPlace:
    def put(spans: Spans) -> Chapter:
        blocks = list(chapter.blocks)
        blocks[number] = line.put(spans)
        return replace(chapter, blocks=tuple(blocks))

    room = _IN_A_PARAGRAPH if isinstance(chapter.blocks[number], Paragraph) else 1
    return _FaultPlace(heading, line.row, line.spans, room, put)


@dataclass(frozen=True)
class _Line:
    """One line of a block and what puts other spans in that line; ``row`` tells of a cell what its row is about."""

    spans: Spans
    put: Callable[[Spans], Block]
    row: str = ""


def _lines(block: Block, kind: FaultModel) -> Iterator[_Line]:
    match block:
        case Table() if kind.kolom:
            yield from _cells(block, kind.kolom)
        case Paragraph(role="tekst") if not kind.kolom:
            yield _Line(joined(block.spans), lambda spans: replace(block, spans=spans))
        case ListBlock() if kind.vervang and not kind.kolom:
            yield from (_point(block, number) for number in range(len(block.items)))


def _point(block: ListBlock, number: int) -> _Line:
    def put(spans: Spans) -> Block:
        items = list(block.items)
        items[number] = replace(items[number], spans=spans)
        return replace(block, items=tuple(items))

    return _Line(joined(block.items[number].spans), put)


def _cells(table: Table, column: str) -> Iterator[_Line]:
    for row_number, row in enumerate(table.rows):
        for cell_number, cell in enumerate(row.cells):
            if any(origin.part == column for origin in cell.origins):
                yield _cell(table, row_number, cell_number)


def _cell(table: Table, row_number: int, cell_number: int) -> _Line:
    row = table.rows[row_number]

    def put(spans: Spans) -> Block:
        cells = list(row.cells)
        cells[cell_number] = replace(cells[cell_number], spans=spans)
        rows = list(table.rows)
        rows[row_number] = replace(row, cells=tuple(cells))
        return replace(table, rows=tuple(rows))

    # A number says nothing of a row: the first text does.
    about = next(n for n, cell in enumerate(row.cells) if not span_text(cell.spans).isdecimal())
    told = "" if about == cell_number else span_text(row.cells[about].spans)
    return _Line(joined(row.cells[cell_number].spans), put, told)


# ------------------------------------------------------------ what


@dataclass(frozen=True)
class _Changed:
    """A line with something wrong in it, and the sentence or cell in which it stands."""

    spans: Spans
    told: str


def _pattern(text: str) -> re.Pattern[str]:
    """Return what a text with asterisks stands for: an asterisk is anything within one sentence or cell."""
    # A space of the chapter may be a hard one, as in a date.
    words = (r"\s".join(map(re.escape, part.split(" "))) for part in text.split("*"))
    return re.compile("[^.!?]*".join(words))


def _sentence_pattern(text: str) -> re.Pattern[str]:
    """Return the same for words within a sentence; with an asterisk at the end it goes on to the full stop."""
    pattern = _pattern(text).pattern
    return re.compile(rf"{pattern}(?=[.!?])" if text.endswith("*") else pattern)


def _other_cell(spans: Spans, patterns: list[re.Pattern[str]], wrong: str) -> _Changed | None:
    """Return other words for a whole cell, when what stands there fits."""
    text = span_text(spans)
    fits = any(pattern.fullmatch(text) for pattern in patterns) and text.casefold() != wrong.casefold()
    return _Changed((Text(wrong),), wrong) if fits else None


def _swapped(spans: Spans, patterns: list[re.Pattern[str]], wrong: str) -> _Changed | None:
    """Return the spans with the first words that fit swapped."""
    for number, span in enumerate(spans):
        found = next((match for pattern in patterns if (match := pattern.search(_text_of(span)))), None)
        if isinstance(span, Text) and found and found[0] != wrong:
            fitting = _fitting(wrong, found, span.text)
            text = f"{span.text[: found.start()]}{fitting}{span.text[found.end() :]}"
            changed = (*spans[:number], replace(span, text=text), *spans[number + 1 :])
            return _Changed(changed, _sentence_at(span_text(changed), fitting))
    return None


def _text_of(span: Span) -> str:
    return span.text if isinstance(span, Text) else ""


def _fitting(wrong: str, found: re.Match[str], text: str) -> str:
    """Return the wrong words with the capital and the full stop that their place asks for."""
    starts = not text[: found.start()].strip() or text[: found.start()].rstrip().endswith(_END)
    first = wrong[:1].upper() if starts and found[0][:1].isupper() else wrong[:1]
    end = "." if found[0].endswith(".") and not wrong.endswith(_END) else ""
    return f"{first}{wrong[1:]}{end}"


def _added(spans: Spans, sentence: str) -> _Changed | None:
    """Return the spans of a paragraph that ends as a sentence does, with one more behind it."""
    if not span_text(spans).endswith("."):
        return None
    return _Changed((*spans, Text(f" {sentence}")), sentence)


def _sentence_at(text: str, words: str) -> str:
    """Return the sentence in which words stand."""
    place = text.index(words)
    last = place + len(words) - 1
    begin = max((match.end() for match in re.finditer(r"[.!?]\s+", text[:place])), default=0)
    end = re.search(r"[.!?](?=\s|$)", text[last:])
    return text[begin : last + end.end()] if end else text[begin:]
