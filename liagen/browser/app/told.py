"""Answers as they are told back to her: in words, without codes and names of fields."""

from __future__ import annotations

from typing import Any

from liagen.browser.app.words import word
from liagen.library.dutch import value_text
from liagen.profile.fields import find_field, row_fields, word_for
from liagen.profile.group import Groep, is_given


def shown_choice(choice: str) -> str:
    """Return a fixed answer as it stands in a form."""
    words = word_for(choice)
    return f"{words[:1].upper()}{words[1:]}"


def answer_in_words(value: Any, path: str) -> str:
    """Return the answer to a question as it is told back: fixed answers as in the form, rows with their labels."""
    if value is None or value == {}:
        return word("nog_onbekend")
    if isinstance(value, tuple):
        return "; ".join(_item(each, path) for each in value) or word("zijn_er_niet")
    return _item(value, path)


def _item(value: Any, path: str) -> str:
    if isinstance(value, Groep):
        parts = ((row, getattr(value, row.path)) for row in row_fields(path))
        told = ((row.label, answer_in_words(each, f"{path}.{row.path}")) for row, each in parts if is_given(each))
        return ", ".join(f"{label}: {words}" for label, words in told)
    spec = find_field(path)
    return shown_choice(value) if spec and value in spec.choices else value_text(value, path)
