"""Keys and parts taken out of a file of a package; all else in it stays as it was typed, remarks and order included.

The text is edited as rows and then read again: what it says must be what it said, without what was taken out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.files.yaml_lines import YamlLines, value_at
from liagen.files.yaml_out import write_in_flow, write_list, write_scalar, write_tree
from liagen.library.cards import PARTS

_FENCE: Final = "---"
_REMARK: Final = re.compile(r"(?:^|\s)#(?:\s.*|$)")


@dataclass(frozen=True)
class Removal:
    """What is taken out of a file: keys by their path, and parts of its text by name."""

    keys: frozenset[YamlPath] = frozenset()
    parts: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Say whether anything is."""
        return bool(self.keys or self.parts)


def without(text: str, taken: Removal, *, card: bool, known: Collection[str], notes: Collection[str] = ()) -> str:
    """Return the text of a file without what is taken out; empty when nothing of hers is left in it.

    ``known`` are rows, without the spaces around them, that are not hers: remarks among them go along with the key
    that they stand at. ``notes`` are such rows that go along in any case. Every other remark stays.
    """
    lines = YamlLines.parse(text)
    fence = _data_end(lines.rows, card)
    first = 1 if card else 0
    tree = parse_yaml(_typed(lines.rows[first:fence]), "", first + 1)
    if card:
        _take_parts(lines, taken.parts, fence + 1 if fence else 0)
    wanted = _remaining(tree.mapping, (), taken.keys)
    if taken.keys:
        before = YamlLines([*lines.rows], [*lines.ends])
        _KeyEdits(lines, tree, known).take(taken.keys)
        fence = _data_end(lines.rows, card)
        if parse_yaml(_typed(lines.rows[first:fence]), "").mapping != wanted:  # typed in a way that no edit fits
            fence = _data_end(before.rows, card)
            remarks = list(_KeyEdits(before, tree, known).remarks(first + 1, fence))
            lines = before
            _write_anew(lines, remarks, wanted, first, fence)
    _take_notes(lines, first, _data_end(lines.rows, card), notes)
    return _tidied(lines, card=card, known=known, empty=not wanted)


def _data_end(rows: list[str], card: bool) -> int:
    """Return the number of the row behind the last one with keys: the closing fence of a card, the end of a file."""
    return _closing_fence(rows) if card else len(rows)


def _closing_fence(rows: list[str]) -> int:
    """Return the number of the row that ends the front matter; 0 without front matter."""
    if not rows or rows[0].strip() != _FENCE:
        return 0
    return next((number for number, row in enumerate(rows[1:], 1) if row.strip() == _FENCE), 0)


def _typed(rows: list[str]) -> str:
    """Return rows as a text, with a line end behind the last: without it a text behind `|` would lose its own."""
    return "".join(f"{row}\n" for row in rows)


def _remaining(value: Any, path: YamlPath, taken: frozenset[YamlPath]) -> Any:
    """Return a group without what is taken out of it, and without groups that nothing is left in."""
    if not isinstance(value, dict):
        return value
    found = {}
    for key, each in value.items():
        here = (*path, key)
        left = _remaining(each, here, taken)
        if here not in taken and (left != {} or each == {}):
            found[key] = left
    return found


# ------------------------------------------------------------ keys


