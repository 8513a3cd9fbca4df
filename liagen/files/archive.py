"""Someone else's zip file, opened in one way and within limits; and a Word style file judged before its XML is read.

What is refused here would cost memory, lead to a place outside the archive, or travel along into every chapter and
fetch something when that is opened.
"""

from __future__ import annotations

import html
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePosixPath
from typing import Final

from liagen.errors import Problem
from liagen.files.paths import is_file
from liagen.files.xml_limits import has_grammar, is_plain_xml, is_well_formed

MAX_LIST: Final = 1_000_000
"""The list of members at the end of a zip file, in bytes."""

MAX_XML: Final = 3_000_000
"""All XML of a style file together, in bytes; Word's own is some 100 kB."""

_CHUNK: Final = 100_000

# Real files unpack to some tens of times their size. One that swells more is refused, but not when it is small.
_MAX_RATIO: Final = 200
_RATIO_FREE: Final = 50_000_000


class Refusal(Enum):
    """Why an archive is not read."""

    UNREADABLE = auto()
    TOO_MANY_MEMBERS = auto()
    TOTAL_TOO_LARGE = auto()
    MEMBER_TOO_LARGE = auto()
    OUTSIDE = auto()
    ODD_NAME = auto()
    LINK = auto()
    PASSWORD = auto()
    METHOD = auto()
    DUPLICATE = auto()
    OFFICE_PASSWORD = auto()
    OLD_OFFICE = auto()


TOO_LARGE: Final = frozenset((Refusal.TOO_MANY_MEMBERS, Refusal.TOTAL_TOO_LARGE, Refusal.MEMBER_TOO_LARGE))


class ArchiveError(Exception):
    """An archive that is not read; who opened it says so in words of its own. ``member`` is empty for the whole."""

    def __init__(self, refusal: Refusal, member: str = "") -> None:
        """Keep why, and which member."""
        super().__init__(f"{member}: {refusal.name}")
        self.refusal = refusal
        self.member = member


@dataclass(frozen=True)
class Limits:
    """The most that an archive may hold: how many members, and how many bytes unpacked in one and in all."""

    members: int
    member: int
    total: int


CLIENT_LIMITS: Final = Limits(members=5_000, member=20_000_000, total=60_000_000)
"""Of a client that was packed: some packages, a house style and profiles."""

WORD_LIMITS: Final = Limits(members=10_000, member=100_000_000, total=100_000_000)
"""Of a Word file: one of some hundreds of pages with pictures is below these; what blows up is not."""


class Archive:
    """A zip file whose members are safe to read; nothing of it is written to disk."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the list of members; raise ``ArchiveError`` for what may not be in it."""
        if data.startswith(_OLE):  # Word of before 2007 keeps a zip file with the theme within its own
            raise ArchiveError(_no_archive(data))
        try:
            self._archive = zipfile.ZipFile(_BoundedReader(data))
        except _READ_ERRORS:
            raise ArchiveError(_no_archive(data)) from None
        self.entries = tuple(self._archive.infolist())
        self.members = tuple(entry for entry in self.entries if not entry.is_dir())
        _check_sizes(self.members, limits, len(data))
        _check_members(self.members)

    def read(self, entry: zipfile.ZipInfo) -> bytes:
        """Return what a member holds; raise ``ArchiveError`` when that is broken."""
        try:
            with self._archive.open(entry) as stream:  # in chunks: a member that lies about its size unpacks no more
                return b"".join(iter(lambda: stream.read(_CHUNK), b""))
        except _READ_ERRORS:
            raise ArchiveError(Refusal.UNREADABLE, entry.filename) from None


def open_archive(path: Path, limits: Limits) -> Archive:
    """Open a zip file; raise ``ArchiveError`` for what may not be in it, ``OSError`` without the file."""
    # A pipe or device may never end: it is refused before a byte of it is read.
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise ArchiveError(Refusal.UNREADABLE)
    if found.st_size > limits.total:
        raise ArchiveError(Refusal.TOTAL_TOO_LARGE)
    return Archive(path.read_bytes(), limits)


def archive_around(path: Path) -> tuple[Path, str] | None:
    """Return the zip file that a path leads into, with the name within it; None when it leads into none."""
    for around in path.parents:
        if around.suffix.lower() == ".zip" and is_file(around):
            return around, path.relative_to(around).as_posix()
    return None


def leads_outside(name: str) -> bool:
    """Say whether a name within an archive or folder leads to a place outside, on any system, or is written oddly."""
    path = PurePosixPath(name)
    # A backslash and a colon lead out of a folder on Windows only, but a package must be the same package there.
    outside = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    return outside or path.as_posix() != name


