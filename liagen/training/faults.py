"""Mistakes sown into a chapter, and sentences that only look like one (§11.4 of the fact base)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from liagen.chapter.markdown import plain_text, to_spans
from liagen.document.blocks import Chapter, Paragraph, Span, span_text
from liagen.document.walk import by_section
from liagen.library.conditions import Lookup, holds
from liagen.library.dutch import dutch_number, escape, kept_together
from liagen.profile.fields import field_specs
from liagen.training.cut_texts import BesideModel, DemandModel, FaultClass
from liagen.training.cuts import Cut, beside, cut_away, lines_of
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
    ``right`` is what belongs there, or why it is right after all. ``applied`` is the swap that made it, if one did. Of
    what fell away ``text`` is what stood there. ``beside`` is what stands elsewhere and shows it.
    """

    fault: FaultModel
    heading: str
    text: str
    row: str
    right: str
    applied: SwapModel | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class FaultyChapter:
    """A chapter with mistakes and with decoys, each in the order in which a reader meets them.

    ``demands`` are those that the whole chapter met: only these are asked of it.
    """

    chapter: Chapter
    inserted: tuple[InsertedFault, ...]
    decoys: tuple[InsertedFault, ...] = ()
    demands: tuple[str, ...] = ()


@dataclass(frozen=True)
class FaultOrder:
    """How many mistakes are wanted, how many in a hundred of them hard to see, and how many of each class.

    What no class takes is for what stands there and is wrong; without ``shares`` chance picks from all.
    """

    count: RangeModel
    hard: int
    shares: Mapping[FaultClass, int] = field(default_factory=dict)


def insert_faults(
    chapter: Chapter, wanted: FaultOrder, lookup: Lookup, texts: ExerciseTexts, seed: str
) -> FaultyChapter:
    """Sow as many mistakes as chance says within ``wanted``, or as many as fit, and a few decoys.

    No two of them are about the same, and no sentence, point or cell holds two. ``lookup`` gives the facts on which
    some depend.
    """
    chance = random.Random(f"{seed}.fouten")
    count = chance.randint(wanted.count.van, max(wanted.count.van, wanted.count.tot))
    asked = tuple(each.sleutel for each in _demands(texts) if _meets(chapter, each, lookup, texts))
    sower = _Sower(chapter, lookup, texts, chance, asked)
    decoys = sower.sow(texts.decoys, chance.randint(1, _MOST_DECOYS), 0)
    sower.used.clear()
    inserted: list[InsertedFault] = []
    # What falls away comes first: what is sown after that stands in a chapter that is whole again.
    for kinds, number, hard in _portions(wanted, count, texts.faults):
        inserted += sower.sow(kinds, number, hard)
    inserted += sower.sow(texts.faults, count - len(inserted), wanted.hard)
    found = _with_warning(sower.chapter, texts) if inserted or decoys else sower.chapter
    return FaultyChapter(found, _in_order(inserted, found), _in_order(decoys, found), asked)


