"""The blank profile: every question, every allowed answer, and readable at once."""

from __future__ import annotations

import datetime as dt

import pytest
from every import every
from hypothesis import given
from hypothesis import strategies as st

from liagen.files.check import check_model
from liagen.files.yaml_in import parse_yaml
from liagen.profile.blank import (
    EDITOR_LINE,
    allowed,
    answer_problem,
    askable_fields,
    blank_profile,
    field_table,
    parse_reply,
    write_answer,
)
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.model import Profile

BLANK = blank_profile()


def loaded(text: str) -> Profile:
    tree = parse_yaml(text, "p")
    profile, problems = check_model(Profile, tree, "p")
    assert (tree.problems, problems) == ([], [])
    assert profile is not None
    return profile


def uncommented(text: str) -> str:
    """The blank profile with its example rows made real."""
    names = tuple(f"{path.rpartition('.')[2]}:" for path, spec in field_specs().items() if spec.kind == "groepen")
    rows, real = [], False
    for row in text.split("\n"):
        bare = row.strip().removeprefix("# ")
        real = row.strip().startswith("# ") and (bare in names or (real and row.strip().startswith("#   ")))
        rows.append(row.replace("# ", "", 1) if real else row)
    return "\n".join(rows)


# ------------------------------------------------------------ the text


def test_a_blank_profile_is_a_good_profile():
    assert loaded(BLANK).gemeente.naam is None


def test_in_a_blank_profile_nothing_is_known_but_the_defaults():
    plain = Profile.model_validate({"gemeente": {"naam": "[invullen: x]"}})
    assert loaded(BLANK) == plain


def test_the_first_line_points_an_editor_to_the_schema():
    assert BLANK.startswith(EDITOR_LINE)


def test_every_question_and_allowed_answer_stands_in_the_blank_profile():
    words = " ".join(row.strip().removeprefix("# ") for row in BLANK.split("\n"))
    assert [path for path, spec in field_specs().items() if spec.vraag not in words] == []
    assert [path for path, spec in field_specs().items() if spec.choices and allowed(spec) not in words] == []


def test_no_row_is_too_wide_to_read():
    assert max(map(len, BLANK.split("\n"))) <= 102


def test_the_examples_in_the_comments_are_good_rows():
    found = loaded(uncommented(BLANK))
    assert found.doelen is not None
    assert (found.doelen[0].thema, list(found.keuzes)) == ("draagvlak", ["aanjagers_per_afdeling"])


def test_answers_are_filled_in():
    answers = {
        "gemeente.naam": "'s-Hertogenbosch",
        "organisatie.fte": 400,
        "planning.startdatum": dt.date(2027, 1, 4),
        "aanleiding": ("motie", "lobby"),
        "organisatie.afdelingen": ("Zorg, welzijn", "[x]", "a: b"),
        "lia.intern_deel": "ja",
    }
    found = loaded(blank_profile(answers))
    assert {path: profile_value(found, path) for path in answers} == answers


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1).filter(lambda text: text.strip()))
def test_any_name_can_be_filled_in(text):
    assert loaded(blank_profile({"stand.bron": text})).stand.bron == text.strip()


@every(
    ("answer", "written"),
    [
        (400, "400"),
        ("nee", "nee"),
        ("no", '"no"'),
        (dt.date(2027, 1, 4), "2027-01-04"),
        ((), "[]"),
        (("a", "b"), "[a, b]"),
        (("a, b", "c"), '["a, b", c]'),
        ((2027, 2028), "[2027, 2028]"),
    ],
)
def test_an_answer_is_written_on_one_line(answer, written):
    assert write_answer(answer) == written


# ------------------------------------------------------------ asking


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("lia.intern_deel", "Kies: ja, nee of onbekend."),
        ("document.besluit_door", "Kies: raad, college, beide."),
        ("gedaan.podium", "Kies één of meer, tussen [ en ]: intranet, publicaties, bijeenkomst. Of: geen."),
        ("gemeente.naam", ""),
        ("organisatie.fte", ""),
    ],
)
def test_allowed_answers_are_told_in_words(path, text):
    assert allowed(field_specs()[path]) == text


def test_lists_of_groups_are_not_asked():
    assert not {"doelen", "keuzes", "capaciteit.budget"} & {spec.path for spec in askable_fields()}


