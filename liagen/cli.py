"""The command line: parse, load, call, exit. Everything heavier than click is imported inside a command."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from liagen import __version__
from liagen.errors import LiagenError, OutputError, Problem, suggest

if TYPE_CHECKING:
    from liagen.cards import Library
    from liagen.choose import Chosen
    from liagen.interview import Interview
    from liagen.profile import Profile
    from liagen.wording import Facts

Command = TypeVar("Command", bound=Callable[..., Any])
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


# ------------------------------------------------------------ click in Dutch
# What stands behind a command with dashes is a «schakelaar» here: «optie» is an option of the library.


class _Dutch(click.Command):
    """A command whose help is Dutch."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        switches = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("Schakelaars"):
            formatter.write_dl([record for switch in switches if (record := switch.get_help_record(ctx))])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Toon deze uitleg."
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # so that the message can name the command to ask for help
            raise


class _DutchGroup(_Dutch, click.Group):
    """A group whose help is Dutch and whose commands stand in the order of use."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.commands[name].get_short_help_str(90)) for name in self.list_commands(ctx)]
        with formatter.section("Opdrachten"):
            formatter.write_dl(rows)
        _Dutch.format_options(self, ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            hint = suggest(args[0], self.commands) or f"; kies uit {', '.join(self.commands)}"
            raise click.UsageError(f"onbekende opdracht «{args[0]}»{hint}", ctx)
        return super().resolve_command(ctx, args)


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    cls=_DutchGroup, context_settings=_SETTINGS, options_metavar="[SCHAKELAARS]", subcommand_metavar="OPDRACHT",
    no_args_is_help=False, invoke_without_command=True,
    epilog="Uitleg bij één opdracht: liagen OPDRACHT -h, bijvoorbeeld: liagen maak -h",
)  # fmt: skip
@click.version_option(__version__, prog_name="liagen", message="%(prog)s %(version)s", help="Toon de versie.")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Maak van een gemeenteprofiel een Word-concept van het hoofdstuk «interne implementatie».

    Begin met: liagen nieuw mijn-gemeente.yaml
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _command(name: str, example: str) -> Callable[[Callable[..., Any]], click.Command]:
    return commands.command(
        name,
        cls=_Dutch,
        context_settings=_SETTINGS,
        options_metavar="[SCHAKELAARS]",
        epilog=f"Voorbeeld: liagen {name} {example}".rstrip(),
    )


def main() -> None:
    """Run the command line and exit: 0 fine, 1 something to mend, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a cp1252 console shows «?» rather than failing
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")  # a wrong byte is asked again rather than failing
    code = run(sys.argv[1:])
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what could not be printed is not tried again
    sys.exit(code)


def run(args: list[str]) -> int:
    """Run one command line and return its exit code; a user's mistake gives Dutch text, never a traceback."""
    try:
        with commands.make_context("liagen", list(args)) as context:
            commands.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except LiagenError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return 1
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "liagen"
        click.echo(f"{_in_dutch(error)}\nUitleg: {command} -h", err=True)
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


def _in_dutch(error: click.UsageError) -> str:
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
        return f"er ontbreekt iets: {name}"
    choices = getattr(param.type, "choices", ())
    return f"{name}: kies uit {', '.join(choices)}" if choices else f"{name}: {error.message}"


# ------------------------------------------------------------ shared options


def _read_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter("schrijf de datum als JJJJ-MM-DD, bijvoorbeeld 2027-01-31") from None


def _date_option(command: Command) -> Command:
    text = "Datum van het concept en begin van de planning. Anders: de startdatum in het profiel, anders vandaag."
    return click.option("--datum", callback=_read_date, metavar="JJJJ-MM-DD", help=text)(command)


def _overwrite_option(command: Command) -> Command:
    return click.option("--overschrijf", is_flag=True, help="Vervang een bestand dat er al is.")(command)


def _json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Geef JSON, voor andere programma's.")(command)


_profile_argument = click.argument("profiel", type=click.Path(path_type=Path), metavar="PROFIEL")


