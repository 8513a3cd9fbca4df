"""Texts of packages cut into paragraphs and put together again."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from every import every

from liagen.document.blocks import Link, Text
from liagen.document.texts import LineKind, Locked, TextLine
from liagen.library.layers import Layers
from liagen.library.package import read_package, shipped_packages
from liagen.workshop.package_texts import package_texts
from liagen.workshop.template_text import cut, has_open_mark, is_kept, lines_of, rebuilt, unbalanced

SOURCE = """
{% if gemeente.inwoners >= 5 %}
**Wij zijn {{ gemeente.naam }}**, een *mooie*
gemeente.
{% else %}
- een punt
- {{ tekst('twee') }} met [een link](https://example.nl/a)
{% endif %}

> Let op: [invullen: iets].
"""


class Shown:
    """A text with its lines and marks."""

    def __init__(self, source: str) -> None:
        self.text = source
        self.cut = cut(source)
        self.marks: list[str] = []
        numbers: dict[str, int] = {}

        def number_of(mark: str) -> int:
            if mark not in numbers:
                numbers[mark] = len(self.marks)
                self.marks.append(mark)
            return numbers[mark]

        self.lines = list(lines_of(self.cut, number_of))

    def source(self, number: int) -> str:
        return self.marks[number]

    def with_lines(self, lines: Sequence[TextLine], lists: bool = True) -> str:
        return rebuilt(self.cut, self.lines, lines, self.source, lists)


def line(text: str, kind: LineKind = "alinea") -> TextLine:
    return TextLine(kind, (Text(text),))


def test_every_shipped_text_is_cut_to_the_letter_and_would_come_back_when_written_anew():
    for path in shipped_packages().values():
        for text in package_texts(Layers((read_package(path),))):
            shown = Shown(text.source)
            assert shown.with_lines(shown.lines) == text.source
            pairs = zip(shown.cut.paragraphs, shown.lines, strict=True)
            assert all(is_kept(one, other, shown.source) for one, other in pairs), text.id


def test_a_text_is_shown_paragraph_by_paragraph():
    shown = Shown(SOURCE)
    assert [(each.kind, each.spans[0]) for each in shown.lines] == [
        ("alinea", Locked(0)),
        ("alinea", Text("Wij zijn ", bold=True)),
        ("alinea", Locked(2)),
        ("opsomming", Text("een punt")),
        ("opsomming", Locked(3)),
        ("alinea", Locked(4)),
        ("kader", Text("Let op: ")),
    ]
    assert shown.lines[1].spans[1:] == (
        Locked(1, bold=True), Text(", een "), Text("mooie", italic=True), Text(" gemeente."),
    )  # fmt: skip
    assert shown.lines[4].spans[-1] == Link("een link", "https://example.nl/a")


def test_only_the_edited_paragraph_is_written_anew():
    shown = Shown(SOURCE)
    edited = [*shown.lines[:3], line("ander punt", "opsomming"), *shown.lines[4:]]
    assert shown.with_lines(edited) == SOURCE.replace("- een punt", "- ander punt")


@every(
    ("lines", "expected"),
    [
        ([line("Een."), line("Twee.")], "Een.\n\nTwee.\n"),
        ([line("Een."), line("a", "opsomming"), line("b", "opsomming")], "Een.\n\n- a\n- b\n"),
        ([line("Een."), line("a", "nummering"), line("b", "nummering")], "Een.\n\n1. a\n1. b\n"),
        ([line("Een."), line("Let op.", "kader")], "Een.\n\n> Let op.\n"),
        ([line("- met de hand")], "- met de hand\n"),
        ([line("# geen kop")], "\\# geen kop\n"),
        ([line("> geen kader")], "\\> geen kader\n"),
        ([line("2 * 3 * 4 \\ [a](b)")], "2 \\* 3 \\* 4 \\\\ \\[a](b)\n"),
        ([TextLine("alinea", (Text("vet ", bold=True), Text("niet")))], "**vet** niet\n"),
        ([TextLine("alinea", (Text("a", italic=True), Text(" "), Text("b", italic=True)))], "*a b*\n"),
        ([line("Typ [invullen: naam] of {{ gemeente.naam|voorzet(‘x’) }}")],
         "Typ [invullen: naam] of {{ gemeente.naam|voorzet('x') }}\n"),
        ([], ""),
    ],
)  # fmt: skip
def test_new_paragraphs_are_written_as_an_author_types_them(lines, expected):
    assert Shown("Een oude alinea.\n").with_lines(lines) == expected


def test_where_a_list_cannot_be_a_number_keeps_no_meaning():
    assert Shown("Vragen").with_lines([line("1. Vragen")], lists=False) == "1\\. Vragen"
    escaped = Shown("1\\. Vragen")
    assert escaped.with_lines([line("1. Andere vragen")]) == "1\\. Andere vragen"


def test_a_paragraph_between_statements_stands_on_rows_of_its_own():
    shown = Shown("{% if a %}\nEen.\n{% endif %}\n")
    lines = [shown.lines[0], line("Nieuw."), shown.lines[1], shown.lines[2]]
    assert shown.with_lines(lines) == "{% if a %}\nNieuw.\n\nEen.\n{% endif %}\n"


@every(
    ("marks", "place"),
    [
        (["{% if a %}", "{% else %}", "{% endif %}"], None),
        (["{% for a in b %}", "{% if a %}", "{% endif %}", "{% endfor %}", "{{ x }}"], None),
        (["{% if a %}"], 0),
        (["{{ x }}", "{% endif %}"], 1),
        (["{% for a in b %}", "{% endif %}"], 1),
        (["{% for a in b %}", "{% elif c %}", "{% endfor %}"], 1),
    ],
)
def test_a_piece_without_its_other_is_found(marks, place):
    assert unbalanced(marks) == place


@pytest.mark.parametrize("text", ["een {{ half", "een half }}", "{% if", "%}"])
def test_half_a_piece_typed_by_hand_is_found(text):
    assert has_open_mark(line(text))


def test_a_line_end_behind_a_statement_stays_where_it_is():
    source = "{% if a %}Een.{% endif %}\n{% if b %}Twee,\nof drie.{% endif %}"
    shown = Shown(source)
    spans = shown.lines[0].spans
    assert [each.text for each in spans if isinstance(each, Text)] == ["Een.", "\n", "Twee, of drie."]
    edited = TextLine("alinea", (spans[0], Text("Nu\nzo."), *spans[2:]))
    assert shown.with_lines([edited]) == source.replace("Een.", "Nu zo.").replace("\nof", " of")


@pytest.mark.parametrize(
    "text",
    [
        *("{# ", "{% ", "{{ ", "![", "![a](", "[invullen: ", "x **a ", "*a ", "_a ", "[", "[a](https://", "{% if a %}"),
        *("a\n", "> a\n", "- a\n", "\n", "{a} ", "\\*", "\U000f0000 {a} "),
    ],
)
def test_a_strange_text_takes_no_time_and_is_cut_to_the_letter(text):
    start = time.process_time()
    shown = Shown(text * (60_000 // len(text)))
    assert "".join(each.before + each.source for each in shown.cut.paragraphs) + shown.cut.after == shown.text
    assert time.process_time() - start < 5
