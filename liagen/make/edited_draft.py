"""A draft as someone edited it: its file, what it was made of, and what became of each of its texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from liagen.document.carried import QUESTIONS, Basis, Carried
from liagen.errors import DraftError, Problem
from liagen.library.model import Library
from liagen.profile.choices import Length
from liagen.profile.model import Profile
from liagen.profile.read import parse_profile
from liagen.word.readback.carried import carried_in, read_carried
from liagen.word.readback.draft_file import DraftFile, open_draft
from liagen.word.readback.edited import EditedText, read_edited

_NOTHING: Final = "dit is geen document van liagen, of een ander programma liet weg wat liagen erin bewaart"
_OTHER_FILE: Final = "kies het document zoals liagen het maakte"
_NOT_OURS: Final = "in dit bestand staat geen tekst van het concept; kies het concept waarin u verder schreef"
_SHEET: Final = "dit is een werkblad; kies het hoofdstuk: het werkblad ernaast wordt vanzelf nieuw gemaakt"
_PROGRESS: Final = "dit is een document over de voortgang; kies het hoofdstuk waar het over gaat"
_LIST: Final = "dit is een vragenlijst; lees de antwoorden met `liagen teruglezen`"
_NO_PROFILE: Final = "dit concept is van een oudere liagen en bewaart geen antwoorden; geef het profiel met --profiel"
_NO_PACKAGE: Final = "dit concept is gemaakt met het pakket {name}, dat nu niet gebruikt wordt; geef het met --pakket"
_OTHERS: Final = {"werkblad": _SHEET, QUESTIONS: _LIST}
_LENGTHS: Final[tuple[Length, ...]] = ("kort", "standaard", "uitgebreid")


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

    @property
    def by_words(self) -> int:
        """Return how many of these were found as they still stand there word for word."""
        return len(self.text.by_text) - self.guessed

    @property
    def by_mark(self) -> int:
        """Return how many of these were found by their bookmark."""
        return self.found - len(self.text.by_text)

    @property
    def total(self) -> int:
        """Return how many texts were made."""
        return len(self.carried.paragraphs)


def read_draft(data: bytes, name: str, old: tuple[bytes, str] | None = None, advice: str = "") -> EditedDraft:
    """Return a chapter that someone edited, as ``read_document`` does. Raises DraftError for another document."""
    draft = read_document(data, name, old, advice)
    if draft.basis.document != "hoofdstuk":
        raise draft.file.error(_OTHERS.get(draft.basis.document, _PROGRESS))
    return draft


def read_document(data: bytes, name: str, old: tuple[bytes, str] | None = None, advice: str = "") -> EditedDraft:
    """Return a document that someone edited, with what was made; ``name`` is what messages call the file.

    ``old`` is the document as liagen made it, for a file that another program saved without what it carried;
    ``advice`` tells what to do without it. Raises DraftError when a file is no such document.
    """
    file = open_draft(data, name)
    carried = carried_in(file.parts, name)
    lost = carried is None
    if carried is None and old is not None:
        carried = read_carried(*old)
        if carried is None:
            raise DraftError([Problem(old[1], f"{_NOTHING}; {_OTHER_FILE}")])
    if carried is None:
        raise file.error(f"{_NOTHING}; {advice or _OTHER_FILE}")
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
