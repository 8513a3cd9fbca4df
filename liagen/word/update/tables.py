"""The tables of an edited draft: brought up to date row by row, or as a whole, or left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liagen.document.changes import DraftChange, UpdateKind, merge_texts
from liagen.word.parts.scan import Node, Patch
from liagen.word.parts.xml import W, word
from liagen.word.readback.edited import CELL, PARAGRAPH, ROW, TABLE, EditedText, Unit
from liagen.word.update.order import out_of_order
from liagen.word.update.paragraphs import ParagraphUpdate

_ROW_PROPERTIES: Final = f"{W}trPr"
_WIDTH: Final = re.compile(rb"<w:tcW [^>]*/>")
_Texts = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class TablePair:
    """A table of ours in the draft, the renewed one, and the ids of the cells of both."""

    node: Node
    renewed: Node | None
    keys: frozenset[str]


@dataclass(frozen=True)
class _Versions:
    """The texts of a table by id: as made, as edited, and renewed."""

    base: _Texts
    edited: _Texts
    renewed: _Texts

    def of(self, keys: Iterable[str]) -> _Versions:
        """Return only the texts with these ids."""
        wanted = frozenset(keys)
        return _Versions(
            *(
                {key: text for key, text in texts.items() if key in wanted}
                for texts in (self.base, self.edited, self.renewed)
            )
        )


class TableUpdate:
    """The tables of one draft while it is brought up to date; what changes goes to that of its paragraphs."""

    def __init__(self, paragraphs: ParagraphUpdate) -> None:
        """Find each table of ours, with the renewed one that has the most of the same cells."""
        self._update = paragraphs
        self._data = paragraphs.data
        self._edited = paragraphs.edited
        self._renewed = paragraphs.renewed
        self._tracked = paragraphs.tracked
        self._renewed_tables = _tables_of(self._renewed.text.units.values())
        self.pairs = tuple(self._pair(node, ids) for node, ids in _tables_of(self._edited.units.values()).items())

    def _pair(self, node: Node, ids: Sequence[str]) -> TablePair:
        shared = {each: len(set(ids) & set(keys)) for each, keys in self._renewed_tables.items()}
        best = max(shared, key=shared.__getitem__, default=None)
        other = best if best is not None and shared[best] else None
        return TablePair(node, other, frozenset((*ids, *(self._renewed_tables[other] if other else ()))))

    def unmatched(self) -> tuple[frozenset[str], dict[str, Node]]:
        """Return the ids in renewed tables that the draft does not have; and the new tables by the id of their caption.

        A table whose cells she was given before, and took out, is not new.
        """
        taken = {id(pair.renewed) for pair in self.pairs}
        order = list(self._renewed.text.units)
        left = {node: ids for node, ids in self._renewed_tables.items() if id(node) not in taken}
        new = {
            order[order.index(ids[0]) - 1]: node for node, ids in left.items() if not set(ids) & set(self._update.base)
        }
        return frozenset(key for ids in left.values() for key in ids), new

    def settle(self) -> None:
        """Bring every table up to date."""
        texts = _Versions(self._update.base, self._edited.texts, self._renewed.text.texts)
        for pair in self.pairs:
            self._settle(pair, texts.of(pair.keys))

    def _settle(self, pair: TablePair, texts: _Versions) -> None:
        """Bring one table up to date: row by row when it has the same columns, else as a whole or not at all."""
        if pair.renewed is None:
            self._withdraw(pair, texts)
            return
        has_same_columns = _columns(self._edited, pair.node) == _columns(self._renewed.text, pair.renewed)
        if has_same_columns:
            self._settle_rows(pair, pair.renewed, texts)
        elif texts.base == texts.renewed:
            self._tell("eigen", texts)  # only she changed it, and its rows say so no longer
        elif self._is_untouched(pair, texts):
            new = self.new_table(pair.renewed)
            self._tell("vernieuwd", texts)
            if self._tracked:
                self._remove_rows(_rows(pair.node))
                self._update.patches.append(Patch(pair.node.end, pair.node.end, new))
            else:
                self._update.patches.append(Patch(pair.node.start, pair.node.end, new))
        else:
            self._remark(pair, self._update.words.table)
            self._tell("tabel", texts)

    def _withdraw(self, pair: TablePair, texts: _Versions) -> None:
        if not self._is_untouched(pair, texts):
            self._remark(pair, self._update.words.withdrawn)
            self._tell("vervallen_bewerkt", texts)
            return
        self._tell("vervallen", texts)
        if self._tracked:
            self._remove_rows(_rows(pair.node))
        else:
            self._update.removed.add(pair.node.start)
            self._update.patches.append(Patch(pair.node.start, pair.node.end))

    def _is_untouched(self, pair: TablePair, texts: _Versions) -> bool:
        """Say whether nobody changed anything in a table: no text, no row, nothing of hers in it."""
        mine = [each for each in self._edited.paragraphs if each.within(TABLE) is pair.node]
        held = all(len(each.ids) == 1 and self._update.may_go(self._edited.units[each.ids[0]]) for each in mine)
        return held and texts.base == texts.edited

    def _remark(self, pair: TablePair, text: str) -> None:
        key = next(key for key in self._edited.units if key in pair.keys)
        self._update.remark(self._edited.units[key], text)

    def _tell(self, kind: UpdateKind, texts: _Versions) -> None:
        self._tell_cells(kind, next(iter(texts.edited)), texts.edited.values(), texts.renewed.values())

    def _tell_row(self, kind: UpdateKind, keys: Sequence[str], before: _Texts, after: _Texts) -> None:
        cells = ([texts[key] for key in keys if key in texts] for texts in (before, after))
        self._tell_cells(kind, keys[0], *cells)

    def _tell_cells(self, kind: UpdateKind, key: str, before: Iterable[str], after: Iterable[str]) -> None:
        self._update.changes.append(DraftChange(kind, key, " · ".join(before), " · ".join(after)))

    # ------------------------------------------------------------ rows

    def _settle_rows(self, pair: TablePair, new: Node, texts: _Versions) -> None:
        ours = {row: _ids_in(self._renewed.text, row) for row in _rows(new)}
        theirs = {row: _ids_in(self._edited, row) for row in _rows(pair.node)}
        row_of = {key: row for row, keys in theirs.items() for key in keys}
        moved = self._moved_rows(ours, row_of, texts.base)
        for row, keys in theirs.items():
            if not keys:
                continue  # hers
            if self._tracked and row in moved:
                self._remove_rows([row])
                self._update.leave_bookmarks_out(row)
            elif set(keys) & set(texts.renewed):
                found = texts.of(keys)
                for text in merge_texts(found.base, found.edited, found.renewed):
                    self._update.settle(text)
            else:
                self._withdraw_row(row, keys)
        widths = [_width_of(self._data, cell) for cell in _cells(_rows(pair.node)[0])]
        place = _rows(pair.node)[0].start
        for row, keys in ours.items():
            before = next((row_of[key] for key in keys if key in row_of), None)
            if before is not None and before in moved:
                data = self._new_row(row, widths) if self._tracked else self._update.take(before.start, before.end)
                self._update.patches.append(Patch(place, place, data))
                self._tell_row("verplaatst", keys, texts.edited, texts.renewed)
            elif before is not None:
                place = before.end
            elif set(keys) & set(texts.base):
                self._tell_row("verwijderd", keys, texts.base, texts.renewed)
            else:
                self._update.patches.append(Patch(place, place, self._new_row(row, widths)))
                self._tell_row("nieuw", keys, {}, texts.renewed)

    def _moved_rows(self, ours: Mapping[Node, Sequence[str]], row_of: Mapping[str, Node], base: _Texts) -> set[Node]:
        """Return the rows of the draft that have another place now; not those that she put elsewhere herself."""
        firsts = {keys[0]: row_of[keys[0]] for keys in ours.values() if keys[0] in row_of}
        moved = {firsts[key] for key in out_of_order(base, row_of, list(firsts))}
        if not self._tracked:
            return moved
        return {row for row in moved if self._update.is_as_made(_ids_in(self._edited, row))}

    def _withdraw_row(self, row: Node, keys: Sequence[str]) -> None:
        texts = {key: self._edited.texts[key] for key in keys}
        if self._update.is_as_made(keys):
            self._tell_row("vervallen", keys, texts, {})
            self._remove_rows([row])
            return
        self._update.remark(self._edited.units[keys[0]], self._update.words.withdrawn)
        self._tell_row("vervallen_bewerkt", keys, texts, {})

    def _remove_rows(self, rows: Sequence[Node]) -> None:
        """Take rows out, or track them as gone."""
        for row in rows:
            if not self._tracked:
                self._update.patches.append(Patch(row.start, row.end))
                continue
            self._update.patches.append(self._tracked_row(row))
            for node in row.walk():
                if node.tag == PARAGRAPH:
                    self._update.patches += self._update.tracked_words(node) or ()

    def _tracked_row(self, row: Node) -> Patch:
        """Return the patch that tracks a row as removed."""
        mark = word("del", **self._update.grafter.change())
        properties = row.find(_ROW_PROPERTIES)
        if properties is None:
            before = row.find(f"{W}tblPrEx")
            place = before.end if before else row.inside
            return Patch(place, place, word("trPr", mark))
        if properties.close == properties.end:
            return Patch(properties.start, properties.end, word("trPr", mark))
        later = properties.find(f"{W}trPrChange")
        place = later.start if later else properties.close
        return Patch(place, place, mark)

    # ------------------------------------------------------------ what is new

    def new_table(self, table: Node) -> bytes:
        """Return a table of the renewed text as it fits in the draft."""
        source = self._renewed.file.document
        rows = _rows(table)
        begin = self._update.grafter.graft(source[table.start : rows[0].start])
        widths = [[_width_of(source, cell) for cell in _cells(row)] for row in rows]
        written = [self._new_row(row, each) for row, each in zip(rows, widths, strict=True)]
        return b"".join((begin, *written, source[rows[-1].end : table.end]))

    def _new_row(self, row: Node, widths: Sequence[bytes]) -> bytes:
        """Return a row of the renewed text in columns of these widths."""
        source = self._renewed.file.document
        paragraphs = {each.node.start: each for each in self._renewed.text.paragraphs if each.within(ROW) is row}
        cells = []
        for cell, width in zip(_cells(row), widths, strict=False):
            node = cell.find(PARAGRAPH)
            assert node is not None
            begin = _with_width(source[cell.start : node.start], width)
            cells += [begin, self._update.new_paragraph(paragraphs[node.start]), source[node.end : cell.end]]
        first = _cells(row)[0]
        begin = source[row.start : first.start]
        if self._tracked:
            begin = begin.replace(b"</w:trPr>", word("ins", **self._update.grafter.change()) + b"</w:trPr>")
        return b"".join((begin, *cells, source[_cells(row)[-1].end : row.end]))


def _tables_of(units: Iterable[Unit]) -> dict[Node, list[str]]:
    """Return the tables that units stand in, with their ids in order."""
    found: dict[Node, list[str]] = {}
    for unit in units:
        table = unit.paragraphs[0].within(TABLE)
        if table is not None:
            found.setdefault(table, []).append(unit.id)
    return found


def _rows(table: Node) -> list[Node]:
    return [child for child in table.children if child.tag == ROW]


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if child.tag == CELL]


def _ids_in(text: EditedText, row: Node) -> list[str]:
    return [key for each in text.paragraphs if each.within(ROW) is row for key in each.ids]


def _columns(text: EditedText, table: Node) -> list[str]:
    """Return the ids of the header of a table, one for each column; a row of another size makes it another table."""
    rows = _rows(table)
    ids = _ids_in(text, rows[0]) if rows else []
    return ids if all(len(_cells(row)) == len(ids) for row in rows) else []


def _width_of(data: bytes, cell: Node) -> bytes:
    width = cell.find(f"{W}tcPr", f"{W}tcW")
    return data[width.start : width.end] if width else b""


def _with_width(data: bytes, width: bytes) -> bytes:
    """Return the beginning of a cell with another width."""
    return _WIDTH.sub(lambda _: width, data)
