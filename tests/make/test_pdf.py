"""The finished PDF: decoration marked, the order of the Tab key set, nothing lost; and the pages of bookmarks."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from pdf_builder import make
from pypdf import PdfReader
from pypdf.generic import ContentStream

from liagen.make.pdf import bookmark_pages, dated, finish_tags

MARKED = b"/Artifact BMC"


def steps(pdf: bytes, page: int = 0) -> list[bytes]:
    """Return the instructions of a page; where something is marked, what it is marked as comes first."""
    reader = PdfReader(io.BytesIO(pdf))
    found = ContentStream(reader.pages[page]["/Contents"].get_object(), reader).operations
    return [b"%s %s" % (operands[0].encode(), step) if step == b"BMC" else step for operands, step in found]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"0 0 m 9 9 l S", [MARKED, b"m", b"l", b"S", b"EMC"]),
        (b"q 1 w 0 0 5 5 re f* Q", [b"q", b"w", MARKED, b"re", b"f*", b"EMC", b"Q"]),
        (b"/P BMC 0 0 m 9 9 l S EMC", [b"/P BMC", b"m", b"l", b"S", b"EMC"]),
        (b"/Span <</MCID 0>> BDC 0 0 m 9 9 l S EMC", [b"BDC", b"m", b"l", b"S", b"EMC"]),
        (
            b"/P BMC EMC 0 0 m 9 9 l S 0 0 m 8 8 l S",
            [b"/P BMC", b"EMC", *[MARKED, b"m", b"l", b"S", b"EMC"] * 2],
        ),
        (b"0 0 5 5 re W* n 0 0 m 9 9 l S", [b"re", b"W*", b"n", MARKED, b"m", b"l", b"S", b"EMC"]),
        (b"S", [b"S"]),
    ],
    ids=["line", "ground", "tagged", "tagged with number", "after a tag", "clip", "no path"],
)
def test_only_what_is_painted_outside_a_tag_is_decoration(content, wanted):
    assert steps(finish_tags(make(content))) == wanted


def test_text_outside_a_tag_is_left_to_be_seen():
    assert MARKED not in steps(finish_tags(make(b"BT /F1 12 Tf (a) Tj ET")))


def test_finishing_twice_changes_nothing():
    once = finish_tags(make(b"0 0 m 9 9 l S", link_on=1))
    assert finish_tags(once) == once


def test_the_tab_key_follows_the_text_on_pages_with_links():
    reader = PdfReader(io.BytesIO(finish_tags(make(b"q Q", b"q Q", link_on=2))))
    assert [page.get("/Tabs") for page in reader.pages] == [None, "/S"]


def test_a_page_without_content_stays_so():
    assert "/Contents" not in PdfReader(io.BytesIO(finish_tags(make(None)))).pages[0]


def test_the_version_stays():
    assert finish_tags(make(b"q Q"))[:8] == b"%PDF-1.7"


def test_the_page_of_each_bookmark():
    pdf = make(b"q Q", b"q Q", marks={"5Flia5F0a": 2, "5Flia5F0b": 1, "x": 1})
    assert bookmark_pages(pdf, ["_lia_0b", "_lia_0a", "_lia_weg"]) == {"_lia_0b": 1, "_lia_0a": 2}


def test_a_dated_pdf_says_when_and_nothing_else_and_two_of_the_same_pages_are_the_same():
    def made(moment, name):
        return (
            f"%PDF-1.6\n<xmp:CreateDate>2026-11-26T10:49:{moment}Z</xmp:CreateDate>\n"
            f"/CreationDate (D\\072202611261049{moment}Z\\047)\n/ID [ <{name * 32}> <{name * 32}> ]\n"
        ).encode()

    first, second = (dated(made(*each), dt.date(2027, 1, 4)) for each in (("34", "a"), ("59", "b")))
    assert first == second
    assert len(first) == len(made("34", "a"))
    assert b"2027-01-04T00:00:00Z" in first
    assert b"D\\07220270104000000Z" in first
