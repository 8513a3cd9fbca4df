"""House styles: `huisstijl controleer` and `huisstijl klaarzetten`."""

from __future__ import annotations

from pathlib import Path

import click

from liagen.cli.dutch import command, group
from liagen.cli.files import load_used_library, print_json, refuse_read, report_added_styles
from liagen.cli.switches import json_switch, overwrite_switch, package_switch


@group("huisstijl", "Voorbeeld: liagen huisstijl controleer huisstijl.docx")
@click.pass_context
def house_style(ctx: click.Context) -> None:
    """Controleer het Word-bestand met uw eigen huisstijl, of zet het klaar."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command("huisstijl controleer", "huisstijl.docx")
@click.argument("bestand", type=click.Path(path_type=Path), metavar="BESTAND")
@json_switch
@click.pass_context
def check_house(ctx: click.Context, bestand: Path, as_json: bool) -> None:
    """Zoek in een huisstijl naar wat ontbreekt of slecht leesbaar is.

    BESTAND is een Word-bestand (.docx of .dotx). Gemeld worden stijlen die ontbreken, contrast onder 4,5:1, letters
    onder 11 punt, minder dan 12 cm voor tekst en een ontbrekende taal. Er wordt niets veranderd.
    """
    from liagen.library.load import load_library
    from liagen.make.house_style import load_word_house
    from liagen.word.styles.audit import check_house_style

    found = check_house_style(load_word_house(bestand), Path(load_library().style_file))
    if as_json:
        rows = [{"soort": each.kind, "plaats": each.place, "melding": each.message} for each in found]
        print_json({"bestand": str(bestand), "bevindingen": rows})
    else:
        for each in found:
            click.echo(f"{bestand}: {each.kind}: {each.message}")
        if not found:
            click.echo("In orde: alle stijlen zijn er, en ze zijn leesbaar.")
    ctx.exit(1 if found else 0)


@command("huisstijl klaarzetten", "huisstijl.docx -o huisstijl.json")
@click.argument("bestand", type=click.Path(path_type=Path), metavar="BESTAND")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="JSON",
    help="Naam van het resultaat, op .json. Anders: de naam van de huisstijl, in de map waar u nu bent.",
)  # fmt: skip
@package_switch
@overwrite_switch
def prepare(bestand: Path, output: Path | None, overschrijf: bool) -> None:
    """Zet een huisstijl klaar voor de pagina van de ambtenaar.

    BESTAND is een Word-bestand (.docx of .dotx). Er komt een klein bestand dat u achter --huisstijl kunt noemen, en dat
    de pagina kan lezen. Een hoofdstuk wordt er precies zo mee als met het Word-bestand zelf. De tekst van het bestand
    gaat niet mee.
    """
    from liagen.files.save import check_writable, write_files
    from liagen.make.house_style import PREPARED_ENDING, prepare_house
    from liagen.make.style_file import style_file_of

    path = output or Path(f"{bestand.stem}{PREPARED_ENDING}")
    if path.suffix.lower() != PREPARED_ENDING:
        raise click.UsageError(f"de naam {path} moet eindigen op {PREPARED_ENDING}")
    refuse_read([path], bestand)
    check_writable([path], overschrijf)
    library = load_used_library()
    with style_file_of(library) as style:
        data = prepare_house(bestand, style)
    report_added_styles(bestand, library)
    write_files({path: data}, overschrijf)
    click.echo(str(path))


house_style.add_command(check_house)
house_style.add_command(prepare)
