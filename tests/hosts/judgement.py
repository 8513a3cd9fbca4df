"""What liagen does with a Word file of someone else, judged: all stays, nothing new is wrong, or it is refused."""

from __future__ import annotations

import contextlib
import io
import re
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from judges import errors
from lxml import etree
from word_mutations import loose_ends, rebuilt

from liagen import cli
from liagen.profile.read import shipped_profiles
from liagen.word.parts.xml import W

Outcome = Literal["gelukt", "geweigerd", "fout"]

DAY: Final = "2027-01-04"
_TEXTS: Final = (f"{W}t", f"{W}delText", f"{W}instrText")
_CHANGES: Final = ("ins", "del", "moveFrom", "moveTo")
_DOCUMENT_KIND: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_KIND: Final = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?|[\w.-]+\.template)\.main\+xml"
)
_KEPT: Final = ("word/media/", "word/footnotes", "word/endnotes", "word/header", "word/footer", "word/embeddings/")


@dataclass(frozen=True)
class Judgement:
    """What came of one command on one file: ``wrong`` holds what should not have happened; ``told`` what it said."""

    command: str
    outcome: Outcome
    wrong: tuple[str, ...]
    told: str


def judge(before: bytes, validators: bool = True, commands: Iterable[str] = ()) -> Iterator[Judgement]:
    """Run commands that take a Word file of someone else on one file, all of them when none is named."""
    for command in commands or _COMMANDS:
        arguments, result = _COMMANDS[command]
        with TemporaryDirectory() as folder, contextlib.chdir(folder):
            work = Path("vreemd.docx")
            work.write_bytes(before)
            for profile, name in (("profiel.yaml", "meierijstad"), ("ander.yaml", "utrecht")):
                Path(profile).write_bytes(shipped_profiles()[name].read_bytes())
            yield _judged(command, arguments, Path(result) if result else None, before, validators)
            if work.read_bytes() != before:
                yield Judgement(command, "fout", ("het bestand zelf is veranderd",), "")


_INSERT: Final = f"invoegen profiel.yaml --in vreemd.docx --datum {DAY} -o"
_COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "invoegen": (f"{_INSERT} uit.docx", "uit.docx"),
    "bijwerken na invoegen": (
        f"{_INSERT} plan.docx && bijwerken plan.docx --profiel ander.yaml -o uit.docx --datum {DAY}", "uit.docx",
    ),
    "teruglezen na invoegen": (f"{_INSERT} plan.docx && teruglezen plan.docx -o uit.yaml", "uit.yaml"),
    "maak --huisstijl": (f"maak profiel.yaml --huisstijl vreemd.docx -o uit.docx --datum {DAY}", "uit.docx"),
    "vraag --huisstijl": (
        f"vraag ander.yaml --aan college --huisstijl vreemd.docx -o uit.docx --datum {DAY}", "uit.docx",
    ),
    "huisstijl controleer": ("huisstijl controleer vreemd.docx", ""),
    "huisstijl klaarzetten": ("huisstijl klaarzetten vreemd.docx -o uit.json", "uit.json"),
    "bijwerken": ("bijwerken vreemd.docx -o uit.docx", "uit.docx"),
    "bijwerken --oud": (
        f"maak profiel.yaml -o oud.docx --datum {DAY} --stukken geen && "
        f"bijwerken vreemd.docx --oud oud.docx -o uit.docx --datum {DAY}", "uit.docx",
    ),
    "teruglezen": ("teruglezen vreemd.docx -o uit.yaml", "uit.yaml"),
    "voortgang": ("voortgang vreemd.docx -o uit.docx", "uit.docx"),
    "sjabloon uit-word": ("sjabloon uit-word vreemd.docx uit", "uit"),
}  # fmt: skip
"""What is typed, one line after another, and what comes of it when it works."""

_ONLY_OURS: Final = ("bijwerken", "bijwerken --oud", "teruglezen", "voortgang", "sjabloon uit-word")
"""What takes a file that liagen made, and no other."""


