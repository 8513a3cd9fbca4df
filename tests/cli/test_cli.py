"""The command line from end to end: every command, every flavour, every way to go wrong."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from children import hearing_interrupts, kill, running
from libreoffice import NEEDS_SCRIPTS, stand_in
from own_package import package
from pdf_builder import make as make_pdf

from liagen import __version__
from liagen.cli import commands, run, switches
from liagen.library.load import load_library
from liagen.library.package import PAPERS
from liagen.library.packages import find_packages
from liagen.profile.blank import SCHEMA_FILE, askable_fields, blank_profile
from liagen.profile.fields import field_specs
from liagen.profile.group import STANDS_WHEN_ABSENT
from liagen.profile.read import shipped_profiles
from liagen.word.readback.carried import read_carried

POSIX = os.name == "posix"
COMMANDS = (
    *("nieuw", "venster", "controleer", "maak", "invoegen", "bijwerken", "vraag", "teruglezen", "voortgang"),
    *("reeks", "oefenset", "leg-uit", "vergelijk", "huisstijl", "sjabloon", "klant", "opties", "schema"),
)
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|show|this|message|exit|missing|argument|error|no such|invalid|value|required|"
    r"default|try|help\b(?!$)|the|and|unexpected|expected|got|file|text|path|aborted|traceback)\b",
    re.IGNORECASE,
)


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def call(capfd) -> Callable[..., Done]:
    """Run one command line in this process."""

    def _call(*args: str) -> Done:
        capfd.readouterr()
        code = run(list(args))
        return Done(code, *capfd.readouterr())

    return _call


@pytest.fixture
def types(monkeypatch) -> Callable[..., None]:
    """Put lines ready to be read, as if typed; the end is the end of the input."""
    return lambda *lines: monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def save(text: str, name: str = "zuid.yaml") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def child(*args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **more.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "liagen", *args], capture_output=True, check=False, env=environment, timeout=60, **more
    )


LIBRARY = load_library(*find_packages((), None, None))


def shipped(name: str) -> str:
    return str(shipped_profiles()[name])


def left_overs() -> list[str]:
    return [path.name for path in Path().iterdir() if path.name.startswith(".liagen")]


SMALL = 'gemeente:\n  naam: "Zuid"\nplanning:\n  startdatum: 2027-02-01\n'
NO_DATE = "gemeente:\n  naam: Zuid\n"
BROKEN = "gemeente:\n  naam: Zuid\n  inwonrs: 5000\nlia:\n  status: klaar\n"


# ------------------------------------------------------------ help and wrong use


@pytest.mark.parametrize("sign", ["-h", "--help"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_dutch(call, command, sign):
    done = call(*command.split(), sign)
    assert done.code == 0
    assert done.err == ""
    assert done.out.startswith(f"Gebruik: liagen {command}".rstrip())
    assert "Toon deze uitleg." in done.out
    assert not ENGLISH.findall(done.out.replace("--help", "").replace("JSON Schema", ""))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_argument_and_switch_with_an_explanation(call, command):
    shown = call(command, "-h").out
    assert "voorbeeld: liagen" in shown.lower()
    for row in re.findall(r"^  (-.*)$", shown, re.MULTILINE):
        assert len(re.split(r"\s{2,}", row, maxsplit=1)) == 2, row
    for name in re.findall(r"\b(?:PROFIEL|BESTAND|OPTIE)\b", shown.splitlines()[0]):
        assert shown.count(name) >= 2, name


def test_the_commands_stand_in_the_help_in_order_of_use(call):
    listed = re.findall(r"^  ([a-z][a-z-]*)  +[A-Z]", call("-h").out, re.MULTILINE)
    assert listed == list(COMMANDS) == list(commands.commands)


def test_nothing_asked_shows_the_help(call):
    assert call() == call("-h")


def test_version(call):
    assert call("--version") == (0, f"liagen {__version__}\n", "")


@pytest.mark.parametrize(
    ("line", "message", "help_for"),
    [
        ("maken x.yaml", "onbekende opdracht «maken», bedoelde u `maak`?", ""),
        (
            "-- -x",
            f"onbekende opdracht «-x»; kies uit {', '.join(COMMANDS)}",
            "",
        ),
        (
            "hulp",
            f"onbekende opdracht «hulp»; kies uit {', '.join(COMMANDS)}",
            "",
        ),
        ("--versie", "onbekende schakelaar --versie, bedoelde u `--version`?", ""),
        ("-x", "onbekende schakelaar -x", ""),
        ("maak", "er ontbreekt iets: PROFIEL", "maak"),
        ("maak a b c", "te veel op de regel: b c", "maak"),
        ("maak a --datm 2027-01-01", "onbekende schakelaar --datm, bedoelde u `--datum`?", "maak"),
        ("maak a --json", "onbekende schakelaar --json, bedoelde u `--schoon`?", "maak"),
        ("maak a -q", "onbekende schakelaar -q", "maak"),
        ("maak a --datum", "achter --datum hoort een waarde", "maak"),
        ("maak a -o", "achter -o hoort een waarde", "maak"),
        ("maak a --overschrijf=ja", "achter --overschrijf hoort geen waarde", "maak"),
        ("maak a --formaat rtf", "--formaat: kies uit docx, pdf, odt, html, md", "maak"),
        ("maak a --formaat doc", "--formaat: kies uit docx, pdf, odt, html, md", "maak"),
        ("maak a --datum 31-01-2027", "--datum: schrijf de datum als JJJJ-MM-DD, bijvoorbeeld 2027-01-31", "maak"),
        (
            "maak a --datum 2027-02-30",
            "--datum: de datum 2027-02-30 bestaat niet; kijk naar de dag en de maand",
            "maak",
        ),
        ("maak a --datum 9999-12-31", "--datum: kies een jaar van 1990 tot en met 2100", "maak"),
        ("maak a -o b.md --formaat docx", "de naam b.md past niet bij --formaat docx; laat één van beide weg", "maak"),
        ("leg-uit", "er ontbreekt iets: PROFIEL", "leg-uit"),
        ("leg-uit a b c", "te veel op de regel: c", "leg-uit"),
        ("leg-uit a --datum 0001-02-03", "--datum: kies een jaar van 1990 tot en met 2100", "leg-uit"),
        ("leg-uit a --json=1", "achter --json hoort geen waarde", "leg-uit"),
        ("leg-uit a --overschrijf", "onbekende schakelaar --overschrijf", "leg-uit"),
        ("controleer --json", "onbekende schakelaar --json", "controleer"),
        ("nieuw", "er ontbreekt iets: BESTAND", "nieuw"),
        ("nieuw a b", "te veel op de regel: b", "nieuw"),
        ("nieuw a --voorbeeld", "achter --voorbeeld hoort een waarde", "nieuw"),
        ("nieuw a --voorbeeld utrect", "er is geen voorbeeld «utrect», bedoelde u `utrecht`?", "nieuw"),
        ("nieuw a --voorbeeld utrecht --vragen", "kies één van --voorbeeld en --vragen", "nieuw"),
        ("opties training", "te veel op de regel: training", "opties"),
        ("schema x", "te veel op de regel: x", "schema"),
        ("schema --json", "onbekende schakelaar --json", "schema"),
    ],
)
def test_wrong_use_is_told_in_dutch(call, line, message, help_for):
    done = call(*line.split())
    assert done == (2, "", f"{message}\nUitleg: {f'liagen {help_for}'.rstrip()} -h\n")
    assert list(Path().iterdir()) == []


def test_an_unknown_example_names_the_known_ones(call):
    done = call("nieuw", "a.yaml", "--voorbeeld", "xyz")
    assert done.code == 2
    assert all(name in done.err for name in shipped_profiles())


# ------------------------------------------------------------ maak


def test_make_writes_beside_us_and_tells_path_and_open_points(call):
    done = call("maak", shipped("meierijstad"))
    assert (done.code, done.out) == (0, "meierijstad.docx\nmeierijstad-werkblad.docx\n")
    assert re.fullmatch(r"Nog open: \d+ invulplek(ken)?\.( Voorzetten: \d+\.)?\n", done.err)
    assert [zipfile.ZipFile(name).testzip() for name in done.out.splitlines()] == [None, None]
    assert left_overs() == []


@pytest.mark.parametrize("switch", ["--zonder-werkblad", "--schoon"])
def test_a_chapter_may_be_alone(call, switch):
    assert call("maak", save(SMALL), switch).out == "zuid.docx\n"
    assert sorted(path.name for path in Path().iterdir()) == ["zuid.docx", "zuid.yaml"]


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_the_work_sheet_has_the_form_of_the_chapter_and_a_title_of_its_own(call, form):
    done = call("maak", save(SMALL), "--formaat", form)
    assert done.out == f"zuid.{form}\nzuid-werkblad.{form}\n"
    chapter, sheet = (Path(f"zuid{each}.{form}").read_bytes() for each in ("", "-werkblad"))
    if form == "docx":
        chapter, sheet = (document.core_properties.title.encode() for document in map(docx.Document, done.out.split()))
    assert b"Werkblad bij" in sheet
    assert b"Werkblad bij" not in chapter


@NEEDS_SCRIPTS
@pytest.mark.parametrize("form", ["pdf", "odt"])
def test_what_libreoffice_makes_is_made_of_both(call, monkeypatch, tmp_path, form):
    (tmp_path / "leeg").write_bytes(make_pdf(b"q Q"))
    program = stand_in(tmp_path, f"result.write_bytes(pathlib.Path({str(tmp_path / 'leeg')!r}).read_bytes())")
    monkeypatch.setenv("LIAGEN_SOFFICE", str(program))
    assert call("maak", save(SMALL), "--formaat", form).out == f"zuid.{form}\nzuid-werkblad.{form}\n"
    assert Path(f"zuid-werkblad.{form}").read_bytes().startswith(b"%PDF")


def test_the_work_sheet_has_the_house_style_and_no_title_page(call):
    house = docx.Document()
    house.sections[0].page_width = docx.shared.Cm(20)
    house.save("huis.docx")
    assert call("maak", save(SMALL), "--huisstijl", "huis.docx", "--titelpagina").code == 0
    chapter, sheet = docx.Document("zuid.docx"), docx.Document("zuid-werkblad.docx")
    assert round(sheet.sections[0].page_width.cm, 2) == 20
    assert sheet.paragraphs[0].style.name == "Heading 1"
    assert chapter.paragraphs[0].style.name != "Heading 1"


def test_the_work_sheet_has_page_numbers(call):
    call("maak", save(SMALL), "-o", "x.docx")
    with zipfile.ZipFile("x-werkblad.docx") as archive:
        feet = [archive.read(name) for name in archive.namelist() if re.search(r"word/(header|footer)\d*\.xml", name)]
    assert any(b" PAGE " in foot for foot in feet)


@pytest.mark.parametrize(("there", "other"), [("zuid.docx", "zuid-werkblad.docx"), ("zuid-werkblad.docx", "zuid.docx")])
def test_both_are_written_or_none(call, there, other):
    save(SMALL)
    save("van mij", there)
    done = call("maak", "zuid.yaml")
    assert done == (1, "", f"{there}: dit bestand bestaat al; kies een andere naam of gebruik --overschrijf\n")
    assert Path(there).read_text(encoding="utf-8") == "van mij"
    assert not Path(other).exists()
    assert call("maak", "zuid.yaml", "--overschrijf").code == 0
    assert zipfile.is_zipfile(there)
    assert zipfile.is_zipfile(other)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("maak zuid-werkblad.yaml -o zuid.yaml", "zuid-werkblad.yaml"),
        ("maak zuid-werkblad.yaml --huisstijl huis-werkblad.docx -o huis.docx", "huis-werkblad.docx"),
        ("invoegen zuid-werkblad.yaml --in huis-werkblad.docx -o huis.docx", "huis-werkblad.docx"),
    ],
)
def test_the_work_sheet_never_takes_the_place_of_what_is_read(call, line, read):
    save(SMALL, "zuid-werkblad.yaml")
    docx.Document().save("huis-werkblad.docx")
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    done = call(*line.split(), "--overschrijf")
    assert (done.code, done.out) == (2, "")
    assert f"{read} is een bestand dat liagen leest" in done.err
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_papers_are_written_beside_the_chapter(call, form):
    done = call("maak", save(SMALL), "--formaat", form, "--stukken", "samenvatting, Raadsvoorstel", "--zonder-werkblad")
    assert (done.code, done.out) == (0, f"zuid.{form}\nzuid-raadsvoorstel.{form}\nzuid-samenvatting.{form}\n")


def test_the_switch_knows_every_paper():
    assert tuple(PAPERS) == switches.PAPERS


def test_papers_of_the_profile_are_written_unless_others_are_asked(call):
    save(f"{SMALL}stijl:\n  stukken: [samenvatting]\n")
    assert call("maak", "zuid.yaml", "--formaat", "md").out == "zuid.md\nzuid-werkblad.md\nzuid-samenvatting.md\n"
    others = call("maak", "zuid.yaml", "--formaat", "md", "--overschrijf", "--stukken", "geen")
    assert others.out == "zuid.md\nzuid-werkblad.md\n"


def test_an_end_product_has_its_papers_too(call):
    save(SMALL)
    assert call("maak", "zuid.yaml", "--formaat", "md", "--schoon", "--stukken", "collegevoorstel").code == 0
    assert "Concept," not in Path("zuid-collegevoorstel.md").read_text(encoding="utf-8")


def test_papers_have_the_house_style_and_no_title_page(call):
    house = docx.Document()
    house.sections[0].page_width = docx.shared.Cm(20)
    house.save("huis.docx")
    call("maak", save(SMALL), "--huisstijl", "huis.docx", "--titelpagina", "--stukken", "samenvatting")
    paper = docx.Document("zuid-samenvatting.docx")
    assert round(paper.sections[0].page_width.cm, 2) == 20
    assert paper.paragraphs[0].style.name == "Heading 1"


def test_papers_stand_beside_a_host(call):
    docx.Document().save("lia.docx")
    done = call("invoegen", save(SMALL), "--in", "lia.docx", "-o", "nieuw.docx", "--stukken", "raadsvoorstel")
    assert done.out == "nieuw.docx\nnieuw-werkblad.docx\nnieuw-raadsvoorstel.docx\n"
    assert docx.Document("nieuw-raadsvoorstel.docx").paragraphs[0].text == "Raadsvoorstel: Inclusie in eigen huis"


def test_a_paper_in_the_way_stops_all(call):
    save(SMALL)
    save("van mij", "zuid-samenvatting.docx")
    done = call("maak", "zuid.yaml", "--stukken", "samenvatting")
    assert (done.code, done.out) == (1, "")
    assert "zuid-samenvatting.docx: dit bestand bestaat al" in done.err
    assert not Path("zuid.docx").exists()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("samenvating", "onbekend stuk `samenvating`, bedoelde u `samenvatting`?"),
        ("notulen", "kies uit collegevoorstel, raadsvoorstel, samenvatting of geen"),
        (" , ", "noem een of meer stukken (collegevoorstel, raadsvoorstel, samenvatting) of geen"),
    ],
)
def test_a_paper_that_is_not_there_is_told(call, asked, told):
    done = call("maak", save(SMALL), "--stukken", asked)
    assert done.code == 2
    assert told in done.err
    assert not Path("zuid.docx").exists()


def test_make_takes_name_and_format(call):
    save(SMALL)
    assert call("maak", "zuid.yaml", "--formaat", "md").out == "zuid.md\nzuid-werkblad.md\n"
    assert call("maak", "zuid.yaml", "-o", "ander.md").out == "ander.md\nander-werkblad.md\n"
    assert call("maak", "zuid.yaml", "--uit", "los", "--formaat", "MD").out == "los\nlos-werkblad\n"
    assert call("maak", "zuid.yaml", "-o", "Hoofdstuk.DOCX").out == "Hoofdstuk.DOCX\nHoofdstuk-werkblad.DOCX\n"
    assert Path("zuid.md").read_bytes() == Path("ander.md").read_bytes() == Path("los").read_bytes()
    assert Path("zuid.md").read_text(encoding="utf-8").startswith("#")
    assert zipfile.is_zipfile("Hoofdstuk.DOCX")


def test_make_writes_in_a_folder_with_spaces_and_accents(call):
    folder = Path("map met spatie") / "één"
    folder.mkdir(parents=True)
    profile = save(SMALL, str(folder / "‘s-Łódź.yaml"))
    places = [folder / name for name in ("uit.docx", "uit-werkblad.docx")]
    assert call("maak", profile, "-o", str(places[0])).out.splitlines() == [str(place) for place in places]
    assert zipfile.is_zipfile(folder / "uit.docx")
    assert call("maak", profile, "--zonder-werkblad").out == "‘s-Łódź.docx\n"


def test_make_refuses_to_overwrite(call):
    save(SMALL)
    save("van mij", "zuid.docx")
    done = call("maak", "zuid.yaml")
    assert (done.code, done.out) == (1, "")
    assert done.err == "zuid.docx: dit bestand bestaat al; kies een andere naam of gebruik --overschrijf\n"
    assert Path("zuid.docx").read_text(encoding="utf-8") == "van mij"
    assert call("maak", "zuid.yaml", "--overschrijf").code == 0
    assert zipfile.is_zipfile("zuid.docx")


@pytest.mark.parametrize("switches", [[], ["--overschrijf"]])
@pytest.mark.parametrize("name", ["zuid.md", "./zuid.md", "zuid.yaml"])
def test_make_never_writes_over_the_profile_itself(call, name, switches):
    save(SMALL, Path(name).name)
    done = call("maak", name, "-o", Path(name).name, *switches)
    assert done.code == 2
    assert "het profiel zelf" in done.err
    assert Path(name).read_text(encoding="utf-8") == SMALL


def test_a_blank_profile_makes_a_chapter(call):
    assert call("nieuw", "leeg.yaml").code == 0
    assert call("controleer", "leeg.yaml").code == 0
    done = call("maak", "leeg.yaml")
    assert done.code == 0
    assert int(re.search(r"\d+", done.err)[0]) > 3


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_shipped_profile_makes_a_chapter(call, name):
    assert call("maak", shipped(name)).code == 0
    assert call("maak", shipped(name), "--formaat", "md").code == 0


# ------------------------------------------------------------ the date


def dated(call: Callable[..., Done], *args: str) -> bytes:
    assert call("maak", *args, "--formaat", "md", "-o", "datum.md", "--overschrijf").code == 0
    return Path("datum.md").read_bytes()


def test_the_date_is_the_switch_else_the_profile_else_the_epoch_else_today(call, monkeypatch):
    save(SMALL)
    save(NO_DATE, "los.yaml")
    april = dated(call, "los.yaml", "--datum", "2028-04-03")
    may = dated(call, "los.yaml", "--datum", "2029-05-04")
    assert april != may
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1838332800")  # 2028-04-03
    assert dated(call, "los.yaml") == april
    assert dated(call, "los.yaml", "--datum", "2029-05-04") == may
    with_start = dated(call, "zuid.yaml")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert dated(call, "zuid.yaml") == with_start
    assert b"2027" in with_start
    assert dated(call, "zuid.yaml", "--datum", "2029-05-04") != with_start
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert dated(call, "los.yaml")


@pytest.mark.parametrize("command", ["maak", "leg-uit"])
@pytest.mark.parametrize("epoch", ["morgen", "1.5", "-1", "9" * 30, "253402300799"])
def test_a_wrong_epoch_is_wrong_use(call, monkeypatch, command, epoch):
    save(NO_DATE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = call(command, "zuid.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("SOURCE_DATE_EPOCH ")


@pytest.mark.parametrize("date", ["1990-01-01", "2000-02-29", "2100-12-31"])
def test_the_first_and_last_date_work(call, date):
    save(NO_DATE)
    assert call("maak", "zuid.yaml", "--datum", date).code == 0
    assert call("leg-uit", "zuid.yaml", "--datum", date).code == 0


def test_the_first_second_of_the_epoch_works(call, monkeypatch):
    save(NO_DATE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert call("maak", "zuid.yaml").code == 0


def test_same_input_gives_the_same_bytes(call):
    save(SMALL)
    call("maak", "zuid.yaml", "-o", "een.docx")
    call("maak", "zuid.yaml", "-o", "twee.docx")
    assert {found.date_time[0] for found in zipfile.ZipFile("een.docx").infolist()} == {1980}
    assert Path("een.docx").read_bytes() == Path("twee.docx").read_bytes()


# ------------------------------------------------------------ invoegen


def save_host(name: str = "lia.docx") -> bytes:
    document = docx.Document()
    document.add_heading("Uitvoering", 1)
    document.add_paragraph("Eigen tekst.")
    document.add_heading("Slot", 1)
    document.save(name)
    return Path(name).read_bytes()


def headings(name: str) -> list[str]:
    found = [p for p in docx.Document(name).paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    return [f"{p.style.name[-1]} {p.text}" for p in found]


def test_insert_puts_the_chapter_under_a_heading(call):
    before = save_host()
    done = call("invoegen", save(SMALL), "--in", "lia.docx", "--bij", "uitvoering", "-o", "nieuw.docx")
    assert (done.code, done.out) == (0, "nieuw.docx\nnieuw-werkblad.docx\n")
    assert re.fullmatch(r"Nog open: \d+ invulplek(ken)?\.( Voorzetten: \d+\.)?\n", done.err)
    assert headings("nieuw.docx") == ["1 Uitvoering", "2 Inclusie in eigen huis", "1 Slot"]
    assert "Uitvoering" not in "".join(headings("nieuw-werkblad.docx"))
    assert Path("lia.docx").read_bytes() == before


def test_insert_takes_level_length_and_date(call):
    save_host()
    line = ["invoegen", save(NO_DATE), "--in", "lia.docx", "--kopniveau", "1", "--datum", "2027-01-04"]
    call(*line, "-o", "kort.docx", "--lengte", "kort")
    call(*line, "-o", "lang.docx", "--lengte", "uitgebreid")
    assert headings("kort.docx")[2] == "1 Inclusie in eigen huis"
    assert len(headings("kort.docx")) < len(headings("lang.docx"))
    assert read_carried(Path("lang.docx").read_bytes(), "").basis.date.isoformat() == "2027-01-04"


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("-o n.docx", 2, "er ontbreekt iets: --in"),
        ("--in lia.docx", 2, "er ontbreekt iets: --uit"),
        ("--in lia.docx -o n.docx --bij a --bladwijzer b", 2, "kies één van --bij en --bladwijzer"),
        ("--in lia.docx -o n.docx --bij=", 2, "achter --bij of --bladwijzer staat geen tekst"),
        ("--in lia.docx -o n.docx --kopniveau 8", 2, "--kopniveau: kies uit 1, 2, 3, 4, 5, 6, 7"),
        ("--in lia.docx -o n.pdf", 2, "de naam n.pdf moet eindigen op .docx"),
        ("--in lia.docx -o lia.docx --overschrijf", 2, "lia.docx is een bestand dat liagen leest"),
        ("--in lia.docx -o n.docx --bij Sloot", 1, "lia.docx: de kop «Sloot» staat er niet"),
        ("--in lia.docx -o n.docx --bladwijzer x", 1, "lia.docx: de bladwijzer «x» staat er niet"),
        ("--in zuid.yaml -o n.docx", 1, "zuid.yaml: dit is geen Word-bestand"),
        ("--in weg.docx -o n.docx", 1, "weg.docx: dit bestand bestaat niet"),
        ("--in lia.docx -o er.docx", 1, "er.docx: dit bestand bestaat al"),
        ("--in lia.docx -o ook.docx", 1, "ook-werkblad.docx: dit bestand bestaat al"),
    ],
)
def test_insert_refuses_and_writes_nothing(call, line, code, message):
    before = save_host()
    Path("er.docx").touch()
    Path("ook-werkblad.docx").touch()
    there = sorted([*Path().iterdir(), Path("zuid.yaml")])
    done = call("invoegen", save(SMALL), *line.split())
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(message)
    assert sorted(Path().iterdir()) == there
    assert Path("lia.docx").read_bytes() == before


# ------------------------------------------------------------ leg-uit, opties, schema


def test_explain_names_the_assumption_of_a_proposal(call, tmp_path):
    package, card = tmp_path / "zuid", tmp_path / "zuid" / "opties" / "communicatie" / "intranet.md"
    card.parent.mkdir(parents=True)
    (package / "pakket.yaml").write_text("naam: zuid\nversie: '1'\nformaat: 1\nbasis: standaard\n", encoding="utf-8")
    card.write_text("---\nbij_onbekend: voorstel\n---\n", encoding="utf-8")
    (tmp_path / "leeg.yaml").write_text("gemeente:\n  naam: Leeg\n", encoding="utf-8")
    done = call("leg-uit", "leeg.yaml", "intranet", "--pakket", "zuid")
    assert "oordeel: voorstel" in done.out
    assert "aanname: structuren.intranet is nog niet bekend" in done.out


def test_explain_gives_every_option_as_json(call):
    done = call("leg-uit", shipped("utrecht"), "--json")
    told = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert list(told) == ["gemeente", "opties"]
    assert told["gemeente"] == "Utrecht"
    assert [row["sleutel"] for row in told["opties"]] == list(LIBRARY.cards)
    for row in told["opties"]:
        assert list(row) == [
            "sleutel", "titel", "cox", "oordeel", "redenen", "aannames", "feiten", "zou_veranderen", "bronnen",
        ]  # fmt: skip
        assert row["oordeel"] in ("bestaat", "voorstel", "te overwegen", "niet nu")
        assert row["redenen"]
        assert row["bronnen"]
        assert set(row["feiten"]) <= set(field_specs())
        assert 1 <= row["cox"] <= 6


def test_explain_tells_one_option(call):
    done = call("leg-uit", shipped("utrecht"), "training")
    assert (done.code, done.err) == (0, "")
    rows = done.out.splitlines()
    assert rows[0].endswith("[training]")
    assert {row.split(":")[0].strip() for row in rows[1:]} >= {"oordeel", "reden", "feit", "bron"}
    told = json.loads(call("leg-uit", shipped("utrecht"), "training", "--json").out)
    assert [row["sleutel"] for row in told["opties"]] == ["training"]


def test_explain_in_words_says_what_the_json_says(call):
    text = call("leg-uit", shipped("hardenberg")).out
    for row in json.loads(call("leg-uit", shipped("hardenberg"), "--json").out)["opties"]:
        for said in (row["titel"], row["oordeel"], *row["redenen"], *row["zou_veranderen"], *row["bronnen"]):
            assert said in text


def test_explain_shows_no_markup(call):
    save(
        "gemeente:\n  naam: '*Zuid* <b> {{ x }}'\n"
        "keuzes:\n  training:\n    keuze: niet\n    reden: 'nee, *nu* [niet]'\n"
    )
    done = call("leg-uit", "zuid.yaml", "training", "--json")
    told = json.loads(done.out)
    assert told["gemeente"] == "*Zuid* <b> {{ x }}"
    assert any("nee, *nu* [niet]" in reason for reason in told["opties"][0]["redenen"])


def test_explain_of_an_unknown_option_is_wrong_use(call):
    done = call("leg-uit", shipped("utrecht"), "trainning")
    assert done == (2, "", "onbekende optie «trainning», bedoelde u `training`?\nUitleg: liagen leg-uit -h\n")
    assert "zie: liagen opties" in call("leg-uit", shipped("utrecht"), "qqq").err


def test_explain_leaves_an_unknown_name_empty(call):
    Path("leeg.yaml").write_text(blank_profile(), encoding="utf-8")
    assert json.loads(call("leg-uit", "leeg.yaml", "--json").out)["gemeente"] is None


def test_options_lists_every_card(call):
    done = call("opties")
    assert (done.code, done.err) == (0, "")
    told = json.loads(call("opties", "--json").out)["opties"]
    assert [row["sleutel"] for row in told] == list(LIBRARY.cards)
    assert all(f"  {row['sleutel']} " in done.out and row["titel"] in done.out for row in told)
    assert all(theme.titel in done.out for theme in LIBRARY.themes.values())


def test_schema_is_json(call):
    done = call("schema")
    assert (done.code, done.err) == (0, "")
    assert set(json.loads(done.out)["properties"]) >= {"gemeente", "lia", "keuzes"}


def test_asking_writes_nothing(call):
    for line in ("opties", "opties --json", "schema", f"leg-uit {shipped('utrecht')}", "controleer"):
        assert call(*line.split()).code == 0
    assert list(Path().iterdir()) == []


# ------------------------------------------------------------ controleer


def test_check_tells_what_was_checked(call):
    count = len(LIBRARY.cards)
    assert call("controleer") == (0, f"In orde: {count} opties.\n", "")
    assert call("controleer", shipped("utrecht")).out == f"In orde: {count} opties en 1 profiel.\n"
    assert call("controleer", *map(shipped, shipped_profiles())).out.endswith(
        f" en {len(shipped_profiles())} profielen.\n"
    )


def test_check_reports_every_problem_of_every_profile_with_its_place(call):
    save(BROKEN, "a.yaml")
    save("gemeente:\n  naam: Zuid\nkeuzes:\n  trainin:\n    keuze: wel\n", "b.yaml")
    before = sorted(Path().iterdir())
    done = call("controleer", "b.yaml", "weg.yaml", "a.yaml", shipped("utrecht"))
    assert (done.code, done.out) == (1, "")
    rows = done.err.splitlines()
    assert [row.split(": ")[0] for row in rows] == ["a.yaml:3:3", "a.yaml:5:11", "b.yaml:4:3", "weg.yaml"]
    assert "bedoelde u `inwoners`?" in rows[0]
    assert "bedoelde u `training`?" in rows[2]
    assert sorted(Path().iterdir()) == before


def test_check_takes_a_pattern_as_the_windows_prompt_passes_it_on(call):
    save(SMALL, "a.yaml")
    save(SMALL, "b.yaml")
    assert call("controleer", "*.yaml").out.endswith("en 2 profielen.\n")
    assert call("controleer", ".").out.endswith("en 2 profielen.\n")
    assert call("controleer", "*.yml").err.startswith("*.yml: ")


def test_check_reports_library_and_profiles_in_one_go(call, monkeypatch):
    from liagen.errors import LibraryError, Problem
    from liagen.library import load

    def broken(*_packages: Path) -> None:
        raise LibraryError(
            [Problem("templates/kaart.md", "dit veld ontbreekt; vul het in", place=(3, 1), field="titel")]
        )

    monkeypatch.setattr(load, "load_library", broken)
    save(BROKEN, "a.yaml")
    save("a: [", "b.yaml")
    done = call("controleer", "a.yaml", "b.yaml", "weg.yaml")
    assert done.code == 1
    places = [row.split(": ")[0] for row in done.err.splitlines()]
    assert places[:2] == ["a.yaml:3:3", "a.yaml:5:11"]
    assert places[-2:] == ["templates/kaart.md:3:1", "weg.yaml"]
    assert call("controleer").err == "templates/kaart.md:3:1: titel: dit veld ontbreekt; vul het in\n"


# ------------------------------------------------------------ nieuw


def test_new_writes_a_blank_profile_and_its_schema(call):
    done = call("nieuw", "zuid.yaml")
    assert done == (0, "zuid.yaml\n", "Vul in wat u weet en maak daarna het hoofdstuk: liagen maak zuid.yaml\n")
    text = Path("zuid.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")
    assert all(spec.vraag.split()[0] in text for spec in field_specs().values())
    assert json.loads(Path(SCHEMA_FILE).read_text(encoding="utf-8")) == json.loads(call("schema").out)
    assert left_overs() == []


@pytest.mark.parametrize("name", shipped_profiles())
def test_new_copies_an_example_and_points_an_editor_to_the_schema(call, name):
    assert call("nieuw", "mijn.yaml", "--voorbeeld", name).code == 0
    pointer, _, rest = Path("mijn.yaml").read_bytes().decode().partition("\n")
    assert pointer == f"# yaml-language-server: $schema={SCHEMA_FILE}"
    assert rest == shipped_profiles()[name].read_bytes().decode().replace("\r\n", "\n")
    assert Path(SCHEMA_FILE).is_file()
    assert call("controleer", "mijn.yaml").code == 0


@pytest.mark.parametrize("switches", [[], ["--voorbeeld", "utrecht"]])
def test_new_refuses_to_overwrite(call, switches):
    save("van mij")
    done = call("nieuw", "zuid.yaml", *switches)
    assert (done.code, done.out) == (1, "")
    assert done.err == "zuid.yaml: dit bestand bestaat al; kies een andere naam of gebruik --overschrijf\n"
    assert Path("zuid.yaml").read_text(encoding="utf-8") == "van mij"
    assert not Path(SCHEMA_FILE).exists()
    assert call("nieuw", "zuid.yaml", *switches, "--overschrijf").code == 0
    assert Path("zuid.yaml").read_text(encoding="utf-8") != "van mij"


def test_a_second_profile_fits_beside_the_same_schema(call):
    assert call("nieuw", "zuid.yaml").code == 0
    assert call("nieuw", "noord.yaml").code == 0


def test_an_older_schema_is_told_before_the_first_question(call, types):
    save("{}", SCHEMA_FILE)
    types("Zuid")
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert done.code == 1
    assert done.err.startswith(f"{SCHEMA_FILE}: dit bestand bestaat al")
    assert "Vraag 1" not in done.err
    assert not Path("zuid.yaml").exists()


def test_a_profile_cannot_have_the_name_of_the_schema(call):
    assert call("nieuw", SCHEMA_FILE).code == 2
    assert list(Path().iterdir()) == []


def test_a_hint_quotes_a_name_with_a_space(call):
    assert call("nieuw", "mijn gemeente.yaml").err.endswith('liagen maak "mijn gemeente.yaml"\n')


# ------------------------------------------------------------ nieuw --vragen


def test_questions_save_what_was_answered(call, types):
    types("Zuid", "", "12345", "5", "stop")
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert (done.code, done.out) == (0, "zuid.yaml\n")
    assert f"Vraag 3 van {len(askable_fields())}: Hoeveel inwoners heeft de gemeente?" in done.err
    assert "Gestopt; uw antwoorden zijn bewaard: 3 van de" in done.err
    assert "liagen maak zuid.yaml" in done.err
    text = Path("zuid.yaml").read_text(encoding="utf-8")
    assert all(row in text for row in ("naam: Zuid\n", "inwoners: 12345\n", "soort: dorp\n", "provincie:\n"))
    assert call("controleer", "zuid.yaml").code == 0
    assert call("maak", "zuid.yaml").code == 0


def test_questions_to_the_end(call, types):
    types("Zuid", *[""] * (len(askable_fields()) - 1))
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert done.code == 0
    assert f"Klaar: 1 van de {len(askable_fields())} vragen beantwoord." in done.err
    assert "Niet gevraagd zijn" in done.err
    assert done.err.endswith("Maak nu het hoofdstuk: liagen maak zuid.yaml\n")
    assert "> " not in done.out


def test_questions_end_with_the_input(call, types):
    types("Zuid")
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert done.code == 0
    assert "Gestopt; uw antwoorden zijn bewaard: 1 van de" in done.err
    assert "naam: Zuid\n" in Path("zuid.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["stop", "Stop", " STOP "])
def test_stopping_at_once_leaves_a_blank_profile(call, types, word):
    types(word)
    assert call("nieuw", "zuid.yaml", "--vragen").code == 0
    assert Path("zuid.yaml").read_text(encoding="utf-8") == blank_profile()


def test_questions_without_any_input(call, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert call("nieuw", "zuid.yaml", "--vragen").code == 0


def test_a_wrong_answer_is_explained_and_asked_again(call, types):
    types("Zuid", "", "veel", "?", "12345", "stop")
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert 'Dat past niet. Vul een heel getal in, niet "veel".' in done.err
    assert done.err.count("Een heel getal.") >= 2
    assert done.err.count("Hoeveel inwoners heeft de gemeente?") == 1
    assert "inwoners: 12345\n" in Path("zuid.yaml").read_text(encoding="utf-8")


def test_going_back_asks_once_more(call, types):
    types("Zuid", "terug", "Noord", "stop")
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert done.err.count("Hoe heet de gemeente?") == 2
    assert "naam: Noord\n" in Path("zuid.yaml").read_text(encoding="utf-8")


def test_after_no_the_rest_of_the_group_is_skipped(call, types):
    lines = ["nee" if spec.path == "beleggen.uitvoerder.aanwezig" else "" for spec in askable_fields()]
    types(*lines)
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert "Is er een uitvoerend ambtenaar voor inclusie?" in done.err
    assert "Wat is de functie van deze ambtenaar?" not in done.err
    own = [spec.path for spec in askable_fields() if spec.path.startswith("beleggen.uitvoerder.")]
    skipped = sum(path.rpartition(".")[2] not in STANDS_WHEN_ABSENT for path in own)
    assert f"van de {len(askable_fields()) - skipped} vragen" in done.err
    assert call("controleer", "zuid.yaml").code == 0


def test_an_officer_answers_everything(call, types):
    first = {"tekst": "Iets: met 'leestekens' # en *meer*", "datum": "2027-01-31", "antwoord": "ja", "getal": "40"}
    years = ("jaar", "van", "tot", "sinds")
    lines = []
    for spec in askable_fields():
        name = spec.path.rpartition(".")[2]
        if spec.path == "organisatie.aantal_afdelingen":
            continue
        if spec.path == "gedaan.doelen_jaren" or (spec.kind == "getal" and name.endswith(years)):
            lines.append("2027")
        elif spec.path == "gemeente.inwoners":
            lines.append("40000")
        else:
            lines.append(first.get(spec.kind, "Ruimte, Zorg" if spec.kind == "tekstlijst" else "1"))
    types(*lines)
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert "Dat past niet" not in done.err
    assert f"Klaar: {len(lines)} van de {len(lines)} vragen beantwoord." in done.err
    assert call("controleer", "zuid.yaml").code == 0
    assert call("maak", "zuid.yaml").code == 0
    none_left = "In zuid.yaml staan geen open vragen meer.\nMaak nu het hoofdstuk: liagen maak zuid.yaml\n"
    assert call("nieuw", "zuid.yaml", "--vragen") == (0, "zuid.yaml\n", none_left)


def test_answers_are_shown_when_they_cannot_be_saved(call, types, monkeypatch):
    types("Zuid", "stop")
    for name in ("link", "replace"):  # a disk without hard links, where the file cannot be put either
        monkeypatch.setattr(os, name, _locked)
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert done.code == 1
    assert "naam: Zuid\n" in done.out
    assert "kopieer ze" in done.err
    assert list(Path().iterdir()) == []


# ------------------------------------------------------------ nieuw --vragen, verder

HALF = "# van ons\r\ngemeente:\r\n  naam: Zuid # 2027\r\n\r\nlia: {status: , jaar: 2024}\r\naanleiding: [motie]\r\n"


def test_questions_go_on_where_they_stopped(call, types):
    types("Zuid", "", "31.500", "stop")
    assert "Verder met de vragen: liagen nieuw zuid.yaml --vragen\n" in call("nieuw", "zuid.yaml", "--vragen").err
    first = Path("zuid.yaml").read_text(encoding="utf-8")
    types("Limburg", "Kleine kernen", "terug", "dorp", "", "stop")
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert (done.code, done.out) == (0, "zuid.yaml\n")
    assert f"Vraag 1 van {len(askable_fields()) - 6}: In welke provincie ligt de gemeente?" in done.err
    assert f"Vraag 2 van {len(askable_fields()) - 6}: Wat voor gemeente is het?" in done.err
    assert "Gestopt; uw antwoorden zijn bewaard: 2 van de" in done.err
    second = Path("zuid.yaml").read_text(encoding="utf-8")
    assert second == first.replace("  provincie:\n", "  provincie: Limburg\n").replace(
        "  soort:\n", "  soort: dorp\n", 1
    )
    assert left_overs() == []


def test_questions_leave_everything_else_as_it_was(call, types):
    Path("zuid.yaml").write_bytes(HALF.encode())
    types("Limburg", "", "", "", "", "", "", "", "", "stop")
    assert call("nieuw", "zuid.yaml", "--vragen").code == 0
    assert Path("zuid.yaml").read_bytes().decode() == HALF.replace("# 2027\r\n", "# 2027\r\n  provincie: Limburg\r\n")
    assert not Path(SCHEMA_FILE).exists()


@pytest.mark.parametrize("lines", [[], ["stop"], ["", "", "stop"], ["Limburg", "terug", "stop"]])
def test_questions_without_an_answer_touch_nothing(call, types, lines):
    Path("zuid.yaml").write_bytes(HALF.encode())
    before = Path("zuid.yaml").stat()
    types(*lines)
    assert call("nieuw", "zuid.yaml", "--vragen").code == 0
    assert Path("zuid.yaml").stat() == before


def test_a_broken_profile_is_told_and_not_touched(call, types):
    save(BROKEN)
    types("Limburg")
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert (done.code, done.out) == (1, "")
    assert [row.split(": ")[0] for row in done.err.splitlines()] == ["zuid.yaml:3:3", "zuid.yaml:5:11"]
    assert Path("zuid.yaml").read_text(encoding="utf-8") == BROKEN


def test_questions_start_anew_only_when_asked(call, types):
    save("van mij")
    types("Zuid", "stop")
    assert call("nieuw", "zuid.yaml", "--vragen").code == 1
    assert Path("zuid.yaml").read_text(encoding="utf-8") == "van mij"
    types("Zuid", "stop")
    assert call("nieuw", "zuid.yaml", "--vragen", "--overschrijf").code == 0
    assert Path("zuid.yaml").read_text(encoding="utf-8") == blank_profile({"gemeente.naam": "Zuid"})


def test_further_answers_are_shown_when_they_cannot_be_saved(call, types, monkeypatch):
    save(NO_DATE)
    types("Limburg", "31.500", "stop")
    monkeypatch.setattr(os, "replace", _locked)
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert done.code == 1
    assert "gemeente:\n  provincie: Limburg\n  inwoners: 31500\n" in done.out
    assert "kopieer ze" in done.err
    assert Path("zuid.yaml").read_text(encoding="utf-8") == NO_DATE


def test_a_file_that_changed_meanwhile_is_not_overwritten(call, monkeypatch):
    save(NO_DATE)

    def typed() -> Iterator[str]:
        yield "Limburg\n"
        save(SMALL)
        yield "stop\n"

    lines = typed()
    stdin = io.StringIO()
    stdin.readline = lambda: next(lines)
    monkeypatch.setattr(sys, "stdin", stdin)
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert done.code == 1
    assert "provincie: Limburg\n" in done.out
    assert "zuid.yaml: dit bestand is intussen veranderd" in done.err
    assert Path("zuid.yaml").read_text(encoding="utf-8") == SMALL


def test_answers_that_do_not_fit_by_themselves_are_shown(call, types):
    save(NO_DATE + "lia:\n  ? jaar\n  : 2024\n")
    paths = [spec.path for spec in askable_fields() if spec.path != "gemeente.naam"]
    types(*[""] * paths.index("lia.status"), "geen", "stop")
    before = Path("zuid.yaml").read_bytes()
    done = call("nieuw", "zuid.yaml", "--vragen")
    assert (done.code, Path("zuid.yaml").read_bytes()) == (1, before)
    assert "zuid.yaml: de antwoorden passen niet vanzelf in dit bestand" in done.err


def _locked(*_: object, **__: object) -> None:
    raise PermissionError(13, "in use", "zuid.docx")


# ------------------------------------------------------------ bad input and bad places


@pytest.mark.parametrize("command", ["maak", "leg-uit", "controleer"])
@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("weg.yaml", None, "bestaat niet"),
        ("map", "folder", "map"),
        ("", "folder", "map"),
        ("leeg.yaml", b"", "`liagen nieuw`"),
        ("x.yaml", b"na\xefm: Zuid\n", "UTF-8"),
        ("x.yaml", b"PK\x03\x04\x00", "tekst"),
    ],
    ids=["missing", "folder", "nothing", "empty", "latin1", "zip"],
)
def test_a_profile_that_cannot_be_read(call, command, name, data, message):
    if data == "folder":
        Path("map").mkdir()
    elif data is not None:
        Path(name).write_bytes(data)
    before = sorted(Path().iterdir())
    done = call(command, name)
    assert (done.code, done.out) == (1, "")
    assert re.match(rf"{re.escape(name or '.')}(:\d+:\d+)?: .*{message}", done.err)
    assert sorted(Path().iterdir()) == before


def test_a_profile_without_read_rights(call, monkeypatch):
    save(SMALL)
    if POSIX and os.geteuid() != 0:
        Path("zuid.yaml").chmod(0)
    else:
        monkeypatch.setattr(Path, "read_bytes", _locked)  # root may read all, and Windows has no such bit
    done = call("maak", "zuid.yaml")
    assert (done.code, done.out) == (1, "")
    assert re.match(r"zuid\.yaml: .*\blezen\b", done.err)


def test_a_broken_profile_tells_every_problem_and_writes_nothing(call):
    save(BROKEN)
    for line in ("maak zuid.yaml", "leg-uit zuid.yaml"):
        done = call(*line.split())
        assert (done.code, done.out) == (1, "")
        assert [row[:13] for row in done.err.splitlines()] == ["zuid.yaml:3:3", "zuid.yaml:5:1"]
    assert [path.name for path in Path().iterdir()] == ["zuid.yaml"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("maak zuid.yaml -o weg/uit.docx", "weg/uit.docx: de map voor dit bestand bestaat niet; maak die eerst aan"),
        ("maak zuid.yaml -o map", "map: dit is een map; noem een bestand"),
        ("maak zuid.yaml -o zuid.yaml/uit.docx", "zuid.yaml/uit.docx: de map voor dit bestand bestaat niet"),
        ("nieuw weg/x.yaml", "weg/x.yaml: de map voor dit bestand bestaat niet; maak die eerst aan"),
        ("nieuw map --vragen", "map: dit is een map; noem een bestand"),
        (f"nieuw {'x' * 300}.yaml", f"{'x' * 300}.yaml: onder deze naam kan geen bestand komen"),
    ],
)
def test_a_place_that_cannot_hold_the_result(call, types, line, message):
    types("Zuid")
    save(SMALL)
    Path("map").mkdir()
    done = call(*line.split(), "--overschrijf")
    assert (done.code, done.out) == (1, "")
    assert done.err.replace(os.sep, "/").splitlines()[-1].startswith(message)
    assert sorted(path.name for path in Path().iterdir()) == ["map", "zuid.yaml"]


@pytest.mark.parametrize("line", ["maak zuid.yaml --overschrijf", "nieuw nieuw.yaml --overschrijf"])
def test_a_result_held_by_another_program(call, monkeypatch, line):
    save(SMALL)
    save("open in Word", "zuid.docx")
    monkeypatch.setattr(os, "replace", _locked)
    done = call(*line.split())
    assert (done.code, done.out) == (1, "")
    assert "open in een ander programma" in done.err
    assert sorted(path.name for path in Path().iterdir()) == ["zuid.docx", "zuid.yaml"]
    assert Path("zuid.docx").read_text(encoding="utf-8") == "open in Word"


@pytest.mark.skipif(not POSIX, reason="a file that is no ordinary one")
def test_a_result_never_replaces_a_device(call):
    save(SMALL)
    os.mkfifo("buis.docx")  # of this test alone: a device of the machine would be lost where this goes wrong
    done = call("maak", "zuid.yaml", "-o", "buis.docx", "--overschrijf")
    assert done.code == 1
    assert "geen gewoon bestand" in done.err
    assert Path("buis.docx").is_fifo()


@pytest.mark.skipif(not POSIX, reason="links need rights on Windows")
def test_a_result_behind_a_link_keeps_the_link(call):
    save(SMALL)
    Path("map").mkdir()
    save("oud", "map/echt.docx")
    Path("link.docx").symlink_to("map/echt.docx")
    assert call("maak", "zuid.yaml", "-o", "link.docx").code == 1
    assert call("maak", "zuid.yaml", "-o", "link.docx", "--overschrijf").code == 0
    assert Path("link.docx").is_symlink()
    assert zipfile.is_zipfile("map/echt.docx")


def test_a_bug_keeps_its_traceback(monkeypatch):
    from liagen.make import chain

    def bug(*_: object) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(chain, "make", bug)
    with pytest.raises(KeyError):
        run(["maak", save(SMALL)])


def test_an_unexpected_os_error_keeps_its_traceback(monkeypatch):
    from liagen.make import chain

    monkeypatch.setattr(chain, "make", _locked)
    with pytest.raises(PermissionError):
        run(["maak", save(SMALL)])


def test_ctrl_c_elsewhere_stops_quietly(call, monkeypatch):
    from liagen.make import chain

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(chain, "make", interrupted)
    assert call("maak", save(SMALL)) == (1, "", "Gestopt.\n")


# ------------------------------------------------------------ real processes


def test_as_a_module():
    done = child("--version")
    assert (done.returncode, done.stdout.split()) == (0, [b"liagen", __version__.encode()])


def test_help_and_wrong_use_load_nothing_heavy():
    lines = ("--version", "maak -h", "nieuw -h", "maak", "maak x --formaat rtf", "hulp")
    code = (
        f"import sys, liagen.__main__; from liagen.cli import run; [run(line.split()) for line in {lines}]"
        "; print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "click" in loaded
    assert not loaded & {"docx", "lxml", "jinja2", "markdown_it", "pydantic", "yaml"}


def test_help_without_a_terminal_is_kept_as_text():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "liagen", "--help"],
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    loaded = {row.rpartition("|")[2].strip().partition(".")[0] for row in done.stderr.splitlines() if "|" in row}
    assert "click" not in loaded
    assert not loaded & {"docx", "lxml", "jinja2", "markdown_it", "pydantic", "yaml"}


@pytest.mark.parametrize("columns", ["", "80", "70", "200"])
@pytest.mark.parametrize("line", [[], ["-h"], ["--help"]])
def test_the_help_that_was_kept_is_that_of_the_command_line(call, line, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    done = child(*line)
    assert (done.returncode, done.stderr, done.stdout.decode()) == (0, b"", call(*line).out)


def test_output_survives_a_cp1252_console():
    save('gemeente:\n  naam: "Łódź"\n', "Łódź.yaml")
    cp1252 = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    lines = (
        *("maak Łódź.yaml --zonder-werkblad", "leg-uit Łódź.yaml --json", "schema", "opties", "leg-uit Łódź.yaml"),
        *("controleer Łódź.yaml", "-h", "hulp", "maak Ł.yaml"),
    )
    # One process for all of them: what takes time is to start one.
    code = f"""
