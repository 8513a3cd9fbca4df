"""YAML text to plain values with places: what is read, what is refused, and in which words."""

from __future__ import annotations

import pytest
import yaml
from every import every
from hypothesis import given
from hypothesis import strategies as st

from liagen.errors import Problem
from liagen.files.yaml_in import MAX_BYTES, MAX_INVISIBLE, Decimal, decode, dotted, find_word, parse_yaml
from liagen.files.yaml_out import write_list, write_scalar


def value(text: str):
    tree = parse_yaml(text, "f")
    assert tree.problems == []
    return tree.value


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse_yaml(text, "f").problems]


# ------------------------------------------------------------ values


@every(
    ("typed", "meant"),
    [
        ("ja", "ja"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("400", 400),
        ("-4", -4),
        ("+4", 4),
        ("007", 7),
        ("2.000", Decimal("2.000")),
        ("1e9", Decimal("1e9")),
        (".5", Decimal(".5")),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("1600/1700", "1600/1700"),
        ("2027-01-31", "2027-01-31"),
        ("12:30", "12:30"),
        ('"400"', "400"),
        ("'true'", "true"),
        ('""', ""),
        ('! "x"', "x"),
        ("[a, 1]", ["a", 1]),
        ("{a: 1}", {"a": 1}),
        ("[]", []),
    ],
)
def test_a_scalar_means_what_an_officer_means(typed, meant):
    assert value(f"k: {typed}") == {"k": meant}


def test_booleans_are_booleans_and_not_numbers():
    assert value("k: true")["k"] is True


def test_nothing_is_none():
    assert value("# alleen commentaar\n") is None


def test_a_whole_number_of_any_length_stays_whole():
    assert value("k: " + "9" * 30) == {"k": int("9" * 30)}


def test_thousands_of_digits_are_no_number_to_count_with():
    assert isinstance(value("k: " + "9" * 5000)["k"], Decimal)


def test_a_document_may_begin_and_end_with_its_marks():
    assert value("---\nk: 1\n...\n") == {"k": 1}


def test_text_over_more_lines_is_one_text():
    assert value("k: >-\n  a\n  b\n") == {"k": "a b"}


def test_lists_of_groups_are_read():
    assert value("k:\n  - a: 1\n    b: 2\n  - a: 3\n") == {"k": [{"a": 1, "b": 2}, {"a": 3}]}


def test_keys_are_text_always():
    assert value("5: a\ntrue: b\n") == {"5": "a", "true": "b"}


# ------------------------------------------------------------ places

TREE = parse_yaml("gemeente:\n  naam: X\ndoelen:\n  - doel: a\n  - doel: b\n", "f")


@every(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("gemeente", ""), (1, 1)),
        (("gemeente", "naam", ""), (2, 3)),
        (("gemeente", "naam"), (2, 9)),
        (("doelen", 1, "doel"), (5, 11)),
        (("doelen", 1), (5, 5)),
        (("gemeente", "zzz"), (2, 3)),
        (("zzz",), (1, 1)),
    ],
)
def test_every_path_has_a_place(path, place):
    assert TREE.place(path) == place


def test_without_any_value_the_place_is_the_top():
    assert parse_yaml("", "f").place(("a",)) == (1, 1)


def test_places_of_front_matter_count_from_its_first_line():
    assert parse_yaml("a: 1\nb: 2", "f", first_line=2).place(("b",)) == (3, 4)


def test_problems_of_front_matter_count_from_its_first_line():
    assert [problem.line for problem in parse_yaml("a: 1\na: 2", "f", first_line=2).problems] == [3]


def test_a_word_is_found_within_its_value():
    assert parse_yaml("k: a and b", "f").locate(("k",), "b") == (1, 10)


def test_a_word_is_found_on_a_later_line_of_its_value():
    assert parse_yaml("k: >-\n  a\n  and b", "f").locate(("k",), "b") == (3, 7)


def test_a_word_before_the_value_does_not_count():
    assert parse_yaml("fte: fte", "f").locate(("fte",), "fte") == (1, 6)


