"""A package after an update, written in one go, and one step back; also when the kept file is of a stranger."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from own_package import HEAD, package
from toy import open_folder, ordinary_user

from liagen.errors import LibraryError, OutputError
from liagen.library.package import read_package
from liagen.workshop.step_back import BACKUP, save_update, take_back

ONE = "opties/plan/nulmeting.md"
TWO = "teksten/waarom.md"


@pytest.fixture()
def root(tmp_path) -> Path:
    made = package(tmp_path / "zuid", ONE, "---\r\ntitel: Een\r\n---\r\n")
    return package(made, TWO, "Twee.\n")


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_update_is_written_and_taken_back_to_the_letter(root):
    before = contents(root)
    save_update(root, {"pakket.yaml": HEAD.replace("1.0", "1.1").encode(), ONE: None, TWO: b"Anders.\n"})
    assert set(contents(root)) == {"pakket.yaml", TWO, BACKUP}
    assert not (root / ONE).parent.exists()
    assert read_package(root).unused == (BACKUP,)
    assert set(take_back(root)) == {"pakket.yaml", ONE, TWO}
    assert contents(root) == before


def test_what_she_changed_since_is_not_written_over(root):
    save_update(root, {ONE: None, TWO: b"Anders.\n"})
    (root / TWO).write_text("Van haar.\n", encoding="utf-8")
    changed = contents(root)
    with pytest.raises(OutputError, match="veranderde na het bijwerken"):
        take_back(root)
    assert contents(root) == changed


def test_a_file_that_she_made_anew_is_not_written_over(root):
    save_update(root, {ONE: None})
    package(root, ONE, "---\ntitel: Weer\n---\n")
    with pytest.raises(OutputError, match="veranderde na het bijwerken"):
        take_back(root)


def test_without_an_update_there_is_nothing_to_take_back(root):
    with pytest.raises(OutputError, match="niets om terug te zetten"):
        take_back(root)


def test_what_cannot_be_taken_away_changes_nothing():
    with open_folder() as folder:
        made = package(package(folder / "zuid", ONE, "---\ntitel: Een\n---\n"), TWO, "Twee.\n")
        before = contents(made)
        for path in (made, made / "teksten", made / TWO, made / "pakket.yaml"):
            os.chown(path, 65534, 65534)
        with ordinary_user(), pytest.raises(OutputError, match="niet schrijven"):
            save_update(made, {"pakket.yaml": b"naam: x", TWO: b"Anders.\n", ONE: None})
        assert contents(made) == before


@pytest.mark.parametrize(
    "members",
    [
        {"voor/../../buiten.md": b"x"},
        {"voor//etc/passwd": b"x"},
        {"voor/.verborgen.md": b"x"},
        {"voor/programma.py": b"x"},
        {"ander.md": b"x"},
        {"voor/teksten/x.md": b"\0" * 50_000_000},
    ],
    ids=["omhoog", "wortel", "verborgen", "programma", "andere-plek", "bom"],
)
def test_a_kept_file_of_a_stranger_is_refused(members, root):
    before = contents(root)
    with zipfile.ZipFile(root / BACKUP, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("na.json", json.dumps({name.removeprefix("voor/"): "" for name in members}))
    with pytest.raises(OutputError, match="niet van liagen of beschadigd"):
        take_back(root)
    (root / BACKUP).unlink()
    assert contents(root) == before
    assert sorted(path.name for path in root.parent.iterdir()) == ["zuid"]


def test_nothing_is_put_behind_a_link(root, tmp_path):
    save_update(root, {TWO: b"Anders.\n"})
    outside = tmp_path / "buiten"
    outside.mkdir()
    (root / TWO).rename(outside / "waarom.md")
    (root / "teksten").rmdir()
    (root / "teksten").symlink_to(outside)
    with pytest.raises(LibraryError, match="snelkoppeling"):
        take_back(root)
    assert (outside / "waarom.md").read_text(encoding="utf-8") == "Anders.\n"
