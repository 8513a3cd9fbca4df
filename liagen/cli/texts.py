"""The consultant's room: `sjabloon` and the commands below it."""

from __future__ import annotations

import click

from liagen.cli.dutch import group


@group("sjabloon", "Uitleg bij één opdracht: liagen sjabloon OPDRACHT -h, bijvoorbeeld: liagen sjabloon toon -h")
@click.pass_context
def texts(ctx: click.Context) -> None:
    """Bekijk, maak en controleer pakketten met eigen teksten."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
