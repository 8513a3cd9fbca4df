"""What differs between documents: two by where their texts come from, three by id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from liagen.document.blocks import Chapter, Origin
from liagen.document.walk import Leaf, leaves

Kind = Literal["erbij", "weg", "anders"]

MergeOutcome = Literal[
    "unchanged", "renewed", "edited", "alike", "conflict",
    "new", "withdrawn", "withdrawn_edited", "removed",
]  # fmt: skip
"""What became of a text: first when all that have it still have it, then when it came or went on one side.

``alike``: both sides did the same to it. ``conflict``: each did something else. ``withdrawn``: renewing takes it away,
``withdrawn_edited``: although it was edited. ``removed``: the editor took it away, whatever renewing says.
"""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of plain text; a heading or list item without an end is one too."""
    return tuple(sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence)


# ------------------------------------------------------------ two


@dataclass(frozen=True)
class Subject:
    """What texts are told of: all that comes from ``origin`` in one section, or in every section when that is empty."""

    origin: Origin
    section: str = ""


@dataclass(frozen=True)
class Change:
    """What is told differently of one subject, sentence by sentence, whatever paragraph a sentence stands in.

    ``kind`` says whether ``origin`` comes or goes altogether; ``section`` is the title of the section. ``before`` and
    ``after`` are all that is told, in order.
    """

    kind: Kind
    section: str
    origin: Origin
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def removed(self) -> tuple[str, ...]:
        """Return the sentences that are no longer told; none when only their order differs."""
        return tuple(sentence for sentence in self.before if sentence not in self.after)

    @property
    def added(self) -> tuple[str, ...]:
        """Return the sentences that were not told; none when only their order differs."""
        return tuple(sentence for sentence in self.after if sentence not in self.before)


def changes(before: Chapter, after: Chapter, subject_of: Callable[[Leaf], Subject | None]) -> tuple[Change, ...]:
    """Return every change, in order of reading; ``subject_of`` says what a text is told of, and None leaves it out."""
    old, new = _texts_by_subject(before, subject_of), _texts_by_subject(after, subject_of)
    old_origins, new_origins = ({subject.origin for subject in texts} for texts in (old, new))
    # Sections in the order of the new document; one that is gone comes after them, as it has no place there.
    order = list(dict.fromkeys(text.section for text in (*new.values(), *old.values())))
    found = []
    for subject in dict.fromkeys((*new, *old)):
        was, now = old.get(subject, _NO_TEXT), new.get(subject, _NO_TEXT)
        if was.sentences != now.sentences:
            # By origin and not by subject: an option that only moves to another section neither comes nor goes.
            origin = subject.origin
            kind: Kind = "erbij" if origin not in old_origins else "weg" if origin not in new_origins else "anders"
            found.append(Change(kind, now.section or was.section, origin, was.sentences, now.sentences))
    return tuple(sorted(found, key=lambda change: order.index(change.section)))


@dataclass(frozen=True)
class _SubjectText:
    """What is told of a subject, and the title of the section where that begins."""

    section: str
    sentences: tuple[str, ...]


_NO_TEXT: Final = _SubjectText("", ())


def _texts_by_subject(chapter: Chapter, subject_of: Callable[[Leaf], Subject | None]) -> dict[Subject, _SubjectText]:
    found: dict[Subject, _SubjectText] = {}
    for leaf in leaves(chapter).values():
        if subject := subject_of(leaf):
            earlier = found.get(subject, _SubjectText(leaf.section_title, ()))
            found[subject] = _SubjectText(earlier.section, (*earlier.sentences, *sentences(leaf.text)))
    return found


# ------------------------------------------------------------ three


@dataclass(frozen=True)
class MergedText:
    """One text of a document that was made (``base``), ``edited`` by hand, and made again with other facts.

    Where a document does not have it, its text is None. ``after`` says where a new one belongs: the id of the text
    before it, which is new or still there in the edited document; empty when it comes first.
    """

    id: str
    outcome: MergeOutcome
    base: str | None
    edited: str | None
    renewed: str | None
    after: str = ""


def merge_texts(
    base: Mapping[str, str], edited: Mapping[str, str], renewed: Mapping[str, str]
) -> tuple[MergedText, ...]:
    """Return what became of every text, by id: in the order of ``renewed``, then what that does not have.

    Each document gives the plain text of each id, in order of reading. A text that was emptied is edited, not removed.
    """
    found: list[MergedText] = []
    last = ""
    for key in dict.fromkeys((*renewed, *base, *edited)):
        texts = base.get(key), edited.get(key), renewed.get(key)
        outcome = _merge_outcome(*texts)
        found.append(MergedText(key, outcome, *texts, after=last if outcome == "new" else ""))
        if outcome == "new" or key in edited:
            last = key
    return tuple(found)


def _merge_outcome(base: str | None, edited: str | None, renewed: str | None) -> MergeOutcome:
    # None (not there) takes part as any text does: both sides took it away, both added the same.
    if edited == renewed:
        return "unchanged" if edited == base else "alike"
    if edited is None:
        return "new" if base is None else "removed"
    if base is None:
        return "edited" if renewed is None else "conflict"
    if renewed is None:
        return "withdrawn" if edited == base else "withdrawn_edited"
    if edited == base:
        return "renewed"
    return "edited" if renewed == base else "conflict"


# ------------------------------------------------------------ what an update did

UpdateKind = Literal[
    "vernieuwd", "conflict", "nieuw", "verplaatst", "vervallen", "vervallen_bewerkt", "eigen", "verwijderd", "tabel",
    "dubbel",
]  # fmt: skip
"""What became of a text in a draft that was brought up to date.

Renewed; kept with ours beside it, as both changed; new; put elsewhere; gone; kept although it would go; hers alone;
taken out by her; a table kept whole although ours is another; an id that stands in two places, of which the first
counts.
"""


@dataclass(frozen=True)
class DraftChange:
    """What became of one text of a draft: ``before`` stood in it, ``after`` is what liagen makes of it now.

    ``section`` is the title of its section, empty before the first.
    """

    kind: UpdateKind
    id: str
    before: str = ""
    after: str = ""
    section: str = ""
