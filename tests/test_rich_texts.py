"""Tables, links, pictures and loops along options in the texts of a package, in every form that a document has."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import time
import zlib
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from every import every
from own_package import HEAD, package

from liagen.chapter.markdown import to_blocks, to_spans
from liagen.cli import run
from liagen.document.as_plain_text import write_plain_text
from liagen.document.blocks import Link, ListBlock, Origin, Paragraph, Table, Text, span_text
from liagen.errors import LibraryError
from liagen.files.pictures import PictureError, parse_picture
from liagen.library.condition_parser import Scope
from liagen.library.goal_list import COUNCIL_GOALS, ListedGoal
from liagen.library.load import read_library
from liagen.library.package import pack
from liagen.library.wording import Context, Phrases
from liagen.library.wording_parser import WordingError, parse_wording
from liagen.make.chain import make, make_documents, write_chapter
from liagen.make.order import Order
from liagen.profile.read import parse_profile
from liagen.workshop.check import check_package

DATE = dt.date(2027, 1, 4)
HERE = Origin("tekst", "x", "tekst")
ODD = 'gemeente:\n  naam: "Zuid | [x](https://kwaad.nl) https://kwaad.nl"\n'
TEXT = """\
Lees de [handreiking](https://www.example.nl/a?b=1&c=2) voor **iedereen** van {{ gemeente.naam }}.

Tabel: Wat {{ gemeente.naam }} doet
| Voorstel | Stap | Wie |
|---|---|---|
| Vast \\| altijd | 1 | {{ organisatie.fte }} |
{% for optie in voorstellen %}
{% if optie.sleutel == 'teamoverleg' %}
| **{{ optie.titel }}** | {{ optie.kort }} | [hier](https://www.example.nl/b) |
{% endif %}
{% endfor %}

{% for optie in voorstellen %}
{% if optie.thema == 'draagvlak' and optie.heeft_kort == 'ja' %}
- {{ optie.titel }}: {{ optie.kort }}
{% endif %}
{% else %}
Niets.
{% endfor %}
"""
OUTLINE = "onderdelen:\n  rijk:\n    titel: Rijk\n    inhoud:\n      - tekst: rijk\nvolgorde: [rijk]\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    root = package(tmp_path_factory.mktemp("rijk") / "voorbeeld", "teksten/rijk.md", TEXT)
    return read_library([package(root, "opbouw.yaml", OUTLINE)])


@pytest.fixture(scope="module")
def made(library):
    return make(parse_profile(ODD, "", None), library, DATE)


@pytest.fixture(scope="module")
def rich(made):
    return [block for block in made.chapter.blocks if any(each.key == "rijk" for each in block.origins)]


def blocks(text: str):
    words = parse_wording(text, Scope({})).render(Context({}, {}))
    return to_blocks(words, HERE, ())


# ------------------------------------------------------------ what the text becomes


def test_a_link_with_words(rich):
    (first,) = [block for block in rich if block.id == "tekst.rijk.tekst.1"]
    assert first.spans[:3] == (
        Text("Lees de "), Link("handreiking", "https://www.example.nl/a?b=1&c=2"), Text(" voor "),
    )  # fmt: skip


def test_what_a_profile_says_is_no_link_and_no_cell(rich):
    links = [span for block in rich if isinstance(block, Paragraph) for span in block.spans if isinstance(span, Link)]
    assert [link.target for link in links] == ["https://www.example.nl/a?b=1&c=2"]
    (table,) = [block for block in rich if isinstance(block, Table)]
    assert span_text(table.caption.spans) == "Wat Zuid | [x](https://kwaad.nl) https://kwaad.nl doet"


def test_a_table_has_a_header_ids_and_rows_of_options(rich):
    (table,) = [block for block in rich if isinstance(block, Table)]
    told = [[span_text(cell.spans) for cell in row.cells] for row in table.rows]
    assert [span_text(cell.spans) for cell in table.header] == ["Voorstel", "Stap", "Wie"]
    assert told[0] == ["Vast | altijd", "1", "[invullen: aantal fte]"]
    assert told[1][0] == "Bezoek aan teamoverleggen" and told[1][2] == "hier"
    assert [origin.key for origin in table.rows[1].origins] == ["rijk", "teamoverleg"]
    assert table.rows[1].cells[0].sources  # those of the option
    assert sum(table.widths) == 100 and table.id == "tekst.rijk.tekst.2"


def test_a_loop_tells_only_the_options_that_fit(rich, made):
    verdicts = made.choice.verdicts()
    (told,) = [block for block in rich if isinstance(block, ListBlock)]
    keys = [item.origins[1].key for item in told.items]
    assert keys == [key for key in keys if verdicts[key] == "voorstel"] and keys


def test_without_options_the_rest_is_told(library):
    text = "gemeente:\n  naam: Zuid\nkeuzes:\n" + "".join(f"  {key}:\n    keuze: niet\n" for key in library.cards)
    chapter = make(parse_profile(text, "", library.cards), library, DATE).chapter
    assert any(isinstance(block, Paragraph) and span_text(block.spans) == "Niets." for block in chapter.blocks)


# ------------------------------------------------------------ in every form


def test_word_markdown_page_and_plain_text(library, made):
    def form(name):
        return write_chapter(made.chapter, library, Order(name, DATE))

    document = Document(io.BytesIO(form("docx")))
    table = next(each for each in document.tables if each.cell(0, 0).text == "Voorstel")
    assert table.cell(1, 0).text == "Vast | altijd"
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") and table._tbl.xpath("./w:tblPr/w:tblCaption")
    targets = {each.target_ref for each in document.part.rels.values() if each.is_external}
    assert "https://www.example.nl/a?b=1&c=2" in targets and not any("kwaad" in each for each in targets)
    assert "[handreiking](https://www.example.nl/a?b=1&c=2)" in form("md").decode()
    page = form("html").decode()
    assert 'href="https://www.example.nl/a?b=1&amp;c=2"' in page and 'href="https://kwaad' not in page
    assert ' scope="col">Voorstel</th>' in page
    assert "Voorstel | Stap | Wie\n" in write_plain_text(made.chapter)


# ------------------------------------------------------------ what is refused


@every(
    ("text", "line"),
    [
        ("Lees [dit](http://x.nl).", 1),
        ("a\n[dit](www.x.nl)", 2),
        ("[dit](https://x y.nl)", 1),
        (f"[dit](https://x.nl/{'a' * 500})", 1),
        ("| a | b |\n|---|---|\n| 1 | 2 |", 1),
        ("Tabel: x\n\n| a | b |\n|---|---|", 3),
        ("Tabel: x\na | b\n--|--\n1 | 2", 3),
        ("Tabel: x\n| a |\n|---|\n| 1 |", 3),
        (f"Tabel: x\n{'| a ' * 9}|\n{'|---' * 9}|", 3),
        ("\ue000lia.jaar\ue001", 1),
    ],
)
def test_a_wrong_link_or_table_is_refused_with_its_line(text, line):
    with pytest.raises(WordingError) as caught:
        parse_wording(text, Scope({}))
    assert (caught.value.code, caught.value.line) == ("LIA098", line)


@pytest.mark.parametrize(
    "text", ["| " * 50_000, " " * 99_000 + "|-", "[" * 50_000, "](" * 50_000, "[a](https://a) " * 6000]
)
def test_endless_markup_is_judged_soon(text):
    start = time.process_time()
    try:
        words = parse_wording(text, Scope({})).render(Context({}, {}))
        to_spans(words)
    except WordingError:
        pass
    assert time.process_time() - start < 5


def test_a_field_behind_a_fill_in_is_no_link():
    (block,) = blocks("Er is [voorzet: acht](organisatie.fte) en [een](haakje).")
    assert [type(span).__name__ for span in block.spans] == ["Text", "Fill", "Text"]
    assert block.spans[-1].text == " en [een](haakje)."


def test_a_loop_along_options_stands_in_a_text_only(tmp_path):
    card = "---\ntitel: Intranet\n---\n## Voorstel\n\n{% for optie in voorstellen %}x{% endfor %}\n"
    with pytest.raises(LibraryError, match="kan alleen in een tekst uit de map teksten"):
        read_library([package(tmp_path / "voorbeeld", "opties/communicatie/intranet.md", card)])


# ------------------------------------------------------------ pictures


def png(width: int = 3, height: int = 2, remark: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x20\x60\x90" * min(width, 50) for _ in range(min(height, 50))))
    told = chunk(b"tEXt", b"Author\0" + remark) if remark else b""
    parts = chunk(b"IHDR", head) + told + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def jpeg(remark: bytes = b"") -> bytes:
    told = b"\xff\xe1" + struct.pack(">H", len(remark) + 2) + remark if remark else b""
    size = b"\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01\x01\x11\x00"
    return b"\xff\xd8" + told + size + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\xff\xd9"


def test_a_picture_is_known_by_what_is_in_it_and_loses_its_remarks():
    found = parse_picture(png(remark=b"Jan Jansen"))
    assert (found.kind, found.width, found.height) == ("png", 3, 2) and found.data == png()
    found = parse_picture(jpeg(remark=b"Exif\0\0 bij Jan thuis"))
    assert (found.kind, found.width, found.height) == ("jpeg", 3, 2) and found.data == jpeg()


@every(
    "data",
    [
        b"",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        png()[:-4],
        png().replace(b"IDAT", b"IDAX"),
        png(width=0),
        png(width=7_000),
        png(width=5_500, height=5_500),
        png() + b"x" * 2_000_000,
        jpeg()[:-2],
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"\xff\xd8" + b"\xff" * 1_000_000,
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(data):
    with pytest.raises(PictureError):
        parse_picture(data)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Return a package whose text shows a picture twice."""
    told = "Voor.\n\n![Een blauw vlak](beelden/vlak.png)\n\nNa.\n\n![Nog eens](beelden/vlak.png)\n"
    root = package(tmp_path_factory.mktemp("beeld") / "voorbeeld", "teksten/rijk.md", told)
    (root / "beelden").mkdir()
    (root / "beelden/vlak.png").write_bytes(png(90, 40, b"Jan"))
    return package(root, "opbouw.yaml", OUTLINE)


def form_of(root, name, text="gemeente:\n  naam: Zuid\n"):
    library = read_library([root])
    return make_documents(parse_profile(text, "", None), library, Order(name, DATE, date=DATE)).documents[0].data


def test_a_picture_in_word_page_and_markdown(shown):
    document = Document(io.BytesIO(form_of(shown, "docx")))
    drawings = document.element.body.xpath(".//w:drawing//wp:docPr")
    assert [each.get("descr") for each in drawings] == ["Een blauw vlak", "Nog eens"]
    assert len({each.get("id") for each in drawings}) == 2
    (held,) = [each.target_part for each in document.part.rels.values() if each.reltype.endswith("/image")]
    assert held.blob == png(90, 40) and held.content_type == "image/png"
    page = form_of(shown, "html").decode()
    assert page.count('<img src="data:image/png;base64,') == 2 and 'alt="Een blauw vlak"' in page
    assert "[beeld: Een blauw vlak]" in form_of(shown, "md").decode()


def test_a_folder_and_its_zip_file_show_the_same_picture(shown, tmp_path):
    packed = tmp_path / "voorbeeld.zip"
    packed.write_bytes(pack(shown))
    assert form_of(packed, "docx") == form_of(shown, "docx")


def test_a_picture_comes_along_into_an_older_draft_and_another_document(shown, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text("gemeente:\n  naam: Zuid\n", encoding="utf-8")
    Path("oud.docx").write_bytes(form_of(shown, "docx"))
    library = read_library([])
    profile = parse_profile("gemeente:\n  naam: Zuid\n", "", None)
    plain = make_documents(profile, library, Order("docx", DATE, date=DATE))
    Path("kaal.docx").write_bytes(plain.documents[0].data)
    assert run(["bijwerken", "kaal.docx", "--pakket", str(shown), "-o", "nieuw.docx", "--datum", "2027-01-04"]) == 0
    assert "nieuw: «[beeld: Een blauw vlak]»" in capsys.readouterr().err
    assert run(["invoegen", "p.yaml", "--in", "kaal.docx", "--pakket", str(shown), "-o", "in.docx"]) == 0
    assert run(["bijwerken", "oud.docx", "--pakket", str(shown), "-o", "zelfde.docx", "--datum", "2027-01-04"]) == 0
    for name in ("nieuw.docx", "in.docx", "zelfde.docx"):
        document = Document(name)
        keys = {each.get(qn("r:embed")) for each in document.element.body.iter(qn("a:blip"))}
        assert {document.part.related_parts[key].blob for key in keys} == {png(90, 40)}, name


@every(
    "told",
    [
        "![vlak](beelden/vlakje.png)",
        "![vlak](beelden/../pakket.yaml)",
        "![vlak](../vlak.png)",
        "![vlak](/etc/passwd)",
        "![vlak](https://www.example.nl/vlak.png)",
        "![vlak](data:image/png;base64,AAAA)",
        "![](beelden/vlak.png)",
        "![ ](beelden/vlak.png)",
        f"![{'a' * 301}](beelden/vlak.png)",
        "![{{ gemeente.naam }}](beelden/vlak.png)",
        "![vlak](beelden/{{ gemeente.naam }}.png)",
        "Zie ![vlak](beelden/vlak.png) hier.",
        "![vlak][x]",
    ],
)
def test_a_wrong_picture_is_refused(told):
    with pytest.raises(WordingError) as caught:
        parse_wording(told, Scope({}), phrases=Phrases(pictures=frozenset({"beelden/vlak.png"})))
    assert caught.value.code == "LIA098"


def test_a_link_to_a_picture_outside_and_what_is_no_picture_are_refused(shown, tmp_path):
    secret = tmp_path / "geheim.png"
    secret.write_bytes(png())
    root = package(tmp_path / "ander", "beelden/web.png", "<svg/>")
    (root / "beelden/geheim.png").symlink_to(secret)
    with pytest.raises(LibraryError) as caught:
        read_library([root])
    assert {each.code for each in caught.value.problems} == {"LIA007", "LIA016"}


def test_a_goal_has_no_picture(tmp_path):
    goal = "---\ndoelen:\n  verhalen:\n    wat: '![x](beelden/vlak.png)'\n---\n"
    with pytest.raises(LibraryError, match="een beeld kan alleen in de tekst onder de regels"):
        read_library([package(tmp_path / "voorbeeld", "opties/communicatie/intranet.md", goal)])


# ------------------------------------------------------------ own themes

THEME = f"{HEAD}themas:\n  buurt:\n    titel: In de buurt\n    kern: nee\n"
VISIT = """\
---
titel: Op bezoek in de wijk
cox: 3
bronnen: ["§5.1"]
kies_als:
  - als: gedaan.herhaald != 'ja'
    reden: De gemeente gaat nog niet op bezoek.
bij_onbekend: voorstel
---
## Voorstel

Elk kwartaal gaan wij een dag de wijk in.
"""
NEAR = "onderdelen:\n  buurt:\n    titel: Buurt\n    inhoud:\n      - lopend: buurt\n"


def test_an_option_of_an_own_theme_stands_in_an_own_section(tmp_path):
    root = package(tmp_path / "voorbeeld", "opties/buurt/wijkbezoek.md", VISIT)
    package(root, "opbouw.yaml", NEAR)
    (root / "pakket.yaml").write_text(THEME, encoding="utf-8")
    assert check_package(root) == ()
    library = read_library([root])
    told = make(parse_profile("gemeente:\n  naam: Zuid\n", "", None), library, DATE).chapter.blocks
    (line,) = [block for block in told if any(each.key == "wijkbezoek" for each in block.origins)]
    assert span_text(line.spans) == "Elk kwartaal gaan wij een dag de wijk in."


def test_a_theme_that_nobody_declared_is_refused(tmp_path):
    root = package(tmp_path / "voorbeeld", "opties/buurt/wijkbezoek.md", VISIT)
    package(root, "opbouw.yaml", NEAR)
    with pytest.raises(LibraryError) as caught:
        read_library([root])
    assert [each.code for each in caught.value.problems] == ["LIA095", "LIA010"]


GOALS = (
    "{% for doel in doelen_van_de_raad %}"
    "{{ doel.nummer }}: {{ doel.wat }}, {{ doel.wanneer }};"
    "{% else %}Geen.{% endfor %}"
)


@pytest.mark.parametrize(
    ("goals", "said"),
    [
        ((), "Geen."),
        (
            (ListedGoal(4, "[voorzet: acht](doelen.wat) teams", "31 maart"),),
            "4: [voorzet: acht](doelen.wat) teams, 31 maart;",
        ),
    ],
)
def test_a_text_loops_along_the_goals_of_a_council(goals, said):
    found = parse_wording(GOALS, Scope({}))
    assert found.render(Context({COUNCIL_GOALS: goals}, {})) == said


@pytest.mark.parametrize(
    ("text", "planned", "message"),
    [
        (GOALS, False, "de doelen worden pas hierna gekozen"),
        (GOALS.replace("doel.wat", "doel.eigenaar"), True, "onbekend veld `doel.eigenaar`"),
        ("{% for doelen_van_de_raad in doelen %}x{% endfor %}", True, "heeft al een betekenis"),
    ],
)
def test_of_a_goal_only_what_a_council_decides_on_can_be_shown(text, planned, message):
    with pytest.raises(WordingError, match=re.escape(message)):
        parse_wording(text, Scope({}, planned=planned))
