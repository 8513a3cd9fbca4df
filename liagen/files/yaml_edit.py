"""YAML changed as text, so that comments, order and every other character stay as they were typed.

What comes out is to be read again by who asked for it: that it says what was meant is not argued here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from liagen.files.yaml_in import Path, Tree, parse_yaml
from liagen.files.yaml_out import write_scalar


@dataclass
class TextRows:
    """A text as rows, each with the line end it had."""

    rows: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    @classmethod
    def parse(cls, text: str) -> TextRows:
        """Return a text as rows."""
        parts = re.split("(\r\n|\r|\n)", text)
        return cls(parts[::2], [*parts[1::2], ""])

    def text(self) -> str:
        """Return the rows as a text again."""
        return "".join(row + end for row, end in zip(self.rows, self.ends, strict=True))

    def tree(self) -> Tree:
        """Return what the rows say as YAML."""
        return parse_yaml("\n".join(self.rows), "")

    def insert(self, number: int, rows: list[str]) -> None:
        """Put rows before the row with this number, counted from 0."""
        end = self.ends[0] or "\n"
        last = number == len(self.rows)
        if last:
            self.ends[-1] = end
        self.rows[number:number] = rows
        self.ends[number:number] = [end] * (len(rows) - 1) + ["" if last else end]

    def replace(self, start: tuple[int, int], end: tuple[int, int], new: str) -> None:
        """Put ``new`` in the place of what stands from ``start`` to ``end``; both are lines and columns from 1."""
        first, last = start[0] - 1, end[0] - 1
        before, after = self.rows[first][: start[1] - 1], self.rows[last][end[1] - 1 :]
        self.rows[first : last + 1] = [before + new + after]
        self.ends[first : last + 1] = [self.ends[last]]


def is_there(tree: Tree, path: Path) -> bool:
    """Say whether a key or an item of a list was typed."""
    return path in tree.places if isinstance(path[-1], int) else (*path, "") in tree.places


def value_at(tree: Tree, path: Path) -> Any:
    """Return what stands at a path. Raises LookupError."""
    value = tree.value
    for name in path:
        value = value[name]
    return value


def set_value(lines: TextRows, tree: Tree, path: Path, written: str) -> None:
    """Put a value in the place of the one that stands there, also when that goes on over more lines."""
    (line, column), end = tree.place(path), inner_end(lines, tree, path)
    key_line, key_column = tree.place((*path, ""))
    if line > key_line and column <= key_column and written:  # a list that is not indented, which a value must be
        written = "  " + written
    # An empty value has the place of the colon or of the key itself, so that the colon and the space may be missing.
    before = lines.rows[line - 1][: column - 1]
    lead = "" if not written or before[-1:] in ("", " ") else " " if before.endswith(":") else ": "
    lines.replace((line, column), end, lead + written)


def block_rows(names: Path, written: str, indent: int) -> list[str]:
    """Return the rows of keys below each other, the last with what is written for it."""
    rows = [f"{' ' * (indent + 2 * depth)}{key(name)}:" for depth, name in enumerate(names)]
    first, *more = written.split("\n")
    return [*rows[:-1], f"{rows[-1]} {first}".rstrip(), *(f"{' ' * (indent + 2 * len(names))}{row}" for row in more)]


def key(name: str | int) -> str:
    """Return a key as it is typed."""
    return write_scalar(str(name))


def inner_end(lines: TextRows, tree: Tree, path: Path) -> tuple[int, int]:
    """Return where a value ends: a group or list where the last value in it does."""
    return max(_value_end(lines, tree, each) for each in tree.ends if each[: len(path)] == path)


def is_flow_mapping(lines: TextRows, tree: Tree, path: Path) -> bool:
    """Say whether a group is typed between braces."""
    line, column = tree.place(path)
    return lines.rows[line - 1][column - 1 : column] == "{"


def _value_end(lines: TextRows, tree: Tree, path: Path) -> tuple[int, int]:
    """Return where a value ends; a text behind `|` ends before the blank rows that follow it."""
    line, column = tree.ends[path]
    # libyaml ends a block scalar at the beginning of the row after its blank rows.
    if column > 1:
        return line, column
    line -= 1
    while line > tree.place(path)[0] and not lines.rows[line - 1].strip():
        line -= 1
    return line, len(lines.rows[line - 1]) + 1
