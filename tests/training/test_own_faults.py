"""Mistakes of a package: laid on those of liagen, and refused with their place when something is wrong."""

from __future__ import annotations

import pytest
from toy import make_package

from liagen.errors import LibraryError
from liagen.library.load import load_library, read_library
from liagen.training.own_faults import with_own_faults
from liagen.training.texts import load_texts

SECTIONS = load_library().section_keys
TEXTS = load_texts()

OWN = """fouten:
  - sleutel: {key}
    titel: Een eigen fout
    onderdeel: {section}
    zet: [Dit klopt niet.]
    goed: Zo hoort het.
    bronnen: ["§5"]
"""


def laid_on(tmp_path, text):
    package = make_package(tmp_path / "pakket")
    package.write("fouten.yaml", text)
    return with_own_faults(TEXTS, [package.root], SECTIONS)


def test_a_package_with_mistakes_is_a_package(tmp_path):
    package = make_package(tmp_path / "pakket")
    package.write("fouten.yaml", OWN.format(key="eigen", section="leren"))
    assert read_library([package.root]).cards


def test_mistakes_of_a_package_come_beside_those_of_liagen(tmp_path):
    found = laid_on(tmp_path, OWN.format(key="eigen", section="leren"))
    assert [one.sleutel for one in found.faults] == [*(one.sleutel for one in TEXTS.faults), "eigen"]


def test_a_mistake_with_the_same_key_takes_the_place(tmp_path):
    key = TEXTS.faults[0].sleutel
    found = laid_on(tmp_path, OWN.format(key=key, section="leren"))
    assert len(found.faults) == len(TEXTS.faults)
    assert found.faults[0].titel == "Een eigen fout"


def test_a_package_without_mistakes_changes_nothing(tmp_path):
    assert with_own_faults(TEXTS, [make_package(tmp_path / "pakket").root], SECTIONS) == TEXTS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            OWN.format(key="eigen", section="lerren"),
            "fouten.yaml:4:16: fouten.1.onderdeel: onbekend",
        ),
        (OWN.format(key="eigen", section="leren").replace("    zet: [Dit klopt niet.]\n", ""), "hier hoort `zet`"),
        (
            OWN.format(key="eigen", section="leren").replace("zet: [Dit klopt niet.]", "weg: [{wat: zin, van: [Dit]}]"),
            "`soort: weg` en `weg` horen bij elkaar",
        ),
        (
            OWN.format(key="eigen", section="leren").replace("    goed:", "    eis: vervager\n    goed:"),
            "onbekende eis `vervager`, bedoelde u `vervanger`?",
        ),
        (
            OWN.format(key="eigen", section="leren").replace("    goed:", "    klopt: [Zo.]\n    goed:"),
            "hier hoort `zet`, `vervang` of `weg` bij",
        ),
        ("fouten: [", "fouten.yaml:2:1: deze haak wordt niet gesloten"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, text, message):
    with pytest.raises(LibraryError) as caught:
        laid_on(tmp_path, text)
    assert message in str(caught.value)
