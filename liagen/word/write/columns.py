"""Column widths of a table: the shares it asks for, but room for the longest word of each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from liagen.document.blocks import Cell, Table, Text, span_text
from liagen.word.styles.sheet import Stationery

# Widths of characters in a narrow sans serif (Calibri), in hundredths of the font size; what is not named here is 53.
_NARROW: Final = dict.fromkeys("ijl.,:;'|!‘’", 25) | dict.fromkeys("frtI()[]-/", 36)
_WIDE: Final = dict.fromkeys("mwMW", 84) | dict.fromkeys("ABCDGHKNOQRUVXYZ€&%", 64)
_CHARACTER: Final = _NARROW | _WIDE

# How wide words are in a font, in per cent of that: as they are, and in bold. Measured on words of a chapter in fonts
# with the widths of Calibri, Arial, Times New Roman and Verdana, with some room; the others are put between these.
_FONTS: Final = {
    **dict.fromkeys(("calibri", "carlito"), (105, 105)),
    **dict.fromkeys(("times new roman", "liberation serif", "source sans pro"), (105, 112)),
    **dict.fromkeys(("arial", "helvetica", "liberation sans", "roboto", "aptos", "segoe ui", "cambria"), (110, 120)),
    **dict.fromkeys(("tahoma", "trebuchet ms"), (112, 126)),
    **dict.fromkeys(("georgia", "open sans", "noto sans"), (117, 134)),
}

_WIDEST: Final = (122, 139)  # Verdana, and what is not known
_ROOM: Final = 5  # how much of that is room, in per cent: most of it in long words
_WORD: Final = re.compile(r"[^ \t\n-]+-?|-")


@dataclass(frozen=True)
class Grid:
    """The columns of a table, and the width that each cell needs for its longest word; twentieths of a point."""

    widths: tuple[int, ...]
    needs: dict[str, int]


def fit_grid(table: Table, stationery: Stationery) -> Grid:
    """Return the grid of a table.

    The columns follow the shares the table asks for, but one takes from those with room to spare what it needs for its
    longest word: a word that does not fit is broken anywhere.
    """
    total = stationery.text_width
    rows = [table.header, *(row.cells for row in table.rows)]
    plain, bold = _FONTS.get(stationery.cell_font.casefold(), _WIDEST)
    header = {cell.id for cell in table.header}
    needs = {
        cell.id: _longest_word(
            span_text(cell.spans), stationery.cell_size * (bold if cell.id in header or _is_bold(cell) else plain)
        )
        + stationery.cell_padding
        for row in rows
        for cell in row
    }
    longest = [max(needs[cell.id] for cell in column) for column in zip(*rows, strict=True)]
    needed = [need if need <= total // 2 else total // 3 for need in longest]  # an endless word is broken anyway
    widths = _widths(_shares(table.widths, total), needed, total)
    fitted = (*widths[:-1], total - sum(widths[:-1]))
    return Grid(fitted, needs)


def _is_bold(cell: Cell) -> bool:
    """Say whether a cell has bold text."""
    return any(isinstance(span, Text) and span.bold for span in cell.spans)


def _shares(asked: Sequence[int], total: int) -> list[int]:
    """Return the width that each column asks for; together they are the whole width."""
    widths = [share * total // sum(asked) for share in asked]
    return [*widths[:-1], total - sum(widths[:-1])]


def _widths(wanted: Sequence[int], needed: Sequence[int], total: int) -> list[int]:
    """Return the wanted widths, as far as every column gets what it needs.

    Where that is just too much, the columns give up room, those with long words most; where it is far too much, the
    widest words are broken.
    """
    pairs = list(zip(wanted, needed, strict=True))
    short = sum(max(0, need - want) for want, need in pairs)
    spare = sum(max(0, want - need) for want, need in pairs)
    if short > spare:
        over = sum(needed) - total
        if over * 100 <= sum(needed) * _ROOM:
            squares = sum(need * need for need in needed)
            return [need - over * need * need // squares for need in needed]
        level = _level(needed, total)
        return [min(need, level) for need in needed]
    return [need if want < need else want - (want - need) * short // max(spare, 1) for want, need in pairs]


def _level(needed: Sequence[int], total: int) -> int:
    """Return the width at which the widest columns are cut off, so that the others get what they need.

    Together they need more than there is.
    """
    left = total
    columns = len(needed)
    for need in sorted(needed):
        if need * columns > left:
            break
        left -= need
        columns -= 1
    return left // columns


@lru_cache(maxsize=512)
def _longest_word(text: str, size: int) -> int:
    """Return the width of the widest word, in hundredths of the unit of ``size``."""
    words = _WORD.findall(text)
    longest = max(map(len, words), default=0)
    widths = (sum(_CHARACTER.get(sign, 53) for sign in word) for word in words if len(word) * 2 > longest)
    return max(widths, default=0) * size // 10000
