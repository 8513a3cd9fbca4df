"""How a fact stands on the sheet of a participant: its label and its value."""

from __future__ import annotations

from typing import Any

from liagen.library.dutch import capital, value_text
from liagen.profile.fields import field_specs


def label_told(path: str) -> str:
    """Return the name of a field as it begins a row (plain text)."""
    return capital(field_specs()[path].label)


def value_told(value: Any, path: str, unknown: str) -> str:
    """Return a value as it stands on the sheet: of a list its items apart, as the rules name them; plain text.

    ``unknown`` is what stands there when nobody knows it.
    """
    if value is None:
        return unknown
    if isinstance(value, tuple) and value:
        return "; ".join(value_text(item, path) for item in value)
    return value_text(value, path)
