"""The overview of a batch, for Excel and to read."""

from __future__ import annotations

from chromium import NEEDS_CHROMIUM, violations_of_looks, visit
from lxml import html

from liagen.batch.journal import Summary
from liagen.batch.overview import Outcome, count_words, overview_csv, overview_html
from liagen.errors import Problem

ODD = Outcome("in/a.yaml", "gemaakt", ("één & <b>.docx",), None, 1.234)
SUMMARY = Summary("Zuid", 1, ("Een groep", "Intranet"), 3, 4, 5, 6)
MADE = Outcome("in/z.yaml", "gemaakt", ("z.docx", "z-werkblad.docx"), SUMMARY, 0.5)


def test_links_are_relative_and_percent_encoded():
    page = html.fromstring(overview_html([ODD]))
    assert [link.get("href") for link in page.findall(".//a")] == ["%C3%A9%C3%A9n%20%26%20%3Cb%3E.docx"]


def test_chapter_and_work_sheet_have_a_column_each():
    assert ";Bestand;Werkblad;Stukken;Seconden;" in overview_csv([MADE])
    assert ";z.docx;z-werkblad.docx;;0,50;" in overview_csv([MADE])
    page = html.fromstring(overview_html([MADE]))
    assert [link.get("href") for link in page.findall(".//a")] == ["z.docx", "z-werkblad.docx"]


def test_seconds_have_a_comma():
    assert ";1,23;" in overview_csv([ODD])


def test_a_wrong_byte_in_a_name_does_not_spoil_the_overview():
    assert "x?y.yaml" in overview_csv([Outcome("x\udcffy.yaml", "niet aan de beurt")])


def test_a_problem_in_the_profile_needs_only_its_place():
    failure = Outcome(
        "in/a.yaml", "mislukt", problems=(Problem("in/a.yaml", "kies uit: x", place=(3, 5), field="lia.status"),)
    )
    assert ";regel 3, kolom 5: lia.status: kies uit: x;" in overview_csv([failure])


def test_a_problem_elsewhere_names_its_file():
    failures = [Outcome("a.yaml", "mislukt", problems=(Problem(file, "weg"),)) for file in ("a.yaml", "b.docx")]
    assert [row.split(";")[8] for row in overview_csv(failures).splitlines()[1:]] == ["weg", "b.docx: weg"]


def test_a_row_tells_the_choices():
    head, row = overview_csv([MADE]).splitlines()
    assert head.split(";")[2:8] == ["Is er al", "Voorstellen", "Te overwegen", "Niet nu", "Doelen", "Open punten"]
    assert row.startswith("Zuid;gemaakt;1;2;3;4;5;6;")
    assert (head.split(";")[-1], row.split('"')[1]) == ("Welke voorstellen", "Een groep; Intranet")
    page = html.fromstring(overview_html([MADE]))
    assert [line.text for line in page.findall(".//p[@class='extra']")] == ["Een groep", "Intranet"]


def test_a_failure_is_known_by_its_file_and_stands_out():
    failure = Outcome("in/a.yaml", "mislukt", problems=(Problem("in/a.yaml", "kies", place=(3, 5), field="lia"),))
    page = html.fromstring(overview_html([failure]))
    assert page.findtext(".//tbody//th") == "onbekend (a.yaml)"
    assert page.findtext(".//tbody//strong") == "mislukt"
    assert overview_csv([failure]).splitlines()[1].startswith("onbekend (a.yaml);mislukt;;;;;;;")


def test_the_counts_name_what_there_is_in_order():
    states = ("niet aan de beurt", "mislukt", "al klaar", "gemaakt", "gemaakt")
    outcomes = [Outcome("a.yaml", state) for state in states]
    assert count_words(outcomes) == (
        "Klaar: 3 van 5 hoofdstukken (2 gemaakt, 1 al klaar, 1 mislukt, 1 niet aan de beurt)."
    )


@NEEDS_CHROMIUM
def test_the_page_is_accessible_and_finds_the_failures(browser, tmp_path):
    failure = Outcome("in/a.yaml", "mislukt", problems=(Problem("in/a.yaml", "kies", place=(3, 5), field="lia"),))
    page_file = tmp_path / "overzicht.html"
    page_file.write_bytes(overview_html([MADE, failure]))
    with visit(browser, page_file.as_uri()) as visited:
        page = visited.page
        page.get_by_label("Toon welke voorstellen").check()
        page.get_by_text("Een groep", exact=True).wait_for(timeout=10_000)
        assert violations_of_looks(page) == []
        page.fill("#woord", "mislukt")
        page.get_by_text("1 van 2 rijen.").wait_for(timeout=10_000)
        assert page.locator("tbody th:visible").all_inner_texts() == ["onbekend (a.yaml)"]
        assert visited.refused == visited.errors == []
