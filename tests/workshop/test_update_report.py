"""What an update of a package does, as it is told on the screen and on a web page."""

from __future__ import annotations

import pytest
from toy import CARD
from update_builders import CARD_FILE, below, hers, planned

from liagen.workshop.update_report import around_the_difference, report_rows, summary, update_page

LONG = "Het begin van deze tekst is in beide versies gelijk en nogal lang. "


@pytest.fixture(scope="module")
def update():
    old = CARD.replace("cox: 1", "cox: 1\nkort_punt: met een groep\nopmerking: Oud.")
    new = old.replace("cox: 1", "cox: 2").replace("Oud.", "Nieuw.").replace("met een groep", "met een grote groep")
    mine = hers({CARD_FILE: "---\ntitel: Een werkgroep\ncox: 3\nopmerking: Oud.\n---\n"})
    return planned(mine, below("1", {CARD_FILE: old}), below("2", {CARD_FILE: new}))


def test_each_part_is_told_with_what_becomes_of_it(update):
    assert list(report_rows(update, with_all=False)) == [
        "",
        CARD_FILE,
        "  kies zelf      cox: u en de nieuwe versie hebben dit allebei veranderd",
        "    oud    1",
        "    nieuw  2",
        "    van u  3",
        "  wordt nieuw    opmerking",
        "    oud    Oud.",
        "    nieuw  Nieuw.",
        "  1 deel gaat weg: eronder staat het precies zo.",
        "",
    ]


def test_what_comes_by_itself_is_told_when_asked(update):
    rows = list(report_rows(update, with_all=True))
    place = rows.index("  vanzelf nieuw  kort_punt")
    assert rows[place + 1 : place + 3] == ["    oud    met een groep", "    nieuw  met een grote groep"]


def test_the_page_tells_all(update):
    page = update_page(update, "zuid")
    assert summary(update) in page
    assert "Samen: 1 deel wordt nieuw, 1 keer kiest u zelf, 1 herhaling gaat weg, 1 verandering komt vanzelf." in page
    rows = page[page.index("<tbody") :]
    assert rows.index("kies zelf") < rows.index("wordt nieuw") < rows.index("vanzelf nieuw")


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("kort", "korter", ("kort", "korter")),
        ("", LONG * 3, ("", LONG * 3)),
        (f"{LONG * 3}Oud. {LONG * 3}", f"{LONG * 3}Nieuw. {LONG * 3}", None),
        (f"Oud. {LONG * 3}", f"Nieuw. {LONG * 3}", None),
        (f"{LONG * 3}Oud.", f"{LONG * 3}Nieuw.", None),
        (f"{LONG * 4}", f"{LONG * 5}", None),
    ],
)
def test_of_long_texts_what_differs_is_shown(old, new, shown):
    found = around_the_difference(old, new)
    if shown:
        assert found == shown
        return
    assert found[0] != found[1]
    assert all(len(each) < 220 for each in found)
    for each, whole in zip(found, (old, new), strict=True):
        assert each.strip("… ") in whole
        assert set(each.strip("… ").split(" ")) <= set(whole.split(" "))  # cut between words
