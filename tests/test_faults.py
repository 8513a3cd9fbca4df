"""Broken profiles beside their exact messages, place included. `make golden` rewrites `melding.txt`; read it after.

A folder holds `profiel.yaml`, or only `melding.txt` when the file is one that cannot be kept and is made here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from toy import make_package, open_folder, ordinary_user

from liagen.errors import ProfileError
from liagen.profile.read import load_profile

FAULTS = Path(__file__).parent / "faults"
KEPT = sorted(path.parent.name for path in FAULTS.glob("*/profiel.yaml"))
NAME = b"gemeente:\n  naam: Testdorp\n"

MADE: dict[str, Callable[[Path], object]] = {
    "bestaat_niet": lambda path: None,
    "map": lambda path: path.mkdir(),
    "pijp": os.mkfifo,
    "link_naar_zichzelf": lambda path: path.symlink_to(path),
    "te_groot": lambda path: path.write_bytes(NAME + b"# x\n" * 13_000_000),
    "latin_1": lambda path: path.write_bytes("gemeente:\n  naam: Súdwest-Fryslân\n".encode("latin-1")),
    "latin_1_na_utf_8": lambda path: path.write_bytes("gemeente:\n  naam: é".encode() + b"\xfa\n"),
    "utf_16": lambda path: path.write_bytes("gemeente:\n  naam: Testdorp\n".encode("utf-16")),
    "word_document": lambda path: path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00"),
    "stuurteken": lambda path: path.write_bytes(NAME + b"stand:\n  bron: a\x07b\x1b\n"),
    "bom_middenin": lambda path: path.write_bytes(NAME + "stand:\n  bron: a\ufeffb\n".encode()),
    "diepe_haken": lambda path: path.write_bytes(b"[" * 5000),
    "diepe_groepen": lambda path: path.write_bytes(b"{a: " * 5000),
    "diepe_streepjes": lambda path: path.write_bytes(b"- " * 5000),
    "heel_lang_getal": lambda path: path.write_bytes(NAME + b"organisatie:\n  fte: " + b"9" * 5000),
    "heel_lange_naam_van_veld": lambda path: path.write_bytes(NAME + b"a" * 2000 + b": 1\n"),
    "oude_regeleinden": lambda path: path.write_bytes(b"gemeente:\r  naam: Testdorp\rlia:\r  jaar: 1\r"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return make_package(tmp_path_factory.mktemp("pakket")).load()


def said(path: Path, library) -> str:
    """Load a profile that must fail; return what is said about it."""
    with pytest.raises(ProfileError) as caught:
        load_profile(path, library.cards)
    return "".join(f"{problem}\n" for problem in caught.value.problems).replace(str(path), "profiel.yaml")


def compare(name: str, found: str) -> None:
    golden = FAULTS / name / "melding.txt"
    if os.environ.get("LIAGEN_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8"), f"faults/{name} moved; see `make golden`"


@pytest.mark.parametrize("name", KEPT)
def test_a_broken_profile_gets_exactly_these_messages(name, library):
    compare(name, said(FAULTS / name / "profiel.yaml", library))


@pytest.mark.parametrize("name", MADE)
def test_a_file_that_cannot_be_kept_gets_exactly_these_messages(name, library, tmp_path):
    path = tmp_path / "profiel.yaml"
    MADE[name](path)
    compare(name, said(path, library))


def test_a_profile_closed_to_the_reader(library):
    with open_folder() as folder:
        path = folder / "profiel.yaml"
        path.write_bytes(NAME)
        path.chmod(0o000)
        with ordinary_user():
            found = said(path, library)
    compare("geen_leesrechten", found)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + NAME,
        NAME.replace(b"\n", b"\r\n"),
        b"---\n" + NAME + b"...\n",
        b"# Profiel\n\n" + NAME,
        NAME + b'stand:\n  bron: "\'s-Hertogenbosch & <team> {{ 7*7 }} *ster*"\n',
    ],
)
def test_what_only_looks_odd_is_fine(data, library, tmp_path):
    path = tmp_path / "profiel.yaml"
    path.write_bytes(data)
    assert load_profile(path, library.cards).gemeente.naam == "Testdorp"


def test_no_folder_is_left_without_a_test():
    tested = {*KEPT, *MADE, "geen_leesrechten"}
    assert tested == {path.name for path in FAULTS.iterdir()}


@pytest.mark.parametrize("name", KEPT)
def test_every_message_points_at_a_place_in_the_file(name):
    rows = (FAULTS / name / "profiel.yaml").read_text(encoding="utf-8").split("\n")
    for message in (FAULTS / name / "melding.txt").read_text(encoding="utf-8").splitlines():
        place = message.split(": ")[0].split(":")
        if len(place) == 3:
            line, column = int(place[1]), int(place[2])
            assert 1 <= line <= len(rows)
            assert 1 <= column <= len(rows[line - 1]) + 1
