"""The text library as values: cards, risks, texts, outline, words, sources.

The pydantic models (…Head) say what a consultant may type; the frozen dataclasses are what the rest works with:
every condition parsed, every text compiled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from liagen.conditions import Condition, Setting
from liagen.profile import THEMA
from liagen.wording import Wording

Verdict = Literal["bestaat", "voorstel", "te_overwegen", "niet_nu"]
Length = Literal["kort", "standaard", "uitgebreid"]
_NAME = re.compile(r"\{([a-z]+)\}")
LENGTHS: tuple[Length, ...] = ("kort", "standaard", "uitgebreid")
PARTS = ("tekst", "kort", "meer", "bestaat", "voorstel", "te_overwegen")
CONTENT = {
    "tabel": ("wie_doet_wat", "keuzes", "niet_gekozen", "doelen", "risicos", "aannames", "planning"),
    "lijst": ("doelen_toelichting", "lange_termijn", "minimum", "podium", "open_punten", "bronnen", "pakketten"),
}
"""What an outline row may ask for besides its own texts and the options of a theme."""


def _to_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Zin = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Zinnen = Annotated[tuple[Zin, ...], BeforeValidator(_to_tuple)]
JaNee = Literal["ja", "nee"]
Sleutel = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class RuleHead(_Head):
    """A condition with, beside it, the reason that is printed when it holds."""

    als: Zin
    reden: Zin


class GoalHead(_Head):
    """A short-term goal of an option; `termijn` counts quarters from the first (1 = the first quarter)."""

    wat: Zin
    actie: Zin
    eigenaar: Zin
    termijn: Annotated[int, Field(ge=1, le=12)]
    indicator: Zin
    podium: Zin
    ervaringsdeskundigen: Zin | None = None
    uren: Zin | None = None
    bij: Annotated[tuple[Literal["bestaat", "voorstel", "te_overwegen"], ...], BeforeValidator(_to_tuple)] = (
        "voorstel",
    )
    als: Zin | None = None
    na: Zinnen = ()
    intern: JaNee = "ja"


class PracticeHead(_Head):
    """A short example from a municipality of the report, with its section."""

    gemeente: Zin
    tekst: Zin
    bron: Zin


class CardHead(_Head):
    """The front matter of an option card."""

    titel: Zin
    cox: Annotated[int, Field(ge=1, le=6)]
    rapport: Zinnen = ()
    bronnen: Zinnen
    bestaat_als: Annotated[tuple[RuleHead, ...], BeforeValidator(_to_tuple)] = ()
    kies_als: Annotated[tuple[RuleHead, ...], BeforeValidator(_to_tuple)] = ()
    niet_als: Annotated[tuple[RuleHead, ...], BeforeValidator(_to_tuple)] = ()
    doelen: dict[Sleutel, GoalHead] = {}
    hoort_bij: Zinnen = ()
    sluit_uit: Zinnen = ()
    praktijk: Annotated[tuple[PracticeHead, ...], BeforeValidator(_to_tuple)] = ()


class RiskHead(_Head):
    """The front matter of a risk card; the body describes the risk."""

    titel: Zin
    als: Zin
    maatregel: Zin
    eigenaar: Zin
    bij: Zinnen = ()
    rapport: Zinnen = ()
    bronnen: Zinnen


class TextHead(_Head):
    """The front matter of a text file; `bronnen_meer` are the sources that only its part `## Meer` rests on."""

    bronnen: Zinnen = ()
    bronnen_meer: Zinnen = ()
    rapport: Zinnen = ()


class SettingHead(_Head):
    """One threshold of the package."""

    waarde: Annotated[int, Field(ge=0)]
    label: Zin
    aanname: JaNee = "ja"


class PackageHead(_Head):
    """`pakket.yaml`: who this package is, what it builds on, its thresholds and its themes."""

    naam: Sleutel
    versie: Zin
    formaat: Literal[1]
    basis: Sleutel | None = None
    basis_versie: Zin | None = None
    instellingen: dict[Sleutel, SettingHead]
    themas: dict[THEMA, ThemeHead]


class ThemeHead(_Head):
    """One theme: its title, whether it must hold an internal goal, and the goal when no option gives one.

    `volgorde` names options that come first, in that order; the others follow by name.
    """

    titel: Zin
    kern: JaNee
    volgorde: Zinnen = ()
    terugval: GoalHead | None = None


class ContentHead(_Head):
    """One thing in a section: exactly one of the four kinds, from a length on, and only when `als` holds."""

    tekst: Zin | None = None
    opties: THEMA | None = None
    tabel: Zin | None = None
    lijst: Zin | None = None
    vanaf: Length = "kort"
    als: Zin | None = None


class SectionHead(_Head):
    """One section of the chapter; with `concept: ja` it stands in the draft only, not in the end product."""

    sleutel: Sleutel
    titel: Zin
    vanaf: Length = "kort"
    als: Zin | None = None
    concept: JaNee = "nee"
    inhoud: Annotated[tuple[ContentHead, ...], BeforeValidator(_to_tuple), Field(min_length=1)]


class OutlineHead(_Head):
    """`opbouw.yaml`: title, what stands directly below it (`vooraf`) and the sections, in order."""

    titel: Zin
    vooraf: Annotated[tuple[ContentHead, ...], BeforeValidator(_to_tuple)] = ()
    onderdelen: Annotated[tuple[SectionHead, ...], BeforeValidator(_to_tuple), Field(min_length=1)]


class StepHead(_Head):
    """One step of Cox in the comparison; `is` tells what is there, from fields with fixed answers."""

    naam: Zin
    is_: Annotated[str, Field(alias="is", min_length=1)]


class RoleHead(_Head):
    """One row of «wie doet wat»."""

    sleutel: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    rol: Zin
    wie: Zin
    taak: Zin
    als: Zin | None = None


class RolesHead(_Head):
    """`rollen.yaml`: who does what, in order."""

    rollen: Annotated[tuple[RoleHead, ...], BeforeValidator(_to_tuple), Field(min_length=1)]


class CompareHead(_Head):
    """`vergelijking.yaml`: the six steps of Cox (§3.1.1), in order."""

    stappen: Annotated[tuple[StepHead, ...], BeforeValidator(_to_tuple), Field(min_length=6, max_length=6)]


class SourceHead(_Head):
    """One source of the library."""

    titel: Zin
    jaar: Annotated[int, Field(ge=1990, le=2100)] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    paragrafen: dict[str, str] = {}


PackageHead.model_rebuild()


@dataclass(frozen=True)
class Rule:
    """A condition and its reason."""

    condition: Condition
    reason: Wording


@dataclass(frozen=True)
class CardGoal:
    """A goal as the card states it; ``after`` names goals as ``option.key``."""

    key: str
    what: Wording
    action: Wording
    owner: Wording
    term: int
    indicator: Wording
    podium: Wording
    experts: Wording | None
    hours: Wording | None
    on: tuple[str, ...]
    condition: Condition | None
    after: tuple[str, ...]
    internal: bool


@dataclass(frozen=True)
class Practice:
    """A short example; never shown in the chapter of the same municipality."""

    municipality: str
    text: Wording
    source: str


@dataclass(frozen=True)
class Card:
    """One option of internal implementation."""

    key: str
    theme: THEMA
    title: Wording
    cox: int
    report_ids: tuple[str, ...]
    sources: tuple[str, ...]
    exists: tuple[Rule, ...]
    choose: tuple[Rule, ...]
    reject: tuple[Rule, ...]
    goals: tuple[CardGoal, ...]
    belongs: tuple[str, ...]
    excludes: tuple[str, ...]
    practice: tuple[Practice, ...]
    parts: Mapping[str, Wording]
    file: str


@dataclass(frozen=True)
class Risk:
    """One risk with its measure; printed once, however many options raise it."""

    key: str
    title: Wording
    condition: Condition
    options: tuple[str, ...]
    measure: Wording
    owner: Wording
    description: Wording
    report_ids: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class LibraryText:
    """A loose text of a section."""

    key: str
    parts: Mapping[str, Wording]
    sources: tuple[str, ...]
    report_ids: tuple[str, ...]
    more_sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Theme:
    """One theme: ``core`` themes hold at least one internal short-term goal."""

    key: str
    title: str
    core: bool
    fallback: CardGoal | None


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
class Source:
    """One source; ``sections`` names the report's sections that may be referred to."""

    key: str
    title: str
    year: int | None
    url: str | None
    sections: Mapping[str, str]


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


