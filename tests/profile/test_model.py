"""The profile model: three-valued answers, «geen», what follows from what, and what contradicts itself."""

from __future__ import annotations

import datetime as dt
import json
import pickle

import pytest
from every import every

from liagen.files.check import check_model
from liagen.files.yaml_in import parse_yaml
from liagen.library.condition_parser import Scope, parse_condition
from liagen.library.dutch import value_text
from liagen.profile.canonical import write_profile
from liagen.profile.fields import (
    FieldSpec,
    GroupSpec,
    field_specs,
    json_schema,
    profile_tree,
    profile_value,
    row_fields,
    word_for,
)
from liagen.profile.model import Profile
from liagen.profile.read import parse_profile

FREE_WORKSHOP = ("workshop", "vrije_inschrijving")
NAME = "gemeente:\n  naam: Testdorp\n"


def profile(text: str = "") -> Profile:
    found, problems = check_model(Profile, parse_yaml(NAME + text, "p"), "p")
    assert not problems
    assert found is not None
    return found


def refused(text: str) -> list[str]:
    _, problems = check_model(Profile, parse_yaml(NAME + text, "p"), "p")
    return [str(problem) for problem in problems]


def value(text: str, path: str):
    return profile_value(profile(text), path)


# ------------------------------------------------------------ unknown is never «nee»


def test_what_is_not_given_is_unknown_or_has_a_harmless_default():
    harmless = (None, "gemeente", "Lokale Inclusie Agenda", "standaard", "mensen", "ja")
    single = [path for path, spec in field_specs().items() if not isinstance(spec.default, dict)]
    assert [path for path in single if value("", path) not in harmless] == ["gemeente.naam"]


@pytest.mark.parametrize("typed", ["", "onbekend", "null", "~"])
def test_an_empty_answer_is_unknown(typed):
    assert value(f"lia:\n  intern_deel: {typed}\n", "lia.intern_deel") is None


@pytest.mark.parametrize("answer", ["ja", "nee"])
def test_an_answer_is_kept(answer):
    assert value(f"lia:\n  intern_deel: {answer}\n", "lia.intern_deel") == answer


def test_partial_support_is_an_answer_of_its_own():
    assert value("draagvlak:\n  raad: deels\n", "draagvlak.raad") == "deels"


def test_an_empty_group_is_all_unknown():
    assert profile("draagvlak:\n") == profile()


def test_an_empty_list_is_known():
    assert value("aanleiding: []\n", "aanleiding") == ()


def test_none_is_an_empty_list():
    assert value("aanleiding: geen\n", "aanleiding") == ()


def test_none_is_an_empty_list_of_rows():
    assert value("doelen: geen\n", "doelen") == ()


def test_one_word_is_a_list_of_one():
    assert value("aanleiding: motie\n", "aanleiding") == ("motie",)


def test_no_own_choices_may_be_written_down():
    assert value("keuzes: geen\n", "keuzes") == {}


def test_an_empty_list_of_choices_is_fine():
    assert value("keuzes:\n", "keuzes") == {}


# ------------------------------------------------------------ text


def test_text_is_trimmed():
    assert value('stand:\n  bron: "  x  "\n', "stand.bron") == "x"


@every("escape", ["\\n", "\\r", "\\r\\n", "\\t", "\\u2028", "\\u0085"])
def test_text_comes_on_one_line(escape):
    assert value(f'stand:\n  bron: "a{escape}b"\n', "stand.bron") == "a b"


def test_runs_of_spaces_are_kept():
    assert value('stand:\n  bron: "a   b"\n', "stand.bron") == "a   b"


@pytest.mark.parametrize("mark", ["invullen", "voorzet", "Voorzet"])
def test_what_an_officer_left_as_it_was_is_unknown(mark):
    assert value(f'stand:\n  bron: "[{mark}: bron]"\n', "stand.bron") is None
    assert value(f'organisatie:\n  fte: "[{mark}: 400]"\n', "organisatie.fte") is None


