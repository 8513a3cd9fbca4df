"""A document of texts that was edited in Word, back into a package: only what was changed, everything or nothing."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile
from pathlib import Path
from typing import Final, Literal

from liagen.document.blocks import Link, Text
from liagen.document.texts import CarriedText, LineSpan, Locked, ReadText, ReadTexts, TextLine
from liagen.errors import DraftError, LibraryError, Problem
from liagen.files.load import real_path
from liagen.files.yaml_in import dotted
from liagen.library.dutch import shortened
from liagen.library.layers import Layers, LibraryFile
from liagen.library.markup import MAX_ADDRESS
from liagen.library.own_questions import read_own_questions
from liagen.library.package import OWN_QUESTIONS, TABLES, Package, TextFile, pack_members
from liagen.library.wording_parser import MAX_SIZE
from liagen.profile.own_fields import fields_in_use
from liagen.workshop.check import check_package
from liagen.workshop.mistakes import is_warning
from liagen.workshop.package_texts import (
    PackageText,
    ShownTexts,
    folder_of,
    own_questions,
    package_texts,
    piece_words,
    pieces_in,
    shown_digest,
)
from liagen.workshop.put_texts import FileNow, NewText, NotPut, put_texts
from liagen.workshop.template_text import MARK, has_open_mark, rebuilt, unbalanced
from liagen.workshop.typed_signs import has_straight_quotes, unreadable_sign, with_our_signs, words_of

_ADDRESS: Final = re.compile(r"https://[A-Za-z0-9][!-'*-;=?-Z\]^-z|~-]*")
_LONGEST: Final = 60
_BEGIN: Final = 40
_MOST_LINES: Final = 1_000

ChangeKind = Literal["veranderd", "nieuw", "weg"]
"""Over what the package says itself, different from the package below, or taken away."""


@dataclass(frozen=True)
class TextChange:
    """A text that came back changed: where it stands, and what became of it."""

    where: str
    kind: ChangeKind


@dataclass(frozen=True)
class FromWord:
    """What comes of a document: the files to write by their name in the package, and what is to be told.

    ``stale`` are the changed texts that are not taken over, as the package says something else by now.
    """

    files: Mapping[str, str]
    changes: tuple[TextChange, ...]
    stale: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """Where the texts go: the packages that count there, lowest first, and the one to write in.

    ``own`` is None when that is still to be made. ``document`` is what messages call the Word file.
    """

    packages: Sequence[Package]
    own: Package | None
    folder: Path
    document: str


def from_word(read: ReadTexts, target: Target) -> FromWord:
    """Return what is to be written. Raises DraftError with every paragraph that cannot be taken over."""
    own_fields, _ = read_own_questions(target.packages)
    with fields_in_use(own_fields):
        return _Taker(read, target).result()


def check_result(target: Target, files: Mapping[Path, bytes], below: Sequence[Path]) -> None:
    """Raise LibraryError with what would be wrong with the package that is not wrong now; ``files`` are by path."""
    members = pack_members(target.own) if target.own is not None else {}
    members |= {path.relative_to(target.folder).as_posix(): data for path, data in files.items()}
    with tempfile.TemporaryDirectory(prefix="liagen-") as made:
        trial = Path(made) / real_path(target.folder).name
        for name, data in members.items():
            (trial / name).parent.mkdir(parents=True, exist_ok=True)
            (trial / name).write_bytes(data)
        found = [
            _moved(each, trial, target.folder) for each in check_package(trial, below) if not is_warning(each.code)
        ]
    if not found:
        return
    # What was wrong already is for `sjabloon controleer`: it does not keep other texts from coming in.
    before = {(each.file, each.message) for each in check_package(target.folder, below)} if target.own else set()
    if wrong := [each for each in found if (each.file, each.message) not in before]:
        raise LibraryError(wrong)


def _moved(problem: Problem, trial: Path, folder: Path) -> Problem:
    """Return a problem of the trial as one of the package."""
    path = Path(problem.file)
    return replace(problem, file=str(folder / path.relative_to(trial))) if path.is_relative_to(trial) else problem


# ------------------------------------------------------------ text by text


@dataclass
class _Taker:
    """Takes the changed texts of one document."""

    read: ReadTexts
    target: Target
    problems: list[Problem] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._layers = Layers(self.target.packages)
        self._texts = {text.id: text for text in package_texts(self._layers)}
        self._shown = ShownTexts(piece_words(self.target.packages))
        self._old: dict[str, tuple[TextLine, ...]] = {}
        self._sources: dict[int, str] = {}

    def result(self) -> FromWord:
        """Return what comes of it."""
        for each in self.read.texts:
            self._learn(each.carried)
        shown = [piece.text for piece in self.read.pieces]
        changed = [
            each for each in self.read.texts if each.broken or shown_digest(each.lines, shown) != each.carried.shown
        ]
        found = [new for each in changed if (new := self._taken(each)) is not None]
        if self.problems:
            raise DraftError(self.problems)
        files = dict(self._files(found))
        if self.problems:
            raise DraftError(self.problems)
        self._tell()
        changes = tuple(TextChange(_where(new.text), self._kind(new)) for new in found)
        self.told += [line for new, change in zip(found, changes, strict=True) for line in _whole_list(new, change)]
        return FromWord(files, changes, tuple(self.stale), tuple(dict.fromkeys(self.told)))

    def _learn(self, carried: CarriedText) -> None:
        """Find out what the pieces of a text stand for, when it is still typed as it was."""
        text = self._texts.get(carried.id)
        if text is None or text.digest != carried.source:
            return
        lines = self._shown.lines(text)
        own = pieces_in(lines)
        if len(own) != len(carried.pieces):
            return
        numbers = iter(carried.pieces)
        self._old[carried.id] = tuple(
            TextLine(
                line.kind,
                tuple(replace(each, number=next(numbers)) if isinstance(each, Locked) else each for each in line.spans),
            )
            for line in lines
        )
        for number, source in zip(carried.pieces, own, strict=True):
            self._sources.setdefault(number, self._shown.book.sources[source])

    def _taken(self, read: ReadText) -> NewText | None:
        """Return a changed text as the package is to have it; None when nothing is to be changed after all."""
        carried, text = read.carried, self._texts.get(read.carried.id)
        where = _where(text) if text else read.carried.id
        before = len(self.problems)
        for words in read.broken:
            self._refuse(
                where, read.lines, f"het vakje «{shortened(words, _LONGEST)}» is veranderd of is niet van hier"
            )
        if text is None or carried.id not in self._old:
            now = " / ".join(self._readable(line) for line in read.lines)
            self.stale.append(f"{where}: {shortened(now, 400)}")
            return None
        if len(read.lines) > _MOST_LINES or sum(len(self._readable(line)) for line in read.lines) > MAX_SIZE:
            self._refuse(where, read.lines, "deze tekst is te lang geworden; maak er meer teksten van")
            return None
        old = self._old[carried.id]
        new = self._lines(where, text, old, read.lines)
        self._check(where, new)
        if len(self.problems) > before:
            return None
        plain_old = tuple(with_our_signs(line, keeps_straight=True, is_listed=False).line for line in old)
        source = rebuilt(text.cut, plain_old, new, self._sources.__getitem__, lists=bool(text.part))
        if source == text.source:
            return None
        marks = MARK.findall(source)
        wrong = unbalanced(marks)
        if wrong is not None:
            shown = self._shown.book.pieces[self._shown.book.number(marks[wrong])].text
            line = next((each for each in new if shown in self._readable(each)), None)
            message = f"bij het vakje «{shown}» hoort een ander vakje, dat weg is of op de verkeerde plek staat"
            self._refuse(where, [line] if line else new, message)
            return None
        return NewText(text, source if source.strip() else None)

    def _lines(
        self, where: str, text: PackageText, old: Sequence[TextLine], lines: Sequence[TextLine]
    ) -> tuple[TextLine, ...]:
        """Return the paragraphs with our signs, and without what cannot come along."""
        keeps = has_straight_quotes(old)
        found: list[TextLine] = []
        for each in lines:
            ours = with_our_signs(each, keeps, is_listed=bool(text.part))
            if ours.has_loose_quote:
                self.told.append(f"{where}: een los aanhalingsteken in «{shortened(words_of(each), _LONGEST)}»")
            found.append(replace(ours.line, spans=tuple(self._linked(where, span) for span in ours.line.spans)))
        if sum(words_of(line).count("\n") for line in lines) > sum(words_of(line).count("\n") for line in old):
            self.told.append(f"{where}: een regeleinde binnen een alinea werd een spatie")
        if text.part:
            return tuple(found)
        if any(line.kind != "alinea" for line in found) and all(line.kind == "alinea" for line in old):
            self.told.append(f"{where}: een lijst of kader kan hier niet; het werd gewone tekst")
            found = [replace(line, kind="alinea") for line in found]
        if len(old) == 1 and len(found) > 1:
            self.told.append(f"{where}: hier past één alinea; de alinea's staan nu achter elkaar")
            spans = [span for line in found for span in (Text(" "), *line.spans)]
            found = [TextLine(found[0].kind, tuple(spans[1:]))]
        return tuple(found)

    def _linked(self, where: str, span: LineSpan) -> LineSpan:
        if not isinstance(span, Link) or (_ADDRESS.fullmatch(span.target) and len(span.target) <= MAX_ADDRESS):
            return span
        self.told.append(
            f"{where}: de koppeling achter «{shortened(span.text, _LONGEST)}» ging niet mee; alleen https kan"
        )
        return Text(span.text)

    def _check(self, where: str, lines: Sequence[TextLine]) -> None:
        """Keep what is wrong with paragraphs that were changed."""
        known = self._sources
        for line in lines:
            lost = [each.number for each in line.spans if isinstance(each, Locked) and each.number not in known]
            for number in lost:
                shown = self.read.pieces[number].text
                message = f"het vakje «{shown}» staat nu anders in het pakket; maak het document opnieuw"
                self._refuse(where, [line], message)
            if has_open_mark(line):
                message = "hier staat een halve accolade; schrijf {{ veld }} of {% … %} helemaal, of haal haar weg"
                self._refuse(where, [line], message)
        if unreadable := unreadable_sign(lines):
            message = "hier staat een teken dat alleen een lettertype van Word kent; typ een gewoon teken"
            self._refuse(where, [unreadable], message)

    def _refuse(self, where: str, lines: Sequence[TextLine], message: str) -> None:
        begin = shortened(self._readable(lines[0]), _BEGIN) if lines else ""
        quoted = f", alinea «{begin}»" if begin else ""
        self.problems.append(Problem(self.target.document, f"{where}{quoted}: {message}"))

    def _readable(self, line: TextLine) -> str:
        return "".join(
            self.read.pieces[each.number].text if isinstance(each, Locked) else each.text for each in line.spans
        )

    def _kind(self, new: NewText) -> ChangeKind:
        if new.source is None:
            return "weg"
        own = self.target.own
        stands = own is not None and new.text.file in own.files and _says(own, new.text)
        return "veranderd" if stands else "nieuw"

    # -------------------------------------------------------- files

    def _files(self, found: Sequence[NewText]) -> Iterator[tuple[str, str]]:
        for name, group in groupby(sorted(found, key=lambda new: new.text.file), lambda new: new.text.file):
            texts = list(group)
            own = self.target.own
            has_file = own is not None and name in own.files
            parts = _own_file(own, name).parts if own is not None and has_file else {}
            raw = (self.target.folder / name).read_bytes().decode("utf-8") if has_file else None
            try:
                yield name, put_texts(FileNow(name, raw, parts, _file(self._layers, name)), texts)
            except NotPut:
                for new in texts:
                    message = "deze tekst kan liagen niet zelf in uw bestand zetten; verander haar daar zelf"
                    self._refuse(_where(new.text), (), message)

    def _tell(self) -> None:
        words = {
            "opmerking": "opmerking in de kantlijn", "beeld": "beeld", "opmaak": "opmaak (onderstreept, doorgehaald of "
            "gekleurd)", "tabel": "tabel", "noot": "voetnoot", "kop": "kop; het werd gewone tekst",
            "teken": "teken uit een lettertype van Word", "lijst": "lijst in een lijst; zij werd plat",
            "buiten": "tekst buiten de vakken van liagen", "veld": "veld van Word", "link": "koppeling",
        }  # fmt: skip
        for each in self.read.remarks:
            where = f"{self._place(each.id)}: " if each.id else ""
            if each.kind == "wijzigingen":
                self.told.append("er staan bijgehouden wijzigingen open; liagen las het document alsof u ze accepteert")
                continue
            quoted = f" «{shortened(each.words, _LONGEST)}»" if each.words else ""
            self.told.append(f"{where}gaat niet mee: {words[each.kind]}{quoted}")
        self.told += [
            f"{self._place(key)}: staat niet meer in het document; er verandert niets" for key in self.read.gone
        ]

    def _place(self, key: str) -> str:
        return _where(self._texts[key]) if key in self._texts else key


def _whole_list(new: NewText, change: TextChange) -> Iterator[str]:
    """Tell of a list that had to be taken over whole, as lists of packages replace each other."""
    names = [*takewhile(lambda name: isinstance(name, str), new.text.path)]
    if change.kind == "nieuw" and len(names) < len(new.text.path):
        listed = dotted((*names,))
        yield f"{change.where}: de hele lijst `{listed}` staat nu in uw pakket, en volgt het pakket eronder niet meer"


def _file(layers: Layers, name: str) -> LibraryFile:
    if name == OWN_QUESTIONS:
        return own_questions(layers)
    if name in TABLES:
        return layers.table(name)
    return next(card for card in layers.cards(folder_of(name)) if f"{folder_of(name)}/{card.key}.md" == name)


def _own_file(own: Package, name: str) -> LibraryFile:
    return _file(Layers((own,)), name)


def _says(own: Package, text: PackageText) -> bool:
    """Say whether a package itself says a text."""
    return any(each.id == text.id for each in package_texts(Layers((replace(own, files=_only(own, text.file)),))))


def _only(own: Package, name: str) -> dict[str, TextFile]:
    return {name: own.files[name]}


def _where(text: PackageText) -> str:
    """Return where a text stands, for a message."""
    if text.part:
        return f"{text.file}, deel {text.part.replace('_', ' ')}"
    return f"{text.file}, {' '.join(str(each + 1) if isinstance(each, int) else each for each in text.path)}"
