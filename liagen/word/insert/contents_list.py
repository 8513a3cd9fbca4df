"""Whether someone else's document has a contents list, whose pages move when a chapter comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from liagen.word.parts.xml import W

_LIST: Final = re.compile(r"\s*TOC\b")


def has_contents(body: etree._Element) -> bool:
    """Say whether a document has a list that Word makes, of headings, tables or pictures."""
    return any(_LIST.match(code) for code in _field_codes(body))


def _field_codes(body: etree._Element) -> Iterator[str]:
    """Yield what each field asks for; Word may cut the words of one up."""
    code = ""
    for element in body.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}instrText":
            code += element.text or ""
            continue
        yield code
        code = element.get(f"{W}instr", "")
    yield code
