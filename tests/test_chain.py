"""The whole chain on arbitrary input: odd but legal text arrives whole, all else gives problems, nothing breaks."""

from __future__ import annotations

import datetime as dt
import html
import io
import pickle
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import shipped
from docx import Document
from host_builder import host
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_builders import RICH, write
from word_outline import read_outline

from liagen import __version__
from liagen.document.as_markdown import write_markdown
from liagen.document.blocks import span_text
from liagen.document.carried import CarriedPackage
from liagen.errors import LiagenError
from liagen.library.package import PAPERS
from liagen.make import chain
from liagen.make.order import Insertion, Order
from liagen.profile.canonical import write_profile
from liagen.profile.fields import field_specs
from liagen.profile.model import Profile
from liagen.profile.read import load_profile, parse_profile, shipped_profiles
from liagen.word.insert.insertion_point import InsertionTarget
from liagen.word.readback.carried import read_carried
from tools.style_file import build

DAY = dt.date(2027, 1, 4)
LIBRARY = shipped.LIBRARY
QUIET = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What the door lets in: no control characters, no surrogates, no private use, no noncharacters, on one line.
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\u2028\u2029\ufeff")
TEXT = st.text(LETTERS, min_size=1, max_size=40).map(lambda text: f"a{text}b")


def values(spec):
    if spec.kind in ("antwoord", "keuze"):
        return st.sampled_from(spec.choices)
    if spec.kind == "keuzelijst":
        return st.lists(st.sampled_from(spec.choices), unique=True, max_size=4)
    if spec.kind == "tekst":
        return TEXT
    return None


CHOSEN = [spec for spec in field_specs().values() if values(spec) is not None and spec.path != "gemeente.naam"]
FACTS = st.fixed_dictionaries({}, optional={spec.path: values(spec) for spec in CHOSEN})


def profile_of(name: str, facts: dict[str, object], fte: int | None) -> Profile:
    data: dict = {"gemeente": {"naam": name}, "organisatie": {"fte": fte}}
    for path, value in facts.items():
        *groups, last = path.split(".")
        target = data
        for group in groups:
            target = target.setdefault(group, {})
        target[last] = value
    for group in (
        *data.get("beleggen", {}).values(),
        data.get("ervaringsdeskundigen"),
        data.get("structuren", {}).get("medewerkersbijeenkomst"),
    ):
        if isinstance(group, dict):
            group.pop("aanwezig", None)
    return Profile.model_validate(data)


@settings(QUIET, max_examples=25)
@given(TEXT, FACTS, st.none() | st.integers(1, 50_000))
def test_any_profile_goes_through_the_whole_chain(name, facts, fte):
    result = chain.make(profile_of(name, facts, fte), LIBRARY, DAY)
    data = chain.make_docx(result.chapter, LIBRARY, "concept")
    shown = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    assert name in shown
    assert write_markdown(result.chapter).endswith("\n")


@QUIET
@given(st.text(max_size=200))
def test_any_text_as_a_profile_gives_a_profile_or_problems(text):
    try:
        assert parse_profile(text, "x.yaml", LIBRARY.cards).gemeente is not None
    except LiagenError as error:
        assert all(str(problem).startswith("x.yaml") for problem in error.problems)
        assert error.problems


def test_same_input_same_bytes_also_seconds_apart():
    profile = load_profile(shipped_profiles()["utrecht"], LIBRARY.cards)

    def made() -> tuple[bytes, ...]:
        """Return a chapter, a file with all that a chapter can hold, and our style file as it is built."""
        return chain.make_docx(chain.make(profile, LIBRARY, DAY).chapter, LIBRARY, "concept"), write(*RICH), build()

    first = made()
    time.sleep(2.1)  # zip times count in steps of two seconds
    assert made() == first


def test_ten_thousand_characters_arrive_whole():
    long = "Heel lang " * 1000 + "einde"
    data = chain.make_docx(chain.make(profile_of(long, {}, None), LIBRARY, DAY).chapter, LIBRARY, "concept")
    assert long in read_outline(data)


def test_the_web_page_holds_the_chapter():
    profile = load_profile(shipped_profiles()["utrecht"], LIBRARY.cards)
    page, _ = chain.make_documents(profile, LIBRARY, Order("html", DAY)).documents
    assert page.data.startswith(b"<!DOCTYPE html>")
    assert html.escape(span_text(chain.make(profile, LIBRARY, DAY).chapter.blocks[-3].spans)).encode() in page.data


def test_chapter_and_work_sheet_carry_the_same_and_say_which_they_are(tmp_path):
    (path := tmp_path / "lia.docx").write_bytes(host())
    profile = load_profile(shipped_profiles()["utrecht"], LIBRARY.cards)
    inserted = Order("docx", DAY, insertion=Insertion(path, InsertionTarget("Interne implementatie")))
    for order in (Order("docx", DAY), inserted):
        chapter, sheet = chain.make_documents(profile, LIBRARY, order).documents
        found, beside = (read_carried(each.data, "").basis for each in (chapter, sheet))
        assert (found.document, beside.document) == ("hoofdstuk", "werkblad")
        assert beside._replace(document="hoofdstuk") == found
        assert "hoofdstuk.titel" not in {each.id for each in read_carried(sheet.data, "").paragraphs}
    assert len(chain.make_documents(profile, LIBRARY, replace(inserted, edition="schoon")).documents) == 1


