"""A Word style file from a stranger, judged before anything reads its XML: size, entities, macros and links outside.

What is refused here would cost memory, or travel along into every chapter and fetch something when that is opened.
"""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from liagen.errors import Problem

MAX_XML: Final = 3_000_000
"""All XML of a style file together, in bytes; Word's own is some 100 kB."""

MAX_PARTS: Final = 30_000_000
MAX_MEMBERS: Final = 500
_HIDDEN: Final = ("vbaproject", "activex", "embeddings/")
_LINK: Final = re.compile(rb"""<Relationship(?:\s+\w+="[^"<>]*")+\s*/>""")
_HYPERLINK: Final = re.compile(rb'\sType="http[^"]*/hyperlink"')
_FETCHES: Final = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|DATABASE|LINK)\b", re.IGNORECASE)
_DAMAGED: Final = "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander stijlbestand"


def style_problems(path: Path, name: str) -> list[Problem]:
    """Return why a style file may not be used; ``name`` is what messages call it."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = list(_found(archive))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        found = [("", _DAMAGED)]
    return [Problem(f"{name}/{part}" if part else name, message, code="LIA007") for part, message in found]


def _found(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    members = archive.infolist()
    written = [info for info in members if info.filename.endswith((".xml", ".rels"))]
    unusual = [info for info in members if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)]
    too_large = sum(info.file_size for info in members) > MAX_PARTS
    if too_large or len(members) > MAX_MEMBERS or sum(info.file_size for info in written) > MAX_XML:
        yield "", "dit stijlbestand is uitgepakt te groot; haal er tekst en foto's uit"
        return
    if unusual:
        yield "", "dit stijlbestand is op een ongewone manier ingepakt; bewaar het opnieuw in Word"
        return
    for info in members:
        if any(word in info.filename.lower() for word in _HIDDEN):
            yield _printable(info.filename), "dit stijlbestand heeft macro's of ingesloten bestanden; haal die eruit"
    for info in written:
        if message := _wrong(archive.read(info), info.filename.endswith(".rels")):
            yield _printable(info.filename), message


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name)


def _wrong(data: bytes, links: bool) -> str:
    """Say what is wrong with one part; empty when nothing is."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    encoding = re.search(rb"""encoding\s*=\s*["']([^"']*)""", start[:200])
    if start[:1] != b"<" or b"\0" in data or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
        return "dit deel is geen gewone XML; bewaar het stijlbestand opnieuw in Word"
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return "dit deel heeft een eigen grammatica, die Word nooit maakt; bewaar het stijlbestand opnieuw in Word"
    if links and _leads_outside(data):
        return "dit stijlbestand haalt iets op van buiten, zoals een sjabloon of een foto; maak dat los in Word"
    if not links and _fetches(data.decode("utf-8", "replace")):
        return "in dit deel staat een veld dat iets van buiten ophaalt; haal dat veld weg in Word"
    return ""


def _leads_outside(data: bytes) -> bool:
    """Say whether a part leads to anything outside the file; a link that a reader may click on is welcome."""
    clickable = sum(link.count(b"External") for link in _LINK.findall(data) if _HYPERLINK.search(link))
    return data.count(b"External") != clickable or b"&#" in data


def _fetches(text: str) -> bool:
    """Say whether a field fetches something when the file is opened; its words may be cut up over tags."""
    if "instrText" not in text and "fldSimple" not in text and "w:instr" not in text:
        return False
    simple = re.findall(r"""w:instr\s*=\s*("[^"]*"|'[^']*')""", text)
    cut_up = re.findall(r"<w:instrText[^>]*>([^<]*)", text)
    return _FETCHES.search(html.unescape(" ".join(["".join(cut_up), *simple]))) is not None
