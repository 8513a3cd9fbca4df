"""Word files with one to three things wrong in them, from a seed: what other programs, and people with bad will, make.

Run it for many: `python -m tests.word_mutations 5000 [file.docx …]`, in the folder above the tests.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

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
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
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
