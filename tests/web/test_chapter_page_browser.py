"""The web page of a chapter in a real browser: axe-core, narrow screens, keyboard, paper; no network and no script."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from itertools import pairwise
from pathlib import Path

import pytest
from chromium import (
    LARGE,
    NEEDS_CHROMIUM,
    OF_PLACE,
    SHOWN,
    SPACED,
    focused,
    overflow,
    resize,
    violations,
    violations_of_looks,
    visit,
)
from pypdf import PdfReader

from liagen.library.cards import LENGTHS
from liagen.library.load import load_library
from liagen.make import chain
from liagen.make.order import Order
from liagen.profile.read import load_profile, shipped_profiles

pytestmark = NEEDS_CHROMIUM

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()
LONG = "hardenberg.uitgebreid"
SHORT = "hardenberg.kort"
CASES = [".".join(case) for case in zip(shipped_profiles(), itertools.cycle(LENGTHS))]  # LONG is one of them
EACH_LENGTH = [next(case for case in CASES if case.endswith(length)) for length in LENGTHS]
# The text of A4 between margins of 2.2 cm is 627 CSS pixels wide.
PAPER = 627
STOPS = 'a, [tabindex="0"]'
WIDE = "e => e.scrollWidth > e.clientWidth + 1"
BAD = """<!DOCTYPE html><html><head><title>x</title></head><body style="width: 900px"><img src="https://example.nl/a.png">
<img src="ander.png"><p style="color: #999">grijs</p><script>document.title = "y"; weg()</script></body></html>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the function that makes the page of ``naam`` or ``naam.lengte`` once, and gives its address."""
    folder = tmp_path_factory.mktemp("paginas")

    def address(case: str) -> str:
        path: Path = folder / f"{case}.html"
        if not path.exists():
            name, _, length = case.partition(".")
            profile = load_profile(shipped_profiles()[name], LIBRARY.cards)
            style = profile.stijl.model_copy(update={"lengte": length or "standaard"})
            chapter = chain.make(profile.model_copy(update={"stijl": style}), LIBRARY, DAY).chapter
            path.write_bytes(chain.write_chapter(chapter, LIBRARY, Order("html", DAY)))
        return path.as_uri()

    return address


# --- the page as it opens


@pytest.mark.parametrize("case", EACH_LENGTH)
def test_axe_finds_nothing_one_title_in_dutch_and_every_link_arrives(browser, pages, case):
    with visit(browser, pages(case)) as visited:
        if case != LONG:  # that is looked at in all its looks
            assert violations(visited.page) == []
        assert visited.refused == visited.errors == []
        page = visited.page
        assert page.locator("html").get_attribute("lang") == "nl"
        assert page.locator("h1").count() == 1
        found = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(e => Number(e.tagName[1]))")
        assert all(after <= before + 1 for before, after in pairwise(found))
        links = page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
        lost = "(all => all.filter(a => a[0] == '#' && !document.getElementById(a.slice(1))))"
        assert links[0] == "#hoofdtekst"
        assert page.evaluate(lost, links) == []
        assert all(link.startswith(("#", "https://")) for link in links)


# --- as others see it


def test_axe_finds_nothing_in_other_looks(browser, pages):
    with visit(browser, pages(LONG)) as visited:
        assert violations_of_looks(visited.page) == []
        visited.page.add_style_tag(content=LARGE)
        assert overflow(visited.page) == 0
        assert violations(visited.page, only=OF_PLACE) == []


@pytest.mark.parametrize("case", CASES)
def test_nobody_scrolls_sideways_and_every_table_fits_the_paper(browser, pages, case):
    with visit(browser, pages(case), width=PAPER) as visited:
        page = visited.page
        page.emulate_media(media="print")
        assert overflow(page) == 0
        assert page.evaluate(f"[...document.querySelectorAll('.tabel')].filter({WIDE}).map(e => e.innerText)") == []
        page.emulate_media(media="screen")
        resize(page, 320)
        assert overflow(page) == 0
        page.add_style_tag(content=SPACED)
        assert overflow(page) == 0


def test_a_fill_in_stands_out_without_colours(browser, pages):
    with visit(browser, pages(LONG), forced_colors="active") as visited:
        mark = visited.page.locator("mark", has_text="[invullen: ").first
        assert mark.evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid"


def test_without_scripts_it_is_the_same_page(browser, pages):
    with visit(browser, pages(LONG)) as visited:
        text = visited.page.locator("body").inner_text()
    with visit(browser, pages(LONG), java_script_enabled=False) as visited:
        assert visited.page.locator("body").inner_text() == text
        visited.page.locator("nav a").last.click()
        assert visited.page.locator(":target").inner_text() == visited.page.locator("nav a").last.inner_text()


def test_a_wide_window_shows_the_title_beside_the_contents(browser, pages):
    with visit(browser, pages(LONG)) as visited:
        contents, title = (visited.page.locator(part).bounding_box() for part in ("nav", "h1"))
        assert title["y"] < 150
        assert contents["x"] + contents["width"] < title["x"]
        visited.page.locator("h2").last.scroll_into_view_if_needed()
        assert visited.page.locator("nav").bounding_box()["y"] >= 0
        assert visited.page.locator("nav a").last.bounding_box()["y"] < 720


def test_a_narrow_window_shows_the_contents_first(browser, pages):
    with visit(browser, pages(LONG), width=800) as visited:
        contents, title = (visited.page.locator(part).bounding_box() for part in ("nav", "h1"))
        assert contents["y"] + contents["height"] < title["y"]


# --- by keyboard


def test_the_first_tab_shows_the_way_past_the_contents(browser, pages):
    with visit(browser, pages(LONG)) as visited:
        page = visited.page
        skip = page.locator("a").first
        assert skip.bounding_box()["x"] < 0
        page.keyboard.press("Tab")
        assert focused(page) == "a#hoofdtekst"
        assert skip.bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert focused(page) == "main#hoofdtekst"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_tab_reaches_everything_in_the_order_of_the_text(browser, pages):
    with visit(browser, pages(LONG)) as visited:
        page = visited.page
        count = page.evaluate(f"(window.all = [...document.querySelectorAll('{STOPS}')]).length")
        reached = []
        for _ in range(count):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("all.indexOf(document.activeElement)"))
        assert reached == list(range(count))


def test_what_has_the_focus_is_seen(browser, pages):
    with visit(browser, pages(LONG), width=320) as visited:
        page = visited.page
        for _ in range(page.evaluate(f"document.querySelectorAll('{STOPS}').length")):
            page.keyboard.press("Tab")
            assert page.evaluate(f"({SHOWN})(document.activeElement)"), focused(page)
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", focused(page)


def test_a_wide_table_scrolls_with_the_arrows(browser, pages):
    with visit(browser, pages(LONG), width=320) as visited:
        frame = visited.page.locator(".tabel").first
        assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
        frame.focus()
        visited.page.keyboard.press("ArrowRight")
        visited.page.wait_for_function("document.activeElement.scrollLeft > 0")


# --- on paper


def test_paper_keeps_a_remark_with_what_it_is_about(browser, pages):
    with visit(browser, pages(LONG), width=PAPER) as visited:
        visited.page.emulate_media(media="print")
        before = "[...document.querySelectorAll('.opmerking')].map(e => getComputedStyle(e).breakBefore)"
        assert set(visited.page.evaluate(before)) == {"avoid"}
        visited.page.evaluate("document.querySelector('h2').after(document.querySelector('.opmerking'))")
        after = "getComputedStyle(document.querySelector('h2 + .opmerking')).breakAfter"
        assert visited.page.evaluate(after) == "avoid"


def test_paper_holds_the_whole_text(browser, pages):
    with visit(browser, pages(SHORT)) as visited:
        visited.page.emulate_media(media="print")
        assert violations(visited.page) == []
        main = visited.page.locator("main").inner_text()
        printed = PdfReader(io.BytesIO(visited.page.pdf(prefer_css_page_size=True, tagged=True)))
    assert [round(side) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    last = re.findall(r"\w+", main)[-1]
    assert last in printed.pages[-1].extract_text()


# --- the rig itself


def test_the_rig_sees_what_is_wrong(browser, tmp_path):
    bad = tmp_path / "fout.html"
    bad.write_text(BAD, encoding="utf-8")
    with visit(browser, bad.as_uri(), width=320) as visited:
        found = {line.partition(":")[0] for line in violations(visited.page)}
        assert {"color-contrast", "html-has-lang", "image-alt"} <= found
        assert set(visited.refused) == {"https://example.nl/a.png", (tmp_path / "ander.png").as_uri()}
        assert visited.errors == ["weg is not defined"]
        assert overflow(visited.page) > 500
