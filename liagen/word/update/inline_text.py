"""What stands in the line of one paragraph, word by word, so that some words give way to others and the rest stays.

A paragraph is a row of inlines: runs of text that may be cut anywhere, things that stay whole (a fill-in, a link, a
field), and marks without width between them (bookmarks, remarks, pictures), which always stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from liagen.word.parts.scan import Node, Patch
from liagen.word.parts.xml import W, element, escaped, word
from liagen.word.readback.edited import PROPERTIES, TRACKED, shown_text, text_start

_RUN: Final = f"{W}r"
_RUN_PROPERTIES: Final = f"{W}rPr"
_TEXT: Final = f"{W}t"
_FIELD: Final = f"{W}fldChar"
_CONTROL: Final = f"{W}sdt"
_SIMPLE_TEXT: Final = frozenset(
    W + tag for tag in ("rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak")
)
_MARKS: Final = frozenset(
    W + tag
    for tag in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart", "permEnd"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
_WHOLE: Final = frozenset(W + tag for tag in ("sdt", "hyperlink", "fldSimple", "smartTag", "bdo", "dir", "customXml"))
_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
_PRESERVE: Final = {"xml:space": "preserve"}

Mark = Callable[[str, bytes], bytes]
"""Puts tracking around runs: what is done (`ins` or `del`), and the runs."""

Graft = Callable[[bytes], bytes]
"""Makes XML of another file fit in this one: its styles, and the numbers of what it holds."""


class _Sign(NamedTuple):
    """One character, and the XML that it is when it is not text."""

    text: str
    xml: bytes = b""


@dataclass(frozen=True, eq=False)
class Inline:
    """A stretch of bytes with what it shows.

    ``signs`` are its characters when it may be cut; then ``properties`` is how they look. Without them it stays whole,
    unless it shows nothing: then it is a mark, which always stays.
    """

    start: int
    end: int
    text: str
    properties: bytes = b""
    signs: tuple[_Sign, ...] = ()
    kind: str = ""

    @property
    def is_mark(self) -> bool:
        """Say whether it has no width."""
        return not self.text


class _Token(NamedTuple):
    """A word, space, sign or whole inline, from ``start`` to ``end`` in the text; ``key`` tells which are alike."""

    key: tuple[str, str]
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class InlineText:
    """The inlines of one paragraph; ``data`` are the bytes of the part that it stands in."""

    data: bytes
    node: Node
    inlines: tuple[Inline, ...]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return where each inline begins in the text, and at the end where the text ends."""
        found = [0]
        for inline in self.inlines:
            found.append(found[-1] + len(inline.text))
        return tuple(found)

    @cached_property
    def tokens(self) -> tuple[_Token, ...]:
        """Return the text in words; a word over two inlines is one word, unless something whole is among them."""
        found: list[_Token] = []
        text, begin = "", 0
        for place, inline in zip(self.starts, self.inlines, strict=False):
            if inline.signs:
                begin = begin if text else place
                text += inline.text
            elif inline.text:
                found += _words(text, begin)
                text = ""
                found.append(_Token((inline.kind, inline.text), place, place + len(inline.text)))
        return (*found, *_words(text, begin))

    def slice(self, start: int, end: int, looks: bytes) -> bytes:
        """Return the XML of a stretch of the text; what has no looks of its own gets ``looks``."""
        found: list[bytes] = []
        for place, inline in zip(self.starts, self.inlines, strict=False):
            first, last = max(start, place) - place, min(end, place + len(inline.text)) - place
            if first >= last or inline.is_mark:
                continue
            if inline.signs:
                found.append(run_of(inline.signs[first:last], inline.properties or looks))
            else:
                found.append(self.data[inline.start : inline.end])
        return b"".join(found)


def _words(text: str, begin: int) -> Iterator[_Token]:
    for match in _WORDS.finditer(text):
        yield _Token(("", match[0]), begin + match.start(), begin + match.end())


def read_line(data: bytes, node: Node) -> InlineText | None:
    """Return the inlines of a paragraph, or None when tracked changes or something unknown is in it."""
    inlines: list[Inline] = []
    field: list[Node] = []
    for child in node.children:
        if child.tag == PROPERTIES:
            continue
        if child.tag in TRACKED or any(below.tag in TRACKED for below in child.walk()):
            return None
        depth = _field_depth([*field, child])
        if field or depth:
            field.append(child)
            if not depth:
                inlines.append(_whole(field, "veld"))
                field = []
        elif child.tag == _RUN:
            inlines.append(_run_inline(data, child))
        elif child.tag in _WHOLE:
            inlines.append(_whole([child], "invulplek" if child.tag == _CONTROL else child.tag))
        else:
            inlines.append(Inline(child.start, child.end, ""))
            if child.tag not in _MARKS and shown_text(child.children):
                return None
    return None if field else InlineText(data, node, tuple(inlines))


def _field_depth(nodes: Sequence[Node]) -> int:
    """Return how many fields are begun and not ended."""
    kinds = [below.get(f"{W}fldCharType") for node in nodes for below in node.walk() if below.tag == _FIELD]
    return kinds.count("begin") - kinds.count("end")


def _whole(nodes: Sequence[Node], kind: str) -> Inline:
    return Inline(nodes[0].start, nodes[-1].end, shown_text(nodes), kind=kind)


