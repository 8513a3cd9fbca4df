"""Run the command line as ``python -m liagen``."""

from __future__ import annotations

from liagen.cli import main

if __name__ == "__main__":
    main()
