"""Random but valid profiles: every field and every field of a row known or unknown by chance."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable
from typing import Any, Final

import shipped
from pydantic import ValidationError

from liagen.profile.fields import FieldSpec, field_specs, row_fields
from liagen.profile.model import Profile

NAME: Final = "Toevalsdam"
_KEPT: Final = ("gemeente.naam", "stand.herkomst", "stijl.lengte", "stijl.bijlagen")
_SHAPES: Final = (
    ("aanleiding", "aanleidingen"),
    ("beleggen.groep", "beleggen.groepen"),
    ("gedaan.training", "gedaan.trainingen"),
    ("gedaan.communicatie", "gedaan.verteld"),
    ("gedaan.tests", "gedaan.testen"),
    ("gedaan.contact_gemeenten", "gedaan.contact_met"),
)
"""Two shapes of one fact, which may not contradict each other: a random profile has one of them."""

_SYLLABLES: Final = [f"{first}{second}" for first in "bdfklmnprstvz" for second in "aeiou"]
_WITH_ARTICLE: Final = re.compile("in een zin|lidwoord|Met «de»|Zoals «de")
_YEARS: Final = (
    "jaar",
    "tot_jaar",
    "laatste_jaar",
    "van",
    "tot",
    "sinds",
    "gestopt",
    "bestaat_sinds",
    "leeg_van",
    "leeg_tot",
)
_PAST: Final = ("gedaan", "aanleidingen", "terugblik", "lia", "beleggen")
_DATES: Final = ("2025-03-14", "2027-02-20", "2027-04-22", "juni 2027", "eind 2027", "2028", "2028-09-30")


def random_profiles(seed: int, count: int) -> list[Profile]:
    """Return ``count`` random profiles, the same ones for the same seed."""
    chance = random.Random(seed)
    found: list[Profile] = []
    while len(found) < count:
        try:
            found.append(Profile.model_validate(random_data(chance)))
        except ValidationError:
            continue  # it contradicts itself, which reading refuses
    return found


def random_data(chance: random.Random) -> dict[str, Any]:
    """Return what a random municipality typed; how much of it is known differs from one to the next."""
    known = chance.choice([0.15, 0.4, 0.65, 0.9])
    skipped = {chance.choice(pair) for pair in _SHAPES}
    data: dict[str, Any] = {"gemeente": {"naam": NAME}, "stijl": {"lengte": "standaard"}}
    for spec in field_specs().values():
        hidden = any(spec.path == path or spec.path.startswith(f"{path}.") for path in skipped)
        if spec.path in _KEPT or hidden or chance.random() > known:
            continue
        value = _rows(spec, chance) if spec.kind == "groepen" else _value(spec, spec.path, chance)
        _put(data, spec.path, value)
    _tidy(data)
    return data


def _rows(spec: FieldSpec, chance: random.Random) -> object:
    if spec.path == "toelichting":
        return {"draagvlak.raad": "Dat bleek in een gesprek.", "knelpunten": "Dat vertelden teamleiders."}
    if spec.path == "keuzes":
        options = chance.sample(sorted(shipped.LIBRARY.cards), 3)
        return {key: {"keuze": chance.choice(["wel", "niet"]), "reden": _text(spec, key)} for key in options}
    if spec.path in ("doelen_kiezen", "terugblik.uitkomsten"):
        return {key: _row(spec.path, 0, chance) for key in chance.sample(_goal_keys(), 3)}
    if spec.path == "eigen":
        sections = [section.sleutel for section in shipped.LIBRARY.outline]
        return [{"onderdeel": chance.choice(sections), "tekst": "Dit schreef de gemeente er zelf bij."}]
    found = [_row(spec.path, number, chance) for number in range(chance.randint(0, 3))]
    if spec.path == "gedaan.verteld":
        return list({row.get("vorm"): row for row in found}.values())
    return _unlike(found) if spec.path == "aanleidingen" else found


def _unlike(reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row of each kind; only a motion has an outcome."""
    for reason in reasons:
        if reason.get("soort") != "motie":
            reason.pop("uitkomst", None)
    return list({reason.get("soort"): reason for reason in reasons}.values())


def _goal_keys() -> list[str]:
    return [f"{card.key}.{goal}" for card in shipped.LIBRARY.cards.values() for goal in card.doelen]


def _row(path: str, number: int, chance: random.Random) -> dict[str, Any]:
    return {
        spec.path: _value(spec, f"{path} {spec.path} {'abc'[number]}", chance)
        for spec in row_fields(path)
        if _is_required(spec) or chance.random() < 0.6
    }


