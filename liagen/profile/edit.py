"""Answers put into the text of a profile; comments, order and every other character stay as they were typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from liagen.files.check import check_model
from liagen.files.yaml_edit import block_rows, is_there, key, set_value
from liagen.files.yaml_in import Path, Tree
from liagen.files.yaml_lines import YamlLines, value_at
from liagen.files.yaml_out import write_list, write_tree
from liagen.profile.blank import Answer, with_answers, write_answer
from liagen.profile.dates import typed_date
from liagen.profile.fields import BY_GOAL, GOAL_CHOICES, field_of, field_specs, path_names, row_fields
from liagen.profile.own_fields import profile_model
from liagen.profile.parsing import is_word

_BOM = "\ufeff"


def insert_answers(text: str, answers: Mapping[str, Answer]) -> str:
    """Return the text of a profile with ``answers`` by dotted path, or nothing when they cannot be put in safely.

    Each comes at the place of its field, over what stood there; a field that is not there is added where the blank
    profile has it. Also a field of a row that is there (``doelen.2.deadline``) or of a goal. The result is read again:
    it must say what ``text`` said and the answers, no more and no less.
    """
    lines = YamlLines.parse(text.removeprefix(_BOM))
    before = lines.tree()
    try:
        wanted = with_answers(before.value, answers)
    except LookupError:
        return ""
    for path in sorted(answers, key=_place_in_profile):
        _insert_answer(lines, path_names(path), answers[path])
    after = lines.tree()
    # The text is edited as text, so that comments stay; whether that went well is not argued but read back.
    expected, _ = check_model(profile_model(), Tree(wanted), "")
    found, _ = check_model(profile_model(), after, "")
    if after.problems or found is None or found != expected:
        return ""
    return (_BOM if text.startswith(_BOM) else "") + lines.text()


def _place_in_profile(path: str) -> int:
    """Return which field of the profile a path begins with, counted in the order of the blank profile."""
    return list(field_specs()).index(field_of(path))


def write_answers(answers: Mapping[str, Answer]) -> str:
    """Return the answers alone as YAML, for who must put them into a file by hand."""
    plain = {path: list(value) if isinstance(value, tuple) else value for path, value in answers.items()}
    dates = {path: typed_date(value) for path, value in answers.items() if isinstance(value, dt.date)}
    return write_tree(with_answers({}, {**plain, **dates}))


def _insert_answer(lines: YamlLines, path: Path, answer: Answer) -> None:
    tree = lines.tree()
    # How many names of the path are there already: the rest has to be made.
    known = next(size for size in range(len(path), -1, -1) if not size or is_there(tree, path[:size]))
    parent, new = path[:known], path[known:]
    # Between braces, a group above included, a new line may not be: there a field is added in the row itself.
    value, is_flow = value_at(tree, parent), lines.is_flow_mapping(tree, parent)
    in_flow = is_flow or any(lines.is_flow_mapping(tree, parent[:size]) for size in range(known))
    # A text in a list is quoted where a comma or brace would end it; between braces the same holds.
    written = write_list([answer])[1:-1] if in_flow and isinstance(answer, str) else write_answer(answer)
    if new and not in_flow and isinstance(answer, tuple) and any(isinstance(row, Mapping) for row in answer):
        written = "\n" + write_tree([*answer]).removesuffix("\n")  # rows as a person would type them
    if not new:
        set_value(lines, tree, path, written)
    elif is_flow:
        line, column = tree.place(parent)
        lines.replace((line, column + 1), (line, column + 1), _flow_entry(new, written) + (", " if value else ""))
    elif isinstance(value, dict):
        _add_field(lines, tree, parent, new, written)
    elif in_flow and value is None:
        set_value(lines, tree, parent, f"{{{_flow_entry(new, written)}}}")
    elif value is None or is_word(value, "onbekend") or (parent == (GOAL_CHOICES,) and is_word(value, "geen")):
        set_value(lines, tree, parent, "")
        line, column = tree.place((*parent, ""))
        lines.rows[line - 1] = lines.rows[line - 1].rstrip()
        lines.insert(line, block_rows(new, written, column + 1))


def _add_field(lines: YamlLines, tree: Tree, parent: Path, new: Path, written: str) -> None:
    """Put a field below its nearest neighbour from the blank profile, or else at the top of its group."""
    siblings, order = value_at(tree, parent), _field_order(parent)
    before = order[: order.index(new[0])] if new[0] in order else siblings
    above = [name for name in before if name in siblings]
    if not above and parent and isinstance(parent[-1], int):  # the dash of a row stands before its first field
        above = list(siblings)
    indent = tree.place((*parent, next(iter(siblings)), ""))[1] - 1
    rows = block_rows(new, written, indent)
    if above:
        lines.insert(lines.inner_end(tree, (*parent, above[-1]))[0], rows if parent else ["", *rows])
    else:
        lines.insert(tree.place((*parent, ""))[0] if parent else tree.place(())[0] - 1, rows)


def _flow_entry(names: Path, written: str) -> str:
    """Return a field, within its groups, as it stands between braces."""
    return ": {".join(map(key, names)) + f": {written}" + "}" * (len(names) - 1)


def _field_order(parent: Path) -> list[str]:
    """Return the names of the fields of a group or row, in the order of the blank profile."""
    if parent and isinstance(parent[-1], int):
        return [spec.path for spec in row_fields(".".join(map(str, parent[:-1])))]
    for by_goal in BY_GOAL:
        names = tuple(by_goal.split("."))
        if parent[: len(names)] == names:
            return [spec.path for spec in row_fields(by_goal)] if parent[len(names) :] else []
    lead = "".join(f"{name}." for name in parent)
    paths = (path.removeprefix(lead) for path in field_specs() if path.startswith(lead))
    return list(dict.fromkeys(path.partition(".")[0] for path in paths))
