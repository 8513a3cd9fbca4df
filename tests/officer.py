"""An officer at the page: she goes to screens, fills in what she sees, and reads what comes of it."""

from __future__ import annotations

import copy
import datetime as dt
from functools import cache
from html.parser import HTMLParser

from liagen.browser.app.exchange import Posted, Reply, UploadedFile
from liagen.browser.app.session import Session
from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.profile.read import shipped_profiles

TODAY = dt.date(2027, 1, 4)


class Elements(HTMLParser):
    """All elements of a text with their attributes, and the text that stands in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.text += data

    def named(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            attrs
            for each, attrs in self.found
            if each == tag and all(attrs.get(name) == value for name, value in wanted.items())
        ]

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.found if "id" in attrs]


class Officer:
    """Someone with the page open, at the begin or with a profile of liagen's opened."""

    def __init__(self, profile: str = "") -> None:
        self.library = standard_library()
        # What a session knows never changes, it only knows other things: so one can begin where another was.
        self.session, self.reply = map(copy.copy, _begun(profile))

    def does(self, action: str, *fields: tuple[str, str], files=(), place: str = "") -> Reply:
        posted = Posted([("plaats", place), *fields, ("doe", action)], [UploadedFile(*each) for each in files])
        self.reply = self.session.post(posted)
        return self.reply

    def goes(self, place: str) -> Reply:
        return self.does("naar", place=place)

    def answers(self, **given: str | list[str]) -> Reply:
        """Fill in fields, each by its path with `__` for a dot; a list for more boxes."""
        fields = []
        for name, value in given.items():
            path = name.replace("__", ".")
            fields.append(("getoond", path))
            fields += [(f"v:{path}", each) for each in (value if isinstance(value, list) else [value])]
        return self.does("antwoord", *fields)

    def opens(self, *files: tuple[str, bytes]) -> Reply:
        return self.does("openen", files=files)

    def region(self, name: str) -> Elements:
        return Elements(self.reply.regions[name])

    @property
    def questions(self) -> Elements:
        return self.region("vragen")

    @property
    def asked(self) -> list[str]:
        """Return the fields that the questions show."""
        return [each["value"] for each in self.questions.named("input", type="hidden", name="getoond")]

    @property
    def chapter(self) -> str:
        return self.region("document").text


@cache
def _begun(profile: str) -> tuple[Session, Reply]:
    session = Session(standard_library(), TODAY)
    if not profile:
        return session, session.page()
    file = UploadedFile(f"{profile}.yaml", shipped_profiles()[profile].read_bytes())
    return session, session.post(Posted([("doe", "openen")], [file]))


def standard_library():
    return load_library(*find_packages((), None, None))
