"""The whole chain: profile, library and order in; choice, plan, chapter and finished bytes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from liagen.chapter.assemble import assemble
from liagen.chapter.choose import Choice
from liagen.chapter.decide import decide
from liagen.chapter.editions import end_product, with_title_page
from liagen.chapter.facts import Facts, read_facts
from liagen.chapter.material import Material
from liagen.chapter.plan import Plan
from liagen.chapter.sheet import assemble_sheet
from liagen.document.blocks import Chapter, Edition
from liagen.document.carried import Basis
from liagen.library.model import Library
from liagen.library.practice import library_for
from liagen.make.basis import basis_of
from liagen.make.order import SHEET_SUFFIX, Order, place_beside
from liagen.profile.fields import in_length, in_practice
from liagen.profile.model import Profile

if TYPE_CHECKING:
    from liagen.web.chapter_page import PageWords
    from liagen.word.styles.roles import HouseStyle

OFFICE_SECONDS: Final = 120
_COUNTS: Final = 3


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
    library = library_for(profile, library)
    known = read_facts(profile, library, date)
    found = decide(known, library)
    chapter = assemble(found.facts, found.choice, found.plan, library)
    return Result(found.facts, found.choice, found.plan, chapter)


def make_sheet(made: Result, library: Library) -> Chapter:
    """Return the work sheet that goes beside a chapter that was made."""
    return assemble_sheet(material_of(made, library), made.chapter)


def material_of(made: Result, library: Library) -> Material:
    """Return what a chapter was made from, to make something beside it."""
    return Material(library_for(made.facts.profile, library), made.facts, made.choice, made.plan)


def make_documents(profile: Profile, library: Library, order: Order) -> Delivery:
    """Return what was ordered of one profile: a document for each of ``order.suffixes``.

    Same input, same bytes, unless LibreOffice is asked for. Raises StyleError when a style file must be mended,
    HostError when the chapter does not fit in the host, and OutputError when LibreOffice fails.
    """
    profile = in_practice(profile, order.practice)
    result = make(in_length(profile, order.length), library, order.date_of(profile))
    chapter = with_title_page(result.chapter, profile, library) if order.title_page else result.chapter
    if order.edition == "schoon":
        chapter = end_product(chapter, library)
    carries = order.form == "docx" and order.edition == "concept"
    basis = basis_of(profile, result.facts, library) if carries else None
    documents = [WrittenDocument("", chapter, write_chapter(chapter, library, order, basis))]
    if SHEET_SUFFIX in order.suffixes:
        sheet, alone = make_sheet(result, library), replace(order, insertion=None, page_numbers=False)
        of_sheet = basis._replace(document="werkblad") if basis else None
        documents.append(WrittenDocument(SHEET_SUFFIX, sheet, write_chapter(sheet, library, alone, of_sheet)))
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
    docx = _word(chapter, library, order, basis)
    if order.form == "docx":
        return docx
    from liagen.make.office import convert

    data = convert(docx, order.form, order.office(), OFFICE_SECONDS)
    if order.form == "odt":
        return data
    from liagen.make.pdf import finish_tags

    return finish_tags(data)


def make_docx(
    chapter: Chapter,
    library: Library,
    edition: Edition,
    house: HouseStyle | None = None,
    pages: Mapping[str, int] | None = None,
    basis: Basis | None = None,
) -> bytes:
    """Return the chapter as a Word file in the library's style, or in a municipality's own (``house``).

    ``pages`` says on which page a heading stands, by its id, for the contents list; ``basis`` is what a draft carries.
    """
    from liagen.word.write.word_file import write_docx  # Word is loaded only by who asks for it

    return write_docx(chapter, Path(library.style_file), edition, pages, house, basis)


def page_words(library: Library) -> PageWords:
    """Return the words of a web page that are not in its chapter."""
    from liagen.web.chapter_page import PageWords

    names = ("skip", "contents", "note", "box", "table")
    return PageWords(**{name: library.word(f"pagina_{name}") for name in names})


def _word(chapter: Chapter, library: Library, order: Order, basis: Basis | None) -> bytes:
    """Return the Word file of an order: someone else's with the chapter in it, or one of its own."""
    if order.insertion:
        from liagen.word.insert.insert import insert_docx

        target, style = order.insertion, Path(library.style_file)
        return insert_docx(chapter, style, order.edition, target.host, target.place, target.level, basis)
    house = None
    if order.house:
        from liagen.make.house_style import load_house_style

        house = load_house_style(order.house)
    if order.page_numbers:
        return _numbered(chapter, library, order, house, basis)
    return make_docx(chapter, library, order.edition, house, basis=basis)


def _numbered(chapter: Chapter, library: Library, order: Order, house: HouseStyle | None, basis: Basis | None) -> bytes:
    """Return a Word file with page numbers in its contents list, as LibreOffice counts them.

    Numbers can move the text that they tell of: they are counted again until they are the same, but not for ever.
    """
    from liagen.make.office import convert
    from liagen.make.pdf import bookmark_pages
    from liagen.word.write.contents import listed_bookmarks

    names = listed_bookmarks(chapter)
    pages = dict.fromkeys(names, 1)  # the room that numbers take is there from the first count
    docx = make_docx(chapter, library, order.edition, house, pages, basis)
    for _ in range(_COUNTS):
        found = bookmark_pages(convert(docx, "pdf", order.office(), OFFICE_SECONDS), names.values())
        counted = {heading: found[name] for heading, name in names.items() if name in found}
        if counted == pages:
            break
        pages = counted
        docx = make_docx(chapter, library, order.edition, house, pages, basis)
    return docx
