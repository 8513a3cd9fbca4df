"""Text of the library with the facts filled in: a checked text as a tree of small values, each of which says its part.

Every profile string is escaped for Markdown; an unknown field becomes a fill-in mark by itself, or a proposal where the
text makes one. What may stand in a text is for ``wording_parser`` to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Protocol, TypeVar

from liagen.library.conditions import Condition, Lookup
from liagen.library.derived import GOALS_IN_TABLE, field_asked
from liagen.library.dutch import capital, escape, sentence
from liagen.library.filters import FILTERS, KnownValue, UnknownValue, printed
from liagen.library.option_lists import CardWords, ListedOption
from liagen.library.tone import Tone

CARD: Final = "kaart"
EXPLANATION: Final = "toelichting"
"""What takes a card, and what an officer says beside an answer, into a text; also where the values hold the latter."""

CARD_PARTS: Final = ("bestaat", "voorstel")
"""The verdicts under which a card says something in running text: each is the name of a part of it."""

ORIGIN_OPEN, ORIGIN_CLOSE = "\ue002", "\ue003"
"""Private-use characters around what words that were taken into a text come from, and between its three parts."""

DATED_FACTS: Final = "feiten"
"""Where the values hold, by source, what it says on the day of the draft."""

SOURCE: Final = "bron"
"""What words of a dated fact come from."""

TITLE = "titel_hoofdstuk"
EXTRA_NAMES = ("datum", "mensen_met_een_beperking", TITLE)
"""Names that are no field: the date of the draft and the house term in full."""

AMOUNT = "aantal"
"""A name for texts of one goal: the number that the goal is about."""

YEAR: Final = "jaar"
"""The field that says of which year a row of a list is."""

_OPENING: Final = re.compile(r"(?:^|(?<=\n\n))(?:- |> |\d{1,9}\. )?(?=\S)|(?<=\n)(?:- |> |\d{1,9}\. )(?=\S)")


@dataclass(frozen=True)
class Context:
    """What a text may say: ``values`` by the path of a field, ``extra`` by the few names that are no field."""

    values: Mapping[str, Any]
    extra: Mapping[str, Any]

    @cached_property
    def lookup(self) -> Lookup:
        """Return what conditions ask for a value."""
        return self.values.__getitem__


Known = TypeVar("Known", bound=Context)


def with_amount(facts: Known, field: str, amount: int | None) -> Known:
    """Return the same facts for the texts of one goal; ``field`` is where its number is, or can be, filled in."""
    said = UnknownValue(field) if amount is None else KnownValue(amount, field)
    return replace(facts, extra={**facts.extra, AMOUNT: said})


@dataclass(frozen=True)
class LoopRow:
    """A member of a list, with the path of the list."""

    value: Any
    path: str


class TextPiece(Protocol):
    """A piece of text: what it says for some facts, and within a loop for a row of a list."""

    def text(self, facts: Context, row: LoopRow | None) -> str:
        """Return the Markdown, with marks for what is to be filled in."""


class Expression(Protocol):
    """What may stand between accolades: it has a value for some facts, and within a loop for a row of a list."""

    def value(self, facts: Context, row: LoopRow | None) -> Any:
        """Return the value: known, unknown or proposed, or text that is Markdown already."""


@dataclass(frozen=True)
class Wording:
    """A checked text; ``render`` gives Markdown with fill-in marks.

    Together with what it takes in: its ``size`` and ``depth``, whether it ``loops`` along a list, the names ``asked``
    or printed, the ``cards`` that it places and the sources whose dated ``facts`` it tells.
    """

    source: str
    piece: TextPiece | None
    conditions: tuple[Condition, ...]
    size: int = 0
    depth: int = 0
    loops: bool = False
    asked: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()

    def render(self, facts: Context) -> str:
        """Return the Markdown for these facts. Same facts, same text."""
        return self.source if self.piece is None else self.piece.text(facts, None).strip()


@dataclass(frozen=True)
class Phrases:
    """What a text may take in: ``texts`` by key, and in the text of a section ``cards``: their words, by option.

    ``names`` are all texts there are: those that place cards have no place in a card. ``facts`` are the sources with a
    dated fact, ``pictures`` the pictures of the packages, ``tone`` the words that are written otherwise.
    """

    names: frozenset[str] = frozenset()
    texts: Mapping[str, Wording] = field(default_factory=dict)
    cards: Mapping[str, CardWords] | None = None
    facts: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    tone: Tone = field(default_factory=Tone)


@dataclass(frozen=True)
class Fixed:
    """Words that are always the same."""

    words: str

    def text(self, _facts: Context, _row: LoopRow | None) -> str:
        """Return the words."""
        return self.words


@dataclass(frozen=True)
class Joined:
    """Pieces one behind the other."""

    pieces: tuple[TextPiece, ...]

    def text(self, facts: Context, row: LoopRow | None) -> str:
        """Return what the pieces say."""
        return "".join([piece.text(facts, row) for piece in self.pieces])


@dataclass(frozen=True)
class TakenIn:
    """Another text as a whole: a piece of this one, or what a filter works on."""

    wording: Wording

    def text(self, facts: Context, _row: LoopRow | None) -> str:
        """Return what the other text says."""
        return self.wording.render(facts)

    value = text


@dataclass(frozen=True)
class PlacedCard:
    """What a card says under its verdict; nothing when it is not shown or has no words for that."""

    key: str
    parts: Mapping[str, Wording]

    def text(self, facts: Context, _row: LoopRow | None) -> str:
        """Return the part for the verdict."""
        verdict = facts.values[f"keuze.{self.key}"]
        part = self.parts.get(verdict)
        return _with_origin(part.render(facts), "optie", self.key, verdict) if part else ""


@dataclass(frozen=True)
class DatedFactTold:
    """What a source says on the day of the draft; nothing when it says nothing that day."""

    source: str

    def text(self, facts: Context, _row: LoopRow | None) -> str:
        """Return the fact."""
        told = facts.values[DATED_FACTS].get(self.source)
        return _with_origin(told, SOURCE, self.source) if told else ""


@dataclass(frozen=True)
class Explanation:
    """The officer's own words beside a field, as a sentence; nothing when there are none."""

    path: str

    def text(self, facts: Context, _row: LoopRow | None) -> str:
        """Return the sentence."""
        told = (facts.values.get(EXPLANATION) or {}).get(self.path)
        return _with_origin(sentence(escape(capital(told))), EXPLANATION, self.path) if told else ""


