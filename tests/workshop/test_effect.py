"""What changes between two packages, for a municipality: verdicts, reasons, goals and whole sentences."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from toy import CARD, make_package

from liagen.cli import run
from liagen.library.cards import LENGTHS
from liagen.library.load import load_library, read_library
from liagen.profile.read import load_profile, parse_profile, shipped_profiles
from liagen.workshop.effect import Effect, difference_page, differences, summary

DATE = dt.date(2027, 1, 4)
HEAD = "naam: proef\nversie: '1'\nformaat: 1\nbasis: standaard\n"


GROUP = "opties/beleggen/werkgroep.md"
GOAL = """\
doelen:
  bijeen:
    wat: De groep kwam bij elkaar.
    eigenaar: de uitvoerder
    indicator: Er is een verslag.
"""
OUTLINE = """\
titel: Hoofdstuk
onderdelen:
  - {sleutel: begin, titel: Begin, inhoud: [{tekst: inleiding}]}
  - {sleutel: doelen, titel: Doelen, inhoud: [{tabel: doelen}]}
"""


@pytest.fixture()
def changes(tmp_path):
    """Return what an overlay of these files changes for a municipality with 900 fte."""
    base = make_package(tmp_path / "onder")
    base.write(GROUP, f"{CARD.replace('cox: 1', f'cox: 1{chr(10)}{GOAL}')}\n## Voorstel\n\nWij vormen een groep.\n")
    base.write("opbouw.yaml", OUTLINE)
    base.write("teksten/inleiding.md", "Zo begint het. {{ kaart('werkgroep') }}\n")

    def found(**files: str) -> tuple[Effect, ...]:
        for name, text in files.items():
            root = overlay(tmp_path, name, text)
        old, new = read_library([base.root]), read_library([base.root, root])
        profile = parse_profile("gemeente:\n  naam: Zuid\norganisatie:\n  fte: 900\n", "zuid.yaml", old.cards)
        return differences([profile], old, new, DATE, LENGTHS)

    return found


def overlay(tmp_path: Path, name: str, text: str) -> Path:
    for each, content in (("pakket.yaml", HEAD), (name, text)):
        path = tmp_path / "proef" / each
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "proef"


@pytest.mark.wide
def test_the_same_package_changes_nothing():
    lib = load_library()
    profiles = [load_profile(path, lib.cards) for path in shipped_profiles().values()]
    assert differences(profiles, lib, lib, DATE, ["standaard"]) == ()
    assert summary((), 9) == "Er verandert niets bij 9 profielen."


def test_a_changed_sentence_is_told_whole_and_the_others_are_not(changes):
    found = changes(**{"teksten/inleiding.md": "{{ hieronder }}\n\nEen zin erbij. En nog één.\n"})
    assert found == (Effect("Zuid", "tekst", "Begin: tekst.inleiding.tekst", "", "Een zin erbij. En nog één."),)


def test_a_changed_card_is_told_where_the_text_places_it(changes):
    found = changes(**{GROUP: "## Voorstel\n\nWij vormen een kring.\n"})
    assert found == (
        Effect("Zuid", "tekst", "Begin: tekst.inleiding.tekst", "Wij vormen een groep.", "Wij vormen een kring."),
    )


def test_a_text_of_one_length_is_told_with_it(changes):
    found = changes(**{"teksten/inleiding.md": "{{ hieronder }}\n\n## Kort\n\nKort gezegd.\n\n## Meer\n\nEn verder.\n"})
    told = [(each.only, each.where, each.new) for each in found]
    assert ("alleen kort", "Begin: tekst.inleiding.kort", "Kort gezegd.") in told
    assert ("alleen uitgebreid", "Begin: tekst.inleiding.meer", "En verder.") in told
    assert not [each for each in told if each[0] in ("", "alleen standaard")]


def test_a_text_of_two_lengths_is_told_once_with_both(changes):
    below = "{% if stijl.lengte == 'kort' %}{{ hieronder }}{% else %}Langer.{% endif %}\n"
    found = changes(**{"teksten/inleiding.md": below})
    assert [(each.only, each.new) for each in found] == [("alleen standaard en uitgebreid", "Langer.")]


def test_another_verdict_and_its_goals(changes):
    found = changes(**{GROUP: "---\nkies_als: null\n---\n"})
    assert [(each.old, each.new) for each in found if each.kind == "oordeel"] == [("voorstel", "niet nu")]
    goals = [each for each in found if each.kind == "doel" and each.where.startswith("werkgroep.")]
    assert goals
    assert all(each.old and not each.new for each in goals)


def test_another_reason_with_the_same_verdict(changes):
    rows = "---\nkies_als:\n  - als: altijd\n    reden: Omdat wij het zeggen.\n---\n"
    found = [each for each in changes(**{GROUP: rows}) if each.kind == "reden"]
    assert [each.new for each in found] == ["Omdat wij het zeggen."]


def test_a_new_option_is_told_with_its_reason(changes):
    rule = "kies_als:\n  - als: altijd\n    reden: Iedereen houdt van een quiz.\n"
    rows = f"---\ntitel: Quiz\ncox: 4\nbronnen: []\n{rule}---\n## Voorstel\n\nTekst.\n"
    found = changes(**{"opties/communicatie/quiz.md": rows})
    assert [(each.kind, each.old, each.new) for each in found if each.where == "quiz"] == [
        ("oordeel", "", "voorstel"),
        ("reden", "", "Iedereen houdt van een quiz."),
    ]


def test_one_part_of_a_goal(changes):
    found = changes(**{GROUP: "---\ndoelen:\n  bijeen:\n    indicator: Er zijn twee verslagen.\n---\n"})
    assert [(each.kind, each.where, each.new) for each in found] == [
        ("doel", "werkgroep.bijeen: indicator", "Er zijn twee verslagen.")
    ]


def test_a_section_taken_away(changes):
    found = changes(**{"opbouw.yaml": "onderdelen:\n  begin: null\n"})
    gone = [each for each in found if each.where.startswith("Begin: ")]
    assert "Begin" in [each.old for each in gone]
    assert not any(each.new for each in gone)


def test_the_work_sheet_is_compared_too(changes):
    found = changes(**{"werkblad.yaml": "onderdelen:\n  vragen:\n    titel: Te vragen\n"})
    assert [(each.kind, each.where, each.new) for each in found] == [
        ("tekst", "werkblad, Te vragen: onderdeel.vragen.titel", "Te vragen")
    ]


def test_the_summary_counts_each_kind():
    found = [Effect("A", "oordeel", "x", "bestaat", "voorstel"), *(Effect("B", "tekst", "x", "", "y"),) * 2]
    assert summary(found, 3) == "Er verandert iets bij 2 van 3 profielen: 1 oordeel, 2 stukken tekst."


def test_the_page_holds_every_change():
    page = difference_page([Effect("A & B", "tekst", "hier", "oud <b>", "nieuw")], "Verschil", 1)
    assert "A &amp; B" in page
    assert "oud &lt;b&gt;" in page


def test_the_command_prints_old_and_new_and_exits_with_1(tmp_path, capsys):
    root = overlay(tmp_path, "opbouw.yaml", "onderdelen:\n  volgen:\n    titel: Bijsturen\n")
    assert run(["sjabloon", "verschil", "standaard", str(root), str(shipped_profiles()["breda"])]) == 1
    assert capsys.readouterr().out == (
        "Breda\n"
        "  tekst    Bijsturen: onderdeel.volgen.titel (alleen standaard en uitgebreid)\n"
        "    - Volgen en bijstellen\n"
        "    + Bijsturen\n"
        "Er verandert iets bij 1 van 1 profiel: 1 stuk tekst.\n"
    )


def test_the_command_compares_every_length_or_the_one_that_is_asked(tmp_path, capsys):
    text = "{{ hieronder }}\n\n## Meer\n\n{{ hieronder }}\n\nDit staat alleen in het lange stuk.\n"
    name = "teksten/vertellen.md"
    lower = overlay(tmp_path, name, text.replace("## Meer\n\n{{ hieronder }}", "## Meer"))
    line = ["sjabloon", "verschil", "standaard", str(lower), str(shipped_profiles()["breda"])]
    assert run(line) == 1
    found = capsys.readouterr().out
    assert "vertellen.meer (alleen uitgebreid)\n    + Dit staat alleen in het lange stuk.\n" in found
    assert run([*line, "--lengte", "uitgebreid"]) == 1
    assert "alleen uitgebreid" not in capsys.readouterr().out
    assert run([*line, "--lengte", "standaard"]) == 0


@pytest.mark.wide
def test_the_command_without_changes_exits_with_0(capsys):
    paths = [str(shipped_profiles()[name]) for name in ("breda", "utrecht")]
    assert run(["sjabloon", "verschil", "standaard", "standaard", *paths, "--datum", "2027-01-04"]) == 0
    assert capsys.readouterr().out == "Er verandert niets bij 2 profielen.\n"


def test_the_command_writes_a_page_and_never_over_another(tmp_path, capsys):
    target = tmp_path / "verschil.html"
    root = overlay(tmp_path, "opbouw.yaml", "onderdelen:\n  volgen:\n    titel: Bijsturen\n")
    line = ["sjabloon", "verschil", "standaard", str(root), str(shipped_profiles()["breda"]), "-o", str(target)]
    assert run(line) == 1
    assert "<html" in target.read_text(encoding="utf-8")
    assert run(line) == 1
    assert "--overschrijf" in capsys.readouterr().err


def test_a_profile_that_does_not_fit_one_of_the_packages_is_told(tmp_path, capsys):
    root = overlay(tmp_path, "opties/communicatie/intranet.md", "---\nnull\n---\n")
    profile = tmp_path / "p.yaml"
    profile.write_text("gemeente: {naam: X}\nkeuzes: {intranet: {keuze: wel}}\n", encoding="utf-8")
    assert run(["sjabloon", "verschil", "standaard", str(root), str(profile)]) == 1
    assert capsys.readouterr().err


def test_a_package_on_another_own_package_is_compared_with_that_one_named(tmp_path, capsys):
    below = overlay(tmp_path / "a", "opbouw.yaml", "onderdelen:\n  volgen:\n    titel: Bijsturen\n")
    above = tmp_path / "boven"
    above.mkdir()
    (above / "pakket.yaml").write_text('naam: boven\nversie: "1"\nformaat: 1\nbasis: proef\n', encoding="utf-8")
    line = ["sjabloon", "verschil", "standaard", str(above), str(shipped_profiles()["breda"])]
    assert run(line) == 1
    assert "geef dat pakket eerst mee met --pakket of in klant.yaml" in capsys.readouterr().err
    assert run([*line, "--pakket", str(below)]) == 1
    assert "+ Bijsturen" in capsys.readouterr().out
