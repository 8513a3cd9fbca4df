"""Profiles that no process has seen before: a rich profile with a name, numbers and texts of its own each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from liagen.files.yaml_in import parse_yaml
from liagen.profile.read import shipped_profiles

BASE = "meierijstad"


def write_variant(folder: Path, number: int, length: str, goals: int = 2, partners: int = 2) -> Path:
    """Write the profile with this number to a folder; return its path."""
    path = folder / f"gemeente-{number:06}.yaml"
    text = yaml.safe_dump(_facts(number, length, goals, partners), allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _facts(number: int, length: str, goals: int, partners: int) -> dict[str, Any]:
    """Return the shipped profile with every text and number replaced that a municipality would fill in itself."""
    source = shipped_profiles()[BASE]
    facts: dict[str, Any] = parse_yaml(source.read_text(encoding="utf-8"), source.name).value
    more: dict[str, dict[str, Any]] = {
        "gemeente": {"naam": f"Proefdorp {number}", "provincie": f"Provincie {number}", "inwoners": 80_000 + number},
        "organisatie": {
            "fte": 650 + number,
            "fte_toelichting": f"ongeveer {650 + number}",
            "afdelingen": [f"Afdeling {number}-{letter}" for letter in "abcd"],
        },
        "document": {"naam": f"Agenda {number}", "periode": {"van": 2027, "tot": 2030}},
        "draagvlak": {**facts["draagvlak"], "wethouder": f"wethouder {number}"},
        "structuren": {**facts["structuren"], "evenement": f"Proefdag {number}"},
        "capaciteit": {"uren_per_jaar": 900 + number, "budget": [{"jaar": 2027, "bedrag": 10_000 + number}]},
        "stijl": {"lengte": length},
    }
    for group, values in more.items():
        facts[group] = {**facts.get(group, {}), **values}
    facts["beleggen"]["uitvoerder"] |= {
        "functie": f"beleidsmedewerker {number}",
        "uren_per_week": 8 + number % 24,
        "vervanger": f"plaatsvervanger {number}",
    }
    facts["ervaringsdeskundigen"] |= {
        "organisaties": [{"naam": f"Platform {number}-{index}", "vorm": ["fysiek"]} for index in range(partners)],
        "vergoeding": f"{20 + number % 50} euro per bijeenkomst, regeling {number}",
    }
    facts["doelen"] = [_goal(number, index) for index in range(goals)]
    return facts


def _goal(number: int, index: int) -> dict[str, str]:
    return {
        "doel": f"Afspraak {number}-{index} staat op papier",
        "deadline": f"2027-{3 + index % 10:02}-28",
        "eigenaar": f"teamleider {number}-{index}",
        "thema": "plan",
        "indicator": f"Document {number}-{index} is vastgesteld",
        "actie": f"Bespreek stuk {number}-{index} in het teamoverleg",
    }
