"""Running text made of cards: what a section places, what follows by itself, and the remarks in the margin."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from builders import profile
from toy import Package, make_package

from liagen.document.blocks import Chapter, Heading, Item, ListBlock, Origin, Paragraph, span_text
from liagen.errors import ProfileError
from liagen.library.load import read_library
from liagen.make import chain
from liagen.profile.read import parse_profile

DAY = dt.date(2027, 1, 4)
OUTLINE = """\
titel: Hoofdstuk
onderdelen:
  - sleutel: begin
    titel: Begin
    inhoud:
"""
LARGE = {"organisatie": {"fte": 600}}


@pytest.fixture()
def package(tmp_path) -> Package:
    made = make_package(tmp_path / "pakket")
    rows(made, "tekst: inleiding", "lopend: beleggen")
    option(made, "werkgroep", "organisatie.fte >= 400", parts="## Voorstel\n\nwij vragen een werkgroep")
    return made


def rows(package: Package, *found: str) -> None:
    package.write("opbouw.yaml", OUTLINE + "".join(f"      - {row}\n" for row in found))


def option(
    package: Package, key: str, when: str = "altijd", parts: str = "## Voorstel\n\nWij doen dit.", **more: str
) -> None:
    theme = more.pop("theme", "beleggen")
    source = more.pop("source", "§4.1.1.1")
    front = "".join(f"{name}: {value}\n" for name, value in more.items())
    rule = f'kies_als: [{{als: "{when}", reden: Zo is het.}}]'
    head = f"titel: Optie {key}\ncox: 1\nrapport: [U3]\nbronnen: ['{source}']\n{rule}\n{front}"
    package.write(f"opties/{theme}/{key}.md", f"---\n{head}---\nDe uitleg.\n\n{parts}\n")


def setting(package: Package, key: str, value: int) -> None:
    text = (package.root / "pakket.yaml").read_text(encoding="utf-8")
    changed = re.sub(rf"(  {key}:\n    waarde: )\d+", rf"\g<1>{value}", text)
    assert changed != text
    package.write("pakket.yaml", changed)


def section_text(package: Package, body: str, key: str = "inleiding", front: str = "bronnen: ['§5.1']") -> None:
    package.write(f"teksten/{key}.md", f"---\n{front}\n---\n{body}\n")


def made(package: Package, **facts) -> Chapter:
    return chain.make(profile(**{**LARGE, **facts}), read_library([package.root]), DAY).chapter


def lines(chapter: Chapter) -> list[Paragraph | Item]:
    """Return every paragraph and item below the headings."""
    found: list[Paragraph | Item] = []
    for block in chapter.blocks:
        found += block.items if isinstance(block, ListBlock) else [block] if isinstance(block, Paragraph) else []
    return found


def told(package: Package, **facts) -> list[str]:
    return [span_text(line.spans) for line in lines(made(package, **facts))]


# ------------------------------------------------------------ kaart()


def test_a_card_stands_in_the_middle_of_a_sentence(package):
    section_text(package, "Het werk is van ons allen; daarom {{ kaart('werkgroep') }} voor het plan.")
    assert told(package) == ["Het werk is van ons allen; daarom wij vragen een werkgroep voor het plan."]


def test_a_paragraph_comes_from_the_text_and_from_its_cards(package):
    option(package, "ander", parts="## Voorstel\n\nZo.\n\n- Eerst.\n- Dan.", source="§4.1.2")
    section_text(package, "Samen {{ kaart('werkgroep') }}.\n\n{{ kaart('ander') }}")
    both, alone, first, second = lines(made(package))
    text = Origin("tekst", "inleiding", "tekst")
    assert both.origins == (text, Origin("optie", "werkgroep", "voorstel"))
    assert both.sources == ("§5.1", "§4.1.1.1")
    assert alone.origins == first.origins == second.origins == (text, Origin("optie", "ander", "voorstel"))
    assert [span_text(each.spans) for each in (alone, first, second)] == ["Zo.", "Eerst.", "Dan."]
    assert first.sources == ("§5.1", "§4.1.2")


def test_bold_words_at_the_start_of_a_card_stay_bold(package):
    option(package, "ander", parts="## Voorstel\n\n**De groep** leest mee.")
    section_text(package, "{{ kaart('ander') }}")
    assert lines(made(package))[0].spans[0].bold


def test_a_card_that_is_not_shown_says_nothing(package):
    section_text(package, "Eerst.\n\n{{ kaart('werkgroep') }}\n\n- Een.\n- {{ kaart('werkgroep') }}")
    assert told(package, organisatie={"fte": 10}) == ["Eerst.", "Een."]


def test_a_card_says_what_is_there_already(package):
    option(
        package, "ander", bestaat_als='[{als: "structuren.intranet == \'ja\'", reden: Ja.}]',
        parts="## Bestaat\n\nEr is intranet.\n\n## Voorstel\n\nEr komt intranet.",
    )  # fmt: skip
    section_text(package, "{{ kaart('ander') }}")
    rows(package, "tekst: inleiding")
    assert told(package, structuren={"intranet": "ja"}) == ["Er is intranet."]
    assert told(package) == ["Er komt intranet."]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "Zie {{ kaart('werkgrop') }}.",
            "teksten/inleiding.md:4:15: onbekende optie `werkgrop`, bedoelde u `werkgroep`?",
        ),
        ("{{ kaart(gemeente.naam) }}", "teksten/inleiding.md:4:4: zet tussen de haakjes één sleutel: kaart('sleutel')"),
        ("{{ kaart('werkgroep')|hoofdletter }}", "teksten/inleiding.md:4:4: schrijf {{ kaart() }} zonder filter"),
        (
            "{% for k in knelpunten %}{{ kaart('werkgroep') }}{% endfor %}",
            "teksten/inleiding.md:4:29: zet {{ kaart() }} buiten {% for %}",
        ),
    ],
)
def test_a_wrong_card_is_pointed_at(package, body, problem):
    section_text(package, body)
    assert package.problems() == [problem]


def test_a_card_has_no_place_in_a_card_or_in_what_a_card_takes_in(package):
    section_text(package, "{{ kaart('werkgroep') }}")
    option(package, "ander", parts="## Voorstel\n\n{{ kaart('werkgroep') }} {{ tekst('inleiding') }}")
    assert package.problems() == [
        "opties/beleggen/ander.md:12:4: `kaart()` kan alleen in een tekst uit de map teksten",
        "opties/beleggen/ander.md:12:36: de tekst `inleiding` plaatst kaarten of feiten; dat kan alleen in een tekst "
        "uit de map teksten",
    ]


# ------------------------------------------------------------ feit()


DATED = """\
rapport:
  titel: Het rapport
  jaar: 2021
  paragrafen:
    "§4.1.1.1": x
    "§4.1.1.2": x
    "§5.1": x
