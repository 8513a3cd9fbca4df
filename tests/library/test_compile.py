"""A package of texts on disk: what is read, and every way in which a consultant's mistake is told."""

from __future__ import annotations

import pytest
from toy import CARD, RISK, SHIPPED, TEXT, Package, make_package, open_folder, ordinary_user

from liagen.library.load import load_library
from liagen.library.words import needed_words

CARD_FILE = "opties/beleggen/werkgroep.md"
RISK_FILE = "risicos/een_uitvoerder.md"
TEXT_FILE = "teksten/inleiding.md"
FTEE = "onbekend veld `organisatie.ftee`, bedoelde u `organisatie.fte`?"
STATEMENT = "dit kan niet in een tekst; gebruik {{ veld }}, {% if %}, {% for %} en filters"
FIELDS_ONLY = "gebruik tussen accolades alleen een veld uit het profiel, eventueel met een filter"
BROKEN = "dit sjabloon klopt niet; kijk naar de accolades, {% if %} en {% endif %}"
ONE_OF = "noem hier precies één van tekst, opties, lopend, tabel of lijst"
HEADINGS = "mogelijk zijn ## Kort, ## Meer, ## Bestaat, ## Voorstel, ## Te overwegen en ## Werkblad"


@pytest.fixture()
def package(tmp_path) -> Package:
    return make_package(tmp_path / "pakket")


GOAL = """\
doelen:
  starten:
    wat: De werkgroep is er.
    actie: De uitvoerder nodigt uit.
    eigenaar: de uitvoerder
    termijn: 2
    indicator: De eerste bijeenkomst was er.
    podium: Een bericht op intranet.
"""


def with_front(*rows: str, card: str = CARD) -> str:
    """Return a card with extra rows at the end of its front matter; they start on line 9."""
    return card.replace("\n---\nDit", "\n" + "\n".join(rows) + "\n---\nDit")


def with_body(body: str) -> str:
    """Return a card with another body; it starts on line 10."""
    return CARD.replace("Dit is de tekst.\n", body)


# ------------------------------------------------------------ what is read


def test_a_valid_package_is_read(package):
    assert list(package.load().cards) == ["werkgroep"]


def test_the_shipped_package_is_read_once():
    assert load_library() is load_library()


def test_the_shipped_package_is_the_default():
    assert load_library().style_file == str(SHIPPED / "stijl.docx")


def test_the_folder_gives_the_theme(package):
    assert package.load().cards["werkgroep"].theme == "beleggen"


def test_rules_keep_condition_and_reason(package):
    (rule,) = package.load().cards["werkgroep"].kies_als
    assert (rule.als.text, rule.reden.source) == (
        "organisatie.fte >= 400",
        "De organisatie telt {{ organisatie.fte }} fte.",
    )


def test_parts_of_a_body_are_read(package):
    package.write(CARD_FILE, with_body("Tekst.\n\n## Kort\n\nKort.\n\n## Te overwegen\n\nMisschien.\n"))
    parts = package.load().cards["werkgroep"].parts
    assert {key: part.source for key, part in parts.items()} == {
        "tekst": "Tekst.",
        "kort": "Kort.",
        "te_overwegen": "Misschien.",
    }


def test_a_goal_is_read_whole(package):
    extra = [
        "    ervaringsdeskundigen: Zij doen mee.",
        "    uren: 40 uur",
        "    bij: [bestaat]",
        "    als: organisatie.fte >= 1",
        "    intern: nee",
    ]
    package.write(CARD_FILE, with_front(GOAL.rstrip(), *extra))
    (goal,) = package.load().cards["werkgroep"].doelen.values()
    assert (goal.key, goal.termijn, goal.bij, goal.intern, goal.ervaringsdeskundigen.source, goal.uren.source) == (
        "starten",
        2,
        ("bestaat",),
        "nee",
        "Zij doen mee.",
        "40 uur",
    )


def test_an_example_is_read(package):
    package.write(CARD_FILE, with_front("praktijk:", "  - {gemeente: Utrecht, tekst: Zo ging het., bron: '§4.1'}"))
    (example,) = package.load().cards["werkgroep"].praktijk
    assert (example.gemeente, example.bron) == ("Utrecht", "§4.1")


def test_a_risk_is_read(package):
    assert package.load().risks["een_uitvoerder"].bij == ("werkgroep",)


def test_a_text_may_do_without_front_matter(package):
    package.write(TEXT_FILE, "Alleen tekst.\n")
    assert package.load().texts["inleiding"].parts["tekst"].source == "Alleen tekst."


def test_options_stand_in_the_order_of_the_package(package):
    for key in ("aap", "zee", "noot"):
        package.write(f"opties/beleggen/{key}.md", CARD)
    package.swap("pakket.yaml", "    titel: Wie doet wat\n", "    titel: Wie doet wat\n    volgorde: [zee, noot]\n")
    assert list(package.load().cards) == ["zee", "noot", "aap", "werkgroep"]


def test_a_readme_may_stand_anywhere(package):
    package.write("LEESMIJ.md", "Uitleg.")
    package.write("opties/README.md", "Uitleg.")
    assert package.load()


