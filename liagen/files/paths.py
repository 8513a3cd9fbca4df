"""Whether something stands at a path; False for a name that no file can have, on which ``Path`` itself fails."""

from __future__ import annotations

import os
from pathlib import Path


def exists(path: Path) -> bool:
    """Say whether there is a file, folder or anything else; a link counts as what it leads to."""
    return os.path.exists(path)  # noqa: PTH110  (see above)


def is_file(path: Path) -> bool:
    """Say whether there is an ordinary file: no folder, and nothing that may never end."""
    return os.path.isfile(path)  # noqa: PTH113  (see above)


def is_folder(path: Path) -> bool:
    """Say whether there is a folder."""
    return os.path.isdir(path)  # noqa: PTH112  (see above)


def is_link(path: Path) -> bool:
    """Say whether there is a link, wherever it leads."""
    return os.path.islink(path)  # noqa: PTH114  (see above)
