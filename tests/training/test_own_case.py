"""A profile of the trainer's own as a case: the same parts, and nothing that the rules cannot tell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from day_builders import DAY, LIBRARY, TEXTS
from participant import facts_on, judged, options_on

from liagen.errors import ProfileError
from liagen.files.load import shipped_folder
from liagen.profile.fields import profile_value
from liagen.profile.read import parse_profile
from liagen.training.bundle import bundle
from liagen.training.cases import SetOrder, make_set
from liagen.training.option_sheet import option_sheet
from liagen.training.own_case import OwnProfile, known_answers, load_own_profile, without_answers
from liagen.training.task import task_sheet

NAMES = sorted(path.stem for path in shipped_folder("profiles").glob("*.yaml"))


def made(name, level="basis"):
    own = load_own_profile(shipped_folder("profiles") / f"{name}.yaml", LIBRARY)
    return make_set(SetOrder(None, 7, DAY, level, "kort", 1, (own,)), TEXTS, LIBRARY)


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_of_an_own_case_gives_every_verdict_of_its_key(name):
    (one,) = made(name).examples
    facts = facts_on(task_sheet(one, TEXTS, LIBRARY, DAY))
    printed = options_on(option_sheet(LIBRARY.cards, TEXTS, LIBRARY, DAY))
    by_hand = {
        key: judged(printed[str(number)], facts)[0] for number, key in enumerate(LIBRARY.cards, 1)
    }  # fmt: skip
    assert by_hand == {
        key: LIBRARY.word(f"oordeel_{chosen.verdict}") for key, chosen in one.result.choice.options.items()
    }


def test_an_own_case_has_mistakes_a_pair_and_hidden_facts_like_any_other():
    found = made("hardenberg", "gevorderd")
    (one,) = found.examples
    assert one.faulty.inserted
    assert len(found.contrasts) == 1
    assert one.half.count == TEXTS.levels["gevorderd"].onbekend
    assert all(profile_value(one.half.municipality.profile, path) is None for path in one.half.hidden)


def test_a_hidden_fact_does_not_come_back_in_another_shape_or_in_words():
    text = """gemeente: {naam: Zuid}
organisatie: {fte: 500, fte_toelichting: ongeveer 500}
gedaan:
  trainingen:
    - vorm: workshop
beleggen:
  groepen:
    - soort: werkgroep
"""
    profile = parse_profile(text, "x.yaml", LIBRARY.cards)
    hidden = without_answers(profile, ("organisatie.fte", "gedaan.training", "beleggen.groep.aanwezig"), LIBRARY)
    for path in ("organisatie.fte", "organisatie.fte_toelichting", "gedaan.training"):
        assert path in known_answers(profile)
        assert path not in known_answers(hidden)


def test_what_someone_decided_does_not_count_in_an_exercise(tmp_path):
    path = tmp_path / "eigen.yaml"
    path.write_text(
        "gemeente: {naam: Zuid}\nkeuzes:\n  werkgroep: {keuze: niet, reden: Geen tijd.}\n", encoding="utf-8"
    )
    own = load_own_profile(path, LIBRARY)
    assert own.dropped == ("keuzes",)
    assert not own.profile.keuzes


def test_a_profile_without_a_name_is_refused(tmp_path):
    path = tmp_path / "eigen.yaml"
    path.write_text("gemeente: {naam: '[invullen: naam]'}\n", encoding="utf-8")
    with pytest.raises(ProfileError, match="vul een naam in"):
        load_own_profile(path, LIBRARY)


def test_own_cases_count_among_the_examples_and_stand_in_the_lists():
    own = load_own_profile(shipped_folder("profiles") / "utrecht.yaml", LIBRARY)
    found = bundle(SetOrder(2, 7, DAY, "basis", "kort", 0, (own,)), LIBRARY)
    assert (found.examples, found.contrasts) == (2, 0)
    rows = next(paper for paper in found.papers if paper.name.name == "overzicht.csv").make().decode()
    assert "Utrecht;basis" in rows
    assert "eigen geval" in rows


def test_a_name_that_is_no_file_name_still_gives_a_file():
    profile = parse_profile("gemeente: {naam: '§§'}", "x.yaml", LIBRARY.cards)
    order = SetOrder(1, 7, dt.date(2027, 1, 4), "basis", None, 0, (OwnProfile("x.yaml", profile, ()),))
    names = [str(paper.name) for paper in bundle(order, LIBRARY).papers]
    assert "deelnemers/01-gemeente-1-opdracht.docx" in names
    long = replace(
        order, own=(OwnProfile("x.yaml", parse_profile(f"gemeente: {{naam: {'a' * 300}}}", "x.yaml", None), ()),)
    )
    assert max(len(paper.name.name) for paper in bundle(long, LIBRARY).papers) < 100
