"""Values as Dutch text."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Sequence
from typing import Any, Final

from liagen.profile.dates import PeriodEnd
from liagen.profile.fields import find_field, word_for
from liagen.profile.parsing import MONTHS

_YEARS = (
    *(".jaar", ".van", ".tot", "tot_jaar", "sinds", "gestopt", "leeg_van", "leeg_tot"),
    *("laatste_jaar", "doelen_jaren"),
)
_NUMBERS = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)}|\d+)\b", re.IGNORECASE)
_END = re.compile(r"(?:\\?[.;,])+\Z")
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in string.punctuation})


def escape(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return text.translate(_ESCAPED)


def dutch_date(value: dt.date) -> str:
    """Return «31 maart 2027», or the words of a period: «juni 2027»."""
    return value.words if isinstance(value, PeriodEnd) else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def dutch_number(value: int) -> str:
    """Return «12.500»: thousands with a point."""
    return f"{value:,}".replace(",", ".")


def number_in_words(value: int) -> str:
    """Return «vijf»; above twelve in digits."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else dutch_number(value)


def first_number(text: str) -> int | None:
    """Return the first number in a text, in digits or as a word up to twelve; None without one."""
    found = _NUMBER.search(text)
    if not found:
        return None
    word = found[0].lower()
    return _NUMBERS.index(word) if word in _NUMBERS else int(word)


_HARD_SPACE: Final = "\u00a0"
_TOGETHER = re.compile(
    rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b(?: \d{{4}}\b)?|\b(?:[Dd]oel|[Pp]unt) \d+\b|\b\d+ uur\b|€ (?=\d)"
)


def kept_together(text: str) -> str:
    """Return ``text`` with hard spaces in «31 maart 2027», «doel 3», «8 uur» and «€ 7.500»."""
    return _TOGETHER.sub(lambda found: found[0].replace(" ", _HARD_SPACE), text)


_NEUTER = re.compile(r"\w*(?:hoofd|team|college|bestuur|bureau|lid|netwerk|platform|overleg|panel)\b", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:de|het|een|één|elke?|iedere?|alle|onze?|ons)\b", re.IGNORECASE)


def with_article(text: str) -> str:
    """Return a function or group with its article: «de wethouder», «het hoofd Samenleving»."""
    if _DETERMINED.match(text):
        return text
    return f"{'het' if _NEUTER.match(text) else 'de'} {text}"


def enumerate_nl(words: list[str], last: str = "en") -> str:
    """Return «a, b en c»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def numbers_nl(numbers: Sequence[int]) -> str:
    """Return «3», «3 en 4» or «3, 5 en 6»; three or more that follow each other as «3 tot en met 5»."""
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]} tot en met {numbers[-1]}"
    return enumerate_nl([str(number) for number in numbers])


def capital(text: str) -> str:
    """Return ``text`` with its first letter as a capital, Dutch style."""
    if text.startswith("één"):
        return f"Eén{text[3:]}"
    first = 2 if text.lower().startswith("ij") else 1
    return text[:first].upper() + text[first:]


def without_capital(text: str) -> str:
    """Return ``text`` as it stands within a sentence: without its first capital, unless an abbreviation begins it."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return ``text`` ending as a sentence does."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def without_end(markdown: str) -> str:
    """Return Markdown without the point, comma or semicolon that it ends with, escaped or not."""
    return _END.sub("", markdown)


def shortened(text: str, most: int) -> str:
    """Return a text on one line, cut off behind ``most`` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rstrip()}…"


def value_text(value: Any, path: str = "") -> str:
    """Return one profile value as plain Dutch text."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int):
        # A year is no quantity: no point after its thousands.
        return str(value) if path.endswith(_YEARS) else dutch_number(value)
    if isinstance(value, dt.date):
        return dutch_date(value)
    if isinstance(value, tuple | list):
        return enumerate_nl([value_text(item, path) for item in value]) if value else "geen"
    spec = find_field(path)
    return word_for(value) if spec and spec.choices else str(value)
