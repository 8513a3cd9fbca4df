"""What each question decides: tried against the whole chain, for shipped and random profiles."""

from __future__ import annotations

import random
from functools import cache

import pytest
from random_profiles import random_profiles
from shipped import DAY, LIBRARY, NAMES, profile

from liagen.chapter.assemble import assemble
from liagen.chapter.choose import judge_all
from liagen.chapter.decide import Decision, decide
from liagen.chapter.foreseen import Foresight
from liagen.chapter.influence import Influence, influences, weighed
from liagen.chapter.possible_answers import is_question, other_answers
from liagen.document.walk import passages
from liagen.profile.answered import with_answer
from liagen.profile.fields import field_of, field_specs
from liagen.profile.model import Profile

BLANK = Profile.model_validate({"gemeente": {"naam": "[invullen: naam van de gemeente]"}})
PROFILES = {
    "leeg": BLANK,
    **{name: profile(name) for name in NAMES},
    **{f"toeval {number}": found for number, found in enumerate(random_profiles(15, 6))},
}


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
    for path in chance.sample(sorted(others), 3):
        options: set[str] = set()
        goals: set[str] = set()
        for other in others[path]:
            after = turned(decision_of(name), decided_with(name, other.part))
            options |= after[0]
            goals |= after[1]
        found = found_for(name)[path]
        assert ({*found.options}, {*found.goals}) == (options, goals), path


@pytest.mark.parametrize("name", PROFILES)
def test_a_question_without_influence_turns_nothing_by_any_fixed_answer(name):
    chance = random.Random(name)
    idle = [path for path, found in found_for(name).items() if not found.options and not found.goals]
    fixed = [path for path in idle if field_specs()[path].kind in ("antwoord", "keuze")]
    for path in chance.sample(fixed, min(3, len(fixed))):
        for choice in field_specs()[path].choices:
            after = None if choice == "onbekend" else with_answer(PROFILES[name], path, choice)
            if after:
                assert turned(decision_of(name), decide(after, LIBRARY, DAY)) == (set(), set()), (path, choice)


def test_the_choice_without_options_from_practice_turns_those_that_were_chosen():
    found = found_for("leeg")["stijl.praktijk"]
    shown = {key for key, verdict in decision_of("leeg").choice.verdicts().items() if verdict != "niet_nu"}
    assert {*found.options} == shown & LIBRARY.practice


def test_another_executor_turns_goals_that_no_option_of_its_own_carries():
    found = found_for("leeg")["beleggen.uitvoerder.aanwezig"]
    assert found.goals


def test_a_blank_of_the_chapter_waits_for_its_field():
    assert found_for("leeg")["gemeente.naam"].fills == 1


def test_of_a_row_the_list_is_the_field():
    assert field_of("doelen.2.eigenaar") == "doelen"


def test_what_is_of_no_question_has_no_field():
    assert field_of("") == ""


def test_a_blank_weighs_as_much_as_three_options():
    assert weighed("", 1, 0) == weighed("abc", 0, 0)


def test_an_option_or_goal_weighs_as_much_as_four_places_in_the_text():
    assert weighed("a", 0, 0) == weighed("", 0, 4)


def words(decision: Decision) -> list[tuple[str, str]]:
    """Return what the chapter tells, without the remarks in the margin."""
    facts = decision.facts.with_title(decision.library.title)
    chapter = assemble(facts, decision.choice, decision.plan, decision.library)
    return [(passage.id, repr(passage.spans)) for block in chapter.blocks for passage in passages(block)]


@pytest.mark.parametrize(("turn", "name"), [*enumerate(PROFILES)])
def test_what_is_not_felt_changes_no_word_of_the_chapter(turn, name):
    others = other_answers(PROFILES[name], LIBRARY, DAY)
    before = words(decision_of(name))
    # Each path has its turn in a quarter of the profiles.
    for number, (path, found) in enumerate(found_for(name).items()):
        if number % 4 == turn % 4 and not found.is_felt:
            for other in others[path][:2]:
                assert words(decided_with(name, other.part)) == before, path


def test_every_question_has_its_influence():
    assert {*found_for("leeg")} == {path for path, spec in field_specs().items() if is_question(spec)}


def test_choices_by_option_are_no_question():
    assert "keuzes" not in found_for("leeg")


def test_another_answer_takes_along_what_follows_from_it():
    told = Profile.model_validate({"gemeente": {"naam": "Ons"}, "document": {"soort": "visie"}})
    others = {other.value: other for other in other_answers(told, LIBRARY, DAY)["document.soort"]}
    assert others["lia"].changed["document.naam"] == "Lokale Inclusie Agenda"
