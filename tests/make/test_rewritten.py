"""Which texts were rewritten, over many drafts."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import shipped
from answer_builders import documents, opened, retyped
from draft_builders import edited

from liagen.make.rewritten import rewritten, write_rewrites
from liagen.profile.canonical import write_profile
from liagen.word.readback.edited import EditedText

TOWNS = ("meierijstad", "hardenberg", "utrecht")
CHAPTERS = [documents(write_profile(shipped.profile(name)))[0] for name in TOWNS]


def drafts(*files: bytes):
    return opened(*files, names=tuple(f"{number}.docx" for number in range(len(files))))


def changed(data: bytes, before: str, after: str) -> bytes:
    return edited(data, lambda text: text.replace(before, after))


def test_nothing_is_rewritten_in_what_was_not_edited():
    assert rewritten(drafts(*CHAPTERS), shipped.LIBRARY) == ()


def test_what_was_only_filled_in_is_not_rewritten():
    data = retyped(CHAPTERS[0], {"beleggen.uitvoerder.uren_per_week": "8", "document.besluit_door": "de raad"})
    assert rewritten(drafts(data), shipped.LIBRARY) == ()


def test_rewrites_are_counted_by_card_and_part():
    words = "zit erbij"
    files = [
        changed(each, words, new) for each, new in zip(CHAPTERS, ("is erbij", "is erbij", "kijkt mee"), strict=True)
    ]
    found = rewritten(drafts(*files, CHAPTERS[0]), shipped.LIBRARY)
    assert {(each.origin, each.rewritten, each.having) for each in found} == {("tekst.testen.tekst", 3, 4)}
    assert {each.section for each in found} == {"Laten testen"}
    assert all("testen_door_ervaringsdeskundigen" in each.joined for each in found[:1])
    assert len({each.new for each in found}) == len(found)
    assert all(words in each.text and words not in each.new for each in found)
    same = rewritten(drafts(files[0], files[0]), shipped.LIBRARY)
    assert [(each.times, each.rewritten, each.having) for each in same] == [(2, 2, 2)]


def test_an_id_that_no_card_has_now_is_told_as_it_is():
    data = changed(CHAPTERS[0], "zit erbij", "is erbij")
    draft = drafts(data)[0]
    base = next(each for each in draft.carried.paragraphs if "zit erbij" in each.text)
    text = EditedText(draft.text.paragraphs, {"weg.1": draft.text.units[base.id]})
    old = replace(draft, carried=draft.carried._replace(paragraphs=(base._replace(id="weg.1"),)), text=text)
    assert [each.origin for each in rewritten([old], shipped.LIBRARY)] == ["weg.1"]


def test_no_text_of_the_table_runs_as_a_formula():
    data = changed(CHAPTERS[0], "Een ervaringsdeskundige en", "=HYPERLINK(1;2) en")
    text = write_rewrites(rewritten(drafts(data), shipped.LIBRARY))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][0] == "kaart en deel"
    assert rows[1][-1].startswith("'=HYPERLINK")
