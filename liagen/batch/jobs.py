"""One document of a batch: what it is called, what goes into it, and making it."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from liagen import __version__
from liagen.batch.journal import JournalEntry, Summary, digest, digest_of, digest_of_file
from liagen.batch.overview import CSV_FILE, HTML_FILE, Outcome, printable
from liagen.chapter.markdown import plain_text
from liagen.errors import LiagenError, Problem
from liagen.files.load import shipped_folder
from liagen.files.save import write_files
from liagen.library.compile import load_library
from liagen.library.model import Library
from liagen.make.chain import Result, make_documents
from liagen.make.order import Form, Order
from liagen.profile.read import load_profile

_LONGEST_NAME: Final = 150  # bytes: leaves room for a number and an ending on every file system
_REFUSED: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Job:
    """One profile, where its document goes, and what a reader should know about that place."""

    profile: Path
    target: Path
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class JobResult:
    """What became of one profile, and what to write in the journal when it went well."""

    outcome: Outcome
    entry: JournalEntry | None


def plan_jobs(profiles: Iterable[Path], folder: Path, form: Form) -> tuple[Job, ...]:
    """Return where each document goes: called after its profile, with a number when two have the same name."""
    paths = list(profiles)
    stems = [_safe_stem(path.stem) for path in paths]
    taken = {_folded(name) for name in (CSV_FILE, HTML_FILE)}
    names: dict[int, str] = {}
    for number, stem in enumerate(stems):  # a name of one's own goes before a name with a number
        if _folded(f"{stem}.{form}") not in taken:
            names[number] = f"{stem}.{form}"
            taken.add(_folded(names[number]))
    for number, stem in enumerate(stems):
        if number not in names:
            names[number] = _numbered_name(stem, form, taken)
            taken.add(_folded(names[number]))
    return tuple(_job(path, folder / names[number], form) for number, path in enumerate(paths))


def order_digest_of(order: Order) -> str:
    """Return a digest of all that decides what a document says, besides its profile."""
    pages = (str(order.title_page), str(order.page_numbers))
    switches = (__version__, order.form, str(order.date), str(order.length), order.edition, str(order.house), *pages)
    beside = [order.house.with_suffix(".yaml")] if order.house else []
    style = [order.house, *(path for path in beside if path.is_file())] if order.house else []
    return digest_of(switches, [shipped_folder("templates"), *order.packages, *style])


def source_digest(profile: Path, order_digest: str) -> str:
    """Return a digest of all that goes into one document; empty when the profile cannot be read."""
    found = digest_of_file(profile)
    return digest(f"{order_digest} {found}".encode()) if found else ""


def make_one(job: Job, order: Order, order_digest: str) -> JobResult:
    """Make and write one document. Whatever is wrong with it comes back as a problem."""
    started = time.perf_counter()
    source = source_digest(
        job.profile, order_digest
    )  # first, so that a profile that changes meanwhile counts as changed
    try:
        summary, content = _write_one(job, order)
    except LiagenError as error:
        return JobResult(failed_outcome(job, error.problems), None)
    except Exception as error:  # a mistake of ours in one chapter must not cost the others
        message = f"fout in liagen zelf ({type(error).__name__}); meld dit met de uitvoer van: liagen maak"
        return JobResult(failed_outcome(job, [Problem(str(job.profile), message)]), None)
    seconds = time.perf_counter() - started
    outcome = Outcome(str(job.profile), "gemaakt", job.target.name, summary, seconds)
    return JobResult(outcome, JournalEntry(source, content, summary))


def failed_outcome(job: Job, problems: Iterable[Problem]) -> Outcome:
    """Return the outcome of a profile without a document."""
    return Outcome(str(job.profile), "mislukt", problems=tuple(problems))


# --- names


def _safe_stem(stem: str) -> str:
    """Return a name that every file system takes, Windows too, as near as can be to the name of the profile."""
    name = _REFUSED.sub("-", unicodedata.normalize("NFC", stem))
    # Cut in bytes, and what is left of a half letter dropped: file systems count bytes.
    name = name.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip(". ") or "profiel"
    return f"_{name}" if _DEVICES.match(name) else name


def _folded(name: str) -> str:
    """Return what two names have in common that are one file on Windows or a Mac."""
    return unicodedata.normalize("NFC", name).casefold()


def _numbered_name(stem: str, form: str, taken: set[str]) -> str:
    number = 2
    while _folded(f"{stem}-{number}.{form}") in taken:
        number += 1
    return f"{stem}-{number}.{form}"


def _job(profile: Path, result: Path, form: Form) -> Job:
    same = result.name == f"{profile.stem}.{form}"
    warnings = (
        () if same else ("Het document kreeg een andere naam dan het profiel: die was bezet of kan niet overal.",)
    )
    return Job(profile, result, warnings)


# --- making


def _write_one(job: Job, order: Order) -> tuple[Summary, str]:
    """Write the document; return its summary and the digest of its bytes."""
    library = load_library(*order.packages)
    profile = load_profile(job.profile, library.cards, library.section_keys)
    delivery = make_documents(profile, library, order)
    files = {each.place(job.target): each.data for each in delivery.documents}
    write_files(files, overwrite=True)  # what may not be replaced was refused beforehand
    made, document = delivery.result, delivery.documents[0]
    verdicts = made.choice.verdicts()
    count = Counter(verdicts.values())
    summary = Summary(
        municipality=printable(made.facts.profile.gemeente.naam or ""),
        present=count["bestaat"],
        proposals=tuple(
            plain_text(library.cards[key].titel.source) for key, verdict in verdicts.items() if verdict == "voorstel"
        ),
        considered=count["te_overwegen"],
        not_now=count["niet_nu"],
        goals=len(made.plan.short) + len(made.plan.long),
        open_points=document.chapter.open_points,
        warnings=(*job.warnings, *_warnings(made, library)),
    )
    return summary, digest(document.data)


def _warnings(made: Result, library: Library) -> Iterator[str]:
    """Give what an officer should know before she opens the document."""
    if not made.facts.profile.gemeente.naam:
        yield "De naam van de gemeente ontbreekt."
    if count := len(made.plan.overdue):
        yield f"{count} eigen {'doel heeft' if count == 1 else 'doelen hebben'} een deadline die al voorbij is."
    for theme in made.plan.ruled_out:
        yield f"Alle opties van het thema «{library.themes[theme].titel}» zijn uitgesloten."
