"""What styles are for, the names under which Word and municipalities know them, and where each is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from liagen.errors import Problem, StyleError, suggest
from liagen.word.parts.xml import VAL, W

if TYPE_CHECKING:
    from docx.styles.style import BaseStyle
    from docx.styles.styles import Styles

_PARAGRAPH: Final = "paragraph"
_CHARACTER: Final = "character"
_TABLE: Final = "table"
KINDS: Final = {_PARAGRAPH: "alineastijl", _CHARACTER: "tekenstijl", _TABLE: "tabelstijl"}


class StyleRole(Enum):
    """What a style is for: its kind, the word for the role, the name of the style in Word, and other names.

    Word writes built-in names in English, with an id in the language of Word (``Kop1``); other programs write Dutch
    names. Without spaces these are the same words, so that one list serves names and ids.
    """

    TITLE = (_PARAGRAPH, "titel", "Title", "Titel")
    SUBTITLE = (_PARAGRAPH, "ondertitel", "Subtitle", "Ondertitel")
    TITLE_DETAIL = (_PARAGRAPH, "titelgegevens", "Titelgegevens")
    HEADING_1 = (_PARAGRAPH, "kop_1", "Heading 1", "Kop 1")
    HEADING_2 = (_PARAGRAPH, "kop_2", "Heading 2", "Kop 2")
    HEADING_3 = (_PARAGRAPH, "kop_3", "Heading 3", "Kop 3")
    TEXT = (_PARAGRAPH, "tekst", "Normal", "Standaard")
    TEXT_AFTER_TABLE = (_PARAGRAPH, "tekst_na_tabel", "Tekst na tabel")
    LEAD = (_PARAGRAPH, "inleiding", "Inleiding", "Introductie", "Intro")
    BOX = (_PARAGRAPH, "kader", "Kader", "Kadertekst", "Tekstkader")
    CAPTION = (_PARAGRAPH, "bijschrift", "Caption", "Bijschrift")
    BULLET = (_PARAGRAPH, "opsomming", "List Bullet", "Lijstopsomteken", "Opsomming", "Opsommingsteken")
    NUMBER = (_PARAGRAPH, "nummering", "List Number", "Lijstnummering", "Nummering", "Genummerde lijst")
    CELL = (_PARAGRAPH, "tabeltekst", "Tabeltekst", "Table Text")
    HEADER_CELL = (_PARAGRAPH, "tabelkop", "Tabelkop", "Table Heading")
    LINK = (_CHARACTER, "link", "Hyperlink", "Koppeling")
    FILL = (_CHARACTER, "invulveld", "Invulveld")
    CONTENTS_TITLE = (_PARAGRAPH, "inhoud_titel", "TOC Heading", "Kop van inhoudsopgave")
    CONTENTS_ENTRY = (_PARAGRAPH, "inhoud", "TOC 2", "Inhopg 2")
    COMMENT = (_PARAGRAPH, "opmerking", "Annotation Text", "Tekst opmerking", "Comment Text")
    COMMENT_MARK = (
        _CHARACTER,
        "opmerking_teken",
        "Annotation Reference",
        "Verwijzing opmerking",
        "Comment Reference",
    )
    TABLE = (_TABLE, "tabel", "Liagen tabel")

    def __init__(self, kind: str, word: str, *names: str) -> None:
        """Name the parts of the value."""
        self.kind = kind
        self.word = word
        self.names = names

    @property
    def shown(self) -> str:
        """Return the name that a Dutch Word shows."""
        return self.names[0] if self in _DUTCH else self.names[1]

    @property
    def built_in(self) -> str:
        """Return the name by which Word knows the style as its own, or an empty string for one of ours."""
        if self in _DUTCH:
            return self.names[0] if self is StyleRole.LINK else ""
        return self.names[0].lower() if self in _LOWER else self.names[0]


_LOWER: Final = frozenset(
    (
        *(StyleRole.HEADING_1, StyleRole.HEADING_2, StyleRole.HEADING_3, StyleRole.CAPTION),
        *(StyleRole.CONTENTS_ENTRY, StyleRole.COMMENT, StyleRole.COMMENT_MARK),
    )
)

_DUTCH: Final = frozenset(
    (
        *(
            StyleRole.TITLE_DETAIL,
            StyleRole.TEXT_AFTER_TABLE,
            StyleRole.LEAD,
            StyleRole.BOX,
            StyleRole.CELL,
            StyleRole.HEADER_CELL,
        ),
        *(StyleRole.LINK, StyleRole.FILL, StyleRole.TABLE),
    )
)

ROLE_WORDS: Final = tuple(role.word for role in StyleRole)
HEADINGS: Final = {1: StyleRole.HEADING_1, 2: StyleRole.HEADING_2, 3: StyleRole.HEADING_3}

PARAGRAPHS: Final = {
    "tekst": StyleRole.TEXT,
    "inleiding": StyleRole.LEAD,
    "kader": StyleRole.BOX,
    "bijschrift": StyleRole.CAPTION,
    "titel": StyleRole.TITLE,
    "ondertitel": StyleRole.SUBTITLE,
    "titelgegevens": StyleRole.TITLE_DETAIL,
}

# Styles that Word makes by itself on first use, or that are for a title page only: a style file that never used them
# is not refused for it.
SUBSTITUTES: Final = {
    StyleRole.TITLE: StyleRole.TEXT,
    StyleRole.SUBTITLE: StyleRole.TEXT,
    StyleRole.TITLE_DETAIL: StyleRole.TEXT,
    StyleRole.CONTENTS_TITLE: StyleRole.TEXT,
    StyleRole.CONTENTS_ENTRY: StyleRole.TEXT,
    StyleRole.COMMENT: StyleRole.TEXT,
}

OPTIONAL: Final = frozenset({*SUBSTITUTES, StyleRole.COMMENT_MARK})


@dataclass(frozen=True)
class NamedStyle:
    """What a municipality calls the style for a role, and the place where it says so."""

    word: str
    style: str
    file: str
    line: int
    column: int


@dataclass(frozen=True)
class HouseStyle:
    """A municipality's own Word file, and the styles that it names itself."""

    file: Path
    names: tuple[NamedStyle, ...] = ()


