"""What one trial is: files and commands, or a way of its own; and what came of it."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, Literal

from liagen import cli

Outcome = Literal["gelukt", "geweigerd", "fout"]
"""A result that the judges take, a clear refusal in Dutch, or what should not happen."""

DAY: Final = "2027-01-04"


@dataclass(frozen=True)
class Attempt:
    """What came of one thing that was tried: ``wrong`` says in a line why it is a fault, ``detail`` the rest."""

    tried: str
    outcome: Outcome
    wrong: str = ""
    detail: str = ""

    @property
    def signature(self) -> str:
        """Return what faults of one cause share."""
        plain = re.sub(r"[0-9]+", "0", _QUOTED.sub("…", self.wrong))[:200]
        return plain if "(liagen/" in plain else f"{self.tried}: {plain}"


Trial = Callable[[Random, Path], Iterator[Attempt]]
"""Tries something in an empty folder, the same for the same chance."""

Smaller = Callable[[Random, Path, Attempt], None]
"""Does the trial of a fault once more in an empty folder, and leaves there the least that still gives the fault."""


@dataclass(frozen=True)
class Part:
    """One part of the soak: what it is called, how long one trial may take, and its share of the time.

    ``workers`` is how many do trials at once; ``needs`` says what is missing on this computer, empty when nothing is;
    ``warm`` is done once before the first trial, outside its time.
    ``memory`` is how many bytes a process may ask for (liagen with all its libraries takes a fifth of it); 0: no limit.
    """

    name: str
    title: str
    trial: Trial
    share: float
    seconds: float = 60.0
    workers: int = 2
    smaller: Smaller | None = None
    needs: Callable[[], str] = lambda: ""
    warm: Callable[[], object] = lambda: None
    memory: int = 2_500_000_000


@dataclass(frozen=True)
class Case:
    """Files by name in a folder, and commands that are run there, one after another.

    ``judges`` are asked of each command that ended with 0, by its line: they get the folder and what it printed.
    """

    files: Mapping[str, bytes]
    commands: tuple[str, ...]
    judges: Mapping[str, Callable[[Path, str], Iterator[str]]] = field(default_factory=dict)

    def attempts(self, folder: Path) -> Iterator[Attempt]:
        """Write the files, run the commands and judge what comes of each."""
        for name, data in self.files.items():
            (path := folder / name).parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        with contextlib.chdir(folder):
            for line in self.commands:
                before = frozenset(Path().rglob("*"))
                code, told, printed = run(line)
                yield self._judged(line, code, told, printed, before)
                for new in sorted(set(Path().rglob("*")) - before, reverse=True):
                    shutil.rmtree(new) if new.is_dir() else new.unlink()

    def _judged(self, line: str, code: int, told: str, printed: str, before: frozenset[Path]) -> Attempt:
        wrong = unclear(told if code == 0 else f"{told}\n{printed}")
        if code == CRASHED:
            return Attempt(_short(line), "fout", last_line(told), told)
        if code:
            wrong += _no_place(f"{told}\n{printed}", self.files) if code == 1 else []
            new = sorted(str(path) for path in set(Path().rglob("*")) - before)
            wrong += [f"na een weigering staat er toch {', '.join(new)}"] if new else []
        else:
            judge = self.judges.get(line)
            wrong += list(judge(Path(), printed)) if judge else []
        changed = [name for name, data in self.files.items() if Path(name).read_bytes() != data]
        wrong += [f"{name} is veranderd" for name in changed]
        outcome: Outcome = "fout" if wrong else "geweigerd" if code else "gelukt"
        return Attempt(
            _short(line), outcome, wrong[0] if wrong else "", "\n".join([*wrong, told, printed]) if wrong else ""
        )


CRASHED: Final = 99


def run(line: str | list[str]) -> tuple[int, str, str]:
    """Run a command line, or its arguments, in this process; return the exit code, what it told and what it printed.

    The code is ``CRASHED`` when it ended with a traceback, which is then what it told.
    """
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.run(shlex.split(line) if isinstance(line, str) else line)
    except Exception:  # what is looked for
        return CRASHED, traceback.format_exc(), out.getvalue()
    return code, err.getvalue(), out.getvalue()


def last_line(trace: str) -> str:
    """Return the error of a traceback, with where in liagen it was."""
    places = re.findall(r'File "[^"]*/(liagen/[^"]+)", line (\d+)', trace)
    where = f" ({places[-1][0]}:{places[-1][1]})" if places else ""
    return trace.strip().splitlines()[-1][:300] + where


def _short(line: str) -> str:
    """Return the words of a command, without its files and switches."""
    words = line.split()
    return " ".join(words[:2]) if words[0] in ("sjabloon", "huisstijl", "klant") else words[0]


# ------------------------------------------------------------ what a message may be

_QUOTED: Final = re.compile(r"«[^»\n]*»|`[^`\n]*`|\"[^\"\n]*\"|“[^”\n]*”|'[^'\n]*'")
_ENGLISH: Final = re.compile(
    r"\b(?:the|is not|error|expected|invalid|unexpected|should|must|cannot|could not|while|scanner|errno|no such|"
    r"nonetype|traceback|input|value|not found|failed|line \d+, column|string|integer|argument|missing|required|"
    r"unknown|object has|permission|denied|unable)\b",
    re.IGNORECASE,
)
_LONGEST: Final = 1_500
_REMARK: Final = ("Ook gebruikt:", "Let op:", "Nog open:", "Niet in ")


def unclear(told: str) -> list[str]:
    """Return what is wrong with the words of messages: not Dutch, signs that play with the screen, without end."""
    found: list[str] = []
    for line in told.splitlines():
        words = _QUOTED.sub("", line)
        if english := _ENGLISH.search(words):
            found.append(f"melding is geen Nederlands: «{english[0]}» in: {line[:200]}")
        if odd := next((sign for sign in line if not sign.isprintable()), ""):
            found.append(f"melding met het onzichtbare teken {ord(odd):#x}: {line[:200]!r}")
        if len(line) > _LONGEST:
            found.append(f"melding van {len(line)} tekens: {line[:80]}…")
    return found


def _no_place(told: str, files: Mapping[str, bytes]) -> list[str]:
    """Return whether a refusal names no file, or of a text not where in it."""
    lines = [line for line in told.splitlines() if line.strip() and not line.startswith(_REMARK)]
    if not lines:
        return ["geweigerd zonder melding"]
    tops = {name.split("/")[0] for name in files} | {name.split(".")[0] for name in files}
    if not any(line.startswith(tuple(tops)) for line in lines):
        return [f"melding noemt geen bestand: {lines[0][:200]}"]
    return []
