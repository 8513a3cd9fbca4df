"""How the time of a chapter grows with its goals, its partners and the cards of the package."""

from __future__ import annotations

import shutil
import statistics
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import get_args

from liagen.files.load import shipped_folder
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.profile.choices import THEMA
from tests.bench import ways
from tests.bench.rounds import timed
from tests.bench.variants import write_variant

STEPS = (1, 4, 16)
_ROWS = 5
_CARDS = 24
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_THEMES = get_args(THEMA)
_CARD = """\
---
titel: Optie {key}
cox: 1
rapport: [U3]
bronnen: ["§4.1.1.1"]
kies_als:
  - als: organisatie.fte >= 400
    reden: De organisatie telt {{{{ organisatie.fte }}}} fte.
doelen:
  begin:
    wat: Optie {key} is begonnen.
    actie: De gemeente begint met {key}.
    eigenaar: de directie
    termijn: 1
    indicator: Optie {key} staat op papier.
    podium: De gemeente vertelt over {key}.
---
Dit is de tekst van {key} voor {{{{ gemeente.naam }}}}.
"""
_NUMBERS = count(20_000)


@dataclass(frozen=True)
class Growth:
    """Seconds at each of ``STEPS`` times as much of one thing."""

    what: str
    start: int
    seconds: tuple[float, ...]

    @property
    def is_linear(self) -> bool:
        """Say whether four times as much never takes more than four times as long, but for a tenth of noise."""
        return all(after <= 4.4 * before for before, after in zip(self.seconds, self.seconds[1:], strict=False))


def measure_growth(folder: Path, library: Library, rounds: int) -> list[Growth]:
    """Return the growth with goals, partners and cards, each the median of so many unseen profiles."""
    packages = [_package(folder / f"pakket-{step}", _CARDS * step) for step in STEPS]
    cards = [load_library(package) for package in packages]
    goals = tuple(_median(folder, library, rounds, goals=_ROWS * step) for step in STEPS)
    partners = tuple(_median(folder, library, rounds, partners=_ROWS * step) for step in STEPS)
    return [
        Growth("eigen doelen", _ROWS, goals),
        Growth("partners", _ROWS, partners),
        Growth("kaarten naast die van het pakket", _CARDS, tuple(_median(folder, each, rounds) for each in cards)),
    ]


def _median(folder: Path, library: Library, rounds: int, goals: int = 2, partners: int = 2) -> float:
    """Return the median time of the whole chain; the first profile does not count."""
    found = []
    for _ in range(rounds + 1):
        number = next(_NUMBERS)
        profile = write_variant(folder, number, "standaard", goals, partners)
        found.append(timed(partial(ways.by_liagen, profile, library, folder / f"groei-{number}.docx")))
    return statistics.median(found[1:])


def _package(folder: Path, extra: int) -> Path:
    """Write the shipped package with so many short cards more; return it."""
    shutil.copytree(shipped_folder("templates") / "standaard", folder)
    for number in range(extra):
        key = f"extra_{_LETTERS[number // 26]}{_LETTERS[number % 26]}"
        theme = _THEMES[number % len(_THEMES)]
        (folder / "opties" / theme / f"{key}.md").write_text(_CARD.format(key=key), encoding="utf-8", newline="\n")
    return folder
