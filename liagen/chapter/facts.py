"""What conditions and texts may look up, and one fact in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from liagen.library.cards import Verdict
from liagen.library.conditions import Lookup
from liagen.library.dutch import value_text
from liagen.library.model import Library
from liagen.library.wording import Facts
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.model import Profile

UNKNOWN = "onbekend"


@dataclass(frozen=True)
class Fact:
    """One fact a verdict looked at; ``value`` is plain Dutch, «onbekend» when the profile does not say."""

    path: str
    label: str
    value: str


def read_facts(
    profile: Profile, library: Library, date: dt.date, verdicts: Mapping[str, Verdict] | None = None
) -> Facts:
    """Return what conditions and texts may look up: the profile, the settings and, once chosen, the verdicts."""
    known = {path: profile_value(profile, path) for path in field_specs()}
    known |= {f"instelling.{key}": setting.value for key, setting in library.settings.items()}
    known |= {f"keuze.{key}": verdict for key, verdict in (verdicts or {}).items()}
    extra = {
        "datum": value_text(date),
        "mensen_met_een_beperking": value_text(profile.stijl.huisterm, "stijl.huisterm"),
    }
    return Facts(known.__getitem__, extra)


def fact_of(path: str, lookup: Lookup) -> Fact:
    """Return one profile fact in words."""
    value = lookup(path)
    return Fact(path, field_specs()[path].label, UNKNOWN if value is None else value_text(value, path))
