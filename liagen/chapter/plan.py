"""The goals of the first period, from the chosen cards and the municipality's own goals; and the risks that apply.

Planning rule: quarters counted from the decision (see the calendar); which goal comes in which quarter says
`selection`; a deadline is the last day of that quarter. What belongs before or at the decision is due there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from liagen.chapter.calendar import Calendar, Moment, Quarter, end_of_next_month, month_words, quarter_of
from liagen.chapter.choose import Choice
from liagen.chapter.facts import Facts
from liagen.chapter.hours import Hours, proposed_hours
from liagen.chapter.selection import (
    FIXED,
    NO_CHOICE,
    Candidate,
    OwnDate,
    Placed,
    select_goals,
)
from liagen.library.cards import CardGoal, Risk
from liagen.library.dutch import capital, dutch_date, dutch_number, enumerate_nl, escape, first_number, sentence
from liagen.library.fill_ins import typed_proposal
from liagen.library.model import Library
from liagen.library.wording import with_amount
from liagen.profile.fields import GOAL_CHOICES


@dataclass(frozen=True)
class Goal:
    """One goal; texts are Markdown. ``moment`` tells when it is due; the day itself may not be known.

    ``plain`` is ``what`` in simple words, empty when nobody wrote those.

    ``by_college`` says that no council decides on it: it is about who does the work and in what hours, or was there.

    ``paid`` tells how often people who live with a disability are paid for it; None where that is not known.

    ``key`` is ``option.goal``, ``thema.<thema>`` for the goal of an empty theme, or ``eigen.<number>``;
    ``option`` is empty for a goal that no card carries; ``cox`` is 0 for an own goal.
    """

    key: str
    theme: str
    option: str
    what: str
    action: str
    owner: str
    indicator: str
    podium: str
    experts: str
    hours: str
    internal: bool
    own: bool
    cox: int
    sources: tuple[str, ...]
    moment: str
    plain: str = ""
    by_college: bool = False
    paid: int | None = 0
    order: dt.date = dt.date.max
    quarter: Quarter | None = None
    start: dt.date | None = None
    deadline: dt.date | None = None


@dataclass(frozen=True)
class PlannedRisk:
    """One risk that applies, with its measure; texts are Markdown.

    ``goal`` is the key of the dated goal that carries out the measure, empty when there is none.
    """

    key: str
    title: str
    description: str
    measure: str
    owner: str
    sources: tuple[str, ...]
    goal: str = ""


@dataclass(frozen=True)
class Plan:
    """The goals in the order of the table, the long-term list, the risks, and the themes the officer ruled out.

    ``minimum`` holds the fewest steps: the first internal goal of every core theme, with what must come before it.
    ``hours`` is what the proposed options cost, by our estimate unless the officer gave her own.
    """

    calendar: Calendar
    short: tuple[Goal, ...]
    long: tuple[Goal, ...]
    minimum: tuple[Goal, ...]
    risks: tuple[PlannedRisk, ...]
    ruled_out: tuple[str, ...]
    overdue: tuple[str, ...]
    hours: tuple[Hours, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the goals in the table, in its order."""
        return tuple(goal.key for goal in self.short)

    @property
    def before(self) -> int:
        """Return how many goals are ready when the decision falls: they come first in the table."""
        return _before(self.short, self.calendar)

    @property
    def of_college(self) -> int:
        """Return how many goals after the decision of a council are for the college; they come next in the table."""
        return sum(goal.by_college for goal in self.short[self.before :])

    @property
    def paid(self) -> int | None:
        """Return how often the goals ask for a fee; None where that is not known, or where none of them does."""
        return self._known_times or None if self._knows_all_times else None

    @property
    def counted(self) -> int | None:
        """Return how often those goals ask for a fee of which it is known, as long as it is not known of all."""
        return None if self._knows_all_times else self._known_times or None

    @property
    def terms(self) -> str | None:
        """Return the months in which goals are due that hang on a decision without a date, by the month we propose.

        None where the decision has a date, or was taken.
        """
        proposed = self.calendar.proposed
        if proposed is None:
            return None
        due: dict[str, list[int]] = {}
        for number, goal in enumerate(self.short[self.before :], self.before + 1):
            if goal.deadline is None:
                due.setdefault(month_words(proposed, self.calendar.term_of(goal.order)), []).append(number)
        return enumerate_nl([f"{month} ({_told_numbers(numbers)})" for month, numbers in due.items()]) or None

    @property
    def _knows_all_times(self) -> bool:
        return all(goal.paid is not None for goal in self.short)

    @property
    def _known_times(self) -> int:
        return sum(goal.paid or 0 for goal in self.short)


def _told_numbers(numbers: Sequence[int]) -> str:
    """Return «doel 3» or «doelen 4 en 5»."""
    return f"{'doel' if len(numbers) == 1 else 'doelen'} {enumerate_nl([str(number) for number in numbers])}"


