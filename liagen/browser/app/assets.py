"""What the page looks like and what its script does: whole, for whoever puts a page together."""

from __future__ import annotations

from typing import Final

from liagen.web.assets import read_asset
from liagen.web.chapter_page import TEXT_STYLE

STYLE: Final = "".join(
    (
        TEXT_STYLE,
        read_asset(__package__, "nlds/components.css"),
        read_asset(__package__, "tokens.css"),
        read_asset(__package__, "app.css"),
    )
)
"""The style sheet: the chapter, NL Design System's components, the tokens a municipality may replace, the page."""

SCRIPT: Final = "".join((read_asset(__package__, "idiomorph/idiomorph.min.js"), read_asset(__package__, "app.js")))
"""The script of the page; it asks ``window.liagen.send``, or else the server that the page came from."""