def _run_inline(data: bytes, run: Node) -> Inline:
    text = shown_text([run])
    if any(child.tag not in _SIMPLE_TEXT for child in run.children):
        return Inline(run.start, run.end, text, kind="deel")
    properties = run.find(_RUN_PROPERTIES)
    looks = data[properties.start : properties.end] if properties else b""
    signs = tuple(sign for child in run.children for sign in _signs(data, child))
    return Inline(run.start, run.end, text, looks, signs)


def _signs(data: bytes, node: Node) -> Iterator[_Sign]:
    text = shown_text([node])
    if node.tag == _TEXT:
        yield from map(_Sign, text)
    elif text:
        yield _Sign(text, data[node.start : node.end])


def run_of(signs: Sequence[_Sign], looks: bytes, tag: str = "t") -> bytes:
    """Return a run with these characters; ``looks`` are its properties, ``tag`` is `delText` for text that goes."""
    parts: list[bytes] = []
    text = ""
    for sign in (*signs, _Sign("")):
        if sign.xml or not sign.text:
            parts += [element(f"w:{tag}", _PRESERVE, escaped(text))] if text else []
            parts += [sign.xml] if sign.xml else []
            text = ""
        else:
            text += sign.text
    return word("r", looks, *parts) if parts else b""


def rewrite(line: InlineText, renewed: InlineText, graft: Graft, mark: Mark | None = None) -> list[Patch]:
    """Return the patches that turn the words of a paragraph into those of another; what is alike stays as it is.

    ``graft`` makes what comes fit in. New words look like the words before them. With ``mark`` nothing goes: what
    would go and what comes are tracked.
    """
    before, after = line.tokens, renewed.tokens
    matcher = SequenceMatcher(None, [each.key for each in before], [each.key for each in after], autojunk=False)
    removed: list[tuple[int, int]] = []
    added: dict[int, tuple[int, int]] = {}
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        place = before[first].start if first < len(before) else line.starts[-1]
        if last > first:
            removed.append((place, before[last - 1].end))
        if end > begin:
            added[place if kind == "insert" else before[last - 1].end] = (after[begin].start, after[end - 1].end)

    def news(number: int, at: int) -> bytes:
        data = graft(renewed.slice(*added.pop(at), looks=_looks(line, number)))
        return mark("ins", data) if mark else data

    return _patches(line, removed, added, news, mark)


def _patches(
    line: InlineText,
    removed: Sequence[tuple[int, int]],
    left: dict[int, tuple[int, int]],
    news_at: Callable[[int, int], bytes],
    mark: Mark | None,
) -> list[Patch]:
    """Return the patches for stretches of the text that go, and for what comes at the places that are ``left``.

    ``news_at`` gives what comes in or behind the inline with a number at a place, and takes that from ``left``.
    """
    patches: list[Patch] = []
    for number, (place, inline) in enumerate(zip(line.starts, line.inlines, strict=False)):
        if inline.is_mark:
            continue
        end = place + len(inline.text)
        here = [at for at in left if place < at <= end or (at == place == 0)]
        gone = [(max(first, place), min(last, end)) for first, last in removed if first < end and last > place]
        if not here and not gone:
            continue
        news = {at: news_at(number, at) for at in here}
        patches.append(Patch(inline.start, inline.end, _changed(line.data, inline, place, gone, news, mark)))
    if left:  # a paragraph without text
        place = line.inlines[-1].end if line.inlines else text_start(line.node)
        data = b"".join(news_at(len(line.inlines), at) for at in sorted(left))
        patches.append(Patch(place, place, data))
    return patches


def _looks(line: InlineText, number: int) -> bytes:
    """Return how the words around a place look: those before it, or else those after it."""
    around = [*reversed(line.inlines[: number + 1]), *line.inlines[number + 1 :]]
    inline = next((each for each in around if each.signs and b"<w:rStyle" not in each.properties), None)
    return inline.properties if inline else b""


def _changed(
    data: bytes,
    inline: Inline,
    place: int,
    gone: Sequence[tuple[int, int]],
    news: dict[int, bytes],
    mark: Mark | None,
) -> bytes:
    """Return the bytes of an inline without what goes, and with what comes at the places in it."""
    end = place + len(inline.text)
    if not inline.signs:
        kept = data[inline.start : inline.end]
        if gone:
            kept = mark("del", _as_gone(data, inline)) if mark else b""
        first = news.get(place, b"") if place == 0 else b""
        return first + kept + (news.get(end, b"") if end != place else b"")
    cuts = sorted({place, end, *news, *(each for stretch in gone for each in stretch)})
    found = [news[place]] if place == 0 and place in news else []
    for begin, stop in pairwise(cuts):
        signs = inline.signs[begin - place : stop - place]
        if any(one <= begin and stop <= other for one, other in gone):
            found.append(mark("del", run_of(signs, inline.properties, "delText")) if mark else b"")
        else:
            found.append(run_of(signs, inline.properties))
        found.append(news.get(stop, b""))
    return b"".join(found)


def _as_gone(data: bytes, inline: Inline) -> bytes:
    """Return a whole thing as text that goes: what is tracked as gone may hold no control."""
    looks = re.search(rb"<w:rPr>.*?</w:rPr>", data[inline.start : inline.end], re.DOTALL)
    return run_of([_Sign(each) for each in inline.text], looks[0] if looks else b"", "delText")
