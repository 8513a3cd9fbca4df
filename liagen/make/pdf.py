"""Finish the tags of a PDF that LibreOffice made, and tell on which page things stand: the one door to pypdf."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

# Content of a page: what its instructions work on, and the instruction.
_Operation = tuple[Any, bytes]
_PATH: Final = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"W", b"W*"))
_PAINT: Final = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))


def finish_tags(pdf: bytes) -> bytes:
    """Return the PDF with what LibreOffice leaves out of PDF/UA-1, and nothing else changed.

    Lines and grounds outside any tag are marked as decoration (clause 7.1), and on a page with links the Tab key
    follows the order of the text (clause 7.18.3). Text outside any tag stays as it is: that is a mistake to be seen.
    """
    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    for page in writer.pages:
        if "/Annots" in page:
            page[NameObject("/Tabs")] = NameObject("/S")
        content = page.get_contents()
        if content is not None:
            content.operations = _mark_artifacts(content.operations)
            stream = DecodedStreamObject()
            stream.set_data(content.get_data())
            page.replace_contents(stream.flate_encode())
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def dated(pdf: bytes, date: dt.date) -> bytes:
    """Return a PDF that ``finish_tags`` made with ``date`` for the moment at which it was made.

    Two of the same pages are then the same bytes. What takes the place of what is as long, so no address in it moves.
    """
    moment = f"{date:%Y%m%d}000000".encode()
    pdf = re.sub(rb"(/CreationDate \(D\\072)\d{14}", rb"\g<1>" + moment, pdf)
    pdf = re.sub(rb"(<xmp:CreateDate>)[^<]{20}(?=<)", rb"\g<1>" + f"{date:%Y-%m-%d}T00:00:00Z".encode(), pdf)
    body = _IDS.sub(b"", pdf)
    name = hashlib.sha256(body).hexdigest()[:32].encode()
    return _IDS.sub(b"/ID [ <" + name + b"> <" + name + b"> ]", pdf)


_IDS: Final = re.compile(rb"/ID \[ <[0-9a-f]{32}> <[0-9a-f]{32}> \]")


def bookmark_pages(pdf: bytes, names: Iterable[str]) -> dict[str, int]:
    """Return the page, from 1, of each Word bookmark that is in the PDF."""
    reader = PdfReader(io.BytesIO(pdf))
    marks = reader.named_destinations.items()
    pages = {mark.lstrip("/"): reader.get_destination_page_number(target) for mark, target in marks}
    return {name: page + 1 for name in names if (page := pages.get(_mark(name))) is not None}


def _mark(name: str) -> str:
    """Return a bookmark as LibreOffice names it in a PDF: what is no letter, digit or dash becomes its hex code."""
    return re.sub("[^A-Za-z0-9-]", lambda sign: f"{ord(sign.group()):02X}", name)


def _mark_artifacts(steps: Sequence[_Operation]) -> list[_Operation]:
    """Return the steps with every path that is painted outside any tag marked as decoration."""
    out: list[_Operation] = []
    depth = 0
    start = None
    for operands, step in steps:
        # Everything between BMC or BDC and EMC is in some tag already.
        depth += (step in (b"BMC", b"BDC")) - (step == b"EMC")
        if step in _PAINT and start is not None and not depth:
            # The mark goes before the path and not before the painting: between the two PDF allows nothing.
            out.insert(start, ([NameObject("/Artifact")], b"BMC"))
            out += [(operands, step), ([], b"EMC")]
            start = None
            continue
        if step not in _PATH:
            start = None
        elif start is None:
            start = len(out)
        out.append((operands, step))
    return out
