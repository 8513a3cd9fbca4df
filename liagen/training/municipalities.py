"""Invented municipalities: plausible facts that agree with each other, and a name that no municipality has."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from liagen.chapter.choose import choose
from liagen.chapter.facts import read_facts
from liagen.library.cards import Verdict
from liagen.library.model import Library
from liagen.profile.answered import with_answer
from liagen.profile.blank import Answer, blank_profile
from liagen.profile.canonical import write_profile
from liagen.profile.fields import field_specs
from liagen.profile.model import Profile
from liagen.profile.parsing import FIRST_YEAR, LAST_YEAR
from liagen.profile.read import parse_profile
from liagen.training.own_case import known_answers, without_answers
from liagen.training.pairs import Combination
from liagen.training.texts import ChangeModel, ExerciseTexts, FactsModel, RangeModel, TrainingSource, ValueModel
from liagen.training.variety import variety

Answers = Mapping[str, Answer]

_DEALINGS: Final = 40  # tries of the background facts; mostly one or two are enough
_ALIKE: Final = 70  # percent of a set in which an option may have the same verdict
_SET: Final = 12  # fewer municipalities cannot vary so much


@dataclass(frozen=True)
class Municipality:
    """The municipality of a case: its facts by field, the text of its profile, and that text read back.

    ``is_own`` says that a trainer brought it: then its profile may hold more than ``answers`` can say.
    """

    name: str
    answers: Answers
    text: str
    profile: Profile
    is_own: bool = False


@dataclass
class Decks:
    """Deals the rows of a group in turn, in an order of chance: in a set each row comes about as often as the others.

    ``seed`` says which chance; ``dealt`` counts the rows that every group gave.
    """

    seed: str
    dealt: Counter[str] = field(default_factory=Counter)

    def deal(self, group: str, rows: Sequence[FactsModel]) -> FactsModel:
        """Return the next row of a group; shuffles anew when all were there."""
        lap, place = divmod(self.dealt[group], len(rows))
        self.dealt[group] += 1
        return random.Random(f"{self.seed}.{group}.{lap}").sample(list(rows), len(rows))[place]


def invent_all(
    combinations: Sequence[Combination], seed: int, date: dt.date, texts: ExerciseTexts, library: Library
) -> tuple[Municipality, ...]:
    """Return a municipality for each combination. Same arguments, same municipalities.

    Of a few dealings of the background facts the one is kept in which the verdicts vary most.
    """
    best, least = None, 101
    for attempt in range(_DEALINGS):
        decks = Decks(f"{seed}.{attempt}")
        found = tuple(
            _invent(combination, number, seed, date, decks, texts, library)
            for number, combination in enumerate(combinations)
        )
        share = variety([choose(read_facts(one.profile, library, date), library) for one in found]).most_alike
        if share < least:
            best, least = found, share
        if least <= _ALIKE or len(combinations) < _SET:
            break
    assert best is not None, "there is at least one dealing"
    return best


def _invent(
    combination: Combination,
    number: int,
    seed: int,
    date: dt.date,
    decks: Decks,
    texts: ExerciseTexts,
    library: Library,
) -> Municipality:
    """Return municipality ``number`` (from 0) of a set."""
    chance = random.Random(f"{seed}.gemeente.{number}")
    answers: dict[str, Answer] = {"gemeente.naam": invented_name(number, seed, texts)}
    _add_facts("altijd", texts.municipalities.altijd, answers, date, decks)
    for name in texts.municipalities.dimensies:  # in the order of the file: a later fact wins
        _add_facts(f"{name}.{combination.value(name)}", _value(texts, name, combination), answers, date, decks)
    _size(_value(texts, "fte", combination), answers, texts, chance)
    _reconcile(answers)
    answers["stand.datum"] = date
    return municipality_of(answers, library)


def possible_years(texts: ExerciseTexts) -> range:
    """Return the years in which a set can be dated: those before and after, in its facts, must be possible too."""
    offsets = [0, *_offsets(texts.municipalities.model_dump())]
    return range(FIRST_YEAR - min(offsets), LAST_YEAR - max(offsets) + 1)


def municipality_of(answers: Answers, library: Library) -> Municipality:
    """Write the profile of these facts and read it back through the same door as any profile."""
    text = blank_profile(answers)
    name = str(answers["gemeente.naam"])
    profile = parse_profile(text, f"{name}.yaml", library.cards, library.section_keys)
    return Municipality(name, dict(answers), text, profile)


def own_municipality(profile: Profile) -> Municipality:
    """Return the municipality of a profile that a trainer brought."""
    name = profile.gemeente.naam or ""
    return Municipality(name, known_answers(profile), write_profile(profile), profile, is_own=True)


def invented_name(number: int, seed: int, texts: ExerciseTexts) -> str:
    """Return the ``number``-th name of this seed; no two numbers below a few hundred share one."""
    head = texts.municipalities.namen
    names = [begin + end for end in head.eind for begin in head.begin]
    random.Random(f"{seed}.namen").shuffle(names)
    lap, index = divmod(number, len(names))
    if lap == 0:
        return names[index]
    again, extra = divmod(lap - 1, len(head.erbij))
    return f"{names[index]}-{head.erbij[extra]}" + (f" {again + 1}" if again else "")


def _value(texts: ExerciseTexts, dimension: str, combination: Combination) -> ValueModel:
    return texts.municipalities.dimensies[dimension].waarden[combination.value(dimension)]


def _add_facts(place: str, head: TrainingSource, answers: dict[str, Answer], date: dt.date, decks: Decks) -> None:
    """Add the facts of one source; what is added later wins."""
    dealt = (decks.deal(f"{place}.{number}", group) for number, group in enumerate(head.een_van))
    for row in (head, *dealt):
        answers.update(row.feiten)
        answers.update({path: date.year + years for path, years in row.jaren.items()})


def _offsets(value: object) -> Iterator[int]:
    """Give how many years every fact with a year lies from the date of a set."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from each.values() if key == "jaren" else _offsets(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _offsets(each)


