"""Answers put into the text of a profile, and everything else left as it was."""

from __future__ import annotations

import datetime as dt

import pytest
from every import every
from hypothesis import given, settings
from hypothesis import strategies as st

from liagen.files.check import check_model
from liagen.files.yaml_in import parse_yaml
from liagen.profile.blank import askable_fields, blank_profile
from liagen.profile.edit import insert_answers, write_answers
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.interview import Interview
from liagen.profile.model import Profile

NAME = "gemeente:\n  naam: Zuid\n"


def loaded(text: str) -> Profile:
    tree = parse_yaml(text.removeprefix("\ufeff"), "p")
    profile, problems = check_model(Profile, tree, "p")
    assert (tree.problems, problems) == ([], [])
    return profile


@every(
    ("before", "path", "answer", "after"),
    [
        # the field is there
        ("lia:\n  status:\n", "lia.status", "herijking", "lia:\n  status: herijking\n"),
        ("lia:\n  status: onbekend\n", "lia.status", "herijking", "lia:\n  status: herijking\n"),
        ("lia:\n  status: ~\n", "lia.status", "herijking", "lia:\n  status: herijking\n"),
        ("lia:\n  status:    # weet P&O\n", "lia.status", "geen", "lia:\n  status: geen    # weet P&O\n"),
        ("lia:\n  status: onbekend # ?\n", "lia.status", "geen", "lia:\n  status: geen # ?\n"),
        ("lia:\n  status:\n    onbekend\n", "lia.status", "geen", "lia:\n  status:\n    geen\n"),
        ("lia:\n  'status': null\n", "lia.status", "geen", "lia:\n  'status': geen\n"),
        ('stand:\n  bron: "[invullen: bron]"\n', "stand.bron", "a: b", "stand:\n  bron: 'a: b'\n"),
        (
            'stand:\n  bron: "[invullen:\n    de bron]" # x\nlia:\n',
            "stand.bron",
            "ons",
            "stand:\n  bron: ons # x\nlia:\n",
        ),
        (
            "stand:\n  bron: >-\n    [invullen:\n    bron]\n\n# lia\nlia:\n  jaar: 2024\n",
            "stand.bron",
            "ons",
            "stand:\n  bron: ons\n\n# lia\nlia:\n  jaar: 2024\n",
        ),
        ("stand:\n  bron: |\n    [invullen: x]\n\n\n", "stand.bron", "ons", "stand:\n  bron: ons\n\n\n"),
        ("lia: {status: , jaar: 2024}\n", "lia.status", "geen", "lia: {status: geen, jaar: 2024}\n"),
        ("lia: {status, jaar: 2024}\n", "lia.status", "geen", "lia: {status: geen, jaar: 2024}\n"),
        ("stand: {bron: }\n", "stand.bron", "a, b", 'stand: {bron: "a, b"}\n'),
        # the field is not there
        ("lia:\n  jaar: 2024\n", "lia.status", "geen", "lia:\n  status: geen\n  jaar: 2024\n"),
        ("lia:\n  status: geen # x\n", "lia.jaar", 2024, "lia:\n  status: geen # x\n  jaar: 2024\n"),
        ("lia:\n    jaar: 2024\n", "lia.intern_deel", "ja", "lia:\n    jaar: 2024\n    intern_deel: ja\n"),
        ("lia: # hier\n", "lia.jaar", 2024, "lia: # hier\n  jaar: 2024\n"),
        ("lia: onbekend\n", "lia.jaar", 2024, "lia:\n  jaar: 2024\n"),
        ("lia: {}\n", "lia.jaar", 2024, "lia: {jaar: 2024}\n"),
        ("lia: { status: geen }\n", "lia.jaar", 2024, "lia: {jaar: 2024,  status: geen }\n"),
        (
            "gedaan:\n  training:\n    - workshop\n    - masterclass\n\n  # jaren\n  doelen_jaren: [\n    2026,\n  ]\n",
            "gedaan.communicatie",
            ("intranet", "campagne"),
            "gedaan:\n  training:\n    - workshop\n    - masterclass\n  communicatie: [intranet, campagne]\n\n"
            "  # jaren\n  doelen_jaren: [\n    2026,\n  ]\n",
        ),
        (
            "gedaan:\n  doelen_jaren: [\n    2026,\n  ] # tot nu\n",
            "gedaan.podium",
            (),
            "gedaan:\n  doelen_jaren: [\n    2026,\n  ] # tot nu\n  podium: []\n",
        ),
        (
            "stand:\n  bron: >-\n    een\n    twee\n\nlia:\n  jaar: 2024\n",
            "stand.datum",
            dt.date(2026, 1, 31),
            "stand:\n  datum: 2026-01-31\n  bron: >-\n    een\n    twee\n\nlia:\n  jaar: 2024\n",
        ),
        (
            "document:\n  naam: >-\n    een\n    twee\n\n  # slot\n",
            "document.reikwijdte",
            "breed",
            "document:\n  naam: >-\n    een\n    twee\n  reikwijdte: breed\n\n  # slot\n",
        ),
        ("lia:\n  jaar: 2024", "lia.intern_deel", "ja", "lia:\n  jaar: 2024\n  intern_deel: ja"),
        # the group is not there
        ("keuzes: geen\n", "lia.jaar", 2024, "\nlia:\n  jaar: 2024\nkeuzes: geen\n"),
        ("", "aanleiding", ("motie",), "\naanleiding: [motie]\n"),
        (
            "beleggen:\n  externe_begeleiding: nee\n",
            "beleggen.groep.ambtenaren",
            4,
            "beleggen:\n  groep:\n    ambtenaren: 4\n  externe_begeleiding: nee\n",
        ),
        (
            "beleggen: {externe_begeleiding: nee}\n",
            "beleggen.groep.ambtenaren",
            4,
            "beleggen: {groep: {ambtenaren: 4}, externe_begeleiding: nee}\n",
        ),
        ("beleggen: {groep: }\n", "beleggen.groep.ambtenaren", 4, "beleggen: {groep: {ambtenaren: 4}}\n"),
        ("", "document.periode.van", 2027, "\ndocument:\n  periode:\n    van: 2027\n"),
    ],
)
def test_an_answer_comes_at_its_place(before, path, answer, after):
    assert insert_answers(NAME + before, {path: answer}) == NAME + after
    windows = (NAME + before).replace("\n", "\r\n")
    assert insert_answers("\ufeff" + windows, {path: answer}) == "\ufeff" + (NAME + after).replace("\n", "\r\n")


