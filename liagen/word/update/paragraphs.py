"""One text of an edited draft at a time: renewed, offered beside hers, taken out, or written anew.

Also what every other part of an update shares: the places that change, and the list of what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from liagen.document.carried import Carried
from liagen.document.changes import DraftChange, MergedText, UpdateKind
from liagen.word.parts.scan import Node, Patch, patched
from liagen.word.parts.xml import W, word
from liagen.word.readback.draft_file import DraftFile
from liagen.word.readback.edited import (
    PARAGRAPH,
    PROPERTIES,
    TRACKED,
    EditedParagraph,
    EditedText,
    Unit,
    shown_text,
    text_start,
)
from liagen.word.update.graft import Grafter, RenewedDraft
from liagen.word.update.inline_text import InlineText, read_line, rewrite

_NOT_WORDS: Final = frozenset(W + tag for tag in ("drawing", "pict", "object", "footnoteReference", "endnoteReference"))
_COMMENTS: Final = frozenset(W + tag for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_BOOKMARKS: Final = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
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


class ParagraphUpdate:
    """The texts of one draft while it is brought up to date.

    ``patches`` is what changes in the part with the text, ``changes`` what is told of it, and ``removed`` where the
    paragraphs and tables begin that go.
    """

    def __init__(
        self, file: DraftFile, base: Carried, edited: EditedText, grafter: Grafter, words: UpdateWords, tracked: bool
    ) -> None:
        """Begin with nothing changed."""
        self.file = file
        self.data = file.document
        self.base = {each.id: each.text for each in base.paragraphs}
        self.edited = edited
        self.grafter = grafter
        self.renewed: RenewedDraft = grafter.renewed
        self.words = words
        self.tracked = tracked
        self.patches: list[Patch] = []
        self.changes: list[DraftChange] = []
        self.removed: set[int] = set()

    def settle(self, text: MergedText) -> None:
        """Do what has to be done for one text that stands in the draft; what is new comes later."""
        unit = self.edited.units.get(text.id)
        outcome = text.outcome
        if unit is None or outcome in ("new", "removed"):
            if outcome == "removed":
                self.tell("verwijderd", text)
            return
        ours = self.renewed.text.units.get(text.id)
        if outcome == "renewed" and not (ours and self._renew(unit, ours)):
            outcome = "conflict"
        elif outcome == "withdrawn" and not self.may_go(unit):
            outcome = "withdrawn_edited"
        elif outcome == "withdrawn":
            self._withdraw(unit)
        elif outcome in ("unchanged", "alike") and ours:
            self._renew_remarks(unit, ours)
        if outcome == "conflict" and ours:
            self._offer(unit, ours)
        elif outcome == "withdrawn_edited":
            self.remark(unit, self.words.withdrawn)
        if outcome in _KINDS and not (outcome == "edited" and text.base is None):
            self.tell(_KINDS[outcome], text)

    def tell(self, kind: UpdateKind, text: MergedText) -> None:
        """Add a text to the list of what happened."""
        before = text.edited if text.edited is not None else text.base
        if kind == "vernieuwd" and f"{before}{text.renewed}".isdecimal():
            return  # the number of a row, which counts along
        self.changes.append(DraftChange(kind, text.id, before or "", text.renewed or ""))

    def _renew(self, unit: Unit, ours: Unit) -> bool:
        """Put the words of ours in the place of those in the draft; False when something of hers is in the way."""
        lines = self._lines(unit, ours)
        if lines is None:
            return False
        self.patches += rewrite(*lines, self.grafter.graft, self.grafter.mark if self.tracked else None)
        self._renew_remarks(unit, ours)
        return True

    def _lines(self, unit: Unit, ours: Unit) -> tuple[InlineText, InlineText] | None:
        if unit.joined or len(unit.paragraphs) > 1:
            return None
        line = read_line(self.data, unit.paragraphs[0].node)
        new = read_line(self.renewed.file.document, ours.paragraphs[0].node)
        return (line, new) if line and new else None

    def _offer(self, unit: Unit, ours: Unit) -> None:
        """Leave her words, and offer ours beside them: in a remark, or as a tracked change."""
        lines = self._lines(unit, ours) if self.tracked else None
        if lines:
            self.patches += rewrite(*lines, self.grafter.graft, self.grafter.mark)
        self.remark(unit, self.words.conflict(ours.text))

    # ------------------------------------------------------------ remarks

    def remark(self, unit: Unit, text: str) -> None:
        """Put a remark at a text: around the paragraphs it stands in."""
        before, after = self.grafter.remark(text)
        first, last = unit.paragraphs[0].node, unit.paragraphs[-1].node
        if first.close == first.end:  # `<w:p/>`
            self.patches.append(Patch(first.start, first.end, word("p", before, after)))
            return
        place = text_start(first)
        self.patches.append(Patch(place, place, before))
        if last.close == last.end:
            self.patches.append(Patch(last.start, last.end, word("p", after)))
        else:
            self.patches.append(Patch(last.close, last.close, after))

    def _renew_remarks(self, unit: Unit, ours: Unit) -> None:
        """Let the remarks of liagen at a paragraph say what they would say now."""
        if unit.joined:
            return
        new = self.grafter.renewed_remark(ours.paragraphs[0].node)
        for old in self.grafter.own_remarks(unit.paragraphs[0].node):
            if new is None:
                self._drop_remark(unit, old)
                continue
            pair = [next((each for each in node.walk() if each.tag == PARAGRAPH), None) for node in (old, new)]
            data = self.file.parts[self.grafter.remarks_name]
            lines = [
                read_line(part, node) if node else None
                for part, node in zip((data, self.grafter.renewed_remarks), pair, strict=True)
            ]
            if lines[0] and lines[1]:
                self.grafter.rewrite_remark(old, rewrite(lines[0], lines[1], self.grafter.graft))

    def _drop_remark(self, unit: Unit, remark: Node) -> None:
        """Take a remark of liagen out, with what shows where it stands."""
        number = remark.get(f"{W}id")
        for node in unit.paragraphs[0].node.walk():
            if node.tag in _COMMENTS and node.get(f"{W}id") == number:
                held = node.parent if node.tag.endswith("Reference") and node.parent else node
                self.patches.append(Patch(held.start, held.end))
        self.grafter.rewrite_remark(remark, [Patch(remark.start, remark.end)])

    # ------------------------------------------------------------ what goes

    def may_go(self, unit: Unit) -> bool:
        """Say whether a text may be taken away without taking anything of hers along."""
        if unit.joined or len(unit.paragraphs) > 1:
            return False
        node = unit.paragraphs[0].node
        ours = {remark.get(f"{W}id") for remark in self.grafter.own_remarks(node)}
        for each in node.walk():
            if each.tag in _NOT_WORDS or each.tag in TRACKED or each.tag == f"{W}sectPr":
                return False
            if each.tag == f"{W}commentReference" and each.get(f"{W}id") not in ours:
                return False
        return read_line(self.data, node) is not None

    def is_as_made(self, keys: Iterable[str]) -> bool:
        """Say whether texts are as they were made, with nothing of hers in them."""
        units = [self.edited.units[key] for key in keys]
        return all(self.base.get(unit.id) == unit.text and self.may_go(unit) for unit in units)

    def _withdraw(self, unit: Unit) -> None:
        node = unit.paragraphs[0].node
        if self.tracked:
            self.track_removed(node)
            return
        for remark in self.grafter.own_remarks(node):
            self.grafter.rewrite_remark(remark, [Patch(remark.start, remark.end)])
        self.removed.add(node.start)
        self.patches.append(Patch(node.start, node.end))

    def track_removed(self, paragraph: Node) -> None:
        """Track a paragraph as removed, its end included."""
        words = self.tracked_words(paragraph)
        if words is not None:
            self.patches += (self._tracked_end(paragraph), *words)

    def tracked_words(self, paragraph: Node) -> list[Patch] | None:
        """Return the patches that track the words of a paragraph as removed; None when it cannot be read."""
        line = read_line(self.data, paragraph)
        if line is None:
            return None
        return rewrite(line, InlineText(b"", paragraph, ()), self.grafter.graft, self.grafter.mark)

    def _tracked_end(self, paragraph: Node) -> Patch:
        """Return the patch that tracks the end of a paragraph as removed."""
        mark = word("del", **self.grafter.change())
        properties = paragraph.find(PROPERTIES)
        if properties is None:
            return Patch(paragraph.inside, paragraph.inside, word("pPr", word("rPr", mark)))
        looks = properties.find(f"{W}rPr")
        if looks is not None and looks.close != looks.end:
            return Patch(looks.inside, looks.inside, mark)
        if properties.close == properties.end:
            return Patch(properties.start, properties.end, word("pPr", word("rPr", mark)))
        later = (child for child in properties.children if child.tag in (f"{W}sectPr", f"{W}pPrChange"))
        place = next((child.start for child in later), properties.close)
        return Patch(place, place, word("rPr", mark))

    def leave_bookmarks_out(self, node: Node) -> None:
        """Take the bookmarks out of what is only kept to be rejected: they go on with what comes for it."""
        self.patches += [Patch(each.start, each.end) for each in node.walk() if each.tag in _BOOKMARKS]

    def take(self, start: int, end: int) -> bytes:
        """Take a stretch out, with all that changes in it, and return what it has become."""
        # What is put in at the start comes before it, and stays there.
        inside = [each for each in self.patches if start <= each.start < end and start < each.end <= end]
        taken = {id(each) for each in inside}
        self.patches[:] = [each for each in self.patches if id(each) not in taken]
        self.patches.append(Patch(start, end))
        self.removed.update(each.start for each in self.file.body.children if start <= each.start < end)
        shifted = [Patch(each.start - start, each.end - start, each.data) for each in inside]
        return patched(self.data[start:end], shifted)

    # ------------------------------------------------------------ what is new

    def new_paragraph(self, paragraph: EditedParagraph) -> bytes:
        """Return a paragraph of the renewed text as it fits in the draft."""
        source, node = self.renewed.file.document, paragraph.node
        properties = self.grafter.properties(paragraph)
        if not self.tracked:
            return word("p", properties, self.grafter.graft(source[text_start(node) : node.close]))
        content = [
            self._as_added(source[child.start : child.end], child) for child in node.children if child.tag != PROPERTIES
        ]
        return word("p", _with_mark(properties, word("ins", **self.grafter.change())), *content)

    def _as_added(self, data: bytes, node: Node) -> bytes:
        grafted = self.grafter.graft(data)
        is_field = any(each.tag in (f"{W}fldChar", f"{W}instrText") for each in node.walk())
        return self.grafter.mark("ins", grafted) if shown_text([node]) or is_field else grafted


def _with_mark(properties: bytes, mark: bytes) -> bytes:
    """Return the properties of a new paragraph with its end tracked as added."""
    if not properties:
        return word("pPr", word("rPr", mark))
    return properties.removesuffix(b"</w:pPr>") + word("rPr", mark) + b"</w:pPr>"
