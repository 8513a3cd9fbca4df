"""What a consultant packed, opened in the officer's page: texts, house style and starting profile, told on screen."""

from __future__ import annotations

import datetime as dt
import functools
import importlib

import pytest
from client_builders import PROFILE, SOUTH, packed, two_clients, write
from officer import TODAY, Officer

from liagen.browser.app import opening
from liagen.browser.app.session import Session
from liagen.library.load import load_library
from liagen.library.packages import find_packages
from liagen.make.chain import make_documents
from liagen.make.client import load_client
from liagen.make.client_packed import open_client, parse_client
from liagen.make.order import Order
from liagen.profile.read import load_profile
from tools.page import host
from tools.page.__main__ import _begin
from tools.page.engine import OwnContent

OWN = PROFILE.format(name="Noord").encode()


@pytest.fixture(scope="module", autouse=True)
def read_once():
    """What reads a client gives the same of the same bytes, and takes most of the time here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "parse_client", functools.cache(opening.parse_client))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return two_clients(tmp_path_factory.mktemp("klanten"))


@pytest.fixture(scope="module")
def north(folder):
    return packed(folder / "noord.klant.yaml")


@pytest.fixture(scope="module")
def south(folder):
    return packed(folder / "zuid.klant.yaml")


def test_opening_it_takes_texts_house_style_and_profile_and_says_so(north):
    officer = Officer()
    reply = officer.opens(("noord.zip", north))
    assert (reply.focus, reply.unsaved) == ("geopend-kop", False)
    told = officer.questions.text
    for part in ("«Noord»", "bureau 1.0 en van_noord 1.0", "de huisstijl", "noord.yaml", "Open dan noord.zip"):
        assert part in told
    assert "Noord leest ook mee." in officer.chapter
    officer.goes("over")
    assert "van_noord" in officer.questions.text


def test_what_she_takes_is_what_the_command_line_makes(folder, north):
    officer = Officer()
    officer.opens(("noord.zip", north))
    found = load_client(folder / "noord.klant.yaml")
    packages = find_packages(found.packages, None, None)
    library = load_library(*packages)
    profile = found.wishes.applied(load_profile(found.only_profile(), library.cards, library.section_keys))
    made = make_documents(profile, library, Order("docx", TODAY, packages=packages, house=found.house, papers=None))
    for name, there in zip(("hoofdstuk", "werkblad", "samenvatting"), made.documents, strict=True):
        given = officer.does(f"word:{name}").download
        assert given is not None
        assert given.data == there.data


def test_her_own_answers_stay(north):
    officer = Officer()
    officer.answers(gemeente__naam="Zuidhaven")
    officer.opens(("noord.zip", north))
    assert "Zuidhaven" in officer.region("kop").text
    assert "uw eigen antwoorden blijven staan" in officer.questions.text
    assert "Noord leest ook mee." in officer.chapter
    assert officer.reply.unsaved


def test_her_saved_work_opened_with_it_or_after_it_goes_before_its_profile(north):
    work = OWN + b"stijl:\n  lengte: kort\n"
    for opens in ([("noord.zip", north), ("werk.yaml", work)],), ([("noord.zip", north)], [("werk.yaml", work)]):
        officer = Officer()
        for files in opens:
            officer.opens(*files)
        told = "bureau 1.0 en van_noord 1.0" in officer.questions.text
        assert told == (len(opens) == 1), "what came with the files that she opened last is told"
        officer.goes("document")
        assert "checked" in officer.questions.named("input", id="v-stijl-lengte-kort")[0]
        assert "Noord leest ook mee." not in officer.chapter, "which is not in a short chapter"


def test_after_an_answer_another_profile_is_laid_beside(north):
    officer = Officer()
    officer.opens(("noord.zip", north))
    officer.answers(gemeente__inwoners="31500")
    officer.does("bewaren")
    officer.opens(("deel.yaml", b"gemeente:\n  naam: Noord\norganisatie:\n  fte: 900\n"))
    assert "de antwoorden verschillen" in officer.questions.text


def test_another_client_takes_the_place_of_one_she_did_nothing_with(north, south):
    officer = Officer()
    officer.opens(("noord.zip", north))
    officer.opens(("zuid.zip", south))
    assert "Zuid" in officer.region("kop").text
    assert "Noord leest ook mee." not in officer.chapter
    assert "de huisstijl" not in officer.questions.text


def test_with_more_profiles_she_chooses(tmp_path):
    write(two_clients(tmp_path), {"klant.yaml": SOUTH.replace("[zuid.yaml]", "[zuid.yaml, noord.yaml]")})
    officer = Officer()
    officer.opens(("samen.zip", packed(tmp_path)))
    assert [each["value"] for each in officer.questions.named("button") if "beginnen" in each["value"]] == [
        "beginnen:0", "beginnen:1",
    ]  # fmt: skip
    officer.does("beginnen:1")
    assert "Noord" in officer.region("kop").text
    officer.answers(gemeente__inwoners="31500")
    officer.does("beginnen:0")
    assert "Noord" in officer.region("kop").text, "what she typed is not thrown away"


def test_a_profile_that_there_is_not_changes_nothing(north):
    officer = Officer()
    officer.opens(("noord.zip", north))
    before = officer.region("kop").text
    for number in ("", "9", "-1", "x", "9" * 5000, "²"):
        officer.does(f"beginnen:{number}")
        assert officer.region("kop").text == before, number
        assert Officer().does(f"beginnen:{number}").place == "begin", number


def test_what_is_wrong_with_it_is_told_and_changes_nothing(north):
    officer = Officer()
    before = officer.chapter
    for files, message in (
        ([("x.zip", b"PK")], "dit is geen leesbare klant"),
        ([("a.zip", north), ("b.zip", north)], "open één zip-bestand tegelijk"),
        ([("a.zip", north), ("fout.yaml", b"gemeente: {naam: X, inwonrs: 3}")], "onbekend veld"),
    ):
        officer.opens(*files)
        assert message in officer.region("melding").text
        assert officer.chapter == before
        officer.goes("over")
        assert "van_noord" not in officer.questions.text


def test_answers_that_do_not_go_with_its_texts_are_told(tmp_path, south):
    option = "---\ntitel: Een eigen optie\ncox: 1\nbronnen: ['§5.1']\n---\nTekst.\n"
    write(two_clients(tmp_path), {"bureau/opties/beleggen/van_ons.md": option})
    officer = Officer()
    officer.opens(("eigen.zip", packed(tmp_path / "zuid.klant.yaml")))
    officer.opens(("mijn.yaml", PROFILE.format(name="Zuid").encode() + b"keuzes:\n  van_ons:\n    keuze: niet\n"))
    officer.answers(gemeente__inwoners="31500")
    officer.opens(("zuid.zip", south))
    assert "keuzes.van_ons: onbekende optie" in officer.region("melding").text


# ------------------------------------------------------------ a page that begins with a client


def test_a_window_on_a_folder_begins_with_what_its_zip_file_holds(folder, north):
    client = load_client(folder / "noord.klant.yaml")
    library = load_library(*find_packages(client.packages, None, None))
    sessions = (
        Session.of_client(open_client(client, lambda: library), TODAY),
        Session.of_client(parse_client(north, "noord.zip"), TODAY),
    )
    one, other = (session.page().regions for session in sessions)
    assert one["document"] == other["document"]
    assert one["vragen"] == other["vragen"]
    assert "Geopend: Noord" in one["vragen"]
    assert "Open dan" not in one["vragen"], "there is no file that she opened"


def test_a_page_that_is_built_for_a_client_begins_with_it(north, tmp_path, monkeypatch):
    own = OwnContent(client=north)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2027, 1, 4, tzinfo=dt.UTC).timestamp())))
    built = _begin(own).page()
    for name, data in own.files().items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(host, "CLIENT", tmp_path / "klant.zip")
    assert importlib.import_module("tools.page.host").begin(TODAY).page().regions == built.regions
    assert "Noord" in built.regions["kop"]


def test_the_questions_of_its_packages_are_asked(tmp_path, south):
    write(two_clients(tmp_path), {
        "bureau/velden.yaml": "vraag: Wat?\nvelden:\n  kleur:\n    naam: kleur\n    vraag: Welke?\n    soort: tekst\n",
        "zuid.yaml": PROFILE.format(name="Zuid") + "velden:\n  bureau:\n    kleur: rood\n",
    })  # fmt: skip
    own = packed(tmp_path / "zuid.klant.yaml")
    officer = Officer()
    officer.opens(("zuid.zip", own))
    assert "Geopend: zuid.zip" in officer.questions.text, officer.region("melding").text
    saved = officer.does("bewaren").download
    assert saved is not None
    assert b"kleur: rood" in saved.data
    officer.opens(("zonder.zip", south))
    assert "Geopend: zonder.zip" in officer.questions.text, officer.region("melding").text
    officer.opens(("zuid.zip", own))
    officer.answers(gemeente__inwoners="31500")
    officer.opens(("zonder.zip", south))
    assert "deze antwoorden horen bij het pakket `bureau`" in officer.region("melding").text
