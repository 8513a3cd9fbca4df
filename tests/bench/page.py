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


@dataclass(frozen=True)
class Opening:
    """One time that the page was opened, in seconds, and then answered, in milliseconds; drawn is with the answer."""

    questions: float
    ready: float
    told: tuple[float, ...]
    drawn: tuple[float, ...]


def main(arguments: list[str]) -> None:
    """Measure and print."""
    slower = int(arguments[0]) if arguments else 1
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        save(build(OwnContent()), Path(folder))
        page = Path(folder, "liagen.html")
        openings = [_opened(browser, page.as_uri(), slower) for _ in range(_OPENINGS)]
        size = page.stat().st_size / 1e6
    print(f"Chromium {browser.version}, {slower} × as slow, load {load:.1f} on {os.cpu_count()} cores; {size:.1f} MB")
    print(f"questions there  {_row([each.questions for each in openings])} s")
    print(f"liagen ready     {_row([each.ready for each in openings])} s")
    print(f"answer told      {_row([each for opening in openings for each in opening.told])} ms")
    print(f"answer drawn     {_row([each for opening in openings for each in opening.drawn])} ms")


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
        return Opening(questions, ready, told, drawn)
    finally:
        context.close()


def _answered(page: Page, name: str, value: str) -> tuple[float, float]:
    told, drawn = page.evaluate(_ANSWER, [_PLACE, name, value])
    return told, drawn


def _row(times: list[float]) -> str:
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"median {statistics.median(ordered):7.2f}   95% {high:7.2f}   most {ordered[-1]:7.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])
