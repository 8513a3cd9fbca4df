"""Three texts of every paragraph become one: as liagen made it, as it is now, and as liagen would make it now.

What only liagen changed is renewed, what only the officer changed stays hers, and where both did hers stands with ours
beside it. The file is patched: what need not change has the bytes that it had.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from liagen.document.carried import Carried
from liagen.document.changes import DraftChange, MergedText, UpdateKind, merge_texts
from liagen.word.parts.scan import Node, Patch, patched
from liagen.word.parts.xml import W, word
from liagen.word.readback.draft_file import DraftFile
from liagen.word.readback.edited import (
    CELL,
    PARAGRAPH,
    PROPERTIES,
    ROW,
    TABLE,
    TRACKED,
    EditedParagraph,
    EditedText,
    Unit,
    inline_text,
)
from liagen.word.update.graft import Grafter, RenewedDraft
from liagen.word.update.pieces import InlineText, read_line, rewrite

_NOT_WORDS: Final = frozenset(W + tag for tag in ("drawing", "pict", "object", "footnoteReference", "endnoteReference"))
_COMMENTS: Final = frozenset(W + tag for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_ROW_PROPERTIES: Final = f"{W}trPr"
_WIDTH: Final = re.compile(rb"<w:tcW [^>]*/>")
_KINDS: Final[Mapping[str, UpdateKind]] = {
    "renewed": "vernieuwd",
    "conflict": "conflict",
    "new": "nieuw",
    "withdrawn": "vervallen",
    "withdrawn_edited": "vervallen_bewerkt",
    "edited": "eigen",
    "removed": "verwijderd",
}


class UpdateWords(NamedTuple):
    """What remarks say: of a text that both changed, of one that we would take out, of a table kept as it is.

    ``conflict`` gets our text, and gives what the remark says.
    """

    conflict: Callable[[str], str]
    withdrawn: str
    table: str


@dataclass(frozen=True)
class UpdatedDraft:
    """A draft that is up to date, and what happened, in order of reading."""

    data: bytes
    changes: tuple[DraftChange, ...]


def update_draft(
    file: DraftFile, base: Carried, edited: EditedText, grafter: Grafter, words: UpdateWords, tracked: bool = False
) -> UpdatedDraft:
    """Return a draft with what is new in it, and the list of all that happened.

    ``base`` is what was made, ``edited`` what stands in ``file`` now. With ``tracked`` everything that changes is a
    tracked change, and both texts of a conflict are: rejecting all gives back what was there.
    """
    update = _Update(file, base, edited, grafter, words, tracked)
    return update.run()


class _Update:
    """One draft while it is brought up to date."""

    def __init__(
        self, file: DraftFile, base: Carried, edited: EditedText, grafter: Grafter, words: UpdateWords, tracked: bool
    ) -> None:
        self._file = file
        self._data = file.document
        self._edited = edited
        self._grafter = grafter
        self._renewed: RenewedDraft = grafter.renewed
        self._words = words
        self._tracked = tracked
        self._carried = base
        self._base = {each.id: each.text for each in base.paragraphs}
        self._patches: list[Patch] = []
        self._changes: list[DraftChange] = []
        self._removed: set[int] = set()  # where paragraphs and tables begin that go

    def run(self) -> UpdatedDraft:
        self._changes += [DraftChange("dubbel", key, self._edited.texts.get(key, "")) for key in self._edited.doubled]
        tables = self._tables()
        unmatched, new_tables = self._unmatched_tables(tables)
        in_tables = {key for pair in tables for key in pair.keys} | unmatched
        flow = [
            {key: text for key, text in texts.items() if key not in in_tables}
            for texts in (self._base, self._edited.texts, self._renewed.text.texts)
        ]
        merged = merge_texts(*flow)
        moved = self._moved([text.id for text in merged if text.renewed is not None])
        for text in merged:
            if self._tracked and text.id in moved:
                self._patches += self._as_moved_away(self._edited.units[text.id].paragraphs[0].node)
            else:
                self._settle(text)
        for pair in tables:
            self._settle_table(pair)
        self._place(merged, moved, new_tables)
        self._keep_tables_apart()
        self._replace_carried()
        self._grafter.finish()
        self._file.change(self._file.document_name, patched(self._data, self._patches))
        return UpdatedDraft(self._file.data(), tuple(self._in_order(self._changes)))

    def _in_order(self, changes: Iterable[DraftChange]) -> list[DraftChange]:
        """Return changes in the order of the renewed text; what is not in it comes behind what it stood behind."""
        order = list(self._renewed.text.units)
        for known in (self._base, self._edited.units):
            last = -1
            for key in known:
                if key in order:
                    last = order.index(key)
                else:
                    last += 1
                    order.insert(last, key)
        places = {key: place for place, key in enumerate(order)}
        return sorted(changes, key=lambda change: places.get(change.id, len(places)))

    # ------------------------------------------------------------ one text

    def _settle(self, text: MergedText) -> None:
        """Do what has to be done for one text that stands in the draft; what is new comes later."""
        unit = self._edited.units.get(text.id)
        outcome = text.outcome
        if unit is None or outcome in ("new", "removed"):
            if outcome == "removed":
                self._tell("verwijderd", text)
            return
        ours = self._renewed.text.units.get(text.id)
        if outcome == "renewed" and not (ours and self._renew(unit, ours)):
            outcome = "conflict"
        elif outcome == "withdrawn" and not self._may_go(unit):
            outcome = "withdrawn_edited"
        elif outcome == "withdrawn":
            self._withdraw(unit)
        elif outcome in ("unchanged", "alike") and ours:
            self._renew_remarks(unit, ours)
        if outcome == "conflict" and ours:
            self._offer(unit, ours)
        elif outcome == "withdrawn_edited":
            self._remark(unit, self._words.withdrawn)
        if outcome in _KINDS and not (outcome == "edited" and text.base is None):
            self._tell(_KINDS[outcome], text)

    def _tell(self, kind: UpdateKind, text: MergedText) -> None:
        before = text.edited if text.edited is not None else text.base
        if kind == "vernieuwd" and f"{before}{text.renewed}".isdecimal():
            return  # the number of a row, which counts along
        self._changes.append(DraftChange(kind, text.id, before or "", text.renewed or ""))

    def _renew(self, unit: Unit, ours: Unit) -> bool:
        """Put the words of ours in the place of those in the draft; False when something of hers is in the way."""
        lines = self._lines(unit, ours)
        if lines is None:
            return False
        self._patches += rewrite(*lines, self._grafter.graft, self._grafter.mark if self._tracked else None)
        self._renew_remarks(unit, ours)
        return True

    def _lines(self, unit: Unit, ours: Unit) -> tuple[InlineText, InlineText] | None:
        if unit.joined or len(unit.paragraphs) > 1:
            return None
        line = read_line(self._data, unit.paragraphs[0].node)
        new = read_line(self._renewed.file.document, ours.paragraphs[0].node)
        return (line, new) if line and new else None

    def _renew_remarks(self, unit: Unit, ours: Unit) -> None:
        """Let the remarks of liagen at a paragraph say what they would say now."""
        if unit.joined:
            return
        new = self._grafter.renewed_remark(ours.paragraphs[0].node)
        for old in self._grafter.own_remarks(unit.paragraphs[0].node):
            if new is None:
                self._drop_remark(unit, old)
                continue
            pair = [next((each for each in node.walk() if each.tag == PARAGRAPH), None) for node in (old, new)]
            data = self._file.parts[self._grafter.remarks_name]
            lines = [
                read_line(part, node) if node else None
                for part, node in zip((data, self._grafter.renewed_remarks), pair, strict=True)
            ]
            if lines[0] and lines[1]:
                self._grafter.rewrite_remark(rewrite(lines[0], lines[1], self._grafter.graft))

    def _drop_remark(self, unit: Unit, remark: Node) -> None:
        """Take a remark of liagen out, with what shows where it stands."""
        number = remark.get(f"{W}id")
        for node in unit.paragraphs[0].node.walk():
            if node.tag in _COMMENTS and node.get(f"{W}id") == number:
                held = node.parent if node.tag.endswith("Reference") and node.parent else node
                self._patches.append(Patch(held.start, held.end))
        self._grafter.rewrite_remark([Patch(remark.start, remark.end)])

    def _offer(self, unit: Unit, ours: Unit) -> None:
        """Leave her words, and offer ours beside them: in a remark, or as a tracked change."""
        lines = self._lines(unit, ours) if self._tracked else None
        if lines:
            self._patches += rewrite(*lines, self._grafter.graft, self._grafter.mark)
        self._remark(unit, self._words.conflict(ours.text))

    def _remark(self, unit: Unit, text: str) -> None:
        """Put a remark at a text: around the paragraphs it stands in."""
        before, after = self._grafter.remark(text)
        first, last = unit.paragraphs[0].node, unit.paragraphs[-1].node
        if first.close == first.end:  # `<w:p/>`
            self._patches.append(Patch(first.start, first.end, word("p", before, after)))
            return
        place = _inside(first)
        self._patches.append(Patch(place, place, before))
        if last.close == last.end:
            self._patches.append(Patch(last.start, last.end, word("p", after)))
        else:
            self._patches.append(Patch(last.close, last.close, after))

    # ------------------------------------------------------------ what goes

    def _may_go(self, unit: Unit) -> bool:
        """Say whether a text may be taken away without taking anything of hers along."""
        if unit.joined or len(unit.paragraphs) > 1:
            return False
        node = unit.paragraphs[0].node
        ours = {remark.get(f"{W}id") for remark in self._grafter.own_remarks(node)}
        for each in node.walk():
            if each.tag in _NOT_WORDS or each.tag in TRACKED or each.tag == f"{W}sectPr":
                return False
            if each.tag == f"{W}commentReference" and each.get(f"{W}id") not in ours:
                return False
        return read_line(self._data, node) is not None

    def _withdraw(self, unit: Unit) -> None:
        node = unit.paragraphs[0].node
        if self._tracked:
            self._patches += self._as_removed(node)
            return
        for remark in self._grafter.own_remarks(node):
            self._grafter.rewrite_remark([Patch(remark.start, remark.end)])
        self._removed.add(node.start)
        self._patches.append(Patch(node.start, node.end))

    def _as_removed(self, node: Node) -> list[Patch]:
        """Return the patches that track a paragraph as removed, its mark included."""
        line = read_line(self._data, node)
        if line is None:
            return []
        gone = rewrite(line, InlineText(b"", node, ()), self._grafter.graft, self._grafter.mark)
        return [self._tracked_end(node, "del"), *gone]

    def _tracked_end(self, node: Node, kind: str) -> Patch:
        """Return the patch that tracks the end of a paragraph as gone."""
        mark = word(kind, **self._grafter.change())
        properties = node.find(PROPERTIES)
        if properties is None:
            return Patch(node.inside, node.inside, word("pPr", word("rPr", mark)))
        looks = properties.find(f"{W}rPr")
        if looks is not None and looks.close != looks.end:
            return Patch(looks.inside, looks.inside, mark)
        if properties.close == properties.end:
            return Patch(properties.start, properties.end, word("pPr", word("rPr", mark)))
        later = (child for child in properties.children if child.tag in (f"{W}sectPr", f"{W}pPrChange"))
        place = next((child.start for child in later), properties.close)
        return Patch(place, place, word("rPr", mark))

    # ------------------------------------------------------------ what is new

    def _place(
        self, merged: Sequence[MergedText], moved: Mapping[str, tuple[int, int]], new_tables: Mapping[str, Node]
    ) -> None:
        """Put what is new, and what stands elsewhere now, behind what comes before it in the renewed text."""
        places: dict[str, int] = {}
        last = ""
        for text in merged:
            if text.renewed is None:
                continue
            if text.outcome == "new" or text.id in moved:
                place = places.get(last) or self._place_after(last)
                places[text.id] = place
                is_new = text.outcome == "new"
                data = self._new(text, new_tables, place) if is_new else self._moved_text(text, moved[text.id])
                self._patches.append(Patch(place, place, data))
            if text.outcome == "new" or text.edited is not None:
                last = text.id

    def _moved_text(self, text: MergedText, span: tuple[int, int]) -> bytes:
        """Return a text that comes to another place: as it stands, or in a tracked change as a new one."""
        self._tell("verplaatst", text)
        if self._tracked:
            return self._new_paragraph(self._renewed.text.units[text.id].paragraphs[0])
        return self._taken(span)

    def _new(self, text: MergedText, new_tables: Mapping[str, Node], place: int) -> bytes:
        """Return a new paragraph, with the table that it is the caption of."""
        self._tell("nieuw", text)
        data = self._new_paragraph(self._renewed.text.units[text.id].paragraphs[0])
        table = new_tables.get(text.id)
        if table is None:
            return data
        return data + self._new_table(table) + (b"<w:p/>" if self._ends_text(place) else b"")

    def _moved(self, renewed: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return where the texts stand that have another place now; not those that she put elsewhere herself.

        In a tracked change nothing of hers moves, nor a table: it would be taken out and put in anew.
        """
        found = {key: span for key in renewed if (span := self._span_in_flow(key))}
        moved = {key: found[key] for key in _out_of_order(self._base, self._edited.units, list(found))}
        if not self._tracked:
            return moved
        return {key: span for key, span in moved.items() if self._is_as_made([key]) and self._ends(key) == span[1]}

    def _ends(self, key: str) -> int:
        return self._edited.units[key].paragraphs[0].node.end

    def _is_as_made(self, keys: Iterable[str]) -> bool:
        """Say whether texts are as they were made, with nothing of hers in them."""
        units = [self._edited.units[key] for key in keys]
        return all(self._base.get(unit.id) == unit.text and self._may_go(unit) for unit in units)

    def _as_moved_away(self, node: Node) -> list[Patch]:
        """Return the patches that track a paragraph as removed; its bookmarks go on with the new one."""
        return [*self._as_removed(node), *_without_bookmarks(node)]

    def _span_in_flow(self, key: str) -> tuple[int, int] | None:
        """Return where a text stands that is one paragraph by itself, with its table when it is a caption."""
        unit = self._edited.units.get(key)
        if unit is None or unit.joined or len(unit.paragraphs) > 1 or len(unit.paragraphs[0].ids) > 1:
            return None
        node = unit.paragraphs[0].node
        following = _following(node)
        if node.parent is not self._file.body or node.find(PROPERTIES, f"{W}sectPr") is not None:
            return None
        has_table = following is not None and following.tag == TABLE and self._is_ours(following)
        return node.start, following.end if following is not None and has_table else node.end

    def _taken(self, span: tuple[int, int]) -> bytes:
        """Take a stretch out, with all that changes in it, and return what it has become."""
        start, end = span
        inside = [each for each in self._patches if start <= each.start and each.end <= end and each.start < end]
        kept = {id(each) for each in inside if each.start == each.end == start}  # what comes before it stays there
        inside = [each for each in inside if id(each) not in kept]
        taken = {id(each) for each in inside}
        self._patches[:] = [each for each in self._patches if id(each) not in taken]
        self._patches.append(Patch(start, end))
        self._removed.update(each.start for each in self._file.body.children if start <= each.start < end)
        shifted = [Patch(each.start - start, each.end - start, each.data) for each in inside]
        return patched(self._data[start:end], shifted)

    def _place_after(self, key: str) -> int:
        """Return where a new text comes that stands behind this one; at the beginning when it stands behind nothing."""
        unit = self._edited.units.get(key)
        if unit is None:
            first = next(iter(self._edited.units.values()), None)
            node = _in_flow(first.paragraphs[0].node) if first else self._file.body.children[0]
            return node.start
        node = _in_flow(unit.paragraphs[-1].node)
        following = _following(node)
        # The caption of a table and the table are one: nothing comes between them.
        if following is not None and following.tag == TABLE and self._is_ours(following):
            return following.end
        return node.end

    def _ends_text(self, place: int) -> bool:
        """Say whether no paragraph follows a place, so that a table there would be the last of the text or grow."""
        after = next((each for each in self._file.body.children if each.start >= place and _is_block(each)), None)
        return after is None or after.tag in (TABLE, f"{W}sectPr")

    def _is_ours(self, table: Node) -> bool:
        return any(each.ids for each in self._edited.paragraphs if each.within(TABLE) is table)

    def _new_paragraph(self, paragraph: EditedParagraph) -> bytes:
        """Return a paragraph of the renewed text as it fits in the draft."""
        source, node = self._renewed.file.document, paragraph.node
        properties = self._grafter.properties(paragraph)
        if not self._tracked:
            return word("p", properties, self._grafter.graft(source[_inside(node) : node.close]))
        content = [
            self._as_added(source[child.start : child.end], child) for child in node.children if child.tag != PROPERTIES
        ]
        return word("p", _with_mark(properties, word("ins", **self._grafter.change())), *content)

    def _as_added(self, data: bytes, node: Node) -> bytes:
        grafted = self._grafter.graft(data)
        is_words = bool(inline_text(Node("", {}, 0, 0, children=[node])))
        is_field = any(each.tag in (f"{W}fldChar", f"{W}instrText") for each in node.walk())
        return self._grafter.mark("ins", grafted) if is_words or is_field else grafted

    # ------------------------------------------------------------ tables

    def _tables(self) -> list[_TablePair]:
        """Return each table of ours in the draft, with the renewed one that has the most of the same cells."""
        found: list[_TablePair] = []
        renewed = _tables_of(self._renewed.text.units.values())
        for node, ids in _tables_of(self._edited.units.values()).items():
            shared = {each: len(set(ids) & set(keys)) for each, keys in renewed.items()}
            best = max(shared, key=shared.__getitem__, default=None)
            other = best if best is not None and shared[best] else None
            found.append(_TablePair(node, other, frozenset((*ids, *(renewed[other] if other else ())))))
        return found

    def _unmatched_tables(self, pairs: Sequence[_TablePair]) -> tuple[frozenset[str], dict[str, Node]]:
        """Return the ids in renewed tables that the draft does not have; and the new tables by the id of their caption.

        A table whose cells she was given before, and took out, is not new.
        """
        taken = {id(pair.renewed) for pair in pairs}
        order = list(self._renewed.text.units)
        left = {
            node: ids for node, ids in _tables_of(self._renewed.text.units.values()).items() if id(node) not in taken
        }
        new = {order[order.index(ids[0]) - 1]: node for node, ids in left.items() if not set(ids) & set(self._base)}
        return frozenset(key for ids in left.values() for key in ids), new

    def _settle_table(self, pair: _TablePair) -> None:
        """Bring one table up to date: row by row when it has the same columns, else as a whole or not at all."""
        texts = [
            {key: text for key, text in source.items() if key in pair.keys}
            for source in (self._base, self._edited.texts, self._renewed.text.texts)
        ]
        base, _, renewed = texts
        if pair.renewed is None:
            self._withdraw_table(pair, texts)
        elif base == renewed and _columns(self._edited, pair.node) != _columns(self._renewed.text, pair.renewed):
            self._tell_table("eigen", texts)  # only she changed it, and its rows say so no longer
        elif _columns(self._edited, pair.node) == _columns(self._renewed.text, pair.renewed):
            self._settle_rows(pair, pair.renewed, texts)
        elif self._is_untouched(pair, texts):
            new = self._new_table(pair.renewed)
            self._tell_table("vernieuwd", texts)
            if self._tracked:
                self._remove_rows(_rows(pair.node))
                self._patches.append(Patch(pair.node.end, pair.node.end, new))
            else:
                self._patches.append(Patch(pair.node.start, pair.node.end, new))
        else:
            self._remark_table(pair, self._words.table)
            self._tell_table("tabel", texts)

    def _withdraw_table(self, pair: _TablePair, texts: Sequence[Mapping[str, str]]) -> None:
        if not self._is_untouched(pair, texts):
            self._remark_table(pair, self._words.withdrawn)
            self._tell_table("vervallen_bewerkt", texts)
            return
        self._tell_table("vervallen", texts)
        if self._tracked:
            self._remove_rows(_rows(pair.node))
        else:
            self._removed.add(pair.node.start)
            self._patches.append(Patch(pair.node.start, pair.node.end))

    def _tell_table(self, kind: UpdateKind, texts: Sequence[Mapping[str, str]]) -> None:
        _, edited, renewed = texts
        key = next(iter(edited))
        self._changes.append(DraftChange(kind, key, " · ".join(edited.values()), " · ".join(renewed.values())))

    def _is_untouched(self, pair: _TablePair, texts: Sequence[Mapping[str, str]]) -> bool:
        """Say whether nobody changed anything in a table: no text, no row, nothing of hers in it."""
        base, edited, _ = texts
        mine = [each for each in self._edited.paragraphs if each.within(TABLE) is pair.node]
        held = all(len(each.ids) == 1 and self._may_go(self._edited.units[each.ids[0]]) for each in mine)
        return held and base == edited

    def _settle_rows(self, pair: _TablePair, new: Node, texts: Sequence[Mapping[str, str]]) -> None:
        base, _, renewed = texts
        ours = {row: _ids_in(self._renewed.text, row) for row in _rows(new)}
        theirs = {row: _ids_in(self._edited, row) for row in _rows(pair.node)}
        row_of = {key: row for row, keys in theirs.items() for key in keys}
        known = set(renewed)
        moved = self._moved_rows(ours, theirs, base)
        for row, keys in theirs.items():
            if not keys:
                continue  # hers
            if self._tracked and row in moved:
                self._remove_rows([row])
                self._patches += _without_bookmarks(row)
            elif set(keys) & known:
                for text in merge_texts(*({k: t for k, t in source.items() if k in keys} for source in texts)):
                    self._settle(text)
            else:
                self._withdraw_row(row, keys)
        widths = [_width_of(self._data, cell) for cell in _cells(_rows(pair.node)[0])]
        place = _rows(pair.node)[0].start
        for row, keys in ours.items():
            before = next((row_of[key] for key in keys if key in row_of), None)
            if before is not None and before in moved:
                data = self._new_row(row, widths) if self._tracked else self._taken((before.start, before.end))
                self._patches.append(Patch(place, place, data))
                self._tell_row("verplaatst", keys, self._edited.texts, renewed)
            elif before is not None:
                place = before.end
            elif set(keys) & set(base):
                self._tell_row("verwijderd", keys, base, renewed)
            else:
                self._patches.append(Patch(place, place, self._new_row(row, widths)))
                self._tell_row("nieuw", keys, {}, renewed)

    def _moved_rows(
        self, ours: Mapping[Node, Sequence[str]], theirs: Mapping[Node, Sequence[str]], base: Mapping[str, str]
    ) -> set[Node]:
        """Return the rows of the draft that have another place now; not those that she put elsewhere herself."""
        row_of = {key: row for row, keys in theirs.items() for key in keys}
        firsts = {keys[0]: row_of[keys[0]] for keys in ours.values() if keys[0] in row_of}
        moved = {firsts[key] for key in _out_of_order(base, row_of, list(firsts))}
        return {row for row in moved if self._is_as_made(theirs[row])} if self._tracked else moved

    def _withdraw_row(self, row: Node, keys: Sequence[str]) -> None:
        units = [self._edited.units[key] for key in keys]
        texts = {unit.id: unit.text for unit in units}
        if all(self._base[key] == text for key, text in texts.items()) and all(map(self._may_go, units)):
            self._tell_row("vervallen", keys, texts, {})
            self._remove_rows([row])
            return
        self._remark(units[0], self._words.withdrawn)
        self._tell_row("vervallen_bewerkt", keys, texts, {})

    def _tell_row(
        self, kind: UpdateKind, keys: Sequence[str], before: Mapping[str, str], after: Mapping[str, str]
    ) -> None:
        told = (" · ".join(texts[key] for key in keys if key in texts) for texts in (before, after))
        self._changes.append(DraftChange(kind, keys[0], *told))

    def _remove_rows(self, rows: Sequence[Node]) -> None:
        """Take rows out, or track them as gone."""
        for row in rows:
            if not self._tracked:
                self._patches.append(Patch(row.start, row.end))
                continue
            self._patches.append(self._tracked_row(row, "del"))
            for node in row.walk():
                if node.tag == PARAGRAPH and (line := read_line(self._data, node)):
                    self._patches += rewrite(line, InlineText(b"", node, ()), self._grafter.graft, self._grafter.mark)

    def _tracked_row(self, row: Node, kind: str) -> Patch:
        mark = word(kind, **self._grafter.change())
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

    def _new_table(self, table: Node) -> bytes:
        """Return a table of the renewed text as it fits in the draft."""
        source = self._renewed.file.document
        rows = _rows(table)
        begin = self._grafter.graft(source[table.start : rows[0].start])
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
            cells += [begin, self._new_paragraph(paragraphs[node.start]), source[node.end : cell.end]]
        first = _cells(row)[0]
        begin = source[row.start : first.start]
        if self._tracked:
            begin = begin.replace(b"</w:trPr>", word("ins", **self._grafter.change()) + b"</w:trPr>")
        return b"".join((begin, *cells, source[_cells(row)[-1].end : row.end]))

    def _remark_table(self, pair: _TablePair, text: str) -> None:
        key = next(key for key in self._edited.units if key in pair.keys)
        self._remark(self._edited.units[key], text)

    # ------------------------------------------------------------ the rest

    def _keep_tables_apart(self) -> None:
        """Leave an empty paragraph where one that goes stood between two tables, or behind the last."""
        for place in sorted(self._removed):
            node = next((each for each in self._file.body.children if each.start == place), None)
            if node is None or node.tag != PARAGRAPH:
                continue
            before, after = _previous(node, self._removed), _next(node, self._removed)
            if before is not None and before.tag == TABLE and (after is None or after.tag in (TABLE, f"{W}sectPr")):
                self._patches = [each for each in self._patches if (each.start, each.end) != (node.start, node.end)]
                self._patches.append(Patch(node.start, node.end, b"<w:p/>"))
                self._removed.discard(place)

    def _replace_carried(self) -> None:
        """Let the draft carry what it was made of now."""
        if self._carried != self._renewed.carried:
            self._file.put_carried(self._renewed.file)


