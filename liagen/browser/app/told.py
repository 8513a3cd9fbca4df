"""Answers as they are told back to her: in words, without codes and names of fields."""

from __future__ import annotations

import datetime as dt
from typing import Any

from liagen.browser.app.words import word
from liagen.make.shown import shown_value
from liagen.profile.fields import FieldSpec, row_fields, word_for
from liagen.profile.group import Groep, is_given


def shown_choice(choice: str) -> str:
    """Return a fixed answer as it stands in a form."""
    words = word_for(choice)
    return f"{words[:1].upper()}{words[1:]}"


def told_value(value: Any, spec: FieldSpec) -> str:
    """Return the answer to a question in words."""
    if value is None or value == {}:
        return word("nog_onbekend")
    if isinstance(value, tuple):
        return "; ".join(_item(each, spec) for each in value) or word("zijn_er_niet")
    return _item(value, spec)


def _item(value: Any, spec: FieldSpec) -> str:
    if isinstance(value, Groep):
        parts = ((row, getattr(value, row.path)) for row in row_fields(spec.path))
        return ", ".join(f"{row.label}: {told_value(each, row)}" for row, each in parts if is_given(each))
    if isinstance(value, str):
        return shown_choice(value) if value in spec.choices else value
    return shown_value(value, spec) if isinstance(value, dt.date | int) else str(value)
