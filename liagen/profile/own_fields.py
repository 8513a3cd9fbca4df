"""Questions that packages add to the profile, and the profile with them.

They stand in the profile below ``velden``, each below the name of its package, and are fields as all others: of the
same kinds, read and checked by the same model. Which of them there are depends on the packages that are used; so
whoever uses a library says so with `fields_in_use`, and nobody else needs to know.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Literal, Protocol

from pydantic import Field, create_model

from liagen.profile.group import Datum, Groep, Tekst, Wie
from liagen.profile.model import Profile

OWN_FIELDS: Final = "velden"
"""The group of the profile below which they stand, as ``velden.<pakket>.<veld>``."""

OwnKind = Literal["ja_nee", "keuze", "keuzelijst", "getal", "bedrag", "datum", "tekst"]
"""What is asked: ``ja_nee`` may be onbekend too, ``bedrag`` is in whole euros, ``tekst`` is one line."""

WITH_CHOICES: Final = ("keuze", "keuzelijst")
"""The kinds that need answers to choose from."""

MAX_NUMBER: Final = 1_000_000_000

_QUESTION: Final = "Wat vragen uw sjablonen nog?"


class AskedIf(Protocol):
    """The condition under which a question is asked."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the fields that it looks at."""

    def answer(self, lookup: Callable[[str], Any]) -> bool | None:
        """Return True for ja, False for nee and None for onbekend."""


@dataclass(frozen=True)
class OwnField:
    """One question of a package: its key, its name in a sentence, what is asked and explained, and who can answer."""

    key: str
    label: str
    vraag: str
    uitleg: str
    kind: OwnKind
    choices: tuple[str, ...] = ()
    wie: Wie = "uitvoerder"
    asked_if: AskedIf | None = None


@dataclass(frozen=True)
class PackageFields:
    """The questions of one package, with the question above them."""

    package: str
    vraag: str
    fields: tuple[OwnField, ...]

    @property
    def path(self) -> str:
        """Return the group in which they stand."""
        return f"{OWN_FIELDS}.{self.package}"


@dataclass(frozen=True, eq=False)
class _InUse:
    """The questions in use, and the model of a profile with them."""

    own: tuple[PackageFields, ...]
    model: type[Profile]
    conditions: Mapping[str, AskedIf]


_NONE: Final = _InUse((), Profile, MappingProxyType({}))
_IN_USE: ContextVar[_InUse] = ContextVar("_IN_USE", default=_NONE)


@contextlib.contextmanager
def fields_in_use(own: tuple[PackageFields, ...]) -> Iterator[None]:
    """Let the profile have these questions of packages besides its own, within this context."""
    token = _IN_USE.set(_with(own))
    try:
        yield
    finally:
        _IN_USE.reset(token)


def own_fields() -> tuple[PackageFields, ...]:
    """Return the questions of packages that are in use."""
    return _IN_USE.get().own


def profile_model() -> type[Profile]:
    """Return the model of a profile with the questions in use."""
    return _IN_USE.get().model


def asked_if(path: str) -> AskedIf | None:
    """Return the condition under which the question of a package is asked; None when it always is."""
    return _IN_USE.get().conditions.get(path)


def is_reserved(key: str) -> bool:
    """Say whether a field cannot go by this name, as it means something in every group."""
    return hasattr(Groep, key) or key.startswith(("_", "model_")) or key == "aanwezig"


@lru_cache(maxsize=16)  # the packages of a few libraries; each model costs milliseconds
def _with(own: tuple[PackageFields, ...]) -> _InUse:
    if not own:
        return _NONE
    members: dict[str, Any] = {}
    for package in own:
        fields: dict[str, Any] = {each.key: (_type_of(each), _field_of(each)) for each in package.fields}
        group = create_model(f"Velden_{package.package}", __base__=Groep, **fields)
        members[package.package] = (group, _group_field(group(), package.package, package.vraag))
    all_of_them = create_model("Velden", __base__=Groep, **members)
    field: Any = (all_of_them, _group_field(all_of_them(), "vragen van de sjablonen", _QUESTION))
    conditions = {
        f"{package.path}.{each.key}": each.asked_if for package in own for each in package.fields if each.asked_if
    }
    return _InUse(own, create_model("Profile", __base__=Profile, **{OWN_FIELDS: field}), conditions)


def _group_field(default: Groep, label: str, vraag: str) -> Any:
    return Field(default=default, title=label, json_schema_extra={"vraag": vraag})


def _field_of(own: OwnField) -> Any:
    extra: dict[str, Any] = {
        "vraag": own.vraag,
        "wie": own.wie,
        **({"eenheid": "euro"} if own.kind == "bedrag" else {}),
    }
    limits: dict[str, Any] = {"ge": 0, "le": MAX_NUMBER} if own.kind in ("getal", "bedrag") else {}
    default = "onbekend" if own.kind == "ja_nee" else None
    return Field(default=default, title=own.label, description=own.uitleg, json_schema_extra=extra, **limits)


def _type_of(own: OwnField) -> Any:
    """Return the type that fields of this kind have in the profile itself."""
    if own.kind in WITH_CHOICES:
        one: Any = Literal.__getitem__(own.choices)
        return one | None if own.kind == "keuze" else tuple[one, ...] | None
    types: dict[OwnKind, Any] = {
        "ja_nee": Literal["ja", "nee", "onbekend"],
        "getal": int | None,
        "bedrag": int | None,
        "datum": Datum,
        "tekst": Tekst,
    }
    return types[own.kind]
