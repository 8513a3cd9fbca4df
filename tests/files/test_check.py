"""pydantic's findings as Dutch problems with their place, on a toy model and on the profile."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from every import every
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from liagen.errors import Problem
from liagen.files.check import check_model
from liagen.files.yaml_in import parse_yaml
from liagen.profile.fields import all_paths
from liagen.profile.model import Profile


class Deel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    titel: Annotated[str, StringConstraints(min_length=1)] = "x"
    aantal: Annotated[int, Field(ge=1, le=9)] = 1


class Geheel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    naam: str
    is_: Annotated[str, Field(alias="is")] = ""
    sleutel: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")] = "x"
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] = "https://x"
    code: Annotated[str, StringConstraints(pattern=r"^x$")] = "x"
    soort: Literal["een", "twee"] = "een"
    vast: Literal[1] = 1
    delen: Annotated[
        tuple[Deel, ...], BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value)
    ] = ()
    vol: Annotated[tuple[str, ...], BeforeValidator(tuple), Field(min_length=1, max_length=2)] = ("x",)
    per: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")], Deel] = {}
    echt: bool = True


def problems(text: str, model: type[BaseModel] = Geheel, known: tuple[str, ...] = ()) -> list[str]:
    value, found = check_model(model, parse_yaml(text, "f"), "f", known)
    assert (value is None) == bool(found)
    return [str(problem) for problem in found]


def test_a_good_value_comes_back_checked():
    assert check_model(Geheel, parse_yaml("naam: X", "f"), "f") == (Geheel(naam="X"), [])


@every(
    ("text", "problem"),
    [
        ("{}", "f:1:1: naam: dit veld ontbreekt; vul het in"),
        ("5", "f:1:1: hier horen velden onder te staan, zoals `naam`, niet 5"),
        ("naam: 5", "f:1:7: naam: hier hoort tekst, niet 5; zet een getal tussen aanhalingstekens"),
        ("naam: 0.1", "f:1:7: naam: hier hoort tekst, niet 0.1; zet een getal tussen aanhalingstekens"),
        ("naam: true", "f:1:7: naam: hier hoort tekst, niet true; zet een getal tussen aanhalingstekens"),
        ("naam: false", "f:1:7: naam: hier hoort tekst, niet false; zet een getal tussen aanhalingstekens"),
        ("naam:", "f:1:6: naam: hier hoort tekst, niet niets; zet een getal tussen aanhalingstekens"),
        ("naam: [a]", "f:1:7: naam: hier hoort tekst, niet een lijst; zet een getal tussen aanhalingstekens"),
        ("naam: {a: 1}", "f:1:7: naam: hier hoort tekst, niet een groep velden; zet een getal tussen aanhalingstekens"),
        ("naam: X\nsoort: drie", 'f:2:8: soort: kies uit: een of twee; hier staat "drie"'),
        ("naam: X\nsoort:", "f:2:7: soort: kies uit: een of twee; hier staat niets"),
        ("naam: X\nvast: 2", "f:2:7: vast: kies uit: 1; hier staat 2"),
        ("naam: X\nsleutel: Voor-af", 'f:2:10: sleutel: "Voor-af" past hier niet; gebruik alleen kleine letters en _'),
        ("naam: X\nurl: www.x", 'f:2:6: url: "www.x" past hier niet; schrijf een adres dat begint met https://'),
        ("naam: X\nvol: []", "f:2:6: vol: deze lijst is te kort; noem er minstens 1"),
        ("naam: X\nvol: [a, b, c]", "f:2:6: vol: deze lijst is te lang; noem er hoogstens 2"),
        (
            "naam: X\ndelen: {a: 1}",
            "f:2:8: delen: hier hoort een lijst, niet een groep velden; "
            "zet elk punt op een eigen regel, met een streepje ervoor",
        ),
        ("naam: X\ndelen:\n  - 5", "f:3:5: delen.1: hier horen velden onder te staan, zoals `titel`, niet 5"),
        ('naam: X\ndelen:\n  - titel: ""', "f:3:12: delen.1.titel: vul tekst in; dit is leeg"),
        ("naam: X\ndelen:\n  - aantal: 0", "f:3:13: delen.1.aantal: het getal 0 is te klein; het laagste is 1"),
        ("naam: X\ndelen:\n  - aantal: 10", "f:3:13: delen.1.aantal: het getal 10 is te groot; het hoogste is 9"),
        ("naam: X\ndelen:\n  - aantal: veel", 'f:3:13: delen.1.aantal: vul een heel getal in, niet "veel"'),
        (
            "naam: X\ndelen:\n  - aantal: 2.000",
            "f:3:13: delen.1.aantal: vul een heel getal in zonder punt of komma, niet 2.000",
        ),
        ("naam: X\ndelen:\n  - aantal: true", "f:3:13: delen.1.aantal: vul een heel getal in, niet true"),
        ("naam: X\nper: [a]", "f:2:6: per: hier horen velden onder te staan, niet een lijst"),
        (
            "naam: X\nper:\n  Te Groot: {}",
            'f:3:3: per.Te Groot: "Te Groot" past hier niet; gebruik alleen kleine letters en _',
        ),
        ("naam: X\necht: misschien", 'f:2:7: echt: "misschien" past hier niet'),
        (
            "naam: X\nper: titel:x",
            'f:2:6: per: hier horen velden onder te staan, niet "titel:x"; zet een spatie achter de dubbele punt',
        ),
        (
            "naam: X\ndelen: -een",
            'f:2:8: delen: hier hoort een lijst, niet "-een"; '
            "zet elk punt op een eigen regel, met een streepje ervoor; zet een spatie achter het streepje",
        ),
        (
            "naam: X\nsoort: -een",
            'f:2:8: soort: kies uit: een of twee; hier staat "-een"; zet een spatie achter het streepje',
        ),
        ("naam: X\nsoort: |\n  a\n  b\n", 'f:2:8: soort: kies uit: een of twee; hier staat "a b"'),
        (f"naam: X\nsoort: {'a' * 50}", f'f:2:8: soort: kies uit: een of twee; hier staat "{"a" * 40}…"'),
    ],
)
def test_every_mistake_has_its_place_and_says_what_to_do(text, problem):
    assert problems(text) == [problem]


def test_a_form_without_words_of_its_own_still_says_what_is_wrong():
    assert problems("naam: X\ncode: y")[0].startswith('f:2:7: code: "y" past hier niet')


def test_everything_is_reported_at_once():
    assert problems("soort: drie\ndelen:\n  - aantal: 0\n  - titel: 5\n") == [
        "f:1:1: naam: dit veld ontbreekt; vul het in",
        'f:1:8: soort: kies uit: een of twee; hier staat "drie"',
        "f:3:13: delen.1.aantal: het getal 0 is te klein; het laagste is 1",
        "f:4:12: delen.2.titel: hier hoort tekst, niet 5; zet een getal tussen aanhalingstekens",
    ]


# ------------------------------------------------------------ unknown fields


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("naam: X\nsort: een", "f:2:1: sort: onbekend veld, bedoelde u `soort`?"),
        ("naam: X\ndelen:\n  - tietel: x", "f:3:5: delen.1.tietel: onbekend veld, bedoelde u `titel`?"),
        ("naam: X\ndelen:\n  - zzz: x", "f:3:5: delen.1.zzz: onbekend veld; hier past alleen: titel, aantal"),
        ("naam: X\nper:\n  a:\n    zzz: x", "f:4:5: per.a.zzz: onbekend veld; hier past alleen: titel, aantal"),
        (
            "naam: X\nzzz:\n  - 5",
            "f:2:1: zzz: onbekend veld; "
            "hier past alleen: naam, is, sleutel, url, code, soort, vast, delen, vol, per, echt",
        ),
    ],
)  # fmt: skip
def test_an_unknown_field_gets_a_suggestion_from_its_own_group(text, problem):
    assert problems(text) == [problem]


@every(
    ("text", "hint"),
    [
        ("fte: 5", "fte: onbekend veld, bedoelde u `organisatie.fte`?"),
        ("uitvoerder: 5", "uitvoerder: onbekend veld, bedoelde u `beleggen.uitvoerder`?"),
        ("FTE: 5", "FTE: onbekend veld, bedoelde u `organisatie.fte`?"),
        ("Gemeente: 5", "Gemeente: onbekend veld, bedoelde u `gemeente`?"),
        ("organisatie:\n  wethouder: x", "organisatie.wethouder: onbekend veld, bedoelde u `draagvlak.wethouder`?"),
        ("organisatie:\n  zzz: x", "organisatie.zzz: onbekend veld; hier past alleen: fte,"),
    ],
)
def test_a_field_of_another_group_is_recognised(text, hint):
    (found,) = problems("gemeente:\n  naam: X\n" + text, Profile, all_paths())
    assert hint in found


def test_a_problem_is_a_value():
    _, found = check_model(Geheel, parse_yaml("{}", "f"), "f")
    assert found == [Problem("f", "dit veld ontbreekt; vul het in", place=(1, 1), field="naam")]


def test_a_message_of_the_model_itself_is_kept():
    assert problems('gemeente:\n  naam: ""', Profile) == ["f:2:9: gemeente.naam: dit veld is leeg; vul het in"]
