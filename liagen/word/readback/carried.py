"""Reading what a draft carries, as docs/formaat.md describes it, also after other programs saved the draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, ParseError, XMLParser

from liagen.document.carried import Basis, Carried, CarriedFill, CarriedPackage, CarriedParagraph
from liagen.errors import DraftError, Problem
from liagen.files.archive import LARGE_WORD, NO_WORD, WORD_LIMITS, Archive, ArchiveError, word_refusal
from liagen.files.xml_limits import MAX_NODES, count_nodes, has_grammar, is_plain_xml
from liagen.word.write.carry import FOLDER, FORMAT, SPACE

_LARGEST: Final = 20_000_000  # what the longest chapter carries is far below this
_TYPES: Final = "[Content_Types].xml"
_AGAIN: Final = "maak het concept opnieuw met `liagen maak`"
_DAMAGED: Final = f"wat liagen in dit bestand bewaart, is beschadigd; {_AGAIN}"
_TWICE: Final = "in dit bestand staat meer dan één hoofdstuk van liagen; kies een bestand met één hoofdstuk"
_NEWER: Final = "dit bestand is van een nieuwere liagen (formaat {found}; hier hoogstens {format}); installeer die"

_NAMES: Final = {name: f"{{{SPACE}}}{name}" for name in ("draft", "package", "profile", "block", "paragraph", "fill")}

_FIRST_SPACE: Final = "urn:liagen:chapter:1"
"""The namespace of the first edition, whose drafts kept ids and texts only."""


def read_carried(data: bytes, name: str) -> Carried | None:
    """Return what a draft carries; None for a Word file that carries nothing of ours.

    ``name`` is what messages call the file. Raises DraftError when it is no Word file, and for what ``carried_in``
    refuses.
    """
    try:
        archive = Archive(data, WORD_LIMITS)
        if _TYPES not in {entry.filename for entry in archive.members}:
            raise DraftError([Problem(name, NO_WORD)])
        parts = {each.filename: archive.read(each) for each in archive.members if _may_carry(each.filename)}
    except ArchiveError as error:
        raise DraftError([Problem(name, word_refusal(error.refusal, NO_WORD, LARGE_WORD))]) from None
    return carried_in(parts, name)


def carried_in(parts: Mapping[str, bytes], name: str) -> Carried | None:
    """Return what a Word file with these parts carries; None when none of them is ours.

    Raises DraftError when what it carries is damaged, of a newer format, or there more than once.
    """
    try:
        roots = [root for key, part in parts.items() if _may_carry(key) and (root := _root(part)) is not None]
        if len(roots) > 1:
            raise _Refused(_TWICE)
        return _carried(roots[0]) if roots else None
    except _Refused as error:
        raise DraftError([Problem(name, str(error))]) from None


def carrying_name(parts: Mapping[str, bytes]) -> str:
    """Return the name of the part with what a draft carries, empty when there is none; a damaged one is none."""
    return next((name for name, part in parts.items() if _may_carry(name) and _is_ours(part)), "")


def _is_ours(part: bytes) -> bool:
    try:
        return _root(part) is not None
    except _Refused:
        return False


class _Refused(Exception):  # noqa: N818  (why a draft is not read; the caller says it of the file)
    pass


def _may_carry(name: str) -> bool:
    """Say whether a part can be ours: it is known by its namespace, under whatever name or key it was saved."""
    folder, _, last = name.casefold().partition("/")
    return folder == FOLDER.casefold() and last.endswith(".xml")


def _root(data: bytes) -> Element | None:
    """Return the root of a part when it is ours."""
    if len(data) > _LARGEST:
        raise _Refused(LARGE_WORD)
    if SPACE.encode() not in data and _FIRST_SPACE.encode() not in data:
        return None
    if not is_plain_xml(data) or has_grammar(data):
        raise _Refused(_DAMAGED)
    if count_nodes(data) > MAX_NODES:
        raise _Refused(LARGE_WORD)
    parser = XMLParser()
    try:
        parser.feed(data)
        root = parser.close()
    except ParseError:
        raise _Refused(_DAMAGED) from None
    return root if root.tag in (_NAMES["draft"], f"{{{_FIRST_SPACE}}}chapter") else None


def _carried(root: Element) -> Carried:
    if root.tag != _NAMES["draft"]:
        return _carried_first(root)
    found = _attribute(root, "format")
    if not found.isdecimal() or int(found[:9]) < 1:
        raise _Refused(_DAMAGED)
    if int(found[:9]) > FORMAT:
        raise _Refused(_NEWER.format(found=int(found[:9]), format=FORMAT))
    return Carried(_basis(root), tuple(_paragraphs(root)))


def _carried_first(root: Element) -> Carried:
    """Return what a draft of the first edition kept: neither answers nor packages, nor what was a fill-in."""
    for row in root:
        row.tag = row.tag.replace(_FIRST_SPACE, SPACE)
    return Carried(Basis("", _date(_attribute(root, "date")), "", "", ()), tuple(_paragraphs(root)))


def _basis(root: Element) -> Basis:
    profile = root.find(_NAMES["profile"])
    if profile is None:
        raise _Refused(_DAMAGED)
    return Basis(
        liagen=_attribute(root, "liagen"),
        date=_date(_attribute(root, "date")),
        length=_attribute(root, "length"),
        profile="".join(profile.itertext()),
        packages=tuple(map(_package, root.iterfind(_NAMES["package"]))),
        document=root.get("document", "hoofdstuk"),
    )


def _package(row: Element) -> CarriedPackage:
    return CarriedPackage(*(_attribute(row, name) for name in CarriedPackage._fields))


def _paragraphs(root: Element) -> Iterator[CarriedParagraph]:
    """Yield the paragraphs; a list or table begins with the one that follows its id."""
    begins: list[str] = []
    for row in root:
        if row.tag == _NAMES["block"]:
            begins.append(_attribute(row, "id"))
        elif row.tag == _NAMES["paragraph"]:
            yield CarriedParagraph(_attribute(row, "id"), "".join(row.itertext()), (*_fills(row),), (*begins,))
            begins = []


def _fills(row: Element) -> Iterator[CarriedFill]:
    """Yield the fill-ins of a paragraph, with the place of each in its text."""
    start = len(row.text or "")
    for each in row:
        text = "".join(each.itertext())
        if each.tag == _NAMES["fill"]:
            field, mark, kind = (_attribute(each, name) for name in ("field", "mark", "kind"))
            yield CarriedFill(field, mark, kind, text, start)
        start += len(text) + len(each.tail or "")


def _attribute(element: Element, name: str) -> str:
    value = element.get(name)
    if value is None:
        raise _Refused(_DAMAGED)
    return value


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _Refused(_DAMAGED) from None
