"""Measure the officer's page as one file, and print the figures (`make page-bench`): from opening it to a chapter.

A number behind it slows the browser down so many times, as Chromium's own tools for developers do; that is the part of
the page that she sees, since Chromium slows no worker down.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from tests.chromium import chromium
from tools.page.__main__ import build, save
from tools.page.engine import OwnContent

_OPENINGS: Final = 5
_WORDS: Final = 3
_PLACE: Final = "gemeente"
_ANSWERS: Final = tuple(
    (name, value)
    for name, values in {
        "organisatie.fte": ("90", "250", "1200", "3000"),
        "beleggen.groep.aanwezig": ("ja", "nee", "onbekend"),
        "beleggen.uitvoerder.aanwezig": ("ja", "nee", "onbekend"),
        "beleggen.aanjagers.aanwezig": ("ja", "nee", "onbekend"),
        "draagvlak.directie": ("ja", "deels", "nee"),
        "lia.intern_deel": ("ja", "nee"),
    }.items()
    for value in values
)
# From sending an answer until what comes of it has been drawn.
_ANSWER: Final = """async ([place, name, value]) => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const begun = performance.now();
  const fields = [["plaats", place], ["getoond", name], [`v:${name}`, value], ["doe", "antwoord"]];
  const reply = await window.liagen.send(fields, []);
  const told = performance.now();
  window.liagen.show(reply);
  await drawn();
  return [told - begun, performance.now() - begun];
}"""


# From asking for Word until the files are there.
_WORD: Final = """async ([place]) => {
  const begun = performance.now();
  const reply = await window.liagen.send([["plaats", place], ["doe", "word"]], []);
  return [reply.bestand ? reply.bestand.naam : "", performance.now() - begun];
}"""


@dataclass(frozen=True)
class Opening:
    """One time that the page was opened, in seconds, and then used, in milliseconds.

    ``told`` is until an answer comes back, ``drawn`` until it is seen; ``word`` until the Word files are there.
    """

    questions: float
    ready: float
    told: tuple[float, ...]
    drawn: tuple[float, ...]
    word: tuple[float, ...]


@dataclass(frozen=True)
class PageFigures:
    """What was measured of the page: the browser, how much slower it was made, the size in MB, and each opening."""

    browser: str
    slower: int
    size: float
    openings: tuple[Opening, ...]


def measure_page(slower: int = 1) -> PageFigures:
    """Build the page, open it some times in Chromium, and use it."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        save(build(OwnContent()), Path(folder))
        page = Path(folder, "liagen.html")
        openings = tuple(_opened(browser, page.as_uri(), slower) for _ in range(_OPENINGS))
        return PageFigures(browser.version, slower, page.stat().st_size / 1e6, openings)


def main(arguments: list[str]) -> None:
    """Measure and print."""
    load = os.getloadavg()[0]
    found = measure_page(int(arguments[0]) if arguments else 1)
    openings = found.openings
    print(
        f"Chromium {found.browser}, {found.slower} × as slow, load {load:.1f} on {os.cpu_count()} cores; "
        f"{found.size:.1f} MB"
    )
    print(f"questions there  {_row([each.questions for each in openings])} s")
    print(f"liagen ready     {_row([each.ready for each in openings])} s")
    print(f"answer told      {_row([each for opening in openings for each in opening.told])} ms")
    print(f"answer drawn     {_row([each for opening in openings for each in opening.drawn])} ms")
    print(f"Word made        {_row([each for opening in openings for each in opening.word])} ms")


def _opened(browser: Browser, address: str, slower: int) -> Opening:
    context = browser.new_context()
    try:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        begun = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator("#vragen h1, #vragen h2").first.wait_for()
        questions = time.perf_counter() - begun
        page.wait_for_load_state()
        page.evaluate("window.liagen.ready")
        ready = time.perf_counter() - begun
        told, drawn = zip(*[_answered(page, *answer) for answer in _ANSWERS], strict=True)
        return Opening(questions, ready, told, drawn, tuple(_word(page) for _ in range(_WORDS)))
    finally:
        context.close()


def _answered(page: Page, name: str, value: str) -> tuple[float, float]:
    told, drawn = page.evaluate(_ANSWER, [_PLACE, name, value])
    return told, drawn


def _word(page: Page) -> float:
    name, took = page.evaluate(_WORD, [_PLACE])
    if not name:
        raise ValueError("no Word file came")
    return float(took)


def _row(times: list[float]) -> str:
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"median {statistics.median(ordered):7.2f}   95% {high:7.2f}   most {ordered[-1]:7.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])
