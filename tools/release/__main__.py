"""Make a release: ``python -m tools.release dist/release`` writes its files there, with checksums.

Every date in them is that of the commit, or what SOURCE_DATE_EPOCH says. A tree with changes that are not committed is
refused unless SOURCE_DATE_EPOCH is given: nobody could make such a release again.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from liagen import __version__
from liagen.errors import LiagenError
from tools.keep_packages import is_kept
from tools.notices import ROOT
from tools.page.__main__ import build
from tools.page.downloads import DownloadError, kept_downloads
from tools.page.engine import OwnContent
from tools.page.lock import read_lock, sha256_of
from tools.page.write import PageParts, write_file, write_folder
from tools.release.packing import pack_folder
from tools.release.sbom import page_contents, wheel_contents, write_bom

SUMS = "SHA256SUMS"


class ReleaseError(Exception):
    """A release that cannot be made from what is here."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all files of the release; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.release")
    parser.add_argument("target", type=Path, help="the folder to write in; what stands there goes away")
    asked = parser.parse_args(arguments)
    try:
        moment = moment_of(ROOT)
        if not is_kept():
            raise ReleaseError("the packages of this release are not kept: make keep-packages, and commit that")
        os.environ["SOURCE_DATE_EPOCH"] = str(moment)  # the page shows a day before it runs
        make_release(asked.target, moment, build(OwnContent()))
    except (ReleaseError, LiagenError, DownloadError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(sorted(path.name for path in asked.target.iterdir())))
    for blank in blanks_left():
        print(f"still to be filled in, in publiccode.yml: {blank}", file=sys.stderr)
    return 0


def moment_of(tree: Path) -> int:
    """Return the moment that a release of this tree bears, in seconds since 1970. Raises ReleaseError."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    if _git(tree, "status", "--porcelain"):
        raise ReleaseError("this tree has changes that are not committed: commit them first")
    return int(_git(tree, "log", "-1", "--format=%ct"))


def make_release(target: Path, moment: int, parts: PageParts) -> None:
    """Write all files of a release into a folder, in the place of what was there; ``parts`` are those of the page.

    Raises ReleaseError.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    build_packages(ROOT, target, moment)
    page = target / "liagen.html"
    page.write_text(write_file(parts), encoding="utf-8", newline="\n")
    (target / f"liagen-pagina-{__version__}.zip").write_bytes(pack_folder("liagen-pagina", write_folder(parts)))
    [wheel] = target.glob("*.whl")
    boms = {
        f"{wheel.stem}.cdx.json": write_bom(wheel, wheel_contents(), moment),
        f"liagen-pagina-{__version__}.cdx.json": write_bom(page, page_contents(read_lock(), kept_downloads()), moment),
    }
    for name, bom in boms.items():
        (target / name).write_text(bom, encoding="utf-8", newline="\n")
    (target / SUMS).write_text(write_sums(target), encoding="utf-8", newline="\n")


def build_packages(tree: Path, target: Path, moment: int) -> None:
    """Build the wheel and the source archive of a tree into a folder. Raises ReleaseError."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(target.resolve()), "-t", "wheel", "-t", "sdist"]
    dated = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    done = subprocess.run(command, cwd=tree, env=dated, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReleaseError(done.stderr)


def write_sums(folder: Path) -> str:
    """Return the SHA-256 of every file in a folder but the list itself, as ``sha256sum --check`` reads it."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    return "".join(f"{sha256_of(path)}  {path.name}\n" for path in files)


def blanks_left() -> list[str]:
    """Return the lines of publiccode.yml that the owner has not filled in."""
    rows = (ROOT / "publiccode.yml").read_text(encoding="utf-8").splitlines()
    return [row.strip() for row in rows if "[invullen: " in row]


def _git(tree: Path, *command: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(tree), *command], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise ReleaseError("this is no checkout of git: say the date with SOURCE_DATE_EPOCH") from error
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
