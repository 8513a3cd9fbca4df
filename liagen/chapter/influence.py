"""What each question decides now: the options and goals that another answer would turn, and what waits for it.

Every possible answer is tried out on the conditions, as `decide` would; the chapter is made once, and it is noted which
fields its texts looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from liagen.chapter.assemble import assemble
from liagen.chapter.choose import judge_all
from liagen.chapter.decide import Decision
from liagen.chapter.facts import WORKED_OUT_FROM, Facts, with_other_answer
from liagen.chapter.foreseen import Foreseen, Foresight, judge_again
from liagen.chapter.material import Material, included_rows
from liagen.chapter.possible_answers import OtherAnswer, other_answers
from liagen.document.blocks import Chapter, Fill
from liagen.document.walk import by_section, passages
from liagen.library.cards import CardGoal, Risk
from liagen.library.conditions import Answer
from liagen.library.model import AskedComparison, Library
from liagen.library.practice import library_for
from liagen.library.tables import ContentRow
from liagen.library.wording import Wording, with_amount
from liagen.profile.fields import GOAL_CHOICES, THEME_GOAL, field_of

_PRACTICE: Final = "stijl.praktijk"
_NAME: Final = "gemeente.naam"
_GOALS: Final = "doelen"

_READ_BY_US: Final = frozenset(
    {
        _NAME, "document.naam", "stand.herkomst", "stijl.lengte", "stijl.huisterm", "planning.startdatum", "eigen",
        _GOALS,
    }
)  # fmt: skip
"""The fields that make the chapter what it is without a text that looks at them: its title, its length, its dates."""


@dataclass(frozen=True)
class Influence:
    """What hangs on the answer to one question, as things stand.

    ``options`` would get another verdict under some other answer, and ``goals`` (by key) would come into the table or
    leave it; ``fills`` is how many blanks of the chapter wait for it; ``texts`` how often the texts of the chapter look
    at it, under the name ``read_as``: that of a size, for a number of inhabitants. What only two answers together would
    turn is not counted.
    """

    path: str
    options: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    fills: int = 0
    texts: int = 0
    read_as: str = ""

    @property
    def decides(self) -> bool:
        """Return whether an answer changes what is chosen or planned, or fills a blank."""
        return bool(self.options or self.goals or self.fills)

    @property
    def is_felt(self) -> bool:
        """Return whether an answer changes anything of the chapter."""
        return self.decides or self.texts > 0

    @property
    def turned(self) -> frozenset[str]:
        """Return the options and goals that it turns."""
        return frozenset((*self.options, *self.goals))

    @property
    def weight(self) -> int:
        """Return how much hangs on it: options and goals alike, with blanks and texts as `weighed` has them."""
        return weighed(self.turned, self.fills, self.texts)


def weighed(turned: Collection[str], fills: int, texts: int) -> int:
    """Return the weight of so many options and goals, blanks and places in texts.

    A blank keeps the chapter from being adopted, and counts for three options; four places that merely tell it for one.
    """
    return 4 * len(turned) + 12 * fills + texts


def influences(decision: Decision, library: Library) -> Mapping[str, Influence]:
    """Return what hangs on every question, answered or not, in the order of the profile.

    ``library`` is the whole one, with options that the profile leaves out. What the officer herself chooses by option
    or goal (`keuzes`, `doelen_kiezen`) is no question and not in it.
    """
    trial = _Trial(decision, library)
    told = _told(decision)
    return {
        path: _influence(path, others, trial, told)
        for path, others in other_answers(decision.facts.profile, library, decision.facts.date).items()
    }


def _influence(path: str, others: tuple[OtherAnswer, ...], trial: _Trial, told: _Told) -> Influence:
    options: set[str] = set()
    goals: set[str] = set()
    reached: set[str] = set()
    for other in others:
        turned = trial.of(other)
        options |= turned.options
        goals |= turned.goals
        reached |= turned.names
    read_as = max(sorted(reached), key=lambda name: told.names[name], default=path)
    in_order = _in_order(options, trial.library.cards), _in_order(goals, trial.library.goals)
    return Influence(path, *in_order, told.fills[path], told.names[read_as] + (path in _READ_BY_US), read_as)


def _in_order(keys: set[str], order: Iterable[str]) -> tuple[str, ...]:
    """Return these keys in this order; those that are not in it come last."""
    known = [key for key in order if key in keys] if keys else []
    return (*known, *sorted(keys.difference(known)))


# ------------------------------------------------------------ what an answer turns


@dataclass(frozen=True)
class _Turned:
    """What one other answer turns: the options, the goals, and the names that have another value then."""

    options: frozenset[str]
    goals: frozenset[str]
    names: frozenset[str]


class _Trial:
    """The choice and the table as they are, in which one answer after the other is tried out."""

    def __init__(self, decision: Decision, library: Library) -> None:
        self.library = library
        self._facts = decision.facts
        self._mine = decision.library
        self._judged = judge_all(decision.facts, decision.library)
        self._foresight = Foresight(decision.library)
        self._now = self._foresight.foresee(self._judged, decision.facts)
        self._verdicts = self._told(self._now)
        self._known: dict[object, _Turned] = {}
        self._foreseen: dict[object, Foreseen] = {}
        self._answers = {
            name: tuple(each.comparison.answer(decision.facts.lookup) for each in asked)
            for name, asked in self._mine.comparisons_by_name.items()
            if not name.startswith("keuze.")  # what is chosen follows from the rest
        }
        self._deciding = _BEYOND_CONDITIONS | WORKED_OUT_FROM | self._answers.keys()

    def of(self, other: OtherAnswer) -> _Turned:
        """Return what turns when this is answered."""
        names = frozenset(other.changed)
        deciding = names & self._deciding
        # Many answers say the same to the conditions: whoever tells how many aanjagers there are says that they exist.
        mark = frozenset((name, other.changed[name]) for name in deciding)
        if mark not in self._known:
            self._known[mark] = self._turned(other, deciding) if deciding else _NOTHING
        found = self._known[mark]
        return replace(found, names=found.names | names)

    def _turned(self, other: OtherAnswer, names: frozenset[str]) -> _Turned:
        facts = self._facts
        profile = facts.profile.model_copy(update=dict(other.part))
        after = with_other_answer(facts, profile, other.changed, self._mine)
        if not WORKED_OUT_FROM.isdisjoint(names):
            names |= {name for name, value in after.values.items() if value != facts.values[name]}
        then = self._with_practice(after) if _PRACTICE in names else self._then(after, names)
        if then is self._now:
            return _Turned(_NONE, _NONE, names)
        options = frozenset(key for key, _ in self._told(then) ^ self._verdicts)
        return _Turned(options, then.goals ^ self._now.goals, names)

    def _told(self, found: Foreseen) -> frozenset[tuple[str, str]]:
        """Return the verdict on every option: one from practice that is left out is not done now."""
        left_out = ((key, "niet_nu") for key in self.library.cards if key not in found.verdicts)
        return frozenset([*found.verdicts.items(), *left_out])

    def _with_practice(self, after: Facts) -> Foreseen:
        """Return what comes of it when the options from practice join in, or no longer do."""
        library = library_for(after.profile, self.library)
        left_out = {f"keuze.{key}": "niet_nu" for key in library.left_out}
        after = replace(after, values={**after.values, **left_out})
        return Foresight(library).foresee(judge_all(after, library), after)

    def _then(self, after: Facts, names: frozenset[str]) -> Foreseen:
        flipped = tuple(self._flipped(after, names))
        # All that counts of an answer is what the comparisons make of it, when it falls, and her own goals.
        mark = (
            frozenset((each.comparison, answer) for each, answer in flipped),
            after.calendar,
            after.profile.doelen,
            after.profile.gemeente.naam,
        )
        if mark not in self._foreseen:
            self._foreseen[mark] = self._worked_out([each for each, _ in flipped], after, names)
        return self._foreseen[mark]

    def _worked_out(self, flipped: Sequence[AskedComparison], after: Facts, names: frozenset[str]) -> Foreseen:
        options = {key for each in flipped for key in each.options}
        if _NAME in names:
            options |= self._mine.practice  # none is proposed to the municipality that it is from
        judged = judge_again(self._judged, options, after, self._mine)
        moves = after.calendar != self._facts.calendar or _GOALS in names
        if not judged and not moves and not any(each.goals for each in flipped):
            return self._now
        return self._foresight.foresee({**self._judged, **judged}, after)

    def _flipped(self, after: Facts, names: frozenset[str]) -> Iterator[tuple[AskedComparison, Answer]]:
        """Yield the comparisons that have another answer than now, with that answer."""
        for name in names & self._answers.keys():
            for asked, now in zip(self._mine.comparisons_by_name[name], self._answers[name], strict=True):
                answer = asked.comparison.answer(after.lookup)
                if answer is not now:
                    yield asked, answer


_NONE: Final[frozenset[str]] = frozenset()
_NOTHING: Final = _Turned(_NONE, _NONE, _NONE)
_BEYOND_CONDITIONS: Final = frozenset({_PRACTICE, _NAME, _GOALS})
"""The fields that options or goals look at without a condition of theirs."""


# ------------------------------------------------------------ what the chapter tells


@dataclass(frozen=True)
class _Told:
    """How often the texts of a chapter look at each name, and by field how many of its blanks wait for it."""

    names: Counter[str]
    fills: Counter[str]


class _NotedValues(dict[str, Any]):
    """Values that note how often each of them was asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.asked: Counter[str] = Counter()

    def __getitem__(self, name: str) -> Any:
        self.asked[name] += 1
        return super().__getitem__(name)