class _KeyEdits:
    """The rows of a file with the keys in them, edited from the last to the first: so every place above stays true."""

    def __init__(self, lines: YamlLines, tree: Tree, known: Collection[str]) -> None:
        self._lines = lines
        self._tree = tree
        self._known = known
        ends = {path: lines.value_end(tree, path) for path in tree.ends if path in tree.places}
        # Looked up by path and by row: of a stranger's file with thousands of keys each would ask for all of them.
        self._inner_ends: dict[YamlPath, tuple[int, int]] = {}
        self._behind: dict[int, int] = {}
        self._begins: set[int] = set()
        self._inside: set[int] = set()
        groups = {path[:-1] for path in tree.places if path and path[-1] != ""}
        for path, end in ends.items():
            start = tree.places[path]
            self._behind[end[0]] = max(end[1] - 1, self._behind.get(end[0], 0))
            if path not in groups:  # between brackets there may be remarks
                self._begins.add(start[0])
                self._inside.update(range(start[0] + 1, end[0]))
            for size in range(len(path) + 1):
                self._inner_ends[path[:size]] = max(end, self._inner_ends.get(path[:size], end))

    def take(self, keys: frozenset[YamlPath]) -> None:
        """Take out keys with their values, and groups that nothing is left in."""
        whole = _whole(self._tree.value, (), keys)
        # Between braces there are no rows to take out: there the outermost group that is typed so is written anew.
        flow = {path: self._outermost_flow(path) for path in whole}
        anew = {group for group in flow.values() if group is not None}
        gone = {path for path, group in flow.items() if group is None}
        for path in sorted(anew | gone, key=lambda each: self._tree.place((*each, "")), reverse=True):
            if path in anew:
                self._write_flow(path, keys)
            else:
                self._take_rows(path)

    def remarks(self, first: int, last: int) -> Iterator[str]:
        """Give the remarks of hers that stand within and behind the values of these rows."""
        for number in range(first, last + 1):
            row = self._lines.rows[number - 1]
            # Within a text of more rows a # is a letter.
            if row.strip() in self._known or number in self._inside:
                continue
            behind = self._behind.get(number, 0)
            if not behind and number in self._begins:  # a text that goes on below
                continue
            if found := _REMARK.search(row, behind):
                yield found[0].strip()

    def _outermost_flow(self, path: YamlPath) -> YamlPath | None:
        groups = (path[:size] for size in range(1, len(path)))
        return next((group for group in groups if self._lines.is_flow_mapping(self._tree, group)), None)

    def _write_flow(self, path: YamlPath, keys: frozenset[YamlPath]) -> None:
        start, end = self._tree.place(path), self._inner_ends[path]
        line, column = self._tree.place((*path, ""))
        # On one row they are still behind it.
        remarks = list(self.remarks(start[0], end[0])) if start[0] < end[0] else []
        self._lines.replace(start, end, write_in_flow(_remaining(value_at(self._tree, path), path, keys)))
        self._insert(line, column, remarks)

    def _take_rows(self, path: YamlPath) -> None:
        """Take out the rows of a key with its value, and the remarks above it that are not hers."""
        rows, ends = self._lines.rows, self._lines.ends
        line, column = self._tree.place((*path, ""))
        last = max(line, self._inner_ends[path][0])
        kept = list(self.remarks(line, last))
        above = line
        while above > 1 and _is_remark(rows[above - 2]) and rows[above - 2].strip() in self._known:
            above -= 1
        before = rows[above - 2].strip() if above > 1 else ""
        if not before and not kept and last < len(rows) and not rows[last].strip():
            last += 1  # of two empty rows that would meet one is enough
        del rows[above - 1 : last], ends[above - 1 : last]
        self._insert(above, column, kept)

    def _insert(self, line: int, column: int, remarks: list[str]) -> None:
        if not remarks:
            return
        if not self._lines.rows:
            self._lines.rows, self._lines.ends = [""], [""]
        self._lines.insert(line - 1, [" " * (column - 1) + each for each in remarks])


def _whole(value: Any, path: YamlPath, keys: frozenset[YamlPath]) -> list[YamlPath]:
    """Return the paths to take out: of a group of which nothing is left, only that of the group."""
    if path in keys:
        return [path]
    if not isinstance(value, dict) or not value:
        return []
    if path and _remaining(value, path, keys) == {}:
        return [path]
    return [found for key, each in value.items() for found in _whole(each, (*path, key), keys)]


def _is_remark(row: str) -> bool:
    return row.lstrip().startswith("#")


def _write_anew(lines: YamlLines, remarks: list[str], wanted: dict[str, Any], first: int, fence: int) -> None:
    """Write the keys anew, below all remarks that stood among them."""
    written = [*remarks, *(write_tree(wanted).splitlines() if wanted else ())]
    end = lines.ends[0] or "\n"
    lines.rows[first:fence] = written
    lines.ends[first:fence] = [end] * len(written)


# ------------------------------------------------------------ parts


def _take_parts(lines: YamlLines, parts: Iterable[str], start: int) -> None:
    """Take out parts of a body, each with its heading."""
    spans = list(_spans(lines.rows, start))
    for name, first, last in reversed(spans):
        # A heading without a text says nothing either.
        is_heading = first < last and _is_remark(lines.rows[first])
        if name in parts or (is_heading and not any(map(str.strip, lines.rows[first + 1 : last]))):
            del lines.rows[first:last], lines.ends[first:last]


def _spans(rows: list[str], start: int) -> Iterator[tuple[str, int, int]]:
    """Give every part of a body with its first row, the heading, and the row behind its last."""
    name, first = PARTS[0], start
    for number in range(start, len(rows)):
        if rows[number].lstrip().startswith("#"):
            yield name, first, number
            name, first = rows[number][3:].strip().lower().replace(" ", "_"), number
    yield name, first, len(rows)


