"""A document of texts as Word gets it, and what of a strange one is read: words, within limits, and nothing else."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from every import every
from lxml import etree
from word_builders import BASIS, RICH, STYLES, chapter
from word_mutations import mutated
from word_texts_builder import DOCUMENT, NAMES, EditedDocument, paragraph, zipped

from liagen.document.blocks import Link, Text
from liagen.document.texts import EditableText, Locked, Piece, TextDocument, TextGroup, TextLine, TextsMade
from liagen.errors import DraftError
from liagen.word.parts.xml import WORD
from liagen.word.readback.texts import read_texts
from liagen.word.styles.standard import own_stationery
from liagen.word.write.texts import TEXTS_SPACE, write_texts
from liagen.word.write.word_file import write_docx

ITEM = "customXml/item1.xml"
RELATIONS = "word/_rels/document.xml.rels"
LINES = (
    TextLine("alinea", (Text("Wij, ", bold=True), Locked(0, bold=True), Text(" doen "), Locked(1), Text("."))),
    TextLine("opsomming", (Text("een punt met "), Link("een link", "https://example.nl/x?a=1&b=2"))),
    TextLine("nummering", (Text("stap"),)),
    TextLine("kader", (Text("let op", italic=True),)),
    TextLine("alinea", (Locked(2),)),
)
PIECES = (
    Piece("‹naam van de gemeente›", "gegeven"), Piece("[invullen: iets]", "invulplek"), Piece("‹anders›", "sturing"),
)  # fmt: skip
KEY = "opties/beleggen/werkgroep.md#tekst"
SECONDS = 10


def document(texts: tuple[EditableText, ...]) -> TextDocument:
    return TextDocument(
        "Teksten", "Teksten van zuid", "2027-01-04", (TextLine("alinea", (Text("Uitleg."),)),), ("Welke", "Tekst"),
        {"sturing": "Voorwaarde", "gegeven": "Gegeven", "invulplek": "Invulplek", "voorzet": "Voorzet"}, "Vast",
        (TextGroup(2, "Opties", (), ()), TextGroup(3, "Werkgroep", ("over",), texts)), PIECES,
        TextsMade("zuid", "1.0", "zuid", "1.0.0"),
    )  # fmt: skip


def text(key: str = KEY, lines: tuple[TextLine, ...] = LINES) -> EditableText:
    return EditableText(key, "Tekst", "Als het zo is", lines, "bron", "getoond", (0, 1, 2))


DATA = write_texts(document((text(), text("teksten/a.md#tekst", LINES[2:3]))), own_stationery())


@pytest.fixture(autouse=True)
def fast():
    """Every file is read or refused soon."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def refusal(data: bytes) -> str:
    with pytest.raises(DraftError) as caught:
        read_texts(data, "t.docx")
    (problem,) = caught.value.problems
    return problem.message


# ------------------------------------------------------------ as it is made


def test_what_is_written_is_read():
    read = read_texts(DATA, "t.docx")
    assert read.made == TextsMade("zuid", "1.0", "zuid", "1.0.0")
    assert [each.lines for each in read.texts] == [LINES, LINES[2:3]]
    assert (read.pieces, read.gone, read.remarks) == (PIECES, (), ())
    assert (read.texts[0].carried.source, read.texts[0].carried.pieces) == ("bron", (0, 1, 2))


def test_the_same_document_gives_the_same_bytes():
    again = write_texts(document((text(), text("teksten/a.md#tekst", LINES[2:3]))), own_stationery())
    assert again == DATA


def test_pieces_and_labels_are_locked():
    root = EditedDocument(DATA).root
    locks = [each.get(f"{{{WORD}}}val") for each in root.iterfind(".//w:lock", NAMES)]
    assert (locks.count("contentLocked"), locks.count("sdtContentLocked"), len(locks)) == (3, 4, 7)
    ids = [each.get(f"{{{WORD}}}val") for each in root.iterfind(".//w:sdtPr/w:id", NAMES)]
    assert len(set(ids)) == len(ids) == 7


def test_a_document_without_its_controls_is_read_the_same():
    edited = EditedDocument(DATA)
    for control in edited.root.xpath("//w:sdt", namespaces=NAMES):
        for each in control.find("w:sdtContent", NAMES):
            control.addprevious(each)
        control.getparent().remove(control)
    assert [each.lines for each in read_texts(edited.data(), "t.docx").texts] == [LINES, LINES[2:3]]


def test_a_changed_piece_is_told_and_one_that_was_typed_is_text():
    edited = EditedDocument(DATA).with_words(KEY, "naam van de gemeente", "naam")
    edited.with_paragraphs(KEY, paragraph("‹los") + paragraph("[invullen: iets anders]"))
    (read, _) = read_texts(edited.data(), "t.docx").texts
    assert read.broken == ("‹naam›", "‹los")
    assert read.lines[-1] == TextLine("alinea", (Text("[invullen: iets anders]"),))


