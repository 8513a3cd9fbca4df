"""Which questions are open, which decide, and with which ones to begin."""

from __future__ import annotations

from functools import cache

import pytest
from shipped import DAY, LIBRARY, NAMES, profile

from liagen.chapter.decide import Decision, decide
from liagen.chapter.influence import Influence, influences
from liagen.chapter.questions_left import most_deciding_first, open_paths, quick_questions
from liagen.profile.answered import with_answer
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.model import Profile
from liagen.profile.settled import gate_of, not_applicable

BLANK = Profile.model_validate({"gemeente": {"naam": "[invullen: naam van de gemeente]"}})


@cache
def found_for(name: str) -> tuple[Decision, dict[str, Influence]]:
    decision = decide(profile(name) if name else BLANK, LIBRARY, DAY)
    return decision, dict(influences(decision, LIBRARY))


def quick(name: str, most: int = 12) -> tuple[str, ...]:
    decision, found = found_for(name)
    return quick_questions(found, decision.facts, most)


def left(name: str) -> tuple[str, ...]:
    decision, found = found_for(name)
    return most_deciding_first(open_paths(found, decision.facts), found)


@pytest.mark.parametrize(
    "path",
    ["gemeente.naam", "organisatie.fte", "document.besluit_door", "document.besluit_datum", "lia.status", "knelpunten"],
)
def test_a_blank_profile_begins_with_what_no_chapter_does_without(path):
    assert path in quick("")


def test_there_are_as_many_as_were_asked_for():
    assert len(quick("", 8)) == 8


def test_they_stand_in_the_order_of_the_profile():
    assert list(quick("")) == [path for path in field_specs() if path in quick("")]


@pytest.mark.parametrize("name", ["", *NAMES])
def test_of_a_group_whether_it_is_there_comes_first(name):
    decision, _ = found_for(name)
    gates = [gate for path in quick(name) if (gate := gate_of(path))]
    assert all(profile_value(decision.facts.profile, gate) is not None for gate in gates)


@pytest.mark.parametrize("name", ["", *NAMES])
def test_what_is_answered_or_settled_is_not_open(name):
    decision, found = found_for(name)
    for path in open_paths(found, decision.facts):
        assert profile_value(decision.facts.profile, path) is None
        assert not_applicable(path, lambda other: profile_value(decision.facts.profile, other)) is None


def test_what_is_usual_needs_no_answer():
    decision, found = found_for("")
    assert "stijl.lengte" not in open_paths(found, decision.facts)


@pytest.mark.parametrize("name", ["", *NAMES])
def test_what_decides_comes_before_what_is_merely_told(name):
    _, found = found_for(name)
    assert [found[path].decides for path in left(name)] == sorted(found[path].decides for path in left(name))[::-1]


def test_the_first_answers_decide_most_of_what_all_answers_do():
    same, all_verdicts = 0, 0
    for name in NAMES:
        short = BLANK
        for path in quick(""):
            value = profile_value(profile(name), path)
            short = short if value is None else (with_answer(short, path, value) or short)
        full, brief = (decide(each, LIBRARY, DAY).choice.verdicts() for each in (profile(name), short))
        same += sum(brief[key] == full[key] for key in full)
        all_verdicts += len(full)
    assert same / all_verdicts > 0.85
