"""Conditions: three answers, everything checked at load, and nothing but comparing."""

from __future__ import annotations

import itertools

import pytest
from every import every

from liagen.library.condition_parser import ConditionError, Scope, parse_condition
from liagen.library.conditions import Always, Compare, Condition

SCOPE = Scope({"groot": 400}, frozenset({"werkgroep", "training"}))
JA, NEE, ONBEKEND = True, False, None


def answer(text: str, **facts: object):
    known = {name.replace("__", "."): value for name, value in facts.items()} | {"instelling.groot": 400}
    return parse_condition(text, SCOPE).answer(known.get)


def refused(text: str) -> str:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text, SCOPE)
    return str(caught.value)


def pointed_at(text: str) -> str:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text, SCOPE)
    return caught.value.word


def test_of_many_values_not_all_are_told():
    scope = Scope({}, goals=frozenset(f"optie.doel_{number:03}" for number in range(100)))
    with pytest.raises(ConditionError) as caught:
        parse_condition("'optie.weg' in plan.doelen", scope)
    assert str(caught.value).endswith("optie.doel_018, optie.doel_019 en nog 80")


# ------------------------------------------------------------ three-valued logic

LEFT, RIGHT = "organisatie.fte == 1", "lia.jaar == 2000"
FACTS = {JA: (1, 2000), NEE: (2, 2001), ONBEKEND: (None, None)}
TABLE = {
    (JA, JA): (JA, JA),
    (JA, NEE): (NEE, JA),
    (JA, ONBEKEND): (ONBEKEND, JA),
    (NEE, NEE): (NEE, NEE),
    (NEE, ONBEKEND): (NEE, ONBEKEND),
    (ONBEKEND, ONBEKEND): (ONBEKEND, ONBEKEND),
}


def combined(sign: str, left: object, right: object):
    return answer(f"{LEFT} {sign} {RIGHT}", organisatie__fte=FACTS[left][0], lia__jaar=FACTS[right][1])


@every(("left", "right"), list(itertools.product(FACTS, repeat=2)))
def test_and_follows_kleene(left, right):
    assert combined("and", left, right) is TABLE.get((left, right), TABLE.get((right, left)))[0]


@every(("left", "right"), list(itertools.product(FACTS, repeat=2)))
def test_or_follows_kleene(left, right):
    assert combined("or", left, right) is TABLE.get((left, right), TABLE.get((right, left)))[1]


@pytest.mark.parametrize(("part", "opposite"), [(JA, NEE), (NEE, JA), (ONBEKEND, ONBEKEND)])
def test_not_leaves_unknown_unknown(part, opposite):
    assert answer(f"not {LEFT}", organisatie__fte=FACTS[part][0]) is opposite


def test_brackets_group():
    text = f"not ({LEFT} and {RIGHT})"
    assert answer(text, organisatie__fte=1, lia__jaar=2001) is JA


def test_always_needs_no_fact():
    assert parse_condition("altijd", SCOPE).tree == Always()


def test_always_is_yes():
    assert answer(" altijd ") is JA


# ------------------------------------------------------------ one comparison


@every(
    ("text", "fte", "found"),
    [
        ("organisatie.fte == 400", 400, JA),
        ("organisatie.fte == 400", 401, NEE),
        ("organisatie.fte != 400", 401, JA),
        ("organisatie.fte > 400", 400, NEE),
        ("organisatie.fte >= 400", 400, JA),
        ("organisatie.fte < 400", 400, NEE),
        ("organisatie.fte <= 400", 400, JA),
        ("organisatie.fte >= 400", None, ONBEKEND),
        ("organisatie.fte != 400", None, ONBEKEND),
        ("400 <= organisatie.fte", 500, JA),
        ("400 < organisatie.fte", 400, NEE),
        ("400 >= organisatie.fte", 500, NEE),
        ("400 > organisatie.fte", 5, JA),
        ("400 == organisatie.fte", 400, JA),
        ("organisatie.fte in [1, 2]", 2, JA),
        ("organisatie.fte not in (1, 2)", 2, NEE),
        ("organisatie.fte >= instelling.groot", 400, JA),
        ("organisatie.fte >= instelling.groot", 399, NEE),
        ("organisatie.fte >= instelling.groot", None, ONBEKEND),
    ],
)
def test_a_number_is_compared(text, fte, found):
    assert answer(text, organisatie__fte=fte) is found