import sys
from liagen.__main__ import main
for line in {lines!a}:
    sys.argv = ["liagen", *line.split()]
    try:
        main()
    except SystemExit as ended:
        print(chr(11) if ended.code else chr(12))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env={**os.environ, **cp1252})
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    made, told, schema, *_, shown, _, wrong = re.split(r"[\f\v]\r?\n", done.stdout.decode("cp1252"))[:-1]
    assert (made.split(), Path("Łódź.docx").is_file()) == (["?ód?.docx"], True)
    assert json.loads(told)["gemeente"] == "Łódź"
    assert json.loads(schema)
    assert ("Gebruik: liagen" in shown, wrong) == (True, "")
    assert "?.yaml: dit bestand bestaat niet" in done.stderr.decode("cp1252")


@pytest.mark.skipif(not POSIX, reason="a locale without UTF-8 is made with LC_ALL")
def test_wrong_bytes_typed_are_asked_again():
    done = child("nieuw", "zuid.yaml", "--vragen", input=b"Zu\xefd\nNoord\nstop\n", env={"PYTHONUTF8": "1"})
    assert done.returncode == 0
    assert b"Dat past niet" in done.stderr
    assert "naam: Noord\n" in Path("zuid.yaml").read_text(encoding="utf-8")


@pytest.mark.skipif(not POSIX, reason="Windows has no RLIMIT_FSIZE")
@pytest.mark.parametrize("line", ["maak zuid.yaml --overschrijf", "nieuw nieuw.yaml", "nieuw nieuw.yaml --vragen"])
def test_a_full_disk_leaves_nothing_half_written(line):
    import resource

    save(SMALL)
    save("van mij", "zuid.docx")
    done = child(
        *line.split(), input=b"Zuid\n",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        env={"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "is de schijf vol?" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["zuid.docx", "zuid.yaml"]
    assert Path("zuid.docx").read_text(encoding="utf-8") == "van mij"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("line", ["opties", "--help", "maak zuid.yaml"])
def test_output_to_a_full_disk(line):
    save(SMALL)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "liagen", *line.split()], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().endswith("De uitvoer is niet helemaal geschreven; is de schijf vol?\n")
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(not POSIX, reason="closes the reading end of a pipe")
@pytest.mark.parametrize("line", ["opties --json", "--help", f"leg-uit {shipped('utrecht')}"])
def test_a_reader_that_leaves_early(line):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "liagen", *line.split()], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


