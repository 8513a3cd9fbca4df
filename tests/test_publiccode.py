"""publiccode.yml keeps to the rules of its standard (0.7), but for the blanks that only the owner can fill in."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from every import every

from liagen import __version__

ROOT = Path(__file__).parents[1]
FILE = ROOT / "publiccode.yml"
BLANK = re.compile(r"\[invullen: [^\]]+\]")
OWNERS = {
    "url", "releaseDate", "organisation.name", "organisation.uri", "maintenance.type",
    "maintenance.contacts.0.name", "maintenance.contacts.0.email",
}  # fmt: skip
"""What only the owner can fill in; each may be filled in, and nothing else may be a blank."""

REQUIRED = (
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description",
    "legal.license", "maintenance.type", "localisation.localisationReady", "localisation.availableLanguages",
)  # fmt: skip
TOP = {
    "publiccodeYmlVersion", "name", "applicationSuite", "url", "landingURL", "isBasedOn", "softwareVersion",
    "releaseDate", "logo", "organisation", "platforms", "categories", "usedBy", "fundedBy", "roadmap",
    "developmentStatus", "softwareType", "intendedAudience", "description", "legal", "maintenance", "localisation",
    "dependsOn", "supports",
}  # fmt: skip
"""All keys of 0.7 that are not deprecated."""

ONE_OF = {
    "publiccodeYmlVersion": {"0.7", "0.5"},
    "developmentStatus": {"concept", "development", "beta", "stable", "obsolete"},
    "softwareType": {
        *(f"standalone/{each}" for each in ("mobile", "iot", "desktop", "web", "backend", "other")),
        "addon", "library", "configurationFiles",
    },
    "maintenance.type": {"internal", "contract", "community", "none"},
}  # fmt: skip
SHAPED = {
    "url": r"https?://\S+",
    "organisation.uri": r"(https?://|urn:)\S+",
    "releaseDate": r"\d{4}-\d{2}-\d{2}",
    "maintenance.contacts.0.email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
}
CATEGORIES = {"compliance-management", "document-management", "project-management", "office", "knowledge-management"}
SCOPES = {"local-authorities", "society", "welfare", "employment"}
"""Of both lists of the standard, those that can hold for liagen."""


def load() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def leaves(value: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Give every value by its path; a place in a list is a number."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in pairs:
            yield from leaves(each, f"{above}.{key}" if above else str(key))
    else:
        yield above, value


def at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value[int(name)] if isinstance(value, list) else value.get(name) if isinstance(value, dict) else None
    return value


def is_blank(value: object) -> bool:
    return isinstance(value, str) and BLANK.fullmatch(value) is not None


def faults(found: dict[str, Any]) -> list[str]:
    """Return what goes against the standard, by its path; a blank of the owner is none."""
    wrong = [path for path in REQUIRED if at(found, path) in (None, "", [], {})]
    wrong += sorted(set(found) - TOP)
    wrong += [path for path, value in leaves(found) if is_blank(value) and path not in OWNERS]
    for path, allowed in ONE_OF.items():
        wrong += [path] if not is_blank(at(found, path)) and at(found, path) not in allowed else []
    for path, shape in SHAPED.items():
        value = at(found, path)
        wrong += [path] if value and not is_blank(value) and not re.fullmatch(shape, str(value)) else []
    wrong += ["categories"] if not set(found.get("categories", [])) <= CATEGORIES else []
    wrong += ["intendedAudience.scope"] if not set(at(found, "intendedAudience.scope") or []) <= SCOPES else []
    if at(found, "maintenance.type") in ("internal", "community") and not at(found, "maintenance.contacts.0.name"):
        wrong.append("maintenance.contacts")
    for language, text in (found.get("description") or {}).items():
        wrong += [f"description.{language}.{key}" for key in described_wrongly(text)]
    return wrong


def described_wrongly(text: dict[str, Any]) -> Iterator[str]:
    """Give the keys of a description that are missing or of a wrong length."""
    if not 1 <= len(text.get("shortDescription", "")) <= 150 or "\n" in text["shortDescription"]:
        yield "shortDescription"
    if not 150 <= len(text.get("longDescription", "")) <= 10_000:
        yield "longDescription"
    if not text.get("features"):
        yield "features"


def test_it_keeps_to_the_standard():
    assert faults(load()) == []


def spoilt(path: str, value: object) -> dict[str, Any]:
    found = copy.deepcopy(load())
    above, _, key = path.rpartition(".")
    place = at(found, above) if above else found
    place[int(key) if isinstance(place, list) else key] = value
    return found


@every(
    ("path", "value"),
    [
        ("name", ""), ("name", "[invullen: naam]"), ("genericName", "x"), ("softwareType", "web"), ("url", "liagen"),
        ("developmentStatus", "ready"), ("releaseDate", "4 januari 2027"), ("legal.license", None),
        ("maintenance.type", "by hand"), ("maintenance.contacts.0.email", "x"), ("categories", ["plans"]),
        ("description.nl.shortDescription", "x" * 151), ("description.nl.longDescription", "x" * 149),
        ("description.nl.features", []), ("localisation.availableLanguages", []), ("platforms", []),
    ],
)  # fmt: skip
def test_what_goes_against_the_standard_is_found(path, value):
    assert path in faults(spoilt(path, value))


def test_it_names_the_version_and_pictures_that_are_here():
    found = load()
    assert found["softwareVersion"] == __version__
    assert all((ROOT / path).is_file() for path in found["description"]["nl"]["screenshots"])


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("ict.md")]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_the_blanks_of_the_owner_stand_in_this_file_only(page: Path):
    without_code = re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    assert not BLANK.search(without_code)


def test_the_changelog_begins_with_this_version():
    versions: list[str] = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == __version__
