"""The fixed words of the library: all that the program asks for are there, and no more."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from liagen.chapter.tables import _TABLES as COLUMNS
from liagen.library.cards import Verdict
from liagen.library.load import load_library
from liagen.library.tables import CONTENT
from liagen.library.words import needed_words
from liagen.profile.group import Wie

PACKAGE = Path(__file__).parents[1] / "liagen"
LIBRARY = load_library()


@dataclasses.dataclass(frozen=True)
class Asked:
    """A word that the program asks for: its key or, with ``whole`` false, how the key begins; and the names it gives.

    ``names`` is None when they stand elsewhere.
    """

    key: str
    whole: bool
    names: frozenset[str] | None

    def fits(self, word: str) -> bool:
        return word == self.key if self.whole else word.startswith(self.key) and bool(self.key)


@cache
def words_in_code() -> tuple[list[Asked], set[Asked]]:
    """Return the words that the program asks for, and every text in it that may be one."""
    asked: list[Asked] = []
    named: set[Asked] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asked += asked_in(node) if path.parent.name != "training" and path.stem != "condition_words" else ()
            named |= set(keys_in(node, None)) if isinstance(node, ast.JoinedStr | ast.Constant) else set()
    return asked, named


def asked_words() -> list[Asked]:
    return words_in_code()[0]


def asked_in(node: ast.AST) -> Iterator[Asked]:
    """Give what `library.word(…)` and `library.words[…]` name."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "word":
        names = {each.arg for each in node.keywords}
        yield from keys_in(node.args[0], None if None in names else frozenset(names))
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "words":
        yield from keys_in(node.slice, None)


def keys_in(node: ast.expr, names: frozenset[str] | None) -> Iterator[Asked]:
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        yield Asked(first.value if isinstance(first, ast.Constant) else "", False, names)
    elif isinstance(node, ast.IfExp):
        yield from keys_in(node.body, names)
        yield from keys_in(node.orelse, names)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Asked(node.value, True, names)


def test_every_word_that_the_program_asks_for_is_there():
    asked = [each for each in asked_words() if each.key]
    assert len(asked) > 80
    assert [each.key for each in asked if not any(each.fits(word) for word in LIBRARY.words)] == []


def test_a_word_holds_no_name_that_the_program_does_not_fill_in():
    given: dict[str, set[str]] = {}
    for each in asked_words():
        for word in filter(each.fits, LIBRARY.words) if each.names is not None and each.whole else ():
            given.setdefault(word, set()).update(each.names)
    assert len(given) > 40
    assert {word: needed_words()[word] - names for word, names in given.items() if needed_words()[word] - names} == {}


def test_every_word_is_asked_for():
    whole, begun = (
        {each.key for each in words_in_code()[1] if each.whole == kind and each.key} for kind in (True, False)
    )
    captions = {f"tabel_{key}" for key in CONTENT["tabel"]}
    words = set(LIBRARY.words) - captions - whole
    assert [word for word in words if not word.startswith(tuple(begun))] == []


@pytest.mark.parametrize(
    ("made", "keys"),
    [
        ("oordeel_", get_args(Verdict)), ("cox_", "123456"), ("tabel_", CONTENT["tabel"]),
        ("open_groep_", (*get_args(Wie), "schrijver")),
        ("vergelijking_waarde_", ("eq", "ne", "gt", "gteq", "lt", "lteq", "in", "notin")),
        ("vergelijking_bekend_", ("eq", "ne", "in", "notin")), ("vergelijking_leeg_", ("eq", "ne")),
        ("vergelijking_lijst_", ("in", "notin")), ("kop_", {key for rows in COLUMNS.values() for key, _ in rows}),
    ],
)  # fmt: skip
def test_words_that_are_put_together_from_parts_are_all_there(made, keys):
    assert [f"{made}{key}" for key in keys if f"{made}{key}" not in LIBRARY.words] == []
