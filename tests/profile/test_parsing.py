"""What is typed in Dutch, as the value that it means; in a profile and in the questions alike."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import pytest
from every import every
from hypothesis import given
from hypothesis import strategies as st

from liagen.files.check import check_model
from liagen.files.yaml_in import parse_yaml
from liagen.files.yaml_out import write_scalar
from liagen.profile.blank import askable_fields, blank_value, with_answers
from liagen.profile.fields import field_specs, json_schema, profile_value, row_fields
from liagen.profile.interview import Interview
from liagen.profile.model import Profile
from liagen.profile.parsing import CHOICE_WORDS, MONTHS, choice_key, normalized, parse_choices

UNDERSTOOD = [
    # answers and choices
    ("lia.intern_deel", "Ja", "ja"),
    ("lia.intern_deel", "JA", "ja"),
    ("lia.intern_deel", "nee.", "nee"),
    ("lia.intern_deel", " Nee . ", "nee"),
    ("lia.intern_deel", "true", "ja"),
    ("lia.intern_deel", "True", "ja"),
    ("lia.intern_deel", "yes", "ja"),
    ("lia.intern_deel", "On", "ja"),
    ("lia.intern_deel", "false", "nee"),
    ("lia.intern_deel", "NO", "nee"),
    ("lia.intern_deel", "off", "nee"),
    ("draagvlak.raad", "Deels", "deels"),
    ("draagvlak.raad", "deels.", "deels"),
    ("draagvlak.raad", "yes", "ja"),
    ("gemeente.soort", "kleine kernen", "kleine_kernen"),
    ("gemeente.soort", "Kleine-kernen", "kleine_kernen"),
    ("gemeente.soort", "kleine  kernen", "kleine_kernen"),
    ("gemeente.soort", "Grotere en kleinere kernen", "grotere_en_kleinere_kernen"),
    ("gemeente.soort", "stadsgemeente", "stad"),
    ("gemeente.soort", "Dorp.", "dorp"),
    ("lia.status", "In ontwikkeling", "in_ontwikkeling"),
    ("lia.status", "GEEN", "geen"),
    ("stijl.lengte", "Kort", "kort"),
    # whole numbers
    ("gemeente.inwoners", "31500", 31500),
    ("gemeente.inwoners", "31.500", 31500),
    ("gemeente.inwoners", "31 500", 31500),
    ("gemeente.inwoners", "31\u00a0500", 31500),
    ("gemeente.inwoners", "31\u202f500", 31500),
    ("gemeente.inwoners", "1.000.000", 1_000_000),
    ("gemeente.inwoners", "1 000 000", 1_000_000),
    ("organisatie.fte", "2.000", 2000),
    ("organisatie.fte", "1.600", 1600),
    ("organisatie.fte", "400", 400),
    # dates
    ("stand.datum", "november 2026", dt.date(2026, 11, 30)),
    ("stand.datum", "Feb. 2028", dt.date(2028, 2, 29)),
    ("stand.datum", "medio juni 2027", dt.date(2027, 6, 20)),
    ("stand.datum", "eind juni 2027", dt.date(2027, 6, 30)),
    ("stand.datum", "Eind  2027", dt.date(2027, 12, 31)),
    ("stand.datum", "2027", dt.date(2027, 12, 31)),
    ("stand.datum", "11-2026", dt.date(2026, 11, 30)),
    ("stand.datum", "2026-11", dt.date(2026, 11, 30)),
    ("stand.datum", "Q3 2027", dt.date(2027, 9, 30)),
    ("stand.datum", "het najaar van 2027", dt.date(2027, 11, 30)),
    ("stand.datum", "2027-04-22", dt.date(2027, 4, 22)),
    ("stand.datum", "2027-4-2", dt.date(2027, 4, 2)),
    ("stand.datum", "22 april 2027", dt.date(2027, 4, 22)),
    ("stand.datum", "22 April 2027", dt.date(2027, 4, 22)),
    ("stand.datum", "22  APRIL  2027", dt.date(2027, 4, 22)),
    ("stand.datum", "22-4-2027", dt.date(2027, 4, 22)),
    ("stand.datum", "22-04-2027", dt.date(2027, 4, 22)),
    ("stand.datum", "22/4/2027", dt.date(2027, 4, 22)),
    ("stand.datum", "1 nov 2026", dt.date(2026, 11, 1)),
    ("stand.datum", "1 nov. 2026", dt.date(2026, 11, 1)),
    ("stand.datum", "3 mrt 2026", dt.date(2026, 3, 3)),
    ("stand.datum", "3 Sept. 2026", dt.date(2026, 9, 3)),
    ("stand.datum", "29 februari 2028", dt.date(2028, 2, 29)),
    # fixed answers in a list
    ("aanleiding", "motie", ("motie",)),
    ("aanleiding", "Motie, lobby en wethouder", ("motie", "lobby", "wethouder")),
    ("aanleiding", "motie, lobby, en wethouder.", ("motie", "lobby", "wethouder")),
    ("aanleiding", "motie; lobby", ("motie", "lobby")),
    ("aanleiding", "motie EN lobby en wethouder", ("motie", "lobby", "wethouder")),
    ("aanleiding", "Geen", ()),
    ("aanleiding", "geen.", ()),
    ("gedaan.communicatie", "logo en slogan", ("logo_en_slogan",)),
    ("gedaan.communicatie", "intranet, logo en slogan en campagne", ("intranet", "logo_en_slogan", "campagne")),
    ("gedaan.communicatie", "teamoverleg en logo-en-slogan", ("teamoverleg", "logo_en_slogan")),
    ("gedaan.doelen_kort", "per jaar en kort en lang", ("per_jaar", "kort_en_lang")),
    ("beleggen.groep.leden", "MEE, ambtenaren en sociaal ondernemers", ("mee", "ambtenaren", "sociaal_ondernemers")),
    # texts in a list
    ("organisatie.afdelingen", "Ruimte, Zorg en Welzijn", ("Ruimte", "Zorg en Welzijn")),
    ("organisatie.afdelingen", "Werk, Inkomen; Zorg", ("Werk, Inkomen", "Zorg")),
    ("organisatie.afdelingen", "Zorg en Welzijn", ("Zorg en Welzijn",)),
    ("organisatie.afdelingen", "Geen", ()),
    ("gedaan.doelen_jaren", "2026, 2027 en 2028", (2026, 2027, 2028)),
    ("gedaan.doelen_jaren", "2026; 2027", (2026, 2027)),
    ("gedaan.doelen_jaren", "2026", (2026,)),
    # not known
    *((path, "Onbekend", None) for path in ("lia.status", "organisatie.fte", "stand.datum", "aanleiding")),
    ("organisatie.afdelingen", "onbekend.", None),
    # texts stay as they are
    ("gemeente.provincie", "Ja", "Ja"),
    ("gemeente.provincie", "a, b en c.", "a, b en c."),
    ("stand.bron", "22 april 2027", "22 april 2027"),
    ("stand.bron", "€ 7.500,-", "€ 7.500,-"),
]

REFUSED = [
    ("lia.intern_deel", "misschien", "kies uit: ja, nee of onbekend"),
    ("lia.intern_deel", "ja, deels", "kies uit"),
    ("lia.intern_deel", "-ja", "kies uit"),
    ("lia.intern_deel", "waar", "kies uit"),
    ("lia.status", "true", "kies uit"),
    ("lia.status", "yes", "kies uit"),
    ("stijl.lengte", "onbekend", "kies uit"),
    ("aanleiding", "motie, burgerinitiatief", 'hier staat "burgerinitiatief"'),
    ("aanleiding", "motie en burgerinitiatief", 'hier staat "motie en burgerinitiatief"'),
    ("aanleiding", "motie, Motie", "`motie` staat dubbel"),
    ("aanleiding", "motie lobby", "kies uit"),
    ("aanleiding", "geen, motie", "kies uit"),
    ("organisatie.fte", "2.5", "vul een heel getal in"),
    ("organisatie.fte", "2,5", "vul een heel getal in"),
    ("organisatie.fte", "1.60", "vul een heel getal in"),
    ("organisatie.fte", "1.6000", "vul een heel getal in"),
    ("organisatie.fte", "0.500", "vul een heel getal in"),
    ("organisatie.fte", "1.000 500", "vul een heel getal in"),
    ("organisatie.fte", "1,600", "vul een heel getal in"),
    ("organisatie.fte", "1600/1700", "vul een heel getal in"),
    ("organisatie.fte", "1e3", "vul een heel getal in"),
    ("organisatie.fte", "ca. 400", "kies één getal en zet er geen woorden bij"),
    ("organisatie.fte", "circa 1.600", "kies één getal"),
    ("organisatie.fte", "±400", "kies één getal"),
    ("organisatie.fte", "300 tot 350", "kies één getal"),
    ("organisatie.fte", "400 fte", "kies één getal"),
    ("organisatie.fte", "31.500.000", "te groot"),
    ("beleggen.uitvoerder.uren_per_week", "2.000", "te groot"),
    ("stand.datum", "30 februari 2027", "de datum 30 februari 2027 bestaat niet"),
    ("stand.datum", "31-4-2027", "de datum 31-4-2027 bestaat niet"),
    ("stand.datum", "4/22/2027", "bestaat niet"),
    ("stand.datum", "0-1-2027", "bestaat niet"),
    ("stand.datum", "1 mei 1066", "het jaar 1066 kan niet"),
    ("stand.datum", "22-4-27", "schrijf het jaar met vier cijfers"),
    ("stand.datum", "22 april '27", "schrijf het jaar met vier cijfers"),
    ("planning.startdatum", "november 2026", "noem ook de dag, zoals 30 november 2026"),
    ("planning.startdatum", "Feb. 2028", "noem ook de dag, zoals 29 februari 2028"),
    ("planning.startdatum", "eind juni 2027", "noem ook de dag, zoals 30 juni 2027"),
    ("planning.startdatum", "eind 2027", "noem ook de dag, zoals 31 december 2027"),
    ("planning.startdatum", "medio 2027", "noem ook de dag"),
    ("planning.startdatum", "2027", "noem ook de dag"),
    ("planning.startdatum", "11-2026", "noem ook de dag"),
    ("planning.startdatum", "2026-11", "noem ook de dag"),
    ("planning.startdatum", "Q3 2027", "noem ook de dag"),
    ("planning.startdatum", "2e kwartaal 2027", "noem ook de dag"),
    ("stand.datum", "winter 2027", "noem ook de dag"),
    ("stand.datum", "13-2027", "noem ook de dag"),
    ("stand.datum", "eind 1066", "het jaar 1066 kan niet"),
    ("stand.datum", "22-4/2027", "schrijf de datum als JJJJ-MM-DD"),
    ("stand.datum", "22 foober 2027", "schrijf de datum als JJJJ-MM-DD"),
    ("stand.datum", "morgen", "schrijf de datum als JJJJ-MM-DD"),
    ("organisatie.afdelingen", ";", "hier hoort een lijst"),
    ("gedaan.doelen_jaren", "2026 t/m 2028", "heel getal"),
    ("gedaan.doelen_jaren", "1066", "te klein"),
]

EUROS = [
    ("7500", 7500),
    ("7.500", 7500),
    ("7 500", 7500),
    ("€ 7.500", 7500),
    ("€7500", 7500),
    ("EUR 7.500", 7500),
    ("7.500,-", 7500),
    ("7500,-", 7500),
    ("€ 7.500,–", 7500),
    ("7.500,--", 7500),
    ("7500 euro", 7500),
    ("7.500 Euro", 7500),
    ("7.500 €", 7500),
    ("7.500,00", 7500),
    ("€ 1.000.000,00", 1_000_000),
    ("€ 0", 0),
]

NO_EUROS = [
    ("7.500,50", "zonder centen"),
    ("€ 7,5", "zonder centen"),
    ("7500.00", "vul een heel getal in"),
    ("€ 75.00", "vul een heel getal in"),
    ("$ 7500", "vul een heel getal in"),
    ("€ -5", "vul een heel getal in"),
    ("ca. € 7.500", "kies één getal"),
    ("7,5 ton", "kies één getal"),
    ("€ 7.500 per jaar", "kies één getal"),
    ("€ 200.000.000", "te groot"),
]


def read(path: str, typed: str) -> tuple[Profile | None, list[str]]:
    """Read a profile in which one field is typed as it comes, without quotes."""
    *groups, name = path.split(".")
    rows = [f"{'  ' * depth}{group}:" for depth, group in enumerate(groups)]
    rows.append(f"{'  ' * len(groups)}{name}: {typed}")
    if groups[:1] == ["gemeente"]:
        rows.insert(1, "  naam: Testdorp")
    else:
        rows.insert(0, "gemeente: {naam: Testdorp}")
    tree = parse_yaml("\n".join(rows), "p")
    assert tree.problems == []
    profile, problems = check_model(Profile, tree, "p")
    return profile, [str(problem) for problem in problems]


@every(("path", "typed", "meant"), UNDERSTOOD)
def test_what_means_one_thing_is_understood_in_a_profile(path, typed, meant):
    profile, problems = read(path, typed)
    assert problems == []
    assert profile_value(profile, path) == meant


@every(("path", "typed", "meant"), UNDERSTOOD)
def test_what_means_one_thing_is_understood_in_the_questions(path, typed, meant):
    interview = Interview(visited=[spec.path for spec in askable_fields() if spec.path != path])
    assert interview.answer_current(typed) == ""
    assert interview.answers.get(path) == (typed.strip() if isinstance(meant, str) and meant == typed else meant)


@every(("path", "typed", "part"), REFUSED)
def test_what_is_unclear_is_refused_in_a_profile_at_its_place(path, typed, part):
    profile, (problem,) = read(path, typed)
    assert profile is None
    assert re.match(rf"p:\d:\d+: {path}(\.\d)?: ", problem)
    assert part in problem


UNCLEAR_IN_QUESTIONS = [row for row in REFUSED if row[1] not in ("motie, Motie", "onbekend", "yes", "1e3")]


@every(("path", "typed", "part"), UNCLEAR_IN_QUESTIONS)
def test_what_is_unclear_is_refused_in_the_questions(path, typed, part):
    interview = Interview(visited=[spec.path for spec in askable_fields() if spec.path != path])
    said = interview.answer_current(typed)
    assert part.lower() in said.lower()
    assert interview.answers == {}


def budget(typed: str) -> tuple[Profile | None, list[str]]:
    text = f"gemeente: {{naam: X}}\ncapaciteit:\n  budget:\n    - jaar: 2027\n      bedrag: {typed}\n"
    profile, problems = check_model(Profile, parse_yaml(text, "p"), "p")
    return profile, [str(problem) for problem in problems]


@every(("typed", "meant"), EUROS)
def test_an_amount_is_read_in_whole_euros(typed, meant):
    profile, problems = budget(typed)
    assert problems == []
    assert profile.capaciteit.budget[0].bedrag == meant


@every(("typed", "part"), NO_EUROS)
def test_no_whole_amount_is_refused_at_its_place(typed, part):
    profile, (problem,) = budget(typed)
    assert profile is None
    assert problem.startswith("p:5:15: capaciteit.budget.1.bedrag: ")
    assert part in problem


def test_an_amount_is_not_read_where_no_money_is_asked():
    assert read("organisatie.fte", "€ 400")[0] is None


def test_everything_unclear_is_told_at_once():
    text = "gemeente: {naam: X}\norganisatie: {fte: ca. 4, aantal_afdelingen: 2.5}\nstand: {datum: ooit in 2027}\n"
    _, problems = check_model(Profile, parse_yaml(text, "p"), "p")
    assert [problem.place for problem in problems] == [(3, 16), (2, 20), (2, 46)]


def test_what_follows_is_drawn_from_what_was_meant():
    assert read("beleggen.uitvoerder.titel_ambassadeur", "Nee.")[0].beleggen.uitvoerder.aanwezig == "onbekend"
    assert read("beleggen.uitvoerder.titel_ambassadeur", "JA")[0].beleggen.uitvoerder.aanwezig == "ja"
    assert read("organisatie.afdelingen", "Zorg, Ruimte")[0].organisatie.aantal_afdelingen == 2


@pytest.mark.parametrize("typed", ["Geen", "GEEN.", "geen"])
def test_a_whole_group_may_be_none(typed):
    assert read("draagvlak", typed)[0].draagvlak.raad == "nee"
    assert read("doelen", typed)[0].doelen == ()


def test_a_whole_group_may_be_unknown():
    assert read("draagvlak", "onbekend")[0].draagvlak == Profile.model_fields["draagvlak"].default


def test_rows_are_read_as_well():
    text = (
        "gemeente: {naam: X}\ndoelen:\n  - {doel: D, deadline: 1 mei 2027, thema: Draagvlak}\nkeuzes: {a: {keuze: Wel}}"
    )
    profile, _ = check_model(Profile, parse_yaml(text, "p"), "p")
    assert (profile.doelen[0].deadline, profile.doelen[0].thema) == (dt.date(2027, 5, 1), "draagvlak")
    assert profile.keuzes["a"].keuze == "wel"


# ------------------------------------------------------------ one meaning only

WITH_CHOICES = [
    spec for path in (None, "doelen", "ervaringsdeskundigen.organisaties", "capaciteit.budget")
    for spec in (row_fields(path) if path else field_specs().values()) if spec.choices
]  # fmt: skip


@every("spec", WITH_CHOICES, ids=lambda spec: spec.path)
def test_no_two_answers_of_a_field_can_be_typed_alike(spec):
    names = [{normalized(choice), choice_key(choice)} for choice in spec.choices]
    assert sum(map(len, names)) == len(set().union(*names))


@every("spec", [spec for spec in WITH_CHOICES if spec.kind == "keuzelijst"], ids=lambda spec: spec.path)
def test_no_answer_is_made_of_two_others_and_an_and(spec):
    for choice in spec.choices:
        for name in (choice, choice_key(choice)):
            parts = name.split("_en_")
            assert len(parts) <= 3
            assert len(parts) == 1 or not all(parse_choices(part, spec.choices)[0] in spec.choices for part in parts)


def test_words_belong_to_answers_that_exist():
    assert set(CHOICE_WORDS) <= {choice for spec in WITH_CHOICES for choice in spec.choices}


# ------------------------------------------------------------ every form reads back

DATES = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
DATE_FORMS = [
    lambda day: day.isoformat(),
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
    lambda day: f"{day.day} {MONTHS[day.month - 1][:3]}. {day.year}",
]


@given(DATES, st.sampled_from(DATE_FORMS))
def test_a_date_reads_back_from_every_form(day, form):
    assert read("planning.startdatum", form(day))[0].planning.startdatum == day


NUMBER_FORMS = [str, lambda number: f"{number:,}".replace(",", "."), lambda number: f"{number:,}".replace(",", " ")]


@given(st.integers(100, 2_000_000), st.sampled_from(NUMBER_FORMS))
def test_a_number_reads_back_from_every_form(number, form):
    assert read("gemeente.inwoners", form(number))[0].gemeente.inwoners == number


@given(
    st.integers(0, 100_000_000),
    st.sampled_from(NUMBER_FORMS),
    st.sampled_from(["{}", "€ {}", "€{}", "{},-", "{} euro", "{},00", "€ {},-", "EUR {},00"]),
)
def test_an_amount_reads_back_from_every_form(amount, form, around):
    assert budget(around.format(form(amount)))[0].capaciteit.budget[0].bedrag == amount


CHOICE_FORMS = [
    str, str.upper, str.title, lambda name: f"{name}.", lambda name: name.replace("_", " "),
    lambda name: name.replace("_", "-"), lambda name: CHOICE_WORDS.get(name, name),
]  # fmt: skip


@given(st.data(), st.sampled_from(CHOICE_FORMS))
def test_a_fixed_answer_reads_back_from_every_form(data, form):
    spec = data.draw(st.sampled_from([spec for spec in askable_fields() if spec.kind in ("keuze", "antwoord")]))
    choice = data.draw(st.sampled_from(spec.choices))
    profile, problems = read(spec.path, write_scalar(form(choice)))
    assert problems == []
    assert profile_value(profile, spec.path) == (None if choice == "onbekend" else choice)


@given(st.data(), st.sampled_from(CHOICE_FORMS), st.sampled_from([", ", ";", ","]), st.sampled_from([" en ", None]))
def test_a_list_reads_back_from_every_form(data, form, sign, last):
    spec = data.draw(st.sampled_from([spec for spec in askable_fields() if spec.kind == "keuzelijst"]))
    chosen = data.draw(st.lists(st.sampled_from(spec.choices), min_size=1, unique=True))
    words = [form(choice).rstrip(".") for choice in chosen]
    line = (last or sign).join([part for part in (sign.join(words[:-1]), words[-1]) if part])
    profile, problems = read(spec.path, write_scalar(line))
    assert problems == []
    assert profile_value(profile, spec.path) == tuple(chosen)


LINES = st.text(st.sampled_from("0123456789.,-/€ +ejanovnemu;'\"_±") | st.characters(), max_size=30)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | LINES, lambda inner: st.lists(inner, max_size=3), max_leaves=4
)


@given(st.sampled_from([spec.path for spec in askable_fields()]), ANYTHING)
def test_reading_raises_nothing_but_problems(path, typed):
    tree = parse_yaml("", "p")
    tree.value = with_answers(blank_value(), {path: typed})
    profile, problems = check_model(Profile, tree, "p")
    assert (profile is None) == bool(problems)
    assert all(problem.message for problem in problems)


@given(ANYTHING)
def test_reading_an_amount_raises_nothing_but_problems(typed):
    tree = parse_yaml("", "p")
    tree.value = {"gemeente": {"naam": "X"}, "capaciteit": {"budget": [{"jaar": typed, "bedrag": typed}]}}
    check_model(Profile, tree, "p")


@given(st.sampled_from([spec.path for spec in askable_fields()]), LINES)
def test_no_reply_makes_the_questions_fall_over(path, typed):
    Interview(visited=[spec.path for spec in askable_fields() if spec.path != path]).answer_current(typed)


# ------------------------------------------------------------ the JSON Schema marks nothing that is understood


def fits(form: dict, value: object) -> bool:
    """Judge a value by a form of the schema, as far as the schema of a profile goes."""
    if "anyOf" in form:
        return any(fits(each, value) for each in form["anyOf"])
    if "$ref" in form:
        return isinstance(value, dict)
    kinds = {
        "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "null": type(None),
    }  # fmt: skip
    if "type" in form and (
        not isinstance(value, kinds[form["type"]]) or isinstance(value, bool) > (form["type"] == "boolean")
    ):
        return False
    if isinstance(value, int | float) and not form.get("minimum", value) <= value <= form.get("maximum", value):
        return False
    return (
        ("enum" not in form or value in form["enum"])
        and ("const" not in form or value == form["const"])
        and ("pattern" not in form or re.search(form["pattern"], str(value)) is not None)
        and all(fits(form["items"], item) for item in (value if isinstance(value, list) else ()) if "items" in form)
    )


@cache
def schema() -> dict:
    return json_schema()


def form_of(path: str) -> dict:
    form = schema()
    for name in path.split("."):
        form = form["properties"][name]
        if ref := next((each["$ref"] for each in form.get("anyOf", [form]) if "$ref" in each), ""):
            form = schema()["$defs"][ref.rpartition("/")[2]]
    return form


def in_an_editor(typed: str) -> object:
    """Return what an editor takes a plain scalar for."""
    if typed.lower() in ("true", "false"):
        return typed.lower() == "true"
    if re.fullmatch(r"\d+", typed):
        return int(typed)
    return float(typed) if re.fullmatch(r"\d+\.\d+", typed) else typed


@every(("path", "typed"), [row[:2] for row in UNDERSTOOD])
def test_an_editor_marks_nothing_that_is_understood(path, typed):
    assert fits(form_of(path), in_an_editor(typed))


@every("typed", [row[0] for row in EUROS])
def test_an_editor_marks_no_amount_that_is_understood(typed):
    assert fits(schema()["$defs"]["Bedrag"]["properties"]["bedrag"], in_an_editor(typed))


@every(
    ("path", "typed"),
    [
        ("lia.intern_deel", "misschien"), ("lia.status", "klaar"), ("lia.status", "true"), ("stand.datum", "morgen"),
        ("organisatie.fte", "ca. 400"), ("aanleiding", "5"), ("lia.jaar", "18"),
    ],
)  # fmt: skip
def test_an_editor_still_marks_what_is_wrong(path, typed):
    assert not fits(form_of(path), in_an_editor(typed))
