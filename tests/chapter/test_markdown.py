"""Markdown to blocks and spans: the small subset, stable ids, fill-ins."""

from __future__ import annotations

import pytest

from liagen.chapter.markdown import fill_for, plain_text, to_blocks, to_spans
from liagen.document.blocks import Fill, Item, ListBlock, Origin, Paragraph, Text
from liagen.profile.own_fields import OwnField, PackageFields, fields_in_use

ORIGIN = Origin("optie", "een", "tekst")


def made(text, *sources):
    return to_blocks(text, ORIGIN, sources)


def paragraph(number, text, role="tekst", sources=()):
    return Paragraph(f"optie.een.tekst.{number}", (Text(text),), role, None, sources, (ORIGIN,))


# ------------------------------------------------------------ blocks


def test_every_paragraph_has_its_number():
    assert made("Een.\n\nTwee.") == (
        paragraph(1, "Een."),
        paragraph(2, "Twee."),
    )


def test_a_paragraph_carries_its_sources():
    assert made("Een.", "§4.1") == (paragraph(1, "Een.", sources=("§4.1",)),)


def test_a_line_end_is_a_space():
    assert made("Een\ntwee.") == (paragraph(1, "Een twee."),)


def test_two_spaces_and_a_line_end_are_one_space():
    assert made("Een  \ntwee.") == (paragraph(1, "Een twee."),)


def test_no_text_gives_no_blocks():
    assert made("") == ()


def test_bullets_have_numbered_items():
    items = tuple(
        Item(f"optie.een.tekst.1.{number}", (Text(text),), ("§4.1",), None, (ORIGIN,))
        for number, text in enumerate(("een", "twee"), 1)
    )
    assert made("- een\n- twee\n", "§4.1") == (ListBlock("optie.een.tekst.1", False, items, (ORIGIN,)),)


def test_numbers_make_an_ordered_list():
    (block,) = made("1. een\n2. twee\n")
    assert isinstance(block, ListBlock)
    assert block.ordered


def test_a_list_follows_a_paragraph():
    ids = [block.id for block in made("Tekst:\n\n- een\n\nNog een.")]
    assert ids == ["optie.een.tekst.1", "optie.een.tekst.2", "optie.een.tekst.3"]


def test_a_nested_list_is_flattened_into_its_item():
    (block,) = made("- een\n  - binnen\n- twee\n")
    assert isinstance(block, ListBlock)
    assert [item.spans for item in block.items] == [(Text("een"), Text(" "), Text("binnen")), (Text("twee"),)]


def test_paragraphs_within_an_item_are_joined():
    (block,) = made("- een\n\n  twee\n")
    assert isinstance(block, ListBlock)
    assert [item.spans for item in block.items] == [(Text("een"), Text(" "), Text("twee"))]


def test_a_quotation_is_a_notice():
    assert made("> Let op.\n\nVerder.") == (
        paragraph(1, "Let op.", "kader"),
        paragraph(2, "Verder."),
    )


def test_a_list_within_a_notice_is_a_list():
    kinds = [type(block) for block in made("> Let op:\n>\n> - een\n")]
    assert kinds == [Paragraph, ListBlock]


# ------------------------------------------------------------ spans


def test_stars_make_bold():
    assert to_spans("een **twee** drie") == (Text("een "), Text("twee", bold=True), Text(" drie"))


def test_one_star_makes_italic():
    assert to_spans("een *twee*") == (Text("een "), Text("twee", italic=True))


def test_bold_and_italic_may_meet():
    assert to_spans("**a *b* c**") == (Text("a ", True), Text("b", True, True), Text(" c", True))


def test_bold_runs_over_a_line_end():
    assert to_spans("**a\nb**") == (Text("a b", True),)


def test_paragraphs_of_spans_are_joined_with_a_space():
    assert to_spans("een\n\ntwee") == (Text("een"), Text(" "), Text("twee"))


def test_escaped_signs_are_one_text():
    assert to_spans("a\\*b\\_c") == (Text("a*b_c"),)


@pytest.mark.parametrize("text", ["# kop", "| a | b |", "[x](http://y)", "<b>x</b>", "&amp;", "`x`", "a -- b", "---"])
def test_other_markdown_is_plain_text(text):
    assert plain_text(text) == text


def test_plain_text_leaves_out_the_marks():
    assert plain_text("**Waarom:** *omdat*") == "Waarom: omdat"


# ------------------------------------------------------------ fill-ins