class Terminal:
    """A pseudo terminal with liagen in it."""

    def __init__(self, *args: str) -> None:
        import pty

        self.own, theirs = pty.openpty()
        with hearing_interrupts():
            self.process = subprocess.Popen(
                [sys.executable, "-m", "liagen", *args],
                stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, close_fds=True,
                preexec_fn=lambda: _take_terminal(theirs),  # noqa: PLW1509 - one thread here, only this makes ^C work
            )  # fmt: skip
        os.close(theirs)
        self.shown, self.seen = "", 0

    def wait_for(self, text: str) -> None:
        import select

        end = time.monotonic() + 30
        while text not in self.shown[self.seen :] and time.monotonic() < end:
            if select.select([self.own], [], [], 0.2)[0]:
                with contextlib.suppress(OSError):
                    self.shown += os.read(self.own, 4096).decode(errors="replace")
            elif self.process.poll() is not None:
                break
        assert text in self.shown[self.seen :], self.shown
        self.seen = self.shown.index(text, self.seen) + len(text)

    def type(self, keys: str) -> None:
        os.write(self.own, keys.encode())

    def end(self) -> int:
        return self.process.wait(30)

    def close(self) -> None:
        kill(self.process, whole_session=True)
        os.close(self.own)


def _take_terminal(descriptor: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(descriptor, termios.TIOCSCTTY, 0)


@pytest.mark.skipif(not POSIX, reason="a pseudo terminal")
@pytest.mark.parametrize("keys", ["\x03", "\x04", "stop\r"], ids=["ctrl-c", "ctrl-d", "stop"])
def test_breaking_off_in_a_terminal_saves_the_answers(keys):
    with contextlib.closing(Terminal("nieuw", "zuid.yaml", "--vragen")) as terminal:
        terminal.wait_for("Hoe heet de gemeente?")
        terminal.wait_for("> ")
        terminal.type("Zuid\r")
        terminal.wait_for("provincie")
        terminal.wait_for("> ")
        time.sleep(0.5)  # the prompt is shown a moment before the reading starts
        terminal.type(keys)
        terminal.wait_for("Gestopt; uw antwoorden zijn bewaard")
        assert terminal.end() == 0
    assert "Traceback" not in terminal.shown
    assert "naam: Zuid\n" in Path("zuid.yaml").read_text(encoding="utf-8")
    assert Path(SCHEMA_FILE).is_file()


@pytest.mark.skipif(not POSIX, reason="SIGINT to another process")
def test_an_interrupt_without_a_terminal_saves_the_answers():
    line = [sys.executable, "-m", "liagen", "nieuw", "zuid.yaml", "--vragen"]
    with running(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdin.write(b"Zuid\n")
        process.stdin.flush()
        shown = b""
        while b"provincie" not in shown:
            shown += os.read(process.stderr.fileno(), 4096)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, b"zuid.yaml\n")
    assert b"Traceback" not in err
    assert "naam: Zuid\n" in Path("zuid.yaml").read_text(encoding="utf-8")


# ------------------------------------------------------------ side by side, and length


def two_profiles(tmp_path):
    for name in ("een", "twee"):
        (tmp_path / f"{name}.yaml").write_text(f"gemeente:\n  naam: {name.title()}\n", encoding="utf-8")


def test_compare_prints_tables(call, tmp_path):
    two_profiles(tmp_path)
    done = call("vergelijk", "een.yaml", "twee.yaml")
    assert done.code == 0
    assert "| Stap | Een | Twee |" in done.out


def test_compare_gives_json(call, tmp_path):
    two_profiles(tmp_path)
    found = json.loads(call("vergelijk", "een.yaml", "twee.yaml", "--json").out)
    assert [one["naam"] for one in found["gemeenten"]] == ["Een", "Twee"]
    assert all(len(one["is"]) == len(one["voorstel"]) == len(found["stappen"]) == 6 for one in found["gemeenten"])


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("v.docx", b"PK"),
        ("v.md", b"# Gemeenten"),
        ("v.html", b"<!DOCTYPE html>"),
        ("v.csv", b"\xef\xbb\xbfGemeente;"),
    ],
)
def test_compare_writes_a_file(call, tmp_path, name, start):
    two_profiles(tmp_path)
    assert call("vergelijk", "een.yaml", "twee.yaml", "-o", name) == (0, f"{name}\n", "")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_compare_takes_a_folder(call, tmp_path):
    two_profiles(tmp_path)
    assert call("vergelijk", ".").out == call("vergelijk", "een.yaml", "twee.yaml").out
    (tmp_path / "leeg").mkdir()
    done = call("vergelijk", "een.yaml", "leeg")
    assert (done.code, done.err.startswith("leeg: in deze map staat geen profiel")) == (1, True)


