"""Points on a course day: what a group can get, the form on which they are added up, and a list for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from liagen.chapter.choose import Chosen
from liagen.document.blocks import Chapter, Span
from liagen.files.spreadsheet import Formula, sheet_text
from liagen.library.dutch import enumerate_nl, escape, value_text
from liagen.library.model import Library
from liagen.profile.fields import field_specs
from liagen.training.answers import deciding_rules, sown_rows
from liagen.training.cases import Example
from liagen.training.day_cases import Day, GroupCase
from liagen.training.sheet import Content, SheetBuilder, fill_in, title_of
from liagen.training.texts import ExerciseTexts


@dataclass(frozen=True)
class Highest:
    """The most points that a group can get in one round: for verdicts, for goals and for mistakes that it found."""

    verdicts: int
    goals: int
    faults: int

    @property
    def total(self) -> int:
        """Return all points together."""
        return self.verdicts + self.goals + self.faults


def highest_score(one: Example, texts: ExerciseTexts) -> Highest:
    """Return the most points for one example; its options are those that the group judges."""
    points = texts.day.punten
    goals = texts.day.niveaus[one.level].doelen * len(texts.day.doel_onderwerpen)
    return Highest(
        len(one.asked) * (points.per_oordeel + points.per_regel),
        goals * points.per_doel_onderwerp,
        len(one.faulty.inserted) * points.per_fout,
    )


# ------------------------------------------------------------ the form


def score_form(case: GroupCase, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the form for one group in one round: what is right, beside room for the points, and the sum."""
    sheet = SheetBuilder(f"score.{case.group}.{case.round}", texts, library)
    one = case.example
    values = {"groep": str(case.group), "ronde": str(case.round), "gemeente": escape(one.municipality.name)}
    sheet.text("score_uitleg", "kader", **_points_told(texts))
    _totals(sheet, highest_score(one, texts))
    if one.half:
        _hidden_facts(sheet, one)
    _verdict_points(sheet, one)
    _goal_points(sheet, one)
    _fault_points(sheet, one)
    return sheet.chapter(texts.word("score_titel", **values), date)


def _points_told(texts: ExerciseTexts) -> dict[str, str]:
    points = texts.day.punten
    return {
        "oordeel": str(points.per_oordeel),
        "regel": str(points.per_regel),
        "doel": str(points.per_doel_onderwerp),
        "fout": str(points.per_fout),
        "lokker": str(points.per_lokker),
    }


def _totals(sheet: SheetBuilder, highest: Highest) -> None:
    sheet.title("score_samen")
    word, blank = sheet.texts.word, _blank(sheet)
    rows = [
        (word("score_oordelen"), str(highest.verdicts), blank),
        (word("score_doelen"), str(highest.goals), blank),
        (word("score_fouten"), str(highest.faults), blank),
        (word("score_aftrek"), "", blank),
        (word("score_totaal"), f"**{highest.total}**", blank),
    ]
    sheet.table("tabel_score", (("waarop", 50), ("hoogste", 25), ("punten", 25)), rows)


def _blank(sheet: SheetBuilder) -> tuple[Span, ...]:
    return fill_in(sheet.texts.word("vul_punten"))


def _hidden_facts(sheet: SheetBuilder, one: Example) -> None:
    assert one.half is not None
    sheet.title("antwoord_onbekend")
    sheet.text("antwoord_onbekend_tekst")
    rows = [
        (
            escape(field_specs()[path].vraag),
            escape(value_text(one.municipality.answers[path], path)),
            sheet.texts.word(f"wie_{field_specs()[path].wie}"),
        )
        for path in one.half.hidden
    ]
    sheet.table("tabel_onbekend", (("gegeven", 50), ("antwoord", 28), ("wie", 22)), rows)


def _verdict_points(sheet: SheetBuilder, one: Example) -> None:
    sheet.title("score_oordelen")
    columns = (("optie", 38), ("oordeel", 28), ("nummer_regel", 18), ("punten", 16))
    rows = [
        (
            sheet.texts.word(
                "optie_met_nummer", nummer=str(sheet.rules[key].number), optie=title_of(key, sheet.library)
            ),
            _verdict_told(key, one, sheet),
            _rule_numbers(key, one.result.choice.options[key], one, sheet),
            _blank(sheet),
        )
        for key in one.asked
    ]
    sheet.table("tabel_score_oordelen", columns, rows)


