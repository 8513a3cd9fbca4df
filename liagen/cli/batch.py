"""Many profiles in one go: `reeks`."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import (
    check_page_format,
    load_library_of,
    office_for,
    packages_of,
    report_added_styles,
    used_packages,
)
from liagen.cli.switches import (
    FORMATS,
    clean_switch,
    date_switch,
    leaves_out_practice,
    length_switch,
    overwrite_switch,
    package_switch,
    papers_switch,
    sheet_switch,
    today,
)
from liagen.errors import LiagenError, Problem

if TYPE_CHECKING:
    from liagen.batch.jobs import Wanted
    from liagen.batch.overview import Outcome
    from liagen.batch.run import Progress
    from liagen.document.blocks import Edition
    from liagen.make.client_find import FoundClients
    from liagen.make.order import Form, Order
    from liagen.profile.choices import Length, Paper

MAX_JOBS = 61  # Windows waits for no more processes at a time


@command("reeks", "profielen -o hoofdstukken")
@click.argument("paden", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PAD...")
@click.option("-o", "--uit", "folder", type=click.Path(path_type=Path), metavar="MAP", help="Map voor de resultaten.")
@click.option(
    "--jobs", metavar="N", callback=lambda _ctx, _param, value: _read_jobs(value),
    help=f"Hoeveel documenten tegelijk, van 1 tot en met {MAX_JOBS}. Anders: wat het snelst is op deze computer.",
)  # fmt: skip
@click.option(
    "--formaat", type=click.Choice(FORMATS, case_sensitive=False), metavar="FORMAAT", default="docx",
    help="docx (Word), pdf of odt (met LibreOffice), html (webpagina) of md (platte tekst). Anders: docx.",
)  # fmt: skip
@length_switch
@click.option(
    "--huisstijl", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Een Word-bestand (.docx of .dotx) met de opmaak voor alle documenten.",
)  # fmt: skip
@clean_switch
@sheet_switch
@papers_switch
@click.option(
    "--verder", is_flag=True,
    help="Ga verder met een eerdere reeks: sla over wat nog klopt, en vervang wat liagen zelf schreef.",
)  # fmt: skip
@date_switch
@package_switch
@overwrite_switch
@click.pass_context
def many(
    ctx: click.Context, paden: tuple[Path, ...], folder: Path | None, jobs: int | None, formaat: Form,
    lengte: Length | None, huisstijl: Path | None, edition: Edition, zonder_werkblad: bool,
    papers: tuple[Paper, ...] | None, verder: bool, datum: dt.date | None, overschrijf: bool,
) -> None:  # fmt: skip
    """Maak van veel profielen in één keer een hoofdstuk, elk met een werkblad ernaast.

    PAD is een profiel, een klant (klant.yaml, de map daarvan of een ingepakte klant), een map met profielen of klanten,
    ook in mappen daarin, of een patroon zoals *.yaml. Noem er zoveel als u wilt. Elke klant houdt eigen teksten en een
    eigen huisstijl. In de map met resultaten komt ook een overzicht, voor Excel en als webpagina. Een profiel met een
    fout houdt de rest niet tegen.
    """
    from liagen.batch.overview import count_words
    from liagen.batch.run import default_workers, make_batch, prepare_batch
    from liagen.make.client_find import find_clients
    from liagen.make.order import Order

    if folder is None:
        raise click.UsageError("er ontbreekt iets: --uit")
    check_page_format("--huisstijl", huisstijl is not None, formaat)
    order = Order(
        formaat, datum or today(), datum, lengte, edition, used_packages(), huisstijl, program=office_for(formaat),
        work_sheet=not zonder_werkblad, papers=papers, practice="nee" if leaves_out_practice() else None,
    )  # fmt: skip
    found = find_clients(paden, [huisstijl.with_suffix(".yaml")] if huisstijl else [])
    if not found.profiles:
        raise LiagenError(found.problems)
    wanted, refused = _wanted(found, order)
    if not wanted:
        raise LiagenError((*found.problems, *refused))
    batch = prepare_batch(wanted, (*found.problems, *refused), folder, overwrite=overschrijf, resume=verder)
    with _bar(len(batch.jobs) + len(batch.not_found)) as step:
        report = make_batch(batch, jobs or min(MAX_JOBS, default_workers(len(batch.jobs) - len(batch.ready))), step)
    if not report.overview_problems:
        click.echo(str(report.page))
    click.echo(count_words(report.outcomes), err=True)
    if report.stopped:
        click.echo("Gestopt. Ga verder met dezelfde opdracht en --verder.", err=True)
    if report.problems:
        raise LiagenError(report.problems)
    ctx.exit(1 if report.stopped else 0)


def _wanted(found: FoundClients, order: Order) -> tuple[list[Wanted], list[Problem]]:
    """Return what to make of each profile: with its client's packages and house style, or with those of all others.

    The problems are those of clients whose packages or house style must be mended. Raises LiagenError when those of the
    others must be.
    """
    from liagen.batch.jobs import Wanted

    problems: list[Problem] = []
    orders: dict[Path, Order] = {}
    for client in found.clients:
        house = order.house_file or client.house
        own = replace(order, packages=packages_of(client), house=house)
        try:
            report_added_styles(house, load_library_of(own.packages))
            orders[client.source] = own
        except LiagenError as error:
            problems += error.problems
    if any(each.client is None for each in found.profiles):
        report_added_styles(order.house_file, load_library_of(order.packages))
    wanted = []
    for each in found.profiles:
        if each.client is None:
            wanted.append(Wanted(each.path, order))
        elif each.client.source in orders:
            wanted.append(Wanted(each.path, orders[each.client.source], each.client.wishes))
    return wanted, problems


def _read_jobs(value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or not 1 <= int(value[:9]) <= MAX_JOBS:
        raise click.BadParameter(f"kies een getal van 1 tot en met {MAX_JOBS}")
    return int(value)


@contextmanager
def _bar(count: int) -> Iterator[Progress]:
    """Show on a terminal how far the work is; a pipe or a build server sees nothing."""
    if not (sys.stderr and sys.stderr.isatty()) or os.environ.get("CI", "").lower() not in ("", "0", "false"):
        yield lambda _outcome: None
        return
    with click.progressbar(length=count, label="Hoofdstukken", show_pos=True, file=sys.stderr) as bar:

        def step(_outcome: Outcome) -> None:
            bar.update(1)

        yield step
