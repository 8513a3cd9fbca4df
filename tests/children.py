"""Processes that tests start: they hear Ctrl-C whatever we do, and none outlives its test."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from typing import Any


@contextlib.contextmanager
def running(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """Start a process; whatever still runs of it in the end is killed, with all of its session if it leads one."""
    with hearing_interrupts():
        started = subprocess.Popen(command, **options)
    try:
        yield started
    finally:
        kill(started, whole_session=options.get("start_new_session", False))


@contextlib.contextmanager
def hearing_interrupts() -> Iterator[None]:
    """Let processes that are started meanwhile hear Ctrl-C: that it is ignored, as below `nohup`, is inherited."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def kill(started: subprocess.Popen[Any], *, whole_session: bool = False) -> None:
    """End a process for certain, and close what it wrote to."""
    if whole_session:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(started.pid, signal.SIGKILL)
    started.kill()
    started.wait(30)
    for stream in (started.stdin, started.stdout, started.stderr):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()
