"""What an officer answered in Word, of all her documents together, put into a profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic_core import PydanticCustomError

from liagen.document.carried import QUESTIONS
from liagen.errors import DraftError, LiagenError, Problem
from liagen.files.yaml_in import parse_yaml
from liagen.library.model import Library
from liagen.make.base import MadeAgain, made_with, make_again
from liagen.make.draft_answers import AnswerOutcome, GivenAnswer, OutcomeKind, WrittenText, answers_in, label_of
from liagen.make.edited_draft import EditedDraft, check_packages
from liagen.make.merge import merge_profile, spec_of
from liagen.make.shown import shown_value
from liagen.profile.blank import Answer, check_answers
from liagen.profile.edit import insert_answers
from liagen.profile.fields import profile_value
from liagen.profile.group import NAMELESS
from liagen.profile.model import Profile
from liagen.profile.parsing import is_word
from liagen.profile.read import parse_profile
from liagen.profile.written import parse_written

_OTHERS: Final = "deze bestanden zijn van verschillende gemeenten ({names}); geef die van één gemeente"
_NO_PROFILE: Final = (
    "deze bestanden zijn van een oudere liagen en bewaren geen antwoorden; geef het profiel met --profiel"
)
_LIST_ALONE: Final = "een vragenlijst bewaart uw profiel niet; geef het met --profiel"
_STANDS_IN: Final = "dit staat in de zin, maar is geen antwoord op «{question}»; zet uw antwoord in het profiel"
_NO_PLACE: Final = "dit past niet vanzelf in het profiel; zet het er zelf in"
_DIFFER: Final = "deze bestanden zijn van verschillende antwoorden gemaakt; de nieuwste, van {file}, zijn gebruikt"
_NOT_MADE: Final = "{file} is niet opnieuw te maken ({reason}); alleen de invulplekken zijn gelezen"
_NO_BASE: Final = "dit is maar een deel van een profiel; geef het profiel waar het in komt met --profiel"
_NAMELESS_TEXT: Final = f'gemeente:\n  naam: "{NAMELESS}"\n'
_WITHOUT_CHOICES: Final = ("getal", "datum", "tekst", "tekstlijst", "groepen")


@dataclass(frozen=True)
class BaseProfile:
    """The profile that answers are put into: its text as it was typed, and the file that it came from."""

    text: str
    file: str
    profile: Profile


@dataclass(frozen=True)
class ReadAnswers:
    """What was read: what became of everything that was written, the profile with the answers, and remarks.

    ``text`` is empty when there is no profile to put answers into.
    """

    outcomes: tuple[AnswerOutcome, ...]
    base: BaseProfile
    text: str
    remarks: tuple[str, ...] = ()


def base_profile(text: str, file: str, library: Library) -> BaseProfile:
    """Return a profile to put answers into. Raises ProfileError."""
    return BaseProfile(text, file, parse_profile(_plain(text), file, library.cards, library.section_keys))


@dataclass(frozen=True)
class PartialProfile:
    """A part of a profile, as a colleague filled it in, and the file that it came from."""

    file: str
    profile: Profile


def _plain(text: str) -> str:
    """Return a text without the mark and the line ends that editors give it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_answers(
    drafts: Sequence[EditedDraft],
    library: Library,
    given: BaseProfile | None = None,
    partials: Sequence[PartialProfile] = (),
) -> ReadAnswers:
    """Return what the documents of one municipality answer, put into ``given``, or else into what they carry.

    What ``partials`` say besides is put in too; of what the profile knows already they change nothing.

    Raises DraftError when they are of more than one municipality, or when no profile is given and none of them carries
    all of one, and ProfileError when what they carry does not hold.
    """
    _check_one_municipality(drafts, given, partials)
    base = given or _carried_profile(drafts, library, partials)
    made, remarks = _made_again(drafts, library)
    found = [each for draft in drafts for each in answers_in(draft, made.get(id(draft)), base.profile, library)]
    found += [each for partial in partials for each in _said_by(partial, base)]
    told = [each for each in found if isinstance(each, AnswerOutcome)]
    weighing = _Weighing(base, made, library)
    weighing.weigh([each for each in found if isinstance(each, GivenAnswer)])
    text, refused = weighing.put_in()
    if given is None and len({each.basis.profile for each in drafts if each.basis.has_profile}) > 1:
        remarks.append(_DIFFER.format(file=base.file))
    if not base.file:
        text = ""
        remarks.append(_NO_PROFILE)
    return ReadAnswers((*weighing.outcomes, *refused, *told), base, text, tuple(remarks))


