"""Names that no file can have, and files that are none, in the place of every file that a command takes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import click
from soak.trial import CRASHED, DAY, Attempt, Part, last_line, run, unclear

from liagen import cli
from liagen.profile.read import shipped_profiles

_ECHOED: Final = ("vreemd", "surrogaat")
"""Names whose signs a message gives back."""


def _commands(
    group: click.Command = cli.commands, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(group, click.Group):
        for name, command in sorted(group.commands.items()):
            yield from _commands(command, (*words, name))
    else:
        yield words, group


def path_parameters() -> list[tuple[tuple[str, ...], click.Command, click.Parameter]]:
    """Return every place of every command where a file or folder is named; those that keep running are left out."""
    return [
        (words, command, param)
        for words, command in _commands()
        if words not in (("venster",), ("sjabloon", "kijk"))
        for param in command.params
        if isinstance(param.type, click.Path)
    ]


def _odd_name(folder: Path, chance: Random) -> tuple[str, str]:
    """Return what is named instead of a file, and what it is called in the table of faults."""
    ending = chance.choice((".yaml", ".docx", ".zip", ".json", "", ".md", ".klant.yaml", "/klant.yaml", ".xlsx"))
    long = "a" * chance.choice((250, 300, 5_000))
    kinds = {
        "lang": long + ending,
        "lang in map": f"sub/{long}{ending}",
        "lange map": f"{long}/x{ending}",
        "lange map.zip": f"{long}.zip/x{ending}",
        "diep": "/".join(["abcdefghij"] * 600) + ending,
        "lang patroon": f"{long}*{ending}",
        "surrogaat": f"a\udcffb{ending}",
        "leeg": "",
        "punt": ".",
        "map": _folder(folder / f"map{ending.replace('/', '_')}"),
        "pijp": _pipe(folder / f"pijp{ending.replace('/', '_')}"),
        "map met pijpen": _pipes(folder / "pijpen"),
        "apparaat": "/dev/zero",
        "eindeloos": "/dev/urandom",
        "niets": "/dev/null",
        "proc": "/proc/self/mem",
        "kring": _circle(folder / f"kring{ending.replace('/', '_')}"),
        "onder bestand": f"{_file(folder / 'gewoon.yaml')}/x{ending}",
        "patroon": chance.choice(("*", "**", "[", "[!", "**/**/*", "?*")) + ending,
        "vreemd": chance.choice(
            ("-", "--", "~", "~x", "$HOME", "%s", "{0}", "a\nb", "\x1b[2J", "con", "a:b", "\u202eyaml")
        )
        + ending,
    }
    kind = chance.choice(sorted(kinds))
    return kind, kinds[kind]


def _folder(path: Path) -> str:
    path.mkdir(exist_ok=True)
    return path.name


def _pipe(path: Path) -> str:
    os.mkfifo(path)
    return path.name


def _pipes(path: Path) -> str:
    """Make a folder that would be a package, a client and more, with pipes for files."""
    for name in (
        "pakket.yaml",
        "klant.yaml",
        "a.yaml",
        "teksten/x.md",
        "beelden/x.png",
        "beelden/y.jpg",
        "stijl.docx",
        "fouten.yaml",
        "x.zip",
    ):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path / name)
    keep = path.stat().st_ino % 3
    for name, text in (
        ("pakket.yaml", "naam: x\nversie: '1'\nformaat: 1\nbasis: standaard\n"),
        ("klant.yaml", "naam: x\nformaat: 1\nprofielen: [a.yaml]\n"),
    )[keep:]:
        (path / name).unlink()
        (path / name).write_text(text)
    return path.name


def _circle(path: Path) -> str:
    path.symlink_to(path.name)
    return path.name


def _file(path: Path) -> str:
    path.write_bytes(shipped_profiles()["meierijstad"].read_bytes())
    return path.name


def _trial(chance: Random, folder: Path) -> Iterator[Attempt]:
    os.chdir(folder)
    words, command, param = chance.choice(path_parameters())
    kind, odd = _odd_name(folder, chance)
    arguments = [*words]
    for each in command.params:
        if isinstance(each, click.Argument):
            value = odd if each is param else _plain(each)
            arguments += [value] if each.required or each is param else []
        elif each is param:
            arguments += [each.opts[-1], odd]
        elif each.required or each.name == "datum":
            arguments += [each.opts[-1], _plain(each)]
    if any(each.name == "output" for each in command.params) and param.name != "output":
        arguments += ["-o", "resultaat.docx" if words[0] not in ("reeks", "oefenset", "klant") else "resultaat"]
    code, told, _ = run(arguments)
    tried = f"{' '.join(words)} {param.opts[-1]}"
    plain = told.replace(odd, "NAAM")[:1_000] if odd else told
    wrong = [last_line(told)] if code == CRASHED else [] if kind in _ECHOED else unclear(plain)
    if code == 1 and not told.strip():
        wrong.append("geweigerd zonder melding")
    outcome = "fout" if wrong else "geweigerd" if code else "gelukt"
    yield Attempt(
        tried,
        outcome,
        f"[{kind}] {wrong[0]}" if wrong else "",
        f"{arguments}"[:3_000] + f"\n{told}"[:6_000] if wrong else "",
    )


def _plain(param: click.Parameter) -> str:
    if param.name == "datum":
        return DAY
    if isinstance(param.type, click.Choice):
        return str(param.type.choices[0])
    if not isinstance(param.type, click.Path):
        return "1"
    return _file(Path("gewoon.yaml").absolute())


NAMES: Final[Part] = Part("namen", "Namen en bestanden die niet kunnen", _trial, 1.0, seconds=20.0)
