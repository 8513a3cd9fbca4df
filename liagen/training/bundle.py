"""A whole set as files: names and bytes. Same order, same bytes."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from liagen.document.blocks import Chapter
from liagen.errors import OutputError, Problem
from liagen.files.paths import is_folder
from liagen.files.save import check_writable, make_folder, write_files
from liagen.library.model import Library
from liagen.library.practice import library_without_practice
from liagen.make import chain
from liagen.training.answers import answer_key, contrast_key
from liagen.training.cases import Contrast, Example, SetOrder, make_set
from liagen.training.fault_paper import fault_paper
from liagen.training.guide import judging_form, trainer_guide
from liagen.training.handout import without_reasons
from liagen.training.manifest import coverage_list, manifest, variety_list, variety_of
from liagen.training.option_sheet import option_sheet
from liagen.training.own_faults import with_own_faults
from liagen.training.pairs import Coverage, coverage
from liagen.training.task import contrast_task, task_sheet
from liagen.training.texts import ExerciseTexts, load_texts
from liagen.training.variety import Variety
from liagen.training.work_sheet import work_sheet_without_answers

FOR_PARTICIPANTS, FOR_TRAINER, PROFILES = "deelnemers", "antwoorden", "profielen"
FOLDERS = (FOR_PARTICIPANTS, FOR_TRAINER, PROFILES)
GUIDE, FORM = "trainersgids.docx", "beoordeling.docx"
_LONGEST = 60  # of a name in a file name: a trainer may bring any name
MANIFEST, PAIRS, VERDICTS = "overzicht.csv", "dekking.csv", "spreiding.csv"


@dataclass(frozen=True)
class Paper:
    """One file to come: its name within the set, and how to make its bytes."""

    name: PurePosixPath
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Bundle:
    """All files of a set, in the order in which they are made, what the set covers and how its verdicts vary."""

    papers: tuple[Paper, ...]
    examples: int
    contrasts: int
    coverage: Coverage
    variety: Variety


def bundle(order: SetOrder, library: Library, packages: tuple[Path, ...] = ()) -> Bundle:
    """Return the files of a set; Word files are written only when their bytes are asked for.

    ``packages`` are those of which the own mistakes are sown too, lowest first. Raises LibraryError when such a file
    must be mended.
    """
    texts = with_own_faults(load_texts(), packages, library.section_keys)
    # Every option of a set comes from the report, and its rules fit on the participants' sheet.
    library = library_without_practice(library)
    found = make_set(order, texts, library)
    factory = PaperFactory(texts, library, order.date)
    examples = [
        tuple(example_papers(one, factory, f"{one.number:02}-{slug(one.municipality.name)}")) for one in found.examples
    ]
    contrasts = [tuple(contrast_papers(one, factory)) for one in found.contrasts]
    example_files, pair_files = ([_by_folder(papers) for papers in groups] for groups in (examples, contrasts))
    lists = (
        Paper(PurePosixPath(MANIFEST), lambda: manifest(found, example_files, pair_files, texts).encode()),
        Paper(PurePosixPath(PAIRS), lambda: coverage_list(found, texts).encode()),
        Paper(PurePosixPath(VERDICTS), lambda: variety_list(found, texts, library).encode()),
        factory.to_fill_in(FORM, lambda: judging_form(texts, library, order.date)),
        factory.to_read(GUIDE, lambda: trainer_guide(found, texts, library, order.date)),
    )
    # The lists come last: they name the files before them, so that a list means a whole set.
    papers = (*(paper for group in (*examples, *contrasts) for paper in group), *lists)
    covered = coverage(found.combinations)
    return Bundle(papers, len(examples), len(contrasts), covered, variety_of(found))


@dataclass(frozen=True)
class PaperFactory:
    """Makes papers of chapters."""

    texts: ExerciseTexts
    library: Library
    date: dt.date

    def to_fill_in(self, name: str, chapter: Callable[[], Chapter]) -> Paper:
        """Return a Word file with places to type in."""
        return Paper(PurePosixPath(name), lambda: chain.make_docx(chapter(), self.library, "concept"))

    def to_read(self, name: str, chapter: Callable[[], Chapter]) -> Paper:
        """Return a Word file without hidden data: nothing in it tells what was sown."""
        return Paper(PurePosixPath(name), lambda: chain.make_docx(chapter(), self.library, "schoon"))

    def without_reasons(self, name: str, result: chain.Result) -> Paper:
        """Return the chapter to hand out."""
        return self.to_read(name, lambda: without_reasons(result, self.library))


def example_papers(one: Example, factory: PaperFactory, stem: str, minutes: int | None = None) -> Iterator[Paper]:
    """Yield the papers of one example under names that begin with ``stem``; ``minutes`` None: those of its level."""
    rest = (factory.texts, factory.library, factory.date)
    yield factory.to_fill_in(f"{FOR_PARTICIPANTS}/{stem}-1-opdracht.docx", lambda: task_sheet(one, *rest, minutes))
    rules_name = f"{FOR_PARTICIPANTS}/{stem}-1-opties-en-regels.docx"
    yield factory.to_read(rules_name, lambda: option_sheet(one.asked, *rest))
    yield factory.to_read(f"{FOR_PARTICIPANTS}/{stem}-2-met-fouten.docx", lambda: fault_paper(one, *rest[:2]))
    yield factory.without_reasons(f"{FOR_PARTICIPANTS}/{stem}-3-hoofdstuk.docx", one.result)
    sheet_name = f"{FOR_PARTICIPANTS}/{stem}-3-werkblad.docx"
    yield factory.to_fill_in(sheet_name, lambda: work_sheet_without_answers(one.result, factory.library, factory.texts))
    yield factory.to_read(f"{FOR_TRAINER}/{stem}-antwoorden.docx", lambda: answer_key(one, *rest))
    key_sheet = f"{FOR_TRAINER}/{stem}-werkblad.docx"
    yield factory.to_read(key_sheet, lambda: chain.make_sheet(one.result, factory.library))
    yield _profile(stem, one.municipality.text)
    if one.half:
        yield _profile(f"{stem}-half", one.half.municipality.text)


def contrast_papers(pair: Contrast, factory: PaperFactory) -> Iterator[Paper]:
    """Yield the papers of one contrast pair."""
    stem = f"paar-{pair.number}-{slug(pair.before.municipality.name)}"
    rest = (factory.texts, factory.library, factory.date)
    yield factory.to_fill_in(f"{FOR_PARTICIPANTS}/{stem}-1-opdracht.docx", lambda: contrast_task(pair, *rest))
    yield factory.without_reasons(f"{FOR_PARTICIPANTS}/{stem}-2-hoofdstuk-a.docx", pair.before.result)
    yield factory.without_reasons(f"{FOR_PARTICIPANTS}/{stem}-2-hoofdstuk-b.docx", pair.result)
    yield factory.to_read(f"{FOR_TRAINER}/{stem}-antwoorden.docx", lambda: contrast_key(pair, *rest))
    yield _profile(f"{stem}-a", pair.before.municipality.text)
    yield _profile(f"{stem}-b", pair.after.municipality.text)


def _by_folder(papers: tuple[Paper, ...]) -> dict[str, list[str]]:
    return {folder: [paper.name.name for paper in papers if paper.name.parent.name == folder] for folder in FOLDERS}


def _profile(stem: str, text: str) -> Paper:
    return Paper(PurePosixPath(PROFILES, f"{stem}.yaml"), text.encode)


def slug(name: str) -> str:
    """Return a name as part of a file name: lower case, ASCII, words with hyphens."""
    # Taken apart into letter and accent, so that dropping what is no ASCII leaves the letter.
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return (
        "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())[:_LONGEST].strip("-") or "gemeente"
    )


def save(papers: Sequence[Paper], folder: Path, overwrite: bool) -> None:
    """Write every file of a set into ``folder``, the lists last; makes the folder when it is new.

    Raises OutputError before any file is written when one is in the way or belongs to another set. Who stops it
    halfway keeps whole files only.
    """
    paths = {folder / paper.name: paper for paper in papers}
    for path in (folder, *(folder / name for name in FOLDERS)):
        make_folder(path)
    _check_other_sets(folder, set(paths))
    check_writable(paths, overwrite)
    for path, paper in paths.items():
        write_files({path: paper.make()}, overwrite)


def _check_other_sets(folder: Path, ours: set[Path]) -> None:
    """Refuse a folder in which files of another set would stay behind: a trainer could hand out the wrong one."""
    others = [path for path in _files_in(folder) if path not in ours]
    if others:
        message = f"hier staan al andere bestanden, zoals {others[0].relative_to(folder)}; kies een nieuwe map"
        raise OutputError([Problem(str(folder), message)])


def _files_in(folder: Path) -> Iterator[Path]:
    for name in FOLDERS:
        yield from sorted((folder / name).glob("*")) if is_folder(folder / name) else ()
