"""A document of texts that came back from Word, or from another program: each text as it stands there now.

A text is what stands in the row of its label, and a label is known by its bookmark. A locked piece is known by its
words, whether its control is still there or not: some programs drop controls, all keep words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple, get_args
from xml.etree.ElementTree import Element, ParseError, XMLParser

from liagen.document.blocks import Link, Text
from liagen.document.texts import (
    CarriedText,
    LineKind,
    LineSpan,
    Locked,
    Piece,
    PieceLook,
    ReadText,
    ReadTexts,
    RemarkKind,
    TextLine,
    TextRemark,
    TextsMade,
)
from liagen.files.archive import LARGE_WORD
from liagen.files.xml_limits import MAX_NODES, count_nodes, has_grammar, is_plain_xml
from liagen.word.parts import relations
from liagen.word.parts.relations import relations_name
from liagen.word.parts.scan import Node
from liagen.word.parts.xml import NAME, OFFICE, VAL, R, W
from liagen.word.readback.draft_file import DraftFile, open_draft
from liagen.word.readback.edited import CELL, PARAGRAPH, PROPERTIES, ROW, TABLE, TRACKED
from liagen.word.styles.roles import StyleRole, normalized_name
from liagen.word.write.anchors import MARK, bookmark_name
from liagen.word.write.carry import FOLDER
from liagen.word.write.texts import TEXTS_FORMAT, TEXTS_SPACE

_NONE_OF_OURS: Final = "dit is geen document met teksten van liagen; maak er een met `liagen sjabloon naar-word`"
_DAMAGED: Final = "wat liagen in dit bestand bewaart, is beschadigd; maak het opnieuw met `liagen sjabloon naar-word`"
_NEWER: Final = "dit bestand is van een nieuwere liagen (formaat {found}; hier hoogstens {format}); installeer die"
_LARGEST: Final = 5_000_000
_MOST_REMARKS: Final = 1_000
_LONGEST: Final = 20_000
_NUMBERS: Final = re.compile(r"[0-9]{1,6}(?: [0-9]{1,6})*")

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ALTERNATIVES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_GONE: Final = frozenset(W + tag for tag in ("del", "moveFrom"))
_PICTURES: Final = frozenset(W + tag for tag in ("drawing", "pict", "object"))
_NOTES: Final = frozenset(W + tag for tag in ("footnoteReference", "endnoteReference"))
_PASSED: Final = frozenset(
    W + tag for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "txbxContent", "delText")
)
_SIGNS: Final = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_LOOKS: Final = {W + tag: tag for tag in ("u", "strike", "dstrike", "vertAlign", "highlight", "caps", "smallCaps")}
_OFF: Final = ("0", "false", "off", "none", "baseline")
_PIECE: Final = re.compile(r"‹[^‹›]*›|[‹›]|\[(?:invullen|[Vv]oorzet): [^\[\]]*\]")
_NAMES: Final[dict[LineKind, StyleRole]] = {
    "opsomming": StyleRole.BULLET, "nummering": StyleRole.NUMBER, "kader": StyleRole.BOX,
}  # fmt: skip
_LOST: Final = "\ufffd"  # a sign of a font of its own, which no other font has


def read_texts(data: bytes, name: str) -> ReadTexts:
    """Return the texts of a document; ``name`` is what messages call it.

    Raises DraftError when it is no Word file within the limits, or no document of texts.
    """
    file = open_draft(data, name)
    carried = _carried(file)
    return _TextsReader(file, carried).read()


# ------------------------------------------------------------ what the document carries


class _CarriedTexts(NamedTuple):
    made: TextsMade
    pieces: tuple[Piece, ...]
    texts: tuple[CarriedText, ...]


def _carried(file: DraftFile) -> _CarriedTexts:
    ours = [data for name, data in file.parts.items() if _may_carry(name) and TEXTS_SPACE.encode() in data]
    roots = [root for data in ours if (root := _root(data, file)).tag == f"{{{TEXTS_SPACE}}}texts"]
    if not roots:
        raise file.error(_NONE_OF_OURS)
    if len(roots) > 1:
        raise file.error(_DAMAGED)
    root = roots[0]
    found = _told(root, "format", file)
    if not found.isascii() or not found.isdecimal() or len(found) > 6 or int(found) < 1:
        raise file.error(_DAMAGED)
    if int(found) > TEXTS_FORMAT:
        raise file.error(_NEWER.format(found=int(found), format=TEXTS_FORMAT))
    made = TextsMade(*(_told(root, key, file) for key in ("package", "version", "place", "liagen")))
    pieces = tuple(_piece(row, file) for row in root.iterfind(f"{{{TEXTS_SPACE}}}piece"))
    texts = tuple(_text(row, len(pieces), file) for row in root.iterfind(f"{{{TEXTS_SPACE}}}text"))
    if len({each.id for each in texts}) < len(texts) or len({each.text for each in pieces}) < len(pieces):
        raise file.error(_DAMAGED)
    return _CarriedTexts(made, pieces, texts)


def _may_carry(name: str) -> bool:
    folder, _, last = name.casefold().partition("/")
    return folder == FOLDER.casefold() and last.endswith(".xml")


def _root(data: bytes, file: DraftFile) -> Element:
    if len(data) > _LARGEST or count_nodes(data) > MAX_NODES:
        raise file.error(LARGE_WORD)
    if not is_plain_xml(data) or has_grammar(data):
        raise file.error(_DAMAGED)
    parser = XMLParser()
    try:
        parser.feed(data)
        return parser.close()
    except ParseError:
        raise file.error(_DAMAGED) from None


def _told(row: Element, key: str, file: DraftFile) -> str:
    value = row.get(key)
    if value is None or not value.isprintable():  # it is shown on a screen
        raise file.error(_DAMAGED)
    return value


def _piece(row: Element, file: DraftFile) -> Piece:
    look = _told(row, "look", file)
    found: PieceLook | None = next((each for each in get_args(PieceLook) if each == look), None)
    text = row.text or ""
    if found is None or not text.strip() or not text.isprintable():
        raise file.error(_DAMAGED)
    return Piece(text, found)


def _text(row: Element, pieces: int, file: DraftFile) -> CarriedText:
    listed = _told(row, "pieces", file)
    if listed and not _NUMBERS.fullmatch(listed):
        raise file.error(_DAMAGED)
    numbers = tuple(map(int, listed.split()))
    if any(number >= pieces for number in numbers):
        raise file.error(_DAMAGED)
    key, source, shown = (_told(row, name, file) for name in ("id", "source", "shown"))
    return CarriedText(key, source, shown, numbers)


# ------------------------------------------------------------ the text of the document


@dataclass(frozen=True)
class _Letter:
    """A character with how it looks; of a link with its address."""

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""


@dataclass
class _ReadParagraph:
    """A paragraph of a text: its kind, its signs, and whether its end was taken away by a tracked change."""

    kind: LineKind
    signs: list[_Letter]
    runs_on: bool = False


@dataclass
class _TextsReader:
    """Reads the rows of the document."""

    file: DraftFile
    carried: _CarriedTexts
    remarks: list[TextRemark] = field(default_factory=list)
    here: str = ""  # the id of the text that is read

    def read(self) -> ReadTexts:
        found: dict[str, ReadText] = {}
        for node in self.file.body.children:
            self._walk(node, found)
        if any(each.tag in TRACKED for each in self.file.body.walk()):
            self._remark("wijzigingen", "", anywhere=True)
        self._comments()
        texts = tuple(found[each.id] for each in self.carried.texts if each.id in found)
        gone = tuple(each.id for each in self.carried.texts if each.id not in found)
        return ReadTexts(self.carried.made, self.carried.pieces, texts, gone, tuple(dict.fromkeys(self.remarks)))

    def _walk(self, node: Node, found: dict[str, ReadText]) -> None:
        if node.tag == ROW:
            self._row(node, found)
        elif node.tag in _PASSED or node.tag in _GONE or node.tag in (PARAGRAPH, _ALTERNATIVES):
            if node.tag == PARAGRAPH and any(each.tag in _PICTURES for each in node.walk()):
                self._remark("beeld", _words(node), anywhere=True)
        else:
            for child in node.children:
                self._walk(child, found)

    def _row(self, row: Node, found: dict[str, ReadText]) -> None:
        cells = [each for each in _through(row, (W + "sdt", W + "sdtContent", W + "ins")) if each.tag == CELL]
        marks = [self._labels[name] for cell in cells[:1] for name in _bookmarks(cell) if name in self._labels]
        if not marks:
            words = _words(row)
            if words.strip() and row.find(f"{W}trPr", f"{W}tblHeader") is None and not self._is_header(words):
                self._remark("buiten", words, anywhere=True)
            return
        key = marks[0]
        if key in found:  # a row that was copied
            self._remark("buiten", _words(row), anywhere=True)
            return
        self.here = key
        for more in cells[2:]:
            if _words(more).strip():
                self._remark("buiten", _words(more))
        found[key] = self._text(self._carried_by_id[key], cells[1] if len(cells) > 1 else None)
        self.here = ""

    def _is_header(self, words: str) -> bool:
        """Say whether a row without a label is the heading of a table, as a program left it that drops what says so."""
        return len(words) < 60 and "\n" not in words and words == self._first_row

    @cached_property
    def _first_row(self) -> str:
        row = next((each for each in self.file.body.walk() if each.tag == ROW), None)
        return _words(row) if row else ""

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {bookmark_name(each.id): each.id for each in self.carried.texts}

    @cached_property
    def _carried_by_id(self) -> Mapping[str, CarriedText]:
        return {each.id: each for each in self.carried.texts}

    def _text(self, carried: CarriedText, cell: Node | None) -> ReadText:
        paragraphs: list[_ReadParagraph] = []
        for each in self._paragraphs(cell) if cell else ():
            if paragraphs and paragraphs[-1].runs_on:
                last = paragraphs[-1]
                paragraphs[-1] = _ReadParagraph(last.kind, [*last.signs, *each.signs], each.runs_on)
            else:
                paragraphs.append(each)
        broken: list[str] = []
        lines = [self._line(each, broken) for each in paragraphs]
        return ReadText(carried, tuple(line for line in lines if line.spans), tuple(broken))

    def _paragraphs(self, node: Node) -> Iterator[_ReadParagraph]:
        for child in node.children:
            if child.tag == PARAGRAPH:
                yield self._paragraph(child)
            elif child.tag == TABLE:
                self._remark("tabel", _words(child))
            elif child.tag == _ALTERNATIVES:
                self._remark("beeld", "")
            elif child.tag not in _PASSED and child.tag not in _GONE:
                yield from self._paragraphs(child)

    def _paragraph(self, node: Node) -> _ReadParagraph:
        properties = node.find(PROPERTIES)
        signs = list(self._signs(node, _Letter("")))
        kind = self._kind(properties, "".join(sign.text for sign in signs))
        ends = properties.find(f"{W}rPr") if properties else None
        return _ReadParagraph(kind, signs, ends is not None and any(each.tag in _GONE for each in ends.children))

    def _kind(self, properties: Node | None, words: str) -> LineKind:
        style = properties.find(f"{W}pStyle") if properties else None
        name = self._style_names.get(style.get(VAL), style.get(VAL)) if style else ""
        if normalized_name(name).startswith(("heading", "kop")) and words.strip():
            self._remark("kop", words)
        number = properties.find(f"{W}numPr") if properties else None
        if number is not None:
            listed = self._listed(number, words)
            if listed:
                return listed
            if listed is None:  # taken out of its list by hand
                return "alinea"
        known = {kind: {normalized_name(each) for each in role.names} for kind, role in _NAMES.items()}
        found = normalized_name(name)  # «List Bullet 2» is a bullet too
        return next((kind for kind, names in known.items() if found.startswith(tuple(names))), "alinea")

    def _listed(self, number: Node, words: str) -> LineKind | None:
        """Return which list a paragraph is an item of; None when it says that it is in no list."""
        key, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
        if key is None or key.get(VAL) == "0":
            return None
        if level is not None and level.get(VAL) not in ("", "0"):
            self._remark("lijst", words)
        return "opsomming" if key.get(VAL) in self._bullets else "nummering"

    def _signs(self, node: Node, look: _Letter) -> Iterator[_Letter]:
        for child in node.children:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._signs(child, self._run_look(child, look))
            elif tag == f"{W}t":
                text = child.text if child.get(_SPACE) == "preserve" else child.text.strip(" \t\r\n")
                yield replace(look, text=text)
            elif tag in _SIGNS:
                yield replace(look, text=_SIGNS[tag])
            elif tag == f"{W}sym":
                self._remark("teken", "")
                yield replace(look, text=_LOST)
            elif tag in _PICTURES or tag == _ALTERNATIVES:
                self._remark("beeld", "")
            elif tag in _NOTES:
                self._remark("noot", "")
            elif tag == f"{W}hyperlink":
                yield from self._signs(child, replace(look, address=self._address(child)))
            elif tag == f"{W}sdt":
                yield from self._control(child, look)
            elif tag not in _PASSED and tag not in _GONE:
                yield from self._signs(child, look)

    def _control(self, node: Node, look: _Letter) -> Iterator[_Letter]:
        """Give the signs of a control; one of ours says how the text around it looks, by its first run."""
        content = node.find(f"{W}sdtContent")
        if content is not None:
            yield from self._signs(content, look)

    def _run_look(self, run: Node, look: _Letter) -> _Letter:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return look
        for each in properties.children:
            name = _LOOKS.get(each.tag)
            is_ours = name == "u" and (look.address or properties.find(f"{W}rStyle") is not None)
            if name and each.get(VAL) not in _OFF and not is_ours and _words(run).strip():
                self._remark("opmaak", _words(run))
        return replace(look, bold=_is_on(properties, "b"), italic=_is_on(properties, "i"))

    def _address(self, link: Node) -> str:
        return self._targets.get(link.get(f"{R}id"), f"#{link.get(f'{W}anchor')}")

    @cached_property
    def _targets(self) -> Mapping[str, str]:
        name = relations_name(self.file.document_name)
        rows = self.file.root(name).children if name in self.file.parts else []
        return {row.get("Id"): row.get("Target") for row in rows if row.get("Type") == relations.HYPERLINK}

    @cached_property
    def _style_names(self) -> Mapping[str, str]:
        name = self.file.related(f"{OFFICE}/styles")
        rows = self.file.root(name).children if name else []
        named = {row.get(f"{W}styleId"): row.find(NAME) for row in rows}
        return {key: found.get(VAL) for key, found in named.items() if found is not None}

    @cached_property
    def _bullets(self) -> frozenset[str]:
        """Return the numbers of the lists with bullets."""
        name = self.file.related(f"{OFFICE}/numbering")
        rows = self.file.root(name).children if name else []
        formats = {
            row.get(f"{W}abstractNumId"): found.get(VAL)
            for row in rows
            if row.tag == f"{W}abstractNum" and (found := row.find(f"{W}lvl", f"{W}numFmt")) is not None
        }
        numbers = (row for row in rows if row.tag == f"{W}num")
        return frozenset(
            row.get(f"{W}numId")
            for row in numbers
            if (found := row.find(f"{W}abstractNumId")) is not None and formats.get(found.get(VAL)) == "bullet"
        )

    def _comments(self) -> None:
        name = self.file.related(relations.COMMENTS)
        for row in self.file.root(name).children if name else ():
            if row.tag == f"{W}comment":
                self._remark("opmerking", _words(row), anywhere=True)

    def _remark(self, kind: RemarkKind, words: str, anywhere: bool = False) -> None:
        if len(self.remarks) < _MOST_REMARKS:
            self.remarks.append(TextRemark(kind, "" if anywhere else self.here, " ".join(words.split())[:200]))

    # -------------------------------------------------------- pieces among the words

    def _line(self, paragraph: _ReadParagraph, broken: list[str]) -> TextLine:
        text = "".join(sign.text for sign in paragraph.signs)
        looks = [sign for sign in paragraph.signs for _ in sign.text]
        spans: list[LineSpan] = []
        end = 0
        for match in _PIECE.finditer(text):
            number = self._numbers.get(" ".join(match[0].split()))
            if number is None and match[0][0] == "[":  # typed by hand
                continue
            spans += _plain_spans(text, looks, end, match.start())
            end = match.end()
            if number is None:
                broken.append(match[0] if len(match[0]) > 1 else text[max(match.start() - 20, 0) : match.end() + 20])
            else:
                spans.append(_locked(number, looks, match.start(), match.end()))
        spans += _plain_spans(text, looks, end, len(text))
        return TextLine(paragraph.kind, _stripped(spans))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {piece.text: number for number, piece in enumerate(self.carried.pieces)}


def _locked(number: int, looks: Sequence[_Letter], start: int, end: int) -> Locked:
    inside = looks[start:end]
    return Locked(number, all(sign.bold for sign in inside), all(sign.italic for sign in inside))


def _plain_spans(text: str, looks: Sequence[_Letter], start: int, end: int) -> Iterator[LineSpan]:
    def look(place: int) -> tuple[bool, bool, str]:
        return looks[place].bold, looks[place].italic, looks[place].address

    for (bold, italic, address), places in groupby(range(start, end), key=look):
        words = "".join(text[place] for place in places)
        yield Link(words, address) if address else Text(words, bold, italic)


def _stripped(spans: Iterable[LineSpan]) -> tuple[LineSpan, ...]:
    """Return spans without white space around them; nothing when that is all there is."""
    found = list(spans)
    return tuple(found) if any(isinstance(each, Locked) or each.text.strip() for each in found) else ()


def _is_on(properties: Node, tag: str) -> bool:
    found = properties.find(W + tag)
    return found is not None and found.get(VAL) not in _OFF


def _through(node: Node, wrappers: Sequence[str]) -> Iterator[Node]:
    """Give the children of an element, also those that stand in one of these wrappers."""
    for child in node.children:
        if child.tag in wrappers:
            yield from _through(child, wrappers)
        else:
            yield child


def _bookmarks(node: Node) -> Iterator[str]:
    for each in node.walk():
        if each.tag == f"{W}bookmarkStart" and each.get(NAME).startswith(MARK):
            yield each.get(NAME)


def _words(node: Node) -> str:
    """Return the words of an element, for a message."""
    found: list[str] = []
    size = 0
    for each in node.walk():
        if each.tag == f"{W}t":
            found.append(each.text)
            size += len(each.text)
        elif each.tag == PARAGRAPH and found:
            found.append(" ")
        if size > _LONGEST:
            break
    return "".join(found).strip()
