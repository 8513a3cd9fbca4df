"""A browser for who asks for it; and which tests the coverage demand is taken over.

That is those of a part of liagen, of the costly ones their first case, and not those of which `untraced.txt` says that
others go over the same lines. Tracing makes a test two to three times as slow. What runs without it can only make the
figure lower than it is.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import marshal
import os
import pkgutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from coverage import Coverage
from hypothesis import settings

import liagen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE: Final = Path(__file__).parent
WIDE: Final = ("browser/test_live_browser.py", "browser/test_page_", "web/test_chapter_page_browser.py", "cli/")
"""What looks at liagen from outside; so do the tests that stand in no folder, each of which goes over all of it."""

OF_A_PART: Final = ("test_rich_texts.py", "test_own_questions.py")
"""Of the tests that stand in no folder those that reach lines which no others do."""

COSTLY: Final = (
    "batch/", "browser/", "make/", "training/", "word/", "workshop/", "chapter/test_influence.py",
    "chapter/test_papers.py", "library/test_compile.py", "library/test_layers.py", "library/test_packages.py",
)  # fmt: skip
"""Where each case makes or reads whole packages or documents, which are all the same to who counts lines."""

UNTRACED: Final = frozenset((HERE / "untraced.txt").read_text(encoding="utf-8").splitlines())
"""Tests, each as its file below this folder and its name, of which the lines are traced elsewhere."""

LONGEST: Final = (
    "browser/test_page_file.py", "browser/test_window_browser.py", "browser/test_live_browser.py", "test_release.py",
    "cli/test_cli.py", "browser/test_live.py", "test_house.py", "training/test_training.py", "make/test_house_style.py",
    "workshop/test_check.py", "web/test_chapter_page_browser.py", "training/test_set.py", "test_attacks.py",
    "batch/test_batch.py", "browser/app/test_session.py", "test_docs.py", "browser/app/test_client.py",
    "word/test_broken_files.py", "training/test_omissions.py", "test_content.py", "make/test_answers.py",
    "chapter/test_papers.py", "browser/test_page_build.py", "make/test_update.py", "word/test_update_office.py",
    "word/test_insert.py", "test_fields.py", "workshop/test_word_texts.py", "workshop/test_mistakes.py",
    "workshop/test_repeats.py", "workshop/test_coverage.py", "training/test_faults.py", "training/test_day_cases.py",
    "make/test_page_numbers.py", "test_hosts.py", "workshop/test_scaffold.py", "workshop/test_trial.py",
)  # fmt: skip
"""What is begun first: begun last, one of these would leave the other processes with nothing to do."""

# What a process makes of texts and profiles it keeps. To look through all of that for what can go, as often as Python
# does by itself, takes a fifth of the time.
gc.set_threshold(50_000, 20, 20)

# What a process that ran tests still has in the end goes with it: to take it apart piece by piece takes seconds.
if "PYTEST_XDIST_WORKER" in os.environ:
    atexit.register(os._exit, 0)

# How long an example takes says what else the computer is doing. `make soak` tries many more of them.
settings.register_profile("liagen", deadline=None, max_examples=50)
settings.load_profile("liagen")

_UNTRACED: Final = pytest.StashKey[bool]()
_IDLE: Final = "idle"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once in a process; each page is opened in a context of its own."""
    from chromium import chromium  # only who looks at a page loads what drives it

    # It does not compile the Python of the officer's page anew for speed: that runs too short to win it back.
    with chromium("--js-flags=--liftoff-only") as started:
        yield started


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: many tests wait, for a browser, LibreOffice or a command."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Trace the loading of liagen, and not that of all tests with what they make beforehand."""
    if _hands_out(session):
        return (yield)
    for module in pkgutil.walk_packages(liagen.__path__, "liagen."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    _read_shipped_once()
    with _no_tracing():
        _load_from_elsewhere(session)
        found = yield
    gc.freeze()
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Trace nothing in a process that hands out tests and hears how they went."""
    with _no_tracing() if _hands_out(session) else contextlib.nullcontext():
        return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that run without tracing; the same ones however they are shared out over processes.

    And put the files that take longest first.
    """
    items.sort(key=lambda item: LONGEST.index(_place(item)) if _place(item) in LONGEST else len(LONGEST))
    seen: set[str] = set()
    for item in items:
        name = item.nodeid.partition("[")[0]
        again = name in seen and _place(item).startswith(COSTLY)
        item.stash[_UNTRACED] = _is_wide(item) or again or name.removeprefix("tests/") in UNTRACED
        seen.add(name)


def _is_wide(item: pytest.Item) -> bool:
    place = _place(item)
    takes_examples_at_random = hasattr(getattr(item, "obj", None), "hypothesis")
    is_marked = item.get_closest_marker("wide") is not None
    is_of_all = "/" not in place and place not in OF_A_PART
    return is_of_all or place.startswith(WIDE) or takes_examples_at_random or is_marked


def _place(item: pytest.Item) -> str:
    return _place_of(item.path)


@functools.cache
def _place_of(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Stop tracing for a marked test, with its fixtures."""
    with _no_tracing() if item.stash.get(_UNTRACED, False) else contextlib.nullcontext():
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Tell the process that hands out tests only what it does something with: each word costs both time.

    That is not that a test begins and ends, nor that what it needs was made and cleared away without a fault.
    """
    config = session.config
    if not hasattr(config, "workerinput") or config.option.durations is not None or config.option.xmlpath:
        return
    teller = next(each for each in config.pluginmanager.get_plugins() if type(each).__name__ == "WorkerInteractor")
    tell = teller.sendevent

    def tell_less(name: str, **said: Any) -> None:
        if name not in ("logstart", "logfinish") and not said.get("data", {}).get(_IDLE):
            tell(name, **said)

    teller.sendevent = tell_less


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable(report: pytest.TestReport | pytest.CollectReport) -> Generator[None, object, object]:
    """Send a report from one process to another in one piece: taken apart by xdist it costs more than a small test."""
    data = yield
    return {"whole": marshal.dumps(data), _IDLE: report.passed and report.when in ("setup", "teardown")}


@pytest.hookimpl(wrapper=True)
def pytest_report_from_serializable(data: dict[str, Any]) -> Generator[None, object, object]:
    """Take the pieces out again; xdist added some of its own."""
    del data[_IDLE]
    data.update(marshal.loads(data.pop("whole")))
    return (yield)


def _hands_out(session: pytest.Session) -> bool:
    """Say whether other processes run the tests."""
    return session.config.pluginmanager.has_plugin("dsession")


def _load_from_elsewhere(session: pytest.Session) -> None:
    """Let each process begin with other tests, so that not all of them prepare the same asserts at the same time.

    What one has prepared the next finds on disk. What cannot be loaded is told when it is collected.
    """
    if not hasattr(session.config, "workerinput"):
        return
    number, count = int(session.config.workerinput["workerid"][2:]), session.config.workerinput["workercount"]
    files = sorted(HERE.rglob("test_*.py"))
    begin = len(files) * number // count
    for path in [*files[begin:], *files[:begin]]:
        with contextlib.suppress(Exception):
            _ = pytest.Module.from_parent(session, path=path).obj


def _read_shipped_once() -> None:
    """Keep the packages of liagen, which each stack reads from disk: no test changes those."""
    from liagen.library import package, packages  # the loading of liagen is traced

    shipped, read = frozenset(package.shipped_packages().values()), package.read_package
    once = functools.cache(read)
    packages.read_package = lambda path: once(path) if path in shipped else read(path)


@contextlib.contextmanager
def _no_tracing() -> Iterator[None]:
    stopped: list[Coverage] = []
    # In a process of xdist there is more than one: where one stops, the one below it goes on.
    while tracing := Coverage.current():
        tracing.stop()
        stopped.append(tracing)
    try:
        yield
    finally:
        for tracing in reversed(stopped):
            tracing.start()
