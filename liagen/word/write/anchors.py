"""Where a paragraph stands: a hidden bookmark around it, whose name follows from its id."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final

MARK: Final = "_lia_"
"""What the name of each of our bookmarks begins with."""


@lru_cache(maxsize=4096)
def bookmark_name(block_id: str) -> str:
    """Return the name of the hidden bookmark around the paragraph of a block, list item or cell."""
    return f"{MARK}{hashlib.sha256(block_id.encode()).hexdigest()[:16]}"
