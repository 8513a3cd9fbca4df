"""A package is checked by making with it: a style file that serves no Word file, and files that do nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from own_package import package
from toy import make_package
from word_builders import refined, without

from liagen.cli import run
from liagen.errors import Problem
from liagen.library.package import pack
from liagen.workshop.check import check_package

LACKS = "de alineastijl «Kader» ontbreekt; neem de stijl over uit stijl.docx"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bad_style() -> Path:
    root = package(Path("zuid"))
    refined(without("Kader"), root / "stijl.docx")
    return root


def coded(found: tuple[Problem, ...]) -> list[str]:
    return [f"{each.code} {each}" for each in found]


def test_a_style_file_that_makes_nothing_is_told():
    assert coded(check_package(bad_style())) == [f"LIA013 zuid/stijl.docx: {LACKS}"]


def test_a_style_file_in_a_zip_file_is_called_by_that_name():
    Path("zuid.zip").write_bytes(pack(bad_style()))
    assert coded(check_package(Path("zuid.zip"))) == [f"LIA013 zuid.zip/stijl.docx: {LACKS}"]


def test_making_calls_it_so_too(capsys):
    Path("zuid.zip").write_bytes(pack(bad_style()))
    assert run(["nieuw", "p.yaml", "--voorbeeld", "breda"]) == 0
    for house in ([], ["--huisstijl", "zuid/stijl.docx"]):
        assert run(["maak", "p.yaml", "--pakket", "zuid.zip", "-o", "x.docx", *house]) == 1
        assert capsys.readouterr().err.splitlines()[-1] == f"zuid.zip/stijl.docx: {LACKS}"
    assert not Path("x.docx").exists()


def test_a_package_that_stands_alone_needs_a_style_file():
    (found,) = check_package(make_package(Path("alleen")).root)
    assert (found.code, found.file) == ("LIA013", "alleen/stijl.docx")


def test_a_package_with_a_mistake_is_not_tried_and_says_that_only(capsys):
    root = bad_style()
    (root / "woorden.yaml").write_text("x: 1\n")
    assert {each.file for each in check_package(root)} == {"zuid/woorden.yaml"}


def test_a_bad_style_file_is_not_packed(capsys):
    bad_style()
    assert run(["sjabloon", "inpakken", "zuid"]) == 1
    assert LACKS in capsys.readouterr().err
    assert not Path("zuid.zip").exists()


def test_a_file_that_does_nothing_is_told(capsys):
    names = ("huisstijl.docx", "stijl.dotx", "teksten/vertellen.txt")
    for name in names:
        package(Path("zuid"), name, "x")
    told = sorted((each.code, each.file) for each in check_package(Path("zuid")))
    assert told == [("LIA015", f"zuid/{name}") for name in names]
    assert run(["sjabloon", "inpakken", "zuid"]) == 0
    assert f"Niet ingepakt, want liagen gebruikt het niet: {', '.join(names)}." in capsys.readouterr().err
    with zipfile.ZipFile("zuid.zip") as packed:
        assert not {*names} & {*packed.namelist()}


def test_what_may_lie_in_a_package_is_no_mistake():
    for name in ("~$stijl.docx", "licentie.txt", "logo.png", ".huisstijl.docx"):
        package(Path("zuid"), name, "x")
    assert check_package(Path("zuid")) == ()
