"""What a package can reach: which verdicts, conditions and answers ever occur, and profiles that show every option.

A condition looks at a few fields with few answers that make a difference, so all their combinations are tried.
Conditions on `keuze.…` depend on other cards; for those answers are searched that give those choices. «Never» is
therefore proven for the first kind and «not found» is said for the second.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel

from liagen.chapter.facts import read_facts
from liagen.chapter.verdict import verdict_of
from liagen.files.check import check_model
from liagen.files.yaml_in import Tree
from liagen.library.cards import Card, Rule, Verdict
from liagen.library.conditions import Answer as Reply
from liagen.library.conditions import Condition, Lookup
from liagen.library.derived import DECISION, field_asked, is_no_answer
from liagen.library.model import Library, PlacedCondition
from liagen.library.wording import CARD_PARTS, Wording
from liagen.profile.blank import blank_profile, with_answers
from liagen.profile.fields import field_specs
from liagen.profile.model import Profile
from liagen.profile.own_fields import profile_model
from liagen.workshop.combinations import Answers, combinations, lookup_of

_MAX_WAYS: Final = 40
_MAX_TRIES: Final = 300
_ANY_DAY: Final = dt.date(2027, 1, 4)
_PAST: Final = "2020-01-01"
_FUTURE: Final = "2099-06-01"
_NAME: Final = "Voorbeeldgemeente {number}"
_VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)

Status = Literal["wisselt", "nooit", "niet gevonden", "altijd", "beslist nooit"]
"""Varies; never ja (proven); never ja in what was tried; always ja; can be ja, but another rule always goes first."""


@dataclass(frozen=True)
class ConditionStatus:
    """One condition: where it stands, its text and what it can come to."""

    kind: str
    key: str
    place: str
    text: str
    status: Status


@dataclass(frozen=True)
class OptionVerdicts:
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
class ExampleProfile:
    """A made-up profile with the options that it shows as a proposal; ``answers`` by field path."""

    name: str
    answers: Answers
    shows: tuple[str, ...]


@dataclass(frozen=True)
class PackageCoverage:
    """Everything that was found; ``not_compared`` and ``not_given`` are field → values.

    ``not_placed`` are options that can be there or proposed and that no row of the chapter has a place for.
    ``unused_questions`` are fields that a package asks and nothing looks at.
    """

    options: tuple[OptionVerdicts, ...]
    conditions: tuple[ConditionStatus, ...]
    clashes: tuple[Clash, ...]
    not_compared: Mapping[str, tuple[str, ...]]
    not_given: Mapping[str, tuple[str, ...]]
    examples: tuple[ExampleProfile, ...]
    never_shown: tuple[str, ...]
    not_placed: tuple[str, ...]
    unused_questions: tuple[str, ...]

    @property
    def has_problems(self) -> bool:
        """Say whether something should be mended: never shown or without a place, never or always true, or a clash."""
        odd = any(each.status != "wisselt" for each in self.conditions)
        return bool(odd or self.clashes or self.never_shown or self.not_placed or self.unused_questions)


def find_coverage(library: Library, profiles: Sequence[Profile]) -> PackageCoverage:
    """Find out what the library can reach; ``profiles`` are those that should hit every answer it looks at."""
    search = _Search(library)
    compared = _compared_values(library)
    examples = tuple(search.examples())
    shown = {key for example in examples for key in example.shows}
    return PackageCoverage(
        tuple(OptionVerdicts(key, search.verdicts(key)) for key in library.cards),
        tuple(search.conditions()),
        tuple(search.clashes()),
        _not_compared(compared),
        _not_given(compared, [read_facts(profile, library, _ANY_DAY).lookup for profile in profiles]),
        examples,
        tuple(key for key in library.cards if key not in shown),
        tuple(key for key in _without_place(library) if set(CARD_PARTS).intersection(search.verdicts(key))),
        _unused_questions(library),
    )


def example_text(example: ExampleProfile) -> str:
    """Return an example as the text of a profile."""
    return blank_profile({"gemeente.naam": example.name, **example.answers})


# ------------------------------------------------------------ conditions of a library


def _compared_values(library: Library) -> dict[str, set[Any]]:
    """Return every profile field that a condition looks at, with the values it is compared with."""
    found: dict[str, set[Any]] = {}
    for each in library.conditions():
        for comparison in each.condition.comparisons:
            if not comparison.name.startswith("keuze."):
                constants = comparison.constant if isinstance(comparison.constant, tuple) else (comparison.constant,)
                found.setdefault(field_asked(comparison.name), set()).update(constants)
    return found


def _not_compared(compared: Mapping[str, set[Any]]) -> dict[str, tuple[str, ...]]:
    """Return the fixed answers that no condition names, for fields that conditions do look at."""
    found: dict[str, tuple[str, ...]] = {}
    for path, constants in compared.items():
        choices = [choice for choice in field_specs()[path].choices if choice != "onbekend"]
        if constants & set(choices) and (rest := tuple(choice for choice in choices if choice not in constants)):
            found[path] = rest
    return found


def _not_given(compared: Mapping[str, set[Any]], lookups: Sequence[Lookup]) -> dict[str, tuple[str, ...]]:
    """Return the answers that conditions name and that none of the profiles gives."""
    found: dict[str, tuple[str, ...]] = {}
    for path, constants in compared.items():
        wanted = [value for value in field_specs()[path].choices if value in constants and value != "onbekend"]
        given = [lookup(path) for lookup in lookups] if wanted else []
        hit = {item for value in given for item in (value if isinstance(value, tuple) else (value,))}
        if rest := tuple(value for value in wanted if value not in hit):
            found[path] = rest
    return found


def _unused_questions(library: Library) -> tuple[str, ...]:
    """Return the questions of packages that no text, condition or other question looks at."""
    asked = [f"{own.path}.{each.key}" for own in library.own_fields for each in own.fields]
    used = set(_names_in(library)) if asked else set()
    return tuple(path for path in asked if path not in used)


def _names_in(value: Any) -> Iterator[str]:
    """Give the names that every text and condition in a part of the library looks at."""
    if isinstance(value, Wording):
        yield from value.asked
    elif isinstance(value, Condition):
        yield from value.names
    elif isinstance(value, BaseModel):
        yield from _names_in({**vars(value), **(value.__pydantic_private__ or {})})
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _names_in(vars(value))
    elif isinstance(value, Mapping):
        yield from (name for each in value.values() for name in _names_in(each))
    elif isinstance(value, tuple):
        yield from (name for each in value for name in _names_in(each))


def _without_place(library: Library) -> Iterator[str]:
    """Give the options that no text of the chapter names and whose theme it does not list."""
    rows = [*library.preamble, *(row for section in library.outline for row in section.inhoud)]
    texts = [library.texts[row.name] for row in rows if row.kind == "tekst"]
    named = frozenset[str]().union(*(part.cards for text in texts for part in text.parts.values()))
    themes = {row.name for row in rows if row.kind in ("lopend", "opties")}
    yield from (card.key for card in library.cards.values() if card.key not in named and card.theme not in themes)


# ------------------------------------------------------------ answers that bring it about


@dataclass(frozen=True)
class _WantedVerdicts:
    """An option and the verdicts that will do."""

    key: str
    verdicts: tuple[Verdict, ...]


class _Search:
    """Tries answers on the conditions of a library."""

    def __init__(self, library: Library) -> None:
        """Try every combination of answers on every option."""
        self._library = library
        self._settings = {f"instelling.{key}": setting.waarde for key, setting in library.settings.items()}
        self._ways: dict[tuple[str, Verdict], list[Answers]] = {}  # that an option gets a verdict: fewest answers first
        self._undecided: set[tuple[str, str]] = set()  # rules, by option and place, that never give the verdict
        for card in library.cards.values():
            self._try_answers(card)

    def verdicts(self, key: str) -> tuple[Verdict, ...]:
        """Return the verdicts that the conditions of an option can give, in the order of the language."""
        return tuple(verdict for verdict in _VERDICTS if (key, verdict) in self._ways)

    def conditions(self) -> Iterator[ConditionStatus]:
        """Judge every condition."""
        for found in self._library.conditions():
            yield ConditionStatus(found.kind, found.key, found.place, found.condition.text, self._status(found))

    def clashes(self) -> Iterator[Clash]:
        """Give the pairs of `sluit_uit` that can both be chosen."""
        for card in self._library.cards.values():
            for key in card.sluit_uit:
                answers = self._both_chosen(card, self._library.cards[key])
                if answers is not None:
                    yield Clash(card.key, key, answers)

    def examples(self) -> Iterator[ExampleProfile]:
        """Give few profiles that together propose every option that can be proposed."""
        # What is hardest to bring about comes first: few ways, each with many answers.
        ways = {key: self._ways[key, "voorstel"] for key in self._library.cards if (key, "voorstel") in self._ways}
        rest = sorted(ways, key=lambda key: (len(ways[key]), -len(ways[key][0])))
        for number in itertools.count(1):
            answers = self._answers_for_example(rest)
            shows = tuple(key for key in self._library.cards if key in rest and self._proposed(key, answers))
            if not shows:
                return  # what is left can only be proposed by answers that no profile may give
            yield ExampleProfile(_NAME.format(number=number), _as_profile(answers), shows)
            rest = [key for key in rest if key not in shows]

    # --- one option

    def _try_answers(self, card: Card) -> None:
        rules = card.rules
        found: dict[Verdict, list[Answers]] = {}
        decided: set[int] = set()
        for answers in self._combinations(rules.values()):
            verdict, deciding = verdict_of(card, self._lookup(answers))
            found.setdefault(verdict, []).append(_known(answers))
            # By identity: two rules of one card may be equal, and each has its own place.
            decided.update(map(id, deciding))
        for verdict, each in found.items():
            self._ways[card.key, verdict] = sorted(each, key=len)[:_MAX_WAYS]
        self._undecided |= {(card.key, place) for place, rule in rules.items() if id(rule) not in decided}

    def _both_chosen(self, card: Card, other: Card) -> Answers | None:
        for answers in self._combinations([*card.rules.values(), *other.rules.values()]):
            lookup = self._lookup(answers)
            chosen = {verdict_of(each, lookup)[0] for each in (card, other)}
            if chosen <= {"voorstel", "bestaat"} and "voorstel" in chosen and _is_valid_profile(_known(answers)):
                return _known(answers)
        return None

    # --- one condition

    def _status(self, found: PlacedCondition) -> Status:
        condition = found.condition
        if not condition.comparisons:
            return "wisselt"  # `altijd` says so itself
        replies = self._replies(condition)
        if True not in replies:
            return "nooit"
        if replies == {True}:
            return "altijd"
        if any(name.startswith("keuze.") for name in condition.names):
            return "wisselt" if self._can_be_met(condition) else "niet gevonden"
        if found.kind == "optie" and (found.key, found.place) in self._undecided:
            return "beslist nooit"
        return "wisselt"

    def _replies(self, condition: Condition) -> set[Reply]:
        replies: set[Reply] = set()
        for answers in combinations([condition], self._settings):
            replies.add(condition.answer(self._lookup(answers)))
            if len(replies) == len((True, False, None)):
                break
        return replies

    def _can_be_met(self, condition: Condition) -> bool:
        """Look for answers that meet a condition on choices, from answers that are known to give those choices."""
        for wanted in combinations([condition], self._settings):
            if not condition.answer(self._lookup(wanted)):
                continue
            own = {path: value for path, value in wanted.items() if not path.startswith("keuze.")}
            choices = [self._equivalent_verdicts(condition, name, wanted[name]) for name in wanted if name not in own]
            for answers in self._answers_for_choices(own, choices, 0, itertools.count()):
                if condition.answer(self._lookup_with_choices(answers)):
                    return True
        return False

    def _equivalent_verdicts(self, condition: Condition, name: str, verdict: Verdict) -> _WantedVerdicts:
        """Return a choice with every verdict that does the same in this condition."""
        comparisons = [comparison for comparison in condition.comparisons if comparison.name == name]
        same = [
            other
            for other in _VERDICTS
            if all(
                comparison.answer({name: other}.get) == comparison.answer({name: verdict}.get)
                for comparison in comparisons
            )
        ]
        return _WantedVerdicts(name.removeprefix("keuze."), tuple(same))

    def _answers_for_choices(
        self, answers: Answers, choices: Sequence[_WantedVerdicts], done: int, tries: Iterator[int]
    ) -> Iterator[Answers]:
        """Give answers that keep ``answers`` and give every choice its verdict, within a number of tries."""
        if done == len(choices):
            yield answers
            return
        wanted = choices[done]
        ways = [way for verdict in wanted.verdicts for way in self._ways.get((wanted.key, verdict), [])]
        for way in sorted(ways, key=len):
            if next(tries) > _MAX_TRIES:
                return
            if any(answers.get(path) not in (None, value) for path, value in way.items()):
                continue
            more = {**answers, **way}
            # Answers for one choice may undo an earlier one; only what keeps them all goes on.
            if all(self._verdict(each.key, more) in each.verdicts for each in choices[: done + 1]):
                yield from self._answers_for_choices(more, choices, done + 1, tries)

    def _lookup_with_choices(self, answers: Answers) -> Lookup:
        """Return what a text may look up for these answers: fields, settings and choices, lifted by `hoort_bij`."""
        lookup = self._lookup(answers)
        cards = self._library.cards
        chosen = {key: verdict_of(card, lookup)[0] for key, card in cards.items()}
        for key in {key for card in cards.values() if chosen[card.key] == "voorstel" for key in card.hoort_bij}:
            refused = verdict_of(cards[key], lookup)[1]
            if chosen[key] == "niet_nu" and not refused:
                chosen[key] = "te_overwegen"
        return self._lookup({**answers, **{f"keuze.{key}": verdict for key, verdict in chosen.items()}})

    # --- one example

    def _answers_for_example(self, keys: Sequence[str]) -> Answers:
        """Return answers that propose the first of these options, and of the others what goes with it."""
        answers: Answers = {}
        shows: list[str] = []
        for key in keys:
            more = next(self._extended_answers(answers, [*shows, key], key), None)
            if more is not None:
                answers, shows = more, [*shows, key]
        return answers

    def _extended_answers(self, answers: Answers, shows: Sequence[str], key: str) -> Iterator[Answers]:
        """Give legal answers that add a proposal of ``key`` and keep those there were."""
        for way in self._ways[key, "voorstel"]:
            if any(answers.get(path, value) != value for path, value in way.items()):
                continue
            more = {**answers, **way}
            if all(self._proposed(each, more) for each in shows) and _is_valid_profile(more):
                yield more

    def _proposed(self, key: str, answers: Answers) -> bool:
        return self._verdict(key, answers) == "voorstel"

    def _verdict(self, key: str, answers: Answers) -> Verdict:
        return verdict_of(self._library.cards[key], self._lookup(answers))[0]

    def _combinations(self, rules: Iterable[Rule]) -> Iterator[Answers]:
        return combinations([rule.als for rule in rules], self._settings)

    def _lookup(self, answers: Answers) -> Lookup:
        return lookup_of(answers, self._settings)


def _known(answers: Answers) -> Answers:
    return {path: value for path, value in answers.items() if value is not None}


def _as_profile(answers: Answers) -> Answers:
    """Return the answers that a profile gives; what is wanted of the decision is brought about by its date."""
    given = {path: value for path, value in answers.items() if not is_no_answer(path)}
    state = answers.get("plan.besluit", "komt" if len(given) < len(answers) else "onbekend")
    return given if state == "onbekend" else {**given, DECISION: _PAST if state == "genomen" else _FUTURE}


def _is_valid_profile(answers: Answers) -> bool:
    """Say whether a profile may give these answers together; contradictions are refused by its model."""
    value = with_answers({}, {"gemeente.naam": _NAME, **_as_profile(answers)})
    return not check_model(profile_model(), Tree(value), "dekking")[1]
