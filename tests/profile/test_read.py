"""Files in, checked profiles out."""

from __future__ import annotations

import contextlib
import os

import pytest
from toy import make_package, open_folder, ordinary_user

from liagen.errors import Problem, ProfileError
from liagen.files.load import read_text, shipped_folder
from liagen.files.yaml_in import MAX_BYTES
from liagen.profile.fields import field_specs, row_fields
from liagen.profile.read import load_profile, parse_profile, shipped_profiles


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return make_package(tmp_path_factory.mktemp("pakket")).load()


def problems(text: str, library) -> list[str]:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, "p.yaml", library.cards)
    return [str(problem) for problem in caught.value.problems]


def test_a_text_is_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    assert read_text(path) == ("a: 1\n", [])


def test_a_link_is_followed(tmp_path):
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert read_text(tmp_path / "b") == ("x", [])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("weg", "dit bestand bestaat niet; kijk naar de naam en de map"),
        (".", "dit is een map; noem een bestand"),
        ("pijp", "dit is geen gewoon bestand; gaf u het goede bestand op?"),
        ("rondje", "dit bestand is niet te lezen; kijk naar de naam en probeer een kopie"),
        ("x" * 300, "dit bestand is niet te lezen; kijk naar de naam en probeer een kopie"),
        ("a\0b", "dit bestand is niet te lezen; kijk naar de naam en probeer een kopie"),
        ("groot", "het bestand is groter dan 1000 kB; gaf u het goede bestand op?"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, name, message):
    os.mkfifo(tmp_path / "pijp")
    (tmp_path / "rondje").symlink_to(tmp_path / "rondje")
    (tmp_path / "groot").write_bytes(b" " * (MAX_BYTES + 1))
    assert read_text(tmp_path / name) == ("", [Problem(str(tmp_path / name), message)])


def test_a_file_may_be_closed_to_you():
    with open_folder() as folder:
        path = folder / "dicht"
        path.touch(0o000)
        with ordinary_user():
            found = read_text(path)
        assert found[1] == [
            Problem(str(path), "u mag dit bestand niet lezen; sluit het in andere programma's of vraag om leesrechten")
        ]


def test_a_profile_is_loaded(tmp_path, library):
    path = tmp_path / "p.yaml"
    path.write_text("gemeente:\n  naam: Testdorp\nkeuzes:\n  werkgroep:\n    keuze: wel\n")
    assert load_profile(path, library.cards).keuzes["werkgroep"].keuze == "wel"


def test_a_profile_that_cannot_be_read_is_a_profile_error(tmp_path, library):
    with pytest.raises(ProfileError, match="bestaat niet"):
        load_profile(tmp_path / "weg.yaml", library.cards)


def test_an_own_choice_must_be_an_option(library):
    text = "gemeente:\n  naam: X\nkeuzes:\n  werkgroup:\n    keuze: wel\n"
    assert problems(text, library) == ["p.yaml:4:3: keuzes.werkgroup: onbekende optie, bedoelde u `werkgroep`?"]


def test_an_own_choice_far_from_any_option_points_to_the_list(library):
    text = "gemeente:\n  naam: X\nkeuzes:\n  zzz:\n    keuze: wel\n"
    assert problems(text, library) == ["p.yaml:4:3: keuzes.zzz: onbekende optie; zie `liagen opties`"]


def test_choices_and_fields_are_told_together(library):
    text = "gemeente:\n  naam: 5\nkeuzes:\n  zzz:\n    keuze: wel\n"
    assert len(problems(text, library)) == 2


def test_choices_in_the_wrong_shape_are_one_problem(library):
    assert problems("gemeente:\n  naam: X\nkeuzes: [werkgroep]\n", library) == [
        "p.yaml:3:9: keuzes: hier horen velden onder te staan, niet een lijst"
    ]


def test_broken_yaml_is_told_before_anything_else(library):
    assert problems("gemeente: [a\n", library) == [
        "p.yaml:1:11: deze haak wordt niet gesloten, of er ontbreekt een komma"
    ]


