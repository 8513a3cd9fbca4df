"""A municipality's own Word file, with the list of style names beside it."""

from __future__ import annotations

from pathlib import Path

from liagen.errors import Problem, StyleError, suggest
from liagen.files.load import read_text
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.word.styles.roles import ROLE_WORDS, HouseStyle, NamedStyle

ENDINGS = (".docx", ".dotx", ".docm", ".dotm")


def load_house_style(path: Path) -> HouseStyle:
    """Return a house style: a Word file, and the names in a YAML file beside it that has the same stem.

    Raises StyleError with every problem of that YAML file; the Word file itself is read by who writes with it.
    """
    if path.suffix.lower() not in ENDINGS:
        message = "een huisstijl is een Word-bestand; kies een bestand op .docx of .dotx"
        raise StyleError([Problem(str(path), message)])
    beside = path.with_suffix(".yaml")
    return HouseStyle(path, _names(beside) if beside.is_file() else ())


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
