"""What has another place in a renewed text, as few things as can be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence


def out_of_order(base: Iterable[str], edited: Iterable[str], renewed: Sequence[str]) -> set[str]:
    """Return the fewest texts that must move to bring an edited order into the renewed one.

    All are in both. What she moved herself (from its place in ``base``) stays where she put it.
    """
    common = set(renewed)
    order = [key for key in edited if key in common]
    was = {key: place for place, key in enumerate(base)}
    hers = set(order) - set(_longest_run([key for key in order if key in was], was))
    is_now = {key: place for place, key in enumerate(renewed)}
    ours = [key for key in order if key not in hers]
    return set(ours) - set(_longest_run(ours, is_now))


def _longest_run(keys: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """Return as many of the keys as can be whose places rise."""
    ends: list[int] = []  # the lowest place that a run of each length ends with
    at: list[str] = []
    before: dict[str, str] = {}
    for key in keys:
        size = bisect_left(ends, places[key])
        ends[size:] = [places[key], *ends[size + 1 :]]
        at[size:] = [key, *at[size + 1 :]]
        if size:
            before[key] = at[size - 1]
    run = at[-1:]
    while run and run[-1] in before:
        run.append(before[run[-1]])
    return run[::-1]
