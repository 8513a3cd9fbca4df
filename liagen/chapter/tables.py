"""The tables of a chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liagen.chapter.choose import SHOWN
from liagen.chapter.goals import goal_subject
from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, Sources, judged, nothing_there, origin_of
from liagen.chapter.options import verdict_word
from liagen.chapter.plan import Goal, PlannedRisk, Quarter, deadline_text
from liagen.document.blocks import Block, Cell, OriginKind, Paragraph, Row, Span, Table
from liagen.library.conditions import holds
from liagen.library.dutch import dutch_number, escape
from liagen.library.size import SIZE_LIMITS

_TABLES: dict[str, tuple[tuple[str, int], ...]] = {
    "doelen": (("nr", 6), ("doel", 31), ("eigenaar", 18), ("deadline", 17), ("indicator", 28)),
    "risicos": (("risico", 44), ("maatregel", 32), ("eigenaar", 24)),
    "keuzes": (("optie", 28), ("oordeel", 17), ("reden", 55)),
    "niet_gekozen": (("optie", 26), ("reden", 37), ("verandert", 37)),
    "aannames": (("aanname", 80), ("waarde", 20)),
    "wie_doet_wat": (("rol", 24), ("wie", 34), ("taak", 42)),
}
"""Columns of each table with their share of the width."""


@dataclass(frozen=True)
class _Line:
    """What stands in a row: the thing that it tells of, its cells (Markdown) by column, and its sources."""

    kind: OriginKind
    key: str
    cells: dict[str, str]
    sources: Sources = ()


def _table(name: str, lines: list[_Line], work: Material) -> list[Block]:
    columns = _TABLES[name]
    header = {column: to_spans(work.word(f"kop_{column}")) for column, _ in columns}
    rows = tuple(
        _row(line, (_cell(line, column, to_spans(line.cells[column])) for column, _ in columns)) for line in lines
    )
    return [_framed(name, header, rows, tuple(width for _, width in columns), work)]


def _row(line: _Line, cells: Iterable[Cell]) -> Row:
    origin = origin_of(line.kind, line.key)
    return Row(origin.name, tuple(cells), (origin,))


def _cell(line: _Line, column: str, spans: tuple[Span, ...], mark: bool = False) -> Cell:
    origin = origin_of(line.kind, line.key, column)
    return Cell(origin.name, spans, line.sources, mark, (origin,))


def _framed(
    name: str, header: Mapping[str, tuple[Span, ...]], rows: tuple[Row, ...], widths: tuple[int, ...], work: Material
) -> Table:
    """Return the rows below their caption and ``header``: what stands above each column."""
    origin, above = origin_of("tabel", name), origin_of("tabel", name, "bijschrift")
    head = _Line("tabel", name, {})
    return Table(
        origin.name,
        Paragraph(above.name, to_spans(work.word(f"tabel_{name}")), "bijschrift", origins=(above,)),
        tuple(_cell(head, f"kop.{column}", spans) for column, spans in header.items()),
        rows,
        widths,
        (origin,),
    )


def goal_table(work: Material) -> list[Block]:
    """Return the dated goals, numbered."""
    if not work.plan.short:
        return nothing_there("doelen", work)
    rows = [
        _Line(
            "doel",
            goal.key,
            {
                "nr": str(number),
                "doel": goal.what,
                "eigenaar": goal.owner,
                "deadline": deadline_text(goal, work.library),
                "indicator": goal.indicator,
            },
            goal.sources,
        )
        for number, goal in enumerate(work.plan.short, 1)
    ]
    return _table("doelen", rows, work)


def risk_table(work: Material) -> list[Block]:
    """Return every risk once, with its measure."""
    if not work.plan.risks:
        return nothing_there("risicos", work)
    rows = [
        _Line(
            "risico",
            risk.key,
            {
                "risico": work.word("risico", titel=risk.title, tekst=risk.description),
                "maatregel": _measure(risk, work),
                "eigenaar": risk.owner,
            },
            risk.sources,
        )
        for risk in work.plan.risks
    ]
    return _table("risicos", rows, work)


def _measure(risk: PlannedRisk, work: Material) -> str:
    """Return the measure; when a goal of this chapter carries it out, with the number of that goal."""
    number = next((number for number, goal in enumerate(work.plan.short, 1) if goal.key == risk.goal), None)
    return work.word("maatregel_doel", maatregel=risk.measure, nummer=str(number)) if number else risk.measure


def choice_table(work: Material) -> list[Block]:
    """Return the options that are there, proposed or to be considered, with the reasons."""
    rows = [
        _Line(
            "keuze",
            card.key,
            {
                "optie": work.render(card.titel),
                "oordeel": verdict_word(chosen, work),
                "reden": " ".join(chosen.reasons),
            },
            card.bronnen,
        )
        for card, chosen in judged(work)
        if chosen.verdict in SHOWN
    ]
    return _table("keuzes", rows, work) if rows else nothing_there("opties", work)


def refused_table(work: Material) -> list[Block]:
    """Return the options that were not chosen, with what would change that."""
    rows = [
        _Line(
            "niet_gekozen",
            card.key,
            {
                "optie": work.render(card.titel),
                "reden": " ".join(chosen.reasons),
                "verandert": " ".join(chosen.would_change),
            },
            card.bronnen,
        )
        for card, chosen in judged(work)
        if chosen.verdict == "niet_nu"
    ]
    return _table("niet_gekozen", rows, work) if rows else nothing_there("niet_gekozen", work)


def assumption_table(work: Material) -> list[Block]:
    """Return the numbers that the package assumes; limits of size only when a condition asks for them."""
    limits = {limit for pair in SIZE_LIMITS for limit in pair}
    rows = [
        _Line("aanname", setting.key, {"aanname": escape(setting.label), "waarde": dutch_number(setting.waarde)})
        for setting in work.library.settings.values()
        if setting.aanname == "ja" and (setting.key not in limits or setting.key in work.library.settings_asked)
    ]
    return _table("aannames", rows, work)


def planning_table(work: Material) -> list[Block]:
    """Return the planning to look at: a row per goal, a column per quarter, a marked cell where it is due."""
    if not work.plan.short:
        return nothing_there("doelen", work)
    quarters = sorted({goal.quarter for goal in work.plan.short if goal.quarter})
    header = {"doel": to_spans(work.word("kop_doel"))} | {
        _column(one): to_spans(work.word("kwartaal", nummer=str(one.number), jaar=str(one.year))) for one in quarters
    }
    rows = tuple(_planning_row(number, goal, quarters, work) for number, goal in enumerate(work.plan.short, 1))
    share = 56 // len(quarters)
    widths = (100 - share * len(quarters), *(share for _ in quarters))
    return [_framed("planning", header, rows, widths, work)]


def _column(quarter: Quarter) -> str:
    return f"{quarter.year}.{quarter.number}"


def _planning_row(number: int, goal: Goal, quarters: list[Quarter], work: Material) -> Row:
    line = _Line("planning", goal.key, {}, goal.sources)
    name = work.word("doel_kop_kort", nummer=str(number), onderwerp=goal_subject(goal, work))
    cells = [_cell(line, "doel", to_spans(name))]
    for one in quarters:
        due = one == goal.quarter
        text = work.word("planning_klaar" if due else "planning_niets")
        cells.append(_cell(line, _column(one), to_spans(text), due))
    return _row(line, cells)


def role_table(work: Material) -> list[Block]:
    """Return who does what."""
    rows = [
        _Line(
            "rol",
            role.sleutel,
            {"rol": work.render(role.rol), "wie": work.render(role.wie), "taak": work.render(role.taak)},
        )
        for role in work.library.roles
        if holds(role.als, work.facts.lookup)
    ]
    return _table("wie_doet_wat", rows, work)
