"""The texts of a package that may be edited in Word, each with where it stands and what it is shown as."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Final

from liagen.document.texts import EditableText, Locked, TextLine
from liagen.errors import Problem
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted
from liagen.library.cards import PARTS
from liagen.library.layers import ROWS, Layers, LibraryFile
from liagen.library.package import HEAD, OPTIONAL_OUTLINES, OPTIONS, OWN_QUESTIONS, PAPERS, TABLES, Package
from liagen.library.tone import REPLACED
from liagen.library.wording_parser import row_specs
from liagen.profile.fields import FieldSpec, field_specs
from liagen.workshop.own_files import PROSE, text_values
from liagen.workshop.piece_words import CLOSE, OPEN, PieceBook, PieceWords, card_titles
from liagen.workshop.template_text import CutText, TypedParagraph, cut, is_kept, lines_of, written_line

OUTLINES: Final = ("opbouw.yaml", "werkblad.yaml", *PAPERS.values(), *OPTIONAL_OUTLINES)
_CARD_PROSE: Final = PROSE | {"waarvoor", "kort"}
_WORDS: Final = "woorden.yaml"
_QUESTION: Final = {"naam", "vraag", "uitleg"}
_KEY: Final = "sleutel"
_SHORT: Final = 16
_NOTHING_BELOW: Final = "LIA041"
_LOOP: Final = re.compile(r"\{%[-+]?\s*for\s+(\w+)\s+in\s+([\w.]+)")


@dataclass(frozen=True)
class PackageText:
    """One text: the file within the package, and the path of its key or the name of its part; as it is typed.

    A row with a `sleutel` goes by that in ``path``, whatever its place is, and by its place in ``place``. ``beside`` is
    the group of keys that the text stands in, for what is told beside it.
    """

    file: str
    path: YamlPath
    place: YamlPath
    part: str
    source: str
    beside: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Return what it is called in a document."""
        return f"{self.file}#{self.part}" if self.part else f"{self.file}:{dotted(self.path)}"

    @property
    def digest(self) -> str:
        """Return what tells whether it is still typed as it was."""
        return digest(self.source)

    @cached_property
    def cut(self) -> CutText:
        """Return it in paragraphs."""
        return cut(self.source)


def digest(text: str) -> str:
    """Return what tells one text from all others."""
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]


def package_texts(layers: Layers) -> Iterator[PackageText]:
    """Give every text of packages laid on each other, or of one, file by file."""
    names = set(layers.names())
    for folder in layers.folders:
        for card in layers.cards(folder):
            if not _unread(card):
                yield from _card_texts(f"{folder}/{card.key}.md", card)
    for name in TABLES:
        if name in names and not _unread(table := layers.table(name)):
            yield from _values(name, table, _prose_of(name))
    if not _unread(own := own_questions(layers)):
        yield from _values(OWN_QUESTIONS, own, _QUESTION)


def unreadable(layers: Layers) -> list[Problem]:
    """Return why texts of packages cannot be read."""
    cards = (card for folder in layers.folders for card in layers.cards(folder))
    names = set(layers.names())
    tables = (layers.table(name) for name in (*TABLES, OWN_QUESTIONS) if name in names)
    return [problem for file in (*cards, *tables) for problem in _unread(file)]


def _unread(file: LibraryFile) -> list[Problem]:
    """Return what keeps a file from being read; of one package alone there may be nothing below to take away."""
    return [problem for problem in file.problems if problem.code != _NOTHING_BELOW]


def own_questions(layers: Layers) -> LibraryFile:
    """Return the questions of the highest package: they are not laid on those of others."""
    return Layers(layers.packages[-1:]).table(OWN_QUESTIONS)


def _card_texts(name: str, card: LibraryFile) -> Iterator[PackageText]:
    yield from _values(name, card, _CARD_PROSE)
    for part in PARTS:
        if part in card.parts and card.parts[part].text.strip() != "null":
            yield PackageText(name, (), (), part, card.parts[part].text, {})


def _prose_of(name: str) -> set[str] | None:
    if name == _WORDS:
        return None
    return PROSE - {"tekst"} if name in OUTLINES else PROSE


