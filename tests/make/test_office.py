"""Word to PDF and OpenDocument: what goes wrong with the program, and what comes out when it is there."""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from libreoffice import NEEDS_LIBREOFFICE, NEEDS_SCRIPTS, program, stand_in
from lxml import etree
from pypdf import PdfReader

from liagen.document.blocks import Chapter, Fill, Heading, Item, Link, ListBlock, Note, Paragraph, Text
from liagen.errors import OutputError
from liagen.library.load import load_library
from liagen.make import chain, office
from liagen.make.office import convert, find_program
from liagen.make.pdf import bookmark_pages, finish_tags


def message(call, *arguments) -> str:
    with pytest.raises(OutputError) as caught:
        call(*arguments)
    return str(caught.value)


# --- which program


@NEEDS_SCRIPTS
@pytest.mark.parametrize("name", ["soffice", "libreoffice"])
def test_the_program_on_the_path_is_found(name, tmp_path, monkeypatch):
    path = program(tmp_path, "#!/bin/sh", name)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program("") == path


@NEEDS_SCRIPTS
def test_a_usual_place_is_tried_too(tmp_path, monkeypatch):
    path = program(tmp_path, "#!/bin/sh")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", (str(tmp_path / "elders"), str(path)))
    assert find_program("") == path


@NEEDS_SCRIPTS
def test_what_someone_named_comes_first(tmp_path, monkeypatch):
    program(tmp_path, "#!/bin/sh")
    path = program(tmp_path, "#!/bin/sh", "kantoor")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program(str(path)) == path
    assert find_program("kantoor") == path


def test_without_the_program_the_user_hears_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", ())
    assert message(find_program, "") == (
        "LibreOffice: dit programma is nodig, maar staat niet op deze computer; installeer het, "
        "of maak het Word-bestand en bewaar het vanuit Word als pdf of odt"
    )


def test_a_wrong_name_is_no_reason_to_take_another(tmp_path):
    named = str(tmp_path / "weg")
    assert message(find_program, named) == (
        f"{named}: dit programma is er niet of start niet; noem het programma soffice van LibreOffice"
    )


# --- what is asked of it


@NEEDS_SCRIPTS
@pytest.mark.parametrize("form", ["pdf", "odt"])
def test_the_result_comes_back_and_nothing_stays_behind(form, tmp_path):
    path = stand_in(tmp_path, "result.write_bytes(b'uit:' + source.read_bytes())")
    assert convert(b"woord", form, path, 30) == b"uit:woord"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["soffice", "soffice.asked"]
    folder, temporary, *asked = Path(f"{path}.asked").read_text(encoding="utf-8").split("\n")
    assert folder == temporary
    assert Path(folder).parent == Path(tempfile.gettempdir())
    assert not Path(folder).exists()
    assert "--headless" in asked
    assert f"-env:UserInstallation={Path(folder, 'profiel').as_uri()}" in asked


@NEEDS_SCRIPTS
def test_a_pdf_is_asked_to_be_accessible(tmp_path):
    path = stand_in(tmp_path, "result.write_bytes(b'x')")
    convert(b"woord", "pdf", path, 30)
    asked = Path(f"{path}.asked").read_text(encoding="utf-8")
    found = dict(re.findall(r'"(\w+)": {"type": "boolean", "value": "(\w+)"}', asked))
    assert found == {
        "PDFUACompliance": "true", "UseTaggedPDF": "true", "ExportBookmarks": "true",
        "ExportBookmarksToPDFDestination": "true", "ExportNotes": "false", "ExportNotesInMargin": "false",
    }  # fmt: skip


# --- what goes wrong


@NEEDS_SCRIPTS
@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("sys.exit(77)", ""),
        ("pass", ""),
        ("result.write_bytes(b'')", ""),
        ("result.mkdir()", ""),
        ("print('Warning: failed to launch javaldx'); print('convert a -> b'); sys.exit(1)", ""),
        ("print('Warning: x'); print('Error: source file could not be loaded\\n')",
         " en meldt «Error: source file could not be loaded»"),
        ("sys.stderr.buffer.write(b'\\xff' * 900); sys.exit(1)", f" en meldt «{'�' * 200}»"),
    ],
)  # fmt: skip
def test_a_program_that_fails(rest, said, tmp_path):
    path = stand_in(tmp_path, rest)
    assert message(convert, b"woord", "odt", path, 30) == (
        f"{path}: dit programma maakte geen odt{said}; werk het programma bij, "
        "of maak het Word-bestand en bewaar het vanuit Word als odt"
    )


@NEEDS_SCRIPTS
def test_a_program_that_does_not_start(tmp_path):
    path = program(tmp_path, "dit is geen programma")
    assert "start niet" in message(convert, b"woord", "pdf", path, 30)
    assert "start niet" in message(convert, b"woord", "pdf", tmp_path / "weg", 30)


