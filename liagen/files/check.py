"""A YAML tree against a pydantic model: pydantic's findings as Dutch problems with their place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from liagen.errors import Problem, suggest
from liagen.files.yaml_in import Decimal, Path, Tree, dotted

Model = TypeVar("Model", bound=BaseModel)

_MESSAGES = {
    "model_type": "hier horen velden onder te staan, zoals `{field}`, niet {found}",
    "model_attributes_type": "hier horen velden onder te staan, zoals `{field}`, niet {found}",
    "dict_type": "hier horen velden onder te staan, niet {found}",
    "tuple_type": "hier hoort een lijst, niet {found}; zet elk punt op een eigen regel, met een streepje ervoor",
    "string_type": "hier hoort tekst, niet {found}; zet een getal tussen aanhalingstekens",
    "string_too_short": "vul tekst in; dit is leeg",
    "string_pattern_mismatch": "{found} past hier niet; {form}",
    "too_short": "deze lijst is te kort; noem er minstens {min_length}",
    "too_long": "deze lijst is te lang; noem er hoogstens {max_length}",
    "missing": "dit veld ontbreekt; vul het in",
    "greater_than_equal": "het getal {found} is te klein; het laagste is {ge}",
    "less_than_equal": "het getal {found} is te groot; het hoogste is {le}",
}

_PATTERN_ADVICE = {
    r"^[a-z_]+$": "gebruik alleen kleine letters en _",
    r"^https://\S+$": "schrijf een adres dat begint met https://",
}

_NO_SPACE = re.compile(r"[a-z_]+:[^\s/]")
_KEY = "[key]"  # pydantic's way to say: the key itself
MAX_PROBLEMS = 500
_WHOLE_NUMBER = ("int_type", "int_parsing", "int_from_float", "int_parsing_size")


@dataclass(frozen=True)
class Objection:
    """What a model itself has against a value; ``word`` is the part to point at, ``near`` what it may have meant."""

    message: str
    code: str
    word: str = ""
    near: Collection[str] = ()


def objection_error(objections: Iterable[Objection]) -> PydanticCustomError:
    """Return what a validator raises to refuse one value for one or more reasons."""
    return PydanticCustomError("objections", "objections", {"objections": tuple(objections)})


def check_model(
    model: type[Model], tree: Tree, file: str, known: Collection[str] = (), context: object = None
) -> tuple[Model | None, list[Problem]]:
    """Return the checked value, or None and every problem found; nothing is raised.

    ``known`` are the dotted paths of fields, to suggest where a field that stands in the wrong group belongs;
    ``context`` is what the validators of the model ask for.
    """
    try:
        return model.model_validate(tree.value, context=context), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems = (each for detail in details for each in _problems_of(detail, model, tree, file, known))
        return None, list(itertools.islice(problems, MAX_PROBLEMS))


def _problems_of(
    detail: ErrorDetails, model: type[BaseModel], tree: Tree, file: str, known: Collection[str]
) -> Iterator[Problem]:
    path: Path = tuple(detail["loc"])
    if detail["type"] != "objections":
        yield _problem(detail, model, tree, file, known)
    if path[-1:] == (_KEY,):
        path = (*path[:-1], "")
    for each in detail.get("ctx", {}).get("objections", ()):
        place = tree.locate(path, each.word)
        message = f"{each.message}{suggest(each.word, each.near)}"
        yield Problem(tree.source(path) or file, message, place=place, field=dotted(path), code=each.code)


def _problem(detail: ErrorDetails, model: type[BaseModel], tree: Tree, file: str, known: Collection[str]) -> Problem:
    path: Path = tuple(detail["loc"])
    file = tree.source(path) or file
    if detail["type"] == "extra_forbidden":
        message, code, place = f"onbekend veld{_unknown_field_hint(path, model, known)}", "LIA032", (*path, "")
    else:
        message, code, place = _message(detail, _siblings(path, model)[0]), _CODES.get(detail["type"], "LIA034"), path
        if path[-1:] == (_KEY,):
            path, place = path[:-1], (*path[:-1], "")
    return Problem(file, message, place=tree.place(place), field=dotted(path), code=code)


_CODES = {
    **dict.fromkeys(_WHOLE_NUMBER, "LIA035"),
    "missing": "LIA033",
    "greater_than_equal": "LIA036",
    "less_than_equal": "LIA036",
    "literal_error": "LIA037",
    "string_too_short": "LIA038",
    "string_pattern_mismatch": "LIA039",
    "too_short": "LIA040",
    "too_long": "LIA040",
}


def _unknown_field_hint(path: Path, model: type[BaseModel], known: Collection[str]) -> str:
    """Return a suggestion: a sibling with nearly this name, or the group where this field lives."""
    key = str(path[-1])
    siblings = _siblings(path[:-1], model)
    if hint := suggest(key, siblings):
        return hint
    elsewhere = next((name for name in known if name.rpartition(".")[2] == key.lower()), "")
    return f", bedoelde u `{elsewhere}`?" if elsewhere else f"; hier past alleen: {', '.join(siblings)}"


def _siblings(path: Path, model: type[BaseModel]) -> list[str]:
    for part in path:
        # The place in a list says nothing about the model of its rows.
        if isinstance(part, int):
            continue
        info = model.model_fields.get(part)
        inner = _model_in(info.annotation) if info else None
        model = inner or model
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the first pydantic model inside a type such as ``tuple[Doel, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := _model_in(arg))), None)


def _message(detail: ErrorDetails, field: str) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "liagen":
        return detail["msg"]
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", " of ")
        return f"kies uit: {expected}; hier staat {_quoted_value(value)}{_missed_space(value)}"
    if kind in _WHOLE_NUMBER:
        if isinstance(value, Decimal):
            return f"vul een heel getal in zonder punt of komma, niet {_quoted_value(value)}"
        return f"vul een heel getal in, niet {_quoted_value(value)}"
    form = _PATTERN_ADVICE.get(str(context.get("pattern")), "")
    message = _MESSAGES.get(kind, "{found} past hier niet").format_map(
        {**context, "found": _quoted_value(value), "form": form, "field": field}
    )
    return message + _missed_space(value)


def _missed_space(value: object) -> str:
    """Return a hint for ``naam:Utrecht`` and ``-motie``, which YAML reads as plain text."""
    if isinstance(value, str) and _NO_SPACE.match(value):
        return "; zet een spatie achter de dubbele punt"
    return "; zet een spatie achter het streepje" if isinstance(value, str) and value.startswith("-") else ""


def _quoted_value(value: object) -> str:
    """Return a value as the writer typed it, shortened."""
    if value is None:
        return "niets"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "een groep velden"
    if isinstance(value, list | tuple):
        return "een lijst"
    text = " ".join((value.text if isinstance(value, Decimal) else str(value)).split())
    short = text if len(text) <= 40 else f"{text[:40]}…"
    return f'"{short}"' if isinstance(value, str) else short
