"""The cases of a set as values: examples with everything that is known about them, and contrast pairs."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass

from liagen.library.model import Library
from liagen.make.chain import Result, make
from liagen.training.faults import FaultyChapter, insert_faults
from liagen.training.handout import without_reasons
from liagen.training.municipalities import (
    Changed,
    HalfFilled,
    Municipality,
    SizeStep,
    hide,
    invent_all,
    possible_changes,
    try_change,
)
from liagen.training.pairs import DIMENSIONS, Combination, choose_combinations
from liagen.training.texts import LEVELS, ChangeModel, ExerciseTexts, Level


@dataclass(frozen=True)
class SetOrder:
    """What was asked: how many examples (None: as few as cover every pair), by which seed, date and level."""

    count: int | None
    seed: int
    date: dt.date
    level: Level | None


@dataclass(frozen=True)
class Example:
    """One example; ``half`` is the profile with facts hidden and ``open_result`` what liagen makes of it."""

    number: int
    combination: Combination
    level: Level
    learning_goal: str
    municipality: Municipality
    result: Result
    half: HalfFilled | None
    open_result: Result | None
    asked: tuple[str, ...]
    faulty: FaultyChapter


@dataclass(frozen=True)
class Contrast:
    """Two profiles that differ in one fact; ``before`` is an example of the set."""

    number: int
    dimension: str
    before: Example
    after: Changed
    result: Result


@dataclass(frozen=True)
class ExerciseSet:
    """Everything a trainer gets, before it is written."""

    order: SetOrder
    examples: tuple[Example, ...]
    contrasts: tuple[Contrast, ...]


def make_set(order: SetOrder, texts: ExerciseTexts, library: Library) -> ExerciseSet:
    """Return the whole set. Same order, same set."""
    combinations = choose_combinations(order.count, order.seed)
    goals = _learning_goals(combinations, texts)
    invented = invent_all(combinations, order.seed, order.date, texts, library)
    examples = tuple(
        _example(number, combination, goals[number], invented[number], order, texts, library)
        for number, combination in enumerate(combinations)
    )
    return ExerciseSet(order, examples, _contrasts(examples, order, texts, library))


def _example(
    index: int,
    combination: Combination,
    goal: str,
    found: Municipality,
    order: SetOrder,
    texts: ExerciseTexts,
    library: Library,
) -> Example:
    level = order.level or LEVELS[index % len(LEVELS)]
    wanted = texts.levels[level]
    seed = f"{order.seed}.voorbeeld.{index}"
    result = make(found.profile, library, order.date)
    half = hide(found, wanted.onbekend, texts, library, order.date, seed) if wanted.onbekend else None
    return Example(
        number=index + 1,
        combination=combination,
        level=level,
        learning_goal=goal,
        municipality=found,
        result=result,
        half=half,
        open_result=make(half.municipality.profile, library, order.date) if half else None,
        asked=_asked(wanted.opties, result, seed),
        faulty=insert_faults(without_reasons(result, library), wanted.fouten, result.facts.lookup, texts, seed),
    )


def _asked(count: int, result: Result, seed: str) -> tuple[str, ...]:
    """Return the options that a participant judges, in the order of the library; every verdict has its share."""
    options = result.choice.options
    if not count or count >= len(options):
        return tuple(options)
    chance = random.Random(f"{seed}.opties")
    keys_by_verdict: dict[str, list[str]] = {}
    for key, chosen in options.items():
        keys_by_verdict.setdefault(chosen.verdict, []).append(key)
    for keys in keys_by_verdict.values():
        chance.shuffle(keys)
    taken: list[str] = []
    # One of every verdict in turn, as long as it has any: mostly there are many more options of one verdict than of
    # another.
    while len(taken) < count:
        for keys in keys_by_verdict.values():
            if keys and len(taken) < count:
                taken.append(keys.pop())
    return tuple(key for key in options if key in taken)


def _learning_goals(combinations: tuple[Combination, ...], texts: ExerciseTexts) -> tuple[str, ...]:
    """Give every example the goal of one of its values: the one that was used least so far."""
    used: Counter[tuple[str, str]] = Counter()
    goals = []
    for index, combination in enumerate(combinations):
        names = list(DIMENSIONS)
        # Each example starts at the next dimension, so that a draw does not always go to the first.
        rotated = names[index % len(names) :] + names[: index % len(names)]
        values = [(name, combination.value(name)) for name in rotated]
        name, value = min(values, key=used.__getitem__)
        used[name, value] += 1
        goals.append(texts.municipalities.dimensies[name].waarden[value].leerdoel)
    return tuple(goals)


# ------------------------------------------------------------ one fact different


def _contrasts(
    examples: tuple[Example, ...], order: SetOrder, texts: ExerciseTexts, library: Library
) -> tuple[Contrast, ...]:
    """Return one pair for each dimension for which some example gives another verdict with one fact different."""
    found: list[Contrast] = []
    for index, name in enumerate(DIMENSIONS):
        start = index % len(examples)
        rotated = (*examples[start:], *examples[:start])
        tries = ((change, one) for change in possible_changes(name, texts) for one in rotated)
        pairs = (_contrast(len(found) + 1, name, one, change, order, library) for change, one in tries)
        if pair := next((pair for pair in pairs if pair), None):
            found.append(pair)
    return tuple(found)


def _contrast(
    number: int, dimension: str, before: Example, change: ChangeModel | SizeStep, order: SetOrder, library: Library
) -> Contrast | None:
    """Return the pair of an example with one fact different, or None when that changes no verdict."""
    changed = try_change(change, before.municipality, library)
    if changed is None:
        return None
    result = make(changed.municipality.profile, library, order.date)
    same = result.choice.verdicts() == before.result.choice.verdicts()
    return None if same else Contrast(number, dimension, before, changed, result)
