"""The shipped library: what must be reachable, sourced, dated and worded so that nothing is claimed."""

from __future__ import annotations

import ast
import dataclasses
import itertools
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import shipped
from shipped import CLAIMS, DAY, NAMES

from liagen.chapter.markdown import plain_text
from liagen.chapter.tables import _TABLES as COLUMNS
from liagen.document.blocks import ListBlock, Paragraph, Table, span_text
from liagen.library.cards import Verdict
from liagen.library.compile import load_library
from liagen.library.size import with_size
from liagen.library.tables import CONTENT
from liagen.library.words import needed_words
from liagen.make import chain
from liagen.profile.blank import blank_profile
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.group import Wie
from liagen.profile.model import Profile
from liagen.profile.read import parse_profile

PACKAGE = Path(__file__).parents[1] / "liagen"
LIBRARY = load_library()
OPTION_IDS = [f"U{n}" for n in range(1, 33) if n != 8]  # U8 is combining them: a text, no card
# R1, R6/R7, R17 and R18 ask for these always; only the officer leaves them out.
ALWAYS = {
    "individuele_uitvoerder", "plan_autoriseren", "intern_in_lia", "testen_door_ervaringsdeskundigen",
    "kortetermijndoelen", "successen_podium", "contact_gemeenten",
}  # fmt: skip


def random_profile(chance: random.Random) -> Profile:
    """Return a random but valid profile: every field known or unknown by chance."""
    data: dict = {"gemeente": {"naam": "Toevalsdam"}}
    for spec in field_specs().values():
        if spec.path in ("gemeente.naam", "stand.herkomst", "stijl.lengte") or chance.random() < 0.35:
            continue
        value = random_value(spec, chance)
        if value is not None:
            put(data, spec.path, value)
    tidy(data)
    return Profile.model_validate(data)


def random_value(spec, chance):
    if spec.kind in ("antwoord", "keuze"):
        return chance.choice(spec.choices)
    if spec.kind == "keuzelijst":
        return chance.sample(spec.choices, chance.randint(0, len(spec.choices)))
    if spec.kind == "getal":
        return (
            chance.choice([2024, 2026])
            if any(word in spec.path for word in ("jaar", "periode", "sinds", "leeg_"))
            else chance.choice([1, 2, 60, *([150, 401, 5000] if "fte" in spec.path else [])])
        )
    return f"tekst over {spec.path}".replace("_", " ") if spec.kind == "tekst" else None


def put(data: dict, path: str, value) -> None:
    *groups, name = path.split(".")
    for group in groups:
        data = data.setdefault(group, {})
    data[name] = value


def tidy(data: dict) -> None:
    """Take back what contradicts itself: details of what is not there, few inhabitants, a turned period."""
    for group in [
        data.get("ervaringsdeskundigen"),
        *data.get("beleggen", {}).values(),
        data.get("structuren", {}).get("medewerkersbijeenkomst"),
    ]:
        if isinstance(group, dict) and group.get("aanwezig") == "nee":
            for name in [name for name in group if name != "aanwezig"]:
                del group[name]
    data["gemeente"].pop("inwoners", None)
    data.get("document", {}).get("periode", {}).pop("van", None)
    if executor := data.get("beleggen", {}).get("uitvoerder"):
        executor.pop("leeg_van", None)
        if executor.get("soort") == "vacature" and executor.get("aanwezig") == "ja":
            del executor["soort"]


RARE = [
    {"organisatie": {"fte": 300}, "gedaan": {"training": ["training_bewonerscontact"]}, "knelpunten": ["geld"]},
]
"""What chance hardly ever makes: the first teams were trained, and nothing asks for more."""


@pytest.fixture(scope="module")
def profiles() -> list[Profile]:
    chance = random.Random(20270104)
    rare = [Profile.model_validate({"gemeente": {"naam": "Zeldendam"}, **groups}) for groups in RARE]
    return [*(random_profile(chance) for _ in range(400)), *rare]


@pytest.fixture(scope="module")
def results(profiles) -> list[chain.Result]:
    return [chain.make(profile, LIBRARY, DAY) for profile in profiles]


