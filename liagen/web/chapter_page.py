"""Write a chapter as one web page: readable anywhere, with a screen reader, a keyboard, a small screen or on paper.

No script, no network, no font of its own. The page is built as a tree; nothing of it is pasted together from text.
The text alone, without a page around it, can be put into another page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    Heading,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Span,
    Table,
    Text,
    span_text,
)
from liagen.web.elements import add, nested, write

_EMPTY_CELL: Final = "–"
_MAIN: Final = "hoofdtekst"
_CONTENTS: Final = "inhoudsopgave"


@dataclass(frozen=True)
class PageWords:
    """The words of a page that are not in its chapter, as the library words them.

    ``skip`` is the link past the contents, ``contents`` stands above them; ``note``, ``box`` and ``table`` name a
    remark, a notice and a table.
    """

    skip: str
    contents: str
    note: str
    box: str
    table: str


@dataclass(frozen=True)
class Embedded:
    """The text of a chapter for another page, which gives it ``TEXT_STYLE`` and ``rules``.

    ``main`` is the element with the text and ``rules`` the widths of its columns, as CSS. ``anchors`` gives for each id
    in the chapter the id in the page.
    """

    main: Element
    rules: str
    anchors: Mapping[str, str]


def write_html(chapter: Chapter, words: PageWords) -> str:
    """Return the chapter as one HTML page; the same chapter and words give the same text.

    Raises ``ValueError`` when ids in the chapter are used twice, or a link leads nowhere or elsewhere than to https.
    """
    text = embed_html(chapter, words, {})
    root = Element("html", lang="nl")
    _head(add(root, "head"), chapter, text.rules)
    body = add(root, "body")
    add(body, "a", {"class": "overslaan", "href": f"#{_MAIN}"}).text = words.skip
    add(add(body, "header"), "p").text = chapter.running
    _contents(body, chapter.blocks, text.anchors, words)
    body.append(text.main)
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}"


def embed_html(chapter: Chapter, words: PageWords, outside: Mapping[str, str]) -> Embedded:
    """Return the text of a chapter for another page. Raises ``ValueError`` as ``write_html`` does.

    ``outside`` names what else in that page a link in the chapter may lead to: id in the link → id in the page.
    """
    blocks = tuple(filter(_has_text, chapter.blocks))
    anchors = _anchors(blocks, outside.values())
    main = Element("main", {"id": _MAIN, "tabindex": "-1"})
    main.tail = "\n"
    text = _Main(main, anchors, outside, words)
    text.add(blocks)
    return Embedded(main, "".join(text.rules), anchors)


# --- ids


def _has_text(block: Block) -> bool:
    """Say whether there is something to read in a block: an empty one is only a hindrance to a screen reader."""
    match block:
        case Heading() | Paragraph():
            return bool(span_text(block.spans).strip())
        case ListBlock():
            return bool(block.items)
        case Table():
            return True


def _ids(block: Block) -> Iterator[str]:
    """Yield the ids of a block and of what is in it."""
    yield block.id
    match block:
        case ListBlock(items=items):
            yield from (item.id for item in items)
        case Table(caption=caption, header=header, rows=rows):
            yield caption.id
            yield from (cell.id for cell in header)
            for row in rows:
                yield row.id
                yield from (cell.id for cell in row.cells)


def _anchors(blocks: Iterable[Block], reserved: Iterable[str]) -> dict[str, str]:
    """Return for each id in the chapter the id in the page: letters, digits and dashes, so that it needs no escapes."""
    anchors: dict[str, str] = {}
    taken = {_MAIN, _CONTENTS, *reserved}
    for ident in (ident for block in blocks for ident in _ids(block)):
        if ident in anchors:
            raise ValueError(f"id {ident!r} is used twice")
        stem = re.sub(r"[^A-Za-z0-9_]+", "-", ident).strip("-")
        stem = stem if stem[:1].isalpha() else f"id-{stem}"
        anchor, number = stem, 1
        while anchor in taken:
            number += 1
            anchor = f"{stem}-{number}"
        taken.add(anchor)
        anchors[ident] = anchor
    return anchors


# --- around the text


def _head(head: Element, chapter: Chapter, rules: str) -> None:
    """Fill the head."""
    add(head, "meta", {"charset": "utf-8"})
    add(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    add(head, "title").text = chapter.title
    properties = {
        "description": chapter.subject,
        "keywords": ", ".join(chapter.keywords),
        "dcterms.date": chapter.date,
        "generator": "liagen",
    }
    for name, content in properties.items():
        if content:
            add(head, "meta", {"name": name, "content": content})
    add(head, "style").text = f"{TEXT_STYLE}{_PAGE_STYLE}{rules}"


def _contents(body: Element, blocks: Iterable[Block], anchors: Mapping[str, str], words: PageWords) -> None:
    """Add links to the sections, if any; the title is no heading, so that the first heading is the chapter's."""
    sections = [block for block in blocks if isinstance(block, Heading) and block.level == 2 and _has_text(block)]
    if not sections:
        return
    nav = add(body, "nav", {"aria-labelledby": _CONTENTS})
    add(nav, "p", {"id": _CONTENTS}).text = words.contents
    rows = add(nav, "ul")
    for section in sections:
        link = add(add(rows, "li"), "a", {"href": f"#{anchors[section.id]}"})
        link.text = " ".join(span_text(section.spans).split())


