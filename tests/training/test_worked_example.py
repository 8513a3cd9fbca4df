"""The small case that all groups do together: every step can be followed from its own paper."""

from __future__ import annotations

import re

from day_builders import DAY, LIBRARY, TEXTS
from participant import facts_on, judged, options_on

from liagen.document.blocks import Heading, ListBlock, Table, span_text
from liagen.document.walk import leaves
from liagen.training.worked_example import worked_example_key, worked_example_task

REST = (TEXTS, LIBRARY, DAY)


def steps_by_option():
    """Return what the key tells step by step, by the number of the option."""
    found, number = {}, ""
    for block in worked_example_key(*REST).blocks:
        if isinstance(block, Heading):
            number = span_text(block.spans).split()[0]
        elif isinstance(block, ListBlock):
            found[number] = [span_text(item.spans) for item in block.items]
    return found


def test_the_key_ends_at_the_verdict_that_the_paper_gives():
    task = worked_example_task(*REST)
    facts, options, told = facts_on(task), options_on(task), steps_by_option()
    assert set(options) == set(told)
    verdicts = [judged(options[number], facts)[0] for number in options]
    assert sorted(set(verdicts)) == ["Is er al", "Niet nu", "Te overwegen", "Voorstel"]
    for number, verdict in zip(options, verdicts, strict=True):
        assert told[number][-1].endswith(f"Dus: {verdict}.")


def test_each_rule_on_the_way_is_answered_with_its_facts():
    facts = facts_on(worked_example_task(*REST))
    lines = [line for steps in steps_by_option().values() for line in steps]
    pairs = [pair for line in lines for pair in re.findall(r"\(([^()]+)\)", line)]
    named = [one.split(": ", 1) for pair in pairs for one in pair.split("; ") if ": " in one]
    assert len(named) > 5
    for label, value in named:
        assert value in facts[label[:1].lower() + label[1:]]


def test_the_task_tells_no_answer():
    task = "\n".join(leaf.text for leaf in leaves(worked_example_task(*REST)).values())
    assert not [each for each in TEXTS.example.zinnen if each.uitleg in task]
    rows = [block.rows for block in worked_example_task(*REST).blocks if isinstance(block, Table)][-1]
    assert [span_text(row.cells[0].spans) for row in rows] == [each.zin for each in TEXTS.example.zinnen]
    assert {each.klopt for each in TEXTS.example.zinnen} == {"ja", "nee"}
