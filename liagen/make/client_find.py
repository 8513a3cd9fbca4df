"""Clients and profiles that someone means: named, in folders, and by patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from liagen.errors import LiagenError, Problem
from liagen.library.package import HEAD
from liagen.make.client import Client, load_client
from liagen.profile.find import CLIENT_FILE, find_profiles, is_client, is_client_file


@dataclass(frozen=True)
class MeantProfile:
    """A profile that was meant, and the client that it is of; None when it stands by itself."""

    path: Path
    client: Client | None = None


@dataclass(frozen=True)
class FoundClients:
    """The profiles that were meant, each once, the clients among what was named, and what led to none."""

    profiles: tuple[MeantProfile, ...]
    clients: tuple[Client, ...]
    problems: tuple[Problem, ...]


def find_clients(named: Iterable[Path], excluded: Iterable[Path] = ()) -> FoundClients:
    """Return what ``named`` means, in that order: clients and profiles, and those in folders; errors are values.

    In a folder each `klant.yaml` or `zuid.klant.yaml` is a client; what such a folder or file holds is not taken as a
    profile by itself too. A zip file counts only when it is named.
    """
    skipped = tuple(excluded)
    profiles: dict[str, MeantProfile] = {}
    clients: dict[str, Client] = {}
    problems: list[Problem] = []
    for path in _expanded(named):
        inside = _clients_at(path)
        found: list[Client] = []
        for place in inside:
            try:
                found.append(load_client(place))
            except LiagenError as error:
                problems += error.problems
        clients |= {_absolute(each.source): each for each in found if _absolute(each.source) not in clients}
        meant = [MeantProfile(profile, each) for each in found for profile in each.profiles]
        if inside != [path]:
            loose = find_profiles([path], [*skipped, *(each.path for each in meant)])
            meant += [MeantProfile(each) for each in loose.profiles if not _is_below(each, inside)]
            problems += loose.problems if not inside else ()
        for each in meant:
            profiles.setdefault(_absolute(each.path), each)
    return FoundClients(tuple(profiles.values()), tuple(clients.values()), tuple(problems))


def client_paths(named: Iterable[Path]) -> tuple[Path, ...]:
    """Return the clients that ``named`` means, as ``load_client`` takes them: named, in folders, and by patterns."""
    found = (each for path in _expanded(named) for each in _clients_at(path))
    return tuple({_absolute(path): path for path in found}.values())


def _clients_at(path: Path) -> list[Path]:
    return [path] if is_client(path) else list(_clients_in(path))


def _expanded(named: Iterable[Path]) -> Iterator[Path]:
    """Give what was named, and in the place of a pattern that means clients those."""
    for path in named:
        is_pattern = any(sign in str(path) for sign in "*?[") and not os.path.lexists(path)
        matches = [Path(name) for name in sorted(glob.glob(str(path), recursive=True))] if is_pattern else []  # noqa: PTH207 - takes no «C:\\»
        yield from matches if any(map(is_client, matches)) else [path]


def _clients_in(folder: Path) -> Iterator[Path]:
    """Give the file of every client below a folder; below one that is a client itself nothing else is looked for."""
    for place, folders, files in os.walk(folder):
        found = [name for name in sorted(files) if is_client_file(name)] if HEAD not in files else []
        # Emptied in place: that is how `os.walk` is told not to go deeper.
        is_own = HEAD in files or any(name.lower() == CLIENT_FILE for name in found)
        folders[:] = [] if is_own else sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place) / name for name in found)


def _is_below(path: Path, clients: Iterable[Path]) -> bool:
    """Say whether a file stands in the folder of a client that has it for itself."""
    own = [_absolute(each.parent) + os.sep for each in clients if each.name.lower() == CLIENT_FILE]
    return _absolute(path).startswith(tuple(own))


def _absolute(path: Path) -> str:
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps «..»
