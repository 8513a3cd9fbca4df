"""For every option a verdict, with reasons, facts and what would change it. Never «best»: what fits these facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from liagen.chapter.facts import UNKNOWN, Fact, Facts, fact_of
from liagen.chapter.selection import Choices
from liagen.chapter.verdict import unknown_fields, verdict_of
from liagen.chapter.what_if import would_change, would_undo
from liagen.library.cards import Card, Rule, Verdict
from liagen.library.conditions import Lookup
from liagen.library.derived import field_asked
from liagen.library.dutch import escape, sentence
from liagen.library.model import Library
from liagen.library.size import FTE, SIZE, Size, size_of
from liagen.profile.fields import field_specs

SHOWN: tuple[Verdict, ...] = ("bestaat", "voorstel", "te_overwegen")


@dataclass(frozen=True)
class Chosen:
    """The verdict on one option; texts are Markdown.

    ``unknown`` holds the fields that left the verdict open, ``assumed`` those that it was given without: of a proposal
    by `bij_onbekend`, or the fte where the size was estimated; ``by_officer`` is True when her own choice decided,
    ``refused`` when a `niet_als` of the card did. ``looked_at`` gathers the facts that its card looks at, and ``tried``
    works out what would change it: both take longer than judging, and most documents do not tell.
    """

    key: str
    verdict: Verdict
    by_officer: bool
    reasons: tuple[str, ...]
    looked_at: Callable[[], tuple[Fact, ...]] = field(compare=False, repr=False)
    tried: Callable[[], tuple[str, ...]] = field(compare=False, repr=False)
    unknown: tuple[str, ...]
    refused: bool = False
    assumed: tuple[str, ...] = ()

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Return the facts that its card looks at."""
        return self.looked_at()

    @cached_property
    def would_change(self) -> tuple[str, ...]:
        """Return what would change it, in sentences."""
        return self.tried()

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the fields whose answer counts and is still to be given."""
        return (*self.unknown, *self.assumed)


@dataclass(frozen=True)
class Choice:
    """All verdicts, in the order of the library."""

    options: Mapping[str, Chosen]

    def verdicts(self) -> dict[str, Verdict]:
        """Return option key → verdict."""
        return {key: chosen.verdict for key, chosen in self.options.items()}

    @property
    def given(self) -> Choices:
        """Return the verdicts as the selection of goals needs them."""
        return Choices(self.verdicts(), frozenset(key for key, each in self.options.items() if each.by_officer))


@dataclass(frozen=True)
class Judgement:
    """The verdict on one option by itself and the rules that gave it, before other options have a say.

    ``by_officer`` is True when her own choice decided, ``refused`` when nothing but that can bring the option back.
    """

    verdict: Verdict
    rules: tuple[Rule, ...] = ()
    by_officer: bool = False
    refused: bool = False


def judge(card: Card, library: Library, facts: Facts) -> Judgement:
    """Judge one option by itself (order of huis.md; rules R1–R19 stand as conditions in the cards)."""
    own = facts.profile.keuzes.get(card.key)
    if own is not None:
        exists = any(rule.als.answer(facts.lookup) for rule in card.bestaat_als)
        return Judgement("niet_nu" if own.keuze == "niet" else "bestaat" if exists else "voorstel", by_officer=True)
    verdict, rules = verdict_of(card, facts.lookup)
    if verdict != "bestaat" and is_own_practice(card, library, facts):
        return Judgement("niet_nu", refused=True)
    return Judgement(verdict, rules, refused=verdict == "niet_nu" and bool(rules))


def judge_all(facts: Facts, library: Library) -> dict[str, Judgement]:
    """Judge every option by itself."""
    return {key: judge(card, library, facts) for key, card in library.cards.items()}


def companions(cards: Mapping[str, Card], judged: Mapping[str, Judgement]) -> dict[str, Card]:
    """Return the options that `hoort_bij` lifts from «niet nu» to «te overwegen», with the proposal that does it.

    Never over an explicit `niet_als` or the officer.
    """
    found: dict[str, Card] = {}
    for card in cards.values():
        for key in card.hoort_bij if card.hoort_bij and judged[card.key].verdict == "voorstel" else ():
            other = judged.get(key)  # None: an option from practice that this profile leaves out
            if other and other.verdict == "niet_nu" and not other.by_officer and not other.refused:
                found.setdefault(key, card)
    return found


def choose(facts: Facts, library: Library) -> Choice:
    """Give every option its verdict."""
    cards, judged = library.cards, judge_all(facts, library)
    options = {key: _told(card, judged[key], library, facts) for key, card in cards.items()}
    for key, card in companions(cards, judged).items():
        reason = library.word("reden_hoort_bij", optie=card.titel.source)
        options[key] = replace(options[key], verdict="te_overwegen", reasons=(reason,))
    return Choice(options)


def _told(card: Card, found: Judgement, library: Library, facts: Facts) -> Chosen:
    """Return a judgement with its reasons, its facts and what would change it."""
    verdict, rules = found.verdict, found.rules
    if found.by_officer:
        return _own_choice(card, verdict, library, facts)
    if found.refused and not rules:
        return _own_practice(card, library, facts)
    if verdict == "voorstel" and not rules:
        return _assumed(card, library, facts)
    size = _estimate(rules, facts.lookup)
    reasons = _reasons(rules, size, library, facts)
    unknown = unknown_fields((*card.bestaat_als, *card.kies_als), facts.lookup) if verdict == "te_overwegen" else ()
    if verdict == "te_overwegen":
        reasons = (library.word("reden_onbekend", velden=_labels(unknown)),)
    elif not reasons:
        reasons = (_nothing_asks(card, library, facts.lookup),)
    changes = partial(would_change, card, library, facts.lookup) if verdict in ("niet_nu", "te_overwegen") else tuple
    used, assumed = partial(_facts_used, card, facts.lookup), (FTE,) if size else ()
    return Chosen(card.key, verdict, False, reasons, used, changes, unknown, found.refused, assumed)


def _own_choice(card: Card, verdict: Verdict, library: Library, facts: Facts) -> Chosen:
    own = facts.profile.keuzes[card.key]
    key = f"eigen_keuze_{own.keuze}" if own.reden else f"eigen_keuze_{own.keuze}_zonder_reden"
    reason = library.word(key, reden=escape(sentence(own.reden or "")))
    used = partial(_facts_used, card, facts.lookup)
    return Chosen(card.key, verdict, True, (reason,), used, partial(_only_by_officer, library), ())


def _nothing_asks(card: Card, library: Library, lookup: Lookup) -> str:
    """Return the reason of an option that no fact asks for: which facts could have, and what they say."""
    asked = dict.fromkeys(_field_behind(name, lookup) for rule in card.kies_als for name in rule.als.names)
    known = [fact for path in asked if (fact := fact_of(path, lookup)).value != UNKNOWN]
    if not known:
        return library.word("reden_alleen_eigen_keuze")
    told = [library.word("reden_feit", veld=escape(fact.label), waarde=escape(fact.value)) for fact in known]
    return library.word("reden_geen_aanleiding", feiten="; ".join(told))


def is_own_practice(card: Card, library: Library, facts: Facts) -> bool:
    """Say whether an option from practice is what this municipality itself did, according to a public source."""
    if not card.praktijk or card.key not in library.practice:
        return False
    own = (facts.profile.gemeente.naam or "").casefold()
    return own in [row.gemeente.casefold() for row in card.praktijk]


def _own_practice(card: Card, library: Library, facts: Facts) -> Chosen:
    reason, used = library.word("reden_eigen_praktijk"), partial(_facts_used, card, facts.lookup)
    return Chosen(card.key, "niet_nu", False, (reason,), used, partial(_only_by_officer, library), (), refused=True)


def _assumed(card: Card, library: Library, facts: Facts) -> Chosen:
    """Return the proposal of a card that is safe without the facts, with what it assumes and what would undo it."""
    rules = (*card.bestaat_als, *card.niet_als, *card.kies_als)
    unknown = unknown_fields(rules, facts.lookup)
    reason = library.word("reden_aanname", velden=_labels(unknown))
    changes = partial(would_undo, card, library, facts.lookup)
    used = partial(_facts_used, card, facts.lookup)
    return Chosen(card.key, "voorstel", False, (reason,), used, changes, (), assumed=unknown)


def postponed(chosen: Chosen, reason: str, library: Library) -> Chosen:
    """Return a proposal that waits for a ``reason`` more, unless the officer chooses it."""
    reasons = (f"{chosen.reasons[0]} {reason}",)
    return replace(chosen, verdict="te_overwegen", reasons=reasons, tried=partial(_only_by_officer, library))


def _only_by_officer(library: Library) -> tuple[str, ...]:
    return (library.word("zou_veranderen_eigen_keuze"),)


def _estimate(rules: tuple[Rule, ...], lookup: Lookup) -> Size | None:
    """Return the size that these rules rest on, when they do and it is an estimate."""
    size = size_of(lookup) if any(SIZE in rule.als.names for rule in rules) else None
    return size if size and size.assumed else None


def _reasons(rules: tuple[Rule, ...], size: Size | None, library: Library, facts: Facts) -> tuple[str, ...]:
    """Return the reason of every rule; the first that rests on an estimated size says so."""
    reasons = [rule.reden.render(facts) for rule in rules]
    if size:
        first = next(number for number, rule in enumerate(rules) if SIZE in rule.als.names)
        basis = fact_of(size.basis, facts.lookup)
        told = library.word("reden_omvang", veld=escape(basis.label), waarde=escape(basis.value))
        reasons[first] = f"{reasons[first]} {told}"
    return tuple(reasons)


def _facts_used(card: Card, lookup: Lookup) -> tuple[Fact, ...]:
    rules = (*card.bestaat_als, *card.niet_als, *card.kies_als)
    names = dict.fromkeys(name for rule in rules for name in rule.als.names)
    return tuple(fact_of(path, lookup) for path in dict.fromkeys(_field_behind(name, lookup) for name in names))


def _field_behind(name: str, lookup: Lookup) -> str:
    """Return the field that a name looks at: a size is told by what it was taken from."""
    size = size_of(lookup) if name == SIZE else None
    return size.basis if size else field_asked(name)


def _labels(paths: tuple[str, ...]) -> str:
    return "; ".join(escape(field_specs()[path].label) for path in paths)
