"""The package `praktijk`: the options X1–X20 on top of `standaard`, each marked as from outside the report."""

from __future__ import annotations

import re
from functools import cache

import pytest
import shipped
from judges import errors
from shipped import CLAIMS, DAY, NAMES

from liagen.document.blocks import Heading, Paragraph, Table, span_text
from liagen.library.compile import load_library
from liagen.library.package import shipped_packages
from liagen.make import chain
from liagen.profile.model import Profile

ROOT = shipped_packages()["praktijk"]
LIBRARY = load_library(ROOT)
README = (ROOT / "LEESMIJ.md").read_text(encoding="utf-8")
OWN = sorted(set(LIBRARY.cards) - set(load_library().cards))
FOLLOW_UP = "Wat niet uit dat onderzoek komt"


@cache
def made(name: str, length: str = "standaard") -> chain.Result:
    return chain.make(shipped.profile(name, length), LIBRARY, DAY)


def of_facts(**facts) -> chain.Result:
    return chain.make(Profile.model_validate({"gemeente": {"naam": "Toevalsdam"}, **facts}), LIBRARY, DAY)


def verdict(key: str, **facts) -> str:
    return of_facts(**facts).choice.options[key].verdict


def paragraphs(result: chain.Result, key: str) -> list[str]:
    found = [block for block in result.chapter.blocks if isinstance(block, Paragraph)]
    return [span_text(block.spans) for block in found if any(each.key == key for each in block.origins)]


def rows_of_the_readme() -> dict[str, str]:
    return dict(re.findall(r"^\| (X\d+) \| `\w+/(\w+)` \|", README, re.MULTILINE))


def test_the_readme_names_every_card_of_its_own():
    assert sorted(rows_of_the_readme().values()) == OWN


def test_the_package_is_nothing_but_texts():
    assert {path.suffix for path in ROOT.rglob("*") if path.is_file()} == {".md", ".yaml"}


@pytest.mark.parametrize("key", OWN)
def test_a_card_has_a_public_source_and_no_id_of_the_report(key):
    card = LIBRARY.cards[key]
    assert not card.rapport
    assert [source for source in card.bronnen if not source.startswith("§")]


def test_every_own_source_has_an_address_and_a_year_or_says_that_the_year_is_unknown():
    own = [LIBRARY.sources[key] for key in set(LIBRARY.sources) - set(load_library().sources)]
    assert all(source.url for source in own)
    assert not [source.titel for source in own if (source.jaar is None) != ("jaar onbekend" in source.titel)]


def test_the_readme_names_the_sources_of_every_card_and_their_years():
    rows = re.findall(r"^\| X\d+ \| `\w+/(\w+)` \|[^|]*\|([^|]*)\|([^|]*)\|$", README, re.MULTILINE)
    assert len(rows) == len(OWN)
    for key, named, years in rows:
        card = LIBRARY.cards[key]
        used = {*card.bronnen, *(row.bron for row in card.praktijk)}
        own = {source for source in used if not source.startswith("§")}
        assert set(re.findall(r"`(\w+)`", named)) == own
        known = {str(LIBRARY.sources[source].jaar) for source in own if LIBRARY.sources[source].jaar}
        assert set(re.findall(r"\d{4}", years)) == known


@pytest.mark.parametrize("key", OWN)
def test_a_card_is_a_whole_proposal(key):
    card = LIBRARY.cards[key]
    assert card.kort_punt
    assert card.uren
    assert {"voorstel", "werkblad"} <= set(card.parts)
    assert ("bestaat" in card.parts) == bool(card.bestaat_als)  # nothing that no verdict reaches
    # Such a goal never pushes out what keeps the work going.
    assert card.doelen
    assert min(goal.rang for goal in card.doelen.values()) >= 3


@pytest.mark.parametrize("key", OWN)
def test_a_remark_says_that_it_is_from_outside_the_report_and_how_to_leave_it_out(key):
    source = LIBRARY.cards[key].opmerking.source
    assert source.startswith("{{ tekst('buiten_rapport') }}")
    assert f"«niet» bij {key};" in source
    assert "niet uit het rapport" in LIBRARY.texts["buiten_rapport"].parts["tekst"].source


@pytest.mark.parametrize("key", OWN)
def test_no_text_of_a_card_names_another_municipality(key):
    card = LIBRARY.cards[key]
    others = {row.gemeente for each in OWN for row in LIBRARY.cards[each].praktijk}
    texts = [card.titel.source, card.kort_punt.source, card.opmerking.source]
    texts += [part.source for part in card.parts.values()] + ([card.nu_niet.source] if card.nu_niet else [])
    texts += [goal.wat.source for goal in card.doelen.values()]
    assert not [name for name in others for text in texts if name in text]


