"""Earlier versions of packages: kept as data, or read from what someone gives, also when that is a stranger."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from liagen import cli
from liagen.errors import LibraryError
from liagen.library.package import BASE, PRACTICE, read_package, shipped_packages
from liagen.profile.read import shipped_profiles
from liagen.workshop.earlier import (
    Earlier,
    PackageVersion,
    kept_beside,
    kept_versions,
    load_earlier,
    parse_version,
    read_given,
    releases,
)
from tools.keep_packages import changed_packages, is_kept, keep

PROFILE = str(shipped_profiles()["utrecht"])
IN_IT = "liagen/templates/standaard/teksten/x.md"
ALL_KEPT = [PackageVersion(name, version) for name in (BASE, PRACTICE) for version in kept_versions(name)]
TEXTS = {
    "liagen/templates/standaard/pakket.yaml": 'naam: standaard\nversie: "0.0"\nformaat: 1\n',
    "liagen/templates/standaard/woorden.yaml": "",
}


@pytest.mark.parametrize("kept", ALL_KEPT, ids=str)
def test_a_library_is_made_of_every_kept_version(kept):
    library = load_earlier(Earlier().find(kept)).library
    assert (library.packages[-1].name, library.packages[-1].version) == kept


def test_a_released_version_is_never_changed():
    assert changed_packages() == [], "raise `versie` in pakket.yaml: this version was released with other texts"


def test_of_every_release_the_packages_are_kept():
    assert all(Earlier().find(PackageVersion(*each)) for release in releases() for each in release.items())
    assert kept_beside(PackageVersion("standaard", "0.1"), "praktijk") == "0.2"


def test_keeping_twice_keeps_once(tmp_path):
    assert not is_kept(tmp_path)
    assert len(keep(tmp_path)) == 3
    assert is_kept(tmp_path)
    assert keep(tmp_path) == []
    assert read_package(next(tmp_path.glob("standaard-*.zip"))).digest() == read_package(_shipped(BASE)).digest()


def test_a_kept_version_is_not_written_over(tmp_path):
    keep(tmp_path)
    next(tmp_path.glob("standaard-*.zip")).write_bytes(next(tmp_path.glob("praktijk-*.zip")).read_bytes())
    with pytest.raises(ValueError, match="texts of standaard changed"):
        keep(tmp_path)


def _shipped(name: str) -> Path:
    return shipped_packages()[name]


def test_two_versions_are_compared(capsys):
    assert cli.run(["sjabloon", "verschil", "standaard@0.1", "standaard", PROFILE, "--datum", "2027-01-04"]) == 1
    shown = capsys.readouterr()
    assert "Een jaar na het besluit kijken wij" in shown.out
    assert "Niet vergeleken: teksten/punt_vaststellen.md" in shown.err


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("standaard@9.9", "versie 9.9 van standaard is niet bewaard"),
        ("standaart@0.1", "bedoelde u `standaard`?"),
    ],
)
def test_a_version_that_is_not_there_is_told_with_what_to_do(named, told, capsys):
    assert cli.run(["sjabloon", "verschil", named, "standaard", PROFILE]) == 2
    assert told in capsys.readouterr().err


def test_a_file_goes_before_the_name_of_a_version(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse_version("standaard@0.1") == ("standaard", "0.1")
    (tmp_path / "standaard@0.1").mkdir()
    assert parse_version("standaard@0.1") is None


# ------------------------------------------------------------ what someone gives


def wheel(path: Path, members: dict[str, bytes | str], link: str = "") -> Path:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o120777 if name == link else 0o644) << 16
            archive.writestr(entry, each)
    path.write_bytes(data.getvalue())
    return path


def test_a_version_is_read_from_an_installation_file(tmp_path):
    found = Earlier([wheel(tmp_path / "liagen-0.9.0-py3-none-any.whl", TEXTS)])
    assert found.find(PackageVersion("standaard", "0.0")).files["woorden.yaml"].text == ""
    assert found.versions("standaard")[-1] == "0.0"


def test_of_an_installation_file_no_code_is_run(tmp_path):
    trap = f"open({str(tmp_path / 'gevangen')!r}, 'w').close()\n"
    code = dict.fromkeys(("liagen/__init__.py", "liagen/templates/standaard/x.py", "conftest.py", "a.pth"), trap)
    (found,) = read_given(wheel(tmp_path / "x.whl", TEXTS | code))
    assert found.unused == ("x.py",)
    assert not (tmp_path / "gevangen").exists()


@pytest.mark.parametrize(
    ("members", "link"),
    [
        ({**TEXTS, "liagen/templates/standaard/../../../../buiten.md": "x"}, ""),
        ({**TEXTS, "/etc/passwd": "x"}, ""),
        ({**TEXTS, "C:\\buiten.md": "x"}, ""),
        ({**TEXTS, IN_IT: "/etc/passwd"}, IN_IT),
        ({**TEXTS, "bom": b"\0" * 81_000_000}, ""),
        ({**TEXTS, **{f"{number}": "" for number in range(5_001)}}, ""),
        ({**TEXTS, IN_IT: "x" * 600_000}, ""),
        ({**TEXTS, "liagen/templates/standaard/stijl.docx": "geen Word"}, ""),
        ({**TEXTS, "liagen/templates/standaard/beelden/x.png": "geen beeld"}, ""),
        ({"liagen/templates/standaard/woorden.yaml": ""}, ""),
        ({"ander/pakket.yaml": ""}, ""),
    ],
    ids=["omhoog", "vanaf-de-wortel", "windows", "snelkoppeling", "bom", "te-veel-bestanden", "te-veel-tekst", "stijl",
         "beeld", "zonder-kop", "niet-van-liagen"],
)  # fmt: skip
def test_an_installation_file_of_a_stranger_is_refused_in_one_message(members, link, tmp_path, capsys):
    given = wheel(tmp_path / "vreemd.whl", members, link)
    with pytest.raises(LibraryError) as caught:
        read_given(given)
    assert len(caught.value.problems) == 1
    assert "vreemd.whl" in str(caught.value)
    command = ["sjabloon", "verschil", "standaard@0.0", "standaard", PROFILE, "--eerder", str(given)]
    assert cli.run(command) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\xff" * 400], ids=["leeg", "begin", "kapot"])
def test_a_broken_installation_file_is_refused(data, tmp_path):
    (tmp_path / "kapot.whl").write_bytes(data)
    with pytest.raises(LibraryError, match="geen installatiebestand van liagen"):
        read_given(tmp_path / "kapot.whl")


def test_a_missing_installation_file_is_told(tmp_path):
    with pytest.raises(LibraryError, match="bestaat niet"):
        read_given(tmp_path / "weg.whl")
