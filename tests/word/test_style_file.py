"""Our own style file: it is what the house asks of it, whoever changed it last; and how it is built anew."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from colours import contrast
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from liagen.word.styles.sheet import Slot
from liagen.word.styles.stationery import read_stationery
from tools.style_file import build, main

ROOT = Path(__file__).parents[2]
STYLES = ROOT / "templates" / "standaard" / "stijl.docx"


@pytest.fixture(scope="module")
def document():
    return docx.Document(str(STYLES))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_fresh_build_has_all_that_a_chapter_needs(tmp_path):
    path = tmp_path / "stijl.docx"
    path.write_bytes(build())
    found = read_stationery(path)
    assert all(found.styles.values())
    assert [slot in found.headers[n].data for n, slot in enumerate((Slot.RUNNING.value, Slot.PAGE.value))] == [True] * 2


def test_the_command_writes_the_file(tmp_path):
    path = tmp_path / "stijl.docx"
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "style_file.py"), str(path)], check=False)
    assert done.returncode == 0
    assert path.read_bytes() == build()


@pytest.mark.parametrize("arguments", [[], ["een", "twee"]])
def test_the_command_wants_one_path(arguments):
    assert main(arguments) == 2


def test_main_writes_where_it_is_told(tmp_path):
    assert main([str(tmp_path / "x.docx")]) == 0
    assert (tmp_path / "x.docx").read_bytes() == build()


def test_nothing_of_python_docx_is_left():
    found = parts(STYLES.read_bytes())
    assert not [name for name in found if "thumbnail" in name or "stylesWithEffects" in name or "customXml" in name]
    assert not [name for name, data in found.items() if b"python-docx" in data]


def test_the_style_file_is_lean():
    assert sum(map(len, parts(STYLES.read_bytes()).values())) < 200_000  # Word's own is some 100 kB; all travels along


def test_properties_are_set(document):
    properties = document.core_properties
    assert properties.title
    assert properties.subject
    assert (properties.author, properties.language) == ("liagen", "nl-NL")
    assert properties.created.year >= 2025


def test_page_is_a4_with_calm_margins(document):
    section = document.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    assert min(section.left_margin, section.right_margin, section.top_margin, section.bottom_margin) > Mm(20)


def test_language_font_and_size_of_all_text(document):
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == "nl-NL"
    assert defaults.find(qn("w:rFonts")).get(qn("w:ascii"))
    assert int(defaults.find(qn("w:sz")).get(qn("w:val"))) >= 22


def test_current_word_and_no_question_on_opening(document):
    root = document.settings.element
    modes = {s.get(qn("w:name")): s.get(qn("w:val")) for s in root.iter(qn("w:compatSetting"))}
    assert modes["compatibilityMode"] == "15"
    assert root.find(qn("w:updateFields")) is None


@pytest.mark.parametrize("name", ["Title", "Heading 1", "Heading 2", "Heading 3", "Caption"])
def test_headings_and_captions_never_end_a_page(document, name):
    layout = document.styles[name].paragraph_format
    assert layout.keep_with_next
    assert layout.keep_together


def test_header_row_of_a_table_stays_with_the_next(document):
    assert document.styles["Tabelkop"].paragraph_format.keep_with_next


def test_no_text_is_smaller_than_nine_points(document):
    sizes = [int(size.get(qn("w:val"))) for size in document.styles.element.iter(qn("w:sz"))]
    assert min(sizes) >= 18


def test_text_stands_out_from_every_background(document):
    root = document.styles.element
    texts = {c.get(qn("w:val")) for rpr in root.iter(qn("w:rPr")) for c in rpr.findall(qn("w:color"))}
    fills = {shade.get(qn("w:fill")) for shade in root.iter(qn("w:shd"))} | {"FFFFFF"}
    assert texts
    seen = {text.replace("auto", "000000") for text in texts}, {fill.replace("auto", "FFFFFF") for fill in fills}
    assert min(contrast(text, fill) for text in seen[0] | {"000000"} for fill in seen[1]) >= 4.5


def test_a_fill_in_is_seen_without_colour(document):
    assert document.styles["Invulveld"].element.find(f"{qn('w:rPr')}/{qn('w:bdr')}") is not None


def test_list_styles_carry_their_numbering(document):
    ids = [document.styles[name].element.pPr.numPr.numId.val for name in ("List Bullet", "List Number")]
    assert len(set(ids)) == 2


def test_every_style_named_is_there(document):
    known = {style.style_id for style in document.styles}
    for name, data in parts(STYLES.read_bytes()).items():
        if name.startswith("word/") and name.endswith(".xml"):
            root = etree.fromstring(data)
            used = {
                mark.get(qn("w:val"))
                for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
                for mark in root.iter(qn(f"w:{tag}"))
            }
            assert used <= known, name


def test_every_part_has_a_type_and_every_relation_a_part():
    found = parts(STYLES.read_bytes())
    types = found["[Content_Types].xml"].decode()
    endings = set(re.findall(r'Extension="([^"]+)"', types)) - {"xml"}
    typed = {name for name in found if name.rpartition(".")[2] not in endings} - {"[Content_Types].xml"}
    assert {f"/{name}" for name in typed} == set(re.findall(r'PartName="([^"]+)"', types))
    targets = re.findall(r'Target="([^"]+)"', found["word/_rels/document.xml.rels"].decode())
    assert {f"word/{target}" for target in targets} <= set(found)
