"""`sjabloon bijwerken` on the command line: a package copied from a released version, brought up to date."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from own_package import package

from liagen.cli import run
from liagen.library.package import pack, read_package, shipped_packages
from liagen.workshop.earlier import Earlier, PackageVersion
from liagen.workshop.scaffold import copies, write_package

NOW = read_package(shipped_packages()["standaard"]).version
INTRANET = "opties/communicatie/intranet.md"
COPIED = [
    "intranet",
    "werkgroep",
    "teamoverleg",
    "plan_autoriseren",
    "nulmeting",
    "waarom",
    "stuk_uitvoering",
    "woorden",
]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture()
def zuid(here) -> Path:
    """A package of copies from the first release, as its `sjabloon kopieer` made them, with two changes of hers."""
    first = Earlier().find(PackageVersion("standaard", "0.1"))
    write_package(copies(here / "zuid", (first,), COPIED), False)
    change(here / "zuid" / INTRANET, "titel: Berichten op intranet", "titel: Verhalen op intranet  # zo wil zij het")
    change(
        here / "zuid" / "opties/beleggen/werkgroep.md", "indicator: een verslag, met wie er waren", "indicator: foto's"
    )
    return here / "zuid"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).replace("\n", "\r\n").encode("utf-8-sig"))


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def told(capsys, *arguments: str, code: int = 0) -> tuple[str, str]:
    """Run `sjabloon bijwerken …`, which must end with ``code``, and return what it printed and remarked."""
    assert run(["sjabloon", "bijwerken", *arguments]) == code
    shown = capsys.readouterr()
    return shown.out, shown.err


def test_a_package_of_copies_from_begin_to_end(zuid, capsys):
    before = contents(zuid)
    out, err = told(capsys, "zuid", code=1)
    assert out.startswith(f"zuid hoort bij standaard 0.1; er is nu versie {NOW}.\n")
    assert "  kies zelf      doelen.begonnen.indicator: u en de nieuwe versie hebben dit allebei veranderd\n" in out
    assert "    van u  foto's\n" in out
    assert "  vervalt        doelen.bijeen\n" in out
    assert "Er is nog niets veranderd. Bijwerken: liagen sjabloon bijwerken zuid --doen" in err
    assert contents(zuid) == before

    _, err = told(capsys, "zuid", "--doen", code=1)
    assert "basis_versie blijft nog staan. Terug: liagen sjabloon bijwerken zuid --terug" in err
    after = contents(zuid)
    # What she did not change is gone, what she changed is as she typed it, line ends and all.
    assert set(after) == {"pakket.yaml", INTRANET, "opties/beleggen/werkgroep.md", "voor-bijwerken.zip"}
    assert after[INTRANET].decode("utf-8-sig") == ("---\r\ntitel: Verhalen op intranet  # zo wil zij het\r\n---\r\n")
    assert after[INTRANET].startswith(b"\xef\xbb\xbf")
    assert "moet u dit herstellen" not in err

    out, _ = told(capsys, "zuid", code=1)  # what is left is told again
    assert out.count("kies zelf") == 1
    assert "wordt nieuw" not in out
    _, err = told(capsys, "zuid", "--doen", "--houd-eigen")
    assert f'basis_versie: "{NOW}"' in (zuid / "pakket.yaml").read_text(encoding="utf-8")
    out, err = told(capsys, "zuid", "--doen")
    assert out.startswith(f"zuid hoort al bij standaard {NOW}.")
    assert "Er was niets bij te werken." in err

    told(capsys, "zuid", "--terug")  # one step: to before she kept hers
    assert {name: data for name, data in after.items() if name != "voor-bijwerken.zip"} == contents(zuid)


def test_one_step_back_is_to_the_letter(zuid, capsys):
    before = contents(zuid)
    told(capsys, "zuid", "--doen", code=1)
    out, _ = told(capsys, "zuid", "--terug")
    assert str(Path("zuid") / INTRANET) in out
    assert contents(zuid) == before
    assert "niets om terug te zetten" in told(capsys, "zuid", "--terug", code=1)[1]


def test_the_overview_as_a_page_and_as_data(zuid, here, capsys):
    out, err = told(capsys, "zuid", "--json", "-o", "overzicht.html", code=1)
    assert err == "overzicht.html\n"
    assert "zuid bijwerken van standaard 0.1 naar" in (here / "overzicht.html").read_text(encoding="utf-8")
    found = json.loads(out)
    assert (found["basis"], found["van"], found["naar"], found["bijgewerkt"]) == ("standaard", "0.1", NOW, False)
    (choice,) = [each for each in found["veranderingen"] if each["outcome"] == "botst"]
    assert choice["own"] == "foto's"
    assert "bestaat al" in told(capsys, "zuid", "-o", "overzicht.html", code=1)[1]


def test_a_packed_package_is_only_looked_at(zuid, here, capsys):
    (here / "zuid.zip").write_bytes(pack(zuid))
    assert "kies zelf" in told(capsys, "zuid.zip", code=1)[0]
    assert "pak het eerst uit" in told(capsys, "zuid.zip", "--doen", code=2)[1]


def test_a_package_on_one_of_her_own_takes_its_earlier_version(here, capsys):
    text = "teksten/over_ons.md"
    bureau = package(here / "bureau", text, "Bureau Zuid hielp mee.\n")
    (here / "bureau-1.zip").write_bytes(pack(bureau))
    (bureau / text).write_text("Bureau Zuid schreef mee.\n", encoding="utf-8")
    change(bureau / "pakket.yaml", "versie: '1.0'", "versie: '2.0'")
    head = "naam: klant\nversie: '1'\nformaat: 1\nbasis: voorbeeld\nbasis_versie: '1.0'\n"
    for name, each in {"pakket.yaml": head, text: "Bureau Zuid hielp mee.\n"}.items():
        (here / "klant" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "klant" / name).write_text(each, encoding="utf-8")
    _, err = told(capsys, "klant", "--pakket", "bureau", code=1)
    assert "versie 1.0 van voorbeeld is niet bewaard" in err
    assert "geef met --eerder de map of het zip-bestand van die versie" in err
    out, _ = told(capsys, "klant", "--pakket", "bureau", "--eerder", "bureau-1.zip", "--doen")
    assert "nieuw  Bureau Zuid schreef mee." in out
    assert not (here / "klant" / text).exists()
    assert 'basis_versie: "2.0"' in (here / "klant" / "pakket.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["standaard"], "hoort bij liagen"),
        (["zuid", "--terug", "--doen"], "--terug staat alleen"),
        (["zuid", "-o", "x.docx"], "moet eindigen op .html"),
        (["zuid", "--eerder", "weg.whl"], "weg.whl: dit bestand bestaat niet"),
        (["weg"], "deze map is er niet"),
    ],
)
def test_wrong_use_is_told(arguments, message, zuid, capsys):
    assert run(["sjabloon", "bijwerken", *arguments]) in (1, 2)
    shown = capsys.readouterr()
    assert message in shown.err
    assert "Traceback" not in shown.err


def test_a_whole_card_in_the_place_of_one_from_practice_is_one_part(here, capsys):
    first = Earlier().find(PackageVersion("standaard", "0.1")), Earlier().find(PackageVersion("praktijk", "0.2"))
    write_package(copies(here / "zuid", first[:1], ["intranet"]), False)
    write_package(copies(here / "zuid", first, ["inclusieparagraaf", "jaarcyclus"]), True)
    head = (here / "zuid" / "pakket.yaml").read_text(encoding="utf-8")
    (here / "zuid" / "pakket.yaml").write_text(head.replace("basis: praktijk", "basis: standaard"), encoding="utf-8")
    hers = here / "zuid" / "opties" / "draagvlak" / "inclusieparagraaf.md"
    change(hers, "cox: ", "cox: 1  # was ")
    out, _ = told(capsys, "zuid", "--doen", code=1)
    assert "het hele bestand: uw kaart telt in haar geheel in plaats van die van praktijk, en die veranderde" in out
    assert "cox: 1  # was" in hers.read_text(encoding="utf-8")
    assert not (here / "zuid" / "opties" / "plan" / "jaarcyclus.md").exists()  # as it was copied
    told(capsys, "zuid", "--doen", "--houd-eigen")
    assert "Er is niets bij te werken." in told(capsys, "zuid")[1]


def test_a_style_file_that_is_not_hers_goes(here, capsys):
    first = Earlier().find(PackageVersion("standaard", "0.1"))
    write_package(copies(here / "zuid", (replace(first),), ["stijl"]), False)
    told(capsys, "zuid", "--doen")
    assert not (here / "zuid" / "stijl.docx").exists()
    told(capsys, "zuid", "--terug")
    assert (here / "zuid" / "stijl.docx").read_bytes() == first.style.read_bytes()
