"""A partial profile put into a profile: what is new is taken, and no known answer changes."""

from __future__ import annotations

from typing import Any

import pytest
import shipped
from answer_builders import by_kind, documents, given_profile, opened, retyped
from random_profiles import random_profiles

from liagen.errors import DraftError, ProfileError
from liagen.files.check import check_model
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.make.answers import PartialProfile, read_answers
from liagen.make.merge import Merged, given_answers, merge_profile
from liagen.profile.blank import with_answers
from liagen.profile.canonical import write_profile
from liagen.profile.fields import profile_value
from liagen.profile.model import Profile
from liagen.profile.read import parse_partial_profile

HOURS = "beleggen.uitvoerder.uren_per_week"
BUDGET = "capaciteit:\n  budget:\n    - {jaar: 2027, bedrag: 5000}\n"


def merged(mine: str, theirs: str) -> Merged:
    return merge_profile(values_of(mine), parse_partial_profile(theirs, "", None))


def values_of(mine: str) -> dict[str, Any]:
    return parse_yaml(f"gemeente:\n  naam: Zuid\n{mine}", "").value


def checked(values: Any) -> Profile:
    profile, problems = check_model(Profile, Tree(dict(values)), "")
    assert profile is not None, problems
    return profile


def taken(found: Merged) -> tuple[str, ...]:
    return tuple(found.answers)


def reasons(found: Merged) -> dict[str, str]:
    return {each.path: each.reason for each in found.conflicts}


def test_what_is_unknown_is_taken():
    found = merged("", "organisatie:\n  fte: 300\n")
    assert taken(found) == ("organisatie.fte",)
    assert checked(with_answers(values_of(""), found.answers)).organisatie.fte == 300


def test_what_both_say_is_the_same():
    found = merged("organisatie:\n  fte: 300\n", "organisatie:\n  fte: '300'\n")
    assert (taken(found), found.same, found.conflicts) == ((), ("organisatie.fte",), ())


def test_what_the_two_say_differently_is_a_conflict_and_stays():
    mine = "organisatie:\n  fte: 300\n"
    found = merged(mine, "organisatie:\n  fte: 12\n")
    (conflict,) = found.conflicts
    assert (conflict.path, conflict.mine, conflict.theirs) == ("organisatie.fte", "300", "12")
    assert checked(with_answers(values_of(mine), found.answers)).organisatie.fte == 300


@pytest.mark.parametrize(
    "theirs", ["organisatie:\n  fte:\n", "organisatie: onbekend\n", "lia:\n  intern_deel: onbekend\n"]
)
def test_what_they_do_not_know_says_nothing(theirs):
    found = merged("organisatie:\n  fte: 300\nlia:\n  intern_deel: ja\n", theirs)
    assert (taken(found), found.conflicts) == ((), ())


def test_onbekend_is_never_nee():
    assert taken(merged("lia:\n  intern_deel: onbekend\n", "lia:\n  intern_deel: nee\n")) == ("lia.intern_deel",)


def test_equal_rows_are_the_same_in_any_order():
    two = "te_testen:\n  - wat: de hal\n  - wat: de site\n"
    assert merged(two, "te_testen:\n  - wat: de site\n  - wat: de hal\n").same == ("te_testen",)


def test_rows_are_taken_when_the_list_is_unknown():
    assert taken(merged("", BUDGET)) == ("capaciteit.budget",)


def test_another_row_is_a_conflict():
    found = merged(BUDGET, BUDGET.replace("5000", "9000"))
    assert reasons(found) == {"capaciteit.budget": "het profiel zegt iets anders"}


def test_an_answer_waits_for_the_one_that_it_needs():
    found = merged("", "beleggen:\n  groep:\n    ambtenaren: 5\n    aanwezig: ja\n")
    assert set(taken(found)) == {"beleggen.groep.aanwezig", "beleggen.groep.ambtenaren"}


def test_a_number_beside_nee_is_told():
    found = merged("beleggen:\n  groep:\n    aanwezig: nee\n", "beleggen:\n  groep:\n    ambtenaren: 5\n")
    assert taken(found) == ()
    assert "aanwezig` is nee" in reasons(found)["beleggen.groep.ambtenaren"]


def test_nee_beside_a_number_is_told():
    found = merged("beleggen:\n  groep:\n    ambtenaren: 5\n", "beleggen:\n  groep:\n    aanwezig: nee\n")
    assert reasons(found)["beleggen.groep.aanwezig"] == "het profiel zegt iets anders"


def test_the_short_answer_of_rows_that_are_known_is_the_same():
    found = merged("aanleidingen:\n  - {soort: motie, titel: Iedereen}\n", "aanleiding: [motie]\n")
    assert (found.same, found.conflicts) == (("aanleiding",), ())


def test_rows_that_would_change_a_short_answer_are_a_conflict():
    found = merged("aanleiding: [motie]\n", "aanleidingen:\n  - {soort: lobby, jaar: 2024}\n")
    assert taken(found) == ()
    assert "aanleiding" in reasons(found)["aanleidingen"]


