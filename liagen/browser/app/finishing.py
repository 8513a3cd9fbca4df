"""What she takes with her: Word files, the profile, a list for a colleague; and what came in with a file she opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args
from xml.etree.ElementTree import Element

from liagen.browser.app.document_pane import place_of
from liagen.browser.app.guidance import Guidance
from liagen.browser.app.made import Made
from liagen.browser.app.markup import HERSELF, alert, bullets, button, form, heading, link_to, paragraph
from liagen.browser.app.opened import Opened
from liagen.browser.app.opening import is_untouched
from liagen.browser.app.review import count_of
from liagen.browser.app.steps import REVIEW
from liagen.browser.app.words import word
from liagen.chapter.markdown import plain_text
from liagen.chapter.question_list import Asked, colleague_questions
from liagen.library.dutch import enumerate_nl
from liagen.make.client_packed import OpenClient
from liagen.make.draft_answers import AnswerOutcome
from liagen.make.rewritten import Rewrite
from liagen.profile.fields import GOAL_CHOICES, field_specs, find_field, path_names
from liagen.profile.group import Wie
from liagen.web.elements import add, add_text

_TOLD: Final = ("tegenspraak", "onduidelijk", "niet_begrepen", "zonder_veld", "leeggemaakt", "vraag")
"""What became of something in a Word file that she has to look at herself."""

_REWRITES: Final = 10
"""How many rewritten texts are shown."""


def add_finish(main: Element, guidance: Guidance) -> None:
    """Add the buttons for all that she can take with her."""
    made, place = guidance.made, guidance.state.place
    paragraph(main, word("klaar_uitleg"), "utrecht-paragraph utrecht-paragraph--lead")
    fills = made.result.chapter.fills
    blanks = sum(not each.fill.proposal for each in fills)
    paragraph(main, word("klaar_open", leeg=blanks, voorzet=len(fills) - blanks))
    found = form(main, "meenemen", place)
    heading(found, 2, word("klaar_word"))
    row = add(found, "div", {"class": "knoppen"})
    button(row, word("klaar_alles"), "word", "primary-action", {"id": "doe-alles"})
    for name in made.documents:
        button(row, word(f"document_{name}"), f"word:{name}")
    heading(found, 2, word("klaar_schoon"))
    paragraph(found, word("klaar_schoon_uitleg"))
    row = add(found, "div", {"class": "knoppen"})
    button(row, word("klaar_schoon_knop"), "schoon")
    button(row, word("klaar_web"), "web")
    heading(found, 2, word("klaar_bewaren"))
    paragraph(found, word("klaar_bewaren_uitleg"))
    button(
        add(found, "div", {"class": "knoppen"}),
        word("klaar_profiel"),
        "bewaren",
        "secondary-action",
        {"id": "doe-profiel"},
    )


def add_colleagues(main: Element, guidance: Guidance) -> None:
    """Add, for each who can know something, a list to ask with."""
    paragraph(main, count_of(guidance), "telling")
    paragraph(main, word("collegas_uitleg"), "utrecht-paragraph utrecht-paragraph--lead")
    found = form(main, "vragen-aan", guidance.state.place)
    made = guidance.made
    for key in (each for each in get_args(Wie) if each != HERSELF):
        asked = colleague_questions(made.material, made.result.chapter, Asked(key))
        if not asked:
            continue
        box = add(found, "section", {"class": "kaart", "id": f"vraag-{key}"})
        heading(box, 2, word("collegas_voor", wie=word(f"wie_{key}"), aantal=len(asked)))
        rows = bullets(box)
        for question in asked:
            add_text(rows, "li", plain_text(question.text))
        row = add(box, "div", {"class": "knoppen"})
        button(row, word("collegas_word"), f"vraag:{key}")
        button(row, word("collegas_mail"), f"mail:{key}")
    paragraph(main, word("collegas_terug"))


def add_opened(main: Element, guidance: Guidance) -> None:
    """Add what came in with the file that was opened last."""
    made, opened = guidance.made, guidance.state.opened
    if opened is None:
        return
    box = alert(main, "ok", "geopend")
    heading(box, 2, word("geopend_kop", naam=opened.name), "geopend-kop")
    if opened.answers:
        outcomes = opened.answers.outcomes
        _taken_over([each for each in outcomes if each.kind == "overgenomen"], box, made)
        _to_look_at([each for each in outcomes if each.kind in _TOLD], box, made)
        for remark in opened.answers.remarks:
            paragraph(box, f"{remark[:1].upper()}{remark[1:]}.")
    if opened.client:
        _of_client(opened, opened.client, box, guidance)
    if opened.house:
        paragraph(box, word("geopend_huisstijl", naam=opened.house))
    _rewritten(opened.rewrites, box)
    if opened.draft:
        paragraph(box, word("geopend_concept"))
        found = form(box, "bijwerken", guidance.state.place)
        row = add(found, "div", {"class": "knoppen"})
        button(row, word("geopend_bijwerken"), "bijwerken", "primary-action")
        button(row, word("geopend_als_wijziging"), "bijwerken:wijziging")
    link_to(add(box, "p", {"class": "utrecht-paragraph"}), word("geopend_nakijken"), REVIEW)


def _of_client(opened: Opened, client: OpenClient, box: Element, guidance: Guidance) -> None:
    """Tell what came with a client, and let her choose with which of its profiles to begin."""
    own = [f"{each.name} {each.version}" for each in client.library.packages if not each.shipped]
    paragraph(box, word("geopend_klant", naam=client.name))
    rows = bullets(box)
    if own:
        add_text(rows, "li", word("geopend_klant_teksten", pakketten=enumerate_nl(own)))
    if client.house:
        add_text(rows, "li", word("geopend_klant_huisstijl"))
    if opened.begun:
        add_text(rows, "li", word("geopend_klant_begonnen", naam=opened.begun))
    elif not is_untouched(guidance.state):
        add_text(rows, "li", word("geopend_klant_uw_antwoorden"))
    else:
        found = form(box, "beginnen", guidance.state.place)
        paragraph(found, word("geopend_klant_kies"))
        row = add(found, "div", {"class": "knoppen"})
        for number, start in enumerate(client.profiles):
            button(row, start.name, f"beginnen:{number}", "secondary-action", {"id": f"doe-beginnen-{number}"})
    if opened.client_file:
        paragraph(box, word("geopend_klant_later", naam=opened.client_file))


def _rewritten(rewrites: Sequence[Rewrite], box: Element) -> None:
    if not rewrites:
        return
    paragraph(box, word("geopend_herschreven"))
    rows = bullets(box)
    for each in rewrites[:_REWRITES]:
        add_text(rows, "li", word("geopend_nieuw", onderdeel=each.section, nieuw=each.new))
    if len(rewrites) > _REWRITES:
        paragraph(box, word("geopend_meer", aantal=len(rewrites) - _REWRITES))


def _about(outcome: AnswerOutcome, made: Made) -> str:
    """Return in words what an answer is about; one about a goal with what the goal is."""
    spec = find_field(outcome.path) if outcome.path.startswith(f"{GOAL_CHOICES}.") else None
    if spec is None:
        return outcome.label
    _, key, _ = path_names(outcome.path)
    return word("geopend_van_doel", wat=spec.label, doel=made.goal_name(str(key)))


def _taken_over(outcomes: list[AnswerOutcome], box: Element, made: Made) -> None:
    if not outcomes:
        paragraph(box, word("geopend_niets_nieuws"))
        return
    paragraph(box, word("geopend_overgenomen"))
    rows = bullets(box)
    for each in outcomes:
        add_text(rows, "li", word("geopend_antwoord", wat=_about(each, made), nieuw=each.new, oud=each.old))


def _to_look_at(outcomes: list[AnswerOutcome], box: Element, made: Made) -> None:
    if not outcomes:
        return
    paragraph(box, word("geopend_kijk"))
    rows = bullets(box)
    for each in outcomes:
        texts = "; ".join(f"«{written.text}» in {written.file}" for written in each.written)
        row = add_text(rows, "li", word(f"geopend_{each.kind}", wat=_about(each, made), tekst=texts, reden=each.reason))
        if each.path in field_specs():
            row.text = f"{row.text} "
            link_to(row, word("wijzig"), place_of(each.path), each.label)
