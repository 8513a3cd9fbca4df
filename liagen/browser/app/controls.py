"""One question as it stands in a form: its words, its control with what was answered, and what is wrong with that."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from liagen.browser.app.answers import (
    NAME,
    NONE,
    NOTE,
    UNKNOWN,
    VALUE,
    Refused,
    Values,
    in_words_of_page,
    usual_answer,
    value_at,
    with_value,
    worded,
)
from liagen.browser.app.exchange import SHOWN
from liagen.browser.app.guidance import Guidance
from liagen.browser.app.markup import HERSELF, OPEN, button, details, fieldset, ident, legend, paragraph, who
from liagen.browser.app.told import shown_choice
from liagen.browser.app.words import word, words
from liagen.profile.dates import typed_date
from liagen.profile.fields import FieldSpec, field_specs, profile_value, row_fields
from liagen.profile.model import Profile
from liagen.profile.parsing import parse_choice, parse_choices
from liagen.web.elements import add, add_text

_FEW: Final = 7
"""Up to so many fixed answers stand below each other; more are in a list that opens."""

_TOLD_ONCE: Final = ("gemeente.naam", "gemeente.provincie", "stand.", "stijl.", "planning.")
"""What the paths of fields begin with about which there is nothing more to tell."""

_OWN_TEXT, _SECTION = "eigen", "onderdeel"
"""The list of her own texts, and the field that says in which section one comes: of that the titles are the answers."""

_NUMBER: Final = {"inputmode": "numeric"}
_SHORT_KINDS: Final = ("getal", "datum")
_SENTENCE: Final = "hele zin"


@dataclass(frozen=True)
class FormQuestion:
    """One question on the page.

    ``effect`` says what its answer changes now, and ``moot`` why it need not be answered; empty when it must.
    """

    spec: FieldSpec
    effect: str
    moot: str


@dataclass(frozen=True)
class Answered:
    """What there is to show in the controls: the profile, what was typed that it does not take, and what is odd in it.

    ``sections`` are the sections that a text of hers can stand in: title by key.
    """

    values: Values
    refused: Mapping[str, Refused]
    profile: Profile
    warnings: Mapping[str, str]
    sections: Mapping[str, str]

    @classmethod
    def of(cls, guidance: Guidance) -> Answered:
        """Return what there is to show while the answers are as they are."""
        state, made = guidance.state, guidance.made
        return cls(state.values, state.refused, state.profile, made.warnings, made.sections)

    def typed(self, path: str) -> Any:
        """Return what stands in the control of a field."""
        values = self.values
        for refused, each in self.refused.items():
            if path == refused or path.startswith(f"{refused}."):  # of a list it is refused as a whole
                values = with_value({}, refused, each.typed)
        found = value_at(values, path)
        return self._derived(path) if found is None and values is self.values else found

    def _derived(self, path: str) -> Any:
        """Return what follows from other answers, as it would be typed; of lists of rows only what was typed counts."""
        spec = field_specs().get(path)
        known = profile_value(self.profile, path) if spec and spec.kind != "groepen" else None
        if isinstance(known, tuple):
            return [str(each) for each in known] or "geen"
        return _as_typed(known) or None

    def message(self, path: str) -> str:
        """Return what is wrong at a path; empty when nothing is."""
        found = (each.messages.get(path, "") for each in self.refused.values())
        return next(filter(None, found), "")


def add_question(parent: Element, question: FormQuestion, answered: Answered) -> None:
    """Add a question with its control."""
    spec = question.spec
    if question.moot and answered.typed(spec.path) is None:
        box = add(parent, "div", {"class": "utrecht-form-field vervalt", "id": f"veld-{ident(spec.path)}"})
        line = add(box, "p", {"class": "utrecht-paragraph"})
        add_text(line, "strong", spec.vraag).tail = f" {question.moot}"
        return
    _shown(parent, spec.path)
    if spec.has_rows:
        _rows(parent, question, answered)
        return
    box = _field(parent, spec, spec.path, answered, question.effect)
    _note(box, spec, answered)


def _shown(parent: Element, path: str) -> None:
    add(parent, "input", {"type": "hidden", "name": SHOWN, "value": path})


def add_control(parent: Element, spec: FieldSpec, path: str, answered: Answered, label: str = "") -> Element:
    """Add one control that is no question of the profile by itself: of a goal, an option or a row."""
    _shown(parent, path)
    return _field(parent, spec, path, answered, "", label)


def _field(
    parent: Element, spec: FieldSpec, path: str, answered: Answered, effect: str = "", label: str = ""
) -> Element:
    """Add the box of a field; ``path`` is where its answer goes, which of a row has its number in it."""
    if path.startswith(f"{_OWN_TEXT}.") and spec.path == _SECTION:
        spec = replace(spec, kind="keuze", choices=tuple(answered.sections))
    message, name = answered.message(path), ident(path)
    looks = "utrecht-form-field" + (" utrecht-form-field--invalid" if message else "")
    box = add(parent, "div", {"class": looks, "id": f"veld-{name}"})
    if spec.kind in ("antwoord", "keuzelijst") or (spec.kind == "keuze" and len(spec.choices) <= _FEW):
        _choices(box, spec, path, answered, message, label)
    else:
        _text(box, spec, path, answered, message, label)
    add_warning(box, path, answered)
    if effect:
        paragraph(box, effect, "gevolg")
    return box


def add_warning(box: Element, path: str, answered: Answered) -> None:
    """Add what does not add up about a field, if anything: the answer stands, but she should look at it."""
    if path in answered.warnings:
        paragraph(box, word("let_op", wat=worded(answered.warnings[path], path)), "let-op")


# ------------------------------------------------------------ text


def _text(box: Element, spec: FieldSpec, path: str, answered: Answered, message: str, label: str) -> None:
    name, typed = f"v-{ident(path)}", answered.typed(path)
    head = add_text(box, "label", label or spec.vraag, {"class": "utrecht-form-label", "for": name})
    _beside_label(head, spec, path)
    described = _explained(box, spec, name, message)
    names = {"id": name, "name": f"{VALUE}{path}", **described}
    if spec.kind == "tekstlijst":
        lines = "\n".join(map(_as_typed, typed)) if isinstance(typed, list) else ""
        _area(box, names, message, lines, min(max(3, lines.count("\n") + 2), 10))
        _none_choice(add(box, "div", {"class": "keuzes"}), path, word("zijn_er_niet"), is_none=typed == "geen")
    elif spec.choices:
        _select(box, spec, names, message, answered)
    elif _SENTENCE in spec.uitleg or path.startswith(f"{_OWN_TEXT}."):
        _area(box, names, message, _as_typed(typed), 3)
    else:
        look = "utrecht-textbox" + (" smal" if spec.kind in _SHORT_KINDS else "")
        look += " utrecht-textbox--invalid" if message else ""
        more = {"type": "text", "value": _as_typed(typed), "autocomplete": "off", "class": look}
        add(box, "input", {**names, **more, **(_NUMBER if spec.kind == "getal" else {})})


def _area(box: Element, names: Mapping[str, str], message: str, text: str, rows: int) -> None:
    look = "utrecht-textarea" + (" utrecht-textarea--invalid" if message else "")
    # The first line feed behind the tag is no part of the text.
    add_text(box, "textarea", f"\n{text}", {**names, "rows": str(rows), "class": look})


def _select(box: Element, spec: FieldSpec, names: Mapping[str, str], message: str, answered: Answered) -> None:
    look = "utrecht-select utrecht-select--html-select" + (" utrecht-select--invalid" if message else "")
    select = add(box, "select", {**names, "class": look})
    typed = answered.typed(names["name"].removeprefix(VALUE))
    chosen = parse_choice(typed, spec.choices) if typed is not None else ""
    shown = {choice: answered.sections.get(choice, shown_choice(choice)) for choice in spec.choices}
    choices = {"": word("nog_onbekend"), **shown}
    for value, text in choices.items():
        is_chosen = {"selected": "selected"} if value == chosen else {}
        add_text(select, "option", text, {"value": value, **is_chosen})


def _beside_label(head: Element, spec: FieldSpec, path: str) -> None:
    if path == NAME:
        add_text(head, "span", f" {word('verplicht')}", {"class": "bij"})
    elif spec.wie != HERSELF:
        head.text = f"{head.text} "
        who(head, spec.wie)


def _explained(box: Element, spec: FieldSpec, name: str, message: str) -> dict[str, str]:
    """Add explanation and message; return what ties them to the control."""
    tied = []
    if text := explanation(spec):
        add_text(box, "div", text, {"class": "utrecht-form-field-description", "id": f"uitleg-{name}"})
        tied.append(f"uitleg-{name}")
    if message:
        add_text(box, "div", message, {"class": "utrecht-form-field-error-message", "id": f"fout-{name}"})
        tied.append(f"fout-{name}")
    found = {"aria-describedby": " ".join(tied)} if tied else {}
    return found | ({"aria-invalid": "true"} if message else {})


def explanation(spec: FieldSpec) -> str:
    """Return the explanation of a question in words of the page: without names of fields and of fixed answers."""
    key = f"uitleg_{ident(spec.path)}"
    own = words()[key] if key in words() else _in_words(spec)
    kind = {"datum": "" if spec.uitleg else word("uitleg_datum"), "tekstlijst": word("uitleg_lijst")}.get(spec.kind, "")
    return " ".join(part for part in (own, kind) if part)


def _in_words(spec: FieldSpec) -> str:
    def shown(found: re.Match[str]) -> str:
        return f"«{shown_choice(found[1])}»" if found[1] in spec.choices else found[0]

    return in_words_of_page(re.sub("«([a-z_]+)»", shown, spec.uitleg), spec.path)


# ------------------------------------------------------------ fixed answers


def _choices(box: Element, spec: FieldSpec, path: str, answered: Answered, message: str, label: str) -> None:
    name = f"v-{ident(path)}"
    group = _group(box, spec, path, message, label)
    typed, many = answered.typed(path), spec.kind == "keuzelijst"
    short = spec.kind == "antwoord" or (not many and all(len(shown_choice(each)) < 16 for each in spec.choices))
    frame = add(group, "div", {"class": "keuzes naast" if short else "keuzes"})
    chosen = _chosen(spec, typed)
    for value in spec.choices if many else _one_of(spec):
        text = word("weet_niet") if value == UNKNOWN else shown_choice(value)
        given = {"name": f"{VALUE}{path}", "value": value, "id": f"{name}-{ident(value)}"}
        add_choice(frame, text, given, checked=value in chosen, many=many)
    if many:
        _none_choice(frame, path, word("geen_van_deze"), is_none=typed == "geen")


def _group(box: Element, spec: FieldSpec, path: str, message: str, label: str = "", look: str = "") -> Element:
    """Add a group of controls with its question, explanation and message; the summary of mistakes leads to it."""
    name = f"v-{ident(path)}"
    group = fieldset(box, name, look)
    group.set("tabindex", "-1")
    _beside_label(legend(group, label or spec.vraag), spec, path)
    described = _explained(group, spec, name, message)
    if "aria-describedby" in described:  # a group can be described, and has no state of being wrong
        group.set("aria-describedby", described["aria-describedby"])
    return group


def _one_of(spec: FieldSpec) -> Sequence[str]:
    """Return the answers to choose one from; not to know is one, unless something is so when nothing is said."""
    known = tuple(each for each in spec.choices if each != UNKNOWN)
    return known if usual_answer(spec) else (*known, UNKNOWN)


def _chosen(spec: FieldSpec, typed: Any) -> Sequence[Any]:
    if spec.kind == "keuzelijst":
        found = parse_choices(typed, spec.choices) if isinstance(typed, str | list) else ()
        return found if isinstance(found, tuple) else ()
    if typed is None:
        return (usual_answer(spec) or UNKNOWN,)
    return (parse_choice(typed, spec.choices),)


def add_choice(frame: Element, text: str, given: Mapping[str, str], *, checked: bool, many: bool) -> None:
    """Add one answer to tick, or to choose when there can be only one."""
    look = "checkbox" if many else "radio-button"
    kind = {"type": "checkbox" if many else "radio", "class": f"utrecht-{look} utrecht-{look}--html-input"}
    label = add(frame, "label", {"class": "keuze", "for": given["id"]})
    add(label, "input", {**given, **kind, **({"checked": "checked"} if checked else {})})
    add_text(label, "span", text)


def _none_choice(frame: Element, path: str, text: str, *, is_none: bool) -> None:
    given = {"name": f"{NONE}{path}", "value": "ja", "id": f"v-{ident(path)}-niets-van-dit"}
    add_choice(frame, text, given, checked=is_none, many=True)


def _as_typed(value: Any) -> str:
    if value is None:
        return ""
    return typed_date(value) if isinstance(value, dt.date) else str(value)


# ------------------------------------------------------------ rows


def _rows(parent: Element, question: FormQuestion, answered: Answered) -> None:
    spec, typed = question.spec, answered.typed(question.spec.path)
    rows = typed if isinstance(typed, list) else []
    name = ident(spec.path)
    group = _group(parent, spec, spec.path, answered.message(spec.path), look="rijen")
    if question.effect:
        paragraph(group, question.effect, "gevolg")
    for number in range(1, len(rows) + 1):
        box = add(
            group, "fieldset", {"class": "rij utrecht-form-fieldset--html-fieldset", "id": f"rij-{name}-{number}"}
        )
        add_text(box, "legend", word("rij", wat=_row_name(spec), nummer=number), {"class": "rijnaam"})
        _row(box, spec, number, answered)
        text = word("rij_weg", wat=_row_name(spec).lower(), nummer=number)
        button(box, text, f"weg:{spec.path}.{number}", "subtle")
    blank = details(group, f"nieuw-{name}-{len(rows) + 1}", word("rij_erbij", wat=_row_name(spec).lower()))
    _row(blank, spec, len(rows) + 1, answered)
    if not rows:
        none = add(group, "div", {"class": "keuzes"})
        _none_choice(none, spec.path, word("zijn_er_niet"), is_none=typed == "geen")


def _row(box: Element, spec: FieldSpec, number: int, answered: Answered) -> None:
    for inner in row_fields(spec.path):
        _field(box, inner, f"{spec.path}.{number}.{inner.path}", answered)


def _row_name(spec: FieldSpec) -> str:
    return word(f"rij_{ident(spec.path)}")


# ------------------------------------------------------------ a remark at an answer


def _note(box: Element, spec: FieldSpec, answered: Answered) -> None:
    """Add the place to say something more at an answer, which the chapter then tells; only where there is one."""
    path = f"{NOTE}.{spec.path}"
    typed = answered.typed(path)
    if (answered.typed(spec.path) is None or spec.path.startswith(_TOLD_ONCE)) and typed is None:
        return
    name = f"v-{ident(path)}"
    message = answered.message(path)
    begins = OPEN if typed is not None or message else None
    inside = details(box, f"meer-{ident(path)}", word("toelichten"), spec.label, begins)
    _shown(inside, path)
    add_text(inside, "label", word("toelichten_label"), {"class": "utrecht-form-label", "for": name})
    described = _explained(inside, FieldSpec(path, "tekst", (), "", "", "", None), name, message)
    _area(inside, {"id": name, "name": f"{VALUE}{path}", **described}, message, _as_typed(typed), 2)
