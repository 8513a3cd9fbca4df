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

from liagen.errors import Place, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_TOO_DEEP = f"hier staan meer dan {MAX_DEPTH} niveaus in elkaar; kijk naar haken en inspringing"
MAX_DIGITS = 4000  # int() refuses more than 4300
MAX_INVISIBLE = 20
MAX_WORD = 200
Path = tuple[str | int, ...]
# Less than YAML takes for a number: 1_000, 0x1F and 12:30 are text to the one who typed them.
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
# What no XML may hold or what a reader cannot see; a tab, a line end and NEL (U+0085) may stand.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# A value that begins with an apostrophe which has no second one on its row, as in: naam: 's-Hertogenbosch
_OPEN_APOSTROPHE = re.compile(r"[:-] +('[^']*)$")
_CUT_OFF = re.compile(r"\s+#(?=[^\s#])")
_SECOND_DOCUMENT = "hier begint een tweede document; zet dat in een eigen bestand of haal de regel «---» weg"
_QUOTE_ADVICE = "zet die tussen dubbele aanhalingstekens"


class _PythonLoader(yaml.SafeLoader):
    """PyYAML's own parser, for where libyaml is not, with tabs where libyaml takes them: as space within a row."""

    def scan_to_next_token(self) -> None:
        """Go to what comes next, over tabs too when no indentation can stand here."""
        super().scan_to_next_token()
        while (self.flow_level or not self.allow_simple_key) and self.peek() == "\t":
            self.forward()
            super().scan_to_next_token()

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str]:
        """Return the white space within a text without quotes; tabs within a row belong to it."""
        blanks = ""
        while self.peek(len(blanks)) in (" ", "\t"):
            blanks += self.peek(len(blanks))
        if "\t" not in blanks:
            return list(super().scan_plain_spaces(indent, start_mark) or ())
        self.forward(len(blanks))
        if self.peek() in "\0\r\n\x85\u2028\u2029":
            return list(super().scan_plain_spaces(indent, start_mark) or ())
        return [blanks]


_Loader = getattr(yaml, "CSafeLoader", _PythonLoader)


@dataclass(frozen=True)
class Decimal:
    """A number written with a point, kept as typed: the field says whether ``2.000`` is two or two thousand."""

    text: str


@dataclass
class Tree:
    """What a YAML text says; ``places`` gives line and column (from 1) of every key path.

    ``ends`` gives the place behind every value that has an end of its own: texts, and what stands in brackets.
    """

    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    ends: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: tuple[str, ...] = ()
    first_line: int = 1
    file: str = ""

    @property
    def mapping(self) -> dict[str, Any]:
        """Return the keys with their values; nothing when the text is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    def source(self, path: Path) -> str:  # noqa: ARG002 - the answer of a tree of one file
        """Return the file that says what stands at ``path``."""
        return self.file

    def subtree(self, key: str) -> Tree:
        """Return what stands below ``key``, with its places."""
        return _Subtree(self.value[key], file=self.file, parent=self, key=key)

    def locate(self, path: Path, word: str) -> Place:
        """Return the place of ``word`` at or shortly after the value at ``path``; else the value's own place."""
        line, column = self.place(path)
        # A value has one place, that of its first letter; the word may stand some rows below it, in a list or in folded
        # text.
        for number in range(line - self.first_line, min(line - self.first_line + 12, len(self.rows))):
            start = column - 1 if number == line - self.first_line else 0
            found = find_word(self.rows[number], word, start) if word else -1
            if found >= 0:
                return number + self.first_line, found + 1
        return line, column

    def place(self, path: Path) -> Place:
        """Return the place of ``path`` or of its nearest known parent."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


@dataclass
class _Subtree(Tree):
    """What stands below one key of a tree; asks that tree for every place."""

    parent: Tree = field(default_factory=Tree)
    key: str = ""

    def source(self, path: Path) -> str:
        return self.parent.source((self.key, *path))

    def locate(self, path: Path, word: str) -> Place:
        return self.parent.locate((self.key, *path), word)

    def place(self, path: Path) -> Place:
        return self.parent.place((self.key, *path))


def dotted(path: Path) -> str:
    """Return a path as a reader counts: ``("doelen", 0, "doel")`` is ``doelen.1.doel``."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path if part != "")


