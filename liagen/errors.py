"""Errors as values with a place; one error class per kind of file that must be mended."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, with its place.

    ``file`` is the name as the user gave it; ``line`` and ``column`` count from 1, 0 means "no place";
    ``field`` is a dotted path or empty; ``message`` is Dutch and says what is wrong and what to do; ``code`` is the
    stable name of this kind of mistake in a package (see ``codes``), empty for files that have none.
    """

    file: str
    line: int
    column: int
    field: str
    message: str
    code: str = dataclasses.field(default="", compare=False)

    def __str__(self) -> str:
        """Return ``file:line:column: field: message`` without the parts that are not known."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class LiagenError(Exception):
    """Something a user must mend; ``problems`` holds every problem found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, without doubles, in order of place."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ProfileError(LiagenError):
    """The profile file must be mended."""


class LibraryError(LiagenError):
    """A file of the text library must be mended."""


class StyleError(LiagenError):
    """The Word style file must be mended."""


class HostError(LiagenError):
    """The Word file that the chapter goes into must be mended, or the place in it."""


class OutputError(LiagenError):
    """The result could not be written; nothing was changed."""


def suggest(word: str, known: Iterable[str]) -> str:
    """Return « , bedoelde u `x`?» for the known word nearest to ``word``, or an empty string."""
    import difflib  # only for who mistypes

    near = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f", bedoelde u `{near[0]}`?" if near else ""
