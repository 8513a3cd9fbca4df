"""An edited draft of the real library, brought up to date with other answers."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import docx
import pytest
import shipped
from draft_builders import accepted, edited, lines, rejected, shown
from judges import errors
from random_profiles import random_profiles
from word_builders import STYLES

from liagen.chapter.editions import with_title_page
from liagen.errors import DraftError
from liagen.library.model import Library
from liagen.make.basis import basis_of
from liagen.make.chain import make, make_docx
from liagen.make.edited_draft import check_packages, profile_of, read_draft
from liagen.make.update import Updated, update
from liagen.profile.fields import in_length
from liagen.profile.model import Profile
from liagen.word.insert.insert import insert_docx
from liagen.word.insert.insertion_point import InsertionTarget
from liagen.word.readback.carried import read_carried
from liagen.word.readback.draft_file import open_draft
from liagen.word.readback.edited import read_edited
from liagen.word.styles.roles import HouseStyle

LIBRARY: Library = shipped.LIBRARY
BEFORE, NOW = dt.date(2027, 1, 4), dt.date(2027, 3, 1)


def made(profile: Profile, date: dt.date, title_page: bool = False, house: Path | None = None) -> bytes:
    result = make(profile, LIBRARY, date)
    chapter = with_title_page(result.chapter, profile, LIBRARY) if title_page else result.chapter
    basis = basis_of(profile, result.facts, LIBRARY)
    return make_docx(chapter, LIBRARY, "concept", HouseStyle(house) if house else None, basis=basis)


def brought(data: bytes, profile: Profile, date: dt.date = NOW, tracked: bool = False) -> Updated:
    return update(read_draft(data, "x.docx"), profile, LIBRARY, date, tracked)


def told(data: bytes) -> dict[str, str]:
    carried = read_carried(data, "x.docx")
    assert carried is not None
    return read_edited(open_draft(data, "x.docx").body, carried).texts


@pytest.mark.wide
@pytest.mark.parametrize(("length", "count"), [("kort", 2), ("standaard", 3), ("uitgebreid", 2)])
def test_any_answers_become_any_others(length, count):
    profiles = [in_length(each, length) for each in random_profiles(14, count)]
    for before, after in pairwise(profiles):
        data, fresh = made(before, BEFORE), made(after, NOW)
        found = brought(data, after)
        assert told(found.data) == told(fresh)
        assert list(told(found.data)) == list(told(fresh))
        assert read_carried(found.data, "x") == read_carried(fresh, "x")
        assert not {change.kind for change in found.changes} - {"vernieuwd", "nieuw", "vervallen", "verplaatst"}
        assert not brought(found.data, after).changes
        if length == "uitgebreid":
            continue  # its contents list is renewed in Word
        tracked = brought(data, after, tracked=True).data
        assert [line for line in accepted(tracked) if line] == shown(fresh)
        assert rejected(tracked) == shown(data)
    if length == "kort":  # the judges look at every element: of the longest that takes seconds
        assert not set(errors(found.data)) - set(errors(data))


def test_the_title_page_stays():
    profile = shipped.profile("utrecht")
    found = brought(made(profile, BEFORE, title_page=True), profile)
    assert told(found.data)["titelpagina.datum"] == "1 maart 2027"


def test_a_house_style_stays(tmp_path):
    document = docx.Document(str(STYLES))
    document.styles["Heading 2"].name = "Paragraafkop"
    document.save(str(tmp_path / "huis.docx"))
    (tmp_path / "huis.yaml").write_text("kop_2: Paragraafkop\n", encoding="utf-8")
    from liagen.make.house_style import load_house_style

    before, after = (shipped.profile(name) for name in ("hardenberg", "utrecht"))
    result = make(before, LIBRARY, BEFORE)
    data = make_docx(
        result.chapter,
        LIBRARY,
        "concept",
        load_house_style(tmp_path / "huis.docx"),
        basis=basis_of(before, result.facts, LIBRARY),
    )
    found = docx.Document(io.BytesIO(brought(data, after).data))
    assert {each.style.name for each in found.paragraphs if each.text == "Onze doelen voor het eerste jaar"} == {
        "Paragraafkop"
    }
    assert "Heading 2" not in {each.style.name for each in found.paragraphs}


@pytest.mark.wide
def test_the_text_of_a_host_stays(tmp_path):
    host = docx.Document()
    host.add_heading("Agenda", 1)
    host.add_paragraph("Van de gemeente zelf.")
    host.add_table(1, 1).cell(0, 0).text = "Cel van de gemeente"
    host.add_heading("Slot", 1)
    host.save(str(tmp_path / "lia.docx"))
    before, after = (shipped.profile(name) for name in ("hardenberg", "utrecht"))
    result = make(before, LIBRARY, BEFORE)
    data = insert_docx(
        result.chapter,
        STYLES,
        "concept",
        tmp_path / "lia.docx",
        InsertionTarget("Agenda"),
        None,
        basis_of(before, result.facts, LIBRARY),
    )
    found = brought(data, after)
    assert told(found.data) == told(made(after, NOW))
    assert [
        line for line in lines(found.data) if "gemeente zelf" in line or "Cel van" in line or line in ("Agenda", "Slot")
    ] == [
        "Agenda",
        "Van de gemeente zelf.",
        "Cel van de gemeente",
        "Slot",
    ]
    assert not set(errors(found.data)) - set(errors(data))


def test_the_sheet_tells_what_happened():
    before, after = (shipped.profile(name) for name in ("hardenberg", "utrecht"))
    found = brought(made(before, BEFORE), after)
    tables = [block for block in found.sheet.blocks if block.id == "tabel.bijgewerkt"]
    assert len(tables) == 1
    assert len(tables[0].rows) == len(found.changes)
    assert found.sheet.blocks[-1] is tables[0]


def test_the_length_of_the_draft_counts():
    profile = shipped.profile("utrecht")
    short = profile.model_copy(update={"stijl": profile.stijl.model_copy(update={"lengte": "kort"})})
    assert brought(made(short, BEFORE), profile).basis.length == "kort"


def test_same_input_same_bytes():
    before, after = (shipped.profile(name) for name in ("hardenberg", "utrecht"))
    data = made(before, BEFORE)
    assert brought(data, after).data == brought(data, after).data


# ------------------------------------------------------------ what it refuses


def test_a_sheet_is_refused():
    profile = shipped.profile("utrecht")
    result = make(profile, LIBRARY, BEFORE)
    basis = basis_of(profile, result.facts, LIBRARY)._replace(document="werkblad")
    with pytest.raises(DraftError, match="dit is een werkblad"):
        read_draft(make_docx(result.chapter, LIBRARY, "concept", basis=basis), "x.docx")


def test_a_file_of_nobody_is_refused(tmp_path):
    docx.Document().save(str(tmp_path / "x.docx"))
    data = (tmp_path / "x.docx").read_bytes()
    with pytest.raises(DraftError, match=r"^x\.docx: dit is geen document van liagen, .* kies het document"):
        read_draft(data, "x.docx")
    with pytest.raises(DraftError, match=r"^y\.docx: dit is geen document van liagen"):
        read_draft(data, "x.docx", (data, "y.docx"))
    with pytest.raises(DraftError, match="geen tekst van het concept"):
        read_draft(data, "x.docx", (made(shipped.profile("utrecht"), BEFORE), "oud.docx"))


def test_a_package_that_is_not_used_is_asked_for():
    data = made(shipped.profile("utrecht"), BEFORE)
    foreign = edited(data, lambda text: text.replace('name="praktijk"', 'name="elders"'), "customXml/item1.xml")
    with pytest.raises(DraftError, match="het pakket elders, dat nu niet gebruikt wordt; geef het met --pakket"):
        check_packages(read_draft(foreign, "x.docx"), LIBRARY)
    assert check_packages(read_draft(data, "x.docx"), LIBRARY) == ()
    other = edited(
        data, lambda text: text.replace(f'digest="{LIBRARY.packages[0].digest}"', 'digest="ab"'), "customXml/item1.xml"
    )
    assert check_packages(read_draft(other, "x.docx"), LIBRARY) == (LIBRARY.packages[0].name,)


def test_the_answers_travel_with_the_draft():
    profile = shipped.profile("utrecht")
    draft = read_draft(made(profile, BEFORE), "x.docx")
    assert replace(make(profile_of(draft, LIBRARY), LIBRARY, BEFORE).chapter) == make(profile, LIBRARY, BEFORE).chapter
    empty = replace(draft, carried=draft.carried._replace(basis=draft.basis._replace(profile="")))
    with pytest.raises(DraftError, match="--profiel"):
        profile_of(empty, LIBRARY)
