"""What is asked of one document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from liagen.profile.model import Length


@dataclass(frozen=True)
class Order:
    """What holds for every document of a batch; paths and plain values only, so that it travels to another process.

    ``date`` was asked for; ``today`` is for profiles without a date of their own. ``program`` is LibreOffice, for pdf
    and odt. ``version`` is that of liagen.
    """

    form: Form
    today: dt.date
    version: str
    date: dt.date | None = None
    length: Length | None = None
    packages: tuple[Path, ...] = ()
    house: Path | None = None
    clean: bool = False
    program: Path | None = None


Form = Literal["docx", "pdf", "odt", "html", "md"]
