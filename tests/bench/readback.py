"""Read what every way has written back, and refuse to compare ways that do not say the same."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from tests.bench.lines import Grid, Line, notes_of, texts_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTENTS = ("TOC",)  # the styles of liagen's table of contents, which the others cannot make


def check_same(target: Path, lines: tuple[Line | Grid, ...], with_notes: bool) -> None:
    """Raise ValueError when a Word file holds other text than these lines, or other comments.

    Spaces are compared as one, because Markdown knows no others; empty paragraphs do not count.
    """
    with zipfile.ZipFile(target) as archive:
        found = _texts(archive.read("word/document.xml"))
        notes = _texts(archive.read("word/comments.xml")) if with_notes else []
    _compare(target.stem, found, [_plain(text) for text in texts_of(lines)])
    if with_notes:
        _compare(f"{target.stem}, opmerkingen", notes, [_plain(text) for text in notes_of(lines)])


def _compare(name: str, found: list[str], wanted: list[str]) -> None:
    wanted = [text for text in wanted if text]
    if found == wanted:
        return
    pairs = zip([*found, "(niets)"], [*wanted, "(niets)"], strict=False)
    other = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    raise ValueError(f"{name}: {len(found)} tegen {len(wanted)} alinea's; {other[0]!r} is geen {other[1]!r}")


def _texts(xml: bytes) -> list[str]:
    paragraphs = etree.fromstring(xml).iter(f"{_W}p")
    return [text for paragraph in paragraphs if not _is_contents(paragraph) and (text := _text(paragraph))]


def _is_contents(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and (style.get(f"{_W}val") or "").startswith(_CONTENTS)


def _text(paragraph: etree._Element) -> str:
    pieces = paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
    return _plain("".join((piece.text or "") if piece.tag == f"{_W}t" else " " for piece in pieces))


def _plain(text: str) -> str:
    return " ".join(text.split())
