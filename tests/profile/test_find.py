"""Which profiles someone means: files, folders and patterns."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from batch_builders import save
from toy import open_folder, ordinary_user

from liagen.profile.find import find_profiles

POSIX = os.name == "posix"


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*named: str) -> list[str]:
    return [path.as_posix() for path in find_profiles([Path(name) for name in named]).profiles]


def test_a_folder_gives_every_profile_below_it_in_order_of_name():
    for name in ("in/b.yaml", "in/a.yml", "in/onder/c.YAML", "in/onder/dieper/d.yaml", "in/notitie.txt"):
        save(name)
    assert found("in") == ["in/a.yml", "in/b.yaml", "in/onder/c.YAML", "in/onder/dieper/d.yaml"]


def test_hidden_files_packages_and_schemas_are_no_profiles():
    for name in (
        "in/.a.yaml",
        "in/.git/b.yaml",
        "in/pakket/pakket.yaml",
        "in/pakket/opties/c.yaml",
        "in/x.schema.yaml",
    ):
        save(name)
    save("in/echt.yaml")
    assert found("in") == ["in/echt.yaml"]


def test_a_pattern_is_read_by_us_where_the_prompt_does_not():
    for name in ("in/a.yaml", "in/b.yaml", "in/onder/c.yaml", "in/d.docx"):
        save(name)
    assert found("in/*.yaml") == ["in/a.yaml", "in/b.yaml"]
    assert found("in/*") == ["in/a.yaml", "in/b.yaml", "in/onder/c.yaml"]
    assert found("in/**/c.yaml") == ["in/onder/c.yaml"]


def test_a_name_with_signs_of_a_pattern_is_a_name_when_it_is_there():
    save("in/a[1].yaml")
    assert found("in/a[1].yaml") == ["in/a[1].yaml"]


def test_what_is_named_twice_is_made_once(tmp_path):
    save("in/a.yaml")
    assert found("in/a.yaml", "in", "in/../in/a.yaml", str(tmp_path / "in" / "a.yaml")) == ["in/a.yaml"]


def test_a_file_that_is_named_is_taken_as_it_is():
    assert found("weg.txt") == ["weg.txt"]


def test_what_leads_to_no_profile_is_told():
    Path("leeg").mkdir()
    told = find_profiles([Path("leeg"), Path("*.yaml")]).problems
    assert [str(problem) for problem in told] == [
        "leeg: in deze map staat geen profiel; een profiel eindigt op .yaml of .yml",
        "*.yaml: hier past geen profiel bij; een profiel eindigt op .yaml of .yml",
    ]


def test_a_file_beside_can_be_left_out():
    save("in/a.yaml")
    save("in/huisstijl.yaml")
    assert find_profiles([Path("in")], [Path("in/huisstijl.yaml")]).profiles == (Path("in/a.yaml"),)


@pytest.mark.skipif(not POSIX, reason="needs rights of files")
def test_a_folder_that_may_not_be_read_is_told():
    with open_folder() as folder:
        (folder / "dicht").mkdir(mode=0o000)
        with ordinary_user():
            told = find_profiles([folder]).problems
    assert [problem.message for problem in told] == ["u mag deze map niet lezen; vraag om leesrechten"]


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_cannot_be_is_left_to_who_reads_it(name):
    assert find_profiles([Path(name)]).profiles == (Path(name),)
