"""Errors as values with a place; one error class per kind of file that must be mended."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

Place = tuple[int, int]
"""Line and column, both counted from 1."""

NO_PLACE: Place = (0, 0)


@dataclass(frozen=True)
class Problem:
    """One thing to mend, with its place.

    ``file`` is the name as the user gave it; ``message`` is Dutch and says what is wrong and what to do; ``place`` is
    where in the file; ``field`` is a dotted path or empty; ``code`` is the stable name of this kind of mistake in a
    package (see ``workshop.mistakes``), empty for files that have none.
    """

    file: str
    message: str
    place: Place = NO_PLACE
    field: str = ""
    code: str = dataclasses.field(default="", compare=False)

    def __post_init__(self) -> None:
        """Show signs that cannot be seen by their number: a message may quote anything that somebody typed."""
        object.__setattr__(self, "message", visible(self.message))
        object.__setattr__(self, "field", visible(self.field))

    @property
    def line(self) -> int:
        """Return the line, or 0 without a place."""
        return self.place[0]

    @property
    def column(self) -> int:
        """Return the column, or 0 without a place."""
        return self.place[1]

    @property
    def where(self) -> str:
        """Return ``file:line:column``, or only the file without a place."""
        file = visible(self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file

    def __lt__(self, other: Problem) -> bool:
        """Sort by file, then by place."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, Place, str, str]:
        return self.file, self.place, self.field, self.message

    def __str__(self) -> str:
        """Return ``file:line:column: field: message`` without the parts that are not known."""
        return f"{self.where}: {self.field}: {self.message}" if self.field else f"{self.where}: {self.message}"


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


class DraftError(LiagenError):
    """The Word draft that is read back must be mended."""


class OutputError(LiagenError):
    """The result could not be written; nothing was changed."""


def visible(text: str) -> str:
    """Return a text with the number of each sign that cannot be seen, or that plays with the screen, in its place."""
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign == "\N{NO-BREAK SPACE}" else f"‹U+{ord(sign):04X}›" for sign in text
    )


def suggest(word: str, known: Iterable[str]) -> str:
    """Return « , bedoelde u `x`?» for the known word nearest to ``word``, or an empty string."""
    near = _nearest(word.lower(), tuple(known))
    return f", bedoelde u `{near}`?" if near else ""


@lru_cache(maxsize=64)  # one word is mistyped in thousands of rows
def _nearest(word: str, known: tuple[str, ...]) -> str:
    import difflib  # only for who mistypes

    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), "")
