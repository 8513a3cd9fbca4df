"""Groups of a profile: which municipality it is, how large, with which documents and support."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from liagen.profile.choices import (
    Antwoord,
    Steun,
)
from liagen.profile.group import (
    Datum,
    Functie,
    Groep,
    Jaar,
    Regel,
    Tekst,
    field,
    is_fill_in,
    required,
)
from liagen.profile.parsing import refusal


class Gemeente(Groep):
    """Which municipality this is (§2.4.1)."""

    naam: Annotated[Tekst, BeforeValidator(required)] = Field(
        title="naam van de gemeente",
        description="Schrijf de naam zoals die in het document moet staan, zonder het woord «gemeente».",
        json_schema_extra={"vraag": "Hoe heet de gemeente?"},
    )
    provincie: Tekst = field(None, "provincie", "In welke provincie ligt de gemeente?")
    inwoners: Annotated[int | None, Field(ge=100, le=2_000_000)] = field(
        None, "aantal inwoners", "Hoeveel inwoners heeft de gemeente?", "Een heel getal."
    )
    soort: Literal["grote_stad", "stad", "grotere_en_kleinere_kernen", "kleine_kernen", "dorp"] | None = field(
        None, "soort gemeente", "Wat voor gemeente is het?"
    )
    fusie: Tekst = field(
        None,
        "fusie van de gemeente",
        "Wat moet de lezer weten over een fusie van de gemeente?",
        "Alleen als er een fusie was of komt. Een hele zin, zoals «Sinds 2023 zijn wij één gemeente.» De tekst komt zo "
        "in het hoofdstuk.",
    )


class Organisatie(Groep):
    """How large the civil-service organisation is (P1, P8, §4.1)."""

    fte: Annotated[int | None, Field(ge=1, le=50_000)] = field(
        None,
        "aantal fte",
        "Hoeveel fte telt de ambtelijke organisatie?",
        "Een heel getal. Is er een bandbreedte? Vul dan het laagste getal in.",
        wie="personeelszaken",
    )
    fte_toelichting: Tekst = field(
        None,
        "omvang van de organisatie in woorden",
        "Hoe staat dat getal in uw bron?",
        "Bijvoorbeeld «ongeveer 500» of «tussen 300 en 350». Deze woorden komen in de tekst.",
        wie="personeelszaken",
    )
    afdelingen: tuple[Regel, ...] | None = field(
        None,
        "namen van de afdelingen",
        "Welke afdelingen zijn er?",
        "Een lijst met namen van afdelingen.",
        wie="personeelszaken",
    )
    aantal_afdelingen: Annotated[int | None, Field(ge=1, le=200)] = field(
        None,
        "aantal afdelingen",
        "Hoeveel afdelingen zijn er?",
        "Mag leeg blijven als u de namen hierboven invult.",
        wie="personeelszaken",
    )
    aantal_teams: Annotated[int | None, Field(ge=1, le=2_000)] = field(
        None, "aantal teams", "Hoeveel teams zijn er?", wie="personeelszaken"
    )
    balie: tuple[Regel, ...] | None = field(
        None,
        "afdelingen die elke dag inwoners spreken",
        "Welke afdelingen spreken elke dag inwoners?",
        "Een lijst met namen van afdelingen, bijvoorbeeld die met een balie.",
        wie="personeelszaken",
    )

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        if isinstance(names := data.get("afdelingen"), tuple) and names:
            count = data.get("aantal_afdelingen")
            if isinstance(count, int) and count < len(names):
                given = f"`aantal_afdelingen` is {count}, maar er staan {len(names)} namen in `afdelingen`"
                raise refusal(f"{given}; verbeter één van beide")
            return {**data, "aantal_afdelingen": len(names) if count is None else count}
        return data


class Stand(Groep):
    """When the facts held and where they come from."""

    datum: Datum = field(
        None, "peildatum van de gegevens", "Op welke datum klopten deze gegevens?", "Een datum, zoals 31 januari 2027."
    )
    bron: Tekst = field(None, "bron van de gegevens", "Waar komen de gegevens vandaan?")
    veranderd: Tekst = field(
        None,
        "wat er sinds de peildatum veranderde",
        "Wat is er sinds die datum veranderd?",
        "Eén of twee hele zinnen. De tekst komt zo in het voorstel aan college of raad.",
    )
    herkomst: Literal["gemeente", "rapport", "verzonnen"] = field(
        "gemeente",
        "herkomst van het profiel",
        "Is dit een profiel van de gemeente zelf, een voorbeeld uit het rapport of een verzonnen voorbeeld?",
        "Bij «rapport» en «verzonnen» staat op de eerste pagina dat het een voorbeeld is.",
    )


class Periode(Groep):
    """The years the document covers."""

    van: Jaar = field(None, "eerste jaar van de periode", "In welk jaar begint de periode van het document?")
    tot: Jaar = field(None, "laatste jaar van de periode", "In welk jaar eindigt de periode van het document?")

    @model_validator(mode="after")
    def _in_order(self) -> Periode:
        if self.van and self.tot and self.tot < self.van:
            raise refusal(f"de periode eindigt ({self.tot}) voordat zij begint ({self.van}); verbeter een jaar")
        return self


_NAMES: Final = {
    "visie": "visie op inclusie",
    "uitvoeringsagenda": "uitvoeringsagenda inclusie",
    "geen": "Plan voor de eigen organisatie",
}
"""What a document is called that is not given a name, by its kind."""


class Document(Groep):
    """The document that the chapter becomes part of (§7.3 of the fact base)."""

    naam: Tekst = field(
        "Lokale Inclusie Agenda", "naam van het document", "Hoe heet het document waar dit hoofdstuk in komt?"
    )
    soort: Literal["lia", "visie", "uitvoeringsagenda", "geen"] | None = field(
        None,
        "soort document",
        "Wat voor document is het?",
        "«lia»: een Lokale Inclusie Agenda. «geen»: de gemeente kiest bewust voor geen agenda of visie.",
    )
    reikwijdte: Literal["handicap", "breed"] | None = field(
        None,
        "reikwijdte van het document",
        "Gaat het document alleen over mensen met een beperking, of breder over inclusie?",
    )
    besluit_door: Literal["raad", "college", "beide"] | None = field(
        None,
        "orgaan dat het document vaststelt",
        "Wie stelt het document met dit hoofdstuk vast?",
        wie="college",
    )
    besluit_datum: Datum = field(
        None,
        "datum van het besluit",
        "Wanneer is of wordt het document met dit hoofdstuk vastgesteld?",
        "Niet de datum van een agenda van eerder. Een datum, zoals 31 januari 2027. Weet u de dag niet? Schrijf dan "
        "«juni 2027» of «eind 2027».",
        wie="college",
    )
    besluit_route: Tekst = field(
        None,
        "weg naar het besluit",
        "Langs wie gaat het voorstel voordat het besluit valt?",
        "Een hele zin, zoals «De commissie bespreekt het voorstel in maart.»",
        wie="griffie",
    )
    meegelezen: Tekst = field(
        None,
        "wie meelas en wat zij zeiden",
        "Wie las het hoofdstuk al mee, en wat zeiden zij?",
        "Eén of twee hele zinnen. De tekst komt zo in het voorstel aan college of raad.",
        wie="ervaringsdeskundigen",
    )
    adviesraad: Tekst = field(
        None,
        "advies van de adviesraad",
        "Is de adviesraad gehoord, en wat was het advies?",
        "Eén of twee hele zinnen. De tekst komt zo in het voorstel aan college of raad.",
        wie="griffie",
    )
    voorbereiding: Tekst = field(
        None,
        "stand van de voorbereiding",
        "Wat is er klaar van wat vóór het besluit moet gebeuren?",
        "Eén of twee hele zinnen. De tekst komt zo in het voorstel aan college of raad.",
    )
    contact: Tekst = field(
        None,
        "waar inwoners terechtkunnen",
        "Waar kunnen inwoners terecht met een vraag of een drempel?",
        "Een telefoonnummer, e-mailadres of loket. Dit komt in de samenvatting.",
    )
    besluit_college: Datum = field(
        None,
        "datum van het collegebesluit",
        "Wanneer besloot het college het voorstel naar de raad te sturen?",
        "Een datum, zoals 31 januari 2027. Dit komt boven het raadsvoorstel en onder de namen van het college.",
        wie="college",
    )
    commissie: Tekst = field(
        None,
        "commissie die het voorstel bespreekt",
        "Welke commissie bespreekt het voorstel, en wanneer?",
        "Naam en datum, zoals «Samenleving, 9 maart 2027». Dit komt boven het raadsvoorstel.",
        wie="griffie",
    )
    gelet_op: Tekst = field(
        None,
        "regels waarop het raadsbesluit steunt",
        "Op welke artikelen steunt het raadsbesluit?",
        "Zoals de griffie het schrijft: wet en artikel. Dit komt in het ontwerpbesluit, achter «gelet op».",
        wie="griffie",
    )
    zaaknummer: Tekst = field(
        None, "zaaknummer", "Welk zaaknummer heeft het voorstel?", "Dit komt boven het voorstel.", wie="griffie"
    )
    periode: Periode = field(Periode(), "periode van het document", "Welke jaren beslaat het document?")

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        # Only a Lokale Inclusie Agenda is called one.
        known = data.get("naam")
        is_open = known is None or (isinstance(known, str) and is_fill_in(known.strip()))
        if is_open and (name := _NAMES.get(str(data.get("soort")))):
            return {**data, "naam": name}
        return super()._with_derived(data)


class Lia(Groep):
    """How far the LIA is (P2, §4.1.1.1; A18, §4.2.1)."""

    status: Literal["geen", "in_ontwikkeling", "vastgesteld", "in_uitvoering", "herijking"] | None = field(
        None, "status van de LIA", "Hoe ver is de Lokale Inclusie Agenda?"
    )
    jaar: Jaar = field(None, "jaar waarin de LIA begon", "Sinds welk jaar is er een LIA?")
    intern_deel: Antwoord = field(
        "onbekend",
        "intern deel in de LIA",
        "Staat in de LIA ook wat de gemeente binnen de eigen organisatie doet?",
    )
    uitgangspunten: Antwoord = field(
        "onbekend", "vastgestelde uitgangspunten", "Heeft de gemeente uitgangspunten voor inclusie opgesteld?"
    )


class Draagvlak(Groep):
    """Political and administrative support (P3, §4.1.2). `deels` counts as not enough."""

    raad: Steun = field(
        "onbekend", "steun van de raad", "Staat de gemeenteraad zichtbaar achter het onderwerp?", wie="griffie"
    )
    college: Steun = field("onbekend", "steun van het college", "Staat het college er zichtbaar achter?", wie="college")
    directie: Steun = field(
        "onbekend", "steun van de directie", "Staan directie en management er zichtbaar achter?", wie="directie"
    )
    bron: tuple[Literal["raadslid", "wethouder", "lobby", "motie", "koploper"], ...] | None = field(
        None, "bron van het draagvlak", "Waar komt de steun vandaan?"
    )
    collegegesprekken: Literal["geen", "uitleg", "uitleg_en_stellingen"] | None = field(
        None,
        "gevoerde collegegesprekken",
        "Heeft u met het college over inclusie gesproken?",
        "«uitleg» is één gesprek met uitleg. «uitleg_en_stellingen» is daarna ook een gesprek over stellingen.",
        wie="college",
    )
    wethouder: Functie = field(
        None,
        "functie van de verantwoordelijke wethouder",
        "Welke wethouder is verantwoordelijk?",
        "Noem de functie, geen naam. Bijvoorbeeld «wethouder zorg».",
        wie="college",
    )
    wethouder_trekt: Antwoord = field(
        "onbekend", "wethouder als trekker", "Trekt deze wethouder het onderwerp zelf?", wie="college"
    )
    wethouder_gezocht: Antwoord = field(
        "onbekend",
        "wethouder die nog gezocht wordt",
        "Zoekt u nog een wethouder die inclusie onder zich neemt?",
        wie="college",
    )
