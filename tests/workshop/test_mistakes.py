"""Codes of mistakes: each is used and explained, and its example is wrong and right in just that way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from own_package import HEAD, ONE, package
from toy import SHIPPED, make_package

from liagen.workshop.check import check_package
from liagen.workshop.mistakes import CODES, Code, explain, is_warning

LIAGEN = Path(__file__).parents[2] / "liagen"


def codes(root: Path) -> set[str]:
    return {problem.code for problem in check_package(root)}


# ------------------------------------------------------------ the registry


def used() -> set[str]:
    """Return every code that the program can give."""
    files = [path for path in LIAGEN.rglob("*.py") if path.name != "codes.py"]
    return {code for path in files for code in re.findall(r'"(LIA\d{3})"', path.read_text(encoding="utf-8"))}


def test_every_code_of_the_program_is_explained_and_every_explanation_is_used():
    assert used() == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_code_says_what_why_and_how(code):
    found = CODES[code]
    assert all((found.title, found.why.endswith("."), found.mend.endswith("."), found.wrong, found.right))


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_shows_the_code_and_both_examples(code):
    text = explain(code)
    assert text.startswith(f"{code} {CODES[code].title}")
    assert CODES[code].right.splitlines()[0].strip() in text


def test_an_unknown_code_is_no_warning():
    assert not is_warning("LIA999")


def test_titles_are_all_different():
    titles = [code.title for code in CODES.values()]
    assert sorted(titles) == sorted(set(titles))


# ------------------------------------------------------------ the examples

# The right example of these stands in another place than the wrong one.
ELSEWHERE = {
    "LIA010": "opties/intern/LEESMIJ.md",
    "LIA011": "teksten/mijn_tekst.md",
    "LIA012": "",
}
WRITTEN = [code for code, found in CODES.items() if found.file]


@pytest.mark.parametrize("code", WRITTEN)
def test_the_wrong_example_gives_just_that_code(code, tmp_path):
    found: Code = CODES[code]
    assert codes(package(tmp_path / "voorbeeld", found.file, found.wrong)) == {code}


@pytest.mark.parametrize("code", WRITTEN)
def test_the_right_example_gives_nothing(code, tmp_path):
    found: Code = CODES[code]
    file = ELSEWHERE.get(code, found.file)
    assert [str(each) for each in check_package(package(tmp_path / "voorbeeld", file, found.right))] == []


MADE: dict[str, Callable[[Path], object]] = {
    "LIA001": lambda root: (make_package(root).root / "woorden.yaml").unlink(),
    "LIA002": lambda root: (package(root, ONE, "x") / ONE).write_bytes("titel: caf\xe9".encode("latin-1")),
    "LIA004": lambda root: package(root, ONE, "x" * 1_000_001),
    "LIA005": lambda root: root.mkdir(),
    "LIA007": lambda root: (package(root) / "teksten").symlink_to(SHIPPED / "teksten"),
    "LIA057": lambda root: package(
        root, ONE, f"---\nkies_als:\n  - als: {'not ' * 3000}lia.jaar > 1\n    reden: Tekst.\n---\n"
    ),
    "LIA068": lambda root: package(
        root, "teksten/podium.md", "{% if lia.jaar > 1 %}" * 300 + "x" + "{% endif %}" * 300
    ),
}


def test_every_code_without_a_text_is_made_here():
    assert set(MADE) == set(CODES) - set(WRITTEN)


@pytest.mark.parametrize("code", MADE)
def test_what_cannot_be_written_down_gives_its_code(code, tmp_path):
    MADE[code](tmp_path / "voorbeeld")
    assert codes(tmp_path / "voorbeeld") == {code}


# ------------------------------------------------------------ elsewhere than in one file


def test_an_option_that_is_taken_away_leaves_dead_links(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, "---\nnull\n---\n")
    found = check_package(root)
    assert {problem.code for problem in found} <= {"LIA052", "LIA082", "LIA083"}
    assert any(problem.file.endswith("risicos/alleen_intranet.md") for problem in found)
    assert all("intranet" in problem.message for problem in found)


def test_all_kinds_of_mistakes_are_told_at_once(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, CODES["LIA051"].wrong)
    package(root, "teksten/podium.md", CODES["LIA061"].wrong)
    package(root, "teksten/training.md", CODES["LIA110"].wrong)
    package(root, "woorden.yaml", CODES["LIA092"].wrong)
    assert codes(root) == {"LIA051", "LIA061", "LIA092", "LIA110"}


def test_a_mistake_in_the_head_hides_no_others(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, CODES["LIA051"].wrong)
    (root / "pakket.yaml").write_text(HEAD + "auteur: iemand\n", encoding="utf-8")
    assert codes(root) == {"LIA032", "LIA051"}


def test_broken_yaml_in_the_head_hides_no_broken_keys(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, CODES["LIA032"].wrong)
    (root / "pakket.yaml").write_text(HEAD + "themas: [\n", encoding="utf-8")
    assert codes(root) == {"LIA023", "LIA032"}


def test_a_head_without_a_base_is_one_problem(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, "---\ntitel: Intranet\n---\n")
    (root / "pakket.yaml").write_text(HEAD.replace("basis: standaard\n", ""), encoding="utf-8")
    assert codes(root) == {"LIA008"}


def test_a_copy_of_a_shipped_package_is_without_fault(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "eigen")
    assert check_package(tmp_path / "eigen") == ()
