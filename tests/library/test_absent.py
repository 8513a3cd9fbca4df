"""What a package changes of something that is in no package below is told as such, once."""

from __future__ import annotations

import pytest
from layered import Stack
from toy import CARD

CARD_FILE = "opties/beleggen/werkgroep.md"
GOAL = "doelen:\n  starten:\n    wat: De werkgroep is er.\n    eigenaar: iemand\n    indicator: Zij is er.\n"
NEW = "is het nieuw, vul dan ook in:"


@pytest.fixture()
def stack(tmp_path) -> Stack:
    found = Stack(tmp_path)
    found.base.write(CARD_FILE, CARD.replace("\n---\nDit", f"\n{GOAL}---\nDit"))
    return found


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        (
            CARD_FILE,
            "---\ndoelen:\n  start:\n    termijn: 2\n---\n",
            "3:3: doelen.start: `start` staat niet in een pakket hieronder, bedoelde u `starten`? "
            "Is het nieuw, vul dan ook in: wat, eigenaar en indicator",
        ),
        (
            CARD_FILE,
            "---\ndoelen:\n  zien: {termijn: 2, eigenaar: iemand, indicator: Iets.}\n---\n",
            f"3:3: doelen.zien: `zien` staat niet in een pakket hieronder; {NEW} wat",
        ),
        (
            "risicos/werkgroepen.md",
            "---\nbij: [werkgroep]\nals: altijd\nmaatregel: Iets.\n---\nTekst.\n",
            "2:1: `werkgroepen` staat niet in een pakket hieronder, bedoelde u `werkgroep`? "
            "Is het nieuw, vul dan ook in: titel, eigenaar en bronnen",
        ),
        (
            "rollen.yaml",
            "rollen:\n  wethouders: {taak: Iets.}\n",
            f"2:15: rollen.2: `wethouders` staat niet in een pakket hieronder; {NEW} rol en wie",
        ),
        (
            "opbouw.yaml",
            "onderdelen:\n  begn: {als: altijd}\n",
            "2:9: onderdelen.2: `begn` staat niet in een pakket hieronder, bedoelde u `begin`? "
            "Is het nieuw, vul dan ook in: titel en inhoud",
        ),
    ],
)
def test_what_is_not_below_is_told_once(stack, file, text, problem):
    stack.overlay().write(file, text)
    assert stack.problems() == [f"boven/{file}:{problem}"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\ndoelen:\n  zien: {wat: Iets.}\n---\n", ["doelen.zien.eigenaar", "doelen.zien.indicator"]),
        ("---\nkies_als:\n  - {}\n---\n", ["kies_als.1.als", "kies_als.1.reden"]),
        (
            "---\ndoelen:\n  starten: {eigenaar: null, indicator: null}\n---\n",
            ["doelen.starten.eigenaar", "doelen.starten.indicator"],
        ),
    ],
)
def test_what_is_new_below_or_in_a_list_lacks_its_fields(stack, text, fields):
    stack.overlay().write(CARD_FILE, text)
    assert [each.split(": ")[1] for each in stack.problems()] == fields


def test_the_lowest_package_lies_on_nothing(stack):
    stack.base.write(CARD_FILE, "---\ntitel: Werkgroep\n---\nTekst.\n")
    assert [each.split(": ")[1] for each in stack.problems()] == ["bronnen", "cox"]


def test_rows_of_a_list_that_replaces_another_lack_their_fields(stack):
    stack.overlay().write("rollen.yaml", "rollen:\n  - {sleutel: uitvoerder}\n")
    assert [each.split(": ")[1] for each in stack.problems()] == ["rollen.1.rol", "rollen.1.taak", "rollen.1.wie"]
