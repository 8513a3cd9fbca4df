"""What a package can reach: which verdicts, conditions and answers ever occur, and profiles that show every option.

A condition looks at a few fields with few answers that make a difference, so all their combinations are tried.
Conditions on `keuze.…` depend on other cards; for those profiles are built and looked at. «Never» is therefore proven
for the first kind and «not found» is said for the second.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Literal

from liagen.chapter.choose import verdict_of
from liagen.chapter.facts import read_facts
from liagen.files.check import check_model
from liagen.files.yaml_in import Tree
from liagen.library.cards import Card, Rule, Verdict
from liagen.library.conditions import VERDICTS, Compare, Condition, Lookup
from liagen.library.conditions import Answer as Reply
from liagen.library.model import Library
from liagen.profile.blank import Answer, blank_profile, refusal
from liagen.profile.fields import field_specs
from liagen.profile.model import Profile

MAX_COMBINATIONS = 300_000
"""More combinations than this are not tried all; a seeded choice of them is."""

_SAMPLE = 20_000
_ORDERS = 12
_WITNESSES = 40
_TRIES = 300
_ANY_DAY = dt.date(2027, 1, 4)  # conditions know no date
_NAME = "Voorbeeldgemeente {number}"

Status = Literal["wisselt", "nooit", "niet gevonden", "altijd", "beslist nooit"]
"""Varies; never ja (proven); never ja in what was tried; always ja; can be ja, but another rule always goes first."""

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class ConditionReach:
    """One condition: where it stands, its text and what it can come to."""

    kind: str
    key: str
    place: str
    text: str
    status: Status


@dataclass(frozen=True)
class CardReach:
    """One option with the verdicts that its own conditions can give."""

    key: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Clash:
    """Two options that exclude each other and still can both be chosen, with answers that do so."""

    first: str
    second: str
    answers: Answers


@dataclass(frozen=True)
class ShownBy:
    """A made-up profile with the options that it shows as a proposal; ``answers`` by field path."""

    name: str
    answers: Answers
    shows: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """Everything that was found; ``unasked`` and ``unhit`` are field → values."""

    cards: tuple[CardReach, ...]
    conditions: tuple[ConditionReach, ...]
    clashes: tuple[Clash, ...]
    unasked: Mapping[str, tuple[str, ...]]
    unhit: Mapping[str, tuple[str, ...]]
    examples: tuple[ShownBy, ...]
    unshown: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        """Say whether something should be mended: never shown, never or always true, or a clash."""
        return bool(self.clashes or self.unshown or any(each.status != "wisselt" for each in self.conditions))


def reach(library: Library, profiles: Sequence[Profile]) -> Reach:
    """Find out what the library can reach; ``profiles`` are those that should hit every answer it looks at."""
    search = _Search(library)
    cards = tuple(CardReach(card.key, search.verdicts(card)) for card in library.cards.values())
    examples, unshown = search.examples()
    conditions = tuple(search.conditions([example.answers for example in examples]))
    asked = _asked(library)
    return Reach(
        cards,
        conditions,
        tuple(search.clashes()),
        _unasked(asked),
        _unhit(asked, [read_facts(profile, library, _ANY_DAY).lookup for profile in profiles]),
        examples,
        unshown,
    )


def example_text(example: ShownBy) -> str:
    """Return an example as the text of a profile."""
    return blank_profile({"gemeente.naam": example.name, **example.answers})


# ------------------------------------------------------------ conditions of a library


@dataclass(frozen=True)
class _Seen:
    """A condition with where it stands."""

    kind: str
    key: str
    place: str
    condition: Condition


def _all_conditions(library: Library) -> Iterator[_Seen]:
    for card in library.cards.values():
        for name, rules in (("bestaat_als", card.exists), ("niet_als", card.reject), ("kies_als", card.choose)):
            for number, rule in enumerate(rules, 1):
                yield _Seen("optie", card.key, f"{name} {number}", rule.condition)
                yield from _in_text("optie", card.key, f"{name} {number}, reden", rule.reason.conditions)
        for goal in card.goals:
            if goal.condition:
                yield _Seen("optie", card.key, f"doelen.{goal.key}.als", goal.condition)
        for name, wording in card.parts.items():
            yield from _in_text("optie", card.key, name, wording.conditions)
    for risk in library.risks.values():
        yield _Seen("risico", risk.key, "als", risk.condition)
        yield from _in_text("risico", risk.key, "tekst", risk.description.conditions)
    for text in library.texts.values():
        for name, wording in text.parts.items():
            yield from _in_text("tekst", text.key, name, wording.conditions)
    for role in library.roles:
        if role.condition:
            yield _Seen("rol", role.key, "als", role.condition)
    for section in library.outline:
        if section.condition:
            yield _Seen("onderdeel", section.key, "als", section.condition)


def _in_text(kind: str, key: str, place: str, conditions: Iterable[Condition]) -> Iterator[_Seen]:
    for number, condition in enumerate(conditions, 1):
        yield _Seen(kind, key, f"{place}, {{% if %}} {number}", condition)


def _asked(library: Library) -> dict[str, set[Any]]:
    """Return every profile field that a condition looks at, with the values it is compared with."""
    found: dict[str, set[Any]] = {}
    for each in _all_conditions(library):
        for leaf in each.condition.comparisons:
            if not leaf.name.startswith("keuze."):
                constants = leaf.constant if isinstance(leaf.constant, tuple) else (leaf.constant,)
                found.setdefault(leaf.name, set()).update(constants)
    return found


def _unasked(asked: Mapping[str, set[Any]]) -> dict[str, tuple[str, ...]]:
    """Return the fixed answers that no condition names, for fields that conditions do look at."""
    found: dict[str, tuple[str, ...]] = {}
    for path, constants in asked.items():
        choices = [choice for choice in field_specs()[path].choices if choice != "onbekend"]
        if constants & set(choices) and (rest := tuple(choice for choice in choices if choice not in constants)):
            found[path] = rest
    return found


def _unhit(asked: Mapping[str, set[Any]], lookups: Sequence[Lookup]) -> dict[str, tuple[str, ...]]:
    """Return the answers that conditions name and that none of the profiles gives."""
    found: dict[str, tuple[str, ...]] = {}
    for path, constants in asked.items():
        given = [lookup(path) for lookup in lookups]
        hit = {item for value in given for item in (value if isinstance(value, tuple) else (value,))}
        wanted = [value for value in field_specs()[path].choices if value in constants and value != "onbekend"]
        if rest := tuple(value for value in wanted if value not in hit):
            found[path] = rest
    return found


# ------------------------------------------------------------ answers that make a difference


@dataclass(frozen=True)
class _Wanted:
    """An option and the verdicts that will do."""

    key: str
    verdicts: tuple[Verdict, ...]


class _Search:
    """Tries answers on the conditions of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.settings = {f"instelling.{key}": setting.value for key, setting in library.settings.items()}
        self.witnesses: dict[tuple[str, Verdict], list[Answers]] = {}  # by option and verdict, fewest answers first
        self.idle: dict[str, set[str]] = {}
        self.chance = random.Random(1)

    def verdicts(self, card: Card) -> tuple[Verdict, ...]:
        """Return the verdicts that the conditions of a card can give, in the order of the language."""
        found: dict[Verdict, list[Answers]] = {}
        for answers in self._combinations(_rules_of(card)):
            verdict, _ = verdict_of(card, self._lookup(answers))
            found.setdefault(verdict, []).append({path: value for path, value in answers.items() if value is not None})
        for verdict, each in found.items():
            self.witnesses[card.key, verdict] = sorted(each, key=len)[:_WITNESSES]
        return tuple(verdict for verdict in _VERDICTS if verdict in found)

    def conditions(self, examples: Sequence[Answers]) -> Iterator[ConditionReach]:
        """Judge every condition; ``examples`` are answers to try on conditions about other choices."""
        tried = [self._whole(answers) for answers in (*examples, *self._random_answers())]
        for found in _all_conditions(self.library):
            yield ConditionReach(
                found.kind, found.key, found.place, found.condition.text or "", self._status(found, tried)
            )

    def _status(self, found: _Seen, tried: Sequence[Lookup]) -> Status:
        condition = found.condition
        if not condition.comparisons:
            return "wisselt"  # `altijd` says so itself
        replies: set[Reply] = set()
        for answers in self._combinations([condition]):
            replies.add(condition.answer(self._lookup(answers)))
            if len(replies) == len((True, False, None)):
                break
        if True not in replies:
            return "nooit"
        if replies == {True}:
            return "altijd"
        if any(name.startswith("keuze.") for name in condition.names):
            found_one = any(condition.answer(lookup) for lookup in tried) or self._can_be_met(condition)
            return "wisselt" if found_one else "niet gevonden"
        if found.kind == "optie" and found.place in self._idle(self.library.cards[found.key]):
            return "beslist nooit"
        return "wisselt"

    def _can_be_met(self, condition: Condition) -> bool:
        """Look for answers that meet a condition on choices, from answers that are known to give those choices."""
        for wanted in self._combinations([condition]):
            if not condition.answer(self._lookup(wanted)):
                continue
            own = {path: value for path, value in wanted.items() if not path.startswith("keuze.")}
            choices = [self._alike(condition, name, wanted[name]) for name in wanted if name not in own]
            for answers in self._together(own, choices, 0, itertools.count()):
                if condition.answer(self._whole(answers)):
                    return True
        return False

    def _alike(self, condition: Condition, name: str, verdict: Verdict) -> _Wanted:
        """Return a choice with every verdict that does the same in this condition."""
        leaves = [leaf for leaf in condition.comparisons if leaf.name == name]
        same = [
            other
            for other in _VERDICTS
            if all(leaf.answer({name: other}.get) == leaf.answer({name: verdict}.get) for leaf in leaves)
        ]
        return _Wanted(name.removeprefix("keuze."), tuple(same))

    def _together(
        self, answers: dict[str, Any], choices: Sequence[_Wanted], done: int, tries: Iterator[int]
    ) -> Iterator[dict[str, Any]]:
        """Give answers that keep ``answers`` and give every choice its verdict, within a number of tries."""
        if done == len(choices):
            yield answers
            return
        wanted = choices[done]
        ways = [way for verdict in wanted.verdicts for way in self.witnesses.get((wanted.key, verdict), [])]
        for way in sorted(ways, key=len):
            if next(tries) > _TRIES:
                return
            if any(answers.get(path) not in (None, value) for path, value in way.items()):
                continue
            more = {**answers, **way}
            lookup = self._lookup(more)
            if all(
                verdict_of(self.library.cards[each.key], lookup)[0] in each.verdicts for each in choices[: done + 1]
            ):
                yield from self._together(more, choices, done + 1, tries)

    def _idle(self, card: Card) -> set[str]:
        """Return the rules of a card that never give the verdict, because another always goes first."""
        if card.key in self.idle:
            return self.idle[card.key]
        named = (("bestaat_als", card.exists), ("niet_als", card.reject), ("kies_als", card.choose))
        idle = {f"{name} {number}": rule for name, rules in named for number, rule in enumerate(rules, 1)}
        for answers in self._combinations(_rules_of(card)):
            _, deciding = verdict_of(card, self._lookup(answers))
            idle = {place: rule for place, rule in idle.items() if not any(rule is other for other in deciding)}
            if not idle:
                break
        self.idle[card.key] = set(idle)
        return self.idle[card.key]

    def clashes(self) -> Iterator[Clash]:
        """Give the pairs of `sluit_uit` that can both be chosen."""
        for card in self.library.cards.values():
            for key in card.excludes:
                other = self.library.cards[key]
                found = self._both_chosen(card, other)
                if found is not None:
                    yield Clash(card.key, key, found)

    def _both_chosen(self, card: Card, other: Card) -> Answers | None:
        for answers in self._combinations([*_rules_of(card), *_rules_of(other)]):
            lookup = self._lookup(answers)
            chosen = {verdict_of(each, lookup)[0] for each in (card, other)}
            if chosen <= {"voorstel", "bestaat"} and "voorstel" in chosen:
                known = {path: value for path, value in answers.items() if value is not None}
                if self._legal(known):
                    return known
        return None

    def examples(self) -> tuple[tuple[ShownBy, ...], tuple[str, ...]]:
        """Return the smallest set of examples found that proposes every option once, and the options in none."""
        wanted = [key for key in self.library.cards if (key, "voorstel") in self.witnesses]
        best: list[tuple[dict[str, Any], list[str]]] = []
        for order in range(_ORDERS):
            keys = sorted(wanted, key=lambda key: len(self.witnesses[key, "voorstel"]))
            if order:
                self.chance.shuffle(keys)
            found = self._covered(keys)
            if not best or len(found) < len(best):
                best = found
        examples = tuple(
            ShownBy(_NAME.format(number=number), answers, tuple(sorted(shows, key=list(self.library.cards).index)))
            for number, (answers, shows) in enumerate(best, 1)
        )
        shown = {key for example in examples for key in example.shows}
        return examples, tuple(key for key in self.library.cards if key not in shown)

    def _covered(self, keys: Iterable[str]) -> list[tuple[dict[str, Any], list[str]]]:
        """Return one set of answers after another, each with the options that it proposes."""
        rest, found = list(keys), []
        while rest:
            answers: dict[str, Any] = {}
            shows: list[str] = []
            for key in rest:
                more = next(self._fitting(answers, [*shows, key], key), None)
                if more is not None:
                    answers, shows = more, [*shows, key]
            if not shows:
                break  # what is left can only be proposed by answers that no profile may give
            lookup = self._lookup(answers)
            shows += [key for key in rest if key not in shows and self._proposed(key, lookup)]
            found.append((answers, shows))
            rest = [key for key in rest if key not in shows]
        return found

    def _fitting(self, answers: dict[str, Any], shows: list[str], key: str) -> Iterator[dict[str, Any]]:
        """Give legal answers that add a proposal of ``key`` and keep those there were."""
        for more in self.witnesses[key, "voorstel"]:
            if any(answers.get(path, value) != value for path, value in more.items()):
                continue
            together = {**answers, **more}
            lookup = self._lookup(together)
            if all(self._proposed(each, lookup) for each in shows) and self._legal(together):
                yield together

    def _proposed(self, key: str, lookup: Lookup) -> bool:
        return verdict_of(self.library.cards[key], lookup)[0] == "voorstel"

    def _legal(self, answers: Answers) -> bool:
        """Say whether a profile may give these answers together; contradictions are refused by its model."""
        value: dict[str, Any] = {}
        for path, answer in {"gemeente.naam": _NAME, **answers}.items():
            *groups, name = path.split(".")
            inner = value
            for group in groups:
                inner = inner.setdefault(group, {})
            inner[name] = list(answer) if isinstance(answer, tuple) else answer
        return not check_model(Profile, Tree(value), "dekking")[1]

    def _random_answers(self) -> Iterator[Answers]:
        """Give answers in which many options are chosen at the same time, by laying proposals on each other."""
        keys = [key for key in self.library.cards if (key, "voorstel") in self.witnesses]
        for _ in range(len(keys) * 4):
            answers: dict[str, Any] = {}
            for key in self.chance.sample(keys, len(keys)):
                for path, value in self.chance.choice(self.witnesses[key, "voorstel"]).items():
                    answers.setdefault(path, value)
            for path in self.chance.sample(sorted(answers), len(answers) // 3):
                del answers[path]
            yield answers

    def _whole(self, answers: Answers) -> Lookup:
        """Return what a text may look up for these answers: fields, settings and choices."""
        lookup = self._lookup(answers)
        chosen = {card.key: verdict_of(card, lookup)[0] for card in self.library.cards.values()}
        lifted = {key for card in self.library.cards.values() if chosen[card.key] == "voorstel" for key in card.belongs}
        for key in lifted:
            held = verdict_of(self.library.cards[key], lookup)[1]
            if chosen[key] == "niet_nu" and not held:
                chosen[key] = "te_overwegen"
        known = {**self.settings, **{f"keuze.{key}": verdict for key, verdict in chosen.items()}, **answers}
        return known.get

    def _lookup(self, answers: Answers) -> Lookup:
        known = {**self.settings, **answers}
        return known.get

    def _combinations(self, conditions: Sequence[Condition]) -> Iterator[Answers]:
        """Give all combinations of answers that make a difference to these conditions; a sample of too many."""
        leaves: dict[str, list[Compare]] = {}
        for condition in conditions:
            for leaf in condition.comparisons:
                leaves.setdefault(leaf.name, []).append(leaf)
        values = {name: self._different(name, asked) for name, asked in leaves.items()}
        names = list(values)
        if prod(len(each) for each in values.values()) <= MAX_COMBINATIONS:
            for row in itertools.product(*values.values()):
                yield dict(zip(names, row, strict=True))
            return
        chance = random.Random(1)
        for _ in range(_SAMPLE):
            yield {name: chance.choice(each) for name, each in values.items()}

    def _different(self, name: str, leaves: Sequence[Compare]) -> list[Any]:
        """Return one value for every way in which a field can be answered by these comparisons."""
        found: dict[tuple[Reply, ...], Any] = {}
        for value in _candidates(name, leaves, self.settings):
            lookup = self._lookup({name: value})
            found.setdefault(tuple(leaf.answer(lookup) for leaf in leaves), value)
        return list(found.values())


_VERDICTS: tuple[Verdict, ...] = ("bestaat", "voorstel", "te_overwegen", "niet_nu")


def _rules_of(card: Card) -> list[Condition]:
    rules: tuple[Rule, ...] = (*card.exists, *card.reject, *card.choose)
    return [rule.condition for rule in rules]


def _candidates(name: str, leaves: Sequence[Compare], settings: Mapping[str, int]) -> Iterator[Any]:
    """Give values of a field, unknown first: enough to answer every comparison in every way it can be."""
    if name.startswith("keuze."):
        yield from VERDICTS
        return
    spec = field_specs()[name]
    if spec.kind != "keuze" or spec.default in (None, "onbekend"):
        yield None
    if spec.kind in ("antwoord", "keuze"):
        yield from (choice for choice in spec.choices if choice != "onbekend")
    elif spec.kind == "getal":
        constants = [settings[leaf.setting] if leaf.setting else leaf.constant for leaf in leaves]
        numbers = [each for found in constants for each in (found if isinstance(found, tuple) else (found,))]
        whole = sorted({number + step for number in numbers if isinstance(number, int) for step in (-1, 0, 1)} or {1})
        yield from (number for number in whole if number >= 0 and not refusal({name: number}, name))
    elif spec.kind == "keuzelijst":
        named = list(dict.fromkeys(leaf.constant for leaf in leaves if leaf.turned))
        rest = [choice for choice in spec.choices if choice not in named and choice != "onbekend"][:1]
        for size in range(len(named) + 1):
            yield from itertools.combinations(named, size)
        yield tuple(rest)
    else:
        yield from _free(name, [leaf.constant for leaf in leaves if leaf.turned])


def _free(name: str, named: Sequence[Any]) -> Iterator[Answer]:
    """Give free values that the model takes: text, a date, or a list of texts or years."""
    if field_specs()[name].kind == "tekstlijst":
        yield ()
        yield from ((value,) for value in named)
    options: tuple[Answer, ...] = ("voorbeeld", "2027-01-31", ("voorbeeld",), (2024,))
    yield from itertools.islice((value for value in options if not refusal({name: value}, name)), 1)
