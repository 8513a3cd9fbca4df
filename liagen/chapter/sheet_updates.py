"""What happened to an edited draft that was brought up to date, as the last part of the work sheet."""

from __future__ import annotations

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import origin_of
from liagen.chapter.sheet_material import SheetMaterial
from liagen.chapter.tables import TableLine, table_of_lines
from liagen.document.blocks import Block, Paragraph
from liagen.library.dutch import escape, shortened

_LONGEST = 400
"""The most characters of a text that are told; the draft has the rest."""


def update_table(sheet: SheetMaterial) -> list[Block]:
    """Return a row for each text that changed or that the officer changed; nothing for a draft that is new."""
    lines = [
        TableLine(
            "bijgewerkt",
            str(number),
            {
                "onderdeel": escape(change.section) or sheet.word("blad_niets"),
                "gebeurd": sheet.word(f"bijgewerkt_{change.kind}"),
                "stond_er": escape(shortened(change.before, _LONGEST)) or sheet.word("blad_niets"),
                "nu": escape(shortened(change.after, _LONGEST)) or sheet.word("blad_niets"),
            },
        )
        for number, change in enumerate(sheet.updates, 1)
    ]
    if not lines:
        return []
    origin = origin_of("tabel", "bijgewerkt", "inleiding")
    opening = Paragraph(origin.name, to_spans(sheet.word("bijgewerkt_inleiding")), origins=(origin,))
    return [opening, *table_of_lines("bijgewerkt", lines, sheet.material)]
