"""The consultant's room on the command line: what its commands print, and with what they end."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from own_package import ONE, package

from liagen.cli import run

LONG = " ".join(["Dit is een zin die maar doorgaat en doorgaat"] * 4) + ".\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def out(capsys, *arguments: str, code: int = 0) -> str:
    """Run `sjabloon …`, which must end with ``code``, and return what it printed."""
    assert run(["sjabloon", *arguments]) == code
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["praktijk", "standaard"])
def test_a_shipped_package_is_checked_by_its_name(name, capsys):
    assert out(capsys, "controleer", name, "--strikt") == "In orde: geen fouten en geen waarschuwingen.\n"


def test_the_reach_of_a_shipped_package_is_found_by_its_name(capsys):
    assert "Opties die nooit een voorstel worden: geen." in out(capsys, "dekking", "praktijk")


def test_a_shipped_package_is_packed_by_its_name(here, capsys):
    assert out(capsys, "inpakken", "praktijk") == "praktijk.zip\n"
    assert "pakket.yaml" in zipfile.ZipFile(here / "praktijk.zip").namelist()


def test_a_warning_fails_only_when_strict(here, capsys):
    package(here / "zuid", ONE, f"---\ntitel: Proef\n---\n{LONG}")
    assert "LIA110 waarschuwing:" in out(capsys, "controleer", "zuid")
    out(capsys, "controleer", "zuid", "--strikt", code=1)


def test_problems_for_an_editor(here, capsys):
    package(here / "zuid", ONE, "---\ntitell: Proef\n---\n")
    (found,) = json.loads(out(capsys, "controleer", "zuid", "--json", code=1))
    assert (found["bestand"], found["regel"], found["kolom"]) == (str(Path("zuid") / ONE), 2, 1)
    assert (found["code"], found["ernst"], found["veld"]) == ("LIA032", "fout", "titell")


def test_a_code_is_explained_in_any_case(capsys):
    assert out(capsys, "controleer", "--leg-uit", "lia012").startswith("LIA012 ")
    out(capsys, "controleer", "--leg-uit", "LIA999", code=2)


def test_a_package_with_a_mistake_is_not_packed(here, capsys):
    package(here / "zuid", ONE, "---\ntitell: Proef\n---\n")
    assert run(["sjabloon", "inpakken", "zuid"]) == 1
    assert "LIA032" in capsys.readouterr().err
    assert not (here / "zuid.zip").exists()


def test_a_packed_package_is_used_as_it_is(here, capsys):
    package(here / "zuid", ONE, "---\ntitel: Proef\n---\n")
    (here / "zuid" / "notitie.txt").write_text("x")
    assert run(["sjabloon", "inpakken", "zuid"]) == 0
    assert "Niet ingepakt, want liagen gebruikt het niet: notitie.txt." in capsys.readouterr().err
    assert run(["opties", "--pakket", "zuid.zip"]) == 0
    assert "Proef" in capsys.readouterr().out


def test_what_wins_is_shown(here, capsys):
    package(here / "zuid", ONE, "---\ntitel: Proef\n---\n")
    shown = out(capsys, "toon", "intranet", "--pakket", "zuid")
    assert "titel: Proef  # voorbeeld" in shown
    assert "cox: 4  # standaard" in shown
    rows = json.loads(out(capsys, "toon", "--json", "--pakket", "zuid"))["bestanden"]
    (card,) = [row for row in rows if row["sleutel"] == "intranet"]
    assert (card["wint"]["pakket"], [each["pakket"] for each in card["eronder"]]) == ("voorbeeld", ["standaard"])


def test_a_card_that_was_taken_away_says_by_whom(here, capsys):
    package(here / "zuid", ONE, "---\nnull\n---\n")
    assert run(["sjabloon", "toon", "intranet", "--pakket", "zuid"]) == 2
    assert "weggehaald door pakket voorbeeld" in capsys.readouterr().err
