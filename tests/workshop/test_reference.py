"""The keys that may be typed: what the reference says of them is so."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from toy import CARD, make_package

from liagen.document.as_markdown import write_markdown
from liagen.library.cards import LENGTHS
from liagen.library.words import shipped_words, word_groups
from liagen.make.chain import make, make_sheet
from liagen.profile.read import parse_profile
from liagen.workshop.reference import MODELS, reference

LISTS = "titel: Werkblad\nonderdelen:\n  - {sleutel: advies, titel: Advies, inhoud: [{lijst: adviezen}]}\n"
OUTLINE = "titel: Hoofdstuk\nonderdelen:\n  - {sleutel: begin, titel: Begin, inhoud: [{tekst: inleiding}]}\n"
THERE = "bestaat_als:\n  - als: beleggen.groep.aanwezig == 'ja'\n    reden: Er is een groep.\n"
PARTS = "## Bestaat\n\nZij blijft.\n\n## Voorstel\n\nZij komt.\n\n## Werkblad\n\nLet op.\n"
FACTS = {
    "bestaat": "beleggen:\n  groep:\n    aanwezig: ja\n",
    "voorstel": "organisatie:\n  fte: 900\n",
    "te overwegen": "",
}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(
    ("verdict", "chapter", "advice"),
    [("bestaat", "Dus: Zij blijft.", True), ("voorstel", "Dus: Zij komt.", True), ("te overwegen", "Dus:", False)],
)
def test_the_parts_of_an_option_stand_where_the_reference_says(tmp_path, verdict, chapter, advice, length):
    toy = make_package(tmp_path / "zuid")
    toy.write("opties/beleggen/werkgroep.md", CARD.replace("kies_als:", f"{THERE}kies_als:") + PARTS)
    toy.write("teksten/inleiding.md", "Dus: {{ kaart('werkgroep') }}\n")
    toy.write("opbouw.yaml", OUTLINE)
    toy.write("werkblad.yaml", LISTS)
    library = toy.load()
    text = f"gemeente:\n  naam: Zuid\nstijl:\n  lengte: {length}\n{FACTS[verdict]}"
    made = make(parse_profile(text, "x.yaml", library.cards), library, dt.date(2027, 1, 4))
    assert write_markdown(made.chapter).split("## Begin\n\n")[1].split("\n")[0].rstrip() == chapter
    assert ("Let op." in write_markdown(make_sheet(made, library))) == advice


def test_every_link_of_the_reference_leads_to_a_heading():
    page = reference()
    headings = {
        re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in re.findall(r"^## (.+)$", page, re.M)
    }
    assert set(re.findall(r"\(#([^)]+)\)", page)) <= headings


def test_every_key_of_the_reference_is_explained():
    page = reference()
    for row in re.findall(r"^\| `\w+` \| (?:ja|nee) \| .*$", page, re.MULTILINE):
        assert re.search(r" \| [A-Z][^|]+[.?»`] \| ", row), row
    assert all(f"## {heading}\n" in page for _, heading in MODELS.values())


def test_every_word_stands_once_below_what_it_is_for():
    keys = [key for group in word_groups().values() for key in group]
    assert sorted(keys) == sorted(shipped_words())
    assert len(word_groups()) > 15
    page = reference().partition("## woorden.yaml")[2]
    assert all(page.count(f"| `{key}` |") == 1 for key in (*keys,))
    assert "`vervang`" in page
