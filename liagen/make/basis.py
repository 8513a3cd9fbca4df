"""Of what a draft is made, as it travels in the draft."""

from __future__ import annotations

from liagen import __version__
from liagen.chapter.facts import Facts
from liagen.document.carried import Basis, CarriedPackage
from liagen.library.model import Library
from liagen.library.practice import library_for
from liagen.profile.canonical import write_profile
from liagen.profile.model import Profile


def basis_of(profile: Profile, facts: Facts, library: Library) -> Basis:
    """Return of what a chapter with these facts was made; ``profile`` is as the officer has it."""
    packages = tuple(
        CarriedPackage(each.name, each.version, each.digest) for each in library_for(profile, library).packages
    )
    return Basis(__version__, facts.date, facts.profile.stijl.lengte, write_profile(profile), packages)
