"""Training sets for trainers: `oefenset`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from liagen.cli.dutch import command
from liagen.cli.files import load_library_in_use, used_packages
from liagen.cli.switches import date_switch, overwrite_switch, package_switch, today

if TYPE_CHECKING:
    from liagen.training.texts import Level

MAX_EXAMPLES = 500
MAX_SEED = 999_999_999
LEVELS = ("basis", "gevorderd", "expert")  # those of the set; named here too, so that --help loads nothing


def _read_number(least: int, most: int, value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or not least <= int(value[:12]) <= most:
        raise click.BadParameter(f"kies een getal van {least} tot en met {most}")
    return int(value)


@command("oefenset", "-o oefenset --zaad 7")
@click.option("-o", "--uit", "folder", type=click.Path(path_type=Path), metavar="MAP", help="Map voor de oefenset.")
@click.option(
    "--aantal", metavar="N", callback=lambda _ctx, _param, value: _read_number(1, MAX_EXAMPLES, value),
    help="Hoeveel voorbeelden. Anders: zo weinig als nodig is om elk paar van twee kenmerken te laten voorkomen.",
)  # fmt: skip
@click.option(
    "--zaad", metavar="GETAL", default="1", callback=lambda _ctx, _param, value: _read_number(0, MAX_SEED, value),
    help="Een getal dat het toeval vastlegt. Een ander getal geeft andere gemeenten. Anders: 1.",
)  # fmt: skip
@click.option(
    "--niveau", type=click.Choice(LEVELS, case_sensitive=False), metavar="NIVEAU",
    help="basis, gevorderd of expert, voor de hele set. Anders: om en om.",
)  # fmt: skip
@date_switch
@package_switch
@overwrite_switch
def exercise_set(
    folder: Path | None, aantal: int | None, zaad: int, niveau: str | None, datum: dt.date | None, overschrijf: bool
) -> None:
    """Maak een oefenset voor een training, met verzonnen gemeenten.

    Elk voorbeeld heeft een opdracht, een hoofdstuk met fouten, een hoofdstuk zonder redenen en een antwoordblad. Er
    zijn ook paren waarin één gegeven anders is, een trainersgids, een beoordelingsformulier en een overzicht.
    """

    from liagen.training.bundle import GUIDE, bundle, save
    from liagen.training.cases import SetOrder
    from liagen.training.municipalities import possible_years
    from liagen.training.texts import load_texts

    if folder is None:
        raise click.UsageError("er ontbreekt iets: --uit")
    date, years = datum or today(), possible_years(load_texts())
    if date.year not in years:
        message = f"kies met --datum een jaar van {years[0]} tot en met {years[-1]}"
        raise click.UsageError(f"{message}: verzonnen gemeenten hebben een verleden en plannen")
    library = load_library_in_use()
    found = bundle(SetOrder(aantal, zaad, date, cast("Level | None", niveau)), library, used_packages())
    save(found, folder, overschrijf)
    click.echo(str(folder / GUIDE))
    examples = f"{found.examples} {'voorbeeld' if found.examples == 1 else 'voorbeelden'}"
    pairs = f"{found.contrasts} {'paar' if found.contrasts == 1 else 'paren'}"
    click.echo(f"Gemaakt: {examples} en {pairs}, in {len(found.papers)} bestanden.", err=True)
    covered, total = found.coverage.covered, found.coverage.total
    click.echo(
        f"Dekking: {covered} van de {total} paren van kenmerken ({found.coverage.percentage} procent).", err=True
    )
    alike = found.variety.most_alike
    click.echo(
        f"Spreiding: elke optie heeft in hoogstens {alike} procent van de voorbeelden hetzelfde oordeel.", err=True
    )
