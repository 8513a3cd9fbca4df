"""Measure the speed of liagen against other ways, print the figures and write docs/prestaties.md (`make bench`).

With a number behind it: so many rounds, for a quick look; then the page is left out, and nothing is written to docs/.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from liagen.library.load import load_library
from liagen.library.packages import find_packages
from tests.bench.growth import measure_growth
from tests.bench.page import measure_page
from tests.bench.processes import measure_help, measure_making, measure_memory
from tests.bench.report import Figures, report
from tests.bench.rounds import measure

PAGE = Path(__file__).parents[2] / "docs" / "prestaties.md"
_ROUNDS = 15
_BATCHES = (34, 342)


def main(arguments: list[str]) -> None:
    """Measure, print and write."""
    quick = bool(arguments)
    count = int(arguments[0]) if quick else _ROUNDS
    load = os.getloadavg()[0]
    library = load_library(*find_packages((), None, None))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = Figures(
            rounds=tuple(
                measure(folder, library, length, 1 + 1000 * place, count)
                for place, length in enumerate(("standaard", "uitgebreid"))
            ),
            making=measure_making(folder, library, count),
            help=measure_help(folder, count),
            memory={size: measure_memory(folder, size) for size in _BATCHES},
            growth=measure_growth(folder, library, count),
            page=None if quick else measure_page(),
            load=(load, os.getloadavg()[0]),
        )
    text = report(figures)
    print(text)
    if not quick:
        PAGE.write_text(text, encoding="utf-8", newline="\n")


main(sys.argv[1:])
