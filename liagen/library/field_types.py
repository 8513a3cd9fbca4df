"""What may stand behind a key: a text, a condition, a link. Each is parsed and judged while pydantic validates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetPydanticSchema,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import core_schema

from liagen.files.check import Objection, objection_error
from liagen.library.conditions import Condition
from liagen.library.derived import AFTER_PLANNING, derived_specs
from liagen.library.fill_ins import meant_fill_in
from liagen.library.wording import AMOUNT, Phrases, Wording
from liagen.profile.choices import THEMA
from liagen.profile.fields import GOAL_CHOICES, field_specs, find_field, row_fields

if TYPE_CHECKING:
    from liagen.library.condition_parser import Scope


@dataclass(frozen=True)
class Known:
    """What the files of a stack of packages may refer to; the validation context of every model here.

    ``sources`` is empty when they cannot be read, and is then not asked; ``phrases`` are the texts that another may
    take in. ``themes`` are those of the options.
    """

    scope: Scope
    sources: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    phrases: Phrases = field(default_factory=Phrases)
    themes: tuple[str, ...] = get_args(THEMA)


_DEAD_LINKS = {"onbekende optie": "LIA082", "onbekend doel": "LIA083", "onbekende bron": "LIA085"}


def dead_link(what: str, key: str, known: Collection[str], removed: Mapping[str, str]) -> Objection:
    """Return what to say of a link that leads nowhere: who took it away, or else what it looks like."""
    taken = removed.get(key.split(".")[0]) if what != "onbekende bron" else None
    message = f"{what} `{key}`; {taken} haalt die weg" if taken else f"{what} `{key}`"
    return Objection(message, _DEAD_LINKS[what], key, () if taken else known)


class CardModel(BaseModel):
    """What every model of a library file shares."""

    # Built when the first file is checked: a library that was read beforehand needs no judge.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    def beside(self, name: str) -> Any:
        """Return a private attribute; to ask pydantic itself for these takes a fifth of the time of a chapter."""
        return (self.__pydantic_private__ or {})[name]


class Keyed(CardModel):
    """Something that goes by a key of the writer's own."""

    _key: str = ""

    @cached_property
    def key(self) -> str:
        """Return the key that it stands behind."""
        return str(self.beside("_key"))

    def with_key(self, key: str) -> Self:
        """Return the same with its key."""
        found = self.model_copy()
        found._key = key
        return found


KeyedType = TypeVar("KeyedType", bound=Keyed)


def with_keys(found: dict[str, KeyedType]) -> dict[str, KeyedType]:
    """Tell everything in a group the key it stands behind."""
    return {key: each.with_key(key) for key, each in found.items()}


def to_tuple(value: object) -> object:
    """Return a list of YAML as a tuple, which nobody changes."""
    return tuple(value) if isinstance(value, list) else value


Zin = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _plain(text: str) -> str:
    if found := meant_fill_in(text):
        message = "hier kan geen invulplek of voorzet staan; schrijf gewone tekst"
        raise objection_error([Objection(message, "LIA075", found)])
    if found := next((sign for sign in ("{{", "{%") if sign in text), ""):
        raise objection_error([Objection("hier kan geen gegeven staan; schrijf gewone tekst", "LIA062", found)])
    return text


Naam = Annotated[Zin, AfterValidator(_plain)]
"""A sentence or name that is shown as it was typed."""

Zinnen = Annotated[tuple[Zin, ...], BeforeValidator(to_tuple)]
JaNee = Literal["ja", "nee"]
Sleutel = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]


def _wording(text: str, info: ValidationInfo[Known]) -> Wording:
    return _parsed_wording(text, info.context.scope, info.context.phrases)


def _wording_of_a_goal(text: str, info: ValidationInfo[Known]) -> Wording:
    return _parsed_wording(text, info.context.scope.within_goal, info.context.phrases)


def _wording_of_the_profile(text: str, info: ValidationInfo[Known]) -> Wording:
    return _parsed_wording(text, info.context.scope.before_choice, info.context.phrases)


def _parsed_wording(text: str, scope: Scope, phrases: Phrases) -> Wording:
    if "![" in text:  # what stands behind a key is a sentence
        raise objection_error([Objection("een beeld kan alleen in de tekst onder de regels", "LIA098", "![")])
    # Jinja is loaded only by who has a text to read: what came with liagen was read beforehand (`library/ready`).
    from liagen.library.wording_parser import WordingError, parse_wording

    try:
        return parse_wording(text, scope, phrases=phrases)
    except WordingError as error:
        raise objection_error(Objection(str(each), each.code, each.word) for each in (error, *error.others)) from None


def _condition(text: str, info: ValidationInfo[Known]) -> Condition:
    return _parsed_condition(text, info.context.scope)


