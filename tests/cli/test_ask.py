"""`liagen vraag`, and what comes back with `liagen teruglezen`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
import shipped
from answer_builders import retyped

from liagen.cli import run
from liagen.cli.ask import WHO
from liagen.profile.canonical import write_profile
from liagen.profile.group import Wie

TEXT = write_profile(shipped.profile("meierijstad"))
HOURS = "beleggen.uitvoerder.uren_per_week"


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("m.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def liagen(capsys, *args: str) -> tuple[int, str, str]:
    code = run([*args])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_everyone_who_can_answer_can_be_asked():
    assert get_args(Wie) == WHO


def test_a_list_gets_the_name_of_the_profile_and_of_who_is_asked(capsys):
    assert liagen(capsys, "vraag", "m.yaml", "--aan", "directie") == (0, "m-vragen-directie.docx\n", "4 vragen.\n")
    assert Path("m-vragen-directie.docx").is_file()


def test_no_list_is_written_over(capsys):
    Path("m-vragen-directie.docx").write_text("van haar", encoding="utf-8")
    code, _, err = liagen(capsys, "vraag", "m.yaml", "--aan", "directie")
    assert code == 1
    assert "bestaat al" in err


def test_an_email_comes_on_the_screen(capsys):
    code, out, _ = liagen(capsys, "vraag", "m.yaml", "--aan", "directie", "--mail")
    assert code == 0
    assert out.startswith("Onderwerp: ")
    assert list(Path().glob("m-*")) == []


def test_an_email_goes_to_a_text_file(capsys):
    assert liagen(capsys, "vraag", "m.yaml", "--aan", "directie", "--mail", "-o", "b.txt")[:2] == (0, "b.txt\n")
    assert Path("b.txt").read_text(encoding="utf-8").startswith("Onderwerp: ")


def test_what_is_known_is_told_and_not_asked(capsys):
    code, out, err = liagen(capsys, "vraag", "m.yaml", "--velden", f"organisatie.fte,{HOURS}", "-o", "x.docx")
    assert (code, out) == (0, "x.docx\n")
    assert err == "Staat al in het profiel, en is niet gevraagd: organisatie.fte.\n1 vraag.\n"


def test_without_questions_nothing_is_made(capsys):
    code, out, err = liagen(capsys, "vraag", "m.yaml", "--velden", "organisatie.fte")
    assert (code, out) == (0, "")
    assert err.endswith("Er zijn geen open vragen; er is niets gemaakt.\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "zeg voor wie de vragen zijn met --aan, of waarover met --velden"),
        (("--velden", "draagvlak.raat"), "onbekend veld `draagvlak.raat`, bedoelde u `draagvlak.raad`?"),
        (("--aan", "directie", "--mail", "-o", "b.docx"), "de naam b.docx moet eindigen op .txt"),
        (("--aan", "directie", "-o", "m.yaml"), "m.yaml is het profiel zelf"),
    ],
)
def test_wrong_use_is_told(capsys, args, message):
    code, _, err = liagen(capsys, "vraag", "m.yaml", *args)
    assert code == 2
    assert message in err


def test_lists_and_a_partial_profile_are_taken_back_together(capsys):
    liagen(capsys, "vraag", "m.yaml", "--aan", "directie")
    made = Path("m-vragen-directie.docx")
    made.write_bytes(retyped(made.read_bytes(), {HOURS: "8"}))
    Path("deel.yaml").write_text("capaciteit:\n  uren_per_jaar: 400\n", encoding="utf-8")
    code, out, err = liagen(capsys, "teruglezen", made.name, "deel.yaml", "--profiel", "m.yaml", "-o", "n.yaml")
    assert (code, out) == (0, "n.yaml\n")
    assert "uren_per_jaar: 400\n" in Path("n.yaml").read_text(encoding="utf-8")
    assert "uren_per_week: 8\n" in Path("n.yaml").read_text(encoding="utf-8")
    assert err.endswith("Samen: 2 overgenomen.\n")


def test_a_wrong_partial_profile_is_told_with_its_place(capsys):
    Path("deel.yaml").write_text("capaciteit:\n  uren_per_jaar: veel\n", encoding="utf-8")
    code, _, err = liagen(capsys, "teruglezen", "deel.yaml", "--profiel", "m.yaml")
    assert code == 1
    assert err.startswith("deel.yaml:2:18: capaciteit.uren_per_jaar: vul een heel getal in")
