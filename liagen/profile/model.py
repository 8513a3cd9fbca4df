"""The municipality profile: what an officer can say about her organisation, and what every field means.

One source for the checks, the blank profile, the docs table and the JSON Schema: the models below. Three-valued
everywhere: an answer or list that is not given is unknown, and unknown never counts as «nee».
"""

from __future__ import annotations

import datetime as dt
import types
import typing
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from liagen.profile.parsing import (
    FIRST_YEAR,
    LAST_YEAR,
    is_word,
    parse_choice,
    parse_choices,
    parse_date,
    parse_euros,
    parse_numbers,
    parse_texts,
    parse_whole_number,
)

FILL_OPEN, FILL_CLOSE = "\ue000", "\ue001"
"""Private-use characters that mark a fill-in between wording and markdown; profile text may not hold them."""

FILL_PREFIXES = ("[invullen:", "[voorzet:", "[Voorzet:")
"""What a text of a profile begins with that an officer left as we gave it: it counts as unknown."""

STANDS_WHEN_ABSENT = ("aanwezig", "eerder", "ambitie")
"""Fields about earlier or later: they say nothing about what is there now."""

Wie = Literal["uitvoerder", "college", "griffie", "directie", "personeelszaken", "ervaringsdeskundigen"]
"""Who can answer a question; the open points are grouped by it."""

FieldKind = Literal["antwoord", "keuze", "getal", "tekst", "datum", "keuzelijst", "tekstlijst", "groepen"]


