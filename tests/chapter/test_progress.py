"""The look back on a plan with toy texts, and what the next chapter tells of it."""

from __future__ import annotations

import datetime as dt

import pytest
from toy import make_package

from liagen.chapter.goals import goal_outcomes
from liagen.chapter.markdown import plain_text
from liagen.chapter.progress import ReportedGoal, assemble_progress
from liagen.document.as_markdown import write_markdown
from liagen.document.blocks import ListBlock, span_text
from liagen.errors import LibraryError
from liagen.library.load import load_library
from liagen.make.chain import make, material_of
from liagen.profile.fields import find_field
from liagen.profile.model import Profile

DAY = dt.date(2027, 1, 4)
OUTLINE = """\
titel: Terugkijken
onderdelen:
  - sleutel: voortgang_doelen
    titel: Doelen
    inhoud:
      - tabel: voortgang_doelen
      - tabel: voortgang_testen
"""


def profile(**more) -> Profile:
    return Profile.model_validate({"gemeente": {"naam": "Zuid"}, **more})


def progress(found, goals=(), **more) -> str:
    made = make(profile(**more), found, DAY)
    return write_markdown(assemble_progress(material_of(made, found), made.chapter, goals))


def test_a_package_without_the_outline_is_told(tmp_path):
    found = make_package(tmp_path / "pakket").load()
    with pytest.raises(LibraryError, match="dit pakket heeft geen voortgang"):
        progress(found)


def test_marks_that_stand_in_a_table_of_goals_are_read_on(tmp_path):
    package = make_package(tmp_path / "pakket")
    package.write("voortgang.yaml", OUTLINE)
    goal = ReportedGoal("werkgroep.starten", "1", "[voorzet: acht] * teams", "[invullen: functie]", "mei 2027", "")
    text = progress(package.load(), [goal])
    assert "| 1 | acht \\* teams | nog open: functie, mei 2027. Te zien aan: –. |" in text


def test_what_would_be_tested_is_a_proposal_and_there_is_room_for_more(tmp_path):
    package = make_package(tmp_path / "pakket")
    package.write("voortgang.yaml", OUTLINE)
    text = progress(package.load(), te_testen=[{"wat": "de hal", "wanneer": "mei 2027"}, {"wat": "de [oude] deur"}])
    rows = [line for line in text.split("\n") if line.startswith("| ") and "test" in line][1:]
    assert rows[0].startswith("| [voorzet: de hal], gepland voor mei 2027 | [invullen: jaar van test 1]")
    assert "de \\[oude\\] deur [invullen: onderwerp van test 2]" in rows[1]
    assert rows[2].startswith("| [invullen: onderwerp van test 3] |")


def test_a_table_of_progress_has_no_place_elsewhere(tmp_path):
    package = make_package(tmp_path / "pakket")
    package.swap("werkblad.yaml", "lijst: open_punten", "tabel: voortgang_doelen")
    assert package.problems() == [
        "werkblad.yaml:6:16: onderdelen.1.inhoud.1.tabel: tabel `voortgang_doelen` kan alleen in voortgang.yaml staan"
    ]


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        ("g", "Wij keken naar één doel. Dat is gehaald."),
        ("d", "Wij keken naar één doel. Dat is deels gehaald."),
        ("n", "Wij keken naar één doel. Dat is niet gehaald."),
        ("l", "Wij keken naar één doel. Dat was nog niet aan de beurt."),
        ("gg", "Van de twee doelen waar wij naar keken, zijn er twee gehaald."),
        ("gd", "Van de twee doelen waar wij naar keken, is er één gehaald en één deels."),
        ("gggddn", "Van de zes doelen waar wij naar keken, zijn er drie gehaald, twee deels en één niet."),
        ("ggn", "Van de drie doelen waar wij naar keken, zijn er twee gehaald en één niet."),
        ("nnd", "Van de drie doelen waar wij naar keken, is er nog geen gehaald; één is deels gehaald."),
        ("nl", "Van de twee doelen waar wij naar keken, is er nog geen gehaald. Eén doel was nog niet aan de beurt."),
        (
            "ggll",
            "Van de vier doelen waar wij naar keken, zijn er twee gehaald. Twee doelen waren nog niet aan de beurt.",
        ),
    ],
)
def test_goals_are_counted(outcomes, told):
    words = {"g": "gehaald", "d": "deels", "n": "niet", "l": "nog niet aan de beurt"}
    rows = {f"thema.{'abcdef'[place]}": {"stand": words[each]} for place, each in enumerate(outcomes)}
    shipped = load_library()
    made = make(profile(terugblik={"uitkomsten": rows}), shipped, DAY)
    assert plain_text(shipped.texts["doelen_gehaald"].parts["tekst"].render(made.facts)) == told


def test_a_goal_that_is_not_known_any_more_still_has_its_words():
    found = load_library()
    rows = {
        "weg.doel": {"stand": "niet", "toelichting": "het liep anders"},
        "eigen.1": {"toelichting": "De hal is klaar."},
        "eigen.7": {"toelichting": "Dit ook."},
        "thema.training": {"stand": "deels", "toelichting": "Twee teams."},
        "teamoverleg.teams": {"stand": "gehaald"},
    }
    made = make(profile(terugblik={"uitkomsten": rows}, doelen=[{"doel": "de hal is verbouwd."}]), found, DAY)
    items = next(block for block in goal_outcomes(material_of(made, found)) if isinstance(block, ListBlock)).items
    assert [span_text(item.spans) for item in items] == [
        "Het liep anders.",
        "De hal is verbouwd: De hal is klaar.",
        "Dit ook.",
        f"{found.themes['training'].titel} (deels gehaald): Twee teams.",
    ]


def test_without_words_there_is_no_list():
    found = load_library()
    made = make(profile(terugblik={"uitkomsten": {"teamoverleg.teams": {"stand": "gehaald"}}}), found, DAY)
    assert goal_outcomes(material_of(made, found)) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("terugblik.uitkomsten.teamoverleg.teams.stand", "keuze"),
        ("terugblik.uitkomsten.eigen.1.toelichting", "tekst"),
        ("terugblik.uitkomsten.eigen.1.aantal", None),
        ("terugblik.uitkomsten.eigen.stand", None),
        ("terugblik.uitkomsten.eigen..stand", None),
        ("terugblik.uitkomsten.stand", None),
    ],
)
def test_what_came_of_a_goal_is_a_field(path, kind):
    spec = find_field(path)
    assert (spec.kind if spec else None) == kind
