"""One officer at work: her answers as they are now, and what comes of each form she sends."""

from __future__ import annotations

import datetime as dt

from liagen.browser.app.actions import act
from liagen.browser.app.exchange import Posted, Reply
from liagen.browser.app.page import write_reply
from liagen.browser.app.state import AppState, Outcome
from liagen.library.model import Library


class Session:
    """The work of one officer, from an empty profile on; each host of the page keeps one."""

    def __init__(self, library: Library, today: dt.date) -> None:
        """Begin with nothing known; ``today`` dates the documents."""
        self._library = library
        self._state = AppState.begin(today)

    def page(self) -> Reply:
        """Return the page as it is now."""
        return write_reply(Outcome(self._state), self._library)

    def post(self, posted: Posted) -> Reply:
        """Do what she asks and return the page as it is then."""
        found = act(self._state, posted, self._library)
        self._state = found.state
        return write_reply(found, self._library)
