"""The fields of a profile: path, kind, question, and their place in the schema."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from liagen.profile.choices import THEMA, JaNee
from liagen.profile.group import FieldKind, Groep, Wie, bare_type, group_of, kind_of
from liagen.profile.model import Profile
from liagen.profile.own_fields import OWN_FIELDS, profile_model
from liagen.profile.parsing import (
    CHOICE_WORDS,
    DATE_PATTERN,
    EURO_PATTERN,
    FIRST_YEAR,
    LAST_YEAR,
    NUMBER_PATTERN,
    choice_pattern,
)


@dataclass(frozen=True)
class FieldSpec:
    """What is known about one profile field; ``path`` is dotted, ``choices`` only for fixed answers.

    ``required`` when its group or row cannot do without it.
    """

    path: str
    kind: FieldKind
    choices: tuple[str, ...]
    label: str
    vraag: str
    uitleg: str
    default: Any
    wie: Wie = "uitvoerder"
    required: bool = False

    @property
    def has_rows(self) -> bool:
        """Return whether the field is a list of rows, and no values that each stand behind a key of their own."""
        return self.kind == "groepen" and not isinstance(self.default, dict)


@dataclass(frozen=True)
class GroupSpec:
    """A heading among the fields: a group of fields with its question; ``rows`` when it is a list of groups."""

    path: str
    vraag: str
    members: tuple[FieldSpec | GroupSpec, ...]


GOAL_CHOICES: Final = "doelen_kiezen"
"""The field in which an officer decides about goals, each by its key."""

OUTCOMES: Final = "terugblik.uitkomsten"
"""The field that tells what came of the goals of the last plan, each by its key."""

THEME_GOAL: Final = "thema"
OWN_GOAL: Final = "eigen"
"""What the key of a goal begins with that is of no option: of a theme, or the municipality's own with its number."""

BY_GOAL: Final = (GOAL_CHOICES, OUTCOMES)
"""The fields that tell something of goals, each by its key."""


EXPLANATIONS: Final = "toelichting"
"""The field with what an officer says about other fields, each by its whole name."""


def other_goals(own: int) -> Iterator[str]:
    """Yield the keys of goals that are of no option: of each theme, and so many ``own`` goals by their number."""
    yield from (f"{THEME_GOAL}.{theme}" for theme in typing.get_args(THEMA))
    yield from (f"{OWN_GOAL}.{number}" for number in range(1, own + 1))


@cache
def row_fields(path: str) -> tuple[FieldSpec, ...]:
    """Return the fields of one row of the list of groups at ``path``, such as ``doelen``, or behind one key of it."""
    model: type[Groep] = Profile
    for name in path.split("."):
        bare = bare_type(model.model_fields[name].annotation)
        row = {tuple: 0, dict: 1}.get(typing.get_origin(bare) or bare)
        model = bare if row is None else bare_type(typing.get_args(bare)[row])
    return tuple(spec for spec in _walk(model, "") if isinstance(spec, FieldSpec))


def _walk(model: type[Groep], prefix: str) -> Iterator[FieldSpec | GroupSpec]:
    for name, info in model.model_fields.items():
        path = f"{prefix}{name}"
        extra = typing.cast("dict[str, Any]", info.json_schema_extra)
        if (group := group_of(info.annotation)) is not None:
            yield GroupSpec(path, extra["vraag"], tuple(_walk(group, f"{path}.")))
            continue
        kind, choices = kind_of(info.annotation, info)
        default = None if info.is_required() else info.default
        yield FieldSpec(
            path,
            kind or "groepen",
            choices,
            info.title or name,
            extra["vraag"],
            info.description or "",
            default,
            extra.get("wie", "uitvoerder"),
            info.is_required(),
        )


def profile_tree() -> tuple[FieldSpec | GroupSpec, ...]:
    """Return all groups and fields of the profile, in the order of the blank profile."""
    return _tree_of(profile_model())


@lru_cache(maxsize=16)
def _tree_of(model: type[Profile]) -> tuple[FieldSpec | GroupSpec, ...]:
    return tuple(_walk(model, ""))


def all_paths() -> tuple[str, ...]:
    """Return the dotted path of every group and field."""
    return _paths_of(profile_model())


@lru_cache(maxsize=16)
def _paths_of(model: type[Profile]) -> tuple[str, ...]:
    def flat(members: tuple[FieldSpec | GroupSpec, ...]) -> Iterator[str]:
        for member in members:
            yield member.path
            if isinstance(member, GroupSpec):
                yield from flat(member.members)

    return tuple(flat(_tree_of(model)))


def field_specs() -> dict[str, FieldSpec]:
    """Return every field by its dotted path, those of the packages in use too."""
    return _specs_of(profile_model())


@lru_cache(maxsize=16)
def _specs_of(model: type[Profile]) -> dict[str, FieldSpec]:
    def flat(members: tuple[FieldSpec | GroupSpec, ...]) -> Iterator[FieldSpec]:
        for member in members:
            if isinstance(member, GroupSpec):
                yield from flat(member.members)
            else:
                yield member

    return {spec.path: spec for spec in flat(_tree_of(model))}


def find_field(path: str) -> FieldSpec | None:
    """Return a field of the profile, of a row such as ``doelen.eigenaar``, or of a goal; None when there is none.

    The field of one row is written as ``doelen.2.eigenaar``, that of a goal as ``doelen_kiezen.<optie>.<doel>.aantal``;
    of its outcome, as ``terugblik.uitkomsten.<optie>.<doel>.stand``.
    """
    specs = field_specs()
    if path in specs:
        return specs[path]
    group, _, name = path.rpartition(".")
    if of_goal := next((each for each in BY_GOAL if _is_goal_of(each, group)), ""):
        group = of_goal
    else:
        group = group.rpartition(".")[0] if group.rpartition(".")[2].isdecimal() else group
        if group not in specs or not specs[group].has_rows:
            return None
    return next((spec for spec in row_fields(group) if spec.path == name), None)


