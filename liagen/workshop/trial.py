"""A trial of making with a package: what only shows when a Word file is made of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from liagen.errors import Problem, StyleError
from liagen.library.model import Library
from liagen.make.chain import make_documents
from liagen.make.order import Order
from liagen.profile.blank import blank_profile
from liagen.profile.read import parse_profile

_ANY_DAY: Final = dt.date(2027, 1, 4)


def trial_problems(library: Library) -> list[Problem]:
    """Return why `maak` would make no Word file with these packages: what is wrong with their style file."""
    try:
        # A style file serves every profile and document or none, so one chapter that says nothing will do.
        with library.fields_in_use():
            make_documents(parse_profile(blank_profile(), "", None), library, Order("docx", _ANY_DAY, work_sheet=False))
    except StyleError as error:
        return [replace(each, code="LIA013") for each in error.problems]
    return []
