"""What liagen read once it goes on reading: files of each format, kept as they were (docs/formaat.md)."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from shipped import DAY, LIBRARY

from liagen import cli
from liagen.library.load import read_library
from liagen.library.packages import find_packages
from liagen.make import chain
from liagen.profile.canonical import write_profile
from liagen.profile.model import Profile
from liagen.profile.read import load_profile, parse_profile

KEPT = Path(__file__).with_name("formats")
SUMS = KEPT / "SHA256SUMS"
PROFILES = sorted(KEPT.glob("profiel-*.yaml"))
PACKAGES = sorted(KEPT.glob("pakket-*"))
HOUSES = sorted(KEPT.glob("huisstijl-*.json"))
CLIENTS = sorted(KEPT.glob("klant-*.zip"))
DRAFTS = sorted(KEPT.glob("concept-*.docx"))
FIRST_PROFILE = KEPT / "profiel-1.yaml"
TYPED_IN_WORD = "Dit schreef de ambtenaar."


def sums() -> dict[str, str]:
    rows = [row.split("  ", 1) for row in SUMS.read_text(encoding="utf-8").splitlines()]
    return {name: digest for digest, name in rows}


def test_a_kept_file_stays_as_it_was():
    found = {path for path in KEPT.rglob("*") if path.is_file() and path != SUMS}
    made = {path.relative_to(KEPT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
    assert made == sums(), "add a file with the next number; never change one that stands here"


def paths(value: Any, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the fields that a profile in YAML fills in, of the first two levels."""
    if len(above) == 2 or not isinstance(value, dict):
        return [above]
    return [path for key, each in value.items() for path in paths(each, (*above, key))]


def answer(profile: Profile, path: tuple[str, ...]) -> object:
    found: Any = profile
    for name in path:
        found = found[name] if isinstance(found, dict) else getattr(found, name)
    return found


@pytest.mark.parametrize("kept", PROFILES, ids=lambda path: path.stem)
def test_every_answer_of_a_kept_profile_is_read(kept):
    profile = load_profile(kept, LIBRARY.cards)
    unread = (None, (), {}, "onbekend")
    typed = paths(yaml.safe_load(kept.read_text(encoding="utf-8")))
    assert len(typed) > 50
    assert not [path for path in typed if answer(profile, path) in unread]


@pytest.mark.parametrize("kept", PROFILES, ids=lambda path: path.stem)
def test_a_kept_profile_comes_through_writing_and_reading(kept):
    profile = load_profile(kept, LIBRARY.cards)
    assert parse_profile(write_profile(profile), "opnieuw.yaml", LIBRARY.cards) == profile


@pytest.mark.parametrize("kept", PACKAGES, ids=lambda path: path.stem)
def test_a_chapter_is_made_with_the_texts_of_a_kept_package(kept):
    library = read_library(find_packages((kept,), None, None))
    result = chain.make(load_profile(FIRST_PROFILE, library.cards), library, DAY)
    text = whole_text(chain.make_docx(result.chapter, library, "concept"))
    assert "Bureau Zuid hielp de gemeente bij dit hoofdstuk." in text  # a text of its own
    assert "Wat wij laten testen" in text  # a title that it changes


@pytest.mark.parametrize("kept", HOUSES, ids=lambda path: path.stem)
def test_a_chapter_is_made_in_a_kept_house_style(kept, tmp_path):
    target = tmp_path / "hoofdstuk.docx"
    assert cli.run(["maak", str(FIRST_PROFILE), "-o", str(target), "--huisstijl", str(kept), "--stukken", "geen"]) == 0
    assert "Volledam" in whole_text(target.read_bytes())


@pytest.mark.parametrize("kept", CLIENTS, ids=lambda path: path.stem)
def test_a_chapter_is_made_for_a_kept_client(kept, tmp_path):
    target = tmp_path / "hoofdstuk.docx"
    assert cli.run(["maak", str(kept), "-o", str(target), "--datum", DAY.isoformat()]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "hoofdstuk-samenvatting.docx", "hoofdstuk-werkblad.docx", "hoofdstuk.docx",
    ]  # fmt: skip
    assert "Bureau Zuid hielp de gemeente bij dit hoofdstuk." in whole_text(target.read_bytes())


@pytest.mark.parametrize("kept", DRAFTS, ids=lambda path: path.stem)
def test_a_kept_draft_is_brought_up_to_date_with_what_was_typed_in_it(kept, tmp_path):
    target = tmp_path / "nieuw.docx"
    command = ["bijwerken", str(kept), "--profiel", str(FIRST_PROFILE), "-o", str(target), "--datum", DAY.isoformat()]
    assert cli.run(command) == 0
    assert TYPED_IN_WORD in whole_text(target.read_bytes())


def test_the_answers_in_a_kept_draft_are_read_back(tmp_path):
    target = tmp_path / "profiel.yaml"
    assert cli.run(["teruglezen", str(KEPT / "concept-1.docx"), "-o", str(target)]) == 0
    assert load_profile(target, LIBRARY.cards).gemeente.naam == "Volledam"


def whole_text(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
