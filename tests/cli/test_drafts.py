"""`bijwerken` on the command line: a new file beside the draft, and the list of what happened."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from draft_builders import edited

from liagen.cli import run
from liagen.word.readback.carried import read_carried

BEFORE = "gemeente: {naam: Letterdam}\norganisatie: {fte: 180}\n"
AFTER = "gemeente: {naam: Letterdam}\norganisatie: {fte: 240}\n"


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("oud.yaml").write_text(BEFORE, encoding="utf-8")
    Path("nieuw.yaml").write_text(AFTER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(capfd) -> Callable[..., Done]:
    def _call(*arguments: str) -> Done:
        capfd.readouterr()
        code = run(list(arguments))
        return Done(code, *capfd.readouterr())

    return _call


@pytest.fixture
def draft(call) -> Path:
    """Make a draft and type in it."""
    assert call("maak", "oud.yaml", "-o", "concept.docx", "--datum", "2027-01-04").code == 0
    document = docx.Document("concept.docx")
    document.add_paragraph("EIGEN alinea.")
    document.save("concept.docx")
    return Path("concept.docx")


def texts(name: str) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(name).paragraphs)


def test_a_new_draft_and_sheet_stand_beside_it(call, draft):
    before = draft.read_bytes()
    done = call("bijwerken", "concept.docx", "--profiel", "nieuw.yaml", "--datum", "2027-03-01")
    assert (done.code, done.out) == (0, "concept-bijgewerkt.docx\nconcept-bijgewerkt-werkblad.docx\n")
    assert draft.read_bytes() == before
    assert "240 voltijdbanen" in texts("concept-bijgewerkt.docx")
    assert "EIGEN alinea." in texts("concept-bijgewerkt.docx")
    assert re.search(r"^Waar wij nu staan: vernieuwd: «.*240 voltijdbanen.*»$", done.err, re.MULTILINE)
    assert done.err.splitlines()[-1].startswith("Samen: ")
    assert "Wat er bij het bijwerken gebeurde" in texts("concept-bijgewerkt-werkblad.docx")
    carried = read_carried(Path("concept-bijgewerkt-werkblad.docx").read_bytes(), "x")
    assert carried is not None
    assert carried.basis.document == "werkblad"


def test_what_somebody_typed_does_nothing_to_the_screen(call, draft):
    document = docx.Document("concept.docx")
    next(each for each in document.paragraphs if "voltijdbanen" in each.text).runs[0].text = "Wij zijn \u202egroot"
    document.save("concept.docx")
    told = call("bijwerken", "concept.docx", "--datum", "2027-01-04").err
    assert "Wij zijn ‹U+202E›groot" in told
    assert all(row.isprintable() for row in told.splitlines())


def test_without_a_profile_the_answers_of_the_draft_count(call, draft):
    done = call("bijwerken", "concept.docx", "-o", "n.docx", "--zonder-werkblad", "--datum", "2027-01-04")
    assert (done.code, done.out, done.err) == (0, "n.docx\n", "Er is niets veranderd.\n")
    assert not Path("n-werkblad.docx").exists()


def test_the_list_is_there_for_programs(call, draft):
    done = call("bijwerken", "concept.docx", "--profiel", "nieuw.yaml", "--json", "--datum", "2027-01-04")
    told = json.loads(done.out)
    assert told["bestanden"] == ["concept-bijgewerkt.docx", "concept-bijgewerkt-werkblad.docx"]
    assert told["herkend"]["gevonden"] == told["herkend"]["teksten"] == told["herkend"]["aan_bladwijzer"]
    (fte,) = [
        row for row in told["veranderingen"] if "240" in row["nu"] and "180" in row["stond_er"] and "telt" in row["nu"]
    ]
    assert fte["wat"] == "vernieuwd"
    assert fte["onderdeel"] == "Waar wij nu staan"


def test_tracked_changes_are_in_it(call, draft):
    assert (
        call("bijwerken", "concept.docx", "--profiel", "nieuw.yaml", "--als-wijziging", "--datum", "2027-01-04").code
        == 0
    )
    assert b"<w:ins " in docx.Document("concept-bijgewerkt.docx").part.blob


def test_never_over_what_it_reads_nor_over_what_is_there(call, draft):
    for name in ("concept.docx", "nieuw.yaml"):
        done = call("bijwerken", "concept.docx", "--profiel", "nieuw.yaml", "-o", name, "--overschrijf")
        assert done.code == 2
    Path("n-werkblad.docx").write_bytes(b"van mij")
    done = call("bijwerken", "concept.docx", "-o", "n.docx")
    assert (done.code, Path("n.docx").exists()) == (1, False)
    assert "bestaat al" in done.err
    assert call("bijwerken", "concept.docx", "-o", "n.docx", "--overschrijf").code == 0


def test_a_sheet_is_named_for_what_it_is(call, draft):
    done = call("bijwerken", "concept-werkblad.docx")
    assert (done.code, done.out) == (1, "")
    assert "concept-werkblad.docx: dit is een werkblad" in done.err


@pytest.mark.parametrize("name", ["er-niet.docx", "oud.yaml", "."])
def test_what_is_no_draft_is_refused_in_dutch(call, name):
    done = call("bijwerken", name, "-o", "n.docx")
    assert done.code == 1
    assert done.err.startswith(f"{name}: dit ")
    assert "Traceback" not in done.err


def test_a_draft_that_lost_everything_needs_the_old_one(call, draft):
    call("maak", "oud.yaml", "-o", "zuiver.docx", "--datum", "2027-01-04")
    bare = edited(draft.read_bytes(), lambda text: re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", text))
    bare = edited(bare, lambda text: text.replace("urn:liagen:draft", "urn:iets"), "customXml/item1.xml")
    Path("kaal.docx").write_bytes(bare)
    assert "--oud" in call("bijwerken", "kaal.docx").err
    done = call("bijwerken", "kaal.docx", "--oud", "zuiver.docx", "--profiel", "nieuw.yaml", "--datum", "2027-01-04")
    assert done.code == 0
    assert re.search(r"Herkend: (\d+) van \1 teksten; 0 aan hun bladwijzer, \d+ omdat ze er nog", done.err)
    assert "240 voltijdbanen" in texts("kaal-bijgewerkt.docx")
