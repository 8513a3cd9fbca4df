"""The small case that all groups do together before the first round: options step by step, and sentences to check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, get_args

from liagen.document.blocks import Chapter
from liagen.library.cards import Verdict
from liagen.library.dutch import enumerate_nl, escape
from liagen.library.model import Library
from liagen.make.chain import Result, make
from liagen.training.municipalities import municipality_of
from liagen.training.option_sheet import add_steps, option_told
from liagen.training.rules import PrintedRule, fields_behind
from liagen.training.sheet import SheetBuilder, fill_in, title_of
from liagen.training.texts import ExerciseTexts
from liagen.training.told import label_told, value_told

_GIVEN: Final[tuple[Verdict, ...]] = ("bestaat", "niet_nu", "voorstel")


def worked_example_task(texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return what the groups get: facts, a few options with their rules, sentences, and room to write."""
    sheet, result = _begun("samen", texts, library, date)
    sheet.text("samen_uitleg", "kader", gemeente=escape(texts.example.naam))
    chosen = _options(result, sheet)
    _facts(sheet, result, chosen)
    add_steps(sheet, chosen)
    for key in chosen:
        sheet.paragraph(option_told(sheet.rules[key], sheet))
    verdicts = tuple(library.word(f"oordeel_{key}") for key in get_args(Verdict))
    rows = [
        (
            texts.word("optie_met_nummer", nummer=str(sheet.rules[key].number), optie=title_of(key, library)),
            fill_in(texts.word("vul_oordeel"), verdicts),
            fill_in(texts.word("vul_reden")),
        )
        for key in chosen
    ]
    sheet.table("tabel_oordelen", (("optie", 38), ("oordeel", 22), ("reden", 40)), rows)
    sheet.title("samen_zinnen")
    sheet.text("samen_zinnen_tekst")
    for rule in _rules_used(texts):
        sheet.paragraph(rule)
    told = [(escape(each.zin), fill_in(texts.word("vul_klopt"))) for each in texts.example.zinnen]
    sheet.table("tabel_zinnen", (("zin", 55), ("klopt_dit", 45)), told)
    return sheet.chapter(texts.word("samen_titel"), date)


def worked_example_key(texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return what the trainer tells: of every option each step, and of every sentence whether it is right and why."""
    sheet, result = _begun("samenantwoord", texts, library, date)
    sheet.text("samen_trainer", "kader")
    for key in _options(result, sheet):
        number = str(sheet.rules[key].number)
        sheet.heading(texts.word("optie_met_nummer", nummer=number, optie=title_of(key, library)))
        sheet.items(_steps(key, result, sheet), ordered=True)
    sheet.title("samen_zinnen")
    rows = [
        (escape(each.zin), texts.word(f"samen_{each.klopt}"), _why(each.uitleg, each.regel, texts))
        for each in texts.example.zinnen
    ]
    sheet.table("tabel_zinnen", (("zin", 42), ("klopt_dit", 14), ("waarom", 44)), rows)
    return sheet.chapter(texts.word("samen_antwoord_titel"), date)


def _begun(name: str, texts: ExerciseTexts, library: Library, date: dt.date) -> tuple[SheetBuilder, Result]:
    answers = {"gemeente.naam": texts.example.naam, **texts.example.feiten}
    found = municipality_of(answers, library)
    return SheetBuilder(name, texts, library), make(found.profile, library, date)


def _options(result: Result, sheet: SheetBuilder) -> tuple[str, ...]:
    """Return for each verdict the option that asks least reading, in the order of the sheet."""
    found = []
    for verdict in get_args(Verdict):
        asked = [
            key
            for key, chosen in result.choice.options.items()
            if chosen.verdict == verdict and (verdict != "te_overwegen" or chosen.asked)
        ]
        if asked:
            found.append(min(asked, key=lambda key: len(option_told(sheet.rules[key], sheet))))
    return tuple(key for key in sheet.rules if key in found)


def _facts(sheet: SheetBuilder, result: Result, options: tuple[str, ...]) -> None:
    names = {name for key in options for name in sheet.rules[key].names}
    paths = dict.fromkeys((*sheet.texts.example.feiten, *sorted(names)))
    unknown = sheet.texts.word("onbekend")
    rows = [(escape(label_told(path)), escape(value_told(result.facts.lookup(path), path, unknown))) for path in paths]
    sheet.table("tabel_gegevens", (("gegeven", 50), ("waarde", 50)), rows)


def _rules_used(texts: ExerciseTexts) -> Iterator[str]:
    used = {each.regel for each in texts.example.zinnen}
    for number, rule in enumerate(texts.chapter_rules, 1):
        if rule.sleutel in used:
            yield texts.word("regel_met_nummer", nummer=str(number), regel=escape(rule.tekst))


def _why(explanation: str, rule: str, texts: ExerciseTexts) -> str:
    return texts.word("fout_punt", goed=escape(explanation), nummer=texts.rule_number(rule))


def _steps(key: str, result: Result, sheet: SheetBuilder) -> Iterator[str]:
    """Yield each step of the sheet of rules until one gives the verdict."""
    option, chosen, word = sheet.rules[key], result.choice.options[key], sheet.texts.word
    verdict = sheet.library.word(f"oordeel_{chosen.verdict}")
    undecided: list[PrintedRule] = []
    for given in _GIVEN:
        name = sheet.library.word(f"oordeel_{given}")
        told = [_rule_answer(each, result, sheet) for each in option.of(given)]
        held = any(each.rule.als.answer(result.facts.lookup) for each in option.of(given))
        result_told = word("samen_dus", oordeel=verdict) if held else word("samen_verder")
        yield word("samen_stap", oordeel=name, regels=" ".join(told) or word("samen_geen"), dus=result_told)
        if held:
            return
        if given != "niet_nu":
            undecided += [each for each in option.of(given) if each.rule.als.answer(result.facts.lookup) is None]
    if undecided:
        numbers = enumerate_nl([each.number for each in undecided])
        yield word("samen_onbekend", regels=numbers, oordeel=verdict)
    else:
        yield word("samen_anders", oordeel=verdict)


def _rule_answer(printed: PrintedRule, result: Result, sheet: SheetBuilder) -> str:
    answer = {True: "ja", False: "nee", None: "onbekend"}[printed.rule.als.answer(result.facts.lookup)]
    unknown = sheet.texts.word("onbekend")
    facts = "; ".join(
        f"{label_told(path)}: {value_told(result.facts.lookup(path), path, unknown)}"
        for path in fields_behind(printed.rule)
    )
    told = sheet.texts.word(f"samen_regel_{answer}", nummer=printed.number)
    return sheet.texts.word("samen_met_feiten", regel=told, gegevens=escape(facts)) if facts else told
