"""The page: which municipality, what is wrong, a document, and beside it the choices. Works without script too."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from liagen.browser.preview.view import DocumentName, OptionView, View
from liagen.browser.preview.watch import PageState
from liagen.library.cards import LENGTHS
from liagen.library.model import UsedPackage
from liagen.web.assets import read_asset
from liagen.web.chapter_page import TEXT_STYLE, embed_html
from liagen.web.elements import DOCTYPE, add, add_inline, add_text, fill_head, to_html, write_lines, write_parts

STYLE: Final = TEXT_STYLE + read_asset(__package__, "page.css")
SCRIPT: Final = read_asset(__package__, "page.js")
_MAIN: Final = "hoofdtekst"
_CHOICES: Final = "kijk-keuzes"
_DOCUMENT: Final = "document"
_MORE: Final = "Feiten en wat het verandert"
_VERDICTS: Final = {"voorstel": "voorstel", "bestaat": "is er al", "te_overwegen": "te overwegen", "niet_nu": "niet nu"}
_LENGTHS: Final[Mapping[str, str]] = {"": "zoals in het profiel", **{length: length for length in LENGTHS}}


@dataclass(frozen=True)
class Page:
    """One page as HTML but for its nonce; ``version`` is the same as long as the page is."""

    title: str
    body: str
    rules: str
    version: str

    def text(self, nonce: str) -> str:
        """Return the page; only style and script with this nonce may count."""
        head, script = Element("head"), Element("script", nonce=nonce)
        fill_head(head, self.title)
        add_text(head, "style", STYLE, {"nonce": nonce})
        add_text(head, "style", self.rules, {"nonce": nonce, "id": "kijk-breedtes"})
        script.text = SCRIPT
        start = f'{DOCTYPE}<html lang="nl" data-versie="{self.version}">\n'
        return f"{start}{to_html(head)}\n{self.body}\n{to_html(script)}\n</html>\n"

    def update(self) -> str:
        """Return what differs between versions, as JSON, for a page that is open."""
        found = {"versie": self.version, "titel": self.title, "breedtes": self.rules, "tekst": self.body}
        return json.dumps(found, ensure_ascii=False)


def write_page(page_state: PageState, document: DocumentName, client: str = "", clients: Sequence[str] = ()) -> Page:
    """Return the page of what a reader sees, with one of the two documents.

    ``client`` is the one it is of, of the ``clients`` to choose from.
    """
    body = Element("body")
    add_text(body, "a", f"Naar het {document}", {"class": "overslaan", "href": f"#{_MAIN}"})
    add_text(body, "a", "Naar de keuzes", {"class": "overslaan", "href": f"#{_CHOICES}"})
    _header(body, page_state, document, client, clients)
    _problems(body, page_state)
    rules = ""
    anchors: Mapping[str, str] = {}
    if page_state.view:
        outside = {option.target: _ident(option.target) for option in page_state.view.options}
        text = embed_html(page_state.view.documents[document].content, page_state.view.words, outside, "")
        text.main.set("class", "oud" if page_state.is_stale else "nu")
        body.append(text.main)
        rules, anchors = text.rules, text.anchors
    else:
        main = add(body, "main", {"id": _MAIN, "tabindex": "-1"})
        add_text(main, "h1", f"Nog geen {document}")
        add_text(main, "p", f"Het {document} komt hier zodra de fouten zijn hersteld.")
    _choices(body, page_state.view, document, anchors)
    name = page_state.view.municipality if page_state.view else page_state.name
    title = f"{'Fout: ' if page_state.problems else ''}{name} – liagen kijk"
    text_of_body = to_html(body)
    # Of what is shown and not of the files: a page that reads the same need not be loaded anew. A file name may hold
    # bytes that are no text.
    version = hashlib.sha256("\0".join((title, rules, text_of_body)).encode("utf-8", "surrogatepass")).hexdigest()
    return Page(title, text_of_body, rules, version[:16])


# --- above


def _header(body: Element, page_state: PageState, document: DocumentName, client: str, clients: Sequence[str]) -> None:
    header = add(body, "header")
    form = add(header, "form", {"method": "get", "aria-label": "Wat u bekijkt"})
    if clients:
        _select(form, "klant", "Klant", {name: name or "zonder klant" for name in clients}, client)
    _select(form, "profiel", "Gemeente", {name: name for name in page_state.names}, page_state.name)
    _select(form, "lengte", "Lengte", _LENGTHS, page_state.length)
    asked = ({"klant": client} if clients else {}) | {"profiel": page_state.name, "lengte": page_state.length}
    addresses = {"hoofdstuk": urlencode(asked), "werkblad": urlencode(asked | {_DOCUMENT: "werkblad"})}
    other = "werkblad" if document == "hoofdstuk" else "hoofdstuk"
    if document == "werkblad":
        add(form, "input", {"type": "hidden", "name": _DOCUMENT, "value": document})
    add_text(form, "button", "Toon")
    add_text(header, "a", f"Bekijk het {other}", {"href": f"?{addresses[other]}"})
    add_text(header, "p", _package_line(page_state.view.packages) if page_state.view else "", {"id": "kijk-pakketten"})
    add(header, "p", {"id": "kijk-stand", "role": "status"})
    add_text(header, "a", "Naar de keuzes", {"class": "smal", "href": f"#{_CHOICES}"})
    add_text(header, "a", "Naar de eerste wijziging", {"id": "kijk-naar", "href": f"#{_MAIN}", "hidden": "hidden"})
    without = add_text(add(header, "noscript"), "p", "Zonder JavaScript ververst deze pagina niet vanzelf. ")
    add_text(without, "a", "Vernieuw de pagina", {"href": f"?{addresses[document]}"})


def _select(form: Element, name: str, label: str, choices: Mapping[str, str], chosen: str) -> None:
    add_text(form, "label", label, {"for": f"kijk-{name}"})
    select = add(form, "select", {"id": f"kijk-{name}", "name": name})
    for value, text in choices.items():
        add_text(select, "option", text, {"value": value} | ({"selected": "selected"} if value == chosen else {}))


def _package_line(packages: Iterable[UsedPackage]) -> str:
    return f"Teksten: {', op '.join(f'{each.name} {each.version}' for each in reversed(tuple(packages)))}"


def _problems(body: Element, page_state: PageState) -> None:
    """Add the place for what is wrong; it is always there, so that a screen reader hears what comes into it."""
    alert = add(body, "div", {"id": "kijk-melding", "role": "alert"})
    if not page_state.problems:
        return
    count = len(page_state.problems)
    text = "Er is 1 fout." if count == 1 else f"Er zijn {count} fouten."
    if page_state.view:
        text += " U ziet het laatste hoofdstuk dat nog goed was."
    add_text(add(alert, "p"), "strong", text)
    frame = add(alert, "div", {"id": "kijk-fouten", "role": "region", "aria-label": "Fouten", "tabindex": "0"})
    rows = add(frame, "ul")
    for problem in page_state.problems:
        row = add(rows, "li")
        place = problem.where
        add_inline(row, "code").text = place
        write_lines(row, str(problem).removeprefix(place))


# --- beside


def _choices(body: Element, view: View | None, document: DocumentName, anchors: Mapping[str, str]) -> None:
    aside = add(body, "aside", {"id": _CHOICES, "tabindex": "-1", "aria-labelledby": "kijk-keuzes-kop"})
    add_text(aside, "h2", "Keuzes en redenen", {"id": "kijk-keuzes-kop"})
    if view is None:
        add_text(aside, "p", "Er is nog niets te kiezen.", {"id": "kijk-telling"})
        return
    counts = [
        f"{sum(option.verdict == verdict for option in view.options)} {word}" for verdict, word in _VERDICTS.items()
    ]
    add_text(aside, "p", f"{', '.join(counts)}.", {"id": "kijk-telling"})
    theme = ""
    for option in view.options:
        if option.theme != theme:
            theme = option.theme
            add_text(aside, "h3", theme)
        _option(aside, option, document, anchors.get(view.documents[document].places[option.key], ""))


def _option(aside: Element, option: OptionView, document: DocumentName, place: str) -> None:
    ident = _ident(option.target)
    names = {"id": ident, "class": f"kaart {option.verdict}", "aria-labelledby": f"{ident}-kop"}
    article = add(aside, "article", names)
    add_text(article, "h4", option.title, {"id": f"{ident}-kop"})
    text = add(article, "p")
    add_inline(text, "strong").text = option.verdict_text
    write_lines(text, f". {' '.join(option.reasons)}")
    if place:
        link = {"href": f"#{place}", "aria-label": f"In het {document}: {option.title}"}
        add_text(add(article, "p"), "a", f"In het {document}", link)
    else:
        add_text(article, "p", f"Staat niet in dit {document}.", {"class": "bijschrift"})
    # Names of files may break behind a slash only, as long as they can.
    write_parts(add(article, "p", {"class": "bestand"}), re.split("(?<=/)", option.files), "wbr")
    if option.facts or option.changes:
        _details(article, option, ident)


def _details(article: Element, option: OptionView, ident: str) -> None:
    """Add what a reader may ask for: the facts that were looked at, and what would change it."""
    more = add(article, "details", {"id": f"{ident}-meer"})
    add_text(more, "summary", _MORE, {"aria-label": f"{_MORE}: {option.title}"})
    facts = add(more, "dl")
    for fact in option.facts:
        add_text(add_text(facts, "dt", f"{fact.label} "), "code", fact.path)
        add_text(facts, "dd", fact.value)
    for number, change in enumerate(option.changes):
        if number == 0:
            add_text(facts, "dt", "Wat het verandert")
        add_text(facts, "dd", change)


def _ident(target: str) -> str:
    return target.replace(".", "-")
