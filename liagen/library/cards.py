"""The text library as values: cards, risks, texts, outline, words, sources.

The pydantic models (…Head) say what a consultant may type; the frozen dataclasses are what the rest works with:
every condition parsed, every text compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from liagen.library.conditions import Condition
from liagen.library.typed import CardModel, JaNee, Sleutel, Zin, Zinnen, to_tuple
from liagen.library.wording import Wording
from liagen.profile.model import THEMA, Length

Verdict = Literal["bestaat", "voorstel", "te_overwegen", "niet_nu"]
LENGTHS: tuple[Length, ...] = ("kort", "standaard", "uitgebreid")
PARTS = ("tekst", "kort", "meer", "bestaat", "voorstel", "te_overwegen")

MEANINGS = {
    "tekst": "De tekst zonder kopje, vooraan. Bij `standaard` staat hij er alleen als de optie een voorstel is, bij "
    "`uitgebreid` steeds. Is er geen `## Kort`, dan staat hij ook op die plek.",
    "kort": "Een of twee zinnen. Bij `kort` staat van een voorstel alleen dit er. Bij `standaard` is het het begin "
    "als de optie er al is.",
    "bestaat": "Als het oordeel «bestaat» is: hoe het verder kan. Niet bij `kort`.",
    "voorstel": "Als het oordeel «voorstel» is: wat de gemeente doet. Niet bij `kort`.",
    "te_overwegen": "Als het oordeel «te overwegen» is: wat de gemeente eerst nagaat. Bij `standaard` staat alleen "
    "dit er. Niet bij `kort`.",
    "meer": "Alleen bij `uitgebreid`, achteraan.",
}
"""What each part of the body of an option is for."""

TEXT_MEANINGS = {
    "tekst": "De tekst zonder kopje, vooraan. Staat er bij elke lengte, ook bij `kort` als er geen `## Kort` is.",
    "kort": "Alleen bij `kort`, in plaats van alle andere delen.",
    "meer": "Alleen bij `uitgebreid`, achteraan.",
}
"""What each part of a text of a section is for."""


# The descriptions and examples of these fields make the reference (docs/handleiding/kaarten.md) and the skeletons of
# `sjabloon nieuw`. An example is YAML as it is typed behind, or below, the name of the field.


class RuleHead(CardModel):
    """A condition with, beside it, the reason that is printed when it holds."""

    als: Zin = Field(
        description="De voorwaarde: een vergelijking van velden uit het profiel.",
        examples=["structuren.intranet == 'ja'"],
    )
    reden: Zin = Field(
        description="De reden, als hele zin. Die zin komt in het hoofdstuk als de voorwaarde ja is.",
        examples=["De gemeente heeft een intranet."],
    )


class GoalHead(CardModel):
    """A short-term goal of an option; `termijn` counts quarters from the first (1 = the first quarter)."""

    wat: Zin = Field(
        description="Het doel, als hele zin. Elk doel heeft een eigen zin.",
        examples=["Op intranet staan korte verhalen over inclusie."],
    )
    actie: Zin = Field(description="Wie wat doet.", examples=["De uitvoerder plaatst elke maand een verhaal."])
    eigenaar: Zin = Field(
        description="De functie die het doel trekt: een veld uit het profiel of een invulplek. Geen persoonsnaam.",
        examples=['"{{ beleggen.uitvoerder.functie }}"'],
    )
    termijn: Annotated[int, Field(ge=1, le=12)] = Field(
        description="Het kwartaal waarin het doel op zijn vroegst klaar is. 1 is het eerste kwartaal.", examples=["2"]
    )
    indicator: Zin = Field(
        description="Waaraan de gemeente ziet dat het lukte.", examples=["Er staan drie verhalen op intranet."]
    )
    podium: Zin = Field(
        description="Hoe de gemeente laat zien dat het lukte.",
        examples=["De collega uit een verhaal vertelt erover in een overleg."],
    )
    ervaringsdeskundigen: Zin | None = Field(
        default=None,
        description="Wat ervaringsdeskundigen doen. Zonder deze sleutel komt er een invulplek.",
        examples=["Ervaringsdeskundigen lezen het verhaal vooraf."],
    )
    uren: Zin | None = Field(
        default=None,
        description="Uren of budget. Anders komt er een invulplek, of «binnen bestaande uren en middelen».",
        examples=['"[invullen: uren voor dit doel]"'],
    )
    bij: Annotated[tuple[Literal["bestaat", "voorstel", "te_overwegen"], ...], BeforeValidator(to_tuple)] = Field(
        default=("voorstel",),
        description="Bij welke oordelen over de optie het doel meedoet. Zonder deze sleutel: alleen bij een voorstel.",
        examples=["[voorstel]"],
    )
    als: Zin | None = Field(
        default=None,
        description="Een extra voorwaarde. Alleen bij ja komt het doel in de planning. Ook `keuze.<optie>` mag.",
        examples=["organisatie.fte >= instelling.groot_vanaf_fte"],
    )
    na: Zinnen = Field(
        default=(),
        description="Doelen die eerst komen, als optie.doel.",
        examples=["[individuele_uitvoerder.aanwijzen]"],
    )
    intern: JaNee = Field(
        default="ja", description="Gaat het doel over de eigen organisatie? Zonder deze sleutel: ja.", examples=["ja"]
    )


class PracticeHead(CardModel):
    """A short example from a municipality of the report, with its section."""

    gemeente: Zin = Field(
        description="De gemeente. In het hoofdstuk van die gemeente zelf staat het voorbeeld niet.",
        examples=["Utrecht"],
    )
    tekst: Zin = Field(
        description="Wat de gemeente deed of ervoer, in één of twee zinnen.",
        examples=["In Utrecht staan veel berichten op intranet."],
    )
    bron: Zin = Field(
        description="Een paragraaf van het rapport of een sleutel uit bronnen.yaml.", examples=['"§4.1.3.1"']
    )


class CardHead(CardModel):
    """The front matter of an option card."""

    titel: Zin = Field(
        description="De naam van de optie, als kop in het hoofdstuk.", examples=["Berichten op intranet"]
    )
    cox: Annotated[int, Field(ge=1, le=6)] = Field(
        description="De stap van verandering waar de optie bij hoort. De zes stappen staan in vergelijking.yaml.",
        examples=["4"],
    )
    rapport: Zinnen = Field(
        default=(),
        description="Nummers uit de inventarisatie van het rapport. Zonder nummers heet de optie «buiten het rapport» "
        "en staan haar bronnen in het hoofdstuk.",
        examples=["[U13]"],
    )
    bronnen: Zinnen = Field(
        description="Waar de optie op rust: paragrafen van het rapport of sleutels uit bronnen.yaml.",
        examples=['["§4.1.3.1"]'],
    )
    bestaat_als: Annotated[tuple[RuleHead, ...], BeforeValidator(to_tuple)] = Field(
        default=(), description="Wanneer de gemeente dit al heeft. Dan is het oordeel «bestaat»."
    )
    kies_als: Annotated[tuple[RuleHead, ...], BeforeValidator(to_tuple)] = Field(
        default=(),
        description="Wanneer de optie een voorstel is. Zonder deze sleutel stelt liagen de optie nooit voor.",
    )
    niet_als: Annotated[tuple[RuleHead, ...], BeforeValidator(to_tuple)] = Field(
        default=(), description="Wanneer de optie nu niet past. Dit gaat voor op kies_als."
    )
    doelen: dict[Sleutel, GoalHead] = Field(
        default={}, description="De doelen van de optie. Elk doel heeft een eigen sleutel, met kleine letters en _."
    )
    hoort_bij: Zinnen = Field(
        default=(),
        description="Opties die te overwegen worden als deze optie een voorstel is.",
        examples=["[teamoverleg]"],
    )
    sluit_uit: Zinnen = Field(
        default=(), description="Opties die niet samengaan met deze optie.", examples=["[campagne]"]
    )
    praktijk: Annotated[tuple[PracticeHead, ...], BeforeValidator(to_tuple)] = Field(
        default=(), description="Korte voorbeelden van andere gemeenten, elk met een bron."
    )


class RiskHead(CardModel):
    """The front matter of a risk card; the body describes the risk."""

    titel: Zin = Field(description="Het risico in een paar woorden.", examples=["Eén uitvoerder"])
    als: Zin = Field(
        description="Wanneer het risico speelt. Alleen bij ja staat het in de tabel. Ook `keuze.<optie>` mag.",
        examples=["keuze.intranet == 'voorstel'"],
    )
    maatregel: Zin = Field(description="Wat de gemeente kan doen.", examples=["Wijs een vervanger aan."])
    eigenaar: Zin = Field(
        description="De functie die de maatregel oppakt. Geen naam van een persoon.",
        examples=['"{{ beleggen.uitvoerder.functie }}"'],
    )
    bij: Zinnen = Field(
        default=(), description="Opties waar het risico bij hoort. De voorwaarde beslist.", examples=["[intranet]"]
    )
    rapport: Zinnen = Field(
        default=(), description="Nummers uit de inventarisatie van het rapport.", examples=["[A12]"]
    )
    bronnen: Zinnen = Field(
        description="Waar het risico op rust: paragrafen van het rapport of sleutels uit bronnen.yaml.",
        examples=['["§4.1.3.1"]'],
    )


class TextHead(CardModel):
    """The front matter of a text file; `bronnen_meer` are the sources that only its part `## Meer` rests on."""

    bronnen: Zinnen = Field(
        default=(),
        description="Waar de tekst op rust: paragrafen van het rapport of sleutels uit bronnen.yaml.",
        examples=['["§4.1"]'],
    )
    bronnen_meer: Zinnen = Field(
        default=(), description="Bronnen die alleen bij het deel ## Meer horen.", examples=['["§4.2"]']
    )
    rapport: Zinnen = Field(default=(), description="Nummers uit de inventarisatie van het rapport.", examples=["[R5]"])


@dataclass(frozen=True)
class Rule:
    """A condition and its reason."""

    condition: Condition
    reason: Wording


@dataclass(frozen=True)
class CardGoal:
    """A goal as the card states it; ``after`` names goals as ``option.key``."""

    key: str
    what: Wording
    action: Wording
    owner: Wording
    term: int
    indicator: Wording
    podium: Wording
    experts: Wording | None
    hours: Wording | None
    on: tuple[str, ...]
    condition: Condition | None
    after: tuple[str, ...]
    internal: bool


@dataclass(frozen=True)
class Practice:
    """A short example; never shown in the chapter of the same municipality."""

    municipality: str
    text: Wording
    source: str


@dataclass(frozen=True)
class Card:
    """One option of internal implementation."""

    key: str
    theme: THEMA
    title: Wording
    cox: int
    report_ids: tuple[str, ...]
    sources: tuple[str, ...]
    exists: tuple[Rule, ...]
    choose: tuple[Rule, ...]
    reject: tuple[Rule, ...]
    goals: tuple[CardGoal, ...]
    belongs: tuple[str, ...]
    excludes: tuple[str, ...]
    practice: tuple[Practice, ...]
    parts: Mapping[str, Wording]
    file: str


@dataclass(frozen=True)
class Risk:
    """One risk with its measure; printed once, however many options raise it."""

    key: str
    title: Wording
    condition: Condition
    options: tuple[str, ...]
    measure: Wording
    owner: Wording
    description: Wording
    report_ids: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class LibraryText:
    """A loose text of a section."""

    key: str
    parts: Mapping[str, Wording]
    sources: tuple[str, ...]
    report_ids: tuple[str, ...]
    more_sources: tuple[str, ...] = ()


def split_parts(body: str) -> tuple[dict[str, tuple[str, int]], list[tuple[str, int]]]:
    """Split a card body at its ``## `` headings.

    Returns the parts as key → (text, line within the body, from 1), and the headings that are no part, with line.
    """
    parts: dict[str, list[str]] = {"tekst": []}
    starts = {"tekst": 1}
    unknown: list[tuple[str, int]] = []
    current = "tekst"
    for number, row in enumerate(body.split("\n"), 1):
        if row.lstrip().startswith("#"):
            heading = row[3:].strip() if row.startswith("## ") else row.strip()
            current = heading.lower().replace(" ", "_")
            if current not in PARTS[1:] or current in parts:
                unknown.append((heading, number))
            parts.setdefault(current, [])
            starts[current] = number + 1
        else:
            parts[current].append(row)
    return {key: ("\n".join(rows), starts[key]) for key, rows in parts.items() if any(map(str.strip, rows))}, unknown
