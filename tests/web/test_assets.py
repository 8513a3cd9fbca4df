"""Styles and scripts beside the pages: what a reader of the files needs is not sent to a reader of the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from liagen.web.assets import read_asset

LIAGEN = Path(__file__).parents[2] / "liagen"
ASSETS = sorted(path for path in LIAGEN.rglob("*.*") if path.suffix in (".css", ".js"))
THEIRS = [path for path in ASSETS if path.parent.name in ("nlds", "idiomorph")]
OURS = [path for path in ASSETS if path not in THEIRS]


def test_a_comment_on_lines_of_its_own_is_left_out(tmp_path, monkeypatch):
    (tmp_path / "own_pages").mkdir()
    (tmp_path / "own_pages" / "a.css").write_text(
        '/* Why. */\n\na { top: 0; } /* here */\n  /* Two\n     lines. */\nb::after { content: "/*"; }\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert read_asset("own_pages", "a.css") == '\na { top: 0; } /* here */\nb::after { content: "/*"; }\n'


def test_what_others_ask_to_keep_with_their_work_stays(tmp_path, monkeypatch):
    (tmp_path / "their_pages").mkdir()
    (tmp_path / "their_pages" / "a.css").write_text("/*! Theirs. */\na { top: 0; }\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert read_asset("their_pages", "a.css") == "/*! Theirs. */\na { top: 0; }\n"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_file_says_what_it_is_for_and_a_page_does_not(path):
    assert re.match(r"/\* [A-Z]", path.read_text(encoding="utf-8"))
    assert not re.search(r"^ */\*", sent(path), re.MULTILINE)


@pytest.mark.parametrize("path", THEIRS, ids=lambda path: path.name)
def test_what_is_taken_over_says_whose_it_is_also_in_the_page(path):
    assert re.match(r"/\*! .*\d+\.\d+\.\d+.*(EUPL-1\.2|0BSD)", sent(path), re.DOTALL)
    assert any(path.parent.glob("LICENSE*"))


def sent(path: Path) -> str:
    return read_asset(".".join(path.parent.relative_to(LIAGEN.parent).parts), path.name)
