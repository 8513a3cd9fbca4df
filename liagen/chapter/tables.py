"""The tables of a chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from liagen.chapter.choose import SHOWN
from liagen.chapter.goals import goal_subject
from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, Sources, cards_with_verdict, empty_notice, origin_of
from liagen.chapter.options import verdict_word
from liagen.chapter.plan import Goal, PlannedRisk
from liagen.document.blocks import Block, Cell, OriginKind, Paragraph, Row, Span, Table
from liagen.library.conditions import holds
from liagen.library.dutch import dutch_number, escape
from liagen.library.size import SIZE_LIMITS

_TABLES: dict[str, tuple[tuple[str, int], ...]] = {
    "doelen": (("nr", 5), ("doel", 38), ("eigenaar", 17), ("deadline", 18), ("indicator", 22)),
    "doelen_na_besluit": (("nr", 5), ("doel", 31), ("eigenaar", 18), ("deadline", 16), ("indicator", 30)),
    "risicos": (("risico", 40), ("maatregel", 60)),
    "keuzes": (("optie", 28), ("oordeel", 17), ("reden", 55)),
    "niet_gekozen": (("optie", 26), ("reden", 37), ("verandert", 37)),
    "aannames": (("aanname", 80), ("waarde", 20)),
    "wie_doet_wat": (("rol", 24), ("wie", 34), ("taak", 42)),
    "gekozen": (("keuze", 32), ("reden_gegevens", 50), ("paragraaf", 18)),
    "bijna_gekozen": (("bijna", 25), ("waarom_niet", 37), ("wel_als", 38)),
    "uren": (("wie", 22), ("waarvoor", 66), ("uren", 12)),
    "raadsvragen": (("vraag", 34), ("antwoord", 66)),
    "doelen_uitvoeren": (("nr", 6), ("actie", 50), ("podium", 44)),
    "voortgang_doelen": (("nr", 6), ("afgesproken", 29), ("afspraak", 27), ("uitkomst", 15), ("kwam_ervan", 23)),
    "voortgang_testen": (("getest", 28), ("wanneer_en_wie", 22), ("testuitslag", 25), ("testgevolg", 25)),
    "bijgewerkt": (("onderdeel", 17), ("gebeurd", 21), ("stond_er", 31), ("nu", 31)),
}
"""Columns of each table with their share of the width."""


@dataclass(frozen=True)
class TableLine:
    """What stands in a row: the thing that it tells of, its cells (Markdown) by column, and its sources."""

    kind: OriginKind
    key: str
    cells: dict[str, str]
    sources: Sources = ()


def table_of_lines(name: str, lines: Sequence[TableLine], material: Material) -> list[Block]:
    """Return these lines as a table, with the columns that go by its name."""
    columns = _TABLES[name]
    header = {column: to_spans(material.word(f"kop_{column}")) for column, _ in columns}
    rows = tuple(
        _row(line, (_cell(line, column, to_spans(line.cells[column])) for column, _ in columns)) for line in lines
    )
    return [_table_of(name, header, rows, tuple(width for _, width in columns), material)]


def _row(line: TableLine, cells: Iterable[Cell]) -> Row:
    origin = origin_of(line.kind, line.key)
    return Row(origin.name, tuple(cells), (origin,))


def _cell(line: TableLine, column: str, spans: tuple[Span, ...], mark: bool = False) -> Cell:
    origin = origin_of(line.kind, line.key, column)
    return Cell(origin.name, spans, line.sources, mark, (origin,))


def _table_of(
    name: str,
    header: Mapping[str, tuple[Span, ...]],
    rows: tuple[Row, ...],
    widths: tuple[int, ...],
    material: Material,
) -> Table:
    """Return the rows below their caption and ``header``: what stands above each column."""
    origin, above = origin_of("tabel", name), origin_of("tabel", name, "bijschrift")
    head = TableLine("tabel", name, {})
    return Table(
        origin.name,
        Paragraph(above.name, to_spans(material.word(f"tabel_{name}")), "bijschrift", origins=(above,)),
        tuple(_cell(head, f"kop.{column}", spans) for column, spans in header.items()),
        rows,
        widths,
        (origin,),
    )


def goal_table(material: Material) -> list[Block]:
    """Return the dated goals, numbered."""
    if not material.plan.short:
        return empty_notice("doelen", material)
    rows = [
        TableLine(
            "doel",
            goal.key,
            {
                "nr": str(number),
                "doel": goal.what,
                "eigenaar": goal.owner,
                "deadline": goal.moment,
                "indicator": goal.indicator,
            },
            goal.sources,
        )
        for number, goal in enumerate(material.plan.short, 1)
    ]
    return table_of_lines("doelen", rows, material)


def risk_table(material: Material) -> list[Block]:
    """Return every risk once, with its measure."""
    if not material.plan.risks:
        return empty_notice("risicos", material)
    rows = [
        TableLine(
            "risico",
            risk.key,
            {
                "risico": risk.title,
                "maatregel": measure_of(risk, material),
            },
            risk.sources,
        )
        for risk in material.plan.risks
    ]
    return table_of_lines("risicos", rows, material)


def measure_of(risk: PlannedRisk, material: Material) -> str:
    """Return the measure; when a goal of this chapter carries it out, with the number of that goal."""
    number = next((number for number, goal in enumerate(material.plan.short, 1) if goal.key == risk.goal), None)
    return material.word("maatregel_doel", maatregel=risk.measure, nummer=str(number)) if number else risk.measure


def choice_table(material: Material) -> list[Block]:
    """Return the options that are there, proposed or to be considered, with the reasons."""
    rows = [
        TableLine(
            "keuze",
            card.key,
            {
                "optie": material.render(card.titel),
                "oordeel": verdict_word(chosen, material),
                "reden": " ".join(chosen.reasons),
            },
            card.bronnen,
        )
        for card, chosen in cards_with_verdict(material)
        if chosen.verdict in SHOWN
    ]
    return table_of_lines("keuzes", rows, material) if rows else empty_notice("opties", material)


def refused_table(material: Material) -> list[Block]:
    """Return the options that were not chosen, with what would change that."""
    rows = [
        TableLine(
            "niet_gekozen",
            card.key,
            {
                "optie": material.render(card.titel),
                "reden": " ".join(chosen.reasons),
                "verandert": " ".join(chosen.would_change),
            },
            card.bronnen,
        )
        for card, chosen in cards_with_verdict(material)
        if chosen.verdict == "niet_nu"
    ]
    return table_of_lines("niet_gekozen", rows, material) if rows else empty_notice("niet_gekozen", material)


def assumption_table(material: Material) -> list[Block]:
    """Return the numbers that the package assumes; limits of size only when a condition asks for them."""
    limits = {limit for pair in SIZE_LIMITS for limit in pair}
    rows = [
        TableLine("aanname", setting.key, {"aanname": escape(setting.label), "waarde": dutch_number(setting.waarde)})
        for setting in material.library.settings.values()
        if setting.aanname == "ja" and (setting.key not in limits or setting.key in material.library.settings_asked)
    ]
    return table_of_lines("aannames", rows, material)


def planning_table(material: Material) -> list[Block]:
    """Return the planning to look at: a row per goal, a column per quarter or moment, a marked cell where it is due."""
    if not material.plan.short:
        return empty_notice("doelen", material)
    columns = list(dict.fromkeys(_column(goal, material) for goal in material.plan.short))
    header = {"doel": to_spans(material.word("kop_doel"))} | {
        str(place): to_spans(name) for place, name in enumerate(columns, 1)
    }
    rows = tuple(_planning_row(number, goal, columns, material) for number, goal in enumerate(material.plan.short, 1))
    # Whole percents: what dividing leaves goes to the first column, so that the widths still add up to 100.
    share = 56 // len(columns)
    widths = (100 - share * len(columns), *(share for _ in columns))
    return [_table_of("planning", header, rows, widths, material)]


def _column(goal: Goal, material: Material) -> str:
    """Return what stands above the column of a goal: its quarter, or its moment as long as that has no date."""
    if goal.deadline is None or goal.quarter is None:
        return goal.moment
    return material.word("kwartaal", nummer=str(goal.quarter.number), jaar=str(goal.quarter.year))


def _planning_row(number: int, goal: Goal, columns: list[str], material: Material) -> Row:
    line = TableLine("planning", goal.key, {}, goal.sources)
    name = material.word("doel_kop_kort", nummer=str(number), onderwerp=goal_subject(goal, material))
    cells = [_cell(line, "doel", to_spans(name))]
    for place, column in enumerate(columns, 1):
        due = column == _column(goal, material)
        text = material.word("planning_klaar" if due else "planning_niets")
        cells.append(_cell(line, str(place), to_spans(text), due))
    return _row(line, cells)


def role_table(material: Material) -> list[Block]:
    """Return who does what."""
    rows = [
        TableLine(
            "rol",
            role.sleutel,
            {"rol": material.render(role.rol), "wie": material.render(role.wie), "taak": material.render(role.taak)},
        )
        for role in material.library.roles
        if holds(role.als, material.facts.lookup)
    ]
    return table_of_lines("wie_doet_wat", rows, material)
