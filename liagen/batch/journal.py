"""What a batch made, and from what: kept beside the documents, so that a next batch can skip what is up to date.

The journal is saved now and then. Between two times a log tells which files are about to be written: so what a batch
wrote is known as its own whenever it is cut off.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from liagen.files.archive import archive_around
from liagen.files.paths import is_folder
from liagen.files.save import write_files

JOURNAL_FILE: Final = ".liagen-reeks.json"
LOG_FILE: Final = ".liagen-reeks.log"
_FORMAT: Final = 3


@dataclass(frozen=True)
class Summary:
    """What an overview tells about one chapter: how many options have each verdict, and which are proposed."""

    municipality: str
    present: int
    proposals: tuple[str, ...]
    considered: int
    not_now: int
    goals: int
    open_points: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class JournalEntry:
    """What was made of one profile: a digest of what went in, and what an overview tells of it."""

    source: str
    summary: Summary


@dataclass
class Journal:
    """What was made, by file name of the chapter, and the digest of every file that was written, by its name.

    ``announced`` are digests of files that a batch was about to write when it was cut off, by name.
    """

    entries: dict[str, JournalEntry] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    announced: dict[str, set[str]] = field(default_factory=dict)

    def wrote(self, path: Path) -> bool:
        """Say whether a file is still as a batch wrote it."""
        found = digest_of_file(path)
        return bool(found) and found in (self.files.get(path.name), *self.announced.get(path.name, ()))


def load_journal(folder: Path) -> Journal:
    """Return the journal of a folder; an empty one when it is not there or is not what liagen wrote."""
    journal = _load_saved(folder)
    journal.announced.update(_load_log(folder))
    return journal


def announce_files(folder: Path, digests: Mapping[str, str]) -> None:
    """Write in the log of a folder which files come, each name with its digest, before they are there."""
    rows = "".join(f"{found} {name}\n" for name, found in digests.items())
    # In one go and at the end, as workers share the log. Without it a batch is made all the same.
    with contextlib.suppress(OSError), (folder / LOG_FILE).open("ab", buffering=0) as file:
        file.write(rows.encode("utf-8", "surrogateescape"))


def close_journal(journal: Journal, folder: Path) -> None:
    """Write the journal of a batch that ends; the log has then told all it had to tell. Raises OutputError."""
    save_journal(journal, folder)
    with contextlib.suppress(OSError):
        (folder / LOG_FILE).unlink(missing_ok=True)


def _load_log(folder: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    try:
        rows = (folder / LOG_FILE).read_bytes().decode("utf-8", "surrogateescape").split("\n")
    except OSError:
        return {}
    for row in rows:
        sha256, _, name = row.partition(" ")
        found.setdefault(name, set()).add(sha256)
    return found


def _load_saved(folder: Path) -> Journal:
    try:
        data = json.loads((folder / JOURNAL_FILE).read_bytes())
        if data["formaat"] != _FORMAT:
            return Journal()
        entries = {str(name): _entry(row) for name, row in data["hoofdstukken"].items()}
        return Journal(entries, {str(name): str(digest) for name, digest in data["bestanden"].items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Journal()


def save_journal(journal: Journal, folder: Path) -> None:
    """Write the journal in its folder. Raises OutputError."""
    data = {
        "formaat": _FORMAT,
        "hoofdstukken": {name: asdict(entry) for name, entry in sorted(journal.entries.items())},
        "bestanden": dict(sorted(journal.files.items())),
    }
    text = json.dumps(data, indent=1) + "\n"
    write_files({folder / JOURNAL_FILE: text.encode()}, overwrite=True)


def digest(data: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """Return the digest of a file, of a path into a zip file that of the zip; empty when it cannot be read."""
    packed = archive_around(path)
    path = packed[0] if packed else path
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def digest_of(values: Iterable[str], paths: Iterable[Path]) -> str:
    """Return one digest of words and of files; of a folder every file counts, with its name in that folder."""
    rows = [list(values), [[name, digest_of_file(file)] for path in paths for name, file in _files(path)]]
    return digest(json.dumps(rows).encode())


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if not is_folder(path):
        yield "", path
        return
    for place, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(name for name in files if not name.startswith(".")):
            file = Path(place) / name
            yield file.relative_to(path).as_posix(), file


def _entry(row: Mapping[str, Any]) -> JournalEntry:
    found = row["summary"]
    summary = Summary(
        municipality=str(found["municipality"]),
        present=int(found["present"]),
        proposals=tuple(str(title) for title in found["proposals"]),
        considered=int(found["considered"]),
        not_now=int(found["not_now"]),
        goals=int(found["goals"]),
        open_points=int(found["open_points"]),
        warnings=tuple(str(text) for text in found["warnings"]),
    )
    return JournalEntry(str(row["source"]), summary)
