"""Texts with a few things wrong in them: YAML by its values, keys, types and syntax, Markdown with Jinja, bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

from attacks import CONDITIONS, ENDLESS_CONDITIONS, TEXTS

from liagen.profile.fields import field_specs

_KEY: Final = re.compile(r"^(?P<space>\s*(?:- )?)(?P<key>[\w.]+):(?P<value>[^\n]*)$", re.MULTILINE)
_SPACE_VALUES: Final = (
    *("", " ~", " null", " ja", " nee", " onbekend", " geen", " true", " yes", " on", " 0", " -1", " 1", " 2.000"),
    *(" 2,5", " 1e400", " .inf", " .nan", " 0x1F", " 0o17", " 1_000", " 12:30:45", " 1.600/1.700", " ± 300", " ²"),
    *(
        " ٣",
        " 99999999999999999999999",
        " 2027",
        " 2027-02-30",
        " 2027-13-45",
        " 31-12-2027",
        " juni 2027",
        " eind 2027",
    ),
    *(" Q3 2027", " 0000-00-00", " 9999-12-31", " 10000-01-01", " []", " {}", " [a, b]", " {a: b}", " [[[]]]", " [,]"),
    *(
        " 'x",
        ' "x',
        ' "\\x"',
        ' "\\ud800"',
        ' "\\u0000"',
        ' "\\U0001F600"',
        " |",
        " >-",
        " |2",
        " &a b",
        " *a",
        " !!str x",
    ),
    *(" !!python/object/apply:os.system [true]", " <<", " - x", " ? x", " a: b: c", " # niets", " %", " @", " `"),
    *(" 'de wethouder'", " een\u200bwoord", " \u202eomgekeerd", " \ufeffa", " \ue004x\ue005", " 😀", " e\u0301", " ﷽"),
    *(" '{{ 7 * 7 }}'", " '{% for %}'", " '[invullen: x]'", " '[voorzet: acht](organisatie.fte)'", " '<b>&amp;'"),
    *(" '**vet** | # _x_ `c` [l](https://x.nl)'", " '\\'", " '=1+1'", " '$(true)'", " '../../etc/passwd'", " 'a\tb'"),
)
_SIGNS: Final = (
    *":{}[]#&*!|>'\"%@`-?,\t\\~ \r\0\x1b\x85\u2028\ue000\uffff",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    ": ",
    "- ",
    "<<: *a\n",
)
_LETTERS: Final = "aeinrst_"


def mutated_yaml(text: str, chance: Random) -> bytes:
    """Return a YAML text with some things wrong; now and then none of them is wrong after all."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        text = chance.choices(_YAML, _YAML_WEIGHTS)[0](text, chance)
    return _as_bytes(text, chance)


def mutated_card(text: str, chance: Random) -> bytes:
    """Return a card or text of a package with some things wrong, in its head or in its words."""
    for _ in range(chance.choice((1, 1, 1, 2))):
        text = chance.choices(_CARD, _CARD_WEIGHTS)[0](text, chance)
    return _as_bytes(text, chance)


