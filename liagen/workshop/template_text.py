"""A text of a package as the lines of a document: what a reader may edit, and the pieces of template between it.

A text is cut into paragraphs that together are the text, to the letter. So what was not edited comes back as it was
typed, and only an edited paragraph is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, NamedTuple

from liagen.document.blocks import Link, Text
from liagen.document.texts import LineKind, LineSpan, Locked, TextLine
from liagen.library.fill_ins import FIELD

MARK: Final = re.compile(
    r"\{#(?:(?!\{#|#\}).)*+#\}|\{%(?:(?!\{%|%\}).)*+%\}|\{\{(?:(?!\{\{|\}\}).)*+\}\}"
    rf"|\[(?:invullen|[Vv]oorzet): [^\[\]]+\](?:\({FIELD}\))?|!\[[^\[\]\n]*\]\([^()\n]*\)|\{{[a-z_]+\}}",
    re.DOTALL,
)
"""A piece of template, as an author types it; each search ends where the next piece may begin."""

_STATEMENT: Final = re.compile(r"\{%[-+]?\s*(\w+)")
_ITEM: Final = re.compile(r"[-*+]\s+|\d{1,9}[.)]\s+")
_NOTICE: Final = re.compile(r">[ \t]?")
_OPENS: Final = ("if", "for")
_CLOSES: Final = {"endif": "if", "endfor": "for"}
_WITHIN: Final = {"elif": ("if",), "else": ("if", "for")}

_MARKS: Final = 0xF0000  # private-use characters: one for each mark of a paragraph
_MOST_MARKS: Final = 10_000
_PRIVATE: Final = re.compile("[\U000f0000-\U0010ffff]")
_ESCAPES: Final = 0xFF000  # and one for each sign that an author took its meaning from
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS: Final = re.compile(
    r"\*\*\*(?=\S)(?P<both>[^*]+?)(?<=\S)\*\*\*"
    r"|\*\*(?=\S)(?P<bold>(?:[^*]|\*(?!\*)){1,2000}?)(?<=\S)\*\*(?!\*)"
    r"|\*(?=\S)(?P<italic>[^*]+?)(?<=\S)\*"
    r"|(?<!\w)_(?=\S)(?P<under>[^_]+?)(?<=\S)_(?!\w)"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<address>https://[^()\s]*)\)"
)
_LINE_END: Final = "\n"
_LOOSE_END: Final = re.compile(r"(?<![%#]\})\s*\n")
_AROUND_END: Final = re.compile(r" ?\n ?")
_SPACES: Final = re.compile(r"[^\S\n]+")
_LEFT_OPEN: Final = re.compile(r"\{[{%#]|[}%#]\}")
_TYPED_QUOTES: Final = str.maketrans("‘’‚“”„«»", "''''''''")


@dataclass(frozen=True)
class TypedParagraph:
    """A paragraph as typed: ``before`` is the white space before it; a ``steering`` one holds nothing but statements.

    ``mark`` is what an item or notice begins with.
    """

    kind: LineKind
    before: str
    source: str
    mark: str = ""
    steering: bool = False


@dataclass(frozen=True)
class CutText:
    """A text in paragraphs; they and the white space at the end are the whole text."""

    paragraphs: tuple[TypedParagraph, ...]
    after: str

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the pieces of template, as they follow each other."""
        return tuple(mark for each in self.paragraphs for mark in MARK.findall(each.source))


def cut(source: str) -> CutText:
    """Return a text in paragraphs."""
    found: list[tuple[int, int, LineKind, str, bool]] = []
    is_open = False
    for first, last in _rows(source):
        row = source[first:last]
        text = row.strip()
        if not text:
            is_open = False
            continue
        end = first + len(row.rstrip())
        kind, mark, steering = _kind(text)
        is_plain = not steering and not text.startswith("|")
        if is_open and is_plain and (mark == "" or (kind == "kader" and found[-1][2] == "kader")):
            found[-1] = (found[-1][0], end, *found[-1][2:])
            continue
        found.append((first + len(row) - len(row.lstrip()), end, kind, mark, steering))
        is_open = is_plain
    ends = [0, *(end for _, end, *_ in found)]
    paragraphs = (
        TypedParagraph(kind, source[before:start], source[start:end], mark, steering)
        for before, (start, end, kind, mark, steering) in zip(ends, found, strict=False)
    )
    return CutText(tuple(paragraphs), source[ends[-1] :])


