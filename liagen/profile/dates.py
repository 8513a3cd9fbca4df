"""A date that is known to the month, the season or the year: «juni 2027», «eind 2027»."""

from __future__ import annotations

import datetime as dt
from typing import Any


class PeriodEnd(dt.date):
    """The last day of a period, which is how the period counts; ``words`` is how it is told: «juni 2027»."""

    words: str

    def __new__(cls, year: int, month: int, day: int, words: str = "") -> Any:
        """Return the last day of what ``words`` says; a plain date without words, as arithmetic asks for."""
        if not words:
            return dt.date(year, month, day)
        found = super().__new__(cls, year, month, day)
        found.words = words
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the words in a copy."""
        return PeriodEnd, (self.year, self.month, self.day, self.words)


def period_end(last_day: dt.date, words: str) -> PeriodEnd:
    """Return a period by its last day and its words."""
    found: PeriodEnd = PeriodEnd(last_day.year, last_day.month, last_day.day, words)
    return found


def typed_date(date: dt.date) -> str:
    """Return a date as it stands in a profile: in the words of its period, or as JJJJ-MM-DD."""
    return date.words if isinstance(date, PeriodEnd) else date.isoformat()