def test_the_name_may_still_be_a_fill_in():
    found, _ = check_model(Profile, parse_yaml('gemeente:\n  naam: "[invullen: naam]"\n', "p"), "p")
    assert found is not None
    assert found.gemeente.naam is None


@every(
    "text",
    [
        "'s-Hertogenbosch",
        "Súdwest-Fryslân",
        "Bergen (NH.)",
        "Zorg & Welzijn <team>",
        "{{ 7*7 }}",
        "*ster*",
        "| pipe |",
        "# kop",
        "1. een",
        "- streep",
        "😀",
        "&amp;",
        "a\\b\\",
        "[x](http://y)",
        "x" * 10_000,
    ],
)
def test_odd_but_legal_text_is_kept_as_it_is(text):
    assert value(f"stand:\n  bron: {json.dumps(text, ensure_ascii=False)}\n", "stand.bron") == text


# ------------------------------------------------------------ dates


def test_a_date_is_a_date():
    assert value("planning:\n  startdatum: 2027-01-31\n", "planning.startdatum") == dt.date(2027, 1, 31)


def test_a_date_may_miss_its_zeros():
    assert value("planning:\n  startdatum: 2027-1-3\n", "planning.startdatum") == dt.date(2027, 1, 3)


def test_a_date_to_fill_in_is_unknown():
    assert value('stand:\n  datum: "[invullen: datum]"\n', "stand.datum") is None


def test_an_empty_date_is_unknown():
    assert value("stand:\n  datum:\n", "stand.datum") is None


def test_a_date_may_come_as_a_date():
    found = Profile.model_validate({"gemeente": {"naam": "X"}, "stand": {"datum": dt.date(2027, 1, 1)}})
    assert found.stand.datum == dt.date(2027, 1, 1)


@pytest.mark.parametrize("year", [1990, 2100])
def test_the_outer_years_are_fine(year):
    assert value(f"stand:\n  datum: {year}-01-01\n", "stand.datum") == dt.date(year, 1, 1)


@every(
    ("typed", "day", "words"),
    [
        ("Juni  2027", dt.date(2027, 6, 30), "juni 2027"),
        ("begin feb 2027", dt.date(2027, 2, 10), "begin februari 2027"),
        ("einde 2027", dt.date(2027, 12, 31), "eind 2027"),
        ("2027", dt.date(2027, 12, 31), "2027"),
        ("2e kwartaal 2027", dt.date(2027, 6, 30), "het tweede kwartaal van 2027"),
        ("herfst 2027", dt.date(2027, 11, 30), "het najaar van 2027"),
    ],
)
def test_a_period_counts_as_its_last_day_and_keeps_its_words(typed, day, words):
    found = profile(f"document:\n  besluit_datum: {typed}\n").document.besluit_datum
    assert (found, value_text(found), value_text(pickle.loads(pickle.dumps(found)))) == (day, words, words)
    assert value_text(found + dt.timedelta(days=1)) == value_text(day + dt.timedelta(days=1))
    written = write_profile(profile(f"document:\n  besluit_datum: {typed}\n"))
    assert f"besluit_datum: {words}\n" in written
    assert value_text(parse_profile(written, "p", None).document.besluit_datum) == words


def test_a_condition_knows_a_period_as_known():
    condition = parse_condition("document.besluit_datum != 'onbekend'", Scope(None))
    assert condition.answer(lambda path: value("document:\n  besluit_datum: eind 2027\n", path)) is True


# ------------------------------------------------------------ what follows from what


