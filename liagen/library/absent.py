"""What a package changes of something that is not below it, or no longer: told as such, not as all that it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from liagen.errors import Place, Problem, suggest
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted
from liagen.library.dutch import enumerate_nl
from liagen.library.layers import LibraryFile, MergedTree

_MISSING: Final = "LIA033"
_NAMING: Final = frozenset({"titel", "wat", "waarde", "rol"})
"""What a new card, goal, threshold or role has for certain: without it something is changed that should be there."""


def absent_as_one(
    problems: Iterable[Problem], file: LibraryFile, others: Collection[str] | None = None
) -> list[Problem]:
    """Return the problems of a file, with one for each group that lacks fields and is in no package below.

    ``others`` are keys that a file may have been meant to have, when the file itself is in no package below it.
    """
    found = list(problems)
    lacking: dict[str, list[Problem]] = {}
    for each in found:
        if each.code == _MISSING:
            lacking.setdefault(each.field.rpartition(".")[0], []).append(each)
    for group, missing in lacking.items():
        is_nameless = any(each.field.rpartition(".")[2] in _NAMING for each in missing)
        if is_nameless and (told := _absence(file, group, missing, others)):
            found = [each for each in found if each not in missing]
            found.append(told)
    return found


def _absence(file: LibraryFile, group: str, missing: list[Problem], others: Collection[str] | None) -> Problem | None:
    """Return what to say of a group; None when it is in a package below, or is a row of a list that was replaced."""
    if not group:
        return None if others is None else _told(missing, file.key, others, missing[0].place)
    tree = file.tree
    path = next(path for path in _groups(tree.value, ()) if dotted(path) == group)
    if not isinstance(tree, MergedTree) or not tree.is_added(path):
        return None
    place = tree.place(path if isinstance(path[-1], int) else (*path, ""))
    return _told(missing, *_key_and_siblings(tree, path), place)


def _told(missing: list[Problem], key: str, others: Iterable[str], place: Place) -> Problem:
    hint = suggest(key, [each for each in others if each != key])
    names = enumerate_nl([each.field.rpartition(".")[2] for each in missing])
    again = f"{hint} Is" if hint else "; is"
    message = f"`{key}` staat niet in een pakket hieronder{again} het nieuw, vul dan ook in: {names}"
    field = missing[0].field.rpartition(".")[0]
    return replace(missing[0], message=message, place=place, field=field, code="LIA045")


def _key_and_siblings(tree: MergedTree, path: YamlPath) -> tuple[str, list[str]]:
    above: Any = tree.value
    for key in path[:-1]:
        above = above[key]
    if isinstance(above, list):
        keys = [str(row.get("sleutel", "")) for row in above if isinstance(row, dict)]
        return str(above[int(path[-1])].get("sleutel", "")), keys
    return str(path[-1]), [str(key) for key in above]


def _groups(value: object, path: YamlPath) -> Iterator[YamlPath]:
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield path
    for key, each in rows:
        yield from _groups(each, (*path, key))
