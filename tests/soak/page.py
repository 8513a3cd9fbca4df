"""Random journeys through the officer's page: what it shows is filled in and sent, and what it never shows too."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from client_builders import packed, two_clients
from officer import TODAY, standard_library
from soak.drafts import chapter_file, sheet_file
from soak.mutated_text import mutated_bytes, mutated_yaml
from soak.profiles import texts
from soak.trial import Attempt, Part, unclear
from soak.word_files import other_zip
from word_mutations import loose_ends, mutated

from liagen.browser.app.exchange import ACTION, ANSWER, KEPT, PLACE, REST, SHOWN, Posted, Reply, UploadedFile
from liagen.browser.app.session import Session
from liagen.errors import LiagenError
from liagen.profile.fields import field_specs
from liagen.profile.read import parse_profile

_STEPS: Final = 12
_TYPED: Final = (
    *(
        "",
        " ",
        "ja",
        "nee",
        "onbekend",
        "geen",
        "0",
        "-1",
        "12",
        "2,5",
        "1.600",
        "1e400",
        "9" * 40,
        "٣",
        "²",
        "juni 2027",
        "2027-02-30",
    ),
    *(
        "31-12-2027",
        "de wethouder",
        "Wij doen dit.",
        "een, twee",
        "a\nb",
        "a\r\nb\r\n",
        "a\tb",
        "x" * 3_000,
        "é" * 700,
        "<script>alert(1)</script>",
    ),
    *(
        "{{ gemeente.naam }}",
        "{% if %}",
        "[invullen: x]",
        "[voorzet: acht](organisatie.fte)",
        "**vet** | # _x_",
        "&amp;",
        "\\",
        "'",
        '"',
        "=1+1",
    ),
    *(
        "\0",
        "\x1b[2J",
        "\u202eomgekeerd",
        "\u200b",
        "\ue000x\ue001",
        "\ud800",
        "😀",
        "\ufeff",
        "\uffff",
        "- a\n- b",
        "null",
        "~",
        "*a",
        "!!x y",
        ": ",
    ),
)
_PLACES: Final = (
    "begin",
    "snel",
    "gemeente",
    "document",
    "steun",
    "groep",
    "geld",
    "kiezen",
    "doelen",
    "nakijken",
    "collegas",
    "klaar",
    "terugblik",
)
_ACTIONS: Final = (
    *(
        "antwoord",
        "naar",
        "naar:klaar",
        "naar:bestaat niet",
        "verder:doelen",
        "toon:werkblad",
        "toon:",
        "toon:x",
        "stappen",
        "weg:doelen.1",
        "weg:doelen.x",
    ),
    *(
        "weg:x",
        "weg:doelen.99999999999999999999",
        "weg:keuzes.1",
        "openen",
        "beginnen:0",
        "beginnen:99",
        "beginnen:x",
        "word",
        "word:hoofdstuk",
        "word:x",
    ),
    *(
        "schoon",
        "schoon:x",
        "web",
        "bewaren",
        "bijwerken",
        "vraag",
        "vraag:uitvoerder",
        "vraag:x",
        "mail",
        "mail:x",
        "rest",
        "",
        ":",
        "x:y:z",
        "__init__",
    ),
)


class _Form(HTMLParser):
    """The controls of each form: names with the values that can be chosen, and the buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = [{}]
        self.buttons: list[str] = []
        self.ids: list[str] = []
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "form":
            self.forms.append({})
        name = found.get("name", "")
        if tag == "button" and name == ACTION:
            self.buttons.append(found.get("value", ""))
        elif tag in ("input", "select", "textarea") and name and found.get("type") != "file":
            values = self.forms[-1].setdefault(name, [])
            values += [found["value"]] if found.get("value") else []
            self._select = name if tag == "select" else self._select
        elif tag == "option" and self._select:
            self.forms[-1].setdefault(self._select, []).append(found.get("value", ""))


def _posted(reply: Reply, chance: Random) -> Posted:
    """Return a form that she could send, or one that nobody meant."""
    page = _Form("".join(reply.regions.values()))
    form = chance.choice([each for each in page.forms if each] or [{}])
    fields: list[tuple[str, str]] = []
    for name, values in form.items():
        if name in (SHOWN, PLACE):
            fields += [(name, value) for value in (values if name == SHOWN else values[-1:])]
        elif chance.random() < 0.5:
            kind = chance.random()
            if values and kind < 0.7:
                fields += [(name, value) for value in chance.sample(values, chance.randint(1, min(2, len(values))))]
            else:
                fields.append((name, chance.choice(_TYPED)))
    if chance.random() < 0.25:  # what no page shows
        path = chance.choice(
            [
                *field_specs(),
                "x",
                "gemeente",
                "doelen.1.wat",
                "doelen.99.wat",
                "velden.x.y",
                "keuzes.intranet.keuze",
                "",
            ]
        )
        fields += [
            (SHOWN, path),
            (chance.choice((f"v:{path}", f"geen:{path}", path, f"v:{path}.{path}", "")), chance.choice(_TYPED)),
        ]
    if chance.random() < 0.1:
        fields.append((KEPT, "ja"))
    chance.shuffle(fields) if chance.random() < 0.1 else None
    kind = chance.random()
    action = (
        ANSWER if kind < 0.45 else chance.choice(page.buttons or [ANSWER]) if kind < 0.75 else chance.choice(_ACTIONS)
    )
    if kind > 0.97:
        action = "openen"
    elif kind > 0.9:
        action, fields = "naar", [(PLACE, chance.choice(_PLACES))]
    files = _files(chance) if action == "openen" else []
    return Posted([*fields, (ACTION, action)], files)


