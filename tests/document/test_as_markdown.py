"""The Markdown of a chapter: what it looks like, and that it reads back as the same text."""

from __future__ import annotations

from itertools import count

from every import every
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from liagen.document.as_markdown import write_markdown
from liagen.document.blocks import Cell, Chapter, Fill, Heading, Item, Link, ListBlock, Paragraph, Row, Table, Text

_ids = count()
_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_SIGNS = st.text(st.sampled_from("aé1 .)(!:&;#+-=*_`~<>[]|\\/\"'{}x"), max_size=14)


def fresh() -> str:
    return f"id.{next(_ids)}"


def spans(content):
    content = [content] if isinstance(content, str) else content
    return tuple(Text(span) if isinstance(span, str) else span for span in content)


def para(content, role="tekst"):
    return Paragraph(fresh(), spans(content), role)


def listed(ordered, *items):
    return ListBlock(fresh(), ordered, tuple(Item(fresh(), spans(item)) for item in items))


def table(header, *rows):
    def cells(texts):
        return tuple(Cell(fresh(), spans(text)) for text in texts)

    lines = tuple(Row(fresh(), cells(row)) for row in rows)
    return Table(fresh(), para("Doelen", "bijschrift"), cells(header), lines, (10,) * len(header))


def write(*blocks) -> str:
    return write_markdown(Chapter("Titel", "Onderwerp", "Loopt mee", "2027-01-04", blocks, 0))


def shape(markdown: str) -> list[str]:
    """Return the blocks that a Markdown reader sees."""
    return [token.type for token in _READER.parse(markdown) if token.nesting >= 0 and token.type != "inline"]


def words(markdown: str) -> list[str]:
    """Return the text that a Markdown reader sees, per inline block; white space as one space."""
    found = []
    for token in _READER.parse(markdown):
        if token.type == "inline":
            pieces = (
                c.content if c.type == "text" else " " * (c.type in ("softbreak", "hardbreak")) for c in token.children
            )
            found.append(" ".join("".join(pieces).split()))
    return found


# --- looks


def test_a_chapter():
    assert write(
        Heading("h1", 1, spans("Interne implementatie")),
        para("Vooraf.", "inleiding"),
        Heading("h2", 2, spans("Wie doet wat")),
        para([Text("Let op. ", bold=True), "Vul aan: ", Fill("x", "naam"), "."], "kader"),
        listed(True, "eerst", ["dan ", Text("dit", italic=True)]),
        listed(False, ["zie ", Link("de wet", "https://example.nl/wet")]),
        table(("Doel", "Wie"), ("a|b", ""), ("c", [Fill("y", "functie")])),
        para("Slot.", "bijschrift"),
    ) == (
        "# Interne implementatie\n\nVooraf.\n\n## Wie doet wat\n\n"
        "> **Let op.** Vul aan: [invullen: naam].\n\n"
        "1. eerst\n2. dan *dit*\n\n"
        "- zie [de wet](https://example.nl/wet)\n\n"
        "*Doelen*\n\n| Doel | Wie |\n| --- | --- |\n| a\\|b | – |\n| c | [invullen: functie] |\n\n"
        "*Slot.*\n"
    )


def test_it_ends_with_one_newline():
    assert write(para("x")) == "x\n"
    assert write() == "\n"


def test_a_paragraph_without_text_leaves_no_gap():
    assert write(para("a"), para(""), listed(False), para("b")) == "a\n\nb\n"


def test_white_space_stays_outside_the_marks():
    assert write(para([Text("vet ", bold=True), Text(" schuin ", italic=True), Text("  ", bold=True), "x"])) == (
        "**vet**  *schuin*   x\n"
    )


def test_equal_neighbours_share_their_marks():
    assert write(para([Text("a", bold=True), Text("b", bold=True), "c", "d"])) == "**ab**cd\n"


def test_bold_and_italic_together():
    assert write(para([Text("x", bold=True, italic=True)])) == "***x***\n"


