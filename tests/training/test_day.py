"""Fitting a course day into the minutes there are: pure arithmetic, on arbitrary work."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from liagen.training.day import (
    FEWEST_OPTIONS,
    MOST_ROUNDS,
    DayOrder,
    DayWork,
    ExtraLoad,
    RoundLoad,
    plan_day,
    shortest_day,
)
from liagen.training.texts import LEVELS, load_texts

ESTIMATES = load_texts().day
WORDS = st.integers(100, 4000)
LOADS = st.builds(
    RoundLoad, task=WORDS, rules=st.integers(20, 120).map(lambda each: {n: each * n for n in range(32)}),
    faulty=WORDS, council=WORDS, hidden=st.integers(0, 8), faults=st.integers(1, 11),
    council_questions=st.integers(0, 9),
)  # fmt: skip
WORK = st.builds(
    DayWork, level=st.sampled_from(LEVELS), groups=st.integers(1, 20), rounds=LOADS.map(lambda load: (load,)),
    extra=st.builds(ExtraLoad, pair=st.none() | WORDS, real_case=st.integers(10, 200), together=WORDS),
    most_options=st.integers(FEWEST_OPTIONS, 31), estimates=st.just(ESTIMATES),
)  # fmt: skip


def planned(minutes, work, least=1):
    order = DayOrder(minutes, work.groups, dt.time(9))
    return plan_day(order, lambda rounds: replace(work, rounds=work.rounds * rounds), least)


@given(st.integers(30, 600), WORK)
@settings(deadline=None, max_examples=60)
def test_a_day_lasts_as_long_as_asked_or_is_refused_because_even_the_shortest_is_longer(minutes, work):
    plan = planned(minutes, work)
    assert (plan is None) == (shortest_day(work).minutes > minutes)
    if plan:
        assert plan.minutes == minutes
        assert [slot.begin for slot in plan.slots] == [
            sum(each.minutes for each in plan.slots[:number]) for number in range(len(plan.slots))
        ]
        assert FEWEST_OPTIONS <= plan.options <= work.most_options
        assert 1 <= plan.rounds <= MOST_ROUNDS


@given(st.integers(30, 600), WORK)
@settings(deadline=None, max_examples=60)
def test_nobody_sits_too_long_without_a_break(minutes, work):
    plan = planned(minutes, work)
    since = longest = 0
    for number, slot in enumerate(plan.slots if plan else ()):
        left = sum(each.minutes for each in plan.slots[number:] if each.part != "ruimte")  # nobody has to sit in that
        since = 0 if slot.part in ("pauze", "lunch") else since + slot.minutes
        if slot.minutes <= ESTIMATES.pauze.na and left > 30 and slot.part != "ruimte":
            longest = max(longest, since)
    assert longest <= ESTIMATES.pauze.na


@given(st.integers(30, 600), WORK)
@settings(deadline=None, max_examples=60)
def test_a_day_begins_with_a_welcome_ends_with_a_close_and_has_every_round_whole(minutes, work):
    plan = planned(minutes, work)
    if plan:
        parts = [slot.part for slot in plan.slots if slot.part not in ("pauze", "lunch", "ruimte")]
        assert (parts[:2], parts[-2:]) == (["welkom", "samen"], ["nabespreken", "afsluiten"])
        for part in ("oordelen", "bespreken_oordelen", "plan", "fouten", "bespreken_fouten"):
            assert parts.count(part) == plan.rounds
        assert all(slot.reading <= slot.minutes for slot in plan.slots)
        assert [slot.part for slot in plan.slots if slot.part == "lunch"] in ([], ["lunch"])


@given(WORK, st.integers(1, MOST_ROUNDS))
@settings(deadline=None, max_examples=30)
def test_as_many_rounds_as_profiles_need_are_there_or_there_is_no_day(work, least):
    plan = planned(480, work, least)
    assert plan is None or plan.rounds >= least


def test_more_time_first_gives_more_options_then_more_to_do_then_another_round():
    load = RoundLoad(800, {n: 60 * n for n in range(32)}, 900, 1500, 0, 4, 7)
    work = DayWork("basis", 4, (load,), ExtraLoad(700, 60, 200), 8, ESTIMATES)
    plans = [planned(minutes, work) for minutes in range(120, 600, 20)]
    told = [(plan.options, len(plan.parts & {"raad", "paar", "echt_geval"}), plan.rounds) for plan in plans if plan]
    assert told == sorted(told)
    assert told[0][:2] < (8, 1)
    assert told[-1][1:] == (3, MOST_ROUNDS)
