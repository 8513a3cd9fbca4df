"""Every combination of answers that makes a difference to conditions: what a proof about them goes through.

A field is compared in a few ways only, so that of all its values a few do: one for each way in which it can answer.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any, Final

from liagen.library.conditions import VERDICTS, Compare, Condition, Lookup
from liagen.library.conditions import Answer as Reply
from liagen.library.derived import GROUP_KINDS, GROUPS, field_asked, is_no_answer, spec_of
from liagen.library.size import SIZE, SIZE_LIMITS, with_size
from liagen.profile.blank import Answer, answer_problem, example_row

MAX_COMBINATIONS: Final = 300_000
"""More combinations than this are not tried all; a seeded choice of them is."""

_SAMPLE: Final = 20_000
_YEAR: Final = 2024  # a number for fields that take no other

Answers = Mapping[str, Any]
"""Field path → answer; None is unknown."""


def combinations(conditions: Sequence[Condition], settings: Mapping[str, int]) -> Iterator[Answers]:
    """Give all combinations of answers that make a difference to these conditions; a sample of too many.

    ``settings`` gives the value of each name such as ``instelling.groot_vanaf_fte``.
    """
    asked: dict[str, list[Compare]] = {}
    for condition in conditions:
        for comparison in condition.comparisons:
            asked.setdefault(_varied(comparison.name), []).append(comparison)
    values = {name: _distinct_values(name, comparisons, settings) for name, comparisons in asked.items()}
    if prod(len(each) for each in values.values()) <= MAX_COMBINATIONS:
        for row in itertools.product(*values.values()):
            yield dict(zip(values, row, strict=True))
        return
    # A fixed seed: the same package gives the same answer, and a rule that was not found yesterday is not found today.
    chance = random.Random(1)
    for _ in range(_SAMPLE):
        yield {name: chance.choice(each) for name, each in values.items()}


def lookup_of(answers: Answers, settings: Mapping[str, int]) -> Lookup:
    """Return what conditions may look up for these answers, with what is worked out from them."""
    groups = answers.get(GROUPS)
    kinds = None if groups is None else tuple(row["soort"] for row in groups)
    return with_size({**settings, GROUP_KINDS: kinds, **answers}.get)


def _varied(name: str) -> str:
    """Return what is varied for a comparison: the field that it asks, but a name of the plan by itself."""
    return name if is_no_answer(name) else field_asked(name)


def _distinct_values(name: str, comparisons: Sequence[Compare], settings: Mapping[str, int]) -> list[Any]:
    """Return one value for every way in which a field can be answered by these comparisons."""
    found: dict[tuple[Reply, ...], Any] = {}
    for value in _candidates(name, comparisons, settings):
        lookup = lookup_of({name: value}, settings)
        # Two values that all comparisons answer alike cannot make a difference.
        found.setdefault(tuple(comparison.answer(lookup) for comparison in comparisons), value)
    return list(found.values())


def _candidates(name: str, comparisons: Sequence[Compare], settings: Mapping[str, int]) -> Iterator[Any]:
    """Give values of a field, unknown first: enough to answer every comparison in every way it can be."""
    if name.startswith("keuze."):
        yield from VERDICTS
        return
    spec = spec_of(name)
    in_list = list(dict.fromkeys(each.constant for each in comparisons if each.is_membership))
    # A choice with a default is never unknown.
    if spec.kind != "keuze" or spec.default in (None, "onbekend"):
        yield None
    if is_no_answer(name) and spec.choices:
        yield from spec.choices  # here «onbekend» is a state that can be asked for
    elif spec.kind in ("antwoord", "keuze"):
        yield from (choice for choice in spec.choices if choice != "onbekend")
    elif spec.kind == "getal":
        yield from _numbers(name, comparisons, settings)
    elif spec.kind == "keuzelijst":
        for size in range(len(in_list) + 1):
            yield from itertools.combinations(in_list, size)
        yield tuple([choice for choice in spec.choices if choice not in in_list and choice != "onbekend"][:1])
    elif spec.has_rows:
        yield from _lists_of_rows(name, comparisons)
    else:
        yield from _free_values(name, in_list)


def _numbers(name: str, comparisons: Sequence[Compare], settings: Mapping[str, int]) -> Iterator[int]:
    """Give the whole numbers on and beside every limit, as far as the model takes them."""
    limits: list[Any] = [settings[each.setting] if each.setting else each.constant for each in comparisons]
    if any(each.name == SIZE for each in comparisons):
        limits += [settings[f"instelling.{limit}"] for limit in SIZE_LIMITS[0]]
    numbers = [number for limit in limits for number in (limit if isinstance(limit, tuple) else (limit,))]
    near = {number + step for number in numbers if isinstance(number, int) for step in (-1, 0, 1)} or {1, _YEAR}
    yield from (number for number in sorted(near) if number >= 0 and _is_possible(name, number))


def _lists_of_rows(name: str, comparisons: Sequence[Compare]) -> Iterator[Answer]:
    """Give lists with as many rows as make a difference: none, one, and on and beside every limit."""
    limits = {each.constant for each in comparisons if isinstance(each.constant, int)}
    counts = {0, 1, *(limit + step for limit in limits for step in (-1, 0, 1))}
    lists = ((example_row(name),) * count for count in sorted(counts) if count >= 0)
    kinds = dict.fromkeys(each.constant for each in comparisons if each.name == GROUP_KINDS)
    of_kinds = (({"soort": kind},) for kind in kinds)
    yield from (rows for rows in itertools.chain(lists, of_kinds) if _is_possible(name, rows))


def _free_values(name: str, in_list: Sequence[Any]) -> Iterator[Answer]:
    """Give free values that the model takes: text, a date, or a list of texts or years."""
    if spec_of(name).kind == "tekst":
        yield "geen"
    if spec_of(name).kind == "tekstlijst":
        yield ()
        yield from ((value,) for value in in_list)
    options: tuple[Answer, ...] = ("voorbeeld", "2027-01-31", ("voorbeeld",), (2024,))
    # Which of these fits is for the model to say: a field may want a text, a date, a list of texts or of years.
    yield from itertools.islice((value for value in options if _is_possible(name, value)), 1)


def _is_possible(name: str, value: Answer) -> bool:
    """Say whether the profile takes this answer; what the plan says is nobody's answer."""
    return is_no_answer(name) or not answer_problem({name: value}, name)