def _date_for(given: dt.date | None, profile: Profile) -> dt.date:
    """Return the date: the option, else the profile's start date, else SOURCE_DATE_EPOCH, else today."""
    if given or profile.planning.startdatum:
        return given or profile.planning.startdatum or dt.date.min
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError("SOURCE_DATE_EPOCH is geen geldig aantal seconden") from None


def _print_json(value: object) -> None:
    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    click.echo(json.dumps(value, ensure_ascii=plain, indent=2))


def _load(path: Path) -> tuple[Library, Profile]:
    from liagen.library import load_library
    from liagen.reading import load_profile

    library = load_library()
    return library, load_profile(path, library)


# ------------------------------------------------------------ commands


@_command("nieuw")
@click.argument("bestand", type=click.Path(path_type=Path), metavar="BESTAND")
@click.option("--voorbeeld", metavar="NAAM", help="Begin met een voorbeeld uit het rapport, zoals meierijstad.")
@click.option("--vragen", is_flag=True, help="Stel de vragen hier, één voor één.")
@_overwrite_option
def new(bestand: Path, voorbeeld: str | None, vragen: bool, overschrijf: bool) -> None:
    """Maak een leeg profiel met alle vragen erin."""
    from liagen.blank import SCHEMA_FILE, blank_profile
    from liagen.profile import json_schema
    from liagen.writing import check_writable, write_files

    if voorbeeld is not None and vragen:
        raise click.UsageError("kies één van --voorbeeld en --vragen")
    schema = bestand.parent / SCHEMA_FILE
    schema_text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    example = _example(voorbeeld) if voorbeeld is not None else None
    check_writable([bestand], overschrijf)
    complete = True
    if example is not None:
        text = example
    else:
        answers: dict[str, Any] = {}
        complete = _ask_all(answers) if vragen else True
        text = blank_profile(answers)
    write_files({bestand: text.encode(), schema: schema_text.encode()}, overschrijf)
    click.echo(str(bestand))
    if not complete:
        click.echo("Gestopt. Uw antwoorden zijn bewaard; vul de rest later in het bestand in.", err=True)


def _example(name: str) -> str:
    from liagen.reading import shipped_profiles

    found = shipped_profiles()
    if name not in found:
        hint = suggest(name, found) or f"; kies uit {', '.join(found)}"
        raise click.UsageError(f"er is geen voorbeeld «{name}»{hint}")
    return found[name].read_text(encoding="utf-8")


def _ask_all(answers: dict[str, Any]) -> bool:
    """Ask every question in the terminal; False when the user stopped before the end."""
    from liagen.blank import askable

    click.echo("Enter slaat een vraag over. Ctrl-C stopt; wat u al invulde, blijft bewaard.\n", err=True)
    try:
        for spec in askable():
            group = spec.path.rpartition(".")[0]
            if answers.get(f"{group}.aanwezig") != "nee":
                _ask(spec, answers)
    except (click.Abort, KeyboardInterrupt, EOFError):
        click.echo("", err=True)
        return False
    return True


def _ask(spec: FieldSpec, answers: dict[str, Any]) -> None:
    from liagen.blank import allowed, refusal, typed_answer

    click.echo(spec.vraag, err=True)
    if extra := " ".join(part for part in (spec.uitleg, allowed(spec)) if part):
        click.echo(f"  {extra}", err=True)
    while True:
        reply = click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True).strip()
        if not reply:
            return
        answer = typed_answer(spec, reply)
        problem = refusal({**answers, spec.path: answer}, spec.path)
        if not problem:
            answers[spec.path] = answer
            return
        click.echo(f"  {problem}", err=True)


@_command("controleer")
@click.argument("profielen", nargs=-1, type=click.Path(path_type=Path), metavar="[PROFIEL]...")
def check(profielen: tuple[Path, ...]) -> None:
    """Controleer de teksten van liagen en de genoemde profielen."""
    from liagen.library import load_library
    from liagen.reading import load_profile

    library = load_library()
    problems: list[Problem] = []
    for path in profielen:
        try:
            load_profile(path, library)
        except LiagenError as error:
            problems += error.problems
    if problems:
        raise LiagenError(problems)
    count = len(profielen)
    click.echo(
        f"In orde: {len(library.cards)} opties" + (f" en {count} profiel{'en' * (count > 1)}." if count else ".")
    )


