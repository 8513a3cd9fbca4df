"""The outline of the chapter and the tables of the library, as typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from liagen.library.conditions import Condition
from liagen.library.typed import CardModel, JaNee, Sleutel, Zin, to_tuple
from liagen.library.wording import Wording
from liagen.profile.model import THEMA, Length

CONTENT = {
    "tabel": ("wie_doet_wat", "keuzes", "niet_gekozen", "doelen", "risicos", "aannames", "planning"),
    "lijst": ("doelen_toelichting", "lange_termijn", "minimum", "podium", "open_punten", "bronnen", "pakketten"),
}
"""What an outline row may ask for besides its own texts and the options of a theme."""


class ContentHead(CardModel):
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


class SectionHead(CardModel):
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
    inhoud: Annotated[tuple[ContentHead, ...], BeforeValidator(to_tuple), Field(min_length=1)] = Field(
        description="Wat er in het onderdeel staat, in volgorde."
    )


class OutlineHead(CardModel):
    """`opbouw.yaml`: title, what stands directly below it (`vooraf`) and the sections, in order."""

    titel: Zin = Field(description="De titel van het hoofdstuk.", examples=['"Interne implementatie en bewustwording"'])
    vooraf: Annotated[tuple[ContentHead, ...], BeforeValidator(to_tuple)] = Field(
        default=(), description="Wat direct onder de titel staat."
    )
    onderdelen: Annotated[tuple[SectionHead, ...], BeforeValidator(to_tuple), Field(min_length=1)] = Field(
        description="De onderdelen van het hoofdstuk, in volgorde."
    )


class StepHead(CardModel):
    """One step of Cox in the comparison; `is` tells what is there, from fields with fixed answers."""

    naam: Zin = Field(description="De naam van de stap.", examples=["Vorm een team"])
    is_: Annotated[str, Field(alias="is", min_length=1)] = Field(
        description="Wat er bij deze stap in een gemeente al is: een tekst met gegevens.",
        examples=["\"{% if structuren.intranet == 'ja' %}intranet{% endif %}\""],
    )


class RoleHead(CardModel):
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


class RolesHead(CardModel):
    """`rollen.yaml`: who does what, in order."""

    rollen: Annotated[tuple[RoleHead, ...], BeforeValidator(to_tuple), Field(min_length=1)] = Field(
        description="De rollen, in volgorde."
    )


class CompareHead(CardModel):
    """`vergelijking.yaml`: the six steps of Cox (§3.1.1), in order."""

    stappen: Annotated[tuple[StepHead, ...], BeforeValidator(to_tuple), Field(min_length=6, max_length=6)] = Field(
        description="De zes stappen, in volgorde."
    )


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
