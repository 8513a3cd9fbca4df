"""Files that change: read anew after every save, in a thread of its own, with the last good state kept beside it."""

from __future__ import annotations

import datetime as dt
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from liagen.browser.preview.view import View, build_view
from liagen.errors import LiagenError, Problem
from liagen.files.load import shipped_folder
from liagen.library.compile import compile_library
from liagen.library.model import Library
from liagen.library.package import Package
from liagen.library.packages import stack_packages
from liagen.make.client import NO_WISHES, Wishes, load_client
from liagen.profile.choices import JaNee
from liagen.profile.fields import in_length, in_practice
from liagen.profile.find import find_profiles
from liagen.profile.model import Profile
from liagen.profile.read import load_profile, shipped_profiles

PAUSE: Final = 0.1
"""Seconds between two scans of the files."""

_BETWEEN_SCANS: Final = 0.025
_MAX_SCANS: Final = 10
_REST_FACTOR: Final = 5  # a scan of many files may take at most a sixth of the time
_MAX_FILES: Final = 20_000
_Stamp = tuple[str, int, int, int]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WatchTargets:
    """What to look at: packages as they are found at that moment, and profiles (files, folders; none: the shipped).

    ``date`` gives the date of a draft; ``length`` stands in for that of the profile, if not empty, and ``practice`` for
    what it says of the options from practice. The profiles of a ``client`` are those that it names at that moment, and
    what it wants goes before what they say.
    """

    packages: Callable[[], tuple[Path, ...]]
    profiles: tuple[Path, ...]
    date: Callable[[Profile], dt.date]
    length: str = ""
    practice: JaNee | None = None
    client: Path | None = None


@dataclass(frozen=True)
class PageState:
    """What one reader sees; a view that ``is_stale`` is from before the ``problems``.

    Without a view there never was one.
    """

    name: str
    names: tuple[str, ...]
    length: str
    problems: tuple[Problem, ...]
    view: View | None

    @property
    def is_stale(self) -> bool:
        """Say whether the view is older than the files."""
        return bool(self.problems)


@dataclass(frozen=True)
class _LoadedFiles:
    """The files as last read: the ``generation`` of this reading, the last good library, and what is wrong now."""

    generation: int = 0
    library: Library | None = None
    packages: tuple[Package, ...] = ()
    profiles: Mapping[str, Path] = field(default_factory=dict)
    wishes: Wishes = NO_WISHES
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _FoundProfiles:
    """The profiles to look at, by name, and what their client wants."""

    paths: Mapping[str, Path]
    wishes: Wishes = NO_WISHES
    problems: tuple[Problem, ...] = ()


