"""Looking along in a real browser: what is saved is seen, nothing jumps, and everyone can use it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import LARGE, NEEDS_CHROMIUM, SHOWN, SPACED, Visit, chromium, focused, overflow, violations, visit
from onlooker import PATIENCE, PROFILE, Reader, serving, wanted
from playwright.sync_api import Page, expect

from liagen.browser import server

pytestmark = NEEDS_CHROMIUM

HEAD = 'naam: mijn\nversie: "1"\nformaat: 1\nbasis: standaard\n'
LONG = "?lengte=uitgebreid"
FIRST = "Dit is de eerste zin."
STOPS = "a, select, button, summary, [tabindex='0']"
FOLLOWS = re.compile("Kijkt mee|Bijgewerkt")
READY = "Kijkt mee: wat u bewaart, ziet u hier vanzelf."
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def card(tmp_path) -> Path:
    """A card in a package of one's own, on all texts of liagen."""
    path = tmp_path / "mijn" / "opties" / "beleggen" / "werkgroep.md"
    path.parent.mkdir(parents=True)
    (tmp_path / "mijn" / "pakket.yaml").write_text(HEAD, encoding="utf-8")
    save(path, FIRST)
    return path


@pytest.fixture
def reader(tmp_path, card) -> Iterator[Reader]:
    (tmp_path / "zuid.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "west.yaml").write_text(PROFILE.replace("Zuid", "West"), encoding="utf-8")
    with serving(wanted(tmp_path / "mijn", profiles=(tmp_path / "zuid.yaml", tmp_path / "west.yaml"))) as found:
        yield found


def save(card: Path, text: str, head: str = "") -> None:
    card.write_text(f"---\n{head}\n---\n{text}\n" if head else f"{text}\n", encoding="utf-8")


def break_(card: Path, page: Page) -> None:
    save(card, "Fout.", "kies_als: 3\nonbekend: x")
    expect(page.locator("#kijk-fouten li")).to_have_count(2)


@contextlib.contextmanager
def opened(browser: Any, reader: Reader, query: str = LONG, **context: Any) -> Iterator[Visit]:
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
        save(card, FIRST, "kies_als:\n  - als: altijd\n    reden: Dat vinden wij.\nniet_als: null\nbestaat_als: null")
        expect(beside).to_contain_text("Voorstel. Dat vinden wij.")
        assert beside.get_attribute("class") == "kaart voorstel"


def test_a_mistake_appears_and_goes_away(browser, reader, card):
    with opened(browser, reader) as visited:
        page = visited.page
        text = page.locator("main").inner_text()
        break_(card, page)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Er zijn 2 fouten. U ziet het laatste hoofdstuk dat nog goed was.")
        expect(alert).to_contain_text(f"{card}:2:11: kies_als: hier hoort een lijst")
        assert page.locator("main").inner_text() == text
        assert page.locator("main.oud").evaluate("e => getComputedStyle(e).borderLeftStyle") == "dashed"
        assert page.title().startswith("Fout: Zuid")
        save(card, FIRST)
        expect(alert).to_be_empty()
        expect(page.locator("main")).to_have_class("nu")
        assert page.title().startswith("Zuid")
        assert page.locator("main").inner_text() == text


def test_a_page_without_a_chapter_gets_one_when_it_is_mended(browser, reader, card):
    save(card, "Fout.", "kies_als: 3")
    own, profile = card.parents[2], card.parents[3] / "zuid.yaml"
    with serving(wanted(own, profiles=(profile,))) as late, opened(browser, late) as visited:
        expect(visited.page.locator("h1")).to_have_text("Nog geen hoofdstuk")
        assert violations(visited.page) == []
        save(card, FIRST)
        expect(visited.page.locator("h1")).to_have_text("Interne implementatie en bewustwording")
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
        heading = top.format("getElementById('optie-samenstelling_groep-titel')")
        place = f"{heading} - Math.max(0, {top.format('querySelector(`main`)')})"
        page.evaluate("document.getElementById('optie-samenstelling_groep-titel').scrollIntoView()")
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
        save(card, "Een andere zin.", "kies_als:\n  - als: altijd\n    reden: Dat vinden wij.\nniet_als: null")
        expect(page.locator("#kijk-optie-werkgroep")).to_contain_text("Dat vinden wij.")
        assert page.locator("#kijk-optie-werkgroep details").get_attribute("open") == ""
        assert page.evaluate("document.activeElement === document.querySelector('#kijk-optie-werkgroep a')")


def test_focus_goes_to_the_text_when_its_place_is_gone(browser, reader, card):
    other = card.with_name("extra.md")
    other.write_text(
        "---\ntitel: Extra\ncox: 1\nrapport: [U3]\nbronnen: ['§4.1.1.1']\nkies_als:\n  - als: altijd\n    reden: Zo.\n"
        "---\nTekst.\n",
        encoding="utf-8",
    )
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
    ("query", "width"), [("?lengte=kort", 800), ("?lengte=standaard", 1440), (LONG, 320), (LONG, 1440)]
)
def test_axe_finds_nothing(browser, reader, query, width):
    with opened(browser, reader, query, width=width) as visited:
        assert violations(visited.page) == []
        assert overflow(visited.page) == 0
        visited.page.locator("summary").first.click()
        visited.page.locator("#kijk-optie-werkgroep a").click()
        assert violations(visited.page) == []
        assert visited.refused == visited.errors == []


