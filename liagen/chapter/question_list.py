"""The questions that one colleague or department can answer, as a document of its own: asked, answered, read back.

Who gets it has neither the chapter nor the work sheet: each question says what its answer is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Final, get_args

from liagen.chapter.assemble import MAKERS, Makers, filled_sections, needed_outline, titled_document
from liagen.chapter.markdown import fill_for, plain_text, to_spans
from liagen.chapter.material import Material, origin_of
from liagen.chapter.progress import read_on
from liagen.chapter.sheet_questions import QuestionSubject, changes_of, fill_places, goal_numbers, is_known, subjects_of
from liagen.document.blocks import Block, Chapter, Fill, Heading, Item, ListBlock, Origin, Paragraph, Span, Text
from liagen.library.dutch import capital, enumerate_nl, escape
from liagen.library.package import QUESTION_LIST, QUESTION_MAIL
from liagen.library.tables import Outline
from liagen.profile.fields import GOAL_CHOICES, FieldSpec, field_specs, find_field, word_for
from liagen.profile.group import Wie

MOST_ASKED: Final = 12
"""How many questions a list holds when a colleague is named and no fields: two pages."""

_IN_SENTENCE: Final = 6
"""How many answers are told in a sentence; of more each gets a line."""

_TITLE: Final = origin_of("vragenlijst", "titel")
_LIST: Final = "vragen_aan"
_LINE: Final = Text("\n")
_CHOICE: Final = Text("\n– ")


@dataclass(frozen=True)
class Asked:
    """What is asked: the fields that are named, or else what is open and ``who`` can answer, the most telling first."""

    who: Wie | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColleagueQuestion:
    """One question to a colleague (Markdown): its field, who can answer, what it is about, how to answer, what for.

    ``choices`` are the answers there are, when they are too many for a sentence.
    """

    field: str
    who: Wie
    subject: str
    text: str
    help: str
    reason: str
    choices: tuple[str, ...] = ()


def colleague_questions(material: Material, chapter: Chapter, asked: Asked) -> tuple[ColleagueQuestion, ...]:
    """Return the questions about a finished chapter, by who can answer; none about what is known or has no field."""
    subjects = _wanted(subjects_of(material, fill_places(chapter)), material, asked)
    found = [_question(subject, material) for subject in subjects]
    order = get_args(Wie)
    return tuple(sorted(found, key=lambda question: order.index(question.who)))


def assemble_question_list(material: Material, questions: tuple[ColleagueQuestion, ...]) -> Chapter:
    """Return the document with these questions. Raises LibraryError when no package says how it is made."""
    return _assembled(
        needed_outline(material.library.question_list, QUESTION_LIST, material.library), material, questions
    )


def assemble_question_mail(material: Material, questions: tuple[ColleagueQuestion, ...]) -> Chapter:
    """Return the e-mail with these questions. Raises LibraryError when no package says how it is made."""
    return _assembled(
        needed_outline(material.library.question_mail, QUESTION_MAIL, material.library), material, questions
    )


def question_origin(field: str) -> Origin:
    """Return where the question about a field comes from: its id tells it again when answers are read back."""
    return origin_of("open", "vraag", field)


def _assembled(outline: Outline, material: Material, questions: tuple[ColleagueQuestion, ...]) -> Chapter:
    makers: Makers = MAKERS | {f"lijst.{_LIST}": partial(_question_blocks, questions)}
    filled = filled_sections(outline.vooraf, outline.onderdelen, material, makers)
    blocks = [block for found in filled.values() for block in found if block is not None]
    return replace(titled_document(_TITLE, outline.titel, blocks, material), is_brief=True)


# ------------------------------------------------------------ which questions


def _wanted(subjects: list[QuestionSubject], material: Material, asked: Asked) -> list[QuestionSubject]:
    """Return the subjects that are asked, in the order of the profile."""
    unknown = [subject for subject in subjects if subject.field and not is_known(subject.field, material)]
    if asked.fields:
        known = {subject.field for subject in unknown}
        more = [path for path in field_specs() if path not in known and not is_known(path, material)]
        every = [*unknown, *(QuestionSubject(path, (), (), "", 0) for path in more)]
        order = list(field_specs())
        every.sort(key=lambda subject: order.index(subject.field) if subject.field in order else len(order))
        return [subject for subject in every if subject.field in asked.fields]
    theirs = [subject for subject in unknown if _spec(subject.field).wie == asked.who]
    kept = sorted(theirs, key=lambda subject: subject.weight, reverse=True)[:MOST_ASKED]
    return [subject for subject in theirs if subject in kept]


def _spec(path: str) -> FieldSpec:
    spec = find_field(path)
    if spec is None:
        raise ValueError(f"no field of the profile: {path}")
    return spec


# ------------------------------------------------------------ one question


def _question(subject: QuestionSubject, material: Material) -> ColleagueQuestion:
    spec = _spec(subject.field)
    reason = " ".join(changes_of(subject, material, "lijst")) or material.word("lijst_nodig_beeld")
    about = _about(subject, spec, material)
    names = tuple(escape(word_for(choice)) for choice in spec.choices if choice != "onbekend")
    apart = names if len(names) > _IN_SENTENCE else ()
    told = _help(spec, "" if apart else enumerate_nl([*names], "of"), material)
    return ColleagueQuestion(subject.field, spec.wie, about, escape(spec.vraag), told, reason, apart)


def _about(subject: QuestionSubject, spec: FieldSpec, material: Material) -> str:
    """Return what a question is about: a goal, rows or a field. «Deze taak» says nothing to who sees it alone."""
    numbers = goal_numbers([place for _, place in subject.fills], material)
    if numbers and subject.field.startswith(f"{GOAL_CHOICES}."):
        goal = plain_text(material.plan.short[numbers[0] - 1].what).rstrip(".")
        return material.word("lijst_van_doel", doel=read_on(goal, material))
    rows = field_specs().get(subject.field.rpartition(".")[0])
    return escape(capital(rows.label if rows else spec.label))


def _help(spec: FieldSpec, names: str, material: Material) -> str:
    """Return how to answer: which answers there are, and what the field says about them."""
    word = "lijst_kies_meer" if spec.kind == "keuzelijst" else "lijst_kies"
    told = [material.word(word, keuzes=names)] if names else []
    return " ".join([*told, escape(spec.uitleg)] if spec.uitleg else told)


# ------------------------------------------------------------ the list


def _question_blocks(questions: tuple[ColleagueQuestion, ...], material: Material) -> list[Block]:
    """Return the questions, numbered through, below who can answer them; or that there are none."""
    if not questions:
        origin = origin_of("lijst", _LIST, "geen")
        return [Paragraph(origin.name, to_spans(material.word("lijst_geen")), origins=(origin,))]
    return [*_grouped(questions, material)]


def _grouped(questions: tuple[ColleagueQuestion, ...], material: Material) -> Iterator[Block]:
    first = 1
    for who, group in groupby(questions, key=lambda question: question.who):
        items = tuple(_item(question, material) for question in group)
        head, origin = origin_of("open", "groep", who), origin_of("lijst", _LIST, who)
        yield Heading(head.name, 3, to_spans(material.word(f"lijst_aan_{who}")), origins=(head,))
        yield ListBlock(origin.name, True, items, (origin,), first)
        first += len(items)


def _item(question: ColleagueQuestion, material: Material) -> Item:
    """Return a question on three lines: what is asked and how, what it is for, and the control for the answer."""
    origin = question_origin(question.field)
    asked = material.word("lijst_vraag", onderwerp=question.subject, vraag=question.text, uitleg=question.help).rstrip()
    spans: tuple[Span, ...] = (
        *to_spans(asked),
        *_lines_of(question, material),
        _LINE,
        *to_spans(question.reason),
        _LINE,
        *to_spans(material.word("lijst_antwoord")),
        Text(" "),
        _control(question.field),
    )
    return Item(origin.name, spans, origins=(origin,))


def _lines_of(question: ColleagueQuestion, material: Material) -> Iterator[Span]:
    """Yield the answers there are, a line each, below the words that ask to choose from them."""
    if question.choices:
        yield _LINE
        yield from to_spans(material.word("lijst_kies_uit"))
    for choice in question.choices:
        yield _CHOICE
        yield from to_spans(choice)


def _control(field: str) -> Fill:
    # Always a blank: a proposal is told in the question, so that what stands here is what the colleague answered.
    return fill_for(field)
