"""Keys and parts taken out of a file: what stays is as it was typed, whatever way it was typed."""

from __future__ import annotations

import pytest
from every import every

from liagen.files.yaml_in import parse_yaml
from liagen.workshop.own_edits import Removal, rows_by_key, without

KNOWN = ("# van standaard", "cox: 4  # van standaard")


def keys_left(typed: str, *paths: str) -> str:
    keys = frozenset(tuple(path.split(".")) for path in paths)
    return without(typed, Removal(keys), card=False, known=KNOWN)


@every(
    ("typed", "paths", "left"),
    [
        ("a: 1\nb: 2\n", ["a"], "b: 2\n"),
        ("a: 1\nb: 2", ["b"], "a: 1\n"),
        ("b: 2  # mijn\na: 1\n", ["a"], "b: 2  # mijn\n"),
        ("# mijn\na: 1\nb: 2\n", ["a"], "# mijn\nb: 2\n"),
        ("# van standaard\na: 1\n# mijn\nb: 2\n", ["a"], "# mijn\nb: 2\n"),
        ("a: 1  # mijn\nb: 2\n", ["a"], "# mijn\nb: 2\n"),
        ("cox: 4  # van standaard\nb: 2\n", ["cox"], "b: 2\n"),
        ("a:\n  # mijn\n  c: 1\n  d: 2\nb: 2\n", ["a.c", "a.d"], "# mijn\nb: 2\n"),
        ("a:\n  c: 1\n  d: 2\n", ["a.c"], "a:\n  d: 2\n"),
        ("a:  # mijn\n  c: 1\n  d: 2\n", ["a.c"], "a:  # mijn\n  d: 2\n"),
        ("a: {c: 1, d: [x, 'y, z']}\n", ["a.c"], "a: {d: [x, \"y, z\"]}\n"),
        ("a: {c: {e: 1}, d: 2} # mijn\n", ["a.c.e"], "a: {d: 2} # mijn\n"),
        ("a: {c: 1,  # mijn\n  d: null}\n", ["a.c"], "# mijn\na: {d: null}\n"),
        ("a: |\n  een # twee\n\n  drie\n\nb: 2\n", ["a"], "b: 2\n"),
        ("a: 'een\n  # twee'\nb: 2\n", ["a"], "b: 2\n"),
        ("a:\n- 1\n- 2  # mijn\nb: 2\n", ["a"], "# mijn\nb: 2\n"),
        ("a: [  # mijn\n  1,  # ook\n  # en dit\n  2]\nb: 2\n", ["a"], "# mijn\n# ook\n# en dit\nb: 2\n"),
        ("a: >-\n  een\n  twee\n", ["a"], ""),
        ("a:\nb: 2\n", ["a"], "b: 2\n"),
        ("'a': 1\n\"b\": 2\n", ["a"], "\"b\": 2\n"),
        ("{a: 1, b: 2}\n", ["a"], "b: 2\n"),
        ("a: 1\n\n\nb: 2\n\nc: 3\n", ["b"], "a: 1\n\n\nc: 3\n"),
    ],
)  # fmt: skip
def test_a_key_goes_and_all_else_stays(typed, paths, left):
    found = keys_left(typed, *paths)
    assert found == left
    assert not parse_yaml(found, "").problems


def test_line_ends_stay():
    assert keys_left("a: 1\r\nb: 2\r\n# mijn\r\nc: 3\r\n", "b") == "a: 1\r\n# mijn\r\nc: 3\r\n"


@every(
    ("typed", "keys", "parts", "left"),
    [
        ("---\na: 1\n---\nTekst.\n", ["a"], [], "Tekst.\n"),
        ("---\na: 1\n---\nTekst.\n", [], ["tekst"], "---\na: 1\n---\n"),
        ("---\na: 1\n# mijn\n---\nTekst.\n", ["a"], ["tekst"], "---\n# mijn\n---\n"),
        ("---\na: 1\n---\nTekst.\n", ["a"], ["tekst"], ""),
        ("A.\n\n## Kort\n\nB.\n\n## Te overwegen\n\nC.\n", [], ["kort"], "A.\n\n## Te overwegen\n\nC.\n"),
        ("Tekst.\n\n## Kort\n\nKort.\n", [], ["tekst"], "## Kort\n\nKort.\n"),
        ("---\na: 1\nb: 2\n\n---\n## Kort\n\n## Meer\n\nMeer.\n", ["a"], [], "---\nb: 2\n---\n## Meer\n\nMeer.\n"),
        ("---\na: 1\n---\nA.\n\n## Kort\n\nB.\n", ["a"], ["kort"], "A.\n"),
        ("---\n---\n## Kort\n\nKort.\n", [], ["kort"], ""),
    ],
)  # fmt: skip
def test_a_card_loses_keys_and_parts(typed, keys, parts, left):
    taken = Removal(frozenset((key,) for key in keys), frozenset(parts))
    assert without(typed, taken, card=True, known=KNOWN) == left


BELOW = {"a": {"titel": "A", "vanaf": "kort"}, "b": {"titel": "B"}, "c": {"titel": "C"}}


@pytest.mark.parametrize(
    ("typed", "keyed"),
    [
        (
            "titel: T\nrijen:\n  # mijn\n  - sleutel: a  # ook mijn\n    titel: Mijn\n    vanaf: kort\n"
            "  - sleutel: b\n    titel: B\n  - sleutel: c\n    titel: C\n",
            "titel: T\nrijen:\n  # mijn\n  a:  # ook mijn\n    titel: Mijn\n    vanaf: kort\n"
            "  b:\n    titel: B\n  c:\n    titel: C\n",
        ),
        (
            "rijen:\n  - {sleutel: c, titel: C}\n  - sleutel: a\n    titel: A\n",
            "rijen:\n  c: {titel: C}\n  a:\n    vanaf: null\n    titel: A\n  b: null\nvolgorde: [c, a]\n",
        ),
        (
            "rijen:\n- titel: A\n  sleutel: a  # mijn\n  vanaf: kort\n- sleutel: d\n  titel: D\n",
            "# mijn\nrijen:\n  a:\n    titel: A\n    vanaf: kort\n  d:\n    titel: D\n  b: null\n  c: null\n",
        ),
        ("rijen: [{sleutel: a, titel: A, vanaf: kort}]\n",
         "rijen:\n  a:\n    titel: A\n    vanaf: kort\n  b: null\n  c: null\n"),
    ],
    ids=["zoals-gekopieerd", "andere-volgorde", "niet-ingesprongen", "op-een-regel"],
)  # fmt: skip
def test_rows_in_a_list_are_typed_by_their_key_and_say_the_same(typed, keyed):
    assert rows_by_key(typed, "rijen", BELOW) == keyed
