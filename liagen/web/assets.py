"""Styles and scripts of pages: files beside the code, put into a page as they are."""

from __future__ import annotations

import importlib.resources
import re
from typing import Final

# Comments are for who reads the file; every page would carry them along.
_COMMENT: Final = re.compile(r"^[ ]*/\*(?!!).*?\*/\n", re.MULTILINE | re.DOTALL)


def read_asset(package: str, name: str) -> str:
    """Return the style or script ``name`` that stands in ``package``, without comments on lines of their own."""
    text = importlib.resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return _COMMENT.sub("", text)
