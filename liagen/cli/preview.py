"""Look along while writing texts: `sjabloon kijk`."""

from __future__ import annotations

import datetime as dt
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
    de pagina. PROFIEL is een profiel of een map met profielen; zonder PROFIEL zijn het de negen van liagen. Alleen deze
    computer kan de pagina openen. Stoppen doet u met Ctrl-C.
    """
    from liagen.browser.preview.server import open_server
    from liagen.browser.preview.watch import Watch, WatchTargets
    from liagen.errors import LiagenError
    from liagen.library.packages import find_packages
    from liagen.profile.find import find_profiles

    found = find_profiles(profielen)
    if profielen and not found.profiles:
        raise LiagenError(found.problems)
    named, day = named_packages(), datum or today()

    def packages() -> tuple[Path, ...]:
        return find_packages(named, Path(PACKAGE_FOLDER), own_packages())

    def date(profile: Profile) -> dt.date:
        return datum or profile.planning.startdatum or day

    practice: JaNee | None = "nee" if leaves_out_practice() else None
    with (
        Watch(WatchTargets(packages, profielen, date, lengte or "", practice)) as watch,
        open_server(watch, poort) as server,
    ):
        for package in watch.packages:
            if not package.shipped:
                click.echo(f"Ook gebruikt: pakket {package.name} {package.version} ({package.label}).", err=True)
        (serve if geen_browser else serve_in_browser)(server)
