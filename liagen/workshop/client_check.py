"""A client looked through, with a trial of all that would be made for it, and of what would be handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from liagen.chapter.plan_checks import plan_warnings
from liagen.errors import LiagenError, Problem
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.library.packages import find_packages
from liagen.make.chain import make_documents
from liagen.make.client import Client
from liagen.make.client_packed import PackedClient, pack_client, parse_client
from liagen.make.house_style import PREPARED_ENDING, load_word_house
from liagen.make.order import Order
from liagen.make.style_file import style_file_of
from liagen.profile.model import Profile
from liagen.profile.read import load_profile
from liagen.workshop.check import check_package
from liagen.workshop.mistakes import is_warning


@dataclass
class ClientReport:
    """What was found: mistakes, warnings, ``remarks`` in words, and how many ``documents`` were made on trial.

    ``packed`` is the client as it would be handed out; None with a mistake.
    """

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    documents: int = 0
    packed: PackedClient | None = None

    def add(self, error: LiagenError) -> None:
        """Keep what is wrong, once."""
        self.errors += [each for each in error.problems if each not in self.errors]


def check_client(client: Client, date: Callable[[Profile], dt.date]) -> ClientReport:
    """Return what is wrong with a client and what to look at; ``date`` gives that of a profile's documents.

    Every package is checked as `sjabloon controleer` does, the house style as `huisstijl controleer`; then all
    documents of every profile are made, and the client is packed and opened as the officer's page would. Nothing is
    written.
    """
    report = ClientReport()
    for number, path in enumerate(client.packages):
        for problem in check_package(path, find_packages(client.packages[:number], None, None)):
            (report.warnings if is_warning(problem.code) else report.errors).append(problem)
    library = _library(client, report)
    if library:
        report.remarks += _house_remarks(client, library, report)
    with library.fields_in_use() if library else nullcontext():
        for profile_file in client.profiles:
            _check_profile(client, profile_file, library, date, report)
    if not report.errors:
        _pack(client, report)
    return report


def _check_profile(
    client: Client, path: Path, library: Library | None, date: Callable[[Profile], dt.date], report: ClientReport
) -> None:
    """Read a profile, and make all its documents when there is no mistake before."""
    known = (library.cards, library.section_keys) if library else (None, None)
    try:
        profile = client.wishes.applied(load_profile(path, *known))
    except LiagenError as error:
        report.add(error)
        return
    if library and not report.errors:
        _try_out(client, profile, library, date(profile), report)


def _library(client: Client, report: ClientReport) -> Library | None:
    try:
        return load_library(*find_packages(client.packages, None, None))
    except LiagenError as error:
        report.add(error)
        return None


def _house_remarks(client: Client, library: Library, report: ClientReport) -> Iterator[str]:
    """Give what reads badly in a house style that is a Word file."""
    if client.house is None or client.house.suffix.lower() == PREPARED_ENDING:
        return
    from liagen.word.styles.audit import check_house_style

    try:
        with style_file_of(library) as style:
            found = check_house_style(load_word_house(client.house), style)
        yield from (f"{client.house}: {each.kind}: {each.message}" for each in found)
    except LiagenError as error:
        report.add(error)


def _try_out(client: Client, profile: Profile, library: Library, date: dt.date, report: ClientReport) -> None:
    """Make all documents of a profile, and tell what does not add up in its plan."""
    order = Order("docx", date, packages=find_packages(client.packages, None, None), house=client.house, papers=None)
    try:
        made = make_documents(profile, library, order)
    except LiagenError as error:
        report.add(error)
        return
    report.documents += len(made.documents)
    name = profile.gemeente.naam or ""
    report.remarks += [
        f"Let op, gemeente {name}: {warning}."
        for warning in plan_warnings(made.result.facts, made.result.plan, library)
    ]


def _pack(client: Client, report: ClientReport) -> None:
    try:
        packed = pack_client(client)
        parse_client(packed.data, str(client.file))
        report.packed = packed
    except LiagenError as error:
        report.add(error)
