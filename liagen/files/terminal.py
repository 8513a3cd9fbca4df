"""How wide a text on the screen may be."""

from __future__ import annotations

import os
from typing import Final

WIDEST: Final = 100
"""In how many columns help is told at most: longer lines are hard to read."""

WITHOUT_TERMINAL: Final = 80
_NARROWEST: Final = 52
_EDGE: Final = 2


def help_width() -> int:
    """Return how wide help may be. Click would ask ``shutil``, which loads what unpacks archives for every `--help`."""
    try:
        columns = int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size().columns
    except (ValueError, OSError):  # no terminal
        columns = WITHOUT_TERMINAL
    return max(min(columns, WIDEST), _NARROWEST) - _EDGE
