"""liagen: from a municipality profile to a Word draft of the internal-implementation chapter."""

from __future__ import annotations

__version__ = "1.0.0"
