"""What was read of the library, and every problem met on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel

from liagen.errors import LibraryError, Problem, suggest
from liagen.files.check import check_model
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted, find_word
from liagen.library.cards import GoalHead
from liagen.library.conditions import Condition, ConditionError, Scope, parse_condition
from liagen.library.layers import File, Layers, Part
from liagen.library.wording import Wording, WordingError, parse_wording, shows_below

Model = TypeVar("Model", bound=BaseModel)
_KEY = re.compile(r"[a-z_]+\Z")
_ALWAYS = "altijd"
MAX_PROBLEMS = 500

MAX_CHAIN = 10
"""How many texts may build on each other."""


@dataclass
class Reader:
    """Collects what was read and every problem met on the way."""

    layers: Layers
    problems: list[Problem] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    half: list[File] = field(default_factory=list)
    """Cards whose keys have mistakes; of those is told what else is wrong, so that all comes at once."""

    def problem(self, file: File, path: YamlPath, message: str, code: str, word: str = "") -> None:
        name = file.tree.source(path) or file.name
        self.problems.append(Problem(name, message, place=file.tree.locate(path, word), field=dotted(path), code=code))
        if len(self.problems) > MAX_PROBLEMS:
            raise self.error()

    def missing(self, file: File, path: YamlPath, message: str, code: str) -> None:
        """Keep the problem that nothing stands at ``path``, with the place where a package took it away."""
        name = file.tree.source(path) or file.name
        self.problems.append(Problem(name, message, place=file.tree.place(path), field=dotted(path[:-1]), code=code))

    def error(self) -> LibraryError:
        """Return everything found so far; a file of nothing but mistakes is not read to its end."""
        if len(self.problems) <= MAX_PROBLEMS:
            return LibraryError(self.problems)
        message = f"er zijn meer dan {MAX_PROBLEMS} fouten; dit zijn de eerste"
        place = self.layers.packages[-1].label
        return LibraryError([*self.problems[:MAX_PROBLEMS], Problem(place, message, code="LIA004")])

    def table(self, name: str) -> File:
        """Read one of the YAML files."""
        file = self.layers.table(name)
        self.problems += file.problems
        return file

    def cards(self, folder: str) -> dict[str, File]:
        """Read the cards or texts in a folder: key → file, in order of name."""
        found = list(self.layers.cards(folder))
        for file in found:
            self.problems += file.problems
            if not _KEY.match(file.key):
                message = "de bestandsnaam is de sleutel: gebruik alleen kleine letters en _"
                self.problems.append(Problem(file.name, message, code="LIA011"))
        cards = {file.key: file for file in found}
        for package in self.layers.packages:
            for name, text in package.files.items():
                if PurePosixPath(name).parent.as_posix() == folder and PurePosixPath(name).stem not in cards:
                    self.gone[PurePosixPath(name).stem] = text.name
        return cards

    def who_took(self, code: str, word: str) -> str:
        """Say which file took away what a dead link points to; empty when it was never there."""
        key = word.removeprefix("keuze.").split(".")[0]
        return f"; {self.gone[key]} haalt die weg" if code in _LINKS and key in self.gone else ""

    def check(self, model: type[Model], file: File) -> Model | None:
        """Check the YAML of a file against its model."""
        if file.tree.problems:
            return None
        if file.tree.value is None:
            file.tree.value = {}
        value, problems = check_model(model, file.tree, file.name)
        self.problems += [replace(each, code="LIA086") if _lacks_of_goal(each) else each for each in problems]
        return value

    def condition(self, text: str, scope: Scope, file: File, path: YamlPath) -> Condition:
        try:
            return parse_condition(text, scope)
        except ConditionError as error:
            message = f"{error}{self.who_took(error.code, error.word)}"
            self.problem(file, path, message, error.code, error.word)
            return parse_condition(_ALWAYS, scope)

    def wording(self, text: str, scope: Scope, file: File, path: YamlPath) -> Wording:
        try:
            return parse_wording(text, scope)
        except WordingError as error:
            for each in (error, *error.others):
                message = f"{each}{self.who_took(each.code, each.word)}"
                self.problem(file, path, message, each.code, each.word)
            return parse_wording("", scope)

    def parts(self, file: File, scope: Scope) -> dict[str, Wording]:
        """Compile the parts of a body; a problem points at its own line."""
        return {name: self._part(part, scope) for name, part in file.parts.items()}

    def _part(self, part: Part, scope: Scope) -> Wording:
        """Compile a part on top of the texts below that it shows."""
        shown = _shown_parts(part)
        if len(shown) > MAX_CHAIN:
            message = f"hier bouwen meer dan {MAX_CHAIN} teksten op elkaar voort; maak het eenvoudiger"
            self._blame(part, WordingError(message, 1, "LIA071"))
            return parse_wording("", scope)
        found: Wording | None = None
        for each in reversed(shown):
            found = self._compiled(each, scope, found)
        return found or parse_wording("", scope)

    def _compiled(self, part: Part, scope: Scope, below: Wording | None) -> Wording:
        try:
            return parse_wording(part.text.strip("\n"), scope, below)
        except WordingError as error:
            for each in (error, *error.others):
                self._blame(part, each)
            return parse_wording("", scope)

    def half_read(self, file: File, facts: Scope, full: Scope) -> None:
        """Check the conditions and texts of a card of which some keys are wrong."""
        self.half.append(file)
        for path, text in _texts_in(file.tree.value, ()):
            if path[-1] == "als":
                self.condition(text, facts if path[0] in _RULES else full, file, path)
            elif path[-1] in _WORDED:
                self.wording(text, full, file, path)

    def _blame(self, part: Part, error: WordingError) -> None:
        skipped = len(part.text) - len(part.text.lstrip("\n"))
        place = part.line + skipped + error.line - 1, _column(part.text, error)
        message = f"{error}{self.who_took(error.code, error.word)}"
        self.problems.append(Problem(part.file, message, place=place, code=error.code))
        if len(self.problems) > MAX_PROBLEMS:
            raise self.error()


_RULES = ("bestaat_als", "kies_als", "niet_als")

_WORDED = {
    "titel",
    "reden",
    "tekst",
    "maatregel",
    "eigenaar",
    *set(GoalHead.model_fields) - {"als", "bij", "na", "intern"},
}


def _texts_in(value: Any, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    """Give every text of a tree, with its path."""
    if isinstance(value, str) and path:
        yield path, value
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in below:
        yield from _texts_in(each, (*path, key))


def _lacks_of_goal(problem: Problem) -> bool:
    return problem.code in ("LIA033", "LIA038") and _GOAL_NEEDS.search(problem.field) is not None


_GOAL_NEEDS = re.compile(r"(^doelen\.[^.]+|\.terugval)\.(eigenaar|termijn|indicator)\Z")


def _shown_parts(part: Part) -> list[Part]:
    """Return a part and what it shows with `hieronder`, nearest first."""
    shown = [part]
    for below in part.below:
        if not shows_below(shown[-1].text):
            break
        shown.append(below)
    return shown


def _column(text: str, error: WordingError) -> int:
    rows = text.strip("\n").split("\n")
    row = rows[error.line - 1] if error.line <= len(rows) else ""
    return max(find_word(row, error.word, 0), 0) + 1 if error.word else 1


def check_known(
    reader: Reader, file: File, path: YamlPath, keys: Iterable[str], known: Collection[str], what: str
) -> None:
    for key in keys:
        if key not in known:
            code = _DEAD_LINKS[what]
            hint = reader.who_took(code, key) or suggest(key, known)
            reader.problem(file, path, f"{what} `{key}`{hint}", code, key)


_LINKS = ("LIA052", "LIA082", "LIA083")
_DEAD_LINKS = {"onbekende optie": "LIA082", "onbekend doel": "LIA083", "onbekende bron": "LIA085"}
