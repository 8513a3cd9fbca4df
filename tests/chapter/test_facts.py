"""What conditions and texts see of a profile."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import library, profile

from liagen.chapter.facts import read_facts

DAY = dt.date(2027, 1, 4)


@pytest.mark.parametrize(
    ("groups", "seen"),
    [
        ([{"soort": "werkgroep"}, {"soort": "panel", "gestopt": 2021}], ["werkgroep"]),
        ([{"soort": "panel", "gestopt": 2021}], []),
        ([{"soort": "werkgroep"}, {"soort": "panel"}], ["werkgroep", "panel"]),
    ],
)
def test_a_group_that_stopped_is_not_seen(groups, seen):
    facts = read_facts(profile(beleggen={"groepen": groups}), library(), DAY)
    assert [row.soort for row in facts.values["beleggen.groepen"]] == seen


def test_of_groups_that_nobody_told_of_nothing_is_known():
    assert read_facts(profile(), library(), DAY).values["beleggen.groepen"] is None
