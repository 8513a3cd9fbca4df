"""The whole chain: profile and library in; choice, plan, chapter and finished bytes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from liagen.chapter.assemble import assemble
from liagen.chapter.choose import Choice, choose
from liagen.chapter.plan import Plan, plan
from liagen.document.blocks import Chapter
from liagen.library.model import Library
from liagen.make.order import Form
from liagen.profile.model import Profile

if TYPE_CHECKING:
    from liagen.web.chapter_page import PageWords
    from liagen.word.insert.spot import Place
    from liagen.word.styles.roles import HouseStyle

Pages = Mapping[str, int]
_COUNTS = 3


@dataclass(frozen=True)
class Result:
    """Every stage of the chain for one profile."""

    choice: Choice
    plan: Plan
    chapter: Chapter


def make(profile: Profile, library: Library, date: dt.date) -> Result:
    """Choose, plan and assemble. ``date`` dates the draft and starts the plan."""
    choice = choose(profile, library, date)
    planned = plan(profile, library, choice, date)
    return Result(choice, planned, assemble(profile, library, choice, planned, date))


def make_docx(chapter: Chapter, library: Library, house: HouseStyle | None = None, pages: Pages | None = None) -> bytes:
    """Return the chapter as a Word file in the library's style, or in a municipality's own (``house``).

    ``pages`` says on which page a heading stands, by its id, for the contents list.
    """
    from liagen.word.write.word_file import write_docx  # Word is loaded only by who asks for it

    return write_docx(chapter, Path(library.style_file), pages, house)


def make_clean_docx(
    chapter: Chapter, library: Library, house: HouseStyle | None = None, pages: Pages | None = None
) -> bytes:
    """Return the chapter as a Word file to hand out: no remarks, controls or hidden data."""
    from liagen.word.write.word_file import write_clean_docx

    return write_clean_docx(chapter, Path(library.style_file), pages, house)


def make_numbered(chapter: Chapter, write: Callable[[Pages], bytes], program: Path, seconds: int) -> bytes:
    """Return a Word file with page numbers in its contents list, as LibreOffice (``program``) counts them.

    ``write`` makes the Word file, given the pages of headings. Numbers can move the text that they tell of: they are
    counted again until they are the same, but not for ever. Each count gets ``seconds``.
    """
    from liagen.make.office import convert
    from liagen.make.pdf import bookmark_pages
    from liagen.word.write.contents import listed_bookmarks

    names = listed_bookmarks(chapter)
    pages = dict.fromkeys(names, 1)  # the room that numbers take is there from the first count
    for _ in range(_COUNTS):
        docx = write(pages)
        found = bookmark_pages(convert(docx, "pdf", program, seconds), names.values())
        counted = {heading: found[name] for heading, name in names.items() if name in found}
        if counted == pages:
            return docx
        pages = counted
    return write(pages)


def insert_docx(chapter: Chapter, library: Library, host: Path, place: Place, level: int | None) -> bytes:
    """Return someone else's Word file with the chapter in it; ``level`` is that of its title, where it is asked."""
    from liagen.word.insert.insert import insert_docx as insert

    return insert(chapter, Path(library.style_file), host, place, level)


def insert_clean_docx(chapter: Chapter, library: Library, host: Path, place: Place, level: int | None) -> bytes:
    """Return someone else's Word file with the chapter in it to hand out: no remarks, controls or hidden data."""
    from liagen.word.insert.insert import insert_clean_docx as insert

    return insert(chapter, Path(library.style_file), host, place, level)


def make_html(chapter: Chapter, library: Library) -> str:
    """Return the chapter as one self-contained web page."""
    from liagen.web.chapter_page import write_html

    return write_html(chapter, page_words(library))


def page_words(library: Library) -> PageWords:
    """Return the words of a web page that are not in its chapter."""
    from liagen.web.chapter_page import PageWords

    names = ("skip", "contents", "note", "box", "table")
    return PageWords(**{name: library.word(f"pagina_{name}") for name in names})


def make_form(
    chapter: Chapter,
    library: Library,
    form: Form,
    word: Callable[[Chapter, Library], bytes],
    program: Path | None,
    seconds: int,
) -> bytes:
    """Return the chapter in one of the formats; ``word`` writes Word, ``program`` is LibreOffice, for pdf and odt."""
    if form == "md":
        return make_markdown(chapter).encode()
    if form == "html":
        return make_html(chapter, library).encode()
    docx = word(chapter, library)
    return docx if form == "docx" or program is None else make_office(docx, form, program, seconds)


def make_office(docx: bytes, form: Literal["pdf", "odt"], program: Path, seconds: int) -> bytes:
    """Return a Word file as PDF or ODT, made by LibreOffice (``program``) within so many seconds."""
    from liagen.make.office import convert

    data = convert(docx, form, program, seconds)
    if form == "odt":
        return data
    from liagen.make.pdf import finish_tags

    return finish_tags(data)


def make_markdown(chapter: Chapter) -> str:
    """Return the chapter as Markdown."""
    from liagen.document.as_markdown import write_markdown

    return write_markdown(chapter)
