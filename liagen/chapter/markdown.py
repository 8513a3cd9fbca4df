"""Markdown text to blocks and spans: the one door to markdown-it.

The subset that Word can show: paragraphs, notices (`> `), bulleted and numbered lists, tables with a caption, bold,
italic and links to an address that stands in a package as it is.
Fill-in marks from wording, and ``[invullen: …]`` and ``[voorzet: …]`` typed by an author, become ``Fill`` spans; its
marks of what words come from become origins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache, wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, ParamSpec, TypeVar, cast

from liagen.document.blocks import (
    Cell,
    Fill,
    FillKind,
    Item,
    Link,
    ListBlock,
    Origin,
    OriginKind,
    Origins,
    Paragraph,
    Picture,
    Role,
    Row,
    Span,
    Table,
    Text,
    joined,
    span_text,
)
from liagen.library.dutch import capital
from liagen.library.fill_ins import FIELD, TYPED
from liagen.library.markup import ADDRESS_CLOSE, ADDRESS_OPEN, CAPTION
from liagen.library.wording import ORIGIN_CLOSE, ORIGIN_OPEN
from liagen.profile.fields import find_field, word_for
from liagen.profile.group import FILL_CLOSE, FILL_OPEN
from liagen.profile.own_fields import profile_model

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_Kind = Literal["alinea", "kader", "opsomming", "nummering", "tabel"]
_FILL = re.compile(rf"{FILL_OPEN}([a-z_.]+){FILL_CLOSE}|{TYPED.pattern}")
_DATE = re.compile(r"datum\b", re.IGNORECASE)
_ORIGIN = re.compile(
    rf"{ORIGIN_OPEN}(optie|toelichting|bron){ORIGIN_OPEN}([a-z_.]+){ORIGIN_OPEN}([a-z_]*){ORIGIN_CLOSE}"
)
_MARK = rf"{FILL_OPEN}{FIELD}{FILL_CLOSE}|{ORIGIN_OPEN}[a-z_.{ORIGIN_OPEN}]+{ORIGIN_CLOSE}"
_SIGN = rf"\]\({FIELD}\)|[^*_\\\s{FILL_OPEN}{ORIGIN_OPEN}{ADDRESS_OPEN}]| (?=\S)|\\[!-/:-@\[-`{{-~]|{_MARK}"
_START = r"(?!\d+[.)])[^\s>+\-|]"  # of a line that is no item of a list, no notice and no row of a table

_CLOSED = r"(?:(?<=\S)\1(?!\S)|(?<=[^\W_])\1(?=[.,:;]))"
_EMPHASIS = rf"(?<![^\s{ORIGIN_CLOSE}])(\*\*?)(?=\S)(?:{_SIGN})++{_CLOSED}"

_PLAIN = re.compile(rf"(?={_START})(?:{_SIGN}|\n(?={_START})|{_EMPHASIS})++\Z")
"""A paragraph of lines with at most words in bold or italic: the parser says the same, but takes ten times as long."""

_MARKS: dict[_Kind, re.Pattern[str]] = {
    "kader": re.compile(r"> (?=\S)"),
    "opsomming": re.compile(r"- (?=\S)"),
    "nummering": re.compile(r"\d{1,9}\. (?=\S)"),
}
"""What every line begins with of a notice or a list that holds only such paragraphs."""

_STRETCH = re.compile(r"(\*\*?|)((?:[^*\\]|\\.)+)\1")
_ESCAPE = re.compile(r"\\(.)")
_KINDS: dict[str, FillKind] = {"antwoord": "keuze", "keuze": "keuze", "datum": "datum", "getal": "getal"}
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_LAST_SPACES = re.compile(r"(?<=[^\s\\]) +(?=\n)")
_BLANK = re.compile(r"\n{2,}")
_LISTED = re.compile(r"[-+*0-9]")


@dataclass(frozen=True)
class _Parsed:
    """A block without its id: what kind it is, and its spans; those of each item when it is a list.

    Of a table they are those of its caption and then of each cell, header first, in rows of so many ``columns``.
    """

    kind: _Kind
    spans: tuple[tuple[Span, ...], ...]
    columns: int = 0


TextBlock = Paragraph | ListBlock | Table
"""What a text of the library can be."""


_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")


def _kept(size: int) -> Callable[[Callable[_Asked, _Made]], Callable[_Asked, _Made]]:
    """Keep what was made of so many texts, apart for each model of a profile: it says what a fill-in is called.

    So many is what the documents of one municipality hold, and room besides: what only she says is not needed for the
    next, and many profiles in one go take no more memory than a few.
    """

    def keep(make: Callable[_Asked, _Made]) -> Callable[_Asked, _Made]:
        made: Callable[..., _Made] = lru_cache(maxsize=size)(lambda _model, *args, **kwargs: make(*args, **kwargs))

        @wraps(make)
        def found(*args: _Asked.args, **kwargs: _Asked.kwargs) -> _Made:
            return made(profile_model(), *args, **kwargs)

        return found

    return keep


@_kept(128)
def to_blocks(text: str, origin: Origin, sources: tuple[str, ...]) -> tuple[TextBlock, ...]:
    """Return the blocks of a Markdown text; ids are ``origin.1``, ``origin.2`` …, list items ``origin.2.1`` …"""
    # What a condition or a card leaves out would leave the spaces at both its sides; at the end of a line they mean
    # nothing here, and without them nearly no text needs the parser.
    text = _LAST_SPACES.sub("", _SPACES.sub(" ", text))
    found = [block for piece in _pieces(text) for block in _parsed(piece)]
    origins = (origin,)
    return tuple(_block(block, f"{origin.name}.{number}", sources, origins) for number, block in enumerate(found, 1))


@_kept(768)
def to_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of one paragraph of Markdown; further paragraphs are joined with a space."""
    text = _ORIGIN.sub("", text).strip(" ")
    if not text or _PLAIN.match(text):
        return _plain_spans(text)
    spans: list[Span] = []
    for token in _parser().parse(text):
        if token.type == "inline":
            spans += [Text(" "), *_spans_of(token)] if spans else _spans_of(token)
    return tuple(spans)


