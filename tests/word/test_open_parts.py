"""Parts of a style file with slots: where they stand, and what of the part they take the place of."""

from __future__ import annotations

import pytest
from lxml import etree

from liagen.word.parts.xml import OFFICE, WORD, W
from liagen.word.styles.open_parts import first_page_apart, open_document, open_header, open_numbering
from liagen.word.styles.sheet import Slot

DECLARED = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}"'


def tree(xml: str):
    tag, rest = xml[1:].split(">", 1)
    return etree.fromstring(f"<{tag} {DECLARED}>{rest}")


def body(data: bytes) -> str:
    """Return a part without its declarations."""
    text = data.decode().partition("?>\n")[2]
    return text.replace(f" {DECLARED}", "")


def test_the_text_comes_before_the_section():
    section = tree('<w:sectPr><w:pgSz w:h="9"/></w:sectPr>')
    expected = '<w:document><w:body><?liagen text?><w:sectPr><w:pgSz w:h="9"/></w:sectPr></w:body></w:document>'
    assert body(open_document(section)) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", "<w:titlePg/>"),
        ("<w:cols/><w:docGrid/>", "<w:cols/><w:titlePg/><w:docGrid/>"),
        ('<w:titlePg w:val="0"/><w:cols/>', "<w:cols/><w:titlePg/>"),
    ],
)
def test_a_first_page_apart_stands_in_the_order_of_the_schema(inside, expected):
    section = tree(f"<w:sectPr>{inside}</w:sectPr>")
    assert body(open_document(first_page_apart(section))).count(f"<w:sectPr>{expected}</w:sectPr>") == 1


def test_lists_come_after_the_last():
    xml = '<w:numbering><w:abstractNum/><w:num w:numId="7"/><w:num w:numId="2"/><w:numIdMacAtCleanup/></w:numbering>'
    found = open_numbering("n.xml", tree(xml))
    assert (found.name, found.last) == ("n.xml", 7)
    assert body(found.data) == xml.replace("<w:numIdMac", "<?liagen lists?><w:numIdMac")


def test_a_paragraph_that_says_a_mark_keeps_its_properties_only():
    root = tree(
        "<w:hdr><w:p><w:pPr><w:jc/></w:pPr><w:r><w:t> [kop</w:t></w:r><w:r><w:t>tekst]</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Blad [paginanummer]</w:t></w:r></w:p><w:p><w:r><w:t>[paginanummer]</w:t></w:r></w:p></w:hdr>"
    )
    found = open_header("h.xml", root)
    assert found is not None
    assert body(found.data) == (
        "<w:hdr><w:p><w:pPr><w:jc/></w:pPr><?liagen running?></w:p>"
        "<w:p><w:r><w:t>Blad [paginanummer]</w:t></w:r></w:p><w:p><?liagen page?></w:p></w:hdr>"
    )


LOGO = "<w:drawing><w:x/></w:drawing>"
BOX = "<w:pict><w:txbxContent><w:p><w:r><w:t>Zuid</w:t></w:r></w:p></w:txbxContent></w:pict>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<w:r>{LOGO}</w:r><w:r><w:t>[koptekst]</w:t></w:r>", f"<w:r>{LOGO}</w:r><?liagen running?>"),
        (f"<w:r><w:t>[koptekst]</w:t>{LOGO}</w:r>", f"<?liagen running?><w:r>{LOGO}</w:r>"),
        (
            f"<w:r><w:t>[kop</w:t></w:r><w:r>{LOGO}</w:r><w:r><w:t>tekst]</w:t><w:tab/></w:r><w:proofErr/>",
            f"<?liagen running?><w:r>{LOGO}</w:r><w:r><w:tab/></w:r>",
        ),
        (f"<w:r>{BOX}</w:r><w:r><w:t>[koptekst]</w:t></w:r>", f"<w:r>{BOX}</w:r><?liagen running?>"),
        ("<w:ins><w:r><w:t>[koptekst]</w:t></w:r></w:ins>", "<?liagen running?>"),
        ("<!-- x --><w:r><w:t>[koptekst]</w:t></w:r>", "<?liagen running?>"),
    ],
    ids=["before", "in_one_run", "between", "text_box", "inserted", "comment"],
)
def test_a_logo_beside_a_mark_stays(inside, expected):
    found = open_header("h.xml", tree(f"<w:hdr><w:p>{inside}</w:p></w:hdr>"))
    assert found is not None
    assert body(found.data) == f"<w:hdr><w:p>{expected}</w:p></w:hdr>"


def test_a_header_without_a_mark_stays_as_it_is():
    assert open_header("h.xml", tree("<w:hdr><w:p><w:r><w:t>koptekst</w:t></w:r></w:p></w:hdr>")) is None


@pytest.mark.parametrize("declared", [f'xmlns:x="{WORD}"', f'xmlns:x="{WORD}" xmlns:w="urn:else"'])
def test_a_part_with_another_prefix_declares_ours(declared):
    root = etree.fromstring(f'<x:numbering {declared} x:val="1"><x:num x:numId="1"/></x:numbering>')
    found = open_numbering("n.xml", root)
    data = found.data.replace(Slot.LISTS.value, b'<w:num w:numId="2"/>')
    whole = etree.fromstring(data)
    assert [each.get(f"{W}numId") for each in whole.iter(f"{W}num")] == ["1", "2"]
    assert whole.get(f"{W}val") == "1"
    assert len(root) == 1
