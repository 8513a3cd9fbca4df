"""Looking back on a plan: `voortgang`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.drafts import read_chapter
from liagen.cli.dutch import command
from liagen.cli.files import (
    check_page_format,
    check_results,
    load,
    load_used_library,
    office_for,
    refuse_read,
    report_added_styles,
    result_of,
    tell,
    used_packages,
)
from liagen.cli.switches import (
    date_switch,
    format_switch,
    house_of_client,
    house_style_switch,
    keep_client,
    overwrite_switch,
    package_switch,
    today,
)

if TYPE_CHECKING:
    from liagen.make.order import Form
    from liagen.make.progress import WrittenProgress
    from liagen.profile.model import Profile

_SUFFIX = "-voortgang"


@command("voortgang", "mijn-gemeente.docx -o voortgang.docx")
@click.argument("bron", type=click.Path(path_type=Path), metavar="CONCEPT|PROFIEL", callback=keep_client)
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help=f"Naam van het resultaat. Anders: de naam van het concept of profiel met {_SUFFIX} erachter.",
)  # fmt: skip
@format_switch
@house_style_switch
@date_switch
@package_switch
@overwrite_switch
def look_back(
    bron: Path, output: Path | None, formaat: Form | None, huisstijl: Path | None, datum: dt.date | None,
    overschrijf: bool,
) -> None:  # fmt: skip
    """Maak het document waarmee u terugkijkt op het plan.

    CONCEPT is het Word-document waarin u verder schreef: de doelen zijn die van het concept, zoals ze er nu in staan.
    Met een PROFIEL zijn het de doelen van het plan van nu. U vult in wat er van elk doel kwam, u beantwoordt vijf
    vragen, en u schrijft op wat er is getest. Een volgend hoofdstuk begint met die antwoorden.
    """
    from liagen.files.save import write_files
    from liagen.make.order import Order
    from liagen.make.progress import write_progress

    is_draft = bron.suffix.lower() == ".docx"
    if is_draft and datum:
        raise click.UsageError("--datum past niet bij een concept; de datum van het concept telt")
    refuse_read([output] if output else [], bron)
    path, wanted = result_of(bron, output or _beside(bron, formaat), formaat)
    check_page_format("--huisstijl", huisstijl is not None, wanted)
    house = house_of_client(huisstijl)
    order = Order(
        wanted, today(), datum, packages=used_packages(), house=house, program=office_for(wanted), work_sheet=False
    )
    check_results(order, path, overschrijf, bron, huisstijl)
    if is_draft:
        library = load_used_library()
        draft, profile = read_chapter(bron, library)
    else:
        (library, profile), draft = load(bron), None
    report_added_styles(house, library)
    made = write_progress(profile, library, order, draft)
    write_files({path: made.data}, overschrijf)
    click.echo(str(path))
    _tell(made, profile)


def _beside(source: Path, wanted: Form | None) -> Path:
    return Path(f"{source.stem}{_SUFFIX}.{wanted or 'docx'}")


def _tell(made: WrittenProgress, profile: Profile) -> None:
    """Print what to look at: goals that were taken out or added, and answers about a plan before this one."""
    if not made.goals:
        tell("Let op: dit plan heeft geen doelen.")
    for goal in made.goals:
        if goal.gone:
            tell(f"Let op: doel {goal.number} staat niet meer in het concept: {goal.what}.")
        elif not goal.key:
            tell(f"Let op: dit doel is in het concept toegevoegd: {goal.what or goal.number}.")
    if profile.terugblik.uitkomsten:
        told = "Let op: bij terugblik.uitkomsten staan nog de uitkomsten van een vorig plan"
        tell(f"{told}. Haal die weg voordat de nieuwe erbij komen.")
