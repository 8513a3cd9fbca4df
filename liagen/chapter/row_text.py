"""What a row of an outline says in running text: a text, or the options of a theme."""

from __future__ import annotations

from liagen.chapter.material import Material, text_blocks
from liagen.chapter.options import theme_options
from liagen.chapter.running import running_options
from liagen.document.blocks import Block
from liagen.library.tables import ContentRow


def row_text(row: ContentRow, material: Material) -> list[Block]:
    """Return the blocks of a row with text or options; none for a table or list. Whoever asks may only look at them."""
    key = (row.kind, row.name)
    if key not in material.told:
        material.told[key] = _made(row, material)
    return material.told[key]


def _made(row: ContentRow, material: Material) -> list[Block]:
    if row.kind == "tekst":
        return text_blocks(material.library.texts[row.name], material)
    if row.kind == "lopend":
        return running_options(row.name, material)
    return theme_options(row.name, material) if row.kind == "opties" else []
