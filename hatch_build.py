"""What hatchling does besides packing: the shipped texts go along as they were read (`tools/library_data`)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LibraryDataHook(BuildHookInterface):
    """Makes the data of the shipped library for a wheel; an editable installation gets it in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the data before the wheel is packed."""
        sys.path.insert(0, self.root)
        from liagen.library.ready import READY
        from tools.library_data import save_ready

        if version == "editable":
            save_ready(READY)
            return
        self._folder = tempfile.TemporaryDirectory()
        made = Path(self._folder.name) / READY.name
        save_ready(made)
        build_data["force_include"][str(made)] = READY.relative_to(self.root).as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take away what was made for the wheel alone."""
        if version != "editable":
            self._folder.cleanup()
