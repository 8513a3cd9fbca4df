"""LibreOffice for tests of what it makes of our files, and programs that stand in for it.

Without LibreOffice its tests skip and say so.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from liagen.make.office import find_program

NEEDS_LIBREOFFICE = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not on this machine"
)
_UNO_PYTHON = Path("/usr/bin/python3")
_DRIVER = Path(__file__).parent / "writer_edits.py"


@cache
def _has_uno() -> bool:
    if not _UNO_PYTHON.exists():
        return False
    return subprocess.run([_UNO_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


NEEDS_WRITER = [
    NEEDS_LIBREOFFICE,
    pytest.mark.skipif(not _has_uno(), reason="LibreOffice cannot be driven here"),
]
NEEDS_SCRIPTS = pytest.mark.skipif(os.name != "posix", reason="the stand-in programs are POSIX scripts")


def all_resaved(files: Sequence[bytes], form: str = "docx") -> list[bytes]:
    """Return Word files as LibreOffice saves them: started once, which takes longer than a file does."""
    with tempfile.TemporaryDirectory() as name:
        sources = [Path(name, f"{number}.docx") for number in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        settings = f"-env:UserInstallation={Path(name, 'lo').as_uri()}"
        command = [str(find_program("")), settings, "--headless", "--norestore"]
        command += ["--convert-to", form, "--outdir", str(Path(name, "uit")), *map(str, sources)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        made = [Path(name, "uit", f"{source.stem}.{form}") for source in sources]
        assert all(each.is_file() for each in made), done.stderr
        return [each.read_bytes() for each in made]


def driven(folder: Path, jobs: dict[str, tuple[Path, list[list[str]]]]) -> dict[str, bytes]:
    """Return each Word file as it was edited in Writer: for each job the file, and the steps of ``writer_edits``."""
    places = {name: folder / f"{name.replace(' ', '_')}.docx" for name in jobs}
    rows = [
        {"source": str(source), "steps": steps, "result": str(places[name])} for name, (source, steps) in jobs.items()
    ]
    (folder / "jobs.json").write_text(json.dumps(rows), encoding="utf-8")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    command = [str(_UNO_PYTHON), str(_DRIVER), str(program), str(folder / "jobs.json")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return {name: place.read_bytes() for name, place in places.items()}


def text_in(pdf: bytes) -> str:
    """Return the text on the pages of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


# A stand-in for LibreOffice: keeps what it was asked beside itself, then does what a test wants.
STAND_IN = """\
#!{python}
import os, pathlib, sys
asked = sys.argv[1:]
pathlib.Path(__file__ + ".asked").write_text("\\n".join([os.getcwd(), os.environ["TMPDIR"], *asked]))
out = pathlib.Path(asked[asked.index("--outdir") + 1])
source = pathlib.Path(asked[-1])
form = asked[asked.index("--convert-to") + 1].split(":")[0]
out.mkdir()
result = out / f"{{source.stem}}.{{form}}"
{rest}
"""


def program(folder: Path, text: str, name: str = "soffice") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def stand_in(folder: Path, rest: str) -> Path:
    return program(folder, STAND_IN.format(python=sys.executable, rest=rest))
