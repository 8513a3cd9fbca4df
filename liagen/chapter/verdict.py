"""The verdict on one option by the conditions of its card, and what was not known when it was given."""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress

from liagen.library.cards import Card, Rule, Verdict
from liagen.library.conditions import Answer, Condition, Lookup
from liagen.library.derived import field_asked


def verdict_of(card: Card, lookup: Lookup) -> tuple[Verdict, tuple[Rule, ...]]:
    """Return the verdict by the card's own conditions alone, and the rules that gave it.

    A proposal that no rule gave is made under an assumption: `bij_onbekend` of the card.
    """
    return verdict_by(card, lambda condition: condition.answer(lookup))


def verdict_by(card: Card, answer: Callable[[Condition], Answer]) -> tuple[Verdict, tuple[Rule, ...]]:
    """Return the verdict as ``verdict_of`` does, when conditions have these answers."""
    steps: tuple[tuple[Verdict, tuple[Rule, ...]], ...] = (
        ("bestaat", card.bestaat_als), ("niet_nu", card.niet_als), ("voorstel", card.kies_als),
    )  # fmt: skip
    is_open = False
    for verdict, rules in steps:
        answers = [answer(rule.als) for rule in rules]
        if True in answers:
            return verdict, tuple(compress(rules, answers))
        is_open = is_open or (None in answers and verdict != "niet_nu")
    return (card.bij_onbekend or "te_overwegen") if is_open else "niet_nu", ()


def open_rules(rules: tuple[Rule, ...], lookup: Lookup) -> tuple[Rule, ...]:
    """Return the rules whose condition cannot be answered yet."""
    return tuple(rule for rule in rules if rule.als.answer(lookup) is None)


def unknown_fields(rules: tuple[Rule, ...], lookup: Lookup) -> tuple[str, ...]:
    """Return the unknown fields in the conditions that could not be answered."""
    names = [name for rule in open_rules(rules, lookup) for name in rule.als.names if lookup(name) is None]
    return tuple(dict.fromkeys(field_asked(name) for name in names))
