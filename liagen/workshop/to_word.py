"""The texts of a package as one document to edit in Word, card by card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import PurePath, PurePosixPath
from typing import Any, Final

from liagen import __version__
from liagen.document.blocks import Text
from liagen.document.texts import EditableText, Locked, TextDocument, TextGroup, TextLine, TextsMade
from liagen.library.layers import ROWS, Layers
from liagen.library.own_questions import read_own_questions
from liagen.library.package import HEAD, OPTIONS, Package
from liagen.profile.own_fields import fields_in_use
from liagen.workshop.package_texts import OUTLINES, PackageText, ShownTexts, folder_of, package_texts, piece_words
from liagen.workshop.piece_words import DocumentWords, PieceWords, document_words, filled
from liagen.workshop.plain_text import variants
from liagen.workshop.template_text import MARK, cut, lines_of

_RULES: Final = ("bestaat_als", "niet_als", "kies_als")


@dataclass(frozen=True)
class TextsWanted:
    """What is asked for: the package, with ``whole`` also what lies below it; the name of the file that is made."""

    own: Package
    whole: bool
    file: str
    date: str


def text_document(packages: Sequence[Package], wanted: TextsWanted) -> TextDocument:
    """Return the document; ``packages`` are the whole stack, lowest first, with the wanted one in it."""
    own, _ = read_own_questions(packages)
    with fields_in_use(own):
        return _Maker(packages, wanted).document()


def place_of(package: Package) -> str:
    """Return where a package stands, for who brings its texts back; empty for what is not below where one works.

    So a document tells no one what the folders of its maker are called, and leads to no folder elsewhere.
    """
    path = PurePath(package.label)
    is_here = not package.shipped and not path.is_absolute() and ".." not in path.parts
    return path.as_posix() if is_here else ""


class _Maker:
    """Makes one document."""

    def __init__(self, packages: Sequence[Package], wanted: TextsWanted) -> None:
        self._packages = packages
        self._wanted = wanted
        self._words: DocumentWords = document_words()
        self._pieces: PieceWords = piece_words(packages)
        self._shown = ShownTexts(self._pieces)
        self._themes = Layers(packages).table(HEAD).tree.mapping.get("themas")

    def document(self) -> TextDocument:
        own, words = self._wanted.own, self._words
        layers = Layers(self._packages if self._wanted.whole else (own,))
        groups = tuple(self._groups(list(package_texts(layers))))
        intro = tuple(line for text in words.uitleg for line in self._intro(text))
        return TextDocument(
            filled(words.titel, pakket=own.name),
            filled(words.lopend, pakket=own.name, versie=own.version),
            self._wanted.date,
            intro,
            words.kolommen,
            dict(words.soorten),
            words.vast,
            groups,
            tuple(self._shown.book.pieces),
            TextsMade(own.name, own.version, place_of(own), __version__),
        )

    def _intro(self, text: str) -> tuple[TextLine, ...]:
        own = self._wanted.own
        folder = " MAP" if own.shipped else ""
        told = filled(text, pakket=own.name, versie=own.version, bestand=self._wanted.file, map=folder)
        marks = (found := cut(told)).marks
        return tuple(
            replace(
                line, spans=tuple(Text(marks[each.number]) if isinstance(each, Locked) else each for each in line.spans)
            )
            for line in lines_of(found, marks.index)
        )

    def _groups(self, texts: Sequence[PackageText]) -> Iterator[TextGroup]:
        section = ""
        for file, group in groupby(self._in_order(texts), lambda text: text.file):
            if (title := self._section(file)) != section:
                section = title
                yield TextGroup(2, section, (), ())
            found = list(group)
            yield TextGroup(3, self._title(file), tuple(self._about(file)), tuple(map(self._editable, found)))

    def _in_order(self, texts: Sequence[PackageText]) -> list[PackageText]:
        """Return texts with the options first, by theme; fixed texts as they stand in the documents that take them."""
        themes = list(self._themes) if isinstance(self._themes, dict) else []
        told = list(self._used)

        def place(text: PackageText) -> tuple[int, int, str]:
            folder = folder_of(text.file)
            if folder == "teksten":
                key = PurePosixPath(text.file).stem
                return 2, told.index(key) if key in told else len(told), ""
            if folder.startswith(OPTIONS):
                theme = folder.removeprefix(OPTIONS)
                return 0, themes.index(theme) if theme in themes else len(themes), folder
            return 1 if folder == "risicos" else 3, 0, ""

        return sorted(texts, key=place)  # within a folder they stand in order of name, and stay so

    def _section(self, file: str) -> str:
        folder, told = folder_of(file), self._words.onderdelen
        if not folder.startswith(OPTIONS):
            return told.get(folder, told["tabellen"])
        key = folder.removeprefix(OPTIONS)
        row = self._themes.get(key) if isinstance(self._themes, dict) else None
        title = row.get("titel") if isinstance(row, dict) else None
        return filled(told["opties"], thema=_plain(title) if isinstance(title, str) else key)

    @cached_property
    def _cards(self) -> Mapping[str, Any]:
        """Return what the keys of each card say, by file, with all packages laid on each other."""
        layers = Layers(self._packages)
        return {
            f"{folder}/{card.key}.md": card.tree.mapping for folder in layers.folders for card in layers.cards(folder)
        }

    @cached_property
    def _used(self) -> Mapping[str, str]:
        """Return where each fixed text stands, by its key, in the order of the documents and their sections."""
        found: dict[str, str] = {}
        layers = Layers(self._packages)
        for name in (each for each in OUTLINES if layers.has(each)):
            value = layers.table(name).tree.mapping
            rows = value.get("onderdelen")
            sections = rows if isinstance(rows, list) else []
            for row in [{key: each for key, each in value.items() if key != "onderdelen"}, *sections]:
                title = row.get("titel") if isinstance(row, dict) else None
                where = filled(
                    self._words.over["plek"], bestand=name, titel=_plain(title) if isinstance(title, str) else ""
                )
                for key in _texts_named(row):
                    found.setdefault(key, where)
        return found

    def _title(self, file: str) -> str:
        title = self._cards.get(file, {}).get("titel")
        if isinstance(title, str):
            return _plain(title) or PurePosixPath(file).stem
        return PurePosixPath(file).name if "/" not in file else PurePosixPath(file).stem.replace("_", " ").capitalize()

    def _about(self, file: str) -> Iterator[str]:
        told, card = self._words.over, self._cards.get(file, {})
        used = self._packages if self._wanted.whole else (self._wanted.own,)
        package = next(each for each in reversed(used) if file in each.files)
        yield filled(told["kaart"], bestand=file, pakket=package.name)
        if file.startswith("teksten/") and (where := self._used.get(PurePosixPath(file).stem)):
            yield where
        if file.startswith("risicos/"):
            for key in ("als", "vangnet"):
                if isinstance(condition := card.get(key), str):
                    yield filled(told[f"risico_{key}"], als=self._pieces.condition(condition))

    def _editable(self, text: PackageText) -> EditableText:
        label, about = self._label(text)
        return self._shown.editable(text, label, about)

    def _label(self, text: PackageText) -> tuple[str, str]:
        """Return which text it is, and when it is used."""
        words, path = self._words, text.path
        if text.part:
            return words.delen[text.part], ""
        told, last = words.labels, str(path[-1])
        what = words.sleutels.get(last, last.replace("_", " "))
        about = self._condition(text.beside)
        match path:
            case ("titel",):
                return told["titel"], ""
            case (rule, int(), "reden") if rule in _RULES:
                return filled(told["reden"], oordeel=words.oordelen[str(rule)]), about
            case ("praktijk", int(), "tekst"):
                return filled(told["praktijk"], gemeente=str(text.beside.get("gemeente", ""))), ""
            case ("doelen", name, _):
                return filled(told["doel"], naam=str(name), wat=what), about if last == "wat" else ""
            case ("uren", int(number), _):
                return filled(told["uren"], nummer=str(number + 1), wat=what), ""
            case (str(),):
                return what, ""
        rows = ROWS.get(text.file)
        inner = path[1:] if rows and path[0] == rows else path
        name = " ".join(str(each + 1) if isinstance(each, int) else each.replace("_", " ") for each in inner[:-1])
        return filled(told["rij"], naam=name, wat=what), about

    def _condition(self, group: Mapping[str, Any]) -> str:
        condition = group.get("als")
        return filled(self._words.als, als=self._pieces.condition(condition)) if isinstance(condition, str) else ""


def _texts_named(value: Any) -> Iterator[str]:
    """Give the keys of the fixed texts that a part of an outline takes in."""
    if isinstance(value, dict):
        if isinstance(key := value.get("tekst"), str):
            yield key
        for each in value.values():
            yield from _texts_named(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_named(each)


def _plain(title: str) -> str:
    """Return a title without pieces of template, for a heading."""
    told = MARK.sub(lambda found: "…" if found[0].startswith("{{") else found[0], title)
    return " ".join(next(variants(told)).text.replace("*", "").replace("\\", "").split())
