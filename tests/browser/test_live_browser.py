"""Looking along in a real browser: what is saved is seen, nothing jumps, and everyone can use it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import (
    COLOURS,
    LARGE,
    NEEDS_CHROMIUM,
    OF_PLACE,
    SHOWN,
    SPACED,
    Visit,
    focused,
    overflow,
    resize,
    violations,
    violations_of_looks,
    visit,
)
from onlooker import PATIENCE, PROFILE, Reader, serving, wanted
from playwright.sync_api import Page, expect
from toy import make_package

from liagen.browser.preview import server

pytestmark = NEEDS_CHROMIUM

FIRST = "Dit is de eerste zin."
STOPS = "a, select, button, summary, [tabindex='0']"
FOLLOWS = re.compile("Kijkt mee|Bijgewerkt")
READY = "Kijkt mee: wat u bewaart, ziet u hier vanzelf."
expect.set_options(timeout=15_000)

LAST = "optie-lid_c-voorstel-1"
FACT = "kies_als:\n  - als: organisatie.fte >= 400\n    reden: De organisatie is groot.\n"
NOT_OURS = "niet_als:\n  - als: altijd\n    reden: Dat vinden wij.\n"
BROKEN = "kies_als: 3\n"
GOAL = "doelen:\n  a: {wat: Het is er., eigenaar: de uitvoerder, indicator: Er is een verslag.}\n"
OUTLINE = """\
titel: Hoofdstuk
onderdelen:
  - {sleutel: begin, titel: Begin, inhoud: [{tekst: inleiding}, {lopend: beleggen}]}
  - {sleutel: doelen, titel: Doelen, inhoud: [{tabel: doelen}]}
