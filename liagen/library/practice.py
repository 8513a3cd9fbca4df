"""The options from outside the report: used unless a profile leaves them out."""

from __future__ import annotations

from dataclasses import replace

from liagen.library.model import Library
from liagen.library.package import PRACTICE
from liagen.profile.model import Profile


def library_for(profile: Profile, library: Library) -> Library:
    """Return the library as this profile wants it: without the options from practice when it says so.

    What the officer chose by name stays: that says more than what she said of all of them.
    """
    if profile.stijl.praktijk == "ja":
        return library
    chosen = {key for key, own in profile.keuzes.items() if own.keuze == "wel"}
    return library_without(library, library.practice - chosen)


def library_without_practice(library: Library) -> Library:
    """Return the library without any option from practice."""
    return library_without(library, library.practice)


def library_without(library: Library, keys: frozenset[str]) -> Library:
    """Return the library without these options from practice; texts that ask for one hear that it is not done now."""
    if not keys:
        return library
    left = library.practice - keys
    packages = tuple(each for each in library.packages if left or each.name != PRACTICE)
    return replace(
        library,
        packages=packages,
        cards={key: card for key, card in library.cards.items() if key not in keys},
        risks={key: risk for key, risk in library.risks.items() if not risk.bij or not keys.issuperset(risk.bij)},
        practice=left,
        left_out=library.left_out | keys,
    )