def _size(value: ValueModel, answers: dict[str, Answer], texts: ExerciseTexts, chance: random.Random) -> None:
    """Give fte, inhabitants and departments that go together."""
    assert value.fte and value.afdelingen, "checked when the texts were read"
    fte = _between(value.fte, chance)
    names = texts.municipalities.afdelingen[: _between(value.afdelingen, chance)]
    answers["organisatie.fte"] = fte
    answers["gemeente.inwoners"] = round(fte * _between(texts.municipalities.inwoners_per_fte, chance), -2)
    answers["organisatie.afdelingen"] = names


def _between(head: RangeModel, chance: random.Random) -> int:
    return chance.randint(head.van, max(head.van, head.tot))


def _reconcile(answers: dict[str, Answer]) -> None:
    """Make facts that hang together agree: no function of someone who is not there, no story on a missing intranet."""
    names = answers["organisatie.afdelingen"]
    if answers.get("beleggen.aanjagers.aanwezig") == "ja" and isinstance(names, tuple):
        answers["beleggen.aanjagers.aantal"] = len(names)
        answers.pop("beleggen.aanjagers.ambitie", None)
    if answers.get("ervaringsdeskundigen.aanwezig") == "nee":
        answers["gedaan.tests"] = ()
    if answers.get("beleggen.uitvoerder.aanwezig") != "ja":
        for path in [path for path in answers if path.startswith("beleggen.uitvoerder.") and path != _PERFORMER]:
            del answers[path]
    if answers.get("structuren.intranet") == "nee":
        _drop("intranet", "gedaan.communicatie", answers)
        _drop("intranet", "gedaan.podium", answers)
    if answers.get("structuren.evenement", "geen") == "geen":
        _drop("evenement", "gedaan.communicatie", answers)
    told = answers.get("gedaan.communicatie", ())
    answers.update({path: "ja" for way, path in _NEEDED.items() if isinstance(told, tuple) and way in told})


_PERFORMER: Final = "beleggen.uitvoerder.aanwezig"
_NEEDED: Final = {
    "medewerkersbijeenkomst": "structuren.medewerkersbijeenkomst.aanwezig",
    "borrelpraat": "structuren.borrelpraat",
    "teamoverleg": "structuren.teamoverleg",
}
"""What there must be for a way in which the municipality told about inclusion."""


def _drop(value: str, path: str, answers: dict[str, Answer]) -> None:
    found = answers.get(path)
    if isinstance(found, tuple):
        answers[path] = tuple(str(item) for item in found if item != value)


# ------------------------------------------------------------ half-filled profiles


@dataclass(frozen=True)
class HalfFilled:
    """A municipality of which some facts are hidden; ``hidden`` holds the fields, in the order of the profile.

    ``count`` is how many facts that are: a group of fields is one. A thin profile may not have as many as asked.
    """

    municipality: Municipality
    hidden: tuple[str, ...]
    count: int


