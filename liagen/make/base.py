"""A draft made again, as it was before someone edited it: where each of its texts comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final

from liagen.chapter.editions import with_title_page
from liagen.chapter.question_list import question_origin
from liagen.document.blocks import Cell, Chapter, Fill, Heading, Item, Origin, Paragraph, Span, Table, Text, span_text
from liagen.document.carried import QUESTIONS, Carried
from liagen.document.walk import by_section, passages
from liagen.library.model import Library
from liagen.make.chain import Result, make, make_sheet
from liagen.make.edited_draft import EditedDraft, length_of, profile_of
from liagen.profile.fields import in_length
from liagen.profile.model import Profile

_AROUND: Final = 20
"""How many characters around a fill-in must be the same with its answer."""


@dataclass(frozen=True)
class MadeText:
    """One text as liagen makes it: the title of its section, where it comes from, and its spans."""

    section: str
    origins: tuple[Origin, ...]
    spans: tuple[Span, ...]

    @property
    def origin(self) -> Origin | None:
        """Return what it is told under."""
        return self.origins[0] if self.origins else None

    @property
    def text(self) -> str:
        """Return it as plain text."""
        return span_text(self.spans)


@dataclass(frozen=True)
class MadeAgain:
    """A draft made again from its answers, with the texts of now: its stages and, by id, each text of its documents."""

    profile: Profile
    result: Result
    texts: dict[str, MadeText]

    @cached_property
    def _in_chapter(self) -> dict[str, MadeText]:
        return texts_of(self.result.chapter)

    def fits(self, field: str, words: str, after: Chapter) -> bool:
        """Say whether ``words``, as an answer, stand in a text of the chapter where it has a fill-in for this field.

        ``after`` is the chapter made with that answer. Some proposals stand in for a sentence that an answer changes.
        """
        now = texts_of(after)
        return any(
            key in now and _frame(text.spans, place, words) in _plain(now[key].text)
            for key, text in self._in_chapter.items()
            for place, span in enumerate(text.spans)
            if isinstance(span, Fill) and span.field == field
        )


def _frame(spans: tuple[Span, ...], place: int, words: str) -> str:
    """Return words in the place of a fill-in, with what is before and behind it."""
    before = "".join(span.text for span in [*_until_fill(reversed(spans[:place]))][::-1])
    after = "".join(span.text for span in _until_fill(spans[place + 1 :]))
    return _plain(f"{before[-_AROUND:]}{words}{after[:_AROUND]}")


def _until_fill(spans: Iterable[Span]) -> Iterator[Span]:
    return takewhile(lambda span: not isinstance(span, Fill), spans)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def make_again(draft: EditedDraft, library: Library) -> MadeAgain:
    """Return a draft made again. Raises DraftError or ProfileError when its answers do not hold any more."""
    profile = profile_of(draft, library)
    result = made_with(draft, profile, library)
    if draft.basis.document == QUESTIONS:
        return MadeAgain(profile, result, _questions_of(draft.carried))
    documents = (with_title_page(result.chapter, profile, library), make_sheet(result, library))
    return MadeAgain(profile, result, {key: text for each in documents for key, text in texts_of(each).items()})


def _questions_of(carried: Carried) -> dict[str, MadeText]:
    """Return the questions of a list by their id, from what it carries: without the profile they are not made again."""
    fields = (fill.field for each in carried.paragraphs for fill in each.fills if fill.field)
    origins = {origin.name: origin for origin in map(question_origin, fields)}
    return {
        each.id: MadeText("", (origins[each.id],), (Text(each.text),))
        for each in carried.paragraphs
        if each.id in origins
    }


def made_with(draft: EditedDraft, profile: Profile, library: Library) -> Result:
    """Return what liagen makes of these answers on the date and in the length of a draft."""
    return make(in_length(profile, length_of(draft, profile)), library, draft.basis.date)


def texts_of(chapter: Chapter) -> dict[str, MadeText]:
    """Return every text of a document by its id, in order of reading; captions and headers of tables too."""
    return {
        passage.id: MadeText(title, passage.origins, passage.spans)
        for title, passage in (*(("", line) for line in chapter.title_page), *_passages(chapter))
    }


def _passages(chapter: Chapter) -> Iterator[tuple[str, Heading | Paragraph | Item | Cell]]:
    for _, title, block in by_section(chapter):
        if isinstance(block, Table):
            yield title, block.caption
            yield from ((title, cell) for cell in block.header)
        yield from ((title, each) for each in passages(block))


def sections_of(texts: Mapping[str, MadeText], carried: Carried) -> dict[str, str]:
    """Return the title of the section of each text, by id; of one that is not made now, that of the text before it."""
    found = {key: text.section for key, text in texts.items()}
    last = ""
    for each in carried.paragraphs:
        last = found.setdefault(each.id, last)
    return found
