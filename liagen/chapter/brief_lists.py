"""The goals and the main risks in a line each, for who reads one or two pages."""

from __future__ import annotations

from typing import Final

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, empty_notice, origin_of
from liagen.chapter.plan import Goal
from liagen.chapter.tables import measure_of
from liagen.document.blocks import Block, Item, ListBlock, OriginKind
from liagen.library.dutch import capital, without_end

_MOST_RISKS: Final = 3


def dated_goals(material: Material) -> list[Block]:
    """Return a line for each goal of the table, with its number there and its moment."""
    lines = [
        (goal, material.word("doel_regel", doel=without_end(goal.what), wanneer=goal.moment))
        for goal in material.plan.short
    ]
    return _goal_list("doelen_met_datum", True, lines, material)


def plain_goals(material: Material) -> list[Block]:
    """Return what each goal of the table brings, in simple words where its card has them, behind its moment."""
    lines = [
        (goal, material.word("doel_eenvoudig", wanneer=capital(goal.moment), doel=without_end(goal.plain or goal.what)))
        for goal in material.plan.short
    ]
    return _goal_list("doelen_eenvoudig", False, lines, material)


def first_risks(material: Material) -> list[Block]:
    """Return the risks that stand first in the table, each with what is done about it."""
    limit = material.library.optional_setting("risicos_in_stuk") or _MOST_RISKS
    if not material.plan.risks:
        return empty_notice("risicos", material)
    items = (
        _item(
            "risico",
            risk.key,
            "grootste_risicos",
            material.word("risico_regel", risico=risk.title, maatregel=without_end(measure_of(risk, material))),
            risk.sources,
        )
        for risk in material.plan.risks[:limit]
    )
    origin = origin_of("lijst", "grootste_risicos")
    return [ListBlock(origin.name, False, tuple(items), (origin,))]


def _goal_list(name: str, ordered: bool, lines: list[tuple[Goal, str]], material: Material) -> list[Block]:
    if not lines:
        return empty_notice("doelen", material)
    origin = origin_of("lijst", name)
    items = tuple(_item("doel", goal.key, name, line, goal.sources) for goal, line in lines)
    return [ListBlock(origin.name, ordered, items, (origin,))]


def _item(kind: OriginKind, key: str, part: str, line: str, sources: tuple[str, ...]) -> Item:
    origin = origin_of(kind, key, part)
    return Item(origin.name, to_spans(line), sources, None, (origin,))
