"""The server of the page: only for this computer, only for who knows the address, and only to read."""

from __future__ import annotations

import http.server
import os
import secrets
import socketserver
import sys
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, get_args
from urllib.parse import parse_qs

from liagen.browser.preview.page import Page, write_page
from liagen.browser.preview.view import DocumentName
from liagen.browser.preview.watch import PageState, Watch
from liagen.errors import OutputError, Problem
from liagen.library.cards import LENGTHS

HOST: Final = "127.0.0.1"
_DEFAULT_PORTS: Final = range(8765, 8785)
_UPDATE_PATH: Final = "nieuws"

_POLL_SECONDS: Final = 20.0
"""Seconds that a question for news is kept waiting."""

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_POLICY: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def open_server(watch: Watch, port: int | None = None) -> LiveServer:
    """Return a server for what is watched, on a port or else the first that is free.

    Raises OutputError when the port is in use, or none of the usual ones is free.
    """
    for each in _DEFAULT_PORTS if port is None else (port,):
        try:
            return LiveServer(watch, each)
        except OSError:
            continue
    if port is None:
        message = (
            f"{_DEFAULT_PORTS[0]} tot en met {_DEFAULT_PORTS[-1]} zijn alle bezet; noem een andere poort met --poort"
        )
        raise OutputError([Problem("poort", message)])
    message = "deze poort is al in gebruik; noem een andere met --poort, of laat --poort weg"
    raise OutputError([Problem(f"poort {port}", message)])


class LiveServer(http.server.ThreadingHTTPServer):
    """Serves the page until it is closed. ``address`` holds a key that changes each time."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"  # elsewhere this would let two programs listen to one port

    def __init__(self, watch: Watch, port: int) -> None:
        """Listen to a port of this computer; raises OSError when that cannot be."""
        self.pages = _Pages(watch)
        self.key = secrets.token_urlsafe(12)
        super().__init__((HOST, port), _RequestHandler)
        self.hosts = tuple(f"{name}:{self.server_port}" for name in (HOST, "localhost"))
        self.address = f"http://{HOST}:{self.server_port}/{self.key}/"

    def server_bind(self) -> None:
        """Bind without asking anyone for the name of this computer."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a browser go that went away; a bug keeps its traceback."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


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


class _RequestHandler(http.server.BaseHTTPRequestHandler):
    """Answers one request."""

    server: LiveServer
    timeout = 30
    error_message_format = "%(code)d\n"
    error_content_type = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        """Give the page, or what is new in it."""
        path, _, query = self.path.partition("?")
        # A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding); the name it asks for then gives it
        # away.
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            self._respond(HTTPStatus.FORBIDDEN, "Deze pagina is alleen voor deze computer.\n")
        elif not self._knows_key(path, ("", _UPDATE_PATH)):
            self._respond(HTTPStatus.NOT_FOUND, "Hier is niets. Open het adres dat liagen noemde.\n")
        elif (request := _read_query(query)) is None:
            self._respond(HTTPStatus.BAD_REQUEST, "Dit adres klopt niet. Open het adres dat liagen noemde.\n")
        elif path.endswith(_UPDATE_PATH):
            news = self.server.pages.update(request)
            if news:
                self._respond(HTTPStatus.OK, news.update(), "application/json")
            else:
                self._respond(HTTPStatus.NO_CONTENT)
        else:
            nonce = secrets.token_urlsafe(16)
            self._respond(HTTPStatus.OK, self.server.pages.page(request).text(nonce), "text/html", nonce)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

    def _refuse(self) -> None:
        self._respond(HTTPStatus.METHOD_NOT_ALLOWED, "Hier kunt u alleen lezen.\n")

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse  # noqa: N815 - the names that http.server asks for

    def _knows_key(self, path: str, names: tuple[str, ...]) -> bool:
        """Say whether a path is one of ours; how long that takes tells nothing of the key."""
        known = [f"/{self.server.key}/{name}".encode() for name in names]
        return sum(secrets.compare_digest(path.encode("utf-8", "replace"), each) for each in known) > 0

    def _respond(self, status: HTTPStatus, text: str = "", kind: str = "text/plain", nonce: str = "") -> None:
        data = text.encode("utf-8", "replace")
        self.send_response(status)
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
        policy = _POLICY.format(nonce=nonce) if nonce else "default-src 'none'; frame-ancestors 'none'"
        for name, value in {**_HEADERS, "Content-Security-Policy": policy}.items():
            self.send_header(name, value)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def version_string(self) -> str:
        """Return what the server calls itself: no version of anything."""
        return "liagen"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for who started it."""


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
