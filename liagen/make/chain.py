"""The whole chain: profile, library and order in; choice, plan, chapter and finished bytes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from liagen.chapter.assemble import assemble
from liagen.chapter.choose import Choice
from liagen.chapter.decide import decide
from liagen.chapter.editions import end_product, with_title_page
from liagen.chapter.facts import Facts
from liagen.chapter.material import Material
from liagen.chapter.papers import assemble_paper
from liagen.chapter.plan import Plan
from liagen.chapter.sheet import assemble_sheet
from liagen.document.blocks import Chapter, Edition
from liagen.document.carried import Basis
from liagen.document.changes import DraftChange
from liagen.errors import OutputError, Problem
from liagen.library.model import Library
from liagen.library.practice import library_for
from liagen.make.basis import basis_of
from liagen.make.order import SHEET_SUFFIX, Order, paper_suffix, place_beside
from liagen.make.style_file import style_file_of
from liagen.profile.choices import Paper
from liagen.profile.fields import in_length, in_practice
from liagen.profile.model import Profile

if TYPE_CHECKING:
    from liagen.web.chapter_page import PageWords
    from liagen.word.styles.sheet import House

OFFICE_SECONDS: Final = 120
_COUNTS: Final = 4


@dataclass(frozen=True)
class Result:
    """Every stage of the chain for one profile; the facts know the choice."""

    facts: Facts
    choice: Choice
    plan: Plan
    chapter: Chapter


@dataclass(frozen=True)
class WrittenDocument:
    """One finished document: what it tells, its bytes, and what its name ends with, empty for the chapter itself."""

    suffix: str
    chapter: Chapter
    data: bytes

    def place(self, result: Path) -> Path:
        """Return where it goes when the chapter goes to ``result``."""
        return place_beside(result, self.suffix)


@dataclass(frozen=True)
class Delivery:
    """What comes of one order: the documents, the chapter first, and the thinking behind them."""

    result: Result
    documents: tuple[WrittenDocument, ...]

    @property
    def chapter(self) -> Chapter:
        """Return the chapter as it was written."""
        return self.documents[0].chapter


def make(profile: Profile, library: Library, date: dt.date) -> Result:
    """Choose, plan and assemble. ``date`` dates the draft and starts the plan."""
    with library.fields_in_use():
        found = decide(profile, library, date)
        facts = found.facts.with_title(found.library.title)
        chapter = assemble(facts, found.choice, found.plan, found.library)
    return Result(facts, found.choice, found.plan, chapter)


def make_sheet(made: Result, library: Library, updates: tuple[DraftChange, ...] = ()) -> Chapter:
    """Return the work sheet that goes beside a chapter that was made.

    ``updates`` is what happened to an edited draft that was brought up to date.
    """
    with library.fields_in_use():
        return assemble_sheet(material_of(made, library), made.chapter, updates)


def make_paper(name: Paper, made: Result, library: Library, edition: Edition) -> Chapter:
    """Return a paper that goes beside a chapter that was made. Raises LibraryError when no package says how."""
    with library.fields_in_use():
        paper = assemble_paper(name, material_of(made, library), made.chapter)
    outline = library.papers[name]
    return end_product(paper, outline.vooraf, outline.onderdelen) if edition == "schoon" else paper


def material_of(made: Result, library: Library) -> Material:
    """Return what a chapter was made from, to make something beside it."""
    return Material(library_for(made.facts.profile, library), made.facts, made.choice, made.plan)


def make_documents(profile: Profile, library: Library, order: Order) -> Delivery:
    """Return what was ordered of one profile: chapter, work sheet and papers, as far as asked.

    Same input, same bytes, unless LibreOffice is asked for. Raises StyleError when a style file must be mended,
    HostError when the chapter does not fit in the host, OutputError when LibreOffice fails or its page numbers do not
    settle, and LibraryError when no package says how a paper is made.
    """
    order = order.of_profile(profile)
    profile = in_practice(profile, order.practice)
    result = make(in_length(profile, order.length), library, order.date_of(profile))
    chapter = with_title_page(result.chapter, profile, library) if order.title_page else result.chapter
    if order.edition == "schoon":
        chapter = end_product(chapter, library.preamble, library.outline)
    with library.fields_in_use():
        basis = basis_of(profile, result.facts, library) if order.carries_basis else None
    documents = [WrittenDocument("", chapter, write_chapter(chapter, library, order, basis))]
    alone = replace(order, insertion=None, page_numbers=False)
    if SHEET_SUFFIX in order.suffixes:
        sheet = make_sheet(result, library)
        of_sheet = basis._replace(document="werkblad") if basis else None
        documents.append(WrittenDocument(SHEET_SUFFIX, sheet, write_chapter(sheet, library, alone, of_sheet)))
    for name in order.papers or ():
        # What goes to others carries no profile: it would travel along when the paper is published.
        paper = make_paper(name, result, library, order.edition)
        documents.append(WrittenDocument(paper_suffix(name), paper, write_chapter(paper, library, alone)))
    return Delivery(result, tuple(documents))


def write_chapter(chapter: Chapter, library: Library, order: Order, basis: Basis | None = None) -> bytes:
    """Return a chapter in the form and edition that were ordered; a Word draft carries its ``basis``, if it has one.

    Errors are those of ``make_documents``.
    """
    if order.form == "md":
        from liagen.document.as_markdown import write_markdown

        return write_markdown(chapter).encode()
    if order.form == "html":
        from liagen.web.chapter_page import write_html

        return write_html(chapter, page_words(library)).encode()
    made = _word(chapter, library, order, basis)
    if order.form == "docx":
        return made.docx
    from liagen.make.office import convert

    if order.form == "odt":
        return convert(made.docx, "odt", order.office(), OFFICE_SECONDS)
    from liagen.make.pdf import finish_tags

    # The very pages that were counted: another turn might find other fonts.
    return finish_tags(made.counted_pdf or convert(made.docx, "pdf", order.office(), OFFICE_SECONDS))


def make_docx(
    chapter: Chapter,
    library: Library,
    edition: Edition,
    house: House | None = None,
    pages: Mapping[str, int] | None = None,
    basis: Basis | None = None,
) -> bytes:
    """Return the chapter as a Word file in the library's style, or in a municipality's own (``house``).

    ``pages`` says on which page a heading stands, by its id, for the contents list; ``basis`` is what a draft carries.
    """
    from liagen.word.write.word_file import write_docx  # Word is loaded only by who asks for it

    with style_file_of(library) as style:
        return write_docx(chapter, style, edition, pages, house, basis)


def page_words(library: Library) -> PageWords:
    """Return the words of a web page that are not in its chapter."""
    from liagen.web.chapter_page import PageWords

    names = ("skip", "contents", "note", "box", "table")
    return PageWords(**{name: library.word(f"pagina_{name}") for name in names})


class _WordFile(NamedTuple):
    """A Word file, and the PDF in which its pages were counted; empty when they were not."""

    docx: bytes
    counted_pdf: bytes = b""


def _word(chapter: Chapter, library: Library, order: Order, basis: Basis | None) -> _WordFile:
    """Return the Word file of an order: someone else's with the chapter in it, or one of its own."""
    if order.insertion:
        from liagen.word.insert.insert import insert_docx

        target = order.insertion
        with style_file_of(library) as style:
            host, place, level = target.host, target.place, target.level
            return _WordFile(insert_docx(chapter, style, order.edition, host, place, level, basis))
    house = _house(order)
    if order.page_numbers:
        return _numbered(chapter, library, order, house, basis)
    return _WordFile(make_docx(chapter, library, order.edition, house, basis=basis))


