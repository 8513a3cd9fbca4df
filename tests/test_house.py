"""The house itself: lint, types, one test command, and fresh examples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from dutch_municipalities import NAMES
from shipped import LIBRARY
from word_outline import read_outline

from liagen import cli
from liagen.files.yaml_in import parse_yaml
from liagen.library.package import PAPERS
from liagen.profile.model import Profile
from liagen.profile.read import load_profile

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
REPORTED = ("hardenberg", "meierijstad", "reusel-de-mierden", "utrecht")
INVENTED = ROOT / "examples" / "lindervaart.yaml"


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("arguments", [("check", "."), ("format", "--check", ".")], ids=["lint", "format"])
def test_ruff(arguments):
    done = run(sys.executable, "-m", "ruff", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types():
    done = run(sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout


def test_ci_runs_exactly_the_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [row.strip() for row in readme.splitlines() if row.strip().startswith("python3 -m venv .venv &&")]
    assert len(commands) == 2
    assert "liagen maak profiles/meierijstad.yaml" in commands[0]
    rows = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if row.startswith(("python3 ", ".venv/"))] == commands[1].split(" && ")


def test_every_ignore_has_its_reason():
    pattern = re.compile(r"# (noqa: [A-Z0-9, ]+|type: ignore\[[a-z-]+\])(.*)$")
    for path in (ROOT / "liagen").rglob("*.py"):
        for row in path.read_text(encoding="utf-8").splitlines():
            if found := pattern.search(row):
                assert len(found[2].strip(" -#")) > 10, f"{path.name}: {row.strip()}"
            assert "pragma: no cover" not in row


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_fresh(example, tmp_path):
    for form in ("docx", "md"):
        target = ["-o", str(tmp_path / f"{example.stem}.{form}"), "--formaat", form]
        assert cli.run(["maak", str(example), *target, "--stukken", ",".join(PAPERS), "--datum", "2027-01-04"]) == 0
    for name in documents(example.stem):
        kept = example.with_name(name)
        assert (tmp_path / f"{name}.md").read_bytes() == kept.with_suffix(".md").read_bytes(), "run `make examples`"
        fresh, shown = (read_outline(path.with_suffix(".docx").read_bytes()) for path in (tmp_path / name, kept))
        assert fresh == shown, "run `make examples`"


def documents(name: str) -> list[str]:
    """Return what is made of an example, each by its name without suffix."""
    return [name, *(f"{name}-{kind}" for kind in ("werkblad", *PAPERS))]


def test_the_examples_are_the_main_cases_and_an_invented_one_each_with_all_its_documents():
    assert [example.stem for example in EXAMPLES] == sorted([*REPORTED, INVENTED.stem])
    made = {f"{name}.{form}" for example in EXAMPLES for name in documents(example.stem) for form in ("docx", "md")}
    beside = {path.name for path in (ROOT / "examples").iterdir()} - {example.name for example in EXAMPLES}
    assert beside == made, "run `make examples`"


@pytest.mark.parametrize("name", REPORTED)
def test_an_example_of_the_report_has_the_profile_that_ships(name):
    profile = f"{name}.yaml"
    assert (ROOT / "examples" / profile).read_bytes() == (ROOT / "profiles" / profile).read_bytes(), (
        "run `make examples`"
    )


def test_the_invented_example_answers_every_group_and_bears_no_real_name():
    found = load_profile(INVENTED, LIBRARY.cards)
    assert found.stand.herkomst == "verzonnen"
    assert found.gemeente.naam.casefold() not in NAMES
    assert found.stijl.stukken == tuple(PAPERS)
    # Reasons to begin stand in rows, and the plan counts from the decision.
    typed = parse_yaml(INVENTED.read_text(encoding="utf-8"), INVENTED.name).value
    assert set(Profile.model_fields) - set(typed) == {"aanleiding", "planning"}