def test_an_outline_row_may_have_a_condition(package):
    package.write("opbouw.yaml", (package.root / "opbouw.yaml").read_text() + "        als: lia.jaar >= 2020\n")
    (section,) = package.load().outline
    assert section.inhoud[1].als.text == "lia.jaar >= 2020"


# ------------------------------------------------------------ files


@pytest.mark.parametrize("name", ["opbouw.yaml", "werkblad.yaml", "woorden.yaml", "bronnen.yaml"])
def test_a_missing_file_is_one_problem(package, name):
    (package.root / name).unlink()
    assert package.problems() == [f"{name}: dit bestand bestaat niet; kijk naar de naam en de map"]


def test_a_folder_without_a_head_is_no_package(package):
    (package.root / "pakket.yaml").unlink()
    assert package.problems() == ["pakket.yaml: dit bestand ontbreekt; zet er naam, versie, formaat en basis in"]


def test_a_missing_package_names_those_that_came_along(tmp_path):
    found = Package(tmp_path / "weg").problems()
    assert found == [f"{tmp_path / 'weg'}: deze map is er niet; bij liagen horen praktijk en standaard"]


@pytest.mark.parametrize("name", ["pakket.yaml", "opbouw.yaml", "woorden.yaml", "bronnen.yaml"])
def test_broken_yaml_is_one_problem(package, name):
    package.write(name, "a: [b\n")
    assert package.problems() == [f"{name}:1:4: deze haak wordt niet gesloten, of er ontbreekt een komma"]


def test_an_empty_package_file_misses_its_fields(package):
    package.write("pakket.yaml", "")
    assert "pakket.yaml:1:1: naam: dit veld ontbreekt; vul het in" in package.problems()


@pytest.mark.parametrize("name", ["Werkgroep2", "werk-groep", "werkgroep 2"])
def test_a_wrong_file_name_is_told(package, name):
    package.write(f"opties/beleggen/{name}.md", CARD)
    assert package.problems() == [
        f"opties/beleggen/{name}.md: de bestandsnaam is de sleutel: gebruik alleen kleine letters en _"
    ]


def test_a_card_in_an_unknown_folder_is_told_with_a_suggestion(package):
    package.write("opties/belegen/x.md", CARD)
    assert package.problems() == ["opties/belegen/x.md: in deze map hoort geen kaart, bedoelde u `opties/beleggen`?"]


def test_a_card_in_no_folder_is_told_where_cards_go(package):
    package.write("x.md", CARD)
    (found,) = package.problems()
    assert found.startswith("x.md: in deze map hoort geen kaart; kies uit: opties/beleggen, ")


def test_an_option_may_stand_in_one_theme_only(package):
    package.write("opties/training/werkgroep.md", CARD)
    first = package.root / CARD_FILE
    assert package.problems() == [
        f"opties/training/werkgroep.md: de optie `werkgroep` bestaat al in {first}".replace(f"{package.root}/", "")
    ]


def test_a_card_that_is_no_text_is_told(package):
    (package.root / CARD_FILE).write_bytes(b"---\ntitel: \xff\n---\n")
    assert package.problems() == [f"{CARD_FILE}:2:8: dit teken is geen UTF-8; bewaar het bestand als UTF-8"]


def test_a_card_closed_to_the_reader_is_told():
    with open_folder() as folder:
        package = make_package(folder / "pakket")
        (package.root / CARD_FILE).chmod(0o000)
        with ordinary_user():
            found = package.problems()
        assert found == [
            f"{CARD_FILE}: u mag dit bestand niet lezen; sluit het in andere programma's of vraag om leesrechten"
        ]


# ------------------------------------------------------------ front matter


def test_front_matter_without_an_end_is_told(package):
    package.write(CARD_FILE, CARD.replace("\n---\nDit", "\nDit"))
    assert package.problems() == [
        f"{CARD_FILE}:1:1: de gegevens bovenaan zijn niet afgesloten; zet er een regel --- onder"
    ]


def test_broken_front_matter_is_told_on_its_line(package):
    package.write(CARD_FILE, CARD.replace("cox: 1", "cox: [1"))
    assert package.problems() == [f"{CARD_FILE}:3:6: deze haak wordt niet gesloten, of er ontbreekt een komma"]


def test_a_tab_in_front_matter_is_told(package):
    package.write(CARD_FILE, CARD.replace("  - als", "\t- als"))
    assert package.problems() == [f"{CARD_FILE}:7:1: een tab mag hier niet; gebruik spaties om in te springen"]


def test_a_doubled_key_in_front_matter_is_told(package):
    package.write(CARD_FILE, CARD.replace("cox: 1", "cox: 1\ncox: 2"))
    assert package.problems() == [
        f"{CARD_FILE}:4:1: cox: de sleutel `cox` staat er twee keer, ook op regel 3; haal er één weg"
    ]


