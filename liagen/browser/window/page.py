"""The whole page around what the app shows, for a server: head, body, style and script."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from liagen.browser.app.assets import SCRIPT, STYLE
from liagen.browser.app.exchange import Reply
from liagen.browser.app.page import body_attributes, write_body
from liagen.web.elements import DOCTYPE, add_text, fill_head, to_html


def write_whole_page(reply: Reply, nonce: str) -> str:
    """Return the page that begins with a reply; only style and script with this nonce may count."""
    head, body, script = Element("head"), Element("body", body_attributes(reply)), Element("script", nonce=nonce)
    fill_head(head, reply.title)
    add_text(head, "style", STYLE, {"nonce": nonce})
    script.text = SCRIPT
    start, _, end = to_html(body).partition("</body>")
    content = f"{start}\n{write_body(reply)}\n{to_html(script)}\n</body>{end}"
    return f'{DOCTYPE}<html lang="nl">\n{to_html(head)}\n{content}\n</html>\n'
