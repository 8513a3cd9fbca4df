"""What each question is worth now: what its answer changes, whether it need be asked, and which come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from liagen.browser.app.answers import value_at
from liagen.browser.app.made import Made
from liagen.browser.app.state import AppState
from liagen.browser.app.steps import steps
from liagen.profile.fields import profile_value
from liagen.profile.interview import _is_settled


@dataclass(frozen=True)
class Guidance:
    """What is known of the questions while the answers are as they are."""

    state: AppState
    made: Made

    def effect(self, path: str) -> str:
        """Return in a sentence what the answer to a question changes now; empty when there is nothing to say."""
        return ""

    def moot(self, path: str) -> str:
        """Return why a question needs no answer; empty when it does."""
        given = {each: profile_value(self.state.profile, each) for each in self.asked}
        return "Dit hoeft niet." if _is_settled(path, given) else ""

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The paths of all questions, in order."""
        return tuple(path for step in steps() for path in step.paths)

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The questions without an answer that need one, most deciding first."""
        return tuple(path for path in self.asked if value_at(self.state.values, path) is None and not self.moot(path))

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Those of them whose answer changes something now."""
        return self.open

    def quick(self) -> Sequence[str]:
        """Return the questions to begin with."""
        return self.open[:10]