# --- the text


class _Main:
    """The text of a chapter, built forward."""

    def __init__(self, main: Element, anchors: Mapping[str, str], outside: Mapping[str, str], words: PageWords) -> None:
        """Start with an empty text; ``rules`` grows into the widths of columns, which no attribute may hold."""
        self.rules: list[str] = []
        self._main = main
        self._anchors = anchors
        self._outside = outside
        self._words = words
        self._tables = 0

    def add(self, blocks: Sequence[Block]) -> None:
        """Add the blocks in order; notices that follow each other share a box, as in Word."""
        box: Element | None = None
        for block in blocks:
            if not (isinstance(block, Paragraph) and block.role == "kader"):
                box = None
                self._block(self._main, block)
                continue
            if box is None:
                # As role «note» it is named but no landmark: a list of landmarks with a dozen boxes helps nobody.
                box = add(self._main, "aside", {"class": "kader", "role": "note", "aria-label": self._words.box})
            self._block(box, block)

    def _block(self, parent: Element, block: Block) -> None:
        """Add one block, and the remark that belongs to it."""
        match block:
            case Heading():
                self._spans(self._new(parent, f"h{block.level}", block.id), block.spans)
                self._note(parent, block.note)
            case Paragraph():
                element = self._new(parent, "p", block.id)
                if block.role in ("inleiding", "bijschrift"):
                    element.set("class", block.role)
                self._spans(element, block.spans)
                self._note(parent, block.note)
            case ListBlock():
                rows = self._new(parent, "ol" if block.ordered else "ul", block.id)
                for item in block.items:
                    row = self._new(rows, "li", item.id)
                    self._spans(row, item.spans)
                    self._note(row, item.note)
            case Table():
                self._table(parent, block)

    def _note(self, parent: Element, note: Note | None) -> None:
        """Add a remark; the word before it says what it is, to eye and ear."""
        if note:
            text = add(add(parent, "aside", {"class": "opmerking", "role": "note"}), "p")
            SubElement(text, "strong").text = f"{self._words.note}:"
            write(text, f" {note.text}")

    def _table(self, parent: Element, block: Table) -> None:
        """Add a table in a frame that scrolls when the screen is too narrow, also with the keyboard."""
        self._tables += 1
        name = {"aria-labelledby": self._anchors[block.caption.id]}
        frame = add(parent, "div", {"class": "tabel", "role": "region", "tabindex": "0"} | name)
        table = self._new(frame, "table", block.id)
        caption = self._new(table, "caption", block.caption.id)
        write(caption, f"{self._words.table} {self._tables}: ")
        self._spans(caption, block.caption.spans)
        columns = add(table, "colgroup")
        for number, width in enumerate(block.widths, 1):
            add(columns, "col")
            share = f"{width * 100 / sum(block.widths):.4g}%"
            self.rules.append(f"#{self._anchors[block.id]} col:nth-child({number}) {{ width: {share}; }}\n")
        self._cells(add(add(table, "thead"), "tr"), block.header, "th", {"scope": "col"})
        rows = add(table, "tbody")
        for row in block.rows:
            self._cells(self._new(rows, "tr", row.id), row.cells, "td", {})

    def _cells(self, row: Element, cells: Iterable[Cell], tag: str, more: Mapping[str, str]) -> None:
        """Add the cells of a row; an empty one says so, as in Word."""
        for cell in cells:
            spans = cell.spans if span_text(cell.spans).strip() else (Text(_EMPTY_CELL),)
            self._spans(add(row, tag, {"id": self._anchors[cell.id], **more}), spans)

    def _new(self, parent: Element, tag: str, ident: str) -> Element:
        """Add an empty element with the id of a block."""
        return add(parent, tag, {"id": self._anchors[ident]})

    def _spans(self, parent: Element, spans: Iterable[Span]) -> None:
        """Add spans in a row."""
        for span in spans:
            match span:
                case Text(text, bold, italic):
                    marks = ("strong",) * bold + ("em",) * italic
                    write(nested(parent, marks), text)
                case Fill():
                    write(SubElement(parent, "mark", {"class": "invullen"}), span.text)
                case Link(text, target):
                    write(SubElement(parent, "a", {"href": self._address(target)}), text)

    def _address(self, target: str) -> str:
        """Return where a link goes; refuse what is neither in the chapter nor a safe address."""
        if target.startswith("#") and target[1:] in self._anchors:
            return f"#{self._anchors[target[1:]]}"
        if target.startswith("#") and target[1:] in self._outside:
            return f"#{self._outside[target[1:]]}"
        if target.startswith("https://"):
            return target
        raise ValueError(f"a link to {target!r}, which is neither in the chapter nor https")


