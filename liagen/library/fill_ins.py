"""Fill-ins as authors type them: ``[invullen: functie]`` and ``[voorzet: acht]``.

Behind one may stand the profile field that holds its answer: ``[voorzet: acht](organisatie.aantal_afdelingen)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from liagen.errors import suggest
from liagen.library.dutch import escape
from liagen.profile.fields import field_specs, find_field

FIELD: Final = r"[a-z]+(?:[._](?:[a-z]+|\d+))*"
"""The path of a field; the key of an own goal has a number."""

TYPED: Final = re.compile(rf"\[(invullen|[Vv]oorzet): ([^\[\]]+)\](?:\(({FIELD})\))?")
"""A fill-in: the kind of mark, the words, and the field of its answer if one is named."""

_MEANT: Final = re.compile(r"\[\s*(?:invullen|voorzet)\b[^\[\]]*\]?(?:\(([^()\s]*)\))?", re.IGNORECASE)
_MALFORMED: Final = "schrijf [invullen: wat hier moet komen] of [voorzet: tekst], zonder opmaak erin"
_WORDS: Final = re.compile(r"(?!\s*\Z)(?:(?!\n\s*\n)[^\[\]*])+")


@dataclass(frozen=True)
class FillInMistake:
    """What is wrong with a fill-in: the message with its code, its line (from 1) and the part to point at."""

    message: str
    line: int
    code: str
    word: str


def fill_in_mistakes(text: str) -> Iterator[FillInMistake]:
    """Give what is wrong with the fill-ins of a text: one not written as such, or an unknown field behind it."""
    for meant in _MEANT.finditer(text) if "[" in text else ():
        line = text.count("\n", 0, meant.start()) + 1
        typed = TYPED.match(meant[0])
        if not (typed and is_proposal(typed[2])):
            message = _MALFORMED if "]" in meant[0] else "deze haak sluit niet; zet ] achter de invulplek of voorzet"
            yield FillInMistake(message, line, "LIA075", meant[0].split("\n")[0])
        elif meant[1] is not None and not find_field(meant[1]):
            message = f"onbekend veld `{meant[1]}`{suggest(meant[1], field_specs())}"
            yield FillInMistake(message, text.count("\n", 0, meant.start(1)) + 1, "LIA061", meant[1])


def meant_fill_in(text: str) -> str:
    """Return the first thing in a text that is meant as a fill-in, written well or not; empty without one."""
    found = _MEANT.search(text)
    return found[0] if found else ""


def typed_proposal(words: str, field: str) -> str:
    """Return a proposal for a field as an author types it; its words are plain text."""
    return f"[voorzet: {escape(words)}]({field})"


def typed_blank(words: str, field: str) -> str:
    """Return a blank for a field as an author types it; its words are plain text."""
    return f"[invullen: {escape(words)}]({field})"


def is_proposal(words: str) -> bool:
    """Say whether words can stand in a fill-in: something, in one paragraph and without markup."""
    return _WORDS.fullmatch(words) is not None
