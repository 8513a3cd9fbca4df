"""A draft to go on working in: a chapter with remarks in the margin, fill-ins to click, and its ids kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from liagen.document.blocks import Chapter, Fill, Note, Span
from liagen.document.carried import Basis
from liagen.word.parts import relations
from liagen.word.styles.roles import StyleRole
from liagen.word.styles.sheet import Stationery
from liagen.word.write.body import Body
from liagen.word.write.carry import carried_block, carried_paragraph, carrying_parts
from liagen.word.write.comments import close_comment, comment, comments_bytes, first_words, open_comment
from liagen.word.write.controls import control
from liagen.word.write.package import AddedPart

_COMMENTS: Final = "word/comments.xml"
_COMMENTS_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class DraftBody(Body):
    """The text of a chapter as Word's XML, with all that helps the officer and the program later on."""

    def __init__(
        self, stationery: Stationery, chapter: Chapter, pages: Mapping[str, int], basis: Basis | None = None
    ) -> None:
        """Start an empty body; the draft carries its ``basis`` with what stands where, and nothing without one."""
        super().__init__(stationery, chapter, pages)
        self._basis = basis
        self._texts: list[bytes] = []
        self._comments: list[bytes] = []
        self._controls = 0

    def _parts(self) -> tuple[AddedPart, ...]:
        """Return the comments, if any, and what the draft carries."""
        carried = self.carried_parts(1)
        if not self._comments:  # Word may offer to repair a file with an empty comments part
            return (*carried,)
        return AddedPart(_COMMENTS, comments_bytes(self._comments), _COMMENTS_KIND, relations.COMMENTS), *carried

    def carried_parts(self, number: int) -> Sequence[AddedPart]:
        """Return the parts with what the draft carries; ``number`` is in their names."""
        return carrying_parts(self._basis, self._texts, number) if self._basis else ()

    def _bookmarked(self, ids: Sequence[str], label: str, spans: tuple[Span, ...]) -> Sequence[str]:
        """Return all ids, and keep them with the text."""
        self._texts += [carried_block(block_id) for block_id in ids[:-1]]
        self._texts.append(carried_paragraph(ids[-1], label, spans))
        return ids

    def _remarked(self, spans: tuple[Span, ...], note: Note) -> bytes:
        """Return the spans of a paragraph with a remark at its first words."""
        sign = self._styles[StyleRole.COMMENT_MARK]
        key = len(self._comments)
        self._comments.append(comment(note, key, self._chapter.date, self._styles[StyleRole.COMMENT], sign))
        first, after = first_words(spans)
        return b"".join((open_comment(key), self._spans(first), close_comment(key, sign), self._spans(after)))

    def _fill(self, fill: Fill) -> bytes:
        """Return a fill-in as a control."""
        self._controls += 1
        return control(fill, self._controls, self._fill_style(fill))
