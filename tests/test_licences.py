"""Of whom everything here is: each file has a licence, and what others made is told in what is shipped."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools.notices import FILE, LICENCE, ROOT, VENDORED, Vendored, write_notices

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED = ("liagen", "templates", "profiles")


def test_every_file_has_a_licence_by_reuse():
    done = subprocess.run(
        [sys.executable, "-m", "reuse", "--root", ROOT, "lint", "--lines"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_project_names_its_licence_and_ships_its_text():
    assert PROJECT["license"] == LICENCE
    assert {"LICENSES/*.txt", FILE.name} <= set(PROJECT["license-files"])
    assert (ROOT / "LICENSES" / f"{LICENCE}.txt").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC")


def test_the_notices_are_up_to_date():
    assert FILE.read_text(encoding="utf-8") == write_notices(), "run `make notices`"


def test_every_licence_beside_shipped_files_is_of_a_work_in_the_notices():
    beside = {path.parent for name in SHIPPED for path in (ROOT / name).rglob("*") if path.stem.upper() == "LICENSE"}
    assert beside == {ROOT / each.folder for each in VENDORED}


@pytest.mark.parametrize("each", VENDORED, ids=lambda each: each.package)
def test_a_work_of_others_says_itself_what_it_is(each: Vendored):
    first = Path(ROOT, each.folder, each.file).read_text(encoding="utf-8").splitlines()[0]
    assert each.package in first
    assert each.version in first
