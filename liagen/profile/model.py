"""The municipality profile: what an officer can say about her organisation, and what every field means.

One source for the checks, the blank profile, the docs table and the JSON Schema: the models below. Three-valued
everywhere: an answer or list that is not given is unknown, and unknown never counts as «nee».
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from liagen.profile.choices import (
    AANLEIDING,
    DREMPEL,
    KNELPUNT,
    RITME,
    Antwoord,
    JaNee,
    Length,
    Paper,
)
from liagen.profile.group import (
    BY_KEY,
    KNOWN_ONLY,
    Datum,
    Functie,
    Groep,
    Regel,
    Tekst,
    field,
)
from liagen.profile.municipality import Document, Draagvlak, Gemeente, Lia, Organisatie, Stand
from liagen.profile.rows import (
    Aanleiding,
    Bedrag,
    Doel,
    Doelkeuze,
    EigenAlinea,
    Keuze,
    TeTesten,
)
from liagen.profile.shapes import with_both_lists
from liagen.profile.work import (
    Beleggen,
    Ervaringsdeskundigen,
    Gedaan,
    Structuren,
    Terugblik,
)


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
        "Welke bedragen zijn er?",
        "Per regel een jaar en een bedrag in hele euro's.",
        wie="college",
    )
    tot_besluit: Tekst = field(
        None,
        "vergoeding tot het besluit",
        "Wat betaalt u ervaringsdeskundigen hoogstens tot het besluit, en waaruit?",
        "Zoals het in een zin staat: «hoogstens € 1.500, uit het budget van het sociaal domein».",
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

    wie_meldt: Functie = field(
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
    doelen_erna: Literal["ter_vaststelling", "ter_kennisname"] | None = field(
        None,
        "nieuwe doelen naar de raad",
        "Legt het college de doelen voor het jaar erna aan de raad voor om te besluiten, of om te weten?",
        "«ter_vaststelling»: de raad besluit erover. «ter_kennisname»: de raad leest ze.",
        wie="griffie",
    )
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
        "«samenvatting»: een halve bladzijde in simpele woorden. «besluitvoorstel»: een los voorstel voor wie besluit, "
        "zoals bij `stukken`.",
    )
    stukken: tuple[Paper, ...] | None = field(
        None,
        "losse stukken",
        "Welke losse stukken wilt u bij het hoofdstuk?",
        "«samenvatting»: één bladzijde in simpele woorden.",
    )
    huisterm: Literal["mensen", "personen"] = field(
        "mensen", "huisterm", "Schrijft u «mensen met een beperking» of «personen met een beperking»?"
    )
    praktijk: JaNee = field(
        "ja",
        "opties uit de praktijk",
        "Mogen er ook opties in die niet uit het rapport komen, maar uit de praktijk van andere gemeenten?",
    )


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
        "Vult u dit in? Dan hoeft u de soort aanleiding niet apart te noemen.",
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
    toelichting: Annotated[dict[str, Tekst], BY_KEY, KNOWN_ONLY] = field(
        {},
        "toelichtingen",
        "Bij welk antwoord wilt u iets zeggen?",
        "Per veld één of twee hele zinnen, die zo in het hoofdstuk komen. Noem het veld met zijn hele naam.",
    )
    keuzes: Annotated[dict[str, Keuze], BY_KEY] = field(
        {},
        "eigen keuzes",
        "Welke opties wilt u zelf wel of niet opnemen?",
        "Per optie: de sleutel (zie `liagen opties`), met daaronder keuze: wel of niet, en een reden.",
    )
    doelen_kiezen: Annotated[dict[str, Doelkeuze], BY_KEY] = field(
        {},
        "keuzes over doelen",
        "Welke doelen wilt u zelf kiezen, schrappen of veranderen?",
        "Per doel: de sleutel, zoals optie.doel, met daaronder wat u wilt: keuze, eigenaar, deadline, aantal of uren.",
    )

    two_shapes = (("aanleiding", "aanleidingen"),)

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        return with_both_lists(data, "aanleiding", "aanleidingen", Aanleiding)
