"""What is shown of one municipality: both documents with the files they come from, and for every option why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from liagen.chapter.choose import Chosen
from liagen.chapter.facts import Fact, Facts
from liagen.chapter.markdown import plain_text
from liagen.document.blocks import (
    Block,
    Chapter,
    Heading,
    Item,
    Link,
    ListBlock,
    Origin,
    Origins,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
)
from liagen.document.walk import leaves
from liagen.library.model import Library, UsedPackage
from liagen.library.package import Package
from liagen.library.tables import ContentRow
from liagen.library.wording import CARD_PARTS
from liagen.make import chain
from liagen.profile.model import Profile
from liagen.web.chapter_page import PageWords

DocumentName = Literal["hoofdstuk", "werkblad"]
_OUTLINES: Final[Mapping[DocumentName, str]] = {"hoofdstuk": "opbouw.yaml", "werkblad": "werkblad.yaml"}

_PLACES: Final = (
    "titel", "regel", *CARD_PARTS, "nu_niet", "niet_gekozen", "keuze", "werkblad", "kort_punt", "doel", "uitvoering",
)  # fmt: skip
"""How an option can stand in a document: as a part of its card, else as a kind of row; the first there is counts."""

_TO_CHOICE: Final = "Keuze en redenen"


@dataclass(frozen=True)
class OptionView:
    """One option: the verdict in a word and in words, and ``files``, what to edit to change it.

    ``target`` is what a link to it leads to.
    """

    key: str
    title: str
    theme: str
    verdict: str
    verdict_text: str
    reasons: tuple[str, ...]
    facts: tuple[Fact, ...]
    changes: tuple[str, ...]
    files: str
    target: str


@dataclass(frozen=True)
class DocumentView:
    """One document, which tells of each section and option where it comes from; ``places`` are the ids of options."""

    content: Chapter
    places: Mapping[str, str]


@dataclass(frozen=True)
class View:
    """All that is shown."""

    municipality: str
    documents: Mapping[DocumentName, DocumentView]
    words: PageWords
    options: tuple[OptionView, ...]
    packages: tuple[UsedPackage, ...]


def build_view(profile: Profile, library: Library, packages: Sequence[Package], date: dt.date) -> View:
    """Return the view of one municipality; ``packages`` are those the library was made of, lowest first."""
    made = chain.make(profile, library, date)
    files = _PackageFiles(packages)
    contents: dict[DocumentName, Chapter] = {"hoofdstuk": made.chapter, "werkblad": chain.make_sheet(made, library)}
    options = {key: _option_view(chosen, library, made.facts, files) for key, chosen in made.choice.options.items()}
    documents = {
        name: _document_view(content, _heading_files(name, library, files), options, files)
        for name, content in contents.items()
    }
    municipality = profile.gemeente.naam or "gemeente onbekend"
    return View(municipality, documents, chain.page_words(library), tuple(options.values()), library.packages)


@dataclass(frozen=True)
class _PackageFiles:
    """The files of a stack of packages."""

    packages: Sequence[Package]

    def files_of(self, name: str) -> str:
        """Return the files that make up a file of the library, the highest first: that is the one to edit."""
        found = [
            f"{package.name}/{name}" if package.shipped else package.files[name].name
            for package in reversed(self.packages)
            if name in package.files
        ]
        return ", op ".join(found)


def _option_view(chosen: Chosen, library: Library, facts: Facts, files: _PackageFiles) -> OptionView:
    card = library.cards[chosen.key]
    word = library.word(f"oordeel_{chosen.verdict}")
    text = library.word("oordeel_eigen_keuze", oordeel=word) if chosen.by_officer else word
    return OptionView(
        key=card.key,
        title=plain_text(card.titel.render(facts)),
        theme=library.themes[card.theme].titel,
        verdict=chosen.verdict,
        verdict_text=plain_text(text),
        reasons=tuple(map(plain_text, chosen.reasons)),
        facts=chosen.facts,
        changes=tuple(map(plain_text, chosen.would_change)),
        files=files.files_of(f"opties/{card.theme}/{card.key}.md"),
        target=f"kijk.optie.{card.key}",
    )


# --- the documents


def _document_view(
    content: Chapter, of_headings: Mapping[Origin, str], options: Mapping[str, OptionView], files: _PackageFiles
) -> DocumentView:
    blocks = tuple(_with_files(content.blocks, of_headings, options, files))
    return DocumentView(replace(content, blocks=blocks), _places(content, options))


def _places(content: Chapter, options: Mapping[str, OptionView]) -> dict[str, str]:
    """Return for each option the id of its place in a document; an empty one when it has none."""
    found: dict[str, list[tuple[int, str]]] = {key: [] for key in options}
    for leaf in leaves(content).values():
        for origin in leaf.origins:
            if (key := _option_of(origin)) in found:
                found[key].append((_PLACES.index(_form(origin)), leaf.id))
    return {key: min(places, key=lambda place: place[0])[1] if places else "" for key, places in found.items()}


def _option_of(origin: Origin) -> str:
    """Return the option that an origin is of; that of a goal stands before its own key."""
    return origin.key.partition(".")[0] if _form(origin) in _PLACES else ""


def _form(origin: Origin) -> str:
    return origin.part if origin.kind == "optie" else origin.kind


def _heading_files(name: DocumentName, library: Library, files: _PackageFiles) -> dict[Origin, str]:
    """Return for the title and each section of a document which files it comes from."""
    on_sheet = name == "werkblad"
    sections = library.sheet.onderdelen if on_sheet else library.outline
    contents = {Origin("onderdeel", section.sleutel, "titel"): section.inhoud for section in sections}
    contents[Origin(name, "titel")] = library.sheet.vooraf if on_sheet else library.preamble
    return {origin: "; ".join(_section_files(_OUTLINES[name], rows, files)) for origin, rows in contents.items()}


def _with_files(
    blocks: Sequence[Block],
    of_headings: Mapping[Origin, str],
    options: Mapping[str, OptionView],
    files: _PackageFiles,
) -> Iterator[Block]:
    """Give the blocks with below each heading and running text its files, and with links to the choices."""
    headed: set[str] = set()
    for block in blocks:
        match block:
            case Heading(id=ident, origins=(Origin("optie", key, "titel"),)):
                headed.add(key)
                yield block
                yield _source_line(ident, Text(f"Uit {options[key].files}. "), _link(options[key], _TO_CHOICE))
            case Heading(id=ident, origins=(origin,)) if origin in of_headings:
                yield block
                yield _source_line(ident, Text(f"Uit {of_headings[origin]}."))
            case Paragraph(id=ident):
                yield block
                if told := [option for option in _told(block.origins, options) if option.key not in headed]:
                    yield _source_line(ident, *_choices_with_files(told))
            case ListBlock():
                yield replace(block, items=tuple(_item(item, options) for item in block.items))
            case Table():
                yield replace(block, rows=tuple(_row(row, options, files) for row in block.rows))
            case _:
                yield block


def _told(origins: Origins, options: Mapping[str, OptionView]) -> list[OptionView]:
    return [options[key] for key in dict.fromkeys(map(_option_of, origins)) if key in options]


def _link(option: OptionView, text: str) -> Link:
    return Link(text, f"#{option.target}")


def _choices_with_files(told: Sequence[OptionView]) -> Iterator[Span]:
    """Give, for running text, a link to each choice that it tells of, with the files of the card."""
    yield Text(f"{_TO_CHOICE}: ")
    for option in told:
        yield _link(option, option.title)
        yield Text(f", uit {option.files}{'.' if option is told[-1] else '; '}")


def _source_line(ident: str, *spans: Span) -> Paragraph:
    return Paragraph(f"kijk.{ident}", spans, "bijschrift")


def _section_files(outline: str, contents: Sequence[ContentRow], files: _PackageFiles) -> list[str]:
    texts = [f"teksten/{content.name}.md" for content in contents if content.kind == "tekst"]
    return [files.files_of(name) for name in (outline, *texts)]


def _item(item: Item, options: Mapping[str, OptionView]) -> Item:
    return replace(item, spans=(*item.spans, *_choice_links(item.origins, options)))


def _choice_links(origins: Origins, options: Mapping[str, OptionView]) -> Iterator[Span]:
    """Give a link to the choice of each option that these origins tell of."""
    told = _told(origins, options)
    for option in told:
        yield Text(" ")
        yield _link(option, _TO_CHOICE if len(told) == 1 else f"{_TO_CHOICE}: {option.title}")


def _row(row: Row, options: Mapping[str, OptionView], files: _PackageFiles) -> Row:
    first, *others = row.cells
    match row.origins:
        case (Origin("keuze" | "niet_gekozen", key),):
            first = replace(first, spans=tuple(_link(options[key], span.text) for span in first.spans))
        case (Origin("risico", key),) if found := files.files_of(f"risicos/{key}.md"):
            first = replace(first, spans=(*first.spans, Text(f"\nUit {found}", italic=True)))
        case _:
            # Behind the words of a goal: the first cell holds its number.
            others[:1] = [
                replace(cell, spans=(*cell.spans, *_choice_links(row.origins, options))) for cell in others[:1]
            ]
    return replace(row, cells=(first, *others))