def test_a_card_without_front_matter_misses_its_fields(package):
    package.write(CARD_FILE, "Alleen tekst.\n")
    assert f"{CARD_FILE}:1:1: titel: dit veld ontbreekt; vul het in" in package.problems()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("cox: 1", "coxx: 1", "3:1: coxx: onbekend veld, bedoelde u `cox`?"),
        ("cox: 1", "cox: 7", "3:6: cox: het getal 7 is te groot; het hoogste is 6"),
        ("cox: 1", "cox: een", '3:6: cox: vul een heel getal in, niet "een"'),
        ("titel: Een werkgroep", 'titel: ""', "2:8: titel: vul tekst in; dit is leeg"),
        (
            "titel: Een werkgroep",
            "titel: 5",
            "2:8: titel: hier hoort tekst, niet 5; zet een getal tussen aanhalingstekens",
        ),
        (
            "kies_als:\n  - als:",
            "kies_als:\n  - alsof:",
            "7:5: kies_als.1.alsof: onbekend veld, bedoelde u `als`?",
        ),
        (
            "rapport: [U3]",
            "rapport: U3",
            '4:10: rapport: hier hoort een lijst, niet "U3"; zet elk punt op een eigen regel, met een streepje ervoor',
        ),
    ],
)
def test_a_wrong_field_of_a_card_has_its_place(package, old, new, problem):
    package.write(CARD_FILE, CARD.replace(old, new))
    assert f"{CARD_FILE}:{problem}" in package.problems()


def test_a_goal_key_is_plain_letters(package):
    package.write(CARD_FILE, with_front(GOAL.rstrip().replace("starten", "De Start")))
    assert package.problems() == [
        f'{CARD_FILE}:10:3: doelen.De Start: "De Start" past hier niet; gebruik alleen kleine letters en _'
    ]


# ------------------------------------------------------------ conditions


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        (
            "organisatie.ftee >= 400",
            f"7:10: kies_als.1.als: {FTEE}",
        ),
        (
            "lia.jaar > 1 and organisatie.ftee >= 400",
            f"7:27: kies_als.1.als: {FTEE}",
        ),
        (
            "draagvlak.raad == 'deel'",
            "7:29: kies_als.1.als: `draagvlak.raad` kan nooit 'deel' zijn, bedoelde u `deels`? "
            "Mogelijk: ja, deels, nee, onbekend",
        ),
        (
            "organisatie.fte >= instelling.grot",
            "7:29: kies_als.1.als: onbekende instelling `grot`",
        ),
        ("keuze.werkgroep == 'voorstel'", "7:10: kies_als.1.als: onbekende optie `werkgroep`"),
        (
            "organisatie.fte >",
            "7:10: kies_als.1.als: dit is geen geldige voorwaarde; schrijf bijvoorbeeld: organisatie.fte >= 400",
        ),
        (
            "().__class__ == 'x'",
            "7:10: kies_als.1.als: gebruik een profielveld, een vaste waarde of een lijst van vaste waarden",
        ),
    ],
)
def test_a_wrong_condition_is_pointed_at(package, condition, problem):
    package.write(CARD_FILE, CARD.replace("organisatie.fte >= 400", condition))
    assert package.problems() == [f"{CARD_FILE}:{problem}"]


@pytest.mark.parametrize("name", ["bestaat_als", "niet_als"])
def test_every_list_of_rules_is_checked(package, name):
    package.write(CARD_FILE, CARD.replace("kies_als", name).replace("organisatie.fte >=", "organisatie.ftee >="))
    assert package.problems() == [f"{CARD_FILE}:7:10: {name}.1.als: {FTEE}"]


def test_a_condition_over_more_lines_is_pointed_at_on_its_line(package):
    package.write(
        CARD_FILE, CARD.replace("organisatie.fte >= 400", ">-\n      lia.jaar > 1\n      and organisatie.ftee > 1")
    )
    assert package.problems() == [f"{CARD_FILE}:9:11: kies_als.1.als: {FTEE}"]


def test_a_risk_may_ask_for_a_choice(package):
    package.write(RISK_FILE, RISK.replace("beleggen.uitvoerder.aanwezig == 'ja'", "keuze.werkgroep == 'niet_nu'"))
    assert package.load().risks["een_uitvoerder"].als.names == ("keuze.werkgroep",)


def test_a_risk_with_a_wrong_condition_is_pointed_at(package):
    package.write(RISK_FILE, RISK.replace("beleggen.uitvoerder.aanwezig == 'ja'", "keuze.wergroep == 'niet_nu'"))
    assert package.problems() == [f"{RISK_FILE}:3:6: als: onbekende optie `wergroep`, bedoelde u `werkgroep`?"]


def test_an_unknown_goal_of_a_risk_is_told(package):
    package.swap(RISK_FILE, "rapport: [A1]", "doel: werkgroep.oprichten\nrapport: [A1]")
    assert package.problems() == [f"{RISK_FILE}:7:7: doel: onbekend doel `werkgroep.oprichten`"]


def test_a_wrong_safeguard_is_pointed_at(package):
    package.swap(RISK_FILE, "rapport: [A1]", "vangnet: beleggen.groep.aanwezi == 'ja'\nrapport: [A1]")
    assert package.problems() == [
        f"{RISK_FILE}:7:10: vangnet: onbekend veld `beleggen.groep.aanwezi`, bedoelde u `beleggen.groep.aanwezig`?"
    ]


