"""Click in Dutch: help, usage and what goes wrong on a command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import click

from liagen.errors import suggest
from liagen.files.terminal import WIDEST

# What stands behind a command with dashes is a «schakelaar» here: «optie» is an option of the library.

Later = Callable[[], Iterable[click.Command]]
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": WIDEST}


class Dutch(click.Command):
    """A command whose help is Dutch."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write «Gebruik: …»."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the switches."""
        switches = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("Schakelaars"):
            formatter.write_dl([record for switch in switches if (record := switch.get_help_record(ctx))])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return -h with a Dutch explanation."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "Toon deze uitleg."
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; a mistake remembers its command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # so that the message can name the command to ask for help
            raise


class DutchGroup(Dutch, click.Group):
    """A group whose help is Dutch and whose commands stand in the order of use.

    ``later`` gives its commands once the group itself is asked for.
    """

    def __init__(self, *args: Any, later: Later | None = None, **settings: Any) -> None:
        """Make the group."""
        super().__init__(*args, **settings)
        self._later = later

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line, now that the group is asked for."""
        self.complete()
        return super().parse_args(ctx, args)

    def complete(self) -> None:
        """Add the commands that were left for later."""
        later, self._later = self._later, None
        for each in later() if later else ():
            self.add_command(each)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the switches."""
        rows = [(name, self.commands[name].get_short_help_str(90)) for name in self.list_commands(ctx)]
        with formatter.section("Opdrachten"):
            formatter.write_dl(rows)
        Dutch.format_options(self, ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the commands in the order in which they were added."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; an unknown one gets a suggestion."""
        if args and args[0] not in self.commands:
            hint = suggest(args[0], self.commands) or f"; kies uit {', '.join(self.commands)}"
            raise click.UsageError(f"onbekende opdracht «{args[0]}»{hint}", ctx)
        return super().resolve_command(ctx, args)


def command(name: str, example: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command; ``name`` is how it is called (`huisstijl controleer`), ``example`` what stands behind it."""
    return click.command(
        name.split()[-1],
        cls=Dutch,
        context_settings=SETTINGS,
        options_metavar="[SCHAKELAARS]",
        epilog=f"Voorbeeld: liagen {name} {example}".rstrip(),
    )


def group(name: str, epilog: str, later: Later | None = None) -> Callable[[Callable[..., Any]], DutchGroup]:
    """Make a group of commands that shows its help when it is called without one."""
    return click.group(
        name, cls=DutchGroup, later=later, context_settings=SETTINGS, options_metavar="[SCHAKELAARS]",
        subcommand_metavar="OPDRACHT", no_args_is_help=False, invoke_without_command=True, epilog=epilog,
    )  # fmt: skip


def in_dutch(error: click.UsageError) -> str:
    """Return what is wrong with a command line, in Dutch."""
    if isinstance(error, click.NoSuchOption):
        return f"onbekende schakelaar {error.option_name}{suggest(error.option_name, error.possibilities or ())}"
    if isinstance(error, click.BadOptionUsage):
        known = error.ctx.command.params if error.ctx else []
        alone = any(getattr(param, "is_flag", False) and error.option_name in param.opts for param in known)
        return f"achter {error.option_name} hoort {'geen' if alone else 'een'} waarde"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_parameter(error, error.param)
    if "unexpected extra argument" in error.message:
        extra = re.search(r"\((.*)\)", error.message, re.DOTALL)
        return f"te veel op de regel: {extra[1] if extra else ''}"
    return error.message


def _bad_parameter(error: click.BadParameter, param: click.Parameter) -> str:
    name = param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name
    if isinstance(error, click.MissingParameter):
        return f"er ontbreekt iets: {name.removesuffix('...')}"
    choices = getattr(param.type, "choices", ())
    return f"{name}: kies uit {', '.join(choices)}" if choices else f"{name}: {error.message}"
