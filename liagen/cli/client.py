"""Clients of a consultant: `klant controleer` and `klant inpakken`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command, group
from liagen.cli.files import refuse_read
from liagen.cli.switches import date_for, date_switch, overwrite_switch
from liagen.errors import LiagenError, Problem

if TYPE_CHECKING:
    from liagen.make.client import Client
    from liagen.profile.model import Profile
    from liagen.workshop.client_check import ClientReport


@group("klant", "Voorbeeld: liagen klant controleer zuid")
@click.pass_context
def client(ctx: click.Context) -> None:
    """Controleer een klant, of pak haar in om door te geven.

    Een klant is een map met klant.yaml: daarin staan profielen, pakketten, huisstijl, lengte en stukken bij elkaar.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command("klant controleer", "zuid noord")
@click.argument("klanten", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="KLANT...")
@date_switch
@click.pass_context
def check(ctx: click.Context, klanten: tuple[Path, ...], datum: dt.date | None) -> None:
    """Zoek alle fouten in een klant, en maak alles op proef.

    KLANT is klant.yaml, de map daarvan, een ingepakte klant, of een map met klanten. Van elk profiel maakt liagen alle
    documenten, zonder ze te bewaren. Daarna kijkt het of de pagina van de ambtenaar de klant kan openen.
    """
    from liagen.make.client import load_client
    from liagen.make.client_find import client_paths

    places = client_paths(klanten)
    if not places:
        raise LiagenError(Problem(str(path), "hier staat geen klant.yaml; kijk naar de map") for path in klanten)
    failed = False
    for place in places:
        try:
            found = load_client(place)
        except LiagenError as error:
            click.echo(str(error), err=True)
            failed = True
            continue
        report = _checked(found, datum)
        failed = failed or bool(report.errors)
        if not report.errors:
            click.echo(f"{found.file}: in orde. {_made(report)}")
    ctx.exit(1 if failed else 0)


@command("klant inpakken", "zuid -o zuid.zip")
@click.argument("klant", type=click.Path(path_type=Path), metavar="KLANT")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Naam van het zip-bestand. Anders: de naam van de klant, in de map waar u nu bent.",
)  # fmt: skip
@date_switch
@overwrite_switch
@click.pass_context
def pack(ctx: click.Context, klant: Path, output: Path | None, datum: dt.date | None, overschrijf: bool) -> None:
    """Maak van een klant één zip-bestand, voor de ambtenaar.

    KLANT is klant.yaml, de map daarvan of een ingepakte klant. liagen controleert de klant eerst: met een fout komt er
    geen bestand. Alleen wat in klant.yaml staat gaat mee. De ambtenaar opent het bestand in haar pagina, of noemt het
    achter `liagen maak`. Dezelfde klant geeft steeds precies hetzelfde bestand.
    """
    from liagen.files.save import check_writable, write_files
    from liagen.make.client import load_client

    found = load_client(klant)
    path = output or Path(f"{_stem(found)}.zip")
    if path.suffix.lower() != ".zip":
        raise click.UsageError(f"de naam {path} moet eindigen op .zip")
    refuse_read([path], *found.read)
    check_writable([path], overschrijf)
    packed = _checked(found, datum).packed
    if packed is None:
        ctx.exit(1)
    write_files({path: packed.data}, overschrijf)
    click.echo(str(path))
    click.echo(f"Ingepakt: {_contents(found, has_house=packed.has_house)}.", err=True)
    if packed.house_of_package:
        click.echo("De huisstijl is die van het pakket (stijl.docx), klaargezet voor de pagina.", err=True)
    if packed.left_out:
        click.echo(f"Niet ingepakt, want liagen gebruikt het niet: {', '.join(packed.left_out)}.", err=True)


def _checked(found: Client, given: dt.date | None) -> ClientReport:
    """Look a client through and print what was found."""
    from liagen.workshop.client_check import check_client
    from liagen.workshop.mistakes import problem_line

    def date(profile: Profile) -> dt.date:
        return date_for(given, profile)

    report = check_client(found, date)
    for problem in sorted([*report.errors, *report.warnings]):
        click.echo(problem_line(problem), err=True)
    for remark in report.remarks:
        click.echo(remark, err=True)
    if report.errors:
        click.echo(f"{found.file}: {_number(len(report.errors), 'fout', 'fouten')}.", err=True)
    return report


def _made(report: ClientReport) -> str:
    told = f"Op proef gemaakt: {_number(report.documents, 'document', 'documenten')}."
    notes = len(report.warnings) + len(report.remarks)
    return f"{told} Om na te kijken: {_number(notes, 'punt', 'punten')}." if notes else told


def _contents(found: Client, *, has_house: bool) -> str:
    parts = [_number(len(found.profiles), "profiel", "profielen")]
    parts += [_number(len(found.packages), "pakket", "pakketten")] if found.packages else []
    return ", ".join([*parts, *(["huisstijl"] if has_house else [])])


def _number(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _stem(found: Client) -> str:
    """Return what a client is called: its folder, or what stands before `.klant.yaml`."""
    from liagen.files.load import real_path
    from liagen.profile.find import CLIENT_FILE

    name = found.source.name
    if name.lower() == CLIENT_FILE:
        return real_path(found.source.parent).name or "klant"
    return name[: -len(f".{CLIENT_FILE}")] if name.lower().endswith(CLIENT_FILE) else found.source.stem


client.add_command(check)
client.add_command(pack)
