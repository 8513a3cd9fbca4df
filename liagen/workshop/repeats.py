"""Files of a package beside what lies below them: what says the same again, and what a copy leaves out in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from liagen.errors import Problem
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted
from liagen.library.dutch import enumerate_nl
from liagen.library.layers import ROWS, Layers, LibraryFile, MergedTree, Part
from liagen.library.package import HEAD, TABLES, Package
from liagen.library.wording_parser import shows_below

COPY_NOTE: Final = "# Kopie van "
"""How the note begins that `sjabloon kopieer` puts in a copy."""

COPY_ADVICE: Final = (
    "# Wat u niet verandert, mag u weghalen, samen met deze regels: dan blijft gelden wat in dat pakket staat, ook",
    "# als dat nieuwer wordt. Wilt u iets kwijt? Schrijf null: achter de sleutel, of als tekst onder het kopje.",
)
"""The rows below it."""

_COPIED: Final = re.compile(rf"^{COPY_NOTE}", re.MULTILINE)
_ALL_BELOW: Final = re.compile(r"\{\{\s*hieronder\s*\}\}")
_MOST: Final = 5  # told one by one; with more files that repeat, a whole package was copied


def repeat_problems(packages: Sequence[Package], own: Package) -> list[Problem]:
    """Return which files of ``own`` change nothing of what lies below, and what its copies leave out in vain.

    ``packages`` are the whole stack, with ``own`` on top.
    """
    below, whole = (_by_name(Layers(stack), own) for stack in (packages[:-1], packages))
    pairs = [_Pair(name, whole[name], below[name]) for name in own.files if name in below and name in whole]
    readable = [each for each in pairs if not each.whole.problems and each.whole.files[-1] == own.files[each.name].name]
    repeats = [each for each in readable if each.is_repeat()]
    copies = [each for each in readable if each not in repeats and _COPIED.search(own.files[each.name].text)]
    return [*_repeated(repeats, own), *(each for copy in copies for each in _left_out(copy))]


def _by_name(layers: Layers, own: Package) -> dict[str, LibraryFile]:
    """Return by name the files that ``own`` has too, but for the head, which a package has for itself."""
    tables = {name: layers.table(name) for name in TABLES if name in own.files and name != HEAD and layers.has(name)}
    folders = [folder for folder in layers.folders if any(name.startswith(f"{folder}/") for name in own.files)]
    return tables | {f"{folder}/{card.key}.md": card for folder in folders for card in layers.cards(folder)}


@dataclass(frozen=True)
class _Pair:
    """A file as it counts, and as it would count without the highest package, which has a version of it."""

    name: str
    whole: LibraryFile
    below: LibraryFile

    def is_repeat(self) -> bool:
        """Say whether the highest version changes nothing."""
        has_same_parts = self.whole.parts.keys() == self.below.parts.keys()
        return has_same_parts and all(map(_shows_below, self._own_parts())) and _is_within(self.typed, self._low())

    def left_out(self) -> Iterator[str]:
        """Give the keys and headings that lie below and that the highest version does not name."""
        yield from (f"`{dotted(path)}`" for path in _not_named(self.typed, self._low(), ()))
        own = self._own_parts()
        others = {name: part for name, part in self.whole.parts.items() if part not in own}
        # What builds on a text further below is not in a copy: `sjabloon kopieer` leaves it where it is.
        yield from (_heading(name) for name, part in others.items() if not shows_below(part.text))

    @property
    def typed(self) -> dict[str, Any]:
        """Return the keys of the highest version."""
        top = self.whole.tree.layers[-1] if isinstance(self.whole.tree, MergedTree) else self.whole.tree
        return top.mapping if top.file == self.whole.files[-1] else {}

    def _low(self) -> dict[str, Any]:
        """Return the keys below; rows by their key when the highest version has them so."""
        low, rows = self.below.tree.mapping, ROWS.get(self.name, "")
        if not isinstance(self.typed.get(rows), dict):
            return low
        return {**low, rows: {row.get("sleutel"): _without_key(row) for row in low.get(rows, ())}}

    def _own_parts(self) -> list[Part]:
        return [part for part in self.whole.parts.values() if part.file == self.whole.files[-1]]


def _without_key(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in row.items() if name != "sleutel"}


def _shows_below(part: Part) -> bool:
    """Say whether a part comes down to what lies below it."""
    text = part.text.strip()
    return bool(part.lower) and (text == part.lower[0].text.strip() or _ALL_BELOW.fullmatch(text) is not None)


def _is_within(typed: object, low: object) -> bool:
    """Say whether all that was typed stands below too."""
    if isinstance(typed, dict) and isinstance(low, dict):
        return all(key in low and _is_within(value, low[key]) for key, value in typed.items())
    return typed == low


def _not_named(typed: Mapping[Any, Any], low: Mapping[Any, Any], path: YamlPath) -> Iterator[YamlPath]:
    for key, value in low.items():
        if key not in typed:
            yield (*path, key)
        elif isinstance(value, dict) and isinstance(typed[key], dict):
            yield from _not_named(typed[key], value, (*path, key))


def _heading(part: str) -> str:
    return "de tekst zonder kopje" if part == "tekst" else f"`## {part.capitalize().replace('_', ' ')}`"


def _repeated(repeats: Sequence[_Pair], own: Package) -> Iterator[Problem]:
    if len(repeats) > _MOST:
        message = f"{len(repeats)} bestanden zeggen precies wat eronder al staat; haal weg wat u niet verandert"
        yield Problem(own.label, message, code="LIA124")
        return
    for each in repeats:
        message = "dit verandert niets: het staat precies zo in het pakket hieronder; verander iets of haal dit weg"
        yield Problem(own.files[each.name].name, message, place=(1, 1), code="LIA124")


def _left_out(copy: _Pair) -> Iterator[Problem]:
    if names := list(copy.left_out()):
        more = f" en nog {len(names) - _MOST}" if len(names) > _MOST else ""
        listed = f"{', '.join(names[:_MOST])}{more}" if more else enumerate_nl(names)
        message = (
            f"niet in deze kopie, maar het blijft gelden: {listed}; weglaten doet niets, schrijf null om het weg te "
            f"halen. Is het zo bedoeld, haal dan de regel «{COPY_NOTE.strip()}» weg"
        )
        yield Problem(copy.whole.files[-1], message, place=(1, 1), code="LIA125")
