"""What one fact changes: which options get another verdict, which paragraphs change, and why."""

from __future__ import annotations

from dataclasses import dataclass

from liagen.make.chain import Result


@dataclass(frozen=True)
class Moved:
    """An option whose verdict changes."""

    option: str
    before: str
    after: str


def moved(before: Result, after: Result) -> tuple[Moved, ...]:
    """Return the options whose verdict changes, in the order of the library."""
    new = after.choice.verdicts()
    return tuple(
        Moved(key, verdict, new[key]) for key, verdict in before.choice.verdicts().items() if verdict != new[key]
    )
