"""What a form says, as answers in a profile: read, put in where the profile takes them, and refused with the reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from liagen.browser.app.exchange import SHOWN, Posted
from liagen.errors import Problem
from liagen.files.check import check_model
from liagen.files.yaml_in import UNREADABLE, Tree, parse_yaml
from liagen.profile.canonical import write_profile
from liagen.profile.fields import FieldSpec, field_specs, find_field, path_names, profile_value, row_fields
from liagen.profile.group import NAMELESS
from liagen.profile.model import Profile
from liagen.profile.own_fields import profile_model
from liagen.profile.written import number_of

VALUE: Final = "v:"
"""What the name of a control begins with, before the path of its field."""

NONE: Final = "geen:"
"""What the name of the box begins with that says: there are none of these."""

UNKNOWN: Final = "onbekend"
NOTE: Final = "toelichting"
"""The field with what an officer says besides her answers, by the path of the field."""

CHOICES: Final = "keuzes"
NAME: Final = "gemeente.naam"

_FIELD_NAME: Final = re.compile(r"`([a-z_.]+)`")

Values = Mapping[str, Any]
"""What a profile says, as plain values: texts as they were typed, lists, and groups by name."""


@dataclass(frozen=True)
class Refused:
    """An answer that the profile cannot take: as it was typed, and why, in Dutch, by the path where it is wrong."""

    typed: Any
    messages: Mapping[str, str]


@dataclass(frozen=True)
class Taken:
    """What came of answers: what the profile says now, and what it could not take."""

    values: Values
    refused: Mapping[str, Refused]


# ------------------------------------------------------------ a form


def read_form(posted: Posted, values: Values) -> dict[str, Any]:
    """Return what a form says of every field that it shows, by path; None for what is not known (any more).

    ``values`` is what the profile said before: of «none of these» and an answer, both ticked, the new one counts.
    """
    typed = {
        path: _without_none(_typed(spec, path, posted), path, posted, values)
        for path in posted.values(SHOWN)
        if (spec := find_answer(path)) and _is_asked(spec)
    }
    for path in [path for path, value in typed.items() if value is None and _is_decision(path)]:
        # Who leaves an option to liagen gives no reason either.
        option = path.rpartition(".")[0]
        typed = {key: value for key, value in typed.items() if not key.startswith(f"{option}.")} | {option: None}
    return typed


def _without_none(typed: Any, path: str, posted: Posted, values: Values) -> Any:
    is_new = isinstance(typed, list) and posted.value(f"{NONE}{path}") and value_at(values, path) not in (None, "geen")
    return "geen" if is_new else typed


def _is_asked(spec: FieldSpec) -> bool:
    """Say whether a control can hold a field: what stands behind keys of its own has no control as a whole."""
    return spec.kind != "groepen" or spec.has_rows


def _is_decision(path: str) -> bool:
    return path.startswith(f"{CHOICES}.") and path.endswith(".keuze")


def usual_answer(spec: FieldSpec) -> str:
    """Return what is so when nothing is said; empty when nothing is."""
    return spec.default if isinstance(spec.default, str) and spec.default != UNKNOWN else ""


def _typed(spec: FieldSpec, path: str, posted: Posted) -> Any:
    given = [_readable(text) for text in posted.values(f"{VALUE}{path}")]
    if spec.kind == "groepen":
        return _rows(path, posted) or ("geen" if posted.value(f"{NONE}{path}") else None)
    if spec.kind == "keuzelijst":
        return [text for text in given if text] or ("geen" if posted.value(f"{NONE}{path}") else None)
    text = given[-1] if given else ""
    if spec.kind == "getal" and text.isalpha() and (number := number_of(text)) is not None:
        return str(number)  # «vijf»
    if spec.kind == "tekstlijst":
        lines = [line.strip() for line in text.splitlines()]
        return [line for line in lines if line] or ("geen" if posted.value(f"{NONE}{path}") else None)
    return None if text in ("", UNKNOWN, usual_answer(spec)) else text


def _readable(text: str) -> str:
    """Return what was typed without what nobody can see or write down: control characters and halves of characters."""
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs", "Cn"))
    return UNREADABLE.sub("", "".join(kept)).strip()


def _rows(path: str, posted: Posted) -> list[dict[str, Any]]:
    """Return the rows of a list in which something was typed, in order."""
    lead = f"{VALUE}{path}."
    numbers = {name.removeprefix(lead).partition(".")[0] for name, _ in posted if name.startswith(lead)}
    rows = []
    for number in sorted((each for each in numbers if each.isdecimal()), key=int):
        typed = {spec.path: _typed(spec, f"{path}.{number}.{spec.path}", posted) for spec in row_fields(path)}
        rows.append({name: value for name, value in typed.items() if value is not None})
    return [row for row in rows if row]


def find_answer(path: str) -> FieldSpec | None:
    """Return the field that a control is for: of the profile, of a row, a goal or an option, or a remark at a field."""
    if path.startswith(f"{CHOICES}."):
        return next((spec for spec in row_fields(CHOICES) if spec.path == path.rpartition(".")[2]), None)
    if path.startswith(f"{NOTE}."):
        return field_specs().get(path.removeprefix(f"{NOTE}."), None) and _note_spec(path)
    return find_field(path)


def _note_spec(path: str) -> FieldSpec:
    return FieldSpec(path, "tekst", (), "toelichting", "", "", None)


# ------------------------------------------------------------ what a profile says


def names_of(path: str) -> tuple[str | int, ...]:
    """Return a dotted path as what leads to its value; the place of a row counted from 0."""
    if path.startswith(f"{NOTE}."):
        return NOTE, path.removeprefix(f"{NOTE}.")
    return path_names(path)


def value_at(values: Values, path: str) -> Any:
    """Return what a profile says at a path, as it was typed; None when it says nothing."""
    found: Any = values
    for name in names_of(path):
        if isinstance(name, int):
            found = found[name] if isinstance(found, list) and name < len(found) else None
        else:
            found = found.get(name) if isinstance(found, Mapping) else None
    return found


def with_value(values: Values, path: str, value: Any) -> dict[str, Any]:
    """Return what a profile says with another value at a path; None takes it away, and groups that become empty."""
    return _put(dict(values), names_of(path), value)


def _put(values: dict[str, Any], names: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    name, *rest = names
    found = dict(values)
    if rest:
        below = found.get(str(name))
        value = _put(dict(below) if isinstance(below, Mapping) else {}, tuple(rest), value) or None
    if value is None:
        found.pop(str(name), None)
    else:
        found[str(name)] = value
    return found


def check_values(values: Values) -> tuple[Profile | None, list[Problem]]:
    """Return the profile that these values make, and what is wrong with them."""
    named = values if value_at(values, NAME) else with_value(values, NAME, NAMELESS)
    return check_model(profile_model(), Tree(named), "")


def profile_of_values(values: Values) -> Profile:
    """Return the profile of values that were taken. Raises ValueError for others."""
    profile, problems = check_values(values)
    if profile is None:
        raise ValueError("; ".join(map(str, problems)))
    return profile


# ------------------------------------------------------------ answers into it


def take(values: Values, typed: Mapping[str, Any]) -> Taken:
    """Put answers into a profile, as many as it takes: one that contradicts another is refused where it stands."""
    before = profile_of_values(values)
    waiting = {path: value for path, value in typed.items() if not _is_said(values, before, path, value)}
    now, problems = _together(values, waiting)
    if not problems:
        return Taken(now, {})
    now, found = dict(values), True
    while found:  # some wait for another («ja», and how many)
        found = False
        for path in list(waiting):
            tried, problems = _together(now, {path: waiting[path]})
            if not problems:
                now, found = tried, True
                del waiting[path]
    refused = {
        path: Refused(value, _reasons(path, _together(now, {path: value})[1])) for path, value in waiting.items()
    }
    return Taken(now, refused)


def _is_said(values: Values, profile: Profile, path: str, typed: Any) -> bool:
    """Say whether a profile says this already, be it only because it follows from other answers."""
    known = value_at(values, path)
    if known is not None or typed is None or path not in field_specs():
        return bool(known == typed)
    if profile_value(profile, path) is None:
        return False
    return check_values(with_value(values, path, typed))[0] == profile


def _together(values: Values, typed: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    found = dict(values)
    for path, value in typed.items():
        found = with_value(found, path, value)
    return found, check_values(found)[1]


def _reasons(path: str, problems: Iterable[Problem]) -> dict[str, str]:
    """Return why an answer was refused: at the fields of its row, or else at the field itself."""
    told = [*problems]
    inner = {problem.field: problem for problem in told if problem.field.startswith(f"{path}.")}
    found = {_counted_from_one(field): worded(problem.message, path) for field, problem in inner.items()}
    own = next((problem for problem in told if problem.field == path), told[0])
    return found or {path: worded(own.message, path)}


def _counted_from_one(field: str) -> str:
    return re.sub(r"\[(\d+)\]", lambda found: f".{int(found[1]) + 1}", field)


def worded(message: str, path: str) -> str:
    """Return a message for who sees questions and no field names, as a sentence."""
    text = in_words_of_page(message, path)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def in_words_of_page(text: str, path: str) -> str:
    """Return a text with questions in the place of names of fields, as seen from the field at ``path``."""
    return _FIELD_NAME.sub(lambda found: _label(found[1], path), text)


def _label(name: str, path: str) -> str:
    near = (".".join([*path.split(".")[:size], name]) for size in range(len(path.split(".")), -1, -1))
    spec = next((spec for each in near if (spec := find_answer(each))), None)
    return f"«{spec.label}»" if spec else f"«{name}»"


def values_of(profile: Profile) -> dict[str, Any]:
    """Return what a profile says as the page keeps it."""
    found: dict[str, Any] = _plain(parse_yaml(write_profile(profile), "").mapping)
    return found if profile.gemeente.naam else with_value(found, NAME, None)


def _plain(value: Any) -> Any:
    """Return a value of YAML as texts, lists and groups; an empty list is none of what it could hold."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_plain(each) for each in value] or "geen"
    return str(value)
