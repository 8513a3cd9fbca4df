"""What is still to be asked: each question once, with who can answer it, a control, and what the answer changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from liagen.chapter.choose import Chosen
from liagen.chapter.markdown import fill_for
from liagen.chapter.material import Material, cards_with_verdict
from liagen.chapter.sheet_words import goal_words, some_of
from liagen.document.blocks import Cell, Chapter, Fill, Heading, Item, Paragraph
from liagen.document.walk import by_section, passages
from liagen.library.cards import Card, Verdict
from liagen.library.derived import DECISION
from liagen.library.dutch import capital, enumerate_nl, escape
from liagen.profile.fields import GOAL_CHOICES, field_specs, find_field, word_for
from liagen.profile.group import Wie
from liagen.profile.own_fields import own_fields
from liagen.profile.settled import not_applicable

MOST: Final = 25
"""How many questions a sheet holds, unless the chapter has more blanks than that."""

_SENTENCES: Final = 2

_NEEDED: Final[dict[str, str]] = {
    DECISION: "besluit",
    "beleggen.uitvoerder.uren_per_week": "uren",
    "beleggen.uitvoerder.vervanger": "raad",
    "capaciteit.budget": "raad",
    "ervaringsdeskundigen.organisaties": "raad",
    "ervaringsdeskundigen.vergoeding": "vergoeding",
    "aanleiding": "aanleiding",
}
"""The fields that the sheet itself needs, for its checks and for what a council asks; each with the word for why."""

_CONSEQUENCES: Final[dict[tuple[Verdict, Verdict], str]] = {
    ("te_overwegen", "voorstel"): "voorstel",
    ("voorstel", "niet_nu"): "vervalt",
    ("voorstel", "bestaat"): "bestaat",
    ("te_overwegen", "bestaat"): "bestaat",
    ("te_overwegen", "niet_nu"): "weg",
}
"""What a verdict that turns into another means for the plan; first what says most."""

WANTED: Final = "aanleidingen.vraagt"
GRANTED: Final = "capaciteit.budget.in_begroting"
"""Fields of rows that the sheet needs, when a row leaves them open."""

Voice = Literal["vraag", "lijst"]
"""To whom is told what an answer changes, as its words begin: to the officer, or to a colleague who has no sheet."""

_Option = tuple[Card, Chosen]


@dataclass(frozen=True)
class FillPlace:
    """Where a fill-in stands in the chapter: the title of the section, and the key of the goal if it is of one."""

    section: str
    goal: str = ""


@dataclass(frozen=True)
class Question:
    """One question (Markdown): who can answer it, where the answer goes, and what it changes.

    ``field`` is empty for a fill-in without one. ``open`` when the chapter has a blank that waits for the answer.
    """

    field: str
    who: Wie
    text: str
    fill: Fill
    change: str
    open: bool
    number: int = 0

    @property
    def key(self) -> str:
        """Return what the question is about: its field, or else the words of its fill-in."""
        return self.field or self.fill.words


@dataclass(frozen=True)
class Questions:
    """The questions in the order of the sheet, and how many fields are unknown besides."""

    asked: tuple[Question, ...]
    left: int

    def number_of(self, key: str) -> int:
        """Return the number of the question about a field (or of a loose fill-in); 0 when it is not asked."""
        return next((question.number for question in self.asked if question.key == key), 0)


@dataclass(frozen=True)
class QuestionSubject:
    """All that one question is about: fill-ins with their places, options that wait, and why the sheet needs it.

    Of the options those of the report come first; ``of_report`` says how many they are.
    """

    field: str
    fills: tuple[tuple[Fill, FillPlace], ...]
    options: tuple[_Option, ...]
    need: str
    of_report: int

    @property
    def is_open(self) -> bool:
        """Say whether the chapter has a blank for it."""
        return any(not fill.proposal for fill, _ in self.fills)

    @property
    def weight(self) -> tuple[bool, bool, int, bool]:
        """Return how much hangs on it: a blank first, then what the sheet needs, then the options that wait for it.

        What only an option from practice waits for comes last: without that answer it is simply not proposed.
        """
        return self.is_open, bool(self.need), self.of_report, bool(self.fills)


def questions_of(material: Material, chapter: Chapter) -> Questions:
    """Return what is to be asked about a finished chapter, by who can answer; the most telling questions only."""
    subjects = subjects_of(material, fill_places(chapter))
    ranked = sorted(subjects, key=lambda subject: subject.weight, reverse=True)
    most = max(MOST, sum(subject.is_open for subject in subjects))
    kept = {id(subject) for subject in ranked[:most]}
    asked = [_question(subject, material) for subject in subjects if id(subject) in kept]
    order = get_args(Wie)
    asked.sort(key=lambda question: order.index(question.who))
    numbered = tuple(replace(question, number=number) for number, question in enumerate(asked, 1))
    unknown = {path for path in field_specs() if material.facts.lookup(path) is None}
    return Questions(numbered, len(unknown - {question.field for question in numbered}))


def fill_places(chapter: Chapter) -> list[tuple[Fill, FillPlace]]:
    """Return every fill-in of the chapter with where it stands, in order of reading."""
    return [
        (span, _fill_place(passage, title or chapter.title))
        for _, title, block in by_section(chapter)
        for passage in passages(block)
        for span in passage.spans
        if isinstance(span, Fill)
    ]


def _fill_place(passage: Heading | Paragraph | Item | Cell, section: str) -> FillPlace:
    origin = passage.origins[0] if passage.origins else None
    return FillPlace(section, origin.key if origin and origin.kind == "doel" else "")


def subjects_of(material: Material, places: list[tuple[Fill, FillPlace]]) -> list[QuestionSubject]:
    """Return every subject of a question once, in the order of the profile; what has no field of its own comes last."""
    fills: dict[str, list[tuple[Fill, FillPlace]]] = {}
    for fill, place in places:
        fills.setdefault(fill.field or fill.words, []).append((fill, place))
    options = _waiting(material)
    needed = _needed(material)
    known = [path for path in field_specs() if path in fills or path in options or path in needed]
    keys = [*known, *(key for key in dict.fromkeys([*fills, *needed]) if key not in known)]
    return [
        _subject(key, tuple(fills.get(key, ())), options.get(key, ()), needed.get(key, ""), material) for key in keys
    ]


def _subject(
    key: str, fills: tuple[tuple[Fill, FillPlace], ...], options: Sequence[_Option], need: str, material: Material
) -> QuestionSubject:
    of_practice = [option for option in options if option[0].key in material.library.practice]
    of_report = [option for option in options if option not in of_practice]
    field = key if find_field(key) else ""
    return QuestionSubject(field, fills, (*of_report, *of_practice), need, len(of_report))


def _needed(material: Material) -> dict[str, str]:
    """Return the unknown fields that the sheet itself needs, each with the word for why."""
    facts, lookup = material.facts.profile, material.facts.lookup
    found = _NEEDED | {row.asked: "keer" for row in material.plan.hours if row.asked in field_specs()}
    if material.plan.calendar.state == "genomen":
        del found[DECISION]  # nothing is left to decide
    if facts.beleggen.uitvoerder.uren_per_week:
        found["beleggen.uitvoerder.uren_voor"] = "uren"
    asked = {path: word for path, word in found.items() if lookup(path) is None}
    if any(row.soort == "motie" and not row.vraagt for row in facts.aanleidingen or ()):
        asked[WANTED] = "raad"
    if any(row.voor != "agenda" and row.in_begroting == "onbekend" for row in facts.capaciteit.budget or ()):
        asked[GRANTED] = "begroting"
    return asked | dict.fromkeys(_open_own_questions(material), "eigen")


def _open_own_questions(material: Material) -> Iterator[str]:
    """Yield the questions of packages without an answer: who wrote them wants to know."""
    lookup = material.facts.lookup
    paths = (f"{own.path}.{each.key}" for own in own_fields() for each in own.fields)
    yield from (path for path in paths if lookup(path) is None and not not_applicable(path, lookup))


def _waiting(material: Material) -> dict[str, list[_Option]]:
    """Return, by field, the options that its answer decides: assumed proposals, and what it alone could propose."""
    found: dict[str, list[_Option]] = {}
    for card, chosen in cards_with_verdict(material):
        for path in chosen.asked:
            if not_applicable(path, material.facts.lookup):
                continue
            if path in field_specs() and (path in chosen.assumed or _is_decided_by(path, card, chosen, material)):
                found.setdefault(path, []).append((card, chosen))
    return found


def _is_decided_by(path: str, card: Card, chosen: Chosen, material: Material) -> bool:
    """Say whether this field alone could make an open option a proposal."""
    answers = _answers(path)
    if not answers:
        return chosen.unknown == (path,)
    trials = material.trials(card)
    return any(trials.verdict_with(path, answer) == "voorstel" for answer in answers)


def _answers(path: str) -> tuple[str, ...]:
    """Return the fixed answers of a field that has one of them; empty for any other field."""
    spec = find_field(path)
    if spec is None or spec.kind not in ("antwoord", "keuze"):
        return ()
    return tuple(choice for choice in spec.choices if choice != "onbekend")


# ------------------------------------------------------------ one question


def _question(subject: QuestionSubject, material: Material) -> Question:
    fill = _control(subject)
    spec = find_field(subject.field) if subject.field else None
    who: Wie = spec.wie if spec else "uitvoerder"
    change = " ".join(changes_of(subject, material, "vraag"))
    return Question(subject.field, who, _asked(subject, fill, material), fill, change, subject.is_open)


def _control(subject: QuestionSubject) -> Fill:
    """Return the control of a question: the blank that waits for it, else the proposal, else one of its field."""
    found = [fill for fill, _ in subject.fills]
    return next((fill for fill in found if not fill.proposal), found[0] if found else fill_for(subject.field))


def _asked(subject: QuestionSubject, fill: Fill, material: Material) -> str:
    """Return the question of the field; what is asked besides of a field that is known has its own words."""
    spec = find_field(subject.field) if subject.field else None
    if spec is None or is_known(subject.field, material):
        word = "vraag_past_voorzet" if fill.proposal else "vraag_los"
        return material.word(word, titel=escape(capital(fill.title)))
    numbers = goal_numbers([place for _, place in subject.fills], material)
    if numbers and subject.field.startswith(f"{GOAL_CHOICES}."):
        return material.word("vraag_van_doel", nummer=str(numbers[0]), vraag=escape(spec.vraag))
    if rows := field_specs().get(subject.field.rpartition(".")[0]):
        return material.word("vraag_van_rij", lijst=escape(capital(rows.label)), vraag=escape(spec.vraag))
    return escape(spec.vraag)


def is_known(path: str, material: Material) -> bool:
    """Say whether there is an answer to a field; False for what is no field by itself, such as one of a row."""
    return path in field_specs() and material.facts.lookup(path) is not None


def changes_of(subject: QuestionSubject, material: Material, voice: Voice) -> Iterator[str]:
    """Yield what an answer changes: the places of the chapter that it fills, and the options that it decides."""
    blanks = [place for fill, place in subject.fills if not fill.proposal]
    if blanks:
        yield material.word(
            "vraag_vult" if voice == "vraag" else "lijst_vult", plaatsen=some_of(_places(blanks, material), material)
        )
    proposed = dict.fromkeys(fill.proposal for fill, _ in subject.fills if fill.proposal)
    if proposed:
        places = [place for fill, place in subject.fills if fill.proposal]
        told = enumerate_nl([material.word("lijst_aangehaald", tekst=escape(each.rstrip("."))) for each in proposed])
        where = some_of(_places(places, material), material)
        word = "vraag_voorzet" if voice == "vraag" else "lijst_voorzet"
        yield material.word(word, plaatsen=where, voorzet=told)
    if subject.options:
        yield from _consequences(subject, material)
    elif subject.need:
        need = subject.need
        yield material.word(f"vraag_nodig_{need}" if voice == "vraag" else f"lijst_nodig_{need}")


def _places(places: list[FillPlace], material: Material) -> list[str]:
    """Return where these fill-ins stand: the sections, and last the goals together."""
    sections = dict.fromkeys(place.section for place in places if place.goal not in material.plan.keys)
    told = [material.word("vraag_onderdeel", titel=escape(title)) for title in sections]
    numbers = goal_numbers(places, material)
    return [*told, goal_words(numbers, material)] if numbers else told


def goal_numbers(places: list[FillPlace], material: Material) -> list[int]:
    """Return the numbers of the goals of the plan in which these places are."""
    goals = {place.goal for place in places}
    return [number for number, key in enumerate(material.plan.keys, 1) if key in goals]


def _consequences(subject: QuestionSubject, material: Material) -> list[str]:
    """Return what each answer does with the options, where one answer decides; else which options it counts for."""
    answers: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for answer in _answers(subject.field):
        for kind, titles in _outcomes(subject, answer, material).items():
            answers.setdefault((kind, tuple(titles)), []).append(word_for(answer))
    order = list(dict.fromkeys(_CONSEQUENCES.values()))
    told = sorted(answers.items(), key=lambda found: order.index(found[0][0]))
    sentences = [_consequence(kind, titles, given, material) for (kind, titles), given in told[:_SENTENCES]]
    titles = [_title(card, material) for card, _ in subject.options]
    return sentences or [material.word("vraag_telt_mee", opties=some_of(titles, material))]


def _outcomes(subject: QuestionSubject, answer: str, material: Material) -> Mapping[str, list[str]]:
    """Return, by what it means for the plan, the options that this answer turns."""
    found: dict[str, list[str]] = {}
    for card, chosen in subject.options:
        after = material.trials(card).verdict_with(subject.field, answer)
        if kind := _CONSEQUENCES.get((chosen.verdict, after)):
            found.setdefault(kind, []).append(_title(card, material))
    return found


def _consequence(kind: str, titles: tuple[str, ...], answers: list[str], material: Material) -> str:
    word = f"gevolg_{kind}" if len(titles) == 1 else f"gevolg_{kind}_meer"
    given = capital(enumerate_nl([escape(answer) for answer in answers], "of"))
    return material.word(word, antwoord=given, opties=some_of(titles, material))


def _title(card: Card, material: Material) -> str:
    return material.word("vraag_optie", optie=material.render(card.titel))
