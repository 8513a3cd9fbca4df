"""What the work sheet is made from: what the chapter is made from, the finished chapter, and the questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from liagen.chapter.material import Material
from liagen.chapter.sheet_questions import Questions
from liagen.document.blocks import Chapter, Fill, Span, Text, span_text
from liagen.document.changes import DraftChange
from liagen.library.dutch import enumerate_nl

WORK_WEEKS: Final = 44
"""How many weeks of work a year has, when the package does not say."""


@dataclass(frozen=True)
class SheetMaterial:
    """Everything the parts of a work sheet are made from; ``updates`` are of a draft that was brought up to date."""

    material: Material
    chapter: Chapter
    questions: Questions
    updates: tuple[DraftChange, ...] = ()

    def word(self, key: str, **values: str) -> str:
        """Return fixed words with their values in place (Markdown)."""
        return self.material.word(key, **values)

    @property
    def weeks(self) -> int:
        """Return how many weeks of work a year has."""
        weeks = self.material.library.optional_setting("werkweken_per_jaar")
        return WORK_WEEKS if weeks is None else weeks

    def known(self, path: str) -> Any:
        """Return the value of a field of the profile; None when it is unknown."""
        return self.material.facts.lookup(path)

    def planned(self, name: str) -> Any:
        """Return what the calendar says under this name; None when it says nothing."""
        return self.material.facts.values.get(f"plan.{name}")

    def reference(self, keys: Iterable[str]) -> str:
        """Return «vraag 3» or «vragen 3 en 9» for what is asked about these fields; empty when nothing is."""
        found = sorted({number for key in keys if (number := self.questions.number_of(key))})
        if not found:
            return ""
        numbers = enumerate_nl([str(number) for number in found])
        return self.word("blad_vraag" if len(found) == 1 else "blad_vragen", nummers=numbers)

    def bracketed(self, keys: Iterable[str]) -> str:
        """Return the questions about these fields as they stand behind words in a sentence; empty when none is."""
        found = self.reference(keys)
        return self.word("blad_tussen_haken", vraag=found) if found else ""

    def behind(self, text: str, keys: Iterable[str]) -> str:
        """Return a text with the questions about these fields behind it, if there are any."""
        return f"{text}{self.bracketed(keys)}"


def without_controls(spans: tuple[Span, ...], sheet: SheetMaterial) -> tuple[Span, ...]:
    """Return spans in which a fill-in is plain text, as its control stands with its question."""
    blanks = [span for span in spans if isinstance(span, Fill) and not span.proposal]
    if len(blanks) == 1 and span_text(spans).rstrip(".") == blanks[0].text and not _number(blanks[0], sheet):
        return (Text(sheet.word("blad_niets")),)  # the column says what is missing
    return tuple(Text(_as_text(span, sheet)) if isinstance(span, Fill) else span for span in spans)


def _as_text(fill: Fill, sheet: SheetMaterial) -> str:
    if fill.proposal:
        return fill.proposal
    if not _number(fill, sheet):
        return sheet.word("blad_open", titel=fill.title)
    return sheet.behind(fill.title, [fill.field or fill.words])


def _number(fill: Fill, sheet: SheetMaterial) -> int:
    return sheet.questions.number_of(fill.field or fill.words)