def find_by_word_names(styles: Styles) -> dict[StyleRole, BaseStyle]:
    """Return the styles that have exactly the name that Word or we give them."""
    known = {(_kind(style), (style.name or "").casefold()): style for style in styles}
    found = {role: known.get((role.kind, role.names[0].casefold())) for role in StyleRole}
    return {role: style for role, style in found.items() if style}


def find_by_role(styles: Styles, names: Iterable[NamedStyle]) -> dict[StyleRole, BaseStyle]:
    """Return the style of each role that has one: named by the municipality, or known by a name or id.

    Raises StyleError for every named style that is not there.
    """
    known = _by_any_name(styles)
    found = _named(known, names)
    for role in StyleRole:
        keys = ((role.kind, plain(name)) for name in role.names)
        style = next((known[key] for key in keys if key in known), None)
        if style is not None:
            found.setdefault(role, style)
    defaults = [style for style in styles if _kind(style) == _PARAGRAPH and style.element.default]
    if defaults:
        found.setdefault(StyleRole.TEXT, defaults[-1])
    return found


def plain(name: str) -> str:
    """Return a name of a style without what people write in different ways."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def _kind(style: BaseStyle) -> str:
    """Return the kind of a style."""
    return style.element.get(f"{W}type") or _PARAGRAPH


def _by_any_name(styles: Styles) -> dict[tuple[str, str], BaseStyle]:
    """Return the styles by kind and name; a name goes before another name (alias), that before an id."""
    known: dict[tuple[str, str], BaseStyle] = {}
    everything = list(styles)
    for style in everything:
        known.setdefault((_kind(style), plain(style.name or "")), style)
    for style in everything:
        for name in _aliases(style):
            known.setdefault((_kind(style), plain(name)), style)
    for style in everything:
        known.setdefault((_kind(style), plain(style.style_id or "")), style)
    return known


def _aliases(style: BaseStyle) -> Iterator[str]:
    """Yield the other names of a style."""
    for aliases in style.element.findall(f"{W}aliases"):
        yield from (aliases.get(VAL) or "").split(",")


def _named(known: Mapping[tuple[str, str], BaseStyle], names: Iterable[NamedStyle]) -> dict[StyleRole, BaseStyle]:
    """Return the styles that the municipality names."""
    roles = {role.word: role for role in StyleRole}
    found: dict[StyleRole, BaseStyle] = {}
    problems: list[Problem] = []
    for named in names:
        role = roles[named.word]
        style = known.get((role.kind, plain(named.style)))
        if style is not None:
            found[role] = style
            continue
        there = {each.name for (kind, _), each in known.items() if kind == role.kind and each.name}
        hint = suggest(named.style, sorted(there)) or "; neem de naam over uit het venster Stijlen van Word"
        message = f"het stijlbestand heeft geen {KINDS[role.kind]} «{named.style}»{hint}"
        problems.append(Problem(named.file, message, place=(named.line, named.column), field=named.word))
    if problems:
        raise StyleError(problems)
    return found
