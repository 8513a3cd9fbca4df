"""What an officer wrote in a document in answer to a question, as it would stand in a profile.

In a sentence an answer has words around it that nobody would type in a profile: «8 uur per week», «acht», «de raad».
They are taken off where they say nothing that the question does not; all else is left for the checks to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from liagen.profile.blank import Answer, parse_reply
from liagen.profile.fields import FieldSpec, row_fields
from liagen.profile.group import MAX_OWN_TEXT
from liagen.profile.parsing import is_word, parse_choice, parse_texts, parse_whole_number, refusal

_NUMBERS: Final = {
    word: str(number)
    for number, word in enumerate(
        (
            *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
            *("dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig"),
        )
    )
} | {"één": "1", "dertig": "30", "veertig": "40", "vijftig": "50", "zestig": "60", "honderd": "100"}
_COUNTED: Final = re.compile(r"(?P<number>\d[\d.]*|[^\W\d]+) (?P<rest>.+)")
_ARTICLE: Final = re.compile(r"^(?:de|het|een) ", re.IGNORECASE)
_SAME_HYPHEN: Final = str.maketrans({"\u2011": "-", "\u00ad": None})
_ROWS: Final = "vul dit zelf in bij `{field}` in het profiel; daar horen meer gegevens bij"


def parse_written(spec: FieldSpec, text: str) -> Answer:
    """Return an answer as it would be typed for a field; the profile still has to take it.

    Raises what ``refusal`` returns when nothing can be made of it.
    """
    told = " ".join(text.translate(_SAME_HYPHEN).split())
    if len(told) > MAX_OWN_TEXT:
        raise refusal(f"deze tekst is te lang voor een antwoord; het mag {MAX_OWN_TEXT} tekens hebben")
    if not told.isprintable():
        raise refusal("er staat een onzichtbaar teken in; typ het antwoord opnieuw")
    if not any(char.isalnum() for char in told):
        raise refusal("hier staat geen antwoord")
    if spec.kind == "groepen":
        return _rows(spec, told)
    if spec.kind == "getal":
        return _number(spec, told)
    if spec.kind in ("antwoord", "keuze", "keuzelijst"):
        # In a document the answers have no numbers: a number is none of them.
        return told if told.isdecimal() else parse_reply(spec, _bare_choice(spec, told))
    return parse_reply(spec, told.rstrip(".") if spec.kind == "datum" else told)


def number_of(text: str) -> int | None:
    """Return the number that one word is, in digits or in words."""
    found = parse_whole_number(_NUMBERS.get(text.lower(), text if re.fullmatch(r"[0-9.]+", text) else ""))
    return found if isinstance(found, int) else None


def _bare_choice(spec: FieldSpec, text: str) -> str:
    bare = _ARTICLE.sub("", text, count=1)
    return bare if parse_choice(bare, spec.choices) in spec.choices else text


def _number(spec: FieldSpec, text: str) -> str:
    """Return a number without words that the question has too; a number in words as digits."""
    bare = text.rstrip(".")
    counted = _COUNTED.fullmatch(bare)
    if counted and _words(counted["rest"]) <= _words(f"{spec.label} {spec.vraag}"):
        bare = counted["number"]
    return _NUMBERS.get(bare.lower(), bare)


def _words(text: str) -> set[str]:
    found = set(re.findall(r"\w+", text.lower()))
    return found | {"uur"} if "uren" in found else found


def _rows(spec: FieldSpec, text: str) -> Answer:
    """Return rows of which only the one thing is known that each must have; more rows are told as in a list."""
    if is_word(text, "geen") or is_word(text, "onbekend"):
        return text
    needed = [row for row in row_fields(spec.path) if row.required] if spec.has_rows else []
    if len(needed) != 1:
        raise refusal(_ROWS.format(field=spec.path))
    parts: Any = parse_texts(text) if needed[0].kind == "tekst" else (_number(needed[0], text),)
    rows: list[Mapping[str, Any]] = [{needed[0].path: part} for part in parts]
    return tuple(rows)
