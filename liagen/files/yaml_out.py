"""Values as YAML, as a person would type them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import yaml

from liagen.files.yaml_in import Decimal, Path, parse_yaml, plain_value

_FLOW = re.compile(r"[\[\]{},:?]")
_BARE = re.compile(r"[^\W\d_][^\W_]*(?:[ ,./()-]{1,2}[^\W_]+)*[.)]?")
"""Plain words, which YAML never quotes; the emitter says the same, but takes fifty times as long."""


def write_scalar(value: str | int) -> str:
    """Return ``value`` as a YAML scalar that ``parse_yaml`` reads back as the same value, on one line."""
    if isinstance(value, int):
        return str(value)
    if _needs_quotes(value):
        return _dumped(value, '"')
    return value if _BARE.fullmatch(value) else _dumped(value, None)


def write_list(values: Iterable[object]) -> str:
    """Return ``values`` as a YAML list that ``parse_yaml`` reads back as the same values, on one line."""
    return f"[{', '.join(map(write_in_flow, values))}]"


def write_in_flow(value: object) -> str:
    """Return any value as it stands between brackets or braces, on one line."""
    if isinstance(value, dict) and value:
        return "{" + ", ".join(f"{write_in_flow(key)}: {write_in_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, str):
        return _dumped(value, '"') if _FLOW.search(value) else write_scalar(value)
    return _on_one_line(value)


def write_tree(value: object, comment_for: Callable[[Path], str] | None = None) -> str:
    """Return values as YAML over more lines, which ``parse_yaml`` reads back as the same values.

    ``comment_for`` gives what to say behind the key at a path, or nothing.
    """
    return "".join(f"{row}\n" for row in _tree_rows(value, (), comment_for or (lambda _path: "")))


def _tree_rows(value: object, path: Path, comment_for: Callable[[Path], str]) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for key, each in value.items():
            head, *rows = _rows_after_key(each, (*path, key), comment_for)
            note = comment_for((*path, key))
            yield f"{write_scalar(key)}:{head}" + (f"  # {note}" if note else "")
            yield from (f"  {row}" for row in rows)
    elif isinstance(value, list) and value and not _is_flat_list(value):
        for number, each in enumerate(value):
            first, *rows = _tree_rows(each, (*path, number), comment_for)
            note = comment_for((*path, number))
            yield f"- {first}" + (f"  # {note}" if note else "")
            yield from (f"  {row}" for row in rows)
    else:
        yield _on_one_line(value)


def _rows_after_key(value: object, path: Path, comment_for: Callable[[Path], str]) -> Iterator[str]:
    """Give what stands behind a key, and then the rows below it."""
    if isinstance(value, str) and "\n" in value and (rows := _block_rows(value)):
        yield from rows
    elif isinstance(value, dict | list) and value and not _is_flat_list(value):
        yield ""
        yield from _tree_rows(value, path, comment_for)
    else:
        yield f" {_on_one_line(value)}"


def _is_flat_list(value: object) -> bool:
    return isinstance(value, list) and not any(isinstance(each, dict | list) for each in value)


def _on_one_line(value: object) -> str:
    if isinstance(value, str | int) and not isinstance(value, bool):
        written = write_scalar(value)
        return _dumped(value, '"') if isinstance(value, str) and written.startswith("'") else written
    if isinstance(value, list):
        return write_list(value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, Decimal):
        return value.text
    return "null" if value is None else str(value).lower()


def _block_rows(value: str) -> list[str]:
    """Return a text of more lines behind a `|`; nothing when it would not come back the same."""
    rows = [" |" if value.endswith("\n") else " |-", *value.removesuffix("\n").split("\n")]
    return rows if parse_yaml("a:" + "\n  ".join(rows) + "\n", "").value == {"a": value} else []


@lru_cache(maxsize=1024)
def _dumped(value: str, style: str | None) -> str:
    out: str = yaml.safe_dump(value, allow_unicode=True, width=10**9, default_style=style)
    return out.removesuffix("\n").removesuffix("\n...")


def _needs_quotes(value: str) -> bool:
    if not isinstance(plain_value(value), str) or value.splitlines() not in ([], [value]):
        return True
    # Other readers of YAML (1.1) take these for booleans; ours does not.
    return value.lower() in {"yes", "no", "on", "off", "y", "n"}
