"""A client: profiles, packages, house style, length and papers that belong together, as `klant.yaml` names them.

Only what stands in the folder of that file is read, or in the zip file that was packed of it. Both may come from a
stranger: links are not followed, and nothing is named outside.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Final, Protocol

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from liagen.errors import LiagenError, Problem, suggest
from liagen.files.archive import CLIENT_LIMITS, TOO_LARGE, Archive, ArchiveError, Refusal, leads_outside
from liagen.files.check import Objection, check_model, objection_error
from liagen.files.load import read_bytes, read_text
from liagen.files.paths import is_file, is_folder, is_link
from liagen.files.yaml_in import Tree, decode, dotted, parse_yaml
from liagen.library.field_types import Zin, to_tuple
from liagen.library.package import HEAD, is_hidden, top_folder
from liagen.library.packages import bases_first
from liagen.make.house_style import ENDINGS, PREPARED_ENDING
from liagen.profile.choices import Length, Paper
from liagen.profile.find import CLIENT_FILE, is_client_file
from liagen.profile.find import ENDINGS as PROFILE_ENDINGS
from liagen.profile.model import Profile

FORMAT: Final = 1
"""The format of clients that this version writes, and the newest that it reads."""

MAX_PACKED: Final = 30_000_000
"""How large a packed client may be, in bytes: as much as the officer's page takes."""

LARGE: Final = f"deze klant is groter dan {MAX_PACKED // 1_000_000} MB; maak plaatjes in huisstijl en pakketten kleiner"
_MAX_NAMES: Final = 5_000
_HOUSE: Final = "huisstijl"
_FIELDS: Final = {"profielen": "profiel", "pakketten": "pakket", _HOUSE: "huisstijl"}


class ClientError(LiagenError):
    """A client must be mended: `klant.yaml`, or what it names."""


# ------------------------------------------------------------ what klant.yaml says


def _inside(name: str) -> str:
    """Return the name of something in the folder of the client as it is kept. Raises for one that leads outside."""
    found = name.strip().removeprefix("./").rstrip("/")
    if "\\" in found:
        raise objection_error([Objection("schrijf / tussen map en bestand, niet \\", "")])
    if not found.isprintable():
        raise objection_error([Objection("in deze naam staat een onzichtbaar teken", "")])
    if found in ("", ".") or leads_outside(found) or is_hidden(found):
        message = "dit staat niet in de map van de klant; zet het daarin en noem het zonder de mappen erboven"
        raise objection_error([Objection(message, "")])
    return found


def _known_format(found: object) -> object:
    if isinstance(found, int) and not isinstance(found, bool) and found > FORMAT:
        message = f"dit formaat is te nieuw: deze liagen leest tot en met {FORMAT}; installeer een nieuwere liagen"
        raise objection_error([Objection(message, "")])
    return found


_Name = Annotated[str, AfterValidator(_inside)]


