"""Problems as text, errors as a list without doubles in order of place."""

from __future__ import annotations

import pytest

from liagen.errors import LiagenError, LibraryError, OutputError, Problem, ProfileError, StyleError, suggest


def test_a_problem_shows_its_whole_place():
    assert (
        str(Problem("x.yaml", "vul in", place=(7, 8), field="organisatie.fte")) == "x.yaml:7:8: organisatie.fte: vul in"
    )


def test_a_problem_without_a_field_shows_none():
    assert str(Problem("x.yaml", "vul in", place=(7, 8))) == "x.yaml:7:8: vul in"


def test_a_problem_without_a_line_shows_only_the_file():
    assert str(Problem("x.yaml", "bestaat niet")) == "x.yaml: bestaat niet"


def test_a_field_can_stand_without_a_line():
    assert str(Problem("x.yaml", "bestaat niet", field="lia")) == "x.yaml: lia: bestaat niet"


def test_an_error_orders_by_file_line_and_column():
    first, second, third = (
        Problem(file, "x", (line, column)) for file, line, column in (("a", 9, 1), ("b", 2, 3), ("b", 10, 1))
    )
    assert LiagenError([third, second, first]).problems == (first, second, third)


def test_an_error_says_everything_once():
    problem = Problem("a", "x", place=(1, 1))
    assert LiagenError([problem, problem]).problems == (problem,)


def test_the_text_of_an_error_is_its_problems():
    problems = [Problem("a", "x", place=(1, 1)), Problem("a", "y", place=(2, 1))]
    assert str(LiagenError(problems)) == "a:1:1: x\na:2:1: y"


@pytest.mark.parametrize("kind", [ProfileError, LibraryError, StyleError, OutputError])
def test_every_kind_is_one_family(kind):
    assert isinstance(kind([]), LiagenError)


def test_a_suggestion_is_the_nearest_word():
    assert suggest("ftee", ["fte", "naam"]) == ", bedoelde u `fte`?"


def test_capitals_do_not_hide_a_suggestion():
    assert suggest("FTE", ["fte", "naam"]) == ", bedoelde u `fte`?"


def test_without_anything_near_there_is_no_suggestion():
    assert suggest("zzz", ["fte", "naam"]) == ""


def test_without_known_words_there_is_no_suggestion():
    assert suggest("fte", iter(())) == ""


def test_a_sign_that_cannot_be_seen_is_told_by_its_number():
    problem = Problem("a\x1bb.yaml", 'hier staat "een\u200bwoord\u202e", net\xa0zo', field="gemeente.\ue000naam")
    assert str(problem) == 'a‹U+001B›b.yaml: gemeente.‹U+E000›naam: hier staat "een‹U+200B›woord‹U+202E›", net\xa0zo'