def find_word(row: str, word: str, start: int) -> int:
    """Return where ``word`` stands by itself, else where it stands inside another word, else -1."""
    if len(word) > MAX_WORD:  # a name that long is none; looking for whole words costs its length squared
        return row.find(word, start)
    whole = re.compile(rf"(?<![\w.]){re.escape(word)}(?!\w)").search(row, start)
    return whole.start() if whole else row.find(word, start)


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Turn bytes into text: UTF-8 with or without BOM, no control characters, at most ``MAX_BYTES``."""
    if len(data) > MAX_BYTES:
        return "", [Problem(file, too_large_message(), code="LIA004")]
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "dit is geen tekstbestand; gaf u misschien een Word-bestand op?"
        return "", [Problem(file, message, code="LIA002")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # the bytes before the mistake are UTF-8, so that this counts characters and not bytes
        rows = data[: error.start].removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").split("\n")
        message = "dit teken is geen UTF-8; bewaar het bestand als UTF-8"
        return "", [Problem(file, message, place=(len(rows), len(rows[-1]) + 1), code="LIA002")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    invisible = (
        Problem(file, _invisible_message(match.group()), place=(line, match.start() + 1), code="LIA003")
        for line, row in enumerate(text.split("\n"), 1)
        for match in UNREADABLE.finditer(row)
    )
    return text, list(itertools.islice(invisible, MAX_INVISIBLE))


def too_large_message() -> str:
    """Return the message for a file of more than ``MAX_BYTES``."""
    return f"het bestand is groter dan {MAX_BYTES // 1000} kB; gaf u het goede bestand op?"


def _invisible_message(char: str) -> str:
    return f"verwijder het onzichtbare teken U+{ord(char):04X}"


def parse_yaml(text: str, file: str, first_line: int = 1) -> Tree:
    """Read one YAML document; problems are collected in the tree, never raised.

    ``first_line`` is the line number of the text's first line in ``file`` (front matter starts lower down).
    """
    reader = _TreeBuilder(file, first_line)
    reader.tree.rows = tuple(text.split("\n"))
    try:
        # Events and not values: the composer would build aliases and tags before anybody could refuse them, by
        # recursion.
        for event in yaml.parse(text, Loader=_Loader):
            if not reader.handle(event):
                break
    except yaml.MarkedYAMLError as error:
        place, message, code = _explain(error, reader.tree.rows)
        reader.problem(place, message, code)
    except (yaml.YAMLError, UnicodeEncodeError):
        reader.tree.problems.append(Problem(file, "dit is geen leesbare YAML", place=(first_line, 1), code="LIA020"))
    return reader.tree


def _explain(error: yaml.MarkedYAMLError, rows: tuple[str, ...]) -> tuple[Place, str, str]:
    """Return where to look (counted from 0), what to do in the words of someone who never heard of YAML, and a code."""
    # Parts of messages are looked for, as libyaml and the parser in Python do not word them alike. Order matters: the
    # first that fits is the most precise.
    problem, context, place = str(error.problem), str(error.context), _position(error.problem_mark)
    opened = _position(error.context_mark) if error.context_mark else place
    row = rows[place[0]] if place[0] < len(rows) else ""
    if "nesting depth" in problem:  # newer libyaml looks ahead and stops at 1000 levels, before we see the first
        hooks = [match.start() for match in re.finditer(r"[\[{]", row)]
        return (place[0], (hooks + [place[1]] * MAX_DEPTH)[MAX_DEPTH]), _TOO_DEEP, "LIA030"
    if "\t" in row[: len(row) - len(row.lstrip())] or "'\\t'" in problem:
        return place, "een tab mag hier niet; gebruik spaties om in te springen", "LIA021"
    if apostrophe := _apostrophe_before(place[0], rows):
        message = 'deze apostrof opent een tekst die niet sluit; schrijf zoiets als "\'s-Hertogenbosch"'
        return apostrophe, message, "LIA022"
    if "unexpected end of stream" in problem:
        message = "dit aanhalingsteken wordt niet gesloten; zet er ook een aan het eind van de tekst"
        return opened, message, "LIA022"
    if "parsing a flow" in context:
        return opened, "deze haak wordt niet gesloten, of er ontbreekt een komma", "LIA023"
    if "alias" in context or "anchor" in context or "block scalar" in context or "cannot start" in problem:
        opened = place if "cannot start" in problem else opened
        # a slice, as YAML knows more line ends than we do, and then there is nothing at that place
        sign = "".join(rows[opened[0] : opened[0] + 1])[opened[1] : opened[1] + 1]
        return opened, f"tekst kan niet beginnen met {sign}; {_QUOTE_ADVICE}", "LIA024"
    if "mapping values are not allowed" in problem:
        message = 'een dubbele punt past hier niet; spring goed in en zet tekst met een dubbele punt tussen "…"'
        return place, message, "LIA025"
    if "sequence entries are not allowed" in problem:
        return place, "een streepje past hier niet; zet elk punt van een lijst op een eigen regel", "LIA025"
    if "could not find expected ':'" in problem:
        return opened, "hier ontbreekt een dubbele punt met een spatie erachter", "LIA025"
    if "escape" in problem or "hexdecimal" in problem:
        message = "een \\ tussen dubbele aanhalingstekens heeft een eigen betekenis; schrijf \\\\"
        # libyaml points at the backslash, the parser in Python behind it.
        column = row.rfind("\\", 0, place[1] + 1)
        return (place[0], column if column >= 0 else place[1]), message, "LIA026"
    return place, "dit is geen geldige YAML; kijk naar inspringing, haakjes en aanhalingstekens", "LIA020"


def _position(mark: Any) -> Place:
    return (mark.line, mark.column) if mark else (0, 0)


def _apostrophe_before(line: int, rows: tuple[str, ...]) -> Place | None:
    """Return the place of an apostrophe that opens a text and has no end on its row, at or before ``line``."""
    for number in range(min(line, len(rows) - 1), -1, -1):
        if found := _OPEN_APOSTROPHE.search(rows[number]):
            return number, found.start(1)
    return None


class _TreeBuilder:
    """Builds the values from parser events with its own stack, so that depth costs no recursion."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.offset = first_line - 1
        self.tree = Tree(first_line=first_line, file=file)
        self.stack: list[dict[Any, Any] | list[Any]] = []
        self.keys: list[Any] = []  # per open container: the key that waits for its value, with its place, or None
        self.path: list[str | int] = []
        self.documents = 0

    def problem(self, place: Place, message: str, code: str, path: Path = ()) -> None:
        """Keep one problem; ``place`` counts from 0, within the text."""
        line, column = place[0] + 1 + self.offset, place[1] + 1
        self.tree.problems.append(Problem(self.file, message, place=(line, column), field=dotted(path), code=code))

    def handle(self, event: yaml.Event) -> bool:
        """Take one event; False means: stop reading, the text cannot be trusted any further."""
        if isinstance(event, yaml.ScalarEvent):  # most of them are
            return self._refuse_anchor_or_tag(event) and self._scalar(event)
        if isinstance(event, yaml.CollectionStartEvent):
            return self._refuse_anchor_or_tag(event) and self._open(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.problem(_position(event.start_mark), _SECOND_DOCUMENT, "LIA029")
                return False
        elif isinstance(event, yaml.AliasEvent):
            self.problem(_position(event.start_mark), f"tekst kan niet beginnen met *; {_QUOTE_ADVICE}", "LIA024")
            return False
        return True

    def _refuse_anchor_or_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> bool:
        if event.anchor:
            self.problem(_position(event.start_mark), f"tekst kan niet beginnen met &; {_QUOTE_ADVICE}", "LIA024")
            return False
        if event.tag is not None and event.tag != "!":
            self.problem(_position(event.start_mark), f"tekst kan niet beginnen met !; {_QUOTE_ADVICE}", "LIA024")
            return False
        return True

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self.stack) >= MAX_DEPTH:
            self.problem(_position(event.start_mark), _TOO_DEEP, "LIA030")
            return False
        if self._awaits_key():
            message = f"hier hoort de naam van een veld; begint tekst met een haak, {_QUOTE_ADVICE}"
            self.problem(_position(event.start_mark), message, "LIA024")
            return False
        container: dict[Any, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._add_value(container, event.start_mark)
        self.stack.append(container)
        self.keys.append(None)
        return True

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        if _position(event.start_mark) != _position(
            event.end_mark
        ):  # a bracket; other collections end where the next begins
            self._note_end(event)
        self.stack.pop()
        self.keys.pop()
        if self.path:
            self.path.pop()

    def _awaits_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1], dict) and self.keys[-1] is None

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        self._refuse_invisible(event)
        if not self._awaits_key():
            # A style is a sort of quotes; what is quoted is text, whatever it looks like.
            value = event.value if event.style else plain_value(event.value)
            if not event.style and (event.value == "" or isinstance(value, str)):
                self._refuse_cut_text(event)
            self._add_value(value, event.start_mark)
            self._note_end(event)
            if self.path:
                self.path.pop()
            return True
        key, path = event.value, (*self.path, event.value)
        if key in self.stack[-1]:
            line = self.tree.places[(*path, "")][0]
            message = f"de sleutel `{key}` staat er twee keer, ook op regel {line}; haal er één weg"
            self.problem(_position(event.start_mark), message, "LIA027", path)
        elif key != key.strip() or len(key.splitlines()) > 1:
            message = f"rond `{' '.join(key.split())}` staan vreemde spaties; typ de naam van het veld opnieuw"
            self.problem(_position(event.start_mark), message, "LIA028")
        self.keys[-1] = (key, event.start_mark)
        return True

    def _refuse_invisible(self, event: yaml.ScalarEvent) -> None:
        """Refuse what only an escape such as ``\\a`` can bring in: ``decode`` has seen the text itself."""
        if found := UNREADABLE.search(event.value):
            self.problem(_position(event.start_mark), _invisible_message(found.group()), "LIA003", self._next_path())

    def _refuse_cut_text(self, event: yaml.ScalarEvent) -> None:
        """Refuse text that goes on with a word such as `#1`: YAML takes that for a remark, and it would be gone."""
        line, column = _position(event.end_mark)
        row = "".join(self.tree.rows[line : line + 1])
        # A remark has a space behind its sign, and is welcome; behind a number or an answer it cuts nothing off.
        if "#" in row and (cut := _CUT_OFF.match(row, column)):
            message = "liagen leest niet verder dan dit #; zet de tekst tussen aanhalingstekens, of typ een spatie na #"
            self.problem((line, cut.end() - 1), message, "LIA044", self._next_path())

    def _next_path(self) -> Path:
        """Return the path of the value that comes next, or of the group when a key comes next."""
        if not self.stack or self._awaits_key():
            return tuple(self.path)
        container = self.stack[-1]
        return (*self.path, len(container) if isinstance(container, list) else self.keys[-1][0])

    def _note_end(self, event: yaml.Event) -> None:
        line, column = _position(event.end_mark)
        self.tree.ends[tuple(self.path)] = (line + 1 + self.offset, column + 1)

    def _add_value(self, value: Any, mark: Any) -> None:
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
            # The place of a key stands beside that of its value, under a path that no key can have.
            self.tree.places[(*self.path, "")] = (key_mark.line + 1 + self.offset, key_mark.column + 1)
        self.tree.places[tuple(self.path)] = (mark.line + 1 + self.offset, mark.column + 1)


def plain_value(text: str) -> object:
    """Return what a scalar without quotes means: nothing, a boolean, a whole number, a ``Decimal`` or the text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.match(text) and len(text) < MAX_DIGITS:
        return int(text)
    if _FLOAT.match(text):
        return Decimal(text)
    return text
