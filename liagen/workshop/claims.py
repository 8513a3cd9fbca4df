"""Claims: words that say of a municipality what only one field of its profile can tell.

A claim stands within a condition on that field. Outside one it is also printed for who did not fill in the field, or
filled in the opposite.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from liagen.library.derived import field_asked
from liagen.library.fill_ins import TYPED
from liagen.library.layers import LibraryFile
from liagen.profile.fields import field_specs
from liagen.workshop.plain_text import PlainText, every_branch

_Fields = frozenset[str]

_BLOCK = re.compile(r"\{#.*?#\}|\{%[-+]?\s*(if|elif|else|for|endif|endfor)\b(.*?)%\}", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAME = re.compile(r"[a-z_][\w.]*")
_RULES = ("bestaat_als", "niet_als", "kies_als")
_CHOICE = "keuze."


@dataclass(frozen=True)
class Claim:
    """A listed word in a text that needs a condition on one of these fields; ``typed`` stands there, at ``offset``."""

    offset: int
    typed: str
    word: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Claims:
    """The words that are claims: ``fields`` by word, and by option the fields that its rules ask."""

    fields: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, _Fields]

    def unconditional(self, text: str, asked: _Fields = frozenset()) -> Iterator[Claim]:
        """Give the claims in a text outside a condition on their field, each place once; ``asked`` is asked already."""
        places = [(0, asked), *((end, asked | fields) for end, fields in self._asked_by_place(text))]
        fill_ins = [fill_in.span() for fill_in in TYPED.finditer(text)]
        found: dict[tuple[int, str], Claim] = {}
        for plain in every_branch(text):
            for word, start, end in self._matches(plain):
                is_open = any(first <= end and start < last for first, last in fill_ins)
                if not is_open and not _is_asked(self.fields[word], _at(places, start) | _at(places, end)):
                    found[start, word] = Claim(start, text[start : end + 1], word, self.fields[word])
        yield from found.values()

    def _matches(self, plain: PlainText) -> Iterator[tuple[str, int, int]]:
        """Give every word with the places in the source of its first and last letter."""
        for word in self.fields:
            for match in word_pattern(word).finditer(plain.text):
                yield word, plain.offset(match.start()), plain.offset(match.end() - 1)

    def _asked_by_place(self, text: str) -> Iterator[tuple[int, _Fields]]:
        """Give each place where a condition or loop begins or ends, with the fields that are asked from there on."""
        # Of each open block: what was asked outside it, and what its branches up to here ask.
        blocks: list[tuple[_Fields, _Fields]] = []
        now: _Fields = frozenset()
        for mark in _BLOCK.finditer(text):
            tag, asked = mark[1], self._asked(mark[2] or "")
            if tag in ("if", "for"):
                blocks.append((now, asked))
                now = now | asked
            elif blocks and tag in ("elif", "else"):
                outside, before = blocks[-1]
                blocks[-1] = (outside, before | asked)
                now = outside | (asked if tag == "elif" else before)
            elif blocks and tag:
                now, _ = blocks.pop()
            yield mark.end(), now

    def _asked(self, condition: str) -> _Fields:
        """Return the fields that a condition or loop asks; a choice asks what its rules ask."""
        names = _names(condition)
        chosen = [self.rules.get(name.removeprefix(_CHOICE), frozenset()) for name in names if name.startswith(_CHOICE)]
        return fields_asked(condition).union(*chosen)


def fields_asked(condition: str) -> _Fields:
    """Return the fields in a condition or loop; of what is worked out, such as `plan.besluit`, the field behind it."""
    return frozenset(map(field_asked, _names(condition))) & field_specs().keys()


def rules_ask(option: LibraryFile, keys: Iterable[str] = _RULES) -> _Fields:
    """Return the fields that the rules of an option at these keys ask; what is no rule is told by who loads it."""
    rules = [row for key in keys for row in _as_list(option.tree.mapping.get(key)) if isinstance(row, dict)]
    return frozenset[str]().union(*(fields_asked(str(row.get("als"))) for row in rules))


def claims_of(head: LibraryFile, options: Iterable[LibraryFile]) -> Claims:
    """Return the claims that pakket.yaml lists, for the texts of a package with these options."""
    listed = head.tree.mapping.get("beweringen")
    fields: dict[str, tuple[str, ...]] = {}
    for path, words in listed.items() if isinstance(listed, dict) else ():
        # A star alone would find every word.
        for word in (each for each in _as_list(words) if isinstance(each, str) and each.strip("* ")):
            fields[word] = (*fields.get(word, ()), str(path))
    return Claims(fields, {option.key: rules_ask(option) for option in options})


@lru_cache(maxsize=1000)
def word_pattern(word: str) -> re.Pattern[str]:
    """Return what finds a word or phrase, whatever the spaces; a star stands for letters."""
    found = r"\s+".join(re.escape(part).replace(r"\*", r"\w+") for part in word.split())
    return re.compile(rf"(?<!\w){found}(?!\w)", re.IGNORECASE)


def _is_asked(fields: Iterable[str], asked: _Fields) -> bool:
    """Say whether one of the fields is asked, or one above or below it, such as a list and what its rows say."""
    return any(f"{name}.".startswith(f"{path}.") or path.startswith(f"{name}.") for path in fields for name in asked)


def _names(condition: str) -> list[str]:
    return _NAME.findall(_QUOTED.sub("", condition))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _at(places: list[tuple[int, _Fields]], offset: int) -> _Fields:
    return places[bisect_right(places, offset, key=lambda place: place[0]) - 1][1]
