"""The lists of options that a text can loop along: those that are proposed, there already, or to be considered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, get_args

from liagen.profile.choices import THEMA
from liagen.profile.fields import FieldSpec

if TYPE_CHECKING:
    from liagen.library.wording import Wording

OPTION_LISTS: Final[Mapping[str, str]] = MappingProxyType(
    {"voorstellen": "voorstel", "bestaande_opties": "bestaat", "te_overwegen_opties": "te_overwegen"}
)
"""What each list is called, with the verdict of the options in it."""

PRINTED: Final = ("titel", "kort", "tekst")
"""What a text may show of an option: its title, its `kort_punt`, and what it says under its verdict."""


@dataclass(frozen=True)
class CardWords:
    """What a text may show of an option: its ``parts`` by name, its title and its short point; its theme and step."""

    parts: Mapping[str, Wording]
    title: Wording
    short: Wording | None
    theme: str
    step: int

    def shown(self, name: str, verdict: str) -> Wording | None:
        """Return the words for one of ``PRINTED``; None when the option has none."""
        return {"titel": self.title, "kort": self.short, "tekst": self.parts.get(verdict)}[name]


@dataclass(frozen=True)
class ListedOption:
    """One option in a loop; its attributes are what a condition may ask of it."""

    sleutel: str
    thema: str
    stap: int
    heeft_kort: str


def option_specs(name: str, options: frozenset[str], themes: Iterable[str]) -> dict[str, FieldSpec]:
    """Return what a condition may ask of an option that goes by ``name`` in a loop."""
    known = tuple(dict.fromkeys((*get_args(THEMA), *themes)))
    rows: tuple[tuple[str, Any], ...] = (
        ("sleutel", tuple(sorted(options))), ("thema", known), ("stap", ()), ("heeft_kort", ("ja", "nee")),
    )  # fmt: skip
    return {
        f"{name}.{key}": FieldSpec(
            f"{name}.{key}", "keuze" if choices else "getal", choices, key, "", "", choices[0] if choices else None
        )
        for key, choices in rows
    }
