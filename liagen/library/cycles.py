"""Goals that wait for each other in a circle, and texts that take each other in."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

Dependencies = Mapping[str, tuple[str, ...]]
"""What every goal waits for, or every text takes in."""


def in_cycles(found: Dependencies) -> set[str]:
    """Return what waits for itself, if need be by a detour."""
    after = {key: {other for other in others if other in found} for key, others in found.items()}
    before: dict[str, set[str]] = {key: set() for key in found}
    for key, others in after.items():
        for other in others:
            before[other].add(key)
    # What stands behind a cycle never gets its turn either, and what stands before it never from the other side; only
    # what does so from both sides can be in one. Then few are left to follow, in a package of any size.
    suspect = _never_ready(after) & _never_ready(before)
    return {key for key in suspect if _depends_on_itself(key, after)}


def _never_ready(after: Mapping[str, set[str]]) -> set[str]:
    """Return what never gets its turn when each comes after all that it waits for."""
    sorter = TopologicalSorter(after)
    # A sorter that found a cycle still gives out what does not wait for it.
    with contextlib.suppress(CycleError):
        sorter.prepare()
    left = set(after)
    while ready := sorter.get_ready():
        left.difference_update(ready)
        sorter.done(*ready)
    return left


def _depends_on_itself(key: str, after: Mapping[str, set[str]]) -> bool:
    waiting, seen = list(after[key]), set()
    while waiting:
        current = waiting.pop()
        if current == key:
            return True
        if current not in seen:
            seen.add(current)
            waiting += after[current]
    return False
