"""The server of the page: only for this computer, only for who knows the address, and only to read."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
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


def open_server(watched: Watch | Mapping[str, Watch], port: int | None = None) -> LiveServer:
    """Return a server for what is watched, on a port or else the first that is free.

    ``watched`` by name: the clients to choose from, the first to begin with. Raises OutputError when the port is in
    use, or none of the usual ones is free.
    """
    by_name = {"": watched} if isinstance(watched, Watch) else dict(watched)
    return open_on(port, lambda each: LiveServer(by_name, each))


class LiveServer(LocalServer):
    """Serves the page until it is closed. ``address`` holds a key that changes each time."""

    def __init__(self, watches: Mapping[str, Watch], port: int) -> None:
        """Listen to a port of this computer; raises OSError when that cannot be."""
        self.pages = _Pages(watches)
        super().__init__(port, _RequestHandler)


@dataclass(frozen=True)
class _PageRequest:
    """What an address asks for: a client, a profile, a length, a document, and the version that the reader has."""

    client: str
    name: str
    length: str
    document: DocumentName
    version: str


class _Pages:
    """The pages as they are now, each written once."""

    def __init__(self, watches: Mapping[str, Watch]) -> None:
        self._watches = watches
        self._written: dict[tuple[str, str, str, DocumentName], tuple[PageState, Page]] = {}
        self._writing = threading.Lock()

    def page(self, request: _PageRequest) -> Page:
        """Return a page as it is now."""
        client, watch = self._watch(request)
        page_state = watch.page_state(request.name, request.length)
        # Who chooses another client still has the profile of the one before in the address.
        if len(self._watches) > 1 and page_state.name not in page_state.names:
            page_state = watch.page_state("", request.length)
        clients = tuple(self._watches) if len(self._watches) > 1 else ()
        if page_state.view is None:
            return write_page(page_state, request.document, client, clients)
        with self._writing:
            key = client, page_state.name, page_state.length, request.document
            known = self._written.get(key)
            # By identity: a state is only ever replaced, and comparing two whole chapters costs more than writing one.
            if known is None or known[0] is not page_state:
                known = self._written[key] = page_state, write_page(page_state, request.document, client, clients)
            return known[1]

    def update(self, request: _PageRequest) -> Page | None:
        """Return a page once it is another than the reader has; None when she has waited long enough."""
        end = time.monotonic() + _POLL_SECONDS
        watch = self._watch(request)[1]
        while True:
            # Before the page is asked for: what changes in between then ends the waiting at once.
            number = watch.generation
            page = self.page(request)
            if page.version != request.version:
                return page
            left = end - time.monotonic()
            if left <= 0 or watch.closed:
                return None
            watch.wait(number, left)

    def _watch(self, request: _PageRequest) -> tuple[str, Watch]:
        """Return the client that is asked for, or else the first, with what watches it."""
        client = request.client if request.client in self._watches else next(iter(self._watches))
        return client, self._watches[client]


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
    return _PageRequest(found.get("klant", ""), found.get("profiel", ""), length, document, found.get("na", ""))