def _values(name: str, file: LibraryFile, wanted: set[str] | None) -> Iterator[PackageText]:
    for path, value in text_values(file.tree.value, ()):
        if (wanted is None or path[-1] in wanted) and value.strip() and REPLACED not in path:
            names = keyed(name, file.tree.value, path)
            found = PackageText(name, names, path, "", value, _group(file.tree.value, path))
            if found.id.isprintable():
                yield found


def keyed(name: str, value: Any, path: YamlPath) -> YamlPath:
    """Return a path in which a row with a `sleutel` goes by that."""
    rows = ROWS.get(name)
    if rows and len(path) > 1 and path[0] == rows and isinstance(path[1], int):
        row = value[rows][path[1]]
        if isinstance(row, dict) and isinstance(row.get(_KEY), str):
            return (rows, row[_KEY], *path[2:])
    return path


def _group(value: Any, path: YamlPath) -> Mapping[str, Any]:
    for name in path[:-1]:
        value = value[name]
    return value if isinstance(value, dict) else {}


# ------------------------------------------------------------ as they are shown


class ShownTexts:
    """Shows texts as lines, with numbers for the pieces of template in them."""

    def __init__(self, words: PieceWords) -> None:
        """Begin without a piece."""
        self.book = PieceBook(words)

    def lines(self, text: PackageText) -> tuple[TextLine, ...]:
        """Return the paragraphs of a text; one that would not come back as it is, is locked as a whole."""
        shown = lines_of(text.cut, self.book.number)
        pairs = zip(text.cut.paragraphs, shown, strict=True)
        return tuple(self._line(paragraph, line) for paragraph, line in pairs)

    def editable(self, text: PackageText, label: str, about: str) -> EditableText:
        """Return a text as it stands in the document."""
        lines = self.lines(text)
        return EditableText(
            text.id, label, about, lines, text.digest, shown_digest(lines, self.texts), pieces_in(lines)
        )

    @property
    def texts(self) -> Sequence[str]:
        """Return what each piece shows, by number."""
        return [piece.text for piece in self.book.pieces]

    def _line(self, paragraph: TypedParagraph, line: TextLine) -> TextLine:
        texts = "".join(span.text for span in line.spans if not isinstance(span, Locked))
        if OPEN in texts or CLOSE in texts or not is_kept(paragraph, line, self.book.sources.__getitem__):
            return TextLine("alinea", (Locked(self.book.number_of_whole(paragraph.source)),))
        return line


def pieces_in(lines: Sequence[TextLine]) -> tuple[int, ...]:
    """Return the numbers of the pieces in lines, as they follow each other."""
    return tuple(span.number for line in lines for span in line.spans if isinstance(span, Locked))


def shown_digest(lines: Sequence[TextLine], texts: Sequence[str]) -> str:
    """Return what tells whether lines are still as they were shown."""
    return digest("\n".join(f"{line.kind} {written_line(line, texts.__getitem__, in_list=False)}" for line in lines))


def piece_words(packages: Sequence[Package]) -> PieceWords:
    """Return the words for the pieces of packages laid on each other."""
    layers = Layers(packages)
    options = [
        (card.key, card.tree.mapping.get("titel"))
        for folder in layers.folders
        if folder.startswith(OPTIONS)
        for card in layers.cards(folder)
    ]
    rows = layers.table(HEAD).tree.mapping.get("instellingen")
    settings = {
        key: row["waarde"]
        for key, row in (rows.items() if isinstance(rows, dict) else ())
        if isinstance(row, dict) and isinstance(row.get("waarde"), int)
    }
    return PieceWords(card_titles(options), settings, _rows_of_loops(packages))


def _rows_of_loops(packages: Sequence[Package]) -> Mapping[str, Mapping[str, FieldSpec]]:
    """Return what may be asked of the rows of each loop, by the name of the row, where that means one list only."""
    found: dict[str, set[str]] = {}
    for package in packages:
        for file in package.files.values():
            for name, path in _LOOP.findall(file.text):
                found.setdefault(name, set()).add(path)
    lists = {name: next(iter(paths)) for name, paths in found.items() if len(paths) == 1}
    known = field_specs()
    return {name: row_specs(name, path) for name, path in lists.items() if path in known}


def folder_of(name: str) -> str:
    """Return the folder of a file within a package."""
    return PurePosixPath(name).parent.as_posix()
