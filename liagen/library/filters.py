"""Filters of texts, and what they work on: a value of the profile, an unknown one, or what is proposed for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from liagen.library.dutch import (
    capital,
    dutch_number,
    enumerate_nl,
    escape,
    number_in_words,
    sentence,
    value_text,
    with_article,
)
from liagen.profile.fields import row_fields
from liagen.profile.group import FILL_CLOSE, FILL_OPEN, FieldKind


@dataclass(frozen=True)
class UnknownValue:
    """An unknown value; prints as a fill-in mark for its field."""

    path: str


@dataclass(frozen=True)
class ProposedValue:
    """What is proposed for an unknown value; prints as an author would type it."""

    text: str
    path: str
    begins_sentence: bool = False


@dataclass(frozen=True)
class KnownValue:
    """A value from the profile together with the field it came from."""

    value: Any
    path: str


def printed(value: Any) -> str:
    """Return a value as it stands in the Markdown: escaped, or as a mark for its field."""
    if isinstance(value, UnknownValue):
        return f"{FILL_OPEN}{value.path}{FILL_CLOSE}"
    if isinstance(value, ProposedValue):
        return f"[{'Voorzet' if value.begins_sentence else 'voorzet'}: {escape(value.text)}]({value.path})"
    if isinstance(value, KnownValue):
        return escape(value_text(value.value, value.path))
    return str(value)


def _plain_value(value: Any) -> Any:
    return value.value if isinstance(value, KnownValue) else value


def _count(value: Any, singular: str, plural: str) -> Any:
    """Filter ``aantal('afdeling', 'afdelingen')``: «één afdeling», «13 afdelingen»; a list counts its members."""
    found = _plain_value(value)
    if isinstance(found, UnknownValue):
        return found
    number = found if isinstance(found, int) else len(found)
    return f"{number_in_words(number) if number else 'geen'} {singular if number == 1 else plural}"


def _in_words(value: Any) -> Any:
    """Filter ``in_woorden``: «vijf»; above twelve in digits."""
    return value if isinstance(value, UnknownValue) else number_in_words(value.value)


def _article(value: Any) -> Any:
    """Filter ``de``: a function with its article; a fill-in stays as it is."""
    if isinstance(value, UnknownValue):
        return value
    if isinstance(value, KnownValue):
        return KnownValue(with_article(value_text(value.value, value.path)), "")
    if isinstance(value, ProposedValue):
        return f"{with_article(value.text).removesuffix(value.text)}{printed(value)}"
    return with_article(str(value))


def _or_list(value: Any) -> Any:
    """Filter ``of_lijst``: joins with «of» instead of «en»."""
    found = _plain_value(value)
    if not isinstance(found, tuple) or not found:
        return value
    path = value.path if isinstance(value, KnownValue) else ""
    return escape(enumerate_nl([value_text(item, path) for item in found], "of"))


def _money(value: Any) -> Any:
    """Filter ``euro``: «€ 12.500»."""
    found = _plain_value(value)
    return value if isinstance(found, UnknownValue) else f"€ {dutch_number(found)}"


def _capital(value: Any) -> Any:
    """Filter ``hoofdletter``: first letter as a capital, Dutch style."""
    if isinstance(value, UnknownValue):
        return value
    if isinstance(value, ProposedValue):
        return ProposedValue(capital(value.text), value.path, begins_sentence=True)
    text = value_text(value.value, value.path) if isinstance(value, KnownValue) else str(value)
    return KnownValue(capital(text), "") if isinstance(value, KnownValue) else capital(text)


def _names(value: Any) -> Any:
    """Filter ``namen``: what each row of a list is called, joined with «en»; an empty list reads «geen»."""
    if isinstance(value, UnknownValue) or not value.value:
        return value
    name = row_fields(value.path)[0].path
    path = f"{value.path}.{name}"
    names = [value_text(found, path) for row in value.value if (found := getattr(row, name)) is not None]
    return escape(enumerate_nl(names)) if names else UnknownValue(path)


def _called(value: Any) -> Any:
    """Filter ``genoemd``: each group by its name with its article, or else by its kind: «het netwerk en een panel»."""
    if isinstance(value, UnknownValue) or not value.value:
        return value
    names: list[str] = []
    kinds: list[str] = []
    for row in value.value:
        if name := getattr(row, "naam", None):
            names.append(with_article(name))
        elif kind := getattr(row, "soort", None):
            told = value_text(kind, f"{value.path}.soort")
            kinds.append(f"{'nog een' if f'een {told}' in kinds else 'een'} {told}")
    return escape(enumerate_nl([*names, *kinds])) if names or kinds else UnknownValue(value.path)


def _proposal(value: Any, text: str) -> Any:
    """Filter ``voorzet('acht')``: the value, or when it is unknown a proposal for its field."""
    if isinstance(value, UnknownValue):
        return ProposedValue(text, value.path)
    # A number is written as what was proposed in its place: in words, as far as there are, or in digits.
    in_words = isinstance(value, KnownValue) and isinstance(value.value, int) and not text[:1].isdigit()
    told = number_in_words(value.value) if in_words else ""
    return KnownValue(told, value.path) if told.isalpha() else value


def _as_sentence(value: Any) -> Any:
    """Filter ``zin``: own words of an officer as a sentence, with a capital and a full stop."""
    if isinstance(value, KnownValue):
        return KnownValue(sentence(capital(value_text(value.value, value.path))), "")
    return value


FILTERS: dict[str, Callable[..., Any]] = {
    "namen": _names, "aantal": _count, "of_lijst": _or_list, "euro": _money, "hoofdletter": _capital,
    "genoemd": _called, "voorzet": _proposal, "in_woorden": _in_words, "de": _article, "zin": _as_sentence,
}  # fmt: skip

ACCEPTED_KINDS: Final[dict[str, tuple[FieldKind, ...]]] = {
    "namen": ("groepen",),
    "genoemd": ("groepen",),
    "aantal": ("getal", "keuzelijst", "tekstlijst", "groepen"),
    "of_lijst": ("keuzelijst", "tekstlijst"),
    "euro": ("getal",),
    "hoofdletter": ("antwoord", "keuze", "getal", "tekst", "datum", "keuzelijst", "tekstlijst"),
    "voorzet": ("antwoord", "keuze", "getal", "tekst", "datum", "keuzelijst", "tekstlijst"),
    "in_woorden": ("getal",),
    "de": ("tekst", "keuze"),
    "zin": ("tekst",),
}
"""The kinds of fields that each filter can work on."""

FILTER_ARGUMENTS: Final = {"aantal": 2, "voorzet": 1}
"""How many fixed texts a filter gets; none when it does not stand here."""

FILTERS_ON_PHRASES = ("hoofdletter", "de")
"""The filters that may follow on a text that is taken in."""