def test_an_empty_profile_gets_a_beginning(library):
    assert problems("# niets\n", library) == ["p.yaml: het bestand is leeg; begin met een profiel uit `liagen nieuw`"]


@pytest.mark.parametrize("text", ["- x\n", "Testdorp\n", "5\n", "geen\n"])
def test_what_has_no_fields_is_no_profile(text, library):
    assert problems(text, library) == [
        "p.yaml:1:1: dit is geen profiel: er staan geen velden in; begin met een profiel uit `liagen nieuw`"
    ]


def test_the_templates_come_along():
    assert (shipped_folder("templates") / "standaard" / "pakket.yaml").is_file()


def test_the_profiles_come_along():
    assert "meierijstad" in shipped_profiles()


def test_a_choice_about_a_goal_must_be_about_one_that_there_is(tmp_path):
    package = make_package(tmp_path / "pakket")
    goal = "doelen:\n  starten:\n    wat: De groep begint.\n    eigenaar: de griffier\n    indicator: een verslag\n"
    package.swap("opties/beleggen/werkgroep.md", "kies_als:\n", f"{goal}kies_als:\n")
    text = "gemeente:\n  naam: X\ndoelen_kiezen:\n  werkgroep.strten:\n    keuze: wel\n  iets:\n    aantal: 3\n"
    assert problems(text, package.load()) == [
        "p.yaml:4:3: doelen_kiezen.werkgroep.strten: onbekend doel, bedoelde u `werkgroep.starten`?",
        "p.yaml:6:3: doelen_kiezen.iets: onbekend doel; noem de optie en het doel, zoals optie.doel",
    ]


def test_an_outcome_of_a_goal_that_no_package_has_is_a_mistake(tmp_path):
    package = make_package(tmp_path / "pakket")
    goal = "doelen:\n  starten:\n    wat: De groep begint.\n    eigenaar: de griffier\n    indicator: een verslag\n"
    package.swap("opties/beleggen/werkgroep.md", "kies_als:\n", f"{goal}kies_als:\n")
    keys = ("werkgroep.starten", "thema.beleggen", "eigen.1", "werkgroep.strten", "iets", "eigen.2")
    rows = "".join(f"    {key}: {{stand: gehaald}}\n" for key in keys)
    text = f"gemeente:\n  naam: X\nterugblik:\n  uitkomsten:\n{rows}doelen:\n  - doel: Iets.\n"
    advice = "; noem de optie en het doel, zoals optie.doel, of eigen.1 voor het eerste doel bij `doelen`"
    found = problems(text, package.load())
    assert found[0].startswith("p.yaml:8:5: terugblik.uitkomsten.werkgroep.strten: onbekend doel, bedoelde u `werkgr")
    assert found[1] == f"p.yaml:9:5: terugblik.uitkomsten.iets: onbekend doel{advice}"
    assert found[2].startswith("p.yaml:10:5: terugblik.uitkomsten.eigen.2: onbekend doel")
    assert len(found) == 3


ODD = ["{fysiek: ja}", "[{fysiek: ja}]", "[[x]]", "[1, {a: b}]", "{a: {b: c}}", "[null]", "[{}, 1]", "1.5", "true"]


@pytest.mark.parametrize("odd", ODD)
def test_a_value_of_an_odd_shape_is_a_mistake_and_no_crash(odd):
    for path, spec in field_specs().items():
        *groups, name = path.split(".")
        rows = row_fields(path) if spec.kind == "groepen" and not isinstance(spec.default, dict) else ()
        inside = [f"{name}: {odd}", *(f"{name}: [{{naam: x, {each.path}: {odd}}}]" for each in rows)]
        for text in inside:
            nested = "".join(f"{{{group}: " for group in groups) + f"{{{text}}}" + "}" * len(groups)
            # In brackets, so that one line holds all: the outermost ones are those of the profile itself.
            whole = nested if groups[:1] == ["gemeente"] else f"{{gemeente: {{naam: Zuid}}, {nested[1:]}"
            with contextlib.suppress(ProfileError):
                parse_profile(whole, "p.yaml", None)
