"""What goes into the page: only what it can use, with the licences of all that, and the same bytes each time."""

from __future__ import annotations

import ast
import compileall
import io
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest
from page_builder import page_parts, small_parts
from toy import make_package

from liagen import __version__
from tools.page import downloads
from tools.page.engine import LIAGEN, LIBRARIES, STANDARD, Compiler, Given, unpacked
from tools.page.lock import read_lock
from tools.page.travels import ABSENT, package_files, travelling_files, travelling_modules
from tools.page.write import write_file, write_folder

ICT_PAGE = Path(__file__).parents[2] / "docs" / "handleiding" / "ict.md"
SCRIPT_OR_STYLE = re.compile(r"<(script|style)(?![^>]*text/plain)[^>]*>(.*?)</\1>", re.DOTALL)


@cache
def names_in(part: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(page_parts().engine.parts[part])) as archive:
        return archive.namelist()


def archive_of(data: bytes) -> dict[str, tuple[object, ...]]:
    """Return what stands in a zip file, in its order: each with all that makes its bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            each.filename: (each.date_time, each.external_attr, each.compress_type, archive.read(each))
            for each in archive.infolist()
        }


def whole() -> str:
    return write_file(small_parts())


# --- what travels


def test_the_app_travels():
    assert {"liagen", "liagen.browser.app.session", "liagen.library.compile"} <= set(travelling_modules())


def test_what_only_a_terminal_or_a_server_needs_stays_behind():
    rooms = {".".join(name.split(".")[:3]) for name in travelling_modules()}
    assert not rooms & {"liagen.cli", "liagen.workshop", "liagen.browser.preview", "liagen.training"}


def test_no_module_that_travels_begins_with_what_is_not_there():
    for path in travelling_modules().values():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {alias.name.split(".")[0] for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
        assert not names & ABSENT, path


def test_texts_of_the_library_and_styles_travel():
    assert {
        "liagen/templates/standaard/opbouw.yaml",
        "liagen/templates/praktijk/pakket.yaml",
        "liagen/browser/app/app.css",
    } <= set(travelling_files())


def test_the_texts_travel_as_they_are_read_and_count_where_there_is_no_source(tmp_path):
    for name, data in travelling_files().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    compileall.compile_dir(tmp_path, quiet=1, legacy=True)
    for source in tmp_path.rglob("*.py"):
        source.unlink()
    asked = (
        "from liagen.library.ready import load_ready; from liagen.library.packages import find_packages; "
        "assert load_ready(find_packages((), None, None))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False
    )
    assert done.returncode == 0


def test_a_package_travels_in_a_folder_with_its_number(tmp_path):
    package = make_package(tmp_path / "mijn")
    assert f"pakketten/000/{package.root.name}/pakket.yaml" in package_files([package.root])


# --- what runs


def test_python_goes_along_compiled():
    assert not [name for part in (STANDARD, LIBRARIES, LIAGEN) for name in names_in(part) if name.endswith(".py")]


def test_no_machine_code_of_another_computer_goes_along():
    code = [name for name in names_in(LIBRARIES) if name.endswith((".so", ".c"))]
    assert code == ["pydantic_core/_pydantic_core.cpython-314-wasm32-emscripten.so"]


def test_machine_code_is_made_for_this_pyodide():
    lock = read_lock()
    abi = downloads.abi_of(downloads.kept_downloads() / lock.pyodide.file) if small_parts() else ""
    [core] = [each for each in lock.wheels if each.name == "pydantic-core"]
    assert core.file.endswith(f"-pyemscripten_{abi}_wasm32.whl")


def test_compiling_again_gives_the_same_bytes(tmp_path):
    kept = archive_of(page_parts().engine.parts[LIAGEN])
    files = {name: data for name, data in travelling_files().items() if name.startswith("liagen/browser/")}
    with unpacked(read_lock(), downloads.kept_downloads()) as pyodide:
        again = archive_of(*Compiler(pyodide, "", tmp_path).compiled(Given(files, level=0)))
    assert len(again) == len(files)
    assert [name for name in again if again[name] != kept[name]] == []
    assert list(again) == [name for name in kept if name in again]


# --- the files


def test_the_file_is_the_same_again():
    assert whole() == whole()


def test_every_script_and_style_is_named_by_its_digest():
    policy = re.search('Content-Security-Policy" content="([^"]+)"', whole())
    assert policy is not None
    assert policy[1].count("sha256-") == len(SCRIPT_OR_STYLE.findall(whole()))
    assert "unsafe-inline" not in policy[1]
    assert "unsafe-eval" not in policy[1].replace("'wasm-unsafe-eval'", "")


def test_the_page_says_its_version():
    assert '<meta name="generator" content="liagen ' in whole()


def test_the_first_page_stands_before_what_runs():
    assert 0 < whole().index('id="vragen"') < whole().index('id="pyodide.asm.wasm"')


def test_the_folder_has_the_headers_for_three_servers_and_the_policy_of_its_page():
    files = write_folder(small_parts())
    policy = re.search('Content-Security-Policy" content="([^"]+)"', files["index.html"].decode())
    assert policy is not None
    readme = files["README.txt"].decode()
    assert all(server in readme for server in ("nginx", "Caddy", "IIS"))
    assert readme.count(policy[1]) == 4
    assert f"\n{policy[1]}; frame-ancestors 'none'\n" in ICT_PAGE.read_text(encoding="utf-8")


# --- licences


@pytest.mark.parametrize("name", [each.name for each in read_lock().wheels])
def test_the_licence_of_each_package_travels(name):
    assert re.search(rf"^{name} [\d.]+ \(.+\)$", small_parts().licences, re.MULTILINE)


def test_the_licences_of_pyodide_and_python_travel():
    texts = small_parts().licences
    assert "Mozilla Public License Version 2.0" in texts
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in texts


def test_the_licences_stand_where_liagen_itself_can_read_them():
    assert "liagen/browser/app/licenties.txt" in names_in(LIAGEN)


def test_what_is_built_into_machine_code_is_named():
    assert re.search(r"^  jiter [\d.]+: MIT$", small_parts().licences, re.MULTILINE)


def test_the_licence_of_liagen_itself_travels():
    assert f"\nliagen {__version__} (EUPL-1.2)\n" in small_parts().licences


def test_the_page_names_the_licences_of_what_others_made_in_it():
    found = {Path(name).parent.as_posix() for name in travelling_files() if "/LICEN" in name.upper()}
    texts = small_parts().licences
    assert found
    assert all(f"\n{folder}\nCopyright " in texts for folder in found)


def test_the_folder_of_downloads_can_be_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert downloads.kept_downloads() == Path(tmp_path, "liagen-page")
