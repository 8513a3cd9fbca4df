"""A YAML tree against a pydantic model: pydantic's findings as Dutch problems with their place."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from liagen.errors import Problem, suggest
from liagen.profile import field_specs
from liagen.yamltext import Decimal, Path, Tree

Model = TypeVar("Model", bound=BaseModel)

_SHAPES = {
    "model_type": "hier horen velden onder te staan, niet {found}",
    "model_attributes_type": "hier horen velden onder te staan, niet {found}",
    "dict_type": "hier horen velden onder te staan, niet {found}",
    "tuple_type": "hier hoort een lijst, niet {found}",
    "string_type": "hier hoort tekst, niet {found}; zet een getal tussen aanhalingstekens",
    "string_too_short": "vul tekst in; dit is leeg",
    "string_pattern_mismatch": "{found} heeft niet de juiste vorm",
    "too_short": "deze lijst is leeg",
    "missing": "dit veld ontbreekt; vul het in",
    "greater_than_equal": "het getal {found} is te klein; het laagste is {ge}",
    "less_than_equal": "het getal {found} is te groot; het hoogste is {le}",
}
_WHOLE_NUMBER = ("int_type", "int_parsing", "int_from_float", "int_parsing_size")


def check_model(model: type[Model], tree: Tree, file: str) -> tuple[Model | None, list[Problem]]:
    """Return the checked value, or None and every problem found; nothing is raised."""
    try:
        return model.model_validate(tree.value), []
    except ValidationError as error:
        return None, [_problem(detail, model, tree, file) for detail in error.errors(include_url=False)]


def _problem(detail: ErrorDetails, model: type[BaseModel], tree: Tree, file: str) -> Problem:
    path: Path = tuple(detail["loc"])
    if detail["type"] == "extra_forbidden":
        place = tree.place((*path, ""))
        return Problem(file, *place, _dotted(path), f"onbekend veld{_advice(path, model)}")
    return Problem(file, *tree.place(path), _dotted(path), _message(detail))


def _dotted(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _advice(path: Path, model: type[BaseModel]) -> str:
    """Return a suggestion: a sibling with nearly this name, or the group where this field lives."""
    key = str(path[-1])
    siblings = _siblings(path[:-1], model)
    if hint := suggest(key, siblings):
        return hint
    elsewhere = (
        [name for name in field_specs() if name.rpartition(".")[2] == key] if "gemeente" in model.model_fields else []
    )
    if elsewhere:
        return f", bedoelde u `{elsewhere[0]}`?"
    near = difflib.get_close_matches(key, siblings, n=1, cutoff=0.3)
    return (
        f"; hier kan {', '.join(sorted(siblings)[:8])}"
        if siblings and not near
        else f", bedoelde u `{near[0]}`?"
        if near
        else ""
    )


def _siblings(path: Path, model: type[BaseModel]) -> list[str]:
    for part in path:
        if isinstance(part, int):
            continue
        info = model.model_fields.get(part)
        inner = _model_in(info.annotation) if info else None
        model = inner or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the first pydantic model inside a type such as ``tuple[Doel, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := _model_in(arg))), None)


def _message(detail: ErrorDetails) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "liagen":
        return detail["msg"]
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", " of ")
        return f"kies uit: {expected}; hier staat {_shown(value)}"
    if kind in _WHOLE_NUMBER:
        if isinstance(value, Decimal):
            return f"vul een heel getal in zonder punt of komma, niet {value.text}"
        return f"vul een heel getal in, niet {_shown(value)}"
    if kind in _SHAPES:
        return _SHAPES[kind].format(
            found=_shown(value), **{key: context[key] for key in ("ge", "le") if key in context}
        )
    return f"deze waarde past hier niet: {_shown(value)}"


def _shown(value: object) -> str:
    """Return a value as the writer typed it, shortened."""
    if value is None:
        return "niets"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return value.text
    if isinstance(value, dict):
        return "een groep velden"
    if isinstance(value, list | tuple):
        return "een lijst"
    text = str(value)
    short = text if len(text) <= 40 else f"{text[:40]}…"
    return f'"{short}"' if isinstance(value, str) else short