def test_a_mark_becomes_a_fill_in_with_its_label():
    assert to_spans("telt \ue000organisatie.fte\ue001 fte") == (
        Text("telt "),
        Fill("organisatie.fte", "aantal fte", "getal"),
        Text(" fte"),
    )


def test_a_fill_in_may_be_bold_around():
    assert to_spans("**\ue000organisatie.fte\ue001**") == (Fill("organisatie.fte", "aantal fte", "getal"),)


def test_an_author_may_type_a_fill_in():
    assert to_spans("Door [invullen: functie van de eigenaar].") == (
        Text("Door "),
        Fill("", "functie van de eigenaar"),
        Text("."),
    )


def test_two_fill_ins_may_stand_side_by_side():
    assert to_spans("[invullen: a][invullen: b]") == (Fill("", "a"), Fill("", "b"))


def test_a_fill_in_shows_its_label():
    assert plain_text("\ue000organisatie.fte\ue001") == "[invullen: aantal fte]"


def test_an_answer_offers_its_choices():
    found = fill_for("draagvlak.raad")
    assert (found.kind, found.choices) == ("keuze", ("ja", "deels", "nee"))


def test_a_choice_offers_its_choices():
    assert fill_for("document.besluit_door").choices == ("raad", "college", "beide")


def test_choices_are_words_to_read():
    assert fill_for("lia.status").choices == ("geen", "in ontwikkeling", "vastgesteld", "in uitvoering", "herijking")


def test_a_date_is_a_date():
    assert fill_for("stand.datum") == Fill("stand.datum", "peildatum van de gegevens", "datum")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("datum van de raadsvergadering", "datum"),
        ("Datum", "datum"),
        ("datumprikker", "tekst"),
        ("maand en datum", "tekst"),
    ],
)
def test_a_loose_fill_in_that_begins_with_datum_is_a_date(title, kind):
    assert to_spans(f"[invullen: {title}]") == (Fill("", title, kind),)


@pytest.mark.parametrize("path", ["gemeente.naam", "aanleiding", "organisatie.afdelingen", "doelen"])
def test_anything_else_is_text(path):
    assert (fill_for(path).kind, fill_for(path).choices) == ("tekst", ())


def test_a_field_of_a_row_has_its_own_label():
    assert fill_for("doelen.eigenaar") == Fill("doelen.eigenaar", "eigenaar", "tekst")


# ------------------------------------------------------------ proposals


def test_a_typed_proposal_reads_on():
    assert to_spans("Er zijn [voorzet: acht] teams.") == (
        Text("Er zijn "),
        Fill("", "acht", "tekst", (), "acht"),
        Text(" teams."),
    )


def test_a_capital_begins_a_sentence():
    (fill,) = to_spans("[Voorzet: ijverige teams]")
    assert (fill.text, fill.proposal) == ("[Voorzet: IJverige teams]", "IJverige teams")


@pytest.mark.parametrize("around", ["{}", "**Let op** {}", "- {}", "`x` {}"])
def test_the_field_behind_a_fill_in_holds_its_answer(around):
    found = [
        span
        for text in ("[voorzet: acht](organisatie.aantal_afdelingen)", "[invullen: wie](doelen.eigenaar)")
        for span in to_spans(around.format(text))
        if isinstance(span, Fill)
    ]
    label = fill_for("organisatie.aantal_afdelingen").title
    assert found == [
        Fill("organisatie.aantal_afdelingen", label, "getal", (), "acht"),
        Fill("doelen.eigenaar", "wie"),
    ]


def test_what_is_no_field_behind_a_fill_in_is_text():
    assert to_spans("[invullen: wie](niets.hier)") == (Fill("", "wie"), Text("(niets.hier)"))


@pytest.mark.parametrize(
    "text", ["[voorzet: het huis\nen de brief](stand.bron)", "`x` [voorzet: het huis\nen de brief]"]
)
def test_a_proposal_goes_on_in_the_next_line(text):
    (fill,) = [span for span in to_spans(text) if isinstance(span, Fill)]
    assert fill.proposal == "het huis en de brief"


def test_plain_text_is_that_of_the_packages_in_use_also_when_it_was_asked_for_with_others():
    own = PackageFields("vreemd", "Wat nog?", (OwnField("uren", "aantal uren", "Hoeveel uur?", "", "getal"),))
    told = "Er zijn [voorzet: acht](velden.vreemd.uren) uur."
    assert plain_text(told) == told
    with fields_in_use((own,)):
        assert plain_text(told) == "Er zijn [voorzet: acht] uur."
    assert plain_text(told) == told