def test_an_option_is_proposed_on_unknown_or_not_otherwise(package):
    package.swap(CARD_FILE, "rapport: [U3]", "rapport: [U3]\nbij_onbekend: bestaat")
    (problem,) = package.problems()
    assert problem.startswith(f"{CARD_FILE}:5:15: bij_onbekend: ")
    assert "voorstel" in problem


def test_a_limit_of_risks_is_a_number_from_one(package):
    package.change("pakket.yaml", r"^( +risicos_hoogstens:\n +waarde:) \d+$", r"\1 0")
    (problem,) = package.problems()
    assert problem.endswith("instellingen.risicos_hoogstens.waarde: kies een getal van 1 tot en met 100")


def test_a_goal_with_a_wrong_condition_is_pointed_at(package):
    package.write(CARD_FILE, with_front(GOAL.rstrip(), "    als: organisatie.ftee > 1"))
    assert package.problems() == [f"{CARD_FILE}:17:10: doelen.starten.als: {FTEE}"]


# ------------------------------------------------------------ texts


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("{{ organisatie.ftee }}\n", f"10:4: {FTEE}"),
        ("\n\nTekst {{ organisatie.ftee }}\n", f"12:10: {FTEE}"),
        (
            "Tekst.\n\n## Meer\n\nMeer.\n{{ zzz }}\n",
            "15:4: onbekend veld `zzz`",
        ),
        ("Tekst.\n{% set x = 1 %}\n", f"11:1: {STATEMENT}"),
        ("Tekst.\n{% autoescape true %}x{% endautoescape %}\n", f"11:1: {STATEMENT}"),
        ("Tekst.\n{{ ().__class__ }}\n", f"11:1: {FIELDS_ONLY}"),
        ("Tekst.\n{% if lia.jaar == 1 %}\n", f"11:1: {BROKEN}"),
        ("Tekst {{ gemeente.naam|anatal }}\n", "10:24: onbekend filter `anatal`, bedoelde u `aantal`?"),
        ("Tekst.\n\n## Lang\n\nLang.\n", f"12:1: onbekend of dubbel kopje «Lang»; {HEADINGS}"),
        ("Tekst.\n\n## Kort\n\na\n\n## Kort\n\nb\n", f"16:1: onbekend of dubbel kopje «Kort»; {HEADINGS}"),
        ("Tekst.\n\n# Kort\n\na\n", f"12:1: onbekend of dubbel kopje «# Kort»; {HEADINGS}"),
        ("Tekst.\n\n### Kort\n\na\n", f"12:1: onbekend of dubbel kopje «### Kort»; {HEADINGS}"),
        ("", "10:1: de kaart heeft nog geen tekst"),
        ("   \n", "10:1: de kaart heeft nog geen tekst"),
    ],
)
def test_a_wrong_body_is_pointed_at_in_the_file(package, body, problem):
    package.write(CARD_FILE, with_body(body))
    assert package.problems() == [f"{CARD_FILE}:{problem}"]


def test_a_card_may_do_with_parts_under_headings(package):
    package.write(CARD_FILE, with_body("## Kort\n\nKort.\n"))
    assert list(package.load().cards["werkgroep"].parts) == ["kort"]


def test_a_wrong_reason_is_pointed_at(package):
    package.write(CARD_FILE, CARD.replace("{{ organisatie.fte }}", "{{ organisatie.ftee }}"))
    assert package.problems() == [f"{CARD_FILE}:8:35: kies_als.1.reden: {FTEE}"]


@pytest.mark.parametrize("name", ["wat", "actie", "eigenaar", "indicator", "podium"])
def test_every_text_of_a_goal_is_checked(package, name):
    rows = [f'    {name}: "{{{{ zzz }}}}"' if f"  {name}:" in row else row for row in GOAL.rstrip().split("\n")]
    package.write(CARD_FILE, with_front(*rows))
    (found,) = package.problems()
    assert f"doelen.starten.{name}: onbekend veld `zzz`" in found


@pytest.mark.parametrize("name", ["titel", "maatregel", "eigenaar"])
def test_every_text_of_a_risk_is_checked(package, name):
    rows = [f'{name}: "{{{{ zzz }}}}"' if row.startswith(f"{name}:") else row for row in RISK.split("\n")]
    package.write(RISK_FILE, "\n".join(rows))
    (found,) = package.problems()
    assert f"{name}: onbekend veld `zzz`" in found


@pytest.mark.parametrize("name", ["titel", "maatregel", "eigenaar"])
def test_a_risk_cannot_name_the_chapter_whose_title_is_made_after_it(package, name):
    rows = [f'{name}: "{{{{ titel_hoofdstuk }}}}"' if row.startswith(f"{name}:") else row for row in RISK.split("\n")]
    package.write(RISK_FILE, "\n".join(rows))
    (found,) = package.problems()
    assert f"{name}: `titel_hoofdstuk` is hier nog niet bekend" in found


def test_the_words_of_a_risk_cannot_look_at_goals_that_are_chosen_after_it(package):
    package.write(RISK_FILE, RISK.replace("Valt de uitvoerder weg", "{{ plan.aantal_doelen }}: valt de uitvoerder weg"))
    (found,) = package.problems()
    assert "`plan.aantal_doelen` is hier nog niet bekend" in found