def _pieces(text: str) -> list[str]:
    """Return a text cut at its blank lines, where nothing after one can belong to what stands before it.

    Cards differ from municipality to municipality in a few of their pieces; the others are known already.
    """
    typed = [piece for piece in _BLANK.split(text) if piece.strip(" ")]
    pieces = _with_whole_lists([piece.strip(" ") for piece in typed])
    starts = [bool(_LISTED.match(piece)) for piece in pieces]
    is_indented = any(starts) and any(piece[:1].isspace() for piece in typed)
    return [text] if is_indented or (True, True) in pairwise(starts) else pieces


def _with_whole_lists(pieces: list[str]) -> list[str]:
    """Return pieces in which the items of one list stand below each other, also where a condition left a blank line."""
    found: list[str] = []
    for piece in pieces:
        if found and _kind_of(piece) in ("opsomming", "nummering") and _kind_of(piece) == _kind_of(found[-1]):
            found[-1] += f"\n{piece}"
        else:
            found.append(piece)
    return found


def _kind_of(piece: str) -> _Kind | None:
    """Return the kind of block that every line of a piece begins as; None for a paragraph, and for any other."""
    rows = piece.split("\n")
    return next((kind for kind, mark in _MARKS.items() if all(map(mark.match, rows))), None)


@_kept(256)
def _parsed(text: str) -> tuple[_Parsed, ...]:
    """Return the blocks of a Markdown text, still without ids."""
    return _parsed_plain(text) or _parsed_by_library(text)


def _parsed_plain(text: str) -> tuple[_Parsed, ...]:
    """Return the one block of a text that needs no parser; nothing for any other text."""
    if _PLAIN.match(text):
        return (_Parsed("alinea", (_plain_spans(text),)),)
    kind = _kind_of(text)
    if not kind:
        return ()
    bare = [_MARKS[kind].sub("", row, count=1) for row in text.split("\n")]
    found = ["\n".join(bare)] if kind == "kader" else bare
    return (_Parsed(kind, tuple(map(_plain_spans, found))),) if all(map(_PLAIN.match, found)) else ()


