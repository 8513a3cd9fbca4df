"""Words that a package writes otherwise in all texts at once: «we» for «wij», from `vervang` in `woorden.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from liagen.library.dutch import capital
from liagen.library.fill_ins import FIELD

REPLACED: Final = "vervang"
"""The key in `woorden.yaml` with the words and what to write for each."""

MAX_WORDS: Final = 100
MAX_LENGTH: Final = 60

_WORDS: Final = re.compile(r"[^\W\d_](?:[\w' -]*[^\W_])?")
_LEFT_ALONE: Final = (
    r"\{\{(?:(?!\}\}|\{\{).)*+\}\}|\{%(?:(?!%\}|\{%).)*+%\}|\{#(?:(?!#\}|\{#).)*+#\}|\{[a-z]+\}"
    r"|\[(?:invullen|[Vv]oorzet):|!\[[^\[\]\n]*\]\([^()\n]*\)"
    rf"|\]\((?:https://[^()\n]*|{FIELD})\)|^Tabel:"
)
"""What in a text is no words: what liagen works out, marks and addresses, and the names of parts."""


@dataclass(frozen=True)
class Tone:
    """The words that are written otherwise; ``words`` gives what is written for each."""

    words: Mapping[str, str] = field(default_factory=dict)

    def applied(self, text: str) -> str:
        """Return a text of a package with these words; what begins with a capital goes on doing so."""
        return self._pattern.sub(self._written, text) if self.words else text

    def __getstate__(self) -> dict[str, Any]:
        """Return what is kept of these words: what follows from them is made again (`library/ready`)."""
        return {"words": self.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # The longest first, as «mensen met een beperking» may stand beside «mensen».
        ordered = sorted(self.words, key=len, reverse=True)
        told = "|".join(r"\s".join(re.escape(word) for word in each.split(" ")) for each in ordered)
        return re.compile(rf"{_LEFT_ALONE}|(?<!\w)(?P<word>(?i:{told}))(?!\w)", re.DOTALL | re.MULTILINE)

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        return {word.lower(): written for word, written in self.words.items()}

    def _written(self, match: re.Match[str]) -> str:
        found = match["word"]
        if found is None:
            return match[0]
        written = self._by_letters[" ".join(found.lower().split())]
        if found[:1].isupper():
            written = capital(written)
        if "\n" not in found:
            return written
        # A text keeps its lines, so that a mistake in it has its place.
        return written.replace(" ", "\n", 1) if " " in written else f"{written}\n"


def tone_mistakes(value: object) -> Iterator[tuple[str, str]]:
    """Give what is wrong with the words to replace: the key and the message; an empty key for all of them."""
    if not isinstance(value, dict):
        yield "", "hier horen woorden te staan, elk met wat u ervoor schrijft"
        return
    if len(value) > MAX_WORDS:
        yield "", f"noem hoogstens {MAX_WORDS} woorden"
    for key, written in value.items():
        for each in (key, written):
            if not isinstance(each, str) or len(each) > MAX_LENGTH or not _WORDS.fullmatch(each):
                yield str(key), f"schrijf gewone woorden, van hoogstens {MAX_LENGTH} tekens en zonder opmaak"
                break
