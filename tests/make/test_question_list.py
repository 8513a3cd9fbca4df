"""Questions for a colleague: which, in what words, what travels along, and the answers taken back."""

from __future__ import annotations

import io
import zipfile
from typing import get_args

import pytest
import shipped
from answer_builders import by_kind, documents, fill_texts, given_profile, read, retyped, taken
from toy import make_package

from liagen.chapter.question_list import MOST_ASKED, Asked
from liagen.document.as_markdown import write_markdown
from liagen.errors import DraftError, LibraryError
from liagen.make.edited_draft import read_draft
from liagen.make.order import Order
from liagen.make.question_list import OpenQuestions, make_question_list, open_questions, question_mail
from liagen.profile.canonical import write_profile
from liagen.profile.fields import find_field
from liagen.profile.group import Wie
from liagen.profile.model import Profile
from liagen.profile.read import parse_profile
from liagen.word.readback.carried import read_carried

ORDER = Order("docx", shipped.DAY, date=shipped.DAY)
TEXT = write_profile(shipped.profile("meierijstad"))
HOURS = "beleggen.uitvoerder.uren_per_week"
REPLACEMENT = "beleggen.uitvoerder.vervanger"
DIRECTORS = Asked("directie")


def profile_of(text: str = TEXT) -> Profile:
    return parse_profile(text, "x", shipped.LIBRARY.cards)


def found_for(asked: Asked, text: str = TEXT) -> OpenQuestions:
    return open_questions(profile_of(text), shipped.LIBRARY, ORDER, asked)


def asked_fields(asked: Asked, text: str = TEXT) -> list[str]:
    return [each.field for each in found_for(asked, text).questions]


def list_of(asked: Asked = DIRECTORS, text: str = TEXT) -> bytes:
    return make_question_list(found_for(asked, text), ORDER).data


@pytest.mark.parametrize("name", shipped.NAMES)
@pytest.mark.parametrize("who", get_args(Wie))
def test_a_list_asks_what_is_unknown_and_the_colleague_can_know(name, who):
    profile = shipped.profile(name)
    found = open_questions(profile, shipped.LIBRARY, ORDER, Asked(who)).questions
    assert {find_field(each.field).wie for each in found} <= {who}
    assert len({each.field for each in found}) == len(found) <= MOST_ASKED
    assert all(each.text and each.subject and each.reason for each in found)


def test_named_fields_are_asked_whoever_knows_them_unless_they_are_known():
    known = "organisatie.fte"
    assert asked_fields(Asked(fields=("draagvlak.raad", known, HOURS))) == ["draagvlak.raad", HOURS]


def test_a_field_on_which_nothing_hangs_can_be_asked():
    (found,) = found_for(Asked(fields=("capaciteit.uren_per_jaar",))).questions
    assert found.reason == "Met uw antwoord beschrijft het plan de gemeente zoals zij is."


def test_a_question_says_what_it_is_about():
    (found,) = found_for(Asked(fields=(HOURS,))).questions
    assert found.subject == "Uren per week van de uitvoerder"


def test_a_question_says_what_its_answer_is_for():
    (found,) = found_for(Asked(fields=("document.besluit_datum",))).questions
    assert found.reason.startswith("In «Wat wij vragen» staat nu een voorzet: «")
    assert found.reason.endswith("Daarvan hangen alle data in het plan af.")


def test_a_goal_is_named_without_marks():
    field = "doelen_kiezen.teamoverleg.teams.aantal"
    found = found_for(Asked(fields=(field,))).questions
    assert [each.field for each in found] == [field]
    assert found[0].subject.startswith("Het doel «")
    assert "[" not in found[0].subject


def test_a_control_is_always_a_blank():
    document = make_question_list(found_for(Asked("uitvoerder")), ORDER).chapter
    assert document.proposals == 0
    assert document.blanks == len(asked_fields(Asked("uitvoerder"))) + len(("datum", "adres"))


def test_nothing_open_is_said():
    document = make_question_list(found_for(Asked(fields=("organisatie.fte",))), ORDER).chapter
    assert "Er zijn nu geen open vragen." in write_markdown(document)


def test_the_same_order_gives_the_same_bytes():
    assert list_of() == list_of()


def test_a_package_without_the_outline_is_told(tmp_path):
    library = make_package(tmp_path / "pakket").load()
    found = open_questions(Profile.model_validate({"gemeente": {"naam": "Zuid"}}), library, ORDER, DIRECTORS)
    with pytest.raises(LibraryError, match="dit pakket heeft geen vragenlijst"):
        make_question_list(found, ORDER)


# ------------------------------------------------------------ what travels along


def test_no_more_of_the_profile_travels_than_the_name():
    carried = read_carried(list_of(), "x")
    assert carried.basis.document == "vragenlijst"
    assert carried.basis.profile == "gemeente:\n  naam: Meierijstad\n"


def test_nothing_that_only_the_profile_says_is_in_any_part():
    text = TEXT.replace("gemeente:\n", "prioriteiten: [kwartelpaden vrijmaken]\ngemeente:\n", 1)
    with zipfile.ZipFile(io.BytesIO(list_of(text=text))) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    assert b"kwartelpaden" not in parts


