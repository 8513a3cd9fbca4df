"""What the officer says in her own words: paragraphs at the end of a section, and what she says beside an answer."""

from __future__ import annotations

import re

from liagen.chapter.material import Material, included_rows, origin_of
from liagen.chapter.row_text import row_text
from liagen.document.blocks import Block, Paragraph, Text
from liagen.document.walk import passages
from liagen.library.dutch import capital, sentence
from liagen.profile.fields import field_specs

_BLANK = re.compile(r"\n\s*\n")


def own_paragraphs(section: str, material: Material) -> list[Block]:
    """Return the officer's own paragraphs of a section, as she wrote them."""
    blocks: list[Block] = []
    for number, row in enumerate(material.facts.profile.eigen or (), 1):
        paragraphs = _BLANK.split(row.tekst) if row.onderdeel == section and row.tekst else []
        origin = origin_of("eigen", str(number))
        for place, text in enumerate(paragraphs, 1):
            spans = (Text(" ".join(text.split())),)
            blocks.append(Paragraph(f"{origin.name}.{place}", spans, origins=(origin,)))
    return blocks


def loose_explanations(material: Material) -> list[Block]:
    """Return a paragraph for everything that the officer says beside an answer and that no text places."""
    given = {path: text for path, text in material.facts.profile.toelichting.items() if text}
    placed = {
        origin.key
        for row in (included_rows(material) if given else ())
        for block in row_text(row, material)
        for passage in passages(block)
        for origin in passage.origins
        if origin.kind == "toelichting"
    }
    blocks: list[Block] = []
    for path in (path for path in field_specs() if path in given and path not in placed):
        origin = origin_of("toelichting", path)
        blocks.append(Paragraph(origin.name, (Text(sentence(capital(given[path]))),), origins=(origin,)))
    return blocks
