"""What the page knows of one officer's work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from liagen.browser.app.exchange import PLACE, Posted
from liagen.library.model import Library


@dataclass(frozen=True)
class AppState:
    """Her answers as plain values, and where she is."""

    today: dt.date
    values: Mapping[str, Any] = field(default_factory=dict)
    place: str = "begin"


def begin(today: dt.date) -> AppState:
    """Return the state of who opens the page."""
    return AppState(today)


def act(state: AppState, posted: Posted, library: Library) -> AppState:
    """Return what the state becomes of a form."""
    return replace(state, place=posted.value(PLACE) or state.place)
