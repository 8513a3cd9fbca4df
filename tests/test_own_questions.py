"""The questions of a package, through every door: checked, asked, told, and kept in a Word file that goes on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from answer_builders import opened, retyped
from officer import Elements, Posted
from own_package import package
from pydantic import ValidationError

from liagen.browser.app.exchange import KEPT
from liagen.browser.app.session import Session
from liagen.browser.preview.watch import Watch, WatchTargets
from liagen.chapter.question_list import Asked
from liagen.cli import run
from liagen.errors import LibraryError, ProfileError
from liagen.library.load import read_library
from liagen.library.own_questions import read_own_questions
from liagen.library.package import read_package
from liagen.make.answers import PartialProfile, base_profile, read_answers
from liagen.make.chain import make_documents
from liagen.make.order import Order
from liagen.make.question_list import make_question_list, open_questions
from liagen.profile.blank import blank_profile
from liagen.profile.canonical import write_profile
from liagen.profile.fields import field_specs, json_schema
from liagen.profile.interview import Interview
from liagen.profile.model import Profile
from liagen.profile.own_fields import own_fields
from liagen.profile.read import parse_partial_profile, parse_profile
from liagen.workshop.check import check_package

DATE = dt.date(2027, 1, 4)
ORDER = Order("docx", DATE, date=DATE)
QUESTIONS = """\
vraag: Wat wil bureau Zuid nog weten?
velden:
  loket:
    naam: loket voor toegankelijkheid
    vraag: Is er een loket voor toegankelijkheid?
    soort: ja_nee
    wie: directie
  plek:
    naam: plek van het loket
    vraag: Waar is het loket?
    uitleg: Kies de plek die het meest wordt gebruikt.
    soort: keuze
    keuzes: [stadhuis, via_de_website]
    als: velden.voorbeeld.loket == 'ja'
  talen:
    naam: talen aan het loket
    vraag: Welke talen spreekt het loket?
    soort: keuzelijst
    keuzes: [nederlands, gebarentaal]
  uren:
    naam: uren van het loket
    vraag: Hoeveel uur per week is het loket open?
    soort: getal
  budget:
    naam: budget van het loket
    vraag: Wat kost het loket per jaar?
    soort: bedrag
  sinds:
    naam: begin van het loket
    vraag: Sinds wanneer is het loket er?
    soort: datum
  leiding:
    naam: leiding van het loket
    vraag: Wie leidt het loket?
    soort: tekst
"""
TEXT = """\
{% if velden.voorbeeld.loket == 'ja' %}
Het loket is er: {{ velden.voorbeeld.plek }}. Het kost {{ velden.voorbeeld.budget|euro }} per jaar.
{% elif velden.voorbeeld.loket == 'nee' %}
Een loket is er niet.
{% else %}
Over het loket is niets bekend.
{% endif %}
"""
OUTLINE = """\
onderdelen:
  loket:
    titel: Het loket
    inhoud:
      - tekst: loket
"""
ANSWERED = """\
gemeente:
  naam: Zuid
velden:
  voorbeeld:
    loket: JA
    plek: Via de website
    talen: gebarentaal en nederlands
    uren: "1.000"
    sinds: eind 2026
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    found = package(tmp_path_factory.mktemp("vragen") / "voorbeeld", "velden.yaml", QUESTIONS)
    package(found, "teksten/loket.md", TEXT)
    return package(found, "opbouw.yaml", OUTLINE)


@pytest.fixture(scope="module")
def library(root):
    return read_library([root])


@pytest.fixture
def in_use(library):
    with library.fields_in_use():
        yield library


# ------------------------------------------------------------ in the profile


def test_answers_are_read_as_those_of_our_own_fields(in_use):
    told = parse_profile(ANSWERED, "", None).velden.voorbeeld
    assert (told.loket, told.plek, told.talen) == ("ja", "via_de_website", ("gebarentaal", "nederlands"))
    assert (told.uren, told.budget, str(told.sinds)) == (1000, None, "2026-12-31")


