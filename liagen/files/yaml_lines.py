"""A text with YAML in it, edited as rows: comments, order, line ends and all else stay as they were typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from liagen.files.yaml_in import Path, Tree, parse_yaml


@dataclass
class YamlLines:
    """A text as rows, each with the line end it had."""

    rows: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    @classmethod
    def parse(cls, text: str) -> YamlLines:
        """Take a text apart, whatever its line ends are."""
        parts = re.split("(\r\n|\r|\n)", text)
        return cls(parts[::2], [*parts[1::2], ""])

    def text(self) -> str:
        """Return the whole as a text again."""
        return "".join(row + end for row, end in zip(self.rows, self.ends, strict=True))

    def tree(self) -> Tree:
        """Return what the rows say as YAML."""
        return parse_yaml("\n".join(self.rows), "")

    def insert(self, number: int, rows: list[str]) -> None:
        """Put rows before the row with this number, counted from 0."""
        if not rows:
            return
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

    def inner_end(self, tree: Tree, path: Path) -> tuple[int, int]:
        """Return where a value ends: a group or list where the last value in it does."""
        return max(self.value_end(tree, each) for each in tree.ends if each[: len(path)] == path)

    def value_end(self, tree: Tree, path: Path) -> tuple[int, int]:
        """Return where a value ends; a text behind `|` ends before the blank rows that follow it."""
        line, column = tree.ends[path]
        # libyaml ends a block scalar at the beginning of the row after its blank rows.
        if column > 1:
            return line, column
        line -= 1
        while line > tree.place(path)[0] and not self.rows[line - 1].strip():
            line -= 1
        return line, len(self.rows[line - 1]) + 1

    def is_flow_mapping(self, tree: Tree, path: Path) -> bool:
        """Say whether a group stands between braces."""
        line, column = tree.place(path)
        return self.rows[line - 1][column - 1 : column] == "{"


def value_at(tree: Tree, path: Path) -> Any:
    """Return what stands at a path that is there."""
    value = tree.value
    for name in path:
        value = value[name]
    return value
