"""What each question is worth now: what its answer changes, whether it need be asked, and which come first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from liagen.browser.app.influence_words import effect_sentence, moot_sentence
from liagen.browser.app.made import Made
from liagen.browser.app.state import AppState
from liagen.browser.app.steps import steps
from liagen.chapter.influence import Influence
from liagen.chapter.questions_left import most_deciding_first, open_paths, quick_questions
from liagen.library.model import Library
from liagen.profile.fields import profile_value
from liagen.profile.settled import not_applicable


def guidance_now(state: AppState, library: Library) -> Guidance:
    """Return what is known of the questions with the answers as they are."""
    made = state.made(library)
    return Guidance(state, made, made.influences)


@dataclass(frozen=True)
class Guidance:
    """What is known of the questions: ``influences`` tells what hangs on each, by path.

    They may be those of the answers before: what hangs on all questions takes longer to find out than a new chapter.
    """

    state: AppState
    made: Made
    influences: Mapping[str, Influence]

    def effect(self, path: str) -> str:
        """Return in a sentence what the answer to a question changes."""
        found = self.influences.get(path)
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
        open_now = open_paths(self.influences, self.made.result.facts)
        return most_deciding_first((path for path in open_now if path in self.asked), self.influences)

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Those of them whose answer changes a choice or a goal, or fills a blank."""
        return tuple(path for path in self.open if self.influences[path].decides)

    def quick(self) -> Sequence[str]:
        """Return the questions to begin with."""
        return quick_questions(self.influences, self.made.result.facts)