def _judged(command: str, typed: str, result: Path | None, before: bytes, validators: bool) -> Judgement:
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = next((code for line in typed.split(" && ") if (code := cli.run(line.split()))), 0)
    except Exception:  # what is looked for
        return Judgement(command, "fout", (traceback.format_exc().strip().splitlines()[-1],), "")
    told = err.getvalue().strip()
    if out.getvalue().strip() and command == "huisstijl controleer":
        code = 0  # it ends with 1 when it has something to say of a file that it could read
    made = result is not None and result.exists()
    if code:
        wrong = [
            *(["er staat toch een bestand"] if made else []),
            *([] if _is_clear(told) else ["geen duidelijke melding"]),
        ]
        return Judgement(command, "geweigerd", tuple(wrong), told)
    wrong = ["een bestand dat niet van liagen is, werd aangenomen"] if command in _ONLY_OURS else []
    if made and result and result.suffix == ".docx":
        wrong += list(_WRONG[command](before, result.read_bytes(), validators)) if command in _WRONG else []
    return Judgement(command, "gelukt", tuple(wrong), told)


def _is_clear(told: str) -> bool:
    """Say whether a refusal names the file, in one or more whole lines."""
    return "vreemd.docx" in told or "plan.docx" in told


def lost_of_host(before: bytes, after: bytes, validators: bool) -> Iterator[str]:
    """Yield what of a host is lost or newly wrong after something was put into it."""
    old, new = _parts(before), _parts(after)
    main = _main(old)
    if not _is_within(_words(old[main]), _words(new[main])):
        yield "tekst van het bestand is weg of verschoven"
    for tag in _CHANGES:
        if _count(old[main], tag) != _count(new[main], tag):
            yield f"bijgehouden wijzigingen: {_count(old[main], tag)} × {tag} werd {_count(new[main], tag)}"
    comments = _words(old.get("word/comments.xml", b""))
    if not _is_within(comments, _words(new.get("word/comments.xml", b""))):
        yield "een opmerking is weg"
    yield from (f"{name} is weg of anders" for name in old if _is_kept(name) and new.get(name) != old[name])
    yield from _new_errors(before, after, validators)


def _of_house(before: bytes, after: bytes, validators: bool) -> Iterator[str]:
    """Yield what is wrong with a document in someone's house style that was not wrong there."""
    yield from loose_ends(after)
    yield from _new_errors(before, after, validators)


_WRONG: Final[dict[str, Callable[[bytes, bytes, bool], Iterator[str]]]] = {
    "invoegen": lost_of_host,
    "bijwerken na invoegen": lost_of_host,
    "maak --huisstijl": _of_house,
    "vraag --huisstijl": _of_house,
}


def _new_errors(before: bytes, after: bytes, validators: bool) -> Iterator[str]:
    if validators:
        known = Counter(_found(before))
        yield from (f"validators: {each}" for each in (Counter(_found(after)) - known) if each != _NO_LIST)


_NO_LIST: Final = "Numbering definition '0' referenced but not found"
"""What a validator says of Word's «no list», once there are lists."""


@cache
def _found(data: bytes) -> tuple[str, ...]:
    try:
        return errors(_as_document(data))
    except Exception as error:  # a validator that cannot read a file has found something too
        return (f"niet te lezen: {type(error).__name__}",)


def _as_document(data: bytes) -> bytes:
    """Return a template, or a file with macros, as the document that its parts are: a validator reads no other."""
    return rebuilt(data, {"[Content_Types].xml": lambda part: _OTHER_KIND.sub(_DOCUMENT_KIND, part)})


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _words(part: bytes) -> list[str]:
    if not part:
        return []
    return [element.text or "" for element in etree.fromstring(part).iter(*_TEXTS)]


def _main(parts: dict[str, bytes]) -> str:
    """Return the name of the part with the text, which need not be Word's own."""
    for relation in etree.fromstring(parts["_rels/.rels"]):
        if str(relation.get("Type")).endswith("/officeDocument"):
            return str(relation.get("Target")).lstrip("/")
    return "word/document.xml"


def _is_kept(name: str) -> bool:
    return name.startswith(_KEPT) and not name.endswith("/")  # a folder has no bytes, and Word writes none


def _count(part: bytes, tag: str) -> int:
    return sum(1 for _ in etree.fromstring(part).iter(f"{W}{tag}"))


def _is_within(few: list[str], many: list[str]) -> bool:
    """Say whether all words of the one stand in the other, in the same order."""
    left = iter(many)
    return all(any(word == each for each in left) for word in few)
