"""Conditions of cards: a checked tree with three answers.

A condition answers ja, nee or onbekend for one set of facts (Kleene's logic: an unknown fact makes a comparison
unknown, unless ``'onbekend'`` is itself among the constants). It was checked when its card was loaded: see
``condition_parser``.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from liagen.profile.group import FieldKind

LISTS: tuple[FieldKind, ...] = ("keuzelijst", "tekstlijst", "groepen")
"""Kinds of fields that hold several values: asked whether they are empty, how many there are, and what is in them."""

VERDICTS = ("bestaat", "voorstel", "te_overwegen", "niet_nu")

Answer = bool | None
"""True is ja, False is nee, None is onbekend."""

Lookup = Callable[[str], Any]
"""Gives the value of a name such as ``organisatie.fte``; None means unknown."""

ORDERED: Final = {"gt": operator.gt, "gteq": operator.ge, "lt": operator.lt, "lteq": operator.le}
"""The operators that say which number is the larger, by their names in Jinja."""

_TESTS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    **ORDERED,
    "eq": operator.eq,
    "ne": operator.ne,
    "in": lambda one, many: one in many,
    "notin": lambda one, many: one not in many,
}

SYMBOLS: Final = {
    "eq": "==",
    "ne": "!=",
    "gt": ">",
    "gteq": ">=",
    "lt": "<",
    "lteq": "<=",
    "in": "in",
    "notin": "not in",
}
"""The operators as they are typed, by their names in Jinja."""


@dataclass(frozen=True)
class Compare:
    """One comparison of one field with constants; ``op`` is the operator as typed in Jinja's names."""

    name: str
    op: str
    constant: Any
    setting: str = ""
    is_membership: bool = False

    def answer(self, lookup: Lookup) -> Answer:
        """Compare; an unknown fact gives None unless «onbekend» is asked for."""
        value = lookup(self.name)
        constant = lookup(self.setting) if self.setting else self.constant
        # Asked for «onbekend» itself, an unknown fact has an answer; anything else about it nobody knows.
        if value is None:
            wanted = constant if isinstance(constant, tuple) else (constant,)
            if "onbekend" not in wanted:
                return None
            value = "onbekend"
        if isinstance(value, tuple) and isinstance(constant, int):
            value = len(value)
        test = _TESTS[self.op]
        return test(constant, value) if self.is_membership else test(value, constant)  # 'x' in lijst


@dataclass(frozen=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: Node

    def answer(self, lookup: Lookup) -> Answer:
        """Answer the opposite of the part."""
        found = self.part.answer(lookup)
        return None if found is None else not found


@dataclass(frozen=True)
class And:
    """``and``: nee as soon as one part is nee, ja when both are ja."""

    left: Node
    right: Node

    def answer(self, lookup: Lookup) -> Answer:
        """Combine two answers."""
        left, right = self.left.answer(lookup), self.right.answer(lookup)
        # Kleene: one nee decides, whatever the unknown other turns out to be. Both are asked, as Python's own `and`
        # would take onbekend for nee.
        if left is False or right is False:
            return False
        return None if left is None or right is None else True


@dataclass(frozen=True)
class Or:
    """``or``: ja as soon as one part is ja, nee when both are nee."""

    left: Node
    right: Node

    def answer(self, lookup: Lookup) -> Answer:
        """Combine two answers."""
        left, right = self.left.answer(lookup), self.right.answer(lookup)
        # One ja decides, whatever the unknown other turns out to be.
        if left is True or right is True:
            return True
        return None if left is None or right is None else False


@dataclass(frozen=True)
class Always:
    """The word ``altijd``: no fact needed."""

    def answer(self, lookup: Lookup) -> Answer:  # noqa: ARG002 - same shape as the other nodes
        """Answer ja."""
        return True


Node = Compare | Not | And | Or | Always


@dataclass(frozen=True)
class Condition:
    """A checked condition: its text and its tree."""

    text: str
    tree: Node

    def answer(self, lookup: Lookup) -> Answer:
        """Return True (ja), False (nee) or None (onbekend) for the facts that ``lookup`` gives."""
        return self.tree.answer(lookup)

    @cached_property
    def comparisons(self) -> tuple[Compare, ...]:
        """Return every comparison, left to right."""
        return tuple(_comparisons(self.tree))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return every profile field or choice named, once, left to right."""
        return tuple(dict.fromkeys(comparison.name for comparison in self.comparisons))


def holds(condition: Condition | None, lookup: Lookup) -> bool:
    """Say whether something with an optional condition applies: there is none, or its answer is ja."""
    return condition is None or condition.answer(lookup) is True


def _comparisons(node: Node) -> Iterator[Compare]:
    if isinstance(node, Compare):
        yield node
    elif isinstance(node, Not):
        yield from _comparisons(node.part)
    elif isinstance(node, And | Or):
        yield from _comparisons(node.left)
        yield from _comparisons(node.right)


def write_condition(node: Node) -> str:
    """Return a checked condition as it could have been typed."""
    if isinstance(node, Always):
        return "altijd"
    if isinstance(node, Not):
        return f"not ({write_condition(node.part)})"
    if isinstance(node, And | Or):
        sides = (node.left, node.right)
        # `or` binds less than `and`: only there are brackets needed.
        loose = [isinstance(node, And) and isinstance(side, Or) for side in sides]
        left, right = (
            f"({write_condition(side)})" if wrap else write_condition(side)
            for side, wrap in zip(sides, loose, strict=True)
        )
        return f"{left} {'and' if isinstance(node, And) else 'or'} {right}"
    constant = node.setting or _write_constant(node.constant)
    return (
        f"{constant} {SYMBOLS[node.op]} {node.name}"
        if node.is_membership
        else f"{node.name} {SYMBOLS[node.op]} {constant}"
    )


def _write_constant(constant: Any) -> str:
    if isinstance(constant, tuple):
        return f"[{', '.join(map(_write_constant, constant))}]"
    return f"'{constant}'" if isinstance(constant, str) else str(constant)
