"""A command of liagen that shows a page until it is stopped, as someone starts it in a terminal."""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from children import running

PATIENCE = 30.0
_LIAGEN = (sys.executable, "-m", "liagen")


@contextlib.contextmanager
def start(
    command: Sequence[str], folder: Path, *arguments: str, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start it in a folder and wait for its address; a name with an empty value is left out of the environment."""
    env = {**os.environ, "LIAGEN_SJABLONEN": str(folder / "geen"), "PYTHONUNBUFFERED": "1", **environment}
    env = {name: value for name, value in env.items() if value}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    with running([*_LIAGEN, *command, *arguments], cwd=folder, env=env, **pipes) as process:
        yield process, process.stdout.readline().strip()


def refusal(command: Sequence[str], folder: Path, *arguments: str) -> tuple[int, str]:
    """Start what cannot be; return its exit code and what it says."""
    done = subprocess.run(
        [*_LIAGEN, *command, *arguments], cwd=folder, text=True, encoding="utf-8", capture_output=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.stdout == ""
    return done.returncode, done.stderr


def fetch(address: str) -> str:
    """Return what stands at an address of it."""
    parts = urlsplit(address)
    with contextlib.closing(http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
        connection.request("GET", urlunsplit(("", "", parts.path, parts.query, "")))
        return connection.getresponse().read().decode()
