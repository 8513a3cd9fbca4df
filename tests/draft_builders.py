"""A toy draft as liagen made it, as liagen would make it now, and what bringing the one up to the other gives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from lxml import etree
from word_builders import BASIS, STYLES

from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    Heading,
    Item,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
)
from liagen.document.changes import DraftChange
from liagen.word.readback.carried import read_carried
from liagen.word.readback.draft_file import open_draft
from liagen.word.readback.edited import read_edited
from liagen.word.update.graft import Grafter, text_width_of, write_renewed
from liagen.word.update.paragraphs import UpdateWords
from liagen.word.update.update import UpdatedDraft, update_draft
from liagen.word.write.word_file import write_docx

WORDS = UpdateWords(lambda text: f"Nieuw: {text}", "Zou vervallen.", "Andere tabel.")
DATE = "2027-02-01"


def para(key: str, *content: str | Span, note: str = "", role="tekst") -> Paragraph:
    return Paragraph(key, _spans(content), role, Note(note) if note else None)


def heading(key: str, text: str, level: int = 2) -> Heading:
    return Heading(key, level, (Text(text),))


def items(key: str, texts: Mapping[str, str], ordered: bool = False) -> ListBlock:
    return ListBlock(key, ordered, tuple(Item(each, (Text(text),)) for each, text in texts.items()))


def table(key: str, header: Sequence[str], rows: Mapping[str, Sequence[str]], caption: str = "Doelen") -> Table:
    names = [f"{key}.kop.{name}" for name in header]
    lines = tuple(
        Row(row, tuple(Cell(f"{row}.{name}", (Text(text),)) for name, text in zip(header, texts, strict=True)))
        for row, texts in rows.items()
    )
    cells = tuple(Cell(name, (Text(text),)) for name, text in zip(names, header, strict=True))
    return Table(
        key, para(f"{key}.bijschrift", caption, role="bijschrift"), cells, lines, (100 // len(header),) * len(header)
    )


def chapter(blocks: Sequence[Block]) -> Chapter:
    return Chapter("Titel", "Onderwerp", "Loopt mee", "2027-01-04", tuple(blocks), 0)


def _spans(content: Sequence[str | Span]) -> tuple[Span, ...]:
    return tuple(Text(each) if isinstance(each, str) else each for each in content)


HOURS = Fill("beleggen.uitvoerder.uren_per_week", "aantal uren", "getal")
TEAMS = Fill("doelen_kiezen.x.aantal", "aantal teams", "getal", (), "acht")

BASE = (
    heading("titel", "Inclusie in huis", 1),
    heading("sectie.een", "Waar wij staan"),
    para("a", "De gemeente heeft een werkgroep met leden van vier afdelingen."),
    para(
        "b", "De werkgroep vergadert elk kwartaal en schrijft daarvan een verslag.", note="Omdat er een werkgroep is."
    ),
    para("c", "De beleidsadviseur heeft ", HOURS, " per week voor dit werk.", note="De uren zijn niet bekend."),
    para("d", "Deze alinea past niet bij wat de gemeente later invult."),
    para("e", "Nieuwe collega's horen in hun eerste weken wat inclusie is."),
    para("lijst.kop", "Dit doen wij het eerste jaar:"),
    items(
        "lijst", {"i1": "teams leren van elkaar;", "i2": "brieven gaan langs lezers;", "i3": "de balie wordt lager."}
    ),
    heading("sectie.twee", "Onze doelen"),
    para("f", "In een jaar leren ", TEAMS, " teams van een ervaringsdeskundige."),
    items("vragen", {"v1": "dit hoofdstuk vast te stellen;", "v2": "elk jaar te melden hoe het gaat."}, ordered=True),
    para("g", "Wie een doel haalt, vertelt er in het overleg over."),
    table(
        "doelen",
        ("Nr", "Doel", "Wie"),
        {
            "d1": ("1", "De uren staan vast", "gemeentesecretaris"),
            "d2": ("2", "De werkgroep kwam bij elkaar", "trekker"),
            "d3": ("3", "Alle brieven zijn getest", "communicatie"),
        },
    ),
    para("h", "Na een jaar kijken wij terug op deze doelen."),
    table("geld", ("Post", "Bedrag"), {"m1": ("Training", "€ 2.000")}, "Geld"),
    para("i", "Meer geld vragen wij nu niet."),
)

NOW = (
    heading("titel", "Inclusie in huis", 1),
    heading("sectie.een", "Waar wij nu staan"),
    para("a", "De gemeente heeft een werkgroep met leden van vier afdelingen."),
    para(
        "b",
        "De werkgroep vergadert elke maand en schrijft daarvan een kort verslag.",
        note="Omdat zij vaker samenkomt.",
    ),
    para("c", "De beleidsadviseur heeft 8 uur per week voor dit werk."),
    para("e", "Nieuwe collega's horen in hun eerste weken wat inclusie is."),
    para("nieuw.een", "De coördinator werkt daarbij samen met ", Link("de raad", "https://example.nl/raad"), "."),
    para("lijst.kop", "Dit doen wij het eerste jaar:"),
    items(
        "lijst",
        {"i1": "teams leren van elkaar;", "i2": "alle brieven gaan langs lezers;", "i4": "de website wordt getest."},
    ),
    heading("sectie.twee", "Onze doelen"),
    para("f", "In een jaar leren ", TEAMS, " teams van een ervaringsdeskundige."),
    items(
        "vragen",
        {
            "v0": "kennis te nemen van de test;",
            "v1": "dit hoofdstuk vast te stellen;",
            "v2": "elk jaar te melden hoe het gaat.",
        },
        ordered=True,
    ),
    para("g", "Wie een doel haalt, vertelt er in het overleg over."),
    table(
        "doelen",
        ("Nr", "Doel", "Wie"),
        {
            "d1": ("1", "De uren staan vast", "gemeentesecretaris"),
            "d3": ("2", "Alle brieven zijn getest", "hoofd communicatie"),
            "d4": ("3", "Acht teams leerden ervan", "trekker"),
        },
    ),
    para("h", "Na een jaar kijken wij terug op deze doelen."),
    table("geld", ("Post", "Bedrag", "Jaar"), {"m1": ("Training", "€ 2.000", "2027")}, "Geld"),
    para("i", "Meer geld vragen wij nu niet."),
    heading("sectie.drie", "Risico's"),
    table("risico", ("Risico", "Wat wij doen"), {"r1": ("Geen tijd", "uren vastleggen")}, "Risico's"),
)


def draft(blocks: Sequence[Block] = BASE) -> bytes:
    return write_docx(chapter(blocks), STYLES, "concept", basis=BASIS)


def update(data: bytes, blocks: Sequence[Block] = NOW, tracked: bool = False, old: bytes | None = None) -> UpdatedDraft:
    """Bring a draft up to date with other blocks."""
    carried = read_carried(data, "x.docx") or read_carried(old or b"", "oud.docx")
    assert carried is not None
    file = open_draft(data, "x.docx")
    text = read_edited(file.body, carried)
    renewed = write_renewed(chapter(blocks), BASIS, text_width_of(file.body))
    return update_draft(file, carried, text, Grafter(file, text, renewed, DATE), WORDS, tracked)


def texts(data: bytes, blocks: Sequence[Block] = NOW) -> dict[str, str]:
    """Return what each text of ours says in a file, by id, as a draft of these blocks would find it."""
    carried = read_carried(draft(blocks), "nu.docx")
    assert carried is not None
    return read_edited(open_draft(data, "x.docx").body, carried).texts


def lines(data: bytes) -> list[str]:
    """Return every paragraph in order, with tracked changes accepted."""
    carried = read_carried(data, "x.docx")
    assert carried is not None
    return [each.text for each in read_edited(open_draft(data, "x.docx").body, carried).paragraphs]


def wanted(blocks: Sequence[Block] = NOW) -> dict[str, str]:
    return texts(draft(blocks), blocks)


def kinds(changes: Sequence[DraftChange]) -> dict[str, str]:
    return {change.id: change.kind for change in changes}


def edited(data: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """Return a Word file in which the XML of one part was changed as text."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                before = content.decode()
                content = change(before).encode()
                assert content != before.encode(), "the change changes nothing"
            target.writestr(entry, content)
    return result.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ------------------------------------------------------------ tracked changes, settled

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def settled(data: bytes, keep: str, drop: str) -> list[str]:
    """Return the paragraphs with all tracked changes accepted (keep `ins`, drop `del`) or the other way round."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{drop}") is not None:
            row.getparent().remove(row)
    for each in list(root.iter(f"{W}{drop}")):
        if each.getparent().tag != f"{W}rPr":
            each.getparent().remove(each)
    found = []
    for each in root.iter(f"{W}p"):
        text = "".join(t.text or "" for t in each.iter(f"{W}t", f"{W}delText"))
        is_gone = each.find(f"{W}pPr/{W}rPr/{W}{drop}") is not None
        if text or not is_gone:
            found.append(text)
    assert keep
    return [text for text in found if text]


def accepted(data: bytes) -> list[str]:
    return settled(data, "ins", "del")


def rejected(data: bytes) -> list[str]:
    return settled(data, "del", "ins")


def shown(data: bytes) -> list[str]:
    return [line.replace("\n", "").replace("\t", "") for line in lines(data) if line]