def test_rows_that_a_question_is_about_travel_along():
    text = "gemeente:\n  naam: Zuid\ncapaciteit:\n  budget:\n    - jaar: 2027\n      bedrag: 5000\n"
    asked = Asked("college")
    assert "capaciteit.budget.in_begroting" in asked_fields(asked, text)
    assert read_carried(list_of(asked, text), "x").basis.profile == text


def test_an_end_product_carries_nothing():
    order = Order("docx", shipped.DAY, date=shipped.DAY, edition="schoon")
    assert read_carried(make_question_list(found_for(DIRECTORS), order).data, "x") is None


# ------------------------------------------------------------ taken back


def test_a_list_that_was_not_filled_in_answers_nothing():
    found = read(list_of(), given=given_profile(TEXT))
    assert found.outcomes == ()
    assert found.text == TEXT


def test_answers_come_in_the_profile():
    found = read(retyped(list_of(), {HOURS: "8 uur", REPLACEMENT: "adviseur zorg"}), given=given_profile(TEXT))
    assert taken(found) == {HOURS: "8", REPLACEMENT: "adviseur zorg"}


def test_lists_that_contradict_each_other_are_told():
    other = Asked(fields=(HOURS,))
    found = read(retyped(list_of(), {HOURS: "8"}), retyped(list_of(other), {HOURS: "12"}), given=given_profile(TEXT))
    assert [each.text for each in by_kind(found, "tegenspraak")[HOURS].written] == ["8", "12"]
    assert taken(found) == {}


def test_a_list_beside_the_chapter_needs_no_profile():
    chapter, _ = documents(TEXT)
    found = read(chapter, retyped(list_of(), {HOURS: "8"}))
    assert taken(found) == {HOURS: "8"}
    assert found.remarks == ()


def test_a_list_alone_asks_for_the_profile():
    with pytest.raises(DraftError, match="een vragenlijst bewaart uw profiel niet; geef het met --profiel"):
        read(retyped(list_of(), {HOURS: "8"}))


def test_by_when_and_where_to_are_no_answers():
    data = list_of()
    found = read(retyped(data, {"[invullen: datum]": "1 mei", HOURS: "8"}), given=given_profile(TEXT))
    assert {each.path for each in found.outcomes} == {HOURS}


def test_an_answer_about_a_row_comes_in_that_row():
    text = "gemeente:\n  naam: Zuid\ncapaciteit:\n  budget:\n    - jaar: 2027\n      bedrag: 5000\n"
    path = "capaciteit.budget.in_begroting"
    found = read(retyped(list_of(Asked("college"), text), {path: "ja"}), given=given_profile(text))
    assert "in_begroting: ja" in found.text


def test_a_row_that_changed_meanwhile_is_not_guessed():
    text = "gemeente:\n  naam: Zuid\ncapaciteit:\n  budget:\n    - jaar: 2027\n      bedrag: 5000\n"
    filled = retyped(list_of(Asked("college"), text), {"capaciteit.budget.in_begroting": "ja"})
    found = read(filled, given=given_profile(text.replace("5000", "7000")))
    assert [each.kind for each in found.outcomes] == ["onduidelijk"]


def test_a_list_of_another_municipality_is_refused():
    with pytest.raises(DraftError, match="van verschillende gemeenten"):
        read(list_of(), given=given_profile("gemeente:\n  naam: Zuid\n"))


def test_a_list_is_no_chapter():
    with pytest.raises(DraftError, match="dit is een vragenlijst; lees de antwoorden met `liagen teruglezen`"):
        read_draft(list_of(), "x.docx")


@pytest.mark.parametrize("name", shipped.NAMES)
def test_every_control_of_a_list_is_read_back(name):
    text = write_profile(shipped.profile(name))
    for who in get_args(Wie):
        fields = fill_texts(list_of(Asked(who), text)) if asked_fields(Asked(who), text) else {}
        assert list(fields) == asked_fields(Asked(who), text)


# ------------------------------------------------------------ e-mail


def test_an_email_asks_the_same_questions_with_room_behind_them():
    text = question_mail(found_for(DIRECTORS))
    assert text.startswith("Onderwerp: Vragen bij ons plan «")
    assert "\n1. Uren per week van de uitvoerder. Hoeveel uur per week is er voor deze taak?\n" in text
    assert text.count("\n   Antwoord:\n") == len(asked_fields(DIRECTORS))


def test_an_email_keeps_what_its_sender_fills_in():
    text = question_mail(found_for(DIRECTORS))
    assert "[invullen: datum]" in text
    assert "[invullen: afzender]" in text


def test_an_email_has_no_marks_of_markdown():
    text = question_mail(found_for(Asked("uitvoerder")))
    assert not set("*`#|\\") & set(text)


def test_many_answers_stand_on_lines_of_their_own():
    asked = Asked(fields=("gedaan.praktijk",))
    text = question_mail(found_for(asked))
    assert "\n   – brieven in duidelijke taal\n" in text


def test_an_answer_of_many_is_read_back():
    path = "gedaan.praktijk"
    filled = retyped(list_of(Asked(fields=(path,))), {path: "brieven in duidelijke taal"})
    assert taken(read(filled, given=given_profile(TEXT))) == {path: "brieven in duidelijke taal"}
