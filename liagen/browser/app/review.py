"""All answers with a way to change each, and what is still open: most deciding first, with who can know it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from liagen.browser.app.answers import NOTE, value_at, worded
from liagen.browser.app.document_pane import place_of
from liagen.browser.app.guidance import Guidance
from liagen.browser.app.markup import HERSELF, alert, bullets, details, heading, ident, link_to, paragraph, who
from liagen.browser.app.steps import GOALS, OPTIONS, steps
from liagen.browser.app.told import answer_in_words
from liagen.browser.app.words import word
from liagen.profile.fields import FieldSpec, field_specs, find_field, profile_value
from liagen.web.elements import add, add_text

_FIRST: Final = 12
"""How many open questions stand there at once; the others open on request."""


def add_review(main: Element, guidance: Guidance) -> None:
    """Add what is still open, and then every answer by step."""
    paragraph(main, count_of(guidance), "telling")
    _warnings(main, guidance)
    heading(main, 2, word("nakijken_telt"))
    _open_list(main, guidance)
    heading(main, 2, word("nakijken_antwoorden"))
    for step in steps():
        heading(main, 3, step.title)
        frame = add(main, "dl", {"class": "overzicht"})
        for path in step.paths:
            _line(frame, field_specs()[path], guidance)
    _decisions(main, guidance)


def count_of(guidance: Guidance) -> str:
    """Return how many questions are open, and how many of them change something."""
    every, left = len(guidance.open), len(guidance.deciding)
    if not every:
        return word("telling_klaar")
    return word("telling_een", vragen=every) if left == 1 else word("telling", vragen=every, nog=left)


def _warnings(main: Element, guidance: Guidance) -> None:
    """Add what does not add up, each with a way to where it arises."""
    if not guidance.made.warnings:
        return
    box = alert(main, "warning", "let-op")
    heading(box, 2, word("nakijken_let_op"))
    rows = bullets(box)
    for path, message in guidance.made.warnings.items():
        row = add_text(rows, "li", f"{worded(message, path)} ")
        spec = find_field(path)
        link_to(row, word("wijzig"), place_of(path), spec.label if spec else "")


def _open_list(main: Element, guidance: Guidance) -> None:
    if not guidance.deciding:
        paragraph(main, word("nakijken_niets_open"))
        return
    _open_rows(bullets(main), guidance.deciding[:_FIRST], guidance)
    if more := guidance.deciding[_FIRST:]:
        _open_rows(bullets(details(main, "nog-meer", word("nakijken_meer", aantal=len(more)))), more, guidance)


def _open_rows(rows: Element, paths: Sequence[str], guidance: Guidance) -> None:
    for path in paths:
        spec, row = field_specs()[path], add(rows, "li")
        link_to(row, spec.vraag, place_of(path)).tail = " "
        last = who(row, spec.wie) if spec.wie != HERSELF else row[-1]
        last.tail = f" {guidance.effect(path)}"


def _line(frame: Element, spec: FieldSpec, guidance: Guidance) -> None:
    value = profile_value(guidance.made.profile, spec.path)
    known = value is not None
    row = add(frame, "div", {"class": "regel" if known else "regel open", "id": f"regel-{ident(spec.path)}"})
    add_text(row, "dt", spec.vraag)
    told = add(row, "dd")
    told.text = answer_in_words(value, spec.path) if known else guidance.moot(spec.path) or word("nog_onbekend")
    if remark := value_at(guidance.state.values, f"{NOTE}.{spec.path}"):
        paragraph(told, str(remark))
    link_to(add(row, "dd", {"class": "wijzig"}), word("wijzig"), place_of(spec.path), spec.label)


def _decisions(main: Element, guidance: Guidance) -> None:
    """Add what she decided about options and goals herself."""
    made = guidance.made
    options = [made.title_of(key) for key in made.profile.keuzes if key in made.library.cards]
    goals = [made.goal_name(key) for key in made.profile.doelen_kiezen]
    for title, screen, decided in (
        (word("nakijken_opties"), OPTIONS, options),
        (word("nakijken_doelen"), GOALS, goals),
    ):
        heading(main, 3, title)
        line = add(main, "p", {"class": "utrecht-paragraph"})
        line.text = f"{', '.join(decided) or word('nakijken_geen_eigen')} "
        link_to(line, word("wijzig"), screen, title)
