"""The texts of a package in Word: a table for each card, its left column locked, and locked pieces in its texts.

A piece is a content control whose content cannot be edited. Its words are what it is known by afterwards, as some
programs drop the tags of controls; the row that a text stands in is known by a hidden bookmark in its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from liagen.document.blocks import Chapter, Link, Text
from liagen.document.texts import (
    EditableText,
    LineKind,
    Locked,
    Piece,
    PieceLook,
    TextDocument,
    TextGroup,
    TextLine,
)
from liagen.word.parts import relations
from liagen.word.parts.xml import element, escaped, part, word
from liagen.word.styles.roles import StyleRole
from liagen.word.styles.sheet import Relation, Slot, Stationery
from liagen.word.write.anchors import bookmark_name
from liagen.word.write.carry import FOLDER, STORE_KIND, store_properties
from liagen.word.write.package import AddedPart, Story, relations_bytes, write_package
from liagen.word.write.text import Layout, end_bookmark, paragraph_properties, run, start_bookmark

TEXTS_SPACE: Final = "urn:liagen:texts"
"""The namespace of the root of the part with what such a document carries: by this it is found."""

TEXTS_FORMAT: Final = 1
"""The format that is written, and the newest that is read."""

PIECE_TAG: Final = "liagen.stuk"
LABEL_TAG: Final = "liagen.kop"
"""The tags of our controls."""

_ROLES: Final[dict[LineKind, StyleRole]] = {
    "alinea": StyleRole.CELL, "opsomming": StyleRole.BULLET, "nummering": StyleRole.NUMBER, "kader": StyleRole.BOX,
}  # fmt: skip
_INTRO_ROLES: Final = _ROLES | {"alinea": StyleRole.TEXT}
_SHARE: Final = 30  # of the width, for the labels
_COLOURS: Final[dict[PieceLook, tuple[str, str]]] = {"sturing": ("3D3D3D", "E7E6E6"), "gegeven": ("1F3864", "DEEAF6")}
"""Letters and ground of a piece; both pairs are far over 4.5:1."""

_LOOK: Final = {
    "val": "0620", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1",
    "noVBand": "1",
}  # fmt: skip
_LONGEST: Final = 64  # Word takes no longer title


def write_texts(document: TextDocument, stationery: Stationery) -> bytes:
    """Return the document as a Word file; the same arguments give the same bytes."""
    chapter = Chapter(document.title, document.title, document.running, document.date, (), 0)
    return write_package(stationery, chapter, _TextsBody(stationery, document).story())


class _TextsBody:
    """The document as Word's XML, written forward."""

    def __init__(self, stationery: Stationery, document: TextDocument) -> None:
        self._stationery = stationery
        self._styles = stationery.styles
        self._document = document
        self._controls = count(1)
        self._marks = count()
        self._lists: list[bytes] = []
        self._addresses: dict[str, str] = {}

    def story(self) -> Story:
        """Return the finished parts."""
        document, stationery = self._document, self._stationery
        rows = [self._paragraph(StyleRole.HEADING_1, run(document.title)), *self._lines(document.intro, _INTRO_ROLES)]
        for number, group in enumerate(document.groups):
            rows += self._group(group, starts_page=number > 0 and group.level == 2)
        rows.append(self._paragraph(StyleRole.TEXT_AFTER_TABLE))  # Word wants a paragraph behind the last table
        links = [Relation(key, relations.HYPERLINK, address, external=True) for address, key in self._addresses.items()]
        return Story(
            stationery.document.replace(Slot.TEXT.value, b"".join(rows)),
            stationery.numbering.data.replace(Slot.LISTS.value, b"".join(self._lists)),
            tuple(links),
            _carried_parts(document),
        )

    def _group(self, group: TextGroup, starts_page: bool) -> Iterator[bytes]:
        role = StyleRole.HEADING_2 if group.level == 2 else StyleRole.HEADING_3
        yield self._paragraph(role, run(group.title), layout=Layout(starts_page=starts_page))
        for text in group.about:
            yield self._paragraph(StyleRole.TEXT, run(text), layout=Layout(keeps_next=True))
        if group.texts:
            yield self._table(group)

    def _table(self, group: TextGroup) -> bytes:
        whole = self._stationery.text_width
        left = whole * _SHARE // 100
        widths = (left, whole - left)
        properties = word(
            "tblPr",
            word("tblStyle", val=self._styles[StyleRole.TABLE]),
            word("tblW", w=str(whole), type="dxa"),
            word("tblLayout", type="fixed"),
            word("tblLook", **_LOOK),
            word("tblCaption", val=group.title),
            word("tblDescription", val=", ".join(self._document.columns)),
        )  # fmt: skip
        grid = word("tblGrid", *(word("gridCol", w=str(width)) for width in widths))
        names = [self._paragraph(StyleRole.HEADER_CELL, run(name)) for name in self._document.columns]
        header = word("tr", word("trPr", word("cantSplit"), word("tblHeader")), *map(_cell, widths, names))
        return word("tbl", properties, grid, header, *(self._row(text, widths) for text in group.texts))

    def _row(self, text: EditableText, widths: tuple[int, int]) -> bytes:
        key = next(self._marks)
        label = self._control(run(text.label, bold=True), self._document.locked, LABEL_TAG, "sdtContentLocked")
        named = start_bookmark(key, bookmark_name(text.id).encode()) + label + end_bookmark(key)
        left = self._paragraph(StyleRole.CELL, named)
        if text.about:
            told = self._control(run(text.about), self._document.locked, LABEL_TAG, "sdtContentLocked")
            left += self._paragraph(StyleRole.CELL, told)
        right = b"".join(self._lines(text.lines, _ROLES))
        return word("tr", *map(_cell, widths, (left, right)))

    def _lines(self, lines: Sequence[TextLine], roles: dict[LineKind, StyleRole]) -> Iterator[bytes]:
        number = ""
        for line in lines:
            if line.kind != "nummering":
                number = ""
            elif not number:
                number = self._new_number()
            yield self._paragraph(roles[line.kind], *map(self._span, line.spans), layout=Layout(number=number))

    def _span(self, span: Text | Link | Locked) -> bytes:
        if isinstance(span, Text):
            return run(span.text, "", span.bold, span.italic)
        if isinstance(span, Link):
            key = self._addresses.setdefault(span.target, f"link{len(self._addresses) + 1}")
            return element("w:hyperlink", {"r:id": key}, run(span.text, self._styles[StyleRole.LINK]))
        piece = self._document.pieces[span.number]
        shown = self._piece(piece, span)
        return self._control(shown, self._document.piece_names[piece.look], PIECE_TAG, "contentLocked")

    def _piece(self, piece: Piece, span: Locked) -> bytes:
        if piece.look in ("invulplek", "voorzet"):
            role = StyleRole.FILL if piece.look == "invulplek" else StyleRole.PROPOSAL
            return run(piece.text, self._styles[role], span.bold, span.italic)
        colour, ground = _COLOURS[piece.look]
        looks = (word("b"),) * span.bold + (word("i"),) * span.italic
        shade = word("shd", val="clear", color="auto", fill=ground)
        properties = word("rPr", *looks, word("color", val=colour), shade)
        return word("r", properties, element("w:t", {"xml:space": "preserve"}, escaped(piece.text)))

    def _control(self, content: bytes, title: str, tag: str, lock: str) -> bytes:
        properties = word(
            "sdtPr",
            word("alias", val=title[:_LONGEST]),
            word("tag", val=tag),
            word("id", val=str(next(self._controls))),
            word("lock", val=lock),
        )
        return word("sdt", properties, word("sdtContent", content))

    def _paragraph(self, role: StyleRole, *content: bytes, layout: Layout | None = None) -> bytes:
        return word("p", paragraph_properties(self._styles[role], layout or Layout()), *content)

    def _new_number(self) -> str:
        """Return a numbering of its own for one list, so that it starts at one."""
        number = str(self._stationery.numbering.last + len(self._lists) + 1)
        definition = word("abstractNumId", val=self._stationery.abstract_number)
        restart = word("lvlOverride", word("startOverride", val="1"), ilvl="0")
        self._lists.append(word("num", definition, restart, numId=number))
        return number


