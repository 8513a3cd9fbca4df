"""What became of every profile in a batch: a table for Excel and one to read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Final, Literal, get_args, overload
from urllib.parse import quote

from liagen.batch.journal import Summary
from liagen.document.blocks import Link, Text
from liagen.errors import Problem
from liagen.files.spreadsheet import sheet_text
from liagen.make.order import SHEET_SUFFIX
from liagen.web.table_page import FilterWords, Line, TablePage, WideCell, WideRow, WideTable, table_page_parts

State = Literal["gemaakt", "al klaar", "mislukt", "niet aan de beurt"]
CSV_FILE: Final = "overzicht.csv"
HTML_FILE: Final = "overzicht.html"
_CHOICES: Final = ("Is er al", "Voorstellen", "Te overwegen", "Niet nu")

_COLUMNS: Final = (
    *("Gemeente", "Stand", *_CHOICES, "Doelen", "Open punten", "Waarschuwingen en fouten"),
    *("Bestand", "Werkblad", "Stukken", "Seconden", "Profiel"),
)

_NUMBERS: Final = (*_CHOICES, "Doelen", "Open punten", "Seconden")
_PROPOSED: Final = "Welke voorstellen"
_UNKNOWN: Final = "onbekend"

_WORDS: Final = FilterWords(
    title="Filter",
    head="Gemeente",
    text="Woord in de tabel",
    reset="Alles tonen",
    count="{getoond} van {alle} rijen.",
    extra="Toon welke voorstellen",
)


@dataclass(frozen=True)
class Outcome:
    """What became of one profile.

    ``documents`` are file names, that of the chapter first; ``seconds`` is 0 for what was not made now.
    """

    profile: str
    state: State
    documents: tuple[str, ...] = ()
    summary: Summary | None = None
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()


def overview_csv(outcomes: Iterable[Outcome]) -> str:
    """Return the overview for a Dutch Excel: one row for each profile."""
    rows = ((*_cells(outcome), "; ".join(_proposed(outcome))) for outcome in outcomes)
    return sheet_text([(*_COLUMNS, _PROPOSED), *rows])


def overview_html(outcomes: Iterable[Outcome]) -> bytes:
    """Return the overview as a page, with a link to every document beside it."""
    rows = tuple(outcomes)
    table = WideTable("", "Eén rij per profiel", _COLUMNS, _Rows(rows))
    page = TablePage("Overzicht van de reeks", (count_words(rows),), (table,), _WORDS)
    written = io.BytesIO()
    written.writelines(part.encode() for part in table_page_parts(page))
    return written.getvalue()


@dataclass(frozen=True)
class _Rows(Sequence[WideRow]):
    """The rows of the page, each made when it is asked for: thousands of them at once take much memory."""

    outcomes: tuple[Outcome, ...]

    def __len__(self) -> int:
        return len(self.outcomes)

    @overload
    def __getitem__(self, place: int) -> WideRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[WideRow]: ...
    def __getitem__(self, place: int | slice) -> WideRow | Sequence[WideRow]:
        return _Rows(self.outcomes[place]) if isinstance(place, slice) else _row(self.outcomes[place])


def count_words(outcomes: Iterable[Outcome]) -> str:
    """Return how many profiles came to what, in one sentence."""
    states = [outcome.state for outcome in outcomes]
    counts = {state: states.count(state) for state in get_args(State) if state in ("gemaakt", *states)}
    ready = counts["gemaakt"] + counts.get("al klaar", 0)
    parts = ", ".join(f"{count} {state}" for state, count in counts.items())
    return f"Klaar: {ready} van {len(states)} hoofdstukken ({parts})."


def printable(text: str) -> str:
    """Return a file name as text that can be written anywhere: a wrong byte in it becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def _cells(outcome: Outcome) -> tuple[str, ...]:
    """Return one row in words; what is not known of a failure stays empty."""
    summary = outcome.summary
    numbers: tuple[int, ...] | tuple[str, ...] = ("",) * 6
    if summary:
        choices = (summary.present, len(summary.proposals), summary.considered, summary.not_now)
        numbers = (*choices, summary.goals, summary.open_points)
    seconds = f"{outcome.seconds:.2f}".replace(".", ",") if outcome.seconds else ""
    return (
        (summary.municipality if summary else "") or f"{_UNKNOWN} ({printable(PurePath(outcome.profile).name)})",
        outcome.state,
        *(str(number) for number in numbers),
        "\n".join(_remarks(outcome)),
        *_documents(outcome),
        seconds,
        printable(outcome.profile),
    )


def _documents(outcome: Outcome) -> tuple[str, str, str]:
    """Return the file names of the chapter, the work sheet and the papers, those on a line each."""
    chapter, *others = outcome.documents or ("",)
    sheets = [name for name in others if PurePath(name).stem.endswith(SHEET_SUFFIX)]
    return chapter, "".join(sheets), "\n".join(name for name in others if name not in sheets)


def _proposed(outcome: Outcome) -> tuple[str, ...]:
    return outcome.summary.proposals if outcome.summary else ()


def _remarks(outcome: Outcome) -> list[str]:
    """Return warnings and problems; a problem in the profile itself needs only its line and column."""
    warnings = outcome.summary.warnings if outcome.summary else ()
    return [*warnings, *(printable(_placed(problem, outcome.profile)) for problem in outcome.problems)]


def _placed(problem: Problem, profile: str) -> str:
    if problem.file != profile:
        return str(problem)
    rest = str(problem).removeprefix(profile).lstrip(":").strip()
    return f"regel {problem.line}, kolom {problem.column}: {rest.split(': ', 1)[1]}" if problem.line else rest


@lru_cache(maxsize=256)  # thousands of rows name the same options
def _proposed_line(title: str) -> Line:
    return Line((Text(title),), extra=True)


def _row(outcome: Outcome) -> WideRow:
    head, *cells = zip(_COLUMNS, _cells(outcome), strict=True)
    proposed = tuple(map(_proposed_line, _proposed(outcome)))
    return WideRow((Text(head[1]),), tuple(_cell(name, text, proposed) for name, text in cells))


def _cell(name: str, text: str, proposed: tuple[Line, ...]) -> WideCell:
    # What failed stands out by its weight and by its word: colour alone is lost on paper and on some eyes.
    lines = tuple(Line((Text(line, bold=name == "Stand" and line == "mislukt"),)) for line in text.split("\n") if line)
    if name == "Voorstellen":
        lines += proposed
    if name in ("Bestand", "Werkblad", "Stukken") and text:
        lines = tuple(Line((Link(file, quote(file, safe="")),)) for file in text.split("\n"))
    return WideCell(lines, number=name in _NUMBERS)
