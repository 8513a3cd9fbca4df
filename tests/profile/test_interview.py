"""The questions of `liagen nieuw --vragen`, without a terminal."""

from __future__ import annotations

import datetime as dt

import pytest
from every import every

from liagen.errors import ProfileError
from liagen.files.yaml_in import parse_yaml
from liagen.profile.blank import answer_problem, askable_fields, blank_profile
from liagen.profile.fields import field_specs
from liagen.profile.interview import Interview, explanation


def at(path: str, **answers: str) -> Interview:
    """An interview that has come to the question at ``path``."""
    paths = [spec.path for spec in askable_fields()]
    return Interview({key.replace("__", "."): value for key, value in answers.items()}, paths[: paths.index(path)])


def reply(path: str, typed: str) -> object:
    interview = at(path)
    said = interview.answer_current(typed)
    assert not said, said
    return interview.answers.get(path)


def refused(path: str, typed: str) -> str:
    interview = at(path)
    said = interview.answer_current(typed)
    assert interview.answers == {}
    assert interview.current.path == path
    return said


def test_every_question_is_asked_once_in_the_order_of_the_profile():
    interview, asked = Interview(), []
    while interview.current:
        asked.append(interview.current.path)
        assert interview.answer_current("") == ""
    assert asked == [spec.path for spec in askable_fields()]
    assert interview.answers == {}


def test_every_question_shows_its_number_and_every_allowed_answer():
    for number, spec in enumerate(askable_fields(), 1):
        shown = at(spec.path).question()
        assert shown.startswith(f"Vraag {number} van {len(askable_fields())}: {spec.vraag}")
        assert all(choice in shown for choice in spec.choices)
        assert spec.uitleg in shown


def test_the_last_question_is_followed_by_nothing():
    interview = Interview(visited=[spec.path for spec in askable_fields()])
    assert (interview.current, interview.question(), interview.answer_current("ja")) == (None, "", "")


@every("typed", ["", "   ", "\t", "onbekend", "Onbekend"])
@every("path", ["gemeente.naam", "organisatie.fte", "lia.status", "lia.intern_deel", "knelpunten"])
def test_skipping_leaves_a_question_unknown(path, typed):
    assert reply(path, typed) is None


@every(
    ("path", "typed", "expected"),
    [
        ("gemeente.naam", " 's-Hertogenbosch ", "'s-Hertogenbosch"),
        ("gemeente.naam", "Den\u00a0Haag", "Den Haag"),
        ("gemeente.inwoners", "12345", 12345),
        ("gemeente.soort", "5", "dorp"),
        ("gemeente.soort", "Grote stad", "grote_stad"),
        ("gemeente.soort", "grotere", "grotere_en_kleinere_kernen"),
        ("gemeente.soort", "stadsgemeente", "stad"),
        ("lia.status", "geen", "geen"),
        ("lia.intern_deel", "J", "ja"),
        ("draagvlak.raad", "d", "deels"),
        ("knelpunten", "geen", ()),
        ("knelpunten", "[]", ()),
        ("knelpunten", "tijdgebrek", ("tijdgebrek",)),
        ("knelpunten", "[tijdgebrek, geld]", ("tijdgebrek", "geld")),
        ("knelpunten", "1, 4", ("tijdgebrek", "geld")),
        ("knelpunten", "1 4", ("tijdgebrek", "geld")),
        ("knelpunten", "geld, 4, geld", ("geld",)),
        ("beleggen.groep.leden", "MEE; adviesraad", ("mee", "adviesraad")),
        ("organisatie.afdelingen", "Ruimte, Zorg", ("Ruimte", "Zorg")),
        ("organisatie.afdelingen", "Werk, Inkomen; Zorg", ("Werk, Inkomen", "Zorg")),
        ("organisatie.afdelingen", "1, 2", ("1", "2")),
        ("gedaan.doelen_jaren", "2026, 2027", (2026, 2027)),
        ("gedaan.doelen_jaren", "2026 2027", (2026, 2027)),
        ("stand.datum", "2026-01-31", dt.date(2026, 1, 31)),
        ("stand.datum", "31-1-2026", dt.date(2026, 1, 31)),
        ("stand.datum", "1/12/2026", dt.date(2026, 12, 1)),
    ],
)
def test_a_reply_is_read_as_it_was_meant(path, typed, expected):
    assert reply(path, typed) == expected


