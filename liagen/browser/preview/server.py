"""The server of the page: only for this computer, only for who knows the address, and only to read."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, get_args
from urllib.parse import parse_qs

from liagen.browser.local_server import LocalRequestHandler, LocalServer, open_on
from liagen.browser.preview.page import Page, write_page
from liagen.browser.preview.view import DocumentName
from liagen.browser.preview.watch import PageState, Watch
from liagen.library.cards import LENGTHS

_UPDATE_PATH: Final = "nieuws"

_POLL_SECONDS: Final = 20.0
"""Seconds that a question for news is kept waiting."""


def open_server(watch: Watch, port: int | None = None) -> LiveServer:
    """Return a server for what is watched, on a port or else the first that is free.

    Raises OutputError when the port is in use, or none of the usual ones is free.
    """
    return open_on(port, lambda each: LiveServer(watch, each))


class LiveServer(LocalServer):
    """Serves the page until it is closed. ``address`` holds a key that changes each time."""

    def __init__(self, watch: Watch, port: int) -> None:
        """Listen to a port of this computer; raises OSError when that cannot be."""
        self.pages = _Pages(watch)
        super().__init__(port, _RequestHandler)


@dataclass(frozen=True)
class _PageRequest:
    """What an address asks for: a profile, a length, a document, and the version that the reader has."""

    name: str
    length: str
    document: DocumentName
    version: str


class _Pages:
    """The pages as they are now, each written once."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._written: dict[tuple[str, str, DocumentName], tuple[PageState, Page]] = {}
        self._writing = threading.Lock()

    def page(self, request: _PageRequest) -> Page:
        """Return a page as it is now."""
        page_state = self._watch.page_state(request.name, request.length)
        if page_state.view is None:
            return write_page(page_state, request.document)
        with self._writing:
            key = page_state.name, page_state.length, request.document
            known = self._written.get(key)
            # By identity: a state is only ever replaced, and comparing two whole chapters costs more than writing one.
            if known is None or known[0] is not page_state:
                known = self._written[key] = page_state, write_page(page_state, request.document)
            return known[1]

    def update(self, request: _PageRequest) -> Page | None:
        """Return a page once it is another than the reader has; None when she has waited long enough."""
        end = time.monotonic() + _POLL_SECONDS
        while True:
            # Before the page is asked for: what changes in between then ends the waiting at once.
            number = self._watch.generation
            page = self.page(request)
            if page.version != request.version:
                return page
            left = end - time.monotonic()
            if left <= 0 or self._watch.closed:
                return None
            self._watch.wait(number, left)


class _RequestHandler(LocalRequestHandler):
    """Answers one request."""

    server: LiveServer

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server asks for
        """Give the page, or what is new in it."""
        if not self.is_for_us(("", _UPDATE_PATH)):
            return
        path, _, query = self.path.partition("?")
        if (request := _read_query(query)) is None:
            self.respond(HTTPStatus.BAD_REQUEST, "Dit adres klopt niet. Open het adres dat liagen noemde.\n")
        elif path.endswith(_UPDATE_PATH):
            news = self.server.pages.update(request)
            if news:
                self.respond(HTTPStatus.OK, news.update(), "application/json")
            else:
                self.respond(HTTPStatus.NO_CONTENT)
        else:
            self.respond_page(self.server.pages.page(request).text)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for


def _read_query(query: str) -> _PageRequest | None:
    """Return what is asked; None when it cannot be."""
    try:
        found = {name: values[-1] for name, values in parse_qs(query, max_num_fields=10).items()}
    except ValueError:
        return None
    length = found.get("lengte", "")
    document = next((each for each in get_args(DocumentName) if each == found.get("document", "hoofdstuk")), None)
    if length not in ("", *LENGTHS) or document is None:
        return None
    return _PageRequest(found.get("profiel", ""), length, document, found.get("na", ""))
