"""The papers of a course day: whole, without what participants may not see, and with room to write."""

from __future__ import annotations

import re

import pytest
from day_builders import DAY, LIBRARY, TEXTS, made_day

from liagen.document.blocks import Fill, Heading, Table, span_text
from liagen.document.walk import leaves, placed_fills
from liagen.make.chain import make_docx
from liagen.training.day_papers import day_plan_paper, group_sheet, print_bundle, real_cases_paper
from liagen.training.paper import on_paper
from liagen.training.task import task_sheet
from liagen.training.work_sheet import work_sheet_without_answers

REST = (TEXTS, LIBRARY, DAY)


def text_of(chapter):
    return "\n".join(leaf.text for leaf in leaves(chapter).values())


def parts_of(bundle):
    """Return the text of each part of a bundle by its title."""
    found, title = {}, ""
    for leaf in leaves(bundle).values():
        title = leaf.section_title
        found[title] = found.get(title, "") + leaf.text + "\n"
    return found


@pytest.fixture(scope="module", params=[("basis", 345), ("expert", 300)], ids=["basis", "expert"])
def day(request):
    level, minutes = request.param
    return made_day(level, minutes=minutes)


@pytest.fixture(scope="module")
def bundle(day):
    return print_bundle(day, *REST)


def test_the_plan_tells_the_whole_day_with_its_times(day):
    plan = day_plan_paper(day, *REST)
    rows = next(block for block in plan.blocks if isinstance(block, Table)).rows
    times = [span_text(row.cells[0].spans).split("–") for row in rows]
    assert (times[0][0], len(times)) == ("9.00", len(day.plan.slots))
    assert [end for _, end in times[:-1]] == [begin for begin, _ in times[1:]]
    hours, minutes = map(int, times[-1][1].split("."))
    assert 60 * hours + minutes == 9 * 60 + day.order.minutes
    told = text_of(plan)
    assert "met 200 woorden per minuut" in told
    assert "Alle tijden zijn een schatting van ons." in told
    assert all(case.example.municipality.name in told for case in day.cases)


def test_the_sheet_of_a_group_has_the_same_times_and_nothing_of_the_trainer(day):
    sheet = text_of(group_sheet(1, day, *REST))
    assert all(role.titel in sheet for role in TEXTS.day.rollen)
    assert not [part for part in TEXTS.day.onderdelen.values() if part.trainer in sheet]


def test_every_paper_begins_on_a_page_of_its_own_under_a_title_of_its_own(day, bundle):
    heads = [block for block in bundle.blocks if isinstance(block, Heading) and block.level == 2]
    titles = [span_text(head.spans) for head in heads]
    assert all(head.starts_page for head in heads)
    assert len(set(titles)) == len(titles)
    trainers = [title.startswith("Trainer:") for title in titles]
    assert trainers == sorted(trainers, reverse=True)  # what is the trainer's comes first
    for case in day.cases:
        assert sum(case.example.municipality.name in title and "opdracht" in title for title in titles) == 1
    assert make_docx(bundle, LIBRARY, "schoon")  # every id once, and every link leads somewhere


def test_what_is_handed_out_tells_no_verdict_reason_or_mistake(day, bundle):
    handed_out = {title: text for title, text in parts_of(bundle).items() if not title.startswith("Trainer:")}
    for case in day.cases:
        task = next(
            text
            for title, text in handed_out.items()
            if "opdracht" in title and case.example.municipality.name in title
        )
        for key in case.example.asked:
            assert not [reason for reason in case.example.result.choice.options[key].reasons if reason in task]
        for one in case.example.faulty.inserted:
            assert not [text for text in handed_out.values() if one.fault.goed in text]


def test_no_paper_to_fill_in_has_a_place_to_type_and_all_have_room(day):
    for case in day.cases:
        for sheet in (
            task_sheet(case.example, *REST),
            work_sheet_without_answers(case.example.result, LIBRARY, TEXTS),
        ):
            assert placed_fills(sheet)
            paper = on_paper(sheet)
            assert not placed_fills(paper)
            rooms = [
                row.room
                for before, after in zip(sheet.blocks, paper.blocks, strict=True)
                if isinstance(before, Table)
                for blank, row in zip(before.rows, after.rows, strict=True)
                if any(isinstance(span, Fill) for cell in blank.cells for span in cell.spans)
            ]
            assert rooms
            assert min(rooms) >= 2


def test_the_work_sheet_of_participants_is_that_of_the_officer_without_its_answers(day):
    from liagen.make import chain

    for case in day.cases:
        result = case.example.result
        whole = chain.make_sheet(result, LIBRARY)
        sheet = work_sheet_without_answers(result, LIBRARY, TEXTS)
        heads = [[span_text(b.spans) for b in each.blocks if isinstance(b, Heading)] for each in (whole, sheet)]
        assert heads[0] == heads[1]
        told = text_of(sheet)
        chosen = [each for each in result.choice.options.values() if each.verdict == "voorstel" and not each.asked]
        assert chosen
        assert not [reason for each in chosen for reason in each.reasons if len(reason) > 30 and reason in told]
        assert "Het antwoord telt mee voor" not in told
        assert not any(fill.fill.proposal for fill in placed_fills(sheet))


def test_of_real_municipalities_every_fact_has_a_source_and_the_one_that_went_wrong_is_last():
    told = text_of(real_cases_paper(*REST))
    for case in TEXTS.real.gevallen:
        assert case.gemeente in told
        for fact in case.feiten:
            assert fact.bron.startswith("§") or TEXTS.real.bronnen[fact.bron].url in told
    assert [case.soort for case in TEXTS.real.gevallen].count("mis") == 1
    assert told.index("Nijkerk") > max(told.index(name) for name in ("Hardenberg", "Meierijstad", "Utrecht"))


def test_no_paper_has_an_unfilled_name(bundle):
    assert not re.findall(r"\{[a-z]+\}", text_of(bundle))
