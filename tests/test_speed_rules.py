"""Rules of speed that need no clock: what a command may load, and what is worked out only once."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from own_package import package

from liagen.chapter import markdown
from liagen.document.blocks import Origin, Text
from liagen.library import condition_parser, wording_parser
from liagen.library.load import load_library, read_library
from liagen.profile.read import shipped_profiles

WORD = {"docx", "lxml"}
PROFILE = shipped_profiles()["meierijstad"]
ORIGIN = Origin("tekst", "een", "tekst")
CODE = """
import json, sys
from liagen.cli import run
for line, forbidden in json.loads(sys.argv[1]):
    if code := run(line):
        sys.exit(code)
    if loaded := set(forbidden) & set(sys.modules):
        sys.exit(f"{line} loaded {loaded}")
"""
MAKE = ["maak", str(PROFILE), "-o"]


@pytest.mark.parametrize(
    "commands",
    [
        [  # each may load more than the one before it
            (["schema"], {*WORD, "jinja2", "markdown_it", "pypdf"}),
            ([*MAKE, "x.md", "--formaat", "md"], {*WORD, "pypdf"}),
            ([*MAKE, "x.html", "--formaat", "html"], {*WORD, "pypdf"}),
        ],
        [
            (
                [*MAKE, "x.docx"],
                {*WORD, "pypdf", "liagen.web.chapter_page", "liagen.document.as_markdown", "concurrent.futures"},
            ),
        ],
    ],
    ids=["schema, markdown, web page", "Word"],
)
def test_a_command_loads_only_what_it_needs(commands, tmp_path):
    told = json.dumps([(line, sorted(forbidden)) for line, forbidden in commands])
    command = [sys.executable, "-c", CODE, told]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def parsed(monkeypatch) -> list[str]:
    """Return the texts and conditions that Jinja reads from now on."""
    sources: list[str] = []
    parse = Environment.parse

    def noting(environment, source, *rest):
        sources.append(source)
        return parse(environment, source, *rest)

    monkeypatch.setattr(Environment, "parse", noting)
    return sources


def test_every_card_is_read_once_a_process(parsed):
    first = load_library()
    parsed.clear()
    assert load_library() is first
    assert not parsed


def test_another_reading_parses_only_what_is_new(parsed, tmp_path):
    read_library(())
    parsed.clear()
    read_library((package(tmp_path / "eigen", "teksten/nieuw.md", "Dit is {{ gemeente.naam }}."),))
    assert parsed == ["Dit is {{ gemeente.naam }}."]


def test_texts_that_were_never_read_are_parsed_so_that_the_count_means_something(parsed):
    for kept in (wording_parser._parsed_once, wording_parser._named_once):
        kept.cache_clear()
    wording_parser._KEPT.clear()
    condition_parser._parsed.cache_clear()
    read_library(())
    assert len(parsed) > 200


PIECES = [
    "a",
    "B",
    "1",
    " ",
    ".",
    ",",
    "-",
    "+",
    ">",
    "*",
    "**",
    " **",
    "** ",
    " *",
    "* ",
    "_",
    "\\",
    "\\*",
    "\\.",
    "#",
]
PIECES += [
    "**Vet.** ",
    "*schuin*",
    "[invullen: x]",
    "\ue000gemeente.naam\ue001",
    "\ue000document.besluit_door\ue001",
    "\ue000",
    "\n",
    "\n\n",
    "  ",
    "1. ",
    "\xa0",
    "é",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_plain_text_says_without_the_parser_what_it_says_with_it(text):
    if not markdown._PLAIN.match(text):
        return
    tokens = [token for token in markdown._parser().parse(text) if token.type == "inline"]
    assert len(tokens) == 1
    assert markdown.to_spans(text) == markdown._spans_of(tokens[0])
    assert [block.spans for block in markdown.to_blocks(text, ORIGIN, ())] == [markdown._spans_of(tokens[0])]


@pytest.mark.parametrize(
    "text", ["Gewone tekst\\.", "**Vet.** Gewoon.", "Een\n*twee* drie.", "[invullen: x] is er.", "Zie "]
)
def test_most_text_needs_no_parser(monkeypatch, text):
    monkeypatch.setattr(markdown, "_parser", None)
    assert markdown.to_spans(text)


@pytest.mark.parametrize(
    "text", ["- punt", "1. punt", "2) punt", "> kader", "a_b_", "vier **", "*half", "een  twee", "a\n\nb", ""]
)
def test_other_text_goes_to_the_parser(text):
    assert not markdown._PLAIN.match(text)


def test_a_long_text_takes_no_long_search():
    assert markdown.to_spans("*a " * 5_000) == (Text(("*a " * 5_000).rstrip()),)


BLOCKS = [
    "Tekst.",
    "- een",
    "- twee\n- drie",
    "1. een\n2. twee",
    "> Let op.",
    "  ingesprongen",
    "\n",
    "- een\n  meer",
    "+ plus",
    "2027 telt.",
    ">",
    "",
    "**Vet**",
    "*",
    "1.",
    " ",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(BLOCKS), max_size=8).map("\n\n".join))
def test_a_text_in_pieces_says_what_it_says_as_a_whole(text):
    assert [block for piece in markdown._pieces(text) for block in markdown._parsed(piece)] == [*markdown._parsed(text)]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["", "- ", "1. ", "> ", "123456789. ", ">", "-", "1)"]),
    st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map("".join), min_size=1, max_size=4),
)
def test_lists_and_notices_say_without_the_parser_what_they_say_with_it(mark, rows):
    text = "\n".join(f"{mark}{row}" for row in rows)
    found = markdown._parsed_plain(text)
    assert not found or found == markdown._parsed_by_library(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*BLOCKS, *PIECES]), st.sampled_from(["", " ", "   "])), max_size=8).map(
        lambda rows: "\n".join(row + spaces for row, spaces in rows)
    )
)
def test_spaces_at_the_end_of_a_line_mean_nothing(text):
    assert markdown._parsed_by_library(markdown._LAST_SPACES.sub("", text)) == markdown._parsed_by_library(text)


@pytest.mark.parametrize(
    "text", ["- een\n- twee **vet**", "1. een\n2. twee", "> Let *op* nu.\n> Klaar.", "31 maart 2027"]
)
def test_most_lists_and_notices_need_no_parser(monkeypatch, text):
    monkeypatch.setattr(markdown, "_parser", None)
    assert len(markdown._parsed_plain(text)) == 1


def test_a_list_of_which_a_card_said_nothing_more_needs_no_parser(monkeypatch):
    monkeypatch.setattr(markdown, "_parser", None)
    assert len(markdown.to_blocks("- een (doel 1). \n- twee", ORIGIN, ())) == 1


def test_a_text_is_parsed_again_only_where_it_differs(monkeypatch):
    markdown.to_blocks("Wie er zijn:\n\n- een **x**y\n\nZo is het in Zuid.", ORIGIN, ())
    monkeypatch.setattr(markdown, "_parser", None)
    assert len(markdown.to_blocks("Wie er zijn:\n\n- een **x**y\n\nZo is het in Noord.", ORIGIN, ())) == 3
