"""What the officer says in her own words: paragraphs at the end of a section, and what she says beside an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liagen.chapter.material import Material, included_rows, origin_of, text_blocks
from liagen.chapter.options import theme_options
from liagen.chapter.running import running_options
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
        for block in (_running_text(material) if given else ())
        for passage in passages(block)
        for origin in passage.origins
        if origin.kind == "toelichting"
    }
    blocks: list[Block] = []
    for path in (path for path in field_specs() if path in given and path not in placed):
        origin = origin_of("toelichting", path)
        blocks.append(Paragraph(origin.name, (Text(sentence(capital(given[path]))),), origins=(origin,)))
    return blocks


def _running_text(material: Material) -> Iterator[Block]:
    """Yield what the texts and cards of the chapter say."""
    for row in included_rows(material):
        if row.kind == "tekst":
            yield from text_blocks(material.library.texts[row.name], material)
        elif row.kind == "lopend":
            yield from running_options(row.name, material)
        elif row.kind == "opties":
            yield from theme_options(row.name, material)
