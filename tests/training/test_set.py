"""A whole training set as files: what is in it, the same bytes every time, and what the command says."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest
from judges import errors
from lxml import etree

from liagen import cli
from liagen.errors import OutputError
from liagen.library.load import load_library
from liagen.profile.read import load_profile
from liagen.training.bundle import FOLDERS, bundle, save
from liagen.training.cases import SetOrder
from liagen.training.pairs import DIMENSIONS, all_pairs

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()
OF_EACH_MAKE = (
    "03-*-1-opdracht",
    "03-*-1-opties-en-regels",
    "03-*-2-*",
    "03-*-antwoorden",
    "paar-1-*-antwoorden",
    "beoordeling",
    "trainersgids",
)


@cache
def small():
    """Return one example of each level, and the pairs."""
    return bundle(SetOrder(3, 5, DAY, None), LIBRARY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("set") / "set"
    save(small(), path, overwrite=False)
    return path


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(["oefenset", *map(str, arguments)])
    return code, out.getvalue(), err.getvalue()


def words_in(path):
    """Return all text in a Word file, hidden parts included."""
    with zipfile.ZipFile(path) as file:
        parts = [etree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xml")]
    return " ".join("".join(part.itertext()) for part in parts)


def rows_of(path):
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


# ------------------------------------------------------------ files


def test_a_set_has_a_file_for_everyone(folder):
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*FOLDERS, "beoordeling.docx", "dekking.csv", "overzicht.csv", "spreiding.csv", "trainersgids.docx"]
    )
    for number in ("01", "02", "03"):
        names = sorted(path.name.partition("-")[2] for path in (folder / "deelnemers").glob(f"{number}-*"))
        assert [name.rpartition("-")[2] for name in names] == [
            "opdracht.docx",
            "regels.docx",
            "fouten.docx",
            "hoofdstuk.docx",
        ]
        assert len(list((folder / "antwoorden").glob(f"{number}-*.docx"))) == 1
    assert len(list((folder / "antwoorden").glob("paar-*.docx"))) == small().contrasts


def test_every_profile_of_a_set_can_be_read(folder):
    profiles = [load_profile(path, LIBRARY.cards) for path in sorted((folder / "profielen").iterdir())]
    assert len(profiles) == 3 + 2 + 2 * small().contrasts  # two of the three levels have a half-filled profile too
    assert {profile.stand.herkomst for profile in profiles} == {"verzonnen"}


def test_nothing_in_the_files_for_participants_tells_what_was_sown(folder):
    for path in (folder / "deelnemers").glob("*.docx"):
        text = words_in(path)
        assert "fout." not in text
        assert "Niet gekozen:" not in text
        with zipfile.ZipFile(path) as file:
            assert "word/comments.xml" not in file.namelist()


@pytest.mark.wide
def test_every_word_file_is_sound(folder):
    paths = [path for name in OF_EACH_MAKE for path in folder.rglob(f"{name}.docx")]
    assert len(paths) == len(OF_EACH_MAKE)
    assert {path.name: errors(path.read_bytes()) for path in paths} == {path.name: () for path in paths}


# ------------------------------------------------------------ lists


def test_the_manifest_leads_from_example_to_files(folder):
    rows = rows_of(folder / "overzicht.csv")
    assert [row["soort"] for row in rows] == ["voorbeeld"] * 3 + ["paar"] * small().contrasts
    named = set()
    for row in rows:
        for column, name in (("bestanden deelnemers", 0), ("bestanden antwoorden", 1), ("profielen", 2)):
            files = row[column].split()
            assert files
            assert all((folder / FOLDERS[name] / file).is_file() for file in files)
            named |= {(FOLDERS[name], file) for file in files}
    assert named == {(path.parent.name, path.name) for each in FOLDERS for path in (folder / each).iterdir()}
    for row in rows:
        options = [key for name in ("is er al", "voorstel", "te overwegen", "niet nu") for key in row[name].split()]
        assert sorted(options) == sorted(LIBRARY.cards)
        assert row["minste doelen"]
    assert [row["niveau"] for row in rows[:3]] == ["basis", "gevorderd", "expert"]
    assert [3 <= len(row["fouten"].split()) <= 11 for row in rows[:3]] == [True] * 3
    assert [bool(row["onbekend gemaakt"]) for row in rows[:3]] == [False, True, True]
    assert all("→" in row["verschil in het paar"] for row in rows[3:])


def test_the_coverage_list_names_every_pair(folder):
    rows = rows_of(folder / "dekking.csv")
    assert len(rows) == len(all_pairs())
    assert len({(row["kenmerk"], row["samen met kenmerk"]) for row in rows}) == len(DIMENSIONS) * 5 // 2
    covered = [row for row in rows if row["voorbeelden"] != "geen voorbeeld"]
    assert len(covered) == small().coverage.covered


def test_the_list_of_verdicts_counts_every_option(folder):
    rows = rows_of(folder / "spreiding.csv")
    assert len(rows) == len(LIBRARY.cards)
    assert {sum(int(row[name]) for name in ("is er al", "voorstel", "te overwegen", "niet nu")) for row in rows} == {3}


# ------------------------------------------------------------ the same every time


def digests(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_same_seed_and_date_give_the_same_bytes_in_another_process(tmp_path):
    code = (
        "import datetime as dt, sys; from pathlib import Path; from liagen.training.bundle import bundle, save; "
        "from liagen.training.cases import SetOrder; from liagen.library.load import load_library; "
        "save(bundle(SetOrder(1, 5, dt.date(2027, 1, 4), 'expert'), load_library()), Path(sys.argv[1]), False)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "set")], check=True, env=environment)
    here = {str(paper.name): paper.make() for paper in bundle(SetOrder(1, 5, DAY, "expert"), LIBRARY).papers}
    other = digests(tmp_path / "set")
    assert set(here) == set(other)
    assert [name for name in here if here[name] != other[name]] == []


def test_another_seed_or_date_gives_other_bytes():
    def guide(seed, date):
        papers = bundle(SetOrder(1, seed, date, "basis"), LIBRARY).papers
        return hashlib.sha256(b"".join(paper.make() for paper in papers if paper.name.suffix != ".docx")).digest()

    first = guide(1, DAY)
    assert first == guide(1, DAY)
    assert first != guide(2, DAY)
    assert first != guide(1, dt.date(2028, 1, 4))


# ------------------------------------------------------------ the command


def test_the_command_says_where_the_guide_is_and_what_is_covered(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("-o", "set", "--aantal", 2, "--datum", "2027-01-04", "--niveau", "basis")
    assert (code, out) == (0, f"{Path('set', 'trainersgids.docx')}\n")
    assert "Gemaakt: 2 voorbeelden en" in err
    assert "Dekking: 30 van de 165 paren van kenmerken (18 procent)." in err
    assert "Spreiding: elke optie heeft in hoogstens 100 procent van de voorbeelden hetzelfde oordeel." in err


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with a set that the command made."""
    target = tmp_path_factory.mktemp("gemaakt") / "set"
    assert run("-o", target, "--aantal", 1, "--zaad", 1)[0] == 0
    return target


