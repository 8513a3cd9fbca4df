"""What is asked of one document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from liagen.document.blocks import Edition
from liagen.profile.choices import Length
from liagen.profile.model import Profile

if TYPE_CHECKING:
    from liagen.word.insert.insertion_point import InsertionTarget

Form = Literal["docx", "pdf", "odt", "html", "md"]


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
    """All that decides what a document becomes; paths and plain values only, so that it travels to another process.

    ``date`` was asked for; ``today`` is for profiles without a date of their own. ``program`` is LibreOffice: pdf, odt
    and page numbers in a contents list need it.
    """

    form: Form
    today: dt.date
    date: dt.date | None = None
    length: Length | None = None
    edition: Edition = "concept"
    packages: tuple[Path, ...] = ()
    house: Path | None = None
    title_page: bool = False
    page_numbers: bool = False
    program: Path | None = None
    insertion: Insertion | None = None

    def date_of(self, profile: Profile) -> dt.date:
        """Return the date of the draft: what was asked, else what the profile says, else today."""
        return self.date or profile.planning.startdatum or self.today

    def office(self) -> Path:
        """Return LibreOffice. Raises ValueError for an order that needs it and does not name it."""
        if self.program is None:
            raise ValueError("this order needs LibreOffice")
        return self.program