def _client() -> bytes:
    with TemporaryDirectory() as name:
        return packed(two_clients(Path(name)) / "zuid.klant.yaml")


@cache
def _documents() -> tuple[tuple[str, bytes], ...]:
    return (
        ("a.docx", chapter_file("meierijstad")),
        ("b.docx", chapter_file("utrecht")),
        ("c.docx", sheet_file("utrecht")),
        ("klant.zip", _client()),
    )


def _files(chance: Random) -> list[UploadedFile]:
    found = []
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        kind = chance.random()
        if kind < 0.5:
            text = chance.choice(texts())
            found.append(
                UploadedFile(
                    chance.choice(("x.yaml", "x.YML", "zuid.yaml")),
                    text.encode() if chance.random() < 0.5 else mutated_yaml(text, chance),
                )
            )
        elif kind < 0.85:
            name, data = chance.choice(_documents())
            if chance.random() < 0.6:
                data = other_zip(data, chance) if chance.random() < 0.3 else mutated(data, chance.randrange(1 << 30))
            found.append(UploadedFile(name, data))
        else:
            name = chance.choice(
                ("x.zip", "x.json", "x.exe", "", "../x.yaml", "x.docx", "a\0b.yaml", "x" * 240 + ".yaml")
            )
            found.append(
                UploadedFile(name, mutated_bytes(chance.choice((b"{}", b"PK\3\4", b"", b"gemeente: x")), chance))
            )
    return found


def _wrong(reply: Reply) -> Iterator[str]:
    """Yield what is wrong with a page."""
    page = _Form("".join(reply.regions.values()))
    double = [name for name, times in Counter(page.ids).items() if times > 1]
    if double:
        yield f"een id staat er twee keer: {double[0]}"
    yield from unclear("\n".join(_message(reply)))
    found = reply.download
    if found and found.name.endswith(".docx"):
        yield from loose_ends(found.data)
    elif found and found.name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
            for name in archive.namelist():
                if name.endswith(".docx"):
                    yield from loose_ends(archive.read(name))


def _message(reply: Reply) -> list[str]:
    text: list[str] = []

    class _Text(HTMLParser):
        def handle_data(self, data: str) -> None:
            text.append(data.strip())

    _Text().feed(reply.regions.get("melding", ""))
    return [each for each in text if each]


def _trial(chance: Random, _folder: Path) -> Iterator[Attempt]:
    """Go through the page for some steps; what she kept in between must begin another session that says the same."""
    session = Session(_library(), TODAY)
    reply = session.page()
    if chance.random() < 0.5:
        reply = session.post(Posted([(ACTION, "openen")], [UploadedFile("zuid.yaml", chance.choice(texts()).encode())]))
    sent: list[Posted] = []
    for _ in range(chance.randint(3, _STEPS)):
        posted = _posted(reply, chance)
        sent.append(posted)
        reply = session.post(posted)
        wrong = list(_wrong(reply))
        if reply.rest:
            reply = session.post(Posted([(ACTION, REST)]))
            wrong += list(_wrong(reply))
        kind = posted.value(ACTION).partition(":")[0] or "niets"
        is_refused = "--error" in reply.regions.get("melding", "")
        detail = "\n".join([*wrong, *(repr(each)[:2_000] for each in sent)]) if wrong else ""
        yield Attempt(
            f"doe {kind}"[:20],
            "fout" if wrong else "geweigerd" if is_refused else "gelukt",
            wrong[0] if wrong else "",
            detail,
        )
    yield _kept(session, sent)


def _kept(session: Session, sent: list[Posted]) -> Attempt:
    """Keep her work, read it back, and begin with it: the second time the same must come of it."""
    tried = "bewaren en weer openen"
    detail = "\n".join(repr(each)[:2_000] for each in sent)
    work = session.post(Posted([(ACTION, ANSWER), (KEPT, "ja")])).work
    if not work:
        return Attempt(tried, "gelukt")
    try:
        parse_profile(work, "werk.yaml", _library().cards, _library().section_keys)
    except LiagenError as error:
        if "gemeente.naam" not in str(error):  # the one answer that a profile cannot do without
            return Attempt(tried, "fout", f"bewaard werk is niet te lezen: {error}"[:300], f"{work}\n{detail}")
    other = Session(_library(), TODAY)
    other.post(Posted([(ACTION, "openen")], [UploadedFile("werk.yaml", work.encode("utf-8", "surrogatepass"))]))
    again = other.post(Posted([(ACTION, ANSWER), (KEPT, "ja")])).work
    if again != work:
        return Attempt(tried, "fout", "bewaard werk zegt na openen iets anders", f"{work}\n---\n{again}\n---\n{detail}")
    return Attempt(tried, "gelukt")


@cache
def _library():
    return standard_library()


def _warm() -> None:
    _library(), _documents(), texts()


PAGE: Final[Part] = Part("pagina", "Antwoorden naar de pagina", _trial, 3.0, seconds=90.0, warm=_warm)
