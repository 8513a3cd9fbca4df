"""The papers of a course day: the plan for the trainer, a sheet for each group, real cases, and all of it to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from liagen.chapter.markdown import plain_text
from liagen.document.blocks import Chapter
from liagen.library.dutch import dutch_date, enumerate_nl, escape
from liagen.library.model import Library
from liagen.training.answers import contrast_key
from liagen.training.cases import Contrast
from liagen.training.day import DayPart
from liagen.training.day_cases import Day, GroupCase
from liagen.training.day_texts import PartModel, RealCaseModel
from liagen.training.debrief import debrief_paper
from liagen.training.fault_paper import fault_paper
from liagen.training.handout import without_reasons
from liagen.training.option_sheet import option_sheet
from liagen.training.paper import PrintPart, bound, on_paper
from liagen.training.score import highest_score, score_form
from liagen.training.sheet import SheetBuilder
from liagen.training.task import contrast_task, task_sheet
from liagen.training.texts import ExerciseTexts
from liagen.training.work_sheet import council_answers, work_sheet_without_answers
from liagen.training.worked_example import worked_example_key, worked_example_task


def day_plan_paper(day: Day, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the plan for the trainer: the programme, what each group gets, how to print, score and talk afterwards."""
    sheet = SheetBuilder("dagplan", texts, library)
    made = {"zaad": str(day.set.order.seed), "datum": dutch_date(date)}
    sheet.text("dag_begin", "kader", duur=str(day.order.minutes), groepen=str(day.order.groups), **made)
    sheet.title("dag_programma")
    sheet.text("dag_schatting", woorden=str(texts.day.woorden_per_minuut))
    rows = [
        (
            _time(slot, day),
            _minutes(slot, texts),
            _part(slot, day, texts),
            escape(_told(slot, texts).trainer),
        )
        for slot in day.plan.slots
    ]
    sheet.table("tabel_programma", (("tijd", 15), ("minuten", 17), ("deel", 20), ("u_doet", 48)), rows)
    sheet.title("dag_groepen")
    hidden = texts.levels[day.cases[0].example.level].onbekend
    told = "dag_groepen_tekst" if hidden else "dag_groepen_vol"
    sheet.text(told, opties=str(day.plan.options), onbekend=str(hidden))
    columns = (("groep", 10), ("ronde", 10), ("gemeente", 20), ("leerdoel", 38), ("fouten", 11), ("punten", 11))
    sheet.table("tabel_groepen", columns, [_group_row(case, sheet) for case in day.cases])
    sheet.title("dag_klaarleggen")
    sheet.items(texts.word(f"dag_klaar_{name}") for name in _to_prepare(day))
    sheet.title("dag_rollen")
    _roles(sheet)
    sheet.title("dag_nabespreken")
    sheet.items(map(escape, texts.day.nabespreking))
    return sheet.chapter(texts.word("dag_titel"), date)


def _time(slot: DayPart, day: Day) -> str:
    begin = dt.datetime.combine(dt.date.min, day.order.begin)
    first, last = (begin + dt.timedelta(minutes=each) for each in (slot.begin, slot.begin + slot.minutes))
    return f"{_clock(first)}–{_clock(last)}"


def _clock(moment: dt.datetime) -> str:
    return f"{moment.hour}.{moment.minute:02}"


def _minutes(slot: DayPart, texts: ExerciseTexts) -> str:
    told = str(slot.minutes)
    return texts.word("dag_met_lezen", minuten=told, lezen=str(slot.reading)) if slot.reading else told


def _part(slot: DayPart, day: Day, texts: ExerciseTexts) -> str:
    title = escape(_told(slot, texts).titel)
    if not slot.round or day.plan.rounds == 1:
        return title
    return texts.word("dag_in_ronde", deel=title, ronde=str(slot.round))


def _told(slot: DayPart, texts: ExerciseTexts) -> PartModel:
    return texts.day.onderdelen[slot.part]


def _group_row(case: GroupCase, sheet: SheetBuilder) -> tuple[str, ...]:
    one = case.example
    points = highest_score(one, sheet.texts).total
    told = (str(case.group), str(case.round), one.municipality.name, one.learning_goal)
    return (*map(escape, told), str(len(one.faulty.inserted)), str(points))


def _to_prepare(day: Day) -> Iterator[str]:
    yield "afdrukken"
    yield "mappen"
    yield "samen"
    if any(case.example.half for case in day.cases):
        yield "spelen"
    if day.pairs:
        yield "paar"
    yield "overzicht"
    yield "punten"


def _roles(sheet: SheetBuilder) -> None:
    sheet.items(
        sheet.texts.word("dag_rol", rol=escape(role.titel), taak=escape(role.taak)) for role in sheet.texts.day.rollen
    )


