"""Asking colleagues: `vraag`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from liagen.cli.dutch import command
from liagen.cli.files import (
    check_page_format,
    check_results,
    load,
    office_for,
    report_added_styles,
    result_of,
    used_packages,
)
from liagen.cli.switches import (
    date_for,
    date_switch,
    format_switch,
    house_of_client,
    house_style_switch,
    overwrite_switch,
    package_switch,
    profile_argument,
)

if TYPE_CHECKING:
    from liagen.chapter.question_list import Asked
    from liagen.library.model import Library
    from liagen.make.order import Form
    from liagen.make.question_list import OpenQuestions
    from liagen.profile.model import Profile

WHO = ("uitvoerder", "college", "griffie", "directie", "personeelszaken", "ervaringsdeskundigen")


@command("vraag", "mijn-gemeente.yaml --aan directie")
@profile_argument
@click.option(
    "--aan", "who", type=click.Choice(WHO, case_sensitive=False), metavar="WIE",
    help=f"Wie de vragen krijgt: {', '.join(WHO[:-1])} of {WHO[-1]}.",
)  # fmt: skip
@click.option(
    "--velden", metavar="VELDEN",
    help="Alleen vragen over deze velden van het profiel, met komma's ertussen. Dan mag --aan weg.",
)  # fmt: skip
@click.option("--mail", is_flag=True, help="Geef de vragen als tekst voor een e-mail, op het scherm of in een .txt.")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Naam van het resultaat. Anders: de naam van het profiel met -vragen en voor wie het is erachter.",
)  # fmt: skip
@format_switch
@house_style_switch
@date_switch
@package_switch
@overwrite_switch
def ask(
    profiel: Path, who: str | None, velden: str | None, mail: bool, output: Path | None, formaat: Form | None,
    huisstijl: Path | None, datum: dt.date | None, overschrijf: bool,
) -> None:  # fmt: skip
    """Maak een lijst met vragen voor een collega of een afdeling.

    PROFIEL is het bestand met de gegevens van uw gemeente. Op de lijst staat wat nog onbekend is en wat die collega kan
    weten, met een vak voor elk antwoord. De ingevulde lijst leest u met `liagen teruglezen`.
    """
    asked = _asked(who, velden)
    if mail:
        _write_mail(profiel, asked, output, datum, overschrijf)
        return
    from liagen.files.save import write_files
    from liagen.make.order import Order
    from liagen.make.question_list import make_question_list, open_questions

    path, wanted = result_of(profiel, output or _beside(profiel, asked, formaat or "docx"), formaat)
    check_page_format("--huisstijl", huisstijl is not None, wanted)
    library, profile = _load(profiel, asked)
    house = house_of_client(huisstijl)
    order = Order(
        wanted, date_for(datum, profile), datum, packages=used_packages(), house=house, program=office_for(wanted),
        work_sheet=False,
    )  # fmt: skip
    check_results(order, path, overschrijf, profiel, huisstijl)
    found = open_questions(profile, library, order, asked)
    if _any_questions(found, asked):
        report_added_styles(house, library)
        write_files({path: make_question_list(found, order).data}, overschrijf)
        click.echo(str(path))
        _tell_number(found)


def _write_mail(profiel: Path, asked: Asked, output: Path | None, date: dt.date | None, overwrite: bool) -> None:
    """Print the questions as an e-mail, or write them to a text file that is named."""
    from liagen.files.save import write_files
    from liagen.make.order import Order
    from liagen.make.question_list import open_questions, question_mail

    if output and output.suffix.lower() != ".txt":
        raise click.UsageError(f"de naam {output} moet eindigen op .txt")
    library, profile = _load(profiel, asked)
    order = Order("md", date_for(date, profile), date, packages=used_packages())
    found = open_questions(profile, library, order, asked)
    if not _any_questions(found, asked):
        return
    text = question_mail(found)
    if output is None:
        click.echo(text, nl=False)
        return
    write_files({output: text.encode()}, overwrite)
    click.echo(str(output))
    _tell_number(found)


def _asked(who: str | None, fields: str | None) -> Asked:
    from liagen.chapter.question_list import Asked
    from liagen.profile.group import Wie

    named = tuple(dict.fromkeys(name for part in (fields or "").split(",") if (name := part.strip())))
    if not who and not named:
        raise click.UsageError("zeg voor wie de vragen zijn met --aan, of waarover met --velden")
    return Asked(next((each for each in get_args(Wie) if each == who), None), named)


def _load(profiel: Path, asked: Asked) -> tuple[Library, Profile]:
    """Read the library and the profile; refuse a field that neither liagen nor a package asks."""
    from liagen.errors import suggest
    from liagen.profile.fields import field_specs

    library, profile = load(profiel)
    for name in asked.fields:
        if name not in field_specs():
            hint = suggest(name, field_specs()) or "; noem het veld met zijn hele naam, zoals `draagvlak.raad`"
            raise click.UsageError(f"onbekend veld `{name}`{hint}")
    return library, profile


def _beside(profile: Path, asked: Asked, form: Form) -> Path:
    from liagen.make.question_list import LIST_SUFFIX

    return Path(f"{profile.stem}{LIST_SUFFIX}{f'-{asked.who}' if asked.who else ''}.{form}")


def _any_questions(found: OpenQuestions, asked: Asked) -> bool:
    """Say whether there are questions; print which named fields are known, and when there are no questions."""
    known = [name for name in asked.fields if name not in {question.field for question in found.questions}]
    if known:
        click.echo(f"Staat al in het profiel, en is niet gevraagd: {', '.join(known)}.", err=True)
    if not found.questions:
        click.echo("Er zijn geen open vragen; er is niets gemaakt.", err=True)
    return bool(found.questions)


def _tell_number(found: OpenQuestions) -> None:
    number = len(found.questions)
    click.echo(f"{number} {'vraag' if number == 1 else 'vragen'}.", err=True)
