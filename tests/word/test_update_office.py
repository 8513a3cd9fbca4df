"""Drafts that were really edited, in LibreOffice, and then brought up to date: nothing of hers is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from draft_builders import BASE, NOW, draft, kinds, lines, parts, texts, update, wanted
from judges import errors
from libreoffice import NEEDS_WRITER, driven

from liagen.word.readback.carried import read_carried
from liagen.word.update.update import UpdatedDraft

pytestmark = NEEDS_WRITER

A, B, C = "De gemeente heeft een werkgroep", "De werkgroep vergadert elk kwartaal", "De beleidsadviseur heeft"
D, E, F = "Deze alinea past niet", "Nieuwe collega's horen", "In een jaar leren"
G, H = "Wie een doel haalt", "Na een jaar kijken wij terug"

# What is done, which words must be there afterwards, and what becomes of the texts that it touches.
# ruff: noqa: E501  (a table)
SCENARIOS: dict[str, tuple[list[list[str]], list[str], dict[str, str]]] = {
    "opened and saved": ([], [], {}),
    "typed where nothing changes": ([["type_behind", "een werkgroep", " van EIGEN"]], ["werkgroep van EIGEN"], {"a": "eigen"}),
    "typed where we change": ([["type_behind", "elk kwartaal", " EIGEN"]], ["elk kwartaal EIGEN"], {"b": "conflict"}),
    "retyped": ([["retype", A, "EIGEN alinea."]], ["EIGEN alinea."], {"a": "eigen"}),
    # A remark of ours at its first words: LibreOffice takes the bookmark away with them.
    "retyped where we change": ([["retype", B, "EIGEN alinea."]], ["EIGEN alinea."], {"b": "verwijderd"}),
    "retyped as we would": ([["replace", "elk kwartaal", "elke maand"], ["replace", "een verslag", "een kort verslag"]], [], {}),
    "deleted": ([["delete", A]], [], {"a": "verwijderd"}),
    "deleted where we change": ([["delete", B]], [], {"b": "verwijderd"}),
    "deleted what would go": ([["delete", D]], [], {}),
    "edited what would go": ([["type_behind", D, " EIGEN"]], ["niet EIGEN"], {"d": "vervallen_bewerkt"}),
    "split": ([["split", "een werkgroep"]], [], {"a": "eigen"}),
    "split where we change": ([["split", "elk kwartaal"]], ["De werkgroep vergadert elk kwartaal"], {"b": "conflict"}),
    "split and typed": ([["split", "een werkgroep"], ["type_behind", "met leden", " EIGEN"]], ["EIGEN"], {"a": "eigen"}),
    "joined": ([["join", A]], ["afdelingen. De werkgroep"], {"a": "eigen", "b": "conflict"}),
    "joined where nothing changes": ([["join", E]], ["inclusie is. Dit doen wij"], {"e": "eigen", "lijst.kop": "eigen"}),
    "moved": ([["move", A, G]], [], {}),
    "moved where we change": ([["move", B, G]], [], {}),
    "moved up": ([["move_up", E]], [], {}),
    "copied": ([["copy", A, H]], [], {}),
    "copied where we change": ([["copy", B, H]], ["elk kwartaal"], {}),
    "a paragraph of her own": ([["own_paragraph", A, "EIGEN alinea."]], ["EIGEN alinea."], {}),
    "an item of her own": ([["own_paragraph", "teams leren van elkaar", "EIGEN punt;"]], ["EIGEN punt;"], {}),
    "a remark": ([["remark", "vier afdelingen", "Klopt dit?"]], [], {}),
    "a remark where we change": ([["remark", "De werkgroep", "Klopt dit?"]], [], {}),
    "a remark where we take out": ([["remark", "past niet", "Waarom?"]], [], {"d": "vervallen_bewerkt"}),
    "a footnote where we change": ([["footnote", "De werkgroep", "EIGEN noot"]], [], {}),
    "a table of her own": ([["table", G, "EIGEN cel"]], ["EIGEN cel"], {}),
    "bold where we change": ([["bold", "De werkgroep vergadert"]], [], {}),
    "tracked": ([["track"], ["type_behind", "elk kwartaal", " EIGEN"]], ["elk kwartaal EIGEN"], {"b": "conflict"}),
    "tracked and accepted": ([["track"], ["type_behind", "een werkgroep", " EIGEN"], ["accept_all"]], ["EIGEN"], {"a": "eigen"}),
    "tracked and rejected": ([["track"], ["type_behind", "elk kwartaal", " EIGEN"], ["reject_all"]], [], {}),
    "a blank filled in": ([["replace", "[invullen: aantal uren]", "12 uur"]], ["12 uur"], {"c": "conflict"}),
    "a proposal changed": ([["replace", "[voorzet: acht]", "zes"]], ["leren zes teams"], {"f": "eigen"}),
    "a cell": ([["type_behind", "De uren", " EIGEN"]], ["De uren EIGEN staan vast"], {"d1.Doel": "eigen"}),
    "a cell where we change": ([["replace", "communicatie", "EIGEN"]], ["EIGEN"], {"d3.Wie": "conflict"}),
    "a cell of a row that would go": ([["type_behind", "kwam bij elkaar", " EIGEN"]], ["elkaar EIGEN"], {"d2.Nr": "vervallen_bewerkt"}),
    "a row taken out": ([["delete_row", "De uren staan vast"]], [], {"d1.Nr": "verwijderd"}),
    "a row taken out that would go": ([["delete_row", "kwam bij elkaar"]], [], {}),
    "a row of her own": ([["add_row", "De uren staan vast", "EIGEN"]], ["EIGEN"], {}),
    "a column of her own": ([["add_column", "De uren staan vast", "EIGEN"]], ["EIGEN"], {"doelen.kop.Nr": "tabel"}),
    "a cell of a table with other columns": ([["replace", "€ 2.000", "€ 2.500"]], ["€ 2.500"], {"geld.kop.Post": "tabel"}),
    "a table taken out": ([["delete_table", "De uren staan vast"]], [], {}),
    "a heading": ([["replace", "Waar wij staan", "EIGEN kop"]], ["EIGEN kop"], {"sectie.een": "conflict"}),
    "an item": ([["type_behind", "brieven", " EIGEN"]], ["brieven EIGEN gaan"], {"i2": "conflict"}),
    "an item taken out": ([["delete", "brieven gaan"]], [], {"i2": "verwijderd"}),
    "much at once": (
        [["retype", A, "EIGEN een."], ["delete", E], ["own_paragraph", H, "EIGEN twee."], ["remark", "per week", "Hoe?"]],
        ["EIGEN een.", "EIGEN twee."],
        {"a": "eigen", "e": "verwijderd"},
    ),
}  # fmt: skip
ROWS = {"doelen.kop": ("d1", "d2", "d3", "d4"), "geld.kop": ("m1",)}
"""A table that is kept whole, with its rows."""

UNTOUCHED = kinds(update(draft()).changes)


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> dict[str, bytes]:
    """Return the draft as it was edited and saved in each scenario; with tracked changes also accepted and rejected."""
    folder = tmp_path_factory.mktemp("writer")
    source = folder / "basis.docx"
    source.write_bytes(draft())
    jobs = {name: (source, steps) for name, (steps, _, _) in SCENARIOS.items()}
    found = driven(folder, jobs)
    tracked = folder / "bijgewerkt.docx"
    tracked.write_bytes(update(found["typed where we change"], tracked=True).data)
    fresh = folder / "vers.docx"
    fresh.write_bytes(update(draft(), tracked=True).data)
    ends = {
        f"{name} {kind}": (path, [[f"{kind}_all"]])
        for name, path in (("edited", tracked), ("fresh", fresh))
        for kind in ("accept", "reject")
    }
    return found | driven(folder, ends)


@pytest.fixture(scope="module")
def renewed(saved) -> Callable[[str], UpdatedDraft]:
    """Return what becomes of the draft of a scenario, brought up to date once."""
    return cache(lambda name: update(saved[name]))


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_of_hers_is_lost_and_nothing_of_ours_is_old(name, renewed):
    _, words, expected = SCENARIOS[name]
    made = renewed(name)
    after = "\n".join(lines(made.data))
    assert not [each for each in words if each not in after]
    found = kinds(made.changes)
    assert {key: found.get(key) for key in expected} == expected
    touched = set(expected) | {key for key, kind in found.items() if kind in ("eigen", "verwijderd", "tabel", "dubbel")}
    # What she did not touch says what it says in a new draft, as far as its table or row is there.
    now, new = texts(made.data), wanted()
    theirs = {key for key in new if key.partition(".")[0] in {each.partition(".")[0] for each in touched}}
    theirs |= {
        key
        for each in expected
        for name, rows in ROWS.items()
        if each.startswith(name)
        for key in new
        if key[:2] in rows
    }
    assert {key: text for key, text in now.items() if key not in theirs} == {
        key: text for key, text in new.items() if key not in theirs and key in now
    }
    gone = set(new) - set(now) - theirs
    assert not gone or name == "a table taken out"
    # No conflict that is not one.
    false = {key for key, kind in found.items() if kind == "conflict"} - set(expected)
    assert not false


@pytest.mark.parametrize(
    "name",
    [
        "split where we change",
        "joined",
        "a footnote where we change",
        "tracked",
        "a column of her own",
        "much at once",
    ],
)
def test_the_file_is_as_sound_as_it_was(name, saved, renewed):
    added = Counter(errors(renewed(name).data)) - Counter(errors(saved[name]))
    assert not added


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_second_time_nothing_happens(name, renewed):
    once = renewed(name).data
    twice = update(once)
    assert parts(twice.data) == parts(once)
    assert not {
        kind for kind in kinds(twice.changes).values() if kind not in ("eigen", "verwijderd", "dubbel", "tabel")
    }


def test_the_same_draft_gives_the_same_bytes(saved, renewed):
    assert update(saved["much at once"]).data == renewed("much at once").data


def test_only_opened_and_saved_is_no_edit(saved):
    assert not update(saved["opened and saved"], BASE).changes
    assert kinds(update(saved["opened and saved"]).changes) == UNTOUCHED


def test_her_order_stays(saved):
    moved = [key for key in texts(update(saved["moved"]).data) if key in ("a", "b", "f", "g")]
    assert moved == ["b", "f", "a", "g"]


@pytest.mark.parametrize("name", ["a remark where we change", "a footnote where we change", "bold where we change"])
def test_what_stands_in_renewed_words_stays(name, saved):
    made = update(saved[name]).data
    document, remarks = (parts(made)[f"word/{each}.xml"] for each in ("document", "comments"))
    assert {
        "a remark where we change": b"Klopt dit?" in remarks and document.count(b"<w:commentReference") == 2,
        "a footnote where we change": b"<w:footnoteReference" in document,
        "bold where we change": b"<w:b/>" in document or b"<w:b w:val" in document,
    }[name]


@pytest.mark.parametrize(("name", "blocks"), [("fresh accept", NOW), ("edited accept", NOW)])
def test_accepting_all_gives_the_new_text(name, blocks, saved):
    assert plain(saved[name]) == plain(draft(blocks))


@pytest.mark.parametrize(("name", "source"), [("fresh reject", None), ("edited reject", "typed where we change")])
def test_rejecting_all_gives_back_what_was_there(name, source, saved):
    assert plain(saved[name]) == plain(saved[source] if source else draft())


def plain(data: bytes) -> list[str]:
    """Return the paragraphs with text in them."""
    assert read_carried(data, "x.docx") is not None
    return [line for line in lines(data) if line]
