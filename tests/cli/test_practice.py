"""The options from practice on the command line: in by default, and left out by a switch or by a profile."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import docx
import pytest

from liagen.cli import commands, run
from liagen.cli.dutch import DutchGroup
from liagen.word.readback.carried import read_carried

ASKING = "gemeente: {naam: Letterdam}\ndrempels: [taal]\n"
PROPOSAL = "Brieven in duidelijke taal"
TOLD = "wij herschrijven brieven, en inwoners zeggen of die duidelijk zijn"
"""The same, as the chapter tells it."""

WITHOUT = "--zonder-praktijk"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("letterdam.yaml").write_text(ASKING, encoding="utf-8")
    Path("zonder.yaml").write_text(f"{ASKING}stijl: {{praktijk: nee}}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def out(capfd) -> Callable[..., str]:
    """Run one command line, which must go well, and return what it printed."""

    def _out(*arguments: str, code: int = 0) -> str:
        capfd.readouterr()
        assert run(list(arguments)) == code
        return capfd.readouterr().out

    return _out


def made(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def all_commands(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, DutchGroup):
            command.complete()
            yield from all_commands(command)


def test_every_command_that_takes_a_package_can_leave_them_out():
    found = [
        (command.name, {switch for each in command.params for switch in each.opts})
        for command in all_commands(commands)
    ]
    assert sum("--pakket" in switches for _, switches in found) >= 15
    assert not [name for name, switches in found if WITHOUT in switches and "--pakket" not in switches]
    # A blank profile and its schema ask the same questions with or without these options.
    alone = [name for name, switches in found if "--pakket" in switches and WITHOUT not in switches]
    assert alone == ["nieuw", "schema"]


@pytest.mark.parametrize(
    ("arguments", "there"),
    [
        (["letterdam.yaml"], True),
        (["letterdam.yaml", "--pakket", "praktijk"], True),
        (["letterdam.yaml", WITHOUT], False),
        (["letterdam.yaml", WITHOUT, "--pakket", "praktijk"], False),
        (["zonder.yaml"], False),
        (["zonder.yaml", "--pakket", "praktijk"], False),
    ],
)
def test_a_chapter_and_its_sheet(arguments, there, out):
    out("maak", *arguments, "-o", "uit.md")
    assert (TOLD in made("uit.md")) == (PROPOSAL in made("uit-werkblad.md")) == there


def test_nothing_is_said_of_a_package_that_is_always_there(capfd):
    assert run(["maak", "letterdam.yaml", "-o", "uit.md"]) == 0
    assert "Ook gebruikt" not in capfd.readouterr().err


@pytest.mark.parametrize(("switches", "there"), [([], True), ([WITHOUT], False)])
def test_a_chapter_in_someone_elses_file(switches, there, out):
    docx.Document().save("lia.docx")
    out("invoegen", "letterdam.yaml", "--in", "lia.docx", "-o", "nieuw.docx", *switches)
    texts = [each.text for each in docx.Document("nieuw.docx").paragraphs]
    assert any(TOLD in text for text in texts) == there


def test_a_draft_carries_that_they_were_left_out(out):
    out("maak", "letterdam.yaml", WITHOUT, "-o", "uit.docx")
    basis = read_carried(Path("uit.docx").read_bytes(), "uit.docx").basis
    assert [each.name for each in basis.packages] == ["standaard"]
    assert "praktijk: nee" in basis.profile


def test_in_a_batch_every_profile_decides_unless_all_are_told(out):
    out("reeks", "letterdam.yaml", "zonder.yaml", "-o", "elk", "--formaat", "md", "--jobs", "1")
    assert [TOLD in made(f"elk/{name}.md") for name in ("letterdam", "zonder")] == [True, False]
    out("reeks", "letterdam.yaml", "zonder.yaml", "-o", "geen", "--formaat", "md", "--jobs", "1", WITHOUT)
    assert [TOLD in made(f"geen/{name}.md") for name in ("letterdam", "zonder")] == [False, False]


def test_a_batch_that_goes_on_makes_anew_what_had_them(out):
    batch = ("reeks", "letterdam.yaml", "-o", "map", "--formaat", "md", "--jobs", "1")
    out(*batch)
    out(*batch, "--verder", WITHOUT)
    assert TOLD not in made("map/letterdam.md")


def test_the_explanation_of_one_option(out):
    assert "oordeel: voorstel" in out("leg-uit", "letterdam.yaml", "duidelijke_taal")
    keys = [row["sleutel"] for row in json.loads(out("leg-uit", "letterdam.yaml", "--json", WITHOUT))["opties"]]
    assert "intranet" in keys
    assert "duidelijke_taal" not in keys


@pytest.mark.parametrize(
    "arguments", [["letterdam.yaml", "duidelijke_taal", WITHOUT], ["zonder.yaml", "duidelijke_taal"]]
)
def test_an_option_that_is_left_out_is_not_called_unknown(arguments, capfd):
    assert run(["leg-uit", *arguments]) == 2
    assert "die opties zijn hier weggelaten" in capfd.readouterr().err


def test_a_comparison_takes_each_municipality_as_it_is(out):
    out("vergelijk", "letterdam.yaml", "zonder.yaml", "-o", "uit.md")
    assert made("uit.md").count(PROPOSAL) == 1
    out("vergelijk", "letterdam.yaml", "-o", "geen.md", WITHOUT)
    assert PROPOSAL not in made("geen.md")


def test_a_choice_about_one_of_them_is_no_mistake_when_all_are_left_out(out):
    chosen = "keuzes: {inclusieparagraaf: {keuze: niet}, stuurgroep: {keuze: wel}}\n"
    Path("keuze.yaml").write_text(ASKING + chosen, encoding="utf-8")
    out("maak", "keuze.yaml", WITHOUT, "-o", "uit.md")
    assert "stuurgroep" in made("uit.md")
    assert PROPOSAL not in made("uit.md")


@pytest.mark.parametrize(("switches", "there"), [([], True), ([WITHOUT], False)])
def test_the_list_of_options(switches, there, out):
    keys = [row["sleutel"] for row in json.loads(out("opties", "--json", *switches))["opties"]]
    assert ("duidelijke_taal" in keys) == there


@pytest.mark.parametrize(("switches", "there"), [([], True), ([WITHOUT], False)])
def test_the_list_of_texts(switches, there, out):
    found = json.loads(out("sjabloon", "toon", "--json", *switches))
    assert ([each["naam"] for each in found["pakketten"]] == ["standaard", "praktijk"]) == there


def test_a_difference_is_that_of_the_packages_named(out):
    out("sjabloon", "nieuw", "nieuwsbrief", "mijn-pakket", "--thema", "communicatie")
    assert "basis: standaard" in made("mijn-pakket/pakket.yaml")
    assert TOLD not in out("sjabloon", "verschil", "standaard", "mijn-pakket", "letterdam.yaml", code=1)
    assert TOLD in out("sjabloon", "verschil", "standaard", "praktijk", "letterdam.yaml", code=1)
    assert out("sjabloon", "verschil", "praktijk", "praktijk", "letterdam.yaml").startswith("Er verandert niets")


@pytest.mark.parametrize(("switches", "there"), [([], True), ([WITHOUT], False)])
def test_what_can_be_reached(switches, there, out):
    found = json.loads(out("sjabloon", "dekking", "--json", *switches))
    assert ("duidelijke_taal" in [row["sleutel"] for row in found["opties"]]) == there


@pytest.mark.parametrize("switches", [[], [WITHOUT]])
def test_an_exercise_set_is_of_the_report_alone(switches, out, here):
    out("oefenset", "-o", "set", "--aantal", "1", "--datum", "2027-01-04", *switches)
    answers = [path for path in here.glob("set/**/*.docx") if "antwoord" in path.name]
    told = "\n".join(
        cell.text for path in answers for table in docx.Document(str(path)).tables for cell in table._cells
    )
    assert "Beginnen bij fysiek" in told
    assert "Stuurgroep die beslist" not in told