def _text(value: object) -> object:
    """Check one text: trimmed, not empty, on one line, without marks of our own; a fill-in counts as unknown."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise PydanticCustomError("liagen", "vul tekst in; zet een getal of tekst met haken tussen aanhalingstekens")
    text = " ".join(value.splitlines()).replace("\t", " ").strip()
    if not text:
        raise PydanticCustomError("liagen", "de tekst is leeg; vul iets in of laat de regel weg")
    if private := next((char for char in text if unicodedata.category(char) == "Co"), ""):
        code = f"U+{ord(private):04X}"
        raise PydanticCustomError("liagen", f"verwijder het teken {code}; alleen uw eigen lettertype kent dat")
    return None if text.startswith(FILL_PREFIXES) and text.endswith("]") else text


def _line(value: object) -> object:
    """Check one text in a list: what is not known yet is left out of the list."""
    text = _text(value)
    if text is None:
        raise PydanticCustomError("liagen", "deze regel van de lijst is leeg; vul iets in of haal de regel weg")
    return text


def _required(value: object) -> object:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise PydanticCustomError("liagen", "dit veld is leeg; vul het in")
    return value


Antwoord = Literal["ja", "nee", "onbekend"]
Steun = Literal["ja", "deels", "nee", "onbekend"]
Tekst = Annotated[str | None, BeforeValidator(_text)]
Regel = Annotated[str, BeforeValidator(_line)]
Datum = dt.date | None

Length = Literal["kort", "standaard", "uitgebreid"]
Jaartal = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), BeforeValidator(parse_whole_number)]
Jaar = Annotated[int | None, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


def _field(default: Any, label: str, vraag: str, uitleg: str = "", wie: Wie = "uitvoerder") -> Any:
    """Describe one field: its name in a sentence (noun without article), question, explanation and who can answer."""
    return Field(default=default, title=label, description=uitleg, json_schema_extra={"vraag": vraag, "wie": wie})


class Groep(BaseModel):
    """A group of fields. `geen` for the whole group means: no to every answer, none in every list."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _parse_group(cls, data: Any) -> Any:
        if data is None or is_word(data, "onbekend"):
            return {}
        if is_word(data, "geen"):
            return _all_absent(cls)
        return (
            cls._with_derived({name: _parsed_or_as_typed(cls, name, data[name]) for name in data})
            if isinstance(data, dict)
            else data
        )

    @field_validator("*", mode="before")
    @classmethod
    def _parse_field(cls, value: Any, info: ValidationInfo) -> Any:
        return _parsers(cls)[str(info.field_name)](value)

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Add what follows from what was said; a value that was not understood stands as it was typed."""
        if "aanwezig" in cls.model_fields and data.get("aanwezig") is None:
            # Who names members of a group says that there is a group.
            given = [data[key] for key in data if key in cls.model_fields and key not in STANDS_WHEN_ABSENT]
            if any(_is_given(value) for value in given):
                return {**data, "aanwezig": "ja"}
        return data

    @model_validator(mode="after")
    def _check_consistent(self) -> Groep:
        names = [name for name in type(self).model_fields if name not in STANDS_WHEN_ABSENT]
        given = [f"`{name}`" for name in names if _is_given(getattr(self, name))]
        if given and getattr(self, "aanwezig", "") == "nee":
            message = f"`aanwezig` is nee, maar ingevuld is ook: {', '.join(given)}; kies één van beide"
            raise PydanticCustomError("liagen", message)
        return self


def _all_absent(group: type[Groep]) -> dict[str, Any]:
    """Return the data of a group in which nothing exists."""
    fields = group.model_fields.values()
    # «geen» for a group of texts only would say nothing that a reader could use.
    kinds = {kind_of(info.annotation, info)[0] for info in fields}
    if not kinds & {"antwoord", "keuzelijst"} or any(info.is_required() for info in fields):
        raise PydanticCustomError("liagen", "«geen» past hier niet; vul de velden van deze groep in")
    found: dict[str, Any] = {}
    for name, info in group.model_fields.items():
        kind, choices = kind_of(info.annotation, info)
        if kind == "antwoord":
            found[name] = "nee"
        elif kind in ("keuzelijst", "tekstlijst", "groepen"):
            found[name] = ()
        elif "geen" in choices or group_of(info.annotation) is not None:
            found[name] = "geen"
    return found


def _parsed_or_as_typed(group: type[Groep], name: str, value: object) -> object:
    if value is None or name not in group.model_fields:
        return value
    try:
        return _parsers(group)[name](value)
    except PydanticCustomError:
        return value  # told when the field is checked, at its place


@cache
def _parsers(group: type[Groep]) -> Mapping[str, Callable[[object], object]]:
    return {name: _parser_of(info) for name, info in group.model_fields.items()}


def _parser_of(info: FieldInfo) -> Callable[[object], object]:
    """Return the function that reads what is typed for a field as the value that it means."""
    kind, choices = kind_of(info.annotation, info)
    if kind == "antwoord":
        return partial(_parse_answer, choices=choices)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    inner = bare_type(typing.get_args(bare_type(info.annotation))[0]) if kind == "tekstlijst" else None
    read: dict[FieldKind | None, Callable[[object], object]] = {
        "keuze": partial(parse_choice, choices=choices),
        "keuzelijst": partial(parse_choices, choices=choices),
        "tekstlijst": parse_numbers if inner is int else parse_texts,
        "getal": parse_euros if extra.get("eenheid") == "euro" else parse_whole_number,
        "datum": parse_date,
        "groepen": _parse_rows,
    }
    if kind in read and type(None) in typing.get_args(info.annotation):
        return partial(_parse_optional, read=read[kind])
    return read.get(kind, lambda value: value)


def _parse_answer(value: object, choices: tuple[str, ...]) -> object:
    return "onbekend" if value is None else parse_choice(value, choices)


def _parse_rows(value: object) -> object:
    if is_word(value, "geen"):
        return ()
    return tuple(value) if isinstance(value, list) else value


def _parse_optional(value: object, read: Callable[[object], object]) -> object:
    """Read a value that may be unknown: empty, the word «onbekend», or a fill-in."""
    is_fill_in = isinstance(value, str) and value.startswith(FILL_PREFIXES) and value.endswith("]")
    return None if value is None or is_fill_in or is_word(value, "onbekend") else read(value)


def _is_given(value: object) -> bool:
    return value not in (None, "nee", "geen", "onbekend", (), [], 0)


class Gemeente(Groep):
    """Which municipality this is (§2.4.1)."""

    naam: Annotated[Tekst, BeforeValidator(_required)] = Field(
        title="naam van de gemeente",
        description="Schrijf de naam zoals die in het document moet staan, zonder het woord «gemeente».",
        json_schema_extra={"vraag": "Hoe heet de gemeente?"},
    )
    provincie: Tekst = _field(None, "provincie", "In welke provincie ligt de gemeente?")
    inwoners: Annotated[int | None, Field(ge=100, le=2_000_000)] = _field(
        None, "aantal inwoners", "Hoeveel inwoners heeft de gemeente?", "Een heel getal."
    )
    soort: Literal["grote_stad", "stad", "grotere_en_kleinere_kernen", "kleine_kernen", "dorp"] | None = _field(
        None, "soort gemeente", "Wat voor gemeente is het?"
    )


class Organisatie(Groep):
    """How large the civil-service organisation is (P1, P8, §4.1)."""

    fte: Annotated[int | None, Field(ge=1, le=50_000)] = _field(
        None,
        "aantal fte",
        "Hoeveel fte telt de ambtelijke organisatie?",
        "Een heel getal. Is er een bandbreedte? Vul dan het laagste getal in.",
        wie="personeelszaken",
    )
    fte_toelichting: Tekst = _field(
        None,
        "omvang van de organisatie in woorden",
        "Hoe staat dat getal in uw bron?",
        "Bijvoorbeeld «ongeveer 500» of «tussen 300 en 350». Deze woorden komen in de tekst.",
        wie="personeelszaken",
    )
    afdelingen: tuple[Regel, ...] | None = _field(
        None,
        "namen van de afdelingen",
        "Welke afdelingen zijn er?",
        "Een lijst met namen van afdelingen.",
        wie="personeelszaken",
    )
    aantal_afdelingen: Annotated[int | None, Field(ge=1, le=200)] = _field(
        None,
        "aantal afdelingen",
        "Hoeveel afdelingen zijn er?",
        "Mag leeg blijven als u de namen hierboven invult.",
        wie="personeelszaken",
    )

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        if isinstance(names := data.get("afdelingen"), tuple) and names:
            count = data.get("aantal_afdelingen")
            if isinstance(count, int) and count < len(names):
                given = f"`aantal_afdelingen` is {count}, maar er staan {len(names)} namen in `afdelingen`"
                raise PydanticCustomError("liagen", f"{given}; verbeter één van beide")
            return {**data, "aantal_afdelingen": len(names) if count is None else count}
        return data


class Stand(Groep):
    """When the facts held and where they come from."""

    datum: Datum = _field(
        None, "peildatum van de gegevens", "Op welke datum klopten deze gegevens?", "Een datum, zoals 31 januari 2027."
    )
    bron: Tekst = _field(None, "bron van de gegevens", "Waar komen de gegevens vandaan?")
    herkomst: Literal["gemeente", "rapport", "verzonnen"] = _field(
        "gemeente",
        "herkomst van het profiel",
        "Is dit een profiel van de gemeente zelf, een voorbeeld uit het rapport of een verzonnen voorbeeld?",
        "Bij «rapport» en «verzonnen» staat op de eerste pagina dat het een voorbeeld is.",
    )


class Periode(Groep):
    """The years the document covers."""

    van: Jaar = _field(None, "eerste jaar van de periode", "In welk jaar begint de periode van het document?")
    tot: Jaar = _field(None, "laatste jaar van de periode", "In welk jaar eindigt de periode van het document?")

    @model_validator(mode="after")
    def _in_order(self) -> Periode:
        if self.van and self.tot and self.tot < self.van:
            raise PydanticCustomError(
                "liagen", f"de periode eindigt ({self.tot}) voordat zij begint ({self.van}); verbeter een jaar"
            )
        return self


class Document(Groep):
    """The document that the chapter becomes part of (§7.3 of the fact base)."""

    naam: Tekst = _field(
        "Lokale Inclusie Agenda", "naam van het document", "Hoe heet het document waar dit hoofdstuk in komt?"
    )
    reikwijdte: Literal["handicap", "breed"] | None = _field(
        None,
        "reikwijdte van het document",
        "Gaat het document alleen over mensen met een beperking, of breder over inclusie?",
    )
    besluit_door: Literal["raad", "college", "beide"] | None = _field(
        None,
        "orgaan dat het document vaststelt",
        "Wie stelt het document vast?",
        wie="college",
    )
    besluit_datum: Datum = _field(
        None,
        "datum van het besluit",
        "Wanneer is of wordt het vastgesteld?",
        "Een datum, zoals 31 januari 2027.",
        wie="college",
    )
    periode: Periode = _field(Periode(), "periode van het document", "Welke jaren beslaat het document?")


class Lia(Groep):
    """How far the LIA is (P2, §4.1.1.1; A18, §4.2.1)."""

    status: Literal["geen", "in_ontwikkeling", "vastgesteld", "in_uitvoering", "herijking"] | None = _field(
        None, "status van de LIA", "Hoe ver is de Lokale Inclusie Agenda?"
    )
    jaar: Jaar = _field(None, "jaar waarin de LIA begon", "Sinds welk jaar is er een LIA?")
    intern_deel: Antwoord = _field(
        "onbekend",
        "intern deel in de LIA",
        "Staat in de LIA ook wat de gemeente binnen de eigen organisatie doet?",
    )
    uitgangspunten: Antwoord = _field(
        "onbekend", "vastgestelde uitgangspunten", "Heeft de gemeente uitgangspunten voor inclusie opgesteld?"
    )


class Draagvlak(Groep):
    """Political and administrative support (P3, §4.1.2). `deels` counts as not enough."""

    raad: Steun = _field(
        "onbekend", "steun van de raad", "Staat de gemeenteraad zichtbaar achter het onderwerp?", wie="griffie"
    )
    college: Steun = _field(
        "onbekend", "steun van het college", "Staat het college er zichtbaar achter?", wie="college"
    )
    directie: Steun = _field(
        "onbekend", "steun van de directie", "Staan directie en management er zichtbaar achter?", wie="directie"
    )
    bron: tuple[Literal["raadslid", "wethouder", "lobby", "motie", "koploper"], ...] | None = _field(
        None, "bron van het draagvlak", "Waar komt de steun vandaan?"
    )
    collegegesprekken: Literal["geen", "uitleg", "uitleg_en_stellingen"] | None = _field(
        None,
        "gevoerde collegegesprekken",
        "Heeft u met het college over inclusie gesproken?",
        "«uitleg» is één gesprek met uitleg. «uitleg_en_stellingen» is daarna ook een gesprek over stellingen.",
        wie="college",
    )
    wethouder: Tekst = _field(
        None,
        "functie van de verantwoordelijke wethouder",
        "Welke wethouder is verantwoordelijk?",
        "Noem de functie, geen naam. Bijvoorbeeld «wethouder zorg».",
        wie="college",
    )


class Uitvoerder(Groep):
    """The civil servant who carries the theme (U1, U2, §4.1.1.2)."""

    aanwezig: Antwoord = _field("onbekend", "uitvoerend ambtenaar", "Is er een uitvoerend ambtenaar voor inclusie?")
    functie: Tekst = _field(
        None, "functie van de uitvoerder", "Wat is de functie van deze ambtenaar?", "Noem de functie, geen naam."
    )
    uren_per_week: Annotated[int | None, Field(ge=0, le=60)] = _field(
        None,
        "uren per week van de uitvoerder",
        "Hoeveel uur per week is er voor deze taak?",
        wie="directie",
    )
    titel_ambassadeur: Antwoord = _field(
        "onbekend", "titel ambassadeur inclusie", "Heeft de uitvoerder de titel «ambassadeur inclusie»?"
    )
    vervanger: Tekst = _field(
        None,
        "functie van de vervanger",
        "Wie neemt het over als de uitvoerder wegvalt?",
        "Noem de functie, geen naam.",
        wie="directie",
    )


LID = Literal[
    "gehandicaptenplatform", "adviesraad", "sociaal_ondernemers", "mee", "seniorenraad", "raadsleden", "ambtenaren"
]

VORM = Literal["werkgroep", "projectgroep", "coordinatiegroep", "netwerk_fysiek", "netwerk_sociaal", "kerngroep"]


class Overleg(Groep):
    """The group around the theme (U3–U6, §4.1.1.1)."""

    aanwezig: Antwoord = _field("onbekend", "werkgroep of andere groep", "Is er een groep, zoals een werkgroep?")
    vormen: tuple[VORM, ...] | None = _field(None, "vorm van de groep", "Welke vorm heeft de groep nu?")
    eerder: tuple[VORM, ...] | None = _field(
        None, "eerdere groepen", "Welke groepen waren er eerder, die nu niet meer bestaan?"
    )
    bestaat_sinds: Jaar = _field(None, "beginjaar van de groep", "Sinds welk jaar bestaat de groep?")
    leden: tuple[LID, ...] | None = _field(None, "leden van de groep", "Wie zitten er in de groep?")
    ambtenaren: Annotated[int | None, Field(ge=0, le=200)] = _field(
        None, "aantal ambtenaren in de groep", "Hoeveel ambtenaren zitten er in de groep, met de uitvoerder meegeteld?"
    )


class Aanjagers(Groep):
    """Internal contacts per department (U7, A8, §4.1.1.3)."""

    aanwezig: Antwoord = _field("onbekend", "aanjagers op afdelingen", "Zijn er aanjagers op de afdelingen?")
    aantal: Annotated[int | None, Field(ge=1, le=500)] = _field(None, "aantal aanjagers", "Hoeveel aanjagers zijn er?")
    per_afdeling: Antwoord = _field("onbekend", "aanjager op elke afdeling", "Heeft elke afdeling een aanjager?")
    titel: Antwoord = _field("onbekend", "titel voor aanjagers", "Dragen de aanjagers een titel, zoals «ambassadeur»?")
    ambitie: Antwoord = _field(
        "onbekend", "ambitie voor aanjagers", "Wil de gemeente later aanjagers per afdeling aanstellen?"
    )


class Beleggen(Groep):
    """Who carries the theme inside the organisation (C1, §4.1.1)."""

    uitvoerder: Uitvoerder = _field(Uitvoerder(), "uitvoerder", "Wie voert het uit?")
    groep: Overleg = _field(Overleg(), "groep", "Welke groep denkt mee?")
    aanjagers: Aanjagers = _field(Aanjagers(), "aanjagers", "Wie jaagt aan op de afdelingen?")
    externe_begeleiding: Antwoord = _field(
        "onbekend", "externe begeleiding", "Begeleidt een extern bureau het werk?", wie="directie"
    )


class Medewerkersbijeenkomst(Groep):
    """A standing meeting of all staff (U14, §4.1.3.1)."""

    aanwezig: Antwoord = _field("onbekend", "medewerkersbijeenkomst", "Is er een vaste bijeenkomst voor medewerkers?")
    frequentie: Literal["maandelijks", "per_kwartaal", "halfjaarlijks", "jaarlijks"] | None = _field(
        None, "frequentie van de medewerkersbijeenkomst", "Hoe vaak is die bijeenkomst?"
    )


class Structuren(Groep):
    """Existing moments and channels to join (P5, §4.1.3, §4.1.4)."""

    teamoverleg: Antwoord = _field(
        "onbekend", "vast teamoverleg", "Hebben teams een vast teamoverleg?", wie="personeelszaken"
    )
    medewerkersbijeenkomst: Medewerkersbijeenkomst = _field(
        Medewerkersbijeenkomst(), "medewerkersbijeenkomst", "Is er een medewerkersbijeenkomst?"
    )
    intranet: Antwoord = _field("onbekend", "intranet", "Heeft de gemeente een intranet?")
    introductie: Antwoord = _field(
        "onbekend",
        "introductie voor nieuwe medewerkers",
        "Krijgen nieuwe medewerkers een introductieprogramma?",
        wie="personeelszaken",
    )
    borrelpraat: Antwoord = _field("onbekend", "informeel moment", "Is er een vast informeel moment, zoals een borrel?")
    evenement: Tekst = _field(
        None, "bestaand evenement", "Is er een jaarlijks evenement waar het thema bij past?", "Bijvoorbeeld een gala."
    )


TRAINING = Literal["workshop", "masterclass", "ervaringsparcours", "training_bewonerscontact", "vrije_inschrijving"]

COMMUNICATIE = Literal[
    "intranet",
    "medewerkersbijeenkomst",
    "individuele_gesprekken",
    "teamoverleg",
    "campagne",
    "logo_en_slogan",
    "serviceteam",
    "evenement",
    "borrelpraat",
]


class Gedaan(Groep):
    """What was done before (P13, P14, §4.1.3, §4.2)."""

    training: tuple[TRAINING, ...] | None = _field(None, "gegeven training", "Welke training is er al gegeven?")
    communicatie: tuple[COMMUNICATIE, ...] | None = _field(
        None, "gevoerde interne communicatie", "Hoe is er intern al over inclusie verteld?"
    )
    laatste_jaar: Jaar = _field(None, "jaar van de laatste actie", "In welk jaar was de laatste van deze acties?")
    herhaald: Antwoord = _field(
        "onbekend", "herhaling van training en communicatie", "Komen training of communicatie geregeld terug?"
    )
    tests: tuple[Literal["projecten", "beleid", "voorzieningen", "uitvoering_lia"], ...] | None = _field(
        None, "tests door ervaringsdeskundigen", "Wat hebben ervaringsdeskundigen al getest?"
    )
    nulmeting: Antwoord = _field("onbekend", "nulmeting", "Is er een nulmeting gedaan?")
    contact_gemeenten: Antwoord = _field(
        "onbekend", "contact met andere gemeenten", "Is er contact met andere gemeenten over dit onderwerp?"
    )
    doelen_kort: tuple[Literal["per_jaar", "kort_en_lang", "uitvoeringsplan"], ...] | None = _field(
        None,
        "vastgelegde kortetermijndoelen",
        "Hoe zijn doelen voor de korte termijn vastgelegd?",
        "«per_jaar»: doelen per jaar. «kort_en_lang»: korte en lange termijn apart. «uitvoeringsplan»: in een plan.",
    )
    doelen_jaren: tuple[Jaartal, ...] | None = _field(
        None, "jaren met eigen doelen", "Voor welke jaren zijn er aparte doelen?", "Een lijst met jaartallen."
    )
    podium: tuple[Literal["intranet", "publicaties", "bijeenkomst"], ...] | None = _field(
        None, "podium voor successen", "Waar deelt de gemeente successen?"
    )
    podium_verwaterd: Antwoord = _field(
        "onbekend", "verwaterd delen van successen", "Is het delen van successen minder geworden?"
    )


class Organisatienaam(Groep):
    """One organisation of people with lived experience (P6, §4.1.1.1)."""

    naam: Tekst = Field(title="naam van de organisatie", json_schema_extra={"vraag": "Hoe heet de organisatie?"})
    vorm: tuple[Literal["fysiek", "sociaal", "digitaal", "verstandelijk"], ...] | None = _field(
        None, "vorm van toegankelijkheid", "Voor welke vorm van toegankelijkheid komt zij op?"
    )


class Ervaringsdeskundigen(Groep):
    """People with lived experience around the municipality (P6, P11, §4.1.1.1)."""

    aanwezig: Antwoord = _field(
        "onbekend", "samenwerking met ervaringsdeskundigen", "Werkt de gemeente met ervaringsdeskundigen?"
    )
    organisaties: tuple[Organisatienaam, ...] | None = _field(
        None, "organisaties van ervaringsdeskundigen", "Met welke organisaties werkt de gemeente?"
    )
    vormen: tuple[Literal["fysiek", "sociaal", "digitaal", "verstandelijk"], ...] | None = _field(
        None,
        "vertegenwoordigde vormen van toegankelijkheid",
        "Welke vormen van toegankelijkheid zijn vertegenwoordigd?",
        "Mag leeg blijven als u bij elke organisatie de vorm invult.",
        wie="ervaringsdeskundigen",
    )
    vergoeding: Tekst = _field(
        None,
        "vergoeding voor ervaringsdeskundigen",
        "Welke vergoeding krijgen ervaringsdeskundigen?",
        wie="ervaringsdeskundigen",
    )
    vergadervorm: Literal["fysiek", "online", "afwisselend"] | None = _field(
        None,
        "vergadervorm",
        "Hoe vergadert u met ervaringsdeskundigen?",
        wie="ervaringsdeskundigen",
    )

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        data = super()._with_derived(data)
        if data.get("vormen") is None and isinstance(rows := data.get("organisaties"), tuple):
            read = [
                _parsed_or_as_typed(Organisatienaam, "vorm", row.get("vorm")) for row in rows if isinstance(row, dict)
            ]
            found = [forms for forms in read if isinstance(forms, tuple) and forms]
            if found and len(found) == len(read):
                return {**data, "vormen": tuple(dict.fromkeys(form for forms in found for form in forms))}
        return data


THEMA = Literal["beleggen", "draagvlak", "communicatie", "training", "testen", "plan", "podium"]


class Doel(Groep):
    """A goal the municipality already has (C2, C6)."""

    doel: Tekst = Field(title="doel", json_schema_extra={"vraag": "Wat wil de gemeente bereiken?"})
    deadline: Datum = _field(None, "deadline", "Wanneer moet het klaar zijn?", "Een datum, zoals 31 januari 2027.")
    eigenaar: Tekst = _field(None, "eigenaar", "Wie is verantwoordelijk?", "Noem de functie, geen naam.")
    thema: THEMA | None = _field(None, "thema", "Bij welk onderdeel hoort het doel?")
    indicator: Tekst = _field(None, "indicator", "Waaraan ziet u dat het gelukt is?")
    actie: Tekst = _field(None, "actie", "Wat doet de gemeente daarvoor?")
    podium: Tekst = _field(None, "podium", "Hoe laat de gemeente het resultaat zien?")


class Bedrag(Groep):
    """Money for one year, as the municipality decided it."""

    jaar: Jaartal = Field(title="jaar", json_schema_extra={"vraag": "Voor welk jaar?"})
    bedrag: Annotated[int, Field(ge=0, le=100_000_000)] = Field(
        title="bedrag in euro", json_schema_extra={"vraag": "Hoeveel euro?", "eenheid": "euro"}
    )
    doel: Tekst = _field(None, "bestemming", "Waarvoor is het bedrag bedoeld?")


class Capaciteit(Groep):
    """Hours and money (P9, §4.1.2)."""

    uren_per_jaar: Annotated[int | None, Field(ge=0, le=1_000_000)] = _field(
        None,
        "beschikbare uren per jaar",
        "Hoeveel uur per jaar is er in totaal?",
        wie="directie",
    )
    budget: tuple[Bedrag, ...] | None = _field(
        None,
        "budget",
        "Welk bedrag is er per jaar?",
        "Per regel een jaar en een bedrag in hele euro's.",
        wie="college",
    )
    binnen_bestaande_middelen: Antwoord = _field(
        "onbekend",
        "uitvoering binnen bestaande middelen",
        "Gebeurt alles binnen bestaande uren en budgetten?",
        wie="college",
    )


class Planning(Groep):
    """From when the goals are planned."""

    startdatum: Datum = _field(
        None,
        "startdatum van de planning",
        "Wanneer begint de uitvoering?",
        "Een datum, zoals 31 januari 2027. Leeg: de datum van het concept.",
    )


class Stijl(Groep):
    """How the chapter is written."""

    lengte: Length = _field("standaard", "lengte", "Hoe lang mag het hoofdstuk zijn?")
    bijlagen: tuple[Literal["besluitvoorstel", "samenvatting"], ...] | None = _field(
        None,
        "extra bijlagen",
        "Welke extra bijlagen wilt u?",
        "«besluitvoorstel»: een aanzet voor college of raad. «samenvatting»: één bladzijde in simpele woorden.",
    )
    huisterm: Literal["mensen", "personen"] = _field(
        "mensen", "huisterm", "Schrijft u «mensen met een beperking» of «personen met een beperking»?"
    )


class Keuze(Groep):
    """The officer's own choice about one option; it always wins and is shown as hers."""

    keuze: Literal["wel", "niet"] = Field(title="keuze", json_schema_extra={"vraag": "Wel of niet opnemen?"})
    reden: Tekst = _field(None, "reden", "Waarom kiest u dat?")