def test_the_canonical_text_keeps_them(in_use):
    profile = parse_profile(ANSWERED, "", None)
    assert parse_profile(write_profile(profile), "", None) == profile


def test_every_wrong_answer_is_told_with_its_place(in_use):
    rows = "loket: misschien", "uuren: 3", "uren: veel"
    wrong = "\n    ".join(("gemeente:\n  naam: Zuid\nvelden:\n  voorbeeld:", *rows)) + "\n  elders:\n    x: 1\n"
    with pytest.raises(ProfileError) as caught:
        parse_profile(wrong, "p.yaml", None)
    assert [str(problem) for problem in caught.value.problems] == [
        'p.yaml:5:12: velden.voorbeeld.loket: kies uit: ja, nee of onbekend; hier staat "misschien"',
        "p.yaml:6:5: velden.voorbeeld.uuren: onbekend veld, bedoelde u `uren`?",
        'p.yaml:7:11: velden.voorbeeld.uren: vul een heel getal in, niet "veel"',
        "p.yaml:8:3: velden.elders: deze antwoorden horen bij het pakket `elders`; geef dat pakket mee met --pakket",
    ]


def test_without_the_package_the_profile_says_which_one_is_missing():
    with pytest.raises(ProfileError, match="horen bij het pakket `voorbeeld`"):
        parse_profile(ANSWERED, "", None)


def test_they_are_in_the_blank_profile_and_the_schema_and_nowhere_else_afterwards(library):
    with library.fields_in_use():
        blank, schema = blank_profile(), json_schema()
        parse_profile(blank, "", None)
    assert "\nvelden:\n  # Wat wil bureau Zuid nog weten?\n  voorbeeld:\n" in blank
    assert schema["$defs"]["Velden_voorbeeld"]["properties"]["plek"]["description"].startswith("Waar is het loket?")
    assert not [path for path in field_specs() if path.startswith("velden")]
    assert own_fields() == ()


def test_a_question_is_not_asked_when_its_condition_is_no(in_use):
    def paths(**answers):
        interview = Interview(answers={f"velden.voorbeeld.{key}": value for key, value in answers.items()})
        return [spec.path for spec in interview._relevant_fields()]

    where = "velden.voorbeeld.plek"
    assert where in paths() and where in paths(loket="ja") and where in paths(loket="onbekend")
    assert where not in paths(loket="nee")


def test_the_model_refuses_what_is_not_asked():
    with pytest.raises(ValidationError):
        Profile.model_validate({"gemeente": {"naam": "Zuid"}, "velden": {}})


# ------------------------------------------------------------ in the documents


def chapter(text, library):
    with library.fields_in_use():
        profile = parse_profile(text, "", library.cards)
        return make_documents(profile, library, Order("md", DATE, date=DATE)).documents[0].data.decode()


@pytest.mark.parametrize(
    ("answer", "told"),
    [("nee", "Een loket is er niet."), ("onbekend", "Over het loket is niets bekend."), ("ja", "Het loket is er:")],
)
def test_unknown_is_never_no(answer, told, library):
    assert told in chapter(f"gemeente:\n  naam: Zuid\nvelden:\n  voorbeeld:\n    loket: {answer}\n", library)


def test_an_answer_is_told_in_words_and_what_is_unknown_is_a_blank(library):
    assert "Het loket is er: via de website. Het kost [invullen: budget van het loket] per jaar." in chapter(
        ANSWERED, library
    )


def test_a_colleague_is_asked_what_is_open_and_applies(in_use):
    def asked(text):
        found = open_questions(parse_profile(text, "", None), in_use, ORDER, Asked("directie"))
        return [each.field for each in found.questions if each.field.startswith("velden")]

    assert asked("gemeente:\n  naam: Zuid\n") == ["velden.voorbeeld.loket"]
    assert asked(ANSWERED) == []


def test_an_answer_typed_in_word_comes_back_into_the_profile(in_use):
    profile = parse_profile(ANSWERED, "p.yaml", in_use.cards)
    made = make_documents(profile, in_use, ORDER).documents[0].data
    found = read_answers(opened(retyped(made, {"velden.voorbeeld.budget": "€ 7.500"})), in_use)
    after = parse_profile(found.text, "", in_use.cards)
    assert after.velden.voorbeeld.budget == 7500
    assert after.velden.voorbeeld.plek == "via_de_website"


