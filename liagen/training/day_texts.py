"""What `templates/oefenset` says of a course day: `dag.yaml` and `gevallen.yaml`, as models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from liagen.library.field_types import CardModel, JaNee, Sleutel, Zin, Zinnen

Part = Literal[
    "welkom", "samen", "oordelen", "bespreken_oordelen", "plan", "fouten", "bespreken_fouten", "raad", "paar",
    "echt_geval", "pauze", "lunch", "nabespreken", "ruimte", "afsluiten",
]  # fmt: skip
"""What a day is made of."""

Minutes = Annotated[int, Field(ge=0, le=240)]
Points = Annotated[int, Field(ge=0, le=10)]


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class MinutesModel(CardModel):
    """How long everything takes, besides reading."""

    welkom: Minutes
    samen: Minutes
    per_optie: Minutes
    per_onbekend_gegeven: Minutes
    per_risico: Minutes
    per_doel: Minutes
    eigen_tekst: Minutes
    per_fout: Minutes
    per_vraag_van_de_raad: Minutes
    bespreken_per_groep: Minutes
    paar: Minutes
    echt_geval: Minutes
    nabespreken: Minutes
    afsluiten: Minutes


class BreakModel(CardModel):
    """When there is a break, and when the middle one is lunch."""

    na: Annotated[int, Field(ge=45, le=240)]
    minuten: Minutes
    lunch_vanaf: Annotated[int, Field(ge=60, le=600)]
    lunch_minuten: Minutes


class DayLevelModel(CardModel):
    """What a group thinks up at one level."""

    risicos: Annotated[int, Field(ge=0, le=10)]
    doelen: Annotated[int, Field(ge=0, le=10)]
    eigen_tekst: JaNee


class PartModel(CardModel):
    """One part of the day: what the groups do and what the trainer does."""

    titel: Zin
    groep: Zin
    trainer: Zin


class RoleModel(CardModel):
    """A role within a group."""

    titel: Zin
    taak: Zin


class PointsModel(CardModel):
    """What gives a point."""

    per_oordeel: Points
    per_regel: Points
    per_doel_onderwerp: Points
    per_fout: Points
    per_lokker: Points


class DayModel(CardModel):
    """`dag.yaml`."""

    woorden_per_minuut: Annotated[int, Field(ge=50, le=600)]
    minuten: MinutesModel
    pauze: BreakModel
    niveaus: dict[Literal["basis", "gevorderd", "expert"], DayLevelModel]
    onderdelen: dict[Part, PartModel]
    rollen: Annotated[tuple[RoleModel, ...], BeforeValidator(_tuple), Field(min_length=1)]
    nabespreking: Annotated[Zinnen, Field(min_length=1)]
    punten: PointsModel
    doel_onderwerpen: Annotated[Zinnen, Field(min_length=1)]


class RealFactModel(CardModel):
    """A fact of a real municipality with its source: sections of the report, or a key of the file's own sources."""

    tekst: Zin
    bron: Zin


class RealCaseModel(CardModel):
    """A real municipality to talk about; `mis` is one of which an inquiry says that it did not go well."""

    sleutel: Sleutel
    gemeente: Zin
    soort: Literal["voorbeeld", "mis"]
    feiten: Annotated[tuple[RealFactModel, ...], BeforeValidator(_tuple), Field(min_length=1)]
    vraag: Zin


class RealSourceModel(CardModel):
    """A source besides the report; `kort` is what stands behind a fact."""

    kort: Zin
    titel: Zin
    url: Annotated[str, Field(pattern=r"^https://\S+$")]


class RealCasesModel(CardModel):
    """`gevallen.yaml`."""

    gevallen: Annotated[tuple[RealCaseModel, ...], BeforeValidator(_tuple), Field(min_length=1)]
    bronnen: dict[Sleutel, RealSourceModel] = Field(default={})


def day_problems(day: DayModel) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give what a day lacks, with its place in the file."""
    levels = ("basis", "gevorderd", "expert")
    missing: list[tuple[str, str]] = [("niveaus", name) for name in levels if name not in set(day.niveaus)]
    missing += [("onderdelen", name) for name in get_args(Part) if name not in set(day.onderdelen)]
    yield from (((group,), f"`{name}` ontbreekt") for group, name in missing)


def real_case_problems(cases: RealCasesModel) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give the facts whose source is neither a section of the report nor one that the file names."""
    for number, case in enumerate(cases.gevallen):
        for place, fact in enumerate(case.feiten):
            if not fact.bron.startswith("§") and fact.bron not in cases.bronnen:
                path = ("gevallen", number, "feiten", place, "bron")
                yield path, f"onbekende bron `{fact.bron}`; noem een paragraaf met § of een bron onder `bronnen`"
