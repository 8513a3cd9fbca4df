"""Many profiles in one go: what is made, what is called what, what goes wrong, and what a next time may skip."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest
from batch_builders import GOOD, mixed, rows, save, saved
from children import running
from libreoffice import NEEDS_SCRIPTS, stand_in
from lxml import html
from pdf_builder import make as make_pdf
from toy import open_folder, ordinary_user

from liagen.batch import run as batches
from liagen.batch.jobs import Wanted
from liagen.batch.journal import JOURNAL_FILE, LOG_FILE, announce_files, digest, load_journal
from liagen.batch.overview import Outcome
from liagen.batch.run import default_workers, make_batch, prepare_batch
from liagen.cli import run
from liagen.errors import OutputError, Problem, visible
from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.make import chain
from liagen.make.order import Order
from liagen.profile.find import find_profiles

POSIX = os.name == "posix"
DAY = dt.date(2027, 1, 4)
ORDER = Order("md", DAY)
# As the command line does: each process finds these as they were read beforehand.
USUAL = Order("md", DAY, packages=find_packages((), None, None))


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("SOURCE_DATE_EPOCH", "CI", "LIAGEN_SJABLONEN"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def prepared(folder: str = "uit", named: str = "in", order: Order = ORDER, **asked: bool):
    found = find_profiles([Path(named)])
    wanted = [Wanted(path, order) for path in found.profiles]
    return prepare_batch(wanted, found.problems, Path(folder), **{"overwrite": False, "resume": False, **asked})


def wanted_in(named: Path) -> list[Wanted]:
    return [Wanted(path, ORDER) for path in find_profiles([named]).profiles]


def made(folder: str = "uit", workers: int = 1, progress: Callable[[Outcome], None] = lambda _: None, **more):
    return make_batch(prepared(folder, **more), workers, progress)


def states(report) -> list[str]:
    return [outcome.state for outcome in report.outcomes]


def contents(folder: str) -> dict[str, bytes]:
    """Return every file that a reader sees, with the seconds left out of the overviews."""
    files = {path.name: path.read_bytes() for path in Path(folder).iterdir() if not path.name.startswith(".")}
    for name in ("overzicht.csv", "overzicht.html"):
        files[name] = re.sub(rb"\b\d+,\d\d\b", b"", files[name])
    return files


def chapters(form: str) -> list[Path]:
    """Return the chapters that were made, each of which must have its work sheet beside it."""
    found = {path.stem: path for path in Path("uit").glob(f"*.{form}")}
    made_here = [path for stem, path in found.items() if not stem.endswith("-werkblad")]
    assert {f"{path.stem}-werkblad" for path in made_here} == {stem for stem in found if stem.endswith("-werkblad")}
    return made_here


def left_overs(folder: str = "uit") -> list[str]:
    return [path.name for path in Path(folder).iterdir() if path.name.endswith(".tmp")]


# ------------------------------------------------------------ making


def test_every_profile_gets_a_document_and_a_row():
    saved(3)
    report = made()
    assert states(report) == ["gemaakt"] * 3
    assert sorted(path.name for path in Path("uit").iterdir()) == [
        JOURNAL_FILE, "overzicht.csv", "overzicht.html",
        "p00-werkblad.md", "p00.md", "p01-werkblad.md", "p01.md", "p02-werkblad.md", "p02.md",
    ]  # fmt: skip
    assert [row["Gemeente"] for row in rows()] == ["Dorp 0", "Dorp 1", "Dorp 2"]
    assert [(row["Bestand"], row["Werkblad"]) for row in rows()][1] == ("p01.md", "p01-werkblad.md")


@pytest.mark.parametrize("order", [Order("md", DAY, work_sheet=False), Order("md", DAY, edition="schoon")])
def test_without_work_sheets_there_are_chapters_only(order):
    saved(2)
    made(order=order)
    assert sorted(path.name for path in Path("uit").glob("*.md")) == ["p00.md", "p01.md"]
    assert [(row["Bestand"], row["Werkblad"]) for row in rows()] == [("p00.md", ""), ("p01.md", "")]


def test_papers_are_made_for_who_asks_and_told_in_the_overview():
    saved(1)
    Path("in/q.yaml").write_text("gemeente:\n  naam: Q\nstijl:\n  stukken: [samenvatting]\n", encoding="utf-8")
    order = Order("md", DAY, papers=None)
    made(order=order)
    names = sorted(path.name for path in Path("uit").glob("*.md"))
    assert names == ["p00-werkblad.md", "p00.md", "q-samenvatting.md", "q-werkblad.md", "q.md"]
    assert [row["Stukken"] for row in rows()] == ["", "q-samenvatting.md"]
    assert 'href="q-samenvatting.md"' in Path("uit/overzicht.html").read_text(encoding="utf-8")
    assert states(made(order=order, resume=True)) == ["al klaar"] * 2
    Path("uit/q-samenvatting.md").unlink()
    assert states(made(order=order, resume=True)) == ["al klaar", "gemaakt"]


def test_papers_for_all_are_made_for_all():
    saved(2)
    made(order=Order("md", DAY, papers=("raadsvoorstel",), work_sheet=False))
    assert [(row["Werkblad"], row["Stukken"]) for row in rows()] == [
        ("", "p00-raadsvoorstel.md"), ("", "p01-raadsvoorstel.md"),
    ]  # fmt: skip


def test_a_row_counts_what_the_chapter_holds():
    save("in/a.yaml", fte=900)
    made()
    row = rows()[0]
    assert int(row["Voorstellen"]) > 3
    assert len(row["Welke voorstellen"].split("; ")) == int(row["Voorstellen"])
    verdicts = ("Is er al", "Voorstellen", "Te overwegen", "Niet nu")
    assert sum(int(row[name]) for name in verdicts) == len(load_library().cards)
    assert int(row["Doelen"]) > 3
    assert int(row["Open punten"]) > 3
    assert re.fullmatch(r"\d+,\d\d", row["Seconden"])


def test_bad_profiles_never_stop_the_rest():
    mixed(2)
    report = made()
    assert len(chapters("md")) == 4
    assert {"zuid.md", "zuid-2.md"} <= {path.name for path in Path("uit").iterdir()}
    assert [outcome.profile for outcome in report.outcomes if outcome.state == "mislukt"] == [
        str(Path("in/kapot.yaml")), str(Path("in/onleesbaar.yaml")),
    ]  # fmt: skip
    assert (report.problems[0].line, report.problems[0].field) == (3, "gemeente.inwonrs")
    told = {row["Profiel"]: row["Waarschuwingen en fouten"] for row in rows() if row["Stand"] == "mislukt"}
    assert re.match(r"regel 3, kolom \d+: gemeente\.inwonrs: onbekend veld", told[str(Path("in/kapot.yaml"))])
    assert "UTF-8" in told[str(Path("in/onleesbaar.yaml"))]


@pytest.mark.skipif(not POSIX, reason="needs rights of files")
def test_a_profile_that_may_not_be_read_is_told():
    with open_folder() as folder:
        for name in ("a", "dicht"):
            (folder / f"{name}.yaml").write_text(GOOD.format(name="Zuid", fte=9), encoding="utf-8")
        (folder / "dicht.yaml").chmod(0)
        (folder / "uit").mkdir(mode=0o777)
        (folder / "uit").chmod(0o777)
        with ordinary_user():
            batch = prepare_batch(wanted_in(folder), (), folder / "uit", overwrite=False, resume=False)
            report = make_batch(batch, 1, lambda _: None)
    assert states(report) == ["gemaakt", "mislukt"]
    assert (
        report.problems[0].message
        == "u mag dit bestand niet lezen; sluit het in andere programma's of vraag om leesrechten"
    )


def test_a_mistake_of_ours_costs_one_chapter(monkeypatch):
    saved(3)
    before = chain.write_chapter

    def fails_once(chapter, *others):
        if "Dorp 1" in chapter.subject:
            raise ValueError("oei")
        return before(chapter, *others)

    monkeypatch.setattr(chain, "write_chapter", fails_once)
    report = made()
    assert states(report) == ["gemaakt", "mislukt", "gemaakt"]
    assert "fout in liagen zelf (ValueError)" in report.problems[0].message


def test_two_processes_give_the_same_bytes_as_one_and_progress_is_told_for_every_profile():
    mixed(2)
    order = replace(USUAL, form="docx")
    told: dict[int, list[str]] = {1: [], 2: []}
    one = make_batch(prepared("een", order=order), 1, lambda outcome: told[1].append(outcome.profile))
    two = make_batch(prepared("twee", order=order), 2, lambda outcome: told[2].append(outcome.profile))
    assert sorted(told[1]) == sorted(told[2]) == sorted({outcome.profile for outcome in one.outcomes})
    assert len(told[1]) == 6
    assert contents("een") == contents("twee")
    assert [outcome.state for outcome in one.outcomes] == [outcome.state for outcome in two.outcomes]
    assert zipfile.is_zipfile("een/zuid-2.docx")


class _BrokenPool:
    """A pool whose processes die: the first at work, the others before they start."""

    def __init__(self, *_args: object, **_more: object) -> None:
        self.futures: list[Future[None]] = []

    def submit(self, *_args: object) -> Future[None]:
        if self.futures:
            raise BrokenProcessPool
        self.futures.append(Future())
        self.futures[0].set_exception(BrokenProcessPool())
        return self.futures[0]

    def shutdown(self, **_more: object) -> None:
        pass


def test_processes_that_die_are_told_and_leave_an_overview(monkeypatch):
    saved(3)
    monkeypatch.setattr(batches, "ProcessPoolExecutor", _BrokenPool)
    report = made(workers=2)
    assert states(report) == ["mislukt"] * 3
    assert {problem.message for problem in report.problems} == {
        "dit hoofdstuk is afgebroken, misschien door te weinig geheugen; probeer het met --jobs 1"
    }
    assert len(rows()) == 3


def test_what_an_officer_should_know_beforehand_stands_in_the_overview():
    save("in/a.yaml").write_text(
        "gemeente:\n  naam: '[invullen: naam]'\nplanning:\n  startdatum: 2027-01-04\n"
        "doelen:\n  - doel: Het een\n    deadline: 2026-01-01\n  - doel: Het ander\n    deadline: 2026-01-01\n",
        encoding="utf-8",
    )
    own = "".join(f"  {key}:\n    keuze: niet\n    reden: nee\n" for key in load_library().cards)
    save("in/b.yaml").write_text(f"gemeente:\n  naam: Zuid\nkeuzes:\n{own}", encoding="utf-8")
    first, second = (outcome.summary.warnings for outcome in made().outcomes)
    assert first == ("De naam van de gemeente ontbreekt.", "2 eigen doelen hebben een deadline die al voorbij is.")
    assert any(re.fullmatch(r"Alle opties van het thema «.+» zijn uitgesloten\.", text) for text in second)


def test_the_number_of_processes_follows_the_work():
    assert default_workers(49) == 1
    assert default_workers(50) == default_workers(10_000) <= (os.cpu_count() or 1)


def test_length_date_and_clean_reach_the_chapter():
    saved(1)
    made("kort", order=Order("md", DAY, length="kort"))
    made("lang", order=Order("md", DAY, date=dt.date(2031, 5, 6), length="uitgebreid"))
    made("schoon", order=Order("md", DAY, edition="schoon"))
    short, long, clean = (Path(name, "p00.md").read_text(encoding="utf-8") for name in ("kort", "lang", "schoon"))
    assert len(short) * 1.5 < len(long)
    assert "6 mei 2031" in Path("lang/p00-werkblad.md").read_text(encoding="utf-8")
    assert "[voorzet: " in short
    assert "[voorzet: " not in clean


def test_the_date_of_a_profile_goes_before_today():
    save("in/a.yaml").write_text("gemeente:\n  naam: Zuid\nplanning:\n  startdatum: 2029-03-04\n", encoding="utf-8")
    made()
    assert "4 maart 2029" in Path("uit/a-werkblad.md").read_text(encoding="utf-8")


def test_another_name_than_that_of_the_profile_is_told_in_the_overview():
    save("in/a/zuid.yaml")
    save("in/b/zuid.yaml")
    assert [bool(outcome.summary.warnings) for outcome in made().outcomes] == [False, True]


# ------------------------------------------------------------ what is in the way


def refusals(**more) -> list[str]:
    with pytest.raises(OutputError) as caught:
        prepared(**more)
    return [str(problem) for problem in caught.value.problems]


def test_existing_documents_are_named_before_anything_is_made():
    saved(3)
    save("uit/p00.md")
    save("uit/p02.md")
    save("uit/overzicht.csv")
    told = refusals()
    assert [re.split(r"[\\/:]", line)[1] for line in told] == ["overzicht.csv", "p00.md", "p02.md"]
    assert all("--overschrijf" in line for line in told)
    assert not Path("uit/p01.md").exists()


def test_existing_documents_are_replaced_when_asked():
    saved(2)
    save("uit/p00.md")
    assert states(made(overwrite=True)) == ["gemaakt", "gemaakt"]
    assert Path("uit/p00.md").read_text(encoding="utf-8").startswith("# ")


def test_overwriting_also_counts_for_what_comes_while_the_batch_is_at_work():
    save("in/zuid.yaml", "Zuid")
    batch = prepared(overwrite=True)
    Path("uit/zuid.md").write_text("van een ander")
    assert states(make_batch(batch, 1, lambda _: None)) == ["gemaakt"]
    assert "Zuid" in Path("uit/zuid.md").read_text(encoding="utf-8")


def test_documents_of_a_batch_that_was_started_meanwhile_are_not_replaced():
    saved(2)
    batch = prepared()
    made()
    Path("uit/p00-werkblad.md").unlink()
    before = contents("uit")
    report = make_batch(batch, 1, lambda _: None)
    assert states(report) == ["mislukt", "mislukt"]
    assert {str(each).split(":")[0] for each in report.problems} == {"uit/p00.md", "uit/p01.md", "uit/p01-werkblad.md"}
    assert {name: data for name, data in contents("uit").items() if name.endswith(".md")} == {
        name: data for name, data in before.items() if name.endswith(".md")
    }


def test_a_folder_is_made_but_not_the_folder_above_it():
    saved(1)
    assert refusals(folder="weg/uit") == [
        f"{Path('weg/uit')}: de map waarin deze map moet komen bestaat niet; maak die eerst aan"
    ]


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_a_folder_that_cannot_be_is_told(name):
    saved(1)
    assert refusals(folder=name) == [f"{visible(name)}: deze map kan hier niet komen; kies een andere"]


def test_a_file_is_no_folder():
    saved(1)
    save("uit")
    assert refusals() == ["uit: dit is een bestand; noem een map"]


@pytest.mark.skipif(not POSIX, reason="needs rights of files")
def test_a_folder_that_may_not_be_written_is_told_once():
    saved(3)
    wanted = wanted_in(Path("in").resolve())
    with open_folder() as folder:
        (folder / "uit").mkdir(mode=0o555)
        with ordinary_user(), pytest.raises(OutputError) as caught:
            prepare_batch(wanted, (), folder / "uit", overwrite=False, resume=False)
    assert [problem.message for problem in caught.value.problems] == [
        "u mag in deze map niet schrijven; kies een andere map"
    ]


def test_an_overview_that_cannot_be_written_hides_nothing(capfd, monkeypatch):
    mixed(2)
    real = batches.write_files

    def held(files, overwrite):
        if Path("uit/overzicht.csv") in files:
            raise OutputError([Problem("uit/overzicht.csv", "het bestand is open")])
        real(files, overwrite)

    monkeypatch.setattr(batches, "write_files", held)
    code, out, err = call(capfd, "in", "-o", "uit")
    assert (code, out, len(chapters("docx"))) == (1, "", 4)
    assert "overzicht.csv: het bestand is open" in err
    assert "kapot.yaml:3" in err
    assert len(load_journal(Path("uit")).entries) == 4


def test_a_result_never_takes_the_place_of_a_profile():
    save("in/a.md")
    with pytest.raises(OutputError, match="een bestand dat liagen leest"):
        prepare_batch(wanted_in(Path("in/a.md")), (), Path("in"), overwrite=True, resume=False)
    assert Path("in/a.md").read_text(encoding="utf-8").startswith("gemeente:")


def test_results_may_stand_beside_the_profiles():
    saved(2)
    assert states(made("in")) == ["gemaakt"] * 2
    assert states(made("in", resume=True)) == ["al klaar"] * 2


def test_profiles_may_stand_below_the_results():
    saved(2, "uit/profielen")
    assert states(made("uit", named="uit")) == ["gemaakt"] * 2
    assert states(made("uit", named="uit", resume=True)) == ["al klaar"] * 2


# ------------------------------------------------------------ going on


def test_going_on_makes_nothing_that_is_up_to_date():
    saved(3)
    made()
    before = {path: path.stat().st_mtime_ns for path in Path("uit").glob("*.md")}
    assert states(made(resume=True)) == ["al klaar"] * 3
    assert {path: path.stat().st_mtime_ns for path in Path("uit").glob("*.md")} == before
    assert [(row["Gemeente"], row["Seconden"]) for row in rows()] == [(f"Dorp {number}", "") for number in range(3)]
    assert all(int(row["Open punten"]) for row in rows())


def test_going_on_makes_what_changed_and_what_is_gone():
    saved(4)
    made()
    save("in/p01.yaml", "Ander")
    Path("uit/p02.md").unlink()
    Path("uit/p03-werkblad.md").unlink()
    save("in/p04.yaml", "Nieuw")
    assert states(made(resume=True)) == ["al klaar", "gemaakt", "gemaakt", "gemaakt", "gemaakt"]
    assert len(chapters("md")) == 5
    assert "Ander" in Path("uit/p01.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "order",
    [
        Order("md", DAY, date=DAY), Order("md", DAY, length="kort"), Order("md", DAY, edition="schoon"),
        Order("md", DAY, title_page=True), Order("md", DAY, page_numbers=True), Order("md", DAY, work_sheet=False),
        Order("md", DAY, papers=None),
    ],
    ids=["date", "length", "edition", "title page", "page numbers", "work sheet", "papers"],
)  # fmt: skip
def test_another_order_makes_all_again(order):
    saved(2)
    made()
    assert states(made(order=order, resume=True)) == ["gemaakt"] * 2


def test_another_version_makes_all_again(monkeypatch):
    saved(2)
    made()
    monkeypatch.setattr("liagen.batch.jobs.__version__", "0")
    assert states(made(resume=True)) == ["gemaakt"] * 2


def test_the_day_of_today_alone_makes_nothing_again():
    saved(2)
    made()
    assert states(made(order=Order("md", dt.date(2027, 1, 5)), resume=True)) == ["al klaar"] * 2


@pytest.mark.parametrize("name", ["uit/p01.md", "uit/p01-werkblad.md"])
def test_a_document_that_someone_changed_is_not_replaced_unasked(name):
    saved(2)
    made()
    Path(name).write_text("van mij", encoding="utf-8")
    assert [line.split(": ", 1)[1] for line in refusals(resume=True)] == [
        "dit bestand is veranderd of niet van deze reeks; bewaar het elders of gebruik --overschrijf"
    ]
    assert Path(name).read_text(encoding="utf-8") == "van mij"
    assert states(made(resume=True, overwrite=True)) == ["al klaar", "gemaakt"]


def test_a_work_sheet_of_an_earlier_time_is_still_ours():
    saved(1)
    made()
    made(order=Order("md", DAY, work_sheet=False), resume=True)
    assert states(made(resume=True)) == ["gemaakt"]


def test_an_overview_that_someone_changed_is_not_replaced_unasked():
    saved(1)
    made()
    with Path("uit/overzicht.csv").open("a", encoding="utf-8") as file:
        file.write("aantekening\n")
    assert "overzicht.csv" in refusals(resume=True)[0]


def test_what_failed_is_tried_again():
    mixed(2)
    made()
    save("in/kapot.yaml", "Heel")
    report = made(resume=True)
    assert states(report).count("gemaakt") == 1
    assert states(report).count("mislukt") == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"formaat": 9}', '{"formaat": 1}', "[" * 100_000])
def test_a_spoilt_journal_counts_as_none(text):
    saved(1)
    made()
    Path("uit", JOURNAL_FILE).write_text(text, encoding="utf-8")
    assert load_journal(Path("uit")).entries == {}
    assert len(refusals(resume=True)) == 4


# ------------------------------------------------------------ broken off


class _StopAfter:
    """Raises KeyboardInterrupt at a given profile."""

    def __init__(self, count: int) -> None:
        self.left = count

    def __call__(self, outcome: Outcome) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.wide
def test_breaking_off_leaves_whole_files_and_says_what_is_done(workers):
    saved(30)
    report = made(workers=workers, progress=_StopAfter(3), order=USUAL)
    count = states(report).count("gemaakt")
    assert report.stopped
    assert 3 <= count < 30
    assert states(report).count("niet aan de beurt") == 30 - count
    assert len(chapters("md")) == count
    assert left_overs() == []
    assert [row["Stand"] for row in rows()].count("gemaakt") == count
    assert len(prepared(resume=True, order=USUAL).ready) == count


def test_breaking_off_at_the_last_document_is_no_stop():
    saved(3)
    report = made(progress=_StopAfter(3))
    assert states(report) == ["gemaakt"] * 3
    assert not report.stopped


@pytest.mark.skipif(not POSIX, reason="needs signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_in_a_terminal(jobs):
    saved(120)
    line = [sys.executable, "-m", "liagen", "reeks", "in", "-o", "uit", "--jobs", jobs, "--datum", "2027-01-04"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    with running(line, start_new_session=True, **pipes) as batch:
        _wait_for(lambda: len(list(Path("uit").glob("*.docx"))) > 5)
        os.killpg(batch.pid, signal.SIGINT)  # a terminal tells every process
        out, err = batch.communicate(timeout=60)
    documents = chapters("docx")
    assert (batch.returncode, out) == (1, f"{Path('uit/overzicht.html')}\n")
    assert err.splitlines()[-1] == "Gestopt. Ga verder met dezelfde opdracht en --verder."
    assert f"({len(documents)} gemaakt, {120 - len(documents)} niet aan de beurt)" in err
    assert "Traceback" not in err
    assert 2 < len(documents) < 120
    assert all(zipfile.ZipFile(path).testzip() is None for path in documents)
    assert left_overs() == []
    assert len(load_journal(Path("uit")).entries) == len(documents)


@pytest.mark.skipif(not POSIX, reason="needs signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.wide
def test_going_on_after_a_kill_takes_what_was_made_for_its_own(jobs, capfd):
    saved(20)
    line = ["reeks", "in", "-o", "uit", "--formaat", "md", "--datum", "2027-01-04", "--jobs"]
    command = [sys.executable, "-m", "liagen", *line, jobs]
    with running(command, stderr=subprocess.DEVNULL, start_new_session=True) as batch:
        _wait_for(lambda: len(list(Path("uit").glob("*.md"))) > 5)
        _wait_for(lambda: is_held_before_saving(batch.pid))
        batch.kill()
        os.killpg(batch.pid, signal.SIGCONT)
        batch.wait(30)
        _wait_for(lambda: is_gone(batch.pid))  # its workers end with it
    known = load_journal(Path("uit"))
    assert set(known.files) < {path.name for path in Path("uit").glob("*.md")}
    Path("uit/p00.md").write_text("van een ander", encoding="utf-8")
    assert run([*line, "1", "--verder"]) == 1
    assert capfd.readouterr().err.splitlines() == [f"uit/p00.md: {batches._CHANGED}"]
    Path("uit/p00.md").unlink()
    assert run([*line, "1", "--verder"]) == 0
    assert len(chapters("md")) == 20
    assert left_overs() == []
    assert load_journal(Path("uit")).announced == {}
    assert not Path("uit", LOG_FILE).exists()


def test_what_was_announced_before_the_journal_was_saved_is_ours():
    saved(1)
    made()
    Path("uit", JOURNAL_FILE).unlink()
    assert len(refusals(resume=True)) == 4
    announce_files(Path("uit"), {path.name: digest(path.read_bytes()) for path in Path("uit").iterdir()})
    assert states(made(resume=True)) == ["gemaakt"]


def test_a_spoilt_log_tells_nothing():
    saved(1)
    made()
    Path("uit", LOG_FILE).write_bytes(b"\xff\n\nx y z\nabc")
    assert states(made(resume=True)) == ["al klaar"]


def is_held_before_saving(session: int) -> bool:
    """Hold a session where the journal lacks what is made; otherwise let it go on, and say so."""
    os.killpg(session, signal.SIGSTOP)
    if set(load_journal(Path("uit")).files) < {path.name for path in Path("uit").glob("*.md")}:
        return True
    os.killpg(session, signal.SIGCONT)
    return False


def is_gone(session: int) -> bool:
    """Say whether no process of a session is left."""
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return True
    return False


def _wait_for(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not done():
        assert time.monotonic() < until
        time.sleep(0.02)


# ------------------------------------------------------------ the overviews


def test_the_overview_runs_no_formula_and_shows_no_markup():
    save("in/a.yaml", "=1+1")
    save("in/b.yaml", "<script>alert(1)</script>")
    made()
    assert rows()[0]["Gemeente"] == "'=1+1"
    page = html.fromstring(Path("uit/overzicht.html").read_bytes())
    assert [cell.text_content() for cell in page.findall(".//tbody//th")] == ["=1+1", "<script>alert(1)</script>"]
    assert len(page.findall(".//script")) == 1


def test_the_page_is_a_table_with_heads_and_a_caption():
    saved(2)
    made()
    page = html.fromstring(Path("uit/overzicht.html").read_bytes())
    assert page.get("lang") == "nl"
    assert page.findtext(".//caption") == "Eén rij per profiel"
    assert {cell.get("scope") for cell in page.findall(".//thead//th")} == {"col"}
    assert {cell.get("scope") for cell in page.findall(".//tbody//th")} == {"row"}
    assert page.findall(".//p")[0].text == "Klaar: 2 van 2 hoofdstukken (2 gemaakt)."


# ------------------------------------------------------------ on the command line


def call(capfd, *args: str) -> tuple[int, str, str]:
    capfd.readouterr()
    code = run(["reeks", *args])
    return (code, *capfd.readouterr())


def test_the_command_tells_where_the_overview_is(capfd):
    saved(2)
    page = Path("uit/overzicht.html")
    assert call(capfd, "in", "-o", "uit") == (0, f"{page}\n", "Klaar: 2 van 2 hoofdstukken (2 gemaakt).\n")
    assert call(capfd, "in", "-o", "uit", "--verder")[2] == "Klaar: 2 van 2 hoofdstukken (0 gemaakt, 2 al klaar).\n"


@pytest.mark.wide
def test_twenty_profiles_give_eighteen_documents_and_name_the_others(capfd):
    mixed(16)
    code, _, err = call(capfd, "in", "-o", "uit")
    assert code == 1
    assert len(chapters("docx")) == 18
    told = err.splitlines()
    assert told[0] == "Klaar: 18 van 20 hoofdstukken (18 gemaakt, 2 mislukt)."
    assert [line.split(":")[:2] for line in told[1:]] == [
        [str(Path("in/kapot.yaml")), "3"], [str(Path("in/onleesbaar.yaml")), "2"],
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["md", "html", "HTML"])
def test_the_command_takes_a_format(capfd, form):
    saved(1)
    assert call(capfd, "in", "-o", "uit", "--formaat", form)[0] == 0
    assert Path(f"uit/p00.{form.lower()}").exists()


def test_the_command_takes_spaces_and_other_letters(capfd):
    save("map één/‘s-Łódź 1.yaml")
    assert call(capfd, "map één", "-o", "uit twee")[0] == 0
    assert zipfile.is_zipfile("uit twee/‘s-Łódź 1.docx")


def test_nothing_found_makes_nothing(capfd):
    Path("in").mkdir()
    code, _, err = call(capfd, "in", "-o", "uit")
    assert (code, "in deze map staat geen profiel" in err) == (1, True)
    assert not Path("uit").exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("-o uit", "er ontbreekt iets: PAD"),
        ("in", "er ontbreekt iets: --uit"),
        ("in -o uit --jobs 0", "--jobs: kies een getal van 1 tot en met 61"),
        ("in -o uit --jobs twee", "--jobs: kies een getal van 1 tot en met 61"),
        ("in -o uit --jobs ²", "--jobs: kies een getal van 1 tot en met 61"),
        ("in -o uit --formaat rtf", "--formaat: kies uit docx, pdf, odt, html, md"),
        ("in -o uit --formaat md --huisstijl h.docx", "--huisstijl past niet bij het formaat md"),
    ],
)
def test_wrong_use_makes_nothing(capfd, line, message):
    saved(1)
    code, _, err = call(capfd, *line.split())
    assert (code, err.startswith(message)) == (2, True), err
    assert not Path("uit").exists()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("ci", "bar"), [("", True), ("false", True), ("true", False), ("1", False)])
def test_a_bar_is_for_people(monkeypatch, ci, bar):
    saved(2)
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("CI", ci)
    assert run(["reeks", "in", "-o", "uit"]) == 0
    assert ("Hoofdstukken" in screen.getvalue()) is bar


def test_a_house_style_is_used_and_is_never_replaced(capfd):
    import docx

    docx.Document().save("huis.docx")
    save("in/huis.yaml")
    save("huis.yaml").write_text("", encoding="utf-8")
    assert call(capfd, "in", "-o", "uit", "--huisstijl", "huis.docx")[0] == 0
    assert docx.Document("uit/huis.docx").paragraphs
    code, _, err = call(capfd, "in", "-o", ".", "--huisstijl", "huis.docx", "--overschrijf")
    assert (code, "een bestand dat liagen leest" in err) == (1, True)


@NEEDS_SCRIPTS
def test_pdf_goes_one_at_a_time_through_libreoffice(monkeypatch, tmp_path):
    (tmp_path / "leeg.pdf").write_bytes(make_pdf(b"q Q"))
    program = stand_in(tmp_path, f"result.write_bytes(pathlib.Path({str(tmp_path / 'leeg.pdf')!r}).read_bytes())")
    at_once: list[int] = []
    monkeypatch.setattr(batches, "_make_in_parallel", lambda *_: at_once.append(1))
    saved(2)
    assert states(made(order=Order("pdf", DAY, program=program), workers=4)) == ["gemaakt"] * 2
    assert Path("uit/p00.pdf").read_bytes().startswith(b"%PDF")
    assert at_once == []
