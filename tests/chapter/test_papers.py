"""The papers beside a chapter: of the same plan, for who decides, and in short."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import shipped
from builders import KNOWN, library, library_text, profile, row, section
from random_profiles import random_profiles

from liagen.chapter.markdown import plain_text
from liagen.document.as_markdown import write_markdown
from liagen.document.blocks import Chapter, Heading, ListBlock, Table, span_text
from liagen.document.walk import passages
from liagen.errors import LibraryError
from liagen.files.yaml_in import parse_yaml
from liagen.library.package import PAPERS
from liagen.library.tables import PaperOutline
from liagen.make import chain
from liagen.make.order import papers_of
from liagen.profile.model import Profile
from liagen.profile.read import load_profile

DAY = dt.date(2027, 1, 4)
CASES = {path.parent.name: path for path in sorted((Path(__file__).parents[1] / "cases").glob("*/profiel.yaml"))}
LIBRARY = shipped.LIBRARY
FULL = parse_yaml((Path(__file__).parents[1] / "full_profile.yaml").read_text(encoding="utf-8"), "vol").value


@cache
def made_of(name: str) -> chain.Result:
    if name in CASES:
        return chain.make(load_profile(CASES[name], LIBRARY.cards), LIBRARY, DAY)
    return shipped.result(name)


def paper_of(name: str, of: chain.Result, edition: str = "concept") -> Chapter:
    return chain.make_paper(name, of, LIBRARY, edition)


def lines(found: Chapter) -> list[str]:
    return [span_text(each.spans) for block in found.blocks for each in passages(block)]


def headings(found: Chapter) -> list[str]:
    return [block.id for block in found.blocks if isinstance(block, Heading)]


def items(found: Chapter, key: str) -> list[str]:
    return [
        span_text(item.spans)
        for block in found.blocks
        if isinstance(block, ListBlock) and block.id.startswith(key)
        for item in block.items
    ]


def facts(**typed: object) -> chain.Result:
    """Return a chapter of a profile in which almost all is told, but for what is typed."""
    laid = {**FULL, **{key: {**FULL.get(key, {}), **value} for key, value in typed.items()}}
    return chain.make(Profile.model_validate(laid), LIBRARY, DAY)


NAMES = (*shipped.NAMES, *CASES)


@pytest.fixture(scope="module")
def random_results():
    return [chain.make(each, LIBRARY, DAY) for each in random_profiles(5, 40)]


SLIPS = re.compile(r"\bonbekend\b|None|  +\S| [;,.]|\.\.|\bde (?:de|het) |\bhet het |,,|\(\)|«»|;\.")


@pytest.mark.wide
@pytest.mark.parametrize("paper", PAPERS)
def test_no_random_municipality_gets_a_slip_of_the_pen(paper, random_results):
    told = [line for of in random_results for line in lines(paper_of(paper, of))]
    assert [line for line in told if SLIPS.search(line)] == []


@pytest.mark.wide
@pytest.mark.parametrize("paper", PAPERS)
def test_every_fill_in_names_the_field_of_its_answer(paper, random_results):
    fills = [each.fill for of in random_results for each in paper_of(paper, of).fills]
    assert {fill.text for fill in fills if not fill.field} == set()


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", NAMES)
def test_no_date_amount_or_number_differs_from_the_chapter(name, paper):
    of = made_of(name)
    chapter = " ".join(lines(of.chapter))
    dates = r"\d{1,2} [a-z]+ \d{4}"
    told = " ".join(lines(paper_of(paper, of)))
    # Amounts, hours, dates and years; the day of the draft and the numbers of goals stand in both anyway.
    for found in re.findall(rf"{dates}|€ [\d.]*\d|\d+ uur per \w+|\b20\d\d\b", told):
        assert found in chapter or found in plain_text(of.facts.extra["datum"])


@pytest.mark.parametrize("name", NAMES)
def test_the_goals_are_those_of_the_table_in_the_same_order(name):
    of = made_of(name)
    table = next(block for block in of.chapter.blocks if isinstance(block, Table) and block.id == "tabel.doelen")
    rows = [[span_text(cell.spans) for cell in each.cells] for each in table.rows]
    paper = paper_of("raadsvoorstel", of)
    told = [*items(paper, "lijst.doelen_voor_besluit"), *items(paper, "lijst.doelen_na_besluit")]
    assert told == [f"{each[1]} ({each[2]}, {each[3]})." for each in rows]


@pytest.mark.parametrize("name", NAMES)
def test_a_goal_has_the_number_of_the_table(name):
    found = {block.id: block for block in paper_of("raadsvoorstel", made_of(name)).blocks}
    before, after = found.get("lijst.doelen_voor_besluit"), found["lijst.doelen_na_besluit"]
    assert after.first == (len(before.items) if before else 0) + 1
    assert after.ordered


def test_nothing_comes_before_a_decision_that_was_taken():
    found = paper_of("raadsvoorstel", facts(document={"besluit_door": "raad", "besluit_datum": "2026-06-01"}))
    assert "lijst.doelen_voor_besluit" not in [block.id for block in found.blocks]


@pytest.mark.parametrize("name", NAMES)
def test_every_risk_of_the_chapter_is_told_in_the_papers(name):
    of = made_of(name)
    assert len(items(paper_of("raadsvoorstel", of), "lijst.risicos_kort")) == len(of.plan.risks)
    college = "\n".join(lines(paper_of("collegevoorstel", of)))
    assert "staat in het raadsvoorstel" in college or items(paper_of("collegevoorstel", of), "lijst.risicos_kort")


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_tells_of_every_goal_with_its_moment(name):
    of = made_of(name)
    told = items(paper_of("samenvatting", of), "lijst.doelen_eenvoudig")
    assert len(told) == len(of.plan.short)
    for line, goal in zip(told, of.plan.short, strict=True):
        assert line.lower().startswith(plain_text(goal.moment).lower())


@pytest.mark.parametrize("name", NAMES)
def test_every_goal_of_ours_has_simple_words(name):
    assert all(goal.plain for goal in made_of(name).plan.short if not goal.own)


@pytest.mark.parametrize("name", NAMES)
def test_a_council_decides_the_same_in_chapter_paper_and_draft_decision(name):
    of = made_of(name)
    if of.facts.profile.document.besluit_door == "college" or of.facts.lookup("plan.besluit") == "genomen":
        pytest.skip("the council decides nothing here")
    paper = paper_of("raadsvoorstel", of)
    asked = items(of.chapter, "tekst.wat_wij_vragen")
    assert asked
    assert items(paper, "tekst.stuk_vraag_raad") == items(paper, "tekst.stuk_besluit") == asked


def test_what_the_college_decides_is_not_asked_of_the_council():
    of = facts(document={"besluit_door": "college", "besluit_datum": "2027-06-01"})
    council, college = paper_of("raadsvoorstel", of), paper_of("collegevoorstel", of)
    assert council.title == "Informatie voor de raad"
    assert "onderdeel.gevraagd.titel" not in headings(council)
    assert "onderdeel.besluit.titel" not in headings(council)
    assert items(college, "tekst.stuk_vraag_college") == items(of.chapter, "tekst.wat_wij_vragen") != []


def test_where_the_council_decides_the_college_decides_what_is_its_own():
    of = facts(document={"besluit_door": "raad", "besluit_datum": "2027-06-01"})
    asked = items(paper_of("collegevoorstel", of), "tekst.stuk_vraag_college")
    assert asked[0].startswith("in te stemmen met")
    assert asked[-1].startswith("het raadsvoorstel met ontwerpbesluit aan de raad te sturen")
    assert not set(asked) & set(items(paper_of("raadsvoorstel", of), "tekst.stuk_vraag_raad"))


@pytest.mark.parametrize("paper", ["collegevoorstel", "raadsvoorstel"])
def test_after_the_decision_nothing_is_asked(paper):
    found = paper_of(paper, facts(document={"besluit_door": "raad", "besluit_datum": "2026-06-01"}))
    assert found.title.startswith("Informatie voor")
    assert "onderdeel.gevraagd.titel" not in headings(found)
    assert "onderdeel.geen_besluit.titel" in headings(found)


def test_who_read_it_is_told_in_her_words_or_left_blank():
    said, blank = (
        "\n".join(lines(paper_of("raadsvoorstel", facts(document={"meegelezen": told}))))
        for told in ("Het Platform las mee en vroeg om een datum", None)
    )
    assert "Het Platform las mee en vroeg om een datum." in said
    assert "[invullen: wie het las, wat zij zeiden en wat ermee is gedaan]" in blank
    assert "wie het las" not in said


def test_a_case_number_stands_above_the_paper():
    assert "Z-2027-12" in lines(paper_of("raadsvoorstel", facts(document={"zaaknummer": "Z-2027-12"})))


def test_residents_are_told_where_to_turn():
    told = "\n".join(lines(paper_of("samenvatting", facts(document={"contact": "het loket in de hal"}))))
    assert "Dit is ons adres: het loket in de hal." in told


def test_papers_name_the_chapter_by_its_title():
    paper = chain.make_paper("raadsvoorstel", made := made_of("zilverdam"), LIBRARY, "concept")
    assert f"het hoofdstuk «{made.chapter.title}» vast te stellen" in "\n".join(lines(paper))


def test_own_words_bound_to_a_section_of_a_paper_stand_only_there():
    of = facts()
    typed = {**FULL, "eigen": [{"onderdeel": "participatie", "tekst": "De seniorenraad had één vraag."}]}
    of = chain.make(Profile.model_validate(typed), LIBRARY, DAY)
    assert "participatie" in LIBRARY.section_keys
    assert "De seniorenraad had één vraag." in lines(paper_of("raadsvoorstel", of))
    assert "De seniorenraad had één vraag." not in lines(of.chapter)


@pytest.mark.parametrize("length", ["kort", "standaard", "uitgebreid"])
def test_a_paper_is_as_long_whatever_the_length_of_the_chapter(length):
    papers = [
        write_markdown(paper_of("raadsvoorstel", shipped.result("utrecht", each))) for each in ("standaard", length)
    ]
    assert papers[0] == papers[1]


def test_an_end_product_has_no_word_about_the_draft_and_no_proposals():
    draft, clean = (paper_of("raadsvoorstel", made_of("zilverdam"), edition) for edition in ("concept", "schoon"))
    assert "Concept," in lines(draft)[1]
    assert not [line for line in lines(clean) if line.startswith("Concept,") or "[voorzet" in line.lower()]
    assert any("[invullen" in line for line in lines(clean))


@pytest.mark.parametrize(
    ("style", "asked"),
    [
        ({}, ()),
        ({"stukken": ("samenvatting", "collegevoorstel")}, ("collegevoorstel", "samenvatting")),
        ({"bijlagen": ("besluitvoorstel",)}, ("raadsvoorstel",)),
        ({"bijlagen": ("samenvatting",)}, ()),
    ],
)
def test_a_profile_asks_for_papers(style, asked):
    assert papers_of(profile(stijl=style)) == asked


def test_the_old_appendix_is_the_paper_of_who_decides():
    asked = profile(stijl={"bijlagen": ("besluitvoorstel",)}, document={"besluit_door": "college"})
    assert papers_of(asked) == ("collegevoorstel",)


def test_a_package_that_does_not_say_how_refuses():
    bare = replace(LIBRARY, papers={})
    with pytest.raises(LibraryError, match="dit pakket heeft geen samenvatting"):
        chain.make_paper("samenvatting", chain.make(profile(), bare, DAY), bare, "concept")


def outline(**typed: object) -> PaperOutline:
    return PaperOutline.model_validate({"titel": "Stuk", **typed}, context=KNOWN)


def test_what_stands_above_is_a_table_of_the_rows_that_hold():
    head = [
        {"naam": "Onderwerp", "waarde": "Iets"},
        {"naam": "Bij *veel* fte", "waarde": "{{ organisatie.fte }}", "als": "organisatie.fte > 3"},
        {"naam": "Nooit", "waarde": "x", "als": "organisatie.fte > 30"},
    ]
    sections = (section("een", "Een", ("tekst", "inleiding")),)
    own = outline(kop=head, vooraf=(row("tabel", "gegevens"),), onderdelen=sections)
    lib = library(texts={"inleiding": library_text("inleiding", tekst="Tekst.")}, papers={"raadsvoorstel": own})
    found = chain.make_paper("raadsvoorstel", chain.make(profile(organisatie={"fte": 20}), lib, DAY), lib, "concept")
    table = next(block for block in found.blocks if isinstance(block, Table))
    assert [[span_text(cell.spans) for cell in each.cells] for each in table.rows] == [
        ["Onderwerp", "Iets"], ["Bij *veel* fte", "20"],
    ]  # fmt: skip
    assert headings(found) == ["stuk.raadsvoorstel.titel", "onderdeel.een.titel"]


def test_without_rows_there_is_no_table_above():
    own = outline(vooraf=(row("tabel", "gegevens"),), onderdelen=(section("een", "Een", ("tabel", "keuzes")),))
    lib = library(papers={"raadsvoorstel": own})
    found = chain.make_paper("raadsvoorstel", chain.make(profile(), lib, DAY), lib, "concept")
    assert "tabel.gegevens" not in [block.id for block in found.blocks]
