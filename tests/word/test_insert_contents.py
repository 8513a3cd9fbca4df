"""A chapter put into a document with a contents list: the list stays as it is, and the command knows of it."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from host_builder import host, saved
from lxml import etree
from word_builders import STYLES, chapter, find, heading, part

from liagen.word.insert.insert import has_contents_list, insert_docx
from liagen.word.insert.insertion_point import InsertionTarget

W = nsdecls("w")
CODE = "<w:instrText xml:space='preserve'>{}</w:instrText>"
SIGN = "<w:fldChar w:fldCharType='{}'/>"


def with_field(*inside: str) -> bytes:
    """Return a document with a paragraph that holds these runs."""
    document = docx.Document()
    runs = "".join(f"<w:r>{each}</w:r>" for each in inside)
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{runs}</w:p>"))
    return saved(document)


def simple(code: str) -> bytes:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W}><w:fldSimple w:instr='{code}'/></w:p>"))
    return saved(document)


BEGIN, SEPARATE, END = (SIGN.format(kind) for kind in ("begin", "separate", "end"))


@pytest.mark.parametrize(
    ("made", "there"),
    [
        (host, True),
        (lambda: with_field(BEGIN, CODE.format(' TOC \\o "1-3" '), SEPARATE, END), True),
        (lambda: with_field(BEGIN, CODE.format(" T"), CODE.format("OC "), SEPARATE, END), True),
        (lambda: with_field(BEGIN, CODE.format(" TOC "), BEGIN, CODE.format(" PAGEREF x "), END, END), True),
        (lambda: simple(" TOC "), True),
        (lambda: simple(" TOCS "), False),
        (lambda: with_field(BEGIN, CODE.format(" PAGE "), SEPARATE, END), False),
        (lambda: with_field("<w:t>TOC</w:t>"), False),
        (lambda: saved(docx.Document()), False),
    ],
)
def test_it_says_whether_there_is_a_list(tmp_path, made, there):
    path = tmp_path / "lia.docx"
    path.write_bytes(made())
    assert has_contents_list(path) is there


def test_the_list_stays_as_it_is(tmp_path):
    path = tmp_path / "lia.docx"
    path.write_bytes(host())
    before = part(host(), "word/document.xml")[0]
    data = insert_docx(chapter(heading("Hoofdstuk")), STYLES, "concept", path, InsertionTarget("Interne implementatie"))
    after = part(data, "word/document.xml")[0]
    assert [etree.tostring(each, method="c14n") for each in after[:2]] == [
        etree.tostring(each, method="c14n") for each in before[:2]
    ]
    assert not find(after, "//@w:dirty")
    assert not find(part(data, "word/settings.xml"), "//w:updateFields")
