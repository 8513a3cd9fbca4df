"""A client: what its file may say, what is read of its folder or zip file, and what is packed."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from client_builders import FILES, HEAD, NORTH, PROFILE, SOUTH, packed, two_clients, write
from docx import Document
from docx.shared import Pt
from layered import zipped
from toy import SHIPPED

from liagen.errors import LiagenError
from liagen.files.archive import CLIENT_LIMITS
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.library.packages import find_packages
from liagen.make.chain import make_documents
from liagen.make.client import load_client
from liagen.make.client_find import find_clients
from liagen.make.client_packed import pack_client, parse_client
from liagen.make.order import Order
from liagen.profile.find import is_client
from liagen.profile.model import Profile
from liagen.profile.read import load_profile

DAY = dt.date(2027, 1, 4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return two_clients(tmp_path_factory.mktemp("klanten"))


@pytest.fixture(scope="module")
def north(folder) -> bytes:
    """Return one of the two, packed."""
    return packed(folder / "noord.klant.yaml")


@pytest.fixture(scope="module")
def documents_of_north(folder) -> list[bytes]:
    return documents(folder / "noord.klant.yaml")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(path: Path) -> list[str]:
    """Return every problem of a client, without the folder of the test."""
    with pytest.raises(LiagenError) as caught:
        load_client(path)
    return [str(problem).replace(f"{path.parent}{os.sep}", "") for problem in caught.value.problems]


def refusals(tmp_path: Path, said: str, **files: str) -> list[str]:
    write(tmp_path, {"zuid.yaml": PROFILE, "bureau/pakket.yaml": HEAD, "klant.yaml": said} | files)
    return refused(tmp_path / "klant.yaml")


def loaded(client: Path) -> tuple[Library, Profile]:
    """Return what the command line reads of a client."""
    found = load_client(client)
    library = load_library(*find_packages(found.packages, None, None))
    return library, found.wishes.applied(load_profile(found.only_profile(), library.cards, library.section_keys))


def documents(client: Path) -> list[bytes]:
    """Return what `maak` makes of a client."""
    library, profile = loaded(client)
    order = Order("docx", DAY, DAY, house=load_client(client).house, papers=None)
    return [each.data for each in make_documents(profile, library, order).documents]


# ------------------------------------------------------------ what is read


def test_a_client_is_all_that_its_file_names(folder):
    found = load_client(folder / "noord.klant.yaml")
    assert found.name == "Noord"
    assert found.only_profile() == folder / "noord.yaml"
    assert found.packages == (folder / "bureau", folder / "van_noord"), "each after what it builds on"
    assert found.house == folder / "huis.docx"
    assert (found.wishes.length, found.wishes.papers) == ("uitgebreid", ("samenvatting",))


@pytest.mark.parametrize("named", ["klant.yaml", ""])
def test_a_folder_with_its_file_is_a_client(tmp_path, named):
    write(two_clients(tmp_path), {"klant.yaml": SOUTH})
    assert is_client(tmp_path / named)
    assert load_client(tmp_path / named).name == "Zuid"


def test_a_name_may_be_typed_with_dot_or_slash(tmp_path):
    write(two_clients(tmp_path), {"klant.yaml": SOUTH.replace("[bureau]", "[./bureau/]")})
    assert load_client(tmp_path).packages == (tmp_path / "bureau",)


def test_a_client_with_more_profiles_is_one_for_a_batch(tmp_path):
    write(two_clients(tmp_path), {"klant.yaml": SOUTH.replace("[zuid.yaml]", "[zuid.yaml, noord.yaml]")})
    with pytest.raises(LiagenError, match="deze klant heeft 2 profielen"):
        load_client(tmp_path).only_profile()


# ------------------------------------------------------------ what is wrong


def test_all_mistakes_come_at_once_each_with_its_place(tmp_path):
    said = "naam: Zuid\nformaat: 1\nprofielen: [zuit.yaml]\npaketten: [bureau]\nhuisstijl: huis.doc\nlengte: lang\n"
    assert refusals(tmp_path, said) == [
        "klant.yaml:3:13: profielen.1: zuit.yaml is er niet, bedoelde u `zuid.yaml`?",
        "klant.yaml:4:1: paketten: onbekend veld, bedoelde u `pakketten`?",
        "klant.yaml:5:12: huisstijl: huis.doc is er niet; kijk naar de naam en de map",
        'klant.yaml:6:9: lengte: kies uit: kort, standaard of uitgebreid; hier staat "lang"',
    ]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("", "hier horen regels als"),
        ("- a\n", "hier horen regels als"),
        ("naam: Zuid\nformaat: 1\n", "profielen: dit veld ontbreekt"),
        ("naam: Zuid\nformaat: 1\nprofielen: []\n", "profielen: deze lijst is te kort"),
        ("naam: Zuid\nformaat: 1\nprofielen: zuid.yaml\n", "profielen: hier hoort een lijst"),
        ("naam: Zuid\nformaat: 2\nprofielen: [zuid.yaml]\n", "formaat: dit formaat is te nieuw"),
        (SOUTH.replace("[zuid.yaml]", "[bureau]"), "een profiel is een bestand op .yaml of .yml"),
        (SOUTH.replace("[zuid.yaml]", "[klant.yaml]"), "een profiel is een bestand op .yaml of .yml"),
        (SOUTH.replace("[bureau]", "[zuid.yaml]"), "een pakket is een map met pakket.yaml"),
        (SOUTH.replace("[bureau]", "[bureau, bureau]"), "deze naam is ook die van bureau"),
        (SOUTH.replace("[zuid.yaml]", "[zuid.yaml, bureau/../zuid.yaml]"), "dit staat niet in de map van de klant"),
        (SOUTH + "huisstijl: [weg.docx]\n", "huisstijl: hier hoort tekst, niet een lijst"),
        (SOUTH + "huisstijl: zuid.yaml\n", "een huisstijl is een bestand op .docx, .dotx of .json"),
        (SOUTH + "stukken: [raadsvorstel]\n", "stukken.1: kies uit: collegevoorstel, raadsvoorstel of samenvatting"),
    ],
)
def test_what_a_client_may_not_say_is_told(tmp_path, said, message):
    found = refusals(tmp_path, said)
    assert len(found) == 1
    assert message in found[0]
    assert found[0].startswith("klant.yaml:")


@pytest.mark.parametrize(
    "name",
    ["../geheim.yaml", "/etc/hostname", "a/../../geheim.yaml", "C:/geheim.yaml", "..\\geheim.yaml", "~/../x.yaml",
     ".ssh/config.yaml", "a//b.yaml", "zuid\u202e.yaml", "", "."],
)  # fmt: skip
def test_a_name_that_leads_outside_is_refused_wherever_it_may_stand(tmp_path, name):
    quoted = '"' + name.replace("\\", "\\\\") + '"'
    said = f"naam: Zuid\nformaat: 1\nprofielen: [zuid.yaml, {quoted}]\npakketten: [{quoted}]\nhuisstijl: {quoted}\n"
    found = refusals(tmp_path, said)
    assert [each.split(" ")[1] for each in found] == ["profielen.2:", "pakketten.1:", "huisstijl:"]
    assert not any("geheim.yaml is er niet" in each for each in found), "nothing outside is looked for"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize("name", ["zuid.yaml", "map/zuid.yaml", "bureau"])
def test_a_link_is_refused_as_is_a_folder_that_is_one(tmp_path, name):
    elsewhere = two_clients(tmp_path / "elders")
    (tmp_path / "klant").mkdir()
    for link in ("zuid.yaml", "bureau"):
        (tmp_path / "klant" / link).symlink_to(elsewhere / link)
    (tmp_path / "klant" / "map").symlink_to(elsewhere)
    said = f"naam: Zuid\nformaat: 1\nprofielen: [{name if name != 'bureau' else 'zuid.yaml'}]\npakketten: [bureau]\n"
    write(tmp_path / "klant", {"klant.yaml": said})
    assert all("is een snelkoppeling" in each for each in refused(tmp_path / "klant"))


def test_a_package_that_holds_a_link_packs_nothing(tmp_path):
    two_clients(tmp_path)
    (tmp_path / "bureau/teksten/geheim.md").symlink_to(tmp_path / "geheim.yaml")
    with pytest.raises(LiagenError, match="een snelkoppeling mag niet in een pakket"):
        packed(tmp_path / "zuid.klant.yaml")


# ------------------------------------------------------------ packed


def test_what_is_packed_is_what_was_named_and_no_more(north):
    found = members(north)
    assert sorted(found) == [
        "huisstijl.json", "klant.yaml", "pakketten/bureau/pakket.yaml", "pakketten/bureau/teksten/vertellen.md",
        "pakketten/van_noord/pakket.yaml", "pakketten/van_noord/teksten/vertellen.md", "profielen/noord.yaml",
    ]  # fmt: skip
    assert found["profielen/noord.yaml"].decode() == FILES["noord.yaml"]
    assert b"Elders" not in b"".join(found.values())


def test_a_remark_in_klant_yaml_stays_at_home(tmp_path):
    write(two_clients(tmp_path), {"klant.yaml": "# lastige klant\n" + SOUTH})
    assert b"lastige" not in b"".join(members(packed(tmp_path)).values())


def test_packing_gives_the_same_bytes_also_of_what_was_packed(folder, north, tmp_path):
    data = north
    assert packed(folder / "noord.klant.yaml") == data
    (tmp_path / "noord.zip").write_bytes(data)
    assert packed(tmp_path / "noord.zip") == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path / "uitgepakt")
    assert packed(tmp_path / "uitgepakt") == data


def test_a_packed_client_makes_the_same_documents(north, documents_of_north, tmp_path):
    (tmp_path / "noord.zip").write_bytes(north)
    there = documents(tmp_path / "noord.zip")
    assert there == documents_of_north
    assert len(there) == 3


def test_the_style_file_of_a_package_goes_along_as_a_house_style(tmp_path):
    two_clients(tmp_path)
    style = Document(str(SHIPPED / "stijl.docx"))
    style.styles["Heading 1"].font.size = Pt(31)
    style.save(str(tmp_path / "bureau/stijl.docx"))
    found = pack_client(load_client(tmp_path / "zuid.klant.yaml"))
    assert found.house_of_package
    (tmp_path / "zuid.zip").write_bytes(found.data)
    assert documents(tmp_path / "zuid.zip") == documents(tmp_path / "zuid.klant.yaml")


def test_a_zip_file_with_the_folder_in_it_is_read_too(north, documents_of_north, tmp_path):
    within = {f"Noord (1)/{name}": data for name, data in members(north).items()}
    path = zipped(tmp_path / "noord.zip", within | {"__MACOSX/._klant.yaml": b"x"})
    assert load_client(path).only_profile() == path / "Noord (1)/profielen/noord.yaml"
    assert documents(path) == documents_of_north
    assert parse_client(path.read_bytes(), "noord.zip").name == "Noord"


# ------------------------------------------------------------ attacks


def both_ways(path: Path) -> list[str]:
    """Return why a zip file is refused: as a file on disk, and as bytes that an officer opens."""
    told = refused(path)
    with pytest.raises(LiagenError) as caught:
        parse_client(path.read_bytes(), path.name)
    assert [str(problem) for problem in caught.value.problems] == told
    return told


SMALL = {"klant.yaml": "naam: Zuid\nformaat: 1\nprofielen: [p.yaml]\n", "p.yaml": PROFILE.format(name="Zuid")}


def test_a_small_zip_file_by_hand_is_a_client(tmp_path):
    assert load_client(zipped(tmp_path / "x.zip", SMALL)).name == "Zuid"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"../buiten.yaml": "x"}, "x.zip/../buiten.yaml: dit bestand wijst naar een plek buiten de klant"),
        ({"/etc/passwd": "x"}, "x.zip//etc/passwd: dit bestand wijst naar een plek buiten de klant"),
        ({"a\\..\\b": "x"}, "x.zip/a\\..\\b: dit bestand wijst naar een plek buiten de klant"),
        ({"a\u202eb": "x"}, "x.zip/a?b: in deze bestandsnaam staat een onzichtbaar teken"),
        ({"klant.yaml": SMALL["klant.yaml"].replace("p.yaml", "../p.yaml")}, "dit staat niet in de map van de klant"),
        ({"klant.yaml": SOUTH}, "zuid.yaml is er niet"),
        ({"klant.yaml": NORTH, "noord.yaml": "x", "huis.docx": "x", "bureau/a": "", "van_noord/a": ""}, "klaargezette"),
        ({"klant.yaml": SMALL["klant.yaml"] + "pakketten: [b.zip]\n", "b.zip": "x"}, "een pakket is een map"),
    ],
)
def test_a_zip_file_with_strange_names_is_refused(tmp_path, more, message):
    found = both_ways(zipped(tmp_path / "x.zip", SMALL | more))
    assert message in found[0]


def test_a_zip_file_that_is_something_else_is_told(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK niets")
    assert both_ways(tmp_path / "x.zip")[0].startswith("x.zip: dit is geen leesbare klant")
    assert "geen klant.yaml in" in both_ways(zipped(tmp_path / "y.zip", {"a.txt": "x"}))[0]
    assert "dit is een pakket, en geen klant" in both_ways(zipped(tmp_path / "z.zip", {"pakket.yaml": HEAD}))[0]
    assert refused(tmp_path / "weg.zip") == ["weg.zip: dit bestand bestaat niet; kijk naar de naam en de map"]


def test_a_client_in_the_place_of_something_else_is_told(tmp_path):
    path = zipped(tmp_path / "x.zip", SMALL)
    with pytest.raises(LiagenError, match="dit is een klant en geen pakket"):
        load_library(path)
    with pytest.raises(LiagenError, match="dit is een klant en geen profiel"):
        load_profile(path, None)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = {"bom": b"\0" * (CLIENT_LIMITS.member + 1)}
    assert "groter dan 30 MB" in both_ways(zipped(tmp_path / "x.zip", SMALL | bomb))[0]
    many = {str(number): "" for number in range(CLIENT_LIMITS.members)}
    assert "groter dan 30 MB" in both_ways(zipped(tmp_path / "y.zip", SMALL | many))[0]


def test_a_file_that_is_damaged_in_it_is_told(folder, tmp_path):
    data = packed(folder / "zuid.klant.yaml")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        starts = {each.filename: each.header_offset for each in archive.infolist()}
    for number, name in enumerate(("klant.yaml", "profielen/zuid.yaml", "pakketten/bureau/teksten/vertellen.md")):
        at = starts[name] + 30 + len(name) + 5
        path = tmp_path / f"{number}x.zip"
        path.write_bytes(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])
        with pytest.raises(LiagenError, match=r"x\.zip"):
            parse_client(path.read_bytes(), "x.zip")
        with pytest.raises(LiagenError, match=r"x\.zip"):
            loaded(path)


def test_a_link_in_a_zip_file_is_refused(tmp_path):
    path = zipped(tmp_path / "x.zip", SMALL)
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("geheim.yaml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert both_ways(path) == ["x.zip/geheim.yaml: een snelkoppeling mag niet in een klant"]


def test_a_package_in_a_client_is_judged_as_any_other(tmp_path):
    attack = "{{ ''.__class__ }}"
    files = {"klant.yaml": SMALL["klant.yaml"] + "pakketten: [a]\n", "a/pakket.yaml": FILES["bureau/pakket.yaml"]}
    path = zipped(tmp_path / "x.zip", SMALL | files | {"a/teksten/vertellen.md": attack})
    with pytest.raises(LiagenError, match=r"x\.zip/a/teksten/vertellen\.md:1:"):
        parse_client(path.read_bytes(), "x.zip")
    with pytest.raises(LiagenError, match=r"x\.zip/a/teksten/vertellen\.md:1:"):
        load_library(*find_packages(load_client(path).packages, None, None))


def test_a_package_in_a_client_is_never_taken_for_one_of_ours(tmp_path):
    files = {"klant.yaml": SMALL["klant.yaml"] + "pakketten: [standaard]\n"}
    files |= {"standaard/pakket.yaml": HEAD.format(name="standaard", base="praktijk")}
    with pytest.raises(LiagenError, match="er is al een pakket `standaard`"):
        parse_client(zipped(tmp_path / "x.zip", SMALL | files).read_bytes(), "x.zip")


def test_all_mistakes_of_packages_and_profiles_come_together(tmp_path):
    files = {"klant.yaml": SMALL["klant.yaml"] + "pakketten: [a]\n", "a/pakket.yaml": "naam: a\n", "p.yaml": "x: 1\n"}
    with pytest.raises(LiagenError) as caught:
        parse_client(zipped(tmp_path / "x.zip", SMALL | files).read_bytes(), "x.zip")
    assert {problem.file for problem in caught.value.problems} == {"x.zip/a/pakket.yaml", "x.zip/p.yaml"}


# ------------------------------------------------------------ finding


def test_clients_in_a_folder_keep_their_profiles_for_themselves(folder, tmp_path):
    two_clients(tmp_path / "in/elk")
    write(tmp_path / "in", {"los.yaml": PROFILE, "een/klant.yaml": SOUTH.replace("pakketten: [bureau]\n", "")})
    write(tmp_path / "in/een", {"zuid.yaml": PROFILE.format(name="Een"), "oud.yaml": PROFILE, "map/klant.yaml": "x"})
    found = find_clients([tmp_path / "in"])
    assert not found.problems
    told = [(each.path.relative_to(tmp_path / "in").as_posix(), each.client and each.client.name)
            for each in found.profiles]  # fmt: skip
    assert told == [
        ("een/zuid.yaml", "Zuid"), ("elk/noord.yaml", "Noord"), ("elk/zuid.yaml", "Zuid"), ("los.yaml", None),
        ("elk/geheim.yaml", None),
    ]  # fmt: skip


def test_a_broken_client_does_not_hold_up_the_others(tmp_path):
    write(two_clients(tmp_path), {"kapot.klant.yaml": "naam: X\n"})
    found = find_clients([tmp_path])
    assert [each.name for each in found.clients] == ["Noord", "Zuid"]
    assert {problem.file for problem in found.problems} == {str(tmp_path / "kapot.klant.yaml")}


def test_a_client_can_be_named_twice(folder):
    found = find_clients([folder / "zuid.klant.yaml", folder])
    assert [each.name for each in found.clients] == ["Zuid", "Noord"]
    assert [each.path.name for each in found.profiles] == ["zuid.yaml", "noord.yaml", "geheim.yaml"]


def test_what_a_client_wants_goes_before_its_profile(folder):
    found = load_client(folder / "noord.klant.yaml")
    profile = load_profile(found.only_profile(), None)
    assert profile.stijl.lengte == "standaard"
    wanted = found.wishes.applied(profile)
    assert (wanted.stijl.lengte, wanted.stijl.stukken) == ("uitgebreid", ("samenvatting",))
    assert replace(found.wishes, papers=None).applied(profile).stijl.stukken == profile.stijl.stukken
