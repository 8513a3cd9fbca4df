"""The questions that a council asks, each with the answer that the chapter has or the question still open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from liagen.chapter.sheet_checks import BUDGET, amount, goals, last_years, money_of_chapter, named_organisations
from liagen.chapter.sheet_hours import officer_time
from liagen.chapter.sheet_material import SheetMaterial
from liagen.chapter.sheet_questions import WANTED
from liagen.chapter.tables import TableLine, table_of_lines
from liagen.document.blocks import Block, OriginKind
from liagen.document.walk import by_section
from liagen.library.dutch import capital, dutch_number, enumerate_nl, escape, number_in_words, sentence, value_text
from liagen.profile.rows import Bedrag

_FIXED_HOURS = "plan_autoriseren.uren"
_REPLACEMENT = "beleggen.uitvoerder.vervanger"
_WEEKLY = "beleggen.uitvoerder.uren_per_week"
_ORGANISATIONS = "ervaringsdeskundigen.organisaties"
_READ_BY = "document.meegelezen"


def council_table(sheet: SheetMaterial) -> list[Block]:
    """Return the questions with their answers; of a motion only when one is known."""
    lines = [
        TableLine("lijst", f"raad.{name}", {"vraag": sheet.word(f"raad_{name}"), "antwoord": told})
        for name, answer in _ANSWERS.items()
        if (told := answer(sheet))
    ]
    return table_of_lines("raadsvragen", lines, sheet.material)


def _open(path: str, sheet: SheetMaterial) -> str:
    """Return the number of the question that is still open, or that nobody asked it yet."""
    found = sheet.reference([path])
    return sheet.word("raad_open", vraag=found) if found else sheet.word("raad_onbekend")


def answer_when(sheet: SheetMaterial) -> str:
    """Return which goal is there first."""
    if not sheet.material.plan.short:
        return sheet.word("raad_onbekend")
    number, goal = min(goals(sheet), key=lambda found: (found[1].order, found[0]))
    words = {"doel": goal.what.rstrip("."), "moment": capital(goal.moment)}
    return sheet.word("raad_merken_antwoord", nummer=str(number), **words)


def answer_costs(sheet: SheetMaterial) -> str:
    """Return the money of this chapter and the hours of the plan."""
    told = [_money(row, sheet) for row in money_of_chapter(sheet)]
    if hours := sum(row.total for row in sheet.material.plan.hours):
        told.append(sheet.word("raad_kosten_uren", uren=dutch_number(hours)))
    return capital(f"{enumerate_nl(told)}.") if told else _open(BUDGET, sheet)


def _money(row: Bedrag, sheet: SheetMaterial) -> str:
    told = amount(row, sheet)
    return sheet.word("raad_kosten_bedrag", bedrag=told, doel=escape(row.doel)) if row.doel else told


def answer_more_hours(sheet: SheetMaterial) -> str:
    """Return where the chapter says why it asks for no more hours, or what the officer has and needs."""
    if _FIXED_HOURS in sheet.material.plan.keys:
        return sheet.word("raad_meer_uren_doel", nummer=str(sheet.material.plan.keys.index(_FIXED_HOURS) + 1))
    if title := _section_with("lijst", "nu_niet", sheet):
        return sheet.word("raad_lees_voor", titel=escape(title))
    if found := officer_time(sheet):
        words = {"gevraagd": dutch_number(found.asked), "beschikbaar": dutch_number(found.available)}
        return sheet.word("raad_meer_uren_antwoord", **words)
    weekly = sheet.known(_WEEKLY)
    return sheet.word("raad_meer_uren_week", week=dutch_number(weekly)) if weekly else _open(_WEEKLY, sheet)


def answer_effect(sheet: SheetMaterial) -> str:
    """Return how the municipality will see whether it works."""
    back = sheet.planned("terugkijken")
    told = sheet.word("raad_werkt_antwoord", aantal=capital(number_in_words(len(goals(sheet)))))
    return " ".join([told, sheet.word("raad_werkt_terug", moment=escape(value_text(back)))] if back else [told])


def answer_cover(sheet: SheetMaterial) -> str:
    """Return who goes on when the officer is away."""
    found = sheet.known(_REPLACEMENT)
    return sheet.word("raad_wegvalt_antwoord", functie=escape(found)) if found else _open(_REPLACEMENT, sheet)


def answer_asked(sheet: SheetMaterial) -> str:
    """Return what those who read it said; else whom the chapter names: that they agreed nobody can know here."""
    if said := sheet.known(_READ_BY):
        return escape(sentence(capital(said)))
    named = named_organisations(sheet)
    if not named:
        return _open(_ORGANISATIONS, sheet)
    return sheet.word("raad_gevraagd_antwoord", namen=enumerate_nl([escape(name) for name in named]))


def answer_motion(sheet: SheetMaterial) -> str:
    """Return what is known of a motion; empty when none is named."""
    rows = sheet.known("aanleidingen") or ()
    if "motie" not in (sheet.known("aanleiding") or ()):
        is_refused = any(row.soort == "motie" for row in rows)
        return sheet.word("raad_motie_verworpen") if is_refused else ""
    wanted = [sentence(row.vraagt) for row in rows if row.soort == "motie" and row.vraagt]
    if not wanted:
        return sheet.word("raad_motie_antwoord", vraag=sheet.bracketed([WANTED]))
    return sheet.word("raad_motie_vraagt", vraagt=escape(" ".join(wanted)))


def answer_later(sheet: SheetMaterial) -> str:
    """Return what waits for later, and until when there is money."""
    told = []
    if count := len(sheet.material.plan.long):
        word = "raad_daarna_doel" if count == 1 else "raad_daarna_doelen"
        told.append(sheet.word(word, aantal=capital(number_in_words(count))))
    if years := last_years(money_of_chapter(sheet)):
        told.append(sheet.word("raad_daarna_geld", jaar=str(max(years))))
    if title := _section_with("tekst", "volgen", sheet):
        told.append(sheet.word("raad_lees_voor", titel=escape(title)))
    return " ".join(told) or sheet.word("raad_daarna_niets")


def _section_with(kind: OriginKind, key: str, sheet: SheetMaterial) -> str:
    """Return the title of the section in which a text or list of the package stands; empty when none has it."""
    found = (
        title
        for _, title, block in by_section(sheet.chapter)
        if any(origin.kind == kind and origin.key == key for origin in block.origins)
    )
    return next(found, "")


_ANSWERS: Final[dict[str, Callable[[SheetMaterial], str]]] = {
    "merken": answer_when,
    "kosten": answer_costs,
    "meer_uren": answer_more_hours,
    "werkt": answer_effect,
    "wegvalt": answer_cover,
    "gevraagd": answer_asked,
    "motie": answer_motion,
    "daarna": answer_later,
}
"""What answers each question, in the order of the table."""
