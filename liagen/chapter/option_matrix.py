"""Options against municipalities: what is decided about each option in each, at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from liagen.chapter.choose import Choice
from liagen.chapter.compare import compared_name, left_out_text
from liagen.chapter.decide import decide
from liagen.chapter.markdown import plain_text, to_spans
from liagen.document.blocks import Block, Cell, Chapter, Heading, Paragraph, Row, Table
from liagen.files.spreadsheet import sheet_text
from liagen.library.dutch import enumerate_nl, escape
from liagen.library.model import Library
from liagen.profile.model import Profile

MAX_COLUMNS: Final = 4
"""How many municipalities stand beside each other in one table on paper."""

_SHARE: Final = 14
"""How wide the column of a municipality is, in per cent."""


@dataclass(frozen=True)
class MatrixRow:
    """One option with its theme, and the verdict on it in each municipality, in words; a dash where it is left out."""

    theme: str
    key: str
    title: str
    verdicts: tuple[str, ...]


@dataclass(frozen=True)
class OptionMatrix:
    """The options in the order of the library, and the municipalities in the order given.

    ``left_out`` are the files that could not be read.
    """

    municipalities: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: tuple[str, ...] = ()


def option_matrix(
    profiles: tuple[Profile, ...], library: Library, date: dt.date, left_out: tuple[str, ...] = ()
) -> OptionMatrix:
    """Return what is decided about every option for each profile."""
    choices = [decide(profile, library, date).choice for profile in profiles]
    rows = tuple(
        MatrixRow(
            library.themes[card.theme].titel,
            card.key,
            plain_text(card.titel.source),
            tuple(_verdict(card.key, choice, library) for choice in choices),
        )
        for card in library.cards.values()
    )
    return OptionMatrix(tuple(map(compared_name, profiles)), rows, left_out)


def _verdict(key: str, choice: Choice, library: Library) -> str:
    chosen = choice.options.get(key)
    return plain_text(library.word(f"oordeel_{chosen.verdict}")) if chosen else "–"


def matrix_chapter(found: OptionMatrix, library: Library, date: dt.date) -> Chapter:
    """Return the matrix as a document: for each theme a table, or more with so many municipalities each as fit."""
    title = library.word("vergelijk_opties_titel")
    blocks: list[Block] = [
        Heading("opties.titel", 1, to_spans(title)),
        Paragraph("opties.inleiding", to_spans(library.word("vergelijk_opties_inleiding"))),
    ]
    if found.left_out:
        blocks.append(Paragraph("opties.weg", to_spans(left_out_text(found.left_out, library))))
    for number, (theme, rows) in enumerate(groupby(found.rows, key=lambda row: row.theme), 1):
        blocks.append(Heading(f"opties.{number}.titel", 2, to_spans(escape(theme))))
        blocks += _tables(f"opties.{number}", theme, tuple(rows), found, library)
    running = library.word("vergelijk_lopend", gemeenten=str(len(found.municipalities)))
    return Chapter(
        title=plain_text(title), subject=running, running=running, date=date.isoformat(), blocks=tuple(blocks),
        open_points=0, page_word=library.word("pagina"), page_of=library.word("pagina_van"),
    )  # fmt: skip


def _tables(
    prefix: str, theme: str, rows: tuple[MatrixRow, ...], found: OptionMatrix, library: Library
) -> Iterator[Table]:
    total = len(found.municipalities)
    count = -(-total // MAX_COLUMNS)
    # As many in each, so that five do not become four and one.
    edges = [number * total // count for number in range(count + 1)]
    for number, (start, end) in enumerate(pairwise(edges), 1):
        ident, names = f"{prefix}.{number}", found.municipalities[start:end]
        text = library.word("vergelijk_opties_tabel", thema=theme, gemeenten=enumerate_nl(list(names)))
        header = _cells(f"{ident}.kop", (library.word("kop_optie"), *names))
        body = tuple(
            Row(f"{ident}.{row.key}", _cells(f"{ident}.{row.key}", (row.title, *row.verdicts[start:end])))
            for row in rows
        )
        widths = (100 - _SHARE * len(names), *(_SHARE for _ in names))
        yield Table(ident, Paragraph(f"{ident}.bijschrift", to_spans(escape(text)), "bijschrift"), header, body, widths)


def _cells(prefix: str, texts: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(f"{prefix}.{column}", to_spans(escape(text))) for column, text in enumerate(texts))


def matrix_data(found: OptionMatrix) -> dict[str, object]:
    """Return the matrix as plain data, for JSON."""
    return {
        "gemeenten": list(found.municipalities),
        "opties": [
            {"thema": row.theme, "sleutel": row.key, "titel": row.title, "oordelen": list(row.verdicts)}
            for row in found.rows
        ],
        "niet_gelezen": list(found.left_out),
    }


def matrix_csv(found: OptionMatrix, library: Library) -> str:
    """Return the matrix for a Dutch Excel: a row for each option, a column for each municipality."""
    heads = [library.word("vergelijk_thema"), library.word("kop_optie"), *found.municipalities]
    return sheet_text([heads, *([row.theme, row.title, *row.verdicts] for row in found.rows)])
