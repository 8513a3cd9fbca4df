"""Side by side over the six steps: the report's own results table, fact by fact (domein.md §2.2)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from builders import profile

from liagen.chapter.compare import compare, comparison_chapter, comparison_csv, comparison_data
from liagen.document.blocks import Paragraph, Table, span_text
from liagen.files.yaml_in import parse_yaml
from liagen.library.load import load_library
from liagen.make.comparison_page import comparison_html
from liagen.profile.model import Profile
from liagen.profile.read import shipped_profiles

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()

# (municipality, step, field, value in the profile, words that the cell must hold, another value for that field)
FACTS = [
    ("meierijstad", 1, "beleggen.groep.vormen", "projectgroep", "Projectgroep", ["werkgroep"]),
    ("hardenberg", 1, "beleggen.groep.vormen", "werkgroep", "Werkgroep", ["projectgroep"]),
    ("reusel-de-mierden", 1, "beleggen.groep", "nee", "Geen groep", {"aanwezig": "ja"}),
    ("utrecht", 1, "beleggen.groep.eerder", "coordinatiegroep", "Eerder: coördinatiegroep", []),
    ("utrecht", 1, "beleggen.groep.vormen", "netwerk_fysiek", "Netwerk voor fysieke toegankelijkheid", ["kerngroep"]),
    ("utrecht", 1, "beleggen.groep.vormen", "kerngroep", "kerngroep", ["netwerk_fysiek"]),
    ("meierijstad", 2, "lia.status", "vastgesteld", "LIA vastgesteld", "geen"),
    ("hardenberg", 2, "lia.status", "vastgesteld", "LIA vastgesteld", "geen"),
    ("reusel-de-mierden", 2, "lia.status", "vastgesteld", "LIA vastgesteld", "geen"),
    ("utrecht", 2, "lia.status", "vastgesteld", "LIA vastgesteld", "geen"),
    ("meierijstad", 3, "gedaan.training", "workshop", "Workshop", ["ervaringsparcours"]),
    ("meierijstad", 3, "gedaan.training", "ervaringsparcours", "ervaringsparcours", ["workshop"]),
    ("hardenberg", 3, "gedaan.training", "training_bewonerscontact", "direct contact met bewoners", ["workshop"]),
    ("reusel-de-mierden", 3, "gedaan.training", "()", "Geen training", ["workshop"]),
    ("utrecht", 3, "gedaan.training", "ervaringsparcours", "Ervaringsparcours", ["workshop"]),
    ("meierijstad", 4, "draagvlak.collegegesprekken", "uitleg_en_stellingen", "Gesprekken met het college", "geen"),
    ("meierijstad", 4, "gedaan.communicatie", "campagne", "bewustwordingscampagne", ["intranet"]),
    ("hardenberg", 4, "aanleiding", "motie", "Motie aangenomen", ["lobby"]),
    ("hardenberg", 4, "gedaan.communicatie", "individuele_gesprekken", "individuele gesprekken", ["intranet"]),
    ("reusel-de-mierden", 4, "document.besluit_door", "college", "LIA vastgesteld door het college", "raad"),
    ("reusel-de-mierden", 4, "gedaan.communicatie", "medewerkersbijeenkomst", "medewerkersbijeenkomst", ["intranet"]),
    ("utrecht", 4, "lia.status", "vastgesteld", "LIA vastgesteld", "geen"),
    ("utrecht", 4, "lia.uitgangspunten", "ja", "Uitgangspunten opgesteld", "nee"),
    ("utrecht", 4, "gedaan.communicatie", "teamoverleg", "teamoverleg", ["intranet"]),
    ("utrecht", 4, "gedaan.communicatie", "intranet", "intranet", ["teamoverleg"]),
    ("meierijstad", 5, "gedaan.tests", "uitvoering_lia", "de uitvoering van de LIA", ["beleid"]),
    ("hardenberg", 5, "gedaan.tests", "projecten", "projecten", ["beleid"]),
    ("hardenberg", 5, "gedaan.tests", "beleid", "beleid", ["projecten"]),
    ("reusel-de-mierden", 5, "gedaan.tests", "projecten", "projecten", ["beleid"]),
    ("reusel-de-mierden", 5, "gedaan.tests", "beleid", "beleid", ["projecten"]),
    ("utrecht", 5, "gedaan.tests", "projecten", "projecten", ["beleid"]),
    ("utrecht", 5, "gedaan.tests", "beleid", "beleid", ["projecten"]),
    ("utrecht", 5, "gedaan.tests", "voorzieningen", "voorzieningen van de gemeente", ["projecten"]),
    ("meierijstad", 6, "gedaan.doelen_kort", "per_jaar", "Doelen per jaar", ["uitvoeringsplan"]),
    ("meierijstad", 6, "gedaan.doelen_jaren", "2020", "2020 en 2021", [2021]),
    ("meierijstad", 6, "gedaan.podium", "intranet", "Successen gedeeld via: intranet", ["publicaties"]),
    ("hardenberg", 6, "toegankelijkheid_start", "iets_tastbaars", "Begonnen met iets tastbaars", "sociaal"),
    ("reusel-de-mierden", 6, "gedaan.podium", "publicaties", "publicaties", ["intranet"]),
    ("reusel-de-mierden", 6, "gedaan.doelen_kort", "kort_en_lang", "Korte en lange termijn apart", ["per_jaar"]),
    ("utrecht", 6, "gedaan.doelen_kort", "uitvoeringsplan", "in een uitvoeringsplan", ["per_jaar"]),
    ("utrecht", 6, "gedaan.podium", "intranet", "Successen gedeeld via: intranet", ["publicaties"]),
    ("utrecht", 6, "gedaan.podium_verwaterd", "ja", "verwaterd", "nee"),
]  # fmt: skip


def data_of(name):
    file = shipped_profiles()[name]
    return parse_yaml(file.read_text(encoding="utf-8"), file.name).value


ROWS = {"aanleidingen": True, "beleggen": {"groepen"}, "gedaan": {"trainingen", "verteld", "testen"}}


def in_short(data):
    """Return what a profile says with the short answers in place of rows, so that another one can be given."""
    return Profile.model_validate(data).model_dump(exclude_none=True, exclude=ROWS)


def cell(data, step):
    found = compare((Profile.model_validate(data),), LIBRARY, DAY)
    return comparison_data(found, LIBRARY)["gemeenten"][0]["is"][step - 1]


def test_all_24_cells_are_checked():
    assert {(name, step) for name, step, *_ in FACTS} == {
        (name, step) for name in ("meierijstad", "hardenberg", "reusel-de-mierden", "utrecht") for step in range(1, 7)
    }


@pytest.mark.parametrize(("name", "step", "field", "value", "words", "other"), FACTS)
def test_the_reports_own_table(name, step, field, value, words, other):
    assert words in cell(data_of(name), step)


@pytest.mark.parametrize(("name", "step", "field", "value", "words", "other"), FACTS)
def test_another_value_gives_another_cell(name, step, field, value, words, other):
    data = in_short(data_of(name))
    before = cell(data, step)
    *groups, last = field.split(".")
    target = data
    for group in groups:
        target = target[group]
    target[last] = other
    after = cell(data, step)
    assert after != before
    assert words not in after or field == "gedaan.communicatie"


def many(count):
    return tuple(profile(gemeente={"naam": f"Dorp {number}"}) for number in range(count))


def tables(found):
    return [block for block in comparison_chapter(found, LIBRARY, DAY).blocks if isinstance(block, Table)]


def test_two_stand_side_by_side_in_two_tables():
    assert [len(table.header) for table in tables(compare(many(2), LIBRARY, DAY))] == [3, 3]


@pytest.mark.parametrize("count", [3, 6, 8])
def test_some_get_a_table_per_step_in_columns_that_can_be_read(count):
    found = tables(compare(many(count), LIBRARY, DAY))
    assert [len(table.rows) for table in found] == [count] * 12
    assert {sum(table.widths) for table in found} == {100}


def test_what_could_not_be_read_is_named():
    found = compare(many(2), LIBRARY, DAY, ("a*b.yaml", "kapot.yaml"))
    assert any("a*b.yaml, kapot.yaml" in span_text(block.spans)
               for block in comparison_chapter(found, LIBRARY, DAY).blocks if isinstance(block, Paragraph))  # fmt: skip
    assert comparison_data(found, LIBRARY)["niet_gelezen"] == ["a*b.yaml", "kapot.yaml"]
    assert "a*b.yaml, kapot.yaml" in comparison_html(found, LIBRARY)


def test_nine_are_grouped_by_answer():
    found = compare((*many(8), profile(gemeente={"naam": "Anders"}, gedaan={"training": ["workshop"]})), LIBRARY, DAY)
    training = next(table for table in tables(found) if table.id == "vergelijk.is.3")
    assert [[span_text(cell.spans) for cell in row.cells] for row in training.rows] == [
        ["Onbekend.", f"8: {', '.join(f'Dorp {number}' for number in range(8))}"], ["Workshop.", "1: Anders"],
    ]  # fmt: skip


def test_fifty_stay_readable():
    data = tuple(Profile.model_validate(data_of(name)) for name in shipped_profiles())
    found = compare((data * 6)[:50], LIBRARY, DAY)
    assert max(len(table.rows) for table in tables(found)) < 15
    assert {len(table.header) for table in tables(found)} == {2}


@pytest.mark.wide
def test_every_municipality_stands_in_every_table_of_fifty():
    for table in tables(compare(many(50), LIBRARY, DAY)):
        text = " ".join(span_text(row.cells[1].spans) for row in table.rows)
        assert all(re.search(rf"Dorp {number}\b", text) for number in range(50)), table.id


def test_two_of_the_same_name_both_stand_there():
    found = compare((profile(), profile()), LIBRARY, DAY)
    assert [one["naam"] for one in comparison_data(found, LIBRARY)["gemeenten"]] == ["Testdorp", "Testdorp"]
    assert len({block.id for block in comparison_chapter(found, LIBRARY, DAY).blocks}) == 6


def test_what_is_not_known_is_called_unknown():
    assert comparison_data(compare(many(1), LIBRARY, DAY), LIBRARY)["gemeenten"][0]["is"] == ["Onbekend."] * 6


def test_proposals_come_with_their_reason():
    found = compare((profile(organisatie={"fte": 900}),), LIBRARY, DAY)
    shown = comparison_data(found, LIBRARY)["gemeenten"][0]["voorstel"][0]
    assert "Aanjagers op de afdelingen. De organisatie is groot (900 fte)" in shown


def test_a_step_without_a_proposal_says_so():
    own = {key: {"keuze": "niet", "reden": "nee"} for key in LIBRARY.cards}
    shown = comparison_data(compare((profile(keuzes=own),), LIBRARY, DAY), LIBRARY)["gemeenten"][0]["voorstel"]
    assert shown == ["Geen voorstel."] * 6


def test_the_six_steps_have_the_names_of_the_report():
    assert comparison_data(compare(many(1), LIBRARY, DAY), LIBRARY)["stappen"] == [
        "Vorm een team", "Stel een plan op", "Train wie getraind moet worden", "Communiceer & autoriseer",
        "Draai pilot wanneer mogelijk", "Kijk naar korte termijn, geef succes een podium",
    ]  # fmt: skip


def sheet(found):
    text = comparison_csv(found, LIBRARY)
    assert text.startswith("\ufeffGemeente;Nr.;Stap;Soort;Optie;")
    assert "\r\n" in text
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


def test_csv_has_a_row_for_each_step_and_each_proposal():
    rows = sheet(compare((profile(organisatie={"fte": 900}), profile(gemeente={"naam": "Zuid"})), LIBRARY, DAY))
    present = [row for row in rows if row["Soort"] == "Wat er is"]
    assert [(row["Gemeente"], row["Nr."]) for row in present] == [
        (name, str(step)) for name in ("Testdorp", "Zuid") for step in range(1, 7)
    ]
    proposed = [row["Optie"] for row in rows if row["Gemeente"] == "Testdorp" and row["Nr."] == "1" and row["Optie"]]
    assert "Aanjagers op de afdelingen" in proposed
    assert len(set(proposed)) == len(proposed) > 1


@pytest.mark.wide
def test_csv_can_be_filtered_on_every_column():
    for row in sheet(compare(many(50), LIBRARY, DAY)):
        assert all(row[name] for name in ("Gemeente", "Nr.", "Stap", "Soort", "Wat er is, of waarom"))
        assert not row["Optie"] or row["Soort"] == "Wat liagen voorstelt"


def test_a_name_like_a_formula_is_made_harmless_in_csv():
    assert "'=cmd" in comparison_csv(compare((profile(gemeente={"naam": "=cmd"}),), LIBRARY, DAY), LIBRARY)


def test_an_unknown_name_is_a_fill_in():
    found = compare((profile(gemeente={"naam": "[invullen: naam]"}),), LIBRARY, DAY)
    assert found.municipalities[0].name == "[invullen: naam van de gemeente]"
