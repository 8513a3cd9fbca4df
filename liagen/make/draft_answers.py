"""What one edited draft answers: what was filled in, and what was changed in the table of goals."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal

from liagen.document.blocks import Origin
from liagen.document.carried import QUESTIONS, CarriedParagraph
from liagen.library.model import Library
from liagen.make.base import MadeAgain, MadeText, sections_of
from liagen.make.edited_draft import EditedDraft
from liagen.profile.blank import Answer
from liagen.profile.fields import (
    EXPLANATIONS,
    GOAL_CHOICES,
    OWN_GOAL,
    FieldSpec,
    field_specs,
    find_field,
    path_names,
    profile_value,
    row_fields,
)
from liagen.profile.model import Profile
from liagen.profile.written import number_of
from liagen.word.readback.answers import FillNow, inner_words, read_fills

OutcomeKind = Literal[
    "overgenomen", "gelijk", "onbekend", "tegenspraak", "leeggemaakt", "onduidelijk", "zonder_veld", "niet_begrepen",
    "vraag",
]  # fmt: skip
"""What became of something that was written in a draft.

Taken over; what the profile said already; still unknown; answered differently elsewhere; a place that was emptied; one
that is not sure; one without a field; not understood or not allowed; and what is only asked, as a goal that was taken
out.
"""

_TEXTS: Final = ("tekst", "tekstlijst", "groepen")
"""Kinds of fields that take any words: only there a proposal can be taken for an answer that it is not."""

_DECIDED: Final = ("eigenaar", "deadline", "doel")
_UNSURE: Final = "het is niet zeker welke woorden hier het antwoord zijn; zet uw antwoord in het profiel"
_GONE: Final = "de tekst om deze plek is weg; zet een antwoord in het profiel"
_NO_FIELD: Final = "deze plek hoort bij geen veld van het profiel"
_ROWS: Final = "bij `{field}` staan al gegevens in het profiel; zet dit daar zelf bij"
_NO_GOAL: Final = "dit doel kan niet in het profiel staan; kies een optie met een eigen doel"
_KINDS: Final[dict[str, OutcomeKind]] = {_NO_FIELD: "zonder_veld", _NO_GOAL: "niet_begrepen"}
_EMPTY: Final = "deze plek is leeg; wat het profiel zegt, blijft staan"
_DROP: Final = "dit doel staat niet meer in de tabel; wilt u het schrappen, {how}"
_DROP_CHOICE: Final = "zet dan bij doelen_kiezen: {key}: keuze: niet"
_DROP_OWN: Final = "haal het dan weg bij doelen"
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")


@dataclass(frozen=True)
class WrittenText:
    """Something that was written in a draft: in which file and section, and what."""

    file: str
    section: str
    text: str


@dataclass(frozen=True)
class AnswerOutcome:
    """What became of what was written about one field; more than one text when they contradict each other.

    ``old`` is what the profile said and ``new`` what it says now, as a reader sees it.
    """

    kind: OutcomeKind
    path: str
    label: str
    written: tuple[WrittenText, ...]
    old: str = ""
    new: str = ""
    reason: str = ""


@dataclass(frozen=True, eq=False)
class GivenAnswer:
    """An answer that was written, still to be checked: the path and field that it is for.

    ``fill_field`` when words that stand in a sentence need not be an answer: the field that their fill-in had.
    ``accepted`` when they are those of a proposal. ``value`` is what a partial profile says, which has no ``draft``;
    None when the words still have to be read.
    """

    path: str
    spec: FieldSpec
    written: WrittenText
    draft: EditedDraft | None
    fill_field: str = ""
    accepted: bool = False
    value: Answer | None = None

    @property
    def same(self) -> Hashable:
        """Return what two answers have in common that are checked in the same way."""
        return self.written.text, self.fill_field, self.accepted, self.written.file


Found = GivenAnswer | AnswerOutcome


def answers_in(draft: EditedDraft, made: MadeAgain | None, base: Profile, library: Library) -> tuple[Found, ...]:
    """Return what a draft answers, and what of it is no answer; ``base`` is the profile that the answers are for.

    ``made`` is the draft made again; None for one that cannot be, of which only the places with a field are read.
    """
    reader = _DraftReader(draft, made, base, library)
    return (*reader.filled_in(), *reader.goals())


@dataclass(frozen=True)
class _DraftReader:
    draft: EditedDraft
    made: MadeAgain | None
    base: Profile
    library: Library

    @cached_property
    def sections(self) -> dict[str, str]:
        """The title of the section of each text; of one that is not made now, that of the text before it."""
        return sections_of(self.made.texts if self.made else {}, self.draft.carried)

    def text(self, key: str) -> MadeText | None:
        return self.made.texts.get(key) if self.made else None

    def origin(self, key: str) -> Origin | None:
        text = self.text(key)
        return text.origin if text else None

    def written(self, key: str, text: str) -> WrittenText:
        return WrittenText(self.draft.file.name, self.sections.get(key, ""), text)

    # -------------------------------------------------------- fill-ins

    def filled_in(self) -> Iterator[Found]:
        for each in read_fills(self.draft.carried, self.draft.text):
            if self.draft.basis.document == QUESTIONS and not each.fill.field:
                continue  # by when, and where to: for who sends the list
            origin = self.origin(each.paragraph)
            is_dropped = origin is not None and origin.kind == "doel" and origin.key in self.dropped
            if each.state == "same" or (each.state == "gone" and is_dropped):
                continue
            path, spec, reason = self.place_of(each)
            label = label_of(path, spec) if spec else each.fill.text
            told = AnswerOutcome(
                "onduidelijk", path, label, (self.written(each.paragraph, each.text or each.fill.text),)
            )
            if each.state == "emptied":
                yield replace(told, kind="leeggemaakt", reason=_EMPTY)
            elif each.state == "gone":
                yield replace(told, reason=_GONE)
            elif each.state == "unclear" or self.is_guessed(each):
                yield replace(told, reason=_UNSURE)
            elif spec is None:
                yield replace(told, kind=_KINDS.get(reason, "onduidelijk"), reason=reason)
            else:
                yield self.given(each, path, spec)

    def is_guessed(self, each: FillNow) -> bool:
        """Say whether only its looks tell that a text is this one, and it holds nothing but the answer."""
        alike = self.draft.text.by_text.get(each.paragraph, 1.0)
        return alike < 1 and self.draft.text.units[each.paragraph].text.strip() == each.shown.strip()

    def given(self, each: FillNow, path: str, spec: FieldSpec) -> GivenAnswer:
        """Return an answer; words in a sentence that may be no answer to the question of their field are marked."""
        origin = self.origin(each.paragraph)
        is_question = origin is not None and (origin.kind, origin.key) == ("open", "vraag")
        accepted = each.state == "accepted"
        # «Met welke gemeenten? [voorzet: twee]»: another number is no more an answer than ours.
        is_number = number_of(each.text) is not None and number_of(inner_words(each.fill)) is not None
        in_sentence = not is_question and (each.fill.mark == "voorzet" or spec.kind == "groepen")
        may_stand_in = in_sentence or (is_question and (accepted or is_number))
        field = each.fill.field if may_stand_in and spec.kind in _TEXTS else ""
        return GivenAnswer(path, spec, self.written(each.paragraph, each.text), self.draft, field, accepted)

    def place_of(self, each: FillNow) -> tuple[str, FieldSpec | None, str]:
        """Return the path and field that a fill-in is for; no field and the reason when it is not sure."""
        field, origin = each.fill.field, self.origin(each.paragraph)
        spec = find_field(field) if field else None
        if spec is None:
            return field, None, _NO_FIELD
        if field not in field_specs() and field.startswith(GOAL_CHOICES) and not self.knows_goal(field):
            return field, None, _NO_GOAL
        group = field if field in field_specs() else field.rpartition(".")[0]
        if group not in field_specs() or not field_specs()[group].has_rows:
            return field, spec, ""
        number = self.own_goals.get(origin.key) if origin and origin.kind == "doel" else None
        if group == "doelen" and number and origin:
            path = self.in_row(group, number - 1, origin.part)
        elif group != field:
            path = self.in_open_row(group, field.rpartition(".")[2])
        else:
            path = "" if profile_value(self.base, field) else field
        return path or field, find_field(path) if path else None, "" if path else _ROWS.format(field=group)

    @cached_property
    def own_goals(self) -> dict[str, int]:
        """The number of each own goal, by the key that the plan gives it."""
        goals = (self.made.profile.doelen or ()) if self.made else ()
        return {f"{OWN_GOAL}.{number}": number for number in range(1, len(goals) + 1)}

    def in_open_row(self, group: str, name: str) -> str:
        """Return the path of a field in the one row that leaves it open; empty when there are more."""
        rows = profile_value(self.made.profile, group) if self.made else ()
        is_open = [place for place, row in enumerate(rows or ()) if getattr(row, name) in (None, "onbekend")]
        return self.in_row(group, is_open[0], name) if len(is_open) == 1 else ""

    def in_row(self, group: str, place: int, name: str) -> str:
        """Return the path of a field in the row that the draft knew; empty when it is not surely there now."""
        known: Any = profile_value(self.made.profile, group) if self.made else ()
        now = [number for number, row in enumerate(profile_value(self.base, group) or (), 1) if row == known[place]]
        has_field = any(spec.path == name for spec in row_fields(group))
        return f"{group}.{now[0]}.{name}" if len(now) == 1 and has_field else ""

    # -------------------------------------------------------- the table of goals

    def knows_goal(self, path: str) -> bool:
        """Say whether the goal that a path is about may stand in a profile: a goal of an option."""
        _, key, _ = path_names(path)
        return key in self.library.goals

    @cached_property
    def goal_cells(self) -> tuple[tuple[CarriedParagraph, Origin], ...]:
        """The cells of the table of goals that tell what an officer may decide."""
        keys = self.made.result.plan.keys if self.made else ()
        found = ((each, self.origin(each.id)) for each in self.draft.carried.paragraphs)
        return tuple(
            (each, origin)
            for each, origin in found
            if origin and origin.kind == "doel" and origin.key in keys and origin.part in _DECIDED
        )

    @cached_property
    def dropped(self) -> set[str]:
        """The goals whose row is not there any more, while others are."""
        there = {origin.key for each, origin in self.goal_cells if each.id in self.draft.text.units}
        return {origin.key for _, origin in self.goal_cells if there} - there

    def goals(self) -> Iterator[Found]:
        for each, origin in self.goal_cells:
            unit = self.draft.text.units.get(each.id)
            if origin.key in self.dropped and origin.part == "doel":
                how = _DROP_OWN if origin.key in self.own_goals else _DROP_CHOICE.format(key=origin.key)
                written = (self.written(each.id, each.text),)
                yield AnswerOutcome(
                    "vraag", f"{GOAL_CHOICES}.{origin.key}", each.text, written, reason=_DROP.format(how=how)
                )
            elif unit and not each.fills and unit.text.split() != each.text.split():
                yield from self.changed_cell(each, origin, " ".join(unit.text.split()))

    def changed_cell(self, each: CarriedParagraph, origin: Origin, text: str) -> Iterator[Found]:
        own = self.own_goals.get(origin.key)
        name = "aantal" if origin.part == "doel" else origin.part
        if name == "aantal":
            text = self.other_number(each.text, text, origin.key)
            if not text or own:
                return  # a text of her own, and no answer
        path = self.in_row("doelen", own - 1, name) if own else f"{GOAL_CHOICES}.{origin.key}.{name}"
        spec = find_field(path)
        written = self.written(each.id, text)
        if each.id in self.draft.text.by_text or (own and not path):
            reason = _ROWS.format(field="doelen") if own and not path else _UNSURE
            yield AnswerOutcome("onduidelijk", f"{GOAL_CHOICES}.{origin.key}", name, (written,), reason=reason)
        elif spec is None or not (own or self.knows_goal(path)):
            yield AnswerOutcome("niet_begrepen", path, name, (written,), reason=_NO_GOAL)
        elif not text:
            yield AnswerOutcome("leeggemaakt", path, label_of(path, spec), (written,), reason=_EMPTY)
        else:
            yield GivenAnswer(path, spec, written, self.draft)

    def other_number(self, before: str, after: str, key: str) -> str:
        """Return the number that stands in a goal for the one that the officer gave, when nothing else changed."""
        words, now = _WORD.findall(before), _WORD.findall(after)
        changed = [pair for pair in zip(words, now, strict=False) if pair[0] != pair[1]]
        if len(words) != len(now) or len(changed) != 1 or self.made is None:
            return ""
        given = profile_value(self.made.profile, f"{GOAL_CHOICES}.{key}.aantal")
        old, new = map(number_of, changed[0])
        return changed[0][1] if given is not None and old == given and new is not None else ""


def label_of(path: str, spec: FieldSpec) -> str:
    """Return a field in words; that of a goal or row with what it is of."""
    if path in field_specs():
        return spec.label
    if path.startswith(f"{EXPLANATIONS}."):
        return f"{spec.label} ({path.removeprefix(f'{EXPLANATIONS}.')})"
    return f"{spec.label} ({path.rpartition('.')[0]})"
