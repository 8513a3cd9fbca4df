"""A package brought up to date: old, new and hers, three ways for each part; what she did not change is not hers."""

from __future__ import annotations

import pytest
from toy import CARD, OUTLINE, RISK
from update_builders import CARD_FILE, HEAD, TEXT_FILE, EarlierOf, after, below, hers, planned

from liagen.errors import LibraryError
from liagen.library.layers import Layers
from liagen.workshop.package_update import plan_update

PARTS = f"{CARD}\n## Voorstel\n\nOud voorstel.\n\n## Werkblad\n\nOud werkblad.\n"
GOALS = PARTS.replace(
    "cox: 1\n", "cox: 1\ndoelen:\n  bijeen:\n    wat: Kwam bijeen.\n    eigenaar: iemand\n    indicator: verslag\n"
)
NEW_GOALS = GOALS.replace("wat: Kwam bijeen.", "wat: Kwam twee keer bijeen.")
NOTE = f"""\
# Kopie van {CARD_FILE} uit standaard {{version}}.
# Wat u niet verandert, mag u weghalen, samen met deze regels: dan blijft gelden wat in dat pakket staat, ook
# als dat nieuwer wordt. Wilt u iets kwijt? Schrijf null: achter de sleutel, of als tekst onder het kopje.
"""


def copied(text: str, version: str = "1") -> str:
    return text.replace("---\n", f"---\n{NOTE.format(version=version)}", 1)


def told(update):
    return [(change.part, change.outcome) for change in update.changes if change.outcome != "vanzelf"]


def card_update(own: str, old: str = PARTS, new: str = PARTS, **settings: bool):
    mine = hers({CARD_FILE: own})
    return mine, planned(mine, below("1", {CARD_FILE: old}), below("2", {CARD_FILE: new}), **settings)


def left(own: str, old: str = PARTS, new: str = PARTS, **settings: bool) -> str:
    mine, update = card_update(own, old, new, **settings)
    assert update.problems == ()
    return update.files.get(CARD_FILE, mine.files[CARD_FILE].text)


# ------------------------------------------------------------ what becomes of a part


@pytest.mark.parametrize(
    ("own", "new", "outcome", "kept"),
    [
        ("cox: 1", "cox: 1", None, False),
        ("cox: 1", "cox: 3", "overgenomen", False),
        ("cox: 3", "cox: 3", None, False),
        ("cox: 2", "cox: 1", None, True),
        ("cox: 2", "cox: 3", "botst", True),
    ],
    ids=["herhaling", "nieuw-onder", "al-overgenomen", "van-haar", "allebei"],
)
def test_a_key_goes_three_ways(own, new, outcome, kept):
    mine, update = card_update(f"---\ntitel: Van haar\n{own}\n---\n", new=PARTS.replace("cox: 1", new))
    assert told(update) == ([("cox", outcome)] if outcome else [])
    text = after(mine, update).files[CARD_FILE].text
    assert text == ("---\ntitel: Van haar\n" + (f"{own}\n" if kept else "") + "---\n")


@pytest.mark.parametrize(
    ("own", "new", "outcome", "kept"),
    [
        ("Oud voorstel.", "Nieuw voorstel.", "overgenomen", False),
        ("Mijn voorstel.", "Oud voorstel.", None, True),
        ("Mijn voorstel.", "Nieuw voorstel.", "botst", True),
        ("{{ hieronder }}\n\nErbij.", "Nieuw voorstel.", "bouwt_voort", True),
        ("{{ hieronder }}", "Nieuw voorstel.", "bouwt_voort", False),
        ("null", "Nieuw voorstel.", "weggehaald", True),
    ],
    ids=["nieuw-onder", "van-haar", "allebei", "bouwt-voort", "alleen-hieronder", "weggehaald"],
)
def test_a_part_of_a_text_goes_three_ways(own, new, outcome, kept):
    typed = f"---\ntitel: Van haar\n---\n## Voorstel\n\n{own}\n\n## Werkblad\n\nMijn werkblad.\n"
    mine, update = card_update(typed, new=PARTS.replace("Oud voorstel.", new))
    assert told(update) == ([("## Voorstel", outcome)] if outcome else [])
    assert after(mine, update).files[CARD_FILE].text == (
        typed if kept else "---\ntitel: Van haar\n---\n## Werkblad\n\nMijn werkblad.\n"
    )


