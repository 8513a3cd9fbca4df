"""Values of a profile as a reader sees them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from liagen.library.dutch import dutch_date, dutch_number
from liagen.profile.fields import FieldSpec, word_for
from liagen.profile.group import Groep

_LONG: Final = 10_000  # a shorter number may be a year


def shown_value(value: Any, spec: FieldSpec) -> str:
    """Return a value as a reader sees it."""
    if value is None:
        return "onbekend"
    if isinstance(value, tuple):
        return "; ".join(shown_value(each, spec) for each in value) or "geen"
    if isinstance(value, Groep):
        told = (getattr(value, name) for name in type(value).model_fields)
        return ", ".join(shown_value(each, spec) for each in told if each not in (None, "onbekend"))
    if isinstance(value, dt.date):
        return dutch_date(value)
    if isinstance(value, int):
        return dutch_number(value) if value >= _LONG else str(value)
    return word_for(value) if value in spec.choices else str(value)