def test_keys_are_answers_of_their_own():
    mine = "toelichting:\n  draagvlak.raad: De raad sprak erover.\n"
    found = merged(mine, "toelichting:\n  draagvlak.college: Het college ook.\n  draagvlak.raad: Nee hoor.\n")
    assert taken(found) == ("toelichting.draagvlak.college",)
    assert list(reasons(found)) == ["toelichting.draagvlak.raad"]


def test_a_choice_is_taken_with_its_reason():
    found = merged("", "keuzes:\n  intranet:\n    reden: Niemand leest het.\n    keuze: niet\n")
    assert set(taken(found)) == {"keuzes.intranet.keuze", "keuzes.intranet.reden"}


def test_a_profile_of_another_municipality_is_not_taken():
    found = merged("", "gemeente:\n  naam: Noord\norganisatie:\n  fte: 3\n")
    assert taken(found) == ()
    assert "andere gemeente" in reasons(found)["gemeente.naam"]


def test_what_does_not_hold_is_refused():
    with pytest.raises(ProfileError):
        merged("", "organisatie:\n  fte: veel\n")


@pytest.mark.parametrize("seed", range(15))
def test_no_known_answer_changes_and_nothing_taken_is_lost(seed):
    mine, theirs = random_profiles(seed, 2)
    values, other = (parse_yaml(write_profile(each), "").value for each in (mine, theirs))
    other = {**other, "gemeente": {**other["gemeente"], "naam": mine.gemeente.naam or "[invullen: naam]"}}
    wanted = checked(other)
    found = merge_profile(values, wanted)
    after = checked(with_answers(values, found.answers))
    assert {path: profile_value(after, path) for path in dict(given_answers(mine))} == {
        path: profile_value(mine, path) for path in dict(given_answers(mine))
    }
    for path in taken(found):
        now, theirs_now = profile_value(after, path), profile_value(wanted, path)
        # Beside rows that tell more, what was told in short goes on standing.
        assert set(map(repr, theirs_now)) <= set(map(repr, now)) if isinstance(now, tuple) else now == theirs_now


# ------------------------------------------------------------ beside documents


TEXT = write_profile(shipped.profile("meierijstad"))


def partial(text: str) -> PartialProfile:
    return PartialProfile("deel.yaml", parse_partial_profile(text, "deel.yaml", shipped.LIBRARY.cards))


def hours(number: int) -> PartialProfile:
    return partial(f"beleggen:\n  uitvoerder:\n    uren_per_week: {number}\n")


def test_a_partial_profile_is_put_into_the_text_of_the_profile():
    found = read_answers([], shipped.LIBRARY, given_profile("# van ons\n" + TEXT), [hours(8)])
    assert found.text.startswith("# van ons\n")
    assert "uren_per_week: 8\n" in found.text


def test_a_document_and_a_partial_profile_that_differ_are_told():
    _, sheet = documents(TEXT)
    found = read_answers(opened(retyped(sheet, {HOURS: "12"})), shipped.LIBRARY, None, [hours(8)])
    told = by_kind(found, "tegenspraak")[HOURS]
    assert [each.text for each in told.written] == ["12", "8"]
    assert found.text == TEXT


def test_two_partial_profiles_that_differ_are_told():
    found = read_answers([], shipped.LIBRARY, given_profile(TEXT), [hours(8), hours(9)])
    assert list(by_kind(found, "tegenspraak")) == [HOURS]


def test_what_the_profile_says_otherwise_is_told_with_both():
    found = read_answers([], shipped.LIBRARY, given_profile(TEXT), [partial("organisatie:\n  fte: 12\n")])
    told = by_kind(found, "tegenspraak")["organisatie.fte"]
    assert [(each.file, each.text) for each in told.written] == [("profiel.yaml", "650"), ("deel.yaml", "12")]


def test_a_partial_profile_alone_asks_for_the_profile():
    with pytest.raises(DraftError, match="geef het profiel waar het in komt met --profiel"):
        read_answers([], shipped.LIBRARY, None, [hours(8)])


def test_a_partial_profile_of_another_municipality_is_refused():
    other = partial("gemeente:\n  naam: Noord\norganisatie:\n  fte: 12\n")
    with pytest.raises(DraftError, match="van verschillende gemeenten"):
        read_answers([], shipped.LIBRARY, given_profile(TEXT), [other])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "het bestand is leeg"),
        ("- x\n", "er staan geen velden in"),
        ("gemeente: Zuid\n", "gemeente"),
        ("organisatie:\n  fte: veel\n", "vul een heel getal in"),
        ("keuzes:\n  intranetje:\n    keuze: wel\n", "onbekende optie"),
    ],
)
def test_a_wrong_partial_profile_is_told_as_any_profile(text, message):
    with pytest.raises(ProfileError, match=message):
        partial(text)