def plan(facts: Facts, choice: Choice, library: Library) -> Plan:
    """Plan the goals along the calendar of the facts, which know the choice.

    Sources: C2, C6, R18 (§4.2.1, §5) and domein.md §7.4.
    """
    calendar = facts.calendar
    found = select_goals(facts, choice.given, library)
    overdue = tuple(own.key for own in found.own_later if own.goal.deadline and own.order < calendar.start)
    places = {candidate.key: place for place, candidate in enumerate(found.candidates)}
    short = [_dated(each, facts, library) for each in found.placed]
    short += [_own_goal(own, calendar, library) for own in found.own]
    by_council = calendar.state != "genomen" and facts.lookup("document.besluit_door") != "college"
    dated = (_within_time_of_owner(goal, facts, library) for goal in short)
    short = [goal if by_council else replace(goal, by_college=False) for goal in dated]
    short.sort(key=lambda goal: _place(goal, calendar, places))
    short[:1] = [_proposed_date(goal, calendar, library) for goal in short[:1]]
    later = [_own_goal(own, calendar, library) for own in found.own_later]
    later += [_filled(each, facts, library) for each in found.left]
    minimum = tuple(goal for goal in short if goal.key in found.first_steps)
    keys = tuple(goal.key for goal in short)
    before = _before(short, calendar)
    of_college = sum(goal.by_college for goal in short[before:])
    risks = _risks(library, facts.with_goals(keys, before, of_college), frozenset(keys))
    given = [
        Hours(goal.option, goal.owner, goal.what, number, by_officer=True)
        for goal in short
        if (number := facts.profile.doelen_kiezen.get(goal.key, NO_CHOICE).uren) is not None
    ]
    hours = proposed_hours(given, choice, facts, library)
    return Plan(calendar, tuple(short), tuple(later), minimum, risks, found.ruled_out, overdue, hours)


def _place(goal: Goal, calendar: Calendar, places: Mapping[str, int]) -> tuple[int, dt.date, bool, int]:
    """Return where a goal stands: before the decision, for the college, for the council; each by date.

    Of what is ready at the same moment before the decision, who does the work comes first: the rest waits for that.
    """
    before = calendar.is_before_decision(goal.order)
    part = 0 if before else 1 if goal.by_college else 2
    return part, goal.order, before and not goal.by_college, places.get(goal.key, len(places))


_PREPARING: Final = 1
"""Within how many months of the first steps the first goal is ready, as we propose while no decision has a date."""


def _proposed_date(goal: Goal, calendar: Calendar, library: Library) -> Goal:
    """Return the first goal with a date that we propose, when it hangs on a decision that has none."""
    if calendar.state != "onbekend" or goal.own or goal.deadline or not calendar.is_before_decision(goal.order):
        return goal
    words = library.word("plan_eind_maand", maand=month_words(calendar.first_work, _PREPARING))
    return replace(goal, moment=typed_proposal(words, f"{GOAL_CHOICES}.{goal.key}.deadline"))


_EXECUTOR = "trekker_kort"
"""The text of a package that names the executor as an owner."""


def _within_time_of_owner(goal: Goal, facts: Facts, library: Library) -> Goal:
    """Return a goal of the executor that is due after the executor's time as one that is due when it ends."""
    until = facts.lookup("beleggen.uitvoerder.tot")
    name = library.texts.get(_EXECUTOR)
    if until is None or name is None or goal.own or goal.deadline is None or goal.deadline <= until:
        return goal
    if goal.owner != name.parts["tekst"].render(facts) or until <= facts.calendar.hinge:
        return goal
    day = dt.date(until.year, until.month, until.day)
    return _due(goal, Moment(dutch_date(day), day, day), min(goal.start or day, day))


def _own_goal(own: OwnDate, calendar: Calendar, library: Library) -> Goal:
    def told(value: str | None, word: str) -> str:
        return escape(value) if value else library.words[word]

    goal, proposed = own.goal, calendar.after(calendar.quarters - 1, library)
    return Goal(
        key=own.key,
        theme=goal.thema or "",
        option="",
        what=told(goal.doel and capital(goal.doel.rstrip(" .")), "doel_geen_wat"),
        action=told(goal.actie and sentence(goal.actie), "doel_geen_actie"),
        owner=told(goal.eigenaar, "doel_geen_eigenaar"),
        indicator=told(goal.indicator and goal.indicator.rstrip(" ."), "doel_geen_indicator"),
        podium=told(goal.podium and sentence(goal.podium), "doel_geen_podium"),
        experts=library.words["doel_geen_ervaringsdeskundigen"],
        hours=library.words["doel_geen_uren"],
        internal=True,
        own=True,
        cox=0,
        sources=(),
        by_college=goal.stand != "nog_te_besluiten",
        moment=escape(dutch_date(goal.deadline))
        if goal.deadline
        else typed_proposal(proposed.words, "doelen.deadline"),
        order=own.order,
        quarter=own.quarter,
        start=goal.start,
        deadline=goal.deadline,
    )


