"""Answers that were really typed in LibreOffice, in a chapter and a work sheet of the real library."""

from __future__ import annotations

import pytest
import shipped
from answer_builders import MORE, by_kind, documents, fill_texts, read, taken
from libreoffice import NEEDS_WRITER, driven

from liagen.profile.canonical import write_profile

pytestmark = NEEDS_WRITER

TEXT = write_profile(shipped.profile("meierijstad"))

# What is done in which document, what of it is taken over, and what is not.
SCENARIOS: dict[str, tuple[str, int, list[list[str]], dict[str, str], dict[str, str]]] = {
    "opened and saved": (TEXT, 0, [], {}, {}),
    "opened and saved sheet": (TEXT, 1, [], {}, {}),
    "a blank": (
        TEXT,
        0,
        [["replace", "beleggen.uitvoerder.uren_per_week", "8 uur"]],
        {"beleggen.uitvoerder.uren_per_week": "8"},
        {},
    ),
    "a blank in an edited paragraph": (
        TEXT,
        0,
        [
            ["replace", "draagvlak.wethouder", "wethouder zorg"],
            ["replace", "aanspreekpunt in het college", "gezicht van dit werk"],
            ["type_behind", "gezicht van dit werk", ", en spreekt collega's aan"],
        ],
        {"draagvlak.wethouder": "wethouder zorg"},
        {},
    ),
    "a date while changes are tracked": (
        TEXT,
        0,
        [["track"], ["replace", "document.besluit_datum", "1 juni 2027"]],
        {"document.besluit_datum": "1 juni 2027"},
        {},
    ),
    "another proposal": (
        TEXT,
        0,
        [
            ["replace", "doelen_kiezen.teamoverleg.teams.aantal", "Zes"],
            ["replace", "document.besluit_door", "het college"],
        ],
        {"doelen_kiezen.teamoverleg.teams.aantal": "6", "document.besluit_door": "college"},
        {},
    ),
    "a proposal without its brackets": (
        TEXT,
        0,
        [["replace", "doelen_kiezen.testen_door_ervaringsdeskundigen.per_afdeling.aantal", "Twee"]],
        {"doelen_kiezen.testen_door_ervaringsdeskundigen.per_afdeling.aantal": "2"},
        {},
    ),
    "a paragraph that is retyped": (
        TEXT,
        0,
        [["retype", "per aanjager", "Over uren praten wij later."]],
        {},
        {
            "beleggen.uitvoerder.uren_per_week": "onduidelijk",
            "beleggen.uitvoerder.vervanger_uren": "onduidelijk",
            "beleggen.aanjagers.uren_per_maand": "onduidelijk",
        },
    ),
    "an emptied blank": (
        TEXT,
        0,
        [["replace", "beleggen.uitvoerder.uren_per_week", ""]],
        {},
        {"beleggen.uitvoerder.uren_per_week": "leeggemaakt"},
    ),
    "questions": (
        TEXT,
        1,
        [
            ["replace", "lia.intern_deel", "ja"],
            ["replace", "organisatie.aantal_afdelingen", "12"],
            ["replace", "knelpunten", "tijdgebrek en geld"],
            ["replace", "capaciteit.budget", "€ 7.500"],
            ["replace", "structuren.borrelpraat", "misschien"],
        ],
        {
            "lia.intern_deel": "ja",
            "organisatie.aantal_afdelingen": "12",
            "knelpunten": "tijdgebrek; geld",
            "capaciteit.budget": "7.500",
        },
        {"structuren.borrelpraat": "niet_begrepen"},
    ),
    "a question that was answered and explained": (
        TEXT,
        1,
        [
            ["replace", "organisatie.aantal_afdelingen", "12"],
            ["type_behind", "telt mee in de uren (deel 5)", ", zegt personeelszaken"],
        ],
        {"organisatie.aantal_afdelingen": "12"},
        {},
    ),
    "a deadline, an owner and a number": (
        MORE,
        0,
        [
            ["replace", "30 november 2027", "1 juli 2028"],
            ["replace", "30 september 2027", "eind 2027"],
            ["replace", "Zes teams", "Tien teams"],
            ["replace", "hoofd communicatie", "gemeentesecretaris"],
            ["replace", "[invullen: functie van de eigenaar – directie]", "hoofd Vastgoed"],
            ["replace", "[voorzet: 31 december 2027]", "31 december 2027"],
        ],
        {
            "doelen.1.deadline": "1 juli 2028",
            "doelen.1.eigenaar": "gemeentesecretaris",
            "doelen.2.eigenaar": "hoofd Vastgoed",
            "doelen.2.deadline": "31 december 2027",
            "doelen_kiezen.teamoverleg.teams.deadline": "eind 2027",
            "doelen_kiezen.teamoverleg.teams.aantal": "10",
        },
        {},
    ),
    "a goal taken out": (
        MORE,
        0,
        [["delete_row", "Alle brieven zijn herschreven"]],
        {},
        {"doelen_kiezen.eigen.1": "vraag"},
    ),
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("answers")
    jobs = {}
    for name, (text, number, steps, _, _) in SCENARIOS.items():
        source = folder / f"{name.replace(' ', '-')}-bron.docx"
        data = documents(text)[number]
        source.write_bytes(data)
        texts = fill_texts(data)
        jobs[name] = (source, [[texts.get(each, each) for each in step] for step in steps])
    return driven(folder, jobs)


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_was_typed_is_read_and_nothing_else(name, saved):
    _, _, _, answers, others = SCENARIOS[name]
    found = read(saved[name])
    assert taken(found) == answers
    kinds = {each.path: each.kind for each in found.outcomes if each.kind != "overgenomen"}
    assert kinds == others
    assert found.text
    if not answers:
        assert found.text == found.base.text


def test_the_answers_of_chapter_and_sheet_are_put_together(saved):
    found = read(saved["a blank"], saved["questions"])
    assert taken(found) == SCENARIOS["a blank"][3] | SCENARIOS["questions"][3]
    assert not by_kind(found, "tegenspraak")
