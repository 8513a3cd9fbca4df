"""A condition spelled otherwise: told with the right spelling, in a card and in a text."""

from __future__ import annotations

import pytest
from builders import SCOPE
from every import every

from liagen.library.condition_parser import ConditionError, parse_condition
from liagen.library.spelling import misspelling
from liagen.library.wording_parser import WordingError, parse_wording

QUOTES = "gebruik rechte aanhalingstekens, zoals 'ja'"
EQUALS = "schrijf `==` om te vergelijken"


@every(
    ("typed", "advice", "word", "right"),
    [
        ("structuren.intranet == ‘ja’", QUOTES, "‘ja’", "structuren.intranet == 'ja'"),
        ("structuren.intranet == “ja”", QUOTES, "“ja”", "structuren.intranet == 'ja'"),
        ("structuren.intranet == „ja”", QUOTES, "„ja”", "structuren.intranet == 'ja'"),
        ("structuren.intranet == 'ja’", QUOTES, "'ja’", "structuren.intranet == 'ja'"),
        ("“'intranet' in gedaan.communicatie”", QUOTES, "“", "'intranet' in gedaan.communicatie"),
        ("structuren.intranet = 'ja'", EQUALS, "=", "structuren.intranet == 'ja'"),
        ("lia.jaar => 2020", "schrijf `>=` in plaats van `=>`", "=>", "lia.jaar >= 2020"),
        ("lia.jaar ≥ 2020", "schrijf `>=` in plaats van `≥`", "≥", "lia.jaar >= 2020"),
        ("lia.jaar <> 2020", "schrijf `!=` in plaats van `<>`", "<>", "lia.jaar != 2020"),
        (
            "lia.jaar > 1 en lia.jaar < 3",
            "schrijf `and` in plaats van `en`",
            "en",
            "lia.jaar > 1 and lia.jaar < 3",
        ),
        ("lia.jaar > 1 AND lia.jaar < 3", "schrijf `and` in plaats van `AND`", "AND", "lia.jaar > 1 and lia.jaar < 3"),
        ("lia.jaar > 1 || lia.jaar < 3", "schrijf `or` in plaats van `||`", "||", "lia.jaar > 1 or lia.jaar < 3"),
        ("niet (lia.jaar > 1)", "schrijf `not` in plaats van `niet`", "niet", "not (lia.jaar > 1)"),
        ("!(lia.jaar > 1)", "schrijf `not` in plaats van `!`", "!", "not (lia.jaar > 1)"),
        ("lia.status is 'geen'", "schrijf `==` in plaats van `is`", "is", "lia.status == 'geen'"),
        ("lia.status is  niet 'geen'", "schrijf `!=` in plaats van `is niet`", "is  niet", "lia.status != 'geen'"),
        (
            "'motie' niet in aanleiding",
            "schrijf `not in` in plaats van `niet in`",
            "niet in",
            "'motie' not in aanleiding",
        ),
        (" Altijd ", "schrijf `altijd` in plaats van `Altijd`", "Altijd", "altijd"),
        (
            "structuren.intranet = ‘ja’ of lia.status = 'geen'",
            f"{EQUALS}; {QUOTES}; schrijf `or` in plaats van `of`",
            "=",
            "structuren.intranet == 'ja' or lia.status == 'geen'",
        ),
    ],
)
def test_the_right_spelling_is_given_and_can_be_read(typed, advice, word, right):
    with pytest.raises(ConditionError) as caught:
        parse_condition(typed, SCOPE)
    assert str(caught.value) == f"{advice}; dus: {right}"
    assert (caught.value.word, caught.value.code) == (word, "LIA059")
    parse_condition(right, SCOPE)


def test_a_condition_with_more_wrong_gets_advice_only():
    with pytest.raises(ConditionError) as caught:
        parse_condition("lia.jaar = (1", SCOPE)
    assert (str(caught.value), caught.value.code) == (EQUALS, "LIA059")


@pytest.mark.parametrize("typed", ["lia.jaar >", "lia.jaar == ‘", "'a en b' x", "niets.en == 'of' x"])
def test_what_stands_in_a_text_or_a_name_is_left_alone(typed):
    found = misspelling(typed)
    assert found is None or found.advice == QUOTES


def test_a_condition_that_can_be_read_keeps_its_own_mistake():
    with pytest.raises(ConditionError) as caught:
        parse_condition("structuren.intranet == 'en'", SCOPE)
    assert caught.value.code == "LIA054"


def test_the_conditions_of_a_text_are_told_too_all_of_them():
    text = "Een.\n{% if lia.jaar > 1 %}A{% elif lia.jaar = 3 %}B\n{% elif lia.jaar > 4 en\nlia.jaar < 6 %}C{% endif %}"
    with pytest.raises(WordingError) as caught:
        parse_wording(text, SCOPE)
    found = [caught.value, *caught.value.others]
    assert [(each.line, each.word, each.code) for each in found] == [(2, "=", "LIA059"), (3, "en", "LIA059")]
    assert str(found[1]) == "schrijf `and` in plaats van `en`; dus: lia.jaar > 4 and lia.jaar < 6"


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("lia.status is niet 'geen'", "schrijf `==` of `!=` in plaats van `is`"),
        ("niet (lia.jaar > 1)", "schrijf `not` in plaats van `niet`"),
    ],
)
def test_what_jinja_reads_in_its_own_way_is_told_in_a_text(condition, message):
    with pytest.raises(WordingError) as caught:
        parse_wording(f"{{% if {condition} %}}x{{% endif %}}", SCOPE)
    assert (str(caught.value), caught.value.code) == (message, "LIA059")


def test_another_mistake_in_a_text_is_still_told():
    with pytest.raises(WordingError) as caught:
        parse_wording("{% if lia.jaar > %}x{% endif %}", SCOPE)
    assert caught.value.code == "LIA060"
