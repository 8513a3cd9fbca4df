"""A course day: its parts with their times, fitted into the minutes there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

from liagen.training.day_texts import DayModel, Part
from liagen.training.texts import Level

FEWEST_OPTIONS: Final = 4
"""With fewer options to judge there is nothing to talk about."""

MOST_ROUNDS: Final = 4
EXTRAS: Final[tuple[Part, ...]] = ("echt_geval", "raad", "paar")
"""What comes in when there is time for it, in this order."""

_STEP: Final = 5  # minutes: a part of the day takes a multiple of this
_GROWING: Final[tuple[Part, ...]] = (
    "bespreken_oordelen", "oordelen", "bespreken_fouten", "plan", "fouten", "nabespreken", "raad", "echt_geval",
)  # fmt: skip
_BREAKS: Final = ("pauze", "lunch")
_END: Final = 30  # minutes before the end in which no break comes any more


@dataclass(frozen=True)
class DayOrder:
    """What was asked of a day: how long it lasts, when it begins and for how many groups."""

    minutes: int
    groups: int
    begin: dt.time


@dataclass(frozen=True)
class RoundLoad:
    """What the group that has most to do reads and does in one round.

    ``rules`` are the words of the sheet of options by how many options there are. ``faults`` is the most that a chapter
    of this level holds: how many there are may not show.
    """

    task: int
    rules: Mapping[int, int]
    faulty: int
    council: int
    hidden: int
    faults: int
    council_questions: int


@dataclass(frozen=True)
class ExtraLoad:
    """The words of what comes once a day: a pair (None: there is none), a real case, and what all do together."""

    pair: int | None
    real_case: int
    together: int


@dataclass(frozen=True)
class DayPart:
    """A part of the day: in which round (0: in none), how long, how much of that is reading, and when it begins.

    ``begin`` counts in minutes from the start of the day.
    """

    part: Part
    round: int
    minutes: int
    reading: int = 0
    begin: int = 0


@dataclass(frozen=True)
class DayPlan:
    """A day that fits: its parts in order, how many options each group judges, and how many rounds there are."""

    slots: tuple[DayPart, ...]
    options: int
    rounds: int

    @property
    def parts(self) -> frozenset[Part]:
        """Return which parts it has."""
        return frozenset(slot.part for slot in self.slots)

    @property
    def minutes(self) -> int:
        """Return how long it lasts."""
        return sum(slot.minutes for slot in self.slots)


@dataclass(frozen=True)
class DayWork:
    """What decides how long the parts of a day take: the level, the groups, what is read, and the estimates."""

    level: Level
    groups: int
    rounds: tuple[RoundLoad, ...]
    extra: ExtraLoad
    most_options: int
    estimates: DayModel


def shortest_day(work: DayWork) -> DayPlan:
    """Return the shortest day of this work: the fewest options, and no extras."""
    return _planned(work, min(FEWEST_OPTIONS, work.most_options), frozenset())


def plan_day(order: DayOrder, work_of: Callable[[int], DayWork], least_rounds: int = 1) -> DayPlan | None:
    """Return the fullest day that fits, exactly as long as asked; None when not even the shortest fits.

    ``work_of`` gives the work of so many rounds. First come more options, then the extras, then another round; what is
    left goes to talking and working.
    """
    best: DayPlan | None = None
    estimates: DayModel | None = None
    for rounds in range(least_rounds, MOST_ROUNDS + 1):
        work = work_of(rounds)
        found = _fullest(order.minutes, work)
        if found is None or (best and (found.options < best.options or not best.parts <= found.parts)):
            break
        best, estimates = found, work.estimates
        if found.options < work.most_options or not _possible(work) <= found.parts:
            break  # a round that leaves something out has no time for another
    return _stretched(best, order.minutes, estimates) if best and estimates else None


def _possible(work: DayWork) -> frozenset[Part]:
    return frozenset(part for part in EXTRAS if part != "paar" or work.extra.pair is not None)


def _fullest(minutes: int, work: DayWork) -> DayPlan | None:
    counts = range(min(FEWEST_OPTIONS, work.most_options), work.most_options + 1)
    fitting = [plan for count in counts if (plan := _planned(work, count, frozenset())).minutes <= minutes]
    if not fitting:
        return None
    best = fitting[-1]
    extras: frozenset[Part] = frozenset()
    for part in (part for part in EXTRAS if part in _possible(work)):
        plan = _planned(work, best.options, extras | {part})
        if plan.minutes <= minutes:
            best, extras = plan, extras | {part}
    return best


def _planned(work: DayWork, options: int, extras: frozenset[Part]) -> DayPlan:
    slots = _with_breaks(tuple(_slots(work, options, extras)), work.estimates)
    return DayPlan(_timed(slots), options, len(work.rounds))


def _slots(work: DayWork, options: int, extras: frozenset[Part]) -> Iterable[DayPart]:
    """Give the parts of a day in order, without breaks."""
    times = work.estimates.minuten
    yield _slot("welkom", times.welkom)
    yield _slot("samen", times.samen, _reading(work.extra.together, work))
    for number, load in enumerate(work.rounds, 1):
        yield from _round(number, load, options, extras, work)
    if "paar" in extras and work.extra.pair is not None:
        yield _slot("paar", times.paar, _reading(work.extra.pair, work))
    if "echt_geval" in extras:
        yield _slot("echt_geval", times.echt_geval, _reading(work.extra.real_case, work))
    yield _slot("nabespreken", times.nabespreken)
    yield _slot("afsluiten", times.afsluiten)


def _round(number: int, load: RoundLoad, options: int, extras: frozenset[Part], work: DayWork) -> Iterable[DayPart]:
    times, wanted = work.estimates.minuten, work.estimates.niveaus[work.level]
    talking = times.bespreken_per_groep * work.groups
    asking = load.hidden * times.per_onbekend_gegeven + options * times.per_optie
    planning = wanted.risicos * times.per_risico + wanted.doelen * times.per_doel
    writing = times.eigen_tekst if wanted.eigen_tekst == "ja" else 0
    yield _slot("oordelen", asking, _reading(load.task + load.rules[options], work), number)
    yield _slot("bespreken_oordelen", talking, 0, number)
    yield _slot("plan", planning + writing, 0, number)
    yield _slot("fouten", load.faults * times.per_fout, _reading(load.faulty, work), number)
    yield _slot("bespreken_fouten", talking, 0, number)
    if "raad" in extras and number == len(work.rounds):  # once a day is enough
        answering = load.council_questions * times.per_vraag_van_de_raad
        yield _slot("raad", answering, _reading(load.council, work), number)


def _reading(words: int, work: DayWork) -> int:
    return -(-words // work.estimates.woorden_per_minuut)


def _slot(part: Part, doing: int, reading: int = 0, number: int = 0) -> DayPart:
    return DayPart(part, number, -(-(doing + reading) // _STEP) * _STEP, reading)


def _with_breaks(slots: Sequence[DayPart], estimates: DayModel) -> tuple[DayPart, ...]:
    """Put a break before the part that would make the time since the last one too long; none near the end."""
    rules = estimates.pauze
    found: list[DayPart] = []
    since = 0
    for number, slot in enumerate(slots):
        left = sum(each.minutes for each in slots[number:])
        if found and since + slot.minutes > rules.na and left > _END and since:
            found.append(DayPart("pauze", 0, rules.minuten))
            since = 0
        found.append(slot)
        since += slot.minutes
    return _with_lunch(found, estimates)


def _with_lunch(slots: Sequence[DayPart], estimates: DayModel) -> tuple[DayPart, ...]:
    """Make the break that comes nearest to the middle of a long day its lunch."""
    rules, total = estimates.pauze, sum(slot.minutes for slot in slots)
    breaks = [slot for slot in _timed(slots) if slot.part == "pauze"]
    if total <= rules.lunch_vanaf or not breaks:
        return tuple(slots)
    middle = min(breaks, key=lambda slot: abs(slot.begin - total // 2)).begin
    lunch = DayPart("lunch", 0, rules.lunch_minuten)
    return tuple(lunch if slot.part == "pauze" and slot.begin == middle else slot for slot in _timed(slots))


def _timed(slots: Iterable[DayPart]) -> tuple[DayPart, ...]:
    found, begin = [], 0
    for slot in slots:
        found.append(replace(slot, begin=begin))
        begin += slot.minutes
    return tuple(found)


def _stretched(plan: DayPlan, minutes: int, estimates: DayModel) -> DayPlan:
    """Give the time that is left to talking and working, at most half as much again; the rest is room at the end.

    Breaks are laid anew each time, so that none comes too late.
    """
    slots = [slot for slot in plan.slots if slot.part not in _BREAKS]
    grown = {number: slot.minutes // 2 // _STEP for number, slot in enumerate(slots)}
    turns = [number for part in _GROWING for number, slot in enumerate(slots) if slot.part == part]
    for _ in range(max(grown.values())):
        for number in turns:
            longer = [*slots]
            longer[number] = replace(slots[number], minutes=slots[number].minutes + _STEP)
            if grown[number] and _total(_with_breaks(longer, estimates)) <= minutes:
                slots = longer
                grown[number] -= 1
    return replace(plan, slots=_timed(_with_room(slots, minutes, estimates)))


def _with_room(slots: Sequence[DayPart], minutes: int, estimates: DayModel) -> tuple[DayPart, ...]:
    """Lay the breaks, and put what is left of the minutes before the end; so much that it asks for a break gets one."""
    laid = _with_breaks(slots, estimates)
    left = minutes - _total(laid)
    for room in range(left, 0, -1):
        found = _with_breaks([*slots[:-1], DayPart("ruimte", 0, room), slots[-1]], estimates)
        if _total(found) == minutes:
            return found
    return (*laid[:-1], DayPart("ruimte", 0, left), laid[-1]) if left else laid


def _total(slots: Iterable[DayPart]) -> int:
    return sum(slot.minutes for slot in slots)


assert set(EXTRAS) | set(_GROWING) <= set(get_args(Part))
