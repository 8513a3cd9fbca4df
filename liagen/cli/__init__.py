"""The command line: parse, load, call, exit. Everything heavier than click is imported inside a command."""

from __future__ import annotations

import errno

import click

from liagen import __version__
from liagen.cli import (
    ask,
    batch,
    chapter,
    client,
    drafts,
    explain,
    huisstijl,
    new,
    progress,
    sjabloon,
    training,
    window,
)
from liagen.cli.dutch import group, in_dutch
from liagen.errors import LiagenError
from liagen.files.terminal import help_width


@group("liagen", "Uitleg bij één opdracht: liagen OPDRACHT -h, bijvoorbeeld: liagen maak -h")
@click.version_option(__version__, prog_name="liagen", message="%(prog)s %(version)s", help="Toon de versie.")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Maak van een gemeenteprofiel een Word-concept van het hoofdstuk «interne implementatie».

    Begin met: liagen nieuw mijn-gemeente.yaml
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for _each in (
    new.new, window.window, explain.check, chapter.make, chapter.insert,
    drafts.bring_up_to_date, ask.ask, drafts.read_back,
    progress.look_back, batch.many,
    training.exercise_set, explain.explain, explain.side_by_side, huisstijl.house_style, sjabloon.texts,
    client.client, explain.options, explain.schema,
):  # fmt: skip
    commands.add_command(_each)


def run(args: list[str]) -> int:
    """Run one command line and return its exit code; a user's mistake gives Dutch text, never a traceback."""
    try:
        with commands.make_context("liagen", list(args), terminal_width=help_width()) as context:
            commands.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except LiagenError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return 1
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "liagen"
        click.echo(f"{in_dutch(error)}\nUitleg: {command} -h", err=True)
        return 2
    except KeyboardInterrupt:
        click.echo("Gestopt.", err=True)
        return 1
    except BrokenPipeError:
        return 0  # whoever read our output has seen enough, as with `| head`
    except OSError as error:
        if error.filename is not None or error.errno not in (errno.ENOSPC, errno.EFBIG, errno.EIO):
            raise
        click.echo("De uitvoer is niet helemaal geschreven; is de schijf vol?", err=True)
        return 1
    return 0