@every(
    ("path", "typed", "part"),
    [
        ("gemeente.inwoners", "veel", "Vul een heel getal in"),
        ("gemeente.inwoners", "12.34", "Vul een heel getal in"),
        ("gemeente.inwoners", "-5", "Vul een heel getal in"),
        ("gemeente.inwoners", "5", "te klein"),
        ("gemeente.inwoners", "9" * 5000, "Vul een heel getal in"),
        ("gemeente.soort", "6", "Kies uit"),
        ("gemeente.soort", "g", "Kies uit"),
        ("gemeente.soort", "metropool", 'hier staat "metropool"'),
        ("lia.intern_deel", "1", "Kies uit"),
        ("lia.intern_deel", "misschien", "ja, nee of onbekend"),
        ("knelpunten", "tijdgebrek, regen", 'hier staat "regen"'),
        ("knelpunten", ",", "Kies uit"),
        ("knelpunten", "geen, geld", "Kies uit"),
        ("organisatie.afdelingen", ";", "lijst"),
        ("gedaan.doelen_jaren", "2026, straks", "heel getal"),
        ("stand.datum", "30-02-2026", "De datum 30-02-2026 bestaat niet"),
        ("stand.datum", "volgend jaar", "JJJJ-MM-DD"),
        ("gemeente.naam", "\x1b[A", "onzichtbaar teken"),
        ("gemeente.naam", "Zu\udcffid", "onzichtbaar teken"),
        ("gemeente.naam", "Zuid\ue000", "onzichtbaar teken"),
    ],
)
def test_a_wrong_reply_is_refused_and_the_question_stays(path, typed, part):
    said = refused(path, typed)
    assert said.startswith("  Dat past niet. ")
    assert part in said


@every("path", sorted({spec.kind: spec.path for spec in askable_fields()}.values()))
@every("typed", ["]", "[", ": - {", "# niets", "*", "!", "'\"", "%", "2026-99-99", "0", "x" * 3000])
def test_no_reply_leaves_a_profile_that_cannot_be_read(path, typed):
    interview = at(path)
    interview.answer_current(typed)
    assert not answer_problem(interview.answers, path)
    tree = parse_yaml(blank_profile(interview.answers), "x")
    assert not tree.problems


def test_a_question_mark_repeats_the_explanation():
    interview = at("gemeente.soort")
    assert interview.answer_current("?") == explanation(field_specs()["gemeente.soort"])
    assert interview.current.path == "gemeente.soort"
    assert "geen verdere uitleg" in at("gemeente.provincie").answer_current("?")


def test_back_forgets_the_last_answer_and_asks_it_again():
    interview = Interview()
    interview.answer_current("Zuid")
    interview.answer_current("Limburg")
    assert interview.answer_current("terug") == ""
    assert interview.current.path == "gemeente.provincie"
    assert interview.answers == {"gemeente.naam": "Zuid"}
    interview.answer_current("terug")
    assert "eerste vraag" in interview.answer_current("terug")


def test_what_does_not_exist_is_not_asked_about():
    paths = [spec.path for spec in at("beleggen.groep.vormen", beleggen__groep__aanwezig="nee")._relevant_fields()]
    mine = [path for path in paths if path.startswith("beleggen.groep.")]
    assert mine == ["beleggen.groep.aanwezig", "beleggen.groep.eerder"]


def test_what_is_asked_of_something_absent_may_be_answered():
    groups = [spec.path.removesuffix(".aanwezig") for spec in askable_fields() if spec.path.endswith(".aanwezig")]
    assert len(groups) == 5
    for group in groups:
        no = {f"{group}.aanwezig": "nee"}
        for spec in Interview(no)._relevant_fields():
            if spec.path.startswith(f"{group}."):
                answer = (
                    2024 if spec.kind == "getal" else spec.choices[:1] if spec.kind == "keuzelijst" else spec.choices[0]
                )
                assert not answer_problem({f"{group}.aanwezig": "nee", spec.path: answer}, spec.path)


def test_the_number_of_departments_is_not_asked_after_their_names():
    interview = at("organisatie.afdelingen")
    interview.answer_current("Ruimte, Zorg")
    assert interview.current.path == "organisatie.aantal_teams"
    assert f"van {len(askable_fields()) - 1}:" in interview.question()


