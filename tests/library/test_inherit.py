"""Texts that build on other texts: `extends`, `block` and `super()` as people know them from Jinja."""

from __future__ import annotations

import itertools
import time

import pytest
from layered import Stack
from toy import Package, make_package

from liagen.library.conditions import Scope
from liagen.library.reader import MAX_CHAIN
from liagen.library.wording import MAX_NODES, Context, Wording, WordingError, extends_name, parse_part

SCOPE = Scope({})
VALUES = {"gemeente.naam": "Utrecht", "lia.jaar": 2024, "organisatie.afdelingen": ("zorg", "werk")}
OPEN = '{% extends "onder" %}'
WHOLE = "{% block alles %}{{ super() }}{% endblock %}"


def rendered(found: Wording) -> str:
    return found.render(Context(VALUES, {}))


def text(*texts: str) -> str:
    """Render the last text, which builds on those before it."""
    top, *below = reversed(texts)
    return rendered(parse_part(top, SCOPE, below))


def refused(*texts: str) -> tuple[str, int, int]:
    """Return message, level and line of the problem in the last text or in what it builds on."""
    with pytest.raises(WordingError) as caught:
        text(*texts)
    return str(caught.value), caught.value.level, caught.value.line


def block(name: str, inside: str) -> str:
    return f"{{% block {name} %}}{inside}{{% endblock %}}"


# ------------------------------------------------------------ as in Jinja


def test_a_block_shows_its_own_text():
    assert text(f"a {block('x', 'b')} c") == "a b c"


def test_a_block_is_overridden():
    assert text(f"a {block('x', 'b')} c", OPEN + block("x", "B")) == "a B c"


def test_a_block_that_is_left_alone_stays():
    assert text(f"{block('x', 'a')} {block('y', 'b')}", OPEN + block("y", "B")) == "a B"


def test_extends_alone_changes_nothing():
    assert text("a", OPEN) == "a"


def test_super_gives_the_text_below():
    assert text(block("x", "a"), OPEN + block("x", "voor {{ super() }} na")) == "voor a na"


def test_super_may_stand_twice():
    assert text(block("x", "a"), OPEN + block("x", "{{ super() }}{{ super() }}")) == "aa"


def test_super_goes_down_level_by_level():
    over = OPEN + block("x", "{{ super() }}+")
    assert text(block("x", "a"), over, over, over) == "a+++"


def test_a_level_may_be_passed_over():
    assert text(block("x", "a"), OPEN + "\n", OPEN + block("x", "{{ super() }}!")) == "a!"


def test_the_highest_block_wins():
    assert text(block("x", "a"), OPEN + block("x", "b"), OPEN + block("x", "c")) == "c"


def test_a_nested_block_is_overridden_by_itself():
    assert text(block("x", f"a {block('y', 'b')}"), OPEN + block("y", "B")) == "a B"


def test_a_nested_block_goes_with_the_block_around_it():
    assert text(block("x", f"a {block('y', 'b')}"), OPEN + block("x", "A")) == "A"


def test_super_shows_the_highest_version_of_a_nested_block():
    over = OPEN + block("x", "{{ super() }}!") + block("y", "B")
    assert text(block("x", f"a {block('y', 'b')}"), over) == "a B!"


def test_an_overriding_block_may_hold_a_new_one():
    over = OPEN + block("x", f"A {block('nieuw', 'n')}")
    assert text(block("x", "a"), over, OPEN + block("nieuw", "N")) == "A N"


def test_a_block_within_if():
    below = f"{{% if lia.jaar == 2024 %}}{block('x', 'a')}{{% else %}}nee{{% endif %}}"
    assert text(below, OPEN + block("x", "{{ super() }}!")) == "a!"


def test_if_within_a_block():
    over = OPEN + block("x", "{% if lia.jaar == 1 %}nee{% elif lia.jaar == 2024 %}{{ super() }}{% endif %}")
    assert text(block("x", "a"), over) == "a"


def test_a_block_within_for():
    below = f"{{% for rij in organisatie.afdelingen %}}{block('x', '{{ rij }}')} {{% endfor %}}"
    assert text(below, OPEN + block("x", "[{{ super() }}]")) == "[zorg] [werk]"


def test_fields_and_filters_within_a_block():
    assert text(block("x", "a"), OPEN + block("x", "{{ gemeente.naam|hoofdletter }}")) == "Utrecht"


def test_conditions_of_every_level_count():
    below = block("x", "{% if lia.jaar == 2024 %}a{% endif %}")
    over = OPEN + block("x", "{{ super() }}{% if lia.jaar == 2024 %}b{% endif %}")
    assert text(below, over) == "ab"


