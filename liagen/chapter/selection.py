"""Which goals stand in the table, and in which quarter: worked out without a word of them being written.

Each goal goes in the first quarter that its term, its predecessors and the quarter's limit allow. The first internal
goal of every core theme goes first (R18, §4.2.1), because those are the ones that fade from real plans.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liagen.chapter.calendar import Calendar, Quarter, quarter_of
from liagen.chapter.facts import Facts
from liagen.library.cards import Card, CardGoal, Verdict, When
from liagen.library.conditions import holds
from liagen.library.model import Library
from liagen.profile.fields import OWN_GOAL, THEME_GOAL
from liagen.profile.rows import Doel, Doelkeuze

FIXED: Final = -1
"""The slot of what has a date of the officer, or is due before or at the decision."""

NO_CHOICE: Final = Doelkeuze()


@dataclass(frozen=True)
class OwnDate:
    """When a goal of the municipality itself is due: on the day that it has, else on the one that liagen proposes."""

    key: str
    goal: Doel
    order: dt.date

    @property
    def quarter(self) -> Quarter:
        """Return the quarter in which it is due."""
        return quarter_of(self.order)


@dataclass(frozen=True)
class Candidate:
    """A goal of an option, or of a theme without one, that could stand in the table; ``own`` is what the officer said.

    ``term`` is the first quarter in which it can be ready, counted from 1.
    """

    key: str
    theme: str
    card: Card | None
    goal: CardGoal
    when: When
    own: Doelkeuze

    @property
    def option(self) -> str:
        """Return the option that it is of; empty for the goal of a theme."""
        return self.card.key if self.card else ""

    @property
    def term(self) -> int:
        """Return the first quarter in which it can be ready."""
        return self.goal.termijn if self.goal.wanneer == "na_besluit" else 1

    @property
    def is_pinned(self) -> bool:
        """Return whether the officer said that it is in."""
        return self.own.keuze == "wel"

    @property
    def preference(self) -> tuple[int, int]:
        """Return what makes it go before others: a lower rank, then a shorter term."""
        return self.goal.rang, self.term


@dataclass(frozen=True)
class Placed:
    """A goal with its place in the period: the number of its quarter from 0, or ``FIXED``."""

    candidate: Candidate
    slot: int


@dataclass(frozen=True)
class Selection:
    """What goes into the table and what does not.

    ``own`` holds the municipality's own goals that stand in it, ``own_later`` the others; ``candidates`` are all goals
    of the library that count; ``placed`` those in the table, ``left`` those for later. ``first_steps`` are the fewest:
    the first internal goal of every core theme, with what must come before it. ``ruled_out`` are the core themes that
    the officer said no to.
    """

    own: tuple[OwnDate, ...]
    own_later: tuple[OwnDate, ...]
    candidates: tuple[Candidate, ...]
    placed: tuple[Placed, ...]
    left: tuple[Candidate, ...]
    first_steps: frozenset[str]
    ruled_out: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of all goals in the table."""
        return frozenset([goal.key for goal in self.own] + [each.candidate.key for each in self.placed])


@dataclass(frozen=True)
class Choices:
    """What a selection of goals needs of the choice: the verdict on every option, and which ones the officer gave."""

    verdicts: Mapping[str, Verdict]
    by_officer: frozenset[str]


def select_goals(facts: Facts, choices: Choices, library: Library) -> Selection:
    """Select the goals of the first period; the facts know the choice."""
    keys = goals_that_count(facts, choices.verdicts, library)
    return select_among(keys, ruled_out_themes(library, choices), facts, library)


def goals_that_count(facts: Facts, verdicts: Mapping[str, Verdict], library: Library) -> tuple[str, ...]:
    """Return the keys of the goals of options that could stand in the table; the facts know the choice."""
    return tuple(
        key
        for key, goal in library.goals.items()
        if verdicts[key.partition(".")[0]] in goal.bij and _applies(key, goal, facts)
    )


