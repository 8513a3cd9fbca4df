"""The officer's page for tests: one with texts and a house style of one's own, made on a day long ago.

What is compiled for it is kept: of two processes that need the page, the second finds it.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from host_builder import host
from own_package import package

from liagen.browser.app.session import Session
from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.make.house_style import prepare_house
from tools.page.__main__ import build
from tools.page.downloads import RegistryError, fetch, kept_downloads
from tools.page.engine import LIAGEN, LIBRARIES, STANDARD, WASM, Engine, OwnContent
from tools.page.licences import write_licences
from tools.page.lock import read_lock
from tools.page.write import PageParts

LONG_AGO = dt.date(2017, 7, 14)
_MOMENT = "1500000000"
_Made = TypeVar("_Made")


def own_content(folder: Path) -> OwnContent:
    """Write a package and a house style into a folder, and return them: the same bytes each time."""
    own, house = package(folder / "eigen", "teksten/inleiding.md", "Wij doen het zo.\n"), folder / "huis.json"
    (folder / "huis.docx").write_bytes(host())
    style_file = Path(load_library(*find_packages((own,), None, None)).style_file)
    house.write_bytes(prepare_house(folder / "huis.docx", style_file))
    return OwnContent((own,), house)


@cache
def page_parts() -> PageParts:
    """Return what the page is made of; skip the test when nothing is kept and no registry can be asked."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", _MOMENT)
        own = own_content(Path(folder))
        return _asked(lambda: build(own))


@cache
def small_parts() -> PageParts:
    """Return the parts of the page without own texts and with nothing that runs: compiling and packing take seconds."""
    lock = read_lock()
    licences = _asked(lambda: write_licences(lock, fetch(lock)))
    engine = Engine("script", dict.fromkeys((WASM, STANDARD, LIBRARIES, LIAGEN), b"deel"))
    return PageParts(Session(load_library(), LONG_AGO).page(), engine, licences)


def _asked(made: Callable[[], _Made]) -> _Made:
    try:
        with (kept_downloads() / "tests.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            return made()
    except RegistryError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the registries cannot be asked: {error}")
