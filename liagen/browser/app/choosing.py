"""The options and goals, each with its verdict, and what an officer decides about it herself."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from liagen.browser.app.answers import CHOICES, UNKNOWN, VALUE, find_answer, value_at
from liagen.browser.app.controls import Answered, add_choice, add_control, add_warning
from liagen.browser.app.document_pane import add_reason, place_of_option
from liagen.browser.app.exchange import SHOWN
from liagen.browser.app.guidance import Guidance
from liagen.browser.app.made import Made
from liagen.browser.app.markup import OPEN, details, fieldset, heading, ident, labelled, link_to, paragraph
from liagen.browser.app.words import word
from liagen.chapter.markdown import plain_text
from liagen.chapter.plan import Goal
from liagen.library.cards import Card
from liagen.profile.fields import GOAL_CHOICES
from liagen.web.elements import add, add_text

_MINE: Final = ("", "wel", "niet")
"""What she can decide: as liagen has it, in, or out."""

_OF_GOAL: Final = ("eigenaar", "deadline", "aantal", "uren")


def add_options(form: Element, guidance: Guidance) -> None:
    """Add every option by its subject, with a way to take it in or leave it out and say why."""
    made, answered, theme = guidance.made, Answered.of(guidance), ""
    for card in made.cards:
        if card.theme != theme:
            theme = card.theme
            heading(form, 2, made.library.themes[theme].titel)
        _option(form, card, made, answered)


def _option(form: Element, card: Card, made: Made, answered: Answered) -> None:
    reason, name = made.reason(card.key), f"kaart-{ident(card.key)}"
    look = {"class": f"kaart {reason.verdict}", "id": name, "aria-labelledby": f"{name}-kop"}
    box = add(form, "section", look)
    heading(box, 3, reason.title, f"{name}-kop")
    told = add(box, "p", {"class": "oordeel"})
    strong = add_text(told, "strong", f"{_verdict(card, made)}.")
    strong.tail = f" {' '.join(reason.reasons)}"
    _decide(box, f"{CHOICES}.{card.key}.keuze", reason.title, answered, "kiezen")
    path = f"{CHOICES}.{card.key}.reden"
    spec = find_answer(path)
    if spec and answered.typed(f"{CHOICES}.{card.key}.keuze"):
        add_control(box, spec, path, answered, word("kiezen_reden"))
    add_reason(details(box, f"{name}-meer", word("kiezen_meer"), reason.title), reason, with_title=False)


def _verdict(card: Card, made: Made) -> str:
    chosen = made.chosen(card.key)
    text = word(f"oordeel_{chosen.verdict}")
    return word("oordeel_zelf", oordeel=text) if chosen.by_officer else f"{text[:1].upper()}{text[1:]}"


def _decide(box: Element, path: str, title: str, answered: Answered, words: str) -> None:
    """Add three radios: as liagen has it, in, or out; ``words`` is what their words begin with."""
    name, now = f"v-{ident(path)}", answered.typed(path) or ""
    add(box, "input", {"type": "hidden", "name": SHOWN, "value": path})
    group = fieldset(box, name)
    add_text(group, "legend", word("kiezen_legenda", wat=title), {"class": "alleen-gehoord"})
    frame = add(group, "div", {"class": "keuzes naast"})
    for value in _MINE:
        free = value or "vrij"
        given = {"name": f"{VALUE}{path}", "value": value or UNKNOWN, "id": f"{name}-{free}"}
        add_choice(frame, word(f"{words}_{free}"), given, checked=value == now, many=False)


# ------------------------------------------------------------ goals


def add_goals(form: Element, guidance: Guidance) -> None:
    """Add the goals in the plan and those that could be in it, with what she can decide about each."""
    made, answered = guidance.made, Answered.of(guidance)
    plan = made.result.plan
    heading(form, 2, word("doelen_in_plan", aantal=len(plan.short)))
    for number, goal in enumerate(plan.short, 1):
        _goal(form, goal, number, made, answered)
    later = [goal for goal in plan.long if goal.key in made.library.goals]
    dropped = [key for key in made.profile.doelen_kiezen if key not in {goal.key for goal in (*plan.short, *later)}]
    if later or dropped:
        heading(form, 2, word("doelen_niet_in_plan"))
    for goal in later:
        _goal(form, goal, 0, made, answered)
    for key in dropped:
        box = add(form, "section", {"class": "kaart doel", "id": f"doel-{ident(key)}"})
        heading(box, 3, made.goal_name(key))
        _decide(box, f"{GOAL_CHOICES}.{key}.keuze", made.goal_name(key), answered, "plannen")
        option = key.partition(".")[0]
        if option in made.result.choice.options and made.chosen(option).verdict != "niet_nu":
            line = add(box, "p", {"class": "utrecht-paragraph"})
            line.text = f"{word('doel_optie_blijft')} "
            link_to(line, made.title_of(option), place_of_option(option))


def _theme(goal: Goal, made: Made) -> str:
    theme = made.library.themes.get(goal.theme)
    return theme.titel if theme else goal.theme


def _goal(form: Element, goal: Goal, number: int, made: Made, answered: Answered) -> None:
    name = f"doel-{ident(goal.key)}"
    box = add(form, "section", {"class": "kaart doel", "id": name, "aria-labelledby": f"{name}-kop"})
    what = plain_text(goal.what)
    heading(box, 3, word("doel_nummer", nummer=number, doel=what) if number else what, f"{name}-kop")
    when = word("doel_klaar", wanneer=plain_text(goal.moment)) if goal.quarter else ""
    labelled(box, word("doel_wie"), f"{plain_text(goal.owner)}{when}")
    if goal.key in made.result.plan.overdue:
        paragraph(box, word("doel_verlopen"), "utrecht-form-field-error-message")
    if goal.key not in made.library.goals:
        paragraph(box, word("doel_eigen" if goal.own else "doel_van_onderwerp", onderwerp=_theme(goal, made)))
        return
    _decide(box, f"{GOAL_CHOICES}.{goal.key}.keuze", what, answered, "plannen")
    add_warning(box, f"{GOAL_CHOICES}.{goal.key}", answered)
    paths = [f"{GOAL_CHOICES}.{goal.key}.{part}" for part in _OF_GOAL]
    begins = OPEN if any(value_at(answered.values, path) is not None for path in paths) else None
    more = details(box, f"{name}-meer", word("doel_aanpassen"), what, begins)
    for path in paths:
        if spec := find_answer(path):
            add_control(more, spec, path, answered)
