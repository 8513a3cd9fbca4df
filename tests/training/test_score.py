"""Points on a course day: what a group can get adds up on the form and in the list."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from day_builders import DAY, LIBRARY, TEXTS, made_day
from participant import facts_on, judged, options_on

from liagen.document.blocks import Table, span_text
from liagen.files.spreadsheet import sheet_text
from liagen.training.option_sheet import option_sheet
from liagen.training.score import highest_score, score_form, score_list
from liagen.training.task import task_sheet


def rows_of(sheet, first):
    """Return the rows of the tables whose first column has this head."""
    tables = [block for block in sheet.blocks if isinstance(block, Table) and span_text(block.header[0].spans) == first]
    return [[span_text(cell.spans) for cell in row.cells] for table in tables for row in table.rows]


def test_the_form_holds_every_asked_option_and_sown_mistake_and_its_parts_add_up():
    for case in made_day("expert").cases:
        sheet, highest = score_form(case, TEXTS, LIBRARY, DAY), highest_score(case.example, TEXTS)
        assert len(rows_of(sheet, "Optie")) == len(case.example.asked)
        sown = (*case.example.faulty.inserted, *case.example.faulty.decoys)
        assert len(rows_of(sheet, "Nr.")) == len(sown)
        totals = [int(row[1]) for row in rows_of(sheet, "Onderwerp")[:5] if row[1]]
        assert totals == [highest.verdicts, highest.goals, highest.faults, sum(totals[:3])]
        assert sum(totals[:3]) == highest.total


def test_the_form_tells_what_is_right_before_and_after_the_hidden_facts_are_asked():
    shifted = [
        (case, key)
        for case in made_day("expert").cases
        for key in case.example.asked
        if case.example.open_result.choice.options[key].verdict != case.example.result.choice.options[key].verdict
    ]
    assert shifted
    for case, key in shifted:
        before = case.example.open_result.choice.options[key].verdict
        told = {row[0].split()[0]: row[1] for row in rows_of(score_form(case, TEXTS, LIBRARY, DAY), "Optie")}
        number = list(LIBRARY.cards).index(key) + 1
        assert f"zolang niet is gevraagd: {LIBRARY.word(f'oordeel_{before}')}" in told[str(number)]


@pytest.mark.parametrize("level", ["basis", "expert"])
def test_what_a_group_gets_gives_the_verdicts_of_the_form(level):
    for case in made_day(level).cases:
        one = case.example
        printed = options_on(option_sheet(one.asked, TEXTS, LIBRARY, DAY))
        told = {row[0].split()[0]: row[1] for row in rows_of(score_form(case, TEXTS, LIBRARY, DAY), "Optie")}
        assert set(printed) == set(told)  # its sheet holds the options that it judges, and no others
        sheets = {"asked": replace(one, half=None, open_result=None), "open": one}
        for name, shown in sheets.items():
            facts = facts_on(task_sheet(shown, TEXTS, LIBRARY, DAY))
            for number, verdict in told.items():
                before = re.search(r"niet is gevraagd: (.+)\)", verdict)
                right = before[1] if before and name == "open" else verdict.partition(" (")[0]
                assert judged(printed[number], facts)[0] == right


def worked_out(cells, rows):
    """Work a sum of cells out as a spreadsheet does."""
    total = 0
    for part in cells.lstrip("=").replace("-", "+-").split("+"):
        name = part.lstrip("-")
        value = rows[int(name[1:]) - 1]["ABCDEFGHIJKL".index(name[0])] or "0"
        found = worked_out(value, rows) if value.startswith("=") else int(value)
        total += -found if part.startswith("-") else found
    return total


def test_the_list_adds_up_what_a_trainer_types_in():
    day = made_day("basis", minutes=345)
    assert day.plan.rounds == 2
    rows = list(csv.reader(io.StringIO(score_list(day, TEXTS).removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 1 + len(day.cases) + day.order.groups
    for number, row in enumerate(rows[1 : 1 + len(day.cases)], 1):
        row[4], row[6], row[8], row[9] = str(number), "3", "4", "1"
        assert worked_out(row[11], rows) == number + 6
    together = rows[1 + len(day.cases)]
    assert worked_out(together[11], rows) == 1 + 2 + 12
    assert worked_out(together[10], rows) == int(rows[1][10]) + int(rows[2][10])


def test_a_text_that_looks_like_a_formula_is_still_no_formula():
    assert sheet_text([["=A1+A2"]]).endswith("'=A1+A2\r\n")
