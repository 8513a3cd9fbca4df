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


def names_in(text: str) -> frozenset[str]:
    """Return the names between braces."""
    return frozenset(_NAME.findall(text))
