"""Texts as one reader may get them: without their tags, and with one branch of every `if`."""

from __future__ import annotations

import operator
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from liagen.library.fill_ins import FIELD
from liagen.library.wording_parser import MAX_DEPTH

# Comments, tags (with their first word), places and fill-ins of authors: all that is not read as words.
_FIELD_BEHIND = rf"(?:\({FIELD}\))?"
TEMPLATE_MARKS = re.compile(
    rf"\{{#.*?#\}}|\{{%-?\s*(\w+).*?%\}}|\{{\{{.*?\}}\}}|\[invullen:[^\]]*\]{_FIELD_BEHIND}"
    rf"|\[[Vv]oorzet: (?P<proposal>[^\[\]{{}}]+)\]{_FIELD_BEHIND}",
    re.DOTALL,
)
_TAGS = re.compile(r"\{[%#].*?[%#]\}")
_MOST_LETTERS = 2_000_000  # choices deep within choices have more branches together than anybody waits for


@dataclass(frozen=True)
class PlainText:
    """A text as one reader may get it: tags gone and one branch of every `if`; it knows where every letter stood."""

    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset(self, index: int) -> int:
        """Return where in the source the letter at ``index`` stands."""
        part = max(bisect_right(self.starts, index) - 1, 0)
        return self.offsets[part] + index - self.starts[part] if self.starts else 0


@dataclass
class _Choice:
    """An `if` or `for` with its branches."""

    branches: list[list[_Node]]


_Node = tuple[str, int] | _Choice
"""A part of a text with its offset, or a choice."""


def variants(text: str) -> Iterator[PlainText]:
    """Give a text as often as its widest choice has branches; of a choice within a choice not all may be seen."""
    tree = _tree(text)
    return _plain_texts(tree, _count(tree, max), lambda number, _branches: number)


def every_branch(text: str) -> Iterator[PlainText]:
    """Give a text so often that every branch is seen, also of a choice within a choice."""
    tree = _tree(text)
    most = min(_count(tree, operator.mul), _MOST_LETTERS // (1 + len(text)))
    return _plain_texts(tree, max(most, _count(tree, max)), operator.floordiv)


def _plain_texts(tree: list[_Node], most: int, inner: Callable[[int, int], int]) -> Iterator[PlainText]:
    """Give the texts by number; ``inner`` makes of the number, and how many branches there were, that of a branch."""
    for number in range(most):
        parts = list(_branch_parts(tree, number, inner))
        starts, length = [], 0
        for part, _ in parts:
            starts.append(length)
            length += len(part)
        yield PlainText("".join(part for part, _ in parts), tuple(starts), tuple(offset for _, offset in parts))


def _branch_parts(nodes: list[_Node], number: int, inner: Callable[[int, int], int]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, _Choice):
            count = len(node.branches)
            yield from _branch_parts(node.branches[number % count], inner(number, count), inner)
        else:
            yield node


def _count(nodes: list[_Node], together: Callable[[int, int], int]) -> int:
    """Return the most branches there are; ``together`` counts those of a choice and those within it."""
    choices = (node.branches for node in nodes if isinstance(node, _Choice))
    return max(
        (together(len(found), max(_count(branch, together) for branch in found)) for found in choices), default=1
    )


def _tree(text: str) -> list[_Node]:
    """Return the text as parts and choices. A broken text is taken as it comes, one that is too deep as empty."""
    root: list[_Node] = []
    lists, choices, deepest, end = [root], [_Choice([root])], 1, 0
    # The stack of open tags, not a parser: the text may be broken, and then its mistakes are told by who loads it.
    for mark in TEMPLATE_MARKS.finditer(text):
        lists[-1].append((text[end : mark.start()], end))
        end = mark.end()
        tag = mark[1] or ""
        if tag in ("if", "for"):
            choices.append(_Choice([[]]))
            lists[-1].append(choices[-1])
            lists.append(choices[-1].branches[0])
            deepest = max(deepest, len(choices))
        elif tag in ("elif", "else") and len(choices) > 1:
            choices[-1].branches.append([])
            lists[-1] = choices[-1].branches[-1]
        elif tag in ("endif", "endfor") and len(choices) > 1:
            choices.pop(), lists.pop()
        elif mark["proposal"]:
            lists[-1].append((mark["proposal"], mark.start("proposal")))
        elif not tag and not mark[0].startswith("{#"):
            # A place counts as one word of a reader.
            lists[-1].append(("X", mark.start()))
        if text[end : end + 1] == "\n" and _only_tags(text, end):
            end += 1
    lists[-1].append((text[end:], end))
    return root if deepest <= MAX_DEPTH else []


def _only_tags(text: str, end: int) -> bool:
    """Say whether the row that ends at ``end`` holds nothing but tags: such a row leaves no trace."""
    row = text[text.rfind("\n", 0, end) + 1 : end]
    return bool(row.strip()) and not _TAGS.sub("", row).strip()