def test_a_whole_profile_between_braces():
    assert (
        insert_answers("{gemeente: {naam: Zuid}}\n", {"lia.jaar": 2024})
        == "{lia: {jaar: 2024}, gemeente: {naam: Zuid}}\n"
    )


def test_a_profile_that_begins_further_to_the_right():
    text = "---\n  # ons\n  lia:\n    jaar: 2024\n  gemeente:\n    naam: Zuid\n...\n"
    assert insert_answers(text, {"aanleiding": ()}) == text.replace("2024\n", "2024\n\n  aanleiding: []\n")


def test_more_answers_come_in_the_order_of_the_profile():
    answers = {"lia.jaar": 2024, "lia.status": "geen", "gemeente.inwoners": 31500}
    text = "gemeente:\n  naam: Zuid\n  inwoners: 31500\n\nlia:\n  status: geen\n  jaar: 2024\n"
    assert insert_answers(NAME, answers) == text


@every(
    ("text", "answers"),
    [
        (NAME + "lia:\n  ? jaar\n  : 2024\n", {"lia.status": "geen", "lia.jaar": 2025}),
        (NAME + "lia: geen\n", {"lia.jaar": 2024}),
        (NAME + "beleggen: {groep: geen}\n", {"beleggen.groep.ambtenaren": 4}),
        (NAME + "lia:\n  jaar: 1800\n", {"lia.status": "geen"}),
        (NAME + "# \u2028\nlia: {jaar: }\n", {"lia.jaar": 2024}),
        (NAME, {"document.periode.van": 2030, "document.periode.tot": 2027}),
    ],
)
def test_what_cannot_be_put_in_safely_is_not_given(text, answers):
    assert insert_answers(text, answers) == ""


GOAL = "doelen_kiezen.teamoverleg.teams.aantal"