@pytest.fixture(scope="module")
def shown(results) -> set[str]:
    """Return every text of every chapter, once."""
    return {text for result in results for text in texts(result.chapter)}


def test_every_option_of_the_report_has_its_own_card():
    carried = [(ident, card.key) for card in LIBRARY.cards.values() for ident in card.rapport if ident in OPTION_IDS]
    assert sorted({ident for ident, _ in carried}) == sorted(OPTION_IDS)
    assert len({key for _, key in carried}) >= len(OPTION_IDS)


@pytest.mark.parametrize("key", LIBRARY.cards)
def test_every_card_is_chosen_somewhere_and_left_out_somewhere(key, results):
    verdicts = {result.choice.options[key].verdict for result in results}
    assert verdicts & {"bestaat", "voorstel"}, "never chosen"
    assert "niet_nu" in verdicts or key in ALWAYS, "never left out"


@pytest.mark.parametrize("key", LIBRARY.cards)
def test_every_condition_holds_somewhere(key, profiles):
    card = LIBRARY.cards[key]
    for rule in (*card.bestaat_als, *card.niet_als, *card.kies_als):
        assert any(
            rule.als.answer(lambda name, profile=profile: value(profile, name)) is True for profile in profiles
        ), rule.als.text


def value(profile, name):
    return with_size(lambda asked: stated(profile, asked))(name)


def stated(profile, name):
    if name.startswith("instelling."):
        return LIBRARY.settings[name.removeprefix("instelling.")].waarde
    return profile_value(profile, name)


@pytest.mark.parametrize("key", LIBRARY.risks)
def test_every_risk_applies_somewhere_and_not_everywhere(key, results):
    hits = sum(key in {risk.key for risk in result.plan.risks} for result in results)
    names = LIBRARY.risks[key].als.names
    follows_always = all(name.removeprefix("keuze.") in ALWAYS for name in names)
    assert hits > 0
    assert hits < len(results) or follows_always


def test_goal_sentences_are_all_different():
    goals = [goal.wat.source for card in LIBRARY.cards.values() for goal in card.doelen.values()]
    goals += [theme.terugval.wat.source for theme in LIBRARY.themes.values() if theme.terugval]
    assert sorted(goals) == sorted(set(goals))


def test_every_core_theme_has_an_internal_short_term_goal(profiles, results):
    for profile, result in zip(profiles, results, strict=True):
        for theme in LIBRARY.themes.values():
            if theme.kern == "ja":
                mine = [goal for goal in result.plan.short if goal.theme == theme.key and goal.internal]
                assert mine, (theme.key, profile)
                assert all(goal.deadline for goal in mine)


def test_never_more_goals_in_a_quarter_than_the_library_says(results):
    most = LIBRARY.settings["doelen_per_kwartaal"].waarde
    for result in results:
        quarters = [goal.quarter for goal in result.plan.short]
        assert max(quarters.count(quarter) for quarter in quarters) <= most


def test_someone_responsible_comes_before_the_group(results):
    for result in results:
        order = {goal.key: goal.quarter for goal in result.plan.short}
        if {"individuele_uitvoerder.aanwijzen", "werkgroep.instellen"} <= set(order):
            assert order["individuele_uitvoerder.aanwijzen"] < order["werkgroep.instellen"]


def test_ids_are_unique_in_every_chapter(results):
    for result in results:
        ids = list(block_ids(result.chapter.blocks))
        assert len(ids) == len(set(ids))


def block_ids(blocks):
    for block in blocks:
        yield block.id
        if isinstance(block, ListBlock):
            yield from (item.id for item in block.items)
        if isinstance(block, Table):
            yield from (cell.id for cell in block.header)
            yield from (cell.id for row in block.rows for cell in row.cells)


def texts(chapter):
    for block in chapter.blocks:
        if isinstance(block, ListBlock):
            yield from (span_text(item.spans) for item in block.items)
        elif isinstance(block, Table):
            yield from (span_text(cell.spans) for row in block.rows for cell in row.cells)
        else:
            yield span_text(block.spans)


