"""Numbers and lengths of someone else's Word file."""

from __future__ import annotations

import pytest
from every import every

from liagen.word.parts.measure import font_points, highest_with_room, length, whole_number

NO_NUMBERS = ("", "abc", "11pt", "1_000", "²", "٣", "nan", "inf", "1e9", "9" * 5_000, "0x1", "--1", "1.5", "None", None)
HIGHEST = 2**31 - 1


@every("text", [*NO_NUMBERS, str(HIGHEST + 1), str(-(2**31) - 1)])
def test_what_is_no_whole_number(text):
    assert whole_number(text) is None


@every(
    ("text", "expected"),
    [("0", 0), ("+7", 7), (" 8 ", 8), ("-3", -3), ("5.0", 5), (str(HIGHEST), HIGHEST), ("0000000001", 1)],
)
def test_whole_numbers(text, expected):
    assert whole_number(text) == expected


@every(
    ("text", "expected"),
    [
        *(("12240", 12240), ("12240.0", 12240), ("612pt", 12240), ("2.54cm", 1440), ("25.4mm", 1440), ("-1in", -1440)),
        *(("6pc", 1440), ("6pi", 1440), ("21 cm", 11906), ("31680", 31680)),
    ],
)
def test_lengths_with_and_without_a_unit(text, expected):
    assert length(text) == expected


@every("text", ["", "breed", "2,5cm", "12em", "nan", "1e400", "9" * 5_000, "31681", "56cm", None])
def test_what_is_no_length(text):
    assert length(text) is None


@pytest.mark.parametrize(("text", "expected"), [("22", 11), ("11pt", 11), ("21.0", 10.5), ("1", 0.5)])
def test_sizes_of_fonts(text, expected):
    assert font_points(text) == expected


@pytest.mark.parametrize("text", ["0", "-22", "groot", "9999999", None])
def test_what_is_no_size_of_a_font(text):
    assert font_points(text) is None


@every(
    ("used", "expected"),
    [
        *(([], 0), ([3, 1, None], 3), ([-5], 0), ([2_000_000_000], 2_000_000_000)),
        *(([HIGHEST], 0), ([4, HIGHEST - 1], 4), ([90_000, 400_000, HIGHEST], 400_000)),
    ],
)
def test_there_is_room_above_the_number(used, expected):
    assert highest_with_room(used, 0) == expected
