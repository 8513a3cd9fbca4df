"""A course day as files: the plan, everything to print as one file, the papers apart, and a list of points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from liagen.document.blocks import Chapter
from liagen.errors import OutputError
from liagen.library.model import Library
from liagen.library.practice import library_without_practice
from liagen.make import chain
from liagen.make.order import Order
from liagen.training.bundle import (
    FOR_PARTICIPANTS,
    FOR_TRAINER,
    Paper,
    PaperFactory,
    contrast_papers,
    example_papers,
    slug,
)
from liagen.training.cases import SetOrder
from liagen.training.day import DayOrder, DayPlan
from liagen.training.day_cases import Day, GroupCase, NoDay, make_day
from liagen.training.day_papers import day_plan_paper, group_sheet, print_bundle, real_cases_paper
from liagen.training.debrief import debrief_paper
from liagen.training.own_faults import with_own_faults
from liagen.training.score import score_form, score_list
from liagen.training.texts import ExerciseTexts, load_texts
from liagen.training.worked_example import worked_example_key, worked_example_task

PLAN: Final = "dagplan.docx"
_POINTS: Final = "scores.csv"
_PRINT: Final = "afdrukken"


@dataclass(frozen=True)
class DayBundle:
    """The files of a day, in the order in which they are made; ``printed`` is the one with everything to print.

    ``remark`` says why there is no PDF, when there is none.
    """

    papers: tuple[Paper, ...]
    plan: DayPlan
    cases: int
    printed: str
    remark: str = ""


def day_bundle(
    order: DayOrder, wanted: SetOrder, library: Library, packages: tuple[Path, ...] = (), program: Path | None = None
) -> DayBundle | NoDay:
    """Return the files of a day, or why there can be none.

    ``packages`` are those of which the own mistakes are sown too, lowest first. ``program`` is LibreOffice: with it the
    file to print is a PDF, and without it, or when it fails, a Word file. Raises LibraryError when a file with mistakes
    must be mended, and ProfileError when a profile of the trainer holds too little.
    """
    texts = with_own_faults(load_texts(), packages, library.section_keys)
    library = library_without_practice(library)
    day = make_day(order, wanted, texts, library)
    if isinstance(day, NoDay):
        return day
    factory = PaperFactory(texts, library, wanted.date)
    printed, remark = _printed(print_bundle(day, texts, library, wanted.date), factory, program)
    rest = (texts, library, wanted.date)
    papers = (
        *_case_papers(day, factory),
        *(paper for pair in day.pairs for paper in contrast_papers(pair, factory)),
        *_day_papers(day, factory),
        printed,
        Paper(PurePosixPath(_POINTS), lambda: score_list(day, texts).encode()),
        # The plan comes last: where it is, the whole day is.
        factory.to_read(PLAN, lambda: day_plan_paper(day, *rest)),
    )
    return DayBundle(papers, day.plan, len(day.cases), str(printed.name), remark)


def _printed(chapter: Chapter, factory: PaperFactory, program: Path | None) -> tuple[Paper, str]:
    """Return the file to print, and why it is no PDF when it is none."""
    name = PurePosixPath(_PRINT)
    remark = "LibreOffice staat niet op deze computer"
    if program:
        from liagen.make.pdf import dated  # pypdf is loaded only by who makes a PDF

        order = Order("pdf", factory.date, edition="schoon", page_numbers=True, program=program)
        try:
            data = dated(chain.write_chapter(chapter, factory.library, order), factory.date)
        except OutputError as error:
            remark = error.problems[0].message
        else:
            return Paper(name.with_suffix(".pdf"), lambda: data), ""
    return factory.to_read(f"{_PRINT}.docx", lambda: chapter), remark


def _case_papers(day: Day, factory: PaperFactory) -> Iterator[Paper]:
    rest = (factory.texts, factory.library, factory.date)
    for case in day.cases:
        stem = f"groep-{case.group}-ronde-{case.round}-{slug(case.example.municipality.name)}"
        yield from example_papers(case.example, factory, stem, day.minutes_of(case.round))
        yield _score_paper(f"{FOR_TRAINER}/{stem}-scoreblad.docx", case, factory, rest)


def _score_paper(
    name: str, case: GroupCase, factory: PaperFactory, rest: tuple[ExerciseTexts, Library, dt.date]
) -> Paper:
    return factory.to_fill_in(name, lambda: score_form(case, *rest))


def _day_papers(day: Day, factory: PaperFactory) -> Iterator[Paper]:
    rest = (factory.texts, factory.library, factory.date)
    for group in range(1, day.order.groups + 1):
        yield _group_paper(group, day, factory)
    yield factory.to_read(f"{FOR_PARTICIPANTS}/echte-gemeenten.docx", lambda: real_cases_paper(*rest))
    yield factory.to_fill_in(f"{FOR_PARTICIPANTS}/samen-oefenen.docx", lambda: worked_example_task(*rest))
    yield factory.to_read(f"{FOR_TRAINER}/samen-oefenen-antwoorden.docx", lambda: worked_example_key(*rest))
    yield factory.to_read(f"{FOR_TRAINER}/overzicht-nabespreken.docx", lambda: debrief_paper(day, *rest))


def _group_paper(group: int, day: Day, factory: PaperFactory) -> Paper:
    rest = (factory.texts, factory.library, factory.date)
    return factory.to_read(f"{FOR_PARTICIPANTS}/groep-{group}-dagblad.docx", lambda: group_sheet(group, day, *rest))
