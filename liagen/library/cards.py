"""The cards of the library: options, risks and texts, as a consultant types them and as the rest works with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self, cast

from pydantic import AfterValidator, BeforeValidator, Field

from liagen.library.conditions import Compare, Lookup
from liagen.library.field_types import (
    Bron,
    Bronnen,
    CardModel,
    Datumrijen,
    Doel,
    Doelen,
    DoelTekst,
    DoelVoorwaarde,
    Getalveld,
    JaNee,
    Keyed,
    Naam,
    Opties,
    ProfielTekst,
    ProfielVoorwaarde,
    Sleutel,
    Tekst,
    Voorwaarde,
    Zinnen,
    to_tuple,
    with_keys,
)
from liagen.library.wording import Wording
from liagen.profile.choices import THEMA, Length

Verdict = Literal["bestaat", "voorstel", "te_overwegen", "niet_nu"]
When = Literal["voor_besluit", "bij_besluit", "na_besluit"]
"""On which side of the decision a goal stands."""

LENGTHS: tuple[Length, ...] = ("kort", "standaard", "uitgebreid")
PARTS = ("tekst", "kort", "meer", "bestaat", "voorstel", "te_overwegen", "werkblad")

MEANINGS = {
    "tekst": "De tekst zonder kopje, vooraan. Bij `standaard` staat hij er alleen als de optie een voorstel is, bij "
    "`uitgebreid` steeds. Is er geen `## Kort`, dan staat hij ook op die plek.",
    "kort": "Een of twee zinnen. Bij `kort` staat van een voorstel alleen dit er. Bij `standaard` is het het begin "
    "als de optie er al is.",
    "bestaat": "Als het oordeel «bestaat» is: hoe het verder kan. Dit zet `kaart()` in een lopende tekst. Bij een "
    "regel `opties` niet bij `kort`.",
    "voorstel": "Als het oordeel «voorstel» is: wat de gemeente doet. Dit zet `kaart()` in een lopende tekst. Bij een "
    "regel `opties` niet bij `kort`.",
    "te_overwegen": "Als het oordeel «te overwegen» is: wat de gemeente eerst nagaat. Bij `standaard` staat alleen "
    "dit er. Niet bij `kort`.",
    "meer": "Alleen bij `uitgebreid`, achteraan.",
    "werkblad": "Alleen op het werkblad, nooit in het hoofdstuk: wat de beleidsadviseur erover leest.",
}
"""What each part of the body of an option is for."""

TEXT_MEANINGS = {
    "tekst": "De tekst zonder kopje, vooraan. Staat er bij elke lengte, ook bij `kort` als er geen `## Kort` is.",
    "kort": "Alleen bij `kort`, in plaats van alle andere delen.",
    "meer": "Alleen bij `uitgebreid`, achteraan.",
}
"""What each part of a text of a section is for."""


# The descriptions and examples of these fields make the reference (docs/handleiding/sleutels.md) and the skeletons of
# `sjabloon nieuw`. An example is YAML as it is typed behind, or below, the name of the field.


class Rule(CardModel):
    """A condition with, beside it, the reason that is printed when it holds."""

    als: ProfielVoorwaarde = Field(
        description="De voorwaarde: een vergelijking van velden uit het profiel.",
        examples=["structuren.intranet == 'ja'"],
    )
    reden: ProfielTekst = Field(
        description="De reden, als hele zin. Die zin staat op het werkblad als de voorwaarde ja is.",
        examples=["De gemeente heeft een intranet."],
    )


class CardGoal(Keyed):
    """A goal of an option; `termijn` counts quarters from the decision (1 = the first quarter)."""

    wat: DoelTekst = Field(
        description="Het doel, als hele zin. Elk doel heeft een eigen zin.",
        examples=["Op intranet staan korte verhalen over inclusie."],
    )
    actie: DoelTekst | None = Field(
        default=None, description="Wie wat doet.", examples=["De uitvoerder plaatst elke maand een verhaal."]
    )
    eigenaar: DoelTekst = Field(
        description="De functie die het doel trekt: een veld uit het profiel of een invulplek. Geen persoonsnaam.",
        examples=['"{{ beleggen.uitvoerder.functie }}"'],
    )
    wanneer: When = Field(
        default="na_besluit",
        description="Hoort het doel vóór het besluit, bij het besluit of erna? Zonder deze sleutel: na_besluit.",
        examples=["voor_besluit"],
    )
    termijn: Annotated[int, Field(ge=1, le=12)] = Field(
        default=1,
        description="Bij na_besluit: het kwartaal waarin het doel op zijn vroegst klaar is, geteld vanaf het besluit. "
        "1 is het eerste kwartaal.",
        examples=["2"],
    )
    klaar_na: Datumrijen | None = Field(
        default=None,
        description="Een lijst met een `wanneer` in elke rij, zoals wat er te testen komt. Het doel is klaar aan het "
        "eind van de maand na de laatste. Is die onbekend, of valt die niet na het besluit en in het eerste jaar, dan "
        "telt `termijn`.",
        examples=["te_testen"],
    )
    rang: Annotated[int, Field(ge=1, le=9)] = Field(
        default=5,
        description="Hoe belangrijk het doel is als niet alle doelen in de tabel passen. 1 is het belangrijkst. Zonder "
        "deze sleutel: 5.",
        examples=["1"],
    )
    indicator: DoelTekst = Field(
        description="Waaraan de gemeente ziet dat het lukte.", examples=["Er staan drie verhalen op intranet."]
    )
    podium: DoelTekst | None = Field(
        default=None,
        description="Hoe de gemeente laat zien dat het lukte.",
        examples=["De collega uit een verhaal vertelt erover in een overleg."],
    )
    eenvoudig: DoelTekst | None = Field(
        default=None,
        description="Het doel in simpele woorden, als hele zin: wat de gemeente doet of wat er komt. Voor de "
        "samenvatting. Zonder deze sleutel staat `wat` daar.",
        examples=["Alle collega's lezen op intranet hoe het beter kan."],
    )
    ervaringsdeskundigen: DoelTekst | None = Field(
        default=None,
        description="Wat ervaringsdeskundigen doen. Zonder deze sleutel komt er een invulplek.",
        examples=["Ervaringsdeskundigen lezen het verhaal vooraf."],
    )
    uren: DoelTekst | None = Field(
        default=None,
        description="Uren of budget. Anders komt er een invulplek, of «binnen bestaande uren en middelen».",
        examples=['"[invullen: uren voor dit doel]"'],
    )
    bij: Annotated[tuple[Literal["bestaat", "voorstel", "te_overwegen"], ...], BeforeValidator(to_tuple)] = Field(
        default=("voorstel",),
        description="Bij welke oordelen over de optie het doel meedoet. Zonder deze sleutel: alleen bij een voorstel.",
        examples=["[voorstel]"],
    )
    dekt_ook: Annotated[tuple[THEMA, ...], BeforeValidator(to_tuple)] = Field(
        default=(),
        description="Andere thema's waarvoor dit doel meetelt als intern doel, zodat die geen eigen doel nodig hebben.",
        examples=["[communicatie]"],
    )
    als: DoelVoorwaarde | None = Field(
        default=None,
        description="Een extra voorwaarde. Alleen bij ja komt het doel in de planning. Ook `keuze.<optie>` mag.",
        examples=["organisatie.fte >= instelling.groot_vanaf_fte"],
    )
    na: Doelen = Field(
        default=(),
        description="Doelen die eerst komen, als optie.doel.",
        examples=["[individuele_uitvoerder.aanwijzen]"],
    )
    besluit_door: Literal["raad", "college"] = Field(
        default="raad",
        description="Wie over het doel gaat als de raad besluit. Wie het werk doet, met hoeveel uur, regelt het "
        "college: zo'n doel legt niemand de raad voor. Zonder deze sleutel: raad.",
        examples=["college"],
    )
    vergoed: Literal["keer", "keer_per_afdeling"] | None = Field(
        default=None,
        description="Krijgen ervaringsdeskundigen hiervoor een vergoeding? Zo vaak als het eerste getal in `wat` zegt, "
        "of zo vaak op elke afdeling die meedoet. Zonder deze sleutel telt het doel niet mee in plan.keren.",
        examples=["keer"],
    )
    intern: JaNee = Field(
        default="ja", description="Gaat het doel over de eigen organisatie? Zonder deze sleutel: ja.", examples=["ja"]
    )


class HoursRow(CardModel):
    """An estimate of what an option costs: so many hours, once or as often as a field says."""

    wie: Tekst = Field(description="De functie die het werk doet.", examples=['"{{ beleggen.uitvoerder.functie }}"'])
    waarvoor: Tekst = Field(description="Waar de uren voor zijn, in een paar woorden.", examples=["verhalen schrijven"])
    uren: Annotated[int, Field(ge=1, le=10_000)] = Field(
        description="Hoeveel uur dat kost, per keer. Dit is een schatting van u.", examples=["2"]
    )
    keer: Getalveld | None = Field(
        default=None,
        description="Het veld dat zegt hoe vaak: een getal uit het profiel, plan.bijeenkomsten, of het aantal van een "
        "doel (doelen_kiezen.<optie>.<doel>.aantal). Zonder deze sleutel: één keer.",
        examples=["plan.bijeenkomsten"],
    )
    keer_anders: Annotated[int, Field(ge=0, le=10_000)] = Field(
        default=1,
        description="Hoe vaak, als dat veld nog niet bekend is. Zonder deze sleutel: één keer.",
        examples=["4"],
    )


class Practice(CardModel):
    """A short example from a municipality of the report, with its section."""

    gemeente: Naam = Field(
        description="De gemeente. In het hoofdstuk van die gemeente zelf staat het voorbeeld niet.",
        examples=["Utrecht"],
    )
    tekst: Tekst = Field(
        description="Wat de gemeente deed of ervoer, in één of twee zinnen.",
        examples=["In Utrecht staan veel berichten op intranet."],
    )
    bron: Bron = Field(
        description="Een paragraaf van het rapport of een sleutel uit bronnen.yaml.", examples=['"§4.1.3.1"']
    )


@dataclass(frozen=True)
class CardBody:
    """What stands around the front matter: the key and the file, and the parts of the text below it."""

    key: str
    file: str
    parts: Mapping[str, Wording]
    theme: str = ""


class Written(CardModel):
    """Front matter with a text below it."""

    _body: CardBody

    # Looked up thousands of times in a chapter.
    @cached_property
    def key(self) -> str:
        """Return the key: the name of the file."""
        return cast("CardBody", self.beside("_body")).key

    @property
    def file(self) -> str:
        """Return the file that says it, as the user knows it."""
        return cast("CardBody", self.beside("_body")).file

    @cached_property
    def parts(self) -> Mapping[str, Wording]:
        """Return the parts of the text by name."""
        return cast("CardBody", self.beside("_body")).parts

    def with_body(self, body: CardBody) -> Self:
        """Return the same with what stands around it."""
        found = self.model_copy()
        found._body = body
        return found


class Card(Written):
    """One option of internal implementation."""

    titel: Tekst = Field(
        description="De naam van de optie, voor lijsten en tabellen.", examples=["Berichten op intranet"]
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
    bronnen: Bronnen = Field(
        description="Waar de optie op rust: paragrafen van het rapport of sleutels uit bronnen.yaml.",
        examples=['["§4.1.3.1"]'],
    )
    bestaat_als: Annotated[tuple[Rule, ...], BeforeValidator(to_tuple)] = Field(
        default=(), description="Wanneer de gemeente dit al heeft. Dan is het oordeel «bestaat»."
    )
    kies_als: Annotated[tuple[Rule, ...], BeforeValidator(to_tuple)] = Field(
        default=(),
        description="Wanneer de optie een voorstel is. Zonder deze sleutel stelt liagen de optie nooit voor.",
    )
    niet_als: Annotated[tuple[Rule, ...], BeforeValidator(to_tuple)] = Field(
        default=(), description="Wanneer de optie nu niet past. Dit gaat voor op kies_als."
    )
    bij_onbekend: Literal["voorstel"] | None = Field(
        default=None,
        description="Wat het oordeel is als een gegeven nog niet bekend is en geen regel ja is. Zonder deze sleutel: "
        "te overwegen. Met `voorstel` stelt liagen de optie voor, als aanname.",
        examples=["voorstel"],
    )
    kort_punt: Tekst | None = Field(
        default=None,
        description="Een regel voor de lijst `in_het_kort`, als de optie er al is of een voorstel is. Zonder punt aan "
        "het eind.",
        examples=["elk kwartaal staat er een verhaal op intranet"],
    )
    nu_niet: Tekst | None = Field(
        default=None,
        description="Een hele zin voor de lijst `nu_niet`, als de optie er niet is en geen voorstel is: waarom de "
        "gemeente dit nu niet doet.",
        examples=["Een campagne voeren wij nu niet, want die is snel vergeten."],
    )
    opmerking: Tekst | None = Field(
        default=None,
        description="De opmerking in de kantlijn bij de alinea waarin de kaart staat: waarom, wat nog meer kon en hoe "
        "de beleidsadviseur het anders kiest. Hooguit 60 woorden. Niet met `--schoon`.",
        examples=["Er is een intranet (§4.1.3.1). Liever de nieuwsbrief? Kies dan die optie."],
    )
    uren: Annotated[tuple[HoursRow, ...], BeforeValidator(to_tuple)] = Field(
        default=(),
        description="Wat de optie aan uren kost, per functie: een schatting van u. De uren staan op het werkblad, niet "
        "in het hoofdstuk.",
    )
    doelen: Annotated[dict[Sleutel, CardGoal], AfterValidator(with_keys)] = Field(
        default={}, description="De doelen van de optie. Elk doel heeft een eigen sleutel, met kleine letters en _."
    )
    hoort_bij: Opties = Field(
        default=(),
        description="Opties die te overwegen worden als deze optie een voorstel is.",
        examples=["[teamoverleg]"],
    )
    sluit_uit: Opties = Field(
        default=(), description="Opties die niet samengaan met deze optie.", examples=["[campagne]"]
    )
    praktijk: Annotated[tuple[Practice, ...], BeforeValidator(to_tuple)] = Field(
        default=(), description="Korte voorbeelden van andere gemeenten, elk met een bron."
    )

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Return the rules that choose it, by their place: `kies_als 1`."""
        named = (("bestaat_als", self.bestaat_als), ("niet_als", self.niet_als), ("kies_als", self.kies_als))
        return {f"{name} {number}": rule for name, rules in named for number, rule in enumerate(rules, 1)}

    @cached_property
    def comparisons(self) -> tuple[Compare, ...]:
        """Return the comparisons that propose it or stand in its way, each once."""
        rules = (*self.kies_als, *self.niet_als)
        return tuple(dict.fromkeys(comparison for rule in rules for comparison in rule.als.comparisons))

    @cached_property
    def theme(self) -> str:
        """Return the theme: the folder of the file."""
        return cast("CardBody", self.beside("_body")).theme


