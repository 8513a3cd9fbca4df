"""What one part of a Word file is to another, as its relationships say it."""

from __future__ import annotations

from typing import Final

from liagen.word.parts.xml import OFFICE, PACKAGE

COMMENTS: Final = f"{OFFICE}/comments"
CORE_PROPERTIES: Final = f"{PACKAGE}/relationships/metadata/core-properties"
CUSTOM_XML: Final = f"{OFFICE}/customXml"
CUSTOM_XML_PROPERTIES: Final = f"{OFFICE}/customXmlProps"
EXTENDED_PROPERTIES: Final = f"{OFFICE}/extended-properties"
DOCUMENT: Final = f"{OFFICE}/officeDocument"
HYPERLINK: Final = f"{OFFICE}/hyperlink"
