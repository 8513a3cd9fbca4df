"""`liagen huisstijl klaarzetten`, and what it makes behind `--huisstijl`."""

from __future__ import annotations

from pathlib import Path

import pytest
from host_builder import host

from liagen.cli import run


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("huis.docx").write_bytes(host())
    Path("m.yaml").write_text("gemeente:\n  naam: Zuid\n", encoding="utf-8")
    return tmp_path


def liagen(capsys, line: str) -> tuple[int, str, str]:
    code = run(line.split())
    told = capsys.readouterr()
    return code, told.out, told.err


def test_it_is_put_beside_and_used_as_the_word_file(capsys):
    assert liagen(capsys, "huisstijl klaarzetten huis.docx")[:2] == (0, "huis.json\n")
    first = liagen(capsys, "maak m.yaml --huisstijl huis.docx --datum 2027-01-04 -o een.docx")
    second = liagen(capsys, "maak m.yaml --huisstijl huis.json --datum 2027-01-04 -o twee.docx")
    assert second[2] == first[2].replace("huis.docx", "huis.json")
    assert Path("een.docx").read_bytes() == Path("twee.docx").read_bytes()
    assert Path("een-werkblad.docx").read_bytes() == Path("twee-werkblad.docx").read_bytes()


def test_names_in_a_file_beside_it_count(capsys):
    Path("huis.yaml").write_text("kop_1: Weg\n", encoding="utf-8")
    code, _, err = liagen(capsys, "huisstijl klaarzetten huis.docx")
    assert code == 1
    assert err.startswith("huis.yaml:1:8:")


def test_every_way_to_order_takes_it(capsys):
    liagen(capsys, "huisstijl klaarzetten huis.docx -o x.json")
    for line in (
        "vraag m.yaml --aan directie --huisstijl x.json",
        "voortgang m.yaml --huisstijl x.json",
        "reeks m.yaml --huisstijl x.json -o uit --jobs 1",
    ):
        code, _, err = liagen(capsys, line)
        assert code == 0, err


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("huisstijl klaarzetten huis.docx -o x.docx", 2, "de naam x.docx moet eindigen op .json"),
        ("huisstijl klaarzetten weg.docx", 1, "weg.docx: dit stijlbestand is er niet"),
        ("huisstijl klaarzetten m.yaml", 1, "m.yaml: een huisstijl is een Word-bestand"),
        ("huisstijl controleer x.json", 1, "x.json: een huisstijl is een Word-bestand"),
        ("maak m.yaml --huisstijl weg.json", 1, "weg.json: dit bestand bestaat niet"),
        ("maak m.yaml --huisstijl .json", 1, ".json: een huisstijl is een Word-bestand"),
        ("maak m.yaml --huisstijl leeg.json", 1, "leeg.json: dit is geen klaargezette huisstijl"),
    ],
)
def test_what_is_wrong_is_told(capsys, line, code, message):
    Path("leeg.json").write_text("{}", encoding="utf-8")
    found, _, err = liagen(capsys, line)
    assert found == code
    assert err.startswith(message)


def test_a_file_that_is_there_is_not_written_over(capsys):
    Path("huis.json").write_text("van haar", encoding="utf-8")
    assert liagen(capsys, "huisstijl klaarzetten huis.docx")[0] == 1
    assert liagen(capsys, "huisstijl klaarzetten huis.docx --overschrijf")[0] == 0