def test_a_choice_shows_all_three_and_why():
    _, update = card_update("---\ncox: 2\n---\n", new=PARTS.replace("cox: 1", "cox: 3"))
    (choice,) = update.choices
    assert (choice.file, choice.old, choice.new, choice.own) == (CARD_FILE, "1", "3", "2")
    assert choice.why == "u en de nieuwe versie hebben dit allebei veranderd"


def test_what_she_has_nothing_of_comes_by_itself():
    _, update = card_update("---\ntitel: Van haar\n---\n", new=PARTS.replace("cox: 1", "cox: 3"))
    assert [(each.part, each.outcome, each.old, each.new) for each in update.changes] == [("cox", "vanzelf", "1", "3")]


def test_of_a_goal_only_what_she_changed_stays():
    mine = copied(GOALS.replace("indicator: verslag", "indicator: drie verslagen"))
    assert left(mine, GOALS, NEW_GOALS) == "---\ndoelen:\n  bijeen:\n    indicator: drie verslagen\n---\n"


def test_a_list_is_one_part():
    mine = "---\nrapport: [U3, U4]\n---\n"
    _, update = card_update(mine, new=PARTS.replace("rapport: [U3]", "rapport: [U3, U5]"))
    assert [(each.old, each.new, each.own) for each in update.choices] == [("[U3]", "[U3, U5]", "[U3, U4]")]


def test_of_a_goal_that_is_gone_below_nothing_is_taken():
    mine = "---\ndoelen:\n  bijeen:\n    wat: Kwam bijeen.\n    eigenaar: zij\n    indicator: verslag\n---\n"
    _, update = card_update(mine, GOALS, PARTS)
    assert [(each.part, each.why) for each in update.choices] == [
        ("doelen.bijeen", "u veranderde dit, en in de nieuwe versie is het weg")
    ]
    assert not update.files


def test_a_null_for_what_is_gone_goes():
    assert left("---\ntitel: Van haar\ndoelen: null\n---\n", GOALS, PARTS) == "---\ntitel: Van haar\n---\n"


# ------------------------------------------------------------ whole files


def test_a_copy_that_says_what_lies_below_goes():
    mine, update = card_update(copied(PARTS), new=PARTS.replace("Oud", "Nieuw"))
    assert update.files[CARD_FILE] == ""
    assert update.head_raised
    assert list(after(mine, update).files) == ["pakket.yaml"]


def test_a_copy_with_one_change_is_slimmed_to_it():
    mine = copied(PARTS.replace("titel: Een werkgroep", "titel: Van haar"))
    assert left(mine, new=PARTS.replace("Oud", "Nieuw")) == "---\ntitel: Van haar\n---\n"


REMARK = "opmerking: |\n  Een.\n\n  Twee.\n"


def test_a_copied_text_of_more_rows_goes_also_where_it_is_the_last_key():
    low = PARTS.replace("cox: 1\n", f"{REMARK}cox: 1\n")
    assert left(f"---\ntitel: Van haar\n{REMARK}---\n", low, low) == "---\ntitel: Van haar\n---\n"


def test_a_text_of_more_rows_stays_as_it_was_typed_where_it_becomes_the_last_key():
    low = PARTS.replace("cox: 1\n", "cox: 1\nbij_onbekend: voorstel\n")
    own = f"---\ntitel: Van haar  # ja\n{REMARK}"
    assert left(f"{own}bij_onbekend: voorstel\n---\n", low, low) == f"{own}---\n"


def test_a_text_without_keys_loses_its_front_matter():
    assert left(copied(PARTS.replace("Oud werkblad", "Mijn werkblad"))) == "## Werkblad\n\nMijn werkblad.\n"


def test_a_card_that_is_gone_below_is_a_choice_and_stays_whole():
    risk = "risicos/een_uitvoerder.md"
    mine = hers({risk: "---\ntitel: Van haar\nrapport: [A1]\n---\n"})
    update = planned(mine, below("1"), below("2", {risk: None}))
    (choice,) = update.choices
    assert (choice.part, choice.why) == ("het hele bestand", "deze kaart is er in de nieuwe versie niet meer")
    assert update.problems  # half a card cannot be read
    assert not update.files
    assert not update.head_raised


def test_a_card_that_moved_is_told_where_it_is():
    moved = "opties/plan/werkgroep.md"
    mine = hers({CARD_FILE: "---\ntitel: Van haar\n---\n"})
    (choice,) = planned(mine, below("1"), below("2", {CARD_FILE: None, moved: CARD})).choices
    assert "de kaart staat nu in opties/plan/werkgroep.md" in choice.why