def mutated_bytes(data: bytes, chance: Random) -> bytes:
    """Return bytes with some of them others, gone, or twice."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(found) + 1)
        size = min(chance.choice((1, 1, 4, 60)), len(found) - place)
        found[place : place + size] = chance.choice(
            (
                b"",
                bytes(chance.randrange(256) for _ in range(size)),
                bytes(size),
                b"\xff" * size,
                found[place : place + size] * 2,
            )
        )
    return bytes(found[: chance.randint(0, len(found))] if chance.random() < 0.1 else found)


def _as_bytes(text: str, chance: Random) -> bytes:
    """Encode as other programs do, mostly as it should be; rarely with wrong bytes in it."""
    found = chance.random()
    if found < 0.9:
        return text.encode("utf-8", "surrogatepass")
    if found < 0.95:
        coding = chance.choice(("utf-16", "utf-8-sig", "cp1252", "utf-16-le", "utf-32"))
        return text.replace("\n", chance.choice(("\r\n", "\r", "\n"))).encode(coding, "replace")
    return mutated_bytes(text.encode("utf-8", "surrogatepass"), chance)


# ------------------------------------------------------------ YAML


def _line(text: str, chance: Random, change: Callable[[re.Match[str]], str]) -> str:
    found = list(_KEY.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + change(match) + text[match.end() :]


def _other_value(text: str, chance: Random) -> str:
    return _line(text, chance, lambda match: f"{match['space']}{match['key']}:{chance.choice(_SPACE_VALUES)}")


def _value_of_another(text: str, chance: Random) -> str:
    values = [match["value"] for match in _KEY.finditer(text)] or [""]
    return _line(text, chance, lambda match: f"{match['space']}{match['key']}:{chance.choice(values)}")


def _choice_of_another(text: str, chance: Random) -> str:
    choices = [each for spec in field_specs().values() for each in spec.choices]
    return _line(text, chance, lambda match: f"{match['space']}{match['key']}: {chance.choice(choices)}")


def _long_value(text: str, chance: Random) -> str:
    long = chance.choice(("a", "heel lang ", "é", "9", "[", "- ")) * chance.choice((300, 5_000, 60_000))
    return _line(text, chance, lambda match: f"{match['space']}{match['key']}: {long}")


def _other_key(text: str, chance: Random) -> str:
    keys = [part for path in field_specs() for part in path.split(".")]
    return _line(text, chance, lambda match: f"{match['space']}{chance.choice(keys)}:{match['value']}")


def _misspelled_key(text: str, chance: Random) -> str:
    def change(match: re.Match[str]) -> str:
        key = match["key"]
        place = chance.randrange(len(key))
        wrong = chance.choice(
            (key[:place] + key[place + 1 :], key[:place] + chance.choice(_LETTERS) + key[place:], key.upper())
        )
        return f"{match['space']}{wrong}:{match['value']}"

    return _line(text, chance, change)


def _twice(text: str, chance: Random) -> str:
    return _line(text, chance, lambda match: f"{match[0]}\n{match[0]}")


def _gone(text: str, chance: Random) -> str:
    return _line(text, chance, lambda _match: "")


def _list_of_it(text: str, chance: Random) -> str:
    return _line(text, chance, lambda match: f"{match['space']}{match['key']}: [{match['value'].strip()}]")


def _other_depth(text: str, chance: Random) -> str:
    return _line(text, chance, lambda match: " " * chance.randint(0, 6) + match[0].strip(" "))


def _known_field(text: str, chance: Random) -> str:
    """Add a field that there is, with any value; it may be there already."""
    path = chance.choice(sorted(field_specs()))
    *groups, name = path.split(".")
    rows = [f"{'  ' * depth}{group}:" for depth, group in enumerate(groups)]
    return (
        f"{text.rstrip()}\n" + "\n".join([*rows, f"{'  ' * len(groups)}{name}:{chance.choice(_SPACE_VALUES)}"]) + "\n"
    )


def _sign(text: str, chance: Random) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + chance.choice(_SIGNS) + text[place:]


def _piece_gone(text: str, chance: Random) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + text[place + chance.choice((1, 1, 3, 20, 300)) :]


def _piece_moved(text: str, chance: Random) -> str:
    rows = text.split("\n")
    start = chance.randrange(len(rows))
    cut = rows[start : start + chance.randint(1, 6)]
    rest = rows[:start] + rows[start + len(cut) :]
    place = chance.randint(0, len(rest))
    return "\n".join([*rest[:place], *cut, *rest[place:]])


def _deep(text: str, chance: Random) -> str:
    many = chance.choice((20, 500, 20_000))
    return _line(
        text, chance, lambda match: f"{match['space']}{match['key']}: {'[' * many}{']' * chance.choice((0, many))}"
    )


_YAML_CHANCES: Final = {
    _other_value: 14, _value_of_another: 8, _choice_of_another: 8, _long_value: 1,
    _other_key: 4, _misspelled_key: 4,
    _twice: 3, _gone: 3, _list_of_it: 3, _other_depth: 3, _known_field: 6, _sign: 5,
    _piece_gone: 3, _piece_moved: 3, _deep: 1,
}  # fmt: skip
_YAML, _YAML_WEIGHTS = tuple(_YAML_CHANCES), tuple(_YAML_CHANCES.values())


# ------------------------------------------------------------ cards and texts

_CONDITION: Final = re.compile(r"(?<=als: )[^\n]+")
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
FRAGMENTS: Final = (
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{% if %}",
        "{% endif %}",
        "{% else %}",
        "{% for d in doelen %}",
        "{% endfor %}",
        "{#",
        "#}",
    ),
    *(
        "{{ hieronder }}",
        "{{ kaart('intranet') }}",
        "{{ kaart('niets') }}",
        "{{ gemeente.naam }}",
        "{{ gemente.naam }}",
        "---\n",
    ),
    *(
        "[invullen: x]",
        "[voorzet: y](organisatie.fte)",
        "[voorzet: y](niets.hier)",
        "[invullen: ",
        "| a | b |\n|---|---|\n| c | d |\n",
    ),
    *(
        "![x](beelden/x.png)",
        "![](beelden/niets.png)",
        "[x](https://www.example.nl)",
        "<script>",
        "&nbsp;",
        "\\",
        "## Bestaat\n",
    ),
    *(
        "## Voorstel\n",
        "## Kort\n",
        "## Onzin\n",
        "# Kop\n",
        "1. een\n2. twee\n",
        "- a\n    - b\n        - c\n",
        "> citaat\n",
        "```\nx\n```\n",
    ),
    *(
        "***",
        "___",
        "* * *\n",
        "\u200b",
        "\ue000",
        "\ue005",
        "\x00",
        "\x1b[2J",
        "{{ organisatie.fte|aantal('a', 'b') }}",
        "{{ x|y }}",
    ),
)


def _other_condition(text: str, chance: Random) -> str:
    found = list(_CONDITION.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    other = chance.choice(
        (*CONDITIONS, chance.choice(ENDLESS_CONDITIONS)[:3_000], "altijd", match[0] + " and", f"not ({match[0]})")
    )
    return text[: match.start()] + other + text[match.end() :]


def _other_tag(text: str, chance: Random) -> str:
    found = list(_TAG.finditer(text))
    if not found:
        return _fragment(text, chance)
    match = chance.choice(found)
    return text[: match.start()] + chance.choice((*TEXTS, "", match[0] * 2)) + text[match.end() :]


def _fragment(text: str, chance: Random) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + chance.choice(FRAGMENTS) + text[place:]


_CARD_CHANCES: Final = {
    **{each: weight / 2 for each, weight in _YAML_CHANCES.items()},
    _other_condition: 8, _other_tag: 8, _fragment: 10,
}  # fmt: skip
_CARD, _CARD_WEIGHTS = tuple(_CARD_CHANCES), tuple(_CARD_CHANCES.values())