@every(
    ("before", "path", "answer", "after"),
    [
        # another value stands there
        ("lia:\n  jaar: 2024 # oud\n", "lia.jaar", 2025, "lia:\n  jaar: 2025 # oud\n"),
        ("lia: {status: geen, jaar: 2024}\n", "lia.jaar", 2025, "lia: {status: geen, jaar: 2025}\n"),
        ("aanleiding:\n- motie\n- koploper\n# zo\n", "aanleiding", ("lobby",), "aanleiding:\n  [lobby]\n# zo\n"),
        ("aanleiding:\n  - motie # x\n  - koploper\n", "aanleiding", (), "aanleiding:\n  []\n"),
        ("aanleiding: [motie,\n  koploper]\n", "aanleiding", ("lobby",), "aanleiding: [lobby]\n"),
        ("stand:\n  bron: |\n    een\n    twee\n# x\n", "stand.bron", "a: #", "stand:\n  bron: 'a: #'\n# x\n"),
        ("lia:\n  jaar: 2024\n", "lia.jaar", "onbekend", "lia:\n  jaar: onbekend\n"),
        # rows
        (
            "doelen:\n  - doel: A # a\n  - doel: B\n    thema: plan\n",
            "doelen.2.deadline",
            dt.date(2027, 6, 30),
            "doelen:\n  - doel: A # a\n  - doel: B\n    deadline: 2027-06-30\n    thema: plan\n",
        ),
        ("doelen:\n- doel: A\n  eigenaar: x\n", "doelen.1.eigenaar", "z", "doelen:\n- doel: A\n  eigenaar: z\n"),
        ("doelen: [{doel: A}]\n", "doelen.1.eigenaar", "z", "doelen: [{eigenaar: z, doel: A}]\n"),
        (
            "aanleidingen:\n  - jaar: 2020\n    titel: T\n",
            "aanleidingen.1.soort",
            "motie",
            "aanleidingen:\n  - jaar: 2020\n    titel: T\n    soort: motie\n",
        ),
        ("", "te_testen", ({"wat": "a: b"},), '\nte_testen:\n  - wat: "a: b"\n'),
        ("te_testen:\n", "te_testen", ({"wat": "a"},), 'te_testen: [{"wat": "a"}]\n'),
        # goals
        ("", GOAL, 6, "\ndoelen_kiezen:\n  teamoverleg.teams:\n    aantal: 6\n"),
        ("doelen_kiezen: geen\n", GOAL, 6, "doelen_kiezen:\n  teamoverleg.teams:\n    aantal: 6\n"),
        ("doelen_kiezen: {}\n", GOAL, 6, "doelen_kiezen: {teamoverleg.teams: {aantal: 6}}\n"),
        (
            "doelen_kiezen:\n  a.b:\n    keuze: wel\n",
            GOAL,
            6,
            "doelen_kiezen:\n  a.b:\n    keuze: wel\n  teamoverleg.teams:\n    aantal: 6\n",
        ),
        (
            "doelen_kiezen:\n  teamoverleg.teams:\n    keuze: wel\n    aantal: 8\n",
            GOAL,
            6,
            "doelen_kiezen:\n  teamoverleg.teams:\n    keuze: wel\n    aantal: 6\n",
        ),
        (
            "doelen_kiezen:\n  teamoverleg.teams:\n    keuze: wel\n",
            GOAL,
            6,
            "doelen_kiezen:\n  teamoverleg.teams:\n    keuze: wel\n    aantal: 6\n",
        ),
    ],
)
def test_an_answer_comes_over_another_and_in_rows_and_goals(before, path, answer, after):
    assert insert_answers(NAME + before, {path: answer}) == NAME + after
    windows = (NAME + before).replace("\n", "\r\n")
    assert insert_answers(windows, {path: answer}) == (NAME + after).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "path"), [("doelen:\n  - doel: A\n", "doelen.2.eigenaar"), ("doelen: geen\n", "doelen.1.eigenaar")]
)
def test_a_row_that_is_not_there_is_not_made(before, path):
    assert insert_answers(NAME + before, {path: "x"}) == ""


def test_answers_alone_can_be_copied():
    answers = {"gemeente.naam": "Zuid", "stand.datum": dt.date(2026, 1, 31), "aanleiding": (), "lia.jaar": 2024}
    found = loaded(write_answers(answers))
    assert {path: profile_value(found, path) for path in answers} == answers


# ------------------------------------------------------------ a profile with holes, asked again

