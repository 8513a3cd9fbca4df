"""The soak finds what it looks for, and what it found once stays mended."""

from __future__ import annotations

import itertools
import os
import signal
import time
from pathlib import Path

import pytest
from soak.drafts import chapter_file
from soak.names import path_parameters
from soak.parts import PARTS
from soak.trial import CRASHED, Attempt, Part, run, unclear
from soak.word_files import COMMANDS, FILE
from soak.workers import tried

from liagen.profile.read import shipped_profiles

DAY = "2027-01-04"


def first(trial, seconds: float = 0.3) -> Attempt:
    """Return what the soak says of a trial, in a process of its own."""
    (found,) = tried(Part("proef", "Proef", trial, 1.0, seconds=seconds), 1, range(1), time.monotonic() + 10)
    return found.attempts[-1]


def _sleeps(_chance, _folder):
    time.sleep(30)
    yield Attempt("slapen", "gelukt")


def _dies(_chance, _folder):
    os.kill(os.getpid(), signal.SIGKILL)
    yield


def _eats(_chance, _folder):
    yield Attempt("eten", "gelukt", str(len(bytes(5_000_000_000))))


def _fails(_chance, _folder):
    yield Attempt("eerst", "gelukt")
    raise ValueError("kapot")


@pytest.mark.parametrize(
    ("trial", "told"),
    [
        (_sleeps, "duurt langer dan 0 seconden"),
        (_dies, "het proces is afgebroken (-9)"),
        (_eats, "MemoryError: "),
        (_fails, "ValueError: kapot"),
    ],
)
def test_a_trial_that_goes_wrong_is_a_fault(trial, told):
    found = first(trial)
    assert (found.outcome, found.wrong) == ("fout", told)


def test_the_same_trials_for_the_same_seed():
    def told(chance, _folder):
        yield Attempt(str(chance.random()), "gelukt")

    one, other = (
        [
            each.attempts[0].tried
            for each in sorted(
                tried(Part("p", "P", told, 1.0), 7, range(4), time.monotonic() + 9), key=lambda row: row.number
            )
        ]
        for _ in range(2)
    )
    assert one == other
    assert len(set(one)) == 4


def test_messages_that_are_not_clear():
    assert not unclear('x.yaml:1:2: vul een heel getal in, niet "the value is missing"')
    assert "geen Nederlands" in unclear("x.yaml: Input should be a valid string")[0]
    assert "onzichtbare teken" in unclear("x.yaml: hier staat een\x1b[2Jwoord")[0]
    assert "melding van" in unclear("x.yaml: " + "a, " * 1_000)[0]


@pytest.mark.parametrize("name", ["profielen", "namen"])
def test_a_few_trials_of_a_part_are_without_fault(name):
    found = [attempt for each in tried(PARTS[name], 11, range(6), time.monotonic() + 60) for attempt in each.attempts]
    assert [each for each in found if each.outcome == "fout"] == []
    assert len(found) >= 6


def test_every_command_on_word_files_gets_to_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path(FILE).write_bytes(chapter_file("meierijstad"))
    Path("profiel.yaml").write_bytes(shipped_profiles()["meierijstad"].read_bytes())
    codes = {name: run(line.replace("uit.", f"{number}."))[0] for number, (name, line) in enumerate(COMMANDS.items())}
    assert {name: code for name, code in codes.items() if code} == {"sjabloon uit-word": 1}  # no document of texts


def test_a_name_that_no_file_can_have_is_refused_by_every_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = itertools.cycle(["a" * 300 + ".zip/b.yaml", "a" * 300 + "*"])
    for (words, command, param), name in zip(path_parameters(), names, strict=False):
        if param.name == "output":
            continue  # refused by `save`, after what it reads was found
        arguments = [*words]
        for each in command.params:
            if each is param:
                arguments += [name] if each.param_type_name == "argument" else [each.opts[-1], name]
            elif each.required:
                arguments += (
                    ["er_is_niets.yaml"] if each.param_type_name == "argument" else [each.opts[-1], "er_is_niets.docx"]
                )
        code, told, _ = run(
            [*arguments, "--datum", DAY] if any(each.name == "datum" for each in command.params) else arguments
        )
        assert code in (0, 1, 2), (arguments[:2], told)
        assert code != CRASHED
    assert not list(tmp_path.iterdir())