@pytest.mark.parametrize("switch", [(), ("--opties",)])
def test_compare_goes_on_past_a_broken_profile_and_names_it(call, tmp_path, switch):
    two_profiles(tmp_path)
    (tmp_path / "kapot.yaml").write_text("gemeente:\n  naam: Kapot\n  inwonrs: 3\n", encoding="utf-8")
    done = call("vergelijk", ".", "weg.yaml", *switch, "-o", "v.md")
    assert (done.code, done.out) == (1, "v.md\n")
    assert "kapot.yaml:3:3: gemeente.inwonrs: onbekend veld" in done.err
    text = (tmp_path / "v.md").read_text(encoding="utf-8")
    assert "Een" in text
    assert "Twee" in text
    assert "kapot.yaml, weg.yaml." in text
    assert call("vergelijk", "kapot.yaml", *switch).code == 1


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("v.docx", b"PK"),
        ("v.md", b"# Opties"),
        ("v.html", b"<!DOCTYPE html>"),
        ("v.csv", b"\xef\xbb\xbfThema;Optie;Een;"),
    ],
)
def test_compare_by_option_writes_a_file(call, tmp_path, name, start):
    two_profiles(tmp_path)
    assert call("vergelijk", "een.yaml", "twee.yaml", "--opties", "-o", name) == (0, f"{name}\n", "")
    assert (tmp_path / name).read_bytes().startswith(start)
    found = json.loads(call("vergelijk", "een.yaml", "twee.yaml", "--opties", "--json").out)
    assert found["gemeenten"] == ["Een", "Twee"]
    assert all(len(row["oordelen"]) == 2 for row in found["opties"])


