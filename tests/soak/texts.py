"""Documents of the texts of a package, edited and broken, back into the package (`sjabloon uit-word`)."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from attacks import TEXTS
from lxml import etree
from soak.jobs import contents
from soak.mutated_text import FRAGMENTS, mutated_bytes
from soak.packages import overlay
from soak.trial import CRASHED, Attempt, Outcome, Part, last_line, run, unclear
from soak.word_files import other_structure, other_zip, repacked
from word_mutations import mutated

from liagen.word.parts.xml import W

_FILE: Final = "teksten.docx"
_OWN: Final = 3
_WORDS: Final = (
    "", " ", "Wij doen dit samen. ", "ja: nee", "'x' \"y\" “z” ‘q’", "# niets", "😀\u0301", "\u00a0\u00ad\u2011", "\t",
    "https://x.nl/(a b)", "**vet** _schuin_ `code`", "<b>&amp;</b>", "\\", "1.", "1. een", "2027-01-04", "~", "|", ">-",
)  # fmt: skip
_TYPED: Final = (
    *FRAGMENTS, *TEXTS, "- a\n- b", "&a *a !!x", "‹", "›", "‹gemeente›", "[invullen: ", "]", "x" * 30_000, "\ufffd",
)  # fmt: skip
_CARRIED: Final = "customXml/item1.xml"
_VALUE: Final = re.compile(rb'="([^"]*)"')
_VALUES: Final = (b"", b"-1", b"999999", b"../../x", b"/etc/passwd", b"x" * 5_000, b"&#10;", b"0 0 0 1", b"standaard")
_STALE: Final = "Niet overgenomen, want"


@dataclass(frozen=True)
class _Base:
    """A document as `sjabloon naar-word` made it, and the files of its package; none for one of liagen."""

    document: bytes
    package: Mapping[str, bytes]


@cache
def _bases() -> tuple[_Base, ...]:
    own = [overlay(Random(number)) for number in range(_OWN)]
    return (*(_base(files, "mijn") for files in own), _base(own[0], "mijn --alles"), _base({}, "praktijk"))


def _base(files: Mapping[str, bytes], named: str) -> _Base:
    with TemporaryDirectory(prefix="soak-") as name, contextlib.chdir(name):
        _write(files)
        code, told, _ = run(f"sjabloon naar-word {named} -o {_FILE}")
        if code:
            raise RuntimeError(told)
        return _Base(Path(_FILE).read_bytes(), files)


def _write(files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (path := Path("mijn", name)).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


# ------------------------------------------------------------ editing


def _edited(data: bytes, chance: Random) -> bytes:
    """Return the document after some work in it, and mostly with something wrong in it."""
    kind = chance.random()
    if kind < 0.75:
        data = _typed(data, chance)
    if 0.45 < kind < 0.85:
        data = other_structure(data, chance)
    elif 0.85 <= kind < 0.92:
        data = mutated(data, chance.randrange(1 << 30))
    elif 0.92 <= kind < 0.96:
        data = _other_carried(data, chance)
    elif kind >= 0.96:
        data = other_zip(data, chance)
    return data


def _typed(data: bytes, chance: Random) -> bytes:
    """Type other words in a few of the texts."""
    parts = _parts(data)
    root = etree.fromstring(parts["word/document.xml"])
    texts = [each for each in root.iter(f"{W}t") if next(each.iterancestors(f"{W}tbl"), None) is not None]
    typed = _WORDS if chance.random() < 0.5 else _TYPED
    for text in chance.sample(texts, min(chance.choice((1, 1, 2, 5, 40)), len(texts))):
        old = text.text or ""
        place = chance.randint(0, len(old))
        with contextlib.suppress(ValueError):  # a sign that XML cannot hold
            text.text = old[:place] + chance.choice(typed) + (old[place:] if chance.random() < 0.6 else "")
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return repacked(parts)


def _other_carried(data: bytes, chance: Random) -> bytes:
    """Change what liagen itself keeps in the document: a value for that of another, or any bytes."""
    parts = _parts(data)
    found = parts[_CARRIED]
    values = [match.span(1) for match in _VALUE.finditer(found)]
    (start, end), (first, last) = chance.choice(values), chance.choice(values)
    other = chance.choice((found[first:last], found[first:last], *_VALUES))
    parts[_CARRIED] = mutated_bytes(found, chance) if chance.random() < 0.2 else found[:start] + other + found[end:]
    return repacked(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ------------------------------------------------------------ judging


def _trial(chance: Random, folder: Path) -> Iterator[Attempt]:
    base = chance.choice(_bases())
    data = _edited(base.document, chance)
    with contextlib.chdir(folder):
        Path(_FILE).write_bytes(data)
        _write(base.package)
        before = contents(folder)
        code, told, printed = run(f"sjabloon uit-word {_FILE} mijn")
        changed = {name for name, each in contents(folder).items() if before.get(name) != each}
        found = _judged(code, told, printed, changed)
        yield found
        if found.outcome == "gelukt" and changed:
            yield _again()


def _judged(code: int, told: str, printed: str, changed: set[str]) -> Attempt:
    if code == CRASHED:
        return Attempt("sjabloon uit-word", "fout", last_line(told), told)
    is_refused = bool(code) and _STALE not in told
    # What is not taken over is given back as it was typed, in whatever language.
    wrong = unclear("\n".join(line for line in told.splitlines() if not line.startswith(_STALE)))
    wrong += [f"{name} is veranderd en staat niet op het scherm" for name in sorted(changed - set(printed.split("\n")))]
    if is_refused:
        wrong += [f"na een weigering is {name} veranderd" for name in sorted(changed)]
        wrong += [] if code == 2 or _FILE in told or "mijn" in told else [f"melding noemt geen bestand: {told[:200]}"]
    elif changed:
        check, why, more = run("sjabloon controleer mijn")
        wrong += [f"het pakket is nu niet goed: {(why or more).strip().splitlines()[:1]}"] if check else []
    outcome: Outcome = "fout" if wrong else "geweigerd" if is_refused else "gelukt"
    return Attempt("sjabloon uit-word", outcome, "".join(wrong[:1]), "\n".join([*wrong, told]) if wrong else "")


def _again() -> Attempt:
    """Say whether what came back from Word, written to Word once more, is what the package says."""
    code, told, _ = run("sjabloon naar-word mijn -o weer.docx")
    if not code:
        code, told, _ = run("sjabloon uit-word weer.docx mijn")
    if code or "Er is niets veranderd." not in told:
        return Attempt("sjabloon naar-word", "fout", f"nog eens heen en terug verandert iets: {told[:200]}", told)
    return Attempt("sjabloon naar-word", "gelukt")


TEXTS_BACK: Final[Part] = Part("teksten", "Teksten van een pakket, terug uit Word", _trial, 2.0, 120.0, warm=_bases)