wet:
  titel: De wet
  stand: 2026-11-25
  feiten:
    - tekst: De wet komt eraan.
      vanaf: 2026-01-01
      tot: 2026-12-31
    - tekst: De wet is er.
      vanaf: 2027-01-01
"""


def on(package: Package, day: str) -> list[str]:
    result = chain.make(profile(organisatie={"fte": 500}), package.load(), dt.date.fromisoformat(day))
    return [span_text(line.spans) for line in lines(result.chapter)]


def test_a_dated_fact_says_what_is_true_on_the_day_of_the_draft(package):
    package.write("bronnen.yaml", DATED)
    section_text(package, "Let op. {{ feit('wet') }}")
    rows(package, "tekst: inleiding", "lijst: bronnen")
    assert on(package, "2026-12-31")[:1] == ["Let op. De wet komt eraan."]
    assert on(package, "2027-01-01") == ["Let op. De wet is er.", "Het rapport, 2021.", "De wet."]
    assert on(package, "2025-12-31") == ["Let op.", "Het rapport, 2021."]


def test_a_paragraph_rests_on_the_source_of_its_fact(package):
    package.write("bronnen.yaml", DATED)
    section_text(package, "{{ feit('wet') }}")
    rows(package, "tekst: inleiding")
    (line,) = lines(made(package))
    assert line.origins == (Origin("tekst", "inleiding", "tekst"), Origin("bron", "wet"))
    assert line.sources == ("§5.1", "wet")


def test_a_fact_stands_in_the_text_of_a_section_and_exists(package):
    package.write("bronnen.yaml", DATED)
    section_text(package, "{{ feit('rapport') }}")
    option(package, "ander", parts="## Voorstel\n\n{{ feit('wet') }} {{ tekst('inleiding') }}")
    assert package.problems() == [
        "opties/beleggen/ander.md:12:4: `feit()` kan alleen in een tekst uit de map teksten",
        "opties/beleggen/ander.md:12:29: de tekst `inleiding` plaatst kaarten of feiten; dat kan alleen in een tekst "
        "uit de map teksten",
        "teksten/inleiding.md:4:10: geen bron met feiten `rapport`",
    ]


def test_a_fact_has_no_place_in_a_loop(package):
    package.write("bronnen.yaml", DATED)
    section_text(package, "{% for k in knelpunten %}{{ feit('wet') }}{% endfor %}")
    assert package.problems() == ["teksten/inleiding.md:4:29: zet {{ feit() }} buiten {% for %}"]


# ------------------------------------------------------------ tekst()


def test_a_phrase_is_shared_by_texts_cards_and_titles(package):
    section_text(package, "\nmensen in {{ gemeente.naam }}\n\n## Meer\n\nIets anders.", key="wij")
    section_text(package, "{{ tekst('wij')|hoofdletter }} doen mee, en {{ kaart('werkgroep') }}.")
    option(package, "werkgroep", parts="## Voorstel\n\nvoor {{ tekst('wij') }} is er een groep")
    package.swap("opbouw.yaml", "titel: Begin", "titel: \"Voor {{ tekst('wij') }}\"")
    chapter = made(package)
    assert told(package) == ["Mensen in Testdorp doen mee, en voor mensen in Testdorp is er een groep."]
    assert "Voor mensen in Testdorp" in [span_text(b.spans) for b in chapter.blocks if isinstance(b, Heading)]


def test_texts_take_in_what_takes_in_others_whatever_their_names(package):
    section_text(package, "{{ tekst('zet') }}", key="aap")
    section_text(package, "{{ tekst('noot') }} zet", key="zet")
    section_text(package, "noot {{ kaart('werkgroep') }}", key="noot")
    section_text(package, "{{ tekst('aap') }}")
    assert told(package) == ["noot wij vragen een werkgroep zet"]


def test_an_unknown_phrase_is_pointed_at(package):
    section_text(package, "Regel.\n{{ tekst('inleding') }}")
    assert package.problems() == ["teksten/inleiding.md:5:11: onbekende tekst `inleding`, bedoelde u `inleiding`?"]


def test_a_reason_takes_in_no_text_that_looks_at_choices(package):
    section_text(package, "{% if keuze.werkgroep == 'voorstel' %}groep{% endif %}", key="keus")
    package.swap("opties/beleggen/werkgroep.md", "Zo is het.", "\"Want {{ tekst('keus') }}.\"")
    (problem,) = package.problems()
    assert "de tekst `keus` kijkt naar `keuze.werkgroep`; dat is hier nog niet bekend" in problem


def test_a_circle_of_texts_is_refused(package):
    section_text(package, "a {{ tekst('b') }}", key="a")
    section_text(package, "{{ tekst('a') }}", key="b")
    section_text(package, "{{ tekst('a') }}")
    assert package.problems() == [
        "teksten/a.md:4:1: de tekst `a` haalt zichzelf op met tekst()",
        "teksten/b.md:4:1: de tekst `b` haalt zichzelf op met tekst()",
    ]


def test_texts_that_take_each_other_in_do_not_grow_without_end(package):
    section_text(package, "een woord " * 20, key="t")
    for number in range(1, 12):
        section_text(package, "{{ tekst('%s') }}" % ("t" * number) * 4, key="t" * (number + 1))
    assert any("deze tekst wordt te groot" in problem for problem in package.problems())


# ------------------------------------------------------------ lopend


def test_what_no_text_places_follows_without_heading_or_reasons(package):
    option(package, "ander")
    option(package, "elders", theme="training")
    section_text(package, "Samen {{ kaart('werkgroep') }}.")
    assert told(package) == ["Samen wij vragen een werkgroep.", "Wij doen dit."]
    line = lines(made(package))[1]
    assert (line.id, line.origins) == ("optie.ander.voorstel.1", (Origin("optie", "ander", "voorstel"),))


def test_a_card_that_is_named_stays_with_its_text(package):
    section_text(package, "Hier.{% if lia.jaar == 2024 %}{{ kaart('werkgroep') }}{% endif %}")
    assert told(package) == ["Hier."]


def test_a_text_that_is_not_in_the_chapter_places_nothing(package):
    section_text(package, "{{ kaart('werkgroep') }}", key="lang")
    package.swap("opbouw.yaml", "- tekst: inleiding", "- tekst: lang\n        vanaf: uitgebreid")
    assert told(package) == ["wij vragen een werkgroep"]


def test_a_section_without_content_is_left_out_heading_and_all(package):
    section_text(package, "{{ kaart('werkgroep') }}")
    small = made(package, organisatie={"fte": 10})
    assert [span_text(block.spans) for block in small.blocks] == ["Hoofdstuk"]


# ------------------------------------------------------------ lists of lines


def test_in_short_names_a_proposal_of_every_theme_first(package):
    for key, theme in (("aa", "beleggen"), ("bb", "beleggen"), ("cc", "training"), ("dd", "training")):
        option(package, key, theme=theme, kort_punt=f"wij doen {key}.")
    option(package, "leeg", theme="communicatie", kort_punt='"{% if lia.jaar == 1 %}x{% endif %}"')
    option(package, "niet", "lia.jaar == 1999", theme="draagvlak", kort_punt="nooit")
    rows(package, "lijst: in_het_kort")
    assert told(package) == ["wij doen aa;", "wij doen bb;", "wij doen cc;", "wij doen dd."]
    setting(package, "punten_hoogstens", 3)
    assert told(package) == ["wij doen aa;", "wij doen bb;", "wij doen cc."]


def test_what_is_not_done_now_is_one_paragraph(package):
    for key in ("aa", "bb", "cc"):
        option(package, key, "lia.jaar == 1999", nu_niet=f"Wij doen {key} niet")
    rows(package, "lijst: nu_niet")
    (line,) = lines(made(package, lia={"jaar": 2024}))
    assert span_text(line.spans) == "Wij doen aa niet. Wij doen bb niet. Wij doen cc niet."
    assert [origin.key for origin in line.origins] == ["nu_niet", "aa", "bb", "cc"]
    setting(package, "nu_niet_hoogstens", 1)
    assert told(package, lia={"jaar": 2024}) == ["Wij doen aa niet."]


# ------------------------------------------------------------ remarks


def notes(package: Package, **facts) -> list[tuple[str, str]]:
    found = lines(made(package, **facts))
    return [(span_text(line.spans), line.note.text) for line in found if line.note]


def test_a_remark_hangs_where_its_card_or_text_stands(package):
    option(package, "werkgroep", parts="## Voorstel\n\nEen groep.\n\nElke maand.", opmerking="Of *nooit*.")
    option(package, "ander", kort_punt="dit", opmerking='"{{ gemeente.naam }} kan anders."')
    section_text(package, "Begin.\n\nDan.\n\n{{ kaart('werkgroep') }}", front='opmerking: "Voor {{ gemeente.naam }}."')
    rows(package, "lijst: in_het_kort", "tekst: inleiding", "lopend: beleggen")
    assert notes(package) == [
        ("Begin.", "Voor Testdorp."),
        ("Een groep.", "Of nooit."),
        ("Wij doen dit.", "Testdorp kan anders."),
    ]


def test_past_the_limit_remarks_on_proposals_go_first(package):
    keys = [f"optie_{letter}" for letter in "abcdefghijkl"]
    for key in keys:
        option(package, key, opmerking=f"Bij {key}.")
    section_text(package, "Begin.", front="opmerking: Bij de tekst.")
    assert [note for _, note in notes(package)] == [f"Bij {key}." for key in keys[:10]]
    setting(package, "opmerkingen_hoogstens", 0)
    assert notes(package) == []


# ------------------------------------------------------------ own words

WORDS = {"draagvlak.raad": "De raad vroeg er *drie keer* naar", "organisatie.fte": "zonder de brandweer"}


def test_own_words_beside_an_answer_stand_where_a_text_places_them(package):
    section_text(package, "De raad. {{ toelichting('draagvlak.raad') }} {{ toelichting('lia.jaar') }} Daarom.")
    rows(package, "tekst: inleiding", "lijst: toelichtingen")
    assert told(package, toelichting=WORDS) == [
        "De raad. De raad vroeg er *drie keer* naar. Daarom.",
        "Zonder de brandweer.",
    ]
    placed, loose = lines(made(package, toelichting=WORDS))
    assert placed.origins[1:] == (Origin("toelichting", "draagvlak.raad"),)
    assert (loose.id, loose.origins) == ("toelichting.organisatie.fte", (Origin("toelichting", "organisatie.fte"),))


def test_own_words_in_a_branch_that_is_not_told_are_not_lost(package):
    section_text(package, "{% if draagvlak.raad == 'ja' %}{{ toelichting('draagvlak.raad') }}{% endif %}")
    rows(package, "tekst: inleiding", "lijst: toelichtingen")
    assert told(package, toelichting=WORDS) == ["Zonder de brandweer.", "De raad vroeg er *drie keer* naar."]


def test_own_words_in_a_card_count_as_placed(package):
    option(package, "werkgroep", parts="## Voorstel\n\nWij. {{ toelichting('draagvlak.raad') }}")
    rows(package, "lopend: beleggen", "lijst: toelichtingen")
    assert told(package, toelichting=WORDS) == ["Wij. De raad vroeg er *drie keer* naar.", "Zonder de brandweer."]


def test_an_unknown_field_beside_which_words_would_stand_is_pointed_at(package):
    section_text(package, "{{ toelichting('draagvlak.rad') }}")
    assert package.problems() == [
        "teksten/inleiding.md:4:17: onbekend veld `draagvlak.rad`, bedoelde u `draagvlak.raad`?"
    ]


def test_own_paragraphs_end_their_section_as_they_were_written(package):
    section_text(package, "Begin.")
    own = [{"onderdeel": "begin", "tekst": "**Van ons** {{ x }}.\n\n1. Twee"}, {"onderdeel": "elders", "tekst": "Weg."}]
    assert told(package, eigen=own) == ["Begin.", "wij vragen een werkgroep", "**Van ons** {{ x }}.", "1. Twee"]
    assert lines(made(package, eigen=own))[-1].origins == (Origin("eigen", "1"),)


def test_a_section_with_only_own_words_stands_there(package):
    section_text(package, "")
    rows(package, "tekst: inleiding")
    assert told(package, eigen=[{"onderdeel": "begin", "tekst": "Van ons."}]) == ["Van ons."]


def test_own_words_in_an_unknown_section_are_pointed_at(package):
    text = "gemeente: {naam: A}\neigen:\n  - onderdeel: beginn\n    tekst: Wij.\n"
    library = package.load()
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, "p.yaml", library.cards, library.section_keys)
    (problem,) = caught.value.problems
    assert str(problem) == "p.yaml:3:16: eigen.1.onderdeel: onbekend onderdeel `beginn`, bedoelde u `begin`?"
