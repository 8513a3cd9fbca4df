"""What a release is made of: the same tree, the same bytes; everything in it told; checksums that hold."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from page_builder import small_parts

from liagen import __version__
from tools.notices import FILE, VENDORED
from tools.page.downloads import kept_downloads
from tools.page.lock import read_lock
from tools.release.__main__ import ReleaseError, build_packages, make_release, moment_of, write_sums
from tools.release.packing import pack_folder
from tools.release.sbom import page_contents, wheel_contents, write_bom

MOMENT = 1_800_000_000
NAMES = [f"liagen-{__version__}-py3-none-any.whl", f"liagen-{__version__}.tar.gz"]


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    """A release whose page has little that runs: packing that takes seconds."""
    target = tmp_path_factory.mktemp("alles") / "release"
    target.mkdir()
    (target / "van vorige keer.txt").write_text("weg", encoding="utf-8")
    make_release(target, MOMENT, small_parts())
    return target


@pytest.fixture(scope="module")
def built(release) -> Path:
    """Where the wheel and the source archive of this tree are: building them takes seconds too."""
    return release


@pytest.fixture(scope="module")
def wheel_names(built) -> list[str]:
    with zipfile.ZipFile(built / NAMES[0]) as wheel:
        return wheel.namelist()


@pytest.fixture(scope="module")
def source(built, tmp_path_factory) -> Path:
    """The source archive, unpacked."""
    folder = tmp_path_factory.mktemp("bron")
    with tarfile.open(built / NAMES[1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"liagen-{__version__}"


# --- wheel and source


def test_the_source_archive_gives_the_same_wheel_and_itself_elsewhere_and_later(built, source, tmp_path):
    build_packages(source, tmp_path, MOMENT)
    assert [(tmp_path / name).read_bytes() for name in NAMES] == [(built / name).read_bytes() for name in NAMES]


def test_the_wheel_says_its_licence_and_holds_the_texts(built, wheel_names):
    with zipfile.ZipFile(built / NAMES[0]) as wheel:
        said = wheel.read(f"liagen-{__version__}.dist-info/METADATA").decode()
    assert "\nLicense-Expression: EUPL-1.2\n" in said
    place = f"liagen-{__version__}.dist-info/licenses/"
    assert {f"{place}LICENSES/EUPL-1.2.txt", f"{place}{FILE.name}"} <= set(wheel_names)


def test_the_wheel_holds_nothing_but_liagen_and_what_is_said_of_it(wheel_names):
    assert {name.split("/")[0] for name in wheel_names} == {"liagen", f"liagen-{__version__}.dist-info"}
    assert not [name for name in wheel_names if "__pycache__" in name]


def test_the_source_archive_holds_what_a_colleague_needs(source):
    needed = {
        *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "REUSE.toml", "publiccode.yml", "Makefile"),
        *("LICENSES", FILE.name, "liagen", "templates", "profiles", "tests", "tools", "examples", "docs"),
    }
    assert needed <= {path.name for path in source.iterdir()}


# --- the wheel, installed


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory) -> Path:
    """The wheel, unpacked alone in a folder; the dependencies come from this environment."""
    folder = tmp_path_factory.mktemp("los")
    with zipfile.ZipFile(built / NAMES[0]) as wheel:
        wheel.extractall(folder)
    return folder


def python_with(installed: Path, folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


LIBRARY_IN_USE = """
from pathlib import Path
from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.library.ready import load_ready
packages = find_packages((), None, None)
ready, used = load_ready(packages), load_library(*packages)
print("ready" if used is ready or used == ready else "read", used.words["pagina"])
"""


def test_the_wheel_holds_its_texts_as_they_are_read_and_a_changed_text_counts_at_once(installed, tmp_path):
    here = tmp_path / "los"
    shutil.copytree(installed, here)

    def told() -> str:
        return python_with(here, tmp_path, "-c", LIBRARY_IN_USE).strip()

    assert told() == "ready Pagina"
    words = here / "liagen" / "templates" / "standaard" / "woorden.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("pagina: Pagina", "pagina: Blad"), encoding="utf-8")
    assert told() == "read Blad"


# What a user types, in one process: starting is what takes the time.
COMMANDS = """
nieuw leeg.yaml
nieuw voorbeeld.yaml --voorbeeld utrecht
controleer leeg.yaml voorbeeld.yaml
maak voorbeeld.yaml
maak leeg.yaml --formaat md
maak leeg.yaml --formaat html
leg-uit voorbeeld.yaml werkgroep
sjabloon controleer --leg-uit LIA051
opties --json
schema
"""
EACH = "import sys; from liagen import cli; [cli.run(line.split()) and sys.exit(line) for line in sys.argv[1:]]"


def test_the_wheel_works_in_an_empty_folder(installed, tmp_path):
    def python(*arguments: str) -> str:
        return python_with(installed, tmp_path, *arguments)

    assert python("-c", "import liagen; print(liagen.__file__)").startswith(str(installed))
    assert "maak" in python("-m", "liagen", "--help")
    said = python("-c", EACH, *COMMANDS.strip().splitlines())
    assert "voorbeeld.docx\nvoorbeeld-werkblad.docx\n" in said
    assert "werkgroep" in said
    assert {path.suffix for path in tmp_path.iterdir()} == {".yaml", ".docx", ".md", ".html", ".json"}
    assert (tmp_path / "voorbeeld.docx").read_bytes()[:2] == b"PK"


# --- what is in it


@pytest.fixture(scope="module")
def wheel_bom(built) -> str:
    return write_bom(built / NAMES[0], wheel_contents(), MOMENT)


@pytest.fixture(scope="module")
def page_bom(tmp_path_factory) -> str:
    small_parts()  # what it is made of has been fetched then
    page = tmp_path_factory.mktemp("pagina") / "liagen.html"
    page.write_text("<!doctype html>", encoding="utf-8")
    return write_bom(page, page_contents(read_lock(), kept_downloads()), MOMENT)


def names_in(bom: str) -> set[tuple[str, str]]:
    return {(each["name"], each.get("version", "")) for each in json.loads(bom)["components"]}


@pytest.mark.parametrize("which", ["wheel_bom", "page_bom"])
def test_a_bill_of_materials_keeps_to_its_schema(which, request):
    from cyclonedx.schema import SchemaVersion  # takes seconds, which each process that only looks for tests would lose
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(request.getfixturevalue(which)) is None


def test_a_bill_names_its_file_by_digest(built, wheel_bom):
    [digest] = json.loads(wheel_bom)["metadata"]["component"]["hashes"]
    assert digest["content"] == hashlib.sha256((built / NAMES[0]).read_bytes()).hexdigest()


def test_a_bill_is_the_same_again(built, wheel_bom):
    assert write_bom(built / NAMES[0], wheel_contents(), MOMENT) == wheel_bom


def test_the_bill_of_the_wheel_names_what_must_be_installed_beside_it(built, wheel_bom):
    with zipfile.ZipFile(built / NAMES[0]) as wheel:
        said = wheel.read(f"liagen-{__version__}.dist-info/METADATA").decode()
    required = set(re.findall(r"^Requires-Dist: ([\w.-]+)[^;\n]*$", said, re.MULTILINE))
    found = {each["name"] for each in json.loads(wheel_bom)["components"] if each.get("scope") == "required"}
    assert found == required


def test_the_bill_of_the_page_names_every_package_in_it(page_bom):
    lock = read_lock()
    expected = {(each.name, each.version) for each in lock.wheels} | {("Pyodide", lock.pyodide.version)}
    assert expected <= names_in(page_bom)
    assert "CPython" in {name for name, _ in names_in(page_bom)}


def test_the_bill_of_the_page_names_what_is_built_into_machine_code(page_bom):
    [core] = [each for each in json.loads(page_bom)["components"] if each["name"] == "pydantic-core"]
    assert "jiter" in {each["name"] for each in core["components"]}


@pytest.mark.parametrize("which", ["wheel_bom", "page_bom"])
def test_a_bill_names_what_others_made_in_liagen_itself(which, request):
    assert {(each.package, each.version) for each in VENDORED} <= names_in(request.getfixturevalue(which))


# --- packing


def test_a_folder_is_packed_the_same_whatever_the_order():
    files = {"b.txt": b"twee", "a.txt": b"een"}
    packed = pack_folder("map", files)
    assert packed == pack_folder("map", dict(sorted(files.items())))
    assert zipfile.ZipFile(io.BytesIO(packed)).namelist() == ["map/a.txt", "map/b.txt"]


def test_the_checksums_are_those_of_all_files_but_their_own_list(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"een")
    (tmp_path / "SHA256SUMS").write_bytes(b"oud")
    assert write_sums(tmp_path) == f"{hashlib.sha256(b'een').hexdigest()}  a.txt\n"


# --- all of it


def test_a_release_is_these_files(release):
    assert {path.name for path in release.iterdir()} == {
        *NAMES,
        NAMES[0].replace(".whl", ".cdx.json"),
        f"liagen-pagina-{__version__}.zip",
        f"liagen-pagina-{__version__}.cdx.json",
        "liagen.html",
        "SHA256SUMS",
    }


def test_the_checksums_of_a_release_hold(release):
    rows = [row.split("  ") for row in (release / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == len(list(release.iterdir())) - 1
    assert all(hashlib.sha256((release / name).read_bytes()).hexdigest() == digest for digest, name in rows)


def test_both_forms_of_the_page_say_their_version(release):
    said = f'<meta name="generator" content="liagen {__version__}">'
    with zipfile.ZipFile(release / f"liagen-pagina-{__version__}.zip") as folder:
        assert said in folder.read("liagen-pagina/index.html").decode()
    assert said in (release / "liagen.html").read_text(encoding="utf-8")


def test_the_bill_of_the_page_is_of_that_very_file(release):
    bill = json.loads((release / f"liagen-pagina-{__version__}.cdx.json").read_text(encoding="utf-8"))
    [digest] = bill["metadata"]["component"]["hashes"]
    assert digest["content"] == hashlib.sha256((release / "liagen.html").read_bytes()).hexdigest()


# --- of which tree


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A tree under git with one commit at a known moment."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "a.txt").write_text("een", encoding="utf-8")
    dated = {**os.environ, "GIT_COMMITTER_DATE": f"{MOMENT} +0000"}
    maker = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "."], [*maker, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=dated, check=True)
    return tmp_path


def test_a_release_bears_the_moment_of_its_commit(checkout):
    assert moment_of(checkout) == MOMENT


def test_a_tree_with_changes_is_refused(checkout):
    (checkout / "a.txt").write_text("twee", encoding="utf-8")
    with pytest.raises(ReleaseError, match="not committed"):
        moment_of(checkout)


def test_a_moment_can_be_given(checkout, monkeypatch):
    (checkout / "a.txt").write_text("twee", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    assert moment_of(checkout) == 7


def test_a_folder_without_git_asks_for_a_moment(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with pytest.raises(ReleaseError, match="SOURCE_DATE_EPOCH"):
        moment_of(tmp_path)
