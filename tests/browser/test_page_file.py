"""The page as one file, opened by double-click, and as a folder on a web server: liagen runs in it and asks nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import http.server
import io
import json
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from chromium import NEEDS_CHROMIUM, Visit, beside, overflow, violations, visit
from page_builder import own_content, page_parts
from playwright.sync_api import Browser, Page, expect

from liagen.browser.app.exchange import Posted
from liagen.browser.app.session import Session
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.library.packages import find_packages
from liagen.make.chain import make_documents
from liagen.make.house_style import load_prepared_house
from liagen.make.order import Order
from liagen.profile.read import parse_profile
from liagen.word.styles.sheet import Stationery
from tools.page.__main__ import save
from tools.page.engine import LIAGEN, LIBRARIES, STANDARD, WASM

pytestmark = NEEDS_CHROMIUM

ROOT = Path(__file__).parents[2]
FAULTS = sorted((ROOT / "tests" / "faults").glob("*/profiel.yaml"))
PROFILES = [ROOT / "profiles" / f"{name}.yaml" for name in ("utrecht", "meierijstad", "reusel-de-mierden")]
TABS = ("gemeente:\n  naam:\tZuid\t\n", "gemeente:\t\n  naam: Zuid\ten Noord\n", "gemeente:\n\tnaam: Zuid\n")
READY = "window.liagen.ready"
TODAY = (
    "(d => [d.getFullYear(), d.getMonth() + 1, d.getDate()].map(n => `${n}`.padStart(2, '0')).join('-'))(new Date())"
)
DAY = dt.date(2027, 1, 4)
STARTS = "liagen start op"
CANNOT = "liagen kan hier niet starten"
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class OwnPage:
    """A page with texts and a house style of one's own, made on a day long ago: its file, and what is in it."""

    file: Path
    library: Library
    house: Stationery


@pytest.fixture(scope="module")
def own_page(tmp_path_factory) -> OwnPage:
    tmp_path = tmp_path_factory.mktemp("eigen")
    save(page_parts(), tmp_path)
    own = own_content(tmp_path)
    library = load_library(*find_packages(own.packages, None, None))
    return OwnPage(tmp_path / "liagen.html", library, load_prepared_house(own.house))


@pytest.fixture(scope="module")
def address(own_page) -> str:
    return own_page.file.as_uri()


@contextlib.contextmanager
def opened(browser: Browser, address: str, **context: Any) -> Iterator[Visit]:
    with visit(browser, address, **context) as visited:
        visited.page.set_default_timeout(PATIENCE)
        yield visited


@pytest.fixture(scope="module")
def starting(browser, address) -> Iterator[Visit]:
    """The file, just opened."""
    with opened(browser, address) as visited:
        yield visited


@dataclass(frozen=True)
class Early:
    """What the page showed while liagen was starting, and what came of a form that was sent then."""

    told: int
    questions: bool
    reply: Any


@pytest.fixture(scope="module")
def early(starting) -> Early:
    page = starting.page
    told, questions = page.get_by_text(STARTS).count(), page.locator("#vragen").is_visible()
    return Early(told, questions, post(starting, ["plaats", "begin"]))


@pytest.fixture(scope="module")
def running(starting, early) -> Visit:
    """The file, with liagen running in it."""
    starting.page.evaluate(READY)
    return starting


def post(visited: Visit, *fields: list[str]) -> Any:
    return visited.page.evaluate("fields => window.liagen.send(fields, [])", list(fields))


# --- one file


def test_nothing_is_asked_of_any_network(running):
    assert running.refused == []


def test_the_browser_has_nothing_to_complain_of(running):
    assert running.errors == running.console == []


def test_the_line_about_starting_goes_away(running):
    expect(running.page.get_by_text(STARTS)).to_have_count(0)


def test_a_form_comes_back(running):
    assert post(running, ["plaats", "begin"])["plaats"] == "begin"


def test_a_file_goes_to_liagen(running):
    reply = "window.liagen.send([['plaats', 'begin']], [{name: 'a.yaml', data: new Uint8Array([1, 2])}])"
    assert running.page.evaluate(reply)["plaats"] == "begin"


def test_a_form_that_is_sent_while_liagen_starts_is_answered(early):
    assert (early.told, early.reply["plaats"]) == (1, "begin")


def test_the_questions_are_there_before_liagen_is(early):
    assert (early.told, early.questions) == (1, True)


def test_the_licences_stand_in_it(running):
    text = running.page.locator("#licenties").text_content() or ""
    assert "Mozilla Public License" in text


# --- the whole way of an officer, without a network

