"""What was chosen and why, what was not, and what the plan takes for granted: for the officer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import compress, islice
from operator import itemgetter, not_
from typing import Final

from liagen.chapter.choose import Chosen, is_own_practice
from liagen.chapter.facts import UNKNOWN, fact_of
from liagen.chapter.markdown import plain_text, to_spans
from liagen.chapter.material import cards_with_verdict, origin_of
from liagen.chapter.sheet_material import SheetMaterial
from liagen.chapter.sheet_words import some_of
from liagen.chapter.tables import TableLine, table_of_lines
from liagen.chapter.verdict import verdict_of
from liagen.chapter.what_if import change_phrases, is_near
from liagen.document.blocks import Block, Item, ListBlock, Paragraph
from liagen.library.cards import Card
from liagen.library.dutch import capital, dutch_number, enumerate_nl, escape, number_in_words, value_text
from liagen.library.size import SIZE_LIMITS, size_of
from liagen.profile.fields import field_specs

MOST: Final = 8
"""How many options that were not chosen are told of."""

_HALF: Final = MOST // 2
_FIELDS: Final = 2
_PHRASES: Final = 2

_Option = tuple[Card, Chosen]


# ------------------------------------------------------------ chosen


def chosen_table(sheet: SheetMaterial) -> list[Block]:
    """Return every proposal with the reason and the section of the report; below it what is there already."""
    options = [*cards_with_verdict(sheet.material)]
    lines = [
        TableLine(
            "keuze",
            card.key,
            {
                "keuze": sheet.material.render(card.titel),
                "reden_gegevens": _reason(card, chosen, sheet),
                "paragraaf": _sections(card, sheet),
            },
            card.bronnen,
        )
        for card, chosen in options
        if chosen.verdict == "voorstel"
    ]
    there = [card for card, chosen in options if chosen.verdict == "bestaat"]
    blocks = table_of_lines("gekozen", lines, sheet.material) if lines else []
    return [*blocks, _already_there(there, sheet)] if there else blocks


def _already_there(cards: list[Card], sheet: SheetMaterial) -> Paragraph:
    titles = [sheet.word("vraag_optie", optie=sheet.material.render(card.titel)) for card in cards]
    told = _paragraph("bestaat", sheet.word("gekozen_bestaat", opties=enumerate_nl(titles)))
    return replace(told, origins=(*told.origins, *(origin_of("keuze", card.key) for card in cards)))


def _paragraph(name: str, text: str) -> Paragraph:
    origin = origin_of("lijst", name, "inleiding")
    return Paragraph(origin.name, to_spans(text), origins=(origin,))


def _reason(card: Card, chosen: Chosen, sheet: SheetMaterial) -> str:
    _, rules = verdict_of(card, sheet.material.facts.lookup)
    if rules or chosen.by_officer:
        return chosen.reasons[0]
    return sheet.word("gekozen_aanname", velden=_fields(chosen.assumed, sheet))


def _fields(paths: tuple[str, ...], sheet: SheetMaterial) -> str:
    """Return the first of these fields, each with its question, and how many there are besides."""
    names = [sheet.behind(escape(field_specs()[path].label), [path]) for path in paths]
    return some_of(names, sheet.material)


def _sections(card: Card, sheet: SheetMaterial) -> str:
    """Return the sections of the report behind an option; one that is not from the report says so."""
    found = [source.removeprefix("§") for source in card.bronnen if source.startswith("§")]
    return escape(", ".join(found)) if card.rapport and found else sheet.word("gekozen_buiten_rapport")


def advice_list(sheet: SheetMaterial) -> list[Block]:
    """Return what the cards say to the officer about the options that are there or proposed."""
    items = []
    for card, chosen in cards_with_verdict(sheet.material):
        if chosen.verdict in ("voorstel", "bestaat") and "werkblad" in card.parts:
            origin = origin_of("optie", card.key, "werkblad")
            told = sheet.material.render(card.parts["werkblad"])
            title = sheet.material.render(card.titel)
            if told:
                spans = to_spans(sheet.word("advies", optie=title, tekst=told))
                items.append(Item(origin.name, spans, card.bronnen, None, (origin,)))
    if not items:
        return []
    origin = origin_of("lijst", "adviezen")
    return [
        _paragraph("adviezen", sheet.word("adviezen_inleiding")),
        ListBlock(origin.name, False, tuple(items), (origin,)),
    ]


# ------------------------------------------------------------ not chosen


def near_table(sheet: SheetMaterial) -> list[Block]:
    """Return the options nearest to a proposal that are none, with the reason and what would change it."""
    lines = [
        TableLine(
            "niet_gekozen",
            card.key,
            {
                "bijna": sheet.material.render(card.titel),
                "waarom_niet": _why_not(card, chosen, sheet),
                "wel_als": _when(card, chosen, sheet),
            },
            card.bronnen,
        )
        for card, chosen in _nearest(sheet)
    ]
    return table_of_lines("bijna_gekozen", lines, sheet.material) if lines else []


def _nearest(sheet: SheetMaterial) -> list[_Option]:
    """Return the nearest options: of those still open at most half, unless there are too few others."""
    options = [*cards_with_verdict(sheet.material)]
    open_ones = [option for option in options if option[1].verdict == "te_overwegen"]
    others = [option for option in options if option[1].verdict == "niet_nu"]
    kept = [*islice(_by_nearness(open_ones, sheet), max(_HALF, MOST - len(others)))]
    return [*kept, *islice(_by_nearness(others, sheet), MOST - len(kept))]


def _by_nearness(options: list[_Option], sheet: SheetMaterial) -> Iterator[_Option]:
    """Yield options with the nearest first; what nobody asked for, and does not come from the report, comes last."""
    practice = sheet.material.library.practice
    groups: dict[tuple[bool, bool], list[_Option]] = {}
    for option in options:
        groups.setdefault((option[1].by_officer, option[0].key in practice), []).append(option)
    for _, group in sorted(groups.items(), key=itemgetter(0)):
        # Tried out only for a group that is asked for.
        near = [is_near(sheet.material.trials(card)) for card, _ in group]
        yield from compress(group, near)
        yield from compress(group, map(not_, near))


def _why_not(card: Card, chosen: Chosen, sheet: SheetMaterial) -> str:
    if chosen.verdict == "te_overwegen" and chosen.unknown:
        return sheet.word("bijna_onbekend", velden=_fields(chosen.unknown, sheet))
    if chosen.by_officer or chosen.refused or chosen.verdict == "te_overwegen":
        return chosen.reasons[0]
    lookup = sheet.material.facts.lookup
    asked = dict.fromkeys(name for rule in card.kies_als for name in rule.als.names if name in field_specs())
    known = [fact for path in asked if (fact := fact_of(path, lookup)).value != UNKNOWN]
    told = [sheet.word("bijna_feit", veld=escape(fact.label), waarde=escape(fact.value)) for fact in known[:_FIELDS]]
    return capital(f"{enumerate_nl(told)}.") if told else sheet.word("bijna_zonder_feit")


def _when(card: Card, chosen: Chosen, sheet: SheetMaterial) -> str:
    if chosen.by_officer or is_own_practice(card, sheet.material.library, sheet.material.facts):
        return sheet.word("bijna_eigen_keuze")
    found = change_phrases(sheet.material.trials(card), sheet.material.library)
    # What is not known yet stands in the column before.
    phrases = [phrase.replace(sheet.word("bijna_nu_onbekend"), "") for phrase in found]
    return sheet.word("bijna_of_als").join(phrases[:_PHRASES]) if phrases else sheet.word("bijna_niets")


# ------------------------------------------------------------ taken for granted


def assumption_list(sheet: SheetMaterial) -> list[Block]:
    """Return what the plan takes for granted: limits, sizes, proposals, dates and what they were counted with."""
    origin = origin_of("lijst", "uitgangspunten")
    items = tuple(
        Item(f"{origin.name}.{key}", to_spans(text), origins=(origin_of("lijst", "uitgangspunten", key),))
        for key, text in _assumptions(sheet)
    )
    return [ListBlock(origin.name, False, items, (origin,))] if items else []


def _assumptions(sheet: SheetMaterial) -> Iterator[tuple[str, str]]:
    yield from _settings(sheet)
    yield from _size(sheet)
    yield from _assumed(sheet)
    yield from _proposals(sheet)
    yield from _calendar(sheet)
    if sheet.material.plan.hours:
        yield "werkweken", sheet.word("uitgangspunt_werkweken", weken=str(sheet.weeks))


def _settings(sheet: SheetMaterial) -> Iterator[tuple[str, str]]:
    """Yield the limits of the package that choices look at; of sizes only those of the number that is known."""
    library, size = sheet.material.library, size_of(sheet.material.facts.lookup)
    of_sizes = {limit for pair in SIZE_LIMITS for limit in pair}
    for setting in library.settings.values():
        unit = setting.key.rpartition("_")[2]
        is_idle = setting.key in of_sizes and not (size and size.basis.endswith(unit))
        if setting.aanname == "ja" and setting.key in library.settings_asked and not is_idle:
            words = {"label": escape(setting.label.rstrip(".")), "waarde": dutch_number(setting.waarde)}
            yield setting.key, sheet.word("uitgangspunt_grens", **words)


def _size(sheet: SheetMaterial) -> Iterator[tuple[str, str]]:
    lookup = sheet.material.facts.lookup
    size = size_of(lookup)
    if size and size.assumed:
        basis = fact_of(size.basis, lookup)
        words = {"veld": escape(basis.label), "waarde": escape(basis.value), "omvang": escape(size.value)}
        yield "omvang", sheet.word("uitgangspunt_omvang", **words)


def _assumed(sheet: SheetMaterial) -> Iterator[tuple[str, str]]:
    """Yield how many proposals were made without all facts, and where those are asked."""
    lookup = sheet.material.facts.lookup
    found = [
        chosen
        for card, chosen in cards_with_verdict(sheet.material)
        if chosen.verdict == "voorstel" and not chosen.by_officer and not verdict_of(card, lookup)[1]
    ]
    if found:
        paths = dict.fromkeys(path for chosen in found for path in chosen.assumed)
        words = {"aantal": capital(number_in_words(len(found))), "velden": _fields(tuple(paths), sheet)}
        yield "aannames", sheet.word("uitgangspunt_aanname" if len(found) == 1 else "uitgangspunt_aannames", **words)


def _proposals(sheet: SheetMaterial) -> Iterator[tuple[str, str]]:
    count = sheet.chapter.proposals
    if count:
        word = "uitgangspunt_voorzet" if count == 1 else "uitgangspunt_voorzetten"
        yield "voorzetten", sheet.word(word, aantal=capital(number_in_words(count)))


def _calendar(sheet: SheetMaterial) -> Iterator[tuple[str, str]]:
    """Yield what the dates were counted with."""
    decided = sheet.material.plan.calendar.state == "genomen"
    yield "begin", sheet.word("uitgangspunt_genomen" if decided else "uitgangspunt_besluit")
    for name in ("stukken", "bijeenkomsten"):
        value = sheet.planned(name)
        if value is not None:
            told = number_in_words(value) if isinstance(value, int) else escape(value_text(value))
            yield name, sheet.word(f"uitgangspunt_{name}", waarde=plain_text(told))
