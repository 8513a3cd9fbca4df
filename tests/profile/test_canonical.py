"""A profile as text: what is filled in and no more, read back as the same profile."""

from __future__ import annotations

import datetime as dt
import typing

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from liagen.profile.blank import blank_profile
from liagen.profile.canonical import write_profile
from liagen.profile.group import Groep, bare_type, group_of, kind_of
from liagen.profile.model import Profile
from liagen.profile.parsing import FIRST_YEAR, LAST_YEAR
from liagen.profile.read import load_profile, parse_profile, shipped_profiles

NAME = "gemeente:\n  naam: Zuid\n"
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
ODD = (
    "onbekend",
    "geen",
    "ja",
    "no",
    "null",
    "~",
    "1.200",
    "2027-01-04",
    "- a",
    "a: b",
    "# x",
    "'s",
    "[a",
    "a, b",
    "|",
    "[voorzet: x]",
)
TEXT = st.sampled_from(ODD) | st.text(LETTERS, min_size=1, max_size=12)
KEYS = TEXT.filter(lambda key: key == key.strip() and len(key.splitlines()) == 1)  # others a profile cannot have
YEARS = st.integers(FIRST_YEAR, LAST_YEAR)


def profile(text: str) -> Profile:
    return parse_profile(text, "p.yaml", None)


def rows(text: str) -> list[str]:
    return write_profile(profile(text)).splitlines()


def of_field(info):
    """Return what someone may fill in for a field."""
    if group := group_of(info.annotation):
        return of_group(group)
    kind, choices = kind_of(info.annotation, info)
    if kind == "antwoord":
        return st.sampled_from([choice for choice in choices if choice != "nee"])  # agrees with all else
    if kind == "keuzelijst":
        return st.lists(st.sampled_from(choices), unique=True, max_size=3)
    if kind == "tekstlijst":
        inner = bare_type(typing.get_args(bare_type(info.annotation))[0])
        return st.lists(YEARS if inner is int else TEXT, max_size=3)
    if kind == "groepen":
        return st.lists(of_group(bare_type(typing.get_args(bare_type(info.annotation))[0])), max_size=2)
    whole = {name: value for each in info.metadata for name in ("ge", "le") if (value := getattr(each, name, None))}
    return {
        "keuze": st.sampled_from(choices or ("",)),
        "getal": st.integers(whole.get("ge", 0), whole.get("le", 60)),
        "datum": st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)).map(str),
        "tekst": TEXT,
        None: st.dictionaries(KEYS, st.fixed_dictionaries({"keuze": st.just("niet"), "reden": TEXT}), max_size=2),
    }[kind]


def of_group(group: type[Groep]):
    """Return what someone may fill in for a group: what is required and some of the rest."""
    needed = {name: of_field(info) for name, info in group.model_fields.items() if info.is_required()}
    rest = {name: of_field(info) for name, info in group.model_fields.items() if name not in needed}
    return st.fixed_dictionaries(needed, optional=rest)


ANY = of_group(Profile)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_any_profile_comes_back_the_same(value):
    try:
        found = Profile.model_validate(value)
    except ValidationError:
        assume(False)
    text = write_profile(found)
    assert profile(text) == found
    assert write_profile(profile(text)) == text


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_comes_back_without_its_remarks(name):
    path = shipped_profiles()[name]
    found = load_profile(path, None)
    assert profile(write_profile(found)) == found
    assert "#" not in write_profile(found)


def test_what_is_not_filled_in_is_left_out():
    assert rows(blank_profile({"gemeente.naam": "Zuid", "lia.status": "geen"})) == [
        "gemeente:",
        "  naam: Zuid",
        "lia:",
        "  status: geen",
    ]


def test_none_is_not_unknown():
    assert rows(f"{NAME}knelpunten: geen\naanleiding: onbekend\n")[2:] == ["knelpunten: []"]


def test_a_name_to_fill_in_stays_one():
    assert rows('gemeente:\n  naam: "[invullen: naam]"\n') == [
        "gemeente:",
        '  naam: "[invullen: naam van de gemeente]"',
    ]


def test_unknown_where_something_else_is_said_stays_unknown():
    text = f"{NAME}beleggen:\n  groep:\n    aanwezig: onbekend\n    leden: [ambtenaren]\n"
    assert "    aanwezig: onbekend" in rows(text)


def test_what_is_usual_can_be_denied():
    assert rows(f'{NAME}document:\n  naam: "[invullen: naam]"\n')[2:] == ["document:", "  naam: null"]


def test_a_name_still_to_fill_in_is_that_of_its_kind():
    text = 'gemeente:\n  naam: Zuid\ndocument:\n  soort: visie\n  naam: "[voorzet: x]"\n'
    profile = parse_profile(text, "", None)
    assert profile.document.naam == "visie op inclusie"
    assert parse_profile(write_profile(profile), "", None) == profile


def test_who_names_no_groups_knows_that_there_is_none():
    text = "gemeente:\n  naam: Zuid\nbeleggen:\n  groepen: []\n  groep:\n    aanwezig: onbekend\n"
    profile = parse_profile(text, "", None)
    assert profile.beleggen.groep.aanwezig == "nee"
    assert parse_profile(write_profile(profile), "", None) == profile