TYPED = {"gemeente-naam": "Zuidhaven", "organisatie-fte": "650", "document-besluit-datum": "juni 2027"}
TICKED = (
    "document-besluit-door-raad", "lia-status-vastgesteld", "draagvlak-bron-wethouder",
    "beleggen-uitvoerder-aanwezig-ja", "beleggen-groep-aanwezig-nee", "gedaan-communicatie-intranet",
    "terugblik-bevindingen-niets-van-dit",
)  # fmt: skip


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as found:
        page.click(button)
    return found.value.suggested_filename, found.value.path().read_bytes()


def test_ten_answers_word_saved_reopened_elsewhere_and_on_from_word(running, visited_folder, own_page):
    page = running.page
    page.click("#doe-naar-snel")
    expect(page.locator("#vragen-kop")).to_have_text("Snel beginnen")
    for name, text in TYPED.items():
        page.fill(f"#v-{name}", text)
    for name in TICKED:
        page.check(f"#v-{name}")
    expect(page.locator("#document")).to_contain_text("De raad besluit in juni 2027")
    name, saved = downloaded(page, "#doe-bewaren")
    assert name == "zuidhaven.yaml"
    name, word = downloaded(page, "#doe-word")
    assert name == "zuidhaven.zip"
    files = {
        each: zipfile.ZipFile(io.BytesIO(word)).read(each) for each in ("zuidhaven.docx", "zuidhaven-werkblad.docx")
    }
    library = own_page.library
    profile = parse_profile(saved.decode(), name, library.cards, library.section_keys)
    made = make_documents(profile, library, Order("docx", dt.date.today(), house=own_page.house, papers=None))
    assert [each.data for each in made.documents] == list(files.values())

    page = visited_folder.page
    # It was made long ago, and shows the day of today.
    expect(page.locator("#document")).to_contain_text(page.evaluate(TODAY)[:4])
    expect(page.locator("#document")).not_to_contain_text("2017")
    page.set_input_files("#bestand", {"name": "zuidhaven.yaml", "mimeType": "text/plain", "buffer": saved})
    page.click("#doe-openen")
    expect(page.locator("#kop")).to_contain_text("Zuidhaven")
    expect(page.locator("#document")).to_contain_text("De raad besluit in juni 2027")

    page.evaluate("location.hash = 'begin'")
    chapter = {"name": "mijn hoofdstuk.docx", "mimeType": "application/zip", "buffer": files["zuidhaven.docx"]}
    page.set_input_files("#bestand", chapter)
    page.click("#doe-openen")
    expect(page.locator("#geopend-kop")).to_have_text("Geopend: mijn hoofdstuk.docx")
    name, renewed = downloaded(page, "#doe-bijwerken")
    assert zipfile.ZipFile(io.BytesIO(renewed)).namelist()[0] == "zuidhaven-bijgewerkt.docx"
    for visited in (running, visited_folder):
        assert visited.refused == visited.errors == []


# --- a browser that cannot


def test_without_webassembly_it_says_what_to_ask_for_and_everyone_can_read_it(browser, address):
    with beside(browser, "--js-flags=--jitless") as crippled, opened(crippled, address) as visited:
        expect(visited.page.get_by_role("heading", name=CANNOT)).to_be_visible()
        expect(visited.page.locator("#kan-niet-reden")).to_have_text("WebAssembly staat uit.")
        expect(visited.page.locator("#vragen")).to_be_hidden()
        assert violations(visited.page) == []
        assert overflow(visited.page) == 0


def test_without_scripts_it_says_what_to_ask_for(browser, address):
    with opened(browser, address, java_script_enabled=False) as visited:
        expect(visited.page.get_by_role("heading", name=CANNOT)).to_be_visible()
        expect(visited.page.locator("#vragen")).to_be_hidden()


# --- a folder on a web server


# Put behind the script of the worker: any Python, in the very Python of the page.
TRIAL = """
const startAsUsual = startPython, answerAsUsual = self.onmessage;
let started;
startPython = async () => (started = await startAsUsual());
self.onmessage = (event) => {
  if (event.data.trial === undefined) return answerAsUsual(event);
  try {
    event.ports[0].postMessage(started.runPython(event.data.trial));
  } catch (error) {
    event.ports[0].postMessage(JSON.stringify(error.message));
  }
};
"""
ASK = """code => new Promise(resolve => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = event => resolve(event.data);
  window.worker.postMessage({ trial: code }, [port2]);
})"""
WORKER = "new Worker("


def test_the_folder_is_made_with_the_file(own_page):
    assert {path.name for path in (own_page.file.parent / "liagen-pagina").iterdir()} == {
        "index.html", "liagen.css", "guard.js", "liagen.js", "motor.mjs", "licenties.txt", "README.txt",
        WASM, STANDARD, LIBRARIES, LIAGEN,
    }  # fmt: skip


