"""Independent judges of the Word files we make: schema, package and lint, without an error on any chapter."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from liagen import pipeline
from liagen.compare import compare, comparison_chapter
from liagen.library import load_library
from liagen.reading import load_profile, shipped_profiles

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()
TOOLS = Path(sys.executable).parent
# Each numbered list has a w:num of its own: the right way to start again at 1.
ALLOWED = {"direct-numbering-override"}
LINT = ("structure", "headings", "lists", "fields", "references", "captions", "language", "whitespace", "typography")


def run(tool: str, *arguments: str) -> str:
    return subprocess.run(
        [TOOLS / tool, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    ).stdout


def schema_errors(file: Path) -> list[str]:
    found = json.loads(run("openxml-audit", str(file), "-m", "0", "-o", "json"))
    return [error["description"] for error in found[0]["errors"] if error["severity"] == "error"]


def package_errors(file: Path) -> list[str]:
    found = json.loads(run("ooxml-integrity", "check", "--no-config", "--json", str(file)))
    return [one["message"] for each in found["files"] for one in each["findings"] if one["severity"] == "error"]


def lint_errors(file: Path) -> list[str]:
    rules = [part for tag in LINT for part in ("--rule", tag)]
    found = json.loads(run("docx-plus", "lint", "--no-profile", *rules, "--json", str(file)))
    return [one["message"] for one in found if one["severity"] == "error" and one["rule"] not in ALLOWED]


def assert_sound(data: bytes, folder: Path) -> None:
    file = folder / "hoofdstuk.docx"
    file.write_bytes(data)
    assert schema_errors(file) == []
    assert package_errors(file) == []
    assert lint_errors(file) == []


def in_length(profile, length):
    return profile.model_copy(update={"stijl": profile.stijl.model_copy(update={"lengte": length})})


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_chapter_is_sound(name, tmp_path):
    chapter = pipeline.make(load_profile(shipped_profiles()[name], LIBRARY), LIBRARY, DAY).chapter
    assert_sound(pipeline.make_docx(chapter, LIBRARY), tmp_path)


@pytest.mark.parametrize("length", ["kort", "uitgebreid"])
def test_every_length_is_sound(length, tmp_path):
    profile = in_length(load_profile(shipped_profiles()["hardenberg"], LIBRARY), length)
    assert_sound(pipeline.make_docx(pipeline.make(profile, LIBRARY, DAY).chapter, LIBRARY), tmp_path)


def test_the_end_product_is_sound(tmp_path):
    chapter = pipeline.make(load_profile(shipped_profiles()["utrecht"], LIBRARY), LIBRARY, DAY).chapter
    assert_sound(pipeline.make_clean_docx(chapter, LIBRARY), tmp_path)


def test_the_comparison_is_sound(tmp_path):
    profiles = tuple(load_profile(path, LIBRARY) for path in shipped_profiles().values())
    chapter = comparison_chapter(compare(profiles, LIBRARY, DAY), LIBRARY, DAY)
    assert_sound(pipeline.make_clean_docx(chapter, LIBRARY), tmp_path)


def test_the_judges_do_judge(tmp_path):
    chapter = pipeline.make(load_profile(shipped_profiles()["utrecht"], LIBRARY), LIBRARY, DAY).chapter
    broken = pipeline.make_docx(chapter, LIBRARY)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(broken)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<w:pPr>", b"<w:onzin/><w:pPr>"))
    with pytest.raises(AssertionError):
        assert_sound(out.getvalue(), tmp_path)
