"""The server of the officer's page: one person at work, on this computer only."""

from __future__ import annotations

import json
import threading
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol
from urllib.parse import quote

from liagen.browser.app.exchange import Download, Posted, Reply
from liagen.browser.local_server import LocalRequestHandler, LocalServer, open_on
from liagen.browser.window.folder import put_in_folder
from liagen.browser.window.form_data import FormDataError, read_form
from liagen.browser.window.page import write_whole_page

MAX_BODY: Final = 30_000_000
"""How many bytes a form may have, files and all."""

_PASSED_OVER: Final = 10 * MAX_BODY
_PIECE: Final = 1_000_000
_MAX_DIGITS: Final = 20
_ACT_PATH: Final = "doe"
_TOO_LARGE: Final = "Dit bestand is te groot. liagen leest bestanden tot 30 MB.\n"
_NOT_OURS: Final = "Dit verzoek komt niet van deze pagina. Open het adres dat liagen noemde.\n"
_NO_FORM: Final = "liagen begrijpt dit verzoek niet. Vernieuw de pagina en probeer het opnieuw.\n"


class App(Protocol):
    """What can be asked of the app behind the page."""

    def page(self) -> Reply:
        """Return the page as it is now."""

    def post(self, posted: Posted) -> Reply:
        """Do what a form asks and return the page as it is then."""


def open_window(app: App, port: int | None = None, folder: Path | None = None) -> WindowServer:
    """Return a server for one app, on a port or else the first that is free.

    With a folder, files for her are put there and not given to the browser. Raises OutputError when the port is in use,
    or none of the usual ones is free.
    """
    return open_on(port, lambda each: WindowServer(app, each, folder))


class WindowServer(LocalServer):
    """Serves the page of one app until it is closed; what is asked at once is done one after another."""

    def __init__(self, app: App, port: int, folder: Path | None) -> None:
        """Listen to a port of this computer; raises OSError when that cannot be."""
        self._app = app
        self._folder = folder
        self._working = threading.Lock()
        self._last: Reply | None = None
        super().__init__(port, _WindowRequestHandler)

    def last_reply(self) -> Reply:
        """Return what came of the last form, or the page as it begins."""
        with self._working:
            self._last = self._last or self._app.page()
            return self._last

    def post(self, posted: Posted) -> Reply:
        """Hand a form to the app and return what comes of it; a file goes into the folder if there is one."""
        with self._working:
            reply = self._app.post(posted)
            self._last = put_in_folder(reply, self._folder) if self._folder else reply
            return self._last


class _WindowRequestHandler(LocalRequestHandler):
    """Answers one request: the page, or what comes of a form."""

    server: WindowServer
    allowed = ("GET", "HEAD", "POST")
    refusal = "Dat kan hier niet.\n"
    # Without any referrer a browser says of a form that it comes from nowhere, and then its origin cannot be checked.
    own_headers = MappingProxyType({"Referrer-Policy": "same-origin"})

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server asks for
        """Give the page as it is now."""
        if self.is_for_us(("",)):
            reply = self.server.last_reply()
            self.respond_page(lambda nonce: write_whole_page(reply, nonce))

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

    def do_POST(self) -> None:  # noqa: N802 - the name that http.server asks for
        """Do what a form asks, and give what is new in the page, or without script the page or the file."""
        if not self.is_for_us(("", _ACT_PATH)):
            return
        if self.headers.get("Origin") not in self.server.origins:
            self.respond(HTTPStatus.FORBIDDEN, _NOT_OURS)
            return
        posted = self._read_form()
        if posted is None:
            return
        reply = self.server.post(posted)
        if self.path.endswith(_ACT_PATH):
            self.respond(HTTPStatus.OK, json.dumps(reply.as_json(), ensure_ascii=False), "application/json")
        elif reply.download:
            self._give(reply.download)
        else:
            self.respond_with(HTTPStatus.SEE_OTHER, b"", "text/plain", {"Location": f"/{self.server.key}/"})

    def _read_form(self) -> Posted | None:
        """Return the form that was sent; None when it was refused, and answered so."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()) or "Transfer-Encoding" in self.headers:
            self.respond(HTTPStatus.LENGTH_REQUIRED, _NO_FORM)
            return None
        # By its digits first: Python refuses to read thousands of them.
        size = int(length) if len(length) < _MAX_DIGITS else _PASSED_OVER
        if size > MAX_BODY:
            self._pass_over(min(size, _PASSED_OVER))
            self.respond(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
            return None
        try:
            return read_form(self.headers.get("Content-Type", ""), self.rfile.read(size))
        except FormDataError:
            self.respond(HTTPStatus.BAD_REQUEST, _NO_FORM)
            return None

    def _pass_over(self, size: int) -> None:
        """Read so many bytes without keeping them: a browser that is still sending does not hear an answer."""
        while size > 0 and (piece := self.rfile.read(min(size, _PIECE))):
            size -= len(piece)

    def _give(self, download: Download) -> None:
        """Give a file for the browser to keep."""
        name = f"attachment; filename*=UTF-8''{quote(download.name, safe='')}"
        self.respond_with(HTTPStatus.OK, download.data, download.kind, {"Content-Disposition": name})
