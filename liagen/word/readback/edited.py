"""The paragraphs of a draft as they are now, and which of ours each of them is; whatever program saved it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from liagen.document.carried import Carried, CarriedParagraph
from liagen.word.parts.scan import Node
from liagen.word.parts.xml import ID, NAME, W
from liagen.word.write.anchors import MARK, bookmark_name

PARAGRAPH: Final = f"{W}p"
TABLE: Final = f"{W}tbl"
ROW: Final = f"{W}tr"
CELL: Final = f"{W}tc"
PROPERTIES: Final = f"{W}pPr"

TRACKED: Final = frozenset(W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
"""What Word puts around text that was changed while it kept track."""

_START: Final = f"{W}bookmarkStart"
_END: Final = f"{W}bookmarkEnd"
_GONE: Final = frozenset(W + tag for tag in ("del", "moveFrom"))
_ELSEWHERE: Final = frozenset(
    W + tag for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "drawing", "pict", "object", "txbxContent", "instrText")
)
_SIGNS: Final = {
    W + tag: sign
    for tag, sign in {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}.items()
}
_TEXT: Final = f"{W}t"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ALTERNATIVES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_LONG: Final = 24
"""A text of so many characters is told by itself; a shorter one may stand in two places."""

_ALIKE: Final = 0.6
"""How alike an edited text still is to what it was, where nothing but the text tells."""


_MOST_PAIRS: Final = 100_000
"""The most texts of ours and others that are compared; more is a long document with nothing of ours in it."""


@dataclass(eq=False)
class EditedParagraph:
    """A paragraph: where it stands, what it says with all tracked changes accepted, and the ids that begin in it.

    ``is_free`` when it has no bookmark of ours: a copy, or what an earlier draft knew, is not taken for another text.
    """

    node: Node
    text: str
    ids: tuple[str, ...] = ()
    is_free: bool = True

    def within(self, tag: str) -> Node | None:
        """Return the innermost element with this tag that it stands in, or None."""
        node = self.node.parent
        while node is not None and node.tag != tag:
            node = node.parent
        return node


@dataclass(eq=False)
class Unit:
    """What became of one text of ours: the paragraphs it stands in now, more than one when it was split.

    ``joined`` when it was put behind another, in the paragraph of that one; its own text is empty then.
    """

    id: str
    paragraphs: list[EditedParagraph]
    joined: bool = False

    @property
    def text(self) -> str:
        """Return what it says."""
        return "" if self.joined else "\n".join(each.text for each in self.paragraphs)


@dataclass(eq=False)
class EditedText:
    """The text of an edited draft, in order of reading.

    ``units`` has each text of ours that is still there, by id; ``doubled`` the ids that stand in two places, of which
    only the first counts. ``by_text`` are the ids that were found by what they say, with how alike that is (0 to 1).
    """

    paragraphs: tuple[EditedParagraph, ...]
    units: Mapping[str, Unit]
    doubled: tuple[str, ...] = ()
    by_text: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Return what each text says now, by id."""
        return {key: unit.text for key, unit in self.units.items()}


def read_edited(body: Node, carried: Carried) -> EditedText:
    """Return the text below ``body``, with what is ours in it by what the draft carries.

    A bookmark tells a text of ours. Where bookmarks were lost, the text itself does: word for word when some bookmarks
    are left, and alike when it stands at its place or when none are.
    """
    own = {bookmark_name(each.id): each.id for each in carried.paragraphs}
    found, doubled = _Reader(own).read(body)
    units: dict[str, Unit] = {}
    for paragraph in found:
        for place, key in enumerate(paragraph.ids):
            units.setdefault(key, Unit(key, [], joined=place > 0)).paragraphs.append(paragraph)
    if set(units) == set(own.values()):
        return EditedText(tuple(found), units, tuple(doubled))
    aligned = _aligned(found, carried, units)
    aligned |= _in_place(found, carried, units.keys() | aligned.keys())
    for key, (paragraph, _) in aligned.items():
        paragraph.ids = (key,)
        units[key] = Unit(key, [paragraph])
    order = {id(each): place for place, each in enumerate(found)}
    ordered = dict(sorted(units.items(), key=lambda item: (order[id(item[1].paragraphs[0])], item[1].joined)))
    return EditedText(tuple(found), ordered, tuple(doubled), {key: alike for key, (_, alike) in aligned.items()})


def text_start(paragraph: Node) -> int:
    """Return the place where the text of a paragraph begins."""
    properties = paragraph.find(PROPERTIES)
    return properties.end if properties else paragraph.inside


def shown_text(nodes: Iterable[Node]) -> str:
    """Return what a reader sees of elements in a line, with all tracked changes accepted."""
    return "".join(_texts(nodes))


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    for child in nodes:
        if child.tag == _TEXT:
            yield child.text if child.get(_SPACE) == "preserve" else child.text.strip(" \t\r\n")
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _ELSEWHERE and child.tag not in _GONE and child.tag != _ALTERNATIVES:
            yield from _texts(child.children)


def _has_mark(node: Node) -> bool:
    return any(each.tag == _START and each.get(NAME).startswith(MARK) for each in node.walk())


