"""Results to disk: all or nothing, and nothing overwritten unasked."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import stat
import time
from pathlib import Path

import pytest
from toy import open_folder, ordinary_user

from liagen.errors import OutputError
from liagen.files.save import _computer, check_files, check_writable, write_files

EXISTS = "dit bestand bestaat al; kies een andere naam of gebruik --overschrijf"


def refused(files: dict[Path, bytes], overwrite: bool = False) -> list[str]:
    with pytest.raises(OutputError) as caught:
        write_files(files, overwrite)
    return [str(problem) for problem in caught.value.problems]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written(tmp_path):
    write_files({tmp_path / "a.docx": b"x"}, False)
    assert (tmp_path / "a.docx").read_bytes() == b"x"


def test_nothing_else_is_left_behind(tmp_path):
    write_files({tmp_path / "a.docx": b"x", tmp_path / "b.md": b"y"}, False)
    assert names(tmp_path) == ["a.docx", "b.md"]


def test_a_file_gets_the_rights_of_any_new_file(tmp_path):
    before = os.umask(0o027)
    try:
        write_files({tmp_path / "a.docx": b"x"}, False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.docx").stat().st_mode) == 0o640


def test_an_existing_file_is_kept(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"oud")
    assert (refused({path: b"nieuw"}), path.read_bytes()) == ([f"{path}: {EXISTS}"], b"oud")


def test_an_existing_file_may_be_offered(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"oud")
    write_files({path: b"nieuw"}, True)
    assert path.read_bytes() == b"nieuw"


def test_one_refusal_stops_everything(tmp_path):
    (tmp_path / "b.md").write_bytes(b"oud")
    refused({tmp_path / "a.docx": b"x", tmp_path / "b.md": b"y"})
    assert names(tmp_path) == ["b.md"]


def test_every_refusal_is_told(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.touch()
    second.touch()
    assert refused({first: b"", second: b""}) == [f"{first}: {EXISTS}", f"{second}: {EXISTS}"]


def test_a_document_with_the_same_bytes_still_counts_as_new(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"x")
    assert refused({path: b"x"}) == [f"{path}: {EXISTS}"]


def test_a_companion_with_the_same_bytes_is_left_alone(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"x")
    before = path.stat().st_mtime_ns
    write_files({path: b"x"}, False)
    assert path.stat().st_mtime_ns == before


def test_a_companion_with_other_bytes_is_no_companion(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"anders")
    assert refused({path: b"x"}) == [f"{path}: {EXISTS}"]


def test_a_folder_is_no_file(tmp_path):
    assert refused({tmp_path: b"x"}, True) == [f"{tmp_path}: dit is een map; noem een bestand"]


def test_a_missing_folder_is_not_made(tmp_path):
    path = tmp_path / "map" / "a.docx"
    assert refused({path: b"x"}) == [f"{path}: de map voor dit bestand bestaat niet; maak die eerst aan"]


def test_a_name_may_be_too_long(tmp_path):
    path = tmp_path / ("a" * 300)
    assert refused({path: b"x"}) == [f"{path}: onder deze naam kan geen bestand komen"]


def test_a_companion_with_a_name_too_long_is_refused_too(tmp_path):
    path = tmp_path / ("a" * 300 + ".json")
    assert refused({path: b"x"}) == [f"{path}: onder deze naam kan geen bestand komen"]


def test_a_pipe_is_no_file(tmp_path):
    path = tmp_path / "pijp"
    os.mkfifo(path)
    assert refused({path: b"x"}, True) == [f"{path}: dit is geen gewoon bestand; kies een andere naam"]


def test_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "doel", tmp_path / "link"
    target.write_bytes(b"oud")
    link.symlink_to(target)
    write_files({link: b"nieuw"}, True)
    assert (link.is_symlink(), target.read_bytes()) == (True, b"nieuw")


def test_a_broken_link_is_something_that_exists(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "weg")
    assert refused({link: b"x"}) == [f"{link}: {EXISTS}"]


def test_a_full_disk_changes_nothing(tmp_path):
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    second.write_bytes(b"oud")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        said = refused({first: b"x", second: b"y" * 1000}, True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert said == [f"{second}: het bestand is niet geschreven; is de schijf vol?"]
    assert (names(tmp_path), second.read_bytes()) == (["b.md"], b"oud")


def test_without_rights_nothing_is_written():
    with open_folder() as folder:
        folder.chmod(0o555)
        path = folder / "a.docx"
        with ordinary_user():
            said = refused({path: b"x"})
        assert (said, names(folder)) == ([f"{path}: u mag in deze map niet schrijven; kies een andere map"], [])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a file that another user may not replace")
def test_a_file_of_someone_else_takes_nothing_along():
    with open_folder() as folder:
        folder.chmod(0o1777)
        first, second = folder / "a.md", folder / "b.md"
        second.write_bytes(b"oud")
        with ordinary_user():
            said = refused({first: b"x", second: b"y"}, True)
        assert said[0].startswith(f"{second}: u mag hier niet schrijven, of het bestand is open in een ander programma")
        assert (names(folder), second.read_bytes()) == (["b.md"], b"oud")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a file that another user may not replace")
def test_what_was_replaced_comes_back_when_a_later_file_fails():
    with open_folder() as folder:
        folder.chmod(0o1777)
        first, second = folder / "a.md", folder / "b.md"
        second.write_bytes(b"oud")
        with ordinary_user():
            first.write_bytes(b"van haar")
            before = first.stat()
            refused({first: b"x", second: b"y"}, True)
        assert (names(folder), first.read_bytes(), second.read_bytes()) == (["a.md", "b.md"], b"van haar", b"oud")
        assert first.stat().st_ino == before.st_ino


def test_what_is_replaced_leaves_nothing_beside_it(tmp_path):
    files = {tmp_path / name: name.encode() for name in ("a.docx", "b.docx")}
    for path in files:
        path.write_bytes(b"oud")
    write_files(files, True)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_without_room_for_one_more_open_file_nothing_is_written(tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
    try:
        with pytest.raises(OutputError) as caught:
            write_files({tmp_path / "a": b"x"}, False)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert str(caught.value).startswith(str(tmp_path / "a"))


def test_a_mistake_of_our_own_leaves_nothing_behind(tmp_path):
    with pytest.raises(TypeError):
        write_files({tmp_path / "a": "geen bytes"}, False)
    assert names(tmp_path) == []


def test_checking_beforehand_says_the_same(tmp_path):
    (tmp_path / "a").touch()
    with pytest.raises(OutputError) as caught:
        check_writable([tmp_path / "a"], False)
    assert str(caught.value) == f"{tmp_path / 'a'}: {EXISTS}"


def test_checking_beforehand_is_silent_when_all_is_well(tmp_path):
    assert check_writable([tmp_path / "a"], False) is None


def test_checking_files_beforehand_lets_a_companion_be(tmp_path):
    (tmp_path / "a.json").write_bytes(b"x")
    assert check_files({tmp_path / "a.json": b"x"}, False) is None


# ------------------------------------------------------------ links in a circle


def test_links_in_a_circle_are_no_file(tmp_path):
    one, two = tmp_path / "een", tmp_path / "twee"
    one.symlink_to(two)
    two.symlink_to(one)
    assert refused({one: b"x"}) == [f"{one}: {EXISTS}"]
    assert refused({one: b"x"}, True) == [f"{one}: deze snelkoppeling wijst naar zichzelf; kies een andere naam"]
    assert refused({one / "a": b"x"}) == [f"{one / 'a'}: de map voor dit bestand bestaat niet; maak die eerst aan"]


# ------------------------------------------------------------ two at the same time


def _write_often(folder: Path, number: int, start, successes) -> None:
    for turn in range(30):
        start.wait()
        try:
            write_files({folder / f"{turn}.json": bytes([number]), folder / f"{turn}.md": bytes([number])}, False)
        except OutputError:
            continue
        successes.put((turn, number))


def test_of_processes_that_make_the_same_files_one_succeeds(tmp_path):
    context = multiprocessing.get_context("fork")
    start, successes = context.Barrier(4), context.Queue()
    children = [context.Process(target=_write_often, args=(tmp_path, each, start, successes)) for each in range(4)]
    try:
        for child in children:
            child.start()
        first = dict(successes.get(timeout=60) for _ in range(30))
        for child in children:
            child.join(60)
    finally:
        for child in children:
            child.kill()
    assert successes.empty()
    assert sorted(first) == list(range(30))
    for turn, number in first.items():
        assert (tmp_path / f"{turn}.md").read_bytes() == bytes([number])
        assert (tmp_path / f"{turn}.json").read_bytes() == bytes([number])
    assert len(names(tmp_path)) == 60


# ------------------------------------------------------------ what a kill left


def left(folder: Path, process: int, computer: str = "", days: float = 0) -> Path:
    path = folder / f".liagen-{computer or _computer()}-{process}-abc_1.tmp"
    path.write_bytes(b"half")
    os.utime(path, (time.time() - days * 86_400,) * 2)
    return path


def dead_process() -> int:
    child = multiprocessing.get_context("fork").Process(target=int)
    child.start()
    child.join()
    assert child.pid
    return child.pid


def test_what_a_process_left_that_is_gone_is_swept(tmp_path):
    left(tmp_path, dead_process())
    left(tmp_path, os.getpid(), days=2)
    left(tmp_path, 1, "0" * 8, days=2)
    write_files({tmp_path / "a": b"x"}, False)
    assert names(tmp_path) == ["a"]


def test_that_is_so_in_each_folder_that_a_process_goes_to(tmp_path, monkeypatch):
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        left(Path(), dead_process())
        write_files({Path("a"): b"x"}, False)
        assert names(Path()) == ["a"]


@pytest.mark.parametrize(("computer", "gone"), [("", False), ("0" * 8, True)])
def test_what_another_process_may_be_writing_stays(tmp_path, computer, gone):
    path = left(tmp_path, dead_process() if gone else os.getpid(), computer)
    write_files({tmp_path / "a": b"x"}, False)
    assert names(tmp_path) == [path.name, "a"]


@pytest.mark.parametrize("name", [".liagen-x.tmp", ".liagen-00000000-1-abc.oud", "liagen-00000000-1-abc.tmp"])
def test_what_is_no_temporary_file_of_ours_stays(tmp_path, name):
    (tmp_path / name).touch()
    os.utime(tmp_path / name, (0, 0))
    write_files({tmp_path / "a": b"x"}, False)
    assert names(tmp_path) == sorted([name, "a"])


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new(tmp_path):
    context = multiprocessing.get_context("fork")
    files = {tmp_path / name: b"oud" * 100_000 for name in ("a", "b")}
    for number in range(25):
        for path, data in files.items():
            path.write_bytes(data)
        child = context.Process(target=write_files, args=(dict.fromkeys(files, b"nieuw" * 100000), True))
        child.start()
        time.sleep(number / 10_000)
        child.kill()
        child.join()
        assert {path.read_bytes()[:3] for path in files} <= {b"oud", b"nie"}
    write_files({tmp_path / "c": b""}, False)
    assert names(tmp_path) == ["a", "b", "c"]
