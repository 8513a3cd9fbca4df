"""The small pieces of HTML that all screens use, with the class names that the styles of the page know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal
from xml.etree.ElementTree import Element

from liagen.browser.app.exchange import ACTION, PLACE
from liagen.browser.app.words import word
from liagen.web.elements import add, add_inline, add_text

FORM: Final = {"method": "post", "action": "", "enctype": "multipart/form-data"}
ButtonLook = Literal["primary-action", "secondary-action", "subtle"]
AlertKind = Literal["info", "ok", "warning", "error"]
HERSELF: Final = "uitvoerder"
"""Who uses the page: what she can know needs nobody else."""

PARAGRAPH: Final = "utrecht-paragraph"


def ident(path: str) -> str:
    """Return a path as part of an id: letters, digits and dashes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-")


def paragraph(parent: Element, text: str, look: str = PARAGRAPH) -> Element:
    """Add a paragraph."""
    return add_text(parent, "p", text, {"class": look})


def heading(parent: Element, level: Literal[1, 2, 3], text: str, ident_of: str = "") -> Element:
    """Add a heading; one with an id can get focus."""
    names = {"class": f"utrecht-heading-{level}"} | ({"id": ident_of, "tabindex": "-1"} if ident_of else {})
    return add_text(parent, f"h{level}", text, names)


def form(parent: Element, name: str, place: str, more: Mapping[str, str] | None = None) -> Element:
    """Add a form that says where she is."""
    found = add(parent, "form", {"id": name, **FORM, "novalidate": "novalidate", **(more or {})})
    add(found, "input", {"type": "hidden", "name": PLACE, "value": place})
    return found


def button(
    parent: Element,
    text: str,
    action: str,
    look: ButtonLook = "secondary-action",
    more: Mapping[str, str] | None = None,
) -> Element:
    """Add a button that does something."""
    names = {"class": f"utrecht-button utrecht-button--{look}", "name": ACTION, "value": action}
    return add_text(parent, "button", text, {**names, "id": f"doe-{ident(action)}", **(more or {})})


def link_to(parent: Element, text: str, place: str, heard: str = "") -> Element:
    """Add a link to a screen, or to a field in it; ``heard`` is only for who does not see what it stands beside."""
    found = add_text(parent, "a", text, {"class": "naar utrecht-link", "href": f"#{place}"})
    if heard:
        add_text(found, "span", f" {heard}", {"class": "alleen-gehoord"}).tail = ""
    return found


OPEN: Final = {"open": "open"}
"""What makes something that opens on request begin open."""


def details(
    parent: Element, name: str, summary: str, heard: str = "", more: Mapping[str, str] | None = None
) -> Element:
    """Add something that opens on request; return the inside."""
    found = add(parent, "details", {"class": "waarom", "id": name, **(more or {})})
    head = add_text(found, "summary", summary)
    if heard:
        add_text(head, "span", f" {heard}", {"class": "alleen-gehoord"}).tail = ""
    return add(found, "div", {"class": "waarom-tekst"})


def fieldset(parent: Element, name: str, look: str = "") -> Element:
    """Add a group of controls; what it is called comes into it as a legend."""
    looks = f"utrecht-form-fieldset utrecht-form-fieldset--html-fieldset {look}".strip()
    return add(parent, "fieldset", {"class": looks, "id": name})


def legend(group: Element, text: str) -> Element:
    """Add what a group of controls is called."""
    looks = "utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend"
    return add_text(group, "legend", text, {"class": looks})


def alert(parent: Element, kind: AlertKind, name: str = "") -> Element:
    """Add a notice; return the inside."""
    names = {"class": f"utrecht-alert utrecht-alert--{kind}"} | ({"id": name} if name else {})
    return add(add(parent, "div", names), "div", {"class": "utrecht-alert__content"})


def bullets(parent: Element) -> Element:
    """Add a list."""
    return add(parent, "ul", {"class": "utrecht-unordered-list"})


def labelled(parent: Element, label: str, text: str) -> Element:
    """Add a paragraph that begins with a label in bold."""
    found = add(parent, "p", {"class": PARAGRAPH})
    strong = add_inline(found, "strong")
    strong.text, strong.tail = label, f" {text}"
    return found


def who(parent: Element, key: str) -> Element:
    """Add who can answer a question."""
    return add_text(parent, "span", word("wie_weet", wie=word(f"wie_{key}")), {"class": "wie"})
