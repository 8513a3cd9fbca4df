"""A case from a profile of the trainer's own: read as any profile, judged by the rules alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liagen.errors import Problem, ProfileError
from liagen.files.yaml_in import parse_yaml
from liagen.files.yaml_out import write_tree
from liagen.library.model import Library
from liagen.profile.canonical import write_profile
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.group import group_of
from liagen.profile.model import Profile
from liagen.profile.own_fields import profile_model
from liagen.profile.read import load_profile, parse_profile


@dataclass(frozen=True)
class OwnProfile:
    """A profile that a trainer brings, with the file it was read from; ``dropped`` names what no rule can tell."""

    file: str
    profile: Profile
    dropped: tuple[str, ...]


_DECIDED = ("keuzes", "doelen_kiezen")
"""What someone decided about options and goals: no participant could derive that from the rules."""


def load_own_profile(path: Path, library: Library) -> OwnProfile:
    """Read a profile for a case; it needs a name to call it by. Raises ProfileError with every problem."""
    profile = load_profile(path, library.cards, library.section_keys)
    if not profile.gemeente.naam:
        message = "vul een naam in; een verzonnen naam mag ook, want de deelnemers lezen die"
        raise ProfileError([Problem(str(path), message, field="gemeente.naam")])
    dropped = tuple(name for name in _DECIDED if getattr(profile, name))
    empty: Mapping[str, Any] = {name: Profile.model_fields[name].get_default() for name in dropped}
    return OwnProfile(str(path), profile.model_copy(update=empty), dropped)


def known_answers(profile: Profile) -> dict[str, Any]:
    """Return what a profile says, by field: values that can stand in a table, so no rows."""
    specs = (spec for spec in field_specs().values() if spec.kind != "groepen")
    return {
        spec.path: value
        for spec in specs
        if (value := profile_value(profile, spec.path)) is not None and value != spec.default
    }


def without_answers(profile: Profile, paths: tuple[str, ...], library: Library) -> Profile:
    """Return a profile in which these fields are not known, nor what says the same in another shape or in words."""
    value = parse_yaml(write_profile(profile), "profiel.yaml").value
    for path in paths:
        for each in (path, f"{path}_toelichting", *_other_shapes(path)):
            _forget(value, each.split("."))
    return parse_profile(write_tree(value), "profiel.yaml", library.cards, library.section_keys)


def _other_shapes(path: str) -> Iterator[str]:
    """Give the fields that tell the same in another shape as a field, or as a group above it."""
    model: Any = profile_model()
    names = path.split(".")
    for depth, name in enumerate(names):
        head = names[:depth]
        yield from (".".join((*head, rows)) for short, rows in model.two_shapes if short == name)
        model = group_of(model.model_fields[name].annotation) or model
        if name == names[-1]:
            return


def _forget(value: Any, names: list[str]) -> None:
    for name in names[:-1]:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, dict):
        value.pop(names[-1], None)
