"""A profile as the shortest text that means the same: what is filled in, without the remarks of who typed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from liagen.files.yaml_out import write_tree
from liagen.profile.dates import typed_date
from liagen.profile.group import NAMELESS, Groep
from liagen.profile.model import Profile


def write_profile(profile: Profile) -> str:
    """Return the text of a profile that ``parse_profile`` reads back as the same; the same profile, the same text."""
    value = _given_values(profile)
    if profile.gemeente.naam is None:  # required, though it may still have to be filled in
        value["gemeente"]["naam"] = NAMELESS
    return write_tree(value)


def _given_values(group: Groep) -> dict[str, Any]:
    """Return what a group says, without what is so when nothing is said or follows from the rest."""
    known = {
        name: value
        for name, info in type(group).model_fields.items()
        if (value := getattr(group, name)) != info.default
    }
    derived = set(_derived(group, known))
    given = {name: _plain(value) for name, value in known.items() if name not in derived}
    if given and getattr(group, "aanwezig", "") == "onbekend":  # left out, it would follow from the rest
        return {"aanwezig": "onbekend", **given}
    return given


def _derived(group: Groep, known: dict[str, Any]) -> Iterator[str]:
    """Give, of each pair of shapes, the field that follows from the other: the rows if they can, else the short one."""
    for short, rows in type(group).two_shapes:
        pair = [name for name in (rows, short) if short in known and rows in known]
        for name in pair:
            rest = {key: value for key, value in known.items() if key != name}
            if getattr(type(group).model_validate(rest), name) == known[name]:
                yield name
                break


def _plain(value: object) -> object:
    """Return a value as YAML has it."""
    if isinstance(value, Groep):
        return _given_values(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return _plain_date(value) if isinstance(value, dt.date) else value


def _plain_date(date: dt.date) -> str | int:
    words = typed_date(date)
    return int(words) if words.isdecimal() else words
