"""The municipality profile: what an officer can say about her organisation, and what every field means.

One source for the checks, the blank profile, the docs table and the JSON Schema: the models below. Three-valued
everywhere: an answer or list that is not given is unknown, and unknown never counts as «nee».
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from liagen.profile.choices import (
    AANLEIDING,
    BEVINDING,
    COMMUNICATIE,
    DREMPEL,
    GELDT_VOOR,
    GETEST,
    KNELPUNT,
    LID,
    RITME,
    TOEGANKELIJKHEID,
    TRAINING,
    VORM,
    Antwoord,
    Length,
    Steun,
)
from liagen.profile.group import (
    Datum,
    Groep,
    Jaar,
    Jaartal,
    Regel,
    Tekst,
    checked_rows,
    field,
    refusal,
    refuse_earlier,
    required,
)
from liagen.profile.parsing import is_word
from liagen.profile.rows import (
    Aanleiding,
    Bedrag,
    Doel,
    Doelkeuze,
    EigenAlinea,
    GegevenTraining,
    Groepsrij,
    Keuze,
    Organisatienaam,
    Test,
    TeTesten,
    Vertelling,
)
from liagen.profile.shapes import check_groups, with_both_groups, with_both_lists, with_tests


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
        "Is of wordt de gemeente gefuseerd?",
        "Een hele zin, zoals «Sinds 2023 zijn wij één gemeente.» De tekst komt zo in het hoofdstuk.",
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
        "Wie stelt het document vast?",
        wie="college",
    )
    besluit_datum: Datum = field(
        None,
        "datum van het besluit",
        "Wanneer is of wordt het vastgesteld?",
        "Een datum, zoals 31 januari 2027. Weet u de dag niet? Schrijf dan «juni 2027» of «eind 2027».",
        wie="college",
    )
    besluit_route: Tekst = field(
        None,
        "weg naar het besluit",
        "Langs wie gaat het voorstel voordat het besluit valt?",
        "Een hele zin, zoals «De commissie bespreekt het voorstel in maart.»",
        wie="griffie",
    )
    periode: Periode = field(Periode(), "periode van het document", "Welke jaren beslaat het document?")


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
    wethouder: Tekst = field(
        None,
        "functie van de verantwoordelijke wethouder",
        "Welke wethouder is verantwoordelijk?",
        "Noem de functie, geen naam. Bijvoorbeeld «wethouder zorg».",
        wie="college",
    )
    wethouder_trekt: Antwoord = field(
        "onbekend", "wethouder als trekker", "Trekt deze wethouder het onderwerp zelf?", wie="college"
    )


class Uitvoerder(Groep):
    """The one who carries the theme: a civil servant, a team or someone hired (U1, U2, §4.1.1.2)."""

    aanwezig: Antwoord = field("onbekend", "uitvoerend ambtenaar", "Is er een uitvoerend ambtenaar voor inclusie?")
    functie: Tekst = field(
        None, "functie van de uitvoerder", "Wat is de functie van deze ambtenaar?", "Noem de functie, geen naam."
    )
    soort: Literal["ambtenaar", "team", "ingehuurd", "vacature"] | None = field(
        None,
        "soort uitvoerder",
        "Wie doet het werk: één ambtenaar, een team of iemand van buiten?",
        "«ingehuurd»: iemand van buiten. «vacature»: de functie is er, maar er is nu niemand.",
    )
    rol: Literal["trekker", "regie"] | None = field(
        None,
        "rol van de uitvoerder",
        "Wat is de rol van de uitvoerder?",
        "«trekker»: doet en trekt het werk zelf. «regie»: let erop dat anderen het doen.",
    )
    tot: Datum = field(
        None,
        "einde van de tijd van de uitvoerder",
        "Tot wanneer heeft de uitvoerder hier tijd voor?",
        "Een datum, of «eind 2027». Is er geen einde afgesproken? Laat dit dan leeg.",
        wie="directie",
    )
    leeg_van: Jaar = field(
        None, "begin van de lege functie", "Vanaf welk jaar was de functie niet bezet?", "Alleen als dat zo was."
    )
    leeg_tot: Jaar = field(None, "einde van de lege functie", "Tot welk jaar was de functie niet bezet?")
    uren_per_week: Annotated[int | None, Field(ge=0, le=60)] = field(
        None,
        "uren per week van de uitvoerder",
        "Hoeveel uur per week is er voor deze taak?",
        wie="directie",
    )
    uren_voor: GELDT_VOOR | None = field(
        None,
        "reikwijdte van de uren",
        "Zijn die uren voor dit hoofdstuk of voor de hele agenda?",
        wie="directie",
    )
    titel_ambassadeur: Antwoord = field(
        "onbekend", "titel ambassadeur inclusie", "Heeft de uitvoerder de titel «ambassadeur inclusie»?"
    )
    vervanger: Tekst = field(
        None,
        "functie van de vervanger",
        "Wie neemt het over als de uitvoerder wegvalt?",
        "Noem de functie, geen naam.",
        wie="directie",
    )
    vervanger_uren: Annotated[int | None, Field(ge=0, le=200)] = field(
        None,
        "uren per maand van de vervanger",
        "Hoeveel uur per maand heeft de vervanger?",
        wie="directie",
    )

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        if data.get("soort") == "vacature" and data.get("aanwezig") is None:
            return {**data, "aanwezig": "nee"}
        return super()._with_derived(data)

    @classmethod
    def _check_beside(cls, name: str, value: Any, before: Mapping[str, Any]) -> None:
        if name == "soort" and value == "vacature" and before.get("aanwezig") == "ja":
            raise refusal("`aanwezig` is ja, maar dit is een vacature; kies één van beide")
        if name == "leeg_tot":
            refuse_earlier(name, value, "leeg_van", before)
            last_day = before.get("tot")
            if last_day and isinstance(value, int) and last_day.year < value:
                raise refusal(
                    f"de functie was leeg tot {value}, maar bij `tot` eindigt de tijd al in {last_day.year}; "
                    "verbeter één van beide"
                )

    def _is_absent(self) -> bool:
        # Of a vacancy the function and its hours are known already.
        return self.aanwezig == "nee" and self.soort != "vacature"


class Overleg(Groep):
    """The group around the theme (U3–U6, §4.1.1.1)."""

    aanwezig: Antwoord = field("onbekend", "werkgroep of andere groep", "Is er een groep, zoals een werkgroep?")
    vormen: tuple[VORM, ...] | None = field(None, "vorm van de groep", "Welke vorm heeft de groep nu?")
    eerder: tuple[VORM, ...] | None = field(
        None, "eerdere groepen", "Welke groepen waren er eerder, die nu niet meer bestaan?"
    )
    bestaat_sinds: Jaar = field(None, "beginjaar van de groep", "Sinds welk jaar bestaat de groep?")
    leden: tuple[LID, ...] | None = field(None, "leden van de groep", "Wie zitten er in de groep?")
    ambtenaren: Annotated[int | None, Field(ge=0, le=200)] = field(
        None, "aantal ambtenaren in de groep", "Hoeveel ambtenaren zitten er in de groep, met de uitvoerder meegeteld?"
    )


class Aanjagers(Groep):
    """Internal contacts per department (U7, A8, §4.1.1.3)."""

    aanwezig: Antwoord = field("onbekend", "aanjagers op afdelingen", "Zijn er aanjagers op de afdelingen?")
    aantal: Annotated[int | None, Field(ge=1, le=500)] = field(None, "aantal aanjagers", "Hoeveel aanjagers zijn er?")
    per_afdeling: Antwoord = field("onbekend", "aanjager op elke afdeling", "Heeft elke afdeling een aanjager?")
    titel: Antwoord = field("onbekend", "titel voor aanjagers", "Dragen de aanjagers een titel, zoals «ambassadeur»?")
    ambitie: Antwoord = field(
        "onbekend", "ambitie voor aanjagers", "Wil de gemeente later aanjagers per afdeling aanstellen?"
    )
    uren_per_maand: Annotated[int | None, Field(ge=0, le=200)] = field(
        None, "uren per maand van een aanjager", "Hoeveel uur per maand heeft elke aanjager?", wie="directie"
    )


class Beleggen(Groep):
    """Who carries the theme inside the organisation (C1, §4.1.1)."""

    uitvoerder: Uitvoerder = field(Uitvoerder(), "uitvoerder", "Wie voert het uit?")
    groep: Overleg = field(Overleg(), "groep", "Welke groep denkt mee?")
    groepen: tuple[Groepsrij, ...] | None = field(
        None,
        "groepen",
        "Welke groepen zijn of waren er?",
        "Vul dit in als u meer wilt vertellen, of als er meer groepen zijn. Dan mag `groep` leeg blijven.",
    )
    aanjagers: Aanjagers = field(Aanjagers(), "aanjagers", "Wie jaagt aan op de afdelingen?")
    externe_begeleiding: Antwoord = field(
        "onbekend", "externe begeleiding", "Begeleidt een extern bureau het werk?", wie="directie"
    )

    two_shapes = (("groep", "groepen"),)

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        return with_both_groups(data, Overleg)

    @classmethod
    def _check_beside(cls, name: str, value: Any, before: Mapping[str, Any]) -> None:
        if name == "groepen" and (group := before.get("groep")):
            check_groups(group.aanwezig, value)


class Medewerkersbijeenkomst(Groep):
    """A standing meeting of all staff (U14, §4.1.3.1)."""

    aanwezig: Antwoord = field("onbekend", "medewerkersbijeenkomst", "Is er een vaste bijeenkomst voor medewerkers?")
    frequentie: RITME | None = field(None, "frequentie van de medewerkersbijeenkomst", "Hoe vaak is die bijeenkomst?")


class Structuren(Groep):
    """Existing moments and channels to join (P5, §4.1.3, §4.1.4)."""

    teamoverleg: Antwoord = field(
        "onbekend", "vast teamoverleg", "Hebben teams een vast teamoverleg?", wie="personeelszaken"
    )
    medewerkersbijeenkomst: Medewerkersbijeenkomst = field(
        Medewerkersbijeenkomst(), "medewerkersbijeenkomst", "Is er een medewerkersbijeenkomst?"
    )
    intranet: Antwoord = field("onbekend", "intranet", "Heeft de gemeente een intranet?")
    introductie: Antwoord = field(
        "onbekend",
        "introductie voor nieuwe medewerkers",
        "Krijgen nieuwe medewerkers een introductieprogramma?",
        wie="personeelszaken",
    )
    borrelpraat: Antwoord = field("onbekend", "informeel moment", "Is er een vast informeel moment, zoals een borrel?")
    evenement: Tekst = field(
        None, "bestaand evenement", "Is er een jaarlijks evenement waar het thema bij past?", "Bijvoorbeeld een gala."
    )


class Gedaan(Groep):
    """What was done before (P13, P14, §4.1.3, §4.2)."""

    training: tuple[TRAINING, ...] | None = field(None, "gegeven training", "Welke training is er al gegeven?")
    trainingen: tuple[GegevenTraining, ...] | None = field(
        None,
        "gegeven trainingen",
        "Wat kunt u over elke training vertellen?",
        "Vult u dit in? Dan mag `training` leeg blijven.",
    )
    communicatie: tuple[COMMUNICATIE, ...] | None = field(
        None, "gevoerde interne communicatie", "Hoe is er intern al over inclusie verteld?"
    )
    verteld: tuple[Vertelling, ...] | None = field(
        None,
        "eerdere communicatie",
        "Wanneer is er over inclusie verteld, en wat was het gevolg?",
        "Vult u dit in? Dan mag `communicatie` leeg blijven.",
    )
    laatste_jaar: Jaar = field(None, "jaar van de laatste actie", "In welk jaar was de laatste van deze acties?")
    herhaald: Antwoord = field(
        "onbekend", "herhaling van training en communicatie", "Komen training of communicatie geregeld terug?"
    )
    tests: tuple[GETEST, ...] | None = field(
        None, "tests door ervaringsdeskundigen", "Wat hebben ervaringsdeskundigen al getest?"
    )
    testen: tuple[Test, ...] | None = field(
        None,
        "eerdere tests",
        "Wat kwam er uit elke test?",
        "Vult u dit in? Dan mag `tests` leeg blijven.",
        wie="ervaringsdeskundigen",
    )
    nulmeting: Antwoord = field("onbekend", "nulmeting", "Is er een nulmeting gedaan?")
    contact_gemeenten: Antwoord = field(
        "onbekend", "contact met andere gemeenten", "Is er contact met andere gemeenten over dit onderwerp?"
    )
    contact_met: tuple[Regel, ...] | None = field(
        None, "gemeenten met wie er contact is", "Met welke gemeenten is er contact?", "Een lijst met namen."
    )
    doelen_kort: tuple[Literal["per_jaar", "kort_en_lang", "uitvoeringsplan"], ...] | None = field(
        None,
        "vastgelegde kortetermijndoelen",
        "Hoe zijn doelen voor de korte termijn vastgelegd?",
        "«per_jaar»: doelen per jaar. «kort_en_lang»: korte en lange termijn apart. «uitvoeringsplan»: in een plan.",
    )
    doelen_jaren: tuple[Jaartal, ...] | None = field(
        None, "jaren met eigen doelen", "Voor welke jaren zijn er aparte doelen?", "Een lijst met jaartallen."
    )
    podium: tuple[Literal["intranet", "publicaties", "bijeenkomst"], ...] | None = field(
        None, "podium voor successen", "Waar deelt de gemeente successen?"
    )
    podium_verwaterd: Antwoord = field(
        "onbekend", "verwaterd delen van successen", "Is het delen van successen minder geworden?"
    )

    two_shapes = (("training", "trainingen"), ("communicatie", "verteld"), ("tests", "testen"))

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        data = with_both_lists(data, "training", "trainingen", GegevenTraining, "vorm")
        data = with_tests(with_both_lists(data, "communicatie", "verteld", Vertelling, "vorm"))
        if data.get("contact_met") and data.get("contact_gemeenten") in (None, "onbekend"):
            return {**data, "contact_gemeenten": "ja"}
        return data

    @classmethod
    def _check_beside(cls, name: str, value: Any, before: Mapping[str, Any]) -> None:
        super()._check_beside(name, value, before)
        if name == "contact_met" and value and before.get("contact_gemeenten") == "nee":
            raise refusal("`contact_gemeenten` is nee, maar hier is iets ingevuld; kies één van beide")


class Terugblik(Groep):
    """What a look back at the last plan found (E1–E5, §3.1.2)."""

    bron: Literal["rekenkamer", "evaluatie", "eigen_blik"] | None = field(
        None,
        "bron van de terugblik",
        "Wie keek terug op het vorige plan?",
        "«evaluatie»: een onderzoek in opdracht van de gemeente. «eigen_blik»: u keek zelf terug.",
    )
    jaar: Jaar = field(None, "jaar van de terugblik", "In welk jaar was dat?")
    bevindingen: tuple[BEVINDING, ...] | None = field(
        None, "bevindingen van de terugblik", "Wat ging er niet goed?", "Noem alleen wat in de terugblik staat."
    )
    gelukt: Tekst = field(
        None,
        "wat er lukte",
        "Wat is er wel gelukt?",
        "Een of twee hele zinnen. De tekst komt zo in het hoofdstuk.",
    )
    onvoorzien: Tekst = field(
        None,
        "wat niemand had voorzien",
        "Wat had de gemeente niet voorzien?",
        "Een hele zin. De tekst komt zo in het hoofdstuk.",
    )


class Ervaringsdeskundigen(Groep):
    """People with lived experience around the municipality (P6, P11, §4.1.1.1)."""

    aanwezig: Antwoord = field(
        "onbekend", "samenwerking met ervaringsdeskundigen", "Werkt de gemeente met ervaringsdeskundigen?"
    )
    organisaties: tuple[Organisatienaam, ...] | None = field(
        None, "organisaties van ervaringsdeskundigen", "Met welke organisaties werkt de gemeente?"
    )
    vormen: tuple[TOEGANKELIJKHEID, ...] | None = field(
        None,
        "vertegenwoordigde vormen van toegankelijkheid",
        "Welke vormen van toegankelijkheid zijn vertegenwoordigd?",
        "Mag leeg blijven als u bij elke organisatie de vorm invult.",
        wie="ervaringsdeskundigen",
    )
    vergoeding: Tekst = field(
        None,
        "vergoeding voor ervaringsdeskundigen",
        "Welke vergoeding krijgen ervaringsdeskundigen?",
        wie="ervaringsdeskundigen",
    )
    vergadervorm: Literal["fysiek", "online", "afwisselend"] | None = field(
        None,
        "vergadervorm",
        "Hoe vergadert u met ervaringsdeskundigen?",
        wie="ervaringsdeskundigen",
    )

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        data = super()._with_derived(data)
        rows = checked_rows(Organisatienaam, data.get("organisaties"))
        if data.get("vormen") is None and rows and all(row.vorm for row in rows):
            return {**data, "vormen": tuple(dict.fromkeys(form for row in rows for form in row.vorm or ()))}
        return data


class Capaciteit(Groep):
    """Hours and money (P9, §4.1.2)."""

    uren_per_jaar: Annotated[int | None, Field(ge=0, le=1_000_000)] = field(
        None,
        "beschikbare uren per jaar",
        "Hoeveel uur per jaar is er in totaal?",
        wie="directie",
    )
    budget: tuple[Bedrag, ...] | None = field(
        None,
        "budget",
        "Welk bedrag is er per jaar?",
        "Per regel een jaar en een bedrag in hele euro's.",
        wie="college",
    )
    binnen_bestaande_middelen: Antwoord = field(
        "onbekend",
        "uitvoering binnen bestaande middelen",
        "Gebeurt alles binnen bestaande uren en budgetten?",
        wie="college",
    )


class Volgen(Groep):
    """How the plan is followed: who tells whom, when, and with whom (C6, §3.1.2)."""

    wie_meldt: Tekst = field(
        None,
        "wie de voortgang meldt",
        "Wie meldt hoe ver de doelen zijn?",
        "Noem de functie, geen naam. Bijvoorbeeld «het college».",
        wie="college",
    )
    meldt_aan: Literal["raad", "college", "adviesraad"] | None = field(
        None, "wie de voortgang hoort", "Aan wie wordt dat gemeld?", wie="college"
    )
    wanneer: Tekst = field(
        None, "moment van melden", "Wanneer wordt dat gemeld?", "Zoals «in februari» of «bij de jaarrekening»."
    )
    ritme: RITME | None = field(None, "ritme van melden", "Hoe vaak wordt dat gemeld?", wie="college")
    evalueert_met: Tekst = field(
        None,
        "wie meekijkt bij het terugkijken",
        "Met wie kijkt de gemeente terug?",
        "Zoals het in een zin staat, bijvoorbeeld «de seniorenraad».",
    )
    participatieregels: Tekst = field(
        None,
        "regels voor participatie",
        "Welke regels voor participatie zijn er?",
        "Zoals het in een zin staat, bijvoorbeeld «de participatieverordening».",
        wie="griffie",
    )


class Planning(Groep):
    """From when the goals are planned."""

    startdatum: Datum = Field(
        default=None,
        title="startdatum van de planning",
        description="Een datum, zoals 31 januari 2027. Leeg: de datum van het concept.",
        json_schema_extra={"vraag": "Wanneer begint de uitvoering?", "wie": "uitvoerder", "hele_dag": True},
    )


class Stijl(Groep):
    """How the chapter is written."""

    lengte: Length = field("standaard", "lengte", "Hoe lang mag het hoofdstuk zijn?")
    bijlagen: tuple[Literal["besluitvoorstel", "samenvatting"], ...] | None = field(
        None,
        "extra bijlagen",
        "Welke extra bijlagen wilt u?",
        "«besluitvoorstel»: een aanzet voor college of raad. «samenvatting»: één bladzijde in simpele woorden.",
    )
    stukken: tuple[Literal["collegevoorstel", "raadsvoorstel", "samenvatting"], ...] | None = field(
        None,
        "losse stukken",
        "Welke losse stukken wilt u bij het hoofdstuk?",
        "«samenvatting»: één bladzijde in simpele woorden.",
    )
    huisterm: Literal["mensen", "personen"] = field(
        "mensen", "huisterm", "Schrijft u «mensen met een beperking» of «personen met een beperking»?"
    )


_BY_KEY = BeforeValidator(lambda value: {} if value is None or is_word(value, "geen") else value)


class Profile(Groep):
    """Everything a profile can say. Only `gemeente.naam` is required; all else may stay unknown."""

    gemeente: Gemeente = Field(title="gemeente", json_schema_extra={"vraag": "Over welke gemeente gaat het?"})
    stand: Stand = field(Stand(), "stand van de gegevens", "Van wanneer zijn de gegevens?")
    organisatie: Organisatie = field(Organisatie(), "organisatie", "Hoe groot is de organisatie?")
    document: Document = field(Document(), "document", "In welk document komt het hoofdstuk?")
    lia: Lia = field(Lia(), "Lokale Inclusie Agenda", "Hoe staat het met de Lokale Inclusie Agenda (LIA)?")
    aanleiding: tuple[AANLEIDING, ...] | None = field(
        None, "aanleiding", "Waarom is de gemeente met inclusie begonnen?"
    )
    aanleidingen: tuple[Aanleiding, ...] | None = field(
        None,
        "aanleidingen",
        "Wat kunt u over elke aanleiding vertellen?",
        "Vult u dit in? Dan mag `aanleiding` leeg blijven.",
    )
    draagvlak: Draagvlak = field(Draagvlak(), "draagvlak", "Hoe staat het met de steun?")
    beleggen: Beleggen = field(Beleggen(), "verdeling van het werk", "Wie doet wat?")
    structuren: Structuren = field(Structuren(), "bestaande momenten", "Bij welke bestaande momenten sluit u aan?")
    gedaan: Gedaan = field(Gedaan(), "eerdere acties", "Wat is er al gedaan?")
    terugblik: Terugblik = field(Terugblik(), "terugblik", "Wat leerde de gemeente van het vorige plan?")
    ervaringsdeskundigen: Ervaringsdeskundigen = field(
        Ervaringsdeskundigen(), "ervaringsdeskundigen", "Met welke ervaringsdeskundigen werkt u?"
    )
    toegankelijkheid_start: Literal["fysiek", "sociaal", "beide", "iets_tastbaars"] | None = field(
        None, "begin van de aanpak", "Met welke vorm van toegankelijkheid is of wordt begonnen?"
    )
    drempels: tuple[DREMPEL, ...] | None = field(
        None,
        "grootste drempels volgens bewoners of onderzoek",
        "Waar zitten volgens bewoners of een nulmeting nu de meeste drempels?",
        wie="ervaringsdeskundigen",
    )
    knelpunten: tuple[KNELPUNT, ...] | None = field(
        None, "knelpunten", "Welke knelpunten zijn er binnen de organisatie?"
    )
    prioriteiten: tuple[Regel, ...] | None = field(
        None,
        "genoemde prioriteiten",
        "Wat moet volgens inwoners of partners het eerst beter?",
        "Een lijst. Schrijf elk punt met een werkwoord achteraan, bijvoorbeeld «brieven makkelijker maken».",
        wie="ervaringsdeskundigen",
    )
    prioriteiten_bron: Tekst = field(
        None,
        "bron van de prioriteiten",
        "Wie noemde die punten, en wanneer?",
        "Zoals het in een zin staat, bijvoorbeeld «een avond met inwoners in 2026».",
    )
    collega_met_affiniteit: Antwoord = field(
        "onbekend", "collega's met affiniteit", "Zijn er collega's die zelf iets met het onderwerp hebben?"
    )
    te_testen: tuple[TeTesten, ...] | None = field(
        None,
        "wat getest kan worden",
        "Wat komt eraan dat ervaringsdeskundigen kunnen testen?",
        "Bijvoorbeeld nieuwe brieven, een verbouwing of een nieuwe website.",
    )
    doelen: tuple[Doel, ...] | None = field(None, "eigen doelen", "Welke interne doelen heeft de gemeente al?")
    capaciteit: Capaciteit = field(Capaciteit(), "capaciteit en geld", "Hoeveel tijd en geld is er?")
    volgen: Volgen = field(Volgen(), "volgen", "Hoe volgt de gemeente het plan?")
    planning: Planning = field(Planning(), "planning", "Wanneer begint u?")
    stijl: Stijl = field(Stijl(), "stijl", "Hoe wordt het hoofdstuk geschreven?")
    eigen: tuple[EigenAlinea, ...] | None = field(
        None,
        "eigen teksten",
        "Wat wilt u in uw eigen woorden toevoegen?",
        "Per stuk tekst: het onderdeel waar het in komt, en uw tekst. De tekst komt er precies zo in.",
    )
    toelichting: Annotated[dict[str, Tekst], _BY_KEY] = field(
        {},
        "toelichtingen",
        "Bij welk antwoord wilt u iets zeggen?",
        "Per veld één of twee hele zinnen, die zo in het hoofdstuk komen. Noem het veld met zijn hele naam.",
    )
    keuzes: Annotated[dict[str, Keuze], _BY_KEY] = field(
        {},
        "eigen keuzes",
        "Welke opties wilt u zelf wel of niet opnemen?",
        "Per optie: de sleutel (zie `liagen opties`), met daaronder keuze: wel of niet, en een reden.",
    )
    doelen_kiezen: Annotated[dict[str, Doelkeuze], _BY_KEY] = field(
        {},
        "keuzes over doelen",
        "Welke doelen wilt u zelf kiezen, schrappen of veranderen?",
        "Per doel: de sleutel, zoals optie.doel, met daaronder wat u wilt: keuze, eigenaar, deadline, aantal of uren.",
    )

    two_shapes = (("aanleiding", "aanleidingen"),)

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        return with_both_lists(
            data, "aanleiding", "aanleidingen", Aanleiding, "soort", lambda row: row.uitkomst != "verworpen"
        )
