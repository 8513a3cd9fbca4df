"""What Word makes of what is typed, as a package has it: quotation marks, dashes, bullets and spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from liagen.document.blocks import Link, Text
from liagen.document.texts import LineSpan, Locked, TextLine

_OURS: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("—―‒", "–"), **dict.fromkeys("\u00a0\u2007\u202f\t", " "),
        "\u2011": "-", "\u2010": "-", **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)  # fmt: skip
_OPENING: Final = "“„‟"
_CLOSING: Final = "”"
_QUOTES: Final = re.compile(r"[“„‟”\"]")
_BULLET: Final = re.compile(r"\s*[•·▪▫◦‣●○■–]\s+")
_NO_SIGN: Final = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


@dataclass(frozen=True)
class OurLine:
    """A paragraph with our signs; ``has_loose_quote`` when a quotation mark has no other to go with."""

    line: TextLine
    has_loose_quote: bool = False


def with_our_signs(line: TextLine, keeps_straight: bool = False, is_listed: bool = True) -> OurLine:
    """Return a paragraph with the signs of a package; with ``keeps_straight`` straight quotation marks stay.

    With ``is_listed`` a bullet that was typed makes it an item of a list.
    """
    spans: list[LineSpan] = []
    is_open = False
    loose = False
    for span in line.spans:
        if isinstance(span, Locked):
            spans.append(span)
            continue
        text = ""
        for part in re.split(f"({_QUOTES.pattern})", span.text):
            if not _QUOTES.fullmatch(part) or (part == '"' and keeps_straight):
                text += part.translate(_OURS)
                continue
            opens = part in _OPENING or (part == '"' and not is_open)
            loose |= opens == is_open
            is_open = opens
            text += "«" if opens else "»"
        spans.append(replace(span, text=text))
    kind = line.kind
    if is_listed and kind == "alinea" and spans and isinstance(spans[0], Text) and _BULLET.match(spans[0].text):
        spans[0] = replace(spans[0], text=_BULLET.sub("", spans[0].text, count=1))
        kind = "opsomming"
    return OurLine(TextLine(kind, tuple(spans)), loose or is_open)


def unreadable_sign(lines: Sequence[TextLine]) -> TextLine | None:
    """Return the first paragraph with a sign that only one font has; None without any."""
    return next((line for line in lines if _NO_SIGN.search(words_of(line))), None)


def has_straight_quotes(lines: Sequence[TextLine]) -> bool:
    """Say whether paragraphs have straight quotation marks."""
    return any('"' in words_of(line) for line in lines)


def words_of(line: TextLine) -> str:
    """Return the words of a paragraph, without what is locked in it."""
    return "".join(span.text for span in line.spans if isinstance(span, Text | Link))