def test_compare_never_overwrites_unasked(call, tmp_path):
    two_profiles(tmp_path)
    (tmp_path / "v.csv").write_text("van mij", encoding="utf-8")
    assert call("vergelijk", "een.yaml", "-o", "v.csv").code == 1
    assert (tmp_path / "v.csv").read_text(encoding="utf-8") == "van mij"
    assert call("vergelijk", "een.yaml", "-o", "v.csv", "--overschrijf").code == 0


def test_compare_tells_the_problems_of_all_profiles(call, tmp_path):
    two_profiles(tmp_path)
    for name in ("fout1", "fout2"):
        (tmp_path / f"{name}.yaml").write_text("gemeente: 3\n", encoding="utf-8")
    done = call("vergelijk", "fout1.yaml", "een.yaml", "fout2.yaml")
    assert done.code == 1
    assert [row.split(":")[0] for row in done.err.splitlines()] == ["fout1.yaml", "fout2.yaml"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("vergelijk", "er ontbreekt iets: PROFIEL"),
        ("vergelijk een.yaml -o v.xlsx", "de naam v.xlsx moet eindigen op .html, .docx, .csv of .md"),
        ("vergelijk een.yaml -o v.csv --json", "kies één van -o en --json"),
        ("maak een.yaml --lengte lang", "--lengte: kies uit kort, standaard, uitgebreid"),
    ],
)
def test_wrong_use_of_compare_and_length(call, tmp_path, line, message):
    two_profiles(tmp_path)
    done = call(*line.split())
    assert (done.code, done.err.splitlines()[0]) == (2, message)


