"""The plan read as a critic would: rules over goals, dates, hours and money. No text is understood.

Every check takes the material of the sheet and yields sentences (Markdown): what it saw, and what to do about it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from liagen.chapter.calendar import Quarter, quarter_of
from liagen.chapter.markdown import plain_text, to_spans
from liagen.chapter.material import origin_of
from liagen.chapter.plan import Goal
from liagen.chapter.sheet_hours import is_officer, officer_time
from liagen.chapter.sheet_material import SheetMaterial
from liagen.chapter.sheet_questions import GRANTED
from liagen.chapter.sheet_words import goal_words, share_words
from liagen.document.blocks import Block, Paragraph, span_text
from liagen.document.walk import passages
from liagen.library.derived import DECISION
from liagen.library.dutch import capital, dutch_number, enumerate_nl, escape, number_in_words, sentence, value_text
from liagen.profile.fields import word_for
from liagen.profile.rows import Bedrag

Numbered = tuple[int, Goal]
Check = Callable[[SheetMaterial], Iterator[str]]

BUDGET: Final = "capaciteit.budget"
_MARK: Final = re.compile(r"\[(?:invullen|[vV]oorzet): ([^\]]*)\]")
_FEW: Final = 3
"""Fewer goals than this are no pile."""
_TIGHT: Final = 80
"""From this share of her hours on (percent), an officer has little room left."""


def check_list(sheet: SheetMaterial) -> list[Block]:
    """Return what the checks say, a paragraph for each subject; one with nothing to say says that."""
    blocks: list[Block] = []
    for name, checks in _CHECKS.items():
        told = [sentence for check in checks for sentence in check(sheet)] or [sheet.word("controle_goed")]
        origin = origin_of("lijst", "controles", name)
        text = sheet.word("controle", onderwerp=sheet.word(f"controle_{name}"), tekst=" ".join(told))
        blocks.append(Paragraph(origin.name, to_spans(text), origins=(origin,)))
    return blocks


def goals(sheet: SheetMaterial) -> list[Numbered]:
    """Return the goals of the table with their numbers."""
    return list(enumerate(sheet.material.plan.short, 1))


# ------------------------------------------------------------ dates


def check_decision(sheet: SheetMaterial) -> Iterator[str]:
    """Hold the dates against the decision: what comes before it, or that its date is not known."""
    calendar = sheet.material.plan.calendar
    if calendar.state == "onbekend":
        yield sheet.word("controle_besluit_onbekend", vraag=sheet.bracketed([DECISION]))
    if calendar.decision is None:
        return
    before = [number for number, goal in goals(sheet) if goal.deadline and goal.deadline < calendar.decision]
    words = {"doelen": capital(goal_words(before, sheet.material)), "datum": value_text(sheet.known(DECISION))}
    if before:
        yield sheet.word("controle_voor_besluit" if len(before) == 1 else "controle_voor_besluit_meer", **words)
    elif sheet.material.plan.short:
        yield sheet.word("controle_niets_voor_besluit", **words)


def check_order(sheet: SheetMaterial) -> Iterator[str]:
    """Find goals that are due no later than a goal that must come first."""
    found = {goal.key: (number, goal) for number, goal in goals(sheet)}
    for number, goal in goals(sheet):
        for key in _predecessors(goal, sheet):
            if key in found and found[key][1].order >= goal.order:
                first, earlier = found[key]
                yield sheet.word("controle_volgorde", doel=str(number), eerder=str(first), moment=earlier.moment)


def _predecessors(goal: Goal, sheet: SheetMaterial) -> tuple[str, ...]:
    card = sheet.material.library.cards.get(goal.option)
    found = card.doelen.get(goal.key.partition(".")[2]) if card else None
    return found.na if found else ()


def check_pile(sheet: SheetMaterial) -> Iterator[str]:
    """Find a date at which more than half of the goals are due."""
    moments = Counter(goal.moment for _, goal in goals(sheet))
    for moment, count in moments.most_common(1):
        if count >= _FEW and 2 * count > len(goals(sheet)):
            yield sheet.word(
                "controle_stapel", moment=moment, deel=capital(share_words(count, len(goals(sheet)), sheet.material))
            )


def check_overdue(sheet: SheetMaterial) -> Iterator[str]:
    """Find goals of her own whose date is past."""
    for goal in sheet.material.plan.long:
        if goal.key in sheet.material.plan.overdue:
            yield sheet.word("controle_verlopen", doel=sentence(goal.what), moment=goal.moment)


def check_period(sheet: SheetMaterial) -> Iterator[str]:
    """Find goals that are due after the period of the document."""
    last = sheet.known("document.periode.tot")
    if not last or last < sheet.material.plan.calendar.start.year:
        return
    late = [number for number, goal in goals(sheet) if goal.deadline and goal.deadline.year > last]
    if late:
        word = "controle_na_periode" if len(late) == 1 else "controle_na_periode_meer"
        yield sheet.word(word, doelen=capital(goal_words(late, sheet.material)), jaar=str(last))


# ------------------------------------------------------------ hours


def check_owners(sheet: SheetMaterial) -> Iterator[str]:
    """Find one owner who has more than half of the goals."""
    owners = Counter(plain_text(goal.owner) for _, goal in goals(sheet))
    for owner, count in owners.most_common(1):
        if count >= _FEW and 2 * count > len(goals(sheet)):
            word = "controle_u_eigenaar" if is_officer(owner, sheet) else "controle_een_eigenaar"
            share = share_words(count, len(goals(sheet)), sheet.material)
            yield sheet.word(word, eigenaar=escape(capital(_bare(owner))), deel=share)


def check_hours(sheet: SheetMaterial) -> Iterator[str]:
    """Hold the hours that the plan asks of the officer against those she has."""
    found = officer_time(sheet)
    if found is None:
        return
    words = {"gevraagd": dutch_number(found.asked), "beschikbaar": dutch_number(found.available)}
    fits = "past_niet" if found.percent > 100 else "krap" if found.percent >= _TIGHT else "past"
    yield sheet.word(f"controle_uren_{fits}", procent=str(found.percent), **words)
    if sheet.known("beleggen.uitvoerder.uren_voor") == "agenda":
        yield sheet.word("controle_uren_agenda")


def check_busiest(sheet: SheetMaterial) -> Iterator[str]:
    """Find the quarter in which most goals are due, when they are not all of them due at one time."""
    quarters: dict[Quarter, list[int]] = {}
    for number, goal in goals(sheet):
        if goal.deadline:
            quarters.setdefault(quarter_of(goal.deadline), []).append(number)
    most = max(quarters.items(), key=lambda found: len(found[1]), default=None)
    if most and _FEW <= len(most[1]) < len(goals(sheet)):
        quarter, numbers = most
        told = {"kwartaal": str(quarter.number), "jaar": str(quarter.year)}
        words = {**told, "doelen": capital(goal_words(numbers, sheet.material))}
        yield sheet.word("controle_druk", **words)


# ------------------------------------------------------------ goals and text


def check_themes(sheet: SheetMaterial) -> Iterator[str]:
    """Find core themes without a goal in the table, unless the officer ruled them out."""
    served = {goal.theme for _, goal in goals(sheet)}
    missing = [
        escape(theme.titel)
        for key, theme in sheet.material.library.themes.items()
        if theme.kern == "ja" and key not in served and key not in sheet.material.plan.ruled_out
    ]
    if missing:
        yield sheet.word("controle_thema", themas=enumerate_nl([f"«{title}»" for title in missing]))


def check_bottlenecks(sheet: SheetMaterial) -> Iterator[str]:
    """Find bottlenecks and findings of the profile that no option with a goal in the table looks at."""
    with_goal = {goal.option for _, goal in goals(sheet)}
    asking = sheet.material.library.options_asking
    for path in ("knelpunten", "terugblik.bevindingen"):
        left = [name for name in sheet.known(path) or () if not with_goal & asking.get((path, name), frozenset())]
        if left:
            names = enumerate_nl([f"«{escape(word_for(name))}»" for name in left])
            yield sheet.word("controle_knelpunt" if len(left) == 1 else "controle_knelpunten", namen=names)


def check_priorities(sheet: SheetMaterial) -> Iterator[str]:
    """Name the priorities of the profile: whether a goal serves them only a reader can tell."""
    if found := sheet.known("prioriteiten"):
        names = enumerate_nl([f"«{escape(name)}»" for name in found])
        yield sheet.word("controle_prioriteit" if len(found) == 1 else "controle_prioriteiten", namen=names)


def check_prepared(sheet: SheetMaterial) -> Iterator[str]:
    """Find goals of options of which the text of the chapter says nothing."""
    told = {
        origin.key
        for block in sheet.chapter.blocks
        for passage in passages(block)
        for origin in passage.origins
        if origin.kind == "optie"
    }
    loose = [number for number, goal in goals(sheet) if goal.option and goal.option not in told]
    if loose:
        word = "controle_niet_voorbereid" if len(loose) == 1 else "controle_niet_voorbereid_meer"
        yield sheet.word(word, doelen=capital(goal_words(loose, sheet.material)))


def check_later(sheet: SheetMaterial) -> Iterator[str]:
    """Tell how many goals wait until later."""
    count = len(sheet.material.plan.long)
    if count:
        word = "controle_later" if count == 1 else "controle_later_meer"
        yield sheet.word(word, aantal=capital(number_in_words(count)))


# ------------------------------------------------------------ money


def check_money(sheet: SheetMaterial) -> Iterator[str]:
    """Tell what is known of money: none, only for other things, not yet granted, for one purpose, for one year."""
    rows = sheet.known(BUDGET)
    if rows is None:
        yield sheet.word("controle_geld_onbekend", vraag=sheet.bracketed([BUDGET]))
        return
    of_agenda = [row for row in rows if row.voor == "agenda"]
    yield from (sheet.word(f"controle_geld_agenda_{row.in_begroting}", bedrag=amount(row, sheet)) for row in of_agenda)
    own = money_of_chapter(sheet)
    for row in own:
        if row.doel:
            yield sheet.word("controle_geld_bestemming", bedrag=amount(row, sheet), doel=escape(row.doel))
        if row.in_begroting != "ja":
            words = {"bedrag": amount(row, sheet), "vraag": sheet.bracketed([GRANTED])}
            yield sheet.word(f"controle_geld_begroting_{row.in_begroting}", **words)
    years = last_years(own)
    if years and not any(row.tot_jaar and row.tot_jaar != row.jaar for row in own) and len(set(years)) == 1:
        yield sheet.word("controle_geld_een_jaar", jaar=str(years[0]), volgend=str(years[0] + 1))


def money_of_chapter(sheet: SheetMaterial) -> list[Bedrag]:
    """Return the money of the profile that is not for the whole agenda."""
    return [row for row in sheet.known(BUDGET) or () if row.voor != "agenda"]


def last_years(rows: list[Bedrag]) -> list[int]:
    """Return until when there is money, of every amount of which the year is known."""
    return [year for row in rows if (year := row.tot_jaar or row.jaar)]


def amount(row: Bedrag, sheet: SheetMaterial) -> str:
    """Return an amount of money with its years, as far as these are known."""
    kind = "jaren" if row.jaar and row.tot_jaar else "jaar" if row.jaar else "zonder_jaar"
    years = {"van": str(row.jaar), "tot": str(row.tot_jaar)}
    return sheet.word(f"blad_bedrag_{kind}", bedrag=dutch_number(row.bedrag), **years)


def check_allowance(sheet: SheetMaterial) -> Iterator[str]:
    """Ask for the pay of people with lived experience when it is not known."""
    path = "ervaringsdeskundigen.vergoeding"
    if sheet.known(path) is None:
        yield sheet.word("controle_vergoeding", vraag=sheet.bracketed([path]))


# ------------------------------------------------------------ people


def check_named(sheet: SheetMaterial) -> Iterator[str]:
    """Find organisations that the chapter names; nothing says that they were asked."""
    found = named_organisations(sheet)
    if found:
        names = enumerate_nl([escape(name) for name in found])
        yield sheet.word("controle_genoemd" if len(found) == 1 else "controle_genoemd_meer", namen=names)


def named_organisations(sheet: SheetMaterial) -> list[str]:
    """Return the organisations of the profile that the chapter names, by their short name if they have one."""
    rows = sheet.known("ervaringsdeskundigen.organisaties") or ()
    text = "\n".join(span_text(passage.spans) for block in sheet.chapter.blocks for passage in passages(block))
    named = [row for row in rows if any(name and name in text for name in (row.naam, row.korte_naam))]
    return [name for row in named if (name := row.korte_naam or row.naam)]


def check_new_owners(sheet: SheetMaterial) -> Iterator[str]:
    """Name the owners other than the officer: they are to know that they stand in the table."""
    found = dict.fromkeys(plain_text(goal.owner) for _, goal in goals(sheet))
    others = [_bare(owner) for owner in found if not owner.startswith("[invullen") and not is_officer(owner, sheet)]
    if others:
        names = enumerate_nl([escape(owner) for owner in others])
        yield sheet.word("controle_eigenaar" if len(others) == 1 else "controle_eigenaren", namen=names)


def _bare(owner: str) -> str:
    """Return an owner without the mark of a fill-in."""
    return _MARK.sub(r"\1", owner)


_CHECKS: Final[dict[str, tuple[Check, ...]]] = {
    "data": (check_decision, check_order, check_pile, check_overdue, check_period),
    "uren": (check_owners, check_hours, check_busiest),
    "doelen": (check_themes, check_bottlenecks, check_priorities, check_prepared, check_later),
    "geld": (check_money, check_allowance),
    "mensen": (check_named, check_new_owners),
}
"""The checks by subject, in the order of the sheet."""
