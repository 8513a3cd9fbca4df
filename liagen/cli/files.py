"""What commands read and write: profiles in, results out."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.switches import FORMATS, leaves_out_practice, meant_client, named_packages
from liagen.errors import LiagenError, OutputError, Problem, visible

if TYPE_CHECKING:
    from liagen.document.blocks import Chapter
    from liagen.library.model import Library
    from liagen.make.chain import Delivery
    from liagen.make.client import Client
    from liagen.make.order import Form, Order
    from liagen.profile.model import Profile

PACKAGE_FOLDER = "sjablonen"
_TOLD = "liagen.genoemd"
RENEW_CONTENTS = "Klik in Word op de inhoudsopgave, druk op F9 en laat de hele inhoudsopgave bijwerken."


def used_packages() -> tuple[Path, ...]:
    """Return every package besides the built-in one: named, in `sjablonen` here, or in the user's own folder.

    When a client was named they are its own.
    """
    from liagen.library.packages import find_packages

    if client := meant_client():
        return packages_of(client)
    return find_packages(named_packages(), Path(PACKAGE_FOLDER), own_packages())


def packages_of(client: Client) -> tuple[Path, ...]:
    """Return the packages of a client, with on top those that were named: it is the same client on every computer."""
    from liagen.library.packages import find_packages

    return find_packages((*client.packages, *named_packages()), None, None)


def with_or_without_practice(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return packages that were found, for what is about texts alone: there --zonder-praktijk takes out the package."""
    from liagen.library.packages import without_practice

    return without_practice(paths) if leaves_out_practice() else paths


def own_packages() -> Path:
    """Return the folder for packages of this user; LIAGEN_SJABLONEN names another."""
    return Path(os.environ.get("LIAGEN_SJABLONEN") or Path(click.get_app_dir("liagen")) / PACKAGE_FOLDER)


def load_used_library(*more: Path) -> Library:
    """Read the library with every package that is used, and name what did not come with liagen's own texts."""
    return load_library_of((*used_packages(), *more))


def load_library_of(packages: Iterable[Path]) -> Library:
    """Read the library with these packages, and name once what did not come with liagen's own texts."""
    from liagen.library.load import load_library

    library = load_library(*packages)
    told = click.get_current_context().meta.setdefault(_TOLD, set())
    for package in library.packages:
        if not package.shipped and package.place not in told:
            tell(f"Ook gebruikt: pakket {package.name} {package.version} ({package.place}).")
            told.add(package.place)
    ask_own_questions(library)
    return library


def ask_own_questions(library: Library) -> None:
    """Let the profile have the questions of these packages until the running command ends."""
    click.get_current_context().with_resource(library.fields_in_use())


def ask_questions_in_use() -> None:
    """Let the profile have the questions of the packages that are used, for what needs no library otherwise."""
    if used_packages()[1:]:  # the first one came with liagen, and asks nothing
        load_used_library()


def load_library_in_use(*more: Path) -> Library:
    """Read the library as ``load_used_library`` does, for what knows no profile: --zonder-praktijk counts here."""
    return library_as_asked(load_used_library(*more))


def library_as_asked(library: Library) -> Library:
    """Return a library as the switches of the running command want it, for what knows no profile."""
    from liagen.library.practice import library_without_practice

    return library_without_practice(library) if leaves_out_practice() else library


def load(path: Path) -> tuple[Library, Profile]:
    """Read the library and one profile; what a client wants and --zonder-praktijk count as if the profile said so."""
    from liagen.profile.read import load_profile

    library = load_used_library()
    profile = load_profile(path, library.cards, library.section_keys)
    client = meant_client()
    return library, as_asked(client.wishes.applied(profile) if client else profile)


def as_asked(profile: Profile) -> Profile:
    """Return a profile as the switches of the running command want it."""
    from liagen.profile.fields import in_practice

    return in_practice(profile, "nee") if leaves_out_practice() else profile


def load_profiles(named: Iterable[Path], library: Library | None) -> tuple[Profile, ...]:
    """Read every profile that is meant. Raises LiagenError with the problems of all of them together.

    ``library`` knows what a profile may name; None when it could not be read.
    """
    profiles, problems = readable_profiles(named, library)
    if problems:
        raise LiagenError(problems)
    return profiles


def readable_profiles(
    named: Iterable[Path], library: Library | None
) -> tuple[tuple[Profile, ...], tuple[Problem, ...]]:
    """Return the profiles that are meant and can be read, and what is wrong with the others."""
    from liagen.profile.find import find_profiles
    from liagen.profile.read import load_profile

    found = find_profiles(named)
    profiles: list[Profile] = []
    problems: list[Problem] = list(found.problems)
    options, sections = (library.cards, library.section_keys) if library else (None, None)
    for path in found.profiles:
        try:
            profiles.append(as_asked(load_profile(path, options, sections)))
        except LiagenError as error:
            problems += error.problems
    return tuple(profiles), tuple(problems)


