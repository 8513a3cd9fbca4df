"""The calendar of a plan. It is counted from the decision: talks and papers come before it, the work comes after it.

As long as the date of the decision is not known, time is told in words («een jaar na het besluit»). Where nothing is
left to decide, it is counted from the date of the draft. Nothing lies before that date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final, Literal

from liagen.library.cards import When
from liagen.library.dutch import dutch_date
from liagen.library.model import Library
from liagen.profile.dates import PeriodEnd
from liagen.profile.model import Profile
from liagen.profile.parsing import MONTHS

WEEKS_BEFORE: Final = 6
"""How long before a decision its papers are ready: our estimate."""

STILL_TO_COME: Final = ("geen", "in_ontwikkeling", "herijking")
"""How far a LIA is when a decision must still be taken: then a date in the past is that of an earlier one."""

_READING_TIME: Final = dt.timedelta(weeks=2)
"""How long a draft is read before anyone acts on it: our estimate."""

_UNTIL_DECISION: Final = 5
"""How many months there are for the preparation, when the decision has no date: our estimate."""

_TO_FIND: Final = 5
"""How many months more it takes to find someone to do the work first: our estimate."""

_RECESS: Final = (7, 8, 9, 10)
"""The months in which a decision, or what must be ready before it, falls in the summer recess."""

_SUMMER: Final = (7, 8)
"""The months in which a council and most people are away, so that nobody looks back then."""

_AFTER_SUMMER: Final = 9

_NAMED_TERMS: Final = (1, 2, 3, 4, 6, 8)
"""Terms in quarters that have words of their own."""

DecisionState = Literal["komt", "onbekend", "genomen"]


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter; ``number`` is 1 to 4."""

    year: int
    number: int

    @property
    def first_day(self) -> dt.date:
        """Return the first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> dt.date:
        """Return the last day."""
        return self.later(1).first_day - dt.timedelta(days=1)

    def later(self, count: int) -> Quarter:
        """Return the quarter ``count`` quarters further on."""
        index = self.year * 4 + self.number - 1 + count
        return Quarter(index // 4, index % 4 + 1)


def quarter_of(date: dt.date) -> Quarter:
    """Return the quarter in which a date falls."""
    return Quarter(date.year, (date.month + 2) // 3)


@dataclass(frozen=True)
class Moment:
    """When something is due, in plain Dutch; ``order`` is the day to sort by.

    ``date`` is None as long as it hangs on a decision without a date.
    """

    words: str
    order: dt.date
    date: dt.date | None


@dataclass(frozen=True)
class Calendar:
    """The first period of a plan: ``quarters`` quarters from ``first`` on.

    ``start`` is the date of the draft; ``decision`` the date of a decision that is still to come, when it is known.
    ``proposed`` is the first day of the month that we propose for a decision that has no date.
    """

    start: dt.date
    state: DecisionState
    decision: dt.date | None
    first: Quarter
    quarters: int
    proposed: dt.date | None = None

    @property
    def hinge(self) -> dt.date:
        """Return the day from which is counted; the date of the draft stands in for a decision without a date."""
        return self.decision or self.start

    @property
    def last(self) -> Quarter:
        """Return the last quarter of the period."""
        return self.first.later(self.quarters - 1)

    @property
    def first_work(self) -> dt.date:
        """Return a day in the month in which the first steps are taken: soon, and before the decision."""
        soon = _soon(self.start)
        return min(soon, self.decision) if self.decision else soon

    @property
    def report(self) -> dt.date:
        """Return the last day for the report on the first period: a quarter after its last goals are due."""
        return self.last.later(1).last_day

    @property
    def before_decision(self) -> dt.date:
        """Return the last day for what must be ready before the papers leave."""
        due = _month_end_until(self.hinge - dt.timedelta(weeks=WEEKS_BEFORE))
        own = _month_end(self.start)
        if due < self.start:
            return own if own < self.hinge else self.at_decision
        return due

    @property
    def at_decision(self) -> dt.date:
        """Return the last day for what goes with the decision."""
        due = self.hinge.replace(day=1) - dt.timedelta(days=1)
        return due if due >= self.start else self.hinge

    def is_before_decision(self, day: dt.date) -> bool:
        """Return whether what is due on a day is ready when the decision falls; no longer once that was taken."""
        if self.state == "genomen":
            return False
        # Without a date of the decision, what belongs before it is due at the start, in the order of `around`.
        return day <= (self.hinge if self.decision else self.start + dt.timedelta(days=1))

    def term_of(self, day: dt.date) -> int:
        """Return how many months after the decision the quarter of the plan ends that a day is the last of."""
        due = quarter_of(day)
        return 3 * (4 * (due.year - self.first.year) + due.number - self.first.number + 1)

    def after(self, index: int, library: Library) -> Moment:
        """Return the end of quarter ``index`` of the plan, counted from 0."""
        last_day = self.first.later(index).last_day
        if self.state == "onbekend":
            return Moment(_words_after(index + 1, library), last_day, None)
        return Moment(dutch_date(last_day), last_day, last_day)

    def around(self, when: When, library: Library) -> Moment:
        """Return when something is due that belongs before or at the decision."""
        if self.state == "onbekend":
            order = self.start + dt.timedelta(days=when == "bij_besluit")
            return Moment(library.word(f"moment_{when}"), order, None)
        date = self.before_decision if when == "voor_besluit" else self.at_decision
        return Moment(dutch_date(date), date, date)


def read_calendar(profile: Profile, library: Library, date: dt.date) -> Calendar:
    """Return the calendar for a draft of this date."""
    decision = profile.document.besluit_datum
    state: DecisionState = "onbekend"
    if decision and decision > date:
        state = "komt"
    elif decision and profile.lia.status not in STILL_TO_COME:
        state = "genomen"
    settings = library.settings
    hinge = decision if decision and state == "komt" else date
    first = quarter_of(hinge)
    if (first.last_day - hinge).days < settings["dagen_eerste_kwartaal"].waarde:
        first = first.later(1)
    quarters = settings["kwartalen_vooruit"].waarde
    # A year that runs one quarter into the next ends with the old one: «in 2027» and no «tot en met maart 2028».
    runs_over = state != "onbekend" and quarters > 1 and first.later(quarters - 1).number == 1
    known = hinge if state == "komt" else None
    proposed = _proposed_decision(date, profile) if state == "onbekend" else None
    return Calendar(date, state, known, first, quarters - runs_over, proposed)


def plan_values(calendar: Calendar, profile: Profile, library: Library) -> dict[str, Any]:
    """Return what conditions and texts may ask of the plan before anything is chosen; None is unknown."""
    told: dict[str, Any] = {
        "besluit": calendar.state,
        "besluit_op": _decided_on(calendar, profile, library),
        "besluit_voorzet": _month(calendar.proposed) if calendar.proposed else None,
        "begin": library.word("plan_in", moment=_month(calendar.first_work)),
        "melden": None if calendar.state == "onbekend" else MONTHS[calendar.report.month - 1],
        "geschrapt": tuple(key for key, own in profile.doelen_kiezen.items() if own.keuze == "niet"),
        "eind": _end(calendar, profile, library),
        "laatste_bericht": _last_report(calendar, profile, library),
        "bijeenkomsten": _meetings(calendar, profile),
        "eerste_afdelingen": _first_departments(profile, library),
        "aantal_aanjagers": _number_of_drivers(profile, library),
        "uren_per_maand": _monthly_hours(profile, library),
        "uren_met_voorzet": _proposed_monthly_hours(profile, library),
        "uren_alles": _all_monthly_hours(profile, library),
        "uren_twee": _hours_without_drivers(profile, library),
        **_talks(calendar, library),
        **(_in_words(calendar, library) if calendar.state == "onbekend" else _in_dates(calendar, library)),
        "doelen": None,
        "aantal_doelen": None,
        "doelen_vooraf": None,
        "doelen_erna": None,
        "doelen_college": None,
        "doelen_raad": None,
        "nummers_vooraf": None,
        "nummers_college": None,
        "nummers_raad": None,
        "keren": None,
        "keren_bekend": None,
        "termijnen": None,
    }
    return {f"plan.{name}": value for name, value in told.items()}


def _in_words(calendar: Calendar, library: Library) -> dict[str, str | None]:
    return {
        "laatste_maand": None,
        "eerste_jaar": library.word("plan_eerste_jaar"),
        "tweede_jaar": library.word("plan_tweede_jaar"),
        "terugkijken": _words_after(calendar.quarters, library),
        "eerste_bericht": library.word("plan_na_eerste_jaar"),
        "half_jaar": _words_after(2, library),
        "eerste_kwartaal": library.word("plan_eerste_maanden"),
    }


def _in_dates(calendar: Calendar, library: Library) -> dict[str, str | None]:
    year, end = calendar.last.year, calendar.last.last_day
    after = end + dt.timedelta(days=1)
    look_back = after.replace(month=_AFTER_SUMMER) if after.month in _SUMMER else after
    told = {
        "laatste_maand": _month(end),
        "terugkijken": library.word("plan_in", moment=_month(look_back)),
        "eerste_bericht": library.word("plan_in", moment=str(calendar.report.year)),
        "half_jaar": library.word("plan_in", moment=month_words(calendar.hinge, 6)),
    }
    quarter = library.word(f"plan_kwartaal_{calendar.first.number}")
    if calendar.first.year != calendar.hinge.year:
        quarter = library.word("plan_kwartaal_van", kwartaal=quarter, jaar=str(calendar.first.year))
    if calendar.first.year == year:
        return {
            "eerste_jaar": library.word("plan_in", moment=str(year)),
            "tweede_jaar": library.word("plan_in", moment=str(year + 1)),
            "eerste_kwartaal": quarter,
            **told,
        }
    return {
        "eerste_jaar": library.word("plan_tot_en_met", moment=_month(end)),
        "tweede_jaar": library.word("plan_jaar_daarna"),
        "eerste_kwartaal": quarter,
        **told,
    }


def _decided_on(calendar: Calendar, profile: Profile, library: Library) -> str | None:
    date = profile.document.besluit_datum
    if date is None or calendar.state == "onbekend":
        return None
    words = dutch_date(date)
    if not isinstance(date, PeriodEnd):
        return library.word("plan_op", datum=words)
    return words if words.startswith(_PARTS) else library.word("plan_in", moment=_with_article(words))


def _soon(date: dt.date) -> dt.date:
    """Return the first day on which anyone acts on a draft of this date."""
    return date + _READING_TIME


def _proposed_decision(date: dt.date, profile: Profile) -> dt.date:
    """Return a month for a decision that has none: half a year on, and not in the summer recess; our estimate.

    Who must still find someone to do the work takes longer, with the recess in between.
    """
    to_find = 0 if profile.beleggen.uitvoerder.aanwezig == "ja" else _TO_FIND
    proposed = _months_later(_soon(date), _UNTIL_DECISION + to_find)
    return proposed.replace(month=11) if proposed.month in _RECESS else proposed


def _talks(calendar: Calendar, library: Library) -> dict[str, str | None]:
    """Return the months of two talks before the decision and the day on which its papers are ready."""
    if calendar.state != "komt":
        return {"gesprek_1": None, "gesprek_2": None, "stukken": None}
    second = calendar.before_decision
    first = max(second.replace(day=1) - dt.timedelta(days=1), calendar.start)
    papers = calendar.hinge - dt.timedelta(weeks=WEEKS_BEFORE)
    is_told = papers >= calendar.start and not isinstance(calendar.hinge, PeriodEnd)
    return {
        "gesprek_1": library.word("plan_in", moment=_month(first)),
        "gesprek_2": library.word("plan_in", moment=_month(second)),
        "stukken": dutch_date(papers) if is_told else None,
    }


def _end(calendar: Calendar, profile: Profile, library: Library) -> str | None:
    year = profile.document.periode.tot
    return library.word("plan_eind", jaar=str(year)) if year and year >= calendar.hinge.year else None


def _last_report(calendar: Calendar, profile: Profile, library: Library) -> str | None:
    """Return the year of the last report: the one after the last year of the document."""
    year = profile.document.periode.tot
    is_later = year and calendar.state != "onbekend" and year + 1 > calendar.report.year
    return library.word("plan_in", moment=str(year + 1)) if year and is_later else None


def _meetings(calendar: Calendar, profile: Profile) -> int | None:
    """Return how many staff meetings there are after the decision in the first period."""
    if calendar.state == "onbekend":
        return None
    end, hinge = calendar.last.last_day, calendar.hinge
    per_year = {
        "maandelijks": 12 * (end.year - hinge.year) + end.month - hinge.month,
        "per_kwartaal": calendar.quarters,
        "halfjaarlijks": calendar.quarters // 2,
        "jaarlijks": calendar.quarters // 4,
    }
    # None: a yearly meeting may have been held before the decision.
    return per_year.get(profile.structuren.medewerkersbijeenkomst.frequentie or "") or None


def _first_departments(profile: Profile, library: Library) -> int | None:
    """Return how many departments begin with an aanjager in a very large organisation; None where all of them do.

    So many as the officer wants, else as the package proposes. Who has aanjagers already, or wants none, has no first
    departments, nor has who has no more departments than that.
    """
    settings, drivers = library.settings, profile.beleggen.aanjagers
    line, proposed = settings.get("zeer_groot_vanaf_fte"), settings.get("afdelingen_eerst")
    own = profile.keuzes.get("aanjagers_per_afdeling")
    if not line or not proposed or drivers.aanwezig == "ja" or (own and own.keuze == "niet"):
        return None
    wanted = profile.doelen_kiezen.get("aanjagers_per_afdeling.werven")
    number = (wanted and wanted.aantal) or proposed.waarde
    is_large = (profile.organisatie.fte or 0) >= line.waarde
    return number if is_large and number < (profile.organisatie.aantal_afdelingen or number + 1) else None


def _number_of_drivers(profile: Profile, library: Library) -> int | None:
    """Return how many aanjagers there are or come: without a number, one for every department that takes part."""
    return (
        profile.beleggen.aanjagers.aantal
        or _first_departments(profile, library)
        or profile.organisatie.aantal_afdelingen
    )


def _monthly_hours(profile: Profile, library: Library) -> int | None:
    """Return what aanjagers and stand-in have together in a month; None unless all of it is known."""
    drivers, stand_in = profile.beleggen.aanjagers, profile.beleggen.uitvoerder.vervanger_uren
    number = _number_of_drivers(profile, library)
    if not (number and drivers.uren_per_maand and stand_in):
        return None
    return number * drivers.uren_per_maand + stand_in


def _proposed_monthly_hours(profile: Profile, library: Library) -> int | None:
    """Return those hours with what is proposed in the place of what is not known; None without a number of aanjagers.

    None too where `_hours_of_stand_in` is, and in a package that does not say what it proposes.
    """
    drivers, stand_in = profile.beleggen.aanjagers, _hours_of_stand_in(profile, library)
    number = _number_of_drivers(profile, library)
    each = library.settings.get("uren_aanjager")
    return number * (drivers.uren_per_maand or each.waarde) + stand_in if number and each and stand_in else None


def _all_monthly_hours(profile: Profile, library: Library) -> int | None:
    """Return those hours with the ones of the executor; None as above."""
    others, own = _proposed_monthly_hours(profile, library), _hours_of_executor(profile, library)
    return others + own if others and own else None


def _hours_without_drivers(profile: Profile, library: Library) -> int | None:
    """Return what executor and stand-in have in a month, with what is proposed; None of a team without a stand-in."""
    stand_in, own = _hours_of_stand_in(profile, library), _hours_of_executor(profile, library)
    return stand_in + own if stand_in and own else None


def _hours_of_stand_in(profile: Profile, library: Library) -> int | None:
    """Return the hours in a month of the stand-in, or those proposed; None of a team, which needs none unless named."""
    executor, proposed = profile.beleggen.uitvoerder, library.settings.get("uren_vervanger")
    if not proposed or (executor.soort == "team" and not executor.vervanger):
        return None
    return executor.vervanger_uren or proposed.waarde


def _hours_of_executor(profile: Profile, library: Library) -> int | None:
    """Return the hours in a month of the executor, or those that the texts propose: a week is 12 / 52 of them."""
    line = library.settings.get("zeer_groot_vanaf_fte")
    is_large = line and (profile.organisatie.fte or 0) >= line.waarde
    proposed = library.settings.get("uren_trekker_groot" if is_large else "uren_trekker")
    weekly = profile.beleggen.uitvoerder.uren_per_week or (proposed.waarde if proposed else None)
    return round(weekly * 52 / 12) if weekly else None


def _words_after(quarters: int, library: Library) -> str:
    if quarters in _NAMED_TERMS:
        return library.word(f"moment_na_{quarters}")
    return library.word("moment_na", maanden=str(3 * quarters))


_PARTS: Final = ("begin", "medio", "half", "midden", "eind")
"""How a period begins that is told without «in»."""


def _with_article(period: str) -> str:
    """Return «de zomer van 2027» and «het voorjaar van 2027» for what was typed shorter."""
    part, _, year = period.rpartition(" ")
    if part.endswith(("zomer", "lente", "herfst", "helft")):
        return f"de {part} van {year}"
    return f"het {part} van {year}" if part.endswith(("voorjaar", "najaar", "kwartaal")) else period


def month_words(date: dt.date, later: int) -> str:
    """Return the month and year so many months after that of a date."""
    return _month(_months_later(date, later))


def _months_later(date: dt.date, later: int) -> dt.date:
    """Return the first day of the month so many months after that of a date."""
    index = date.year * 12 + date.month - 1 + later
    return dt.date(index // 12, index % 12 + 1, 1)


def _month(date: dt.date) -> str:
    return f"{MONTHS[date.month - 1]} {date.year}"


def end_of_next_month(date: dt.date) -> dt.date:
    """Return the last day of the month after that of a date."""
    return _month_end(_month_end(date) + dt.timedelta(days=1))


def _month_end(date: dt.date) -> dt.date:
    return (date.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _month_end_until(date: dt.date) -> dt.date:
    """Return the last day of a month on or before a date."""
    return date if date == _month_end(date) else date.replace(day=1) - dt.timedelta(days=1)
