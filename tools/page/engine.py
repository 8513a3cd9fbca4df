"""What runs in the page, made from what was fetched: Pyodide, the standard library, the wheels, and liagen itself.

Python goes along compiled, by the Python of the page itself (``compile.mjs``): reading its source would take
the visitor seconds.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from tools.page.lock import Lock, LockedFile
from tools.page.travels import HOST, package_files, travelling_files

WASM: Final = "pyodide.asm.wasm"
STANDARD: Final = "python_stdlib.zip"
LIBRARIES: Final = "libraries.zip"
LIAGEN: Final = "liagen.zip"
LICENCES: Final = "licenties.txt"

_COMPILE: Final = Path(__file__).with_name("compile.mjs")
_WORKER: Final = Path(__file__).with_name("worker.mjs")
_ENDS: Final = {
    "pyodide.asm.mjs": ("export default _createPyodideModule;", "return _createPyodideModule;"),
    "pyodide.mjs": ("export{dt as loadPyodide,U as version};", "return dt;"),
}
"""How the two scripts of Pyodide end, and what stands there in one script of ours."""

# Of the wheels: machine code of another computer, and what nobody asks for in a page.
_LEFT_OUT: Final = ("pydantic/v1/", "pydantic/mypy.py", "markdown_it/cli/", "_yaml/", "yaml/cyaml.py")
_NO_USE: Final = {".c", ".pyi", ".typed", ".h"}
# Of the standard library: what tests, debugs, shows documentation, keeps data bases, or needs processes or mail.
_NOT_NEEDED: Final = (
    "unittest/", "doctest.py", "pdb.py", "bdb.py", "pydoc.py", "pydoc_data/", "pickletools.py", "_pyrepl/", "turtle",
    "sqlite3/", "multiprocessing/", "mailbox.py", "imaplib.py", "poplib.py", "smtplib.py", "xmlrpc/", "wsgiref/",
)  # fmt: skip


@dataclass(frozen=True)
class Engine:
    """The parts of the page that run: the script of its worker, and files by name."""

    worker: str
    parts: Mapping[str, bytes]


@dataclass(frozen=True)
class OwnContent:
    """What a page is made with for one client or consultant.

    ``packages`` are folders, the lowest first; ``house`` is a file that ``liagen huisstijl klaarzetten`` made. A
    ``client`` in the place of both is one that ``liagen klant inpakken`` made, as bytes.
    """

    packages: tuple[Path, ...] = ()
    house: Path | None = None
    client: bytes = b""

    def files(self) -> dict[str, bytes]:
        """Return its files by their place in the page."""
        house = {"huisstijl.json": self.house.read_bytes()} if self.house else {}
        client = {"klant.zip": self.client} if self.client else {}
        return package_files(self.packages) | house | client


def build_engine(lock: Lock, folder: Path, licences: str, own: OwnContent) -> Engine:
    """Return the engine, with what one client has of its own in it; the files of the lock lie in ``folder``."""
    with unpacked(lock, folder) as pyodide:
        compiler = Compiler(pyodide, lock.digest, folder)
        liagen = {**travelling_files(), **own.files(), "host.py": HOST.read_bytes()}
        compiled = compiler.compiled(
            Given(_standard_library(pyodide / STANDARD), level=2),
            Given(_libraries(lock.wheels, folder), level=0),
            Given({**liagen, f"liagen/browser/app/{LICENCES}": licences.encode()}, level=0),
        )
        parts = {WASM: (pyodide / WASM).read_bytes()} | dict(zip((STANDARD, LIBRARIES, LIAGEN), compiled, strict=True))
        return Engine(_worker(pyodide), parts)


@contextlib.contextmanager
def unpacked(lock: Lock, folder: Path) -> Iterator[Path]:
    """Lay out Pyodide, which lies in ``folder``, for as long as it is used; give where."""
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(folder / lock.pyodide.file) as archive:
            archive.extractall(place, filter="data")
        yield Path(place, "package")


@dataclass(frozen=True)
class Given:
    """Files to pack with the Python in them compiled; at level 2 without docstrings."""

    files: Mapping[str, bytes]
    level: int


@dataclass(frozen=True)
class Compiler:
    """Compiles with Pyodide, laid out in ``pyodide``, in node.

    ``lock`` changes with what Pyodide it is. What was made is kept in ``kept``, by what it was made of.
    """

    pyodide: Path
    lock: str
    kept: Path

    def compiled(self, *asked: Given) -> list[bytes]:
        """Return a zip file of each; what was not kept is made in one go."""
        packed = [(_zipped(each.files), each.level) for each in asked]
        made = [self.kept / f"{self._digest(*each)}.zip" for each in packed]
        missing = {path: each for path, each in zip(made, packed, strict=True) if not path.exists()}
        if missing:
            self._compile(missing)
        return [path.read_bytes() for path in made]

    def _compile(self, missing: Mapping[Path, tuple[bytes, int]]) -> None:
        command: list[str | Path] = [shutil.which("node") or "node", _COMPILE, self.pyodide]
        with tempfile.TemporaryDirectory(dir=self.kept) as folder:
            for made, (given, level) in missing.items():
                source = Path(folder, f"given-{made.name}")
                source.write_bytes(given)
                command += [source, Path(folder, made.name), str(level)]
            subprocess.run(command, check=True)
            for made in missing:
                Path(folder, made.name).replace(made)

    def _digest(self, given: bytes, level: int) -> str:
        said = f"{self.lock} {level} {hashlib.sha256(_COMPILE.read_bytes()).hexdigest()}"
        return hashlib.sha256(said.encode() + given).hexdigest()


def _worker(pyodide: Path) -> str:
    """Return the script of the worker: Pyodide's own two with ours below them, as one module."""
    said = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    names = {"pyodide.asm.mjs": "createPyodideModule", "pyodide.mjs": "loadPyodide"}
    whole = [f"const {name} = (() => {{\n{_opened(pyodide / file)}\n}})();" for file, name in names.items()]
    contents = json.dumps(json.dumps({"info": said, "packages": {}}))
    return "\n".join([*whole, f"const lockFileContents = {contents};", _WORKER.read_text(encoding="utf-8")])


def _opened(script: Path) -> str:
    """Return a script of Pyodide with a return in place of its export."""
    text = script.read_text(encoding="utf-8").replace("//# sourceMappingURL=pyodide.mjs.map", "").rstrip()
    exports, returns = _ENDS[script.name]
    if not text.endswith(exports):
        raise ValueError(f"{script.name} of this Pyodide does not end with {exports}")
    return text.removesuffix(exports) + returns


def _standard_library(path: Path) -> dict[str, bytes]:
    return {name: data for name, data in _read_zip(path) if not name.startswith(_NOT_NEEDED)}


def _libraries(wheels: Sequence[LockedFile], folder: Path) -> dict[str, bytes]:
    found = [each for wheel in wheels for each in _read_zip(folder / wheel.file)]
    return {name: data for name, data in found if not _is_left_out(name)}


def _is_left_out(name: str) -> bool:
    path = PurePosixPath(name)
    foreign = path.suffix == ".so" and "emscripten" not in path.name
    return foreign or path.suffix in _NO_USE or ".dist-info" in path.parts[0] or name.startswith(_LEFT_OUT)


def _read_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist() if not name.endswith("/"))


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file that is the same for the same files: sorted, without times."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), data)
    return whole.getvalue()
