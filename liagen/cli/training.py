"""Training sets for trainers: `oefenset`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from liagen.cli.dutch import command
from liagen.cli.files import RENEW_CONTENTS, load_library_in_use, office_if_there, used_packages
from liagen.cli.switches import date_switch, length_switch, overwrite_switch, package_switch, today
from liagen.files.paths import is_folder

if TYPE_CHECKING:
    from liagen.library.model import Library
    from liagen.profile.choices import Length
    from liagen.training.cases import SetOrder
    from liagen.training.own_case import OwnProfile
    from liagen.training.texts import Level

MAX_EXAMPLES = 500
MAX_SEED = 999_999_999
MAX_PAIRS = 6
MAX_GROUPS = 20
SHORTEST_DAY, LONGEST_DAY = 30, 600
_BEGIN = dt.time(9)
LEVELS = ("basis", "gevorderd", "expert")  # those of the set; named here too, so that --help loads nothing


def _read_number(least: int, most: int, value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or not least <= int(value[:12]) <= most:
        raise click.BadParameter(f"kies een getal van {least} tot en met {most}")
    return int(value)


def _read_time(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.time | None:
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,2})[.:](\d{2})", value)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise click.BadParameter("schrijf de tijd als uren en minuten, zoals 9.30 of 13:00")
    return dt.time(int(found[1]), int(found[2]))


@command("oefenset", "-o dag --duur 180 --groepen 4 --niveau basis")
@click.option("-o", "--uit", "folder", type=click.Path(path_type=Path), metavar="MAP", help="Map voor de oefenset.")
@click.option(
    "--duur", metavar="MINUTEN", callback=lambda _ctx, _param, value: _read_number(SHORTEST_DAY, LONGEST_DAY, value),
    help="Maak een cursusdag van zoveel minuten, met een programma en alles om af te drukken. Hoort bij --groepen.",
)  # fmt: skip
@click.option(
    "--groepen", metavar="N", callback=lambda _ctx, _param, value: _read_number(1, MAX_GROUPS, value),
    help="Voor hoeveel groepen de cursusdag is. Elke groep krijgt een eigen gemeente. Hoort bij --duur.",
)  # fmt: skip
@click.option(
    "--begin", metavar="TIJD", callback=_read_time, help="Hoe laat de cursusdag begint. Anders: 9.00.",
)  # fmt: skip
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
    help="basis, gevorderd of expert, voor de hele set. Anders: om en om, en op een cursusdag basis.",
)  # fmt: skip
@click.option(
    "--profiel", "own", multiple=True, type=click.Path(path_type=Path), metavar="PROFIEL",
    help="Een eigen profiel als voorbeeld. Mag vaker.",
)  # fmt: skip
@click.option(
    "--paren", metavar="N", callback=lambda _ctx, _param, value: _read_number(0, MAX_PAIRS, value),
    help="Hoeveel paren met één gegeven anders. Anders: een bij elk kenmerk, en op een cursusdag één.",
)  # fmt: skip
@length_switch
@date_switch
@package_switch
@overwrite_switch
def exercise_set(
    folder: Path | None,
    duur: int | None,
    groepen: int | None,
    begin: dt.time | None,
    aantal: int | None,
    zaad: int,
    niveau: str | None,
    own: tuple[Path, ...],
    paren: int | None,
    lengte: str | None,
    datum: dt.date | None,
    overschrijf: bool,
) -> None:
    """Maak een cursusdag of een oefenset voor een training, met verzonnen gemeenten of eigen profielen.

    Met --duur en --groepen krijgt u een hele dag: een programma met tijden, per groep een eigen gemeente, één bestand
    om af te drukken, en scorebladen. Zonder die twee krijgt u losse voorbeelden, elk met een opdracht, een hoofdstuk
    met fouten en een antwoordblad.
    """
    from liagen.training.cases import SetOrder

    _check_switches(folder, (duur, groepen, begin), aantal, own)
    assert folder is not None
    date = _possible_date(datum or today())
    library = load_library_in_use()
    profiles = _own_profiles(tuple(dict.fromkeys(own)), library)
    wanted = SetOrder(
        aantal, zaad, date, cast("Level | None", niveau), cast("Length | None", lengte), paren, profiles
    )  # fmt: skip
    if duur and groepen:
        _make_day(folder, (duur, groepen, begin or _BEGIN), wanted, library, overschrijf)
    else:
        _make_set(folder, wanted, library, overschrijf)


def _check_switches(
    folder: Path | None, day: tuple[int | None, int | None, dt.time | None], count: int | None, own: Sequence[Path]
) -> None:
    duration, groups, begin = day
    if folder is None:
        raise click.UsageError("er ontbreekt iets: --uit")
    if (duration is None) != (groups is None):
        missing = "--groepen" if groups is None else "--duur"
        raise click.UsageError(f"--duur en --groepen horen bij elkaar; noem ook {missing}")
    if begin and duration is None:
        raise click.UsageError("--begin hoort bij een cursusdag; noem ook --duur en --groepen")
    if duration is not None and count is not None:
        raise click.UsageError("--aantal past niet bij --duur: elke groep krijgt in elke ronde één gemeente")
    if count is not None and count < len(own):
        raise click.UsageError(f"u noemt {len(own)} eigen profielen; kies --aantal {len(own)} of meer")


def _possible_date(date: dt.date) -> dt.date:
    from liagen.training.municipalities import possible_years
    from liagen.training.texts import load_texts

    years = possible_years(load_texts())
    if date.year not in years:
        message = f"kies met --datum een jaar van {years[0]} tot en met {years[-1]}"
        raise click.UsageError(f"{message}: verzonnen gemeenten hebben een verleden en plannen")
    return date


def _own_profiles(paths: Sequence[Path], library: Library) -> tuple[OwnProfile, ...]:
    """Read the trainer's profiles, all problems at once; say what of them does not count in an exercise."""
    from liagen.errors import Problem, ProfileError
    from liagen.training.own_case import load_own_profile

    found: list[OwnProfile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(load_own_profile(path, library))
        except ProfileError as error:
            problems += error.problems
    if problems:
        raise ProfileError(problems)
    for own in found:
        for name in own.dropped:
            click.echo(
                f"{own.file}: `{name}` telt in een oefening niet mee; oordelen volgen hier uit regels.", err=True
            )
    return tuple(found)


def _make_set(folder: Path, wanted: SetOrder, library: Library, overwrite: bool) -> None:
    from liagen.training.bundle import GUIDE, bundle, save

    found = bundle(wanted, library, used_packages())
    save(found.papers, folder, overwrite)
    click.echo(str(folder / GUIDE))
    examples = f"{found.examples} {'voorbeeld' if found.examples == 1 else 'voorbeelden'}"
    pairs = f"{found.contrasts} {'paar' if found.contrasts == 1 else 'paren'}"
    click.echo(f"Gemaakt: {examples} en {pairs}, in {len(found.papers)} bestanden.", err=True)
    if found.examples > len(wanted.own):
        covered, total = found.coverage.covered, found.coverage.total
        share = found.coverage.percentage
        click.echo(f"Dekking: {covered} van de {total} paren van kenmerken ({share} procent).", err=True)
    alike = found.variety.most_alike
    click.echo(
        f"Spreiding: elke optie heeft in hoogstens {alike} procent van de voorbeelden hetzelfde oordeel.", err=True
    )


def _make_day(
    folder: Path, asked: tuple[int, int, dt.time], wanted: SetOrder, library: Library, overwrite: bool
) -> None:
    from dataclasses import replace

    from liagen.files.save import check_folder, check_writable
    from liagen.training.bundle import save
    from liagen.training.day import DayOrder
    from liagen.training.day_bundle import PLAN, day_bundle
    from liagen.training.day_cases import NoDay

    wanted = replace(wanted, level=wanted.level or "basis")
    check_folder(folder)  # before the long work
    if is_folder(folder):
        check_writable([folder / PLAN], overwrite)
    found = day_bundle(DayOrder(*asked), wanted, library, used_packages(), office_if_there())
    if isinstance(found, NoDay):
        raise click.UsageError(found.message)
    save(found.papers, folder, overwrite)
    click.echo(str(folder / PLAN))
    click.echo(str(folder / found.printed))
    rounds = "1 ronde" if found.plan.rounds == 1 else f"{found.plan.rounds} rondes"
    towns = "1 gemeente" if found.cases == 1 else f"{found.cases} gemeenten"
    click.echo(
        f"Gemaakt: een dag van {found.plan.minutes} minuten op niveau {wanted.level} met {rounds}, {towns} en "
        f"{found.plan.options} opties per gemeente, in {len(found.papers)} bestanden.",
        err=True,
    )
    if found.remark:
        click.echo(f"Geen pdf: {found.remark}. Druk {found.printed} af vanuit Word. {RENEW_CONTENTS}", err=True)
