"""Codes of mistakes: each is used and explained, and its example is wrong and right in just that way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from own_package import HEAD, ONE, package, small_base
from toy import SHIPPED, make_package
from word_builders import refined, without

from liagen.workshop.check import check_package
from liagen.workshop.mistakes import WARNINGS, explain, is_warning, load_mistakes

LIAGEN = Path(__file__).parents[2] / "liagen"
MISTAKES = load_mistakes()


def codes(root: Path, *below: Path) -> set[str]:
    return {problem.code for problem in check_package(root, below)}


# ------------------------------------------------------------ the registry


def used() -> set[str]:
    """Return every code that the program can give."""
    files = [path for path in LIAGEN.rglob("*.py") if path.name != "mistakes.py"]
    return {code for path in files for code in re.findall(r'"(LIA\d{3})"', path.read_text(encoding="utf-8"))}


def test_every_code_of_the_program_is_explained_and_every_explanation_is_used():
    assert used() == set(MISTAKES)


def test_every_warning_is_explained():
    assert set(MISTAKES) > WARNINGS


def test_an_unknown_code_is_no_warning():
    assert not is_warning("LIA999")


def test_an_explanation_says_what_why_and_how_and_shows_both_examples():
    for code, found in MISTAKES.items():
        text = explain(code)
        kind = "waarschuwing" if is_warning(code) else "fout"
        assert text.startswith(f"{code} {found.titel} ({kind})\n\n{found.waarom}\n\nHerstellen: {found.herstel}\n\n")
        for example in (found.fout, found.goed):
            assert example.splitlines()[0].strip() in text
        assert found.waarom.endswith("."), code
        assert found.herstel.endswith("."), code


def test_titles_are_all_different():
    titles = [found.titel for found in MISTAKES.values()]
    assert sorted(titles) == sorted(set(titles))


# ------------------------------------------------------------ the examples


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return small_base(tmp_path_factory.mktemp("klein"))


# The right example of these stands in another place than the wrong one.
ELSEWHERE = {
    "LIA010": "opties/intern/LEESMIJ.md",
    "LIA011": "teksten/mijn_tekst.md",
    "LIA012": "",
    "LIA014": ONE,
    "LIA015": "",
}
REPEATS = "LIA124"
WRITTEN = [code for code, found in MISTAKES.items() if found.bestand]


@pytest.mark.parametrize("code", WRITTEN)
def test_the_wrong_example_gives_just_that_code_and_the_right_one_nothing(code, base, tmp_path):
    found = MISTAKES[code]
    besides = {REPEATS} - {code}  # an example is short, and may say just what stands below it
    assert codes(package(tmp_path / "fout", found.bestand, found.fout), base) - besides == {code}
    right = package(tmp_path / "goed", ELSEWHERE.get(code, found.bestand), found.goed)
    assert [str(each) for each in check_package(right, [base]) if each.code not in besides] == []


MADE: dict[str, Callable[[Path], object]] = {
    "LIA001": lambda root: (make_package(root).root / "woorden.yaml").unlink(),
    "LIA002": lambda root: (package(root, ONE, "x") / ONE).write_bytes("titel: caf\xe9".encode("latin-1")),
    "LIA004": lambda root: package(root, ONE, "x" * 1_000_001),
    "LIA005": lambda root: root.mkdir(),
    "LIA007": lambda root: (package(root) / "teksten").symlink_to(SHIPPED / "teksten"),
    "LIA013": lambda root: refined(without("Kader"), package(root) / "stijl.docx"),
    "LIA016": lambda root: package(root, "beelden/plan.png", "<svg/>"),
    "LIA057": lambda root: package(
        root, ONE, f"---\nkies_als:\n  - als: {'not ' * 3000}lia.jaar > 1\n    reden: Tekst.\n---\n"
    ),
    "LIA068": lambda root: package(
        root, "teksten/podium.md", "{% if lia.jaar > 1 %}" * 300 + "x" + "{% endif %}" * 300
    ),
}


def test_every_code_without_a_text_is_made_here():
    assert set(MADE) == set(MISTAKES) - set(WRITTEN)


@pytest.mark.parametrize("code", MADE)
def test_what_cannot_be_written_down_gives_its_code(code, base, tmp_path):
    MADE[code](tmp_path / "voorbeeld")
    assert codes(tmp_path / "voorbeeld", base) == {code}


# ------------------------------------------------------------ elsewhere than in one file


def test_an_option_that_is_taken_away_leaves_dead_links(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, "---\nnull\n---\n")
    found = check_package(root)
    assert {problem.code for problem in found} <= {"LIA052", "LIA082", "LIA083"}
    assert any(problem.file.endswith("risicos/alleen_intranet.md") for problem in found)
    assert all("intranet" in problem.message for problem in found)


def test_all_kinds_of_mistakes_are_told_at_once(base, tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, MISTAKES["LIA051"].fout)
    package(root, "teksten/podium.md", MISTAKES["LIA061"].fout)
    package(root, "teksten/training.md", MISTAKES["LIA110"].fout)
    package(root, "woorden.yaml", MISTAKES["LIA092"].fout)
    assert codes(root, base) == {"LIA051", "LIA061", "LIA092", "LIA110"}


def test_a_mistake_in_the_head_hides_no_others(base, tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, MISTAKES["LIA051"].fout)
    (root / "pakket.yaml").write_text(HEAD + "auteur: iemand\n", encoding="utf-8")
    assert codes(root, base) == {"LIA032", "LIA051"}


def test_broken_yaml_in_the_head_hides_no_broken_keys(base, tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, MISTAKES["LIA032"].fout)
    (root / "pakket.yaml").write_text(HEAD + "themas: [\n", encoding="utf-8")
    assert codes(root, base) == {"LIA023", "LIA032"}


def test_a_head_without_a_base_is_one_problem(tmp_path):
    root = package(tmp_path / "voorbeeld", ONE, "---\ntitel: Intranet\n---\n")
    (root / "pakket.yaml").write_text(HEAD.replace("basis: standaard\n", ""), encoding="utf-8")
    assert codes(root) == {"LIA008"}


def test_a_copy_of_a_shipped_package_is_without_fault(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "eigen")
    assert check_package(tmp_path / "eigen") == ()
