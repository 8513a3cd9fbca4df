"""The questions of one screen: by group, each with what its answer changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree.ElementTree import Element

from liagen.browser.app.controls import Answered, FormQuestion, add_question
from liagen.browser.app.guidance import Guidance
from liagen.browser.app.markup import heading
from liagen.browser.app.state import AppState
from liagen.profile.fields import FieldSpec, GroupSpec, field_specs, profile_tree


def add_questions(form: Element, paths: Iterable[str], state: AppState, guidance: Guidance) -> None:
    """Add these questions to a form, with a heading where another group begins."""
    answered, group, headed = Answered.of(state, guidance.made), None, False
    asked = tuple(paths)
    for path in asked:
        found = _group_of(path)
        if found != group:
            group = found
            # One group fills a screen by itself: then the title of the screen says it.
            headed = headed or any(_group_of(each) != found for each in asked)
            if headed and found:
                heading(form, 2, found)
        spec = field_specs()[path]
        add_question(form, FormQuestion(spec, guidance.effect(path), guidance.moot(path)), answered)


def _group_of(path: str) -> str:
    """Return the question of the group that a field is in; empty for a field without one."""
    return _groups().get(path.rpartition(".")[0], "")


@cache
def _groups() -> dict[str, str]:
    def flat(members: tuple[FieldSpec | GroupSpec, ...]) -> Iterator[GroupSpec]:
        for member in members:
            if isinstance(member, GroupSpec):
                yield member
                yield from flat(member.members)

    return {group.path: group.vraag for group in flat(profile_tree())}