def test_answers_must_agree_with_earlier_ones():
    interview = at("document.periode.tot", document__periode__van=2027)
    assert "voordat" in interview.answer_current("2026")
    assert interview.answer_current("2028") == ""


def test_the_summary_counts_and_names_what_was_not_asked():
    interview = Interview()
    interview.answer_current("Zuid")
    said = interview.summary()
    assert said.startswith(f"1 van de {len(askable_fields())} vragen beantwoord.")
    assert all(spec.label in said for spec in field_specs().values() if spec.kind == "groepen")


# ------------------------------------------------------------ going on with a profile


def still_asked(text: str) -> list[str]:
    interview, asked = Interview.resumed(text, "p"), []
    while interview.current:
        asked.append(interview.current.path)
        interview.answer_current("")
    return asked


def test_only_what_is_unknown_is_asked_in_the_order_of_the_profile():
    known = "gemeente: {naam: Zuid, soort: onbekend, inwoners: 31.500}\nlia: {status: }\naanleiding: geen\n"
    names = ("gemeente.naam", "gemeente.inwoners", "aanleiding")
    assert still_asked(known) == [spec.path for spec in askable_fields() if spec.path not in names]


def test_questions_are_counted_over_what_is_open():
    interview = Interview.resumed("gemeente: {naam: Zuid, inwoners: 400}\n", "p")
    assert interview.question().startswith(f"Vraag 1 van {len(askable_fields()) - 2}: In welke provincie")
    interview.answer_current("")
    assert interview.question().startswith(f"Vraag 2 van {len(askable_fields()) - 2}: Wat voor gemeente")


def test_a_blank_profile_asks_all_but_what_stands_in_it():
    usual = ("document.naam", "stijl.lengte", "stijl.huisterm", "stijl.praktijk")
    assert still_asked(blank_profile()) == [spec.path for spec in askable_fields() if spec.path not in usual]


def test_what_stands_in_no_row_is_asked_also_when_nothing_said_means_the_usual():
    assert {"document.naam", "stijl.lengte", "stijl.huisterm"} <= set(still_asked("gemeente: {naam: Zuid}\n"))


@pytest.mark.parametrize("group", ["draagvlak", "beleggen", "gedaan"])
def test_a_group_that_is_none_is_not_asked_about(group):
    assert not [path for path in still_asked(f"gemeente: {{naam: Zuid}}\n{group}: Geen\n") if path.startswith(group)]


def test_what_an_earlier_answer_settles_is_not_asked():
    text = "gemeente: {naam: Zuid}\nbeleggen: {groep: {aanwezig: nee}}\norganisatie: {afdelingen: [Zorg]}\n"
    asked = still_asked(text)
    assert [path for path in asked if path.startswith("beleggen.groep.")] == ["beleggen.groep.eerder"]
    assert "organisatie.aantal_afdelingen" not in asked


def test_what_follows_from_what_was_said_is_not_asked():
    assert "beleggen.uitvoerder.aanwezig" not in still_asked(
        "gemeente: {naam: Zuid}\nbeleggen: {uitvoerder: {functie: adviseur}}\n"
    )


def test_an_answer_must_agree_with_what_was_said():
    interview = Interview.resumed("gemeente: {naam: Zuid}\ndocument: {periode: {van: 2027}}\n", "p")
    while interview.current.path != "document.periode.tot":
        interview.answer_current("")
    assert "voordat" in interview.answer_current("2026")
    assert interview.answer_current("2028") == ""
    assert interview.answers == {"document.periode.tot": 2028}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "p:1:1: gemeente: dit veld ontbreekt; vul het in"),
        ("x", 'p:1:1: hier horen velden onder te staan, zoals `gemeente`, niet "x"'),
        ("a: [b, c\nd: 1\n", "p:1:4: deze haak wordt niet gesloten, of er ontbreekt een komma"),
        (
            "gemeente: {naam: Zuid, fte: 400}",
            "p:1:24: gemeente.fte: onbekend veld, bedoelde u `organisatie.fte`?",
        ),
        ("gemeente: {naam: Zuid}\nlia: {jaar: 18}", "p:2:13: lia.jaar: het getal 18 is te klein; het laagste is 1990"),
    ],
)
def test_a_profile_with_a_mistake_is_not_gone_on_with(text, problem):
    with pytest.raises(ProfileError) as caught:
        Interview.resumed(text, "p")
    assert [str(each) for each in caught.value.problems] == [problem]
