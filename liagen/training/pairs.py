"""Which combinations of values a set holds, and how many pairs of values it covers (§11.1 of the fact base)."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal, get_args

Fte = Literal["klein", "middelgroot", "groot", "zeer_groot"]
Lia = Literal["geen", "in_ontwikkeling", "vastgesteld", "herijking"]
Draagvlak = Literal["aanwezig", "afwezig", "onbekend"]
Beleggen = Literal["alleen", "groep", "aanjagers", "combinatie"]
Training = Literal["geen", "eenmalig", "herhaald"]
Start = Literal["fysiek", "sociaal"]

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "fte": get_args(Fte),
    "lia": get_args(Lia),
    "draagvlak": get_args(Draagvlak),
    "beleggen": get_args(Beleggen),
    "training": get_args(Training),
    "start": get_args(Start),
}

MAX_FOR_ALL_PAIRS = 24
_TRIES = 24  # arrays tried per seed; of those with the fewest rows the most even one is taken


@dataclass(frozen=True, order=True)
class Combination:
    """One value of each dimension."""

    fte: Fte
    lia: Lia
    draagvlak: Draagvlak
    beleggen: Beleggen
    training: Training
    start: Start

    def value(self, dimension: str) -> str:
        """Return the value of one dimension."""
        return str(getattr(self, dimension))


@dataclass(frozen=True, order=True)
class Pair:
    """Two values of two dimensions that can occur together."""

    first: str
    first_value: str
    second: str
    second_value: str

    def is_in(self, combination: Combination) -> bool:
        """Say whether a combination holds both values."""
        found = (combination.value(self.first), combination.value(self.second))
        return found == (self.first_value, self.second_value)


@dataclass(frozen=True)
class Coverage:
    """Every pair there is and those that a set covers; counted here, not by the library that made the set."""

    total: int
    missing: tuple[Pair, ...]

    @property
    def covered(self) -> int:
        """Return how many pairs are covered."""
        return self.total - len(self.missing)

    @property
    def percentage(self) -> int:
        """Return the covered share in whole percents, rounded down: 100 means every pair."""
        return 100 * self.covered // self.total


def all_pairs() -> tuple[Pair, ...]:
    """Return every pair of values of two dimensions, in a fixed order."""
    return tuple(
        Pair(first, one, second, other)
        for first, second in itertools.combinations(DIMENSIONS, 2)
        for one, other in itertools.product(DIMENSIONS[first], DIMENSIONS[second])
    )


def coverage(combinations: Iterable[Combination]) -> Coverage:
    """Count the pairs that a set covers."""
    found = set(itertools.chain.from_iterable(map(pairs_of, combinations)))
    pairs = all_pairs()
    return Coverage(len(pairs), tuple(pair for pair in pairs if pair not in found))


def pairs_of(combination: Combination) -> Iterator[Pair]:
    """Yield the pairs that one combination covers."""
    for first, second in itertools.combinations(DIMENSIONS, 2):
        yield Pair(first, combination.value(first), second, combination.value(second))


def choose_combinations(count: int | None, seed: int) -> tuple[Combination, ...]:
    """Return ``count`` combinations; None gives as few as cover every pair (at most ``MAX_FOR_ALL_PAIRS``).

    A small set starts with what covers most; a larger one goes on with other combinations, by chance.
    """
    # The same array whatever the count, so that a smaller set is the beginning of a larger one.
    covering = _greedy(_covering_array(seed))
    if count is None or count <= len(covering):
        return covering[:count]
    return (*covering, *itertools.islice(_others(covering, seed), count - len(covering)))


@lru_cache(maxsize=4)  # a course day is tried out in several sizes
def _covering_array(seed: int) -> tuple[Combination, ...]:
    """Return a set that covers every pair: the smallest of a few tries, and the most even of those."""
    from covertable import make  # type: ignore[import-untyped]  # loaded only by who asks for a set

    values = {name: list(known) for name, known in DIMENSIONS.items()}
    tries = [make(values, salt=f"{seed}.{number}") for number in range(_TRIES)]
    return tuple(Combination(**row) for row in min(tries, key=lambda rows: (len(rows), _unevenness(rows))))


def _unevenness(rows: Sequence[Mapping[str, str]]) -> int:
    """Return by how much the commonest value of each dimension outnumbers its rarest."""
    counts = [Counter(row[name] for row in rows) for name in DIMENSIONS]
    return sum(max(each.values()) - min(each.values()) for each in counts)


def _greedy(rows: tuple[Combination, ...]) -> tuple[Combination, ...]:
    """Put first what adds most pairs that were not there yet."""
    left, done = list(rows), set[Pair]()
    ordered = []
    while left:
        best = max(left, key=lambda row: len(set(pairs_of(row)) - done))
        left.remove(best)
        done.update(pairs_of(best))
        ordered.append(best)
    return tuple(ordered)


def _others(used: tuple[Combination, ...], seed: int) -> Iterator[Combination]:
    """Yield the other combinations by chance, each once; when all were there, start again."""
    rows = (dict(zip(DIMENSIONS, values, strict=True)) for values in itertools.product(*DIMENSIONS.values()))
    every = [Combination(**row) for row in rows]  # type: ignore[arg-type]  # product() forgets which words
    chance = random.Random(f"{seed}.verder")
    chance.shuffle(every)
    yield from (row for row in every if row not in used)
    yield from itertools.cycle(every)


assert tuple(DIMENSIONS) == tuple(field.name for field in fields(Combination))