def test_a_goal_cannot_name_the_chapter_by_a_text_that_does(package):
    package.write("teksten/het_plan.md", "Het plan «{{ titel_hoofdstuk }}»")
    package.write(CARD_FILE, with_front(GOAL.replace("De werkgroep is er.", "\"{{ tekst('het_plan') }} is er.\"")))
    (found,) = package.problems()
    assert "de tekst `het_plan` kijkt naar `titel_hoofdstuk`; dat is hier nog niet bekend" in found


def test_a_risk_needs_a_text(package):
    package.write(RISK_FILE, RISK.replace("Valt de uitvoerder weg, dan valt het werk stil.\n", ""))
    assert package.problems() == [f"{RISK_FILE}:10:1: het risico heeft nog geen tekst"]


def test_a_wrong_example_is_pointed_at(package):
    package.write(CARD_FILE, with_front("praktijk:", "  - {gemeente: Utrecht, tekst: '{{ zzz }}', bron: '§4.1'}"))
    assert package.problems() == [f"{CARD_FILE}:10:36: praktijk.1.tekst: onbekend veld `zzz`"]


def test_a_wrong_title_is_pointed_at(package):
    package.write(CARD_FILE, CARD.replace("titel: Een werkgroep", 'titel: "{{ zzz }}"'))
    assert package.problems() == [f"{CARD_FILE}:2:12: titel: onbekend veld `zzz`"]


def test_a_wrong_text_file_is_pointed_at(package):
    package.write(TEXT_FILE, TEXT.replace("gemeente.naam", "gemeente.name"))
    assert package.problems() == [f"{TEXT_FILE}:4:19: onbekend veld `gemeente.name`, bedoelde u `gemeente.naam`?"]


def test_an_unknown_field_of_a_text_file_is_told(package):
    package.write(TEXT_FILE, TEXT.replace("bronnen:", "bron:"))
    assert package.problems() == [f"{TEXT_FILE}:2:1: bron: onbekend veld, bedoelde u `bronnen`?"]


# ------------------------------------------------------------ links


@pytest.mark.parametrize("name", ["hoort_bij", "sluit_uit"])
def test_an_unknown_option_is_told_with_a_suggestion(package, name):
    package.write(CARD_FILE, with_front(f"{name}: [werkgroep, wergroep]"))
    assert package.problems() == [f"{CARD_FILE}:9:24: {name}: onbekende optie `wergroep`, bedoelde u `werkgroep`?"]


def test_an_unknown_option_of_a_risk_is_told(package):
    package.write(RISK_FILE, RISK.replace("bij: [werkgroep]", "bij: [zzz]"))
    assert package.problems() == [f"{RISK_FILE}:4:7: bij: onbekende optie `zzz`"]


def test_an_unknown_option_in_the_order_is_told(package):
    package.swap("pakket.yaml", "    titel: Wie doet wat\n", "    titel: Wie doet wat\n    volgorde: [wergroep]\n")
    place = package.place("pakket.yaml", "wergroep]")
    assert package.problems() == [
        f"{place}: themas.beleggen.volgorde: onbekende optie `wergroep`, bedoelde u `werkgroep`?"
    ]


def test_an_unknown_goal_is_told(package):
    package.write(CARD_FILE, with_front(GOAL.rstrip(), "    na: [werkgroep.beginnen]"))
    assert package.problems() == [
        f"{CARD_FILE}:17:10: doelen.starten.na: onbekend doel `werkgroep.beginnen`, bedoelde u `werkgroep.starten`?"
    ]


def test_a_goal_that_waits_for_itself_is_told(package):
    package.write(CARD_FILE, with_front(GOAL.rstrip(), "    na: [werkgroep.starten]"))
    assert package.problems() == [
        f"{CARD_FILE}:17:9: doelen.starten.na: het doel `werkgroep.starten` wacht via `na` op zichzelf"
    ]


def test_a_circle_of_goals_is_told_on_every_card(package):
    package.write(CARD_FILE, with_front(GOAL.rstrip(), "    na: [training.starten]"))
    package.write("opties/training/training.md", with_front(GOAL.rstrip(), "    na: [werkgroep.starten]"))
    assert package.problems() == [
        f"{CARD_FILE}:17:9: doelen.starten.na: het doel `werkgroep.starten` wacht via `na` op zichzelf",
        "opties/training/training.md:17:9: doelen.starten.na: het doel `training.starten` wacht via `na` op zichzelf",
    ]


def test_a_goal_that_waits_for_a_circle_is_not_to_blame(package):
    package.write(CARD_FILE, with_front(GOAL.rstrip(), "    na: [training.starten]"))
    package.write("opties/training/training.md", with_front(GOAL.rstrip(), "    na: [training.starten]"))
    assert package.problems() == [
        "opties/training/training.md:17:9: doelen.starten.na: het doel `training.starten` wacht via `na` op zichzelf",
    ]


