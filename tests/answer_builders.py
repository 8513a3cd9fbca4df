"""Documents of a municipality, with what an officer did to them in Word."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache

import shipped

from liagen.make.answers import BaseProfile, ReadAnswers, base_profile, read_answers
from liagen.make.chain import make_documents
from liagen.make.draft_answers import AnswerOutcome
from liagen.make.edited_draft import EditedDraft, read_document
from liagen.make.order import Order
from liagen.profile.read import parse_profile
from liagen.word.readback.carried import read_carried

DATE = dt.date(2027, 1, 4)
NAMES = ("hoofdstuk.docx", "werkblad.docx")
MORE = """\
gemeente:
  naam: Zuid
document:
  besluit_door: college
  besluit_datum: 2027-01-01
beleggen:
  uitvoerder:
    functie: adviseur
doelen:
  - doel: Alle brieven zijn herschreven
    eigenaar: hoofd communicatie
    deadline: 2027-11-30
  - doel: De balie is lager
doelen_kiezen:
  teamoverleg.teams:
    keuze: wel
    aantal: 6
"""


@cache
def documents(text: str, date: dt.date = DATE) -> tuple[bytes, bytes]:
    """Return the chapter and the work sheet of the text of a profile."""
    library = shipped.LIBRARY
    profile = parse_profile(text, "profiel.yaml", library.cards)
    chapter, sheet = make_documents(profile, library, Order("docx", date, date=date)).documents
    return chapter.data, sheet.data


def fill_texts(data: bytes) -> dict[str, str]:
    """Return the text that is shown in each fill-in of a document, by its field."""
    carried = read_carried(data, "x.docx")
    assert carried is not None
    return {fill.field: fill.text for each in carried.paragraphs for fill in each.fills if fill.field}


def retyped(data: bytes, changes: Mapping[str, str]) -> bytes:
    """Return a Word file in which whole runs of text say something else, as when a control is filled in.

    The key of a change is the text of a run, or the field that a fill-in of the document has.
    """
    texts = fill_texts(data)
    changes = {texts.get(key, key): text for key, text in changes.items()}
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                content = _retyped(content.decode(), changes).encode()
            target.writestr(entry, content)
    return result.getvalue()


def _retyped(document: str, changes: Mapping[str, str]) -> str:
    done = set()

    def changed(run: re.Match[str]) -> str:
        text = html.unescape(run[2])
        if text not in changes:
            return run[0]
        done.add(text)
        return f'<w:t xml:space="preserve">{html.escape(changes[text], quote=False)}</w:t>'

    found = re.sub(r"<w:t( [^>]*)?>([^<]*)</w:t>", changed, document)
    assert done == set(changes), f"not there: {set(changes) - done}"
    return found


def opened(*files: bytes, names: tuple[str, ...] = NAMES) -> list[EditedDraft]:
    return [read_document(data, name) for data, name in zip(files, names, strict=False)]


def read(*files: bytes, given: BaseProfile | None = None, names: tuple[str, ...] = NAMES) -> ReadAnswers:
    """Read the answers of documents; what comes of it is always a profile that can be read."""
    found = read_answers(opened(*files, names=names), shipped.LIBRARY, given)
    if found.text:
        base_profile(found.text, "nieuw.yaml", shipped.LIBRARY)
    return found


def given_profile(text: str) -> BaseProfile:
    return base_profile(text, "profiel.yaml", shipped.LIBRARY)


def by_kind(found: ReadAnswers, kind: str) -> dict[str, AnswerOutcome]:
    return {each.path: each for each in found.outcomes if each.kind == kind}


def taken(found: ReadAnswers) -> dict[str, str]:
    """Return what was taken over, by field, as a reader sees it."""
    return {path: each.new for path, each in by_kind(found, "overgenomen").items()}
