"""Training sets, part by part: pairs covered, municipalities, mistakes, hand-outs and contrasts."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import shutil
from dataclasses import replace
from functools import cache

import pytest
from builders import profile
from dutch_municipalities import NAMES
from every import every
from participant import number_in
from toy import CARD, OUTLINE, make_package

from liagen.chapter.choose import choose
from liagen.chapter.facts import fact_of, read_facts
from liagen.chapter.markdown import fill_for, plain_text
from liagen.document.blocks import Heading, ListBlock, Origin, Paragraph, Table, Text, span_text
from liagen.document.changes import sentences
from liagen.document.walk import leaves, placed_fills
from liagen.errors import LibraryError
from liagen.files.load import shipped_folder
from liagen.library.load import load_library, read_library
from liagen.make import chain
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.model import Profile
from liagen.profile.read import shipped_profiles
from liagen.training.answers import answer_key, contrast_key, deciding_rules
from liagen.training.cases import SetOrder, make_set
from liagen.training.contrast import chapter_changes, verdict_changes
from liagen.training.faults import FaultOrder, insert_faults
from liagen.training.guide import judging_form, trainer_guide
from liagen.training.handout import without_reasons
from liagen.training.municipalities import hide, invent_all, invented_name
from liagen.training.pairs import DIMENSIONS, MAX_FOR_ALL_PAIRS, Combination, all_pairs, choose_combinations, coverage
from liagen.training.rules import fields_behind
from liagen.training.sheet import read_on
from liagen.training.task import contrast_task, task_sheet
from liagen.training.texts import LEVELS, FaultModel, RangeModel, load_texts
from liagen.training.variety import variety

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()
TEXTS = load_texts()
SEEDS = range(3)


@cache
def whole_set():
    return make_set(SetOrder(None, 1, DAY, None), TEXTS, LIBRARY)


@pytest.fixture(params=range(len(choose_combinations(None, 1))))
def example(request):
    return whole_set().examples[request.param]


@pytest.fixture(params=DIMENSIONS)
def pair(request):
    return next(pair for pair in whole_set().contrasts if pair.dimension == request.param)


def text_of(chapter):
    return "\n".join(leaf.text for leaf in leaves(chapter).values())


def origins_of(chapter):
    return {one for leaf in leaves(chapter).values() for one in leaf.origins}


# ------------------------------------------------------------ pairs


@pytest.mark.parametrize("seed", SEEDS)
def test_every_pair_of_values_is_in_a_set_of_at_most_twenty_four(seed):
    rows = [tuple(row.value(name) for name in DIMENSIONS) for row in choose_combinations(None, seed)]
    assert len(rows) <= MAX_FOR_ALL_PAIRS
    for first, second in itertools.combinations(range(len(DIMENSIONS)), 2):
        values = list(DIMENSIONS.values())
        assert {(row[first], row[second]) for row in rows} == set(itertools.product(values[first], values[second]))


def test_all_pairs_are_counted_as_such():
    sizes = [len(values) for values in DIMENSIONS.values()]
    assert len(all_pairs()) == sum(one * other for one, other in itertools.combinations(sizes, 2))


def test_one_combination_covers_one_pair_of_every_two_dimensions():
    only = Combination("klein", "geen", "onbekend", "alleen", "geen", "sociaal")
    found = coverage([only])
    assert (found.covered, found.percentage) == (15, 9)
    assert all(not pair.is_in(only) for pair in found.missing)


def test_a_small_set_covers_more_than_its_rows_in_another_order():
    rows = choose_combinations(None, 3)
    first = [coverage(rows[:count]).covered for count in range(1, len(rows) + 1)]
    gains = [after - before for before, after in itertools.pairwise([0, *first])]
    assert choose_combinations(5, 3) == rows[:5]
    assert gains == sorted(gains, reverse=True)


def test_a_large_set_goes_on_with_other_combinations():
    rows = choose_combinations(60, 4)
    assert len(set(rows)) == len(rows) == 60
    assert rows[: len(choose_combinations(None, 4))] == choose_combinations(None, 4)
    assert rows == choose_combinations(60, 4)
    assert rows != choose_combinations(60, 5)


def test_more_examples_than_combinations_is_allowed():
    assert len(choose_combinations(1200, 1)) == 1200


# ------------------------------------------------------------ municipalities


def test_names_are_those_of_no_municipality():
    names = [invented_name(number, seed, TEXTS) for seed in range(3) for number in range(700)]
    real = NAMES | {name.replace("-", " ") for name in NAMES} | {name.replace("-", " ") for name in shipped_profiles()}
    assert len(NAMES) > 342
    assert not {name.casefold() for name in names} & real
    assert all(name.startswith(TEXTS.municipalities.namen.begin) for name in names)


def test_no_name_is_used_twice_in_a_set():
    names = [invented_name(number, 8, TEXTS) for number in range(700)]
    assert len(set(names)) == len(names)


def test_no_invented_name_is_in_the_texts_of_the_library():
    parts = [begin + end for begin in TEXTS.municipalities.namen.begin for end in TEXTS.municipalities.namen.eind]
    library = "\n".join(
        path.read_text(encoding="utf-8") for path in (shipped_folder("templates") / "standaard").rglob("*.md")
    )
    assert not [name for name in parts if name in library]


EXPECTED = {
    ("lia", "geen"): {"lia.status": "geen"},
    ("lia", "in_ontwikkeling"): {"lia.status": "in_ontwikkeling"},
    ("lia", "vastgesteld"): {"lia.status": "vastgesteld"},
    ("draagvlak", "aanwezig"): {"draagvlak.raad": "ja", "draagvlak.college": "ja"},
    ("draagvlak", "onbekend"): {"draagvlak.raad": None, "draagvlak.college": None, "draagvlak.bron": None},
    ("beleggen", "alleen"): {"beleggen.groep.aanwezig": "nee", "beleggen.aanjagers.aanwezig": "nee"},
    ("beleggen", "groep"): {"beleggen.groep.aanwezig": "ja", "beleggen.aanjagers.aanwezig": "nee"},
    ("beleggen", "aanjagers"): {"beleggen.aanjagers.aanwezig": "ja"},
    ("beleggen", "combinatie"): {"beleggen.groep.aanwezig": "ja", "beleggen.aanjagers.aanwezig": "ja"},
    ("training", "geen"): {"gedaan.training": ()},
    ("training", "eenmalig"): {"gedaan.herhaald": "nee"},
    ("training", "herhaald"): {"gedaan.herhaald": "ja"},
    ("start", "fysiek"): {"toegankelijkheid_start": "fysiek"},
    ("start", "sociaal"): {"toegankelijkheid_start": "sociaal"},
}
FTE = {"klein": (1, 150), "middelgroot": (151, 399), "groot": (400, 1000), "zeer_groot": (1001, 5000)}


def check_facts(combination: Combination, profile: Profile) -> None:
    for name in DIMENSIONS:
        for path, value in EXPECTED.get((name, combination.value(name)), {}).items():
            assert profile_value(profile, path) == value, (path, combination)
    if combination.lia == "herijking":
        assert profile.lia.status in ("herijking", "in_uitvoering")
    if combination.beleggen == "aanjagers":
        assert profile.beleggen.groep.aanwezig in ("nee", None, "onbekend")
    if combination.draagvlak == "afwezig":
        assert {profile.draagvlak.raad, profile.draagvlak.college} <= {"nee", "deels"}
        assert profile.draagvlak.bron == ()
    if combination.training != "geen":
        assert profile.gedaan.training
    low, high = FTE[combination.fte]
    assert low <= profile.organisatie.fte <= high
    assert 7.6 <= 1000 * profile.organisatie.fte / profile.gemeente.inwoners <= 12.7  # the range of the report, §2.1
    departments = profile.organisatie.aantal_afdelingen
    assert departments == len(profile.organisatie.afdelingen)
    if profile.beleggen.aanjagers.aanwezig == "ja":
        assert profile.beleggen.aanjagers.aantal == departments
    assert profile.stand.herkomst == "verzonnen"
    assert profile.capaciteit.budget is None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.wide
def test_facts_say_what_the_combination_says_and_agree(seed):
    combinations = choose_combinations(30, seed)
    for combination, found in zip(combinations, invent_all(combinations, seed, DAY, TEXTS, LIBRARY), strict=True):
        check_facts(combination, found.profile)


def told_of_by(profile):
    """Return how the municipality told of inclusion, with whether there is what that takes."""
    told = profile.gedaan.communicatie or ()
    there = {
        "intranet": profile.structuren.intranet,
        "teamoverleg": profile.structuren.teamoverleg,
        "medewerkersbijeenkomst": profile.structuren.medewerkersbijeenkomst.aanwezig,
        "borrelpraat": profile.structuren.borrelpraat,
        "evenement": "nee" if profile.structuren.evenement in (None, "geen") else "ja",
    }
    return {way: there[way] for way in told if way in there}


@pytest.mark.wide
def test_nobody_told_of_inclusion_where_there_was_no_place_to():
    for one in whole_set().examples:
        assert set(told_of_by(one.municipality.profile).values()) <= {"ja"}


def test_who_is_not_there_has_no_function_and_no_hours():
    without = [one.municipality.profile.beleggen.uitvoerder for one in whole_set().examples]
    without = [each for each in without if each.aanwezig == "nee"]
    assert without
    assert {(each.functie, each.uren_per_week, each.vervanger) for each in without} == {(None, None, None)}


# ------------------------------------------------------------ variety


@pytest.mark.parametrize("seed", [1, 2026])
def test_no_option_has_the_same_verdict_in_more_than_seventy_percent_of_a_set(seed):
    combinations = choose_combinations(None, seed)
    found = invent_all(combinations, seed, DAY, TEXTS, LIBRARY)
    spread = variety([choose(read_facts(one.profile, LIBRARY, DAY), LIBRARY) for one in found])
    assert {each.option: dict(each.counts) for each in spread.spreads if each.most_alike > 70} == {}
    assert [each.option for each in spread.spreads if len(each.counts) == 1] == []


def test_variety_is_counted_as_such():
    results = [one.result.choice for one in whole_set().examples]
    verdicts = [each.verdicts()["campagne"] for each in results]
    spread = next(each for each in variety(results).spreads if each.option == "campagne")
    assert spread.counts == {verdict: verdicts.count(verdict) for verdict in set(verdicts)}
    assert spread.most_alike == -(-100 * max(map(verdicts.count, verdicts)) // len(verdicts))


@every("group", range(len(TEXTS.municipalities.altijd.een_van)))
def test_every_background_fact_varies_within_a_set(group):
    rows = TEXTS.municipalities.altijd.een_van[group]
    fields = dict.fromkeys(path for row in rows for path in row.feiten)
    told = {tuple(profile_value(one.municipality.profile, path) for path in fields) for one in whole_set().examples}
    assert len(told) >= 2


def test_different_people_know_what_was_hidden():
    for one in whole_set().examples:
        who = {field_specs()[path].wie for path in one.half.hidden} if one.half else set()
        assert len(who) >= {"basis": 0, "gevorderd": 3, "expert": 4}[one.level], one.number


@pytest.mark.wide
def test_another_seed_gives_other_municipalities():
    one, other = (make_set(SetOrder(2, seed, DAY, "basis"), TEXTS, LIBRARY) for seed in (1, 2))
    assert one == make_set(SetOrder(2, 1, DAY, "basis"), TEXTS, LIBRARY)
    assert {each.municipality.name for each in one.examples} != {each.municipality.name for each in other.examples}
    assert one.examples[0].municipality.answers != other.examples[0].municipality.answers


# ------------------------------------------------------------ levels and half-filled profiles


@pytest.mark.wide
def test_levels_take_turns_unless_one_is_asked():
    assert [one.level for one in whole_set().examples[:4]] == [*LEVELS, "basis"]
    expert = make_set(SetOrder(3, 1, DAY, "expert"), TEXTS, LIBRARY)
    assert {one.level for one in expert.examples} == {"expert"}


def test_learning_goals_vary_and_fit_their_example():
    goals = [one.learning_goal for one in whole_set().examples]
    assert max(map(goals.count, goals)) <= 2
    assert len(set(goals)) >= 15
    for one in whole_set().examples:
        values = (TEXTS.municipalities.dimensies[name].waarden[one.combination.value(name)] for name in DIMENSIONS)
        assert one.learning_goal in {value.leerdoel for value in values}


def test_a_half_filled_profile_lacks_facts_and_nothing_else(example):
    if example.level == "basis":
        assert example.half is None
        return
    whole, half = example.municipality, example.half
    assert half.hidden
    for path in half.hidden:
        assert profile_value(half.municipality.profile, path) is None, path
    rest = {path: value for path, value in whole.answers.items() if path not in half.hidden}
    assert dict(half.municipality.answers) == rest
    assert example.open_result.choice.verdicts() != example.result.choice.verdicts()


def test_what_is_hidden_matters_where_it_can():
    found = whole_set().examples[0].municipality
    half = hide(found, 1, TEXTS, LIBRARY, DAY, "x")
    before, after = (chain.make(each.profile, LIBRARY, DAY).choice.verdicts() for each in (found, half.municipality))
    assert before != after


def test_participants_judge_as_many_options_as_their_level_says():
    for one in whole_set().examples:
        wanted = TEXTS.levels[one.level].opties or len(LIBRARY.cards)
        assert len(one.asked) == wanted
    basis = whole_set().examples[0]
    assert len({basis.result.choice.options[key].verdict for key in basis.asked}) >= 3


# ------------------------------------------------------------ mistakes

SOWN = (*TEXTS.faults, *TEXTS.decoys)
CHANGED = [kind for kind in SOWN if kind.zet or kind.vervang]
"""Kinds that change one line; of the others something falls away, or nothing changes."""


ONE = FaultOrder(RangeModel(van=1, tot=1), 50)


def only(kind):
    """Return the texts with one kind to sow."""
    return replace(TEXTS, faults=(kind,), decoys=())


@cache
def sown_in(number, key):
    return sown(whole_set().examples[number], next(kind for kind in SOWN if kind.sleutel == key))


@cache
def sown_thrice(key):
    """Return the first three examples in which a kind has a place, each with its chapter with that one mistake."""
    found = ((number, sown_in(number, key)) for number in range(len(whole_set().examples)))
    return tuple(itertools.islice((each for each in found if each[1].inserted), 3))


@cache
def chapter_of(number):
    """Return the chapter of an example before anything is sown."""
    return without_reasons(whole_set().examples[number].result, LIBRARY)


@cache
def lengths_of(number):
    """Return how many words the shortest and the longest sentence of an example have."""
    found = [words(each) for line in lines_of(chapter_of(number)) for each in sentences(line)]
    return min(found), max(found)


def sown(example, kind):
    """Return a chapter with one mistake of this kind, or without one where it has no place."""
    before = chapter_of(example.number - 1)
    return insert_faults(before, ONE, example.result.facts.lookup, only(kind), "een")


def lines_of(chapter):
    """Return the text of every line; of a table of every cell."""
    found = []
    for block in chapter.blocks:
        if isinstance(block, Table):
            found += [span_text(cell.spans) for row in block.rows for cell in row.cells]
        elif isinstance(block, ListBlock):
            found += [span_text(item.spans) for item in block.items]
        elif block.id != "fout.waarschuwing":
            found.append(span_text(block.spans))
    return found


SAME_WORDS = {
    key
    for key, card in LIBRARY.cards.items()
    if {"bestaat", "voorstel"} <= set(card.parts) and card.parts["bestaat"].source == card.parts["voorstel"].source
}
"""Options that say the same whether they are there or proposed: their verdict changes no sentence."""


def shown(chapter):
    """Return the options that the chapter says something of, joined in running text or by themselves."""
    return {one.key for one in origins_of(chapter) if one.kind == "optie" and one.part != "nu_niet"}


def words(text):
    return len(text.split())


def test_there_are_at_least_twenty_kinds_of_mistakes_and_some_decoys():
    assert len(TEXTS.faults) >= 20
    assert len(TEXTS.decoys) >= 6


def test_mistakes_name_sections_and_sources_of_the_library():
    sections = {each.sleutel for each in LIBRARY.outline}
    sources = {*LIBRARY.sources, *LIBRARY.sources["rapport"].paragrafen}
    for kind in SOWN:
        assert kind.onderdeel in sections
        assert set(kind.bronnen) <= sources, kind.sleutel


ONLY_IN_LONG = {"verkeerd_artikel"}
"""Kinds about what only a long chapter tells."""


@every("kind", SOWN, ids=lambda kind: kind.sleutel)
def test_every_kind_has_a_place_in_some_chapters(kind):
    assert sown_thrice(kind.sleutel) or kind.sleutel in ONLY_IN_LONG


@every("key", sorted(ONLY_IN_LONG))
def test_a_kind_without_a_place_in_usual_chapters_has_one_in_long_chapters(key):
    assert not sown_thrice(key)
    examples = make_set(SetOrder(4, 1, DAY, None, "uitgebreid", 0), TEXTS, LIBRARY).examples
    texts = only(next(kind for kind in SOWN if kind.sleutel == key))
    chapters = [(without_reasons(one.result, LIBRARY), one.result.facts.lookup) for one in examples]
    assert any(insert_faults(chapter, ONE, lookup, texts, "een").inserted for chapter, lookup in chapters)


@every("kind", CHANGED, ids=lambda kind: kind.sleutel)
def test_a_mistake_changes_one_line_and_is_told_as_it_stands_there(kind):
    for number, found in sown_thrice(kind.sleutel):
        (one,) = found.inserted
        before, after = lines_of(chapter_of(number)), lines_of(found.chapter)
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert len(changed) == 1
        assert one.text in changed[0][1]
        assert one.text not in changed[0][0]


@every("kind", [kind for kind in SOWN if kind.veld and kind.anders and not kind.weg], ids=lambda kind: kind.sleutel)
def test_a_number_that_goes_against_the_sheet_is_another_number(kind):
    for number, found in sown_thrice(kind.sleutel):
        for one in found.inserted:
            was = re.search("«(.+?)»", one.right)[1]
            assert number_in(was) == whole_set().examples[number].result.facts.lookup(kind.veld)
            assert field_specs()[kind.veld].kind == "getal"
            assert " ".join(re.findall(r"\w+", was)) not in " ".join(re.findall(r"\w+", one.text))


@every("kind", CHANGED, ids=lambda kind: kind.sleutel)
def test_length_gives_no_mistake_away(kind):
    for number, found in sown_thrice(kind.sleutel):
        (one,) = found.inserted
        column = [
            words(span_text(cell.spans))
            for block in chapter_of(number).blocks
            if kind.kolom and isinstance(block, Table)
            for row in block.rows
            for cell in row.cells
            if any(origin.part == kind.kolom for origin in cell.origins)
        ]
        shortest, longest = (min(column), max(column)) if column else lengths_of(number)
        slack = 1 if column else 0  # one word more or less does not show in a cell, such as another name
        assert shortest - slack <= words(one.text) <= longest + slack, one.text


def test_mistakes_and_decoys_are_equally_long():
    added = [[words(text) for kind in kinds for text in kind.zet] for kinds in (TEXTS.faults, TEXTS.decoys)]
    first, second = (sum(each) / len(each) for each in added)
    assert abs(first - second) <= 3


def test_what_is_unknown_is_read_as_no_only_where_it_is_unknown():
    kind = next(each for each in TEXTS.faults if each.sleutel == "onbekend_als_nee")
    for number, example in enumerate(whole_set().examples):
        if sown_in(number, kind.sleutel).inserted:
            assert profile_value(example.municipality.profile, "draagvlak.college") is None


def test_the_number_of_mistakes_varies_within_a_level():
    counts = {level: [] for level in LEVELS}
    for seed in range(12):
        for one in whole_set().examples[:3]:
            wanted = TEXTS.levels[one.level].fouten
            before = chapter_of(one.number - 1)
            found = insert_faults(before, FaultOrder(wanted, 50), one.result.facts.lookup, TEXTS, str(seed))
            counts[one.level].append(len(found.inserted))
            assert wanted.van <= len(found.inserted) <= wanted.tot
    assert all(len(set(each)) >= 3 for each in counts.values())


def test_the_task_does_not_tell_how_many_mistakes_there_are():
    def rows(one):
        tables = [block for block in task_sheet(one, TEXTS, LIBRARY, DAY).blocks if isinstance(block, Table)]
        return len(tables[-1].rows)

    assert len({rows(one) for one in whole_set().examples}) == 1
    assert len({len(one.faulty.inserted) for one in whole_set().examples}) > 3


def test_no_two_are_about_the_same_and_each_has_a_line_of_its_own(example):
    found = (*example.faulty.inserted, *example.faulty.decoys)
    assert example.faulty.decoys
    for what in ([one.fault.subject for one in found], [(one.heading, one.row, one.text) for one in found]):
        assert len(set(what)) == len(what)


def test_the_key_tells_where_each_mistake_and_each_decoy_stands(example):
    headings = [leaf.section_title for leaf in leaves(example.faulty.chapter).values()]
    before = text_of(without_reasons(example.result, LIBRARY))
    key = text_of(answer_key(example, TEXTS, LIBRARY, DAY))
    for one in (*example.faulty.inserted, *example.faulty.decoys):
        here = [leaf.text for leaf in leaves(example.faulty.chapter).values() if leaf.section_title == one.heading]
        assert here
        # Of a row the cells are joined as its leaf is.
        if one.fault.weg:
            assert not any(one.text in text for text in here), one.fault.sleutel
        elif not one.fault.niet:
            assert any(one.text in text for text in here), one.fault.sleutel
            assert one.fault.kolom or one.fault.klopt or one.text not in before
        assert all(text in key for text in one.beside)
        assert one.text in key
        assert one.row in key
        assert one.right in key
    places = [headings.index(one.heading) for one in example.faulty.inserted]
    assert places == sorted(places)


def test_the_key_tells_of_a_cell_in_which_row_it_stands():
    kind = next(each for each in TEXTS.faults if each.sleutel == "doel_na_besluit")
    one = sown(whole_set().examples[0], kind)
    table = next(block for block in one.chapter.blocks if block.id == "tabel.doelen")
    rows = [[span_text(cell.spans) for cell in row.cells] for row in table.rows]
    assert [row[3] for row in rows if row[1] == one.inserted[0].row] == [one.inserted[0].text]


def test_an_asterisk_takes_the_whole_cell():
    kind = next(each for each in TEXTS.faults if each.sleutel == "doel_zonder_aantal")
    found = [one.text for _, each in sown_thrice(kind.sleutel) for one in each.inserted]
    assert found
    assert set(found) <= set(kind.vervang[0].door)


def test_a_chapter_with_mistakes_says_so():
    chapter = whole_set().examples[0].faulty.chapter
    assert isinstance(chapter.blocks[1], Paragraph)
    assert "expres fouten" in text_of(chapter)


def test_a_mistake_without_a_place_is_left_out():
    one = whole_set().examples[0]
    chapter = without_reasons(one.result, LIBRARY)
    bare = replace(chapter, blocks=chapter.blocks[:1])
    assert (
        insert_faults(bare, FaultOrder(RangeModel(van=7, tot=7), 50), one.result.facts.lookup, TEXTS, "x").inserted
        == ()
    )


def of_one_section(*blocks):
    return replace(
        without_reasons(whole_set().examples[0].result, LIBRARY),
        blocks=(
            Heading("titel", 1, (Text("Titel"),)),
            Heading("kop", 2, (Text("Kop"),), origins=(Origin("onderdeel", "kop", "titel"),)),
            *blocks,
        ),
    )


def with_mistake(chapter, **values):
    kind = FaultModel(sleutel="eigen", titel="Eigen", onderdeel="kop", goed="Goed.", bronnen=("§5",), **values)
    return insert_faults(chapter, ONE, {}.get, only(kind), "x")


def test_words_are_found_across_spans_that_look_alike():
    chapter = of_one_section(Paragraph("zin", (Text("Wij doen "), Text("dit nu. "), Text("Klaar.", bold=True))))
    found = with_mistake(chapter, vervang=[{"van": ["doen dit nu"], "door": ["laten dit"]}])
    assert span_text(found.chapter.blocks[-1].spans) == "Wij laten dit. Klaar."


def test_words_with_an_asterisk_end_with_their_sentence():
    chapter = of_one_section(Paragraph("zin", (Text("Eerst dit. Valt hij uit, dan komt zij. En dan dat."),)))
    found = with_mistake(chapter, vervang=[{"van": ["Valt hij uit, *"], "door": ["Dan wacht het"]}])
    assert found.inserted[0].text == "Dan wacht het."
    assert span_text(found.chapter.blocks[-1].spans) == "Eerst dit. Dan wacht het. En dan dat."


def test_a_sentence_with_a_place_to_fill_in_is_not_cut():
    spans = (Text("Er komt een vervanger: "), fill_for("beleggen.uitvoerder.vervanger"), Text("."))
    found = with_mistake(
        of_one_section(Paragraph("zin", spans)), vervang=[{"van": ["Er komt een *"], "door": ["Niets"]}]
    )
    assert found.inserted == ()


# ------------------------------------------------------------ hand-outs


def told(example):
    """Return every sentence that would give an answer away."""
    for chosen in example.result.choice.options.values():
        yield from (plain_text(text) for text in (*chosen.reasons, *chosen.would_change))
    notes = (block.note for block in example.result.chapter.blocks if isinstance(block, Heading | Paragraph))
    yield from (note.text for note in notes if note)


def test_what_participants_get_holds_no_reasons(example):
    chapters = (without_reasons(example.result, LIBRARY), example.faulty.chapter)
    for chapter in chapters:
        assert not {one.kind for one in origins_of(chapter)} & {"keuze", "niet_gekozen", "open"}
        assert not [block for block in chapter.blocks if getattr(block, "note", None)]
        texts = {leaf.text for leaf in leaves(chapter).values()}
        assert not [text for text in told(example) if any(text in one for one in texts)]


def test_reasons_beside_the_options_of_another_outline_are_left_out(tmp_path):
    package = make_package(tmp_path / "pakket")
    package.write(
        "opties/beleggen/werkgroep.md", CARD.replace("Dit is de tekst.", "## Voorstel\n\nWij vragen een groep.")
    )
    package.write("opbouw.yaml", f"{OUTLINE}      - opties: training\n")
    library = read_library([package.root])
    result = chain.make(profile(organisatie={"fte": 600}), library, DAY)
    assert {"optie.werkgroep.oordeel", "thema.training.geen_opties"} <= set(leaves(result.chapter))
    found = leaves(without_reasons(result, library))
    kept = {key for key in found if key.startswith(("optie.", "thema."))}
    assert kept == {"optie.werkgroep.titel", "optie.werkgroep.voorstel.1"}


def test_the_task_gives_no_answer_away(example):
    task = text_of(task_sheet(example, TEXTS, LIBRARY, DAY))
    for text in told(example):
        assert text not in task
    for path in example.half.hidden if example.half else ():
        label = field_specs()[path].label
        assert f"{label[:1].upper()}{label[1:]} · onbekend\n" in task, path


def test_the_task_shows_every_fact_once_and_hidden_ones_as_unknown():
    example = next(one for one in whole_set().examples if one.level == "expert")
    task = text_of(task_sheet(example, TEXTS, LIBRARY, DAY))
    assert task.count(" · onbekend") >= len(example.half.hidden)
    assert example.municipality.name in task


# ------------------------------------------------------------ answer keys


def test_the_key_holds_every_choice_with_reason_rule_and_facts(example):
    key = text_of(answer_key(example, TEXTS, LIBRARY, DAY))
    facts = example.result.facts
    for chosen in example.result.choice.options.values():
        card = LIBRARY.cards[chosen.key]
        assert plain_text(card.titel.source) in key
        for text in chosen.reasons:
            assert plain_text(text) in key
        if chosen.verdict == "niet_nu":
            assert plain_text(chosen.would_change[0]) in key
        for rule in deciding_rules(card, chosen, facts):
            told = [fact_of(name, facts.lookup) for name in fields_behind(rule)]
            assert all(f"{fact.label}: {fact.value}" in key for fact in told)
    assert not re.search(r"==|!=|\[\]|\b(and|or|not in)\b|[a-z]\.[a-z]", key)  # a trainer reads no conditions


def test_the_key_holds_risks_goals_and_open_points(example):
    key = text_of(answer_key(example, TEXTS, LIBRARY, DAY))
    plan = example.result.plan
    assert plan.risks
    assert plan.minimum
    for text in (*(risk.title for risk in plan.risks), *(goal.what for goal in plan.minimum)):
        assert read_on(text) in key
    assert "oorzet:" not in key.partition("Open punten")[0]
    blanks = [each.fill for each in placed_fills(example.result.chapter) if not each.fill.proposal and each.fill.field]
    assert blanks
    assert all(field_specs()[blank.field].vraag in key for blank in blanks)


def test_the_rules_of_the_key_are_those_that_hold():
    for example in whole_set().examples:
        facts = example.result.facts
        for chosen in example.result.choice.options.values():
            rules = deciding_rules(LIBRARY.cards[chosen.key], chosen, facts)
            answers = {rule.als.answer(facts.lookup) for rule in rules}
            # A rule that is open gives no more than a proposal under an assumption.
            assert answers in ({True}, {None} if chosen.asked else {True}, set())
            assert rules or chosen.verdict in ("niet_nu", "te_overwegen")


def test_the_key_tells_who_knows_what_was_hidden():
    example = next(one for one in whole_set().examples if one.half)
    key = text_of(answer_key(example, TEXTS, LIBRARY, DAY))
    assert "Gegevens die ontbreken" in key
    for option, chosen in example.open_result.choice.options.items():
        if chosen.verdict != example.result.choice.options[option].verdict:
            assert f"{plain_text(LIBRARY.cards[option].titel.source)}: van «" in key


# ------------------------------------------------------------ contrast pairs


def test_there_is_a_pair_for_every_dimension():
    assert [pair.dimension for pair in whole_set().contrasts] == list(DIMENSIONS)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_example_gives_pairs_of_it(seed):
    found = make_set(SetOrder(1, seed, DAY, "basis"), TEXTS, LIBRARY)
    assert found.contrasts
    assert {pair.before.number for pair in found.contrasts} == {1}


def test_the_two_profiles_of_a_pair_differ_in_one_fact(pair):
    before, after = pair.before.municipality.answers, pair.after.municipality.answers
    different = {path for path in {**before, **after} if before.get(path) != after.get(path)}
    assert different == {pair.after.path}


def value_of(dimension, profile):
    """Return where a municipality stands in one dimension, by its own facts."""
    fte, work = profile.organisatie.fte, profile.beleggen
    return {
        "fte": lambda: [fte <= 150, fte < 400, fte <= 1000],
        "lia": lambda: profile.lia.status,
        "draagvlak": lambda: profile.draagvlak.college,
        "beleggen": lambda: (work.uitvoerder.aanwezig, work.groep.aanwezig, work.aanjagers.aanwezig),
        "training": lambda: (profile.gedaan.training == (), profile.gedaan.herhaald),
        "start": lambda: profile.toegankelijkheid_start,
    }[dimension]()


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.wide
def test_a_pair_changes_the_dimension_that_it_is_about_and_no_other(seed):
    found = whole_set() if seed == 1 else make_set(SetOrder(None, seed, DAY, "basis"), TEXTS, LIBRARY)
    for pair in found.contrasts:
        before, after = (each.profile for each in (pair.before.municipality, pair.after.municipality))
        changed = {name for name in DIMENSIONS if value_of(name, before) != value_of(name, after)}
        assert changed == {pair.dimension}


def test_the_answers_of_a_pair_are_true(pair):
    first, second = (
        chain.make(each.profile, LIBRARY, DAY) for each in (pair.before.municipality, pair.after.municipality)
    )
    old, new = first.choice.verdicts(), second.choice.verdicts()
    expected = {(key, old[key], new[key]) for key in old if old[key] != new[key]}
    assert expected
    assert {(one.option, one.before, one.after) for one in verdict_changes(first, second)} == expected
    key = text_of(contrast_key(pair, TEXTS, LIBRARY, DAY))
    for option, *_ in expected:
        for result in (first, second):
            assert all(plain_text(text) in key for text in result.choice.options[option].reasons)


def told_of(chapter):
    """Return every sentence with what it is told under, without what follows from the goals."""
    return {
        (leaf.section_title, leaf.origins[0].kind, leaf.origins[0].key, sentence)
        for leaf in leaves(chapter).values()
        if leaf.origins[0].kind != "planning"
        for sentence in sentences(leaf.text)
    }


def test_every_sentence_that_comes_or_goes_in_a_pair_is_told(pair):
    before, after = (without_reasons(result, LIBRARY) for result in (pair.before.result, pair.result))
    gone, come = set(), set()
    for change in chapter_changes(before, after):
        place = change.section, change.origin.kind, change.origin.key
        gone |= {(*place, sentence) for sentence in change.removed}
        come |= {(*place, sentence) for sentence in change.added}
    assert (gone, come) == (told_of(before) - told_of(after), told_of(after) - told_of(before))


def causes(pair):
    """Return why each thing changes, as the key of a pair tells it: what changes with its cause, row by row."""
    table = contrast_key(pair, TEXTS, LIBRARY, DAY).blocks[-1]
    return [tuple(span_text(cell.spans) for cell in row.cells[1:]) for row in table.rows]


def test_the_key_tells_of_running_text_which_verdicts_change_it(pair):
    before, after = (without_reasons(result, LIBRARY) for result in (pair.before.result, pair.result))
    moved = {one.option for one in verdict_changes(pair.before.result, pair.result)}
    told = "\n".join(why for _, why in causes(pair))
    for option in moved & (shown(before) | shown(after)) - SAME_WORDS:
        assert f"«{plain_text(LIBRARY.cards[option].titel.source)}» gaat van «" in told
        assert all(plain_text(text) in told for text in pair.result.choice.options[option].reasons)


def test_the_key_tells_of_other_texts_which_fact_they_depend_on():
    pair = next(one for one in whole_set().contrasts if one.dimension == "lia")
    whys = {why for _, why in causes(pair)}
    assert "Deze tekst hangt af van het gegeven «status van de LIA»." in whys
    assert any("gaat van «" in why for why in whys)


def test_the_key_names_the_fact_also_where_a_text_reads_it_in_another_shape():
    pair = next(one for one in whole_set().contrasts if one.dimension == "training")
    assert pair.after.path == "gedaan.training"
    section = next(
        leaf.section_title for leaf in leaves(pair.result.chapter).values() if leaf.section == "waar_staan_we"
    )
    table = contrast_key(pair, TEXTS, LIBRARY, DAY).blocks[-1]
    found = [span_text(row.cells[2].spans) for row in table.rows if span_text(row.cells[0].spans) == section]
    assert found == ["Deze tekst hangt af van het gegeven «gegeven training»."]


def test_a_risk_that_points_to_another_number_says_so():
    renumbered = [
        why
        for pair in whole_set().contrasts
        for what, why in causes(pair)
        if what.startswith("Risico")
        and re.sub(r"\(doel \d+\)", "", what).count("In A staat") == 1
        and len(set(re.findall(r"«([^«»]+) \(doel \d+\)", what))) == 1
        and "In B" in what
    ]
    assert renumbered
    assert {why.partition(",")[0] for why in renumbered} == {"De planning of de nummering schuift"}


def test_what_a_pair_says_comes_or_goes_does(pair):
    before, after = (without_reasons(result, LIBRARY) for result in (pair.before.result, pair.result))
    for change in chapter_changes(before, after):
        thing = change.origin.kind, change.origin.key
        told = [[one for one in origins_of(each) if one.part != "nu_niet"] for each in (before, after)]
        things = [any((one.kind, one.key) == thing for one in each) for each in told]
        assert things == {"erbij": [False, True], "weg": [True, False], "anders": [True, True]}[change.kind]


def test_nothing_changes_between_a_chapter_and_itself():
    chapter = without_reasons(whole_set().examples[0].result, LIBRARY)
    assert chapter_changes(chapter, chapter) == ()


def test_the_task_of_a_pair_names_the_fact_and_no_verdict():
    for pair in whole_set().contrasts:
        task = text_of(contrast_task(pair, TEXTS, LIBRARY, DAY))
        for one in verdict_changes(pair.before.result, pair.result):
            assert not [text for text in pair.result.choice.options[one.option].reasons if plain_text(text) in task]


# ------------------------------------------------------------ guide


def test_the_guide_tells_what_is_in_the_set():
    guide = text_of(trainer_guide(whole_set(), TEXTS, LIBRARY, DAY))
    for one in whole_set().examples:
        assert one.municipality.name in guide
        assert one.learning_goal in guide
    pairs = len(all_pairs())
    assert f"Van de {pairs} paren van twee waarden komen er {pairs} in de set voor: 100 procent." in guide
    assert "zaad 1 en datum 4 januari 2027" in guide
    assert TEXTS.rubric
    for row in TEXTS.rubric:
        assert all(text in guide for text in (row.titel, row.nul, row.een, row.twee))


def test_no_document_has_an_unfilled_name():
    chapters = [trainer_guide(whole_set(), TEXTS, LIBRARY, DAY), judging_form(TEXTS, LIBRARY, DAY)]
    for one in whole_set().examples[:3]:
        chapters += [task_sheet(one, TEXTS, LIBRARY, DAY), answer_key(one, TEXTS, LIBRARY, DAY), one.faulty.chapter]
    for pair in whole_set().contrasts:
        chapters += [contrast_task(pair, TEXTS, LIBRARY, DAY), contrast_key(pair, TEXTS, LIBRARY, DAY)]
    for chapter in chapters:
        assert not re.findall(r"\{[a-z]+\}", text_of(chapter)), chapter.title
        names = [block.id for block in chapter.blocks]
        assert len(set(names)) == len(names)


# ------------------------------------------------------------ the texts


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(shipped_folder("templates") / "oefenset", tmp_path / "oefenset")


def spoil(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(folder):
    with pytest.raises(LibraryError) as caught:
        load_texts(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_problems_of_all_files_come_together(folder):
    spoil(folder, "gemeenten.yaml", "lia.status: geen", "lia.statuss: geen")
    spoil(folder, "niveaus.yaml", "minuten: 60", "minuten: veel")
    spoil(folder, "fouten.yaml", 'titel: "Leunen op intranet"', "titels: Leunen op intranet")
    spoil(folder, "woorden.yaml", "{gemeente} is verzonnen", "{stad} is verzonnen")
    found = problems_of(folder)
    assert [row.split(":")[0] for row in found] == [
        "fouten.yaml",
        "fouten.yaml",
        "gemeenten.yaml",
        "niveaus.yaml",
        "woorden.yaml",
    ]
    assert "onbekend veld `lia.statuss`, bedoelde u `lia.status`?" in found[2]
    assert "tussen accolades kan hier alleen: {gemeente}; niet stad" in found[4]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("gemeenten.yaml", "      klein:\n", "      kleintje:\n", "`klein` ontbreekt"),
        ("gemeenten.yaml", "  - draagvlak.college\n", "  - draagvlak.colleg\n", "onbekend veld `draagvlak.colleg`"),
        ("gemeenten.yaml", "veld: lia.status, van: geen", "veld: lia.stand, van: geen", "onbekend veld `lia.stand`"),
        ("gemeenten.yaml", "        fte: {van: 90, tot: 148}\n", "", "hier horen `fte` en `afdelingen` bij"),
        ("gemeenten.yaml", "lia.jaar: -1", "lia.jaren: -1", "onbekend veld `lia.jaren`"),
        ("niveaus.yaml", "  expert:\n", "  meester:\n", "expert"),
        ("fouten.yaml", "sleutel: vrije_inschrijving", "sleutel: alleen_intranet", "staat er twee keer"),
        ("fouten.yaml", "als: draagvlak.college", "als: draagvlak.colege", "onbekend veld `draagvlak.colege`"),
        ("fouten.yaml", "    zet:", "    zat:", "zat: onbekend veld, bedoelde u `zet`?"),
        ("woorden.yaml", "  onbekend: onbekend\n", "", "het woord `onbekend` ontbreekt"),
        (
            "woorden.yaml",
            "  onbekend: onbekend\n",
            "  onbekend: onbekend\n  onbekent: x\n",
            "onbekend woord `onbekent`",
        ),
        ("woorden.yaml", "woorden:", "woorden: [", "haak"),
        ("dag.yaml", "  raad:\n", "  rad:\n", "onderdelen.rad: kies uit: welkom, "),
        ("dag.yaml", "  expert: {risicos: 4, doelen: 4, eigen_tekst: ja}\n", "", "niveaus: `expert` ontbreekt"),
        ("dag.yaml", "  welkom: 10\n", "  welkom: tien\n", "minuten.welkom"),
        ("dag.yaml", "rollen:\n", "rolen:\n", "rolen: onbekend veld, bedoelde u `rollen`?"),
        ("dag.yaml", "  expert: {", "  meester: {", "niveaus"),
        ("gevallen.yaml", "bron: rekenkamer}", "bron: rekenkamr}", "onbekende bron `rekenkamr`"),
        ("gevallen.yaml", "url: https", "url: http", "bronnen.rekenkamer.url"),
    ],
)
def test_a_wrong_text_is_refused_with_its_place(folder, name, old, new, message):
    spoil(folder, name, old, new)
    assert any(row.startswith(name) and message in row for row in problems_of(folder)), problems_of(folder)


def test_a_missing_file_is_named(folder):
    (folder / "fouten.yaml").unlink()
    assert problems_of(folder) == ["fouten.yaml: dit bestand bestaat niet; kijk naar de naam en de map"]


def test_nothing_is_claimed_in_the_texts():
    for path in (shipped_folder("templates") / "oefenset").glob("*.yaml"):
        assert not re.search(r"beste aanpak|bewezen|dit werkt|garande", path.read_text(encoding="utf-8"), re.IGNORECASE)
