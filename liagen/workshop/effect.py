"""What changes in which municipality between two packages: verdicts, reasons, goals and sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from liagen.chapter.markdown import plain_text
from liagen.chapter.plan import Goal
from liagen.document.blocks import Chapter, OriginKind, Text
from liagen.document.changes import Subject, changes
from liagen.document.walk import Leaf
from liagen.library.dutch import enumerate_nl
from liagen.library.model import Library
from liagen.make.chain import Result, make, make_paper, make_sheet
from liagen.profile.choices import Length
from liagen.profile.fields import in_length
from liagen.profile.model import Profile
from liagen.web.table_page import FilterWords, Line, TablePage, WideCell, WideRow, WideTable, write_table_page

Kind = Literal["oordeel", "reden", "doel", "tekst"]

_REPEATING_KINDS: frozenset[OriginKind] = frozenset(
    ("doel", "planning", "niet_gekozen", "geen", "open", "pakket")  # verdicts, goals and packages, once more
)

_EVERY = "alle"

_GOAL_FIELDS: Mapping[str, str] = {
    "what": "wat",
    "action": "actie",
    "owner": "eigenaar",
    "indicator": "indicator",
    "podium": "podium",
    "experts": "ervaringsdeskundigen",
    "hours": "uren",
}


@dataclass(frozen=True)
class Effect:
    """One thing that is different; ``old`` or ``new`` is empty for what was not there.

    ``lengths`` are those in which it is seen; empty when that is every length that was looked at.
    """

    municipality: str
    kind: Kind
    where: str
    old: str
    new: str
    lengths: tuple[Length, ...] = ()

    @property
    def only(self) -> str:
        """Return in which lengths alone it is seen, in words; empty when that is every length."""
        return f"alleen {enumerate_nl(list(self.lengths))}" if self.lengths else ""


def differences(
    profiles: Sequence[Profile], old: Library, new: Library, date: dt.date, lengths: Sequence[Length]
) -> tuple[Effect, ...]:
    """Return what changes in chapters of these lengths, by municipality.

    Verdicts come first, then reasons, goals and texts of all documents. What changes in more lengths is told once.
    """
    return tuple(change for profile in profiles for change in _in_lengths(profile, old, new, date, lengths))


def _in_lengths(profile: Profile, old: Library, new: Library, date: dt.date, lengths: Sequence[Length]) -> list[Effect]:
    seen: dict[Effect, list[Length]] = {}
    for length in lengths:
        asked = in_length(profile, length)
        made = make(asked, old, date), make(asked, new, date)
        for change in dict.fromkeys(_changes(profile.gemeente.naam or "", *made, old, new)):
            seen.setdefault(change, []).append(length)
    told = [
        change if len(found) == len(lengths) else replace(change, lengths=tuple(found))
        for change, found in seen.items()
    ]
    return sorted(told, key=lambda change: list(_PLURAL).index(change.kind))


def difference_page(changes: Sequence[Effect], title: str, municipalities: int) -> str:
    """Return the changes as one web page with a filter."""
    rows = tuple(
        WideRow(
            (Text(change.municipality),),
            tuple(
                WideCell((Line((Text(text),)),))
                for text in (change.kind, change.where, change.only or _EVERY, change.old, change.new)
            ),
        )
        for change in changes
    )
    columns = ("Gemeente", "Soort", "Waar", "Lengte", "Oud", "Nieuw")
    table = WideTable("", "Wat er verandert", columns, rows)
    words = FilterWords(
        "Zoeken in de veranderingen", "Gemeente", "Woord in de rij", "Alles tonen", "{getoond} van {alle} rijen getoond"
    )
    return write_table_page(TablePage(title, (summary(changes, municipalities),), (table,), words))


def summary(changes: Sequence[Effect], municipalities: int) -> str:
    """Return in one sentence how much changes."""
    profiles = "1 profiel" if municipalities == 1 else f"{municipalities} profielen"
    if not changes:
        return f"Er verandert niets bij {profiles}."
    touched = len({change.municipality for change in changes})
    counts = {kind: sum(change.kind == kind for change in changes) for kind in _PLURAL}
    counted = ", ".join(f"{count} {_PLURAL[kind][count != 1]}" for kind, count in counts.items() if count)
    return f"Er verandert iets bij {touched} van {profiles}: {counted}."


_PLURAL: Mapping[Kind, tuple[str, str]] = {
    "oordeel": ("oordeel", "oordelen"),
    "reden": ("reden", "redenen"),
    "doel": ("deel van een doel", "delen van doelen"),
    "tekst": ("stuk tekst", "stukken tekst"),
}


def _changes(name: str, before: Result, after: Result, old: Library, new: Library) -> Iterator[Effect]:
    yield from _verdict_changes(name, before, after)
    yield from _goal_changes(name, before, after)
    yield from _text_changes(name, "", before.chapter, after.chapter, _subject)
    yield from _text_changes(name, "werkblad, ", make_sheet(before, old), make_sheet(after, new), _sheet_subject)
    for paper in (each for each in new.papers if each in old.papers):
        papers = make_paper(paper, before, old, "concept"), make_paper(paper, after, new, "concept")
        yield from _text_changes(name, f"{paper}, ", *papers, _paper_subject)


def _verdict_changes(name: str, before: Result, after: Result) -> Iterator[Effect]:
    for key in dict.fromkeys([*before.choice.options, *after.choice.options]):
        old_choice, new_choice = before.choice.options.get(key), after.choice.options.get(key)
        old, new = (chosen.verdict.replace("_", " ") if chosen else "" for chosen in (old_choice, new_choice))
        if old != new:
            yield Effect(name, "oordeel", key, old, new)
        reasons = [plain_text(" ".join(chosen.reasons)) if chosen else "" for chosen in (old_choice, new_choice)]
        if reasons[0] != reasons[1]:
            yield Effect(name, "reden", key, reasons[0], reasons[1])


def _goal_changes(name: str, before: Result, after: Result) -> Iterator[Effect]:
    old_goals, new_goals = _goals(before), _goals(after)
    for key in dict.fromkeys([*old_goals, *new_goals]):
        if key not in old_goals or key not in new_goals:
            lines = [_goal_summary(found[key]) if key in found else "" for found in (old_goals, new_goals)]
            yield Effect(name, "doel", key, lines[0], lines[1])
            continue
        for part, text in old_goals[key].items():
            if text != new_goals[key][part]:
                yield Effect(name, "doel", f"{key}: {part}", text, new_goals[key][part])


def _goals(result: Result) -> dict[str, dict[str, str]]:
    return {goal.key: _goal(goal) for goal in (*result.plan.short, *result.plan.long)}


def _goal(goal: Goal) -> dict[str, str]:
    parts = {word: plain_text(getattr(goal, name)) for name, word in _GOAL_FIELDS.items()}
    return {**parts, "deadline": plain_text(goal.moment) if goal.quarter else "geen"}


def _goal_summary(parts: Mapping[str, str]) -> str:
    return f"{parts['wat']} Eigenaar: {parts['eigenaar']}. Deadline: {parts['deadline']}."


def _text_changes(
    name: str, document: str, before: Chapter, after: Chapter, subject_of: Callable[[Leaf], Subject | None]
) -> Iterator[Effect]:
    for change in changes(before, after, subject_of):
        counted = (change.removed, change.added) if change.removed or change.added else (change.before, change.after)
        where = f"{change.section}: {change.origin.name}" if change.section else change.origin.name
        yield Effect(name, "tekst", f"{document}{where}", " ".join(counted[0]), " ".join(counted[1]))


def _subject(leaf: Leaf) -> Subject | None:
    """Return the part that a text comes from, in whatever section it stands; None for what is told of elsewhere."""
    origin = leaf.origins[0]
    is_told = origin.kind in _REPEATING_KINDS or origin.part == "oordeel" or origin.name == "lijst.pakketten.inleiding"
    return None if is_told else Subject(origin)


def _sheet_subject(leaf: Leaf) -> Subject | None:
    """Return the part that a text of the work sheet comes from; its rows and lists tell of what is told elsewhere."""
    origin = leaf.origins[0]
    return Subject(origin) if origin.kind in ("werkblad", "onderdeel", "tekst") else None


def _paper_subject(leaf: Leaf) -> Subject | None:
    """Return the part that a text of a paper comes from; its goals and risks are told elsewhere."""
    origin = leaf.origins[0]
    return Subject(origin) if origin.kind in ("stuk", "gegeven", "onderdeel", "tekst") else None
