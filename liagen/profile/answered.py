"""A profile with another answer to one question: what follows from it follows, what it contradicts is dropped."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from pydantic import ValidationError

from liagen.profile.group import STANDS_WHEN_ABSENT, Groep, group_of
from liagen.profile.model import Profile
from liagen.profile.settled import PRESENT


def with_answer(profile: Profile, path: str, value: Any) -> Profile | None:
    """Return the profile with ``value`` at a field; None when that cannot be said there.

    ``path`` is one of `field_specs()`; rows may be given as mappings. What followed from the answer before is
    forgotten, and what a group says beside «nee» is dropped.
    """
    first, *rest = path.split(".")
    if rest:
        group = _with_field_below(getattr(profile, first), tuple(rest), value)
        return profile.model_copy(update={first: group}) if group else None
    # Of the profile itself only what belongs together is read again: all of it takes twenty times as long.
    pair = {first, *(name for two in Profile.two_shapes if first in two for name in two)}
    kept = {name: getattr(profile, name) for name in (*_GROUPS, *pair)}
    found = _with_field(Profile.model_construct(_fields_set=set(kept), **kept), first, value)
    return profile.model_copy(update={name: getattr(found, name) for name in pair}) if found else None


_GROUPS: Final = tuple(name for name, info in Profile.model_fields.items() if group_of(info.annotation))


_LEFT_OPEN: Final = "[invullen: dit]"


def _with_field_below(group: Groep, names: tuple[str, ...], value: Any) -> Groep | None:
    first, *rest = names
    inner = _with_field_below(getattr(group, first), tuple(rest), value) if rest else value
    return None if rest and inner is None else _with_field(group, first, inner)


def _with_field(group: Groep, name: str, value: Any) -> Groep | None:
    """Return a group with another value for one of its fields; None when nothing can stand beside that value."""
    model = type(group)
    data = {each: getattr(group, each) for each in group.model_fields_set}
    implied = model.implied_by(name, data[name]) if name in data else {}
    follows = [each for each, worth in implied.items() if data.get(each) == worth and (each, worth) != (PRESENT, "ja")]
    absent = [each for each in data if each not in STANDS_WHEN_ABSENT] if (name, value) == (PRESENT, "nee") else []
    # No more is dropped than must be: of a vacancy the function stands beside «nee».
    for dropped in ({*follows}, {*follows, *absent}, {*follows, *absent, *implied, *model.implied_by(name, value)}):
        if found := _checked(model, data, name, value, dropped):
            return found
    return None


def _checked(model: type[Groep], data: dict[str, Any], name: str, value: Any, dropped: Collection[str]) -> Groep | None:
    kept = {each: worth for each, worth in data.items() if each not in dropped}
    # What is required may have been left as we gave it: known it is not, and no less there.
    kept |= {each: _LEFT_OPEN for each in kept if kept[each] is None and model.model_fields[each].is_required()}
    try:
        return model.model_validate({**kept, name: value})
    except ValidationError:
        return None
