"""One set of versions: what the page carries is what the tests run on."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

from tools.page.lock import FILE, PYODIDE, pinned, read_lock

ROOT = Path(__file__).parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def named(name: str) -> str:
    """Return a name of a package as a comparison needs it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_page_carries_the_versions_of_the_extra():
    assert {each.name: each.version for each in read_lock().wheels} == pinned(), "run `make page-lock`"


def test_the_page_carries_the_pyodide_that_is_named():
    assert read_lock().pyodide.version == PYODIDE, "run `make page-lock`"


def test_who_runs_the_tests_gets_the_same_versions():
    assert "liagen[page]" in EXTRAS["dev"]


@pytest.mark.parametrize(("name", "version"), pinned().items())
def test_the_tests_run_on_the_versions_of_the_page(name, version):
    assert importlib.metadata.version(name) == version, 'install anew: pip install -e ".[dev]"'


def test_all_that_pydantic_and_the_others_need_is_there():
    needed = {
        named(re.split(r"[^\w.-]", need, maxsplit=1)[0])
        for name in pinned()
        for need in importlib.metadata.requires(name) or []
        if "extra ==" not in need
    }
    assert needed <= {named(name) for name in pinned()}


def test_the_lock_names_no_place_to_fetch_from():
    assert "//" not in FILE.read_text(encoding="utf-8")


def test_every_file_has_a_digest():
    lock = read_lock()
    digests = [each.sha256 for each in (lock.pyodide, *lock.wheels, *lock.licences)]
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests)
