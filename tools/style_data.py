"""Read our Word style file beforehand: ``python tools/style_data.py`` keeps what it gives, as data, in the package.

To be done after every change of that file, by whatever hand. A test says when it was forgotten; until then the file is
read anew for each draft, which takes longer and needs the libraries that read Word.
"""

from __future__ import annotations

import sys
from pathlib import Path

from liagen.word.styles.standard import DATA, write_prepared
from liagen.word.styles.stationery import read_stationery

STYLE_FILE = Path(__file__).parents[1] / "templates" / "standaard" / "stijl.docx"


def data() -> str:
    """Return the data of our style file as it is now."""
    return write_prepared(STYLE_FILE.read_bytes(), read_stationery(STYLE_FILE))


def main() -> int:
    """Write the data; return the exit code."""
    DATA.write_text(data(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