@dataclass(frozen=True)
class GoalNumber:
    """The number of a goal in the table of this chapter; nothing when it does not stand there."""

    goal: str

    def text(self, facts: Context, _row: LoopRow | None) -> str:
        """Return the number."""
        goals = facts.values[GOALS_IN_TABLE] or ()
        return str(goals.index(self.goal) + 1) if self.goal in goals else ""


@dataclass(frozen=True)
class Branch:
    """Text under a condition."""

    condition: Condition
    piece: TextPiece


@dataclass(frozen=True)
class Branches:
    """The text of the first branch whose condition is ja; unknown is not. ``row`` names the row within a loop."""

    branches: tuple[Branch, ...]
    otherwise: TextPiece
    row: str = ""

    def text(self, facts: Context, row: LoopRow | None) -> str:
        """Return what that branch says."""
        lookup = _lookup_in_row(facts, self.row, row) if row else facts.lookup
        for branch in self.branches:
            if branch.condition.answer(lookup) is True:
                return branch.piece.text(facts, row)
        return self.otherwise.text(facts, row)


@dataclass(frozen=True)
class Repeated:
    """A text once for every member of a list, or for so many of the newest; that of ``otherwise`` for an empty list."""

    path: str
    newest: int
    once: TextPiece
    otherwise: TextPiece

    def text(self, facts: Context, row: LoopRow | None) -> str:
        """Return what stands there for each."""
        found = _read(facts, self.path)
        members = found.value if isinstance(found, KnownValue) else ()
        members = _newest(members)[: self.newest] if self.newest else members
        if not members:
            return self.otherwise.text(facts, row)
        return "".join([self.once.text(facts, LoopRow(each, self.path)) for each in members])


@dataclass(frozen=True)
class RepeatedOption:
    """A text once for every option with one verdict, in their own order; that of ``otherwise`` when there is none.

    ``path`` is what the list of them is called.
    """

    path: str
    verdict: str
    options: tuple[ListedOption, ...]
    once: TextPiece
    otherwise: TextPiece

    def text(self, facts: Context, row: LoopRow | None) -> str:
        """Return what stands there for each."""
        found = [each for each in self.options if facts.values.get(f"keuze.{each.sleutel}") == self.verdict]
        if not found:
            return self.otherwise.text(facts, row)
        return "".join([self.once.text(facts, LoopRow(each, self.path)) for each in found])


