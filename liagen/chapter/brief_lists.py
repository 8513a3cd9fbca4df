"""The goals and the risks in a line each, for who reads one or two pages."""

from __future__ import annotations

from collections.abc import Sequence

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, Sources, empty_notice, origin_of
from liagen.chapter.plan import Goal, PlannedRisk
from liagen.chapter.tables import TableLine, measure_of, table_of_lines
from liagen.document.blocks import Block, Item, ListBlock, OriginKind, Paragraph
from liagen.library.dutch import capital, without_end


def goals_before_decision(material: Material) -> list[Block]:
    """Return one paragraph with the goals that are to be ready when the decision falls; nothing without them."""
    goals = material.plan.short[: material.plan.before]
    if not goals:
        return []
    origin = origin_of("lijst", "doelen_voor_besluit")
    origins = (origin, *(origin_of("doel", goal.key, "doelen_voor_besluit") for goal in goals))
    sources = tuple(dict.fromkeys(source for goal in goals for source in goal.sources))
    told = " ".join(_ready_line(number, goal, material) for number, goal in enumerate(goals, 1))
    text = material.word("doelen_klaar", doelen=told)
    return [Paragraph(origin.name, to_spans(text), sources=sources, origins=origins)]


def _ready_line(number: int, goal: Goal, material: Material) -> str:
    words = {"doel": without_end(goal.what), "nummer": str(number), "eigenaar": goal.owner}
    if goal.deadline is None:
        return material.word("doel_klaar", **words)
    return material.word("doel_klaar_op", wanneer=goal.moment, **words)


def goals_after_decision(material: Material) -> list[Block]:
    """Return the goals that are due later as a table, with their numbers in the table of the chapter."""
    passed = material.plan.before
    lines = [
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
        for number, goal in enumerate(material.plan.short[passed:], passed + 1)
    ]
    return table_of_lines("doelen_na_besluit", lines, material) if lines else empty_notice("doelen", material)


def plain_goals(material: Material) -> list[Block]:
    """Return what each goal of the table brings, in simple words where its card has them, behind its moment."""
    lines = [_plain_line(goal, material) for goal in material.plan.short]
    return _list("doelen_eenvoudig", lines) or empty_notice("doelen", material)


def _plain_line(goal: Goal, material: Material) -> Item:
    told = without_end(goal.plain or goal.what)
    line = material.word("doel_eenvoudig", wanneer=capital(goal.moment), doel=told)
    return _item("doel", goal.key, "doelen_eenvoudig", line, goal.sources)


def risk_lines(material: Material) -> list[Block]:
    """Return a line for each risk of the table, with what is done about it."""
    lines = [_risk_line(risk, material) for risk in material.plan.risks]
    return _list("risicos_kort", lines) or empty_notice("risicos", material)


def _risk_line(risk: PlannedRisk, material: Material) -> Item:
    measure = capital(without_end(measure_of(risk, material)))
    line = material.word("risico_regel", risico=risk.title, maatregel=measure)
    return _item("risico", risk.key, "risicos_kort", line, risk.sources)


def _list(name: str, items: Sequence[Item]) -> list[Block]:
    """Return a list; nothing when it would be empty."""
    origin = origin_of("lijst", name)
    return [ListBlock(origin.name, False, tuple(items), (origin,))] if items else []


def _item(kind: OriginKind, key: str, part: str, line: str, sources: Sources) -> Item:
    origin = origin_of(kind, key, part)
    return Item(origin.name, to_spans(line), sources, None, (origin,))
