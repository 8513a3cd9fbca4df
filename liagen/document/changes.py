"""What differs between two documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from liagen.document.blocks import Chapter
from liagen.document.walk import Leaf, leaves

Kind = Literal["erbij", "weg", "anders"]
_SENTENCE = re.compile(r"(?<=[.!?]) +")
_Place = tuple[str, str, str]
_Leaves = dict[str, Leaf]
_PLACES = ("planning.", "open.")  # these follow from the goals and would say everything twice


@dataclass(frozen=True)
class Change:
    """What changes at one place.

    ``about`` is the kind of thing (optie, doel, risico, rol, tekst) and ``key`` which one. ``before`` and ``after``
    are the sentences that go and come (plain text); ``leaves`` are the ids of the paragraphs, items and rows.
    """

    kind: Kind
    section: str
    about: str
    key: str
    leaves: tuple[str, ...]
    before: str = ""
    after: str = ""


def changed_leaves(before: Chapter, after: Chapter) -> frozenset[str]:
    """Return the ids of every paragraph, item and row that comes, goes or reads differently."""
    old, new = leaves(before), leaves(after)
    return frozenset(
        leaf for leaf in {**old, **new} if _text(old.get(leaf)) != _text(new.get(leaf)) and not leaf.startswith(_PLACES)
    )


def changes(before: Chapter, after: Chapter) -> tuple[Change, ...]:
    """Return every change, in order of reading; what belongs to one option, goal or risk is one change."""
    old, new = leaves(before), leaves(after)
    ids = changed_leaves(before, after)
    groups: dict[_Place, list[str]] = {}
    for leaf in {**new, **old}:
        if leaf in ids:
            groups.setdefault(_place(new.get(leaf) or old[leaf]), []).append(leaf)
    order = list(dict.fromkeys(leaf.section_title for leaf in (*new.values(), *old.values())))
    found = [_change(place, tuple(group), old, new) for place, group in groups.items()]
    return tuple(sorted(found, key=lambda change: order.index(change.section)))


def _text(leaf: Leaf | None) -> str | None:
    """Return what counts of a leaf: of a numbered heading of a goal only that it is there."""
    if leaf is None:
        return None
    return "" if leaf.id.endswith(".toelichting.kop") else leaf.text


def _place(leaf: Leaf) -> _Place:
    """Return section, kind and key of the thing a leaf belongs to: ``optie.intranet.kort.1`` is option intranet."""
    about, *rest = leaf.id.split(".")
    key = ".".join(rest[:2]) if about == "doel" else rest[0] if rest else ""
    return leaf.section_title, about, key


def _change(place: _Place, group: tuple[str, ...], old: _Leaves, new: _Leaves) -> Change:
    section, about, key = place
    was, now = (_sentences(place, chapter) for chapter in (old, new))
    kind: Kind = "anders"
    if not _has(about, key, old):
        kind = "erbij"
    elif not _has(about, key, new):
        kind = "weg"
    gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
    return Change(kind, section, about, key, group, " ".join(gone), " ".join(come))


def _has(about: str, key: str, chapter: _Leaves) -> bool:
    """Say whether the thing itself is in a chapter at all."""
    return any(_place(leaf)[1:] == (about, key) for leaf in chapter.values())


def _sentences(place: _Place, chapter: _Leaves) -> list[str]:
    """Return what is said of one thing in one section, sentence by sentence, whatever paragraph it stands in."""
    texts = [
        leaf.text for leaf in chapter.values() if _place(leaf) == place and not leaf.id.endswith(".toelichting.kop")
    ]
    found = [sentence.strip() for text in texts for sentence in _SENTENCE.split(text)]
    return [text if text.endswith((".", "!", "?", ":")) else f"{text}." for text in found if text]