def _portions(
    wanted: FaultOrder, count: int, faults: tuple[FaultModel, ...]
) -> Iterator[tuple[tuple[FaultModel, ...], int, int]]:
    """Give the kinds of each class with how many of them there are to be, and how many in a hundred hard to see."""
    left = count
    for name in _IN_TURN if wanted.shares else ():
        number = min(left, (count * wanted.shares.get(name, 0) + 50) // 100)
        yield tuple(kind for kind in faults if kind.soort == name), number, wanted.hard
        left -= number
    if wanted.shares and left:
        # The other classes are hard to see: of the rest fewer are.
        hard = max(0, wanted.hard * count - 100 * (count - left)) // left
        yield tuple(kind for kind in faults if kind.soort == "staat"), left, hard


def _demands(texts: ExerciseTexts) -> Iterator[DemandModel]:
    return (each for rule in texts.chapter_rules for each in rule.eisen)


def _meets(chapter: Chapter, demand: DemandModel, lookup: Lookup, texts: ExerciseTexts) -> bool:
    """Say whether a whole chapter has what a demand asks for: whether it could fall away."""
    sower = _Sower(chapter, lookup, texts, random.Random(0), (demand.sleutel,))
    exempt = any(beside(chapter, each) for each in demand.niet_bij)
    halved = any(beside(chapter, each.als) and not beside(chapter, each.dan) for each in demand.samen)
    return not (exempt or halved) and any(sower.can_miss(kind) for kind in texts.faults if kind.eis == demand.sleutel)


def _in_order(found: list[InsertedFault], chapter: Chapter) -> tuple[InsertedFault, ...]:
    places = {title: number for number, (_, title, _) in enumerate(by_section(chapter))}
    return tuple(sorted(found, key=lambda one: places[one.heading]))


def _stands(patterns: Iterable[str], chapter: Chapter) -> bool:
    """Say whether one of these stands anywhere in a chapter."""
    return any(pattern.search(line) for pattern in map(pattern_of, patterns) for line in lines_of(chapter))


_IN_TURN: Final[tuple[FaultClass, ...]] = ("weg", "verband", "oordeel")


def _with_warning(chapter: Chapter, texts: ExerciseTexts) -> Chapter:
    """Say below the title that there are mistakes in it, so that nobody takes it for an example."""
    warning = Paragraph(WARNING, to_spans(texts.word("waarschuwing")), "kader")
    return replace(chapter, blocks=(chapter.blocks[0], warning, *chapter.blocks[1:]))


# ------------------------------------------------------------ sowing


@dataclass
class _Sower:
    """Sows one after the other; ``told`` holds what was sown, ``subjects`` what they are about.

    ``asked`` are the demands that the whole chapter meets.
    """

    chapter: Chapter
    lookup: Lookup
    texts: ExerciseTexts
    chance: random.Random
    asked: tuple[str, ...] = ()
    told: list[str] = field(default_factory=list)
    subjects: set[str] = field(default_factory=set)
    used: Counter[str] = field(default_factory=Counter)
    absent: list[str] = field(default_factory=list)

    def sow(self, kinds: tuple[FaultModel, ...], count: int, hard: int) -> list[InsertedFault]:
        """Sow ``count`` of these kinds, each once at most, or as many as fit; chance picks which.

        They are spread over the sections, and over the rules that they break: else a short chapter has them all in one
        table, or all about numbers. ``hard`` in a hundred are of a hard kind, as long as there are any.
        """
        left = list(kinds)
        self.chance.shuffle(left)
        found: list[InsertedFault] = []
        used = self.used
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
                self.told += one.beside
        return found

    def can_miss(self, kind: FaultModel) -> bool:
        """Say whether what a kind takes away stands in the chapter."""
        cut = self._cut(kind) if self._applies(kind) else None
        return cut is not None and self._beside(kind, cut.chapter) is not None

    def _applies(self, kind: FaultModel) -> bool:
        known = not kind.veld or self.lookup(kind.veld) is not None or kind.als is not None
        asked = kind.eis is None or kind.eis in self.asked
        return kind.subject not in self.subjects and known and asked and holds(kind.als, self.lookup)

    def _insert(self, kind: FaultModel) -> InsertedFault | None:
        """Sow one mistake in a line where it fits; None when there is none in this chapter."""
        if kind.weg:
            return self._taken_away(kind)
        if kind.klopt or kind.niet:
            return self._as_it_is(kind)
        shown = self._beside(kind, self.chapter)
        if shown is None:
            return None
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
                right = self._right(kind, changed.stood)
                return InsertedFault(kind, place.heading, changed.told, place.row, right, swap, shown)
        return None

    def _taken_away(self, kind: FaultModel) -> InsertedFault | None:
        """Let something fall away, with all that would tell that it did."""
        cut = self._cut(kind)
        heading = self._heading(kind.onderdeel)
        if cut is None or heading is None:
            return None
        shown = self._beside(kind, cut.chapter)
        if shown is None:
            return None
        self.chapter = cut.chapter
        return InsertedFault(kind, heading, cut.gone[0], "", self._right(kind, cut.gone[0]), None, shown)

    def _cut(self, kind: FaultModel) -> Cut | None:
        """Return the chapter with something gone; None when it has no place, or would still be told elsewhere."""
        cut = cut_away(self.chapter, kind.onderdeel, kind.weg, tuple(self.told), self.chance)
        return None if cut and _stands(kind.niet, cut.chapter) else cut

    def _beside(self, kind: FaultModel, chapter: Chapter) -> tuple[str, ...] | None:
        """Return what stands elsewhere and shows a mistake; None when some of it is not there."""
        found = [beside(chapter, each) for each in kind.naast]
        return None if None in found else tuple(text for text in found if text)

    def _as_it_is(self, kind: FaultModel) -> InsertedFault | None:
        """Take as a decoy what rightly stands in the chapter, or rightly is nowhere in it."""
        heading = self._heading(kind.onderdeel)
        text = beside(self.chapter, BesideModel(onderdeel=kind.onderdeel, staat=kind.klopt)) if kind.klopt else ""
        if heading is None or text is None or _stands(kind.niet, self.chapter):
            return None
        if text:
            self.told.append(text)
        self.absent += kind.niet
        return InsertedFault(kind, heading, text, "", self._right(kind, text))

    def _heading(self, section: str) -> str | None:
        return next((title for key, title, _ in by_section(self.chapter) if key == section), None)

    def _right(self, kind: FaultModel, stood: str) -> str:
        if not kind.veld:
            return fill(kind.goed, stond=stood)
        value = value_told(self.lookup(kind.veld), kind.veld, self.texts.word("onbekend"))
        return fill(kind.goed, stond=stood, gegeven=label_told(kind.veld), waarde=value)

    def _is_free(self, place: FaultPlace, changed: ChangedLine) -> bool:
        """Say whether a line has room for one more, and would still tell what was sown in it before."""
        before = [told for told in self.told if told in span_text(place.spans)]
        # What a decoy says is nowhere stays away.
        returns = any(pattern.search(changed.told) for pattern in map(pattern_of, self.absent))
        return not returns and len(before) < place.room and all(told in span_text(changed.spans) for told in before)

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
