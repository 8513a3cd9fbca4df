"""Who does what on a course day: the cases of every group, in every round, and the plan that fits them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from liagen.library.dutch import enumerate_nl
from liagen.library.model import Library
from liagen.profile.choices import Length
from liagen.training.cases import Contrast, Example, ExerciseSet, SetOrder, asked_options, make_set
from liagen.training.day import (
    FEWEST_OPTIONS,
    MOST_ROUNDS,
    DayOrder,
    DayPlan,
    DayWork,
    ExtraLoad,
    RoundLoad,
    plan_day,
    shortest_day,
)
from liagen.training.day_texts import Part, RealCaseModel
from liagen.training.fault_paper import fault_paper
from liagen.training.handout import without_reasons
from liagen.training.option_sheet import fits_two_pages, option_sheet
from liagen.training.reading import word_count
from liagen.training.task import contrast_task, task_sheet
from liagen.training.texts import LEVELS, ExerciseTexts, Level
from liagen.training.work_sheet import council_questions, work_sheet_without_answers
from liagen.training.worked_example import worked_example_task

_LENGTHS: Final[tuple[Length, ...]] = ("kort", "standaard", "uitgebreid")


@dataclass(frozen=True)
class GroupCase:
    """What one group works on in one round."""

    group: int
    round: int
    example: Example


@dataclass(frozen=True)
class Day:
    """A course day: what was asked, the plan, the cases of the groups, and the pairs that are handed out."""

    order: DayOrder
    plan: DayPlan
    set: ExerciseSet
    cases: tuple[GroupCase, ...]
    pairs: tuple[Contrast, ...]

    def of_group(self, group: int) -> tuple[GroupCase, ...]:
        """Return the cases of one group, round by round."""
        return tuple(case for case in self.cases if case.group == group)

    def pair_of(self, group: int) -> Contrast | None:
        """Return the pair that a group gets; None when there is none on this day."""
        return self.pairs[(group - 1) % len(self.pairs)] if self.pairs else None

    def has(self, part: Part, number: int) -> bool:
        """Say whether a round has a part."""
        return any((slot.part, slot.round) == (part, number) for slot in self.plan.slots)

    def minutes_of(self, number: int) -> int:
        """Return how long a round lasts."""
        return sum(slot.minutes for slot in self.plan.slots if slot.round == number)


@dataclass(frozen=True)
class NoDay:
    """That no day can be made of what was asked, and what would fit, in words for the trainer."""

    message: str


def make_day(order: DayOrder, wanted: SetOrder, texts: ExerciseTexts, library: Library) -> Day | NoDay:
    """Return the day, or why there can be none. Same arguments, same day.

    ``wanted`` names the level; how many examples there are follows from the groups. Raises ProfileError when a profile
    of the trainer holds too little for the level.
    """
    if wanted.level is None:
        raise ValueError("a day has one level")
    workshop = _Workshop(order, wanted, wanted.level, texts, library)
    if workshop.least_rounds > MOST_ROUNDS:
        most = order.groups * MOST_ROUNDS
        return NoDay(
            f"{len(wanted.own)} profielen zijn te veel voor {_groups(order.groups)}; noem er hoogstens {most}, of neem "
            "meer groepen"
        )
    plan = plan_day(order, workshop.work, workshop.least_rounds)
    return workshop.day(plan) if plan else NoDay(_too_short(workshop))


@dataclass(frozen=True)
class _Workshop:
    """Makes the cases for so many rounds, and tells how much work they are."""

    order: DayOrder
    wanted: SetOrder
    level: Level
    texts: ExerciseTexts
    library: Library

    @property
    def least_rounds(self) -> int:
        """Return how many rounds it takes to use every profile of the trainer."""
        return max(1, -(-len(self.wanted.own) // self.order.groups))

    @cached_property
    def _made(self) -> dict[int, ExerciseSet]:
        return {}

    def cases(self, rounds: int) -> ExerciseSet:
        """Return the set for so many rounds: one example for each group."""
        if rounds not in self._made:
            # Without mention one pair is enough for a day: everybody gets it.
            pairs = 1 if self.wanted.pairs is None else self.wanted.pairs
            order = replace(self.wanted, count=self.order.groups * rounds, pairs=pairs)
            self._made[rounds] = make_set(order, self.texts, self.library)
        return self._made[rounds]

    def work(self, rounds: int) -> DayWork:
        """Return how much work so many rounds are."""
        found = self.cases(rounds)
        sheets = [self._sheets(one) for one in found.examples]
        most = min(max(words) for words in sheets)
        loads = tuple(
            self._load(number, found.examples, sheets, most) for number in range(rounds)
        )  # fmt: skip
        pair = max((word_count(contrast_task(each, *self._rest)) for each in found.contrasts), default=None)
        real = max(map(words_of_case, self.texts.real.gevallen))
        together = word_count(worked_example_task(self.texts, self.library, self.wanted.date))
        return DayWork(self.level, self.order.groups, loads, ExtraLoad(pair, real, together), most, self.texts.day)

    @property
    def _rest(self) -> tuple[ExerciseTexts, Library, dt.date]:
        return self.texts, self.library, self.wanted.date

    def _sheets(self, one: Example) -> dict[int, int]:
        """Return the words of the sheet of options for each number of options that fits on two pages."""
        most = self.texts.levels[self.level].opties or len(self.library.cards)
        found: dict[int, int] = {}
        for count in range(FEWEST_OPTIONS, most + 1):
            sheet = option_sheet(self._asked(one, count), *self._rest)
            if found and not fits_two_pages(sheet):
                break
            found[count] = word_count(sheet)
        return found

    def _asked(self, one: Example, count: int) -> tuple[str, ...]:
        # One seed for all: what several groups judged, they can compare afterwards.
        return asked_options(count, one.result, f"{self.wanted.seed}.dag")

    def _load(self, number: int, examples: tuple[Example, ...], sheets: list[dict[int, int]], most: int) -> RoundLoad:
        """Return the load of one round (from 0): that of the group that has most to do."""
        places = range(number * self.order.groups, (number + 1) * self.order.groups)
        here = [examples[place] for place in places]
        level = self.texts.levels[self.level]
        papers = [work_sheet_without_answers(one.result, self.library, self.texts) for one in here]
        handouts = [without_reasons(one.result, self.library) for one in here]
        return RoundLoad(
            task=max(word_count(task_sheet(one, *self._rest)) for one in here),
            rules={count: max(sheets[place][count] for place in places) for count in range(FEWEST_OPTIONS, most + 1)},
            faulty=max(word_count(fault_paper(one, self.texts, self.library)) for one in here),
            council=max(sum(map(word_count, pair)) for pair in zip(papers, handouts, strict=True)),
            hidden=level.onbekend,
            faults=level.faults_in(self.wanted.length).tot,
            council_questions=max(map(council_questions, papers)),
        )

    def day(self, plan: DayPlan) -> Day:
        """Return the day of a plan: every group with its cases, each with as many options as there is time for."""
        found = self.cases(plan.rounds)
        examples = tuple(replace(one, asked=self._asked(one, plan.options)) for one in found.examples)
        cases = tuple(
            GroupCase(place % self.order.groups + 1, place // self.order.groups + 1, one)
            for place, one in enumerate(examples)
        )
        pairs = found.contrasts if "paar" in plan.parts else ()
        return Day(self.order, plan, replace(found, examples=examples), cases, pairs)

    def least_minutes(self) -> int:
        """Return how long the shortest day lasts."""
        return shortest_day(self.work(self.least_rounds)).minutes


def words_of_case(case: RealCaseModel) -> int:
    """Return how many words a real case has."""
    return sum(len(text.split()) for text in (*(fact.tekst for fact in case.feiten), case.vraag))


# ------------------------------------------------------------ what would fit


def _too_short(workshop: _Workshop) -> str:
    asked = workshop.order.minutes
    told = f"{_groups(workshop.order.groups)} op niveau {workshop.level}"
    if workshop.least_rounds > 1:
        told += f" met {len(workshop.wanted.own)} profielen, dus {workshop.least_rounds} rondes"
    fitting = [f"--duur {workshop.least_minutes()}", *_fitting(workshop)]
    return f"{asked} minuten is te kort voor {told}. Wel past: {enumerate_nl(fitting, 'of')}"


def _fitting(workshop: _Workshop) -> Iterator[str]:
    """Give the switches of which one other value would make the day fit."""
    wanted, order = workshop.wanted, workshop.order
    length = wanted.length or "standaard"
    levels = LEVELS[: LEVELS.index(workshop.level)]
    lengths = _LENGTHS[: _LENGTHS.index(length)]
    tries: Mapping[str, list[tuple[str, _Workshop]]] = {
        "niveau": [(name, replace(workshop, level=name, wanted=replace(wanted, level=name))) for name in levels],
        "lengte": [(name, replace(workshop, wanted=replace(wanted, length=name))) for name in lengths],
        "groepen": [
            (str(count), replace(workshop, order=replace(order, groups=count))) for count in range(1, order.groups)
        ],
    }
    for switch, values in tries.items():
        # The easiest first: when that does not fit, none does. Of those that fit the one nearest to what was asked.
        if values and values[0][1].least_minutes() <= order.minutes:
            fits = (value for value, other in reversed(values) if other.least_minutes() <= order.minutes)
            yield f"--{switch} {next(fits)}"


def _groups(count: int) -> str:
    return f"{count} {'groep' if count == 1 else 'groepen'}"
