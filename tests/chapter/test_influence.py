"""What each question decides: tried against the whole chain, for shipped and random profiles."""

from __future__ import annotations

import random
from functools import cache

import pytest
from random_profiles import random_profiles
from shipped import DAY, LIBRARY, NAMES, profile

from liagen.chapter.assemble import assemble
from liagen.chapter.decide import Decision, decide
from liagen.chapter.foreseen import Foresight, judge_all
from liagen.chapter.influence import Influence, influences
from liagen.chapter.possible_answers import is_question, other_answers
from liagen.document.blocks import Heading, Item, ListBlock, Paragraph
from liagen.document.walk import passages
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.model import Profile

BLANK = Profile.model_validate({"gemeente": {"naam": "[invullen: naam van de gemeente]"}})
PROFILES = {
    "leeg": BLANK,
    **{name: profile(name) for name in NAMES},
    **{f"toeval {number}": found for number, found in enumerate(random_profiles(15, 12))},
}
DATED_AT_THE_DOOR = "planning.startdatum"
"""Who makes a chapter hands its date over, and this is where it can come from: `decide` is given another one."""


@cache
def decision_of(name: str) -> Decision:
    return decide(PROFILES[name], LIBRARY, DAY)


@cache
def found_for(name: str) -> dict[str, Influence]:
    return dict(influences(decision_of(name), LIBRARY))


def turned(before: Decision, after: Decision) -> tuple[set[str], set[str]]:
    """Return the options with another verdict, and the goals that came into the table or left it."""
    was, now = before.choice.verdicts(), after.choice.verdicts()
    options = {key for key in LIBRARY.cards if was.get(key, "niet_nu") != now.get(key, "niet_nu")}
    return options, {*before.plan.keys} ^ {*after.plan.keys}


def decided_with(name: str, part: dict[str, object]) -> Decision:
    return decide(PROFILES[name].model_copy(update=dict(part)), LIBRARY, DAY)


@pytest.mark.parametrize("name", PROFILES)
def test_looking_ahead_finds_what_is_decided(name):
    found = decision_of(name)
    foreseen = Foresight(found.library).foresee(judge_all(found.facts, found.library), found.facts)
    assert foreseen.verdicts == found.choice.verdicts()
    assert foreseen.goals == {*found.plan.keys}


@pytest.mark.parametrize("name", PROFILES)
def test_an_influence_is_what_some_answer_turns_and_nothing_else(name):
    chance = random.Random(name)
    others = other_answers(PROFILES[name], LIBRARY, DAY)
    for path in chance.sample(sorted(others), 12):
        options: set[str] = set()
        goals: set[str] = set()
        for other in others[path]:
            after = turned(decision_of(name), decided_with(name, other.part))
            options |= after[0]
            goals |= after[1]
        found = found_for(name)[path]
        assert ({*found.options}, {*found.goals}) == (options, goals), path


def words(decision: Decision) -> list[tuple[str, str]]:
    """Return what the chapter tells, without the remarks in the margin."""
    facts = decision.facts.with_title(decision.library.title)
    chapter = assemble(facts, decision.choice, decision.plan, decision.library)
    return [
        (passage.id, repr(passage.spans))
        for block in chapter.blocks
        if isinstance(block, Heading | Paragraph | ListBlock | Item) or block
        for passage in passages(block)
    ]


@pytest.mark.parametrize("name", PROFILES)
def test_what_is_not_felt_changes_no_word_of_the_chapter(name):
    others = other_answers(PROFILES[name], LIBRARY, DAY)
    before = words(decision_of(name))
    for path, found in found_for(name).items():
        if not found.is_felt:
            for other in others[path][:4]:
                assert words(decided_with(name, other.part)) == before, path


@pytest.mark.parametrize("name", PROFILES)
def test_every_question_has_its_influence(name):
    assert [*found_for(name)] != []
    assert {*found_for(name)} == {path for path, spec in field_specs().items() if is_question(spec)}


@pytest.mark.parametrize("name", PROFILES)
def test_every_fixed_answer_is_tried_unless_it_cannot_stand_beside_the_rest(name):
    others = other_answers(PROFILES[name], LIBRARY, DAY)
    for path, spec in field_specs().items():
        if spec.kind == "keuze" and profile_value(PROFILES[name], path) is None and len(others[path]) > 1:
            assert {other.value for other in others[path]} <= {*spec.choices}
