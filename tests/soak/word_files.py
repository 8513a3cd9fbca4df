"""Word files with something wrong in them (zip, XML, structure), through every command that takes one."""

from __future__ import annotations

import copy
import io
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from draft_builders import draft
from hosts.constructs import CONSTRUCTS
from hosts.judgement import lost_of_host
from lxml import etree
from soak.cases import case_part
from soak.drafts import chapter_file, sheet_file
from soak.mutated_text import mutated_bytes
from soak.profiles import sound
from soak.trial import DAY, Case, Part
from word_mutations import bases, mutated

from liagen.profile.read import shipped_profiles
from liagen.word.parts.xml import W

FILE: Final = "vreemd.docx"
_PROFILE: Final = "profiel.yaml"
_SHEETS: Final = ("meierijstad", "utrecht")
_VALIDATED: Final = 0.02

COMMANDS: Final = {
    "invoegen": f"invoegen {_PROFILE} --in {FILE} -o uit.docx --datum {DAY}",
    "maak": f"maak {_PROFILE} --huisstijl {FILE} -o uit.docx --datum {DAY}",
    "huisstijl controleer": f"huisstijl controleer {FILE}",
    "huisstijl klaarzetten": f"huisstijl klaarzetten {FILE} -o uit.json",
    "bijwerken": f"bijwerken {FILE} -o uit.docx --datum {DAY}",
    "teruglezen": f"teruglezen {FILE} -o uit.yaml",
    "voortgang": f"voortgang {FILE} -o uit.docx",
    "vraag": f"vraag {_PROFILE} --aan college --huisstijl {FILE} -o uit.docx --datum {DAY}",
    "sjabloon uit-word": f"sjabloon uit-word {FILE} uit",
}
"""Every command that takes a Word file of someone else."""


@cache
def _bases() -> dict[str, bytes]:
    made = {name: make() for name, make in CONSTRUCTS.items()}
    own = {f"concept {name}": chapter_file(name) for name in _SHEETS} | {
        f"werkblad {name}": sheet_file(name) for name in _SHEETS
    }
    return {**made, **bases(), **own, "toy": draft()}


def _case(chance: Random) -> Case:
    # What liagen made itself comes more often: only there bijwerken and teruglezen get beyond the door.
    names = sorted(_bases())
    name = chance.choice(
        [each for each in names if each.startswith(("concept", "werkblad"))] if chance.random() < 0.4 else names
    )
    data = _bases()[name]
    kind = chance.random() if zipfile.is_zipfile(io.BytesIO(data)) else 1.0
    if kind < 0.45:
        data = mutated(data, chance.randrange(1 << 30))
    elif kind < 0.85:
        data = other_structure(data, chance)
    else:
        data = other_zip(data, chance) if zipfile.is_zipfile(io.BytesIO(data)) else mutated_bytes(data, chance)
    judge = {
        COMMANDS["invoegen"]: _inserted(data),
        COMMANDS["maak"]: _made(data, chance.random() < _VALIDATED and 0.45 <= kind < 0.85),
    }
    lines = tuple(line for line in COMMANDS.values() if line not in judge or chance.random() < 0.7)
    return Case({FILE: data, _PROFILE: shipped_profiles()["meierijstad"].read_bytes()}, lines, judge)


def _inserted(before: bytes) -> Callable[[Path, str], Iterator[str]]:
    """Return the judge of a file that a chapter was put into: nothing of it may be gone."""

    def judge(folder: Path, _printed: str) -> Iterator[str]:
        after = (folder / "uit.docx").read_bytes()
        try:
            with zipfile.ZipFile(io.BytesIO(before)) as archive:
                etree.fromstring(archive.read("word/document.xml"))
        except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile):
            return  # it stands elsewhere, or can be read by those who are less strict only
        try:
            yield from lost_of_host(before, after, validators=False)
        except etree.XMLSyntaxError:
            yield "het resultaat is geen XML"
        except KeyError as error:
            yield f"in het resultaat ontbreekt {error}"

    return judge


def _made(before: bytes, is_validated: bool) -> Callable[[Path, str], Iterator[str]]:
    return lambda folder, _printed: sound(folder / "uit.docx", is_validated, before)


# ------------------------------------------------------------ zip


def other_zip(data: bytes, chance: Random) -> bytes:
    """Return a Word file that is packed in another way: as others do, or broken."""
    return chance.choice(
        (_repacked, _two_of_one_name, _other_names, _lying_head, _with_rest, _cut, _other_bytes, _many_members, _bomb)
    )(data, chance)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """Return a Word file of these parts."""
    return _packed(list(parts.items()))