@dataclass(frozen=True)
class Origin:
    """A package that the library was made of, with where it stands; ``shipped`` with liagen itself."""

    name: str
    version: str
    place: str
    shipped: bool


@dataclass(frozen=True)
class Library:
    """Everything the packages say, checked: ready to choose, plan and assemble with; ``packages`` lowest first."""

    packages: tuple[Origin, ...]
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
        # in one go, so that a value with braces of its own is left alone
        return _NAME.sub(lambda match: values.get(match[1], match[0]), self.words[key])


def split_parts(body: str) -> tuple[dict[str, tuple[str, int]], list[tuple[str, int]]]:
    """Split a card body at its ``## `` headings.

    Returns the parts as key → (text, line within the body, from 1), and the headings that are no part, with line.
    """
    parts: dict[str, list[str]] = {"tekst": []}
    starts = {"tekst": 1}
    unknown: list[tuple[str, int]] = []
    current = "tekst"
    for number, row in enumerate(body.split("\n"), 1):
        if row.lstrip().startswith("#"):
            heading = row[3:].strip() if row.startswith("## ") else row.strip()
            current = heading.lower().replace(" ", "_")
            if current not in PARTS[1:] or current in parts:
                unknown.append((heading, number))
            parts.setdefault(current, [])
            starts[current] = number + 1
        else:
            parts[current].append(row)
    return {key: ("\n".join(rows), starts[key]) for key, rows in parts.items() if any(map(str.strip, rows))}, unknown
