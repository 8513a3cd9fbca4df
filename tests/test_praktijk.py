"""The package `praktijk`: the options X1–X20 on top of `standaard`, each marked as from outside the report."""

from __future__ import annotations

import re
from functools import cache

import pytest
import shipped
from judges import errors
from shipped import CLAIMS, DAY, NAMES

from liagen.document.blocks import Heading, ListBlock, Paragraph, span_text
from liagen.library.compile import load_library
from liagen.library.package import shipped_packages
from liagen.make import chain

ROOT = shipped_packages()["praktijk"]
LIBRARY = load_library(ROOT)
README = (ROOT / "LEESMIJ.md").read_text(encoding="utf-8")
OWN = sorted(set(LIBRARY.cards) - set(load_library().cards))
MARK = "buiten het rapport: "


@cache
def chapter(name: str, length: str):
    return chain.make(shipped.profile(name, length), LIBRARY, DAY).chapter


def rows_of_the_readme() -> dict[str, str]:
    return dict(re.findall(r"^\| (X\d+) \| `\w+/(\w+)` \|", README, re.MULTILINE))


def test_the_readme_names_every_card_of_its_own():
    assert sorted(rows_of_the_readme().values()) == OWN


def test_the_package_is_nothing_but_texts():
    assert {path.suffix for path in ROOT.rglob("*") if path.is_file()} == {".md", ".yaml"}


@pytest.mark.parametrize("key", OWN)
def test_a_card_has_a_public_source_and_no_id_of_the_report(key):
    card = LIBRARY.cards[key]
    assert not card.rapport
    assert [source for source in card.bronnen if not source.startswith("§")]


def test_every_own_source_has_an_address_and_a_year_or_says_that_the_year_is_unknown():
    own = [LIBRARY.sources[key] for key in set(LIBRARY.sources) - set(load_library().sources)]
    assert all(source.url for source in own)
    assert not [source.titel for source in own if (source.jaar is None) != ("jaar onbekend" in source.titel)]


def test_the_readme_names_the_sources_of_every_card_and_their_years():
    rows = re.findall(r"^\| X\d+ \| `\w+/(\w+)` \|[^|]*\|([^|]*)\|([^|]*)\|$", README, re.MULTILINE)
    assert len(rows) == len(OWN)
    for key, named, years in rows:
        card = LIBRARY.cards[key]
        used = {*card.bronnen, *(row.bron for row in card.praktijk)}
        own = {source for source in used if not source.startswith("§")}
        assert set(re.findall(r"`(\w+)`", named)) == own
        known = {str(LIBRARY.sources[source].jaar) for source in own if LIBRARY.sources[source].jaar}
        assert set(re.findall(r"\d{4}", years)) == known


@pytest.mark.parametrize("length", ["kort", "standaard", "uitgebreid"])
@pytest.mark.parametrize("name", NAMES)
def test_every_shown_option_from_outside_says_so_with_its_source_and_year(name, length):
    found = chapter(name, length)
    texts = {block.id: span_text(block.spans) for block in found.blocks if isinstance(block, Paragraph)}
    lines = [item for block in found.blocks if isinstance(block, ListBlock) for item in block.items]
    texts |= {item.id: span_text(item.spans) for item in lines}
    notes = {block.id: block.note for block in found.blocks if isinstance(block, Heading)}
    notes |= {item.id: item.note for item in lines}
    shown = [key for key in OWN if {f"optie.{key}.oordeel", f"optie.{key}.regel"} & set(texts)]
    for key in shown:
        at = f"optie.{key}.regel" if f"optie.{key}.regel" in texts else f"optie.{key}.oordeel"
        note = notes[at if at.endswith("regel") else f"optie.{key}.titel"]
        assert note is not None
        for text in (texts[at], note.text):
            assert MARK in text
            for source in LIBRARY.cards[key].bronnen:
                if not source.startswith("§"):
                    named = LIBRARY.sources[source]
                    assert f"{named.titel}, {named.jaar}" in text if named.jaar else named.titel in text
    others = [key for key in LIBRARY.cards if key not in OWN]
    assert not [key for key in others if MARK in texts.get(f"optie.{key}.oordeel", texts.get(f"optie.{key}.regel", ""))]
    assert shown


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_claimed_and_no_id_stands_twice(name):
    found = chapter(name, "uitgebreid")
    ids = [block.id for block in found.blocks]
    assert len(ids) == len(set(ids))
    claims = [span_text(block.spans) for block in found.blocks if isinstance(block, Heading | Paragraph)]
    assert not [text for text in claims if CLAIMS.search(text)]


def test_the_chapter_names_the_package_and_its_version():
    texts = [
        span_text(item.spans)
        for block in chapter("utrecht", "standaard").blocks
        if isinstance(block, ListBlock) and block.id == "lijst.pakketten"
        for item in block.items
    ]
    assert texts == [f"pakket praktijk, versie {LIBRARY.packages[-1].version}"]


def test_the_word_file_stands_before_the_judges():
    assert errors(chain.make_docx(chapter("utrecht", "kort"), LIBRARY, "concept")) == ()
