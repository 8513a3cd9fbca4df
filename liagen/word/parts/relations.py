"""What one part of a Word file is to another, as its relationships say it."""

from __future__ import annotations

import posixpath
from typing import Final

from liagen.word.parts.xml import OFFICE, PACKAGE

COMMENTS: Final = f"{OFFICE}/comments"
CORE_PROPERTIES: Final = f"{PACKAGE}/relationships/metadata/core-properties"
CUSTOM_XML: Final = f"{OFFICE}/customXml"
CUSTOM_XML_PROPERTIES: Final = f"{OFFICE}/customXmlProps"
EXTENDED_PROPERTIES: Final = f"{OFFICE}/extended-properties"
DOCUMENT: Final = f"{OFFICE}/officeDocument"
IMAGE: Final = f"{OFFICE}/image"
HYPERLINK: Final = f"{OFFICE}/hyperlink"


def relations_name(part: str) -> str:
    """Return the name of the relationships of a part; of the file as a whole for an empty name."""
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")


def target_name(source: str, target: str) -> str:
    """Return the name of the part that a relationship of ``source`` leads to; of the file as a whole, from its root."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