@every(
    ("text", "path"),
    [
        ("beleggen:\n  uitvoerder:\n    functie: adviseur\n", "beleggen.uitvoerder.aanwezig"),
        ("beleggen:\n  groep:\n    leden: [mee]\n", "beleggen.groep.aanwezig"),
        ("beleggen:\n  groep:\n    aanwezig: \n    leden: [mee]\n", "beleggen.groep.aanwezig"),
        ("beleggen:\n  aanjagers:\n    titel: ja\n", "beleggen.aanjagers.aanwezig"),
        ("ervaringsdeskundigen:\n  organisaties:\n    - naam: Platform\n", "ervaringsdeskundigen.aanwezig"),
        (
            "structuren:\n  medewerkersbijeenkomst:\n    frequentie: jaarlijks\n",
            "structuren.medewerkersbijeenkomst.aanwezig",
        ),
    ],
)
def test_what_is_described_is_there(text, path):
    assert value(text, path) == "ja"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("beleggen:\n  uitvoerder:\n    titel_ambassadeur: nee\n", "beleggen.uitvoerder.aanwezig"),
        ("beleggen:\n  uitvoerder:\n    uren_per_week: 0\n", "beleggen.uitvoerder.aanwezig"),
        ("beleggen:\n  groep:\n    leden: []\n", "beleggen.groep.aanwezig"),
        ("beleggen:\n  groep:\n    eerder: [werkgroep]\n", "beleggen.groep.aanwezig"),
        ("beleggen:\n  aanjagers:\n    ambitie: ja\n", "beleggen.aanjagers.aanwezig"),
    ],
)
def test_what_says_nothing_about_now_leaves_it_unknown(text, path):
    assert value(text, path) is None


def test_an_explicit_unknown_stays_unknown():
    text = "beleggen:\n  uitvoerder:\n    aanwezig: onbekend\n    functie: adviseur\n"
    assert value(text, "beleggen.uitvoerder.aanwezig") is None


def test_an_earlier_group_may_be_gone():
    text = "beleggen:\n  groep:\n    aanwezig: nee\n    eerder: [werkgroep]\n"
    assert value(text, "beleggen.groep.eerder") == ("werkgroep",)


def test_an_ambition_goes_with_nothing_yet():
    text = "beleggen:\n  aanjagers:\n    aanwezig: nee\n    ambitie: ja\n"
    assert value(text, "beleggen.aanjagers.ambitie") == "ja"


def test_departments_are_counted_from_their_names():
    assert value("organisatie:\n  afdelingen: [a, b]\n", "organisatie.aantal_afdelingen") == 2


def test_there_may_be_more_departments_than_names():
    text = "organisatie:\n  afdelingen: [a, b]\n  aantal_afdelingen: 4\n"
    assert value(text, "organisatie.aantal_afdelingen") == 4


def test_forms_of_accessibility_are_gathered_from_the_organisations():
    rows = "    - naam: a\n      vorm: [fysiek, sociaal]\n    - naam: b\n      vorm: sociaal\n"
    found = value(f"ervaringsdeskundigen:\n  organisaties:\n{rows}", "ervaringsdeskundigen.vormen")
    assert found == ("fysiek", "sociaal")


def test_one_organisation_without_a_form_leaves_the_forms_unknown():
    rows = "    - naam: a\n      vorm: [fysiek]\n    - naam: b\n"
    assert value(f"ervaringsdeskundigen:\n  organisaties:\n{rows}", "ervaringsdeskundigen.vormen") is None


def test_forms_that_are_given_are_kept():
    text = "ervaringsdeskundigen:\n  vormen: [digitaal]\n  organisaties:\n    - naam: a\n      vorm: [fysiek]\n"
    assert value(text, "ervaringsdeskundigen.vormen") == ("digitaal",)


# ------------------------------------------------------------ two shapes of one fact


