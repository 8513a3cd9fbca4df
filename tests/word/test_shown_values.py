"""What a header shows of properties that do not travel along."""

from __future__ import annotations

import pytest
from lxml import etree

from liagen.word.parts.xml import OFFICE, WORD, W
from liagen.word.styles.shown_values import keep_shown_values

CORE = "xmlns:ns0='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
EXTENDED = "xmlns:ns0='http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'"


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def sign(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def asked(code: str, shown: str) -> str:
    """Return a field; its words are cut in two, as Word does."""
    codes = "".join(run(f"<w:instrText>{half}</w:instrText>") for half in (code[:4], code[4:]))
    return sign("begin") + codes + sign("separate") + shown + sign("end")


TEXT = run("<w:t>Gemeente Zuid</w:t>")


def header(inside: str) -> etree._Element:
    return etree.fromstring(f'<w:hdr xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:p>{inside}</w:p></w:hdr>')


def left(root: etree._Element) -> list[str]:
    """Return the tags that are left of fields, and the texts."""
    kept = (each for each in root.iter(etree.Element) if each.tag.removeprefix(W) in ("fldChar", "fldSimple", "t"))
    return [each.text or each.tag.removeprefix(W) for each in kept]


@pytest.mark.parametrize(
    "code", [" DOCPROPERTY Company ", 'docproperty "Company" \\* MERGEFORMAT', " DOCVARIABLE naam"]
)
def test_a_field_for_a_lost_property_becomes_what_it_shows(code):
    for inside in (asked(code, TEXT), f"<w:fldSimple w:instr='{code}'>{TEXT}</w:fldSimple>"):
        root = header(inside)
        assert keep_shown_values(root)
        assert left(root) == ["Gemeente Zuid"]


@pytest.mark.parametrize("code", [" DOCPROPERTY Title ", " PAGE ", " DOCPROPERTY ", ""])
def test_any_other_field_stays(code):
    root = header(asked(code, TEXT) + f"<w:fldSimple w:instr='{code}'>{TEXT}</w:fldSimple>")
    before = etree.tostring(root)
    assert not keep_shown_values(root)
    assert etree.tostring(root) == before


def test_a_field_within_what_another_shows_becomes_text_and_one_that_it_asks_with_stays():
    root = header(asked("REF x", asked("DOCPROPERTY Company", TEXT)))
    assert keep_shown_values(root)
    assert left(root) == ["fldChar", "fldChar", "Gemeente Zuid", "fldChar"]
    assert not keep_shown_values(header(sign("begin") + asked("DOCPROPERTY Company", TEXT) + sign("end")))


def test_a_field_that_is_not_all_there_stays():
    assert not keep_shown_values(header(sign("end") + sign("begin") + run("<w:instrText>DOCPROPERTY x</w:instrText>")))


@pytest.mark.parametrize(("mapping", "lost"), [(EXTENDED, True), ("", True), (CORE, False)])
def test_a_control_for_a_lost_property_lets_go(mapping, lost):
    binding = f'<w:dataBinding w:prefixMappings="{mapping}" w:xpath="/x"/>'
    root = header(f"<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent>{TEXT}</w:sdtContent></w:sdt>")
    assert keep_shown_values(root) is lost
    assert (root.find(f".//{W}dataBinding") is None) is lost
    assert left(root) == ["Gemeente Zuid"]