def _said_by(partial: PartialProfile, base: BaseProfile) -> Iterator[GivenAnswer | AnswerOutcome]:
    """Yield what a partial profile says: answers that can be taken, and what the profile says too or otherwise."""
    merged = merge_profile(parse_yaml(_plain(base.text), "").mapping, partial.profile)
    for path, answer in merged.answers.items():
        spec = spec_of(path)
        written = WrittenText(partial.file, "", shown_value(profile_value(partial.profile, path), path))
        yield GivenAnswer(path, spec, written, None, value=answer)
    for path in merged.same:
        spec = spec_of(path)
        told = shown_value(profile_value(partial.profile, path), path)
        yield AnswerOutcome("gelijk", path, label_of(path, spec), (WrittenText(partial.file, "", told),), told, told)
    for each in merged.conflicts:
        sides = (WrittenText(base.file, "", each.mine), WrittenText(partial.file, "", each.theirs))
        yield AnswerOutcome(
            "tegenspraak", each.path, label_of(each.path, spec_of(each.path)), sides, reason=each.reason
        )


def _carried_profile(
    drafts: Sequence[EditedDraft], library: Library, partials: Sequence[PartialProfile]
) -> BaseProfile:
    """Return the newest answers that the documents carry; those of a nameless municipality when they carry none."""
    carrying = [draft for draft in drafts if draft.basis.has_profile]
    lists = [draft for draft in drafts if draft.basis.document == QUESTIONS]
    if lists and not carrying:
        raise DraftError([Problem(draft.file.name, _LIST_ALONE) for draft in lists])
    if partials and not carrying:
        raise DraftError([Problem(partial.file, _NO_BASE) for partial in partials])
    if not carrying:
        return base_profile(_NAMELESS_TEXT, "", library)
    newest = max(carrying, key=lambda draft: draft.basis.date)
    return base_profile(newest.basis.profile, newest.file.name, library)


def _made_again(drafts: Sequence[EditedDraft], library: Library) -> tuple[dict[int, MadeAgain], list[str]]:
    """Return each document made again, and remarks about those that cannot be."""
    made: dict[int, MadeAgain] = {}
    remarks: list[str] = []
    for draft in drafts:
        try:
            check_packages(draft, library)
        except DraftError as error:
            remarks += map(str, error.problems)
        try:
            made[id(draft)] = make_again(draft, library)
        except LiagenError as error:
            reason = error.problems[0].message
            remarks.append(_NOT_MADE.format(file=draft.file.name, reason=reason))
    return made, remarks


def _check_one_municipality(
    drafts: Sequence[EditedDraft], given: BaseProfile | None, partials: Sequence[PartialProfile]
) -> None:
    """Refuse documents of more than one municipality; one without a name yet may be of any."""
    texts = [*(draft.basis.profile for draft in drafts), *([given.text] if given else [])]
    told = [parse_yaml(_plain(text), "").mapping.get("gemeente") for text in texts]
    found = [each.get("naam") for each in told if isinstance(each, dict)]
    found += [partial.profile.gemeente.naam for partial in partials]
    names = {name.strip().casefold(): name for name in found if isinstance(name, str) and name[:1] != "["}
    if len(names) > 1:
        message = _OTHERS.format(names=", ".join(sorted(names.values())))
        files = (*(draft.file.name for draft in drafts), *(partial.file for partial in partials))
        raise DraftError([Problem(file, message) for file in files])


