"""The page as an officer goes through it: what she sees, what she does, and what comes of it."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from officer import TODAY, Elements, Officer
from toy import make_package

import liagen.browser.app
from liagen.browser.app.controls import explanation
from liagen.browser.app.exchange import Posted
from liagen.browser.app.session import Session
from liagen.browser.app.steps import ABOUT, AFTER, BEFORE, ELSEWHERE, step_of, steps, subjects
from liagen.browser.app.words import words
from liagen.chapter.decide import decide
from liagen.chapter.influence import influences
from liagen.chapter.questions_left import open_paths
from liagen.library.load import load_library
from liagen.make.chain import make_documents
from liagen.make.house_style import prepare_house
from liagen.make.order import Order
from liagen.profile.fields import field_specs, row_fields
from liagen.profile.read import load_profile, parse_profile, shipped_profiles

PROFILES = sorted(shipped_profiles())


@pytest.fixture
def officer():
    return Officer()


def opened(name):
    return Officer(name)


# ------------------------------------------------------------ screens


def test_every_field_is_asked_in_one_step():
    asked = [path for step in steps() for path in step.paths]
    assert sorted([*asked, *(path for path in field_specs() if path in ELSEWHERE)]) == sorted(field_specs())


def test_a_field_is_found_where_it_is_asked():
    assert {step_of(path) for path in field_specs()} <= {*BEFORE, *subjects(), *AFTER, ABOUT}
    asked = {path: step.key for step in steps() for path in step.paths}
    assert {path: step_of(path) for path in field_specs() if path not in ELSEWHERE} == asked


def test_every_word_that_is_asked_for_is_there_and_every_word_is_asked_for():
    folder = Path(liagen.browser.app.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    asked = re.findall(r"""word\(\s*f?(?:"([^"]+)"|'([^']+)')""", code)
    asked = ["".join(each) for each in asked]
    patterns = [re.compile(re.sub(r"\\\{.*?\\\}", "[a-z0-9_-]+", re.escape(each))) for each in asked]
    assert not [each for each in asked if "{" not in each and each not in words()]
    own = re.compile("uitleg_.+")
    unused = [key for key in words() if not any(pattern.fullmatch(key) for pattern in [*patterns, own])]
    assert not unused


@pytest.mark.parametrize("screen", (*BEFORE, *subjects(), *AFTER, ABOUT))
@pytest.mark.parametrize("name", ["", "utrecht", "meierijstad"])
def test_each_screen_has_its_heading_title_and_unique_ids(screen, name):
    officer = opened(name) if name else Officer()
    reply = officer.goes(screen)
    page = "".join(reply.regions.values())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert officer.questions.named("h1", id="vragen-kop")
    assert reply.place == screen
    assert reply.focus == "vragen-kop"
    targets = re.findall(r'(?:for|aria-describedby|aria-labelledby)="([^"]+)"', page)
    assert not [each for target in targets for each in target.split() if each not in ids]


def test_a_step_says_which_of_how_many_it_is(officer):
    reply = officer.goes(subjects()[1])
    assert f"stap 2 van {len(subjects())}" in reply.title
    assert f"Stap 2 van {len(subjects())}" in officer.questions.text


def test_a_place_that_there_is_not_is_the_begin(officer):
    assert officer.goes("nergens").place == "begin"
    assert officer.goes("../../etc/passwd").place == "begin"


def test_a_place_may_name_a_field(officer):
    reply = officer.goes("steun/v-draagvlak-raad")
    assert (reply.place, reply.focus) == ("steun", "v-draagvlak-raad")
    assert "v-draagvlak-raad" in officer.questions.ids()


# ------------------------------------------------------------ answers


def test_an_answer_grows_the_chapter(officer):
    before = officer.chapter
    reply = officer.answers(gemeente__naam="Zuidhaven")
    assert "Zuidhaven" in officer.chapter
    assert officer.chapter != before
    assert reply.said
    assert reply.unsaved
    assert "Zuidhaven" in officer.region("kop").text


def test_an_answer_stands_in_its_control_afterwards(officer):
    officer.goes("gemeente")
    officer.answers(gemeente__inwoners="31.500", gemeente__soort="dorp")
    assert officer.questions.named("input", id="v-gemeente-inwoners")[0]["value"] == "31.500"
    assert "checked" in officer.questions.named("input", id="v-gemeente-soort-dorp")[0]


