"""A package of one's own brought up to date with what it builds on: `sjabloon bijwerken`."""

from __future__ import annotations

import codecs
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import print_json, quoted
from liagen.cli.switches import earlier_switch, json_switch, overwrite_switch, package_switch
from liagen.cli.workshop import other_packages
from liagen.files.paths import exists, is_file

if TYPE_CHECKING:
    from liagen.library.package import Package
    from liagen.workshop.package_update import PackageUpdate


@command("sjabloon bijwerken", "mijn-pakket")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAP")
@click.option("--doen", is_flag=True, help="Werk de bestanden bij. Anders: alleen laten zien wat er zou gebeuren.")
@click.option("--houd-eigen", is_flag=True, help="Waar u zelf kiest, blijft uw tekst; daarmee bent u bij.")
@click.option("--terug", is_flag=True, help="Zet terug hoe uw pakket was voor de laatste keer met --doen.")
@click.option("--alles", is_flag=True, help="Toon ook wat vanzelf verandert, omdat u er niets aan veranderde.")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Bewaar het overzicht ook als webpagina, op .html.",
)  # fmt: skip
@earlier_switch
@json_switch
@package_switch
@overwrite_switch
@click.pass_context
def update_package(
    ctx: click.Context, folder: Path, doen: bool, houd_eigen: bool, terug: bool, alles: bool, output: Path | None,
    eerder: tuple[Path, ...], as_json: bool, overschrijf: bool,
) -> None:  # fmt: skip
    """Werk een pakket bij naar de versie van standaard die u nu hebt.

    MAP is de map van uw pakket. Per deel (een sleutel, een kopje) ziet u de oude tekst, de nieuwe en die van u. Wat u
    niet veranderde, wordt nieuw. Wat alleen u veranderde, blijft. Veranderde allebei, dan kiest u zelf en blijft uw
    tekst zolang staan. Een zip-bestand kunt u alleen bekijken. Code 1 betekent: u moet nog kiezen of iets herstellen.
    """
    from liagen.files.save import check_writable, write_files
    from liagen.library.package import read_package, shipped_packages
    from liagen.library.packages import stack_packages
    from liagen.workshop.earlier import Earlier
    from liagen.workshop.package_update import plan_update
    from liagen.workshop.scaffold import below_the_last
    from liagen.workshop.update_report import report_rows, summary, update_page

    _check_wishes(output, terug=terug, others=doen or houd_eigen or alles or as_json or output is not None)
    if doen or terug:
        _check_folder(folder)
    if str(folder) in shipped_packages() and not exists(folder):
        raise click.UsageError(f"{folder} hoort bij liagen; noem de map van uw eigen pakket")
    if terug:
        _put_back(folder)
        return
    if output:
        check_writable([output], overschrijf)
    stack = stack_packages([*other_packages(folder), read_package(folder)])
    own, below = stack[-1], below_the_last(stack)
    update = plan_update(own, below, Earlier(eerder, below), _typed(folder), keep_own=houd_eigen)
    if output:
        write_files({output: update_page(update, own.name).encode()}, overschrijf)
    if doen:
        _write(folder, update)
    if as_json:
        print_json(_as_data(update, summary(update)))
    else:
        for row in (_heading(own, update), *report_rows(update, with_all=alles)):
            click.echo(row)
        _tell_what_is_next(folder, update, summary(update), done=doen, keep_own=houd_eigen)
    if output:
        click.echo(str(output), err=as_json)
    ctx.exit(1 if update.problems or (update.choices and not houd_eigen) else 0)


def _check_wishes(output: Path | None, *, terug: bool, others: bool) -> None:
    if output and output.suffix.lower() != ".html":
        raise click.UsageError(f"de naam {output} moet eindigen op .html")
    if terug and others:
        raise click.UsageError("--terug staat alleen: het zet terug en doet verder niets")


def _check_folder(folder: Path) -> None:
    if is_file(folder):
        raise click.UsageError(f"{folder} is een zip-bestand; pak het eerst uit en noem de map")


def _typed(folder: Path) -> Callable[[str], str] | None:
    """Return what gives the text of a file with the line ends it has; of a zip file that is as it was read."""
    return None if is_file(folder) else lambda name: (folder / name).read_bytes().decode("utf-8-sig")


def _write(folder: Path, update: PackageUpdate) -> None:
    from liagen.library.package import STYLE
    from liagen.workshop.step_back import save_update

    files = {name: _encoded(folder / name, text) if text else None for name, text in update.files.items()}
    if update.style_goes:
        files[STYLE] = None
    if files:
        save_update(folder, files)


def _encoded(path: Path, text: str) -> bytes:
    """Return a text as the bytes of its file; one with a byte order mark keeps it."""
    before = path.read_bytes()
    return (codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b"") + text.encode()


def _put_back(folder: Path) -> None:
    from liagen.workshop.step_back import take_back

    for name in take_back(folder):
        click.echo(str(folder / name))
    click.echo("Teruggezet: uw pakket is weer zoals het was voor het bijwerken.", err=True)


def _as_data(update: PackageUpdate, told: str) -> dict[str, object]:
    return {
        "basis": update.base.name, "van": update.base.version, "naar": update.version, "samenvatting": told,
        "bijgewerkt": update.head_raised, "bestanden": sorted(update.files),
        "veranderingen": [dataclasses.asdict(change) for change in update.changes],
        "fouten": [str(problem) for problem in update.problems],
    }  # fmt: skip


def _heading(own: Package, update: PackageUpdate) -> str:
    if update.base.version == update.version:
        return f"{own.name} hoort al bij {update.base.name} {update.version}."
    return f"{own.name} hoort bij {update.base.name} {update.base.version}; er is nu versie {update.version}."


def _tell_what_is_next(folder: Path, update: PackageUpdate, told: str, *, done: bool, keep_own: bool) -> None:
    """Print what was done or could be, and what is left for her."""
    again = f"liagen sjabloon bijwerken {quoted(folder)}"
    changes = bool(update.files) or update.style_goes
    click.echo(told)
    if any(change.outcome == "vanzelf" for change in update.changes):
        click.echo(f"Wat vanzelf verandert, ziet u met: {again} --alles", err=True)
    if update.choices and not keep_own:
        click.echo(
            "Kies zelf: haal uw deel weg, dan geldt de nieuwe tekst; pas het aan; of laat het staan. Klaar? Dan bent u "
            f"bij met: {again} --doen --houd-eigen",
            err=True,
        )
    if update.problems:
        click.echo(f"Daarna moet u dit herstellen, en dan opnieuw {again}:", err=True)
        for problem in update.problems:
            click.echo(f"  {problem}", err=True)
    if not done:
        click.echo(
            f"Er is nog niets veranderd. Bijwerken: {again} --doen" if changes else "Er is niets bij te werken.",
            err=True,
        )
    elif changes:
        kept = "" if update.head_raised or update.base.version == update.version else "; basis_versie blijft nog staan"
        click.echo(f"Bijgewerkt: {_files(len(update.files))}{kept}. Terug: {again} --terug", err=True)
    else:
        click.echo("Er was niets bij te werken.", err=True)


def _files(count: int) -> str:
    return f"{count} bestand{'en' * (count != 1)}"
