"""Who gets what on a course day, and what is said when there can be no such day."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from day_builders import DAY, LIBRARY, TEXTS, made_day
from shipped import profile

from liagen.errors import ProfileError
from liagen.training.cases import SetOrder
from liagen.training.day import DayOrder
from liagen.training.day_cases import Day, NoDay, make_day
from liagen.training.option_sheet import fits_two_pages, option_sheet
from liagen.training.own_case import OwnProfile


def day(minutes, groups, level, length, own=(), pairs=None, seed=3):
    order = DayOrder(minutes, groups, dt.time(9))
    return make_day(order, SetOrder(None, seed, DAY, level, length, pairs, own), TEXTS, LIBRARY)


def own(name):
    return OwnProfile(f"{name}.yaml", profile(name), ())


@pytest.mark.parametrize("level", ["basis", "gevorderd", "expert"])
def test_three_hours_with_four_groups_is_a_day_at_every_level(level):
    found = made_day(level, minutes=180, groups=4)
    assert isinstance(found, Day)
    assert [(case.group, case.round) for case in found.cases] == [(group, 1) for group in range(1, 5)]
    assert len({case.example.municipality.name for case in found.cases}) == 4
    assert {case.example.level for case in found.cases} == {level}


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_every_group_judges_as_many_options_and_its_sheet_fits_two_pages(seed):
    found = made_day("expert", seed=seed)
    assert {len(case.example.asked) for case in found.cases} == {found.plan.options}
    for case in found.cases:
        assert fits_two_pages(option_sheet(case.example.asked, TEXTS, LIBRARY, DAY))


def test_a_day_that_is_too_short_says_what_would_fit_and_that_does():
    minutes, groups, level, length = 150, 2, "expert", "standaard"
    found = day(minutes, groups, level, length)
    assert isinstance(found, NoDay)
    assert f"{minutes} minuten is te kort voor {groups} groepen op niveau {level}. Wel past: --duur " in found.message
    asked = {"duur": minutes, "groepen": groups, "niveau": level, "lengte": length}
    fitting = re.findall(r"--(\w+) (\w+)", found.message)
    for name, value in fitting:
        other = {**asked, name: int(value) if value.isdecimal() else value}
        assert isinstance(day(other["duur"], other["groepen"], other["niveau"], other["lengte"]), Day), (name, value)
    shortest = int(dict(fitting)["duur"])
    assert isinstance(day(shortest - 5, groups, level, length), NoDay)


def test_profiles_of_the_trainer_come_first_and_all_of_them_come_up():
    found = day(330, 2, "basis", "kort", tuple(map(own, ("hardenberg", "utrecht", "meierijstad"))))
    assert found.plan.rounds == 2
    names = [case.example.municipality.name for case in found.cases]
    assert names[:3] == ["Hardenberg", "Utrecht", "Meierijstad"]


def test_more_profiles_than_groups_can_work_on_are_too_many():
    found = day(600, 1, "basis", "kort", tuple(map(own, ("hardenberg", "utrecht", "breda", "huizen", "tilburg"))))
    assert found == NoDay("5 profielen zijn te veel voor 1 groep; noem er hoogstens 4, of neem meer groepen")


def test_more_rounds_than_there_is_time_for_are_told():
    found = day(120, 1, "basis", "kort", tuple(map(own, ("hardenberg", "utrecht"))))
    assert isinstance(found, NoDay)
    assert "voor 1 groep op niveau basis met 2 profielen, dus 2 rondes" in found.message


def test_a_profile_that_holds_too_little_says_which_level_fits():
    with pytest.raises(ProfileError) as caught:
        day(300, 1, "expert", "kort", (own("breda"),))
    assert "breda.yaml: bij niveau expert laat liagen 8 gegevens weg" in str(caught.value)
    assert "kies --niveau basis, of vul er meer in, zoals draagvlak." in str(caught.value)


@pytest.mark.parametrize(("asked", "pairs"), [(None, 1), (0, 0), (2, 2)])
def test_a_day_has_as_many_pairs_as_asked_for_and_one_without_asking(asked, pairs):
    found = day(210, 1, "basis", "kort", pairs=asked)
    assert len(found.pairs) == pairs
    assert (found.pair_of(1) is not None) == bool(pairs)
    assert ("paar" in found.plan.parts) == bool(pairs)