def _house(order: Order) -> House | None:
    if not isinstance(order.house, Path):
        return order.house
    from liagen.make.house_style import load_house_style

    return load_house_style(order.house)


def _numbered(chapter: Chapter, library: Library, order: Order, house: House | None, basis: Basis | None) -> _WordFile:
    """Return a Word file with page numbers in its contents list, as LibreOffice counts them.

    Numbers can move the text that they tell of: they are counted again until they are the same, but not for ever.
    Raises OutputError when they do not become the same, as when fonts come and go meanwhile.
    """
    from liagen.make.office import convert
    from liagen.make.pdf import bookmark_pages
    from liagen.word.write.contents import listed_bookmarks

    names = listed_bookmarks(chapter)
    pages = dict.fromkeys(names, 1)  # the room that numbers take is there from the first count
    docx = make_docx(chapter, library, order.edition, house, pages, basis)
    for _ in range(_COUNTS):
        pdf = convert(docx, "pdf", order.office(), OFFICE_SECONDS)
        found = bookmark_pages(pdf, names.values())
        counted = {heading: found[name] for heading, name in names.items() if name in found}
        if counted == pages:
            return _WordFile(docx, pdf)
        pages = counted
        docx = make_docx(chapter, library, order.edition, house, pages, basis)
    message = (
        f"de paginanummers bleven anders uitkomen, {_COUNTS} keer; probeer het opnieuw of laat --paginanummers weg"
    )
    raise OutputError([Problem(str(order.office()), message)])