def _verdict_told(key: str, one: Example, sheet: SheetBuilder) -> str:
    """Return the right verdict, and the one that is right as long as the hidden facts are not asked for."""
    right = one.result.choice.options[key].verdict
    told = f"**{sheet.library.word(f'oordeel_{right}')}**"
    before = one.open_result.choice.options[key].verdict if one.open_result else right
    if before == right:
        return told
    return sheet.texts.word("score_zonder_antwoord", oordeel=told, eerst=sheet.library.word(f"oordeel_{before}"))


def _rule_numbers(key: str, chosen: Chosen, one: Example, sheet: SheetBuilder) -> str:
    card = sheet.library.cards[key]
    rules = deciding_rules(card, chosen, one.result.facts)
    numbers = enumerate_nl([sheet.rules[key].printed(rule).number for rule in rules], "of")
    if rules and rules[0].als.answer(one.result.facts.lookup):
        return numbers
    if rules:
        return sheet.texts.word("score_stap_onbekend", nummers=numbers)
    return sheet.texts.word("score_hoort_bij" if chosen.verdict == "te_overwegen" else "score_stap_anders")


def _goal_points(sheet: SheetBuilder, one: Example) -> None:
    sheet.title("score_doelen")
    count = sheet.texts.day.niveaus[one.level].doelen
    sheet.text("score_doelen_tekst")
    rows = [
        (escape(about), str(count * sheet.texts.day.punten.per_doel_onderwerp), _blank(sheet))
        for about in sheet.texts.day.doel_onderwerpen
    ]
    if sheet.texts.day.niveaus[one.level].eigen_tekst == "ja":
        sheet.text("score_eigen_tekst")
    sheet.table("tabel_score_doelen", (("waarop", 60), ("hoogste", 20), ("punten", 20)), rows)


def _fault_points(sheet: SheetBuilder, one: Example) -> None:
    sheet.title("score_fouten")
    columns = (("nr", 7), ("onderdeel", 19), ("fout", 31), ("goed", 30), ("punten", 13))
    rows: list[tuple[Content, ...]] = [(*row[:4], _blank(sheet)) for row in sown_rows(one.faulty.inserted, sheet)]
    sheet.table("tabel_score_fouten", columns, rows)
    columns = (("nr", 7), ("onderdeel", 19), ("fout", 31), ("klopt", 30), ("aftrek", 13))
    rows = [(*row[:4], _blank(sheet)) for row in sown_rows(one.faulty.decoys, sheet)]
    sheet.table("tabel_score_lokkers", columns, rows)


# ------------------------------------------------------------ the list

_COLUMNS = (
    "groep", "ronde", "gemeente", "oordelen_hoogste", "oordelen", "doelen_hoogste", "punten_doelen",
    "fouten_hoogste", "punten_fouten", "aftrek", "hoogste", "samen",
)  # fmt: skip
_HIGHEST, _SUM = "K", "L"  # the letters of the last two columns


def score_list(day: Day, texts: ExerciseTexts) -> str:
    """Return the points of all groups for a spreadsheet: room to type them in, and sums that follow."""
    rows: list[list[str]] = [[texts.word(f"kolom_{name}") for name in _COLUMNS]]
    lines: dict[int, list[int]] = {}
    for case in sorted(day.cases, key=lambda each: (each.group, each.round)):
        rows.append(_score_row(case, len(rows) + 1, texts))
        lines.setdefault(case.group, []).append(len(rows))
    for group, numbers in lines.items() if day.plan.rounds > 1 else ():
        sums = [Formula("=" + "+".join(f"{letter}{number}" for number in numbers)) for letter in (_HIGHEST, _SUM)]
        together = [str(group), texts.word("score_alle"), *[""] * (len(_COLUMNS) - 4)]
        rows.append([*together, *sums])
    return sheet_text(rows)


def _score_row(case: GroupCase, line: int, texts: ExerciseTexts) -> list[str]:
    highest = highest_score(case.example, texts)
    told = [str(case.group), str(case.round), case.example.municipality.name]
    points = [str(highest.verdicts), "", str(highest.goals), "", str(highest.faults), "", ""]
    return [*told, *points, str(highest.total), Formula(f"=E{line}+G{line}+I{line}-J{line}")]
