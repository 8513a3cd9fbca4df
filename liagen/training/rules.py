"""The rules that lead to a verdict, in words and numbered: what a participant judges by, and what a key refers to."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, product

from liagen.library.cards import Card, Rule, Verdict
from liagen.library.condition_words import ConditionWriter
from liagen.library.conditions import Condition
from liagen.library.dutch import dutch_number, escape
from liagen.library.model import Library
from liagen.library.size import SIZE, SIZE_FIELDS, SIZE_LIMITS
from liagen.training.texts import ExerciseTexts


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
    settings = {key: setting.waarde for key, setting in library.settings.items()}
    return ConditionWriter(texts.word, settings, escape).text(condition.tree)


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
