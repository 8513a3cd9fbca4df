"""A client opened for the officer's page, and packed into one zip file that page and command line take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from liagen.errors import LiagenError, Problem
from liagen.files.archive import CLIENT_LIMITS, Archive, ArchiveError, write_archive
from liagen.files.load import read_text
from liagen.files.yaml_out import write_tree
from liagen.library.compile import compile_library
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.library.package import pack_members, read_package, read_packed_package
from liagen.library.packages import bases_first, find_packages, stack_packages
from liagen.make.client import (
    FORMAT,
    LARGE,
    MAX_PACKED,
    Client,
    ClientError,
    Wishes,
    check_client_file,
    open_packed,
    wishes_of,
)
from liagen.make.house_style import (
    PREPARED_ENDING,
    load_house_style,
    load_prepared_house,
    prepare_house,
    prepare_style,
    read_prepared,
)
from liagen.make.style_file import style_file_of
from liagen.profile.find import CLIENT_FILE
from liagen.profile.read import parse_profile
from liagen.word.styles.prepared_house import parse_prepared_house

if TYPE_CHECKING:
    from liagen.word.styles.sheet import Stationery

HOUSE: Final = "huisstijl.json"
_PROFILES: Final = "profielen"
_PACKAGES: Final = "pakketten"


@dataclass(frozen=True)
class StartProfile:
    """A profile of a client to begin with: the name of its file, and its text, which was checked."""

    name: str
    text: str


@dataclass(frozen=True)
class OpenClient:
    """A client with all of it read: what the officer's page needs."""

    name: str
    library: Library
    house: Stationery | None
    profiles: tuple[StartProfile, ...]
    wishes: Wishes


@dataclass(frozen=True)
class PackedClient:
    """A client as the bytes of a zip file; ``left_out`` are files of packages that liagen does nothing with.

    ``house_of_package`` when its house style was prepared from the style file of a package.
    """

    data: bytes
    left_out: tuple[str, ...]
    has_house: bool
    house_of_package: bool


# ------------------------------------------------------------ opening


def parse_client(data: bytes, label: str) -> OpenClient:
    """Return the client in the bytes of a zip file; messages call it ``label``.

    Raises LiagenError with every problem of its klant.yaml; else with those of packages, house style and profiles.
    """
    packed = open_packed(data, label)
    root = f"{label}/{packed.top}"
    said = check_client_file(packed.read(CLIENT_FILE), f"{root}{CLIENT_FILE}", packed.contents)

    def library() -> Library:
        read = [read_packed_package(packed.archive, f"{packed.top}{name}", f"{root}{name}") for name in said.pakketten]
        return compile_library(stack_packages([*find_packages((), None, None), *bases_first(read)]))

    def house(_library: Library) -> Stationery | None:
        name = said.huisstijl
        return parse_prepared_house(packed.data(name), f"{root}{name}") if name else None

    typed = [(f"{root}{name}", packed.read(name)) for name in said.profielen]
    return _opened(OpenParts(said.naam, wishes_of(said), library, house, typed))


def open_client(client: Client, library: Callable[[], Library]) -> OpenClient:
    """Return a client that was found, with the ``library`` of its packages. Raises LiagenError as ``parse_client``."""

    def house(found: Library) -> Stationery | None:
        return _stationery(client.house, found) if client.house else None

    typed = [(str(path), read_text(path)) for path in client.profiles]
    return _opened(OpenParts(client.name, client.wishes, library, house, typed))


@dataclass(frozen=True)
class OpenParts:
    """Of what a client is opened: what reads its library and house style, and its profiles as they were typed."""

    name: str
    wishes: Wishes
    library: Callable[[], Library]
    house: Callable[[Library], Stationery | None]
    typed: Sequence[tuple[str, tuple[str, list[Problem]]]]


