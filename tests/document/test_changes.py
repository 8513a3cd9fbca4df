"""What differs: between two documents sentence by sentence, and among three text by text."""

from __future__ import annotations

from every import every

from liagen.document.blocks import Cell, Chapter, Heading, Item, ListBlock, Origin, Paragraph, Row, Table, Text
from liagen.document.changes import Subject, changes, merge_texts, sentences

# ------------------------------------------------------------ sentences


@every(
    ("text", "found"),
    [
        ("Een. Twee! Drie?", ("Een.", "Twee!", "Drie?")),
        ("Een…\nTwee.", ("Een…", "Twee.")),
        ("Zonder einde", ("Zonder einde",)),
        (" Een.  ", ("Een.",)),
        ("In §4.1 en op 1.200 plekken.", ("In §4.1 en op 1.200 plekken.",)),
        ("  ", ()),
    ],
)
def test_a_text_is_cut_behind_each_sentence(text, found):
    assert sentences(text) == found


# ------------------------------------------------------------ two


INTRANET, QUIZ = Origin("optie", "intranet", "tekst"), Origin("optie", "quiz", "tekst")


def section(key):
    return Heading(f"onderdeel.{key}.titel", 2, (Text(key.title()),), origins=(Origin("onderdeel", key, "titel"),))


def said(ident, text, *origins):
    return Paragraph(ident, (Text(text),), origins=origins or (INTRANET,))


def chapter(*blocks):
    return Chapter("Titel", "", "", "2027-01-04", blocks, 0)


def by_part(leaf):
    return Subject(leaf.origins[0])


def by_thing_in_section(leaf):
    origin = leaf.origins[0]
    return Subject(Origin(origin.kind, origin.key), leaf.section)


def found(before, after, subject=by_part):
    return changes(chapter(*before), chapter(*after), subject)


def test_nothing_changes_between_a_document_and_itself():
    assert found([section("begin"), said("a", "Een.")], [section("begin"), said("a", "Een.")]) == ()


def test_a_sentence_more_comes_and_the_others_are_no_news():
    (change,) = found([said("a", "Een. Twee.")], [said("a", "Een. Nieuw. Twee.")])
    assert (change.removed, change.added) == ((), ("Nieuw.",))


def test_a_sentence_less_goes():
    (change,) = found([said("a", "Een. Twee.")], [said("a", "Een.")])
    assert (change.removed, change.added) == (("Twee.",), ())


def test_all_sentences_are_told_in_order():
    (change,) = found([said("a", "Een."), said("b", "Twee.")], [said("a", "Een. Drie.")])
    assert (change.before, change.after) == (("Een.", "Twee."), ("Een.", "Drie."))


def test_another_order_is_a_change_in_which_no_sentence_comes_or_goes():
    (change,) = found([said("a", "Een. Twee.")], [said("a", "Twee. Een.")])
    assert (change.removed, change.added) == ((), ())


def test_a_paragraph_that_is_split_is_no_change():
    assert found([said("a", "Een. Twee.")], [said("a", "Een."), said("b", "Twee.")]) == ()


def test_items_of_a_list_are_compared_one_by_one():
    def listed(*texts):
        items = tuple(Item(text, (Text(text),), origins=(INTRANET,)) for text in texts)
        return ListBlock("lijst", False, items)

    (change,) = found([listed("appels", "peren")], [listed("appels", "pruimen")])
    assert (change.removed, change.added) == (("peren",), ("pruimen",))


def test_a_row_with_another_number_reads_the_same():
    def table(number):
        cells = (
            Cell("a", (Text(str(number)),), origins=(Origin("doel", "een.a", "nr"),)),
            Cell("b", (Text("Klaar."),), origins=(Origin("doel", "een.a", "doel"),)),
        )
        row = Row("rij", cells, (Origin("doel", "een.a"),))
        return Table("tabel", Paragraph("x", ()), (Cell("k", ()), Cell("l", ())), (row,), (50, 50))

    assert found([table(1)], [table(2)]) == ()


def test_what_the_document_did_not_have_comes():
    (change,) = found([], [said("a", "Een.")])
    assert (change.kind, change.before) == ("erbij", ())


def test_what_the_document_no_longer_has_goes():
    (change,) = found([said("a", "Een.")], [])
    assert (change.kind, change.after) == ("weg", ())


def test_what_only_reads_differently_neither_comes_nor_goes():
    (change,) = found([said("a", "Een.")], [said("a", "Twee.")])
    assert change.kind == "anders"


