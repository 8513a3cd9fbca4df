"""Mistakes sown into a chapter, and sentences that only look like one (§11.4 of the fact base)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from liagen.chapter.markdown import plain_text, to_spans
from liagen.document.blocks import Chapter, Paragraph, Span, span_text
from liagen.document.walk import by_section
from liagen.library.conditions import Lookup, holds
from liagen.library.dutch import dutch_number, escape, kept_together
from liagen.profile.fields import field_specs
from liagen.training.fault_changes import ChangedLine, Words, added, pattern_of, sentence_pattern, swapped
from liagen.training.fault_places import FaultPlace, fault_places
from liagen.training.texts import ExerciseTexts, FaultModel, RangeModel, SwapModel, fill
from liagen.training.told import label_told, value_told

WARNING: Final = "fout.waarschuwing"
"""The id of what stands below the title of a chapter with mistakes."""

_MOST_DECOYS: Final = 3

Spans = tuple[Span, ...]


@dataclass(frozen=True)
class InsertedFault:
    """One sown sentence or cell: what it is, under which heading it stands, and what stands there (plain text).

    ``row`` tells of a cell in which row it stands, by what that row is about; empty when the cell itself tells that.
    ``right`` is what belongs there, or why it is right after all. ``applied`` is the swap that made it, if one did.
    """

    fault: FaultModel
    heading: str
    text: str
    row: str
    right: str
    applied: SwapModel | None = None


@dataclass(frozen=True)
class FaultyChapter:
    """A chapter with mistakes and with decoys, each in the order in which a reader meets them."""

    chapter: Chapter
    inserted: tuple[InsertedFault, ...]
    decoys: tuple[InsertedFault, ...] = ()


@dataclass(frozen=True)
class FaultOrder:
    """How many mistakes are wanted, and how many in a hundred of them hard to see."""

    count: RangeModel
    hard: int


def insert_faults(
    chapter: Chapter, wanted: FaultOrder, lookup: Lookup, texts: ExerciseTexts, seed: str
) -> FaultyChapter:
    """Sow as many mistakes as chance says within ``wanted``, or as many as fit, and a few decoys.

    No two of them are about the same, and no sentence, point or cell holds two. ``lookup`` gives the facts on which
    some depend.
    """
    chance = random.Random(f"{seed}.fouten")
    count = chance.randint(wanted.count.van, max(wanted.count.van, wanted.count.tot))
    sower = _Sower(chapter, lookup, texts, chance)
    decoys = sower.sow(texts.decoys, chance.randint(1, _MOST_DECOYS), 0)
    inserted = sower.sow(texts.faults, count, wanted.hard)
    found = _with_warning(sower.chapter, texts) if inserted or decoys else sower.chapter
    return FaultyChapter(found, _in_order(inserted, found), _in_order(decoys, found))


def _in_order(found: list[InsertedFault], chapter: Chapter) -> tuple[InsertedFault, ...]:
    places = {title: number for number, (_, title, _) in enumerate(by_section(chapter))}
    return tuple(sorted(found, key=lambda one: places[one.heading]))


def _with_warning(chapter: Chapter, texts: ExerciseTexts) -> Chapter:
    """Say below the title that there are mistakes in it, so that nobody takes it for an example."""
    warning = Paragraph(WARNING, to_spans(texts.word("waarschuwing")), "kader")
    return replace(chapter, blocks=(chapter.blocks[0], warning, *chapter.blocks[1:]))


# ------------------------------------------------------------ sowing


@dataclass
class _Sower:
    """Sows one after the other; ``told`` holds what was sown, ``subjects`` what they are about."""

    chapter: Chapter
    lookup: Lookup
    texts: ExerciseTexts
    chance: random.Random
    told: list[str] = field(default_factory=list)
    subjects: set[str] = field(default_factory=set)

    def sow(self, kinds: tuple[FaultModel, ...], count: int, hard: int) -> list[InsertedFault]:
        """Sow ``count`` of these kinds, each once at most, or as many as fit; chance picks which.

        They are spread over the sections, and over the rules that they break: else a short chapter has them all in one
        table, or all about numbers. ``hard`` in a hundred are of a hard kind, as long as there are any.
        """
        left = list(kinds)
        self.chance.shuffle(left)
        found: list[InsertedFault] = []
        used: Counter[str] = Counter()
        while left and len(found) < count:
            wanted = "ja" if self.chance.randrange(100) < hard else "nee"
            fitting = [one for one in left if one.lastig == wanted] or left
            # Of those as good as each other the first: chance has shuffled them.
            kind = min(fitting, key=lambda one: used[one.onderdeel] + used[f"regel {one.regel}"])
            left.remove(kind)
            if self._applies(kind) and (one := self._insert(kind)):
                found.append(one)
                used.update((kind.onderdeel, f"regel {kind.regel}"))
                self.subjects.add(kind.subject)
        return found

    def _applies(self, kind: FaultModel) -> bool:
        known = not kind.veld or self.lookup(kind.veld) is not None or kind.als is not None
        return kind.subject not in self.subjects and known and holds(kind.als, self.lookup)

    def _insert(self, kind: FaultModel) -> InsertedFault | None:
        """Sow one mistake in a line where it fits; None when there is none in this chapter."""
        for swap, change in self._changes(kind):
            free = [
                (place, changed)
                for place in fault_places(self.chapter, kind)
                for changed in change(place.spans)
                if self._is_free(place, changed)
            ]
            if free:
                place, changed = self.chance.choice(free)
                self.chapter = place.put(changed.spans)
                self.told.append(changed.told)
                return InsertedFault(
                    kind, place.heading, changed.told, place.row, self._right(kind, changed.stood), swap
                )
        return None

    def _right(self, kind: FaultModel, stood: str) -> str:
        if not kind.veld:
            return fill(kind.goed, stond=stood)
        value = value_told(self.lookup(kind.veld), kind.veld, self.texts.word("onbekend"))
        return fill(kind.goed, stond=stood, gegeven=label_told(kind.veld), waarde=value)

    def _is_free(self, place: FaultPlace, changed: ChangedLine) -> bool:
        """Say whether a line has room for one more, and would still tell what was sown in it before."""
        before = [told for told in self.told if told in span_text(place.spans)]
        return len(before) < place.room and all(told in span_text(changed.spans) for told in before)

    def _changes(self, kind: FaultModel) -> Iterator[tuple[SwapModel | None, Callable[[Spans], Iterator[ChangedLine]]]]:
        """Give what makes a line wrong: other words in the place of right ones, or a sentence behind the others."""
        if kind.zet:
            yield None, partial(added, sentence=self._wording(kind, kind.zet))
        value = self.lookup(kind.veld) if kind.veld else None
        number = value if isinstance(value, int) else None
        words = value if isinstance(value, str) and field_specs()[str(kind.veld)].kind == "tekst" else None
        read = pattern_of if kind.kolom else sentence_pattern
        for swap in (swap for swap in kind.vervang if holds(swap.als, self.lookup)):
            # What holds the very words of the fact would be right.
            wordings = tuple(text for text in swap.door if words is None or words not in text)
            if wordings:
                change = Words(tuple(map(read, swap.van)), self._wording(kind, wordings), kind.anders, number)
                yield swap, partial(swapped, words=change, whole=bool(kind.kolom))

    def _wording(self, kind: FaultModel, wordings: tuple[str, ...]) -> str:
        amount = self.texts.word("bedrag", getal=dutch_number(self.chance.choice(kind.bedragen or (0,))))
        value = self.lookup(kind.veld) if kind.veld else None
        told = "" if value is None else value_told(value, str(kind.veld), "")
        filled = fill(self.chance.choice(wordings), bedrag=escape(amount), waarde=escape(told))
        return kept_together(plain_text(filled))
