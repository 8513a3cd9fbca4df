"""A year goes by: a plan, what came of it filled in in Word, read back, and the plan of the next year."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import docx
import shipped
from docx.oxml.ns import qn

from liagen.document.as_markdown import write_markdown
from liagen.make.answers import base_profile, read_answers
from liagen.make.basis import basis_of
from liagen.make.chain import make, make_docx
from liagen.make.edited_draft import read_document, read_draft
from liagen.make.order import Order
from liagen.make.progress import write_progress
from liagen.profile.read import parse_profile

LIBRARY = shipped.LIBRARY
PROFILE = Path(__file__).parents[1] / "cases" / "zilverdam" / "profiel.yaml"


def test_what_came_of_a_plan_is_told_in_the_next():
    text = PROFILE.read_text(encoding="utf-8")
    profile = parse_profile(text, "p.yaml", LIBRARY.cards)
    made = make(profile, LIBRARY, dt.date(2027, 1, 4))
    draft = make_docx(made.chapter, LIBRARY, "concept", basis=basis_of(profile, made.facts, LIBRARY))
    order = Order("docx", dt.date(2028, 2, 1))
    progress = write_progress(profile, LIBRARY, order, read_draft(draft, "z.docx")).data

    document = docx.Document(io.BytesIO(progress))
    given = {
        "uitkomst van doel 1": "niet",
        "wat er van doel 1 kwam": "De uren kwamen later.",
        "uitkomst van doel 2": "gehaald",
    }
    for control in document.element.iter(qn("w:sdt")):
        title = control.find(qn("w:sdtPr")).find(qn("w:alias")).get(qn("w:val"))
        texts = list(control.iter(qn("w:t")))
        if title in given:
            texts[0].text = given.pop(title)
            for rest in texts[1:]:
                rest.text = ""
    assert not given
    filled = io.BytesIO()
    document.save(filled)

    read = read_answers([read_document(filled.getvalue(), "v.docx")], LIBRARY, base_profile(text, "p.yaml", LIBRARY))
    assert [outcome.kind for outcome in read.outcomes] == ["overgenomen"] * 3
    after = parse_profile(read.text, "p.yaml", LIBRARY.cards)
    assert {key: (row.stand, row.toelichting) for key, row in after.terugblik.uitkomsten.items()} == {
        "collegegesprekken.afspraken": ("gehaald", None),
        "plan_autoriseren.uren": ("niet", "De uren kwamen later."),
    }
    assert read.text.count("#") == text.count("#")
    chapter = write_markdown(make(after, LIBRARY, dt.date(2028, 2, 1)).chapter)
    assert "De uren kwamen later." in chapter
