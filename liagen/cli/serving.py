"""Show a page in a browser until the one who started it stops: switches and what the terminal says."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from liagen.browser.local_server import LocalServer

LOWEST, HIGHEST = 1024, 65535
_Command = TypeVar("_Command", bound=Callable[..., Any])


def serving_switches(command: _Command) -> _Command:
    """Add --poort, as ``poort``, and --geen-browser."""
    without = click.option("--geen-browser", is_flag=True, help="Open geen browser; noem alleen het adres.")
    return click.option(
        "--poort", metavar="N", callback=lambda _ctx, _param, value: _read_port(value),
        help=f"Nummer van de poort, van {LOWEST} tot en met {HIGHEST}. Anders: de eerste vrije vanaf 8765.",
    )(without(command))  # fmt: skip


def serve_in_browser(server: LocalServer) -> None:
    """Name the address, open a browser there if there is someone to see it, and serve until Ctrl-C."""
    if _has_screen():
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
    serve(server)


def serve(server: LocalServer) -> None:
    """Name the address and serve until Ctrl-C."""
    click.echo(server.address)
    click.echo("Stoppen: Ctrl-C.", err=True)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        click.echo("Gestopt.", err=True)


def _read_port(value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or not LOWEST <= int(value[:9]) <= HIGHEST:
        raise click.BadParameter(f"kies een getal van {LOWEST} tot en met {HIGHEST}")
    return int(value)


def _has_screen() -> bool:
    """Say whether there is someone to show a browser to."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        return False
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
