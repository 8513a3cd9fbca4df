"""A small page with the parts of the officer's page, and someone who visits it over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from liagen.browser.app.exchange import Download, Posted, Reply
from liagen.browser.window.server import App, WindowServer, open_window

PATIENCE = 30.0
LINES = [f"Regel {number} van het hoofdstuk." for number in range(1, 61)]
_FORM = 'method="post" action="" enctype="multipart/form-data"'


@dataclass
class ToyApp:
    """Two screens with some questions and a text beside them; keeps what it was sent.

    ``extra`` stands in the questions, ``before`` is done when a form comes in: a test may wait there.
    """

    posts: list[Posted] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    place: str = "een"
    shows: str = "hoofdstuk"
    extra: str = ""
    before: Any = None
    download: Download | None = None
    focus: str = ""
    said: str = ""
    unsaved: bool = False

    def page(self) -> Reply:
        regions = {"kop": self._head(), "melding": self._problems(), "stappen": self._steps()}
        regions |= {"vragen": self._questions(), "document": self._text()}
        return Reply(f"{self.place} – proef", regions, self.place, self.focus, self.said, self.download, self.unsaved)

    def post(self, posted: Posted) -> Reply:
        if self.before:
            self.before(posted)
        self.posts.append(posted)
        action, _, argument = posted.value("doe").partition(":")
        self.answers |= {name: value for name, value in posted if name in ("naam", "uitleg", "soort", "kies")}
        self.download, self.focus, self.said, self.unsaved = None, "", "", self.unsaved or action == "antwoord"
        if action in ("naar", "verder"):
            self.place, self.focus = argument or posted.value("plaats"), "vragen-kop"
        elif action == "toon":
            self.shows = argument
        elif action == "bewaren":
            self.download, self.unsaved = Download("werk é.yaml", "text/yaml", b"naam: Zuid\n"), False
        elif action == "openen":
            self.said = f"geopend: {', '.join(each.name for each in posted.files)}"
        elif action == "antwoord":
            self.said = "bijgewerkt"
        return self.page()

    def actions(self) -> list[str]:
        return [each.value("doe") for each in self.posts]

    def _head(self) -> str:
        return (
            f'<header id="kop"><form id="werk" {_FORM}><input type="hidden" name="plaats" value="{self.place}">'
            '<button class="utrecht-button utrecht-button--primary-action" name="doe" value="bewaren" id="doe-bewaren">'
            'Werk bewaren</button></form><a class="utrecht-link" href="#regel-40">Naar regel 40</a></header>'
        )

    def _problems(self) -> str:
        wrong = self.answers.get("naam") == "fout"
        text = '<h2 id="fouten-kop" tabindex="-1">Er klopt iets niet</h2>' if wrong else ""
        return f'<div id="melding" role="alert">{text}</div>'

    def _steps(self) -> str:
        links = "".join(f'<li><a class="naar" href="#{name}">Stap {name}</a></li>' for name in ("een", "twee"))
        return f'<nav id="stappen" aria-label="Stappen"><ol class="stappen">{links}</ol></nav>'

    def _questions(self) -> str:
        answers = {name: escape(value) for name, value in self.answers.items()}
        # As a program does that reads a number as it is typed and writes it in one way.
        name = answers.get("naam", "").strip()
        error = '<div id="v-naam-fout">Dit kan niet.</div>' * (name == "fout")
        radios = "".join(
            f'<label class="keuze" for="v-soort-{each}"><input type="radio" id="v-soort-{each}" name="soort" '
            f'value="{each}"{" checked" if answers.get("soort") == each else ""}><span>{each}</span></label>'
            for each in ("ja", "nee", "onbekend")
        )
        options = "".join(
            f'<option value="{each}"{" selected" if answers.get("kies") == each else ""}>{each or "Kies"}</option>'
            for each in ("", "a", "b")
        )
        return f"""<main id="vragen" tabindex="-1" aria-labelledby="vragen-kop">