class Risk(Written):
    """One risk with its measure; printed once, however many options raise it."""

    titel: Tekst = Field(description="Het risico in een paar woorden.", examples=["Eén uitvoerder"])
    als: Voorwaarde = Field(
        description="Wanneer het risico speelt. Alleen bij ja staat het in de tabel. Ook `keuze.<optie>` mag.",
        examples=["keuze.intranet == 'voorstel'"],
    )
    vangnet: Voorwaarde | None = Field(
        default=None,
        description="Wat het risico opvangt. Alleen als dit ja is, vervalt het risico. Is het nee of onbekend, dan "
        "blijft het staan.",
        examples=["beleggen.uitvoerder.vervanger != 'onbekend'"],
    )
    maatregel: Tekst = Field(description="Wat de gemeente kan doen.", examples=["Wijs een vervanger aan."])
    eigenaar: Tekst = Field(
        description="De functie die de maatregel oppakt. Geen naam van een persoon.",
        examples=['"{{ beleggen.uitvoerder.functie }}"'],
    )
    doel: Doel | None = Field(
        default=None,
        description="Het doel dat de maatregel uitvoert, als optie.doel. Staat dat doel in de tabel met doelen, dan "
        "noemt de maatregel het nummer.",
        examples=["individuele_uitvoerder.aanwijzen"],
    )
    bij: Opties = Field(
        default=(), description="Opties waar het risico bij hoort. De voorwaarde beslist.", examples=["[intranet]"]
    )
    rapport: Zinnen = Field(
        default=(), description="Nummers uit de inventarisatie van het rapport.", examples=["[A12]"]
    )
    bronnen: Bronnen = Field(
        description="Waar het risico op rust: paragrafen van het rapport of sleutels uit bronnen.yaml.",
        examples=['["§4.1.3.1"]'],
    )

    @property
    def description(self) -> Wording:
        """Return the text below the front matter."""
        return self.parts["tekst"]

    def applies(self, lookup: Lookup) -> bool:
        """Say whether the risk is there: `als` is ja, and the safeguard, if it has one, is not known to be there."""
        guarded = self.vangnet is not None and self.vangnet.answer(lookup) is True
        return self.als.answer(lookup) is True and not guarded


class LibraryText(Written):
    """A loose text of a section; `bronnen_meer` are the sources that only its part `## Meer` rests on."""

    bronnen: Bronnen = Field(
        default=(),
        description="Waar de tekst op rust: paragrafen van het rapport of sleutels uit bronnen.yaml.",
        examples=['["§4.1"]'],
    )
    bronnen_meer: Bronnen = Field(
        default=(), description="Bronnen die alleen bij het deel ## Meer horen.", examples=['["§4.2"]']
    )
    rapport: Zinnen = Field(default=(), description="Nummers uit de inventarisatie van het rapport.", examples=["[R5]"])
    opmerking: Tekst | None = Field(
        default=None,
        description="De opmerking in de kantlijn bij de eerste alinea van de tekst. Hooguit 60 woorden. Niet met "
        "`--schoon`.",
        examples=["Na het besluit haalt u dit blokje uit het hoofdstuk."],
    )