def _take_notes(lines: YamlLines, first: int, fence: int, notes: Collection[str]) -> None:
    for number in reversed(range(first, fence)):
        if lines.rows[number].strip() in notes:
            del lines.rows[number], lines.ends[number]


def _tidied(lines: YamlLines, *, card: bool, known: Collection[str], empty: bool) -> str:
    """Return the text without front matter that says nothing, and without a file that does not."""
    fence = _data_end(lines.rows, card)
    first = 1 if card else 0
    if empty and fence:
        inside = [number for number in range(first, fence) if lines.rows[number].strip() not in (*known, "")]
        if not inside:
            last = fence + 1 if card else fence
            while card and last < len(lines.rows) and not lines.rows[last].strip():
                last += 1
            del lines.rows[:last], lines.ends[:last]
    if not card or (fence := _closing_fence(lines.rows)):
        _take_blank_rows(lines, len(lines.rows) if not card else fence, 1 if card else 0)
    while len(lines.rows) > 1 and not lines.rows[-1].strip():  # the row above has the line end of the file
        del lines.rows[-1], lines.ends[-1]
    text = lines.text()
    return text if text.strip() else ""


def _take_blank_rows(lines: YamlLines, end: int, first: int) -> None:
    """Take out the empty rows that keys begin or end with now."""
    while end > first + 1 and not lines.rows[end - 1].strip() and not lines.rows[end - 2].strip():
        end -= 1
        del lines.rows[end], lines.ends[end]
    if first and end > first and not lines.rows[end - 1].strip():
        del lines.rows[end - 1], lines.ends[end - 1]


# ------------------------------------------------------------ rows by their key


def rows_by_key(text: str, rows: str, below: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a table with a list of rows typed as one that names rows by their key, and that says the same.

    What lies ``below``, by key, and is not in her list she took away: that is said by `null`. Her order is said by
    `volgorde` when it is not that of what lies below.
    """
    lines = YamlLines.parse(text)
    tree = lines.tree()
    hers = {row["sleutel"]: {key: each for key, each in row.items() if key != "sleutel"} for row in tree.mapping[rows]}
    gone = {
        key: dict.fromkeys(each for each in row if each not in hers[key]) for key, row in below.items() if key in hers
    }
    wanted = {**tree.mapping, rows: {key: {**row, **gone.get(key, {})} for key, row in hers.items()}}
    wanted[rows] |= dict.fromkeys(key for key in below if key not in hers)
    if list(hers) != [*(key for key in below if key in hers), *(key for key in hers if key not in below)]:
        wanted["volgorde"] = list(hers)
    before = YamlLines([*lines.rows], [*lines.ends])
    _retype_rows(lines, tree, rows, gone, wanted)
    if lines.tree().mapping == wanted:
        return lines.text()
    remarks = list(_KeyEdits(before, tree, ()).remarks(1, len(before.rows)))
    _write_anew(before, remarks, wanted, 0, len(before.rows))
    return before.text()


def _retype_rows(
    lines: YamlLines, tree: Tree, rows: str, gone: Mapping[str, Mapping[str, None]], wanted: Mapping[str, Any]
) -> None:
    """Type the rows of a list as rows with a key, as far as they are typed as people do; who asked reads it back."""
    listed = tree.mapping[rows]
    column = tree.place((rows, 0))[1] - 2
    more = [key for key, row in wanted[rows].items() if row is None]
    behind = [f"{' ' * (column - 1)}{write_scalar(key)}: null" for key in more]
    order = [f"volgorde: {write_list(wanted['volgorde'])}"] if "volgorde" in wanted else []
    last = max(lines.value_end(tree, path)[0] for path in tree.ends if path[:1] == (rows,))
    if behind or order:
        lines.insert(last, behind)
        lines.insert(len(lines.rows) - (lines.rows[-1] == ""), order)
    for number in reversed(range(len(listed))):
        line, begin = tree.place((rows, number))
        row, key = lines.rows[line - 1], write_scalar(listed[number]["sleutel"])
        lead = row[: begin - 1].replace("-", " ")[: column - 1]
        nulls = gone.get(listed[number]["sleutel"], {})
        if lines.is_flow_mapping(tree, (rows, number)):
            end = lines.inner_end(tree, (rows, number))
            lines.replace((line, 1), end, f"{lead}{key}: {write_in_flow(wanted[rows][listed[number]['sleutel']])}")
        elif next(iter(listed[number])) == "sleutel":
            end = lines.value_end(tree, (rows, number, "sleutel"))
            lines.replace((line, 1), end, f"{lead}{key}:")
            lines.insert(line, [f"{' ' * (begin - 1)}{write_scalar(each)}: null" for each in nulls])
