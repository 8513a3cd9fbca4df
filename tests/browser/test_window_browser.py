"""The officer's page in a real browser: what changes is put in, and nothing that she is busy with moves."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import (
    COLOURS,
    LARGE,
    NEEDS_CHROMIUM,
    SHOWN,
    SPACED,
    Visit,
    focused,
    overflow,
    resize,
    violations,
    visit,
)
from playwright.sync_api import Page, expect
from toy import make_package
from toy_page import PATIENCE, ToyApp, window_of

from liagen.browser.app.exchange import Posted, UploadedFile
from liagen.browser.app.session import Session
from liagen.browser.app.steps import ABOUT, AFTER, BEFORE, subjects, title_of
from liagen.library.load import load_library
from liagen.library.model import Library

pytestmark = NEEDS_CHROMIUM
expect.set_options(timeout=15_000)
ROOT = Path(__file__).parents[2]
DAY = dt.date(2027, 1, 4)


@pytest.fixture
def app() -> ToyApp:
    return ToyApp()


@pytest.fixture
def page(browser, app) -> Iterator[Page]:
    """The small page, open; a script that fails makes the test fail."""
    with opened(browser, app) as visited:
        yield visited.page
        assert visited.errors == []


@contextlib.contextmanager
def opened(browser: Any, app: Any, width: int = 1280, folder: Path | None = None, **context: Any) -> Iterator[Visit]:
    with window_of(app, folder) as visitor, visit(browser, visitor.server.address, width, **context) as visited:
        yield visited


class Gate:
    """Holds an answer back until it is opened."""

    def __init__(self) -> None:
        self.reached = threading.Semaphore(0)
        self._open = threading.Semaphore(0)

    def __call__(self, _posted: Posted) -> None:
        self.reached.release()
        assert self._open.acquire(timeout=PATIENCE)

    def let_through(self) -> None:
        self._open.release()

    def wait(self, page: Page) -> None:
        until(page, lambda: self.reached.acquire(blocking=False))


def text(page: Page) -> Any:
    return page.locator("#regel-0")


def settled(page: Page, app: ToyApp, count: int) -> None:
    """Wait until so many forms were sent, and what came of them is shown; there may not be more."""
    until(page, lambda: len(app.posts) >= count)
    expect(page.locator("#gezegd")).to_have_text("bijgewerkt")
    assert len(app.posts) == count


def until(page: Page, seen: Callable[[], bool]) -> None:
    """Wait until something is so, while what the page asks for goes through."""
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end
        page.wait_for_timeout(10)


def start(page: Page, place: str) -> None:
    """Go to a screen of the real page."""
    page.evaluate("place => { location.hash = place; }", place)
    expect(page).to_have_title(re.compile(re.escape(title_of(place))))


# --- answers


def test_leaving_a_changed_field_sends_the_answers_and_the_text_grows(page, app):
    page.fill("#v-naam", "Zuid")
    page.press("#v-naam", "Tab")
    expect(text(page)).to_have_text("Dit is het hoofdstuk van Zuid.")
    assert app.actions() == ["antwoord"]
    assert app.posts[0].value("plaats") == "een"


def test_nothing_is_sent_while_she_types(page, app):
    page.locator("#v-naam").press_sequentially("Zuid")
    page.locator("#v-uitleg").press_sequentially("Een")
    expect(text(page)).to_have_text("Dit is het hoofdstuk van Zuid.")
    assert len(app.posts) == 1


def test_a_choice_is_sent_at_once(page, app):
    page.check("#v-soort-nee")
    settled(page, app, 1)
    assert app.answers["soort"] == "nee"


def test_enter_sends_the_answers_and_presses_no_button(page, app):
    page.fill("#v-naam", "Zuid")
    page.press("#v-naam", "Enter")
    expect(text(page)).to_have_text("Dit is het hoofdstuk van Zuid.")
    assert set(app.actions()) == {"antwoord"}


def test_a_button_sends_its_form_with_what_it_does(page, app):
    page.click("#doe-verder")
    expect(page.locator("h1")).to_have_text("Vragen twee")
    assert app.actions() == ["verder:twee"]


# --- nothing moves


def test_focus_goes_where_she_goes_and_stays_there(page, app):
    page.fill("#v-naam", "Zuid")
    page.press("#v-naam", "Tab")
    settled(page, app, 1)
    assert focused(page) == "textarea#v-uitleg"


def test_the_caret_stays_between_the_letters(page, app):
    page.fill("#v-uitleg", "Een zin.")
    page.check("#v-soort-ja")
    page.locator("#v-uitleg").evaluate("e => { e.focus(); e.setSelectionRange(3, 3); }")
    page.evaluate("document.getElementById('v-soort-nee').click()")
    expect(page.locator("#v-soort-nee")).to_be_checked()
    page.keyboard.type("!")
    expect(page.locator("#v-uitleg")).to_have_value("Een! zin.")


def test_a_mistake_above_a_field_leaves_what_is_typed_below_it(page):
    page.fill("#v-naam", "fout")
    page.locator("#v-uitleg").press_sequentially("Verder")
    expect(page.locator("#v-naam-fout")).to_be_visible()
    page.locator("#v-uitleg").press_sequentially(" typen.")
    expect(page.locator("#v-uitleg")).to_have_value("Verder typen.")


def test_a_slow_answer_does_not_overwrite_newer_typing(page, app):
    app.before = gate = Gate()
    page.fill("#v-naam", "Zuid")
    page.press("#v-naam", "Tab")
    gate.wait(page)
    page.fill("#v-naam", "Noord")
    page.check("#v-soort-nee")
    gate.let_through()
    gate.wait(page)
    expect(text(page)).to_have_text("Dit is het hoofdstuk van Zuid.")
    expect(page.locator("#v-naam")).to_have_value("Noord")
    expect(page.locator("#v-soort-nee")).to_be_checked()
    gate.let_through()
    expect(text(page)).to_have_text("Dit is het hoofdstuk van Noord.")


def test_of_answers_that_wait_only_the_newest_is_sent(page, app):
    app.before = gate = Gate()
    page.check("#v-soort-ja")
    gate.wait(page)
    page.check("#v-soort-nee")
    page.check("#v-soort-onbekend")
    page.select_option("#v-kies", "b")
    for _ in range(2):
        gate.let_through()
    settled(page, app, 2)
    assert (app.answers["soort"], app.answers["kies"]) == ("onbekend", "b")


def test_what_is_typed_while_she_goes_on_is_not_lost(page, app):
    app.before = gate = Gate()
    page.click("#doe-verder")
    gate.wait(page)
    page.fill("#v-uitleg", "Nog iets.")
    app.before = None
    gate.let_through()
    expect(page.locator("h1")).to_have_text("Vragen twee")
    assert app.answers["uitleg"].strip() == "Nog iets."


def test_what_is_typed_when_she_goes_back_is_not_lost(page, app):
    page.click("a[href='#twee']")
    expect(page.locator("h1")).to_have_text("Vragen twee")
    page.locator("#v-uitleg").press_sequentially("Nog iets.")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Vragen een")
    assert app.answers["uitleg"].strip() == "Nog iets."


def test_a_field_is_written_as_it_was_understood_once_she_has_left_it(page):
    page.fill("#v-naam", "  Zuid  ")
    page.press("#v-naam", "Enter")
    expect(text(page)).to_have_text("Dit is het hoofdstuk van Zuid.")
    expect(page.locator("#v-naam")).to_have_value("  Zuid  ")
    page.check("#v-soort-ja")
    expect(page.locator("#v-naam")).to_have_value("Zuid")


def test_what_was_opened_stays_open(page, app):
    page.click("#waarom-naam summary")
    page.fill("#v-naam", "fout")
    page.check("#v-soort-ja")
    expect(page.locator("#v-naam-fout")).to_be_visible()
    expect(page.locator("#waarom-naam")).to_have_attribute("open", "")


def test_both_panes_stay_where_they_were_scrolled(page):
    page.evaluate("document.getElementById('document').scrollTop = 700")
    before = page.locator("#regel-30").bounding_box()
    page.fill("#v-naam", "fout " * 60)
    page.check("#v-soort-ja")
    expect(text(page)).to_contain_text("fout fout")
    assert page.locator("#regel-30").bounding_box()["y"] == pytest.approx(before["y"], abs=1.5)


def test_a_field_stays_under_the_pointer_while_a_button_is_pressed(page, app):
    page.fill("#v-naam", "fout")
    box = page.locator("#doe-verder").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()
    expect(page.locator("h1")).to_have_text("Vragen twee")
    assert app.actions() == ["antwoord", "verder:twee"]


# --- what is said


def test_what_came_of_it_is_said_once_and_politely(page, app):
    page.evaluate(
        "() => { window.said = []; new MutationObserver(() => said.push(document.getElementById('gezegd').textContent))"
        ".observe(document.getElementById('gezegd'), { childList: true, characterData: true, subtree: true }); }"
    )
    for count, answer in enumerate(("ja", "nee", "onbekend"), 1):
        page.check(f"#v-soort-{answer}")
        settled(page, app, count)
    assert page.evaluate("said") == ["bijgewerkt"]
    assert page.locator("#gezegd").get_attribute("role") == "status"


def test_what_is_new_in_the_text_is_marked_and_one_link_away(page):
    page.fill("#v-naam", "Zuid")
    page.press("#v-naam", "Tab")
    expect(page.locator("[data-nieuw]")).to_have_text("Dit is het hoofdstuk van Zuid.")
    page.evaluate("document.getElementById('document').scrollTop = 900")
    page.click("#naar-nieuw")
    assert focused(page) == "p#regel-0"
    assert text(page).evaluate(SHOWN)


def test_an_answer_that_changes_nothing_takes_the_marks_away(page, app):
    page.fill("#v-naam", "Zuid")
    page.press("#v-naam", "Tab")
    expect(page.locator("[data-nieuw]")).to_have_count(1)
    page.check("#v-soort-ja")
    expect(page.locator("[data-nieuw], #naar-nieuw")).to_have_count(0)


def test_another_document_is_not_new(page):
    page.click("#tab-werkblad")
    expect(text(page)).to_have_text("Dit is het werkblad van niemand.")
    expect(page.locator("[data-nieuw]")).to_have_count(0)


def test_widths_of_columns_count_under_the_content_policy(page):
    assert page.locator("#regel-1").evaluate("e => getComputedStyle(e).width") == "123px"


# --- places


def test_a_link_goes_to_a_place_and_the_heading_gets_focus(page):
    page.click("a[href='#twee']")
    expect(page.locator("h1")).to_have_text("Vragen twee")
    assert focused(page) == "h1#vragen-kop"
    assert page.url.endswith("#twee")
    assert page.title() == "twee – proef"


def test_back_and_forward_go_to_places(page, app):
    page.click("a[href='#twee']")
    expect(page.locator("h1")).to_have_text("Vragen twee")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Vragen een")
    assert page.url.endswith("#een")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Vragen twee")
    assert [(each.value("doe"), each.value("plaats")) for each in app.posts[1:]] == [("naar", "een"), ("naar", "twee")]


def test_an_address_with_a_place_opens_there(browser, app):
    with window_of(app) as visitor, visit(browser, f"{visitor.server.address}#twee") as visited:
        expect(visited.page.locator("h1")).to_have_text("Vragen twee")


def test_a_link_into_the_text_scrolls_its_pane_and_gets_focus(page, app):
    page.click("a[href='#regel-40']")
    assert focused(page) == "p#regel-40"
    assert page.locator("#regel-40").evaluate(SHOWN)
    assert page.evaluate("document.scrollingElement.scrollTop") == 0
    assert app.posts == []


# --- files


def test_a_file_comes_as_a_download(page):
    with page.expect_download() as caught:
        page.click("#doe-bewaren")
    assert caught.value.suggested_filename == "werk é.yaml"
    assert Path(caught.value.path()).read_bytes() == b"naam: Zuid\n"


DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  for (const kind of ['dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
  }
}"""
CHOOSE = (
    '<form id="open" method="post" enctype="multipart/form-data"><label for="v-bestand">Bestand</label>'
    '<input type="file" id="v-bestand" name="bestand" multiple data-sleep><button name="doe" value="openen">Open'
    "</button></form>"
)