AANLEIDING = Literal[
    "motie", "koploper", "lobby", "coalitieakkoord", "rekenkamer", "raadslid", "wethouder", "wettelijk"
]

KNELPUNT = Literal["tijdgebrek", "weerstand", "kennis", "geld", "personeelsverloop"]


class Profile(Groep):
    """Everything a profile can say. Only `gemeente.naam` is required; all else may stay unknown."""

    gemeente: Gemeente = Field(title="gemeente", json_schema_extra={"vraag": "Over welke gemeente gaat het?"})
    stand: Stand = _field(Stand(), "stand van de gegevens", "Van wanneer zijn de gegevens?")
    organisatie: Organisatie = _field(Organisatie(), "organisatie", "Hoe groot is de organisatie?")
    document: Document = _field(Document(), "document", "In welk document komt het hoofdstuk?")
    lia: Lia = _field(Lia(), "Lokale Inclusie Agenda", "Hoe staat het met de Lokale Inclusie Agenda (LIA)?")
    aanleiding: tuple[AANLEIDING, ...] | None = _field(
        None, "aanleiding", "Waarom is de gemeente met inclusie begonnen?"
    )
    draagvlak: Draagvlak = _field(Draagvlak(), "draagvlak", "Hoe staat het met de steun?")
    beleggen: Beleggen = _field(Beleggen(), "verdeling van het werk", "Wie doet wat?")
    structuren: Structuren = _field(Structuren(), "bestaande momenten", "Bij welke bestaande momenten sluit u aan?")
    gedaan: Gedaan = _field(Gedaan(), "eerdere acties", "Wat is er al gedaan?")
    ervaringsdeskundigen: Ervaringsdeskundigen = _field(
        Ervaringsdeskundigen(), "ervaringsdeskundigen", "Met welke ervaringsdeskundigen werkt u?"
    )
    toegankelijkheid_start: Literal["fysiek", "sociaal", "beide", "iets_tastbaars"] | None = _field(
        None, "begin van de aanpak", "Met welke vorm van toegankelijkheid is of wordt begonnen?"
    )
    drempels: tuple[Literal["fysiek", "sociaal", "digitaal"], ...] | None = _field(
        None,
        "grootste drempels volgens bewoners of onderzoek",
        "Waar zitten volgens bewoners of een nulmeting nu de meeste drempels?",
        wie="ervaringsdeskundigen",
    )
    knelpunten: tuple[KNELPUNT, ...] | None = _field(
        None, "knelpunten", "Welke knelpunten zijn er binnen de organisatie?"
    )
    collega_met_affiniteit: Antwoord = _field(
        "onbekend", "collega's met affiniteit", "Zijn er collega's die zelf iets met het onderwerp hebben?"
    )
    doelen: tuple[Doel, ...] | None = _field(None, "eigen doelen", "Welke interne doelen heeft de gemeente al?")
    capaciteit: Capaciteit = _field(Capaciteit(), "capaciteit en geld", "Hoeveel tijd en geld is er?")
    planning: Planning = _field(Planning(), "planning", "Wanneer begint u?")
    stijl: Stijl = _field(Stijl(), "stijl", "Hoe wordt het hoofdstuk geschreven?")
    keuzes: Annotated[
        dict[str, Keuze], BeforeValidator(lambda value: {} if value is None or is_word(value, "geen") else value)
    ] = _field(
        {},
        "eigen keuzes",
        "Welke opties wilt u zelf wel of niet opnemen?",
        "Per optie: de sleutel (zie `liagen opties`), met daaronder keuze: wel of niet, en een reden.",
    )