def _cell(width: int, content: bytes) -> bytes:
    return word("tc", word("tcPr", word("tcW", w=str(width), type="dxa")), content)


def _carried_parts(document: TextDocument) -> tuple[AddedPart, ...]:
    """Return the data part, as docs/formaat.md describes it, with its properties."""
    made = document.made
    told = {"package": made.package, "version": made.version, "place": made.place, "liagen": made.liagen}
    texts = (text for group in document.groups for text in group.texts)
    root = {"xmlns": TEXTS_SPACE, "xml:space": "preserve", "format": str(TEXTS_FORMAT)} | told
    data = part(element("texts", root, *_pieces(document.pieces), *map(_text, texts)))
    link = Relation("rId1", relations.CUSTOM_XML_PROPERTIES, "itemProps1.xml")
    return (
        AddedPart(f"{FOLDER}/item1.xml", data, relation=relations.CUSTOM_XML),
        AddedPart(f"{FOLDER}/itemProps1.xml", store_properties(data, TEXTS_SPACE), kind=STORE_KIND),
        AddedPart(f"{FOLDER}/_rels/item1.xml.rels", relations_bytes([link])),
    )


def _pieces(pieces: Iterable[Piece]) -> Iterator[bytes]:
    for piece in pieces:
        yield element("piece", {"look": piece.look}, escaped(piece.text))


def _text(text: EditableText) -> bytes:
    numbers = " ".join(map(str, text.pieces))
    return element("text", {"id": text.id, "source": text.source, "shown": text.shown, "pieces": numbers})
