"""Words that a package writes otherwise: in all texts, and nowhere else."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from every import every
from own_package import package

from liagen.errors import LibraryError
from liagen.library.load import read_library
from liagen.library.tone import Tone, tone_mistakes
from liagen.make.chain import make, make_sheet, write_chapter
from liagen.make.order import Order
from liagen.profile.read import parse_profile

DATE = dt.date(2027, 1, 4)
TONE = Tone(
    {"wij": "we", "mensen": "personen", "mensen met een beperking": "mensen met een handicap", "raad": "de raad"}
)


@every(
    ("text", "told"),
    [
        ("Wij doen wat wij zeggen.", "We doen wat we zeggen."),
        ("Voor mensen, ook mensen met een beperking.", "Voor personen, ook mensen met een handicap."),
        ("mensen met\neen beperking", "mensen\nmet een handicap"),
        ("met\nwij", "met\nwe"),
        ("wijzer, medemensen, wij-gevoel", "wijzer, medemensen, we-gevoel"),
        ("{{ wij|de('wij') }}{% if raad %}wij{% endif %}", "{{ wij|de('wij') }}{% if raad %}we{% endif %}"),
        ("[wij](https://wij.nl) [voorzet: wij](lia.raad)", "[we](https://wij.nl) [voorzet: we](lia.raad)"),
        ("Dit is {wij}.", "Dit is {wij}."),
    ],
)
def test_only_words_are_replaced(text, told):
    assert TONE.applied(text) == told


def test_no_words_change_nothing():
    assert Tone().applied("Wij doen mee.") == "Wij doen mee."


@every(
    "value",
    [
        ["wij"],
        {"wij": ""},
        {"": "we"},
        {"wij": "**we**"},
        {"wij": "{{ x }}"},
        {"w.j": "we"},
        {"wij": 3},
        {"a" * 61: "b"},
    ],
)
def test_what_is_no_word_is_told(value):
    assert list(tone_mistakes(value))


def test_a_long_text_is_read_soon():
    start = time.process_time()
    TONE.applied(
        "".join(each * 20_000 for each in ("[voorzet: ", "{{ ", "{% ", "{#", "![", "](https://", "mensen met "))
    )
    assert time.process_time() - start < 5


def test_chapter_sheet_and_words_speak_alike_and_the_profile_keeps_its_own(tmp_path):
    told = "vervang:\n  wij: we\n  ervaringsdeskundigen: mensen met ervaring\nkop_doel: Wat wij doen\n"
    library = read_library([package(tmp_path / "voorbeeld", "woorden.yaml", told)])
    text = "gemeente:\n  naam: Wij\ndraagvlak:\n  wethouder: wethouder Wij\n"
    made = make(parse_profile(text, "", None), library, DATE)
    pages = [
        write_chapter(each, library, Order("md", DATE)).decode() for each in (made.chapter, make_sheet(made, library))
    ]
    assert "ervaringsdeskundigen" not in pages[0] and "met ervaring" in pages[1]
    assert not [page for page in pages if " wij " in page]
    assert "gemeente Wij " in pages[0] and "| Wat we doen |" in pages[0]


def test_a_wrong_word_is_refused_with_its_place(tmp_path):
    with pytest.raises(LibraryError) as caught:
        read_library([package(tmp_path / "voorbeeld", "woorden.yaml", 'vervang:\n  wij: "*we*"\n')])
    (found,) = caught.value.problems
    assert (found.code, found.field, found.place) == ("LIA100", "vervang.wij", (2, 8))
