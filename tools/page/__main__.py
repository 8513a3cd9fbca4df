"""Make the officer's page: ``python -m tools.page dist`` writes ``liagen.html`` and the folder ``liagen-pagina``.

``--pakket FOLDER`` puts a consultant's package into it, the lowest first, and ``--huisstijl FILE.json`` the house style
that ``liagen huisstijl klaarzetten`` made; ``--klant CLIENT`` a client, be it packed or not. What is fetched for it is
kept, and known by its digest (``lock.toml``). The same tree gives the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from liagen.browser.app.session import Session
from liagen.errors import LiagenError
from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.make.client import load_client
from liagen.make.client_packed import pack_client, parse_client
from liagen.make.house_style import load_prepared_house
from tools.page import downloads
from tools.page.engine import OwnContent, build_engine
from tools.page.licences import write_licences
from tools.page.lock import read_lock
from tools.page.write import PageParts, write_file, write_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both forms of the page; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.page")
    parser.add_argument("target", type=Path, help="the folder to write in")
    parser.add_argument("--pakket", type=Path, action="append", default=[], help="a folder with a package of texts")
    parser.add_argument("--huisstijl", type=Path, help="a house style that `liagen huisstijl klaarzetten` made")
    parser.add_argument("--klant", type=Path, help="a client: its klant.yaml, the folder of that, or its zip file")
    asked = parser.parse_args(arguments)
    if asked.klant and (asked.pakket or asked.huisstijl):
        parser.error("--klant has packages and house style of its own")
    try:
        client = pack_client(load_client(asked.klant)).data if asked.klant else b""
        parts = build(OwnContent(tuple(asked.pakket), asked.huisstijl, client))
    except (LiagenError, downloads.DownloadError) as error:
        print(error, file=sys.stderr)
        return 1
    save(parts, asked.target)
    return 0


def build(own: OwnContent) -> PageParts:
    """Return what the page is made of. Raises LibraryError, StyleError for a wrong house style, and DownloadError."""
    lock = read_lock()
    session = _begin(own)  # what is wrong with any of it is told here, not to every visitor
    folder = downloads.fetch(lock)
    licences = write_licences(lock, folder)
    return PageParts(session.page(), build_engine(lock, folder, licences, own), licences)


def _begin(own: OwnContent) -> Session:
    """Return the session that the page begins with, as its host does."""
    if own.client:
        return Session.of_client(parse_client(own.client, "klant.zip"), _today())
    if own.house:
        load_prepared_house(own.house)
    return Session(load_library(*find_packages(own.packages, None, None)), _today())


def save(parts: PageParts, target: Path) -> None:
    """Write both forms of the page into a folder, in the place of those that were there."""
    folder = target / "liagen-pagina"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (target / "liagen.html").write_text(write_file(parts), encoding="utf-8", newline="\n")
    for name, data in write_folder(parts).items():
        (folder / name).write_bytes(data)


def _today() -> dt.date:
    """Return the day of building, or what SOURCE_DATE_EPOCH says; the page shows the visitor's own once it runs."""
    moment = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(moment), dt.UTC).date() if moment else dt.date.today()


if __name__ == "__main__":
    sys.exit(main())
