"""What makes one test of many cases hides none of them."""

from __future__ import annotations

import inspect

import pytest
from every import every


def test_each_case_that_fails_is_told_and_none_is_skipped():
    tried = []

    @every(("number", "wanted"), [(1, 1), (2, 3), pytest.param(4, 4, id="vier"), (5, 6)])
    def check(number, wanted):
        tried.append(number)
        assert number == wanted

    with pytest.raises(ExceptionGroup, match="2 of 4 cases fail") as caught:
        check()
    assert tried == [1, 2, 4, 5]
    assert [each.__notes__ for each in caught.value.exceptions] == [
        ["the case: number=2, wanted=3"],
        ["the case: number=5, wanted=6"],
    ]


def test_what_is_no_case_is_still_a_fixture():
    @every("number", [1, 2])
    def check(number, folder):
        assert folder == "map"

    assert list(inspect.signature(check).parameters) == ["folder"]
    check(folder="map")


def test_no_case_at_all_is_a_mistake():
    with pytest.raises(AssertionError, match="no case"):
        every("number", [])
