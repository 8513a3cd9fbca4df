"""The rows of the lists in a profile: one goal, one group, one training, one amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from liagen.profile.choices import (
    AANLEIDING,
    COMMUNICATIE,
    GELDT_VOOR,
    GROEPSLID,
    GROEPSSOORT,
    RITME,
    THEMA,
    TOEGANKELIJKHEID,
    TRAINING,
    Antwoord,
)
from liagen.profile.group import (
    MAX_OWN_TEXT,
    Alineas,
    Datum,
    Functie,
    Groep,
    Jaar,
    Regel,
    Rij,
    Tekst,
    field,
    refuse_earlier,
)


class Organisatienaam(Rij):
    """One organisation of people with lived experience (P6, §4.1.1.1)."""

    naam: Tekst = Field(title="naam van de organisatie", json_schema_extra={"vraag": "Hoe heet de organisatie?"})
    korte_naam: Tekst = field(
        None,
        "korte naam van de organisatie",
        "Hoe noemt u de organisatie kort?",
        "Met «de» of «het» ervoor, zoals «het Platform».",
    )
    vorm: tuple[TOEGANKELIJKHEID, ...] | None = field(
        None, "vorm van toegankelijkheid", "Voor welke vorm van toegankelijkheid komt zij op?"
    )
    doet: Tekst = field(
        None,
        "bijdrage van de organisatie",
        "Wat doet de organisatie nu al voor de gemeente?",
        "Een hele zin. De tekst komt zo in het hoofdstuk.",
        wie="ervaringsdeskundigen",
    )


class SoortRij(Rij):
    """A row with a kind, which also stands in a short list of kinds."""

    kind_field: ClassVar[str]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that this row tells of."""
        kind = getattr(self, self.kind_field)
        return () if kind is None else (kind,)

    @property
    def counted(self) -> tuple[str, ...]:
        """Return those of them that stand in the short list too."""
        return self.kinds


class Groepsrij(Rij):
    """One group around the theme, now or earlier (U3–U6, §4.1.1.1)."""

    naam: Tekst = field(None, "naam van de groep", "Hoe heet de groep?")
    soort: GROEPSSOORT | None = field(None, "soort groep", "Wat voor groep is het?")
    met: tuple[Regel, ...] | None = field(
        None,
        "deelnemers aan de groep",
        "Wie doen er mee?",
        "Schrijf elke naam zoals die in een zin staat, bijvoorbeeld «het Platform» of «de seniorenraad».",
    )
    leden: tuple[GROEPSLID, ...] | None = field(None, "leden van de groep", "Welke leden heeft de groep?")
    ambtenaren: Annotated[int | None, Field(ge=0, le=200)] = field(
        None, "aantal ambtenaren in de groep", "Hoeveel ambtenaren zitten er in, met de uitvoerder meegeteld?"
    )
    afdelingen: Annotated[int | None, Field(ge=0, le=200)] = field(
        None, "aantal afdelingen in de groep", "Van hoeveel afdelingen komen die ambtenaren?"
    )
    ritme: RITME | None = field(None, "ritme van de groep", "Hoe vaak komt de groep bij elkaar?")
    sinds: Jaar = field(None, "beginjaar van de groep", "Sinds welk jaar bestaat de groep?")
    gestopt: Jaar = field(
        None, "jaar waarin de groep stopte", "In welk jaar stopte de groep?", "Bestaat de groep nog? Laat dit dan leeg."
    )

    @property
    def is_running(self) -> bool:
        """Return whether the group is still there."""
        return self.gestopt is None

    @classmethod
    def _check_beside(cls, name: str, value: Any, before: Mapping[str, Any]) -> None:
        if name == "gestopt":
            refuse_earlier(name, value, "sinds", before)


class Aanleiding(SoortRij):
    """One reason why the municipality started (§4.1.2)."""

    kind_field = "soort"

    soort: AANLEIDING | None = field(None, "soort aanleiding", "Wat voor aanleiding was het?")
    titel: Tekst = field(None, "titel van de aanleiding", "Hoe heet het stuk?", "Bijvoorbeeld de titel van de motie.")
    jaar: Jaar = field(None, "jaar van de aanleiding", "In welk jaar was dat?")
    uitkomst: Literal["aangenomen", "toezegging", "verworpen"] | None = field(
        None,
        "uitkomst van de aanleiding",
        "Wat was de uitkomst?",
        "«toezegging»: het college beloofde iets. Een motie die is verworpen, telt niet als aanleiding.",
        wie="griffie",
    )
    vraagt: Tekst = field(
        None,
        "vraag van de aanleiding",
        "Wat vraagt het stuk van de gemeente?",
        "Een hele zin. De tekst komt zo in het hoofdstuk.",
        wie="griffie",
    )

    @property
    def counted(self) -> tuple[str, ...]:
        """Return no kind of what was voted down: nothing started with it."""
        return () if self.uitkomst == "verworpen" else self.kinds


