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
    OriginKind,
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

_PLACES: Final[tuple[tuple[OriginKind, str], ...]] = (
    ("optie", "titel"),
    ("optie", "regel"),
    *(("optie", part) for part in CARD_PARTS),
    ("optie", "nu_niet"),
    ("niet_gekozen", ""),
    ("keuze", ""),
)
"""Where an option can stand in a document; the first that is there is its place."""

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
    documents = {name: _document_view(name, content, library, files) for name, content in contents.items()}
    options = tuple(_option_view(chosen, library, made.facts, files) for chosen in made.choice.options.values())
    municipality = profile.gemeente.naam or "gemeente onbekend"
    return View(municipality, documents, chain.page_words(library), options, library.packages)


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
        files=files.files_of(_card_file(card.theme, card.key)),
        target=_target(card.key),
    )


def _card_file(theme: str, key: str) -> str:
    return f"opties/{theme}/{key}.md"


def _target(key: str) -> str:
    return f"kijk.optie.{key}"


# --- the documents


def _document_view(name: DocumentName, content: Chapter, library: Library, files: _PackageFiles) -> DocumentView:
    # A dict keeps the last of equal origins; the first place is asked for by kind, in `_PLACES`.
    ids = {origin: leaf.id for leaf in leaves(content).values() for origin in leaf.origins}
    places = {
        key: place
        for key in library.cards
        for place in [next(filter(None, (ids.get(Origin(kind, key, part)) for kind, part in _PLACES)), "")]
    }
    blocks = tuple(_with_files(content.blocks, _heading_files(name, library, files), library, files))
    return DocumentView(replace(content, blocks=blocks), places)


def _heading_files(name: DocumentName, library: Library, files: _PackageFiles) -> dict[Origin, str]:
    """Return for the title and each section of a document which files it comes from."""
    on_sheet = name == "werkblad"
    sections = library.sheet.onderdelen if on_sheet else library.outline
    contents = {Origin("onderdeel", section.sleutel, "titel"): section.inhoud for section in sections}
    contents[Origin(name, "titel")] = library.sheet.vooraf if on_sheet else library.preamble
    return {origin: "; ".join(_section_files(_OUTLINES[name], rows, files)) for origin, rows in contents.items()}


def _with_files(
    blocks: Sequence[Block], of_headings: Mapping[Origin, str], library: Library, files: _PackageFiles
) -> Iterator[Block]:
    """Give the blocks with below each heading its files, and with links to the choices."""
    for block in blocks:
        match block:
            case Heading(id=ident, origins=(Origin("optie", key, "titel"),)):
                yield block
                file = files.files_of(_card_file(library.cards[key].theme, key))
                yield _source_line(ident, Text(f"Uit {file}. "), Link(_TO_CHOICE, f"#{_target(key)}"))
            case Heading(id=ident, origins=(origin,)) if origin in of_headings:
                yield block
                yield _source_line(ident, Text(f"Uit {of_headings[origin]}."))
            case ListBlock():
                yield replace(block, items=tuple(map(_item, block.items)))
            case Table():
                yield replace(block, rows=tuple(_row(row, files) for row in block.rows))
            case _:
                yield block


def _source_line(ident: str, *spans: Span) -> Paragraph:
    return Paragraph(f"kijk.{ident}", spans, "bijschrift")


def _section_files(outline: str, contents: Sequence[ContentRow], files: _PackageFiles) -> list[str]:
    texts = [f"teksten/{content.name}.md" for content in contents if content.kind == "tekst"]
    return [files.files_of(name) for name in (outline, *texts)]


def _item(item: Item) -> Item:
    match item.origins:
        case (Origin("optie", key, "regel"),):
            return replace(item, spans=(*item.spans, Text(" "), Link(_TO_CHOICE, f"#{_target(key)}")))
        case _:
            return item


def _row(row: Row, files: _PackageFiles) -> Row:
    first, *others = row.cells
    match row.origins:
        case (Origin("keuze" | "niet_gekozen", key),):
            first = replace(first, spans=tuple(Link(span.text, f"#{_target(key)}") for span in first.spans))
        case (Origin("risico", key),) if found := files.files_of(f"risicos/{key}.md"):
            first = replace(first, spans=(*first.spans, Text(f"\nUit {found}", italic=True)))
    return replace(row, cells=(first, *others))
