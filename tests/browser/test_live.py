"""Looking along in the browser, seen from the outside: what the server gives, to whom, and how soon after a save."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from lxml import html
from onlooker import DAY, PATIENCE, PROFILE, Reader, serving, wanted, words
from server_command import fetch, refusal, served, start
from toy import CARD, SHIPPED, Package, make_package

from liagen.browser import local_server
from liagen.browser.preview import server
from liagen.browser.preview.server import open_server
from liagen.browser.preview.watch import Watch, WatchTargets
from liagen.errors import LibraryError, OutputError, Problem
from liagen.library.cards import LENGTHS
from liagen.library.load import load_library
from liagen.profile.read import shipped_profiles

POSIX = os.name == "posix"
ODD = "<script>alert(1)</script>&amp;\"'"


@pytest.fixture
def profile(tmp_path) -> Path:
    path = tmp_path / "profielen" / "zuid.yaml"
    path.parent.mkdir()
    path.write_text(PROFILE, encoding="utf-8")
    return path


@pytest.fixture
def package(tmp_path) -> Package:
    return make_package(tmp_path / "mijn")


@pytest.fixture
def reader(package, profile) -> Iterator[Reader]:
    with serving(wanted(package.root, profiles=(profile.parent,))) as found:
        yield found


@pytest.fixture(scope="module")
def shipped() -> Iterator[Reader]:
    """The texts and the nine profiles of liagen itself."""
    with serving(wanted()) as found:
        yield found


# --- what the page holds


def test_the_chapter_stands_beside_the_choices(shipped):
    page = shipped.page("?profiel=utrecht")
    assert page.get("lang") == "nl"
    assert [words(each) for each in page.iter("h1")] == [load_library().title.source]
    assert len(page.xpath("//aside[@id='kijk-keuzes']/article")) == len(shipped.watch.page_state("", "").view.options)


def test_every_option_tells_its_verdict_reasons_facts_and_what_would_change_it(reader):
    card = words(reader.page().get_element_by_id("kijk-optie-werkgroep"))
    assert card.startswith("Een werkgroep Voorstel. De organisatie telt 900 fte. In het hoofdstuk ")
    assert "/mijn/opties/beleggen/werkgroep.md" in card
    assert "aantal fte organisatie.fte 900" in card


def test_an_option_that_is_not_chosen_tells_what_would_change_it(reader, profile):
    profile.write_text(PROFILE.replace("900", "100"), encoding="utf-8")
    reader.until(lambda text: "Dit wordt een voorstel als aantal fte 400 of meer is (nu: 100)." in text)


def test_running_text_says_which_options_it_is_of_and_from_what_files(package, profile):
    package.write("opties/beleggen/werkgroep.md", f"{CARD}\n## Voorstel\n\nWij vormen een groep.\n")
    other = CARD.replace("Een werkgroep", "Een tweede groep")
    package.write("opties/beleggen/tweede.md", f"{other}\n## Voorstel\n\nEr komt er nog een.\n")
    package.write("teksten/inleiding.md", "Zo gaat het. {{ kaart('werkgroep') }}\n\n{{ kaart('tweede') }}\n")
    package.swap("opbouw.yaml", "      - opties: beleggen\n", "")
    with serving(wanted(package.root, profiles=(profile,))) as found:
        page = found.page()
    first, last = (page.xpath(f"//main//p[contains(., '{text}')]")[0] for text in ("een groep.", "nog een."))
    cards = package.root / "opties" / "beleggen"
    assert words(first.getnext()) == f"Keuze en redenen: Een werkgroep, uit {cards / 'werkgroep.md'}."
    assert words(last.getnext()) == f"Keuze en redenen: Een tweede groep, uit {cards / 'tweede.md'}."
    assert page.xpath("//article[@id='kijk-optie-werkgroep']//a/@href") == [f"#{first.get('id')}"]
    assert first.getnext().xpath(".//a/@href") == ["#kijk-optie-werkgroep"]


def test_an_option_in_short_stands_in_its_line_when_nothing_else_tells_of_it(package, profile):
    head = "kort_punt: wij vormen een groep"
    package.write("opties/beleggen/werkgroep.md", CARD.replace("cox: 1", f"cox: 1\n{head}"))
    package.swap("opbouw.yaml", "opties: beleggen", "lijst: in_het_kort")
    with serving(wanted(package.root, profiles=(profile,))) as found:
        page = found.page()
    [line] = page.xpath("//main//li[contains(., 'wij vormen een groep')]")
    assert words(line) == "wij vormen een groep. Keuze en redenen"
    assert page.xpath("//article[@id='kijk-optie-werkgroep']//a/@href") == [f"#{line.get('id')}"]


def test_it_says_what_file_each_part_comes_from(tmp_path, profile):
    own = tmp_path / "mijn"
    card = own / "opties" / "beleggen" / "werkgroep.md"
    card.parent.mkdir(parents=True)
    (own / "pakket.yaml").write_text('naam: mijn\nversie: "1"\nformaat: 1\nbasis: standaard\n', encoding="utf-8")
    card.write_text("## Voorstel\n\nEen groep van ons.\n", encoding="utf-8")
    with serving(wanted(own, profiles=(profile,))) as found:
        text = found.text()
    assert f"uit {card}, op standaard/opties/beleggen/werkgroep.md" in text
    assert "Uit standaard/opbouw.yaml; standaard/teksten/wie_doet_wat.md." in text
    assert "Teksten: mijn 1, op standaard" in text


@pytest.mark.parametrize("document", ["hoofdstuk", "werkblad"])
@pytest.mark.parametrize("length", LENGTHS)
def test_links_lead_from_choice_to_text_and_back(shipped, length, document):
    page = shipped.page(f"?profiel=hardenberg&lengte={length}&document={document}")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    for card in page.xpath("//article"):
        there = card.xpath(".//a/@href")
        place = page.get_element_by_id(there[0][1:]) if there else None
        assert place is not None or f"Staat niet in dit {document}." in words(card)
        back = page.xpath(f"//main//a[@href='#{card.get('id')}']")
        assert bool(back) == (place is not None)


def test_the_work_sheet_is_one_click_away_and_stays_chosen(shipped):
    page = shipped.page("?profiel=utrecht&lengte=kort")
    [address] = page.xpath("//header/a[.='Bekijk het werkblad']/@href")
    sheet = shipped.page(address)
    assert [words(each) for each in sheet.iter("h1")] == [load_library().sheet.titel.source]
    assert "Uit standaard/werkblad.yaml" in words(sheet)
    assert sheet.xpath("//form/input/@value") == ["werkblad"]
    assert sheet.xpath("//noscript//a/@href") == [address]
    assert sheet.xpath("//header/a[.='Bekijk het hoofdstuk']/@href") == ["?profiel=utrecht&lengte=kort"]


def test_nothing_runs_or_comes_from_elsewhere(shipped):
    text = shipped.get("?profiel=utrecht")[2]
    page = html.document_fromstring(text)
    assert not page.xpath("//link | //img | //iframe | //@src | //@style | //@*[starts-with(name(), 'on')]")
    assert len(page.xpath("//script")) == 1
    assert all(link.startswith(("#", "?", "https://")) for link in page.xpath("//@href"))
    assert not re.search(r"url\(|@import", "".join(page.xpath("//style/text()")))


def test_without_script_there_is_a_link_to_look_again(shipped):
    link = html.document_fromstring(shipped.get("?profiel=breda&lengte=kort")[2]).xpath("//noscript//a/@href")
    assert link == ["?profiel=breda&lengte=kort"]


# --- choosing


def test_without_a_profile_the_nine_are_there_and_the_first_is_shown(shipped):
    page = shipped.page()
    assert page.xpath("//select[@name='profiel']/option/@value") == list(shipped_profiles())
    assert page.xpath("//option[@selected]/@value") == ["breda", ""]
    assert "Breda" in page.findtext(".//title")


def test_a_profile_and_a_length_can_be_chosen(shipped):
    page = shipped.page("?profiel=heerlen&lengte=kort")
    assert page.xpath("//option[@selected]/@value") == ["heerlen", "kort"]
    assert "Heerlen" in page.findtext(".//title")
    assert len(words(page)) < len(shipped.text("?profiel=heerlen&lengte=uitgebreid"))


def test_the_length_of_the_command_line_holds_until_another_is_chosen(package, profile):
    with serving(wanted(package.root, profiles=(profile,), length="kort")) as found:
        assert found.page().xpath("//select[@name='lengte']/option[@selected]/@value") == ["kort"]
        chosen = found.page("?lengte=standaard")
        assert chosen.xpath("//select[@name='lengte']/option[@selected]/@value") == ["standaard"]


def test_profiles_of_one_name_are_kept_apart(package, profile):
    other = profile.parent / "meer" / "zuid.yaml"
    other.parent.mkdir()
    other.write_text(PROFILE.replace("Zuid", "Oost"), encoding="utf-8")
    with serving(wanted(package.root, profiles=(profile.parent,))) as found:
        assert found.page().xpath("//select[@name='profiel']/option/@value") == [str(profile), str(other)]
        assert "Oost" in found.page(f"?profiel={other}").findtext(".//title")


def test_an_unknown_profile_is_said_to_be_unknown(shipped):
    page = shipped.page("?profiel=atlantis")
    assert "atlantis: dit profiel is er niet; kies een ander" in words(page.get_element_by_id("kijk-melding"))
    assert len(page.xpath("//select[@name='profiel']/option")) == 9


# --- who may ask what


def test_only_style_and_script_of_the_page_itself_count(shipped):
    policies = set()
    for _ in range(2):
        _, headers, text = shipped.get()
        policy = headers["Content-Security-Policy"]
        (nonce,) = set(re.findall(r"'nonce-([\w-]+)'", policy))
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert set(html.document_fromstring(text).xpath("//script/@nonce | //style/@nonce")) == {nonce}
        policies.add(policy)
    assert len(policies) == 2


def test_headers_keep_the_page_to_itself(shipped):
    _, headers, _ = shipped.get()
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Server"] == "liagen"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("host", ["", "example.nl", "127.0.0.1", "127.0.0.1:1", "localhost.example.nl:{port}", "[::1]"])
def test_another_host_is_refused(shipped, host):
    status, _, text = shipped.get(Host=host.format(port=shipped.server.server_port))
    assert (status, text) == (403, "Deze pagina is alleen voor deze computer.\n")


def test_localhost_is_this_computer(shipped):
    assert shipped.get(Host=f"LocalHost:{shipped.server.server_port}")[0] == 200


def test_it_listens_to_this_computer_only(shipped):
    assert shipped.server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path",
    ["/", "/nieuws", "/favicon.ico", "{key}", "{key}/x", "{key}/../../etc/passwd", "{key}/%2e%2e/pakket.yaml",
     "{key}/nieuws/", "/../{key}/", "{key}//etc/passwd"],
)  # fmt: skip
def test_there_is_nothing_elsewhere(shipped, path):
    asked = path.format(key=f"/{shipped.server.key}").encode().decode("latin-1")
    status, headers, text = shipped.get(asked)
    assert (status, text) == (404, "Hier is niets. Open het adres dat liagen noemde.\n")
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_the_address_cannot_be_guessed(package, profile):
    with serving(wanted(package.root, profiles=(profile,))) as one:
        first = one.server.key
    with serving(wanted(package.root, profiles=(profile,))) as other:
        assert len(first) >= 16
        assert other.server.key != first


@pytest.mark.parametrize(
    "query", ["?lengte=lang", "?document=x", "?" + "&".join("abcdefghijklmnop"), "nieuws?lengte=x"]
)
def test_what_makes_no_sense_is_refused(shipped, query):
    assert shipped.get(query)[0] == 400 or query.count("&") > 9


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_it_can_only_be_read(shipped, method):
    status, headers, text = shipped.get(method=method)
    assert (status, headers["Allow"], text) == (405, "GET, HEAD", "Hier kunt u alleen lezen.\n")


def test_head_gives_the_headers_alone(shipped):
    status, headers, text = shipped.get(method="HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) > 10_000


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("\x16\x03\x01 onzin", 400),
        ("GET /é HTTP/1.1", 404),
        ("GET http://[/ HTTP/1.1", 404),
        ("GET * HTTP/1.0", 404),
        ("BREW / HTTP/1.1", 501),
        (f"GET /{'x' * 70_000} HTTP/1.1", 414),
    ],
    ids=["no http", "letters", "brackets", "star", "method", "long"],
)
def test_an_odd_request_does_no_harm(shipped, capfd, line, code):
    with socket.create_connection(("127.0.0.1", shipped.server.server_port)) as connection:
        connection.sendall(f"{line}\r\nHost: {shipped.server.hosts[0]}\r\n\r\n".encode())
        assert str(code).encode() in connection.recv(10_000)
    assert shipped.get()[0] == 200
    assert capfd.readouterr() == ("", "")


# --- text stays text


def test_text_is_not_markup(package, profile):
    package.swap("opties/beleggen/werkgroep.md", "titel: Een werkgroep", f"titel: 'Groep {ODD.replace(chr(39), '')}'")
    profile.write_text(PROFILE.replace("Zuid", f"'Zuid {ODD.replace(chr(39), '')}'"), encoding="utf-8")
    with serving(wanted(package.root, profiles=(profile,))) as found:
        page = found.page()
        assert len(page.xpath("//script")) == 1
        assert "Groep <script>alert(1)</script>&amp;" in words(page)
        assert "<script>" in page.findtext(".//title")


def test_a_mistake_is_not_markup(package, profile):
    package.write("opties/beleggen/werkgroep.md", CARD.replace("kies_als:", "<img src=x onerror=alert(1)>:"))
    with serving(wanted(package.root, profiles=(profile,))) as found:
        page = found.page()
        assert "<img src=x onerror=alert(1)>" in words(page.get_element_by_id("kijk-melding"))
        assert not page.xpath("//img")


def test_a_name_in_the_address_is_not_markup(shipped):
    assert not shipped.page("?profiel=%3Cimg%20src=x%3E").xpath("//img")


# --- after a save


def test_a_changed_card_is_seen(reader, package):
    assert "Een nieuwe zin." not in reader.text()
    package.swap("opties/beleggen/werkgroep.md", "Dit is de tekst.", "Een nieuwe zin.")
    reader.until(lambda text: "Een nieuwe zin." in text)


def test_a_file_that_takes_the_place_of_another_is_seen(reader, package):
    beside = package.write("nieuw.tmp", CARD.replace("Dit is de tekst.", "Dit is ze weer."))
    beside.replace(package.root / "opties/beleggen/werkgroep.md")
    reader.until(lambda text: "Dit is ze weer." in text)


def test_a_new_card_is_seen(reader, package):
    package.write("opties/beleggen/tweede.md", CARD.replace("Een werkgroep", "Een tweede groep"))
    reader.until(lambda text: "Een tweede groep" in text)


def test_a_card_that_is_taken_away_is_seen(reader, package):
    package.write("opties/beleggen/tweede.md", CARD.replace("Een werkgroep", "Een tweede groep"))
    reader.until(lambda text: "Een tweede groep" in text)
    (package.root / "opties/beleggen/tweede.md").unlink()
    reader.until(lambda text: "Een tweede groep" not in text)


def test_a_changed_profile_is_seen(reader, profile):
    profile.write_text(PROFILE.replace("900", "950"), encoding="utf-8")
    reader.until(lambda text: "De organisatie telt 950 fte." in text)


def test_a_new_profile_in_the_folder_can_be_chosen(reader, profile):
    (profile.parent / "noord.yaml").write_text(PROFILE.replace("Zuid", "Noord"), encoding="utf-8")
    reader.until(lambda text: "noord" in text)
    assert "Noord" in reader.page("?profiel=noord").findtext(".//title")


def test_a_package_that_appears_is_used(tmp_path, profile):
    own = tmp_path / "later"
    asked = WatchTargets(lambda: (own,) if own.exists() else (), (profile,), lambda _profile: DAY)
    with serving(asked) as found:
        assert "later" not in found.page().get_element_by_id("kijk-pakketten").text
        own.mkdir()
        (own / "pakket.yaml").write_text('naam: later\nversie: "1"\nformaat: 1\nbasis: standaard\n', encoding="utf-8")
        found.until(lambda text: "Teksten: later 1, op standaard" in text)


def test_what_changes_nothing_gives_no_new_page(reader, package):
    before, number = reader.version(), reader.watch.generation
    os.utime(package.root / "opties/beleggen/werkgroep.md", ns=(0, 0))
    reader.watch.wait(number, PATIENCE)
    assert reader.watch.generation > number
    assert reader.version() == before


def test_changes_that_follow_each_other_fast_end_in_the_last(reader, package):
    for number in range(40):
        package.write("opties/beleggen/werkgroep.md", CARD.replace("de tekst", f"versie {number} van de tekst"))
        reader.watch.wait(reader.watch.generation, 0.02)  # in the middle of what is read, not only before it
    assert reader.watch.generation > 1
    reader.until(lambda text: "Dit is versie 39 van de tekst." in text)


def test_a_change_while_the_page_is_made_is_seen(package, profile):
    """The date is asked for in the middle of the work: that is when the card changes again."""
    saved = []

    def date(_profile):
        if not saved and "tussenin" in (package.root / "opties/beleggen/werkgroep.md").read_text(encoding="utf-8"):
            saved.append(package.write("opties/beleggen/werkgroep.md", CARD.replace("de tekst", "het slot")))
        return DAY

    with serving(WatchTargets(lambda: (package.root,), (profile,), date)) as found:
        package.write("opties/beleggen/werkgroep.md", CARD.replace("de tekst", "tussenin"))
        found.until(lambda text: "Dit is het slot." in text)
    assert saved


def test_news_comes_of_a_save_in_a_package_on_all_texts_of_liagen(tmp_path, profile):
    own = tmp_path / "mijn"
    card = own / "opties" / "beleggen" / "werkgroep.md"
    card.parent.mkdir(parents=True)
    (own / "pakket.yaml").write_text('naam: mijn\nversie: "1"\nformaat: 1\nbasis: standaard\n', encoding="utf-8")
    card.write_text("## Voorstel\n\nTekst.\n", encoding="utf-8")
    with serving(wanted(own, profiles=(profile,))) as found:
        version = found.version()
        card.write_text("## Voorstel\n\nEen groep, opnieuw bewaard.\n", encoding="utf-8")
        assert "Een groep, opnieuw bewaard." in found.news(version)["tekst"]


# --- mistakes


def test_a_mistake_shows_its_place_above_the_last_good_chapter(reader, package):
    package.swap("opties/beleggen/werkgroep.md", "organisatie.fte >= 400", "organisatie.ftee >= 400")
    reader.until(lambda text: "Er is 1 fout." in text)
    page = reader.page()
    alert = page.get_element_by_id("kijk-melding")
    assert alert.get("role") == "alert"
    place = package.place("opties/beleggen/werkgroep.md", "organisatie.ftee")
    assert f"{package.root / place}: kies_als.1.als: onbekend veld `organisatie.ftee`" in words(alert)
    assert "U ziet het laatste hoofdstuk dat nog goed was." in words(alert)
    assert page.find(".//main").get("class") == "oud"
    assert "De organisatie telt 900 fte." in words(page.find(".//main"))
    assert page.findtext(".//title").startswith("Fout: Zuid")


def test_a_mistake_goes_away_when_it_is_mended(reader, package):
    good = reader.version()
    package.swap("opties/beleggen/werkgroep.md", "cox: 1", "cox: 9")
    reader.until(lambda text: "Er is 1 fout." in text)
    package.swap("opties/beleggen/werkgroep.md", "cox: 9", "cox: 1")
    reader.until(lambda text: "fout" not in text)
    assert words(reader.page().get_element_by_id("kijk-melding")) == ""
    assert reader.page().find(".//main").get("class") == "nu"
    assert reader.version() == good


def test_all_mistakes_show_at_once(reader, package, profile):
    package.swap("opties/beleggen/werkgroep.md", "cox: 1", "cox: 9")
    package.swap("risicos/een_uitvoerder.md", "als: beleggen", "als: belegen")
    profile.write_text(f"{PROFILE}onbekend: x\n", encoding="utf-8")
    text = reader.until(lambda text: "Er zijn 3 fouten." in text)
    assert all(name in text for name in ("werkgroep.md:3:6", "een_uitvoerder.md:3:6", "zuid.yaml:5:1"))


def test_a_broken_package_is_told_and_mended(reader, package):
    head = (package.root / "pakket.yaml").read_text(encoding="utf-8")
    package.write("pakket.yaml", f"{head}  scheef: [\n")
    reader.until(lambda text: "pakket.yaml:" in text)
    package.write("pakket.yaml", head)
    reader.until(lambda text: "pakket.yaml:" not in text)


def test_a_package_that_is_gone_is_told(reader, package):
    shutil.move(package.root, package.root.with_name("weg"))
    text = reader.until(lambda text: "Er is 1 fout." in text)
    assert "De organisatie telt 900 fte." in text
    shutil.move(package.root.with_name("weg"), package.root)
    reader.until(lambda text: "fout" not in text)


def test_a_broken_profile_is_told_with_the_last_good_chapter(reader, profile):
    reader.text()
    profile.write_text(f"{PROFILE}onbekend: x\n", encoding="utf-8")
    text = reader.until(lambda text: "Er is 1 fout." in text)
    assert f"{profile}:5:1: onbekend: onbekend veld" in text
    assert "De organisatie telt 900 fte." in text


def test_a_profile_that_is_gone_is_told(reader, profile):
    reader.text("?profiel=zuid")
    (profile.parent / "noord.yaml").write_text(PROFILE.replace("Zuid", "Noord"), encoding="utf-8")
    profile.unlink()
    text = reader.until(lambda text: "zuid: dit profiel is er niet; kies een ander" in text, "?profiel=zuid")
    assert "De organisatie telt 900 fte." in text


def test_a_folder_without_profiles_left_is_told(reader, profile):
    profile.unlink()
    reader.until(lambda text: "in deze map staat geen profiel" in text)


def test_when_nothing_was_ever_good_there_are_only_the_mistakes(package, profile):
    package.swap("opties/beleggen/werkgroep.md", "cox: 1", "cox: 9")
    with serving(wanted(package.root, profiles=(profile,))) as found:
        page = found.page()
        assert words(page.get_element_by_id("kijk-melding")).startswith("Er is 1 fout. ")
        assert words(page.find(".//main")).startswith("Nog geen hoofdstuk ")
        assert not page.xpath("//article")
        package.swap("opties/beleggen/werkgroep.md", "cox: 9", "cox: 1")
        found.until(lambda text: "De organisatie telt 900 fte." in text)


def test_another_profile_can_be_chosen_while_something_is_wrong(reader, package, profile):
    (profile.parent / "noord.yaml").write_text(PROFILE.replace("900", "800"), encoding="utf-8")
    reader.until(lambda text: "noord" in text)
    package.swap("opties/beleggen/werkgroep.md", "cox: 1", "cox: 9")
    text = reader.until(lambda text: "Er is 1 fout." in text, "?profiel=noord")
    assert "De organisatie telt 800 fte." in text


def test_a_bug_is_told_and_does_not_end_the_watching(package, profile, caplog):
    days = [0, 1]
    with serving(
        WatchTargets(lambda: (package.root,), (profile,), lambda _profile: dt.date(2027, 1, days[0]))
    ) as found:
        assert "hier gaat liagen zelf fout (ValueError)" in found.text()
        assert "Traceback" in caplog.text
        days[0] = 1
        package.swap("opties/beleggen/werkgroep.md", "Dit is de tekst.", "Een nieuwe zin.")
        found.until(lambda text: "Een nieuwe zin." in text and "fout" not in text)


def test_packages_that_cannot_be_looked_for_are_told_and_looked_for_again(package, profile):
    wrong = [Problem("sjablonen", "u mag deze map niet lezen; vraag om leesrechten")]

    def packages() -> tuple[Path, ...]:
        if wrong:
            raise LibraryError(wrong)
        return (package.root,)

    with serving(WatchTargets(packages, (profile,), lambda _profile: DAY)) as found:
        assert "sjablonen: u mag deze map niet lezen" in found.text()
        wrong.clear()
        found.until(lambda text: "De organisatie telt 900 fte." in text and "fout" not in text)


def test_a_bug_in_reading_is_told_and_does_not_end_the_watching(package, profile, caplog):
    odd = [True]

    def packages() -> tuple[Path, ...]:
        if odd:
            raise RuntimeError("odd")
        return (package.root,)

    with serving(WatchTargets(packages, (profile,), lambda _profile: DAY)) as found:
        assert "sjablonen: hier gaat liagen zelf fout (RuntimeError)" in found.text()
        assert "Traceback" in caplog.text
        odd.clear()
        found.until(lambda text: "De organisatie telt 900 fte." in text and "fout" not in text)


# --- waiting for news


def test_who_has_an_old_version_is_told_at_once(shipped):
    page, news = shipped.page("?profiel=utrecht"), shipped.news("oud", "?profiel=utrecht")
    assert news["versie"] == page.get("data-versie")
    assert news["titel"] == page.findtext(".//title")
    assert news["breedtes"] == page.get_element_by_id("kijk-breedtes").text
    assert words(html.document_fromstring(news["tekst"])) == words(page.find("body"))


def test_without_news_the_answer_comes_when_it_has_been_long_enough(shipped, monkeypatch):
    monkeypatch.setattr(server, "_POLL_SECONDS", 0.3)
    version, begun = shipped.version(), time.monotonic()
    assert shipped.news(version) == {}
    assert time.monotonic() - begun >= 0.3


def test_who_waits_hears_it_when_the_watching_ends(package, profile):
    with Watch(wanted(package.root, profiles=(profile,))) as watch, open_server(watch) as opened:
        threading.Thread(target=opened.serve_forever, args=(0.02,)).start()
        found = Reader(opened, watch)
        version, answers = found.version(), []
        waiting = threading.Thread(target=lambda: answers.append(found.news(version)))
        waiting.start()
        watch.__exit__(None, None, None)
        waiting.join(PATIENCE)
        opened.shutdown()
    assert answers == [{}]


def test_a_reader_who_goes_away_does_no_harm(reader, package, capfd):
    with socket.create_connection(("127.0.0.1", reader.server.server_port)) as connection:
        key, host = reader.server.key, reader.server.hosts[0]
        connection.sendall(f"GET /{key}/nieuws?na={reader.version()} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    package.swap("opties/beleggen/werkgroep.md", "Dit is de tekst.", "Een nieuwe zin.")
    reader.until(lambda text: "Een nieuwe zin." in text)
    assert capfd.readouterr() == ("", "")


def test_many_readers_at_once(reader, package):
    version, answers = reader.version(), []
    readers = [threading.Thread(target=lambda: answers.append(reader.news(version)["versie"])) for _ in range(12)]
    for each in readers:
        each.start()
    package.swap("opties/beleggen/werkgroep.md", "Dit is de tekst.", "Een nieuwe zin.")
    for each in readers:
        each.join(PATIENCE)
    assert len(answers) == 12
    assert set(answers) == {reader.version()} != {version}


# --- nothing else


def test_nothing_is_written(reader, package, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def files() -> list[Path]:
        return sorted(path for path in tmp_path.rglob("*"))

    before = files()
    package.swap("opties/beleggen/werkgroep.md", "Dit is de tekst.", "Een nieuwe zin.")
    reader.until(lambda text: "Een nieuwe zin." in text)
    assert files() == before


def test_word_is_not_loaded(package, profile):
    code = (
        "import datetime as dt, sys; from pathlib import Path; from liagen.browser.preview.page import write_page; "
        "from liagen.browser.preview.server import open_server; "
        "from liagen.browser.preview.watch import WatchTargets, Watch; "
        "package, profile = map(Path, sys.argv[1:]); "
        "watch = Watch(WatchTargets(lambda: (package,), (profile,), lambda p: dt.date(2027, 1, 4)))\n"
        "with watch, open_server(watch): write_page(found := watch.page_state('', ''), 'hoofdstuk')\n"
        "assert found.view and not found.problems, found.problems\n"
        "heavy = {'docx', 'lxml', 'pypdf'} & set(sys.modules); sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    command = [sys.executable, "-c", code, str(package.root), str(profile)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


# --- ports


def test_a_port_in_use_is_passed_over(package, profile):
    asked = wanted(package.root, profiles=(profile,))
    with serving(asked) as one, serving(asked) as other:
        assert one.server.server_port != other.server.server_port
        assert one.get()[0] == other.get()[0] == 200


def test_a_port_that_was_asked_for_and_is_in_use_is_refused(package, profile):
    asked = wanted(package.root, profiles=(profile,))
    with serving(asked) as one, pytest.raises(OutputError) as caught, Watch(asked) as watch:
        open_server(watch, one.server.server_port)
    port = one.server.server_port
    assert str(caught.value) == (
        f"poort {port}: deze poort is al in gebruik; noem een andere met --poort, of laat --poort weg"
    )


def test_when_no_usual_port_is_free_another_must_be_named(package, profile, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken, Watch(wanted(package.root, profiles=(profile,))) as watch:
        port = taken.getsockname()[1]
        monkeypatch.setattr(local_server, "_DEFAULT_PORTS", range(port, port + 1))
        with pytest.raises(OutputError, match="noem een andere poort met --poort"):
            open_server(watch)


# --- the command


command = partial(start, ("sjabloon", "kijk"))
refused = partial(refusal, ("sjabloon", "kijk", "--geen-browser"))


@pytest.mark.skipif(not POSIX, reason="Ctrl-C is a signal")
def test_ctrl_c_stops_it_with_a_word(tmp_path, package, profile):
    arguments = (str(profile), "--pakket", str(package.root), "--geen-browser", "--datum", "2027-01-04")
    with command(tmp_path, *arguments) as (started, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{16}/", address)
        assert "De organisatie telt 900 fte." in fetch(address)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=PATIENCE)
    assert (started.returncode, out) == (0, "")
    assert err.splitlines() == [
        f"Ook gebruikt: pakket standaard {version()} ({package.root}).", "Stoppen: Ctrl-C.", "Gestopt.",
    ]  # fmt: skip


def version() -> str:
    return re.search(r"^versie: \"?([\w.]+)", (SHIPPED / "pakket.yaml").read_text(encoding="utf-8"), re.MULTILINE)[1]


def test_a_package_in_the_folder_of_work_that_comes_later_is_seen(tmp_path, profile):
    def look(address: str) -> None:
        before = html.document_fromstring(fetch(address))
        own = tmp_path / "sjablonen" / "mijn"
        own.mkdir(parents=True)
        (own / "pakket.yaml").write_text('naam: mijn\nversie: "1"\nformaat: 1\nbasis: standaard\n', encoding="utf-8")
        fetch(f"{address}nieuws?na={before.get('data-versie')}")
        assert "Teksten: mijn 1, op praktijk" in fetch(address)

    assert served(("sjabloon", "kijk"), tmp_path, look, str(profile), "--geen-browser", "--lengte", "kort")[0] == 0


@pytest.mark.skipif(not POSIX, reason="the browser here is a shell script")
def test_it_opens_a_browser_where_there_is_a_screen(tmp_path, package, profile):
    script, seen = tmp_path / "browser", tmp_path / "gezien"
    script.write_text(f'#!/bin/sh\necho "$1" > {seen}.deel\nmv {seen}.deel {seen}\n', encoding="utf-8")
    script.chmod(0o755)
    screen = {"BROWSER": f"{script} %s", "DISPLAY": ":9", "CI": ""}
    with command(tmp_path, str(profile), "--pakket", str(package.root), **screen) as (_, address):
        end = time.monotonic() + PATIENCE
        while not seen.exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert seen.read_text(encoding="utf-8").strip() == address


@pytest.mark.skipif(not POSIX, reason="elsewhere there always is a screen")
@pytest.mark.parametrize(
    ("arguments", "environment", "opened"),
    [
        ((), {"DISPLAY": ":9", "CI": ""}, True),
        (("--geen-browser",), {"DISPLAY": ":9", "CI": ""}, False),
        ((), {"DISPLAY": ":9", "CI": "true"}, False),
        ((), {"DISPLAY": "", "WAYLAND_DISPLAY": "", "CI": ""}, False),
    ],
    ids=["screen", "switch", "build server", "no screen"],
)
def test_it_opens_no_browser_where_nobody_sees_it(
    tmp_path, package, profile, monkeypatch, arguments, environment, opened
):
    asked, heard = [], threading.Event()

    def browse(address: str) -> None:
        asked.append(address)
        heard.set()

    monkeypatch.setattr(webbrowser, "open", browse)

    def look(address: str) -> None:
        fetch(address)
        heard.wait(PATIENCE if opened else 0.05)
        assert asked == [address] * opened

    arguments = (str(profile), "--pakket", str(package.root), *arguments)
    assert served(("sjabloon", "kijk"), tmp_path, look, *arguments, **environment)[0] == 0


@pytest.mark.parametrize("port", ["80", "0", "70000", "acht", "-1", "9" * 5000])
def test_a_port_that_cannot_be_is_wrong_use(tmp_path, port):
    code, err = refused(tmp_path, f"--poort={port}")
    assert code == 2
    assert err.startswith("--poort: kies een getal van 1024 tot en met 65535\n")


def test_a_port_in_use_is_told(tmp_path, package, profile):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, err = refused(tmp_path, str(profile), "--pakket", str(package.root), "--poort", str(port))
    assert code == 1
    assert err == f"poort {port}: deze poort is al in gebruik; noem een andere met --poort, of laat --poort weg\n"


def test_a_folder_without_profiles_is_told(tmp_path):
    (tmp_path / "leeg").mkdir()
    code, err = refused(tmp_path, "leeg")
    assert code == 1
    assert err == "leeg: in deze map staat geen profiel; een profiel eindigt op .yaml of .yml\n"
