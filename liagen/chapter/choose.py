"""For every option a verdict, with reasons, facts and what would change it. Never «best»: what fits these facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from liagen.chapter.facts import Fact, Facts, fact_of
from liagen.chapter.what_if import would_change
from liagen.library.cards import Card, Rule, Verdict
from liagen.library.conditions import Lookup
from liagen.library.dutch import escape, sentence
from liagen.library.model import Library
from liagen.profile.fields import field_specs

SHOWN: tuple[Verdict, ...] = ("bestaat", "voorstel", "te_overwegen")


@dataclass(frozen=True)
class Chosen:
    """The verdict on one option; texts are Markdown.

    ``unknown`` holds the fields that left the verdict open; ``by_officer`` is True when her own choice decided,
    ``refused`` when a `niet_als` of the card did.
    """

    key: str
    verdict: Verdict
    by_officer: bool
    reasons: tuple[str, ...]
    facts: tuple[Fact, ...]
    would_change: tuple[str, ...]
    unknown: tuple[str, ...]
    refused: bool = False


@dataclass(frozen=True)
class Choice:
    """All verdicts, in the order of the library."""

    options: Mapping[str, Chosen]

    def verdicts(self) -> dict[str, Verdict]:
        """Return option key → verdict."""
        return {key: chosen.verdict for key, chosen in self.options.items()}


def choose(facts: Facts, library: Library) -> Choice:
    """Give every option its verdict (order of huis.md; rules R1–R19 stand as conditions in the cards)."""
    options = {card.key: _choose_one(card, library, facts) for card in library.cards.values()}
    for card in library.cards.values():
        if options[card.key].verdict == "voorstel":
            _raise_companions(card, library, options)
    return Choice(options)


def _raise_companions(card: Card, library: Library, options: dict[str, Chosen]) -> None:
    """`hoort_bij`: lift «niet nu» to «te overwegen», never over an explicit `niet_als` or the officer."""
    for key in card.hoort_bij:
        found = options[key]
        if found.verdict == "niet_nu" and not found.by_officer and not found.refused:
            reason = library.word("reden_hoort_bij", optie=card.titel.source)
            options[key] = replace(found, verdict="te_overwegen", reasons=(reason,))


def _choose_one(card: Card, library: Library, facts: Facts) -> Chosen:
    own = facts.profile.keuzes.get(card.key)
    if own is not None:
        exists = any(rule.als.answer(facts.lookup) for rule in card.bestaat_als)
        verdict: Verdict = "niet_nu" if own.keuze == "niet" else "bestaat" if exists else "voorstel"
        key = f"eigen_keuze_{own.keuze}" if own.reden else f"eigen_keuze_{own.keuze}_zonder_reden"
        reason = library.word(key, reden=escape(sentence(own.reden or "")))
        change = (library.word("zou_veranderen_eigen_keuze"),)
        return Chosen(card.key, verdict, True, (reason,), _facts_used(card, facts.lookup), change, ())
    verdict, rules = verdict_of(card, facts.lookup)
    refused = verdict == "niet_nu" and bool(rules)
    reasons = tuple(rule.reden.render(facts) for rule in rules)
    unknown = _unknown_fields(card, facts.lookup) if verdict == "te_overwegen" else ()
    if verdict == "te_overwegen":
        reasons = (library.word("reden_onbekend", velden=_labels(unknown)),)
    elif not reasons:
        reasons = (library.word("reden_geen_aanleiding"),)
    changes = would_change(card, library, facts.lookup) if verdict in ("niet_nu", "te_overwegen") else ()
    return Chosen(card.key, verdict, False, reasons, _facts_used(card, facts.lookup), changes, unknown, refused)


def verdict_of(card: Card, lookup: Lookup) -> tuple[Verdict, tuple[Rule, ...]]:
    """Return the verdict by the card's own conditions alone, and the rules that gave it."""
    steps: tuple[tuple[Verdict, tuple[Rule, ...]], ...] = (
        ("bestaat", card.bestaat_als), ("niet_nu", card.niet_als), ("voorstel", card.kies_als),
    )  # fmt: skip
    for verdict, rules in steps:
        held = tuple(rule for rule in rules if rule.als.answer(lookup))
        if held:
            return verdict, held
    unknown = any(rule.als.answer(lookup) is None for rule in (*card.bestaat_als, *card.kies_als))
    return ("te_overwegen" if unknown else "niet_nu"), ()


def _unknown_fields(card: Card, lookup: Lookup) -> tuple[str, ...]:
    """Return the unknown fields in the conditions that could not be answered."""
    open_rules = [rule for rule in (*card.bestaat_als, *card.kies_als) if rule.als.answer(lookup) is None]
    names = [name for rule in open_rules for name in rule.als.names if lookup(name) is None]
    return tuple(dict.fromkeys(names))


def _facts_used(card: Card, lookup: Lookup) -> tuple[Fact, ...]:
    rules = (*card.bestaat_als, *card.niet_als, *card.kies_als)
    names = dict.fromkeys(name for rule in rules for name in rule.als.names)
    return tuple(fact_of(name, lookup) for name in names)


def _labels(paths: tuple[str, ...]) -> str:
    return "; ".join(escape(field_specs()[path].label) for path in paths)
