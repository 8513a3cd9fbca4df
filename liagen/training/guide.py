"""What the trainer reads: how the set is built, how to use it, how to judge; and the form for judging."""

from __future__ import annotations

import datetime as dt

from liagen.document.blocks import Chapter
from liagen.library.dutch import dutch_date, enumerate_nl, escape
from liagen.library.model import Library
from liagen.training.cases import Example, ExerciseSet, SetOrder
from liagen.training.fault_paper import fault_paper
from liagen.training.manifest import variety_of
from liagen.training.option_sheet import option_sheet
from liagen.training.pairs import DIMENSIONS, coverage
from liagen.training.reading import reading_minutes
from liagen.training.sheet import SheetBuilder, fill_in
from liagen.training.task import difference, level_text, task_sheet
from liagen.training.texts import LEVELS, ExerciseTexts

_POINTS = ("0", "1", "2")


def trainer_guide(found: ExerciseSet, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the guide for one set."""
    sheet = SheetBuilder("gids", texts, library)
    sheet.text("gids_eigen" if found.order.own else "gids_verzonnen", "kader")
    sheet.text("gids_inleiding", voorbeelden=str(len(found.examples)), paren=str(len(found.contrasts)))
    _folders(sheet)
    _steps(sheet)
    _levels(sheet, found.order)
    _examples(sheet, found)
    _pairs(sheet, found)
    if found.combinations:
        _dimensions(sheet, found)
    sheet.title("gids_beoordelen")
    sheet.text("gids_beoordelen_tekst", punten=str(2 * len(texts.rubric)))
    rubric_table(sheet)
    sheet.title("gids_opnieuw")
    versions = escape(enumerate_nl([f"{one.name} {one.version}" for one in library.packages]))
    sheet.text("gids_opnieuw_tekst", zaad=str(found.order.seed), datum=dutch_date(date), versie=versions)
    return sheet.chapter(texts.word("gids_titel"), date, contents=True)


def _folders(sheet: SheetBuilder) -> None:
    sheet.title("gids_mappen")
    sheet.items(sheet.texts.word(f"map_{name}") for name in ("deelnemers", "antwoorden", "profielen", "overzicht"))


def _steps(sheet: SheetBuilder) -> None:
    sheet.title("gids_gebruik")
    names = ("kies", "deel_uit", "bespreek", "fouten", "hoofdstuk", "paar", "beoordeel")
    sheet.items((sheet.texts.word(f"stap_{name}") for name in names), ordered=True)
    sheet.text("gids_speel")


def _levels(sheet: SheetBuilder, order: SetOrder) -> None:
    sheet.title("gids_niveaus")
    rows = []
    for name in LEVELS:
        level = sheet.texts.levels[name]
        options_text = str(level.opties) if level.opties else sheet.texts.word("alle")
        task = level_text(level.uitleg, level)
        count = level.faults_in(order.length)
        faults = sheet.texts.word("van_tot", van=str(count.van), tot=str(count.tot))
        rows.append((escape(level.titel), task, options_text, faults, str(level.minuten)))
    columns = (("niveau", 16), ("uitleg", 46), ("opties", 12), ("fouten", 12), ("minuten", 14))
    sheet.table("tabel_niveaus", columns, rows)


def _examples(sheet: SheetBuilder, found: ExerciseSet) -> None:
    sheet.title("gids_voorbeelden")
    sheet.text("gids_leestijd_tekst", woorden=str(sheet.texts.day.woorden_per_minuut))
    rows = [_example_row(one, sheet, found.order.date) for one in found.examples]
    columns = (("nr", 7), ("gemeente", 22), ("niveau", 14), ("leerdoel", 44), ("leestijd", 13))
    sheet.table("tabel_voorbeelden", columns, rows)


def _example_row(one: Example, sheet: SheetBuilder, date: dt.date) -> tuple[str, ...]:
    rest = (sheet.texts, sheet.library, date)
    papers = (task_sheet(one, *rest), option_sheet(one.asked, *rest), fault_paper(one, *rest[:2]))
    minutes = reading_minutes(papers, sheet.texts.day.woorden_per_minuut)
    told = (str(one.number), one.municipality.name, sheet.texts.levels[one.level].titel, one.learning_goal)
    return (*map(escape, told), sheet.texts.word("leestijd", minuten=str(minutes)))


def _pairs(sheet: SheetBuilder, found: ExerciseSet) -> None:
    sheet.title("gids_paren")
    sheet.text("gids_paren_tekst")
    rows = [
        (str(pair.number), escape(pair.before.municipality.name), *difference(pair, sheet.texts))
        for pair in found.contrasts
    ]
    columns = (("nr", 7), ("gemeente", 21), ("gegeven", 28), ("a", 22), ("b", 22))
    sheet.table("tabel_paren", columns, rows)


def _dimensions(sheet: SheetBuilder, found: ExerciseSet) -> None:
    sheet.title("gids_dekking")
    counted = coverage(found.combinations)
    sheet.text(
        "gids_dekking_tekst", gedekt=str(counted.covered), totaal=str(counted.total), procent=str(counted.percentage)
    )
    sheet.text("gids_spreiding_tekst", procent=str(variety_of(found).most_alike))
    rows = []
    for name, values in DIMENSIONS.items():
        dimension = sheet.texts.municipalities.dimensies[name]
        for value in values:
            numbers = [str(one.number) for one in found.examples if one.value(name) == value]
            options_text = ", ".join(numbers) or sheet.texts.word("geen_voorbeeld")
            rows.append((escape(dimension.titel), escape(dimension.waarden[value].titel), options_text))
    sheet.table("tabel_dekking", (("dimensie", 25), ("waarde", 45), ("voorbeelden", 30)), rows)


def rubric_table(sheet: SheetBuilder) -> None:
    """Add the rubric: nine things to judge, no, one or two points each."""
    columns = (("waarop", 22), ("nul", 26), ("een", 26), ("twee", 26))
    rows = [tuple(map(escape, (row.titel, row.nul, row.een, row.twee))) for row in sheet.texts.rubric]
    sheet.table("tabel_rubriek", columns, rows)


def judging_form(texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the form on which a trainer gives points."""
    sheet = SheetBuilder("beoordeling", texts, library)
    sheet.text("formulier_tekst", punten=str(2 * len(texts.rubric)))
    sheet.title("formulier_wie")
    sheet.items(((fill_in(texts.word("vul_deelnemer"))), (fill_in(texts.word("vul_oefening")))))
    sheet.title("formulier_punten")
    rows = [
        (escape(row.titel), fill_in(texts.word("vul_punten"), _POINTS), fill_in(texts.word("vul_opmerking")))
        for row in texts.rubric
    ]
    sheet.table("tabel_punten", (("waarop", 36), ("punten", 20), ("opmerking", 44)), rows)
    sheet.title("formulier_uitleg")
    rubric_table(sheet)
    return sheet.chapter(texts.word("formulier_titel"), date)
