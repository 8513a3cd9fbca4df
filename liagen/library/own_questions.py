"""`velden.yaml`: the questions that a package adds to the profile, read before any text that may look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError, model_validator

from liagen.errors import Problem
from liagen.files.check import Objection, check_model, objection_error
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.library.condition_parser import Scope
from liagen.library.conditions import Condition
from liagen.library.field_types import CardModel, Known, Naam, ProfielVoorwaarde, Sleutel, to_tuple
from liagen.library.package import OWN_QUESTIONS, Package
from liagen.profile.fields import field_specs
from liagen.profile.group import Wie
from liagen.profile.own_fields import (
    WITH_CHOICES,
    OwnField,
    OwnKind,
    PackageFields,
    fields_in_use,
    is_reserved,
)

_WRONG: Final = "LIA097"
_MOST_QUESTIONS: Final = 60
_MOST_CHOICES: Final = 40


def _key(key: str) -> str:
    if is_reserved(key):
        raise objection_error([Objection(f"`{key}` heeft al een betekenis; noem het veld anders", _WRONG, key)])
    return key


def _line(text: str) -> str:
    if not text.isprintable():  # a question is also shown in a terminal, which obeys some signs
        raise objection_error([Objection("schrijf dit op één regel, zonder onzichtbare tekens", _WRONG)])
    return text


def _name(text: str) -> str:
    if found := next((sign for sign in "[]{}<>|*_`\\#" if sign in text), ""):
        raise objection_error([Objection(f"schrijf gewone woorden, zonder `{found}`", _WRONG, found)])
    return text


def _question(text: str) -> str:
    if not text.endswith("?"):
        raise objection_error([Objection("schrijf een vraag, met een vraagteken aan het eind", _WRONG)])
    return text


def _no_unknown(choices: tuple[str, ...]) -> tuple[str, ...]:
    wrong = next((each for each in choices if each in ("onbekend", "geen")), "")
    if wrong:
        message = f"haal `{wrong}` weg: dat antwoord is er vanzelf"
        raise objection_error([Objection(message, _WRONG, wrong)])
    if twice := next((each for each in choices if choices.count(each) > 1), ""):
        raise objection_error([Objection(f"`{twice}` staat dubbel in deze lijst; haal er één weg", _WRONG, twice)])
    return choices


def _of_the_profile(condition: Condition) -> Condition:
    for name in condition.names:
        if name not in field_specs():
            message = f"`{name}` is geen veld van het profiel; hier kan alleen zo'n veld staan"
            raise objection_error([Objection(message, _WRONG, name)])
    return condition


_Line = Annotated[Naam, AfterValidator(_line)]
_Choice = Annotated[str, StringConstraints(pattern=r"^[^\W\dA-Z_][^\WA-Z]*$", max_length=60)]


class OwnQuestion(CardModel):
    """One question, as it stands in the file."""

    naam: Annotated[_Line, Field(max_length=100), AfterValidator(_name)] = Field(
        description="Hoe het gegeven in een zin heet, zonder lidwoord. Zo staat het bij redenen en open punten.",
        examples=["loket voor toegankelijkheid"],
    )
    vraag: Annotated[_Line, Field(max_length=300), AfterValidator(_question)] = Field(
        description="De vraag aan de ambtenaar.", examples=["Is er een loket voor toegankelijkheid?"]
    )
    uitleg: Annotated[_Line, Field(max_length=500)] | None = Field(
        default=None, description="Uitleg bij de vraag.", examples=["Een balie, of een vast telefoonnummer."]
    )
    soort: OwnKind = Field(
        description="Wat voor antwoord erbij hoort. `ja_nee` kent ook onbekend; `bedrag` is in hele euro's.",
        examples=["ja_nee"],
    )
    keuzes: (
        Annotated[
            tuple[_Choice, ...],
            Field(min_length=2, max_length=_MOST_CHOICES),
            BeforeValidator(to_tuple),
            AfterValidator(_no_unknown),
        ]
        | None
    ) = Field(
        default=None,
        description="De antwoorden, bij `keuze` en `keuzelijst`: kleine letters, cijfers en _. In een tekst wordt _ "
        "een spatie.",
        examples=["[balie, telefoon, via_de_website]"],
    )
    wie: Wie = Field(default="uitvoerder", description="Wie het antwoord weet.", examples=["directie"])
    als: Annotated[ProfielVoorwaarde, AfterValidator(_of_the_profile)] | None = Field(
        default=None,
        description="Een voorwaarde op velden van het profiel. Bij nee wordt de vraag niet gesteld.",
        examples=["\"velden.zuid.loket == 'ja'\""],
    )

    @model_validator(mode="after")
    def _check_choices(self) -> Self:
        if (self.soort in WITH_CHOICES) != (self.keuzes is not None):
            kinds = " of ".join(f"`{kind}`" for kind in WITH_CHOICES)
            advice = "noem bij `keuzes` de antwoorden" if self.keuzes is None else f"`keuzes` past alleen bij {kinds}"
            raise objection_error([Objection(advice, _WRONG)])
        return self


class OwnQuestions(CardModel):
    """`velden.yaml`."""

    vraag: Annotated[_Line, Field(max_length=300), AfterValidator(_question)] = Field(
        description="De kop boven de vragen, als vraag.", examples=["Wat wil bureau Zuid nog weten?"]
    )
    velden: Annotated[
        dict[Annotated[Sleutel, AfterValidator(_key)], OwnQuestion], Field(min_length=1, max_length=_MOST_QUESTIONS)
    ] = Field(description="De vragen, elk bij een eigen sleutel.")


def read_own_questions(packages: Sequence[Package]) -> tuple[tuple[PackageFields, ...], list[Problem]]:
    """Return the questions that packages add to the profile, lowest package first, and every problem with them.

    A question with a problem is left out, unless only its condition is wrong.
    """
    trees = {package.name: _tree_of(package) for package in packages if OWN_QUESTIONS in package.files}
    problems = [problem for tree in trees.values() for problem in tree.problems]
    readable = {name: tree for name, tree in trees.items() if not tree.problems}
    # First without conditions: one may look at any question, also of another package.
    found = tuple(_fields_of(name, tree) for name, tree in readable.items())
    with fields_in_use(tuple(each for each in found if each.fields)):
        whole = [_checked(fields, tree, problems) for fields, tree in zip(found, readable.values(), strict=True)]
    return tuple(each for each in whole if each.fields), problems


def _tree_of(package: Package) -> Tree:
    file = package.files[OWN_QUESTIONS]
    return Tree(problems=list(file.problems), file=file.name) if file.problems else parse_yaml(file.text, file.name)


def _fields_of(package: str, tree: Tree) -> PackageFields:
    """Return the questions of a package without their conditions."""
    rows = tree.mapping.get("velden")
    rows = rows if isinstance(rows, dict) and not is_reserved(package) else {}
    vraag = tree.mapping.get("vraag")
    found = tuple(_without_condition(rows))
    return PackageFields(package, vraag if isinstance(vraag, str) else "", found)


def _without_condition(rows: dict[Any, Any]) -> Iterator[OwnField]:
    for key, row in list(rows.items())[:_MOST_QUESTIONS]:
        typed = {name: value for name, value in row.items() if name != "als"} if isinstance(row, dict) else row
        try:
            valid = OwnQuestions.model_validate({"vraag": "?", "velden": {key: typed}}, context=_KNOWN)
        except ValidationError:
            continue  # told with the whole file
        yield _field(key, valid.velden[key])


def _checked(found: PackageFields, tree: Tree, problems: list[Problem]) -> PackageFields:
    """Return the questions with their conditions, as far as the whole file holds; adds every problem."""
    if is_reserved(found.package):
        message = f"een pakket met de naam `{found.package}` kan geen vragen hebben; noem het pakket anders"
        problems.append(Problem(tree.file, message, place=tree.place(()), code=_WRONG))
    tree = tree if tree.value is not None else replace(tree, value={})
    file, wrong = check_model(OwnQuestions, tree, tree.file, context=_KNOWN)
    problems += wrong
    if file is None or is_reserved(found.package):
        return found
    return PackageFields(found.package, file.vraag, tuple(_field(key, row) for key, row in file.velden.items()))


_KNOWN: Final = Known(Scope({}))
"""What a condition may look at besides the profile: nothing."""


def _field(key: str, row: OwnQuestion) -> OwnField:
    return OwnField(key, row.naam, row.vraag, row.uitleg or "", row.soort, row.keuzes or (), row.wie, row.als)
