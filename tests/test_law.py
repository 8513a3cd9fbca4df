"""Law and policy of the shipped library: dated facts, true on the day of the draft, and nothing beyond the sources."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import shipped
from every import every

from liagen.document.as_markdown import write_markdown
from liagen.make import chain
from liagen.profile.fields import in_length
from liagen.profile.parsing import MONTHS
from liagen.profile.read import load_profile

LIBRARY = shipped.LIBRARY
CASES = Path(__file__).parent / "cases"
FACTS = [
    pytest.param(source, fact, id=f"{source.key}-{number}")
    for source in LIBRARY.sources.values()
    for number, fact in enumerate(source.feiten, 1)
]
_DATE = rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})"


def dates(text: str) -> list[dt.date]:
    """Return the dates in a text."""
    return [dt.date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in re.findall(_DATE, text)]


def made(name: str, day: str, length: str = "standaard") -> tuple[str, str]:
    """Return chapter and work sheet of a case, made on a day."""
    profile = load_profile(CASES / name / "profiel.yaml", LIBRARY.cards)
    result = chain.make(in_length(profile, length), LIBRARY, dt.date.fromisoformat(day))
    return write_markdown(result.chapter), write_markdown(chain.make_sheet(result, LIBRARY))


@every(("source", "fact"), FACTS)
def test_a_fact_says_nothing_of_days_on_which_it_does_not_hold(source, fact):
    assert source.url, "who reads a fact can look it up"
    for day in dates(f"{fact.tekst} {fact.werkblad or ''}"):
        is_past, is_to_come = fact.vanaf and day <= fact.vanaf, fact.tot and fact.tot < day
        assert is_past or is_to_come, f"{day} is to come on the first day and past on the last"


def test_the_facts_of_one_source_follow_each_other():
    for source in LIBRARY.sources.values():
        for earlier, later in zip(source.feiten, source.feiten[1:], strict=False):
            assert earlier.tot and later.vanaf == earlier.tot + dt.timedelta(days=1), source.key


@pytest.mark.parametrize(
    ("day", "told", "left_out"),
    [
        ("2022-06-01", "in Nederland van kracht sinds 14 juli 2016", "Grondwet"),
        (
            "2026-11-25",
            "verbiedt discriminatie wegens handicap, met zoveel woorden sinds 22 februari 2023",
            "Staatsblad",
        ),
        ("2026-11-25", "In 2023 nam de raad een motie", "De VNG gaat ervan uit"),
    ],
)
def test_a_chapter_tells_the_law_of_its_own_day(day, told, left_out):
    chapter, _ = made("zilverdam", day, "uitgebreid")
    assert told in chapter
    assert left_out not in chapter


def test_a_source_stands_in_the_list_only_where_its_fact_is_told():
    assert "Aan de slag met participatie" not in made("zilverdam", "2026-11-25")[0]  # named, not explained
    assert "participatie" not in made("leeg", "2026-11-25")[0]
    assert "Grondwet" not in made("zilverdam", "2022-06-01", "uitgebreid")[0]
    assert "Werkagenda" not in made("zilverdam", "2025-01-01", "uitgebreid")[0]
    assert "liep van 2025 tot en met 2030" in made("zilverdam", "2031-06-01", "uitgebreid")[0]


def test_the_work_sheet_tells_what_holds_that_day():
    early, late = (made("zilverdam", day, "uitgebreid")[1] for day in ("2026-11-25", "2028-02-01"))
    assert "heeft. Dat schreef de VNG vóór de invoering." in early
    assert "De VNG ging ervan uit dat elke gemeente die vóór 1 januari 2027 had." in late
    assert "op 27 januari 2026 het facultatief protocol" in early
    assert "in beginsel wil bekrachtigen" not in early
    assert "in beginsel wil bekrachtigen" in made("zilverdam", "2025-11-25", "uitgebreid")[1]
    assert "is dit niet meer nagekeken" in late
    assert "is dit niet meer nagekeken" not in early


def test_no_chapter_says_that_the_accessibility_act_binds_the_municipality():
    (fact,) = LIBRARY.sources["toegankelijkheidswet"].feiten
    assert "niet voor de gemeente" in fact.tekst
    chapters = [made(case.name, "2026-11-25", "uitgebreid")[0] for case in CASES.iterdir()]
    chapters += [write_markdown(shipped.result(name).chapter) for name in shipped.NAMES]
    assert not [text for text in chapters if re.search("accessibility act|toegankelijkheidswet", text, re.IGNORECASE)]


def test_nothing_rests_on_a_newspaper_and_no_letter_of_an_article_is_named():
    addresses = [source.url or "" for source in LIBRARY.sources.values()]
    assert not [
        url for url in addresses if re.search(r"//(www\.)?(rd|ad|nrc|trouw|volkskrant|telegraaf|inhetnieuws)\.nl", url)
    ]
    told = [
        path.read_text(encoding="utf-8")
        for path in (CASES.parents[1] / "templates").rglob("*.*")
        if path.suffix in (".md", ".yaml")
    ]
    wrong = r"artikel 2\.\d|\blid \d|, onder(deel)? [a-z]\b"
    assert len(told) > 50
    assert not [line for text in told for line in text.splitlines() if re.search(wrong, line)]
