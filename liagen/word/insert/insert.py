"""A chapter put into someone else's document: in its styles, at a place in its text, and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from lxml import etree

from liagen.document.blocks import Chapter, Edition
from liagen.document.carried import Basis
from liagen.errors import HostError
from liagen.files.archive import LARGE_WORD, NO_WORD, SIGNED, is_signed
from liagen.word.insert.contents_list import has_contents
from liagen.word.insert.insertion_point import (
    InsertionPoint,
    InsertionTarget,
    elements_before,
    find_insertion_point,
    section_at,
)
from liagen.word.parts.container import DOCUMENT_TYPE, FileMessages, WordFile
from liagen.word.parts.measure import highest_with_room, whole_number
from liagen.word.parts.xml import ID, NAME, RUN, VAL, R, W
from liagen.word.styles.adopt import LANGUAGE
from liagen.word.styles.inheritance import default_style, is_dutch, language
from liagen.word.styles.roles import StyleRole
from liagen.word.styles.stationery import host_stationery
from liagen.word.write.body import Body
from liagen.word.write.carry import FOLDER
from liagen.word.write.comments import comments_bytes
from liagen.word.write.draft import DraftBody
from liagen.word.write.package import AddedPart, Story

_EMBED: Final = f"{R}embed"
_BOOKMARKS: Final = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_COMMENTS: Final = tuple(W + tag for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_DAMAGED: Final = f"{NO_WORD} achter --in"
_MESSAGES: Final = FileMessages(
    HostError,
    missing="dit bestand bestaat niet; controleer de naam achter --in",
    damaged=_DAMAGED,
    locked="dit bestand is niet te lezen; sluit het in Word en probeer opnieuw",
    large=LARGE_WORD,
)
_TABLE_FIELD: Final = "SEQ Tabel "


def insert_docx(
    chapter: Chapter,
    style_file: Path,
    edition: Edition,
    host_file: Path,
    place: InsertionTarget,
    level: int | None = None,
    basis: Basis | None = None,
) -> bytes:
    """Return the host with the chapter in it; the same arguments give the same bytes, the host file stays as it is.

    ``level`` is the heading level of the chapter's title; without it, one below the heading that the chapter comes
    under, and else 1. A draft carries its ``basis`` into the host.
    Raises ``HostError`` when the host is no Word file or the place is not in it.
    """
    host = _open_host(host_file)
    with host.refusing_damage():
        spot = find_insertion_point(host, place)
        section = section_at(host.body, spot.before)
        stationery, bullets = host_stationery(host, style_file, level or spot.level + 1, section)
        numbered = sum(_table_numbers(elements_before(host.body, spot.before)))
    text = replace(chapter, contents_title="", title_page=())
    body = _Inserted(stationery, text, {}) if edition == "schoon" else _InsertedDraft(stationery, text, {}, basis)
    body.start_after_tables(numbered)
    story = body.story()
    # The last section belongs to the page of our style file; the chapter gets the page that it comes on.
    blocks = [block for block in etree.fromstring(story.document)[0] if block.tag != f"{W}sectPr"]
    if bullets:
        _mark_bullets(blocks, stationery.styles[StyleRole.BULLET], bullets)
    comments = body.comments
    with host.refusing_damage():
        if not _is_dutch_host(host):
            _set_dutch([*blocks, comments])
        _renumber(host, blocks, story, _add_pictures(host, body))
        host.root(stationery.numbering.name)[:] = list(etree.fromstring(story.numbering))
        _add_comments(host, comments)
        for each in body.carried_parts(host.free_number(f"{FOLDER}/item", f"{FOLDER}/itemProps")):
            host.add(each.name, each.data, each.kind, each.relation)
        _insert_blocks(host, spot, blocks)
        host.mark_changed(host.document_name)
        return host.data()


def has_contents_list(host_file: Path) -> bool:
    """Say whether a Word file has a contents list, with pages that move when a chapter comes in."""
    host = _open_host(host_file)
    with host.refusing_damage():
        return has_contents(host.body)


def _open_host(path: Path) -> WordFile:
    """Return someone else's document, opened; refuse one that would not stay whole."""
    host = WordFile(path, _MESSAGES)
    with host.refusing_damage():
        kind = host.content_type(host.document_name)
    if kind != DOCUMENT_TYPE:
        raise host.error("dit is een sjabloon of een bestand met macro's; sla het in Word op als .docx")
    if is_signed(host.names()):
        raise host.error(SIGNED)
    return host


def _is_dutch_host(host: WordFile) -> bool:
    """Say whether running text of the host is Dutch when nothing else is said."""
    styles = host.root(host.ensure("styles"))
    return is_dutch(language(styles, default_style(styles, "paragraph")))


class _Inserted(Body):
    """The text of a chapter whose first table is not the first of the document."""

    @property
    def comments(self) -> etree._Element:
        """Return the remarks: none."""
        return etree.fromstring(comments_bytes([]))

    def carried_parts(self, number: int) -> Sequence[AddedPart]:  # noqa: ARG002  (for a draft)
        """Return the parts with what is carried: none."""
        return ()


