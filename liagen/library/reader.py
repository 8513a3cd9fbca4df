"""What was read of the library, and every problem met on the way."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from liagen.errors import LibraryError, Problem, suggest
from liagen.files.check import Objection, check_model
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted, find_word
from liagen.library.absent import absent_as_one
from liagen.library.condition_parser import Scope
from liagen.library.field_types import Known
from liagen.library.layers import Layers, LibraryFile, Part
from liagen.library.wording import Phrases, Wording
from liagen.library.wording_parser import WordingError, parse_wording, shows_below

Model = TypeVar("Model", bound=BaseModel)
_KEY = re.compile(r"[a-z_]+\Z")
MAX_PROBLEMS = 500

MAX_CHAIN = 10
"""How many texts may build on each other."""


@dataclass
class Reader:
    """Collects what was read and every problem met on the way."""

    layers: Layers
    problems: list[Problem] = field(default_factory=list)
    removed: dict[str, str] = field(default_factory=dict)

    def problem(self, file: LibraryFile, path: YamlPath, message: str, code: str, word: str = "") -> None:
        """Keep a problem with what stands at ``path``, or with ``word`` in it; far too many end the reading."""
        name = file.tree.source(path) or file.name
        self.problems.append(Problem(name, message, place=file.tree.locate(path, word), field=dotted(path), code=code))
        if len(self.problems) > MAX_PROBLEMS:
            raise self.error()

    def refuse(self, file: LibraryFile, path: YamlPath, objection: Objection) -> None:
        """Keep what is wrong with the value at ``path``."""
        self.problem(
            file, path, f"{objection.message}{suggest(objection.word, objection.near)}", objection.code, objection.word
        )

    def missing(self, file: LibraryFile, path: YamlPath, message: str, code: str) -> None:
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

    def table(self, name: str) -> LibraryFile:
        """Read one of the YAML files."""
        file = self.layers.table(name)
        self.problems += file.problems
        return file

    def cards(self, folder: str) -> dict[str, LibraryFile]:
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
                # There in some package and not in the result: a higher one took it away, which is what a link to it
                # should be told.
                where, _, file_name = name.rpartition("/")
                if where == folder and (key := PurePosixPath(file_name).stem) not in cards:
                    self.removed[key] = text.name
        return cards

    def check(self, model: type[Model], file: LibraryFile, known: Known) -> Model | None:
        """Check the YAML of a file against its model."""
        if file.tree.problems:
            return None
        # A card without front matter is one with no keys: then the model says which are missing.
        if file.tree.value is None:
            file.tree.value = {}
        value, found = check_model(model, file.tree, file.name, context=known)
        problems = absent_as_one(found, file, self._others_than(file, known)) if found else []
        self.problems += [replace(each, code="LIA086") if _is_incomplete_goal(each) else each for each in problems]
        if len(self.problems) > MAX_PROBLEMS:
            raise self.error()
        return value

    def _others_than(self, file: LibraryFile, known: Known) -> Collection[str] | None:
        """Return the keys that a file on top of other packages may be meant to have; None when it lies on its own."""
        lowest = self.layers.packages[0]
        is_above = len(file.files) == 1 and all(file.name != each.name for each in lowest.files.values())
        return known.scope.options | known.texts if is_above else None

    def parts(self, file: LibraryFile, scope: Scope, phrases: Phrases) -> dict[str, Wording]:
        """Compile the parts of a body; a problem points at its own line."""
        return {name: self.compile_part(part, scope, phrases) for name, part in file.parts.items()}

    def compile_part(self, part: Part, scope: Scope, phrases: Phrases) -> Wording:
        """Compile a part on top of the texts below that it shows; a problem points at its own line."""
        shown = text_chain(part)
        if len(shown) > MAX_CHAIN:
            message = f"hier bouwen meer dan {MAX_CHAIN} teksten op elkaar voort; maak het eenvoudiger"
            self._add_wording_problem(part, WordingError(message, 1, "LIA071"))
            return parse_wording("", scope)
        found: Wording | None = None
        # From the lowest up, as each is compiled into the one above it.
        for each in reversed(shown):
            found = self._compile_wording(each, scope, found, phrases)
        return found or parse_wording("", scope)

    def _compile_wording(self, part: Part, scope: Scope, below: Wording | None, phrases: Phrases) -> Wording:
        try:
            return parse_wording(part.text.strip("\n"), scope, below, phrases)
        except WordingError as error:
            for each in (error, *error.others):
                self._add_wording_problem(part, each)
            return parse_wording("", scope)

    def _add_wording_problem(self, part: Part, error: WordingError) -> None:
        skipped = len(part.text) - len(part.text.lstrip("\n"))
        place = part.line + skipped + error.line - 1, _column(part.text, error)
        self.problems.append(Problem(part.file, str(error), place=place, code=error.code))
        if len(self.problems) > MAX_PROBLEMS:
            raise self.error()


def _is_incomplete_goal(problem: Problem) -> bool:
    return problem.code in ("LIA033", "LIA038") and _GOAL_NEEDS.search(problem.field) is not None


_GOAL_NEEDS = re.compile(r"(^doelen\.[^.]+|\.terugval)\.(eigenaar|indicator)\Z")


def text_chain(part: Part) -> list[Part]:
    """Return a part and what it shows with `hieronder`, nearest first."""
    shown = [part]
    for below in part.lower:
        if not shows_below(shown[-1].text):
            break
        shown.append(below)
    return shown


def _column(text: str, error: WordingError) -> int:
    rows = text.strip("\n").split("\n")
    row = rows[error.line - 1] if error.line <= len(rows) else ""
    return max(find_word(row, error.word, 0), 0) + 1 if error.word else 1