def test_a_whole_word_goes_before_a_part_of_one():
    assert parse_yaml("k: x.fte and x.ft", "f").locate(("k",), "x.ft") == (1, 14)


def test_a_part_of_a_word_is_better_than_nothing():
    assert parse_yaml("k: abcd", "f").locate(("k",), "bc") == (1, 5)


def test_without_the_word_the_value_is_the_place():
    assert parse_yaml("k: a", "f").locate(("k",), "zz") == (1, 4)


def test_without_a_word_the_value_is_the_place():
    assert parse_yaml("k: a", "f").locate(("k",), "") == (1, 4)


def test_a_word_far_below_is_not_looked_for():
    assert parse_yaml("k: a\n" + "\n" * 15 + "z: ver\n", "f").locate(("k",), "ver") == (1, 4)


def test_find_word_says_when_there_is_none():
    assert find_word("abc", "x", 0) == -1


def test_a_path_counts_from_one_for_a_reader():
    assert dotted(("doelen", 0, "doel")) == "doelen.1.doel"


def test_a_path_leaves_out_the_mark_of_a_key():
    assert dotted(("doelen", "")) == "doelen"


# ------------------------------------------------------------ what YAML itself refuses

GENERIC = "dit is geen geldige YAML; kijk naar inspringing, haakjes en aanhalingstekens"


@every(
    ("text", "problem"),
    [
        ("a: [b, c\nd: 1\n", "f:1:4: deze haak wordt niet gesloten, of er ontbreekt een komma"),
        ("a: {b: 1\nd: 1\n", "f:1:4: deze haak wordt niet gesloten, of er ontbreekt een komma"),
        ('a: "x" y\n', f"f:1:8: {GENERIC}"),
        ("a:\n  b: 1\n c: 2\n", f"f:3:2: {GENERIC}"),
        ("a:\n\tb: 1\n", "f:2:1: een tab mag hier niet; gebruik spaties om in te springen"),
        ("a: 1\n\tb: 2\n", "f:2:1: een tab mag hier niet; gebruik spaties om in te springen"),
        (
            "a: Zorg: jeugd\n",
            'f:1:8: een dubbele punt past hier niet; spring goed in en zet tekst met een dubbele punt tussen "…"',
        ),
        (
            "a: 's-Hertogenbosch\nb: 1\n",
            'f:1:4: deze apostrof opent een tekst die niet sluit; schrijf zoiets als "\'s-Hertogenbosch"',
        ),
        (
            "a: 's-Hertogenbosch\nb: 'Noord-Brabant'\n",
            'f:1:4: deze apostrof opent een tekst die niet sluit; schrijf zoiets als "\'s-Hertogenbosch"',
        ),
        (
            "- 's avonds\n- collega's\n",
            'f:1:3: deze apostrof opent een tekst die niet sluit; schrijf zoiets als "\'s-Hertogenbosch"',
        ),
        ('a: "Den Haag\n', "f:1:4: dit aanhalingsteken wordt niet gesloten; zet er ook een aan het eind van de tekst"),
        ("a: *ster*\n", "f:1:4: tekst kan niet beginnen met *; zet die tussen dubbele aanhalingstekens"),
        ("a: *ster\n", "f:1:4: tekst kan niet beginnen met *; zet die tussen dubbele aanhalingstekens"),
        ("a: &amp;\n", "f:1:4: tekst kan niet beginnen met &; zet die tussen dubbele aanhalingstekens"),
        ("a: &amp x\n", "f:1:4: tekst kan niet beginnen met &; zet die tussen dubbele aanhalingstekens"),
        ("a: !!str x\n", "f:1:4: tekst kan niet beginnen met !; zet die tussen dubbele aanhalingstekens"),
        ("a: !zaam\n", "f:1:4: tekst kan niet beginnen met !; zet die tussen dubbele aanhalingstekens"),
        ("a: !a [x]\n", "f:1:4: tekst kan niet beginnen met !; zet die tussen dubbele aanhalingstekens"),
        ("a: @home\n", "f:1:4: tekst kan niet beginnen met @; zet die tussen dubbele aanhalingstekens"),
        ("a: %\n", "f:1:4: tekst kan niet beginnen met %; zet die tussen dubbele aanhalingstekens"),
        ("a: | pijp |\n", "f:1:4: tekst kan niet beginnen met |; zet die tussen dubbele aanhalingstekens"),
        ("a: > pijl\n", "f:1:4: tekst kan niet beginnen met >; zet die tussen dubbele aanhalingstekens"),
        ("a: - b\n", "f:1:4: een streepje past hier niet; zet elk punt van een lijst op een eigen regel"),
        ("a: 1\nb\n", "f:2:1: hier ontbreekt een dubbele punt met een spatie erachter"),
        (
            'a: "C:\\Zorg"\n',
            "f:1:7: een \\ tussen dubbele aanhalingstekens heeft een eigen betekenis; schrijf \\\\",
        ),
        (
            'a: "\\xyz"\n',
            "f:1:5: een \\ tussen dubbele aanhalingstekens heeft een eigen betekenis; schrijf \\\\",
        ),
        (
            "a: {{ 7*7 }}\n",
            "f:1:5: hier hoort de naam van een veld; begint tekst met een haak, "
            "zet die tussen dubbele aanhalingstekens",
        ),
        (
            "%YAML 3.0\n---\na: 1\n",
            f"f:1:1: {GENERIC}",
        ),
        (
            "a: 1\n---\nb: 1\n",
            "f:2:1: hier begint een tweede document; zet dat in een eigen bestand of haal de regel «---» weg",
        ),
        ("a: 1\na: 2\n", "f:2:1: a: de sleutel `a` staat er twee keer, ook op regel 1; haal er één weg"),
        (
            "d:\n  - b: 1\n    b: 2\n",
            "f:3:5: d.1.b: de sleutel `b` staat er twee keer, ook op regel 2; haal er één weg",
        ),
        ("\u00a0a: 1\n", "f:1:1: rond `a` staan vreemde spaties; typ de naam van het veld opnieuw"),
        ('"a\\nb": 1\n', "f:1:1: rond `a b` staan vreemde spaties; typ de naam van het veld opnieuw"),
        ('a: "x\\ay"\n', "f:1:4: a: verwijder het onzichtbare teken U+0007"),
        ('a:\n  - b\n  - "\\0"\n', "f:3:5: a.2: verwijder het onzichtbare teken U+0000"),
        ('"\\a": 1\n', "f:1:1: verwijder het onzichtbare teken U+0007"),
        ('"\\a"\n', "f:1:1: verwijder het onzichtbare teken U+0007"),
    ],
)
def test_what_yaml_refuses_is_said_in_plain_dutch(text, problem):
    assert problems(text) == [problem]


