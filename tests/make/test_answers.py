"""Answers of a chapter and a work sheet of the real library, put into a profile."""

from __future__ import annotations

import datetime as dt
import io
import re
from functools import cache
from typing import Any

import pytest
import shipped
from answer_builders import (
    MORE,
    NAMES,
    by_kind,
    documents,
    given_profile,
    opened,
    read,
    retyped,
    taken,
)
from docx import Document
from docx.oxml.ns import qn
from draft_builders import edited
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_profiles import random_profiles

from liagen.document.carried import CarriedFill
from liagen.errors import DraftError
from liagen.files.check import check_model
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.make.edited_draft import read_document
from liagen.profile.blank import blank_profile, with_answers
from liagen.profile.canonical import write_profile
from liagen.profile.fields import all_paths, field_specs, find_field, profile_value
from liagen.profile.model import Profile
from liagen.profile.parsing import MONTHS
from liagen.profile.read import parse_profile
from liagen.profile.written import parse_written
from liagen.word.readback.carried import read_carried

TEXT = write_profile(shipped.profile("meierijstad"))
CHAPTER, SHEET = documents(TEXT)
GOALS, _ = documents(MORE)
HOURS = "beleggen.uitvoerder.uren_per_week"
ALDERMAN = "draagvlak.wethouder"  # a blank of free text


@pytest.mark.parametrize("name", shipped.NAMES)
def test_a_document_that_was_not_edited_answers_nothing(name):
    text = write_profile(shipped.profile(name))
    found = read(*documents(text))
    assert found.outcomes == ()
    assert found.text == found.base.text == text


def test_answers_of_chapter_and_sheet_are_put_together():
    chapter = retyped(CHAPTER, {HOURS: "8 uur", "document.besluit_door": "de raad"})
    sheet = retyped(SHEET, {HOURS: "acht", "lia.intern_deel": "Ja"})
    found = read(chapter, sheet)
    assert taken(found) == {HOURS: "8", "document.besluit_door": "raad", "lia.intern_deel": "ja"}
    assert [each.file for each in by_kind(found, "overgenomen")[HOURS].written] == ["hoofdstuk.docx", "werkblad.docx"]
    profile = parse_profile(found.text, "x", shipped.LIBRARY.cards)
    assert (profile.beleggen.uitvoerder.uren_per_week, profile.document.besluit_door) == (8, "raad")


def test_a_contradiction_is_shown_and_not_taken_over():
    found = read(retyped(CHAPTER, {HOURS: "8 uur"}), retyped(SHEET, {HOURS: "12"}))
    told = by_kind(found, "tegenspraak")[HOURS]
    assert [(each.file, each.text) for each in told.written] == [("hoofdstuk.docx", "8 uur"), ("werkblad.docx", "12")]
    assert found.text == found.base.text


