"""The questions of a package as a page: `sjabloon velden`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import load_library_in_use
from liagen.cli.switches import package_switch

if TYPE_CHECKING:
    from liagen.profile.own_fields import PackageFields


@command("sjabloon velden", "mijn-pakket > velden.md")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAP")
@package_switch
def own_questions(folder: Path) -> None:
    """Toon de eigen vragen van een pakket, en van de pakketten eronder, als tabel.

    MAP is uw pakket. In de tabel staat hoe elk veld in een voorwaarde heet, met de vraag en de antwoorden.
    """
    from liagen.library.packages import resolve_shipped

    library = load_library_in_use(resolve_shipped(folder))
    if not library.own_fields:
        click.echo("Dit pakket heeft geen eigen vragen; die zet u in velden.yaml.", err=True)
    for package in library.own_fields:
        click.echo("\n".join(_page(package)))


def _page(package: PackageFields) -> Iterator[str]:
    from liagen.profile.blank import field_table

    yield f"## {package.vraag}\n"
    yield field_table(f"{package.path}.")
