"""Three texts of every paragraph become one, whatever was edited and whatever changed."""

from __future__ import annotations

import io
import re
import time
from copy import deepcopy

import docx
import pytest
from docx.oxml.ns import qn
from draft_builders import (
    BASE,
    HOURS,
    NOW,
    accepted,
    chapter,
    draft,
    edited,
    heading,
    items,
    kinds,
    lines,
    para,
    parts,
    rejected,
    shown,
    table,
    texts,
    update,
    wanted,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from judges import errors
from lxml import etree
from word_builders import BASIS, STYLES

from liagen.document.blocks import Fill, Link
from liagen.document.carried import Carried, CarriedParagraph
from liagen.errors import DraftError
from liagen.word.parts.scan import scan
from liagen.word.parts.xml import WORD
from liagen.word.readback.carried import read_carried
from liagen.word.readback.draft_file import open_draft
from liagen.word.readback.edited import read_edited
from liagen.word.write.anchors import bookmark_name
from liagen.word.write.word_file import write_docx

DRAFT = draft()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def by_hand(change, data: bytes = DRAFT) -> bytes:
    """Return a draft that python-docx changed and saved."""
    document = docx.Document(io.BytesIO(data))
    change(document)
    result = io.BytesIO()
    document.save(result)
    return result.getvalue()


def paragraph(document, key: str):
    """Return the XML of the paragraph of ours with this id."""
    mark = next(
        each for each in document.element.iter(qn("w:bookmarkStart")) if each.get(qn("w:name")) == bookmark_name(key)
    )
    return mark.getparent()


# ------------------------------------------------------------ what comes of it


def test_what_is_not_edited_becomes_the_new_draft():
    made = update(DRAFT)
    assert texts(made.data) == wanted()
    assert list(texts(made.data)) == list(wanted())
    assert errors(made.data) == errors(DRAFT)
    assert read_carried(made.data, "x") == read_carried(draft(NOW), "x")


def test_nothing_new_changes_no_byte_of_a_part():
    made = update(DRAFT, BASE)
    assert made.changes == ()
    assert parts(made.data) == parts(DRAFT)


def test_parts_that_need_not_change_stay_and_keep_their_place():
    before, after = parts(DRAFT), parts(update(DRAFT).data)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "customXml/item1.xml",
    }
    assert list(after) == list(before)


def test_paragraphs_that_need_not_change_keep_their_bytes():
    before, after = (parts(data)["word/document.xml"] for data in (DRAFT, update(DRAFT).data))
    stays = re.search(rb"<w:p>(?:(?!</w:p>).)*De gemeente heeft een werkgroep.*?</w:p>", before)
    assert stays
    assert stays[0] in after


def test_every_change_is_told_once_and_in_order():
    made = update(DRAFT)
    assert kinds(made.changes) == {
        "sectie.een": "vernieuwd",
        "b": "vernieuwd",
        "c": "vernieuwd",
        "d": "vervallen",
        "nieuw.een": "nieuw",
        "i2": "vernieuwd",
        "i3": "vervallen",
        "i4": "nieuw",
        "v0": "nieuw",
        "d2.Nr": "vervallen",
        "d3.Wie": "vernieuwd",
        "d4.Nr": "nieuw",
        "geld.kop.Post": "vernieuwd",
        "sectie.drie": "nieuw",
        "risico.bijschrift": "nieuw",
    }
    assert len(made.changes) == 15
    assert [change.id for change in made.changes] == list(kinds(made.changes))


def test_a_remark_of_ours_says_what_it_says_now_and_goes_with_its_reason():
    remarks = parts(update(DRAFT).data)["word/comments.xml"]
    text = "".join(etree.fromstring(remarks).itertext())
    assert text == "Omdat zij vaker samenkomt."


def test_a_remark_that_she_took_out_does_not_come_back():
    def change(document):
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for each in list(paragraph(document, "b").iter(W + tag)):
                each.getparent().remove(each)

    document = parts(update(by_hand(change)).data)["word/document.xml"]
    assert b"<w:commentReference" not in document


