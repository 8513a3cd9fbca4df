"""The end product: what an officer at work needs is not in it."""

from __future__ import annotations

import pytest
import shipped
from word_builders import bullets, chapter, heading, para, table

from liagen.chapter.editions import end_product
from liagen.document.as_markdown import write_markdown
from liagen.document.blocks import Fill, Text
from liagen.document.walk import by_section, passages

LIBRARY = shipped.LIBRARY


@pytest.fixture(scope="module")
def draft():
    return shipped.result("meierijstad").chapter


def test_what_is_only_for_the_draft_is_gone_and_the_rest_stays(draft):
    texts = {row.name for row in LIBRARY.preamble if row.concept == "ja"}
    marked = [block.id for block in draft.blocks if block.origins[0].key in texts]
    assert marked
    kept = [block.id for block in end_product(draft, LIBRARY.preamble, LIBRARY.outline).blocks]
    assert kept == [block.id for block in draft.blocks if block.id not in marked]


def test_a_section_to_work_with_is_gone(draft):
    outline = tuple(
        section.model_copy(update={"concept": "ja" if section.sleutel == "volgen" else "nee"})
        for section in LIBRARY.outline
    )
    found = end_product(draft, LIBRARY.preamble, outline)
    shown, left = ({key for key, _, _ in by_section(each)} for each in (draft, found))
    assert shown - left == {"volgen"}


def test_no_remark_is_left(draft):
    shown = [
        passage for block in end_product(draft, LIBRARY.preamble, LIBRARY.outline).blocks for passage in passages(block)
    ]
    assert not [passage for passage in shown if getattr(passage, "note", None)]


def test_what_is_open_is_what_is_still_to_be_filled_in(draft):
    found = end_product(draft, LIBRARY.preamble, LIBRARY.outline)
    spans = [span for block in found.blocks for passage in passages(block) for span in passage.spans]
    assert found.open_points == sum(isinstance(span, Fill) for span in spans) > 0


PROPOSAL = Fill("organisatie.fte", "aantal fte", "getal", (), "Acht", begins_sentence=True)
BLANK = Fill("beleggen.naam", "naam")


def with_fills():
    table_of = table((["Wie ", PROPOSAL],), ([PROPOSAL, BLANK],), caption=para(["Tabel van ", PROPOSAL], "bijschrift"))
    return chapter(
        heading(["Kop van ", PROPOSAL], 1),
        heading("Deel", 2),
        para([Text("Vet. ", bold=True), "a ", PROPOSAL, " b ", BLANK]),
        bullets([PROPOSAL]),
        table_of,
        title=f"Kop van {PROPOSAL.text}",
        subject=PROPOSAL.text,
        running=PROPOSAL.text,
        title_page=(para([PROPOSAL], "titel"),),
    )


def test_proposals_are_plain_text_everywhere_and_blanks_stay():
    found = end_product(with_fills(), LIBRARY.preamble, LIBRARY.outline)
    text = write_markdown(found)
    assert "oorzet" not in text + found.title + found.subject + found.running
    assert (found.title, found.subject, found.running) == ("Kop van Acht", "Acht", "Acht")
    assert found.title_page[0].spans == (Text("Acht"),)
    assert found.blocks[2].spans == (Text("Vet. ", bold=True), Text("a Acht b "), BLANK)
    assert (found.blocks[4].header[0].spans, found.blocks[4].caption.spans) == (
        (Text("Wie Acht"),),
        (Text("Tabel van Acht"),),
    )


def test_proposals_are_still_told_with_their_section():
    found = end_product(with_fills(), LIBRARY.preamble, LIBRARY.outline)
    assert (found.open_points, found.blanks, found.proposals) == (2, 2, 5)
    assert [each.section for each in found.fills] == ["", "", "Deel", "Deel", "Deel", "Deel", "Deel"]
