"""One municipality to look at: the chapter with the files it comes from, and for every option why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from liagen.chapter.choose import Chosen
from liagen.chapter.facts import Fact, Facts
from liagen.chapter.markdown import plain_text
from liagen.document.blocks import Block, Chapter, Heading, Item, Link, ListBlock, Paragraph, Row, Span, Table, Text
from liagen.library.model import Library, UsedPackage
from liagen.library.outline import Content
from liagen.library.package import Package
from liagen.make import chain
from liagen.profile.model import Profile
from liagen.web.chapter_page import PageWords

OUTLINE: Final = "opbouw.yaml"

_PLACES: Final = ("optie.{}.titel", "optie.{}.regel", "niet_gekozen.{}", "keuze.{}")
"""Where an option can stand in the chapter; the first that is there is its place."""

_BACK: Final = "Keuze en redenen"


@dataclass(frozen=True)
class Explained:
    """One option: the verdict in a word and in words, and ``files``, what to edit to change it.

    ``target`` is what a link to it leads to; ``places`` are the ids in the chapter where it may stand, nearest first.
    """

    key: str
    title: str
    theme: str
    verdict: str
    said: str
    reasons: tuple[str, ...]
    facts: tuple[Fact, ...]
    changes: tuple[str, ...]
    files: str
    target: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Sight:
    """All there is to see; ``chapter`` tells of each section and option where it comes from."""

    town: str
    chapter: Chapter
    words: PageWords
    options: tuple[Explained, ...]
    packages: tuple[UsedPackage, ...]


def look(profile: Profile, library: Library, packages: Sequence[Package], date: dt.date) -> Sight:
    """Return what there is to see; ``packages`` are those the library was made of, lowest first."""
    made = chain.make(profile, library, date)
    shelf = _Shelf(packages)
    options = tuple(_explained(chosen, library, made.facts, shelf) for chosen in made.choice.options.values())
    blocks = tuple(_with_files(made.chapter.blocks, library, shelf))
    chapter = replace(made.chapter, blocks=blocks)
    town = profile.gemeente.naam or "gemeente onbekend"
    return Sight(town, chapter, chain.page_words(library), options, library.packages)


@dataclass(frozen=True)
class _Shelf:
    """The files of a stack of packages."""

    packages: Sequence[Package]

    def names(self, name: str) -> str:
        """Return the files that make up a file of the library, the highest first: that is the one to edit."""
        found = [
            f"{package.name}/{name}" if package.shipped else package.files[name].name
            for package in reversed(self.packages)
            if name in package.files
        ]
        return ", op ".join(found)


def _explained(chosen: Chosen, library: Library, facts: Facts, shelf: _Shelf) -> Explained:
    card = library.cards[chosen.key]
    word = library.word(f"oordeel_{chosen.verdict}")
    said = library.word("oordeel_eigen_keuze", oordeel=word) if chosen.by_officer else word
    return Explained(
        key=card.key,
        title=plain_text(card.title.render(facts)),
        theme=library.themes[card.theme].title,
        verdict=chosen.verdict,
        said=plain_text(said),
        reasons=tuple(map(plain_text, chosen.reasons)),
        facts=chosen.facts,
        changes=tuple(map(plain_text, chosen.would_change)),
        files=shelf.names(_card_file(card.theme, card.key)),
        target=_target(card.key),
        places=tuple(place.format(card.key) for place in _PLACES),
    )


def _card_file(theme: str, key: str) -> str:
    return f"opties/{theme}/{key}.md"


def _target(key: str) -> str:
    return f"kijk.optie.{key}"


# --- the chapter


def _with_files(blocks: Sequence[Block], library: Library, shelf: _Shelf) -> Iterator[Block]:
    """Give the blocks with below each heading its files, and with links to the choices."""
    cards = {f"optie.{key}.titel": card for key, card in library.cards.items()}
    sections = {"hoofdstuk.titel": library.preamble}
    sections |= {f"onderdeel.{section.key}.titel": section.content for section in library.outline}
    rows = {place.format(key): key for key in library.cards for place in _PLACES[1:]}
    for block in blocks:
        match block:
            case Heading(id=ident) if ident in cards:
                card = cards[ident]
                yield block
                back = Link(_BACK, f"#{_target(card.key)}")
                yield _below(ident, Text(f"Uit {shelf.names(_card_file(card.theme, card.key))}. "), back)
            case Heading(id=ident) if ident in sections:
                yield block
                yield _below(ident, Text(f"Uit {'; '.join(_section_files(sections[ident], shelf))}."))
            case ListBlock():
                yield replace(block, items=tuple(_item(item, rows) for item in block.items))
            case Table():
                yield replace(block, rows=tuple(_row(row, rows, shelf) for row in block.rows))
            case _:
                yield block


def _below(ident: str, *spans: Span) -> Paragraph:
    return Paragraph(f"kijk.{ident}", spans, "bijschrift")


def _section_files(contents: Sequence[Content], shelf: _Shelf) -> list[str]:
    texts = [f"teksten/{content.name}.md" for content in contents if content.kind == "tekst"]
    return [shelf.names(name) for name in (OUTLINE, *texts)]


def _item(item: Item, rows: Mapping[str, str]) -> Item:
    if item.id not in rows:
        return item
    return replace(item, spans=(*item.spans, Text(" "), Link(_BACK, f"#{_target(rows[item.id])}")))


def _row(row: Row, rows: Mapping[str, str], shelf: _Shelf) -> Row:
    first, *others = row.cells
    if row.id in rows:
        links = tuple(Link(span.text, f"#{_target(rows[row.id])}") for span in first.spans)
        return replace(row, cells=(replace(first, spans=links), *others))
    kind, _, key = row.id.partition(".")
    if kind == "risico" and (files := shelf.names(f"risicos/{key}.md")):
        return replace(row, cells=(replace(first, spans=(*first.spans, Text(f"\nUit {files}", italic=True))), *others))
    return row
