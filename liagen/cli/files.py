"""What commands read and write: profiles in, results out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.errors import LiagenError, Problem

if TYPE_CHECKING:
    from liagen.blocks import Chapter
    from liagen.cards import Library
    from liagen.profile import Profile
    from liagen.word import HouseStyle

FORMATS = ("docx", "pdf", "odt", "html", "md")
OFFICE_SECONDS = 120


def load(path: Path) -> tuple[Library, Profile]:
    """Read the library and one profile."""
    from liagen.library import load_library
    from liagen.reading import load_profile

    library = load_library()
    return library, load_profile(path, library)


def load_all(paths: list[Path]) -> tuple[Library, tuple[Profile, ...]]:
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


def matching(path: Path) -> list[Path]:
    """Return the files that ``*.yaml`` stands for, as the Windows prompt leaves that to the program."""
    if any(sign in path.name for sign in "*?"):
        return sorted(path.parent.glob(path.name)) or [path]
    return [path]


def in_length(profile: Profile, length: str | None) -> Profile:
    """Return the profile with the asked length, or as it is."""
    if length is None:
        return profile
    return profile.model_copy(update={"stijl": profile.stijl.model_copy(update={"lengte": length})})


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
    if house is None:
        return
    if form not in ("docx", "pdf", "odt"):
        raise click.UsageError(f"--huisstijl past niet bij het formaat {form}; kies docx, pdf of odt")
    if same(result, house):
        raise click.UsageError(f"{result} is het bestand met de huisstijl zelf; kies een andere naam met -o")


def load_house(path: Path | None, library: Library) -> HouseStyle | None:
    """Return the house style, and tell which styles it lacks; None when none was asked."""
    if path is None:
        return None
    from liagen.house_style import load_house_style
    from liagen.word import added_styles

    house = load_house_style(path)
    if added := added_styles(house, Path(library.style_file)):
        click.echo(f"Niet in {path}, dus in de stijl van liagen: {', '.join(added)}.", err=True)
    return house


def office_for(form: str) -> Path | None:
    """Return where LibreOffice is, when the format needs it; raises OutputError when it is missing."""
    if form not in ("pdf", "odt"):
        return None
    from liagen.office import find_program

    return find_program(os.environ.get("LIAGEN_SOFFICE", ""))


def written(
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


def report(path: Path, count: int, one: str, more: str) -> None:
    """Print where the result stands, and beside it how much is still open."""
    click.echo(str(path))
    click.echo(f"Nog open: {count} {one if count == 1 else more}.", err=True)


def print_json(value: object) -> None:
    """Print JSON; in plain letters on a console that knows no others."""
    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    click.echo(json.dumps(value, ensure_ascii=plain, indent=2))
