"""Write wide tables as one web page with a filter: readable anywhere, also without script, on paper or by ear.

No network and no font of its own. The page is a tree and so is each row; a row is written when it is made, so that a
page with a thousand rows takes little memory. Without script every row is there and the filter is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Comment, Element, SubElement, tostring

from liagen.document.blocks import Fill, Link, Span, Text

_EMPTY: Final = "–"
_ROWS: Final = "rijen"
_LONG_WORD: Final = re.compile(r"\S{25,}")
_PIECES: Final = re.compile(r"[^/\\._-]{1,20}[/\\._-]*|[/\\._-]+")  # a path breaks behind its signs


@dataclass(frozen=True)
class Line:
    """One line in a cell; an ``extra`` line is only shown when a reader asks for it."""

    spans: tuple[Span, ...]
    extra: bool = False


@dataclass(frozen=True)
class WideCell:
    """A cell of lines below each other, or a ``number``, which stands to the right."""

    lines: tuple[Line, ...]
    number: bool = False


@dataclass(frozen=True)
class WideRow:
    """A row: what it is about, and a cell for each other column."""

    head: tuple[Span, ...]
    cells: tuple[WideCell, ...]


@dataclass(frozen=True)
class WideTable:
    """A table; ``title`` stands above it as a heading, if any. The first of ``columns`` is that of the heads."""

    title: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[WideRow, ...]

    def __post_init__(self) -> None:
        """Refuse a table whose rows do not fit its columns."""
        sizes = {len(row.cells) + 1 for row in self.rows} | {len(self.columns)}
        if len(sizes) > 1:
            raise ValueError(f"table {self.caption!r}: rows of {sorted(sizes)} cells")


@dataclass(frozen=True)
class FilterWords:
    """What stands at the filter: its name and that of its fields.

    ``head`` asks for a word in the first column, ``text`` for words anywhere. ``column`` picks one column and
    ``every_column`` all of them; ``extra`` shows the extra lines; each is left out when it is empty. ``count`` says how
    many rows are shown, with ``{tabel}``, ``{getoond}`` and ``{alle}``.
    """

    title: str
    head: str
    text: str
    reset: str
    count: str
    column: str = ""
    every_column: str = ""
    extra: str = ""


@dataclass(frozen=True)
class TablePage:
    """A page: its title, paragraphs above the tables, and tables that share one filter."""

    title: str
    intro: tuple[str, ...]
    tables: tuple[WideTable, ...]
    words: FilterWords


def write_table_page(page: TablePage) -> str:
    """Return the page as HTML; the same page gives the same text.

    Raises ValueError for a link that leads elsewhere than to https or a file beside the page.
    """
    root = Element("html", lang="nl")
    _head(_add(root, "head"), page.title)
    main = _add(_add(root, "body"), "main")
    _add(main, "h1", page.title)
    for text in page.intro:
        _add(main, "p", text)
    _filter(main, page)
    for number, table in enumerate(page.tables, 1):
        _table(main, table, f"tabel-{number}")
    _add(root[-1], "script", _SCRIPT)
    first, *others = _written(root).split(_written(Comment(_ROWS)))
    pieces = ["<!DOCTYPE html>\n", first]
    for table, after in zip(page.tables, others, strict=True):
        pieces += (_written(_row(row, table.columns)) for row in table.rows)
        pieces.append(after)
    return "".join((*pieces, "\n"))


def _written(element: Element[Any]) -> str:
    return tostring(element, encoding="unicode", method="html")


def _head(head: Element, title: str) -> None:
    _add(head, "meta", charset="utf-8")
    _add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "title", title)
    _add(head, "meta", name="generator", content="liagen")
    _add(head, "style", _STYLE)


def _filter(main: Element, page: TablePage) -> None:
    """Add the filter, out of sight until the script is there to make it work."""
    words = page.words
    form = _add(main, "form", id="filter", hidden="hidden", **{"aria-label": words.title, "role": "search"})
    for ident, label in (("rij", words.head), ("woord", words.text)):
        _field(form, "input", ident, label, type="text", autocomplete="off", spellcheck="false")
    if words.column:
        choice = _field(form, "select", "kolom", words.column)
        _add(choice, "option", words.every_column, value="0")
        for number, name in enumerate(page.tables[0].columns[1:], 1):
            _add(choice, "option", name, value=str(number))
    if words.extra:
        box = _add(form, "label")
        _add(box, "input", type="checkbox", id="extra").tail = f" {words.extra}"
    _add(form, "button", words.reset, type="reset")
    _add(main, "p", "", id="stand", role="status", **{"data-tekst": words.count})


def _field(form: Element, tag: str, ident: str, label: str, **attributes: str) -> Element:
    """Add a field with its label above it."""
    place = _add(form, "div")
    _add(place, "label", label, **{"for": ident})
    return _add(place, tag, id=ident, **attributes)


def _table(main: Element, table: WideTable, ident: str) -> None:
    """Add a table, without its rows, in a frame of its own that scrolls, also with the keyboard.

    The roles say once more what the elements are: on a narrow screen the rows are shown as blocks, and some browsers
    then forget that this is a table. Each cell also holds the name of its column, for that same screen.
    """
    section = _add(main, "section")
    if table.title:
        _add(section, "h2", table.title)
    caption = f"{ident}-bijschrift"
    frame = _add(section, "div", role="region", tabindex="0", **{"class": "tabel", "aria-labelledby": caption})
    grid = _add(frame, "table", id=ident, role="table")
    _add(grid, "caption", table.caption, id=caption)
    heads = _add(_add(grid, "thead", role="rowgroup"), "tr", role="row")
    for name in table.columns:
        _add(heads, "th", name, scope="col", role="columnheader")
    _add(grid, "tbody", role="rowgroup").append(Comment(_ROWS))


def _row(row: WideRow, columns: tuple[str, ...]) -> Element:
    line = Element("tr", role="row")
    line.tail = "\n"
    _spans(_add(line, "th", scope="row", role="rowheader"), row.head)
    for name, cell in zip(columns[1:], row.cells, strict=True):
        kind = {"class": "getal"} if cell.number else {}
        _cell(_add(line, "td", role="cell", **{"data-kop": name}, **kind), cell)
    return line


def _cell(parent: Element, cell: WideCell) -> None:
    """Add what is in a cell; an empty one says so."""
    if not cell.lines:
        parent.text = _EMPTY
    for line in cell.lines:
        place = _add(parent, "p", **({"class": "extra"} if line.extra else {})) if len(cell.lines) > 1 else parent
        _spans(place, line.spans)


def _spans(parent: Element, spans: Iterable[Span]) -> None:
    for span in spans:
        match span:
            case Text(text, bold, italic):
                place = parent
                for mark in ("strong",) * bold + ("em",) * italic:
                    place = SubElement(place, mark)
                _write(place, text)
            case Fill():
                SubElement(parent, "mark").text = span.text
            case Link(text, target):
                _write(SubElement(parent, "a", href=_address(target)), text)


def _address(target: str) -> str:
    """Return where a link goes; refuse what is neither https nor a file beside the page."""
    parts = urlsplit(target)
    beside = not (parts.scheme or parts.netloc or target.startswith("/"))
    if parts.scheme == "https" or (beside and target.isascii()):
        return target
    raise ValueError(f"a link to {target!r}, which is neither https nor a file beside the page")


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element on a line of its own."""
    element = SubElement(parent, tag, attributes)
    element.text = text or None
    element.tail = "\n"
    return element