def _parsed_by_library(text: str) -> tuple[_Parsed, ...]:
    """Return the blocks of any text."""
    found: list[_Parsed] = []
    tokens = iter(_parser().parse(text))
    quoted = 0
    for token in tokens:
        if token.type in ("blockquote_open", "blockquote_close"):
            quoted += token.nesting
        elif token.type == "paragraph_open":
            spans = _spans_of(next(tokens))
            found += [_Parsed("kader" if quoted else "alinea", (spans,))] if spans else []
        elif token.type == "table_open":
            found.append(_table(tokens, found))
        elif token.type == "bullet_list_open":
            found.append(_Parsed("opsomming", tuple(_items(tokens, token.type))))
        elif token.type == "ordered_list_open":
            found.append(_Parsed("nummering", tuple(_items(tokens, token.type))))
    return tuple(block for block in found if block.spans)


@cache
def _parser() -> MarkdownIt:
    """Return the parser, loaded only by who has a text that needs it."""
    from markdown_it import MarkdownIt

    # "newline" turns line ends into softbreak tokens; the list rule also needs paragraphs, which "zero" has
    parser = MarkdownIt("zero").enable(
        ["list", "blockquote", "emphasis", "escape", "newline", "link", "image", "table"]
    )
    # Only what has our marks is a link, and they come off where the span is made.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # meant to be replaced
    parser.validateLink = _is_marked  # type: ignore[method-assign]  # meant to be replaced
    return parser


def _is_marked(url: str) -> bool:
    return url.startswith(ADDRESS_OPEN) and url.endswith(ADDRESS_CLOSE)


def _table(tokens: Iterator[Token], before: list[_Parsed]) -> _Parsed:
    """Return the table just opened, with the caption that stands before it."""
    cells: list[tuple[Span, ...]] = []
    columns = 0
    for token in tokens:
        if token.type == "inline":
            cells.append(_spans_of(token))
        elif token.type == "thead_close":
            columns = len(cells)
        elif token.type == "table_close":
            break
    caption = before.pop().spans[0] if before and _is_caption(before[-1]) else (Text(CAPTION),)
    first, *rest = caption
    if isinstance(first, Text):
        first = replace(first, text=first.text.removeprefix(CAPTION).lstrip())
    return _Parsed("tabel", ((first, *rest), *cells), columns)


def _is_caption(found: _Parsed) -> bool:
    return found.kind == "alinea" and span_text(found.spans[0]).startswith(CAPTION)


def _block(found: _Parsed, ident: str, sources: tuple[str, ...], origins: Origins) -> TextBlock:
    told = [_with_origins(spans, origins) for spans in found.spans]
    if found.kind == "tabel":
        return _table_block(ident, told, found.columns, sources, origins)
    if found.kind in ("alinea", "kader"):
        role: Role = "kader" if found.kind == "kader" else "tekst"
        return Paragraph(ident, told[0][0], role, None, sources, told[0][1])
    items = (Item(f"{ident}.{number}", spans, sources, None, own) for number, (spans, own) in enumerate(told, 1))
    return ListBlock(ident, found.kind == "nummering", tuple(items), origins)


def _table_block(
    ident: str,
    told: list[tuple[tuple[Span, ...], Origins]],
    columns: int,
    sources: tuple[str, ...],
    origins: Origins,
) -> Table:
    (caption, _), *cells = told
    rows = [
        Row(
            f"{ident}.{number}",
            tuple(
                Cell(f"{ident}.{number}.{column}", spans, sources, False, own)
                for column, (spans, own) in enumerate(cells[start : start + columns], 1)
            ),
            tuple(dict.fromkeys(origin for _, own in cells[start : start + columns] for origin in own)),
        )
        for number, start in enumerate(range(0, len(cells), columns))
    ]
    above = Paragraph(f"{ident}.bijschrift", caption, "bijschrift", None, (), origins)
    return Table(ident, above, rows[0].cells, tuple(rows[1:]), _widths(rows), origins)


_LEAST_WIDE: Final = 12  # letters: a short column is not made so narrow that its heading breaks
_MOST_WIDE: Final = 60  # and a long one does not take all of the width