@_command("maak")
@_profile_argument
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND", help="Naam van het resultaat."
)
@click.option("--formaat", type=click.Choice(["docx", "md"]), default="docx", help="docx (Word) of md (platte tekst).")
@_date_option
@_overwrite_option
def make(profiel: Path, output: Path | None, formaat: str, datum: dt.date | None, overschrijf: bool) -> None:
    """Maak het hoofdstuk als Word-document."""
    from liagen import pipeline
    from liagen.writing import check_writable, write_files

    path = output or Path(f"{profiel.stem}.{formaat}")
    library, profile = _load(profiel)
    check_writable([path], overschrijf)
    chapter = pipeline.make(profile, library, _date_for(datum, profile)).chapter
    as_word = formaat == "docx"
    data = pipeline.make_docx(chapter, library) if as_word else pipeline.make_markdown(chapter).encode()
    write_files({path: data}, overschrijf)
    click.echo(str(path))
    count = chapter.open_points
    click.echo(f"Nog open: {count} {'punt' if count == 1 else 'punten'}.", err=True)


@_command("leg-uit")
@_profile_argument
@click.argument("optie", required=False, metavar="[OPTIE]")
@_json_option
def explain(profiel: Path, optie: str | None, as_json: bool) -> None:
    """Leg per optie uit waarom zij wel of niet is gekozen."""
    from liagen.choose import choose

    library, profile = _load(profiel)
    if optie is not None and optie not in library.cards:
        raise click.UsageError(f"onbekende optie «{optie}»{suggest(optie, library.cards) or '; zie: liagen opties'}")
    choice = choose(profile, library, _date_for(None, profile))
    wanted = [chosen for key, chosen in choice.options.items() if optie in (None, key)]
    rows = [_explained(chosen, library, profile) for chosen in wanted]
    if as_json:
        _print_json({"gemeente": profile.gemeente.naam, "opties": rows})
        return
    for row in rows:
        click.echo("\n".join(_explanation(row)) + "\n")


def _explained(chosen: Chosen, library: Library, profile: Profile) -> dict[str, Any]:
    from liagen.choose import read_facts
    from liagen.markdown import plain_text

    card = library.cards[chosen.key]
    facts = read_facts(profile, library, _date_for(None, profile))
    return {
        "sleutel": chosen.key,
        "titel": plain_text(card.title.render(facts)),
        "cox": card.cox,
        "oordeel": chosen.verdict.replace("_", " "),
        "eigen_keuze": chosen.by_officer,
        "redenen": [plain_text(reason) for reason in chosen.reasons],
        "feiten": {fact.path: fact.value for fact in chosen.facts},
        "zou_veranderen": [plain_text(change) for change in chosen.would_change],
        "bronnen": list(card.sources),
    }


def _explanation(row: dict[str, Any]) -> Iterator[str]:
    own = " (eigen keuze)" if row["eigen_keuze"] else ""
    yield f"{row['titel']}  [{row['sleutel']}]"
    yield f"  oordeel: {row['oordeel']}{own}"
    for label, texts in (("reden", row["redenen"]), ("verandert", row["zou_veranderen"])):
        for text in texts:
            yield f"  {label}: {text}"
    for path, value in row["feiten"].items():
        yield f"  feit: {path} = {value}"
    yield f"  bron: {', '.join(row['bronnen'])}"


@_command("opties")
@_json_option
def options(as_json: bool) -> None:
    """Toon alle opties met hun sleutel."""
    from liagen.library import load_library

    library = load_library()
    rows = [
        {
            "sleutel": card.key,
            "titel": card.title.source,
            "thema": card.theme,
            "cox": card.cox,
            "bronnen": list(card.sources),
        }
        for card in library.cards.values()
    ]
    if as_json:
        _print_json({"opties": rows})
        return
    theme = ""
    for row in rows:
        if row["thema"] != theme:
            theme = str(row["thema"])
            click.echo(library.themes[theme].title)
        click.echo(f"  {row['sleutel']:<34} {row['titel']}")


@_command("schema")
def schema() -> None:
    """Toon het JSON Schema van een profiel, voor een editor."""
    from liagen.profile import json_schema

    _print_json(json_schema())