@every(
    ("text", "raad", "found"),
    [
        ("draagvlak.raad == 'ja'", "ja", JA),
        ("'ja' == draagvlak.raad", "ja", JA),
        ("draagvlak.raad == 'ja'", "nee", NEE),
        ("draagvlak.raad == 'ja'", None, ONBEKEND),
        ("not draagvlak.raad == 'ja'", None, ONBEKEND),
        ("draagvlak.raad in ['ja', 'deels']", "deels", JA),
        ("draagvlak.raad in ['ja', 'deels']", None, ONBEKEND),
        ("draagvlak.raad not in ['ja', 'deels']", None, ONBEKEND),
        ("draagvlak.raad == 'onbekend'", None, JA),
        ("draagvlak.raad == 'onbekend'", "ja", NEE),
        ("draagvlak.raad != 'onbekend'", None, NEE),
        ("draagvlak.raad != 'onbekend'", "ja", JA),
        ("draagvlak.raad in ['nee', 'onbekend']", None, JA),
        ("draagvlak.raad in ['nee', 'onbekend']", "ja", NEE),
        ("draagvlak.raad not in ['nee', 'onbekend']", None, NEE),
    ],
)
def test_unknown_is_an_answer_only_when_it_is_asked_for(text, raad, found):
    assert answer(text, draagvlak__raad=raad) is found


@every(
    ("text", "listed", "found"),
    [
        ("'motie' in aanleiding", ("motie", "lobby"), JA),
        ("'motie' in aanleiding", (), NEE),
        ("'motie' in aanleiding", None, ONBEKEND),
        ("'motie' not in aanleiding", ("motie",), NEE),
        ("'motie' not in aanleiding", (), JA),
        ("'motie' not in aanleiding", None, ONBEKEND),
        ("aanleiding == []", (), JA),
        ("aanleiding == []", ("motie",), NEE),
        ("aanleiding != []", ("motie",), JA),
        ("aanleiding == []", None, ONBEKEND),
    ],
)
def test_a_list_is_looked_into(text, listed, found):
    assert answer(text, aanleiding=listed) is found


def test_a_list_of_names_is_looked_into():
    assert answer("'Zorg' in organisatie.afdelingen", organisatie__afdelingen=("Zorg",)) is JA


@pytest.mark.parametrize("path", ["gemeente.provincie", "stand.datum"])
def test_of_free_text_one_may_ask_whether_it_is_known(path):
    assert parse_condition(f"{path} != 'onbekend'", SCOPE).answer({}.get) is NEE


def test_a_verdict_may_be_asked():
    assert answer("keuze.werkgroep == 'voorstel'", keuze__werkgroep="voorstel") is JA


def test_a_condition_may_run_over_lines():
    assert answer("organisatie.fte == 1\n  and lia.jaar == 2000", organisatie__fte=1, lia__jaar=2000) is JA


# ------------------------------------------------------------ what a condition tells


def test_a_condition_keeps_its_text():
    assert parse_condition("  organisatie.fte > 1 ", SCOPE).text == "organisatie.fte > 1"


def test_comparisons_come_left_to_right():
    found = parse_condition("not (organisatie.fte > 1 or lia.jaar == 2000) and lia.jaar != 1999", SCOPE)
    assert [(leaf.name, leaf.op, leaf.constant) for leaf in found.comparisons] == [
        ("organisatie.fte", "gt", 1),
        ("lia.jaar", "eq", 2000),
        ("lia.jaar", "ne", 1999),
    ]


def test_names_come_once():
    found = parse_condition("lia.jaar == 2000 or organisatie.fte > 1 or lia.jaar == 2001", SCOPE)
    assert found.names == ("lia.jaar", "organisatie.fte")


def test_always_compares_nothing():
    assert Condition("altijd", Always()).names == ()


def test_a_setting_is_kept_by_name():
    found = parse_condition("organisatie.fte > instelling.groot", SCOPE)
    assert found.tree == Compare("organisatie.fte", "gt", None, "instelling.groot")


