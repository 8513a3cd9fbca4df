"""A municipality's own house style, read beforehand and kept as JSON: used without the libraries that read Word files.

It comes from strangers, as any file. Its shape is checked first, then how its parts hang together, and then the Word
file that it makes of a sample, by the same rules as the style file of a package.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from liagen.document.blocks import Cell, Chapter, Fill, Heading, Item, ListBlock, Note, Paragraph, Row, Table, Text
from liagen.document.carried import Basis
from liagen.errors import Problem, StyleError
from liagen.files.archive import style_data_problems
from liagen.files.xml_limits import MAX_DEPTH
from liagen.word.parts.relations import relations_name, target_name
from liagen.word.parts.scan import Node, ScanError, scan
from liagen.word.parts.xml import OFFICE, R, W
from liagen.word.styles.roles import OPTIONAL, SUBSTITUTES, StyleRole
from liagen.word.styles.sheet import FixedPart, KnownPart, Numbering, OpenPart, Relation, Slot, Stationery
from liagen.word.write.draft import DraftBody
from liagen.word.write.package import write_package

NAME: Final = "liagen-huisstijl"
"""What tells a prepared house style from other JSON."""

FORMAT: Final = 1
"""The format that is written, and the newest that is read."""

MAX_PREPARED: Final = 5_000_000
"""The most bytes of a prepared house style; most of it are pictures in headers and footers, or fonts."""

LARGE_PREPARED: Final = (
    "deze huisstijl is klaargezet groter dan 5 MB; maak de plaatjes in koptekst en voettekst kleiner"
)
_LARGE_FONTS: Final = (
    "deze huisstijl is klaargezet groter dan 5 MB, want de lettertypen zitten in het bestand; zet dat in Word uit bij "
    "Bestand > Opties > Opslaan, en bewaar het bestand opnieuw"
)

_AGAIN: Final = "maak het opnieuw met `liagen huisstijl klaarzetten`"
_NO_HOUSE: Final = f"dit is geen klaargezette huisstijl; {_AGAIN}"
_NEWER: Final = (
    "deze huisstijl is klaargezet met een nieuwere liagen (formaat {found}; hier hoogstens {format}); installeer die"
)
_CHANGED: Final = f"deze klaargezette huisstijl klopt niet ({{place}}); {_AGAIN}"
_UNUSUAL: Final = (
    "deze huisstijl is op een ongewone manier bewaard ({place}); open het bestand in Word en bewaar het opnieuw"
)

_KINDS: Final = (
    "styles",
    "numbering",
    "settings",
    "fontTable",
    "theme",
    "webSettings",
    "header",
    "footer",
    "footnotes",
    "endnotes",
)
_ACTIVE: Final = ("macro", "vba", "activex", "oleobject", "package.main")
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OURS: Final = ("[content_types].xml", "_rels/", "docprops/", "customxml/", "word/comments.xml")
_KEY: Final = re.compile(r"[A-Za-z_][\w.-]{0,99}", re.ASCII)
_DAY: Final = dt.date(2027, 1, 4)


def write_prepared_house(stationery: Stationery, name: str) -> bytes:
    """Return a house style as JSON; the same house style gives the same bytes. ``name`` is what messages call its file.

    Raises StyleError when it cannot be kept: too large, damaged, or with something that fetches or starts something.
    """
    problems = style_data_problems(_sample_file(stationery), name)
    if problems:
        raise StyleError(problems)
    kept = {"soort": NAME, "formaat": FORMAT, "huisstijl": _plain(stationery)}
    data = json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n"
    if len(data) > MAX_PREPARED:
        raise StyleError([Problem(name, _large(stationery))])
    try:
        _read(data)  # what would be refused is not handed out
    except _ChangedError as error:
        raise StyleError([Problem(name, _UNUSUAL.format(place=error))]) from None
    return data


def _large(stationery: Stationery) -> str:
    """Return what to make smaller."""
    fonts = sum(len(each.data) for each in stationery.fixed if each.name.lower().endswith((".odttf", ".ttf")))
    return _LARGE_FONTS if fonts > sum(len(each.data) for each in stationery.fixed) / 2 else LARGE_PREPARED


@lru_cache(maxsize=4)
def parse_prepared_house(data: bytes, name: str) -> Stationery:
    """Return the house style in a JSON file that anyone may have made; ``name`` is what messages call it.

    Raises StyleError for what is no prepared house style, is of a newer format, or was changed into something else.
    """
    if len(data) > MAX_PREPARED:
        raise StyleError([Problem(name, LARGE_PREPARED)])
    try:
        found = PreparedHead.model_validate_json(data)
    except ValidationError:
        raise StyleError([Problem(name, _NO_HOUSE)]) from None
    if found.formaat > FORMAT:
        raise StyleError([Problem(name, _NEWER.format(found=found.formaat, format=FORMAT))])
    try:
        return _read(data)
    except _ChangedError as error:
        raise StyleError([Problem(name, _CHANGED.format(place=error))]) from None


def _read(data: bytes) -> Stationery:
    """Return the house style in JSON; raise _ChangedError for the first thing that is not as it was kept."""
    try:
        stationery = _stationery(PreparedFile.model_validate_json(data).huisstijl)
    except ValidationError as error:
        raise _ChangedError(".".join(map(str, error.errors(include_url=False)[0]["loc"]))) from None
    _check(stationery)
    return stationery


# ------------------------------------------------------------ the shape


Twentieths = Annotated[int, Field(ge=0, le=31_680)]
"""A length on paper; Word knows no paper larger than 22 inches."""


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError(text)
    return text


Name = Annotated[str, Field(min_length=1, max_length=250), AfterValidator(_printable)]
"""A name of a part, or of what it is."""


class PreparedModel(BaseModel):
    """What stands in a prepared house style: exactly these fields, of exactly these types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PreparedHead(BaseModel):
    """What every prepared house style begins with, whatever its format."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    soort: Literal["liagen-huisstijl"]
    formaat: Annotated[int, Field(ge=1)]


class PreparedRelation(PreparedModel):
    """A relationship of the document part; none leads out of the file."""

    id: Name
    kind: Name
    target: Name


class PreparedKind(PreparedModel):
    """The name and content type of a part."""

    name: Name
    kind: Name


class PreparedPart(PreparedModel):
    """A part: as text, or in base64 when it is no text."""

    name: Name
    text: str | None = None
    base64: str | None = None


class PreparedNumbering(PreparedModel):
    """The lists, with the highest number that they use."""

    name: Name
    text: str
    last: Annotated[int, Field(ge=0, le=2**31 - 1)]


class PreparedStationery(PreparedModel):
    """The fields of ``Stationery``."""

    styles: dict[str, Annotated[str, Field(max_length=253)]]
    added: tuple[str, ...]
    text_width: Annotated[int, Field(ge=567, le=31_680)]
    page_height: Annotated[int, Field(ge=567, le=31_680)]
    cell_padding: Twentieths
    cell_size: Annotated[int, Field(ge=1, le=32_760)]
    cell_font: Annotated[str, Field(max_length=250), AfterValidator(_printable)]
    abstract_number: Annotated[str, Field(pattern=r"^\d{1,10}$")]
    document_name: Name
    relations: Annotated[tuple[PreparedRelation, ...], Field(max_length=500)]
    known: Annotated[tuple[PreparedKind, ...], Field(max_length=500)]
    fixed: Annotated[tuple[PreparedPart, ...], Field(max_length=500)]
    document: str
    titled_document: str
    numbering: PreparedNumbering
    headers: Annotated[tuple[PreparedPart, ...], Field(max_length=500)]


class PreparedFile(PreparedModel):
    """A prepared house style as it stands in its file."""

    soort: Literal["liagen-huisstijl"]
    formaat: Literal[1]
    huisstijl: PreparedStationery


def _plain(stationery: Stationery) -> dict[str, Any]:
    return {
        "styles": {role.name: style for role, style in stationery.styles.items()},
        "added": [role.name for role in stationery.added],
        "text_width": stationery.text_width,
        "page_height": stationery.page_height,
        "cell_padding": stationery.cell_padding,
        "cell_size": stationery.cell_size,
        "cell_font": stationery.cell_font,
        "abstract_number": stationery.abstract_number,
        "document_name": stationery.document_name,
        "relations": [{"id": each.id, "kind": each.kind, "target": each.target} for each in stationery.relations],
        "known": [{"name": each.name, "kind": each.kind} for each in stationery.known],
        "fixed": [_plain_part(each.name, each.data) for each in stationery.fixed],
        "document": stationery.document.decode(),
        "titled_document": stationery.titled_document.decode(),
        "numbering": {
            "name": stationery.numbering.name,
            "text": stationery.numbering.data.decode(),
            "last": stationery.numbering.last,
        },
        "headers": [_plain_part(each.name, each.data) for each in stationery.headers],
    }


def _plain_part(name: str, data: bytes) -> dict[str, str]:
    if name.endswith((".xml", ".rels")):
        return {"name": name, "text": data.decode()}
    return {"name": name, "base64": base64.b64encode(data).decode()}


def _stationery(kept: PreparedStationery) -> Stationery:
    """Return what was kept as it is used; raise _ChangedError for a role that is none, or a part without data."""
    return Stationery(
        styles={_role(name): style for name, style in kept.styles.items()},
        added=tuple(map(_role, kept.added)),
        text_width=kept.text_width,
        page_height=kept.page_height,
        cell_padding=kept.cell_padding,
        cell_size=kept.cell_size,
        cell_font=kept.cell_font,
        abstract_number=kept.abstract_number,
        document_name=kept.document_name,
        relations_name=relations_name(kept.document_name),
        relations=tuple(Relation(each.id, each.kind, each.target) for each in kept.relations),
        known=tuple(KnownPart(each.name, each.kind) for each in kept.known),
        fixed=tuple(FixedPart(each.name, _part_data(each)) for each in kept.fixed),
        document=kept.document.encode(),
        titled_document=kept.titled_document.encode(),
        numbering=Numbering(kept.numbering.name, kept.numbering.text.encode(), kept.numbering.last),
        headers=tuple(OpenPart(each.name, _part_data(each)) for each in kept.headers),
    )


def _role(name: str) -> StyleRole:
    if name not in StyleRole.__members__:
        raise _ChangedError(f"styles.{name}")
    return StyleRole[name]


def _part_data(part: PreparedPart) -> bytes:
    if part.text is not None and part.base64 is None:
        return part.text.encode()
    try:
        return base64.b64decode(part.base64 or "!", validate=True)
    except binascii.Error:
        raise _ChangedError(part.name) from None


class _ChangedError(Exception):
    """What is not as it was kept: the name of a part or field."""


# ------------------------------------------------------------ how it hangs together


def _check(stationery: Stationery) -> None:
    """Raise _ChangedError for the first thing with which a chapter would not be the Word file that it should be."""
    wrong = next(_wrong_places(stationery), None)
    if wrong is not None:
        raise _ChangedError(wrong)
    found = style_data_problems(_sample_file(stationery), "")
    if found:
        raise _ChangedError(found[0].file.lstrip("/") or found[0].message)


def _wrong_places(stationery: Stationery) -> Iterator[str]:
    yield from _wrong_names(stationery)
    yield from _wrong_relations(stationery)
    yield from _wrong_slots(stationery)
    yield from _wrong_styles(stationery)
    yield from _wrong_numbers(stationery)


def _wrong_names(stationery: Stationery) -> Iterator[str]:
    """Yield parts that are there twice or not at all, and kinds of parts that start something."""
    written = [stationery.document_name, stationery.numbering.name, *(part.name for part in stationery.headers)]
    fixed = [part.name for part in stationery.fixed if not part.name.endswith(".rels")]
    known = [part.name for part in stationery.known]
    times = Counter(name.casefold() for name in (*written, *fixed))  # for Word capitals are no difference
    for name in (*written, *fixed):
        if times[name.casefold()] > 1 or known.count(name) != 1:
            yield name
    yield from (name for name in (*known, *(part.name for part in stationery.fixed)) if _is_ours(name))
    yield from (name for name in known if name not in {*written, *fixed})
    for part in stationery.known:
        is_main = part.kind == _MAIN
        if is_main != (part.name == stationery.document_name) or any(word in part.kind.lower() for word in _ACTIVE):
            yield part.name


def _is_ours(name: str) -> bool:
    """Say whether a part has a name that is for what a chapter adds itself."""
    return name.casefold().startswith(_OURS)


def _wrong_relations(stationery: Stationery) -> Iterator[str]:
    known = {part.name for part in stationery.known}
    ids = Counter(each.id for each in stationery.relations)
    for each in stationery.relations:
        kind = each.kind.removeprefix(f"{OFFICE}/")
        is_there = target_name(stationery.document_name, each.target) in known
        if kind not in _KINDS or not is_there or ids[each.id] > 1 or not _KEY.fullmatch(each.id):
            yield f"relations.{each.id}"
    for part in stationery.fixed:
        if part.name.endswith(".rels"):
            yield from _lost_targets(part, known)
    for name, data in (("document", stationery.document), ("titled_document", stationery.titled_document)):
        used = {
            value for node in _tree(name, data).walk() for key, value in node.attributes.items() if key.startswith(R)
        }
        if not used <= set(ids):
            yield name


def _lost_targets(part: FixedPart, known: set[str]) -> Iterator[str]:
    """Yield the name of relationships of which one leads to a part that is not there."""
    source = part.name.replace("_rels/", "", 1).removesuffix(".rels")
    for row in _tree(part.name, part.data).children:
        if row.get("TargetMode") != "External" and target_name(source, row.get("Target")) not in known:
            yield part.name


def _wrong_slots(stationery: Stationery) -> Iterator[str]:
    """Yield parts in which the text of a chapter has no place, or more than one."""
    for name, data, slot in (
        ("document", stationery.document, Slot.TEXT),
        ("titled_document", stationery.titled_document, Slot.TEXT),
        (stationery.numbering.name, stationery.numbering.data, Slot.LISTS),
    ):
        if data.count(slot.value) != 1 or data.count(b"<?liagen") != 1:
            yield name


def _wrong_styles(stationery: Stationery) -> Iterator[str]:
    """Yield roles without a style, or with one that the styles do not have or that is of another kind."""
    kinds = {
        style.get(f"{W}styleId"): style.get(f"{W}type")
        for style in _related(stationery, "styles").children
        if style.tag == f"{W}style"
    }
    yield from (f"styles.{role.name}" for role in StyleRole if role not in stationery.styles)
    for role, style in stationery.styles.items():
        may_lack = role in OPTIONAL and role not in SUBSTITUTES
        if not (may_lack and not style) and kinds.get(style) != SUBSTITUTES.get(role, role).kind:
            yield f"styles.{role.name}"


def _wrong_numbers(stationery: Stationery) -> Iterator[str]:
    tree = _tree(stationery.numbering.name, stationery.numbering.data)
    lists = {node.get(f"{W}abstractNumId") for node in tree.children if node.tag == f"{W}abstractNum"}
    if stationery.abstract_number not in lists:
        yield "abstract_number"


def _related(stationery: Stationery, kind: str) -> Node:
    """Return the part that the document part has for ``kind``, with what stands directly in it and no deeper.

    Raise _ChangedError when there is none.
    """
    fixed = {part.name: part.data for part in stationery.fixed}
    for each in stationery.relations:
        name = target_name(stationery.document_name, each.target)
        if each.kind == f"{OFFICE}/{kind}" and name in fixed:
            return _tree(name, fixed[name], levels=2)
    raise _ChangedError(kind)


def _tree(name: str, data: bytes, levels: int = MAX_DEPTH) -> Node:
    try:
        return scan(data, levels)
    except ScanError:
        raise _ChangedError(name) from None


# ------------------------------------------------------------ a sample


def _sample_file(stationery: Stationery) -> bytes:
    """Return a Word file with all that a draft can have: by that it is judged, as every draft has these parts too."""
    words = (Text("Voorbeeld"),)
    fill = (Text("Voorbeeld "), Fill("", "voorbeeld"), Text("."))
    cells = (Cell("voorbeeld.cel", words),)
    sample = Chapter(
        title="Voorbeeld",
        subject="",
        running="Voorbeeld",
        date=_DAY.isoformat(),
        blocks=(
            Heading("voorbeeld.titel", 1, words),
            Paragraph("voorbeeld.tekst", fill, note=Note("Voorbeeld")),
            ListBlock("voorbeeld.lijst", True, (Item("voorbeeld.punt", words),)),
            Table(
                "voorbeeld.tabel",
                Paragraph("voorbeeld.bijschrift", words, "bijschrift"),
                (Cell("voorbeeld.kop", words),),
                (Row("voorbeeld.rij", cells),),
                (100,),
            ),
        ),
        open_points=0,
    )
    body = DraftBody(stationery, sample, {}, Basis("", _DAY, "", "", ()))
    return write_package(stationery, sample, body.story())
