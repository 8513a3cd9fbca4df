"""A package looked through: markup that Word cannot show, hard sentences, promises, and what is silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from every import every
from own_package import HEAD, ONE, package, small_base
from shipped import CLAIMS

from liagen.chapter.markdown import lost_markup
from liagen.errors import Problem
from liagen.files.yaml_in import parse_yaml
from liagen.files.yaml_out import write_scalar
from liagen.library.load import load_library
from liagen.library.package import shipped_packages
from liagen.library.wording_parser import MAX_ERRORS
from liagen.workshop.check import MAX_SENTENCE_WORDS, check_package
from liagen.workshop.mistakes import is_warning, problem_line

TEXT = "teksten/vertellen.md"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return small_base(tmp_path_factory.mktemp("klein"))


@pytest.fixture()
def said(tmp_path, base):
    """Check a package of one file; every problem without the folder of the test, as `code line:column field`."""

    def _said(text: str, file: str = TEXT) -> list[str]:
        root = package(tmp_path / "voorbeeld", file, text)
        found = check_package(root, [base])
        assert all(problem.file.startswith(str(root)) for problem in found)
        return [f"{each.code} {each.line}:{each.column} {each.field}".rstrip() for each in found]

    return _said


def words(count: int) -> str:
    return f"{' '.join(['woord'] * count)}."


# ------------------------------------------------------------ what came along


@pytest.mark.parametrize("name", shipped_packages())
def test_the_packages_that_came_along_are_silent(name):
    assert [problem_line(problem) for problem in check_package(shipped_packages()[name])] == []


def test_the_list_of_promises_is_that_of_the_content():
    head = parse_yaml((shipped_packages()["standaard"] / "pakket.yaml").read_text(encoding="utf-8"), "")
    listed = "|".join(word.replace("*", "") for word in head.value["niet_schrijven"])
    for phrase in CLAIMS.pattern.removesuffix("|never").split("|"):
        assert re.search(phrase, listed), phrase


# ------------------------------------------------------------ markup


@every(
    ("text", "what"),
    [
        ("Lees <https://x.nl>.", "een link"),
        ("Lees [dit].\n\n[dit]: https://x.nl", "een link"),
        ("Dit is <b>vet</b>.", "HTML"),
        ("<div>\nTekst\n</div>", "HTML"),
        ("<!-- stil -->", "HTML"),
        ("Typ `maak`.", "code"),
        ("```\nmaak\n```", "een blok met code"),
        ("~~~\nmaak\n~~~", "een blok met code"),
        ("Boven.\n\n***\n\nOnder.", "een streep"),
        ("Kop\n===\n\nTekst.", "een kop"),
        ("Dit is ~~weg~~.", "doorgestreepte tekst"),
        ("Een&nbsp;spatie.", "een teken als code"),
    ],
)
def test_markup_that_would_stand_there_as_typed(text, what):
    found = lost_markup(text)
    assert {each.what for each in found} == {what}
    assert all(each.shown for each in found)


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("- a\n  - b", "een lijst in een lijst", 2),
        ("> Let op:\n>\n> - a", "een lijst in een kader", 3),
        ("Tekst.\n\n3. a\n4. b", "een nummering die niet bij 1 begint", 3),
    ],
)
def test_markup_that_disappears(text, what, line):
    (found,) = lost_markup(text)
    assert (found.what, found.line, found.shown) == (what, line, False)


@every(
    "text",
    [
        "Gewone tekst met **vet** en *cursief*.",
        "- een\n- twee\n\n1. een\n2. twee",
        "> Een kader.",
        "Lees [dit](https://x.nl).",
        "Tabel: Wat\n| a | b |\n|---|---|\n| 1 | 2 |",
        "Van [invullen: jaar] tot en met 2027, 3 < 4 en R&D.",
        "Een [woord] tussen haken.",
        "    Een regel die inspringt.",
    ],
)
def test_markup_that_word_shows_is_fine(text):
    assert lost_markup(text) == ()


def test_markup_has_its_place_below_the_front_matter(said):
    assert said("---\nbronnen: []\n---\nEerst.\n\nLees <https://x.nl>.\n") == ["LIA101 6:1"]


def test_markup_in_a_branch_is_found_once(said):
    text = "{% if lia.jaar > 1 %}\nJa.\n{% else %}\nLees <b>dit</b>.\n{% endif %}\nEinde.\n"
    assert said(text) == ["LIA101 4:6", "LIA101 4:12"]


def test_markup_in_a_reason_has_the_place_of_the_reason(said):
    text = "---\nkies_als:\n  - als: altijd\n    reden: Lees ~~dit~~.\n---\n"
    assert said(text, ONE) == ["LIA101 4:17 kies_als.1.reden"]


def test_a_list_above_the_text_disappears(said):
    assert said("---\nkies_als:\n  - als: altijd\n    reden: |\n      - een\n      - twee\n---\n", ONE) == [
        "LIA102 4:12 kies_als.1.reden"
    ]


# ------------------------------------------------------------ lists and remarks that are none


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Wij doen:\n\n• een\n• twee\n", "3:1"),
        ("Wij doen:\n• een\n• twee\n", "2:1"),
        ("  ▪ een\n", "1:3"),
        ("– een\n– twee\n", "1:1"),
        ("— een\n", "1:1"),
        ("Wij doen:\n– een\n– twee\n", "2:1"),
        ("-een\n-twee\n", "1:1"),
        ("–een\n", "1:1"),
        ("1.een\n2.twee\n", "1:1"),
        ("a) een\nb) twee\n", "1:1"),
        ("{% if lia.jaar > 1 %}\n• een\n• {{ gemeente.naam }}\n{% endif %}\n", "2:1"),
    ],
)
def test_a_list_that_becomes_one_paragraph_is_told_once(said, text, place):
    assert said(text) == [f"LIA103 {place}"]


@pytest.mark.parametrize(
    "text",
    [
        "- een\n- twee\n",
        "1. een\n2. twee\n",
        "Wij doen dit\n– als het kan – dit jaar.\n",
        "Wij schreven in\n2026. En nu verder.\n",
        "Van -5 tot\n-3 graden.\n",
        "Het is 1 • 2.\n",
    ],
)
def test_a_list_and_a_dash_in_a_sentence_are_fine(said, text):
    assert said(text) == []


def test_a_near_list_in_a_field_is_told(said):
    assert said('---\ntitel: "• verhalen"\n---\n', ONE) == ["LIA103 2:9 titel"]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("titel: Een # elke maand", "2:12"),
        ("kort_punt: een\n  twee # drie", "3:8"),
        ("titel: een 'x' nu # een", "2:19"),
    ],
)
def test_a_remark_close_behind_a_text_is_told(said, row, place):
    assert said(f"---\n{row}\n---\n", ONE) == [f"LIA104 {place} {row.split(':')[0]}"]


@pytest.mark.parametrize(
    "row", ["titel: Een  # elke maand", 'titel: "Een" # x', "cox: 5 # x", "bij_onbekend: voorstel # x"]
)
def test_a_remark_that_is_one_is_no_mistake(said, row):
    assert said(f"---\n{row}\n---\n", ONE) == []


def test_a_remark_close_behind_a_word_is_told(said):
    assert said("geen_opties: Niets # nu\n", "woorden.yaml") == ["LIA104 1:20 geen_opties"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("titel: Verhaal #1", ["LIA044 2:16 titel"]),
        ("titel: #samen op intranet", ["LIA044 2:8 titel"]),
        ("hoort_bij: [teamoverleg] #x", []),
        ('titel: "Verhaal #1"', []),
    ],
)
def test_text_that_is_cut_off_is_a_mistake(said, row, found):
    assert [each for each in said(f"---\n{row}\n---\n", ONE) if "LIA033" not in each] == found


# ------------------------------------------------------------ fill-ins


def test_a_fill_in_that_does_not_close_is_told_as_such(tmp_path):
    (found,) = check_package(package(tmp_path / "voorbeeld", TEXT, "Vraag het [invullen: naam\nof iemand.\n"))
    assert (found.code, found.line, found.column) == ("LIA075", 1, 11)
    assert found.message == "deze haak sluit niet; zet ] achter de invulplek of voorzet"


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("bronnen.yaml", 'zuid:\n  titel: "Boek [invullen: jaar"\n', "2:16 zuid.titel"),
        ("bronnen.yaml", 'zuid:\n  titel: "Boek [invullen: jaar]"\n', "2:16 zuid.titel"),
        ("pakket.yaml", HEAD + 'themas: {podium: {titel: "Zien [voorzet x]"}}\n', "5:32 themas.podium.titel"),
        (
            ONE,
            "---\npraktijk: [{gemeente: '[invullen: wie', tekst: Ja., bron: §4.1}]\n---\n",
            "2:24 praktijk.1.gemeente",
        ),
    ],
)
def test_a_fill_in_where_none_can_be_is_told(said, file, text, place):
    assert f"LIA075 {place}" in said(text, file)


def test_a_field_where_none_can_be_is_told(said):
    text = 'zuid:\n  titel: "Boek van {{ gemeente.naam }}"\n'
    assert said(text, "bronnen.yaml") == ["LIA062 2:20 zuid.titel"]


# ------------------------------------------------------------ sentences


def test_a_sentence_of_the_longest_length_is_fine(said):
    assert said(words(MAX_SENTENCE_WORDS)) == []


def test_a_longer_sentence_is_told_where_it_begins(said):
    assert said(f"Kort.\n\nKort. {words(MAX_SENTENCE_WORDS + 1)}\n") == ["LIA110 3:7"]


def test_a_long_sentence_over_more_lines_is_one(said):
    half = " ".join(["woord"] * 13)
    assert said(f"{half}\n{half}.\n") == ["LIA110 1:1"]


def test_items_of_a_list_are_sentences_of_their_own(said):
    item = " ".join(["woord"] * 10)
    assert said(f"Kijk:\n\n- {item}\n- {item}\n- {item}\n") == []


def test_branches_are_not_added_up(said):
    half = " ".join(["woord"] * 12)
    assert said("{% if lia.jaar > 1 %}" + half + "{% else %}" + half + "{% endif %} en klaar.\n") == []


def test_each_branch_is_read(said):
    text = "Kort {% if lia.jaar > 1 %}en goed.{% elif lia.jaar > 0 %}en wel.{% else %}" + words(30) + "{% endif %}\n"
    assert said(text) == ["LIA110 1:1"]


def test_rows_with_only_tags_leave_no_trace(said):
    half = " ".join(["woord"] * 13)
    assert said(f"{half}\n{{% if lia.jaar > 1 %}}\n{half}\n{{% endif %}}\n") == ["LIA110 1:1"]


def test_a_field_and_a_fill_in_count_as_one_word(said):
    few = " ".join(["woord"] * (MAX_SENTENCE_WORDS - 2))
    assert said(few + " {{ gemeente.naam }} [invullen: een heel lange uitleg van wat hier hoort].\n") == []


def test_the_words_of_a_proposal_count_and_its_field_does_not(said):
    few = " ".join(["woord"] * (MAX_SENTENCE_WORDS - 2))
    assert said(f"{few} [voorzet: twee woorden](organisatie.fte).\n") == []
    assert said(f"{few} [voorzet: nu drie woorden](organisatie.fte).\n") == ["LIA110 1:1"]


def test_a_mean_needs_enough_sentences(said):
    assert said(" ".join([words(18)] * 4)) == []
    assert said(" ".join([words(18)] * 5)) == ["LIA111 1:1"]


def test_long_words_are_named(tmp_path):
    text = "De beleidsadviseurs en ervaringsdeskundigen bespreken toegankelijkheidseisen.\n"
    (found,) = check_package(package(tmp_path / "voorbeeld", TEXT, text))
    assert (found.code, "toegankelijkheidseisen" in found.message) == ("LIA112", True)


def test_a_word_of_the_program_is_read_too(said):
    assert said(f"reden_geen_aanleiding: {words(30)}\n", "woorden.yaml") == ["LIA110 1:24 reden_geen_aanleiding"]


def test_the_text_of_other_packages_is_not_judged(tmp_path):
    root = package(tmp_path / "voorbeeld", TEXT, words(30))
    above = package(tmp_path / "erboven", ONE, "---\ntitel: Intranet\n---\n")
    (above / "pakket.yaml").write_text(HEAD.replace("voorbeeld", "erboven").replace("standaard", "voorbeeld"))
    assert check_package(above, [root]) == ()


# ------------------------------------------------------------ promises


@pytest.mark.parametrize("text", ["Dit werkt.", "dit\nwerkt", "Wij garanderen succes.", "Een effectieve aanpak."])
def test_a_promise_is_a_mistake(said, text):
    (found,) = said(f"Kort. {text}\n")
    assert found.startswith("LIA120")
    assert not is_warning("LIA120")


@pytest.mark.parametrize("text", ["Dit werkte niet overal.", "{% if lia.jaar > 1 %}Goed.{% endif %}", "Onbewezen."])
def test_part_of_a_word_is_no_promise(said, text):
    assert said(f"{text}\n") == []


def test_a_condition_is_no_promise(said):
    assert said("---\nkies_als:\n  - als: altijd\n    reden: De gemeente heeft een intranet.\n---\n", ONE) == []


def test_a_package_may_change_the_list(tmp_path):
    root = package(tmp_path / "voorbeeld", TEXT, "Dit werkt. Een quick win.\n")
    head = HEAD + "niet_schrijven:\n  dit werkt: null\n  quick win: schrijf «snel resultaat»\n"
    (root / "pakket.yaml").write_text(head, encoding="utf-8")
    (found,) = check_package(root)
    assert found.message == "schrijf niet «quick win»: schrijf «snel resultaat»"


# ------------------------------------------------------------ cards as a whole


GOAL = {"wat": "Er staat een verhaal.", "eigenaar": "de uitvoerder", "indicator": "Er staat een verhaal op intranet."}


def with_goal(**said: str | None) -> str:
    """Return a card with one goal, all of it said but for what is None."""
    rows = [f'    {key}: "{value}"\n' for key, value in {**GOAL, **said}.items() if value is not None]
    return f"---\ndoelen:\n  verhaal:\n{''.join(rows)}---\n"


@pytest.mark.parametrize("owner", ["-", "n.v.t.", "nog te bepalen", "?  ", "Onbekend"])
def test_an_owner_that_is_nobody_is_a_mistake(said, owner):
    assert said(with_goal(eigenaar=owner), ONE) == ["LIA086 5:15 doelen.verhaal.eigenaar"]


@pytest.mark.parametrize("key", ["eigenaar", "indicator"])
def test_a_goal_without_its_needs_is_a_mistake(said, key):
    (found,) = said(with_goal(**{key: None}), ONE)
    assert found.startswith("LIA086")


def test_a_goal_that_is_in_order_is_no_mistake(said):
    assert said(with_goal(), ONE) == []


def test_a_copied_goal_is_no_double(said):
    card = next(card for card in load_library().cards.values() if card.doelen)
    key, goal = next(iter(card.doelen.items()))
    text = f"---\ndoelen:\n  {key}:\n    wat: {write_scalar(goal.wat.source)}\n---\n"
    assert said(text, f"opties/{card.theme}/{card.key}.md") == ["LIA124 1:1"]


# ------------------------------------------------------------ how it is shown


def test_a_mistake_is_shown_with_its_code_behind_its_place():
    assert problem_line(Problem("x.md", "mis", place=(7, 8), field="als", code="LIA051")) == "x.md:7:8: LIA051 als: mis"


def test_a_warning_says_so():
    assert problem_line(Problem("x.md", "lang", place=(7, 8), code="LIA110")) == "x.md:7:8: LIA110 waarschuwing: lang"


def test_a_file_without_a_place_is_shown_as_a_whole():
    assert problem_line(Problem("x.md", "mis", code="LIA010")) == "x.md: LIA010 mis"


def test_a_missing_package_is_a_problem_like_others(tmp_path):
    (found,) = check_package(Path(tmp_path / "weg"))
    assert found.code == "LIA005"


def test_a_card_tells_all_its_mistakes_at_once(tmp_path):
    card = """\
