"""A profile as the shortest text that means the same: what is filled in, without the remarks of who typed it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from liagen.files.yaml_out import write_tree
from liagen.profile.model import Groep, Profile

_NAME = "[invullen: naam van de gemeente]"


def write_profile(profile: Profile) -> str:
    """Return the text of a profile that ``parse_profile`` reads back as the same; the same profile, the same text."""
    value = _given_values(profile)
    if profile.gemeente.naam is None:  # required, though it may still have to be filled in
        value["gemeente"]["naam"] = _NAME
    return write_tree(value)


def _given_values(group: Groep) -> dict[str, Any]:
    """Return what a group says, without what is so when nothing is said."""
    given = {
        name: _plain(value)
        for name, info in type(group).model_fields.items()
        if (value := getattr(group, name)) != info.default
    }
    if given and getattr(group, "aanwezig", "") == "onbekend":  # left out, it would follow from the rest
        return {"aanwezig": "onbekend", **given}
    return given


def _plain(value: object) -> object:
    """Return a value as YAML has it."""
    if isinstance(value, Groep):
        return _given_values(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value
