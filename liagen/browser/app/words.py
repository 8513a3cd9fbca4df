"""The words of the page: every sentence that an officer reads there and that is no question of the profile."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from functools import cache

from liagen.files.yaml_in import parse_yaml

_FILE = "words.yaml"


@cache
def words() -> Mapping[str, str]:
    """Return all words by key."""
    text = importlib.resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    return {key: str(value) for key, value in parse_yaml(text, _FILE).mapping.items()}


def word(key: str, **values: object) -> str:
    """Return the words behind a key with ``values`` in them. Raises KeyError when there are none."""
    return words()[key].format(**values)