def group_sheet(group: int, day: Day, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return what a group has on its table: its municipalities, the roles and the programme."""
    sheet = SheetBuilder(f"dagblad.{group}", texts, library)
    sheet.text("dag_welkom", "kader", gemeenten=enumerate_nl(list(_towns(group, day, texts))))
    sheet.title("dag_rollen_verdelen")
    _roles(sheet)
    sheet.title("dag_programma")
    rows = [(_time(slot, day), _part(slot, day, texts), escape(_told(slot, texts).groep)) for slot in day.plan.slots]
    sheet.table("tabel_programma", (("tijd", 18), ("deel", 27), ("groep_doet", 55)), rows)
    return sheet.chapter(texts.word("dag_blad_titel", groep=str(group)), date)


def _towns(group: int, day: Day, texts: ExerciseTexts) -> Iterator[str]:
    for case in day.of_group(group):
        name = escape(case.example.municipality.name)
        yield texts.word("dag_gemeente", gemeente=name, ronde=str(case.round)) if day.plan.rounds > 1 else f"**{name}**"


def real_cases_paper(texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the real cases to talk about: facts with their source, and a question; the one that went wrong is last."""
    sheet = SheetBuilder("echt", texts, library)
    sheet.text("echt_inleiding", "kader")
    for case in sorted(texts.real.gevallen, key=lambda each: each.soort == "mis"):
        sheet.title(f"echt_{case.soort}", gemeente=escape(case.gemeente))
        sheet.items(_facts(case, texts))
        sheet.text("echt_vraag", vraag=escape(case.vraag))
    sheet.title("echt_bronnen")
    sheet.items(
        (
            texts.word("echt_rapport"),
            *(
                texts.word("echt_bron", titel=escape(source.titel), url=escape(source.url))
                for source in texts.real.bronnen.values()
            ),
        )
    )
    return sheet.chapter(texts.word("echt_titel"), date)


def _facts(case: RealCaseModel, texts: ExerciseTexts) -> Iterator[str]:
    for fact in case.feiten:
        yield texts.word("echt_feit", feit=escape(fact.tekst), bron=escape(_source_name(fact.bron, texts)))


def _source_name(source: str, texts: ExerciseTexts) -> str:
    found = texts.real.bronnen.get(source)
    return found.kort if found else source


# ------------------------------------------------------------ to print


def print_bundle(day: Day, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return everything to print as one document: first what is the trainer's, then what each group gets."""
    sheet = SheetBuilder("afdrukken", texts, library)
    sheet.text("druk_uitleg", "kader")
    first = sheet.chapter(texts.word("druk_titel"), date, contents=True)
    first = replace(first, running=plain_text(texts.word("onderwerp_dag")))
    return bound(first, [*_for_trainer(day, texts, library, date), *_for_groups(day, texts, library, date)])


def _for_trainer(day: Day, texts: ExerciseTexts, library: Library, date: dt.date) -> Iterator[PrintPart]:
    rest = (texts, library, date)
    yield PrintPart(texts.word("druk_dagplan"), day_plan_paper(day, *rest))
    yield PrintPart(texts.word("druk_samen_antwoord"), worked_example_key(*rest))
    for case in day.cases:
        yield PrintPart(_title("druk_score", case, day, texts), on_paper(score_form(case, *rest), lines=1))
        if day.has("raad", case.round):
            answers = council_answers(case.example.result, library, texts, date)
            yield PrintPart(_title("druk_raad", case, day, texts), answers)
    yield PrintPart(texts.word("druk_overzicht"), debrief_paper(day, *rest))
    for pair in day.pairs:
        yield PrintPart(texts.word("druk_paar_antwoord", nummer=str(pair.number)), contrast_key(pair, *rest))


def _for_groups(day: Day, texts: ExerciseTexts, library: Library, date: dt.date) -> Iterator[PrintPart]:
    rest = (texts, library, date)
    for group in range(1, day.order.groups + 1):
        yield PrintPart(texts.word("druk_dagblad", groep=str(group)), group_sheet(group, day, *rest))
        yield PrintPart(texts.word("druk_samen", groep=str(group)), on_paper(worked_example_task(*rest), lines=1))
        for case in day.of_group(group):
            yield from _of_case(case, day, texts, library, date)
        if pair := day.pair_of(group):
            yield PrintPart(texts.word("druk_paar", groep=str(group)), _pair_on_paper(pair, *rest))
    if "echt_geval" in day.plan.parts:
        yield PrintPart(texts.word("druk_echt"), real_cases_paper(*rest))


def _of_case(case: GroupCase, day: Day, texts: ExerciseTexts, library: Library, date: dt.date) -> Iterator[PrintPart]:
    one, minutes = case.example, day.minutes_of(case.round)
    yield PrintPart(_title("druk_opdracht", case, day, texts), on_paper(task_sheet(one, texts, library, date, minutes)))
    yield PrintPart(_title("druk_regels", case, day, texts), option_sheet(one.asked, texts, library, date))
    yield PrintPart(_title("druk_fouten", case, day, texts), fault_paper(one, texts, library))
    if day.has("raad", case.round):
        yield PrintPart(_title("druk_hoofdstuk", case, day, texts), without_reasons(one.result, library))
        sheet = work_sheet_without_answers(one.result, library, texts)
        yield PrintPart(_title("druk_werkblad", case, day, texts), on_paper(sheet))


def _pair_on_paper(pair: Contrast, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    return on_paper(contrast_task(pair, texts, library, date))


def _title(key: str, case: GroupCase, day: Day, texts: ExerciseTexts) -> str:
    """Return the title of a paper of one case; with one round it is not named."""
    number = texts.word("druk_ronde", ronde=str(case.round)) if day.plan.rounds > 1 else ""
    return texts.word(key, groep=str(case.group), ronde=number, gemeente=case.example.municipality.name)
