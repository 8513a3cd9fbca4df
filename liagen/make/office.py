"""A Word file as PDF or OpenDocument: by LibreOffice, in a process and a folder of its own.

What LibreOffice makes differs by version and carries the time, so the same input does not give the same bytes.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, Literal

from liagen.errors import OutputError, Problem
from liagen.files.paths import is_file

Form = Literal["pdf", "odt"]
_NAMES: Final = ("soffice", "libreoffice")

# Where LibreOffice puts itself when it is not on the path.
_PLACES: Final = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)

_PDF: Final = {
    "PDFUACompliance": True,
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "ExportBookmarksToPDFDestination": True,
    "ExportNotes": False,
    "ExportNotesInMargin": False,
}

_NO_PROGRAM: Final = "dit programma is er niet of start niet; noem het programma soffice van LibreOffice"
_INSTEAD: Final = "of maak het Word-bestand en bewaar het vanuit Word als {form}"


def find_program(named: str, instead: str = _INSTEAD.format(form="pdf of odt")) -> Path:
    """Return LibreOffice: the program or path that someone named, or else where it usually is.

    Raises OutputError when it is not there; ``instead`` says what else the user can do.
    """
    if named:
        if found := shutil.which(named):
            return Path(found)
        raise _error(named, _NO_PROGRAM)
    for name in (*_NAMES, *_PLACES):
        if found := shutil.which(name):
            return Path(found)
    raise _error("LibreOffice", f"dit programma is nodig, maar staat niet op deze computer; installeer het, {instead}")


def convert(docx: bytes, form: Form, program: Path, seconds: float) -> bytes:
    """Return a Word file in another form; a PDF is tagged, with language, title and bookmarks, without comments.

    Raises OutputError when LibreOffice does not start, fails, or is not ready within ``seconds``.
    """
    with tempfile.TemporaryDirectory(prefix="liagen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / "hoofdstuk.docx"
        source.write_bytes(docx)
        code = _run(_command(program, source, form), folder, program, seconds)
        result = folder / "uit" / f"hoofdstuk.{form}"
        instead = _INSTEAD.format(form=form)
        if code is None:
            late = f"dit programma was na {seconds:g} seconden nog niet klaar en is gestopt"
            raise _error(str(program), f"{late}; probeer het opnieuw, {instead}")
        if code or not is_file(result) or not result.stat().st_size:
            failed = f"dit programma maakte geen {form}{_last_message(folder)}"
            raise _error(str(program), f"{failed}; werk het programma bij, {instead}")
        return result.read_bytes()


def _error(place: str, message: str) -> OutputError:
    return OutputError([Problem(place, message)])


def _command(program: Path, source: Path, form: Form) -> list[str]:
    """Return the command; an own profile keeps it apart from a LibreOffice that someone is working in."""
    options = {name: {"type": "boolean", "value": json.dumps(value)} for name, value in _PDF.items()}
    target = f"pdf:writer_pdf_Export:{json.dumps(options)}" if form == "pdf" else "odt:writer8"
    profile = (source.parent / "profiel").as_uri()
    quiet = ("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck")
    return [
        str(program), f"-env:UserInstallation={profile}", *quiet,
        "--convert-to", target, "--outdir", str(source.parent / "uit"), str(source),
    ]  # fmt: skip


def _run(command: list[str], folder: Path, program: Path, seconds: float) -> int | None:
    """Run the command in the folder, where its messages and own temporary files go too; None when time was up."""
    places = dict.fromkeys(("TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(folder))
    with (folder / "meldingen").open("wb") as log:
        try:
            process = subprocess.Popen(
                command, cwd=folder, env={**os.environ, **places},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise _error(str(program), _NO_PROGRAM) from error
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, with all that it started: soffice only starts the program that does the work."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _last_message(folder: Path) -> str:
    """Return what the program said last, warnings aside: those come with every run."""
    lines = (folder / "meldingen").read_text(encoding="utf-8", errors="replace").splitlines()
    last_line = [line.strip() for line in lines if line.strip() and not line.startswith(("Warning", "convert "))]
    return f" en meldt «{last_line[-1][:200]}»" if last_line else ""