def _opened(parts: OpenParts) -> OpenClient:
    """Return a client with all of it read. Raises ClientError with every problem of library, house and profiles."""
    problems: list[Problem] = []
    library: Library | None = None
    house: Stationery | None = None
    try:
        library = parts.library()
        house = parts.house(library)
    except LiagenError as error:
        problems += error.problems
    for name, (text, unreadable) in parts.typed:
        try:
            problems += unreadable
            if not unreadable and library:
                with library.fields_in_use():
                    parse_profile(text, name, library.cards, library.section_keys)
            elif not unreadable:
                parse_profile(text, name, None)
        except LiagenError as error:
            problems += error.problems
    if problems or library is None:
        raise ClientError(problems)
    profiles = tuple(StartProfile(PurePosixPath(name).name, text) for name, (text, _) in parts.typed)
    return OpenClient(parts.name, library, house, profiles, parts.wishes)


def _stationery(house: Path, library: Library) -> Stationery:
    """Return a house style ready to write with; a Word file is completed with what the packages give."""
    from liagen.word.styles.sheet import Stationery

    found = load_house_style(house)
    if isinstance(found, Stationery):
        return found
    from liagen.word.styles.stationery import read_stationery

    with style_file_of(library) as style:
        return read_stationery(style, found)


# ------------------------------------------------------------ packing


def pack_client(client: Client) -> PackedClient:
    """Return a client as a zip file; the same client gives the same bytes, also when it was packed before.

    Only what `klant.yaml` names goes along: the profiles as they were typed, of packages what liagen reads, and the
    house style without its Word file. Raises LiagenError for what is wrong with any of it.
    """
    library = load_library(*find_packages(client.packages, None, None))
    house, of_package = _house_data(client, library)
    packages = {package.name: package for package in map(read_package, client.packages)}
    members = {f"{_PROFILES}/{path.name}": _profile_data(path, library) for path in client.profiles}
    for name, package in packages.items():
        members |= {f"{_PACKAGES}/{name}/{each}": data for each, data in pack_members(package).items()}
    if house:
        members[HOUSE] = house
    members[CLIENT_FILE] = _head(client, packages, has_house=bool(house)).encode()
    data = write_archive(members)
    _check_packed(data, str(client.file))
    left_out = tuple(f"{package.label}/{name}" for package in packages.values() for name in package.unused)
    return PackedClient(data, left_out, bool(house), of_package)


def _house_data(client: Client, library: Library) -> tuple[bytes, bool]:
    """Return the house style as it was prepared, or empty; and whether it is that of a package.

    The officer's page reads no Word file, so a style file of a package is prepared as well.
    """
    with style_file_of(library) as style:
        if client.house is None:
            from liagen.word.styles.standard import standard_stationery

            return (b"", False) if standard_stationery(style) else (prepare_style(style, library.style_name), True)
        if client.house.suffix.lower() == PREPARED_ENDING:
            load_prepared_house(client.house)
            return read_prepared(client.house), False
        return prepare_house(client.house, style), False


def _profile_data(path: Path, library: Library) -> bytes:
    text, problems = read_text(path)
    if problems:
        raise ClientError(problems)
    with library.fields_in_use():
        parse_profile(text, str(path), library.cards, library.section_keys)
    return text.encode()


def _head(client: Client, packages: Iterable[str], *, has_house: bool) -> str:
    """Return what the `klant.yaml` of a packed client says: the same, with the names of what is in the zip file."""
    wishes = client.wishes
    told: dict[str, object] = {
        "naam": client.name,
        "formaat": FORMAT,
        "profielen": [f"{_PROFILES}/{path.name}" for path in client.profiles],
    }
    told |= {"pakketten": found} if (found := [f"{_PACKAGES}/{name}" for name in packages]) else {}
    told |= {"huisstijl": HOUSE} if has_house else {}
    told |= {"lengte": wishes.length} if wishes.length else {}
    told |= {"stukken": list(wishes.papers)} if wishes.papers is not None else {}
    return write_tree(told)


def _check_packed(data: bytes, name: str) -> None:
    try:
        Archive(data, CLIENT_LIMITS)
    except ArchiveError:
        data = b""
    if not 0 < len(data) <= MAX_PACKED:
        raise ClientError([Problem(name, LARGE)])
