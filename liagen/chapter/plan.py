"""The goals of the first period, from the chosen cards and the municipality's own goals; and the risks that apply.

Planning rule: quarters counted from the decision (see the calendar); each goal in the first quarter that its term, its
predecessors and the quarter's limit allow; a deadline is the last day of that quarter. What belongs before or at the
decision is due there. The first internal goal of every core theme goes first (R18, §4.2.1), because those are the ones
that fade from real plans.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from liagen.chapter.calendar import Calendar, Moment, Quarter, quarter_of
from liagen.chapter.choose import Choice
from liagen.chapter.facts import Facts
from liagen.chapter.hours import Hours, proposed_hours
from liagen.library.cards import Card, CardGoal, Risk, When
from liagen.library.conditions import holds
from liagen.library.dutch import capital, dutch_date, dutch_number, escape, sentence
from liagen.library.fill_ins import typed_proposal
from liagen.library.model import Library
from liagen.library.tables import Theme
from liagen.library.wording import with_amount
from liagen.profile.fields import GOAL_CHOICES, OWN_GOAL, THEME_GOAL
from liagen.profile.rows import Doel, Doelkeuze


@dataclass(frozen=True)
class Goal:
    """One goal; texts are Markdown. ``moment`` tells when it is due; the day itself may not be known.

    ``plain`` is ``what`` in simple words, empty when nobody wrote those.

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


@dataclass(frozen=True)
class _Candidate:
    goal: Goal
    when: When
    term: int
    rank: int
    after: tuple[str, ...]
    own: Doelkeuze

    @property
    def is_pinned(self) -> bool:
        """Return whether the officer said that it is in."""
        return self.own.keuze == "wel"

    @property
    def preference(self) -> tuple[int, int]:
        """Return what makes it go before others: a lower rank, then a shorter term."""
        return self.rank, self.term


def plan(facts: Facts, choice: Choice, library: Library) -> Plan:
    """Plan the goals along the calendar of the facts, which know the choice.

    Sources: C2, C6, R18 (§4.2.1, §5) and domein.md §7.4.
    """
    calendar = facts.calendar
    own = _own_goals(facts, library)
    overdue = tuple(goal.key for goal in own if goal.deadline and goal.deadline < calendar.start)
    last_day = calendar.last.last_day
    short_own = [goal for goal in own if calendar.start <= goal.order <= last_day]
    long_own = [goal for goal in own if goal not in short_own]
    candidates = _card_goals(library, choice, facts)
    ruled_out = _ruled_out(library, choice)
    for theme in library.themes.values():
        if (
            theme.kern == "ja"
            and theme.key not in ruled_out
            and not _has_internal(theme, candidates, short_own, library)
        ):
            candidates += _fallback(theme, facts, library)
    selected = _selected(short_own, candidates, library)
    long_own += [goal for goal in short_own if goal not in selected.own]
    placed, left = _place(selected, calendar, library)
    left += [candidate.goal for candidate in candidates if candidate not in selected.candidates]
    places = {candidate.goal.key: place for place, candidate in enumerate(candidates)}
    short = [*placed, *selected.own]
    short = sorted(
        (_within_time_of_owner(goal, facts, library) for goal in short),
        key=lambda goal: (goal.order, places.get(goal.key, len(places))),
    )
    fewest = {candidate.goal.key for candidate in _first_steps(list(selected.candidates), library)}
    minimum = tuple(goal for goal in short if goal.key in fewest)
    keys = tuple(goal.key for goal in short)
    risks = _risks(library, facts.with_goals(keys, _before(short, calendar)), frozenset(keys))
    given = [
        Hours(goal.option, goal.owner, goal.what, number, by_officer=True)
        for goal in short
        if (number := facts.profile.doelen_kiezen.get(goal.key, _NO_CHOICE).uren) is not None
    ]
    hours = proposed_hours(given, choice, facts, library)
    return Plan(calendar, tuple(short), (*long_own, *left), minimum, risks, ruled_out, overdue, hours)


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


def _own_goals(facts: Facts, library: Library) -> tuple[Goal, ...]:
    goals = enumerate(facts.profile.doelen or (), 1)
    # What is done is a fact and no goal.
    return tuple(_own_goal(number, goal, facts.calendar, library) for number, goal in goals if goal.stand != "klaar")


def _own_goal(number: int, goal: Doel, calendar: Calendar, library: Library) -> Goal:
    def told(value: str | None, word: str) -> str:
        return escape(value) if value else library.words[word]

    # Without a date of hers, the end of the first period is proposed.
    proposed = calendar.after(calendar.quarters - 1, library)
    return Goal(
        key=f"{OWN_GOAL}.{number}",
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
        moment=escape(dutch_date(goal.deadline))
        if goal.deadline
        else typed_proposal(proposed.words, "doelen.deadline"),
        order=goal.deadline or proposed.order,
        quarter=quarter_of(goal.deadline or proposed.order),
        start=goal.start,
        deadline=goal.deadline,
    )