def select_among(keys: Sequence[str], ruled_out: tuple[str, ...], facts: Facts, library: Library) -> Selection:
    """Select from these goals of options, and from what the themes have for want of those; the same each time."""
    calendar = facts.calendar
    own = _own_dates(facts)
    last_day = calendar.last.last_day
    short = [goal for goal in own if calendar.start <= goal.order <= last_day]
    candidates = [_card_goal(key, facts, library) for key in keys]
    candidates += _fallbacks(short, candidates, ruled_out, facts, library)
    chosen = _chosen(short, candidates, library)
    steps = _with_predecessors(_firsts(chosen.candidates, library), chosen.candidates)
    placed, left = _place(chosen, steps, calendar, library)
    taken = {candidate.key for candidate in chosen.candidates}
    left += [candidate for candidate in candidates if candidate.key not in taken]
    later = (*(goal for goal in own if goal not in short), *(goal for goal in short if goal not in chosen.own))
    fewest = frozenset(candidate.key for candidate in steps)
    return Selection(chosen.own, later, tuple(candidates), tuple(placed), tuple(left), fewest, ruled_out)


def _own_dates(facts: Facts) -> tuple[OwnDate, ...]:
    """Return when the municipality's own goals are due; of what is done nothing is due any more."""
    # Without a date of hers, the end of the first period is proposed.
    proposed = facts.calendar.last.last_day
    return tuple(
        OwnDate(f"{OWN_GOAL}.{number}", goal, goal.deadline or proposed)
        for number, goal in enumerate(facts.profile.doelen or (), 1)
        if goal.stand != "klaar"
    )


def ruled_out_themes(library: Library, choices: Choices) -> tuple[str, ...]:
    """Return the core themes in which the officer said no to every option; of practice only what is proposed counts."""
    if not choices.by_officer:
        return ()
    counted = [
        (card.theme, card.key)
        for card in library.cards.values()
        if choices.verdicts[card.key] == "voorstel" or card.key not in library.practice
    ]
    return tuple(
        theme.key
        for theme in library.themes.values()
        if theme.kern == "ja"
        and (options := [option for key, option in counted if key == theme.key])
        and all(option in choices.by_officer and choices.verdicts[option] == "niet_nu" for option in options)
    )


# ------------------------------------------------------------ what could be in


def _card_goal(key: str, facts: Facts, library: Library) -> Candidate:
    card = library.cards[key.partition(".")[0]]
    return _candidate(key, library.goals[key], card.theme, card, facts)


def _applies(key: str, goal: CardGoal, facts: Facts) -> bool:
    """Say whether a goal counts: what the officer chose, else its own condition."""
    own = facts.profile.doelen_kiezen.get(key, NO_CHOICE)
    return own.keuze == "wel" or (own.keuze is None and holds(goal.als, facts.lookup))


def _candidate(key: str, goal: CardGoal, theme: str, card: Card | None, facts: Facts) -> Candidate:
    # With the decision behind us nothing comes before it any more: what should have, comes first.
    when: When = "na_besluit" if facts.calendar.state == "genomen" else goal.wanneer
    return Candidate(key, theme, card, goal, when, facts.profile.doelen_kiezen.get(key, NO_CHOICE))


def _fallbacks(
    short_own: Sequence[OwnDate],
    candidates: list[Candidate],
    ruled_out: Collection[str],
    facts: Facts,
    library: Library,
) -> list[Candidate]:
    """Return the goals of the core themes that hold no internal one, of a card or of the municipality itself."""
    held = {*ruled_out, *(own.goal.thema for own in short_own), *_internal_by_theme(candidates, library)}
    return [
        _candidate(f"{THEME_GOAL}.{key}", theme.terugval, key, None, facts)
        for key, theme in library.themes.items()
        if theme.kern == "ja" and key not in held and theme.terugval
    ]


def _internal_by_theme(candidates: Sequence[Candidate], library: Library) -> dict[str, list[Candidate]]:
    """Return, by theme, the internal candidates whose term fits in the plan."""
    span = library.settings["kwartalen_vooruit"].waarde
    found: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.goal.intern == "ja" and candidate.term <= span:
            for theme in (candidate.theme, *candidate.goal.dekt_ook):
                found.setdefault(theme, []).append(candidate)
    return found


# ------------------------------------------------------------ what is in


@dataclass(frozen=True)
class _ChosenGoals:
    """What goes into the table; ``sure`` are the keys of goals that may not fall out for want of room."""

    own: tuple[OwnDate, ...]
    candidates: tuple[Candidate, ...]
    sure: frozenset[str]


