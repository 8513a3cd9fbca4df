"""Texts that show what stands below: `{{ hieronder }}`."""

from __future__ import annotations

import time

import pytest
from every import every
from layered import Stack
from toy import Package, make_package

from liagen.library.condition_parser import Scope
from liagen.library.reader import MAX_CHAIN
from liagen.library.wording import Context, Wording
from liagen.library.wording_parser import MAX_DEPTH, MAX_SIZE, WordingError, parse_wording, shows_below

SCOPE = Scope({})
VALUES = {"gemeente.naam": "Utrecht", "lia.jaar": 2024, "organisatie.afdelingen": ("zorg", "werk")}
BELOW = "{{ hieronder }}"


def rendered(found: Wording) -> str:
    return found.render(Context(VALUES, {}))


def text(*texts: str) -> str:
    """Render the last text, which lies on those before it."""
    return rendered(stacked(*texts))


def stacked(*texts: str) -> Wording:
    found: Wording | None = None
    for each in texts:
        found = parse_wording(each, SCOPE, found)
    assert found
    return found


def refused(*texts: str) -> tuple[str, int]:
    """Return message and line of the problem in the last text."""
    below = stacked(*texts[:-1]) if len(texts) > 1 else None
    with pytest.raises(WordingError) as caught:
        parse_wording(texts[-1], SCOPE, below)
    return str(caught.value), caught.value.line


# ------------------------------------------------------------ what it shows


@every(
    ("texts", "shown"),
    [
        (("a", BELOW), "a"),
        (("a", f"voor {BELOW} na"), "voor a na"),
        (("a", f"{BELOW}{BELOW}"), "aa"),
        (("a", f"{BELOW}+", f"{BELOW}+"), "a++"),
        (("a", "b", BELOW), "b"),
        (("", f"{BELOW}!"), "!"),
        (("{{ gemeente.naam|hoofdletter }}", f"In {BELOW}."), "In Utrecht."),
        (("{% for rij in organisatie.afdelingen %}[{{ rij }}]{% endfor %}", f"{BELOW}!"), "[zorg][werk]!"),
        (("a", f"{{% if lia.jaar == 1 %}}nee{{% elif lia.jaar == 2024 %}}{BELOW}{{% endif %}}"), "a"),
        (("a", f"{{% if lia.jaar == 1 %}}{BELOW}{{% endif %}}b"), "b"),
        (("{% raw %}{{ x }}{% endraw %}", BELOW), "{{ x }}"),
    ],
)
def test_it_shows_the_text_below(texts, shown):
    assert text(*texts) == shown


def test_conditions_below_count_too():
    below, top = ("{% if lia.jaar == 2024 %}a{% endif %}", "{% if lia.jaar == 1 %}b{% endif %}")
    assert [each.text for each in stacked(below, BELOW + top).conditions] == ["lia.jaar == 2024", "lia.jaar == 1"]
    assert [each.text for each in stacked(below, top).conditions] == ["lia.jaar == 1"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [(BELOW, True), ("{{hieronder}}", True), ("{{- hieronder -}}", True), ("Staat hieronder {{ x }}", False)],
)
def test_whether_a_text_shows_what_is_below(typed, found):
    assert shows_below(typed) is found


# ------------------------------------------------------------ refused


@every(
    ("top", "message"),
    [
        ("{{ hieronder|hoofdletter }}", "schrijf {{ hieronder }} zonder filter"),
        ("{{ hieronder() }}", "gebruik tussen accolades alleen een veld"),
        ("{{ hieronder.x }}", "onbekend veld `hieronder.x`"),
        ("{{ hieronder ~ hieronder }}", "gebruik tussen accolades alleen een veld"),
        ("{% if hieronder == 'a' %}x{% endif %}", "onbekend veld `hieronder`"),
        ("{% for rij in hieronder %}x{% endfor %}", "`hieronder` is geen lijst uit het profiel"),
        ("{% for hieronder in organisatie.afdelingen %}x{% endfor %}", "`hieronder` heeft al een betekenis"),
        (f"{{% for rij in organisatie.afdelingen %}}{BELOW}{{% endfor %}}", "zet {{ hieronder }} buiten {% for %}"),
        ("{{ super() }}", "schrijf {{ hieronder }} waar de tekst uit het pakket eronder komt"),
        ("{{ super()|hoofdletter }}", "schrijf {{ hieronder }} waar"),
        ("{% extends %}", "schrijf {{ hieronder }} waar"),
        ('{% extends "naam" %}', "schrijf {{ hieronder }} waar"),
        ("{% block x %}", "schrijf {{ hieronder }} waar"),
        ("{%- block x %}a{% endblock %}", "schrijf {{ hieronder }} waar"),
        ("{% endblock %}", "schrijf {{ hieronder }} waar"),
    ],
)
def test_a_wrong_text_is_refused_with_its_line(top, message):
    found, line = refused("a", f"tekst\n{top}")
    assert found.startswith(message)
    assert line == 2


def test_something_must_lie_below():
    assert refused(f"a\n{BELOW}") == (
        "hier ligt niets onder: dit deel staat niet in een pakket hieronder; haal {{ hieronder }} weg",
        2,
    )


def test_the_old_form_is_told_once():
    with pytest.raises(WordingError, match="zonder extends, block en super") as caught:
        stacked("a", '{% extends "x" %}\n{% block alles %}{{ super() }}{% endblock %}')
    assert (caught.value.line, caught.value.word, caught.value.others) == (1, "extends", ())


