"""What the trainer lays before all groups afterwards, and what she can answer for the council."""

from __future__ import annotations

import pytest
from day_builders import DAY, LIBRARY, TEXTS, made_day

from liagen.document.blocks import Table, span_text
from liagen.document.walk import leaves
from liagen.make import chain
from liagen.training.debrief import debrief_paper
from liagen.training.work_sheet import council_answers

REST = (TEXTS, LIBRARY, DAY)


def rows_of(paper, first):
    """Return the rows below each head of the tables whose first column has this head, by that head."""
    found = {}
    for block in paper.blocks:
        if isinstance(block, Table) and span_text(block.header[0].spans) == first:
            heads = [span_text(cell.spans) for cell in block.header]
            for row in block.rows:
                told = [span_text(cell.spans) for cell in row.cells]
                found.setdefault(told[0], {}).update(zip(heads[1:], told[1:], strict=True))
    return found


@pytest.mark.parametrize(("level", "minutes", "groups"), [("basis", 180, 6), ("expert", 300, 2)])
def test_the_overview_holds_every_verdict_of_the_key_and_every_mistake(level, minutes, groups):
    day = made_day(level, minutes=minutes, groups=groups)
    paper = debrief_paper(day, *REST)
    verdicts, mistakes = rows_of(paper, "Optie"), rows_of(paper, "Punt van een goed hoofdstuk")
    for case in day.cases:
        head = f"Groep {case.group}: {case.example.municipality.name}"
        numbers = {str(list(LIBRARY.cards).index(key) + 1): key for key in case.example.asked}
        for option, told in verdicts.items():
            number = option.split()[0]
            if number in numbers:
                chosen = case.example.result.choice.options[numbers[number]]
                assert told[head] == LIBRARY.word(f"oordeel_{chosen.verdict}")
            else:
                assert told.get(head, "–") == "–"
        counted = sum(int(told[head]) for told in mistakes.values() if told.get(head, "–") != "–")
        assert counted == len(case.example.faulty.inserted)


def test_groups_judge_enough_of_the_same_options_to_compare():
    asked = [set(case.example.asked) for case in made_day("basis", minutes=180, groups=4).cases]
    shared = [len(one & other) for number, one in enumerate(asked) for other in asked[number + 1 :]]
    assert sum(shared) / len(shared) >= 4


def test_the_trainer_has_every_answer_to_the_council_and_participants_have_none():
    result = made_day("basis").cases[0].example.result
    answers = council_answers(result, LIBRARY, TEXTS, DAY)
    (table,) = (block for block in answers.blocks if isinstance(block, Table))
    sheet = "\n".join(leaf.text for leaf in leaves(chain.make_sheet(result, LIBRARY)).values())
    assert len(table.rows) >= 5
    for row in table.rows:
        question, answer = (span_text(cell.spans) for cell in row.cells)
        assert question.endswith("?")
        assert answer in sheet