def _is_required(spec: FieldSpec) -> bool:
    return spec.path in ("naam", "wat", "doel", "bedrag", "onderdeel", "tekst")


def _value(spec: FieldSpec, path: str, chance: random.Random) -> object:
    made: dict[str, Callable[[], object]] = {
        "antwoord": lambda: chance.choice(spec.choices),
        "keuze": lambda: chance.choice(spec.choices),
        "keuzelijst": lambda: chance.sample(spec.choices, chance.randint(0, len(spec.choices))),
        "getal": lambda: _number(spec, path, chance),
        "datum": lambda: _date(spec, chance),
        "tekstlijst": lambda: (
            [2026, 2027]
            if "jaren" in path
            else [_text(spec, f"{path} {each}") for each in "xyz"[: chance.randint(0, 3)]]
        ),
        "tekst": lambda: (
            "geen" if "vul dan `geen`" in spec.uitleg.lower() and chance.random() < 0.3 else _text(spec, path)
        ),
    }
    return made[spec.kind]()


def words_of(path: str) -> str:
    """Return made-up words for a text field: the same for the same field, and told by no text of the library."""
    rest, syllables = zlib.crc32(path.encode()), []
    for _ in range(6):
        rest, place = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
    return f"{''.join(syllables[:3])} {''.join(syllables[3:])}"


def _text(spec: FieldSpec, path: str) -> str:
    """Return a text in the form that the question asks for: a sentence, words with their article, or words alone."""
    if "hele zin" in spec.uitleg:
        return f"Dat werd {words_of(path)}."
    if "«in " in spec.uitleg:
        return f"in {words_of(path)}"
    return f"de {words_of(path)}" if _WITH_ARTICLE.search(spec.uitleg) else words_of(path)


def _number(spec: FieldSpec, path: str, chance: random.Random) -> int:
    name = spec.path.rpartition(".")[2]
    if name in _YEARS:
        if not path.startswith(_PAST):
            return chance.choice([2027, 2028])
        row = {" a": 2019, " b": 2024, " c": 2026}.get(path[-2:])  # two rows are not of the same year
        return row or chance.choice([2019, 2024, 2026])
    if name == "bedrag":
        return 1_000 * (1 + zlib.crc32(path.encode()) % 90)
    if name == "ambtenaren":
        return chance.choice([0, 1, 5])
    if name == "aantal":
        return chance.choice([2, 5, 24])
    if name == "inwoners":
        return chance.choice([9_000, 35_000, 75_000])
    if name == "fte":
        return chance.choice([60, 150, 300, 401, 5_000])
    return chance.choice([1, 2, 5, 24])


def _date(spec: FieldSpec, chance: random.Random) -> str:
    if spec.path == "planning.startdatum":
        return "2027-01-11"
    if spec.path == "stand.datum":
        return "2026-11-03"
    return chance.choice(_DATES[2:] if spec.path == "deadline" else _DATES)


def _put(data: dict[str, Any], path: str, value: object) -> None:
    *groups, name = path.split(".")
    for group in groups:
        data = data.setdefault(group, {})
    data[name] = value


def _tidy(data: dict[str, Any]) -> None:
    """Take back the details of what is not there, and the years that contradict each other."""
    groups = [
        data.get("ervaringsdeskundigen"),
        *data.get("beleggen", {}).values(),
        data.get("structuren", {}).get("medewerkersbijeenkomst"),
    ]
    for group in groups:
        if isinstance(group, dict) and group.get("aanwezig") == "nee":
            for name in [name for name in group if name != "aanwezig"]:
                del group[name]
    executor = data.get("beleggen", {}).get("uitvoerder", {})
    if "leeg_tot" in executor:
        executor["leeg_van"], executor["leeg_tot"] = 2023, 2024
    if executor.get("soort") == "vacature":
        executor.pop("aanwezig", None)
    period = data.get("document", {}).get("periode", {})
    if "van" in period:
        period["van"] = 2019
    if "afdelingen" in data.get("organisatie", {}):
        data["organisatie"].pop("aantal_afdelingen", None)
    for row in data.get("beleggen", {}).get("groepen", []):
        if "gestopt" in row:
            row["sinds"], row["gestopt"] = 2019, 2025
    for row in data.get("capaciteit", {}).get("budget", []):
        if "tot_jaar" in row:
            row["jaar"], row["tot_jaar"] = 2027, 2029
    for row in data.get("gedaan", {}).get("trainingen", [])[1:]:
        row.pop("opkomst", None)  # of two that were half full the same would be told twice
    for row in data.get("doelen", []):
        if "deadline" in row:
            row.pop("start", None)
