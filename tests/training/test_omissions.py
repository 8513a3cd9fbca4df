"""What falls away from a chapter is what the sheet and the rules ask for, and nothing tells that it was there."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from chapter_reader import Reading
from participant import facts_on

from liagen.document.blocks import Heading, ListBlock, Table, span_text
from liagen.document.walk import by_section, leaves
from liagen.library.load import load_library
from liagen.library.practice import library_without_practice
from liagen.make import chain
from liagen.profile.read import parse_profile
from liagen.training.answers import answer_key
from liagen.training.cases import SetOrder, make_set
from liagen.training.fault_paper import fault_paper
from liagen.training.faults import FaultOrder, insert_faults
from liagen.training.goal_cut import GOALS, without_goal
from liagen.training.handout import without_reasons
from liagen.training.score import highest_score
from liagen.training.task import task_sheet
from liagen.training.texts import LEVELS, RangeModel, load_texts

DAY = dt.date(2027, 1, 4)
LIBRARY = library_without_practice(load_library())
TEXTS = load_texts()
GONE = [kind for kind in TEXTS.faults if kind.weg]
ONE = FaultOrder(RangeModel(van=1, tot=1), 50)
ORDERS = (("basis", "kort", 8), ("gevorderd", "standaard", 20), ("expert", "standaard", 8))


@cache
def cases():
    return [
        one
        for level, length, count in ORDERS
        for one in make_set(SetOrder(count, 7, DAY, level, length, 0), TEXTS, LIBRARY).examples
    ]


@cache
def known(place):
    """Return the facts that a participant has when the search begins, by their label."""
    one = cases()[place]
    return {**facts_on(task_sheet(one, TEXTS, LIBRARY, DAY)), **facts_on(fault_paper(one, TEXTS, LIBRARY))}


@cache
def whole(place):
    return without_reasons(cases()[place].result, LIBRARY)


@cache
def alone(key):
    """Return for every case where a kind has a place: its number, and the chapter from which only that fell away."""
    kind = next(each for each in GONE if each.sleutel == key)
    texts = replace(TEXTS, faults=(kind,), decoys=())
    found = [
        (place, insert_faults(whole(place), ONE, one.result.facts.lookup, texts, "een"))
        for place, one in enumerate(cases())
    ]
    return [(place, each) for place, each in found if each.inserted]


ASKED = re.compile(r"^doel\s(\d+)(?: vast te stellen)?: «(.+)», uiterlijk (.+);$", re.MULTILINE)
"""A point that asks the college or the council for one goal: its number, what it is, and when it is reached."""


def text_of(chapter):
    return "\n".join(leaf.text for leaf in leaves(chapter).values())


def test_there_are_enough_kinds_of_every_class_and_a_set_has_them():
    least = {"weg": 12, "verband": 6, "oordeel": 4}
    sown = {each.fault.sleutel for one in cases() for each in one.faulty.inserted}
    for name, number in least.items():
        assert len({kind.sleutel for kind in TEXTS.faults if kind.soort == name} & sown) >= number, name


def test_the_whole_chapter_has_all_that_its_sheet_is_printed_with():
    for place, one in enumerate(cases()):
        reading = Reading(whole(place), known(place))
        assert len(one.faulty.demands) >= 8
        assert [each for each in one.faulty.demands if not reading.meets(each)] == [], one.municipality.name


@pytest.mark.parametrize("kind", GONE, ids=lambda kind: kind.sleutel)
def test_what_falls_away_is_asked_for_and_only_that_is_missed(kind):
    assert alone(kind.sleutel)
    for place, found in alone(kind.sleutel):
        reading = Reading(found.chapter, known(place))
        missed = [each for each in cases()[place].faulty.demands if not reading.meets(each)]
        assert kind.eis in missed, (kind.sleutel, place)
        # With a sum of money its open place goes, and with a group what it says of the chapter.
        assert set(missed) <= {kind.eis, *ALONG.get(kind.sleutel, ())}, (kind.sleutel, place)


SUMS = (
    re.compile(
        r"ongeveer (?P<part>\d+)\suur(?: per maand)? erbij, voor (?P<who>[^.]+?), naast de (?P<week>\d+)\suur per week"
    ),
    re.compile(
        r"(?:uren: |vraagt van de trekker )(?P<week>\d+)\suur per week.*?"
        r"(?:vervanger|Voor [\w ]+) en (?:de )?aanjagers vragen wij samen ongeveer (?P<all>\d+)\suur per maand",
        re.DOTALL,
    ),
)
"""The hours of the one who leads the work, the sum of all, the part of the others, and who they are."""

ALONG = {"vergoeding_weg": {"open_bedrag"}, "groep_weg": {"reactie"}}


@pytest.mark.parametrize("kind", GONE, ids=lambda kind: kind.sleutel)
def test_nothing_tells_that_something_fell_away(kind):
    for place, found in alone(kind.sleutel):
        assert_is_whole(found.chapter, place)
        for word in ("vervanger",) if kind.sleutel.startswith("vervanger_weg") else ():
            assert word not in text_of(found.chapter), (kind.sleutel, place)


def test_the_hours_that_are_checked_stand_in_many_chapters():
    for each in SUMS:
        assert sum(bool(each.search(text_of(whole(place)))) for place in range(len(cases()))) > 10


ODD = re.compile(r"  | [.,;:]|\(\)|;;|\.\.")
"""Space and signs that are left where something fell away."""


def around(text, found):
    """Return what stands around a match, in its own line."""
    before, after = text[: found.start()].rpartition("\n")[2], text[found.end() :].partition("\n")[0]
    return f"{before[-30:]}{found[0]}{after[:9]}"


def assert_is_whole(chapter, place):
    """Refuse skipped numbers, references to what is gone, sums that do not add up, empty headings and odd space."""
    text = text_of(chapter)
    drivers = cases()[place].result.facts.lookup("plan.aantal_aanjagers")
    assert [each for found in ODD.finditer(text) if " …" not in (each := around(text, found))] == []
    assert not [line for line in text.splitlines() if line != line.strip() or not line]
    table = next(block for block in chapter.blocks if isinstance(block, Table) and block.id == "tabel.doelen")
    numbers = [span_text(row.cells[0].spans) for row in table.rows]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    named = re.findall(r"[Dd]oel(?:en)?\s(\d+)(?:(?:, (\d+))*(?: en | tot en met )(\d+))?", text)
    assert {number for each in named for number in each if number} <= set(numbers)
    assert not re.search(r"doelen\s\d+\)|doel\s\d+(?:, \d+)* en \d+|\d{4}(?:,| en) \w+ \d{4}\b(?! \()", text)
    moments = [span_text(row.cells[3].spans) for row in table.rows]
    before = sum(bool(re.match("zes weken vóór het besluit|eind ", moment)) for moment in moments)
    if told := re.search(r"over de andere (\w+)\.", text):
        assert ["twee", "drie", "vier", "vijf", "zes", "zeven", "acht"].index(told[1]) + 2 == len(numbers) - before
    if told := re.search(r"De raad stelt de doelen\s\d+ (?:en|tot en met) (\d+) vast", text):
        assert int(told[1]) == len(numbers)
    for number, name, moment in ASKED.findall(text):
        assert [name, moment] == [span_text(table.rows[int(number) - 1].cells[place].spans) for place in (1, 3)]
    for summed in (found.groupdict() for each in SUMS if (found := each.search(text))):
        part = 4 * drivers + 2 * ("vervanger" in summed["who"] if "who" in summed else "vervanger" in text)
        if "part" in summed:
            assert int(summed["part"]) == part
        else:
            assert abs(int(summed["all"]) - part - int(summed["week"]) * 52 / 12) < 1
    blocks = list(chapter.blocks)
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            assert after is not None
            assert not (isinstance(after, Heading) and after.level <= block.level)
        if isinstance(block, ListBlock) and len(block.items) > 1 and span_text(block.items[0].spans).endswith(";"):
            ends = [span_text(item.spans)[-1] for item in block.items]
            assert ends == [*";" * (len(ends) - 1), "."]
    if lists := [len(block.items) for key, _, block in by_section(chapter) if isinstance(block, ListBlock)]:
        assert min(lists) >= 1


def test_a_chapter_with_everything_sown_misses_only_what_the_key_tells():
    for place, one in enumerate(cases()):
        reading = Reading(one.faulty.chapter, known(place))
        sown = [each.fault for each in one.faulty.inserted]
        missed = {each for each in one.faulty.demands if not reading.meets(each)}
        gone = {kind.eis for kind in sown if kind.weg}
        assert gone <= missed, one.municipality.name
        along = {each for kind in sown for each in ALONG.get(kind.sleutel, ())}
        # A mistake of another class may break one more: it is told as itself.
        assert len(missed - gone - along) <= sum(not kind.weg for kind in sown)


def test_the_key_tells_what_is_missing_where_and_by_which_rule():
    for place, one in enumerate(cases()):
        key = text_of(answer_key(one, TEXTS, LIBRARY, DAY))
        told = [text for text in key.splitlines() if "Hier ontbreekt: «" in text]
        gone = [each for each in one.faulty.inserted if each.fault.weg]
        assert len(told) == len(gone)
        for line, each in zip(told, gone, strict=True):
            assert each.heading in line
            assert f"(Punt {TEXTS.rule_number(each.fault.regel)}.)" in line
            assert each.text not in text_of(one.faulty.chapter), (place, each.fault.sleutel)
        assert highest_score(one, TEXTS).faults == 2 * len(one.faulty.inserted)


def test_what_shows_a_mistake_stands_in_the_chapter():
    shown = [(one, text) for one in cases() for each in one.faulty.inserted for text in each.beside]
    assert len(shown) > 20
    for one, text in shown:
        assert text in text_of(one.faulty.chapter)


def test_a_demand_that_a_chapter_does_not_meet_is_not_asked_of_it():
    for one in cases():
        task = text_of(task_sheet(one, TEXTS, LIBRARY, DAY))
        asked = [each for rule in TEXTS.chapter_rules for each in rule.eisen]
        held = {each.tekst for each in asked if each.sleutel in one.faulty.demands}
        for told in {each.tekst for each in asked}:
            assert task.count(told) == (told in held), told
    # By what is whole, not by what fell away: else the sheet would tell it.
    assert all(
        each.fault.eis in one.faulty.demands for one in cases() for each in one.faulty.inserted if each.fault.eis
    )


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_has_its_share_of_every_class(level):
    shares = TEXTS.levels[level].soorten
    for one in cases():
        if one.level != level:
            continue
        count = Counter(each.fault.soort for each in one.faulty.inserted)
        for name, share in shares.items():
            wanted = (len(one.faulty.inserted) * share + 50) // 100
            assert abs(count[name] - wanted) <= 1, (one.municipality.name, name)


def test_a_decoy_that_changes_nothing_is_right_as_it_is():
    checked = Counter()
    for place, one in enumerate(cases()):
        for each in one.faulty.decoys:
            if each.fault.klopt:
                assert each.text in text_of(whole(place))
            elif each.fault.niet:
                assert not [
                    text for text in each.fault.niet if text.casefold() in text_of(one.faulty.chapter).casefold()
                ]
            else:
                continue
            checked[bool(each.fault.niet)] += 1
    assert len(checked) == 2


def test_a_goal_that_falls_away_is_asked_for_in_no_point_and_those_after_it_move_up():
    checked = Counter()
    for place in range(len(cases())):
        chapter = whole(place)
        text = text_of(chapter)
        asked = [(int(number), *told) for number, *told in ASKED.findall(text)]
        for gone, _, moment in asked:
            if (cut := without_goal(chapter, gone)) is None:
                continue
            left = [(number - (number > gone), *told) for number, *told in asked if number != gone]
            assert [(int(number), *told) for number, *told in ASKED.findall(text_of(cut))] == left, (place, gone)
            assert_is_whole(cut, place)
            adopted = re.search(rf"^doel\s{gone} vast te stellen: «", text, re.MULTILINE)
            checked["council" if adopted else "college"] += 1
            checked["before"] += "vóór het besluit" in moment
    assert min(checked["council"], checked["college"], checked["before"]) > 20, checked


def test_of_a_decision_with_a_date_the_goals_that_it_is_about_are_still_counted():
    town = """gemeente: {naam: Zuid}
organisatie: {fte: 500}
document: {besluit_door: college, besluit_datum: 15-06-2027}
beleggen: {uitvoerder: {aanwezig: ja, functie: beleidsadviseur}}
"""
    chapter = without_reasons(chain.make(parse_profile(town, "x", LIBRARY.cards), LIBRARY, DAY), LIBRARY)
    goals = next(block for block in chapter.blocks if block.id == GOALS)
    words = [None, None, "twee", "drie", "vier", "vijf", "zes"]
    about = words.index(_about(chapter))
    prepared = len(goals.rows) - about
    assert prepared > 1
    for number in range(1, len(goals.rows) + 1):
        cut = without_goal(chapter, number)
        assert _about(cut) == words[about - (number > prepared)], number


def _about(chapter):
    return re.search(r"Het besluit gaat over de andere (\w+)\.", text_of(chapter))[1]