@dataclass
class _Weighing:
    """Answers while they are checked, each beside those that were taken before it."""

    base: BaseProfile
    made: dict[int, MadeAgain]
    library: Library
    taken: dict[str, Answer] = field(default_factory=dict)
    outcomes: list[AnswerOutcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.values = parse_yaml(_plain(self.base.text), "").value

    def weigh(self, given: Sequence[GivenAnswer]) -> None:
        """Take the answers that can be, as long as one more can: some wait for another («ja», and how many)."""
        waiting: dict[str, list[GivenAnswer]] = {}
        for each in given:
            waiting.setdefault(each.path, []).append(each)
        while True:
            before = len(waiting)
            for path in list(waiting):
                if self._decide(path, waiting[path]):
                    del waiting[path]
            if len(waiting) in (0, before):
                break
        for answers in waiting.values():
            self._refuse({each: self._checked(each)[1] for each in answers})

    def _decide(self, path: str, answers: list[GivenAnswer]) -> bool:
        """Take the answer about one field, or tell why not; False when none of them can be taken yet."""
        known = {each.same: self._checked(each) for each in answers}  # each text is checked once
        checked = [(each, *known[each.same]) for each in answers]
        good = [(each, value) for each, value, problem in checked if not problem]
        if not good:
            return False
        self._refuse({each: why for each, _, why in checked if why})
        (first, value), *others = good
        if any(other != value for _, other in others):
            told = [each for each, _ in good]
            self.outcomes.append(self._outcome(told, "tegenspraak"))
            return True
        old = profile_value(self.base.profile, path)
        kind: OutcomeKind = "overgenomen" if value != old else "onbekend" if value is None else "gelijk"
        if kind == "overgenomen":
            self.taken[path] = self._answer(first, value)
        found = self._outcome([each for each, _ in good], kind)
        self.outcomes.append(replace(found, old=shown_value(old, first.path), new=shown_value(value, first.path)))
        return True

    def _refuse(self, reasons: Mapping[GivenAnswer, str]) -> None:
        """Tell which answers to one field were not taken, those for one reason together."""
        for reason in dict.fromkeys(reasons.values()):
            told = [each for each, why in reasons.items() if why == reason]
            self.outcomes.append(self._outcome(told, "niet_begrepen", reason))

    def _checked(self, answer: GivenAnswer) -> tuple[Any, str]:
        """Return the value that was meant, and why it cannot be taken."""
        try:
            raw = _typed(answer)
        except PydanticCustomError as refused:
            return None, refused.message()
        if answer.spec.required and isinstance(raw, str) and is_word(raw, "onbekend"):
            return None, "dit veld kan niet onbekend zijn"
        profile, problem = check_answers(self.values, {**self.taken, answer.path: raw}, answer.path)
        if profile is None or problem:
            return None, self._why(answer, problem)
        if answer.fill_field and not self._fits(answer, profile):
            return None, _STANDS_IN.format(question=answer.spec.vraag)
        return profile_value(profile, answer.path), ""

    def _why(self, answer: GivenAnswer, problem: str) -> str:
        if answer.accepted and answer.spec.kind not in _WITHOUT_CHOICES:
            return _STANDS_IN.format(question=answer.spec.vraag)
        return problem or _NO_PLACE

    def _fits(self, answer: GivenAnswer, profile: Profile) -> bool:
        """Say whether the sentence is the same when the words are an answer: «twee gemeenten» names none of them."""
        made = self.made.get(id(answer.draft))
        if made is None or answer.draft is None:
            return False
        after = made_with(answer.draft, profile, self.library)
        return made.fits(answer.fill_field, answer.written.text, after.chapter)

    def _answer(self, answer: GivenAnswer, value: Any) -> Answer:
        """Return what is put into the profile."""
        if value is None:
            return "onbekend"
        # Rows as they were written: the others hold all that they leave open.
        found: Answer = _typed(answer) if answer.spec.kind == "groepen" else value
        return found

    def _outcome(self, answers: Sequence[GivenAnswer], kind: OutcomeKind, reason: str = "") -> AnswerOutcome:
        first = answers[0]
        written = tuple(dict.fromkeys(each.written for each in answers))
        return AnswerOutcome(kind, first.path, label_of(first.path, first.spec), written, reason=reason)

    def put_in(self) -> tuple[str, list[AnswerOutcome]]:
        """Return the text of the profile with all that was taken, and what does not fit in it by itself."""
        if text := insert_answers(self.base.text, self.taken):
            return text, []
        text, refused = self.base.text, []
        for path, answer in self.taken.items():
            if with_answer := insert_answers(text, {path: answer}):
                text = with_answer
            else:
                refused.append(path)
        told = [self._not_placed(each) for each in self.outcomes if each.path in refused and each.kind == "overgenomen"]
        self.outcomes = [each for each in self.outcomes if not (each.path in refused and each.kind == "overgenomen")]
        return text, told

    @staticmethod
    def _not_placed(outcome: AnswerOutcome) -> AnswerOutcome:
        return replace(outcome, kind="niet_begrepen", reason=_NO_PLACE)


def _typed(answer: GivenAnswer) -> Answer:
    """Return an answer as it would be typed in a profile. Raises what ``refusal`` returns when it is none."""
    return parse_written(answer.spec, answer.written.text) if answer.value is None else answer.value