def result_of(profile: Path, output: Path | None, wanted: Form | None) -> tuple[Path, Form]:
    """Return where the result goes and in what format; refuse a name that belongs to something else."""
    named = output.suffix.lower().removeprefix(".") if output else ""
    if wanted and named in FORMATS and named != wanted:
        raise click.UsageError(f"de naam {output} past niet bij --formaat {wanted}; laat één van beide weg")
    meant: Form = next((form for form in FORMATS if form == named), "docx")
    found = wanted or meant
    path = output or Path(f"{profile.stem}.{found}")
    if is_same_file(path, profile):
        raise click.UsageError(f"{path} is het profiel zelf; kies een andere naam met -o")
    return path, found


def is_same_file(result: Path, read: Path) -> bool:
    """Say whether a result would take the place of a file that is read."""
    try:
        return result.samefile(read)
    except (OSError, ValueError):
        return False


def refuse_read(places: Iterable[Path], *read: Path | None, advice: str = "kies een andere naam met -o") -> None:
    """Refuse a result in the place of a file that is read."""
    for place in places:
        if any(is_same_file(place, each) for each in read if each):
            raise click.UsageError(f"{place} is een bestand dat liagen leest; {advice}")


def check_results(order: Order, path: Path, overwrite: bool, *read: Path | None) -> None:
    """Refuse documents in the place of a file that is read, or of one that is there already; for before long work."""
    from liagen.files.save import check_writable

    client = meant_client()
    refuse_read(order.places(path), *read, *(client.read if client else ()))
    check_writable(order.places(path), overwrite)


def report_added_styles(path: Path | None, library: Library) -> None:
    """Tell which styles a house style lacks; raises StyleError when it must be mended."""
    if path is None:
        return
    from liagen.make.house_style import added_style_words
    from liagen.make.style_file import style_file_of

    with style_file_of(library) as style:
        added = added_style_words(path, style)
    if added:
        tell(f"Niet in {path}, dus in de stijl van liagen: {', '.join(added)}.")


def check_page_format(switch: str, asked: bool, form: str) -> None:
    """Refuse a switch that is for pages, with a format that has none."""
    if asked and form not in ("docx", "pdf", "odt"):
        raise click.UsageError(f"{switch} past niet bij het formaat {form}; kies docx, pdf of odt")


def office_for(form: str, numbered: bool = False) -> Path | None:
    """Return where LibreOffice is, when the format or page numbers need it; raises OutputError when it is missing."""
    from liagen.make.office import find_program

    named = os.environ.get("LIAGEN_SOFFICE", "")
    if form in ("pdf", "odt"):
        return find_program(named)
    return find_program(named, "of laat --paginanummers weg") if numbered else None


def office_if_there() -> Path | None:
    """Return LibreOffice where it is, or None; raises OutputError when LIAGEN_SOFFICE names what is not there."""
    from liagen.make.office import find_program

    named = os.environ.get("LIAGEN_SOFFICE", "")
    try:
        return find_program(named)
    except OutputError:
        if named:
            raise
        return None


def write_delivery(made: Delivery, library: Library, order: Order, path: Path, overwrite: bool) -> None:
    """Write what was ordered; print where all of it stands, and beside that what does not add up and is still open."""
    from liagen.chapter.plan_checks import plan_warnings
    from liagen.files.save import write_files

    # The chapter goes last: it is never there without its sheet.
    write_files({each.place(path): each.data for each in reversed(made.documents)}, overwrite)
    for each in made.documents:
        click.echo(str(each.place(path)))
    if order.edition == "schoon":
        _tell_fills(made.chapter)
    tell(_still_open(made.chapter))
    for warning in plan_warnings(made.result.facts, made.result.plan, library):
        tell(f"Let op: {warning}.")


def _tell_fills(chapter: Chapter) -> None:
    """Print what to look at before the document goes out: blanks, and proposals that cannot be seen any more."""
    told = Counter(f"{each.section or chapter.title}: {each.fill.text[1:-1]}" for each in chapter.fills)
    for line, times in told.items():
        tell(line if times == 1 else f"{line} ({times} keer)")


def _still_open(chapter: Chapter) -> str:
    """Return how much is still open, in one line; proposals are counted apart."""
    told = f"Nog open: {chapter.blanks} {'invulplek' if chapter.blanks == 1 else 'invulplekken'}."
    return f"{told} Voorzetten: {chapter.proposals}." if chapter.proposals else told


def tell(line: str) -> None:
    """Print a remark in one line; what it quotes of a file does nothing to the screen."""
    click.echo(visible(line), err=True)


def quoted(path: Path) -> str:
    """Return a path as it is typed in a terminal."""
    return f'"{path}"' if " " in str(path) else str(path)


def print_json(value: object) -> None:
    """Print JSON; in plain letters on a console that knows no others."""
    import json

    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    click.echo(json.dumps(value, ensure_ascii=plain, indent=2))