def _told(decision: Decision) -> _Told:
    """Make the chapter once and see what it looks at."""
    values = _NotedValues(decision.facts.values)
    facts = replace(decision.facts, values=values).with_title(decision.library.title)
    chapter = assemble(facts, decision.choice, decision.plan, decision.library)
    for wording, of_goal in _texts_of_plan(decision):
        wording.render(with_amount(facts, of_goal, None) if of_goal else facts)
    # What the reasons of options rest on was looked up when they were chosen, and not every chapter tells those.
    rows = included_rows(Material(decision.library, facts, decision.choice, decision.plan))
    reasons = decision.library.comparisons_by_name if any(_tells_reasons(row) for row in rows) else ()
    values.asked.update(tuple(reasons))  # of a mapping the values would be taken for counts
    values.asked.update(name for risk in decision.library.risks.values() for name in _risk_names(risk))
    return _Told(values.asked, _blanks(chapter))


def _tells_reasons(row: ContentRow) -> bool:
    return row.kind == "opties" or row.name in ("keuzes", "niet_gekozen")


def _texts_of_plan(decision: Decision) -> Iterator[tuple[Wording, str]]:
    """Yield the texts of the goals and risks in the chapter; of a goal with the field that holds its number."""
    for goal in decision.plan.short:
        if written := _written(goal.key, decision.library):
            field = f"{GOAL_CHOICES}.{goal.key}.aantal"
            yield from ((text, field) for text in _texts_of(written) if text)
    for planned in decision.plan.risks:
        risk = decision.library.risks[planned.key]
        yield from ((text, "") for text in (risk.titel, risk.description, risk.maatregel, risk.eigenaar))


def _written(key: str, library: Library) -> CardGoal | None:
    """Return a goal as the library has it; None for the municipality's own."""
    kind, _, theme = key.partition(".")
    return library.themes[theme].terugval if kind == THEME_GOAL else library.goals.get(key)


def _texts_of(goal: CardGoal) -> tuple[Wording | None, ...]:
    return goal.wat, goal.eigenaar, goal.indicator, goal.actie, goal.podium, goal.ervaringsdeskundigen, goal.uren


def _risk_names(risk: Risk) -> Iterator[str]:
    for condition in (risk.als, risk.vangnet):
        yield from condition.names if condition else ()


def _blanks(chapter: Chapter) -> Counter[str]:
    """Return how many blanks wait for each field; what liagen proposes is no blank."""
    fills = (
        span
        for _, _, block in by_section(chapter)
        for passage in passages(block)
        for span in passage.spans
        if isinstance(span, Fill) and not span.proposal
    )
    return Counter(field_of(fill.field) for fill in fills)