@every(
    ("text", "path", "expected"),
    [
        ("aanleidingen: [{soort: motie}, {soort: lobby, uitkomst: verworpen}]\n", "aanleiding", ("motie",)),
        ("aanleidingen: [{titel: Een brief}]\n", "aanleiding", None),
        ("aanleidingen: geen\n", "aanleiding", ()),
        ("aanleiding: [lobby]\naanleidingen: [{soort: motie}]\n", "aanleiding", ("lobby", "motie")),
        ("gedaan: {trainingen: [{vorm: workshop, vrije_inschrijving: ja}]}\n", "gedaan.training", FREE_WORKSHOP),
        ("gedaan: {verteld: [{vorm: campagne}, {vorm: campagne}]}\n", "gedaan.communicatie", ("campagne",)),
        ("gedaan: {testen: [{wat: Beleid}, {wat: het gemeentehuis}]}\n", "gedaan.tests", ("beleid", "iets_anders")),
        ("gedaan: {contact_met: [Breda]}\n", "gedaan.contact_gemeenten", "ja"),
        ("beleggen: {groepen: [{soort: panel}]}\n", "beleggen.groep.aanwezig", "ja"),
        ("beleggen: {groepen: [{soort: panel}]}\n", "beleggen.groep.vormen", None),
        ("beleggen: {groepen: [{leden: [inwoners, mee], sinds: 2020}]}\n", "beleggen.groep.leden", ("mee",)),
        ("beleggen: {groepen: [{leden: [inwoners, mee], sinds: 2020}]}\n", "beleggen.groep.bestaat_sinds", 2020),
        ("beleggen: {groepen: [{soort: kerngroep, gestopt: 2020}]}\n", "beleggen.groep.aanwezig", None),
        ("beleggen: {groepen: [{soort: kerngroep, gestopt: 2020}]}\n", "beleggen.groep.eerder", ("kerngroep",)),
        ("beleggen: {groepen: geen}\n", "beleggen.groep.aanwezig", "nee"),
        ("beleggen: {groep: {ambtenaren: 2}, groepen: [{ambtenaren: 3}]}\n", "beleggen.groep.ambtenaren", 2),
        ("beleggen: {uitvoerder: {soort: vacature, functie: adviseur}}\n", "beleggen.uitvoerder.aanwezig", "nee"),
    ],
)
def test_the_short_answer_follows_from_the_rows(text, path, expected):
    assert value(text, path) == expected


@every(
    ("text", "path", "field", "expected"),
    [
        ("aanleiding: [motie, lobby]\n", "aanleidingen", "soort", ["motie", "lobby"]),
        ("aanleiding: [motie]\naanleidingen: [{soort: motie, jaar: 2023}]\n", "aanleidingen", "jaar", [2023]),
        ("gedaan: {training: [masterclass]}\n", "gedaan.trainingen", "vorm", ["masterclass"]),
        ("gedaan: {communicatie: geen}\n", "gedaan.verteld", "vorm", []),
        ("beleggen: {groep: {vormen: [netwerk_sociaal]}}\n", "beleggen.groepen", "soort", ["netwerk"]),
        ("beleggen: {groep: {bestaat_sinds: 2019}}\n", "beleggen.groepen", "sinds", [2019]),
        ("beleggen: {groep: geen}\n", "beleggen.groepen", "sinds", []),
    ],
)
def test_rows_follow_from_the_short_answer(text, path, field, expected):
    assert [getattr(row, field) for row in value(text, path)] == expected


@pytest.mark.parametrize("text", ["aanleiding: [motie]\n", "aanleidingen:\n  - soort: motie\n    jaar: 2023\n"])
def test_of_two_shapes_the_one_that_was_typed_is_written(text):
    assert write_profile(profile(text)) == NAME + text


def test_own_words_keep_their_paragraphs():
    rows = "eigen:\n  - onderdeel: waar_staan_we\n    tekst: |\n      Een\n      twee.\n\n      Drie.\n"
    assert value(rows, "eigen")[0].tekst == "Een twee.\n\nDrie."


# ------------------------------------------------------------ «geen» for a whole group


@pytest.mark.parametrize(
    ("path", "nothing"),
    [
        ("draagvlak.raad", "nee"),
        ("draagvlak.bron", ()),
        ("draagvlak.collegegesprekken", "geen"),
        ("draagvlak.wethouder", None),
    ],
)
def test_none_for_a_group_is_no_to_everything(path, nothing):
    assert value("draagvlak: geen\n", path) == nothing


def test_none_goes_down_into_the_groups_within():
    assert value("beleggen: geen\n", "beleggen.groep.aanwezig") == "nee"


def test_none_reaches_lists_of_names():
    assert value("gedaan: geen\n", "gedaan.doelen_jaren") == ()


