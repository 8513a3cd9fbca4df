"""The questions of one screen: by group, each with what its answer changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from liagen.browser.app.controls import Answered, FormQuestion, add_control, add_question
from liagen.browser.app.guidance import Guidance
from liagen.browser.app.made import Made
from liagen.browser.app.markup import heading, ident
from liagen.profile.fields import OUTCOMES, FieldSpec, GroupSpec, field_specs, profile_tree, row_fields
from liagen.profile.model import Profile
from liagen.profile.own_fields import OWN_FIELDS, profile_model
from liagen.web.elements import add


def add_questions(form: Element, paths: Iterable[str], guidance: Guidance) -> None:
    """Add these questions to a form, with a heading where another group begins."""
    answered, group, headed = Answered.of(guidance), None, False
    asked = tuple(paths)
    for path in asked:
        found = _group_of(path)
        if found != group:
            group = found
            # One group fills a screen by itself: then the title of the screen says it, unless it is of a package.
            headed = headed or path.startswith(f"{OWN_FIELDS}.") or any(_group_of(each) != found for each in asked)
            if headed and found:
                heading(form, 2, found)
        spec = field_specs()[path]
        if path == OUTCOMES:
            _outcomes(form, spec, guidance.made, answered)
            continue
        add_question(form, FormQuestion(spec, guidance.effect(path), guidance.moot(path)), answered)


def _outcomes(form: Element, spec: FieldSpec, made: Made, answered: Answered) -> None:
    """Add what came of each goal of the last plan; which goals there were stands in what she opened."""
    keys = answered.profile.terugblik.uitkomsten
    if not keys:
        return
    heading(form, 2, spec.vraag)
    for key in keys:
        box = add(form, "section", {"class": "kaart doel", "id": f"uitkomst-{ident(key)}"})
        heading(box, 3, made.goal_name(key))
        for row in row_fields(OUTCOMES):
            add_control(box, row, f"{OUTCOMES}.{key}.{row.path}", answered)


def _group_of(path: str) -> str:
    """Return the question of the group that a field is in; empty for a field without one."""
    return _groups(profile_model()).get(path.rpartition(".")[0], "")


@lru_cache(maxsize=16)
def _groups(_model: type[Profile]) -> dict[str, str]:
    def flat(members: tuple[FieldSpec | GroupSpec, ...]) -> Iterator[GroupSpec]:
        for member in members:
            if isinstance(member, GroupSpec):
                yield member
                yield from flat(member.members)

    return {group.path: group.vraag for group in flat(profile_tree())}
