"""Word files with one to three things wrong in them, from a seed: what other programs, and people with bad will, make.

For a test of some, and by hand of thousands: `PYTHONPATH=.:tests python tests/word_mutations.py 0 5000 x.docx y.dotx`.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import docx
from draft_builders import draft, update
from host_builder import host
from lxml import etree
from word_builders import BASIS, RICH, STYLES, chapter, table

from liagen.errors import HostError, LiagenError, StyleError
from liagen.files.archive import style_problems
from liagen.make.house_style import load_house_style, prepare_house
from liagen.word.insert.insert import has_contents_list, insert_docx
from liagen.word.insert.insertion_point import InsertionTarget
from liagen.word.parts.xml import R
from liagen.word.readback.carried import read_carried
from liagen.word.styles.audit import check_house_style
from liagen.word.styles.prepared_house import parse_prepared_house
from liagen.word.write.word_file import write_docx

_ATTRIBUTE = re.compile(rb'\s([\w:]+)="([^"<>]*)"')
_NUMBER = re.compile(rb'="-?\d+"')
_ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<]*</\1>)")
_TAG = re.compile(rb"</?[\w:]+[^<>]*>")
_VALUES = (
    *("", "0", "-1", "1", "12240.0", "612pt", "2.5cm", "11pt", "1e400", "nan", "inf", "-0", "+7", " 8 ", "1_000", "²"),
    *("٣", "2147483646", "2147483647", "2147483648", "-2147483649", "9" * 5000, "None", "\N{KHMER DIGIT ONE}", "abc"),
    *("../../../x", "/", ".", "//", "https://example.nl", "styles.xml", "comments.xml", "docProps/core.xml", "a b"),
    *(
        "true",
        "FFFFFF",
        "auto",
        "paragraph",
        "table",
        "heading 1",
        "Normal",
        "bullet",
        "é",
        "&#0;",
        "&amp;",
        "%s",
        "{0}",
    ),
)
_TEXTS = (
    *(b"<", b">", b"&", b"&x;", b"\0", b"\xff", b"]]>", b"<!--", b"<a>", b"</w:p>", b"<?x?>", b"<w:p/>", b"<w:tbl/>"),
    *(
        b'<w:bookmarkStart w:id="9999999999" w:name="x"/>',
        b'<w:commentRangeStart w:id="0"/>',
        b"<w:sectPr/>",
        b"<w:style/>",
    ),
    *(b'<w:num w:numId="x"/>', b"<w:abstractNum/>", b"<w:sdt><w:sdtPr><w:id/></w:sdtPr></w:sdt>", b"<w:pPr/>"),
    *(b'<w:cols w:num="0"/>', b'<w:cols w:num="99" w:space="99999"/>', b'<w:fldChar w:fldCharType="begin"/>'),
    b'<Relationship Id="rId1"/>',
)
_HEADS = (
    b'<!DOCTYPE a SYSTEM "b">',
    b'<!DOCTYPE a [<!ENTITY x "y">]>',
    b"<?xml version='1.0' encoding='UTF-16'?>",
    b" ",
)


def mutated(data: bytes, seed: int) -> bytes:
    """Return a Word file with some things wrong, always the same for a seed."""
    random = Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.randint(1, 3)):
        random.choices(_MUTATIONS, _WEIGHTS)[0](parts, random)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED, 1)  # of one day: now would differ
    whole = buffer.getvalue()
    return _cut(whole, random) if random.random() < 0.02 else whole


_Parts = dict[str, bytes]


def _xml_name(parts: _Parts, random: Random) -> str:
    """Return one of the parts with XML; those that say most come most."""
    names = sorted(name for name in parts if name.endswith((".xml", ".rels"))) or ["word/document.xml"]
    return random.choices(names, [_FREQUENT.get(name.rpartition("/")[2], 1) for name in names])[0]


_FREQUENT = {"document.xml": 6, "styles.xml": 6, "numbering.xml": 4, "document.xml.rels": 3, "[Content_Types].xml": 2}


def _splice(
    parts: _Parts, random: Random, pattern: re.Pattern[bytes], change: Callable[[re.Match[bytes]], bytes]
) -> None:
    """Change one match of a pattern in one part."""
    name = _xml_name(parts, random)
    part = parts.get(name, b"")
    found = list(pattern.finditer(part))
    if found:
        match = random.choice(found)
        parts[name] = part[: match.start()] + change(match) + part[match.end() :]


def _value(random: Random) -> bytes:
    return random.choice(_VALUES).encode()


def _other_number(parts: _Parts, random: Random) -> None:
    _splice(parts, random, _NUMBER, lambda _: b'="%b"' % _value(random))


def _other_value(parts: _Parts, random: Random) -> None:
    _splice(parts, random, _ATTRIBUTE, lambda match: b' %b="%b"' % (match[1], _value(random)))


def _no_attribute(parts: _Parts, random: Random) -> None:
    _splice(parts, random, _ATTRIBUTE, lambda _: b"")


def _every_value(parts: _Parts, random: Random) -> None:
    """Give every attribute of one name in a part the same odd value."""
    name = _xml_name(parts, random)
    known = sorted({match[1] for match in _ATTRIBUTE.finditer(parts.get(name, b""))} - {b"xmlns:w"})
    if known:
        wanted, value = random.choice(known), _value(random)
        parts[name] = re.sub(
            rb'\s%b="[^"<>]*"' % re.escape(wanted), lambda _: b' %b="%b"' % (wanted, value), parts[name]
        )


def _no_element(parts: _Parts, random: Random) -> None:
    _splice(parts, random, _ELEMENT, lambda _: b"")


def _twice(parts: _Parts, random: Random) -> None:
    _splice(parts, random, _ELEMENT, lambda match: match[0] * 2)


def _other_tag(parts: _Parts, random: Random) -> None:
    """Make one element another of the same part."""
    name = _xml_name(parts, random)
    tags = sorted({match[1] for match in _ELEMENT.finditer(parts.get(name, b""))})
    if tags:
        one, other = random.choice(tags), random.choice(tags)
        parts[name] = re.sub(rb"(</?)%b\b(?!:)" % re.escape(one), lambda match: match[1] + other, parts[name], count=2)


def _nothing_inside(parts: _Parts, random: Random) -> None:
    """Take every element of one name out of a part, when it has nothing inside."""
    name = _xml_name(parts, random)
    tags = sorted({match[1] for match in _ELEMENT.finditer(parts.get(name, b""))})
    if tags:
        parts[name] = re.sub(rb"<%b(?:\s[^<>]*)?/>" % re.escape(random.choice(tags)), b"", parts[name])


def _something_between(parts: _Parts, random: Random) -> None:
    _splice(parts, random, _TAG, lambda match: match[0] + random.choice(_TEXTS))


def _other_bytes(parts: _Parts, random: Random) -> None:
    name = _xml_name(parts, random)
    part = bytearray(parts.get(name, b""))
    for _ in range(random.randint(1, 4) if part else 0):
        part[random.randrange(len(part))] = random.randrange(256)
    parts[name] = bytes(part)


def _cut_part(parts: _Parts, random: Random) -> None:
    name = _xml_name(parts, random)
    parts[name] = _cut(parts.get(name, b""), random)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


def _no_part(parts: _Parts, random: Random) -> None:
    parts.pop(random.choice(sorted(parts)), None)


def _other_part(parts: _Parts, random: Random) -> None:
    parts[_xml_name(parts, random)] = parts.get(_xml_name(parts, random), b"")


def _other_head(parts: _Parts, random: Random) -> None:
    name = _xml_name(parts, random)
    bare = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", parts.get(name, b""))
    parts[name] = random.choice(_HEADS) + bare


def _deep(parts: _Parts, random: Random) -> None:
    many = random.choice((100, 300, 3000, 100_000))
    _splice(parts, random, _TAG, lambda match: match[0] + b"<w:sdt>" * many + b"</w:sdt>" * many)


_CHANCES = {
    _other_number: 8, _other_value: 8, _no_attribute: 6, _every_value: 4, _no_element: 5, _twice: 4, _other_tag: 3,
    _nothing_inside: 3, _something_between: 6, _other_bytes: 1, _cut_part: 0.3, _no_part: 2, _other_part: 1,
    _other_head: 1, _deep: 1,
}  # fmt: skip
_MUTATIONS, _WEIGHTS = tuple(_CHANCES), tuple(_CHANCES.values())


# ------------------------------------------------------------ what liagen does with such a file


def bases() -> dict[str, bytes]:
    """Return Word files to begin with: our style file, one of python-docx, and a plan with all there can be in it."""
    plain = io.BytesIO()
    docx.Document().save(plain)
    return {"stijl": STYLES.read_bytes(), "leeg": plain.getvalue(), "plan": host(), "concept": draft()}


def rebuilt(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """Return a Word file with other parts: changed by a function, new, or away for None."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            change = changes.get(name, lambda part: part)
            part = change(old.read(name)) if callable(change) else change
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


