"""The five ways side by side, in rounds: every round a profile that this process has not seen."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from liagen.library.model import Library
from tests.bench import ways
from tests.bench.lines import Grid, Line, lines_of, notes_of, texts_of
from tests.bench.readback import check_same
from tests.bench.variants import write_variant

WAYS = ("liagen", "python-docx", "docxtpl", "pandoc", "zip")
_WITHOUT_NOTES = {"docxtpl"}
_WARMING = 3  # rounds that do not count, so that every way is warm


@dataclass(frozen=True)
class Rounds:
    """What was measured on one length: seconds of each way per round, and how much text both documents were."""

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
        target = folder / f"{length}-{first + number}.docx"
        found = {"liagen": timed(lambda p=profile, t=target: ways.by_liagen(p, library, t))}
        made = ways.documents_of(profile, library)
        texts = [_Text(lines_of(each.chapter), each.place(target)) for each in made]
        runs = _others(folder, texts)
        turned = [*runs][number % len(runs) :] + [*runs][: number % len(runs)]
        found |= {way: timed(runs[way]) for way in turned}
        for text in texts:
            for way in WAYS:
                check_same(text.target(way), text.lines, with_notes=way not in _WITHOUT_NOTES and bool(text.notes))
                text.target(way).unlink()
        for way in WAYS if number >= _WARMING else ():
            seconds[way].append(found[way])
    told = [texts_of(text.lines) for text in texts]
    notes = sum(len(text.notes) for text in texts)
    return Rounds(length, seconds, sum(map(len, told)), notes, sum(len(each) for text in told for each in text))


@dataclass(frozen=True)
class _Text:
    """What one document says, and where liagen wrote it; the others write beside that."""

    lines: tuple[Line | Grid, ...]
    place: Path

    @property
    def notes(self) -> list[str]:
        return notes_of(self.lines)

    def target(self, way: str) -> Path:
        return self.place if way == "liagen" else self.place.with_stem(f"{self.place.stem}-{way}")


def _others(folder: Path, texts: list[_Text]) -> dict[str, Callable[[], None]]:
    """Return the other ways, each of which writes all documents; all they need is made ready."""
    template = folder / "sjabloon.docx"
    grids = [line for text in texts for line in text.lines if isinstance(line, Grid)]
    ways.make_template(template, {len(grid.widths) for grid in grids})
    written: dict[str, list[Callable[[], None]]] = {way: [] for way in WAYS[1:]}
    for text in texts:
        markdown = text.place.with_suffix(".md")
        markdown.write_text(ways.pandoc_markdown(text.lines), encoding="utf-8")
        parts, context = ways.parts_of(text.place), ways.docxtpl_context(text.lines)
        written["python-docx"].append(partial(ways.by_python_docx, text.lines, text.target("python-docx")))
        written["docxtpl"].append(partial(ways.by_docxtpl, template, context, text.target("docxtpl")))
        written["pandoc"].append(partial(ways.by_pandoc, markdown, text.target("pandoc")))
        written["zip"].append(partial(ways.by_zip, parts, text.target("zip")))
    return {way: partial(_in_turn, each) for way, each in written.items()}


def _in_turn(runs: list[Callable[[], None]]) -> None:
    for run in runs:
        run()


def timed(run: Callable[[], None]) -> float:
    """Return the seconds of computing that a run takes, in this process and in those it starts.

    On a machine that others use too, the clock on the wall tells how busy they are. Rubbish of the run before is gone
    first.
    """
    gc.collect()
    start = computed()
    run()
    return computed() - start


def computed() -> float:
    """Return the seconds that this process and those that it started have computed."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + started.ru_utime + started.ru_stime
