"""What liagen ships, made once a process and shared: profiles, chapters and Word files, all of one day."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.make import chain
from liagen.profile.fields import in_length
from liagen.profile.model import Profile
from liagen.profile.read import load_profile, shipped_profiles

LIBRARY = load_library(*find_packages((), None, None))
"""The texts as they are used: with the options from practice."""

DAY = dt.date(2027, 1, 4)
NAMES = tuple(shipped_profiles())
CLAIMS = re.compile(
    r"beste aanpak|bewezen|garande|dit werkt|werkt het best|effectief|leidt tot|zorgt ervoor|altijd|never",
    re.IGNORECASE,
)
"""Words that promise more than the report found."""


@cache
def profile(name: str, length: str = "standaard") -> Profile:
    """Return a shipped profile that asks for a chapter of this length."""
    found = load_profile(shipped_profiles()[name], LIBRARY.cards)
    return in_length(found, length)


@cache
def result(name: str, length: str = "standaard") -> chain.Result:
    """Return the choice, the plan and the chapter of a shipped profile."""
    return chain.make(profile(name, length), LIBRARY, DAY)


@cache
def sheet_file(name: str) -> bytes:
    """Return the work sheet of a shipped profile as a Word draft."""
    return chain.make_docx(chain.make_sheet(result(name), LIBRARY), LIBRARY, "concept")


@cache
def word_file(name: str, length: str = "standaard") -> bytes:
    """Return the Word draft of a shipped profile."""
    return chain.make_docx(result(name, length).chapter, LIBRARY, "concept")