DEEP = "hier staan meer dan 20 niveaus in elkaar; kijk naar haken en inspringing"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 5000, "f:1:21"),
        ("[" * 5000 + "]" * 5000, "f:1:21"),
        ("{a: " * 5000, "f:1:81"),
        ("- " * 5000, "f:1:41"),
        ("\n".join(" " * depth + "a:" for depth in range(400)), "f:21:21"),
    ],
)
def test_deep_nesting_is_refused_and_not_recursed_into(text, place):
    assert problems(text) == [f"{place}: {DEEP}"]


def test_twenty_levels_are_fine():
    assert problems("[" * 20 + "]" * 20) == []


def test_aliases_cannot_blow_up():
    bomb = "".join(f"{name}: &{name} [*{chr(ord(name) - 1)}, x]\n" for name in "bcdefgh")
    assert problems("a: &a [x]\n" + bomb) == [
        "f:1:4: tekst kan niet beginnen met &; zet die tussen dubbele aanhalingstekens"
    ]


def test_text_that_yaml_cannot_hold_is_a_problem_and_no_crash():
    assert problems("a: \x01") == ["f:1:1: dit is geen leesbare YAML"]


def test_half_a_character_is_a_problem_and_no_crash():
    assert problems("a: \ud800") == ["f:1:1: dit is geen leesbare YAML"]


def test_after_a_problem_nothing_more_is_read():
    assert parse_yaml("a: 1\nb: *c\nd: 2\n", "f").value == {"a": 1}


