"""A part as a tree that knows its places: as deep as was asked, and never deeper than any document is."""

from __future__ import annotations

import pytest

from liagen.files.xml_limits import MAX_DEPTH
from liagen.word.parts.scan import ScanError, scan


def test_what_is_deeper_than_asked_is_read_and_not_kept():
    data = b"<a><b c='1'>een<d>twee<e/></d></b><b/></a>"
    whole, shallow = scan(data), scan(data, levels=2)
    assert [(each.tag, each.attributes, each.start, each.end, each.text) for each in shallow.children] == [
        (each.tag, each.attributes, each.start, each.end, each.text) for each in whole.children
    ]
    assert [len(each.children) for each in shallow.children] == [0, 0]


@pytest.mark.parametrize("levels", [1, 2, MAX_DEPTH])
def test_too_deep_is_refused_whatever_is_kept(levels):
    assert scan(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH, levels).tag == "a"
    with pytest.raises(ScanError):
        scan(b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), levels)
    with pytest.raises(ScanError):
        scan(b"<a><b><c></b></a>", levels)
