"""A server for one person: only for this computer, and only for who knows the address."""

from __future__ import annotations

import http.server
import os
import secrets
import socketserver
import sys
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final, TypeVar

from liagen.errors import OutputError, Problem

HOST: Final = "127.0.0.1"
_DEFAULT_PORTS: Final = range(8765, 8785)

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_PAGE_POLICY: Final = (
    "default-src 'none'; img-src data:; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_Server = TypeVar("_Server", bound="LocalServer")


def open_on(port: int | None, listen: Callable[[int], _Server]) -> _Server:
    """Return what ``listen`` makes of a port, or else of the first that is free of the usual ones.

    Raises OutputError when the port is in use, or none of the usual ones is free.
    """
    for each in _DEFAULT_PORTS if port is None else (port,):
        try:
            return listen(each)
        except OSError:
            continue
    if port is None:
        message = (
            f"{_DEFAULT_PORTS[0]} tot en met {_DEFAULT_PORTS[-1]} zijn alle bezet; noem een andere poort met --poort"
        )
        raise OutputError([Problem("poort", message)])
    message = "deze poort is al in gebruik; noem een andere met --poort, of laat --poort weg"
    raise OutputError([Problem(f"poort {port}", message)])


class LocalServer(http.server.ThreadingHTTPServer):
    """Serves until it is closed. ``address`` holds a key that changes each time; ``origins`` are its names."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"  # elsewhere this would let two programs listen to one port

    def __init__(self, port: int, answer: type[LocalRequestHandler]) -> None:
        """Listen to a port of this computer; raises OSError when that cannot be."""
        self.key = secrets.token_urlsafe(12)
        super().__init__((HOST, port), answer)
        self.hosts = tuple(f"{name}:{self.server_port}" for name in (HOST, "localhost"))
        self.origins = tuple(f"http://{host}" for host in self.hosts)
        self.address = f"http://{HOST}:{self.server_port}/{self.key}/"

    def server_bind(self) -> None:
        """Bind without asking anyone for the name of this computer."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a browser go that went away; a bug keeps its traceback."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class LocalRequestHandler(http.server.BaseHTTPRequestHandler):
    """Answers one request; what may be asked for, a server says below it."""

    server: LocalServer
    timeout = 30
    error_message_format = "%(code)d\n"
    error_content_type = "text/plain; charset=utf-8"
    allowed: Sequence[str] = ("GET", "HEAD")
    refusal = "Hier kunt u alleen lezen.\n"
    own_headers: Mapping[str, str] = MappingProxyType({})
    """Headers that are another for this server than for others."""

    def is_for_us(self, names: Sequence[str]) -> bool:
        """Say whether a request is for this server and for one of these names behind its key; answer it if it is not.

        A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding); the name it asks for then gives it
        away.
        """
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            self.respond(HTTPStatus.FORBIDDEN, "Deze pagina is alleen voor deze computer.\n")
            return False
        if not self._knows_key(self.path.partition("?")[0], names):
            self.respond(HTTPStatus.NOT_FOUND, "Hier is niets. Open het adres dat liagen noemde.\n")
            return False
        return True

    def refuse(self) -> None:
        """Answer a request of a kind that is not answered here."""
        self.respond(HTTPStatus.METHOD_NOT_ALLOWED, self.refusal)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = refuse  # noqa: N815 - the names that http.server asks for

    def respond(self, status: HTTPStatus, text: str = "", kind: str = "text/plain") -> None:
        """Answer with a text."""
        self.respond_with(status, text.encode("utf-8", "replace"), f"{kind}; charset=utf-8")

    def respond_page(self, page: Callable[[str], str]) -> None:
        """Answer with a page; it is given the nonce without which neither style nor script in it counts."""
        nonce = secrets.token_urlsafe(16)
        data = page(nonce).encode("utf-8", "replace")
        policy = {"Content-Security-Policy": _PAGE_POLICY.format(nonce=nonce)}
        self.respond_with(HTTPStatus.OK, data, "text/html; charset=utf-8", policy)

    def respond_with(
        self, status: HTTPStatus, data: bytes, kind: str, more: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Answer with bytes of a kind; ``more`` are headers on top of those of every answer, or in their place."""
        self.send_response(status)
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
        for name, value in {**_HEADERS, **self.own_headers, **more}.items():
            self.send_header(name, value)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", ", ".join(self.allowed))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def version_string(self) -> str:
        """Return what the server calls itself: no version of anything."""
        return "liagen"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for who started it."""

    def _knows_key(self, path: str, names: Sequence[str]) -> bool:
        """Say whether a path is one of ours; how long that takes tells nothing of the key."""
        known = [f"/{self.server.key}/{name}".encode() for name in names]
        return sum(secrets.compare_digest(path.encode("utf-8", "replace"), each) for each in known) > 0
