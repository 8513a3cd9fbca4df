"""Options against municipalities: every option, every municipality, and the verdict that `leg-uit` gives."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from builders import profile
from shipped import LIBRARY

from liagen.chapter.decide import decide
from liagen.chapter.option_matrix import matrix_chapter, matrix_csv, matrix_data, option_matrix
from liagen.document.blocks import Paragraph, Table, span_text
from liagen.make.comparison_page import matrix_html

DAY = dt.date(2027, 1, 4)
PROFILES = (
    profile(gemeente={"naam": "Noord"}, organisatie={"fte": 900}),
    profile(gemeente={"naam": "Zuid*"}, keuzes={"training": {"keuze": "niet", "reden": "nee"}}),
    profile(gemeente={"naam": "=West"}, stijl={"praktijk": "nee"}),
)
FOUND = option_matrix(PROFILES, LIBRARY, DAY, ("kapot.yaml",))


def tables(count: int) -> list[Table]:
    found = option_matrix(tuple(profile(gemeente={"naam": f"Dorp {number}"}) for number in range(count)), LIBRARY, DAY)
    return [block for block in matrix_chapter(found, LIBRARY, DAY).blocks if isinstance(block, Table)]


def test_each_verdict_is_the_one_that_was_made():
    assert [row.key for row in FOUND.rows] == list(LIBRARY.cards)
    words = {"bestaat": "Is er al", "voorstel": "Voorstel", "te_overwegen": "Te overwegen", "niet_nu": "Niet nu"}
    for place, each in enumerate(PROFILES):
        options = decide(each, LIBRARY, DAY).choice.options
        expected = [words[options[key].verdict] if key in options else "–" for key in LIBRARY.cards]
        assert [row.verdicts[place] for row in FOUND.rows] == expected
    assert next(row for row in FOUND.rows if row.key == "training").verdicts[1] == "Niet nu"


@pytest.mark.parametrize(("count", "widths"), [(1, [1]), (4, [4]), (5, [2, 3]), (6, [3, 3]), (9, [3, 3, 3])])
def test_so_many_stand_beside_each_other_as_can_be_read(count, widths):
    found = tables(count)
    assert [len(table.header) - 1 for table in found] == widths * len(LIBRARY.themes)
    assert all(table.widths[0] >= 44 for table in found)


def test_what_was_left_out_is_named():
    rows = [block for block in matrix_chapter(FOUND, LIBRARY, DAY).blocks if isinstance(block, Paragraph)]
    assert "kapot.yaml" in span_text(rows[1].spans)
    assert matrix_data(FOUND)["niet_gelezen"] == ["kapot.yaml"]
    assert "kapot.yaml" in matrix_html(FOUND, LIBRARY)


def test_names_are_shown_as_they_are():
    header = next(block for block in matrix_chapter(FOUND, LIBRARY, DAY).blocks if isinstance(block, Table)).header
    assert [span_text(cell.spans) for cell in header] == ["Optie", "Noord", "Zuid*", "=West"]
    text = matrix_csv(FOUND, LIBRARY)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == ["Thema", "Optie", "Noord", "Zuid*", "'=West"]
    assert len(rows) == 1 + len(LIBRARY.cards)
