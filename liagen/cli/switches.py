"""Switches and arguments that commands share."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from liagen.make.client import Client
    from liagen.make.order import Form
    from liagen.profile.choices import Paper
    from liagen.profile.model import Profile

Command = TypeVar("Command", bound=Callable[..., Any])
_CLIENT = "liagen.klant"
_PACKAGES = "liagen.pakketten"
_WITHOUT_PRACTICE = "liagen.zonder_praktijk"
FORMATS: tuple[Form, ...] = ("docx", "pdf", "odt", "html", "md")
PAPERS: tuple[Paper, ...] = ("collegevoorstel", "raadsvoorstel", "samenvatting")


def profile_argument(command: Command) -> Command:
    """Add PROFIEL, as ``profiel``: a profile, or the one of a client, which ``meant_client`` gives then."""
    return click.argument("profiel", type=click.Path(path_type=Path), metavar="PROFIEL", callback=keep_client)(command)


def keep_client(ctx: click.Context, _param: click.Parameter, value: Path) -> Path:
    """Return the profile that an argument names; when it names a client, keep that and return its profile."""
    from liagen.profile.find import is_client

    if not is_client(value):
        return value
    from liagen.make.client import load_client

    client = ctx.meta[_CLIENT] = load_client(value)
    return client.only_profile()


def meant_client() -> Client | None:
    """Return the client that the running command was given in the place of a profile."""
    ctx = click.get_current_context(silent=True)
    return ctx.meta.get(_CLIENT) if ctx else None


def house_of_client(given: Path | None) -> Path | None:
    """Return the house style that was given, and else that of the client."""
    client = meant_client()
    return given or (client.house if client else None)


def date_switch(command: Command) -> Command:
    """Add --datum."""
    text = "Datum van het concept en begin van de planning. Anders: de startdatum in het profiel, en anders vandaag."
    return click.option("--datum", callback=_read_date, metavar="JJJJ-MM-DD", help=text)(command)


def length_switch(command: Command) -> Command:
    """Add --lengte."""
    return _length_option("kort, standaard of uitgebreid. Anders: de lengte in het profiel.")(command)


def one_length_switch(command: Command) -> Command:
    """Add --lengte to a command that otherwise looks at every length."""
    return _length_option("Alleen kort, standaard of uitgebreid. Anders: alle drie.")(command)


def _length_option(text: str) -> Callable[[Command], Command]:
    choices = click.Choice(["kort", "standaard", "uitgebreid"], case_sensitive=False)
    return click.option("--lengte", type=choices, metavar="LENGTE", help=text)


def format_switch(command: Command) -> Command:
    """Add --formaat."""
    text = (
        "docx (Word), pdf of odt (met LibreOffice), html (webpagina) of md (platte tekst). Anders: wat bij de naam van "
        "het resultaat past, en anders docx."
    )
    choices = click.Choice(FORMATS, case_sensitive=False)
    return click.option("--formaat", type=choices, metavar="FORMAAT", help=text)(command)


def house_style_switch(command: Command) -> Command:
    """Add --huisstijl."""
    text = (
        "Uw eigen Word-bestand (.docx of .dotx), of wat `huisstijl klaarzetten` daarvan maakte (.json). Daaruit komen "
        "opmaak, koptekst, voettekst, logo en marges."
    )
    return click.option("--huisstijl", type=click.Path(path_type=Path), metavar="BESTAND", help=text)(command)


def clean_switch(command: Command) -> Command:
    """Add --schoon, as ``edition``."""
    text = "Zonder opmerkingen, invulvakken, uitleg over het concept en de lijst met open punten; ook zonder werkblad."
    return click.option("--schoon", "edition", flag_value="schoon", default="concept", help=text)(command)


def sheet_switch(command: Command) -> Command:
    """Add --zonder-werkblad."""
    text = "Schrijf alleen het hoofdstuk, zonder het werkblad ernaast."
    return click.option("--zonder-werkblad", is_flag=True, help=text)(command)


def papers_switch(command: Command) -> Command:
    """Add --stukken, as ``papers``: None when it is not given, so that the profile decides."""
    text = (
        f"Losse stukken erbij, met komma's ertussen: {', '.join(PAPERS)}; of geen. Anders: wat in het profiel bij "
        "stijl.stukken staat."
    )
    return click.option("--stukken", "papers", callback=_read_papers, metavar="STUKKEN", help=text)(command)


def overwrite_switch(command: Command) -> Command:
    """Add --overschrijf."""
    return click.option("--overschrijf", is_flag=True, help="Vervang een bestand dat er al is.")(command)


def json_switch(command: Command) -> Command:
    """Add --json, as ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Geef JSON, voor andere programma's.")(command)


