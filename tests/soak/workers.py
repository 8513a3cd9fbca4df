"""Trials in processes of their own, within limits of time and memory: one that hangs or breaks down is a fault too."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from soak.trial import Attempt, Part


@dataclass(frozen=True)
class Tried:
    """What came of one trial, by its number, and the most memory that its process ever had, in kB."""

    number: int
    attempts: tuple[Attempt, ...]
    memory: int


class _TooLongError(BaseException):
    """A trial took longer than it may; no `except Exception` may catch it."""


def tried(part: Part, seed: int, numbers: range, until: float) -> Iterator[Tried]:
    """Do trials by their numbers until the time is over (as ``time.monotonic`` tells it), some at once."""
    left = iter(numbers)
    workers = [_Worker(part, seed) for _ in range(min(part.workers, len(numbers)))]
    try:
        for each in workers:
            each.start(next(left, None))
        while busy := [each for each in workers if each.number is not None]:
            soonest = min(each.ends for each in busy)
            ready = wait([each.pipe for each in busy], max(soonest - time.monotonic(), 0.01))
            for each in busy:
                found = each.result(each.pipe in ready)
                if found is None:
                    continue
                yield found
                each.start(next(left, None) if time.monotonic() < until else None)
    finally:
        for each in workers:
            each.stop()


class _Worker:
    """One process, started anew after one that was lost."""

    def __init__(self, part: Part, seed: int) -> None:
        self._part, self._seed = part, seed
        self.number: int | None = None
        self.ends = 0.0
        self._started()

    def _started(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(target=_work, args=(self._part, self._seed, theirs))
        self._process.start()
        theirs.close()

    def start(self, number: int | None) -> None:
        self.number = number
        self.ends = time.monotonic() + 3 * self._part.seconds  # its own alarm comes first, unless nothing hears that
        if number is not None:
            self.pipe.send(number)

    def result(self, is_ready: bool) -> Tried | None:
        """Return what came of the trial; None while it runs."""
        number = self.number or 0
        if is_ready:
            with contextlib.suppress(EOFError, ConnectionResetError):
                found: Tried = self.pipe.recv()
                return found
            self._process.join(10)
            return self._lost(number, f"het proces is afgebroken ({self._process.exitcode})")
        if time.monotonic() > self.ends:
            return self._lost(number, f"hangt, ook na {3 * self._part.seconds:.0f} seconden")
        return None

    def _lost(self, number: int, why: str) -> Tried:
        self.stop()
        self._started()
        return Tried(number, (Attempt("proef", "fout", why),), 0)

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError, TypeError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)  # with all that it started
        self._process.kill()
        self._process.join(10)
        self.pipe.close()


def _work(part: Part, seed: int, pipe: Connection) -> None:
    os.setsid()
    signal.signal(signal.SIGALRM, _too_long)
    if part.memory:
        resource.setrlimit(resource.RLIMIT_AS, (part.memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdin = open(os.devnull)  # noqa: PTH123, SIM115  (for the life of this process)
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            number = pipe.recv()
            attempts = tuple(one_trial(part, seed, number))
            pipe.send(Tried(number, attempts, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def chance_of(part: Part, seed: int, number: int) -> Random:
    """Return the chance of one trial: always the same."""
    return Random(f"{part.name} {seed} {number}")


def one_trial(part: Part, seed: int, number: int) -> Iterator[Attempt]:
    """Do one trial in this process, in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="soak-") as name:
        yield from limited(part, chance_of(part, seed, number), Path(name))


def limited(part: Part, chance: Random, folder: Path) -> Iterator[Attempt]:
    """Give what comes of a trial; one that takes too long or breaks down is a fault."""
    signal.setitimer(signal.ITIMER_REAL, part.seconds)
    try:
        yield from part.trial(chance, folder)
    except _TooLongError:
        yield Attempt("proef", "fout", f"duurt langer dan {part.seconds:.0f} seconden", traceback.format_exc())
    except Exception as error:  # a judge that breaks down is looked into as well
        yield Attempt("proef", "fout", f"{type(error).__name__}: {error}"[:300], traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_long(_signal: int, _frame: object) -> None:
    raise _TooLongError
