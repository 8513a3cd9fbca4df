"""For every option a verdict, with reasons, facts and what would change it. Never «best»: what fits these facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from liagen.cards import Card, Library, Rule, Verdict
from liagen.conditions import Compare, Lookup
from liagen.profile import FieldSpec, Profile, field_specs, profile_value
from liagen.wording import Facts, escape, sentence, value_text

UNKNOWN = "onbekend"
SHOWN: tuple[Verdict, ...] = ("bestaat", "voorstel", "te_overwegen")


@dataclass(frozen=True)
class Fact:
    """One fact a verdict looked at; ``value`` is plain Dutch, «onbekend» when the profile does not say."""

    path: str
    label: str
    value: str


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


def read_facts(
    profile: Profile, library: Library, date: dt.date, verdicts: Mapping[str, Verdict] | None = None
) -> Facts:
    """Return what conditions and texts may look up: the profile, the settings and, once chosen, the verdicts."""
    known = {path: profile_value(profile, path) for path in field_specs()}
    known |= {f"instelling.{key}": setting.value for key, setting in library.settings.items()}
    known |= {f"keuze.{key}": verdict for key, verdict in (verdicts or {}).items()}
    extra = {
        "datum": value_text(date),
        "mensen_met_een_beperking": value_text(profile.stijl.huisterm, "stijl.huisterm"),
    }
    return Facts(known.__getitem__, extra)


def choose(profile: Profile, library: Library, date: dt.date) -> Choice:
    """Give every option its verdict (order of huis.md; rules R1–R19 stand as conditions in the cards)."""
    facts = read_facts(profile, library, date)
    options = {card.key: _choose_one(card, profile, library, facts) for card in library.cards.values()}
    for card in library.cards.values():
        if options[card.key].verdict == "voorstel":
            _raise_companions(card, library, options)
    return Choice(options)


def _raise_companions(card: Card, library: Library, options: dict[str, Chosen]) -> None:
    """`hoort_bij`: lift «niet nu» to «te overwegen», never over an explicit `niet_als` or the officer."""
    for key in card.belongs:
        found = options[key]
        if found.verdict == "niet_nu" and not found.by_officer and not found.refused:
            reason = library.word("reden_hoort_bij", optie=card.title.source)
            options[key] = replace(found, verdict="te_overwegen", reasons=(reason,))


def _choose_one(card: Card, profile: Profile, library: Library, facts: Facts) -> Chosen:
    own = profile.keuzes.get(card.key)
    if own is not None:
        exists = any(rule.condition.answer(facts.lookup) for rule in card.exists)
        verdict: Verdict = "niet_nu" if own.keuze == "niet" else "bestaat" if exists else "voorstel"
        key = f"eigen_keuze_{own.keuze}" if own.reden else f"eigen_keuze_{own.keuze}_zonder_reden"
        reason = library.word(key, reden=escape(sentence(own.reden or "")))
        change = (library.word("zou_veranderen_eigen_keuze"),)
        return Chosen(card.key, verdict, True, (reason,), _facts_used(card, facts.lookup), change, ())
    verdict, rules = verdict_of(card, facts.lookup)
    refused = verdict == "niet_nu" and bool(rules)
    reasons = tuple(rule.reason.render(facts) for rule in rules)
    unknown = _unknown_fields(card, facts.lookup) if verdict == "te_overwegen" else ()
    if verdict == "te_overwegen":
        reasons = (library.word("reden_onbekend", velden=_labels(unknown)),)
    elif not reasons:
        reasons = (library.word("reden_geen_aanleiding"),)
    changes = _would_change(card, library, facts.lookup) if verdict in ("niet_nu", "te_overwegen") else ()
    return Chosen(card.key, verdict, False, reasons, _facts_used(card, facts.lookup), changes, unknown, refused)


def verdict_of(card: Card, lookup: Lookup) -> tuple[Verdict, tuple[Rule, ...]]:
    """Return the verdict by the card's own conditions alone, and the rules that gave it."""
    steps: tuple[tuple[Verdict, tuple[Rule, ...]], ...] = (
        ("bestaat", card.exists), ("niet_nu", card.reject), ("voorstel", card.choose),
    )  # fmt: skip
    for verdict, rules in steps:
        held = tuple(rule for rule in rules if rule.condition.answer(lookup))
        if held:
            return verdict, held
    unknown = any(rule.condition.answer(lookup) is None for rule in (*card.exists, *card.choose))
    return ("te_overwegen" if unknown else "niet_nu"), ()


def _unknown_fields(card: Card, lookup: Lookup) -> tuple[str, ...]:
    """Return the unknown fields in the conditions that could not be answered."""
    open_rules = [rule for rule in (*card.exists, *card.choose) if rule.condition.answer(lookup) is None]
    names = [name for rule in open_rules for name in rule.condition.names if lookup(name) is None]
    return tuple(dict.fromkeys(names))


def _facts_used(card: Card, lookup: Lookup) -> tuple[Fact, ...]:
    rules = (*card.exists, *card.reject, *card.choose)
    names = dict.fromkeys(name for rule in rules for name in rule.condition.names)
    return tuple(fact_of(name, lookup) for name in names)


def fact_of(path: str, lookup: Lookup) -> Fact:
    """Return one profile fact in words."""
    value = lookup(path)
    return Fact(path, field_specs()[path].label, UNKNOWN if value is None else value_text(value, path))


def _labels(paths: tuple[str, ...]) -> str:
    return "; ".join(escape(field_specs()[path].label) for path in paths)


