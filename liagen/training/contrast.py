"""What one fact changes: which options get another verdict, and which texts change."""

from __future__ import annotations

from dataclasses import dataclass

from liagen.document.blocks import Chapter, Origin
from liagen.document.changes import Change, Subject, changes
from liagen.document.walk import Leaf
from liagen.make.chain import Result

_FOLLOWING = ("planning", "open")  # these follow from the goals and would say everything twice
_NUMBERED = "toelichting.kop"  # a heading that says nothing of its goal but the number, which shifts with any other


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
    return changes(before, after, _subject)


def _subject(leaf: Leaf) -> Subject | None:
    origin = leaf.origins[0]
    if origin.kind in _FOLLOWING or origin.part == _NUMBERED:
        return None
    return Subject(Origin(origin.kind, origin.key), leaf.section)