@pytest.mark.parametrize(
    "context",
    [{"width": 320}, {"width": 1440}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}],
    ids=["narrow", "wide", "dark", "forced colours", "more contrast"],
)
def test_axe_finds_nothing_with_mistakes_or_marks(browser, reader, card, context):
    with opened(browser, reader, **context) as visited:
        break_(card, visited.page)
        assert violations(visited.page) == []
        assert overflow(visited.page) == 0
        save(card, "Een andere zin.")
        expect(visited.page.locator("[data-nieuw]")).to_have_count(1)
        assert violations(visited.page) == []


@pytest.mark.parametrize("style", [SPACED, LARGE], ids=["spaced", "large"])
@pytest.mark.parametrize("width", [320, 1280])
def test_other_letters_fit(browser, reader, card, style, width):
    with opened(browser, reader, width=width, bypass_csp=True) as visited:
        visited.page.add_style_tag(content=style)
        break_(card, visited.page)
        if style == SPACED or width > 320:
            assert overflow(visited.page) == 0
        assert violations(visited.page) == []


def test_many_mistakes_leave_room_for_the_chapter(browser, reader, card):
    with opened(browser, reader) as visited:
        save(card, "Fout.", "\n".join(f"veld_{number}: x" for number in range(60)))
        expect(visited.page.locator("#kijk-fouten li")).to_have_count(60)
        assert visited.page.locator("main").bounding_box()["height"] > 300
        visited.page.locator("#kijk-fouten").focus()
        visited.page.keyboard.press("End")
        visited.page.wait_for_selector("#kijk-fouten li:last-child", state="visible")
        expect(visited.page.locator("#kijk-fouten li").last).to_be_in_viewport()
        assert violations(visited.page) == []


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
        page.locator("#kijk-optie-samenstelling_groep a").click()
        expect(page.locator("#optie-samenstelling_groep-titel")).to_be_in_viewport()
        expect(page.locator("#kijk-optie-samenstelling_groep")).to_be_in_viewport()
        back = page.locator("#kijk-optie-samenstelling_groep-titel a")
        page.locator("#kijk-keuzes").evaluate("e => e.scrollTop = e.scrollHeight")
        back.click()
        expect(page.locator("#kijk-optie-samenstelling_groep")).to_be_in_viewport()
        expect(page.locator("#optie-samenstelling_groep-titel")).to_be_in_viewport()


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
            page.goto(f"{reader.server.address}{LONG}")
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
        reader.until(lambda text: "Een andere zin." in text, LONG)
        page.get_by_role("link", name="Vernieuw de pagina").click()
        page.get_by_text("Een andere zin.").wait_for()
        page.select_option("#kijk-profiel", "west")
        page.get_by_role("button", name="Toon").click()
        page.wait_for_url("**/?profiel=west&lengte=uitgebreid")
        assert page.title().startswith("West")
