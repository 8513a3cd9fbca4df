"""The trial on Windows: nobody here can run it, so its list of commands is run on this computer, as it stands there."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from liagen import cli
from liagen.profile.read import shipped_profiles

SCRIPT = Path(__file__).parents[1] / "tools" / "windows-proef.ps1"
TEXT = SCRIPT.read_bytes()


def rows() -> list[tuple[str, int, list[str]]]:
    listed = TEXT.decode().split("$Opdrachten = @'\n")[1].split("\n'@")[0]
    found = [[part.strip() for part in row.split("|", 2)] for row in listed.splitlines()]
    return [(name, int(code), shlex.split(line.replace("{e-trema}", "ë"))) for name, code, line in found]


def test_an_old_powershell_can_read_it():
    assert TEXT.isascii()
    assert b"\r" not in TEXT


def test_its_commands_end_as_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = shipped_profiles()["meierijstad"].read_text(encoding="utf-8")
    Path("proef.yaml").write_text(text, encoding="utf-8")
    Path("later.yaml").write_text(text.replace("fte: 650", "fte: 1234"), encoding="utf-8")
    Path("kladblok.yaml").write_text(text, encoding="utf-8-sig", newline="\r\n")
    Path("ansi.yaml").write_text("gemeente:\n  naam: Geërfdorp\n", encoding="cp1252", newline="\r\n")
    for folder in ("map met spaties", "reeks"):
        Path(folder).mkdir()
    shutil.copy("proef.yaml", "reeks/gemeente-1.yaml")
    wrong = {}
    for name, code, arguments in rows():
        told = cli.run([*arguments, *(["--jobs", "1"] if arguments[0] == "reeks" else [])])
        if told != code:
            wrong[name] = (told, capsys.readouterr().err)
    assert not wrong
    assert Path("later.yaml").read_text(encoding="utf-8") != text


@pytest.mark.parametrize("name", ["schoon.docx", "gevolgd.docx", "ingevoegd.docx", "vragen.docx", "voortgang.docx"])
def test_what_word_is_to_open_is_made_by_a_command(name):
    assert any(name in arguments for _, _, arguments in rows())
