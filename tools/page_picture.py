"""Pictures of pages for the docs: the officer's, the one beside which a consultant writes, and a page in a file."""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from liagen.browser.app.exchange import ACTION, PLACE, Posted, UploadedFile
from liagen.browser.app.session import Session
from liagen.browser.local_server import LocalServer
from liagen.browser.preview.server import open_server
from liagen.browser.preview.watch import Watch, WatchTargets
from liagen.browser.window.server import open_window
from liagen.library.load import load_library
from liagen.library.packages import find_packages

_SIZE = {"width": 1280, "height": 800}
_DAY = dt.date(2027, 1, 4)


def take_officer(profile: Path, screen: str, picture: Path) -> None:
    """Write a PNG file of the officer's page with a profile opened, at one screen."""
    session = Session(load_library(*_packages()), _DAY)
    session.post(Posted([(ACTION, "openen")], [UploadedFile(profile.name, profile.read_bytes())]))
    session.post(Posted([(ACTION, "naar"), (PLACE, screen)]))
    with open_window(session, None, None) as server:
        _take_served(server, picture)


def take_preview(profile: Path, picture: Path) -> None:
    """Write a PNG file of the page of `sjabloon kijk` for a profile."""
    with Watch(WatchTargets(_packages, (profile,), lambda _: _DAY)) as watch, open_server(watch) as server:
        _take_served(server, picture)


def _packages() -> tuple[Path, ...]:
    return find_packages((), None, None)


def _take_served(server: LocalServer, picture: Path) -> None:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    take(server.address, picture)
    server.shutdown()


def take(address: str, picture: Path) -> None:
    """Write a PNG file of the page at an address; ``LIAGEN_CHROMIUM`` names the Chromium to use."""
    browser = os.environ.get("LIAGEN_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport=_SIZE)  # type: ignore[arg-type]
        page.goto(address)
        page.screenshot(path=picture)
        chromium.close()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["venster", profile, screen, picture]:
            take_officer(Path(profile), screen, Path(picture))
        case ["kijk", profile, picture]:
            take_preview(Path(profile), Path(picture))
        case ["bestand", page, picture]:
            take(Path(page).resolve().as_uri(), Path(picture))
        case _:
            sys.exit("venster PROFIEL SCHERM BEELD, kijk PROFIEL BEELD or bestand PAGINA BEELD")