@pytest.mark.parametrize(
    ("blank", "text", "path", "kind"),
    [
        (HOURS, "ongeveer 8", HOURS, "niet_begrepen"),
        (HOURS, "8 uur per maand", HOURS, "niet_begrepen"),
        (HOURS, "900", HOURS, "niet_begrepen"),
        (HOURS, "", HOURS, "leeggemaakt"),
        (HOURS, "onbekend", HOURS, "onbekend"),
        ("document.besluit_datum", "binnenkort", "document.besluit_datum", "niet_begrepen"),
        ("document.besluit_door", "de burgemeester", "document.besluit_door", "niet_begrepen"),
        (ALDERMAN, "wethouder zorg\u200b", ALDERMAN, "niet_begrepen"),
        (ALDERMAN, "\ue000wethouder zorg", ALDERMAN, "niet_begrepen"),
        (ALDERMAN, "x" * 50_000, ALDERMAN, "niet_begrepen"),
        (ALDERMAN, "x" * 150_000, ALDERMAN, "onduidelijk"),
        (ALDERMAN, "de wethouder zorg. Die is er dan", ALDERMAN, "onduidelijk"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_and_not_guessed(blank, text, path, kind):
    found = read(retyped(CHAPTER, {blank: text}))
    assert [(each.path, each.kind) for each in found.outcomes] == [(path, kind)]
    assert found.text == found.base.text
    assert found.outcomes[0].written[0].section
    assert kind == "onbekend" or found.outcomes[0].reason


NASTY = (
    *("a: {}", "- x", "# niets", "'s avonds", '"x"', "a #b: c", "{{ 7*7 }}", "*x*", "!!python/object", "| x >"),
    *("ja", "1", "null", "x: y: z", "%a", "@b", "`c`", "a\\tb", "2027-01-01", "1_000", "=1+1"),
)


@pytest.mark.parametrize("text", NASTY)
def test_an_answer_is_text_whatever_it_looks_like(text):
    found = read(retyped(CHAPTER, {ALDERMAN: text}), given=given_profile(TEXT))
    assert taken(found) == {ALDERMAN: text}
    assert parse_profile(found.text, "x", None).draagvlak.wethouder == text


def test_a_line_end_in_an_answer_is_a_space():
    data = edited(retyped(CHAPTER, {HOURS: "8@@uur"}), lambda text: text.replace("@@", "</w:t><w:br/><w:t>"))
    assert taken(read(data)) == {HOURS: "8"}


def test_an_answer_may_wait_for_another():
    town = "gemeente:\n  naam: Zuid\nbeleggen:\n  groep:\n    aanwezig: nee\n"
    chapter, sheet = documents("gemeente:\n  naam: Zuid\n")
    changes = {
        "beleggen.groep.aanwezig": "ja",
        "beleggen.groep.leden": "raadsleden",
    }
    found = read(chapter, retyped(sheet, changes), given=given_profile(town))
    assert taken(found) == {"beleggen.groep.aanwezig": "ja", "beleggen.groep.leden": "raadsleden"}
    assert by_kind(found, "overgenomen")["beleggen.groep.aanwezig"].old == "nee"


def test_answers_that_exclude_each_other_are_not_both_taken():
    _, sheet = documents("gemeente:\n  naam: Zuid\n")
    changes = {
        "beleggen.groep.aanwezig": "nee",
        "beleggen.groep.leden": "raadsleden",
    }
    found = read(retyped(sheet, changes), names=("werkblad.docx",))
    assert taken(found) == {"beleggen.groep.aanwezig": "nee"}
    assert list(by_kind(found, "niet_begrepen")) == ["beleggen.groep.leden"]


def test_a_value_of_the_profile_that_differs_is_changed_and_told():
    text = "# ons profiel\n" + TEXT.replace(
        "    rol: trekker\n", "    rol: trekker\n    uren_per_week: 12 # zie besluit\n"
    )
    found = read(retyped(CHAPTER, {HOURS: "8 uur"}), given=given_profile(text))
    assert found.text == text.replace("uren_per_week: 12", "uren_per_week: 8")
    told = by_kind(found, "overgenomen")[HOURS]
    assert (told.old, told.new) == ("12", "8")


def test_what_the_profile_says_already_is_no_change():
    text = TEXT.replace("    rol: trekker\n", "    rol: trekker\n    uren_per_week: 8\n")
    found = read(retyped(CHAPTER, {HOURS: "8 uur"}), given=given_profile(text))
    assert [(each.kind, each.path) for each in found.outcomes] == [("gelijk", HOURS)]
    assert found.text == text


def test_an_answer_that_does_not_fit_in_the_file_is_told():
    town = "gemeente:\n  naam: Zuid\nlia:\n  ? jaar\n  : 2024\n"
    _, sheet = documents("gemeente:\n  naam: Zuid\n")
    changes = {"lia.intern_deel": "ja", "organisatie.fte": "300"}
    found = read(retyped(sheet, changes), given=given_profile(town), names=("werkblad.docx",))
    assert "organisatie.fte" in taken(found)
    assert set(taken(found)) | set(by_kind(found, "niet_begrepen")) == {"organisatie.fte", "lia.intern_deel"}
    parse_profile(found.text, "x", None)


def test_without_bookmarks_only_what_words_around_it_tell_is_read():
    changes = {
        HOURS: "8 uur",
        "hoofd communicatie": "gemeentesecretaris",
        "[invullen: functie van de eigenaar – directie]": "ik",
    }
    data = edited(retyped(GOALS, changes), lambda text: re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", text))
    found = read(data, given=given_profile(MORE))
    assert taken(found) == {HOURS: "8"}


# ------------------------------------------------------------ goals


LEARNED = "teams hebben een afspraak voor hun eigen werk, gemaakt met een ervaringsdeskundige"


def test_changed_cells_of_goals_are_answers():
    changes = {
        "30 november 2027": "1 juli 2028",
        "hoofd communicatie": "gemeentesecretaris",
        "[invullen: functie van de eigenaar – directie]": "hoofd Vastgoed",
        f"Zes {LEARNED}": f"Tien {LEARNED}",
        "verantwoordelijke wethouder": "wethouder Zorg",
    }
    found = read(retyped(GOALS, changes), given=given_profile(MORE))
    assert taken(found) == {
        "doelen.1.deadline": "1 juli 2028",
        "doelen.1.eigenaar": "gemeentesecretaris",
        "doelen.2.eigenaar": "hoofd Vastgoed",
        "doelen_kiezen.teamoverleg.teams.aantal": "10",
        "doelen_kiezen.collegegesprekken.afspraken.eigenaar": "wethouder Zorg",
    }
    profile = parse_profile(found.text, "x", shipped.LIBRARY.cards)
    assert profile.doelen_kiezen["teamoverleg.teams"].keuze == "wel"
    assert profile.doelen and profile.doelen[0].deadline == dt.date(2028, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        f"Alle zes {LEARNED}",
        f"Zes {LEARNED.replace('teams', 'afdelingen')}",
        f"6 {LEARNED}",
        f"Veel {LEARNED}",
    ],
)
def test_a_goal_in_other_words_is_no_answer(text):
    found = read(retyped(GOALS, {f"Zes {LEARNED}": text}), given=given_profile(MORE))
    assert not taken(found)


def test_a_deadline_without_a_date_is_not_understood():
    found = read(retyped(GOALS, {"30 november 2027": "voor de zomer"}), given=given_profile(MORE))
    assert list(by_kind(found, "niet_begrepen")) == ["doelen.1.deadline"]


def test_rows_that_are_others_by_now_are_left_alone():
    now = MORE.replace("Alle brieven zijn herschreven", "Alle formulieren zijn herschreven")
    found = read(
        retyped(GOALS, {"[invullen: functie van de eigenaar – directie]": "hoofd Vastgoed"}), given=given_profile(now)
    )
    assert taken(found) == {"doelen.2.eigenaar": "hoofd Vastgoed"}
    found = read(retyped(GOALS, {"hoofd communicatie": "gemeentesecretaris"}), given=given_profile(now))
    assert not taken(found)
    assert found.outcomes[0].reason


def test_what_is_asked_of_a_row_goes_to_the_one_that_leaves_it_open():
    rows = """\
capaciteit:
  budget:
    - jaar: 2027
      bedrag: 5000
      in_begroting: ja
    - jaar: 2028
      bedrag: 1
"""
    _, sheet = documents(MORE + rows)
    found = read(retyped(sheet, {"capaciteit.budget.in_begroting": "nee"}), names=("w.docx",))
    assert taken(found) == {"capaciteit.budget.2.in_begroting": "nee"}
    _, sheet = documents(MORE + rows.replace("      in_begroting: ja\n", ""))
    found = read(retyped(sheet, {"capaciteit.budget.in_begroting": "nee"}), names=("w.docx",))
    assert [each.kind for each in found.outcomes] == ["onduidelijk"]


def test_what_is_asked_of_a_row_that_is_not_written_out_is_not_taken():
    text = MORE + "aanleiding: [motie]\n"
    _, sheet = documents(text)
    blanks = [fill for each in read_carried(sheet, "x").paragraphs for fill in each.fills]
    blank = next(fill.text for fill in blanks if fill.field == "aanleidingen.vraagt")
    found = read(retyped(sheet, {blank: "meer aandacht"}), names=("w.docx",))
    assert [each.kind for each in found.outcomes] == ["niet_begrepen"]


def test_a_goal_that_no_card_has_any_more_is_told():
    path = "doelen_kiezen.teamoverleg.teams.aantal"
    data = edited(
        retyped(CHAPTER, {"doelen_kiezen.teamoverleg.teams.aantal": "Zes"}),
        lambda text: text.replace(path, path.replace("teams", "weg")),
        _carried(CHAPTER),
    )
    found = read(data)
    # The number stands in the table and in what the council is asked.
    assert {(each.kind, each.path) for each in found.outcomes} == {("niet_begrepen", path.replace("teams", "weg"))}


# ------------------------------------------------------------ controls, set as Word sets them


def _controls(document: Any) -> dict[str, Any]:
    """Return the controls of a document, by the field that they have as their tag."""
    tag, value = qn("w:tag"), qn("w:val")
    return {next(each.iter(tag)).get(value): each for each in document.element.body.iter(qn("w:sdt"))}


def test_every_answer_that_a_control_offers_is_understood():
    for data in (*documents("gemeente:\n  naam: Zuid\n"), CHAPTER, SHEET):
        for field, control in _controls(Document(io.BytesIO(data))).items():
            spec = find_field(field)
            items = [each.get(qn("w:displayText")) for each in control.iter(qn("w:listItem"))]
            has_proposal = next(control.iter(qn("w:comboBox")), None) is not None
            if spec and spec.kind in ("antwoord", "keuze"):
                assert {parse_written(spec, each) for each in items[has_proposal:]} <= set(spec.choices)


def test_what_is_picked_from_a_list_in_word_is_an_answer():
    document = Document(io.BytesIO(SHEET))
    control = _controls(document)["toegankelijkheid_start"]
    holder = next(control.iter(qn("w:showingPlcHdr")))
    holder.getparent().remove(holder)
    next(control.iter(qn("w:t"))).text = "iets tastbaars"
    result = io.BytesIO()
    document.save(result)
    assert taken(read(result.getvalue(), names=NAMES[1:])) == {"toegankelijkheid_start": "iets tastbaars"}


# ------------------------------------------------------------ which documents


def test_documents_of_two_municipalities_are_refused():
    other, _ = documents(write_profile(shipped.profile("utrecht")))
    with pytest.raises(DraftError, match="verschillende gemeenten"):
        read(CHAPTER, other)
    with pytest.raises(DraftError, match="Meierijstad, Utrecht"):
        read(other, given=given_profile(TEXT))


def test_of_different_answers_the_newest_count():
    older, _ = documents(TEXT, dt.date(2026, 5, 1))
    newer, _ = documents(TEXT.replace("fte: 650", "fte: 700"), dt.date(2026, 9, 1))
    for files in ((older, newer), (newer, older)):
        found = read(*files)
        assert "fte: 700" in found.text
        assert len(found.remarks) == 1


def test_any_document_with_the_data_part_is_read():
    data = edited(retyped(SHEET, {HOURS: "8"}), lambda text: text.replace("werkblad", "voortgang"), _carried(SHEET))
    draft = read_document(data, "voortgang.docx")
    assert draft.basis.document == "voortgang"
    assert taken(read(data)) == {HOURS: "8"}


def test_a_draft_of_the_first_edition_has_places_without_a_field():
    data = edited(
        retyped(CHAPTER, {HOURS: "8 uur"}),
        lambda text: _first_edition(text, read_carried(CHAPTER, "x")),
        _carried(CHAPTER),
    )
    found = read(data)
    assert {each.kind for each in found.outcomes} == {"zonder_veld"}
    assert [each.written[0].text for each in found.outcomes] == ["8 uur"]
    assert found.text == ""
    assert found.remarks
    assert read(data, given=given_profile(TEXT)).text == TEXT


def test_a_package_that_is_not_used_is_told():
    filled = retyped(CHAPTER, {HOURS: "8"})
    data = edited(filled, lambda text: text.replace('name="standaard"', 'name="weg"'), _carried(CHAPTER))
    found = read(data)
    assert taken(found) == {HOURS: "8"}
    assert "het pakket weg" in found.remarks[0]


def _carried(data: bytes) -> str:
    draft = read_document(data, "x.docx")
    return next(name for name, part in draft.file.parts.items() if b"urn:liagen:draft" in part and "Props" not in name)


def _first_edition(_: str, carried: Any) -> str:
    from html import escape

    rows = "".join(f'<paragraph id="{each.id}">{escape(each.text)}</paragraph>' for each in carried.paragraphs)
    return f'<chapter xmlns="urn:liagen:chapter:1" date="2026-01-01">{rows}</chapter>'


# ------------------------------------------------------------ what a stranger's draft may say

STRANGE = (
    *(*field_specs(), *all_paths(), "doelen.0.eigenaar", "doelen.1.eigenaar", "doelen.9.eigenaar", "doelen.eigenaar"),
    *("doelen_kiezen..", "doelen_kiezen.a.b.aantal", "doelen_kiezen.teamoverleg.teams.keuze", "doelen_kiezen.a"),
    *("toelichting.draagvlak.raad", "keuzes.a.keuze", "eigen.tekst", "capaciteit.budget.bedrag", "x" * 1000, ".", "1"),
)


@settings(max_examples=10, deadline=None)
@given(
    st.sampled_from(STRANGE).filter(lambda field: field != HOURS),
    st.sampled_from(["8", "ja", "geen", "onbekend", "de raad", "a: b", "2027", "x;y"]),
)
def test_whatever_field_a_place_claims_nothing_breaks(field, text):
    claimed = f'field="{field}"'
    data = retyped(GOALS, {HOURS: text})
    found = read(edited(data, lambda part: part.replace(f'field="{HOURS}"', claimed), _carried(GOALS)))
    assert len(found.outcomes) == 1


# ------------------------------------------------------------ any answers in any profile

TYPED = st.text(st.sampled_from("abcdé 012€,:;{}#'\"&*|>%@`-"), min_size=3, max_size=30).filter(
    lambda text: text[:1].isalpha() and text[-1:].isalpha()
)


def _reply(path: str) -> st.SearchStrategy[str] | None:
    """Return how the question of a field may be answered; None for one that is not tried."""
    spec = find_field(path)
    if spec is None or path not in field_specs() or path.endswith("aanwezig"):
        return None
    numbers = st.integers(1, 40).map(str)
    made = {
        "antwoord": st.sampled_from(["ja", "Nee", "onbekend"]),
        "keuze": st.sampled_from([*spec.choices]),
        "keuzelijst": st.lists(st.sampled_from(spec.choices or ("",)), min_size=1, max_size=3, unique=True).map(
            ", ".join
        ),
        "getal": numbers | (numbers.map(lambda text: f"{text} uur") if "uren" in spec.label else numbers),
        "datum": st.tuples(st.integers(1, 28), st.sampled_from(MONTHS)).map(lambda day: f"{day[0]} {day[1]} 2027"),
        "tekst": TYPED,
    }
    return made.get(spec.kind)


@cache
def _town(number: int, which: int) -> tuple[str, bytes, dict[str, CarriedFill]]:
    """Return the text of a random municipality, its chapter or sheet, and the blanks in it that can be tried."""
    text = write_profile(random_profiles(number, 1)[0])
    data = documents(text)[which]
    fills = [fill for each in read_carried(data, "x").paragraphs for fill in each.fills]
    texts = [fill.text for fill in fills]
    tried = [fill for fill in fills if which or fill.mark == "invullen"]  # not every proposal is an answer
    return (
        text,
        data,
        {fill.field: fill for fill in tried if texts.count(fill.text) == 1 and _reply(fill.field) is not None},
    )


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_random_answers_come_back_as_they_are_and_nothing_else_changes(data):
    text, document, fills = _town(data.draw(st.integers(1, 8)), data.draw(st.integers(0, 1)))
    asked = data.draw(st.lists(st.sampled_from(sorted(fills)), max_size=6, unique=True)) if fills else []
    replies = {path: data.draw(_reply(path)) for path in asked}
    values = {path: " ".join(reply.removesuffix(" uur").split()) for path, reply in replies.items()}
    expected, problems = check_model(Profile, Tree(with_answers(parse_yaml(text, "").value, values)), "")
    assume(expected is not None and not problems)
    found = read(retyped(document, {fills[path].text: reply for path, reply in replies.items()}))
    assert parse_profile(found.text, "x", shipped.LIBRARY.cards) == expected
    before = parse_profile(text, "x", shipped.LIBRARY.cards)
    changed = {path for path in asked if profile_value(before, path) != profile_value(expected, path)}
    assert set(taken(found)) == changed
    assert {each.path for each in found.outcomes} == set(asked)


def test_a_whole_blank_profile_takes_answers():
    text = blank_profile({"gemeente.naam": "Zuid"})
    _, sheet = documents("gemeente:\n  naam: Zuid\n")
    found = read(retyped(sheet, {"organisatie.fte": "300"}), given=given_profile(text), names=("w.docx",))
    assert found.text.replace("fte: 300", "fte:") == text


def test_opening_twice_gives_the_same():
    files = (retyped(CHAPTER, {HOURS: "8 uur"}), SHEET)
    assert read(*files) == read(*files)
    assert len(opened(*files)) == 2
