"""The texts of a package to Word and back: what was edited comes back, and nothing else."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from layered import Stack
from toy import CARD, make_package
from toy import Package as Folder
from word_texts_builder import EditedDocument, paragraph

from liagen.errors import DraftError
from liagen.files.yaml_in import parse_yaml
from liagen.library.package import Package, shipped_packages
from liagen.library.packages import stack_packages
from liagen.word.readback.texts import read_texts
from liagen.word.styles.standard import own_stationery
from liagen.word.write.texts import write_texts
from liagen.workshop.from_word import FromWord, Target, from_word
from liagen.workshop.to_word import TextsWanted, text_document

CARD_FILE = "opties/beleggen/werkgroep.md"
BODY = f"{CARD_FILE}#tekst"
TITLE = f"{CARD_FILE}:titel"
REASON = f"{CARD_FILE}:kies_als.1.reden"
RICH = """\
---
titel: Een werkgroep   # een noot van de schrijver
cox: 1
rapport: [U3]
bronnen: ["§4.1.1.1"]
kies_als:
  - als: organisatie.fte >= 400
    reden: "De organisatie telt {{ organisatie.fte }} fte."
  - {als: structuren.intranet == 'ja', reden: Er is een intranet.}
nu_niet: >-
  Dit doen wij nu niet, want het
  kan later ook.
---
Dit is de tekst,
op twee regels.

{% if organisatie.fte >= 400 %}
Een **grote** organisatie: {{ gemeente.naam|hoofdletter }}.
{% else %}
- klein
- maar fijn
{% endif %}

## Werkblad

Let op.
"""


def made(packages: tuple[Package, ...], of: int) -> bytes:
    document = text_document(packages, TextsWanted(packages[of], False, "t.docx", "2027-01-04"))
    return write_texts(document, own_stationery())


def rich(base: Folder) -> None:
    """Put the card above into the toy package, and leave of its words no more than there must be to see them."""
    base.write(CARD_FILE, RICH)
    base.write("woorden.yaml", "pagina: Pagina\nkop_doel: Doel\n")


@cache
def made_of_rich() -> bytes:
    """Return the document of the toy package with the card above, which most tests edit."""
    with tempfile.TemporaryDirectory() as folder:
        base = make_package(Path(folder) / "onder")
        rich(base)
        return made(stack_packages([base.root]), 0)


class Document:
    """A document of the texts of the lowest package, and what comes back of it in the highest."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.edited = EditedDocument(made_of_rich())

    def read(self) -> tuple[Package, ...]:
        return stack_packages([package.root for package in self.stack.packages])

    def back(self) -> FromWord:
        packages = self.read()
        return from_word(
            read_texts(self.edited.data(), "t.docx"),
            Target(packages, packages[-1], self.stack.packages[-1].root, "t.docx"),
        )

    def refusals(self) -> list[str]:
        with pytest.raises(DraftError) as caught:
            self.back()
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture()
def stack(tmp_path) -> Stack:
    stack = Stack(tmp_path)
    rich(stack.base)
    stack.overlay()
    return stack


@pytest.fixture()
def below(stack) -> Document:
    """A document of the package below, for a package that lies on it and says nothing itself."""
    return Document(stack)


@pytest.fixture()
def own(tmp_path) -> Document:
    """A document of a package that is the consultant's own."""
    stack = Stack(tmp_path)
    rich(stack.base)
    return Document(stack)


@pytest.mark.parametrize("name", ["praktijk", "standaard"])
def test_a_round_trip_without_an_edit_changes_nothing(name):
    packages = stack_packages([shipped_packages()["praktijk"]])
    wanted = next(each for each in packages if each.name == name)
    data = made(packages, packages.index(wanted))
    read = read_texts(data, "t.docx")
    found = from_word(read, Target(packages, None, Path("map"), "t.docx"))
    assert len(read.texts) > 300
    assert (found.files, found.stale, found.told) == ({}, (), ())


