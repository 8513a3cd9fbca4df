"""One package: its files, read from a folder or a zip file, and packed."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final, NamedTuple, get_args

from liagen.errors import LibraryError, OutputError, Problem, suggest
from liagen.files.archive import (
    CLIENT_LIMITS,
    TOO_LARGE,
    Archive,
    ArchiveError,
    Limits,
    Refusal,
    archive_around,
    open_archive,
    style_problems,
    write_archive,
)
from liagen.files.load import read_bytes, read_text, real_path, shipped_folder
from liagen.files.paths import exists, is_file, is_folder, is_link
from liagen.files.pictures import ENDINGS, LARGE_PICTURE, MAX_BYTES, PictureError, PictureFile, parse_picture
from liagen.files.yaml_in import Tree, decode, parse_yaml
from liagen.profile.choices import THEMA, Paper
from liagen.profile.find import CLIENT_FILE

HEAD = "pakket.yaml"
STYLE = "stijl.docx"
BASE = "standaard"

PRACTICE = "praktijk"
"""The package with options from outside the report, which is used unless someone leaves it out."""

FORMAT = 1
"""The format of packages that this version writes, and the newest that it reads."""

OPTIONS: Final = "opties/"
"""What the folder of a theme begins with; behind it stands the key of the theme."""

FOLDERS = (*(f"{OPTIONS}{theme}" for theme in get_args(THEMA)), "risicos", "teksten")
"""Where cards and texts stand in a package, besides the folders of its own themes."""

PAPERS: Final[Mapping[Paper, str]] = MappingProxyType({name: f"{name}.yaml" for name in get_args(Paper)})
"""The papers that can go beside a chapter, each with the table it is made along; a package may lack them."""

PROGRESS: Final = "voortgang.yaml"
"""The table along which a look back on a plan is made; a package may lack it."""

QUESTION_LIST: Final = "vragenlijst.yaml"
QUESTION_MAIL: Final = "vragenmail.yaml"
"""The tables along which colleagues are asked, in Word or in an e-mail; a package may lack them."""

OPTIONAL_OUTLINES: Final = (PROGRESS, QUESTION_LIST, QUESTION_MAIL)
"""The tables of documents that are made apart from a chapter; a package may lack each of them."""

OWN_QUESTIONS: Final = "velden.yaml"
"""The questions that a package adds to the profile; each package has its own, and they are not laid on each other."""

FAULTS: Final = "fouten.yaml"
"""What a package may hold for training sets: mistakes to sow into a chapter."""

TABLES = (
    HEAD, "opbouw.yaml", "werkblad.yaml", *PAPERS.values(), *OPTIONAL_OUTLINES, "woorden.yaml", "bronnen.yaml",
    "rollen.yaml", "vergelijking.yaml",
)  # fmt: skip
PICTURES: Final = "beelden/"
"""The folder with the pictures of a package."""

MAX_PICTURES: Final = 40
MAX_FILES = 2_000
MAX_STYLE = 20_000_000
MAX_TOTAL = 40_000_000

MAX_TEXT = 500_000
"""All texts of a package together; reading takes longer than copying. `standaard` is two fifths of it."""

_LIMITS = Limits(MAX_FILES, MAX_STYLE, MAX_TOTAL)


class TextFile(NamedTuple):
    """One text file of a package: its name in messages, what it says, and why it could not be read."""

    name: str
    text: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Package:
    """One package as read; ``files`` by name within the package, ``base`` names the package it builds on.

    ``unused`` are the names of files that liagen does nothing with.
    """

    label: str
    name: str
    version: str
    base: str
    shipped: bool
    files: Mapping[str, TextFile]
    style: Path | None
    unused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)

    @property
    def style_name(self) -> str:
        """Return what messages call the style file, whether it is there or not."""
        return f"{self.label}/{STYLE}"

    def digest(self) -> str:
        """Return the SHA-256 of what liagen reads of it, the same for a folder and its zip file, on every system.

        Empty for a package with problems: what is wrong with a style file may be that it cannot be read.
        """
        if self.problems:
            return ""
        texts = {name: file.text.replace("\r\n", "\n").encode() for name, file in self.files.items()}
        parts = texts | ({STYLE: self.style.read_bytes()} if self.style else {})
        parts |= {name: picture.data for name, picture in self.pictures.items()}
        rows = (f"{hashlib.sha256(parts[name]).hexdigest()} {name}\n" for name in sorted(parts))
        return hashlib.sha256("".join(rows).encode()).hexdigest()


def shipped_packages() -> dict[str, Path]:
    """Return the packages that came with liagen: name → folder."""
    return {path.parent.name: path.parent for path in sorted(shipped_folder("templates").glob(f"*/{HEAD}"))}


def read_package(path: Path) -> Package:
    """Read every file of a package, a folder or a zip file. What is wrong with it comes back in ``problems``.

    A path may also lead to a folder in a zip file: ``klant.zip/pakketten/zuid``.
    """
    if packed := archive_around(path):
        return _package(str(path), _read_zip(*packed))
    if path.suffix.lower() == ".zip":
        return _package(str(path), _read_zip(path))
    return _package(str(path), _read_folder(path))


def read_packed_package(archive: Archive, folder: str, label: str) -> Package:
    """Read a package that stands in a folder of an open archive; messages call it ``label``. Raises LibraryError."""
    try:
        return _package(label, _unzipped(archive, label, folder))
    except ArchiveError as error:
        name = f"{label}/{_printable(error.member.removeprefix(f'{folder}/'))}"
        raise LibraryError([Problem(name, _UNREADABLE, code="LIA005")]) from None


class Head(NamedTuple):
    """What a package says of itself and of what it builds on; empty for what it does not say."""

    name: str = ""
    base: str = ""


def read_head(path: Path) -> Head:
    """Return the head of a package, a folder or a zip file; an empty one when it cannot be read: that is told later."""
    try:
        is_zip = path.suffix.lower() == ".zip" and not archive_around(path)
        text = _head_in_zip(path) if is_zip else read_text(path / HEAD)[0]
    except (ArchiveError, OSError, ValueError):
        return Head()
    value = parse_yaml(text, HEAD).mapping
    return Head(*(each if isinstance(each := value.get(key), str) else "" for key in ("naam", "basis")))


def _head_in_zip(path: Path) -> str:
    archive = open_archive(path, _LIMITS)
    found = [each for each in archive.members if PurePosixPath(each.filename).name == HEAD]
    # Someone who zips a folder gets that folder inside: the head that is least deep is that of the package.
    nearest = min(found, key=lambda each: each.filename.count("/"), default=None)
    return decode(archive.read(nearest), HEAD)[0] if nearest else ""


def pack(root: Path) -> bytes:
    """Return a package folder as the bytes of a zip file that `--pakket` accepts; the same folder, the same bytes.

    Raises OutputError when the folder holds links or too large files, and LibraryError when it is no package.
    """
    return write_archive(pack_members(read_package(root)))


def pack_members(package: Package) -> dict[str, bytes]:
    """Return what of a package is packed, by name: what liagen reads of it. Raises OutputError for what cannot be."""
    problems = [*package.problems, *(problem for file in package.files.values() for problem in file.problems)]
    if problems:
        raise OutputError(problems)
    members = {name: file.text.encode() for name, file in package.files.items()}
    members |= {name: picture.data for name, picture in package.pictures.items()}
    if package.style:
        members[STYLE] = package.style.read_bytes()
    if sum(map(len, members.values())) > MAX_TOTAL:
        raise OutputError([Problem(package.label, _too_much(), code="LIA004")])
    return members


def meant_name(name: str) -> str:
    """Return what an unused file should be called to be read; empty when it was not meant to be.

    A Windows that hides endings shows `intranet.md.txt` as `intranet.md`, and capitals count on some systems only.
    """
    path = PurePosixPath(name)
    text = path.with_suffix("") if path.suffix.lower() == ".txt" else path
    ending = _TEXT_ENDINGS.get(text.suffix.lower(), "")
    if path.name.lower() == STYLE:
        return STYLE
    return text.with_suffix(ending).name if ending and not text.stem.isupper() else ""


_TEXT_ENDINGS = {".md": ".md", ".markdown": ".md", ".yaml": ".yaml", ".yml": ".yaml"}


def unreadable_folder(folder: Path) -> Problem:
    """Return what to say of a folder that may not be read."""
    return Problem(str(folder), "u mag deze map niet lezen; vraag om leesrechten", code="LIA001")


def same_place(label: str, path: Path) -> bool:
    """Say whether a package that goes by this name stands at ``path``."""
    return real_path(Path(label)) == real_path(path)


@dataclass
class _Contents:
    """What stands in a package: as the fields of ``Package``, while it is read."""

    files: dict[str, TextFile] = field(default_factory=dict)
    style: Path | None = None
    unused: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pictures: dict[str, PictureFile] = field(default_factory=dict)

    def add_picture(self, name: str, place: str, data: bytes) -> None:
        """Keep a picture, or why it is refused."""
        try:
            self.pictures[name] = parse_picture(data)
        except PictureError as error:
            self.problems.append(Problem(place, str(error), code="LIA016"))
        if len(self.pictures) > MAX_PICTURES:
            raise LibraryError([Problem(place, f"dit pakket heeft meer dan {MAX_PICTURES} beelden", code="LIA004")])


def _package(label: str, found: _Contents) -> Package:
    files, problems = found.files, found.problems
    head = files.get(HEAD)
    if head is None:
        if CLIENT_FILE in files:
            message = "dit is een klant en geen pakket; noem haar in plaats van een profiel, zonder --pakket"
            raise LibraryError([Problem(label, message, code="LIA005")])
        raise LibraryError([Problem(f"{label}/{HEAD}", _no_head(found.unused), code="LIA005")])
    tree = Tree() if head.problems else parse_yaml(head.text, head.name)
    value = tree.mapping
    name, version, base = (each if isinstance(each := value.get(key), str) else "" for key in _NAMES)
    if not base and not any(table in files for table in ("opbouw.yaml", "woorden.yaml", "bronnen.yaml")):
        base = BASE  # it does not stand alone: one clear problem, instead of everything that would be missing
        if not head.problems and not tree.problems and "basis" not in value:
            message = f"noem het pakket waar dit op voortbouwt, bijvoorbeeld basis: {BASE}"
            problems = [*problems, Problem(head.name, message, place=tree.place(()), field="basis", code="LIA008")]
    # Raised at once and not collected: of another format nothing else can be judged.
    if message := _wrong_format(value.get("formaat")):
        raise LibraryError(
            [Problem(head.name, message, place=tree.place(("formaat",)), field="formaat", code="LIA006")]
        )
    unused, shipped = tuple(found.unused), _is_shipped(label)
    return Package(label, name, version, base, shipped, files, found.style, unused, tuple(problems), found.pictures)


def _no_head(unused: Sequence[str]) -> str:
    """Say that `pakket.yaml` is not there; a Windows that hides endings shows `pakket.yaml.txt` under that name."""
    misnamed = [name for name in unused if name.lower().startswith(HEAD)]
    advice = f"{misnamed[0]} moet zo heten" if misnamed else "zet er naam, versie, formaat en basis in"
    return f"dit bestand ontbreekt; {advice}"


_NAMES = ("naam", "versie", "basis")


def _wrong_format(found: object) -> str:
    """Say what to do about a package of another format; empty when it can be read, or is no number at all."""
    if found is True:  # which is equal to 1
        return f"schrijf formaat: {FORMAT}"
    if not isinstance(found, int) or found == FORMAT:
        return ""
    if found > FORMAT:
        advice = f"te nieuw: deze liagen leest tot en met {FORMAT}; installeer een nieuwere liagen"
    else:
        advice = f"te oud; maak er formaat: {FORMAT} van en kijk met `liagen sjabloon controleer` wat er anders moet"
    return f"dit pakket heeft formaat {found} en is {advice}"


def _is_shipped(label: str) -> bool:
    return any(same_place(label, path) for path in shipped_packages().values())


def _read_folder(root: Path) -> _Contents:
    if not is_folder(root):
        raise LibraryError([Problem(str(root), _not_a_package(root), code="LIA005")])
    links_welcome = _is_shipped(str(root))  # some installers link to their own store
    found = _Contents()
    files, problems = found.files, found.problems
    size = 0
    for path in _walk(root):
        relative = path.relative_to(root).as_posix()
        # A link in a package of a stranger may lead to any file of the reader, which would then be printed in a
        # chapter.
        if is_link(path) and not links_welcome:
            problems.append(Problem(_printable(path), _LINK, code="LIA007"))
        elif not relative.isprintable():
            problems.append(Problem(_printable(path), _ODD_NAME, code="LIA007"))
        elif len(files) >= MAX_FILES:
            message = f"dit pakket heeft meer dan {MAX_FILES} bestanden"
            raise LibraryError([Problem(str(root), message, code="LIA004")])
        elif _is_text(relative):
            text, wrong = read_text(path)
            files[relative] = TextFile(str(path), text, tuple(wrong))
            size += len(text)
            if size > MAX_TEXT:
                raise LibraryError([Problem(str(root), _too_much_text(), code="LIA004")])
        elif _is_picture(relative):
            data, wrong = read_bytes(path, MAX_BYTES, LARGE_PICTURE)
            problems += wrong
            if not wrong:
                found.add_picture(relative, str(path), data)
        elif relative != STYLE:
            found.unused.append(relative)
    style = root / STYLE
    present = is_file(style) and (links_welcome or not is_link(style))
    if present and style.stat().st_size > MAX_STYLE:
        problems.append(Problem(str(style), _too_large(), code="LIA004"))
    elif present and not links_welcome:
        problems += style_problems(style, str(style))
    found.style = style if present else None
    return found


def _not_a_package(path: Path) -> str:
    if exists(path):
        return "dit is geen pakket; noem een map met pakket.yaml of een zip-bestand"
    names = shipped_packages()
    return f"deze map is er niet{suggest(str(path), names) or '; bij liagen horen ' + ' en '.join(names)}"


def _walk(root: Path) -> Iterator[Path]:
    """Give every file and link below ``root`` in order of name; what is hidden stays hidden."""

    def refuse(error: OSError) -> None:
        raise LibraryError([unreadable_folder(Path(error.filename))]) from None

    for folder, inside, names in os.walk(root, followlinks=False, onerror=refuse):
        # In place, so that `os.walk` goes into these only, and in the same order on every file system.
        inside[:] = sorted(name for name in inside if not name.startswith((".", "__")))
        links = [name for name in inside if is_link(Path(folder) / name)]
        for name in sorted([*names, *links]):
            if not name.startswith("."):
                yield Path(folder) / name


def _is_picture(name: str) -> bool:
    return name.startswith(PICTURES) and name.count("/") == 1 and name.endswith(ENDINGS)


def _is_text(name: str) -> bool:
    return name.endswith((".yaml", ".yml", ".md"))


_LINK = "een snelkoppeling mag niet in een pakket; zet er het bestand zelf neer"
_ODD_NAME = "in deze bestandsnaam staat een onzichtbaar teken; geef het bestand een andere naam"


def _printable(name: object) -> str:
    """Return a file name that does nothing to the screen it is shown on."""
    return "".join(char if char.isprintable() else "?" for char in str(name))


def _too_much_text() -> str:
    return f"de teksten van dit pakket zijn samen groter dan {MAX_TEXT // 1000} kB; maak er meer pakketten van"


def _too_much() -> str:
    return f"dit pakket is uitgepakt groter dan {MAX_TOTAL // 1_000_000} MB"


def _too_large() -> str:
    return f"dit bestand is groter dan {MAX_STYLE // 1_000_000} MB; maak het kleiner"


def _read_zip(path: Path, folder: str = "") -> _Contents:
    """Read a package from a zip file, or from a folder in one that holds more."""
    label = str(path / folder)

    def refuse(message: str, code: str, member: str = "") -> LibraryError:
        name = f"{path}/{_printable(member)}" if member else label
        return LibraryError([Problem(name, message, code=code)])

    try:
        return _unzipped(open_archive(path, CLIENT_LIMITS if folder else _LIMITS), label, folder)
    except FileNotFoundError:
        raise refuse("dit bestand bestaat niet; kijk naar de naam en de map", "LIA005") from None
    except (OSError, ValueError):
        raise refuse(_UNREADABLE, "LIA005") from None
    except ArchiveError as error:
        if error.refusal not in _REFUSED:
            raise refuse(_UNREADABLE, "LIA005") from None
        code = "LIA004" if error.refusal in TOO_LARGE else "LIA007"
        raise refuse(_REFUSED[error.refusal], code, error.member) from None


_UNREADABLE = "dit is geen leesbaar pakket; maak het opnieuw met `liagen sjabloon inpakken`"
_REFUSED = {
    Refusal.TOO_MANY_MEMBERS: f"dit pakket heeft meer dan {MAX_FILES} bestanden",
    Refusal.TOTAL_TOO_LARGE: _too_much(),
    Refusal.MEMBER_TOO_LARGE: _too_large(),
    Refusal.OUTSIDE: "dit bestand wijst naar een plek buiten het pakket",
    Refusal.ODD_NAME: _ODD_NAME,
    Refusal.LINK: _LINK,
    Refusal.PASSWORD: "dit bestand heeft een wachtwoord; maak het pakket zonder",
    Refusal.METHOD: "dit bestand is op een ongewone manier ingepakt; maak het pakket met `liagen sjabloon inpakken`",
    Refusal.DUPLICATE: "dit bestand zit er twee keer in",
}


def _unzipped(archive: Archive, label: str, folder: str = "") -> _Contents:
    """Return what of a package stands in an archive, or in a folder of it. Raises LibraryError for too much text."""
    members = [
        entry for entry in archive.members if entry.filename.startswith(f"{folder}/" if folder else "")
        and not is_hidden(entry.filename)
    ]  # fmt: skip
    if sum(entry.file_size for entry in members if _is_text(entry.filename)) > MAX_TEXT:
        raise LibraryError([Problem(label, _too_much_text(), code="LIA004")])
    inside = f"{folder}/" if folder else top_folder([entry.filename for entry in members], HEAD)
    found = _Contents()
    for entry in sorted(members, key=lambda member: member.filename):
        name = entry.filename.removeprefix(inside)
        if name == STYLE:
            found.style = _saved_style(archive.read(entry))
            found.problems += style_problems(found.style, f"{label}/{name}")
        elif _is_text(name):
            text, problems = decode(archive.read(entry), f"{label}/{name}")
            found.files[name] = TextFile(f"{label}/{name}", text, tuple(problems))
        elif _is_picture(name):
            found.add_picture(name, f"{label}/{name}", archive.read(entry))
        else:
            found.unused.append(name)
    return found


def top_folder(names: Sequence[str], head: str) -> str:
    """Return the folder, with its slash, that all names begin with when ``head`` stands no higher; else nothing.

    Someone who zips a folder gets that folder inside; then what it holds stands one level deeper.
    """
    tops = {name.split("/")[0] for name in names}
    return f"{next(iter(tops))}/" if len(tops) == 1 and head not in names else ""


def is_hidden(name: str) -> bool:
    """Say whether a member is what systems leave behind, such as `.DS_Store` and `__MACOSX`."""
    return any(part.startswith((".", "__")) for part in PurePosixPath(name).parts)


def _saved_style(style: bytes) -> Path:
    """Keep a style file from a zip file on disk for as long as this process lives."""
    import tempfile  # only a style file in a zip file needs a folder

    folder = Path(tempfile.mkdtemp(prefix="liagen-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / STYLE
    path.write_bytes(style)
    return path
