"""Commands that write files, as they are run in a process of their own that can be killed or starved of disk."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from client_builders import two_clients
from soak.drafts import chapter_file
from soak.trial import CRASHED, DAY

from liagen import cli
from liagen.profile.read import shipped_profiles

Files = Mapping[str, bytes]
OLD: Final = b"Dit stond er al, en is heel.\n" * 50
_MOST_TOLD: Final = 1 << 20
_FEW: Final = ("meierijstad", "utrecht", "hardenberg", "reusel-de-mierden")


@dataclass(frozen=True)
class Job:
    """A command, what it needs in the folder, and the folder below which its results come."""

    name: str
    line: str
    prepare: Callable[[Path, str], None]
    again: str = ""

    @property
    def to_the_end(self) -> str:
        """Return what is typed after it was broken off."""
        return self.again or self.line


def _profile(folder: Path, which: str) -> None:
    (folder / "profiel.yaml").write_bytes(shipped_profiles()[which].read_bytes())


def _profiles(folder: Path, which: str) -> None:
    (folder / "in").mkdir()
    (folder / "uit").mkdir()
    for number, name in enumerate(_FEW):
        source = name if which == _FEW[0] else _FEW[(number + 1) % len(_FEW)]
        (folder / f"in/p{number}.yaml").write_bytes(shipped_profiles()[source].read_bytes())


def _draft(folder: Path, which: str) -> None:
    (folder / "concept.docx").write_bytes(chapter_file(which))


def _client(folder: Path, which: str) -> None:
    two_clients(folder / "klanten")
    if which != _FEW[0]:
        (folder / "klanten/noord.yaml").write_text("gemeente:\n  naam: Anders\n", encoding="utf-8")


def _nothing(_folder: Path, _which: str) -> None:
    """Need nothing."""


def _package(folder: Path, which: str) -> None:
    (folder / "vreemd/teksten").mkdir(parents=True)
    (folder / "vreemd/pakket.yaml").write_text("naam: vreemd\nversie: '1.0'\nformaat: 1\nbasis: standaard\n")
    (folder / "vreemd/teksten/vertellen.md").write_text(f"Van {which}.\n" * 500)


_ALL: Final = "collegevoorstel,raadsvoorstel,samenvatting"
_BATCH: Final = f"reeks in -o uit --jobs 1 --datum {DAY}"
JOBS: Final = (
    Job("maak", f"maak profiel.yaml -o lia.docx --stukken {_ALL} --datum {DAY} --overschrijf", _profile),
    Job("bijwerken", f"bijwerken concept.docx -o nieuw.docx --datum {DAY} --overschrijf", _draft),
    Job("teruglezen", "teruglezen concept.docx -o terug.yaml --overschrijf", _draft),
    Job("klant inpakken", f"klant inpakken klanten/noord.klant.yaml -o klant.zip --datum {DAY} --overschrijf", _client),
    Job("sjabloon inpakken", "sjabloon inpakken vreemd -o vreemd.zip --overschrijf", _package),
    Job("reeks", f"{_BATCH} --overschrijf", _profiles, f"{_BATCH} --verder --overschrijf"),
    Job("oefenset", f"oefenset -o set --aantal 2 --zaad 3 --datum {DAY} --overschrijf", _nothing),
)  # fmt: skip


@cache
def made_by(job: Job, which: str) -> Files:
    """Return what a job leaves when nobody disturbs it, by name, without what it needed; made in another process."""
    with TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        job.prepare(folder, which)
        before = contents(folder)
        code, told = finish(start(job.line, folder))
        if code:
            raise RuntimeError(f"{job.line} ends with {code}: {told}")
        return {name: data for name, data in contents(folder).items() if name not in before}


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its name; hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def warm() -> None:
    """Run every job once, so that all workers know what comes of it."""
    for job in JOBS:
        for which in _FEW[: 1 if job.name == "oefenset" else 2]:
            made_by(job, which)


@dataclass(frozen=True)
class Running:
    """A command that runs in a process of its own, which leads a group; ``told`` is where its messages come out."""

    process: int
    told: int


def start(line: str, folder: Path, before: Callable[[], None] = lambda: None) -> Running:
    """Start a command in a folder; ``before`` is called in its process first."""
    told, tells = os.pipe()  # and no file: that would be bound by the limits of the trial
    fcntl.fcntl(tells, fcntl.F_SETPIPE_SZ, _MOST_TOLD)
    process = os.fork()
    if process:
        os.close(tells)
        return Running(process, told)
    code = CRASHED
    try:
        os.setsid()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        os.chdir(folder)
        os.dup2(tells, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.stdout, sys.stderr = (open(number, "w", closefd=False) for number in (1, 2))  # noqa: SIM115
        before()
        code = cli.run(line.split())
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush(), sys.stderr.flush()
        os._exit(code)  # whatever happened: this is a copy of who started it


def finish(started: Running) -> tuple[int, str]:
    """Wait for a command; return its exit code, negative for a signal, and what it told."""
    _, status = os.waitpid(started.process, 0)
    os.set_blocking(started.told, False)
    with open(started.told, "rb") as file:  # noqa: PTH123
        told = file.read(_MOST_TOLD) or b""
    return os.waitstatus_to_exitcode(status), told.decode("utf-8", "replace")


def kill(started: Running) -> tuple[int, str]:
    """Kill a command with all that it started, as a power cut would; return as ``finish`` does."""
    for what in (os.killpg, os.kill):
        try:
            what(started.process, signal.SIGKILL)
        except ProcessLookupError:
            continue
        break
    return finish(started)
