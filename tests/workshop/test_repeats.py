"""What a package says again of what lies below it, and what its copies leave out in vain."""

from __future__ import annotations

from pathlib import Path

import pytest
from own_package import ONE, package

from liagen.library.packages import stack_packages
from liagen.workshop.check import check_package
from liagen.workshop.repeats import COPY_NOTE, repeat_problems
from liagen.workshop.scaffold import copies, copies_of_all, write_package

BASE = stack_packages([])
NOTE = f"{COPY_NOTE}{ONE} uit standaard 0.1.\n"


@pytest.fixture()
def root(tmp_path) -> Path:
    return tmp_path / "zuid"


def told(root: Path) -> list[str]:
    stack = stack_packages([root])
    assert all(each.place[0] == 1 or not each.line for each in repeat_problems(stack, stack[-1]))
    return [f"{each.code} {Path(each.file).name}" for each in check_package(root)]


def copied(root: Path, *keys: str) -> Path:
    write_package(copies(root, BASE, keys), False)
    return root


def swap(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    "key", ["intranet", "risicos/alleen_intranet", "teksten/vertellen", "woorden", "opbouw", "rollen"]
)
def test_a_copy_that_changes_nothing_is_told(root, key):
    (found,) = told(copied(root, key))
    assert found.startswith("LIA124")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (ONE, "---\ncox: 4\n---\n"),
        (ONE, "---\n---\n"),
        (ONE, "## Bestaat\n\n{{ hieronder }}\n"),
        ("rollen.yaml", "rollen:\n  wethouder: {rol: Wethouder}\n"),
        ("woorden.yaml", "# nog niets\n"),
    ],
)
def test_a_part_that_stands_below_is_a_repeat_too(root, file, text):
    assert told(package(root, file, text)) == [f"LIA124 {Path(file).name}"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (ONE, "---\ncox: 5\n---\n"),
        (ONE, "---\npraktijk: null\n---\n"),
        (ONE, "## Bestaat\n\nnull\n"),
        (ONE, "## Bestaat\n\n{{ hieronder }} En nog iets.\n"),
        ("rollen.yaml", "volgorde: [uitvoerder]\n"),
        ("bronnen.yaml", "zuid: {titel: Een boek}\n"),
    ],
)
def test_a_change_is_no_repeat(root, file, text):
    assert told(package(root, file, text)) == []


def test_a_package_that_was_copied_whole_is_told_once(root):
    write_package(copies_of_all(root, BASE), False)
    (found,) = check_package(root)
    assert (found.code, found.file) == ("LIA124", str(root))
    assert found.message.endswith(" bestanden zeggen precies wat eronder al staat; haal weg wat u niet verandert")


def test_what_a_copy_leaves_out_is_told(root):
    copied(root, "intranet")
    swap(root, ONE, "titel: Berichten op intranet", "titel: Anders")
    text = (root / ONE).read_text(encoding="utf-8")
    (root / ONE).write_text(text[: text.index("## Voorstel")].replace("cox: 4\n", ""), encoding="utf-8")
    (found,) = check_package(root)
    assert (found.code, found.place) == ("LIA125", (1, 1))
    assert found.message.startswith(
        "niet in deze kopie, maar het blijft gelden: `cox` en `## Voorstel`; weglaten doet niets, schrijf null"
    )


@pytest.mark.parametrize("part", ["## Voorstel\n\nnull\n", ""])
def test_what_a_copy_takes_away_with_null_is_not(root, part):
    copied(root, "intranet")
    text = (root / ONE).read_text(encoding="utf-8")
    (root / ONE).write_text(text[: text.index("## Voorstel")] + part, encoding="utf-8")
    swap(root, ONE, "titel: Berichten op intranet", "titel: Anders")
    assert told(root) == ([] if part else ["LIA125 intranet.md"])


def test_without_the_note_it_is_no_copy_and_nothing_is_missed(root):
    assert told(package(root, ONE, "---\ntitel: Anders\n---\n")) == []
    assert told(package(root, ONE, f"---\n{NOTE}titel: Anders\n---\n")) == ["LIA125 intranet.md"]


def test_many_things_left_out_are_counted(root):
    copied(root, "woorden")
    rows = (root / "woorden.yaml").read_text(encoding="utf-8").split("\n")
    (root / "woorden.yaml").write_text(rows[0] + "\ngeen_opties: Niets.\n", encoding="utf-8")
    (found,) = check_package(root)
    assert (found.code, " en nog " in found.message) == ("LIA125", True)


def test_a_card_from_the_middle_is_compared_with_all_below(root, tmp_path):
    package(root, ONE, "---\ncox: 5\n---\n")
    above = package(tmp_path / "noord", ONE, "---\ncox: 5\n---\n")
    (above / "pakket.yaml").write_text("naam: noord\nversie: '1.0'\nformaat: 1\nbasis: voorbeeld\n")
    assert [each.code for each in check_package(above, [root])] == ["LIA124"]
