"""What a form says, put into a profile: what it takes, and what it refuses with the reason."""

from __future__ import annotations

import pytest
from every import every

from liagen.browser.app.answers import (
    Refused,
    check_values,
    names_of,
    read_form,
    take,
    value_at,
    values_of,
    with_value,
    worded,
)
from liagen.browser.app.exchange import Posted
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.read import load_profile, shipped_profiles


def form(*fields, shown=()):
    return Posted([*(("getoond", path) for path in shown), *fields])


@every(
    ("path", "fields", "expected"),
    [
        ("gemeente.naam", [("v:gemeente.naam", " Zuid ")], "Zuid"),
        ("gemeente.naam", [("v:gemeente.naam", "  ")], None),
        ("draagvlak.raad", [("v:draagvlak.raad", "deels")], "deels"),
        ("draagvlak.raad", [("v:draagvlak.raad", "onbekend")], None),
        ("draagvlak.raad", [], None),
        ("knelpunten", [("v:knelpunten", "a"), ("v:knelpunten", "b")], ["a", "b"]),
        ("knelpunten", [("geen:knelpunten", "ja")], "geen"),
        ("knelpunten", [], None),
        ("organisatie.afdelingen", [("v:organisatie.afdelingen", "Zorg\r\n\r\nWonen\r\n")], ["Zorg", "Wonen"]),
        ("organisatie.afdelingen", [("v:organisatie.afdelingen", ""), ("geen:organisatie.afdelingen", "ja")], "geen"),
        ("stijl.lengte", [("v:stijl.lengte", "standaard")], None),
        ("stijl.lengte", [("v:stijl.lengte", "kort")], "kort"),
        ("toelichting.draagvlak.raad", [("v:toelichting.draagvlak.raad", "Ja.")], "Ja."),
        ("keuzes.intranet.keuze", [("v:keuzes.intranet.keuze", "niet")], "niet"),
    ],
)
def test_a_control_is_read_as_it_stands_in_a_profile(path, fields, expected):
    assert read_form(form(*fields, shown=[path]), {}) == {path: expected}


def test_only_fields_that_the_form_shows_are_read():
    assert read_form(form(("v:gemeente.naam", "Zuid"), shown=["gemeente.soort"]), {}) == {"gemeente.soort": None}


@pytest.mark.parametrize("path", ["bestaat.niet", "keuzes", "doelen_kiezen", "", "doelen.1.bestaat_niet"])
def test_what_has_no_control_is_passed_over(path):
    assert read_form(form((f"v:{path}", "x"), shown=[path]), {}) == {}


def test_rows_come_in_their_order_and_empty_ones_fall_out():
    fields = [
        ("v:doelen.2.doel", "Tweede."),
        ("v:doelen.10.doel", "Laatste."),
        ("v:doelen.1.doel", "Eerste."),
        ("v:doelen.1.eigenaar", "de directie"),
        ("v:doelen.3.doel", ""),
        ("v:doelen.x.doel", "geen rij"),
    ]
    assert read_form(form(*fields, shown=["doelen"]), {}) == {
        "doelen": [{"doel": "Eerste.", "eigenaar": "de directie"}, {"doel": "Tweede."}, {"doel": "Laatste."}]
    }


def test_an_option_left_to_liagen_has_no_reason_either():
    values = take({}, {"keuzes.intranet.keuze": "niet"}).values
    values = take(values, {"keuzes.intranet.reden": "Te druk."}).values
    fields = [("v:keuzes.intranet.keuze", "onbekend"), ("v:keuzes.intranet.reden", "Te druk.")]
    typed = read_form(form(*fields, shown=["keuzes.intranet.keuze", "keuzes.intranet.reden"]), values)
    assert take(values, typed).values == {}


def test_answers_are_put_in_and_taken_back():
    values = take({}, {"gemeente.inwoners": "31.500", "draagvlak.raad": "ja"}).values
    assert values == {"gemeente": {"inwoners": "31.500"}, "draagvlak": {"raad": "ja"}}
    assert take(values, {"gemeente.inwoners": None}).values == {"draagvlak": {"raad": "ja"}}


