"""Commands that are killed, that have no disk left, or that have company: old files are whole, or new ones are."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final

from soak.jobs import JOBS, OLD, Job, contents, finish, kill, made_by, start, warm
from soak.trial import CRASHED, Attempt, Part, last_line, unclear

_ONE, _OTHER = "meierijstad", "utrecht"
_KILLS: Final = 4


def _some_job(chance: Random) -> Job:
    """Return a job; those that take long come less often."""
    return chance.choices(JOBS, [1 if job.name in ("klant inpakken", "oefenset") else 4 for job in JOBS])[0]


def _put_old(folder: Path, job: Job, chance: Random, which: str = _ONE) -> dict[str, bytes]:
    """Let old files stand where results come, or none, or what an earlier run made; return them by name."""
    names = made_by(job, which)
    kind = chance.choice(("niets", "oud", "eerder"))
    if kind == "niets" or job.name == "oefenset":
        return {}
    old = dict.fromkeys(names, OLD) if kind == "oud" else dict(made_by(job, _OTHER))
    for name, data in old.items():
        (path := folder / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return old


def _harm(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    """Yield what is half, gone or left behind."""
    now = contents(folder)
    for name, data in old.items():
        if name not in now:
            yield f"{_plain(name)} is weg"
        elif now[name] not in (data, new.get(name)):
            yield f"{_plain(name)} is niet heel: {len(now[name])} bytes"
    for name in new:
        if name not in old and name in now and now[name] != new[name]:
            yield f"{_plain(name)} is half geschreven: {len(now[name])} van {len(new[name])} bytes"


def _plain(name: str) -> str:
    return name.rpartition("/")[2]


# Journals and overviews tell of the run itself: of these only that they can be read counts.
_TELLING: Final = ("overzicht.html", "overzicht.csv", ".liagen-reeks.json", "liagen-reeks.json")


def _results(job: Job, which: str) -> dict[str, bytes]:
    return {
        name: data
        for name, data in made_by(job, which).items()
        if not name.endswith(_TELLING) and not _plain(name).startswith(".")
    }


# ------------------------------------------------------------ kill -9


def _killed(chance: Random, folder: Path) -> Iterator[Attempt]:
    """Kill a command a few times, then let it go on to its end."""
    job = _some_job(chance)
    new = _results(job, _ONE)
    job.prepare(folder, _ONE)
    inputs = contents(folder)
    old = {name: data for name, data in _put_old(folder, job, chance).items() if name in new}
    line = job.line
    for _ in range(chance.randint(1, _KILLS)):
        if chance.random() < 0.7:
            code, told = finish(start(line, folder, _dies_while_writing(chance)))
        else:
            started = start(line, folder)
            time.sleep(chance.uniform(0.0, 0.9))
            code, told = kill(started)
        wrong = [*_harm(folder, {**inputs, **old}, new), *([last_line(told)] if code == CRASHED else [])]
        yield _attempt(f"{job.name}, afgebroken", wrong, told, code == 0)
    code, told = finish(start(job.to_the_end, folder))
    if code == 1 and job.name == "oefenset":  # it never writes over what is there but its own; half a set is told of
        wrong = [*unclear(told), *([] if told.strip() else ["geweigerd zonder melding"])]
        yield _attempt(f"{job.name}, daarna", wrong, told, False)
        return
    now = contents(folder)
    wrong = [last_line(told)] if code == CRASHED else [f"eindigt met {code}: {told.strip()[:200]}"] if code else []
    wrong += [f"{_plain(name)} is er niet of anders" for name in new if now.get(name) != new[name]]
    wrong += [f"er blijft {_plain(name)} staan" for name in now if name.endswith((".tmp", ".oud"))]
    yield _attempt(f"{job.name}, daarna", wrong, told, code == 0)


_CHANGES: Final = ("os.rename", "os.link", "os.remove", "os.chmod", "os.truncate", "os.mkdir", "os.symlink")


def _dies_while_writing(chance: Random) -> Callable[[], None]:
    """Let a process die at one of its changes of files: just before it, or a moment later."""
    which, moment = (
        chance.randint(1, chance.choice((4, 12, 40))),
        chance.choice((0.0, 0.0, 0.00005, 0.0002, 0.001, 0.004)),
    )
    left = [which]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if not opened and event not in _CHANGES:
            return
        left[0] -= 1
        if left[0] == 0 and moment:
            signal.setitimer(signal.ITIMER_REAL, moment)  # the alarm ends it at once: nothing of Python hears it
        elif left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(watch)


def _attempt(tried: str, wrong: list[str], told: str, worked: bool) -> Attempt:
    if wrong:
        return Attempt(tried, "fout", wrong[0], "\n".join([*wrong, told]))
    return Attempt(tried, "gelukt" if worked else "geweigerd")


# ------------------------------------------------------------ full disk


def _full(chance: Random, folder: Path) -> Iterator[Attempt]:
    """Run a command on a disk with too little room, or where no file may be large."""
    job = _some_job(chance)
    new = _results(job, _ONE)
    room = sum(map(len, made_by(job, _ONE).values()))
    free = int(room * chance.choice((0.0, 0.02, 0.3, 0.6, 0.95, 1.0, 1.2, 2.0)) * chance.uniform(0.5, 1.1))
    disk = folder / "schijf"
    disk.mkdir()
    mounted = chance.random() < 0.8 and _mounted(disk)
    try:
        job.prepare(disk, _ONE)
        inputs = contents(disk)
        old = {name: data for name, data in _put_old(disk, job, chance).items() if name in new}
        if mounted:
            _fill(disk, free)
            before: Callable[[], None] = (
                (lambda: os.environ.update(TMPDIR=str(disk))) if chance.random() < 0.3 else (lambda: None)
            )
        else:
            before = _small_files(int(max(map(len, new.values())) * chance.uniform(0.0, 1.1)))
        code, told = finish(start(job.line, disk, before))
        wrong = [last_line(told)] if code == CRASHED else unclear(told)
        wrong += list(_harm(disk, {**inputs, **old}, new))
        now = contents(disk)
        wrong += [f"er blijft {_plain(name)} staan" for name in now if name.endswith((".tmp", ".oud"))]
        if code == 0:
            wrong += [f"gelukt, maar {_plain(name)} is er niet" for name in new if now.get(name) != new[name]]
        elif not told.strip() or code < 0:
            wrong.append(f"eindigt met {code} zonder melding")
        yield _attempt(job.name, wrong, told, code == 0)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(disk)], check=False, capture_output=True)


def _mounted(folder: Path) -> bool:
    """Put a small disk of memory on a folder; say whether that can be done here."""
    command = ["mount", "-t", "tmpfs", "-o", "size=8m,nr_inodes=2000", "soak", str(folder)]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _fill(disk: Path, free: int) -> None:
    """Leave so many bytes free."""
    found = os.statvfs(disk)
    size = max(found.f_bavail * found.f_frsize - free, 0)
    with (disk / "vulling").open("wb") as file, contextlib.suppress(OSError):
        file.write(bytes(size))


def _small_files(most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


# ------------------------------------------------------------ two writers at once


def _together(chance: Random, folder: Path) -> Iterator[Attempt]:
    """Let two or three commands write the same files at once, each from its own input."""
    job = _some_job(chance)
    while job.name == "oefenset":  # it never writes over what is there
        job = _some_job(chance)
    overwrite = chance.random() < 0.6
    line = job.line if overwrite else job.line.replace(" --overschrijf", "")
    inputs = (_ONE, _OTHER, _ONE)[: chance.choice((2, 2, 3))]
    places, shared = [], folder / "samen"
    shared.mkdir()
    for number, which in enumerate(inputs):
        place = folder / f"schrijver{number}"
        place.mkdir()
        job.prepare(place, which)
        places.append(place)
    running = [start(_into(line, shared), place) for place in places]
    ended = [finish(each) for each in running]
    results = [_shared(_results(job, which)) for which in inputs]
    now = {name: data for name, data in contents(shared).items() if name in results[0]}
    wrong = [last_line(told) for code, told in ended if code == CRASHED]
    wrong += [each for code, told in ended if code == 1 for each in unclear(told)]
    wrong += [
        f"{name} is van geen van beide" for name, data in now.items() if data not in [each[name] for each in results]
    ]
    wrong += [f"er blijft {_plain(name)} staan" for name in contents(shared) if name.endswith((".tmp", ".oud"))]
    worked = [which for which, (code, _) in zip(inputs, ended, strict=True) if code == 0]
    if not worked and (overwrite or job.name != "reeks"):  # of a batch each may be first with some of the files
        wrong.append("geen van beide is gelukt")
    if not overwrite and len(set(worked)) > 1:
        wrong.append("zonder --overschrijf zijn er twee gelukt")
    if not wrong and job.name != "reeks" and now not in results:
        wrong.append("stukken van twee schrijvers staan door elkaar")
    tried = f"{job.name}, {'met' if overwrite else 'zonder'} --overschrijf"
    yield _attempt(tried, wrong, "\n".join(told for _, told in ended), bool(worked))


def _shared(results: dict[str, bytes]) -> dict[str, bytes]:
    return {_plain(name): data for name, data in results.items()}


def _into(line: str, shared: Path) -> str:
    words = line.split()
    place = words.index("-o") + 1
    words[place] = str(shared if words[0] == "reeks" else shared / words[place])
    return " ".join(words)


KILLED: Final = Part("afbreken", "Afgebroken met kill -9", _killed, 1.5, seconds=120.0, warm=warm)
FULL: Final = Part("schijf", "Volle schijf", _full, 1.5, seconds=60.0, warm=warm)
TOGETHER: Final = Part("schrijvers", "Twee of drie schrijvers tegelijk", _together, 1.0, seconds=60.0, warm=warm)