def test_a_comment_may_stand_outside_a_block():
    assert text("a", f"{OPEN}\n{{# uitleg #}}\n") == "a"


def test_comments_may_stand_above_extends():
    assert text("a", f"{{# uitleg #}}\n{OPEN}") == "a"


# ------------------------------------------------------------ the block around every text


def test_every_text_is_a_block():
    assert text("a", OPEN + block("alles", "voor {{ super() }} na")) == "voor a na"


def test_blocks_within_the_whole_are_overridden_too():
    over = OPEN + block("alles", "{{ super() }}!") + block("x", "A")
    assert text(f"{block('x', 'a')} b", over) == "A b!"


def test_the_whole_may_be_replaced():
    assert text("a", OPEN + block("alles", "b")) == "b"


def test_a_text_does_not_name_that_block_itself():
    assert refused(f"a {block('alles', 'b')}") == (
        "om elke tekst staat al een blok `alles`; kies een andere naam",
        0,
        1,
    )


# ------------------------------------------------------------ refused


@pytest.mark.parametrize(
    ("top", "message", "line"),
    [
        (f"{OPEN}\ntekst", "zet tekst onder {% extends %} in een blok: {% block naam %}…{% endblock %}", 2),
        (f"{OPEN}\n\n{{{{ gemeente.naam }}}}", "zet tekst onder {% extends %} in een blok", 2),
        (f"{OPEN}{{% if lia.jaar == 1 %}}{block('x', 'b')}{{% endif %}}", "zet tekst onder {% extends %}", 1),
        (f"{OPEN}\n{block('y', 'b')}", "de tekst eronder heeft geen blok `y`; wel: `alles`, `x`", 2),
        (f"{OPEN}\n{block('x', 'a')}\n{block('x', 'b')}", "het blok `x` staat er twee keer", 3),
        (f"{OPEN}\n{{% block x scoped %}}a{{% endblock %}}", "schrijf alleen {% block naam %}, zonder meer", 2),
        (f"{OPEN}\n{{% block x required %}}{{% endblock %}}", "schrijf alleen {% block naam %}, zonder meer", 2),
        (f"{OPEN}\n{block('x', '{{ super(1) }}')}", "gebruik tussen accolades alleen een veld", 2),
        (f"{OPEN}\n{block('x', '{{ super()|hoofdletter }}')}", "gebruik tussen accolades alleen een veld", 2),
        (f"{OPEN}\n{block('x', '{{ super().x }}')}", "gebruik tussen accolades alleen een veld", 2),
        (f"{OPEN}\n{block('x', '{{ super }}')}", "onbekend veld `super`", 2),
        (f"{OPEN}\n{block('x', '{{ self.x() }}')}", "gebruik tussen accolades alleen een veld", 2),
        (f"{OPEN}\n{block('x', '{% if super() %}a{% endif %}')}", None, 2),
        (f"{OPEN}\n{{% block x %}}a", "dit sjabloon klopt niet", None),
        (f"{OPEN}\n{{% block %}}a{{% endblock %}}", "dit sjabloon klopt niet", 2),
    ],
)
def test_a_wrong_text_is_refused_with_its_line(top, message, line):
    found = refused(f"a {block('x', 'b')}", top)
    assert found[1:] == (0, line or found[2])
    assert message is None or found[0].startswith(message)


@pytest.mark.parametrize(
    "top", [f"tekst\n{OPEN}", f"{OPEN}\n{OPEN}", f"{{% if lia.jaar == 1 %}}x\n{OPEN}{{% endif %}}"]
)
def test_extends_stands_at_the_top(top):
    with pytest.raises(WordingError, match="één keer, helemaal bovenaan de tekst") as caught:
        extends_name(top)
    assert caught.value.line == 2


@pytest.mark.parametrize("top", ["tekst", "{{ gemeente.naam }} extends", "{% if", "{{" + "(" * 5000])
def test_a_text_without_extends_builds_on_nothing(top):
    assert extends_name(top) is None


@pytest.mark.parametrize(
    "name", ["naam", "'a' ~ 'b'", "['a', 'b']", "5", "gemeente.naam", "'a' if lia.jaar else 'b'", "none"]
)
def test_only_a_fixed_name_may_be_extended(name):
    with pytest.raises(WordingError, match="noem achter extends de tekst tussen aanhalingstekens"):
        extends_name(f"{{% extends {name} %}}")


