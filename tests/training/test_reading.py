"""Reading time: two hundred words a minute, rounded up."""

from __future__ import annotations

import pytest

from liagen.document.blocks import Chapter, Heading, Paragraph, Text
from liagen.training.reading import reading_minutes


def of_words(count):
    blocks = (Heading("titel", 1, (Text("Titel"),)), Paragraph("p", (Text(" ".join(["woord"] * (count - 1))),)))
    return Chapter("Titel", "", "", "2027-01-04", blocks, 0)


@pytest.mark.parametrize(("counts", "minutes"), [([200], 1), ([201], 2), ([200, 400], 3), ([2], 1)])
def test_reading_takes_a_minute_for_two_hundred_words(counts, minutes):
    assert reading_minutes((of_words(count) for count in counts), 200) == minutes
