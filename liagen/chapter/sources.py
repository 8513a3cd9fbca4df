"""Where a chapter rests on: sections of the report, other sources, packages."""

from __future__ import annotations

from liagen.chapter.choose import SHOWN
from liagen.chapter.markdown import plain_text, to_spans
from liagen.chapter.material import Material, Sources, included, origin_of
from liagen.document.blocks import Block, Item, Link, ListBlock, Paragraph, Span, Text
from liagen.library.cards import Card
from liagen.library.dutch import escape, value_text
from liagen.library.tables import Source


def card_sources(card: Card, work: Material) -> str:
    """Return the sources of an option in words; one without ids of the report is marked as coming from outside it."""
    found = source_words(card.bronnen, work)
    return found if card.rapport else work.word("bron_buiten_rapport", bronnen=found)


def source_words(sources: Sources, work: Material) -> str:
    """Return sources in words: «rapport, §4.1.1.3 en §5.1; Handreiking … (2023)»."""
    sections = [source for source in sources if source.startswith("§")]
    words = [work.word("bron_rapport", paragrafen=value_text(tuple(sections)))] if sections else []
    named = [work.library.sources[source] for source in sources if not source.startswith("§")]
    return "; ".join([*words, *(_named_source(source, work) for source in named)])


def _named_source(source: Source, work: Material) -> str:
    if not source.jaar:
        return work.word("bron_overig", titel=source.titel)
    return work.word("bron_met_jaar", titel=source.titel, jaar=str(source.jaar))


def source_list(work: Material) -> list[Block]:
    """Return every source of the package that the chapter can rest on, the report with the sections used."""
    used = _used_sources(work)
    sections = sorted({source for source in used if source.startswith("§")}, key=_section_order)
    items: list[Item] = []
    for source in work.library.sources.values():
        if source.key not in used and not (source.key == "rapport" and sections):
            continue
        text = work.word(
            "bron_jaar" if source.jaar else "bron_overig", titel=escape(source.titel), jaar=str(source.jaar)
        )
        spans: tuple[Span, ...] = (Link(plain_text(text), source.url),) if source.url else to_spans(text)
        if source.key == "rapport" and sections:
            used_sections = work.word("bron_paragrafen", paragrafen=value_text(tuple(sections)))
            spans = (*spans, Text(" "), *to_spans(escape(used_sections)))
        origin = origin_of("bron", source.key)
        items.append(Item(origin.name, spans, (source.key,), None, (origin,)))
    origin = origin_of("lijst", "bronnen")
    return [ListBlock(origin.name, False, tuple(items), (origin,))]


def package_list(work: Material) -> list[Block]:
    """Return which packages the texts came from besides liagen's own; nothing when there are none."""
    packages = work.library.packages
    others = [each for each in packages if each is not packages[0] or not each.shipped]
    if not others:
        return []
    items = []
    for each in others:
        text = work.word("pakket", naam=escape(each.name), versie=escape(each.version))
        origin = origin_of("pakket", each.name)
        items.append(Item(origin.name, to_spans(text), origins=(origin,)))
    opening, origin = origin_of("lijst", "pakketten", "inleiding"), origin_of("lijst", "pakketten")
    return [
        Paragraph(opening.name, to_spans(work.word("pakketten_inleiding")), origins=(opening,)),
        ListBlock(origin.name, False, tuple(items), (origin,)),
    ]


def _section_order(section: str) -> tuple[int, ...]:
    return tuple(int(part) for part in section.removeprefix("§").split(".") if part.isdigit())


def _used_sources(work: Material) -> set[str]:
    used: set[str] = set()
    for section in work.library.outline:
        for content in section.inhoud:
            if content.kind == "tekst" and included(section, work) and included(content, work):
                text = work.library.texts[content.name]
                used.update(text.bronnen)
                used.update(text.bronnen_meer if work.length == "uitgebreid" else ())
    for card in work.library.cards.values():
        if work.choice.options[card.key].verdict in SHOWN:
            used.update(card.bronnen)
    used.update(source for risk in work.plan.risks for source in risk.sources)
    return used