@pytest.fixture(scope="module")
def served(own_page, tmp_path_factory) -> Iterator[str]:
    """The folder on a server that sends the headers of its README.txt; these tests can ask its worker more."""
    folder = shutil.copytree(own_page.file.parent / "liagen-pagina", tmp_path_factory.mktemp("server") / "pagina")
    with (folder / "motor.mjs").open("a", encoding="utf-8") as worker:
        worker.write(TRIAL)
    script = (folder / "liagen.js").read_text(encoding="utf-8")
    assert script.count(WORKER) == 1
    (folder / "liagen.js").write_text(script.replace(WORKER, f"window.worker = {WORKER}"), encoding="utf-8")
    rows = (folder / "README.txt").read_text(encoding="utf-8").partition("---\nContent")[2].splitlines()
    headers = dict(row.split(": ", 1) for row in [f"Content{rows[0]}", *rows[1:4]])

    class Server(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=folder))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def visited_folder(browser, served) -> Iterator[Visit]:
    with opened(browser, served) as visited:
        visited.page.evaluate(READY)
        yield visited


def test_the_folder_does_the_same(visited_folder):
    assert post(visited_folder, ["plaats", "begin"])["plaats"] == "begin"


def test_the_headers_of_the_readme_refuse_nothing_that_it_needs(visited_folder):
    assert visited_folder.refused == visited_folder.errors == visited_folder.console == []


# --- the same Python code here and there


@pytest.fixture(scope="module")
def there(visited_folder) -> Callable[[str], Any]:
    """Run Python in the page; it leaves JSON in the name ``told``."""
    page = visited_folder.page
    return lambda code: json.loads(page.evaluate(ASK, f"{code}\ntold"))


def here(code: str) -> Any:
    names: dict[str, Any] = {}
    exec(code, names)
    return json.loads(names["told"])


COMPLAINTS = """
import json
from liagen.errors import ProfileError
from liagen.profile.read import parse_profile

def complaints(text):
    try:
        return [parse_profile(text, "profiel.yaml", None).gemeente.naam]
    except ProfileError as error:
        return [str(problem) for problem in error.problems]

told = json.dumps([complaints(text) for text in json.loads(given)])
"""
DOCUMENTS = """
import datetime as dt, hashlib, json
from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.make.chain import make_documents
from liagen.make.order import Order
from liagen.profile.read import parse_profile

library = load_library(*find_packages((), None, None))
order = Order("docx", dt.date(2027, 1, 4), papers=None)

def digests(text):
    profile = parse_profile(text, "profiel.yaml", library.cards)
    made = make_documents(profile, library, order.of_profile(profile))
    return [hashlib.sha256(each.data).hexdigest() for each in made.documents]

told = json.dumps([digests(text) for text in json.loads(given)])
"""


def given(code: str, texts: Iterable[Any]) -> str:
    return f"given = {json.dumps(list(texts))!r}\n{code}"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def test_a_mistake_in_a_profile_is_told_in_the_same_words(there):
    code = given(COMPLAINTS, map(read, FAULTS))
    names = [path.parent.name for path in FAULTS]
    assert dict(zip(names, there(code), strict=True)) == dict(zip(names, here(code), strict=True))


def test_tabs_mean_the_same(there):
    code = given(COMPLAINTS, TABS)
    assert there(code) == here(code)


def test_the_word_files_have_the_same_bytes(there):
    code = given(DOCUMENTS, map(read, PROFILES))
    assert there(code) == here(code)


# --- the same answers here and there

ANSWERS = {
    "gemeente.naam": "'s-Hertogenbosch",
    "organisatie.fte": "1.200",
    "gemeente.inwoners": "veel",
    "stand.datum": "maart 2027",
    "draagvlak.directie": "deels",
    "document.contact": "Bea \\ de Boer & «co»",
}
WORK = (
    [["plaats", "snel"], ["doe", "naar"]],
    *([["plaats", "snel"], ["getoond", name], [f"v:{name}", value]] for name, value in ANSWERS.items()),
    [["doe", "naar:nakijken"]],
    [["doe", "toon:werkblad"]],
    [["doe", "word"]],
    [["doe", "bewaren"]],
)


SESSION = """
import datetime as dt, json
from host import begin
from liagen.browser.app.exchange import Posted

session = begin(dt.date(2027, 1, 4))
told = json.dumps([session.post(Posted([tuple(pair) for pair in fields])).as_json() for fields in json.loads(given)])
"""


def test_the_same_answers_give_the_same_page_and_the_same_word_files(there, own_page):
    session = Session(own_page.library, DAY, own_page.house)
    here = [session.post(Posted([(name, value) for name, value in fields])).as_json() for fields in WORK]
    assert there(given(SESSION, WORK)) == json.loads(json.dumps(here))
    assert here[-2]["bestand"]
