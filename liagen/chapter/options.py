"""The options of a theme, with verdict, reasons and remark."""

from __future__ import annotations

from liagen.chapter.choose import SHOWN, Chosen
from liagen.chapter.facts import UNKNOWN
from liagen.chapter.markdown import plain_text, to_spans
from liagen.chapter.material import Material, origin_of, part_blocks
from liagen.chapter.sources import card_sources, source_words
from liagen.document.blocks import Block, Heading, Item, ListBlock, Note, Paragraph
from liagen.library.cards import Card
from liagen.library.dutch import escape


def theme_options(theme: str, material: Material) -> list[Block]:
    """Return the options of a theme that are shown; in the short version only proposals take more than one line."""
    cards = [card for card in material.library.cards.values() if card.theme == theme]
    shown = [card for card in cards if material.choice.options[card.key].verdict in SHOWN]
    if shown and material.length == "kort":
        proposed = [card for card in shown if material.choice.options[card.key].verdict == "voorstel"]
        others = [card for card in shown if card not in proposed]
        return [
            *(block for card in proposed for block in _option(card, material)),
            *_brief_options(theme, others, material),
        ]
    if shown:
        return [block for card in shown for block in _option(card, material)]
    title = escape(material.library.themes[theme].titel)
    text = (
        material.word("thema_uitgesloten", thema=title)
        if theme in material.plan.ruled_out
        else material.word("geen_opties")
    )
    origin = origin_of("thema", theme, "geen_opties")
    return [Paragraph(origin.name, to_spans(text), origins=(origin,))]


def _brief_options(theme: str, cards: list[Card], material: Material) -> list[Block]:
    """Return, for the short version, one line for every option that is there already or still to be considered."""
    if not cards:
        return []
    items = tuple(_option_line(card, material.choice.options[card.key], material) for card in cards)
    head, origin = origin_of("thema", theme, "overige.titel"), origin_of("thema", theme, "overige")
    heading = Heading(head.name, 3, to_spans(material.word("optie_overige")), origins=(head,))
    return [heading, ListBlock(origin.name, False, items, (origin,))]


def _option_line(card: Card, chosen: Chosen, material: Material) -> Item:
    """Return an option as one line; what does not come from the report says so, with its source."""
    text = material.word(
        "optie_regel",
        optie=material.render(card.titel),
        oordeel=verdict_word(chosen, material),
        reden=chosen.reasons[0],
    )
    if not card.rapport:
        text = f"{text} {material.word('optie_regel_bron', bronnen=escape(card_sources(card, material)))}"
    origin = origin_of("optie", card.key, "regel")
    return Item(origin.name, to_spans(text), card.bronnen, _note(card, chosen, material), (origin,))


def _option(card: Card, material: Material) -> list[Block]:
    chosen = material.choice.options[card.key]
    origin = origin_of("optie", card.key, "titel")
    title = to_spans(material.render(card.titel))
    return [
        Heading(origin.name, 3, title, _note(card, chosen, material), card.bronnen, (origin,)),
        _verdict_paragraph(card, chosen, material),
        *part_blocks("optie", card.key, _part_names(card, chosen, material), card.parts, card.bronnen, material),
        *_practice(card, material),
    ]


def _part_names(card: Card, chosen: Chosen, material: Material) -> list[str]:
    """Return the parts of a card that print: only a proposal needs its full lead, an open question its question."""
    brief = "kort" if "kort" in card.parts else "tekst"
    if material.length == "kort":
        return [brief]
    if material.length == "uitgebreid":
        return ["tekst", chosen.verdict, "meer"]
    if chosen.verdict == "te_overwegen":
        return ["te_overwegen" if "te_overwegen" in card.parts else brief]
    return ["tekst" if chosen.verdict == "voorstel" else brief, chosen.verdict]


def _note(card: Card, chosen: Chosen, material: Material) -> Note | None:
    """Return the remark in the margin: that of the card, or else why, on which fact, and what was not chosen."""
    if card.opmerking:
        text = plain_text(material.render(card.opmerking))
        return Note(text) if text else None
    known = [fact for fact in chosen.facts if fact.value != UNKNOWN]
    fact = known[0] if known else material.municipality_fact
    fact_key = "opmerking_feit" if known else "opmerking_feit_onbekend" if chosen.facts else "opmerking_feit_altijd"
    other = _alternative(card, chosen, material)
    words = {
        "optie": material.render(card.titel),
        "oordeel": verdict_word(chosen, material),
        "reden": chosen.reasons[0],
        "feit": material.word(fact_key, veld=escape(fact.label), waarde=escape(fact.value)),
        "bronnen": escape(card_sources(card, material)),
    }
    instead = material.word("opmerking_geen_alternatief")
    if other:
        title = material.render(material.library.cards[other.key].titel)
        instead = material.word("opmerking_alternatief", optie=title, verandert=other.would_change[0])
    return Note(plain_text(f"{material.word('opmerking', **words)} {instead}"))


def _alternative(card: Card, chosen: Chosen, material: Material) -> Chosen | None:
    """Return the option of this theme that was not chosen and looks at most of the same facts; the nearest wins."""
    order = material.option_order
    asked = {fact.path for fact in chosen.facts}

    def likeness(other: Chosen) -> tuple[int, int]:
        shared = sum(fact.path in asked for fact in other.facts)
        return shared, -abs(order[other.key] - order[card.key])

    return max(material.not_chosen.get(card.theme, ()), key=likeness, default=None)


def _verdict_paragraph(card: Card, chosen: Chosen, material: Material) -> Paragraph:
    text = material.word(
        "optie_oordeel",
        oordeel=verdict_word(chosen, material),
        redenen=" ".join(chosen.reasons),
        bronnen=escape(card_sources(card, material)),
    )
    origin = origin_of("optie", card.key, "oordeel")
    return Paragraph(origin.name, to_spans(text), "inleiding", None, card.bronnen, (origin,))


def verdict_word(chosen: Chosen, material: Material) -> str:
    """Return a verdict in words, with whose choice it is (Markdown)."""
    word = material.word(f"oordeel_{chosen.verdict}")
    return material.word("oordeel_eigen_keuze", oordeel=word) if chosen.by_officer else word


def _practice(card: Card, material: Material) -> list[Block]:
    """Return an example with a proposal, never from the municipality itself; two in the long version."""
    proposed = material.choice.options[card.key].verdict == "voorstel"
    if material.length == "kort" or (not proposed and material.length == "standaard"):
        return []
    own = (material.facts.profile.gemeente.naam or "").casefold()
    others = [example for example in card.praktijk if example.gemeente.casefold() != own]
    origin = origin_of("optie", card.key, "praktijk")
    blocks: list[Block] = []
    for example in others[: 2 if material.length == "uitgebreid" else 1]:
        source = escape(source_words((example.bron,), material))
        text = material.word("optie_praktijk", tekst=material.render(example.tekst), bron=source)
        ident = f"{origin.name}.{card.praktijk.index(example) + 1}"  # its place in the card: others may be left out
        blocks.append(Paragraph(ident, to_spans(text), sources=(example.bron,), origins=(origin,)))
    return blocks
