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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from liagen import __version__
from liagen.errors import LiagenError, OutputError, Problem, suggest

if TYPE_CHECKING:
    from liagen.blocks import Chapter
    from liagen.cards import Library
    from liagen.choose import Chosen
    from liagen.interview import Interview
    from liagen.profile import Profile
    from liagen.word import HouseStyle
    from liagen.wording import Facts

Command = TypeVar("Command", bound=Callable[..., Any])


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


FORMATS = ("docx", "pdf", "odt", "html", "md")
OFFICE_SECONDS = 120
TITLE_LEVELS = tuple("1234567")  # Word has nine levels; a chapter has two below its title
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
        return f"er ontbreekt iets: {name.removesuffix('...')}"
    choices = getattr(param.type, "choices", ())
    return f"{name}: kies uit {', '.join(choices)}" if choices else f"{name}: {error.message}"


# ------------------------------------------------------------ shared options


def _read_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    from liagen.profile import FIRST_YEAR, LAST_YEAR

    try:
        date = dt.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        if re.fullmatch(r"\d{4}-\d\d?-\d\d?", value):
            raise click.BadParameter(f"de datum {value} bestaat niet; kijk naar de dag en de maand") from None
        raise click.BadParameter("schrijf de datum als JJJJ-MM-DD, bijvoorbeeld 2027-01-31") from None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise click.BadParameter(f"kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}")
    return date


def _date_option(command: Command) -> Command:
    text = "Datum van het concept en begin van de planning. Anders: de startdatum in het profiel, en anders vandaag."
    return click.option("--datum", callback=_read_date, metavar="JJJJ-MM-DD", help=text)(command)


def _length_option(command: Command) -> Command:
    choices = click.Choice(["kort", "standaard", "uitgebreid"], case_sensitive=False)
    text = "kort, standaard of uitgebreid. Anders: de lengte in het profiel."
    return click.option("--lengte", type=choices, metavar="LENGTE", help=text)(command)


def _overwrite_option(command: Command) -> Command:
    return click.option("--overschrijf", is_flag=True, help="Vervang een bestand dat er al is.")(command)


def _json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Geef JSON, voor andere programma's.")(command)


_profile_argument = click.argument("profiel", type=click.Path(path_type=Path), metavar="PROFIEL")


def _date_for(given: dt.date | None, profile: Profile) -> dt.date:
    """Return the date: the option, else the profile's start date, else SOURCE_DATE_EPOCH, else today."""
    if known := given or profile.planning.startdatum:
        return known
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now().astimezone().date()
    from liagen.profile import LAST_YEAR

    try:
        date = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError("SOURCE_DATE_EPOCH is geen geldig aantal seconden") from None
    if int(epoch) < 0 or date.year > LAST_YEAR:
        raise click.UsageError(f"SOURCE_DATE_EPOCH ligt niet tussen 1970 en {LAST_YEAR}")
    return date


def _print_json(value: object) -> None:
    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    click.echo(json.dumps(value, ensure_ascii=plain, indent=2))


def _load(path: Path) -> tuple[Library, Profile]:
    from liagen.library import load_library
    from liagen.reading import load_profile

    library = load_library()
    return library, load_profile(path, library)


# ------------------------------------------------------------ a new profile


