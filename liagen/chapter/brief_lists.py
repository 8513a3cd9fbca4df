"""The goals and the risks in a line each, for who reads one or two pages."""

from __future__ import annotations

from collections.abc import Sequence

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, Sources, empty_notice, origin_of
from liagen.chapter.plan import Goal, PlannedRisk
from liagen.chapter.tables import measure_of
from liagen.document.blocks import Block, Item, ListBlock, OriginKind
from liagen.library.dutch import capital, without_end


def goals_before_decision(material: Material) -> list[Block]:
    """Return a line for each goal that is to be ready when the decision falls, with its number in the table."""
    goals = material.plan.short[: material.plan.before]
    return _dated_goals("doelen_voor_besluit", goals, 1, material)


def goals_after_decision(material: Material) -> list[Block]:
    """Return a line for each goal that is due later, with its number in the table."""
    before = material.plan.before
    goals = material.plan.short[before:]
    return _dated_goals("doelen_na_besluit", goals, before + 1, material) or empty_notice("doelen", material)


def plain_goals(material: Material) -> list[Block]:
    """Return what each goal of the table brings, in simple words where its card has them, behind its moment."""
    lines = [_plain_line(goal, material) for goal in material.plan.short]
    return _list("doelen_eenvoudig", 0, lines) or empty_notice("doelen", material)


def _plain_line(goal: Goal, material: Material) -> Item:
    told = without_end(goal.plain or goal.what)
    line = material.word("doel_eenvoudig", wanneer=capital(goal.moment), doel=told)
    return _item("doel", goal.key, "doelen_eenvoudig", line, goal.sources)


def risk_lines(material: Material) -> list[Block]:
    """Return a line for each risk of the table, with what is done about it."""
    lines = [_risk_line(risk, material) for risk in material.plan.risks]
    return _list("risicos_kort", 0, lines) or empty_notice("risicos", material)


def _risk_line(risk: PlannedRisk, material: Material) -> Item:
    measure = capital(without_end(measure_of(risk, material)))
    line = material.word("risico_regel", risico=risk.title, maatregel=measure)
    return _item("risico", risk.key, "risicos_kort", line, risk.sources)


def _dated_goals(name: str, goals: Sequence[Goal], first: int, material: Material) -> list[Block]:
    """Return a list of consecutive goals of the table, of which the first has this number there."""
    return _list(name, first, [_dated_line(goal, name, material) for goal in goals])


def _dated_line(goal: Goal, name: str, material: Material) -> Item:
    line = material.word("doel_regel", doel=without_end(goal.what), eigenaar=goal.owner, wanneer=goal.moment)
    return _item("doel", goal.key, name, line, goal.sources)


def _list(name: str, first: int, items: Sequence[Item]) -> list[Block]:
    """Return a list, numbered from ``first`` unless that is 0; nothing when it would be empty."""
    origin = origin_of("lijst", name)
    return [ListBlock(origin.name, first > 0, tuple(items), (origin,), first=first or 1)] if items else []


def _item(kind: OriginKind, key: str, part: str, line: str, sources: Sources) -> Item:
    origin = origin_of(kind, key, part)
    return Item(origin.name, to_spans(line), sources, None, (origin,))
