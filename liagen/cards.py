"""The text library as values: cards, risks, texts, outline, words, sources.

The pydantic models (…Head) say what a consultant may type; the frozen dataclasses are what the rest works with:
every condition parsed, every text compiled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from liagen.conditions import Condition, Setting
from liagen.profile import THEMA, Length
from liagen.wording import Wording

Verdict = Literal["bestaat", "voorstel", "te_overwegen", "niet_nu"]
_NAME = re.compile(r"\{([a-z]+)\}")
LENGTHS: tuple[Length, ...] = ("kort", "standaard", "uitgebreid")
PARTS = ("tekst", "kort", "meer", "bestaat", "voorstel", "te_overwegen")
CONTENT = {
    "tabel": ("wie_doet_wat", "keuzes", "niet_gekozen", "doelen", "risicos", "aannames", "planning"),
    "lijst": ("doelen_toelichting", "lange_termijn", "minimum", "podium", "open_punten", "bronnen", "pakketten"),
}
"""What an outline row may ask for besides its own texts and the options of a theme."""

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


def _to_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Zin = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Zinnen = Annotated[tuple[Zin, ...], BeforeValidator(_to_tuple)]
JaNee = Literal["ja", "nee"]
Sleutel = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


# The descriptions and examples of these fields make the reference (docs/handleiding/kaarten.md) and the skeletons of
# `sjabloon nieuw`. An example is YAML as it is typed behind, or below, the name of the field.


class RuleHead(_Head):
    """A condition with, beside it, the reason that is printed when it holds."""

    als: Zin = Field(
        description="De voorwaarde: een vergelijking van velden uit het profiel.",
        examples=["structuren.intranet == 'ja'"],
    )
    reden: Zin = Field(
        description="De reden, als hele zin. Die zin komt in het hoofdstuk als de voorwaarde ja is.",
        examples=["De gemeente heeft een intranet."],
    )


class GoalHead(_Head):
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
    bij: Annotated[tuple[Literal["bestaat", "voorstel", "te_overwegen"], ...], BeforeValidator(_to_tuple)] = Field(
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


class PracticeHead(_Head):
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


class CardHead(_Head):
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
    bestaat_als: Annotated[tuple[RuleHead, ...], BeforeValidator(_to_tuple)] = Field(
        default=(), description="Wanneer de gemeente dit al heeft. Dan is het oordeel «bestaat»."
    )
    kies_als: Annotated[tuple[RuleHead, ...], BeforeValidator(_to_tuple)] = Field(
        default=(),
        description="Wanneer de optie een voorstel is. Zonder deze sleutel stelt liagen de optie nooit voor.",
    )
    niet_als: Annotated[tuple[RuleHead, ...], BeforeValidator(_to_tuple)] = Field(
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
    praktijk: Annotated[tuple[PracticeHead, ...], BeforeValidator(_to_tuple)] = Field(
        default=(), description="Korte voorbeelden van andere gemeenten, elk met een bron."
    )


class RiskHead(_Head):
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


class TextHead(_Head):
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


class SettingHead(_Head):
    """One threshold of the package."""

    waarde: Annotated[int, Field(ge=0)] = Field(description="De grens, als heel getal.", examples=["400"])
    label: Zin = Field(
        description="Wat de grens betekent, als hele zin. Die zin staat in het hoofdstuk.",
        examples=["Vanaf zoveel fte noemt liagen een organisatie groot."],
    )
    aanname: JaNee = Field(
        default="ja",
        description="Is de grens een aanname? Zet nee als een bron haar geeft. Dan staat ze niet bij de aannames.",
        examples=["nee"],
    )


class PackageHead(_Head):
    """`pakket.yaml`: who this package is, what it builds on, its thresholds and its themes."""

    naam: Sleutel = Field(
        description="De naam van het pakket: kleine letters en _. Elk pakket heeft een eigen naam.",
        examples=["mijn_pakket"],
    )
    versie: Zin = Field(
        description="De versie, tussen aanhalingstekens. Verhoog haar als u het pakket doorgeeft.", examples=['"1.0"']
    )
    formaat: Literal[1] = Field(description="De vorm van pakketten die deze liagen kent.", examples=["1"])
    basis: Sleutel | None = Field(
        default=None,
        description="Het pakket waar dit pakket op voortbouwt. Zonder deze sleutel staat het alleen en moet het alles "
        "zelf hebben.",
        examples=["standaard"],
    )
    basis_versie: Zin | None = Field(
        default=None, description="De versie van dat pakket toen u begon. Ter informatie.", examples=['"0.1"']
    )
    instellingen: dict[Sleutel, SettingHead] = Field(
        description="De grenzen. In een voorwaarde heet zo'n grens `instelling.<naam>`."
    )
    themas: dict[THEMA, ThemeHead] = Field(description="De thema's van de opties.")
    niet_schrijven: dict[str, Zin] = Field(
        default={},
        description="Woorden die `sjabloon controleer` afkeurt, elk met wat u beter schrijft. Een sterretje staat voor "
        "een of meer letters. Met null haalt u een woord uit de lijst.",
        examples=['"zo snel mogelijk": noem een datum'],
    )


class ThemeHead(_Head):
    """One theme: its title, whether it must hold an internal goal, and the goal when no option gives one.

    `volgorde` names options that come first, in that order; the others follow by name.
    """

    titel: Zin = Field(description="De naam van het thema.", examples=["Communicatie"])
    kern: JaNee = Field(description="Heeft het thema een intern doel op korte termijn nodig?", examples=["ja"])
    volgorde: Zinnen = Field(
        default=(),
        description="Opties die eerst komen, in deze volgorde. De rest volgt op alfabet.",
        examples=["[intranet, campagne]"],
    )
    terugval: GoalHead | None = Field(
        default=None, description="Het doel als geen optie van een kernthema een intern doel oplevert."
    )


class ContentHead(_Head):
    """One thing in a section: exactly one of the four kinds, from a length on, and only when `als` holds."""

    tekst: Zin | None = Field(default=None, description="Een bestand uit de map teksten.", examples=["inleiding"])
    opties: THEMA | None = Field(default=None, description="De opties van een thema.", examples=["communicatie"])
    tabel: Zin | None = Field(
        default=None, description=f"Een tabel van liagen: {', '.join(CONTENT['tabel'])}.", examples=["doelen"]
    )
    lijst: Zin | None = Field(
        default=None, description=f"Een lijst van liagen: {', '.join(CONTENT['lijst'])}.", examples=["open_punten"]
    )
    vanaf: Length = Field(default="kort", description="Vanaf welke lengte het meedoet.", examples=["standaard"])
    als: Zin | None = Field(
        default=None,
        description="Een voorwaarde. Alleen bij ja staat het er.",
        examples=["\"'samenvatting' in stijl.bijlagen\""],
    )


class SectionHead(_Head):
    """One section of the chapter; with `concept: ja` it stands in the draft only, not in the end product."""

    sleutel: Sleutel = Field(description="De sleutel van het onderdeel: kleine letters en _.", examples=["beleggen"])
    titel: Zin = Field(description="De kop van het onderdeel.", examples=["Wie doet wat"])
    vanaf: Length = Field(default="kort", description="Vanaf welke lengte het meedoet.", examples=["standaard"])
    als: Zin | None = Field(
        default=None,
        description="Een voorwaarde. Alleen bij ja staat het onderdeel er.",
        examples=["\"'besluitvoorstel' in stijl.bijlagen\""],
    )
    concept: JaNee = Field(
        default="nee", description="Staat het alleen in het concept, en niet met --schoon?", examples=["ja"]
    )
    inhoud: Annotated[tuple[ContentHead, ...], BeforeValidator(_to_tuple), Field(min_length=1)] = Field(
        description="Wat er in het onderdeel staat, in volgorde."
    )


class OutlineHead(_Head):
    """`opbouw.yaml`: title, what stands directly below it (`vooraf`) and the sections, in order."""

    titel: Zin = Field(description="De titel van het hoofdstuk.", examples=['"Interne implementatie en bewustwording"'])
    vooraf: Annotated[tuple[ContentHead, ...], BeforeValidator(_to_tuple)] = Field(
        default=(), description="Wat direct onder de titel staat."
    )
    onderdelen: Annotated[tuple[SectionHead, ...], BeforeValidator(_to_tuple), Field(min_length=1)] = Field(
        description="De onderdelen van het hoofdstuk, in volgorde."
    )


class StepHead(_Head):
    """One step of Cox in the comparison; `is` tells what is there, from fields with fixed answers."""

    naam: Zin = Field(description="De naam van de stap.", examples=["Vorm een team"])
    is_: Annotated[str, Field(alias="is", min_length=1)] = Field(
        description="Wat er bij deze stap in een gemeente al is: een tekst met gegevens.",
        examples=["\"{% if structuren.intranet == 'ja' %}intranet{% endif %}\""],
    )


class RoleHead(_Head):
    """One row of «wie doet wat»."""

    sleutel: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")] = Field(
        description="De sleutel van de rol: kleine letters en _.", examples=["wethouder"]
    )
    rol: Zin = Field(description="De naam van de rol.", examples=["Wethouder"])
    wie: Zin = Field(description="Welke functie de rol heeft.", examples=['"{{ draagvlak.wethouder|hoofdletter }}"'])
    taak: Zin = Field(description="Wat de rol doet.", examples=["Is het aanspreekpunt in het college."])
    als: Zin | None = Field(
        default=None,
        description="Een voorwaarde. Alleen bij ja staat de rol er.",
        examples=["keuze.werkgroep == 'bestaat'"],
    )


class RolesHead(_Head):
    """`rollen.yaml`: who does what, in order."""

    rollen: Annotated[tuple[RoleHead, ...], BeforeValidator(_to_tuple), Field(min_length=1)] = Field(
        description="De rollen, in volgorde."
    )


class CompareHead(_Head):
    """`vergelijking.yaml`: the six steps of Cox (§3.1.1), in order."""

    stappen: Annotated[tuple[StepHead, ...], BeforeValidator(_to_tuple), Field(min_length=6, max_length=6)] = Field(
        description="De zes stappen, in volgorde."
    )


class SourceHead(_Head):
    """One source of the library."""

    titel: Zin = Field(
        description="De titel zoals die in de lijst met bronnen komt.", examples=["Handreiking Lokale Inclusie Agenda"]
    )
    jaar: Annotated[int, Field(ge=1990, le=2100)] | None = Field(
        default=None, description="Het jaar van verschijnen.", examples=["2021"]
    )
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = Field(
        default=None,
        description="Het adres, dat begint met https://.",
        examples=["https://www.voorbeeld.nl/handreiking"],
    )
    paragrafen: dict[str, str] = Field(
        default={},
        description="De paragrafen waar kaarten naar mogen verwijzen. Alleen bij de bron met de sleutel rapport.",
        examples=['"§4.1": Mogelijkheden voor de uitvoering'],
    )


PackageHead.model_rebuild()


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


@dataclass(frozen=True)
class Theme:
    """One theme: ``core`` themes hold at least one internal short-term goal."""

    key: str
    title: str
    core: bool
    fallback: CardGoal | None


@dataclass(frozen=True)
class Content:
    """One thing in a section; ``kind`` is tekst, opties, tabel or lijst. Without a condition it always stands."""

    kind: str
    name: str
    since: Length
    condition: Condition | None = None


@dataclass(frozen=True)
class Section:
    """One section of the outline."""

    key: str
    title: Wording
    since: Length
    content: tuple[Content, ...]
    condition: Condition | None = None
    draft_only: bool = False


@dataclass(frozen=True)
class Source:
    """One source; ``sections`` names the report's sections that may be referred to."""

    key: str
    title: str
    year: int | None
    url: str | None
    sections: Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One step of Cox with the text of what is there."""

    name: str
    text: Wording


@dataclass(frozen=True)
class Role:
    """One role in «wie doet wat»; without a condition it always stands."""

    key: str
    name: Wording
    who: Wording
    task: Wording
    condition: Condition | None


@dataclass(frozen=True)
class Origin:
    """A package that the library was made of, with where it stands; ``shipped`` with liagen itself."""

    name: str
    version: str
    place: str
    shipped: bool


@dataclass(frozen=True)
class Library:
    """Everything the packages say, checked: ready to choose, plan and assemble with; ``packages`` lowest first."""

    packages: tuple[Origin, ...]
    settings: Mapping[str, Setting]
    themes: Mapping[str, Theme]
    cards: Mapping[str, Card]
    risks: Mapping[str, Risk]
    texts: Mapping[str, LibraryText]
    title: Wording
    outline: tuple[Section, ...]
    preamble: tuple[Content, ...]
    steps: tuple[Step, ...]
    roles: tuple[Role, ...]
    words: Mapping[str, str]
    sources: Mapping[str, Source]
    style_file: str

    def word(self, key: str, **values: str) -> str:
        """Return a short text from `woorden.yaml` with its values filled in (Markdown; values already escaped)."""
        return _form(self.words[key]) % _Values(values)


class _Values(dict[str, str]):
    """Values by name; a name without one is shown as it was typed."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


@lru_cache(maxsize=1024)
def _form(text: str) -> str:
    """Return a short text for Python's ``%``, which fills in all values in one go: braces in a value are left alone."""
    return _NAME.sub(r"%(\1)s", text.replace("%", "%%"))


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
