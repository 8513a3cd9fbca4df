"""A consultant with two clients: checked, made, packed and handed out, and what is told when something is wrong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from client_builders import SOUTH, packed, two_clients, write

from liagen.cli import run


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(two_clients(tmp_path))
    for name in ("SOURCE_DATE_EPOCH", "LIAGEN_SJABLONEN"):
        monkeypatch.delenv(name, raising=False)


def liagen(capsys, line: str) -> tuple[int, str, str]:
    code = run(line.split())
    told = capsys.readouterr()
    return code, told.out, told.err


def text_of(path: str) -> str:
    return "\n".join(each.text for each in docx.Document(path).paragraphs)


def test_a_client_takes_the_place_of_a_profile(capsys):
    code, out, err = liagen(capsys, "maak noord.klant.yaml --datum 2027-01-04")
    assert (code, out) == (0, "noord.docx\nnoord-werkblad.docx\nnoord-samenvatting.docx\n")
    assert "Ook gebruikt: pakket van_noord 1.0 (van_noord)." in err
    assert "Noord leest ook mee." in text_of("noord.docx")
    assert liagen(capsys, "leg-uit zuid.klant.yaml werkgroep")[0] == 0


def test_switches_go_before_what_a_client_says(capsys):
    line = "maak noord.klant.yaml --lengte kort --stukken geen --formaat md --datum 2027-01-04"
    assert liagen(capsys, line)[1] == "noord.md\nnoord-werkblad.md\n"


def test_what_lies_in_sjablonen_is_no_part_of_a_client(capsys):
    write(Path(), {"sjablonen/x/pakket.yaml": "naam: x\nversie: '1'\nformaat: 1\nbasis: standaard\n"})
    assert "pakket x" not in liagen(capsys, "maak zuid.klant.yaml")[2]


def test_a_client_that_is_read_is_never_written_over(capsys):
    code, _, err = liagen(capsys, "maak noord.klant.yaml -o huis.docx --overschrijf")
    assert code == 2
    assert "huis.docx is een bestand dat liagen leest" in err


def test_two_clients_with_their_own_packages_go_in_one_batch(capsys):
    assert liagen(capsys, "reeks noord.klant.yaml zuid.klant.yaml -o uit --datum 2027-01-04")[0] == 0
    assert liagen(capsys, "maak noord.klant.yaml --datum 2027-01-04")[0] == 0
    assert Path("uit/noord.docx").read_bytes() == Path("noord.docx").read_bytes()
    north, south = text_of("uit/noord.docx"), text_of("uit/zuid.docx")
    assert "Bureau leest mee." in north
    assert "Bureau leest mee." in south
    assert "Noord leest ook mee." in north
    assert "Noord leest ook mee." not in south
    assert Path("uit/noord-samenvatting.docx").exists()
    assert not Path("uit/zuid-samenvatting.docx").exists()


def test_going_on_with_a_batch_makes_anew_what_was_packed_anew(capsys):
    Path("zuid.zip").write_bytes(packed(Path("zuid.klant.yaml")))
    line = "reeks zuid.zip -o uit --formaat md --zonder-werkblad --datum 2027-01-04"
    liagen(capsys, line)
    assert "0 gemaakt, 1 al klaar" in liagen(capsys, f"{line} --verder")[2]
    with zipfile.ZipFile("zuid.zip", "a") as archive:
        archive.writestr("x", "")
    assert "1 gemaakt" in liagen(capsys, f"{line} --verder")[2]


def test_a_broken_client_does_not_hold_up_a_batch(capsys):
    write(Path(), {"van_noord/teksten/vertellen.md": "{{ gemeente.nam }}\n"})
    code, _, err = liagen(capsys, "reeks noord.klant.yaml zuid.klant.yaml -o uit --formaat md")
    assert code == 1
    assert "van_noord/teksten/vertellen.md:1:" in err
    assert sorted(path.name for path in Path("uit").glob("*.md")) == ["zuid-werkblad.md", "zuid.md"]


def test_a_check_makes_everything_and_writes_nothing(capsys):
    before = sorted(Path().rglob("*"))
    code, out, _ = liagen(capsys, "klant controleer . --datum 2027-01-04")
    assert code == 0
    north, south = out.splitlines()
    assert north.startswith("noord.klant.yaml: in orde. Op proef gemaakt: 3 documenten. Om na te kijken: ")
    assert south == "zuid.klant.yaml: in orde. Op proef gemaakt: 2 documenten."
    assert sorted(Path().rglob("*")) == before


def test_a_check_tells_all_mistakes_of_all_files(capsys):
    write(Path(), {
        "van_noord/teksten/vertellen.md": "{{ gemeente.nam }}\n",
        "noord.yaml": "gemeente:\n  naam: Noord\n  inwonrs: 3\n",
        "zuid.klant.yaml": SOUTH.replace("bureau", "burau"),
    })  # fmt: skip
    code, out, err = liagen(capsys, "klant controleer .")
    assert (code, out) == (1, "")
    for place in ("van_noord/teksten/vertellen.md:1:4: LIA06", "noord.yaml:3:3:", "zuid.klant.yaml:4:13:"):
        assert place in err
    assert "bedoelde u `bureau`?" in err


def test_a_check_of_nothing_is_told(capsys):
    write(Path(), {"leeg/x.txt": ""})
    assert liagen(capsys, "klant controleer leeg") == (1, "", "leeg: hier staat geen klant.yaml; kijk naar de map\n")
    assert liagen(capsys, "klant controleer weg.klant.yaml")[0] == 1


def test_packing_says_what_went_along_and_what_did_not(capsys):
    code, out, err = liagen(capsys, "klant inpakken noord.klant.yaml")
    assert (code, out) == (0, "noord.zip\n")
    assert "Ingepakt: 1 profiel, 2 pakketten, huisstijl." in err
    assert "Niet ingepakt, want liagen gebruikt het niet: bureau/aantekening.txt." in err
    assert liagen(capsys, "klant inpakken noord.klant.yaml")[0] == 1, "it is there already"
    with zipfile.ZipFile(io.BytesIO(Path("noord.zip").read_bytes())) as archive:
        assert not [name for name in archive.namelist() if "aantekening" in name or "geheim" in name]


def test_with_a_mistake_nothing_is_packed(capsys):
    write(Path(), {"noord.yaml": "gemeente:\n  naam: Noord\n  inwonrs: 3\n"})
    assert liagen(capsys, "klant inpakken noord.klant.yaml")[0] == 1
    assert not Path("noord.zip").exists()


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("klant inpakken noord.klant.yaml -o noord.docx", 2, "moet eindigen op .zip"),
        ("maak weg.klant.yaml", 1, "weg.klant.yaml: dit bestand bestaat niet"),
        ("maak weg.zip", 1, "weg.zip: dit bestand bestaat niet"),
        ("maak bureau", 1, "bureau: dit is een map; noem een bestand"),
        ("reeks weg.klant.yaml -o uit", 1, "weg.klant.yaml: dit bestand bestaat niet"),
        ("vergelijk noord.klant.yaml", 1, "noord.klant.yaml: dit is een klant en geen profiel"),
        ("klant inpakken .", 1, "hier staan meer klanten; noem er één: noord.klant.yaml, zuid.klant.yaml"),
    ],
)
def test_wrong_use_is_told(capsys, line, code, message):
    found, _, err = liagen(capsys, line)
    assert found == code
    assert message in err
    assert "Traceback" not in err
