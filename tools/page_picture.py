"""The picture of the officer's page in the README: the invented municipality, a few questions, and the chapter."""

from __future__ import annotations

import datetime as dt
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from liagen.browser.app.exchange import ACTION, PLACE, Posted, UploadedFile
from liagen.browser.app.session import Session
from liagen.browser.window.server import open_window
from liagen.library.load import load_library
from liagen.library.packages import find_packages

_SIZE = {"width": 1280, "height": 800}


def take(profile: Path, screen: str, picture: Path, browser: str) -> None:
    """Write a PNG file of the page with a profile opened, at one screen; ``browser`` is the Chromium to use."""
    session = Session(load_library(*find_packages((), None, None)), dt.date(2027, 1, 4))
    session.post(Posted([(ACTION, "openen")], [UploadedFile(profile.name, profile.read_bytes())]))
    session.post(Posted([(ACTION, "naar"), (PLACE, screen)]))
    with open_window(session, None, None) as server, sync_playwright() as started:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = started.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport=_SIZE)  # type: ignore[arg-type]
        page.goto(server.address)
        page.screenshot(path=picture)
        chromium.close()
        server.shutdown()


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4] if len(sys.argv) > 4 else "/usr/bin/chromium")
