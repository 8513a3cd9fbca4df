"""The keys that a consultant may type, read from the models: for the reference and for the skeletons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from liagen.library.cards import MEANINGS, TEXT_MEANINGS, Card, CardGoal, HoursRow, LibraryText, Practice, Risk, Rule
from liagen.library.own_questions import OwnQuestion, OwnQuestions
from liagen.library.tables import (
    ContentRow,
    DatedFact,
    HeaderRow,
    Outline,
    PackageFile,
    PaperOutline,
    Role,
    Roles,
    Section,
    Setting,
    Source,
    Step,
    Steps,
    Theme,
)
from liagen.library.tone import REPLACED
from liagen.library.words import shipped_words, word_groups


@dataclass(frozen=True)
class Key:
    """One key: whether it must be there, what may stand behind it, what it means and how it looks in YAML.

    ``inside`` names the model of what stands below it; ``form`` tells whether that is one (``groep``), a ``lijst`` or
    ``benoemd``: one for each key of the writer's own. Empty for plain values.
    """

    name: str
    needed: bool
    kind: str
    meaning: str
    example: str
    inside: str = ""
    form: str = ""


MODELS: dict[str, tuple[type[BaseModel], str]] = {
    "Card": (Card, "Een optie"),
    "Rule": (Rule, "Een regel van `bestaat_als`, `kies_als` of `niet_als`"),
    "CardGoal": (CardGoal, "Een doel"),
    "HoursRow": (HoursRow, "Een schatting bij `uren`"),
    "Practice": (Practice, "Een voorbeeld bij `praktijk`"),
    "Risk": (Risk, "Een risico"),
    "LibraryText": (LibraryText, "Een vaste tekst"),
    "PackageFile": (PackageFile, "pakket.yaml"),
    "Setting": (Setting, "Een instelling"),
    "Theme": (Theme, "Een thema"),
    "Outline": (Outline, "opbouw.yaml, werkblad.yaml, voortgang.yaml, vragenlijst.yaml en vragenmail.yaml"),
    "PaperOutline": (PaperOutline, "collegevoorstel.yaml, raadsvoorstel.yaml en samenvatting.yaml"),
    "HeaderRow": (HeaderRow, "Een regel van `kop`"),
    "Section": (Section, "Een onderdeel"),
    "ContentRow": (ContentRow, "Een regel van `inhoud` of `vooraf`"),
    "Roles": (Roles, "rollen.yaml"),
    "Role": (Role, "Een rol"),
    "Steps": (Steps, "vergelijking.yaml"),
    "Step": (Step, "Een stap"),
    "OwnQuestions": (OwnQuestions, "velden.yaml"),
    "OwnQuestion": (OwnQuestion, "Een eigen vraag"),
    "Source": (Source, "bronnen.yaml"),
    "DatedFact": (DatedFact, "Een feit van een bron"),
}
"""Every model by name, with the heading of its table in the reference."""

_NOTES = {
    "Card": "Een bestand in `opties/<thema>`. De bestandsnaam is de sleutel.",
    "Risk": "Een bestand in `risicos`. De tekst onder de regels beschrijft het risico.",
    "LibraryText": "Een bestand in `teksten`. Alle sleutels mogen weg; dan mogen ook de regels met `---` weg.",
    "ContentRow": "Noem in elke regel precies één van `tekst`, `opties`, `lopend`, `tabel` en `lijst`.",
    "Source": "Elke bron heeft een eigen sleutel. Daaronder staat:",
    "Step": "De tekst bij `is` gebruikt alleen velden met vaste antwoorden.",
}

_FORMS = {"groep": "de sleutels van", "lijst": "een lijst, met bij elk streepje:", "benoemd": "per eigen sleutel:"}


def keys_of(model: type[BaseModel]) -> tuple[Key, ...]:
    """Return the keys of a model, in its order."""
    schema = model.model_json_schema()
    needed = schema.get("required", [])
    return tuple(_key(name, row, name in needed) for name, row in schema["properties"].items())


def reference() -> str:
    """Return the page with every key of a package, as Markdown."""
    parts = [_table(name) for name in MODELS]
    return "\n".join([*parts, _parts_table(), _words_table()])


def _table(name: str) -> str:
    model, heading = MODELS[name]
    rows = [f"## {heading}", ""]
    rows += [_NOTES[name], ""] if name in _NOTES else []
    rows += ["| sleutel | verplicht | wat er staat | uitleg | voorbeeld |", "|---|---|---|---|---|"]
    rows += [
        f"| `{key.name}` | {'ja' if key.needed else 'nee'} | {key.kind} | {key.meaning} | {_shown(key)} |"
        for key in keys_of(model)
    ]
    return "\n".join([*rows, ""])


def _shown(key: Key) -> str:
    example = key.example.replace("|", "\\|")
    return f"`{example}`" if example else ""


def _parts_table() -> str:
    options = _headings("De delen van een optie", MEANINGS)
    return f"{options}\n{_headings('De delen van een vaste tekst', TEXT_MEANINGS)}"


def _headings(title: str, meanings: Mapping[str, str]) -> str:
    rows = [f"## {title}", "", "| kopje | wanneer het er staat |", "|---|---|"]
    rows += [f"| {_heading(name)} | {meaning} |" for name, meaning in meanings.items()]
    return "\n".join([*rows, ""])


def _heading(part: str) -> str:
    return "(geen)" if part == "tekst" else f"`## {part.capitalize().replace('_', ' ')}`"


def _words_table() -> str:
    rows = ["## woorden.yaml", ""]
    rows += [
        "Korte teksten die het programma zelf nodig heeft, zoals die in `standaard` staan. In een eigen pakket noemt u "
        "alleen wat verandert. Wat tussen accolades staat, vult liagen in.",
        "",
        f"Onder `{REPLACED}` zet u woorden die in alle teksten anders moeten, elk met wat u ervoor schrijft.",
        "",
    ]
    words = shipped_words()
    for group, keys in word_groups().items():
        heading, _, note = group.partition(". ")
        heading = re.sub(r"(\{\{.*?\}\})", r"`\1`", heading)
        rows += [f"### {heading}", "", *([f"{note}.", ""] if note else ())]
        rows += ["| sleutel | tekst in `standaard` |", "|---|---|"]
        rows += [*(f"| `{key}` | {_shown_word(words[key])} |" for key in keys), ""]
    return "\n".join(rows)


def _shown_word(text: str) -> str:
    mark = "``" if "`" in text else "`"
    return f"{mark}{' '.join(text.split())}{mark}".replace("|", "\\|")


def _key(name: str, row: dict[str, Any], needed: bool) -> Key:
    # A key that may be left out has «null» as its other type, which nobody types.
    plain = next((each for each in row.get("anyOf", ()) if each.get("type") != "null"), row)
    inside, form = next(_nested(plain), ("", ""))
    example = str(row.get("examples", [""])[0])
    kind = "een voorwaarde" if name in ("als", "vangnet") else _kind(plain, inside, form)
    return Key(name, needed, kind, row["description"], example, inside, form)


def _nested(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    # Where the schema keeps the model of what is inside: in the row itself, in the items of a list, or behind keys of
    # the writer's own.
    named = [row.get("additionalProperties"), *row.get("patternProperties", {}).values()]
    for form, place in (("groep", row), ("lijst", row.get("items")), *(("benoemd", each) for each in named)):
        if isinstance(place, dict) and "$ref" in place:
            yield place["$ref"].rpartition("/")[2], form


def _kind(row: dict[str, Any], inside: str, form: str) -> str:
    if inside:
        return f"{_FORMS[form]} {_link(MODELS[inside][1])}"
    if row.get("type") == "array":
        items = row["items"]
        return f"een lijst; kies uit {_choices(items)}" if "enum" in items else "een lijst van teksten"
    if row.get("type") == "object":
        listed = row.get("additionalProperties", {}).get("type") == "array"
        return f"eigen sleutels, elk met een {'lijst van teksten' if listed else 'tekst'}"
    if choices := _choices(row):
        return choices
    if row.get("type") == "integer":
        lowest, highest = row.get("minimum"), row.get("maximum")
        return f"een heel getal van {lowest} tot en met {highest}" if highest else f"een heel getal vanaf {lowest}"
    if row.get("pattern", "").startswith("^[a-z"):
        return "kleine letters en _"
    if row.get("format") == "date":
        return "een datum: jaar-maand-dag"
    return "een adres" if "pattern" in row else "tekst"


def _choices(row: dict[str, Any]) -> str:
    values = row.get("enum", [row["const"]] if "const" in row else [])
    return ", ".join(f"`{value}`" for value in values)


def _link(heading: str) -> str:
    anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
    return f"[{heading[0].lower()}{heading[1:]}](#{anchor})"
