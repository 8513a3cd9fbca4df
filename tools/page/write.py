"""The page as files: everything in one, to be opened by double-click, or apart, in a folder for a web server."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from liagen import __version__
from liagen.browser.app.assets import SCRIPT, STYLE
from liagen.browser.app.exchange import Reply
from liagen.browser.app.page import body_attributes, write_body
from tools.page.engine import LIAGEN, LIBRARIES, LICENCES, STANDARD, WASM, Engine

_HERE: Final = Path(__file__).parent
_WORKER: Final = "motor.mjs"
_TYPES: Final = {
    WASM: "application/wasm", STANDARD: "application/zip", LIBRARIES: "application/zip", LIAGEN: "application/zip",
    _WORKER: "text/javascript",
}  # fmt: skip
_ALWAYS: Final = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
_FOLDER_POLICY: Final = (
    f"{_ALWAYS}; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; connect-src 'self'"
)


@dataclass(frozen=True)
class PageParts:
    """What both forms of the page are made of: what it shows at first, what runs, and the licences of all that."""

    reply: Reply
    engine: Engine
    licences: str


def write_file(parts: PageParts) -> str:
    """Return the page as one HTML file that asks nothing of any network."""
    guard, style, scripts = _read("guard.js"), _style(), [_boot(), SCRIPT]
    policy = (
        f"{_ALWAYS}; script-src {' '.join(map(_hash, [guard, *scripts]))} 'wasm-unsafe-eval'; "
        f"style-src {_hash(style)}; worker-src data:"
    )
    data = {**parts.engine.parts, _WORKER: parts.engine.worker.encode("utf-8")}
    behind = [*map(_inline, scripts), _plain(parts.licences), *(_block(name, each) for name, each in data.items())]
    return _page(parts.reply, policy, f"<style>{style}</style>\n{_inline(guard)}", "\n".join(behind))


def write_folder(parts: PageParts) -> dict[str, bytes]:
    """Return the page as files by name, ``index.html`` and what it asks for beside it."""
    head = '<link rel="stylesheet" href="liagen.css">\n<script src="guard.js"></script>'
    texts = {
        "index.html": _page(parts.reply, _FOLDER_POLICY, head, '<script src="liagen.js"></script>'),
        "liagen.css": _style(),
        "guard.js": _read("guard.js"),
        "liagen.js": f"{_boot()}\n{SCRIPT}",
        _WORKER: parts.engine.worker,
        LICENCES: parts.licences,
        "README.txt": _filled("README.txt", policy=_FOLDER_POLICY, version=__version__),
    }
    return {name: text.encode("utf-8") for name, text in texts.items()} | dict(parts.engine.parts)


def _page(reply: Reply, policy: str, head: str, scripts: str) -> str:
    return _filled(
        "page.html",
        policy=policy,
        version=__version__,
        title=html.escape(reply.title),
        head=head,
        attributes="".join(f' {name}="{html.escape(value)}"' for name, value in body_attributes(reply).items()),
        body=write_body(reply),
        scripts=scripts,
    )


def _filled(name: str, **values: str) -> str:
    return Template(_read(name)).substitute(values)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _boot() -> str:
    return _read("boot.js").replace("__PARTS__", json.dumps([WASM, STANDARD, LIBRARIES, LIAGEN]))


def _style() -> str:
    return STYLE + _read("page.css")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


def _inline(script: str) -> str:
    return f"<script>{_closed(script)}</script>"


def _plain(licences: str) -> str:
    return f'<script type="text/plain" id="licenties">{_closed(licences)}</script>'


def _closed(text: str) -> str:
    """Return what goes into a script element. Raises ValueError when it would end that element."""
    if "</script" in text.casefold() or "<!--" in text:
        raise ValueError("what goes into a script element may not end it")
    return text


def _block(name: str, data: bytes) -> str:
    """Return a part as an element that the page reads; zip files are packed already."""
    packed = not name.endswith(".zip")
    text = base64.b64encode(gzip.compress(data, mtime=0) if packed else data).decode()
    mark = " data-gzip" if packed else ""
    return f'<script type="text/plain" id="{name}" data-type="{_TYPES[name]}"{mark}>{text}</script>'