@_command("nieuw", "mijn-gemeente.yaml")
@click.argument("bestand", type=click.Path(path_type=Path), metavar="BESTAND")
@click.option("--voorbeeld", metavar="NAAM", help="Begin met een voorbeeld uit het rapport, zoals meierijstad.")
@click.option("--vragen", is_flag=True, help="Stel de vragen hier, één voor één. Stoppen en overslaan kan altijd.")
@_overwrite_option
def new(bestand: Path, voorbeeld: str | None, vragen: bool, overschrijf: bool) -> None:
    """Maak een nieuw profiel, met elke vraag erin.

    BESTAND is de naam van het nieuwe profiel. Ernaast komt een schema, waarmee een editor meekijkt terwijl u invult.
    """
    from liagen.blank import SCHEMA_FILE, blank_profile
    from liagen.profile import json_schema
    from liagen.writing import check_files, write_files

    if voorbeeld is not None and vragen:
        raise click.UsageError("kies één van --voorbeeld en --vragen")
    if bestand.name == SCHEMA_FILE:
        raise click.UsageError(f"{SCHEMA_FILE} is de naam van het schema; kies een andere naam voor het profiel")
    text = _example(voorbeeld) if voorbeeld is not None else blank_profile()
    schema = (json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n").encode()
    files = {bestand.parent / SCHEMA_FILE: schema, bestand: text.encode()}
    check_files(files, overschrijf)
    if vragen:
        hint = _interview(files, bestand, overschrijf)
    else:
        write_files(files, overschrijf)
        hint = "Vul in wat u weet en maak daarna het hoofdstuk"
    click.echo(str(bestand))
    click.echo(f"{hint}: liagen maak {_quoted(bestand)}", err=True)


def _example(name: str) -> str:
    from liagen.blank import EDITOR_LINE
    from liagen.reading import shipped_profiles

    found = shipped_profiles()
    if name not in found:
        hint = suggest(name, found) or f"; kies uit {', '.join(found)}"
        raise click.UsageError(f"er is geen voorbeeld «{name}»{hint}")
    return EDITOR_LINE + found[name].read_text(encoding="utf-8").removeprefix(EDITOR_LINE)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _interview(files: dict[Path, bytes], bestand: Path, overwrite: bool) -> str:
    """Ask the questions, then write the profile, also when the asking was broken off; return what to do next."""
    from liagen.blank import blank_profile
    from liagen.interview import INTRODUCTION, Interview
    from liagen.writing import write_files

    interview = Interview()
    click.echo(INTRODUCTION, err=True)
    complete = _ask_all(interview)
    text = blank_profile(interview.answers)
    with _undisturbed():
        try:
            write_files({**files, bestand: text.encode()}, overwrite)
        except OutputError:
            click.echo(text)
            click.echo("Uw antwoorden staan hierboven; kopieer ze, zodat ze niet verloren gaan.", err=True)
            raise
    start = "Klaar:" if complete else "Gestopt; uw antwoorden zijn bewaard:"
    click.echo(f"{start} {interview.summary()}\n", err=True)
    return "Maak nu het hoofdstuk" if complete else "Vul het bestand verder in, of maak het hoofdstuk alvast"


def _ask_all(interview: Interview) -> bool:
    """Ask every question in the terminal; False when the user stopped before the end."""
    try:
        while interview.current:
            click.echo(interview.question(), err=True)
            asked = interview.current
            while interview.current is asked:
                typed = _read_line()
                if typed.strip().lower() == "stop":
                    return False
                click.echo(interview.take(typed), err=True)
    except (KeyboardInterrupt, EOFError):
        click.echo("", err=True)
        return False
    return True


def _read_line() -> str:
    """Read one line; the prompt never mixes with what is written to stdout."""
    if sys.stdin is None:
        raise EOFError
    if sys.stdin.isatty() and sys.stdout and sys.stdout.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - gives input() its arrow keys
        return input("> ")
    click.echo("> ", nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold off Ctrl-C for the moment of saving."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# ------------------------------------------------------------ the other commands


@_command("controleer", "mijn-gemeente.yaml")
@click.argument("profielen", nargs=-1, type=click.Path(path_type=Path), metavar="[PROFIEL]...")
def check(profielen: tuple[Path, ...]) -> None:
    """Controleer de teksten van liagen en de genoemde profielen.

    Zonder PROFIEL: alleen de teksten. Elke fout staat er met bestand, regel en kolom. Er wordt niets geschreven.
    """
    from liagen.library import load_library

    problems: list[Problem] = []
    library: Library | None = None
    try:
        library = load_library()
    except LiagenError as error:
        problems += error.problems
    paths = [path for named in profielen for path in _matching(named)]
    for path in paths:
        problems += _profile_problems(path, library)
    if problems or library is None:
        raise LiagenError(problems)
    profiles = f" en {len(paths)} profiel{'en' * (len(paths) > 1)}" if paths else ""
    click.echo(f"In orde: {len(library.cards)} opties{profiles}.")


def _matching(path: Path) -> list[Path]:
    """Return the files that ``*.yaml`` stands for, as the Windows prompt leaves that to the program."""
    if any(sign in path.name for sign in "*?"):
        return sorted(path.parent.glob(path.name)) or [path]
    return [path]


def _profile_problems(path: Path, library: Library | None) -> tuple[Problem, ...]:
    """Return what must be mended in one profile; without a library all but the names in `keuzes` is checked."""
    from liagen.checking import check_model
    from liagen.profile import Profile
    from liagen.reading import load_profile, read_text
    from liagen.yamltext import parse_yaml

    if library is None:
        text, problems = read_text(path)
        tree = parse_yaml(text, str(path))
        return tuple(problems or tree.problems or check_model(Profile, tree, str(path))[1])
    try:
        load_profile(path, library)
    except LiagenError as error:
        return error.problems
    return ()


@_command("maak", "mijn-gemeente.yaml")
@_profile_argument
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Naam van het resultaat. Anders: de naam van het profiel, in de map waar u nu bent.",
)  # fmt: skip
@click.option(
    "--formaat", type=click.Choice(FORMATS, case_sensitive=False), metavar="FORMAAT",
    help="docx (Word), pdf of odt (met LibreOffice), html (webpagina) of md (platte tekst). Anders: wat bij de naam "
    "van het resultaat past, en anders docx.",
)  # fmt: skip
@_length_option
@click.option(
    "--huisstijl", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Uw eigen Word-bestand (.docx of .dotx). Daaruit komen opmaak, koptekst, voettekst, logo en marges.",
)  # fmt: skip
@click.option(
    "--schoon",
    is_flag=True,
    help="Zonder opmerkingen, invulvakken, uitleg over het concept en de lijst met open punten.",
)
@_date_option
@_overwrite_option
def make(
    profiel: Path, output: Path | None, formaat: str | None, lengte: str | None, huisstijl: Path | None, schoon: bool,
    datum: dt.date | None, overschrijf: bool,
) -> None:  # fmt: skip
    """Maak het hoofdstuk als Word-document.

    PROFIEL is het bestand met de gegevens van uw gemeente. Wat daarin nog onbekend is, wordt in het document een
    zichtbaar open punt.
    """
    from liagen import pipeline
    from liagen.assemble import end_product
    from liagen.writing import check_writable, write_files

    path, wanted = _result(profiel, output, formaat)
    _check_house(huisstijl, path, wanted)
    library, profile = _load(profiel)
    check_writable([path], overschrijf)
    program = _office(wanted)
    house = _house(huisstijl, library)
    chapter = pipeline.make(_in_length(profile, lengte), library, _date_for(datum, profile)).chapter
    word = pipeline.make_docx
    if schoon:
        chapter, word = end_product(chapter, library), pipeline.make_clean_docx
    write_files({path: _written(chapter, wanted, library, partial(word, house=house), program)}, overschrijf)
    _report(path, chapter.open_points, *(("invulplek", "invulplekken") if schoon else ("punt", "punten")))


def _report(path: Path, count: int, one: str, more: str) -> None:
    """Print where the result stands, and beside it how much is still open."""
    click.echo(str(path))
    click.echo(f"Nog open: {count} {one if count == 1 else more}.", err=True)


def _written(
    chapter: Chapter,
    form: str,
    library: Library,
    word: Callable[[Chapter, Library], bytes],
    program: Path | None = None,
) -> bytes:
    """Return the chapter in one of the formats; ``word`` writes Word, ``program`` is LibreOffice, for pdf and odt."""
    from liagen import pipeline

    if form == "md":
        return pipeline.make_markdown(chapter).encode()
    if form == "html":
        return pipeline.make_html(chapter, library).encode()
    docx = word(chapter, library)
    if program is None:
        return docx
    return pipeline.make_office(docx, "pdf" if form == "pdf" else "odt", program, OFFICE_SECONDS)


def _check_house(house: Path | None, result: Path, form: str) -> None:
    """Refuse a house style for a format without one, and a result in its place."""
    if house is None:
        return
    if form not in ("docx", "pdf", "odt"):
        raise click.UsageError(f"--huisstijl past niet bij het formaat {form}; kies docx, pdf of odt")
    if _same(result, house):
        raise click.UsageError(f"{result} is het bestand met de huisstijl zelf; kies een andere naam met -o")


def _same(result: Path, read: Path) -> bool:
    """Say whether a result would take the place of a file that is read."""
    try:
        return result.samefile(read)
    except (OSError, ValueError):
        return False


def _house(path: Path | None, library: Library) -> HouseStyle | None:
    """Return the house style, and tell which styles it lacks; None when none was asked."""
    if path is None:
        return None
    from liagen.house_style import load_house_style
    from liagen.word import added_styles

    house = load_house_style(path)
    if added := added_styles(house, Path(library.style_file)):
        click.echo(f"Niet in {path}, dus in de stijl van liagen: {', '.join(added)}.", err=True)
    return house


def _office(form: str) -> Path | None:
    """Return where LibreOffice is, when the format needs it; raises OutputError when it is missing."""
    if form not in ("pdf", "odt"):
        return None
    from liagen.office import find_program

    return find_program(os.environ.get("LIAGEN_SOFFICE", ""))


def _in_length(profile: Profile, length: str | None) -> Profile:
    """Return the profile with the asked length, or as it is."""
    if length is None:
        return profile
    return profile.model_copy(update={"stijl": profile.stijl.model_copy(update={"lengte": length})})


def _result(profile: Path, output: Path | None, wanted: str | None) -> tuple[Path, str]:
    """Return where the result goes and in what format; refuse a name that belongs to something else."""
    named = output.suffix.lower().removeprefix(".") if output else ""
    if wanted and named in FORMATS and named != wanted:
        raise click.UsageError(f"de naam {output} past niet bij --formaat {wanted}; laat één van beide weg")
    found = wanted or (named if named in FORMATS else "docx")
    path = output or Path(f"{profile.stem}.{found}")
    if _same(path, profile):
        raise click.UsageError(f"{path} is het profiel zelf; kies een andere naam met -o")
    return path, found


@_command("invoegen", 'mijn-gemeente.yaml --in lia.docx --bij "Interne implementatie" -o lia-nieuw.docx')
@_profile_argument
@click.option(
    "--in", "host", type=click.Path(path_type=Path), metavar="LIA",
    help="Het Word-document waarin het hoofdstuk komt. Dit bestand zelf verandert niet.",
)  # fmt: skip
@click.option("--bij", metavar="KOPTEKST", help="Kop waar het hoofdstuk onder komt, na de tekst die daar al staat.")
@click.option(
    "--bladwijzer", metavar="NAAM",
    help="Bladwijzer waar het hoofdstuk na komt. Zonder --bij en --bladwijzer: aan het eind.",
)  # fmt: skip
@click.option(
    "--kopniveau", type=click.Choice(TITLE_LEVELS), metavar="N",
    help=f"Niveau van de kop van het hoofdstuk, van 1 tot en met {TITLE_LEVELS[-1]}. Anders: één lager dan de kop bij "
    "--bij, en anders 1.",
)  # fmt: skip
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="NIEUW",
    help="Naam van het nieuwe Word-document, op .docx.",
)  # fmt: skip
@_length_option
@_date_option
@_overwrite_option
def insert(
    profiel: Path, host: Path | None, bij: str | None, bladwijzer: str | None, kopniveau: str | None,
    output: Path | None, lengte: str | None, datum: dt.date | None, overschrijf: bool,
) -> None:  # fmt: skip
    """Zet het hoofdstuk in een Word-document dat u al hebt.

    PROFIEL is het bestand met de gegevens van uw gemeente. Het hoofdstuk krijgt de stijlen van uw document. Uw eigen
    tekst, opmerkingen, lijsten en voetnoten blijven zoals ze zijn.
    """
    from liagen import pipeline
    from liagen.word import Place
    from liagen.writing import check_writable, write_files

    if host is None or output is None:
        raise click.UsageError(f"er ontbreekt iets: {'--in' if host is None else '--uit'}")
    if bij is not None and bladwijzer is not None:
        raise click.UsageError("kies één van --bij en --bladwijzer")
    if any(given is not None and not given.strip() for given in (bij, bladwijzer)):
        raise click.UsageError("achter --bij of --bladwijzer staat geen tekst")
    _check_new(output, host, profiel)
    library, profile = _load(profiel)
    check_writable([output], overschrijf)
    chapter = pipeline.make(_in_length(profile, lengte), library, _date_for(datum, profile)).chapter
    place = Place((bij or "").strip(), (bladwijzer or "").strip())
    level = int(kopniveau) if kopniveau else None
    write_files({output: pipeline.insert_docx(chapter, library, host, place, level)}, overschrijf)
    _report(output, chapter.open_points, "punt", "punten")