def test_the_whole_stack_is_in_the_document_when_it_is_asked_for(stack):
    packages = stack_packages([package.root for package in stack.packages])
    own, whole = (
        text_document(packages, TextsWanted(packages[-1], is_whole, "t.docx", "2027-01-04")).groups
        for is_whole in (False, True)
    )
    assert own == ()
    assert "Een werkgroep" in [group.title for group in whole]


# ------------------------------------------------------------ what was changed


def test_only_what_changed_becomes_a_card_on_top(below):
    below.edited.with_words(BODY, "grote", "zeer grote").with_words(TITLE, "Een werkgroep", "De werkgroep")
    assert below.back().files == {
        CARD_FILE: "---\ntitel: De werkgroep\n---\nDit is de tekst,\nop twee regels.\n\n"
        "{% if organisatie.fte >= 400 %}\nEen **zeer grote** organisatie: {{ gemeente.naam|hoofdletter }}.\n"
        "{% else %}\n- klein\n- maar fijn\n{% endif %}\n"
    }


def test_of_a_list_all_is_taken_over_and_told(below):
    below.edited.with_words(REASON, "De organisatie telt ", "Hier werken ")
    found = below.back()
    assert found.files[CARD_FILE] == (
        "---\nkies_als:\n  - als: organisatie.fte >= 400\n    reden: Hier werken {{ organisatie.fte }} fte.\n"
        "  - als: structuren.intranet == 'ja'\n    reden: Er is een intranet.\n---\n"
    )  # fmt: skip
    assert found.told == (
        f"{CARD_FILE}, kies_als 1 reden: de hele lijst `kies_als` staat nu in uw pakket, en volgt het pakket eronder "
        "niet meer",
    )


def test_texts_of_more_rows_in_a_list_come_back_as_they_were(below):
    below.edited.with_words("vergelijking.yaml:stappen.2.is", "Geen LIA.", "Nog geen LIA.")
    (name, text), *_ = below.back().files.items()
    shipped = shipped_packages()["standaard"].joinpath(name).read_text(encoding="utf-8")
    before, after = (parse_yaml(each, name).value["stappen"] for each in (shipped, text))
    assert after == [{**each, "is": each["is"].replace("}Geen LIA.", "}Nog geen LIA.")} for each in before]


def test_an_own_card_changes_in_its_place_and_nowhere_else(own):
    own.edited.with_words(TITLE, "Een werkgroep", "Een groep: «samen»").with_words(REASON, "De organisatie", "Zij")
    own.edited.with_words(f"{CARD_FILE}:kies_als.2.reden", "intranet", "intranet, al jaren")
    own.edited.with_words(f"{CARD_FILE}:nu_niet", "kan later ook", "kan later")
    own.edited.with_words(BODY, "klein", "kleiner").with_words(f"{CARD_FILE}#werkblad", "Let op.", "Let goed op.")
    expected = (
        RICH.replace("titel: Een werkgroep ", 'titel: "Een groep: «samen»" ')
        .replace('"De organisatie', '"Zij')
        .replace("Er is een intranet.", '"Er is een intranet, al jaren."')
        .replace(">-\n  Dit doen wij nu niet, want het\n  kan later ook.", "Dit doen wij nu niet, want het kan later.")
        .replace("- klein", "- kleiner")
        .replace("Let op.", "Let goed op.")
    )
    assert own.back().files[CARD_FILE].replace("'Een groep: «samen»'", '"Een groep: «samen»"') == expected


def test_the_line_ends_of_a_file_stay(own):
    root = own.stack.base.root
    (root / CARD_FILE).write_bytes(("\ufeff" + RICH).replace("\n", "\r\n").encode())
    own.edited.with_words(BODY, "klein", "kleiner").with_words(TITLE, "Een", "De")
    expected = RICH.replace("- klein", "- kleiner").replace("titel: Een", "titel: De")
    assert own.back().files[CARD_FILE] == "\ufeff" + expected.replace("\n", "\r\n")


