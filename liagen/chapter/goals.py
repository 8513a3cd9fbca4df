"""What a chapter tells of its goals besides the table."""

from __future__ import annotations

from collections.abc import Iterator

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, nothing_there, origin_of
from liagen.chapter.plan import Goal, deadline_text
from liagen.document.blocks import Block, Heading, Item, ListBlock, Paragraph
from liagen.library.dutch import escape, value_text

# ------------------------------------------------------------ lists


def goal_details(work: Material) -> list[Block]:
    """Return, below the table, what else domein.md §7.4 asks of each goal."""
    blocks: list[Block] = []
    for number, goal in enumerate(work.plan.short, 1):
        top, origin = origin_of("doel", goal.key, "toelichting.kop"), origin_of("doel", goal.key, "toelichting")
        head = to_spans(work.word("doel_kop_kort", nummer=str(number), onderwerp=goal_subject(goal, work)))
        blocks.append(Heading(top.name, 3, head, None, goal.sources, (top,)))
        items = tuple(
            _goal_item(goal, f"toelichting.{name}", work.word(f"doel_{name}", tekst=text))
            for name, text in _goal_lines(goal, work)
        )
        blocks.append(ListBlock(origin.name, False, items, (origin,)))
    return blocks


def _goal_lines(goal: Goal, work: Material) -> Iterator[tuple[str, str]]:
    yield "doel", goal.what
    yield "waarom", _why(goal, work)
    yield "actie", goal.action
    yield "ervaringsdeskundigen", goal.experts
    if goal.start:
        yield "start", value_text(goal.start)
    yield "uren", goal.hours
    yield "meten", work.word("doel_meetmoment", indicator=goal.indicator, deadline=deadline_text(goal, work.library))
    yield "podium", goal.podium


def _why(goal: Goal, work: Material) -> str:
    if goal.own:
        return work.word("doel_waarom_eigen")
    if not goal.option:
        return work.word("doel_waarom_thema", thema=escape(work.library.themes[goal.theme].titel))
    return work.word("doel_waarom_optie", stap=work.word(f"cox_{goal.cox}"))


def goal_subject(goal: Goal, work: Material) -> str:
    """Return what the goal belongs to: its option, its theme, or the municipality's own list."""
    if goal.own:
        return work.word("doel_eigen")
    if goal.option:
        return work.render(work.library.cards[goal.option].titel)
    return escape(work.library.themes[goal.theme].titel)


def long_term(work: Material) -> list[Block]:
    """Return the goals for later, or that there are none."""
    if not work.plan.long:
        return nothing_there("lange_termijn", work)
    items = tuple(_goal_item(goal, "lang", _long_text(goal, work)) for goal in work.plan.long)
    opening, origin = origin_of("lijst", "lange_termijn", "inleiding"), origin_of("lijst", "lange_termijn")
    return [
        Paragraph(opening.name, to_spans(work.word("lange_termijn_inleiding")), origins=(opening,)),
        ListBlock(origin.name, False, items, (origin,)),
    ]


def _goal_item(goal: Goal, part: str, text: str) -> Item:
    """Return a list item about a goal, named after what it tells of it."""
    origin = origin_of("doel", goal.key, part)
    return Item(origin.name, to_spans(text), goal.sources, None, (origin,))


def _long_text(goal: Goal, work: Material) -> str:
    if goal.own:
        deadline = deadline_text(goal, work.library)
        return work.word("lange_termijn_deadline", doel=goal.what, eigenaar=goal.owner, deadline=deadline)
    return work.word("lange_termijn", doel=goal.what, eigenaar=goal.owner)


def minimum_list(work: Material) -> list[Block]:
    """Return the fewest steps: the first internal goal of every core theme, with its hours."""
    if not work.plan.minimum:
        return nothing_there("doelen", work)
    items = []
    for goal in work.plan.minimum:
        deadline = deadline_text(goal, work.library)
        text = work.word("minimum_doel", doel=goal.what, deadline=deadline, uren=goal.hours)
        items.append(_goal_item(goal, "minimum", text))
    origin = origin_of("lijst", "minimum")
    return [ListBlock(origin.name, True, tuple(items), (origin,))]


def podium_list(work: Material) -> list[Block]:
    """Return where each goal is shown, and when."""
    if not work.plan.short:
        return nothing_there("podium", work)
    items = []
    for number, goal in enumerate(work.plan.short, 1):
        deadline = deadline_text(goal, work.library)
        text = work.word("podium_doel", nummer=str(number), podium=goal.podium, deadline=deadline)
        items.append(_goal_item(goal, "podium", text))
    origin = origin_of("lijst", "podium")
    return [ListBlock(origin.name, False, tuple(items), (origin,))]
