"""What our style file gives, kept as data: the same as reading it gives, and only for that file."""

from __future__ import annotations

import zipfile
from dataclasses import fields, replace

import pytest
from every import every
from word_builders import STYLES, chapter, heading, numbers, para

from liagen.word.styles.sheet import FixedPart, Stationery
from liagen.word.styles.standard import DATA, parse_prepared, standard_stationery, write_prepared
from liagen.word.styles.stationery import read_stationery
from liagen.word.write.word_file import write_docx
from tools import style_data


def edited(folder):
    """Return a style file that says the same in other bytes."""
    path = folder / "stijl.docx"
    path.write_bytes(STYLES.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"edited"
    return path


@every("name", [field.name for field in fields(Stationery)])
def test_the_data_is_what_the_style_file_gives(name):
    kept = standard_stationery(STYLES)
    assert kept is not None, "run: make style-data"
    assert getattr(kept, name) == getattr(read_stationery(STYLES), name), "run: make style-data"


def test_the_command_makes_the_data():
    assert DATA.read_text(encoding="utf-8") == style_data.data(), "run: make style-data"


def test_a_copy_of_the_style_file_is_known_wherever_it_stands(tmp_path):
    (tmp_path / "x.docx").write_bytes(STYLES.read_bytes())
    assert standard_stationery(tmp_path / "x.docx") is standard_stationery(STYLES)


def test_another_style_file_is_not_known(tmp_path):
    assert standard_stationery(edited(tmp_path)) is None
    changed = bytearray(STYLES.read_bytes())
    changed[100] ^= 1
    (tmp_path / "x.docx").write_bytes(changed)
    assert standard_stationery(tmp_path / "x.docx") is None


@pytest.mark.parametrize("name", ["", "weg.docx", "x\0.docx"])
def test_what_cannot_be_read_is_not_known(name, tmp_path):
    assert standard_stationery(tmp_path / name) is None


def test_a_style_file_that_is_read_gives_the_same_document(tmp_path):
    found = chapter(heading("Kop"), para("tekst"), numbers("een", "twee"))
    assert write_docx(found, edited(tmp_path), "concept") == write_docx(found, STYLES, "concept")


def test_any_bytes_are_kept():
    logo = FixedPart("word/media/logo.png", bytes(range(256)))
    given = replace(read_stationery(STYLES), fixed=(logo,))
    assert parse_prepared(write_prepared(b"", given)).stationery.fixed == (logo,)
