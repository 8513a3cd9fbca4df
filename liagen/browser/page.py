"""The page: what to look at, what is wrong, the chapter, and beside it the choices. Works without script too."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from liagen.browser.view import Explained, Sight
from liagen.browser.watch import Screen
from liagen.errors import Problem
from liagen.library.cards import LENGTHS
from liagen.library.model import UsedPackage
from liagen.web.chapter_page import TEXT_STYLE, embed_html

STYLE: Final = """
body { margin: 0; }
.overslaan { z-index: 2; }
body > header {
  display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: center;
  padding: 0.5rem 1.25rem; background: var(--ground-head); border-bottom: 1px solid var(--line); font-size: 1rem;
}
body > header p { margin: 0; color: var(--text-soft); }
body > header form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
select, button {
  font: inherit; color: var(--text); background: var(--ground); max-width: 100%; min-height: 2rem;
  border: 1px solid var(--line); padding: 0.15rem 0.5rem;
}
button { cursor: pointer; font-weight: 700; }
#kijk-melding:not(:empty) {
  padding: 0.75rem 1.25rem; background: var(--ground-fill); border-bottom: 3px solid var(--line-fill); font-size: 1rem;
}
#kijk-melding p { margin: 0 0 0.35rem; }
#kijk-fouten ul { margin: 0; padding-left: 1.25rem; }
code { font-family: Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; overflow-wrap: anywhere; }
main, aside#kijk-keuzes { padding: 1rem 1.25rem 3rem; overflow-anchor: none; }
main > * { max-width: 46rem; }
main > h1:first-child { margin-top: 0; }
main > .bijschrift { font-size: 0.95rem; overflow-wrap: anywhere; }
main [id], aside#kijk-keuzes [id] { scroll-margin-top: 1rem; }
main.oud { border-left: 0.4rem dashed var(--line-fill); }
aside#kijk-keuzes { background: var(--ground-box); border-top: 1px solid var(--line); font-size: 1rem; }
aside#kijk-keuzes:focus { outline: none; }
aside#kijk-keuzes h2 { margin: 0 0 0.5rem; }
.kaart {
  margin: 0 0 0.75rem; padding: 0.6rem 0.9rem; background: var(--ground);
  border: 1px solid var(--line); border-left-width: 0.4rem;
}
.kaart.voorstel { border-left-color: var(--text-link); }
.kaart.bestaat { border-left-color: var(--text-title); }
.kaart.te_overwegen { border-left-color: var(--line-fill); }
.kaart h4 { margin: 0 0 0.25rem; font-size: 1.05rem; }
.kaart p { margin: 0 0 0.35rem; }
.kaart .bestand { color: var(--text-soft); font-size: 0.9rem; line-height: 1.35; overflow-wrap: anywhere; }
.kaart summary { cursor: pointer; color: var(--text-link); padding: 0.1rem 0; }
.kaart dl { margin: 0.35rem 0 0; }
.kaart dt { color: var(--text-soft); }
.kaart dd { margin: 0 0 0.35rem 1rem; overflow-wrap: anywhere; }
[data-nieuw] { box-shadow: -0.35rem 0 0 var(--ground), -0.65rem 0 0 var(--line-fill); }
@media screen and (min-width: 72rem) and (min-height: 28rem) {
  html, body { height: 100%; }
  body {
    display: grid; grid-template-columns: minmax(0, 1fr) minmax(24rem, 36%);
    grid-template-rows: auto auto minmax(0, 1fr);
  }
  body > header, #kijk-melding { grid-column: 1 / -1; }
  #kijk-fouten { max-height: 25vh; overflow-y: auto; }
  main, aside#kijk-keuzes { grid-row: 3; overflow-y: auto; }
  main { padding-left: 2rem; }
  .smal { display: none; }
  aside#kijk-keuzes { border-top: 0; border-left: 1px solid var(--line); }
}
"""

# It asks for news, which the server gives as soon as there is any, and puts in what is different. Nothing else moves:
# focus, scroll position and opened details stay.
SCRIPT: Final = """
(() => {
  'use strict';
  const PARTS = ['hoofdtekst', 'kijk-keuzes', 'kijk-melding', 'kijk-profiel'];
  const MARKS = '[id]:not(main, aside)';
  const STOPS = 'a, summary, select, button, [tabindex]';
  const page = document.documentElement;
  const part = id => document.getElementById(id);
  const panes = [part('hoofdtekst'), part('kijk-keuzes'), document.scrollingElement];
  const top = e => e === document.scrollingElement ? 0 : e.getBoundingClientRect().top;
  const pause = time => new Promise(done => setTimeout(done, time));
  const tell = text => { if (part('kijk-stand').textContent !== text) part('kijk-stand').textContent = text; };

  function sync(old, now) {
    const marks = old.matches('main, aside');
    for (const each of old.querySelectorAll('[data-nieuw]')) each.removeAttribute('data-nieuw');
    for (const each of old.querySelectorAll('details[open]')) {
      const same = [...now.querySelectorAll('details')].find(other => other.id === each.id);
      if (same) same.open = true;
    }
    old.className = now.className;
    const known = new Map();
    for (const each of old.children) known.set(each.outerHTML, [...(known.get(each.outerHTML) || []), each]);
    let changed = 0;
    const wanted = [...now.children].map(each => {
      const kept = (known.get(each.outerHTML) || []).shift();
      if (!kept) changed += 1;
      if (!kept && marks) each.dataset.nieuw = '';
      return kept || each;
    });
    const stays = new Set(wanted);
    const gone = [...old.children].filter(each => !stays.has(each));
    gone.forEach(each => each.remove());
    let at = old.firstElementChild;
    for (const each of wanted) {
      if (each === at) at = at.nextElementSibling; else old.insertBefore(each, at);
    }
    return Math.max(changed, gone.length);
  }

  function places() {
    return panes.filter(pane => pane.scrollTop > 0).map(pane => {
      const seen = [...pane.querySelectorAll(MARKS)].find(e => e.getBoundingClientRect().bottom > top(pane) + 1);
      return { pane, id: seen && seen.id, from: seen && seen.getBoundingClientRect().top - top(pane) };
    });
  }

  function restore({ pane, id, from }) {
    const seen = id && part(id);
    if (seen) pane.scrollTop += seen.getBoundingClientRect().top - top(pane) - from;
  }

  function focusKeeper() {
    const here = document.activeElement, home = here && here.closest('[id]');
    if (!home || here === document.body) return () => {};
    const id = home.id, index = [...home.querySelectorAll(STOPS)].indexOf(here);
    return () => {
      if (here.isConnected) return;
      const again = part(id);
      const found = again && (index < 0 ? again : again.querySelectorAll(STOPS)[index] || again);
      (found && found.matches(STOPS) ? found : part('hoofdtekst')).focus({ preventScroll: true });
    };
  }

  function renew(news) {
    const now = new DOMParser().parseFromString(news.tekst, 'text/html');
    const before = places(), refocus = focusKeeper();
    part('kijk-breedtes').textContent = news.breedtes;
    part('kijk-pakketten').textContent = now.getElementById('kijk-pakketten').textContent;
    const changed = PARTS.map(id => sync(part(id), now.getElementById(id)));
    document.title = news.titel;
    page.dataset.versie = news.versie;
    report(changed[0] + changed[1], part('kijk-melding').childElementCount > 0);
    before.forEach(restore);
    refocus();
  }

  function report(count, wrong) {
    const first = document.querySelector('main > [data-nieuw]');
    const home = first && (first.id ? first : first.querySelector('[id]'));
    part('kijk-naar').hidden = !home;
    if (home) part('kijk-naar').href = '#' + home.id;
    const time = new Date().toLocaleTimeString('nl-NL');
    const places = count === 1 ? '1 plek' : `${count} plekken`;
    tell(wrong ? `Fout gezien om ${time}.` : `Bijgewerkt om ${time}: ${places} anders.`);
  }

  async function watch() {
    const ready = 'Kijkt mee: wat u bewaart, ziet u hier vanzelf.';
    tell(ready);
    for (let lost = false; ; ) {
      try {
        const asked = new URLSearchParams(location.search);
        asked.set('na', page.dataset.versie);
        const answer = await fetch('nieuws?' + asked, { cache: 'no-store' });
        if (!answer.ok) throw new Error(answer.status);
        if (lost) tell(ready);
        lost = false;
        if (answer.status === 200) renew(await answer.json());
      } catch {
        lost = true;
        tell('Geen verbinding met liagen. Is het gestopt? Deze pagina probeert het steeds opnieuw.');
        await pause(1000);
      }
    }
  }

  watch();
})();
"""

_MAIN: Final = "hoofdtekst"
_CHOICES: Final = "kijk-keuzes"
_ASKED: Final = "Feiten en wat het verandert"
_COUNTED: Final = {"voorstel": "voorstel", "bestaat": "is er al", "te_overwegen": "te overwegen", "niet_nu": "niet nu"}
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
        return (
            f'<!DOCTYPE html>\n<html lang="nl" data-versie="{self.version}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{html.escape(self.title)}</title>\n"
            f'<style nonce="{nonce}">{TEXT_STYLE}{STYLE}</style>\n'
            f'<style nonce="{nonce}" id="kijk-breedtes">{self.rules}</style>\n</head>\n'
            f'{self.body}\n<script nonce="{nonce}">{SCRIPT}</script>\n</html>\n'
        )

    def news(self) -> str:
        """Return what differs between versions, as JSON, for a page that is open."""
        found = {"versie": self.version, "titel": self.title, "breedtes": self.rules, "tekst": self.body}
        return json.dumps(found, ensure_ascii=False)


def write_page(screen: Screen) -> Page:
    """Return the page of what a reader sees."""
    body = Element("body")
    _add(body, "a", "Naar het hoofdstuk", {"class": "overslaan", "href": f"#{_MAIN}"})
    _add(body, "a", "Naar de keuzes", {"class": "overslaan", "href": f"#{_CHOICES}"})
    _header(body, screen)
    _problems(body, screen)
    rules = ""
    anchors: Mapping[str, str] = {}
    if screen.sight:
        outside = {option.target: _ident(option.target) for option in screen.sight.options}
        text = embed_html(screen.sight.chapter, screen.sight.words, outside)
        text.main.set("class", "oud" if screen.old else "nu")
        body.append(text.main)
        rules, anchors = text.rules, text.anchors
    else:
        main = _add(body, "main", "", {"id": _MAIN, "tabindex": "-1"})
        _add(main, "h1", "Nog geen hoofdstuk")
        _add(main, "p", "Het hoofdstuk komt hier zodra de fouten zijn hersteld.")
    _choices(body, screen.sight, anchors)
    title = f"{'Fout: ' if screen.problems else ''}{screen.sight.town if screen.sight else screen.name} – liagen kijk"
    text_of_body = tostring(body, encoding="unicode", method="html")
    version = hashlib.sha256("\0".join((title, rules, text_of_body)).encode("utf-8", "surrogatepass")).hexdigest()
    return Page(title, text_of_body, rules, version[:16])


# --- above


def _header(body: Element, screen: Screen) -> None:
    header = _add(body, "header")
    form = _add(header, "form", "", {"method": "get", "aria-label": "Wat u bekijkt"})
    _select(form, "profiel", "Gemeente", {name: name for name in screen.names}, screen.name)
    _select(form, "lengte", "Lengte", _LENGTHS, screen.length)
    _add(form, "button", "Toon")
    _add(header, "p", _package_line(screen.sight.packages) if screen.sight else "", {"id": "kijk-pakketten"})
    _add(header, "p", "", {"id": "kijk-stand", "role": "status"})
    _add(header, "a", "Naar de keuzes", {"class": "smal", "href": f"#{_CHOICES}"})
    _add(header, "a", "Naar de eerste wijziging", {"id": "kijk-naar", "href": f"#{_MAIN}", "hidden": "hidden"})
    without = _add(_add(header, "noscript"), "p", "Zonder JavaScript ververst deze pagina niet vanzelf. ")
    asked = urlencode({"profiel": screen.name, "lengte": screen.length})
    _add(without, "a", "Vernieuw de pagina", {"href": f"?{asked}"})


def _select(form: Element, name: str, label: str, choices: Mapping[str, str], chosen: str) -> None:
    _add(form, "label", label, {"for": f"kijk-{name}"})
    select = _add(form, "select", "", {"id": f"kijk-{name}", "name": name})
    for value, text in choices.items():
        _add(select, "option", text, {"value": value} | ({"selected": "selected"} if value == chosen else {}))


def _package_line(packages: Iterable[UsedPackage]) -> str:
    return f"Teksten: {', op '.join(f'{each.name} {each.version}' for each in reversed(tuple(packages)))}"


def _problems(body: Element, screen: Screen) -> None:
    """Add the place for what is wrong; it is always there, so that a screen reader hears what comes into it."""
    alert = _add(body, "div", "", {"id": "kijk-melding", "role": "alert"})
    if not screen.problems:
        return
    count = len(screen.problems)
    text = "Er is 1 fout." if count == 1 else f"Er zijn {count} fouten."
    if screen.sight:
        text += " U ziet het laatste hoofdstuk dat nog goed was."
    _add(_add(alert, "p"), "strong", text)
    frame = _add(alert, "div", "", {"id": "kijk-fouten", "role": "region", "aria-label": "Fouten", "tabindex": "0"})
    rows = _add(frame, "ul")
    for problem in screen.problems:
        row = _add(rows, "li")
        place, rest = _told(problem)
        SubElement(row, "code").text = place
        row[-1].tail = rest


def _told(problem: Problem) -> tuple[str, str]:
    """Return a problem as its place and the rest, together what the command line prints."""
    place = problem.where
    return place, str(problem).removeprefix(place)


# --- beside


def _choices(body: Element, sight: Sight | None, anchors: Mapping[str, str]) -> None:
    aside = _add(body, "aside", "", {"id": _CHOICES, "tabindex": "-1", "aria-labelledby": "kijk-keuzes-kop"})
    _add(aside, "h2", "Keuzes en redenen", {"id": "kijk-keuzes-kop"})
    if sight is None:
        _add(aside, "p", "Er is nog niets te kiezen.", {"id": "kijk-telling"})
        return
    counts = [
        f"{sum(option.verdict == verdict for option in sight.options)} {word}" for verdict, word in _COUNTED.items()
    ]
    _add(aside, "p", f"{', '.join(counts)}.", {"id": "kijk-telling"})
    theme = ""
    for option in sight.options:
        if option.theme != theme:
            theme = option.theme
            _add(aside, "h3", theme)
        _option(aside, option, anchors)


def _option(aside: Element, option: Explained, anchors: Mapping[str, str]) -> None:
    ident = _ident(option.target)
    names = {"id": ident, "class": f"kaart {option.verdict}", "aria-labelledby": f"{ident}-kop"}
    article = _add(aside, "article", "", names)
    _add(article, "h4", option.title, {"id": f"{ident}-kop"})
    text = _add(article, "p")
    _add(text, "strong", option.said)
    text[-1].tail = f". {' '.join(option.reasons)}"
    place = next((anchors[place] for place in option.places if place in anchors), "")
    if place:
        link = {"href": f"#{place}", "aria-label": f"In het hoofdstuk: {option.title}"}
        _add(_add(article, "p"), "a", "In het hoofdstuk", link)
    else:
        _add(article, "p", "Staat niet in dit hoofdstuk.", {"class": "bijschrift"})
    _files(_add(article, "p", "", {"class": "bestand"}), option.files)
    if option.facts or option.changes:
        _details(article, option, ident)


def _files(line: Element, files: str) -> None:
    """Write names of files that may break behind a slash only, as long as they can."""
    first, *others = files.split("/")
    line.text = f"{first}/" if others else first
    for number, other in enumerate(others, 1):
        SubElement(line, "wbr").tail = f"{other}/" if number < len(others) else other


def _details(article: Element, option: Explained, ident: str) -> None:
    """Add what a reader may ask for: the facts that were looked at, and what would change it."""
    more = _add(article, "details", "", {"id": f"{ident}-meer"})
    _add(more, "summary", _ASKED, {"aria-label": f"{_ASKED}: {option.title}"})
    facts = _add(more, "dl")
    for fact in option.facts:
        _add(_add(facts, "dt", f"{fact.label} "), "code", fact.path)
        _add(facts, "dd", fact.value)
    for number, change in enumerate(option.changes):
        if number == 0:
            _add(facts, "dt", "Wat het verandert")
        _add(facts, "dd", change)


def _ident(target: str) -> str:
    return target.replace(".", "-")


def _add(parent: Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """Add an element on a line of its own."""
    element = SubElement(parent, tag, dict(attributes or {}))
    element.text = text
    element.tail = "\n"
    return element