_WORDS = ("werkgroep", "gemeentesecretaris", "kwartaal", "toegankelijkheid", "uren")
_CHAPTER = chapter(*RICH, table(_WORDS, *[_WORDS] * 2, widths=(20,) * 5))


def in_house(path: Path) -> bytes:
    """Check a file as house style, and write a chapter with it."""
    house = load_house_style(path)
    check_house_style(house, STYLES)
    data = write_docx(_CHAPTER, STYLES, "concept", house=house, basis=BASIS)
    try:
        kept = prepare_house(path, STYLES)
    except StyleError:
        return data  # what fetches or starts something is not prepared
    prepared = parse_prepared_house(kept, path.name)  # and what was prepared is not refused
    assert write_docx(_CHAPTER, STYLES, "concept", house=prepared, basis=BASIS) == data
    return data


def in_host(path: Path) -> bytes:
    """Put a chapter into a file: under a heading and at a bookmark, if they are there, and at the end."""
    for place in (InsertionTarget("Interne implementatie"), InsertionTarget(bookmark="Plek")):
        with contextlib.suppress(HostError):
            insert_docx(_CHAPTER, STYLES, "concept", path, place, basis=BASIS)
    data = insert_docx(_CHAPTER, STYLES, "concept", path, InsertionTarget(), basis=BASIS)
    has_contents_list(path)
    return data


