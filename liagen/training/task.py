"""What participants get: the facts of a municipality, the task, and room to write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal, get_args

from liagen.chapter.facts import Facts
from liagen.document.blocks import Chapter, Span
from liagen.library.cards import Verdict
from liagen.library.dutch import escape, value_text
from liagen.library.model import Library
from liagen.profile.fields import GroupSpec, field_specs, profile_tree, profile_value
from liagen.profile.model import Profile
from liagen.training.cases import Contrast, Example
from liagen.training.day_texts import DayLevelModel
from liagen.training.municipalities import Answers
from liagen.training.sheet import SheetBuilder, fill_in, title_of
from liagen.training.texts import ExerciseTexts, LevelModel, fill
from liagen.training.told import label_told, value_told

_SAID_ELSEWHERE = ("gemeente.naam", "stand.bron", "stand.herkomst", "stand.datum", "stijl.praktijk")
Columns = tuple[tuple[str, int], ...]
_TO_FILL = 4  # empty rows for what a participant predicts
_TEXT_LINES = 16  # to write an own text by hand
_FAULT_ROWS = 12  # in every task, so that their number tells nothing


def task_sheet(
    example: Example, texts: ExerciseTexts, library: Library, date: dt.date, minutes: int | None = None
) -> Chapter:
    """Return the task of one example: facts, steps and tables to fill in; ``minutes`` None takes those of its level."""
    sheet = SheetBuilder(f"opdracht.{example.number}", texts, library)
    level = texts.levels[example.level]
    name = escape(example.municipality.name)
    sheet.text(kind_of_case(example.municipality.profile), "kader", gemeente=name)
    goal_and_level(sheet, example, minutes or level.minuten)
    sheet.title("opdracht_taken")
    sheet.items((level_text(task, level) for task in level.taken), ordered=True)
    sheet.text("opdracht_invullen")
    sheet.title("opdracht_gegevens", gemeente=name)
    if example.half:
        sheet.text("opdracht_half")
    facts_table(sheet, (example.open_result or example.result).facts, example.municipality.answers)
    _own_words(sheet, example)
    if example.half:
        sheet.title("opdracht_vragen")
        columns = (("gegeven", 40), ("wie", 30), ("antwoord", 30))
        sheet.table("tabel_vragen", columns, _empty(texts, columns, level.onbekend))
    _verdict_table(sheet, example.asked, library)
    _own_tables(sheet, texts.day.niveaus[example.level])
    if texts.day.niveaus[example.level].eigen_tekst == "ja":
        sheet.title("opdracht_tekst")
        of_text = (("eigen_tekst", 100),)
        sheet.table("tabel_eigen_tekst", of_text, _empty(texts, of_text, 1), room=_TEXT_LINES)
    _fault_table(sheet, example.faulty.demands)
    title = texts.word("opdracht_titel", nummer=str(example.number), gemeente=name)
    return sheet.chapter(title, date)


def kind_of_case(profile: Profile) -> Literal["verzonnen", "uit_rapport", "eigen"]:
    """Return what is said above a case of its facts: invented, from the report, or brought by the trainer."""
    match profile.stand.herkomst:
        case "verzonnen":
            return "verzonnen"
        case "rapport":
            return "uit_rapport"
        case _:
            return "eigen"


def goal_and_level(sheet: SheetBuilder, example: Example, minutes: int) -> None:
    """Add the learning goal, the level and how long it takes."""
    level = sheet.texts.levels[example.level]
    sheet.text("opdracht_doel", leerdoel=escape(example.learning_goal))
    sheet.text("opdracht_niveau", niveau=escape(level.titel), minuten=str(minutes))


def level_text(text: str, level: LevelModel) -> str:
    """Return a text of a level with its numbers filled in (Markdown)."""
    numbers = {"onbekend": level.onbekend, "opties": level.opties}
    return fill(text, **{name: str(number) for name, number in numbers.items()})


def facts_table(sheet: SheetBuilder, facts: Facts, answers: Answers) -> None:
    """Add what is known, by group of the profile, and as unknown whatever else a rule asks for.

    It is one table, with a row above each group: tables apart would take twice as many pages.
    """
    rows: list[tuple[str, str]] = []
    above: list[int] = []
    for question, paths in _groups({*answers, *_fields_asked(sheet)}, sheet.texts):
        above.append(len(rows))
        rows.append((f"**{question}**", ""))
        rows += [_fact_row(path, facts.lookup(path), sheet.texts) for path in paths]
    sheet.table("tabel_gegevens", (("gegeven", 50), ("waarde", 50)), rows, marked=above)


def _own_words(sheet: SheetBuilder, example: Example) -> None:
    """Add what a municipality says in its own words beside an answer that is shown."""
    shown = (example.half or example).municipality.profile
    told = {path: text for path, text in shown.toelichting.items() if text and profile_value(shown, path) is not None}
    if told:
        sheet.title("eigen_woorden")
        sheet.items(
            sheet.texts.word("eigen_woord", gegeven=escape(label_told(path)), tekst=escape(text))
            for path, text in told.items()
        )


def _fact_row(path: str, value: Any, texts: ExerciseTexts) -> tuple[str, str]:
    return escape(label_told(path)), escape(value_told(value, path, texts.word("onbekend")))


def _fields_asked(sheet: SheetBuilder) -> Iterator[str]:
    """Yield the fields on which verdicts, risks, goals and mistakes depend, as far as one answer tells them."""
    library = sheet.library
    yield from (name for each in sheet.rules.values() for name in each.names)
    goals = (goal.als for card in library.cards.values() for goal in card.doelen.values())
    conditions = (*(risk.als for risk in library.risks.values()), *goals)
    # Of every kind of mistake, not of those that were sown: those would be given away.
    sown = (name for kind in (*sheet.texts.faults, *sheet.texts.decoys) for name in kind.fields)
    names = (*(name for condition in conditions if condition for name in condition.names), *sown)
    yield from (name for name in names if name in field_specs() and not field_specs()[name].has_rows)


def _groups(paths: Collection[str], texts: ExerciseTexts) -> Iterator[tuple[str, list[str]]]:
    """Yield every group of the profile with some of these fields, with its question; loose fields come last."""
    # In the order of the profile, whatever order the facts were made in.
    known = [path for path in field_specs() if path in paths and path not in _SAID_ELSEWHERE]
    for spec in profile_tree():
        if isinstance(spec, GroupSpec):
            group_paths = [path for path in known if path.startswith(f"{spec.path}.")]
            if group_paths:
                yield escape(spec.vraag), group_paths
    loose = [path for path in known if "." not in path]
    if loose:
        yield texts.word("overige_gegevens"), loose


def _verdict_table(sheet: SheetBuilder, options: Iterable[str], library: Library) -> None:
    names = {key: library.word(f"oordeel_{key}") for key in get_args(Verdict)}
    sheet.title("opdracht_oordelen")
    sheet.items(sheet.texts.word(f"uitleg_{key}", oordeel=name) for key, name in names.items())
    word = sheet.texts.word
    numbers = {key: str(each.number) for key, each in sheet.rules.items()}
    rows = [
        (
            word("optie_met_nummer", nummer=numbers[key], optie=title_of(key, library)),
            fill_in(word("vul_oordeel"), tuple(names.values())),
            fill_in(word("vul_reden")),
        )
        for key in options
    ]
    sheet.table("tabel_oordelen", (("optie", 38), ("oordeel", 22), ("reden", 40)), rows)


def _own_tables(sheet: SheetBuilder, wanted: DayLevelModel) -> None:
    """Add room for as many risks and goals as the level asks for."""
    sheet.title("opdracht_risicos")
    columns = (("risico", 40), ("maatregel", 35), ("eigenaar", 25))
    sheet.table("tabel_eigen_risicos", columns, _empty(sheet.texts, columns, wanted.risicos))
    sheet.title("opdracht_doelen")
    goals = (("doel", 25), ("eigenaar", 22), ("deadline", 20), ("indicator", 33))
    sheet.table("tabel_eigen_doelen", goals, _empty(sheet.texts, goals, wanted.doelen))


def _fault_table(sheet: SheetBuilder, demands: Collection[str]) -> None:
    sheet.title("opdracht_fouten", starts_page=True)  # it is needed later, beside the chapter
    sheet.text("opdracht_fouten_tekst")
    if sheet.texts.chapter_rules:
        sheet.text("opdracht_regels")
        sheet.items((escape(rule.told(demands)) for rule in sheet.texts.chapter_rules), ordered=True)
    columns = (("onderdeel", 30), ("fout", 35), ("goed", 35))
    sheet.table("tabel_eigen_fouten", columns, _empty(sheet.texts, columns, _FAULT_ROWS))


def _empty(texts: ExerciseTexts, columns: Columns, count: int = _TO_FILL) -> list[list[tuple[Span, ...]]]:
    """Return rows to fill in, one place for each column."""
    return [[fill_in(texts.word(f"vul_{name}")) for name, _ in columns] for _ in range(count)]


def contrast_task(pair: Contrast, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the task of a contrast pair: the facts, the one that differs, and room for a prediction."""
    sheet = SheetBuilder(f"paar.{pair.number}", texts, library)
    name = escape(pair.before.municipality.name)
    question = texts.municipalities.paren[pair.dimension].vraag
    sheet.text(kind_of_case(pair.before.municipality.profile), "kader", gemeente=name)
    sheet.text("paar_vraag", vraag=escape(question))
    sheet.title("opdracht_taken")
    sheet.items(
        [texts.word(f"paar_taak_{name}") for name in ("lees", "voorspel", "vergelijk", "leg_uit")], ordered=True
    )
    sheet.title("paar_verschil")
    sheet.table("tabel_verschil", (("gegeven", 40), ("a", 30), ("b", 30)), [difference(pair, texts)])
    sheet.title("opdracht_gegevens", gemeente=name)
    facts_table(sheet, pair.before.result.facts, pair.before.municipality.answers)
    sheet.title("paar_voorspelling")
    columns = (("onderdeel", 30), ("verandert", 35), ("waarom", 35))
    sheet.table("tabel_voorspelling", columns, _empty(texts, columns))
    return sheet.chapter(texts.word("paar_titel", nummer=str(pair.number), gemeente=name), date)


def difference(pair: Contrast, texts: ExerciseTexts) -> tuple[str, str, str]:
    """Return the fact that differs: its label, and its value in A and in B (Markdown)."""
    path = pair.after.path
    values = (pair.before.municipality.answers.get(path), pair.after.municipality.answers[path])
    shown_values = (texts.word("onbekend") if value is None else value_text(value, path) for value in values)
    first, second = map(escape, shown_values)
    return escape(label_told(path)), first, second