@pytest.mark.parametrize("top", ["{{ super() }}", "a {{ super() }}", block("x", "{{ super() }}")])
def test_super_needs_something_below(top):
    message, *place = refused(top)
    assert (message.split("`")[0], place) == ("onder het blok ", [0, 1])


def test_a_block_cannot_stand_in_itself():
    below = f"{block('x', 'a')}{block('y', 'b')}"
    over = OPEN + block("x", block("y", "c"))
    again = OPEN + block("y", block("x", "{{ super() }}"))
    assert refused(below, over, again)[0] == "het blok `x` staat in zichzelf"


@pytest.mark.parametrize(
    ("below", "line"),
    [("een\n{{ zzz }}", 2), ("een\ntwee\n{% set x = 1 %}", 3), ("een\n{% if lia.jaar %}x", 2), ("{{ super() }}", 1)],
)
def test_a_mistake_below_says_on_which_level_it_stands(below, line):
    found = refused(below, OPEN, OPEN + WHOLE)
    assert found[1:] == (2, line)


def test_a_mistake_halfway_says_on_which_level_it_stands():
    assert refused("a", f"{OPEN}\n\ntekst", OPEN)[1] == 1


# ------------------------------------------------------------ towers


def test_a_tower_of_super_is_refused_fast():
    over = OPEN + block("x", "{{ super() }}" * 50)
    start = time.process_time()
    assert refused(block("x", "a"), *[over] * 8)[0].startswith("deze tekst wordt te groot")
    assert time.process_time() - start < 10


def test_a_tower_on_nothing_is_refused_fast():
    over = OPEN + block("alles", "{{ super() }}" * 50)
    start = time.process_time()
    assert refused("", *[over] * 9)[0].startswith("deze tekst wordt te groot")
    assert time.process_time() - start < 10


def test_a_tower_of_nested_blocks_is_refused_fast():
    levels = [OPEN + block(f"b{n}", f"{{{{ super() }}}}{block(f'b{n + 1}', 'x')}{{{{ super() }}}}") for n in range(9)]
    start = time.process_time()
    refused(block("b0", "y"), *levels[:1], *[OPEN + block("b0", "{{ super() }}" * 90)] * 3)
    assert time.process_time() - start < 10


