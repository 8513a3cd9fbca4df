"""Whole processes: how long they take from the start of the interpreter, and how much memory they need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from liagen.library.model import Library
from tests.bench import ways
from tests.bench.lines import lines_of
from tests.bench.rounds import timed
from tests.bench.variants import write_variant

_LIAGEN = [sys.executable, "-m", "liagen"]
# Its own count of memory: that of the system starts at what this process has when it starts another.
_WITH_MEMORY = """\
import re, sys
from pathlib import Path
from liagen.cli import run
code = run(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(f"geheugen {peak[1]}", file=sys.stderr)
sys.exit(code)
"""
_DAY = ["--datum", ways.DAY.isoformat()]


def measure_making(folder: Path, library: Library, count: int) -> list[float]:
    """Return, per round, how many times as long as pandoc for a chapter `liagen maak` takes for it and its sheet."""
    profile = write_variant(folder, 30_000, "standaard")
    lines = lines_of(ways.documents_of(profile, library)[0].chapter)
    markdown = folder / "proces.md"
    markdown.write_text(ways.pandoc_markdown(lines), encoding="utf-8")
    own = [*_LIAGEN, "maak", str(profile), "-o", str(folder / "proces.docx"), *_DAY, "--overschrijf"]
    return _ratios(own, ways.pandoc_command(markdown, folder / "pandoc.docx"), count, folder)


def measure_help(folder: Path, count: int) -> list[float]:
    """Return, per round, how many times as long as an empty Python `liagen --help` takes."""
    return _ratios(
        [str(Path(sys.executable).parent / "liagen"), "--help"], [sys.executable, "-c", "pass"], count, folder
    )


def measure_memory(folder: Path, count: int) -> float:
    """Return the most memory, in MB, that one process needs for a batch of ``count`` profiles."""
    profiles, results = folder / f"profielen-{count}", folder / f"reeks-{count}"
    profiles.mkdir()
    for number in range(count):
        write_variant(profiles, number, "standaard")
    command = ["reeks", str(profiles), "-o", str(results), "--jobs", "1", *_DAY]
    done = subprocess.run([sys.executable, "-c", _WITH_MEMORY, *command], capture_output=True, text=True, check=False)
    peak = re.search(r"geheugen (\d+)", done.stderr)
    if done.returncode or not peak or len(list(results.glob("*.docx"))) != 2 * count:  # each with its work sheet
        raise ValueError(f"reeks: exit {done.returncode}: {done.stderr[-500:]}")
    return int(peak[1]) / 1024


def _ratios(own: list[str], other: list[str], count: int, folder: Path) -> list[float]:
    """Return, per round, how many times as long as the other command our own takes; the first round does not count.

    Python keeps its compiled modules in ``folder``, as after any installation.
    """
    settings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    settings["PYTHONPYCACHEPREFIX"] = str(folder / "pycache")
    return [_seconds(own, settings) / _seconds(other, settings) for _ in range(count + 1)][1:]


def _seconds(command: list[str], settings: dict[str, str]) -> float:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return timed(lambda: subprocess.run(command, check=True, env=settings, **quiet) and None)
