"""What stands in the form of each screen: the begin, the questions, the choices, the review and the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from liagen import __version__
from liagen.browser.app.asked import add_questions
from liagen.browser.app.choosing import add_goals, add_options
from liagen.browser.app.finishing import add_colleagues, add_finish, add_opened
from liagen.browser.app.guidance import Guidance
from liagen.browser.app.markup import bullets, button, details, form, heading, paragraph
from liagen.browser.app.review import add_review
from liagen.browser.app.state import AppState
from liagen.browser.app.steps import (
    ABOUT,
    BEGIN,
    COLLEAGUES,
    FINISH,
    GOALS,
    OPTIONS,
    QUICK,
    REVIEW,
    steps,
    subjects,
    title_of,
)  # fmt: skip
from liagen.browser.app.words import word
from liagen.web.elements import add, add_text

ANSWERS: Final = "antwoorden"
"""The id of the form with the answers."""

HEAD: Final = "vragen-kop"


def screen_of(place: str) -> str:
    """Return the screen of a place in the address; the begin for one that there is not."""
    key = place.partition("/")[0]
    return key if key in _FILLED or key in subjects() else BEGIN


def write_screen(guidance: Guidance) -> Element:
    """Return the region with the questions."""
    main = Element("main", {"id": "vragen", "tabindex": "-1", "aria-labelledby": HEAD})
    key = screen_of(guidance.state.place)
    top = add(main, "div", {"class": "kopgroep"})
    heading(top, 1, title_of(key), HEAD)
    if key in subjects():
        number = subjects().index(key) + 1
        paragraph(top, word("stap_van", nummer=number, aantal=len(subjects())), "stapnummer")
        _questions(main, key, guidance)
    else:
        _FILLED[key](main, guidance)
    return main


def page_title(state: AppState) -> str:
    """Return the title of the page: the screen, and which step of how many."""
    key = screen_of(state.place)
    step = ""
    if key in subjects():
        step = f" ({word('stap_van', nummer=subjects().index(key) + 1, aantal=len(subjects())).lower()})"
    return f"{title_of(key)}{step} – liagen"


def _answers_form(main: Element, guidance: Guidance) -> Element:
    return form(main, ANSWERS, guidance.state.place, {"class": "utrecht-form", "data-vanzelf": "data-vanzelf"})


def _next_buttons(found: Element, back: str, on: str) -> None:
    row = add(found, "div", {"class": "knoppen"})
    button(row, word("knop_verder"), f"verder:{on}", "primary-action", {"id": "doe-verder"})
    if back:
        button(row, word("knop_terug"), f"verder:{back}", "secondary-action", {"id": "doe-terug"})


# ------------------------------------------------------------ begin


def _begin(main: Element, guidance: Guidance) -> None:
    add_opened(main, guidance)
    paragraph(main, word("begin_wat"), "utrecht-paragraph utrecht-paragraph--lead")
    tiles = add(main, "div", {"class": "tegels"})
    quick = _tile(tiles, word("begin_snel"), word("begin_snel_uitleg"))
    found = form(quick, "snel-beginnen", guidance.state.place)
    button(found, word("begin_snel_knop"), "naar:snel", "primary-action")
    every = _tile(tiles, word("begin_alles"), word("begin_alles_uitleg", vragen=len(guidance.asked)))
    found = form(every, "alles-beginnen", guidance.state.place)
    button(found, word("begin_alles_knop"), f"naar:{subjects()[0]}")
    on = _tile(tiles, word("begin_verder"), word("begin_verder_uitleg"))
    found = form(on, "verder-gaan", guidance.state.place)
    add_text(found, "label", word("begin_bestand"), {"class": "utrecht-form-label", "for": "bestand"})
    names = {"type": "file", "id": "bestand", "name": "bestand", "multiple": "multiple", "data-sleep": "data-sleep"}
    add(found, "input", {**names, "accept": ".yaml,.yml,.docx,.json,.zip"})
    button(found, word("begin_open"), "openen")
    paragraph(main, word("begin_blijft_hier"))


def _tile(tiles: Element, title: str, text: str) -> Element:
    tile = add(tiles, "section", {"class": "tegel"})
    heading(tile, 2, title)
    paragraph(tile, text)
    return tile


# ------------------------------------------------------------ questions


def _quick(main: Element, guidance: Guidance) -> None:
    paragraph(main, word("snel_uitleg"), "utrecht-paragraph utrecht-paragraph--lead")
    found = _answers_form(main, guidance)
    add_questions(found, guidance.state.quick or guidance.quick(), guidance)
    row = add(found, "div", {"class": "knoppen"})
    button(row, word("snel_klaar"), f"verder:{REVIEW}", "primary-action")
    button(row, word("snel_meer"), f"verder:{_first_open(guidance)}")


def _first_open(guidance: Guidance) -> str:
    """Return the first step that has a question without an answer."""
    is_open = set(guidance.open)
    return next((step.key for step in steps() if is_open & set(step.paths)), subjects()[0])


def _questions(main: Element, key: str, guidance: Guidance) -> None:
    number = subjects().index(key)
    paragraph(main, word(f"stap_{key}"), "utrecht-paragraph utrecht-paragraph--lead")
    found = _answers_form(main, guidance)
    add_questions(found, steps()[number].paths, guidance)
    on = subjects()[number + 1] if number + 1 < len(subjects()) else OPTIONS
    _next_buttons(found, subjects()[number - 1] if number else BEGIN, on)


def _options(main: Element, guidance: Guidance) -> None:
    paragraph(main, word("kiezen_uitleg"), "utrecht-paragraph utrecht-paragraph--lead")
    found = _answers_form(main, guidance)
    add_options(found, guidance)
    _next_buttons(found, subjects()[-1], GOALS)


def _goals(main: Element, guidance: Guidance) -> None:
    paragraph(main, word("doelen_uitleg"), "utrecht-paragraph utrecht-paragraph--lead")
    found = _answers_form(main, guidance)
    add_goals(found, guidance)
    _next_buttons(found, OPTIONS, REVIEW)


def _review(main: Element, guidance: Guidance) -> None:
    add_review(main, guidance)
    _next_buttons(form(main, "nakijken", guidance.state.place), GOALS, COLLEAGUES)


def _colleagues(main: Element, guidance: Guidance) -> None:
    add_colleagues(main, guidance)
    _next_buttons(form(main, "collegas", guidance.state.place), REVIEW, FINISH)


def _finish(main: Element, guidance: Guidance) -> None:
    add_finish(main, guidance)


def _about(main: Element, guidance: Guidance) -> None:
    heading(main, 2, word("over_gegevens_kop"))
    paragraph(main, word("over_gegevens"))
    rows = bullets(main)
    for number in range(1, 4):
        add_text(rows, "li", word(f"over_gegevens_{number}"))
    keep = add(main, "p", {"class": "utrecht-paragraph"})
    keep.text = word("over_bewaren")
    add_text(keep, "span", "", {"data-opslag-stand": "data-opslag-stand"})
    row = add(main, "div", {"class": "knoppen"})
    for name in ("aan", "uit", "wis"):
        look = {"type": "button", "class": "utrecht-button utrecht-button--secondary-action", "data-opslag": name}
        add_text(row, "button", word(f"opslag_{name}"), look)
    for name in ("beperkt", "toegankelijk", "meldpunt"):
        heading(main, 2, word(f"over_{name}_kop"))
        paragraph(main, word(f"over_{name}"))
    heading(main, 2, word("over_versie_kop"))
    paragraph(main, word("over_versie", versie=__version__))
    for package in guidance.made.library.packages:
        paragraph(main, word("over_pakket", naam=package.name, versie=package.version))
    paragraph(main, word("over_licentie"))
    # The page that stands alone carries the texts apart; its script puts them in here.
    paragraph(details(main, "licenties-tekst", word("over_licenties")), word("over_licenties_waar"))


_FILLED: Final[Mapping[str, Callable[[Element, Guidance], None]]] = {
    BEGIN: _begin,
    QUICK: _quick,
    OPTIONS: _options,
    GOALS: _goals,
    REVIEW: _review,
    COLLEAGUES: _colleagues,
    FINISH: _finish,
    ABOUT: _about,
}