def test_none_reaches_lists_of_rows():
    assert value("capaciteit: geen\n", "capaciteit.budget") == ()


# ------------------------------------------------------------ refused

PRESENT = "beleggen:\n  uitvoerder:\n    aanwezig: nee\n"


@every(
    ("text", "problem"),
    [
        (
            "stand:\n  bron: [x]\n",
            "p:4:9: stand.bron: vul tekst in; zet een getal of tekst met haken tussen aanhalingstekens",
        ),
        ('stand:\n  bron: " "\n', "p:4:9: stand.bron: de tekst is leeg; vul iets in of laat de regel weg"),
        (
            "stand:\n  bron: a\ue123\n",
            "p:4:9: stand.bron: verwijder het teken U+E123; alleen uw eigen lettertype kent dat",
        ),
        (
            "stand:\n  bron: a\U00100000\n",
            "p:4:9: stand.bron: verwijder het teken U+100000; alleen uw eigen lettertype kent dat",
        ),
        (
            "stand:\n  datum: 2027-02-30\n",
            "p:4:10: stand.datum: de datum 2027-02-30 bestaat niet; kijk naar de dag en de maand",
        ),
        ("stand:\n  datum: 0001-01-01\n", "p:4:10: stand.datum: het jaar 1 kan niet; kies 1990 tot en met 2100"),
        ("stand:\n  datum: 9999-12-31\n", "p:4:10: stand.datum: het jaar 9999 kan niet; kies 1990 tot en met 2100"),
        ("lia:\n  jaar: 1800\n", "p:4:9: lia.jaar: het getal 1800 is te klein; het laagste is 1990"),
        ("aanleiding: [motie, motie]\n", "p:3:13: aanleiding: `motie` staat dubbel in deze lijst; haal er één weg"),
        (
            "organisatie:\n  afdelingen:\n    - a\n    -\n",
            "p:6:6: organisatie.afdelingen.2: deze regel van de lijst is leeg; vul iets in of haal de regel weg",
        ),
        (
            "organisatie:\n  afdelingen: [a, b, c]\n  aantal_afdelingen: 2\n",
            "p:4:3: organisatie: `aantal_afdelingen` is 2, maar er staan 3 namen in `afdelingen`; "
            "verbeter één van beide",
        ),
        (
            PRESENT + "    functie: adviseur\n",
            "p:5:5: beleggen.uitvoerder: `aanwezig` is nee, maar ingevuld is ook: `functie`; kies één van beide",
        ),
        (
            PRESENT + "    functie: adviseur\n    vervanger: chef\n",
            "p:5:5: beleggen.uitvoerder: `aanwezig` is nee, maar ingevuld is ook: `functie`, `vervanger`; "
            "kies één van beide",
        ),
        (
            "document:\n  periode:\n    van: 2030\n    tot: 2027\n",
            "p:5:5: document.periode: de periode eindigt (2027) voordat zij begint (2030); verbeter een jaar",
        ),
        (
            f"eigen: [{{onderdeel: x, tekst: {'lang ' * 301}}}]\n",
            "p:3:31: eigen.1.tekst: maak deze tekst korter; hij mag 1500 tekens hebben",
        ),
        ("planning: geen\n", "p:3:11: planning: «geen» past hier niet; vul de velden van deze groep in"),
        ("doelen:\n  - geen\n", "p:4:5: doelen.1: «geen» past hier niet; vul de velden van deze groep in"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(text, problem):
    assert refused(text) == [problem]


def test_a_whole_profile_cannot_be_none():
    _, problems = check_model(Profile, parse_yaml("geen", "p"), "p")
    assert [str(problem) for problem in problems] == ["p:1:1: «geen» past hier niet; vul de velden van deze groep in"]


@every(
    "place",
    [
        ("beleggen", "uitvoerder", "vervanger"),
        ("beleggen", "uitvoerder", "functie"),
        ("draagvlak", "wethouder"),
        ("volgen", "wie_meldt"),
        ("doelen_kiezen", "werkgroep.begonnen", "eigenaar"),
    ],
)
@every("word", ["Geen", "niemand", "n.v.t.", "nvt"])
def test_a_function_is_no_word_for_nobody(place, word):
    *groups, name = place
    rows = [f"{'  ' * depth}{group}:" for depth, group in enumerate(groups)]
    (problem,) = refused("\n".join([*rows, f"{'  ' * len(groups)}{name}: {word}", ""]))
    assert f"{'.'.join(place)}: hier hoort een functie, geen «{word}»; " in problem
    assert problem.endswith("laat dit dan leeg")


def test_a_name_may_not_be_left_open():
    _, problems = check_model(Profile, parse_yaml("gemeente:\n  naam:\n", "p"), "p")
    assert [str(problem) for problem in problems] == ["p:2:8: gemeente.naam: dit veld is leeg; vul het in"]


def test_a_period_of_one_year_is_fine():
    assert value("document:\n  periode:\n    van: 2027\n    tot: 2027\n", "document.periode.tot") == 2027


def test_a_profile_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        profile().gemeente.naam = "Anders"


# ------------------------------------------------------------ what is known about the fields


def test_every_field_has_a_question():
    assert not [spec.path for spec in field_specs().values() if not spec.vraag.endswith("?")]


def test_every_field_has_a_label_of_its_own():
    assert not [
        spec.path for spec in field_specs().values() if spec.label == spec.path.rpartition(".")[2] and "_" in spec.label
    ]


@every(
    ("path", "kind"),
    [
        ("lia.intern_deel", "antwoord"),
        ("draagvlak.raad", "antwoord"),
        ("lia.status", "keuze"),
        ("organisatie.fte", "getal"),
        ("gemeente.naam", "tekst"),
        ("stand.datum", "datum"),
        ("aanleiding", "keuzelijst"),
        ("organisatie.afdelingen", "tekstlijst"),
        ("gedaan.doelen_jaren", "tekstlijst"),
        ("doelen", "groepen"),
        ("keuzes", "groepen"),
    ],
)
def test_every_field_has_a_kind(path, kind):
    assert field_specs()[path].kind == kind


def test_fixed_answers_are_known():
    assert field_specs()["draagvlak.raad"].choices == ("ja", "deels", "nee", "onbekend")


def test_a_required_field_has_no_default():
    assert field_specs()["gemeente.naam"].default is None


def test_the_tree_starts_with_the_municipality():
    first = profile_tree()[0]
    assert isinstance(first, GroupSpec)
    assert first.path == "gemeente"


def test_the_tree_holds_loose_fields():
    assert any(isinstance(member, FieldSpec) and member.path == "aanleiding" for member in profile_tree())


def test_rows_have_fields_of_their_own():
    assert [spec.path for spec in row_fields("te_testen")] == ["wat", "wanneer", "van"]


def test_rows_are_found_within_a_group():
    assert [spec.path for spec in row_fields("gedaan.verteld")] == ["jaar", "vorm", "uitkomst"]


@pytest.mark.parametrize(
    ("choice", "word"), [("in_uitvoering", "in uitvoering"), ("mee", "MEE"), ("stad", "stadsgemeente")]
)
def test_a_choice_is_read_as_words(choice, word):
    assert word_for(choice) == word


# ------------------------------------------------------------ the JSON Schema


def test_the_schema_asks_the_questions():
    assert json_schema()["properties"]["gemeente"]["description"].startswith("Over welke gemeente gaat het?")


def test_the_schema_knows_the_answers():
    answers, *_ = json_schema()["$defs"]["Lia"]["properties"]["intern_deel"]["anyOf"]
    assert answers["enum"] == ["ja", "nee", "onbekend"]


def test_the_schema_requires_only_the_municipality():
    assert json_schema()["required"] == ["gemeente"]


def test_the_schema_is_plain_json():
    assert json.loads(json.dumps(json_schema()))["title"] == "liagen-profiel"


def test_the_schema_lets_a_list_be_none():
    assert {"enum": ["geen"]} in json_schema()["properties"]["aanleiding"]["anyOf"]