# ------------------------------------------------------------ refused: what can never mean anything


@every(
    ("text", "message"),
    [
        ("organisatie.ftee > 1", "onbekend veld `organisatie.ftee`, bedoelde u `organisatie.fte`?"),
        ("organisatie > 1", "onbekend veld `organisatie`, bedoelde u `organisatie.fte`?"),
        ("zzz > 1", "onbekend veld `zzz`"),
        ("altijd and organisatie.fte > 1", "onbekend veld `altijd`"),
        (
            "draagvlak.raad == 'deel'",
            "`draagvlak.raad` kan nooit 'deel' zijn, bedoelde u `deels`? Mogelijk: ja, deels, nee, onbekend",
        ),
        (
            "draagvlak.raad in ['ja', 'zzz']",
            "`draagvlak.raad` kan nooit 'zzz' zijn. Mogelijk: ja, deels, nee, onbekend",
        ),
        ("draagvlak.raad == 1", "`draagvlak.raad` kan nooit '1' zijn. Mogelijk: ja, deels, nee, onbekend"),
        (
            "draagvlak.raad == instelling.groot",
            "`draagvlak.raad` kan nooit '400' zijn. Mogelijk: ja, deels, nee, onbekend",
        ),
        (
            "stijl.lengte == 'onbekend'",
            "`stijl.lengte` kan nooit 'onbekend' zijn. Mogelijk: kort, standaard, uitgebreid",
        ),
        (
            "keuze.werkgroep == 'onbekend'",
            "`keuze.werkgroep` kan nooit 'onbekend' zijn. Mogelijk: bestaat, voorstel, te_overwegen, niet_nu",
        ),
        (
            "'moties' in draagvlak.bron",
            "`draagvlak.bron` kan nooit 'moties' zijn, bedoelde u `motie`? "
            "Mogelijk: raadslid, wethouder, lobby, motie, koploper",
        ),
        ("organisatie.fte == '400'", "`organisatie.fte` is een getal en kan nooit '400' zijn"),
        ("organisatie.fte > 'onbekend'", "`organisatie.fte` is een getal en kan nooit 'onbekend' zijn"),
        ("keuze.wergroep == 'voorstel'", "onbekende optie `wergroep`, bedoelde u `werkgroep`?"),
        ("keuze.zzz == 'voorstel'", "onbekende optie `zzz`"),
        ("organisatie.fte > instelling.grot", "onbekende instelling `grot`, bedoelde u `groot`?"),
        (
            "organisatie.fte > lia.jaar",
            "vergelijk een veld met een vaste waarde of met instelling.<naam>",
        ),
        ("draagvlak.raad == ja", "zet ja tussen aanhalingstekens: 'ja'"),
        ("draagvlak.raad > 'ja'", "`draagvlak.raad` is geen getal; gebruik == of in"),
        ("draagvlak.raad in 'ja'", "na `in` hoort een lijst, bijvoorbeeld ['ja', 'deels']"),
        ("organisatie.fte not in 3", "na `not in` hoort een lijst, bijvoorbeeld ['ja', 'deels']"),
        ("organisatie.fte in []", "na `in` hoort een lijst met minstens één waarde"),
        ("draagvlak.raad == ['ja']", "gebruik `in` om `draagvlak.raad` met een lijst te vergelijken"),
        ("organisatie.fte > [1, 2]", "gebruik `in` om `organisatie.fte` met een lijst te vergelijken"),
        ("organisatie.fte in [[1]]", "`organisatie.fte` is een getal en kan nooit '(1,)' zijn"),
        (
            "aanleiding == ['motie']",
            "`aanleiding` is een lijst; schrijf 'waarde' in aanleiding, aanleiding == [] of aanleiding >= 2",
        ),
        (
            "aanleiding == 'motie'",
            "`aanleiding` is een lijst; schrijf 'waarde' in aanleiding, aanleiding == [] of aanleiding >= 2",
        ),
        (
            "'a' in draagvlak.raad",
            "`draagvlak.raad` is geen lijst; schrijf draagvlak.raad == … of draagvlak.raad in [...]",
        ),
        ("['motie'] in aanleiding", "noem vóór `in` één waarde, geen lijst"),
        (
            "gemeente.naam == 'Utrecht'",
            "`gemeente.naam` is vrije tekst of een datum; een voorwaarde kan alleen == 'onbekend' vragen",
        ),
        (
            "stand.datum > '2020-01-01'",
            "`stand.datum` is vrije tekst of een datum; een voorwaarde kan alleen == 'onbekend' vragen",
        ),
        ("doelen == 'x'", "`doelen` is een lijst met rijen; schrijf doelen == [] of doelen >= 2"),
        ("'x' in doelen", "`doelen` is een lijst met rijen; schrijf doelen == [] of doelen >= 2"),
        ("doelen in [[]]", "`doelen` is een lijst met rijen; schrijf doelen == [] of doelen >= 2"),
        ("keuzes == []", "`keuzes` kan niet in een voorwaarde staan; kies een veld met één waarde"),
        ("'ja' == 'nee'", "vergelijk een profielveld met een waarde; hier staan twee vaste waarden"),
        ("organisatie.fte", "vergelijk `organisatie.fte` met een waarde, bijvoorbeeld: organisatie.fte >= 1"),
        ("draagvlak.raad", "vergelijk `draagvlak.raad` met een waarde, bijvoorbeeld: draagvlak.raad == 'ja'"),
        ("aanleiding", "vergelijk `aanleiding` met een waarde, bijvoorbeeld: aanleiding != []"),
        ("gemeente.naam", "vergelijk `gemeente.naam` met een waarde, bijvoorbeeld: gemeente.naam != 'onbekend'"),
        ("1 < organisatie.fte < 9", "een voorwaarde mag alleen vergelijken, met and, or, not en in"),
        ("", "dit is geen geldige voorwaarde; schrijf bijvoorbeeld: organisatie.fte >= 400"),
        ("organisatie.fte >", "dit is geen geldige voorwaarde; schrijf bijvoorbeeld: organisatie.fte >= 400"),
        ("{{ organisatie.fte > 4 }}", "schrijf één voorwaarde, zonder accolades eromheen"),
        ("lia.jaar == 1 }}{{ lia.jaar == 2", "schrijf één voorwaarde, zonder accolades eromheen"),
    ],
)
def test_a_meaningless_condition_is_refused(text, message):
    assert refused(text) == message