def test_a_card_that_says_something_already_gets_the_rest_beside_it(stack):
    stack.packages[-1].write(CARD_FILE, "---\n# mijn noot\nkort_punt: een punt\n---\n\n## Werkblad\n\nVan ons.\n")
    document = Document(stack)
    document.edited.with_words(TITLE, "Een", "De").with_words(BODY, "klein", "kleiner")
    found = document.back().files[CARD_FILE]
    assert found.startswith("---\n# mijn noot\nkort_punt: een punt\ntitel: De werkgroep\n---\nDit is de tekst,\n")
    assert found.endswith("{% endif %}\n\n\n## Werkblad\n\nVan ons.\n")


def test_a_card_that_takes_a_part_away_is_read(stack):
    stack.packages[-1].write(CARD_FILE, "---\npraktijk: null\ntitel: Onze groep\n---\n\n## Werkblad\n\nnull\n")
    packages = stack_packages([package.root for package in stack.packages])
    (_, group) = text_document(packages, TextsWanted(packages[-1], False, "t.docx", "2027-01-04")).groups
    assert [text.id for text in group.texts] == [TITLE]


def test_a_row_with_a_key_goes_by_that(below):
    below.edited.with_words("opbouw.yaml:onderdelen.begin.titel", "Begin", "Hoe het begon")
    assert below.back().files == {"opbouw.yaml": "onderdelen:\n  begin:\n    titel: Hoe het begon\n"}


def test_a_text_that_was_emptied_goes(below, own):
    for document in (below, own):
        document.edited.without(f"{CARD_FILE}#werkblad", "w:p")
    assert below.back().files == {CARD_FILE: "## Werkblad\n\nnull\n"}
    assert own.back().files == {CARD_FILE: RICH.removesuffix("\nLet op.\n")}


# ------------------------------------------------------------ as Word writes it


def test_what_word_adds_by_itself_is_no_change(below):
    cell = below.edited.cell(BODY)
    first = cell.findall("w:p", {"w": cell.nsmap["w"]})[0]
    whole = "".join(first.itertext())
    below.edited.without(BODY, "w:p[1]").with_paragraphs(
        BODY,
        '<w:p w:rsidR="00AB12CD"><w:pPr><w:rPr><w:lang w:val="nl-NL"/></w:rPr></w:pPr><w:proofErr w:type="spellStart"/>'
        f'<w:r w:rsidRPr="00F1"><w:t xml:space="preserve">{whole[:9]}</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        f'<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve">{whole[9:]}</w:t></w:r></w:p>',
        place=0,
    )
    assert below.back().files == {}


def test_signs_that_word_makes_become_ours(own):
    own.edited.with_xml(
        f"{CARD_FILE}#werkblad",
        paragraph("Collega\u2019s zeggen: “ja” — \u2018graag\u2019\u00a0dus, vóór\u2011af.")
        + paragraph("• een punt")
        + paragraph("\u2013 nog een"),
    )
    found = own.back()
    assert found.files[CARD_FILE].endswith(
        "## Werkblad\n\nCollega's zeggen: «ja» – 'graag' dus, vóór-af.\n\n- een punt\n- nog een\n"
    )
    assert found.told == ()


def test_lists_emphasis_and_links_come_along(own):
    own.edited.with_xml(
        f"{CARD_FILE}#werkblad",
        paragraph("Zo:", looks="<w:b/>")
        + paragraph("een", "ListBullet")
        + '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>'
        "<w:r><w:t>stap</w:t></w:r></w:p>" + paragraph("Let op", "Kader", "<w:i/>"),
    )
    kinds = own.back().files[CARD_FILE].partition("## Werkblad\n\n")[2]
    assert kinds == "**Zo:**\n\n- een\n\n1. stap\n\n> *Let op*\n"


def test_a_paragraph_may_be_split_and_a_piece_moved_or_taken_away(own):
    cell = own.edited.cell(BODY)
    paragraphs = cell.findall("w:p", {"w": cell.nsmap["w"]})
    big = next(
        each for each in paragraphs if "organisatie" in "".join(each.itertext()) and "grote" in "".join(each.itertext())
    )
    piece = big.find("w:sdt", {"w": cell.nsmap["w"]})
    own.edited.with_paragraphs(BODY, paragraph("En dit is nieuw: "), place=0)
    cell.findall("w:p", {"w": cell.nsmap["w"]})[0].append(piece)
    body = own.back().files[CARD_FILE].split("---\n")[2]
    assert body.startswith(
        "En dit is nieuw: {{ gemeente.naam|hoofdletter }}\n\nDit is de tekst,\nop twee regels.\n\n{% if"
    )
    assert "Een **grote** organisatie: .\n" in body


