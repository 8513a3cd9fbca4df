"""What a document of a batch is called: as near to its profile as every file system takes."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from liagen.batch.jobs import Wanted, plan_jobs
from liagen.make.client import Wishes
from liagen.make.order import Form, Order


def names(*profiles: str, form: Form = "docx", work_sheet: bool = True) -> list[str]:
    order = Order(form, dt.date(2027, 1, 4), work_sheet=work_sheet)
    return [job.target.name for job in plan_jobs([Wanted(Path(name), order) for name in profiles], Path("uit"))]


def test_a_document_is_called_after_its_profile():
    assert names("in/'s-Łódź één.yaml") == ["'s-Łódź één.docx"]


def test_two_of_the_same_name_get_a_number():
    assert names("a/zuid.yaml", "b/zuid.yaml", "c/zuid.yml") == ["zuid.docx", "zuid-2.docx", "zuid-3.docx"]


def test_a_name_of_ones_own_goes_before_a_number():
    assert names("a/zuid.yaml", "b/zuid.yaml", "c/zuid-2.yaml") == ["zuid.docx", "zuid-3.docx", "zuid-2.docx"]


def test_names_that_are_one_on_windows_or_a_mac_count_as_the_same():
    assert names("a/Zuid.yaml", "b/zuid.yaml") == ["Zuid.docx", "zuid-2.docx"]
    one, two = (unicodedata.normalize(form, "é") for form in ("NFC", "NFD"))
    assert len(set(names(f"a/{one}.yaml", f"b/{two}.yaml"))) == 2


@pytest.mark.parametrize(
    ("profile", "document"),
    [
        ("con.yaml", "_con.docx"), ("LPT1.yaml", "_LPT1.docx"), ("aux.2027.yaml", "_aux.2027.docx"),
        ("conny.yaml", "conny.docx"),
        ('a:b?"c*.yaml', "a-b--c-.docx"), ("eind. .yaml", "eind.docx"), ("a\tb.yaml", "a-b.docx"),
        ("...yaml", "profiel.docx"), ("..\\weg.yaml", "..-weg.docx"), ("x\udcffy.yaml", "x-y.docx"),
    ],
)  # fmt: skip
def test_a_name_that_windows_refuses_becomes_one_that_it_takes(profile, document):
    assert names(profile) == [document]


def test_a_long_name_is_cut():
    assert len(names(f"{'é' * 120}.yaml")[0].encode()) <= 160


def test_a_document_never_takes_the_place_of_the_overview():
    assert names("overzicht.yaml", form="html") == ["overzicht-2.html"]


def test_a_document_never_takes_the_place_of_a_work_sheet():
    profiles = ("in/zuid-werkblad.yaml", "in/zuid.yaml")
    assert names(*profiles) == ["zuid-werkblad.docx", "zuid-2.docx"]
    assert names(*profiles, work_sheet=False) == ["zuid-werkblad.docx", "zuid.docx"]


def test_what_a_client_wants_counts_for_whether_a_document_is_still_right():
    order = Order("docx", dt.date(2027, 1, 4), packages=())
    wanted = [
        Wanted(Path("a.yaml"), order),
        Wanted(Path("b.yaml"), order, Wishes("kort")),
        Wanted(Path("c.yaml"), order),
    ]
    one, other, same = (job.digest for job in plan_jobs(wanted, Path("uit")))
    assert one == same != other