# ------------------------------------------------------------ towers


def test_a_tower_that_doubles_is_refused_before_it_is_large():
    tower = stacked("abcdefgh")
    start = time.process_time()
    with pytest.raises(WordingError, match="deze tekst wordt te groot"):
        for _ in range(20):
            tower = parse_wording(BELOW * 50, SCOPE, tower)
    assert tower.size <= MAX_SIZE
    assert time.process_time() - start < 10


def test_a_tower_on_nothing_is_refused():
    tower = stacked("")
    with pytest.raises(WordingError, match="deze tekst wordt te groot"):
        for _ in range(20):
            tower = parse_wording(BELOW * 50, SCOPE, tower)


def test_a_text_on_a_very_long_one_is_refused():
    assert refused("a" * MAX_SIZE, BELOW)[0].startswith("deze tekst wordt te groot")


def test_a_deep_tower_is_refused_before_it_cannot_be_shown():
    tower = stacked("a")
    with pytest.raises(WordingError, match="zit te diep in elkaar"):
        for _ in range(20):
            tower = parse_wording("{% if lia.jaar == 2024 %}" * 30 + BELOW + "{% endif %}" * 30, SCOPE, tower)
    assert tower.depth == MAX_DEPTH - 7
    assert rendered(tower) == "a"


# ------------------------------------------------------------ in packages


@pytest.fixture()
def package(tmp_path) -> Package:
    return make_package(tmp_path / "pakket")


def front(body: str) -> str:
    return f"---\nbronnen: []\n---\n{body}\n"


def shown(library, key="inleiding", part="tekst") -> str:
    return rendered(library.texts[key].parts[part])


def tower_of_packages(tmp_path, count: int) -> Stack:
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front("a"))
    for number in range(count):
        stack.overlay("p" + "x" * number).write("teksten/inleiding.md", f"{BELOW}+\n")
    return stack


def test_a_text_shows_the_same_text_below(tmp_path):
    assert shown(tower_of_packages(tmp_path, 1).load()) == "a+"


def test_three_packages_show_what_is_below(tmp_path):
    assert shown(tower_of_packages(tmp_path, 2).load()) == "a++"


def test_a_part_shows_the_same_part(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front("Lang.\n\n## Kort\n\nKort."))
    stack.overlay().write("teksten/inleiding.md", f"## Kort\n\n{BELOW} En bondig.\n")
    assert shown(stack.load(), part="kort") == "Kort. En bondig."


def test_a_card_shows_the_card_below(tmp_path):
    stack = Stack(tmp_path)
    stack.overlay().write("opties/beleggen/werkgroep.md", f"{BELOW} Meer.\n")
    assert rendered(stack.load().cards["werkgroep"].parts["tekst"]) == "Dit is de tekst. Meer."


def test_nothing_below_is_pointed_at(package):
    package.write("teksten/inleiding.md", front(f"Zelf.\n\n## Kort\n\nEerst {BELOW}"))
    (problem,) = package.problems()
    assert problem.startswith("teksten/inleiding.md:8:10: hier ligt niets onder")


def test_a_part_that_was_taken_away_is_not_below(tmp_path):
    stack = tower_of_packages(tmp_path, 0)
    stack.overlay("een").write("teksten/inleiding.md", "null\n")
    stack.overlay("twee").write("teksten/inleiding.md", f"{BELOW}\n")
    (problem,) = stack.problems()
    assert problem.startswith("twee/teksten/inleiding.md:1:4: hier ligt niets onder")


def test_what_a_consultant_types_is_not_in_the_text_of_a_field(package):
    package.swap("opties/beleggen/werkgroep.md", "Een werkgroep", f"Een {BELOW}")
    (problem,) = package.problems()
    assert "hier ligt niets onder" in problem


def test_the_old_form_is_pointed_at_once_in_every_part(package):
    old = '{% extends "inleiding" %}{% block alles %}{{ super() }}{% endblock %}'
    package.write("teksten/inleiding.md", front(f"{old}\n\n## Kort\n\n{{{{ super() }}}}"))
    assert [problem.split(": ")[0] for problem in package.problems()] == [
        "teksten/inleiding.md:4:4",
        "teksten/inleiding.md:8:4",
    ]


def test_a_mistake_in_a_text_below_is_pointed_at_below(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front("Een.\n\nTwee {{ zzz }}."))
    stack.overlay("een").write("teksten/inleiding.md", f"\n{BELOW} {{{{ yyy }}}}{BELOW}\n")
    stack.overlay("twee").write("teksten/inleiding.md", BELOW)
    assert [problem.rpartition(":")[0] for problem in stack.problems()] == [
        "een/teksten/inleiding.md:2:20",
        "onder/teksten/inleiding.md:6:9",
    ]


def test_what_is_not_shown_is_not_judged(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front("{{ zzz }}"))
    stack.overlay().write("teksten/inleiding.md", "Anders. Zie hieronder.\n")
    assert shown(stack.load()) == "Anders. Zie hieronder."


def test_ten_texts_may_lie_on_each_other(tmp_path):
    assert shown(tower_of_packages(tmp_path, MAX_CHAIN - 1).load()) == "a" + "+" * (MAX_CHAIN - 1)


def test_an_endless_row_of_packages_is_refused(tmp_path):
    (problem,) = tower_of_packages(tmp_path, MAX_CHAIN).problems()
    assert "hier bouwen meer dan 10 teksten op elkaar voort; maak het eenvoudiger" in problem