---
titel: "{{ gemeente.naaam }}"
kies_als:
  - als: structuren.intranett == 'ja'
    reden: "{{ zzz }}"
  - als: organisatie.fte * 2 > 3
    reden: Goed.
bronnen: [onbekend]
hoort_bij: [teamoverlegg]
doelenn: {}
doelen:
  nieuw:
    wat: Iets met {{ yyy }}.
---
{% include "x" %}

{{ gemeente._naam }} en {{ gemeente.naaam }} en {{ organisatie.fte ** 2 }}

{% if structuren.intranett == 'ja' %}{{ xxx }}{% elif lia.status == 'geen' %}{{ www }}{% else %}{{ vvv }}{% endif %}

## Meer

{% for rij in range(9) %}{{ rij }}{% endfor %}
"""
    found = [(problem.line, problem.code) for problem in check_package(package(tmp_path / "zuid", ONE, card))]
    assert found == [
        *[(2, "LIA061"), (4, "LIA051"), (5, "LIA061"), (6, "LIA055"), (8, "LIA085"), (9, "LIA082"), (10, "LIA032")],
        *[(13, "LIA086"), (13, "LIA086"), (13, "LIA061")],
        *[(15, "LIA062"), (17, "LIA063"), (17, "LIA061"), (17, "LIA061")],
        *[(19, "LIA051"), (19, "LIA061"), (19, "LIA061"), (19, "LIA061"), (23, "LIA063")],
    ]


def test_no_more_than_a_few_mistakes_of_one_text_are_told(tmp_path):
    text = "".join(f"{{{{ onbekend.veld_{number} }}}}\n" for number in range(200))
    found = check_package(package(tmp_path / "zuid", "teksten/vertellen.md", text))
    assert sum(problem.code == "LIA061" for problem in found) == MAX_ERRORS


def test_the_old_way_to_build_on_a_text_is_told_as_such(tmp_path):
    (found,) = check_package(package(tmp_path / "zuid", "teksten/vertellen.md", "{% extends %}\n"))
    assert (found.line, found.column, found.code) == (1, 4, "LIA074")
