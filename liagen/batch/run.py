"""Many profiles in one go: documents for each, side by side over the cores, and an overview of what became of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import connection
from pathlib import Path
from typing import Any, Final

from liagen.batch.jobs import Job, JobResult, Wanted, failed_outcome, make_one, plan_jobs
from liagen.batch.journal import (
    Journal,
    announce_files,
    close_journal,
    digest,
    digest_of_file,
    load_journal,
    save_journal,
)
from liagen.batch.overview import CSV_FILE, HTML_FILE, Outcome, overview_csv, overview_html
from liagen.errors import OutputError, Problem
from liagen.files.archive import archive_around
from liagen.files.save import check_writable, make_folder, write_files

Progress = Callable[[Outcome], None]
_MIN_FOR_PROCESSES: Final = 50  # documents: to start processes takes as long as to make half of these
_SAVE_SECONDS: Final = 2.0
_ABORTED: Final = "dit hoofdstuk is afgebroken, misschien door te weinig geheugen; probeer het met --jobs 1"
_CHANGED: Final = "dit bestand is veranderd of niet van deze reeks; bewaar het elders of gebruik --overschrijf"


@dataclass(frozen=True)
class Batch:
    """What is to be made in a folder. ``ready`` are the outcomes of what is up to date, by place of the chapter."""

    folder: Path
    jobs: tuple[Job, ...]
    ready: Mapping[Path, Outcome]
    not_found: tuple[Outcome, ...]
    journal: Journal


@dataclass(frozen=True)
class Report:
    """What became of every profile, in order; ``stopped`` when someone broke it off before all had their turn.

    The overview is at ``page``, unless ``overview_problems`` says why it is not.
    """

    outcomes: tuple[Outcome, ...]
    page: Path
    stopped: bool
    overview_problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything that must be mended."""
        return (*(problem for outcome in self.outcomes for problem in outcome.problems), *self.overview_problems)


def prepare_batch(
    wanted: Sequence[Wanted], not_found: Iterable[Problem], folder: Path, *, overwrite: bool, resume: bool
) -> Batch:
    """Decide what each document is called and which are up to date; make the folder when it is not there.

    ``not_found`` is what was named and led to no profile. Raises OutputError, before anything is made, naming every
    file that is in the way. With ``resume`` a document that is still as an earlier batch wrote it may be replaced; one
    that was changed since needs ``overwrite``.
    """
    make_folder(folder)
    jobs = plan_jobs(wanted, folder)
    if overwrite:  # also what somebody else puts there while this batch is at work
        jobs = tuple(replace(job, replaces=True) for job in jobs)
    journal = load_journal(folder)
    up_to_date = ((job, _up_to_date(job, journal)) for job in (jobs if resume else ()))
    ready = {job.target: outcome for job, outcome in up_to_date if outcome}
    todo = [job for job in jobs if job.target not in ready]
    results = [place for job in todo for place in job.places]
    _check_free(folder, results, journal, overwrite=overwrite, resume=resume)
    _check_not_input(results, [path for each in wanted for path in (each.profile, each.order.house_file) if path])
    by_file: dict[str, list[Problem]] = {}
    for problem in not_found:
        by_file.setdefault(problem.file, []).append(problem)
    told = tuple(Outcome(file, "mislukt", problems=tuple(found)) for file, found in by_file.items())
    return Batch(folder, jobs, ready, told, journal)


def make_batch(batch: Batch, workers: int, progress: Progress) -> Report:
    """Make every document that is not up to date, then write the overview and the journal.

    ``progress`` is called with every outcome, as it comes. KeyboardInterrupt, also from ``progress``, ends the batch:
    what is being made is finished, and the report says how far it came. Raises OutputError when the journal cannot be
    written; the documents are there then.
    """
    recorder = _Recorder(batch, progress)
    todo = [job for job in batch.jobs if job.target not in batch.ready]
    stopped = False
    try:
        for outcome in (*batch.not_found, *batch.ready.values()):
            progress(outcome)
        # LibreOffice uses all cores itself, and several at once take gigabytes.
        if workers > 1 and all(job.wanted.order.program is None for job in todo):
            _make_in_parallel(todo, recorder, workers)
        else:
            _make_serially(todo, recorder)
    except KeyboardInterrupt:
        stopped = True
    outcomes = (*batch.not_found, *(recorder.outcome_of(job) for job in batch.jobs))
    try:
        overview_problems = _write_overviews(batch, outcomes)
    finally:
        close_journal(batch.journal, batch.folder)
    left = any(outcome.state == "niet aan de beurt" for outcome in outcomes)
    return Report(outcomes, batch.folder / HTML_FILE, stopped and left, overview_problems)


