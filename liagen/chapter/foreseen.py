"""What comes of some facts, without a word about it: the verdict on every option, and the goals in the table.

The same as `decide` finds, by the same rules; quick enough to try out every answer to every question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from liagen.chapter.choose import Judgement, companions, judge
from liagen.chapter.decide import without_place
from liagen.chapter.facts import Facts
from liagen.chapter.selection import Choices, Selection, goals_that_count, ruled_out_themes, select_among
from liagen.library.cards import Verdict
from liagen.library.model import Library


@dataclass(frozen=True)
class Foreseen:
    """The verdict on every option, by key, and the keys of the goals in the table."""

    verdicts: Mapping[str, Verdict]
    goals: frozenset[str]


def judge_again(
    judged: Mapping[str, Judgement], options: Collection[str], facts: Facts, library: Library
) -> dict[str, Judgement]:
    """Return, of these options, those with another judgement on these facts."""
    again = {key: judge(library.cards[key], library, facts) for key in options}
    return {
        key: each
        for key, each in again.items()
        if (each.verdict, each.refused) != (judged[key].verdict, judged[key].refused)
    }


class Foresight:
    """Finds what comes of facts of one municipality; a table that was found before is not worked out again."""

    def __init__(self, library: Library) -> None:
        """Look ahead with what the library has for the municipality."""
        self._library = library
        self._tables: dict[object, Selection] = {}

    def foresee(self, judged: Mapping[str, Judgement], facts: Facts) -> Foreseen:
        """Return what comes of these judgements of all options; the facts are those that they were made on."""
        verdicts = {key: each.verdict for key, each in judged.items()}
        verdicts |= dict.fromkeys(companions(self._library.cards, judged), "te_overwegen")
        by_officer = frozenset(key for key, each in judged.items() if each.by_officer)
        choices = Choices(verdicts, by_officer)
        found = self._table(facts, choices)
        in_table = {each.candidate.option for each in found.placed}
        waiting = without_place(choices, in_table, {each.option for each in found.left}, self._library)
        if waiting:
            choices = Choices(verdicts | dict.fromkeys(waiting, "te_overwegen"), by_officer)
            found = self._table(facts, choices)
        return Foreseen(choices.verdicts, found.keys)

    def _table(self, facts: Facts, choices: Choices) -> Selection:
        facts = facts.with_choice(choices.verdicts)
        keys = goals_that_count(facts, choices.verdicts, self._library)
        ruled_out = ruled_out_themes(self._library, choices)
        mark = keys, ruled_out, facts.calendar, facts.profile.doelen
        if mark not in self._tables:
            self._tables[mark] = select_among(keys, ruled_out, facts, self._library)
        return self._tables[mark]