def test_the_length_on_the_line_wins_over_the_profile(call, tmp_path):
    two_profiles(tmp_path)
    for length in ("kort", "standaard", "uitgebreid"):
        assert call("maak", "een.yaml", "-o", f"{length}.md", "--lengte", length, "--datum", "2027-01-04").code == 0
    sizes = [
        len((tmp_path / f"{length}.md").read_text(encoding="utf-8")) for length in ("kort", "standaard", "uitgebreid")
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] * 1.5 < sizes[1]


def two_blanks(tmp_path):
    """Let the chapter be one text with a proposal and two blanks of one kind."""
    two_profiles(tmp_path)
    text = (
        "Er doen {{ organisatie.aantal_afdelingen|voorzet('acht') }} teams mee, [invullen: met wie](stand.bron).\n\n"
        "Zij hebben [invullen: aantal uren](organisatie.fte). Dat is [invullen: aantal uren](organisatie.fte).\n"
    )
    root = package(tmp_path / "sjablonen" / "voorbeeld", "teksten/proef.md", f"---\n---\n{text}")
    keys = [section.sleutel for section in LIBRARY.outline]
    outline = "".join(f"  {key}: null\n" for key in keys)
    row = "  proef:\n    titel: Draagvlak\n    inhoud:\n      - tekst: proef\n"
    package(root, "opbouw.yaml", f"vooraf: []\nonderdelen:\n{outline}{row}")


