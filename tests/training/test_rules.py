"""Every key can be derived from what participants get: the facts on their sheet and the printed rules."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import pytest
from participant import answer, facts_on, judged, options_on

from liagen.document.blocks import Table, span_text
from liagen.document.walk import leaves
from liagen.library.derived import spec_of
from liagen.library.load import load_library
from liagen.profile.fields import field_specs
from liagen.training.answers import answer_key, counted_options
from liagen.training.cases import SetOrder, make_set
from liagen.training.option_sheet import option_sheet
from liagen.training.rules import option_rules
from liagen.training.task import contrast_task, task_sheet
from liagen.training.texts import load_texts

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()
TEXTS = load_texts()
SEEDS = (1,)
NUMBERS = {key: str(each.number) for key, each in option_rules(LIBRARY, TEXTS).items()}


@cache
def made(seed):
    return make_set(SetOrder(None, seed, DAY, None), TEXTS, LIBRARY)


@cache
def printed():
    return options_on(option_sheet(LIBRARY.cards, TEXTS, LIBRARY, DAY))


def by_hand(facts):
    return {key: judged(printed()[number], facts)[0] for key, number in NUMBERS.items()}


def of_key(choice):
    return {key: LIBRARY.word(f"oordeel_{chosen.verdict}") for key, chosen in choice.options.items()}


def text_of(chapter):
    return "\n".join(leaf.text for leaf in leaves(chapter).values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.wide
def test_the_sheet_alone_gives_every_verdict(seed):
    for one in made(seed).examples:
        facts = facts_on(task_sheet(one, TEXTS, LIBRARY, DAY))
        assert by_hand(facts) == of_key((one.open_result or one.result).choice), one.number


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sheet_with_the_answers_of_the_trainer_gives_every_verdict_of_the_key(seed):
    for one in made(seed).examples:
        whole = task_sheet(one_without_hiding(one), TEXTS, LIBRARY, DAY)
        assert by_hand(facts_on(whole)) == of_key(one.result.choice), one.number


def one_without_hiding(example):
    return replace(example, half=None, open_result=None)


def test_both_sides_of_a_pair_can_be_derived():
    for pair in made(1).contrasts:
        task = contrast_task(pair, TEXTS, LIBRARY, DAY)
        facts = facts_on(task)
        assert by_hand(facts) == of_key(pair.before.result.choice)
        difference = next(block for block in task.blocks if isinstance(block, Table) and len(block.header) == 3)
        label, _, after = (span_text(cell.spans) for cell in difference.rows[0].cells)
        changed = {**facts, label[:1].lower() + label[1:]: after.replace(" en ", "; ")}
        assert by_hand(changed) == of_key(pair.result.choice)


def test_the_key_names_the_rule_that_gives_the_verdict():
    for one in made(1).examples:
        facts = facts_on(task_sheet(one_without_hiding(one), TEXTS, LIBRARY, DAY))
        key = answer_key(one, TEXTS, LIBRARY, DAY)
        told = "\n".join(
            span_text(row.cells[-1].spans) for block in key.blocks if isinstance(block, Table) for row in block.rows
        )
        for number in NUMBERS.values():
            for rule in judged(printed()[number], facts)[1]:
                assert f"Regel {rule} klopt" in told


def test_the_key_refers_to_no_rule_that_is_not_on_the_sheet():
    on_sheet = set(re.findall(r"\b\d+[a-z]\b", "\n".join(printed().values())))
    for one in made(7).examples:
        key = text_of(answer_key(one, TEXTS, LIBRARY, DAY))
        assert set(re.findall(r"\b\d+[a-z]\b", key)) <= on_sheet
        assert not re.search(r"\bR\d+\b", key)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_that_the_answers_change_has_a_hidden_fact_that_counts_for_it(seed):
    for one in (one for one in made(seed).examples if one.half):
        half, full = (result.choice.verdicts() for result in (one.open_result, one.result))
        counted = {key for keys in counted_options(one, LIBRARY, TEXTS).values() for key in keys}
        assert {key for key in half if half[key] != full[key]} <= counted


def test_every_field_that_a_rule_reads_stands_on_the_sheet_of_the_participant():
    labels = {spec_of(name).label for each in option_rules(LIBRARY, TEXTS).values() for name in each.names}
    for one in made(1).examples:
        assert labels <= set(facts_on(task_sheet(one, TEXTS, LIBRARY, DAY)))


def test_every_field_that_decides_a_risk_stands_on_the_sheet_of_the_participant():
    specs = field_specs()
    names = {name for risk in LIBRARY.risks.values() for name in risk.als.names if name in specs}
    labels = {specs[name].label for name in names if not specs[name].has_rows}
    for one in made(1).examples:
        assert labels <= set(facts_on(task_sheet(one, TEXTS, LIBRARY, DAY)))


def test_an_event_that_nobody_named_is_still_to_be_asked():
    text = printed()[NUMBERS["bestaand_evenement"]]
    facts = {"bestaand evenement": "onbekend", "gevoerde interne communicatie": "geen"}
    assert judged(text, facts)[0] == "Te overwegen"


@pytest.mark.parametrize(
    ("told", "facts", "wanted"),
    [
        ("a is «ja», en b is «nee»", {"a": "nee", "b": "onbekend"}, False),
        ("a is «ja», en b is «nee»", {"a": "ja", "b": "onbekend"}, None),
        ("(a is «ja» of b is «nee»)", {"a": "ja", "b": "onbekend"}, True),
        ("a is «nee» of «onbekend»", {"a": "onbekend"}, True),
        ("a is 400 of meer", {"a": "1.600"}, True),
        ("«x» staat niet bij a", {"a": "y; z"}, True),
    ],
)
def test_the_participant_reads_rules_as_the_sheet_explains_them(told, facts, wanted):
    assert answer(told, facts) is wanted


def test_every_rule_of_a_card_is_printed_under_a_number_of_its_own():
    key, card = next((key, card) for key, card in LIBRARY.cards.items() if card.kies_als)
    many = replace(LIBRARY, cards={key: card.model_copy(update={"kies_als": card.kies_als[:1] * 30})})
    numbers = [rule.number for rule in option_rules(many, TEXTS)[key].of("voorstel")]
    assert len(set(numbers)) == 30
    assert numbers[-1].isalnum()
