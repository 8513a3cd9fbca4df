"""One officer at work: her answers as they are now, and what comes of each form she sends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from liagen.browser.app.actions import act
from liagen.browser.app.exchange import ACTION, ANSWER, KEPT, REST, Posted, Reply
from liagen.browser.app.opening import take_client
from liagen.browser.app.page import write_reply
from liagen.browser.app.state import ActionResult, Answers, AppState
from liagen.browser.app.taking import profile_text
from liagen.chapter.influence import Influence
from liagen.library.model import Library
from liagen.make.client_packed import OpenClient
from liagen.word.styles.sheet import Stationery


class Session:
    """The work of one officer, from an empty profile on; each host of the page keeps one."""

    def __init__(self, library: Library, today: dt.date, house: Stationery | None = None) -> None:
        """Begin with nothing known; ``today`` dates the documents, ``house`` is the style of Word files."""
        self._library = library
        self._state = AppState.begin(today, house)
        self._known: Mapping[str, Influence] = {}

    @classmethod
    def of_client(cls, client: OpenClient, today: dt.date) -> Session:
        """Return the session of who begins with a client."""
        session = cls(client.library, today)
        with client.library.fields_in_use():
            session._state = take_client(session._state, client)
        return session

    def page(self) -> Reply:
        """Return the page as it is now."""
        with self._library.fields_in_use():
            return write_reply(ActionResult(self._state), self._library, self._influences())

    def post(self, posted: Posted) -> Reply:
        """Do what she asks and return the page as it is then.

        After an answer the chapter comes first: what each question changes now is left for the next request.
        """
        if posted.value(ACTION) == REST:
            return self.page()
        with self._library.fields_in_use():
            return self._posted(posted)

    def _posted(self, posted: Posted) -> Reply:
        before = self._state.answers
        found = act(self._state, posted, self._library)
        self._state, self._library = found.state, found.library or self._library
        with self._library.fields_in_use():  # those of a client that she opened just now
            return self._reply(found, posted, before)

    def _reply(self, found: ActionResult, posted: Posted, before: Answers) -> Reply:
        is_later = posted.value(ACTION) == ANSWER and bool(self._known) and found.state.answers is not before
        known = self._known if is_later else self._influences()
        work = profile_text(self._state) if posted.value(KEPT) and self._state.values else ""
        return replace(write_reply(found, self._library, known), rest=is_later, work=work)

    def _influences(self) -> Mapping[str, Influence]:
        self._known = self._state.made(self._library).influences
        return self._known
