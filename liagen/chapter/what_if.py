"""What would make an option a proposal, or undo one: each change tried out on the conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liagen.chapter.facts import fact_of
from liagen.chapter.verdict import open_rules, verdict_by
from liagen.library.cards import Card, Verdict
from liagen.library.conditions import LISTS, Answer, Compare, Condition, Lookup
from liagen.library.derived import spec_of
from liagen.library.dutch import escape, value_text
from liagen.library.model import Library
from liagen.library.size import SIZE, SIZE_FIELDS, size_of, with_size
from liagen.profile.fields import FieldSpec


def would_change(card: Card, library: Library, lookup: Lookup) -> tuple[str, ...]:
    """Return sentences naming the facts that would make this a proposal; each was tried out on the conditions."""
    phrases = change_phrases(Trials(card, lookup), library)
    if not phrases:
        return (library.word("zou_veranderen_niets"),)
    return tuple(library.word("zou_veranderen", vergelijking=phrase) for phrase in phrases)


def change_phrases(trials: Trials, library: Library) -> list[str]:
    """Return the facts that would make this a proposal, in words; one fact alone in each, or all of them together."""
    changes = [*_each_change(trials.card.comparisons, trials.lookup)]
    # One fact is easier to weigh than two: only when no single one will do are they combined.
    phrases = [_in_words(group, library, trials.lookup) for group in _by_field(_alone(trials, changes))]
    return phrases or _smallest_combination(trials, changes, library)


def is_near(trials: Trials) -> bool:
    """Say whether one other fact alone would make this a proposal."""
    changes = _each_change(trials.card.comparisons, trials.lookup)
    return any(trials.proposes((change,)) for change in changes)


def would_undo(card: Card, library: Library, lookup: Lookup) -> tuple[str, ...]:
    """Return sentences naming the unknown facts that would end a proposal made without them; each was tried out."""
    rules = open_rules((*card.bestaat_als, *card.niet_als, *card.kies_als), lookup)
    comparisons = dict.fromkeys(comparison for rule in rules for comparison in rule.als.comparisons)
    changes = [change for change in _each_change(comparisons, lookup) if lookup(change.comparison.name) is None]
    trials, found = Trials(card, lookup), []
    for verdict, word in _UNDONE.items():
        alone = [change for change in changes if trials.verdict((change,)) == verdict]
        phrases = [_in_words(group, library, lookup) for group in _by_field(alone)]
        found += [library.word(word, vergelijking=phrase) for phrase in phrases]
    return tuple(found) or (library.word("zou_veranderen_niets"),)


_UNDONE: dict[Verdict, str] = {"bestaat": "zou_bestaan", "niet_nu": "zou_vervallen"}
"""The words for what an assumed proposal can turn into."""


@dataclass(frozen=True)
class _Change:
    """One fact made different: ``value`` makes ``comparison`` answer ``wanted``."""

    comparison: Compare
    wanted: bool
    value: Any


def _each_change(comparisons: Iterable[Compare], lookup: Lookup) -> Iterator[_Change]:
    """Yield every change that turns one of these comparisons."""
    for comparison in comparisons:
        now = comparison.answer(lookup)
        for wanted in (True, False):
            value = None if now is wanted else _value_for(comparison, wanted, lookup)
            if value is not None:
                yield _Change(comparison, wanted, value)


class Trials:
    """Tries out changes on one option, each once: only what looks at a changed fact is answered anew."""

    def __init__(self, card: Card, lookup: Lookup) -> None:
        """Begin with the option and the facts as they are."""
        self.card = card
        self.lookup = lookup
        rules = (*card.bestaat_als, *card.niet_als, *card.kies_als)
        self._now = {rule.als.text: rule.als.answer(lookup) for rule in rules}
        self._found: dict[tuple[tuple[str, Any], ...], Verdict] = {}

    def verdict(self, changes: Iterable[_Change]) -> Verdict:
        """Return the verdict after these changes, made together."""
        # Two comparisons with one field are often turned by the same value.
        return self._after({change.comparison.name: change.value for change in changes})

    def verdict_with(self, path: str, value: Any) -> Verdict:
        """Return the verdict if one field had another value."""
        return self._after({path: value})

    def _after(self, override: Mapping[str, Any]) -> Verdict:
        made = tuple(override.items())
        if made not in self._found:
            self._found[made] = self._tried(override)
        return self._found[made]

    def _tried(self, override: Mapping[str, Any]) -> Verdict:
        touched = {*override} if override.keys().isdisjoint(SIZE_FIELDS) else {*override, SIZE}

        def told(name: str) -> Any:
            return override[name] if name in override else self.lookup(name)

        changed = told if SIZE in override else with_size(told)

        def answer(condition: Condition) -> Answer:
            looks = not touched.isdisjoint(condition.names)
            return condition.answer(changed) if looks else self._now[condition.text]

        return verdict_by(self.card, answer)[0]

    def proposes(self, changes: Iterable[_Change]) -> bool:
        """Say whether these changes, made together, make it a proposal."""
        return self.verdict(changes) == "voorstel"


def _alone(trials: Trials, changes: list[_Change]) -> list[_Change]:
    """Return the changes that make this a proposal without any other."""
    return [change for change in changes if trials.proposes((change,))]


def _by_field(changes: list[_Change]) -> list[tuple[_Change, ...]]:
    """Return one group of changes per field: what it should be when that is known, else what it should not be."""
    groups: list[tuple[_Change, ...]] = []
    for name in dict.fromkeys(change.comparison.name for change in changes):
        of_field = [change for change in changes if change.comparison.name == name]
        # «soort is stad» says more than «soort is not dorp». Comparisons of one list and of one value cannot be put in
        # one phrase.
        named = [change for change in of_field if change.wanted == (change.comparison.op not in ("ne", "notin"))]
        same_form = [change for change in named if change.comparison.is_membership == named[0].comparison.is_membership]
        groups.append(tuple(same_form or of_field[:1]))
    return groups


def _smallest_combination(trials: Trials, changes: list[_Change], library: Library) -> list[str]:
    """Return the smallest set of changes found that does it together: a `kies_als` met, no `niet_als` in the way."""
    card, lookup = trials.card, trials.lookup
    rejecting = {comparison for rule in card.niet_als for comparison in rule.als.comparisons}
    best: list[_Change] = []
    for rule in card.kies_als:
        asked = set(rule.als.comparisons)
        wanted = [
            c
            for c in changes
            if (c.comparison in asked and c.wanted) or (c.comparison in rejecting - asked and not c.wanted)
        ]
        wanted = [change for group in _by_field(wanted) for change in group[:1]]
        # Take out, one by one, what it can do without; greedy, so small and not always the smallest.
        for change in list(wanted):
            fewer = [other for other in wanted if other is not change]
            if trials.proposes(fewer):
                wanted = fewer
        if trials.proposes(wanted) and (not best or len(wanted) < len(best)):
            best = wanted
    return [library.words["en_als"].join(_in_words((change,), library, lookup) for change in best)] if best else []


def _value_for(comparison: Compare, wanted: bool, lookup: Lookup) -> Any:
    """Return a value that makes the leaf answer ``wanted``, or None when none fits."""
    for value in _candidates(comparison, spec_of(comparison.name), lookup):
        if comparison.answer(_lookup_with(lookup, comparison.name, value)) is wanted:
            return value
    return None


def _lookup_with(lookup: Lookup, name: str, value: Any) -> Lookup:
    return lambda asked: value if asked == name else lookup(asked)


def _counts(comparison: Compare, spec: FieldSpec) -> bool:
    """Say whether a comparison asks how many there are in a list."""
    return spec.kind in LISTS and isinstance(comparison.constant, int)


def _candidates(comparison: Compare, spec: FieldSpec, lookup: Lookup) -> tuple[Any, ...]:
    if spec.kind in ("antwoord", "keuze"):
        return tuple(choice for choice in spec.choices if choice != "onbekend")
    if _counts(comparison, spec):
        sizes = (comparison.constant + step for step in (0, 1, -1))
        return tuple((spec.label,) * size for size in sizes if size >= 0)
    if spec.kind == "getal":
        constant = lookup(comparison.setting) if comparison.setting else comparison.constant
        numbers = [value for value in (constant if isinstance(constant, tuple) else (constant,)) if value != "onbekend"]
        # On the limit, just above and just below: one of these answers every comparison with it, whatever its operator.
        near = [value + step for value in numbers or [1] for step in (0, 1, -1)]
        return tuple(value for value in near if value >= 0)
    if spec.kind == "keuzelijst":
        # The smallest changes to what is there: one thing more, one thing less, nothing at all.
        now = lookup(comparison.name) or ()
        more = (comparison.constant,) if comparison.is_membership else spec.choices[:1]
        return ((*now, *more), tuple(item for item in now if item != comparison.constant), ())
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


def _in_words(group: tuple[_Change, ...], library: Library, lookup: Lookup) -> str:
    """Return changes of one field in words, such as «aantal fte 400 of meer is (nu: 100)»."""
    comparison, wanted = group[0].comparison, group[0].wanted
    # What the fact would have to be, so turned round when the comparison must not hold.
    op = comparison.op if wanted else _OPPOSITE[comparison.op]
    constants = [
        lookup(change.comparison.setting) if change.comparison.setting else change.comparison.constant
        for change in group
    ]
    values = [value for found in constants for value in (found if isinstance(found, tuple) else (found,))]
    words = dict.fromkeys(value_text(value, comparison.name) for value in values if value != "onbekend")
    spec = spec_of(comparison.name)
    label = library.word("aantal_van", veld=spec.label) if _counts(comparison, spec) else spec.label
    kind = "lijst" if comparison.is_membership else "leeg" if constants[0] == () else "waarde" if words else "bekend"
    return library.word(
        f"vergelijking_{kind}_{op}",
        veld=escape(label),
        waarde=escape(library.words["of"].join(words)),
        nu=_now(comparison.name, library, lookup),
    )


def _now(name: str, library: Library, lookup: Lookup) -> str:
    """Return the fact as it is (Markdown); of a size that is estimated it says so."""
    value = escape(fact_of(name, lookup).value)
    size = size_of(lookup) if name == SIZE else None
    return library.word("nu_aanname", waarde=value) if size and size.assumed else value
