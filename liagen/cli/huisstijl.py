"""House styles: `huisstijl controleer`."""

from __future__ import annotations

from pathlib import Path

import click

from liagen.cli.dutch import command, group
from liagen.cli.files import print_json
from liagen.cli.switches import json_switch


@group("huisstijl", "Voorbeeld: liagen huisstijl controleer huisstijl.docx")
@click.pass_context
def house_style(ctx: click.Context) -> None:
    """Controleer het Word-bestand met uw eigen huisstijl."""
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
    from liagen.library.compile import load_library
    from liagen.make.house_style import load_house_style
    from liagen.word.styles.audit import check_house_style

    found = check_house_style(load_house_style(bestand), Path(load_library().style_file))
    if as_json:
        rows = [{"soort": each.kind, "plaats": each.place, "melding": each.message} for each in found]
        print_json({"bestand": str(bestand), "bevindingen": rows})
    else:
        for each in found:
            click.echo(f"{bestand}: {each.kind}: {each.message}")
        if not found:
            click.echo("In orde: alle stijlen zijn er, en ze zijn leesbaar.")
    ctx.exit(1 if found else 0)


house_style.add_command(check_house)
