"""How much the verdicts of a set vary: of every option, how often it has which verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liagen.chapter.choose import Choice


@dataclass(frozen=True)
class Spread:
    """How often one option has each verdict in a set."""

    option: str
    counts: Mapping[str, int]

    @property
    def most_alike(self) -> int:
        """Return the share of the set that has the commonest verdict, in percents, rounded up."""
        return -(-100 * max(self.counts.values()) // sum(self.counts.values()))


@dataclass(frozen=True)
class Variety:
    """The spread of every option, in the order of the library."""

    spreads: tuple[Spread, ...]

    @property
    def most_alike(self) -> int:
        """Return the largest share of a set with the same verdict on one option, in percents."""
        return max(spread.most_alike for spread in self.spreads)


def variety(choices: Sequence[Choice]) -> Variety:
    """Count the verdicts of at least one municipality."""
    verdicts = [choice.verdicts() for choice in choices]
    return Variety(tuple(Spread(key, dict(Counter(each[key] for each in verdicts))) for key in verdicts[0]))
