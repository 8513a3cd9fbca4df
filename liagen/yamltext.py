"""YAML text to plain values with the place of each: the one door to PyYAML.

Safer and plainer than YAML at large: one document, no tags, no anchors or aliases, no duplicate keys, no deep
nesting; only ``true``/``false`` are booleans and dates stay text.
"""

from __future__ import annotations

import codecs
import itertools
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from liagen.errors import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_DIGITS = 4000  # int() refuses more than 4300
MAX_INVISIBLE = 20

Path = tuple[str | int, ...]
Place = tuple[int, int]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_OPEN_APOSTROPHE = re.compile(r"[:-] +('[^']*)$")
_TWO_QUOTES = "zet die tussen dubbele aanhalingstekens"


@dataclass(frozen=True)
class Decimal:
    """A number written with a point, kept as typed: ``2.000`` is a question to the writer, not 2."""

    text: str


@dataclass
class Tree:
    """What a YAML text says; ``places`` gives line and column (from 1) of every key path."""

    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: tuple[str, ...] = ()
    first_line: int = 1

    def locate(self, path: Path, word: str) -> Place:
        """Return the place of ``word`` at or shortly after the value at ``path``; else the value's own place."""
        line, column = self.place(path)
        for number in range(line - self.first_line, min(line - self.first_line + 12, len(self.rows))):
            start = column - 1 if number == line - self.first_line else 0
            found = _find_word(self.rows[number], word, start) if word else -1
            if found >= 0:
                return number + self.first_line, found + 1
        return line, column

    def place(self, path: Path) -> Place:
        """Return the place of ``path`` or of its nearest known parent."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def dotted(path: Path) -> str:
    """Return a path as a reader counts: ``("doelen", 0, "doel")`` is ``doelen.1.doel``."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path if part != "")


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Turn bytes into text: UTF-8 with or without BOM, no control characters, at most ``MAX_BYTES``."""
    if len(data) > MAX_BYTES:
        return "", [Problem(file, 0, 0, "", too_big())]
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [Problem(file, 0, 0, "", "dit is geen tekstbestand; gaf u misschien een Word-bestand op?")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # the bytes before the mistake are UTF-8, so that this counts characters and not bytes
        rows = data[: error.start].removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").split("\n")
        message = "dit teken is geen UTF-8; bewaar het bestand opnieuw en kies daarbij de codering UTF-8"
        return "", [Problem(file, len(rows), len(rows[-1]) + 1, "", message)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    invisible = (
        Problem(file, line, match.start() + 1, "", _remove(match.group()))
        for line, row in enumerate(text.split("\n"), 1)
        for match in _CONTROL.finditer(row)
    )
    return text, list(itertools.islice(invisible, MAX_INVISIBLE))


def too_big() -> str:
    """Return the message for a file of more than ``MAX_BYTES``."""
    return f"het bestand is groter dan {MAX_BYTES // 1000} kB; gaf u het goede bestand op?"


def _remove(char: str) -> str:
    return f"verwijder het onzichtbare teken U+{ord(char):04X}"


def _find_word(row: str, word: str, start: int) -> int:
    """Return where ``word`` stands by itself, else where it stands inside another word, else -1."""
    whole = re.compile(rf"(?<![\w.]){re.escape(word)}(?!\w)").search(row, start)
    return whole.start() if whole else row.find(word, start)


def parse_yaml(text: str, file: str, first_line: int = 1) -> Tree:
    """Read one YAML document; problems are collected in the tree, never raised.

    ``first_line`` is the line number of the text's first line in ``file`` (front matter starts lower down).
    """
    reader = _Reader(file, first_line)
    reader.tree.rows = tuple(text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not reader.take(event):
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reader.problem(mark, _explain(error, text))
    except yaml.YAMLError:
        reader.tree.problems.append(Problem(file, first_line, 1, "", "dit is geen leesbare YAML"))
    return reader.tree


def _explain(error: yaml.MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark
    rows = text.split("\n")
    row = rows[mark.line] if mark and mark.line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())] or "tab" in str(error.problem) or "'\\t'" in str(error.problem):
        return "een tab mag hier niet; gebruik spaties om in te springen"
    if "nesting" in str(error.problem):
        return f"meer dan {MAX_DEPTH} niveaus diep; dit is geen profiel"
    if "mapping values are not allowed" in str(error.problem):
        return "een dubbele punt past hier niet; zet de tekst tussen aanhalingstekens"
    return "dit is geen geldige YAML; kijk naar inspringing, haakjes en aanhalingstekens"


class _Reader:
    """Builds the values from parser events with its own stack, so that depth costs no recursion."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.offset = first_line - 1
        self.tree = Tree(first_line=first_line)
        self.stack: list[dict[Any, Any] | list[Any]] = []
        self.keys: list[Any] = []  # per open container: the pending key, _NO_KEY, or the next index
        self.path: list[str | int] = []
        self.documents = 0

    def problem(self, mark: Any, message: str, field: str = "") -> None:
        line, column = (mark.line + 1 + self.offset, mark.column + 1) if mark else (self.offset + 1, 1)
        self.tree.problems.append(Problem(self.file, line, column, field, message))

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False means: stop reading, the text cannot be trusted any further."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.problem(event.start_mark, "één document per bestand; haal de regel «---» weg")
                return False
        elif isinstance(event, yaml.AliasEvent):
            self.problem(event.start_mark, "verwijzingen met * en & kunnen hier niet; schrijf de waarde uit")
            return False
        elif isinstance(event, yaml.ScalarEvent):
            return self._refuse_marks(event) and self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            return self._refuse_marks(event) and self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        return True

    def _refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> bool:
        if event.anchor:
            self.problem(event.start_mark, "verwijzingen met * en & kunnen hier niet; schrijf de waarde uit")
            return False
        if event.tag is not None and event.tag != "!":
            self.problem(event.start_mark, f"een YAML-tag ({event.tag}) mag hier niet; haal die weg")
            return False
        return True

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self.stack) >= MAX_DEPTH:
            self.problem(event.start_mark, f"meer dan {MAX_DEPTH} niveaus diep; dit is geen profiel")
            return False
        if self._expects_key():
            self.problem(event.start_mark, "een sleutel moet gewone tekst zijn")
            return False
        container: dict[Any, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(container, event.start_mark)
        self.stack.append(container)
        self.keys.append(None)
        return True

    def _close(self) -> None:
        self.stack.pop()
        self.keys.pop()
        if self.path:
            self.path.pop()

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1], dict) and self.keys[-1] is None

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        if not self._expects_key():
            self._put(event.value if event.style else _plain(event.value), event.start_mark)
            if self.path:
                self.path.pop()
            return True
        key = event.value
        container = self.stack[-1]
        if key in container:
            self.problem(
                event.start_mark, f"de sleutel `{key}` staat er twee keer", ".".join(map(str, [*self.path, key]))
            )
        self.keys[-1] = (key, event.start_mark)
        return True

    def _put(self, value: Any, mark: Any) -> None:
        if not self.stack:
            self.tree.value = value
            self.tree.places[()] = (mark.line + 1 + self.offset, mark.column + 1)
            return
        container = self.stack[-1]
        if isinstance(container, list):
            self.path.append(len(container))
            container.append(value)
        else:
            key, key_mark = self.keys[-1]
            self.path.append(key)
            container[key] = value
            self.keys[-1] = None
            self.tree.places[(*self.path, "")] = (key_mark.line + 1 + self.offset, key_mark.column + 1)
        self.tree.places[tuple(self.path)] = (mark.line + 1 + self.offset, mark.column + 1)


def _plain(text: str) -> object:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.match(text) and len(text) < 19:
        return int(text)
    if _FLOAT.match(text):
        return Decimal(text)
    return text


def write_scalar(value: str | int) -> str:
    """Return ``value`` as a YAML scalar that ``parse_yaml`` reads back as the same value, on one line."""
    if isinstance(value, int):
        return str(value)
    out: str = yaml.safe_dump(
        value, allow_unicode=True, width=10**9, default_style='"' if _needs_quotes(value) else None
    )
    return out.removesuffix("\n").removesuffix("\n...")


def _needs_quotes(value: str) -> bool:
    return not isinstance(_plain(value), str) or "\n" in value or value.lower() in {"yes", "no", "on", "off", "y", "n"}
