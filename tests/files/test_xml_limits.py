"""Someone else's XML, judged by its bytes."""

from __future__ import annotations

import pytest
from every import every

from liagen.files.xml_limits import (
    MAX_DEPTH,
    count_nodes,
    has_doctype,
    has_grammar,
    is_known_encoding,
    is_plain_xml,
    is_well_formed,
)

BOM = b"\xef\xbb\xbf"
DOCTYPE = "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>"


@pytest.mark.parametrize("data", [b"<a/>", BOM + b"<a/>", b"\n<?xml version='1.0' encoding=\"UTF-8\"?><a/>"])
def test_plain_xml(data):
    assert is_plain_xml(data)
    assert is_known_encoding(data)


def declared(encoding: str, spaces: int = 1) -> bytes:
    return f"<?xml version='1.0'{' ' * spaces}encoding='{encoding}'?><a/>".encode()


@pytest.mark.parametrize("data", [b"", b"a", declared("utf-7"), declared("utf-7", 1000), "<a/>".encode("utf-16")])
def test_no_plain_xml(data):
    assert not is_plain_xml(data)


@every(
    ("data", "known"),
    [
        *(
            (declared("UTF-16"), True),
            (declared("windows-1252"), True),
            (declared("ISO-8859-15"), True),
            ("<a/>".encode("utf-16"), True),
        ),
        *((declared("utf-7"), False), (declared("utf-7", 1000), False), (BOM + declared("ebcdic-cp-nl"), False)),
    ],
)
def test_encodings_in_which_tags_can_be_counted(data, known):
    assert is_known_encoding(data) is known


@every(
    "data",
    [
        *(DOCTYPE.encode(), BOM + DOCTYPE.encode(), DOCTYPE.encode("utf-16"), b"<!DOCTYPE a SYSTEM 'b'><a/>"),
        *(b"<?xml version='1.0'?>\n<!-- c --><?p?> " + DOCTYPE.encode(), DOCTYPE.encode("utf-16")[2:]),
    ],
)
def test_a_grammar_is_seen_in_any_encoding(data):
    assert has_doctype(data)


@pytest.mark.parametrize("data", [b"<a/>", b"<a><![CDATA[<!DOCTYPE html>]]></a>", "<a/>".encode("utf-16"), b""])
def test_a_grammar_that_is_quoted_is_none(data):
    assert not has_doctype(data)


def test_a_long_row_of_remarks_is_passed_in_one_go():
    assert has_doctype(b"<!-- x --><?y?> " * 5_000 + b"<!DOCTYPE a><a/>")
    assert not has_doctype(b"<!-- x --><?y?> " * 5_000 + b"<a b='<!DOCTYPE a>'/>")


def test_a_style_file_may_not_even_quote_one():
    assert has_grammar(b"<a><![CDATA[<!DOCTYPE html>]]></a>")


def test_elements_and_attributes_are_counted():
    assert count_nodes(b'<a b="c"><d e=\'f\' g="h"/></a>') == 5


@every(
    ("data", "fine"),
    [
        (b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH, True),
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), False),
        *((b"<a/>" * 2, False), (b"<a>", False), (b"<a b/>", False), (b"", False), (declared("x-no-such"), False)),
    ],
)
def test_well_formed_and_not_too_deep(data, fine):
    assert is_well_formed(data) is fine
