"""The tables of a chapter."""

from __future__ import annotations

from liagen.chapter.choose import SHOWN
from liagen.chapter.goals import goal_subject
from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, Sources, judged, nothing_there
from liagen.chapter.options import verdict_word
from liagen.chapter.plan import Goal, Quarter, deadline_text
from liagen.document.blocks import Block, Cell, Paragraph, Row, Table
from liagen.library.conditions import holds
from liagen.library.dutch import dutch_number, escape

_TABLES: dict[str, tuple[tuple[str, int], ...]] = {
    "doelen": (("nr", 6), ("doel", 31), ("eigenaar", 18), ("deadline", 17), ("indicator", 28)),
    "risicos": (("risico", 44), ("maatregel", 32), ("eigenaar", 24)),
    "keuzes": (("optie", 28), ("oordeel", 17), ("reden", 55)),
    "niet_gekozen": (("optie", 26), ("reden", 37), ("verandert", 37)),
    "aannames": (("aanname", 80), ("waarde", 20)),
    "wie_doet_wat": (("rol", 24), ("wie", 34), ("taak", 42)),
}
"""Columns of each table with their share of the width."""


# ------------------------------------------------------------ tables


def _table(name: str, rows: list[tuple[str, dict[str, str], Sources]], work: Material) -> list[Block]:
    """Return one table; each row is its id, its cells (Markdown) by column, and its sources."""
    columns = _TABLES[name]
    prefix = f"tabel.{name}"
    caption = Paragraph(f"{prefix}.bijschrift", to_spans(work.word(prefix.replace(".", "_"))), "bijschrift")
    header = tuple(Cell(f"{prefix}.kop.{column}", to_spans(work.word(f"kop_{column}"))) for column, _ in columns)
    body = tuple(
        Row(ident, tuple(Cell(f"{ident}.{column}", to_spans(cells[column]), sources) for column, _ in columns))
        for ident, cells, sources in rows
    )
    return [Table(prefix, caption, header, body, tuple(width for _, width in columns))]


def goal_table(work: Material) -> list[Block]:
    if not work.plan.short:
        return nothing_there("doelen", work)
    rows = [
        (
            f"doel.{goal.key}",
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
    if not work.plan.risks:
        return nothing_there("risicos", work)
    rows = [
        (
            f"risico.{risk.key}",
            {
                "risico": work.word("risico", titel=risk.title, tekst=risk.description),
                "maatregel": risk.measure,
                "eigenaar": risk.owner,
            },
            risk.sources,
        )
        for risk in work.plan.risks
    ]
    return _table("risicos", rows, work)


def choice_table(work: Material) -> list[Block]:
    rows = [
        (
            f"keuze.{card.key}",
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
    rows = [
        (
            f"niet_gekozen.{card.key}",
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
    rows: list[tuple[str, dict[str, str], Sources]] = [
        (f"aanname.{setting.key}", {"aanname": escape(setting.label), "waarde": dutch_number(setting.waarde)}, ())
        for setting in work.library.settings.values()
        if setting.aanname == "ja"
    ]
    return _table("aannames", rows, work)


def planning_table(work: Material) -> list[Block]:
    """Return the planning to look at: a row per goal, a column per quarter, a marked cell where it is due."""
    if not work.plan.short:
        return nothing_there("doelen", work)
    quarters = sorted({goal.quarter for goal in work.plan.short if goal.quarter})
    prefix = "tabel.planning"
    names = [work.word("kwartaal", nummer=str(one.number), jaar=str(one.year)) for one in quarters]
    header = [
        ("doel", work.word("kop_doel")),
        *((f"{one.year}.{one.number}", name) for one, name in zip(quarters, names, strict=True)),
    ]
    rows = tuple(_planning_row(number, goal, quarters, work) for number, goal in enumerate(work.plan.short, 1))
    share = 56 // len(quarters)
    return [
        Table(
            prefix,
            Paragraph(f"{prefix}.bijschrift", to_spans(work.word("tabel_planning")), "bijschrift"),
            tuple(Cell(f"{prefix}.kop.{column}", to_spans(text)) for column, text in header),
            rows,
            (100 - share * len(quarters), *(share for _ in quarters)),
        )
    ]


def _planning_row(number: int, goal: Goal, quarters: list[Quarter], work: Material) -> Row:
    ident = f"planning.{goal.key}"
    name = work.word("doel_kop_kort", nummer=str(number), onderwerp=goal_subject(goal, work))
    cells = [Cell(f"{ident}.doel", to_spans(name), goal.sources)]
    for one in quarters:
        due = one == goal.quarter
        text = work.word("planning_klaar" if due else "planning_niets")
        cells.append(Cell(f"{ident}.{one.year}.{one.number}", to_spans(text), goal.sources, mark=due))
    return Row(ident, tuple(cells))


def role_table(work: Material) -> list[Block]:
    rows: list[tuple[str, dict[str, str], Sources]] = [
        (
            f"rol.{role.sleutel}",
            {"rol": work.render(role.rol), "wie": work.render(role.wie), "taak": work.render(role.taak)},
            (),
        )
        for role in work.library.roles
        if holds(role.als, work.facts.lookup)
    ]
    return _table("wie_doet_wat", rows, work)