def test_what_cannot_be_stays_as_typed_with_the_reason_beside_it(officer):
    officer.goes("gemeente")
    reply = officer.answers(gemeente__inwoners="veel")
    control = officer.questions.named("input", id="v-gemeente-inwoners")[0]
    assert control["value"] == "veel"
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"].split()[-1] == "fout-v-gemeente-inwoners"
    assert "heel getal" in officer.questions.text
    # Nothing is called out while she is still filling in.
    assert not officer.region("melding").text
    assert not reply.focus


def test_going_on_tells_first_what_is_wrong(officer):
    officer.goes("gemeente")
    fields = [("getoond", "gemeente.inwoners"), ("v:gemeente.inwoners", "veel")]
    reply = officer.does("verder:document", *fields)
    assert reply.place == "gemeente"
    assert reply.focus == "fouten-kop"
    link = officer.region("melding").named("a")[0]["href"]
    assert link.removeprefix("#") in officer.questions.ids()


def test_once_it_is_right_she_goes_on(officer):
    officer.goes("gemeente")
    officer.answers(gemeente__inwoners="veel")
    fields = [("getoond", "gemeente.inwoners"), ("v:gemeente.inwoners", "31500")]
    assert officer.does("verder:document", *fields).place == "document"


def test_a_contradiction_is_told_where_it_arises_and_goes_when_it_is_mended(officer):
    officer.goes("groep")
    officer.answers(beleggen__groep__aanwezig="nee")
    officer.answers(beleggen__groep__ambtenaren="8")
    assert officer.questions.named("div", id="fout-v-beleggen-groep-ambtenaren")
    officer.answers(beleggen__groep__aanwezig="ja")
    assert not officer.questions.named("div", id="fout-v-beleggen-groep-ambtenaren")
    assert officer.questions.named("input", id="v-beleggen-groep-ambtenaren")[0]["value"] == "8"


def test_words_of_hers_are_text_and_no_markup(officer):
    officer.answers(gemeente__naam="<img src=x onerror=alert(1)>{{ 7*7 }}")
    page = "".join(officer.reply.regions.values())
    assert "<img" not in page
    assert "49" not in officer.region("kop").text


def test_rows_grow_and_go(officer):
    officer.goes("geld")
    fields = [
        ("getoond", "doelen"),
        ("v:doelen.1.doel", "Alle teams oefenen."),
        ("v:doelen.2.doel", "Alles is getest."),
    ]
    officer.does("antwoord", *fields)
    assert {"rij-doelen-1", "rij-doelen-2"} <= set(officer.questions.ids())
    officer.does("weg:doelen.1")
    assert "rij-doelen-2" not in officer.questions.ids()
    assert officer.questions.named("input", id="v-doelen-1-doel")[0]["value"] == "Alles is getest."


def test_a_row_without_what_it_needs_is_kept_as_typed(officer):
    officer.goes("geld")
    officer.does("antwoord", ("getoond", "doelen"), ("v:doelen.1.eigenaar", "de directie"))
    assert officer.questions.named("input", id="v-doelen-1-eigenaar")[0]["value"] == "de directie"
    assert officer.questions.named("div", id="fout-v-doelen-1-doel")


def test_a_remark_at_an_answer_comes_into_the_chapter(officer):
    officer.answers(gemeente__naam="Zuid", draagvlak__raad="ja")
    officer.answers(toelichting__draagvlak__raad="De raad sprak er drie keer over.")
    # The path of a remark holds the whole path of its field.
    assert "De raad sprak er drie keer over." in officer.chapter


def test_the_quick_start_asks_what_decides_most(officer):
    officer.goes("snel")
    assert 8 <= len(officer.asked) <= 13
    assert "gemeente.naam" in officer.asked


def test_the_quick_start_keeps_its_questions_while_she_answers(officer):
    officer.goes("snel")
    asked = officer.asked
    officer.answers(gemeente__naam="Zuid")
    assert [path for path in officer.asked if not path.startswith("toelichting.")] == asked


# ------------------------------------------------------------ choosing


def test_an_option_is_switched_off_with_a_reason():
    officer = opened("meierijstad")
    officer.goes("kiezen")
    officer.does("antwoord", ("getoond", "keuzes.intranet.keuze"), ("v:keuzes.intranet.keuze", "niet"))
    assert "v-keuzes-intranet-reden" in officer.questions.ids()
    fields = [("getoond", "keuzes.intranet.keuze"), ("v:keuzes.intranet.keuze", "niet")]
    fields += [("getoond", "keuzes.intranet.reden"), ("v:keuzes.intranet.reden", "Wij hebben geen intranet.")]
    officer.does("antwoord", *fields)
    assert "Wij hebben geen intranet." in officer.questions.text


