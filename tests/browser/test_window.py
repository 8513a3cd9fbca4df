"""`liagen venster` over HTTP: one page for one person on one computer, with script and without."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import socket
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from lxml import html
from server_command import fetch, refusal, served, start
from toy_page import PATIENCE, ToyApp, Visitor, form_data, window_of

from liagen.browser.app.exchange import Download
from liagen.browser.window import server

POSIX = os.name == "posix"


@pytest.fixture
def app() -> ToyApp:
    return ToyApp()


@pytest.fixture
def visitor(app) -> Iterator[Visitor]:
    with window_of(app) as found:
        yield found


def page(visitor: Visitor) -> html.HtmlElement:
    status, _, text = visitor.get()
    assert status == 200
    return html.document_fromstring(text)


# --- who may come in


def test_the_page_is_for_who_knows_the_key(visitor):
    assert [visitor.get(path)[0] for path in ("/", "/verkeerd/", f"/{visitor.server.key}", "")] == [404, 404, 404, 200]


def test_every_window_has_a_key_of_its_own(app):
    with window_of(app) as one, window_of(app) as other:
        assert one.server.key != other.server.key


def test_only_this_computer_can_reach_it(visitor):
    assert visitor.server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "host", ["", "liagen.example", "127.0.0.1", "liagen.example:{port}", "127.0.0.1.example:{port}"]
)
def test_another_name_for_this_computer_is_refused(visitor, app, method, host):
    kind, body = form_data([("doe", "antwoord")])
    headers = {"Host": host.format(port=visitor.server.server_port), "Content-Type": kind}
    assert visitor.send(method, "", body, headers)[0] == 403
    assert app.posts == []


@pytest.mark.parametrize("path", ["", "doe"])
@pytest.mark.parametrize(
    "origin",
    ["", "null", "https://elders.example", "http://127.0.0.1", "https://127.0.0.1:{port}", "http://127.0.0.1:1"],
)
def test_a_form_from_another_page_is_refused(visitor, app, path, origin):
    asked = {"Origin": origin.format(port=visitor.server.server_port)}
    assert visitor.post([("doe", "antwoord")], path, **asked)[0] == 403
    assert app.posts == []


def test_a_form_may_come_by_the_name_localhost(visitor):
    port = visitor.server.server_port
    names = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}
    assert visitor.post([("doe", "antwoord")], **names)[0] == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_else_can_be_asked(visitor, method):
    status, headers, text = visitor.get(method=method)
    assert (status, headers["Allow"], text) == (405, "GET, HEAD, POST", "Dat kan hier niet.\n")


def test_the_page_allows_only_its_own_script_and_style_and_is_kept_nowhere(visitor):
    _, headers, text = visitor.get()
    nonce = re.search(r"script-src 'nonce-([\w-]+)'", headers["Content-Security-Policy"])[1]
    assert text.count(f'nonce="{nonce}"') == 2
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert f"'nonce-{nonce}'" not in visitor.get()[1]["Content-Security-Policy"]


def test_the_key_leaves_for_nobody_and_a_form_still_says_where_it_comes_from(visitor):
    assert visitor.get()[1]["Referrer-Policy"] == "same-origin"


# --- with script


def test_a_form_gives_what_the_page_is_then(visitor, app):
    reply = visitor.reply(("plaats", "een"), ("naam", "Zuid"), ("doe", "antwoord"))
    assert list(app.posts[0]) == [("plaats", "een"), ("naam", "Zuid"), ("doe", "antwoord")]
    assert "Dit is het hoofdstuk van Zuid." in reply["delen"]["document"]
    assert (reply["plaats"], reply["gezegd"], reply["onbewaard"]) == ("een", "bijgewerkt", True)


def test_a_file_comes_in_by_its_name(visitor, app):
    visitor.post([("doe", "openen")], files=[("vorig jaar.yaml", b"\x00\xff")])
    assert [(each.name, each.data) for each in app.posts[0].files] == [("vorig jaar.yaml", b"\x00\xff")]


def test_what_is_asked_at_once_is_done_one_after_another(app):
    inside, most, lock = [0], [0], threading.Lock()

    def count(_posted):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        threading.Event().wait(0.02)
        with lock:
            inside[0] -= 1

    app.before = count
    with window_of(app) as visitor:
        threads = [threading.Thread(target=visitor.post, args=([("doe", "antwoord")],)) for _ in range(6)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert (most[0], len(app.posts)) == (1, 6)


# --- without script


def test_the_page_is_whole_without_script(visitor):
    body = page(visitor).find("body")
    assert [each.get("id") for each in body if each.get("id")] == [
        "kop",
        "melding",
        "stappen",
        "vragen",
        "document",
        "gezegd",
    ]
    assert body.get("data-plaats") == "een"


def test_a_form_without_script_leads_back_to_the_page(visitor):
    status, headers, _ = visitor.post([("naam", "Zuid"), ("doe", "antwoord")], "")
    assert (status, headers["Location"]) == (303, f"/{visitor.server.key}/")
    assert "Dit is het hoofdstuk van Zuid." in page(visitor).text_content()


def test_a_page_that_is_loaded_anew_says_that_there_is_unsaved_work(visitor):
    assert page(visitor).find("body").get("data-onbewaard") is None
    visitor.post([("doe", "antwoord")], "")
    assert page(visitor).find("body").get("data-onbewaard") is not None


def test_a_file_is_given_without_script_too(visitor):
    status, headers, data = visitor.post([("doe", "bewaren")], "")
    assert (status, headers["Content-Type"], data) == (200, "text/yaml", b"naam: Zuid\n")
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''werk%20%C3%A9.yaml"


# --- what is no form


@pytest.mark.parametrize(
    ("kind", "body"),
    [("", b""), ("text/plain", b"doe=antwoord"), (form_data([])[0], b"--grens"), (form_data([])[0], b"\xff\x00")],
)
def test_what_is_no_form_is_refused_in_dutch(visitor, app, kind, body):
    status, headers, text = visitor.send("POST", "doe", body, {"Content-Type": kind})
    assert (status, headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert text.decode() == "liagen begrijpt dit verzoek niet. Vernieuw de pagina en probeer het opnieuw.\n"
    assert app.posts == []


@pytest.mark.parametrize("length", ["-1", "0x10", "1.5", "²", " "])
def test_a_form_says_how_long_it_is(visitor, length):
    with contextlib.suppress(UnicodeEncodeError):
        kind, body = form_data([("doe", "antwoord")])
        assert visitor.send("POST", "doe", body, {"Content-Type": kind}, length)[0] == 411


def test_a_form_in_pieces_of_unknown_length_is_refused(visitor):
    kind, body = form_data([("doe", "antwoord")])
    assert visitor.send("POST", "doe", body, {"Content-Type": kind, "Transfer-Encoding": "chunked"})[0] == 411


def test_a_form_that_is_too_large_is_refused_and_told(monkeypatch, visitor, app):
    monkeypatch.setattr(server, "MAX_BODY", 3000)
    assert visitor.post([("doe", "openen")], files=[("a.docx", b"x" * 2000)])[0] == 200
    status, _, text = visitor.post([("doe", "openen")], files=[("a.docx", b"x" * 2_000_000)])
    assert (status, text.decode()) == (413, "Dit bestand is te groot. liagen leest bestanden tot 30 MB.\n")
    assert len(app.posts) == 1


def test_a_length_of_thousands_of_digits_is_refused_at_once(visitor):
    with socket.create_connection(("127.0.0.1", visitor.server.server_port), timeout=PATIENCE) as connection:
        host = visitor.server.hosts[0]
        head = f"POST /{visitor.server.key}/doe HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        connection.sendall(f"{head}Content-Length: {'9' * 5000}\r\n\r\n".encode())
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100).startswith(b"HTTP/1.0 413")


def test_a_browser_that_goes_away_halfway_harms_nobody(visitor, app, capfd):
    with socket.create_connection(("127.0.0.1", visitor.server.server_port)) as connection:
        host = visitor.server.hosts[0]
        head = f"POST /{visitor.server.key}/doe HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        connection.sendall(f"{head}Content-Type: {form_data([])[0]}\r\nContent-Length: 900\r\n\r\n--grens".encode())
    assert visitor.reply(("doe", "antwoord"))["plaats"] == "een"
    assert len(app.posts) == 1
    assert "Traceback" not in capfd.readouterr().err


# --- a folder for what she makes


def saved(app: ToyApp, folder: Path) -> str:
    """Ask for a file and return what the page says of it."""
    with window_of(app, folder) as visitor:
        reply = visitor.reply(("doe", "bewaren"))
    assert reply["bestand"] is None
    return " ".join(html.fromstring(reply["delen"]["melding"]).text_content().split())


def test_a_file_goes_into_the_folder_and_the_page_says_where(app, tmp_path):
    assert saved(app, tmp_path) == f"Bewaard in {tmp_path} werk é.yaml"
    assert (tmp_path / "werk é.yaml").read_bytes() == b"naam: Zuid\n"


def test_nothing_in_the_folder_is_ever_replaced(app, tmp_path):
    (tmp_path / "werk é.yaml").write_text("van haar", encoding="utf-8")
    assert saved(app, tmp_path).endswith("werk é-2.yaml")
    assert saved(app, tmp_path).endswith("werk é-3.yaml")
    assert (tmp_path / "werk é.yaml").read_text(encoding="utf-8") == "van haar"


class Bundle(ToyApp):
    """A page whose file is an archive of two."""

    def post(self, posted):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("zuid.docx", b"hoofdstuk")
            archive.writestr("zuid-werkblad.docx", b"werkblad")
        super().post(posted)
        self.download = Download("zuid.zip", "application/zip", packed.getvalue())
        return self.page()


def test_documents_in_an_archive_come_apart_and_keep_one_number(tmp_path):
    saved(Bundle(), tmp_path)
    (tmp_path / "zuid.docx").unlink()
    saved(Bundle(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "zuid-2.docx", "zuid-werkblad-2.docx", "zuid-werkblad.docx",
    ]  # fmt: skip


def test_a_folder_that_went_away_is_told_and_the_work_stays_unsaved(app, tmp_path):
    with window_of(app, tmp_path / "weg") as visitor:
        reply = visitor.reply(("doe", "bewaren"))
    assert "Er is niets bewaard" in reply["delen"]["melding"]
    assert "de map voor dit bestand bestaat niet" in reply["delen"]["melding"]
    assert reply["onbewaard"] is True


# --- the command


command = partial(start, ("venster", "--geen-browser"))
refused = partial(refusal, ("venster", "--geen-browser"))


def seen(folder: Path, *arguments: str) -> str:
    """Return the page that the command shows."""
    pages: list[str] = []
    served(("venster", "--geen-browser"), folder, lambda address: pages.append(fetch(address)), *arguments)
    return pages[0]


@pytest.mark.skipif(not POSIX, reason="Ctrl-C is a signal")
def test_ctrl_c_stops_it_with_a_word(tmp_path):
    with command(tmp_path) as (started, address):
        assert "liagen" in fetch(address)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=PATIENCE)
    assert (started.returncode, out, err.splitlines()) == (0, "", ["Stoppen: Ctrl-C.", "Gestopt."])


def test_a_profile_that_is_named_is_open_in_the_page(tmp_path):
    (tmp_path / "zuid.yaml").write_text("gemeente:\n  naam: Zuidveld\n", encoding="utf-8")
    assert "Zuidveld" in seen(tmp_path, "zuid.yaml")


def test_what_is_wrong_with_a_profile_that_is_named_stands_in_the_page(tmp_path):
    (tmp_path / "zuid.yaml").write_text("gemeente:\n  naam: Zuid\n  inwonrs: 3\n", encoding="utf-8")
    assert "bedoelde u `inwoners`?" in html.document_fromstring(seen(tmp_path, "zuid.yaml")).text_content()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["geen.yaml"], 1, "geen.yaml: dit bestand bestaat niet; kijk naar de naam en de map\n"),
        (["."], 1, ".: dit is een map; noem een bestand\n"),
        (["--map", "geen/uit"], 1, "geen/uit: de map waarin deze map moet komen bestaat niet; maak die eerst aan\n"),
        (["--poort", "80"], 2, "--poort: kies een getal van 1024 tot en met 65535\nUitleg: liagen venster -h\n"),
    ],
    ids=["no file", "a folder", "no folder", "a port that cannot be"],
)
def test_what_cannot_be_is_told_before_anything_starts(tmp_path, arguments, code, told):
    assert refused(tmp_path, *arguments) == (code, told)
