"""A blank profile: every question as a comment, in the order of the model, with whatever was answered filled in."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from liagen.files.check import check_model
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.files.yaml_out import write_list, write_scalar
from liagen.profile.dates import typed_date
from liagen.profile.fields import FieldSpec, GroupSpec, field_specs, path_names, profile_tree, row_fields
from liagen.profile.model import Profile
from liagen.profile.own_fields import profile_model
from liagen.profile.parsing import choice_key, is_word, normalized, parse_choice, split_choices

SCHEMA_FILE = "liagen-profiel.schema.json"
Answer = str | int | dt.date | tuple[str, ...] | tuple[int, ...] | tuple[Mapping[str, Any], ...]

EDITOR_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""The first line of a profile: it points an editor to the schema beside it."""

_HEAD = f"""\
{EDITOR_LINE}#
# Profiel van een gemeente voor liagen.
# Vul in wat u weet. Wat u niet weet, laat u zo staan: onbekend is een goed antwoord.
# Noem functies, geen namen van personen.
# «geen» of [] betekent: het is er niet. Leeg of onbekend betekent: dat weten we niet.
"""

_EXAMPLES = {
    "aanleidingen": ("soort: motie", "titel: Iedereen doet mee", "jaar: 2023", "uitkomst: aangenomen"),
    "beleggen.groepen": ("soort: werkgroep", "met: [het Platform, de seniorenraad]", "sinds: 2022"),
    "gedaan.trainingen": ("jaar: 2024", "vorm: workshop", "opkomst: half_vol"),
    "gedaan.verteld": ("jaar: 2025", "vorm: intranet"),
    "gedaan.testen": ("jaar: 2025", "wat: het gemeentehuis", "uitkomst: De balie was te hoog."),
    "ervaringsdeskundigen.organisaties": ("naam: Naam van de organisatie", "vorm: [fysiek]"),
    "te_testen": ("wat: de nieuwe standaardbrieven", "wanneer: eind 2027"),
    "doelen": ("doel: Alle teamleiders kennen het VN-verdrag.", "deadline: 2027-06-30", "thema: draagvlak"),
    "capaciteit.budget": ("jaar: 2027", "bedrag: 5000"),
    "eigen": ("onderdeel: waar_staan_we", "tekst: Wij zijn in 2026 verhuisd naar één gebouw."),
    "toelichting": ("draagvlak.raad: De raad sprak er in 2026 drie keer over.",),
    "keuzes": ("aanjagers_per_afdeling:", "  keuze: niet", "  reden: De afdelingen regelen dit al zelf."),
    "terugblik.uitkomsten": ("teamoverleg.teams:", "  stand: deels", "  toelichting: Drie teams gingen verhuizen."),
    "doelen_kiezen": ("aanjagers_per_afdeling.werven:", "  keuze: wel", "  deadline: 2027-06-30"),
}


def blank_profile(answers: Mapping[str, Answer] | None = None) -> str:
    """Return the text of a profile that `controleer` and `maak` accept; ``answers`` by dotted field path."""
    given = answers or {}
    rows: list[str] = []
    for each in _blanks_of(profile_model()):
        rows += each.above
        rows += [f"{each.named}: {write_answer(given[each.path])}"] if each.path in given else each.blank
    return _HEAD + "\n".join(rows) + "\n"


@dataclass(frozen=True)
class _Blank:
    """A field of a blank profile: the rows above it, how it is ``named``, and the rows of it without an answer."""

    path: str
    above: tuple[str, ...]
    named: str
    blank: tuple[str, ...]


@lru_cache(maxsize=16)  # a set for training writes hundreds
def _blanks_of(model: type[Profile]) -> tuple[_Blank, ...]:
    assert model is profile_model()
    return tuple(_blanks(profile_tree(), 0, []))


def _blanks(members: tuple[FieldSpec | GroupSpec, ...], depth: int, above: list[str]) -> Iterator[_Blank]:
    """Yield every field; ``above`` gathers the headings that come before the next."""
    pad = "  " * depth
    for member in members:
        name = member.path.rpartition(".")[2]
        if depth == 0:
            above.append("")
        above += _comment(member.vraag, pad)
        if isinstance(member, GroupSpec):
            above.append(f"{pad}{name}:")
            yield from _blanks(member.members, depth + 1, above)
            continue
        above += _comment(" ".join(part for part in (member.uitleg, allowed(member)) if part), pad)
        yield _Blank(member.path, tuple(above), f"{pad}{name}", tuple(_blank_rows(member, name, pad)))
        above.clear()


def _comment(text: str, pad: str) -> tuple[str, ...]:
    return tuple(f"{pad}# {row}" for row in textwrap.wrap(text, 100 - len(pad)))


def allowed(spec: FieldSpec) -> str:
    """Return the allowed answers in words, or an empty string for free text."""
    choices = ", ".join(choice for choice in spec.choices if choice != "onbekend")
    if spec.kind == "antwoord":
        return f"Kies: {choices} of onbekend."
    if spec.kind == "keuze":
        return f"Kies: {choices}."
    return f"Kies één of meer, tussen [ en ]: {choices}. Of: geen." if spec.kind == "keuzelijst" else ""