@pytest.mark.parametrize("extra", ["", CHOOSE], ids=["nowhere to choose", "a field to choose"])
def test_a_file_can_be_dropped_anywhere(browser, extra):
    app = ToyApp(extra=extra)
    with opened(browser, app) as visited:
        visited.page.evaluate(DROP, ["zuid.yaml", "naam: Zuid"])
        expect(visited.page.locator("#gezegd")).to_have_text("geopend: zuid.yaml")
    assert (app.posts[0].value("doe"), app.posts[0].files[0].data) == ("openen", b"naam: Zuid")


def test_a_file_that_is_in_is_not_sent_again(browser):
    app = ToyApp(extra=CHOOSE)
    with opened(browser, app) as visited:
        visited.page.set_input_files("#v-bestand", {"name": "a.yaml", "mimeType": "text/yaml", "buffer": b"a"})
        visited.page.click("#open button")
        expect(visited.page.locator("#gezegd")).to_have_text("geopend: a.yaml")
        assert visited.page.input_value("#v-bestand") == ""


def test_a_chosen_file_travels_when_its_button_is_pressed(browser):
    app = ToyApp(extra=CHOOSE)
    with opened(browser, app) as visited:
        chosen = {"name": "zuid.yaml", "mimeType": "text/yaml", "buffer": b"naam: Zuid"}
        visited.page.set_input_files("#v-bestand", chosen)
        assert app.posts == []
        visited.page.click("#open button")
        expect(visited.page.locator("#gezegd")).to_have_text("geopend: zuid.yaml")


