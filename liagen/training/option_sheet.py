"""The sheet of options and rules: what participants judge by, and the trainer's key refers to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import Final, get_args

from liagen.document.blocks import Block, Chapter, Heading, ListBlock, Paragraph, Span, span_text
from liagen.library.cards import Verdict
from liagen.library.dutch import enumerate_nl, escape
from liagen.library.model import Library
from liagen.library.size import SIZE
from liagen.training.rules import OptionRules, size_limits
from liagen.training.sheet import SheetBuilder, sources_in_words, title_of
from liagen.training.texts import ExerciseTexts, fill

_STEPS: Final = ("bestaat", "niet_nu", "voorstel", "onbekend", "anders")
_GIVEN: Final[tuple[Verdict, ...]] = ("bestaat", "niet_nu", "voorstel")


def option_sheet(options: Collection[str], texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the sheet for these options: how a verdict is reached, then the rules of each, by theme."""
    sheet = SheetBuilder("regels", texts, library)
    sheet.text("regels_inleiding")
    add_steps(sheet, options)
    for theme in library.themes.values():
        asked = [each for key, each in sheet.rules.items() if key in options and each.card.theme == theme.key]
        if asked:
            sheet.heading(escape(theme.titel))
            for each in asked:
                # No list: Word and LibreOffice keep a short list together, and that leaves half a page white.
                sheet.paragraph(option_told(each, sheet))
    # Brief: it is to be printed, and lies beside the task.
    return replace(sheet.chapter(texts.word("regels_titel"), date), is_brief=True)


def add_steps(sheet: SheetBuilder, options: Collection[str]) -> None:
    """Add how a verdict is reached, step by step, and what the rules of these options mean by unknown and by size."""
    names = {f"oordeel_{key}": sheet.library.word(f"oordeel_{key}") for key in get_args(Verdict)}
    sheet.title("regels_hoe")
    sheet.items((fill(sheet.texts.word(f"regels_stap_{step}"), **names) for step in _STEPS), ordered=True)
    sheet.text("regels_onbekend")
    if any(SIZE in each.rule.als.names for key in options for each in sheet.rules[key].rules):
        sheet.paragraph(fill(sheet.texts.word("regels_omvang"), **size_limits(sheet.library)))


def option_told(found: OptionRules, sheet: SheetBuilder) -> str:
    """Return an option: number, title and sections, what is special about it, and its rules by verdict."""
    word = sheet.texts.word
    sources = sources_in_words((source for source in found.card.bronnen if source.startswith("§")), sheet.library)
    title = title_of(found.card.key, sheet.library)
    parts = [word("regels_optie", nummer=str(found.number), optie=title, bronnen=sources)]
    if found.unknown == "voorstel":
        parts.append(word("regels_veilig"))
    if found.lifted_by:
        numbers = [str(sheet.rules[key].number) for key in found.lifted_by]
        parts.append(word("regels_hoort_bij", nummers=enumerate_nl(numbers, "of")))
    parts += [_rules(found, verdict, sheet) for verdict in _GIVEN if found.of(verdict)]
    return " ".join(parts)


def _rules(found: OptionRules, verdict: Verdict, sheet: SheetBuilder) -> str:
    rules = "; ".join(f"**{each.number}** {each.text}" for each in found.of(verdict))
    return sheet.texts.word("regels_oordeel", oordeel=sheet.library.word(f"oordeel_{verdict}"), regels=rules)


def fits_two_pages(sheet: Chapter) -> bool:
    """Say whether a sheet of options is short enough to print on the two sides of one paper.

    Lines are estimated, on the safe side: pages are only known to who lays them out.
    """
    return sum(_height(block) for block in sheet.blocks) <= _TWO_PAGES


_TWO_PAGES: Final = 94.0  # lines; sheets of up to 98 fitted when they were laid out, and one of 99 did not
_LINE, _ITEM_LINE = 90, 84  # signs
_HEADING, _WHITE = 2.2, 0.3  # lines


def _height(block: Block) -> float:
    match block:
        case Heading():
            return _HEADING
        case Paragraph(spans=spans):
            return _lines(spans, _LINE) + _WHITE
        case ListBlock(items=items):
            return sum(_lines(item.spans, _ITEM_LINE) for item in items)
        case _:
            raise TypeError("a sheet of options holds no tables")


def _lines(spans: tuple[Span, ...], width: int) -> int:
    return -(-len(span_text(spans)) // width)
