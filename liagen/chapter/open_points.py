"""What is still open, by who can answer it, with links to each place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from liagen.chapter.markdown import plain_text, to_spans
from liagen.chapter.material import Material, cards_with_verdict, empty_notice, origin_of, spans_with_outer_spaces
from liagen.document.blocks import Block, Fill, Heading, Item, Link, ListBlock, Span, Text
from liagen.document.walk import passages
from liagen.library.dutch import escape, sentence
from liagen.profile.fields import field_specs
from liagen.profile.group import Wie

_NEXT_PLACE: Final = Text(", ")
"""What stands between two places in one section."""


@dataclass(frozen=True)
class _Place:
    """Where a fill-in stands: the section's title and the id of the block."""

    section: str
    anchor: str


# ------------------------------------------------------------ open points


def fill_places(filled: Mapping[str, list[Block | None]]) -> dict[Fill, list[_Place]]:
    """Return every fill-in of the chapter with the places where it stands, in order of reading."""
    found: dict[Fill, list[_Place]] = {}
    for section, blocks in filled.items():
        for block in blocks:
            for passage in passages(block) if block else ():
                for span in passage.spans:
                    if isinstance(span, Fill):
                        found.setdefault(span, []).append(_Place(section, passage.id))
    return found


def open_points(material: Material, fills: Mapping[Fill, list[_Place]]) -> list[Block]:
    """Return what is still open, by who can answer: fields, loose fill-ins, lost themes, goals past their date."""
    groups: dict[str, list[Item]] = {who: [] for who in get_args(Wie)}
    for path, item in _field_points(material, fills):
        spec = field_specs().get(path)
        groups[spec.wie if spec else "uitvoerder"].append(item)
    groups["schrijver"] = [*_loose_points(material, fills), *_theme_points(material), *_overdue_points(material)]
    blocks: list[Block] = []
    for who, items in groups.items():
        if items:
            head, origin = origin_of("open", "groep", who), origin_of("lijst", "open_punten", who)
            blocks += [
                Heading(head.name, 3, to_spans(material.word(f"open_groep_{who}")), origins=(head,)),
                ListBlock(origin.name, True, tuple(items), (origin,)),
            ]
    return blocks or empty_notice("open_punten", material)


def on_other_paper(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return an open point for another document than the chapter: places as plain text, one for each section."""
    kept: list[Span] = []
    for span in spans:
        if not isinstance(span, Link) or not span.target.startswith("#"):
            kept.append(span)
        elif kept and kept[-1] == _NEXT_PLACE:
            kept.pop()
        else:
            kept.append(Text(span.text))
    return tuple(kept)


def _theme_points(material: Material) -> Iterator[Item]:
    for theme in material.plan.ruled_out:
        text = material.word("open_thema", thema=escape(material.library.themes[theme].titel))
        yield _item("thema", theme, to_spans(text))


def _overdue_points(material: Material) -> Iterator[Item]:
    for goal in material.plan.long:
        if goal.key in material.plan.overdue:
            text = material.word("open_verlopen", doel=goal.what, deadline=goal.moment)
            yield _item("doel", goal.key, to_spans(text))


def _item(kind: str, which: str, spans: tuple[Span, ...]) -> Item:
    origin = origin_of("open", kind, which)
    return Item(origin.name, spans, origins=(origin,))


def _field_points(material: Material, fills: Mapping[Fill, list[_Place]]) -> Iterator[tuple[str, Item]]:
    # Fields of the profile come in its order; a fill-in for a row of a list (`doelen.1.eigenaar`) has no field of its
    # own there and comes last.
    places: dict[str, list[_Place]] = {}
    proposed: dict[str, list[str]] = {}
    for fill, where in fills.items():
        if fill.field:
            places.setdefault(fill.field, []).extend(where)
            proposed.setdefault(fill.field, []).extend([_proposal(fill, material)] if fill.proposal else [])
    options: dict[str, list[str]] = {}
    for card, chosen in cards_with_verdict(material):
        for path in chosen.asked:
            options.setdefault(path, []).append(material.render(card.titel))
    specs = field_specs()
    rows = [path for path in places if path not in specs]
    for path in [*(path for path in specs if path in places or path in options), *rows]:
        label = specs[path].vraag if path in specs else _as_point(next(f.title for f in fills if f.field == path))
        # Asked for by the text, by a choice, or by both: the words say what the answer is for.
        kind = "beide" if path in places and path in options else "veld" if path in places else "keuze"
        asked = " ".join([escape(label), *proposed.get(path, ())])
        values = {"vraag": asked, "opties": "; ".join(f"«{title}»" for title in options.get(path, ()))}
        yield path, _item("veld", path, _with_places(f"open_{kind}", values, places.get(path, []), material))


def _loose_points(material: Material, fills: Mapping[Fill, list[_Place]]) -> Iterator[Item]:
    loose = [(fill, where) for fill, where in fills.items() if not fill.field]
    for fill, where in loose:
        values = {"titel": _proposal(fill, material) if fill.proposal else escape(_as_point(fill.title))}
        kind = "voorzet" if fill.proposal else "los"
        yield _item(kind, fill.words, _with_places("open_los", values, where, material))


def _proposal(fill: Fill, material: Material) -> str:
    return material.word("open_voorzet", voorzet=escape(fill.proposal))


def _as_point(title: str) -> str:
    return sentence(title[:1].upper() + title[1:])


def _with_places(key: str, values: dict[str, str], places: list[_Place], material: Material) -> tuple[Span, ...]:
    """Return the words of one open point, with a link to each place: the first in a section has the section's name."""
    before, _, after = material.word(key, **values).partition("{plaatsen}")
    titles = {"vooraf": material.library.title} | {
        section.sleutel: section.titel for section in material.library.outline
    }
    links: list[Span] = []
    for section in dict.fromkeys(place.section for place in places):
        here = [place for place in places if place.section == section]
        title = plain_text(material.render(titles[section]))
        name = title if len(here) == 1 else material.word("open_plaats", onderdeel=title, aantal=str(len(here)))
        links += [Text("; ")] if links else []
        # One paragraph can hold the same fill-in twice.
        first, *others = dict.fromkeys(place.anchor for place in here)
        links.append(Link(name, f"#{first}"))
        for number, anchor in enumerate(others, 2):
            links += [_NEXT_PLACE, Link(material.word("open_plek", nummer=str(number)), f"#{anchor}")]
    return (*spans_with_outer_spaces(before), *links, *spans_with_outer_spaces(after))
