"""Page numbers in the contents list: those of the pages that LibreOffice makes, counted until they stay the same."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import shipped
from libreoffice import NEEDS_LIBREOFFICE, NEEDS_SCRIPTS, stand_in
from pdf_builder import make as make_pdf
from pypdf import PdfReader
from word_builders import STYLES, chapter, heading, para, read

from liagen.errors import OutputError
from liagen.make import chain, office
from liagen.make.office import convert, find_program
from liagen.make.order import Order
from liagen.word.write.contents import listed_bookmarks
from liagen.word.write.word_file import write_docx

LIBRARY = shipped.LIBRARY
DAY = dt.date(2027, 1, 4)


def listed(docx: bytes) -> dict[str, int]:
    """Return the lines of the contents list with their numbers."""
    lines = (p.text.rsplit("\t", 1) for p in read(docx).paragraphs if p.style.name.lower() == "toc 2")
    return {line[0]: int(line[1]) for line in lines}


def headings_on(pdf: bytes, texts) -> dict[str, int]:
    """Return the page on which each heading stands, as the PDF's own outline says."""
    reader = PdfReader(io.BytesIO(pdf))
    marks = {mark.title: reader.get_destination_page_number(mark) + 1 for mark in flat(reader.outline)}
    return {title: page for title, page in marks.items() if title in texts}


def flat(outline):
    for each in outline:
        yield from flat(each) if isinstance(each, list) else [each]


def make(found, program):
    return chain.write_chapter(found, LIBRARY, Order("docx", DAY, page_numbers=True, program=program))


LONG = chapter(
    heading("Hoofdstuk"),
    *(
        heading(f"Deel {part}", 2, f"deel{part}") if not n else para("Tekst. " * 90)
        for part in range(8)
        for n in range(part)
    ),
    contents_title="Inhoud",
)


@NEEDS_LIBREOFFICE
def test_the_numbers_are_those_of_the_pages(monkeypatch):
    counted = []
    monkeypatch.setattr(office, "convert", lambda *asked: counted.append(convert(*asked)) or counted[-1])
    numbers = listed(make(LONG, find_program("")))
    assert numbers == headings_on(counted[-1], numbers)
    assert len(numbers) == 7
    assert min(numbers.values()) == 1
    assert max(numbers.values()) >= 3


@NEEDS_SCRIPTS
def test_a_chapter_without_contents_list_stays_as_it_is(tmp_path):
    bare = chapter(*LONG.blocks)
    assert make(bare, counting(tmp_path, 1)) == write_docx(bare, STYLES, "concept")


@NEEDS_SCRIPTS
@pytest.mark.parametrize(("turns", "counts"), [(1, 2), (2, 3), (3, 4)], ids=["at once", "once more", "at last"])
def test_it_counts_until_nothing_moves(turns, counts, tmp_path):
    docx = make(LONG, counting(tmp_path, turns))
    assert len(list(tmp_path.glob("keer*"))) == counts
    assert set(listed(docx).values()) == {turns + 1}


@NEEDS_SCRIPTS
@pytest.mark.parametrize("form", ["docx", "pdf", "odt"])
def test_numbers_that_never_settle_are_told(form, tmp_path):
    office = counting(tmp_path, 9)
    with pytest.raises(OutputError) as caught:
        chain.write_chapter(LONG, LIBRARY, Order(form, DAY, page_numbers=True, program=office))
    assert str(caught.value) == (
        f"{office}: de paginanummers bleven anders uitkomen, 4 keer; probeer het opnieuw of laat --paginanummers weg"
    )


@NEEDS_SCRIPTS
def test_a_pdf_is_the_one_that_was_counted(tmp_path):
    """After the last count the stand-in has other pages: as when fonts come in between."""
    office = counting(tmp_path, 1)
    (tmp_path / "3.pdf").write_bytes(make_pdf(b"q Q"))
    pdf = chain.write_chapter(LONG, LIBRARY, Order("pdf", DAY, page_numbers=True, program=office))
    assert len(list(tmp_path.glob("keer*"))) == 2
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 6


def counting(folder, turns):
    """Return a stand-in for LibreOffice: its parts stand on later pages each time, so many times."""
    names = [name.replace("_", "5F") for name in listed_bookmarks(LONG).values()]
    for n in range(1, 6):
        marks = dict.fromkeys(names, min(n, turns) + 1)
        (folder / f"{n}.pdf").write_bytes(make_pdf(*[b"q Q"] * 6, marks=marks))
    return stand_in(folder, _COUNTING.format(folder=folder))


_COUNTING = """
folder = pathlib.Path("{folder}")
n = len(list(folder.glob("keer*"))) + 1
(folder / f"keer{{n}}").touch()
result.write_bytes((folder / f"{{n}}.pdf").read_bytes())
"""
