"""Parts whose trials are cases: files and commands. So a fault can be made smaller without knowing what it is."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from soak.trial import Attempt, Case, Part

_SECONDS: Final = 20.0


def case_part(name: str, title: str, make: Callable[[Random], Case], share: float, **more: Any) -> Part:
    """Return the part that tries cases; ``make`` returns the same case for the same chance."""

    def trial(chance: Random, folder: Path) -> Iterator[Attempt]:
        yield from make(chance).attempts(folder)

    def smaller(chance: Random, folder: Path, fault: Attempt) -> None:
        found = _smallest(make(chance), fault)
        for file, data in found.files.items():
            (path := folder / file).parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (folder / "opdrachten.txt").write_text("\n".join(f"liagen {line}" for line in found.commands) + "\n")

    return Part(name, title, trial, share, smaller=smaller, **more)


def _smallest(case: Case, fault: Attempt) -> Case:
    """Leave out of texts whole rows, of Word files what was changed, as long as the same fault comes of it."""
    until = time.monotonic() + _SECONDS

    def gives(files: Mapping[str, bytes]) -> bool:
        with TemporaryDirectory(prefix="soak-") as name:
            found = dataclasses.replace(case, files=files).attempts(Path(name))
            return any(each.signature == fault.signature for each in found)

    files = dict(case.files)
    if not gives(files):
        return case
    for name, data in case.files.items():
        if name.endswith((".yaml", ".md")) and data:
            files[name] = _fewer_rows(
                data, lambda rows, name=name: time.monotonic() < until and gives({**files, name: rows})
            )
    return dataclasses.replace(case, files=files)


def _fewer_rows(data: bytes, still: Callable[[bytes], bool]) -> bytes:
    """Return as few rows of a text as still do: half of them is tried first, then ever fewer at once."""
    rows = data.splitlines(keepends=True)
    size = max(len(rows) // 2, 1)
    while size:
        start = 0
        while start < len(rows):
            fewer = rows[:start] + rows[start + size :]
            if still(b"".join(fewer)):
                rows = fewer
            else:
                start += size
        size //= 2
    return b"".join(rows)