class ClientFile(BaseModel):
    """What `klant.yaml` says; names are of files and folders beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    naam: Zin
    formaat: Annotated[int, BeforeValidator(_known_format), Field(ge=FORMAT)]
    profielen: Annotated[tuple[_Name, ...], BeforeValidator(to_tuple), Field(min_length=1, max_length=400)]
    pakketten: Annotated[tuple[_Name, ...], BeforeValidator(to_tuple), Field(max_length=20)] = ()
    huisstijl: _Name | None = None
    lengte: Length | None = None
    stukken: Annotated[tuple[Paper, ...], BeforeValidator(to_tuple)] | None = None


@dataclass(frozen=True)
class Wishes:
    """What a client wants of each of its documents; None: what the profile says."""

    length: Length | None = None
    papers: tuple[Paper, ...] | None = None

    def applied(self, profile: Profile) -> Profile:
        """Return a profile with these wishes as its own."""
        found = {"lengte": self.length, "stukken": self.papers}
        wanted = {name: value for name, value in found.items() if value is not None}
        if not wanted:
            return profile
        return profile.model_copy(update={"stijl": profile.stijl.model_copy(update=wanted)})


NO_WISHES: Final = Wishes()


@dataclass(frozen=True)
class Client:
    """A client with where all of it is; ``packages`` come each after what it builds on.

    ``source`` is the file on disk that says so, and ``file`` its `klant.yaml`: of a packed client that and every other
    path leads into the zip file.
    """

    source: Path
    file: Path
    name: str
    profiles: tuple[Path, ...]
    packages: tuple[Path, ...]
    house: Path | None
    wishes: Wishes

    @property
    def read(self) -> tuple[Path, ...]:
        """Return the files that are read: no result may take their place."""
        return (self.source, *self.profiles, *([self.house] if self.house else []))

    def only_profile(self) -> Path:
        """Return the profile of a client that has one. Raises ClientError when it has more."""
        if len(self.profiles) == 1:
            return self.profiles[0]
        message = f"deze klant heeft {len(self.profiles)} profielen; maak ze met `liagen reeks`, of noem er één"
        raise ClientError([Problem(str(self.file), message, field="profielen")])


# ------------------------------------------------------------ reading


def load_client(path: Path) -> Client:
    """Read a client: its file, the folder of that, or a zip file. Raises ClientError with every problem."""
    if path.suffix.lower() == ".zip" and not is_folder(path):
        data, problems = read_bytes(path, MAX_PACKED, LARGE)
        if problems:
            raise ClientError(problems)
        packed = open_packed(data, str(path))
        source, file = path, path / packed.top / CLIENT_FILE
        said = check_client_file(packed.read(CLIENT_FILE), str(file), packed.contents)
    else:
        source = file = _file_in(path) if is_folder(path) else path
        said = check_client_file(read_text(file), str(file), FolderContents(file.parent))
    root = file.parent
    packages = bases_first([root / name for name in said.pakketten])
    house = root / said.huisstijl if said.huisstijl else None
    profiles = tuple(root / name for name in said.profielen)
    return Client(source, file, said.naam, profiles, tuple(packages), house, wishes_of(said))


def _file_in(folder: Path) -> Path:
    """Return the file of the client that a folder is. Raises ClientError when it is none, and names those in it."""
    file = folder / CLIENT_FILE
    if not is_file(file) and (inside := sorted(path.name for path in folder.glob(f"*.{CLIENT_FILE}"))):
        raise ClientError([Problem(str(folder), f"hier staan meer klanten; noem er één: {', '.join(inside)}")])
    return file


def wishes_of(said: ClientFile) -> Wishes:
    """Return what a client wants of its documents."""
    return Wishes(said.lengte, said.stukken)


class ClientContents(Protocol):
    """What stands beside a `klant.yaml`: a folder, or a zip file."""

    @property
    def is_packed(self) -> bool:
        """Say whether it is a zip file."""

    def kind(self, name: str) -> str:
        """Return what goes by a name: «bestand», «map», «link»; empty when nothing does."""

    def names(self) -> Sequence[str]:
        """Return what there is to name, for who mistyped one."""


@dataclass(frozen=True)
class FolderContents:
    """What stands in a folder on disk."""

    root: Path
    is_packed: bool = False

    def kind(self, name: str) -> str:
        """Return what goes by a name; «link» when a part of it is one, which may lead to any file of the reader."""
        path = self.root
        for part in PurePosixPath(name).parts:
            path /= part
            if is_link(path):
                return "link"
        return "map" if is_folder(path) else "bestand" if os.path.lexists(path) else ""

    def names(self) -> Sequence[str]:
        """Return the files and folders two levels deep."""
        found: list[str] = []
        for place, folders, files in os.walk(self.root):
            inside = Path(place).relative_to(self.root)
            folders[:] = sorted(each for each in folders if not is_hidden(each)) if len(inside.parts) < 2 else []
            found += [(inside / each).as_posix() for each in (*folders, *files)]
            if len(found) > _MAX_NAMES:
                break
        return found


@dataclass(frozen=True)
class ArchiveContents:
    """What stands in a zip file: the names of its files, without the folder at the top that it may have."""

    members: tuple[str, ...]
    is_packed: bool = True

    def kind(self, name: str) -> str:
        """Return what goes by a name."""
        is_folder = any(each.startswith(f"{name}/") for each in self.members)
        return "bestand" if name in self.members else "map" if is_folder else ""

    def names(self) -> Sequence[str]:
        """Return the files, and the folders at the top."""
        folders = {parent.as_posix() for each in self.members for parent in PurePosixPath(each).parents}
        return [*self.members, *sorted(folders - {"."})]


@dataclass(frozen=True)
class PackedContents:
    """A zip file with a client: what is in it, below ``top``, which is empty or ends with a slash."""

    archive: Archive
    label: str
    top: str
    contents: ArchiveContents

    def read(self, name: str) -> tuple[str, list[Problem]]:
        """Return a text in it, with why it could not be read."""
        return decode(self.data(name), f"{self.label}/{self.top}{name}")

    def data(self, name: str) -> bytes:
        """Return the bytes of a file that is in it. Raises ClientError when that is broken."""
        entry = next(each for each in self.archive.members if each.filename == f"{self.top}{name}")
        try:
            return self.archive.read(entry)
        except ArchiveError as error:
            raise _refused(error, self.label) from None


def open_packed(data: bytes, label: str) -> PackedContents:
    """Open a zip file with a client; messages call it ``label``. Raises ClientError for what may not be in it."""
    if len(data) > MAX_PACKED:
        raise ClientError([Problem(label, LARGE)])
    try:
        archive = Archive(data, CLIENT_LIMITS)
    except ArchiveError as error:
        raise _refused(error, label) from None
    names = [each.filename for each in archive.members if not is_hidden(each.filename)]
    top = top_folder(names, CLIENT_FILE)
    inside = tuple(name.removeprefix(top) for name in names)
    if CLIENT_FILE not in inside:
        if HEAD in inside:
            message = "dit is een pakket, en geen klant; geef het mee met --pakket, of noem het in een klant.yaml"
        else:
            message = f"hier zit geen {CLIENT_FILE} in; maak het bestand met `liagen klant inpakken`"
        raise ClientError([Problem(label, message)])
    return PackedContents(archive, label, top, ArchiveContents(inside))


_REFUSED: Final = {
    Refusal.OUTSIDE: "dit bestand wijst naar een plek buiten de klant",
    Refusal.ODD_NAME: "in deze bestandsnaam staat een onzichtbaar teken",
    Refusal.LINK: "een snelkoppeling mag niet in een klant",
    Refusal.PASSWORD: "dit bestand heeft een wachtwoord; maak de klant zonder",
    Refusal.DUPLICATE: "dit bestand zit er twee keer in",
}


def _refused(error: ArchiveError, label: str) -> ClientError:
    message = LARGE if error.refusal in TOO_LARGE else _REFUSED.get(error.refusal, "")
    name = "".join(sign if sign.isprintable() else "?" for sign in error.member)
    advice = "dit is geen leesbare klant; maak het bestand opnieuw met `liagen klant inpakken`"
    return ClientError([Problem(f"{label}/{name}" if name else label, message or advice)])


# ------------------------------------------------------------ checking


def check_client_file(typed: tuple[str, list[Problem]], file: str, contents: ClientContents) -> ClientFile:
    """Return what a `klant.yaml` says, once all that it names is there. Raises ClientError with every problem.

    ``typed`` is its text, with why that could not be read; ``file`` is what messages call it.
    """
    text, problems = typed
    tree = Tree() if problems else parse_yaml(text, file)
    problems = problems or tree.problems
    if not problems and not isinstance(tree.value, dict):
        message = "hier horen regels als «naam: Gemeente Zuid» en «profielen: [zuid.yaml]»"
        problems = [Problem(file, message, place=tree.place(()))]
    if problems:
        raise ClientError(problems)
    said, wrong = check_model(ClientFile, tree, file)
    wrong += _named_problems(tree, file, contents)
    if wrong or said is None:
        raise ClientError(wrong)
    return said


def _named_problems(tree: Tree, file: str, contents: ClientContents) -> Iterator[Problem]:
    """Give what is wrong with each name that can be one; the model tells of those that cannot."""
    seen: dict[str, str] = {}
    for field, what in _FIELDS.items():
        value = tree.mapping.get(field)
        rows: list[Any] = value if isinstance(value, list) and field != _HOUSE else [value]
        for number, typed in enumerate(rows):
            if not isinstance(typed, str) or (name := _kept(typed)) is None:
                continue
            message = _why_not(what, name, contents)
            # What is packed stands in one folder each, on systems that know no capitals too.
            key = f"{field} {PurePosixPath(name).name if what == 'profiel' else name}".casefold()
            if not message and key in seen:
                message = f"deze naam is ook die van {seen[key]}; geef elk {what} een eigen naam"
            seen.setdefault(key, name)
            if message:
                path = (field, number) if isinstance(value, list) else (field,)
                yield Problem(file, message, place=tree.place(path), field=dotted(path))


def _kept(typed: str) -> str | None:
    try:
        return _inside(typed)
    except ValueError:
        return None


def _why_not(what: str, name: str, contents: ClientContents) -> str:
    """Return why a name cannot be that of a profile, package or house style; empty when it can."""
    kind, ending = contents.kind(name), PurePosixPath(name).suffix.lower()
    if kind == "link":
        return f"{name} is een snelkoppeling; zet het bestand of de map zelf in de map van de klant"
    if not kind:
        return f"{name} is er niet{suggest(name, contents.names()) or '; kijk naar de naam en de map'}"
    if what == "profiel":
        right = kind == "bestand" and ending in PROFILE_ENDINGS and not is_client_file(PurePosixPath(name).name)
        return "" if right else "een profiel is een bestand op .yaml of .yml; noem elk profiel apart"
    if what == "pakket":
        right = kind == "map" or (ending == ".zip" and not contents.is_packed)
        return "" if right else f"een pakket is een map met {HEAD}, of een zip-bestand daarvan"
    if contents.is_packed and ending != PREPARED_ENDING:
        return "in een zip-bestand hoort de klaargezette huisstijl; maak het bestand met `liagen klant inpakken`"
    right = kind == "bestand" and ending in (*ENDINGS, PREPARED_ENDING)
    return "" if right else "een huisstijl is een bestand op .docx, .dotx of .json"
