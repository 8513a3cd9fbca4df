"""The officer's page on this computer: `venster`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import library_as_asked, load_library_in_use, load_library_of, packages_of
from liagen.cli.serving import serve, serve_in_browser, serving_switches
from liagen.cli.switches import date_switch, package_switch, today

if TYPE_CHECKING:
    from liagen.browser.app.session import Session


@command("venster", "mijn-gemeente.yaml")
@click.argument("profiel", type=click.Path(path_type=Path), metavar="[PROFIEL]", required=False)
@serving_switches
@click.option(
    "--map", "folder", type=click.Path(path_type=Path), metavar="MAP",
    help="Zet wat u maakt en bewaart in deze map. Anders: bij de downloads van uw browser.",
)  # fmt: skip
@package_switch
@date_switch
def window(
    profiel: Path | None, poort: int | None, geen_browser: bool, folder: Path | None, datum: dt.date | None
) -> None:
    """Beantwoord de vragen in uw browser en zie het hoofdstuk ernaast groeien.

    PROFIEL is een profiel, een klant (klant.yaml, de map daarvan of een ingepakte klant), of een Word-bestand dat
    liagen heeft gemaakt; zonder PROFIEL begint u leeg. Alleen deze computer kan de pagina openen, en er gaat niets naar
    buiten. Stoppen doet u met Ctrl-C; bewaar uw werk eerst.
    """
    from liagen.browser.app.exchange import ACTION, Posted, UploadedFile
    from liagen.browser.app.session import Session
    from liagen.browser.window.server import MAX_BODY, open_window
    from liagen.errors import LiagenError
    from liagen.files.load import read_bytes
    from liagen.files.save import make_folder
    from liagen.profile.find import is_client

    opened = client = None
    if profiel and is_client(profiel):
        client = _client_session(profiel, datum or today())
    elif profiel:
        data, problems = read_bytes(profiel, MAX_BODY, "dit bestand is groter dan 30 MB; gaf u het goede bestand op?")
        if problems:
            raise LiagenError(problems)
        opened = Posted([(ACTION, "openen")], [UploadedFile(profiel.name, data)])
    if folder:
        make_folder(folder)
    session = client or Session(load_library_in_use(), datum or today())
    with open_window(session, poort, folder) as server:
        if opened:
            server.post(opened)  # the page then says what came of it, also when it is not right
        (serve if geen_browser else serve_in_browser)(server)


def _client_session(path: Path, date: dt.date) -> Session:
    """Return the session of who begins with a client."""
    from liagen.browser.app.session import Session
    from liagen.make.client import load_client
    from liagen.make.client_packed import open_client

    client = load_client(path)
    opened = open_client(client, lambda: library_as_asked(load_library_of(packages_of(client))))
    return Session.of_client(opened, date)