@pytest.mark.parametrize("length", ["kort", "standaard", "uitgebreid"])
@pytest.mark.parametrize("name", NAMES)
def test_the_chapter_names_the_source_of_what_it_prints_and_no_other(name, length):
    result = made(name, length)
    (sources,) = [block for block in result.chapter.blocks if block.id == "lijst.bronnen"]
    listed = {source for item in sources.items for source in item.sources}
    found = {key: result.choice.options[key].verdict for key in OWN}
    printed = {source for key in OWN if found[key] in ("bestaat", "voorstel") for source in LIBRARY.cards[key].bronnen}
    own = set(LIBRARY.sources) - set(load_library().sources)
    of_risks = {source for risk in result.plan.risks for source in risk.sources}
    assert listed & own == (printed | of_risks) & own
    texts = [span_text(block.spans) for block in result.chapter.blocks if isinstance(block, Paragraph)]
    assert any(text.startswith(FOLLOW_UP) for text in texts) == ("voorstel" in found.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_marks_every_proposal_from_outside_the_report(name):
    result = made(name)
    tables = [block for block in chain.make_sheet(result, LIBRARY).blocks if isinstance(block, Table)]
    rows = [[span_text(cell.spans) for cell in row.cells] for table in tables for row in table.rows]
    marked = {row[0] for row in rows if row[-1] == "buiten het rapport"}
    proposed = [key for key in OWN if result.choice.options[key].verdict == "voorstel"]
    assert marked == {LIBRARY.cards[key].titel.source for key in proposed}
    assert proposed


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_claimed_and_no_id_stands_twice(name):
    found = made(name, "uitgebreid").chapter
    ids = [block.id for block in found.blocks]
    assert len(ids) == len(set(ids))
    claims = [span_text(block.spans) for block in found.blocks if isinstance(block, Heading | Paragraph)]
    assert not [text for text in claims if CLAIMS.search(text)]


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("twee_aanjagers", {"terugblik": {"bevindingen": ["geen_coordinatie"]}}),
        ("twee_aanjagers", {"beleggen": {"uitvoerder": {"aanwezig": "ja"}}, "draagvlak": {"wethouder_trekt": "nee"}}),
        ("wethouders_verantwoordelijk", {"terugblik": {"bevindingen": ["geen_coordinatie"]}}),
        ("stuurgroep", {"terugblik": {"bevindingen": ["niet_gevolgd"]}}),
        ("jaarcyclus", {"terugblik": {"bevindingen": ["geen_doelen"]}}),
        ("programma_van_eisen", {"terugblik": {"bevindingen": ["weinig_betrokken"]}}),
        ("duidelijke_taal", {"drempels": ["taal"]}),
    ],
)  # fmt: skip
def test_a_finding_that_asks_for_it_makes_a_proposal(key, facts):
    result = of_facts(**facts)
    assert result.choice.options[key].verdict == "voorstel"
    assert paragraphs(result, key)


@pytest.mark.parametrize(
    ("key", "kind"),
    [("inclusiepanel", "panel"), ("stuurgroep", "stuurgroep"), ("ambtelijke_werkgroep", "ambtelijke_groep")],
)
def test_a_group_that_is_there_is_not_proposed(key, kind):
    assert verdict(key, beleggen={"groepen": [{"soort": kind}]}) == "bestaat"
    assert verdict(key, beleggen={"groepen": [{"soort": kind, "gestopt": 2024}]}) != "bestaat"
    assert verdict(key, beleggen={"groepen": [{"soort": "werkgroep"}, {"soort": kind}]}) == "bestaat"


def test_a_municipality_of_which_little_is_known_gets_none_of_them_and_is_told_what_is_missing():
    result = of_facts()
    found = {key: result.choice.options[key].verdict for key in OWN}
    assert set(found.values()) <= {"te_overwegen", "niet_nu"}
    assert found["duidelijke_taal"] == "te_overwegen"


def test_the_officer_can_have_all_twenty_and_each_says_what_the_municipality_does():
    result = of_facts(keuzes={key: {"keuze": "wel"} for key in OWN})
    assert not [key for key in OWN if not paragraphs(result, key)]


def test_the_word_file_stands_before_the_judges():
    assert errors(chain.make_docx(made("utrecht", "kort").chapter, LIBRARY, "concept")) == ()