def lines_of(text: CutText, number_of: Callable[[str], int]) -> tuple[TextLine, ...]:
    """Return the paragraphs as they are shown; ``number_of`` gives the number of a piece of template."""
    return tuple(_line(each, number_of) for each in text.paragraphs)


def is_kept(paragraph: TypedParagraph, line: TextLine, source_of: Callable[[int], str]) -> bool:
    """Say whether a paragraph that is shown as ``line`` comes back with the same meaning when it is written anew."""
    numbers = {source_of(span.number): span.number for span in line.spans if isinstance(span, Locked)}
    written = written_line(line, source_of, paragraph.mark, in_list=False)
    again = cut(written).paragraphs
    return len(again) == 1 and _line(again[0], lambda mark: numbers.get(mark, -1)) == line


def written_line(line: TextLine, source_of: Callable[[int], str], mark: str = "", in_list: bool = True) -> str:
    """Return a paragraph as an author types it; ``mark`` is what an item begins with.

    With ``in_list`` a paragraph that begins as an item of a list is one.
    """
    text = _LOOSE_END.sub(" ", "".join(_written(line.spans, source_of)))
    text = _AROUND_END.sub(_LINE_END, _SPACES.sub(" ", text)).strip()
    if line.kind == "alinea":
        return text if in_list else _without_meaning(text)
    return f"{mark or {'opsomming': '- ', 'nummering': '1. ', 'kader': '> '}[line.kind]}{text}"


def rebuilt(
    text: CutText, old: Sequence[TextLine], new: Sequence[TextLine], source_of: Callable[[int], str], lists: bool = True
) -> str:
    """Return a text whose paragraphs were shown as ``old`` and are now ``new``; what is the same stays as typed.

    With ``lists`` a paragraph that begins as an item of a list is one.
    """
    before, after = ([_key(line, source_of) for line in lines] for lines in (old, new))
    placed: list[_Placed] = []
    for kind, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for offset in range(end - begin):
            origin = first + offset if first + offset < last else None
            if kind == "equal" and origin is not None:
                own = text.paragraphs[origin]
                placed.append(_Placed(own.source, own.kind, own.steering, origin))
            else:
                placed.append(_anew(text, origin, old, new[begin + offset], source_of, lists))
    return "".join(_joined(text, placed)) + (text.after if placed else "")


def unbalanced(marks: Sequence[str]) -> int | None:
    """Return which piece of a row of them does not fit: an end without a beginning, or one that is never ended."""
    stack: list[tuple[str, int]] = []
    for place, mark in enumerate(marks):
        found = _STATEMENT.match(mark)
        word = found[1] if found else ""
        if word in _OPENS:
            stack.append((word, place))
        elif word in _CLOSES:
            if not stack or stack.pop()[0] != _CLOSES[word]:
                return place
        elif word in _WITHIN and (not stack or stack[-1][0] not in _WITHIN[word]):
            return place
    return stack[-1][1] if stack else None


def has_open_mark(line: TextLine) -> bool:
    """Say whether somebody typed half a piece of template: a brace without its other."""
    return any(_LEFT_OPEN.search(MARK.sub("", span.text)) for span in line.spans if not isinstance(span, Locked))


# ------------------------------------------------------------ cutting


def _rows(source: str) -> Iterator[tuple[int, int]]:
    """Give where every row begins and ends; a line end within a piece of template ends no row."""
    start = 0
    marks = MARK.finditer(source)
    mark = next(marks, None)
    for match in re.finditer("\n", source):
        while mark and mark.end() <= match.start():
            mark = next(marks, None)
        if not (mark and mark.start() < match.start()):
            yield start, match.start()
            start = match.end()
    yield start, len(source)


def _kind(row: str) -> tuple[LineKind, str, bool]:
    if not MARK.sub("", row).strip() and all(mark.startswith(("{%", "{#")) for mark in MARK.findall(row)):
        return "alinea", "", True
    if found := _ITEM.match(row):
        return "nummering" if row[0].isdigit() else "opsomming", found[0], False
    if found := _NOTICE.match(row):
        return "kader", "> ", False
    return "alinea", "", False


