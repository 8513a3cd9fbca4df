"""The comparison of municipalities as a web page with a filter."""

from __future__ import annotations

from liagen.chapter.compare import Comparison, Position, left_out_text
from liagen.chapter.markdown import plain_text, to_spans
from liagen.chapter.option_matrix import OptionMatrix
from liagen.library.dutch import escape
from liagen.library.model import Library
from liagen.web.table_page import FilterWords, Line, TablePage, WideCell, WideRow, WideTable, write_table_page


def comparison_html(found: Comparison, library: Library) -> str:
    """Return what is there and what is proposed in two tables: a row for each municipality, a column for each step.

    The reasons of proposals are shown when a reader asks for them, and always without script.
    """
    title, intro = (plain_text(library.word(f"vergelijk_{key}")) for key in ("titel", "inleiding"))
    intros = _intros(intro, found.left_out, library)
    kinds = (("is", "vergelijk_is"), ("voorstel", "vergelijk_voorstel_kop"))
    tables = tuple(_table(kind, head, found, library) for kind, head in kinds)
    return write_table_page(TablePage(title, intros, tables, _words(library)))


def matrix_html(found: OptionMatrix, library: Library) -> str:
    """Return the verdict on every option in one table: a row for each option, a column for each municipality."""
    title, intro = (plain_text(library.word(f"vergelijk_opties_{key}")) for key in ("titel", "inleiding"))
    columns = (library.word("kop_optie"), library.word("vergelijk_thema"), *found.municipalities)
    rows = tuple(
        WideRow(to_spans(escape(row.title)), tuple(_plain_cell(text) for text in (row.theme, *row.verdicts)))
        for row in found.rows
    )
    keys = ("kop", "tekst", "wissen")
    head, text, reset = (library.word(f"vergelijk_filter_{key}") for key in keys)
    words = FilterWords(head, library.word("kop_optie"), text, reset, library.words["vergelijk_filter_opties"])
    intros = _intros(intro, found.left_out, library)
    return write_table_page(TablePage(title, intros, (WideTable("", title, columns, rows),), words))


def _plain_cell(text: str) -> WideCell:
    return WideCell((Line(to_spans(escape(text))),))


def _intros(intro: str, left_out: tuple[str, ...], library: Library) -> tuple[str, ...]:
    return (intro, plain_text(left_out_text(left_out, library))) if left_out else (intro,)


def _words(library: Library) -> FilterWords:
    keys = ("kop", "gemeente", "tekst", "wissen", "stap", "alle", "redenen")
    title, head, text, reset, step, every_step, reasons = (library.word(f"vergelijk_filter_{key}") for key in keys)
    return FilterWords(title, head, text, reset, library.words["vergelijk_filter_aantal"], step, every_step, reasons)


def _table(kind: str, title: str, found: Comparison, library: Library) -> WideTable:
    rows = tuple(
        WideRow(to_spans(escape(one.name)), tuple(_cell(kind, position, library) for position in one.positions))
        for one in found.municipalities
    )
    columns = (library.word("vergelijk_gemeente"), *found.steps)
    return WideTable(library.word(title), library.word(f"vergelijk_tabel_{kind}"), columns, rows)


def _cell(kind: str, position: Position, library: Library) -> WideCell:
    if kind == "is":
        return WideCell((Line(to_spans(position.present)),))
    lines = [
        line
        for one in position.proposals
        for line in (Line(to_spans(f"**{one.title}**")), Line(to_spans(one.reasons), extra=True))
    ]
    return WideCell(tuple(lines) or (Line(to_spans(library.word("vergelijk_geen_voorstel"))),))
