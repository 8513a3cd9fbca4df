"""What stands now where a draft had a fill-in: found by the words around it, as programs drop the names of controls."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import Final, Literal, NamedTuple

from liagen.document.carried import Carried, CarriedFill, CarriedParagraph
from liagen.word.readback.edited import EditedText, Unit

FillState = Literal["same", "answered", "accepted", "emptied", "unclear", "gone"]
"""What became of a fill-in: left as it was; something else stands there; a proposal without its brackets; nothing.

``unclear``: what stands there cannot be told from the text around it. ``gone``: the paragraph is.
"""

_MARKED: Final = re.compile(r"\[(invullen|[Vv]oorzet): [^\[\]]+\]")
_INSIDE: Final = re.compile(r"\[\s*(?:invullen|voorzet)\s*:\s*([^\[\]]*)\]", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_ALIKE: Final = str.maketrans("’‘“”–—\u2011", "''\"\"---")
_SENTENCE_END: Final = re.compile(r"[.!?]\s+\S")
_UNSEEN: Final = "\u00ad"  # a soft hyphen: where a word may be cut

_FRAMES: Final = (12, 6, 3)
"""How many words on each side tell where a fill-in stood, from sure to just enough."""

_LARGEST: Final = 100_000
"""A paragraph of more characters is none that an officer wrote."""

_MOST: Final = 50
"""A paragraph with more fill-ins is none that liagen made."""

_PLACEHOLDERS: Final = frozenset(
    {
        "klik of tik om tekst in te voeren.", "klik hier als u tekst wilt invoeren.",
        "klik of tik om een datum in te voeren.", "klik hier als u een datum wilt invoeren.", "kies een item.",
        "click or tap here to enter text.", "click here to enter text.",
        "click or tap to enter a date.", "click here to enter a date.", "choose an item.",
    }
)  # fmt: skip
"""What Word shows itself in a control that was emptied."""


@dataclass(frozen=True)
class FillNow:
    """A fill-in of the paragraph with this id, what became of it, and the ``text`` that was filled in.

    ``shown`` is what stands there: the same, or that text with the brackets still around it.
    """

    paragraph: str
    fill: CarriedFill
    state: FillState
    text: str = ""
    shown: str = ""


def read_fills(carried: Carried, edited: EditedText) -> tuple[FillNow, ...]:
    """Return every fill-in of a draft with what became of it, in order of reading."""
    return tuple(
        found
        for paragraph in carried.paragraphs
        for found in _read_paragraph(_with_fills(paragraph, carried), edited.units.get(paragraph.id))
    )


def inner_words(fill: CarriedFill) -> str:
    """Return what stands behind the mark of a fill-in."""
    return fill.text.partition(":")[2].rstrip("]").strip()


def is_rewritten(carried: CarriedParagraph, now: str, fills: Sequence[FillNow]) -> bool:
    """Say whether a paragraph says something else than it did, besides what was filled in (``fills``: those in it)."""
    if _plain(now) == _plain(carried.text):
        return False
    if any(each.state in ("unclear", "gone") for each in fills):
        return True
    parts, end = [], 0
    for each in fills:
        parts += [carried.text[end : each.fill.start], each.shown]
        end = each.fill.start + len(each.fill.text)
    return _plain("".join((*parts, carried.text[end:]))) != _plain(now)


def _with_fills(paragraph: CarriedParagraph, carried: Carried) -> CarriedParagraph:
    """Return a paragraph with its fill-ins; a draft of the first edition kept none, and they are read in its text."""
    if carried.basis.profile or paragraph.fills:
        return paragraph
    found = _MARKED.finditer(paragraph.text)
    return paragraph._replace(
        fills=tuple(CarriedFill("", each[1].lower(), "tekst", each[0], each.start()) for each in found)
    )


def _read_paragraph(paragraph: CarriedParagraph, unit: Unit | None) -> Iterator[FillNow]:
    if not paragraph.fills:
        return
    if unit is None:
        yield from (FillNow(paragraph.id, fill, "gone") for fill in paragraph.fills)
        return
    # Of a text that was put behind another, the paragraph of that one is read.
    text = "\n".join(each.text for each in unit.paragraphs).replace(_UNSEEN, "")
    if _plain(text) == _plain(paragraph.text):
        yield from (FillNow(paragraph.id, fill, "same", fill.text, fill.text) for fill in paragraph.fills)
        return
    found = _found_texts(paragraph, text)
    for number, fill in enumerate(paragraph.fills):
        told = found.get(number)
        if told is None:
            yield FillNow(paragraph.id, fill, "unclear", " ".join(text.split()))
        else:
            yield _judged(paragraph, number, told)


def _judged(paragraph: CarriedParagraph, number: int, text: str) -> FillNow:
    """Return what became of a fill-in in whose place ``text`` stands."""
    fill = paragraph.fills[number]
    words = inner_words(fill)
    inside = _INSIDE.fullmatch(text)
    told = " ".join((inside[1] if inside else text).split())

    def state() -> FillState:
        if not told or told.lower() in _PLACEHOLDERS:
            return "emptied"
        if _plain(told) == _plain(words):
            return "same" if inside else "accepted" if fill.mark == "voorzet" else "unclear"
        if "[" in told or "]" in told or _goes_on(paragraph, number, told):
            return "unclear"
        return "answered"

    return FillNow(paragraph.id, fill, state(), told, text)


def _goes_on(paragraph: CarriedParagraph, number: int, text: str) -> bool:
    """Say whether more than the answer stands in a place within a sentence: another sentence was begun there."""
    fill = paragraph.fills[number]
    after = paragraph.text[fill.start + len(fill.text) :].lstrip()
    return after[:1] in tuple(".,;:") and bool(_SENTENCE_END.search(text)) and not _SENTENCE_END.search(fill.text)


def _plain(text: str) -> str:
    return " ".join(text.replace(_UNSEEN, "").translate(_ALIKE).lower().split())


# ------------------------------------------------------------ finding the place


class _Word(NamedTuple):
    """A word or sign, as it is compared, and where it stands; the ends of a text are words too."""

    text: str
    start: int
    end: int


_Words = tuple[str, ...]


def _words(text: str) -> list[_Word]:
    """Return the words of a text between its two ends."""
    found = _TOKEN.finditer(text)
    inner = [_Word(each[0].translate(_ALIKE).lower(), each.start(), each.end()) for each in found]
    return [_Word("^", 0, 0), *inner, _Word("$", len(text), len(text))]


def _bare(text: str) -> _Words:
    return tuple(each.text for each in _words(text)[1:-1])


def _found_texts(paragraph: CarriedParagraph, text: str) -> Mapping[int, str]:
    """Return what stands in the place of each fill-in, by its number, as far as that is sure."""
    if len(text) > _LARGEST or len(paragraph.fills) > _MOST:
        return {}
    now = _words(text)
    plain = tuple(each.text for each in now)
    kept = _kept(paragraph, plain)
    found = dict(kept)
    gaps, frames = _frames(paragraph, kept)
    for group in _groups(frames):
        places = _places([frames[place] for place in (*group, group[-1] + 1)], plain)
        for gap, (begin, end) in zip(group, places, strict=False):
            found[gaps[gap]] = text[now[begin - 1].end : now[end].start].strip()
    return found


def _kept(paragraph: CarriedParagraph, now: _Words) -> dict[int, str]:
    """Return the fill-ins that still stand there, by number: as they were, or a long proposal without brackets."""
    texts = [_bare(fill.text) for fill in paragraph.fills]
    found: dict[int, str] = {}
    for number, fill in enumerate(paragraph.fills):
        words = inner_words(fill)
        if texts.count(texts[number]) <= _times(texts[number], now):
            found[number] = fill.text
        elif fill.mark == "voorzet" and len(_bare(words)) >= _FRAMES[-1] and _times(_bare(words), now) == 1:
            found[number] = words
    return found


def _frames(paragraph: CarriedParagraph, kept: Mapping[int, str]) -> tuple[list[int], list[_Words]]:
    """Return the numbers of the fill-ins that are to be found, and the words before, between and behind them."""
    gaps: list[int] = []
    frames: list[list[str]] = [["^"]]
    end = 0
    for number, fill in enumerate(paragraph.fills):
        frames[-1] += _bare(paragraph.text[end : fill.start])
        end = fill.start + len(fill.text)
        if number in kept:
            frames[-1] += _bare(kept[number])
        else:
            gaps.append(number)
            frames.append([])
    frames[-1] += [*_bare(paragraph.text[end:]), "$"]
    return gaps, [tuple(frame) for frame in frames]


def _groups(frames: Sequence[_Words]) -> list[list[int]]:
    """Return the gaps that are found together: too few words stand between them to tell by themselves."""
    groups: list[list[int]] = []
    for gap, before in enumerate(frames[:-1]):
        if gap and len(before) < _FRAMES[-1]:
            groups[-1].append(gap)
        else:
            groups.append([gap])
    return groups


def _places(frames: Sequence[_Words], now: _Words) -> list[tuple[int, int]]:
    """Return from which word to which each gap between these frames goes; nothing when that is not sure.

    More words around are tried first: there is one place for them, or the text was edited there.
    """
    if not all(frames[1:-1]):
        return []
    sizes = sorted(product(_FRAMES, _FRAMES), key=sum, reverse=True)
    for before, after in sizes:
        tried = [frames[0][-before:], *frames[1:-1], frames[-1][:after]]
        starts = [list(_occurrences(words, now)) for words in tried]
        chains = _gaps(starts, [len(words) for words in tried])
        if chains is not None:
            return chains
    return []


def _gaps(starts: Sequence[Sequence[int]], sizes: Sequence[int]) -> list[tuple[int, int]] | None:
    """Return the gaps between frames that can each stand in some places, in order.

    None when there is no way to put them one after the other; nothing when there are more, as then it is not sure.
    """
    counts = [[1] * len(starts[0])]
    for place, here in enumerate(starts[1:]):
        ends = [start + sizes[place] for start in starts[place]]
        sums = [0, *accumulate(counts[-1])]
        counts.append([sums[bisect_right(ends, start)] for start in here])
    if sum(counts[-1]) != 1:
        return [] if sum(counts[-1]) else None
    chosen: list[int] = []
    for here, ways, size in zip(reversed(starts), reversed(counts), reversed(sizes), strict=True):
        last = chosen[-1] if chosen else here[-1] + size
        chosen.append(next(start for start, count in zip(here, ways, strict=True) if count and start + size <= last))
    chosen.reverse()
    return [(one + size, other) for one, size, other in zip(chosen, sizes, chosen[1:], strict=False)]


def _times(words: _Words, now: _Words) -> int:
    return sum(1 for _ in _occurrences(words, now))


def _occurrences(words: _Words, now: _Words) -> Iterator[int]:
    """Yield every place where these words stand one after the other."""
    first, size = words[:1], len(words)
    for place, word in enumerate(now):
        if (word,) == first and now[place : place + size] == words:
            yield place