@dataclass(frozen=True, eq=False)
class _TablePair:
    """A table of ours in the draft, the renewed one, and the ids of the cells of both."""

    node: Node
    renewed: Node | None
    keys: frozenset[str]


def _out_of_order(base: Iterable[str], edited: Iterable[str], renewed: Sequence[str]) -> set[str]:
    """Return the fewest texts that must move to bring an edited order into the renewed one.

    All are in both. What she moved herself (from its place in ``base``) stays where she put it.
    """
    common = set(renewed)
    order = [key for key in edited if key in common]
    was = {key: place for place, key in enumerate(base)}
    hers = set(order) - set(_longest_run([key for key in order if key in was], was))
    is_now = {key: place for place, key in enumerate(renewed)}
    ours = [key for key in order if key not in hers]
    return set(ours) - set(_longest_run(ours, is_now))


def _longest_run(keys: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """Return as many of the keys as can be whose places rise."""
    ends: list[int] = []  # the lowest place that a run of each length ends with
    at: list[str] = []
    before: dict[str, str] = {}
    for key in keys:
        size = bisect_left(ends, places[key])
        ends[size:] = [places[key], *ends[size + 1 :]]
        at[size:] = [key, *at[size + 1 :]]
        if size:
            before[key] = at[size - 1]
    run = at[-1:]
    while run and run[-1] in before:
        run.append(before[run[-1]])
    return run[::-1]


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


def _without_bookmarks(node: Node) -> list[Patch]:
    """Return the patches that take the bookmarks out of what is only kept to be rejected."""
    marks = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
    return [Patch(each.start, each.end) for each in node.walk() if each.tag in marks]


def _with_width(data: bytes, width: bytes) -> bytes:
    """Return the beginning of a cell with another width."""
    return _WIDTH.sub(lambda _: width, data)


def _inside(node: Node) -> int:
    """Return the place where the text of a paragraph begins."""
    properties = node.find(PROPERTIES)
    return properties.end if properties else node.inside


def _in_flow(node: Node) -> Node:
    """Return the outermost table around a paragraph, or the paragraph itself."""
    found, above = node, node.parent
    while above is not None:
        if above.tag == TABLE:
            found = above
        above = above.parent
    return found


def _following(node: Node) -> Node | None:
    return _next(node, set())


def _previous(node: Node, without: set[int]) -> Node | None:
    siblings = node.parent.children if node.parent else []
    before = siblings[: siblings.index(node)]
    return next((each for each in reversed(before) if each.start not in without and _is_block(each)), None)


def _next(node: Node, without: set[int]) -> Node | None:
    siblings = node.parent.children if node.parent else []
    after = siblings[siblings.index(node) + 1 :]
    return next((each for each in after if each.start not in without and _is_block(each)), None)


def _is_block(node: Node) -> bool:
    return node.tag not in (f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}proofErr")


def _with_mark(properties: bytes, mark: bytes) -> bytes:
    """Return the properties of a new paragraph with its end tracked as added."""
    if not properties:
        return word("pPr", word("rPr", mark))
    return properties.removesuffix(b"</w:pPr>") + word("rPr", mark) + b"</w:pPr>"