def test_an_unchanged_copy_of_a_card_that_is_gone_goes():
    risk = "risicos/een_uitvoerder.md"
    update = planned(hers({risk: RISK}), below("1"), below("2", {risk: None}))
    assert update.files[risk] == ""
    assert update.head_raised


@pytest.mark.parametrize("new", ["risicos/eigen.md", None])
def test_a_card_of_her_own_is_a_choice_when_there_is_one_below_by_that_name(new):
    own = RISK.replace("Eén uitvoerder", "Van haar")
    mine = hers({"risicos/eigen.md": own})
    update = planned(mine, below("1"), below("2", {new: RISK} if new else {}))
    assert [each.part for each in update.choices] == (["het hele bestand"] if new else [])
    assert "risicos/eigen.md" not in update.files


def test_a_card_that_she_took_away_stays_away_until_it_is_gone():
    mine = hers({"risicos/een_uitvoerder.md": "---\nnull\n---\n"})
    changed = below("2", {"risicos/een_uitvoerder.md": RISK.replace("Wijs", "Benoem")})
    assert "risicos/een_uitvoerder.md" not in planned(mine, below("1"), changed).files
    gone = planned(mine, below("1"), below("2", {"risicos/een_uitvoerder.md": None}))
    assert gone.files["risicos/een_uitvoerder.md"] == ""


def test_words_go_by_key_and_rows_of_an_outline_by_theirs():
    outline = "onderdelen:\n  begin:\n    titel: Begin\n    vanaf: kort\nvolgorde: [begin]\n"
    words = "oordeel_bestaat: Is er al\nkop_doel: Mijn doel\n"
    mine = hers({"woorden.yaml": words, "opbouw.yaml": outline})
    update = planned(mine, below("1"), below("2", {"opbouw.yaml": OUTLINE.replace("titel: Begin", "titel: Start")}))
    assert update.files["woorden.yaml"] == "kop_doel: Mijn doel\n"
    assert update.files["opbouw.yaml"] == "onderdelen:\n  begin:\n    vanaf: kort\nvolgorde: [begin]\n"
    assert ("onderdelen.begin.titel", "overgenomen") in told(update)


def test_of_a_copied_list_of_rows_each_row_goes_on_its_own():
    def row(key: str, title: str) -> str:
        return f"  - sleutel: {key}\n    titel: {title}\n    inhoud:\n      - tekst: inleiding\n"

    old = "titel: Hoofdstuk\nonderdelen:\n" + row("begin", "Begin") + row("midden", "Midden") + row("eind", "Eind")
    new = old.replace("titel: Eind", "titel: Slot") + row("bijlage", "Bijlage")
    own = old.replace("titel: Begin", "titel: Mijn begin").replace(row("midden", "Midden"), "")
    mine = hers({"opbouw.yaml": own})
    update = planned(mine, below("1", {"opbouw.yaml": old}), below("2", {"opbouw.yaml": new}))
    assert update.files["opbouw.yaml"] == "onderdelen:\n  begin:\n    titel: Mijn begin\n  midden: null\n"
    assert told(update) == [("onderdelen.eind.titel", "overgenomen")]
    found = Layers((below("2", {"opbouw.yaml": new}), after(mine, update))).table("opbouw.yaml").tree.mapping
    assert [(each["sleutel"], each["titel"]) for each in found["onderdelen"]] == [
        ("begin", "Mijn begin"), ("eind", "Slot"), ("bijlage", "Bijlage"),
    ]  # fmt: skip


def test_files_that_are_hers_alone_are_left_alone():
    question = "  loket:\n    naam: loket\n    vraag: Is er een loket?\n    soort: ja_nee\n"
    files = {
        "velden.yaml": f"vraag: Wat nog?\nvelden:\n{question}",
        "LEESMIJ.md": "Uitleg.\n",
        "teksten/eigen.md": "Eigen tekst.\n",
    }
    update = planned(hers(files), below("1"), below("2"))
    assert set(update.files) == {"pakket.yaml"}


# ------------------------------------------------------------ the version she builds on


def test_the_version_is_raised_when_nothing_is_left_and_all_else_of_the_head_stays():
    head = HEAD.replace('"1"', '"1"  # van toen') + "instellingen:\n  groot_vanaf_fte:\n    waarde: 600\n"
    update = planned(hers({}, head), below("1"), below("2"))
    assert update.files["pakket.yaml"] == head.replace('"1"  # van', '"2"  # van')


