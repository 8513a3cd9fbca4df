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


def theme_options(theme: str, work: Material) -> list[Block]:
    """Return the options of a theme that are shown; in the short version only proposals take more than one line."""
    cards = [card for card in work.library.cards.values() if card.theme == theme]
    shown = [card for card in cards if work.choice.options[card.key].verdict in SHOWN]
    if shown and work.length == "kort":
        proposed = [card for card in shown if work.choice.options[card.key].verdict == "voorstel"]
        others = [card for card in shown if card not in proposed]
        return [*(block for card in proposed for block in _option(card, work)), *_brief_options(theme, others, work)]
    if shown:
        return [block for card in shown for block in _option(card, work)]
    title = escape(work.library.themes[theme].titel)
    text = work.word("thema_uitgesloten", thema=title) if theme in work.plan.ruled_out else work.word("geen_opties")
    origin = origin_of("thema", theme, "geen_opties")
    return [Paragraph(origin.name, to_spans(text), origins=(origin,))]


def _brief_options(theme: str, cards: list[Card], work: Material) -> list[Block]:
    """Return, for the short version, one line for every option that is there already or still to be considered."""
    if not cards:
        return []
    items = tuple(_option_line(card, work.choice.options[card.key], work) for card in cards)
    head, origin = origin_of("thema", theme, "overige.titel"), origin_of("thema", theme, "overige")
    heading = Heading(head.name, 3, to_spans(work.word("optie_overige")), origins=(head,))
    return [heading, ListBlock(origin.name, False, items, (origin,))]


def _option_line(card: Card, chosen: Chosen, work: Material) -> Item:
    """Return an option as one line; what does not come from the report says so, with its source."""
    text = work.word(
        "optie_regel",
        optie=work.render(card.titel),
        oordeel=verdict_word(chosen, work),
        reden=chosen.reasons[0],
    )
    if not card.rapport:
        text = f"{text} {work.word('optie_regel_bron', bronnen=escape(card_sources(card, work)))}"
    origin = origin_of("optie", card.key, "regel")
    return Item(origin.name, to_spans(text), card.bronnen, _note(card, chosen, work), (origin,))


def _option(card: Card, work: Material) -> list[Block]:
    chosen = work.choice.options[card.key]
    origin = origin_of("optie", card.key, "titel")
    title = to_spans(work.render(card.titel))
    return [
        Heading(origin.name, 3, title, _note(card, chosen, work), card.bronnen, (origin,)),
        _verdict_paragraph(card, chosen, work),
        *part_blocks("optie", card.key, _part_names(card, chosen, work), card.parts, card.bronnen, work),
        *_practice(card, work),
    ]


def _part_names(card: Card, chosen: Chosen, work: Material) -> list[str]:
    """Return the parts of a card that print: only a proposal needs its full lead, an open question its question."""
    brief = "kort" if "kort" in card.parts else "tekst"
    if work.length == "kort":
        return [brief]
    if work.length == "uitgebreid":
        return ["tekst", chosen.verdict, "meer"]
    if chosen.verdict == "te_overwegen":
        return ["te_overwegen" if "te_overwegen" in card.parts else brief]
    return ["tekst" if chosen.verdict == "voorstel" else brief, chosen.verdict]


def _note(card: Card, chosen: Chosen, work: Material) -> Note:
    """Return the remark in the margin: why, on which fact and section, and what was not chosen instead."""
    known = [fact for fact in chosen.facts if fact.value != UNKNOWN]
    fact = known[0] if known else work.municipality
    told = "opmerking_feit" if known else "opmerking_feit_onbekend" if chosen.facts else "opmerking_feit_altijd"
    other = _alternative(card, chosen, work)
    words = {
        "optie": work.render(card.titel),
        "oordeel": verdict_word(chosen, work),
        "reden": chosen.reasons[0],
        "feit": work.word(told, veld=escape(fact.label), waarde=escape(fact.value)),
        "bronnen": escape(card_sources(card, work)),
    }
    instead = work.word("opmerking_geen_alternatief")
    if other:
        title = work.render(work.library.cards[other.key].titel)
        instead = work.word("opmerking_alternatief", optie=title, verandert=other.would_change[0])
    return Note(plain_text(f"{work.word('opmerking', **words)} {instead}"))


def _alternative(card: Card, chosen: Chosen, work: Material) -> Chosen | None:
    """Return the option of this theme that was not chosen and looks at most of the same facts; the nearest wins."""
    order = work.order
    asked = {fact.path for fact in chosen.facts}

    def likeness(other: Chosen) -> tuple[int, int]:
        shared = sum(fact.path in asked for fact in other.facts)
        return shared, -abs(order[other.key] - order[card.key])

    return max(work.refused.get(card.theme, ()), key=likeness, default=None)


def _verdict_paragraph(card: Card, chosen: Chosen, work: Material) -> Paragraph:
    text = work.word(
        "optie_oordeel",
        oordeel=verdict_word(chosen, work),
        redenen=" ".join(chosen.reasons),
        bronnen=escape(card_sources(card, work)),
    )
    origin = origin_of("optie", card.key, "oordeel")
    return Paragraph(origin.name, to_spans(text), "inleiding", None, card.bronnen, (origin,))


def verdict_word(chosen: Chosen, work: Material) -> str:
    """Return a verdict in words, with whose choice it is (Markdown)."""
    word = work.word(f"oordeel_{chosen.verdict}")
    return work.word("oordeel_eigen_keuze", oordeel=word) if chosen.by_officer else word


def _practice(card: Card, work: Material) -> list[Block]:
    """Return an example with a proposal, never from the municipality itself; two in the long version."""
    proposed = work.choice.options[card.key].verdict == "voorstel"
    if work.length == "kort" or (not proposed and work.length == "standaard"):
        return []
    own = (work.facts.profile.gemeente.naam or "").casefold()
    others = [example for example in card.praktijk if example.gemeente.casefold() != own]
    wanted = others[: 2 if work.length == "uitgebreid" else 1]
    origin = origin_of("optie", card.key, "praktijk")
    return [
        Paragraph(
            f"{origin.name}.{card.praktijk.index(example) + 1}",
            to_spans(
                work.word(
                    "optie_praktijk",
                    tekst=work.render(example.tekst),
                    bron=escape(source_words((example.bron,), work)),
                )
            ),
            "tekst",
            None,
            (example.bron,),
            (origin,),
        )
        for example in wanted
    ]
