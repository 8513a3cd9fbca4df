"""What runs first, as ``liagen`` and as ``python -m liagen``: the help at once, all else by the command line."""

from __future__ import annotations

import gc
import os
import sys

from liagen.files.terminal import help_width

_ASKS_FOR_HELP: tuple[list[str], ...] = ([], ["-h"], ["--help"])


def main() -> None:
    """Run the command line and exit: 0 fine, 1 something to mend, 2 wrong use."""
    gc.set_threshold(100_000)  # a command needs nearly all it makes until it ends: garbage collection costs a tenth
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a cp1252 console shows «?» rather than failing
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")  # a wrong byte is asked again rather than failing
    code = _run(sys.argv[1:])
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what could not be printed is not tried again
    gc.freeze()  # what is left goes with the process: no garbage collection at the end
    sys.exit(code)


def _run(args: list[str]) -> int:
    if args in _ASKS_FOR_HELP and _tells_kept_help():
        return 0
    from liagen.cli import run

    return run(args)


def _tells_kept_help() -> bool:
    """Print the help that was kept; return whether that could be done."""
    told = kept_help(help_width())
    try:
        print(told, end="", flush=True)
    except OSError:
        return False  # the command line can tell what is wrong
    return bool(told)


def kept_help(width: int) -> str:
    """Return the help of liagen itself for lines of this width; empty when it was not kept for such lines.

    It is kept as text for the widths that are usual (`make docs`): the command line takes five times as long to load
    as Python to start, and help is what everyone asks for first.
    """
    try:
        folder = os.path.dirname(__file__)  # noqa: PTH120  (pathlib takes as long to load as all the rest of this)
        with open(f"{folder}/cli/help-{width}.txt", encoding="utf-8") as file:  # noqa: PTH123  (for the same reason)
            return file.read()
    except OSError:
        return ""


if __name__ == "__main__":
    main()
