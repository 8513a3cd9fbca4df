"""The text library as a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from liagen.library.cards import Card, CardGoal, GoalHead, LibraryText, Risk
from liagen.library.conditions import Setting
from liagen.library.outline import Content, Role, Section, Step
from liagen.library.typed import CardModel, JaNee, Sleutel, Zin, Zinnen
from liagen.library.wording import Wording
from liagen.profile.model import THEMA

_NAME = re.compile(r"\{([a-z]+)\}")


class SettingHead(CardModel):
    """One threshold of the package."""

    waarde: Annotated[int, Field(ge=0)] = Field(description="De grens, als heel getal.", examples=["400"])
    label: Zin = Field(
        description="Wat de grens betekent, als hele zin. Die zin staat in het hoofdstuk.",
        examples=["Vanaf zoveel fte noemt liagen een organisatie groot."],
    )
    aanname: JaNee = Field(
        default="ja",
        description="Is de grens een aanname? Zet nee als een bron haar geeft. Dan staat ze niet bij de aannames.",
        examples=["nee"],
    )


class PackageHead(CardModel):
    """`pakket.yaml`: who this package is, what it builds on, its thresholds and its themes."""

    naam: Sleutel = Field(
        description="De naam van het pakket: kleine letters en _. Elk pakket heeft een eigen naam.",
        examples=["mijn_pakket"],
    )
    versie: Zin = Field(
        description="De versie, tussen aanhalingstekens. Verhoog haar als u het pakket doorgeeft.", examples=['"1.0"']
    )
    formaat: Literal[1] = Field(description="De vorm van pakketten die deze liagen kent.", examples=["1"])
    basis: Sleutel | None = Field(
        default=None,
        description="Het pakket waar dit pakket op voortbouwt. Zonder deze sleutel staat het alleen en moet het alles "
        "zelf hebben.",
        examples=["standaard"],
    )
    basis_versie: Zin | None = Field(
        default=None, description="De versie van dat pakket toen u begon. Ter informatie.", examples=['"0.1"']
    )
    instellingen: dict[Sleutel, SettingHead] = Field(
        description="De grenzen. In een voorwaarde heet zo'n grens `instelling.<naam>`."
    )
    themas: dict[THEMA, ThemeHead] = Field(description="De thema's van de opties.")
    niet_schrijven: dict[str, Zin] = Field(
        default={},
        description="Woorden die `sjabloon controleer` afkeurt, elk met wat u beter schrijft. Een sterretje staat voor "
        "een of meer letters. Met null haalt u een woord uit de lijst.",
        examples=['"zo snel mogelijk": noem een datum'],
    )


class ThemeHead(CardModel):
    """One theme: its title, whether it must hold an internal goal, and the goal when no option gives one.

    `volgorde` names options that come first, in that order; the others follow by name.
    """

    titel: Zin = Field(description="De naam van het thema.", examples=["Communicatie"])
    kern: JaNee = Field(description="Heeft het thema een intern doel op korte termijn nodig?", examples=["ja"])
    volgorde: Zinnen = Field(
        default=(),
        description="Opties die eerst komen, in deze volgorde. De rest volgt op alfabet.",
        examples=["[intranet, campagne]"],
    )
    terugval: GoalHead | None = Field(
        default=None, description="Het doel als geen optie van een kernthema een intern doel oplevert."
    )


class SourceHead(CardModel):
    """One source of the library."""

    titel: Zin = Field(
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


PackageHead.model_rebuild()


@dataclass(frozen=True)
class Theme:
    """One theme: ``core`` themes hold at least one internal short-term goal."""

    key: str
    title: str
    core: bool
    fallback: CardGoal | None


@dataclass(frozen=True)
class Source:
    """One source; ``sections`` names the report's sections that may be referred to."""

    key: str
    title: str
    year: int | None
    url: str | None
    sections: Mapping[str, str]


@dataclass(frozen=True)
class UsedPackage:
    """A package that the library was made of, with where it stands; ``shipped`` with liagen itself."""

    name: str
    version: str
    place: str
    shipped: bool


@dataclass(frozen=True)
class Library:
    """Everything the packages say, checked: ready to choose, plan and assemble with; ``packages`` lowest first."""

    packages: tuple[UsedPackage, ...]
    settings: Mapping[str, Setting]
    themes: Mapping[str, Theme]
    cards: Mapping[str, Card]
    risks: Mapping[str, Risk]
    texts: Mapping[str, LibraryText]
    title: Wording
    outline: tuple[Section, ...]
    preamble: tuple[Content, ...]
    steps: tuple[Step, ...]
    roles: tuple[Role, ...]
    words: Mapping[str, str]
    sources: Mapping[str, Source]
    style_file: str

    def word(self, key: str, **values: str) -> str:
        """Return a short text from `woorden.yaml` with its values filled in (Markdown; values already escaped)."""
        return _form(self.words[key]) % _Values(values)


class _Values(dict[str, str]):
    """Values by name; a name without one is shown as it was typed."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


@lru_cache(maxsize=1024)
def _form(text: str) -> str:
    """Return a short text for Python's ``%``, which fills in all values in one go: braces in a value are left alone."""
    return _NAME.sub(r"%(\1)s", text.replace("%", "%%"))