def _write(element: Element, text: str) -> None:
    """Write text behind what an element holds, with places to break in words too long for a column."""
    first, *rest = _LONG_WORD.sub(lambda word: "\0".join(_PIECES.findall(word[0])), text).split("\0")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + first
    else:
        element.text = (element.text or "") + first
    for piece in rest:
        SubElement(element, "wbr").tail = piece


# Every colour of text has a contrast of at least 4.5 with its ground. The heads stay in sight only on a screen that has
# room for them: a reader who enlarges the page keeps the screen for the text.
_STYLE: Final = """
:root {
  color-scheme: light;
  --text: #1a1a1a; --text-title: #1f3b4d; --text-link: #0b5394;
  --ground: #ffffff; --ground-box: #f2f5f7; --ground-head: #e6ecf0; --ground-fill: #fff1cc; --line: #6b7c88;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 110rem; padding: 1rem 1.25rem 3rem; overflow-wrap: break-word;
  background: var(--ground); color: var(--text); font-size: 1rem; line-height: 1.45;
  font-family: Calibri, Carlito, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
}
h1, h2, caption { color: var(--text-title); line-height: 1.25; text-align: left; }
h1 { font-size: 1.9rem; margin: 1rem 0; }
h2 { font-size: 1.4rem; margin: 2rem 0 0.5rem; }
main > p { max-width: 48rem; }
a { color: var(--text-link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--text-link); outline-offset: 2px; }
form {
  display: flex; flex-wrap: wrap; align-items: end; gap: 0.6rem 1rem; margin: 1rem 0; padding: 0.85rem 1rem;
  background: var(--ground-box); border: 1px solid var(--line);
}
form div { max-width: 100%; }
form div > label { display: block; }
input, select, button {
  font: inherit; color: var(--text); background: var(--ground); border: 1px solid var(--line); border-radius: 0.2rem;
  min-height: 2.25rem; padding: 0.25rem 0.5rem; max-width: 100%;
}
form > label { padding: 0.35rem 0; }
input[type="checkbox"] { width: 1.5rem; height: 1.5rem; min-height: 0; vertical-align: middle; }
button { cursor: pointer; padding: 0.25rem 0.9rem; }
#stand { min-height: 1.5em; }
.tabel { overflow: auto; border: 1px solid var(--line); }
table { border-collapse: separate; border-spacing: 0; width: 100%; }
caption { padding: 0.5rem 0.6rem; font-weight: 700; }
th, td {
  border: 0 solid var(--line); border-width: 1px 1px 0 0; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top;
}
td { min-width: 5rem; }
td:last-child, thead th:last-child { border-right-width: 0; }
th { background: var(--ground-head); color: var(--text-title); }
tbody th { min-width: 9rem; max-width: 16rem; }
thead th { min-width: 4rem; }
thead th:first-child { width: 12%; }
td.getal { text-align: right; min-width: 0; font-variant-numeric: tabular-nums; }
.getal .extra { text-align: left; min-width: 14rem; }
td p { margin: 0 0 0.35rem; }
td p:last-child { margin-bottom: 0; }
mark { background: var(--ground-fill); color: var(--text); padding: 0 0.2em; }
[hidden], .kort .extra { display: none; }
@media screen and (min-width: 60rem) and (min-height: 30rem) {
  .tabel { max-height: calc(100vh - 3rem); }
  thead th { position: sticky; top: 0; z-index: 2; }
  tbody th, thead th:first-child { position: sticky; left: 0; }
  tbody th { z-index: 1; }
  thead th:first-child { z-index: 3; }
}
@media screen and (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, tbody th, td { display: block; min-width: 0; max-width: none; text-align: left; }
  th, td { border-right-width: 0; }
  td::before { content: attr(data-kop); display: block; font-weight: 700; color: var(--text-title); }
  td.getal { text-align: left; }
}
@media print {
  @page { size: A4 landscape; margin: 1.2cm; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  form { display: none; }
  .tabel { overflow: visible; border: 0; }
  table { border-collapse: collapse; }
  th, td { min-width: 0; padding: 2pt 3pt; }
  th, td, td:last-child, thead th:last-child { border-width: 1px; }
  tr { break-inside: avoid; }
  h1, h2, caption { break-after: avoid; }
  th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

# A row is shown when its head holds the word for heads, and what is to be seen of it holds every other word.
_SCRIPT: Final = r"""
(function () {
  "use strict";
  var find = function (id) { return document.getElementById(id); };
  var form = find("filter"), stand = find("stand"), main = document.querySelector("main"), timer = 0;
  var plain = function (text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ").trim();
  };
  var value = function (id) { return find(id) ? find(id).value : ""; };
  var texts = function (cell) {
    var extra = Array.from(cell.querySelectorAll(".extra"), function (line) { return line.textContent; }).join(" ");
    var main = cell.cloneNode(true);
    main.querySelectorAll(".extra").forEach(function (line) { line.remove(); });
    return {cell: cell, main: plain(main.textContent), extra: plain(extra)};
  };
  var tables = Array.from(document.querySelectorAll("table"), function (table) {
    return {
      caption: table.caption.textContent,
      heads: Array.from(table.tHead.rows[0].cells),
      rows: Array.from(table.tBodies[0].rows, function (row) {
        return {row: row, cells: Array.from(row.cells, texts)};
      })
    };
  });
  function apply() {
    var head = plain(value("rij")), words = plain(value("woord")).split(" "), column = Number(value("kolom") || 0);
    var extra = !find("extra") || find("extra").checked;
    var seen = function (index) { return !column || !index || index === column; };
    main.classList.toggle("kort", !extra);
    var said = tables.map(function (table) {
      table.heads.forEach(function (cell, index) { cell.hidden = !seen(index); });
      var shown = table.rows.filter(function (row) {
        var text = row.cells.map(function (each, index) {
          each.cell.hidden = !seen(index);
          return seen(index) ? each.main + (extra ? " " + each.extra : "") : "";
        }).join(" ");
        var fits = row.cells[0].main.includes(head) && words.every(function (word) { return text.includes(word); });
        row.row.hidden = !fits;
        return fits;
      }).length;
      return stand.dataset.tekst.replace(/\{(tabel|getoond|alle)\}/g, function (_, name) {
        return {tabel: table.caption, getoond: shown, alle: table.rows.length}[name];
      });
    }).join(" ");
    if (stand.textContent !== said) { stand.textContent = said; }
  }
  function later() { clearTimeout(timer); timer = setTimeout(apply, 200); }
  form.addEventListener("input", later);
  form.addEventListener("reset", later);
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.hidden = false;
  apply();
}());
"""
