"""The officer's page for tests: made once per process from what this computer keeps of the registries."""

from __future__ import annotations

import fcntl
import os
from functools import cache

import pytest

from tools.page.__main__ import build
from tools.page.downloads import RegistryError, kept_downloads
from tools.page.engine import OwnContent
from tools.page.write import PageParts


def page_parts() -> PageParts:
    """Return what the page is made of; skip the test when nothing is kept and no registry can be asked."""
    return page_parts_with(OwnContent())


@cache
def page_parts_with(own: OwnContent) -> PageParts:
    """Return what a page for one client is made of, as ``page_parts`` does."""
    # What two processes would both make, the second finds.
    with (kept_downloads() / "tests.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        return _built(own)


def _built(own: OwnContent) -> PageParts:
    try:
        return build(own)
    except RegistryError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the registries cannot be asked: {error}")
