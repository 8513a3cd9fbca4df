"""Remarks in the margin, as Word's comments: what they say, where they stand, and that none leaves no trace."""

from __future__ import annotations

import pytest
import shipped
from docx.oxml.ns import qn
from word_builders import bullets, chapter, find, heading, names, para, part, read, refined, spans, table, write

from liagen.document.blocks import Fill, Heading, Item, Link, ListBlock, Note, Paragraph, Text
from liagen.word.write.comments import first_words
from liagen.word.write.word_file import write_docx

COMMENTS = "word/comments.xml"


def comments(data: bytes) -> list[tuple[str, str]]:
    """Return each comment with the words that it stands at."""
    inside: dict[str, str] = {}
    opened: set[str] = set()
    for element in read(data).element.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t")):
        if element.tag == qn("w:commentRangeStart"):
            opened.add(element.get(qn("w:id")))
        elif element.tag == qn("w:commentRangeEnd"):
            opened.remove(element.get(qn("w:id")))
        else:
            inside |= {key: inside.get(key, "") + (element.text or "") for key in opened}
    found = find(part(data, COMMENTS), "/w:comments/w:comment")
    return [("".join(find(each, ".//w:t/text()")), inside.get(each.get(qn("w:id")), "")) for each in found]


def test_a_remark_stands_at_the_first_words():
    data = write(para("De gemeente wijst één uitvoerder aan.", note="Voorstel, want er is nog geen uitvoerder."))
    assert comments(data) == [("Voorstel, want er is nog geen uitvoerder.", "De gemeente wijst")]
    assert read(data).paragraphs[0].text == "De gemeente wijst één uitvoerder aan."


def test_headings_notices_and_captions_have_remarks_too():
    data = write(
        heading("Kop", note="1"),
        para("Kader", "kader", note="2"),
        table(("a",), ("b",), caption=para("Doelen", "bijschrift", note="3")),
    )
    assert comments(data) == [("1", "Kop"), ("2", "Kader"), ("3", "Doelen")]


def test_numbers_are_unique_and_in_the_order_of_the_text():
    data = write(heading("a", note="1"), para("b"), para("c", note="2"), bullets("d"), para("e", note="3"))
    document = read(data).element
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert find(document, f"//w:{name}/@w:id") == ["0", "1", "2"]
    assert find(part(data, COMMENTS), "//w:comment/@w:id") == ["0", "1", "2"]


def test_who_wrote_it_and_when():
    (comment,) = find(part(write(para("x", note="y"), date="2027-03-31"), COMMENTS), "//w:comment")
    found = [comment.get(qn(f"w:{name}")) for name in ("author", "initials", "date")]
    assert found == ["liagen", "li", "2027-03-31T00:00:00Z"]


def test_without_remarks_there_is_no_part_for_them():
    data = write(heading("a"), para("b"))
    assert COMMENTS not in names(data)
    assert f"/{COMMENTS}" not in part(data, "[Content_Types].xml").xpath("//@PartName")


def test_a_remark_lies_inside_the_bookmark_of_its_paragraph():
    (paragraph,) = read(write(para("Een twee drie vier", note="x"))).element.body.p_lst
    assert [child.tag.split("}")[1] for child in paragraph][1:] == [
        "bookmarkStart",
        "commentRangeStart",
        "r",
        "commentRangeEnd",
        "r",
        "r",
        "bookmarkEnd",
    ]


def test_a_remark_may_stand_at_a_control():
    data = write(para([Fill("", "naam"), " doet het"], note="x"))
    assert comments(data) == [("x", "[invullen: naam]")]


def test_a_remark_at_a_paragraph_without_text():
    assert comments(write(para([], note="x"))) == [("x", "")]


def test_a_remark_of_two_lines():
    (comment,) = find(part(write(para("x", note="een\ntwee")), COMMENTS), "//w:comment")
    assert len(find(comment, ".//w:br")) == 1


def test_the_styles_that_comments_ask_for_are_there():
    data = write(para("x", note="y"))
    styles = {style.style_id for style in read(data).styles}
    comments_part = part(data, COMMENTS)
    used = find(comments_part, "//w:pStyle/@w:val") + find(comments_part, "//w:rStyle/@w:val")
    assert used == ["CommentText", "CommentReference"]
    assert {*used, *find(read(data).element, "//w:commentReference/../w:rPr/w:rStyle/@w:val")} <= styles


def test_a_style_file_without_those_styles_will_do(tmp_path):
    def strip(document):
        for style in ("annotation text", "annotation reference"):
            document.styles[style].delete()

    data = write_docx(chapter(para("x y", note="z")), refined(strip, tmp_path / "s.docx"), "concept")
    assert comments(data) == [("z", "x y")]
    assert find(part(data, COMMENTS), "//w:pStyle/@w:val") == ["Normal"]
    assert not find(part(data, COMMENTS), "//w:rPr")


@pytest.mark.parametrize(
    ("content", "first", "after"),
    [
        ("een twee drie", "een twee drie", ""),
        ("een twee drie vier", "een twee drie", " vier"),
        (" een  twee\tdrie\nvier", " een  twee\tdrie", "\nvier"),
        ("  ", "  ", ""),
        ([Link("de wet over van alles", "#x"), " is er"], "de wet over van alles", " is er"),
        ([], "", ""),
    ],
)
def test_the_first_words(content, first, after):
    found = first_words(spans(content))
    assert ["".join(span.text for span in part) for part in found] == [first, after]


def test_the_first_words_keep_their_looks():
    first, after = first_words((Text("een twee drie vier", bold=True),))
    assert (first, after) == ((Text("een twee drie", bold=True),), (Text(" vier", bold=True),))


def test_a_list_item_has_a_remark_too():
    items = (Item("een", (Text("Wat er al is."),), note=Note("Waarom dit er is.")), Item("twee", (Text("Nog iets."),)))
    assert comments(write(ListBlock("lijst", False, items))) == [("Waarom dit er is.", "Wat er al")]


def test_every_remark_of_a_chapter_is_a_comment():
    blocks = shipped.result("hardenberg").chapter.blocks
    items = (item for block in blocks if isinstance(block, ListBlock) for item in block.items)
    carriers = [*items, *(block for block in blocks if isinstance(block, Heading | Paragraph))]
    notes = [carrier.note.text for carrier in carriers if carrier.note]
    texts = [text for text, _ in comments(shipped.word_file("hardenberg"))]
    assert len(texts) > 4
    assert sorted(texts) == sorted(notes)
