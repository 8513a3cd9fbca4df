"""What each question is worth now: what its answer changes, whether it need be asked, and which come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from liagen.browser.app.influence_words import effect_sentence, moot_sentence
from liagen.browser.app.made import Made
from liagen.browser.app.state import AppState
from liagen.browser.app.steps import steps
from liagen.chapter.questions_left import open_paths, quick_questions
from liagen.profile.fields import profile_value
from liagen.profile.settled import not_applicable


@dataclass(frozen=True)
class Guidance:
    """What is known of the questions while the answers are as they are."""

    state: AppState
    made: Made

    def effect(self, path: str) -> str:
        """Return in a sentence what the answer to a question changes now."""
        found = self.made.influences.get(path)
        return effect_sentence(found, self.made.title_of) if found else ""

    def moot(self, path: str) -> str:
        """Return why a question needs no answer; empty when it does."""
        settled = not_applicable(path, self._answer)
        return moot_sentence(settled) if settled else ""

    def _answer(self, path: str) -> object:
        return profile_value(self.state.profile, path)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The paths of all questions, in order."""
        return tuple(path for step in steps() for path in step.paths)

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The questions without an answer that need one, most deciding first."""
        found = self.made.influences
        paths = [path for path in open_paths(found, self.made.result.facts) if path in self.asked]
        return tuple(sorted(paths, key=lambda path: (found[path].decides, found[path].weight), reverse=True))

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Those of them whose answer changes a choice or a goal, or fills a blank."""
        return tuple(path for path in self.open if self.made.influences[path].decides)

    def quick(self) -> Sequence[str]:
        """Return the questions to begin with."""
        return quick_questions(self.made.influences, self.made.result.facts)