def test_a_list_for_a_colleague_and_a_part_of_a_profile_come_back_too(in_use):
    mine = "gemeente:\n  naam: Zuid\n"
    asked = Asked(None, ("velden.voorbeeld.plek",))
    made = make_question_list(open_questions(parse_profile(mine, "", None), in_use, ORDER, asked), ORDER).data
    filled = opened(retyped(made, {"velden.voorbeeld.plek": "via de website"}), names=("vragen.docx",))
    theirs = parse_partial_profile("velden:\n  voorbeeld:\n    uren: 12\n", "deel.yaml", None)
    base = base_profile(mine, "p.yaml", in_use)
    found = read_answers(filled, in_use, base, [PartialProfile("deel.yaml", theirs)])
    after = parse_profile(found.text, "", None).velden.voorbeeld
    assert (after.plek, after.uren) == ("via_de_website", 12)


def test_looking_along_and_a_batch_know_them(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(ANSWERED, encoding="utf-8")
    with Watch(WatchTargets(lambda: (root,), (Path("a.yaml"),), lambda _: DATE)) as watch:
        shown = watch.page_state("a", "")
    assert shown.problems == () and "Het loket is er" in repr(shown.view.documents["hoofdstuk"].content)
    assert run(["reeks", "a.yaml", "--pakket", str(root), "-o", "uit", "--formaat", "md"]) == 0
    assert "Het loket is er: via de website." in Path("uit/a.md").read_text(encoding="utf-8")


def test_the_page_asks_them_and_saves_them(library):
    session = Session(library, DATE)

    def does(action, *fields, place=""):
        return session.post(Posted([("plaats", place), *fields, ("doe", action)], []))

    page = Elements(does("naar", place="velden").regions["vragen"])
    assert "Wat wil bureau Zuid nog weten?" in page.text and "Waar is het loket?" in page.text
    field = "velden.voorbeeld.loket"
    reply = does("antwoord", ("getoond", field), (f"v:{field}", "nee"), (KEPT, "ja"), place="velden")
    assert "Een loket is er niet." in Elements(reply.regions["document"]).text
    assert "voorbeeld:\n    loket: nee\n" in reply.work
    assert (
        "Deze vraag vervalt, want u antwoordde «nee» op de vraag «Is er een loket"
        in Elements(does("rest", place="velden").regions["vragen"]).text
    )


# ------------------------------------------------------------ what a package may declare


def problems(tmp_path: Path, text: str, name: str = "velden.yaml") -> list[str]:
    root = package(tmp_path / "voorbeeld", name, text)
    with pytest.raises(LibraryError) as caught:
        read_library([root])
    return [f"{each.code} {each.field}: {each.message}" for each in caught.value.problems]


def test_every_mistake_in_the_questions_is_told(tmp_path):
    text = """\
vraag: Nog iets
velden:
  copy:
    naam: x
    vraag: Wat?
    soort: tekst
  geld:
    naam: "{{ gemeente.naam }}"
    vraag: Hoeveel?
    soort: geld
    wie: burgemeester
  plek:
    naam: plek
    vraag: Waar?
    soort: keuze
    keuzes: [balie, onbekend]
    als: velden.voorbeeld.geldd == 'ja'
  uur:
    naam: uur
    vraag: Hoe laat?
    soort: getal
    keuzes: [een, twee]
"""
    found = problems(tmp_path, text)
    assert [each.split(":")[0] for each in found] == [
        "LIA097 vraag", "LIA097 velden.copy", "LIA062 velden.geld.naam", "LIA037 velden.geld.soort",
        "LIA037 velden.geld.wie", "LIA097 velden.plek.keuzes", "LIA051 velden.plek.als", "LIA097 velden.uur",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("naam", "'loket [invullen: x]'"),
        ("naam", "a" * 101),
        ("vraag", '"Waar?\\x1b[2J?"'),
        ("vraag", '"Waar\\u202e?"'),
        ("uitleg", "|\n      een\n      twee"),
        ("keuzes", "[Stadhuis, website]"),
        ("keuzes", "[een, een]"),
        ("keuzes", "[" + ", ".join("abcdefghijklmnopqrstuvwxyz"[n // 26] + chr(97 + n % 26) for n in range(41)) + "]"),
    ],
)
def test_what_a_question_may_not_say(key, value, tmp_path):
    row = {"naam": "plek", "vraag": "Waar?", "soort": "keuze", "keuzes": "[balie, website]", key: value}
    text = "vraag: Wat?\nvelden:\n  a:\n" + "".join(f"    {name}: {told}\n" for name, told in row.items())
    _, found = read_own_questions([read_package(package(tmp_path / "voorbeeld", "velden.yaml", text))])
    assert found
    assert all(each.field.startswith(f"velden.a.{key}") for each in found)


def test_a_condition_looks_at_fields_alone(tmp_path):
    row = "vraag: Wat?\nvelden:\n  a:\n    naam: a\n    vraag: Wat?\n    soort: ja_nee\n    als: {als}\n"
    assert problems(tmp_path, row.format(als="organisatie.omvang == 'groot'"))
    assert problems(tmp_path, row.format(als="plan.besluit == 'komt'"))[0].startswith("LIA097")


def test_two_packages_with_the_same_key_do_not_clash(tmp_path, root):
    other = package(tmp_path / "ander", "velden.yaml", QUESTIONS.replace("Waar is het loket?", "Waar dan?"))
    head = other / "pakket.yaml"
    head.write_text(head.read_text().replace("naam: voorbeeld", "naam: ander"))
    (other / "velden.yaml").write_text(
        (other / "velden.yaml").read_text().replace("velden.voorbeeld.", "velden.ander.")
    )
    with read_library([root, other]).fields_in_use():
        assert field_specs()["velden.voorbeeld.plek"].vraag == "Waar is het loket?"
        assert field_specs()["velden.ander.plek"].vraag == "Waar dan?"


def test_a_text_that_names_an_unknown_question_is_refused(tmp_path):
    found = problems(tmp_path, "{{ velden.voorbeeld.lokket }}", "teksten/x.md")
    assert found[0].startswith("LIA061")


def test_a_question_is_read_as_every_text(tmp_path):
    long = "Is er een loket " + "waar iemand heen kan " * 7 + "met een vraag?"
    row = f"vraag: Wat?\nvelden:\n  a:\n    naam: a\n    vraag: {long}\n    soort: ja_nee\n"
    found = check_package(package(tmp_path / "voorbeeld", "velden.yaml", row))
    assert [(each.code, each.field) for each in found] == [("LIA110", "velden.a.vraag")]


# ------------------------------------------------------------ the commands


def test_commands_know_the_questions(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["nieuw", "p.yaml", "--pakket", str(root)]) == 0
    assert "$schema=p.schema.json\n" in Path("p.yaml").read_text(encoding="utf-8")
    assert "Velden_voorbeeld" in Path("p.schema.json").read_text(encoding="utf-8")
    assert run(["controleer", "p.yaml", "--pakket", str(root)]) == 0
    capsys.readouterr()
    assert run(["schema", "--pakket", str(root)]) == 0
    assert "Velden_voorbeeld" in json.loads(capsys.readouterr().out)["$defs"]
    assert run(["sjabloon", "velden", str(root)]) == 0
    assert "| `velden.voorbeeld.plek` | Waar is het loket? Kies de plek" in capsys.readouterr().out
    assert run(["sjabloon", "dekking", str(root), "--json"]) == 1
    unused = json.loads(capsys.readouterr().out)["eigen_vragen_ongebruikt"]
    assert unused == [f"velden.voorbeeld.{key}" for key in ("talen", "uren", "sinds", "leiding")]
    Path("q.yaml").write_text(ANSWERED, encoding="utf-8")
    assert run(["sjabloon", "verschil", "standaard", str(root), "q.yaml"]) == 1
    assert own_fields() == ()