class GegevenTraining(SoortRij):
    """One training that was given (P13, §4.1.3.2)."""

    kind_field = "vorm"

    jaar: Jaar = field(None, "jaar van de training", "In welk jaar was de training?")
    vorm: TRAINING | None = field(None, "vorm van de training", "Wat voor training was het?")
    voor: Tekst = field(
        None, "deelnemers aan de training", "Voor wie was de training?", "Bijvoorbeeld «de teamleiders»."
    )
    aantal: Annotated[int | None, Field(ge=0, le=100_000)] = field(
        None, "aantal deelnemers aan de training", "Hoeveel collega's deden er mee?"
    )
    opkomst: Literal["vol", "half_vol", "weinig"] | None = field(
        None, "opkomst bij de training", "Hoe vol was de training?"
    )
    vrije_inschrijving: Antwoord = field(
        "onbekend", "vrije inschrijving voor de training", "Kon iedereen zich zelf inschrijven?"
    )
    door: Tekst = field(
        None, "gever van de training", "Wie gaf de training?", "Noem een organisatie of een functie, geen naam."
    )
    cijfer: Tekst = field(
        None, "cijfer voor de training", "Welk cijfer gaven de deelnemers?", "Bijvoorbeeld «een 8,4»."
    )
    uitkomst: Tekst = field(
        None,
        "verloop van de training",
        "Hoe verliep de training?",
        "Een hele zin. De tekst komt zo in het hoofdstuk.",
    )

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the form, and that colleagues put their own names down: to the short list that is a form too."""
        open_to_all: tuple[str, ...] = ("vrije_inschrijving",) if self.vrije_inschrijving == "ja" else ()
        return tuple(dict.fromkeys((*super().kinds, *open_to_all)))


class Test(Rij):
    """One test by people with lived experience (§4.1.1.1, §4.2)."""

    __test__ = False  # no test of ours, whatever pytest thinks of the name

    jaar: Jaar = field(None, "jaar van de test", "In welk jaar was de test?")
    wat: Tekst = field(
        None, "onderwerp van de test", "Wat is er getest?", "Met een lidwoord, bijvoorbeeld «het gemeentehuis»."
    )
    door: Tekst = field(
        None, "testers", "Wie hebben getest?", "Zoals het in een zin staat, bijvoorbeeld «het Platform»."
    )
    uitkomst: Tekst = field(
        None,
        "uitkomst van de test",
        "Wat kwam eruit?",
        "Een hele zin, bijvoorbeeld «De balie was te hoog.» De tekst komt zo in het hoofdstuk.",
        wie="ervaringsdeskundigen",
    )
    punten: Annotated[int | None, Field(ge=1, le=1000)] = field(
        None, "aantal punten uit de test", "Hoeveel punten liet de test zien?", wie="ervaringsdeskundigen"
    )
    moet_klaar: Tekst = field(
        None,
        "wat als eerste klaar moet zijn",
        "Wat uit de test moet in elk geval klaar zijn?",
        "Een zin zonder hoofdletter en punt, bijvoorbeeld «de balie is verlaagd».",
    )
    gevolg: Tekst = field(
        None,
        "wat er met de test is gedaan",
        "Wat is er met de uitkomst gedaan?",
        "Een hele zin, bijvoorbeeld «Er staat nu een lage balie.» De tekst komt zo in het hoofdstuk.",
    )


class Vertelling(SoortRij):
    """One time that colleagues were told about inclusion (P14, §4.1.3.1)."""

    kind_field = "vorm"

    jaar: Jaar = field(None, "jaar van de communicatie", "In welk jaar was dat?")
    vorm: COMMUNICATIE | None = field(None, "vorm van de communicatie", "Hoe is het verteld?")
    uitkomst: Tekst = field(
        None,
        "verloop van de communicatie",
        "Wat was het gevolg?",
        "Een hele zin. De tekst komt zo in het hoofdstuk.",
    )


class TeTesten(Rij):
    """Something that comes up and can be tested before it is ready (R17)."""

    wat: Tekst = Field(
        title="wat te testen is",
        description="Met een lidwoord, bijvoorbeeld «de nieuwe standaardbrieven».",
        json_schema_extra={"vraag": "Wat wordt er gemaakt of veranderd?"},
    )
    wanneer: Datum = field(None, "moment van de test", "Wanneer is het klaar?", "Zoals «juni 2027» of «eind 2027».")
    van: Tekst = field(None, "maker", "Welke afdeling maakt het?")


class Doel(Rij):
    """A goal the municipality already has (C2, C6)."""

    doel: Tekst = Field(title="doel", json_schema_extra={"vraag": "Wat wil de gemeente bereiken?"})
    stand: Literal["bezig", "betaald", "nog_te_besluiten", "klaar"] | None = field(
        None,
        "stand van het doel",
        "Hoe ver is het doel?",
        "«betaald»: er is geld voor. «nog_te_besluiten»: het plan ligt er, het besluit nog niet.",
    )
    herkomst: Tekst = field(
        None, "herkomst van het doel", "Waar komt het doel vandaan?", "Bijvoorbeeld «het coalitieakkoord»."
    )
    start: Datum = field(None, "begin van het werk", "Wanneer begint het werk?", "Zoals «maart 2027» of «2027».")
    deadline: Datum = field(None, "deadline", "Wanneer moet het klaar zijn?", "Een datum, zoals 31 januari 2027.")
    eigenaar: Functie = field(None, "eigenaar", "Wie is verantwoordelijk?", "Noem de functie, geen naam.")
    thema: THEMA | None = field(None, "thema", "Bij welk onderdeel hoort het doel?")
    indicator: Tekst = field(None, "indicator", "Waaraan ziet u dat het gelukt is?")
    actie: Tekst = field(None, "actie", "Wat doet de gemeente daarvoor?")
    podium: Tekst = field(None, "podium", "Hoe laat de gemeente het resultaat zien?")

    @classmethod
    def _check_beside(cls, name: str, value: Any, before: Mapping[str, Any]) -> None:
        if name == "deadline":
            refuse_earlier(name, value, "start", before)


class Bedrag(Rij):
    """Money for one year or more, as the municipality decided it."""

    jaar: Jaar = field(None, "jaar", "Voor welk jaar?")
    tot_jaar: Jaar = field(
        None,
        "laatste jaar van het bedrag",
        "Tot en met welk jaar?",
        "Alleen als het bedrag voor meer jaren samen is.",
        wie="college",
    )
    bedrag: Annotated[int, Field(ge=0, le=100_000_000)] = Field(
        title="bedrag in euro", json_schema_extra={"vraag": "Hoeveel euro?", "eenheid": "euro"}
    )
    doel: Tekst = field(None, "bestemming", "Waarvoor is het bedrag bedoeld?")
    voor: GELDT_VOOR | None = field(
        None,
        "reikwijdte van het bedrag",
        "Is het bedrag voor dit hoofdstuk of voor de hele agenda?",
        wie="college",
    )
    dekking: Tekst = field(
        None,
        "dekking van het bedrag",
        "Uit welke post van de begroting komt het?",
        "Bijvoorbeeld «het opleidingsbudget».",
        wie="college",
    )
    in_begroting: Antwoord = field(
        "onbekend", "bedrag in de begroting", "Staat het bedrag al in de begroting?", wie="college"
    )

    @classmethod
    def _check_beside(cls, name: str, value: Any, before: Mapping[str, Any]) -> None:
        if name == "tot_jaar":
            refuse_earlier(name, value, "jaar", before)


class EigenAlinea(Rij):
    """A paragraph in the officer's own words, printed as it is at the end of a section."""

    onderdeel: Tekst = Field(
        title="onderdeel van de eigen tekst",
        description="De sleutel van een onderdeel van het hoofdstuk, zoals «waar_staan_we».",
        json_schema_extra={"vraag": "In welk onderdeel komt uw tekst?"},
    )
    tekst: Alineas = Field(
        title="eigen tekst",
        description=f"Uw eigen woorden, hoogstens {MAX_OWN_TEXT} tekens. Een lege regel begint een nieuwe alinea.",
        json_schema_extra={"vraag": "Wat wilt u daar zeggen?"},
    )


