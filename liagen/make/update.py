"""An edited draft brought up to date: what it carries, the answers of now, and what became of each text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from liagen.chapter.editions import with_title_page
from liagen.chapter.markdown import plain_text
from liagen.document.blocks import Cell, Chapter, Heading, Item, ListBlock, Table, span_text
from liagen.document.carried import Basis, Carried
from liagen.document.changes import DraftChange
from liagen.document.walk import SECTION_LEVEL, by_section
from liagen.errors import DraftError, Problem
from liagen.library.dutch import escape
from liagen.library.model import Library
from liagen.make.basis import basis_of
from liagen.make.chain import Result, make, make_sheet
from liagen.profile.choices import Length
from liagen.profile.fields import in_length
from liagen.profile.model import Profile
from liagen.profile.read import parse_profile
from liagen.word.readback.carried import read_carried
from liagen.word.readback.draft_file import DraftFile, open_draft
from liagen.word.readback.edited import EditedText, read_edited
from liagen.word.update.graft import Grafter, text_width_of, write_renewed
from liagen.word.update.update import UpdatedDraft, UpdateWords, update_draft

_NOTHING: Final = (
    "in dit bestand staat niet van welk concept het komt; geef het concept zoals liagen het maakte erbij met --oud"
)
_NOT_OURS: Final = "in dit bestand staat geen tekst van het concept; kies het concept waarin u verder schreef"
_SHEET: Final = "dit is een werkblad; kies het hoofdstuk: het werkblad ernaast wordt vanzelf nieuw gemaakt"
_PROGRESS: Final = "dit is een document over de voortgang; kies het hoofdstuk waar het over gaat"
_NO_PROFILE: Final = "dit concept is van een oudere liagen en bewaart geen antwoorden; geef het profiel met --profiel"
_NO_PACKAGE: Final = "dit concept is gemaakt met het pakket {name}, dat nu niet gebruikt wordt; geef het met --pakket"
_LENGTHS: Final[tuple[Length, ...]] = ("kort", "standaard", "uitgebreid")
_TABLE_LABEL: Final = re.compile(r"Tabel (\d+): ")


@dataclass(frozen=True, eq=False)
class EditedDraft:
    """A draft as someone edited it: its file, what it was made of, and its text now.

    ``lost`` when the file itself no longer tells of what it was made, and another file did.
    """

    file: DraftFile
    carried: Carried
    text: EditedText
    lost: bool = False

    @property
    def basis(self) -> Basis:
        """Return of what it was made."""
        return self.carried.basis

    @property
    def found(self) -> int:
        """Return how many texts are still there."""
        return len(self.text.units)

    @property
    def guessed(self) -> int:
        """Return how many of these were found by what they say, and not word for word."""
        return sum(alike < 1 for alike in self.text.by_text.values())


@dataclass(frozen=True)
class Updated:
    """A draft that is up to date, the chapter as liagen makes it now, the sheet beside it, and what happened."""

    data: bytes
    result: Result
    sheet: Chapter
    basis: Basis
    changes: tuple[DraftChange, ...]


def read_draft(data: bytes, name: str, old: tuple[bytes, str] | None = None) -> EditedDraft:
    """Return a chapter that someone edited, as ``read_document`` does. Raises DraftError for another document."""
    draft = read_document(data, name, old)
    if draft.basis.document != "hoofdstuk":
        raise draft.file.error(_SHEET if draft.basis.document == "werkblad" else _PROGRESS)
    return draft


def read_document(data: bytes, name: str, old: tuple[bytes, str] | None = None) -> EditedDraft:
    """Return a document that someone edited, with what was made; ``name`` is what messages call the file.

    ``old`` is the document as liagen made it, for a file that another program saved without what it carried. Raises
    DraftError when a file is no such document.
    """
    file = open_draft(data, name)
    carried = read_carried(data, name)
    lost = carried is None
    if carried is None and old is not None:
        carried = read_carried(*old)
        if carried is None:
            raise DraftError([Problem(old[1], _NOTHING.partition(";")[0])])
    if carried is None:
        raise file.error(_NOTHING)
    text = read_edited(file.body, carried)
    if not text.units:
        raise file.error(_NOT_OURS)
    return EditedDraft(file, carried, text, lost)


def profile_of(draft: EditedDraft, library: Library) -> Profile:
    """Return the answers that a draft was made of. Raises DraftError or ProfileError when it has none that hold."""
    if not draft.basis.profile.strip():
        raise draft.file.error(_NO_PROFILE)
    return parse_profile(draft.basis.profile, draft.file.name, library.cards, library.section_keys)


def length_of(draft: EditedDraft, profile: Profile) -> Length:
    """Return the length of a draft, or what the profile says when the draft does not tell one."""
    return next((each for each in _LENGTHS if each == draft.basis.length), profile.stijl.lengte)


def check_packages(draft: EditedDraft, library: Library) -> tuple[str, ...]:
    """Return the names of the packages whose texts are others now than when a draft was made.

    Raises DraftError when one that it was made with is not used at all.
    """
    used = {each.name: each for each in library.packages}
    missing = [each.name for each in draft.basis.packages if each.name not in used]
    if missing:
        raise DraftError([Problem(draft.file.name, _NO_PACKAGE.format(name=name)) for name in missing])
    return tuple(each.name for each in draft.basis.packages if used[each.name].digest != each.digest)


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
    changes = _with_sections(made, chapter, draft.carried)
    sheet = make_sheet(result, library, changes)
    return Updated(made.data, replace(result, chapter=chapter), sheet, basis, changes)


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


def _with_sections(made: UpdatedDraft, chapter: Chapter, base: Carried) -> tuple[DraftChange, ...]:
    """Return what happened with the section of each text: where it stands now, or stood before."""
    sections = dict(_sections(chapter))
    last = ""
    for each in base.paragraphs:
        last = sections.setdefault(each.id, last)
    return tuple(replace(change, section=sections.get(change.id, "")) for change in made.changes)


def _sections(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield the id of every paragraph with the title of its section."""
    for _, title, block in by_section(chapter):
        yield block.id, title
        for part in _parts(block):
            yield part.id, title


def _parts(block: object) -> Iterator[Cell | Item]:
    if isinstance(block, ListBlock):
        yield from block.items
    elif isinstance(block, Table):
        yield from block.header
        for row in block.rows:
            yield from row.cells


def headings(chapter: Chapter) -> Mapping[str, str]:
    """Return the titles of the sections, by their id: what a contents list holds."""
    return {
        block.id: span_text(block.spans)
        for block in chapter.blocks
        if isinstance(block, Heading) and block.level == SECTION_LEVEL
    }
