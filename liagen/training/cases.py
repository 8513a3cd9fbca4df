"""The cases of a set as values: examples with everything that is known about them, and contrast pairs."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from liagen.errors import Problem, ProfileError
from liagen.library.dutch import enumerate_nl
from liagen.library.model import Library
from liagen.make.chain import Result, make
from liagen.profile.choices import Length
from liagen.profile.fields import in_length
from liagen.training.faults import FaultOrder, FaultyChapter, insert_faults
from liagen.training.handout import without_reasons
from liagen.training.municipalities import (
    Changed,
    HalfFilled,
    Municipality,
    SizeStep,
    hide,
    invent_all,
    known_at,
    own_municipality,
    possible_changes,
    try_change,
)
from liagen.training.own_case import OwnProfile
from liagen.training.pairs import DIMENSIONS, Combination, choose_combinations
from liagen.training.texts import LEVELS, ChangeModel, ExerciseTexts, Level


@dataclass(frozen=True)
class SetOrder:
    """What was asked: how many examples (None: as few as cover every pair), by which seed, date and level.

    ``length`` is that of the chapters; None: the usual one. ``pairs`` is how many contrast pairs there are at most;
    None: one for each dimension. ``own`` are profiles that the trainer brings: they come first and count among the
    examples; without ``count`` there are no others.
    """

    count: int | None
    seed: int
    date: dt.date
    level: Level | None
    length: Length | None = None
    pairs: int | None = None
    own: tuple[OwnProfile, ...] = ()

    @property
    def invented(self) -> int | None:
        """Return how many municipalities are invented; None: as few as cover every pair."""
        if self.count is None:
            return 0 if self.own else None
        return self.count - len(self.own)


@dataclass(frozen=True)
class Example:
    """One example; ``half`` is the profile with facts hidden and ``open_result`` what liagen makes of it.

    ``combination`` tells what an invented municipality was made to be; None for one that the trainer brought.
    """

    number: int
    combination: Combination | None
    level: Level
    learning_goal: str
    municipality: Municipality
    result: Result
    half: HalfFilled | None
    open_result: Result | None
    asked: tuple[str, ...]
    faulty: FaultyChapter

    def value(self, dimension: str) -> str | None:
        """Return where it was made to stand in a dimension; None for a municipality that the trainer brought."""
        return self.combination.value(dimension) if self.combination else None


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

    @property
    def combinations(self) -> tuple[Combination, ...]:
        """Return what the invented municipalities were made to be."""
        return tuple(one.combination for one in self.examples if one.combination)


def make_set(order: SetOrder, texts: ExerciseTexts, library: Library) -> ExerciseSet:
    """Return the whole set. Same order, same set."""
    combinations = () if order.invented == 0 else choose_combinations(order.invented, order.seed)
    invented = invent_all(combinations, order.seed, order.date, texts, library) if combinations else ()
    cases = (
        *((None, texts.word("eigen_leerdoel"), own_municipality(each.profile)) for each in order.own),
        *zip(combinations, _learning_goals(combinations, texts), invented, strict=True),
    )
    examples = tuple(_example(number, *case, order, texts, library) for number, case in enumerate(cases))
    _check_own(examples, order, texts)
    return ExerciseSet(order, examples, _contrasts(examples, order, texts, library))


def _example(
    index: int,
    combination: Combination | None,
    goal: str,
    found: Municipality,
    order: SetOrder,
    texts: ExerciseTexts,
    library: Library,
) -> Example:
    level = order.level or LEVELS[index % len(LEVELS)]
    wanted = texts.levels[level]
    seed = case_seed(order, index + 1)
    result = make(in_length(found.profile, order.length), library, order.date)
    half = hide(found, wanted.onbekend, texts, library, order.date, seed) if wanted.onbekend else None
    return Example(
        number=index + 1,
        combination=combination,
        level=level,
        learning_goal=goal,
        municipality=found,
        result=result,
        half=half,
        open_result=make(in_length(half.municipality.profile, order.length), library, order.date) if half else None,
        asked=asked_options(wanted.opties, result, seed),
        faulty=insert_faults(
            without_reasons(result, library),
            FaultOrder(wanted.faults_in(order.length), wanted.lastig, wanted.soorten),
            result.facts.lookup,
            texts,
            seed,
        ),
    )


def _check_own(examples: Sequence[Example], order: SetOrder, texts: ExerciseTexts) -> None:
    """Raise ProfileError when a profile of the trainer does not hold what its level needs."""
    problems = [
        Problem(own.file, _too_thin(one, texts))
        for own, one in zip(order.own, examples, strict=False)
        if one.half and one.half.count < texts.levels[one.level].onbekend
    ]
    if problems:
        raise ProfileError(problems)


def _too_thin(one: Example, texts: ExerciseTexts) -> str:
    assert one.half is not None
    wanted, found = texts.levels[one.level].onbekend, one.half.count
    fitting = [name for name in LEVELS if texts.levels[name].onbekend <= found]
    known = {path for path in texts.municipalities.te_verbergen if known_at(path, one.municipality.answers)}
    unknown = [path for path in texts.municipalities.te_verbergen if path not in known][: wanted - found + 2]
    return (
        f"bij niveau {one.level} laat liagen {wanted} gegevens weg, maar dit profiel heeft er {found} die daarvoor "
        f"passen; kies --niveau {enumerate_nl([*fitting], 'of')}, of vul er meer in, zoals {enumerate_nl(unknown)}"
    )


def case_seed(order: SetOrder, number: int) -> str:
    """Return the chance of one example, by its number."""
    return f"{order.seed}.voorbeeld.{number - 1}"


def asked_options(count: int, result: Result, seed: str) -> tuple[str, ...]:
    """Return the options that a participant judges, in the order of the library; every verdict has its share.

    ``count`` 0 means all. Fewer of the same ``seed`` are among more of them, and two results of the same ``seed`` share
    many.
    """
    options = result.choice.options
    if not count or count >= len(options):
        return tuple(options)
    ranked = list(options)
    random.Random(f"{seed}.opties").shuffle(ranked)
    keys_by_verdict: dict[str, list[str]] = {chosen.verdict: [] for chosen in options.values()}
    for key in ranked:
        keys_by_verdict[options[key].verdict].append(key)
    taken: list[str] = []
    # One of every verdict in turn, as long as it has any: mostly there are many more options of one verdict than of
    # another.
    while len(taken) < count:
        for keys in keys_by_verdict.values():
            if keys and len(taken) < count:
                taken.append(keys.pop(0))
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
    most = len(DIMENSIONS) if order.pairs is None else order.pairs
    for index, name in enumerate(DIMENSIONS):
        if len(found) >= most:
            break
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
    result = make(in_length(changed.municipality.profile, order.length), library, order.date)
    same = result.choice.verdicts() == before.result.choice.verdicts()
    return None if same else Contrast(number, dimension, before, changed, result)