def test_no_text_is_empty_or_badly_joined(shown):
    wrong = re.compile(r"  |\.\.|,,| ,| \.|^\s|\s$|\ben [.,]|: \.|«»|\(\)|None|\{|\}|[a-zë]\.[A-ZÉ]|[\ue000-\uf8ff]")
    assert not [text for text in shown if not text.strip() or wrong.search(text)]


def test_no_heading_stands_alone(results):
    for result in results:
        blocks = result.chapter.blocks
        for block, after in itertools.pairwise(blocks):
            if getattr(block, "level", 0) >= 2:
                assert getattr(after, "level", 9) > block.level, block.id
        assert isinstance(blocks[-1], ListBlock | Table | Paragraph)


@pytest.mark.parametrize("name", NAMES)
def test_shipped_profiles_make_a_chapter_marked_as_example(name):
    assert shipped.profile(name).stand.herkomst == "rapport"
    assert shipped.result(name).chapter.blocks[1].id.startswith("tekst.voorbeeld.")


def test_nothing_is_claimed(shown):
    assert not [text for text in shown if CLAIMS.search(text)]


def test_an_unknown_answer_never_reads_as_a_no():
    chapter = chain.make(Profile.model_validate({"gemeente": {"naam": "Niets"}}), LIBRARY, DAY).chapter
    for text in texts(chapter):
        assert not re.search(
            r"er is (nog )?geen (uitvoerder|werkgroep|groep|aanjager|intranet|training)", text, re.IGNORECASE
        ), text


def test_every_option_has_a_remark_of_its_own_with_section_and_fact(results):
    for result in results[:60]:
        notes = [block.note.text for block in result.chapter.blocks if getattr(block, "note", None)]
        shown = [one for one in result.choice.options.values() if one.verdict != "niet_nu"]
        assert len(notes) == len(shown) == len(set(notes))
        assert all("§" in note and "Gegeven: " in note and len(note) < 700 for note in notes)


def numbers_in(value) -> set[int]:
    """Return every number that a profile holds, also inside its texts."""
    return {int(found.replace(".", "")) for found in re.findall(r"\d[\d.]*\d|\d", str(value.model_dump()))}


@cache
def sourced_numbers() -> frozenset[int]:
    """Return the numbers of settings, laws, sources, practices and texts; those of days, quarters and goals too."""
    always = {setting.waarde for setting in LIBRARY.settings.values()} | {2006, 2016, 2021, 2027, 2002, *range(32)}
    parts = [*(one.tekst.source for card in LIBRARY.cards.values() for one in card.praktijk)]
    parts += [source.titel for source in LIBRARY.sources.values()]
    parts += [str(source.jaar) for source in LIBRARY.sources.values()]
    parts += [part.source for text in LIBRARY.texts.values() for part in text.parts.values()]
    return frozenset(always | {int(found) for part in parts for found in re.findall(r"\d+", part)})


def unexplained(chapter, profile) -> list[str]:
    """Return the numbers in a chapter that are in no profile, source, setting or planning rule."""
    allowed = sourced_numbers() | numbers_in(profile)
    return [
        f"{number}: {text}"
        for text in texts(chapter)
        for number in re.findall(r"\d[\d.]*\d|\d", re.sub(r"§[\d.]+", "", text))
        if int(number.replace(".", "")) not in allowed
    ]


def test_numbers_come_from_somewhere(profiles, results):
    for profile, result in zip(profiles, results, strict=True):
        assert unexplained(result.chapter, profile) == []


def test_a_blank_profile_invents_nothing():
    profile = parse_profile(blank_profile(), "leeg.yaml", LIBRARY.cards)
    result = chain.make(profile, LIBRARY, DAY)
    assert unexplained(result.chapter, profile) == []
    owners = {goal.owner for goal in result.plan.short}
    assert all("[invullen: " in owner or "\ue000" in owner for owner in owners), owners
    assert not any("€" in text for text in texts(result.chapter))


def test_owners_come_from_the_profile_or_are_left_open(profiles, results):
    for profile, result in zip(profiles, results, strict=True):
        known = str(profile.model_dump())
        for goal in result.plan.short:
            owner = plain_text(goal.owner)
            assert "[invullen: " in owner or owner in known, owner


