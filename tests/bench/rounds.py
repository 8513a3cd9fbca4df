"""The five ways side by side, in rounds: every round a profile that this process has not seen."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from liagen.library.model import Library
from liagen.make import chain
from liagen.profile.read import load_profile
from tests.bench import ways
from tests.bench.lines import Grid, lines_of, notes_of, texts_of
from tests.bench.readback import check_same
from tests.bench.variants import write_variant

WAYS = ("liagen", "python-docx", "docxtpl", "pandoc", "zip")
_WITHOUT_NOTES = {"docxtpl"}
_WARMING = 3  # rounds that do not count, so that every way is warm


@dataclass(frozen=True)
class Rounds:
    """What was measured on one chapter: seconds of each way per round, and how much text it was."""

    length: str
    seconds: dict[str, list[float]]
    paragraphs: int
    notes: int
    characters: int

    def ratios(self, way: str) -> list[float]:
        """Return, per round, how many times as long as liagen this way took."""
        return [other / own for other, own in zip(self.seconds[way], self.seconds["liagen"], strict=True)]


def measure(folder: Path, library: Library, length: str, first: int, count: int) -> Rounds:
    """Run ``count`` rounds on profiles numbered from ``first``. Raises ValueError when two ways say different things.

    liagen goes first in a round, before anything has seen the profile; the order of the others turns.
    """
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    for number in range(count + _WARMING):
        profile = write_variant(folder, first + number, length)
        targets = {way: folder / f"{length}-{first + number}-{way}.docx" for way in WAYS}
        found = {"liagen": timed(lambda p=profile, t=targets["liagen"]: ways.by_liagen(p, library, t))}
        chapter = chain.make(load_profile(profile, library.cards), library, ways.DAY).chapter
        lines = lines_of(chapter)
        runs = _others(folder, lines, targets)
        turned = [*runs][number % len(runs) :] + [*runs][: number % len(runs)]
        found |= {way: timed(runs[way]) for way in turned}
        for way, target in targets.items():
            check_same(target, lines, with_notes=way not in _WITHOUT_NOTES)
            target.unlink()
        for way in WAYS if number >= _WARMING else ():
            seconds[way].append(found[way])
    return Rounds(length, seconds, len(texts_of(lines)), len(notes_of(lines)), sum(map(len, texts_of(lines))))


def _others(
    folder: Path, lines: tuple[ways.Line | Grid, ...], targets: dict[str, Path]
) -> dict[str, Callable[[], None]]:
    """Return the other ways, all they need made ready."""
    template, markdown = folder / "sjabloon.docx", folder / "hoofdstuk.md"
    ways.make_template(template, {len(line.widths) for line in lines if isinstance(line, Grid)})
    markdown.write_text(ways.pandoc_markdown(lines), encoding="utf-8")
    context = ways.docxtpl_context(lines)
    parts = ways.parts_of(targets["liagen"])
    return {
        "python-docx": lambda: ways.by_python_docx(lines, targets["python-docx"]),
        "docxtpl": lambda: ways.by_docxtpl(template, context, targets["docxtpl"]),
        "pandoc": lambda: ways.by_pandoc(markdown, targets["pandoc"]),
        "zip": lambda: ways.by_zip(parts, targets["zip"]),
    }


def timed(run: Callable[[], None]) -> float:
    """Return the seconds that a run takes; rubbish of the run before is gone first."""
    gc.collect()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