def test_a_goal_is_dropped_and_comes_back():
    officer = opened("meierijstad")
    officer.goes("doelen")
    path = next(path.removesuffix(".keuze") for path in officer.asked if path.endswith(".keuze"))
    what = path.removeprefix("doelen_kiezen.")
    before = officer.chapter
    officer.does("antwoord", ("getoond", f"{path}.keuze"), ("v:" + f"{path}.keuze", "niet"))
    assert officer.chapter != before
    name = f"v-doelen-kiezen-{re.sub('[^a-z0-9]+', '-', what)}-keuze-vrij"
    assert officer.questions.named("input", id=name)
    officer.does("antwoord", ("getoond", f"{path}.keuze"), ("v:" + f"{path}.keuze", "onbekend"))
    assert officer.chapter == before


# ------------------------------------------------------------ why


def test_beside_a_text_stands_why_it_is_there_and_what_would_change_it():
    officer = opened("meierijstad")
    pane = officer.region("document")
    assert len([each for each in pane.named("details") if each["class"] == "waarom"]) > 5
    links = [each["href"] for each in pane.named("a", **{"class": "naar utrecht-link"})]
    assert any(re.fullmatch(r"#(\w+)/v-[\w-]+", link) for link in links)


def test_a_fill_in_leads_to_its_question(officer):
    pane = officer.region("document")
    links = [each["href"] for each in pane.named("a", **{"class": "naar"})]
    assert links
    for link in dict.fromkeys(links):
        screen, _, target = link.removeprefix("#").partition("/")
        officer.goes(f"{screen}/{target}")
        if not target.startswith("v-doelen-kiezen"):
            assert target in officer.questions.ids(), link


# ------------------------------------------------------------ files


@pytest.mark.parametrize("name", PROFILES)
def test_word_is_byte_for_byte_that_of_the_command_line(name):
    officer = opened(name)
    data = officer.does("word:hoofdstuk").download.data
    profile = load_profile(shipped_profiles()[name], officer.library.cards)
    order = Order("docx", TODAY, papers=None)
    assert data == make_documents(profile, officer.library, order).documents[0].data


def test_all_documents_come_in_one_file():
    officer = opened("meierijstad")
    officer.answers(stijl__stukken=["samenvatting"])
    found = officer.does("word").download
    names = zipfile.ZipFile(io.BytesIO(found.data)).namelist()
    assert found.name == "meierijstad.zip"
    assert names == ["meierijstad.docx", "meierijstad-werkblad.docx", "meierijstad-samenvatting.docx"]


def test_saved_work_is_a_profile_that_says_the_same():
    officer = opened("utrecht")
    officer.answers(document__contact="14 030")
    found = officer.does("bewaren")
    assert not found.unsaved
    text = found.download.data.decode()
    profile = parse_profile(text, found.download.name, officer.library.cards, officer.library.section_keys)
    known = load_profile(shipped_profiles()["utrecht"], officer.library.cards)
    assert profile == known.model_copy(update={"document": known.document.model_copy(update={"contact": "14 030"})})
    # What she wrote beside her answers stays.
    assert "§" in text


def test_remarks_and_choices_are_put_into_the_profile_that_she_opened_and_all_else_there_stays():
    officer = opened("meierijstad")
    officer.answers(toelichting__draagvlak__raad="Dat bleek in maart.")
    officer.answers(keuzes__intranet__keuze="wel")
    text = officer.does("bewaren").download.data.decode()
    assert "\n  draagvlak.raad: Dat bleek in maart.\n" in text
    assert text.endswith("keuzes:\n  intranet:\n    keuze: wel\n")
    before = shipped_profiles()["meierijstad"].read_text(encoding="utf-8")
    assert not set(before.splitlines()) - set(text.splitlines())


@pytest.mark.parametrize(
    ("typed", "kept"), [("een\ufeffwoord", "eenwoord"), ("een\x00woord\ud800", "eenwoord"), ("[invullen: x]", "")]
)
def test_what_cannot_be_read_back_is_not_kept(typed, kept):
    officer = opened("utrecht")
    officer.answers(gemeente__fusie=typed, toelichting__draagvlak__raad=typed)
    text = officer.does("bewaren").download.data.decode()
    profile = parse_profile(text, "x.yaml", officer.library.cards, officer.library.section_keys)
    assert (profile.gemeente.fusie or "", profile.toelichting.get("draagvlak.raad", "")) == (kept, kept)
    assert "null" not in text


