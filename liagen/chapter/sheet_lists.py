"""The questions as the officer reads them, and what she is to do first."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import origin_of, spans_with_outer_spaces
from liagen.chapter.sheet_material import SheetMaterial
from liagen.chapter.sheet_questions import Question
from liagen.chapter.sheet_words import some_of
from liagen.document.blocks import Block, Heading, Item, ListBlock, Paragraph
from liagen.library.dutch import capital, enumerate_nl, escape, number_in_words
from liagen.profile.group import Wie

QUESTIONS: Final = "vragen"
"""The name of the list of questions."""

_CONTROL: Final = "{antwoord}"
_FIRST: Final = 6
"""How many blanks are named to begin with."""


def first_things(sheet: SheetMaterial) -> list[Block]:
    """Return which answers the chapter waits for."""
    waiting = [question for question in sheet.questions.asked if question.open]
    named = [
        sheet.word("eerst_punt", punt=escape(question.fill.title), nummer=str(question.number)) for question in waiting
    ]
    word = "eerst_niets" if not waiting else "eerst_een" if len(waiting) == 1 else "eerst_meer"
    words = {"aantal": number_in_words(len(waiting)), "punten": some_of(named, sheet.material, _FIRST)}
    return [_paragraph("eerst", sheet.word(word, **words))]


def question_list(sheet: SheetMaterial) -> list[Block]:
    """Return every question by who can answer it, numbered through, with a control and what the answer changes."""
    blocks: list[Block] = []
    for who, questions in groupby(sheet.questions.asked, key=lambda question: question.who):
        items = tuple(_item(question, sheet) for question in questions)
        head, origin = origin_of("open", "groep", who), origin_of("lijst", QUESTIONS, who)
        blocks.append(Heading(head.name, 3, to_spans(_group(who, sheet)), origins=(head,)))
        first = next(question.number for question in sheet.questions.asked if question.who == who)
        blocks.append(ListBlock(origin.name, True, items, (origin,), first))
    if sheet.questions.left:
        rest = sheet.word("vragen_rest", aantal=number_in_words(sheet.questions.left))
        blocks.append(_paragraph("vragen_rest", capital(rest)))
    return blocks


def _group(who: Wie, sheet: SheetMaterial) -> str:
    """Return who can answer; by name where the profile has one."""
    facts = sheet.material.facts.profile
    if who == "college" and facts.draagvlak.wethouder:
        return escape(capital(facts.draagvlak.wethouder))
    names = [each.naam for each in facts.ervaringsdeskundigen.organisaties or () if each.naam]
    if who == "ervaringsdeskundigen" and names:
        return sheet.word("vraag_groep_namen", namen=enumerate_nl([escape(name) for name in names]))
    return sheet.word(f"vraag_groep_{who}")


def _item(question: Question, sheet: SheetMaterial) -> Item:
    origin = origin_of("open", "vraag", question.key)
    text = sheet.word("vraag_regel", vraag=question.text, antwoord=_CONTROL, verandert=question.change)
    before, _, after = text.partition(_CONTROL)
    spans = (*spans_with_outer_spaces(before), question.fill, *spans_with_outer_spaces(after))
    return Item(origin.name, spans, origins=(origin,))


def _paragraph(name: str, text: str) -> Paragraph:
    origin = origin_of("lijst", name, "tekst")
    return Paragraph(origin.name, to_spans(text), origins=(origin,))
