"""Copies and skeletons to begin a package with, and what wins when packages lie on each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from own_package import HEAD, ONE, package
from toy import CARD, make_package

from liagen.errors import LibraryError, OutputError
from liagen.files.yaml_in import parse_yaml
from liagen.files.yaml_out import write_tree
from liagen.library.load import read_library
from liagen.library.package import pack, read_package, shipped_packages
from liagen.library.packages import stack_packages
from liagen.workshop.check import check_package
from liagen.workshop.mistakes import is_warning
from liagen.workshop.scaffold import (
    KINDS,
    Skeleton,
    copies,
    copies_of_all,
    new_card,
    package_name,
    packages_below,
    skeleton,
    write_package,
)
from liagen.workshop.show import list_files, matching, short_name, show

BASE = stack_packages([])
VERSION = BASE[0].version
PRACTICE = shipped_packages()["praktijk"]


def codes(root: Path) -> list[str]:
    return [problem.code for problem in check_package(root)]


# ------------------------------------------------------------ copies


def test_a_copy_makes_a_package_that_is_in_order(tmp_path):
    root = tmp_path / "Zuid 2027"
    write_package(copies(root, BASE, ["intranet", "alleen_intranet", "waarom", "woorden"]), False)
    assert codes(root) == ["LIA124"] * 4  # nothing is changed yet
    assert {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} == {
        "pakket.yaml", ONE, "risicos/alleen_intranet.md", "teksten/waarom.md", "woorden.yaml",
    }  # fmt: skip


def test_the_head_says_what_it_is_based_on(tmp_path):
    files = copies(tmp_path / "zuid", BASE, ["intranet"])
    head = parse_yaml(files[tmp_path / "zuid" / "pakket.yaml"].decode(), "").value
    assert head == {"naam": "zuid", "versie": "0.1", "formaat": 1, "basis": "standaard", "basis_versie": VERSION}


def test_a_copy_says_where_it_came_from_and_is_the_same_card(tmp_path):
    root = tmp_path / "zuid"
    write_package(copies(root, BASE, ["intranet"]), False)
    assert f"# Kopie van opties/communicatie/intranet.md uit standaard {VERSION}." in (root / ONE).read_text(
        encoding="utf-8"
    )
    before, after = read_library([]).cards["intranet"], read_library([root]).cards["intranet"]
    assert [each.wat.source for each in after.doelen.values()] == [each.wat.source for each in before.doelen.values()]
    assert {key: part.source for key, part in after.parts.items()} == {
        key: part.source for key, part in before.parts.items()
    }


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Mijn Pakket 2", "mijn_pakket"),
        ("zuid-oost", "zuid_oost"),
        ("2027", "mijn_pakket"),
        ("standaard", "standaard_eigen"),
    ],
)
def test_the_name_is_that_of_the_folder_in_plain_letters(folder, name, tmp_path):
    assert package_name(tmp_path / folder, ["standaard"]) == name


def test_a_head_that_is_there_is_left_alone(tmp_path):
    root = package(tmp_path / "voorbeeld")
    write_package(copies(root, packages_below(root, []), ["intranet"]), False)
    assert (root / "pakket.yaml").read_text(encoding="utf-8") == HEAD


def test_a_file_that_is_there_is_not_replaced(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, "---\ntitel: Eigen\n---\n")
    files = copies(root, packages_below(root, []), ["intranet"])
    with pytest.raises(OutputError, match="bestaat al"):
        write_package(files, False)
    write_package(files, True)
    assert "Eigen" not in (root / ONE).read_text(encoding="utf-8")


def test_a_key_with_two_meanings_must_be_said_in_full(tmp_path):
    twice = package(tmp_path / "twee", "teksten/training.md", "Tekst.\n")
    with pytest.raises(LibraryError, match="kies opties/training of teksten/training"):
        copies(tmp_path / "zuid", stack_packages([twice]), ["training"])


def test_every_wrong_key_is_told_at_once(tmp_path):
    with pytest.raises(LibraryError) as caught:
        copies(tmp_path / "zuid", BASE, ["intranett", "zzz", "pakket"])
    assert [str(problem) for problem in caught.value.problems] == [
        "intranett: onbekende sleutel, bedoelde u `intranet`?",
        "pakket: dit bestand kopieert u niet: liagen maakt er een voor uw eigen pakket",
        "zzz: onbekende sleutel; zie `liagen sjabloon toon`",
    ]


def test_the_style_can_be_copied(tmp_path):
    root = tmp_path / "zuid"
    write_package(copies(root, BASE, ["stijl"]), False)
    assert (root / "stijl.docx").read_bytes() == (shipped_packages()["standaard"] / "stijl.docx").read_bytes()


@pytest.mark.wide
def test_everything_can_be_copied_and_counts_the_same(tmp_path):
    root, named = tmp_path / "zuid", [PRACTICE]
    write_package(copies_of_all(root, stack_packages(named)), False)
    assert codes(root) == ["LIA124"]
    before, after = read_library(named), read_library([root])
    assert list(before.cards) == list(after.cards)
    assert before.words == after.words
    for key, text in before.texts.items():
        assert {name: part.source for name, part in after.texts[key].parts.items()} == {
            name: part.source for name, part in text.parts.items()
        }


def test_a_copy_of_two_packages_is_based_on_the_highest(tmp_path):
    below = package(tmp_path / "tussen", ONE, "---\nhoort_bij: [training]\n---\n")
    package(below, "teksten/waarom.md", "{{ hieronder }}\n\nErbij.\n")
    files = copies(tmp_path / "zuid", stack_packages([below]), ["intranet", "waarom"])
    text = {path.name: data.decode() for path, data in files.items()}
    assert "basis: voorbeeld" in text["pakket.yaml"]
    assert f"uit standaard {VERSION} en voorbeeld 1.0" in text["intranet.md"]
    assert "hoort_bij: [training]" in text["intranet.md"]
    assert "bouwt voort op een pakket eronder: de tekst zonder kopje" in text["waarom.md"]


def test_only_what_lies_below_can_be_copied(tmp_path):
    root = package(tmp_path / "voorbeeld")
    between = package(tmp_path / "tussen")
    (between / "pakket.yaml").write_text(HEAD.replace("voorbeeld", "tussen"), encoding="utf-8")
    assert [each.name for each in packages_below(root, [between])] == ["standaard"]
    assert [each.name for each in packages_below(root, [PRACTICE, between])] == ["standaard", "praktijk"]


def test_a_package_builds_on_the_options_from_practice_only_when_it_copies_one(tmp_path):
    packages = stack_packages([PRACTICE])
    for key, base in (("intranet", "standaard"), ("inclusieparagraaf", "praktijk")):
        head = copies(tmp_path / key, packages, [key])[tmp_path / key / "pakket.yaml"]
        assert f"basis: {base}\n" in head.decode()
    head = new_card(tmp_path / "nieuw", packages, wanted("optie"))[tmp_path / "nieuw" / "pakket.yaml"]
    assert "basis: standaard\n" in head.decode()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "zuid").write_text("x")
    with pytest.raises(OutputError, match="niet te maken"):
        write_package(copies(tmp_path / "zuid", BASE, ["intranet"]), False)


# ------------------------------------------------------------ skeletons


def wanted(kind: str) -> Skeleton:
    return Skeleton("nieuwsbrief", kind, "communicatie" if kind == "optie" else "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_loads_and_every_open_place_is_a_warning(kind, tmp_path):
    root = tmp_path / "zuid"
    write_package(new_card(root, BASE, wanted(kind)), False)
    found = check_package(root)
    assert {problem.code for problem in found} <= {"LIA121", "LIA122"}
    assert all(is_warning(problem.code) for problem in found)
    rows = (root / wanted(kind).name).read_text(encoding="utf-8").split("\n")
    assert sum("VUL IN" in row for row in rows) == sum(problem.code == "LIA122" for problem in found) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_skeleton_is_valid(kind, tmp_path):
    head, front, body = skeleton(wanted(kind)).split("---\n")
    example = re.compile(r"^( *)#(?! \S)(?!$)", re.MULTILINE)
    while example.search(front):  # the examples, and then those within them
        front = example.sub(r"\1", front)
    text = "---\n".join([head, front, body])
    root = package(tmp_path / "voorbeeld", wanted(kind).name, text)
    assert [str(each) for each in check_package(root) if not is_warning(each.code)] == []
    assert text.count("als: ") >= (5 if kind == "optie" else 0)


def test_a_key_that_is_taken_is_told_with_what_to_do(tmp_path):
    with pytest.raises(LibraryError, match="staat al in pakket standaard; maak een kopie"):
        new_card(tmp_path / "zuid", BASE, Skeleton("intranet", "optie", "plan"))


def test_the_key_of_an_option_may_be_that_of_a_text(tmp_path):
    assert new_card(tmp_path / "zuid", BASE, Skeleton("begrippen", "risico"))


# ------------------------------------------------------------ what wins


def test_a_file_lies_over_those_below(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, "---\nhoort_bij: [training]\n---\n")
    (found,) = matching(list_files(stack_packages([root])), "intranet")
    assert (found.top.package, [each.package for each in found.lower]) == ("voorbeeld", ["standaard"])


def test_a_card_that_is_taken_away_is_told(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, "---\nnull\n---\n")
    (found,) = matching(list_files(stack_packages([root])), "intranet")
    assert found.removed


@pytest.mark.parametrize(
    "name", ["training", "opties/training", "opties/training/training", "opties/training/training.md"]
)
def test_a_key_may_be_long_or_short(name, tmp_path):
    twice = package(tmp_path / "twee", "teksten/training.md", "Tekst.\n")
    found = matching(list_files(stack_packages([twice])), name)
    assert "opties/training" in [short_name(stacked) for stacked in found]
    assert len(found) == (2 if name == "training" else 1)


def test_a_readme_does_not_count(tmp_path):
    root = package(tmp_path / "voorbeeld", "teksten/LEESMIJ.md", "Uitleg.")
    assert matching(list_files(stack_packages([root])), "LEESMIJ") == ()


def merged(root: Path, key: str):
    below = make_package(root.parent / "onder")
    goal = "  bijeen:\n    wat: Een doel.\n    eigenaar: iemand\n    indicator: een verslag\n"
    below.write("opties/beleggen/werkgroep.md", CARD.replace("cox: 1", f"cox: 1\ndoelen:\n{goal}"))
    packages = stack_packages([below.root, root])
    return show(packages, matching(list_files(packages), key)[0])


def test_a_merged_card_says_who_says_what(tmp_path):
    text = "---\ntitel: Eigen titel\ndoelen:\n  bijeen:\n    termijn: 3\n---\n## Voorstel\n\nEen eigen plan.\n"
    found = merged(package(tmp_path / "voorbeeld", "opties/beleggen/werkgroep.md", text), "werkgroep")
    said = {origin.path: origin.package for origin in found.origins}
    assert (said["titel"], said["cox"], said["doelen.bijeen.termijn"]) == ("voorbeeld", "standaard", "voorbeeld")
    assert "titel: Eigen titel  # voorbeeld" in found.yaml
    assert "    termijn: 3  # voorbeeld" in found.yaml
    assert parse_yaml(found.yaml, "").value == found.data
    assert {part.name: part.package for part in found.parts}["voorstel"] == "voorbeeld"


def test_a_text_that_builds_on_another_shows_both(tmp_path):
    text = "{{ hieronder }}\n\nEinde.\n"
    (part, *_) = merged(package(tmp_path / "voorbeeld", "teksten/inleiding.md", text), "teksten/inleiding").parts
    assert (part.package, [each.package for each in part.lower]) == ("voorbeeld", ["standaard"])


def test_rows_of_a_table_say_who_changed_them(tmp_path):
    found = merged(
        package(tmp_path / "voorbeeld", "rollen.yaml", "rollen:\n  uitvoerder:\n    taak: Let op.\n"), "rollen"
    )
    assert "    taak: Let op.  # voorbeeld" in found.yaml


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1, "b": "ja", "c": None, "d": True, "e": [], "f": {}, "g": "1.0", "h": "null"},
        {"a": [{"b": 1, "c": [1, 2]}, {"d": {"e": "x: y"}}], "§1": "'s-Hertogenbosch"},
        {"a": "een\ntwee\n", "b": "een\n\n  twee", "c": " vooraan\nspatie", "d": "\n"},
        {"a": "*ster*", "b": "{{ x }}", "c": "- streepje", "d": "# hekje", "e": "\"dubbel\" en 'enkel'"},
        ["a", [1, [2]], {"b": ["c", "d, e"]}],
    ],
)
def test_a_tree_that_is_written_is_read_back(value):
    assert parse_yaml(write_tree(value), "").value == value


# ------------------------------------------------------------ packing


def test_a_packed_package_is_the_same_package(tmp_path):
    root = tmp_path / "zuid"
    write_package(copies(root, BASE, ["intranet", "stijl"]), False)
    (root / "notitie.txt").write_text("x")
    (tmp_path / "zuid.zip").write_bytes(pack(root))
    found, before = read_package(tmp_path / "zuid.zip"), read_package(root)
    assert {name: file.text for name, file in found.files.items()} == {
        name: file.text for name, file in before.files.items()
    }
    assert found.style and found.style.read_bytes() == before.style.read_bytes()
    assert before.unused == ("notitie.txt",)
    assert pack(root) == pack(root)
    assert codes(tmp_path / "zuid.zip") == ["LIA124"]
