"""Beginning: `nieuw`, and the questions in the terminal."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liagen.cli.dutch import command
from liagen.cli.files import ask_questions_in_use, quoted
from liagen.cli.switches import overwrite_switch, questions_switch
from liagen.errors import OutputError, Problem, ProfileError, suggest
from liagen.files.paths import is_file

if TYPE_CHECKING:
    from liagen.profile.interview import Interview


@command("nieuw", "mijn-gemeente.yaml")
@click.argument("bestand", type=click.Path(path_type=Path), metavar="BESTAND")
@click.option("--voorbeeld", metavar="NAAM", help="Begin met een voorbeeld uit het rapport, zoals meierijstad.")
@click.option("--vragen", is_flag=True, help="Stel de vragen hier, één voor één. Stoppen en overslaan kan altijd.")
@questions_switch
@overwrite_switch
def new(bestand: Path, voorbeeld: str | None, vragen: bool, overschrijf: bool) -> None:
    """Maak een nieuw profiel, met elke vraag erin.

    BESTAND is de naam van het nieuwe profiel. Ernaast komt een schema, waarmee een editor meekijkt terwijl u invult.
    Bestaat het profiel al? Met --vragen gaat u dan verder met wat nog open is. De rest blijft staan. Heeft een pakket
    eigen vragen? Noem het met --pakket, dan staan die er ook in.
    """
    import json

    from liagen.files.save import check_files, write_files
    from liagen.profile.blank import SCHEMA_FILE, blank_profile
    from liagen.profile.fields import json_schema

    if voorbeeld is not None and vragen:
        raise click.UsageError("kies één van --voorbeeld en --vragen")
    if bestand.name == SCHEMA_FILE:
        raise click.UsageError(f"{SCHEMA_FILE} is de naam van het schema; kies een andere naam voor het profiel")
    ask_questions_in_use()
    if vragen and not overschrijf and is_file(bestand):
        _report_next(bestand, _resume(bestand))
        return
    text = _example(voorbeeld) if voorbeeld is not None else blank_profile()
    schema = (json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n").encode()
    files = {bestand.parent / _schema_of(bestand): schema, bestand: _with_schema(text, bestand).encode()}
    check_files(files, overschrijf)
    if vragen:
        hint = _interview(files, bestand, overschrijf)
    else:
        write_files(files, overschrijf)
        hint = "Vul in wat u weet en maak daarna het hoofdstuk"
    _report_next(bestand, hint)


def _schema_of(bestand: Path) -> str:
    """Return the name of the schema beside a profile: its own when packages ask, as one beside it may have others."""
    from liagen.profile.blank import SCHEMA_FILE
    from liagen.profile.own_fields import own_fields

    return f"{bestand.stem}.schema.json" if own_fields() else SCHEMA_FILE


def _with_schema(text: str, bestand: Path) -> str:
    """Return the text of a profile that points an editor to the schema beside it."""
    from liagen.profile.blank import SCHEMA_FILE

    return text.replace(SCHEMA_FILE, _schema_of(bestand), 1)


def _report_next(bestand: Path, hint: str) -> None:
    click.echo(str(bestand))
    click.echo(f"{hint}: liagen maak {quoted(bestand)}", err=True)


def _example(name: str) -> str:
    from liagen.profile.blank import EDITOR_LINE
    from liagen.profile.read import shipped_profiles

    found = shipped_profiles()
    if name not in found:
        hint = suggest(name, found) or f"; kies uit {', '.join(found)}"
        raise click.UsageError(f"er is geen voorbeeld «{name}»{hint}")
    return EDITOR_LINE + found[name].read_text(encoding="utf-8").removeprefix(EDITOR_LINE)


def _interview(files: dict[Path, bytes], bestand: Path, overwrite: bool) -> str:
    """Ask the questions, then write the profile, also when the asking was broken off; return what to do next."""
    from liagen.files.save import write_files
    from liagen.profile.blank import blank_profile
    from liagen.profile.interview import Interview

    interview = Interview()
    complete = _ask_all(interview)
    text = _with_schema(blank_profile(interview.answers), bestand)
    with _interrupts_ignored(), _shown_when_unsaved(text):
        write_files({**files, bestand: text.encode()}, overwrite)
    return _report_end(interview, complete, bestand)


def _resume(bestand: Path) -> str:
    """Ask what is still open in a profile and put the answers into its text; return what to do next."""
    from liagen.files.load import read_text
    from liagen.files.save import check_writable, write_files
    from liagen.profile.edit import insert_answers, write_answers
    from liagen.profile.interview import Interview

    text, problems = read_text(bestand)
    if problems:
        raise ProfileError(problems)
    interview, before = Interview.resumed(text, str(bestand)), _bytes_of(bestand)
    if interview.current is None:
        click.echo(f"In {bestand} staan geen open vragen meer.", err=True)
        return "Maak nu het hoofdstuk"
    check_writable([bestand], overwrite=True)
    complete = _ask_all(interview)
    if interview.answers:
        with _interrupts_ignored(), _shown_when_unsaved(write_answers(interview.answers)):
            # Someone may have the profile open in an editor while the questions are asked here.
            if _bytes_of(bestand) != before:
                raise _not_written(bestand, "dit bestand is intussen veranderd en er is niets overheen geschreven")
            if not (filled := insert_answers(before.decode(), interview.answers)):
                raise _not_written(
                    bestand, "de antwoorden passen niet vanzelf in dit bestand, en het is niet veranderd"
                )
            write_files({bestand: filled.encode()}, overwrite=True)
    return _report_end(interview, complete, bestand)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # gone or closed meanwhile: then it differs from what it was


def _not_written(bestand: Path, reason: str) -> OutputError:
    return OutputError([Problem(str(bestand), f"{reason}; zet uw antwoorden er zelf in")])


@contextlib.contextmanager
def _shown_when_unsaved(text: str) -> Iterator[None]:
    try:
        yield
    except OutputError:
        click.echo(text)
        click.echo("Uw antwoorden staan hierboven; kopieer ze, zodat ze niet verloren gaan.", err=True)
        raise


def _report_end(interview: Interview, complete: bool, bestand: Path) -> str:
    start = "Klaar:" if complete else "Gestopt; uw antwoorden zijn bewaard:"
    click.echo(f"{start} {interview.summary()}", err=True)
    if complete:
        click.echo("", err=True)
        return "Maak nu het hoofdstuk"
    click.echo(f"Verder met de vragen: liagen nieuw {quoted(bestand)} --vragen\n", err=True)
    return "Vul het bestand verder in, of maak het hoofdstuk alvast"


def _ask_all(interview: Interview) -> bool:
    """Ask every question in the terminal; False when the user stopped before the end."""
    from liagen.profile.interview import INTRODUCTION

    click.echo(INTRODUCTION, err=True)
    try:
        while interview.current:
            click.echo(interview.question(), err=True)
            asked = interview.current
            while interview.current is asked:
                typed = _read_line()
                if typed.strip().lower() == "stop":
                    return False
                click.echo(interview.answer_current(typed), err=True)
    except (KeyboardInterrupt, EOFError):
        click.echo("", err=True)
        return False
    return True


def _read_line() -> str:
    """Read one line; the prompt never mixes with what is written to stdout."""
    if sys.stdin is None:
        raise EOFError
    if sys.stdin.isatty() and sys.stdout and sys.stdout.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - gives input() its arrow keys
        return input("> ")
    click.echo("> ", nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Hold off Ctrl-C for the moment of saving."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    import signal

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
