"""XML written as text, from the inside out, in the bytes that lxml would write; and the names of Word's own elements.

The text of a chapter is a row of such elements. No tree is built of them: nothing of a chapter is looked up or changed
once it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"

# The same as lxml has them, for who reads a Word file.
W: Final = f"{{{WORD}}}"
R: Final = f"{{{OFFICE}}}"
VAL: Final = W + "val"
ID: Final = W + "id"
NAME: Final = W + "name"
RUN: Final = W + "r"

_DECLARATION: Final = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_NOT_AS_IT_IS: Final = re.compile("[^\t\n\x20-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What means something in XML, or may not stand in it: nearly no text has any, and one look tells."""

_MEANT: Final = frozenset("&<>\r")


def element(name: str, attributes: Mapping[str, str], *content: bytes) -> bytes:
    """Return an element; names carry their prefix, and ``xmlns`` is an attribute like any other.

    Raises ValueError when an attribute has a character that no XML may have.
    """
    told = "".join([f' {key}="{_attribute(value)}"' for key, value in attributes.items()])
    if not content:
        return f"<{name}{told}/>".encode()
    return b"".join((f"<{name}{told}>".encode(), *content, f"</{name}>".encode()))


def word(tag: str, /, *content: bytes, **attributes: str) -> bytes:
    """Return one of Word's own elements; the element and its attributes have the prefix ``w``."""
    return element(f"w:{tag}", {f"w:{key}": value for key, value in attributes.items()}, *content)


def escaped(text: str) -> bytes:
    """Return a text as it stands in an element; raise ValueError when no XML may have one of its characters."""
    return _escaped(text).encode()


def part(root: bytes) -> bytes:
    """Return an XML part as it goes into the package."""
    return _DECLARATION + root


def _attribute(value: str) -> str:
    """Return a text as it stands in an attribute."""
    plain = _escaped(value).replace('"', "&quot;")
    # A line end in an attribute becomes a space when it is read, unless it is written as a number.
    return plain.replace("\n", "&#10;").replace("\t", "&#9;")


def _escaped(text: str) -> str:
    """Return a text with its signs that mean something in XML written out."""
    if not _NOT_AS_IT_IS.search(text):
        return text
    if not _MEANT.issuperset(_NOT_AS_IT_IS.findall(text)):
        raise ValueError(f"no XML may have a character of {text!r}")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
