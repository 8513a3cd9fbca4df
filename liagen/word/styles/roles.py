"""What styles are for, and the names under which Word and municipalities know them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

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
    PROPOSAL = (_CHARACTER, "voorzet", "Voorzet")
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
        return self.names[0] if self in _DUTCH_NAMED else self.names[1]

    @property
    def built_in(self) -> str:
        """Return the name by which Word knows the style as its own, or an empty string for one of ours."""
        if self in _DUTCH_NAMED:
            return self.names[0] if self is StyleRole.LINK else ""
        # Word writes some of its own names in small letters, and takes «Heading 1» with a capital for a style of
        # someone else.
        return self.names[0].lower() if self in _LOWER_CASE else self.names[0]


_LOWER_CASE: Final = frozenset(
    (
        *(StyleRole.HEADING_1, StyleRole.HEADING_2, StyleRole.HEADING_3, StyleRole.CAPTION),
        *(StyleRole.CONTENTS_ENTRY, StyleRole.COMMENT, StyleRole.COMMENT_MARK),
    )
)

_DUTCH_NAMED: Final = frozenset(
    (
        *(
            StyleRole.TITLE_DETAIL,
            StyleRole.TEXT_AFTER_TABLE,
            StyleRole.LEAD,
            StyleRole.BOX,
            StyleRole.CELL,
            StyleRole.HEADER_CELL,
        ),
        *(StyleRole.LINK, StyleRole.FILL, StyleRole.PROPOSAL, StyleRole.TABLE),
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
    "ondertekening": StyleRole.TEXT,
}

# Styles that Word makes by itself on first use, that are for a title page only, or that came later: a style file that
# never used them is not refused for it.
SUBSTITUTES: Final = {
    StyleRole.TITLE: StyleRole.TEXT,
    StyleRole.SUBTITLE: StyleRole.TEXT,
    StyleRole.TITLE_DETAIL: StyleRole.TEXT,
    StyleRole.CONTENTS_TITLE: StyleRole.TEXT,
    StyleRole.CONTENTS_ENTRY: StyleRole.TEXT,
    StyleRole.COMMENT: StyleRole.TEXT,
    StyleRole.PROPOSAL: StyleRole.FILL,
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


def normalized_name(name: str) -> str:
    """Return a name of a style without what people write in different ways."""
    return re.sub(r"[\s_-]+", "", name).casefold()
