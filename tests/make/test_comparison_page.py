"""The comparison as a web page: what is in it, and its filter in a real browser."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from builders import profile
from chromium import NEEDS_CHROMIUM, overflow, violations_of_looks, visit
from lxml import html

from liagen.chapter.compare import compare, comparison_data
from liagen.library.load import load_library
from liagen.make.comparison_page import comparison_html
from liagen.profile.read import load_profile, shipped_profiles

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()


def shipped_comparison(count):
    data = [load_profile(file, LIBRARY.cards) for file in shipped_profiles().values()]
    named = (
        one.model_copy(update={"gemeente": one.gemeente.model_copy(update={"naam": f"Gemeente {number} é"})})
        for number, one in enumerate((data * 6)[:count])
    )
    return compare(tuple(named), LIBRARY, DAY)


def parsed(found):
    return html.fromstring(comparison_html(found, LIBRARY).encode())


def test_the_page_has_a_row_for_each_municipality_and_a_column_for_each_step():
    page = parsed(shipped_comparison(50))
    assert [len(table.findall(".//tbody/tr")) for table in page.findall(".//table")] == [50, 50]
    assert [len(table.findall(".//thead//th")) for table in page.findall(".//table")] == [7, 7]
    assert {cell.get("scope") for cell in page.findall(".//tbody//th")} == {"row"}


def test_the_page_says_what_the_data_say():
    found = shipped_comparison(9)
    page = parsed(found)
    present, proposed = page.findall(".//table")
    for row, one in zip(present.findall(".//tbody/tr"), comparison_data(found, LIBRARY)["gemeenten"], strict=True):
        assert [cell.text_content().strip() for cell in row] == [one["naam"], *one["is"]]
    for row, one in zip(proposed.findall(".//tbody/tr"), found.municipalities, strict=True):
        shown = [[line.text_content() for line in cell.findall("p[@class='extra']")] for cell in row[1:]]
        assert [len(lines) for lines in shown] == [len(position.proposals) for position in one.positions]


def test_the_page_asks_for_nothing_elsewhere_and_shows_no_markup():
    odd = profile(gemeente={"naam": "</script><b>*x* [y](z)"})
    text = comparison_html(compare((odd,), LIBRARY, DAY), LIBRARY)
    assert not re.search(r"(src|href)=|url\(|@import|https?:", text)
    page = html.fromstring(text.encode())
    assert [cell.text_content() for cell in page.findall(".//tbody//th")] == ["</script><b>*x* [y](z)"] * 2


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return saved(tmp_path_factory, 50)


@pytest.fixture(scope="module")
def small_address(tmp_path_factory):
    return saved(tmp_path_factory, 3)


def saved(folders, count):
    """Return the address of a page with so many municipalities."""
    file = folders.mktemp("pagina") / "vergelijking.html"
    file.write_text(comparison_html(shipped_comparison(count), LIBRARY), encoding="utf-8")
    return file.as_uri()


def shown_rows(page):
    return [page.locator(f"#tabel-{number} tbody tr:visible").count() for number in (1, 2)]


def filtered(page, count, total=50):
    """Wait until the page says how many rows of the first table are shown."""
    page.get_by_text(re.compile(rf"per stap: {count} van {total} gemeenten\. Wat liagen")).wait_for(timeout=10_000)


@NEEDS_CHROMIUM
def test_axe_finds_nothing(browser, small_address):
    with visit(browser, small_address) as visited:
        filtered(visited.page, 3, total=3)
        assert violations_of_looks(visited.page) == []
        assert visited.refused == visited.errors == []


@NEEDS_CHROMIUM
def test_the_filter_works_with_the_keyboard_and_says_how_many(browser, address):
    with visit(browser, address) as visited:
        page = visited.page
        filtered(page, 50)
        page.keyboard.press("Tab")
        page.keyboard.type("GEMEENTE 1 E")  # neither capitals nor accents matter
        filtered(page, 1)
        assert shown_rows(page) == [1, 1]
        page.keyboard.press("Enter")
        assert page.url == address
        page.get_by_role("button", name="Alles tonen").press("Space")
        filtered(page, 50)
        assert page.locator("#stand").get_attribute("role") == "status"


@NEEDS_CHROMIUM
def test_a_word_is_sought_in_what_is_shown(browser, address):
    with visit(browser, address) as visited:
        page = visited.page
        page.fill("#woord", "werkgroep")
        filtered(page, 6)
        page.select_option("#kolom", "3")
        filtered(page, 0)
        heads = page.locator("#tabel-1 thead th:visible")
        assert heads.all_inner_texts() == ["Gemeente", "Train wie getraind moet worden"]
        page.fill("#woord", "direct contact")
        filtered(page, 6)
        assert page.locator(".extra:visible").count() == 0
        page.get_by_role("button", name="Alles tonen").click()
        filtered(page, 50)
        assert page.locator("thead th:visible").count() == 14


@NEEDS_CHROMIUM
def test_reasons_are_shown_when_asked(browser, address):
    with visit(browser, address) as visited:
        page = visited.page
        filtered(page, 50)
        assert page.locator(".extra:visible").count() == 0
        page.get_by_label("Toon de redenen").check()
        page.locator(".extra:visible").first.wait_for(timeout=10_000)
        assert page.locator(".extra:visible").count() == page.locator(".extra").count() > 50


@NEEDS_CHROMIUM
def test_a_narrow_screen_shows_every_cell_below_the_name_of_its_column(browser, address):
    with visit(browser, address, width=320) as visited:
        page = visited.page
        filtered(page, 50)
        sideways = "frames => frames.map(frame => frame.scrollWidth - frame.clientWidth)"
        assert page.locator(".tabel").evaluate_all(sideways) == [0, 0]
        row = page.locator("#tabel-1 tbody tr").first
        named = row.locator("td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
        heads = page.locator("#tabel-1 thead th").all_text_contents()
        assert named == [f'"{head}"' for head in heads[1:]]
        assert page.get_by_role("table").first.get_by_role("columnheader").count() == 7
        assert row.get_by_role("rowheader").count() == 1
        page.select_option("#kolom", "2")
        page.locator("#tabel-1 td:visible").nth(50).wait_for(state="detached", timeout=10_000)
        assert row.locator("td:visible").count() == 1


# Words that stand on two lines: each word of a cell that has more than one box.
CUT_WORDS = """() => {
  const cut = [];
  for (const cell of document.querySelectorAll("table td")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/[^ \\n-]+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        if (new Set(Array.from(range.getClientRects(), box => box.top)).size > 1) { cut.push(word[0]); }
      }
    }
  }
  return cut;
}"""


@NEEDS_CHROMIUM
@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (1032, "print"), (320, "screen")])
def test_every_column_fits_and_no_word_is_cut(browser, address, width, media):
    with visit(browser, address, width) as visited:
        page = visited.page
        filtered(page, 50)
        page.emulate_media(media=media)  # 1032 is the width of A4 across, without its margins
        sideways = "frames => frames.map(frame => Math.max(0, frame.scrollWidth - frame.clientWidth))"
        assert page.locator(".tabel").evaluate_all(sideways) == [0, 0]
        assert overflow(page) == 0
        assert page.evaluate(CUT_WORDS) == []


@NEEDS_CHROMIUM
def test_heads_stay_in_sight(browser, address):
    with visit(browser, address) as visited:
        frame = visited.page.locator(".tabel").first
        frame.evaluate("frame => { frame.scrollTop = 1500 }")
        head = "f => f.querySelector('thead th').getBoundingClientRect().top - f.getBoundingClientRect().top"
        assert 0 <= frame.evaluate(head) < 5


@NEEDS_CHROMIUM
def test_without_script_everything_is_there(browser, address):
    with visit(browser, address, java_script_enabled=False) as visited:
        page = visited.page
        assert shown_rows(page) == [50, 50]
        assert page.locator("form:visible").count() == 0
        assert page.locator(".extra:visible").count() == page.locator(".extra").count() > 50
