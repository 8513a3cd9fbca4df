"""From the text of a profile to a Word file or a page: pure Python, no file but the library, and nothing beside itself.

Then it runs unchanged where there are no threads, processes, sockets and temporary files, as in a browser.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from host_builder import host

from liagen.library.load import load_library
from liagen.make.basis import basis_of
from liagen.make.chain import make_documents
from liagen.make.house_style import prepare_house
from liagen.make.order import Order
from liagen.profile.read import parse_profile
from liagen.word.styles.stationery import read_stationery
from liagen.word.write.body import Body
from liagen.word.write.draft import DraftBody
from liagen.word.write.package import write_package

ROOT = Path(__file__).parents[1]
DATE = "2027-01-04"

CHILD = """
import os, sys

LIBRARIES = {"lxml", "docx", "click", "pypdf", "covertable"}
ACTS = ("subprocess.", "socket.", "tempfile.", "_thread.start", "os.fork", "os.posix_spawn", "os.exec", "os.system")
opened = []

def watch(event, args):
    if event.startswith(ACTS) or (event == "import" and args[0].partition(".")[0] in LIBRARIES):
        raise AssertionError(f"{event}: {args}")
    if event == "open":
        if isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise AssertionError(f"written: {args[0]}")
        opened.append(str(args[0]))

sys.addaudithook(watch)

import datetime as dt, hashlib, json
from pathlib import Path
from liagen.library.load import load_library
from liagen.make.chain import make_documents
from liagen.make.order import Order
from liagen.make.answers import read_answers
from liagen.make.progress import write_progress
from liagen.make.rewritten import rewritten
from liagen.make.edited_draft import read_document, read_draft
from liagen.make.update import update
from liagen.profile.read import parse_partial_profile, parse_profile

library = load_library()
profile = parse_profile(sys.stdin.read(), "profiel.yaml", library.cards)
today = dt.date.fromisoformat(sys.argv[1])
orders = {
    "docx": Order("docx", today, date=today, title_page=True),
    "clean": Order("docx", today, date=today, edition="schoon"),
    "html": Order("html", today, date=today),
    "md": Order("md", today, date=today),
    "house": Order("docx", today, date=today, house=Path(sys.argv[2])),
}
made = {name: make_documents(profile, library, order).documents[0].data for name, order in orders.items()}
renewed = update(read_draft(made["docx"], "x.docx"), profile, library, today)
assert not renewed.changes and renewed.data
assert write_progress(profile, library, orders["docx"], read_draft(made["docx"], "x.docx")).data
from liagen.chapter.question_list import Asked
from liagen.make.merge import merge_profile
from liagen.make.question_list import make_question_list, open_questions, question_mail
questions = open_questions(profile, library, orders["docx"], Asked("directie"))
asked = make_question_list(questions, orders["docx"])
assert question_mail(questions)
part = parse_partial_profile("organisatie: {fte: 3}", "deel.yaml", library.cards)
assert merge_profile({"gemeente": {"naam": "Zuid"}}, part).answers
filled = [read_document(made["docx"], "x.docx"), read_document(asked.data, "v.docx")]
assert not read_answers(filled, library).outcomes
answered = read_answers([read_document(made["docx"], "x.docx")], library)
assert not answered.outcomes and answered.text
assert not rewritten([read_document(made["docx"], "x.docx")], library)
ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "liagen"}
beside = ("subprocess", "tempfile", "threading", "multiprocessing", "socket", "concurrent", "asyncio", "ctypes")
print(json.dumps({
    "made": {name: hashlib.sha256(data).hexdigest() for name, data in made.items()},
    "opened": opened,
    "beside": [f"{name} has {key}" for name, module in ours.items() for key in beside if key in vars(module)],
}))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Return a house style as a Word file, and beside it as it was prepared."""
    path = tmp_path_factory.mktemp("huis") / "huis.docx"
    path.write_bytes(host())
    path.with_suffix(".json").write_bytes(prepare_house(path, Path(load_library().style_file)))
    return path


@pytest.fixture(scope="module")
def told(house):
    """Return what a fresh process made, and what it used, while all that a browser lacks is refused."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", CHILD, DATE, str(house.with_suffix(".json"))],
        input=(ROOT / "profiles" / "utrecht.yaml").read_bytes(),
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_the_bytes_are_those_of_reading_the_style_file(told, house):
    library = load_library()
    text = (ROOT / "profiles" / "utrecht.yaml").read_text(encoding="utf-8")
    profile = parse_profile(text, "profiel.yaml", library.cards)
    stationery = read_stationery(Path(library.style_file))
    today = dt.date.fromisoformat(DATE)

    def made(order):
        return make_documents(profile, library, order).documents[0]

    titled = Order("docx", today, date=today, title_page=True)
    draft = made(titled).chapter
    basis = basis_of(profile, make_documents(profile, library, titled).result.facts, library)
    clean = made(Order("docx", today, date=today, edition="schoon")).chapter
    data = {
        "docx": write_package(stationery, draft, DraftBody(stationery, draft, {}, basis).story()),
        "clean": write_package(stationery, clean, Body(stationery, clean, {}).story()),
        "html": made(Order("html", today, date=today)).data,
        "md": made(Order("md", today, date=today)).data,
        "house": made(Order("docx", today, date=today, house=house)).data,
    }
    assert told["made"] == {name: hashlib.sha256(each).hexdigest() for name, each in data.items()}


def test_no_module_of_ours_knows_what_a_browser_lacks(told):
    assert told["beside"] == []


def test_no_file_is_opened_but_the_library_and_what_lies_beside_the_code(told):
    ours = {Path(name).relative_to(ROOT).as_posix() for name in told["opened"] if Path(name).is_relative_to(ROOT)}
    data = {name for name in ours if not name.startswith((".venv/", "templates/standaard/")) and ".py" not in name}
    styles = {"liagen/web/text.css", "liagen/web/chapter_page.css"}
    assert data == {"liagen/word/styles/standard.json", *styles}
