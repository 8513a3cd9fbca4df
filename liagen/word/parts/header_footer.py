"""Header and footer: a paragraph of the style file that says just a mark gets the text of the chapter."""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from liagen.document.blocks import Chapter
from liagen.word.parts.xml import W, add_field, add_text, run_model

_RUNNING_MARK: Final = "[koptekst]"
_PAGE_MARK: Final = "[paginanummer]"


def has_mark(root: etree._Element) -> bool:
    """Say whether a header or footer wants the text of the chapter."""
    return any(_words(p) in (_RUNNING_MARK, _PAGE_MARK) for p in root.iter(f"{W}p"))


def fill_margin(root: etree._Element, chapter: Chapter) -> etree._Element:
    """Return a copy of a header or footer with the texts of the chapter in the place of the marks."""
    root = copy.deepcopy(root)
    for paragraph in root.iter(f"{W}p"):
        mark = _words(paragraph)
        if mark in (_RUNNING_MARK, _PAGE_MARK):
            _empty(paragraph)
        if mark == _RUNNING_MARK:
            add_text(paragraph, chapter.running, run_model())
        elif mark == _PAGE_MARK:
            add_text(paragraph, f"{chapter.page_word} ", run_model())
            add_field(paragraph, "PAGE", "1")
            add_text(paragraph, f" {chapter.page_of} ", run_model())
            add_field(paragraph, "NUMPAGES", "1")
    return root


def _words(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, however Word has cut it into runs."""
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip()


def _empty(paragraph: etree._Element) -> None:
    """Take everything but its properties out of a paragraph."""
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
