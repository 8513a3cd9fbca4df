"""Keep the shipped packages as they are in a release: ``python -m tools.keep_packages`` (`make keep-packages`).

Who has a package on an earlier version is shown what changed below it (`sjabloon bijwerken`, `sjabloon verschil`). So
each version that was released is kept, as the zip file that `sjabloon inpakken` makes. Run it once, before a release;
a version that is kept is never changed: a text that changes afterwards asks for a new `versie` in its `pakket.yaml`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from liagen import __version__
from liagen.files.yaml_in import parse_yaml
from liagen.files.yaml_out import write_tree
from liagen.library.package import BASE, PRACTICE, pack, read_package, shipped_packages
from liagen.workshop.earlier import KEPT, RELEASES

_NOTE: Final = "# Which versions of the packages were in each release of liagen; see tools/keep_packages.py.\n"


def changed_packages(folder: Path = KEPT) -> list[str]:
    """Return the shipped packages that bear a version which is kept with other texts."""
    return [name for name, data in _present(folder) if data is None]


def is_kept(folder: Path = KEPT) -> bool:
    """Say whether the shipped packages are kept as they are, as those of this version of liagen."""
    return _listed(folder).get(__version__) == _versions() and not changed_packages(folder)


def keep(folder: Path = KEPT) -> list[Path]:
    """Keep what is shipped now, and return the files that were made or changed. Raises ValueError."""
    if wrong := changed_packages(folder):
        raise ValueError(f"the texts of {' and '.join(wrong)} changed since their version was kept: raise `versie`")
    made = [(_place(folder, name), data) for name, data in _present(folder) if data]
    path, versions = folder / RELEASES, _versions()
    listed = _listed(folder)
    if listed.get(__version__, versions) != versions:
        raise ValueError(f"liagen {__version__} was kept with other packages: raise its version first")
    listed |= {__version__: versions}
    made.append((path, (_NOTE + write_tree(listed)).encode()))
    changed = [(place, data) for place, data in made if not place.exists() or place.read_bytes() != data]
    for place, data in changed:
        place.write_bytes(data)
    return [place for place, _ in changed]


def _shipped() -> dict[str, Path]:
    return {name: shipped_packages()[name] for name in (BASE, PRACTICE)}


def _versions() -> dict[str, str]:
    return {name: read_package(path).version for name, path in _shipped().items()}


def _listed(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / RELEASES
    return parse_yaml(path.read_text(encoding="utf-8"), RELEASES).mapping if path.exists() else {}


def _place(folder: Path, name: str) -> Path:
    return folder / f"{name}-{read_package(_shipped()[name]).version}.zip"


def _present(folder: Path) -> list[tuple[str, bytes | None]]:
    """Give each package with its bytes when it is not kept yet, empty when it is, and None when another one is."""
    found: list[tuple[str, bytes | None]] = []
    for name, path in _shipped().items():
        place = _place(folder, name)
        same = place.exists() and read_package(place).digest() == read_package(path).digest()
        found.append((name, b"" if same else None if place.exists() else pack(path)))
    return found


def main() -> int:
    """Keep what is shipped; return the exit code."""
    try:
        made = keep()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(str(path.relative_to(KEPT.parents[2])) for path in made) or "kept already")
    return 0


if __name__ == "__main__":
    sys.exit(main())
