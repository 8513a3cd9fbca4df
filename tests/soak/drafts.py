"""Chapters and work sheets as `maak` writes them: with all that they carry, so that they can be brought up to date."""

from __future__ import annotations

from functools import cache

import shipped

from liagen.make import chain
from liagen.make.order import Order
from liagen.profile.read import load_profile, shipped_profiles


def chapter_file(name: str) -> bytes:
    """Return the chapter of a shipped profile."""
    return _documents(name)[0]


def sheet_file(name: str) -> bytes:
    """Return the work sheet of a shipped profile."""
    return _documents(name)[1]


@cache
def _documents(name: str) -> tuple[bytes, ...]:
    profile = load_profile(shipped_profiles()[name], shipped.LIBRARY.cards)
    made = chain.make_documents(profile, shipped.LIBRARY, Order("docx", shipped.DAY, date=shipped.DAY))
    return tuple(each.data for each in made.documents)