class _InsertedDraft(DraftBody, _Inserted):
    """The same as a draft, with remarks."""

    @property
    def comments(self) -> etree._Element:
        """Return the remarks."""
        return etree.fromstring(comments_bytes(self._comments))


def _table_numbers(elements: Iterable[etree._Element]) -> Iterator[int]:
    """Yield a 1 for each field that numbers a table."""
    for element in elements:
        code = element.text if element.tag == f"{W}instrText" else element.get(f"{W}instr", "")
        if code and _TABLE_FIELD in f"{' '.join(code.split())} ":
            yield 1


def _mark_bullets(blocks: Iterable[etree._Element], style: str, number: str) -> None:
    """Give bulleted paragraphs a mark, where their style has none."""
    for block in blocks:
        named = block.find(f"{W}pPr/{W}pStyle")
        if named is not None and named.get(VAL) == style:
            properties = etree.Element(f"{W}numPr")
            etree.SubElement(properties, f"{W}ilvl", {VAL: "0"})
            etree.SubElement(properties, f"{W}numId", {VAL: number})
            block[0].append(properties)


def _set_dutch(elements: Iterable[etree._Element]) -> None:
    """Say of every run that it is Dutch, for the spelling and for a voice that reads it out."""
    for run in [each for element in elements for each in element.iter(RUN)]:
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        etree.SubElement(properties, f"{W}lang", {VAL: LANGUAGE})


def _add_pictures(host: WordFile, body: Body) -> dict[str, str]:
    """Put the pictures of the chapter into the host; return the id that each has there by its id in the chapter."""
    return {relation.id: host.add_picture(added.name, added.data, added.kind) for relation, added in body.pictures()}


def _renumber(host: WordFile, blocks: Iterable[etree._Element], story: Story, pictures: Mapping[str, str]) -> None:
    """Give bookmarks, comments, controls and links numbers and names that the host does not use."""
    # Two bookmarks of one name: Word keeps the first and links lead there. Ids of comments and controls that are there
    # twice may make it call the file damaged.
    names = {str(mark.get(NAME)) for mark in host.document.iter(_BOOKMARKS[0])}
    marks = _next_free_number(mark.get(ID) for mark in host.document.iter(*_BOOKMARKS))
    controls = _next_free_number(key.get(VAL) for key in host.document.iterfind(f".//{W}sdtPr/{W}id"))
    comments = _comment_offset(host)
    links = {link.id: host.link(link.target) for link in story.links if link.external}
    own = {str(mark.get(NAME)) for block in blocks for mark in block.iter(_BOOKMARKS[0])}
    renamed = {name: _free_name(name, names | own) for name in own & names}
    for element in (each for block in blocks for each in block.iter()):
        if element.tag in _BOOKMARKS:
            _add_offset(element, ID, marks)
        elif element.tag in _COMMENTS:
            _add_offset(element, ID, comments)
        elif element.tag == f"{W}id":
            _add_offset(element, VAL, controls)
        for attribute in (NAME, f"{W}anchor"):
            if element.get(attribute) in renamed:
                element.set(attribute, renamed[str(element.get(attribute))])
        if element.get(_EMBED) in pictures:
            element.set(_EMBED, pictures[str(element.get(_EMBED))])
        if element.get(f"{R}id") in links:
            element.set(f"{R}id", links[str(element.get(f"{R}id"))])


def _next_free_number(keys: Iterable[str | None]) -> int:
    """Return a number from which on all are free."""
    return highest_with_room(map(whole_number, keys), -1) + 1


def _add_offset(element: etree._Element, attribute: str, offset: int) -> None:
    """Raise the number of an element."""
    element.set(attribute, str(int(element.get(attribute, "0")) + offset))


def _free_name(name: str, taken: set[str]) -> str:
    """Return a name like this one that is not taken."""
    return next(free for n in range(2, len(taken) + 3) if (free := f"{name}_{n}") not in taken)


def _comment_offset(host: WordFile) -> int:
    """Return a number above those of the host's comments, and of the places in its text that have lost theirs."""
    name = host.related("comments")
    comments = list(host.root(name)) if name else []
    return _next_free_number(each.get(ID) for each in (*comments, *host.document.iter(*_COMMENTS)))


def _add_comments(host: WordFile, comments: etree._Element) -> None:
    """Add the remarks after the host's own."""
    if not len(comments):
        return
    offset = _comment_offset(host)
    name = host.ensure("comments")
    for comment in list(comments):
        _add_offset(comment, ID, offset)
        host.root(name).append(comment)
    host.mark_changed(name)


def _insert_blocks(host: WordFile, spot: InsertionPoint, blocks: list[etree._Element]) -> None:
    """Put the blocks at the spot; a table of ours never grows together with one of the host."""
    before = spot.before
    if before is None:
        before = next((child for child in host.body if child.tag == f"{W}sectPr"), None)
    # Word makes one table of two that touch, and a cell or body must end with a paragraph.
    if blocks[-1].tag == f"{W}tbl" and (before is None or before.tag != f"{W}p"):
        blocks = [*blocks, etree.Element(f"{W}p")]
    for block in blocks:
        if before is None:
            host.body.append(block)
        else:
            before.addprevious(block)