def hide(
    found: Municipality, count: int, texts: ExerciseTexts, library: Library, date: dt.date, seed: str
) -> HalfFilled:
    """Hide ``count`` facts (or groups of facts): half change a verdict when unknown, the others vary who knows."""
    chance = random.Random(f"{seed}.verberg")
    groups = [paths for path in texts.municipalities.te_verbergen if (paths := known_at(path, found.answers))]
    chance.shuffle(groups)
    groups = _in_turn(groups)

    def verdicts(one: Municipality) -> Mapping[str, Verdict]:
        return choose(read_facts(one.profile, library, date), library).verdicts()

    known = verdicts(found)

    def matters(paths: tuple[str, ...]) -> bool:
        return verdicts(_without(found, paths, library)) != known

    # Lazily: every try makes the whole choice anew, and a few of them are enough.
    decisive = list(itertools.islice(filter(matters, groups), -(-count // 2)))
    asked = {_who_knows(paths) for paths in decisive}
    others = sorted((paths for paths in groups if paths not in decisive), key=lambda paths: _who_knows(paths) in asked)
    taken = [*decisive, *others[: count - len(decisive)]]
    hidden = {path for paths in taken for path in paths}
    in_order = tuple(path for path in found.answers if path in hidden)
    return HalfFilled(_without(found, tuple(hidden), library), in_order, len(taken))


def _in_turn(groups: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Put groups of fields so that those who know them take turns: first one of each, then the second of each."""
    seen: Counter[str] = Counter()
    turns = []
    for paths in groups:
        who = _who_knows(paths)
        turns.append((seen[who], paths))
        seen[who] += 1
    return [paths for _, paths in sorted(turns, key=lambda each: each[0])]


def _who_knows(paths: tuple[str, ...]) -> str:
    return field_specs()[paths[0]].wie


def known_at(path: str, answers: Answers) -> tuple[str, ...]:
    """Return the fields at a path, or in the group there, of which the answer is known."""
    return tuple(
        name for name, value in answers.items() if (name == path or name.startswith(f"{path}.")) and value != "onbekend"
    )


def _without(found: Municipality, paths: tuple[str, ...], library: Library) -> Municipality:
    if found.is_own:
        return own_municipality(without_answers(found.profile, paths, library))
    return municipality_of({path: value for path, value in found.answers.items() if path not in paths}, library)


# ------------------------------------------------------------ one fact different


@dataclass(frozen=True)
class SizeStep:
    """A step over a limit of size, of at most so many percents: inhabitants must still go with the new fte."""

    percentage: int


_STEPS = (SizeStep(25), SizeStep(60))


@dataclass(frozen=True)
class Changed:
    """The same municipality with one fact different."""

    municipality: Municipality
    path: str


def with_change(found: Municipality, path: str, value: Answer, library: Library) -> Changed | None:
    """Return the municipality with one fact made different; None when that cannot be said of it."""
    if found.is_own:
        profile = with_answer(found.profile, path, value)
        return Changed(own_municipality(profile), path) if profile else None
    return Changed(municipality_of({**found.answers, path: value}, library), path)


def possible_changes(dimension: str, texts: ExerciseTexts) -> tuple[ChangeModel | SizeStep, ...]:
    """Return the changes to try for a dimension, best first."""
    if dimension == "fte":
        return _STEPS
    return texts.municipalities.paren[dimension].veranderingen


def try_change(change: ChangeModel | SizeStep, found: Municipality, library: Library) -> Changed | None:
    """Return the municipality with this one fact different, or None when the change does not fit it."""
    if isinstance(change, SizeStep):
        return _across_nearest_limit(found, change, library)
    if found.answers.get(change.veld) != change.van:
        return None
    return with_change(found, change.veld, change.naar, library)


def _across_nearest_limit(found: Municipality, step: SizeStep, library: Library) -> Changed | None:
    """Return the municipality just over the nearest limit of size, when the step is small enough."""
    fte = found.answers.get("organisatie.fte")
    if not isinstance(fte, int):
        return None
    small, large = (library.settings[key].waarde for key in ("klein_tot_fte", "groot_vanaf_fte"))
    beyond_limits = (small - 5 if fte > small else small + 10, large + 10 if fte < large else large - 10)
    nearest = min(beyond_limits, key=lambda value: abs(value - fte))
    if 100 * abs(nearest - fte) > step.percentage * fte:
        return None
    return with_change(found, "organisatie.fte", nearest, library)
