"""Where a chapter rests on: sections of the report, other sources, packages."""

from __future__ import annotations

from liagen.chapter.choose import SHOWN
from liagen.chapter.markdown import plain_text, to_spans
from liagen.chapter.material import Material, Sources, is_included, origin_of, text_blocks
from liagen.document.blocks import Block, Item, Link, ListBlock, Paragraph, Span, Text
from liagen.document.walk import passages
from liagen.library.cards import Card, LibraryText
from liagen.library.dutch import escape, value_text, without_capital, without_end
from liagen.library.tables import Source
from liagen.library.wording import CARD_PARTS, SOURCE


def card_sources(card: Card, material: Material) -> str:
    """Return the sources of an option in words; one without ids of the report is marked as coming from outside it."""
    found = source_words(card.bronnen, material)
    return found if card.rapport else material.word("bron_buiten_rapport", bronnen=found)


def source_words(sources: Sources, material: Material) -> str:
    """Return sources in words: «rapport, §4.1.1.3 en §5.1; Handreiking … (2023)»."""
    sections = [source for source in sources if source.startswith("§")]
    words = [material.word("bron_rapport", paragrafen=value_text(tuple(sections)))] if sections else []
    named = [material.library.sources[source] for source in sources if not source.startswith("§")]
    return "; ".join([*words, *(_named_source(source, material) for source in named)])


def _named_source(source: Source, material: Material) -> str:
    if not source.jaar:
        return material.word("bron_overig", titel=source.titel)
    return material.word("bron_met_jaar", titel=source.titel, jaar=str(source.jaar))


def source_list(material: Material) -> list[Block]:
    """Return every source of the package that the chapter can rest on, the report with the sections used."""
    used = _used_sources(material)
    sections = sorted({source for source in used if source.startswith("§")}, key=_section_order)
    items: list[Item] = []
    for source in material.library.sources.values():
        # The report counts as used when any of its sections is.
        if source.key not in used and not (source.key == "rapport" and sections):
            continue
        text = material.word(
            "bron_jaar" if source.jaar else "bron_overig", titel=escape(source.titel), jaar=str(source.jaar)
        )
        origin = origin_of("bron", source.key)
        practice = _from_practice(source, material)
        spans: tuple[Span, ...] = (Link(plain_text(text), source.url),) if source.url else to_spans(text)
        if source.key == "rapport" and sections and material.length == "uitgebreid":
            used_sections = material.word("bron_paragrafen", paragrafen=value_text(tuple(sections)))
            spans = (*spans, Text(" "), *to_spans(escape(used_sections)))
        if practice:
            told = [without_capital(without_end(material.render(card.titel))) for card in practice]
            spans = (*spans, Text(" "), *to_spans(material.word("bronnen_praktijk", opties="; ".join(told))))
        origins = (origin, *(origin_of("keuze", card.key) for card in practice))
        items.append(Item(origin.name, spans, (source.key,), None, origins))
    origin = origin_of("lijst", "bronnen")
    return [ListBlock(origin.name, False, tuple(items), (origin,))]


def _from_practice(source: Source, material: Material) -> list[Card]:
    """Return the proposed options that come from this source and not from the report."""
    practice, options = material.library.practice, material.choice.options
    cited = [card for card in material.library.cards.values() if card.key in practice and source.key in card.bronnen]
    return [card for card in cited if options[card.key].verdict == "voorstel"]


def package_list(material: Material) -> list[Block]:
    """Return which packages the texts came from besides liagen's own; nothing when there are none."""
    packages = material.library.packages
    # What came with liagen is liagen itself; every other one had a say in this text.
    others = [each for each in packages if not each.shipped]
    if not others:
        return []
    items = []
    for each in others:
        text = material.word("pakket", naam=escape(each.name), versie=escape(each.version))
        origin = origin_of("pakket", each.name)
        items.append(Item(origin.name, to_spans(text), origins=(origin,)))
    opening, origin = origin_of("lijst", "pakketten", "inleiding"), origin_of("lijst", "pakketten")
    return [
        Paragraph(opening.name, to_spans(material.word("pakketten_inleiding")), origins=(opening,)),
        ListBlock(origin.name, False, tuple(items), (origin,)),
    ]


def _section_order(section: str) -> tuple[int, ...]:
    # §4.10 comes after §4.9, as numbers and not as text.
    return tuple(int(part) for part in section.removeprefix("§").split(".") if part.isdigit())


def _told_facts(text: LibraryText, material: Material) -> set[str]:
    """Return the sources of the dated facts that this text tells of this municipality."""
    blocks = text_blocks(text, material) if any(part.facts for part in text.parts.values()) else []
    return {
        origin.key for block in blocks for line in passages(block) for origin in line.origins if origin.kind == SOURCE
    }


def _used_sources(material: Material) -> set[str]:
    used: set[str] = set()
    printed: tuple[str, ...] = CARD_PARTS
    for section in material.library.outline:
        for content in section.inhoud:
            if content.kind == "opties":  # there an option to be considered stands in the chapter too
                printed = SHOWN
            if content.kind == "tekst" and is_included(section, material) and is_included(content, material):
                text = material.library.texts[content.name]
                used.update(text.bronnen)
                used.update(text.bronnen_meer if material.length == "uitgebreid" else ())
                used |= _told_facts(text, material)
    for card in material.library.cards.values():
        if material.choice.options[card.key].verdict in printed and not _says_nothing(card, material):
            used.update(card.bronnen)
    used.update(source for risk in material.plan.risks for source in risk.sources)
    return used


def _says_nothing(card: Card, material: Material) -> bool:
    """Say whether an option from practice that is there already has no words in the chapter."""
    if card.key not in material.library.practice or material.choice.options[card.key].verdict != "bestaat":
        return False
    return "bestaat" not in card.parts or not material.render(card.parts["bestaat"]).strip()
