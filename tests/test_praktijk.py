"""The package `praktijk`: used by default, proposed where a fact asks for it, marked as from outside the report."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import shipped
from every import every
from judges import errors
from layered import HEAD
from random_profiles import random_profiles
from shipped import CLAIMS, DAY, NAMES

from liagen.chapter.choose import choose
from liagen.chapter.facts import read_facts
from liagen.chapter.sheet_questions import questions_of
from liagen.chapter.verdict import verdict_of
from liagen.document.as_markdown import write_markdown
from liagen.document.blocks import Heading, ListBlock, Paragraph, Table, span_text
from liagen.errors import LibraryError
from liagen.library.compile import compile_library
from liagen.library.derived import field_asked
from liagen.library.load import load_library, read_library
from liagen.library.model import Library
from liagen.library.package import shipped_packages
from liagen.library.packages import stack_packages
from liagen.library.practice import library_for, library_without_practice
from liagen.make import chain
from liagen.profile.fields import field_specs
from liagen.profile.model import Profile

ROOT = shipped_packages()["praktijk"]
LIBRARY = load_library(ROOT)
BARE = load_library()
README = (ROOT / "LEESMIJ.md").read_text(encoding="utf-8")
OWN = sorted(set(LIBRARY.cards) - set(BARE.cards))
FOLLOW_UP = "Voorbeeld elders van: "

WITH_EXPERTS = {"ervaringsdeskundigen": {"aanwezig": "ja"}}
SUPPORTED = {"organisatie": {"fte": 300}, "beleggen": {"uitvoerder": {"aanwezig": "ja"}}}


def found(*findings: str) -> dict[str, Any]:
    return {"terugblik": {"bron": "rekenkamer", "bevindingen": list(findings)}}


ASKED: list[tuple[str, dict[str, Any]]] = [
    ("twee_aanjagers", found("geen_coordinatie")),
    ("twee_aanjagers", {"beleggen": {"uitvoerder": {"aanwezig": "ja"}}, "draagvlak": {"wethouder_trekt": "nee"}}),
    ("wethouders_verantwoordelijk", {"draagvlak": {"wethouder_gezocht": "ja"}}),
    ("inclusieparagraaf", found("niet_in_voorstellen")),
    ("collegestukken_beoordelen", found("niet_in_voorstellen") | {"gedaan": {"praktijk": ["inclusieparagraaf"]}}),
    ("duidelijke_taal", {"drempels": ["taal"]}),
    ("stuurgroep", found("niet_gevolgd")),
    ("jaarcyclus", found("geen_doelen")),
    ("vng_monitor", found("niet_gevolgd") | {"gedaan": {"nulmeting": "ja"}}),
    ("programma_van_eisen", found("weinig_betrokken") | {"gedaan": {"tests": ["projecten"]}}),
    ("programma_van_eisen", WITH_EXPERTS | {"drempels": ["fysiek"]}),
    ("inclusiepanel", WITH_EXPERTS | found("weinig_betrokken") | {"beleggen": {"groep": {"aanwezig": "nee"}}}),
    (
        "ondersteuner_belangengroep",
        WITH_EXPERTS | found("weinig_betrokken") | {"capaciteit": {"binnen_bestaande_middelen": "nee"}},
    ),
    ("peiling_afdelingen", {"knelpunten": ["weerstand"]}),
    ("co_trainers", WITH_EXPERTS | {"drempels": ["balie"], "gedaan": {"training": ["training_bewonerscontact"]}}),
    (
        "dag_van_toegankelijkheid",
        WITH_EXPERTS | {"draagvlak": {"college": "deels", "collegegesprekken": "uitleg_en_stellingen"}},
    ),
    (
        "ambtelijke_werkgroep",
        found("geen_coordinatie")
        | {"organisatie": {"fte": 300}, "beleggen": {"groep": {"aanwezig": "ja", "ambtenaren": 1}}},
    ),
    ("werkgroep_per_speerpunt", {"drempels": ["fysiek", "sociaal"], "beleggen": {"groep": {"aanwezig": "ja"}}}),
    (
        "uitvoering_door_welzijn",
        SUPPORTED | {"capaciteit": {"binnen_bestaande_middelen": "nee"}, "knelpunten": ["tijdgebrek"]},
    ),
    ("inclusief_werkgever", {"document": {"reikwijdte": "breed"}, "knelpunten": ["personeelsverloop"]}),
    (
        "regionale_uitwisseling",
        {"organisatie": {"fte": 100}, "knelpunten": ["kennis"], "gedaan": {"contact_gemeenten": "ja"}},
    ),
    (
        "subsidievoorwaarde",
        {
            "drempels": ["sociaal"], "draagvlak": {"raad": "ja"}, "lia": {"status": "herijking", "intern_deel": "ja"},
        },
    ),
]  # fmt: skip
"""What asks for each option: one row for each `kies_als`."""

THERE = {
    "stuurgroep": {"beleggen": {"groepen": [{"soort": "stuurgroep"}]}},
    "ambtelijke_werkgroep": {"beleggen": {"groepen": [{"soort": "ambtelijke_groep"}]}},
    "inclusiepanel": {"beleggen": {"groep": None, "groepen": [{"soort": "panel"}]}},
    "werkgroep_per_speerpunt": {"beleggen": {"groep": {"vormen": ["netwerk_fysiek", "netwerk_sociaal"]}}},
    "twee_aanjagers": {"draagvlak": {"wethouder_trekt": "ja"}},
    "wethouders_verantwoordelijk": {"draagvlak": {"wethouder": "wethouder zorg"}},
    "jaarcyclus": {"gedaan": {"doelen_kort": ["per_jaar"]}, "volgen": {"ritme": "jaarlijks"}},
}
"""What says that an option is there already; of the others `gedaan.praktijk` does."""


@cache
def made(name: str, length: str = "standaard") -> chain.Result:
    return chain.make(shipped.profile(name, length), LIBRARY, DAY)


def profile_of(**facts: Any) -> Profile:
    return Profile.model_validate({"gemeente": {"naam": "Toevalsdam"}, **facts})


def of_facts(**facts: Any) -> chain.Result:
    return chain.make(profile_of(**facts), LIBRARY, DAY)


def there(key: str) -> dict[str, Any]:
    return THERE.get(key) or {"gedaan": {"praktijk": [key]}}


def laid_on(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = [key for key in below.keys() & above.keys() if isinstance(below[key], dict) and isinstance(above[key], dict)]
    return below | above | {key: laid_on(below[key], above[key]) for key in both}


def proposals(result: chain.Result) -> set[str]:
    return {key for key in OWN if key in result.choice.options and result.choice.options[key].verdict == "voorstel"}


def paragraphs(result: chain.Result, key: str) -> list[str]:
    blocks = [block for block in result.chapter.blocks if isinstance(block, Paragraph)]
    return [span_text(block.spans) for block in blocks if any(each.key == key for each in block.origins)]


def texts(result: chain.Result) -> str:
    return "\n".join(map(write_markdown, (result.chapter, chain.make_sheet(result, LIBRARY))))


def rows_of_the_readme() -> dict[str, str]:
    return dict(re.findall(r"^\| (X\d+) \| `\w+/(\w+)` \|", README, re.MULTILINE))


# ------------------------------------------------------------ what the package is


def test_the_readme_names_every_card_of_its_own():
    assert sorted(rows_of_the_readme().values()) == OWN


def test_the_package_is_nothing_but_texts():
    assert {path.suffix for path in ROOT.rglob("*") if path.is_file()} == {".md", ".yaml"}


@every("key", OWN)
def test_a_card_has_a_public_source_and_no_id_of_the_report(key):
    card = LIBRARY.cards[key]
    assert not card.rapport
    assert [source for source in card.bronnen if not source.startswith("§")]


def test_every_own_source_has_an_address_and_does_not_tell_that_its_year_is_unknown():
    own = [LIBRARY.sources[key] for key in set(LIBRARY.sources) - set(BARE.sources)]
    assert all(source.url for source in own)
    assert not [source.titel for source in own if "onbekend" in source.titel]


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


WITHOUT_GOAL = {"twee_aanjagers"}
"""A way of working together, of which nothing is finished at some date."""


@every("key", OWN)
def test_a_card_is_a_whole_proposal(key):
    card = LIBRARY.cards[key]
    assert card.kort_punt
    assert card.uren
    assert {"voorstel", "werkblad"} <= set(card.parts)
    assert card.bestaat_als
    # Its source is one municipality: it carries no proposal to who did not say that it is needed.
    assert card.bij_onbekend != "voorstel"
    assert bool(card.doelen) is (key not in WITHOUT_GOAL)
    # Such a goal never pushes out what keeps the work going.
    assert min((goal.rang for goal in card.doelen.values()), default=2) >= 2
    span = LIBRARY.settings["kwartalen_vooruit"].waarde
    assert (
        max((goal.termijn for goal in card.doelen.values()), default=1) <= span
    )  # else it would never stand in the table


@every("key", OWN)
def test_a_remark_says_that_it_is_from_outside_the_report_and_how_to_leave_it_out(key):
    source = LIBRARY.cards[key].opmerking.source
    assert source.startswith("{{ tekst('buiten_rapport') }}")
    assert f"«niet» bij «{LIBRARY.cards[key].titel.source}»" in source
    assert "niet uit het rapport" in LIBRARY.texts["buiten_rapport"].parts["tekst"].source


@every("key", OWN)
def test_no_text_of_a_card_names_another_municipality(key):
    card = LIBRARY.cards[key]
    others = {row.gemeente for each in OWN for row in LIBRARY.cards[each].praktijk}
    texts = [card.titel.source, card.kort_punt.source, card.opmerking.source]
    texts += [part.source for part in card.parts.values()] + ([card.nu_niet.source] if card.nu_niet else [])
    texts += [goal.wat.source for goal in card.doelen.values()]
    assert not [name for name in others for text in texts if name in text]


# ------------------------------------------------------------ when it is proposed


@every(("key", "facts"), ASKED)
def test_what_asks_for_an_option_gets_the_whole_of_it(key, facts):
    """A choice, its goal, owner, hours, remark and line in «In het kort» are one unit."""
    result = of_facts(**facts)
    chosen, card = result.choice.options[key], LIBRARY.cards[key]
    assert chosen.verdict == "voorstel"
    assert chosen.reasons[0] in [rule.reden.render(result.facts) for rule in card.kies_als]
    assert paragraphs(result, key)
    assert any(goal.option == key for goal in result.plan.short) is (key not in WITHOUT_GOAL)
    assert any(each.option == key for each in result.plan.hours)
    (points,) = [block for block in result.chapter.blocks if block.id == "lijst.in_het_kort"]
    assert f"optie.{key}.kort_punt" in [item.id for item in points.items]
    assert "De reden: " in card.opmerking.render(result.facts)
    assert len(card.opmerking.render(result.facts).split()) <= 60


def test_every_reason_of_every_option_is_asked_for_in_some_row():
    rules = [(card.key, rule) for card in map(LIBRARY.cards.__getitem__, OWN) for rule in card.kies_als]
    facts = [(key, read_facts(profile_of(**told), LIBRARY, DAY)) for key, told in ASKED]
    met = [(key, rule) for key, rule in rules if any(key == own and rule.als.answer(of.lookup) for own, of in facts)]
    assert met == rules


@every(("key", "facts"), ASKED)
def test_what_is_there_already_is_not_proposed(key, facts):
    result = of_facts(**laid_on(facts, there(key)))
    assert result.choice.options[key].verdict == "bestaat"
    assert not any(goal.option == key for goal in result.plan.short)


@pytest.mark.parametrize("key", OWN)
def test_what_is_there_needs_no_more_than_that_answer(key):
    result = of_facts(**there(key))
    assert result.choice.options[key].verdict == "bestaat"
    assert bool(paragraphs(result, key)) == ("bestaat" in LIBRARY.cards[key].parts)
    lists = [block for block in chain.make_sheet(result, LIBRARY).blocks if isinstance(block, ListBlock)]
    advice = [item.id for block in lists for item in block.items]
    assert f"optie.{key}.werkblad" not in advice  # that tells how to begin


def test_what_a_profile_can_have_of_practice_is_what_no_other_field_tells():
    assert set(field_specs()["gedaan.praktijk"].choices) == set(OWN) - set(THERE)


@pytest.mark.parametrize(
    ("situation", "facts", "key"),
    [
        ("een rekenkamer noemt dat coördinatie ontbrak", found("geen_coordinatie"), "twee_aanjagers"),
        ("brieven zijn een drempel", {"drempels": ["taal"]}, "duidelijke_taal"),
        ("een wethouder wordt gezocht", {"draagvlak": {"wethouder_gezocht": "ja"}}, "wethouders_verantwoordelijk"),
        ("voorstellen missen een vaste vraag", found("niet_in_voorstellen"), "inclusieparagraaf"),
    ],
)
def test_a_municipality_that_asks_gets_the_proposal_without_any_switch(situation, facts, key):
    result = chain.make(profile_of(**facts), shipped.LIBRARY, DAY)
    assert proposals(result) == {key}, situation


def test_without_a_fact_that_asks_none_is_proposed():
    for profile in random_profiles(20271112, 60):
        known = read_facts(profile, LIBRARY, DAY)
        for chosen in choose(known, LIBRARY).options.values():
            card = LIBRARY.cards[chosen.key]
            if card.key in OWN and chosen.verdict == "voorstel" and not chosen.by_officer:
                assert verdict_of(card, known.lookup)[1], card.key
    assert not proposals(of_facts())


@pytest.mark.parametrize("name", NAMES)
def test_a_reason_names_a_fact_or_says_which_one_is_missing(name):
    result = made(name)
    for key in OWN:
        (reason, *_), card = result.choice.options[key].reasons, LIBRARY.cards[key]
        rules = verdict_of(card, result.facts.lookup)[1]
        names = {name for rule in (*card.bestaat_als, *card.kies_als) for name in rule.als.names}
        asked = {field_specs()[field_asked(name)].label for name in names}
        told = [rule.reden.render(result.facts) for rule in rules]
        assert reason in told or "openbare bron" in reason or any(label in reason for label in asked), reason


def test_an_alderman_who_is_sought_is_not_told_to_be_there():
    told = write_markdown(of_facts(draagvlak={"wethouder_gezocht": "ja"}).chapter)
    assert "wethouder** is het aanspreekpunt" not in told
    assert "is het aanspreekpunt" not in told
    assert "Het college wijst een wethouder aan" in told


def test_a_goal_of_practice_pushes_out_none_that_keeps_the_work_going():
    for _, facts in ASKED:
        with_it, without = of_facts(**facts), chain.make(profile_of(**facts), BARE, DAY)
        lost = {goal.key for goal in without.plan.short} - {goal.key for goal in with_it.plan.short}
        goals = {f"{card.key}.{goal.key}": goal for card in LIBRARY.cards.values() for goal in card.doelen.values()}
        assert len(with_it.plan.short) <= 7
        assert not [key for key in lost if key in goals and goals[key].rang < 3], facts


CROWDED = laid_on(
    {"draagvlak": {"wethouder_gezocht": "ja", "college": "ja"}, "drempels": ["taal", "fysiek"], **WITH_EXPERTS},
    found("geen_coordinatie", "niet_in_voorstellen", "niet_gevolgd", "geen_doelen"),
)


def test_what_finds_no_goal_in_the_table_waits_and_says_so():
    result = of_facts(**CROWDED)
    in_table = {goal.option for goal in result.plan.short}
    waiting = [each for key, each in result.choice.options.items() if "dit kan daarna" in each.reasons[0]]
    assert len(result.plan.short) == 7
    assert proposals(result) <= in_table
    assert waiting
    assert all(each.verdict == "te_overwegen" and not paragraphs(result, each.key) for each in waiting)


def test_a_theme_that_the_officer_ruled_out_stays_ruled_out():
    refused = {card.key: {"keuze": "niet"} for card in BARE.cards.values() if card.theme == "training"}
    assert of_facts(keuzes=refused).plan.ruled_out == ("training",)
    assert of_facts(keuzes=refused, knelpunten=["weerstand"]).plan.ruled_out == ()


def test_what_the_officer_chose_does_not_wait():
    waiting = {key for key, each in of_facts(**CROWDED).choice.options.items() if "dit kan daarna" in each.reasons[0]}
    assert proposals(of_facts(**CROWDED, keuzes={key: {"keuze": "wel"} for key in waiting})) >= waiting


def test_a_goal_that_the_officer_dropped_takes_no_option_with_it():
    dropped = {"doelen_kiezen": {"duidelijke_taal.eerste_teksten": {"keuze": "niet"}}}
    assert proposals(of_facts(drempels=["taal"], **dropped)) == {"duidelijke_taal"}


# ------------------------------------------------------------ its own municipality


PRACTISED = [(card.key, row.gemeente, row) for card in LIBRARY.cards.values() for row in card.praktijk]


@pytest.mark.parametrize(("key", "municipality"), sorted({(key, name) for key, name, _ in PRACTISED if key in OWN}))
def test_a_municipality_is_not_proposed_what_it_did_itself(key, municipality):
    for own, facts in ASKED:
        if own == key:
            result = of_facts(**{**facts, "gemeente": {"naam": municipality}})
            assert result.choice.options[key].verdict == "niet_nu"
            assert "zelf al" in result.choice.options[key].reasons[0]
            assert not [block for block in result.chapter.blocks if block.id.startswith(f"optie.{key}.")]


@pytest.fixture(scope="module")
def with_examples(tmp_path_factory) -> Library:
    """Return a library of all packages that ship, which prints the examples, as `opties` in an outline does."""
    folder = tmp_path_factory.mktemp("met_voorbeelden")
    (folder / "pakket.yaml").write_text(HEAD.format(name="met_voorbeelden", base="praktijk"), encoding="utf-8")
    rows = "\n".join(
        f"  - {{sleutel: {theme}, titel: {theme}, inhoud: [{{opties: {theme}}}]}}" for theme in LIBRARY.themes
    )
    (folder / "opbouw.yaml").write_text(f"titel: Alles\nvooraf: []\nonderdelen:\n{rows}\n", encoding="utf-8")
    return read_library([ROOT, folder])


@pytest.mark.parametrize("municipality", sorted({name for _, name, _ in PRACTISED}))
def test_no_document_quotes_the_own_municipality_as_another(municipality, with_examples):
    wanted = {key: {"keuze": "wel"} for key in LIBRARY.cards}
    profile = profile_of(gemeente={"naam": municipality}, keuzes=wanted, stijl={"lengte": "uitgebreid"})
    shown = write_markdown(chain.make(profile, with_examples, DAY).chapter)
    plain = write_markdown(chain.make(profile, LIBRARY, DAY).chapter)
    assert "Uit de praktijk" in shown
    for _, name, row in PRACTISED:
        if name == municipality:
            assert row.tekst.source not in shown
        assert row.tekst.source not in plain


# ------------------------------------------------------------ how it is marked


@every("length", ["kort", "standaard", "uitgebreid"])
@every("name", NAMES)
def test_the_chapter_names_the_source_of_what_it_prints_and_no_other(name, length):
    result = made(name, length)
    (sources,) = [block for block in result.chapter.blocks if block.id == "lijst.bronnen"]
    listed = {source for item in sources.items for source in item.sources}
    found = {key: result.choice.options[key].verdict for key in OWN}
    printed = {source for key in OWN if found[key] in ("bestaat", "voorstel") for source in LIBRARY.cards[key].bronnen}
    own = set(LIBRARY.sources) - set(BARE.sources)
    of_risks = {source for risk in result.plan.risks for source in risk.sources}
    assert listed & own == (printed | of_risks) & own
    assert any(FOLLOW_UP in text for text in _sources_listed(result)) == ("voorstel" in found.values())


@pytest.mark.parametrize(("key", "facts"), ASKED)
def test_sheet_sources_and_remark_mark_every_proposal_as_from_outside_the_report(key, facts):
    result = of_facts(**facts)
    tables = [block for block in chain.make_sheet(result, LIBRARY).blocks if isinstance(block, Table)]
    rows = [[span_text(cell.spans) for cell in row.cells] for table in tables for row in table.rows]
    marked = {row[0] for row in rows if row[-1] == "buiten het rapport"}
    titles = {LIBRARY.cards[each].titel.source for each in proposals(result)}
    assert marked == titles
    told = {
        text.rstrip(".")
        for line in _sources_listed(result)
        for text in line.partition(FOLLOW_UP)[2].split("; ")
        if text
    }
    assert {text.lower() for text in told} == {title.lower() for title in titles}


def _sources_listed(result: chain.Result) -> list[str]:
    (sources,) = [block for block in result.chapter.blocks if block.id == "lijst.bronnen"]
    return [span_text(item.spans) for item in sources.items]


@pytest.mark.parametrize("name", NAMES)
def test_they_take_no_place_of_what_the_report_asks_or_nearly_chose(name):
    """The sheet holds so many questions and options: those of practice come last."""
    bare, ours = [_asked(chain.make(shipped.profile(name), library, DAY), library) for library in (BARE, LIBRARY)]
    assert bare <= ours


def _asked(result: chain.Result, library: Library) -> set[str]:
    return {each.key for each in questions_of(chain.material_of(result, library), result.chapter).asked}


@every("name", NAMES)
def test_nothing_is_claimed_and_no_id_stands_twice(name):
    found = made(name, "uitgebreid").chapter
    ids = [block.id for block in found.blocks]
    assert len(ids) == len(set(ids))
    claims = [span_text(block.spans) for block in found.blocks if isinstance(block, Heading | Paragraph)]
    assert not [text for text in claims if CLAIMS.search(text)]


# ------------------------------------------------------------ left out


EVERYTHING = {"draagvlak": {"wethouder_gezocht": "ja"}, "drempels": ["taal"], **found("niet_gevolgd")}


@pytest.mark.parametrize("length", ["kort", "standaard", "uitgebreid"])
def test_left_out_is_as_if_they_were_never_there(length):
    style = {"lengte": length}
    without = chain.make(profile_of(**EVERYTHING, stijl={**style, "praktijk": "nee"}), LIBRARY, DAY)
    bare = chain.make(profile_of(**EVERYTHING, stijl=style), BARE, DAY)
    assert proposals(of_facts(**EVERYTHING, stijl=style))
    assert write_markdown(without.chapter) == write_markdown(bare.chapter)
    assert write_markdown(chain.make_sheet(without, LIBRARY)) == write_markdown(chain.make_sheet(bare, BARE))


def test_what_the_officer_chose_by_name_stays():
    keuzes = {"stuurgroep": {"keuze": "wel"}, "duidelijke_taal": {"keuze": "niet"}}
    profile = profile_of(**EVERYTHING, stijl={"praktijk": "nee"}, keuzes=keuzes)
    assert proposals(chain.make(profile, LIBRARY, DAY)) == {"stuurgroep"}
    assert set(library_for(profile, LIBRARY).cards) - set(BARE.cards) == {"stuurgroep"}


def test_a_draft_tells_that_they_were_left_out():
    basis = chain.basis_of(profile_of(stijl={"praktijk": "nee"}), made("utrecht").facts, LIBRARY)
    assert [each.name for each in basis.packages] == ["standaard"]


# ------------------------------------------------------------ with packages of consultants


def consultant(tmp_path, files: dict[str, str], base: str = "standaard"):
    root = tmp_path / "adviseur"
    for name, text in {"pakket.yaml": HEAD.format(name="adviseur", base=base), **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


CARD = """---
titel: Een eigen paragraaf
cox: 4
bronnen: ["§5.1"]
kies_als:
  - als: altijd
    reden: Dit vinden wij nodig.
