"""What is chosen and planned together: an option from practice is proposed only with its goal in the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import dataclass

from liagen.chapter.choose import Choice, choose, postponed
from liagen.chapter.facts import Facts, read_facts
from liagen.chapter.plan import Plan, plan
from liagen.chapter.selection import Choices
from liagen.library.dutch import number_in_words, without_end
from liagen.library.goal_list import ListedGoal
from liagen.library.model import Library
from liagen.library.practice import library_for
from liagen.profile.model import Profile


@dataclass(frozen=True)
class Decision:
    """The choice and the plan of one municipality, from what the library has for it; the facts know both."""

    facts: Facts
    choice: Choice
    plan: Plan
    library: Library


def decide(profile: Profile, library: Library, date: dt.date) -> Decision:
    """Choose and plan for a draft of this date.

    What the report does not ask for may not crowd the chapter: of the options from practice those wait whose goal found
    no place, unless the officer chose them.
    """
    library = library_for(profile, library)
    known = read_facts(profile, library, date)
    found = _planned(known, choose(known, library), library)
    if waiting := _waiting(found, library):
        found = _planned(known, _postponed(found, waiting, library), library)
    return found


def _planned(known: Facts, choice: Choice, library: Library) -> Decision:
    facts = known.with_choice(choice.verdicts())
    planned = plan(facts, choice, library)
    told = _told_in_points(planned)
    asked = facts.with_goals(
        planned.keys, planned.before, planned.of_college, told, planned.paid, planned.counted, planned.terms
    )
    return Decision(asked, choice, planned, library)


def _told_in_points(planned: Plan) -> tuple[ListedGoal, ...]:
    """Return the goals as points tell of them: before the decision, for the college, and for the council."""
    council = planned.before + planned.of_college
    first, last = {1, planned.before + 1, council + 1}, {planned.before, council, len(planned.short)}
    return tuple(
        ListedGoal(
            number,
            without_end(goal.what),
            goal.moment,
            "ja" if goal.own else "nee",
            "eerste" if number in first else "laatste" if number in last else "tussen",
        )
        for number, goal in enumerate(planned.short, 1)
    )


def _waiting(found: Decision, library: Library) -> frozenset[str]:
    in_table = {goal.option for goal in found.plan.short}
    later = {goal.option for goal in found.plan.long}
    return without_place(found.choice.given, in_table, later, library)


def without_place(choices: Choices, in_table: Set[str], later: Set[str], library: Library) -> frozenset[str]:
    """Return the proposals from practice with a goal for ``later`` and none ``in_table``; both hold options."""
    proposed = {key for key in library.practice & later if choices.verdicts[key] == "voorstel"}
    return frozenset(proposed - choices.by_officer - in_table)


def _postponed(found: Decision, keys: frozenset[str], library: Library) -> Choice:
    options = dict(found.choice.options)
    for key in keys:
        reason = library.word("reden_geen_plaats", aantal=number_in_words(len(found.plan.short)))
        options[key] = postponed(options[key], reason, library)
    return Choice(options)
