"""What each button of the page does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from liagen.browser.app.answers import find_answer, read_form, value_at
from liagen.browser.app.exchange import ACTION, ANSWER, PLACE, SHOWN, Posted
from liagen.browser.app.guidance import guidance_now
from liagen.browser.app.made import document_named
from liagen.browser.app.markup import ident
from liagen.browser.app.opening import begin_with, open_files
from liagen.browser.app.screens import HEAD, screen_of
from liagen.browser.app.state import ActionResult, AppState, Message
from liagen.browser.app.steps import BEGIN, QUICK
from liagen.browser.app.taking import (
    take_clean,
    take_list,
    take_mail,
    take_page,
    take_profile,
    take_updated,
    take_word,
)  # fmt: skip
from liagen.browser.app.words import word
from liagen.chapter.markdown import plain_text
from liagen.errors import LiagenError
from liagen.library.dutch import enumerate_nl
from liagen.library.model import Library

_PROPOSAL: Final = re.compile(r"\[[Vv]oorzet: ([^\]]+)\]")
_ACTION = Callable[[AppState, str, Posted, Library], ActionResult]


def act(state: AppState, posted: Posted, library: Library) -> ActionResult:
    """Return what comes of a form: its answers are put in first, and then is done what the button says."""
    typed = read_form(posted, state.values)
    before, state = state, state.with_answers(typed)
    name, _, argument = posted.value(ACTION).partition(":")
    try:
        found = _ACTIONS.get(name, _answer)(state, argument, posted, library)
    except LiagenError as error:
        rows = tuple(f"{problem}" for problem in error.problems)
        found = ActionResult(state, "bericht-kop", message=Message("error", word("fout_kop"), rows))
    return _told(before, found, library)


def _told(before: AppState, found: ActionResult, library: Library) -> ActionResult:
    """Return an outcome with a word about what became different, for who does not see it change."""
    if found.said or found.state.values == before.values:
        return found
    old, new = _goals(before, library), _goals(found.state, found.library or library)
    told = [word("gezegd_bijgewerkt")]
    for key, here, there in (("gezegd_erbij", new, old), ("gezegd_weg", old, new)):
        if goals := [f"«{goal}»" for goal in here if goal not in there]:
            told.append(word(key, doelen=enumerate_nl(goals)))
    return replace(found, said=" ".join(told))


def _goals(state: AppState, library: Library) -> list[str]:
    """Return what the goals in the table say, a proposal in it as if it were confirmed."""
    with library.fields_in_use():  # before and after she opened a client these are others
        return [_PROPOSAL.sub(r"\1", plain_text(goal.what)) for goal in state.made(library).result.plan.short]


def _answer(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    return ActionResult(state)


# ------------------------------------------------------------ going somewhere


def _go(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Go to a screen, and to a field in it when the place names one."""
    place = argument or posted.value(PLACE)
    screen, _, target = place.partition("/")
    screen = screen_of(screen)
    if screen == QUICK and not state.quick:
        state = replace(state, quick=tuple(guidance_now(state, library).quick()))
    focus = target if _is_id(target) else HEAD
    return ActionResult(state.at(screen), focus)


def _is_id(text: str) -> bool:
    return bool(text) and ident(text) == text


def _on(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Go on, unless something that was typed is not right: then that is told first."""
    shown = set(posted.values(SHOWN))
    if shown & set(state.refused):
        return ActionResult(state, "fouten-kop", summary=True)
    return _go(state, argument, posted, library)


def _show(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    return ActionResult(replace(state, shows=document_named(argument)))


def _list_steps(
    state: AppState,
    argument: str,
    posted: Posted,
    library: Library,
) -> ActionResult:
    return ActionResult(replace(state, lists_steps=not state.lists_steps))


# ------------------------------------------------------------ rows


def _remove_row(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Take a row out of a list; ``argument`` is its path, such as ``doelen.2``."""
    path, _, number = argument.rpartition(".")
    spec = find_answer(path)
    refused = state.refused.get(path)
    rows = refused.typed if refused else value_at(state.values, path)
    if spec is None or not spec.has_rows or not number.isdecimal() or not isinstance(rows, list):
        return ActionResult(state)
    left = [row for place, row in enumerate(rows, 1) if place != int(number)]
    without = {key: value for key, value in state.refused.items() if key != path}
    found = replace(state, refused=without).with_answers({path: left or None})
    return ActionResult(found, f"v-{ident(path)}", said=word("rij_is_weg"))


# ------------------------------------------------------------ files


def _open(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    files = [each for each in posted.files if each.data]
    if not files:
        return ActionResult(state, "bericht-kop", message=Message("warning", word("geen_bestand")))
    opened, texts = open_files(state.at(BEGIN), files, library)
    return ActionResult(opened, "geopend-kop", library=texts)


def _begin_with(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Begin with one of the profiles of the client that she opened, by its number from 0."""
    return ActionResult(begin_with(state, argument), "geopend-kop")


_ACTIONS: Final[Mapping[str, _ACTION]] = {
    ANSWER: _answer,
    "naar": _go,
    "verder": _on,
    "toon": _show,
    "stappen": _list_steps,
    "weg": _remove_row,
    "openen": _open,
    "beginnen": _begin_with,
    "word": take_word,
    "schoon": take_clean,
    "web": take_page,
    "bewaren": take_profile,
    "bijwerken": take_updated,
    "vraag": take_list,
    "mail": take_mail,
}
