"""Texts put into the files of a package: over what it says itself, or as what is different from the package below.

Whatever was not changed keeps every character. What comes out is read again: it must say what was meant and no more.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from liagen.files.yaml_edit import block_rows, is_there, set_value
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import Tree
from liagen.files.yaml_lines import YamlLines
from liagen.files.yaml_out import write_list, write_tree
from liagen.library.layers import ROWS, LibraryFile, Part
from liagen.workshop.package_texts import PackageText

_BOM: Final = "\ufeff"
_RULE: Final = "---"
_REMOVED: Final = "null"
_KEY: Final = "sleutel"


@dataclass(frozen=True)
class NewText:
    """A text of a package and what it is to be; nothing to take it away."""

    text: PackageText
    source: str | None


class NotPut(Exception):  # noqa: N818  (a file that is left as it is; the caller says so of its texts)
    """A file in which these texts cannot be put by a program."""


@dataclass(frozen=True)
class FileNow:
    """A file of a package: its name, its text (None when the package has none), and its parts as they were read.

    ``merged`` is the file with all that lies below it.
    """

    name: str
    text: str | None
    parts: Mapping[str, Part]
    merged: LibraryFile


def put_texts(file: FileNow, texts: Sequence[NewText]) -> str:
    """Return the text of a file with other texts in it. Raises NotPut."""
    whole = file.text or ""
    bom = _BOM if whole.startswith(_BOM) else ""
    rows = YamlLines.parse(whole.removeprefix(_BOM))
    parts = [each for each in texts if each.text.part]
    values = [each for each in texts if not each.text.part]
    if not file.name.endswith(".md"):
        return bom + _with_values(rows, file, values).text()
    if parts:
        _put_parts(rows, file, parts)
    return bom + (_with_front(rows, file, values) if values else rows).text()


# ------------------------------------------------------------ parts of a card


def _put_parts(rows: YamlLines, file: FileNow, texts: Sequence[NewText]) -> None:
    own = [each for each in texts if each.text.part in file.parts]
    for each in sorted(own, key=lambda each: -file.parts[each.text.part].line):
        part = file.parts[each.text.part]
        below = file.merged.parts[each.text.part].lower if each.text.part in file.merged.parts else ()
        source = each.source if each.source is not None else f"\n{_REMOVED}\n" if below else ""
        first, size = part.line - 1, part.text.count("\n") + 1
        new, end = source.split("\n"), rows.ends[0] or "\n"
        last = rows.ends[first + size - 1]
        rows.rows[first : first + size] = new
        rows.ends[first : first + size] = [end] * (len(new) - 1) + [last]
    for each in (each for each in texts if each not in own):
        _add_part(rows, each)


def _add_part(rows: YamlLines, new: NewText) -> None:
    source = _REMOVED if new.source is None else new.source.strip("\n")
    if new.text.part == "tekst":
        begin = _front_end(rows)
        typed = [row for row in rows.rows[begin:] if row.strip()]
        rows.insert(begin, [*source.split("\n"), *([""] if typed else [])])
        return
    while rows.rows and not rows.rows[-1].strip() and len(rows.rows) > 1:
        rows.rows.pop(), rows.ends.pop()
    lead = [""] if rows.rows[-1].strip() else []
    heading = f"## {new.text.part.capitalize().replace('_', ' ')}"
    if rows.rows == [""]:
        rows.rows, rows.ends = [], []
        rows.rows, rows.ends = [heading, "", *source.split("\n")], ["\n"] * (3 + source.count("\n"))
        return
    rows.insert(len(rows.rows), [*lead, heading, "", *source.split("\n")])
    rows.ends[-1] = rows.ends[0] or "\n"


def _front_end(rows: YamlLines) -> int:
    """Return how many rows the keys of a card take, with the lines around them."""
    if rows.rows[0].strip() != _RULE:
        return 0
    return next(number for number, row in enumerate(rows.rows[1:], 1) if row.strip() == _RULE) + 1


# ------------------------------------------------------------ keys


def _with_front(rows: YamlLines, file: FileNow, values: Sequence[NewText]) -> YamlLines:
    """Return the rows of a card with other values in its keys."""
    size = _front_end(rows)
    end = rows.ends[0] or "\n"
    if not size:
        front = _with_values(YamlLines([""], [""]), file, values)
        keys = front.text().rstrip("\n").split("\n")
        new = [_RULE, *keys, _RULE]
        is_empty = rows.rows == [""]
        return YamlLines(
            [*new, *([] if is_empty else rows.rows)], [*[end] * len(new), *([] if is_empty else rows.ends)]
        )
    inside = YamlLines(rows.rows[1 : size - 1], rows.ends[1 : size - 1])
    has_keys = bool(inside.rows)
    if not has_keys:
        inside = YamlLines([""], [end])
    front = _with_values(inside, file, values)
    if front.rows[-1] == "" and not has_keys:
        front.rows.pop(), front.ends.pop()
    front.ends[-1] = front.ends[-1] or end
    return YamlLines(
        [rows.rows[0], *front.rows, *rows.rows[size - 1 :]], [rows.ends[0], *front.ends, *rows.ends[size - 1 :]]
    )


def _with_values(rows: YamlLines, file: FileNow, texts: Sequence[NewText]) -> YamlLines:
    """Return the rows of YAML with other values. Raises NotPut when they do not come to say what was meant."""
    tree = rows.tree()
    if tree.problems or not isinstance(tree.value, dict | None):
        raise NotPut
    wanted: dict[str, Any] = copy.deepcopy(tree.mapping)
    added: dict[YamlPath, Any] = {}
    for each in texts:
        path = _own_path(file.name, tree.value, each.text.path)
        if _stands(tree, path):
            set_value(rows, rows.tree(), path, _written(rows, path, each.source))
            _set(wanted, path, each.source)
        else:
            _add(added, file, each)
    for path, value in added.items():
        _insert(rows, path, value)
        _set(wanted, path, value)
    after = rows.tree()
    if after.problems or after.value != wanted:
        raise NotPut
    return rows


def _own_path(name: str, value: Any, path: YamlPath) -> YamlPath:
    """Return a path as a file has it: rows by their `sleutel`, or in a list by their place in it."""
    field = ROWS.get(name)
    if not field or not path or path[0] != field or not isinstance(value, dict):
        return path
    rows = value.get(field)
    if not isinstance(rows, list):
        return path
    place = next((n for n, row in enumerate(rows) if isinstance(row, dict) and row.get(_KEY) == path[1]), len(rows))
    return (field, place, *path[2:])


def _stands(tree: Tree, path: YamlPath) -> bool:
    try:
        value: Any = tree.value
        for name in path:
            value = value[name]
    except (LookupError, TypeError):
        return False
    return isinstance(value, str) and is_there(tree, path)


def _written(rows: YamlLines, path: YamlPath, value: str | None) -> str:
    """Return a value as it is typed in the place of the one that stands there."""
    if value is None:
        return _REMOVED
    tree = rows.tree()
    line, column = tree.place(path)
    sign = rows.rows[line - 1][column - 1 : column]
    if sign in ("|", ">") and "\n" in value:
        key_column = tree.place((*path, ""))[1]
        first, *more = write_tree({"a": value}).removesuffix("\n").removeprefix("a: ").split("\n")
        return "\n".join([first, *(f"{' ' * (key_column - 1)}{row}" for row in more)])
    if sign == '"' or "\n" in value:
        return json.dumps(value, ensure_ascii=False)
    if _is_between_brackets(rows, tree, path):
        return write_list([value])[1:-1]
    return write_tree({"a": value}).removesuffix("\n").removeprefix("a: ")


def _is_between_brackets(rows: YamlLines, tree: Tree, path: YamlPath) -> bool:
    """Say whether a group or list around a value is typed between brackets: there a comma ends a text."""
    places = (tree.place(path[:size]) for size in range(len(path)))
    return any(rows.rows[line - 1][column - 1 : column] in ("{", "[") for line, column in places)


def _add(added: dict[YamlPath, Any], file: FileNow, new: NewText) -> None:
    """Keep a value that the package does not say yet; of a list all of it, as lists replace each other whole."""
    path, place = new.text.path, new.text.place
    depth = next((number for number, name in enumerate(path) if isinstance(name, int)), len(path))
    if depth == len(path):
        added[path] = new.source
        return
    if path[:depth] not in added:
        value: Any = file.merged.tree.value
        for name in place[:depth]:
            value = value[name]
        added[path[:depth]] = copy.deepcopy(value)
    _set(added[path[:depth]], path[depth:], new.source)


def _set(value: Any, path: YamlPath, new: Any) -> None:
    for name in path[:-1]:
        value = value.setdefault(name, {}) if isinstance(value, dict) else value[name]
    value[path[-1]] = new


def _insert(rows: YamlLines, path: YamlPath, value: Any) -> None:
    """Add a key with its value below the group that it belongs to, with the groups that are missing."""
    tree = rows.tree()
    known = 0
    while known < len(path) - 1 and isinstance(_at(tree.value, path[: known + 1]), dict):
        known += 1
    parent, names = path[:known], path[known:]
    group = _at(tree.value, parent)
    if isinstance(group, dict) and names[0] in group:  # something else stands there
        raise NotPut
    written = write_tree({"a": value}).removesuffix("\n").removeprefix("a:").removeprefix(" ")
    if not isinstance(value, str):  # what stands below a key is indented by `block_rows`
        written = "\n".join(row.removeprefix("  ") for row in written.split("\n"))
    elif "\n" in written:
        written = "\n".join(row.removeprefix("  ") if number else row for number, row in enumerate(written.split("\n")))
    if not group:
        if parent:
            raise NotPut
        new = block_rows(names, written, 0)
        if rows.rows == [""]:  # a text behind `|` has the line end behind it too
            rows.rows, rows.ends = [*new, ""], [*["\n"] * len(new), ""]
            return
        if rows.rows and rows.rows[-1] and not rows.ends[-1]:
            rows.ends[-1] = "\n"
        rows.rows += new
        end = rows.ends[0] if rows.ends else "\n"
        rows.ends += [end or "\n"] * len(new)
        return
    if any(rows.is_flow_mapping(tree, parent[:size]) for size in range(known + 1)):
        raise NotPut
    indent = tree.place((*parent, next(iter(group)), ""))[1] - 1
    rows.insert(rows.inner_end(tree, parent)[0], block_rows(names, written, indent))


def _at(value: Any, path: YamlPath) -> Any:
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return None
        value = value[name]
    return value
