"""The short texts the program needs: those of the shipped package, each with the names it may hold between braces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from liagen.files.load import read_text
from liagen.files.yaml_in import parse_yaml
from liagen.library.package import BASE, shipped_packages

WORDS = "woorden.yaml"
_NAME = re.compile(r"\{([a-z]+)\}")


@lru_cache(maxsize=1)
def needed_words() -> Mapping[str, frozenset[str]]:
    """Return the key of every word, with the names that may stand in it: as in the package that came with liagen."""
    return {key: names_in(word) for key, word in shipped_words().items()}


def shipped_words() -> Mapping[str, str]:
    """Return every word by its key, as in the package that came with liagen."""
    text, _ = read_text(shipped_packages()[BASE] / WORDS)
    value = parse_yaml(text, WORDS).value
    return {key: str(word) for key, word in value.items()}


def word_groups() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of all words by what they are for, as the remarks above them say, in order."""
    text, _ = read_text(shipped_packages()[BASE] / WORDS)
    tree = parse_yaml(text, WORDS)
    found: dict[str, list[str]] = {}
    remark = ""
    for number, row in enumerate(tree.rows, 1):
        if row.startswith("# "):
            # One behind another is one; a blank row begins the next.
            above = tree.rows[number - 2] if number > 1 else ""
            remark = f"{remark}. {row[2:]}" if above.startswith("# ") else row[2:]
        found.setdefault(remark, []).extend(
            str(path[0])
            for path, place in tree.places.items()
            if place[0] == number and len(path) == 2 and path[1] == ""
        )
    return {remark: tuple(keys) for remark, keys in found.items() if keys}


def names_in(text: str) -> frozenset[str]:
    """Return the names between braces."""
    return frozenset(_NAME.findall(text))
