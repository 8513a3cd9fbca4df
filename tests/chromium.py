"""A browser for tests of web pages: the Chromium of this computer, without screen or network, and axe-core to judge.

``LIAGEN_CHROMIUM`` names the program, else it is ``chromium-headless-shell`` on the path (the same engine without the
windows around it, which takes a quarter of the work), else ``chromium``; without any of them the tests skip and say so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Page, Route, sync_playwright

PROGRAM = os.environ.get("LIAGEN_CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
NEEDS_CHROMIUM = pytest.mark.skipif(
    not PROGRAM, reason="chromium is not installed, and LIAGEN_CHROMIUM does not name it"
)

# What WCAG 2.2 asks a reader to be able to set (1.4.12), and letters twice the size (1.4.4).
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
LARGE = "html { font-size: 200% !important }"
# The rule of axe that is most of its work: to be skipped where the colours are those of another case.
COLOURS = ("color-contrast",)
# The rules of axe that look at where something stands, and so may find another in a window of another width.
OF_PLACE = ("target-size", "scrollable-region-focusable")
# How else a page may be shown, as Playwright's `emulate_media` takes it: only its colours can differ.
LOOKS = ({"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"})
# Whether an element is in the window.
SHOWN = "e => { const b = e.getBoundingClientRect(); return b.bottom > 0 && b.top < innerHeight && b.right > 0 }"

# No name is looked up outside this computer, whatever a page or Chromium itself asks for.
_ARGUMENTS = ("--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost")
# Off by default in axe, and a criterion of WCAG 2.2.
_AXE = Axe()
_RULES = {"target-size": {"enabled": True}}


@dataclass
class Visit:
    """A page that is open, the addresses elsewhere that it asked for and did not get, and the errors of its scripts.

    ``console`` holds what the browser itself complains of, such as a style that the page's own policy refuses.
    """

    page: Page
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """Start Chromium with an empty profile of its own, and arguments for the program; end it afterwards."""
    with sync_playwright() as started, _launched(started.chromium, *arguments) as browser:
        yield browser


@contextmanager
def beside(browser: Browser, *arguments: str) -> Iterator[Browser]:
    """Start another Chromium beside one that runs, with arguments for the program; end it afterwards."""
    with _launched(browser.browser_type, *arguments) as another:
        yield another


@contextmanager
def visit(browser: Browser, address: str, width: int = 1280, **context: Any) -> Iterator[Visit]:
    """Open an address (``file:`` or a server on this computer) in a window of so many CSS pixels.

    Only what comes from the same server is fetched, and of files only the page itself. ``context`` is what Playwright's
    ``new_context`` takes, such as ``color_scheme="dark"`` or ``java_script_enabled=False``.
    """
    opened = browser.new_context(viewport={"width": width, "height": 720}, **context)
    try:
        visited = Visit(opened.new_page())
        visited.page.on("pageerror", lambda error: visited.errors.append(str(error)))
        visited.page.on("console", lambda said: _hear(said, visited))
        opened.route("**/*", lambda route: _gate(route, address, visited))
        visited.page.goto(address)
        yield visited
    finally:
        opened.close()


def violations(page: Page, but: str = "", skipped: Sequence[str] = (), only: Sequence[str] = ()) -> list[str]:
    """Return what axe-core finds wrong with a page as it is shown now: rule, help and the first places.

    ``but`` selects what is not looked at, because it was already; ``skipped`` names rules, for the same
    reason. ``only`` names the rules that are asked for, if not all.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.axe_script)
    context = {"exclude": [[but]]} if but else {}
    rules = _RULES | {name: {"enabled": False} for name in skipped}
    options = {"resultTypes": ["violations"], "rules": rules, "iframes": False, "preload": False}
    if only:
        options["runOnly"] = list(only)
    found = page.evaluate(
        "([context, options]) => axe.run(context, options).then(found => found.violations)",
        [{"include": [["html"]]} | context, options],
    )
    return [f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:5]}" for one in found]


def violations_of_looks(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page as it is shown now, in other colours too, and in a narrow window."""
    found, size = violations(page), page.viewport_size
    for look in LOOKS:
        page.emulate_media(**look)
        found += [f"{look}: {each}" for each in violations(page, only=COLOURS)]
        page.emulate_media(color_scheme="light", forced_colors="none", contrast="no-preference")
    resize(page, 320)
    found += [f"narrow: {each}" for each in violations(page, only=OF_PLACE)]
    if over := overflow(page):
        found.append(f"narrow: {over} pixels too wide")
    page.set_viewport_size(size)
    return found


def resize(page: Page, width: int) -> None:
    """Make the window so many CSS pixels wide."""
    page.set_viewport_size({"width": width, "height": page.viewport_size["height"]})


def overflow(page: Page) -> int:
    """Return by how many CSS pixels the page is wider than its window: 0 when nobody has to scroll sideways."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth"))


def focused(page: Page) -> str:
    """Return the element that has the focus, as its tag and id or address."""
    script = "(e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : e.getAttribute('href') || ''))"
    return str(page.evaluate(f"{script}(document.activeElement)"))


@contextmanager
def _launched(program: BrowserType, *arguments: str) -> Iterator[Browser]:
    browser = program.launch(executable_path=PROGRAM, args=[*_ARGUMENTS, *arguments], timeout=60_000)
    try:
        yield browser
    finally:
        browser.close()


def _hear(said: ConsoleMessage, visited: Visit) -> None:
    if said.type in {"error", "warning"}:
        visited.console.append(said.text)


def _gate(route: Route, address: str, visited: Visit) -> None:
    """Let a request through when it stays with the address; else refuse and remember it."""
    asked, home = urlsplit(route.request.url), urlsplit(address)
    same_server = (asked.scheme, asked.netloc) == (home.scheme, home.netloc)
    if same_server and (home.scheme != "file" or asked.path == home.path):
        route.continue_()
        return
    visited.refused.append(route.request.url)
    route.abort()