def test_a_whole_condition_may_go(own):
    cell = own.edited.cell(BODY)
    for each in cell.findall("w:p", {"w": cell.nsmap["w"]}):
        if "".join(each.itertext()).startswith("‹"):
            cell.remove(each)
    body = own.back().files[CARD_FILE].split("---\n")[2]
    assert "{%" not in body
    assert body.startswith("Dit is de tekst,\nop twee regels.\n\nEen **grote** organisatie")


def test_tracked_changes_are_read_as_accepted_and_told(own):
    own.edited.with_xml(
        f"{CARD_FILE}#werkblad",
        '<w:p><w:pPr><w:rPr><w:del w:id="9" w:author="a"/></w:rPr></w:pPr>'
        '<w:r><w:t xml:space="preserve">Let </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>op.</w:delText></w:r></w:del></w:p>'
        '<w:p><w:ins w:id="2" w:author="a"><w:r><w:t>goed op.</w:t></w:r></w:ins></w:p>',
    )
    found = own.back()
    assert found.files[CARD_FILE].endswith("## Werkblad\n\nLet goed op.\n")
    assert found.told == ("er staan bijgehouden wijzigingen open; liagen las het document alsof u ze accepteert",)


def test_what_cannot_come_along_is_told(own):
    own.edited.with_xml(
        f"{CARD_FILE}#werkblad",
        paragraph("Onderstreept", looks='<w:u w:val="single"/>')
        + "<w:p><w:r><w:drawing/></w:r><w:r><w:t>Let op.</w:t></w:r></w:p>"
        + paragraph("Een kop", "Heading2")
        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>tabel</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        + '<w:p><w:hyperlink r:id="weg"><w:r><w:t>hier</w:t></w:r></w:hyperlink></w:p>',
    )
    found = own.back()
    where = f"{CARD_FILE}, deel werkblad"
    assert set(found.told) == {
        f"{where}: gaat niet mee: opmaak (onderstreept, doorgehaald of gekleurd) «Onderstreept»",
        f"{where}: gaat niet mee: beeld",
        f"{where}: gaat niet mee: kop; het werd gewone tekst «Een kop»",
        f"{where}: gaat niet mee: tabel «tabel»",
        f"{where}: de koppeling achter «hier» ging niet mee; alleen https kan",
    }
    assert found.files[CARD_FILE].endswith("Onderstreept\n\nLet op.\n\nEen kop\n\nhier\n")


def test_remarks_in_the_margin_and_notes_are_told(own):
    name, kind = "word/comments.xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    rows = own.edited.parts["word/_rels/document.xml.rels"]
    row = f'<Relationship Id="opm" Type="{kind}" Target="comments.xml"/></Relationships>'
    own.edited.with_part("word/_rels/document.xml.rels", rows.replace(b"</Relationships>", row.encode()))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comment = f'<w:comments xmlns:w="{space}"><w:comment w:id="0">{paragraph("Klopt dit?")}</w:comment></w:comments>'
    own.edited.with_part(name, comment.encode())
    own.edited.with_paragraphs(TITLE, '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    assert own.back().told == (
        f"{CARD_FILE}, titel: gaat niet mee: voetnoot",
        "gaat niet mee: opmerking in de kantlijn «Klopt dit?»",
    )


def test_own_questions_are_texts_too(own):
    base = own.stack.base
    base.write("velden.yaml", "velden:\n  loket:\n    naam: loket\n    vraag: Is er een loket?\n    soort: ja_nee\n")
    own.edited = EditedDocument(made(own.read(), 0))
    own.edited.with_words("velden.yaml:velden.loket.vraag", "Is er", "Is er al")
    assert own.back().files["velden.yaml"].splitlines()[3] == "    vraag: Is er al een loket?"


