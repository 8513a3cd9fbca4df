"""Rows for a Dutch Excel."""

from __future__ import annotations

import pytest

from liagen.files.spreadsheet import harmless, sheet_text


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@x"])
def test_a_formula_is_made_harmless(text):
    assert harmless(text) == f"'{text}"
    assert harmless("gewoon") == "gewoon"


def test_a_sheet_is_for_a_dutch_excel():
    assert sheet_text([("a", "b;c"), ("één", '=x "y"')]) == '\ufeffa;"b;c"\r\néén;"\'=x ""y"""\r\n'
