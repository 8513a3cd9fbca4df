"""Values of a profile as a reader sees them beside each other."""

from __future__ import annotations

from typing import Any

from liagen.library.dutch import value_text
from liagen.profile.group import Groep


def shown_value(value: Any, path: str) -> str:
    """Return the value of a field as a reader sees it; what a row of a list does not know is left out."""
    if value is None:
        return "onbekend"
    if isinstance(value, tuple):
        return "; ".join(shown_value(each, path) for each in value) or "geen"
    if isinstance(value, Groep):
        parts = ((f"{path}.{name}", getattr(value, name)) for name in type(value).model_fields)
        return ", ".join(shown_value(each, part) for part, each in parts if each not in (None, "onbekend"))
    return value_text(value, path)
