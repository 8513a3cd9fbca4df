"""The size of an organisation: from fte, else an estimate, and a name for conditions only."""

from __future__ import annotations

import dataclasses

import pytest
from builders import SCOPE, settings
from hypothesis import given
from hypothesis import strategies as st

from liagen.library.condition_parser import ConditionError, parse_condition
from liagen.library.size import SIZE, Size, size_of, with_size
from liagen.library.wording_parser import WordingError, parse_wording

LIMITS = {f"instelling.{key}": setting.waarde for key, setting in settings().items()}
GROOT = "organisatie.omvang == 'groot'"


def size(**facts):
    return size_of({**LIMITS, **{name.replace("__", "."): value for name, value in facts.items()}}.get)


@pytest.mark.parametrize(
    ("fte", "expected"), [(150, "klein"), (151, "middel"), (399, "middel"), (400, "groot")]
)  # fmt: skip
def test_known_fte_give_the_size(fte, expected):
    assert size(organisatie__fte=fte) == Size(expected, "organisatie.fte")


def test_fte_go_before_departments_and_these_before_inhabitants():
    facts = {"organisatie__aantal_afdelingen": 9, "gemeente__inwoners": 1000}
    assert size(organisatie__fte=20, **facts) == Size("klein", "organisatie.fte")
    assert size(**facts) == Size("groot", "organisatie.aantal_afdelingen")
    assert size(gemeente__inwoners=1000) == Size("klein", "gemeente.inwoners")


def test_only_a_size_from_fte_is_no_assumption():
    assert not size(organisatie__fte=20).assumed
    assert size(organisatie__aantal_afdelingen=9).assumed
    assert size(gemeente__inwoners=900_000).assumed


def test_without_any_number_the_size_is_unknown():
    assert size() is None
    assert parse_condition(GROOT, SCOPE).answer(with_size(LIMITS.get)) is None


def test_a_condition_may_ask_whether_the_size_is_unknown():
    assert parse_condition("organisatie.omvang == 'onbekend'", SCOPE).answer(with_size(LIMITS.get)) is True


def test_a_size_that_cannot_be_is_refused_with_a_suggestion():
    with pytest.raises(ConditionError, match=r"kan nooit 'grot' zijn, bedoelde u `groot`\?"):
        parse_condition("organisatie.omvang == 'grot'", SCOPE)


def test_the_name_is_suggested_for_a_wrong_field():
    with pytest.raises(ConditionError, match=r"bedoelde u `organisatie.omvang`\?"):
        parse_condition("organisatie.omvan == 'groot'", SCOPE)


def test_a_missing_setting_is_named():
    fewer = {key: number for key, number in SCOPE.settings.items() if key != "klein_tot_inwoners"}
    with pytest.raises(ConditionError, match="de instelling `klein_tot_inwoners` nodig") as caught:
        parse_condition(GROOT, dataclasses.replace(SCOPE, settings=fewer))
    assert (caught.value.word, caught.value.code) == (SIZE, "LIA053")


def test_limits_that_cross_are_refused():
    crossed = {**SCOPE.settings, "klein_tot_fte": 400}
    with pytest.raises(ConditionError, match=r"`klein_tot_fte` \(400\) is niet kleiner dan `groot_vanaf_fte` \(400\)"):
        parse_condition(GROOT, dataclasses.replace(SCOPE, settings=crossed))


def test_no_text_prints_it():
    with pytest.raises(WordingError, match="gebruik het in een voorwaarde"):
        parse_wording("De organisatie is {{ organisatie.omvang }}.", SCOPE)


NUMBER = st.none() | st.integers(1, 200_000)


@given(NUMBER, NUMBER, NUMBER)
def test_it_is_unknown_only_when_every_number_is(fte, departments, inhabitants):
    found = size(organisatie__fte=fte, organisatie__aantal_afdelingen=departments, gemeente__inwoners=inhabitants)
    assert (found is None) == (fte is departments is inhabitants is None)
    assert found is None or found.assumed == (fte is None)
