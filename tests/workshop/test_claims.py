"""Claims: words that say what only a field of the profile can tell, outside a condition on that field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from own_package import HEAD, ONE, package, small_base

from liagen.errors import Problem
from liagen.files.yaml_in import parse_yaml
from liagen.library.package import shipped_packages
from liagen.profile.fields import field_specs
from liagen.workshop.check import check_package
from liagen.workshop.mistakes import is_warning

CODE = "LIA115"
TEXT = "teksten/vertellen.md"
CLAIM = "De raad steunt dit."
LISTED: dict[str, list[str]] = parse_yaml(
    (shipped_packages()["standaard"] / "pakket.yaml").read_text(encoding="utf-8"), ""
).value["beweringen"]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return small_base(tmp_path_factory.mktemp("klein"))


@pytest.fixture()
def claims(tmp_path, base):
    """Check a package of one file; the problems with claims, as `line:column field`."""

    def _claims(text: str, file: str = TEXT) -> list[str]:
        found = check_package(package(tmp_path / "voorbeeld", file, text), [base])
        assert not [each for each in found if not is_warning(each.code)]
        return [f"{each.line}:{each.column} {each.field}".rstrip() for each in found if each.code == CODE]

    return _claims


# ------------------------------------------------------------ the list of `standaard`


def pairs() -> Iterator[tuple[str, str]]:
    return ((path, word) for path, words in LISTED.items() for word in words)


def condition(path: str) -> str:
    return f"{path} != []" if field_specs()[path].kind in ("keuzelijst", "groepen") else f"{path} == 'onbekend'"


def found_in(root: Path, texts: list[str]) -> list[Problem]:
    """Check the texts, each in its own paragraph; what is no claim is of no interest here."""
    found = check_package(package(root, TEXT, "\n\n".join(texts)))
    return [each for each in found if each.code == CODE or not is_warning(each.code)]


def test_every_word_is_found_outside_a_condition(tmp_path):
    texts = [f"Nu {word.replace('*', 'veel')} is." for _, word in pairs()]
    found = found_in(tmp_path, texts)
    for number, (path, word) in enumerate(pairs()):
        told = [each.message for each in found if each.line == 2 * number + 1]
        assert any(f"«{word}»" in each and f"`{path}`" in each for each in told), word


def test_no_word_is_found_within_a_condition_on_one_of_its_fields(tmp_path):
    texts = [f"{{% if {condition(path)} %}}{word.replace('*', 'veel')}{{% endif %}}" for path, word in pairs()]
    assert found_in(tmp_path, texts) == []


def test_every_word_is_found_within_a_condition_on_another_field(tmp_path):
    texts = [f"{{% if gemeente.soort == 'dorp' %}}{word.replace('*', 'veel')}{{% endif %}}" for _, word in pairs()]
    assert {each.line for each in found_in(tmp_path, texts)} == set(range(1, 2 * len(texts), 2))


# ------------------------------------------------------------ what is a condition


def test_a_claim_is_a_warning_at_its_place(claims):
    assert is_warning(CODE)
    assert claims(f"Eerst dit.\nDan: {CLAIM} De\n  Raad  steunt.\n") == ["2:9", "3:3"]


@pytest.mark.parametrize(
    "text",
    [
        "{% if draagvlak.raad == 'ja' %}De raad steunt dit.{% endif %}",
        "{%- if draagvlak.raad == 'ja' -%}De raad steunt dit.{%- endif -%}",
        "{% if lia.jaar >= 1 and not draagvlak.raad == 'nee' %}De raad steunt dit.{% endif %}",
        "{% if draagvlak.raad == 'nee' %}Nee.{% else %}De raad steunt dit.{% endif %}",
        "{% if lia.jaar >= 1 %}A{% elif draagvlak.raad == 'nee' %}B{% else %}De raad steunt dit.{% endif %}",
        "{% if lia.jaar >= 1 %}{% if draagvlak.raad == 'ja' %}Ja.{% endif %}{% elif draagvlak.raad == 'ja' %}"
        "De raad steunt dit.{% endif %}",
        "{% if draagvlak.raad == 'ja' %}{% if lia.jaar >= 1 %}Ja.{% else %}De raad steunt dit.{% endif %}{% endif %}",
        "De raad {% if draagvlak.raad == 'ja' %}steunt dit.{% else %}wacht.{% endif %}",
        "{% for o in ervaringsdeskundigen.organisaties %}{% if draagvlak.raad == 'ja' %}De raad steunt{% endif %}"
        "{% endfor %}",
        "De raad [invullen: steunt of wacht].",
        "De [voorzet: raad steunt dit](draagvlak.raad).",
        "[Voorzet: De raad steunt dit.](draagvlak.raad)",
        "De voorraad steunt op de plank. De raad steunde dit.",
        "{# De raad steunt dit. #}Goed.",
    ],
)
def test_what_is_no_claim_without_a_condition(claims, text):
    assert claims(f"{text}\n") == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("{% if draagvlak.college == 'ja' %}De raad steunt dit.{% endif %}", 38),
        ("{% if draagvlak.raad == 'ja' %}Ja.{% endif %} De raad steunt dit.", 50),
        ("{% if draagvlak.raad == 'ja' %}Ja.{% elif lia.jaar >= 1 %}De raad steunt dit.{% endif %}", 62),
        ("{% if keuze.intranet == 'bestaat' %}De raad steunt dit.{% endif %}", 40),
        ("{% if plan.besluit == 'genomen' %}De raad steunt dit.{% endif %}", 38),
        ("{# draagvlak.raad #}De raad steunt dit.", 24),
        ("{% if lia.jaar >= 1 %}{% if lia.jaar >= 2 %}A{% else %}B{% endif %}{% else %}"
         "{% if lia.jaar >= 3 %}De raad steunt{% else %}C{% endif %}{% endif %}", 103),
        ("[invullen: wie] De raad steunt dit.", 20),
    ],
)  # fmt: skip
def test_a_claim_outside_its_condition(claims, text, column):
    assert claims(f"{text}\n") == [f"1:{column}"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("gedaan.testen.wat", "{% for test in gedaan.testen|nieuwste %}Die claim.{% endfor %}"),
        ("gedaan.testen", "{% for test in gedaan.testen %}{% if test.jaar >= 1 %}Die claim.{% endif %}{% endfor %}"),
        ("gedaan.testen", "{% for test in gedaan.testen %}{% else %}Die claim.{% endfor %}"),
        ("document.besluit_datum", "{% if plan.besluit == 'genomen' %}Die claim.{% endif %}"),
        ("beleggen.groepen.leden", "{% if 'stuurgroep' in beleggen.soorten_groepen %}Die claim.{% endif %}"),
    ],
)
def test_what_belongs_to_a_field_counts_for_it(tmp_path, base, field, text):
    root = package(tmp_path / "voorbeeld", TEXT, f"Die claim. {text}\n")
    (root / "pakket.yaml").write_text(f"{HEAD}beweringen:\n  {field}: [die claim]\n", encoding="utf-8")
    assert [(each.code, each.place) for each in check_package(root, [base])] == [(CODE, (1, 1))]


def test_a_choice_is_that_of_the_option_and_not_of_a_text_with_its_name(claims, tmp_path):
    option = "---\nbestaat_als:\n  - als: draagvlak.raad == 'ja'\n    reden: Daarom.\n---\n"
    package(tmp_path / "voorbeeld", ONE, option)
    package(tmp_path / "voorbeeld", "teksten/intranet.md", "Iets anders.\n")
    assert claims("{% if keuze.intranet == 'bestaat' %}De raad steunt dit.{% endif %}\n") == []


def test_a_broken_text_tells_its_own_mistake_and_no_other(tmp_path, base):
    root = package(
        tmp_path / "voorbeeld", TEXT, "{% endif %}{% else %}{% if draagvlak.raad == 'ja' %}De raad steunt.\n"
    )
    assert [each.code for each in check_package(root, [base])] == ["LIA060"]


def test_a_text_that_is_too_deep_is_read_for_nothing_else(tmp_path, base):
    text = "{% if lia.jaar >= 1 %}" * 1000 + CLAIM + "{% endif %}" * 1000
    assert [each.code for each in check_package(package(tmp_path / "voorbeeld", TEXT, text), [base])] == ["LIA068"]


# ------------------------------------------------------------ where a claim counts

CARD = "---\n{front}---\nDe raad steunt dit.\n\n## {heading}\n\nDe raad steunt dit.\n"
RULE = "{key}:\n  - als: {field} == 'ja'\n    reden: Daarom.\n"


@pytest.mark.parametrize(
    ("heading", "key", "field", "places"),
    [
        ("Bestaat", "bestaat_als", "draagvlak.raad", []),
        ("Bestaat", "bestaat_als", "draagvlak.college", ["10:4"]),
        ("Bestaat", "kies_als", "draagvlak.raad", ["10:4"]),
        ("Voorstel", "kies_als", "draagvlak.raad", []),
        ("Voorstel", "bestaat_als", "draagvlak.raad", ["10:4"]),
        ("Kort", "niet_als", "draagvlak.college", []),
        ("Werkblad", "niet_als", "draagvlak.college", []),
    ],
)
def test_the_parts_of_an_option_rest_on_their_rules(claims, heading, key, field, places):
    text = CARD.format(front=RULE.format(key=key, field=field), heading=heading)
    assert claims(text, ONE) == places


@pytest.mark.parametrize("key", ["kort_punt", "nu_niet"])
def test_the_points_of_an_option_are_read_too(claims, key):
    assert claims(f"---\n{key}: {CLAIM}\n---\n", ONE) == [f"2:{len(key) + 6} {key}"]
    assert claims(f"---\n{key}: \"{{% if draagvlak.raad == 'ja' %}}{CLAIM}{{% endif %}}\"\n---\n", ONE) == []


def test_what_is_no_running_text_is_not_read(claims):
    assert claims(f"---\nopmerking: {CLAIM}\n---\n", ONE) == []


# ------------------------------------------------------------ a list of one's own


def test_a_package_may_change_the_list(tmp_path):
    root = package(tmp_path / "voorbeeld", TEXT, f"{CLAIM} De griffie helpt. Het college steunt dit.\n")
    head = f"{HEAD}beweringen:\n  draagvlak.raad: [griffie helpt]\n  draagvlak.college: null\n"
    (root / "pakket.yaml").write_text(head, encoding="utf-8")
    (found,) = check_package(root)
    assert found.message == "«griffie helpt» staat buiten een voorwaarde op `draagvlak.raad`; zet er een `if` omheen"


def test_a_claim_belongs_to_a_field_of_the_profile(tmp_path, base):
    root = package(tmp_path / "voorbeeld")
    (root / "pakket.yaml").write_text(f"{HEAD}beweringen:\n  draagvlak.raat: [raad helpt]\n", encoding="utf-8")
    (found,) = check_package(root, [base])
    assert (found.code, found.place, found.field) == ("LIA051", (6, 3), "beweringen.draagvlak.raat")
    assert "draagvlak.raad" in found.message