def test_an_italic_caption_keeps_its_fill_in():
    block = Paragraph("c", (Text("Doelen van ", bold=True), Fill("x", "gemeente")), "bijschrift")
    assert write(block) == "***Doelen van*** [invullen: gemeente]\n"


def test_a_line_feed_is_a_hard_break_that_stays_in_its_block():
    found = write(para("een\ntwee", "kader"), listed(True, "a\nb", "c"), para("x\n\n- y"))
    assert found == "> een\\\n> twee\n\n1. a\\\n   b\n2. c\n\nx\\\n\\- y\n"


def test_a_line_feed_in_a_heading_or_cell_is_a_space():
    assert write(Heading("h", 2, spans("een\ntwee")), table(("a\nb",), ("c",))).count("\n") == 7


def test_a_link_with_odd_signs_in_its_address():
    assert write(para([Link("x", "https://e.nl/a(b) c")])) == "[x](<https://e.nl/a(b) c>)\n"


def test_a_link_inside():
    assert write(para([Link("zie deel", "#deel")])) == "[zie deel](#deel)\n"


# --- reading back


@every(
    "text",
    [
        "# kop",
        "- punt",
        "+ punt",
        "* punt",
        "1. een",
        "12) twaalf",
        "---",
        "===",
        "> citaat",
        "```",
        "~~~",
        "~~weg~~",
        "**vet** en _schuin_",
        "<b>vet</b>",
        "<https://example.nl>",
        "&amp; &#38; R&D",
        "a | b",
        "[x](y) ![x](y) [x]: y",
        "c:\\map\\",
        "snake_case_woord",
        "`code`",
        "4 > 3 en 2 < 3",
    ],
)
def test_text_is_not_markup(text):
    markdown = write(para(text), listed(False, text), table((text,), (text,)), Heading("h", 2, spans(text)))
    assert words(markdown) == [text, text, "Doelen", text, text, text]


def test_plain_text_stays_plain():
    text = "In 2027 kost dit € 25.000 (schatting), zie A+B: 4 > 3, snake_case; ja!"
    assert write(para(text)) == f"{text}\n"


@given(_SIGNS)
def test_any_text_reads_back(text):
    wanted = " ".join(text.split())
    blocks = [para(text, role) for role in ("tekst", "kader")]
    assert words(write(*blocks)) == [wanted] * 2 * bool(wanted)


@given(_SIGNS.filter(str.strip))
def test_any_text_reads_back_in_lists_headings_and_cells(text):
    wanted = " ".join(text.split())
    found = words(write(listed(False, text), listed(True, text), Heading("h", 3, spans(text)), table((text,), (text,))))
    assert found == [wanted, wanted, wanted, "Doelen", wanted, wanted]


@given(_SIGNS, _SIGNS, _SIGNS)
def test_what_stands_beside_fill_ins_and_links_stays_text(before, between, after):
    content = [f"a{before}", Fill("x", "naam"), between, Link("wet", "https://example.nl"), f"{after}z"]
    markdown = write(para(content))
    assert words(markdown) == [" ".join(f"a{before}[invullen: naam]{between}wet{after}z".split())]
    assert len([child for child in _READER.parse(markdown)[1].children if child.type == "link_open"]) == 1


def test_a_fill_in_before_a_colon_at_the_start_is_no_definition():
    markdown = write(para([Fill("x", "naam"), ": https://example.nl"]), para([Fill("x", "naam")]))
    assert words(markdown) == ["[invullen: naam]: https://example.nl", "[invullen: naam]"]


def test_lists_that_follow_each_other_stay_apart():
    found = write(*(listed(True, str(n)) for n in range(3)), *(listed(False, str(n)) for n in range(3)))
    assert shape(found).count("ordered_list_open") == 3
    assert shape(found).count("bullet_list_open") == 3


def test_notices_that_follow_each_other_stay_apart():
    assert shape(write(para("a", "kader"), para("b", "kader"))).count("blockquote_open") == 2