class Keuze(Groep):
    """The officer's own choice about one option; it always wins and is shown as hers."""

    keuze: Literal["wel", "niet"] = Field(title="keuze", json_schema_extra={"vraag": "Wel of niet opnemen?"})
    reden: Tekst = field(None, "reden", "Waarom kiest u dat?")


class Doelkeuze(Groep):
    """What the officer decides about one goal of the plan; what she says goes before what the plan would do."""

    keuze: Literal["wel", "niet"] | None = field(
        None,
        "keuze voor het doel",
        "Komt het doel wel of niet in het plan?",
        "«wel»: het doel staat er zeker in. «niet»: het doel vervalt. Leeg: het plan kiest.",
    )
    eigenaar: Functie = field(None, "eigenaar van het doel", "Wie is verantwoordelijk?", "Noem de functie, geen naam.")
    deadline: Datum = field(None, "deadline van het doel", "Wanneer moet het klaar zijn?", "Zoals 30 juni 2027.")
    aantal: Annotated[int | None, Field(ge=0, le=100_000)] = field(
        None, "aantal in het doel", "Om hoeveel gaat het?", "Het getal in het doel, bijvoorbeeld het aantal teams."
    )
    uren: Annotated[int | None, Field(ge=0, le=100_000)] = field(
        None, "uren voor het doel", "Hoeveel uur kost het doel?", wie="directie"
    )


class Uitkomst(Groep):
    """What came of one goal of the last plan (E4, §3.1.2)."""

    stand: Literal["gehaald", "deels", "niet", "nog_niet_aan_de_beurt"] | None = field(
        None, "uitkomst van het doel", "Is het doel gehaald?"
    )
    toelichting: Tekst = field(
        None,
        "wat er van het doel kwam",
        "Wat kwam ervan, en waarom wel of niet?",
        "Een of twee hele zinnen. De tekst komt zo in het hoofdstuk.",
    )
