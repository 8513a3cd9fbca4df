"""A municipality's own house style: its Word file with the list of style names beside it, or one that was prepared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from liagen.errors import Problem, StyleError, suggest
from liagen.files.load import read_bytes, read_text
from liagen.files.paths import is_file
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.word.styles.roles import OPTIONAL, ROLE_WORDS, HouseStyle, NamedStyle

if TYPE_CHECKING:
    from liagen.word.styles.sheet import House, Stationery

ENDINGS = (".docx", ".dotx", ".docm", ".dotm")
PREPARED_ENDING = ".json"


def load_house_style(path: Path) -> House:
    """Return a house style: a Word file with the names in a YAML file beside it, or one that was prepared (.json).

    Raises StyleError with every problem of that YAML file, or of what was prepared; a Word file is read by who writes
    with it.
    """
    return load_prepared_house(path) if path.suffix.lower() == PREPARED_ENDING else load_word_house(path)


def prepare_house(path: Path, style_file: Path) -> bytes:
    """Return a Word file as a prepared house style, made complete with what ``style_file`` has. Raises StyleError."""
    from liagen.word.styles.prepared_house import write_prepared_house
    from liagen.word.styles.stationery import read_stationery

    return write_prepared_house(read_stationery(style_file, load_word_house(path)), str(path))


def prepare_style(style_file: Path, name: str) -> bytes:
    """Return the style file of a package as a prepared house style; messages call it ``name``. Raises StyleError."""
    from liagen.word.styles.prepared_house import write_prepared_house
    from liagen.word.styles.stationery import read_stationery

    return write_prepared_house(read_stationery(style_file), name)


def added_style_words(path: Path, style_file: Path) -> tuple[str, ...]:
    """Return the roles, in the words of a mapping, for which a house style has a style of ours. Raises StyleError."""
    from liagen.word.styles.sheet import Stationery

    house = load_house_style(path)
    if isinstance(house, Stationery):
        return tuple(role.word for role in house.added if role not in OPTIONAL)
    from liagen.word.styles.stationery import added_styles

    return added_styles(house, style_file)


def load_prepared_house(path: Path) -> Stationery:
    """Return a house style that was prepared. Raises StyleError when it cannot be read or is not what it says."""
    from liagen.word.styles.prepared_house import parse_prepared_house

    return parse_prepared_house(read_prepared(path), str(path))


def read_prepared(path: Path) -> bytes:
    """Return the bytes of a house style that was prepared, in a zip file too. Raises StyleError without the file."""
    from liagen.word.styles.prepared_house import LARGE_PREPARED, MAX_PREPARED

    data, problems = read_bytes(path, MAX_PREPARED, LARGE_PREPARED)
    if problems:
        raise StyleError(problems)
    return data


def load_word_house(path: Path) -> HouseStyle:
    """Return a Word file with the names in the YAML file beside it, as ``load_house_style`` does."""
    if path.suffix.lower() not in ENDINGS:
        message = "een huisstijl is een Word-bestand; kies een bestand op .docx of .dotx"
        raise StyleError([Problem(str(path), message)])
    beside = path.with_suffix(".yaml")
    return HouseStyle(path, _names(beside) if is_file(beside) else ())


def _names(path: Path) -> tuple[NamedStyle, ...]:
    """Return the styles that a mapping names; a profile that happens to have the name is no mapping."""
    text, problems = read_text(path)
    tree = Tree() if problems else parse_yaml(text, str(path))
    problems = problems or tree.problems
    if problems:
        raise StyleError(problems)
    # A profile of the municipality may have the same name as its Word file.
    if tree.value is None or (isinstance(tree.value, dict) and "gemeente" in tree.value):
        return ()
    if not isinstance(tree.value, dict):
        message = "schrijf op elke regel een rol, een dubbele punt en de naam van een stijl, zoals `kop_1: Hoofdstuk`"
        raise StyleError([Problem(str(path), message, place=tree.place(()))])
    problems = [problem for key, style in tree.value.items() for problem in _check(tree, str(path), str(key), style)]
    if problems:
        raise StyleError(problems)
    return tuple(
        NamedStyle(str(key), str(style), str(path), *tree.place((key,)))
        for key, style in tree.value.items()
        if style is not None
    )


def _check(tree: Tree, file: str, key: str, style: object) -> list[Problem]:
    """Return what is wrong with one line; a role without a name is as good as no line."""
    if key not in ROLE_WORDS:
        hint = suggest(key, ROLE_WORDS) or f"; kies uit {', '.join(ROLE_WORDS)}"
        return [Problem(file, f"onbekende rol{hint}", place=tree.place((key, "")), field=key)]
    if style is None or (isinstance(style, str) and style.strip()):
        return []
    return [
        Problem(file, 'schrijf hier de naam van een stijl, zo nodig tussen "…"', place=tree.place((key,)), field=key)
    ]
