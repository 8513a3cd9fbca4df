"""Course days to test with, made once."""

from __future__ import annotations

import datetime as dt
from functools import cache

from liagen.library.load import load_library
from liagen.library.practice import library_without_practice
from liagen.training.cases import SetOrder
from liagen.training.day import DayOrder
from liagen.training.day_cases import make_day
from liagen.training.texts import load_texts

DAY = dt.date(2027, 1, 4)
LIBRARY = library_without_practice(load_library())
TEXTS = load_texts()


@cache
def made_day(level, minutes=240, groups=2, seed=7, length="kort"):
    """Return a day, or why there is none."""
    return make_day(DayOrder(minutes, groups, dt.time(9)), SetOrder(None, seed, DAY, level, length), TEXTS, LIBRARY)
