"""Every answer of a profile is there for something: without it, the chapter or the work sheet says something else.

That it becomes a question on the work sheet does not count: what nobody reads, nobody should be asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import shipped

from liagen.chapter.compare import compare
from liagen.document.as_markdown import write_markdown
from liagen.document.blocks import Chapter
from liagen.files.yaml_in import parse_yaml
from liagen.library.model import Library
from liagen.make import chain
from liagen.make.order import Order
from liagen.profile.fields import field_specs, in_practice, row_fields
from liagen.profile.model import Profile

DAY = dt.date(2027, 1, 4)
FULL = Path(__file__).with_name("full_profile.yaml")

SITUATIONS = (
    "{}",
    # More is told in rows than in short, and the decision was taken.
    """
    organisatie: {afdelingen: null}
    document: {besluit_datum: 2026-06-01, besluit_door: college}
    lia: {intern_deel: ja}
    planning: {startdatum: 2027-05-01}
    beleggen:
      uitvoerder: {soort: team, rol: regie}
      groep: null
      groepen:
        - {naam: Werkgroep Inclusie, soort: kerngroep, met: [het Platform], leden: [gehandicaptenplatform, ambtenaren]}
        - {naam: Werkgroep Toegang, soort: panel, met: [de seniorenraad]}
        - {naam: Klankbord, soort: klankbordgroep, met: [bewoners], gestopt: 2021}
      aanjagers: {per_afdeling: ja}
    gedaan:
      training: null
      trainingen: [{vorm: masterclass, voor: de teamleiders}]
      communicatie: null
      tests: null
      verteld: [{vorm: intranet, jaar: 2024, uitkomst: Een.}, {vorm: teamoverleg, jaar: 2025, uitkomst: Twee.}]
    ervaringsdeskundigen: {vormen: null}
    capaciteit: {budget: [{bedrag: 10000, voor: agenda}]}
    volgen: {meldt_aan: adviesraad}
    """,
    # There is little, and what there is was told in short.
    """
    organisatie: null
    document: {soort: geen, periode: null}
    lia: {status: in_ontwikkeling}
    aanleidingen: null
    draagvlak: {raad: onbekend, college: ja, collegegesprekken: geen}
    beleggen:
      uitvoerder: {aanwezig: ja}
      groep: {aanwezig: ja, vormen: [netwerk_sociaal], eerder: null, bestaat_sinds: 2020, leden: [raadsleden]}
      groepen: null
      aanjagers: {aanwezig: nee, aantal: null, per_afdeling: null, titel: null, ambitie: ja, uren_per_maand: null}
    structuren: {medewerkersbijeenkomst: geen, borrelpraat: ja}
    gedaan: {trainingen: null, verteld: null, testen: null, communicatie: null}
    ervaringsdeskundigen: {aanwezig: ja, organisaties: null, vormen: null, vergoeding: null, vergadervorm: null}
    doelen: [{doel: Er is een plan., thema: training}, {doel: De hal is verbouwd., stand: klaar}]
    """,
    # The officer decides herself.
    """
    document: {periode: null}
    beleggen:
      groep: {aanwezig: ja, vormen: null, eerder: null, bestaat_sinds: null, leden: null, ambtenaren: null}
      groepen: null
      uitvoerder: {tot: null}
    gedaan:
      {communicatie: [campagne], verteld: null, contact_met: null, podium: null,
       testen: [{wat: het gemeentehuis, uitkomst: De balie was te hoog., punten: 7, moet_klaar: de balie is verlaagd}]}
    ervaringsdeskundigen: {vergadervorm: online}
    keuzes:
      ambassadeur_inclusie: {keuze: wel, reden: Wij hebben er al een op het oog.}
    doelen_kiezen:
      medewerkersbijeenkomst.elke_keer: {keuze: niet}
      teamoverleg.teams: {keuze: wel, eigenaar: de directeur, deadline: 2028-03-31, aantal: 9, uren: 77}
    """,
    # The options from practice: what is asked for, and what is there already.
    """
    gemeente: {naam: Praktijkdam}
    document: {reikwijdte: breed}
    draagvlak: {wethouder_gezocht: ja}
    gedaan: {praktijk: [duidelijke_taal]}
    drempels: [taal]
    knelpunten: [personeelsverloop]
    """,
    """
    gemeente: {naam: Zonderdam}
    drempels: [taal]
    stijl: {praktijk: nee}
    """,
    # Little is known of a village.
    """
    gemeente: {naam: Dorpsdam, soort: dorp}
    """,
    # Only that there is something.
    """
    gemeente: {naam: Kleindorp}
    organisatie: {afdelingen: [Dorp, Bestuur, Balie, Buiten]}
    document: {besluit_datum: 2027-04-22, besluit_door: college}
    volgen: {wanneer: maart}
    beleggen: {uitvoerder: {aanwezig: ja}, groep: {aanwezig: ja}}
    structuren: {medewerkersbijeenkomst: {aanwezig: ja}}
    ervaringsdeskundigen: {aanwezig: ja, vormen: [fysiek]}
    doelen: [{doel: Iedereen leerde iets., thema: training, stand: bezig}]
    keuzes:
      training: {keuze: niet}
      teamoverleg: {keuze: niet}
      ervaringsparcours: {keuze: niet}
    """,
)
"""What is said otherwise than in the full profile, which tells of one situation only; what has a name stands alone."""

REPLACED = {
    "gemeente.naam": "Anders",
    "te_testen.wat": "iets anders",
    "doelen.doel": "Iets anders.",
    "ervaringsdeskundigen.organisaties.naam": "Anders",
    "capaciteit.budget.bedrag": 1,
    "eigen.onderdeel": "waarom",
    "eigen.tekst": "Iets anders.",
    "keuzes.keuze": "niet",
}
"""What stands where something must stand; any other answer becomes unknown."""

KEYED = ("keuzes", "doelen_kiezen", "terugblik.uitkomsten")
"""Fields in which each row stands behind a key."""

_WORDS = "geen tekst zegt dit, en geen voorwaarde vraagt ernaar"
UNUSED: dict[str, str] = {
    **dict.fromkeys(
        (
            "gemeente.provincie",
            "beleggen.groepen.afdelingen",
            "gedaan.laatste_jaar",
            "doelen.herkomst",
        ),
        _WORDS,
    ),
    "doelen.start": "staat alleen in de lijst doelen_toelichting, die de opbouw van standaard niet heeft",
}
"""What nothing reads yet, with the reason; a field that gets a reader must leave this list."""


def _paths() -> Iterator[str]:
    for path, spec in field_specs().items():
        yield path
        if spec.kind == "groepen" and path != "toelichting":  # own words, by the path of a field
            yield from (f"{path}.{inner.path}" for inner in row_fields(path))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=pytest.mark.xfail(strict=True, reason=UNUSED[path])) if path in UNUSED else path
        for path in _paths()
    ],
)
def test_every_answer_is_read_by_something(path):
    assert any(
        now != before
        for typed, told in _situations()
        if (without := _without(typed, path)) != typed
        for now, before in zip_longest(_documents(without), told)
    )


@cache
def _situations() -> tuple[tuple[dict[str, Any], tuple[str, ...]], ...]:
    """Return what is typed in every situation, with what the documents say."""
    full = parse_yaml(FULL.read_text(encoding="utf-8"), FULL.name).value
    others = [parse_yaml(text, "situatie").value for text in SITUATIONS]
    found = [other if "gemeente" in other else _laid_on(full, other) for other in others]
    return tuple((typed, tuple(_documents(typed))) for typed in found)


def _laid_on(below: Any, above: Any) -> Any:
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {key: _laid_on(below.get(key), value) for key, value in above.items()}


@cache
def _library() -> Library:
    """Return the shipped texts, of which the work sheet asks nothing and no risk is left out."""
    library = shipped.LIBRARY
    told = tuple(section for section in library.sheet.onderdelen if section.sleutel != "vragen")
    sheet = library.sheet.model_copy(update={"vooraf": (), "onderdelen": told})
    settings = {key: setting for key, setting in library.settings.items() if key != "risicos_hoogstens"}
    return replace(library, sheet=sheet, settings=settings)


def _documents(typed: dict[str, Any]) -> Iterator[str]:
    """Give the chapter, the work sheet, the papers and the place in a comparison, without the numbers of questions."""
    profile, library = Profile.model_validate(typed), _library()
    order = Order("md", DAY, papers=None).of_profile(profile)
    profile = in_practice(profile, order.practice)
    result = chain.make(profile, library, order.date_of(profile))
    yield _unnumbered(result.chapter)
    yield _unnumbered(chain.make_sheet(result, library))
    for name in order.papers:
        yield _unnumbered(chain.make_paper(name, result, library, order.edition))
    yield str(compare((profile,), library, DAY))


def _unnumbered(document: Chapter) -> str:
    return re.sub(r"vra(?:ag|gen) \d+", "vraag", write_markdown(document))


def _without(typed: Any, path: str, inside: str = "") -> Any:
    """Return what is typed without the answer at ``path``, or with another one where something must stand."""
    if isinstance(typed, list):
        return [_without(row, path, inside) for row in typed]
    if inside in KEYED:
        return {key: _without(row, path, f"{inside}.") for key, row in typed.items()}
    name, _, rest = path.removeprefix(inside).lstrip(".").partition(".")
    if not isinstance(typed, dict) or name not in typed:
        return typed
    if rest:
        return typed | {name: _without(typed[name], path, f"{inside}.{name}".strip("."))}
    if path in REPLACED:
        return typed | {name: REPLACED[path]}
    return {key: value for key, value in typed.items() if key != name}
