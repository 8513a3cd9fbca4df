"""Toy cards and libraries built in memory, for tests of the thinking modules."""

from __future__ import annotations

import dataclasses
from typing import Any

from liagen.library.cards import Card, CardGoal, LibraryText, Risk, Rule
from liagen.library.compile import load_library
from liagen.library.conditions import Scope, Setting, parse_condition
from liagen.library.model import Library, Source, Theme
from liagen.library.outline import Content, Section
from liagen.library.wording import Wording, parse_wording
from liagen.profile.model import Profile

SETTINGS = {
    "groot": Setting("groot", 400, "groot vanaf"),
    "doelen_per_kwartaal": Setting("doelen_per_kwartaal", 4, "doelen per kwartaal"),
    "kwartalen_vooruit": Setting("kwartalen_vooruit", 4, "kwartalen vooruit"),
    "dagen_eerste_kwartaal": Setting("dagen_eerste_kwartaal", 45, "dagen in het eerste kwartaal"),
}
KEYS = frozenset({"een", "twee", "drie", "vier"})
SCOPE = Scope(SETTINGS, KEYS)


def profile(**groups: Any) -> Profile:
    return Profile.model_validate({"gemeente": {"naam": "Testdorp"}, **groups})


def text(source: str) -> Wording:
    return parse_wording(source, SCOPE)


def rules(*conditions: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(parse_condition(condition, SCOPE), text(f"Reden {number}."))
        for number, condition in enumerate(conditions, 1)
    )


def goal(key: str, term: int = 1, on: tuple[str, ...] = ("voorstel",), **more: Any) -> CardGoal:
    words = {name: text(f"{name} van {key}.") for name in ("what", "action", "indicator", "podium")}
    found = CardGoal(
        key=key, owner=text("de uitvoerder"), term=term, experts=None, hours=None, on=on, condition=None, after=(),
        internal=True, **words,
    )  # fmt: skip
    return dataclasses.replace(found, **more)


def card(key: str, theme: Any = "beleggen", **more: Any) -> Card:
    found = Card(
        key=key, theme=theme, title=text(f"Optie {key}"), cox=1, report_ids=("U1",), sources=("§4.1",), exists=(),
        choose=rules("altijd"), reject=(), goals=(), belongs=(), excludes=(), practice=(),
        parts={"tekst": text("Dit is de tekst."), "voorstel": text("Het voorstel.")}, file=f"{key}.md",
    )  # fmt: skip
    return dataclasses.replace(found, **more)


def library(*cards: Card, **more: Any) -> Library:
    used = dict.fromkeys(found.theme for found in cards)
    themes = {theme: Theme(theme, f"Thema {theme}", True, goal("terugval")) for theme in used}
    section = Section("alles", text("Alles"), "kort", tuple(Content("opties", theme, "kort") for theme in used))
    found = Library(
        packages=(), settings=SETTINGS, themes=themes, cards={found.key: found for found in cards},
        risks={}, texts={}, title=text("Hoofdstuk"), outline=(section,), preamble=(), steps=load_library().steps,
        roles=(), words=load_library().words,
        sources={"rapport": Source("rapport", "Het rapport", 2021, None, {"§4.1": "x"})}, style_file="",
    )  # fmt: skip
    return dataclasses.replace(found, **more)


def library_text(key: str, **parts: str) -> LibraryText:
    return LibraryText(key, {name: text(source) for name, source in parts.items()}, (), ())


def risk(key: str, condition: str) -> Risk:
    words = [text(f"{name} {key}.") for name in ("Maatregel", "Eigenaar", "Beschrijving")]
    return Risk(key, text(f"Risico {key}"), parse_condition(condition, SCOPE), ("een",), *words, ("A1",), ("§4.1",))