def _check_new(output: Path, *read: Path) -> None:
    """Refuse a result that is no Word file, or one of the files that are read."""
    if output.suffix.lower() != ".docx":
        raise click.UsageError(f"de naam {output} moet eindigen op .docx")
    if any(_same(output, path) for path in read):
        raise click.UsageError(f"{output} is een bestand dat liagen leest; kies een andere naam met -o")


@_command("leg-uit", "mijn-gemeente.yaml training")
@_profile_argument
@click.argument("optie", required=False, metavar="[OPTIE]")
@_json_option
@_date_option
def explain(profiel: Path, optie: str | None, as_json: bool, datum: dt.date | None) -> None:
    """Leg per optie uit waarom zij wel of niet is gekozen.

    PROFIEL is het bestand met de gegevens van uw gemeente. OPTIE is de sleutel van één optie (zie: liagen opties);
    zonder OPTIE komen alle opties langs.
    """
    from liagen.choose import choose, read_facts

    library, profile = _load(profiel)
    if optie is not None and optie not in library.cards:
        raise click.UsageError(f"onbekende optie «{optie}»{suggest(optie, library.cards) or '; zie: liagen opties'}")
    date = _date_for(datum, profile)
    choice = choose(profile, library, date)
    facts = read_facts(profile, library, date, choice.verdicts())
    wanted = [chosen for key, chosen in choice.options.items() if optie in (None, key)]
    rows = [_explained(chosen, library, facts) for chosen in wanted]
    if as_json:
        _print_json({"gemeente": profile.gemeente.naam, "opties": rows})
    else:
        click.echo("\n\n".join("\n".join(_explanation(row)) for row in rows))


