"""The shipped library as it was read beforehand: equal to the one read now, and only while it is true."""

from __future__ import annotations

import datetime as dt
import os
import pickle

import pytest
from own_package import package
from test_rich_texts import png

from liagen.library.load import read_library
from liagen.library.model import Library
from liagen.library.package import shipped_packages
from liagen.library.packages import find_packages
from liagen.library.ready import KEPT, load_ready, parse_ready, write_ready
from liagen.make.chain import make
from liagen.profile.read import parse_profile

MARKS = 64  # the digests of texts and code stand before the library


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(find_packages((), None, None))


@pytest.fixture(scope="module")
def data(library) -> bytes:
    return write_ready(library)


def test_the_kept_library_is_the_one_that_is_read(library, data):
    assert parse_ready(data) == library


def test_it_is_what_every_command_uses():
    assert tuple(shipped_packages()[name] for name in KEPT[1:]) == find_packages((), None, None)


@pytest.mark.parametrize("place", [0, MARKS - 1], ids=["texts", "code"])
def test_it_does_not_count_for_other_texts_or_other_code(place, data):
    other = bytearray(data)
    other[place] ^= 1
    assert parse_ready(bytes(other)) is None


def test_no_other_packages_get_it(tmp_path):
    practice = shipped_packages()["praktijk"]
    assert load_ready([practice, tmp_path]) is None
    assert load_ready([tmp_path / "praktijk"]) is None
    assert load_ready([]) is None


def test_no_folder_of_this_computer_is_in_it(data):
    assert os.fsencode(shipped_packages()["standaard"].parent) not in data


class Harm:
    def __reduce__(self):
        return os.getenv, ("HOME",)


def _nested() -> bytes:
    # As a pickle can name what hangs below a module of ours.
    return b"\x80\x04\x8c\x14liagen.library.ready\x8c\x09os.getenv\x93."


@pytest.mark.parametrize("harm", [pickle.dumps(Harm(), protocol=5), _nested()], ids=["other", "through_ours"])
def test_nothing_but_values_of_ours_is_read(harm, data):
    with pytest.raises(pickle.UnpicklingError, match="is no part of a library"):
        parse_ready(data[:MARKS] + harm)


DATE = dt.date(2027, 1, 4)
QUESTIONS = """\
vraag: Wat wil bureau Zuid nog weten?
velden:
  loket: {naam: loket, vraag: Is er een loket?, soort: ja_nee}
  plek: {naam: plek, vraag: Waar?, soort: keuze, keuzes: [stadhuis, markt], als: velden.voorbeeld.loket == 'ja'}
"""
ANSWERED = "gemeente: {naam: Zuid}\nvelden: {voorbeeld: {loket: ja}}\n"
OUTLINE = "onderdelen:\n  loket:\n    titel: Het loket\n    inhoud:\n      - tekst: loket\n"
RICH = """\
![Een plan](beelden/plan.png)

{% if velden.voorbeeld.loket == 'ja' %}Het loket staat op [een kaart](https://www.example.nl).{% endif %}

Tabel: Wat wij doen
| Wat | Waar |
|---|---|
{% for optie in voorstellen %}
| {{ optie.titel }}{% if optie.stap == 1 %} nu{% endif %} | {{ velden.voorbeeld.plek }} |
{% endfor %}
"""


@pytest.mark.wide
def test_all_that_packages_can_say_can_be_kept(tmp_path):
    root = package(tmp_path / "voorbeeld", "teksten/loket.md", RICH)
    package(root, "velden.yaml", QUESTIONS)
    package(root, "woorden.yaml", "vervang:\n  wij: we\n")
    package(root, "beelden/plan.png", "").joinpath("beelden/plan.png").write_bytes(png())
    library = read_library([package(root, "opbouw.yaml", OUTLINE)])
    assert library.own_fields and library.pictures and library.tone.words
    kept = parse_ready(write_ready(library))
    assert kept == library
    with kept.fields_in_use():
        profile = parse_profile(ANSWERED, "", kept.cards)
        assert make(profile, kept, DATE).chapter == make(profile, library, DATE).chapter
