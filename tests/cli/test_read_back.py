"""`liagen teruglezen`: files in, a profile and a list out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shipped
from answer_builders import documents, retyped

from liagen.cli import run
from liagen.profile.canonical import write_profile

TEXT = write_profile(shipped.profile("meierijstad"))
HOURS = "beleggen.uitvoerder.uren_per_week"


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    chapter, sheet = documents(TEXT)
    Path("m.docx").write_bytes(retyped(chapter, {HOURS: "8 uur", "document.besluit_door": "de raad"}))
    Path("m-werkblad.docx").write_bytes(retyped(sheet, {HOURS: "8", "structuren.borrelpraat": "misschien"}))
    Path("leeg.docx").write_bytes(chapter)
    Path("ander.docx").write_bytes(documents(write_profile(shipped.profile("utrecht")))[0])
    Path("m.yaml").write_text("# van ons\n" + TEXT, encoding="utf-8")
    return tmp_path


def liagen(capsys, *args: str) -> tuple[int, str, str]:
    code = run(["teruglezen", *args])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_answers_come_in_a_new_profile(capsys):
    code, out, err = liagen(capsys, "m.docx", "m-werkblad.docx", "--profiel", "m.yaml")
    assert (code, out) == (0, "m-teruggelezen.yaml\n")
    made = Path("m-teruggelezen.yaml").read_text(encoding="utf-8")
    assert made.startswith("# van ons\n")
    assert "uren_per_week: 8\n" in made
    assert "besluit_door: raad\n" in made
    assert Path("m.yaml").read_text(encoding="utf-8") == "# van ons\n" + TEXT
    assert "uren per week van de uitvoerder: «onbekend» → «8» (m.docx, Wat wij vragen; m-werkblad.docx, " in err
    assert "informeel moment: «misschien» (m-werkblad.docx" in err
    assert err.endswith("Samen: 2 overgenomen, 1 niet begrepen.\n")


def test_the_same_as_json(capsys):
    _, out, err = liagen(capsys, "m.docx", "m-werkblad.docx", "-o", "nieuw.yaml", "--json")
    told = json.loads(out)
    assert not err
    assert told["bestanden"] == ["nieuw.yaml"]
    assert told["aantallen"] == {"overgenomen": 2, "niet_begrepen": 1}
    hours = next(each for each in told["uitkomsten"] if each["veld"] == HOURS)
    assert (hours["wat"], hours["was"], hours["nu"]) == ("overgenomen", "onbekend", "8")
    assert [each["bestand"] for each in hours["waar"]] == ["m.docx", "m-werkblad.docx"]


def test_line_ends_stay(capsys):
    Path("m.yaml").write_bytes(b"\xef\xbb\xbf" + ("# van ons\n" + TEXT).replace("\n", "\r\n").encode())
    assert liagen(capsys, "m.docx", "--profiel", "m.yaml")[0] == 0
    made = Path("m-teruggelezen.yaml").read_bytes()
    assert made.startswith(b"\xef\xbb\xbf# van ons\r\n")
    assert made.count(b"\n") == made.count(b"\r\n")


def test_nothing_filled_in_gives_the_same_profile(capsys):
    code, _, err = liagen(capsys, "leeg.docx")
    assert (code, err) == (0, "Er is niets ingevuld.\n")
    assert Path("leeg-teruggelezen.yaml").read_text(encoding="utf-8") == TEXT


def test_no_file_is_written_over(capsys):
    Path("m-teruggelezen.yaml").write_text("van haar", encoding="utf-8")
    code, _, err = liagen(capsys, "m.docx")
    assert code == 1
    assert "bestaat al" in err
    assert liagen(capsys, "m.docx", "--overschrijf")[0] == 0
    for wrong in (["-o", "m.yaml", "--profiel", "m.yaml"], ["-o", "m.docx"], ["--herschreven", "x.docx"]):
        assert liagen(capsys, "m.docx", "--overschrijf", *wrong)[0] == 2


def test_two_municipalities_are_refused_but_not_for_the_table(capsys):
    code, _, err = liagen(capsys, "m.docx", "ander.docx")
    assert code == 1
    assert "Meierijstad, Utrecht" in err
    code, out, err = liagen(capsys, "m.docx", "ander.docx", "--herschreven", "t.csv")
    assert (code, out, err) == (0, "t.csv\n", "Herschreven teksten: 0.\n")
    assert Path("t.csv").read_text(encoding="utf-8-sig").startswith("kaart en deel;")
    assert not list(Path().glob("*-teruggelezen.yaml"))


def test_a_table_beside_a_profile(capsys):
    code, out, _ = liagen(capsys, "m.docx", "--herschreven", "t.csv", "-o", "n.yaml")
    assert (code, out) == (0, "n.yaml\nt.csv\n")


def test_what_cannot_be_read_is_told_and_the_rest_is_read(capsys):
    Path("stuk.docx").write_bytes(b"geen Word")
    code, out, err = liagen(capsys, "m.docx", "stuk.docx", "weg.docx")
    assert (code, out) == (0, "m-teruggelezen.yaml\n")
    assert "stuk.docx: dit is geen Word-bestand" in err
    assert "weg.docx: dit bestand bestaat niet" in err
    code, _, err = liagen(capsys, "stuk.docx", "weg.docx", "--overschrijf")
    assert code == 1
    assert err.count("\n") == 2


def test_a_document_without_its_data_part_is_read_with_the_old_one(capsys):
    import io
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile("m.docx") as source, zipfile.ZipFile(target, "w") as result:
        for entry in source.infolist():
            if not entry.filename.startswith("customXml"):
                result.writestr(entry, source.read(entry))
    Path("kaal.docx").write_bytes(target.getvalue())
    assert liagen(capsys, "kaal.docx")[0] == 1
    code, _, err = liagen(capsys, "kaal.docx", "--oud", "leeg.docx")
    assert code == 0
    assert "2 overgenomen" in err


def test_a_wrong_profile_is_told(capsys):
    Path("fout.yaml").write_text("gemeente:\n  naam: Meierijstad\norganisatie:\n  ftee: 3\n", encoding="utf-8")
    code, _, err = liagen(capsys, "m.docx", "--profiel", "fout.yaml")
    assert code == 1
    assert "fout.yaml:4" in err
    assert not list(Path().glob("*-teruggelezen.yaml"))