# --- work that would be lost


def leaves(page: Page) -> bool:
    """Close the page as she would; say whether it went without a question."""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    with contextlib.suppress(Exception):  # of a page that is gone
        until(page, lambda: bool(asked))
    return asked != ["beforeunload"]


def test_a_page_without_work_closes_without_a_question(page):
    assert leaves(page)


def test_closing_with_unsaved_work_asks_first(page, app):
    page.check("#v-soort-ja")
    settled(page, app, 1)
    assert not leaves(page)


def test_closing_while_she_types_asks_first(page):
    page.locator("#v-naam").press_sequentially("Zu")
    assert not leaves(page)


def test_saved_work_closes_without_a_question(page, app):
    page.check("#v-soort-ja")
    settled(page, app, 1)
    with page.expect_download():
        page.click("#doe-bewaren")
    expect(page.locator("#gezegd")).to_be_empty()
    assert leaves(page)


# --- no answer


def test_without_an_answer_she_is_told_and_loses_nothing(browser):
    app = ToyApp()
    with opened(browser, app) as visited:
        page = visited.page
        page.route("**/doe", lambda route: route.abort())
        page.fill("#v-naam", "Zuid")
        page.press("#v-naam", "Tab")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Dit is niet gelukt. Wat u invulde, staat er nog.")
        expect(alert).to_contain_text("De pagina krijgt geen antwoord van liagen.")
        assert page.input_value("#v-naam") == "Zuid"
        assert violations(page) == []
        page.unroute("**/doe")
        page.get_by_role("button", name="Probeer het opnieuw").click()
        expect(text(page)).to_have_text("Dit is het hoofdstuk van Zuid.")
        expect(alert).to_be_empty()


