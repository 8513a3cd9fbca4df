"""Tables, links and loops along options in the texts of a package, in every form that a document has."""

from __future__ import annotations

import datetime as dt
import io
import time

import pytest
from docx import Document
from own_package import package

from liagen.chapter.markdown import to_blocks, to_spans
from liagen.document.as_plain_text import write_plain_text
from liagen.document.blocks import Link, Origin, Paragraph, Table, Text, span_text
from liagen.errors import LibraryError
from liagen.library.compile import read_library
from liagen.library.conditions import Scope
from liagen.library.wording import Context, WordingError, parse_wording
from liagen.make.chain import make, write_chapter
from liagen.make.order import Order
from liagen.profile.read import parse_profile

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
    (told,) = [block for block in rich if not isinstance(block, Table)][1:]
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


@pytest.mark.parametrize(
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
