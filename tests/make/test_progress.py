"""The document to look back with: the goals of a plan, of now or as someone edited its draft."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import get_args

import docx
import judges
import pytest
import shipped
from random_profiles import random_profiles

from liagen.document.blocks import Fill, Table, span_text
from liagen.document.walk import passages
from liagen.make.chain import make, make_documents
from liagen.make.edited_draft import EditedDraft, profile_of, read_draft
from liagen.make.order import Order
from liagen.make.progress import WrittenProgress, write_progress
from liagen.profile.canonical import write_profile
from liagen.profile.choices import BEVINDING
from liagen.profile.fields import find_field
from liagen.profile.model import Profile
from liagen.profile.read import load_profile, parse_profile
from liagen.word.readback.carried import read_carried

DAY = dt.date(2027, 1, 4)
ORDER = Order("docx", DAY)
ZILVERDAM = Path(__file__).parents[1] / "cases" / "zilverdam" / "profiel.yaml"
SECTIONS = ("voortgang_doelen", "voortgang_vragen", "voortgang_testen", "voortgang_melden")


def profile() -> Profile:
    return load_profile(ZILVERDAM, shipped.LIBRARY.cards, shipped.LIBRARY.section_keys)


def draft_of(profile: Profile) -> bytes:
    return make_documents(profile, shipped.LIBRARY, Order("docx", DAY, work_sheet=False)).documents[0].data


def looked_back(data: bytes) -> WrittenProgress:
    draft: EditedDraft = read_draft(data, "concept.docx")
    return write_progress(profile_of(draft, shipped.LIBRARY), shipped.LIBRARY, ORDER, draft)


def rows_of(made: WrittenProgress, name: str) -> list[list[str]]:
    table = next(block for block in made.chapter.blocks if isinstance(block, Table) and block.id == f"tabel.{name}")
    return [[span_text(cell.spans) for cell in row.cells] for row in table.rows]


def goal_table(document):
    return next(table for table in document.tables if table.cell(0, 0).text == "Nr.")


def edited(data: bytes, change) -> bytes:
    document = docx.Document(io.BytesIO(data))
    change(goal_table(document))
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


def typed_over(cell, text: str) -> None:
    first, *rest = cell.paragraphs[0].runs
    first.text = text
    for run in rest:
        run.text = ""


def test_every_goal_of_the_plan_stands_with_number_owner_date_and_indicator():
    made = write_progress(profile(), shipped.LIBRARY, ORDER)
    plan = make(profile(), shipped.LIBRARY, DAY).plan
    assert [goal.key for goal in made.goals] == list(plan.keys)
    rows = rows_of(made, "voortgang_doelen")
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(plan.short) + 1)]
    assert rows[2][1:] == [
        "Elke afdeling heeft een aanjager",
        "elk afdelingshoofd, 30 juni 2027. Te zien aan: per afdeling naam en uren.",
        "[invullen: uitkomst van doel 3]",
        "[invullen: wat er van doel 3 kwam]",
    ]


def test_a_draft_that_nobody_touched_gives_what_its_profile_gives():
    assert looked_back(draft_of(profile())).data == write_progress(profile(), shipped.LIBRARY, ORDER).data


def test_a_draft_keeps_its_own_date():
    draft = read_draft(draft_of(profile()), "concept.docx")
    later = write_progress(profile(), shipped.LIBRARY, Order("docx", dt.date(2028, 6, 1)), draft)
    assert later.data == write_progress(profile(), shipped.LIBRARY, ORDER).data


def test_what_she_changed_in_the_table_of_goals_wins():
    def change(table) -> None:
        typed_over(table.cell(2, 2), "directeur Bedrijfsvoering")
        typed_over(table.cell(2, 3), "1 mei 2027")
        typed_over(table.cell(2, 4), "besluit van de directie")

    made = looked_back(edited(draft_of(profile()), change))
    owners = [row[2] for row in rows_of(made, "voortgang_doelen")]
    assert owners[1] == "directeur Bedrijfsvoering, 1 mei 2027. Te zien aan: besluit van de directie."
    assert owners[0].startswith("gemeentesecretaris, 28 februari 2027.")
    assert [goal.key for goal in made.goals] == list(make(profile(), shipped.LIBRARY, DAY).plan.keys)


def test_a_goal_that_was_taken_out_stays_and_is_told():
    made = looked_back(edited(draft_of(profile()), lambda table: table._tbl.remove(table.rows[3]._tr)))
    assert [goal.number for goal in made.goals] == ["1", "2", "4", "5", "6", "7", "3"]
    assert [goal.gone for goal in made.goals] == [False] * 6 + [True]
    assert rows_of(made, "voortgang_doelen")[-1][2].endswith("Dit doel staat niet meer in het concept.")


def test_a_goal_that_was_added_stands_without_a_field():
    def change(table) -> None:
        for cell, text in zip(
            table.add_row().cells, ("9", "De hal is verbouwd", "de bode", "1 mei 2027", "foto's"), strict=True
        ):
            cell.text = text

    made = looked_back(edited(draft_of(profile()), change))
    assert [goal.key for goal in made.goals][-1] == ""
    assert rows_of(made, "voortgang_doelen")[-1] == [
        "9",
        "De hal is verbouwd",
        "de bode, 1 mei 2027. Te zien aan: foto's.",
        "zie vraag 4",
        "Dit doel is later toegevoegd. Noem de uitkomst bij «Haalden wij de doelen?».",
    ]


def fills(made: WrittenProgress) -> list[Fill]:
    return [
        span
        for block in made.chapter.blocks
        for passage in passages(block)
        for span in passage.spans
        if isinstance(span, Fill)
    ]


def test_it_asks_for_every_answer_of_a_look_back():
    asked = {fill.field for fill in fills(write_progress(profile(), shipped.LIBRARY, ORDER))}
    names = ("bron", "jaar", "bevindingen", "oorzaken", "uitgevoerd", "gelukt", "verwachting", "doelen", "onvoorzien")
    assert {f"terugblik.{name}" for name in names} <= asked
    assert {f"gedaan.testen.{name}" for name in ("wat", "jaar", "door", "uitkomst", "gevolg")} <= asked
    assert {"volgen.evalueert_met", "volgen.wanneer", "terugblik.uitkomsten.eigen.1.stand"} <= asked


def test_an_outcome_is_picked_and_every_control_has_a_title():
    made = write_progress(profile(), shipped.LIBRARY, ORDER)
    outcomes = [fill for fill in fills(made) if fill.field.endswith(".stand")]
    assert len(outcomes) == len(made.goals)
    assert {fill.choices for fill in outcomes} == {("gehaald", "deels", "niet", "nog niet aan de beurt")}
    assert len({fill.title for fill in outcomes}) == len(outcomes)
    assert all(fill.title.strip() for fill in fills(made))


def test_the_words_for_what_went_wrong_can_be_picked_from():
    text = shipped.LIBRARY.texts["voortgang_vragen"].parts["tekst"].source
    words = ", ".join(re.findall(r"Over [^:.]+: ([^.]+)\.", text))
    typed = f"gemeente:\n  naam: X\nterugblik:\n  bevindingen: {words}\n"
    assert set(parse_profile(typed, "p", None).terugblik.bevindingen or ()) == set(get_args(BEVINDING))


def test_it_carries_what_a_draft_carries():
    made = write_progress(profile(), shipped.LIBRARY, ORDER)
    carried = read_carried(made.data, "voortgang.docx")
    assert (carried.basis.document, carried.basis.date) == ("voortgang", DAY)
    assert parse_profile(carried.basis.profile, "p", shipped.LIBRARY.cards) == profile()
    kept = [fill.field for paragraph in carried.paragraphs for fill in paragraph.fills]
    assert kept == [fill.field for fill in fills(made)]


def test_judges_find_nothing():
    assert judges.errors(write_progress(profile(), shipped.LIBRARY, ORDER).data) == ()


@pytest.mark.parametrize("form", ["md", "html"])
def test_other_forms_hold_the_same_goals(form):
    text = write_progress(profile(), shipped.LIBRARY, Order(form, DAY)).data.decode()
    assert "Elke afdeling heeft een aanjager" in text


@pytest.mark.parametrize("found", random_profiles(20, 15))
def test_any_profile_can_be_looked_back_on(found):
    made = write_progress(found, shipped.LIBRARY, ORDER)
    assert [goal.key for goal in made.goals] == list(make(found, shipped.LIBRARY, DAY).plan.keys)
    assert all(find_field(fill.field) for fill in fills(made))
    assert not [goal.number for goal in looked_back(draft_of(found)).goals if goal.gone]


def test_what_is_filled_in_is_told_next_year():
    keys = make(profile(), shipped.LIBRARY, DAY).plan.keys
    told = "\n".join(f"    {key}:\n      stand: gehaald" for key in keys[:-1])
    last = f"    {keys[-1]}:\n      stand: niet\n      toelichting: er was geen tijd"
    text = f"{write_profile(profile())}terugblik:\n  bron: eigen_blik\n  uitkomsten:\n{told}\n{last}\n"
    after = parse_profile(text, "p", shipped.LIBRARY.cards)
    made = make_documents(after, shipped.LIBRARY, Order("md", dt.date(2028, 1, 4))).documents[0].data.decode()
    assert "Van de zeven doelen waar wij naar keken, zijn er zes gehaald en één niet." in made
    assert "- **Testen door ervaringsdeskundigen** (niet gehaald): Er was geen tijd." in made
    assert "dezelfde vijf vragen als in de terugblik" in made
    by_hand = parse_profile(f"{text}  doelen: Bijna alles lukte.\n", "p", shipped.LIBRARY.cards)
    made = make_documents(by_hand, shipped.LIBRARY, Order("md", dt.date(2028, 1, 4))).documents[0].data.decode()
    assert "Bijna alles lukte." in made and "waar wij naar keken" not in made


def test_a_section_of_it_is_no_section_of_the_chapter():
    """So that own words for a section of the chapter do not stand here as well."""
    outline = shipped.LIBRARY.progress
    assert tuple(section.sleutel for section in outline.onderdelen) == SECTIONS
    assert not set(SECTIONS) & set(shipped.LIBRARY.section_keys)