def test_what_the_server_says_of_a_refusal_is_shown(page):
    page.route("**/doe", lambda route: route.fulfill(status=413, content_type="text/plain", body="Te groot."))
    page.check("#v-soort-ja")
    expect(page.get_by_role("alert")).to_contain_text("Te groot.")


# --- keeping work in the browser


@pytest.fixture(scope="module")
def short(tmp_path_factory) -> Library:
    """Texts that make a short chapter: it is drawn anew at each answer."""
    return load_library(make_package(tmp_path_factory.mktemp("kort") / "mijn").root)


@pytest.fixture
def own(short) -> Session:
    """Someone who begins."""
    return Session(short, DAY)


def answer(page: Page, name: str) -> None:
    start(page, "gemeente")
    page.fill("#v-gemeente-naam", name)
    page.press("#v-gemeente-naam", "Enter")
    expect(page.locator(".gemeente")).to_have_text(name)


def keep(page: Page) -> None:
    start(page, "over")
    page.click("[data-opslag=aan]")
    expect(page.locator("[data-opslag-stand]")).to_have_text("Uw werk wordt in deze browser bewaard.")


def stored(page: Page) -> str:
    return str(page.evaluate("localStorage.getItem('liagen-werk')"))


def test_nothing_is_kept_unless_she_asks(browser, own):
    with opened(browser, own) as visited:
        answer(visited.page, "Zuid")
        assert visited.page.evaluate("localStorage.length") == 0
        start(visited.page, "over")
        expect(visited.page.locator("[data-opslag-stand]")).to_have_text("Uw werk wordt niet in deze browser bewaard.")


