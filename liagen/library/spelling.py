"""Conditions as people type them who write Dutch or another language of formulas: what they meant, rightly spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Misspelling:
    """What is spelled otherwise than it should be: advice in Dutch, the first wrong part, and the whole put right."""

    advice: str
    word: str
    corrected: str


def misspelling(condition: str) -> Misspelling | None:
    """Return how to spell a condition that could not be read; None when nothing known is wrong with its spelling."""
    whole = _ALL_QUOTED.fullmatch(condition)
    parts = [(whole[1], "", _QUOTES), *_parts(whole[2])] if whole else list(_parts(condition))
    wrong = [(typed, advice) for typed, _, advice in parts if advice]
    if not wrong:
        return None
    advices = dict.fromkeys(advice for _, advice in wrong)
    return Misspelling("; ".join(advices), wrong[0][0], "".join(right for _, right, _ in parts).strip())


_CURLY: Final = "‘’‚‛“”„‟«»‹›`´′″"  # as Word and phones make of ' and "
_QUOTES: Final = "gebruik rechte aanhalingstekens, zoals 'ja'"
_EQUALS: Final = "schrijf `==` om te vergelijken"

_TOKEN: Final = re.compile(
    rf"""(?P<text>'[^'{_CURLY}]*'|"[^"{_CURLY}]*")
    |(?P<curly>['"{_CURLY}][^'"{_CURLY}]*['"{_CURLY}])
    |(?P<loose>[{_CURLY}])
    |(?P<sign>[=!<>≤≥≠&|]+)
    |(?<![\w.])(?P<word>is\s+niet|is\s+geen|is\s+not|niet\s+in|not\s+in|is|en|of|niet|and|or|not|in|altijd)(?![\w.])""",
    re.VERBOSE | re.IGNORECASE,
)

# Curly quotes around a whole condition, which has straight ones of its own.
_ALL_QUOTED: Final = re.compile(rf"""\s*([{_CURLY}])([^{_CURLY}]*['"][^{_CURLY}]*)[{_CURLY}]\s*""")

_SIGNS: Final = {
    "=": "==", "===": "==", "=<": "<=", "=>": ">=", "<>": "!=", "!==": "!=", "≤": "<=", "≥": ">=", "≠": "!=",
    "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not ",
}  # fmt: skip
_WORDS: Final = {
    "en": "and", "of": "or", "niet": "not", "is": "==", "is niet": "!=", "is geen": "!=", "is not": "!=",
    "niet in": "not in",
}  # fmt: skip


def _parts(condition: str) -> Iterator[tuple[str, str, str]]:
    """Give a condition in parts: as typed, rightly spelled, and what to say of it if that is not the same."""
    end = 0
    for token in _TOKEN.finditer(condition):
        yield condition[end : token.start()], condition[end : token.start()], ""
        yield (token[0], *_corrected(token))
        end = token.end()
    yield condition[end:], condition[end:], ""


def _corrected(token: re.Match[str]) -> tuple[str, str]:
    typed = token[0]
    if token["text"]:
        return typed, ""
    if token["curly"] or token["loose"]:
        return (f"'{typed[1:-1]}'" if token["curly"] else "'"), _QUOTES
    if typed == "=":
        return "==", _EQUALS
    shown = " ".join(typed.split())
    right = _SIGNS.get(typed, typed) if token["sign"] else _WORDS.get(shown.lower(), shown.lower())
    return right, f"schrijf `{right.strip()}` in plaats van `{shown}`" if right != shown else ""