@dataclass(frozen=True)
class RepeatedGoal:
    """A text once for every goal of a list, in the order of the table; else that of ``otherwise``."""

    path: str
    once: TextPiece
    otherwise: TextPiece

    def text(self, facts: Context, row: LoopRow | None) -> str:
        """Return what stands there for each."""
        found = facts.values[self.path]
        if not found:
            return self.otherwise.text(facts, row)
        return "".join([self.once.text(facts, LoopRow(each, self.path)) for each in found])


@dataclass(frozen=True)
class Printed:
    """A value as it stands in the text."""

    expression: Expression

    def text(self, facts: Context, row: LoopRow | None) -> str:
        """Return the value as Markdown, or a mark for its field."""
        return printed(self.expression.value(facts, row))


@dataclass(frozen=True)
class FieldValue:
    """The value of a field, or of another name that may be printed."""

    path: str

    def value(self, facts: Context, _row: LoopRow | None) -> Any:
        """Return the value."""
        return _read(facts, self.path)


@dataclass(frozen=True)
class RowValue:
    """The value of a field of the row; without a name the row itself."""

    name: str

    def value(self, _facts: Context, row: LoopRow | None) -> Any:
        """Return the value."""
        return _value_of_row(row, self.name)


@dataclass(frozen=True)
class OptionWords:
    """What is shown of the option of a loop: its words, by option; nothing of one that has none."""

    shown: Mapping[str, Wording]
    verdict: str

    def value(self, facts: Context, row: LoopRow | None) -> str:
        """Return the words, with the option that they come from."""
        if row is None:
            raise ValueError("an option is asked for outside a loop")
        key = row.value.sleutel
        words = self.shown.get(key)
        return _with_origin(words.render(facts), "optie", key, self.verdict) if words else ""


@dataclass(frozen=True)
class GoalWords:
    """What is shown of the goal of a loop, by the name of it."""

    name: str

    def value(self, _facts: Context, row: LoopRow | None) -> str:
        """Return the words, which are Markdown."""
        if row is None:
            raise ValueError("a goal is asked for outside a loop")
        return str(getattr(row.value, self.name))


@dataclass(frozen=True)
class Filtered:
    """A value behind a filter, with the words that the filter gets."""

    expression: Expression
    name: str
    words: tuple[str, ...]

    def value(self, facts: Context, row: LoopRow | None) -> Any:
        """Return what the filter makes of the value."""
        return FILTERS[self.name](self.expression.value(facts, row), *self.words)


def _with_origin(text: str, kind: str, key: str, part: str = "") -> str:
    """Return Markdown in which every paragraph and list item begins with what it comes from."""
    # Behind the sign of a list or notice, which must stand first to be one.
    mark = f"{ORIGIN_OPEN}{ORIGIN_OPEN.join((kind, key, part))}{ORIGIN_CLOSE}"
    return _OPENING.sub(lambda opening: opening[0] + mark, text)


def _newest(rows: Iterable[Any]) -> list[Any]:
    """Return rows from new to old; without a year they come last."""
    return sorted(rows, key=lambda row: -(getattr(row, YEAR) or 0))


def _lookup_in_row(facts: Context, name_of_row: str, row: LoopRow) -> Lookup:
    """Return what conditions in a loop ask for a value: of the row, or else of the facts."""

    def found(name: str) -> Any:
        first, _, rest = name.partition(".")
        if first != name_of_row:
            return facts.lookup(name)
        value = _value_of_row(row, rest)
        return value.value if isinstance(value, KnownValue) else None

    return found


def _read(facts: Context, path: str) -> Any:
    if path in facts.extra:
        return facts.extra[path]
    value = facts.values[path]
    return UnknownValue(field_asked(path)) if value is None else KnownValue(value, path)


def _value_of_row(row: LoopRow | None, name: str) -> Any:
    if row is None:
        raise ValueError("a row is asked for outside a loop")
    if not name:
        return KnownValue(row.value, row.path)
    found = getattr(row.value, name)
    path = f"{row.path}.{name}"
    return UnknownValue(path) if found in (None, "onbekend") else KnownValue(found, path)
