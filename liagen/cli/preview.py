"""Look along while writing texts: `sjabloon kijk`."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import PACKAGE_FOLDER, own_packages
from liagen.cli.serving import serve, serve_in_browser, serving_switches
from liagen.cli.switches import (
    date_switch,
    leaves_out_practice,
    length_switch,
    named_packages,
    package_switch,
    today,
)

if TYPE_CHECKING:
    from liagen.make.client import Client
    from liagen.profile.choices import JaNee
    from liagen.profile.model import Profile


@command("sjabloon kijk", "mijn-gemeente.yaml --pakket mijn-pakket")
@click.argument("profielen", nargs=-1, type=click.Path(path_type=Path), metavar="[PROFIEL]...")
@package_switch
@serving_switches
@length_switch
@date_switch
def live(
    profielen: tuple[Path, ...], poort: int | None, geen_browser: bool, lengte: str | None, datum: dt.date | None
) -> None:
    """Bekijk hoofdstuk en werkblad in de browser terwijl u teksten schrijft.

    Bewaart u een kaart, dan ziet u meteen wat er verandert, met de keuzes en redenen ernaast. Een fout staat bovenaan
    de pagina. PROFIEL is een profiel, een klant, of een map met profielen of klanten; zonder PROFIEL zijn het de negen
    van liagen. Alleen deze computer kan de pagina openen. Stoppen doet u met Ctrl-C.
    """
    from liagen.browser.preview.server import open_server
    from liagen.browser.preview.watch import Watch, WatchTargets
    from liagen.errors import LiagenError
    from liagen.library.packages import find_packages
    from liagen.make.client_find import find_clients

    found = find_clients(profielen)
    if profielen and not found.profiles:
        raise LiagenError(found.problems)
    for problem in found.problems:
        click.echo(str(problem), err=True)
    named, day = named_packages(), datum or today()

    def packages() -> tuple[Path, ...]:
        return find_packages(named, Path(PACKAGE_FOLDER), own_packages())

    def date(profile: Profile) -> dt.date:
        return datum or profile.planning.startdatum or day

    practice: JaNee | None = "nee" if leaves_out_practice() else None
    targets = {
        _name_of(client, found.clients): WatchTargets(
            partial(_packages_of, client.source, named), (), date, lengte or "", practice, client.source
        )
        for client in found.clients
    }
    loose = tuple(each.path for each in found.profiles if each.client is None)
    if loose or not targets:
        # A folder without clients is followed as one, so that a new profile in it is seen.
        targets[""] = WatchTargets(packages, loose if targets else profielen, date, lengte or "", practice)
    with ExitStack() as opened:
        watches = {name: opened.enter_context(Watch(each)) for name, each in targets.items()}
        server = opened.enter_context(open_server(watches, poort))
        used = {package.label: package for watch in watches.values() for package in watch.packages}
        for package in used.values():
            if not package.shipped:
                click.echo(f"Ook gebruikt: pakket {package.name} {package.version} ({package.label}).", err=True)
        (serve if geen_browser else serve_in_browser)(server)


def _packages_of(client: Path, named: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the packages that a client names now, with those that were named on top."""
    from liagen.library.packages import find_packages
    from liagen.make.client import load_client

    return find_packages((*load_client(client).packages, *named), None, None)


def _name_of(client: Client, clients: tuple[Client, ...]) -> str:
    """Return what a client is called, with its file when another has the same name."""
    twice = [each.name for each in clients].count(client.name) > 1
    return f"{client.name} ({client.source})" if twice else client.name
