"""Every kind of mistake in a package by its stable code; what is said of each stands beside this, in mistakes.yaml."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from liagen.errors import LibraryError, Problem
from liagen.files.yaml_in import parse_yaml

WARNINGS: Final = frozenset({
    "LIA015", "LIA102", "LIA103", "LIA104", "LIA110", "LIA111", "LIA112", "LIA113", "LIA114", "LIA115", "LIA121",
    "LIA122", "LIA123", "LIA124", "LIA125",
})  # fmt: skip
"""The codes of what does not make a package unusable; asked of every problem, so it stands not in the file."""

_FILE: Final = "mistakes.yaml"
_Code = Annotated[str, Field(pattern=r"^LIA\d{3}$")]
_Words = Annotated[str, Field(min_length=1)]


class Mistake(BaseModel):
    """One kind of mistake: what it is, why it is one, how to mend it, and an example, wrong and right.

    ``fout`` and ``goed`` are the text of ``bestand`` in a package on top of `standaard`; without ``bestand`` the
    mistake is not one in a text, and they say in words what is so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    titel: _Words
    waarom: _Words
    herstel: _Words
    fout: _Words
    goed: _Words
    bestand: str = ""


@lru_cache(maxsize=1)
def load_mistakes() -> Mapping[str, Mistake]:
    """Return every kind of mistake by its code. Raises LibraryError when the file of liagen itself is broken."""
    text = importlib.resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    tree = parse_yaml(text, _FILE)
    if tree.problems:
        raise LibraryError(tree.problems)
    return TypeAdapter(dict[_Code, Mistake]).validate_python(tree.value)


def is_warning(code: str) -> bool:
    """Say whether a code is a warning, with which a package can be used; what has no code is a mistake."""
    return code in WARNINGS


def explain(code: str) -> str:
    """Return what `sjabloon controleer --leg-uit` says about a code, as plain text. Raises KeyError."""
    found = load_mistakes()[code]
    kind = "waarschuwing" if is_warning(code) else "fout"
    where = f" ({found.bestand})" if found.bestand else ""
    return "\n".join(
        (
            f"{code} {found.titel} ({kind})", "", found.waarom, "", f"Herstellen: {found.herstel}", "",
            f"Fout{where}:", *_indented(found.fout), "", f"Goed{where}:", *_indented(found.goed),
        )
    )  # fmt: skip


def problem_line(problem: Problem) -> str:
    """Return a problem on one line, with its code behind its place; a warning says that it is one."""
    place = problem.where
    kind = " waarschuwing:" if is_warning(problem.code) else ""
    field = f" {problem.field}:" if problem.field else ""
    return f"{place}: {problem.code}{kind}{field} {problem.message}".replace(":  ", ": ")


def _indented(text: str) -> list[str]:
    return [f"    {row}".rstrip() for row in text.rstrip("\n").split("\n")]
