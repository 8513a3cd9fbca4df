"""What every group of fields of a profile shares: how its values are typed, parsed and checked against each other."""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Annotated, Any, ClassVar, Final, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
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
    parse_day,
    parse_euros,
    parse_numbers,
    parse_texts,
    parse_whole_number,
    refusal,
)

FILL_OPEN, FILL_CLOSE = "\ue000", "\ue001"
"""Private-use characters that mark a fill-in between wording and markdown; profile text may not hold them."""

FILL_PREFIXES = ("[invullen:", "[voorzet:", "[Voorzet:")
"""What a text of a profile begins with that an officer left as we gave it: it counts as unknown."""

NAMELESS = "[invullen: naam van de gemeente]"
"""The name of a municipality that is not known: it has to be there, and may still have to be filled in."""

MAX_OWN_TEXT = 1500
"""How many characters a text of more paragraphs may have."""

STANDS_WHEN_ABSENT = ("aanwezig", "eerder", "ambitie", "leeg_van", "leeg_tot")
"""Fields about earlier or later: they say nothing about what is there now."""

Wie = Literal["uitvoerder", "college", "griffie", "directie", "personeelszaken", "ervaringsdeskundigen"]
"""Who can answer a question; the open points are grouped by it."""

FieldKind = Literal["antwoord", "keuze", "getal", "tekst", "datum", "keuzelijst", "tekstlijst", "groepen"]


def _text(value: object) -> object:
    """Check one text: trimmed, not empty, on one line, without marks of our own; a fill-in counts as unknown."""
    return _checked_text(value, lambda text: " ".join(text.splitlines()))


def _paragraphs(value: object) -> object:
    """Check a text as above that may have more paragraphs, with an empty line between them."""
    text = _checked_text(value, _in_paragraphs)
    if isinstance(text, str) and len(text) > MAX_OWN_TEXT:
        raise refusal(f"maak deze tekst korter; hij mag {MAX_OWN_TEXT} tekens hebben")
    return text


def _in_paragraphs(text: str) -> str:
    rows = "\n".join(row.strip() for row in text.splitlines())
    return "\n\n".join(" ".join(part.split("\n")) for part in re.split(r"\n{2,}", rows.strip("\n")))


def _checked_text(value: object, joined: Callable[[str], str]) -> object:
    if value is None:
        return None
    if not isinstance(value, str):
        raise refusal("vul tekst in; zet een getal of tekst met haken tussen aanhalingstekens")
    text = joined(value).replace("\t", " ").strip()
    if not text:
        raise refusal("de tekst is leeg; vul iets in of laat de regel weg")
    if private := next((char for char in text if unicodedata.category(char) == "Co"), ""):
        code = f"U+{ord(private):04X}"
        raise refusal(f"verwijder het teken {code}; alleen uw eigen lettertype kent dat")
    return None if is_fill_in(text) else text


def is_fill_in(text: str) -> bool:
    """Say whether a text is a fill-in as we gave it, which counts as unknown."""
    return text.startswith(FILL_PREFIXES) and text.endswith("]")


def _line(value: object) -> object:
    """Check one text in a list: what is not known yet is left out of the list."""
    text = _text(value)
    if text is None:
        raise refusal("deze regel van de lijst is leeg; vul iets in of haal de regel weg")
    return text


def required(value: object) -> object:
    """Refuse what is empty where something must stand."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise refusal("dit veld is leeg; vul het in")
    return value


_NOBODY: Final = frozenset(
    {"geen", "niemand", "nvt", "niet van toepassing", "geen van allen", "nog niemand", "-", "nee"}
)
"""What is typed for «there is nobody», without points."""


def _held_by_someone(value: str | None) -> str | None:
    """Refuse a word for nobody where a function must stand: it would be told as if someone had that name."""
    if value and value.replace(".", "").strip().casefold() in _NOBODY:
        raise refusal(f"hier hoort een functie, geen «{value}»; is er niemand, of weet u het niet, laat dit dan leeg")
    return value


Tekst = Annotated[str | None, BeforeValidator(_text)]
Functie = Annotated[str | None, AfterValidator(_held_by_someone), BeforeValidator(_text)]
"""A function that someone has; who has none is told of by an empty field."""

Alineas = Annotated[str | None, BeforeValidator(_paragraphs)]
Regel = Annotated[str, BeforeValidator(_line)]
Datum = dt.date | None
"""A date, or a period that counts as its last day (``PeriodEnd``)."""

Jaartal = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), BeforeValidator(parse_whole_number)]
Jaar = Annotated[int | None, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


def _known_only(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value is not None}


KNOWN_ONLY = AfterValidator(_known_only)
"""Of what is told by key, leaves out what is only a fill-in: that says nothing."""

BY_KEY = BeforeValidator(lambda value: {} if value is None or is_word(value, "geen") else value)
"""Reads values that each stand behind a key of the officer's own."""


