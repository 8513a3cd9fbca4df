"""A list of questions for one colleague or department: as a Word document to fill in, or as text for an e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from liagen.chapter.material import Material
from liagen.chapter.question_list import (
    Asked,
    ColleagueQuestion,
    assemble_question_list,
    assemble_question_mail,
    colleague_questions,
)
from liagen.document.as_plain_text import write_plain_text
from liagen.document.carried import QUESTIONS, Basis
from liagen.library.model import Library
from liagen.make.basis import basis_of
from liagen.make.chain import WrittenDocument, make, material_of, write_chapter
from liagen.make.order import Order
from liagen.profile.blank import with_answers
from liagen.profile.canonical import write_profile
from liagen.profile.fields import field_specs, in_length, in_practice, profile_value
from liagen.profile.group import NAMELESS
from liagen.profile.model import Profile
from liagen.profile.own_fields import profile_model

LIST_SUFFIX: Final = "-vragen"
"""What the name of a list ends with, before its format."""


@dataclass(frozen=True)
class OpenQuestions:
    """What is asked of a profile (``questions``, none when all of it is known), and what its chapter is made from."""

    profile: Profile
    library: Library
    material: Material
    questions: tuple[ColleagueQuestion, ...]


def open_questions(profile: Profile, library: Library, order: Order, asked: Asked) -> OpenQuestions:
    """Return what is asked, after the chapter was made once; of ``order`` practice, length and date count."""
    used = in_length(in_practice(profile, order.practice), order.length)
    result = make(used, library, order.date_of(used))
    material = material_of(result, library)
    return OpenQuestions(profile, library, material, colleague_questions(material, result.chapter, asked))


def make_question_list(found: OpenQuestions, order: Order) -> WrittenDocument:
    """Return the list to fill in; a Word draft carries what reading it back needs, and no more of the profile.

    Same input, same bytes. Errors are those of ``write_chapter``, and LibraryError when no package says how it is made.
    """
    document = assemble_question_list(found.material, found.questions)
    basis = _list_basis(found) if order.carries_basis else None
    return WrittenDocument(LIST_SUFFIX, document, write_chapter(document, found.library, order, basis))


def question_mail(found: OpenQuestions) -> str:
    """Return the same questions as plain text for an e-mail; its first line is the subject.

    Raises LibraryError when no package says how it is made.
    """
    document = assemble_question_mail(found.material, found.questions)
    return f"{found.library.word('mail_onderwerp', titel=document.title)}\n\n{write_plain_text(document)}"


def _list_basis(found: OpenQuestions) -> Basis:
    """Return of what a list was made: the name of the municipality, and the rows that its questions are about."""
    specs, profile = field_specs(), found.profile
    lists = (question.field.rpartition(".")[0] for question in found.questions if question.field not in specs)
    rows = {path: profile_value(profile, path) for path in lists if path in specs and specs[path].has_rows}
    told = with_answers({"gemeente": {"naam": profile.gemeente.naam or NAMELESS}}, rows)
    carried = write_profile(profile_model().model_validate(told))
    return basis_of(profile, found.material.facts, found.library)._replace(document=QUESTIONS, profile=carried)
