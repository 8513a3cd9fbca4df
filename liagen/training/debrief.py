"""What the trainer lays before all groups afterwards: every option and every kind of mistake, group beside group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from liagen.document.blocks import Chapter
from liagen.library.dutch import enumerate_nl, escape
from liagen.library.model import Library
from liagen.training.day_cases import Day, GroupCase
from liagen.training.sheet import Content, SheetBuilder, title_of
from liagen.training.texts import ExerciseTexts

_SIDE_BY_SIDE: Final = 5  # groups in one table; more are too narrow to write in
_ROOM: Final = 2  # lines: what the key says, and what the group chose


def debrief_paper(day: Day, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return for each round what the key says for each option and group, and which rules the mistakes break."""
    sheet = SheetBuilder("overzicht", texts, library)
    sheet.text("overzicht_uitleg", "kader")
    for number in range(1, day.plan.rounds + 1):
        cases = [case for case in day.cases if case.round == number]
        if day.plan.rounds > 1:
            sheet.title("overzicht_ronde", ronde=str(number))
        _differences(sheet, cases)
        for some in _side_by_side(cases):
            _verdicts(sheet, some)
        for some in _side_by_side(cases):
            _mistakes(sheet, some)
    return sheet.chapter(texts.word("overzicht_titel"), date)


def _side_by_side(cases: Sequence[GroupCase]) -> Iterator[Sequence[GroupCase]]:
    yield from (cases[start : start + _SIDE_BY_SIDE] for start in range(0, len(cases), _SIDE_BY_SIDE))


def _differences(sheet: SheetBuilder, cases: Sequence[GroupCase]) -> None:
    """Say of which options the verdict differs: those are worth talking about."""
    numbers = [str(each.number) for key, each in sheet.rules.items() if len(set(_told(key, cases, sheet))) > 1]
    if numbers:
        sheet.text("overzicht_verschil", opties=enumerate_nl(numbers))


def _told(key: str, cases: Sequence[GroupCase], sheet: SheetBuilder) -> Iterator[str]:
    """Yield the verdict of the key for every group that judged an option."""
    for case in cases:
        if key in case.example.asked:
            yield sheet.library.word(f"oordeel_{case.example.result.choice.options[key].verdict}")


def _heads(name: str, cases: Sequence[GroupCase], sheet: SheetBuilder) -> list[tuple[str, int]]:
    # What a row is about gets most where few groups stand beside it.
    share = (45 + 5 * len(cases)) // len(cases)
    groups = [
        (
            sheet.texts.word("kop_van_groep", groep=str(case.group), gemeente=escape(case.example.municipality.name)),
            share,
        )
        for case in cases
    ]
    return [(sheet.texts.word(f"kop_{name}"), 100 - share * len(cases)), *groups]


def _verdicts(sheet: SheetBuilder, cases: Sequence[GroupCase]) -> None:
    rows: list[tuple[Content, ...]] = []
    marked: list[int] = []
    for key, each in sheet.rules.items():
        if not any(key in case.example.asked for case in cases):
            continue
        if len(set(_told(key, cases, sheet))) > 1:
            marked.append(len(rows))
        title = sheet.texts.word("optie_met_nummer", nummer=str(each.number), optie=title_of(key, sheet.library))
        rows.append((title, *("; ".join(_told(key, [case], sheet)) or "–" for case in cases)))
    sheet.headed_table("tabel_overzicht_oordelen", _heads("optie", cases, sheet), rows, _ROOM, marked)


def _mistakes(sheet: SheetBuilder, cases: Sequence[GroupCase]) -> None:
    rows: list[tuple[Content, ...]] = []
    for number, rule in enumerate(sheet.texts.chapter_rules, 1):
        counts = [sum(one.fault.regel == rule.sleutel for one in case.example.faulty.inserted) for case in cases]
        if any(counts):
            told = sheet.texts.word("regel_met_nummer", nummer=str(number), regel=escape(rule.tekst))
            rows.append((told, *(str(count) if count else "–" for count in counts)))
    sheet.headed_table("tabel_overzicht_fouten", _heads("punt", cases, sheet), rows, _ROOM)
