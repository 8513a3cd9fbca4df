"""An overlay states only what changes: what wins, what `null` takes away, and where a mistake is pointed at."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layered import Stack
from toy import CARD, OUTLINE, ROLES

from liagen.errors import LibraryError
from liagen.files.yaml_out import write_scalar
from liagen.library.compile import compile_library
from liagen.library.layers import Layers, MergedTree
from liagen.library.load import read_library
from liagen.library.package import FOLDERS, TABLES, shipped_packages
from liagen.library.packages import stack_packages

CARD_FILE = "opties/beleggen/werkgroep.md"
RISK_FILE = "risicos/een_uitvoerder.md"
TEXT_FILE = "teksten/inleiding.md"
GOAL = """\
doelen:
  starten:
    wat: De werkgroep is er.
    actie: De uitvoerder nodigt uit.
    eigenaar: de uitvoerder
    termijn: 2
    indicator: De eerste bijeenkomst was er.
    podium: Een bericht op intranet.
    uren: 40 uur
"""
MORE = """\
  - sleutel: eind
    titel: Eind
    inhoud:
      - lijst: bronnen
"""


@pytest.fixture()
def stack(tmp_path) -> Stack:
    found = Stack(tmp_path)
    found.base.write(CARD_FILE, CARD.replace("\n---\nDit", f"\n{GOAL}---\nDit") + "\n## Kort\n\nKorte tekst.\n")
    found.base.write("opbouw.yaml", OUTLINE + MORE)
    return found


@pytest.fixture()
def above(stack):
    return stack.overlay()


def front(*rows: str) -> str:
    return "\n".join(["---", *rows, "---", ""])


def card(stack):
    return stack.load().cards["werkgroep"]


def nothing(name: str) -> str:
    return f"hier is niets om weg te halen: `{name}` staat niet in een pakket hieronder"


# ------------------------------------------------------------ cards


def test_one_key_of_a_card_is_overridden(stack, above):
    above.write(CARD_FILE, front("titel: Anders"))
    found = card(stack)
    assert (found.titel.source, found.cox, found.parts["tekst"].source) == ("Anders", 1, "Dit is de tekst.")


def test_a_whole_card_is_overridden(stack, above):
    above.write(CARD_FILE, CARD.replace("Een werkgroep", "Anders").replace("Dit is de", "Een andere"))
    assert (card(stack).titel.source, card(stack).parts["tekst"].source) == ("Anders", "Een andere tekst.")


def test_a_list_is_replaced_as_a_whole(stack, above):
    above.write(CARD_FILE, front("kies_als:", "  - als: altijd", "    reden: Altijd."))
    assert [rule.reden.source for rule in card(stack).kies_als] == ["Altijd."]


def test_one_field_of_a_goal_is_overridden(stack, above):
    above.write(CARD_FILE, front("doelen:", "  starten:", "    termijn: 4"))
    (goal,) = card(stack).doelen.values()
    assert (goal.termijn, goal.eigenaar.source) == (4, "de uitvoerder")


def test_a_goal_is_added(stack, above):
    above.write(CARD_FILE, front(GOAL.replace("starten", "evalueren").rstrip()))
    assert list(card(stack).doelen) == ["starten", "evalueren"]


def test_a_card_is_added(stack, above):
    above.write("opties/training/cursus.md", CARD)
    assert list(stack.load().cards) == ["werkgroep", "cursus"]


def test_a_body_alone_overrides_the_text_alone(stack, above):
    above.write(CARD_FILE, "Een andere tekst.\n")
    found = card(stack)
    assert {key: part.source for key, part in found.parts.items()} == {
        "tekst": "Een andere tekst.",
        "kort": "Korte tekst.",
    }


def test_one_part_is_overridden(stack, above):
    above.write(CARD_FILE, "## Kort\n\nKorter.\n")
    assert [part.source for part in card(stack).parts.values()] == ["Dit is de tekst.", "Korter."]


def test_a_part_is_added(stack, above):
    above.write(CARD_FILE, "## Meer\n\nMeer tekst.\n")
    assert card(stack).parts["meer"].source == "Meer tekst."


def test_the_highest_file_counts_as_that_of_the_card(stack, above):
    above.write(CARD_FILE, front("titel: Anders"))
    assert card(stack).file == str(above.root / CARD_FILE)


def test_a_risk_is_overridden(stack, above):
    above.write(RISK_FILE, front("maatregel: Anders."))
    assert stack.load().risks["een_uitvoerder"].maatregel.source == "Anders."


def test_a_text_is_overridden(stack, above):
    above.write(TEXT_FILE, "Anders.\n")
    text = stack.load().texts["inleiding"]
    assert (text.parts["tekst"].source, text.bronnen) == ("Anders.", ("§5.1",))


def test_three_layers_each_change_something(stack):
    stack.overlay("een").write(CARD_FILE, front("titel: Een", "cox: 2"))
    stack.overlay("twee").write(CARD_FILE, front("titel: Twee") + "\n## Kort\n\nTwee.\n")
    stack.overlay("drie").write(CARD_FILE, front("doelen:", "  starten:", "    termijn: 3"))
    found = card(stack)
    assert (found.titel.source, found.cox, found.doelen["starten"].termijn, found.parts["kort"].source) == (
        "Twee",
        2,
        3,
        "Twee.",
    )


def test_an_empty_overriding_card_changes_nothing(stack, above):
    above.write(CARD_FILE, "---\n# niets\n---\n")
    assert card(stack).titel.source == "Een werkgroep"


# ------------------------------------------------------------ null takes away


def test_null_takes_a_key_away(stack, above):
    above.write(CARD_FILE, front("kies_als: null"))
    assert card(stack).kies_als == ()


@pytest.mark.parametrize("sign", ["null", "~", ""])
def test_null_may_be_written_in_three_ways(stack, above, sign):
    above.write(CARD_FILE, front(f"kies_als: {sign}"))
    assert card(stack).kies_als == ()


def test_null_takes_a_field_of_a_goal_away(stack, above):
    above.write(CARD_FILE, front("doelen:", "  starten:", "    uren: null"))
    assert card(stack).doelen["starten"].uren is None


def test_null_takes_a_goal_away(stack, above):
    above.write(CARD_FILE, front("doelen:", "  starten: null"))
    assert card(stack).doelen == {}


def test_null_takes_a_part_away(stack, above):
    above.write(CARD_FILE, "## Kort\n\nnull\n")
    assert list(card(stack).parts) == ["tekst"]


def test_null_takes_a_card_away(stack, above):
    above.write(CARD_FILE, "---\nnull\n---\n")
    above.write(RISK_FILE, front("bij: []"))
    assert list(stack.load().cards) == []


def test_what_is_taken_away_may_come_back_higher_up(stack):
    stack.overlay("weg").write(CARD_FILE, "---\nnull\n---\n")
    stack.overlay("terug").write(CARD_FILE, CARD)
    assert list(card(stack).doelen) == []


def test_a_key_that_was_taken_away_may_come_back_higher_up(stack):
    stack.overlay("weg").write(CARD_FILE, front("doelen:", "  starten: null"))
    stack.overlay("terug").write(CARD_FILE, front(GOAL.rstrip()))
    assert list(card(stack).doelen) == ["starten"]


def test_a_part_that_was_taken_away_may_come_back_higher_up(stack):
    stack.overlay("weg").write(CARD_FILE, "## Kort\n\nnull\n")
    stack.overlay("terug").write(CARD_FILE, "## Kort\n\nTerug.\n")
    assert card(stack).parts["kort"].source == "Terug."


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (["niet_als: null"], "2:11: niet_als"),
        (["doelen:", "  eind: null"], "3:9: doelen.eind"),
        (["doelen:", "  starten:", "    als: null"], "4:10: doelen.starten.als"),
    ],
)
def test_null_where_nothing_is_is_told(stack, above, rows, place):
    above.write(CARD_FILE, front(*rows))
    assert stack.problems() == [f"boven/{CARD_FILE}:{place}: {nothing(place.split('.')[-1].split(' ')[-1])}"]


def test_null_for_a_card_that_is_not_there_is_told_once(stack, above):
    above.write("opties/training/cursus.md", "---\nnull\n---\n")
    assert stack.problems() == [f"boven/opties/training/cursus.md:2:1: {nothing('cursus')}"]


def test_null_for_a_part_that_is_not_there_is_told(stack, above):
    above.write(CARD_FILE, "## Meer\n\nnull\n")
    assert stack.problems() == [f"boven/{CARD_FILE}:3:1: {nothing('meer')}"]


def test_null_for_a_part_of_a_new_card_is_told(stack, above):
    above.write("opties/training/cursus.md", f"{CARD}\n## Kort\n\nnull\n")
    (problem,) = stack.problems()
    assert problem.endswith(nothing("kort"))


def test_taking_away_twice_is_told_at_the_second(stack):
    for name in ("een", "twee"):
        stack.overlay(name).write(CARD_FILE, "---\nnull\n---\n")
    stack.packages[1].write(RISK_FILE, front("bij: []"))
    (problem,) = stack.problems()
    assert problem == f"twee/{CARD_FILE}:2:1: {nothing('werkgroep')}"


# ------------------------------------------------------------ tables


def test_one_word_is_overridden(stack, above):
    above.write("woorden.yaml", "pagina: Bladzijde\n")
    words = stack.load().words
    assert (words["pagina"], words["doel_waarom_eigen"] != "") == ("Bladzijde", True)


def test_a_word_the_program_needs_cannot_be_taken_away(stack, above):
    above.write("woorden.yaml", "pagina: null\n")
    assert stack.problems() == ["boven/woorden.yaml:1:9: het woord `pagina` ontbreekt"]


def test_a_word_that_is_not_there_cannot_be_taken_away(stack, above):
    above.write("woorden.yaml", "bladzij: null\n")
    assert stack.problems() == [f"boven/woorden.yaml:1:10: bladzij: {nothing('bladzij')}"]


def test_the_year_of_a_source_is_overridden(stack, above):
    title = stack.load().sources["rapport"].titel
    above.write("bronnen.yaml", "rapport:\n  jaar: 2030\n")
    source = stack.load().sources["rapport"]
    assert (source.jaar, source.titel) == (2030, title)


def test_a_source_is_added(stack, above):
    above.write("bronnen.yaml", "boek:\n  titel: Een boek\n")
    assert {"rapport", "boek"} <= set(stack.load().sources)


def test_a_source_is_taken_away(stack, above):
    above.write("bronnen.yaml", "verdrag: null\n")
    assert "verdrag" not in stack.load().sources


def test_one_value_of_a_setting_is_overridden(stack, above):
    label = stack.load().settings["groot_vanaf_fte"].label
    above.write(
        "pakket.yaml", (above.root / "pakket.yaml").read_text() + "instellingen: {groot_vanaf_fte: {waarde: 7}}\n"
    )
    found = stack.load().settings["groot_vanaf_fte"]
    assert (found.waarde, found.label) == (7, label)


def test_the_order_of_options_is_overridden(stack, above):
    for key in ("aap", "noot"):
        stack.base.write(f"opties/beleggen/{key}.md", CARD)
    above.write(
        "pakket.yaml", (above.root / "pakket.yaml").read_text() + "themas: {beleggen: {volgorde: [werkgroep, noot]}}\n"
    )
    assert list(stack.load().cards) == ["werkgroep", "noot", "aap"]


def test_a_step_of_the_comparison_is_overridden_with_the_whole_list(stack, above):
    rows = "".join(f"  - naam: Stap {number}\n    is: Tekst.\n" for number in range(6))
    above.write("vergelijking.yaml", f"stappen:\n{rows}")
    assert stack.load().steps[0].naam == "Stap 0"


@pytest.mark.parametrize("text", ["", "# alleen een opmerking\n"])
def test_an_empty_table_changes_nothing(stack, above, text):
    above.write("rollen.yaml", text)
    assert [role.sleutel for role in stack.load().roles] == ["uitvoerder"]


def test_a_table_cannot_be_taken_away(stack, above):
    above.write("rollen.yaml", "null\n")
    assert stack.problems() == [
        "boven/rollen.yaml:1:1: dit hele bestand kan niet weg; haal weg wat er niet in hoort, met `sleutel: null`"
    ]


# ------------------------------------------------------------ sections and roles


def sections(stack) -> list[str]:
    return [section.sleutel for section in stack.load().outline]


def test_one_section_is_overridden(stack, above):
    above.write("opbouw.yaml", "onderdelen:\n  begin:\n    titel: Vooraf\n")
    outline = stack.load().outline
    assert [(section.sleutel, section.titel.source) for section in outline] == [("begin", "Vooraf"), ("eind", "Eind")]


def test_a_section_is_added_at_the_end(stack, above):
    above.write("opbouw.yaml", "onderdelen:\n  extra:\n    titel: Extra\n    inhoud: [{tabel: doelen}]\n")
    assert sections(stack) == ["begin", "eind", "extra"]


def test_a_section_is_taken_away(stack, above):
    above.write("opbouw.yaml", "onderdelen:\n  begin: null\n")
    assert sections(stack) == ["eind"]


def test_only_the_order_of_sections_is_overridden(stack, above):
    above.write("opbouw.yaml", "volgorde: [eind, begin]\n")
    assert sections(stack) == ["eind", "begin"]


def test_sections_that_the_order_leaves_out_follow(stack, above):
    above.write("opbouw.yaml", "volgorde: [eind]\n")
    assert sections(stack) == ["eind", "begin"]


def test_a_new_section_gets_its_place_with_the_order(stack, above):
    above.write(
        "opbouw.yaml",
        "onderdelen:\n  extra:\n    titel: Extra\n    inhoud: [{tabel: doelen}]\nvolgorde: [begin, extra, eind]\n",
    )
    assert sections(stack) == ["begin", "extra", "eind"]


def test_a_list_of_sections_replaces_them_all(stack, above):
    above.write("opbouw.yaml", "onderdelen:\n  - sleutel: nieuw\n    titel: Nieuw\n    inhoud: [{tabel: doelen}]\n")
    assert sections(stack) == ["nieuw"]


def test_the_work_sheet_is_overridden_as_the_chapter_is(stack, above):
    rows = (
        "onderdelen:\n  vragen:\n    titel: Nog te vragen\n  extra:\n    titel: Extra\n    inhoud: [{tabel: keuzes}]\n"
    )
    above.write("werkblad.yaml", f"titel: Anders\n{rows}volgorde: [extra]\n")
    sheet = stack.load().sheet
    assert sheet.titel.source == "Anders"
    assert [(row.sleutel, row.titel.source) for row in sheet.onderdelen] == [
        ("extra", "Extra"), ("vragen", "Nog te vragen"),
    ]  # fmt: skip


def test_the_title_of_the_chapter_alone_is_overridden(stack, above):
    above.write("opbouw.yaml", "titel: Anders\n")
    library = stack.load()
    assert (library.title.source, len(library.outline)) == ("Anders", 2)


def test_the_order_of_the_highest_package_counts(stack):
    stack.overlay("een").write("opbouw.yaml", "volgorde: [eind, begin]\n")
    stack.overlay("twee").write("opbouw.yaml", "volgorde: [begin, eind]\n")
    assert sections(stack) == ["begin", "eind"]


def test_an_overlay_may_lie_on_rows_by_key(stack):
    stack.overlay("een").write(
        "opbouw.yaml", "onderdelen:\n  extra:\n    titel: Extra\n    inhoud: [{tabel: doelen}]\n"
    )
    stack.overlay("twee").write("opbouw.yaml", "onderdelen:\n  extra:\n    titel: Anders\n")
    assert stack.load().outline[2].titel.source == "Anders"


def test_one_role_is_overridden(stack, above):
    above.write("rollen.yaml", "rollen:\n  uitvoerder:\n    taak: Iets anders.\n")
    (role,) = stack.load().roles
    assert (role.taak.source, role.rol.source) == ("Iets anders.", "Uitvoerder")


def test_only_the_order_of_roles_is_overridden(stack, above):
    stack.base.write("rollen.yaml", ROLES + ROLES.split("\n", 1)[1].replace("sleutel: uitvoerder", "sleutel: tweede"))
    above.write("rollen.yaml", "volgorde: [tweede, uitvoerder]\n")
    assert [role.sleutel for role in stack.load().roles] == ["tweede", "uitvoerder"]


# ------------------------------------------------------------ places: the right file, line and column


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (["cox: een"], '2:6: cox: vul een heel getal in, niet "een"'),
        (["coxx: 1"], "2:1: coxx: onbekend veld, bedoelde u `cox`?"),
        (
            ["doelen:", "  starten:", "    termijn: 99"],
            "4:14: doelen.starten.termijn: het getal 99 is te groot; het hoogste is 12",
        ),
        (
            ["doelen:", "  starten:", "    ooit: 1"],
            "4:5: doelen.starten.ooit: onbekend veld, bedoelde u `eigenaar`?",
        ),
        (
            ["doelen:", "  starten:", "    als: organisatie.ftee > 1"],
            "4:10: doelen.starten.als: onbekend veld `organisatie.ftee`, bedoelde u `organisatie.fte`?",
        ),
        (
            ["doelen:", "  starten:", '    wat: "Voor {{ gemeente.name }}."'],
            "4:19: doelen.starten.wat: onbekend veld `gemeente.name`, bedoelde u `gemeente.naam`?",
        ),
        (["hoort_bij: [wergroep]"], "2:13: hoort_bij: onbekende optie `wergroep`, bedoelde u `werkgroep`?"),
        (["bronnen: [boek]"], "2:11: bronnen: onbekende bron `boek`"),
        (
            ["doelen:", "  starten:", "    na: [werkgroep.start]"],
            "4:10: doelen.starten.na: onbekend doel `werkgroep.start`, bedoelde u `werkgroep.starten`?",
        ),
        (["titel: null"], "2:8: titel: dit veld ontbreekt; vul het in"),
        (
            ["doelen:", "  starten:", "    eigenaar: null"],
            "4:15: doelen.starten.eigenaar: dit veld ontbreekt; vul het in",
        ),
        (["doelen: geen"], '2:9: doelen: hier horen velden onder te staan, niet "geen"'),
        (["- cox"], "2:1: hier horen velden onder te staan, zoals `titel`, niet een lijst"),
        (["cox: [1"], "2:6: deze haak wordt niet gesloten, of er ontbreekt een komma"),
    ],
)
def test_a_mistake_in_an_overriding_card_is_pointed_at(stack, above, rows, problem):
    above.write(CARD_FILE, front(*rows))
    found = stack.problems()
    assert len(found) == 1
    assert found[0].startswith(f"boven/{CARD_FILE}:{problem}".split(", bedoelde u `eigenaar`")[0])


def test_a_mistake_below_is_pointed_at_below(stack, above):
    stack.base.swap(CARD_FILE, "cox: 1", "cox: 9")
    above.write(CARD_FILE, front("titel: Anders"))
    assert stack.problems() == [f"onder/{CARD_FILE}:3:6: cox: het getal 9 is te groot; het hoogste is 6"]


def test_a_mistake_below_that_is_overridden_is_no_mistake(stack, above):
    stack.base.swap(CARD_FILE, "cox: 1", "cox: 9")
    above.write(CARD_FILE, front("cox: 2"))
    assert card(stack).cox == 2


def test_broken_yaml_below_is_told_below(stack, above):
    stack.base.swap(CARD_FILE, "cox: 1", "cox: [1")
    above.write(CARD_FILE, front("titel: Anders"))
    assert [problem.split(": ")[0] for problem in stack.problems()] == [f"onder/{CARD_FILE}:3:6"]


def test_a_mistake_in_a_text_of_the_overlay_is_pointed_at(stack, above):
    above.write(CARD_FILE, front("titel: Anders") + "Tekst.\n\n## Kort\n\nEen {{ zzz }}.\n")
    assert stack.problems() == [f"boven/{CARD_FILE}:8:8: onbekend veld `zzz`"]


def test_a_mistake_in_a_text_below_is_pointed_at_below(stack, above):
    stack.base.swap(CARD_FILE, "Dit is de tekst.", "Dit is {{ zzz }}.")
    above.write(CARD_FILE, "## Kort\n\nKort.\n")
    (problem,) = stack.problems()
    assert problem.startswith(f"onder/{CARD_FILE}:19:11: onbekend veld `zzz`")


def test_a_card_that_cannot_be_read_below_is_told(stack, above):
    (stack.base.root / CARD_FILE).write_bytes(b"\xff")
    above.write(CARD_FILE, front("titel: Anders"))
    assert stack.problems() == [f"onder/{CARD_FILE}:1:1: dit teken is geen UTF-8; bewaar het bestand als UTF-8"]


def test_front_matter_without_an_end_is_told(stack, above):
    above.write(CARD_FILE, "---\ntitel: Anders\n")
    assert stack.problems() == [
        f"boven/{CARD_FILE}:1:1: de gegevens bovenaan zijn niet afgesloten; zet er een regel --- onder"
    ]


def test_an_unknown_heading_is_told_on_its_line(stack, above):
    above.write(CARD_FILE, "## Kort\n\nKort.\n\n## Lang\n\nLang.\n")
    (problem,) = stack.problems()
    assert problem.startswith(f"boven/{CARD_FILE}:5:1: onbekend of dubbel kopje «Lang»")


def test_a_table_that_is_nowhere_is_told(stack):
    (stack.base.root / "rollen.yaml").unlink()
    assert stack.problems() == ["onder/rollen.yaml: dit bestand bestaat niet; kijk naar de naam en de map"]


def test_a_card_without_its_text_is_told_where_it_was_taken_away(stack, above):
    above.write(CARD_FILE, "null\n\n## Kort\n\nnull\n")
    assert stack.problems() == [f"boven/{CARD_FILE}:1:1: de kaart heeft nog geen tekst"]


def test_an_option_taken_away_is_missed_where_it_is_named(stack, above):
    above.write(CARD_FILE, "---\nnull\n---\n")
    assert stack.problems() == [
        f"onder/{RISK_FILE}:4:7: bij: onbekende optie `werkgroep`; boven/{CARD_FILE} haalt die weg"
    ]


def test_a_text_taken_away_is_missed_where_it_is_named(stack, above):
    above.write(TEXT_FILE, "---\nnull\n---\n")
    assert stack.problems() == ["onder/opbouw.yaml:6:16: onderdelen.1.inhoud.1.tekst: onbekende tekst `inleiding`"]


def test_a_source_taken_away_is_missed_where_it_is_named(stack, above):
    stack.base.swap(CARD_FILE, '["§4.1.1.1"]', "[verdrag]")
    above.write("bronnen.yaml", "verdrag: null\n")
    assert stack.problems() == [f"onder/{CARD_FILE}:5:11: bronnen: onbekende bron `verdrag`"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("onderdelen:\n  begin:\n    titl: x\n", "3:5: onderdelen.1.titl: onbekend veld, bedoelde u `titel`?"),
        ("onderdelen:\n  begin:\n    titel: '{{ zzz }}'\n", "3:16: onderdelen.1.titel: onbekend veld `zzz`"),
        (
            "onderdelen:\n  eind:\n    vanaf: nooit\n",
            '3:12: onderdelen.2.vanaf: kies uit: kort, standaard of uitgebreid; hier staat "nooit"',
        ),
        ("onderdelen:\n  eind:\n    als: zzz > 1\n", "3:10: onderdelen.2.als: onbekend veld `zzz`"),
        ("onderdelen:\n  eind:\n    titel: null\n", "3:12: onderdelen.2.titel: dit veld ontbreekt; vul het in"),
        (
            "onderdelen:\n  eind:\n    inhoud: [{tekst: inleding}]\n",
            "3:22: onderdelen.2.inhoud.1.tekst: onbekende tekst `inleding`, bedoelde u `inleiding`?",
        ),
        (
            "volgorde: [eind, begin]\nonderdelen:\n  begin:\n    titel: '{{ zzz }}'\n",
            "4:16: onderdelen.2.titel: onbekend veld `zzz`",
        ),
        (
            "onderdelen:\n  begin: null\n  eind:\n    titel: '{{ zzz }}'\n",
            "4:16: onderdelen.1.titel: onbekend veld `zzz`",
        ),
        ("onderdelen:\n  zomaar: null\n", f"2:11: onderdelen.zomaar: {nothing('zomaar')}"),
        (
            "onderdelen:\n  begin: x\n",
            '2:10: onderdelen.1: hier horen velden onder te staan, zoals `sleutel`, niet "x"',
        ),
        (
            "onderdelen: x\n",
            '1:13: onderdelen: hier hoort een lijst, niet "x"; zet elk punt op een eigen regel, '
            "met een streepje ervoor",
        ),
        ("onderdelen: null\n", "1:13: onderdelen: dit veld ontbreekt; vul het in"),
        ("volgorde: [einde]\n", "1:12: volgorde: onbekende sleutel `einde`, bedoelde u `eind`?"),
        ("volgorde: [[eind]]\n", "1:12: volgorde: onbekende sleutel `['eind']`, bedoelde u `eind`?"),
        ("volgorde: eind\n", "1:11: volgorde: hier hoort een lijst met sleutels"),
        (
            "onderdelen:\n  - titel: x\n    inhoud: [{tabel: doelen}]\n",
            "2:3: onderdelen: geef elke rij een eigen `sleutel`",
        ),
        ("- x\n", "1:1: hier horen velden onder te staan, zoals `titel`, niet een lijst"),
        ("onderdelen: [\n", "2:1: deze haak wordt niet gesloten, of er ontbreekt een komma"),
    ],
)
def test_a_mistake_in_rows_by_key_is_pointed_at(stack, above, text, problem):
    above.write("opbouw.yaml", text)
    assert f"boven/opbouw.yaml:{problem}" in stack.problems()


def test_a_mistake_in_a_row_below_is_pointed_at_below(stack, above):
    stack.base.swap("opbouw.yaml", "titel: Eind", "titel: '{{ zzz }}'")
    above.write("opbouw.yaml", "volgorde: [eind]\nonderdelen:\n  begin:\n    titel: x\n")
    assert stack.problems() == ["onder/opbouw.yaml:9:16: onderdelen.1.titel: onbekend veld `zzz`"]


def test_a_mistake_in_a_source_of_the_overlay_is_pointed_at(stack, above):
    above.write("bronnen.yaml", "rapport:\n  jaar: 1800\n")
    assert stack.problems() == ["boven/bronnen.yaml:2:9: rapport.jaar: het getal 1800 is te klein; het laagste is 1990"]


def test_a_mistake_in_a_source_below_is_pointed_at_below(stack, above):
    stack.base.write("bronnen.yaml", "boek:\n  titl: x\nrapport:\n  titel: x\n")
    above.write("bronnen.yaml", "rapport:\n  jaar: 2030\n")
    assert "onder/bronnen.yaml:2:3: boek.titl: onbekend veld, bedoelde u `titel`?" in stack.problems()


def test_a_mistake_in_a_word_of_the_overlay_is_pointed_at(stack, above):
    above.write("woorden.yaml", "pagina: '{nummer}'\n")
    (problem,) = stack.problems()
    assert problem.startswith("boven/woorden.yaml:1:9: pagina: tussen accolades kan hier alleen")


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("themas: {podium: null}\n", "5:18: themas: het thema `podium` ontbreekt"),
        (
            "instellingen: {kwartalen_vooruit: null}\n",
            "5:35: instellingen: de instelling `kwartalen_vooruit` ontbreekt",
        ),
        (
            "instellingen: {kwartalen_vooruit: {waarde: 99}}\n",
            "5:44: instellingen.kwartalen_vooruit.waarde: kies een getal van 1 tot en met 12",
        ),
    ],
)
def test_a_mistake_in_the_head_is_pointed_at(stack, above, rows, problem):
    above.write("pakket.yaml", (above.root / "pakket.yaml").read_text() + rows)
    assert stack.problems() == [f"boven/pakket.yaml:{problem}"]


def test_a_role_that_stands_there_twice_is_told(stack, above):
    rows = "  - {sleutel: a, rol: r, wie: w, taak: t}\n"
    stack.base.write("rollen.yaml", f"rollen:\n{rows}{rows}")
    assert stack.problems() == ["onder/rollen.yaml:3:15: rollen.2.sleutel: de rol `a` staat er twee keer"]


def test_a_mistake_in_the_heads_hides_no_others(stack, above):
    above.write("pakket.yaml", (above.root / "pakket.yaml").read_text() + "instellingen: null\n")
    above.write(CARD_FILE, front("cox: 9"))
    assert stack.problems() == [
        f"boven/{CARD_FILE}:2:6: cox: het getal 9 is te groot; het hoogste is 6",
        "boven/pakket.yaml:5:15: instellingen: dit veld ontbreekt; vul het in",
    ]


def test_a_goal_between_two_circles_is_not_to_blame(stack, above):
    goal = "wat: a, actie: b, eigenaar: c, termijn: 1, indicator: d, podium: e, na: [werkgroep.{}]"
    after = {"a": "b", "b": "a", "tussen": "a", "c": "tussen", "d": "c"}
    rows = [f"  {key}: {{{goal.format(other)}}}" for key, other in after.items()]
    rows[3] = rows[3].replace("tussen]", "tussen, werkgroep.d]")
    above.write(CARD_FILE, front("doelen:", *rows))
    told = [problem.split("het doel `werkgroep.")[1].split("`")[0] for problem in stack.problems()]
    assert told == ["a", "b", "c", "d"]


def test_the_same_card_in_two_themes_is_told(stack, above):
    above.write("opties/training/werkgroep.md", CARD)
    (problem,) = stack.problems()
    assert problem.startswith("boven/opties/training/werkgroep.md: de optie `werkgroep` bestaat al in ")


# ------------------------------------------------------------ any overlay at all

KEYS = st.sampled_from(
    ["titel", "cox", "doelen", "starten", "termijn", "als", "onderdelen", "begin", "volgorde", "sleutel", "rapport",
     "jaar", "pagina", "instellingen", "waarde", "themas", "beleggen", "rollen", "stappen", "kies_als", "zzz", ""]
)  # fmt: skip
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from(["x", "{{ zzz }}", "null", "altijd"]))
VALUES = st.recursive(
    SCALARS, lambda each: st.one_of(st.lists(each, max_size=3), st.dictionaries(KEYS, each, max_size=3)), max_leaves=8
)
FILES = st.sampled_from(
    ["pakket.yaml", "opbouw.yaml", "woorden.yaml", "bronnen.yaml", "rollen.yaml", "vergelijking.yaml", CARD_FILE,
     RISK_FILE, TEXT_FILE]
)  # fmt: skip


def flow(value) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f'"{value}"' if isinstance(value, str) else str(value)


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Stack:
    found = Stack(tmp_path_factory.mktemp("lagen"))
    found.base.write(CARD_FILE, CARD.replace("\n---\nDit", f"\n{GOAL}---\nDit"))
    found.overlay()
    return found


@settings(max_examples=15, deadline=None)
@given(FILES, VALUES)
def test_no_overlay_makes_the_reader_crash(shared, name, value):
    above = shared.packages[1]
    for path in above.root.rglob("*.*"):
        path.unlink()
    above.write("pakket.yaml", "naam: boven\nversie: 1.0.0\nformaat: 1\nbasis: standaard\n")
    above.write(name, f"---\n{flow(value)}\n---\n" if name.endswith(".md") else f"{flow(value)}\n")
    try:
        shared.load()
    except LibraryError as error:
        assert all(problem.file.startswith(str(shared.root)) for problem in error.problems)
        assert all(problem.line for problem in error.problems if problem.field)


def laid(low, high):
    """Lay one mapping on another as the promise says, by hand."""
    found = dict(low)
    for key, value in high.items():
        if value is None:
            found.pop(key, None)
        elif isinstance(value, dict) and isinstance(found.get(key), dict):
            found[key] = laid(found[key], value)
        else:
            found[key] = value
    return found


def groups(depth: int, *leaves: st.SearchStrategy) -> st.SearchStrategy:
    """Return mappings in which `x` and `y` are always values, and `g` and `h` always mappings."""
    plain = st.one_of(st.integers(0, 3), *leaves)
    fields = {"x": plain, "y": plain}
    if depth:
        fields |= dict.fromkeys("gh", st.one_of(groups(depth - 1, *leaves), *leaves))
    return st.fixed_dictionaries({}, optional=fields)


def merged(root, *values):
    """Return what the packages with these values in a table of their own give together."""
    paths = []
    for name, value in zip("abcd", values, strict=False):
        (root / name).mkdir(parents=True, exist_ok=True)
        basis = "standaard" if name == "a" else "a"
        (root / name / "pakket.yaml").write_text(f"naam: {name}\nversie: '1'\nformaat: 1\nbasis: {basis}\n")
        (root / name / "vrij.yaml").write_text(f"{flow(value)}\n")
        paths.append(root / name)
    return Layers(stack_packages(paths)).table("vrij.yaml").tree.value


@settings(max_examples=8, deadline=None)
@given(groups(2), groups(2, st.none()), groups(2, st.none()))
def test_layers_are_laid_on_each_other_one_by_one(shared, base, first, second):
    assert merged(shared.root / "plat", base, first, second) == laid(laid(base, first), second)


@settings(max_examples=8, deadline=None)
@given(groups(2), groups(2), groups(2))
def test_two_overlays_are_as_good_as_one_that_says_both(shared, base, first, second):
    root = shared.root / "plat"
    assert merged(root, base, first, second) == merged(root, base, laid(first, second))


def test_every_value_of_a_merged_tree_has_a_place_of_its_own_file(stack, above):
    above.write(CARD_FILE, front("doelen:", "  starten:", "    termijn: 4"))
    packages = stack_packages([package.root for package in stack.packages])
    (file,) = Layers(packages).cards("opties/beleggen")
    tree = file.tree
    assert isinstance(tree, MergedTree)
    places = {
        path: (tree.source(path).split("/")[-4], *tree.place(path))
        for path in [("titel",), ("doelen",), ("doelen", "starten", "termijn"), ("doelen", "starten", "wat")]
    }
    assert places == {
        ("titel",): ("onder", 2, 8),
        ("doelen",): ("onder", 10, 3),
        ("doelen", "starten", "termijn"): ("boven", 4, 14),
        ("doelen", "starten", "wat"): ("onder", 11, 10),
    }


def test_a_card_remembers_all_the_files_it_is_made_of(stack, above):
    above.write(CARD_FILE, front("titel: Anders"))
    (file,) = Layers(stack_packages([package.root for package in stack.packages])).cards("opties/beleggen")
    assert file.files == tuple(str(package.root / CARD_FILE) for package in stack.packages)


def test_an_overlay_of_the_shipped_texts(tmp_path):
    above = Stack(tmp_path).overlay()
    above.write("opties/beleggen/werkgroep.md", front("titel: Anders"))
    assert read_library([above.root]).cards["werkgroep"].titel.source == "Anders"


# ------------------------------------------------------------ read once


def trees(layers: Layers) -> list:
    files = [*map(layers.table, TABLES), *(card for folder in FOLDERS for card in layers.cards(folder))]
    return [(file.name, file.tree.value, file.tree.problems, file.parts, file.problems) for file in files]


def test_compiling_leaves_what_was_read_as_it_was():
    packages = stack_packages((shipped_packages()["praktijk"],))
    before = copy.deepcopy(trees(Layers(packages)))
    assert len(before) > 100
    compile_library(packages)
    assert trees(Layers(packages)) == before


def test_what_is_done_to_a_file_that_was_read_does_not_reach_the_next(stack):
    packages = stack_packages([stack.base.root])
    for file in (Layers(packages).table("rollen.yaml"), *Layers(packages).cards("teksten")):
        file.tree.problems.append("a mistake")
        file.tree.value = None
    again = [Layers(packages).table("rollen.yaml"), *Layers(packages).cards("teksten")]
    assert [file.tree.problems for file in again] == [[], []]
    assert all(file.tree.value for file in again)


def test_a_file_that_is_too_long_to_keep_is_read_all_the_same(stack):
    text = (stack.base.root / "bronnen.yaml").read_text(encoding="utf-8")
    before = stack.load().sources
    stack.base.write("bronnen.yaml", f"{text}\n{'#' * 40_000}\n")
    assert stack.load().sources == before
