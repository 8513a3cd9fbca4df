"""What is chosen and planned together: an option from practice is proposed only with its goal in the table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from liagen.chapter.choose import Choice, choose
from liagen.chapter.facts import Facts, read_facts
from liagen.chapter.plan import Plan, plan
from liagen.library.dutch import number_in_words
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
    return Decision(facts.with_goals(planned.keys, planned.before), choice, planned, library)


def _waiting(found: Decision, library: Library) -> frozenset[str]:
    """Return the options from practice that have goals, and none of them in the table."""
    in_table = {goal.option for goal in found.plan.short}
    later = {goal.option for goal in found.plan.long}
    proposed = {key for key, each in found.choice.options.items() if each.verdict == "voorstel" and not each.by_officer}
    return frozenset((library.practice & proposed & later) - in_table)


def _postponed(found: Decision, keys: frozenset[str], library: Library) -> Choice:
    options = dict(found.choice.options)
    for key in keys:
        reason = library.word("reden_geen_plaats", aantal=number_in_words(len(found.plan.short)))
        change = library.word("zou_veranderen_eigen_keuze")
        reasons = (f"{options[key].reasons[0]} {reason}",)
        options[key] = replace(options[key], verdict="te_overwegen", reasons=reasons, would_change=(change,))
    return Choice(options)
