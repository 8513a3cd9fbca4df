"""The tables of the library, such as `opbouw.yaml` and `rollen.yaml`; all but `woorden.yaml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cached_property
from itertools import chain
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, model_validator

from liagen.errors import suggest
from liagen.files.check import Objection, objection_error
from liagen.library.cards import CardGoal
from liagen.library.field_types import (
    CardModel,
    JaNee,
    Keyed,
    Known,
    Naam,
    Profielveld,
    Sleutel,
    Tekst,
    Voorwaarde,
    Zin,
    Zinnen,
    to_tuple,
    with_keys,
)
from liagen.library.fill_ins import is_proposal
from liagen.profile.choices import THEMA, Length

CONTENT = {
    "tabel": (
        "wie_doet_wat", "keuzes", "niet_gekozen", "doelen", "risicos", "aannames", "planning", "doelen_na_besluit",
    ),
    "lijst": (
        "in_het_kort", "nu_niet", "doelen_toelichting", "lange_termijn", "open_punten", "bronnen",
        "uitkomsten", "pakketten", "toelichtingen", "doelen_voor_besluit", "doelen_eenvoudig", "risicos_kort",
    ),
}  # fmt: skip
"""What an outline row may ask for besides its own texts and the options of a theme."""

SHEET_CONTENT = {
    "tabel": ("gekozen", "bijna_gekozen", "uren", "raadsvragen", "doelen_uitvoeren", "bijgewerkt"),
    "lijst": ("eerst", "vragen", "adviezen", "uitgangspunten", "controles", "wetten"),
}
"""What only `werkblad.yaml` may ask for besides, as it tells of a finished chapter."""

PAPER_CONTENT = {"lijst": ("gegevens", "ondertekening")}
"""What only a paper may ask for besides: what stands above it, from its `kop`, and who signs."""

PROGRESS_CONTENT = {"tabel": ("voortgang_doelen", "voortgang_testen")}
"""What only `voortgang.yaml` may ask for besides, as it asks what came of a plan."""


ASKING_CONTENT = {"lijst": ("vragen_aan",)}
"""What only `vragenlijst.yaml` and `vragenmail.yaml` may ask for besides: the questions to colleagues."""


_OF_PROGRESS = PROGRESS_CONTENT["tabel"]

KINDS = ("tekst", "opties", "lopend", "tabel", "lijst")


def _check_known(kind: str, name: str, known: Collection[str]) -> str:
    if name not in known:
        raise objection_error([Objection(f"onbekende {kind} `{name}`", "LIA095", name, known)])
    return name


def _text(name: str, info: ValidationInfo[Known]) -> str:
    return _check_known("tekst", name, info.context.texts)


def _theme(name: str, info: ValidationInfo[Known]) -> str:
    known = info.context.themes
    if name not in known:
        hint = "" if suggest(name, known) else f"; kies uit: {', '.join(known)}"
        raise objection_error([Objection(f"onbekend thema `{name}`{hint}", "LIA095", name, known)])
    return name


Themasleutel = Annotated[Sleutel, AfterValidator(_theme)]
"""The key of a theme, one of liagen's own or of a package."""


def _table(name: str) -> str:
    all_tables = (each["tabel"] for each in (CONTENT, SHEET_CONTENT, PROGRESS_CONTENT))
    return _check_known("tabel", name, tuple(chain.from_iterable(all_tables)))


def _list(name: str) -> str:
    all_lists = (each["lijst"] for each in (CONTENT, SHEET_CONTENT, PAPER_CONTENT, ASKING_CONTENT))
    return _check_known("lijst", name, tuple(chain.from_iterable(all_lists)))