@pytest.mark.parametrize(
    ("typed", "path", "reason"),
    [
        ({"gemeente.inwoners": "veel"}, "gemeente.inwoners", "Vul een heel getal in"),
        ({"document.besluit_datum": "31 februari 2027"}, "document.besluit_datum", "bestaat niet"),
        ({"doelen": [{"deadline": "2027"}]}, "doelen.1.doel", "ontbreekt"),
        ({"capaciteit.budget": [{"bedrag": "5000"}, {"bedrag": "x"}]}, "capaciteit.budget.2.bedrag", "heel getal"),
        ({"beleggen.groep.aanwezig": "nee", "beleggen.groep.ambtenaren": "8"}, "beleggen.groep.ambtenaren", "nee"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(typed, path, reason):
    taken = take({}, typed)
    messages = {key: text for each in taken.refused.values() for key, text in each.messages.items()}
    assert reason in messages[path]
    assert check_values(taken.values)[0] is not None


def test_what_is_refused_does_not_take_the_rest_along():
    taken = take({}, {"gemeente.inwoners": "veel", "gemeente.naam": "Zuid", "draagvlak.raad": "ja"})
    assert taken.values == {"gemeente": {"naam": "Zuid"}, "draagvlak": {"raad": "ja"}}
    assert taken.refused == {"gemeente.inwoners": Refused("veel", taken.refused["gemeente.inwoners"].messages)}


def test_answers_that_only_hold_together_are_taken_together():
    values = take({}, {"beleggen.groep.aanwezig": "nee"}).values
    both = {"beleggen.groep.aanwezig": "ja", "beleggen.groep.ambtenaren": "8"}
    assert take(values, both).values == {"beleggen": {"groep": {"aanwezig": "ja", "ambtenaren": "8"}}}


def test_a_message_names_questions_and_no_fields():
    text = worded("`aanwezig` is nee, maar ingevuld is ook: `ambtenaren`; kies één van beide", "beleggen.groep.leden")
    assert "`" not in text
    assert "«aantal ambtenaren in de groep»" in text
    assert text[0] != "`"
    assert text.endswith(".")


@every("name", sorted(shipped_profiles()))
def test_every_value_of_a_profile_is_found_and_put_back(name):
    profile = load_profile(shipped_profiles()[name], None)
    values = values_of(profile)
    assert check_values(values) == (profile, [])
    built: dict = {}
    for path in field_specs():
        if (value := value_at(values, path)) is not None:
            built = with_value(built, path, value)
    again, _ = check_values(built)
    assert again == profile
    assert profile_value(again, "gemeente.naam")


def test_a_remark_at_a_field_is_one_key():
    assert names_of("toelichting.draagvlak.raad") == ("toelichting", "draagvlak.raad")


def test_what_follows_from_other_answers_is_not_written_down():
    values = take({}, {"beleggen.groepen": [{"soort": "werkgroep", "sinds": "2022"}]}).values
    sent = {"beleggen.groep.aanwezig": "ja", "beleggen.groep.vormen": ["werkgroep"], "draagvlak.raad": "ja"}
    assert take(values, sent).values == {**values, "draagvlak": {"raad": "ja"}}


def test_of_none_and_an_answer_the_one_ticked_last_counts():
    first, second = field_specs()["knelpunten"].choices[:2]
    both = [("v:knelpunten", second), ("geen:knelpunten", "ja")]
    before = take({}, {"knelpunten": [first]}).values
    assert read_form(form(*both, shown=["knelpunten"]), before) == {"knelpunten": "geen"}
    none = take({}, {"knelpunten": "geen"}).values
    assert read_form(form(*both, shown=["knelpunten"]), none) == {"knelpunten": [second]}


def test_a_number_may_be_a_word():
    shown = ["beleggen.groep.ambtenaren"]
    assert read_form(form(("v:beleggen.groep.ambtenaren", "Vijf"), shown=shown), {}) == {shown[0]: "5"}
