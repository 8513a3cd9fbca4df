"""What does not add up in a plan: dates that lie behind us, choices that lead nowhere, one owner for too much.

The plan is made all the same; the officer is told. A profile that contradicts itself was refused when it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from liagen.chapter.calendar import STILL_TO_COME, Calendar
from liagen.chapter.facts import Facts
from liagen.chapter.markdown import plain_text
from liagen.chapter.plan import Plan
from liagen.library.cards import CardGoal
from liagen.library.dutch import dutch_date, dutch_number, number_in_words
from liagen.library.model import Library
from liagen.profile.fields import GOAL_CHOICES
from liagen.profile.rows import Doelkeuze

_INHABITANTS_PER_FTE: Final = (25, 2000)
"""Fewer or more inhabitants than this for each fte are a slip of the pen: bounds of ours, wide of every place."""

_OLD_DECISION: Final = 2
"""Past this number of years a decision is hardly the one about this chapter: a bound of ours."""

_MIN_GOALS: Final = 4
"""How many goals there must be before one owner can have too many."""


def plan_warnings(facts: Facts, plan: Plan, library: Library) -> tuple[str, ...]:
    """Return what the officer should look at (Dutch), each with the field that it is about."""
    return (
        *_document(facts),
        *_size(facts),
        *_support(facts),
        *_years(facts),
        *_own_goals(facts),
        *_choices(facts, plan, library),
    )


def owner_warnings(plan: Plan) -> tuple[str, ...]:
    """Return which function owns more than half of the goals in the table, if one does (Dutch)."""
    owners = Counter(plain_text(goal.owner) for goal in plan.short)
    count = len(plan.short)
    return tuple(
        f"doelen: {owner} is eigenaar van {number} van de {count} doelen; verdeel ze over meer functies"
        for owner, number in owners.most_common(1)
        if count >= _MIN_GOALS and 2 * number > count
    )


def _document(facts: Facts) -> Iterator[str]:
    document, status = facts.profile.document, facts.profile.lia.status
    until = facts.profile.beleggen.uitvoerder.tot
    if until and until < facts.date:
        told = f"{dutch_date(until)} is voorbij; vul in wie het werk nu doet, of een nieuwe datum"
        yield f"beleggen.uitvoerder.tot: {told}"
    decision, last_year = document.besluit_datum, document.periode.tot
    if decision and decision <= facts.date and status in STILL_TO_COME:
        told = f"{dutch_date(decision)} is voorbij, maar lia.status is {status}"
        yield f"document.besluit_datum: {told}; vul de datum van het nieuwe besluit in, of verander de status"
    elif decision and decision.year < facts.date.year - _OLD_DECISION:
        told = f"{dutch_date(decision)} is meer dan {number_in_words(_OLD_DECISION)} jaar geleden (grens van ons)"
        yield f"document.besluit_datum: {told}; vul het besluit over dit hoofdstuk in, of laat de datum leeg"
    # Of a LIA that is renewed, the period is that of the old one.
    if last_year and last_year < facts.date.year and status != "herijking":
        yield f"document.periode.tot: de periode liep tot en met {last_year}; vul de nieuwe periode in"


def _size(facts: Facts) -> Iterator[str]:
    fte, inhabitants = facts.profile.organisatie.fte, facts.profile.gemeente.inwoners
    least, most = _INHABITANTS_PER_FTE
    if fte and inhabitants and not least * fte <= inhabitants <= most * fte:
        told = f"{dutch_number(fte)} fte past niet bij {dutch_number(inhabitants)} inwoners; kijk beide getallen na"
        yield f"organisatie.fte: {told} (grens van ons: {least} tot {dutch_number(most)} inwoners per fte)"


def _support(facts: Facts) -> Iterator[str]:
    support = facts.profile.draagvlak
    if support.wethouder_trekt == support.wethouder_gezocht == "ja":
        told = "u zoekt nog een wethouder, maar een wethouder trekt het onderwerp al"
        yield f"draagvlak.wethouder_gezocht: {told}; verander één van beide"


def _years(facts: Facts) -> Iterator[str]:
    for path, year in _years_of_what_was(facts):
        if year and year > facts.date.year:
            yield f"{path}: {year} moet nog komen, maar dit is al gebeurd; kijk het jaar na"


def _years_of_what_was(facts: Facts) -> Iterator[tuple[str, int | None]]:
    """Yield every year in which something was done, with its field."""
    done = facts.profile.gedaan
    yield "gedaan.laatste_jaar", done.laatste_jaar
    yield from ((f"gedaan.trainingen.{number}.jaar", row.jaar) for number, row in enumerate(done.trainingen or (), 1))
    yield from ((f"gedaan.verteld.{number}.jaar", row.jaar) for number, row in enumerate(done.verteld or (), 1))
    yield from ((f"gedaan.testen.{number}.jaar", row.jaar) for number, row in enumerate(done.testen or (), 1))
    yield "terugblik.jaar", facts.profile.terugblik.jaar


def _own_goals(facts: Facts) -> Iterator[str]:
    for number, goal in enumerate(facts.profile.doelen or (), 1):
        if goal.deadline and goal.deadline < facts.date and goal.stand != "klaar":
            told = f"{dutch_date(goal.deadline)} is voorbij; kies een nieuwe datum, of zet `stand: klaar`"
            yield f"doelen.{number}.deadline: {told}"


def _choices(facts: Facts, plan: Plan, library: Library) -> Iterator[str]:
    for key, own in facts.profile.doelen_kiezen.items():
        path = f"{GOAL_CHOICES}.{key}"
        if own.keuze == "wel" and key not in plan.keys:
            yield f"{path}: dit doel komt niet in het plan, want bij het oordeel over de optie hoort het niet"
        if goal := library.goals.get(key):
            yield from (f"{path}.deadline: {told}" for told in _date_of_hers(own, goal, plan.calendar))


def _date_of_hers(own: Doelkeuze, goal: CardGoal, calendar: Calendar) -> Iterator[str]:
    if own.deadline is None:
        return
    if own.deadline < calendar.start:
        yield f"{dutch_date(own.deadline)} is voorbij; kies een nieuwe datum"
    elif calendar.decision and goal.wanneer == "voor_besluit" and own.deadline > calendar.decision:
        yield f"{dutch_date(own.deadline)} ligt na het besluit, maar dit doel hoort daarvoor klaar te zijn"
