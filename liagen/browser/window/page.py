"""The whole page around what the app shows, for a server: head, body, style and script."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from liagen.browser.app.assets import SCRIPT, STYLE
from liagen.browser.app.exchange import Reply
from liagen.browser.app.page import write_body
from liagen.web.elements import DOCTYPE, add_text, fill_head, to_html

_BODY: Final = "utrecht-document utrecht-surface liagen"


def write_whole_page(reply: Reply, nonce: str) -> str:
    """Return the page that begins with a reply; only style and script with this nonce may count."""
    head, body, script = Element("head"), Element("body"), Element("script", nonce=nonce)
    fill_head(head, reply.title)
    add_text(head, "style", STYLE, {"nonce": nonce})
    body.set("class", _BODY)
    body.set("data-plaats", reply.place)
    if reply.unsaved:
        body.set("data-onbewaard", "")
    script.text = SCRIPT
    start, _, end = to_html(body).partition("</body>")
    content = f"{start}\n{write_body(reply)}\n{to_html(script)}\n</body>{end}"
    return f'{DOCTYPE}<html lang="nl">\n{to_html(head)}\n{content}\n</html>\n'