def _card_goals(library: Library, choice: Choice, facts: Facts) -> list[_Candidate]:
    return [
        _candidate(f"{card.key}.{goal.key}", goal, card.theme, card, facts, library)
        for card in library.cards.values()
        for goal in card.doelen.values()
        if choice.options[card.key].verdict in goal.bij and _applies(f"{card.key}.{goal.key}", goal, facts)
    ]


def _applies(key: str, goal: CardGoal, facts: Facts) -> bool:
    """Say whether a goal counts: what the officer chose, else its own condition."""
    own = facts.profile.doelen_kiezen.get(key, _NO_CHOICE)
    return own.keuze == "wel" or (own.keuze is None and holds(goal.als, facts.lookup))


_NO_CHOICE = Doelkeuze()


def _candidate(key: str, goal: CardGoal, theme: str, card: Card | None, facts: Facts, library: Library) -> _Candidate:
    own = facts.profile.doelen_kiezen.get(key, _NO_CHOICE)
    facts = with_amount(facts, f"{GOAL_CHOICES}.{key}.aantal", own.aantal)
    within_means = facts.lookup("capaciteit.binnen_bestaande_middelen") == "ja"
    hours = library.words["doel_uren_bestaand" if within_means else "doel_geen_uren"]
    if own.uren is not None:
        hours = library.word("doel_eigen_uren", uren=dutch_number(own.uren))
    elif goal.uren:
        hours = goal.uren.render(facts)
    filled = Goal(
        key=key,
        theme=theme,
        option=card.key if card else "",
        what=goal.wat.render(facts),
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
    )
    # With the decision behind us nothing comes before it any more: what should have, comes first.
    when: When = "na_besluit" if facts.calendar.state == "genomen" else goal.wanneer
    return _Candidate(filled, when, goal.termijn if goal.wanneer == "na_besluit" else 1, goal.rang, goal.na, own)


def _ruled_out(library: Library, choice: Choice) -> tuple[str, ...]:
    """Return the core themes in which the officer said no to every option; of practice only what is proposed counts."""
    counted = [
        (card.theme, option)
        for card in library.cards.values()
        if (option := choice.options[card.key]).verdict == "voorstel" or card.key not in library.practice
    ]
    return tuple(
        theme.key
        for theme in library.themes.values()
        if theme.kern == "ja"
        and (options := [option for key, option in counted if key == theme.key])
        and all(option.by_officer and option.verdict == "niet_nu" for option in options)
    )


def _has_internal(theme: Theme, candidates: list[_Candidate], short_own: list[Goal], library: Library) -> bool:
    """Say whether a theme holds an internal goal for the short term, of a card or of the municipality itself."""
    return any(goal.theme == theme.key for goal in short_own) or bool(_internal(theme, candidates, library))


def _internal(theme: Theme, candidates: list[_Candidate], library: Library) -> list[_Candidate]:
    """Return the internal candidates of a theme whose term fits in the plan."""
    span = library.settings["kwartalen_vooruit"].waarde
    return [c for c in candidates if c.goal.theme == theme.key and c.goal.internal and c.term <= span]


def _fallback(theme: Theme, facts: Facts, library: Library) -> list[_Candidate]:
    if theme.terugval is None:
        return []
    return [_candidate(f"{THEME_GOAL}.{theme.key}", theme.terugval, theme.key, None, facts, library)]


@dataclass(frozen=True)
class _Selection:
    """What goes into the table; ``sure`` are the keys of goals that may not fall out for want of room."""

    own: tuple[Goal, ...]
    candidates: tuple[_Candidate, ...]
    sure: frozenset[str]


def _selected(own: list[Goal], candidates: list[_Candidate], library: Library) -> _Selection:
    """Choose what goes into the table: what the officer said, her own goals, the first of each theme, then the rest.

    Without a limit in the package everything may go in, as far as there is room.
    """
    firsts = {candidate.goal.key for candidate in _firsts(candidates, library)}
    pinned = [candidate for candidate in candidates if candidate.is_pinned]
    limit = library.optional_setting("doelen_hoogstens")
    if limit is None:
        sure = firsts.union(candidate.goal.key for candidate in pinned)
        return _Selection(tuple(own), tuple(candidates), frozenset(sure))
    room = max(limit - len(pinned), 0)
    kept_own = sorted(own, key=lambda goal: goal.order)[:room]
    rest = [each for each in candidates if not each.is_pinned and _fits(each, library)]
    rest.sort(key=lambda each: (each.rank > 1, each.goal.key not in firsts, *each.preference))
    wanted = [*pinned, *rest[: room - len(kept_own)]]
    chosen = tuple(candidate for candidate in candidates if candidate in wanted)
    return _Selection(tuple(kept_own), chosen, frozenset(candidate.goal.key for candidate in chosen))


