"""What is asked of one document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from liagen.document.blocks import Edition
from liagen.library.package import PAPERS
from liagen.profile.choices import JaNee, Length, Paper
from liagen.profile.model import Profile

if TYPE_CHECKING:
    from liagen.word.insert.insertion_point import InsertionTarget
    from liagen.word.styles.sheet import Stationery

Form = Literal["docx", "pdf", "odt", "html", "md"]

SHEET_SUFFIX: Final = "-werkblad"
"""What the name of a work sheet ends with, before its format."""


@dataclass(frozen=True)
class Insertion:
    """Someone else's Word file (``host``) that the chapter goes into, and where.

    ``level`` is the heading level of the chapter's title; None: one below the heading that it comes under, and else 1.
    """

    host: Path
    place: InsertionTarget
    level: int | None = None


@dataclass(frozen=True)
class Order:
    """All that decides what the documents of one profile become.

    Paths and plain values only, so that it travels to another process.
    ``papers`` are what goes beside chapter and sheet; None: what each profile asks for, and then all may come.
    ``date`` was asked for; ``today`` is for profiles without a date of their own. ``program`` is LibreOffice: pdf, odt
    and page numbers in a contents list need it. ``house`` is a house style: its file, or one that was read beforehand.
    ``length`` and ``practice`` (are the options from practice in?) are what was asked; None: what the profile says.
    """

    form: Form
    today: dt.date
    date: dt.date | None = None
    length: Length | None = None
    edition: Edition = "concept"
    packages: tuple[Path, ...] = ()
    house: Path | Stationery | None = None
    title_page: bool = False
    page_numbers: bool = False
    program: Path | None = None
    insertion: Insertion | None = None
    work_sheet: bool = True
    papers: tuple[Paper, ...] | None = ()
    practice: JaNee | None = None

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return what the names of its documents end with; the chapter, with nothing, comes first."""
        # What goes to college and council has no sheet beside it.
        sheet = (SHEET_SUFFIX,) if self.work_sheet and self.edition == "concept" else ()
        return ("", *sheet, *map(paper_suffix, PAPERS if self.papers is None else self.papers))

    @property
    def carries_basis(self) -> bool:
        """Return whether a document carries of what it was made: a Word draft does, so that it can be read back."""
        return self.form == "docx" and self.edition == "concept"

    @property
    def house_file(self) -> Path | None:
        """Return the file of the house style; None when there is none, or when it was read beforehand."""
        return self.house if isinstance(self.house, Path) else None

    def of_profile(self, profile: Profile) -> Order:
        """Return the order with the papers that this profile asks for, when the order leaves those to it."""
        return replace(self, papers=papers_of(profile)) if self.papers is None else self

    def places(self, result: Path) -> tuple[Path, ...]:
        """Return where its documents go when the chapter goes to ``result``."""
        return tuple(place_beside(result, suffix) for suffix in self.suffixes)

    def date_of(self, profile: Profile) -> dt.date:
        """Return the date of the draft: what was asked, else what the profile says, else today."""
        return self.date or profile.planning.startdatum or self.today

    def office(self) -> Path:
        """Return LibreOffice. Raises ValueError for an order that needs it and does not name it."""
        if self.program is None:
            raise ValueError("this order needs LibreOffice")
        return self.program


def paper_suffix(paper: Paper) -> str:
    """Return what the name of a paper ends with, before its format."""
    return f"-{paper}"


def place_beside(result: Path, suffix: str) -> Path:
    """Return where a document goes whose name ends with ``suffix`` when the chapter goes to ``result``."""
    # What has no name is no file, which the writer tells.
    return result.with_stem(f"{result.stem}{suffix}") if suffix and result.name else result


def papers_of(profile: Profile) -> tuple[Paper, ...]:
    """Return the papers that a profile asks for, in the order of ``PAPERS``.

    The old `besluitvoorstel` among its appendices is the paper for who decides: the council, unless only the college.
    """
    asked = set(profile.stijl.stukken or ())
    if "besluitvoorstel" in (profile.stijl.bijlagen or ()):
        asked.add("collegevoorstel" if profile.document.besluit_door == "college" else "raadsvoorstel")
    return tuple(paper for paper in PAPERS if paper in asked)
