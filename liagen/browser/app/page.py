"""The page in parts: what each region of it shows now, and the page around them."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from liagen.browser.app.exchange import Reply
from liagen.browser.app.state import AppState
from liagen.library.model import Library
from liagen.web.assets import read_asset
from liagen.web.elements import add_text, to_html

STYLE: Final = read_asset(__package__, "app.css")
SCRIPT: Final = read_asset(__package__, "app.js")
_REGIONS: Final = ("kop", "melding", "stappen", "vragen", "document")


def write_regions(state: AppState, library: Library) -> Reply:
    """Return the page as it is now."""
    regions = {}
    for name in _REGIONS:
        region = Element("div", {"id": name})
        add_text(region, "p", f"{name}: {state.place}")
        regions[name] = to_html(region)
    return Reply("liagen", regions, state.place)


def write_body(reply: Reply) -> str:
    """Return the body of a page that begins with this reply: its regions in order."""
    return "\n".join(reply.regions.values())