def test_new_words_look_like_the_words_around_them():
    def change(document):
        for run in paragraph(document, "b").iter(qn("w:r")):
            if run.find(qn("w:t")) is not None:
                run.get_or_add_rPr().append(run.makeelement(qn("w:i")))

    made = docx.Document(io.BytesIO(update(by_hand(change)).data))
    runs = [run for run in paragraph(made, "b").iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert all(run.find(qn("w:rPr")).find(qn("w:i")) is not None for run in runs)
    assert "elke maand" in "".join(run.text for run in runs)


def test_an_answer_takes_the_place_of_its_control():
    made = docx.Document(io.BytesIO(update(DRAFT).data))
    assert not list(paragraph(made, "c").iter(qn("w:sdt")))
    assert not list(paragraph(made, "c").iter(qn("w:rStyle")))


def test_a_new_blank_comes_with_its_control_and_a_link_with_its_address():
    now = (*BASE, para("n", "Vraag ", HOURS, " aan ", Link("de raad", "https://example.nl/x"), "."))
    made = update(DRAFT, now).data
    document = docx.Document(io.BytesIO(made))
    added = paragraph(document, "n")
    assert added.find(qn("w:sdt")).find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == HOURS.field
    key = added.find(qn("w:hyperlink")).get(qn("r:id"))
    assert document.part.rels[key].target_ref == "https://example.nl/x"
    assert errors(made) == errors(DRAFT)
    numbers = [each.get(qn("w:val")) for each in document.element.iter(qn("w:id"))]
    assert len(numbers) == len(set(numbers))


def test_a_new_numbered_list_counts_from_one():
    now = (*BASE, heading("h4", "Nieuw"), items("n", {"n1": "een", "n2": "twee"}, ordered=True))
    made = docx.Document(io.BytesIO(update(DRAFT, now).data))
    number_of = lambda key: paragraph(made, key).pPr.numPr.numId.val  # noqa: E731
    assert number_of("n1") == number_of("n2") != number_of("v1")
    numbering = made.part.numbering_part.element
    (added,) = [each for each in numbering.iter(qn("w:num")) if each.get(qn("w:numId")) == str(number_of("n1"))]
    assert added.find(qn("w:lvlOverride")).find(qn("w:startOverride")).get(qn("w:val")) == "1"


def test_a_new_item_is_in_the_list_of_its_neighbours():
    made = docx.Document(io.BytesIO(update(DRAFT).data))
    number_of = lambda key: paragraph(made, key).pPr.numPr.numId.val  # noqa: E731
    assert number_of("v0") == number_of("v1") == number_of("v2")


def test_hers_stands_and_ours_is_offered():
    def change(document):
        paragraph(document, "b").findall(qn("w:r"))[-1].find(qn("w:t")).text += " EIGEN"

    made = update(by_hand(change))
    assert kinds(made.changes)["b"] == "conflict"
    assert "EIGEN" in texts(made.data)["b"]
    remarks = "".join(etree.fromstring(parts(made.data)["word/comments.xml"]).itertext())
    assert "Nieuw: De werkgroep vergadert elke maand en schrijft daarvan een kort verslag." in remarks


@pytest.mark.parametrize("tag", ["drawing", "pict"])
def test_what_would_go_stays_when_a_picture_is_in_it(tag):
    def change(document):
        run = paragraph(document, "d").findall(qn("w:r"))[-1]
        run.append(run.makeelement(qn(f"w:{tag}")))

    made = update(by_hand(change))
    assert kinds(made.changes)["d"] == "vervallen_bewerkt"
    assert f"<w:{tag}".encode() in parts(made.data)["word/document.xml"]


def test_two_tables_never_grow_together():
    base = (table("een", ("A",), {"x": ("x",)}), para("t", "Tussen."), para("u", "Erna."))

    def change(document):
        paragraph(document, "t").addnext(document.add_table(1, 1)._tbl)

    made = update(by_hand(change, draft(base)), (base[0], base[2]))
    body = etree.fromstring(parts(made.data)["word/document.xml"])[0]
    assert [child.tag.removeprefix(W) for child in body] == ["p", "tbl", "p", "tbl", "p", "sectPr"]
    assert kinds(made.changes) == {"t": "vervallen"}


def test_a_table_is_never_the_last_of_the_text():
    made = update(draft(BASE[:3]), (*BASE[:3], table("een", ("A",), {"x": ("x",)})))
    body = etree.fromstring(parts(made.data)["word/document.xml"])[0]
    assert [child.tag.removeprefix(W) for child in body][-3:] == ["tbl", "p", "sectPr"]


def test_a_split_by_word_is_one_text_over_two_paragraphs():
    # Word keeps one bookmark, which begins in the first and ends in the second.
    def change(document):
        first = paragraph(document, "b")
        second = deepcopy(first)
        end = second.find(qn("w:bookmarkEnd"))
        for each in second.findall(qn("w:bookmarkStart")):
            second.remove(each)
        for each in list(second):
            if each.tag.rpartition("}")[2].startswith("comment") or each.find(qn("w:commentReference")) is not None:
                second.remove(each)
        first.remove(first.find(qn("w:bookmarkEnd")))
        first.addnext(second)
        assert end is not None

    data = by_hand(change)
    made = update(data)
    assert kinds(made.changes)["b"] == "conflict"
    assert lines(made.data).count("De werkgroep vergadert elk kwartaal en schrijft daarvan een verslag.") == 2


def test_a_name_that_stands_twice_counts_once():
    def change(document):
        copy = deepcopy(paragraph(document, "b"))
        paragraph(document, "h").addnext(copy)

    made = update(by_hand(change))
    assert kinds(made.changes)["b"] in ("vernieuwd", "dubbel")
    assert [change.kind for change in made.changes if change.id == "b"] == ["dubbel", "vernieuwd"]
    assert lines(made.data).count("De werkgroep vergadert elk kwartaal en schrijft daarvan een verslag.") == 1


def test_what_stands_elsewhere_now_moves_with_all_that_is_in_it():
    base = (para("a", "Een."), para("b", "Twee."), table("t", ("A",), {"x": ("x",), "y": ("y",)}), para("c", "Drie."))
    now = (
        para("c", "Drie nu."),
        table("t", ("A",), {"y": ("y nu",), "x": ("x",)}),
        para("a", "Een."),
        para("b", "Twee."),
    )

    def change(document):
        paragraph(document, "b").addprevious(document.add_paragraph("EIGEN")._p)

    made = update(by_hand(change, draft(base)), now)
    assert lines(made.data) == ["Drie nu.", "Tabel 1: Doelen", "A", "y nu", "x", "Een.", "EIGEN", "Twee."]


def test_what_she_moved_stays_where_she_put_it():
    base = tuple(para(key, f"Alinea {key}.") for key in "abcde")

    def change(document):
        paragraph(document, "d").addnext(paragraph(document, "a"))

    now = tuple(para(key, f"Alinea {key} nu.") for key in "acbde")
    made = update(by_hand(change, draft(base)), now)
    assert "".join(line[7] for line in lines(made.data)) == "cbdae"


# ------------------------------------------------------------ another program saved it


def without_bookmarks(data: bytes) -> bytes:
    return edited(data, lambda text: re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", text))


def without_part(data: bytes) -> bytes:
    return edited(data, lambda text: text.replace("urn:liagen:draft", "urn:iets:anders"), "customXml/item1.xml")


def test_texts_are_found_by_what_they_say():
    data = edited(without_bookmarks(DRAFT), lambda text: text.replace("van vier afdelingen", "van zeven afdelingen"))
    carried = read_carried(data, "x")
    found = read_edited(open_draft(data, "x").body, carried)
    assert list(found.units) == [each.id for each in carried.paragraphs]
    assert {key for key, alike in found.by_text.items() if alike < 1} == {"a"}
    made = update(data)
    assert kinds(made.changes)["a"] == "eigen"
    assert "zeven afdelingen" in "\n".join(lines(made.data))
    assert "elke maand" in "\n".join(lines(made.data))


def test_a_long_file_with_nothing_of_ours_takes_no_time():
    texts = [f"Wij werken in {place} samen aan een plan dat voor iedereen in onze stad klopt." for place in range(400)]
    ours = tuple(CarriedParagraph(str(place), text) for place, text in enumerate(texts))
    theirs = "".join(f"<w:p><w:r><w:t>{text[::-1]}</w:t></w:r></w:p>" for text in texts)
    body = scan(f'<w:body xmlns:w="{WORD}">{theirs}</w:body>'.encode())
    start = time.process_time()
    assert read_edited(body, Carried(BASIS, ours)).units == {}
    assert time.process_time() - start < 3


def test_the_draft_as_it_was_made_tells_what_was_lost():
    data = without_bookmarks(without_part(DRAFT))
    assert read_carried(data, "x") is None
    made = update(data, old=DRAFT)
    assert [line for line in lines(made.data) if line] == [line for line in lines(draft(NOW)) if line]
    assert read_carried(made.data, "x") == read_carried(draft(NOW), "x")
    assert not [each for each in errors(made.data) if each not in errors(data)]


def test_a_draft_of_the_first_edition_is_read():
    first = re.sub(
        r' (?:xml:space="preserve"|format="1"|liagen="[^"]*"|length="[^"]*")',
        "",
        parts(DRAFT)["customXml/item1.xml"].decode(),
    )
    first = re.sub(r"<package[^>]*/>|<profile>.*?</profile>|</?fill[^>]*>", "", first, flags=re.DOTALL)
    first = (
        first.replace("<draft", "<chapter")
        .replace("</draft>", "</chapter>")
        .replace("urn:liagen:draft", "urn:liagen:chapter:1")
    )
    data = edited(DRAFT, lambda _: first, "customXml/item1.xml")
    carried = read_carried(data, "x")
    assert carried.basis.profile == ""
    assert texts(update(data).data) == wanted()


# ------------------------------------------------------------ tracked


def test_tracked_changes_hold_both_texts():
    made = update(DRAFT, tracked=True).data
    assert accepted(made) == shown(draft(NOW))
    assert rejected(made) == shown(DRAFT)
    assert errors(made) == errors(DRAFT)


# ------------------------------------------------------------ whatever is edited, whatever changes

KEYS = [f"p{number}" for number in range(8)]
ROWS = [f"r{number}" for number in range(4)]
WORDS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"]
sentence = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(" ".join)
edit = st.sampled_from(["keep", "keep", "type", "retype", "delete", "own"])


@st.composite
def three(draw):
    """Return a draft, what the officer did to each text, and what liagen makes of it now."""
    old = {key: draw(sentence) for key in KEYS}
    rows = {key: (draw(sentence), draw(sentence)) for key in ROWS}
    new_keys = [key for key in KEYS if draw(st.integers(0, 4))]
    if draw(st.booleans()):
        new_keys = draw(st.permutations(new_keys))
    now = {}
    for key in new_keys:
        if not draw(st.integers(0, 3)):
            now[f"n{key}"] = draw(sentence)
        now[key] = draw(sentence) if draw(st.booleans()) else old[key]
    new_rows = {
        key: rows[key] if draw(st.booleans()) else (draw(sentence), draw(sentence))
        for key in ROWS
        if draw(st.integers(0, 3))
    }
    if draw(st.booleans()):
        new_rows["rn"] = (draw(sentence), draw(sentence))
    edits = {key: draw(edit) for key in KEYS}
    cells = {f"{key}.A": draw(st.sampled_from(["keep", "keep", "type"])) for key in ROWS}
    return old, rows, now, new_rows or {"rn": ("een", "twee")}, edits, cells


def blocks(paragraphs, rows):
    return (
        heading("titel", "Titel", 1),
        *(
            para(key, text, Fill("gemeente.naam", "naam"), note=f"Over {key}.")
            if key in ("p2", "p3")
            else para(key, text)
            for key, text in paragraphs.items()
        ),
        table("tabel", ("A", "B"), rows),
        para("slot", "Hier eindigt het."),
    )


@settings(max_examples=20, deadline=None)
@given(three(), st.booleans())
def test_no_word_of_hers_is_lost_and_no_old_word_of_ours_is_left(case, tracked):
    old, rows, now, new_rows, edits, cells = case
    base, renewed = draft(blocks(old, rows)), blocks(now, new_rows)

    def change(document):
        for number, (key, kind) in enumerate({**edits, **cells}.items()):
            node = paragraph(document, key)
            run = next(each for each in node.iter(qn("w:r")) if each.find(qn("w:t")) is not None)
            if kind == "type":
                run.find(qn("w:t")).text += f" EIGEN{number}"
            elif kind == "retype":
                for each in list(node):
                    if each.tag in (qn("w:r"), qn("w:sdt")) and each is not run:
                        node.remove(each)
                run.find(qn("w:t")).text = f"EIGEN{number}"
            elif kind == "delete":
                node.getparent().remove(node)
            elif kind == "own":
                added = node.makeelement(qn("w:p"))
                docx.text.paragraph.Paragraph(added, None).add_run(f"EIGEN{number}")
                node.addnext(added)

    data = by_hand(change, base)
    made = update(data, renewed, tracked)
    after, want = texts(made.data, renewed), wanted(renewed)
    told = kinds(made.changes)
    everything = "\n".join(lines(made.data))
    if tracked:
        assert rejected(made.data) == shown(data)
        everything = "\n".join([everything, *rejected(made.data)])
    own = [f"EIGEN{n}" for n, kind in enumerate({**edits, **cells}.values()) if kind in ("type", "retype", "own")]
    assert all(re.search(rf"{each}\b", everything) for each in own)
    for key, kind in {**edits, **cells}.items():
        if kind in ("keep", "own") and key in want and key in after:
            assert after[key] == want[key]
            assert told.get(key) in (None, "vernieuwd", "nieuw", "verplaatst")
        if kind == "delete" and key in want:
            assert key not in after
        if kind in ("keep", "own") and key in KEYS and key not in want and not tracked:
            assert told[key] == "vervallen"
    kept = [key for key in want if key in after]
    assert list(after) == kept or (tracked and sorted(after) == sorted(kept))
    again = update(made.data, renewed, tracked)
    assert tracked or parts(again.data) == parts(made.data)


# ------------------------------------------------------------ what it refuses, and how long it takes


def test_what_is_no_word_file_or_signed_is_refused():
    for data, words in ((b"PK", "geen Word-bestand"), (edited(DRAFT, lambda text: text + "<x/>"), "beschadigd")):
        with pytest.raises(DraftError, match=words):
            open_draft(data, "x.docx").body  # noqa: B018
    with pytest.raises(DraftError, match="ongewone manier"):
        open_draft(
            edited(DRAFT, lambda text: re.sub(r"\bw\b(?=:)|(?<=xmlns:)w\b", "q", text)),
            "x",
        )


def test_many_paragraphs_are_no_matter_of_squares():
    def took(count):
        many = [para(f"p{number}", f"Alinea {number} met woorden.") for number in range(count)]
        data, now = (
            draft(many),
            [para(f"p{number}", f"Alinea {number} met andere woorden.") for number in range(0, count, 2)],
        )
        start = time.process_time()
        update(data, now)
        return time.process_time() - start

    small, large = min(took(200) for _ in range(3)), took(1600)
    assert large < 40 * small


def test_a_house_file_with_other_styles_gets_its_own():
    house = write_docx(chapter(BASE), STYLES, "concept", basis=BASIS)
    renamed = edited(
        house,
        lambda text: text.replace('w:val="Kop2"', 'w:val="Onze kop"').replace('w:val="Heading2"', 'w:val="Onze kop"'),
    )
    made = docx.Document(io.BytesIO(update(renamed).data))
    assert paragraph(made, "sectie.drie").pPr.pStyle.val == "Onze kop"


@pytest.mark.parametrize(
    "rows", [None, b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'/>"]
)
def test_a_draft_without_relationships_gets_those_that_it_needs(rows):
    from word_mutations import rebuilt

    plain = draft((heading("titel", "Titel", 1), para("a", "Een.")))
    bare = rebuilt(plain, {"word/_rels/document.xml.rels": rows})
    made = update(
        bare,
        (heading("titel", "Titel", 1), para("a", "Een."), para("b", Link("hier", "https://example.nl"))),
        old=plain,
    )
    assert b"https://example.nl" in parts(made.data)["word/_rels/document.xml.rels"]


# ------------------------------------------------------------ a contents list

SECTIONS = (heading("een", "Waar wij staan"), para("a", "Tekst."), heading("twee", "Doelen"), para("b", "Tekst."))
LISTED = edited(
    draft(SECTIONS),
    lambda text: text.replace("<w:body>", '<w:body><w:p><w:r><w:instrText>TOC \\o "1-2"</w:instrText></w:r></w:p>', 1),
)


@pytest.mark.parametrize(
    "blocks",
    [
        (heading("een", "Waar wij nu staan"), *SECTIONS[1:]),
        SECTIONS[:2],
        (*SECTIONS, heading("drie", "Risico's")),
        (*SECTIONS[2:], *SECTIONS[:2]),
    ],
    ids=["other title", "gone", "new", "moved"],
)
def test_a_contents_list_is_told_to_be_wrong(blocks):
    assert update(LISTED, blocks).moves_contents
    assert not update(draft(SECTIONS), blocks).moves_contents


@pytest.mark.parametrize(
    "blocks",
    [SECTIONS, (SECTIONS[0], para("a", "Andere tekst."), *SECTIONS[2:]), (*SECTIONS, heading("c", "Optie", 3))],
    ids=["same", "other text", "no section"],
)
def test_a_contents_list_that_still_fits_is_not_told(blocks):
    assert not update(LISTED, blocks).moves_contents


@pytest.mark.parametrize("tracked", [False, True])
def test_paragraphs_that_share_a_remark_of_liagen_after_copying(tracked):
    document = docx.Document(io.BytesIO(draft()))
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in document.element.iter(qn(f"w:{tag}")):
            mark.set(qn("w:id"), "0")
    data = io.BytesIO()
    document.save(data)
    made = update(data.getvalue(), tracked=tracked)
    told = [comment.text for comment in docx.Document(io.BytesIO(made.data)).comments if comment.comment_id == 0]
    assert told in (["Omdat zij vaker samenkomt."], [])