def test_saved_work_goes_on_where_it_was():
    officer = opened("utrecht")
    officer.answers(document__contact="14 030")
    saved = officer.does("bewaren").download
    again = Officer()
    again.opens((saved.name, saved.data))
    assert again.chapter == officer.chapter
    assert not again.reply.unsaved


def test_an_answer_taken_back_is_not_in_saved_work():
    officer = opened("utrecht")
    officer.answers(gemeente__provincie="")
    text = officer.does("bewaren").download.data.decode()
    assert "provincie" not in text


def test_a_chapter_in_word_gives_its_answers_and_a_new_one():
    officer = opened("meierijstad")
    data = officer.does("word:hoofdstuk").download.data
    again = Officer()
    again.opens(("mijn hoofdstuk.docx", data))
    assert again.chapter == officer.chapter
    again.answers(document__contact="14 0413")
    found = again.does("bijwerken").download
    assert zipfile.ZipFile(io.BytesIO(found.data)).namelist() == [
        "meierijstad-bijgewerkt.docx",
        "meierijstad-bijgewerkt-werkblad.docx",
    ]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (("foto.jpg", b"\xff\xd8"), "kan liagen niet openen"),
        (("x.yaml", b"\xff\xfe\x00"), "geen tekst"),
        (("x.yaml", b""), "Kies eerst"),
        (("x.yaml", b"gemeente: [1"), "x.yaml:1"),
        (("x.yaml", b"hallo: 1\ngemeente:\n  naam: Zuid\n"), "onbekend veld"),
        (("x.yaml", b"a: 1\n" * 300_000), "te groot"),
        (("x.docx", b"PK\x03\x04 kapot"), "x.docx"),
        (("x.docx", b"<html>"), "x.docx"),
    ],
)
def test_a_file_that_is_not_right_is_told_and_changes_nothing(officer, file, told):
    officer.answers(gemeente__naam="Zuid")
    before = officer.chapter
    reply = officer.opens(file)
    assert told in officer.region("melding").text
    assert reply.focus == "bericht-kop"
    assert officer.chapter == before


# ------------------------------------------------------------ whatever is sent


@pytest.mark.wide
def test_whatever_a_form_says_the_page_goes_on(officer):
    chance = random.Random(15)
    paths = [
        *field_specs(),
        "doelen.1.doel",
        "keuzes.intranet.keuze",
        "doelen_kiezen.x.y.keuze",
        "a.b",
        "",
        "eigen.99.x",
    ]
    words_typed = [
        "",
        "ja",
        "nee",
        "geen",
        "12",
        "2027",
        "x" * 50,
        "«»",
        "\x00",
        "\ue000",
        "[invullen: x]",
        "1e9",
        "- a\n- b",
    ]
    actions = [
        "antwoord",
        "verder:steun",
        "toon:werkblad",
        "toon:x",
        "weg:doelen.1",
        "weg:x",
        "word:x",
        "bewaren",
        "bijwerken",
        "x",
        "",
    ]
    for _ in range(25):  # `make soak` does it for minutes
        fields = []
        for path in chance.sample(paths, 4):
            fields += [("getoond", path), (f"v:{path}", chance.choice(words_typed))]
            fields += [(f"v:{path}.1.{chance.choice(['doel', 'jaar', 'naam'])}", chance.choice(words_typed))]
            fields += [(f"geen:{path}", "ja")] if chance.random() < 0.2 else []
        officer.does(
            chance.choice(actions), *fields, place=chance.choice([*(*BEFORE, *subjects(), *AFTER, ABOUT), "x"])
        )
    officer.session.post(Posted([]))
    assert officer.chapter


# ------------------------------------------------------------ colleagues


def test_a_colleague_gets_a_list_and_what_comes_back_is_taken_over(officer):
    officer.answers(gemeente__naam="Zuidhaven", beleggen__uitvoerder__aanwezig="ja")
    officer.goes("collegas")
    found = officer.does("vraag:directie").download
    assert found.name == "zuidhaven-vragen-directie.docx"
    mail = officer.does("mail:directie").download
    assert "Antwoord:" in mail.data.decode()
    officer.opens((found.name, found.data))
    assert officer.questions.named("h2", id="geopend-kop")


