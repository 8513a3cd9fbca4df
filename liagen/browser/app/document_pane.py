"""The document beside the questions, and beside each text why it stands there and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from liagen.browser.app.exchange import ACTION
from liagen.browser.app.made import DocumentName, Made, Reason
from liagen.browser.app.markup import FORM, bullets, details, ident, labelled, link_to, paragraph
from liagen.browser.app.state import AppState
from liagen.browser.app.steps import OPTIONS, step_of
from liagen.browser.app.words import word
from liagen.chapter.editions import without_notes
from liagen.chapter.facts import Fact
from liagen.document.blocks import Block, Chapter, Fill, Heading, Item, ListBlock, Origin, Origins, Paragraph, Table
from liagen.document.walk import passages
from liagen.library.model import Library
from liagen.make.chain import page_words
from liagen.profile.fields import find_field, profile_value
from liagen.profile.settled import not_applicable
from liagen.web.chapter_page import Embedded, embed_html
from liagen.web.elements import add, add_text, to_html

_MOST_FACTS: Final = 6
_LEAD: Final = "tekst-"
"""What the ids in a document begin with, beside those of the questions."""


def write_document(state: AppState, library: Library) -> str:
    """Return the region with the document that is shown, as HTML; written once as long as the answers are the same."""
    made = state.made(library)
    name: DocumentName = state.shows if state.shows in made.documents else "hoofdstuk"
    if name not in made.written:
        made.written[name] = to_html(_document(made, name)).strip()
    return made.written[name]


def _document(made: Made, name: DocumentName) -> Element:
    library = made.library
    chapter = made.document(name)
    # Remarks stand in what opens beside a text.
    bare = replace(chapter, blocks=tuple(map(without_notes, chapter.blocks)))
    text = embed_html(bare, page_words(library), {}, _LEAD)
    region = Element("section", {"id": "document", "tabindex": "-1", "aria-labelledby": "document-kop"})
    region.set("data-regels", text.rules)
    add_text(region, "h2", word(f"document_{name}"), {"class": "alleen-gehoord", "id": "document-kop"})
    _tabs(region, made, name)
    back = add(region, "p", {"class": "naar-vragen"})
    add_text(back, "a", word("terug_naar_vragen"), {"class": "utrecht-link", "href": "#vragen"})
    main = text.main
    main.tag = "div"
    main.set("class", "hoofdtekst")
    main.set("data-tekst", name)
    _link_fills(main, chapter, made)
    _add_reasons(text, chapter, made)
    region.append(main)
    return region


def _tabs(region: Element, made: Made, shown: DocumentName) -> None:
    form = add(region, "form", {"id": "tabs", "class": "tabs", **FORM})
    for name in made.documents:
        now = {"aria-current": "true"} if name == shown else {}
        look = "tab nu" if name == shown else "tab"
        names = {"class": look, "name": ACTION, "value": f"toon:{name}", "id": f"tab-{name}"}
        add_text(form, "button", word(f"document_{name}"), {**names, **now})


# ------------------------------------------------------------ fill-ins lead to their question


def _link_fills(main: Element, chapter: Chapter, made: Made) -> None:
    """Make of each fill-in a link to its question, or to the one that it waits for."""
    fills = [span for block in chapter.blocks for span in _fills(block)]
    marks = list(main.iter("mark"))
    if [each.text for each in marks] != [fill.text for fill in fills]:
        return  # a fill-in in a caption or header, which no document of ours has
    for mark, fill in zip(marks, fills, strict=True):
        if find_field(fill.field):
            text, mark.text = mark.text, None
            settled = not_applicable(fill.field, lambda path: profile_value(made.profile, path))
            address = {"class": "naar", "href": f"#{place_of(settled.by if settled else fill.field)}"}
            link = add_text(mark, "a", text or "", address)
            link.tail = None


def _fills(block: Block) -> Iterator[Fill]:
    for passage in passages(block):
        yield from (span for span in passage.spans if isinstance(span, Fill))


def place_of_option(key: str) -> str:
    """Return where an officer chooses about an option."""
    return f"{OPTIONS}/kaart-{ident(key)}-kop"


def place_of(path: str) -> str:
    """Return where a field is asked: the screen, and the control in it."""
    return f"{step_of(path)}/v-{ident(path)}"


# ------------------------------------------------------------ why


def _add_reasons(text: Embedded, chapter: Chapter, made: Made) -> None:
    """Add behind each text that an option stands in, or that has a remark, why it is there."""
    parents = {child: parent for parent in text.main.iter() for child in parent}
    last: Sequence[Fact] = ()
    by_id = {element.get("id", ""): element for element in text.main.iter()}
    for block in chapter.blocks:
        element = by_id.get(text.anchors.get(block.id, ""))
        if element is None:
            continue
        origins = _origins(block)
        why = _Why(_notes(block), [made.reason(key) for key in made.options_of(origins)], made.looked_at(origins))
        is_told = why.facts == last and not why.notes and not why.reasons
        last = why.facts
        if is_told or not any((why.notes, why.reasons, why.facts)):
            continue  # one text in more paragraphs tells it once
        if isinstance(block, Table):
            element = parents[element]  # the frame that scrolls
        parent = parents[element]
        frame = Element("div")
        _reasons(frame, text.anchors[block.id], why)
        parent.insert(list(parent).index(element) + 1, frame[0])


@dataclass(frozen=True)
class _Why:
    """Why a text stands there: remarks, the options that it tells of, and the facts that its words depend on."""

    notes: Sequence[str]
    reasons: Sequence[Reason]
    facts: Sequence[Fact]


def _origins(block: Block) -> tuple[Origin, ...]:
    origins: list[Origins] = [block.origins]
    if isinstance(block, ListBlock):
        origins += [item.origins for item in block.items]
    if isinstance(block, Table):
        origins += [row.origins for row in block.rows]
    return tuple(each for group in origins for each in group)


def _notes(block: Block) -> list[str]:
    found = [passage for passage in passages(block) if isinstance(passage, Heading | Paragraph | Item)]
    return [passage.note.text for passage in found if passage.note]


def _reasons(frame: Element, anchor: str, why: _Why) -> None:
    inside = details(frame, f"waarom-{anchor}", word("waarom_tekst"))
    for note in why.notes:
        paragraph(inside, note)
    for reason in why.reasons:
        add_reason(inside, reason, with_title=True)
    told = {fact.path for reason in why.reasons for fact in reason.facts}
    _facts(inside, word("waarom_gebruikt"), [fact for fact in why.facts if fact.path not in told])


def add_reason(inside: Element, reason: Reason, *, with_title: bool) -> None:
    """Add why an option has its verdict, with the facts as links to their questions, and what would change it."""
    lead = f"{reason.title}: " if with_title else ""
    labelled(inside, f"{lead}{word(f'oordeel_{reason.verdict}')}.", " ".join(reason.reasons))
    _facts(inside, word("waarom_feiten"), reason.facts)
    for change in reason.changes:
        paragraph(inside, change)
    if with_title:
        last = add(inside, "p", {"class": "utrecht-paragraph"})
        link_to(last, word("zelf_kiezen"), place_of_option(reason.option), reason.title)


def _facts(inside: Element, lead: str, facts: Sequence[Fact]) -> None:
    """Add facts, each as a link to its question."""
    known = [fact for fact in facts if find_field(fact.path)][:_MOST_FACTS]
    if not known:
        return
    paragraph(inside, lead)
    rows = bullets(inside)
    for fact in known:
        link_to(add(rows, "li"), fact.label, place_of(fact.path)).tail = f": {fact.value}"
