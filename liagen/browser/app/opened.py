"""What an officer opened: her profile as she typed it, and Word files that liagen made and someone edited."""

from __future__ import annotations

from dataclasses import dataclass, field

from liagen.browser.app.answers import Values
from liagen.make.answers import ReadAnswers
from liagen.make.client_packed import OpenClient
from liagen.make.edited_draft import EditedDraft
from liagen.make.rewritten import Rewrite


@dataclass(frozen=True, eq=False)
class Opened:
    """The files that she opened last, by name.

    ``text`` is a profile as it was typed, so that its remarks stay when it is saved; empty when there is none.
    ``draft`` is a chapter that can be brought up to date, ``answers`` what was read besides a whole profile,
    ``rewrites`` the texts of ours that someone rewrote, and ``house`` the name of a house style that was opened.
    ``client`` is what a consultant packed for her, ``client_file`` the file of it if she opened one, ``begun`` the name
    of its profile that she began with, and ``begun_values`` what that says.
    """

    name: str
    text: str = ""
    draft: EditedDraft | None = None
    answers: ReadAnswers | None = None
    rewrites: tuple[Rewrite, ...] = ()
    house: str = ""
    client: OpenClient | None = None
    client_file: str = ""
    begun: str = ""
    begun_values: Values = field(default_factory=dict)
