"""The table of contents: a field with its entries already in it, so that it is right before anyone renews it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from liagen.document.blocks import Block, Chapter, Heading, Paragraph, span_text
from liagen.word.parts.xml import word
from liagen.word.write.text import Layout, begin_field, end_field, field, paragraph_properties, run, sign

_LEVEL: Final = 2

# Entries are links, and nothing asks for page numbers in a web view; ``\n`` leaves the numbers out everywhere.
_FIELD: Final = f'TOC \\o "{_LEVEL}-{_LEVEL}" \\h \\z \\u'
_WITHOUT_PAGES: Final = f"{_FIELD} \\n"


@dataclass(frozen=True)
class ContentsEntry:
    """One line: the heading it leads to, what it says, and its page where that is known."""

    heading: str
    text: str
    page: str


@dataclass(frozen=True)
class Contents:
    """A table of contents that stands before the block with number ``place``."""

    title: str
    place: int
    entries: tuple[ContentsEntry, ...]


@lru_cache(maxsize=256)
def contents_bookmark(heading_id: str) -> str:
    """Return the name of the bookmark of a listed heading.

    It is the name that Word itself would give: so it cleans up after renewing, and checkers know what it is.
    """
    return f"_Toc{int(hashlib.sha256(heading_id.encode()).hexdigest()[:12], 16) % 10**9:09}"


def find_contents(chapter: Chapter, pages: Mapping[str, int]) -> Contents | None:
    """Return the table of contents of a chapter, or None when it has no title or would be empty."""
    headings = {
        n: block for n, block in enumerate(chapter.blocks) if isinstance(block, Heading) and block.level == _LEVEL
    }
    if not chapter.contents_title or not headings:
        return None
    entries = tuple(
        ContentsEntry(h.id, span_text(h.spans).strip(), str(pages.get(h.id, ""))) for h in headings.values()
    )
    return Contents(chapter.contents_title, min(_place(chapter.blocks), *headings), entries)


def listed_bookmarks(chapter: Chapter) -> dict[str, str]:
    """Return the bookmark of each heading in the table of contents, by the id of the heading."""
    contents = find_contents(chapter, {})
    return {entry.heading: contents_bookmark(entry.heading) for entry in contents.entries} if contents else {}


def _place(blocks: Sequence[Block]) -> int:
    """Return the number of the block after the title of the chapter and the notices directly below it."""
    titles = (n for n, block in enumerate(blocks, 1) if isinstance(block, Heading) and block.level == 1)
    place = next(titles, 0)
    while place < len(blocks) and _is_notice(blocks[place]):
        place += 1
    return place


def _is_notice(block: Block) -> bool:
    """Say whether a block is a notice."""
    return isinstance(block, Paragraph) and block.role == "kader"


@lru_cache(maxsize=32)
def entry_paragraphs(entries: tuple[ContentsEntry, ...], style: str, text_width: int) -> bytes:
    """Return a paragraph for each entry, with the field over all of them."""
    has_pages = any(entry.page for entry in entries)
    contents = [[_properties(entry, style, text_width), _link(entry)] for entry in entries]
    contents[0].insert(1, begin_field(_FIELD if has_pages else _WITHOUT_PAGES))
    contents[-1].append(end_field())
    return b"".join(word("p", *content) for content in contents)


def _properties(entry: ContentsEntry, style: str, text_width: int) -> bytes:
    """Return the properties of the paragraph of an entry."""
    return paragraph_properties(style, Layout(page_number_at=text_width if entry.page else 0))


def _link(entry: ContentsEntry) -> bytes:
    """Return the link of an entry; its page is a field of its own, so that Word can renew just the numbers."""
    bookmark = contents_bookmark(entry.heading)
    page = [sign("tab"), field(f"PAGEREF {bookmark} \\h", entry.page)] if entry.page else []
    return word("hyperlink", run(entry.text), *page, anchor=bookmark, history="1")