def test_what_moves_to_another_section_neither_comes_nor_goes():
    before = [section("begin"), said("a", "Een."), section("slot")]
    after = [section("begin"), section("slot"), said("a", "Een.")]
    assert [(each.section, each.kind) for each in found(before, after, by_thing_in_section)] == [
        ("Begin", "anders"),
        ("Slot", "anders"),
    ]


def test_without_a_section_a_text_may_move_unseen():
    before = [section("begin"), said("a", "Een."), section("slot")]
    after = [section("begin"), section("slot"), said("a", "Een.")]
    assert found(before, after) == ()


def test_parts_that_are_one_subject_are_one_change():
    other = Origin("optie", "intranet", "oordeel")
    (change,) = found([], [said("a", "Voorstel.", other), said("b", "Een.")], by_thing_in_section)
    assert (change.origin, change.added) == (Origin("optie", "intranet"), ("Voorstel.", "Een."))


def test_a_text_of_several_origins_is_told_under_its_first():
    (change,) = found([said("a", "Een.", QUIZ, INTRANET)], [said("a", "Twee.", QUIZ)])
    assert change.origin == QUIZ


def test_what_has_no_subject_is_left_out():
    assert found([said("a", "Een.")], [said("a", "Twee.")], lambda _: None) == ()


def test_changes_stand_in_order_of_reading():
    before = [section("begin"), said("a", "Een."), section("slot"), said("b", "Een.", QUIZ)]
    after = [section("begin"), section("slot"), said("b", "Twee.", QUIZ)]
    assert [each.section for each in found(before, after)] == ["Begin", "Slot"]


def test_a_change_names_the_section_as_it_is_called_now():
    renamed = Heading("x", 2, (Text("Aanloop"),), origins=section("begin").origins)
    assert {each.section for each in found([section("begin"), said("a", "Een.")], [renamed, said("a", "Twee.")])} == {
        "Aanloop"
    }


# ------------------------------------------------------------ three


@every(
    ("base", "edited", "renewed", "outcome"),
    [
        ("a", "a", "a", "unchanged"),
        ("a", "a", "b", "renewed"),
        ("a", "b", "a", "edited"),
        ("a", "b", "b", "alike"),
        ("a", "b", "c", "conflict"),
        (None, None, "a", "new"),
        ("a", "a", None, "withdrawn"),
        ("a", "b", None, "withdrawn_edited"),
        ("a", None, "a", "removed"),
        ("a", None, "b", "removed"),
        ("a", None, None, "alike"),
        (None, "a", None, "edited"),
        (None, "a", "a", "alike"),
        (None, "a", "b", "conflict"),
    ],
)
def test_what_becomes_of_a_text(base, edited, renewed, outcome):
    (unit,) = merge_texts(*({} if text is None else {"x": text} for text in (base, edited, renewed)))
    assert unit.outcome == outcome


def test_a_text_that_was_emptied_is_edited_and_not_removed():
    (unit,) = merge_texts({"x": "a"}, {"x": ""}, {"x": "a"})
    assert unit.outcome == "edited"


def test_a_unit_holds_the_three_texts():
    (unit,) = merge_texts({"x": "a"}, {"x": "b"}, {})
    assert (unit.base, unit.edited, unit.renewed) == ("a", "b", None)


def texts(*ids):
    return dict.fromkeys(ids, "tekst")


def test_units_stand_in_the_order_of_the_renewed_document():
    moved = merge_texts(texts("a", "b"), texts("b", "a"), texts("b", "nieuw", "a"))
    assert [unit.id for unit in moved] == ["b", "nieuw", "a"]


def test_what_the_renewed_document_does_not_have_comes_last():
    assert [unit.id for unit in merge_texts(texts("a", "b"), texts("eigen", "a", "b"), texts("b"))] == [
        "b",
        "a",
        "eigen",
    ]


def places(base, edited, renewed):
    return {unit.id: unit.after for unit in merge_texts(base, edited, renewed) if unit.outcome == "new"}


def test_a_new_text_comes_after_the_one_before_it():
    assert places(texts("a", "b"), texts("a", "b"), texts("a", "nieuw", "b")) == {"nieuw": "a"}


def test_a_new_text_can_come_first():
    assert places(texts("a"), texts("a"), texts("nieuw", "a")) == {"nieuw": ""}


def test_new_texts_follow_each_other():
    assert places(texts("a"), texts("a"), texts("a", "een", "twee")) == {"een": "a", "twee": "een"}


def test_a_new_text_never_comes_after_one_that_the_editor_removed():
    assert places(texts("a", "b"), texts("a"), texts("a", "b", "nieuw")) == {"nieuw": "a"}
