"""What others made and liagen ships: ``python -m tools.notices`` writes ``THIRD-PARTY-NOTICES.txt`` anew.

Only what stands in the wheel itself: what liagen depends on is installed beside it, from its makers. What is in the
officer's page besides is told in the page (``tools/page/licences.py``).
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

ROOT: Final = Path(__file__).parents[1]
FILE: Final = ROOT / "THIRD-PARTY-NOTICES.txt"
LICENCE: Final = "EUPL-1.2"
"""What liagen itself is under, as SPDX names it."""

RULE: Final = "=" * 100
_HEAD: Final = f"""\
liagen is made by the liagen contributors and licensed under the {LICENCE}. It ships some files that others made; they
stand below, each with its makers and its licence. Made by `make notices`.
"""


@dataclass(frozen=True)
class Vendored:
    """One work of others that liagen ships, in a folder of its own with its licence beside it.

    ``package`` is its name on npm, ``file`` what was taken, ``change`` in words what was done to it.
    """

    name: str
    package: str
    version: str
    folder: str
    file: str
    change: str

    @property
    def licence_file(self) -> Path:
        """Return where the text of its licence stands."""
        [path] = (ROOT / self.folder).glob("LICEN*")
        return path

    def terms(self) -> Terms:
        """Return under what licence and of whom it is, as REUSE.toml says."""
        return _terms()[self.folder]


@dataclass(frozen=True)
class Terms:
    """Of whom something is, and its licence as SPDX names it."""

    licence: str
    holders: tuple[str, ...]


VENDORED: Final = (
    Vendored(
        "Idiomorph", "idiomorph", "0.8.0", "liagen/browser/app/idiomorph", "idiomorph.min.js",
        "not changed; a line above it says what it is",
    ),
    Vendored(
        "NL Design System, community components", "@utrecht/component-library-css", "9.0.4", "liagen/browser/app/nlds",
        "components.css", "only the rules that the page uses were taken over (tools/nlds.py)",
    ),
)  # fmt: skip


def main() -> int:
    """Write the notices anew; return the exit code."""
    FILE.write_text(write_notices(), encoding="utf-8", newline="\n")
    return 0


def write_notices() -> str:
    """Return the notices that travel in the wheel."""
    return "\n".join([_HEAD, *map(_entry, VENDORED)])


def read_licence() -> str:
    """Return the text of liagen's own licence."""
    return (ROOT / "LICENSES" / f"{LICENCE}.txt").read_text(encoding="utf-8")


def source_address() -> str:
    """Return where the source stands, as publiccode.yml says; a blank until the owner filled it in."""
    return str(yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))["url"])


def _entry(each: Vendored) -> str:
    terms = each.terms()
    said = {
        "Copyright": "; ".join(terms.holders),
        "Licence": terms.licence,
        "Files": f"{each.folder}/{each.file}",
        "Changes": each.change,
    }
    rows = "\n".join(f"{key}: {value}" for key, value in said.items())
    text = each.licence_file.read_text(encoding="utf-8").strip()
    return f"{RULE}\n{each.name} ({each.package} {each.version})\n{rows}\n{RULE}\n\n{text}\n"


def _terms() -> dict[str, Terms]:
    """Return what REUSE.toml says of each folder of others."""
    rows = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    return {
        row["path"].removesuffix("/**"): Terms(row["SPDX-License-Identifier"], _listed(row["SPDX-FileCopyrightText"]))
        for row in rows
    }


def _listed(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


if __name__ == "__main__":
    sys.exit(main())
