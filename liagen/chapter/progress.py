"""The look back that a chapter promised: what came of its goals and tests, to fill in when the time is there.

Sources: Cox' five questions (E1–E5, §3.1.2) and domein.md §7.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from liagen.chapter.assemble import MAKERS, Makers, filled_sections, needed_outline, titled_document, with_points
from liagen.chapter.markdown import plain_text
from liagen.chapter.material import Material, origin_of
from liagen.chapter.plan import Plan
from liagen.chapter.sheet import open_points_beside
from liagen.chapter.tables import TableLine, table_of_lines
from liagen.document.blocks import Block, Chapter
from liagen.library.dutch import dutch_date, escape, sentence
from liagen.library.fill_ins import TYPED, is_proposal, typed_blank, typed_proposal
from liagen.library.package import PROGRESS
from liagen.profile.fields import OUTCOMES
from liagen.profile.rows import TeTesten

GOAL_COLUMNS: Final = ("nr", "doel", "eigenaar", "deadline", "indicator")
"""The cells of a goal in the table of a chapter, in its order."""

_TESTS: Final = "gedaan.testen"
_MORE_TESTS: Final = 1
"""How many rows there are for tests that nobody planned."""

_TITLE: Final = origin_of("voortgang", "titel")


@dataclass(frozen=True)
class ReportedGoal:
    """A goal to look back on, in plain text as a chapter shows it.

    ``key`` is empty for a goal that someone added to the draft; ``gone`` when it was taken out of the draft.
    """

    key: str
    number: str
    what: str
    owner: str
    moment: str
    indicator: str
    gone: bool = False


def reported_goal(key: str, cells: Sequence[str], gone: bool = False) -> ReportedGoal:
    """Return a goal from its cells, which are those of ``GOAL_COLUMNS``."""
    number, what, owner, moment, indicator = cells
    return ReportedGoal(key, number, what, owner, moment, indicator, gone)


def planned_goals(plan: Plan) -> tuple[ReportedGoal, ...]:
    """Return the goals of a plan as its chapter shows them."""
    return tuple(
        reported_goal(goal.key, [str(number), *map(plain_text, (goal.what, goal.owner, goal.moment, goal.indicator))])
        for number, goal in enumerate(plan.short, 1)
    )


def assemble_progress(material: Material, chapter: Chapter, goals: Sequence[ReportedGoal]) -> Chapter:
    """Return the document in which is filled in what came of a finished ``chapter`` and its ``goals``.

    Raises LibraryError when no package says how it is made.
    """
    outline = needed_outline(material.library.progress, PROGRESS, material.library)
    filled = filled_sections(outline.vooraf, outline.onderdelen, material, _makers(goals))
    blocks = with_points(filled, partial(open_points_beside, material, chapter))
    return titled_document(_TITLE, outline.titel, blocks, material)


def _makers(goals: Sequence[ReportedGoal]) -> Makers:
    of_goals: Callable[[Material], list[Block]] = partial(_goal_table, goals)
    return MAKERS | {"tabel.voortgang_doelen": of_goals, "tabel.voortgang_testen": _test_table}


# ------------------------------------------------------------ goals


def _goal_table(goals: Sequence[ReportedGoal], material: Material) -> list[Block]:
    """Return every goal with what was agreed, and room for what came of it; nothing without goals."""
    lines = [
        TableLine("uitkomst", goal.key or f"rij_{place}", _goal_cells(goal, material))
        for place, goal in enumerate(goals, 1)
    ]
    return table_of_lines("voortgang_doelen", lines, material) if lines else []


def _goal_cells(goal: ReportedGoal, material: Material) -> dict[str, str]:
    number, what = escape(goal.number), read_on(goal.what, material)
    agreed = material.word(
        "voortgang_afspraak",
        eigenaar=read_on(goal.owner, material),
        wanneer=read_on(goal.moment, material),
        indicator=sentence(read_on(goal.indicator, material)),
    )
    if goal.gone:
        agreed = f"{agreed} {material.word('voortgang_weg')}"
    cells = {"nr": number, "afgesproken": what, "afspraak": agreed}
    if not goal.key:  # nothing in the profile knows this goal
        return cells | {
            "uitkomst": material.word("voortgang_eigen_doel"),
            "kwam_ervan": material.word("voortgang_eigen_doel_uitleg"),
        }
    path = f"{OUTCOMES}.{goal.key}"
    return cells | {
        "uitkomst": _blank("voortgang_uitkomst", goal.number, f"{path}.stand", material),
        "kwam_ervan": _blank("voortgang_kwam_ervan", goal.number, f"{path}.toelichting", material),
    }


def read_on(text: str, material: Material) -> str:
    """Return a text of a chapter (Markdown) with its proposals read on; of a blank what is still open."""

    def plain(mark: str, words: str) -> str:
        return plain_text(material.word("blad_open", titel=escape(words))) if mark == "invullen" else words

    told = TYPED.sub(lambda match: plain(match[1], match[2]), text).strip()
    return escape(told) if told else material.word("blad_niets")


def _blank(word: str, number: str, field: str, material: Material) -> str:
    return typed_blank(plain_text(material.word(word, nummer=escape(number))), field)


# ------------------------------------------------------------ tests


def _test_table(material: Material) -> list[Block]:
    """Return every test that was planned, and room for another, with what came of it."""
    planned = material.facts.profile.te_testen or ()
    rows: tuple[TeTesten | None, ...] = (*planned, *(None,) * _MORE_TESTS)
    lines = [
        TableLine("test", str(number), dict(_test_cells(str(number), row, material)))
        for number, row in enumerate(rows, 1)
    ]
    return table_of_lines("voortgang_testen", lines, material)


def _test_cells(number: str, row: TeTesten | None, material: Material) -> Iterator[tuple[str, str]]:
    blanks = {
        name: _blank(f"voortgang_test_{name}", number, f"{_TESTS}.{name}", material)
        for name in ("wat", "jaar", "door", "uitkomst", "gevolg")
    }
    yield "getest", _tested(row, blanks["wat"], material)
    yield "wanneer_en_wie", material.word("voortgang_test_wanneer", jaar=blanks["jaar"], door=blanks["door"])
    yield "testuitslag", blanks["uitkomst"]
    yield "testgevolg", blanks["gevolg"]


def _tested(row: TeTesten | None, blank: str, material: Material) -> str:
    """Return what was to be tested, as a proposal for what was."""
    if row is None or not row.wat:
        return blank
    # What has brackets in it cannot stand in a proposal.
    what = typed_proposal(row.wat, f"{_TESTS}.wat") if is_proposal(row.wat) else f"{escape(row.wat)} {blank}"
    if row.wanneer is None:
        return what
    return material.word("voortgang_test_gepland", wat=what, wanneer=escape(dutch_date(row.wanneer)))
