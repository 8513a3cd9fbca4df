"""Running text made of cards: what no text of a section places, «in het kort», and what is not done now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, origin_of, part_blocks
from liagen.document.blocks import Block, Item, ListBlock, Paragraph
from liagen.library.cards import Card
from liagen.library.derived import GOALS_STRUCK
from liagen.library.dutch import sentence, without_end
from liagen.library.wording import CARD_PARTS

_MOST_POINTS = 6
_MOST_NOT_NOW = 5
_MOST_FROM_PRACTICE = 3


def running_options(theme: str, material: Material) -> list[Block]:
    """Return what the shown options of a theme say under their verdict, when no text of the chapter places them."""
    blocks: list[Block] = []
    for card in material.library.cards.values():
        verdict = material.choice.options[card.key].verdict
        if card.theme == theme and card.key not in material.placed and verdict in CARD_PARTS:
            blocks += part_blocks("optie", card.key, [verdict], card.parts, card.bronnen, material)
    return blocks


def short_points(material: Material) -> list[Block]:
    """Return a line for each of the main choices: one for every theme first, then the others; from practice besides."""
    found = _points(material)
    limit = _limit("punten_hoogstens", _MOST_POINTS, material)
    firsts: dict[str, str] = {}
    for key in found:
        firsts.setdefault(material.library.cards[key].theme, key)
    ordered = sorted(found, key=lambda key: key not in firsts.values())  # stable: both in the order of the themes
    # What a fact asked for from practice takes no place of what keeps the work going, and is told all the same.
    practice = [key for key in ordered if key in material.library.practice]
    main = [key for key in ordered if key not in practice][:limit]
    chosen = {*main, *practice[: max(_MOST_FROM_PRACTICE, limit - len(main))]}
    kept = [key for key in found if key in chosen]
    items = tuple(_point(material.library.cards[key], found[key], key == kept[-1]) for key in kept)
    origin = origin_of("lijst", "in_het_kort")
    return [ListBlock(origin.name, False, items, (origin,))] if items else []


def _points(material: Material) -> Mapping[str, str]:
    """Return the line of every shown option that has one, by option in the order of the themes."""
    lines = {
        card.key: without_end(material.render(card.kort_punt))
        for card in _by_theme(material)
        if card.kort_punt and material.choice.options[card.key].verdict in CARD_PARTS and not _is_struck(card, material)
    }
    return {key: line for key, line in lines.items() if line}


def _is_struck(card: Card, material: Material) -> bool:
    """Say whether the officer struck what an option promised: a goal of it, with none of its goals left in the plan."""
    keys = {f"{card.key}.{goal}" for goal in card.doelen}
    struck = keys.intersection(material.facts.values[GOALS_STRUCK])
    return bool(struck) and keys.isdisjoint(material.plan.keys)


def _point(card: Card, line: str, last: bool) -> Item:
    origin = origin_of("optie", card.key, "kort_punt")
    return Item(origin.name, to_spans(f"{line}{'.' if last else ';'}"), card.bronnen, None, (origin,))


def not_now(material: Material) -> list[Block]:
    """Return one paragraph that says what is not done now, and why."""
    lines = [
        (card, line)
        for card in sorted(_by_theme(material), key=lambda card: card.key in material.library.practice)
        if card.nu_niet
        and material.choice.options[card.key].verdict not in CARD_PARTS
        and (line := material.render(card.nu_niet))
    ][: _limit("nu_niet_hoogstens", _MOST_NOT_NOW, material)]
    if not lines:
        return []
    origin = origin_of("lijst", "nu_niet")
    origins = (origin, *(origin_of("optie", card.key, "nu_niet") for card, _ in lines))
    sources = tuple(dict.fromkeys(source for card, _ in lines for source in card.bronnen))
    text = " ".join(sentence(line) for _, line in lines)
    return [Paragraph(origin.name, to_spans(text), sources=sources, origins=origins)]


def _by_theme(material: Material) -> Iterator[Card]:
    for theme in material.library.themes:
        yield from (card for card in material.library.cards.values() if card.theme == theme)


def _limit(key: str, default: int, material: Material) -> int:
    limit = material.library.optional_setting(key)
    return default if limit is None else limit
