"""What the worker of the page calls: one officer's session, in CPython on WebAssembly. Travels in the page.

A reply goes as JSON text, as the worker and the page share no values.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from liagen.browser.app.exchange import Posted, Reply, UploadedFile
from liagen.browser.app.session import Session
from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.make.client_packed import parse_client
from liagen.make.house_style import load_prepared_house

PACKAGES = Path(__file__).with_name("pakketten")
"""Where a page that was made for one client or consultant has its packages: each in a folder with its number."""

HOUSE = Path(__file__).with_name("huisstijl.json")
"""Where a page that was made for one client has its house style, as ``liagen huisstijl klaarzetten`` made it."""

CLIENT = Path(__file__).with_name("klant.zip")
"""Where a page that was made for one client has it, as ``liagen klant inpakken`` made it."""


class Host:
    """The session of who has the page open."""

    def __init__(self, today: str) -> None:
        """Begin on a day, as YYYY-MM-DD."""
        self._session = begin(dt.date.fromisoformat(today))

    def page(self) -> str:
        """Return the page as it is now."""
        return _told(self._session.page())

    def post(self, told: Any) -> str:
        """Return what comes of a form: ``fields`` (pairs of name and value) and ``files`` (``name`` and ``data``)."""
        fields = [(name, value) for name, value in told.fields.to_py()]
        files = [UploadedFile(each.name, each.data.to_bytes()) for each in told.files]
        return _told(self._session.post(Posted(fields, files)))


def begin(today: dt.date) -> Session:
    """Return the session that the page begins with."""
    if CLIENT.exists():
        return Session.of_client(parse_client(CLIENT.read_bytes(), CLIENT.name), today)
    house = load_prepared_house(HOUSE) if HOUSE.exists() else None
    return Session(load_library(*packages()), today, house)


def packages() -> tuple[Path, ...]:
    """Return the packages of the page, lowest first."""
    return find_packages(sorted(PACKAGES.glob("*/*")), None, None)


def _told(reply: Reply) -> str:
    return json.dumps(reply.as_json(), ensure_ascii=False)