def write_archive(members: Mapping[str, bytes]) -> bytes:
    """Return files as a zip file; the same files give the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(members):
            info = zipfile.ZipInfo(name)  # dated 1980
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            file.writestr(info, members[name])
    return data.getvalue()


def is_strict(package_relations: bytes) -> bool:
    """Say whether a Word file is Strict Open XML, by what it says of itself as a whole; its XML has other names."""
    return b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" in package_relations


def is_signed(names: Iterable[str]) -> bool:
    """Say whether a Word file with parts of these names is digitally signed."""
    return any(name.startswith("_xmlsignatures/") for name in names)


def word_refusal(refusal: Refusal, damaged: str, large: str) -> str:
    """Return what to say of a Word file that is not read; ``damaged`` and ``large`` are the caller's own words."""
    return large if refusal in TOO_LARGE else _WORD_MESSAGES.get(refusal, damaged)


NO_WORD: Final = "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander bestand"
LARGE_WORD: Final = "dit bestand is te groot; kies een kleiner Word-bestand"
SIGNED: Final = "dit bestand is digitaal ondertekend; maak eerst een kopie zonder ondertekening"
STRICT: Final = "dit is Strict Open XML; sla het in Word op als gewoon Word-document (.docx)"
_UNLOCK: Final = "haal dat in Word weg bij Bestand > Info > Document beveiligen"
_WITH_PASSWORD: Final = f"dit bestand heeft een wachtwoord; {_UNLOCK}"
_WORD_MESSAGES: Final = {
    Refusal.PASSWORD: _WITH_PASSWORD,
    Refusal.OFFICE_PASSWORD: _WITH_PASSWORD,
    Refusal.OLD_OFFICE: "dit is een Word-bestand van vóór 2007 (.doc); sla het in Word op als .docx",
}

# What `zipfile` raises for broken archives is not only `BadZipFile`: wrong offsets, methods and lengths end up in each
# of these.
_READ_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OverflowError,
)


class _BoundedReader(io.BytesIO):
    """A zip file of which no more than ``MAX_LIST`` bytes are read in one go: the reader keeps every member listed."""

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(min(size, MAX_LIST + 1) if size is not None and size >= 0 else MAX_LIST + 1)
        if len(data) > MAX_LIST:
            raise zipfile.BadZipFile
        return data


def _no_archive(data: bytes) -> Refusal:
    """Return what a file is that is no zip file: Office keeps what has a password, or is of before 2007, otherwise."""
    if not data.startswith(_OLE):
        return Refusal.UNREADABLE
    return Refusal.OFFICE_PASSWORD if _ENCRYPTED in data else Refusal.OLD_OFFICE


_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def _check_sizes(members: tuple[zipfile.ZipInfo, ...], limits: Limits, packed_size: int) -> None:
    """Refuse what unpacks to too much."""
    # The sizes are those that the archive claims; `read` stops a member that holds more, as `zipfile` checks it against
    # the claim.
    total = sum(member.file_size for member in members)
    if len(members) > limits.members:
        raise ArchiveError(Refusal.TOO_MANY_MEMBERS)
    if total > limits.total or total > max(_MAX_RATIO * packed_size, _RATIO_FREE):
        raise ArchiveError(Refusal.TOTAL_TOO_LARGE)
    for member in members:
        if member.file_size > limits.member:
            raise ArchiveError(Refusal.MEMBER_TOO_LARGE, member.filename)


def _check_members(members: tuple[zipfile.ZipInfo, ...]) -> None:
    """Refuse the first member that may not be there."""
    seen: set[str] = set()
    for member in members:
        refusal = Refusal.DUPLICATE if member.filename in seen else _refusal(member)
        if refusal:
            raise ArchiveError(refusal, member.filename)
        seen.add(member.filename)


def _refusal(member: zipfile.ZipInfo) -> Refusal | None:
    """Return why a member may not be in an archive, None when it may."""
    if leads_outside(member.filename):
        return Refusal.OUTSIDE
    if not member.filename.isprintable():
        return Refusal.ODD_NAME
    # The upper half holds the Unix mode of the file.
    if stat.S_ISLNK(member.external_attr >> 16):
        return Refusal.LINK
    if member.flag_bits & 0x1:
        return Refusal.PASSWORD
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others unpack all at once
        return Refusal.METHOD
    return None


# ------------------------------------------------------------ a Word style file

