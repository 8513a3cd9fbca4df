"""Toy cards and libraries built in memory as they are typed, for tests of the thinking modules."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from liagen.library.cards import Card, CardBody, LibraryText, Risk
from liagen.library.condition_parser import Scope
from liagen.library.field_types import Known
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.library.tables import ContentRow, Outline, Role, Section, Setting, Source, Theme
from liagen.library.wording import Wording
from liagen.library.wording_parser import parse_wording
from liagen.profile.model import Profile

NUMBERS = {
    "groot": 400, "doelen_per_kwartaal": 4, "kwartalen_vooruit": 4, "dagen_eerste_kwartaal": 45,
    "klein_tot_fte": 150, "groot_vanaf_fte": 400, "klein_tot_afdelingen": 2, "groot_vanaf_afdelingen": 4,
    "klein_tot_inwoners": 20_000, "groot_vanaf_inwoners": 50_000,
}  # fmt: skip
KEYS = frozenset({"een", "twee", "drie", "vier"})
GOALS = frozenset(f"{option}.{goal}" for option in KEYS for goal in ("a", "b", "c", "x", "later"))
SCOPE = Scope(NUMBERS, KEYS, goals=GOALS)
KNOWN = Known(SCOPE, texts=frozenset({"inleiding", "let_op"}))

Typed = dict[str, Any]
"""What stands below a key, as it is typed."""


def profile(**groups: Any) -> Profile:
    return Profile.model_validate({"gemeente": {"naam": "Testdorp"}, **groups})


def decided(**groups: Any) -> Profile:
    """Return a profile whose decision was taken, so that is counted from the day of the draft."""
    return profile(document={"besluit_datum": "2026-06-01"}, **groups)


def text(source: str) -> Wording:
    return parse_wording(source, SCOPE)


def settings(**numbers: int) -> dict[str, Setting]:
    return {key: Setting(waarde=number, label=key).with_key(key) for key, number in {**NUMBERS, **numbers}.items()}


def rules(*conditions: str) -> list[Typed]:
    return [{"als": condition, "reden": f"Reden {number}."} for number, condition in enumerate(conditions, 1)]


def goal(key: str, **more: Any) -> dict[str, Typed]:
    words = {name: f"{name} van {key}." for name in ("wat", "actie", "indicator", "podium")}
    return {key: {**words, "eigenaar": "de uitvoerder", "termijn": 1, **more}}


def card(
    key: str, theme: str = "beleggen", doelen: Iterable[dict[str, Typed]] = (), parts: Typed | None = None, **more: Any
) -> Card:
    typed = {
        "titel": f"Optie {key}", "cox": 1, "rapport": ("U1",), "bronnen": ("§4.1",), "kies_als": rules("altijd"),
        "doelen": {name: found for each in doelen for name, found in each.items()}, **more,
    }  # fmt: skip
    body = _parts(parts or {"tekst": "Dit is de tekst.", "voorstel": "Het voorstel."})
    return Card.model_validate(typed, context=KNOWN).with_body(CardBody(key, f"{key}.md", body, theme))


def section(key: str, titel: str, *content: tuple[str, str], **more: Any) -> Section:
    rows = [{kind: name} for kind, name in content]
    return Section.model_validate({"sleutel": key, "titel": titel, "inhoud": rows, **more}, context=KNOWN)


def sheet(*sections: Section) -> Outline:
    return Outline.model_validate({"titel": "Werkblad", "onderdelen": sections}, context=KNOWN)


def row(kind: str, name: str) -> ContentRow:
    return ContentRow.model_validate({kind: name}, context=KNOWN)


def role(key: str, rol: str, wie: str, taak: str, **more: Any) -> Role:
    return Role.model_validate({"sleutel": key, "rol": rol, "wie": wie, "taak": taak, **more}, context=KNOWN)


def theme(key: str, kern: str = "ja") -> Theme:
    typed = {"titel": f"Thema {key}", "kern": kern, "terugval": goal("terugval")["terugval"]}
    return Theme.model_validate(typed, context=KNOWN).with_key(key)


def library(*cards: Card, **more: Any) -> Library:
    used = dict.fromkeys(found.theme for found in cards)
    report = Source(titel="Het rapport", jaar=2021, paragrafen={"§4.1": "x"}).with_key("rapport")
    rows = [("opties", key) for key in used] or [("tabel", "keuzes")]
    found = Library(
        packages=(), settings=settings(), themes={key: theme(key) for key in used},
        cards={found.key: found for found in cards}, risks={}, texts={}, title=text("Hoofdstuk"),
        outline=(section("alles", "Alles", *rows),), preamble=(),
        sheet=sheet(section("vragen", "Vragen", ("lijst", "open_punten"))), papers={},
        steps=load_library().steps, roles=(),
        words=load_library().words, sources={"rapport": report}, style_file="", style_name="",
    )  # fmt: skip
    return dataclasses.replace(found, **more)


def library_text(key: str, **parts: str) -> LibraryText:
    return LibraryText().with_body(CardBody(key, f"{key}.md", _parts(parts)))


def risk(key: str, als: str, **more: Any) -> Risk:
    typed = {
        "titel": f"Risico {key}", "als": als, "bij": ("een",), "maatregel": f"Maatregel {key}.",
        "eigenaar": f"Eigenaar {key}.", "rapport": ("A1",), "bronnen": ("§4.1",), **more,
    }  # fmt: skip
    body = CardBody(key, f"{key}.md", _parts({"tekst": f"Beschrijving {key}."}))
    return Risk.model_validate(typed, context=KNOWN).with_body(body)


def _parts(parts: dict[str, str]) -> dict[str, Wording]:
    return {name: text(source) for name, source in parts.items()}