<h1 id="vragen-kop" tabindex="-1">Vragen {self.place}</h1>
<form id="antwoorden" class="utrecht-form" data-vanzelf {_FORM} novalidate>
<input type="hidden" name="plaats" value="{self.place}">
<button class="utrecht-button" name="doe" value="weg" id="doe-weg">Weghalen</button>
<div class="utrecht-form-field" id="veld-naam"><label for="v-naam">Naam</label>{error}
<input class="utrecht-textbox" id="v-naam" name="naam" type="text" value="{name}"></div>
<div class="utrecht-form-field" id="veld-uitleg"><label for="v-uitleg">Uitleg</label>
<textarea class="utrecht-textarea" id="v-uitleg" name="uitleg">
{answers.get("uitleg", "")}</textarea></div>
<fieldset id="v-soort"><legend>Soort</legend>{radios}</fieldset>
<div><label for="v-kies">Kies</label><select id="v-kies" name="kies">{options}</select></div>
<details class="waarom" id="waarom-naam"><summary>Waarom?</summary><p>Daarom.</p></details>
<button class="utrecht-button" name="doe" value="verder:twee" id="doe-verder">Verder</button>
</form>{self.extra}</main>"""

    def _text(self) -> str:
        name = self.answers.get("naam", "")
        lines = [f"Dit is het {self.shows} van {name.strip() or 'niemand'}.", *LINES]
        blocks = "".join(f'<p id="regel-{number}">{escape(line)}</p>\n' for number, line in enumerate(lines))
        return f"""<section id="document" tabindex="-1" aria-labelledby="document-kop"
data-regels="#regel-1 {{ width: 123px; }}"><h2 class="alleen-gehoord" id="document-kop">Het hoofdstuk</h2>
<form id="tabs" class="tabs" {_FORM}><button class="tab" name="doe" value="toon:werkblad" id="tab-werkblad">Werkblad
</button></form><div id="hoofdtekst" class="hoofdtekst" tabindex="-1" data-tekst="{self.shows}">
{blocks}</div></section>"""


@dataclass
class Visitor:
    """Someone who knows the address of a window."""

    server: WindowServer

    def get(self, path: str = "", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask for something below the address, or for a path that begins with a slash."""
        status, found, data = self.send(method, path, b"", headers)
        return status, found, data.decode()

    def send(
        self, method: str, path: str, body: bytes, headers: dict[str, str], length: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """Send bytes with headers; one that is empty is left out."""
        address = urlsplit(self.server.address)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.putrequest(method, path if path.startswith("/") else address.path + path, skip_host=True)
            known = {"Host": address.netloc}
            if method == "POST":
                known |= {"Origin": f"http://{address.netloc}", "Content-Length": length or str(len(body))}
            for name, value in (known | headers).items():
                if value:
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    def post(
        self,
        fields: Sequence[tuple[str, str]],
        path: str = "doe",
        files: Sequence[tuple[str, bytes]] = (),
        **headers: str,
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a form as a browser does."""
        kind, body = form_data(fields, files)
        return self.send("POST", path, body, {"Content-Type": kind} | headers)

    def reply(self, *fields: tuple[str, str]) -> dict[str, Any]:
        status, headers, data = self.post(fields)
        assert (status, headers["Content-Type"]) == (200, "application/json; charset=utf-8")
        found: dict[str, Any] = json.loads(data)
        return found


def form_data(fields: Sequence[tuple[str, str]], files: Sequence[tuple[str, bytes]] = ()) -> tuple[str, bytes]:
    """Return the kind and the bytes of a form, written as Chromium does."""
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields]
    for name, data in files:
        head = f'name="bestand"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(head.encode() + data)
    lines = b"".join(b"--grens\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
    return "multipart/form-data; boundary=grens", lines + b"--grens--\r\n"


@contextlib.contextmanager
def window_of(app: App, folder: Path | None = None) -> Iterator[Visitor]:
    """Serve an app until the end."""
    with open_window(app, folder=folder) as opened:
        thread = threading.Thread(target=opened.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Visitor(opened)
        finally:
            opened.shutdown()
            thread.join()
