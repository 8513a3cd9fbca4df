"""A house style that was prepared: the same document as its Word file gives, and checked as a stranger's."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any

import docx
import pytest
import shipped
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from host_builder import host
from judges import errors
from word_builders import BASIS, RICH, STYLES, chapter, table

from liagen.errors import StyleError
from liagen.files.archive import style_data_problems
from liagen.make.chain import make_documents
from liagen.make.house_style import load_house_style, prepare_house
from liagen.make.order import Order
from liagen.word.styles.prepared_house import MAX_PREPARED, parse_prepared_house, write_prepared_house
from liagen.word.styles.sheet import FixedPart, KnownPart
from liagen.word.styles.stationery import read_stationery
from liagen.word.write.word_file import write_docx

CHAPTER = chapter(*RICH, table(("een", "twee"), ("drie", "vier"), widths=(50, 50)))


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("huis") / "huis.docx"
    path.write_bytes(host())
    return path


@pytest.fixture(scope="module")
def prepared(house) -> bytes:
    return prepare_house(house, STYLES)


def written(stationery) -> bytes:
    return write_docx(CHAPTER, STYLES, "concept", house=stationery, basis=BASIS)


def changed(prepared: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a prepared house style in which something was changed."""
    found = json.loads(prepared)
    change(found["huisstijl"])
    return json.dumps(found).encode()


def refused(data: bytes) -> str:
    with pytest.raises(StyleError) as caught:
        parse_prepared_house(data, "huis.json")
    (problem,) = caught.value.problems
    assert problem.file == "huis.json"
    return problem.message


# ------------------------------------------------------------ the same document


def test_a_chapter_is_the_same_as_with_the_word_file(house, prepared):
    assert written(parse_prepared_house(prepared, "huis.json")) == written(load_house_style(house))


def test_what_was_prepared_is_read_back_as_it_was(house, prepared):
    found = parse_prepared_house(prepared, "huis.json")
    assert write_prepared_house(found, "huis.json") == prepared


def test_our_own_style_file_can_be_prepared():
    data = write_prepared_house(read_stationery(STYLES), "stijl.docx")
    assert len(data) < 40_000
    assert written(parse_prepared_house(data, "x.json")) == write_docx(CHAPTER, STYLES, "concept", basis=BASIS)


def test_an_order_takes_it_as_a_file_and_as_a_value(house, prepared, tmp_path):
    path = tmp_path / "huis.json"
    path.write_bytes(prepared)
    made = [
        make_documents(shipped.profile("utrecht"), shipped.LIBRARY, Order("docx", shipped.DAY, house=each)).documents
        for each in (house, path, parse_prepared_house(prepared, "huis.json"))
    ]
    assert made[0] == made[1] == made[2]


def test_judges_find_no_error_in_what_it_makes(prepared, tmp_path):
    assert not errors(written(parse_prepared_house(prepared, "huis.json")))


# ------------------------------------------------------------ refused


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"soort": "x"}',
        b"[" * 100_000,
        b'{"soort":"liagen-huisstijl"}',
        b"1e999",
    ],
)
def test_what_is_no_prepared_house_style_is_told(data):
    assert refused(data).startswith("dit is geen klaargezette huisstijl; maak het opnieuw met `liagen huisstijl")


def test_a_newer_format_is_told():
    message = refused(b'{"soort": "liagen-huisstijl", "formaat": 2, "meer": [1]}')
    assert "nieuwere liagen (formaat 2; hier hoogstens 1)" in message


def test_what_is_too_large_is_told():
    assert "groter dan 5 MB" in refused(b" " * (MAX_PREPARED + 1))


def _within(found: Any, path: tuple[str | int, ...]) -> tuple[Any, str | int]:
    """Return what holds a value, and its key there."""
    *groups, last = path
    return reduce(getitem, groups, found), last