---
## Voorstel

Elk voorstel krijgt onze eigen paragraaf.
"""


@pytest.mark.parametrize("folder", ["draagvlak", "plan"])
def test_a_package_on_standaard_may_have_a_card_of_its_own_with_the_same_key(folder, tmp_path):
    library = read_library([ROOT, consultant(tmp_path, {f"opties/{folder}/inclusieparagraaf.md": CARD})])
    card = library.cards["inclusieparagraaf"]
    assert (card.theme, card.titel.source, card.doelen) == (folder, "Een eigen paragraaf", {})
    assert "inclusieparagraaf" not in library.practice
    assert "inclusieparagraaf" in library_without_practice(library).cards


def test_a_risk_goes_with_the_card_that_it_is_of(tmp_path):
    library = read_library([ROOT, consultant(tmp_path, {"opties/training/dag_van_toegankelijkheid.md": CARD})])
    assert "lage_opkomst_op_de_dag" not in library.risks


def test_a_package_on_praktijk_changes_a_part_of_a_card(tmp_path):
    change = "---\nkort_punt: elk voorstel krijgt een vraag\n---\n"
    root = consultant(tmp_path, {"opties/draagvlak/inclusieparagraaf.md": change}, base="praktijk")
    library = read_library([ROOT, root])
    assert library.cards["inclusieparagraaf"].kort_punt.source == "elk voorstel krijgt een vraag"
    assert "inclusieparagraaf" in library.practice


def test_a_package_on_standaard_changes_a_part_of_a_card_too(tmp_path):
    change = "---\nkort_punt: elk voorstel krijgt een vraag\n---\n"
    library = read_library([ROOT, consultant(tmp_path, {"opties/draagvlak/inclusieparagraaf.md": change})])
    assert library.cards["inclusieparagraaf"].kort_punt.source == "elk voorstel krijgt een vraag"


def test_a_package_on_praktijk_may_name_its_options_and_leave_them_out(tmp_path):
    text = "{% if keuze.inclusieparagraaf == 'voorstel' %}Met.{% endif %} {{ kaart('inclusieparagraaf') }} Altijd.\n"
    library = read_library([ROOT, consultant(tmp_path, {"teksten/laten_zien.md": text}, base="praktijk")])
    asked = found("niet_in_voorstellen")
    assert "Met. Wie een voorstel schrijft" in write_markdown(chain.make(profile_of(**asked), library, DAY).chapter)
    left_out = chain.make(profile_of(**asked, stijl={"praktijk": "nee"}), library, DAY)
    told = write_markdown(left_out.chapter)
    assert "Altijd." in told
    assert "sjabloon" not in told


def problems_of(*paths):
    """Return what is wrong with a stack of packages."""
    try:
        compile_library(stack_packages(paths))
    except LibraryError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("key", ["dag_van_toegankelijkheid", "inclusieparagraaf"])
def test_a_package_may_take_an_option_away(key, tmp_path):
    name = f"opties/{LIBRARY.cards[key].theme}/{key}.md"
    risks = [f"risicos/{risk.key}.md" for risk in LIBRARY.risks.values() if key in risk.bij]
    root = consultant(tmp_path, dict.fromkeys([name, *risks], "---\nnull\n---\n"))
    assert problems_of(ROOT, root) == ()


@every("key", OWN)
def test_a_card_leans_on_no_other_that_a_package_may_take_away(key):
    card = LIBRARY.cards[key]
    conditions = [placed.condition for placed in LIBRARY.conditions() if placed.key == key and placed.kind == "optie"]
    asked = {name for condition in conditions for name in condition.names if name.startswith("keuze.")}
    assert asked <= {f"keuze.{key}"}
    assert not (*card.hoort_bij, *card.sluit_uit, *(after for goal in card.doelen.values() for after in goal.na))


def test_a_package_that_takes_an_option_of_the_report_away_has_no_more_trouble(tmp_path):
    root = consultant(tmp_path, {"opties/beleggen/externe_hulp.md": "---\nnull\n---\n"})
    with_them, without = (problems_of(*below, root) for below in ([ROOT], []))
    assert len(with_them) == len(without)


def test_a_copy_with_the_same_name_takes_its_place(tmp_path):
    root = tmp_path / "praktijk"
    root.mkdir()
    (root / "pakket.yaml").write_text(HEAD.format(name="praktijk", base="standaard"), encoding="utf-8")
    (root / "opties" / "draagvlak").mkdir(parents=True)
    (root / "opties" / "draagvlak" / "inclusieparagraaf.md").write_text(CARD, encoding="utf-8")
    library = read_library([ROOT, root])
    assert set(library.cards) - set(BARE.cards) == library.practice == {"inclusieparagraaf"}


def test_a_package_that_stands_alone_has_none(tmp_path):
    with pytest.raises(LibraryError):
        read_library([ROOT, consultant(tmp_path, {"opties/draagvlak/x.md": "---\ntitel: [\n---\n"})])


# ------------------------------------------------------------ all at once


def test_the_officer_can_have_all_twenty_and_each_says_what_the_municipality_does():
    result = of_facts(keuzes={key: {"keuze": "wel"} for key in OWN})
    assert not [key for key in OWN if not paragraphs(result, key)]


def test_the_word_file_stands_before_the_judges():
    assert errors(chain.make_docx(made("utrecht", "kort").chapter, LIBRARY, "concept")) == ()