def bare_type(annotation: Any) -> Any:
    """Take ``Annotated`` and ``| None`` off a type."""
    if typing.get_origin(annotation) is Annotated:
        return bare_type(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        inner = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
        return bare_type(inner[0])
    return annotation


def group_of(annotation: Any) -> type[Groep] | None:
    """Return the group of fields that a type is, or None."""
    bare = bare_type(annotation)
    return bare if isinstance(bare, type) and issubclass(bare, Groep) else None


def kind_of(annotation: Any, info: FieldInfo) -> tuple[FieldKind | None, tuple[str, ...]]:  # noqa: ARG001 - one shape for callers
    """Return the kind of a field and its fixed answers; no kind for what is no field of its own."""
    bare = bare_type(annotation)
    if typing.get_origin(bare) is Literal:
        choices = typing.get_args(bare)
        return ("antwoord" if "onbekend" in choices else "keuze"), choices
    if typing.get_origin(bare) is tuple:
        inner = bare_type(typing.get_args(bare)[0])
        if typing.get_origin(inner) is Literal:
            return "keuzelijst", typing.get_args(inner)
        return ("groepen" if group_of(inner) else "tekstlijst"), ()
    kinds: dict[Any, FieldKind] = {int: "getal", str: "tekst", dt.date: "datum"}
    return kinds.get(bare), ()