def test_where_the_profile_came_from_is_not_asked():
    assert "stand.herkomst" not in {spec.path for spec in askable_fields()}


@every(
    ("path", "reply", "answer"),
    [
        ("organisatie.fte", "400", "400"),
        ("organisatie.fte", "veel", "veel"),
        ("stand.datum", "31-1-2027", "31-1-2027"),
        ("lia.intern_deel", "JA", "ja"),
        ("lia.intern_deel", "d", "d"),
        ("draagvlak.raad", "d", "deels"),
        ("lia.intern_deel", "1", "1"),
        ("lia.status", "2", "in_ontwikkeling"),
        ("lia.status", "in uit", "in_uitvoering"),
        ("lia.status", "in", "in"),
        ("lia.status", "99", "99"),
        ("aanleiding", "geen", "geen"),
        ("aanleiding", "[ ]", "geen"),
        ("aanleiding", "motie, lobby, motie", ("motie", "lobby")),
        ("aanleiding", "mot, lob en wethouder", ("motie", "lob en wethouder")),
        ("aanleiding", "1 3", ("motie", "lobby")),
        ("aanleiding", "1, lobby", ("motie", "lobby")),
        ("aanleiding", ",", (",",)),
        ("organisatie.afdelingen", "[Zorg, Werk]", "Zorg, Werk"),
        ("organisatie.afdelingen", "[]", "geen"),
    ],
)
def test_a_number_or_a_beginning_becomes_the_answer_that_was_meant(path, reply, answer):
    assert parse_reply(field_specs()[path], reply) == answer


@every(
    ("path", "answer", "reason"),
    [
        ("organisatie.fte", "veel", 'vul een heel getal in, niet "veel"'),
        ("organisatie.fte", 0, "het getal 0 is te klein; het laagste is 1"),
        ("lia.status", "klaar", "kies uit: geen, in_ontwikkeling, vastgesteld, in_uitvoering of herijking; hier staat"),
        ("aanleiding", ("zzz",), "kies uit: motie,"),
        ("stand.datum", "morgen", "schrijf de datum als JJJJ-MM-DD, bijvoorbeeld 2027-01-31"),
        ("gemeente.naam", "a\ue000", "verwijder het teken U+E000"),
    ],
)
def test_a_reply_that_cannot_stand_gets_its_reason(path, answer, reason):
    assert answer_problem({path: answer}, path).startswith(reason)


def test_a_good_reply_has_no_refusal():
    assert answer_problem({"organisatie.fte": 400}, "organisatie.fte") == ""


def test_a_reply_may_clash_with_an_earlier_one():
    answers = {"document.periode.van": 2030, "document.periode.tot": 2027}
    assert (
        answer_problem(answers, "document.periode.tot")
        == "de periode eindigt (2027) voordat zij begint (2030); verbeter een jaar"
    )


def test_a_reply_may_clash_with_a_later_one():
    answers = {"beleggen.uitvoerder.leeg_van": 2025, "beleggen.uitvoerder.leeg_tot": 2023}
    problem = answer_problem(answers, "beleggen.uitvoerder.leeg_van")
    assert problem == "`leeg_tot` ligt vóór `leeg_van`; verbeter één van beide"


def test_a_mistake_elsewhere_is_no_reason_to_refuse():
    assert answer_problem({"organisatie.fte": 0, "gemeente.naam": "X"}, "gemeente.naam") == ""


# ------------------------------------------------------------ the table for the handleiding


@pytest.mark.parametrize(
    "row",
    [
        "| `document.besluit_door` | Wie stelt het document met dit hoofdstuk vast? | `raad`, `college`, `beide` |",
        "| `gedaan.verteld` | Wanneer is er over inclusie verteld, en wat was het gevolg? "
        "Vult u dit in? Dan hoeft u niet apart te noemen hoe het is verteld. | rijen met `jaar`, `vorm`, `uitkomst` |",
        "| `gemeente.provincie` | In welke provincie ligt de gemeente? | tekst |",
    ],
)
def test_the_table_describes_every_field(row):
    assert row in field_table().split("\n")


def test_the_table_has_a_row_for_every_field():
    assert len(field_table().strip().split("\n")) == len(field_specs()) + 2
