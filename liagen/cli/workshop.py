"""Commands of `sjabloon` that make, show and check a package."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liagen.cli.dutch import command
from liagen.cli.files import print_json, quoted, used_packages, with_or_without_practice
from liagen.cli.switches import json_switch, named_packages, overwrite_switch, package_switch
from liagen.errors import LiagenError, suggest
from liagen.files.paths import exists

if TYPE_CHECKING:
    from liagen.errors import Problem
    from liagen.library.package import Package
    from liagen.workshop.show import MergedFile, ShownPart, StackedFile

THEMES = ("beleggen", "draagvlak", "communicatie", "training", "testen", "plan", "podium")
_KINDS = ("optie", "risico", "tekst")
_KEY = re.compile(r"[a-z_]+\Z")


# ------------------------------------------------------------ toon


@command("sjabloon toon", "intranet --pakket mijn-pakket")
@click.argument("sleutel", required=False, metavar="[SLEUTEL]")
@json_switch
@package_switch
def show(sleutel: str | None, as_json: bool) -> None:
    """Toon welk bestand wint, en wat eronder ligt.

    Zonder SLEUTEL: alle kaarten, teksten en tabellen. Met SLEUTEL: zo'n kaart zoals hij telt, met bij elk deel uit
    welk pakket het komt.
    """
    from liagen.library.packages import stack_packages
    from liagen.workshop.show import list_files
    from liagen.workshop.show import show as merged

    packages = stack_packages(with_or_without_practice(used_packages()))
    files = list_files(packages)
    if sleutel is None:
        _print_list(packages, files, as_json)
        return
    found = merged(packages, _meant(sleutel, files))
    if as_json:
        print_json(_merged_row(found))
    else:
        click.echo("\n".join(_merged_lines(found)))


def _meant(key: str, files: tuple[StackedFile, ...]) -> StackedFile:
    from liagen.workshop.show import matching, short_name

    meant = matching(files, key)
    if len(meant) > 1:
        raise click.UsageError(f"«{key}» kan meer zijn; kies {' of '.join(map(short_name, meant))}")
    if not meant:
        hint = suggest(key, {name for stacked in files for name in (stacked.key, short_name(stacked))})
        raise click.UsageError(f"onbekende sleutel «{key}»{hint or '; zie: liagen sjabloon toon'}")
    if meant[0].removed:
        raise click.UsageError(f"«{key}» is weggehaald door pakket {meant[0].top.package}: {meant[0].top.file}")
    return meant[0]


def _print_list(packages: tuple[Package, ...], files: tuple[StackedFile, ...], as_json: bool) -> None:
    if as_json:
        rows = [{"naam": each.name, "versie": each.version, "plaats": each.label} for each in packages]
        print_json({"pakketten": rows, "bestanden": [_file_row(stacked) for stacked in files]})
        return
    click.echo("Pakketten, het onderste wint:")
    for package in packages:
        click.echo(f"  {package.name} {package.version}  ({package.label})")
    folder = ""
    for stacked in files:
        if (here := "tabellen" if stacked.kind == "tabel" else stacked.name.rpartition("/")[0]) != folder:
            folder = here
            click.echo(f"{folder}:")
        click.echo(f"  {stacked.key:<34} {_who(stacked)}")


def _who(stacked: StackedFile) -> str:
    if stacked.removed:
        return f"weggehaald door {stacked.top.package}"
    below = ", ".join(version.package for version in stacked.lower)
    return f"{stacked.top.package} (over {below})" if below else stacked.top.package


def _file_row(stacked: StackedFile) -> dict[str, Any]:
    top, *below = [
        {"pakket": each.package, "versie": each.version, "bestand": each.file} for each in reversed(stacked.versions)
    ]
    return {
        "soort": stacked.kind, "sleutel": stacked.key, "naam": stacked.name, "weggehaald": stacked.removed, "wint": top,
        "eronder": below,
    }  # fmt: skip


def _merged_row(found: MergedFile) -> dict[str, Any]:
    return {
        **_file_row(found.stacked),
        "gegevens": found.data,
        "herkomst": {origin.path: origin.package for origin in found.origins},
        "delen": [_part_row(part) for part in found.parts],
    }


def _part_row(part: ShownPart) -> dict[str, Any]:
    return {
        "deel": part.name, "pakket": part.package, "bestand": part.file, "regel": part.line, "tekst": part.text,
        "bouwt_voort_op": [_part_row(each) for each in part.lower],
    }  # fmt: skip


def _merged_lines(found: MergedFile) -> Iterator[str]:
    stacked = found.stacked
    yield f"{stacked.kind} {stacked.key}"
    for number, version in enumerate(reversed(stacked.versions)):
        yield f"  {'over ' if number else ''}{version.package} {version.version}: {version.file}"
    if found.yaml:
        yield ""
        yield found.yaml.rstrip("\n")
    for part in found.parts:
        yield ""
        yield from _part_lines(part)


def _part_lines(part: ShownPart) -> Iterator[str]:
    heading = "tekst" if part.name == "tekst" else f"## {part.name.capitalize().replace('_', ' ')}"
    yield f"--- {heading} ({part.package})"
    yield part.text
    for below in part.lower:
        yield f"--- {heading}, waar dit op voortbouwt ({below.package})"
        yield below.text


# ------------------------------------------------------------ kopieer, nieuw


@command("sjabloon kopieer", "intranet mijn-pakket")
@click.argument("wat", nargs=-1, required=True, metavar="[SLEUTEL]... MAP")
@click.option("--alles", is_flag=True, help="Kopieer alle kaarten, teksten en tabellen.")
@package_switch
@overwrite_switch
def copy(wat: tuple[str, ...], alles: bool, overschrijf: bool) -> None:
    """Kopieer kaarten, teksten of tabellen, om ze te veranderen.

    SLEUTEL is een optie, risico, vaste tekst of tabel (zie: liagen sjabloon toon); stijl is het Word-bestand met de
    opmaak. MAP is de map van uw pakket. Is er nog geen pakket, dan maakt liagen het.
    """
    from liagen.workshop.scaffold import copies, copies_of_all, packages_below, write_package

    *keys, last = wat
    folder = _folder(last)
    if alles == bool(keys):
        raise click.UsageError("noem wat u wilt kopiëren en dan de map, of gebruik --alles met alleen de map")
    packages = packages_below(folder, _named())
    files = copies_of_all(folder, packages) if alles else copies(folder, packages, keys)
    write_package(files, overschrijf)
    for path in files:
        click.echo(str(path))
    click.echo(f"Verander wat u wilt en controleer daarna: liagen sjabloon controleer {quoted(folder)}", err=True)


@command("sjabloon nieuw", "nieuwsbrief mijn-pakket --thema communicatie")
@click.argument("sleutel", metavar="SLEUTEL")
@click.argument("folder", metavar="MAP")
@click.option(
    "--soort",
    type=click.Choice(_KINDS),
    default="optie",
    metavar="SOORT",
    help="optie, risico of tekst. Anders: optie.",
)
@click.option(
    "--thema", metavar="THEMA", help=f"Het thema van een optie: {', '.join(THEMES)}, of een eigen thema van uw pakket."
)
@package_switch
@overwrite_switch
def new(sleutel: str, folder: str, soort: str, thema: str | None, overschrijf: bool) -> None:
    """Maak een nieuwe kaart, met uitleg bij elke sleutel.

    SLEUTEL is de naam van de kaart, met kleine letters en _. MAP is de map van uw pakket. Is er nog geen pakket, dan
    maakt liagen het.
    """
    from liagen.workshop.scaffold import Skeleton, new_card, packages_below, write_package

    if not _KEY.match(sleutel):
        raise click.UsageError(f"«{sleutel}» kan geen sleutel zijn; gebruik alleen kleine letters en _")
    if soort == "optie" and thema is None:
        raise click.UsageError(f"bij een optie hoort --thema; kies uit {', '.join(THEMES)}")
    if thema is not None and thema not in THEMES and (suggest(thema, THEMES) or not _KEY.match(thema)):
        raise click.UsageError(f"«{thema}» kan geen thema zijn{suggest(thema, THEMES)}")
    if soort != "optie" and thema is not None:
        raise click.UsageError(
            f"--thema hoort bij een optie, niet bij {'een risico' if soort == 'risico' else 'een tekst'}"
        )
    path = _folder(folder)
    files = new_card(path, packages_below(path, _named()), Skeleton(sleutel, soort, thema or ""))
    write_package(files, overschrijf)
    for each in files:
        click.echo(str(each))
    click.echo(f"Vul de gemerkte plekken in. Zo vindt u ze: liagen sjabloon controleer {quoted(path)}", err=True)


def _named() -> tuple[Path, ...]:
    """Return the packages that were named with --pakket, and no others: a copy must not depend on where one stands."""
    from liagen.library.packages import find_packages

    return with_or_without_practice(find_packages(named_packages(), None, None))


def _folder(name: str) -> Path:
    if name.lower().endswith((".zip", ".md", ".yaml")):
        raise click.UsageError(f"{name} is geen map; noem als laatste de map van uw pakket")
    return Path(name)


# ------------------------------------------------------------ controleer, inpakken


@command("sjabloon controleer", "mijn-pakket")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[MAP]")
@click.option("--strikt", is_flag=True, help="Keur ook af bij een waarschuwing.")
@click.option("--leg-uit", "code", metavar="CODE", help="Leg één code uit, met een voorbeeld, zoals LIA051.")
@json_switch
@package_switch
@click.pass_context
def check(ctx: click.Context, folder: Path | None, strikt: bool, code: str | None, as_json: bool) -> None:
    """Zoek alle fouten in een pakket, en teksten die slecht lezen.

    MAP is de map of het zip-bestand van een pakket. Elke fout staat er met bestand, regel, kolom en een vaste code. Een
    waarschuwing gaat over de tekst; het pakket is dan wel te gebruiken. Er wordt niets veranderd.
    """
    from liagen.library.packages import resolve_shipped
    from liagen.workshop.check import check_package
    from liagen.workshop.mistakes import is_warning, problem_line

    if code is not None:
        click.echo(_explained(code))
        return
    if folder is None:
        raise click.UsageError("er ontbreekt iets: MAP")
    folder = resolve_shipped(folder)
    problems = check_package(folder, other_packages(folder))
    warnings = sum(is_warning(problem.code) for problem in problems)
    errors = len(problems) - warnings
    if as_json:
        print_json([_problem_row(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(problem_line(problem))
        click.echo(_verdict(errors, warnings), err=bool(problems))
        _tell_newer_base(folder)
    ctx.exit(1 if errors or (strikt and warnings) else 0)


def _tell_newer_base(folder: Path) -> None:
    """Print that what a package builds on is of another version now, when that is so."""
    from liagen.library.package import read_package
    from liagen.workshop.earlier import newer_base

    with contextlib.suppress(LiagenError):  # what cannot be read was told already
        if now := newer_base(read_package(folder)):
            click.echo(
                f"Uw pakket is begonnen op een andere {now.name}; nu is het versie {now.version}. Wat er veranderde, "
                f"toont: liagen sjabloon bijwerken {quoted(folder)}",
                err=True,
            )


def _explained(code: str) -> str:
    from liagen.workshop.mistakes import explain, load_mistakes

    known = load_mistakes()
    if code.upper() not in known:
        raise click.UsageError(f"er is geen code «{code}»{suggest(code.upper(), known)}")
    return explain(code.upper())


def other_packages(folder: Path) -> list[Path]:
    """Return the packages that were named besides the one to check."""
    from liagen.files.load import real_path

    return [path for path in _named() if not (exists(path) and real_path(path) == real_path(folder))]


def _problem_row(problem: Problem) -> dict[str, Any]:
    from liagen.workshop.mistakes import is_warning

    return {
        "bestand": problem.file,
        "regel": problem.line,
        "kolom": problem.column,
        "code": problem.code,
        "ernst": "waarschuwing" if is_warning(problem.code) else "fout",
        "veld": problem.field,
        "melding": problem.message,
    }


def _verdict(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "In orde: geen fouten en geen waarschuwingen."
    counts = (f"{errors} fout{'en' * (errors != 1)}", f"{warnings} waarschuwing{'en' * (warnings != 1)}")
    return f"{' en '.join(counts)}. Uitleg bij een code: liagen sjabloon controleer --leg-uit CODE"


@command("sjabloon inpakken", "mijn-pakket")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAP")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Naam van het zip-bestand. Anders: de naam van de map, in de map waar u nu bent.",
)  # fmt: skip
@package_switch
@overwrite_switch
@click.pass_context
def pack(ctx: click.Context, folder: Path, output: Path | None, overschrijf: bool) -> None:
    """Maak van een pakket één zip-bestand, om door te geven.

    MAP is de map van het pakket. liagen controleert het eerst: met een fout komt er geen bestand. Dezelfde map geeft
    steeds precies hetzelfde bestand.
    """
    from liagen.files.load import real_path
    from liagen.files.save import check_writable, write_files
    from liagen.library.package import pack as packed
    from liagen.library.package import read_package
    from liagen.library.packages import resolve_shipped
    from liagen.workshop.check import check_package
    from liagen.workshop.mistakes import is_warning, problem_line

    folder = resolve_shipped(folder)
    path = output or Path(f"{real_path(folder).name.removesuffix('.zip')}.zip")
    if path.suffix.lower() != ".zip":
        raise click.UsageError(f"de naam {path} moet eindigen op .zip")
    problems = check_package(folder, other_packages(folder))
    errors = [problem for problem in problems if not is_warning(problem.code)]
    for problem in errors:
        click.echo(problem_line(problem), err=True)
    if errors:
        ctx.exit(1)
    check_writable([path], overschrijf)
    write_files({path: packed(folder)}, overschrijf)
    click.echo(str(path))
    if skipped := read_package(folder).unused:
        click.echo(f"Niet ingepakt, want liagen gebruikt het niet: {', '.join(skipped)}.", err=True)
    if problems:
        click.echo(
            f"Er zijn nog waarschuwingen ({len(problems)}): liagen sjabloon controleer {quoted(folder)}", err=True
        )