def test_part_of_a_profile_is_laid_beside_her_answers(officer):
    officer.answers(gemeente__naam="Zuidhaven", draagvlak__raad="ja")
    officer.opens(("directie.yaml", b"draagvlak:\n  raad: nee\n  directie: ja\n"))
    told = officer.questions.text
    assert "directie.yaml" in told
    officer.goes("steun")
    # What she knew stays hers; what was new is taken.
    assert "checked" in officer.questions.named("input", id="v-draagvlak-raad-ja")[0]
    assert "checked" in officer.questions.named("input", id="v-draagvlak-directie-ja")[0]


def test_nobody_but_who_can_know_is_asked(officer):
    assert officer.does("vraag:iedereen").download is None


# ------------------------------------------------------------ what takes long


def test_after_an_answer_the_chapter_comes_first_and_then_what_each_question_changes(officer):
    officer.goes("gemeente")
    reply = officer.answers(organisatie__fte="900")
    assert reply.rest
    again = officer.does("rest")
    assert not again.rest
    assert again.regions["document"] == reply.regions["document"]
    assert officer.does("naar", place="gemeente").regions["vragen"] == again.regions["vragen"]


def test_an_answer_that_changes_nothing_leaves_nothing_for_later(officer):
    officer.answers(gemeente__naam="Zuid")
    assert not officer.answers(gemeente__naam="Zuid").rest


# ------------------------------------------------------------ what follows from other answers


def test_what_follows_from_other_answers_is_shown():
    officer = Officer()
    text = b"gemeente:\n  naam: Zuid\nbeleggen:\n  groepen:\n    - soort: werkgroep\n      sinds: 2022\n"
    officer.opens(("zuid.yaml", text))
    officer.goes("groep")
    assert "checked" in officer.questions.named("input", id="v-beleggen-groep-aanwezig-ja")[0]
    assert "checked" in officer.questions.named("input", id="v-beleggen-groep-vormen-werkgroep")[0]


# ------------------------------------------------------------ what does not add up, what was rewritten, a house style


def test_a_date_that_cannot_be_is_told_where_it_arises(officer):
    officer.goes("document")
    officer.answers(gemeente__naam="Zuid", lia__status="in_ontwikkeling", document__besluit_datum="1 februari 2020")
    field = next(part for part in officer.reply.regions["vragen"].split('id="veld-') if "besluit-datum" in part[:30])
    assert "Let op: " in field
    assert "is voorbij" in field
    officer.goes("nakijken")
    assert officer.questions.named("div", id="let-op")
    assert "#document/v-document-besluit-datum" in [each.get("href") for each in officer.questions.named("a")]


def test_what_was_rewritten_in_word_is_shown(officer):
    officer.answers(gemeente__naam="Zuidhaven")
    data = officer.does("word:hoofdstuk").download.data
    file = docx.Document(io.BytesIO(data))
    line = next(each for each in file.paragraphs if "drempel" in each.text and len(each.text) > 80)
    line.runs[0].text = "Wij schreven dit zelf, over onze eigen drempel."
    for run in line.runs[1:]:
        run.text = ""
    changed = io.BytesIO()
    file.save(changed)
    again = Officer()
    again.opens(("eigen.docx", changed.getvalue()))
    assert "Wij schreven dit zelf" in again.questions.text


def test_a_prepared_house_style_dresses_the_word_files(officer, tmp_path):
    officer.answers(gemeente__naam="Zuidhaven")
    file = docx.Document(officer.library.style_file)
    file.styles["Heading 1"].font.size = Pt(31)
    file.save(tmp_path / "huis.docx")
    style = prepare_house(tmp_path / "huis.docx", Path(officer.library.style_file))
    officer.opens(("huisstijl.json", style))
    assert "huisstijl.json" in officer.questions.text
    made = docx.Document(io.BytesIO(officer.does("word:hoofdstuk").download.data))
    assert made.styles["Heading 1"].font.size == Pt(31)
    assert "Zuidhaven" in officer.chapter


def test_a_house_style_that_is_none_is_refused(officer):
    officer.opens(("huisstijl.json", b"{}"))
    assert "huisstijl.json" in officer.region("melding").text


def test_where_there_is_no_room_the_steps_are_listed_on_request(officer):
    assert officer.region("stappen").named("nav")[0]["class"] == "dicht"
    officer.does("stappen")
    assert officer.region("stappen").named("nav")[0]["class"] == "open"
    officer.goes("gemeente")
    assert officer.region("stappen").named("nav")[0]["class"] == "dicht"


