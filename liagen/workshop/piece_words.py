"""What a piece of template means, in words, for who edits the text around it."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from liagen.document.texts import Piece, PieceLook
from liagen.errors import LibraryError
from liagen.files.yaml_in import parse_yaml
from liagen.library.condition_parser import ConditionError, Scope, parse_condition
from liagen.library.condition_words import ConditionWriter
from liagen.library.derived import spec_of
from liagen.library.dutch import shortened
from liagen.profile.fields import FieldSpec
from liagen.workshop.template_text import MARK

OPEN: Final = "‹"
CLOSE: Final = "›"
"""What a piece of template stands between; a text that has these signs itself is not edited in Word."""

_FILE: Final = "word_texts.yaml"
_STATEMENT: Final = re.compile(r"\{%[-+]?\s*(\w+)\s*(.*?)\s*[-+]?%\}", re.DOTALL)
_LOOP: Final = re.compile(r"\w+\s+in\s+([\w.]+)\s*(\|?)")
_OUTPUT: Final = re.compile(r"\{\{[-+]?\s*(.*?)\s*[-+]?\}\}", re.DOTALL)
_CALL: Final = re.compile(r"(\w+)\(\s*['\"](.*?)['\"]\s*\)")
_FILTER: Final = re.compile(r"(\w+)\s*(?:\(\s*(?:['\"](.*?)['\"])?.*\))?", re.DOTALL)
_PICTURE: Final = re.compile(r"!\[(.*?)\]")
_FILL: Final = re.compile(r"\[(invullen|[Vv]oorzet):[^\[\]]+\](?:\((.*)\))?")
_NAME: Final = re.compile(r"\{([a-z_]+)\}")
_LONGEST: Final = 80

_Words = Annotated[str, Field(min_length=1)]


class DocumentWords(BaseModel):
    """All words of a document of texts; see word_texts.yaml."""

    model_config = ConfigDict(extra="allow", frozen=True)

    titel: _Words
    lopend: _Words
    kolommen: tuple[_Words, _Words]
    vast: _Words
    soorten: dict[PieceLook, _Words]
    uitleg: tuple[_Words, ...]
    onderdelen: dict[str, _Words]
    over: dict[str, _Words]
    labels: dict[str, _Words]
    als: _Words
    oordelen: dict[str, _Words]
    delen: dict[str, _Words]
    sleutels: dict[str, _Words]
    stukken: dict[str, _Words]
    filters: dict[str, _Words]
    velden: dict[str, _Words]

    def word(self, key: str, **values: str) -> str:
        """Return the words behind a key of the file, with values in the place of their names."""
        return filled(str((self.model_extra or {})[key]), **values)


@lru_cache(maxsize=1)
def document_words() -> DocumentWords:
    """Return the words of the document. Raises LibraryError when the file of liagen itself is broken."""
    text = importlib.resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    tree = parse_yaml(text, _FILE)
    if tree.problems:
        raise LibraryError(tree.problems)
    return DocumentWords.model_validate(tree.value)


def filled(text: str, **values: str) -> str:
    """Return a text with values in the place of their names, in one go."""
    return _NAME.sub(lambda match: values.get(match[1], match[0]), text)


@dataclass(frozen=True)
class PieceWords:
    """Says what pieces of template mean.

    ``titles`` are those of the options, ``settings`` the values there are, ``rows`` what is known of the rows of loops.
    """

    titles: Mapping[str, str]
    settings: Mapping[str, int]
    rows: Mapping[str, Mapping[str, FieldSpec]] = field(default_factory=dict)
    words: DocumentWords = field(default_factory=document_words)

    def condition(self, text: str) -> str:
        """Return a condition in words; as it was typed when it is about a row of a list, or no condition."""
        try:
            found = parse_condition(" ".join(text.split()), Scope(None, frozenset(self.titles), rows=self.rows))
            return ConditionWriter(self.words.word, self.settings, _readable, self._spec).text(found.tree)
        except (ConditionError, LookupError):
            return " ".join(text.split())

    def piece(self, mark: str) -> Piece:
        """Return how a piece of template is shown."""
        told = self.words.stukken
        if found := _FILL.fullmatch(mark):
            text = MARK.sub(lambda inner: f"«{self._told(inner[0])}»", found[0][1:].partition("]")[0])
            text = f"[{text}]"
            shown = (
                f"{OPEN}{filled(told['invulplek'], plek=text, veld=self._label(found[2]))}{CLOSE}" if found[2] else text
            )
            return Piece(" ".join(shown.split()), "invulplek" if found[1] == "invullen" else "voorzet")
        is_steering = mark.startswith(("{%", "{#"))
        text = self._told(mark).replace(OPEN, "«").replace(CLOSE, "»")
        return Piece(f"{OPEN}{' '.join(text.split())}{CLOSE}", "sturing" if is_steering else "gegeven")

    def whole(self, paragraph: str) -> Piece:
        """Return how a paragraph is shown that can only be edited in the package itself."""
        told = filled(self.words.stukken["vaste_alinea"], tekst=shortened(paragraph, _LONGEST))
        return Piece(f"{OPEN}{told.replace(OPEN, '«').replace(CLOSE, '»')}{CLOSE}", "gegeven")

    def _told(self, mark: str) -> str:
        told = self.words.stukken
        if found := _STATEMENT.fullmatch(mark):
            return self._statement(found[1], found[2])
        if found := _OUTPUT.fullmatch(mark):
            return self._output(found[1])
        if mark.startswith("{#"):
            return filled(told["noot"], tekst=shortened(mark[2:-2], _LONGEST))
        if found := _PICTURE.match(mark):
            return filled(told["beeld"], tekst=found[1])
        return mark.strip("{}").replace("_", " ")

    def _statement(self, word: str, rest: str) -> str:
        told = self.words.stukken
        if word in ("if", "elif"):
            return filled(told["als" if word == "if" else "anders_als"], als=self.condition(rest))
        if word == "for" and (loop := _LOOP.match(rest)):
            return filled(told["voor_nieuwste" if loop[2] else "voor"], veld=self._label(loop[1]))
        fixed = {"else": "anders", "endif": "einde_als", "endfor": "einde_voor"}
        return told[fixed[word]] if word in fixed else f"{word} {rest}"

    def _output(self, expression: str) -> str:
        value, *filters = re.split(r"\s*\|\s*", expression)
        return ", ".join([self._value(value), *map(self._filter, filters)])

    def _value(self, text: str) -> str:
        told = self.words.stukken
        if (call := _CALL.fullmatch(text)) and call[1] in told:
            return filled(told[call[1]], sleutel=call[2], veld=self._label(call[2]))
        if text in ("hieronder",):
            return told[text]
        return self._label(text)

    def _filter(self, text: str) -> str:
        found = _FILTER.fullmatch(text)
        if found is None or found[1] not in self.words.filters:
            return text
        return filled(self.words.filters[found[1]], woorden=found[2] or "")

    def _label(self, path: str) -> str:
        if path in self.words.velden:
            return self.words.velden[path]
        try:
            return self._spec(path).label
        except LookupError:
            return path

    def _spec(self, name: str) -> FieldSpec:
        if name.startswith("keuze."):
            key = name.removeprefix("keuze.")
            label = filled(self.words.velden["oordeel"], optie=self.titles[key])
            return replace(spec_of("lia.status"), path=name, label=label)
        if (row := self.rows.get(name.partition(".")[0])) and name in row:
            return replace(row[name], label=filled(self.words.stukken["rij"], veld=row[name].label))
        return spec_of(name)


def _readable(text: str) -> str:
    return text.replace("_", " ")


class PieceBook:
    """Numbers for the pieces of a document; no two that mean something else show the same."""

    def __init__(self, words: PieceWords) -> None:
        """Begin without a piece."""
        self._words = words
        self.numbers: dict[str, int] = {}
        self.sources: list[str] = []
        self._shown: set[str] = set()
        self.pieces: list[Piece] = []

    def number(self, mark: str) -> int:
        """Return the number of a piece of template, a new one for what was not seen before."""
        if mark not in self.numbers:
            self._add(mark, self._words.piece(mark))
        return self.numbers[mark]

    def number_of_whole(self, paragraph: str) -> int:
        """Return the number of a paragraph that is locked as a whole."""
        if paragraph not in self.numbers:
            self._add(paragraph, self._words.whole(paragraph))
        return self.numbers[paragraph]

    def _add(self, mark: str, piece: Piece) -> None:
        piece = replace(piece, text="".join(letter if letter.isprintable() else "?" for letter in piece.text))
        text, times = piece.text, 1
        while text in self._shown:
            times += 1
            text = f"{piece.text[:-1]} ({times}){piece.text[-1]}"
        self._shown.add(text)
        self.numbers[mark] = len(self.pieces)
        self.sources.append(mark)
        self.pieces.append(replace(piece, text=text))


def card_titles(cards: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Return what options are called in a condition: their title, or their key when that is told by conditions."""
    return {key: title if isinstance(title, str) and "{" not in title else key for key, title in cards}
