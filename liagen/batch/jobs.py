"""One profile of a batch: what its documents are called, what goes into them, and making them."""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from liagen import __version__
from liagen.batch.journal import JournalEntry, Summary, announce_files, digest, digest_of, digest_of_file
from liagen.batch.overview import CSV_FILE, HTML_FILE, Outcome, printable
from liagen.chapter.markdown import plain_text
from liagen.errors import LiagenError, Problem
from liagen.files.load import shipped_folder
from liagen.files.paths import is_file
from liagen.files.save import write_files
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.make.chain import Result, make_documents
from liagen.make.client import NO_WISHES, Wishes
from liagen.make.order import Order
from liagen.profile.read import load_profile

_LONGEST_NAME: Final = 150  # bytes: leaves room for a number and an ending on every file system
_REFUSED: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """One profile to make documents of, what is ordered of it, and what the client that it is of wants."""

    profile: Path
    order: Order
    wishes: Wishes = NO_WISHES


@dataclass(frozen=True)
class Job:
    """What is wanted of one profile, where its chapter goes, and what a reader should know about that place.

    ``digest`` is that of all that decides what its documents say, besides the profile. ``replaces`` says that documents
    were there when the batch was planned; else none may come in between.
    """

    wanted: Wanted
    target: Path
    digest: str
    replaces: bool
    warnings: tuple[str, ...] = ()

    @property
    def profile(self) -> Path:
        """Return the profile."""
        return self.wanted.profile

    @property
    def places(self) -> tuple[Path, ...]:
        """Return where its documents go."""
        return self.wanted.order.places(self.target)

    @property
    def source(self) -> str:
        """Return a digest of all that goes into its documents; empty when the profile cannot be read."""
        found = digest_of_file(self.profile)
        return digest(f"{self.digest} {found}".encode()) if found else ""


@dataclass(frozen=True)
class JobResult:
    """What became of one profile, and what to write in the journal when it went well: ``files`` are their digests."""

    outcome: Outcome
    entry: JournalEntry | None = None
    files: Mapping[str, str] = field(default_factory=dict)


def plan_jobs(wanted: Sequence[Wanted], folder: Path) -> tuple[Job, ...]:
    """Return where each chapter goes: called after its profile, with a number when another document has that name."""
    stems = [_safe_stem(each.profile.stem) for each in wanted]
    taken = {_folded(name) for name in (CSV_FILE, HTML_FILE)}
    free: dict[int, str] = {}
    for number, stem in enumerate(stems):  # a name of one's own goes before a name with a number
        if taken.isdisjoint(_names(stem, wanted[number].order)):
            free[number] = stem
            taken.update(_names(stem, wanted[number].order))
    for number, stem in enumerate(stems):
        if number not in free:
            free[number] = _numbered_stem(stem, wanted[number].order, taken)
            taken.update(_names(free[number], wanted[number].order))
    digests: dict[tuple[Order, Wishes], str] = {}
    for each in wanted:
        key = each.order, each.wishes
        digests[key] = digests.get(key) or _digest_of(*key)
    return tuple(
        _job(each, folder / f"{free[number]}.{each.order.form}", digests[each.order, each.wishes])
        for number, each in enumerate(wanted)
    )


def _digest_of(order: Order, wishes: Wishes) -> str:
    """Return a digest of all that decides which documents are made and what they say, besides the profile."""
    pages = (str(order.title_page), str(order.page_numbers), str(order.papers), *order.suffixes)
    switches = (
        __version__,
        order.form,
        str(order.date),
        str(order.length),
        str(order.practice),
        order.edition,
        str(order.house),
        str(wishes),
        *pages,
    )
    house = order.house_file
    beside = [house.with_suffix(".yaml")] if house else []
    style = [house, *(path for path in beside if is_file(path))] if house else []
    return digest_of(switches, [shipped_folder("templates"), *order.packages, *style])


def make_one(job: Job) -> JobResult:
    """Make and write the documents of one profile. Whatever is wrong with them comes back as a problem."""
    started = time.perf_counter()
    source = job.source  # first, so that a profile that changes meanwhile counts as changed
    try:
        summary, files = _write_one(job)
    except LiagenError as error:
        return JobResult(failed_outcome(job, error.problems))
    except Exception as error:  # a mistake of ours in one chapter must not cost the others
        message = f"fout in liagen zelf ({type(error).__name__}); meld dit met de uitvoer van: liagen maak"
        return JobResult(failed_outcome(job, [Problem(str(job.profile), message)]))
    seconds = time.perf_counter() - started
    outcome = Outcome(str(job.profile), "gemaakt", tuple(files), summary, seconds)
    return JobResult(outcome, JournalEntry(source, summary), files)


def failed_outcome(job: Job, problems: Iterable[Problem]) -> Outcome:
    """Return the outcome of a profile without documents."""
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


def _names(stem: str, order: Order) -> set[str]:
    """Return what the documents of a profile are called, as ``_folded`` gives it, when the chapter has this stem."""
    return {_folded(place.name) for place in order.places(Path(f"{stem}.{order.form}"))}


def _numbered_stem(stem: str, order: Order, taken: set[str]) -> str:
    number = 2
    while not taken.isdisjoint(_names(f"{stem}-{number}", order)):
        number += 1
    return f"{stem}-{number}"


def _job(wanted: Wanted, result: Path, digest: str) -> Job:
    same = result.stem == wanted.profile.stem
    warnings = (
        () if same else ("Het document kreeg een andere naam dan het profiel: die was bezet of kan niet overal.",)
    )
    return Job(wanted, result, digest, any(map(os.path.lexists, wanted.order.places(result))), warnings)


# --- making


def _write_one(job: Job) -> tuple[Summary, dict[str, str]]:
    """Write the documents; return what an overview tells of them, and the digest of each by its file name."""
    wanted = job.wanted
    library = load_library(*wanted.order.packages)
    with library.fields_in_use():
        profile = wanted.wishes.applied(load_profile(wanted.profile, library.cards, library.section_keys))
        delivery = make_documents(profile, library, wanted.order)
    files = {each.place(job.target): each.data for each in reversed(delivery.documents)}
    digests = {each.place(job.target).name: digest(each.data) for each in delivery.documents}
    announce_files(job.target.parent, digests)
    write_files(files, overwrite=job.replaces)  # what may not be replaced was refused beforehand
    made = delivery.result
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
        open_points=delivery.chapter.blanks,
        warnings=(*job.warnings, *_warnings(made, library)),
    )
    return summary, digests


def _warnings(made: Result, library: Library) -> Iterator[str]:
    """Give what an officer should know before she opens the document."""
    if not made.facts.profile.gemeente.naam:
        yield "De naam van de gemeente ontbreekt."
    if count := len(made.plan.overdue):
        yield f"{count} eigen {'doel heeft' if count == 1 else 'doelen hebben'} een deadline die al voorbij is."
    for theme in made.plan.ruled_out:
        yield f"Alle opties van het thema «{library.themes[theme].titel}» zijn uitgesloten."