FULL_ANSWERS = {
    "tekst": "Iets: met 'leestekens', # en *meer*",
    "datum": dt.date(2027, 1, 31),
    "antwoord": "ja",
    "getal": 2027,
    "tekstlijst": ("Ruimte", "Zorg, welzijn"),
}
NUMBERS = {
    "organisatie.aantal_afdelingen": 2,
    "organisatie.aantal_teams": 40,
    "beleggen.uitvoerder.soort": "team",
    "beleggen.uitvoerder.uren_per_week": 12,
    "beleggen.uitvoerder.vervanger_uren": 4,
    "beleggen.aanjagers.uren_per_maand": 4,
    "beleggen.groep.ambtenaren": 6,
    "beleggen.aanjagers.aantal": 8,
    "gedaan.doelen_jaren": (2026, 2027),
}
FULL = {
    spec.path: NUMBERS.get(
        spec.path,
        FULL_ANSWERS.get(spec.kind) or (spec.choices[:2] if spec.kind == "keuzelijst" else spec.choices[-1]),
    )
    for spec in askable_fields()
}
PATHS = sorted(FULL)
WITHOUT_USUAL = [path for path in PATHS if field_specs()[path].default in (None, "onbekend")]
EMPTY = (":   # leeg", ": onbekend", '"[invullen: naam]"')
ROWS = """\
# eigen regels
doelen:
  - doel: Iedereen weet het.   # van de raad
    deadline: 2027-06-30
  - doel: >-
      Nog
      een
keuzes: {aanjagers_per_afdeling: {keuze: niet}}  # zo
"""
TEXT = blank_profile(FULL) + ROWS
PLAIN = "\n".join(row for row in TEXT.split("\n") if row.strip() and not row.strip().startswith("#")) + "\n"


def without(text: str, paths: set[str], removed: bool) -> str:
    """Return a profile in which these fields are empty, or are not there, with groups that hold nothing left out."""
    rows, groups = [], []
    for row in text.split("\n"):
        bare = row.strip()
        if not bare or bare[0] in "#-" or ":" not in bare:
            rows.append(row)
            continue
        depth = (len(row) - len(row.lstrip())) // 2
        groups[depth:] = [bare.partition(":")[0]]
        if (path := ".".join(groups)) not in paths:
            rows.append(row)
        elif path == "gemeente.naam":
            rows.append('  naam: "[invullen: naam]"')
        elif not removed and path in WITHOUT_USUAL:
            empty = ": onbekend" if field_specs()[path].kind == "antwoord" else ":   # leeg"
            rows.append(f"{row.partition(':')[0]}{empty}")
    return "\n".join(rows)


def typed(value: object) -> str:
    if value == ():
        return "geen"
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def asked_again(text: str) -> tuple[str, list[str]]:
    """Answer every open question as the full profile does; return the text and what was asked."""
    interview, asked = Interview.resumed(text.replace("\r\n", "\n"), "p"), []
    while interview.current:
        asked.append(interview.current.path)
        said = interview.answer_current(typed(FULL[interview.current.path]))
        assert not said, said
    return (insert_answers(text, interview.answers) if interview.answers else text), asked


def test_a_full_profile_asks_nothing():
    assert asked_again(TEXT) == (TEXT, [])


@settings(max_examples=12, deadline=None)
@given(
    st.sets(st.sampled_from(PATHS), max_size=12) | st.just(set(PATHS)),
    st.booleans(),
    st.sampled_from([TEXT, PLAIN]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_profile_with_holes_becomes_the_same_again(paths, removed, full, end):
    partial = without(full, paths, removed).replace("\n", end)
    filled, asked = asked_again(partial)
    assert loaded(filled) == loaded(TEXT)
    assert set(asked) <= paths
    assert filled.count("\r") == (filled.count("\n") if end == "\r\n" else 0)
    kept = iter(filled.split(end))
    assert all(row in kept for row in partial.split(end) if not row.endswith(EMPTY))


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(WITHOUT_USUAL)))
def test_what_was_typed_stays_in_its_row(paths):
    partial = without(TEXT, paths, removed=False)
    filled, _ = asked_again(partial)
    rows = zip(partial.split("\n"), filled.split("\n"), strict=True)
    assert all(before == after or before.endswith(EMPTY) for before, after in rows)
