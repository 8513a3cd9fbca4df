"""Fill-ins as content controls: kind, title, tag and number, wherever a fill-in may stand."""

from __future__ import annotations

from docx.oxml.ns import qn
from every import every
from word_builders import bullets, find, heading, numbers, para, read, table, write
from word_outline import controls

from liagen.document.blocks import Fill, Text

NAME = Fill("beleggen.naam", "naam van de uitvoerder")
CHOICE = Fill("draagvlak.college", "steun van het college", "keuze", ("ja", "nee", "deels"))
DAY = Fill("lia.datum", "datum van vaststelling", "datum")


def all_controls(data: bytes):
    return find(read(data).element, "//w:sdt")


def only(fill: Fill):
    (control,) = all_controls(write(para([fill])))
    return control


def value(control, name: str) -> str:
    return control.find(f"{qn('w:sdtPr')}/{qn(f'w:{name}')}").get(qn("w:val"))


@every(
    ("fill", "kind"),
    [
        (NAME, "tekst"),
        (Fill("organisatie.fte", "aantal fte", "getal"), "tekst"),
        (CHOICE, "keuze ja nee deels"),
        (DAY, "datum"),
        (Fill("x", "keuze uit niets", "keuze"), "tekst"),
        (Fill("x", "keuze uit leegte", "keuze", ("", "")), "tekst"),
        (Fill("x", "tekst met keuzen", "tekst", ("a",)), "tekst"),
        (Fill("x", "dubbel", "keuze", ("a", "b", "a")), "keuze a b"),
        (Fill("x", "voorzet", "getal", (), "acht"), "voorzet acht"),
        (Fill("x", "voorzet met antwoorden", "keuze", ("ja", "nee"), "nee"), "voorzet nee ja"),
        (Fill("x", "voorzet van een dag", "datum", (), "april 2027"), "voorzet april 2027"),
        (Fill("x", "lange voorzet", "tekst", (), "x" * 255), f"voorzet {'x' * 255}"),
        (Fill("x", "te lange voorzet", "keuze", ("ja",), "x" * 256), "tekst"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.title,
)
def test_each_kind_has_its_control(fill, kind):
    assert controls(write(para([fill]))) == [kind]


def test_a_choice_stores_the_words_it_shows():
    items = find(only(CHOICE), ".//w:listItem")
    assert [(item.get(qn("w:displayText")), item.get(qn("w:value"))) for item in items] == [
        ("ja", "ja"),
        ("nee", "nee"),
        ("deels", "deels"),
    ]


def test_a_date_is_written_in_dutch():
    (date,) = find(only(DAY), ".//w:date")
    assert [(child.tag, child.get(qn("w:val"))) for child in date] == [
        (qn("w:dateFormat"), "d MMMM yyyy"),
        (qn("w:lid"), "nl-NL"),
        (qn("w:storeMappedDataAs"), "dateTime"),
        (qn("w:calendar"), "gregorian"),
    ]
    assert date.get(qn("w:fullDate")) is None


def test_the_shown_text_is_a_placeholder_in_the_style_of_a_fill_in():
    control = only(NAME)
    assert find(control, "w:sdtPr/w:showingPlcHdr")
    assert find(control, "w:sdtContent/w:r/w:t/text()") == ["[invullen: naam van de uitvoerder]"]
    assert find(control, "w:sdtContent/w:r/w:rPr/w:rStyle/@w:val") == ["Invulveld"]


def test_a_proposal_looks_otherwise_and_says_what_it_is():
    control = only(Fill("organisatie.fte", "aantal fte", "getal", (), "acht"))
    assert (value(control, "alias"), value(control, "tag")) == ("aantal fte", "organisatie.fte")
    assert find(control, "w:sdtPr/w:showingPlcHdr")
    assert find(control, "w:sdtContent/w:r/w:t/text()") == ["[voorzet: acht]"]
    assert find(control, "w:sdtContent/w:r/w:rPr/w:rStyle/@w:val") == ["Voorzet"]


def test_a_proposal_too_long_to_pick_is_text_to_go_on_with():
    control = only(Fill("", "x" * 256, "tekst", (), "x" * 256))
    assert not find(control, "w:sdtPr/w:showingPlcHdr")
    assert value(control, "alias") == "x" * 63 + "…"


def test_nothing_locks_a_control_or_binds_it_to_data():
    properties = [child.tag for child in only(NAME).find(qn("w:sdtPr"))]
    assert properties == [qn(f"w:{name}") for name in ("alias", "tag", "id", "showingPlcHdr")]


@every(
    ("fill", "title", "tag"),
    [
        (NAME, "naam van de uitvoerder", "beleggen.naam"),
        (Fill("", "Wie leest dit één keer mee?"), "Wie leest dit één keer mee?", "wie_leest_dit_een_keer_mee"),
        (Fill("", "x" * 64), "x" * 64, "x" * 64),
        (Fill("", "x" * 65), "x" * 63 + "…", "x" * 64),
        (Fill("", "a" * 62 + " bcd"), "a" * 62 + "…", "a" * 62 + "_b"),
        (Fill("f" * 70, "y"), "y", "f" * 64),
        (Fill("", ""), "invulveld", "invulveld"),
        (Fill("", "«…»"), "«…»", "invulveld"),
    ],
)
def test_title_and_tag_fit_word(fill, title, tag):
    control = only(fill)
    assert (value(control, "alias"), value(control, "tag")) == (title, tag)
    assert find(control, ".//w:t/text()") == [fill.text]


def test_numbers_are_unique_and_count_up():
    data = write(para([NAME, " en ", NAME]), table(("a",), ([NAME],), ([DAY],)), bullets([CHOICE]))
    assert [value(control, "id") for control in all_controls(data)] == ["1", "2", "3", "4", "5"]


@every(
    "block",
    [
        heading(["Groep: ", NAME], 2),
        para([NAME], "kader"),
        bullets([NAME]),
        numbers([NAME]),
        table(("a",), ([NAME],)),
        table(([NAME],), ("a",)),
        table(("a",), ("b",), caption=para([NAME], "bijschrift")),
    ],
    ids=["heading", "notice", "bullet", "number", "cell", "header", "caption"],
)
def test_a_control_stands_in_the_line(block):
    (control,) = all_controls(write(block))
    assert control.getparent().tag == qn("w:p")
    assert control.getprevious().tag in {qn("w:bookmarkStart"), qn("w:r")}


def test_text_around_a_control_stays_text():
    (paragraph,) = find(read(write(para([Text("voor ", bold=True), NAME, " na"]))).element, "//w:p")
    assert find(paragraph, "w:r/w:t/text()") == ["voor ", " na"]