def test_numbers_and_nouns_agree(shown):
    wrong = re.compile(
        r"\b1 (afdelingen|aanjagers|ambtenaren|uren)\b|\b([02-9]|\d\d+) (afdeling|aanjager)\b|\bzijn (er )?1 "
    )
    assert not [text for text in shown if wrong.search(text)]


def test_the_name_is_spelled_as_given():
    for name in ("'s-Hertogenbosch", "Súdwest-Fryslân", "Bergen (NH.)"):
        profile = Profile.model_validate({"gemeente": {"naam": name}})
        shown = " ".join(texts(chain.make(profile, LIBRARY, DAY).chapter))
        assert shown.count(name) >= 2
        assert name.lower() not in shown


def test_choice_is_stable_under_chance(profiles, results):
    assert chain.make(profiles[3], LIBRARY, DAY) == results[3]


# ------------------------------------------------------------ words


@dataclasses.dataclass(frozen=True)
class Asked:
    """A word that the program asks for: its key or, with ``whole`` false, how the key begins; and the names it gives.

    ``names`` is None when they stand elsewhere.
    """

    key: str
    whole: bool
    names: frozenset[str] | None

    def fits(self, word: str) -> bool:
        return word == self.key if self.whole else word.startswith(self.key) and bool(self.key)


def asked_words() -> list[Asked]:
    sources = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "training"]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources]
    return [found for tree in trees for node in ast.walk(tree) for found in asked_in(node)]


def asked_in(node: ast.AST) -> Iterator[Asked]:
    """Give what `library.word(…)` and `library.words[…]` name."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "word":
        names = {each.arg for each in node.keywords}
        yield from keys_in(node.args[0], None if None in names else frozenset(names))
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "words":
        yield from keys_in(node.slice, None)


def keys_in(node: ast.expr, names: frozenset[str] | None) -> Iterator[Asked]:
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        yield Asked(first.value if isinstance(first, ast.Constant) else "", False, names)
    elif isinstance(node, ast.IfExp):
        yield from keys_in(node.body, names)
        yield from keys_in(node.orelse, names)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Asked(node.value, True, names)


def test_every_word_that_the_program_asks_for_is_there():
    asked = [each for each in asked_words() if each.key]
    assert len(asked) > 80
    assert [each.key for each in asked if not any(each.fits(word) for word in LIBRARY.words)] == []


def test_a_word_holds_no_name_that_the_program_does_not_fill_in():
    given: dict[str, set[str]] = {}
    for each in asked_words():
        for word in filter(each.fits, LIBRARY.words) if each.names is not None and each.whole else ():
            given.setdefault(word, set()).update(each.names)
    assert len(given) > 40
    assert {word: needed_words()[word] - names for word, names in given.items() if needed_words()[word] - names} == {}


def test_every_word_is_asked_for():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.Constant)]
    named = [each for node in nodes for each in keys_in(node, None)]
    captions = {f"tabel_{key}" for key in CONTENT["tabel"]}
    assert [word for word in set(LIBRARY.words) - captions if not any(each.fits(word) for each in named)] == []


@pytest.mark.parametrize(
    ("made", "keys"),
    [
        ("oordeel_", get_args(Verdict)), ("cox_", "123456"), ("tabel_", CONTENT["tabel"]),
        ("open_groep_", (*get_args(Wie), "schrijver")),
        ("vergelijking_waarde_", ("eq", "ne", "gt", "gteq", "lt", "lteq", "in", "notin")),
        ("vergelijking_bekend_", ("eq", "ne", "in", "notin")), ("vergelijking_leeg_", ("eq", "ne")),
        ("vergelijking_lijst_", ("in", "notin")), ("kop_", {key for rows in COLUMNS.values() for key, _ in rows}),
    ],
)  # fmt: skip
def test_words_that_are_put_together_from_parts_are_all_there(made, keys):
    assert [f"{made}{key}" for key in keys if f"{made}{key}" not in LIBRARY.words] == []