def test_the_same_command_again_asks_for_a_new_folder(made):
    code, out, err = run("-o", made, "--aantal", 1, "--zaad", 1)
    assert (code, out) == (1, "")
    assert "gebruik --overschrijf" in err
    assert run("-o", made, "--aantal", 1, "--zaad", 1, "--overschrijf")[0] == 0


def test_files_of_another_set_are_never_mixed_in_or_taken_away(made):
    before = digests(made)
    code, _, err = run("-o", made, "--aantal", 1, "--zaad", 2, "--overschrijf")
    assert code == 1
    assert "hier staan al andere bestanden" in err
    assert "kies een nieuwe map" in err
    assert digests(made) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "er ontbreekt iets: --uit"),
        (("-o", "x", "--aantal", "0"), "--aantal: kies een getal van 1 tot en met 500"),
        (("-o", "x", "--aantal", "veel"), "--aantal: kies een getal van 1 tot en met 500"),
        (("-o", "x", "--aantal", "²"), "--aantal: kies een getal van 1 tot en met 500"),
        (("-o", "x", "--zaad", "-1"), "--zaad: kies een getal van 0 tot en met 999999999"),
        (("-o", "x", "--niveau", "zwaar"), "--niveau: kies uit basis, gevorderd, expert"),
        (("-o", "x", "--datum", "morgen"), "schrijf de datum als JJJJ-MM-DD"),
        (
            ("-o", "x", "--datum", "1990-01-01"),
            "kies met --datum een jaar van 1995 tot en met 2097: verzonnen gemeenten",
        ),
        (
            ("-o", "x", "--datum", "2098-01-01"),
            "kies met --datum een jaar van 1995 tot en met 2097: verzonnen gemeenten",
        ),
    ],
)
def test_a_wrong_switch_is_wrong_use(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*arguments)
    assert code == 2
    assert message in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("year", [1995, 2097])
def test_the_first_and_the_last_year_make_a_set(year):
    assert bundle(SetOrder(6, 1, dt.date(year, 12, 31), None), load_library()).examples == 6


def test_a_computer_with_a_clock_at_its_beginning_is_told_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    code, _, err = run("-o", "x")
    assert (code, "kies met --datum een jaar van 1995" in err) == (2, True)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bestand", "dit is een bestand; noem een map"),
        ("geen/map", "maak die eerst aan"),
        ("x" * 300, "deze map kan hier niet komen"),
    ],
)
def test_a_folder_that_cannot_be_is_refused(name, message, tmp_path):
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=message):
        save(small(), tmp_path / name, overwrite=False)


def test_a_library_with_more_options_makes_a_set_too():
    from liagen.library.package import shipped_packages

    extra = [path for name, path in shipped_packages().items() if name != "standaard"]
    library = load_library(*extra)
    found = bundle(SetOrder(1, 1, DAY, "expert"), library)
    assert [paper.make() for paper in found.papers if paper.name.suffix == ".csv"]
