"""What the proposed options cost in hours: our estimates, unless the officer gave her own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liagen.chapter.choose import Choice
from liagen.chapter.facts import Facts
from liagen.library.cards import Card, HoursRow
from liagen.library.derived import field_asked
from liagen.library.model import Library
from liagen.profile.fields import GOAL_CHOICES


@dataclass(frozen=True)
class Hours:
    """What some work of an option costs: ``hours`` a time, ``times`` times; texts are Markdown.

    ``asked`` is the field that tells how often, when that is not known and so estimated. ``by_officer`` is True for
    hours that she gave herself for a goal of the option.
    """

    option: str
    owner: str
    what: str
    hours: int
    times: int = 1
    asked: str = ""
    by_officer: bool = False

    @property
    def total(self) -> int:
        """Return the hours of all times together."""
        return self.hours * self.times


def proposed_hours(given: Sequence[Hours], choice: Choice, facts: Facts, library: Library) -> tuple[Hours, ...]:
    """Return the hours of every proposed option: what the officer gave for its goals, else the estimate of its card."""
    found: list[Hours] = []
    for card in library.cards.values():
        if choice.options[card.key].verdict == "voorstel":
            own = [each for each in given if each.option == card.key]
            found += own or [_estimate(row, card, facts) for row in card.uren]
    return tuple(found)


def _estimate(row: HoursRow, card: Card, facts: Facts) -> Hours:
    owner, what = row.wie.render(facts), row.waarvoor.render(facts)
    if row.keer is None:
        return Hours(card.key, owner, what, row.uren)
    times = _known_number(row.keer, facts)
    if times is None:
        return Hours(card.key, owner, what, row.uren, row.keer_anders, field_asked(row.keer))
    return Hours(card.key, owner, what, row.uren, times)


def _known_number(path: str, facts: Facts) -> int | None:
    """Return the number at a path of the profile or the plan, or the one that the officer gave for a goal."""
    if path.startswith(f"{GOAL_CHOICES}."):
        own = facts.profile.doelen_kiezen.get(path.removeprefix(f"{GOAL_CHOICES}.").rpartition(".")[0])
        return own.aantal if own else None
    found: int | None = facts.lookup(path)
    return found
