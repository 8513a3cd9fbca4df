"""What a draft carries for the program: of what it was made, and what stood where. Nobody sees it in Word."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

QUESTIONS: Final = "vragenlijst"
"""What a list of questions for a colleague is called in what it carries."""


class CarriedPackage(NamedTuple):
    """A package of texts; ``digest`` is the SHA-256 of what liagen read of it."""

    name: str
    version: str
    digest: str


class Basis(NamedTuple):
    """Of what a draft was made: enough to make it again.

    ``profile`` is what the officer filled in, as the text of a profile; ``length`` and ``date`` are those of the draft,
    whatever the profile asks; ``packages`` come lowest first; ``liagen`` is the version of the program, and
    ``document`` which draft this is: the `hoofdstuk`, the `werkblad` beside it, the `voortgang` to look back with, or a
    `vragenlijst` for a colleague. Of that last one ``profile`` holds no more than its answers need to be read back.
    """

    liagen: str
    date: dt.date
    length: str
    profile: str
    packages: tuple[CarriedPackage, ...]
    document: str = "hoofdstuk"

    @property
    def has_profile(self) -> bool:
        """Say whether ``profile`` is all that the officer filled in."""
        return bool(self.profile.strip()) and self.document != QUESTIONS


class CarriedFill(NamedTuple):
    """A fill-in: its profile field or nothing, the text that was shown, and where that began.

    ``mark`` is `invullen` for a blank and `voorzet` for a proposal, ``kind`` what is asked for; ``start`` counts
    characters in the text of the paragraph.
    """

    field: str
    mark: str
    kind: str
    text: str
    start: int


class CarriedParagraph(NamedTuple):
    """A paragraph as it was shown; ``begins`` are the ids of the list or table that starts with it."""

    id: str
    text: str
    fills: tuple[CarriedFill, ...] = ()
    begins: tuple[str, ...] = ()


class Carried(NamedTuple):
    """All that a draft carries; the paragraphs are in the order of the text."""

    basis: Basis
    paragraphs: tuple[CarriedParagraph, ...]