def test_goals_may_wait_for_each_other_in_a_row(package):
    package.write(CARD_FILE, with_front(GOAL.rstrip(), "    na: [training.starten]"))
    package.write("opties/training/training.md", with_front(GOAL.rstrip()))
    assert package.load().cards["werkgroep"].doelen["starten"].na == ("training.starten",)


def test_a_fallback_goal_waits_for_goals_that_exist(package):
    package.change("pakket.yaml", r"\A([\s\S]*?^ +terugval:\n)", r"\1      na: [zzz.starten]\n")
    place = package.place("pakket.yaml", "zzz.starten")
    assert package.problems() == [f"{place}: themas.beleggen.terugval.na: onbekend doel `zzz.starten`"]


def test_a_broken_card_is_not_also_an_unknown_option(package):
    package.write("opties/training/training.md", with_front(GOAL.rstrip()).replace("cox: 1", "cox: 9"))
    package.write(CARD_FILE, with_front("hoort_bij: [training]", GOAL.rstrip(), "    na: [training.starten]"))
    assert package.problems() == ["opties/training/training.md:3:6: cox: het getal 9 is te groot; het hoogste is 6"]


def test_a_broken_risk_is_told_once(package):
    package.write(RISK_FILE, RISK.replace("als:", "alls:"))
    assert package.problems() == [
        f"{RISK_FILE}:2:1: als: dit veld ontbreekt; vul het in",
        f"{RISK_FILE}:3:1: alls: onbekend veld, bedoelde u `als`?",
    ]


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        (CARD_FILE, CARD.replace("§4.1.1.1", "§9.9"), f"{CARD_FILE}:5:12: bronnen"),
        (RISK_FILE, RISK.replace("§4.1.1.2", "§9.9"), f"{RISK_FILE}:8:12: bronnen"),
        (TEXT_FILE, TEXT.replace("§5.1", "§9.9"), f"{TEXT_FILE}:2:12: bronnen"),
        (
            CARD_FILE,
            with_front("praktijk:", "  - gemeente: Utrecht", "    tekst: Zo.", "    bron: §9.9"),
            f"{CARD_FILE}:12:11: praktijk.1.bron",
        ),
    ],
)
def test_an_unknown_source_is_told(package, file, text, place):
    package.write(file, text)
    (found,) = package.problems()
    assert found.startswith(f"{place}: onbekende bron `§9.9`")


def test_another_source_goes_by_its_key(package):
    package.write(CARD_FILE, CARD.replace('"§4.1.1.1"', "verdrag"))
    assert package.load().cards["werkgroep"].bronnen == ("verdrag",)


def test_a_package_may_do_without_the_report(package):
    package.write("bronnen.yaml", "boek:\n  titel: Een boek\n")
    for name in (CARD_FILE, RISK_FILE, TEXT_FILE):
        text = (package.root / name).read_text(encoding="utf-8")
        package.write(name, "\n".join("bronnen: [boek]" if row[:8] == "bronnen:" else row for row in text.split("\n")))
    assert list(package.load().sources) == ["boek"]


def test_a_text_and_an_option_may_have_the_same_key(package):
    package.write("teksten/werkgroep.md", TEXT)
    package.write(CARD_FILE, with_front("hoort_bij: [zzz]"))
    assert package.problems() == [f"{CARD_FILE}:9:13: hoort_bij: onbekende optie `zzz`"]


# ------------------------------------------------------------ the package


@pytest.mark.parametrize("key", ["doelen_per_kwartaal", "kwartalen_vooruit", "dagen_eerste_kwartaal"])
def test_the_settings_that_planning_needs_must_be_there(package, key):
    package.swap("pakket.yaml", f"  {key}:", f"  mijn_{key}:")
    place = package.place("pakket.yaml", "groot_vanaf_fte:")
    assert package.problems() == [f"{place}: instellingen: de instelling `{key}` ontbreekt"]


@pytest.mark.parametrize(
    ("amount", "message"), [(0, "kies een getal van 1 tot en met 12"), (13, "kies een getal van 1 tot en met 12")]
)
def test_the_settings_that_planning_needs_must_be_possible(package, amount, message):
    package.swap("pakket.yaml", "kwartalen_vooruit:\n    waarde: 4", f"kwartalen_vooruit:\n    waarde:   {amount}")
    place = package.place("pakket.yaml", f"  {amount}\n").rsplit(":", 1)[0]
    assert package.problems() == [f"{place}:15: instellingen.kwartalen_vooruit.waarde: {message}"]


PODIUM = r"^  podium:\n    titel: .*\n    kern: "


def test_every_theme_must_be_there(package):
    package.change("pakket.yaml", rf"{PODIUM}nee\n", "")
    place = package.place("pakket.yaml", "beleggen:")
    assert package.problems() == [f"{place}: themas: het thema `podium` ontbreekt"]


def test_a_theme_with_nearly_its_name_is_told(package):
    package.swap("pakket.yaml", "  podium:\n    titel", "  podiums:\n    titel")
    place = package.place("pakket.yaml", "beleggen:")
    assert package.problems() == [f"{place}: themas: het thema `podium` ontbreekt, bedoelde u `podiums`?"]


