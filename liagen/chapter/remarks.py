"""The remarks of cards and texts in the margin, where the officer might choose otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from liagen.chapter.markdown import plain_text
from liagen.chapter.material import Material
from liagen.document.blocks import Block, Heading, Item, ListBlock, Note, Origin, Paragraph, Table
from liagen.document.walk import passages
from liagen.library.wording import CARD_PARTS

_MOST = 10


@dataclass(frozen=True)
class _Remark:
    """A remark with the id of what it hangs at."""

    id: str
    text: str
    of_proposal: bool


def with_remarks(blocks: Sequence[Block], material: Material) -> list[Block]:
    """Return the blocks with the remarks of their cards and texts; past the limit those on proposals go first."""
    found = list(_remarks(blocks, material))
    ordered = sorted(found, key=lambda remark: not remark.of_proposal)  # stable: each in order of reading
    kept = set(ordered[: _limit(material)])
    texts: dict[str, list[str]] = {}
    for remark in found:
        texts.setdefault(remark.id, []).extend([remark.text] if remark in kept else [])
    return [_noted(block, texts) for block in blocks]


def _limit(material: Material) -> int | None:
    limit = material.library.optional_setting("opmerkingen_hoogstens")
    if limit is not None:
        return limit
    # Options with headings have a remark each.
    headed = any(row.kind == "opties" for section in material.library.outline for row in section.inhoud)
    return None if headed else _MOST


def _remarks(blocks: Sequence[Block], material: Material) -> Iterator[_Remark]:
    told: set[Origin] = set()
    for passage in (each for block in blocks for each in passages(block)):
        note = passage.note if isinstance(passage, Heading | Paragraph | Item) else None
        owners = dict.fromkeys(Origin(each.kind, each.key) for each in passage.origins if note or _is_running(each))
        if note:
            yield _Remark(passage.id, note.text, any(_is_proposal(each, material) for each in owners))
        for owner in owners if not note else ():
            text = _own_remark(owner, material) if owner not in told else ""
            if text:
                yield _Remark(passage.id, text, _is_proposal(owner, material))
        told.update(owners)


def _is_running(origin: Origin) -> bool:
    """Say whether something stands here as running text; other lines only tell of it."""
    return origin.kind == "tekst" or (origin.kind == "optie" and origin.part in CARD_PARTS)


def _own_remark(owner: Origin, material: Material) -> str:
    card = material.library.cards.get(owner.key) if owner.kind == "optie" else material.library.texts.get(owner.key)
    return plain_text(material.render(card.opmerking)) if card and card.opmerking else ""


def _is_proposal(owner: Origin, material: Material) -> bool:
    return owner.kind == "optie" and material.choice.options[owner.key].verdict == "voorstel"


def _noted(block: Block, texts: dict[str, list[str]]) -> Block:
    if isinstance(block, ListBlock):
        items = tuple([_with_note(item, texts) for item in block.items])
        return block if items == block.items else replace(block, items=items)
    return block if isinstance(block, Table) else _with_note(block, texts)


_Line = TypeVar("_Line", bound=Heading | Paragraph | Item)


def _with_note(line: _Line, texts: dict[str, list[str]]) -> _Line:
    note = _note(line, texts)
    return line if note == line.note else replace(line, note=note)


def _note(line: Heading | Paragraph | Item, texts: dict[str, list[str]]) -> Note | None:
    found = texts.get(line.id)
    return Note(" ".join(dict.fromkeys(found))) if found else None