def field(default: Any, label: str, vraag: str, uitleg: str = "", wie: Wie = "uitvoerder") -> Any:
    """Describe one field: its name in a sentence (noun without article), question, explanation and who can answer."""
    return Field(default=default, title=label, description=uitleg, json_schema_extra={"vraag": vraag, "wie": wie})


def refuse_earlier(name: str, value: Any, first: str, before: Mapping[str, Any]) -> None:
    """Refuse a year or date that is earlier than the one at ``first``, with which it begins."""
    start = before.get(first)
    is_same_kind = any(isinstance(start, kind) and isinstance(value, kind) for kind in (int, dt.date))
    if is_same_kind and value < start:
        raise refusal(f"`{name}` ligt vóór `{first}`; verbeter één van beide")


class Groep(BaseModel):
    """A group of fields. `geen` for the whole group means: no to every answer, none in every list."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    two_shapes: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of fields in which the same can be told: a short list, and rows that tell more."""

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
        name = str(info.field_name)
        parsed = _parsers(cls)[name](value)
        cls._check_beside(name, parsed, info.data)
        return parsed

    @classmethod
    def _check_beside(cls, name: str, value: Any, before: Mapping[str, Any]) -> None:
        """Refuse a parsed value that contradicts a field ``before`` it; raises what `refusal` returns."""
        short = next((short for short, rows in cls.two_shapes if rows == name), "")
        if value == () and before.get(short):
            raise refusal(f"dit is geen, maar in `{short}` is iets ingevuld; kies één van beide")
        if value and before.get(short) == ():
            raise refusal(f"`{short}` is geen, maar hier is iets ingevuld; kies één van beide")

    @classmethod
    def _with_derived(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Add what follows from what was said; a value that was not understood stands as it was typed."""
        if "aanwezig" in cls.model_fields and data.get("aanwezig") is None:
            # Who names members of a group says that there is a group.
            given = [data[key] for key in data if key in cls.model_fields and key not in STANDS_WHEN_ABSENT]
            if any(is_given(value) for value in given):
                return {**data, "aanwezig": "ja"}
        return data

    @classmethod
    def implied_by(cls, name: str, value: Any) -> dict[str, Any]:
        """Return the other fields that follow when nothing but this value of one field is known."""
        return {each: worth for each, worth in cls._with_derived({name: value}).items() if each != name}

    @model_validator(mode="after")
    def _check_consistent(self) -> Groep:
        names = (
            [name for name in type(self).model_fields if name not in STANDS_WHEN_ABSENT] if self._is_absent() else ()
        )
        if given := [f"`{name}`" for name in names if is_given(getattr(self, name))]:
            message = f"`aanwezig` is nee, maar ingevuld is ook: {', '.join(given)}; kies één van beide"
            raise refusal(message)
        return self

    def _is_absent(self) -> bool:
        """Return whether the group says that there is nothing to describe."""
        return getattr(self, "aanwezig", "") == "nee"


class Rij(Groep):
    """One row of a list."""


RijSoort = TypeVar("RijSoort", bound=Groep)


def checked(model: type[RijSoort], value: object) -> RijSoort | None:
    """Return what was typed for a group as the group, or None when something is wrong with it or it is not there."""
    if value is None:
        return None
    try:
        return model.model_validate(value)
    except ValidationError:
        return None  # told when the field is checked, at its place


def checked_rows(model: type[RijSoort], value: object) -> tuple[RijSoort, ...] | None:
    """Return what was typed for a list as its rows, or None when there is no list or something is wrong with one."""
    if not isinstance(value, tuple):
        return None
    rows = tuple(row for each in value if (row := checked(model, each)) is not None)
    return rows if len(rows) == len(value) else None


def _all_absent(group: type[Groep]) -> dict[str, Any]:
    """Return the data of a group in which nothing exists."""
    fields = group.model_fields.values()
    # «geen» for a group of texts only would say nothing that a reader could use.
    kinds = {kind_of(info.annotation, info)[0] for info in fields}
    if issubclass(group, Rij) or not kinds & {"antwoord", "keuzelijst"} or any(info.is_required() for info in fields):
        raise refusal("«geen» past hier niet; vul de velden van deze groep in")
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
        "datum": parse_day if extra.get("hele_dag") else parse_date,
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
    is_open = isinstance(value, str) and is_fill_in(value)
    return None if value is None or is_open or is_word(value, "onbekend") else read(value)


def is_given(value: object) -> bool:
    """Return whether a value says that something is there."""
    return value not in (None, "nee", "geen", "onbekend", (), [], 0)


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