def documents(order, name="utrecht") -> bytes:
    return chain.make_documents(load_profile(shipped_profiles()[name], LIBRARY.cards), LIBRARY, order).documents[0].data


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_draft_carries_of_what_it_was_made(name):
    data = documents(Order("docx", DAY, date=DAY, length="kort", title_page=True), name)
    basis = read_carried(data, name).basis
    profile = load_profile(shipped_profiles()[name], LIBRARY.cards)
    assert parse_profile(basis.profile, name, LIBRARY.cards) == profile
    assert (basis.liagen, basis.date, basis.length, profile.stijl.lengte) == (__version__, DAY, "kort", "standaard")
    assert basis.packages == tuple(CarriedPackage(each.name, each.version, each.digest) for each in LIBRARY.packages)


def test_a_draft_can_be_made_again_from_what_it_carries():
    data = documents(Order("docx", DAY, length="uitgebreid"))
    basis = read_carried(data, "").basis
    again = parse_profile(basis.profile, "", LIBRARY.cards)
    order = Order("docx", dt.date(2040, 1, 1), date=basis.date, length=basis.length)
    assert chain.make_documents(again, LIBRARY, order).documents[0].data == data


def test_what_is_inserted_is_carried_by_the_host(tmp_path):
    (path := tmp_path / "lia.docx").write_bytes(host())
    order = Order("docx", DAY, insertion=Insertion(path, InsertionTarget("Interne implementatie")))
    inserted = read_carried(documents(order), "").basis
    assert inserted == read_carried(documents(Order("docx", DAY)), "").basis
    assert read_carried(documents(replace(order, edition="schoon")), "") is None


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_finished_document_tells_nothing_of_its_profile(name, tmp_path):
    (house := tmp_path / "huis.docx").write_bytes(documents(Order("docx", DAY), name))
    told = write_profile(load_profile(shipped_profiles()[name], LIBRARY.cards))
    rows = [row.strip() for row in told.splitlines() if ": " in row]
    for order in (Order("docx", DAY, edition="schoon"), Order("docx", DAY, edition="schoon", house=house)):
        with zipfile.ZipFile(io.BytesIO(documents(order, name))) as archive:
            assert not [part for part in archive.namelist() if "customxml" in part.casefold()]
            whole = b"\n".join(archive.read(part) for part in archive.namelist()).decode("utf-8", "replace")
        assert "urn:liagen" not in whole
        assert not [row for row in rows if row in whole]


@pytest.mark.parametrize("edition", ["concept", "schoon"])
def test_papers_carry_nothing_of_the_profile(edition):
    profile = load_profile(shipped_profiles()["utrecht"], LIBRARY.cards)
    order = Order("docx", DAY, edition=edition, papers=tuple(PAPERS), work_sheet=False)
    made = chain.make_documents(profile, LIBRARY, order).documents
    assert [each.suffix for each in made] == ["", "-collegevoorstel", "-raadsvoorstel", "-samenvatting"]
    for paper in made[1:]:
        with zipfile.ZipFile(io.BytesIO(paper.data)) as archive:
            assert not [part for part in archive.namelist() if "customxml" in part.casefold()]


def test_an_order_that_leaves_the_papers_to_the_profile_may_give_any():
    profile = load_profile(shipped_profiles()["utrecht"], LIBRARY.cards)
    asks = profile.model_copy(update={"stijl": profile.stijl.model_copy(update={"stukken": ("samenvatting",)})})
    order = Order("md", DAY, papers=None)
    assert order.suffixes == ("", "-werkblad", "-collegevoorstel", "-raadsvoorstel", "-samenvatting")
    assert [each.suffix for each in chain.make_documents(asks, LIBRARY, order).documents] == [
        "", "-werkblad", "-samenvatting",
    ]  # fmt: skip
    assert len(chain.make_documents(profile, LIBRARY, order).documents) == 2
    assert order.of_profile(asks).papers == ("samenvatting",)
    assert replace(order, papers=()).of_profile(asks).papers == ()


@pytest.mark.parametrize("form", ["html", "md"])
def test_only_word_carries_it(form):
    data = documents(Order(form, DAY))
    assert b"urn:liagen" not in data
    assert b"fte_toelichting:" not in data


def test_an_order_travels_to_another_process():
    place = Insertion(Path("lia.docx"), InsertionTarget("Interne implementatie"), 2)
    order = Order("docx", DAY, length="kort", edition="schoon", packages=(Path("zuid"),), insertion=place)
    assert pickle.loads(pickle.dumps(order)) == order
