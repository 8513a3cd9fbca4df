"""Title page and page numbers on the command line: what they give, and what is refused before anything is made."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from libreoffice import NEEDS_LIBREOFFICE
from pypdf import PdfReader

from liagen.cli import run
from liagen.profile.read import shipped_profiles

PROFILE = str(shipped_profiles()["heerlen"])
DATED = ("--datum", "2027-01-04")
NUMBERED = ("--paginanummers", "--lengte", "uitgebreid")


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIAGEN_SJABLONEN", str(tmp_path / "geen"))


@pytest.fixture
def call(capfd):
    def _call(*args):
        capfd.readouterr()
        code = run(["maak", PROFILE, *DATED, *args])
        return code, *capfd.readouterr()

    return _call


def numbers(path: str) -> list[str]:
    return [p.text.partition("\t")[2] for p in docx.Document(path).paragraphs if p.style.name == "toc 2"]


@pytest.mark.parametrize("switch", ["--titelpagina", "--paginanummers"])
@pytest.mark.parametrize("form", ["html", "md"])
def test_a_format_without_pages_is_refused(call, switch, form):
    code, out, err = call(switch, "--formaat", form)
    assert (code, out) == (2, "")
    assert err.startswith(f"{switch} past niet bij het formaat {form}; kies docx, pdf of odt\n")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(("length", "named"), [((), "standaard"), (("--lengte", "kort"), "kort")])
def test_numbers_in_a_chapter_without_contents_list_are_refused(call, monkeypatch, length, named):
    monkeypatch.setenv("LIAGEN_SOFFICE", "er-is-niets")
    code, out, err = call("--paginanummers", *length)
    assert (code, out) == (2, "")
    assert err.startswith(
        f"--paginanummers past niet bij een hoofdstuk van de lengte {named}: dat heeft geen inhoudsopgave; "
        "kies --lengte uitgebreid\n"
    )
    assert list(Path().iterdir()) == []


def test_numbers_need_libreoffice(call, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("liagen.make.office._PLACES", ())
    assert call(*NUMBERED) == (
        1,
        "",
        "LibreOffice: dit programma is nodig, maar staat niet op deze computer; installeer het, "
        "of laat --paginanummers weg\n",
    )
    assert list(Path().iterdir()) == []


def test_a_named_program_that_is_not_there(call, monkeypatch):
    monkeypatch.setenv("LIAGEN_SOFFICE", "er-is-niets")
    code, _, err = call(*NUMBERED)
    assert code == 1
    assert err.startswith("er-is-niets: dit programma is er niet of start niet")


def test_without_the_switches_nothing_looks_for_libreoffice(call, monkeypatch):
    monkeypatch.setenv("LIAGEN_SOFFICE", "er-is-niets")
    assert call("--lengte", "uitgebreid", "-o", "a.docx")[0] == 0
    assert set(numbers("a.docx")) == {""}
    assert "titlePg" not in zipfile.ZipFile("a.docx").read("word/document.xml").decode()


@pytest.mark.parametrize("switches", [(), ("--schoon",), ("--lengte", "kort")])
def test_a_title_page(call, switches):
    assert call("--titelpagina", "-o", "a.docx", *switches)[0] == 0
    styles = [p.style.name for p in docx.Document("a.docx").paragraphs]
    assert styles[:3] == ["Title", "Subtitle", "Titelgegevens"]
    assert styles.index("Heading 1") == (4 if "--schoon" in switches else 5)


def insert(host, *switches):
    docx.Document().save("leeg.docx")
    return run(["invoegen", PROFILE, *DATED, "--in", host, "-o", "nieuw.docx", *switches])


def test_an_end_product_in_another_document(capfd):
    assert insert("leeg.docx", "--schoon") == 0
    assert re.search(r"Nog open: \d+ invulplekken\. Voorzetten: \d+\.\n$", capfd.readouterr().err)
    with zipfile.ZipFile("nieuw.docx") as archive:
        body = archive.read("word/document.xml").decode()
        assert "word/comments.xml" not in archive.namelist()
    assert "Wat nog open staat" not in body
    assert "<w:sdt>" not in body


@pytest.mark.parametrize(("code", "told"), [('TOC \\o "1-3"', True), ("TOC \\h", True), ("PAGE", False)])
def test_a_contents_list_is_to_be_renewed(capfd, code, told):
    host = docx.Document()
    host.add_heading("Inleiding", 1)
    field = parse_xml(f"<w:fldSimple {nsdecls('w')}><w:r><w:t>x</w:t></w:r></w:fldSimple>")
    field.set(qn("w:instr"), code)
    host.add_paragraph()._p.append(field)
    host.save("lia.docx")
    assert insert("lia.docx") == 0
    said = "Klik in Word op de inhoudsopgave, druk op F9 en laat de hele inhoudsopgave bijwerken.\n"
    assert capfd.readouterr().err.endswith(said) is told


@NEEDS_LIBREOFFICE
def test_numbers_in_a_pdf(call):
    assert call(*NUMBERED, "--zonder-werkblad", "--titelpagina", "-o", "a.pdf")[0] == 0
    pages = [page.extract_text() for page in PdfReader("a.pdf").pages]
    assert "Pagina" not in pages[0]
    assert "Pagina 2 van" in pages[1]
    lines = re.findall(r"^(.+?)\.{3,}(\d+)$", "\n".join(pages[1:3]), re.MULTILINE)
    assert len(lines) > 12
    assert all(title.strip() in pages[int(number) - 1] for title, number in lines)
