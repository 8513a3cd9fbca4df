"""Rows as CSV for a Dutch Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_MARK: Final = "\ufeff"  # Excel reads UTF-8 only behind this mark
# What Excel takes for the beginning of a formula; a text from a stranger's profile may then run a program.
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


class Formula(str):
    """A formula of our own, of cells and signs: names of functions differ by language."""

    __slots__ = ()


def sheet_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV for a Dutch Excel: with a mark for UTF-8, semicolons, and no text that runs as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return _MARK + out.getvalue()


def harmless(text: str) -> str:
    """Return ``text`` so that a spreadsheet shows it and never runs it, unless it is a formula of our own."""
    is_risky = text.startswith(_RISKY) and not isinstance(text, Formula)
    return f"'{text}" if is_risky else text
