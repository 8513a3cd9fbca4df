"""The text library as a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from liagen.library.cards import Card, LibraryText, Risk
from liagen.library.tables import ContentRow, Role, Section, Setting, Source, Step, Theme
from liagen.library.wording import Wording

_NAME = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class UsedPackage:
    """A package that the library was made of, with where it stands; ``shipped`` with liagen itself.

    ``digest`` is the SHA-256 of what liagen read of it.
    """

    name: str
    version: str
    place: str
    shipped: bool
    digest: str


@dataclass(frozen=True)
class Library:
    """Everything the packages say, checked: ready to choose, plan and assemble with; ``packages`` lowest first."""

    packages: tuple[UsedPackage, ...]
    settings: Mapping[str, Setting]
    themes: Mapping[str, Theme]
    cards: Mapping[str, Card]
    risks: Mapping[str, Risk]
    texts: Mapping[str, LibraryText]
    title: Wording
    outline: tuple[Section, ...]
    preamble: tuple[ContentRow, ...]
    steps: tuple[Step, ...]
    roles: tuple[Role, ...]
    words: Mapping[str, str]
    sources: Mapping[str, Source]
    style_file: str

    def word(self, key: str, **values: str) -> str:
        """Return a short text from `woorden.yaml` with its values filled in (Markdown; values already escaped)."""
        return _form(self.words[key]) % _Values(values)


class _Values(dict[str, str]):
    """Values by name; a name without one is shown as it was typed."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


@lru_cache(maxsize=1024)
def _form(text: str) -> str:
    """Return a short text for Python's ``%``, which fills in all values in one go: braces in a value are left alone."""
    return _NAME.sub(r"%(\1)s", text.replace("%", "%%"))