def _set(*path: str | int) -> Callable[..., Callable[[dict[str, Any]], None]]:
    def to(value: Any) -> Callable[[dict[str, Any]], None]:
        def change(found: Any) -> None:
            group, last = _within(found, path)
            group[last] = value

        return change

    return to


def _swap(*path: str | int) -> Callable[[str, str], Callable[[dict[str, Any]], None]]:
    """Return a change of some text in a part; the text must be there."""

    def to(old: str, new: str) -> Callable[[dict[str, Any]], None]:
        def change(found: Any) -> None:
            group, last = _within(found, path)
            assert old in group[last]
            group[last] = group[last].replace(old, new)

        return change

    return to


def _part(ending: str, old: str, new: str) -> Callable[[dict[str, Any]], None]:
    def change(found: dict[str, Any]) -> None:
        part = next(each for each in found["fixed"] if each["name"].endswith(ending))
        assert old in part["text"]
        part["text"] = part["text"].replace(old, new, 1)

    return change


FIELD = '<w:p><w:r><w:instrText>INCLUDEPICTURE "https://example.nl/x.png"</w:instrText></w:r></w:p>'
CHANGES = {
    "an unknown field": _set("extra")("x"),
    "a missing role": lambda found: found["styles"].pop("TITLE"),
    "an unknown role": _set("styles", "KOP_9")("Kop9"),
    "a style that is not there": _set("styles", "TEXT")("Weg"),
    "a style of another kind": lambda found: found["styles"].update(TEXT=found["styles"]["TABLE"]),
    "a style with markup": _set("styles", "TEXT")('x"/><w:b w:val="'),
    "a number as text": _set("text_width")("8640"),
    "a width below zero": _set("text_width")(-1),
    "a huge number": _set("cell_size")(10**30),
    "a list that is not there": _set("abstract_number")("999"),
    "no number": _set("abstract_number")("1\n"),
    "another main part": _set("document_name")("word/ander.xml"),
    "a part outside": _set("fixed", 0, "name")("../../x.xml"),
    "a part on the disk": _set("fixed", 0, "name")("C:/x.xml"),
    "a part twice": lambda found: found["fixed"].append(copy.deepcopy(found["fixed"][0])),
    "a part that nobody knows": lambda found: found["fixed"].append({"name": "word/vbaProject.bin", "base64": "AAAA"}),
    "a part of ours": lambda found: (
        found["fixed"].append({"name": "customXml/item1.xml", "text": "<a/>"}),
        found["known"].append({"name": "customXml/item1.xml", "kind": "application/xml"}),
    ),
    "macros": lambda found: (
        found["fixed"].append({"name": "word/x.bin", "base64": "AAAA"}),
        found["known"].append({"name": "word/x.bin", "kind": "application/vnd.ms-office.vbaProject"}),
    ),
    "macros under another name": lambda found: (
        found["fixed"].append({"name": "word/vbaProject.bin", "base64": "AAAA"}),
        found["known"].append({"name": "word/vbaProject.bin", "kind": "image/png"}),
    ),
    "a document with macros": _swap("known", 0, "kind")("openxmlformats", "ms-word"),
    "a known part without data": lambda found: found["known"].append({"name": "word/x.xml", "kind": "application/xml"}),
    "text and base64": _set("fixed", 0, "base64")("AAAA"),
    "bad base64": _set("fixed", 0)({"name": "word/x.png", "base64": "A"}),
    "a relation to a template": lambda found: found["relations"].append(
        {"id": "rId99", "kind": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", "target": "styles.xml"}  # noqa: E501
    ),
    "a relation to nowhere": _set("relations", 0, "target")("weg.xml"),
    "a relation outside": _set("relations", 0, "target")("https://example.nl/x.xml"),
    "an external relation": _set("relations", 0, "external")(True),
    "an id twice": lambda found: found["relations"].append(found["relations"][0]),
    "an id with markup": _set("relations", 0, "id")('x" Target="y'),
    "no place for the text": _swap("document")("<?liagen text?>", ""),
    "two places for the text": _swap("document")("<?liagen text?>", "<?liagen text?><?liagen text?>"),
    "no place for lists": _swap("numbering", "text")("<?liagen lists?>", ""),
    "broken XML": _swap("document")("</w:body>", ""),
    "a grammar": _swap("titled_document")("<w:document", "<!DOCTYPE x [<!ENTITY y 'z'>]><w:document"),
    "a grammar in the styles": _part("styles.xml", "<w:styles", "<!DOCTYPE x><w:styles"),
    "broken styles": _part("styles.xml", "</w:styles>", ""),
    "a field that fetches": _swap("document")("<?liagen text?>", f"<?liagen text?>{FIELD}"),
    "a header that is not there": _swap("document")("<w:sectPr", '<w:headerReference r:id="rId777"/><w:sectPr'),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_changed_is_refused(prepared, change):
    message = refused(changed(prepared, change))
    assert message.startswith("deze klaargezette huisstijl klopt niet (")
    assert message.endswith("maak het opnieuw met `liagen huisstijl klaarzetten`")


_ODD: tuple[Any, ...] = (
    None,
    "",
    "x",
    -1,
    0,
    2**63,
    1.5,
    True,
    [],
    {},
    "\u0000",
    "<",
    "&#0;",
    "../x",
    "é" * 300,
    ["x"],
)


@cache
def _places(data: bytes) -> tuple[tuple[str | int, ...], ...]:
    def walk(value: Any, path: tuple[str | int, ...]):
        yield path
        rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, each in rows:
            yield from walk(each, (*path, key))

    return tuple(path for path in walk(json.loads(data)["huisstijl"], ()) if path)


@pytest.mark.parametrize("seed", range(50))
def test_whatever_is_changed_gives_a_message_or_a_sound_document(prepared, seed):
    chance = random.Random(seed)
    data = changed(prepared, lambda found: _mutate(found, chance, prepared))
    try:
        found = parse_prepared_house(data, "huis.json")
    except StyleError as error:
        assert [str(each) for each in error.problems]
        return
    assert style_data_problems(written(found), "x") == []


def _mutate(found: Any, chance: random.Random, prepared: bytes) -> None:
    group, last = _within(found, chance.choice(_places(prepared)))
    value = group[last]
    if isinstance(value, str) and len(value) > 20 and chance.random() < 0.8:
        place = chance.randrange(len(value))
        value = (
            value[:place]
            + chance.choice(("", "<", ">", '"', "&", "\u0000", "<w:x/>", "9"))
            + value[place + chance.randrange(3) :]
        )
        group[last] = value
    elif chance.random() < 0.3 and isinstance(group, dict):
        del group[last]
    else:
        group[last] = chance.choice(_ODD)


# ------------------------------------------------------------ what cannot be prepared


def test_a_house_style_that_fetches_something_is_not_prepared(tmp_path):
    document = docx.Document()
    document.sections[0].header.part.relate_to("https://example.nl/logo.png", RT.IMAGE, is_external=True)
    document.sections[0].header.paragraphs[0].text = "Zuid"
    document.save(str(tmp_path / "huis.docx"))
    with pytest.raises(StyleError, match="haalt iets op van buiten"):
        prepare_house(tmp_path / "huis.docx", STYLES)


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("word/media/x.png", "image/png", "dan 5 MB; maak de plaatjes"),
        ("word/fonts/x.odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont", "want de lettertypen"),
    ],
)
def test_what_makes_it_too_large_is_told(name, kind, told):
    found = read_stationery(STYLES)
    large = replace(
        found,
        known=(*found.known, KnownPart(name, kind)),
        fixed=(*found.fixed, FixedPart(name, random.Random(1).randbytes(4_500_000))),
    )
    with pytest.raises(StyleError, match=f"groter .*{told}"):
        write_prepared_house(large, "huis.docx")
