"""Which questions are still open, which of them decide most, and with which ones to begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Final

from liagen.chapter.facts import Facts
from liagen.chapter.influence import Influence, weighed
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.model import Profile
from liagen.profile.settled import gate_of, not_applicable

QUICK: Final = 12
"""How many questions are enough to begin with."""


def open_paths(found: Mapping[str, Influence], facts: Facts) -> tuple[str, ...]:
    """Return the questions that have no answer and need one, in the order of the profile.

    What is usual, such as the length of the chapter, is an answer.
    """
    return tuple(
        path for path in found if profile_value(facts.profile, path) is None and not _is_moot(path, facts.profile)
    )


def most_deciding_first(paths: Iterable[str], found: Mapping[str, Influence]) -> tuple[str, ...]:
    """Return these questions, those first whose answer decides most; alike in the order that they came in."""
    return tuple(sorted(paths, key=lambda path: (found[path].decides, found[path].weight), reverse=True))


def quick_questions(found: Mapping[str, Influence], facts: Facts, most: int = QUICK) -> tuple[str, ...]:
    """Return the open questions to begin with, at most ``most``, in the order of the profile.

    First what no profile can do without; then, one after the other, the question that decides most of what those
    before it do not. Of a group comes first whether it is there; lists of rows take a screen of their own and wait.
    """
    left = [path for path in open_paths(found, facts) if _is_quick(path, facts.profile)]
    chosen = [path for path in left if field_specs()[path].required]
    known: set[str] = set()
    for path in chosen:
        known |= _decided(found[path])
    while len(chosen) < most:
        rest = [path for path in left if path not in chosen]
        best = max(rest, key=lambda path: (_adds(found[path], known), found[path].weight), default="")
        if not best or not _adds(found[best], known):
            break
        chosen.append(best)
        known |= _decided(found[best])
    return tuple(path for path in left if path in chosen)


def _adds(influence: Influence, known: Set[str]) -> int:
    """Return what a question weighs by what the others do not decide already."""
    texts = 0 if influence.read_as in known else influence.texts
    return weighed(influence.turned - known, influence.fills, texts)


def _decided(influence: Influence) -> set[str]:
    return {*influence.turned, influence.read_as}


def _is_quick(path: str, profile: Profile) -> bool:
    """Say whether a question can be asked now, and is answered in one go."""
    gate = gate_of(path)
    return not field_specs()[path].has_rows and (not gate or profile_value(profile, gate) is not None)


def _is_moot(path: str, profile: Profile) -> bool:
    return not_applicable(path, lambda other: profile_value(profile, other)) is not None
