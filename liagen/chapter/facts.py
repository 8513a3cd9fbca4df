"""What conditions and texts may look up, and one fact in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from liagen.chapter.calendar import Calendar, plan_values, read_calendar
from liagen.library.cards import Verdict
from liagen.library.conditions import Lookup
from liagen.library.derived import (
    AFTER_PLANNING,
    COUNTED_TIMES,
    DECISION,
    GOAL_COUNT,
    GOALS_AFTER,
    GOALS_BEFORE,
    GOALS_BY_OUTCOME,
    GOALS_IN_TABLE,
    GOALS_JUDGED,
    GOALS_OF_COLLEGE,
    GOALS_OF_COUNCIL,
    GROUP_KINDS,
    GROUP_STOPPED,
    GROUPS,
    NUMBERS_BEFORE,
    NUMBERS_OF_COLLEGE,
    NUMBERS_OF_COUNCIL,
    PAID_TIMES,
    TERMS,
    TESTS_OPEN,
    spec_of,
)
from liagen.library.dutch import numbers_nl, value_text
from liagen.library.goal_list import COLLEGE_GOALS, COUNCIL_GOALS, PREPARATION, ListedGoal
from liagen.library.model import Library
from liagen.library.size import FTE, SIZE, with_size
from liagen.library.wording import DATED_FACTS, TITLE, Context, Wording
from liagen.profile.fields import OUTCOMES, field_specs, profile_value
from liagen.profile.model import Profile
from liagen.profile.rows import Groepsrij, Test
from liagen.profile.work import Uitvoerder

UNKNOWN = "onbekend"

_UNTIL: Final = "beleggen.uitvoerder.tot"
_SHORT_TITLE: Final = "beleggen.uitvoerder.functie_kort"
_FOUND: Final = "terugblik.bevindingen"


@dataclass(frozen=True)
class Fact:
    """One fact a verdict looked at; ``value`` is plain Dutch, «onbekend» when the profile does not say."""

    path: str
    label: str
    value: str


@dataclass(frozen=True)
class Facts(Context):
    """A municipality on the day of the draft: what conditions and texts may look up, and the profile it is from.

    ``values`` holds the fields of the profile, the settings, the size, what the calendar says and, once chosen, the
    verdicts and the goals in the table.
    """

    profile: Profile
    date: dt.date
    calendar: Calendar

    def with_choice(self, verdicts: Mapping[str, Verdict]) -> Facts:
        """Return the same facts with the verdict on every option."""
        return replace(self, values={**self.values, **{f"keuze.{key}": found for key, found in verdicts.items()}})

    def with_goals(
        self,
        keys: tuple[str, ...],
        before: int,
        of_college: int = 0,
        told: tuple[ListedGoal, ...] = (),
        paid: int | None = None,
        counted: int | None = None,
        terms: str | None = None,
    ) -> Facts:
        """Return the same facts with the goals that stand in the table.

        The first ``before`` precede the decision; where a council decides, the next ``of_college`` are for the college.
        ``told`` are all of them, in this order; ``paid`` is how often they ask for a fee, None where that is not known.
        Then ``counted`` is how often those do of which it is known. ``terms`` tells in which months they are due.
        """
        council = before + of_college
        values = {
            GOAL_COUNT: len(keys),
            GOALS_BEFORE: before,
            GOALS_AFTER: len(keys) - before,
            GOALS_OF_COLLEGE: of_college,
            GOALS_OF_COUNCIL: len(keys) - council,
            NUMBERS_BEFORE: _numbers(1, before),
            NUMBERS_OF_COLLEGE: _numbers(before + 1, council),
            NUMBERS_OF_COUNCIL: _numbers(council + 1, len(keys)),
            PAID_TIMES: paid,
            COUNTED_TIMES: counted,
            TERMS: terms,
            PREPARATION: told[:before],
            COLLEGE_GOALS: told[before:council],
            COUNCIL_GOALS: told[council:],
        }
        return replace(self, values={**self.values, GOALS_IN_TABLE: keys, **values})

    def with_title(self, title: Wording) -> Facts:
        """Return the same facts with the title of the chapter, for texts that name the chapter."""
        return replace(self, extra={**self.extra, TITLE: title.render(self)})


def _numbers(first: int, last: int) -> str | None:
    """Return the numbers of goals from the first to the last as they are told; None without any."""
    return numbers_nl(range(first, last + 1)) or None


def read_facts(profile: Profile, library: Library, date: dt.date) -> Facts:
    """Gather what is known before anything is chosen."""
    values = {path: profile_value(profile, path) for path in field_specs()}
    values |= {f"instelling.{key}": setting.waarde for key, setting in library.settings.items()}
    values |= {f"keuze.{key}": "niet_nu" for key in library.left_out}
    said = {key: source.fact_on(date) for key, source in library.sources.items()}
    values[DATED_FACTS] = {key: fact.tekst for key, fact in said.items() if fact}
    extra = {
        "datum": value_text(date),
        "mensen_met_een_beperking": library.tone.applied(value_text(profile.stijl.huisterm, "stijl.huisterm")),
        TITLE: "",  # it may tell of choices and goals: see `with_title`
    }
    calendar = read_calendar(profile, library, date)
    values |= _worked_out(values, profile, library, calendar)
    return Facts(values, extra, profile, date, calendar)


def with_other_answer(facts: Facts, profile: Profile, changed: Mapping[str, Any], library: Library) -> Facts:
    """Return the facts as they would be of ``profile``, whose fields in ``changed`` have other values than theirs.

    What was chosen and planned stays as it was.
    """
    values = {**facts.values, **changed}
    if WORKED_OUT_FROM.isdisjoint(changed):
        return replace(facts, values=values, profile=profile)
    calendar = read_calendar(profile, library, facts.date)
    worked_out = _worked_out(values, profile, library, calendar)
    kept = {name: facts.values[name] for name in AFTER_PLANNING}
    return replace(facts, values=values | worked_out | kept, profile=profile, calendar=calendar)


WORKED_OUT_FROM: Final = frozenset(
    {
        FTE, "organisatie.aantal_afdelingen", "gemeente.inwoners", GROUPS, _FOUND, "terugblik.oorzaken", OUTCOMES,
        _UNTIL, DECISION, "lia.status", "document.periode.tot", "structuren.medewerkersbijeenkomst.frequentie",
        "gedaan.testen", "beleggen.aanjagers.aantal", "beleggen.aanjagers.uren_per_maand",
        "beleggen.uitvoerder.vervanger_uren", "beleggen.uitvoerder.functie", _SHORT_TITLE,
    }
)  # fmt: skip
"""The fields that are told otherwise than they were typed, or from which something else is worked out."""


def _worked_out(values: Mapping[str, Any], profile: Profile, library: Library, calendar: Calendar) -> dict[str, Any]:
    """Return what follows from the fields, and the few of them that are told otherwise than they were typed."""
    # What stopped is not told of as if it were there; `beleggen.groep.eerder` remembers it.
    groups = profile.beleggen.running_groups
    return {
        GROUPS: groups,
        GROUP_KINDS: _kinds_of(groups),
        GROUP_STOPPED: _stopped_in(profile.beleggen.groepen),
        TESTS_OPEN: _open_tests(profile.gedaan.testen),
        _FOUND: profile.terugblik.found,
        _UNTIL: _still_to_come(profile.beleggen.uitvoerder.tot, calendar.start),
        SIZE: with_size(values.get)(SIZE),
        _SHORT_TITLE: _short_title(profile.beleggen.uitvoerder),
        **_goals_reached(profile),
        **plan_values(calendar, profile, library),
    }


def _short_title(executor: Uitvoerder) -> str | None:
    """Return how the function of the executor is told after the first time: «beleidsadviseur» of «… inclusie».

    Only of a function that says enough without its subject, and as the officer calls it when she says so.
    """
    title = executor.functie or ""
    short = title.removesuffix(" inclusie")
    return executor.functie_kort or (short if short != title and title.startswith("beleids") else None)


def _still_to_come(day: dt.date | None, today: dt.date) -> dt.date | None:
    return day if day and day >= today else None


def _goals_reached(profile: Profile) -> dict[str, int | None]:
    """Return how many goals of the last plan there is an answer about, and how many have each; None without any."""
    found: list[str] = [outcome.stand for outcome in profile.terugblik.uitkomsten.values() if outcome.stand]
    counts = {name: found.count(stand) if found else None for stand, name in GOALS_BY_OUTCOME.items()}
    return {GOALS_JUDGED: len(found) or None, **counts}


def _stopped_in(rows: tuple[Groepsrij, ...] | None) -> int | None:
    """Return the year in which the one group that is no longer there stopped; None without any, or of more."""
    years = [row.gestopt for row in rows or () if row.gestopt]
    return years[0] if len(years) == 1 else None


def _open_tests(rows: tuple[Test, ...] | None) -> int | None:
    """Return how many tests found something of which nothing says what was done about it; None without rows."""
    return None if rows is None else sum(bool(row.uitkomst and not row.gevolg) for row in rows)


def _kinds_of(groups: tuple[Groepsrij, ...] | None) -> tuple[str, ...] | None:
    """Return the kinds of the groups that still meet; None when of none of them the kind is known."""
    kinds = tuple(dict.fromkeys(row.soort for row in groups or () if row.soort))
    return None if groups is None or (groups and not kinds) else kinds


def fact_of(path: str, lookup: Lookup) -> Fact:
    """Return one fact in words."""
    value = lookup(path)
    spec = spec_of(path)
    if value and spec.has_rows:
        value = len(value)  # of rows the number says enough
    words_of = f"{GROUPS}.soort" if path == GROUP_KINDS else path
    return Fact(path, spec.label, UNKNOWN if value is None else value_text(value, words_of))
