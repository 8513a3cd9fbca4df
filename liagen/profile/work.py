"""Groups of a profile: who does the work, at which moments, with whom, and what was done before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from liagen.profile.choices import (
    BEVINDING,
    COMMUNICATIE,
    GELDT_VOOR,
    GETEST,
    LID,
    OORZAAK,
    PRAKTIJK,
    RITME,
    TOEGANKELIJKHEID,
    TRAINING,
    VORM,
    Antwoord,
)
from liagen.profile.group import (
    BY_KEY,
    Datum,
    Functie,
    Groep,
    Jaar,
    Jaartal,
    Regel,
    Tekst,
    checked_rows,
    field,
    refuse_earlier,
)
from liagen.profile.parsing import refusal
from liagen.profile.rows import (
    GegevenTraining,
    Groepsrij,
    Organisatienaam,
    Test,
    Uitkomst,
    Vertelling,
)
from liagen.profile.shapes import check_groups, with_both_groups, with_both_lists, with_tests


class Uitvoerder(Groep):
    """The one who carries the theme: a civil servant, a team or someone hired (U1, U2, §4.1.1.2)."""

    aanwezig: Antwoord = field("onbekend", "uitvoerend ambtenaar", "Is er een uitvoerend ambtenaar voor inclusie?")
    functie: Functie = field(
        None, "functie van de uitvoerder", "Wat is de functie van deze ambtenaar?", "Noem de functie, geen naam."
    )
    functie_kort: Functie = field(
        None,
        "korte naam van de functie",
        "Hoe noemt u die functie korter?",
        "Alleen bij een lange functie, zoals «beleidsmedewerker». De eerste keer staat de hele functie er.",
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
    daarna: Tekst = field(
        None,
        "uren en geld na het einde",
        "Hoeveel uren en geld zijn er na die datum nodig?",
        "Zoals het in een zin staat: «16 uur per week en € 12.000 per jaar».",
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
    vervanger: Functie = field(
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
        "Welke groepen zijn er, en welke zijn er gestopt (met het jaar)?",
        "Vul dit in als u meer wilt vertellen, of als er meer groepen zijn. Dan vervallen de vragen over één groep.",
    )
    aanjagers: Aanjagers = field(Aanjagers(), "aanjagers", "Wie jaagt aan op de afdelingen?")
    externe_begeleiding: Antwoord = field(
        "onbekend", "externe begeleiding", "Begeleidt een extern bureau het werk?", wie="directie"
    )

    two_shapes = (("groep", "groepen"),)

    @property
    def running_groups(self) -> tuple[Groepsrij, ...] | None:
        """Return the groups that are still there; None when nothing is known of groups."""
        return None if self.groepen is None else tuple(row for row in self.groepen if row.is_running)

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
        None,
        "bestaand evenement",
        "Is er een jaarlijks evenement waar het thema bij past?",
        "Bijvoorbeeld een gala. Is het er niet? Vul dan «geen» in.",
    )


class Gedaan(Groep):
    """What was done before (P13, P14, §4.1.3, §4.2)."""

    training: tuple[TRAINING, ...] | None = field(None, "gegeven training", "Welke training is er al gegeven?")
    trainingen: tuple[GegevenTraining, ...] | None = field(
        None,
        "gegeven trainingen",
        "Wat kunt u over elke training vertellen?",
        "Vult u dit in? Dan hoeft u de soorten training niet apart te noemen.",
    )
    communicatie: tuple[COMMUNICATIE, ...] | None = field(
        None,
        "gevoerde interne communicatie",
        "Hoe is er intern al over inclusie verteld?",
        "Alleen waar het al over inclusie ging. Dat er een intranet of bijeenkomst is, zegt u ergens anders.",
    )
    verteld: tuple[Vertelling, ...] | None = field(
        None,
        "eerdere communicatie",
        "Wanneer is er over inclusie verteld, en wat was het gevolg?",
        "Vult u dit in? Dan hoeft u niet apart te noemen hoe het is verteld.",
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
        "Vult u dit in? Dan hoeft u niet apart te noemen wat er is getest.",
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
    praktijk: tuple[PRAKTIJK, ...] | None = field(
        None,
        "wat er al is uit de praktijk",
        "Wat van deze lijst heeft uw gemeente al?",
        "Dit zijn opties uit de praktijk van andere gemeenten. Wat er al is, stelt liagen niet voor.",
    )

    two_shapes = (("training", "trainingen"), ("communicatie", "verteld"), ("tests", "testen"))

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        data = with_both_lists(data, "training", "trainingen", GegevenTraining)
        data = with_tests(with_both_lists(data, "communicatie", "verteld", Vertelling))
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
    oorzaken: tuple[OORZAAK, ...] | None = field(
        None,
        "oorzaken volgens de terugblik",
        "Welke oorzaken noemt de terugblik?",
        "Noem alleen wat daar als oorzaak staat. Het telt dan ook als bevinding.",
    )
    uitgevoerd: Tekst = field(
        None,
        "wat wel en niet is uitgevoerd",
        "Wat is wel en wat is niet uitgevoerd?",
        "Een of twee hele zinnen. De tekst komt zo in het hoofdstuk.",
    )
    gelukt: Tekst = field(
        None,
        "wat er lukte",
        "Wat is er wel gelukt?",
        "Een of twee hele zinnen. De tekst komt zo in het hoofdstuk.",
    )
    verwachting: Tekst = field(
        None,
        "uitkomst naast de verwachting",
        "Was de uitkomst wat de gemeente ervan verwachtte?",
        "Een hele zin. De tekst komt zo in het hoofdstuk.",
    )
    doelen: Tekst = field(
        None,
        "gehaalde en niet gehaalde doelen",
        "Welke doelen zijn gehaald, en welke niet?",
        "Een of twee hele zinnen. De tekst komt zo in het hoofdstuk.",
    )
    onvoorzien: Tekst = field(
        None,
        "wat niemand had voorzien",
        "Wat had de gemeente niet voorzien?",
        "Een hele zin. De tekst komt zo in het hoofdstuk.",
    )
    uitkomsten: Annotated[dict[str, Uitkomst], BY_KEY] = field(
        {},
        "uitkomsten van de doelen",
        "Wat kwam er van elk doel uit het vorige plan?",
        "Per doel: de sleutel, zoals optie.doel, met daaronder stand en toelichting. `liagen voortgang` maakt een "
        "document waarin u dit per doel invult.",
    )

    @property
    def found(self) -> tuple[str, ...] | None:
        """Return what was found; what is named as a cause was found as well. None when nothing is known."""
        if not self.oorzaken:
            return self.bevindingen
        return tuple(dict.fromkeys((*(self.bevindingen or ()), *self.oorzaken)))


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
