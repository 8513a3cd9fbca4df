"""Someone else's zip file: read within limits, or refused with the reason."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from word_builders import STYLES

from liagen.files.archive import STRICT, ArchiveError, Limits, Refusal, open_archive, style_problems, word_refusal

LIMITS = Limits(members=3, member=1_000, total=2_000)


def zipped(tmp_path, *members, method=zipfile.ZIP_DEFLATED):
    """Write a zip file with these members: (name or ZipInfo, data)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as file:
        for name, content in members:
            file.writestr(name, content)
    path = tmp_path / "x.zip"
    path.write_bytes(data.getvalue())
    return path


def refused(path, limits=LIMITS) -> tuple[Refusal, str]:
    with pytest.raises(ArchiveError) as caught:
        archive = open_archive(path, limits)
        for member in archive.members:
            archive.read(member)
    return caught.value.refusal, caught.value.member


def test_what_is_within_the_limits_is_read(tmp_path):
    archive = open_archive(zipped(tmp_path, ("map/", ""), ("map/a.txt", "aap"), ("b", b"x" * 1_000)), LIMITS)
    assert [entry.filename for entry in archive.entries] == ["map/", "map/a.txt", "b"]
    assert [archive.read(entry) for entry in archive.members] == [b"aap", b"x" * 1_000]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([(str(number), "") for number in range(4)], (Refusal.TOO_MANY_MEMBERS, "")),
        ([("a", "x" * 900), ("b", "x" * 900), ("c", "x" * 900)], (Refusal.TOTAL_TOO_LARGE, "")),
        ([("a", "x" * 1_001)], (Refusal.MEMBER_TOO_LARGE, "a")),
        ([("../a", "")], (Refusal.OUTSIDE, "../a")),
        ([("/a", "")], (Refusal.OUTSIDE, "/a")),
        ([("a\u202eb", "")], (Refusal.ODD_NAME, "a\u202eb")),
    ],
)
def test_what_is_not(tmp_path, members, expected):
    assert refused(zipped(tmp_path, *members)) == expected


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice(tmp_path):
    assert refused(zipped(tmp_path, ("a", "1"), ("a", "2"))) == (Refusal.DUPLICATE, "a")


def test_a_link(tmp_path):
    info = zipfile.ZipInfo("a")
    info.external_attr = 0o120777 << 16
    assert refused(zipped(tmp_path, (info, "/etc/passwd"))) == (Refusal.LINK, "a")


def test_another_way_of_packing(tmp_path):
    assert refused(zipped(tmp_path, ("a", "x"), method=zipfile.ZIP_BZIP2)) == (Refusal.METHOD, "a")


def test_a_member_that_lies_about_its_size(tmp_path):
    path = zipped(tmp_path, ("a", "x" * 900))
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 900), struct.pack("<L", 10)))
    assert refused(path) == (Refusal.UNREADABLE, "a")


def test_a_file_that_swells_more_than_real_ones(tmp_path):
    large = Limits(members=3, member=1 << 30, total=1 << 30)
    assert refused(zipped(tmp_path, ("a", bytes(50_000_001))), large) == (Refusal.TOTAL_TOO_LARGE, "")
    assert len(open_archive(zipped(tmp_path, ("a", bytes(49_000_000))), large).members) == 1


def test_a_file_that_is_larger_than_all_that_may_be_in_it(tmp_path):
    (tmp_path / "x.zip").write_bytes(bytes(2_001))
    assert refused(tmp_path / "x.zip") == (Refusal.TOTAL_TOO_LARGE, "")


@pytest.mark.parametrize("data", [b"", b"tekst", b"PK"])
def test_what_is_no_zip_file(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    assert refused(tmp_path / "x.zip") == (Refusal.UNREADABLE, "")


def test_a_folder_is_no_zip_file(tmp_path):
    assert refused(tmp_path) == (Refusal.UNREADABLE, "")


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_archive(tmp_path / "weg.zip", LIMITS)


# ------------------------------------------------------------ Word files

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "expected"),
    [(ENCRYPTED, Refusal.OFFICE_PASSWORD), (OLE + bytes(600), Refusal.OLD_OFFICE), (b"tekst", Refusal.UNREADABLE)],
)
def test_what_office_keeps_otherwise_is_known(tmp_path, data, expected):
    (tmp_path / "x.docx").write_bytes(data)
    assert refused(tmp_path / "x.docx")[0] == expected


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (Refusal.TOTAL_TOO_LARGE, "groot"),
        (Refusal.UNREADABLE, "beschadigd"),
        (Refusal.OFFICE_PASSWORD, "dit bestand heeft een wachtwoord"),
        (Refusal.PASSWORD, "dit bestand heeft een wachtwoord"),
        (Refusal.OLD_OFFICE, "dit is een Word-bestand van vóór 2007 (.doc)"),
    ],
)
def test_a_word_file_is_named_for_what_it_is(refusal, expected):
    assert word_refusal(refusal, "beschadigd", "groot").startswith(expected)


def style_file(tmp_path, document: bytes):
    """Write our style file with another document part."""
    path = tmp_path / "stijl.docx"
    with zipfile.ZipFile(STYLES) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document if name == "word/document.xml" else old.read(name))
    return path


@pytest.mark.parametrize(
    "document", [b"<a>" * 100_000 + b"</a>" * 100_000, b"<a>" * 201 + b"</a>" * 201, b"<a><b></a>"]
)
def test_a_part_of_a_style_file_that_word_could_not_read(tmp_path, document):
    found = style_problems(style_file(tmp_path, document=document), "stijl.docx")
    message = "dit deel is beschadigd; bewaar het stijlbestand opnieuw in Word"
    assert [str(each) for each in found] == [f"stijl.docx/word/document.xml: {message}"]


def test_a_style_file_in_strict_open_xml(tmp_path):
    path = tmp_path / "stijl.docx"
    loose, strict = b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument"
    with zipfile.ZipFile(STYLES) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(loose, strict))
    assert [each.message for each in style_problems(path, "stijl.docx")] == [STRICT]


@pytest.mark.parametrize(("data", "message"), [(ENCRYPTED, "wachtwoord"), (OLE + bytes(600), "vóór 2007")])
def test_a_style_file_that_office_keeps_otherwise(tmp_path, data, message):
    (tmp_path / "stijl.docx").write_bytes(data)
    (found,) = style_problems(tmp_path / "stijl.docx", "stijl.docx")
    assert message in found.message
