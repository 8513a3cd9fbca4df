"""The papers beside a chapter: of the same plan, for who decides, and in short."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import shipped
from builders import KNOWN, library, library_text, profile, row, section
from libreoffice import NEEDS_LIBREOFFICE, all_resaved
from pypdf import PdfReader
from random_profiles import random_profiles

from liagen.chapter.markdown import plain_text
from liagen.document.as_markdown import write_markdown
from liagen.document.blocks import Chapter, Heading, ListBlock, Paragraph, Span, Table, Text, span_text
from liagen.document.walk import by_section, passages
from liagen.errors import LibraryError
from liagen.files.yaml_in import parse_yaml
from liagen.library.package import PAPERS
from liagen.library.tables import PaperOutline
from liagen.make import chain
from liagen.make.order import Order, papers_of
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


def plain(spans: tuple[Span, ...]) -> str:
    """Return spans as text, with every hard space as a space."""
    return span_text(spans).replace("\u00a0", " ")


def lines(found: Chapter) -> list[str]:
    return [plain(each.spans) for block in found.blocks for each in passages(block)]


def told_in(found: Chapter, section: str) -> list[str]:
    """Return the lines of a section of a paper, below its heading."""
    blocks = [block for key, _, block in by_section(found) if key == section]
    return [plain(each.spans) for block in blocks[1:] for each in passages(block)]


def headings(found: Chapter) -> list[str]:
    return [block.id for block in found.blocks if isinstance(block, Heading)]


def items(found: Chapter, key: str) -> list[str]:
    return [
        plain(item.spans)
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
        assert found in chapter or found in (plain_text(of.facts.extra["datum"]), sum_of_hours(of))


def sum_of_hours(of: chain.Result) -> str:
    """Return the hours of aanjagers and stand-in together, which only a paper adds up."""
    return f"{of.facts.lookup('plan.uren_met_voorzet')} uur per maand"


@pytest.mark.parametrize("name", NAMES)
def test_the_goals_are_those_of_the_table_in_the_same_order(name):
    of = made_of(name)
    rows = cells(of.chapter, "tabel.doelen")
    paper = paper_of("raadsvoorstel", of)
    ready = "\n".join(lines_of(paper, "lijst.doelen_voor_besluit"))
    is_decided_here = "onderdeel.gevraagd.titel" in headings(paper)
    first = of.plan.before
    if is_decided_here:
        asked = [point for point in items(paper, "tekst.stuk_besluit") if point.startswith("doel ")]
        assert asked == [
            f"doel {number} vast te stellen: «{what}», uiterlijk {when};"
            for number, what, _, when, _ in rows[first + of.plan.of_college :]
        ]
    else:
        assert cells(paper, "tabel.doelen_na_besluit") == rows[first:]
    # What comes before the decision is told in one paragraph, with the same numbers.
    assert re.findall(r"Doel (\d+): ", ready) == [row[0] for row in rows[:first]]
    assert all(f"Doel {number}: {who}" in ready for number, _, who, *_ in rows[:first])


def lines_of(found: Chapter, ident: str) -> list[str]:
    return [plain(each.spans) for block in found.blocks if block.id == ident for each in passages(block)]


def cells(found: Chapter, ident: str) -> list[list[str]]:
    table = next(block for block in found.blocks if isinstance(block, Table) and block.id == ident)
    return [[plain(cell.spans) for cell in each.cells] for each in table.rows]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_paper_refers_only_to_goals_that_do_what_it_says(name, paper):
    of = made_of(name)
    said = "\n".join(lines(paper_of(paper, of)))
    assert "doel )" not in said
    numbers = {int(found) for found in re.findall(r"\bdoel (\d+)", said)}
    assert numbers <= set(range(1, len(of.plan.short) + 1))


def test_nothing_comes_before_a_decision_that_was_taken():
    found = paper_of("raadsvoorstel", facts(document={"besluit_door": "raad", "besluit_datum": "2026-06-01"}))
    assert "lijst.doelen_voor_besluit" not in [block.id for block in found.blocks]


@pytest.mark.parametrize("paper", ["collegevoorstel", "raadsvoorstel"])
def test_a_paper_has_at_most_three_objections(paper, random_results):
    for of in (*map(made_of, NAMES), *random_results):
        assert 1 <= len(items(paper_of(paper, of), "tekst.stuk_kanttekeningen")) <= 3


def test_a_package_may_list_every_risk_in_a_paper():
    of = made_of("zilverdam")
    own = outline(onderdelen=(section("een", "Een", ("lijst", "risicos_kort")),))
    lib = replace(LIBRARY, papers={**LIBRARY.papers, "raadsvoorstel": own})
    found = chain.make_paper("raadsvoorstel", of, lib, "concept")
    assert len(items(found, "lijst.risicos_kort")) == len(of.plan.risks)


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
    asked = items(paper, "tekst.stuk_besluit")
    assert asked == items(paper, "tekst.stuk_vraag_raad") != []
    *of_the_college, first = items(of.chapter, "tekst.wat_wij_vragen")[: -len(asked) + 1]
    assert [*items(of.chapter, "tekst.wat_wij_vragen")[len(of_the_college) :]] == asked
    assert first == asked[0]


def test_what_the_college_decides_is_not_asked_of_the_council():
    of = facts(document={"besluit_door": "college", "besluit_datum": "2027-06-01"})
    council, college = paper_of("raadsvoorstel", of), paper_of("collegevoorstel", of)
    assert council.title == "Informatie voor de raad: Inclusie in eigen huis"
    assert "onderdeel.gevraagd.titel" not in headings(council)
    assert "Ontwerpbesluit" not in lines(council)
    assert "De griffier," not in lines(council)
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
    assert "[invullen: wie het las, wat zij zeiden en wat ermee is gedaan – adviseur]" in blank
    assert "wie het las" not in said


def test_a_case_number_stands_above_the_paper():
    above = lines_of(paper_of("raadsvoorstel", facts(document={"zaaknummer": "Z-2027-12"})), "lijst.gegevens")
    assert "Zaaknummer: Z-2027-12" in above[0].split("\n")


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


def test_what_stands_above_is_told_in_the_lines_that_hold():
    head = [
        {"naam": "Onderwerp", "waarde": "Iets"},
        {"naam": "Bij *veel* fte", "waarde": "{{ organisatie.fte }}", "als": "organisatie.fte > 3"},
        {"naam": "Nooit", "waarde": "x", "als": "organisatie.fte > 30"},
    ]
    sections = (section("een", "Een", ("tekst", "inleiding")),)
    own = outline(kop=head, vooraf=(row("lijst", "gegevens"),), onderdelen=sections)
    lib = library(texts={"inleiding": library_text("inleiding", tekst="Tekst.")}, papers={"raadsvoorstel": own})
    found = chain.make_paper("raadsvoorstel", chain.make(profile(organisatie={"fte": 20}), lib, DAY), lib, "concept")
    assert lines_of(found, "lijst.gegevens") == ["Onderwerp: Iets\nBij *veel* fte: 20"]
    assert headings(found) == ["stuk.raadsvoorstel.titel", "onderdeel.een.titel"]


def test_without_lines_there_is_nothing_above():
    own = outline(vooraf=(row("lijst", "gegevens"),), onderdelen=(section("een", "Een", ("tabel", "keuzes")),))
    lib = library(papers={"raadsvoorstel": own})
    found = chain.make_paper("raadsvoorstel", chain.make(profile(), lib, DAY), lib, "concept")
    assert "lijst.gegevens" not in [block.id for block in found.blocks]


# ------------------------------------------------------------ what griffiers and council members asked for


def council_paper(**typed: object) -> Chapter:
    return paper_of("raadsvoorstel", facts(**typed))


RAAD = {"besluit_door": "raad", "besluit_datum": "2027-06-01"}


PRINTED = ("zilverdam", "utrecht", "klinkerveen", "hardenberg", "volledam", "lindervaart")


@pytest.fixture(scope="module")
def pages_of() -> dict[tuple[str, str], list[str]]:
    """Return the text of every page of every paper of who stands in ``PRINTED``."""
    made = {name: made_of(name) for name in PRINTED if name not in ("volledam", "lindervaart")}
    made |= {"volledam": facts(), "lindervaart": lindervaart()}
    order = Order(form="docx", today=DAY)
    written = {
        (name, paper): chain.write_chapter(paper_of(paper, made[name]), LIBRARY, order)
        for name in PRINTED
        for paper in PAPERS
    }
    printed = zip(written, all_resaved(tuple(written.values()), "pdf"), strict=True)
    return {key: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages] for key, data in printed}


@NEEDS_LIBREOFFICE
@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_proposal_has_two_pages_and_the_decision_a_sheet_of_its_own(name, paper, pages_of):
    pages = pages_of[name, paper]
    if paper == "raadsvoorstel":
        *pages, sheet = pages
        words = re.sub(r"\s+", " ", sheet)
        assert "Ontwerpbesluit" in words
        assert re.search(r"Aldus besloten .* De griffier, De voorzitter,", words)
        assert "Ontwerpbesluit" not in "".join(pages).split("Wat wij de raad vragen")[0]
    assert len(pages) <= (1 if paper == "samenvatting" else 2)


@cache
def lindervaart() -> chain.Result:
    place = Path(__file__).parents[2] / "examples" / "lindervaart.yaml"
    return chain.make(load_profile(place, LIBRARY.cards), LIBRARY, DAY)


def test_who_sign_have_a_line_each_with_room_above():
    found = paper_of("raadsvoorstel", made_of("zilverdam"))
    signed = [block for block in found.blocks if isinstance(block, Paragraph) and block.role == "ondertekening"]
    assert [plain(block.spans) for block in signed] == ["De griffier,", "De voorzitter,"]
    word = chain.write_chapter(found, LIBRARY, Order(form="docx", today=DAY))
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        xml = archive.read("word/document.xml").decode()
    above = [int(twips) for twips in re.findall(r'<w:spacing w:before="(\d+)"/></w:pPr>', xml)]
    assert len([twips for twips in above if twips >= 400]) == 2  # room to sign in: more than a line
    assert len(re.findall(r"<w:pageBreakBefore/>", xml)) == 1


def test_no_motion_is_settled_unless_someone_says_so(random_results):
    for of in (*map(made_of, NAMES), *random_results):
        paper = paper_of("raadsvoorstel", of)
        assert "afgedaan" not in "\n".join(lines(paper))
        assert not [line for line in items(paper, "tekst.stuk_besluit") if "motie" in line]


def test_a_motion_has_the_subject_that_it_has():
    told = "\n".join(told_in(paper_of("raadsvoorstel", made_of("zilverdam")), "aanleiding"))
    assert "In 2023 nam de raad een motie aan. Daarin vroeg de raad [invullen: wat de motie vraagt – griffie]." in told


@pytest.mark.parametrize("part", ["tekst.stuk_vraag_raad", "tekst.stuk_besluit"])
def test_a_council_adopts_the_chapter_and_the_goals_that_are_its_own(part):
    first, second = items(council_paper(document=RAAD), part)[:2]
    assert first.endswith("de Agenda Volledam voor iedereen 2024–2028;")
    assert second.startswith("doel 5 vast te stellen: «")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "utrecht",
            "voor het eerst met de evaluatie, zolang de agenda loopt.",
        ),
        ("zilverdam", "voor het eerst in 2028, en voor het laatst in 2029."),
    ],
)
def test_a_council_is_told_from_the_first_year_to_the_last(name, said):
    assert items(paper_of("raadsvoorstel", made_of(name)), "tekst.stuk_besluit")[-1].endswith(said)


@pytest.mark.parametrize("name", NAMES)
def test_what_tests_bring_is_promised_only_where_a_point_asks_for_it(name):
    paper = paper_of("raadsvoorstel", made_of(name))
    promised, asked = (
        any("wat ervaringsdeskundigen bij tests vonden" in line for line in items(paper, part))
        for part in ("tekst.stuk_kanttekeningen", "tekst.stuk_vraag_raad")
    )
    assert promised is asked or "onderdeel.gevraagd.titel" not in headings(paper)


@pytest.mark.parametrize("part", ["tekst.stuk_vraag_raad", "tekst.stuk_besluit"])
def test_chapter_and_each_goal_can_be_amended(part):
    chapter_point, *points = items(council_paper(document=RAAD), part)
    assert chapter_point.startswith("het hoofdstuk «Inclusie in eigen huis» vast te stellen")
    goals = [
        found for point in points if (found := re.match(r"doel (\d) vast te stellen: «.*», uiterlijk .*\d{4};$", point))
    ]
    assert [found[1] for found in goals] == list("567")


def test_the_goals_that_a_council_decides_on_are_those_of_its_table():
    told = items(paper_of("raadsvoorstel", made_of("zilverdam")), "tekst.stuk_besluit")
    goals = [found[1] for point in told if (found := re.match(r"doel (\d) vast te stellen", point))]
    assert goals == list("567"), "a goal of the officer's own was decided before, the others are the college's"
    assert "en collega's verteld hoe», uiterlijk 31 december 2027" in told[1]


def test_what_is_the_college_s_it_is_asked_itself():
    asked = items(made_of("zilverdam").chapter, "tekst.wat_wij_vragen")[:3]
    assert asked[0].startswith("doel 1: «De vervanger van de beleidsadviseur")
    assert (
        asked[1]
        == "doel 2: «Elke wethouder heeft een eigen afspraak over inclusie, met een datum», uiterlijk 28 februari 2027;"
    )
    assert asked[2] == "doel 3: «Elke afdeling heeft een aanjager», uiterlijk 30 juni 2027;"


def test_who_pays_until_the_decision_is_asked_of_the_college():
    paid = "betaling van ervaringsdeskundigen tot het besluit:"
    asked = items(made_of("hardenberg").chapter, "tekst.wat_wij_vragen")
    assert f"{paid} [invullen: hoogste bedrag – gemeentesecretaris];" in asked
    known = facts(capaciteit={"tot_besluit": "hoogstens € 900, uit het budget van de griffie"}, document=RAAD)
    assert f"{paid} hoogstens € 900, uit het budget van de griffie;" in items(known.chapter, "tekst.wat_wij_vragen")
    granted = facts(capaciteit={"tot_besluit": None}, document=RAAD)
    assert not [point for point in items(granted.chapter, "tekst.wat_wij_vragen") if paid in point]


def test_what_the_college_decides_it_may_change_anyway():
    of = facts(document={"besluit_door": "college", "besluit_datum": "2027-06-01"})
    assert "gaat het college" not in "\n".join(lines(paper_of("collegevoorstel", of)))


BOTTLENECKS = ("Tijd is schaars", "te weinig tijd", "nog te weinig van", "weinig tijd voor", "nog niet overtuigd")


def test_a_bottleneck_is_no_occasion():
    told = {key: value for key, value in FULL.items() if key not in ("knelpunten", "terugblik")}
    calm, hurried = (
        told_in(paper_of("raadsvoorstel", chain.make(Profile.model_validate(each), LIBRARY, DAY)), "aanleiding")
        for each in (told, {**told, "knelpunten": ["tijdgebrek", "kennis", "weerstand", "geld", "personeelsverloop"]})
    )
    assert calm == hurried
    assert not [word for word in BOTTLENECKS if word in "\n".join(hurried)]


def test_the_occasion_comes_first_then_the_agenda_and_what_was_tried():
    occasion, tried = told_in(paper_of("raadsvoorstel", made_of("utrecht")), "aanleiding")
    assert "Een belangenorganisatie liet de gemeenteraad zien dat het onderwerp niet kan wachten." in occasion
    assert "Sinds 2007 is er een Lokale Inclusie Agenda." in occasion
    assert "Eerder was er een training met vrije inschrijving; er kwamen weinig collega's." in tried


def test_an_organisation_is_named_in_full_before_it_is_named_in_short():
    told = "\n".join(lines(paper_of("raadsvoorstel", made_of("zilverdam"))))
    assert told.index("Platform Gehandicapten Zilverdam (hierna: het Platform)") < told.index("testte het Platform")


@pytest.mark.parametrize(
    ("college", "said"),
    [
        ("deels", "Het college is er nog over in gesprek."),
        ("nee", "Het college staat nog niet achter het onderwerp."),
        ("ja", ""),
        ("onbekend", ""),
    ],
)
def test_a_college_that_is_not_on_board_is_told_with_what_is_done_about_it(college, said):
    support = {"college": college, "directie": "ja", "collegegesprekken": None, "bron": None}
    of = facts(document=RAAD, draagvlak=support, toelichting={"draagvlak.college": None})
    found = items(paper_of("collegevoorstel", of), "tekst.stuk_kanttekeningen_college")
    told = [line for line in found if re.search("achter het onderwerp|in gesprek", line)]
    assert [line.startswith(said) for line in told] == [True] * bool(said)
    assert not said or re.search(
        r"Daarom maakt elke wethouder vóór het besluit een eigen afspraak \(doel \d\)\.", found[0]
    )


@pytest.mark.parametrize("college", ["deels", "nee"])
def test_a_college_does_not_doubt_itself_in_a_paper_that_it_signs(college):
    support = {"college": college, "directie": "ja", "collegegesprekken": None, "bron": None}
    told = "\n".join(items(council_paper(document=RAAD, draagvlak=support), "tekst.stuk_kanttekeningen"))
    assert "college is er nog" not in told
    assert "college staat nog niet" not in told


def test_who_decides_is_asked_once_when_it_is_not_known():
    found = paper_of("raadsvoorstel", made_of("utrecht"))
    assert [each.fill.text for each in found.fills].count("[voorzet: de raad]") == 1
    assert "Dit stuk gaat ervan uit dat [voorzet: de raad] besluit." in lines(found)
    assert "gaat ervan uit" not in "\n".join(lines(paper_of("raadsvoorstel", made_of("zilverdam"))))


def test_an_appendix_that_is_still_to_be_made_is_marked():
    above = lines_of(paper_of("raadsvoorstel", made_of("zilverdam")), "lijst.gegevens")[0].split("\n")[-1]
    ready, later = above.split(". Volgt nog: ")
    assert ready == (
        "Bijlagen: het hoofdstuk (versie van 4 januari 2027; ter vaststelling, de rest ter informatie); "
        "de Lokale Inclusie Agenda 2024–2028"
    )
    assert (
        later == "de motie uit 2023; de afspraken van de wethouders; de vastgelegde uren; de reactie van de werkgroep"
    )


def test_groups_are_named():
    told = "\n".join(lines(paper_of("raadsvoorstel", made_of("utrecht"))))
    assert "In het toegankelijkheidsnetwerk zaten het gehandicaptenplatform" in told
    assert "een groep denkt mee" not in told.lower()


def test_a_fee_is_no_more_certain_than_the_profile_says():
    told = "\n".join(lines(paper_of("raadsvoorstel", made_of("utrecht"))))
    assert "een vergoeding per keer: voor elk bezoek (doel 4), elke test en vier keer per jaar" in told
    assert "geld vrij te maken voor ervaringsdeskundigen: [invullen: bedrag per jaar" in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, "."), ({"doelen_erna": "ter_kennisname"}, " (ter kennisname).")],
)
def test_the_goals_of_the_next_year_go_to_the_council(typed, said):
    of = chain.make(profile(document={"besluit_door": "raad"}, volgen=typed), LIBRARY, DAY)
    line = f"legt het college de raad de uitkomst voor, met nieuwe doelen{said}"
    assert line in "\n".join(lines(of.chapter))


def test_the_duty_is_no_larger_than_it_is():
    first = items(paper_of("raadsvoorstel", made_of("zilverdam")), "tekst.stuk_argumenten")[0]
    assert "In haar periodieke plannen moet zij beschrijven" in first
    assert "Een apart hoofdstuk is niet verplicht. Het geeft de raad wel doelen." in first


def test_a_date_and_a_goal_stay_on_one_line_but_in_a_table():
    told = [block for block in paper_of("raadsvoorstel", made_of("zilverdam")).blocks if not isinstance(block, Table)]
    found = [each.spans for block in told for each in passages(block)]
    text = "\n".join(span.text for spans in found for span in spans if isinstance(span, Text))
    assert "4\u00a0januari\u00a02027" in text
    assert not re.findall(r"\bdoel \d|\d (?:januari|februari|april|juni|september|december)|€ \d|\d uur", text)


def test_an_example_says_so_above_every_page():
    assert paper_of("raadsvoorstel", made_of("zilverdam")).running.startswith("Voorbeeld: Raadsvoorstel:")
    own = chain.make(profile(), LIBRARY, DAY)
    assert paper_of("raadsvoorstel", own).running.startswith("Raadsvoorstel: Inclusie in eigen huis – gemeente")


def test_hours_are_added_up_when_all_are_known():
    hours = {"aanjagers": {"aantal": 5, "uren_per_maand": 4}, "uitvoerder": {"aanwezig": "ja", "vervanger_uren": 2}}
    sum_of = "Aanjagers en vervanger hebben samen 22 uur per maand."
    for known in (True, False):
        if not known:
            hours["aanjagers"].pop("uren_per_maand")
        of = chain.make(profile(beleggen=hours, keuzes={"aanjagers_per_afdeling": {"keuze": "wel"}}), LIBRARY, DAY)
        assert (sum_of in "\n".join(lines(paper_of("raadsvoorstel", of)))) is known


@pytest.mark.parametrize("name", ["utrecht", "zilverdam", "oudemeer", "na_fusie"])
def test_paper_and_chapter_have_one_ambition(name):
    of = made_of(name)
    told = "\n".join(told_in(paper_of("raadsvoorstel", of), "effect"))
    aims = items(of.chapter, "tekst.willen_bereiken")
    assert len(aims) >= 3
    assert all(aim.rstrip(";.") in told for aim in aims)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_note_at_the_top_begins_as_that_of_the_chapter(paper):
    of = made_of("zilverdam")
    note = next(line for line in lines(of.chapter) if line.startswith("Concept,"))
    begin = note[: note.index(": een «voorzet»")]
    assert any(line.startswith(begin) for line in lines(paper_of(paper, of)))


def above(found: Chapter, name: str) -> str:
    told = lines_of(found, "lijst.gegevens")[0].split("\n")
    return next(line.removeprefix(f"{name}: ") for line in told if line.startswith(f"{name}: "))


def test_hours_that_are_there_stand_apart_from_hours_that_are_new():
    # Five departments with an aanjager of four hours a month, and a stand-in of two.
    assert above(paper_of("raadsvoorstel", made_of("zilverdam")), "Uren") == (
        "bestaand: 8 uur per week voor de beleidsadviseur. "
        "Nieuw: 22 uur per maand voor aanjagers en vervanger samen, volgens de voorzet. "
        "Nog vast te leggen: de werkgroep en de afdelingen"
    )


def test_hours_that_aanjagers_have_already_are_not_new():
    told = above(council_paper(), "Uren")
    there, new = told.split(". Nieuw: ")
    assert "28 uur per maand voor aanjagers en vervanger samen" in there
    assert new.startswith("geen.")


def test_the_sum_of_hours_is_of_what_the_chapter_proposes():
    chapter = "\n".join(lines(made_of("zilverdam").chapter))
    assert (
        "uren, naast de 8 per week van nu: [voorzet: 2 uur per maand] voor de vervanger "
        "en [voorzet: 4 uur per maand] per aanjager." in chapter
    )


def test_a_team_without_a_stand_in_gets_no_hours_for_one():
    team = {"uitvoerder": {"aanwezig": "ja", "soort": "team"}, "aanjagers": {"aanwezig": "ja", "aantal": 4}}
    of = chain.make(profile(beleggen=team), LIBRARY, DAY)
    assert "vervanger" not in above(paper_of("raadsvoorstel", of), "Uren")


@pytest.mark.parametrize("name", ["utrecht", "klinkerveen"])
def test_money_and_hours_that_are_not_known_are_blanks(name):
    found = paper_of("raadsvoorstel", made_of(name))
    assert above(found, "Geld").startswith("[invullen: ")
    assert above(found, "Uren").startswith("bestaand: [invullen: ")


def test_what_the_registry_knows_is_asked_where_it_belongs():
    told = "\n".join(lines(paper_of("raadsvoorstel", made_of("klinkerveen"))))
    for blank in (
        "college: [invullen: datum – college]",
        "commissie: [invullen: welke en wanneer – griffie]",
        "gelet op [invullen: regels waarop het raadsbesluit steunt – griffie]",
        "Adviesraad: [invullen: gehoord, en met welk advies – griffie].",
        "Namens burgemeester en wethouders: de secretaris, ",
    ):
        assert blank in told


def test_what_the_registry_said_is_told():
    decision = {"besluit_college": "2027-03-02", "commissie": "Samenleving, 16 maart", "gelet_op": "artikel 1"}
    told = "\n".join(lines(council_paper(document={**RAAD, **decision, "adviesraad": "De adviesraad was positief"})))
    assert "college: 2 maart 2027; commissie: Samenleving, 16 maart; raad: 1 juni 2027" in told
    assert "het voorstel van het college van burgemeester en wethouders van 2 maart 2027, met zaaknummer" in told
    assert "gelet op artikel 1;" in told
    assert "De adviesraad was positief." in told


def test_a_council_decides_on_one_version_of_the_chapter():
    told = "\n".join(lines(paper_of("raadsvoorstel", made_of("zilverdam"))))
    assert "besluit over het hoofdstuk «Inclusie in eigen huis», zoals het bij dit besluit is gevoegd:" in told
    assert "Wijkt het hoofdstuk «Inclusie in eigen huis» af van deze punten, dan gelden de punten." in told


def test_each_alternative_stands_by_itself():
    found = items(paper_of("raadsvoorstel", made_of("utrecht")), "tekst.stuk_alternatieven")
    assert [line.split(". ")[0] for line in found] == [
        "Alternatief: het aan het college overlaten",
        "Alternatief: alleen teams die elke dag inwoners spreken",
        "Alternatief: eerst de agenda vernieuwen",
    ]


def test_what_was_found_in_an_earlier_year_is_not_told_as_of_today():
    told = "\n".join(lines(paper_of("raadsvoorstel", made_of("utrecht"))))
    assert "De gegevens over onze gemeente zijn van 2021. Stand nu: [invullen: wat er sinds 2021 veranderde" in told
    assert "Tijd was in 2021 schaars" in told
    assert "Tijd is schaars" not in told
    assert "Wij werken al samen" not in told


def test_what_changed_since_is_told_in_her_words():
    told = "\n".join(told_in(council_paper(stand={"veranderd": "Er kwam een aanjager bij"}), "aanleiding"))
    assert "Er kwam een aanjager bij." in told


def test_a_point_about_groups_says_which_and_the_paper_names_them():
    of = made_of("utrecht")
    assert "«Het gezamenlijke overleg heeft één lijst" in "\n".join(items(of.chapter, "tekst.wat_wij_vragen"))
    assert "een kerngroep" in "\n".join(lines(paper_of("raadsvoorstel", of)))


def test_what_was_learned_stands_among_the_arguments():
    told = "\n".join(items(paper_of("raadsvoorstel", made_of("utrecht")), "tekst.stuk_argumenten"))
    for lesson in (
        "Teams leren in hun eigen overleg",
        "bij fysieke toegankelijkheid",
    ):
        assert lesson in told