class ContentRow(CardModel):
    """One thing in a section: exactly one of the kinds, from a length on, and only when `als` holds."""

    tekst: Annotated[Zin, AfterValidator(_text)] | None = Field(
        default=None, description="Een bestand uit de map teksten.", examples=["inleiding"]
    )
    opties: Themasleutel | None = Field(
        default=None,
        description="De opties van een thema, elk met kop, oordeel en redenen.",
        examples=["communicatie"],
    )
    lopend: Themasleutel | None = Field(
        default=None,
        description="De opties van een thema als gewone alinea's, zonder kop of reden: wat er al is en wat een "
        "voorstel is. Wat een tekst met `kaart()` plaatst, staat er niet nog eens.",
        examples=["communicatie"],
    )
    tabel: Annotated[Zin, AfterValidator(_table)] | None = Field(
        default=None,
        description=f"Een tabel van liagen: {', '.join(CONTENT['tabel'])}. Alleen in werkblad.yaml: "
        f"{', '.join(SHEET_CONTENT['tabel'])}. Alleen in voortgang.yaml: {', '.join(_OF_PROGRESS)}.",
        examples=["doelen"],
    )
    lijst: Annotated[Zin, AfterValidator(_list)] | None = Field(
        default=None,
        description=f"Een lijst van liagen: {', '.join(CONTENT['lijst'])}. Alleen in werkblad.yaml: "
        f"{', '.join(SHEET_CONTENT['lijst'])}. Alleen in een los stuk: {', '.join(PAPER_CONTENT['lijst'])}. Alleen in "
        f"vragenlijst.yaml en vragenmail.yaml: {', '.join(ASKING_CONTENT['lijst'])}.",
        examples=["open_punten"],
    )
    vanaf: Length = Field(default="kort", description="Vanaf welke lengte het meedoet.", examples=["standaard"])
    concept: JaNee = Field(
        default="nee", description="Staat het alleen in het concept, en niet met --schoon?", examples=["ja"]
    )
    als: Voorwaarde | None = Field(
        default=None,
        description="Een voorwaarde. Alleen bij ja staat het er.",
        examples=["\"'samenvatting' in stijl.bijlagen\""],
    )

    @cached_property
    def kind(self) -> str:
        """Return what it asks for: one of ``KINDS``."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @cached_property
    def name(self) -> str:
        """Return which text, theme, table or list."""
        return str(getattr(self, self.kind))

    @model_validator(mode="after")
    def _check_one_kind(self) -> Self:
        if sum(getattr(self, kind) is not None for kind in KINDS) != 1:
            told = f"{', '.join(KINDS[:-1])} of {KINDS[-1]}"
            raise objection_error([Objection(f"noem hier precies één van {told}", "LIA094")])
        return self


class Section(CardModel):
    """One section of a document; with `concept: ja` it stands in the draft only, not in the end product."""

    sleutel: Sleutel = Field(description="De sleutel van het onderdeel: kleine letters en _.", examples=["beleggen"])
    titel: Tekst = Field(description="De kop van het onderdeel.", examples=["Wie doet wat"])
    vanaf: Length = Field(default="kort", description="Vanaf welke lengte het meedoet.", examples=["standaard"])
    als: Voorwaarde | None = Field(
        default=None,
        description="Een voorwaarde. Alleen bij ja staat het onderdeel er.",
        examples=["\"'besluitvoorstel' in stijl.bijlagen\""],
    )
    concept: JaNee = Field(
        default="nee", description="Staat het alleen in het concept, en niet met --schoon?", examples=["ja"]
    )
    nieuwe_pagina: JaNee = Field(
        default="nee",
        description="Begint het onderdeel in Word op een nieuwe bladzijde? Zo ligt een besluit op een eigen vel.",
        examples=["ja"],
    )
    inhoud: Annotated[tuple[ContentRow, ...], BeforeValidator(to_tuple), Field(min_length=1)] = Field(
        description="Wat er in het onderdeel staat, in volgorde."
    )


class Outline(CardModel):
    """`opbouw.yaml`, or the table of another document: title, what stands below it (`vooraf`), and the sections."""

    titel: Tekst = Field(
        description="De titel van het document.", examples=['"Interne implementatie en bewustwording"']
    )
    vooraf: Annotated[tuple[ContentRow, ...], BeforeValidator(to_tuple)] = Field(
        default=(), description="Wat direct onder de titel staat."
    )
    onderdelen: Annotated[tuple[Section, ...], BeforeValidator(to_tuple), Field(min_length=1)] = Field(
        description="De onderdelen, in volgorde."
    )


class HeaderRow(CardModel):
    """One line of what stands above a paper, when `als` holds."""

    naam: Zin = Field(description="Hoe het gegeven heet.", examples=["Onderwerp"])
    waarde: Tekst = Field(description="Wat erbij staat.", examples=['"Inclusie in eigen huis"'])
    als: Voorwaarde | None = Field(
        default=None,
        description="Een voorwaarde. Alleen bij ja staat de regel er.",
        examples=["document.besluit_door == 'raad'"],
    )


class PaperOutline(Outline):
    """`collegevoorstel.yaml`, `raadsvoorstel.yaml` or `samenvatting.yaml`: an outline with what stands above it."""

    kop: Annotated[tuple[HeaderRow, ...], BeforeValidator(to_tuple)] = Field(
        default=(),
        description="Wat er boven het stuk staat: portefeuillehouder, vergadering en zo meer. De regel "
        "`lijst: gegevens` zet dit neer.",
    )
    ondertekening: Zinnen = Field(
        default=(),
        description="Wie er ondertekent. De regel `lijst: ondertekening` zet voor ieder een eigen plek neer.",
        examples=['["De griffier,", "De voorzitter,"]'],
    )


class Step(CardModel):
    """One step of Cox in the comparison; `is` tells what is there, from fields with fixed answers."""

    naam: Naam = Field(description="De naam van de stap.", examples=["Vorm een team"])
    is_: Annotated[Tekst, Field(alias="is")] = Field(
        description="Wat er bij deze stap in een gemeente al is: een tekst met gegevens.",
        examples=["\"{% if structuren.intranet == 'ja' %}intranet{% endif %}\""],
    )


class Role(CardModel):
    """One row of «wie doet wat»."""

    sleutel: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")] = Field(
        description="De sleutel van de rol: kleine letters en _.", examples=["wethouder"]
    )
    rol: Tekst = Field(description="De naam van de rol.", examples=["Wethouder"])
    wie: Tekst = Field(description="Welke functie de rol heeft.", examples=['"{{ draagvlak.wethouder|hoofdletter }}"'])
    taak: Tekst = Field(description="Wat de rol doet.", examples=["Is het aanspreekpunt in het college."])
    als: Voorwaarde | None = Field(
        default=None,
        description="Een voorwaarde. Alleen bij ja staat de rol er.",
        examples=["keuze.werkgroep == 'bestaat'"],
    )


class Roles(CardModel):
    """`rollen.yaml`: who does what, in order."""

    rollen: Annotated[tuple[Role, ...], BeforeValidator(to_tuple), Field(min_length=1)] = Field(
        description="De rollen, in volgorde."
    )


class Steps(CardModel):
    """`vergelijking.yaml`: the six steps of Cox (§3.1.1), in order."""

    stappen: Annotated[tuple[Step, ...], BeforeValidator(to_tuple), Field(min_length=6, max_length=6)] = Field(
        description="De zes stappen, in volgorde."
    )


class Setting(Keyed):
    """One threshold of the package."""

    waarde: Annotated[int, Field(ge=0)] = Field(description="De grens, als heel getal.", examples=["400"])
    label: Naam = Field(
        description="Wat de grens betekent, als hele zin. Die zin staat in het hoofdstuk.",
        examples=["Vanaf zoveel fte noemt liagen een organisatie groot."],
    )
    aanname: JaNee = Field(
        default="ja",
        description="Is de grens een aanname? Zet nee als een bron haar geeft. Dan staat ze niet bij de aannames.",
        examples=["nee"],
    )


class Theme(Keyed):
    """One theme: its title, whether it must hold an internal goal, and the goal when no option gives one.

    `volgorde` names options that come first, in that order; the others follow by name.
    """

    titel: Naam = Field(description="De naam van het thema.", examples=["Communicatie"])
    kern: JaNee = Field(description="Heeft het thema een intern doel op korte termijn nodig?", examples=["ja"])
    volgorde: Zinnen = Field(
        default=(),
        description="Opties die eerst komen, in deze volgorde. De rest volgt op alfabet.",
        examples=["[intranet, campagne]"],
    )
    terugval: CardGoal | None = Field(
        default=None, description="Het doel als geen optie van een kernthema een intern doel oplevert."
    )


def _own_themes(themes: dict[str, Theme]) -> dict[str, Theme]:
    own = [key for key in themes if key not in get_args(THEMA)]
    if wrong := next((key for key in own if themes[key].kern == "ja" or themes[key].terugval), ""):
        message = f"een eigen thema kan geen kernthema zijn; schrijf bij `{wrong}` kern: nee, zonder terugval"
        raise objection_error([Objection(message, "LIA099", wrong)])
    return themes


def _day(value: object) -> object:
    # Dates stay text in YAML; what is no date is refused as it was typed.
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise objection_error([Objection(f"schrijf een datum als 2026-11-25, niet `{value}`", "LIA087")]) from None


def _plain_words(text: str) -> str:
    # A fact is told as it stands: nothing in it is filled in, marked up or a template.
    if not is_proposal(text) or "{" in text:
        raise objection_error([Objection("schrijf een feit in gewone woorden, zonder opmaak, [, ], { en }", "LIA087")])
    return text


Dag = Annotated[dt.date, BeforeValidator(_day)]
Gewoon = Annotated[Zin, AfterValidator(_plain_words)]


class DatedFact(CardModel):
    """What a source says from one day to another, both included; `werkblad` is for the officer alone."""

    tekst: Gewoon = Field(
        description="Het feit, als hele zin. `feit()` zet die in een lopende tekst.",
        examples=["Het verdrag is van kracht sinds 14 juli 2016."],
    )
    werkblad: Gewoon | None = Field(
        default=None,
        description="Wat de ambtenaar ermee kan. Dit staat alleen op het werkblad.",
        examples=["Noem dit als de raad ernaar vraagt."],
    )
    vanaf: Dag | None = Field(
        default=None,
        description="De eerste dag waarop dit waar is. Een ouder concept zwijgt erover.",
        examples=["2023-02-22"],
    )
    tot: Dag | None = Field(
        default=None,
        description="De laatste dag waarop dit waar is. Wat daarna geldt, is een volgend feit.",
        examples=["2026-12-31"],
    )

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.vanaf and self.tot and self.tot < self.vanaf:
            raise objection_error([Objection("`tot` ligt voor `vanaf`", "LIA087")])
        return self

    def holds_on(self, day: dt.date) -> bool:
        """Return whether this is true on a day."""
        return (self.vanaf is None or self.vanaf <= day) and (self.tot is None or day <= self.tot)


class Source(Keyed):
    """One source of the library, with what it says that depends on the day."""

    titel: Naam = Field(
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
    stand: Dag | None = Field(
        default=None,
        description="De dag waarop de feiten zijn nagekeken. Het werkblad noemt die dag. Bij `feiten` verplicht.",
        examples=["2026-11-25"],
    )
    feiten: Annotated[tuple[DatedFact, ...], BeforeValidator(to_tuple)] = Field(
        default=(),
        description="Wat de bron zegt, met de dagen waarop dat klopt. Van meer feiten telt het eerste dat op de dag "
        "van het concept waar is.",
    )

    werkblad_vanaf: Length = Field(
        default="standaard",
        description="Vanaf welke lengte van het hoofdstuk het werkblad de feiten noemt.",
        examples=["uitgebreid"],
    )

    @model_validator(mode="after")
    def _check_dated(self) -> Self:
        if self.feiten and not self.stand:
            raise objection_error([Objection("zet bij feiten ook `stand`: de dag waarop ze zijn nagekeken", "LIA087")])
        return self

    def fact_on(self, day: dt.date) -> DatedFact | None:
        """Return what this source says on a day; None when it says nothing that day."""
        return next((fact for fact in self.feiten if fact.holds_on(day)), None)


def _short(text: str) -> str:
    """Refuse what does not fit in a message: name and version of a package stand in many."""
    if len(text) > _LONGEST_NAME:
        raise objection_error([Objection(f"maak dit korter; hoogstens {_LONGEST_NAME} tekens", "LIA034")])
    return text


_LONGEST_NAME: Final = 60
_Version = Annotated[Zin, AfterValidator(_short)]


class PackageName(CardModel):
    """What a package says of itself: laid on another, it keeps its own."""

    naam: Annotated[Sleutel, AfterValidator(_short)] = Field(
        description="De naam van het pakket: kleine letters en _. Elk pakket heeft een eigen naam.",
        examples=["mijn_pakket"],
    )
    versie: _Version = Field(
        description="De versie, tussen aanhalingstekens. Verhoog haar als u het pakket doorgeeft.", examples=['"1.0"']
    )
    formaat: Literal[1] = Field(description="De vorm van pakketten die deze liagen kent.", examples=["1"])
    basis: Sleutel | None = Field(
        default=None,
        description="Het pakket waar dit pakket op voortbouwt. Zonder deze sleutel staat het alleen en moet het alles "
        "zelf hebben.",
        examples=["standaard"],
    )
    basis_versie: _Version | None = Field(
        default=None,
        description="De versie van dat pakket waarop u begon. Daaraan ziet `sjabloon bijwerken` wat er sindsdien "
        "veranderde; het verhoogt haar.",
        examples=['"0.1"'],
    )


class PackageFile(PackageName):
    """`pakket.yaml`: who this package is, what it builds on, its thresholds and its themes."""

    instellingen: Annotated[dict[Sleutel, Setting], AfterValidator(with_keys)] = Field(
        description="De grenzen. In een voorwaarde heet zo'n grens `instelling.<naam>`."
    )
    themas: Annotated[dict[Sleutel, Theme], AfterValidator(with_keys), AfterValidator(_own_themes)] = Field(
        description=f"De thema's van de opties: {', '.join(get_args(THEMA))}, en eigen thema's."
    )
    niet_schrijven: dict[str, Zin] = Field(
        default={},
        description="Woorden die `sjabloon controleer` afkeurt, elk met wat u beter schrijft. Een sterretje staat voor "
        "een of meer letters. Met null haalt u een woord uit de lijst.",
        examples=['"zo snel mogelijk": noem een datum'],
    )
    beweringen: dict[Profielveld, Zinnen] = Field(
        default={},
        description="Woorden die iets beweren, bij het veld uit het profiel dat erover gaat. `sjabloon controleer` "
        "waarschuwt als ze in een lopende tekst buiten een `{% if %}` of `{% for %}` op dat veld staan. Staat een "
        "woord bij meer velden, dan is een voorwaarde op één ervan genoeg. Een sterretje staat voor een of meer "
        "letters. Met null haalt u een veld uit de lijst.",
        examples=["draagvlak.raad: [raad steunt]"],
    )
