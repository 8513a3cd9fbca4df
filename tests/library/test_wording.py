"""Texts with facts filled in: what is printed, what is refused at load, and that profile text stays text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from builders import profile
from every import every
from hypothesis import given
from hypothesis import strategies as st

from liagen.chapter.markdown import fill_for, plain_text, to_spans
from liagen.library.condition_parser import Scope
from liagen.library.dutch import (
    dutch_date,
    dutch_number,
    enumerate_nl,
    escape,
    first_number,
    kept_together,
    sentence,
    value_text,
    without_capital,
)
from liagen.library.wording import Context, Phrases
from liagen.library.wording_parser import WordingError, parse_wording
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.own_fields import OwnField, PackageFields, fields_in_use

SCOPE = Scope({"groot": 400}, frozenset({"werkgroep"}))
EXTRA = {"datum": "4 januari 2027", "mensen_met_een_beperking": "mensen met een beperking"}


def rendered(text: str, **groups: object) -> str:
    found = profile(**groups)
    known = {path: profile_value(found, path) for path in field_specs()}
    known |= {"instelling.groot": 400, "keuze.werkgroep": "voorstel"}
    return parse_wording(text, SCOPE).render(Context(known, EXTRA))


def shown(text: str, **groups: object) -> str:
    return plain_text(rendered(text, **groups))


def refused(text: str) -> tuple[str, int, str]:
    with pytest.raises(WordingError) as caught:
        parse_wording(text, SCOPE)
    return str(caught.value), caught.value.line, caught.value.word


# ------------------------------------------------------------ values as Dutch


@pytest.mark.parametrize(("number", "text"), [(7, "7"), (1200, "1.200"), (1_000_000, "1.000.000")])
def test_thousands_get_a_point(number, text):
    assert dutch_number(number) == text


def test_a_date_is_written_out():
    assert dutch_date(dt.date(2027, 3, 31)) == "31 maart 2027"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_words_are_enumerated(words, text):
    assert enumerate_nl(words) == text


def test_the_last_word_may_differ():
    assert enumerate_nl(["a", "b"], "of") == "a of b"


@pytest.mark.parametrize(("text", "ended"), [("Ja", "Ja."), ("Ja.", "Ja."), ("Ja?", "Ja?"), ("Ja…", "Ja…")])
def test_a_sentence_ends_once(text, ended):
    assert sentence(text) == ended


@every(
    ("value", "path", "text"),
    [
        (True, "", "ja"),
        (False, "", "nee"),
        (1200, "organisatie.fte", "1.200"),
        (1200, "capaciteit.uren_per_jaar", "1.200"),
        (2027, "lia.jaar", "2027"),
        (2027, "document.periode.van", "2027"),
        (2027, "document.periode.tot", "2027"),
        (2027, "gedaan.laatste_jaar", "2027"),
        (2027, "beleggen.groep.bestaat_sinds", "2027"),
        (2027, "capaciteit.budget.jaar", "2027"),
        ((2027, 2028), "gedaan.doelen_jaren", "2027 en 2028"),
        (dt.date(2027, 1, 1), "stand.datum", "1 januari 2027"),
        ((), "aanleiding", "geen"),
        (("motie", "lobby"), "aanleiding", "motie en lobby"),
        ("in_uitvoering", "lia.status", "in uitvoering"),
        ("een_naam", "gemeente.naam", "een_naam"),
        ("een_naam", "", "een_naam"),
    ],
)
def test_a_value_is_read_as_dutch(value, path, text):
    assert value_text(value, path) == text


# ------------------------------------------------------------ rendering


def test_text_without_braces_is_left_alone():
    assert rendered("Gewoon *tekst*.\n") == "Gewoon *tekst*.\n"


def test_a_field_is_filled_in():
    assert rendered("De gemeente {{ gemeente.naam }}.") == "De gemeente Testdorp."


def test_an_unknown_field_becomes_a_mark_with_its_path():
    assert rendered("{{ organisatie.fte }} fte") == "\ue000organisatie.fte\ue001 fte"


def test_an_unknown_answer_becomes_a_mark():
    assert rendered("{{ lia.intern_deel }}") == "\ue000lia.intern_deel\ue001"


def test_names_that_are_no_field_are_filled_in():
    assert rendered("{{ datum }}: {{ mensen_met_een_beperking }}") == "4 januari 2027: mensen met een beperking"


@pytest.mark.parametrize(("fte", "text"), [(500, "groot"), (100, "klein"), (None, "onbekend")])
def test_an_if_prints_only_what_is_certain(fte, text):
    source = (
        "{% if organisatie.fte >= instelling.groot %}groot{% elif organisatie.fte < 400 %}klein"
        "{% else %}onbekend{% endif %}"
    )
    assert rendered(source, organisatie={"fte": fte}) == text


def test_ifs_may_stand_in_each_other():
    source = "{% if organisatie.fte > 1 %}a{% if lia.jaar == 2020 %}b{% endif %}c{% endif %}"
    assert rendered(source, organisatie={"fte": 2}, lia={"jaar": 2020}) == "abc"


def test_an_if_may_ask_for_a_verdict():
    assert rendered("{% if keuze.werkgroep == 'voorstel' %}ja{% endif %}") == "ja"


def test_always_is_no_word_for_an_if():
    assert refused("{% if altijd %}x{% endif %}")[0] == "onbekend veld `altijd`"


def test_an_if_on_its_own_line_leaves_no_empty_line():
    assert rendered("a\n{% if lia.jaar == 1990 %}\nb\n{% endif %}\nc") == "a\nc"


def test_a_loop_prints_every_name():
    source = "{% for afdeling in organisatie.afdelingen %}- {{ afdeling }}\n{% endfor %}"
    assert rendered(source, organisatie={"afdelingen": ["Zorg", "Werk*"]}) == "- Zorg\n- Werk\\*"


def test_a_loop_over_fixed_answers_prints_words():
    assert rendered("{% for m in gedaan.tests %}{{ m }};{% endfor %}", gedaan={"tests": ["uitvoering_lia"]}) == (
        "de uitvoering van de LIA;"
    )


def test_a_loop_prints_the_fields_of_a_row():
    source = "{% for d in doelen %}{{ d.doel }} ({{ d.deadline }}){% endfor %}"
    goals = [{"doel": "Klaar", "deadline": "2027-06-30"}]
    assert rendered(source, doelen=goals) == "Klaar (30 juni 2027)"


def test_an_unknown_field_of_a_row_becomes_a_mark():
    assert rendered("{% for d in doelen %}{{ d.eigenaar }}{% endfor %}", doelen=[{"doel": "x"}]) == (
        "\ue000doelen.eigenaar\ue001"
    )


@pytest.mark.parametrize("goals", [None, []])
def test_a_loop_over_nothing_takes_its_else(goals):
    assert rendered("{% for d in doelen %}x{% else %}leeg{% endfor %}", doelen=goals) == "leeg"


def test_an_if_may_stand_in_a_loop():
    source = "{% for d in doelen %}{% if lia.jaar == 2020 %}{{ d.doel }}{% endif %}{% endfor %}"
    assert rendered(source, lia={"jaar": 2020}, doelen=[{"doel": "a"}, {"doel": "b"}]) == "ab"


def test_a_comment_is_not_printed():
    assert rendered("a{# niet dit #}b") == "ab"


def test_raw_text_is_printed_as_it_is():
    assert rendered("{% raw %}{{ x }}{% endraw %}") == "{{ x }}"


def test_loose_braces_are_text():
    assert rendered("a { b } c") == "a { b } c"


def test_the_source_is_kept():
    assert parse_wording("{{ gemeente.naam }}", SCOPE).source == "{{ gemeente.naam }}"


TRAININGS = [
    {"jaar": 2024, "vorm": "workshop", "opkomst": "half_vol"},
    {"vorm": "masterclass"},
    {"jaar": 2025, "vorm": "workshop"},
]


@every(
    ("text", "found"),
    [
        ("{% for t in gedaan.trainingen|nieuwste %}{{ t.jaar }}{% endfor %}", "2025"),
        ("{% for t in gedaan.trainingen|nieuwste(2) %}{{ t.jaar }}, {% endfor %}", "2025, 2024,"),
        ("{% for t in gedaan.trainingen|nieuwste(9) %}{{ t.vorm }}, {% endfor %}", "workshop, workshop, masterclass,"),
        ("{% for t in gedaan.trainingen %}{% if t.jaar > 2024 %}{{ t.jaar }}{% endif %}{% endfor %}", "2025"),
        (
            "{% for t in gedaan.trainingen %}{% if t.jaar == 'onbekend' %}{{ t.vorm }}{% endif %}{% endfor %}",
            "masterclass",
        ),
        (
            "{% for t in gedaan.trainingen %}{% if t.opkomst != 'vol' and lia.jaar > 1 %}{{ t.jaar }}{% endif %}"
            "{% endfor %}",
            "2024",
        ),
    ],
)
def test_a_loop_asks_for_the_newest_rows_and_for_fields_of_each(text, found):
    assert rendered(text, gedaan={"trainingen": TRAININGS}, lia={"jaar": 2020}) == found


def test_a_loop_asks_for_members_of_a_list():
    text = "{% for k in knelpunten %}{% if k == 'tijdgebrek' %}te weinig tijd{% else %}{{ k }}{% endif %};{% endfor %}"
    assert rendered(text, knelpunten=["kennis", "tijdgebrek"]) == "kennis;te weinig tijd;"


def test_what_is_asked_of_a_row_is_no_condition_on_a_municipality():
    found = parse_wording("{% for d in doelen %}{% if d.doel == 'onbekend' %}x{% endif %}{% endfor %}", SCOPE)
    assert found.conditions == ()


@every(
    ("text", "message", "word"),
    [
        (
            "{% for d in doelen %}{% if d.doell == 'onbekend' %}x{% endif %}{% endfor %}",
            "onbekend veld `d.doell`, bedoelde u `d.doel`?",
            "d.doell",
        ),
        (
            "{% for t in gedaan.trainingen %}{% if t.vorm == 'worksop' %}x{% endif %}{% endfor %}",
            None,
            "worksop",
        ),
        (
            "{% for k in knelpunten %}{% if k == 'onbekend' %}x{% endif %}{% endfor %}",
            None,
            "onbekend",
        ),
        (
            "{% for d in doelen|nieuwste %}x{% endfor %}",
            "de rijen van `doelen` hebben geen jaar; laat `nieuwste` weg",
            "nieuwste",
        ),
        ("{% for t in gedaan.trainingen|nieuwst %}x{% endfor %}", None, "nieuwst"),
        ("{% for t in gedaan.trainingen|nieuwste(0) %}x{% endfor %}", "schrijf nieuwste of nieuwste(2)", "nieuwste"),
        ("{% for d in doelen %}x{% endfor %}{% if d.doel == 'onbekend' %}x{% endif %}", None, "d.doel"),
    ],
)
def test_a_wrong_question_about_a_row_is_pointed_at(text, message, word):
    found, _, pointed = refused(text)
    assert message in (None, found)
    assert pointed == word


# ------------------------------------------------------------ filters


@every(
    ("text", "groups", "found"),
    [
        (
            "{{ organisatie.aantal_afdelingen|aantal('afdeling', 'afdelingen') }}",
            {"aantal_afdelingen": 1},
            "één afdeling",
        ),
        (
            "{{ organisatie.aantal_afdelingen|aantal('afdeling', 'afdelingen') }}",
            {"aantal_afdelingen": 4},
            "vier afdelingen",
        ),
        (
            "{{ organisatie.afdelingen|aantal('afdeling', 'afdelingen') }}",
            {"afdelingen": ["a", "b"]},
            "twee afdelingen",
        ),
        ("{{ organisatie.fte|aantal('baan', 'banen') }}", {"fte": 1500}, "1.500 banen"),
        ("{{ organisatie.fte|aantal('baan', 'banen') }}", {"fte": 12}, "twaalf banen"),
        ("{{ organisatie.fte|aantal('baan', 'banen') }}", {"fte": 13}, "13 banen"),
        ("{{ organisatie.fte|aantal('baan', 'banen')|hoofdletter }}", {"fte": 1}, "Eén baan"),
        ("{{ organisatie.afdelingen|aantal('afdeling', 'afdelingen') }}", {"afdelingen": []}, "geen afdelingen"),
        ("{{ organisatie.fte|in_woorden }}", {"fte": 5}, "vijf"),
        ("{{ organisatie.fte|in_woorden|hoofdletter }}", {"fte": 2}, "Twee"),
        ("{{ organisatie.fte|in_woorden }}", {"fte": 1300}, "1.300"),
        ("{{ organisatie.fte|euro }}", {"fte": 12_500}, "€ 12.500"),
        ("{{ organisatie.fte|euro|hoofdletter }}", {"fte": 5}, "€ 5"),
        ("{{ organisatie.fte_toelichting|hoofdletter }}", {"fte_toelichting": "ongeveer 5"}, "Ongeveer 5"),
        ("{{ organisatie.fte_toelichting|hoofdletter }}", {"fte_toelichting": "ijskoud"}, "IJskoud"),
        ("{{ organisatie.fte_toelichting|hoofdletter }}", {"fte_toelichting": "*x*"}, "\\*x\\*"),
        ("{{ organisatie.afdelingen|of_lijst }}", {"afdelingen": ["a", "b*", "c"]}, "a\\, b\\* of c"),
        ("{{ organisatie.afdelingen|of_lijst|hoofdletter }}", {"afdelingen": ["a", "b"]}, "A of b"),
        ("{{ organisatie.afdelingen|of_lijst }}", {"afdelingen": []}, "geen"),
    ],
)
def test_a_filter_shapes_a_value(text, groups, found):
    assert rendered(text, organisatie=groups) == found


@every("use", ["aantal('a', 'b')", "in_woorden", "in_woorden|de", "euro", "hoofdletter", "euro|hoofdletter"])
def test_a_filter_leaves_an_unknown_value_unknown(use):
    assert rendered(f"{{{{ organisatie.fte|{use} }}}}") == "\ue000organisatie.fte\ue001"


@pytest.mark.parametrize("use", ["namen", "genoemd", "aantal('a', 'b')"])
def test_a_filter_leaves_unknown_rows_unknown(use):
    assert rendered(f"{{{{ doelen|{use} }}}}") == "\ue000doelen\ue001"


@every(
    ("function", "found"),
    [
        ("wethouder zorg", "de wethouder zorg"),
        ("hoofd *Samenleving*", "het hoofd \\*Samenleving\\*"),
        ("afdelingshoofd", "het afdelingshoofd"),
        ("hoofdredacteur", "de hoofdredacteur"),
        ("college van B en W", "het college van B en W"),
        ("De griffier", "De griffier"),
        ("een collega", "een collega"),
    ],
)
def test_a_function_gets_its_article(function, found):
    assert rendered("{{ draagvlak.wethouder|de }}", draagvlak={"wethouder": function}) == found


def test_an_article_stands_before_a_proposal_and_not_before_a_blank():
    assert rendered("{{ draagvlak.wethouder|de }}") == "\ue000draagvlak.wethouder\ue001"
    assert shown("{{ draagvlak.wethouder|voorzet('hoofd')|de|hoofdletter }} kan.") == "Het [voorzet: hoofd] kan."
    assert shown("{{ draagvlak.wethouder|voorzet('de ander')|de }}") == "[voorzet: de ander]"


def test_a_filter_leaves_an_unknown_list_unknown():
    assert rendered("{{ aanleiding|of_lijst }}") == "\ue000aanleiding\ue001"


def test_names_of_rows_are_joined():
    rows = [{"naam": "MEE*"}, {"naam": "Platform"}]
    assert rendered("{{ ervaringsdeskundigen.organisaties|namen }}", ervaringsdeskundigen={"organisaties": rows}) == (
        "MEE\\* en Platform"
    )


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [{"soort": "kerngroep"}, {"naam": "netwerk Toegang", "soort": "netwerk"}],
            "het netwerk Toegang en een kerngroep",
        ),
        ([{"soort": "ambtelijke_groep"}] * 2, "een ambtelijke groep en nog een ambtelijke groep"),
        ([{"naam": "de *kring*"}, {"sinds": 2020}], "de \\*kring\\*"),
        ([{"sinds": 2020}], "\ue000beleggen.groepen\ue001"),
        ([], "geen"),
    ],
)
def test_groups_are_called_by_their_name_or_their_kind(rows, found):
    assert rendered("{{ beleggen.groepen|genoemd }}", beleggen={"groepen": rows}) == found


def test_no_rows_read_as_none():
    assert rendered("{{ doelen|namen }}", doelen=[]) == "geen"


def test_rows_go_by_their_first_field():
    rows = [{"jaar": 2027, "bedrag": 5}, {"jaar": 2028, "bedrag": 6}]
    assert rendered("{{ capaciteit.budget|namen }}", capaciteit={"budget": rows}) == "2027 en 2028"


def test_rows_without_a_name_are_not_none():
    rows = [{"naam": "[invullen: naam]"}]
    assert rendered("{{ ervaringsdeskundigen.organisaties|namen }}", ervaringsdeskundigen={"organisaties": rows}) == (
        "\ue000ervaringsdeskundigen.organisaties.naam\ue001"
    )


def test_rows_are_counted():
    assert rendered("{{ doelen|aantal('doel', 'doelen') }}", doelen=[{"doel": "x"}]) == "één doel"


def test_a_filter_works_on_a_field_of_a_row():
    rows = [{"jaar": 2027, "bedrag": 5000}]
    assert rendered("{% for b in capaciteit.budget %}{{ b.bedrag|euro }}{% endfor %}", capaciteit={"budget": rows}) == (
        "€ 5.000"
    )


def test_a_filter_works_on_a_row_of_text():
    source = "{% for a in organisatie.afdelingen %}{{ a|hoofdletter }}{% endfor %}"
    assert rendered(source, organisatie={"afdelingen": ["zorg"]}) == "Zorg"


def test_a_capital_may_start_an_extra_name():
    assert rendered("{{ mensen_met_een_beperking|hoofdletter }}") == "Mensen met een beperking"


# ------------------------------------------------------------ profile text stays text

ODD = (
    "'s-Hertogenbosch",
    "Súdwest-Fryslân",
    "Bergen (NH.)",
    "Zorg & Welzijn <team>",
    "{{ 7*7 }}",
    "{% raw %}",
    "*ster*",
    "__vet__",
    "| pipe |",
    "# kop",
    "## kop",
    "1. een",
    "1) een",
    "- streep",
    "+ plus",
    "> kader",
    "---",
    "===",
    "😀",
    "&amp;",
    "&#42;",
    "a\\b",
    "achteraan\\",
    "\\*",
    "[x](http://y)",
    "![x](http://y)",
    "<https://y>",
    "`code`",
    "~~weg~~",
    "a    b",
    "eerst [invullen: x]",
    "€ 5",
    "x" * 10_000,
)


@every("text", ODD)
def test_odd_text_arrives_whole(text):
    assert shown("{{ gemeente.provincie }}", gemeente={"naam": "X", "provincie": text}) == text


@every("text", ODD)
def test_odd_text_arrives_whole_within_bold(text):
    found = shown("**{{ gemeente.provincie }}**.", gemeente={"naam": "X", "provincie": text})
    assert found == f"{text}."


@every("text", ODD)
def test_odd_text_arrives_whole_within_a_list(text):
    found = shown("- {{ gemeente.provincie }}", gemeente={"naam": "X", "provincie": text})
    assert found == text


@given(st.text(st.characters(exclude_categories=("Cc", "Co", "Cs", "Zl", "Zp")), max_size=60))
def test_any_text_arrives_whole(text):
    assert plain_text(escape(text)).strip() == text.strip()


@given(st.text("*_`[]()#+-.!<>&\\|{}~ 1a\"'=:", max_size=12))
def test_any_punctuation_arrives_whole(text):
    assert plain_text(escape(text)).strip() == text.strip()


def test_letters_are_not_escaped():
    assert escape("Súdwest") == "Súdwest"


# ------------------------------------------------------------ refused at load: mistakes

FIELDS_ONLY = "gebruik tussen accolades alleen een veld uit het profiel, eventueel met een filter"
NOT_HERE = "dit kan niet in een tekst; gebruik {{ veld }}, {% if %}, {% for %} en filters"
BROKEN = "dit sjabloon klopt niet; kijk naar de accolades, {% if %} en {% endif %}"
LOOP = "schrijf {% for rij in lijst %}, zonder meer en niet in elkaar"


@every(
    ("text", "message", "word"),
    [
        (
            "{{ organisatie.ftee }}",
            "onbekend veld `organisatie.ftee`, bedoelde u `organisatie.fte`?",
            "organisatie.ftee",
        ),
        ("{{ organisatie }}", "onbekend veld `organisatie`, bedoelde u `organisatie.fte`?", "organisatie"),
        ("{{ zzz }}", "onbekend veld `zzz`", "zzz"),
        ("{{ instelling.groot }}", "onbekend veld `instelling.groot`", "instelling.groot"),
        ("{{ keuzes }}", "`keuzes` kan niet in een tekst staan; noem een ander veld", "keuzes"),
        ("{{ keuzes|namen }}", "`keuzes` kan niet in een tekst staan; noem een ander veld", "keuzes"),
        ("{{ doelen }}", "`doelen` is een lijst met rijen; gebruik {% for %} of het filter `namen`", "doelen"),
        ("{{ 'x' }}", "zet vaste tekst buiten de accolades", ""),
        ("{{ 5 }}", "zet vaste tekst buiten de accolades", ""),
        ("{{ gemeente.naam|anatal }}", "onbekend filter `anatal`, bedoelde u `aantal`?", "anatal"),
        ("{{ organisatie.fte|aantal('x') }}", "het filter `aantal` krijgt 2 teksten mee", "aantal"),
        ("{{ organisatie.fte|euro('x') }}", "het filter `euro` krijgt 0 teksten mee", "euro"),
        ("{{ organisatie.fte|aantal(1, 2) }}", "het filter `aantal` krijgt alleen vaste teksten mee", "aantal"),
        ("{{ gemeente.naam|euro }}", "het filter `euro` past hier niet bij", "euro"),
        ("{{ datum|euro }}", "het filter `euro` past hier niet bij", "euro"),
        ("{{ stand.datum|aantal('a', 'b') }}", "het filter `aantal` past hier niet bij", "aantal"),
        ("{{ organisatie.fte|namen }}", "het filter `namen` past hier niet bij", "namen"),
        ("{{ gemeente.naam|of_lijst }}", "het filter `of_lijst` past hier niet bij", "of_lijst"),
        ("{{ organisatie.fte|hoofdletter|euro }}", "het filter `euro` past hier niet bij", "euro"),
        ("{% for d in doelen %}{{ d.deadline|euro }}{% endfor %}", "het filter `euro` past hier niet bij", "euro"),
        ("{% for d in doelen %}{{ d.zzz|euro }}{% endfor %}", None, "zzz"),
        (
            "{% for d in doelen %}{{ d.doeel }}{% endfor %}",
            "onbekend veld `d.doeel`, bedoelde u `doel`?",
            "doeel",
        ),
        (
            "{% for o in ervaringsdeskundigen.organisaties %}{{ o }}{% endfor %}",
            "onbekend veld `o`; schrijf o.naam of o.korte_naam of o.vorm of o.doet",
            "o",
        ),
        (
            "{% for a in organisatie.afdelingen %}{{ a.naam }}{% endfor %}",
            "onbekend veld `a.naam`; schrijf a",
            "naam",
        ),
        ("{% for a in gemeente.naam %}x{% endfor %}", "`gemeente.naam` is geen lijst uit het profiel", "gemeente.naam"),
        ("{% for a in keuzes %}x{% endfor %}", "`keuzes` is geen lijst uit het profiel", "keuzes"),
        ("{% for a, b in doelen %}x{% endfor %}", LOOP, ""),
        ("{% for a in doelen if a %}x{% endfor %}", LOOP, ""),
        ("{% for a in doelen recursive %}x{% endfor %}", LOOP, ""),
        ("{% for a in doelen %}{% for b in aanleiding %}x{% endfor %}{% endfor %}", LOOP, ""),
        ("{% for loop in doelen %}x{% endfor %}", "`loop` heeft al een betekenis; noem de rij anders", "loop"),
        ("{% for datum in doelen %}x{% endfor %}", "`datum` heeft al een betekenis; noem de rij anders", "datum"),
        ("{% for lia in doelen %}x{% endfor %}", "`lia` heeft al een betekenis; noem de rij anders", "lia"),
        ("{% for _feit in doelen %}x{% endfor %}", "`_feit` heeft al een betekenis; noem de rij anders", "_feit"),
        (
            "{% if organisatie.ftee > 1 %}x{% endif %}",
            "onbekend veld `organisatie.ftee`, bedoelde u `organisatie.fte`?",
            "organisatie.ftee",
        ),
        (
            "{% if organisatie.fte > 1 %}x{% elif draagvlak.raad == 'Ja' %}y{% endif %}",
            "`draagvlak.raad` kan nooit 'Ja' zijn, bedoelde u `ja`? Mogelijk: ja, deels, nee, onbekend",
            "Ja",
        ),
        ("{% if organisatie.fte > 1 %}x", BROKEN, ""),
        ("{{ gemeente.naam", BROKEN, ""),
        ("{{ }}", BROKEN, ""),
        ("{% zomaar %}", BROKEN, ""),
    ],
)
def test_a_mistake_is_refused_with_its_line(text, message, word):
    found = refused(f"\n\n{text}")
    assert (found[0] if message else None, *found[1:]) == (message, 3, word)


# ------------------------------------------------------------ refused at load: everything with power (see attacks.py)


@every(
    ("text", "message"),
    [
        ("{{ ().__class__ }}", FIELDS_ONLY),
        ("{{ gemeente['naam'] }}", FIELDS_ONLY),
        ("{{ gemeente.naam if lia.jaar else 1 }}", FIELDS_ONLY),
        ("{{ lipsum }}", "onbekend veld `lipsum`"),
        ("{{ gemeente.naam|attr('__class__') }}", "onbekend filter `attr`"),
        ("{{ gemeente.naam|_rijen }}", "onbekend filter `_rijen`"),
        ("{{ organisatie.fte|aantal('a', lipsum()) }}", "het filter `aantal` krijgt alleen vaste teksten mee"),
        ("{% import 'x' as y %}", NOT_HERE),
        ("{% for d in doelen %}x{% else %}{% include 'x' %}{% endfor %}", NOT_HERE),
        ("{% do lipsum() %}", BROKEN),
        ("{% for a in range(9) %}x{% endfor %}", FIELDS_ONLY),
    ],
)
def test_a_text_with_power_hears_what_is_possible(text, message):
    assert refused(f"Regel een.\n{text}\nRegel drie.")[:2] == (message, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{" + "(" * 5000, "dit sjabloon zit te diep in elkaar; maak het eenvoudiger"),
        (
            "{% if lia.jaar == 1 %}" * 3000 + "{% endif %}" * 3000,
            "dit sjabloon zit te diep in elkaar; maak het eenvoudiger",
        ),
        ("{{ " + "9" * 5000 + " }}", "zet vaste tekst buiten de accolades"),
    ],
)
def test_an_endless_text_is_refused_and_not_recursed_into(text, message):
    assert refused(text) == (message, 1, "")


def test_every_if_is_kept_as_a_condition():
    found = parse_wording("{% if lia.jaar == 1 %}{% elif organisatie.fte > 2 %}{% endif %}", SCOPE)
    assert [condition.names for condition in found.conditions] == [("lia.jaar",), ("organisatie.fte",)]


# ------------------------------------------------------------ proposals


def test_a_known_field_is_printed_and_an_unknown_one_is_proposed():
    text = "Er zijn {{ organisatie.aantal_afdelingen|voorzet('acht') }} afdelingen."
    assert shown(text, organisatie={"aantal_afdelingen": 5}) == "Er zijn vijf afdelingen."
    assert shown(text) == "Er zijn [voorzet: acht] afdelingen."


def test_a_proposal_names_the_field_it_stands_for():
    (fill,) = to_spans(rendered("{{ lia.status|voorzet('in uitvoering (nu)') }}"))
    assert (fill.field, fill.kind, fill.proposal) == ("lia.status", "keuze", "in uitvoering (nu)")
    assert fill.choices == fill_for("lia.status").choices


def test_a_proposal_may_stand_behind_another_filter_and_begin_a_sentence():
    counted = "{{ organisatie.aantal_afdelingen|aantal('afdeling', 'afdelingen')|voorzet('acht afdelingen') }}"
    assert shown(counted) == "[voorzet: acht afdelingen]"
    assert shown(counted, organisatie={"aantal_afdelingen": 1}) == "één afdeling"
    assert shown("{{ stand.bron|voorzet('ijver')|hoofdletter }}") == "[Voorzet: IJver]"


def test_a_row_of_a_list_may_be_proposed():
    text = "{% for doel in doelen %}{{ doel.eigenaar|voorzet('de griffier') }}{% endfor %}"
    (fill,) = to_spans(rendered(text, doelen=[{"doel": "Een doel."}]))
    assert (fill.field, fill.proposal) == ("doelen.eigenaar", "de griffier")


@pytest.mark.parametrize("words", ["", " ", "a*b", "a [b]", "a\\n\\nb"])
def test_a_proposal_is_plain_words(words):
    assert "gewone woorden" in refused(f"{{{{ stand.bron|voorzet('{words}') }}}}")[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ stand.bron|voorzet }}", "het filter `voorzet` krijgt 1 tekst mee"),
        ("{{ stand.bron|voorzet('a', 'b') }}", "het filter `voorzet` krijgt 1 tekst mee"),
        ("{{ doelen|voorzet('a') }}", "`doelen` is een lijst met rijen; gebruik {% for %} of het filter `namen`"),
    ],
)
def test_the_filter_is_used_as_it_is_meant(text, told):
    assert refused(text)[0] == told


@every(
    "text",
    [
        "[voorzet: acht] en [Voorzet: acht teams] en [invullen: iets]",
        "[voorzet: acht](organisatie.aantal_afdelingen) en [invullen: wie](doelen.eigenaar)",
        "[invullen: wie] (zie hoofdstuk 2) en [invullen: wat](zie hoofdstuk 2)",
        "[voorzet: {{ organisatie.fte }} fte](organisatie.fte)",
        "[voorzet: het gemeentehuis\nen een brief](stand.bron)",
        "[invulling van de taak] en [voorzetten]",
    ],
)
def test_fill_ins_that_are_written_well(text):
    assert parse_wording(text, SCOPE).source == text


@every(
    "text",
    ["[voorzet:acht]", "[voorzet acht]", "[voorzet: ]", "[Invullen: wie]", "[VOORZET: x]", "[voorzet: acht",
     "[ voorzet: x]", "[voorzet: het *huis*]", "[invullen]", "[voorzet: a\n\nb]"],
)  # fmt: skip
def test_what_is_meant_as_a_fill_in_and_is_none_is_refused(text):
    with pytest.raises(WordingError) as caught:
        parse_wording(f"Regel.\n{text}", SCOPE)
    assert (caught.value.code, caught.value.line) == ("LIA075", 2)


def test_an_unknown_field_behind_a_fill_in_is_told_with_its_place_beside_other_mistakes():
    with pytest.raises(WordingError) as caught:
        parse_wording("{{ x.y }}\n[voorzet: acht\nteams](organisatie.fta)\n[invullen: a](doelen.eigenaars)", SCOPE)
    found = [caught.value, *caught.value.others]
    assert [(each.code, each.line, each.word) for each in found] == [
        ("LIA061", 1, "x.y"), ("LIA061", 3, "organisatie.fta"), ("LIA061", 4, "doelen.eigenaars"),
    ]  # fmt: skip
    assert str(found[1]) == "onbekend veld `organisatie.fta`, bedoelde u `organisatie.fte`?"


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Co", "Zl", "Zp")), min_size=1).filter(str.strip))
def test_whatever_a_profile_says_makes_no_text_fail(words):
    assert shown("[voorzet: {{ stand.bron }}](stand.bron) {{ stand.bron }}", stand={"bron": f"a {words}"})


# ------------------------------------------------------------ the number of a goal

GOALS = Scope(
    None, frozenset({"werkgroep"}), {"weg": "pakket/opties/weg.md"}, frozenset({"werkgroep.een", "werkgroep.twee"})
)


@pytest.mark.parametrize(
    ("goals", "text"),
    [(("x.y", "werkgroep.een"), "doel 2"), (("x.y",), "doel"), (None, "doel")],
)
def test_a_goal_goes_by_its_number_in_the_table(goals, text):
    found = parse_wording("doel {{ doelnummer('werkgroep.een') }}", GOALS)
    assert found.render(Context({"plan.doelen": goals}, EXTRA)) == text
    assert "plan.doelen" in found.asked


@pytest.mark.parametrize(
    ("key", "scope", "message", "code"),
    [
        ("werkgroep.een", GOALS.before_planning, "`doelnummer()` is hier nog niet bekend: de doelen", "LIA067"),
        ("werkgroep.eeen", GOALS, "onbekend doel `werkgroep.eeen`, bedoelde u `werkgroep.een`?", "LIA083"),
        ("weg.een", GOALS, "onbekend doel `weg.een`; pakket/opties/weg.md haalt die weg", "LIA083"),
    ],
)
def test_a_number_of_a_goal_that_cannot_be_known_is_refused(key, scope, message, code):
    with pytest.raises(WordingError) as caught:
        parse_wording(f"{{{{ doelnummer('{key}') }}}}", scope)
    assert str(caught.value).startswith(message)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("op 31 maart 2027 is doel 3 klaar", "op 31~maart~2027 is doel~3 klaar"),
        ("8 uur per week, € 7.500 en punt 2", "8~uur per week, €~7.500 en punt~2"),
        ("in maart 2027, 3 teams", "in maart 2027, 3 teams"),
    ],
)
def test_what_belongs_together_is_kept_on_one_line(text, kept):
    assert kept_together(text) == kept.replace("~", "\u00a0")


# ------------------------------------------------------------ a text that comes again

NO_OPTIONS = replace(SCOPE, options=frozenset())
TABLED = frozenset({"werkgroep.start"})
OWN = PackageFields("huis", "Wat nog?", (OwnField("naam", "de naam", "Welke naam?", "", "tekst"),))
TAKING = "Eerst {{ tekst('over_ons') }}"


def phrases(text: str, scope: Scope = SCOPE) -> Phrases:
    return Phrases(frozenset({"over_ons"}), {"over_ons": parse_wording(text, scope)})


def test_a_text_that_comes_again_is_not_worked_out_again():
    taken, text = phrases("{{ gemeente.naam }}"), TAKING + " en {% if keuze.werkgroep == 'voorstel' %}wij{% endif %}"
    once = parse_wording(text, SCOPE, phrases=taken)
    more = replace(SCOPE, options=SCOPE.options | {"ander"})
    assert parse_wording(text, more, phrases=replace(taken, names=frozenset({"meer"}))) is once


@every(
    ("text", "right", "wrong"),
    [
        ("{% if keuze.werkgroep == 'voorstel' %}x{% endif %}", SCOPE, NO_OPTIONS),
        ("{% if organisatie.fte > instelling.groot %}x{% endif %}", SCOPE, Scope({"klein": 1})),
        ("{% if organisatie.omvang == 'groot' %}x{% endif %}", Scope(None), Scope({})),
        ("{{ doelnummer('werkgroep.start') }}", Scope({}, goals=TABLED), Scope({}, goals=frozenset({"a.b"}))),
        ("{{ doelnummer('werkgroep.start') }}", Scope({}, goals=TABLED), Scope({}, goals=TABLED, planned=False)),
        ("{% if 'a.b' in plan.doelen %}x{% endif %}", Scope({}), Scope({}, goals=TABLED)),
        ("{{ aantal }}", Scope({}, of_goal=True), Scope({})),
    ],
    ids=["option", "setting", "settings", "goal", "planned", "goals", "of a goal"],
)
def test_a_text_that_was_right_is_refused_where_it_is_wrong(text, right, wrong):
    parse_wording(text, right)
    with pytest.raises(WordingError):
        parse_wording(text, wrong)


def test_a_text_that_takes_in_another_follows_it():
    for words in ("ons", "hen"):
        assert parse_wording(TAKING, SCOPE, phrases=phrases(words)).render(Context({}, {})) == f"Eerst {words}"
    asking = phrases("{% if keuze.werkgroep == 'voorstel' %}x{% endif %}")
    parse_wording(TAKING, SCOPE, phrases=asking)
    with pytest.raises(WordingError, match="nog niet bekend"):
        parse_wording(TAKING, NO_OPTIONS, phrases=asking)
    with pytest.raises(WordingError, match="onbekende tekst"):
        parse_wording(TAKING, SCOPE)


def test_a_text_with_a_question_of_a_package_is_refused_without_that_package():
    with fields_in_use((OWN,)):
        parse_wording("{{ velden.huis.naam }}", SCOPE)
    with pytest.raises(WordingError):
        parse_wording("{{ velden.huis.naam }}", SCOPE)


@pytest.mark.parametrize(
    ("title", "told"), [("Een panel", "een panel"), ("VNG-monitor", "VNG-monitor"), ("É", "é"), ("", "")]
)
def test_an_abbreviation_keeps_its_capitals_within_a_sentence(title, told):
    assert without_capital(title) == told


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("[Voorzet: Acht](doelen_kiezen.teamoverleg.teams.aantal) teams hebben een afspraak", 8),
        ("Op elke afdeling is minstens [voorzet: één] plan getest", 1),
        ("26 teams, en daarna twee", 26),
        ("De werkgroep heeft een lijst", None),
        ("achttien en veertig", None),  # a word up to twelve, and whole
    ],
)
def test_the_first_number_of_a_text(text, number):
    assert first_number(text) == number
