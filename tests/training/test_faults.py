"""Every mistake is one by what participants have in their hands, and every decoy is right by it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cache

import pytest
from participant import NUMBERS, answer, facts_on

from liagen.chapter.markdown import plain_text
from liagen.document.blocks import Table, span_text
from liagen.document.walk import leaves
from liagen.library.load import load_library
from liagen.library.practice import library_without_practice
from liagen.training.cases import SetOrder, make_set
from liagen.training.fault_paper import fault_paper
from liagen.training.handout import without_reasons
from liagen.training.rules import condition_told
from liagen.training.task import task_sheet
from liagen.training.texts import LEVELS, load_texts
from liagen.training.told import label_told

DAY = dt.date(2027, 1, 4)
LIBRARY = library_without_practice(load_library())
TEXTS = load_texts()


@cache
def made(level, length, seed=7):
    return make_set(SetOrder(12, seed, DAY, level, length, 0), TEXTS, LIBRARY).examples


CASES = (("basis", "kort"), ("gevorderd", "standaard"), ("expert", "standaard"))


def every_case():
    return [one for key in CASES for one in made(*key)]


@cache
def known_to(level, length, number):
    one = made(level, length)[number]
    return {**facts_on(task_sheet(one, TEXTS, LIBRARY, DAY)), **facts_on(fault_paper(one, TEXTS, LIBRARY))}


def known(one):
    """Return the facts that a participant has when the search begins, by their label."""
    return known_to(*next((*key, one.number - 1) for key in CASES if made(*key)[one.number - 1] is one))


def text_of(chapter):
    return "\n".join(leaf.text for leaf in leaves(chapter).values())


def sown():
    """Return every mistake and decoy with its case."""
    return [(one, each) for one in every_case() for each in (*one.faulty.inserted, *one.faulty.decoys)]


def test_the_condition_of_every_mistake_and_decoy_can_be_read_off_the_sheet():
    checked = 0
    for one, found in sown():
        for condition in (found.fault.als, found.applied.als if found.applied else None):
            if condition:
                assert answer(plain_text(condition_told(condition, LIBRARY, TEXTS)), known(one)), found
                checked += 1
    assert checked > 40


def test_what_the_key_calls_the_fact_stands_so_on_the_sheet():
    checked = 0
    for one, found in sown():
        if found.fault.veld:
            label = label_told(found.fault.veld)
            value = known(one)[label[:1].lower() + label[1:]]
            assert f"{label}: {value}" in found.right
            checked += 1
    assert checked > 40


def test_what_the_chapter_says_twice_agrees_before_anything_is_sown():
    checked = Counter()
    for one in every_case():
        chapter = without_reasons(one.result, LIBRARY)
        text = text_of(chapter)
        departments = one.result.facts.lookup("organisatie.aantal_afdelingen")
        for count in re.findall(r"de (\w+)\saanjagers elk\s4\suur", text):
            assert NUMBERS.index(count) == departments
            checked["aanjagers"] += 1
        for part in re.findall(r"ongeveer (\d+)\suur per maand erbij, voor|waarvan (\d+) voor aanjagers", text):
            assert int("".join(part)) == 2 + 4 * one.result.facts.lookup("plan.aantal_aanjagers")
            checked["hours"] += 1
        for some, all_of_them in re.findall(r"(\d+) van de (\d+)", text):
            assert some == all_of_them == str(departments)
        table = next(block for block in chapter.blocks if isinstance(block, Table) and block.id == "tabel.doelen")
        goals = {span_text(row.cells[0].spans): span_text(row.cells[1].spans) for row in table.rows}
        for number, name in re.findall(r"doel\s(\d+)(?: vast te stellen)?: «([^»]+)»", text):
            assert name == goals[number]
            checked["points"] += 1
        for number in re.findall(r"\(doel\s(\d+)\)", text):
            assert number in goals
    assert min(checked[key] for key in ("aanjagers", "hours", "points")) >= 5, checked


def test_a_reference_to_another_goal_leads_to_one_that_is_there():
    for one in every_case():
        table = next(block for block in one.faulty.chapter.blocks if block.id == "tabel.doelen")
        numbers = {span_text(row.cells[0].spans) for row in table.rows}
        assert set(re.findall(r"\(doel\s(\d+)\)", text_of(one.faulty.chapter))) <= numbers


@pytest.mark.parametrize("level", LEVELS)
def test_mistakes_are_as_hard_as_their_level_says_and_of_many_kinds(level):
    found = [each for length in ("kort", "standaard") for one in made(level, length) for each in one.faulty.inserted]
    hard = 100 * sum(each.fault.lastig == "ja" for each in found) / len(found)
    assert abs(hard - TEXTS.levels[level].lastig) <= 15
    assert len({each.fault.sleutel for each in found}) >= 30
    told = TEXTS.levels[level]
    for one, wanted in (
        *((one, told.fouten_kort) for one in made(level, "kort")),
        *((one, told.fouten) for one in made(level, "standaard")),
    ):
        assert wanted.van <= len(one.faulty.inserted) <= wanted.tot
        assert len({each.fault.regel for each in one.faulty.inserted}) >= min(4, len(one.faulty.inserted) - 1)


def test_every_mistake_and_decoy_is_one_by_a_rule_that_participants_have():
    printed = {rule.sleutel for rule in TEXTS.chapter_rules}
    assert {kind.regel for kind in TEXTS.faults} == printed
    assert {kind.regel for kind in TEXTS.decoys} <= printed
    for one in made("basis", "kort")[:2]:
        task = text_of(task_sheet(one, TEXTS, LIBRARY, DAY))
        assert all(plain_text(rule.told(one.faulty.demands)) in task for rule in TEXTS.chapter_rules)


def test_the_facts_that_were_hidden_are_told_before_the_search():
    for one in made("expert", "standaard"):
        paper = facts_on(fault_paper(one, TEXTS, LIBRARY))
        for path in one.half.hidden:
            label = label_told(path)
            assert paper[label[:1].lower() + label[1:]] != "onbekend"