def test_a_choice_keeps_the_version_and_is_shown_again_until_she_keeps_hers():
    mine, first = card_update("---\ncox: 2\nrapport: [U3]\n---\n", new=PARTS.replace("cox: 1", "cox: 3"))
    assert not first.head_raised
    then = after(mine, first)
    assert then.files[CARD_FILE].text == "---\ncox: 2\n---\n"
    old, new = below("1", {CARD_FILE: PARTS}), below("2", {CARD_FILE: PARTS.replace("cox: 1", "cox: 3")})
    again = planned(then, old, new)
    assert again.choices == first.choices
    assert not again.files
    chosen = planned(then, old, new, keep_own=True)
    assert chosen.head_raised
    assert CARD_FILE not in chosen.files
    settled = after(then, chosen)
    assert settled.files["pakket.yaml"].text == HEAD.replace('basis_versie: "1"', 'basis_versie: "2"')
    assert planned(settled, old, new).choices == ()


def test_a_copy_is_judged_by_the_version_that_it_was_made_of():
    texts = {str(number): PARTS.replace("Oud", f"Versie{number}") for number in (1, 2, 3)}
    own = copied(texts["2"].replace("cox: 1", "cox: 2"), "2")
    first, second, third = (below(number, {CARD_FILE: text}) for number, text in texts.items())
    mine = hers({CARD_FILE: own})
    update = plan_update(mine, (third,), EarlierOf(first, second, third))
    assert update.choices == ()
    assert update.files[CARD_FILE] == "---\ncox: 2\n---\n"
    third = below("3", {CARD_FILE: texts["3"].replace("cox: 1", "cox: 4")})
    update = plan_update(mine, (third,), EarlierOf(first, second, third))
    assert [each.part for each in update.choices] == ["cox"]
    assert update.files[CARD_FILE] == f"---\n# Deel van een kopie van {CARD_FILE} uit standaard 2.\ncox: 2\n---\n"
    again = plan_update(after(mine, update), (third,), EarlierOf(first, second, third))
    assert (again.files, again.choices) == ({}, update.choices)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD.replace('"1"', '"0"'), 'zuid/pakket.yaml:5:15: basis_versie: versie 0 van standaard is niet bewaard'),
        (HEAD.replace('basis_versie: "1"\n', ""), "zet erbij op welke versie van standaard u begon"),
    ],
    ids=["niet-bewaard", "niet-gezegd"],
)  # fmt: skip
def test_a_version_that_nobody_has_is_told_with_what_she_can_do(head, told):
    with pytest.raises(LibraryError) as caught:
        planned(hers({}, head), below("1"), below("2"))
    assert told in str(caught.value)
    assert "1, 2" in str(caught.value)


def test_a_version_without_quotes_is_understood():
    head = HEAD.replace('basis_versie: "1"', "basis_versie: 1.5")
    update = planned(hers({}, head), below("1.5"), below("2"))
    assert [problem.field for problem in update.problems] == ["basis_versie"]  # as it is when the package is read
    assert update.base.version == "1.5"


def test_a_file_that_cannot_be_read_is_told_first():
    with pytest.raises(LibraryError, match="staat er twee keer"):
        planned(hers({CARD_FILE: "---\ntitel: A\ntitel: B\n---\n"}), below("1"), below("2"))


def test_what_the_new_version_breaks_in_hers_is_told_and_keeps_the_version():
    own = "---\ntitel: Van haar\nhoort_bij: [weg]\n---\n"
    option = CARD.replace("Een werkgroep", "Weg")
    mine = hers({CARD_FILE: own})
    update = planned(mine, below("1", {"opties/plan/weg.md": option}), below("2"))
    assert [problem.code for problem in update.problems] == ["LIA082"]
    assert not update.head_raised


def test_a_text_that_she_builds_on_and_that_is_gone_is_a_choice():
    mine = hers({TEXT_FILE: "{{ hieronder }}\n\nErbij.\n## Kort\n\n{{ hieronder }} Erbij.\n"})
    old = below("1", {TEXT_FILE: "Een tekst.\n## Kort\n\nKort.\n"})
    (choice,) = planned(mine, old, below("2", {TEXT_FILE: "Een tekst.\n"})).choices
    assert (choice.part, choice.why) == ("## Kort", "de tekst waar u op voortbouwt is er niet meer")