def test_proposals_are_counted_apart_and_told_with_an_end_product(call, tmp_path):
    two_blanks(tmp_path)
    draft = call("maak", "een.yaml", "-o", "x.md", "--datum", "2027-01-04")
    assert re.search(r"^Nog open: 3 invulplekken\. Voorzetten: 1\.$", draft.err, re.MULTILINE)
    assert "Er doen [voorzet: acht] teams mee" in (tmp_path / "x.md").read_text(encoding="utf-8")
    done = call("maak", "een.yaml", "-o", "y.md", "--schoon", "--datum", "2027-01-04")
    assert "Er doen acht teams mee, [invullen: met wie]." in (tmp_path / "y.md").read_text(encoding="utf-8")
    assert re.search(r"^.*Draagvlak.*: voorzet: acht$", done.err, re.MULTILINE)
    assert re.search(r"^.*Draagvlak.*: invullen: met wie$", done.err, re.MULTILINE)
    assert re.search(r": invullen: aantal uren \(2 keer\)$", done.err, re.MULTILINE)
    assert re.search(r"^Nog open: 3 invulplekken\. Voorzetten: 1\.$", done.err, re.MULTILINE)


def test_the_end_product_has_no_working_list_and_counts_what_remains(call, tmp_path):
    two_blanks(tmp_path)
    done = call("maak", "een.yaml", "--schoon", "--datum", "2027-01-04")
    assert done.code == 0
    remaining = int(re.search(r"Nog open: (\d+) invulplekken", done.err)[1])
    with zipfile.ZipFile(tmp_path / "een.docx") as archive:
        names, body = archive.namelist(), archive.read("word/document.xml").decode()
    assert not [name for name in names if "comments" in name or "customXml" in name]
    assert "w:sdt" not in body
    assert "_lia_" not in body
    assert body.count("[invullen: ") == remaining == 3


