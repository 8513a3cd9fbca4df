"""Someone who looks along: a server on this computer, and what she sees of its page."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

from liagen.browser.preview.server import LiveServer, open_server
from liagen.browser.preview.watch import Watch, WatchTargets

DAY = dt.date(2027, 1, 4)
PROFILE = "gemeente:\n  naam: Zuid\norganisatie:\n  fte: 900\n"
PATIENCE = 30.0


class Reader:
    """Someone with the page open: ``page`` is what she sees, ``until`` waits for what she should come to see."""

    def __init__(self, opened: LiveServer, watch: Watch) -> None:
        self.server = opened
        self.watch = watch

    def get(self, path: str = "", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask for something below the address, or for a path that begins with a slash."""
        address = urlsplit(self.server.address)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.putrequest(method, path if path.startswith("/") else address.path + path, skip_host=True)
            for name, value in ({"Host": address.netloc} | headers).items():
                if value:
                    connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()

    def page(self, query: str = "") -> html.HtmlElement:
        status, _, text = self.get(query)
        assert status == 200
        return html.document_fromstring(text)

    def text(self, query: str = "") -> str:
        return words(self.page(query).find("body"))

    def version(self, query: str = "") -> str:
        return self.page(query).get("data-versie")

    def news(self, version: str, query: str = "?") -> dict[str, str]:
        """Wait for another version as the page itself does; nothing when there is none."""
        status, headers, text = self.get(f"nieuws{query}&na={version}")
        assert (status, bool(text)) in ((200, True), (204, False))
        assert not text or headers["Content-Type"] == "application/json; charset=utf-8"
        return json.loads(text) if text else {}

    def until(self, seen: Callable[[str], bool], query: str = "?") -> str:
        """Wait as the page itself does: ask whether there is another version, until what is seen will do."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            page = self.page(query)
            text = words(page.find("body"))
            if seen(text):
                return text
            self.news(page.get("data-versie"), query)
        raise AssertionError(f"not seen within {PATIENCE} seconds: {text}")


def words(element: html.HtmlElement) -> str:
    for hidden in element.xpath(".//script"):
        hidden.drop_tree()
    return " ".join(element.text_content().split())


@contextlib.contextmanager
def serving(wanted: WatchTargets, port: int | None = None) -> Iterator[Reader]:
    with Watch(wanted) as watch, open_server(watch, port) as opened:
        thread = threading.Thread(target=opened.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Reader(opened, watch)
        finally:
            opened.shutdown()
            thread.join()


def wanted(*packages: Path, profiles: tuple[Path, ...] = (), length: str = "") -> WatchTargets:
    return WatchTargets(lambda: packages, profiles, lambda _profile: DAY, length)
