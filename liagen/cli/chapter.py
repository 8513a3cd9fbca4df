"""The chapter itself: `maak` and `invoegen`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import (
    RENEW_CONTENTS,
    check_page_format,
    check_results,
    load,
    office_for,
    refuse_read,
    report_added_styles,
    result_of,
    used_packages,
    write_delivery,
)
from liagen.cli.switches import (
    clean_switch,
    date_for,
    date_switch,
    format_switch,
    house_of_client,
    house_style_switch,
    length_switch,
    overwrite_switch,
    package_switch,
    papers_switch,
    profile_argument,
    sheet_switch,
)

if TYPE_CHECKING:
    from liagen.document.blocks import Edition
    from liagen.make.order import Form
    from liagen.profile.choices import Length, Paper

TITLE_LEVELS = tuple("1234567")  # Word has nine levels; a chapter has two below its title


@command("maak", "mijn-gemeente.yaml")
@profile_argument
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Naam van het resultaat. Anders: de naam van het profiel, in de map waar u nu bent.",
)  # fmt: skip
@format_switch
@length_switch
@house_style_switch
@clean_switch
@sheet_switch
@papers_switch
@click.option("--titelpagina", is_flag=True, help="Met een titelpagina ervoor.")
@click.option(
    "--paginanummers", is_flag=True, help="Met paginanummers in de inhoudsopgave. LibreOffice telt ze."
)  # fmt: skip
@date_switch
@package_switch
@overwrite_switch
def make(
    profiel: Path, output: Path | None, formaat: Form | None, lengte: Length | None, huisstijl: Path | None,
    edition: Edition, zonder_werkblad: bool, papers: tuple[Paper, ...] | None, titelpagina: bool, paginanummers: bool,
    datum: dt.date | None, overschrijf: bool,
) -> None:  # fmt: skip
    """Maak het hoofdstuk als Word-document, met een werkblad ernaast.

    PROFIEL is het bestand met de gegevens van uw gemeente, of een klant: klant.yaml, de map daarvan of een ingepakte
    klant. Wat in het profiel nog onbekend is, wordt in het hoofdstuk een zichtbaar open punt. Het werkblad is voor
    uzelf: wat er nog te vragen is, en waarom iets wel of niet gekozen is. Het heet als het hoofdstuk, met -werkblad
    erachter. Ook een collegevoorstel, een raadsvoorstel en een samenvatting in simpele woorden kunnen erbij.
    """
    from liagen.make.chain import make_documents
    from liagen.make.order import Order

    path, wanted = result_of(profiel, output, formaat)
    check_page_format("--huisstijl", huisstijl is not None, wanted)
    check_page_format("--titelpagina", titelpagina, wanted)
    check_page_format("--paginanummers", paginanummers, wanted)
    house = house_of_client(huisstijl)
    library, profile = load(profiel)
    length = lengte or profile.stijl.lengte
    if paginanummers and length != "uitgebreid":
        misfit = f"--paginanummers past niet bij een hoofdstuk van de lengte {length}"
        raise click.UsageError(f"{misfit}: dat heeft geen inhoudsopgave; kies --lengte uitgebreid")
    order = Order(
        wanted, date_for(datum, profile), datum, lengte, edition, used_packages(), house, titelpagina,
        paginanummers, office_for(wanted, paginanummers), work_sheet=not zonder_werkblad, papers=papers,
    ).of_profile(profile)  # fmt: skip
    check_results(order, path, overschrijf, profiel, huisstijl)
    report_added_styles(house, library)
    write_delivery(make_documents(profile, library, order), library, order, path, overschrijf)


@command("invoegen", 'mijn-gemeente.yaml --in lia.docx --bij "Interne implementatie" -o lia-nieuw.docx')
@profile_argument
@click.option(
    "--in", "host", type=click.Path(path_type=Path), metavar="LIA",
    help="Het Word-document waarin het hoofdstuk komt. Dit bestand zelf verandert niet.",
)  # fmt: skip
@click.option("--bij", metavar="KOPTEKST", help="Kop waar het hoofdstuk onder komt, na de tekst die daar al staat.")
@click.option(
    "--bladwijzer", metavar="NAAM",
    help="Bladwijzer waar het hoofdstuk na komt. Zonder --bij en --bladwijzer: aan het eind.",
)  # fmt: skip
@click.option(
    "--kopniveau", type=click.Choice(TITLE_LEVELS), metavar="N",
    help=f"Niveau van de kop van het hoofdstuk, van 1 tot en met {TITLE_LEVELS[-1]}. Anders: één lager dan de kop bij "
    "--bij, en anders 1.",
)  # fmt: skip
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="NIEUW",
    help="Naam van het nieuwe Word-document, op .docx.",
)  # fmt: skip
@length_switch
@clean_switch
@sheet_switch
@papers_switch
@date_switch
@package_switch
@overwrite_switch
def insert(
    profiel: Path, host: Path | None, bij: str | None, bladwijzer: str | None, kopniveau: str | None,
    output: Path | None, lengte: Length | None, edition: Edition, zonder_werkblad: bool,
    papers: tuple[Paper, ...] | None, datum: dt.date | None, overschrijf: bool,
) -> None:  # fmt: skip
    """Zet het hoofdstuk in een Word-document dat u al hebt.

    PROFIEL is het bestand met de gegevens van uw gemeente. Het hoofdstuk krijgt de stijlen van uw document. Uw eigen
    tekst, opmerkingen, lijsten en voetnoten blijven zoals ze zijn. Het werkblad komt in een eigen bestand ernaast.
    """
    from liagen.make.chain import make_documents
    from liagen.make.order import Insertion, Order
    from liagen.word.insert.insert import has_contents_list
    from liagen.word.insert.insertion_point import InsertionTarget

    if host is None or output is None:
        raise click.UsageError(f"er ontbreekt iets: {'--in' if host is None else '--uit'}")
    if bij is not None and bladwijzer is not None:
        raise click.UsageError("kies één van --bij en --bladwijzer")
    if any(given is not None and not given.strip() for given in (bij, bladwijzer)):
        raise click.UsageError("achter --bij of --bladwijzer staat geen tekst")
    _check_new(output, host, profiel)
    library, profile = load(profiel)
    place = InsertionTarget((bij or "").strip(), (bladwijzer or "").strip())
    insertion = Insertion(host, place, int(kopniveau) if kopniveau else None)
    order = Order(
        "docx", date_for(datum, profile), datum, lengte, edition, used_packages(), insertion=insertion,
        work_sheet=not zonder_werkblad, papers=papers,
    ).of_profile(profile)  # fmt: skip
    check_results(order, output, overschrijf, host, profiel)
    write_delivery(make_documents(profile, library, order), library, order, output, overschrijf)
    if has_contents_list(host):
        click.echo(RENEW_CONTENTS, err=True)


def _check_new(output: Path, *read: Path) -> None:
    """Refuse a result that is no Word file, or one of the files that are read."""
    if output.suffix.lower() != ".docx":
        raise click.UsageError(f"de naam {output} moet eindigen op .docx")
    refuse_read([output], *read)
