"""What a chapter tells of its goals besides the table."""

from __future__ import annotations

from collections.abc import Iterator

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, empty_notice, origin_of
from liagen.chapter.plan import Goal
from liagen.document.blocks import Block, Heading, Item, ListBlock, Paragraph
from liagen.library.dutch import capital, escape, sentence, value_text
from liagen.profile.fields import OWN_GOAL, THEME_GOAL
from liagen.profile.rows import Uitkomst

# ------------------------------------------------------------ lists


def goal_details(material: Material) -> list[Block]:
    """Return, below the table, what else domein.md §7.4 asks of each goal."""
    blocks: list[Block] = []
    for number, goal in enumerate(material.plan.short, 1):
        top, origin = origin_of("doel", goal.key, "toelichting.kop"), origin_of("doel", goal.key, "toelichting")
        head = to_spans(material.word("doel_kop_kort", nummer=str(number), onderwerp=goal_subject(goal, material)))
        blocks.append(Heading(top.name, 3, head, None, goal.sources, (top,)))
        items = tuple(
            _goal_item(goal, f"toelichting.{name}", material.word(f"doel_{name}", tekst=text))
            for name, text in _goal_lines(goal, material)
        )
        blocks.append(ListBlock(origin.name, False, items, (origin,)))
    return blocks


def _goal_lines(goal: Goal, material: Material) -> Iterator[tuple[str, str]]:
    yield "doel", goal.what
    yield "waarom", _why(goal, material)
    if goal.action:
        yield "actie", goal.action
    yield "ervaringsdeskundigen", goal.experts
    if goal.start:
        yield "start", value_text(goal.start)
    yield "uren", goal.hours
    yield "meten", material.word("doel_meetmoment", indicator=goal.indicator, deadline=goal.moment)
    if goal.podium:
        yield "podium", goal.podium


def _why(goal: Goal, material: Material) -> str:
    if goal.own:
        return material.word("doel_waarom_eigen")
    if not goal.option:
        return material.word("doel_waarom_thema", thema=escape(material.library.themes[goal.theme].titel))
    return material.word("doel_waarom_optie", stap=material.word(f"cox_{goal.cox}"))


def goal_subject(goal: Goal, material: Material) -> str:
    """Return what the goal belongs to: its option, its theme, or the municipality's own list."""
    if goal.own:
        return material.word("doel_eigen")
    if goal.option:
        return material.render(material.library.cards[goal.option].titel)
    return escape(material.library.themes[goal.theme].titel)


def long_term(material: Material) -> list[Block]:
    """Return the goals for later, or that there are none."""
    if not material.plan.long:
        return empty_notice("lange_termijn", material)
    items = tuple(_goal_item(goal, "lang", _long_text(goal, material)) for goal in material.plan.long)
    opening, origin = origin_of("lijst", "lange_termijn", "inleiding"), origin_of("lijst", "lange_termijn")
    return [
        Paragraph(opening.name, to_spans(material.word("lange_termijn_inleiding")), origins=(opening,)),
        ListBlock(origin.name, False, items, (origin,)),
    ]


def _goal_item(goal: Goal, part: str, text: str) -> Item:
    """Return a list item about a goal, named after what it tells of it."""
    origin = origin_of("doel", goal.key, part)
    return Item(origin.name, to_spans(text), goal.sources, None, (origin,))


def _long_text(goal: Goal, material: Material) -> str:
    words = {"doel": sentence(goal.what), "eigenaar": goal.owner}
    if goal.own:
        return material.word("lange_termijn_deadline", deadline=goal.moment, **words)
    return material.word("lange_termijn", **words)


# ------------------------------------------------------------ the last plan


def goal_outcomes(material: Material) -> list[Block]:
    """Return what the officer says of goals of the last plan; nothing when she says nothing."""
    told = [(key, row) for key, row in material.facts.profile.terugblik.uitkomsten.items() if row.toelichting]
    items = []
    for key, row in told:
        origin = origin_of("uitkomst", key)
        items.append(Item(origin.name, to_spans(_outcome_text(key, row, material)), origins=(origin,)))
    if not items:
        return []
    opening, origin = origin_of("lijst", "uitkomsten", "inleiding"), origin_of("lijst", "uitkomsten")
    return [
        Paragraph(opening.name, to_spans(material.word("uitkomsten_inleiding")), origins=(opening,)),
        ListBlock(origin.name, False, tuple(items), (origin,)),
    ]


def _outcome_text(key: str, row: Uitkomst, material: Material) -> str:
    told = escape(sentence(capital(row.toelichting or "")))
    name = _outcome_name(key, material)
    if row.stand and name:
        stand = material.word(f"uitkomst_{row.stand}")
        return material.word("uitkomst_regel", doel=name, stand=stand, toelichting=told)
    return material.word("uitkomst_regel_zonder_stand", doel=name, toelichting=told) if name else told


def _outcome_name(key: str, material: Material) -> str:
    """Return what a goal of the last plan was about; empty when that is not known any more."""
    first, _, rest = key.partition(".")
    if first == OWN_GOAL:
        own = (material.facts.profile.doelen or ())[int(rest) - 1 : int(rest)] if rest.isdecimal() else ()
        return escape(capital(own[0].doel.rstrip(" ."))) if own and own[0].doel else ""
    if first == THEME_GOAL:
        theme = material.library.themes.get(rest)
        return escape(theme.titel) if theme else ""
    card = material.library.cards.get(first)
    return material.render(card.titel) if card else ""
