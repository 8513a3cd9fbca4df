"""How the goals of the table are carried out: for the officer."""

from __future__ import annotations

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import origin_of
from liagen.chapter.plan import Goal
from liagen.chapter.sheet_checks import goals
from liagen.chapter.sheet_material import SheetMaterial
from liagen.chapter.tables import TableLine, table_of_lines
from liagen.document.blocks import Block, Fill, Paragraph


def steps_table(sheet: SheetMaterial) -> list[Block]:
    """Return, for each goal that says so, its first step with the hours, and where it is shown."""
    lines = [
        TableLine(
            "uitvoering",
            goal.key,
            {"nr": str(number), "actie": _step(goal, sheet), "podium": goal.podium},
            goal.sources,
        )
        for number, goal in goals(sheet)
        if _says_something(goal.action) or _says_something(goal.podium)
    ]
    if not lines:
        return []
    origin = origin_of("tabel", "doelen_uitvoeren", "inleiding")
    opening = Paragraph(origin.name, to_spans(sheet.word("doelen_uitvoeren_inleiding")), origins=(origin,))
    return [opening, *table_of_lines("doelen_uitvoeren", lines, sheet.material)]


def _says_something(text: str) -> bool:
    """Say whether a text is there, and is more than a fill-in."""
    return bool(text) and not any(isinstance(span, Fill) for span in to_spans(text))


def _step(goal: Goal, sheet: SheetMaterial) -> str:
    """Return what the owner begins with, and the hours when they are known."""
    if not _says_something(goal.hours):
        return goal.action
    return sheet.word("doel_stap", actie=goal.action, uren=goal.hours)