def in_package(path: Path) -> bytes:
    """Write a chapter with the style file of a package, and put one into our own style file with it."""
    if problems := style_problems(path, path.name):
        raise LiagenError(problems)
    insert_docx(_CHAPTER, path, "concept", STYLES, InsertionTarget(), basis=BASIS)
    return write_docx(_CHAPTER, path, "concept", basis=BASIS)


def as_draft(path: Path) -> bytes:
    """Bring a file up to date as an edited draft, by what it carries or by the draft as it was made."""
    read_carried(path.read_bytes(), path.name)
    return update(path.read_bytes(), tracked=path.stat().st_size % 2 == 0, old=draft()).data


WAYS: dict[str, Callable[[Path], bytes]] = {
    "huisstijl": in_house,
    "plan": in_host,
    "pakket": in_package,
    "concept": as_draft,
}


def loose_ends(data: bytes) -> list[str]:
    """Return what a program that opens a Word file would stumble over."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names if name.endswith((".xml", ".rels"))}
    found = [f"{name} is er twee keer" for name, times in Counter(map(str.casefold, names)).items() if times > 1]
    roots: dict[str, etree._Element] = {}
    for name, part in parts.items():
        try:
            roots[name] = etree.fromstring(part)
        except etree.XMLSyntaxError:
            found.append(f"{name} is geen XML")
    return [*found, *_lost_relations(roots, set(names))]


def _lost_relations(roots: Mapping[str, etree._Element], names: set[str]) -> Iterator[str]:
    """Yield what of the file as a whole, the document and its settings leads nowhere."""
    for name in ("", "word/document.xml", "word/settings.xml"):
        folder, last = posixpath.split(name)
        rows = roots.get(posixpath.join(folder, "_rels", f"{last}.rels"), ())
        ids = [str(row.get("Id")) for row in rows]
        yield from (f"{name} {key} is er twee keer" for key, times in Counter(ids).items() if times > 1)
        for row in rows:
            target = posixpath.normpath(posixpath.join("/", folder, str(row.get("Target"))))
            if row.get("TargetMode") != "External" and target.lstrip("/") not in names:
                yield f"{name} {row.get('Id')} leidt nergens heen"
        for element in roots[name].iter(etree.Element) if name in roots else ():
            asked = [str(value) for key, value in element.attrib.items() if str(key).startswith(R)]
            yield from (f"{name} {element.tag} vraagt om {key}" for key in asked if key not in ids)


def attempt(way: str, path: Path) -> tuple[str, ...]:
    """Return what is wrong with what comes of a file; a refusal is not."""
    try:
        data = WAYS[way](path)
    except LiagenError as error:
        return () if str(error) else ("geen melding",)
    # A host or draft stays as broken as it was, wherever nothing of ours comes.
    return () if way in ("plan", "concept") else tuple(loose_ends(data))


def main(first: int, last: int, files: list[Path]) -> None:
    """Try mutations of files and print what goes wrong, or where a chapter came of it."""
    known = bases() | {path.name: path.read_bytes() for path in files if zipfile.is_zipfile(path)}
    told: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        path = Path(folder, "kapot.docx")
        for seed in range(first, last):
            name = sorted(known)[seed % len(known)]
            with contextlib.suppress(zipfile.BadZipFile):
                path.write_bytes(mutated(known[name], seed))
                for way in WAYS:
                    told[way] += 1
                    try:
                        wrong = attempt(way, path)
                    except Exception:  # what is looked for
                        wrong = (traceback.format_exc().strip().replace("\n", " | ")[-300:],)
                    told[f"{way}: fout"] += bool(wrong)
                    for each in wrong:
                        print(seed, name, way, each, flush=True)
    print(dict(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), [Path(each) for each in sys.argv[3:]])
