"""Styles and lists of ours copied into someone else's file: with all they lean on, under free ids and names."""

from __future__ import annotations

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from word_builders import STYLES, find

from liagen.word.styles.style_copier import StyleCopier, StyleSheet, add_list, find_definition


def sheet(document) -> StyleSheet:
    return StyleSheet(
        *(
            etree.fromstring(etree.tostring(root))
            for root in (document.styles.element, document.part.numbering_part.element)
        )
    )


@pytest.fixture
def theirs():
    return sheet(docx.Document())


def copier(theirs, **given):
    return StyleCopier(sheet(docx.Document(str(STYLES))), theirs, given)


def style(found: StyleSheet, key: str):
    (element,) = find(found.styles, f"w:style[@w:styleId='{key}']")
    return element


def test_what_is_there_is_not_copied(theirs):
    before = len(theirs.styles)
    assert copier(theirs, Kader="Heading1").copy("Kader") == "Heading1"
    assert copier(theirs).copy("Normal") == "Normal"
    assert len(theirs.styles) == before


def test_what_a_style_leans_on_comes_along_once(theirs):
    found = copier(theirs)
    keys = [found.copy("Tabelkop"), found.copy("Tabeltekst"), found.copy("Tabelkop")]
    assert keys == ["Tabelkop", "Tabeltekst", "Tabelkop"]
    assert find(style(theirs, "Tabelkop"), "w:basedOn/@w:val") == ["Tabeltekst"]
    assert find(style(theirs, "Tabeltekst"), "w:basedOn/@w:val") == ["Normal"]


def test_ids_and_names_that_are_taken_are_left_alone(theirs):
    key = copier(theirs).copy("Caption")
    assert key == "CaptionLiagen"
    assert find(style(theirs, key), "w:name/@w:val") == ["caption (liagen)"]


def test_a_heading_of_another_level(theirs):
    theirs.styles.remove(style(theirs, "Heading5"))
    key = copier(theirs).copy_heading("Heading3", 5)
    found = style(theirs, key)
    assert (key, find(found, "w:name/@w:val"), find(found, ".//w:outlineLvl/@w:val")) == (
        "Heading5",
        ["heading 5"],
        ["4"],
    )


def test_a_list_style_brings_its_list(theirs):
    theirs.styles.remove(style(theirs, "ListNumber"))
    key = copier(theirs).copy("ListNumber")
    (number,) = find(style(theirs, key), "w:pPr/w:numPr/w:numId/@w:val")
    definition = find_definition(theirs.numbering, number)
    assert find(definition, "w:lvl/w:pStyle/@w:val") == [key]
    assert not find(definition, ".//w:rFonts")


def test_a_list_like_theirs_counts_by_itself(theirs):
    numbers = find(theirs.numbering, "w:num/@w:numId")
    old = find_definition(theirs.numbering, numbers[0])
    new = find_definition(theirs.numbering, add_list(theirs, old))
    assert new is not old
    assert new.get(qn("w:abstractNumId")) not in {
        each.get(qn("w:abstractNumId")) for each in theirs.numbering.iter(qn("w:abstractNum")) if each is not new
    }
    assert find(new, ".//w:numFmt/@w:val") == find(old, ".//w:numFmt/@w:val")
    assert find(new, ".//w:rFonts/@w:ascii") == find(old, ".//w:rFonts/@w:ascii")
    assert not find(new, ".//w:pStyle")
    marks = find(theirs.numbering, "w:abstractNum/w:nsid/@w:val")
    assert len(marks) == len(set(marks))


def test_a_list_that_is_not_there(theirs):
    assert find_definition(theirs.numbering, "999") is None
    assert find_definition(theirs.numbering, "") is None