# --- looks


# Every colour of text has a contrast of at least 4.5 with every ground; tests/test_html_writer.py holds it.
TEXT_STYLE: Final = """
:root {
  color-scheme: light;
  --text: #1a1a1a; --text-title: #1f3b4d; --text-soft: #404040; --text-link: #0b5394;
  --ground: #ffffff; --ground-box: #f2f5f7; --ground-head: #e6ecf0; --ground-fill: #fff1cc;
  --line: #6b7c88; --line-fill: #8a6700;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  overflow-wrap: break-word; background: var(--ground); color: var(--text);
  font-family: Calibri, Carlito, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  font-size: 1.125rem; line-height: 1.55;
}
h1, h2, h3, h4, caption { color: var(--text-title); font-weight: 700; line-height: 1.25; }
h1 { font-size: 2rem; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.5rem; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1.2rem; margin: 1.75rem 0 0.5rem; }
p, ul, ol { margin: 0 0 1rem; }
li { margin-bottom: 0.35rem; }
a { color: var(--text-link); text-decoration: underline; text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 0.15em; }
:focus-visible { outline: 3px solid var(--text-link); outline-offset: 2px; }
main:focus { outline: none; }
:target { outline: 2px dashed var(--line); outline-offset: 4px; }
.overslaan { position: absolute; left: -999rem; padding: 0.5rem 1rem; background: var(--ground); }
.overslaan:focus { left: 1rem; top: 1rem; }
.inleiding { color: var(--text-title); }
.bijschrift { color: var(--text-soft); }
.kader, .opmerking {
  margin: 0 0 1.25rem; padding: 0.85rem 1.1rem; background: var(--ground-box); border: 1px solid var(--line);
}
.kader { border-left-width: 0.4rem; }
.opmerking { border-style: dashed; background: var(--ground); color: var(--text-soft); font-size: 1rem; }
li > .opmerking { margin: 0.5rem 0 0.75rem; }
.kader > :last-child, .opmerking > :last-child { margin-bottom: 0; }
.invullen {
  background: var(--ground-fill); color: var(--text); padding: 0 0.2em; border-bottom: 2px solid var(--line-fill);
  -webkit-box-decoration-break: clone; box-decoration-break: clone;
}
.tabel { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; min-width: 38rem; font-size: 1rem; }
caption { text-align: left; padding-bottom: 0.5rem; }
th, td { border: 1px solid var(--line); padding: 0.45rem 0.6rem; text-align: left; vertical-align: top; hyphens: auto; }
th { background: var(--ground-head); color: var(--text-title); }
"""
"""How a text looks, whatever page it stands in."""

_PAGE_STYLE: Final = """
body { margin: 0 auto; max-width: 48rem; padding: 1rem 1.25rem 4rem; }
header p { color: var(--text-soft); font-size: 1rem; border-bottom: 1px solid var(--line); padding-bottom: 0.5rem; }
nav { background: var(--ground-box); border: 1px solid var(--line); padding: 1rem 1.25rem 0; }
nav > p { color: var(--text-title); font-weight: 700; line-height: 1.25; font-size: 1.2rem; margin-bottom: 0.5rem; }
nav ul { columns: 20rem; column-gap: 2.5rem; padding-left: 1.25rem; }
@media screen and (min-width: 72rem) {
  body:has(> nav) {
    display: grid; grid-template-columns: 17rem minmax(0, 1fr); column-gap: 3rem; align-items: start;
    max-width: 72rem;
  }
  header { grid-column: 1 / -1; }
  nav {
    position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto;
    font-size: 1rem; line-height: 1.35;
  }
  main > :first-child { margin-top: 0; }
}
@media print {
  @page { size: A4; margin: 2.2cm; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  .overslaan, nav { display: none; }
  h1, h2, h3, caption { break-after: avoid; }
  tr, .kader, .opmerking { break-inside: avoid; }
  h1 + .opmerking, h2 + .opmerking, h3 + .opmerking { break-after: avoid; }
  p, li { orphans: 2; widows: 2; }
  thead { display: table-header-group; }
  .tabel { overflow: visible; }
  table { min-width: 0; font-size: 10pt; }
  main a[href^="https:"]::after { content: " (" attr(href) ")"; }
  .invullen, .kader, th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  :target { outline: none; }
}
"""
