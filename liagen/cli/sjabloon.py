"""The consultant's room: `sjabloon`. The commands below it are loaded when someone is there, not for every `--help`."""

from __future__ import annotations

from collections.abc import Iterable

import click

from liagen.cli.dutch import group


def _commands() -> Iterable[click.Command]:
    from liagen.cli import coverage, effect, package_update, preview, questions, word_texts, workshop

    return (
        *(workshop.show, workshop.copy, workshop.new, workshop.check, workshop.pack),
        *(coverage.coverage, questions.own_questions, effect.compare_packages, preview.live),
        *(word_texts.to_word, word_texts.from_word),
        package_update.update_package,
    )


@group(
    "sjabloon",
    "Uitleg bij één opdracht: liagen sjabloon OPDRACHT -h, bijvoorbeeld: liagen sjabloon toon -h",
    _commands,
)
@click.pass_context
def texts(ctx: click.Context) -> None:
    """Bekijk, maak en controleer pakketten met eigen teksten."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