# ------------------------------------------------------------ showing


def _line(paragraph: TypedParagraph, number_of: Callable[[str], int]) -> TextLine:
    if _PRIVATE.search(paragraph.source) or sum(1 for _ in MARK.finditer(paragraph.source)) > _MOST_MARKS:
        return TextLine("alinea", (Locked(number_of(paragraph.source)),))
    flat, marks = _flat(paragraph)
    spans: list[LineSpan] = []
    for text, bold, italic, address in _stretches(flat, False, False, ""):
        for key, letters in groupby(text, lambda letter: ord(letter) if _MARKS <= ord(letter) < _ESCAPES else 0):
            if key:
                spans += [Locked(number_of(marks[ord(each) - _MARKS]), bold, italic) for each in letters]
                continue
            plain = "".join(chr(ord(each) - _ESCAPES) if ord(each) >= _ESCAPES else each for each in letters)
            spans.append(Link(plain, address) if address else Text(plain, bold, italic))
    return TextLine(paragraph.kind, tuple(spans))


def _flat(paragraph: TypedParagraph) -> tuple[str, list[str]]:
    """Return a paragraph on one row, with a private-use character for each piece of template."""
    marks: list[str] = []

    def kept(match: re.Match[str]) -> str:
        marks.append(match[0])
        return chr(_MARKS + len(marks) - 1)

    content = paragraph.source.removeprefix(paragraph.mark) if paragraph.kind != "kader" else paragraph.source
    rows = MARK.sub(kept, content).split("\n")
    if paragraph.kind == "kader":
        rows = [_NOTICE.sub("", row.lstrip(), count=1) for row in rows]
    flat = ""
    for number, row in enumerate(rows):
        # Jinja takes a line end behind a statement away, and others become a space: there it stays what it is.
        at_statement = _MARKS <= ord(flat[-1:] or " ") < _ESCAPES and marks[ord(flat[-1]) - _MARKS].startswith(
            ("{%", "{#")
        )
        flat += row if number == 0 else f"{_LINE_END if at_statement else ' '}{row.lstrip()}"
    return _ESCAPED.sub(lambda match: chr(_ESCAPES + ord(match[1])), _SPACES.sub(" ", flat)), marks


class _Stretch(NamedTuple):
    text: str
    bold: bool
    italic: bool
    address: str


def _stretches(text: str, bold: bool, italic: bool, address: str) -> Iterator[_Stretch]:
    """Give text of one look each."""
    end = 0
    for match in _EMPHASIS.finditer(text):
        if match.start() > end:
            yield _Stretch(text[end : match.start()], bold, italic, address)
        end = match.end()
        if match["words"]:
            yield _Stretch(match["words"], bold, italic, match["address"])
            continue
        inner = match["both"] or match["bold"] or match["italic"] or match["under"]
        is_bold, is_italic = bool(match["both"] or match["bold"]), not match["bold"]
        yield from _stretches(inner, bold or is_bold, italic or is_italic, address)
    if end < len(text):
        yield _Stretch(text[end:], bold, italic, address)


# ------------------------------------------------------------ writing


def _written(spans: Sequence[LineSpan], source_of: Callable[[int], str]) -> Iterator[str]:
    for (bold, italic), group in groupby(_with_looks(spans), lambda pair: pair[1]):
        inside = "".join(_source(span, source_of) for span, _ in group)
        sign = "**" * bold + "*" * italic
        text = inside.strip()
        if not sign or not text:
            yield inside
            continue
        # Emphasis holds only when no white space stands at its inner side.
        lead, tail = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
        yield f"{lead}{sign}{text}{sign[::-1]}{tail}"


def _with_looks(spans: Sequence[LineSpan]) -> list[tuple[LineSpan, tuple[bool, bool]]]:
    """Return spans with how they look; white space between two of one look has that look too."""
    looks = [(False, False) if isinstance(span, Link) else (span.bold, span.italic) for span in spans]
    for place, span in enumerate(spans[1:-1], 1):
        is_neutral = isinstance(span, Text) and not span.text.strip()
        if is_neutral and looks[place - 1] == looks[place + 1]:
            looks[place] = looks[place - 1]
    return list(zip(spans, looks, strict=True))