def _would_change(card: Card, library: Library, lookup: Lookup) -> tuple[str, ...]:
    """Return sentences naming the facts that would make this a proposal; each was tried out on the conditions."""
    changes = [
        _Change(leaf, wanted, value)
        for leaf in _leaves(card)
        for wanted in (True, False)
        if (value := _value_for(leaf, wanted, lookup)) is not None
    ]
    alone = [change for change in changes if _proposes(card, (change,), lookup)]
    phrases = [_phrase(group, library, lookup) for group in _by_field(alone)] or _together(
        card, changes, library, lookup
    )
    if not phrases:
        return (library.word("zou_veranderen_niets"),)
    return tuple(library.word("zou_veranderen", vergelijking=phrase) for phrase in phrases)


@dataclass(frozen=True)
class _Change:
    """One fact made different: ``value`` makes ``leaf`` answer ``wanted``."""

    leaf: Compare
    wanted: bool
    value: Any


def _proposes(card: Card, changes: tuple[_Change, ...], lookup: Lookup) -> bool:
    override = {change.leaf.name: change.value for change in changes}

    def changed(name: str) -> Any:
        return override[name] if name in override else lookup(name)

    def held(rules: tuple[Rule, ...]) -> bool:
        return any(rule.condition.answer(changed) for rule in rules)

    return held(card.choose) and not held(card.exists) and not held(card.reject)


def _by_field(changes: list[_Change]) -> list[tuple[_Change, ...]]:
    """Return one group of changes per field: what it should be when that is known, else what it should not be."""
    groups: list[tuple[_Change, ...]] = []
    for name in dict.fromkeys(change.leaf.name for change in changes):
        mine = [change for change in changes if change.leaf.name == name]
        named = [change for change in mine if change.wanted == (change.leaf.sign not in ("ne", "notin"))]
        alike = [change for change in named if change.leaf.turned == named[0].leaf.turned]
        groups.append(tuple(alike or mine[:1]))
    return groups


def _together(card: Card, changes: list[_Change], library: Library, lookup: Lookup) -> list[str]:
    """Return the smallest set of changes found that does it together: a `kies_als` met, no `niet_als` in the way."""
    rejecting = {leaf for rule in card.reject for leaf in rule.condition.comparisons}
    best: list[_Change] = []
    for rule in card.choose:
        asked = set(rule.condition.comparisons)
        wanted = [
            c for c in changes if (c.leaf in asked and c.wanted) or (c.leaf in rejecting - asked and not c.wanted)
        ]
        wanted = [change for group in _by_field(wanted) for change in group[:1]]
        for change in list(wanted):
            fewer = [other for other in wanted if other is not change]
            if _proposes(card, tuple(fewer), lookup):
                wanted = fewer
        if _proposes(card, tuple(wanted), lookup) and (not best or len(wanted) < len(best)):
            best = wanted
    return [library.words["en_als"].join(_phrase((change,), library, lookup) for change in best)] if best else []


def _leaves(card: Card) -> Iterator[Compare]:
    rules = (*card.choose, *card.reject)
    yield from dict.fromkeys(leaf for rule in rules for leaf in rule.condition.comparisons)


def _value_for(leaf: Compare, wanted: bool, lookup: Lookup) -> Any:
    """Return a value that makes the leaf answer ``wanted``, or None when it already does or none fits."""
    if leaf.answer(lookup) is wanted:
        return None
    spec = field_specs()[leaf.name]
    candidates = _candidates(leaf, spec, lookup)
    return next((value for value in candidates if leaf.answer(_with(lookup, leaf.name, value)) is wanted), None)


def _with(lookup: Lookup, name: str, value: Any) -> Lookup:
    return lambda asked: value if asked == name else lookup(asked)


def _candidates(leaf: Compare, spec: FieldSpec, lookup: Lookup) -> tuple[Any, ...]:
    if spec.kind in ("antwoord", "keuze"):
        return tuple(choice for choice in spec.choices if choice != "onbekend")
    if spec.kind == "getal":
        constant = lookup(leaf.setting) if leaf.setting else leaf.constant
        numbers = [value for value in (constant if isinstance(constant, tuple) else (constant,)) if value != "onbekend"]
        near = [value + step for value in numbers or [1] for step in (0, 1, -1)]
        return tuple(value for value in near if value >= 0)
    if spec.kind == "keuzelijst":
        now = lookup(leaf.name) or ()
        more = (leaf.constant,) if leaf.turned else spec.choices[:1]
        return ((*now, *more), tuple(item for item in now if item != leaf.constant), ())
    return (spec.label,)  # free text and dates can only be asked whether they are known: any text will do


_OPPOSITE = {
    "eq": "ne",
    "ne": "eq",
    "gt": "lteq",
    "gteq": "lt",
    "lt": "gteq",
    "lteq": "gt",
    "in": "notin",
    "notin": "in",
}


def _phrase(group: tuple[_Change, ...], library: Library, lookup: Lookup) -> str:
    """Return changes of one field in words, such as «aantal fte 400 of meer is (nu: 100)»."""
    leaf, wanted = group[0].leaf, group[0].wanted
    sign = leaf.sign if wanted else _OPPOSITE[leaf.sign]
    constants = [lookup(change.leaf.setting) if change.leaf.setting else change.leaf.constant for change in group]
    values = [value for found in constants for value in (found if isinstance(found, tuple) else (found,))]
    words = dict.fromkeys(value_text(value, leaf.name) for value in values if value != "onbekend")
    kind = "lijst" if leaf.turned else "leeg" if constants[0] == () else "waarde" if words else "bekend"
    return library.word(
        f"vergelijking_{kind}_{sign}",
        veld=escape(field_specs()[leaf.name].label),
        waarde=escape(library.words["of"].join(words)),
        nu=escape(fact_of(leaf.name, lookup).value),
    )