# ------------------------------------------------------------ from a stranger


def test_a_chapter_is_no_document_of_texts():
    told = "dit is geen document met teksten van liagen; maak er een met `liagen sjabloon naar-word`"
    assert refusal(write_docx(chapter(*RICH), STYLES, "concept", basis=BASIS)) == told


def test_no_word_file():
    for data in (b"", b"PK", b"{}", DATA[: len(DATA) // 2]):
        assert "Word" in refusal(data)


def swapped(name: str, old: bytes, new: bytes) -> bytes:
    parts = EditedDocument(DATA).parts
    assert old in parts[name]
    return zipped({**parts, name: parts[name].replace(old, new, 1)})


@every("name", [DOCUMENT, ITEM, RELATIONS, "word/styles.xml", "word/numbering.xml"])
@every(
    "grammar",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "https://example.nl/x.dtd">',
    ],
)
def test_a_grammar_is_refused_in_every_part_that_is_read(name, grammar):
    assert refusal(swapped(name, b"?>", b"?>" + grammar))


def test_a_bomb_is_refused_unread():
    big = zipped({**EditedDocument(DATA).parts, "word/media/a.bin": b"\0" * 120_000_000})
    assert "te groot" in refusal(big) or "groter" in refusal(big)


def test_a_bomb_of_elements_is_refused():
    assert refusal(swapped(DOCUMENT, b"<w:body>", b"<w:body>" + b"<w:p/>" * 2_100_000))


def test_what_is_carried_is_read_within_limits():
    bare = f'<texts xmlns="{TEXTS_SPACE}" format="1" package="a" version="1" place="" liagen="1"'.encode()
    changed: dict[str, Callable[[bytes], bytes]] = {
        "no number": lambda part: part.replace(b'pieces="0 1 2"', b'pieces="0 1 x"'),
        "a number too high": lambda part: part.replace(b'pieces="0 1 2"', b'pieces="0 1 3"'),
        "a text twice": lambda part: part.replace(b"teksten/a.md#tekst", KEY.encode()),
        "a piece twice": lambda part: part.replace("‹anders›".encode(), "‹naam van de gemeente›".encode()),
        "an unknown look": lambda part: part.replace(b'look="sturing"', b'look="x"'),
        "no id": lambda part: part.replace(b'id="teksten/a.md#tekst" ', b""),
        "a name that does things to a screen": lambda part: part.replace(b'package="zuid"', b"package='&#8238;zuid'"),
        "a format of words": lambda part: part.replace(b'format="1"', b'format="een"'),
        "no end": lambda part: part[:-9],
        "far too much": lambda _part: bare + b">" + b"<a/>" * 1_300_000 + b"</texts>",
    }  # fmt: skip
    parts = EditedDocument(DATA).parts
    for what, change in changed.items():
        assert refusal(zipped({**parts, ITEM: change(parts[ITEM])})), what
    assert "nieuwere liagen (formaat 2; hier hoogstens 1)" in refusal(swapped(ITEM, b'format="1"', b'format="2"'))
    assert refusal(zipped({**parts, "customXml/item7.xml": parts[ITEM]}))


def test_links_of_any_kind_are_read_as_they_stand_and_nothing_is_fetched():
    edited = EditedDocument(DATA)
    xml = '<w:p><w:hyperlink r:id="uit"><w:r><w:t>hier</w:t></w:r></w:hyperlink></w:p>'
    rows = edited.parts[RELATIONS].replace(
        b"</Relationships>",
        b'<Relationship Id="uit" TargetMode="External" Target="file:///etc/passwd" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
        b'<Relationship Id="sjabloon" TargetMode="External" Target="https://example.nl/x.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>',
    )
    (read, _) = read_texts(edited.with_paragraphs(KEY, xml).with_part(RELATIONS, rows).data(), "t.docx").texts
    assert read.lines[-1].spans == (Link("hier", "file:///etc/passwd"),)


def test_what_is_deep_or_long_takes_no_time():
    edited = EditedDocument(DATA)
    edited.with_paragraphs(KEY, paragraph("‹" * 200_000) + paragraph("[invullen: " * 50_000))
    (read, _) = read_texts(edited.data(), "t.docx").texts
    assert len(read.broken) == 200_000
    deep = b"<w:p>" + b"<w:sdt><w:sdtContent>" * 5_000 + b"</w:sdtContent></w:sdt>" * 5_000 + b"</w:p>"
    assert refusal(swapped(DOCUMENT, b"<w:body>", b"<w:body>" + deep))


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_a_broken_file_is_read_or_refused(start):
    for seed in range(start, start + 50):
        data = mutated(DATA, seed)
        try:
            read_texts(data, "t.docx")
        except DraftError as error:
            assert str(error), seed
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error


def test_the_document_is_sound_xml():
    with zipfile.ZipFile(io.BytesIO(DATA)) as archive:
        for name in archive.namelist():
            assert etree.fromstring(archive.read(name)) is not None
