"""Links, pictures and tables as an author types them, checked in the text itself, before any fact stands in it.

A link that is right gets marks around its address, which nothing else can have: no text of a profile, and no author
either. So only an address that stands in a package as it is becomes a link, and never one that comes together later.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from liagen.errors import suggest

ADDRESS_OPEN, ADDRESS_CLOSE = "\ue004", "\ue005"
"""Private-use characters around the address of a link; neither a profile nor a package may hold them."""

MAX_COLUMNS: Final = 8
MAX_ADDRESS: Final = 500
MAX_ALT: Final = 300
CAPTION: Final = "Tabel:"
"""What the line above a table begins with; behind it stands the caption."""

_LINK: Final = re.compile(r"(?<!!)\[([^\[\]\n{}]+)\]\((https://[A-Za-z0-9][!-'*-;=?-Z\]^-z|~-]*)\)")
_PICTURE: Final = re.compile(r"^!\[([^\[\]\n{}<>]+)\]\((beelden/[A-Za-z0-9_-]+\.[a-z]+)\)[ \t]*$", re.MULTILINE)
_MEANT_PICTURE: Final = re.compile(r"!\[[^\]\n]*\]?\(?[^)\n]*\)?")
_MEANT_ADDRESS: Final = re.compile(r"\]\(\s*<?(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|www\.|\{[{%])[^)\n]*\)?|https?:/?/?\{[{%]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_DASHES: Final = r"\s*+:?-++:?\s*+"
_RULE: Final = re.compile(rf"\s*+(?:\|{_DASHES}(?:\|{_DASHES})*+\|?|{_DASHES}(?:\|{_DASHES})++\|?)\s*+")
_CAPTION: Final = re.compile(rf"{CAPTION}\s+\S")


@dataclass(frozen=True)
class MarkupMistake:
    """What is wrong with a link or table: the message, its line (from 1) and the part to point at."""

    message: str
    line: int
    word: str


def with_marked_addresses(text: str) -> str:
    """Return a text in which every right link and picture has marks around its address."""
    text = _LINK.sub(rf"[\1]({ADDRESS_OPEN}\2{ADDRESS_CLOSE})", text) if "](https://" in text else text
    return _PICTURE.sub(rf"![\1]({ADDRESS_OPEN}\2{ADDRESS_CLOSE})", text) if "![" in text else text


def markup_mistakes(text: str, pictures: Collection[str]) -> Iterator[MarkupMistake]:
    """Give what is wrong with the links, tables and pictures of a text; ``pictures`` are those that there are."""
    for found in _PRIVATE.finditer(text) if not text.isascii() else ():
        message = f"verwijder het teken U+{ord(found[0]):04X}; alleen uw eigen lettertype kent dat"
        yield MarkupMistake(message, _line(text, found.start()), found[0])
    # To look for a few characters first is much less work, and nearly no text has them.
    if "](" in text or "http" in text:
        yield from _address_mistakes(text)
    yield from _picture_mistakes(text, pictures) if "![" in text else ()
    yield from _table_mistakes(text.split("\n")) if "|" in text else ()


def _address_mistakes(text: str) -> Iterator[MarkupMistake]:
    right = {found.end(1) for found in _LINK.finditer(text) if len(found[2]) <= MAX_ADDRESS}
    for found in _MEANT_ADDRESS.finditer(text):
        if found.start() not in right:
            message = "schrijf een link als [woorden](https://adres), met gewone woorden en een vast adres"
            yield MarkupMistake(message, _line(text, found.start()), found[0].split("\n")[0])


def _picture_mistakes(text: str, pictures: Collection[str]) -> Iterator[MarkupMistake]:
    right = {found.start(): found for found in _PICTURE.finditer(text)}
    for meant in _MEANT_PICTURE.finditer(text):
        found = right.get(meant.start())
        if found is None:
            message = "schrijf een beeld op een eigen regel: ![wat erop te zien is](beelden/naam.png)"
            yield MarkupMistake(message, _line(text, meant.start()), meant[0])
        elif found[2] not in pictures:
            message = f"het beeld `{found[2]}` staat niet in het pakket{suggest(found[2], pictures)}"
            yield MarkupMistake(message, _line(text, meant.start()), found[2])
        elif not found[1].strip() or len(found[1]) > MAX_ALT:
            message = f"zeg in hoogstens {MAX_ALT} tekens wat er op het beeld te zien is"
            yield MarkupMistake(message, _line(text, meant.start()), meant[0])


def _table_mistakes(rows: list[str]) -> Iterator[MarkupMistake]:
    for place, row in enumerate(rows):
        if not _RULE.fullmatch(row):
            continue
        head = rows[place - 1] if place else ""
        columns = row.count("|") - 1
        if not all(each.startswith("|") and each.rstrip().endswith("|") for each in (head, row)):
            message = "zet boven de streepjes de rij met koppen, en begin en eindig elke rij van een tabel met |"
            yield MarkupMistake(message, place + 1, row)
        elif place < 2 or not _CAPTION.match(rows[place - 2]):
            message = f"zet direct boven de tabel een regel «{CAPTION} waar hij over gaat»"
            yield MarkupMistake(message, place, head)
        elif not 1 < columns <= MAX_COLUMNS:
            message = f"een tabel heeft 2 tot en met {MAX_COLUMNS} kolommen"
            yield MarkupMistake(message, place + 1, row)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
