"""Looking along with more clients: each with its own texts and wishes, also when its file changes."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest
from client_builders import NORTH, SOUTH, two_clients, write
from onlooker import DAY, Reader

from liagen.browser.preview.server import open_server
from liagen.browser.preview.watch import Watch, WatchTargets
from liagen.cli.preview import _packages_of
from liagen.profile.model import Profile


def targets(client):
    def date(_profile: Profile):
        return DAY

    return WatchTargets(lambda: _packages_of(client, ()), (), date, client=client)


@pytest.fixture
def folder(tmp_path):
    return two_clients(tmp_path)


@pytest.fixture
def reader(folder):
    with ExitStack() as opened:
        watches = {
            name: opened.enter_context(Watch(targets(folder / f"{name.lower()}.klant.yaml")))
            for name in ("Noord", "Zuid")
        }
        server = opened.enter_context(open_server(watches))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield Reader(server, watches["Zuid"])
        server.shutdown()
        thread.join()


def options(page, name):
    return [each.get("value") for each in page.get_element_by_id(f"kijk-{name}").iter("option")]


def test_she_chooses_between_clients_and_sees_the_texts_of_each(reader):
    page = reader.page()
    assert options(page, "klant") == ["Noord", "Zuid"]
    assert options(page, "profiel") == ["noord"]
    assert "Noord leest ook mee." in reader.text()
    assert page.xpath("//main//aside[@class='opmerking']"), "remarks stand with the text"
    # The profile of the client before is still in the form that she sends.
    south = reader.page("?klant=Zuid&profiel=noord&lengte=")
    assert options(south, "profiel") == ["zuid"]
    assert south.xpath("//select[@id='kijk-klant']/option[@selected]/@value") == ["Zuid"]
    assert "Noord leest ook mee." not in reader.text("?klant=Zuid")
    assert "klant=Zuid" in south.xpath("//a[text()='Bekijk het werkblad']/@href")[0]
    assert "Werkblad" in reader.page("?klant=Zuid&profiel=zuid&document=werkblad").findtext(".//h1")
    assert reader.get("?klant=Elders")[0] == 200


def test_what_a_client_wants_counts_and_a_change_of_it_is_seen(reader, folder):
    assert "Bureau leest mee." in reader.text("?klant=Zuid")
    write(folder, {"zuid.klant.yaml": SOUTH + "lengte: kort\n"})
    reader.until(lambda text: "Bureau leest mee." not in text, "?klant=Zuid")
    write(folder, {"zuid.klant.yaml": NORTH.replace("noord.yaml", "zuid.yaml")})
    reader.until(lambda text: "Noord leest ook mee." in text, "?klant=Zuid")


def test_a_mistake_in_its_file_is_told_and_what_was_good_stays(reader, folder):
    reader.page("?klant=Zuid")
    write(folder, {"zuid.klant.yaml": SOUTH + "paketten: [bureau]\n"})
    text = reader.until(lambda seen: "Er is 1 fout." in seen, "?klant=Zuid")
    assert "zuid.klant.yaml:5:1" in text
    assert "paketten: onbekend veld, bedoelde u `pakketten`?" in text
    assert "Bureau leest mee." in text
    write(folder, {"zuid.klant.yaml": SOUTH})
    reader.until(lambda seen: "Er is 1 fout." not in seen, "?klant=Zuid")