# ------------------------------------------------------------ bytes to text


def test_a_byte_order_mark_is_taken_off():
    assert decode(b"\xef\xbb\xbfa: 1", "f") == ("a: 1", [])


def test_every_line_end_becomes_a_newline():
    assert decode(b"a\r\nb\rc\n", "f") == ("a\nb\nc\n", [])


def test_too_many_bytes_are_refused():
    message = "het bestand is groter dan 1000 kB; gaf u het goede bestand op?"
    assert decode(b" " * (MAX_BYTES + 1), "f") == ("", [Problem("f", message)])


def test_the_largest_file_is_still_read():
    assert decode(b" " * MAX_BYTES, "f")[1] == []


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("naam: Súdwest".encode("latin-1"), 1, 8),
        ("é\nnaam: é".encode() + b"\xfa", 2, 8),
        (b"\xef\xbb\xbfa\xff", 1, 2),
        ("naam: X".encode("utf-16"), 1, 1),
    ],
)
def test_a_wrong_encoding_is_pointed_at_by_character(data, line, column):
    message = "dit teken is geen UTF-8; bewaar het bestand als UTF-8"
    assert decode(data, "f") == ("", [Problem("f", message, place=(line, column))])


def test_a_word_document_is_no_text():
    message = "dit is geen tekstbestand; gaf u misschien een Word-bestand op?"
    assert decode(b"PK\x03\x04\x14\x00\x06", "f") == ("", [Problem("f", message)])


@every("char", ["\x07", "\x0b", "\x1b", "\x7f", "\x9f", "\ufdd0", "\ufeff", "\ufffe", "\uffff"])
def test_every_invisible_character_has_its_place(char):
    _, found = decode(f"a: 1\nb: x{char}".encode(), "f")
    assert [str(problem) for problem in found] == [f"f:2:5: verwijder het onzichtbare teken U+{ord(char):04X}"]


def test_a_tab_is_no_control_character():
    assert decode(b"a:\t1", "f")[1] == []


def test_a_file_full_of_invisible_characters_does_not_flood_the_screen():
    assert len(decode(b"\x01" * 1000, "f")[1]) == MAX_INVISIBLE


# ------------------------------------------------------------ writing


@every(
    ("given_value", "written"),
    [
        (7, "7"),
        ("Meierijstad", "Meierijstad"),
        ("400", '"400"'),
        ("2.000", '"2.000"'),
        ("true", '"true"'),
        ("no", '"no"'),
        ("", '""'),
        ("'s-Hertogenbosch", "'''s-Hertogenbosch'"),
        ("a\nb", '"a\\nb"'),
    ],
)
def test_a_scalar_is_written_on_one_line(given_value, written):
    assert write_scalar(given_value) == written


VISIBLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from("[]{},:?#&*!|>'\"%@`- \n\t"),
    max_size=40,
)


@given(VISIBLE)
def test_what_is_written_is_read_back(text):
    tree = parse_yaml(f"k: {write_scalar(text)}\nz: 1", "f")
    assert (tree.value, tree.problems) == ({"k": text, "z": 1}, [])


@given(st.lists(VISIBLE | st.integers(0, 9999), max_size=4))
def test_a_written_list_is_read_back(items):
    tree = parse_yaml(f"k: {write_list(items)}\nz: 1", "f")
    assert (tree.value, tree.problems) == ({"k": items, "z": 1}, [])


@given(st.integers(-(10**17), 10**17))
def test_numbers_are_read_back(number):
    assert value(f"k: {write_scalar(number)}") == {"k": number}


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_crash(text):
    assert isinstance(parse_yaml(text, "f").problems, list)


@given(st.text(alphabet="aZ9é .,/()-_:#'", min_size=1, max_size=12))
def test_plain_words_are_written_as_the_emitter_writes_them(text):
    written = write_scalar(text)
    assert parse_yaml(f"a: {written}\n", "x.yaml").value == {"a": text}
    if written == text:
        assert yaml.safe_dump(text, allow_unicode=True).removesuffix("\n").removesuffix("\n...") == text