def _blank_rows(spec: FieldSpec, name: str, pad: str) -> Iterator[str]:
    if spec.path == "gemeente.naam":
        yield f'{pad}{name}: "[invullen: {spec.label}]"'
    elif spec.kind == "groepen":
        yield f"{pad}# {name}:"
        mark, indent = ("- ", "  ") if spec.has_rows else ("", "  ")
        for number, row in enumerate(_EXAMPLES[spec.path]):
            yield f"{pad}# {indent}{mark if number == 0 else ' ' * len(mark)}{row}"
    elif spec.kind == "antwoord":
        yield f"{pad}{name}: onbekend"
    elif isinstance(spec.default, str):
        yield f"{pad}{name}: {write_scalar(spec.default)}"
    else:
        yield f"{pad}{name}:"


def write_answer(value: Answer) -> str:
    """Return one answer as YAML on one line."""
    if isinstance(value, tuple):
        items = [item for item in value if not isinstance(item, Mapping)]
        # What is written as JSON is YAML too, rows and all.
        return write_list(items) if len(items) == len(value) else json.dumps(value, ensure_ascii=False)
    return typed_date(value) if isinstance(value, dt.date) else write_scalar(value)


def example_row(path: str) -> Mapping[str, Any]:
    """Return the row that a blank profile shows as an example of a list of rows."""
    row: dict[str, Any] = parse_yaml("\n".join(_EXAMPLES[path]), "").value
    return row


def askable_fields() -> tuple[FieldSpec, ...]:
    """Return the fields that can be asked in a terminal, in order: all but the lists of groups."""
    return tuple(spec for spec in field_specs().values() if spec.kind != "groepen" and spec.path != "stand.herkomst")


def parse_reply(spec: FieldSpec, reply: str) -> str | tuple[str, ...]:
    """Return what was typed in a terminal as it would stand in a profile: a number or a beginning is a fixed answer."""
    if spec.kind in ("keuze", "antwoord"):
        return _choice(spec, reply)
    if spec.kind not in ("keuzelijst", "tekstlijst"):
        return reply
    text = reply.strip("[] ")
    if spec.kind == "tekstlijst" or not text or is_word(text, "geen"):
        return text or ("geen" if reply.startswith("[") else reply)
    # «1 3 4» are three numbers of answers, but a fixed answer in words has spaces too.
    parts = text.split() if _is_number(text.replace(" ", "")) else split_choices(text, spec.choices)
    return tuple(dict.fromkeys(_choice(spec, part) for part in parts))


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 19


def _choice(spec: FieldSpec, typed: str) -> str:
    """Return the fixed answer that was meant: its number, its name, its words, or the only one that starts so."""
    if spec.kind != "antwoord" and _is_number(typed) and 1 <= int(typed) <= len(spec.choices):
        return spec.choices[int(typed) - 1]
    found = str(parse_choice(typed, spec.choices))
    key = normalized(typed)
    near = {choice for choice in spec.choices for name in (choice, choice_key(choice)) if key and name.startswith(key)}
    return near.pop() if found not in spec.choices and len(near) == 1 else found


def with_answers(value: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a profile says, as plain values, with ``answers`` by dotted path added to it.

    Raises LookupError for a field of a row that is not there.
    """
    found = dict(value)
    for path, answer in answers.items():
        *groups, name = path_names(path)
        inner: Any = found
        for group in groups:
            below = inner[group] if isinstance(group, int) else inner.get(group)
            inner[group] = list(below) if isinstance(below, list) else dict(below) if isinstance(below, dict) else {}
            inner = inner[group]
        inner[name] = answer
    return found


def check_answers(value: Mapping[str, Any], answers: Mapping[str, Answer], path: str) -> tuple[Profile | None, str]:
    """Return the profile that ``value`` and ``answers`` make, and why the answer at ``path`` cannot stand in it."""
    # The whole profile is checked and not the field: an answer can be wrong beside another one («nee» with a number).
    try:
        told = with_answers(value, answers)
    except LookupError:
        return None, "deze rij staat niet in het profiel; zet haar er eerst in"
    profile, problems = check_model(profile_model(), Tree(told), "antwoord")
    group = path.rpartition(".")[0]
    own = [problem for problem in problems if problem.field.startswith(path) or problem.field == group]
    if problems and not own:  # told at another field, with which the answer does not agree
        rest = {name: answer for name, answer in answers.items() if name != path}
        _, others = check_model(profile_model(), Tree(with_answers(value, rest)), "antwoord")
        own = [problem for problem in problems if problem not in others]
    return profile, own[0].message if own else ""


def answer_problem(answers: Mapping[str, Answer], path: str) -> str:
    """Return why the answer at ``path`` cannot stand among ``answers``, or an empty string."""
    return check_answers(blank_value(), answers, path)[1]


def blank_value() -> Mapping[str, Any]:
    """Return what a blank profile says, as plain values."""
    return _blank_value_of(profile_model())


@lru_cache(maxsize=16)
def _blank_value_of(_model: type[Profile]) -> Mapping[str, Any]:
    return MappingProxyType(parse_yaml(blank_profile(), "").value)


def field_table(start: str = "") -> str:
    """Return a Markdown table of every profile field whose path begins with ``start``, for the handleiding."""
    rows = ["| veld | vraag | antwoorden |", "|---|---|---|"]
    for spec in (spec for path, spec in field_specs().items() if path.startswith(start)):
        inner = ", ".join(f"`{row.path}`" for row in row_fields(spec.path)) if spec.has_rows else ""
        choices = ", ".join(f"`{choice}`" for choice in spec.choices) or (f"rijen met {inner}" if inner else spec.kind)
        rows.append(f"| `{spec.path}` | {spec.vraag} {spec.uitleg}".rstrip() + f" | {choices} |")
    return "\n".join(rows) + "\n"
