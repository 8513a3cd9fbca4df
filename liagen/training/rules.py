"""The rules that lead to a verdict, in words and numbered: what a participant judges by, and what a key refers to."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, product
from typing import Any, Final

from liagen.library.cards import Card, Rule, Verdict
from liagen.library.conditions import LISTS, Always, And, Compare, Condition, Node, Not, Or
from liagen.library.derived import spec_of
from liagen.library.dutch import dutch_number, escape, value_text
from liagen.library.model import Library
from liagen.library.size import SIZE, SIZE_FIELDS, SIZE_LIMITS
from liagen.training.texts import ExerciseTexts

_UNKNOWN: Final = "onbekend"
_LIMITS: Final = {"gteq": "minstens", "gt": "meer", "lteq": "hoogstens", "lt": "minder"}
_NEGATED: Final = ("ne", "notin")


@dataclass(frozen=True)
class PrintedRule:
    """One rule of an option: its number («12b»), the verdict it gives, and when, as Markdown."""

    number: str
    verdict: Verdict
    text: str
    rule: Rule


@dataclass(frozen=True)
class OptionRules:
    """The rules of one option, with its number; ``unknown`` is the verdict when facts it asks for are not known.

    ``lifted_by`` holds the keys of the options that lift it from «niet nu» to «te overwegen» when proposed.
    """

    number: int
    card: Card
    unknown: Verdict
    rules: tuple[PrintedRule, ...]
    lifted_by: tuple[str, ...]

    def of(self, verdict: Verdict) -> tuple[PrintedRule, ...]:
        """Return the rules that give this verdict."""
        return tuple(rule for rule in self.rules if rule.verdict == verdict)

    def printed(self, rule: Rule) -> PrintedRule:
        """Return a rule of the card as it is printed."""
        return next(each for each in self.rules if each.rule is rule)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the fields that the rules read, once each; the size as what it is worked out from."""
        return tuple(dict.fromkeys(name for each in self.rules for name in fields_behind(each.rule)))


def option_rules(library: Library, texts: ExerciseTexts) -> Mapping[str, OptionRules]:
    """Return the rules of every option by its key, numbered in the order of the library; worked out once."""
    return _rules_of_all(_Same(library, texts))


@dataclass(frozen=True, eq=False)
class _Same:
    """A library with texts, compared by which ones they are: what they hold takes longer to compare than to use."""

    library: Library
    texts: ExerciseTexts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.library is other.library and self.texts is other.texts

    def __hash__(self) -> int:
        return hash((id(self.library), id(self.texts)))


@lru_cache(maxsize=4)
def _rules_of_all(given: _Same) -> Mapping[str, OptionRules]:
    library, texts = given.library, given.texts
    return {key: _rules_of(number, card, library, texts) for number, (key, card) in enumerate(library.cards.items(), 1)}


def condition_told(condition: Condition, library: Library, texts: ExerciseTexts) -> str:
    """Return a condition as a participant reads it (Markdown)."""
    return _RuleWriter(library, texts).text(condition.tree)


def size_limits(library: Library) -> dict[str, str]:
    """Return the settings by which a size is worked out, by their name, as they are printed."""
    return {key: dutch_number(library.settings[key].waarde) for pair in SIZE_LIMITS for key in pair}


def _rules_of(number: int, card: Card, library: Library, texts: ExerciseTexts) -> OptionRules:
    given: tuple[tuple[Verdict, Sequence[Rule]], ...] = (
        ("bestaat", card.bestaat_als), ("niet_nu", card.niet_als), ("voorstel", card.kies_als),
    )  # fmt: skip
    pairs = [(verdict, rule) for verdict, rules in given for rule in rules]
    printed = tuple(
        PrintedRule(f"{number}{letter}", verdict, condition_told(rule.als, library, texts), rule)
        for letter, (verdict, rule) in zip(_letters(), pairs, strict=False)
    )
    lifted_by = tuple(other.key for other in library.cards.values() if card.key in other.hoort_bij)
    return OptionRules(number, card, card.bij_onbekend or "te_overwegen", printed, lifted_by)


def _letters() -> Iterator[str]:
    """Yield a to z, then aa, ab …"""
    for length in count(1):
        yield from map("".join, product(string.ascii_lowercase, repeat=length))


def fields_behind(rule: Rule) -> tuple[str, ...]:
    """Return the fields that a rule reads, once each; the size as what it is worked out from."""
    return tuple(
        dict.fromkeys(field for name in rule.als.names for field in (SIZE_FIELDS if name == SIZE else (name,)))
    )


def _parts(node: Node, kind: type[And | Or]) -> tuple[Node, ...]:
    """Return the parts of a row of the same kind: «a en b en c» needs no brackets."""
    if isinstance(node, And | Or) and isinstance(node, kind):
        return (*_parts(node.left, kind), *_parts(node.right, kind))
    return (node,)


@dataclass(frozen=True)
class _RuleWriter:
    """Writes a condition as a participant reads it."""

    library: Library
    texts: ExerciseTexts

    def text(self, node: Node) -> str:
        """Return a condition in words (Markdown)."""
        match node:
            case Always():
                return self.texts.word("regel_steeds")
            case Not(part=part):
                return self.texts.word("regel_ontkend", regel=self.text(part))
            case And():
                return f", {self.texts.word('regel_en')} ".join(map(self.text, _parts(node, And)))
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
        shown = self._joined(self._quoted(value, name) for value in values)
        return self.texts.word(key, veld=escape(spec_of(name).label), waarden=shown)

    def _joined(self, texts: Iterable[str]) -> str:
        return f" {self.texts.word('regel_of')} ".join(texts)

    def _comparison(self, found: Compare) -> str:
        field = escape(spec_of(found.name).label)
        constant = self.library.settings[found.setting.removeprefix("instelling.")].waarde if found.setting else None
        constant = found.constant if constant is None else constant
        word, isnt = self.texts.word, found.op in _NEGATED
        if found.is_membership:
            return self._in_list((constant,), found.name, "regel_bevat_niet" if isnt else "regel_bevat")
        if spec_of(found.name).kind in LISTS and isinstance(constant, int):
            field = word("regel_aantal", veld=field)
        if found.op in _LIMITS:
            return word(f"regel_{_LIMITS[found.op]}", veld=field, getal=dutch_number(constant))
        several = constant if isinstance(constant, tuple) and constant else (constant,)
        values = self._joined(self._quoted(value, found.name) for value in several)
        return word("regel_is_niet" if isnt else "regel_is", veld=field, waarden=values)

    def _quoted(self, value: Any, name: str) -> str:
        shown = self.texts.word("onbekend") if value == _UNKNOWN else value_text(value, name)
        return f"«{escape(shown)}»"
