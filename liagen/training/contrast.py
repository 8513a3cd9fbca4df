"""What one fact changes: which options get another verdict, and which texts change."""

from __future__ import annotations

from dataclasses import dataclass, replace

from liagen.document.blocks import Chapter, Origin
from liagen.document.changes import Change, Subject, changes
from liagen.document.walk import Leaf, leaves
from liagen.make.chain import Result

_FOLLOWING = ("planning", "open")  # these follow from the goals and would say everything twice
_LEFT_OUT = "nu_niet"  # what is said of an option that is not there


@dataclass(frozen=True)
class VerdictChange:
    """An option whose verdict changes."""

    option: str
    before: str
    after: str


def verdict_changes(before: Result, after: Result) -> tuple[VerdictChange, ...]:
    """Return the options whose verdict changes, in the order of the library."""
    new = after.choice.verdicts()
    return tuple(
        VerdictChange(key, verdict, new[key])
        for key, verdict in before.choice.verdicts().items()
        if verdict != new[key]
    )


def chapter_changes(before: Chapter, after: Chapter) -> tuple[Change, ...]:
    """Return every change, in order of reading; what belongs to one option, goal or risk in a section is one change."""
    in_both = _told_things(before) & _told_things(after)
    return tuple(
        # What joins the running text of a section is told there too: it does not come or go with one place of its own.
        replace(change, kind="anders") if (change.origin.kind, change.origin.key) in in_both else change
        for change in changes(before, after, _subject)
    )


def _told_things(chapter: Chapter) -> set[tuple[str, str]]:
    origins = {origin for leaf in leaves(chapter).values() for origin in leaf.origins}
    return {(origin.kind, origin.key) for origin in origins if origin.part != _LEFT_OUT}


def _subject(leaf: Leaf) -> Subject | None:
    origin = leaf.origins[0]
    return None if origin.kind in _FOLLOWING else Subject(Origin(origin.kind, origin.key), leaf.section)
