"""What else could be answered to each question: every fixed answer, and of the rest what a condition can tell apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from liagen.library.model import Library
from liagen.library.size import SIZE_LIMITS
from liagen.profile.answered import with_answer
from liagen.profile.fields import FieldSpec, field_specs, row_fields
from liagen.profile.group import NAMELESS
from liagen.profile.model import Profile
from liagen.profile.own_fields import profile_model

_DAYS: Final = (-400, 60, 400)
"""How far from today dates are tried: of what is behind us, of what comes soon, and of what comes later."""

_NUMBERS: Final = (1, 2, 2027)
"""What is tried of numbers besides what conditions name; one of them fits, be it a number or a year."""


@dataclass(frozen=True)
class OtherAnswer:
    """One other answer to a question: the value, the part of the profile that is other then, and its fields.

    ``part`` holds the values of the profile itself by name; ``changed`` gives the new value of each field that is not
    what it was, as a lookup would: None for what is not known.
    """

    value: Any
    part: Mapping[str, Any]
    changed: Mapping[str, Any]


@dataclass(frozen=True)
class _Asked:
    """What conditions compare one field with."""

    path: str
    constants: tuple[Any, ...]


def is_question(spec: FieldSpec) -> bool:
    """Say whether a field is a question about the municipality, and no choice of the officer's by option or goal."""
    return not isinstance(spec.default, dict)


def other_answers(profile: Profile, library: Library, today: dt.date) -> Mapping[str, tuple[OtherAnswer, ...]]:
    """Return, for every question, the answers that it could have instead of the one it has; «onbekend» is none."""
    found: dict[str, tuple[OtherAnswer, ...]] = {}
    for part, questions in _asked_by_part(library).items():
        said = tuple((name, getattr(profile, name)) for name in _pair(part) if name in profile.model_fields_set)
        try:
            found |= _of_part(profile_model(), part, said, questions, today)
        except TypeError:  # values behind keys of their own have no hash, and there are few of them
            found |= _of_part.__wrapped__(profile_model(), part, said, questions, today)
    return found


@lru_cache(maxsize=256)  # after an answer all other parts of the profile are as they were
def _of_part(
    model: type[Profile], part: str, said: tuple[tuple[str, Any], ...], questions: tuple[_Asked, ...], today: dt.date
) -> dict[str, tuple[OtherAnswer, ...]]:
    profile = _nothing(model).model_copy(update=dict(said))
    return {asked.path: tuple(_others(profile, part, asked, today)) for asked in questions}


@lru_cache(maxsize=16)
def _nothing(model: type[Profile]) -> Profile:
    """Return a profile that says nothing."""
    return model.model_validate({"gemeente": {"naam": NAMELESS}})


def _others(profile: Profile, part: str, asked: _Asked, today: dt.date) -> Iterator[OtherAnswer]:
    spec, before = field_specs()[asked.path], _values_of(profile, part)
    now = before[asked.path]
    tried = [now]
    for value in _values(spec, asked.constants, now, today):
        found = None if value in tried else with_answer(profile, asked.path, value)
        tried.append(value)
        after = _values_of(found, part) if found else before
        changed = {path: after[path] for path in after if after[path] != before[path]}
        # What cannot be said beside the rest comes out as something else than was asked for.
        if found and asked.path in changed and (spec.has_rows or changed[asked.path] == value):
            names = {path.partition(".")[0] for path in changed}
            yield OtherAnswer(value, {name: getattr(found, name) for name in names}, changed)


def _values_of(profile: Profile, part: str) -> dict[str, Any]:
    """Return the value of every question of a part, as `profile_value` gives it."""
    found = ((path, read(profile)) for path, read in _readers(profile_model(), part))
    return {path: None if value == "onbekend" else value for path, value in found}


@lru_cache(maxsize=64)
def _readers(_model: type[Profile], part: str) -> tuple[tuple[str, Callable[[Profile], Any]], ...]:
    """Return what reads each question of a part of the profile, and of the other shape of it."""
    pair = _pair(part)
    paths = (path for path, spec in field_specs().items() if path.partition(".")[0] in pair and is_question(spec))
    return tuple((path, attrgetter(path)) for path in paths)


def _pair(part: str) -> tuple[str, ...]:
    """Return a part of the profile with the other shape of it, if it has one."""
    return (part, *(name for two in Profile.two_shapes if part in two for name in two if name != part))


# ------------------------------------------------------------ the values


def _values(spec: FieldSpec, constants: tuple[Any, ...], now: Any, today: dt.date) -> Iterator[Any]:
    if spec.kind in ("antwoord", "keuze"):
        yield from (choice for choice in spec.choices if choice != "onbekend")
    elif spec.kind == "getal":
        numbers = [value for value in constants if isinstance(value, int)]
        yield from sorted({near for value in numbers for near in (value - 1, value, value + 1) if near >= 0})
        yield from _NUMBERS
    elif spec.kind == "datum":
        yield from (today + dt.timedelta(days=days) for days in _DAYS)
    elif spec.kind == "keuzelijst":
        yield from _lists(spec, now or ())
    elif spec.kind == "tekstlijst":
        sizes = {value + step for value in constants if isinstance(value, int) for step in (0, 1)}
        yield from ((), (spec.label,), *((spec.label,) * size for size in sizes), (2027,))
    elif spec.kind == "groepen":
        yield from _lists_of_rows(spec, today)
    else:
        yield from (spec.label, f"{spec.label} 2")


def _lists(spec: FieldSpec, now: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield nothing at all, everything, each thing alone, and what is there with one thing more or less."""
    yield ()
    yield from ((choice,) for choice in spec.choices)
    if now:
        yield from ((*now, choice) for choice in spec.choices if choice not in now)
        yield from (tuple(each for each in now if each != choice) for choice in now)
    yield spec.choices


def _lists_of_rows(spec: FieldSpec, today: dt.date) -> Iterator[list[dict[str, Any]]]:
    """Yield no row, and one row of every kind."""
    yield []
    specs = row_fields(spec.path)
    cells = {each.path: _cell(each, today) for each in specs if each.required or each.kind == "datum"}
    kind = next((each for each in specs if each.kind == "keuze"), None)
    yield from ([{**cells, kind.path: choice}] for choice in kind.choices) if kind else ()
    yield [cells]


def _cell(spec: FieldSpec, today: dt.date) -> Any:
    by_kind = {"getal": 1, "datum": (today + dt.timedelta(days=_DAYS[1])).isoformat()}
    return by_kind.get(spec.kind, spec.choices[0] if spec.choices else spec.label)


# ------------------------------------------------------------ what is asked


def _asked_by_part(library: Library) -> dict[str, tuple[_Asked, ...]]:
    found: dict[str, tuple[_Asked, ...]] = {}
    for path, spec in field_specs().items():
        if is_question(spec):
            part = path.partition(".")[0]
            values = (*library.constants_asked(path), *_limits(path, library))
            found[part] = (*found.get(part, ()), _Asked(path, values))
    return found


def _limits(path: str, library: Library) -> tuple[int, ...]:
    """Return what the size of an organisation is measured by."""
    unit = path.rpartition("_" if "_" in path else ".")[2]
    names = [limit for pair in SIZE_LIMITS for limit in pair if limit.endswith(f"_{unit}")]
    return tuple(library.settings[name].waarde for name in names if name in library.settings)