def _chosen(own: Sequence[OwnDate], candidates: list[Candidate], library: Library) -> _ChosenGoals:
    """Choose what goes into the table: what the officer said, her own goals, the first of each theme, then the rest.

    Without a limit in the package everything may go in, as far as there is room.
    """
    firsts = {candidate.key for candidate in _firsts(candidates, library)}
    pinned = [candidate for candidate in candidates if candidate.is_pinned]
    limit = library.optional_setting("doelen_hoogstens")
    if limit is None:
        sure = firsts.union(candidate.key for candidate in pinned)
        return _ChosenGoals(tuple(own), tuple(candidates), frozenset(sure))
    room = max(limit - len(pinned), 0)
    kept_own = sorted(own, key=lambda goal: goal.order)[:room]
    rest = [each for each in candidates if not each.is_pinned and _fits(each, library)]
    rest.sort(key=lambda each: (each.goal.rang > 1, each.key not in firsts, *each.preference))
    wanted = {each.key for each in (*pinned, *rest[: room - len(kept_own)])}
    chosen = tuple(candidate for candidate in candidates if candidate.key in wanted)
    return _ChosenGoals(tuple(kept_own), chosen, frozenset(wanted))


def _fits(candidate: Candidate, library: Library) -> bool:
    """Say whether a goal can be due in the first period."""
    return candidate.own.deadline is not None or candidate.term <= library.settings["kwartalen_vooruit"].waarde


def _firsts(candidates: Sequence[Candidate], library: Library) -> list[Candidate]:
    """Return, for each core theme, the internal goal that matters most, or else is due first."""
    internal = _internal_by_theme(candidates, library)
    themes = (theme for key, theme in library.themes.items() if theme.kern == "ja" and key in internal)
    return [min(internal[theme.key], key=lambda candidate: candidate.preference) for theme in themes]


# ------------------------------------------------------------ in which quarter


def _place(
    chosen: _ChosenGoals, steps: Sequence[Candidate], calendar: Calendar, library: Library
) -> tuple[list[Placed], list[Candidate]]:
    """Give every candidate the first quarter that has room; what does not fit returns as second list.

    The first ``steps`` have first choice, then the rest by term.
    """
    limit = library.settings["doelen_per_kwartaal"].waarde
    quarters = [calendar.first.later(index) for index in range(calendar.quarters)]
    taken = [sum(goal.quarter == quarter for goal in chosen.own) for quarter in quarters]
    slots: dict[str, int | None] = {}
    by_term = sorted(chosen.candidates, key=lambda candidate: candidate.term)
    ordered = _with_predecessors((*steps, *by_term), chosen.candidates)
    known = {candidate.key for candidate in ordered}
    for candidate in ordered:
        if candidate.own.deadline or candidate.when != "na_besluit":
            slots[candidate.key] = FIXED
            continue
        before = [slots.get(key) for key in candidate.goal.na if key in known]
        blocked = any(slot is None for slot in before)
        earliest = max([_earliest(candidate, calendar, library), *(slot + 1 for slot in before if slot is not None)])
        rest = range(earliest, calendar.quarters)
        slot = None if blocked else next((index for index in rest if taken[index] < limit), None)
        if slot is None and candidate.key in chosen.sure:  # a full year may not push it out
            slot = min(range(min(earliest, calendar.quarters - 1), calendar.quarters), key=taken.__getitem__)
        slots[candidate.key] = slot
        if slot is not None:
            taken[slot] += 1
    placed = [Placed(candidate, slot) for candidate in ordered if (slot := slots[candidate.key]) is not None]
    return placed, [candidate for candidate in chosen.candidates if slots[candidate.key] is None]


def _earliest(candidate: Candidate, calendar: Calendar, library: Library) -> int:
    """Return the first quarter for a goal by its term, from 0; the period may be shorter than a year of the package."""
    return min(candidate.term, calendar.quarters) - 1 if _fits(candidate, library) else candidate.term - 1


def _with_predecessors(wanted: Iterable[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return these candidates, each after those among all candidates that must come before it."""
    by_key = {candidate.key: candidate for candidate in candidates}
    done: dict[str, Candidate] = {}
    for candidate in wanted:
        _visit(candidate, by_key, done)
    return list(done.values())


def _visit(candidate: Candidate, by_key: Mapping[str, Candidate], done: dict[str, Candidate]) -> None:
    """Add a candidate after its predecessors; reading has refused circles."""
    if candidate.key in done:
        return
    for key in candidate.goal.na:
        if key in by_key:
            _visit(by_key[key], by_key, done)
    done[candidate.key] = candidate
