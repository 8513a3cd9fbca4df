"""Toy chapters for the tests of the Word writer: one short call a block, written and read back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from itertools import count
from pathlib import Path

import docx
from docx.oxml.ns import nsmap, qn
from lxml import etree
from word_outline import read_outline

from liagen.document.blocks import (
    Cell,
    Chapter,
    Fill,
    Heading,
    Item,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
)
from liagen.document.carried import Basis, CarriedPackage
from liagen.word.write.word_file import write_docx

STYLES = Path(__file__).parents[1] / "templates" / "standaard" / "stijl.docx"
_ids = count()


def fresh() -> str:
    return f"id.{next(_ids)}"


def spans(content):
    content = [content] if isinstance(content, str) else content
    return tuple(Text(span) if isinstance(span, str) else span for span in content)


def heading(content, level=1, key=None, note=""):
    return Heading(key or fresh(), level, spans(content), Note(note) if note else None)


def para(content, role="tekst", key=None, note=""):
    return Paragraph(key or fresh(), spans(content), role, Note(note) if note else None)


def bullets(*items):
    return ListBlock(fresh(), False, tuple(Item(fresh(), spans(item)) for item in items))


def numbers(*items):
    return ListBlock(fresh(), True, tuple(Item(fresh(), spans(item)) for item in items))


def table(header, *rows, widths=None, key=None, caption="Bijschrift"):
    def cells(texts):
        return tuple(Cell(fresh(), spans(text)) for text in texts)

    widths = widths or (100 // len(header),) * len(header)
    lines = tuple(Row(fresh(), cells(row)) for row in rows)
    caption = para(caption, "bijschrift") if isinstance(caption, str) else caption
    return Table(key or fresh(), caption, cells(header), lines, widths)


def chapter(*blocks, **changes):
    values = {"title": "Titel", "subject": "Onderwerp", "running": "Loopt mee", "date": "2027-01-04", "open_points": 0}
    return Chapter(blocks=blocks, **(values | changes))


BASIS = Basis("1.2", dt.date(2027, 1, 4), "kort", "gemeente:\n  naam: Zuid\n", (CarriedPackage("p", "1", "ab"),))


def write(*blocks, **changes) -> bytes:
    return write_docx(chapter(*blocks, **changes), STYLES, "concept", basis=BASIS)


def read(data: bytes):
    return docx.Document(io.BytesIO(data))


def written(*blocks, **changes):
    return read(write(*blocks, **changes))


def outline(*blocks, **changes) -> list[str]:
    return read_outline(write(*blocks, **changes)).splitlines()[2:]


def texts(*blocks) -> list[str]:
    return [paragraph.text for paragraph in written(*blocks).paragraphs]


def marks(document):
    return [(mark.get(qn("w:id")), mark.get(qn("w:name"))) for mark in document.element.iter(qn("w:bookmarkStart"))]


def refined(change, path: Path) -> Path:
    """Save the style file with a change made to it by python-docx."""
    document = docx.Document(str(STYLES))
    change(document)
    document.save(str(path))
    return path


def without(name: str):
    """Return the change that takes a style away, for ``refined``."""

    def change(document) -> None:
        style = document.styles[name].element
        style.getparent().remove(style)

    return change


def part(data: bytes, name: str) -> etree._Element:
    """Return a part of the package as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def names(data: bytes) -> list[str]:
    """Return the names of the parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def find(element: etree._Element, path: str) -> list:
    """Return what an XPath with the prefix w finds."""
    return etree.ElementBase.xpath(element, path, namespaces=nsmap)


RICH = (
    heading("Hoofdstuk", note="Waarom dit hoofdstuk."),
    para("Vooraf.", "inleiding"),
    heading("Deel", 2, "deel"),
    numbers("een", "twee"),
    table(("Doel", "Wie"), ("a", [Fill("x", "naam")]), key="tabel"),
    para(["Zie ", Link("het deel", "#deel"), " of ", Link("de wet", "https://example.nl/wet?a=1&b=2"), "."]),
)