def slow(folder: Path) -> Path:
    """Return a program that, like soffice, leaves the work to another; that one shows that it is alive."""
    beat = folder / "hartslag"
    return program(folder, f"#!/bin/sh\n(while :; do date +%N > '{beat}'; sleep 0.05; done) &\nwait\n")


def assert_still(folder: Path) -> None:
    beat = folder / "hartslag"
    before = beat.read_text()
    time.sleep(0.4)
    assert beat.read_text() == before


@NEEDS_SCRIPTS
def test_a_program_that_takes_too_long_is_stopped_with_all_it_started(tmp_path):
    path = slow(tmp_path)
    assert message(convert, b"woord", "pdf", path, 0.5) == (
        f"{path}: dit programma was na 0.5 seconden nog niet klaar en is gestopt; probeer het opnieuw, "
        "of maak het Word-bestand en bewaar het vanuit Word als pdf"
    )
    assert_still(tmp_path)


@NEEDS_SCRIPTS
def test_on_windows_the_system_stops_it(tmp_path, monkeypatch):
    path = slow(tmp_path)
    stop = "assert sys.argv[1:4] == ['/F', '/T', '/PID']\nos.killpg(int(sys.argv[4]), 9)"
    program(tmp_path, f"#!{sys.executable}\nimport os, sys\n{stop}", "taskkill")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(sys, "platform", "win32")
    assert "is gestopt" in message(convert, b"woord", "pdf", path, 0.5)
    assert_still(tmp_path)


# --- the real thing


@pytest.fixture(scope="module")
def word():
    blocks = (
        Heading("titel", 1, (Text("Interne implementatie"),), Note("Een opmerking.")),
        Paragraph("begin", (Text("Vul in: "), Fill("", "naam"), Text("."))),
        Heading("deel", 2, (Text("Wie doet wat"),)),
        ListBlock("lijst", True, (Item("lijst.1", (Text("eerst"),)), Item("lijst.2", (Link("zie", "#deel"),)))),
        *(Paragraph(f"vulling.{number}", (Text("Een zin. " * 90),), "kader") for number in range(9)),
        Heading("slot", 2, (Text("Slot"),)),
    )
    chapter = Chapter("Interne implementatie", "LIA", "Loopt mee", "2027-01-04", blocks, 0, contents_title="Inhoud")
    return chain.make_docx(chapter, load_library(), "concept", pages={"deel": 1, "slot": 2})


@pytest.fixture(scope="module")
def pdf(word):
    return convert(word, "pdf", find_program(""), 120)


@NEEDS_LIBREOFFICE
def test_a_real_pdf_is_tagged_and_has_language_title_and_bookmarks(pdf):
    assert pdf.startswith(b"%PDF-")
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "nl-NL"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata.title == "Interne implementatie"
    assert re.search(rb"<pdfuaid:part>1<", root["/Metadata"].get_data())
    titles = [each.title for group in reader.outline for each in (group if isinstance(group, list) else [group])]
    assert titles == ["Interne implementatie", "Wie doet wat", "Slot"]


@NEEDS_LIBREOFFICE
def test_a_finished_real_pdf_keeps_its_text_and_tags(pdf):
    before, after = (PdfReader(io.BytesIO(data)) for data in (pdf, finish_tags(pdf)))
    texts = [page.extract_text() for page in before.pages]
    assert [page.extract_text() for page in after.pages] == texts
    assert "[invullen: naam]" in texts[0]
    for name in ("/MarkInfo", "/StructTreeRoot", "/Lang", "/Metadata", "/Outlines", "/ViewerPreferences"):
        assert name in after.trailer["/Root"]
    for page in after.pages:
        assert b"/Artifact BMC" in page.get_contents().get_data()


@NEEDS_LIBREOFFICE
def test_the_pages_of_headings(word, pdf):
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    names = tree.xpath("//*[local-name()='bookmarkStart']/@*[local-name()='name']")
    pages = bookmark_pages(pdf, names)
    assert set(pages) == set(names)
    assert pages[names[0]] == 1
    assert pages[names[-1]] == len(PdfReader(io.BytesIO(pdf)).pages) > 1


@NEEDS_LIBREOFFICE
def test_a_real_odt_opens(word):
    with zipfile.ZipFile(io.BytesIO(convert(word, "odt", find_program(""), 120))) as package:
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        tree = etree.fromstring(package.read("content.xml"))
        styles = package.read("styles.xml")
        meta = package.read("meta.xml")
    assert "[invullen: naam]" in "".join(tree.itertext())
    rows = ["".join(row.itertext()) for row in tree.findall(".//{*}index-body/{*}p")]
    assert rows == ["Wie doet wat1", "Slot2"]
    assert b'fo:language="nl"' in styles
    assert b"<dc:title>Interne implementatie</dc:title>" in meta


@NEEDS_LIBREOFFICE
def test_what_is_no_word_file_is_refused():
    assert "maakte geen pdf" in message(convert, b"PK\x03\x04 kapot", "pdf", find_program(""), 120)