def _condition_of_the_profile(text: str, info: ValidationInfo[Known]) -> Condition:
    return _parsed_condition(text, info.context.scope.before_choice)


def _condition_of_a_goal(text: str, info: ValidationInfo[Known]) -> Condition:
    return _parsed_condition(text, info.context.scope.within_goal)


def _parsed_condition(text: str, scope: Scope) -> Condition:
    from liagen.library.condition_parser import ConditionError, parse_condition

    try:
        return parse_condition(text, scope)
    except ConditionError as error:
        raise objection_error([Objection(str(error), error.code, error.word)]) from None


def _from_text(parse: Any) -> GetPydanticSchema:
    """Return the schema of a value that is typed as text and parsed by ``parse``."""
    # A schema of its own and no plain validator: JSON Schema, of which the reference is made, must go on saying
    # «string».
    return GetPydanticSchema(
        lambda _source, handler: core_schema.with_info_after_validator_function(parse, handler.generate_schema(Zin))
    )


Tekst = Annotated[Wording, _from_text(_wording)]
"""A text with facts in it."""

DoelTekst = Annotated[Wording, _from_text(_wording_of_a_goal)]
"""A text of one goal: also with `aantal`, the number that the goal is about."""

ProfielTekst = Annotated[Wording, _from_text(_wording_of_the_profile)]
"""A text with facts in it that is read before anything is chosen."""

Voorwaarde = Annotated[Condition, _from_text(_condition)]
"""A condition on the profile and on choices."""

DoelVoorwaarde = Annotated[Condition, _from_text(_condition_of_a_goal)]
"""A condition that decides about a goal, when the goals of the table are still to be chosen."""

ProfielVoorwaarde = Annotated[Condition, _from_text(_condition_of_the_profile)]
"""A condition on the profile alone: what makes a choice cannot look at choices."""


def _check_links(
    what: str, keys: tuple[str, ...], known: Collection[str], removed: Mapping[str, str]
) -> tuple[str, ...]:
    if objections := [dead_link(what, key, known, removed) for key in keys if key not in known]:
        raise objection_error(objections)
    return keys


def _options(keys: tuple[str, ...], info: ValidationInfo[Known]) -> tuple[str, ...]:
    return _check_links("onbekende optie", keys, info.context.scope.options, info.context.scope.removed)


def _goals(keys: tuple[str, ...], info: ValidationInfo[Known]) -> tuple[str, ...]:
    return _check_links("onbekend doel", keys, info.context.scope.goals, info.context.scope.removed)


def _goal(key: str, info: ValidationInfo[Known]) -> str:
    return _goals((key,), info)[0]


def _sources(keys: tuple[str, ...], info: ValidationInfo[Known]) -> tuple[str, ...]:
    return _check_links("onbekende bron", keys, info.context.sources or keys, {})


def _source(key: str, info: ValidationInfo[Known]) -> str:
    return _sources((key,), info)[0]


def _profile_field(path: str) -> str:
    if find_field(path) is None:
        raise objection_error([Objection(f"onbekend veld `{path}`", "LIA051", path, field_specs())])
    return path


def _number_field(path: str, info: ValidationInfo[Known]) -> str:
    """Check a field that says how often: a number of the profile, of the plan, or of a goal."""
    scope, number = info.context.scope, f".{AMOUNT}"
    if path.startswith(f"{GOAL_CHOICES}.") and path.endswith(number):
        goal = path.removeprefix(f"{GOAL_CHOICES}.").removesuffix(number)
        _check_links("onbekend doel", (goal,), scope.goals, scope.removed)
        return path
    known = {**field_specs(), **{name: spec for name, spec in derived_specs().items() if name not in AFTER_PLANNING}}
    if path not in known:
        raise objection_error([Objection(f"onbekend veld `{path}`", "LIA051", path, known)])
    if known[path].kind != "getal":
        raise objection_error([Objection(f"`{path}` is geen getal; noem een veld met een getal", "LIA056", path)])
    return path


def _dated_rows(path: str) -> str:
    """Check a list whose rows each say when something is."""
    spec = find_field(_profile_field(path))
    if not (spec and spec.has_rows and any(row.path == "wanneer" for row in row_fields(path))):
        raise objection_error([Objection(f"`{path}` heeft geen rijen met een `wanneer`", "LIA056", path)])
    return path


Opties = Annotated[Zinnen, AfterValidator(_options)]
Doel = Annotated[Zin, AfterValidator(_goal)]
Doelen = Annotated[Zinnen, AfterValidator(_goals)]
Bronnen = Annotated[Zinnen, AfterValidator(_sources)]
Getalveld = Annotated[Zin, AfterValidator(_number_field)]
Datumrijen = Annotated[Zin, AfterValidator(_dated_rows)]
Bron = Annotated[Zin, AfterValidator(_source)]
Profielveld = Annotated[Zin, AfterValidator(_profile_field)]