# ------------------------------------------------------------ no codes


def test_no_explanation_names_a_field_a_code_or_a_command():
    asked = [field_specs()[path] for step in steps() for path in step.paths]
    asked += [row for spec in asked if spec.has_rows for row in row_fields(spec.path)]
    texts = {spec.path: explanation(spec) for spec in asked}
    found = re.compile("`|[a-z]_[a-z]|liagen [a-z]+ |sleutel|profiel")
    assert not {path: text for path, text in texts.items() if found.search(text)}


@pytest.mark.parametrize("name", PROFILES)
def test_the_review_tells_answers_in_words(name):
    officer = opened(name)
    officer.goes("nakijken")
    assert not re.findall(r"\{|\b[a-z]+_[a-z]+\b", officer.questions.text)


@pytest.mark.parametrize("name", ["breda", "meierijstad"])
def test_the_review_counts_what_is_open_and_lists_what_decides_with_who_can_know(name):
    officer = opened(name)
    officer.goes("nakijken")
    decision = decide(load_profile(shipped_profiles()[name], officer.library.cards), officer.library, TODAY)
    found = influences(decision, officer.library)
    paths = [path for path in open_paths(found, decision.facts) if path not in ELSEWHERE]
    deciding = [path for path in paths if found[path].decides]
    assert f"Van de {len(paths)} vragen die open staan, veranderen er nu nog {len(deciding)} " in officer.questions.text
    rows = [Elements(row).text for row in re.findall(r"<li>(.*?)</li>", officer.reply.regions["vragen"])]
    asked = {path: next(row for row in rows if row.startswith(field_specs()[path].vraag)) for path in deciding}
    assert all(row.endswith(".") for row in asked.values())
    others = [path for path in deciding if field_specs()[path].wie == "griffie"]
    assert others
    assert all("weet: griffie" in asked[path] for path in others)


def test_a_text_of_her_own_gets_its_section_from_a_list(officer):
    officer.goes("geld")
    options = [each["value"] for each in officer.questions.named("option")]
    assert "waar_staan_we" in options
    officer.does("antwoord", ("getoond", "eigen"), ("v:eigen.1.onderdeel", "waar_staan_we"), ("v:eigen.1.tekst", "Zo."))
    assert "Zo." in officer.chapter


def test_what_came_of_goals_of_last_year_is_asked_by_goal(officer):
    text = b"gemeente:\n  naam: Zuid\nterugblik:\n  uitkomsten:\n    teamoverleg.teams:\n      stand: deels\n"
    officer.opens(("zuid.yaml", text))
    officer.goes("terugblik")
    name = "v-terugblik-uitkomsten-teamoverleg-teams-stand-deels"
    assert "checked" in officer.questions.named("input", id=name)[0]
    path = "terugblik.uitkomsten.teamoverleg.teams.stand"
    officer.does("antwoord", ("getoond", path), (f"v:{path}", "gehaald"))
    assert "checked" in officer.questions.named("input", id=name.replace("deels", "gehaald"))[0]


def test_the_goal_of_an_empty_subject_is_not_said_to_be_hers():
    officer = opened("meierijstad")
    struck: list[str] = []
    for _ in range(12):
        officer.goes("doelen")
        left = [path for path in officer.asked if path.endswith(".keuze") and path not in struck]
        if not left:
            break
        struck.append(left[0])
        officer.does("antwoord", ("getoond", left[0]), (f"v:{left[0]}", "niet"))
    officer.goes("doelen")
    assert "gaf u zelf op" not in officer.questions.text


def test_what_left_the_table_and_what_came_is_told():
    officer = opened("meierijstad")
    officer.goes("doelen")
    path = next(path for path in officer.asked if path.endswith(".keuze"))
    reply = officer.does("antwoord", ("getoond", path), (f"v:{path}", "niet"))
    assert "Niet meer in de tabel: «" in reply.said


def test_an_outline_of_ones_own_that_tells_the_reasons_of_options_is_shown(tmp_path):
    session = Session(load_library(make_package(tmp_path / "mijn").root), TODAY)
    reply = session.post(Posted([("plaats", "begin"), ("v:gemeente.naam", "Zuid"), ("getoond", "gemeente.naam")]))
    assert "Zuid" in reply.regions["kop"]
