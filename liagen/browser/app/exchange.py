"""What goes between the page that someone looks at and the app: what she did, and what comes of it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

ACTION: Final = "doe"
"""The name of every button: its value says what to do."""

ANSWER: Final = "antwoord"
"""What is done when she leaves a field: her answers are put in, and the chapter follows."""

REST: Final = "rest"
"""What is done when a reply left something for later: the page asks for it by itself."""

SHOWN: Final = "getoond"
"""The name of a hidden field: its values are the paths of the fields that the form shows."""

PLACE: Final = "plaats"
"""The name of a hidden field: where she is, as it stands behind # in the address."""


KEPT: Final = "opslag"
"""The name of a field that says that she keeps her work in the browser: the reply then gives it along."""


@dataclass(frozen=True)
class UploadedFile:
    """A file that she opened: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Posted:
    """A form that she sent: its values by name, in order, and files."""

    fields: Sequence[tuple[str, str]]
    files: Sequence[UploadedFile] = ()

    def values(self, name: str) -> list[str]:
        """Return all values with a name."""
        return [value for key, value in self.fields if key == name]

    def value(self, name: str) -> str:
        """Return the last value with a name; empty when there is none."""
        return next(reversed(self.values(name)), "")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield names and values."""
        return iter(self.fields)


@dataclass(frozen=True)
class Download:
    """A file for her: its name, MIME type and bytes."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True)
class Reply:
    """What comes of a form: the page as it is now, in parts.

    ``regions`` holds, by id, the HTML of each element of the page that may have changed, with the element itself.
    ``rest`` when more follows that took too long: what each question changes now. The page then asks for ``REST``.
    ``place`` stands behind # in the address; ``focus`` is the id of the element that gets focus, empty when it stays
    where it is; ``said`` is read out by a screen reader; ``unsaved`` when closing would lose work. ``work`` is
    the text of her profile when the browser keeps it.
    """

    title: str
    regions: Mapping[str, str]
    place: str
    focus: str = ""
    said: str = ""
    download: Download | None = None
    unsaved: bool = False
    rest: bool = False
    work: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values for a script; bytes in base64."""
        found = self.download
        data = base64.b64encode(found.data).decode() if found else ""
        return {
            "titel": self.title,
            "delen": dict(self.regions),
            "plaats": self.place,
            "focus": self.focus,
            "gezegd": self.said,
            "bestand": {"naam": found.name, "soort": found.kind, "inhoud": data} if found else None,
            "onbewaard": self.unsaved,
            "rest": self.rest,
            "werk": self.work,
        }
