"""What commands read and write: profiles in, results out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from liagen.cli.switches import named_packages
from liagen.errors import LiagenError, Problem

if TYPE_CHECKING:
    from liagen.document.blocks import Chapter
    from liagen.library.model import Library
    from liagen.make.order import Form
    from liagen.profile.model import Profile
    from liagen.word.styles.roles import HouseStyle

FORMATS = ("docx", "pdf", "odt", "html", "md")
OFFICE_SECONDS = 120
PACKAGE_FOLDER = "sjablonen"


def used_packages() -> tuple[Path, ...]:
    """Return every package besides the built-in one: named, in `sjablonen` here, or in the user's own folder."""
    from liagen.library.packages import find_packages

    return find_packages(named_packages(), Path(PACKAGE_FOLDER), own_packages())


def own_packages() -> Path:
    """Return the folder for packages of this user; LIAGEN_SJABLONEN names another."""
    return Path(os.environ.get("LIAGEN_SJABLONEN") or Path(click.get_app_dir("liagen")) / PACKAGE_FOLDER)


def the_library(*more: Path) -> Library:
    """Read the library with every package that is used, and name what did not come with liagen's own texts."""
    from liagen.library.compile import load_library

    library = load_library(*used_packages(), *more)
    for package in library.packages[1:] if library.packages[0].shipped else library.packages:
        place = "hoort bij liagen" if package.shipped else package.place
        click.echo(f"Ook gebruikt: pakket {package.name} {package.version} ({place}).", err=True)
    return library


def load(path: Path) -> tuple[Library, Profile]:
    """Read the library and one profile."""
    from liagen.profile.read import load_profile

    library = the_library()
    return library, load_profile(path, library.cards)


def load_all(paths: list[Path]) -> tuple[Library, tuple[Profile, ...]]:
    """Read every profile; the problems of all of them come together."""
    from liagen.profile.read import load_profile

    library = the_library()
    profiles: list[Profile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            profiles.append(load_profile(path, library.cards))
        except LiagenError as error:
            problems += error.problems
    if problems:
        raise LiagenError(problems)
    return library, tuple(profiles)


def matching(path: Path) -> list[Path]:
    """Return the files that ``*.yaml`` stands for, as the Windows prompt leaves that to the program."""
    if any(sign in path.name for sign in "*?"):
        return sorted(path.parent.glob(path.name)) or [path]
    return [path]


def result_of(profile: Path, output: Path | None, wanted: str | None) -> tuple[Path, str]:
    """Return where the result goes and in what format; refuse a name that belongs to something else."""
    named = output.suffix.lower().removeprefix(".") if output else ""
    if wanted and named in FORMATS and named != wanted:
        raise click.UsageError(f"de naam {output} past niet bij --formaat {wanted}; laat één van beide weg")
    found = wanted or (named if named in FORMATS else "docx")
    path = output or Path(f"{profile.stem}.{found}")
    if same(path, profile):
        raise click.UsageError(f"{path} is het profiel zelf; kies een andere naam met -o")
    return path, found


def same(result: Path, read: Path) -> bool:
    """Say whether a result would take the place of a file that is read."""
    try:
        return result.samefile(read)
    except (OSError, ValueError):
        return False


def check_house_style(house: Path | None, result: Path, form: str) -> None:
    """Refuse a house style for a format without one, and a result in its place."""
    check_paper("--huisstijl", house is not None, form)
    if house is not None and same(result, house):
        raise click.UsageError(f"{result} is het bestand met de huisstijl zelf; kies een andere naam met -o")


def load_house(path: Path | None, library: Library) -> HouseStyle | None:
    """Return the house style, and tell which styles it lacks; None when none was asked."""
    if path is None:
        return None
    from liagen.make.house_style import load_house_style
    from liagen.word.styles.stationery import added_styles

    house = load_house_style(path)
    if added := added_styles(house, Path(library.style_file)):
        click.echo(f"Niet in {path}, dus in de stijl van liagen: {', '.join(added)}.", err=True)
    return house


def check_paper(switch: str, asked: bool, form: str) -> None:
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


def numbered(word: Callable[..., bytes], program: Path) -> Callable[[Chapter, Library], bytes]:
    """Return what writes Word as ``word`` does, with page numbers in the contents list."""
    from liagen.make import chain

    def write(chapter: Chapter, library: Library) -> bytes:
        def pages(found: chain.Pages) -> bytes:
            return word(chapter, library, pages=found)

        return chain.make_numbered(chapter, pages, program, OFFICE_SECONDS)

    return write


def written(
    chapter: Chapter,
    form: str,
    library: Library,
    word: Callable[[Chapter, Library], bytes],
    program: Path | None = None,
) -> bytes:
    """Return the chapter in one of the formats; ``word`` writes Word, ``program`` is LibreOffice, for pdf and odt."""
    from liagen.make import chain

    return chain.make_form(chapter, library, cast("Form", form), word, program, OFFICE_SECONDS)


def report(path: Path, count: int, one: str, more: str) -> None:
    """Print where the result stands, and beside it how much is still open."""
    click.echo(str(path))
    click.echo(f"Nog open: {count} {one if count == 1 else more}.", err=True)


def print_json(value: object) -> None:
    """Print JSON; in plain letters on a console that knows no others."""
    import json

    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    click.echo(json.dumps(value, ensure_ascii=plain, indent=2))