def test_after_she_asks_each_answer_is_kept(browser, own):
    with opened(browser, own) as visited:
        keep(visited.page)
        answer(visited.page, "Zuid")
        visited.page.wait_for_function("() => (localStorage.getItem('liagen-werk') || '').includes('naam: Zuid')")
        start(visited.page, "over")
        visited.page.click("[data-opslag=wis]")
        assert visited.page.evaluate("localStorage.length") == 0
        expect(visited.page.locator("[data-opslag-stand]")).to_have_text("Wat in deze browser was bewaard, is gewist.")


KEPT = (
    "() => { localStorage.setItem('liagen-opslag', 'aan');"
    " localStorage.setItem('liagen-werk', 'gemeente: {naam: Zuid}'); }"
)


@contextlib.contextmanager
def opened_again(browser: Any, app: Session) -> Iterator[Page]:
    """The page, in a browser that kept work the last time."""
    with opened(browser, app) as visited:
        visited.page.evaluate(KEPT)
        visited.page.reload()
        yield visited.page
        assert visited.errors == []


def test_kept_work_is_offered_the_next_time(browser, own):
    with opened_again(browser, own) as page:
        expect(page.locator("#opslag-aanbod")).to_contain_text(
            "Deze browser heeft uw werk van een vorige keer onthouden."
        )
        assert violations(page) == []
        page.click("#opslag-aanbod-terug")
        expect(page.locator(".gemeente")).to_have_text("Zuid")
        expect(page.locator("#opslag-aanbod")).to_be_hidden()


def test_kept_work_is_never_replaced_before_she_has_chosen(browser, own):
    with opened_again(browser, own) as page:
        answer(page, "Noord")
        assert "Zuid" in stored(page)
        start(page, "over")
        expect(page.locator("[data-opslag-stand]")).to_contain_text("Kies eerst bovenaan de pagina")


def test_who_begins_anew_leaves_nothing_of_the_last_time(browser, own):
    with opened_again(browser, own) as page:
        page.click("#opslag-aanbod-nieuw")
        assert stored(page) == "None"
        assert focused(page) == "main#vragen"
        answer(page, "Noord")
        page.wait_for_function("() => (localStorage.getItem('liagen-werk') || '').includes('naam: Noord')")


def test_a_browser_without_storage_is_told_and_all_else_works(browser, own):
    barred = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    with opened(browser, own) as visited:
        page = visited.page
        page.add_init_script(barred)
        page.reload()
        start(page, "over")
        page.click("[data-opslag=aan]")
        expect(page.locator("[data-opslag-stand]")).to_contain_text("Deze browser laat bewaren niet toe.")
        answer(page, "Zuid")
        assert visited.errors == []


# --- without script


def test_without_script_a_form_still_works(browser, app):
    with opened(browser, app, java_script_enabled=False) as visited:
        visited.page.fill("#v-naam", "Zuid")
        visited.page.click("#doe-verder")
        expect(visited.page.locator("h1")).to_have_text("Vragen twee")
        expect(text(visited.page)).to_have_text("Dit is het hoofdstuk van Zuid.")


# --- the real page


