"""Markdown text to blocks and spans: the one door to markdown-it.

The subset that Word can show: paragraphs, notices (`> `), bulleted and numbered lists, bold and italic.
Fill-in marks from wording and ``[invullen: …]`` typed by an author become ``Fill`` spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from liagen.blocks import Fill, FillKind, Item, ListBlock, Paragraph, Role, Span, Text, span_text
from liagen.profile import FILL_CLOSE, FILL_OPEN, FieldSpec, field_specs, row_fields

# "newline" turns line ends into softbreak tokens; the list rule also needs paragraphs, which "zero" has.
_PARSER = MarkdownIt("zero").enable(["list", "blockquote", "emphasis", "escape", "newline"])
_FILL = re.compile(rf"{FILL_OPEN}([a-z_.]+){FILL_CLOSE}|\[invullen: ([^\[\]]+)\]")
_PLAIN = re.compile(r"(?![\s>+\-0-9])(?:[^*_\\\s]| (?=\S)|\n(?=[^\s>+\-0-9])|\\[!-/:-@\[-`{-~])+\Z")
"""A paragraph that Markdown shows as it is, but for escapes and line ends: parsing it would take ten times as long."""

_ESCAPE = re.compile(r"\\(.)")
_KINDS: dict[str, FillKind] = {"antwoord": "keuze", "keuze": "keuze", "datum": "datum", "getal": "getal"}


@lru_cache(maxsize=1024)
def to_blocks(
    text: str, prefix: str, role: Role = "tekst", sources: tuple[str, ...] = ()
) -> tuple[Paragraph | ListBlock, ...]:
    """Return the blocks of a Markdown text; ids are ``prefix.1``, ``prefix.2`` …, list items ``prefix.2.1`` …"""
    if _PLAIN.match(text):
        return (Paragraph(f"{prefix}.1", _plain_spans(text), role, None, sources),)
    blocks: list[Paragraph | ListBlock] = []
    tokens = iter(_PARSER.parse(text))
    quoted = 0
    for token in tokens:
        ident = f"{prefix}.{len(blocks) + 1}"
        if token.type in ("blockquote_open", "blockquote_close"):
            quoted += token.nesting
        elif token.type == "paragraph_open":
            spans = _spans_of(next(tokens))
            if spans:
                blocks.append(Paragraph(ident, spans, "kader" if quoted else role, None, sources))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items = tuple(
                Item(f"{ident}.{number}", spans, sources) for number, spans in enumerate(_items(tokens, token.type), 1)
            )
            blocks.append(ListBlock(ident, token.type == "ordered_list_open", items))
    return tuple(blocks)


@lru_cache(maxsize=2048)
def to_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of one paragraph of Markdown; further paragraphs are joined with a space."""
    if _PLAIN.match(text):
        return _plain_spans(text)
    spans: list[Span] = []
    for token in _PARSER.parse(text):
        if token.type == "inline":
            spans += [Text(" "), *_spans_of(token)] if spans else _spans_of(token)
    return tuple(spans)


def plain_text(text: str) -> str:
    """Return Markdown as the plain text a reader sees."""
    return span_text(to_spans(text))


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
            yield tuple(spans)
            spans = []
    raise AssertionError(f"unclosed {opened}")  # markdown-it always closes what it opens


def _spans_of(inline: Token) -> tuple[Span, ...]:
    spans: list[Span] = []
    bold = italic = False
    for token in inline.children or []:
        if token.type in ("strong_open", "strong_close"):
            bold = token.type == "strong_open"
        elif token.type in ("em_open", "em_close"):
            italic = token.type == "em_open"
        elif token.type in ("softbreak", "hardbreak"):
            spans.append(Text(" ", bold, italic))
        elif token.content:
            spans += _with_fills(token.content, bold, italic)
    return _merged(spans)


def _plain_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of a text that fits ``_PLAIN``."""
    spans: list[Span] = []
    for row in _ESCAPE.sub(r"\1", text).split("\n"):
        spans += [Text(" ")] if spans else []
        spans += _with_fills(row, bold=False, italic=False)
    return _merged(spans)


def _with_fills(text: str, bold: bool, italic: bool) -> Iterator[Span]:
    end = 0
    for match in _FILL.finditer(text):
        if match.start() > end:
            yield Text(text[end : match.start()], bold, italic)
        yield fill_for(match[1]) if match[1] else Fill("", match[2].strip())
        end = match.end()
    if end < len(text):
        yield Text(text[end:], bold, italic)


def fill_for(path: str) -> Fill:
    """Return the fill-in for a profile field, or for a field of one row of a list such as ``doelen.eigenaar``."""
    spec = field_specs().get(path) or _row_spec(path)
    kind = _KINDS.get(spec.kind, "tekst")
    choices = tuple(choice for choice in spec.choices if choice != "onbekend") if kind == "keuze" else ()
    return Fill(path, spec.label, kind, choices)


def _row_spec(path: str) -> FieldSpec:
    group, _, name = path.rpartition(".")
    return next(spec for spec in row_fields(group) if spec.path == name)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Join neighbouring texts of the same look."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if isinstance(span, Text) and isinstance(last, Text) and (span.bold, span.italic) == (last.bold, last.italic):
            out[-1] = Text(last.text + span.text, span.bold, span.italic)
        else:
            out.append(span)
    return tuple(out)
