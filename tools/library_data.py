"""Read the shipped texts beforehand: ``python -m tools.library_data FILE`` keeps their library there, as data.

Without a name it goes where liagen looks for it in this checkout (`make library`). Nothing has to be done after a
change of the texts: from then on they are read anew each time, which takes longer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from liagen.library.compile import compile_library
from liagen.library.package import shipped_packages
from liagen.library.packages import stack_packages
from liagen.library.ready import KEPT, READY, write_ready

_ROOT: Final = Path(__file__).parents[1]


def save_ready(target: Path) -> None:
    """Write the library into a file, in a process of its own: the same texts, the same bytes."""
    # The order of sets differs from one process to the next, unless it is told not to.
    # What it needs may stand anywhere, as while a wheel is built.
    settings = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)]),
    }
    subprocess.run([sys.executable, "-m", "tools.library_data", str(target)], check=True, cwd=_ROOT, env=settings)


def main(arguments: list[str]) -> int:
    """Write the library; return the exit code."""
    if not arguments:
        save_ready(READY)
        return 0
    target = Path(arguments[0])
    half = target.with_suffix(".new")
    half.write_bytes(write_ready(compile_library(stack_packages(shipped_packages()[name] for name in KEPT[1:]))))
    half.replace(target)  # whoever reads it meanwhile gets the one or the other, never half of it
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