def test_an_answer_of_the_package_is_yes_or_no(package):
    package.change("pakket.yaml", rf"({PODIUM})nee", r"\1soms")
    place = package.place("pakket.yaml", "soms")
    assert package.problems() == [f'{place}: themas.podium.kern: kies uit: ja of nee; hier staat "soms"']


def test_another_format_is_refused(package):
    package.swap("pakket.yaml", "formaat: 1", "formaat: 2")
    assert package.problems() == [
        "pakket.yaml:3:10: formaat: dit pakket heeft formaat 2 en is te nieuw: deze liagen leest tot en met 1; "
        "installeer een nieuwere liagen"
    ]


def test_an_older_format_tells_how_to_mend(package):
    package.swap("pakket.yaml", "formaat: 1", "formaat: 0")
    assert package.problems() == [
        "pakket.yaml:3:10: formaat: dit pakket heeft formaat 0 en is te oud; maak er formaat: 1 van en kijk met "
        "`liagen sjabloon controleer` wat er anders moet"
    ]


# ------------------------------------------------------------ the outline


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "tekst: inleiding",
            "tekst: inleding",
            "6:16: onderdelen.1.inhoud.1.tekst: onbekende tekst `inleding`, bedoelde u `inleiding`?",
        ),
        (
            "tekst: inleiding",
            "tabel: doelgen",
            "6:16: onderdelen.1.inhoud.1.tabel: onbekende tabel `doelgen`, bedoelde u `doelen`?",
        ),
        ("tekst: inleiding", "lijst: zzz", "6:16: onderdelen.1.inhoud.1.lijst: onbekende lijst `zzz`"),
        (
            "tekst: inleiding",
            "lijst: vragen",
            "6:16: onderdelen.1.inhoud.1.lijst: lijst `vragen` kan alleen in werkblad.yaml staan",
        ),
        (
            "tekst: inleiding",
            "opties: beleggen",
            "7:17: onderdelen.1.inhoud.2.opties: opties `beleggen` staat al eerder in de opbouw",
        ),
        (
            "opties: beleggen",
            "tekst: inleiding",
            "7:16: onderdelen.1.inhoud.2.tekst: tekst `inleiding` staat al eerder in de opbouw",
        ),
        ("tekst: inleiding", "vanaf: kort", f"6:9: onderdelen.1.inhoud.1: {ONE_OF}"),
        ("opties: beleggen", "opties: beleggen\n        tekst: inleiding", f"7:9: onderdelen.1.inhoud.2: {ONE_OF}"),
        (
            "opties: beleggen",
            "opties: training\n        als: organisatie.ftee > 1",
            f"8:14: onderdelen.1.inhoud.2.als: {FTEE}",
        ),
        (
            "sleutel: begin",
            "sleutel: Het begin",
            '3:14: onderdelen.1.sleutel: "Het begin" past hier niet; gebruik alleen kleine letters en _',
        ),
        ("titel: Begin", 'titel: "{{ zzz }}"', "4:16: onderdelen.1.titel: onbekend veld `zzz`"),
        ("titel: Hoofdstuk", 'titel: "{{ zzz }}"', "1:12: titel: onbekend veld `zzz`"),
    ],
)
def test_a_wrong_row_of_the_outline_is_pointed_at(package, old, new, problem):
    package.swap("opbouw.yaml", old, new)
    assert package.problems() == [f"opbouw.yaml:{problem}"]


def test_a_wrong_row_of_the_work_sheet_is_pointed_at(package):
    package.swap("werkblad.yaml", "lijst: open_punten", "lijst: open_punt")
    assert package.problems() == [
        "werkblad.yaml:6:16: onderdelen.1.inhoud.1.lijst: onbekende lijst `open_punt`, bedoelde u `open_punten`?"
    ]


def test_a_list_may_stand_in_the_chapter_and_on_the_work_sheet(package):
    package.write("opbouw.yaml", (package.root / "opbouw.yaml").read_text() + "      - lijst: open_punten\n")
    assert package.load().sheet.onderdelen[0].inhoud[0].name == "open_punten"


def test_a_text_may_stand_in_the_outline_once(package):
    package.write("opbouw.yaml", (package.root / "opbouw.yaml").read_text() + "      - tekst: inleiding\n")
    assert package.problems() == [
        "opbouw.yaml:8:16: onderdelen.1.inhoud.3.tekst: tekst `inleiding` staat al eerder in de opbouw"
    ]


def test_an_outline_needs_sections(package):
    package.write("opbouw.yaml", "titel: x\nonderdelen: []\n")
    assert package.problems() == ["opbouw.yaml:2:13: onderdelen: deze lijst is te kort; noem er minstens 1"]


def test_a_section_may_stand_in_the_outline_once(package):
    more = "  - sleutel: begin\n    titel: Nog eens\n    inhoud:\n      - opties: training\n"
    package.write("opbouw.yaml", (package.root / "opbouw.yaml").read_text() + more)
    assert package.problems() == ["opbouw.yaml:8:14: onderdelen.2.sleutel: het onderdeel `begin` staat er twee keer"]


