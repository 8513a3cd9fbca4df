"""Three texts of every paragraph become one: as liagen made it, as it is now, and as liagen would make it now.

What only liagen changed is renewed, what only the officer changed stays hers, and where both did hers stands with ours
beside it. The file is patched: what need not change has the bytes that it had.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from liagen.document.carried import Carried
from liagen.document.changes import DraftChange, MergedText, UpdateKind, merge_texts
from liagen.document.walk import SECTION_LEVEL
from liagen.word.parts.scan import Node, Patch, patched
from liagen.word.parts.xml import W
from liagen.word.readback.draft_file import DraftFile
from liagen.word.readback.edited import PARAGRAPH, PROPERTIES, TABLE, EditedText
from liagen.word.styles.roles import HEADINGS
from liagen.word.update.graft import Grafter
from liagen.word.update.order import out_of_order
from liagen.word.update.paragraphs import ParagraphUpdate, UpdateWords
from liagen.word.update.tables import TableUpdate

_EMPTY: Final = b"<w:p/>"
_NO_BLOCKS: Final = frozenset(W + tag for tag in ("bookmarkStart", "bookmarkEnd", "proofErr"))
_IN_CONTENTS: Final[tuple[UpdateKind, ...]] = ("nieuw", "vernieuwd", "verplaatst", "vervallen")


@dataclass(frozen=True)
class UpdatedDraft:
    """A draft that is up to date, and what happened, in order of reading.

    ``moves_contents`` when it has a contents list that became wrong: a title of a section came, went, moved or changed.
    """

    data: bytes
    changes: tuple[DraftChange, ...]
    moves_contents: bool


def update_draft(
    file: DraftFile, base: Carried, edited: EditedText, grafter: Grafter, words: UpdateWords, tracked: bool = False
) -> UpdatedDraft:
    """Return a draft with what is new in it, and the list of all that happened.

    ``base`` is what was made, ``edited`` what stands in ``file`` now. With ``tracked`` everything that changes is a
    tracked change, and both texts of a conflict are: rejecting all gives back what was there.
    """
    paragraphs = ParagraphUpdate(file, base, edited, grafter, words, tracked)
    return _Update(paragraphs, base).run()


class _Update:
    """One draft while it is brought up to date: what comes, goes and moves in the flow of its text."""

    def __init__(self, paragraphs: ParagraphUpdate, base: Carried) -> None:
        self._texts = paragraphs
        self._tables = TableUpdate(paragraphs)
        self._carried = base
        self._file = paragraphs.file
        self._edited = paragraphs.edited
        self._renewed = paragraphs.renewed

    def run(self) -> UpdatedDraft:
        texts = self._texts
        texts.changes += [DraftChange("dubbel", key, self._edited.texts.get(key, "")) for key in self._edited.doubled]
        unmatched, new_tables = self._tables.unmatched()
        in_tables = {key for pair in self._tables.pairs for key in pair.keys} | unmatched
        flow = [
            {key: text for key, text in source.items() if key not in in_tables}
            for source in (texts.base, self._edited.texts, self._renewed.text.texts)
        ]
        merged = merge_texts(*flow)
        moved = self._moved([text.id for text in merged if text.renewed is not None])
        for text in merged:
            if texts.tracked and text.id in moved:
                self._track_moved_away(self._edited.units[text.id].paragraphs[0].node)
            else:
                texts.settle(text)
        self._tables.settle()
        self._place(merged, moved, new_tables)
        self._keep_tables_apart()
        if self._carried != self._renewed.carried:
            self._file.put_carried(self._renewed.file)
        texts.grafter.finish()
        self._file.change(self._file.document_name, patched(texts.data, texts.patches))
        changes = tuple(self._in_order(texts.changes))
        return UpdatedDraft(self._file.data(), changes, self._moves_contents(changes))

    def _in_order(self, changes: Iterable[DraftChange]) -> list[DraftChange]:
        """Return changes in the order of the renewed text; what is not in it comes behind what it stood behind."""
        order = list(self._renewed.text.units)
        for known in (self._texts.base, self._edited.units):
            last = -1
            for key in known:
                if key in order:
                    last = order.index(key)
                else:
                    last += 1
                    order.insert(last, key)
        places = {key: place for place, key in enumerate(order)}
        return sorted(changes, key=lambda change: places.get(change.id, len(places)))

    def _moves_contents(self, changes: Iterable[DraftChange]) -> bool:
        title = HEADINGS[SECTION_LEVEL]
        has_title = any(
            change.kind in _IN_CONTENTS and self._texts.grafter.has_role(change.id, title) for change in changes
        )
        return has_title and b"TOC " in self._texts.data

    # ------------------------------------------------------------ what moved

    def _moved(self, renewed: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return where the texts stand that have another place now; not those that she put elsewhere herself.

        In a tracked change nothing of hers moves, nor a table: it would be taken out and put in anew.
        """
        found = {key: span for key in renewed if (span := self._span_in_flow(key))}
        moved = {key: found[key] for key in out_of_order(self._texts.base, self._edited.units, list(found))}
        if not self._texts.tracked:
            return moved
        alone = {key: span for key, span in moved.items() if span[1] == self._edited.units[key].paragraphs[0].node.end}
        return {key: span for key, span in alone.items() if self._texts.is_as_made([key])}

    def _span_in_flow(self, key: str) -> tuple[int, int] | None:
        """Return where a text stands that is one paragraph by itself, with its table when it is a caption."""
        unit = self._edited.units.get(key)
        if unit is None or unit.joined or len(unit.paragraphs) > 1 or len(unit.paragraphs[0].ids) > 1:
            return None
        node = unit.paragraphs[0].node
        if node.parent is not self._file.body or node.find(PROPERTIES, f"{W}sectPr") is not None:
            return None
        return node.start, self._end_with_table(node)

    def _end_with_table(self, node: Node) -> int:
        """Return where a block ends, with the table of ours behind it: nothing comes between these two."""
        following = _next(node)
        is_caption = following is not None and following.tag == TABLE and self._is_ours(following)
        return following.end if following is not None and is_caption else node.end

    def _is_ours(self, table: Node) -> bool:
        return any(each.ids for each in self._edited.paragraphs if each.within(TABLE) is table)

    def _track_moved_away(self, paragraph: Node) -> None:
        """Track a paragraph as removed; its bookmarks go on with the new one."""
        self._texts.track_removed(paragraph)
        self._texts.leave_bookmarks_out(paragraph)

    # ------------------------------------------------------------ what comes

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
                self._texts.patches.append(Patch(place, place, data))
            if text.outcome == "new" or text.edited is not None:
                last = text.id

    def _moved_text(self, text: MergedText, span: tuple[int, int]) -> bytes:
        """Return a text that comes to another place: as it stands, or in a tracked change as a new one."""
        self._texts.tell("verplaatst", text)
        if self._texts.tracked:
            return self._texts.new_paragraph(self._renewed.text.units[text.id].paragraphs[0])
        return self._texts.take(*span)

    def _new(self, text: MergedText, new_tables: Mapping[str, Node], place: int) -> bytes:
        """Return a new paragraph, with the table that it is the caption of."""
        paragraph = self._renewed.text.units[text.id].paragraphs[0]
        self._texts.tell("nieuw", text if text.renewed else replace(text, renewed=_pictured(paragraph.node)))
        data = self._texts.new_paragraph(paragraph)
        table = new_tables.get(text.id)
        if table is None:
            return data
        return data + self._tables.new_table(table) + (_EMPTY if self._ends_text(place) else b"")

    def _place_after(self, key: str) -> int:
        """Return where a new text comes that stands behind this one; at the beginning when it stands behind nothing."""
        unit = self._edited.units.get(key)
        if unit is None:
            first = next(iter(self._edited.units.values()), None)
            node = _in_flow(first.paragraphs[0].node) if first else self._file.body.children[0]
            return node.start
        return self._end_with_table(_in_flow(unit.paragraphs[-1].node))

    def _ends_text(self, place: int) -> bool:
        """Say whether no paragraph follows a place, so that a table there would be the last of the text or grow."""
        after = next((each for each in self._file.body.children if each.start >= place and _is_block(each)), None)
        return after is None or after.tag in (TABLE, f"{W}sectPr")

    def _keep_tables_apart(self) -> None:
        """Leave an empty paragraph where one that goes stood between two tables, or behind the last."""
        texts = self._texts
        for place in sorted(texts.removed):
            node = next((each for each in self._file.body.children if each.start == place), None)
            if node is None or node.tag != PARAGRAPH:
                continue
            before, after = _previous(node, texts.removed), _next(node, texts.removed)
            if before is not None and before.tag == TABLE and (after is None or after.tag in (TABLE, f"{W}sectPr")):
                texts.patches = [each for each in texts.patches if (each.start, each.end) != (node.start, node.end)]
                texts.patches.append(Patch(node.start, node.end, _EMPTY))
                texts.removed.discard(place)


def _in_flow(node: Node) -> Node:
    """Return the outermost table around a paragraph, or the paragraph itself."""
    found, above = node, node.parent
    while above is not None:
        if above.tag == TABLE:
            found = above
        above = above.parent
    return found


def _previous(node: Node, without: Collection[int] = ()) -> Node | None:
    siblings = _siblings(node)
    return _first_block(reversed(siblings[: siblings.index(node)]), without)


def _pictured(node: Node) -> str:
    """Return what the pictures in a paragraph tell, as Markdown has it."""
    told = (each.get("descr") for each in node.walk() if each.tag.endswith("}docPr"))
    return " ".join(f"[beeld: {text}]" for text in told if text)


def _next(node: Node, without: Collection[int] = ()) -> Node | None:
    siblings = _siblings(node)
    return _first_block(siblings[siblings.index(node) + 1 :], without)


def _siblings(node: Node) -> list[Node]:
    return node.parent.children if node.parent else [node]


def _first_block(nodes: Iterable[Node], without: Collection[int]) -> Node | None:
    return next((each for each in nodes if each.start not in without and _is_block(each)), None)


def _is_block(node: Node) -> bool:
    return node.tag not in _NO_BLOCKS