def field_of(path: str) -> str:
    """Return the field of the profile that a path begins with: of a row, its list; empty when there is none."""
    names = path.split(".")
    starts = (".".join(names[:size]) for size in range(len(names), 0, -1))
    return next((start for start in starts if start in field_specs()), "")


@lru_cache(maxsize=4096)  # the same few hundred are asked for after every answer
def path_names(path: str) -> tuple[str | int, ...]:
    """Return a dotted path as what leads to its value: names, the place of a row from 0, and keys with dots as one."""
    for field in BY_GOAL:
        if path.startswith(f"{field}."):
            key, _, name = path.removeprefix(f"{field}.").rpartition(".")
            return *field.split("."), key, name
    if path.startswith(f"{EXPLANATIONS}."):
        return EXPLANATIONS, path.removeprefix(f"{EXPLANATIONS}.")
    return tuple(int(name) - 1 if name.isdecimal() else name for name in path.split("."))


def _is_goal_of(field: str, group: str) -> bool:
    """Say whether a path is that of one goal below a field: its key has two parts, such as ``optie.doel``."""
    parts = group.removeprefix(f"{field}.").split(".")
    return group.startswith(f"{field}.") and len(parts) == len(("optie", "doel")) and all(parts)


def profile_value(profile: Profile, path: str) -> Any:
    """Return the value at a dotted path; None means unknown, also for an answer «onbekend»."""
    value: Any = profile
    for name in path_names(path):
        if isinstance(name, int) or isinstance(value, dict):
            value = _inner(value, name)
        elif value is not None:
            # A profile that was read without a package says nothing about its questions.
            value = getattr(value, name, None) if name == OWN_FIELDS else getattr(value, name)
    return None if value == "onbekend" else value


def _inner(rows: Any, name: str | int) -> Any:
    """Return what stands in a row or behind a key; None when it is not there."""
    if isinstance(rows, dict):
        return rows.get(name)
    return rows[name] if isinstance(name, int) and 0 <= name < len(rows or ()) else None


def in_length(profile: Profile, length: str | None) -> Profile:
    """Return the profile with the asked length, one of ``Length``, or as it is when none was asked."""
    if not length:
        return profile
    return profile.model_copy(update={"stijl": profile.stijl.model_copy(update={"lengte": length})})


def in_practice(profile: Profile, wanted: JaNee | None) -> Profile:
    """Return the profile with or without the options from practice, or as it is when nothing was asked."""
    if wanted is None:
        return profile
    return profile.model_copy(update={"stijl": profile.stijl.model_copy(update={"praktijk": wanted})})


def word_for(choice: str) -> str:
    """Return a fixed answer as a reader should see it: ``in_uitvoering`` becomes «in uitvoering»."""
    return CHOICE_WORDS.get(choice, choice.replace("_", " "))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a profile, for editors; questions stand beside the explanations."""
    schema = profile_model().model_json_schema()
    for model in [schema, *schema.get("$defs", {}).values()]:
        for prop in model.get("properties", {}).values():
            prop["description"] = " ".join(
                part for part in (prop.pop("vraag", ""), prop.get("description", "")) if part
            )
            # A schema marks what a person may type, and that is more than what the model holds: 7.500, «geen», JA. An
            # editor that marks a good answer as wrong teaches people to ignore it.
            shape = prop.pop("anyOf", None) or [{key: prop.pop(key) for key in _SHAPE_KEYS if key in prop}]
            euro = prop.pop("eenheid", "") == "euro"
            forms = [form for each in shape for form in _as_typed(each, euro)]
            if "$ref" in shape[0] and "default" in prop:
                forms += _as_typed({"enum": ["geen", "onbekend"]}, euro)
            prop.update({"anyOf": forms} if len(forms) > 1 else forms[0])
            for name in ("title", "wie"):
                prop.pop(name, None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "liagen-profiel"}


_SHAPE_KEYS = ("$ref", "type", "enum", "format", "items", "minimum", "maximum", "additionalProperties")


def _as_typed(form: dict[str, Any], euro: bool) -> list[dict[str, Any]]:
    """Return a form of the schema with the others in which a person may type the same, so that no editor marks them."""
    if "enum" in form:
        typed = {"type": "string", "pattern": choice_pattern(tuple(form["enum"]))}
        return [form, typed, {"type": "boolean"}] if {"ja", "nee"} <= set(form["enum"]) else [form, typed]
    if form.get("type") == "integer":
        typed = {"type": "string", "pattern": EURO_PATTERN if euro else NUMBER_PATTERN}
        grouped = {"type": "number", "minimum": 1, "exclusiveMaximum": 1000}  # an editor takes 31.500 for 31,5
        return [form, typed, grouped] if form["minimum"] < 1000 <= form["maximum"] else [form, typed]
    if form.get("format") == "date":
        year = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
        return [{"type": "string", "pattern": DATE_PATTERN}, year]
    if form.get("type") == "array":
        items = _as_typed(form["items"], euro)
        single = [] if "$ref" in items[0] else [items[0], {"type": "string"}]
        return [{**form, "items": {"anyOf": items}}, *_as_typed({"enum": ["geen"]}, euro), *single]
    return [form, *_as_typed({"enum": ["onbekend"]}, euro)] if form.get("type") == "null" else [form]