"""


def save(card: Path, text: str, rules: str = FACT, title: str = "Een werkgroep") -> None:
    head = f'titel: {title}\ncox: 1\nrapport: [U3]\nbronnen: ["§4.1.1.1"]\n{rules}'
    card.write_text(f"---\n{head}---\n## Voorstel\n\n{text}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Iterator[Reader]:
    """A small package, but with more options than fit in a window, and two profiles; one server for all tests."""
    folder = tmp_path_factory.mktemp("klein")
    package = make_package(folder / "mijn")
    package.write("opbouw.yaml", OUTLINE)
    options = package.root / "opties" / "beleggen"
    save(options / "werkgroep.md", FIRST)
    for letter in "abcdefghijklmn":
        goal = GOAL if letter == "a" else ""
        save(options / f"lid_{letter}.md", f"Dit staat in kaart {letter}.", f"{goal}{FACT}", f"Lid {letter}")
    (folder / "zuid.yaml").write_text(PROFILE, encoding="utf-8")
    (folder / "west.yaml").write_text(PROFILE.replace("Zuid", "West"), encoding="utf-8")
    with serving(wanted(package.root, profiles=(folder / "zuid.yaml", folder / "west.yaml"))) as found:
        found.package = package
        yield found


@pytest.fixture
def reader(small) -> Iterator[Reader]:
    """The small package as it was at first; nothing of the test before is left."""
    small.until(lambda text: FIRST in text and "fout" not in text and "Dat vinden wij." not in text)
    yield small
    save(small.package.root / "opties/beleggen/werkgroep.md", FIRST)


@pytest.fixture
def card(reader) -> Path:
    return reader.package.root / "opties/beleggen/werkgroep.md"


@pytest.fixture(scope="module")
def shipped() -> Iterator[Reader]:
    """The texts and the profiles of liagen itself."""
    with serving(wanted()) as found:
        yield found


def break_(card: Path, page: Page) -> None:
    save(card, "Fout.", f"{BROKEN}onbekend: x\n")
    expect(page.locator("#kijk-fouten li")).to_have_count(2)


@contextlib.contextmanager
def opened(browser: Any, reader: Reader, query: str = "", **context: Any) -> Iterator[Visit]:
    with visit(browser, reader.server.address + query, **context) as visited:
        if context.get("java_script_enabled", True):
            expect(visited.page.locator("#kijk-stand")).to_have_text(FOLLOWS)
        yield visited


# --- what is saved is seen


def test_a_save_is_seen(browser, reader, card):
    with opened(browser, reader) as visited:
        save(card, "Een groep, opnieuw bewaard.")
        visited.page.get_by_text("Een groep, opnieuw bewaard.").wait_for()
        assert visited.refused == visited.errors == []


def test_what_is_different_is_marked_and_one_link_away(browser, reader, card):
    with opened(browser, reader) as visited:
        page = visited.page
        assert page.locator("[data-nieuw], #kijk-naar:visible").count() == 0
        save(card, "Een andere zin.")
        expect(page.locator("#kijk-stand")).to_contain_text(": 1 plek anders.")
        expect(page.locator("[data-nieuw]")).to_have_text("Een andere zin.")
        page.locator("#kijk-naar").click()
        expect(page.locator(":target")).to_have_text("Een andere zin.")
        expect(page.locator(":target")).to_be_in_viewport()
        save(card, FIRST)
        expect(page.locator("[data-nieuw]")).to_have_text(FIRST)


def test_a_new_verdict_is_seen_beside_the_chapter(browser, reader, card):
    with opened(browser, reader) as visited:
        beside = visited.page.locator("#kijk-optie-werkgroep")
        assert beside.get_attribute("class") == "kaart voorstel"
        save(card, FIRST, NOT_OURS)
        expect(beside).to_contain_text("Niet nu. Dat vinden wij.")
        assert beside.get_attribute("class") == "kaart niet_nu"


def test_a_mistake_appears_and_goes_away(browser, reader, card):
    with opened(browser, reader) as visited:
        page = visited.page
        text = page.locator("main").inner_text()
        break_(card, page)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Er zijn 2 fouten. U ziet het laatste hoofdstuk dat nog goed was.")
        expect(alert).to_contain_text(f"{card}:6:11: kies_als: hier hoort een lijst")
        assert page.locator("main").inner_text() == text
        assert page.locator("main.oud").evaluate("e => getComputedStyle(e).borderLeftStyle") == "dashed"
        assert page.title().startswith("Fout: Zuid")
        save(card, FIRST)
        expect(alert).to_be_empty()
        expect(page.locator("main")).to_have_class("nu")
        assert page.title().startswith("Zuid")
        assert page.locator("main").inner_text() == text


def test_a_page_without_a_chapter_gets_one_when_it_is_mended(browser, reader, card):
    save(card, "Fout.", BROKEN)
    own, profile = card.parents[2], card.parents[3] / "zuid.yaml"
    with serving(wanted(own, profiles=(profile,))) as late, opened(browser, late) as visited:
        expect(visited.page.locator("h1")).to_have_text("Nog geen hoofdstuk")
        assert violations(visited.page) == []
        save(card, FIRST)
        expect(visited.page.locator("h1")).to_have_text("Hoofdstuk")
        assert visited.page.get_by_text(FIRST).count() == 1
        widths = "[...document.querySelector('table').rows[0].cells].map(e => Math.round(e.offsetWidth))"
        assert len(set(visited.page.evaluate(widths))) > 1


# --- nothing jumps


@pytest.mark.parametrize("width", [1280, 600])
def test_the_place_in_the_text_stays(browser, reader, card, width):
    """More text above what she reads: that stays where it is, in both halves of the window."""
    with opened(browser, reader, width=width) as visited:
        page = visited.page
        top = "document.{}.getBoundingClientRect().top"
        text = top.format(f"getElementById('{LAST}')")
        place = f"{text} - Math.max(0, {top.format('querySelector(`main`)')})"
        page.evaluate(f"document.getElementById('{LAST}').scrollIntoView()")
        before = page.evaluate(place)
        save(card, "\n\n".join(f"Zin {number} van veel." for number in range(30)))
        expect(page.get_by_text("Zin 29 van veel.")).to_have_count(1)
        assert abs(page.evaluate(place) - before) <= 2
        break_(card, page)
        assert abs(page.evaluate(place) - before) <= 2


def test_focus_and_opened_details_stay(browser, reader, card):
    with opened(browser, reader) as visited:
        page = visited.page
        page.locator("#kijk-optie-werkgroep summary").click()
        link = page.locator("#kijk-optie-werkgroep a")
        link.focus()
        save(card, "Een andere zin.", FACT.replace("De organisatie is groot.", "Dat vinden wij."))
        expect(page.locator("#kijk-optie-werkgroep")).to_contain_text("Dat vinden wij.")
        assert page.locator("#kijk-optie-werkgroep details").get_attribute("open") == ""
        assert page.evaluate("document.activeElement === document.querySelector('#kijk-optie-werkgroep a')")


def test_focus_goes_to_the_text_when_its_place_is_gone(browser, reader, card):
    other = card.with_name("extra.md")
    save(other, "Tekst.", title="Extra")
    reader.until(lambda text: "Extra" in text)
    with opened(browser, reader) as visited:
        page = visited.page
        page.locator("#kijk-optie-extra a").focus()
        other.unlink()
        expect(page.locator("#kijk-optie-extra")).to_have_count(0)
        assert focused(page) == "main#hoofdtekst"


def test_what_changes_nothing_touches_nothing(browser, reader, card):
    with opened(browser, reader) as visited:
        page, number = visited.page, reader.watch.generation
        page.evaluate("window.mark = document.querySelector('main').firstElementChild")
        page.evaluate("window.moved = 0; new MutationObserver(() => moved++).observe(document, {subtree: true, "
                      "childList: true, attributes: true, characterData: true})")  # fmt: skip
        save(card, FIRST)
        reader.watch.wait(number, PATIENCE)
        save(card, f"{FIRST}\n\nNieuw.")
        page.get_by_text("Nieuw.").wait_for()
        assert page.evaluate("mark.isConnected && mark === document.querySelector('main').firstElementChild")
        assert page.evaluate("moved") <= 3  # one save that mattered


def test_a_lost_connection_is_told_and_taken_up_again(browser, reader, card, monkeypatch):
    monkeypatch.setattr(server, "_POLL_SECONDS", 0.2)
    with opened(browser, reader) as visited:
        page = visited.page
        page.context.set_offline(True)
        expect(page.locator("#kijk-stand")).to_contain_text("Geen verbinding met liagen.")
        save(card, "Intussen geschreven.")
        page.context.set_offline(False)
        page.get_by_text("Intussen geschreven.").wait_for()
        expect(page.locator("#kijk-stand")).to_contain_text("Bijgewerkt om")
        assert visited.errors == []


# --- everyone can use it


@pytest.mark.parametrize(
    ("query", "width"),
    [("?lengte=kort", 800), ("?lengte=standaard&document=werkblad", 1440), ("?lengte=uitgebreid", 320)],
)
def test_axe_finds_nothing(browser, shipped, query, width):
    with opened(browser, shipped, query, width=width) as visited:
        assert overflow(visited.page) == 0
        visited.page.locator("summary").first.click()
        visited.page.locator("article a").first.click()
        assert violations(visited.page, skipped=() if "werkblad" in query else COLOURS) == []
        assert visited.refused == visited.errors == []


def test_axe_finds_nothing_with_mistakes_or_marks(browser, reader, card):
    with opened(browser, reader) as visited:
        break_(card, visited.page)
        assert violations_of_looks(visited.page) == []
        save(card, "Een andere zin.")
        expect(visited.page.locator("[data-nieuw]")).to_have_count(1)
        assert violations_of_looks(visited.page) == []


def test_other_letters_fit(browser, reader, card):
    with opened(browser, reader, bypass_csp=True) as visited:
        break_(card, visited.page)
        for style in (SPACED, LARGE):
            tag = visited.page.add_style_tag(content=style)
            for width in (320, 1280):
                resize(visited.page, width)
                if style == SPACED or width > 320:
                    assert overflow(visited.page) == 0, (style, width)
                assert violations(visited.page, only=OF_PLACE) == [], (style, width)
            tag.evaluate("e => e.remove()")


def test_many_mistakes_leave_room_for_the_chapter(browser, reader, card):
    with opened(browser, reader) as visited:
        save(card, "Fout.", FACT + "".join(f"veld_{number}: x\n" for number in range(60)))
        expect(visited.page.locator("#kijk-fouten li")).to_have_count(60)
        assert visited.page.locator("main").bounding_box()["height"] > 300
        visited.page.locator("#kijk-fouten").focus()
        visited.page.keyboard.press("End")
        visited.page.wait_for_selector("#kijk-fouten li:last-child", state="visible")
        expect(visited.page.locator("#kijk-fouten li").last).to_be_in_viewport()
        assert violations(visited.page, skipped=COLOURS) == []


def test_wide_is_side_by_side_and_narrow_is_stacked(browser, reader):
    with opened(browser, reader, width=1440) as visited:
        chapter, choices = (visited.page.locator(part).bounding_box() for part in ("main", "#kijk-keuzes"))
        assert chapter["x"] + chapter["width"] <= choices["x"]
        assert chapter["y"] == choices["y"]
    with opened(browser, reader, width=600) as visited:
        chapter, choices = (visited.page.locator(part).bounding_box() for part in ("main", "#kijk-keuzes"))
        assert chapter["y"] + chapter["height"] <= choices["y"]


def test_each_half_scrolls_by_itself(browser, reader):
    with opened(browser, reader, width=1440) as visited:
        page = visited.page
        page.locator("#kijk-optie-lid_c a").click()
        expect(page.locator(f"#{LAST}")).to_be_in_viewport()
        expect(page.locator("#kijk-optie-lid_c")).to_be_in_viewport()
        back = page.locator("main p a[href='#kijk-optie-lid_c']")
        page.locator("#kijk-keuzes").evaluate("e => e.scrollTop = e.scrollHeight")
        back.click()
        expect(page.locator("#kijk-optie-lid_c")).to_be_in_viewport()
        expect(page.locator(f"#{LAST}")).to_be_in_viewport()


def test_nothing_is_refused_by_the_policy_of_the_page(browser, reader, card):
    with opened(browser, reader) as visited:
        said = []
        visited.page.on("console", lambda message: said.append(message.text))
        visited.page.reload()
        expect(visited.page.locator("#kijk-stand")).to_have_text(READY)
        save(card, "Een andere zin.")
        visited.page.get_by_text("Een andere zin.").wait_for()
        assert [text for text in said if "favicon" not in text] == []


# --- by keyboard


def test_the_first_tabs_show_the_ways_past_the_form(browser, reader):
    with opened(browser, reader) as visited:
        page = visited.page
        for target, landed in (("#hoofdtekst", "main#hoofdtekst"), ("#kijk-keuzes", "aside#kijk-keuzes")):
            page.goto(reader.server.address)
            for _ in range(1 if target == "#hoofdtekst" else 2):
                page.keyboard.press("Tab")
            assert focused(page) == f"a{target}"
            assert page.locator(f".overslaan[href='{target}']").bounding_box()["x"] >= 0
            page.keyboard.press("Enter")
            assert focused(page) == landed


@pytest.mark.parametrize("width", [1440, 320])
def test_tab_reaches_everything_and_is_never_caught(browser, reader, card, width):
    with opened(browser, reader, width=width) as visited:
        page = visited.page
        break_(card, page)
        count = page.evaluate(
            f'(window.all = [...document.querySelectorAll("{STOPS}")].filter(e => e.checkVisibility())).length'
        )
        reached = []
        for _ in range(count):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("all.indexOf(document.activeElement)"))
            assert page.evaluate(f"({SHOWN})(document.activeElement)"), focused(page)
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", focused(page)
        assert reached == list(range(count))
        page.keyboard.press("Tab")
        assert page.evaluate("all.indexOf(document.activeElement)") <= 0


def test_all_can_be_done_with_the_keyboard(browser, reader):
    with opened(browser, reader) as visited:
        page = visited.page
        page.locator("#kijk-profiel").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?profiel=west&lengte=kort")
        expect(page.locator("#kijk-stand")).to_have_text(READY)
        assert page.title().startswith("West")
        summary = page.locator("summary").first
        summary.focus()
        page.keyboard.press("Enter")
        expect(page.locator("details").first).to_have_attribute("open", "")
        page.locator("#kijk-keuzes").focus()
        page.keyboard.press("End")
        expect(page.locator("article").last).to_be_in_viewport()


# --- without script


def test_without_script_it_can_be_looked_at_again(browser, reader, card):
    with opened(browser, reader, java_script_enabled=False) as visited:
        page = visited.page
        assert page.get_by_text(FIRST).count() == 1
        save(card, "Een andere zin.")
        reader.until(lambda text: "Een andere zin." in text)
        page.get_by_role("link", name="Vernieuw de pagina").click()
        page.get_by_text("Een andere zin.").wait_for()
        page.select_option("#kijk-profiel", "west")
        page.get_by_role("button", name="Toon").click()
        page.wait_for_url("**/?profiel=west&lengte=")
        assert page.title().startswith("West")