def _widths(rows: list[Row]) -> tuple[int, ...]:
    """Return the shares of the columns: by their longest text, within limits."""
    longest = [
        max(len(span_text(cell.spans)) for cell in column) for column in zip(*(row.cells for row in rows), strict=True)
    ]
    letters = [min(max(size, _LEAST_WIDE), _MOST_WIDE) for size in longest]
    shares = [100 * each // sum(letters) for each in letters]
    shares[-1] += 100 - sum(shares)
    return tuple(shares)


def _with_origins(spans: tuple[Span, ...], origins: Origins) -> tuple[tuple[Span, ...], Origins]:
    """Return spans without the marks of what they come from, and the origins with those in it."""
    if not any(ORIGIN_OPEN in span.text for span in spans):
        return spans, origins
    found = [match for span in spans for match in _ORIGIN.finditer(span.text)]
    joined = [Origin(cast("OriginKind", match[1]), match[2], match[3]) for match in found]
    plain = (replace(span, text=_ORIGIN.sub("", span.text)) if isinstance(span, Text) else span for span in spans)
    return tuple(span for span in plain if span.text), (*origins, *dict.fromkeys(joined))


@_kept(256)
def plain_text(text: str) -> str:
    """Return Markdown as the plain text a reader sees."""
    return span_text(to_spans(text))


@cache
def _wide_parser() -> MarkdownIt:
    """Return a parser for what an author may type who knows more Markdown than Word can show here."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code"])


_LOST: dict[str, tuple[str, str]] = {
    "link_open": ("een link", "]("),
    "html_inline": ("HTML", "<"),
    "html_block": ("HTML", "<"),
    "code_inline": ("code", "`"),
    "fence": ("een blok met code", ""),
    "hr": ("een streep", ""),
    "heading_open": ("een kop", ""),
    "s_open": ("doorgestreepte tekst", "~~"),
}

_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]*|#\d+|#x[0-9a-fA-F]+);")


@dataclass(frozen=True)
class Lost:
    """Markup that cannot arrive in Word: what it is, and its line (from 1) with the sign to look for.

    What is ``shown`` stands in the chapter as typed, signs and all; the rest disappears without a trace.
    """

    what: str
    line: int
    sign: str
    shown: bool


def lost_markup(text: str) -> tuple[Lost, ...]:
    """Return what an author typed that the blocks cannot carry, in order of line."""
    environment: dict[str, Any] = {}
    found: list[Lost] = []
    opened: list[str] = []
    for token in _wide_parser().parse(text, environment):
        line = token.map[0] + 1 if token.map else 1
        if token.type in _LOST:
            found.append(Lost(_LOST[token.type][0], line, _LOST[token.type][1], shown=True))
        for child in token.children or []:
            # A link that is typed in full is right, or told where texts are loaded; of others only the address shows.
            if child.type in _LOST and not (child.type == "link_open" and child.markup != "autolink"):
                what, sign = _LOST[child.type]
                if child.type == "html_inline":
                    sign = child.content.split("\n")[0]
                found.append(Lost(what, _line_of(sign, text, line), sign, shown=True))
        if token.type.endswith("_list_open"):
            found += _lost_list(token, opened, line)
        if token.nesting:
            opened = [*opened, token.type] if token.nesting > 0 else opened[:-1]
    for number, row in enumerate(text.split("\n"), 1):
        found += [Lost("een teken als code", number, match.group(), shown=True) for match in _ENTITY.finditer(row)]
    if environment.get("references"):
        found.append(Lost("een link", _line_of("]:", text, 1), "]:", shown=True))
    return tuple(sorted(found, key=lambda each: each.line))


def _lost_list(token: Token, opened: list[str], line: int) -> Iterator[Lost]:
    if any(each.endswith("_list_open") for each in opened):
        yield Lost("een lijst in een lijst", line, "", shown=False)
    elif "blockquote_open" in opened:
        yield Lost("een lijst in een kader", line, "", shown=False)
    if token.attrGet("start") not in (None, 1):
        yield Lost("een nummering die niet bij 1 begint", line, "", shown=False)


def _line_of(sign: str, text: str, first: int) -> int:
    rows = text.split("\n")
    return next((number for number, row in enumerate(rows[first - 1 :], first) if sign in row), first)


def _items(tokens: Iterator[Token], opened: str) -> Iterator[tuple[Span, ...]]:
    """Yield the spans of each item of the list just opened; a nested list is flattened into its parent item."""
    depth = 1
    spans: list[Span] = []
    for token in tokens:
        if token.type.endswith("_list_open"):
            depth += 1
        elif token.type.endswith("_list_close"):
            depth -= 1
            if depth == 0:
                return
        elif token.type == "inline":
            spans += [Text(" "), *_spans_of(token)] if spans else _spans_of(token)
        elif token.type == "list_item_close" and depth == 1:
            if spans:  # a card that says nothing leaves its item empty
                yield tuple(spans)
            spans = []
    raise AssertionError(f"unclosed {opened}")  # markdown-it always closes what it opens


def _spans_of(inline: Token) -> tuple[Span, ...]:
    texts: list[Text | Link | Picture] = []
    bold = italic = False
    for token in inline.children or []:
        if token.type == "image":
            texts.append(Picture(token.content, str(token.attrGet("src")).strip(ADDRESS_OPEN + ADDRESS_CLOSE)))
            continue
        if token.type == "link_open":
            texts.append(Link("", str(token.attrGet("href")).strip(ADDRESS_OPEN + ADDRESS_CLOSE)))
            continue
        if token.type == "link_close":
            texts.append(Text(""))
            continue
        if texts and isinstance(texts[-1], Link) and token.type in ("text", "text_special", "softbreak", "hardbreak"):
            texts[-1] = replace(texts[-1], text=texts[-1].text + (token.content or " "))
            continue
        if token.type in ("strong_open", "strong_close"):
            bold = token.type == "strong_open"
        elif token.type in ("em_open", "em_close"):
            italic = token.type == "em_open"
        elif token.type in ("softbreak", "hardbreak"):
            texts.append(Text(" ", bold, italic))
        elif token.content:
            texts.append(Text(token.content, bold, italic))
    return _with_fills(texts)


def _plain_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of a text that fits ``_PLAIN``."""
    texts: list[Text | Link | Picture] = []
    for row in text.split("\n"):
        texts += [Text(" ")] if texts else []
        for mark, words in _STRETCH.findall(row):
            texts.append(Text(_ESCAPE.sub(r"\1", words), bold=mark == "**", italic=mark == "*"))
    return _with_fills(texts)


def _with_fills(texts: list[Text | Link | Picture]) -> tuple[Span, ...]:
    """Return texts with neighbours of the same look joined, and the fill-ins in them, which may go on over lines."""
    return tuple(
        span
        for text in joined(each for each in texts if each.text)
        for span in (_cut_at_fills(text) if isinstance(text, Text) else (text,))
    )


def _cut_at_fills(text: Text) -> Iterator[Span]:
    end = 0
    for match in _FILL.finditer(text.text):
        if match.start() > end:
            yield Text(text.text[end : match.start()], text.bold, text.italic)
        is_home = match[4] and find_field(match[4])  # the words of a profile may look like a field behind a fill-in
        yield fill_for(match[1]) if match[1] else _typed_fill(match[2], match[3].strip(), match[4] if is_home else "")
        end = match.end() if is_home or not match[4] else match.end(3) + 1
    if not end:
        yield text
    elif end < len(text.text):
        yield Text(text.text[end:], text.bold, text.italic)


def _typed_fill(mark: str, words: str, path: str) -> Fill:
    """Return a fill-in as typed; a blank without a field that is called a date is one."""
    found = fill_for(path) if path else Fill("", words, "datum" if _DATE.match(words) else "tekst")
    if mark == "invullen":
        return replace(found, title=words)
    begins = mark == "Voorzet"
    return replace(found, proposal=capital(words) if begins else words, begins_sentence=begins)


def fill_for(path: str) -> Fill:
    """Return the fill-in for a profile field, or for a field of one row of a list such as ``doelen.eigenaar``."""
    spec = find_field(path)
    if spec is None:
        raise ValueError(f"no field of the profile: {path}")
    kind = _KINDS.get(spec.kind, "tekst")
    choices = tuple(word_for(choice) for choice in spec.choices if choice != "onbekend") if kind == "keuze" else ()
    return Fill(path, spec.label, kind, choices)