def test_what_was_typed_outside_is_told(own):
    row = own.edited.row(TITLE)
    row.addprevious(own.edited.row(BODY).__copy__())
    own.edited.row(f"{CARD_FILE}#werkblad").getparent().remove(own.edited.row(f"{CARD_FILE}#werkblad"))
    found = own.back()
    assert found.files == {}
    assert [line.partition("«")[0] for line in found.told] == [
        "gaat niet mee: tekst buiten de vakken van liagen ",
        f"{CARD_FILE}, deel werkblad: staat niet meer in het document; er verandert niets",
    ]


# ------------------------------------------------------------ what is refused


def test_all_that_is_broken_is_told_at_once_and_nothing_comes_of_it(own):
    own.edited.with_words(BODY, "gemeente, met een hoofdletter", "gemente")
    own.edited.with_words(TITLE, "Een werkgroep", "Een andere titel")
    own.edited.with_words(f"{CARD_FILE}#werkblad", "Let op.", "Let {{ op.")
    own.edited.with_words(f"{CARD_FILE}:nu_niet", "later", "later \uf04a")
    body, work, later = (f"t.docx: {CARD_FILE}, {each}" for each in ("deel tekst", "deel werkblad", "nu_niet"))
    assert own.refusals() == [
        f"{body}, alinea «Dit is de tekst, op twee regels.»: het vakje «‹naam van de gemente›» is veranderd of is "
        "niet van hier",
        f"{work}, alinea «Let {{{{ op.»: hier staat een halve accolade; schrijf {{{{ veld }}}} of {{% … %}} helemaal, "
        "of haal haar weg",
        f"{later}, alinea «Dit doen wij nu niet, want het kan later…»: hier staat een teken dat alleen een lettertype "
        "van Word kent; typ een gewoon teken",
    ]


def test_a_condition_without_its_end_is_refused(own):
    cell = own.edited.cell(BODY)
    last = cell.findall("w:p", {"w": cell.nsmap["w"]})[-1]
    assert "".join(last.itertext()) == "‹einde als›"
    cell.remove(last)
    (found,) = own.refusals()
    assert found.endswith(
        "«‹als aantal fte is 400 of meer›» hoort een ander vakje, dat weg is of op de verkeerde plek staat"
    )


def test_a_text_with_the_signs_of_a_piece_is_locked_as_a_whole(own):
    own.stack.base.write(
        CARD_FILE, RICH.replace("Let op.", "Let ‹anders› op, ook \U000f0001.\n\nIn ‹haken›.\n\nEn dit is gewoon.")
    )
    own.edited = EditedDocument(made(own.read(), 0))
    key = f"{CARD_FILE}#werkblad"
    assert "".join(own.edited.cell(key).itertext()).startswith("‹Let «anders» op, ook ?.›")
    assert "‹vaste alinea: In «haken».›" in "".join(own.edited.cell(key).itertext())
    assert own.back().files == {}
    own.edited.with_words(key, "En dit is gewoon.", "En dit is anders.")
    assert (
        own.back().files[CARD_FILE].endswith("Let ‹anders› op, ook \U000f0001.\n\nIn ‹haken›.\n\nEn dit is anders.\n")
    )


def test_a_text_that_changed_since_in_the_package_is_told_and_not_overwritten(own):
    own.stack.base.swap(CARD_FILE, "Let op.", "Let zelf op.")
    own.edited.with_words(f"{CARD_FILE}#werkblad", "Let op.", "Let goed op.").with_words(TITLE, "Een", "De")
    found = own.back()
    assert found.stale == (f"{CARD_FILE}, deel werkblad: Let goed op.",)
    assert "Let zelf op." in found.files[CARD_FILE]
    assert "titel: De werkgroep" in found.files[CARD_FILE]


def test_a_text_that_changed_since_and_was_not_edited_is_left_alone(own):
    own.stack.base.write(CARD_FILE, CARD)
    assert (own.back().files, own.back().stale) == ({}, ())