def test_a_plan_is_looked_back_on_by_draft_or_profile(call):
    save(SMALL, "zuid.yaml")
    assert call("maak", "zuid.yaml", "--datum", "2027-01-04", "--zonder-werkblad").code == 0
    assert call("voortgang", "zuid.docx") == (0, "zuid-voortgang.docx\n", "")
    assert call("voortgang", "zuid.yaml", "--datum", "2027-01-04", "-o", "v.docx") == (0, "v.docx\n", "")
    assert Path("v.docx").read_bytes() == Path("zuid-voortgang.docx").read_bytes()
    assert call("voortgang", "zuid.docx", "--formaat", "md").out == "zuid-voortgang.md\n"
    assert call("voortgang", "zuid.docx", "--huisstijl", "zuid.docx", "-o", "h.docx").code == 0


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("zuid.docx -o zuid.docx --overschrijf", 2, "zuid.docx is een bestand dat liagen leest; kies een andere naam"),
        ("zuid.docx -o v.docx", 1, "v.docx: dit bestand bestaat al; kies een andere naam of gebruik --overschrijf"),
        ("zuid.docx --datum 2027-01-04", 2, "--datum past niet bij een concept; de datum van het concept telt"),
        ("zuid.docx --formaat html --huisstijl zuid.docx", 2, "--huisstijl past niet bij het formaat html"),
        ("zuid-werkblad.docx", 1, "zuid-werkblad.docx: dit is een werkblad; kies het hoofdstuk"),
        ("v.docx -o w.docx", 1, "v.docx: dit is een document over de voortgang; kies het hoofdstuk waar het over gaat"),
        ("weg.docx", 1, "weg.docx: dit bestand bestaat niet; kijk naar de naam en de map"),
    ],
)
def test_what_cannot_be_looked_back_on_is_told(call, line, code, message):
    save(SMALL, "zuid.yaml")
    call("maak", "zuid.yaml", "--datum", "2027-01-04")
    call("voortgang", "zuid.docx", "-o", "v.docx")
    before = Path("v.docx").read_bytes()
    done = call("voortgang", *line.split())
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(message)
    assert Path("v.docx").read_bytes() == before


def test_outcomes_of_an_earlier_plan_are_told(call):
    save(SMALL + "terugblik:\n  uitkomsten:\n    thema.training: {stand: niet}\n", "zuid.yaml")
    done = call("voortgang", "zuid.yaml", "--datum", "2027-01-04")
    assert done.err == (
        "Let op: bij terugblik.uitkomsten staan nog de uitkomsten van een vorig plan. Haal die weg voordat de nieuwe "
        "erbij komen.\n"
    )
