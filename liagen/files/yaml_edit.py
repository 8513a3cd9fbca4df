"""YAML changed as text, so that comments, order and every other character stay as they were typed.

What comes out is to be read again by who asked for it: that it says what was meant is not argued here.
"""

from __future__ import annotations

from liagen.files.yaml_in import Path, Tree
from liagen.files.yaml_lines import YamlLines
from liagen.files.yaml_out import write_scalar


def is_there(tree: Tree, path: Path) -> bool:
    """Say whether a key or an item of a list was typed."""
    return path in tree.places if isinstance(path[-1], int) else (*path, "") in tree.places


def set_value(lines: YamlLines, tree: Tree, path: Path, written: str) -> None:
    """Put a value in the place of the one that stands there, also when that goes on over more lines."""
    (line, column), end = tree.place(path), lines.inner_end(tree, path)
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
