"""Word files of other people, by construct: what was there stays, nothing leads nowhere, or liagen says no.

The validators are asked by hand, since they take minutes: `python -m hosts` (see `tests/hosts/__main__.py`).
"""

from __future__ import annotations

import pytest
from hosts.constructs import CONSTRUCTS
from hosts.judgement import judge, lost_of_host

REFUSED = {
    "doctype": "geen Word-bestand",
    "entiteiten": "geen Word-bestand",
    "strict": "Strict Open XML",
    "ole": "vóór 2007",
    "ole_met_zip": "vóór 2007",
    "versleuteld": "wachtwoord",
}
ONLY_AS_HOST = {"macros": "macro's"}
ONLY_AS_HOUSE = {"voettekst_zonder_soort": "beschadigd"}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_file_of_someone_else_is_kept_or_refused(name):
    host, house = judge(CONSTRUCTS[name](), validators=False, commands=("invoegen", "maak --huisstijl"))
    assert host.wrong == house.wrong == ()
    assert host.outcome == ("geweigerd" if name in REFUSED | ONLY_AS_HOST else "gelukt"), host.told
    assert house.outcome == ("geweigerd" if name in REFUSED | ONLY_AS_HOUSE else "gelukt"), house.told
    assert ONLY_AS_HOUSE.get(name, "") in house.told
    assert (REFUSED | ONLY_AS_HOST).get(name, "") in host.told


def test_what_cannot_be_a_draft_of_ours_is_refused_by_all_who_ask_for_one():
    asked = ("bijwerken", "bijwerken --oud", "teruglezen", "voortgang", "sjabloon uit-word")
    found = list(judge(CONSTRUCTS["genummerde_tabel"](), False, asked))
    assert [each.outcome for each in found] == ["geweigerd"] * len(asked)
    assert not any(each.wrong for each in found)
    assert [each.command for each in found if "--oud" in each.told] == ["bijwerken", "teruglezen"]  # these have it


def test_a_host_with_a_chapter_in_it_lives_on():
    found = list(judge(CONSTRUCTS["alles_tegelijk"](), False, ("bijwerken na invoegen", "teruglezen na invoegen")))
    assert [(each.outcome, each.wrong) for each in found] == [("gelukt", ())] * 2


def test_the_judgement_sees_what_is_lost():
    whole, other = CONSTRUCTS["alles_tegelijk"](), CONSTRUCTS["bijgehouden_verplaatsing"]()
    lost = list(lost_of_host(whole, other, False))
    assert {"tekst van het bestand is weg of verschoven", "een opmerking is weg"} <= set(lost)
    assert any("bijgehouden wijzigingen" in each for each in lost)
    assert any(each.startswith("word/footnotes.xml") for each in lost)
