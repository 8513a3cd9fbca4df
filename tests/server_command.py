"""A command of liagen that shows a page until it is stopped, as someone starts it in a terminal."""

from __future__ import annotations

import contextlib
import http.client
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from children import running

from liagen import cli
from liagen.browser.local_server import LocalServer

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


def served(
    command: Sequence[str], folder: Path, look: Callable[[str], object], *arguments: str, **environment: str
) -> tuple[int, str, str]:
    """Run it here in a folder until ``look`` has seen its address, then stop it as Ctrl-C does.

    Return its exit code and what it says; a name with an empty value is left out of the environment.
    """
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(folder), looking(look):
        for name, value in ({"LIAGEN_SJABLONEN": str(folder / "geen")} | environment).items():
            patch.setenv(name, value) if value else patch.delenv(name, raising=False)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.run([*command, *arguments])
    return code, out.getvalue(), err.getvalue()


@contextlib.contextmanager
def looking(look: Callable[[str], object]) -> Iterator[None]:
    """Let what is served meanwhile be seen by ``look``, and then stop as of Ctrl-C."""
    serve_forever = LocalServer.serve_forever

    def serve_and_look(server: LocalServer, poll_interval: float) -> None:
        thread = threading.Thread(target=serve_forever, args=(server, 0.02))
        thread.start()
        try:
            look(server.address)
        finally:
            server.shutdown()
            thread.join()
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LocalServer, "serve_forever", serve_and_look)
        yield


def refusal(command: Sequence[str], folder: Path, *arguments: str) -> tuple[int, str]:
    """Run what cannot be; return its exit code and what it says."""

    def never(address: str) -> None:
        raise AssertionError(f"it was served: {address}")

    code, out, err = served(command, folder, never, *arguments)
    assert out == ""
    return code, err


def fetch(address: str) -> str:
    """Return what stands at an address of it."""
    parts = urlsplit(address)
    with contextlib.closing(http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
        connection.request("GET", urlunsplit(("", "", parts.path, parts.query, "")))
        answer = connection.getresponse()
        assert answer.status in (200, 204)
        return answer.read().decode()