@pytest.fixture(scope="module")
def full() -> Session:
    """Someone at work on the profile of a municipality."""
    session = Session(load_library(), DAY)
    data = (ROOT / "profiles" / "meierijstad.yaml").read_bytes()
    session.post(Posted([("doe", "openen")], [UploadedFile("meierijstad.yaml", data)]))
    return session


def screens():
    return (*BEFORE, *subjects(), *AFTER, ABOUT)


def empty_chapter(page: Page) -> None:
    """Take the chapter away that stands beside the questions: it is the same on every screen, and most of the work."""
    page.locator("#hoofdtekst").evaluate("e => e.replaceChildren()")


@pytest.mark.wide
def test_every_screen_is_fit_for_everyone(browser, full):
    """What a screen holds is looked at in a narrow window, where the least fits; the first in a wide one as well."""
    found: dict[tuple[str, int], tuple[list[str], int]] = {}
    with opened(browser, full, 1440) as visited:
        page = visited.page
        for place in screens():
            resize(page, 1440)
            start(page, place)
            is_first = not found
            if not is_first:
                empty_chapter(page)
            found[place, 1440] = (violations(page) if is_first else [], overflow(page))
            resize(page, 800)
            found[place, 800] = ([], overflow(page))
            resize(page, 320)
            narrow = violations(page, skipped=COLOURS) if is_first else violations(page, "#document")
            found[place, 320] = (narrow, overflow(page))
        assert visited.refused == visited.errors == []
    assert {where: each for where, each in found.items() if each != ([], 0)} == {}


def test_a_reader_may_set_the_text(browser, full):
    with opened(browser, full, 1280, bypass_csp=True) as visited:
        for place in ("begin", "gemeente", "kiezen", "doelen", "nakijken"):
            start(visited.page, place)
            if place != "begin":
                empty_chapter(visited.page)
            for style in (LARGE, SPACED):
                tag = visited.page.add_style_tag(content=style)
                for width in (1280, 320):
                    resize(visited.page, width)
                    assert overflow(visited.page) == 0, (place, style, width)
                tag.evaluate("e => e.remove()")


def test_what_became_new_in_the_document_is_brought_into_view(browser, full):
    with opened(browser, full, 1440) as visited:
        page = visited.page
        page.set_viewport_size({"width": 1440, "height": 480})
        start(page, "momenten")
        page.check("#v-structuren-teamoverleg-nee")
        expect(page.locator("[data-nieuw]").first).to_be_attached()
        assert page.locator("[data-nieuw]").first.evaluate(SHOWN)
        assert page.evaluate("document.getElementById('document').scrollTop") > 0


def test_the_whole_window_is_used_and_only_the_panes_scroll(browser, full):
    with opened(browser, full, 1440) as visited:
        page = visited.page
        assert page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
        assert page.evaluate(
            "() => [...document.querySelectorAll('#vragen, #document')].every("
            "each => each.getBoundingClientRect().bottom === innerHeight)"
        )


def test_on_a_narrow_screen_the_document_is_one_link_away(browser, full):
    with opened(browser, full, 360) as visited:
        visited.page.locator(".naar-document:visible").first.click()
        assert visited.page.locator("#document").evaluate(SHOWN)
        assert focused(visited.page) == "section#document"


def test_she_can_answer_with_the_keyboard_alone(browser):
    session = Session(load_library(), DAY)
    session.post(Posted([("plaats", "uitvoerder"), ("doe", "naar")]))
    with opened(browser, session, 1440) as visited:
        page = visited.page
        first = page.locator("#antwoorden input[type=radio]").first
        for _ in range(60):
            page.keyboard.press("Tab")
            if first.evaluate("e => e.name === document.activeElement.name"):
                break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("ArrowUp")
        page.wait_for_function("() => document.getElementById('gezegd').textContent")
        assert first.evaluate("e => e.name === document.activeElement.name && document.activeElement.checked")


def test_on_paper_only_the_document_is_left(browser, full):
    with opened(browser, full, 1440) as visited:
        visited.page.emulate_media(media="print")
        shown = visited.page.evaluate(
            "[...document.body.children].filter(e => e.getClientRects().length && e.id).map(e => e.id)"
        )
        assert shown == ["document"]