def _fits(candidate: _Candidate, library: Library) -> bool:
    """Say whether a goal can be due in the first period."""
    return candidate.own.deadline is not None or candidate.term <= library.settings["kwartalen_vooruit"].waarde


def _place(selected: _Selection, calendar: Calendar, library: Library) -> tuple[list[Goal], list[Goal]]:
    """Give every candidate the first quarter that has room; what does not fit returns as second list, undated."""
    limit = library.settings["doelen_per_kwartaal"].waarde
    quarters = [calendar.first.later(index) for index in range(calendar.quarters)]
    taken = [sum(goal.quarter == quarter for goal in selected.own) for quarter in quarters]
    slots: dict[str, int | None] = {}
    ordered = _in_order(list(selected.candidates), library)
    known = {candidate.goal.key for candidate in ordered}
    for candidate in ordered:
        if candidate.own.deadline or candidate.when != "na_besluit":
            slots[candidate.goal.key] = _FIXED
            continue
        before = [slots.get(key) for key in candidate.after if key in known]
        blocked = any(slot is None for slot in before)
        earliest = max([_earliest(candidate, calendar, library), *(slot + 1 for slot in before if slot is not None)])
        rest = range(earliest, calendar.quarters)
        slot = None if blocked else next((index for index in rest if taken[index] < limit), None)
        if slot is None and candidate.goal.key in selected.sure:  # a full year may not push it out
            slot = min(range(min(earliest, calendar.quarters - 1), calendar.quarters), key=taken.__getitem__)
        slots[candidate.goal.key] = slot
        if slot is not None:
            taken[slot] += 1
    placed = [
        _dated(candidate, slot, calendar, library)
        for candidate in ordered
        if (slot := slots[candidate.goal.key]) is not None
    ]
    return placed, [each.goal for each in selected.candidates if slots[each.goal.key] is None]


_FIXED = -1
"""The slot of what has a date of the officer, or is due before or at the decision."""


def _earliest(candidate: _Candidate, calendar: Calendar, library: Library) -> int:
    """Return the first quarter for a goal by its term, from 0; the period may be shorter than a year of the package."""
    return min(candidate.term, calendar.quarters) - 1 if _fits(candidate, library) else candidate.term - 1


def _dated(candidate: _Candidate, slot: int, calendar: Calendar, library: Library) -> Goal:
    if day := candidate.own.deadline:
        return _due(candidate.goal, Moment(dutch_date(day), day, day), min(calendar.hinge, day))
    if slot == _FIXED:
        return _due(candidate.goal, calendar.around(candidate.when, library), calendar.start)
    first_day = calendar.first.later(slot).first_day
    return _due(candidate.goal, calendar.after(slot, library), max(first_day, calendar.hinge))


def _due(goal: Goal, moment: Moment, start: dt.date) -> Goal:
    return replace(
        goal,
        moment=escape(moment.words),
        order=moment.order,
        quarter=quarter_of(moment.order),
        start=start if moment.date else None,
        deadline=moment.date,
    )


def _in_order(candidates: list[_Candidate], library: Library) -> list[_Candidate]:
    """Order: first the internal goal of each core theme with its predecessors, then the rest by term."""
    steps = _first_steps(candidates, library)
    return _with_predecessors([*steps, *sorted(candidates, key=lambda candidate: candidate.term)], candidates)


def _first_steps(candidates: list[_Candidate], library: Library) -> list[_Candidate]:
    return _with_predecessors(_firsts(candidates, library), candidates)


def _with_predecessors(wanted: list[_Candidate], candidates: list[_Candidate]) -> list[_Candidate]:
    by_key = {candidate.goal.key: candidate for candidate in candidates}
    done: dict[str, _Candidate] = {}
    for candidate in wanted:
        _visit(candidate, by_key, done)
    return list(done.values())


def _firsts(candidates: list[_Candidate], library: Library) -> list[_Candidate]:
    """Return, for each core theme, the internal goal that matters most, or else is due first."""
    found = []
    for theme in library.themes.values():
        mine = _internal(theme, candidates, library)
        if theme.kern == "ja" and mine:
            found.append(min(mine, key=lambda candidate: candidate.preference))
    return found


def _visit(candidate: _Candidate, by_key: Mapping[str, _Candidate], done: dict[str, _Candidate]) -> None:
    """Add a candidate after its predecessors; reading has refused circles."""
    if candidate.goal.key in done:
        return
    for key in candidate.after:
        if key in by_key:
            _visit(by_key[key], by_key, done)
    done[candidate.goal.key] = candidate


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
