"""An XML part as a tree that knows where each element stands in its bytes, so that a part can be changed in place.

No tree is written back: whoever changes something puts other bytes between two places, and all else stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from liagen.files.xml_limits import MAX_DEPTH, MAX_NODES, count_nodes, has_grammar, is_plain_xml

_TAG: Final = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_END_TAG: Final = re.compile(rb"</[^>]*>")
_BETWEEN: Final = "}"


class ScanError(Exception):
    """A part that is not read: damaged, too large, or with a grammar of its own."""


@dataclass(eq=False, slots=True)
class Node:
    """An element: ``tag`` and the names of attributes as ``{namespace}name``.

    It stands from ``start`` to ``end`` in the bytes, and what is in it from ``inside`` to ``close``; these two are the
    same as ``end`` for an element that is its own end tag. ``text`` is the text directly in it.
    """

    tag: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    def walk(self) -> Iterator[Node]:
        """Yield this element and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, *tags: str) -> Node | None:
        """Return the first child down a path of tags, or None."""
        node: Node | None = self
        for tag in tags:
            node = next((child for child in node.children if child.tag == tag), None) if node else None
        return node

    def get(self, name: str) -> str:
        """Return an attribute, empty when it is not there."""
        return self.attributes.get(name, "")


def scan(data: bytes, levels: int = MAX_DEPTH) -> Node:
    """Return the root of a part, with so many levels of elements: what is deeper is read, but not kept.

    Raises ScanError when it is no plain XML in UTF-8 within the limits of Word files.
    """
    if not is_plain_xml(data) or has_grammar(data) or count_nodes(data) > MAX_NODES:
        raise ScanError
    parser = ParserCreate(namespace_separator=_BETWEEN)
    builder = _Builder(data, parser, levels)
    parser.buffer_text = True
    parser.StartElementHandler = builder.begin
    parser.EndElementHandler = builder.finish
    parser.CharacterDataHandler = builder.add_text
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError):
        raise ScanError from None
    return builder.root


class _Builder:
    """The tree while it is read; called for each of the thousands of elements of a part, so it does little for one."""

    def __init__(self, data: bytes, parser: XMLParserType, levels: int) -> None:
        self._data = data
        self._parser = parser
        self._levels = levels
        self._passed = 0  # elements that are open and not kept
        self._names = _Names()
        self._open: list[Node] = [Node("", {}, 0, 0)]

    @property
    def root(self) -> Node:
        root = self._open[0].children[0]
        root.parent = None
        return root

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > self._levels:
            self._passed += 1
            if self._levels + self._passed > MAX_DEPTH:
                raise ScanError
            return
        place, names, above = self._parser.CurrentByteIndex, self._names, self._open[-1]
        tag = _TAG.match(self._data, place)
        if tag is None or len(self._open) > MAX_DEPTH:
            raise ScanError
        named = {names[key]: value for key, value in attributes.items()} if attributes else attributes
        node = Node(names[name], named, place, tag.end(), 0, 0, "", [], above)
        above.children.append(node)
        self._open.append(node)

    def finish(self, _name: str) -> None:
        if self._passed:
            self._passed -= 1
            return
        node, place = self._open.pop(), self._parser.CurrentByteIndex
        inside = node.inside
        if self._data.startswith(b"/>", inside - 2):
            node.close = node.end = inside
            return
        end = _END_TAG.match(self._data, place)
        node.close, node.end = place, end.end() if end else inside

    def add_text(self, text: str) -> None:
        if not self._passed:
            self._open[-1].text += text


class _Names(dict[str, str]):
    """Names as the parser gives them → ``{namespace}name``."""

    def __missing__(self, name: str) -> str:
        self[name] = qualified = f"{{{name}" if _BETWEEN in name else name
        return qualified


class Patch(NamedTuple):
    """Other bytes between two places; at one place they come in the order in which they were given."""

    start: int
    end: int
    data: bytes = b""


def patched(data: bytes, patches: Iterable[Patch]) -> bytes:
    """Return the bytes with all patches made. Raises ValueError when two overlap."""
    found: list[bytes] = []
    place = 0
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
        if patch.start < place:
            raise ValueError(f"patches overlap at {patch.start}")
        found += (data[place : patch.start], patch.data)
        place = patch.end
    return b"".join((*found, data[place:]))