@pytest.mark.parametrize("left", ["lia.jaar == 2000 or ", "altijd == 'x' or ", "not "])
def test_a_typo_is_found_wherever_it_stands(left):
    assert refused(f"{left}organisatie.ftee > 1").startswith("onbekend veld")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("organisatie.ftee > 1", "organisatie.ftee"),
        ("draagvlak.raad == 'deel'", "deel"),
        ("organisatie.fte > instelling.grot", "instelling.grot"),
        ("keuze.zzz == 'voorstel'", "keuze.zzz"),
        ("organisatie.fte >", ""),
    ],
)
def test_a_refusal_points_at_the_word(text, word):
    assert pointed_at(text) == word


# ------------------------------------------------------------ refused: everything with power (see attacks.py)


@pytest.mark.parametrize("text", ["(" * 5000, "not " * 5000 + LEFT, f"{LEFT} and " * 5000 + LEFT])
def test_an_endless_condition_is_refused_and_not_recursed_into(text):
    assert refused(text) in (
        "deze voorwaarde is te lang; maak er meer van",
        "dit is geen geldige voorwaarde; schrijf bijvoorbeeld: organisatie.fte >= 400",
    )


def test_comparing_calls_give_the_shape_of_a_condition():
    message = "gebruik een vaste waarde: tekst tussen aanhalingstekens, een heel getal of een lijst daarvan"
    assert refused("organisatie.fte|length == 1") == message


@pytest.mark.parametrize(("event", "wanted"), [(None, None), ("geen", False), ("het gala", True)])
def test_who_types_that_there_is_none_knows_more_than_who_types_nothing(event, wanted):
    condition = parse_condition("structuren.evenement != 'geen'", Scope({}))
    assert condition.answer({"structuren.evenement": event}.get) is wanted