def package_switch(command: Command) -> Command:
    """Add --pakket and --zonder-praktijk: ``named_packages`` and ``leaves_out_practice`` give what was asked."""
    without = click.option(
        "--zonder-praktijk", is_flag=True, expose_value=False, callback=_keep_practice,
        help="Alleen de opties uit het rapport, zonder die uit de praktijk van andere gemeenten.",
    )  # fmt: skip
    return questions_switch(without(command))


def questions_switch(command: Command) -> Command:
    """Add --pakket alone, for what is about the questions and not about options."""
    return click.option(
        "--pakket", multiple=True, type=click.Path(path_type=Path), metavar="MAP", expose_value=False,
        callback=_keep_packages,
        help="Een pakket met teksten: een map of een zip-bestand. Mag vaker; het laatste wint.",
    )(command)  # fmt: skip


def earlier_switch(command: Command) -> Command:
    """Add --eerder, as ``eerder``: where earlier versions of a package are."""
    text = (
        "Waar een eerdere versie in zit die liagen niet bewaart: een installatiebestand van liagen (.whl), of een map "
        "of zip-bestand met het pakket van toen. Mag vaker."
    )
    return click.option("--eerder", multiple=True, type=click.Path(path_type=Path), metavar="BESTAND", help=text)(
        command
    )


def _keep_packages(ctx: click.Context, _param: click.Parameter, value: tuple[Path, ...]) -> None:
    ctx.meta[_PACKAGES] = value


def _keep_practice(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    ctx.meta[_WITHOUT_PRACTICE] = value


def leaves_out_practice() -> bool:
    """Say whether the running command was asked to leave the options from practice out."""
    ctx = click.get_current_context(silent=True)
    return bool(ctx and ctx.meta.get(_WITHOUT_PRACTICE))


def named_packages() -> tuple[Path, ...]:
    """Return the packages that the running command was given, in order."""
    ctx = click.get_current_context(silent=True)
    found: tuple[Path, ...] = ctx.meta.get(_PACKAGES, ()) if ctx else ()
    return found


def _read_papers(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[Paper, ...] | None:
    if value is None:
        return None
    from liagen.errors import suggest

    asked = [name for part in value.lower().split(",") if (name := part.strip())]
    if asked == ["geen"]:
        return ()
    for name in asked:
        if name not in PAPERS:
            hint = suggest(name, PAPERS) or f"; kies uit {', '.join(PAPERS)} of geen"
            raise click.BadParameter(f"onbekend stuk `{name}`{hint}")
    if not asked:
        raise click.BadParameter(f"noem een of meer stukken ({', '.join(PAPERS)}) of geen")
    return tuple(paper for paper in PAPERS if paper in asked)


def _read_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    from liagen.profile.parsing import FIRST_YEAR, LAST_YEAR

    try:
        date = dt.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        if re.fullmatch(r"\d{4}-\d\d?-\d\d?", value):
            raise click.BadParameter(f"de datum {value} bestaat niet; kijk naar de dag en de maand") from None
        raise click.BadParameter("schrijf de datum als JJJJ-MM-DD, bijvoorbeeld 2027-01-31") from None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise click.BadParameter(f"kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}")
    return date


def date_for(given: dt.date | None, profile: Profile) -> dt.date:
    """Return the date: the option, else the profile's start date, else SOURCE_DATE_EPOCH, else today."""
    return given or profile.planning.startdatum or today()


def today() -> dt.date:
    """Return the day that SOURCE_DATE_EPOCH names, else the day of today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now().astimezone().date()
    from liagen.profile.parsing import LAST_YEAR

    try:
        date = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError("SOURCE_DATE_EPOCH is geen geldig aantal seconden") from None
    if int(epoch) < 0 or date.year > LAST_YEAR:
        raise click.UsageError(f"SOURCE_DATE_EPOCH ligt niet tussen 1970 en {LAST_YEAR}")
    return date