_STYLE_LIMITS: Final = Limits(members=500, member=30_000_000, total=30_000_000)
_STYLE_TOO_LARGE: Final = "dit stijlbestand is uitgepakt te groot; haal er tekst en foto's uit"
_UNUSUAL: Final = "dit stijlbestand is op een ongewone manier ingepakt; bewaar het opnieuw in Word"
_DAMAGED: Final = "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander stijlbestand"
_ACTIVE_CONTENT: Final = ("vbaproject", "activex", "embeddings/")
_RELATIONSHIP: Final = re.compile(rb"""<Relationship(?:\s+\w+="[^"<>]*")+\s*/>""")
_HYPERLINK: Final = re.compile(rb'\sType="http[^"]*/hyperlink"')
_FETCHING_FIELDS: Final = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|DATABASE|LINK)\b", re.IGNORECASE
)


def style_problems(path: Path, name: str) -> list[Problem]:
    """Return why a style file of a stranger may not be used; ``name`` is what messages call it."""
    try:
        return _archive_problems(lambda: open_archive(path, _STYLE_LIMITS), name)
    except OSError:
        return [Problem(name, _DAMAGED, code="LIA007")]


def style_data_problems(data: bytes, name: str) -> list[Problem]:
    """Return why a style file, as its bytes, may not be used, as ``style_problems`` does."""
    return _archive_problems(lambda: Archive(data, _STYLE_LIMITS), name)


def _archive_problems(opened: Callable[[], Archive], name: str) -> list[Problem]:
    try:
        found = list(_style_problems(opened()))
    except ArchiveError as error:
        damaged = _UNUSUAL if error.refusal is Refusal.METHOD else _DAMAGED
        found = [("", word_refusal(error.refusal, damaged, _STYLE_TOO_LARGE))]
    return [Problem(f"{name}/{part}" if part else name, message, code="LIA007") for part, message in found]


def _style_problems(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the parts that are wrong, and why; an empty name for the whole."""
    # Before anything is unpacked: the sizes come from the list of members.
    written = [entry for entry in archive.members if entry.filename.endswith((".xml", ".rels"))]
    if sum(entry.file_size for entry in written) > MAX_XML:
        yield "", _STYLE_TOO_LARGE
        return
    for entry in archive.members:
        if any(word in entry.filename.lower() for word in _ACTIVE_CONTENT):
            yield entry.filename, "dit stijlbestand heeft macro's of ingesloten bestanden; haal die eruit"
    for entry in written:
        if entry.filename == "_rels/.rels" and is_strict(archive.read(entry)):
            yield "", STRICT
        if message := _part_problem(archive.read(entry), entry.filename.endswith(".rels")):
            yield entry.filename, message


def _part_problem(data: bytes, is_relations: bool) -> str:
    """Say what is wrong with one part; empty when nothing is."""
    if not is_plain_xml(data):
        return "dit deel is geen gewone XML; bewaar het stijlbestand opnieuw in Word"
    if has_grammar(data):
        return "dit deel heeft een eigen grammatica, die Word nooit maakt; bewaar het stijlbestand opnieuw in Word"
    if not is_well_formed(data):
        return "dit deel is beschadigd; bewaar het stijlbestand opnieuw in Word"
    if is_relations and _leads_outside(data):
        return "dit stijlbestand haalt iets op van buiten, zoals een sjabloon of een foto; maak dat los in Word"
    if not is_relations and _has_fetching_field(data.decode("utf-8", "replace")):
        return "in dit deel staat een veld dat iets van buiten ophaalt; haal dat veld weg in Word"
    return ""


def _leads_outside(data: bytes) -> bool:
    """Say whether a part leads to anything outside the file; a link that a reader may click on is welcome."""
    # Counted and not parsed: whatever says «External» and is not for certain a hyperlink counts as leading outside. A
    # sign written as a number could hide the word.
    clickable = sum(link.count(b"External") for link in _RELATIONSHIP.findall(data) if _HYPERLINK.search(link))
    return data.count(b"External") != clickable or b"&#" in data


def _has_fetching_field(text: str) -> bool:
    """Say whether a field fetches something when the file is opened; its words may be cut up over tags."""
    if "instrText" not in text and "fldSimple" not in text and "w:instr" not in text:
        return False
    # Word cuts the instruction of one field into runs («INCLUDE» «PICTURE»), so that those are joined without spaces;
    # the instructions of simple fields are whole.
    simple = re.findall(r"""w:instr\s*=\s*("[^"]*"|'[^']*')""", text)
    joined = re.findall(r"<w:instrText[^>]*>([^<]*)", text)
    return _FETCHING_FIELDS.search(html.unescape(" ".join(["".join(joined), *simple]))) is not None
