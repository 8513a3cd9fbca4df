"""The keys that may be typed: what the reference says of them is so."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from own_package import ONE, package

from liagen.document.as_markdown import write_markdown
from liagen.library.compile import read_library
from liagen.make.chain import make
from liagen.profile.read import parse_profile
from liagen.workshop.reference import MODELS, reference

PARTS = (
    "Tekst.\n## Kort\nKort.\n## Bestaat\nBestaat.\n## Voorstel\nVoorstel.\n## Te overwegen\nOverweeg.\n## Meer\nMeer.\n"
)
FACTS = {
    "bestaat": "gedaan:\n  communicatie: [intranet]\n",
    "voorstel": "structuren:\n  intranet: ja\n",
    "te overwegen": "",
}


@pytest.mark.parametrize(
    ("verdict", "length", "shown"),
    [
        ("voorstel", "kort", "Kort."),
        ("voorstel", "standaard", "Tekst. Voorstel."),
        ("voorstel", "uitgebreid", "Tekst. Voorstel. Meer."),
        ("bestaat", "kort", ""),
        ("bestaat", "standaard", "Kort. Bestaat."),
        ("bestaat", "uitgebreid", "Tekst. Bestaat. Meer."),
        ("te overwegen", "kort", ""),
        ("te overwegen", "standaard", "Overweeg."),
        ("te overwegen", "uitgebreid", "Tekst. Overweeg. Meer."),
    ],
)
def test_the_parts_of_an_option_stand_where_the_reference_says(tmp_path, verdict, length, shown):
    library = read_library([package(tmp_path / "zuid", ONE, f"---\ntitel: Proef\npraktijk: null\n---\n{PARTS}")])
    text = f"gemeente:\n  naam: Zilverdam\nstijl:\n  lengte: {length}\n{FACTS[verdict]}"
    chapter = make(parse_profile(text, "x.yaml", library.cards), library, dt.date(2027, 1, 4)).chapter
    found = re.search(r"^### Proef\n\n.*?\n\n(.*?)^#", write_markdown(chapter), re.MULTILINE | re.DOTALL)
    assert " ".join(found[1].split() if found else []) == shown


def test_every_link_of_the_reference_leads_to_a_heading():
    page = reference()
    headings = {
        re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in re.findall(r"^## (.+)$", page, re.M)
    }
    assert set(re.findall(r"\(#([^)]+)\)", page)) <= headings


def test_every_key_of_the_reference_is_explained():
    for row in re.findall(r"^\| `\w+` \| (?:ja|nee) \| .*$", reference(), re.MULTILINE):
        assert re.search(r" \| [A-Z][^|]+[.?»`] \| ", row), row
    assert all(f"## {heading}\n" in reference() for _, heading in MODELS.values())