def _packed(rows: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method, compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # two of one name is what is meant
        for name, part in rows:
            archive.writestr(name, part)
    return buffer.getvalue()


def _repacked(data: bytes, chance: Random) -> bytes:
    rows = list(_parts(data).items())
    chance.shuffle(rows)
    return _packed(rows, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def _two_of_one_name(data: bytes, chance: Random) -> bytes:
    rows = list(_parts(data).items())
    name, part = chance.choice(rows)
    return _packed(
        [*rows, (chance.choice((name, name.upper(), f"./{name}", f"/{name}", name.replace("/", "\\"))), part)]
    )


def _other_names(data: bytes, chance: Random) -> bytes:
    other = chance.choice(
        ("../../x", "/etc/x", "C:\\x", "a" * 300, "x\x1b[2J", " ", "word/", "é.xml", "word/document.xml/", "\u202ex")
    )
    place = chance.randrange(len(_parts(data)))
    return _packed(
        [(other if number == place else name, part) for number, (name, part) in enumerate(_parts(data).items())]
    )


def _lying_head(data: bytes, chance: Random) -> bytes:
    """Change a number in one of the heads: sizes, methods, flags, checksums, places."""
    found = bytearray(data)
    marks = [place for sign in (b"PK\1\2", b"PK\3\4", b"PK\5\6") for place in _places(data, sign)]
    for _ in range(chance.randint(1, 3)):
        place = chance.choice(marks) + chance.randint(4, 42)
        value = chance.choice((0, 1, 8, 9, 99, 0xFFFF, chance.randrange(1 << 16)))
        if place + 2 <= len(found):
            struct.pack_into("<H", found, place, value)
    return bytes(found)


def _places(data: bytes, sign: bytes) -> list[int]:
    found, start = [], data.find(sign)
    while start >= 0:
        found.append(start)
        start = data.find(sign, start + 1)
    return found


def _with_rest(data: bytes, chance: Random) -> bytes:
    rest = bytes(chance.randrange(256) for _ in range(chance.choice((1, 30, 3_000))))
    return chance.choice(
        (
            rest + data,
            data + rest,
            data + data,
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rest,
            b"%PDF-1.7\n" + rest,
            b"{\\rtf1 x}",
            b"",
        )
    )


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _other_bytes(data: bytes, chance: Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _many_members(data: bytes, chance: Random) -> bytes:
    many = chance.choice((100, 1_500, 6_000))
    return _packed([*_parts(data).items(), *((f"word/media/{number}.png", b"x") for number in range(many))])


def _bomb(data: bytes, chance: Random) -> bytes:
    name = chance.choice(("word/media/groot.png", "word/styles.xml", "word/document.xml", "docProps/core.xml"))
    return _packed(
        [
            *((each, part) for each, part in _parts(data).items() if each != name),
            (name, bytes(chance.choice((1, 40, 150)) * 1_000_000)),
        ]
    )


# ------------------------------------------------------------ structure


def other_structure(data: bytes, chance: Random) -> bytes:
    """Return a Word file whose text stands otherwise: as people and other programs leave it, or worse."""
    parts = _parts(data)
    name = (
        "word/document.xml"
        if chance.random() < 0.85
        else chance.choice(sorted(each for each in parts if each.endswith(".xml")))
    )
    try:
        root = etree.fromstring(parts.get(name, b""))
    except etree.XMLSyntaxError:
        return data
    for _ in range(chance.randint(1, 4)):
        chance.choice(_STRUCTURES)(root, chance)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return repacked(parts)


_Root = etree._Element
_INLINE: Final = (
    "r",
    "hyperlink",
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "sdt",
    "fldSimple",
    "ins",
    "del",
)
_BLOCK: Final = ("p", "tbl", "sdt")


def _one(root: _Root, chance: Random, *tags: str) -> _Root | None:
    found = [each for each in root.iter(*(f"{W}{tag}" for tag in tags)) if each.getparent() is not None]
    return chance.choice(found) if found else None


def _wrapped(root: _Root, chance: Random) -> None:
    """Put something else around a paragraph, table or run."""
    element = _one(root, chance, *_BLOCK, "r")
    if element is None or element.getparent() is None:
        return
    parent = element.getparent()
    tags = chance.choice(
        (
            ("sdt", "sdtContent"),
            ("tbl", "tr", "tc"),
            ("ins",),
            ("del",),
            ("moveTo",),
            ("customXml",),
            ("smartTag",),
            ("p",),
            ("hyperlink",),
        )
    )
    outer = inner = etree.Element(f"{W}{tags[0]}")
    for tag in tags[1:]:
        inner = etree.SubElement(inner, f"{W}{tag}")
    parent.replace(element, outer)
    inner.append(element)


def _moved(root: _Root, chance: Random) -> None:
    one, other = _one(root, chance, *_BLOCK, *_INLINE), _one(root, chance, *_BLOCK, *_INLINE)
    if one is None or other is None or one is other or one in set(other.iterancestors()):
        return
    other.addnext(one)


def _copied(root: _Root, chance: Random) -> None:
    one, other = _one(root, chance, *_BLOCK, *_INLINE), _one(root, chance, *_BLOCK, *_INLINE)
    if one is not None and other is not None:
        other.addnext(copy.deepcopy(one))


def _away(root: _Root, chance: Random) -> None:
    element = _one(
        root,
        chance,
        *_BLOCK,
        *_INLINE,
        "tr",
        "tc",
        "sectPr",
        "tblGrid",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtContent",
        "body",
        "numPr",
        "pStyle",
    )
    if element is not None:
        element.getparent().remove(element)


def _unwrapped(root: _Root, chance: Random) -> None:
    element = _one(root, chance, "sdt", "sdtContent", "hyperlink", "tc", "tr", "tbl", "ins", "r", "p")
    if element is None:
        return
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def _split_runs(root: _Root, chance: Random) -> None:
    """Cut words up over runs, as Word does after every other way of saving."""
    for run in list(root.iter(f"{W}r")):
        text = run.find(f"{W}t")
        if text is None or not text.text or len(text.text) < 2 or chance.random() < 0.5:
            continue
        place = chance.randrange(1, len(text.text))
        other = copy.deepcopy(run)
        other.find(f"{W}t").text = text.text[place:]
        text.text = text.text[:place]
        run.addnext(other)


def _rewritten(root: _Root, chance: Random) -> None:
    """Write something else, here and there."""
    for text in list(root.iter(f"{W}t")):
        if chance.random() < 0.05:
            text.text = chance.choice(
                (
                    "",
                    "x",
                    "ja",
                    "nee",
                    "12",
                    "8 uur",
                    "x" * 40_000,
                    "\u202e\u200b",
                    "[invullen: x]",
                    (text.text or "")[::-1],
                    "😀 & < >",
                )
            )


def _shuffled(root: _Root, chance: Random) -> None:
    parent = _one(root, chance, "body", "tbl", "tr", "p", "tc", "sdtContent")
    if parent is not None:
        children = list(parent)
        chance.shuffle(children)
        for child in children:
            parent.append(child)


def _nested(root: _Root, chance: Random) -> None:
    """Put tables within tables, or controls within controls."""
    element = _one(root, chance, "p")
    if element is None:
        return
    tags = chance.choice((("tbl", "tr", "tc"), ("sdt", "sdtContent"), ("ins",), ("hyperlink",)))
    for _ in range(chance.choice((3, 30, 80))):
        outer = inner = etree.Element(f"{W}{tags[0]}")
        for tag in tags[1:]:
            inner = etree.SubElement(inner, f"{W}{tag}")
        element.getparent().replace(element, outer)
        inner.append(element)
        element = outer


def _other_style(root: _Root, chance: Random) -> None:
    for style in list(root.iter(f"{W}pStyle")):
        if chance.random() < 0.3:
            style.set(
                f"{W}val",
                chance.choice(("Heading1", "Kop1", "Heading9", "Normal", "bestaat niet", "", "Title", "TOC1")),
            )


def _same_ids(root: _Root, chance: Random) -> None:
    """Give bookmarks, controls and paragraphs the id of another."""
    for tag, key in (
        ("bookmarkStart", "id"),
        ("bookmarkStart", "name"),
        ("id", "val"),
        ("numId", "val"),
        ("commentReference", "id"),
    ):
        if chance.random() < 0.4:
            for each in root.iter(f"{W}{tag}"):
                each.set(f"{W}{key}", chance.choice(("1", "0", "_lia_0000000000000000", "-7")))


def _many(root: _Root, chance: Random) -> None:
    element = _one(root, chance, "p", "tr", "r", "bookmarkStart")
    if element is not None:
        for _ in range(chance.choice((50, 1_000, 4_000))):
            element.addnext(copy.deepcopy(element)) if len(element) < 30 else None


_STRUCTURES: Final = (
    *(_wrapped, _moved, _copied, _away, _unwrapped, _rewritten) * 2, _split_runs,
    _shuffled, _nested, _other_style, _same_ids, _many,
)  # fmt: skip

WORD_FILES: Final[Part] = case_part("word", "Word-bestanden van anderen", _case, 5.0, seconds=120.0, warm=_bases)
