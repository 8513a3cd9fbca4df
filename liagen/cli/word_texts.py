"""The texts of a package to Word and back: `sjabloon naar-word` and `sjabloon uit-word`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import quoted, refuse_read, tell, with_or_without_practice
from liagen.cli.switches import named_packages, overwrite_switch, package_switch, today
from liagen.files.paths import exists, is_folder

if TYPE_CHECKING:
    from liagen.document.texts import ReadTexts
    from liagen.library.package import Package
    from liagen.workshop.from_word import FromWord, Target

_TOLD = {"veranderd": "veranderd", "nieuw": "nieuw in uw pakket", "weg": "weggehaald"}


@command("sjabloon naar-word", "mijn-pakket -o teksten.docx")
@click.argument("folder", type=click.Path(path_type=Path), metavar="PAKKET")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Naam van het Word-document. Anders: de naam van het pakket met -teksten erachter.",
)  # fmt: skip
@click.option(
    "--alles", is_flag=True, help="Ook de teksten van de pakketten eronder, zoals zij met dit pakket erop gelden."
)
@package_switch
@overwrite_switch
def to_word(folder: Path, output: Path | None, alles: bool, overschrijf: bool) -> None:
    """Zet de teksten van een pakket in een Word-document, om ze daar te veranderen.

    PAKKET is de map van uw pakket, of een pakket van liagen, zoals standaard. Er komt één document met alle teksten,
    met de voorwaarde ernaast. Gegevens en voorwaarden in een tekst zijn vaste vakjes. Daarna:
    liagen sjabloon uit-word.
    """
    from liagen.files.save import check_writable, write_files
    from liagen.library.package import same_place
    from liagen.library.packages import resolve_shipped, stack_packages
    from liagen.word.styles.standard import own_stationery
    from liagen.word.write.texts import write_texts
    from liagen.workshop.to_word import TextsWanted, text_document

    folder = resolve_shipped(folder)
    packages = stack_packages([*_named(), folder])
    own = next(each for each in packages if same_place(each.label, folder))
    path = output or Path(f"{own.name}-teksten.docx")
    if path.suffix.lower() != ".docx":
        raise click.UsageError(f"de naam {path} moet eindigen op .docx")
    check_writable([path], overschrijf)
    _refuse_broken(*(packages if alles else (own,)))
    document = text_document(packages, TextsWanted(own, alles, path.name, _day().isoformat()))
    count = sum(len(group.texts) for group in document.groups)
    if not count:
        hint = "" if alles else "; met --alles komen ook de teksten eronder in het document"
        raise click.UsageError(f"het pakket {own.name} heeft zelf nog geen teksten{hint}")
    write_files({path: write_texts(document, own_stationery())}, overschrijf)
    click.echo(str(path))
    place = " MAP" if own.shipped else ""
    click.echo(f"Teksten: {count}. Daarna: liagen sjabloon uit-word {quoted(path)}{place}", err=True)


@command("sjabloon uit-word", "teksten.docx mijn-pakket")
@click.argument("document", type=click.Path(path_type=Path), metavar="DOCUMENT")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[MAP]")
@package_switch
@click.pass_context
def from_word(ctx: click.Context, document: Path, folder: Path | None) -> None:
    """Zet wat u in Word veranderde in uw pakket.

    DOCUMENT is gemaakt met liagen sjabloon naar-word. MAP is de map van uw pakket; is er nog geen pakket, dan maakt
    liagen het. Zonder MAP gaan de teksten terug naar het pakket waar ze vandaan kwamen. Alleen wat u veranderde, komt
    erin. Is er één alinea kapot, dan verandert er niets en staan alle kapotte alinea's op het scherm.
    """
    from liagen.cli.drafts import load_word_file
    from liagen.word.readback.texts import read_texts
    from liagen.workshop.from_word import check_result
    from liagen.workshop.from_word import from_word as taken
    from liagen.workshop.scaffold import head_if_missing, write_package

    read = read_texts(load_word_file(document), str(document))
    target = _target(read, document, folder)
    result = taken(read, target)
    files = {target.folder / name: text.encode() for name, text in result.files.items()}
    refuse_read(files, document)
    if files:
        files = {**head_if_missing(target.folder, target.packages, {read.made.package}), **files}
        check_result(target, files, _others(target.folder))
        write_package(files, overwrite=True)
    for path in files:
        click.echo(str(path))
    _tell(result, target)
    ctx.exit(1 if result.stale else 0)


def _target(read: ReadTexts, document: Path, folder: Path | None) -> Target:
    """Return where the texts go. Raises UsageError when that is not said, or cannot be."""
    from liagen.files.archive import leads_outside
    from liagen.library.package import HEAD, read_head, read_package, shipped_packages
    from liagen.workshop.from_word import Target
    from liagen.workshop.scaffold import packages_below

    made = read.made
    if folder is None:
        place = Path(made.place or ".")
        is_below = bool(made.place) and not leads_outside(made.place)
        if made.package in shipped_packages() or not is_below or not _is_that(place, made.package):
            raise click.UsageError(f"noem de map van uw pakket: liagen sjabloon uit-word {quoted(document)} MAP")
        folder = place
    if folder.suffix.lower() in (".zip", ".md", ".yaml", ".docx") or (exists(folder) and not is_folder(folder)):
        raise click.UsageError(f"{folder} is geen map; noem de map van uw pakket")
    if any(_is_same(folder, path) for path in shipped_packages().values()):
        raise click.UsageError(f"{folder} hoort bij liagen; noem de map van een eigen pakket")
    below = packages_below(folder, _named())
    own = read_package(folder) if exists(folder / HEAD) else None
    if own is not None:
        _refuse_broken(own)
    packages = (*below, own) if own is not None else below
    names = {each.name for each in packages}
    if made.package not in names:
        head = read_head(folder).name or "uw pakket"
        raise click.UsageError(
            f"deze teksten zijn van het pakket {made.package}, en daar bouwt {head} niet op; noem het met --pakket"
        )
    return Target(packages, own, folder, str(document))


def _is_that(place: Path, name: str) -> bool:
    from liagen.library.package import read_head

    return is_folder(place) and read_head(place).name == name


def _is_same(one: Path, other: Path) -> bool:
    from liagen.files.load import real_path

    return real_path(one) == real_path(other)


def _refuse_broken(*packages: Package) -> None:
    """Raise LibraryError for packages with files that cannot be read."""
    from liagen.errors import LibraryError
    from liagen.library.layers import Layers
    from liagen.workshop.package_texts import unreadable

    problems = [problem for package in packages for problem in (*package.problems, *unreadable(Layers((package,))))]
    if problems:
        raise LibraryError(problems)


def _named() -> tuple[Path, ...]:
    """Return the packages that were named with --pakket, and no others: a document must not depend on where one is."""
    from liagen.library.packages import find_packages

    return with_or_without_practice(find_packages(named_packages(), None, None))


def _others(folder: Path) -> list[Path]:
    return [path for path in _named() if not (exists(path) and _is_same(path, folder))]


def _day() -> dt.date:
    return today()


def _tell(result: FromWord, target: Target) -> None:
    for change in result.changes:
        tell(f"{change.where}: {_TOLD[change.kind]}")
    for line in result.told:
        tell(f"Let op: {line}.")
    for line in result.stale:
        tell(f"Niet overgenomen, want deze tekst is in het pakket intussen anders: {line}")
    if not result.changes:
        tell("Er is niets veranderd.")
    else:
        tell(f"Veranderd: {len(result.changes)}. Kijk na: liagen sjabloon controleer {quoted(target.folder)}")