def test_a_text_of_normal_size_is_no_tower():
    assert text("{{ gemeente.naam }} " * (MAX_NODES // 10), OPEN).startswith("Utrecht Utrecht")


# ------------------------------------------------------------ in packages


@pytest.fixture()
def package(tmp_path) -> Package:
    return make_package(tmp_path / "pakket")


def front(body: str) -> str:
    return f"---\nbronnen: []\n---\n{body}\n"


def shown(library, key="inleiding", part="tekst") -> str:
    return rendered(library.texts[key].parts[part])


def test_a_text_extends_the_same_text_below(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front("Onder."))
    stack.overlay().write(
        "teksten/inleiding.md", '{% extends "inleiding" %}\n{% block alles %}{{ super() }} Boven.{% endblock %}\n'
    )
    assert shown(stack.load()) == "Onder. Boven."


def test_three_packages_extend_the_same_text(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front("a"))
    for name in ("een", "twee"):
        stack.overlay(name).write(
            "teksten/inleiding.md", '{% extends "inleiding" %}{% block alles %}{{ super() }}+{% endblock %}'
        )
    assert shown(stack.load()) == "a++"


def test_a_text_extends_another_text(package):
    package.write("teksten/ander.md", front("Anders {% block x %}a{% endblock %}."))
    package.write("teksten/inleiding.md", front('{% extends "ander" %}{% block x %}b{% endblock %}'))
    assert shown(package.load()) == "Anders b."


def test_parts_extend_the_same_part_of_the_other_text(package):
    package.write("teksten/ander.md", front("Lang.\n\n## Kort\n\nKort."))
    package.write("teksten/inleiding.md", front('Zelf.\n\n## Kort\n\n{% extends "ander" %}'))
    assert shown(package.load(), part="kort") == "Kort."


def test_a_card_extends_another_card(package):
    card = (package.root / "opties/beleggen/werkgroep.md").read_text()
    package.write("opties/training/cursus.md", card.replace("Dit is de tekst.", '{% extends "werkgroep" %}'))
    assert rendered(package.load().cards["cursus"].parts["tekst"]) == "Dit is de tekst."


def test_the_other_text_counts_as_the_highest_package_has_it(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/ander.md", front("onder"))
    stack.base.write("teksten/inleiding.md", front('{% extends "ander" %}'))
    stack.overlay().write("teksten/ander.md", "boven\n")
    assert shown(stack.load()) == "boven"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("inleding", "onbekende tekst `inleding`, bedoelde u `inleiding`?"),
        ("werkgroep", "onbekende tekst `werkgroep`"),
        ("../../geheim", "onbekende tekst `../../geheim`"),
        ("/etc/passwd", "onbekende tekst `/etc/passwd`"),
        ("ander", "`ander` heeft dit deel niet; bouw voort op een tekst die het wel heeft"),
    ],
)
def test_an_unknown_text_is_pointed_at(package, name, message):
    package.write("teksten/ander.md", front("Lang."))
    package.write("teksten/nieuw.md", front(f'Zelf.\n\n## Kort\n\n{{% extends "{name}" %}}'))
    assert package.problems() == [f"teksten/nieuw.md:8:13: {message}"]


def test_a_text_has_nothing_below_itself_in_the_lowest_package(package):
    package.write("teksten/inleiding.md", front('{% extends "inleiding" %}'))
    assert package.problems() == [
        "teksten/inleiding.md:4:13: er is geen `inleiding` in een pakket hieronder om op voort te bouwen"
    ]


def test_a_circle_is_pointed_at_where_it_closes(package):
    package.write("teksten/ander.md", front('{% extends "inleiding" %}'))
    package.write("teksten/inleiding.md", front('{% extends "ander" %}'))
    assert package.problems() == [
        "teksten/ander.md:4:13: `inleiding` bouwt via extends op zichzelf voort",
        "teksten/inleiding.md:4:13: `ander` bouwt via extends op zichzelf voort",
    ]


def test_a_circle_through_a_lower_package_is_told(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/ander.md", front('{% extends "inleiding" %}'))
    stack.base.write("teksten/inleiding.md", front('{% extends "ander" %}'))
    stack.overlay().write("teksten/inleiding.md", '{% extends "inleiding" %}')
    assert any("bouwt via extends op zichzelf voort" in problem for problem in stack.problems())


def test_a_mistake_in_a_text_below_is_pointed_at_below(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front("Een.\n\nTwee {{ zzz }}."))
    stack.overlay().write("teksten/inleiding.md", '{% extends "inleiding" %}')
    assert stack.problems() == ["onder/teksten/inleiding.md:6:9: onbekend veld `zzz`"]


def test_a_mistake_in_the_other_text_is_told_once(package):
    package.write("teksten/ander.md", front("{{ zzz }}"))
    package.write("teksten/inleiding.md", front('{% extends "ander" %}'))
    assert package.problems() == ["teksten/ander.md:4:4: onbekend veld `zzz`"]


def test_a_mistake_in_the_child_is_pointed_at_in_the_child(package):
    package.write("teksten/ander.md", front("a"))
    package.write(
        "teksten/inleiding.md", front('\n{% extends "ander" %}\n{% block alles %}\n{{ zzz }}\n{% endblock %}')
    )
    assert package.problems() == ["teksten/inleiding.md:7:4: onbekend veld `zzz`"]


def test_an_extends_that_cannot_be_below_is_pointed_at_below(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front('{% extends "zzz" %}'))
    stack.overlay().write("teksten/inleiding.md", '{% extends "inleiding" %}')
    assert stack.problems() == ["onder/teksten/inleiding.md:4:13: onbekende tekst `zzz`"]


def test_what_is_overridden_and_not_used_is_not_judged(tmp_path):
    stack = Stack(tmp_path)
    stack.base.write("teksten/inleiding.md", front("{{ zzz }}"))
    stack.overlay().write("teksten/inleiding.md", "Anders.\n")
    assert shown(stack.load()) == "Anders."


def row_of_texts(package: Package, count: int) -> None:
    package.write("teksten/inleiding.md", front("a"))
    names = ["inleiding", *("t" * (number + 1) for number in range(count))]
    for below, name in itertools.pairwise(names):
        package.write(f"teksten/{name}.md", front(f'{{% extends "{below}" %}}{WHOLE}'))


def test_ten_texts_may_build_on_each_other(package):
    row_of_texts(package, MAX_CHAIN - 1)
    assert shown(package.load(), "t" * (MAX_CHAIN - 1)) == "a"


def test_an_endless_row_of_texts_is_refused_fast(package):
    row_of_texts(package, 100)
    start = time.process_time()
    found = package.problems()
    assert time.process_time() - start < 10
    assert all("hier bouwen meer dan 10 teksten op elkaar voort; maak het eenvoudiger" in problem for problem in found)
