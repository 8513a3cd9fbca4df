"""A plan to look back on, of now or as someone edited its draft, as the document to fill in what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liagen.chapter.material import origin_of
from liagen.chapter.progress import GOAL_COLUMNS, ReportedGoal, assemble_progress, planned_goals, reported_goal
from liagen.document.blocks import Chapter
from liagen.library.model import Library
from liagen.make.base import made_with
from liagen.make.basis import basis_of
from liagen.make.chain import Result, make, material_of, write_chapter
from liagen.make.edited_draft import EditedDraft
from liagen.make.order import Order
from liagen.profile.fields import in_length, in_practice, other_goals
from liagen.profile.model import Profile
from liagen.word.readback.edited import CELL, ROW, TABLE, EditedParagraph

DOCUMENT: Final = "voortgang"
"""What a draft of this kind carries as its name."""


@dataclass(frozen=True)
class WrittenProgress:
    """The document to look back with: what it tells, its goals and its bytes."""

    chapter: Chapter
    goals: tuple[ReportedGoal, ...]
    data: bytes


def write_progress(
    profile: Profile, library: Library, order: Order, draft: EditedDraft | None = None
) -> WrittenProgress:
    """Return the look back on the plan of a profile, or on that of an edited ``draft`` of it; same input, same bytes.

    Of a draft its own date and length count. Errors are those of ``write_chapter``, and LibraryError when no package
    says how it is made.
    """
    profile = in_practice(profile, order.practice)
    if draft:
        result = made_with(draft, profile, library)
    else:
        result = make(in_length(profile, order.length), library, order.date_of(profile))
    goals = goals_of(draft, result, library) if draft else planned_goals(result.plan)
    chapter = assemble_progress(material_of(result, library), result.chapter, goals)
    basis = basis_of(profile, result.facts, library)._replace(document=DOCUMENT) if order.carries_basis else None
    return WrittenProgress(chapter, goals, write_chapter(chapter, library, order, basis))


def goals_of(draft: EditedDraft, made: Result, library: Library) -> tuple[ReportedGoal, ...]:
    """Return the goals of a draft as they stand in it now, in its order; those that were taken out come last."""
    shown = {each.id: each.text for each in draft.carried.paragraphs}
    known = [key for key in _keys(made, library) if _cell(key, "doel") in shown]
    places = {each.id: place for place, each in enumerate(draft.carried.paragraphs)}
    known.sort(key=lambda key: places[_cell(key, "doel")])
    if not known:
        return planned_goals(made.plan)
    now = draft.text.texts
    here = {key for key in known if any(now.get(_cell(key, column), "").strip() for column in GOAL_COLUMNS)}
    gone = [_goal(key, shown, gone=True) for key in known if key not in here]
    cells = {_cell(key, column): key for key in here for column in GOAL_COLUMNS}
    found = list(_in_order(draft, cells, shown | now))
    told = {goal.key for goal in found}
    # A goal whose row is no row any more still stands somewhere.
    found += [_goal(key, shown | now) for key in known if key in here and key not in told]
    return (*found, *gone)


def _keys(made: Result, library: Library) -> Iterator[str]:
    """Yield the key of every goal that a draft of this profile can have, each once."""
    own = len(made.facts.profile.doelen or ())
    yield from dict.fromkeys((*made.plan.keys, *library.goals, *other_goals(own)))


def _cell(key: str, column: str) -> str:
    return origin_of("doel", key, column).name


def _goal(key: str, texts: Mapping[str, str], gone: bool = False) -> ReportedGoal:
    return reported_goal(key, [texts.get(_cell(key, column), "") for column in GOAL_COLUMNS], gone)


def _in_order(draft: EditedDraft, cells: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[ReportedGoal]:
    """Yield the goals of the table in its order: ours by their ``cells``, and rows that someone added."""
    ours = {each.id for each in draft.carried.paragraphs}
    tables = {id(unit.paragraphs[0].within(TABLE)) for key, unit in draft.text.units.items() if key in cells}
    rows: dict[int, list[EditedParagraph]] = {}
    for paragraph in draft.text.paragraphs:
        row = paragraph.within(ROW)
        if row is not None and id(paragraph.within(TABLE)) in tables:
            rows.setdefault(id(row), []).append(paragraph)
    told: set[str] = set()
    for paragraphs in rows.values():
        ids = [each for paragraph in paragraphs for each in paragraph.ids]
        keys = list(dict.fromkeys(cells[each] for each in ids if each in cells))
        for key in keys:
            if key not in told:
                told.add(key)
                yield _goal(key, texts)
        if not ours.intersection(ids) and (added := _added(paragraphs)):
            yield added


def _added(paragraphs: Sequence[EditedParagraph]) -> ReportedGoal | None:
    """Return the goal in a row that someone added; None for a row that says nothing but a number."""
    told: dict[int, list[str]] = {}
    for paragraph in paragraphs:
        told.setdefault(id(paragraph.within(CELL)), []).append(paragraph.text)
    texts = [" ".join(part.strip() for part in each if part.strip()) for each in told.values()]
    if not any(text and not text.rstrip(".").isdecimal() for text in texts):
        return None
    if len(texts) == len(GOAL_COLUMNS):
        return reported_goal("", texts)
    return ReportedGoal("", "", " ".join(texts), "", "", "")  # cells of her own: all of it is what is to be done
