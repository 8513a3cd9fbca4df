"""The whole chain: profile and library in; choice, plan, chapter and finished bytes out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from liagen.assemble import assemble
from liagen.blocks import Chapter
from liagen.cards import Library
from liagen.choose import Choice, choose
from liagen.plan import Plan, plan
from liagen.profile import Profile


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


def make_docx(chapter: Chapter, library: Library) -> bytes:
    """Return the chapter as a Word file in the library's style."""
    from liagen.word import write_docx  # Word is loaded only by who asks for it

    return write_docx(chapter, Path(library.style_file))


def make_markdown(chapter: Chapter) -> str:
    """Return the chapter as Markdown."""
    from liagen.preview import write_markdown

    return write_markdown(chapter)
