"""An edited draft brought up to date: what it carries, the answers of now, and what became of each text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from liagen.chapter.editions import with_title_page
from liagen.chapter.markdown import plain_text
from liagen.document.blocks import Chapter
from liagen.document.carried import Basis, Carried
from liagen.document.changes import DraftChange
from liagen.library.dutch import escape
from liagen.library.model import Library
from liagen.make.base import sections_of, texts_of
from liagen.make.basis import basis_of
from liagen.make.chain import Result, make, make_sheet
from liagen.make.edited_draft import EditedDraft, length_of
from liagen.profile.fields import in_length
from liagen.profile.model import Profile
from liagen.word.update.graft import Grafter, text_width_of, write_renewed
from liagen.word.update.paragraphs import UpdateWords
from liagen.word.update.update import update_draft
from liagen.word.write.body import AFTER_LABEL, TABLE_LABEL

_TABLE_LABEL: Final = re.compile(rf"{TABLE_LABEL} (\d+){AFTER_LABEL}")


@dataclass(frozen=True)
class Updated:
    """A draft that is up to date, the chapter as liagen makes it now, the sheet beside it, and what happened.

    ``moves_contents`` when the draft has a contents list that has become wrong.
    """

    data: bytes
    result: Result
    sheet: Chapter
    basis: Basis
    changes: tuple[DraftChange, ...]
    moves_contents: bool


def update(draft: EditedDraft, profile: Profile, library: Library, date: dt.date, tracked: bool = False) -> Updated:
    """Return an edited draft brought up to date with a profile and the texts of now; same input, same bytes.

    The length stays that of the draft. ``tracked`` makes every change in it a tracked change.
    """
    result = make(in_length(profile, length_of(draft, profile)), library, date)
    chapter = with_title_page(result.chapter, profile, library)
    if not {line.id for line in chapter.title_page} & {each.id for each in draft.carried.paragraphs}:
        chapter = result.chapter
    basis = basis_of(profile, result.facts, library)
    renewed = write_renewed(chapter, basis, text_width_of(draft.file.body), _tables_before(draft.carried))
    grafter = Grafter(draft.file, draft.text, renewed, date.isoformat())
    made = update_draft(draft.file, draft.carried, draft.text, grafter, _words(library), tracked)
    sections = sections_of(texts_of(chapter), draft.carried)
    changes = tuple(replace(change, section=sections.get(change.id, "")) for change in made.changes)
    sheet = make_sheet(result, library, changes)
    return Updated(made.data, replace(result, chapter=chapter), sheet, basis, changes, made.moves_contents)


def _tables_before(carried: Carried) -> int:
    """Return how many numbered tables stand in a host before the first of the chapter."""
    labels = (_TABLE_LABEL.match(each.text) for each in carried.paragraphs if each.begins)
    return min((int(label[1]) for label in labels if label), default=1) - 1


def _words(library: Library) -> UpdateWords:
    def conflict(text: str) -> str:
        if not text:
            return plain_text(library.word("bijwerken_conflict_leeg"))
        return plain_text(library.word("bijwerken_conflict", tekst=escape(text)))

    told = (plain_text(library.word(f"bijwerken_{name}")) for name in ("vervallen", "tabel"))
    return UpdateWords(conflict, *told)
