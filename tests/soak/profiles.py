"""Profiles with something wrong in them, through `controleer` and `maak`: what the one takes, the other takes."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from judges import errors
from random_profiles import random_profiles
from soak.cases import case_part
from soak.mutated_text import mutated_bytes, mutated_yaml
from soak.trial import DAY, Case, Part, run
from word_mutations import loose_ends

from liagen.profile.blank import blank_profile
from liagen.profile.canonical import write_profile
from liagen.profile.read import shipped_profiles

FILE: Final = "profiel.yaml"
_RANDOM: Final = 12
_VALIDATED: Final = 0.03  # the validators take longer than all else


@cache
def texts() -> tuple[str, ...]:
    """Return valid profiles to begin with: those that ship, the blank one, and what random municipalities say."""
    shipped = [path.read_text(encoding="utf-8") for path in shipped_profiles().values()]
    return (*shipped, blank_profile(), *map(write_profile, random_profiles(7, _RANDOM)))


def _case(chance: Random) -> Case:
    text = chance.choice(texts())
    data = mutated_bytes(text.encode(), chance) if chance.random() < 0.1 else mutated_yaml(text, chance)
    length = chance.choice(("kort", "standaard", "uitgebreid"))
    made = f"maak {FILE} -o uit.docx --datum {DAY} --lengte {length} --stukken geen"
    is_validated = chance.random() < _VALIDATED
    check = f"controleer {FILE}"
    return Case(
        {FILE: data},
        (check, made),
        {check: lambda _f, _p: _agrees(made), made: lambda f, _p: sound(f / "uit.docx", is_validated)},
    )


def _agrees(made: str) -> Iterator[str]:
    """Yield what `maak` says of a profile that `controleer` found good."""
    code, told, _ = run(made.replace("uit.docx", "weg.md"))
    for path in Path().glob("weg*"):
        path.unlink()
    if code:
        yield f"controleer vindt niets, maak wel: {told.strip().splitlines()[-1:]}"


def sound(path: Path, is_validated: bool, before: bytes = b"") -> Iterator[str]:
    """Yield what is wrong with a Word file that liagen made, and was not in the file ``before`` that it is based on."""
    data = path.read_bytes()
    try:
        yield from loose_ends(data)
    except zipfile.BadZipFile:
        yield "het resultaat is geen Word-bestand"
        return
    if is_validated:
        yield from Counter(errors(data)) - Counter(errors(before) if before else ())


PROFILES: Final[Part] = case_part("profielen", "Profielen met fouten (`controleer`, `maak`)", _case, 3.0, seconds=30.0)