def _explained(chosen: Chosen, library: Library, facts: Facts) -> dict[str, Any]:
    from liagen.markdown import plain_text

    card = library.cards[chosen.key]
    return {
        "sleutel": chosen.key,
        "titel": plain_text(card.title.render(facts)),
        "cox": card.cox,
        "oordeel": chosen.verdict.replace("_", " "),
        "redenen": [plain_text(reason) for reason in chosen.reasons],
        "feiten": {fact.path: fact.value for fact in chosen.facts},
        "zou_veranderen": [plain_text(change) for change in chosen.would_change],
        "bronnen": list(card.sources),
    }


def _explanation(row: dict[str, Any]) -> Iterator[str]:
    yield f"{row['titel']}  [{row['sleutel']}]"
    yield f"  oordeel: {row['oordeel']}"
    for label, texts in (("reden", row["redenen"]), ("verandert", row["zou_veranderen"])):
        for text in texts:
            yield f"  {label}: {text}"
    for path, value in row["feiten"].items():
        yield f"  feit: {path} = {value}"
    yield f"  bron: {', '.join(row['bronnen'])}"


@_command("vergelijk", "meierijstad.yaml utrecht.yaml")
@click.argument("profielen", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PROFIEL...")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Naam van het resultaat, op .docx, .md of .csv. Anders: op het scherm.",
)  # fmt: skip
@_json_option
@_date_option
@_overwrite_option
def side_by_side(
    profielen: tuple[Path, ...], output: Path | None, as_json: bool, datum: dt.date | None, overschrijf: bool
) -> None:
    """Zet gemeenten naast elkaar: wat er is en wat liagen voorstelt.

    PROFIEL is een bestand met de gegevens van een gemeente; noem er zoveel als u wilt. De tabellen volgen zes stappen.
    """
    from liagen import pipeline
    from liagen.compare import compare, comparison_chapter, comparison_csv, comparison_data
    from liagen.writing import check_writable, write_files

    form = (output.suffix.lower().removeprefix(".") if output else "") or "md"
    if form not in ("docx", "md", "csv"):
        raise click.UsageError(f"de naam {output} moet eindigen op .docx, .md of .csv")
    if output and as_json:
        raise click.UsageError("kies één van -o en --json")
    library, profiles = _load_all([path for named in profielen for path in _matching(named)])
    if output:
        check_writable([output], overschrijf)
    date = _date_for(datum, profiles[0])
    found = compare(profiles, library, date)
    if as_json:
        _print_json(comparison_data(found))
        return
    if form == "csv":
        data = comparison_csv(found, library).encode()
    else:
        data = _written(comparison_chapter(found, library, date), form, library, pipeline.make_clean_docx)
    if output:
        write_files({output: data}, overschrijf)
        click.echo(str(output))
    else:
        click.echo(data.decode(), nl=False)