def _filled(candidate: Candidate, facts: Facts, library: Library) -> Goal:
    """Return a goal of the library in words, without a date."""
    goal, own, card = candidate.goal, candidate.own, candidate.card
    facts = with_amount(facts, f"{GOAL_CHOICES}.{candidate.key}.aantal", own.aantal)
    within_means = facts.lookup("capaciteit.binnen_bestaande_middelen") == "ja"
    hours = library.words["doel_uren_bestaand" if within_means else "doel_geen_uren"]
    if own.uren is not None:
        hours = library.word("doel_eigen_uren", uren=dutch_number(own.uren))
    elif goal.uren:
        hours = goal.uren.render(facts)
    what = goal.wat.render(facts)
    return Goal(
        key=candidate.key,
        theme=candidate.theme,
        option=candidate.option,
        what=what,
        action=goal.actie.render(facts) if goal.actie else "",
        owner=escape(own.eigenaar) if own.eigenaar else goal.eigenaar.render(facts),
        indicator=goal.indicator.render(facts),
        podium=goal.podium.render(facts) if goal.podium else "",
        experts=goal.ervaringsdeskundigen.render(facts)
        if goal.ervaringsdeskundigen
        else library.words["doel_geen_ervaringsdeskundigen"],
        hours=hours,
        internal=goal.intern == "ja",
        own=False,
        cox=card.cox if card else 0,
        sources=card.bronnen if card else (),
        moment=library.words["doel_geen_deadline"],
        plain=goal.eenvoudig.render(facts) if goal.eenvoudig else "",
        by_college=goal.besluit_door == "college",
        paid=_paid(goal, what, facts),
    )


def _paid(goal: CardGoal, what: str, facts: Facts) -> int | None:
    """Return how often a goal has people who live with a disability paid, by the first number that it tells."""
    if not goal.vergoed:
        return 0
    number = first_number(what)
    if goal.vergoed == "keer" or not number:
        return number
    departments = facts.lookup("plan.eerste_afdelingen") or facts.lookup("organisatie.aantal_afdelingen")
    return number * departments if departments else None


def _dated(placed: Placed, facts: Facts, library: Library) -> Goal:
    candidate, slot, calendar = placed.candidate, placed.slot, facts.calendar
    goal = _filled(candidate, facts, library)
    if day := candidate.own.deadline:
        return _due(goal, Moment(dutch_date(day), day, day), min(calendar.hinge, day))
    if slot == FIXED:
        return _due(goal, calendar.around(candidate.when, library), calendar.start)
    first_day = calendar.first.later(slot).first_day
    if day := _day_after(candidate.goal.klaar_na, facts):
        return _due(goal, Moment(dutch_date(day), day, day), min(first_day, day))
    return _due(goal, calendar.after(slot, library), max(first_day, calendar.hinge))


def _day_after(path: str | None, facts: Facts) -> dt.date | None:
    """Return the end of the month after the last date in these rows; None unless it is in the period of the plan."""
    calendar, rows = facts.calendar, facts.lookup(path) if path else None
    days = [row.wanneer for row in rows or () if row.wanneer]
    if not days or calendar.state == "onbekend":
        return None
    day = end_of_next_month(max(days))
    return day if calendar.hinge < day <= calendar.last.last_day else None


def _due(goal: Goal, moment: Moment, start: dt.date) -> Goal:
    return replace(
        goal,
        moment=escape(moment.words),
        order=moment.order,
        quarter=quarter_of(moment.order),
        start=start if moment.date else None,
        deadline=moment.date,
    )


def _before(goals: Iterable[Goal], calendar: Calendar) -> int:
    return sum(calendar.is_before_decision(goal.order) for goal in goals)


def _risks(library: Library, facts: Facts, dated: frozenset[str]) -> tuple[PlannedRisk, ...]:
    """Return the risks that apply, in the order of the library; past the limit the least certain are left out."""
    found = [risk for risk in library.risks.values() if risk.applies(facts.lookup)]
    limit = library.optional_setting("risicos_hoogstens")
    if limit is not None:
        kept = sorted(found, key=lambda risk: _weight(risk, facts, dated))[:limit]
        found = [risk for risk in found if risk in kept]
    return tuple(_planned(risk, facts, dated) for risk in found)


def _weight(risk: Risk, facts: Facts, dated: frozenset[str]) -> int:
    """Return which risks go first: those that a dated goal answers; among these and others, what is known."""
    is_unknown = risk.vangnet is not None and risk.vangnet.answer(facts.lookup) is None
    return (0 if risk.doel in dated else 2) + is_unknown


def _planned(risk: Risk, facts: Facts, dated: frozenset[str]) -> PlannedRisk:
    texts = (risk.titel, risk.description, risk.maatregel, risk.eigenaar)
    title, description, measure, owner = (text.render(facts) for text in texts)
    goal = risk.doel if risk.doel in dated else None
    return PlannedRisk(risk.key, title, description, measure, owner, risk.bronnen, goal or "")
