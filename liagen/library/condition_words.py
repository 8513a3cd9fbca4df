"""Conditions of cards in words: «aantal fte is 400 of meer»."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from liagen.library.conditions import LISTS, Always, And, Compare, Node, Not, Or
from liagen.library.derived import spec_of
from liagen.library.dutch import dutch_number, value_text
from liagen.profile.fields import FieldSpec

_UNKNOWN: Final = "onbekend"
_LIMITS: Final = {"gteq": "minstens", "gt": "meer", "lteq": "hoogstens", "lt": "minder"}
_NEGATED: Final = ("ne", "notin")


class ConditionWord(Protocol):
    """Gives the words behind a key such as `regel_is`, with its values in them."""

    def __call__(self, key: str, **values: str) -> str:
        """Return the words."""


@dataclass(frozen=True)
class ConditionWriter:
    """Writes a condition as a reader understands it.

    ``word`` gives the words around names and values, ``settings`` the value of each setting, ``shown`` how a name or
    value stands in the text (escaped, if need be), ``spec`` what is known of a name.
    """

    word: ConditionWord
    settings: Mapping[str, int]
    shown: Callable[[str], str] = str
    spec: Callable[[str], FieldSpec] = spec_of

    def text(self, node: Node) -> str:
        """Return a condition in words."""
        match node:
            case Always():
                return self.word("regel_steeds")
            case Not(part=part):
                return self.word("regel_ontkend", regel=self.text(part))
            case And():
                return f", {self.word('regel_en')} ".join(map(self.text, _parts(node, And)))
            case Or():
                return self._either(_parts(node, Or))
            case Compare():
                return self._comparison(node)

    def _either(self, parts: Sequence[Node]) -> str:
        """Return parts of which one will do; what may stand in one list is told of that list once."""
        in_list = {part.name for part in parts if isinstance(part, Compare) and part.is_membership and part.op == "in"}
        if len(in_list) == 1 and all(isinstance(part, Compare) and part.name in in_list for part in parts):
            values = [part.constant for part in parts if isinstance(part, Compare)]
            return self._in_list(values, in_list.pop(), "regel_bevat")
        return f"({self._joined(map(self.text, parts))})"

    def _in_list(self, values: Sequence[Any], name: str, key: str) -> str:
        told = self._joined(self._quoted(value, name) for value in values)
        return self.word(key, veld=self.shown(self.spec(name).label), waarden=told)

    def _joined(self, texts: Iterable[str]) -> str:
        return f" {self.word('regel_of')} ".join(texts)

    def _comparison(self, found: Compare) -> str:
        spec = self.spec(found.name)
        field = self.shown(spec.label)
        constant = self.settings[found.setting.removeprefix("instelling.")] if found.setting else found.constant
        word, isnt = self.word, found.op in _NEGATED
        if found.is_membership:
            return self._in_list((constant,), found.name, "regel_bevat_niet" if isnt else "regel_bevat")
        if spec.kind in LISTS and isinstance(constant, int):
            field = word("regel_aantal", veld=field)
        if found.op in _LIMITS:
            return word(f"regel_{_LIMITS[found.op]}", veld=field, getal=dutch_number(constant))
        several = constant if isinstance(constant, tuple) and constant else (constant,)
        values = self._joined(self._quoted(value, found.name) for value in several)
        return word("regel_is_niet" if isnt else "regel_is", veld=field, waarden=values)

    def _quoted(self, value: Any, name: str) -> str:
        told = self.word("onbekend") if value == _UNKNOWN else value_text(value, name)
        return f"«{self.shown(told)}»"


def _parts(node: Node, kind: type[And | Or]) -> tuple[Node, ...]:
    """Return the parts of a row of the same kind: «a en b en c» needs no brackets."""
    if isinstance(node, And | Or) and isinstance(node, kind):
        return (*_parts(node.left, kind), *_parts(node.right, kind))
    return (node,)