def _load_all(paths: list[Path]) -> tuple[Library, tuple[Profile, ...]]:
    """Read every profile; the problems of all of them come together."""
    from liagen.library import load_library
    from liagen.reading import load_profile

    library = load_library()
    profiles: list[Profile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            profiles.append(load_profile(path, library))
        except LiagenError as error:
            problems += error.problems
    if problems:
        raise LiagenError(problems)
    return library, tuple(profiles)


@commands.group(
    "huisstijl", cls=_DutchGroup, context_settings=_SETTINGS, options_metavar="[SCHAKELAARS]",
    subcommand_metavar="OPDRACHT", no_args_is_help=False, invoke_without_command=True,
    epilog="Voorbeeld: liagen huisstijl controleer huisstijl.docx",
)  # fmt: skip
@click.pass_context
def house_style(ctx: click.Context) -> None:
    """Controleer het Word-bestand met uw eigen huisstijl."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@house_style.command(
    "controleer", cls=_Dutch, context_settings=_SETTINGS, options_metavar="[SCHAKELAARS]",
    epilog="Voorbeeld: liagen huisstijl controleer huisstijl.docx",
)  # fmt: skip
@click.argument("bestand", type=click.Path(path_type=Path), metavar="BESTAND")
@_json_option
@click.pass_context
def check_house(ctx: click.Context, bestand: Path, as_json: bool) -> None:
    """Zoek in een huisstijl naar wat ontbreekt of slecht leesbaar is.

    BESTAND is een Word-bestand (.docx of .dotx). Gemeld worden stijlen die ontbreken, contrast onder 4,5:1, letters
    onder 11 punt en een ontbrekende taal. Er wordt niets veranderd.
    """
    from liagen.house_style import load_house_style
    from liagen.library import load_library
    from liagen.word import check_house_style

    found = check_house_style(load_house_style(bestand), Path(load_library().style_file))
    if as_json:
        rows = [{"soort": each.kind, "plaats": each.place, "melding": each.message} for each in found]
        _print_json({"bestand": str(bestand), "bevindingen": rows})
    else:
        for each in found:
            click.echo(f"{bestand}: {each.kind}: {each.message}")
        if not found:
            click.echo("In orde: alle stijlen zijn er, en ze zijn leesbaar.")
    ctx.exit(1 if found else 0)


@_command("opties", "")
@_json_option
def options(as_json: bool) -> None:
    """Toon alle opties met hun sleutel."""
    from liagen.library import load_library
    from liagen.markdown import plain_text

    library = load_library()
    rows = [
        {
            "sleutel": card.key,
            "titel": plain_text(card.title.source),
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


@_command("schema", "> liagen-profiel.schema.json")
def schema() -> None:
    """Toon het JSON Schema van een profiel, voor een editor."""
    from liagen.profile import json_schema

    _print_json(json_schema())