class Watch:
    """Reads the files when it is opened, and again after every change until it is closed."""

    def __init__(self, wanted: WatchTargets) -> None:
        """Keep what is wanted; nothing is read yet."""
        self._wanted = wanted
        self._loaded = _LoadedFiles()
        self._changed = threading.Condition()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch_files, name="liagen-kijk", daemon=True)
        self._lock = threading.Lock()
        self._page_states: dict[tuple[str, str], tuple[int, PageState]] = {}
        self._stamps: tuple[_Stamp, ...] = ()

    def __enter__(self) -> Self:
        """Read for the first time and begin to follow."""
        self._stamps = self._scan()
        self._reload()
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        """Stop following; who waits is woken."""
        self._closed.set()
        with self._changed:
            self._changed.notify_all()
        self._thread.join()

    @property
    def generation(self) -> int:
        """Return how many times the files were read."""
        return self._loaded.generation

    @property
    def closed(self) -> bool:
        """Say whether it was closed."""
        return self._closed.is_set()

    @property
    def packages(self) -> tuple[Package, ...]:
        """Return the packages of the last good library."""
        return self._loaded.packages

    def wait(self, number: int, seconds: float) -> None:
        """Wait until the files were read more often than ``generation`` says, it is closed, or the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.generation > number, timeout=seconds)

    def page_state(self, name: str, length: str) -> PageState:
        """Return what there is to see of a profile (empty: the first) in a length (empty: that of the profile)."""
        with self._lock:
            read = self._loaded
            key = name or next(iter(read.profiles), ""), length or self._wanted.length
            before = self._page_states.get(key)
            if before and before[0] == read.generation:
                return before[1]
            page_state = self._page_state(read, *key, before[1].view if before else None)
            if page_state.view:
                self._page_states[key] = read.generation, page_state
            return page_state

    # --- one profile

    def _page_state(self, read: _LoadedFiles, name: str, length: str, last: View | None) -> PageState:
        problems: tuple[Problem, ...] = read.problems
        view = None
        path = read.profiles.get(name)
        if path is None and (name or not problems):
            problems = (*problems, Problem(name or "profiel", "dit profiel is er niet; kies een ander"))
        elif path is not None and read.library is not None:
            try:
                known = read.library
                with known.fields_in_use():
                    typed = read.wishes.applied(load_profile(path, known.cards, known.section_keys))
                    profile = in_practice(in_length(typed, length), self._wanted.practice)
                    view = build_view(profile, known, read.packages, self._wanted.date(profile))
            except LiagenError as error:
                problems = (*problems, *error.problems)
            except Exception as error:  # a bug must not take the page away from who is writing
                problems = (*problems, _bug_problem(str(path), error))
        return PageState(name, tuple(read.profiles), length, problems, view or last)

    # --- the files

    def _watch_files(self) -> None:
        """Scan the files until closed; what changes during a reading is seen at the next scan."""
        pause = PAUSE
        while not self._closed.wait(pause):
            begun = time.thread_time()
            stamps = self._scan()
            # Thread time and not the clock: a computer that sleeps or swaps must not slow the watching down for
            # minutes.
            pause = max(PAUSE, _REST_FACTOR * (time.thread_time() - begun))
            if stamps != self._stamps:
                self._stamps = self._wait_until_quiet(stamps)
                self._reload()

    def _wait_until_quiet(self, stamps: tuple[_Stamp, ...]) -> tuple[_Stamp, ...]:
        """Return how the files stand once a program that is writing them is done, or takes too long."""
        for _ in range(_MAX_SCANS):
            self._closed.wait(_BETWEEN_SCANS)
            now = self._scan()
            if now == stamps:
                break
            stamps = now
        return stamps

    def _scan(self) -> tuple[_Stamp, ...]:
        """Return of every file that matters its name, time, size and number."""
        try:
            packages = self._wanted.packages()
        except Exception:  # the reading that follows tells what is wrong
            packages = ()
        named = (self._wanted.client,) if self._wanted.client else ()
        try:
            found = tuple(self._profiles().paths.values())
        except LiagenError:
            found = ()
        return tuple(islice(_stamps([shipped_folder("templates"), *named, *packages, *found]), _MAX_FILES))

    def _reload(self) -> None:
        """Read everything; the last good library stays when there is something wrong."""
        read = replace(self._loaded, generation=self._loaded.generation + 1, problems=())
        problems: tuple[Problem, ...] = ()
        try:
            found = self._profiles()
            problems = found.problems
            read = replace(read, profiles=found.paths, wishes=found.wishes, problems=problems)
            packages = stack_packages(self._wanted.packages())
            read = replace(read, library=compile_library(packages), packages=packages)
        except LiagenError as error:
            read = replace(read, problems=(*error.problems, *problems))
        except Exception as error:  # a bug must not end the watching
            read = replace(read, problems=(_bug_problem("sjablonen", error), *problems))
        with self._changed:
            self._loaded = read
            self._changed.notify_all()

    def _profiles(self) -> _FoundProfiles:
        """Return the profiles by a short name, or by their path where two have the same name. Raises ClientError."""
        if self._wanted.client:
            client = load_client(self._wanted.client)
            return _FoundProfiles({path.stem: path for path in client.profiles}, client.wishes)
        if not self._wanted.profiles:
            return _FoundProfiles(shipped_profiles())
        found = find_profiles(self._wanted.profiles)
        stems = [path.stem for path in found.profiles]
        named = {path.stem if stems.count(path.stem) == 1 else str(path): path for path in found.profiles}
        return _FoundProfiles(named, problems=found.problems)


def _bug_problem(where: str, error: Exception) -> Problem:
    """Return a mistake of liagen itself as something to show; its traceback goes to the log."""
    _log.error("fout in liagen", exc_info=error)
    message = f"hier gaat liagen zelf fout ({type(error).__name__}); maak de laatste wijziging ongedaan en meld dit"
    return Problem(where, message)


def _stamps(places: Iterable[Path]) -> Iterator[_Stamp]:
    """Give a stamp for every place, and for all that is in it when it is a folder; what is gone has none."""
    for place in places:
        yield from _stamp(place)
        for folder, inside, names in os.walk(place):
            inside[:] = sorted(name for name in inside if not name.startswith((".", "__")))
            for name in sorted(names):
                yield from _stamp(Path(folder) / name)


def _stamp(path: Path) -> Sequence[_Stamp]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ()
    return ((str(path), found.st_mtime_ns, found.st_size, found.st_ino),)
