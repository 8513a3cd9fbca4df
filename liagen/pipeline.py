"""The whole chain: profile and library in; choice, plan, chapter and finished bytes out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from liagen.assemble import assemble
from liagen.blocks import Chapter
from liagen.cards import Library
from liagen.choose import Choice, choose
from liagen.plan import Plan, plan
from liagen.profile import Profile

if TYPE_CHECKING:
    from liagen.word import HouseStyle, Place


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


def make_docx(chapter: Chapter, library: Library, house: HouseStyle | None = None) -> bytes:
    """Return the chapter as a Word file in the library's style, or in a municipality's own (``house``)."""
    from liagen.word import write_docx  # Word is loaded only by who asks for it

    return write_docx(chapter, Path(library.style_file), house=house)


def make_clean_docx(chapter: Chapter, library: Library, house: HouseStyle | None = None) -> bytes:
    """Return the chapter as a Word file to hand out: no remarks, controls or hidden data."""
    from liagen.word import write_clean_docx

    return write_clean_docx(chapter, Path(library.style_file), house=house)


def insert_docx(chapter: Chapter, library: Library, host: Path, place: Place, level: int | None) -> bytes:
    """Return someone else's Word file with the chapter in it; ``level`` is that of its title, where it is asked."""
    from liagen.word import insert_docx as insert

    return insert(chapter, Path(library.style_file), host, place, level)


def make_html(chapter: Chapter, library: Library) -> str:
    """Return the chapter as one self-contained web page."""
    from liagen.html_writer import PageWords, write_html

    words = {name: library.word(f"pagina_{name}") for name in ("skip", "contents", "note", "box", "table")}
    return write_html(chapter, PageWords(**words))


def make_office(docx: bytes, form: Literal["pdf", "odt"], program: Path, seconds: int) -> bytes:
    """Return a Word file as PDF or ODT, made by LibreOffice (``program``) within so many seconds."""
    from liagen.office import convert

    data = convert(docx, form, program, seconds)
    if form == "odt":
        return data
    from liagen.pdf import finish_tags

    return finish_tags(data)


def make_markdown(chapter: Chapter) -> str:
    """Return the chapter as Markdown."""
    from liagen.preview import write_markdown

    return write_markdown(chapter)
