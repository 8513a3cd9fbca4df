"""The page in parts: what each region of it shows now, and the page around them."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from liagen.browser.app.answers import find_answer
from liagen.browser.app.document_pane import write_document
from liagen.browser.app.exchange import Reply
from liagen.browser.app.guidance import Guidance
from liagen.browser.app.markup import alert, bullets, button, form, heading, ident, link_to, paragraph
from liagen.browser.app.screens import page_title, screen_of, write_screen
from liagen.browser.app.state import ActionResult, AppState
from liagen.browser.app.steps import ABOUT, AFTER, BEFORE, steps, subjects, title_of
from liagen.browser.app.words import word
from liagen.chapter.influence import Influence
from liagen.library.model import Library
from liagen.web.elements import add, add_text, to_html


def write_reply(outcome: ActionResult, library: Library, known: Mapping[str, Influence]) -> Reply:
    """Return the page as it is after something that was done; ``known`` is what hangs on each question."""
    state = outcome.state
    guidance = Guidance(state, state.made(library), known)
    regions = {
        "kop": _head(state),
        "melding": _messages(outcome),
        "stappen": _steps(guidance),
        "vragen": write_screen(guidance),
    }
    written = {name: to_html(region).strip() for name, region in regions.items()}
    written["document"] = write_document(state, library)
    return Reply(
        page_title(state), written, state.place, outcome.focus, outcome.said, outcome.download, state.is_unsaved
    )


def body_attributes(reply: Reply) -> dict[str, str]:
    """Return what the body of a page that begins with this reply says of it, to styles and script."""
    found = {"class": "utrecht-document utrecht-surface liagen", "data-plaats": reply.place}
    return found | ({"data-onbewaard": ""} if reply.unsaved else {})


def write_body(reply: Reply) -> str:
    """Return what stands in the body of a page that begins with this reply."""
    frame = Element("body")
    row = add(frame, "div", {"class": "overslaan-rij"})
    look = "utrecht-skip-link utrecht-skip-link--visible-on-focus"
    add_text(row, "a", word("naar_vragen"), {"class": look, "href": "#vragen"})
    add_text(row, "a", word("naar_document"), {"class": look, "href": "#document"})
    said = Element("div", {"id": "gezegd", "role": "status"})
    return "\n".join([to_html(row).strip(), *reply.regions.values(), to_html(said)])


def _head(state: AppState) -> Element:
    header = Element("header", {"id": "kop"})
    name = add(header, "p", {"class": "naam"})
    link_to(name, "liagen", "begin").tail = " "
    add_text(name, "span", state.profile.gemeente.naam or word("gemeente_nog_leeg"), {"class": "gemeente"})
    found = form(header, "werk", state.place, {"class": "werkbalk"})
    button(found, word("knop_word"), "word", "primary-action")
    button(found, word("knop_bewaren"), "bewaren")
    link_to(found, word("knop_verder_gaan"), "begin/bestand")
    link_to(found, title_of(ABOUT), ABOUT)
    add_text(found, "a", word("naar_document"), {"class": "naar-document utrecht-link", "href": "#document"})
    _offer(header)
    return header


def _offer(header: Element) -> None:
    """Add what offers her the work that the browser kept; the script shows it when there is any."""
    offer = add(header, "div", {"id": "opslag-aanbod", "hidden": "hidden"})
    paragraph(offer, word("opslag_aanbod"))
    row = add(offer, "div", {"class": "knoppen"})
    for name, look in (("terug", "primary-action"), ("nieuw", "secondary-action")):
        names = {"type": "button", "class": f"utrecht-button utrecht-button--{look}", "data-opslag": name}
        add_text(row, "button", word(f"opslag_aanbod_{name}"), {**names, "id": f"opslag-aanbod-{name}"})


def _messages(outcome: ActionResult) -> Element:
    region = Element("div", {"id": "melding", "role": "alert"})
    refused = outcome.state.refused
    if outcome.summary and refused:
        box = alert(region, "error", "fouten")
        heading(box, 2, word("fouten_kop"), "fouten-kop")
        rows = bullets(box)
        for each in refused.values():
            for path, message in each.messages.items():
                spec = find_answer(path)
                text = f"{spec.vraag or spec.label} {message}" if spec else message
                add_text(add(rows, "li"), "a", text, {"class": "utrecht-link", "href": f"#v-{ident(path)}"})
    if outcome.message:
        box = alert(region, outcome.message.kind, "bericht")
        heading(box, 2, outcome.message.title, "bericht-kop")
        rows = bullets(box) if outcome.message.rows else box
        for text in outcome.message.rows:
            add_text(rows, "li", text)
    return region


def _steps(guidance: Guidance) -> Element:
    state = guidance.state
    nav = Element("nav", {"id": "stappen", "aria-label": word("stappen")})
    nav.set("class", "open" if state.lists_steps else "dicht")
    # On a narrow screen only the step of now is shown until she asks for the others.
    found = form(nav, "stappen-tonen", state.place, {"class": "alleen-smal"})
    text = word("stappen_verbergen" if state.lists_steps else "stappen_tonen")
    button(found, text, "stappen", "subtle", {"aria-expanded": "true" if state.lists_steps else "false"})
    rows = add(nav, "ol", {"class": "stappen"})
    now, left = screen_of(state.place), {step.key: step.paths for step in steps()}
    still = set(guidance.deciding)
    for key in (*BEFORE, *subjects(), *AFTER):
        open_here = len(still & set(left.get(key, ())))
        is_done = key in left and not open_here
        row = add(rows, "li", {"class": f"stap{' nu' if key == now else ''}{' klaar' if is_done else ''}"})
        link = link_to(row, title_of(key), key)
        if key == now:
            link.set("aria-current", "step")
        if key in left:
            link.tail = " "
            text = word("stap_klaar") if is_done else word("stap_open", aantal=open_here)
            add_text(row, "span", text, {"class": "stand"})
    return nav
