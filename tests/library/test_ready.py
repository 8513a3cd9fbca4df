"""The shipped library as it was read beforehand: equal to the one read now, and only while it is true."""

from __future__ import annotations

import os
import pickle

import pytest

from liagen.library.load import read_library
from liagen.library.package import shipped_packages
from liagen.library.packages import find_packages
from liagen.library.ready import KEPT, load_ready, parse_ready, write_ready

LIBRARY = read_library(find_packages((), None, None))
DATA = write_ready(LIBRARY)
MARKS = 64  # the digests of texts and code stand before the library


def test_the_kept_library_is_the_one_that_is_read():
    assert parse_ready(DATA) == LIBRARY


def test_it_is_what_every_command_uses():
    assert tuple(shipped_packages()[name] for name in KEPT[1:]) == find_packages((), None, None)


@pytest.mark.parametrize("place", [0, MARKS - 1], ids=["texts", "code"])
def test_it_does_not_count_for_other_texts_or_other_code(place):
    other = bytearray(DATA)
    other[place] ^= 1
    assert parse_ready(bytes(other)) is None


def test_no_other_packages_get_it(tmp_path):
    practice = shipped_packages()["praktijk"]
    assert load_ready([practice, tmp_path]) is None
    assert load_ready([tmp_path / "praktijk"]) is None
    assert load_ready([]) is None


def test_no_folder_of_this_computer_is_in_it():
    assert os.fsencode(shipped_packages()["standaard"].parent) not in DATA


class Harm:
    def __reduce__(self):
        return os.getenv, ("HOME",)


def _nested() -> bytes:
    # As a pickle can name what hangs below a module of ours.
    return b"\x80\x04\x8c\x14liagen.library.ready\x8c\x09os.getenv\x93."


@pytest.mark.parametrize("harm", [pickle.dumps(Harm(), protocol=5), _nested()], ids=["other", "through_ours"])
def test_nothing_but_values_of_ours_is_read(harm):
    with pytest.raises(pickle.UnpicklingError, match="is no part of a library"):
        parse_ready(DATA[:MARKS] + harm)
