"""A whole training set as files: what is in it, the same bytes every time, and what the command says."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import io
import os
import re
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
from liagen.training.day import DayOrder
from liagen.training.day_bundle import day_bundle
from liagen.training.pairs import DIMENSIONS, all_pairs

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()
OF_EACH_MAKE = ("03-*-1-opdracht", "03-*-antwoorden")
"""In the others there is nothing that is not in these or in the file to print."""


@cache
def small():
    """Return one example of each level, and the pairs."""
    return bundle(SetOrder(3, 5, DAY, None), LIBRARY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("set") / "set"
    save(small().papers, path, overwrite=False)
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
            "werkblad.docx",
        ]
        assert len(list((folder / "antwoorden").glob(f"{number}-*.docx"))) == 2
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
        "save(bundle(SetOrder(1, 5, dt.date(2027, 1, 4), 'expert'), load_library()).papers, Path(sys.argv[1]), False)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "set")], check=True, env=environment)
    here = {str(paper.name): paper.make() for paper in bundle(SetOrder(1, 5, DAY, "expert"), LIBRARY).papers}
    other = digests(tmp_path / "set")
    assert set(here) == set(other)
    assert [name for name in here if here[name] != other[name]] == []


@pytest.mark.wide
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
    assert re.search(rf"Dekking: \d+ van de {len(all_pairs())} paren van kenmerken \(\d+ procent\)\.", err)
    assert "Spreiding: elke optie heeft in hoogstens 100 procent van de voorbeelden hetzelfde oordeel." in err


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a folder with a course day, made by the command on a computer without LibreOffice, and what it said."""
    target = tmp_path_factory.mktemp("dag") / "dag"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("liagen.cli.training.office_if_there", lambda: None)
        arguments = ("--duur", 150, "--groepen", 1, "--lengte", "kort", "--zaad", 5, "--datum", "2027-01-04")
        said = run("-o", target, *arguments)
    return target, said


def test_the_command_makes_a_day_with_a_plan_one_file_to_print_and_a_list_of_points(course):
    folder, (code, out, err) = course
    assert (code, out.splitlines()) == (0, [str(folder / "dagplan.docx"), str(folder / "afdrukken.docx")])
    assert "Gemaakt: een dag van 150 minuten op niveau basis met 1 ronde, 1 gemeente en 8 opties per gemeente" in err
    assert "Geen pdf: LibreOffice staat niet op deze computer. Druk afdrukken.docx af vanuit Word." in err
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*FOLDERS, "afdrukken.docx", "dagplan.docx", "scores.csv"]
    )
    assert len(rows_of(folder / "scores.csv")) == 1
    names = {path.name.rpartition("-")[2] for path in (folder / "deelnemers").glob("groep-1-*")}
    assert names == {"dagblad.docx", "opdracht.docx", "regels.docx", "fouten.docx", "hoofdstuk.docx", "werkblad.docx"}


def test_the_same_day_has_the_same_bytes(course):
    again = day_bundle(DayOrder(150, 1, dt.time(9)), SetOrder(None, 5, DAY, "basis", "kort"), LIBRARY)
    files = digests(course[0])
    assert {str(paper.name): paper.make() for paper in again.papers} == files


def test_libreoffice_that_was_named_and_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("LIAGEN_SOFFICE", str(tmp_path / "nergens"))
    code, _, err = run("-o", tmp_path / "x", "--duur", 180, "--groepen", 2)
    assert code == 1
    assert "dit programma is er niet of start niet" in err
    assert not (tmp_path / "x").exists()


@pytest.mark.wide
def test_the_file_to_print_is_a_sound_word_file(course):
    assert errors((course[0] / "afdrukken.docx").read_bytes()) == ()


def test_libreoffice_that_fails_leaves_a_word_file_and_says_why(tmp_path):
    found = day_bundle(
        DayOrder(150, 1, dt.time(9)), SetOrder(None, 5, DAY, "basis", "kort"), LIBRARY, program=tmp_path / "soffice"
    )
    assert found.printed == "afdrukken.docx"
    assert "dit programma is er niet of start niet" in found.remark


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with a set that the command made."""
    target = tmp_path_factory.mktemp("gemaakt") / "set"
    assert run("-o", target, "--aantal", 1, "--zaad", 1)[0] == 0
    return target


@pytest.mark.wide
def test_a_day_is_not_made_for_a_folder_that_cannot_come(tmp_path, monkeypatch):
    monkeypatch.setattr("liagen.training.day_bundle.day_bundle", lambda *_: pytest.fail("that was long work"))
    code, _, err = run("-o", tmp_path / "weg" / "x", "--duur", 180, "--groepen", 2)
    assert (code, "de map waarin deze map moet komen bestaat niet" in err) == (1, True)


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
        (("-o", "x", "--duur", "180"), "--duur en --groepen horen bij elkaar; noem ook --groepen"),
        (("-o", "x", "--groepen", "3"), "--duur en --groepen horen bij elkaar; noem ook --duur"),
        (("-o", "x", "--duur", "180", "--groepen", "3", "--aantal", "4"), "--aantal past niet bij --duur"),
        (("-o", "x", "--duur", "20", "--groepen", "3"), "--duur: kies een getal van 30 tot en met 600"),
        (
            ("-o", "x", "--duur", "40", "--groepen", "3"),
            "40 minuten is te kort voor 3 groepen op niveau basis. Wel past",
        ),
        (("-o", "x", "--begin", "9.30"), "--begin hoort bij een cursusdag; noem ook --duur en --groepen"),
        (("-o", "x", "--begin", "9.75"), "--begin: schrijf de tijd als uren en minuten"),
        (("-o", "x", "--paren", "7"), "--paren: kies een getal van 0 tot en met 6"),
        (("-o", "x", "--profiel", "a", "--profiel", "b", "--aantal", "1"), "kies --aantal 2 of meer"),
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
@pytest.mark.wide
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
        save(small().papers, tmp_path / name, overwrite=False)


def test_a_library_with_more_options_makes_a_set_too():
    from liagen.library.package import shipped_packages

    extra = [path for name, path in shipped_packages().items() if name != "standaard"]
    library = load_library(*extra)
    found = bundle(SetOrder(1, 1, DAY, "expert"), library)
    assert [paper.make() for paper in found.papers if paper.name.suffix == ".csv"]


def test_problems_of_all_profiles_come_together(tmp_path):
    for name in ("een", "twee"):
        (tmp_path / f"{name}.yaml").write_text("gemeente: {naam: Zuid, soort: dorpje}\n", encoding="utf-8")
    code, _, err = run("-o", tmp_path / "x", "--profiel", tmp_path / "een.yaml", "--profiel", tmp_path / "twee.yaml")
    assert code == 1
    assert err.count("gemeente.soort") == 2
    assert not (tmp_path / "x").exists()


def test_a_profile_with_own_choices_is_told_that_they_do_not_count(tmp_path):
    path = tmp_path / "eigen.yaml"
    path.write_text("gemeente: {naam: Zuid}\nkeuzes:\n  werkgroep: {keuze: niet, reden: Te druk.}\n", encoding="utf-8")
    code, _, err = run("-o", tmp_path / "x", "--profiel", path, "--paren", 0, "--niveau", "basis")
    assert code == 0
    assert f"{path}: `keuzes` telt in een oefening niet mee" in err
    assert "Gemaakt: 1 voorbeeld en 0 paren" in err
