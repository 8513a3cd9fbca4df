"""A draft to go on working in: a chapter with remarks in the margin, fill-ins to click, and its ids kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.blocks import Chapter, Fill, Note, Span, span_text
from liagen.word.anchors import add_anchor, add_borrower, anchor_parts, new_anchors
from liagen.word.body import Body
from liagen.word.comments import add_comment, close_comment, first_words, new_comments, open_comment
from liagen.word.controls import add_control
from liagen.word.package import AddedPart
from liagen.word.pieces import xml_bytes
from liagen.word.roles import Role
from liagen.word.stylefile import Stationery

_COMMENTS: Final = "word/comments.xml"


class DraftBody(Body):
    """The text of a chapter as Word's XML, with all that helps the officer and the program later on."""

    def __init__(self, stationery: Stationery, chapter: Chapter, pages: Mapping[str, int]) -> None:
        """Start an empty body."""
        super().__init__(stationery, chapter, pages)
        self._anchors = new_anchors(chapter.date)
        self._comments = new_comments()
        self._controls = 0

    def _parts(self) -> tuple[AddedPart, ...]:
        """Return the comments, if any, and the ids with their texts."""
        anchors = anchor_parts(self._anchors)
        if not len(self._comments):  # Word may offer to repair a file with an empty comments part
            return anchors
        return AddedPart(_COMMENTS, xml_bytes(self._comments), CT.WML_COMMENTS, RT.COMMENTS), *anchors

    def _bookmarked(self, ids: Sequence[str], spans: tuple[Span, ...]) -> Sequence[str]:
        """Return all ids, and keep them."""
        for block_id in ids[:-1]:
            add_borrower(self._anchors, block_id)
        add_anchor(self._anchors, ids[-1], span_text(spans))
        return ids

    def _spans(self, paragraph: etree._Element, spans: tuple[Span, ...], note: Note | None) -> None:
        """Add the spans of a paragraph; a remark stands at the first words."""
        if not note:
            super()._spans(paragraph, spans, None)
            return
        sign = self._styles[Role.COMMENT_MARK]
        key = add_comment(self._comments, note, self._chapter.date, self._styles[Role.COMMENT], sign)
        first, after = first_words(spans)
        open_comment(paragraph, key)
        super()._spans(paragraph, first, None)
        close_comment(paragraph, key, sign)
        super()._spans(paragraph, after, None)

    def _fill(self, paragraph: etree._Element, fill: Fill) -> None:
        """Add a fill-in as a control."""
        self._controls += 1
        add_control(paragraph, fill, self._controls, self._styles[Role.FILL])
