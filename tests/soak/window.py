"""Random journeys of someone with a real browser through `liagen venster`, on this computer only."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from chromium import PROGRAM, chromium, visit
from playwright.sync_api import Error
from server_command import start
from soak.trial import Attempt, Part, unclear

from liagen.profile.read import shipped_profiles

_STEPS: Final = 15
_PATIENCE: Final = 15_000
_TYPED: Final = ("Dit typt zij.", "12", "-1", "juni 2027", "<b>x</b>", "{{ x }}", "😀", "x" * 2_000, "", "=1+1")
_CONTROLS: Final = ", ".join(
    f"{each}:visible"
    for each in (
        *("#vragen button", "#vragen input:not([type=file])", "#vragen select", "#vragen textarea", "#vragen summary"),
        *("#stappen a", "header button"),
    )
)


@cache
def _browser() -> Any:
    """Return one Chromium for all journeys of this process; it ends with the process."""
    stack = contextlib.ExitStack()
    return stack, stack.enter_context(chromium())


def _journey(chance: Random, folder: Path) -> Iterator[Attempt]:
    """Click and type wherever there is something; the page may not break, ask outside or fall silent."""
    _, browser = _browser()
    (folder / "zuid.yaml").write_bytes(chance.choice(sorted(shipped_profiles().values())).read_bytes())
    arguments = ("zuid.yaml",) if chance.random() < 0.6 else ()
    with start(["venster", "--geen-browser"], folder, *arguments, "--map", str(folder)) as (process, told):
        address = (
            told.split()[-1]
            if told.startswith("http")
            else next(word for word in told.split() if word.startswith("http"))
        )
        with visit(browser, address) as seen:
            for _ in range(_STEPS):
                what = _step(seen.page, chance)
                wrong = [
                    *seen.errors,
                    *(f"in de console: {each}" for each in seen.console),
                    *(f"vraagt buiten om {each}" for each in seen.refused),
                ]
                wrong += unclear(seen.page.locator("#melding").inner_text())
                if process.poll() is not None:
                    wrong.append(f"de server is gestopt met {process.returncode}")
                yield Attempt(what, "fout" if wrong else "gelukt", wrong[0][:300] if wrong else "", "\n".join(wrong))
                if wrong:
                    return
            seen.page.reload()
            there = seen.page.locator("#vragen").is_visible()
            yield Attempt(
                "opnieuw laden", "gelukt" if there else "fout", "" if there else "na herladen is er geen pagina"
            )


def _step(page: Any, chance: Random) -> str:
    """Do something with one of the controls that can be seen, and wait until the page has heard of it."""
    found = page.locator(_CONTROLS)
    count = found.count()
    if not count:
        page.goto(page.url.partition("#")[0])
        return "begin"
    control = found.nth(chance.randrange(count))
    try:
        kind = control.evaluate("e => e.tagName + ' ' + (e.type || '')").lower()
        if kind.startswith(("input text", "textarea", "input number")):
            control.fill(chance.choice(_TYPED), timeout=_PATIENCE)
            control.press("Tab")
        elif kind.startswith("select"):
            control.select_option(index=chance.randrange(max(control.locator("option").count(), 1)), timeout=_PATIENCE)
        else:
            control.click(timeout=_PATIENCE)
        page.wait_for_timeout(chance.choice((0, 50, 400)))
    except Error as error:
        if "Timeout" in str(error) and not page.locator("#vragen").is_visible():
            raise
        return "niet te raken"  # it went away while the page was renewed
    return kind.split()[0]


def _missing() -> str:
    return "" if PROGRAM else "chromium is er niet; LIAGEN_CHROMIUM kan het noemen"


WINDOW: Final[Part] = Part(
    "venster", "Tochten door de pagina in Chromium", _journey, 1.5, seconds=150.0, workers=1, needs=_missing, memory=0
)