def default_workers(count: int) -> int:
    """Return how many processes make ``count`` documents soonest on this computer."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if count >= _MIN_FOR_PROCESSES else 1


# --- before anything is made


def _up_to_date(job: Job, journal: Journal) -> Outcome | None:
    """Return the outcome of a profile whose documents need not be made again."""
    entry = journal.entries.get(job.target.name)
    source = job.source
    if entry is None or not source or entry.source != source:
        return None
    places = job.places
    # A paper that the profile does not ask for was not written, and then must not be there either.
    if any(digest_of_file(place) != journal.files.get(place.name, "") for place in places):
        return None
    written = tuple(place.name for place in places if place.name in journal.files)
    return Outcome(str(job.profile), "al klaar", written, entry.summary)


def _check_free(folder: Path, documents: list[Path], journal: Journal, *, overwrite: bool, resume: bool) -> None:
    """Raise OutputError for every file that is in the way; what an earlier batch wrote is not, when it goes on."""
    # A result that was changed by hand since has another digest than the journal has: that one is never replaced
    # unasked.
    results = [*documents, folder / CSV_FILE, folder / HTML_FILE]
    in_the_way = [] if overwrite else [path for path in results if os.path.lexists(path)]
    problems = []
    for path in in_the_way:
        if not resume:
            message = "dit bestand bestaat al; kies een andere map, of gebruik --overschrijf of --verder"
            problems.append(Problem(str(path), message))
        elif not journal.wrote(path):
            problems.append(Problem(str(path), _CHANGED))
    if problems:
        raise OutputError(problems)
    check_writable(results, overwrite=True)


def _check_not_input(documents: list[Path], read: list[Path]) -> None:
    """Refuse a result in the place of a file that is read."""
    # A link or another way to write the path leads to the same file.
    inside = (archive_around(path) for path in read)
    places = {os.path.realpath(packed[0] if packed else path) for path, packed in zip(read, inside, strict=True)}
    message = "dit is een bestand dat liagen leest; kies een andere map met -o"
    problems = [Problem(str(path), message) for path in documents if os.path.realpath(path) in places]
    if problems:
        raise OutputError(problems)


# --- the work


class _Recorder:
    """Keeps what was made, and tells it on."""

    def __init__(self, batch: Batch, progress: Progress) -> None:
        """Start with nothing made."""
        self.batch = batch
        self._progress = progress
        self._outcomes: dict[Path, Outcome] = {}
        self._saved = time.monotonic()

    def record(self, job: Job, made: JobResult) -> None:
        """Remember what became of a profile."""
        self._outcomes[job.target] = made.outcome
        if made.entry:
            self.batch.journal.entries[job.target.name] = made.entry
            self.batch.journal.files.update(made.files)

    def report(self, job: Job) -> None:
        """Report what became of a profile; save the journal now and then, for when the computer stops."""
        if time.monotonic() - self._saved > _SAVE_SECONDS:
            with contextlib.suppress(OutputError):  # the last time it is told
                save_journal(self.batch.journal, self.batch.folder)
            self._saved = time.monotonic()
        self._progress(self._outcomes[job.target])

    def outcome_of(self, job: Job) -> Outcome:
        """Return what became of a profile, also when its turn never came."""
        found = self._outcomes.get(job.target) or self.batch.ready.get(job.target)
        return found or Outcome(str(job.profile), "niet aan de beurt")


def _make_serially(todo: list[Job], recorder: _Recorder) -> None:
    for job in todo:
        with _interrupts_deferred():
            recorder.record(job, make_one(job))
        recorder.report(job)


@contextlib.contextmanager
def _interrupts_deferred() -> Iterator[None]:
    """Put off Ctrl-C until a document is whole and written down."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


def _make_in_parallel(todo: list[Job], recorder: _Recorder, workers: int) -> None:
    """Make documents in processes that are started afresh, as Windows does it everywhere."""
    # A fork would copy the locks of our threads too, and one that is held then stays held.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(max(1, min(workers, len(todo))), context, initializer=_start_worker)
    futures: dict[Future[JobResult], Job] = {}
    try:
        with _interrupts_blocked(), contextlib.suppress(BrokenProcessPool):
            for job in todo:
                futures[pool.submit(make_one, job)] = job
        # The pool broke while it was being filled: what it never took has no future to tell of it.
        for job in todo[len(futures) :]:
            recorder.record(job, _aborted(job))
            recorder.report(job)
        for future in as_completed(futures):
            recorder.record(futures[future], _result(future, futures[future]))
            recorder.report(futures[future])
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for future, job in futures.items():  # also what was finished while we were stopping
            if future.done() and not future.cancelled():
                recorder.record(job, _result(future, job))


def _result(future: Future[JobResult], job: Job) -> JobResult:
    try:
        return future.result()
    except BrokenProcessPool:
        return _aborted(job)


def _aborted(job: Job) -> JobResult:
    return JobResult(failed_outcome(job, [Problem(str(job.profile), _ABORTED)]))


@contextlib.contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C, from their first moment: they finish what they are making."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows; there `_start_worker` has to do
        yield
        return
    # A process inherits the mask from the thread that starts it, before its first line of Python can run.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Let a worker not hear Ctrl-C, and end when the process that started it is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: Any) -> None:
    connection.wait([sentinel])
    # No clean-up: what it was making belongs to a batch that is gone, and a half-written file has its temporary name.
    os._exit(1)


# --- afterwards


def _write_overviews(batch: Batch, outcomes: tuple[Outcome, ...]) -> tuple[Problem, ...]:
    """Write both overviews; return why not, as when Excel has one open: that must not hide what went wrong before."""
    files = {
        batch.folder / CSV_FILE: overview_csv(outcomes).encode(),
        batch.folder / HTML_FILE: overview_html(outcomes),
    }
    digests = {path.name: digest(data) for path, data in files.items()}
    announce_files(batch.folder, digests)
    try:
        write_files(files, overwrite=True)
    except OutputError as error:
        return error.problems
    batch.journal.files.update(digests)
    return ()
