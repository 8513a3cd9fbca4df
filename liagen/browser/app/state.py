"""What the page knows of one officer's work, and what there is to say about it right now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from liagen.browser.app.answers import Refused, Taken, Values, profile_of_values, take
from liagen.browser.app.exchange import Download
from liagen.browser.app.made import DocumentName, Made
from liagen.browser.app.markup import AlertKind
from liagen.browser.app.opened import Opened
from liagen.browser.app.steps import BEGIN
from liagen.library.model import Library
from liagen.profile.model import Profile
from liagen.word.styles.sheet import Stationery


@dataclass(frozen=True, eq=False)
class Answers:
    """What her profile says, which always holds, and what liagen makes of it: the same as long as it says the same."""

    values: Values
    today: dt.date

    @cached_property
    def profile(self) -> Profile:
        """The answers as a profile."""
        return profile_of_values(self.values)

    @property
    def date(self) -> dt.date:
        """Return the date of the documents."""
        return self.profile.planning.startdatum or self.today

    def made(self, library: Library) -> Made:
        """Return what liagen makes of the answers; once for each library."""
        return self._made.setdefault(id(library), Made(self.profile, library, self.date))

    @cached_property
    def _made(self) -> dict[int, Made]:
        return {}


@dataclass(frozen=True)
class AppState:
    """Her answers, where she is, and what she opened.

    ``refused`` is what she typed that the profile does not take, by path. ``shows`` is the document beside the
    questions. ``quick`` are the questions of the quick start, once it was begun. ``saved`` is what the profile said
    when she last saved it. ``house`` is the municipality's own house style for Word files, when the page has one.
    ``lists_steps`` when she asked for all steps, on a screen that has no room for them.
    """

    answers: Answers
    refused: Mapping[str, Refused] = field(default_factory=dict)
    place: str = BEGIN
    shows: DocumentName = "hoofdstuk"
    quick: tuple[str, ...] = ()
    opened: Opened | None = None
    saved: Values = field(default_factory=dict)
    house: Stationery | None = None
    lists_steps: bool = False

    @classmethod
    def begin(cls, today: dt.date, house: Stationery | None) -> AppState:
        """Return the state of who opens the page: nothing is known; ``today`` dates the documents."""
        return cls(Answers({}, today), house=house)

    @property
    def values(self) -> Values:
        """Return what the profile says, as plain values."""
        return self.answers.values

    @property
    def profile(self) -> Profile:
        """Return her answers as a profile."""
        return self.answers.profile

    @property
    def is_unsaved(self) -> bool:
        """Say whether closing the page would lose answers."""
        return bool(self.refused) or self.values != self.saved

    def made(self, library: Library) -> Made:
        """Return what liagen makes of the answers."""
        return self.answers.made(library)

    def with_values(self, values: Values, refused: Mapping[str, Refused]) -> AppState:
        """Return the state with other answers; the same ones are kept as they are."""
        answers = self.answers if values == self.values else Answers(values, self.answers.today)
        return replace(self, answers=answers, refused=refused)

    def anew(self) -> AppState:
        """Return the state with the same answers, of which nothing is known yet: for when other texts count."""
        return replace(self, answers=Answers(self.values, self.answers.today))

    def with_answers(self, typed: Mapping[str, object]) -> AppState:
        """Return the state with answers put in, and those that the profile does not take told."""
        taken: Taken = take(self.values, {**{path: each.typed for path, each in self.refused.items()}, **typed})
        return self.with_values(taken.values, taken.refused)

    def at(self, place: str) -> AppState:
        """Return the state at another screen."""
        return replace(self, place=place, lists_steps=False)


@dataclass(frozen=True)
class Message:
    """Something to tell at the top of the page: what kind of notice, its heading, and rows."""

    kind: AlertKind
    title: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionResult:
    """What comes of something she did: the state now, and what there is to tell once.

    ``focus`` is the id of what gets focus; ``summary`` when the answers that were refused are told at the top.
    ``library`` are the texts of a client that she opened: from now on those count.
    """

    state: AppState
    focus: str = ""
    said: str = ""
    message: Message | None = None
    download: Download | None = None
    summary: bool = False
    library: Library | None = None