def _source(span: LineSpan, source_of: Callable[[int], str]) -> str:
    if isinstance(span, Locked):
        return source_of(span.number)
    if isinstance(span, Link):
        return f"[{_plain(span.text)}]({span.target})"
    return "".join(_typed(span.text))


def _typed(text: str) -> Iterator[str]:
    """Give a text with its signs without meaning; a piece of template that was typed by hand stays one."""
    end = 0
    for match in MARK.finditer(text):
        yield _plain(text[end : match.start()])
        yield match[0].translate(_TYPED_QUOTES) if match[0].startswith(("{{", "{%")) else match[0]
        end = match.end()
    yield _plain(text[end:])


_MEANS: Final = re.compile(r"[\\*]|(?<!\w)_|_(?!\w)|\[(?=[^\[\]]*\]\()")


def _plain(text: str) -> str:
    return _MEANS.sub(r"\\\g<0>", text)


_BEGINS: Final = re.compile(r"(\d{1,9})([.)]\s)|([-+>#|])")


def _without_meaning(text: str) -> str:
    """Return a paragraph that is no item, notice or row of a table, whatever it begins with."""
    found = _BEGINS.match(text)
    if not found or (found[3] in ("-", "+") and not text[1:2].isspace()) or found[3] == "|":
        return text
    return f"{found[1]}\\{text[len(found[1]) :]}" if found[1] else f"\\{text}"


def _key(line: TextLine, source_of: Callable[[int], str]) -> str:
    return f"{line.kind}:{written_line(line, source_of)}"


# ------------------------------------------------------------ putting together


class _Placed(NamedTuple):
    """A paragraph in its place: as it is typed, and which of the old ones it is or replaces."""

    source: str
    kind: LineKind
    steering: bool
    origin: int | None


def _anew(
    text: CutText, origin: int | None, old: Sequence[TextLine], line: TextLine, source_of: Callable[[int], str],
    lists: bool,
) -> _Placed:  # fmt: skip
    """Return a paragraph that was edited or is new."""
    own = text.paragraphs[origin] if origin is not None else None
    mark = own.mark if own and own.kind == line.kind else ""
    # Where an author took the meaning from a number or dash at the beginning, it stays without.
    was_plain = own is not None and origin is not None and _begins_as_item(old[origin])
    source = written_line(line, source_of, mark, in_list=lists and not was_plain)
    if line.kind == "alinea" and source.startswith(("#", ">")):
        source = f"\\{source}"
    kind, _, steering = _kind(source) if source else (line.kind, "", False)
    return _Placed(source, kind, steering, origin)


def _begins_as_item(line: TextLine) -> bool:
    first = line.spans[0] if line.spans else None
    return line.kind == "alinea" and isinstance(first, Text) and _ITEM.match(first.text) is not None


def _joined(text: CutText, placed: Sequence[_Placed]) -> Iterator[str]:
    lead = text.paragraphs[0].before if text.paragraphs else ""
    previous: _Placed | None = None
    for each in placed:
        if not each.source:
            continue
        if previous is None:
            yield lead
        else:
            yield _between(text, previous, each)
        yield each.source
        previous = each


def _between(text: CutText, one: _Placed, other: _Placed) -> str:
    """Return the white space between two paragraphs: what stood there, or what makes them two."""
    if one.origin is not None and other.origin == one.origin + 1:
        own = text.paragraphs[other.origin]
        before = text.paragraphs[one.origin]
        if (own.kind, own.steering, before.kind, before.steering) == (
            other.kind, other.steering, one.kind, one.steering,
        ):  # fmt: skip
            return own.before
    opens, closes = _word(one) in ("if", "elif", "else", "for"), _word(other) in (*_CLOSES, *_WITHIN)
    same_list = one.kind == other.kind and one.kind in ("opsomming", "nummering")
    is_table = one.source.startswith("|") and other.source.startswith("|")
    return "\n" if opens or closes or same_list or is_table else "\n\n"


def _word(placed: _Placed) -> str:
    found = _STATEMENT.match(placed.source) if placed.steering else None
    return found[1] if found else ""