class _Reader:
    """Reads paragraphs with the bookmarks that stand open around them."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._own = own
        self._open: dict[str, str] = {}  # the id that belongs to the bookmark with this number
        self._last: dict[str, EditedParagraph] = {}
        self._found: list[EditedParagraph] = []
        self._doubled: list[str] = []

    def read(self, body: Node) -> tuple[list[EditedParagraph], list[str]]:
        self._walk(body)
        return self._found, list(dict.fromkeys(self._doubled))

    def _walk(self, node: Node) -> None:
        for child in node.children:
            if child.tag == PARAGRAPH:
                self._paragraph(child)
            elif child.tag in (_START, _END):
                self._bookmark(child)
            elif child.tag not in _ELSEWHERE and child.tag != _ALTERNATIVES:
                self._walk(child)

    def _paragraph(self, node: Node) -> None:
        paragraph = EditedParagraph(node, shown_text(node.children), is_free=not _has_mark(node))
        keys = list(self._open.values())
        has_text = False
        for child in node.walk():
            if child.tag == _START:
                key = self._bookmark(child)
                keys += [key] if key else []
            elif child.tag == _END:
                key = self._open.pop(child.get(ID), "")
                if key in keys and not has_text and key in self._last and self._last[key] is not paragraph:
                    keys.remove(key)  # it ended where this paragraph begins
            elif child.tag == _TEXT or child.tag in _SIGNS:
                has_text = True
        self._found.append(paragraph)
        paragraph.ids = tuple(key for key in dict.fromkeys(keys) if self._is_first_or_next(key, paragraph))
        self._last.update(dict.fromkeys(paragraph.ids, paragraph))

    def _bookmark(self, node: Node) -> str:
        """Open or close a bookmark; return the id of ours that it opens, empty for any other."""
        if node.tag == _END:
            self._open.pop(node.get(ID), None)
            return ""
        key = self._own.get(node.get(NAME), "")
        if key:
            self._open[node.get(ID)] = key
        return key

    def _is_first_or_next(self, key: str, paragraph: EditedParagraph) -> bool:
        """Say whether a paragraph is where a text begins, or its second half; a copy elsewhere is not."""
        before = self._last.get(key)
        if before is None or (
            len(self._found) > 1 and before is self._found[-2] and before.node.parent is paragraph.node.parent
        ):
            return True
        self._doubled.append(key)
        return False


def _aligned(
    found: Sequence[EditedParagraph], carried: Carried, units: Mapping[str, Unit]
) -> dict[str, tuple[EditedParagraph, float]]:
    """Return the paragraphs without a bookmark that are nevertheless ours, by id, with how alike they are."""
    ours = [each for each in carried.paragraphs if each.id not in units]
    free = [each for each in found if each.is_free and not each.ids]
    shortest = _LONG if units else 1
    matched: dict[str, tuple[EditedParagraph, float]] = {}
    matcher = SequenceMatcher(None, [each.text for each in ours], [each.text for each in free], autojunk=False)
    gaps: list[tuple[range, range]] = []
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(ours[first:last], free[begin:end], strict=True)
            matched |= {one.id: (other, 1.0) for one, other in pairs if len(one.text) >= shortest}
        elif kind == "replace" and not units:
            gaps.append((range(first, last), range(begin, end)))
    for mine, theirs in gaps:
        if len(mine) * len(theirs) <= _MOST_PAIRS:
            matched |= _alike([ours[place] for place in mine], [free[place] for place in theirs])
    # Numbers and single words stand in any document: they are ours beside a text that tells by itself.
    is_ours = bool(units) or any(one.id in matched for one in ours if len(one.text) >= _LONG)
    return matched if is_ours else {}


def _in_place(
    found: Sequence[EditedParagraph], carried: Carried, known: Collection[str]
) -> dict[str, tuple[EditedParagraph, float]]:
    """Return a paragraph that is like a text that is gone, alone between its neighbours."""
    matched: dict[str, tuple[EditedParagraph, float]] = {}
    ids = ["", *(each.id for each in carried.paragraphs), ""]
    texts = {each.id: each.text for each in carried.paragraphs}
    rows = [EditedParagraph(Node("", {}, 0, 0), ""), *found, EditedParagraph(Node("", {}, 0, 0), "")]
    free = {
        (_last_id(before), _first_id(after)): paragraph
        for before, paragraph, after in zip(rows, rows[1:], rows[2:], strict=False)
        if paragraph.is_free and not paragraph.ids and paragraph.text and paragraph.node.parent is not None
    }
    for before, key, after in zip(ids, ids[1:], ids[2:], strict=False):
        paragraph = free.get((before, after))
        if key not in known and paragraph is not None:
            alike = _ratio(texts[key], paragraph.text)
            matched |= {key: (paragraph, alike)} if alike >= _ALIKE else {}
    return matched


def _last_id(paragraph: EditedParagraph) -> str:
    return paragraph.ids[-1] if paragraph.ids else ""


def _first_id(paragraph: EditedParagraph) -> str:
    return paragraph.ids[0] if paragraph.ids else ""


def _alike(
    ours: Sequence[CarriedParagraph], theirs: Iterable[EditedParagraph]
) -> dict[str, tuple[EditedParagraph, float]]:
    """Return the edited paragraphs of a stretch, each with the text of ours that it is most like, in order."""
    matched: dict[str, tuple[EditedParagraph, float]] = {}
    place = 0
    for paragraph in theirs:
        scores = [(_ratio(each.text, paragraph.text), -number) for number, each in enumerate(ours[place:], place)]
        best, number = max(scores, default=(0.0, 0))
        if best >= _ALIKE:
            place = 1 - number
            matched[ours[-number].id] = (paragraph, best)
    return matched


def _ratio(one: str, other: str) -> float:
    length = len(one) + len(other)
    if length and 2 * min(len(one), len(other)) / length < _ALIKE:
        return 0.0  # told without reading either
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
