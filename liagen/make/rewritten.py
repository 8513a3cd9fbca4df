"""Which texts officers rewrote, over many edited drafts: for who writes the cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from liagen.errors import LiagenError
from liagen.files.spreadsheet import sheet_text
from liagen.library.model import Library
from liagen.make.base import MadeText, make_again
from liagen.make.edited_draft import EditedDraft
from liagen.word.readback.answers import FillNow, is_rewritten, read_fills

_HEADER: Final = (
    "kaart en deel", "ook uit", "onderdeel", "herschreven in", "van de bestanden", "keer zo", "tekst van liagen",
    "nieuwe tekst",
)  # fmt: skip


@dataclass(frozen=True)
class Rewrite:
    """One text of ours and what was written in its place.

    ``origin`` is the card and part that it comes from, or its id when no card has it now, and ``joined`` what else is
    in it. ``rewritten`` counts the documents in which any text of that part was rewritten, ``having`` those that have
    one, and ``times`` those with these very words.
    """

    origin: str
    joined: str
    section: str
    rewritten: int
    having: int
    times: int
    text: str
    new: str


@dataclass(frozen=True)
class _Read:
    """A text of one document, by its number, as it was and as it is now; ``new`` is empty when it is the same."""

    document: int
    id: str
    text: str
    new: str


def rewritten(drafts: Sequence[EditedDraft], library: Library) -> tuple[Rewrite, ...]:
    """Return what was rewritten, the part that was rewritten most often first; what was only filled in is not."""
    known: dict[str, MadeText] = {}
    for draft in drafts:
        known |= _texts_of(draft, library)
    by_part: dict[str, list[_Read]] = {}
    for number, draft in enumerate(drafts):
        for each in _read(number, draft):
            by_part.setdefault(_name(each.id, known), []).append(each)
    found = [rewrite for name, texts in by_part.items() for rewrite in _of_part(name, texts, known)]
    return tuple(sorted(found, key=lambda each: (-each.rewritten, each.origin, -each.times, each.text, each.new)))


def write_rewrites(rewrites: Iterable[Rewrite]) -> str:
    """Return rewrites as CSV for a Dutch Excel; no text in it runs as a formula."""
    rows = ((each.origin, each.joined, each.section, *_counts(each), each.text, each.new) for each in rewrites)
    return sheet_text([_HEADER, *rows])


def _counts(rewrite: Rewrite) -> Iterator[str]:
    yield from map(str, (rewrite.rewritten, rewrite.having, rewrite.times))


def _texts_of(draft: EditedDraft, library: Library) -> dict[str, MadeText]:
    """Return the texts of a draft made again; none of one that is too old for that, whose ids others may tell."""
    try:
        return make_again(draft, library).texts
    except LiagenError:
        return {}


def _read(number: int, draft: EditedDraft) -> Iterator[_Read]:
    fills: dict[str, list[FillNow]] = {}
    for fill in read_fills(draft.carried, draft.text):
        fills.setdefault(fill.paragraph, []).append(fill)
    for each in draft.carried.paragraphs:
        unit = draft.text.units.get(each.id)
        if each.text:
            now = unit.text if unit else ""
            is_new = bool(now.strip()) and is_rewritten(each, now, fills.get(each.id, ()))
            yield _Read(number, each.id, each.text, now if is_new else "")


def _name(key: str, known: dict[str, MadeText]) -> str:
    origin = known[key].origin if key in known else None
    return origin.name if origin else key


def _of_part(name: str, texts: Sequence[_Read], known: dict[str, MadeText]) -> Iterator[Rewrite]:
    having = {each.document for each in texts}
    changed = [each for each in texts if each.new]
    documents = {each.document for each in changed}
    for key, text, new in dict.fromkeys((each.id, each.text, each.new) for each in changed):
        times = {each.document for each in changed if (each.id, each.text, each.new) == (key, text, new)}
        made = known.get(key)
        joined = ", ".join(origin.name for origin in made.origins[1:]) if made else ""
        section = made.section if made else ""
        yield Rewrite(name, joined, section, len(documents), len(having), len(times), text, new)
