"""What changes between two packages: `sjabloon verschil`."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import print_json
from liagen.cli.switches import (
    date_for,
    date_switch,
    earlier_switch,
    json_switch,
    leaves_out_practice,
    named_packages,
    one_length_switch,
    overwrite_switch,
    package_switch,
)
from liagen.errors import LiagenError, Problem, suggest

if TYPE_CHECKING:
    from liagen.library.model import Library
    from liagen.profile.model import Profile
    from liagen.profile.own_fields import PackageFields
    from liagen.workshop.earlier import PackageVersion
    from liagen.workshop.effect import Effect

_NO_BASE = "LIA008"


@command("sjabloon verschil", "standaard mijn-pakket -o verschil.html")
@click.argument("oud", type=click.Path(path_type=Path), metavar="OUD")
@click.argument("nieuw", type=click.Path(path_type=Path), metavar="NIEUW")
@click.argument("profielen", nargs=-1, type=click.Path(path_type=Path), metavar="[PROFIEL]...")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Bewaar het overzicht als webpagina, op .html. Anders: op het scherm.",
)  # fmt: skip
@one_length_switch
@date_switch
@earlier_switch
@json_switch
@package_switch
@overwrite_switch
@click.pass_context
def compare_packages(
    ctx: click.Context, oud: Path, nieuw: Path, profielen: tuple[Path, ...], output: Path | None, lengte: str | None,
    datum: dt.date | None, eerder: tuple[Path, ...], as_json: bool, overschrijf: bool,
) -> None:  # fmt: skip
    """Laat zien wat er per gemeente verandert tussen twee pakketten.

    OUD en NIEUW zijn een map, een zip-bestand, of de naam standaard of praktijk. Een eerdere versie noemt u met een @,
    zoals standaard@0.1; zij wordt vergeleken zonder de opties uit de praktijk. PROFIEL is een profiel of een map met
    profielen; zonder PROFIEL zijn het de negen van liagen. Vergeleken worden oordelen, redenen, doelen en zinnen, in
    alle drie de lengtes. Bouwt OUD of NIEUW voort op een ander eigen pakket? Noem dat met --pakket. Code 1 betekent: er
    verandert iets.
    """
    from liagen.files.save import check_writable, write_files
    from liagen.library.cards import LENGTHS
    from liagen.profile.own_fields import fields_in_use
    from liagen.workshop.effect import difference_page, differences, summary

    if output and output.suffix.lower() != ".html":
        raise click.UsageError(f"de naam {output} moet eindigen op .html")
    if output and as_json:
        raise click.UsageError("kies één van -o en --json")
    if output:
        check_writable([output], overschrijf)
    below = _below((oud, nieuw))
    old, new = (_library(each, below, eerder) for each in (oud, nieuw))
    ctx.with_resource(fields_in_use(_own_of_both(old, new)))
    profiles = _profiles(profielen, (old, new))
    lengths = [length for length in LENGTHS if lengte in (None, length)]
    changes = differences(profiles, old, new, date_for(datum, profiles[0]), lengths)
    summary_text = summary(changes, len(profiles))
    if as_json:
        print_json({"samenvatting": summary_text, "veranderingen": [dataclasses.asdict(change) for change in changes]})
    elif output:
        page = difference_page(changes, f"Verschil tussen {oud} en {nieuw}", len(profiles))
        write_files({output: page.encode()}, overschrijf)
        click.echo(str(output))
        click.echo(summary_text, err=True)
    else:
        for row in (*_rows(changes), summary_text):
            click.echo(row)
    ctx.exit(1 if changes else 0)


def _below(compared: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return what lies below both: the options from practice, as in daily use, unless they are what is compared."""
    from liagen.library.package import PRACTICE, shipped_packages
    from liagen.library.packages import resolve_shipped
    from liagen.workshop.earlier import parse_version

    if any(parse_version(str(each)) for each in compared):  # those of now do not fit the texts of then
        return ()
    practice = shipped_packages()[PRACTICE]
    return () if leaves_out_practice() or practice in map(resolve_shipped, compared) else (practice,)


def _library(path: Path, below: tuple[Path, ...], given: tuple[Path, ...]) -> Library:
    """Read one package with what it is based on; of the packages that were named only when it needs them."""
    from liagen.library.load import load_library
    from liagen.library.packages import resolve_shipped
    from liagen.workshop.earlier import parse_version

    if wanted := parse_version(str(path)):
        return _earlier_library(wanted, given)
    own = resolve_shipped(path)
    try:
        return load_library(*below, own)
    except LiagenError as error:
        if not named_packages() or {problem.code for problem in error.problems} != {_NO_BASE}:
            raise
    return load_library(*below, *map(resolve_shipped, named_packages()), own)


def _earlier_library(wanted: PackageVersion, given: tuple[Path, ...]) -> Library:
    """Read an earlier version of a shipped package, and tell which of its texts this liagen cannot read."""
    from liagen.files.load import real_path
    from liagen.library.package import read_package, shipped_packages
    from liagen.workshop.earlier import Earlier, load_earlier, missing_version

    known = shipped_packages()
    if wanted.name not in known:
        hint = suggest(wanted.name, known) or f"; kies {' of '.join(known)}, of noem de map of het zip-bestand"
        raise click.UsageError(f"onbekend pakket «{wanted.name}»{hint}")
    now = read_package(real_path(known[wanted.name]))
    earlier = Earlier(given, [now])
    found = earlier.find(wanted)
    if found is None:
        raise click.UsageError(missing_version(wanted, earlier.versions(wanted.name), now.version))
    read = load_earlier(found)
    if read.renewed:
        names = ", ".join(read.renewed)
        click.echo(f"Van {wanted} kan deze liagen niet alles meer lezen. Niet vergeleken: {names}.", err=True)
    return read.library


def _own_of_both(old: Library, new: Library) -> tuple[PackageFields, ...]:
    """Return the questions of both, so that a profile may answer them all; of one package those of the new one."""
    return tuple({each.package: each for library in (old, new) for each in library.own_fields}.values())


def _profiles(named: tuple[Path, ...], libraries: tuple[Library, Library]) -> list[Profile]:
    """Read the profiles; each must fit both packages."""
    from liagen.profile.find import find_profiles
    from liagen.profile.read import load_profile, shipped_profiles

    found = find_profiles(named or shipped_profiles().values())
    problems: list[Problem] = list(found.problems)
    profiles: list[Profile] = []
    for path in found.profiles:
        try:
            profiles.append([load_profile(path, library.cards, library.section_keys) for library in libraries][-1])
        except LiagenError as error:
            problems += error.problems
    if problems:
        raise LiagenError(problems)
    return profiles


def _rows(changes: Iterable[Effect]) -> Iterator[str]:
    municipality = ""
    for change in changes:
        if change.municipality != municipality:
            municipality = change.municipality
            yield municipality
        where = f"{change.where} ({change.only})" if change.only else change.where
        if change.kind == "oordeel":
            yield f"  oordeel  {where}: {change.old or 'staat er niet'} → {change.new or 'staat er niet'}"
            continue
        yield f"  {change.kind:<7}  {where}"
        yield from (f"    - {change.old}",) if change.old else ()
        yield from (f"    + {change.new}",) if change.new else ()
