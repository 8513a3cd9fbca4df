"""Write wide tables as one web page with a filter: readable anywhere, also without script, on paper or by ear.

No network and no font of its own. The page is a tree and so is each row; a row is written when it is made, so that a
page with a thousand rows takes little memory. Without script every row is there and the filter is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Comment, Element

from liagen.document.blocks import Span
from liagen.web.assets import read_asset
from liagen.web.elements import DOCTYPE, add, add_spans, add_text, fill_head, to_html, write_breakable

_EMPTY: Final = "–"
_ROWS: Final = "rijen"
_STYLE: Final = read_asset(__package__, "table_page.css")
_SCRIPT: Final = read_asset(__package__, "table_page.js")


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
    """A table; ``title`` stands above it as a heading, if any. The first of ``columns`` is that of the heads.

    Each row is asked for once more when it is written: of a long table they can be made then.
    """

    title: str
    caption: str
    columns: tuple[str, ...]
    rows: Sequence[WideRow]

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
    return "".join(table_page_parts(page))


def table_page_parts(page: TablePage) -> Iterator[str]:
    """Yield the page as HTML, a row at a time. Raises ValueError as ``write_table_page`` does."""
    root = Element("html", lang="nl")
    _head(add(root, "head"), page.title)
    body = add(root, "body")
    main = add(body, "main")
    add_text(main, "h1", page.title)
    for text in page.intro:
        add_text(main, "p", text)
    _filter(main, page)
    for number, table in enumerate(page.tables, 1):
        _table(main, table, f"tabel-{number}")
    add_text(body, "script", _SCRIPT)
    # Rows are written one by one and put where the comment stands: as trees, all of them at once take much memory.
    before, *others = to_html(root).split(to_html(Comment(_ROWS)))
    yield DOCTYPE
    yield before
    for table, after in zip(page.tables, others, strict=True):
        for row in table.rows:
            yield to_html(_row(row, table.columns))
        yield after
    yield "\n"


def _head(head: Element, title: str) -> None:
    fill_head(head, title)
    add(head, "meta", {"name": "generator", "content": "liagen"})
    add_text(head, "style", _STYLE)


def _filter(main: Element, page: TablePage) -> None:
    """Add the filter, out of sight until the script is there to make it work."""
    words = page.words
    form = add(main, "form", {"id": "filter", "hidden": "hidden", "aria-label": words.title, "role": "search"})
    for ident, label in (("rij", words.head), ("woord", words.text)):
        field = _field(form, "input", ident, label)
        field.attrib |= {"type": "text", "autocomplete": "off", "spellcheck": "false"}
    if words.column:
        choice = _field(form, "select", "kolom", words.column)
        for number, name in enumerate((words.every_column, *page.tables[0].columns[1:])):
            add_text(choice, "option", name, {"value": str(number)})
    if words.extra:
        box = add(form, "label")
        add(box, "input", {"type": "checkbox", "id": "extra"}).tail = f" {words.extra}"
    add_text(form, "button", words.reset, {"type": "reset"})
    add(main, "p", {"id": "stand", "role": "status", "data-tekst": words.count})


def _field(form: Element, tag: str, ident: str, label: str) -> Element:
    """Add a field with its label above it."""
    place = add(form, "div")
    add_text(place, "label", label, {"for": ident})
    return add(place, tag, {"id": ident})


def _table(main: Element, table: WideTable, ident: str) -> None:
    """Add a table, without its rows, in a frame of its own that scrolls, also with the keyboard.

    The roles say once more what the elements are: on a narrow screen the rows are shown as blocks, and some browsers
    then forget that this is a table. Each cell also holds the name of its column, for that same screen.
    """
    section = add(main, "section")
    if table.title:
        add_text(section, "h2", table.title)
    caption = f"{ident}-bijschrift"
    frame = add(section, "div", {"role": "region", "tabindex": "0", "class": "tabel", "aria-labelledby": caption})
    grid = add(frame, "table", {"id": ident, "role": "table"})
    add_text(grid, "caption", table.caption, {"id": caption})
    heads = add(add(grid, "thead", {"role": "rowgroup"}), "tr", {"role": "row"})
    for name in table.columns:
        add_text(heads, "th", name, {"scope": "col", "role": "columnheader"})
    add(grid, "tbody", {"role": "rowgroup"}).append(Comment(_ROWS))


def _row(row: WideRow, columns: tuple[str, ...]) -> Element:
    line = Element("tr", role="row")
    line.tail = "\n"
    _spans(add(line, "th", {"scope": "row", "role": "rowheader"}), row.head)
    for name, cell in zip(columns[1:], row.cells, strict=True):
        kind = {"class": "getal"} if cell.number else {}
        _cell(add(line, "td", {"role": "cell", "data-kop": name, **kind}), cell)
    return line


def _cell(parent: Element, cell: WideCell) -> None:
    """Add what is in a cell; an empty one says so."""
    if not cell.lines:
        parent.text = _EMPTY
    for line in cell.lines:
        place = add(parent, "p", {"class": "extra"} if line.extra else {}) if len(cell.lines) > 1 else parent
        _spans(place, line.spans)


def _spans(parent: Element, spans: Iterable[Span]) -> None:
    add_spans(parent, spans, write_breakable, _address)


def _address(target: str) -> str:
    """Return where a link goes; refuse what is neither https nor a file beside the page."""
    parts = urlsplit(target)
    beside = not (parts.scheme or parts.netloc or target.startswith("/"))
    if parts.scheme == "https" or (beside and target.isascii()):
        return target
    raise ValueError(f"a link to {target!r}, which is neither https nor a file beside the page")
