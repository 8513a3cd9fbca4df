"""Small PDF files, for tests of what is done to a PDF."""

from __future__ import annotations

import io

from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, NumberObject


def make(*contents: bytes | None, link_on: int = 0, marks: dict[str, int] | None = None) -> bytes:
    """Return a PDF with a page for each content; None is a page without any."""
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    for number, content in enumerate(contents, 1):
        page = writer.add_blank_page(200, 200)
        if content is not None:
            stream = DecodedStreamObject()
            stream.set_data(content)
            page[NameObject("/Contents")] = writer._add_object(stream)
        if number == link_on:
            writer.add_annotation(number - 1, Link(rect=(0, 0, 9, 9), url="https://example.nl"))
    for name, number in (marks or {}).items():
        place = [writer.pages[number - 1].indirect_reference, NameObject("/XYZ"), *[NumberObject(0)] * 3]
        writer.add_named_destination_array(name, ArrayObject(place))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