def test_a_broken_text_is_not_also_an_unknown_text(package):
    package.write(TEXT_FILE, "---\nzzz: 1\n---\nTekst.\n")
    (found,) = package.problems()
    assert found.startswith(f"{TEXT_FILE}:2:1: zzz: onbekend veld")


# ------------------------------------------------------------ words and sources


def test_a_missing_word_is_told(package):
    package.swap("woorden.yaml", "\npagina: Pagina\n", "\n")
    place = package.place("woorden.yaml", "oordeel_bestaat")
    assert package.problems() == [f"{place}: het woord `pagina` ontbreekt"]


def test_an_unknown_word_is_told_with_a_suggestion(package):
    package.write("woorden.yaml", (package.root / "woorden.yaml").read_text(encoding="utf-8") + "pagnia: x\n")
    place = package.place("woorden.yaml", "pagnia")
    assert package.problems() == [f"{place}: pagnia: onbekend woord `pagnia`, bedoelde u `pagina`?"]


def test_a_fill_in_in_a_word_is_checked(package):
    package.swap("woorden.yaml", "\npagina: Pagina\n", '\npagina: "[voorzet: Pagina](stijl.lengt)"\n')
    (found,) = package.problems()
    assert found.endswith("pagina: onbekend veld `stijl.lengt`, bedoelde u `stijl.lengte`?")


def test_a_word_is_text(package):
    package.swap("woorden.yaml", "\npagina: Pagina\n", "\npagina: 5\n")
    place = package.place("woorden.yaml", "5\n")
    (found,) = package.problems()
    assert found.endswith("pagina: hier hoort tekst; zet een getal tussen aanhalingstekens")
    assert found.startswith(place.rsplit(":", 2)[0])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\npagina: Pagina\n", '\npagina: "{nummer}"\n', "pagina: tussen accolades kan hier alleen: geen enkele naam"),
        (
            '\nbron_overig: "{titel}."\n',
            '\nbron_overig: "{naam}."\n',
            "bron_overig: tussen accolades kan hier alleen: {titel}",
        ),
    ],
)
def test_a_word_may_hold_its_own_names_only(package, old, new, message):
    package.swap("woorden.yaml", old, new)
    place = package.place("woorden.yaml", new.strip().split(": ")[1])
    assert package.problems() == [f"{place}: {message}"]


def test_words_are_a_list_of_keys(package):
    package.write("woorden.yaml", "- pagina\n")
    assert package.problems() == ["woorden.yaml:1:1: hier horen woorden te staan, elk als `sleutel: tekst`"]


def test_every_word_of_the_program_stands_in_the_shipped_package():
    assert set(load_library().words) == set(needed_words())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- x\n", "1:1: hier horen bronnen te staan, elk met een sleutel en een titel"),
        ("", "1:1: hier horen bronnen te staan, elk met een sleutel en een titel"),
        ("boek: x\n", '1:7: boek: hier horen velden onder te staan, zoals `titel`, niet "x"'),
        ("boek:\n  titl: x\n", "2:3: boek.titl: onbekend veld, bedoelde u `titel`?"),
        (
            "boek:\n  titel: x\n  url: www.x\n",
            '3:8: boek.url: "www.x" past hier niet; schrijf een adres dat begint met https://',
        ),
        ("boek:\n  titel: x\n  jaar: 1800\n", "3:9: boek.jaar: het getal 1800 is te klein; het laagste is 1990"),
        (
            "boek:\n  titel: x\n  feiten:\n    - tekst: Zo is het.\n",
            "2:3: boek: zet bij feiten ook `stand`: de dag waarop ze zijn nagekeken",
        ),
        (
            "boek:\n  titel: x\n  stand: vorig jaar\n",
            "3:10: boek.stand: schrijf een datum als 2026-11-25, niet `vorig jaar`",
        ),
        (
            "boek:\n  titel: x\n  stand: 2026-11-25\n  feiten:\n    - tekst: Zo is het.\n"
            "      vanaf: 2027-01-01\n      tot: 2026-01-01\n",
            "5:7: boek.feiten.1: `tot` ligt voor `vanaf`",
        ),
        (
            "boek:\n  titel: x\n  stand: 2026-11-25\n  feiten:\n    - tekst: '[invullen: wat] {{ gemeente.naam }}'\n",
            "5:14: boek.feiten.1.tekst: schrijf een feit in gewone woorden, zonder opmaak, [, ], { en }",
        ),
    ],
)
def test_a_wrong_source_is_pointed_at(package, text, problem):
    package.write("bronnen.yaml", text)
    assert f"bronnen.yaml:{problem}" in package.problems()


def test_everything_is_told_at_once(package):
    package.write(CARD_FILE, CARD.replace("cox: 1", "cox: 9"))
    package.write(RISK_FILE, RISK.replace("beleggen.uitvoerder.aanwezig", "zzz"))
    package.write(TEXT_FILE, TEXT.replace("gemeente.naam", "zzz"))
    package.swap("woorden.yaml", "\npagina: Pagina\n", "\n")
    assert [problem.split(":")[0] for problem in package.problems()] == [
        CARD_FILE,
        RISK_FILE,
        TEXT_FILE,
        "woorden.yaml",
    ]
